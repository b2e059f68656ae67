"""How strongly a sentence speaks for a promise having been done: plain features, and a score calibrated on stories.

The features are yes or no, or shares between 0 and 1. Their weights were fitted by training/outcomes.py; docs/ledger.md
tells how well they do on stories left out.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gpulse.linking.told import Told, ToldAct
from gpulse.linking.wording import THINGS
from gpulse.reading.act_lexicon import CLUSTERS
from gpulse.record import CommitmentKind, Polarity, Quantity

ENOUGH: Final = 3.0
"""Weight of shared words that counts as all of them: two words that few other posts have."""

SOME: Final = 1.0
"""Weight that even a promise of nothing but common words needs for all of them: one rare word."""

RARE: Final = frozenset({"RETREAT", "CONCEDE", "SUPPORT", "SANCTION"})
"""Types that are seldom told twice of one actor in a story: the act itself says more."""

USING: Final = frozenset(
    {"use in combat", "goods arrive", "troops arrive", "the rest arrives", "deploy", "make forces ready"}
)
"""Families that show what was promised as aid to have come: it is there, or in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A row of the ledger as resolving sees it.

    `told_in` holds the places of its tellings (post, start, end); `scope` the states and bodies named in its words
    besides those who act; `lemmas` rough bases of its verbs, `groups` the kinds of act that its words name
    (`same_acts`).
    """

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
    lemmas: frozenset[str] = frozenset()
    scope: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()


def named(actors: Sequence[str] | frozenset[str], told: Told) -> float:
    """Return 1 where one of the actors is named in the sentence, 0.7 in its paragraph, 0.4 as a subject of the post."""
    wanted = set(actors)
    if wanted & told.actors:
        return 1.0
    return 0.7 if wanted & told.near else 0.4 if wanted & told.leading else 0.0


def same_act(promise: Promise, act: ToldAct) -> bool:
    """The same type; soldiers and arms that were promised have come where they are told to be there or in use."""
    if promise.event_type is None or not act.event_type:
        return False
    if act.event_type == promise.event_type:
        return alike(act.family, promise.family)
    return promise.event_type in ("AID", "MOBILIZE") and (act.event_type in ("AID", "MOBILIZE") or act.family in USING)


def alike(first: str | None, second: str | None) -> bool:
    """Say whether two families of one type name the same act; those in no cluster go with all.

    >>> alike("withdraw forces", "close a base"), alike("free people", "withdraw forces"), alike("train", "supply")
    (True, False, True)
    """
    one, other = CLUSTERS.get(first or ""), CLUSTERS.get(second or "")
    return one is None or other is None or one == other


def _kinship(first: str | None, second: str | None) -> float:
    """Return 1 for the same family, a half for families of one cluster."""
    if first == second:
        return 1.0
    return 0.5 if CLUSTERS.get(first or "") and CLUSTERS.get(first or "") == CLUSTERS.get(second or "") else 0.0


def is_of_others(promise: Promise, told: Told, act: ToldAct) -> bool:
    """Say whether the act is told of somebody who is no party to the promise."""
    parties = set(promise.by) | set(promise.to)
    if act.agents:
        return not act.agents & parties
    plainly = len(promise.words & told.words) >= PLAINLY
    return bool(told.actors) and not plainly and not told.actors & (parties | promise.scope)


PLAINLY: Final = 3
"""Words in common from which a passive sentence is about the promise, whoever else it names."""


def shared_words(promise: Promise, words: frozenset[str], weights: Mapping[str, float]) -> float:
    """Return the share of the promise's words that a sentence has, rarer words weighing more."""
    total = sum(weights.get(word, 1.0) for word in promise.words)
    least = max(SOME, min(total, ENOUGH))
    return min(1.0, sum(weights.get(word, 1.0) for word in promise.words & words) / least)


ELSEWHERE: Final = 0.6
"""Least share of the promise's words for a sentence of another story's post to speak of it."""


def tells_elsewhere(promise: Promise, told: Told, weights: Mapping[str, float]) -> bool:
    """Say whether a sentence in a post of another story can speak of the promise.

    It names who is to act, and for whom or where (else several of the promise's words), and most of what was promised.
    """
    others = (set(promise.to) | promise.scope) - set(promise.by)
    known = bool(others & told.actors) if others else len(promise.words & told.words) >= PLAINLY
    return known and bool(set(promise.by) & told.actors) and shared_words(promise, told.words, weights) >= ELSEWHERE


FEATURES: Final[Mapping[str, float]] = {
    "bias": -6.00, "act": 1.74, "family": 0.94, "using": 1.67, "kin": 0.95, "kin_act": 0.62, "agent": 0.79,
    "denied": -0.13, "fulfilled": 0.52, "actor": 0.18, "scope": 0.55, "words": 1.38, "around": 0.69,
    "words_actor": 0.96, "words_kin": 1.62, "words_act": -0.20, "rival": 0.38, "number": 1.09, "dated": 1.77,
    "dated_near": 0.93, "day": 1.31, "inside": 0.89, "before": -0.95, "near_end": 0.81, "soon": 0.19,
    "elsewhere": -1.42, "undone": -1.19, "ahead": -0.86, "refusal": -0.39, "part": 1.44, "total": -0.04,
    "not_total": -0.71, "rare": -0.34, "no_thing": -0.64, "past": 0.65, "place": 0.43, "conditional": -0.32,
    "ultimatum": -1.04, "obligation": -0.94,
}  # fmt: skip
"""Weight of each feature of a sentence as evidence that a promise was done, fitted by training/outcomes.py."""


def features_of(promise: Promise, told: Told, weights: Mapping[str, float], rival: float = 0.0) -> dict[str, float]:
    """Return the features of a sentence as evidence that the promise was done, each between 0 and 1.

    `rival` is by how much another promise has a larger share of its words in the sentence. `act`: an act of the same
    type told as done; `family`: of the same family; `using`: only of a kindred type; `kin`, `kin_act`: its
    verb is one of the promise's group of verbs
    (`same_acts`), without and with such an act; `agent`: who is to act is its subject; `denied`: such an act is told as
    not done; `fulfilled`: words such as "as planned". `actor`, `scope`: who is to act, and where or to whom, is named
    (in the sentence 1, its paragraph 0.7, the post 0.4). `words`: the share of the promise's words, rarer ones weighing
    more; `around`: the same for title and paragraph; `words_actor`, `words_kin`, `words_act`: their products; `number`:
    the promise's number. `dated`: a day is told, `dated_near`: beside it; `day`: it is the only one of the
    window; `inside`: it lies in the
    window; `before`: before it; `near_end`: within days of its end; `soon`: the post appeared within days of
    its end. `elsewhere`:
    only others
    are named; `undone`, `ahead`, `refusal`, `part`: words such as "has not", "will", "refused", "some of";
    `total`: both
    speak of all; `not_total`: only the promise does; `rare`: a type seldom told twice of one actor; `no_thing`: the
    kind of thing that was promised is not named; `past`: some verb is told as done; `place`: a place of the promise.
    """
    same = [a for a in told.acts if same_act(promise, a)]
    done = [a for a in same if a.standing == "done" and not is_of_others(promise, told, a)]
    others = frozenset(promise.scope | set(promise.to)) - set(promise.by)
    actor, target = named(promise.by, told), named(promise.to, told)
    foreign = bool(told.actors) and not told.actors & (set(promise.by) | others)
    number = promise.quantity.low if promise.quantity else None
    day = told.on or told.period or told.published_on
    inside = bool(promise.latest and (promise.earliest or "") <= day <= promise.latest)
    single = told.words if len(told.acts) < SEVERAL else frozenset()
    words = max(
        (shared_words(promise, a.words | single, weights) for a in done),
        default=shared_words(promise, told.words, weights),
    )
    if not done and promise.words - promise.lemmas:
        words = shared_words(promise, told.words - promise.lemmas, weights)
    things = THINGS & promise.words if promise.event_type in ("AID", "MOBILIZE") else frozenset()
    if done and things & told.words:
        words = max(words, SAME_THING)
    kin = bool(promise.groups & told.groups)
    actor = max(actor, target) if promise.event_type == "AID" else actor
    refusal = told.refused or told.called_off or told.taken_back or told.suspended
    return {
        "bias": 1.0,
        "act": float(bool(done)),
        "family": max((_kinship(a.family, promise.family) for a in done), default=0.0),
        "using": float(bool(done) and all(a.event_type != promise.event_type for a in done)),
        "kin": float(kin and not done),
        "kin_act": float(kin and bool(done)),
        "agent": float(any(a.agents & set(promise.by) for a in done)),
        "denied": float(any(a.standing in ("not done", "refused") for a in same)),
        "fulfilled": float(told.fulfilled),
        "actor": actor,
        "scope": named(others, told) if others else 0.0,
        "words": words,
        "around": shared_words(promise, told.around, weights),
        "words_actor": words * actor,
        "words_kin": words * (kin and not done),
        "words_act": words * bool(done),
        "rival": rival,
        "number": float(number is not None and number in told.numbers),
        "dated": float(told.dated),
        "dated_near": float(told.on is not None and not told.dated),
        "day": float(inside and promise.earliest == promise.latest and told.dated),
        "inside": float(inside),
        "before": float(promise.earliest is not None and day < promise.earliest),
        "near_end": float(promise.latest is not None and abs(days_between(day, promise.latest)) <= NEAR_END),
        "soon": float(promise.latest is not None and 0 <= days_between(promise.latest, told.published_on) <= NEAR_END),
        "elsewhere": float(foreign or _is_elsewhere(promise, told)),
        "undone": float(told.undone),
        "ahead": float(told.ahead),
        "refusal": float(refusal),
        "part": float(told.part),
        "total": float(told.total and promise.total),
        "not_total": float(promise.total and not told.total),
        "rare": float(bool(done) and promise.event_type in RARE),
        "no_thing": float(bool(things) and not things & told.words),
        "past": float(bool(told.verbs)),
        "place": float(bool(promise.places & told.places)),
        "conditional": float(bool(promise.condition)),
        "ultimatum": float(promise.kind == "ultimatum"),
        "obligation": float(promise.kind == "obligation"),
    }


def days_between(first: str, second: str) -> int:
    """Return the days from the first day to the second."""
    return (dt.date.fromisoformat(second) - dt.date.fromisoformat(first)).days


NEAR_END: Final = 3
"""Days from a window's end that count as near it."""

SEVERAL: Final = 2
"""From this many acts on, only the words of the act's own clause count."""

SAME_THING: Final = 0.4
"""What the same kind of thing is worth as a share of words, where arms or soldiers were promised."""


def _is_elsewhere(promise: Promise, told: Told) -> bool:
    """Say whether the act was promised for a place that the sentence, or for a withdrawal its paragraph, does not
    name."""
    if promise.event_type == "RETREAT":
        return bool(promise.scope) and not promise.scope & told.near and bool(told.near - set(promise.by))
    soldiers = "~soldier" in promise.words and promise.event_type == "AID"
    if promise.event_type == "AID" and promise.to and not soldiers:
        return not set(promise.to) & told.near and bool(told.actors - set(promise.by))
    moved = soldiers or promise.event_type in ("MOBILIZE", "ASSAULT")
    return moved and bool(promise.places) and not promise.places & told.places


def score_of(features: Mapping[str, float]) -> float:
    """Return the score of a sentence as evidence, between 0 and 1: the logistic function of the weighted features.

    >>> score_of({"bias": 0.0})
    0.5
    """
    return 1.0 / (1.0 + math.exp(-sum(FEATURES.get(name, 0.0) * value for name, value in features.items())))


def can_tell_done(promise: Promise, told: Told, features: Mapping[str, float]) -> bool:
    """Say whether a sentence can tell that the promise was done, whatever its score.

    Not one about another promise of the kind; not one that tells no such act and speaks of what is to come,
    was not done
    or was refused, or names only others; nor one that has nothing of the promise's words or number and not both
    parties, or names neither the kind of thing that was promised nor its number and giver.
    """
    if features["rival"] >= RATHER and not features["total"]:
        return False
    if features["elsewhere"] and promise.event_type in ("AID", "MOBILIZE"):
        return False
    if not features["act"]:
        announced = any(a.standing == "open" and same_act(promise, a) for a in told.acts)
        plainly = bool(features["kin"]) and features["words"] >= PLAIN
        off = features["refusal"] or told.undone or features["denied"] or (features["ahead"] and not plainly)
        if (announced or off) and not features["fulfilled"]:
            return False
        if features["elsewhere"] and features["words"] < NAMED_ANYWAY:
            return False
    both = features["actor"] == 1.0 and features["scope"] == 1.0
    if not (features["act"] or features["number"] or features["words"] or both):
        return False
    counted = features["number"] == 1.0 and features["actor"] == 1.0 and features["act"] == 1.0
    no_money = bool(MONEY & promise.words) and promise.event_type == "AID" and not MONEY & told.words
    return counted or (features["no_thing"] == 0.0 and not no_money)


RATHER: Final = 0.3
"""How much larger a share of another promise's words a sentence must have to be about that one instead."""

PLAIN: Final = 0.6
"""Share of the promise's words from which a verb of its group tells the act, although the sentence also speaks of what
is to come."""

NAMED_ANYWAY: Final = 0.8
"""Share of the promise's words from which a sentence is about it, whoever else it names."""

MONEY: Final = frozenset("euro dollar pound yuan rouble ruble yen loan credit grant tranche money fund bailout".split())
"""Stems that name money, which is not given by soldiers who arrive."""
