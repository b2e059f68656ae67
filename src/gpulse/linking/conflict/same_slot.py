"""How likely figures of two posts fill one slot: what both count, what is said around them, when, and of whom.

Nothing here decides alone: what speaks for one slot and against it is weighed. The weights were fitted on labelled
stories by training/same_slot.py; docs/experiments/stories.md gives the figures.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gpulse.days import days_between
from gpulse.linking.conflict.figures import LENGTHS, Figure, digits_of
from gpulse.linking.conflict.frame import STEM, Frame
from gpulse.linking.conflict.given_by import same_speaker
from gpulse.linking.grouping.posts import likeness, stems_of
from gpulse.linking.happening.scenes import times_meet, towns_differ
from gpulse.linking.wording import stem
from gpulse.reading.language.quantities import read_figure
from gpulse.record import Record

MOST_APART: Final = 25
"""Figures further apart than this factor count different things."""

MONEY_WITHOUT_UNIT: Final = 1e6
"""A bare number from here on may be a sum of money."""

SAME_NEWS_DAYS: Final = 2
"""Within this many days a higher figure is no later toll."""

NEAR: Final = 0.15
"""Figures that differ by no more than this share of the larger are hardly so by chance."""

FEW_TIMES: Final = 1.5
FALLEN: Final = 0.9
"""A later toll below this share of an earlier one is no rounding: who has died stays dead."""

_TOLLS: Final = frozenset({"dead", "wounded", "loss"})
"""Counts that cannot fall as the days go by."""

LEAST: Final = 10
"""Small numbers are everywhere."""

LONGEST_AGO: Final = 400
"""Days between two posts count up to here."""

MONTH_DAYS: Final = 31
"""A time of a later sentence that is no longer than this may be that of an earlier post."""

STEMS_AFTER, STEMS_BEFORE = 7, 5
"""So many stems of a clause after a figure, with its own words, and before it tell what it counts."""

PEOPLE: Final = frozenset(
    stem(word)
    for word in "soldier fighter people officer guard policemen sailor crew fishermen pilgrim pupil student child "
    "children girl boy baby babies teacher doctor nurse medic journalist migrant miner passenger tourist pilot recruit "
    "conscript cadet protester demonstrator farmer trader worker guest player priest monk judge deputies".split()
)
"""People who are counted by what they are, and elsewhere by what became of them."""

_ANYBODY: Final = PEOPLE | frozenset(
    "dead wounded captive displaced loss troop inhabitant member instructor survivor".split()
)
"""Things counted that are people."""

_RECKONED = re.compile(
    r"\b(?:count(?:s|ed)?|reckon(?:s|ed)?|estimat\w+|calculat\w+|put(?:s|ting)? (?:it|them|the|their|its)|arriv\w+ at|"
    r"comes? to|came to|speaks? of|spoke of|talks? of|figures?|tally|toll|believ\w+|thought|(?:is|are) said|"
    r"according to|papers wrote|insist\w*|claim\w*)\b",
    re.IGNORECASE,
)
"""Words by which a figure is somebody's count."""

_NOW = re.compile(
    r"\b(?:now|so far|already|meanwhile|at present|since then|left|remain\w*|still|no longer|ris\w+|rose|grew|grown|"
    r"fell|fallen|down to|up to|rais\w+|increas\w+|reduc\w+|instead of|another|more than (?:planned|expected))\b",
    re.IGNORECASE,
)
"""Words by which a figure is compared with what was before."""

_BEFORE = re.compile(r"\bhad (?:\w+ ){0,2}?\w+(?:ed|n|ld|de|t|ne)\b|\bat the time\b|\bthen\b", re.IGNORECASE)
"""Words by which a later post tells of what was before."""

_EACH = re.compile(
    r"\b(?:each|every|per|apiece)\b|\ba (?:day|week|month|year|head|piece|barrel|tonne)\b", re.IGNORECASE
)
"""Words by which a figure is so much for each."""

_NOT_BEFORE = re.compile(
    r"\b(?:not|instead of|rather than|spoken of|figures? of|numbers? of|had (?:said|given|been)|at first)"
    r"(?: the| some| about)? $",
    re.IGNORECASE,
)
"""Words before a value by which it is that of others, and wrong: "118, not 107"."""

WEIGHTS: Final[Mapping[str, float]] = {
    "bias": -2.22,
    "thing_same": 0.79,
    "thing_near": 0.19,
    "thing_guessed": 0.72,
    "people": 0.12,
    "lower_later": 0.17,
    "told": 0.36,
    "after": 0.03,
    "beside": 0.33,
    "context": 0.42,
    "best": 0.45,
    "also": -0.06,
    "also_beside": -0.17,
    "corrects": 0.54,
    "far": -1.12,
    "near": 0.44,
    "few": 0.44,
    "large": 0.19,
    "small": -0.71,
    "days": -0.22,
    "same_days": 0.09,
    "back": 0.41,
    "before": -0.03,
    "now": 0.23,
    "heads": -0.31,
    "time": -0.56,
    "time_same": 0.26,
    "time_same_later": -0.40,
    "place": -0.01,
    "fates": -0.42,
    "others": -0.11,
    "actors": 0.13,
    "each": -0.43,
    "ahead": -0.32,
    "both_ahead": -0.43,
    "part": -0.15,
    "money": -0.53,
    "length": -0.41,
    "scope": -0.23,
    "crowd": -0.53,
    "days_told": 0.23,
    "precise": 0.34,
    "speakers": 0.49,
    "speaks_again": 0.07,
    "reckoned": 0.51,
    "both_reckoned": 0.04,
}
"""Weights of `features_of`, fitted by training/same_slot.py."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A figure prepared for comparing: its sentence, and the stems after it (with its own words) and around it.

    `after_weight` and `around_weight` are the roots of the sums of the stems' squared weights; `reckoned`, `now`,
    `before` and `each` whether the sentence has such words.
    """

    figure: Figure
    size: float
    sentence: str
    after: frozenset[str]
    after_weight: float
    around: frozenset[str]
    around_weight: float
    reckoned: bool
    now: bool
    before: bool
    each: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two figures of two posts, the earlier one first, and how alike their surroundings are.

    `told`: what the sentences tell; `after` and `around`: the words beside the figures; `context`: the sentences with
    those beside them. `best` is how many of the two have no figure of the other post that is more like it; `also` of
    how many the other post has the value elsewhere, `beside` of how many right beside its own, and `corrects` whether
    it says there that it is wrong ("118, not 107"); `crowd` the product of how many figures of their kinds the two
    posts have.
    """

    one: Counted
    two: Counted
    told: float
    after: float
    around: float
    context: float
    best: int = 0
    also: int = 0
    beside: int = 0
    corrects: bool = False
    crowd: int = 1

    @property
    def alike(self) -> float:
        """How alike what is told and the words beside the figures are."""
        return self.told + self.around


def pairs_of(figures: Sequence[Figure], records: Mapping[str, Record], frame: Frame) -> Iterator[Pair]:
    """Yield the pairs of figures of two posts that are of one kind and may differ, the earlier one first.

    `figures` are in order of publication, as `figures.find_figures` gives them.
    """
    counted = [_prepare(figure, records[figure.article], frame) for figure in figures]
    pairs = [
        _compare(one, two, frame)
        for at, one in enumerate(counted)
        for two in counted[at + 1 :]
        if one.figure.article != two.figure.article
        and 0 < one.size <= MOST_APART * two.size
        and two.size <= MOST_APART * one.size
        and same_kind(one.figure, two.figure)
    ]
    most: dict[tuple[int, str], float] = defaultdict(float)
    given: dict[tuple[str, str, float], list[Figure]] = defaultdict(list)
    many = Counter((figure.article, figure.kind) for figure in figures)
    for figure in figures:
        given[figure.article, figure.kind, figure.point].append(figure)
    for pair in pairs:
        for mine, other in ((pair.one, pair.two), (pair.two, pair.one)):
            key = (id(mine), other.figure.article)
            most[key] = max(most[key], pair.alike)
    for pair in pairs:
        one, two = pair.one.figure, pair.two.figure
        if pair.one.size != pair.two.size:
            again = [
                (given.get((other.article, mine.kind, mine.point), ()), other)
                for mine, other in ((one, two), (two, one))
            ]
            near = [[f for f in found if abs(f.sentence - other.sentence) <= 1] for found, other in again]
            yield Pair(
                one=pair.one, two=pair.two, told=pair.told, after=pair.after, around=pair.around, context=pair.context,
                best=sum(
                    pair.alike >= most[id(mine), other.figure.article]
                    for mine, other in ((pair.one, pair.two), (pair.two, pair.one))
                ),
                also=sum(bool(found) for found, _ in again), beside=sum(map(bool, near)),
                corrects=any(_NOT_BEFORE.search(records[f.article].article.text, 0, f.span.start) for f in near[0]),
                crowd=many[one.article, one.kind] * many[two.article, two.kind],
            )  # fmt: skip


def same_kind(one: Figure, two: Figure) -> bool:
    """Return whether two figures are of one kind: "5.9 billion" of which nothing tells what they are may be dollars."""
    if one.kind == two.kind or (one.kind in LENGTHS and two.kind in LENGTHS):
        return True
    return any(
        a.kind.isupper() and b.kind == "count" and not b.named and b.size >= MONEY_WITHOUT_UNIT
        for a, b in ((one, two), (two, one))
    )


def same_thing(one: Figure, two: Figure) -> bool:
    """Return whether two figures count the same: "31 militants", of whom it is said that they were killed, and
    losses."""
    if one.thing == two.thing:
        return True
    return any(
        a.thing in PEOPLE and (b.thing in a.scene.fates or (b.thing == "loss" and "dead" in a.scene.fates))
        for a, b in ((one, two), (two, one))
    )


def days_apart(first: str | None, second: str | None) -> int:
    """Return the days between two days, 0 where one is not known."""
    if first is None or second is None:
        return 0
    return abs(days_between(first, second))


def _prepare(figure: Figure, record: Record, frame: Frame) -> Counted:
    text, sentence = record.article.text, record.sentences[figure.sentence]
    after = re.split(r"[,;:–]", text[figure.span.end : sentence.end])[0]
    before = re.split(r"[,;:–]", text[sentence.start : figure.span.start])[-1]
    words = sentence.of(text)
    stems = frozenset(_terms(stems_of(f"{figure.words} {after}")[:STEMS_AFTER]))
    around = stems | frozenset(_terms(stems_of(before)[-STEMS_BEFORE:]))
    return Counted(
        figure=figure, size=figure.size, sentence=words, after=stems, after_weight=frame.length(stems),
        around=around, around_weight=frame.length(around), reckoned=bool(_RECKONED.search(words)),
        now=bool(_NOW.search(words)), before=bool(_BEFORE.search(words)), each=bool(_EACH.search(words)),
    )  # fmt: skip


def _terms(stems: Sequence[str]) -> list[str]:
    return [s[:STEM] for s in stems if not s[0].isdigit() and read_figure(s) is None]


def _compare(one: Counted, two: Counted, frame: Frame) -> Pair:
    a, b = one.figure, two.figure
    told = likeness(a.told, b.told)
    if a.around is not a.told or b.around is not b.told:
        told = max(told, likeness(a.around, b.around))
    return Pair(
        one=one, two=two, told=told,
        after=_shared(one.after & two.after, one.after_weight * two.after_weight, frame),
        around=_shared(one.around & two.around, one.around_weight * two.around_weight, frame),
        context=likeness(a.context, b.context),
    )  # fmt: skip


def _shared(terms: frozenset[str], lengths: float, frame: Frame) -> float:
    """How alike two sets of terms are that share these: the cosine, each term weighed."""
    return sum(frame.rarity(term) ** 2 for term in sorted(terms)) / lengths if terms and lengths else 0.0


def features_of(pair: Pair) -> dict[str, float]:
    """Return what speaks for two figures' filling one slot, and against it.

    What both count: `thing_same` where both name it, `thing_guessed` where one is bare, `people` where both count
    people by other names; `beside`, `after`, `told` and `context`: how alike the words are; `best`: of how many no
    other figure is more alike; `also`: that a post has the other's value elsewhere, `also_beside` beside its own;
    `corrects`: that it says there that this is wrong; `crowd`: among how many figures of the kind they stand.
    `lower_later`: a toll that has fallen. `far`, `near`: how they differ; `precise`: both have more than one digit that
    counts. `days`, `same_days`, `back`: when they are told, and whether the later sentence tells of the earlier one's
    days; `time_same`: both name one time; `speaks_again`: one speaker, later. `reckoned`: words of counting; the rest:
    what sets the sentences apart.
    """
    one, two = pair.one.figure, pair.two.figure
    first, second = one.scene, two.scene
    small, large = sorted((pair.one.size, pair.two.size))
    days = days_apart(one.day, two.day)
    counts = one.kind == "count"
    named, same = counts and one.named and two.named, counts and same_thing(one, two)
    near = large - small <= NEAR * large
    reckoned = (pair.one.reckoned, pair.two.reckoned)
    later = days > SAME_NEWS_DAYS
    return {
        "bias": 1.0,
        "thing_same": float(named and same),
        "thing_near": float(named and same and near),
        "thing_guessed": float(not named and same and one.thing is not None),
        "people": float(counts and not same and one.thing in _ANYBODY and two.thing in _ANYBODY),
        "lower_later": float(counts and same and one.thing in _TOLLS and later and two.point < FALLEN * one.point),
        "told": pair.told, "after": pair.after, "beside": pair.around, "context": pair.context,
        "best": float(pair.best), "also": float(pair.also), "also_beside": float(pair.beside),
        "corrects": float(pair.corrects),
        "far": math.log(large / small), "near": float(near), "few": float(large <= FEW_TIMES * small),
        "large": math.log10(small + 1), "small": float(small < LEAST),
        "days": math.log1p(min(days, LONGEST_AGO)), "same_days": float(not later),
        "back": float(later and _tells_of(two, one)),
        "before": float(later and pair.two.before),
        "now": float(pair.two.now),
        "heads": float(one.heads) + float(two.heads),
        "time": float(not times_meet(first, second)),
        "time_same": float(bool(first.times and second.times) and times_meet(first, second)),
        "time_same_later": float(later and bool(first.times and second.times) and times_meet(first, second)),
        "place": float(towns_differ(first.towns, second.towns)),
        "fates": float(bool(first.fates and second.fates) and not first.fates & second.fates),
        "others": float(bool(first.actors and second.actors) and not first.actors & second.actors),
        "actors": float(bool(first.actors & second.actors)),
        "each": float(pair.one.each != pair.two.each),
        "ahead": float(one.ahead != two.ahead), "both_ahead": float(one.ahead and two.ahead),
        "part": float(one.part) + float(two.part),
        "money": float(one.kind.isupper() or two.kind.isupper()), "length": float(one.kind in LENGTHS),
        "scope": float((first.rate, first.since, first.asked) != (second.rate, second.since, second.asked)),
        "crowd": math.log(pair.crowd), "days_told": math.log1p(min(days, LONGEST_AGO)) * pair.told,
        "precise": float(min(digits_of(one), digits_of(two)) > 1),
        "speakers": float(bool(one.speaker and two.speaker) and not same_speaker(one.speaker, two.speaker)),
        "speaks_again": float(later and bool(one.speaker and two.speaker) and same_speaker(one.speaker, two.speaker)),
        "reckoned": float(sum(reckoned)), "both_reckoned": float(all(reckoned)),
    }  # fmt: skip


def _tells_of(later: Figure, earlier: Figure) -> bool:
    """Whether a later sentence names a day or month of the earlier post or sentence."""
    if earlier.day is None:
        return False
    whens = [(earlier.day, earlier.day), *((a[:10], b[:10]) for a, b in earlier.scene.times)]
    return any(
        first <= b[:10] and a[:10] <= last and days_apart(a[:10], b[:10]) <= MONTH_DAYS
        for a, b in later.scene.times
        for first, last in whens
    )
