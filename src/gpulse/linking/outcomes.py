"""What became of a promise: later sentences that show it done, partly done, refused or taken back, and the calendar.

Every sentence published after the promise is scored (`turns`); the strongest of a post decides the status where its
score suffices, and a share of `PROPOSE` of that is shown as a proposal. With no evidence the calendar alone says
pending or overdue. An announcement is not an act: an act told as promised or planned counts for nothing.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from gpulse.linking.amounts import Sum
from gpulse.linking.evidence import Promise
from gpulse.linking.ledger_rows import Finding
from gpulse.linking.told import Told, find_told
from gpulse.linking.turns import Heard, Says, Turn, asked_of, may_tell, turn_of

__all__ = ["PROPOSE", "Heard", "Promise", "Told", "find_told", "rarity", "resolve"]

PROPOSE: Final = 0.6
"""Share of the least score that decides, from which evidence is shown as a proposal."""


def rarity(told: Sequence[Told]) -> dict[str, float]:
    """Return the weight of each word, from 1 for one that at most two posts have down to 0.1 for one that all have.

    The promise's post and the one that tells of it both have the word, so one of them is not counted.
    """
    posts: dict[str, set[str]] = {}
    for item in told:
        posts.setdefault(item.evidence.article, set()).update(item.words)
    seen = Counter(word for words in posts.values() for word in words)
    scale = math.log(len(posts) + 1) or 1.0
    return {word: max(0.1, 1.0 - math.log(max(1, count - 1)) / scale) for word, count in seen.items()}


def resolve(
    promise: Promise,
    told: Sequence[Told],
    as_of: str,
    weights: Mapping[str, float],
    taken: dict[tuple[str, int], list[Promise]],
    apart: frozenset[str] = frozenset(),
    heard: Heard | None = None,
) -> tuple[Finding, tuple[Finding, ...], Finding | None]:
    """Return what holds on the day, the findings that led there in order, and a proposal below the threshold, if
    any.

    `apart` holds the posts that belong to other stories than the promise: they may tell it done, not refused. `heard`
    asks the ledger model.
    """
    history: list[Finding] = [_by_calendar(promise, as_of)]
    held: Finding | None = None
    proposed: Finding | None = None
    parts = Sum()
    known = [t for t in told if t.published_on <= as_of]
    asked = asked_of(promise, known, weights, apart) if heard else frozenset()
    was_over = False
    for article, post in groupby(known, key=lambda t: t.evidence.article):
        found: list[tuple[Says, Told]] = []
        over, published_on = was_over, ""
        for item in post:
            published_on = item.published_on
            if not may_tell(promise, item):
                continue
            place = (article, item.evidence.start)
            if heard and article not in apart and place not in asked:
                continue
            turn = turn_of(promise, item, weights, article in apart, heard if place in asked else None)
            if turn is None or turn.share < PROPOSE or is_too_early(promise, item, turn.turn):
                continue
            if turn.turn == "done" and any(_competes(promise, other, item) for other in taken.get(place, ())):
                continue
            found.append((turn, item))
        was_over = was_over or bool(promise.latest and published_on > promise.latest and article not in apart)
        if not found:
            continue
        says, item = max(found, key=lambda one: _weight_in_post(*one))
        finding = _finding(promise, item, says.turn, says.score, over)
        if says.share < 1.0:
            if proposed is None or finding.score > proposed.score:
                proposed = finding
            continue
        if says.turn == "partial" and parts.add(promise, item, finding.on or item.published_on):
            whole = _finding(promise, item, "done", finding.score, over)
            finding = replace(
                whole, why=f"{whole.why} Its parts add up to what was promised.", evidence=tuple(parts.evidence)
            )
        if held is None or _outdoes(finding, held):
            held = finding
            history.append(finding)
            if says.turn == "done":
                taken.setdefault((item.evidence.article, item.evidence.start), []).append(promise)
    return held or history[0], tuple(history), None if held else proposed


def _weight_in_post(says: Says, item: Told) -> tuple[bool, float]:
    """What the findings of one post are weighed by: that the whole was done, else how far they are above the least."""
    return says.turn == "done" and item.total and says.share >= 1.0, says.share


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


def _outdoes(new: Finding, old: Finding) -> bool:
    """A promise kept in part may be kept in full later, and one that was refused may be kept after all."""
    return old.status in ("partial", "broken") and new.status in ("kept", "late")


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


def day_told(promise: Promise, item: Told) -> str:
    """Return the day of which a sentence tells, as far as it can be that of the promised act."""
    if item.on is None and item.period and item.period >= (promise.said_on or ""):
        return item.period
    return item.on if item.on and (not promise.said_on or item.on >= promise.said_on) else item.published_on


def _finding(promise: Promise, item: Told, turn: Turn, score: float, was_over: bool) -> Finding:
    """What a sentence shows; `was_over` says that an earlier post of the story appeared after the last day."""
    day = day_told(promise, item)
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
            else "with no deadline given"
        )
        why = f"A post of {item.published_on} tells that it was done on {day}, {when}."
        return Finding(status="late" if late else "kept", on=day, why=why, evidence=evidence, score=score)
    if turn == "partial":
        why = f"A post of {item.published_on} shows a part of it done."
        return Finding(status="partial", on=day, why=why, evidence=evidence, score=score)
    word = "refused, reversed or made impossible" if turn == "broken" else "taken back"
    why = f"A post of {item.published_on} tells that it was {word}."
    return Finding(status=turn, on=day, why=why, evidence=evidence, score=score)


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
        why = f"The window closed on {promise.latest}, and no post shows it done."
        return Finding(status="overdue", on=None, why=why, evidence=(), score=0.0)
    until = f"until {promise.latest}" if promise.latest else "with no last day"
    why = f"The window is open {until}, and no post shows it done."
    return Finding(status="pending", on=None, why=why, evidence=(), score=0.0)
