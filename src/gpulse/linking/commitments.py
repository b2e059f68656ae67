"""One row for each promise: the tellings of many posts, joined, and its status as of a day.

Pure functions over records; the order in which posts arrived does not matter, because they are sorted first. Nothing
published after the day is looked at.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from gpulse.days import days_between
from gpulse.linking.grouping.clusters import group_posts
from gpulse.linking.grouping.posts import build_post, load_word_frequencies
from gpulse.linking.ledger.answers import Chances
from gpulse.linking.ledger.ledger_rows import (
    Evidence,
    Finding,
    Ledger,
    RefusedRow,
    Row,
    Version,
    act_words,
    evidence_of,
)
from gpulse.linking.outcome.amounts import BEGUN
from gpulse.linking.outcome.evidence import Promise, alike
from gpulse.linking.outcome.judge import Hearing, Judge, Wording, hear, sentence_at
from gpulse.linking.outcome.nearby import index_sentences, near_of
from gpulse.linking.outcome.same_acts import act_groups_of
from gpulse.linking.outcome.told import TOTAL, capitals_of, code_of
from gpulse.linking.outcomes import Heard, Said, find_told, listen, rarity, resolve, rivals_of, weigh
from gpulse.linking.story.story_actors import Key, actors_by_story
from gpulse.linking.wording import THINGS, content_words
from gpulse.reading.commitment.act_readings import logistic, logit
from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.acts import find_acts
from gpulse.reading.commitment.open_acts import base_of
from gpulse.reading.commitment.ruled_acts import ANAPHORIC
from gpulse.record import Commitment, Quantity, Record, Sentence, Span, oldest_first
from gpulse.store.edits import Ruling

SAME_WORDS = 0.34
"""Share of the shorter telling's content words that two tellings of one promise have in common, at least.

Calibrated on the first seven development stories."""


FEW_WORDS = 5
"""A clause with fewer content words than this is compared by the words of its sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One commitment as one post tells it; `read_by` is who is to act by that post alone."""

    commitment: Commitment
    evidence: Evidence
    words: frozenset[str]
    read_by: tuple[str, ...] = ()
    more: tuple[Evidence, ...] = ()
    family: str | None = None
    core: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    scope: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    lemma: str = ""
    names: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, str, int]:
        """What tellings are sorted by: day of publication, post, place in it."""
        return (self.evidence.published_at or "", self.evidence.article, self.evidence.start)


def build_ledger(
    records: Iterable[Record],
    as_of: str,
    rulings: Sequence[Ruling] = (),
    judge: Judge | None = None,
    story_of: Mapping[str, int] | None = None,
) -> Ledger:
    """Return the ledger of these records as of a day (`YYYY-MM-DD`), from what was published by then.

    `rulings` are what people decided, oldest first; the last one made by that day holds. `judge` says what
    sentences show of promises; without one, rules and counted features alone do. `story_of` numbers the story of each
    record, where that is known already; it is not looked at where a record is of a later day.
    """
    records = list(records)
    known = oldest_first(r for r in records if (r.article.published_on or "") <= as_of)
    hearing = hear(judge, known) if judge else None
    story_of = story_of if story_of is not None and len(known) == len(records) else stories_of(known)
    by = actors_by_story(known, story_of, judge.model.weights["story"]) if judge else {}
    groups = join_tellings([t for record in known for t in tellings_of(record, by)], hearing, story_of)
    resolved = settle_groups(groups, known, as_of, hearing, story_of)
    ruled = {r.commitment: r for r in rulings if r.ruled_at[:10] <= as_of}
    refused = tuple(
        RefusedRow(why=refusal.why, evidence=tuple(evidence_of(record, span) for span in refusal.evidence))
        for record in known
        for refusal in record.refused
    )
    return Ledger(as_of=as_of, rows=tuple(_overrule(row, ruled.get(row.id)) for row in resolved), refused=refused)


def settle_groups(
    groups: Sequence[Sequence[Telling]],
    known: Sequence[Record],
    as_of: str,
    hearing: Hearing | None = None,
    story_of: Mapping[str, int] | None = None,
) -> list[Row]:
    """Return a row for each group of tellings, with its status on the day by what these records tell.

    The records are those published by that day, in order of publication; `story_of` numbers the story of each, where it
    is known already.
    """
    told = find_told(known)
    taken: dict[tuple[str, int], list[Promise]] = {}
    order = sorted(range(len(groups)), key=lambda at: _due_key(groups[at]))
    made: dict[int, Row] = {}
    promises = [promise_of(group) for group in groups]
    sentences = index_sentences(told, story_of or stories_of(known))
    said: list[list[Said]] = []
    rare_in = cache(lambda stories: rarity(sentences.of_stories(stories)))
    for promise, group in zip(promises, groups, strict=True):
        near = near_of(promise, sentences, whole=hearing is not None)
        rare = rare_in(sentences.stories_of(promise))
        said.append(listen(promise, near, as_of, rare, heard=_heard(hearing, group)))
    if hearing:
        said = weigh(promises, said, hearing.weights)
    rivals = rivals_of(promises, said)
    weights = hearing.weights["sure"] if hearing else None
    for at in order:
        made[at] = _row(groups[at], resolve(promises[at], said[at], as_of, taken, weights, rivals[at]))
    return [made[at] for at in range(len(groups))]


def _heard(hearing: Hearing | None, group: Sequence[Telling]) -> Heard | None:
    if hearing is None:
        return None
    shown = hearing.shown(wording_of(group))
    return Heard(
        shown=lambda item: shown(item.evidence.article, item.evidence.start, item.published_on),
        weights=hearing.weights,
    )


def wording_of(group: Sequence[Telling]) -> Wording:
    """Return a promise in the words of its first telling."""
    first = group[0]
    window = next((t.commitment for t in group if t.commitment.latest), first.commitment)
    evidence = first.evidence
    return Wording(
        article=evidence.article, by=first.commitment.by, to=first.commitment.to,
        act=first.commitment.act or Span(start=evidence.start, end=evidence.end),
        earliest=window.earliest, latest=window.latest,
    )  # fmt: skip


def stories_of(records: Sequence[Record]) -> dict[str, int]:
    """The number of the story that each post belongs to (`clusters`), by the post's id."""
    frequencies = load_word_frequencies()
    groups = group_posts([build_post(record, frequencies) for record in records])
    return {post.id: number for number, group in enumerate(groups) for post in group}


def tellings_of(record: Record, by: Mapping[Key, tuple[str, ...]] | None = None) -> list[Telling]:
    """Return a post's commitments with their evidence; `by` is who is to act where the story says somebody else."""
    tellings = [
        Telling(
            commitment=c,
            read_by=read.by,
            evidence=evidence_of(record, c.evidence[0]),
            more=tuple(evidence_of(record, span) for span in c.evidence[1:]),
            words=_telling_words(record, c.evidence[0]),
            family=act.family if act else None,
            lemma=base_of(act.lemma.split()[0]) if act else "",
            scope=_scope(record, c),
            names=_names(record, c),
            around=_around(record, c),
            places=frozenset(m.name for m in record.mentions if m.place and not m.actor and c.evidence[0].covers(m)),
            core=frozenset().union(*(_core_words(record, span) for span in c.evidence)),
        )
        for read in record.commitments
        if read.evidence
        for c in (_by_others(read, (by or {}).get((record.article.id, read.id))),)
        for act in (_act_of(record, c),)
    ]
    return [_with_kind_of_thing(at, tellings) for at in range(len(tellings))]


def _by_others(read: Commitment, by: tuple[str, ...] | None) -> Commitment:
    """A commitment with others to act than its post says, if any are given; nobody acts for himself."""
    return replace(read, by=by, to=tuple(code for code in read.to if code not in by)) if by else read


def _with_kind_of_thing(at: int, tellings: Sequence[Telling]) -> Telling:
    """A telling that says only "six" or "the rest" is about what the telling before it names."""
    telling = tellings[at]
    if telling.commitment.event_type != "AID" or telling.core & THINGS:
        return telling
    for before in reversed(tellings[:at]):
        same = before.commitment.event_type == "AID" and set(before.commitment.by) & set(telling.commitment.by)
        if same and before.core & THINGS:
            return replace(telling, core=telling.core | before.core, words=telling.words | before.core)
    return telling


def _scope(record: Record, commitment: Commitment) -> frozenset[str]:
    """The states and bodies named in the act's own words, from its verb on, besides those who act."""
    span = commitment.evidence[0]
    at = record.article.text.find(commitment.what or "", span.start, span.end)
    start = max(at, span.start)
    inside = (m for m in record.mentions if m.start >= start and m.end <= span.end)
    return frozenset(code for m in inside if (code := code_of(m))) - set(commitment.by)


def _names(record: Record, commitment: Commitment) -> frozenset[str]:
    """The proper names in a commitment's words, in lower case, without those of who is to act, of days and months, and
    without a first word."""
    text = record.article.text
    found: set[str] = set()
    for span in commitment.evidence:
        quote = span.of(text)
        own = [m.of(text) for m in record.mentions if m.actor in commitment.by and span.overlaps(m)]
        found |= capitals_of(re.sub(r"^\W*\w+", "", quote)) - capitals_of(" ".join(own))
    return frozenset(name for name in found if content_words(name))


def _around(record: Record, commitment: Commitment) -> frozenset[str]:
    """The states and bodies named in the sentence, besides those who act."""
    sentence = next((s for s in record.sentences if s.overlaps(commitment.evidence[0])), commitment.evidence[0])
    inside = (m for m in record.mentions if sentence.covers(m))
    return frozenset(code for m in inside if (code := code_of(m))) - set(commitment.by)


def _act_of(record: Record, commitment: Commitment) -> Act | None:
    """The act that the commitment's words name."""
    span = commitment.evidence[0]
    acts = find_acts(record.article.text, Sentence(start=span.start, end=span.end))
    return next((a for a in acts if (a.event_type or None) == commitment.event_type), None)


def _core_words(record: Record, span: Span) -> frozenset[str]:
    """The content words of a passage without names of actors and times: what the act is about."""
    text = record.article.text
    names: list[Span] = [m for m in record.mentions if m.actor and span.overlaps(m)]
    skipped = names + [t for t in record.timexes if span.overlaps(t)]
    words = (m for m in re.finditer(r"\S+", text[span.start : span.end]))
    kept = " ".join(
        w.group()
        for w in words
        if not any(m.start < span.start + w.end() and span.start + w.start() < m.end for m in skipped)
    )
    return content_words(kept)


def _telling_words(record: Record, span: Span) -> frozenset[str]:
    """The content words of a telling; of its whole sentence where the clause itself has few ("The real ones would
    …")."""
    names = content_words(" ".join(m.of(record.article.text) for m in record.mentions if m.actor))
    words = content_words(span.of(record.article.text)) - names
    if len(words) >= FEW_WORDS:
        return words
    sentence = next((s for s in record.sentences if s.overlaps(span)), None)
    return words | (content_words(sentence.of(record.article.text)) - names) if sentence else words


def join_tellings(
    tellings: Sequence[Telling], hearing: Hearing | None = None, story_of: Mapping[str, int] | None = None
) -> list[list[Telling]]:
    """Group tellings of the same promise, oldest first; each group is a row.

    Only tellings of one story that share an actor are compared, by the rules (`likeness`) and, with a hearing, by the
    ledger model; `story_of` numbers the story of each post, all are of one if it is absent.
    """
    groups: list[list[Telling]] = []
    by_actor: dict[str, list[int]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda t: t.key):
        near = sorted({at for actor in telling.commitment.by for at in by_actor[actor]})
        scored = [
            (_same_promise(groups[at], telling, hearing), -at)
            for at in near
            if story_of is None or story_of[groups[at][0].evidence.article] == story_of[telling.evidence.article]
        ]
        best = max(scored, default=(0.0, 0))
        if best[0] > 0:
            groups[-best[1]].append(telling)
        else:
            groups.append([telling])
        at = -best[1] if best[0] > 0 else len(groups) - 1
        for actor in telling.commitment.by:
            if at not in by_actor[actor]:
                by_actor[actor].append(at)
    return groups


def _same_promise(group: Sequence[Telling], telling: Telling, hearing: Hearing | None) -> float:
    """Return how surely a telling is of a row's promise; 0 where it is rather of another."""
    ruled = likeness(group, telling)
    if ruled > 0 or hearing is None:
        return ruled
    if _counts_others(group, telling.commitment.quantity):
        return 0.0
    facts = join_facts(group, telling, hearing)
    score = 0.0 if facts["clash"] or not facts["kind"] else logistic(facts, hearing.weights["joined"])
    return score if score >= SAME else 0.0


ROUNDED: Final = 0.1
"""Share of a number by which another may differ and be the same, rounded.

Numbers farther apart keep tellings apart that only the model would join: of 13 commitments of the ledgers that shared
a row with another, 6 have rows of their own so, and nothing is torn apart (of 380 rows of the ledgers, 880 of labelled
stories).
"""


def _counts_others(group: Sequence[Telling], number: Quantity | None) -> bool:
    """Say whether a telling's number and all of a row's are far apart: 25,000 and 10,000 people.

    >>> from gpulse.record import Quantity
    >>> one, other = Quantity(low=9500, high=9500), Quantity(low=11900, high=11900)
    >>> _far_apart(one, other), _far_apart(one, Quantity(low=9700, high=9700, approximate=True))
    (True, False)
    """
    numbers = [q for t in group if (q := t.commitment.quantity)]
    return bool(number and numbers) and all(_far_apart(q, number) for q in numbers if number)


def _far_apart(first: Quantity, second: Quantity) -> bool:
    ends = [(a, b) for a in (first.low, first.high) for b in (second.low, second.high) if a and b]
    return bool(ends) and all(abs(a - b) > ROUNDED * max(a, b) for a, b in ends)


SAME: Final = 0.2
"""Score from which two tellings that the rules keep apart are of one promise: where their F1 is best on the labelled
stories (29 pairs, 0.49)."""


def join_facts(group: Sequence[Telling], telling: Telling, hearing: Hearing) -> dict[str, float]:
    """Return the facts by which a telling is of a row's promise: what the rules say, the model, and what is equal."""
    new, first = telling.commitment, group[0].commitment
    latest = [t.commitment.latest for t in group if t.commitment.latest]
    numbers = [q for t in group if (q := t.commitment.quantity)]
    words = frozenset().union(*(t.words for t in group))
    sentence = sentence_at(hearing.records[telling.evidence.article], new.act or _span_of(telling))
    held = sentence_at(hearing.records[group[0].evidence.article], first.act or _span_of(group[0]))
    here = telling.evidence.article == group[0].evidence.article
    beside = here and held.start == sentence.start
    chances: Chances = {"told": 0.5, "none": 0.5}
    if not beside and likeness(group, telling) == 0.0 and not (words & telling.words):
        chances = {"told": 0.01, "none": 0.9}
    elif not beside:
        shown = hearing.shown(wording_of(group))
        chances = shown(telling.evidence.article, sentence.start, (telling.evidence.published_at or "")[:10])
    clash = bool(new.latest and latest and new.latest != latest[-1])
    return {
        "bias": 1.0,
        "told": logit(chances["told"]),
        "none": logit(chances["none"]),
        "alike": float(likeness(group, telling) > 0),
        "common": len(words & telling.words) / max(1, min(len(words), len(telling.words))),
        "type": float(new.event_type == first.event_type),
        "kind": float(_same_kind(first.kind, new.kind)),
        "actors": float(set(first.by) == set(new.by)),
        "targets": float(bool(first.to and new.to and not set(first.to) & set(new.to))),
        "window": float(bool(new.latest) and new.latest in latest),
        "clash": float(clash and not _counted_alike(group, new)),
        "counted": float(clash and _counted_alike(group, new)),
        "number": float(bool(new.quantity) and any(_same_number(new.quantity, q) for q in numbers if new.quantity)),
        "other": float(
            bool(new.quantity and numbers) and not any(_same_number(new.quantity, q) for q in numbers if new.quantity)
        ),
        "beside": float(beside),
        "post": float(here),
        "polarity": float(new.polarity == first.polarity),
    }


def _span_of(telling: Telling) -> Span:
    return Span(start=telling.evidence.start, end=telling.evidence.end)


def likeness(group: Sequence[Telling], telling: Telling) -> float:
    """Return how alike a telling is to a row, 0 where it is another promise.

    Same type of act; deadlines equal, or one of them absent; no other thing given; numbers equal, or one of them
    absent, unless no date is given at all: then a changed number is a new version. And enough words in common, or the
    same window, thing or vote.
    """
    new = telling.commitment
    first = group[0].commitment
    beside = telling.evidence.article == group[-1].evidence.article
    if not _same_kind(first.kind, new.kind):
        return 0.0
    if beside and set(first.by) != set(new.by):
        return 0.0  # one post that tells of two actors tells of two promises
    if abs(len(set(first.by)) - len(set(new.by))) > 1:
        return 0.0  # what three do together is not what one of them has promised
    if first.to and new.to and not set(first.to) & set(new.to):
        return 0.0
    same_type = _same_type(first.event_type, new.event_type)
    if same_type and first.event_type == new.event_type:
        same_type = alike(group[0].family, telling.family)
    if not same_type and not new.latest:
        return 0.0
    latest = [t.commitment.latest for t in group if t.commitment.latest]
    dated = bool(new.latest and latest)
    if dated and new.latest != latest[-1] and not _counted_alike(group, new):
        return 0.0
    words = group[0].words.union(*(t.words for t in group[1:]))
    common = len(words & telling.words) / max(1, min(len(words), len(telling.words)))
    if not same_type and not (dated and common >= SAME_WORDS):
        return 0.0
    around = frozenset().union(*(t.around for t in group)) if new.latest and not latest else frozenset()
    if telling.scope and around and not telling.scope & around:
        return 0.0  # "no soldiers left in Senegal" is not dated by "will leave Ivory Coast in January"
    same_window = dated and same_type
    things = THINGS & frozenset().union(*(t.core for t in group))
    other_thing = bool(things and telling.core & THINGS and not things & telling.core)
    numbers = [q for t in group if (q := t.commitment.quantity)]
    clash = new.quantity and numbers and not any(_same_number(new.quantity, q) for q in numbers)
    if (other_thing and not (same_window and new.event_type != "AID")) or (
        clash and (dated or not things & telling.core)
    ):
        return 0.0
    same_thing = new.event_type == "AID" and bool(things & telling.core) and not latest
    pointing = telling.family == ANAPHORIC and not new.latest and not new.quantity
    if pointing and same_type and (not latest or latest[-1] >= (new.said_on or "")):
        return 0.02 + 0.2 * beside
    same_vote = "~election" in words & telling.words and first.event_type == "CONCEDE" and not dated
    if common >= SAME_WORDS or (dated and common >= SAME_WORDS / 2) or same_window or same_thing or same_vote:
        return common + 0.5 * dated + 0.2 * beside + 0.01
    return 0.01 if beside and not new.latest and not latest else 0.0


_COUNTED = re.compile(r"\b(?:hours|days?|weeks?|months?|years?)\b", re.IGNORECASE)
COUNTED_APART = 7
"""Days by which the ends of one counted window ("within twelve months") may differ: posts tell it some days later."""


def _counted_alike(group: Sequence[Telling], new: Commitment) -> bool:
    """Say whether two windows that were counted in weeks or months end at nearly the same day."""
    old = next((t.commitment for t in reversed(group) if t.commitment.latest), None)
    if old is None or not old.latest or not new.latest:
        return False
    counted = all(_COUNTED.search(c.window_text or "") for c in (old, new))
    apart = abs(days_between(old.latest, new.latest))
    return counted and apart <= COUNTED_APART


def _same_type(first: str | None, second: str | None) -> bool:
    """Equal types; soldiers sent are AID in one telling and MOBILIZE in another."""
    return first == second or (first in _SENDING and second in _SENDING)


_SENDING: Final = ("AID", "MOBILIZE")


def _same_kind(first: str, second: str) -> bool:
    """A pledge is a plan or a prediction in another's mouth; a demand is never the promise of the one it is put to."""
    return first == second or not {first, second} & {"ultimatum", "obligation"}


def _same_number(first: Quantity, second: Quantity) -> bool:
    return first.low == second.low or first.high == second.high


def _due_key(group: Sequence[Telling]) -> tuple[str, str, str, int]:
    """The order in which rows claim evidence: the one due first is done first."""
    latest = next((t.commitment.latest for t in group if t.commitment.latest), None) or "9999"
    return (latest, *group[0].key)


def promise_of(group: Sequence[Telling]) -> Promise:
    """Return the promise that a group of tellings makes."""
    first = group[0].commitment
    whole = next((t.commitment for t in group if t.commitment.quantity), first)
    window = next((t.commitment for t in group if t.commitment.latest), first)
    return Promise(
        kind=first.kind, by=first.by, to=first.to, event_type=first.event_type,
        family=next((f for t in group if (f := t.family)), None),
        lemmas=frozenset(t.lemma for t in group if t.lemma), scope=frozenset().union(*(t.scope for t in group)),
        polarity=first.polarity,
        condition=next((t.commitment.condition for t in group if t.commitment.condition), None),
        quantity=whole.quantity, said_on=first.said_on, earliest=window.earliest, latest=window.latest,
        words=frozenset().union(*(t.core for t in group)),
        places=frozenset().union(*(t.places for t in group)),
        total=any(TOTAL.search(t.evidence.quote) for t in group), step=bool(BEGUN.search(group[0].evidence.quote)),
        told_in=frozenset((e.article, e.start, e.end) for t in group for e in (t.evidence, *t.more)),
        first_published=group[0].evidence.published_at or "",
        names=frozenset().union(*(t.names for t in group)),
        groups=frozenset().union(*(_groups_of(t) for t in group)),
        window_text=window.window_text,
    )  # fmt: skip


def _groups_of(telling: Telling) -> frozenset[str]:
    """The groups of acts that a telling's own words name, from its verb on; else its whole quote's."""
    return act_groups_of(telling.commitment.what or "") or act_groups_of(telling.evidence.quote)


def _row(group: Sequence[Telling], found: tuple[Finding, tuple[Finding, ...], Finding | None]) -> Row:
    """Make the row of a group of tellings, with the status that was found."""
    first = group[0].commitment
    whole = next((t.commitment for t in group if t.commitment.quantity), first)
    window = next((t.commitment for t in group if t.commitment.latest), first)
    finding, history, proposed = found
    return Row(
        id=row_id(group[0]), kind=first.kind, by=first.by,
        to=next((t.commitment.to for t in group if t.commitment.to), ()),
        said_by=next((t.commitment.said_by for t in group if t.commitment.said_by), None),
        event_type=first.event_type, what=act_words(first), quantity=whole.quantity, place=first.place,
        said_on=first.said_on, earliest=window.earliest, latest=window.latest, window_text=window.window_text,
        condition=next((t.commitment.condition for t in group if t.commitment.condition), None),
        status=finding.status, on=finding.on, why=finding.why, evidence=tuple(e for t in group for e in (t.evidence,
        *t.more)), outcome_evidence=finding.evidence, versions=_versions(group), history=history, proposed=proposed,
        read_by=group[0].read_by if set(group[0].read_by) != set(first.by) else (),
    )  # fmt: skip


def _versions(group: Sequence[Telling]) -> tuple[Version, ...]:
    """The tellings at which the window or the number changed, the first among them."""
    found: list[Version] = []
    for telling in group:
        c = telling.commitment
        version = Version(
            said_on=c.said_on, earliest=c.earliest, latest=c.latest, quantity=c.quantity, window_text=c.window_text,
            evidence=telling.evidence,
        )  # fmt: skip
        if (
            not found
            or (c.latest and c.latest != found[-1].latest)
            or (c.quantity and c.quantity != found[-1].quantity)
        ):
            found.append(version)
    return tuple(found)


def row_id(telling: Telling) -> str:
    """Return the id of the row whose first telling this is: stable for as long as no earlier telling is added."""
    c = telling.commitment
    raw = "|".join(
        (
            telling.evidence.article,
            str(telling.evidence.start),
            str(c.event_type),
            ",".join(telling.read_by),
            str(c.latest),
        )
    )
    return hashlib.sha256(raw.encode()).hexdigest()[:8]


def _overrule(row: Row, ruling: Ruling | None) -> Row:
    """Put a person's ruling over what the program found, which stays in the history."""
    if ruling is None:
        return row
    return replace(row, status=ruling.status, on=ruling.on, why=f"Set by a person: {ruling.why}", ruled=True)  # type: ignore[arg-type]
