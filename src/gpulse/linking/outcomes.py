"""What became of a promise: later sentences that show it done, partly done, refused or taken back, and the calendar.

Every sentence published after the promise is scored by plain features (`FEATURES`); a score of `DECIDE` or more decides
the status, a share of `PROPOSE` of that is shown as a proposal. With no evidence the calendar alone says pending or
overdue. An announcement is not an act: an act told as promised or planned counts for nothing.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, Literal

from gpulse.linking.amounts import Sum, is_short
from gpulse.linking.evidence import (
    Promise,
    can_tell_done,
    features_of,
    is_called,
    named,
    same_act,
    score_of,
    shared_words,
    shown_facts,
)
from gpulse.linking.judge import Chances
from gpulse.linking.ledger_rows import Finding
from gpulse.linking.told import Told, find_told
from gpulse.reading.act_readings import Facts, logistic, logit

__all__ = ["DECIDE", "PROPOSE", "Heard", "Promise", "Told", "find_told", "rarity", "resolve"]

Turn = Literal["done", "partial", "broken", "withdrawn"]

DECIDE: Final = 0.25
"""Least score of a sentence that tells the promise done, or done in part. Of 35 stories, each left out in turn,
status is
.795 with 0.2, .804 with 0.25 and .801 with 0.3, the day of the act .514, .507 and .458 (docs/ledger.md)."""

DECIDE_AGAINST: Final = 0.6
"""The same where it tells that the promise was refused or taken back: those scores are set by rules."""

PROPOSE: Final = 0.6
"""Share of these from which evidence is shown as a proposal."""


def least_score(turn: Turn) -> float:
    """Return the score from which a sentence of this kind decides a status."""
    return DECIDE if turn in ("done", "partial") else DECIDE_AGAINST


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
    """Return the weight of each word, from 1 for one that at most two posts have down to 0.1 for one that all have.

    The promise's post and the one that tells of it both have the word, so one of them is not counted.
    """
    posts: dict[str, set[str]] = {}
    for item in told:
        posts.setdefault(item.evidence.article, set()).update(item.words)
    seen = Counter(word for words in posts.values() for word in words)
    scale = math.log(len(posts) + 1) or 1.0
    return {word: max(0.1, 1.0 - math.log(max(1, count - 1)) / scale) for word, count in seen.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the ledger model says that sentences show of one promise, and how its answers are weighed, by question."""

    shown: Callable[[Told], Chances]
    weights: Mapping[str, Facts]


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
    asked = asked_of(promise, [t for t in told if t.published_on <= as_of], weights, apart) if heard else frozenset()
    for _, post in groupby((t for t in told if t.published_on <= as_of), key=lambda t: t.evidence.article):
        found: list[tuple[Finding, Told, Turn]] = []
        for item in post:
            turn = None
            if _may_tell(promise, item):
                elsewhere = item.evidence.article in apart
                ask = heard if (item.evidence.article, item.evidence.start) in asked else None
                if ask or not heard or elsewhere:
                    turn = turn_of(promise, item, weights, elsewhere, ask)
            if turn is None or turn[1] < PROPOSE * least_score(turn[0]) or _is_too_early(promise, item, turn[0]):
                continue
            place = (item.evidence.article, item.evidence.start)
            if turn[0] == "done" and any(_competes(promise, other, item) for other in taken.get(place, ())):
                continue
            found.append((_finding(promise, item, *turn), item, turn[0]))
        if not found:
            continue
        finding, item, says = max(found, key=lambda one: _weight_in_post(one[0], one[1], one[2]))
        if finding.score < least_score(says):
            if proposed is None or finding.score > proposed.score:
                proposed = finding
            continue
        if says == "partial" and parts.add(promise, item, finding.on or item.published_on):
            whole = _finding(promise, item, "done", finding.score)
            finding = replace(
                whole, why=f"{whole.why} Its parts add up to what was promised.", evidence=tuple(parts.evidence)
            )
        if held is None or _outdoes(finding, held):
            held = finding
            history.append(finding)
            if says == "done":
                taken.setdefault((item.evidence.article, item.evidence.start), []).append(promise)
    return held or history[0], tuple(history), None if held else proposed


def _weight_in_post(finding: Finding, item: Told, says: Turn) -> tuple[bool, float]:
    """What the findings of one post are weighed by: that the whole was done, else how far they are above the least."""
    share = finding.score / least_score(says)
    return says == "done" and item.total and share >= 1.0, share


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


def can_settle(promise: Promise, item: Told) -> bool:
    """Say whether a sentence may tell that the promise was done: later than it, of its parties, not before its
    window."""
    parties = {*promise.by, *promise.to, *promise.scope}
    named_here = parties & (item.actors | item.near | item.leading) or any(
        is_called(p, item.names_post) for p in parties
    )
    return bool(named_here) and _may_tell(promise, item) and not _is_too_early(promise, item, "done")


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
        act.standing == "refused" and same_act(promise, act) and act.agents & set(promise.by) for act in item.acts
    )


def turn_of(
    promise: Promise,
    told: Told,
    weights: Mapping[str, float],
    apart: bool = False,
    heard: Heard | None = None,
) -> tuple[Turn, float] | None:
    """Return what a sentence says about the promise, and its score; `None` where it says nothing.

    `heard` asks the ledger model, where it is asked about the sentence.
    """
    if heard is not None:
        return _judged(promise, told, weights, apart, heard)
    words = shared_words(promise, told.words, weights)
    found: list[tuple[Turn, float]] = []
    if not apart and (against := _against(promise, told, weights)):
        found.append(against)
    if words or promise.groups & told.groups or told.fulfilled or told.numbers or told.acts:
        features = features_of(promise, told, weights, apart)
        if can_tell_done(promise, features):
            found.append(("partial" if _is_part(promise, told, features) else "done", score_of(features)))
    return _strongest(found)


def _strongest(found: Sequence[tuple[Turn, float]]) -> tuple[Turn, float] | None:
    return max(found, key=lambda one: one[1] / least_score(one[0]), default=None)


def _judged(
    promise: Promise, told: Told, weights: Mapping[str, float], apart: bool, heard: Heard
) -> tuple[Turn, float] | None:
    """Return what a sentence says about the promise by the model and the rules together."""
    features = features_of(promise, told, weights, apart)
    chances = heard.shown(told)
    found: list[tuple[Turn, float]] = []
    by = set(promise.by)
    agents = {agent for act in told.acts if act.standing == "done" for agent in act.agents}
    foreign = bool(told.actors) and named(promise.by, told) < NEAR and not told.actors <= set(promise.to)
    of_others = foreign or (bool(agents) and not by & (agents | told.actors))
    near = score_of(features) >= SUPPORT
    done = {**heard.weights["done"], "bias": heard.weights["done"]["bias"] - FEWER}
    if (
        near and can_tell_done(promise, features) and not told.undone and not of_others
    ):  # the model overlooks "have not arrived"
        part: Turn = "partial" if chances["partial"] > chances["done"] else "done"
        found.append((part, logistic(features | shown_facts(chances), done)))
    if not apart:
        against: Turn = "withdrawn" if chances["withdrawn"] > chances["broken"] else "broken"
        found.append((against, logistic(against_facts(promise, told, weights, chances), heard.weights["against"])))
    return _strongest(found)


def asked_of(
    promise: Promise, told: Sequence[Told], weights: Mapping[str, float], apart: frozenset[str] = frozenset()
) -> frozenset[tuple[str, int]]:
    """Return the sentences, by post and start, about which the ledger model is asked: it takes milliseconds each.

    Of each post of the promise's own story those that by their words have most to do with it, or refuse something.
    """
    ranked: list[tuple[float, tuple[str, int]]] = []
    for article, post in groupby(told, key=lambda t: t.evidence.article):
        if article in apart:
            continue
        rough = []
        for item in post:
            if _may_tell(promise, item):
                turned = item.refused or item.called_off or item.suspended or item.taken_back or bool(item.no_longer)
                score = score_of(features_of(promise, item, weights))
                rough.append((score + TURNED * turned, (article, item.evidence.start)))
        ranked += sorted(rough, reverse=True)[:OF_A_POST]
    return frozenset(place for _, place in sorted(ranked, reverse=True)[:OF_A_PROMISE])


FEWER: Final = 0.69
"""What the bias of the weights for "done" is lowered by, so that 0.25 decides where the fit has 0.4.

The stories of the fit show outcomes more often than others.
"""

SUPPORT: Final = 0.08
"""Score by the counted features alone without which a sentence tells no promise done, whatever the model says."""

OF_A_POST: Final = 5
"""Most sentences of a post that the ledger model is asked about for one promise."""

OF_A_PROMISE: Final = 40
"""Most sentences that it is asked about for one promise."""

TURNED: Final = 0.1
"""What a word of refusing or calling off adds to the rough score by which sentences are chosen."""


def against_facts(promise: Promise, told: Told, weights: Mapping[str, float], chances: Chances) -> dict[str, float]:
    """Return the facts by which a sentence speaks against a promise: the model's answers, and what the rules say."""
    ruled = _against(promise, told, weights)
    return {
        "bias": 1.0,
        "broken": logit(chances["broken"]),
        "withdrawn": logit(chances["withdrawn"]),
        "done": logit(chances["done"] + chances["partial"]),
        "ruled": ruled[1] if ruled else 0.0,
        "actor": named(promise.by, told),
        "words": shared_words(promise, told.words, weights),
        "refused": float(told.refused),
        "called_off": float(told.called_off or told.suspended or told.taken_back),
        "ultimatum": float(promise.kind == "ultimatum"),
        "late": float(promise.latest is not None and told.published_on > promise.latest),
    }


def _against(promise: Promise, told: Told, weights: Mapping[str, float]) -> tuple[Turn, float] | None:
    """Return how a sentence speaks against a promise, by rules in order, and the score of the rule."""
    words = shared_words(promise, told.words, weights)
    same = any(same_act(promise, act) for act in told.acts)
    about = same or bool(TYPE_WORDS.get(promise.event_type or "", frozenset()) & told.words) or words >= ABOUT
    actor = max(named(promise.by, told), named(promise.to, told) if promise.event_type == "AID" else 0.0)
    own = promise.kind in ("threat", "plan", "pledge") and len(promise.by) == 1
    elsewhere = bool(told.actors) and not told.actors & {*promise.by, *promise.to, *promise.scope}
    if told.suspended and same and promise.event_type != "SANCTION" and "suspend" not in promise.lemmas:
        return "broken", 0.65
    if told.called_off and about and (actor == 1.0 or (actor > 0 and not elsewhere)):
        return ("withdrawn" if own else "broken"), 0.75
    if told.no_longer and own and promise.lemmas & told.no_longer and actor >= NEAR:
        return "withdrawn", 0.65
    takes_back = told.taken_back and not promise.groups & TAKING_BACK
    if takes_back and actor >= NEAR and promise.kind in ("threat", "plan", "prediction") and (about or actor == 1.0):
        return "withdrawn", 0.65
    if told.goes_on and not told.ahead and actor >= NEAR and about and _threatens_end(promise, told):
        return "withdrawn", 0.65
    if _tells_of_another_day(promise, told):
        return None
    if _refuses(promise, told) and actor >= NEAR:
        return "broken", 0.7
    ran_out = promise.kind == "ultimatum" and promise.latest is not None and told.published_on >= promise.latest
    if ran_out and told.refused and not about and actor >= NEAR:
        return "broken", 0.62
    if told.refused and about and actor >= 0.4 and promise.kind != "obligation":
        return "broken", 0.35 + 0.2 * actor + 0.3 * words + 0.1 * (promise.kind == "ultimatum") + 0.15 * same
    return None


TAKING_BACK: Final = frozenset({"revoke"})
"""Groups of acts that are themselves a taking back: whoever does them keeps the promise."""


def _tells_of_another_day(promise: Promise, told: Told) -> bool:
    """Say whether a sentence speaks of days to come, none of which lies in the promise's window."""
    coming = [day for day in told.days if day >= told.published_on]
    first, last = promise.earliest or promise.said_on or "", promise.latest or "9999"
    return bool(coming) and not any(first <= day <= last for day in coming)


NEAR: Final = 0.7
"""Least nearness of the one told to act for a refusal that does not name the act again."""

ABOUT: Final = 0.25
"""Least share of the promise's words by which a sentence is about it."""


def _threatens_end(promise: Promise, told: Told) -> bool:
    """Say whether the promise threatens to end an arrangement, and the day has not passed when the sentence appears."""
    in_time = promise.latest is None or told.published_on <= promise.latest
    return promise.kind == "threat" and promise.event_type == "SANCTION" and in_time


def _is_part(promise: Promise, told: Told, features: Mapping[str, float]) -> bool:
    """Say whether a sentence tells of a part: fewer than promised, some of those who promised, or words of a part."""
    number = promise.quantity.low if promise.quantity else None
    doing = set(promise.by) & told.actors
    if len(promise.by) >= MANY and len(doing) > 1 and len(doing) < len(promise.by):
        return True
    if number is None:
        return told.part and promise.event_type == "AID"
    if is_short(promise, told):
        return True
    if features["number"] or told.total:
        return False
    if number > 1 and told.part_near:
        return True
    return told.part or (bool(told.numbers) and max(told.numbers) < number)


MANY: Final = 3
"""From this many who promised together, a sentence that names only some of them as doing it tells of a part."""


def day_told(promise: Promise, item: Told) -> str:
    """Return the day of which a sentence tells, as far as it can be that of the promised act."""
    if item.on is None and item.period and item.period >= (promise.said_on or ""):
        return item.period
    return item.on if item.on and (not promise.said_on or item.on >= promise.said_on) else item.published_on


def _finding(promise: Promise, item: Told, turn: Turn, score: float) -> Finding:
    day = day_told(promise, item)
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
