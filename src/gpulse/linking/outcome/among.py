"""What a sentence tells of a promise, seen among the other sentences and the other promises of its story.

One sentence of a story tells a promise done, and it tells that of one promise: so it counts whether the ledger model
finds another sentence, or another promise, more likely. `FACTS` are facts of the fit "done" (training/outcomes.py).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gpulse.days import days_between
from gpulse.linking.outcome.evidence import Promise
from gpulse.linking.outcome.told import Told
from gpulse.linking.outcome.turns import LEAST

FACTS: Final = (
    "gap", "is_top", "rival", "rival_gap", "same_gap", "is_own", "tells_it", "since", "sure", "sure_kin", "dated_in",
    "length", "first", "title", "posts",
)  # fmt: skip
"""Names of the facts that `facts_among` gives."""

NEAR: Final = 3.0
"""Log-odds from which on one is plainly likelier than another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A sentence about which the ledger model was asked for one promise, and the facts found in it alone."""

    item: Told
    facts: Mapping[str, float]

    @property
    def done(self) -> float:
        """The model's log-odds that it tells the promise done, or done in part."""
        return self.facts["m_done"]


def facts_among(promises: Sequence[Promise], asked: Sequence[Sequence[Asked]]) -> list[list[dict[str, float]]]:
    """Return the facts of every sentence, by promise, among what was asked of all promises of the same posts.

    Only what was published by the sentence's day counts, so later posts do not change what it says.

    `gap`: how much likelier it tells the promise done than the likeliest other sentence until then, `is_top`: it is the
    likeliest; `rival`: how likely it tells another promise done, `rival_gap`: how much likelier this one, `same_gap`:
    than one of the same type of act, `is_own`: no other is likelier; `tells_it`: its post tells the promise itself;
    `since`: days since the promise, as a logarithm; `sure`: what its log-odds are above even, `sure_kin`: its log-odds
    where its verb is one of the promise's group; `dated_in`: it names a day of the window; `length`: characters;
    `first`: it is the first of its post; `title`: share of the promise's words in its title; `posts`: how many posts
    were asked about until then, as a logarithm.
    """
    others: dict[tuple[str, int], list[tuple[int, float]]] = defaultdict(list)
    for number, of_promise in enumerate(asked):
        for one in of_promise:
            others[place_of(one.item)].append((number, one.done))
    found = []
    for number, (promise, of_promise) in enumerate(zip(promises, asked, strict=True)):
        rows = []
        for one in of_promise:
            known = [o for o in of_promise if o is not one and o.item.published_on <= one.item.published_on]
            rivals = [(n, done) for n, done in others[place_of(one.item)] if n != number]
            same = [done for n, done in rivals if promises[n].event_type == promise.event_type]
            rows.append(_facts(promise, one, known, [done for _, done in rivals], same))
        found.append(rows)
    return found


def _facts(
    promise: Promise, one: Asked, known: Sequence[Asked], rivals: Sequence[float], same: Sequence[float]
) -> dict[str, float]:
    item, done = one.item, one.done
    top, rival = _most([o.done for o in known]), _most(rivals)
    return {
        "gap": done - top,
        "is_top": float(done > top),
        "rival": rival,
        "rival_gap": _within(done - rival),
        "same_gap": _within(done - _most(same)),
        "is_own": float(done >= rival),
        "tells_it": float(any(article == item.evidence.article for article, *_ in promise.told_in)),
        "since": math.log1p(_days_since(promise.first_published, item.published_on)) / 7.0,
        "sure": max(0.0, done),
        "sure_kin": done * one.facts["kin"],
        "dated_in": one.facts["dated"] * one.facts["inside"],
        "length": (item.evidence.end - item.evidence.start) / 200.0,
        "first": float(item.first),
        "title": len(promise.words & item.title) / max(1, len(promise.words)),
        "posts": math.log1p(len({o.item.evidence.article for o in known})),
    }


def _days_since(promised: str, told: str) -> int:
    """Days from a promise to a sentence, 0 where it is older or the day of one is not known.

    >>> _days_since("2024-06-01", "2024-06-08"), _days_since("", "2024-06-08")
    (7, 0)
    """
    return max(0, days_between(promised, told)) if promised and told else 0


def _most(log_odds: Sequence[float]) -> float:
    return max(log_odds, default=LEAST)


def _within(gap: float) -> float:
    return max(-NEAR, min(NEAR, gap))


def place_of(item: Told) -> tuple[str, int]:
    """Return the post of a sentence and where it begins there."""
    return item.evidence.article, item.evidence.start
