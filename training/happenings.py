"""Fit the two tables by which happenings are linked across posts, on ECB+ (CC BY 3.0; its text stays outside).

    python training/happenings.py ../shared/data/stories/ecbplus            # all topics; writes the tables
    python training/happenings.py ../shared/data/stories/ecbplus --check    # topics below 26; prints the held-out score
    python training/happenings.py ../shared/data/stories/ecbplus --folds    # five folds over topics, each held out once

`occurrences.tsv.gz`: an averaged perceptron over the words of the selected sentences: does the word head an annotated
action? `coreference.json`: log odds of pairs of stems that tell the same, and a logistic regression over pairs of
tellings in one story, with the odds taken from other topics (five folds), and the threshold that is best on the topics
that it was fitted on. Seeded; the same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from gpulse.evaluation.clusterings import conll_f1
from gpulse.evaluation.ecb import EcbPost, load_ecb
from gpulse.evaluation.happenings import score_happenings
from gpulse.evaluation.stories import HELD_OUT
from gpulse.linking.grouping.clusters import group_posts
from gpulse.linking.grouping.posts import TELLING, WordFrequencies, build_post, likeness, load_word_frequencies
from gpulse.linking.happening.coreference import (
    FEATURES,
    Coreference,
    Telling,
    describe_pair,
    describe_telling,
    join_by_mean,
    pick_head,
    propose_pairs,
    read_kinds,
    read_sentences,
)
from gpulse.linking.happening.occurrences import Occurrences, describe_token, find_tokens, is_candidate
from gpulse.reading.kit import load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Record

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "src" / "gpulse" / "knowledge" / "tables"
KINDS = ROOT / "knowledge" / "hand" / "happenings.txt"
SEED, EPOCHS, MARGIN, FOLDS = 20, 8, 1.0, 5
LEAST_OCCURRENCE = -3.0
"""Threshold of the perceptron: on held-out topics CoNLL F1 is flat from -4 to -2."""
LEASTS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45)
"""Mean scores of a pair from which groups are joined; `choose_least` takes one of them."""
RIDGE = 1e-3


def fit_occurrences(posts: Sequence[EcbPost], records: dict[str, Record]) -> Occurrences:
    """Return an averaged perceptron for the words that head an annotated action."""
    rows: list[tuple[list[str], bool]] = []
    for post in posts:
        text = post.article.text
        heads = {pick_head([t for w in m.words for t in find_tokens(text, w)]).start for m in post.mentions}
        for sentence in records[post.article.id].sentences:
            tokens = find_tokens(text, sentence)
            words = [token.word for token in tokens]
            rows += [
                (describe_token(words, at), token.start in heads)
                for at, token in enumerate(tokens)
                if is_candidate(token.word) and any(s.covers(token) for s in post.selected)
            ]
    counts = Counter(name for names, _ in rows for name in names)
    rows = [([name for name in names if counts[name] > 1], told) for names, told in rows]
    weights: dict[str, float] = defaultdict(float)
    sums: dict[str, float] = defaultdict(float)
    order, step = random.Random(SEED), 1
    for _ in range(EPOCHS):
        order.shuffle(rows)
        for names, told in rows:
            sign = 1 if told else -1
            if sign * sum(weights[name] for name in names) < MARGIN:
                for name in names:
                    weights[name] += sign
                    sums[name] += sign * step
            step += 1
    averaged = {name: round(value - sums[name] / step, 2) for name, value in weights.items()}
    kept = {name: value for name, value in sorted(averaged.items()) if value}
    return Occurrences(weights=kept, least=LEAST_OCCURRENCE)


def describe_all(
    posts: Sequence[EcbPost], records: dict[str, Record], frequencies: WordFrequencies
) -> dict[int, list[tuple[Telling, str]]]:
    """Return the annotated tellings of each topic, with their instances."""
    held: dict[int, list[tuple[Telling, str]]] = defaultdict(list)
    for post in posts:
        sentences = read_sentences(records[post.article.id])
        for mention in post.mentions:
            words = next((w for w in sentences if any(t.overlaps(mention.span) for t in w.tokens)), None)
            if words is not None:
                held[post.topic].append((describe_telling(words, mention.span, frequencies), mention.instance))
    return held


def count_pairs(topics: Sequence[Sequence[tuple[Telling, str]]]) -> dict[tuple[str, str], float]:
    """Return, for pairs of stems that told the same at least once, the smoothed log odds, above those of one in ten."""
    same: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    for tellings in topics:
        for (one, first), (two, second) in combinations(tellings, 2):
            if one.head != two.head:
                pair = (min(one.head, two.head), max(one.head, two.head))
                seen[pair] += 1
                same[pair] += first == second
    return {p: math.log((same[p] + 0.3) / (seen[p] - same[p] + 3)) + math.log(10) for p in sorted(same) if same[p]}


def fit_coreference(posts: Sequence[EcbPost], records: dict[str, Record], frequencies: WordFrequencies) -> Coreference:
    """Return the pair model: weights by logistic regression on the pairs of found stories, odds from other topics."""
    kinds = [line for line in KINDS.read_text().splitlines() if line and not line.startswith("#")]
    vectors = {id: build_post(record, frequencies, TELLING) for id, record in records.items()}
    tellings = describe_all(posts, records, frequencies)
    topics = sorted(tellings)
    rows: list[list[float]] = []
    told: list[bool] = []
    stories: list[Linked] = []
    for fold in range(FOLDS):
        out = topics[fold::FOLDS]
        model = Coreference(
            weights=(), pairs=count_pairs([tellings[t] for t in topics if t not in out]),
            kinds=read_kinds(kinds), least=LEASTS[0],
        )  # fmt: skip
        in_fold = [build_post(records[post.article.id], frequencies) for post in posts if post.topic in out]
        for group in group_posts(in_fold):
            ids = {post.id for post in group}
            members = [row for t in out for row in tellings[t] if row[0].article in ids]
            pairs = propose_pairs([telling for telling, _ in members], model)
            stories.append(([instance for _, instance in members], pairs))
            for a, b in pairs:
                (one, first), (two, second) = members[a], members[b]
                alike = likeness(vectors[one.article].terms, vectors[two.article].terms)
                alike = 1.0 if one.article == two.article else alike
                rows.append(describe_pair(one, two, model, alike, frequencies))
                told.append(first == second)
    weights = fit_logistic(np.array(rows), np.array(told, dtype=float))
    scores = 1 / (1 + np.exp(-np.clip(np.array(rows) @ weights, -30, 30)))
    return Coreference(
        weights=tuple(round(float(w), 3) for w in weights), pairs=count_pairs([tellings[t] for t in topics]),
        kinds=read_kinds(kinds), least=choose_least(stories, scores.tolist()),
    )  # fmt: skip


Linked = tuple[list[str], list[tuple[int, int]]]
"""The instances of the tellings of a story, and the pairs of them that were scored."""


def choose_least(stories: Sequence[Linked], scores: Sequence[float]) -> float:
    """Return the threshold of `LEASTS` that joins the tellings best; `scores` are those of all pairs, in order."""

    def conll(least: float) -> float:
        key: dict[tuple[int, int], str] = {}
        response: dict[tuple[int, int], tuple[int, int]] = {}
        at = 0
        for story, (instances, pairs) in enumerate(stories):
            key |= {(story, place): instance for place, instance in enumerate(instances)}
            own = dict(zip(pairs, scores[at : at + len(pairs)], strict=True))
            at += len(pairs)
            for number, group in enumerate(join_by_mean(len(instances), own, least)):
                response |= {(story, place): (story, number) for place in group}
        return conll_f1(key, response)["conll"]

    return max(LEASTS, key=conll)


def fit_logistic(values: np.ndarray, told: np.ndarray) -> np.ndarray:
    """Return the weights of a ridge logistic regression, by Newton's method on standardised columns."""
    mean, spread = values.mean(0), values.std(0)
    mean[0], spread[spread == 0] = 0.0, 1.0
    scaled = (values - mean) / spread
    weights = np.zeros(values.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (chance - told) + len(told) * RIDGE * weights
        bend = scaled.T @ (scaled * (chance * (1 - chance) + 1e-9)[:, None]) + len(told) * RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    plain = weights / spread
    plain[0] = weights[0] - (weights[1:] * mean[1:] / spread[1:]).sum()
    return plain


def save(model: Coreference, occurrences: Occurrences) -> None:
    """Write both tables."""
    kinds = [line for line in KINDS.read_text().splitlines() if line and not line.startswith("#")]
    about = "Fitted by training/happenings.py on ECB+ (Cybulska and Vossen 2014, CC BY 3.0)."
    held = {
        "about": about, "least": model.least, "weights": dict(zip(FEATURES, model.weights, strict=True)),
        "pairs": [[one, two, round(odds, 2)] for (one, two), odds in model.pairs.items()], "kinds": kinds,
    }  # fmt: skip
    (TABLES / "coreference.json").write_text(json.dumps(held, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    lines = [f"# {about}", f"least\t{occurrences.least}", *(f"{n}\t{w:g}" for n, w in occurrences.weights.items())]
    (TABLES / "occurrences.tsv.gz").write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))


def main() -> None:
    """Read the posts, fit, and write the tables or print the held-out score."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("path", type=Path, help="the folder of ECB+ topics")
    parser.add_argument("--check", action="store_true", help="fit on the topics below 26 and score the others")
    parser.add_argument("--folds", action="store_true", help="fit on four fifths of the topics and score the rest")
    options = parser.parse_args()
    posts = load_ecb(options.path)
    records = {r.article.id: r for r in read_articles([post.article for post in posts], load_kit())}
    if options.folds:
        cross_validate(posts, records)
    else:
        run(posts, records, options.check)


def cross_validate(posts: Sequence[EcbPost], records: dict[str, Record]) -> None:
    """Print the score of each fifth of the topics by what was fitted, thresholds too, on the rest; then the means."""
    frequencies = load_word_frequencies()
    topics = sorted({post.topic for post in posts})
    found: list[dict[str, float]] = []
    for fold in range(FOLDS):
        held = topics[fold::FOLDS]
        chosen = [post for post in posts if post.topic not in held]
        own = {post.article.id: records[post.article.id] for post in chosen}
        occurrences, model = fit_occurrences(chosen, own), fit_coreference(chosen, own, frequencies)
        rest = [post for post in posts if post.topic in held]
        found.append(score_happenings(rest, [records[p.article.id] for p in rest], frequencies, model, occurrences))
        print(f"topics {held}, threshold {model.least}: {found[-1]}", flush=True)
    for name in found[0]:
        values = [scores[name] for scores in found]
        print(f"{name}: mean {sum(values) / FOLDS:.3f}, folds {min(values):.3f} to {max(values):.3f}")


def run(posts: Sequence[EcbPost], records: dict[str, Record], check: bool) -> None:
    """Fit on all posts and save, or fit on the lower topics and print the score on the rest."""
    frequencies = load_word_frequencies()
    chosen = [post for post in posts if not check or post.topic < HELD_OUT]
    own = {post.article.id: records[post.article.id] for post in chosen}
    occurrences, model = fit_occurrences(chosen, own), fit_coreference(chosen, own, frequencies)
    print(dict(zip(FEATURES, model.weights, strict=True)), len(model.pairs), len(occurrences.weights))
    if check:
        rest = [post for post in posts if post.topic >= HELD_OUT]
        print(score_happenings(rest, [records[p.article.id] for p in rest], frequencies, model, occurrences))
    else:
        save(model, occurrences)


if __name__ == "__main__":
    main()
