"""Fit the weights of reading/place/place_facts.py: a conditional logit over each name's candidates; then those of
`whereabouts.doubts`, whether the best is meant at all, by a logistic regression.

    python knowledge/tune_places.py --shared ../shared

On two thirds of LGL and GeoWebNews (by the checksum of the post's id); with `--held-out` the last third is scored before
and after, which belongs to the end of a piece of work and not to every run. Each name counts once a post. What the first round
chose is taken from the weights of the round before; the result is printed, to be copied.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from sources import arguments

from gpulse.evaluation.places import (
    GoldPlace,
    GoldPost,
    count_place,
    distance,
    is_held_out,
    load_gold,
    score_places,
    tally_resolution,
)
from gpulse.knowledge.gazetteer import Candidate
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.place.place_facts import FACTS, WEIGHTS, Case, weigh
from gpulse.reading.place.resolution import Named, chief_of, choose, find_cases, list_doubts
from gpulse.reading.place.whereabouts import place_alone
from gpulse.reading.places import find_states

BY_HAND = frozenset(
    (
        "people", "district", "its country", "city and region", "only country named", "city's share", "small region",
        "capital elsewhere", "county word",
    )
)  # fmt: skip
"""Weights that are left as they are: resolution.py says what they were set by."""
FOLDS = 5
SMALL, ABSENT = 60_000, 0.15
"""Of how many people a place is made absent at most, and what such a name counts: .05 to .3 were tried, and win 4 to 7
of 10 points of GeoWebNews as it is and lose 0 to 3 there, 6 to 9 of 17 of LGL's and lose 3 to 16."""
INTERNATIONAL = 4
"""How often a post of GeoWebNews counts: its posts are from all over, LGL's from small American papers."""


def examples(posts: list[GoldPost], kit: Kit, weights: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Rows of facts and which of them are right: the gold id, or a place within 5 km where there is none."""
    out = []
    for post in posts:
        names = [Named(place.start, place.end) for place in post.places]
        cases, holders, counted = find_cases(
            post.text, names, find_states(post.text, kit, names), kit.actors, kit.gazetteer, post.url
        )
        chosen = None
        for _ in range(2):
            facts = weigh(cases, holders, counted, chosen)
            chosen = [int(np.argmax(rows @ weights)) for rows in facts]
        for case, rows in zip(cases, weigh(cases, holders, counted, chosen), strict=True):
            gold = post.places[case.at[0]]
            right = np.array([gold.geonameid is not None and p.geonameid == gold.geonameid for p in case.options])
            if gold.geonameid is None and gold.lat is not None:
                right = np.array([distance(p.lat, p.lon, gold.lat, gold.lon) < 5 for p in case.options])
            if right.any() and len(rows) > 1:
                out.append((rows, right))
    return out


def fit(data: list[tuple[np.ndarray, np.ndarray]], start: np.ndarray, prior: float = 0.01) -> np.ndarray:
    """Maximise the likelihood of the right candidates by gradient ascent, held near `start`."""
    weights = start.copy()
    speed = np.zeros_like(weights)
    free = np.array([name not in BY_HAND for name in FACTS])
    for step in range(400):
        slope = -prior * len(data) * (weights - start) / 10
        for rows, right in data:
            scores = rows @ weights
            p = np.exp(scores - scores.max())
            p /= p.sum()
            q = p * right
            slope += (q / q.sum() - p) @ rows
        speed = 0.9 * speed + slope / len(data)
        weights = weights + 0.3 * speed * free * (0.99**step)
    return weights


def doubtful(posts: list[GoldPost], kit: Kit, absent: bool = False) -> list[tuple[str, tuple[float, ...], float]]:
    """Each name on which `doubts` has an opinion: its post, the facts, and how much more of id, country and nearness is
    right where it is put into its setting than where it is what scores best.

    `absent`: those names instead whose gold is a small place, as if the gazetteer had it not. The rows by hand hold what
    the development posts lacked, so that hardly a name of theirs is absent, as names of other posts are.
    """
    out = []
    for post in posts:
        names = [Named(place.start, place.end) for place in post.places]
        states = find_states(post.text, kit, names)
        cases, holders, counted = find_cases(post.text, names, states, kit.actors, kit.gazetteer, post.url)
        for changed in without_gold(cases, post) if absent else [list(cases)]:
            chosen, facts = choose(changed, holders, counted)
            places: list[Candidate | None] = [None] * len(names)
            for case, best in zip(changed, chosen, strict=True):
                for i in case.at:
                    places[i] = case.options[best]
            chief = chief_of(counted, places, post.text, post.url, kit.actors)
            context = (post.text, names, changed, chosen, facts, places, kit.actors, kit.gazetteer, chief)
            for k, row in enumerate(list_doubts(*context)):
                case = changed[k]
                if row is not None and (not absent or len(case.options) < len(cases[k].options)):
                    gold, i = post.places[case.at[0]], case.at[0]
                    without = [None if j in case.at else p for j, p in enumerate(places)]
                    setting = place_alone(post.text, i, names, without, kit.actors, kit.gazetteer, chief)
                    out.append((post.id, row, _right(gold, setting) - _right(gold, case.options[chosen[k]])))
    return out


def without_gold(cases: Sequence[Case], post: GoldPost) -> Iterator[list[Case]]:
    """Yield the cases of a post with one of them robbed of its gold, where that is a small town or a district."""
    for k, case in enumerate(cases):
        number = post.places[case.at[0]].geonameid
        gold = next((p for p in case.options if number is not None and p.geonameid == number), None)
        keep = [j for j, p in enumerate(case.options) if p is not gold]
        small = gold is not None and gold.feature.startswith(("PPL", "ADM2")) and gold.feature != "PPLC"
        if gold is not None and small and keep and gold.population <= SMALL:
            options = tuple(case.options[j] for j in keep)
            yield [*cases[:k], replace(case, options=options, fixed=case.fixed[keep]), *cases[k + 1 :]]


def _right(gold: GoldPlace, found: Candidate | None) -> float:
    count: Counter[str] = Counter()
    count_place(count, gold, found)
    return float(count["exact"] + count["country"] + count["near"])


def fit_doubts(rows: list[tuple[float, tuple[float, ...], float]], hold: float = 1.0) -> np.ndarray:
    """Newton's method on weighted rows, each weighted by how much one side is better too; `hold` keeps weights small."""
    x = np.array([row for _, row, gain in rows if gain])
    gains = np.array([gain for _, _, gain in rows if gain])
    y, size = (gains > 0).astype(float), np.abs(gains) * np.array([weight for weight, _, gain in rows if gain])
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (size * (y - p)) - hold * weights
        weights = weights + np.linalg.solve((x.T * (size * p * (1 - p))) @ x + hold * np.eye(len(weights)), slope)
    return weights


def report_doubts(posts: list[GoldPost], kit: Kit) -> None:
    """Print the weights of `doubts`, and what by five folds of posts is won and lost with them: of the names as they
    are, and of those made absent.
    """
    rows = [(1.0, *row) for row in doubtful(posts, kit)] + [(ABSENT, *row) for row in doubtful(posts, kit, absent=True)]
    tally: Counter[tuple[float, str]] = Counter()
    for fold in range(FOLDS):
        kept = [(w, row, gain) for w, post, row, gain in rows if zlib.crc32(post.encode()) // 3 % FOLDS != fold]
        weights = fit_doubts(kept)
        for weight, post, row, gain in rows:
            if zlib.crc32(post.encode()) // 3 % FOLDS == fold:
                tally[weight, "possible"] += max(0.0, gain)
                if np.dot(weights, row) > 0:
                    tally[weight, "won"] += max(0.0, gain)
                    tally[weight, "lost"] += max(0.0, -gain)
    print("doubts", dict(tally))
    fitted = fit_doubts([(w, row, gain) for w, _, row, gain in rows])
    print("DOUBTS = (" + ", ".join(str(round(float(w), 2)) for w in fitted) + ")")


def main() -> None:
    options = arguments(__doc__, {"--held-out": "also score the last third, which is looked at rarely"})
    shared: Path = options.shared
    kit = load_kit()
    posts = {name: list(load_gold(shared / "data/places" / name, kit)) for name in ("LGL.xml", "GWN-half.xml")}
    train = [p for name in posts for p in posts[name] if not is_held_out(p)]
    train += [p for p in posts["GWN-half.xml"] if not is_held_out(p)] * (INTERNATIONAL - 1)
    weights = np.array(WEIGHTS)
    for _ in range(3):
        data = examples(train, kit, weights)
        weights = fit(data, np.array(WEIGHTS))
    print(len(data), "names")
    print("WEIGHTS = (" + ", ".join(str(round(float(w), 2)) for w in weights) + ")")
    report_doubts([p for kept in posts.values() for p in kept if not is_held_out(p)], kit)
    for name, weight in zip(FACTS, weights, strict=True):
        print(f"{name:20} {weight:6.2f}")
    for name, kept in posts.items() if options.held_out else ():
        held = [p for p in kept if is_held_out(p)]
        print(name, "before, on the third kept", score_places([tally_resolution(p, kit) for p in held]))
        print(name, "after ", score_places([tally_resolution(p, kit, tuple(weights)) for p in held]))


if __name__ == "__main__":
    main()
