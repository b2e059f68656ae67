"""Fit the weights of reading/resolution.py: a conditional logit over each name's candidates.

    python knowledge/tune_places.py --shared ../shared

On two thirds of LGL and GeoWebNews (by the checksum of the post's id); the last third measures. Each name counts once a
post. What the first round chose is taken from the weights of the round before; the result is printed, to be copied.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sources import arguments

from gpulse.evaluation.places import GoldPost, distance, is_held_out, load_gold, score_places, tally_resolution
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.places import find_states
from gpulse.reading.resolution import FACTS, WEIGHTS, Named, find_cases, weigh

BY_HAND = frozenset(FACTS[i] for i in (0, 5, 9, 15, 17, 18, 19, 20, 21))
"""Weights that are left as they are: resolution.py says what they were set by."""
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


def main() -> None:
    shared: Path = arguments(__doc__).shared
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
    for name, weight in zip(FACTS, weights, strict=True):
        print(f"{name:20} {weight:6.2f}")
    for name, kept in posts.items():
        held = [p for p in kept if is_held_out(p)]
        print(name, "before, on the third kept", score_places([tally_resolution(p, kit) for p in held]))
        print(name, "after ", score_places([tally_resolution(p, kit, tuple(weights)) for p in held]))


if __name__ == "__main__":
    main()
