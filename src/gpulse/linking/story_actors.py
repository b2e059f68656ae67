"""Who is to act, by all posts of a story: "the mission" of one post is what the others name.

A post's own words often leave open who is meant: "the new head of state will take the oath", "all elections would be
held in 2025". The posts of one story tell of the same few actors, mostly of the same acts; so how surely each may be
meant (`Commitment.likely`) is weighed with who acts in the story's other posts. Nothing of posts outside the story.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gpulse.linking.evidence import is_code
from gpulse.reading.act_readings import NAMED, logistic, logit
from gpulse.record import Commitment, Record

FOREIGN: Final = 0.25
"""Share of the acts of a story's other posts from which an actor that a post does not name may be meant in it.

Of .08, .15 and .25, one right is .709, .711 and .720 of 1,173 labelled acts (training/ledger_choices.py).
"""

NAMED_BY_STORY: Final = 0.45
"""Score from which somebody is to act, the story's other posts weighed in (training/ledger_choices.py)."""

LEAST: Final = 0.01
"""The least probability that a logit is taken of here."""

Key = tuple[str, str]
"""A commitment: the id of its post, its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An act of one post, its type, and how surely each actor may be meant."""

    article: str
    event_type: str | None
    likely: Mapping[str, float]


def actors_by_story(
    records: Iterable[Record], story_of: Mapping[str, int], weights: Mapping[str, float]
) -> dict[Key, tuple[str, ...]]:
    """Return who is to act of each commitment for which the other posts of its story say somebody else.

    `story_of` numbers the story of each post; `weights` are of the facts of `story_facts`. Words that only describe
    who acts ("member states") stay, unless somebody is surely meant. The story decides on one actor; a second one is
    named by the post itself.
    """
    stories: dict[int, list[tuple[str, Commitment]]] = defaultdict(list)
    for record in records:
        for commitment in record.commitments:
            if commitment.likely:
                stories[story_of[record.article.id]].append((record.article.id, commitment))
    found: dict[Key, tuple[str, ...]] = {}
    for told in stories.values():
        if len({article for article, _ in told}) == 1:
            continue
        for (article, commitment), facts in zip(told, story_facts([_claim_of(*one) for one in told]), strict=True):
            scores = {code: logistic(one, weights) for code, one in facts.items()}
            likely = {one.code: one.score for one in commitment.likely}
            first = max(scores, key=lambda code: (scores[code], code))
            others = (c for c in likely if c != first and scores[c] >= NAMED_BY_STORY and likely[c] >= NAMED)
            chosen = (first, *others)
            described = not set(commitment.by) & set(likely)
            sure = scores[first] >= NAMED_BY_STORY
            if set(chosen) != set(commitment.by) and (sure or not described):
                found[article, commitment.id] = chosen
    return found


def _claim_of(article: str, commitment: Commitment) -> Claim:
    likely = {one.code: one.score for one in commitment.likely}
    return Claim(article=article, event_type=commitment.event_type, likely=likely)


def story_facts(claims: Sequence[Claim]) -> list[dict[str, dict[str, float]]]:
    """Return, for each act of a story, the facts of each actor that may be meant.

    They are how surely the post itself means it, and its share of the acts of the story's other posts: of all,
    and of those of the same type. One is added to each count, so that a single other act decides nothing.

    >>> mission = Claim(article="a", event_type="RETREAT", likely={"MLI": 0.5})
    >>> named = Claim(article="b", event_type="RETREAT", likely={"United Nations": 0.9})
    >>> facts = story_facts([mission, named])[0]
    >>> {code: one["share"] for code, one in facts.items()}
    {'MLI': 0.0, 'United Nations': 0.45}
    """
    acts, sums = Counter[tuple[str, str | None]](), dict[tuple[str, str | None], Counter[str]]()
    for claim in claims:
        for kind in (claim.event_type, _ALL):
            acts[claim.article, kind] += 1
            sums.setdefault((claim.article, kind), Counter()).update(claim.likely)
    all_acts, all_sums = Counter[str | None](), dict[str | None, Counter[str]]()
    for (_, kind), count in acts.items():
        all_acts[kind] += count
    for (_, kind), total in sums.items():
        all_sums.setdefault(kind, Counter()).update(total)

    def shares(claim: Claim, kind: str | None) -> dict[str, float]:
        own = sums[claim.article, kind]
        others = 1 + all_acts[kind] - acts[claim.article, kind]
        return {code: (total - own[code]) / others for code, total in all_sums[kind].items()}

    return [_facts_of(claim, shares(claim, _ALL), shares(claim, claim.event_type)) for claim in claims]


_ALL: Final = "all"
"""Stands for every type of act."""


def _facts_of(claim: Claim, share: Mapping[str, float], alike: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Return the facts of each actor that may be meant in an act."""
    best = max(claim.likely.values(), default=0.0)
    foreign = sorted(code for code, value in share.items() if value >= FOREIGN and code not in claim.likely)
    return {
        code: {
            "bias": 1.0,
            "own": logit(max(claim.likely.get(code, 0.0), LEAST)),
            "best": float(claim.likely.get(code) == best),
            "foreign": float(code not in claim.likely),
            "share": share.get(code, 0.0),
            "share_open": share.get(code, 0.0) * (1.0 - best),
            "alike": alike.get(code, 0.0),
            "body": float(not is_code(code)),
        }
        for code in (*claim.likely, *foreign)
    }
