"""Fit the weights by which a sentence speaks for a promise having been done (`gpulse.linking.evidence.FEATURES`).

    python training/outcomes.py tests/ledger/stories ../shared/gold/ledger --to src/gpulse/model/ledger/weights.tsv

The stories' own commitments are given. A sentence is an example where the ledger's gold cites it for the outcome; a
counter-example where it was published while the gold still says that nothing shows the promise done. Sentences of the
days after are left out: they may tell it again. A logistic regression with a ridge. Prints its average precision on
stories left out, in ten parts, and writes the table that ships with the model.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gpulse.evaluation.ledger import find_stories, near_day, read_story
from gpulse.evaluation.outcomes import given_tellings, load_gold
from gpulse.linking.commitments import promise_of, stories_of, wording_of
from gpulse.linking.evidence import FEATURES, features_of, may_tell_elsewhere, shown_facts
from gpulse.linking.judge import Judge, hear, judge_of
from gpulse.linking.outcomes import against_facts, asked_of, can_settle, day_told, find_told, rarity
from gpulse.reading.kit import load_kit
from gpulse.record import Record

DONE = ("kept", "late", "partial")
PARTS = 10
RIDGES = (1.0, 3.0, 10.0, 30.0)
CHOSEN = 3.0
"""The ridge of the table: average precision, each of 35 stories left out in turn, is .62 with it."""


AGAINST = ("broken", "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A promise and a sentence: the features, and whether the gold cites the sentence for the promise's outcome.

    `against` are the facts by which it speaks against the promise, and whether the gold cites it for that.
    """

    story: str
    promise: int
    features: dict[str, float]
    cited: bool
    against: tuple[dict[str, float], bool]


def find_examples(
    story: str,
    gold: dict,  # type: ignore[type-arg]
    records: Sequence[Record],
    judge: Judge,
    unasked: Counter[bool],
) -> list[Example]:
    """Return the examples of one story; `unasked` counts sentences that the model is not asked about, cited or not."""

    known = sorted(records, key=lambda r: (r.article.published_at or "", r.article.id))
    told = find_told(known)
    weights = rarity(told)
    groups = given_tellings(gold["commitments"], known)
    promises = {n: promise_of(group) for n, group in groups.items()}
    hearing = hear(judge, known)
    found = []
    stories = stories_of(known)
    for number, promise in promises.items():
        want = gold["commitments"][number]
        done = want["outcome"]["status"] in DONE
        cited = [(e["report"], e["quote"]) for e in want["outcome"]["evidence"] if done]
        undone = want["outcome"]["status"] in AGAINST
        refuting = [(e["report"], e["quote"]) for e in want["outcome"]["evidence"] if undone]
        own = {stories[article] for article, *_ in promise.told_in}
        apart_posts = frozenset(i.evidence.article for i in told if stories[i.evidence.article] not in own)
        asked = asked_of(promise, told, weights, apart_posts)
        heard = hearing.shown(wording_of(groups[number]))
        on = want["outcome"].get("on")
        cited_posts = {report for report, _ in cited}
        open_until = max((e["date"] for e in want["as_of"] if e["status"] not in DONE), default="")
        for item in told:
            if not can_settle(promise, item):
                continue
            quote = item.evidence.quote
            is_cited, refutes = (
                any(
                    Path(item.evidence.article).stem == report and (text[:60] in quote or quote.rstrip(".") in text)
                    for report, text in quotes
                )
                for quotes in (cited, refuting)
            )
            if undone and not refutes and item.published_on > open_until_against(want):
                continue
            if not is_cited and done and item.published_on > open_until:
                beside = Path(item.evidence.article).stem in cited_posts
                if not (beside and on) or near_day(day_told(promise, item), on):
                    continue
            apart = stories[item.evidence.article] not in own
            if apart and not may_tell_elsewhere(promise, item):
                continue
            features = features_of(promise, item, weights, apart)
            if (item.evidence.article, item.evidence.start) not in asked:
                unasked[is_cited or refutes] += 1
                continue
            chances = heard(item.evidence.article, item.evidence.start, item.published_on)
            features = features | shown_facts(chances)
            against = against_facts(promise, item, weights, chances)
            found.append(
                Example(story=story, promise=number, features=features, cited=is_cited, against=(against, refutes))
            )
    return found


def open_until_against(want: dict) -> str:  # type: ignore[type-arg]
    """Return the last day on which the gold says that nothing speaks against a promise yet."""
    return max((e["date"] for e in want["as_of"] if e["status"] not in AGAINST), default="")


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


def table_of(
    examples: Sequence[tuple[dict[str, float], bool, str]],
) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Return the names of the features, their values, which examples are cited, and their stories."""
    names = list(examples[0][0])
    rows = np.array([[one[0][name] for name in names] for one in examples])
    return names, rows, np.array([float(one[1]) for one in examples]), np.array([one[2] for one in examples])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("stories", type=Path, nargs="+")
    parser.add_argument("--to", type=Path, help="the table of weights to write the fits into")
    args = parser.parse_args()
    kit = load_kit()
    folders = [folder for path in args.stories for folder in find_stories(path)]
    records = {folder: read_story(folder, kit) for folder in folders}
    judge = judge_of(kit.ledger)
    if judge is None:
        raise SystemExit("The package ships no ledger model.")
    unasked: Counter[bool] = Counter()
    examples = [
        example
        for folder in folders
        for example in find_examples(folder.name, dict(load_gold(folder)), records[folder], judge, unasked)
    ]
    print(f"not asked about: {unasked[False]} sentences and {unasked[True]} that are cited")
    counted = [({n: v for n, v in one.features.items() if n in FEATURES}, one.cited, one.story) for one in examples]
    report("without the model", counted)
    fits = {
        "done": report("done", [(one.features, one.cited, one.story) for one in examples]),
        "against": report("against", [(*one.against, one.story) for one in examples]),
    }
    if args.to:
        keep(args.to, fits)


def keep(path: Path, fits: Mapping[str, Mapping[str, float]]) -> None:
    """Write fits into the table of weights that ships with the ledger model, in place of those of the same question."""
    lines = [line for line in path.read_text().splitlines() if line.split("\t")[0] not in fits]
    lines += [f"{question}\t{fact}\t{weight}" for question, fit in fits.items() for fact, weight in fit.items()]
    path.write_text("\n".join(lines) + "\n")


def report(title: str, examples: Sequence[tuple[dict[str, float], bool, str]]) -> dict[str, float]:
    """Print how well a fit does on stories left out, in ten parts; return its table and print it."""
    names, rows, cited, stories = table_of(examples)
    print(f"{title}: {len(examples)} sentences, {int(cited.sum())} of them cited, {len(set(stories))} stories")
    part = np.array([sorted(set(stories)).index(story) % PARTS for story in stories])
    for ridge in RIDGES:
        scores = np.zeros(len(cited))
        for k in range(PARTS):
            out = part == k
            scores[out] = rows[out] @ fit(rows[~out], cited[~out], ridge, names)
        print(f"ridge {ridge:4}: average precision {average_precision(scores, cited):.3f}, stories left out")
        best = max(
            (2 * cited[scores >= least].sum() / (sum(scores >= least) + cited.sum()), least)
            for least in np.quantile(scores, np.linspace(0.8, 0.999, 100))
        )
        print(f"            best F1 {best[0]:.3f} from {1 / (1 + np.exp(-best[1])):.2f}")
    chosen = dict(zip(names, fit(rows, cited, CHOSEN, names).round(2).tolist(), strict=True))
    print(title, chosen)
    return chosen


if __name__ == "__main__":
    main()
