"""How strongly a sentence speaks for a promise having been done: plain features, and a score calibrated on stories.

The features are yes or no, or shares between 0 and 1. Their weights were set on the development stories; docs/ledger.md
tells how, and how well they do on stories kept apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gpulse.linking.told import Told, ToldAct
from gpulse.linking.wording import THINGS
from gpulse.reading.act_lexicon import CLUSTERS
from gpulse.record import CommitmentKind, Polarity, Quantity

ENOUGH: Final = 3.0
"""Weight of shared words that counts as all of them: two words that few other posts have."""

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
    besides those who act; `lemmas` rough bases of its verbs.
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
    total = sum(weights.get(word, 1.0) for word in promise.words) or 1.0
    return min(1.0, sum(weights.get(word, 1.0) for word in promise.words & words) / min(total, ENOUGH))


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
    "act": 0.30, "family": 0.10, "verb": 0.25, "fulfilled": 0.30, "day": 0.20, "actor": 0.20, "scope": 0.10,
    "words": 0.40, "number": 0.20, "rare": 0.10, "inside": 0.05, "elsewhere": -0.35, "undone": -0.10, "total": 0.10,
}  # fmt: skip
"""Weight of each feature of a sentence as evidence; each lies between 0 and 1. `act`: an act of the same type told
as done;
`family`: of the same family; `verb`: one of the promise's own verbs told as done; `fulfilled`: words such as "as
planned"
or "took effect"; `day`: the day told of is the only one of the window. `actor`, `scope`: who is to act, and where or to
whom, is named (in the sentence 1, its paragraph 0.7, the post 0.4). `words`: the share of the promise's words, rarer
ones
weighing more; `number`: its number; `rare`: a type seldom told twice of one actor; `inside`: the day told of lies in
the
window; `elsewhere`: only others are named; `undone`: words such as "has not"; `total`: both speak of all."""


def features_of(promise: Promise, told: Told, weights: Mapping[str, float]) -> dict[str, float]:
    """Return the features of a sentence as evidence that the promise was done."""
    done = [
        a for a in told.acts if a.standing == "done" and same_act(promise, a) and not is_of_others(promise, told, a)
    ]
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
    if done and promise.event_type in ("AID", "MOBILIZE") and THINGS & promise.words & told.words:
        words = max(words, SAME_THING)
    return {
        "act": float(bool(done)),
        "family": max((_kinship(a.family, promise.family) for a in done), default=0.0),
        "verb": float(not done and bool(promise.lemmas & told.verbs)),
        "fulfilled": float(not done and told.fulfilled),
        "day": float(inside and promise.earliest == promise.latest and told.on is not None),
        "actor": max(actor, target) if promise.event_type == "AID" else actor,
        "scope": named(others, told) if others else 0.0,
        "words": words,
        "number": float(number is not None and number in told.numbers),
        "rare": float(bool(done) and promise.event_type in RARE),
        "inside": float(inside),
        "elsewhere": float(foreign or _is_elsewhere(promise, told)),
        "undone": float(told.undone and not done),
        "total": float(told.total and promise.total),
    }


SEVERAL: Final = 2
"""From this many acts on, only the words of the act's own clause count."""

SAME_THING: Final = 0.4
"""What the same kind of thing is worth as a share of words, where arms or soldiers were promised."""

WORDS_NEEDED: Final = {"AID": 0.3, "MOBILIZE": 0.3, "ASSAULT": 0.2, "CONSULT": 0.2, "AGREE": 0.2, "COOPERATE": 0.2}
"""Least share of the promise's words for acts of common types: who gives what, and not that somebody gave something."""


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
    """Return the score of a sentence as evidence, about between 0 and 1."""
    return sum(FEATURES[name] * value for name, value in features.items())


def speaks_of_it(promise: Promise, told: Told, features: Mapping[str, float]) -> bool:
    """Say whether a sentence can be evidence at all.

    An act told as done with enough of the promise's words, or its verb, "as planned" or the very day with some of
    them. Part
    of the troops gone is not yet all of them.
    """
    if promise.event_type == "RETREAT" and promise.total and not (told.total or features["fulfilled"]):
        return False
    if features["act"]:
        dated = features["day"] == 1.0 and features["actor"] >= NEARBY
        enough = features["words"] >= WORDS_NEEDED.get(promise.event_type or "", 0.0)
        return enough or dated or bool(features["number"])
    theirs = set(promise.by) | (set(promise.to) if promise.event_type == "AID" else set())
    if told.ahead or (told.actors and not told.actors & theirs):
        return False
    if promise.event_type == "AID" and told.part and not told.not_yet and features["words"] >= SAME_THING:
        return True
    about = features["words"] >= COUNTED or (features["scope"] == 1.0 and features["actor"] == 1.0)
    return about and any(features[name] for name in ("verb", "fulfilled", "day", "number"))


NEARBY: Final = 0.7
"""Least nearness of the actor for an act of the same type on the very day to count without the promise's words."""

COUNTED: Final = 0.3
"""Least share of the promise's words in a sentence that tells no act of its type."""


def has_thing(promise: Promise, told: Told, features: Mapping[str, float]) -> bool:
    """Say whether a sentence names the kind of thing that was promised, or its number and giver, where the promise
    names
    one."""
    things = THINGS & promise.words if promise.event_type in ("AID", "MOBILIZE") else frozenset()
    counted = features["number"] == 1.0 and features["actor"] == 1.0 and features["act"] == 1.0
    return not things or counted or bool(things & told.words)
