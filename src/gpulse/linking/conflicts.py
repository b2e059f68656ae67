"""Where the posts of a story differ: the same slot with different values, each with its post and its words.

Figures of two posts are one slot where they count the same thing and what is said around them is alike, or where all
that speaks for it and against it, weighed, makes it likely (`linking.conflict.same_slot`); figures of one post where
it sets them against each other, by what is weighed there (`linking.conflict.rivals`). Not a conflict: a later and
higher toll, a rounded figure, another unit, a part of a whole, what is promised against what is done. What one source
says and another denies is a conflict without figures (`linking.conflict.contradictions`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from gpulse.linking.conflict import rivals
from gpulse.linking.conflict.counted import GROWING
from gpulse.linking.conflict.figures import LENGTHS, Figure, digits_of
from gpulse.linking.conflict.frame import Frame
from gpulse.linking.conflict.given_by import same_speaker
from gpulse.linking.conflict.rivals import ROSE, pairs_in
from gpulse.linking.conflict.same_slot import (
    MOST_APART,
    SAME_NEWS_DAYS,
    WEIGHTS,
    days_apart,
    features_of,
    pairs_of,
    same_kind,
    same_thing,
)
from gpulse.linking.conflict.slot_rows import conflict_of, join
from gpulse.linking.conflict.undated import holds_undated, is_list
from gpulse.linking.grouping.posts import likeness
from gpulse.linking.happening.scenes import elsewhere, sums_differ
from gpulse.linking.story.story_rows import Conflict
from gpulse.odds import log_odds
from gpulse.record import Record

ALIKE = 0.1
"""Least likeness of what is said around two figures of the same thing in two posts. Words common in the whole story
weigh next to nothing, so that a tenth is much. Calibrated on six of the twelve development stories."""

FAR_ALIKE = 0.25
"""The same for sums of money and lengths of time, of which nothing tells what they measure, in posts of other days."""

CLOSE = 0.1
"""Two figures that differ by no more than this share are hardly so by chance in one story."""

NEAR_MISS = 0.15
"""Figures that differ by no more than this share, in sentences that are alike, are two counts of one thing, though what
a bare one counts was not read, or one is said of what is to come."""

NEAR_MISS_ALIKE = 0.1
"""Least likeness of the two sentences for that, without who says it. In 42 stories six pairs of 10 and more are as near
and as alike, are set in no other time and do not name two things: five count one thing, the sixth may."""

GUESSED_ALIKE = 0.2
"""The same for figures of the same days that differ by up to `FEW_TIMES`, of which one is bare: what a bare figure
counts is guessed from what went before. Chosen on small stories; no story of 42 gains a wrong conflict by it."""

ROUNDED = 0.06
"""Figures nearer than this share of the larger may be one figure, rounded."""

LEFT_OPEN = 1.5
"""How far beyond "more than N" a figure may lie, as a factor, and still be what that means."""

FEW_TIMES = 3
"""Small numbers, shares and lengths of time that posts of the same days lead with may differ by this factor."""

LEAST = 10
"""Figures of two posts below this are compared only in titles and leads: small numbers are everywhere."""

CONTRAST_SENTENCES = 2
"""Two figures of one post that a rule sets against each other stand within this many sentences."""

LIKELY = -1.25
"""The least score (by `same_slot.WEIGHTS`) from which figures of two posts are one slot, though no rule here says so.
With this, `LIKELY_BY_RULE` and `rivals.LIKELY` 53 of 100 listed conflicts of figures of careful stories are found that
are left out of the fit, and 27 others, of which a third are conflicts too; with -1 and less by rule five fewer and
seven others fewer."""

LIKELY_BY_RULE, LIKELY_BY_RULE_LATER = -4.25, -2.5
"""The same where a rule says so, for posts of the same days and for others."""

_ABOUT = re.compile(
    r"\b(?:about|around|some|roughly|nearly|almost|approximately|close to|or so|an estimated)\b", re.IGNORECASE
)
_AGAINST = re.compile(
    r"\b(?:but|however|instead|while|whereas|only|though|contradict\w*|disput\w*|insist\w*|disagree\w*|differ\w*|"
    r"rather than|not \d|by (?:its|his|her|their|another|other|some|the) (?:count|account|estimate|reckoning)|"
    r"put(?:s|ting)?(?= [^,;.]{0,40}\bat\b)|understood|held to|one hears|speaks? of|spoke of|"
    r"g(?:ives?|ave)(?= (?:about |some |only )?[\w,-]+(?: dead| killed| wounded| as\b)?[.;,])|"
    r"(?:would )?ha(?:s|ve|d) it that|"
    r"others? (?:say|said)|"
    r"estimate[sd]?|count(?:s|ed)|depends on|another figure|two answers)\b|\baccording to\b",
    re.IGNORECASE,
)
"""Words that tell that a figure is one account among others."""

_APART = re.compile(
    r"\bone hears\b.*\bone hears\b|\baccording to\b.*\baccording to\b|; |\b(?:while|but|"
    r"whereas)\b.{0,80}\b(?:sa(?:id|ys?)|put|gives?|admit\w*|speaks?|spoke|count\w*|claim\w*|insist\w*|report\w*|"
    r"estimat\w*|acknowledg\w*)\b"
)
"""Words that part two accounts within one sentence."""

_CORRECTED = re.compile(r"^[\w ]{0,25},? (?:and )?(?:not|rather than|instead of)(?: \w+)? $")
"""Words between two figures of which the second is said to be wrong: "58 dead, not 52"."""

_ROSE = re.compile(rf"\b(?:{ROSE})\b", re.IGNORECASE)
"""Words that make of two figures of several posts two times, or a part and its whole."""

_LEVEL = re.compile(
    r"\b(?:rose|risen|rises|grew|grow|grown|climb\w*|fell|fallen|increas\w+|rais\w+)\b(?: \w+)? (?:to|by|from)\b",
    re.IGNORECASE,
)
"""Words between two figures of a post by which the second is a new level."""

_TO = re.compile(r"(?: \w+)? to (?:about |some |over |nearly )?")
"""Words between two figures of a post of which neither is an account of the other: "by 195 votes to 177"."""

_CHANGED = re.compile(r"\b(?:to|from|at)\s+(?:the\s+)?$", re.IGNORECASE)
"""Words before the first of two such figures by which it is a new level, not a correction: "to 20 rather than 10"."""

_GREW = re.compile(
    r"\b(?:rose|risen|rises|rising|grew|grown|climb\w*|further|additional|which makes|mak(?:es|ing) it|"
    r"bring(?:s|ing)? the|brought the|new count|latest|more (?:dead|deaths|bodies|arrests|victims))\b",
    re.IGNORECASE,
)
"""Words by which a higher count of a later day goes on from the one before."""

_PART = re.compile(r"\bof (?:whom|them|which|these|those)\b|\bincluding\b")

MEASURES = frozenset("metre kilometre mile foot feet hectare acre degree litre barrel kilo kilogram".split())
"""What is measured, not counted up: a later and higher figure is another measurement."""


def find_conflicts(
    frame: Frame,
    figures: Sequence[Figure],
    roots: Mapping[str, str],
    also: Sequence[Conflict] = (),
) -> tuple[Conflict, ...]:
    """Return the figures on which the posts of a story differ, and then the conflicts in `also`.

    `figures` are those of the records (`figures.find_figures`); `roots` gives for each post the origin of its account:
    a value that ten rewrites of one post give has one origin.
    """
    by_id = {record.article.id: record for record in frame.records}
    within = [pair for record in frame.records for pair in _rivals(record, figures)]
    across: list[tuple[float, Figure, Figure]] = []
    for pair in pairs_of(figures, by_id, frame):
        one, two = pair.one.figure, pair.two.figure
        if may_differ(one, two):
            score = log_odds(features_of(pair), WEIGHTS)
            if score >= LIKELY_BY_RULE and _is_one_slot(one, two, score, figures, by_id) and holds_undated(one, two):
                across.append((score, one, two))
    likeliest = sorted(across, key=lambda row: -row[0])
    slots = join([*within, *((one, two) for _, one, two in likeliest)], figures)
    return (*(conflict_of(slot, by_id, roots) for slot in slots if not is_list(slot)), *also)


def _rivals(record: Record, figures: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """The figures of a post that it sets against each other; a figure is the rival of the likeliest before it."""
    best: dict[int, tuple[float, Figure, Figure]] = {}
    for one, two, between in pairs_in([figure for figure in figures if figure.article == record.article.id]):
        within = record.article.text[one.span.end : two.span.start]
        if (
            compatible(one, two)
            or two.part
            or _is_whole(one, two, figures)
            or _LEVEL.search(within)
            or _TO.fullmatch(within)
        ):
            continue
        score = log_odds(rivals.features_of(one, two, record, is_ruled(one, two, record), between), rivals.WEIGHTS)
        if score >= rivals.LIKELY and score > best.get(two.span.start, (score - 1.0,))[0]:
            best[two.span.start] = (score, one, two)
    return [(one, two) for _, one, two in best.values()]


def is_ruled(one: Figure, two: Figure, record: Record) -> bool:
    """Return whether figures of one post are rivals by rule: they may count one thing, and it sets them against each
    other."""
    return comparable(one, two) and not compatible(one, two) and _contrasted(one, two, record)


def may_differ(one: Figure, two: Figure) -> bool:
    """Return whether figures of two posts, the earlier one first, differ if they fill one slot: not both can be right,
    and the second is no later toll: of the next days only where another speaker gives it."""
    close = abs(one.size - two.size) <= CLOSE * max(one.size, two.size)
    grows = one.kind == "count" and one.thing not in MEASURES and not (close and one.thing not in GROWING)
    days = days_apart(one.day, two.day)
    told_by_others = bool(one.speaker and two.speaker) and not same_speaker(one.speaker, two.speaker)
    later = days > SAME_NEWS_DAYS or (days > 0 and one.thing in GROWING and not told_by_others)
    return not (grows and later and two.point > one.point) and not compatible(one, two)


def _is_one_slot(
    one: Figure, two: Figure, score: float, figures: Sequence[Figure], records: Mapping[str, Record]
) -> bool:
    """Whether figures of two posts that differ are told of one slot: a rule says so, or else their score does."""
    if _both_told(one, two, figures, records) or _is_whole(one, two, figures) or _grew(one, two, records):
        return False
    if comparable(one, two) and _set_against(one, two, records):
        return days_apart(one.day, two.day) <= SAME_NEWS_DAYS or score >= LIKELY_BY_RULE_LATER
    done_and_to_come = one.kind == "count" and one.ahead != two.ahead
    apart = elsewhere(one.scene, two.scene) in ("time", "round", "who") or sums_differ(one.scene, two.scene)
    return score >= LIKELY and not (apart or two.adds or done_and_to_come or one.part != two.part)


def _is_whole(one: Figure, two: Figure, figures: Sequence[Figure]) -> bool:
    """Whether one of two figures is the sum of the other and of a third beside that: "50 billion", "33 billion in loans
    and 17 billion in grants"."""
    for whole, part in ((one, two), (two, one)):
        rest = whole.point - part.point
        beside = (f for f in figures if f.article == part.article and f.sentence == part.sentence and f is not part)
        if rest > 0 and any((f.kind, f.thing, f.point) == (part.kind, part.thing, rest) for f in beside):
            return True
    return False


def _grew(one: Figure, two: Figure, records: Mapping[str, Record]) -> bool:
    """Whether the second figure is a higher toll of a later day that is said to go on from an earlier one."""
    if one.day == two.day or two.point <= one.point or not {one.thing, two.thing} & GROWING:
        return False
    return bool(_GREW.search(records[two.article].sentences[two.sentence].of(records[two.article].article.text)))


def comparable(one: Figure, two: Figure) -> bool:
    """Whether two figures may count the same: the same kind and thing, neither a part, both done or both to come.

    `one` is told before `two`: "another 42" adds to what was told before it; what is told later may be set against it.
    """
    if not same_kind(one, two) or one.part or two.part or two.adds:
        return False
    bare, close = one.article == two.article and not two.named, near_miss(one, two)
    if one.kind in ("count", "%") and one.ahead != two.ahead and not bare and not close:
        return False
    if one.thing and two.thing and not same_thing(one, two) and not (close and _one_word_for_both(one, two)):
        return False
    small, large = sorted((one.size, two.size))
    return small > 0 and large / small <= MOST_APART


def _one_word_for_both(one: Figure, two: Figure) -> bool:
    """Whether two figures that are named differently may count one thing: a bare one is guessed; of the same days and
    in sentences that are alike "31 states" and "27 signatories" are one."""
    if not (one.named and two.named):
        return True
    near = abs(one.size - two.size) <= NEAR_MISS * max(one.size, two.size)
    same_days = days_apart(one.day, two.day) <= SAME_NEWS_DAYS
    return near and same_days and likeness(one.told, two.told) >= GUESSED_ALIKE


def near_miss(one: Figure, two: Figure) -> bool:
    """Whether two posts give figures that are nearly the same, in sentences that tell nearly the same.

    Posts of the same days need only give some figure in sentences that are more alike, where one figure is bare.
    """
    if one.article == two.article or not same_kind(one, two) or min(one.size, two.size) < LEAST:
        return False
    small, large = sorted((one.size, two.size))
    alike = max(likeness(one.told, two.told), likeness(one.around, two.around))
    if large - small <= NEAR_MISS * large:
        return alike >= NEAR_MISS_ALIKE
    guessed = not (one.named and two.named) and days_apart(one.day, two.day) <= SAME_NEWS_DAYS
    return guessed and large <= FEW_TIMES * small and alike >= GUESSED_ALIKE


def compatible(one: Figure, two: Figure) -> bool:
    """Whether two figures can both be right: the same, rounded, or one within what the other leaves open."""
    a, b = sorted((one, two), key=lambda f: f.size)
    if a.size == b.size or _rounds(a, b) or _rounds(b, a):
        return True
    if a.kind != b.kind:
        return False
    if a.low is not None and a.high is not None and b.low is not None and b.high is not None:
        return a.high >= b.low
    if a.high is None:
        return b.point <= LEFT_OPEN * a.point
    return b.low is None and a.point >= b.point / LEFT_OPEN


def _rounds(exact: Figure, round_one: Figure) -> bool:
    """Whether one figure is another, rounded: it has fewer digits, by two where no "about" marks it.

    1,482 and "about 1,500", 100,514 and 100,000, but not 82 and 80, nor 5.8 and 5.9 billion; nor 29,144 and 27,700,
    which differ by more than one of the last digit that the rounder one has.
    """
    low, high = sorted((exact.size, round_one.size))
    if high - low > min(ROUNDED * high, last_digit_of(round_one)):
        return False
    fewer = digits_of(exact) - digits_of(round_one)
    marked = bool(_ABOUT.search(round_one.words)) or round_one.low != round_one.high
    return exact.kind != round_one.kind or fewer >= (1 if marked else 2)


def last_digit_of(figure: Figure) -> float:
    """Return what one of the last digit of a figure is that counts: 100 for 27,700."""
    if figure.size == 0:
        return 0.0
    return float(10.0 ** (math.floor(math.log10(figure.size) + 1e-9) + 1 - digits_of(figure)))


def _set_against(one: Figure, two: Figure, records: Mapping[str, Record]) -> bool:
    """Whether figures of two posts that differ are told of the same slot."""
    if elsewhere(one.scene, two.scene) or _of_others(one, two, records):
        return False
    days = days_apart(one.day, two.day)
    close = abs(one.size - two.size) <= CLOSE * max(one.size, two.size)
    if near_miss(one, two):
        return True
    small = min(one.point, two.point) < LEAST
    if one.kind == "count" and (one.thing is None or two.thing is None):
        return False
    alike = likeness(one.context, two.context)
    near, heads = days <= SAME_NEWS_DAYS, one.heads and two.heads
    in_few = max(one.size, two.size) <= FEW_TIMES * min(one.size, two.size)
    if heads and near and in_few and (small or one.kind in LENGTHS or one.kind == "%"):
        return True
    if one.kind == "count":
        growing = bool({one.thing, two.thing} & GROWING)
        return alike >= ALIKE and (not small or (near and growing and max(one.point, two.point) >= LEAST))
    if one.kind == "%":
        return alike >= 3 * ALIKE
    if not in_few or (one.kind in LENGTHS and abs(abs(one.size - two.size) - days) <= 1 < days):
        return False  # a tenth of the sum; ten days on strike a week ago, seventeen now
    return alike >= (ALIKE if near or close else FAR_ALIKE)


def _of_others(one: Figure, two: Figure, records: Mapping[str, Record]) -> bool:
    """Whether the words of both figures name whose they are, and differ: "12 Indian ships", "five French ships"."""
    mine, theirs = ({m.actor for m in records[f.article].mentions if m.actor and f.span.covers(m)} for f in (one, two))
    return bool(mine and theirs) and not mine & theirs


def _both_told(one: Figure, two: Figure, figures: Sequence[Figure], records: Mapping[str, Record]) -> bool:
    """Whether one of two posts tells both counts, each of its own: "250 on board, 74 saved"; not "74 and not 250"."""
    if one.article == two.article or one.kind != "count":
        return False
    for mine, other in ((one, two), (two, one)):
        also = [
            f for f in figures
            if f.article == mine.article and f.kind == "count" and f.point == other.point and f.thing == one.thing
        ]  # fmt: skip
        pairs = [(mine, f) if mine.span.start < f.span.start else (f, mine) for f in also]
        if pairs and not any(_contrasted(first, second, records[mine.article]) for first, second in pairs):
            return True
    return False


def _contrasted(one: Figure, two: Figure, record: Record) -> bool:
    """Whether one post gives both figures as different accounts of one thing."""
    if not 0 <= two.sentence - one.sentence <= CONTRAST_SENTENCES:
        return False
    text = record.article.text
    sentences = record.sentences[one.sentence : two.sentence + 1]
    both = text[sentences[0].start : sentences[-1].end]
    same = one.sentence == two.sentence
    if same and _CORRECTED.search(text[one.span.end : two.span.start]):
        return not _CHANGED.search(text, sentences[0].start, one.span.start)
    if _ROSE.search(text, one.span.end if same else sentences[-1].start, two.span.end):
        return False
    if same and (not _APART.search(both) or _PART.search(text[one.span.end : two.span.start])):
        return False
    if not same and _ROSE.search(text, sentences[0].start, sentences[0].end):
        return False
    if not two.named and two.point < LEAST and (two.speaker is None or two.speaker == one.speaker) and not same:
        return False
    if not same_thing(one, two) or (one.speaker is not None and one.speaker == two.speaker):
        return False
    against, why = bool(_AGAINST.search(both)), elsewhere(one.scene, two.scene)
    if why not in (None, "who") or (why == "who" and not against):
        return False
    few = one.thing in GROWING or max(one.size, two.size) <= FEW_TIMES * min(one.size, two.size)
    return against or (few and bool(one.speaker and two.speaker))
