"""What one sentence says of a promise: that it was done, done in part, refused or taken back, and how surely.

Where the ledger model was asked, its answers and what is counted are facts of four logistic regressions, fitted by
training/outcomes.py (model/ledger/weights.tsv): is it done, in whole or in part; is it given up, and by whom. A fifth
tells how surely the sentence that speaks most for "done" is right, by what else speaks (`sure_facts`). Without an
answer the counted features alone say what was done (`evidence.FEATURES`), and rules what was refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from gpulse.linking.ledger.answers import Chances
from gpulse.linking.outcome.amounts import is_short, part_facts
from gpulse.linking.outcome.evidence import (
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
from gpulse.linking.outcome.told import Told
from gpulse.odds import Facts
from gpulse.reading.language.quantities import CURRENCIES

Turn = Literal["done", "partial", "broken", "withdrawn"]

DECIDE: Final = 0.25
"""Least score, by counted features alone, of a sentence that tells the promise done, or done in part.

Of 35 stories, each left out in turn, status is
.795 with 0.2, .804 with 0.25 and .801 with 0.3, the day of the act .514, .507 and .458 (docs/experiments/ledger.md)."""

DECIDE_AGAINST: Final = 0.6
"""The same where it tells that the promise was refused or taken back: those scores are set by rules."""

SURE: Final = 0.5
"""Least sureness (`sure_facts`) of the sentence that tells a promise done, where the ledger model was asked.

A status cites what it rests on, so a wrong citation weighs more than a missed one. Commitments given, each tenth of the
stories left out of the fit, on 57 ledgers with .45, .5 and .55: status on the days .754, .752 and .739; of the days on
which a row says kept or late the gold says so, or in part, too, on .858, .891 and .892; the gold cites the row's
sentence in .623, .671 and .678 (it cites only what settled it first); day of the act .451, .424 and .388. What is less
sure is proposed.
"""

SURE_PART: Final = 0.4
"""The same where it tells a part done: of 30 days with a sentence as sure as .4 to .5 that does, the gold has the
promise done, or done in part, on 25; of 223 with one that tells the whole on 157."""

HEARD_AGAINST: Final = 0.4
"""Least chance that a sentence tells it given up. With .3, .4, .5 and .6 status differs by .002 at most."""

FOR_NOW: Final = re.compile(
    r"\b(?:suspend|halt|paus|freez|froze|stopp|postpon|put (?:\w+ ){0,3}on (?:hold|ice))\w*\b.*?"
    r"\b(?:until|till|pending|for now|for the time being|temporarily|for the moment)\b",
    re.IGNORECASE,
)
"""Words that tell that an act waits for something, so that it is not given up: "suspended the deployment until there is
a government again"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """What a sentence says of a promise, with its score; a `share` of 1 or more decides the status."""

    turn: Turn
    score: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the ledger model says that sentences show of one promise, and how its answers are weighed, by question."""

    shown: Callable[[Told], Chances]
    weights: Mapping[str, Facts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What the fits make of a sentence, as log-odds: that the promise is done, given up; if so, in part, taken back.

    `whole`: the ledger model's log-odds that all of it is done; `other_number`: the promise has a number, and the
    sentence does not have it.
    """

    done: float
    against: float
    part: float
    back: float
    whole: float
    other_number: bool


def voice_of(promise: Promise, told: Told, facts: Facts, weights: Mapping[str, Facts], early: bool = False) -> Voice:
    """Return what the fits make of a sentence's facts; one told too `early` tells nothing done."""
    done, against, part, back = (log_odds(facts, weights[name]) for name in ("done", "against", "part", "back"))
    if early or tells_nothing_done(promise, told):
        done = LEAST
    return voice_with(facts, done=done, against=LEAST if _waits(told) else against, part=part, back=back)


def voice_with(facts: Facts, *, done: float, against: float, part: float = 0.0, back: float = 0.0) -> Voice:
    """Return a sentence's voice: the log-odds that the fits give, and what its `facts` tell besides."""
    other_number = bool(facts["counted"]) and not facts["number"]
    return Voice(done=done, against=against, part=part, back=back, whole=facts["m_whole"], other_number=other_number)


_PAPER = re.compile(
    r"\b(?:treat(?:y|ies)|pact|accord|agreement|article|clause|alliance|obligations?|invok\w+|charter|deal)\b",
    re.IGNORECASE,
)


def tells_nothing_done(promise: Promise, told: Told) -> bool:
    """Say whether a sentence tells nothing done whatever the fits make of it.

    The ledger model overlooks "have not arrived". And money that was promised has not come by a sentence without a sum:
    "it pays for a good part of the mission" tells nothing of another 100 million. What was promised for a town is not
    done in another state: engineers for Donetsk have not come where soldiers "have landed in Russia". And what each
    owes the other in case of need is met only by a sentence that names their paper: an army may come without it.
    """
    money = promise.quantity is not None and promise.quantity.unit in CURRENCY_CODES
    mutual = promise.kind == "obligation" and promise.condition and set(promise.by) & set(promise.to)
    if mutual and not promise.latest and not _PAPER.search(told.evidence.quote):
        return True
    elsewhere = bool(promise.where and told.where) and not promise.where & told.where
    return told.undone or (money and not told.numbers) or (elsewhere and not promise.places & told.places)


CURRENCY_CODES: Final = frozenset(CURRENCIES.values())
"""ISO 4217 codes of money."""

LEAST: Final = -6.0
"""Log-odds from which on nothing is less likely."""


def log_odds(facts: Facts, weights: Facts) -> float:
    """Return the weighted sum of the facts."""
    return sum(weight * facts[name] for name, weight in weights.items())


def sure_facts(
    promise: Promise, best: Voice, second: float, against: float, rival: float, same: float
) -> dict[str, float]:
    """Return the facts by which the sentence that speaks most for "done" is the right one.

    All numbers are log-odds. `best`: that it tells the promise done; `whole`: that it tells all of it done, by the
    ledger model alone; `other_number`: it does not have the promise's number; `gap`: how much more than the `second`
    sentence of its post; `against`: the most that any sentence tells it given up; `rival`: how near it comes to telling
    another promise of the story done, `same`: one of the same type of act; `condition`, `prediction`: the promise is
    one.
    """
    done = min(-LEAST, max(LEAST, best.done))
    return {
        "bias": 1.0,
        "best": done,
        "whole": best.whole,
        "other_number": float(best.other_number),
        "gap": done - min(-LEAST, max(LEAST, second)),
        "against": min(-LEAST, max(LEAST, against)),
        "rival": max(0.0, 1.0 + min(3.0, rival - done)),
        "same": max(0.0, 1.0 + min(3.0, same - done)),
        "condition": float(promise.condition is not None),
        "prediction": float(promise.kind == "prediction"),
    }


def turn_of(promise: Promise, told: Told, rare: Mapping[str, float]) -> Says | None:
    """Return what a sentence says about the promise by what is counted; `None` where it says nothing.

    `rare` weighs words.
    """
    found: list[Says] = []
    if against := _against(promise, told, rare):
        found.append(Says(turn=against[0], score=against[1], share=against[1] / DECIDE_AGAINST))
    shares = not promise.words.isdisjoint(told.words)
    if shares or promise.groups & told.groups or told.fulfilled or told.numbers or told.acts:
        features = features_of(promise, told, rare)
        if can_tell_done(promise, features):
            turn: Turn = "partial" if is_part(promise, told, features) else "done"
            score = score_of(features)
            found.append(Says(turn=turn, score=score, share=score / DECIDE))
    return max(found, key=lambda one: one.share, default=None)


def _waits(told: Told) -> bool:
    """Say whether a sentence tells that an act waits for something."""
    return FOR_NOW.search(told.evidence.quote) is not None


def facts_of(promise: Promise, told: Told, rare: Mapping[str, float], chances: Chances) -> dict[str, float]:
    """Return the facts by which a sentence speaks for or against a promise: what is counted, and the model's answers.

    `party`: the post names one who acts, is meant or is named in the promise; `ruled`: how surely the rules hear a
    refusal; `late`: it appears after the last day; `no_day`: there is none; `short`: the rules count a part; and the
    facts of parts (`amounts.part_facts`).
    """
    features = features_of(promise, told, rare)
    against = _against(promise, told, rare)
    return {
        **features,
        **shown_facts(chances),
        **part_facts(promise, told),
        "party": float(names_party(promise, told)),
        "ruled": against[1] if against else 0.0,
        "refused": float(told.refused),
        "called_off": float(told.called_off or told.suspended or told.taken_back),
        "short": float(is_part(promise, told, features)),
        "late": float(promise.latest is not None and told.published_on > promise.latest),
        "no_day": float(promise.latest is None),
        "counted": float(promise.quantity is not None),
        "negative": float(promise.polarity == "negative"),
        **{kind: float(promise.kind == kind) for kind in ("pledge", "plan", "threat", "prediction")},
    }


def names_party(promise: Promise, told: Told) -> bool:
    """Say whether a sentence's post names one who is to act, is meant, or is named in the promise."""
    parties = {*promise.by, *promise.to, *promise.scope}
    around = told.actors | told.near | told.leading
    return bool(parties & around) or any(is_called(party, told.names_post) for party in parties)


def asked_of(
    promise: Promise,
    told: Sequence[Told],
    rare: Callable[[str], Mapping[str, float]],
) -> frozenset[tuple[str, int]]:
    """Return the sentences, by post and start, about which the ledger model is asked: it takes milliseconds each.

    Of each post those that by their words have most to do with it, or refuse something.
    """
    ranked: list[tuple[float, tuple[str, int]]] = []
    for article, post in groupby(told, key=lambda t: t.evidence.article):
        rough = []
        for item in post:
            if may_tell(promise, item):
                turned = item.refused or item.called_off or item.suspended or item.taken_back or bool(item.no_longer)
                score = score_of(features_of(promise, item, rare(item.published_on)))
                rough.append((score + TURNED * turned, (article, item.evidence.start)))
        ranked += sorted(rough, reverse=True)[:OF_A_POST]
    return frozenset(place for _, place in sorted(ranked, reverse=True)[:OF_A_PROMISE])


OF_A_POST: Final = 7
"""Most sentences of a post that the ledger model is asked about for one promise.

Of the cited sentences of 26 ledgers with 5 and 40 .88 are asked about, with 7 and 50 .93, of labelled stories .97 and
1.00; of each promise 16 and 19 sentences are.
"""

OF_A_PROMISE: Final = 50
"""Most sentences that it is asked about for one promise."""

TURNED: Final = 0.1
"""What a word of refusing or calling off adds to the rough score by which sentences are chosen."""


def may_tell(promise: Promise, item: Told) -> bool:
    """Say whether a sentence is told after the promise, and does not tell the promise itself."""
    first = promise.first_published[:10]
    if item.published_on < first or (item.published_on == first and not (item.refused or _refuses(promise, item))):
        return False
    return not any(
        article == item.evidence.article and start < item.evidence.end and item.evidence.start < end
        for article, start, end in promise.told_in
    )


def _refuses(promise: Promise, item: Told) -> bool:
    return any(
        act.standing == "refused" and same_act(promise, act) and act.agents & set(promise.by) for act in item.acts
    )


def _against(promise: Promise, told: Told, rare: Mapping[str, float]) -> tuple[Turn, float] | None:
    """Return how a sentence speaks against a promise, by rules in order, and the score of the rule."""
    if _waits(told):
        return None
    words = shared_words(promise, told.words, rare)
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


def is_part(promise: Promise, told: Told, features: Mapping[str, float]) -> bool:
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
