"""What became of a promise: later sentences that show it done, partly done, refused or taken back, and the calendar.

Every sentence published after the promise is scored by plain features (`FEATURES`); a score of `DECIDE` or more decides
the status, one of `PROPOSE` or more is shown as a proposal. With no evidence the calendar alone says pending or
overdue. An announcement is not an act: an act told as promised or planned counts for nothing.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from gpulse.linking.evidence import (
    Promise,
    alike,
    features_of,
    has_thing,
    named,
    same_act,
    score_of,
    shared_words,
    speaks_of_it,
)
from gpulse.linking.ledger_rows import Finding
from gpulse.linking.told import Told, find_told

__all__ = ["DECIDE", "PROPOSE", "Promise", "Told", "find_told", "rarity", "resolve"]

Turn = Literal["done", "partial", "broken", "withdrawn"]

DECIDE: Final = 0.6
PROPOSE: Final = 0.48
"""Least scores at which evidence decides a status, or is shown as a proposal."""

TYPE_WORDS: Final[Mapping[str, frozenset[str]]] = {
    "AID": frozenset({"~delivery"}),
    "AGREE": frozenset({"~treaty"}),
    "ASSAULT": frozenset({"~attack"}),
    "CONCEDE": frozenset({"~election", "~captive"}),
    "CONSULT": frozenset({"~visit"}),
    "COOPERATE": frozenset({"~treaty"}),
    "RETREAT": frozenset({"~withdrawal"}),
    "SANCTION": frozenset({"~treaty", "~sanctions"}),
    "SUPPORT": frozenset({"~approval"}),
}
"""Groups of words (`wording`) that name acts of a type."""


def rarity(told: Sequence[Told]) -> dict[str, float]:
    """Return the weight of each word: the logarithm of the number of posts over those that have it, at least 0.2."""
    posts: dict[str, set[str]] = {}
    for item in told:
        posts.setdefault(item.evidence.article, set()).update(item.words)
    seen = Counter(word for words in posts.values() for word in words)
    return {word: max(0.2, math.log((len(posts) + 1) / count)) for word, count in seen.items()}


def resolve(
    promise: Promise,
    told: Sequence[Told],
    as_of: str,
    weights: Mapping[str, float],
    taken: dict[tuple[str, int], list[Promise]],
    rivals: Sequence[Promise] = (),
) -> tuple[Finding, tuple[Finding, ...], Finding | None]:
    """Return what holds on the day, the findings that led there in order, and a proposal below the threshold, if
    any."""
    history: list[Finding] = [_by_calendar(promise, as_of)]
    held: Finding | None = None
    proposed: Finding | None = None
    for item in told:
        if item.published_on > as_of or not _may_tell(promise, item):
            continue
        turn = turn_of(promise, item, weights)
        if turn is None or turn[1] < PROPOSE or _is_too_early(promise, item, turn[0]):
            continue
        finding = _finding(promise, item, *turn)
        place = (item.evidence.article, item.evidence.start)
        if turn[0] in ("done", "partial") and any(_is_rather(other, promise, item, weights) for other in rivals):
            continue
        if turn[0] == "done" and any(_competes(promise, other, item) for other in taken.get(place, ())):
            continue
        if turn[1] < DECIDE:
            if proposed is None or finding.score > proposed.score:
                proposed = finding
            continue
        if held is None or _outdoes(finding, held):
            held = finding
            history.append(finding)
            if turn[0] == "done":
                taken.setdefault(place, []).append(promise)
    return held or history[0], tuple(history), None if held else proposed


RATHER: Final = 0.3
"""How much larger a share of another promise's words a sentence must have to be about that one instead."""


def _is_rather(other: Promise, promise: Promise, item: Told, weights: Mapping[str, float]) -> bool:
    """Say whether a sentence is about another promise of the same actor and type: it has more of its words."""
    if other is promise or other.event_type != promise.event_type or not alike(other.family, promise.family):
        return False
    if not _may_tell(other, item):
        return False
    own = shared_words(promise, item.words, weights)
    return not (promise.total and item.total) and shared_words(other, item.words, weights) >= own + RATHER


def _competes(promise: Promise, other: Promise, item: Told) -> bool:
    """Say whether a sentence that keeps another promise cannot keep this one as well.

    Parts of one gift with numbers of their own; or gifts of several givers, where the sentence names none of them.
    """
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


def _may_tell(promise: Promise, item: Told) -> bool:
    """Only sentences told after the promise, and not those that tell the promise itself."""
    first = promise.first_published[:10]
    if item.published_on < first or (item.published_on == first and not (item.refused or _refuses(promise, item))):
        return False
    return not any(
        article == item.evidence.article and start < item.evidence.end and item.evidence.start < end
        for article, start, end in promise.told_in
    )


def _is_too_early(promise: Promise, item: Told, turn: Turn) -> bool:
    """What is due in a window that opens later is not kept by what was done before it."""
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


def _refuses(promise: Promise, item: Told) -> bool:
    return any(
        act.standing == "refused" and act.event_type == promise.event_type and act.agents & set(promise.by)
        for act in item.acts
    )


def turn_of(promise: Promise, told: Told, weights: Mapping[str, float]) -> tuple[Turn, float] | None:
    """Return what a sentence says about the promise, and its score; `None` where it says nothing."""
    same = any(same_act(promise, act) for act in told.acts)
    words = shared_words(promise, told.words, weights)
    about = same or bool(TYPE_WORDS.get(promise.event_type or "", frozenset()) & told.words) or words >= ABOUT
    actor = named(promise.by, told)
    if told.suspended and same and promise.event_type != "SANCTION" and "suspend" not in promise.lemmas:
        return "broken", 0.65
    if told.called_off and actor == 1.0 and about:
        own = promise.kind in ("threat", "plan", "pledge") and len(promise.by) == 1
        return ("withdrawn" if own else "broken"), 0.75
    if (
        told.taken_back
        and actor >= 0.7
        and promise.kind in ("threat", "plan", "prediction")
        and (about or actor == 1.0)
    ):
        return "withdrawn", 0.65
    if told.goes_on and not told.ahead and actor >= 0.7 and _threatens_end(promise, told):
        return "withdrawn", 0.65
    if _refuses(promise, told) and actor >= 0.7:
        return "broken", 0.7
    ran_out = promise.kind == "ultimatum" and promise.latest is not None and told.published_on >= promise.latest
    if ran_out and told.refused and not about and actor >= NEAR:
        return "broken", 0.62
    if told.refused and about and actor >= 0.4 and promise.kind != "obligation":
        bonus = 0.1 * (promise.kind == "ultimatum") + 0.15 * same
        score = 0.35 + 0.2 * actor + 0.3 * words + bonus
        if score >= PROPOSE:
            return "broken", score
    features = features_of(promise, told, weights)
    if not speaks_of_it(promise, told, features) or not has_thing(promise, told, features):
        return None
    done = any(act.standing == "done" and same_act(promise, act) for act in told.acts)
    if told.undone and not done and not told.fulfilled:
        return None  # "the officers announced for November have not arrived"
    if promise.condition and promise.kind != "prediction" and features["words"] < CONDITIONAL:
        return None
    return ("partial" if _is_part(promise, told, features) else "done"), score_of(features)


NEAR: Final = 0.7
"""Least nearness of the one told to act for a refusal that does not name the act again."""

ABOUT: Final = 0.25
"""Least share of the promise's words by which a sentence is about it."""

CONDITIONAL: Final = 0.8
"""Least share of the words of a promise with a condition: whether the condition came about is seldom told."""


def _threatens_end(promise: Promise, told: Told) -> bool:
    """Say whether the promise threatens to end an arrangement, and the day has not passed when the sentence appears."""
    in_time = promise.latest is None or told.published_on <= promise.latest
    return promise.kind == "threat" and promise.event_type == "SANCTION" and in_time


def _is_part(promise: Promise, told: Told, features: Mapping[str, float]) -> bool:
    number = promise.quantity.low if promise.quantity else None
    if number is None:
        return told.part and promise.event_type == "AID"
    if features["number"]:
        return False
    if number > 1 and told.part_near and not told.total:
        return True
    fewer = [n for n in told.numbers if 0 < n < number and n < 1900]
    return told.part or (
        bool(fewer) and max(told.numbers) < number and promise.event_type in ("AID", "MOBILIZE", "RETREAT")
    )


def _finding(promise: Promise, item: Told, turn: Turn, score: float) -> Finding:
    day = item.on if item.on and (not promise.said_on or item.on >= promise.said_on) else item.published_on
    evidence = (item.evidence,)
    if turn in ("done", "partial") and item.on is None and item.period and item.period >= (promise.said_on or ""):
        day = item.period
    if turn == "done":
        late = promise.latest is not None and day > promise.latest
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


def _by_calendar(promise: Promise, as_of: str) -> Finding:
    """What the calendar alone says on a day."""
    if promise.latest and as_of > promise.latest:
        why = f"The window closed on {promise.latest}, and no post shows it done."
        return Finding(status="overdue", on=None, why=why, evidence=(), score=0.0)
    until = f"until {promise.latest}" if promise.latest else "with no last day"
    why = f"The window is open {until}, and no post shows it done."
    return Finding(status="pending", on=None, why=why, evidence=(), score=0.0)
