"""What became of a promise: later sentences that show it done, partly done, refused or taken back, and the calendar.

Every sentence published after the promise is scored (`turns`); of all until a day the surest decides the status where
it is sure enough, and a share of `PROPOSE` of that is shown as a proposal. With no evidence the calendar alone says
pending or overdue. An announcement is not an act: an act told as promised or planned counts for nothing.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Final

from gpulse.linking.ledger.ledger_rows import Finding
from gpulse.linking.outcome.among import Asked, facts_among, place_of
from gpulse.linking.outcome.amounts import Sum
from gpulse.linking.outcome.evidence import Promise
from gpulse.linking.outcome.told import Told, find_told
from gpulse.linking.outcome.turns import (
    HEARD_AGAINST,
    LEAST,
    SURE,
    SURE_PART,
    Heard,
    Says,
    Turn,
    Voice,
    asked_of,
    facts_of,
    may_tell,
    sure_facts,
    turn_of,
    voice_of,
)
from gpulse.odds import Facts, logistic

__all__ = ["PROPOSE", "Heard", "Promise", "Told", "find_told", "listen", "rarity", "resolve", "rivals_of"]

PROPOSE: Final = 0.6
"""Share of the least score that decides, from which evidence is shown as a proposal."""


class Rarity(Mapping[str, float]):
    """The weight of each word among the posts published by a day: 1 for one that at most two have, 0.1 for one that all
    have.

    The promise's post and the one that tells of it both have the word, so one of them is not counted.
    """

    def __init__(self, seen: Mapping[str, Sequence[str]], posts: int, day: str) -> None:
        self._seen = seen
        self._scale = math.log(posts + 1) or 1.0
        self._day = day

    def __getitem__(self, word: str) -> float:
        count = bisect_right(self._seen[word], self._day)
        return max(0.1, 1.0 - math.log(max(1, count - 1)) / self._scale)

    def __iter__(self) -> Iterator[str]:
        return iter(self._seen)

    def __len__(self) -> int:
        return len(self._seen)


def rarity(told: Sequence[Told]) -> Callable[[str], Rarity]:
    """Return a function from a day to the weight of words among the posts published by then.

    What a sentence tells is weighed on the day when it appears, so later posts do not change it.
    """
    words: dict[tuple[str, str], set[str]] = {}
    for item in told:
        words.setdefault((item.published_on, item.evidence.article), set()).update(item.words)
    days = sorted(day for day, _ in words)
    seen: dict[str, list[str]] = defaultdict(list)
    for (day, _), own in sorted(words.items()):
        for word in own:
            seen[word].append(day)
    return cache(lambda day: Rarity(seen, bisect_right(days, day), day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence that may tell what became of a promise: what the fits make of it, or by what is counted alone.

    `was_over` says that an earlier post of the story appeared after the last day, `early` that it tells of a day before
    the window; `facts` are those in it alone, where the ledger model was asked.
    """

    item: Told
    was_over: bool
    voice: Voice | None = None
    says: Says | None = None
    facts: Facts | None = None
    early: bool = False


def listen(
    promise: Promise,
    told: Sequence[Told],
    as_of: str,
    rare: Callable[[str], Mapping[str, float]],
    heard: Heard | None = None,
) -> list[Said]:
    """Return the sentences published by a day that may tell what became of a promise, in order of publication.

    `rare` weighs words on a day. `heard` asks the ledger model; `weigh` makes something of what it says.
    """
    known = [t for t in told if t.published_on <= as_of]
    asked = asked_of(promise, known, rare) if heard else frozenset()
    found: list[Said] = []
    was_over = False
    for article, post in groupby(known, key=lambda t: t.evidence.article):
        over, published_on = was_over, ""
        for item in post:
            published_on = item.published_on
            if not may_tell(promise, item):
                continue
            if heard:
                if (article, item.evidence.start) in asked:
                    facts = facts_of(promise, item, rare(item.published_on), heard.shown(item))
                    early = is_too_early(promise, item, "done")
                    found.append(Said(item=item, was_over=over, facts=facts, early=early))
                continue
            says = turn_of(promise, item, rare(item.published_on))
            if says and says.share >= PROPOSE and not is_too_early(promise, item, says.turn):
                found.append(Said(item=item, was_over=over, says=says))
        was_over = was_over or bool(promise.latest and published_on > promise.latest)
    return found


def weigh(
    promises: Sequence[Promise], said: Sequence[Sequence[Said]], weights: Mapping[str, Facts]
) -> list[list[Said]]:
    """Return the sentences of each promise with what the fits make of those that the ledger model was asked about."""
    asked = [[Asked(item=one.item, facts=one.facts) for one in sentences if one.facts] for sentences in said]
    found = []
    for promise, sentences, rows in zip(promises, said, facts_among(promises, asked), strict=True):
        among = iter(rows)
        found.append([_weighed(promise, one, next(among), weights) if one.facts else one for one in sentences])
    return found


def _weighed(promise: Promise, one: Said, among: Facts, weights: Mapping[str, Facts]) -> Said:
    facts = {**(one.facts or {}), **among}
    return replace(one, voice=voice_of(promise, one.item, facts, weights, one.early))


Rivals = Callable[[Told], tuple[float, float]]
"""How nearly a sentence tells another promise of the story done, and one of the same type of act, as log-odds."""


def rivals_of(promises: Sequence[Promise], said: Sequence[Sequence[Said]]) -> list[Rivals]:
    """Return the rivals of each promise, by what is said of all of them.

    A sentence that tells another promise done more surely cites this one wrongly in half of the cases, one without a
    rival in a tenth to a quarter.
    """
    found: dict[tuple[str, int], list[tuple[int, float]]] = defaultdict(list)
    for number, sentences in enumerate(said):
        for one in sentences:
            if one.voice:
                found[place_of(one.item)].append((number, one.voice.done))

    def rivals(number: int) -> Rivals:
        kind = promises[number].event_type

        def of(item: Told) -> tuple[float, float]:
            others = [(promises[n].event_type, done) for n, done in found[place_of(item)] if n != number]
            return (
                max((done for _, done in others), default=LEAST),
                max((done for other, done in others if other == kind), default=LEAST),
            )

        return of

    return [rivals(number) for number in range(len(promises))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The sentence that decides, what it shows, how surely; a `share` of 1 or more is a status, less a proposal."""

    turn: Turn
    said: Said
    score: float
    share: float


def resolve(
    promise: Promise,
    said: Sequence[Said],
    as_of: str,
    taken: dict[tuple[str, int], list[Promise]],
    weights: Facts | None = None,
    rivals: Rivals | None = None,
) -> tuple[Finding, tuple[Finding, ...], Finding | None]:
    """Return what holds on the day, the findings that led there in order, and a proposal below the threshold, if any.

    After each post the surest of all sentences until then decides. `weights` are those of `turns.sure_facts`; `taken`
    holds which promises a sentence has settled already.
    """
    history: list[Finding] = [_by_calendar(promise, as_of)]
    held: Finding | None = None
    proposed: Finding | None = None
    parts = Sum()
    known: list[Said] = []
    for _, post in groupby(said, key=lambda one: one.item.evidence.article):
        new = [one for one in post if not (_is_whole(one) and _is_taken(promise, one.item, taken))]
        known += new
        decision = _decide(promise, known, weights, rivals)
        if decision is None or decision.share < 1.0:
            if decision:
                weak = _finding(promise, decision.said.item, decision.turn, decision.score, decision.said.was_over)
                proposed = weak if proposed is None or weak.score > proposed.score else proposed
            if held:
                held = None
                history.append(history[0])
            continue
        finding = _finding(promise, decision.said.item, decision.turn, decision.score, decision.said.was_over)
        part = _part_of(new)
        if (
            part
            and parts.add(promise, part.item, day_told(promise, part.item) or part.item.published_on)
            and decision.turn == "partial"
        ):
            whole = _finding(promise, part.item, "done", finding.score, part.was_over)
            finding = replace(
                whole, why=f"{whole.why} Its parts add up to what was promised.", evidence=tuple(parts.evidence)
            )
        added_up = held is not None and held.status != "partial" and held.evidence == tuple(parts.evidence)
        if finding != held and not added_up:
            held = finding
            history.append(finding)
    if held and held.status in ("kept", "late"):
        first = held.evidence[0]
        taken.setdefault((first.article, first.start), []).append(promise)
    return held or history[0], tuple(history), None if held else proposed


def _is_taken(promise: Promise, item: Told, taken: Mapping[tuple[str, int], list[Promise]]) -> bool:
    return any(_competes(promise, other, item) for other in taken.get(place_of(item), ()))


def _is_whole(said: Said) -> bool:
    return said.voice.part < 0 if said.voice else said.says is not None and said.says.turn == "done"


def _part_of(post: Sequence[Said]) -> Said | None:
    """The sentence of a post that most tells of a part, if one does."""
    heard = [one for one in post if one.voice and one.voice.part >= 0 and one.voice.done >= PART_TOLD]
    counted = [one for one in post if one.says and one.says.turn == "partial" and one.says.share >= 1.0]
    if heard:
        return max(heard, key=lambda one: one.voice.done if one.voice else LEAST)
    return max(counted, key=lambda one: one.says.share if one.says else 0.0, default=None)


PART_TOLD: Final = -0.85
"""Least log-odds that a sentence tells something done for its number to be added up: three in ten."""


def _decide(promise: Promise, known: Sequence[Said], weights: Facts | None, rivals: Rivals | None) -> Decision | None:
    """Return what the surest sentence shows: one of the promise's own story, where any is sure enough.

    What is done in part is done in full where a later post is sure enough of it.
    """
    heard = [one for one in known if one.voice]
    decision = decide_heard(promise, heard, weights, rivals) if heard and weights and rivals else None
    if decision is None or decision.share < 1.0:
        posts = [_strongest(list(post)) for _, post in groupby(known, key=lambda one: one.item.evidence.article)]
        counted = [one for one in (decision, *posts) if one]
        decision = max(counted, key=lambda one: one.share, default=None)
    if decision and decision.turn == "partial" and decision.share >= 1.0:
        last = decision.said.item
        later = [one for one in known if one.item.published_on > last.published_on and _is_whole(one)]
        whole = _decide(promise, later, weights, rivals) if later else None
        if whole and whole.share >= 1.0 and whole.turn == "done":
            return whole
    return decision


def _strongest(post: Sequence[Said]) -> Decision | None:
    """What a post shows by what is counted: that the whole was done, else what is furthest above the least."""
    found = [
        Decision(turn=one.says.turn, said=one, score=one.says.score, share=one.says.share) for one in post if one.says
    ]
    return max(
        found,
        key=lambda one: (one.turn == "done" and one.said.item.total and one.share >= 1.0, one.share),
        default=None,
    )


def decide_heard(promise: Promise, heard: Sequence[Said], weights: Facts, rivals: Rivals) -> Decision | None:
    """Return what the surest of the sentences shows that the fits have weighed, if it is at least to be proposed."""
    voices = [(one.voice, one) for one in heard if one.voice]
    done = max((voice for voice, _ in voices), key=lambda voice: voice.done)
    against, worst = max(voices, key=lambda pair: pair[0].against)
    sure = logistic(facts_that_sure(promise, heard, rivals), weights)
    gone = 1.0 / (1.0 + math.exp(-against.against))
    share = sure / (SURE_PART if done.part >= 0 else SURE)
    if max(share, gone / HEARD_AGAINST) < PROPOSE:
        return None
    if gone / HEARD_AGAINST > share:
        turn: Turn = "withdrawn" if against.back >= 0 else "broken"
        return Decision(turn=turn, said=worst, score=gone, share=gone / HEARD_AGAINST)
    sign = 1.0 if done.part >= 0 else -1.0
    _, shown = max(voices, key=lambda pair: pair[0].done - math.log1p(math.exp(-sign * pair[0].part)))
    return Decision(turn="partial" if done.part >= 0 else "done", said=shown, score=sure, share=share)


def facts_that_sure(promise: Promise, heard: Sequence[Said], rivals: Rivals) -> dict[str, float]:
    """Return the facts of `turns.sure_facts` for the sentence that speaks most for "done"."""
    voices = [(one.voice, one.item) for one in heard if one.voice]
    done, best = max(voices, key=lambda pair: pair[0].done)
    beside = (
        voice.done for voice, item in voices if item is not best and item.evidence.article == best.evidence.article
    )
    return sure_facts(
        promise, done, max(beside, default=LEAST), max(voice.against for voice, _ in voices), *rivals(best)
    )


def _competes(promise: Promise, other: Promise, item: Told) -> bool:
    """Say whether a sentence that keeps another promise cannot keep this one as well.

    Parts of one gift with numbers of their own; or gifts of several givers, where the sentence names none of them; or
    all of something, where the sentence names only the one place or thing that the other promise names.
    """
    if promise.total and not item.total and (other.names - promise.names) & item.names:
        return True
    if promise.event_type != "AID" or other.event_type != "AID":
        return False
    if set(promise.by) & set(other.by):
        both = promise.quantity and other.quantity
        same_post = {a for a, *_ in promise.told_in} & {a for a, *_ in other.told_in}
        return bool(both and same_post and promise.quantity != other.quantity and not item.numbers)
    return not set(promise.by) & item.actors


def is_too_early(promise: Promise, item: Told, turn: Turn) -> bool:
    """Say whether a sentence tells of a day before a window that opens later: what was done then does not keep it."""
    later = promise.earliest is not None and promise.said_on is not None and promise.earliest > promise.said_on
    day = item.on or item.period or item.published_on
    if turn not in ("done", "partial") or not later or day >= (promise.earliest or ""):
        return False
    held = promise.event_type in ("CONSULT", "CONCEDE", "ASSAULT", "AGREE")
    return held or day < _shift(promise.earliest or "", -EARLY)


EARLY: Final = 31
"""Days by which what was to be done on a day may be done before it; a vote or a visit on another day is another one."""


def _shift(day: str, days: int) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()


def day_told(promise: Promise, item: Told) -> str | None:
    """Return the day of which a sentence tells, as far as it can be that of the promised act; `None` where it tells of
    none.

    Of several days that a sentence names: the promised day, else the one by which the last of it was done, else the
    first. Of a week or month the last day.
    """
    said_on = promise.said_on or ""
    if item.on is None:
        return item.period if item.period and item.period >= said_on else None
    days = [(day, last) for day, last in item.own_days if day >= said_on] if item.dated else []
    if len(days) > 1:
        promised = [day for day, _ in days if promise.earliest == promise.latest == day]
        ends = [day for day, last in days if last]
        return (promised or ends or [days[0][0]])[-1]
    return item.on if item.on >= said_on else None


def _finding(promise: Promise, item: Told, turn: Turn, score: float, was_over: bool) -> Finding:
    """What a sentence shows; `was_over` says that an earlier post of the story appeared after the last day.

    The day of publication is no day of the act: where no day is told, there is none.
    """
    told = day_told(promise, item)
    day = told or item.published_on
    evidence = (item.evidence,)
    if turn == "done":
        late = promise.latest is not None and day > promise.latest
        if late and _may_be_in_time(promise, item, was_over):
            why = f"A post of {item.published_on} tells that it was done, not when, and not that it was late."
            return Finding(status="kept", on=None, why=why, evidence=evidence, score=score)
        when = (
            f"after the last day, {promise.latest}"
            if late
            else "inside the window"
            if promise.latest
            else f"and which day “{promise.window_text}” ends is not known"
            if promise.window_text and promise.earliest is None
            else "with no deadline given"
        )
        how = f"on {told}" if told and told != item.period else f"by {day}"
        why = f"A post of {item.published_on} tells that it was done {how}, {when}."
        return Finding(status="late" if late else "kept", on=told, why=why, evidence=evidence, score=score)
    if turn == "partial":
        why = f"A post of {item.published_on} shows a part of it done."
        return Finding(status="partial", on=told, why=why, evidence=evidence, score=score)
    word = "refused, reversed or made impossible" if turn == "broken" else "taken back"
    why = f"A post of {item.published_on} tells that it was {word}."
    return Finding(status=turn, on=told or item.published_on, why=why, evidence=evidence, score=score)


def _may_be_in_time(promise: Promise, item: Told, was_over: bool) -> bool:
    """Say whether an act told after the last day may lie before it: told of a week or month that began in time, or of
    no day, by the first post after the last day and without a word of lateness.

    Of 125 labelled stories 21 of 24 such acts of a week or month were kept, and 25 of 29 without a day.
    """
    if item.tardy or item.on is not None:
        return False
    if item.period_from is not None:
        return item.period_from <= (promise.latest or "")
    return not was_over


def _by_calendar(promise: Promise, as_of: str) -> Finding:
    """What the calendar alone says on a day."""
    if promise.latest and as_of > promise.latest:
        shown = "broken" if promise.polarity == "negative" else "done"
        why = f"The window closed on {promise.latest}, and no post shows it {shown}."
        return Finding(status="overdue", on=None, why=why, evidence=(), score=0.0)
    if promise.latest is None and promise.earliest is None and promise.window_text:
        why = f"No post shows it done, and which day “{promise.window_text}” ends is not known."
    else:
        until = f"until {promise.latest}" if promise.latest else "with no last day"
        why = f"The window is open {until}, and no post shows it done."
    return Finding(status="pending", on=None, why=why, evidence=(), score=0.0)
