"""Who is to act, by all posts of a story: "the mission" of one post is what the others name.

A post's own words often leave open who is meant: "the new head of state will take the oath", "all elections would be
held in 2025". The posts of one story tell of the same few actors, mostly of the same acts; so how surely each may be
meant (`Commitment.likely`) is weighed with who acts in the story's other posts. Nothing of posts outside the story.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gpulse.knowledge.actors import is_code
from gpulse.odds import logit
from gpulse.reading.commitment.act_readings import NAMED
from gpulse.reading.language.words import word_set
from gpulse.record import Commitment, Record

FOREIGN: Final = 0.25
"""Share of the acts of a story's other posts from which an actor that a post does not name may be meant in it.

Of .08, .15 and .25, one right is .709, .711 and .720 of 1,173 labelled acts (training/ledger_choices.py).
"""

ALSO_NAMED: Final = 0.25
"""Chance from which one whom the post itself names acts besides the likeliest, the story's other posts weighed in.

Of .1, .2, .25, .3 and .4, one right is .751, .748, .742, .740 and .726 of 904 labelled acts, all right .619, .632,
.639, .639 and .647 (training/ledger_choices.py).
"""

NAMED_ALONE: Final = 0.55
"""Score from which one whom the post itself names acts whatever its story says, besides the likeliest.

Of .45, .5, .55, .6 and .7, one right is .748, .746, .743, .741 and .741 of the same acts, all right .631, .636, .640,
.642 and .640.
"""

STANDS: Final = 0.75
"""Score from which the likeliest by the post's own words stays the first, whatever its story says.

Of .7, .75 and .8, one right is .742, .743 and .747, all right .642, .640 and .639: the story gains nothing there.
"""

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
    who acts ("member states") stay: of five that a story replaced four were the right ones. The story decides on one
    actor, unless the post itself names somebody surely; a second one is named by the post.
    """
    stories: dict[int, list[tuple[str, Commitment]]] = defaultdict(list)
    fighters: dict[int, Counter[str]] = defaultdict(Counter)
    rebels: list[tuple[int, Key]] = []
    for record in records:
        story = story_of[record.article.id]
        fighters[story].update(
            m.actor for m in record.mentions if m.actor and m.sector in _FIGHTS and not is_code(m.actor)
        )
        for commitment in record.commitments:
            if _is_of_fighters(commitment):
                rebels.append((story, (record.article.id, commitment.id)))
            elif commitment.likely:
                stories[story].append((record.article.id, commitment))
    found: dict[Key, tuple[str, ...]] = {
        key: (group,) for story, key in rebels if (group := leading_group(fighters[story])) is not None
    }
    for told in stories.values():
        if len({article for article, _ in told}) == 1:
            continue
        for (article, commitment), facts in zip(told, story_facts([_claim_of(*one) for one in told]), strict=True):
            chances = chances_of(facts, weights)
            likely = {one.code: one.score for one in commitment.likely}
            chosen = choose_by_story(chances, likely)
            described = not set(commitment.by) & set(likely)
            if set(chosen) != set(commitment.by) and not described:
                found[article, commitment.id] = chosen
    return found


_FIGHTS: Final = ("REB", "UAF")
"""Sectors of those who fight and are no state's army."""

LEADS: Final = 0.75
"""Share of a story's names of armed groups from which a name is the one meant by "the rebels"; not tuned."""


def leading_group(named: Mapping[str, int]) -> str | None:
    """Return the armed group of which a story tells, by how often each is named; `None` where it may be another.

    >>> leading_group({"FARC": 9, "ELN": 1}), leading_group({"FARC": 3, "ELN": 2}), leading_group({})
    ('FARC', None, None)
    """
    group = max(named, key=lambda name: (named[name], name), default=None)
    return group if group is not None and named[group] >= LEADS * sum(named.values()) else None


def _is_of_fighters(commitment: Commitment) -> bool:
    """Say whether words for an armed group alone say who is to act: "the guerrillas"."""
    words = commitment.by[0].split() if len(commitment.by) == 1 else []
    return bool(words) and words[-1] in _ARMED and commitment.by[0].islower()


_ARMED: Final = word_set(
    "rebels guerrillas militants insurgents jihadists separatists gunmen kidnappers captors fighters"
)
"""Words for those who fight a state."""


def chances_of(facts: Mapping[str, Mapping[str, float]], weights: Mapping[str, float]) -> dict[str, float]:
    """Return how likely each of those who may be meant is the one; the chances sum to one.

    >>> chances_of({"MLI": {"own": 0.0}, "FRA": {"own": 0.0}}, {"own": 1.0})
    {'MLI': 0.5, 'FRA': 0.5}
    """
    scores = {code: sum(weights.get(name, 0.0) * value for name, value in one.items()) for code, one in facts.items()}
    top = max(scores.values())
    heights = {code: math.exp(score - top) for code, score in scores.items()}
    whole = sum(heights.values())
    return {code: height / whole for code, height in heights.items()}


def choose_by_story(chances: Mapping[str, float], likely: Mapping[str, float]) -> tuple[str, ...]:
    """Return the likeliest to act, and those besides whom the post itself (`likely`) names surely enough."""
    own = max(likely, key=lambda code: (likely[code], code))
    first = own if likely[own] >= STANDS else max(chances, key=lambda code: (chances[code], code))
    others = (
        code
        for code, score in likely.items()
        if code != first and (score >= NAMED_ALONE or (score >= NAMED and chances[code] >= ALSO_NAMED))
    )
    return (first, *others)


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
