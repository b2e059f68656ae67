"""Fit the weights by which a sentence speaks for a promise having been done (`gpulse.linking.evidence.FEATURES`).

    python training/outcomes.py tests/ledger/stories ../shared/gold/ledger

The stories' own commitments are given. A sentence is an example where the ledger's gold cites it for the outcome; a
counter-example where it was published while the gold still says that nothing shows the promise done. Sentences of the
days after are left out: they may tell it again. A logistic regression with a ridge. Prints its average precision on
stories left out, one at a time, and the table to paste.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gpulse.evaluation.ledger import find_stories, near_day, read_story
from gpulse.evaluation.outcomes import given_tellings, load_gold
from gpulse.linking.commitments import promise_of, stories_of
from gpulse.linking.evidence import features_of, may_tell_elsewhere
from gpulse.linking.outcomes import can_settle, day_told, find_told, rarity
from gpulse.linking.told import Told
from gpulse.reading.kit import load_kit
from gpulse.record import Record

DONE = ("kept", "late", "partial")
RIDGES = (1.0, 3.0, 10.0, 30.0)
CHOSEN = 3.0
"""The ridge of the table: average precision, each of 35 stories left out in turn, is .62 with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A promise and a sentence: the features, and whether the gold cites the sentence for the promise's outcome."""

    story: str
    promise: int
    features: dict[str, float]
    cited: bool


def find_examples(
    story: str,
    gold: dict,  # type: ignore[type-arg]
    records: Sequence[Record],
    others: Sequence[Told] = (),
) -> list[Example]:
    """Return the examples of one story; `others` are sentences of other stories, which tell nothing of its promises."""
    known = sorted(records, key=lambda r: (r.article.published_at or "", r.article.id))
    told = find_told(known)
    weights = rarity(told)
    promises = {n: promise_of(group) for n, group in given_tellings(gold["commitments"], known).items()}
    found = []
    stories = stories_of(known)
    for number, promise in promises.items():
        want = gold["commitments"][number]
        done = want["outcome"]["status"] in DONE
        cited = [(e["report"], e["quote"]) for e in want["outcome"]["evidence"] if done]
        on = want["outcome"].get("on")
        cited_posts = {report for report, _ in cited}
        open_until = max((e["date"] for e in want["as_of"] if e["status"] not in DONE), default="")
        own = {stories[article] for article, *_ in promise.told_in}
        for item in others:
            if can_settle(promise, item) and may_tell_elsewhere(promise, item):
                features = features_of(promise, item, weights, apart=True)
                found.append(Example(story=story, promise=number, features=features, cited=False))
        for item in told:
            if not can_settle(promise, item):
                continue
            quote = item.evidence.quote
            is_cited = any(
                Path(item.evidence.article).stem == report and (text[:60] in quote or quote.rstrip(".") in text)
                for report, text in cited
            )
            if not is_cited and done and item.published_on > open_until:
                beside = Path(item.evidence.article).stem in cited_posts
                if not (beside and on) or near_day(day_told(promise, item), on):
                    continue
            apart = stories[item.evidence.article] not in own
            if apart and not may_tell_elsewhere(promise, item):
                continue
            features = features_of(promise, item, weights, apart)
            found.append(Example(story=story, promise=number, features=features, cited=is_cited))
    return found


def fit(rows: np.ndarray, cited: np.ndarray, ridge: float, names: Sequence[str]) -> np.ndarray:
    """Return the weights of a logistic regression by Newton's method; the bias carries no ridge."""
    penalty = np.diag([0.0 if name == "bias" else ridge for name in names])
    weights = np.zeros(rows.shape[1])
    for _ in range(12):
        chance = 1.0 / (1.0 + np.exp(-rows @ weights))
        slope = rows.T @ (cited - chance) - penalty @ weights
        curve = (rows * (chance * (1.0 - chance))[:, None]).T @ rows + penalty
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def average_precision(scores: np.ndarray, cited: np.ndarray) -> float:
    """Return the mean precision at each cited sentence, in order of score."""
    order = np.argsort(-scores, kind="stable")
    hits = cited[order]
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits > 0].mean())


def table_of(examples: Sequence[Example]) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Return the names of the features, their values, which examples are cited, and their stories."""
    names = list(examples[0].features)
    rows = np.array([[one.features[name] for name in names] for one in examples])
    return names, rows, np.array([float(one.cited) for one in examples]), np.array([one.story for one in examples])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("stories", type=Path, nargs="+")
    kit = load_kit()
    folders = [folder for path in parser.parse_args().stories for folder in find_stories(path)]
    records = {folder: read_story(folder, kit) for folder in folders}
    told = {folder: find_told(records[folder]) for folder in folders}
    examples = [
        example
        for folder in folders
        for example in find_examples(
            folder.name,
            dict(load_gold(folder)),
            records[folder],
            [item for other in folders if other != folder for item in told[other]],
        )
    ]
    names, rows, cited, stories = table_of(examples)
    print(f"{len(examples)} sentences, {int(cited.sum())} of them cited, {len(set(stories))} stories")
    for ridge in RIDGES:
        scores = np.zeros(len(cited))
        for story in sorted(set(stories)):
            out = stories == story
            scores[out] = rows[out] @ fit(rows[~out], cited[~out], ridge, names)
        precision = average_precision(scores, cited)
        print(f"ridge {ridge:4}: average precision {precision:.3f}, each story left out")
    for name, weight in zip(names, fit(rows, cited, CHOSEN, names), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
