"""How strongly a sentence speaks for a promise having been done: plain features, and a score calibrated on stories.

The features are yes or no, or shares between 0 and 1. Their weights were fitted by training/outcomes.py;
docs/experiments/ledger.md tells how well they do on stories left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

from gpulse.days import days_between
from gpulse.knowledge.actors import is_code
from gpulse.linking.outcome.told import Told, ToldAct, capitals_of
from gpulse.linking.wording import THINGS
from gpulse.odds import logistic, logit
from gpulse.reading.commitment.act_lexicon import CLUSTERS
from gpulse.record import CommitmentKind, Polarity, Quantity

ENOUGH: Final = 3.0
"""Weight of shared words that counts as all of them: two words that few other posts have."""

SOME: Final = 1.0
"""Weight that even a promise of nothing but common words needs for all of them: one rare word."""

USING: Final = frozenset(
    {"use in combat", "goods arrive", "troops arrive", "the rest arrives", "deploy", "make forces ready"}
)
"""Families that show what was promised as aid to have come: it is there, or in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A row of the ledger as resolving sees it.

    `told_in` holds the places of its tellings (post, start, end); `scope` the states and bodies named in its words
    besides those who act; `lemmas` rough bases of its verbs, `groups` the kinds of act that its words name
    (`same_acts`); `step` says that it is about one step among several ("the first six"). `window_text` without `latest`
    is a deadline whose day nobody can reckon; `where` the states in which the towns and regions lie for which it is.
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
    names: frozenset[str] = frozenset()
    step: bool = False
    window_text: str | None = None
    where: frozenset[str] = frozenset()


def named(actors: Sequence[str] | frozenset[str], told: Told) -> float:
    """Return 1 where one of the actors is named in the sentence, 0.7 in its paragraph, 0.4 as a subject of the post."""
    unlisted = [actor for actor in actors if not is_code(actor)]

    def stands(codes: frozenset[str], words: frozenset[str]) -> bool:
        return not codes.isdisjoint(actors) or any(is_called(actor, words) for actor in unlisted)

    if stands(told.actors, told.names):
        return 1.0
    if stands(told.near, told.names_near):
        return 0.7
    return 0.4 if stands(told.leading, told.names_post) else 0.0


def is_called(actor: str, words: frozenset[str]) -> bool:
    """Say whether all capitalised words of an actor's name are among these; never for a country's code."""
    own = frozenset() if is_code(actor) else capitals_of(actor)
    return bool(own) and own <= words


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
    """Return the share of the promise's words that a sentence has, rarer words weighing more.

    The sums do not depend on the order of the words, which differs from run to run.
    """
    shared = promise.words & words
    if not shared:
        return 0.0
    total = fsum([weights.get(word, 1.0) for word in promise.words])
    least = max(SOME, min(total, ENOUGH))
    return min(1.0, fsum([weights.get(word, 1.0) for word in shared]) / least)


FEATURES: Final[Mapping[str, float]] = {
    "bias": -4.68, "act": 0.94, "family": 0.72, "using": 1.01, "kin": 1.29, "kin_act": 0.53, "agent": 0.74,
    "denied": -0.10, "open": -1.12, "actor": 0.48, "words": 0.59, "words_actor": 0.64, "words_kin": 0.72,
    "words_act": 0.26, "bare": -0.84, "names": 0.57, "no_name": -0.43, "number": 0.84, "fewer": 0.98, "dated": 1.26,
    "dated_near": 0.39, "day": 0.94, "inside": 0.96, "before": -0.57, "near_end": 0.38, "away": -0.96,
    "elsewhere": -1.01, "undone": -0.55, "lacking": -0.20, "part": 0.77, "echoes": 0.74,
    "weighed": -0.73, "total": 0.24, "not_total": -0.67, "no_thing": -0.31, "past": 0.53, "place": 0.18,
    "ultimatum": -0.58, "obligation": -0.63,
}  # fmt: skip
"""Weight of each feature of a sentence as evidence that a promise was done, fitted by training/outcomes.py."""


def shown_facts(chances: Mapping[str, float]) -> dict[str, float]:
    """Return what the ledger model sees in a sentence (`ledger_model.OUTCOMES`) as facts that it tells the act done."""
    others = {f"m_{name}": logit(chances[name]) for name in ("none", "partial", "broken", "withdrawn", "moved", "told")}
    return {"m_done": logit(chances["done"] + chances["partial"]), "m_whole": logit(chances["done"]), **others}


def features_of(promise: Promise, told: Told, weights: Mapping[str, float]) -> dict[str, float]:
    """Return the features of a sentence as evidence that the promise was done, each between 0 and 1.

    `act`: an act of the same type told as done; `family`: of the same family; `using`: only of a kindred type; `kin`,
    `kin_act`: its verb is one of the promise's group of verbs (`same_acts`), without and with such an act; `agent`:
    who is to act is its subject; `denied`: such an act is told as not done; `open`: no such act is told done, and one
    is announced, or the sentence speaks of what is to come, was refused or did not come about. `actor`: who is to act
    is named (in the sentence 1, its paragraph 0.7, the post 0.4). `words`: the share of the promise's words, rarer
    ones weighing more; `words_actor`, `words_kin`, `words_act`: its products with these; `bare`: nothing of the
    promise is there, neither act, words, number nor both parties. `names`: the share of the promise's proper names;
    `no_name`: none of them in the paragraph. `number`: the promise's number; `fewer`: only smaller ones. `dated`: a day
    is told, `dated_near`: beside it; `day`: it is the only one of the window; `inside`: it lies in the window;
    `before`: before it; `near_end`: within days of its end; `away`: how far from it, a year being 1. `elsewhere`: only
    others are named. `undone`, `part`, `echoes`, `weighed`: words such as "has not", "some of", "than planned",
    "hopes"; `total`: both speak of all, `not_total`: only the promise does; `no_thing`: the kind of thing that was
    promised is not named; `lacking`: it says that there is none of what was promised; `past`: some verb is told as
    done; `place`: a place of the promise.
    """
    same = [a for a in told.acts if same_act(promise, a)]
    done = [a for a in same if a.standing == "done" and not is_of_others(promise, told, a)]
    others = frozenset(promise.scope | set(promise.to)) - set(promise.by)
    actor, target = named(promise.by, told), named(promise.to, told)
    both = actor == 1.0 and bool(others) and named(others, told) == 1.0
    foreign = bool(told.actors) and not told.actors & (set(promise.by) | others)
    number = promise.quantity.low if promise.quantity else None
    day = told.on or told.period or told.published_on
    inside = bool(promise.latest and (promise.earliest or "") <= day <= promise.latest)
    off_by = abs(days_between(day, promise.latest)) if promise.latest else None
    single = told.words if len(told.acts) < SEVERAL else frozenset()
    if done:
        words = max(shared_words(promise, a.words | single, weights) for a in done)
    else:
        bare = promise.words <= promise.lemmas
        words = shared_words(promise, told.words if bare else told.words - promise.lemmas, weights)
    things = THINGS & promise.words if promise.event_type in ("AID", "MOBILIZE") else frozenset()
    if done and things & told.words:
        words = max(words, SAME_THING)
    kin = bool(promise.groups & told.groups)
    actor = max(actor, target) if promise.event_type == "AID" else actor
    has_number = number is not None and number in told.numbers
    counts = [n for n in told.numbers if not YEARS[0] <= n <= YEARS[1]]
    return {
        "bias": 1.0,
        "act": float(bool(done)),
        "family": max((_kinship(a.family, promise.family) for a in done), default=0.0),
        "using": float(bool(done) and all(a.event_type != promise.event_type for a in done)),
        "kin": float(kin and not done),
        "kin_act": float(kin and bool(done)),
        "agent": float(any(a.agents & set(promise.by) for a in done)),
        "denied": float(any(a.standing in ("not done", "refused") for a in same)),
        "open": float(not done and _is_open(told, same, kin and words >= PLAIN)),
        "actor": actor,
        "words": words,
        "words_actor": words * actor,
        "words_kin": words * (kin and not done),
        "words_act": words * bool(done),
        "bare": float(not (done or words or both or has_number)),
        "names": _share(promise.names, told.names),
        "no_name": float(bool(promise.names) and not promise.names & told.names_near),
        "number": float(has_number),
        "fewer": float(number is not None and bool(counts) and max(counts) < number),
        "dated": float(told.dated),
        "dated_near": float(told.on is not None and not told.dated),
        "day": float(inside and promise.earliest == promise.latest and told.dated),
        "inside": float(inside),
        "before": float(promise.earliest is not None and day < promise.earliest),
        "near_end": float(off_by is not None and off_by <= NEAR_END),
        "away": min(1.0, off_by / YEAR) if off_by is not None else 0.0,
        "elsewhere": float(foreign or _is_elsewhere(promise, told)),
        "undone": float(told.undone),
        "lacking": float(bool(told.lacking & promise.words)),
        "part": float(told.part),
        "echoes": float(told.echoes),
        "weighed": float(told.weighed),
        "total": float(told.total and promise.total),
        "not_total": float(promise.total and not told.total),
        "no_thing": float(bool(things) and not things & told.words),
        "past": float(bool(told.verbs)),
        "place": float(bool(promise.places & told.places)),
        "ultimatum": float(promise.kind == "ultimatum"),
        "obligation": float(promise.kind == "obligation"),
    }


def _share(wanted: frozenset[str], found: frozenset[str]) -> float:
    return len(wanted & found) / len(wanted) if wanted else 0.0


def _is_open(told: Told, same: Sequence[ToldAct], plainly: bool) -> bool:
    """Say whether a sentence that tells no act of the kind as done announces one, or speaks of what is to come, was
    refused
    or did not come about; one that says "as planned" does not, nor one about what is to come that plainly tells the
    act."""
    refusal = told.refused or told.called_off or told.taken_back or told.suspended
    announced = any(act.standing == "open" for act in same)
    return not told.fulfilled and (announced or refusal or told.undone or (told.ahead and not plainly))


YEARS: Final = (1950.0, 2060.0)
"""Numbers that are taken for years."""

YEAR: Final = 365
"""Days in a year."""


def can_tell_done(promise: Promise, features: Mapping[str, float]) -> bool:
    """Say whether a sentence can tell that the promise was done, whatever its score.

    Not one that leaves the act open. Of arms or soldiers, neither one that names only others, nor one that does not
    name
    that kind of thing, unless it tells the act, its number and its giver.
    """
    counted = features["number"] == 1.0 and features["actor"] == 1.0 and features["act"] == 1.0
    of_others = promise.event_type in ("AID", "MOBILIZE") and features["elsewhere"] == 1.0
    return not (features["open"] or of_others or (features["no_thing"] and not counted))


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
    return logistic(features, FEATURES)


PLAIN: Final = 0.6
"""Share of the promise's words from which a verb of its group tells the act, although the sentence also speaks of what
is to come."""
