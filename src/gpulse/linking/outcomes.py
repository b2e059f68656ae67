"""What became of a promise: later sentences that show it done, partly done, refused or taken back, and the calendar.

Every sentence published after the promise is scored by plain features (`FEATURES`); a score of `DECIDE` or more decides
the status, one of `PROPOSE` or more is shown as a proposal. With no evidence the calendar alone says pending or
overdue. An announcement is not an act: an act told as promised or planned counts for nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from gpulse.linking.ledger_rows import Finding
from gpulse.linking.told import Told, ToldAct, find_told
from gpulse.linking.wording import THINGS
from gpulse.record import CommitmentKind, Polarity, Quantity

__all__ = ["DECIDE", "PROPOSE", "Promise", "Told", "find_told", "rarity", "resolve"]

Turn = Literal["done", "partial", "broken", "withdrawn"]

FEATURES: Final = {"act": 0.30, "family": 0.10, "actor": 0.20, "target": 0.10, "words": 0.40, "number": 0.15}
"""Weight of each feature of a sentence as evidence: an act of the same type, of the same family; the actor named; the
target named; the share of the promise's words that the clause has, rarer words weighing more; the same number. Set by
hand on the development stories (docs/ledger.md names them)."""

ENOUGH: Final = 3.0
"""Weight of shared words that counts as all of them: two words that few other posts have."""

RARE: Final = frozenset({"RETREAT", "CONCEDE", "SUPPORT", "SANCTION"})
"""Types that are seldom told twice of one actor in a story: the act itself says more. Worth 0.1."""

ELSEWHERE: Final = 0.25
"""Taken off where troops or attacks were promised for a place that the sentence does not name."""

WORDS_NEEDED: Final = {"AID": 0.3, "MOBILIZE": 0.3, "ASSAULT": 0.2, "CONSULT": 0.2, "AGREE": 0.2, "COOPERATE": 0.2}
"""Least share of the promise's words for acts of common types: who gives what, and not that somebody gave something."""

DECIDE: Final = 0.60
PROPOSE: Final = 0.48

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

USING: Final = frozenset(
    {"use in combat", "goods arrive", "troops arrive", "the rest arrives", "deploy", "make forces ready"}
)
"""Families that show what was promised as aid to have come: it is there, or in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A row of the ledger as resolving sees it. `told_in` holds the places of its tellings (post, start, end)."""

    kind: CommitmentKind
    by: tuple[str, ...]
    to: tuple[str, ...]
    event_type: str | None
    family: str | None
    polarity: Polarity
    quantity: Quantity | None
    condition: str | None
    said_on: str | None
    earliest: str | None
    latest: str | None
    words: frozenset[str]
    places: frozenset[str]
    total: bool
    told_in: frozenset[tuple[str, int, int]]
    first_published: str


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
    return turn in ("done", "partial") and later and (item.on or item.published_on) < (promise.earliest or "")


def _refuses(promise: Promise, item: Told) -> bool:
    return any(
        act.standing == "refused" and act.event_type == promise.event_type and act.agents & set(promise.by)
        for act in item.acts
    )


def features_of(promise: Promise, told: Told, act: ToldAct | None, weights: Mapping[str, float]) -> dict[str, float]:
    """Return the features of a sentence, or of one act in it, as evidence on a promise; each between 0 and 1."""
    words = (act.words if act else told.words) | (told.words if act and len(told.acts) < 2 else frozenset())
    core = promise.words
    total = sum(weights.get(word, 1.0) for word in core) or 1.0
    shared = sum(weights.get(word, 1.0) for word in core & words)
    total = min(total, ENOUGH)
    number = promise.quantity.low if promise.quantity else None
    actor, target = _named(promise.by, told), _named(promise.to, told)
    return {
        "act": 1.0 if act and _same_act(promise, act) else 0.0,
        "family": 1.0 if act and act.family == promise.family else 0.0,
        "actor": max(actor, target) if promise.event_type == "AID" else actor,  # what is given is told of either side
        "target": target,
        "words": min(1.0, shared / total),
        "number": 1.0 if number is not None and number in told.numbers else 0.0,
    }


def _named(actors: Sequence[str], told: Told) -> float:
    """1 where one of the actors is named in the sentence, less in its paragraph, still less as a subject of the
    post."""
    wanted = set(actors)
    if wanted & told.actors:
        return 1.0
    return 0.7 if wanted & told.near else 0.4 if wanted & told.leading else 0.0


def _same_act(promise: Promise, act: ToldAct) -> bool:
    """The same type; soldiers and arms that were promised have come where they are told to be there or in use."""
    if act.event_type == promise.event_type:
        return True
    return promise.event_type in ("AID", "MOBILIZE") and (act.event_type in ("AID", "MOBILIZE") or act.family in USING)


def turn_of(promise: Promise, told: Told, weights: Mapping[str, float]) -> tuple[Turn, float] | None:
    """Return what a sentence says about the promise, and its score; `None` where it says nothing."""
    bare = features_of(promise, told, None, weights)
    same = any(_same_act(promise, act) for act in told.acts)
    about = same or bool(TYPE_WORDS.get(promise.event_type or "", frozenset()) & told.words) or bare["words"] >= 0.25
    actor = bare["actor"]
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
    if told.goes_on and actor >= 0.7 and _threatens_end(promise, told):
        return "withdrawn", 0.65
    if _refuses(promise, told) and actor >= 0.7:
        return "broken", 0.7
    if told.refused and about and actor >= 0.4 and promise.kind != "obligation":
        bonus = 0.1 * (promise.kind == "ultimatum") + 0.15 * same
        return "broken", 0.35 + 0.2 * actor + 0.3 * bare["words"] + bonus
    best: tuple[Turn, float] | None = None
    for act in told.acts:
        if act.standing != "done" or not _same_act(promise, act) or _is_of_others(promise, told, act):
            continue
        features = features_of(promise, told, act, weights)
        needed = (
            0.8
            if promise.condition and promise.kind != "prediction"
            else WORDS_NEEDED.get(promise.event_type or "", 0.0)
        )
        things = THINGS & promise.words if promise.event_type in ("AID", "MOBILIZE") else frozenset()
        if things and not things & (act.words | told.words):
            continue
        if things:
            features["words"] = max(features["words"], 0.4)
        if features["words"] < needed and not features["number"]:
            continue
        score = sum(FEATURES[name] * value for name, value in features.items()) + 0.1 * (promise.event_type in RARE)
        if promise.event_type in ("MOBILIZE", "ASSAULT") and promise.places and not promise.places & told.places:
            score -= ELSEWHERE
        if promise.event_type == "RETREAT" and promise.total and not told.total:
            continue  # part of the troops gone is not yet all of them
        turn: Turn = "partial" if _is_part(promise, told, features) else "done"
        if best is None or score > best[1]:
            best = (turn, score)
    if best is None and promise.event_type == "AID" and not told.not_yet and actor + bare["target"] >= 0.7:
        if bare["number"] and bare["words"] >= 0.5 and not same:  # "a list: 50,000 tonnes each to …"
            return "done", 0.25 + sum(FEATURES[name] * value for name, value in bare.items())
        if told.part and bare["words"] >= 0.4:
            return "partial", 0.35 + 0.2 * actor + 0.4 * bare["words"]
    return best


def _threatens_end(promise: Promise, told: Told) -> bool:
    """Say whether the promise threatens to end an arrangement, and the day has not passed when the sentence appears."""
    in_time = promise.latest is None or told.published_on <= promise.latest
    return promise.kind == "threat" and promise.event_type == "SANCTION" and in_time


def _is_of_others(promise: Promise, told: Told, act: ToldAct) -> bool:
    """Say whether the act is told of somebody who is no party to the promise."""
    parties = set(promise.by) | set(promise.to)
    named = act.agents or told.actors
    return bool(named) and not named & parties


def _is_part(promise: Promise, told: Told, features: Mapping[str, float]) -> bool:
    number = promise.quantity.low if promise.quantity else None
    if number is None:
        return told.part and promise.event_type == "AID"
    if features["number"]:
        return False
    fewer = [n for n in told.numbers if 0 < n < number and n < 1900]
    return told.part or (
        bool(fewer) and max(told.numbers) < number and promise.event_type in ("AID", "MOBILIZE", "RETREAT")
    )


def _finding(promise: Promise, item: Told, turn: Turn, score: float) -> Finding:
    day = item.on if item.on and (not promise.said_on or item.on >= promise.said_on) else item.published_on
    evidence = (item.evidence,)
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
