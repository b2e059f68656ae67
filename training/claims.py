"""Fit which sentence is a story's central claim (`gpulse.linking.account.claim_sentences`), and which posts tell it
anew (`gpulse.linking.account.claims.features_of`, `gpulse.linking.account.retold`).

    python training/claims.py ../shared/gold/ledger tests/ledger/fresh tests/ledger/stories tests/stories
        [--labelled FOLDER]

The claim is the sentence most like the one that the gold gives as `central_claim`. A post tells it anew where the gold
lists it with a root of its own. `--labelled` are stories whose claims were written with more care than their lineage
(training/stories, as folders): their sentences count in full; their posts that tell nothing anew count a quarter each,
and what the labels have as a root of its own is left out.

A regression over the sentences of a post that sum to one, and a logistic one over the posts, with a ridge. Prints what
they find with stories left out, and the tables to paste.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from fits import PARTS, average_precision, fit, fit_choice, print_weights, table_of
from gpulse.evaluation.ledger import find_stories, read_story
from gpulse.linking.account import claim_sentences
from gpulse.linking.account.claims import features_of, find_claim
from gpulse.linking.account.rewrites import words_of
from gpulse.linking.grouping.posts import TELLING, build_post, stems_of
from gpulse.linking.ledger.tellings import tellings_of
from gpulse.linking.lineage import find_lineage, origins_of
from gpulse.linking.stories import StoryKit, load_story_kit
from gpulse.reading.kit import load_kit
from gpulse.record import Record, oldest_first

SENTENCE_RIDGE, POST_RIDGE = 1.0, 0.5
LABELLED_WEIGHT = 0.25
LEAST = (-1.1, -0.9, -0.7, -0.5, -0.3, -0.1, 0.1)


@dataclass(frozen=True, slots=True)
class Sentences:
    """A story's sentences that may be the claim: features, how like the gold's claim each is, and which is taken."""

    story: str
    labelled: bool
    features: list[dict[str, float]]
    like: list[float]


@dataclass(frozen=True, slots=True)
class Telling:
    """A post with its features, and whether it tells the claim anew; `weight` is 0 where nobody knows."""

    story: str
    features: dict[str, float]
    anew: bool
    weight: float


def read_one(
    folder: Path, records: Sequence[Record], labelled: bool, kit: StoryKit
) -> tuple[Sentences | None, list[Telling]]:
    """Return what a story gives to fit on."""
    gold = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
    records = oldest_first(records)
    posts = {r.article.id: build_post(r, kit.frequencies, TELLING) for r in records}
    words = {r.article.id: words_of(r) for r in records}
    links = find_lineage(records, kit.publishers, kit.frequencies, words)
    claim = find_claim(records, posts, links, words, kit.frequencies)
    promises = {r.article.id: tellings_of(r) for r in records}
    at = next(k for k, r in enumerate(records) if r.article.id == claim.article)
    sentences = None
    if gold.get("central_claim") and records[at].sentences:
        wanted = frozenset(stems_of(gold["central_claim"]))
        told = (frozenset(stems_of(s.of(records[at].article.text))) for s in records[at].sentences)
        sentences = Sentences(
            folder.name, labelled,
            claim_sentences.features_of(records[at], records[at + 1 :], promises, words, kit.frequencies),
            [len(wanted & stems) / max(1.0, (len(wanted) * len(stems)) ** 0.5) for stems in told],
        )  # fmt: skip
    root_of = roots_in(gold["lineage"])
    origins = origins_of(links)
    account = {id for id, origin in origins.items() if origin == origins[claim.article]}
    seen = {root_of.get(Path(id).stem) for id in account}
    found = []
    for id, features in features_of(claim, records, links, promises, words, kit.frequencies).items():
        root = root_of.get(Path(id).stem)
        anew = root is not None and root not in seen
        seen.add(root)
        found.append(Telling(folder.name, features, anew, (0.0 if anew else LABELLED_WEIGHT) if labelled else 1.0))
    return sentences, found if gold["lineage"] else []


def roots_in(lineage: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the root of each listed report."""
    source = {row["report"]: row["from"] for row in lineage}

    def root(name: str) -> str:
        while source.get(name):
            name = source[name]
        return name

    return {name: root(name) for name in source}


def fit_sentences(stories: Sequence[Sentences], names: Sequence[str]) -> np.ndarray:
    """Return weights by which the sentence most like the claim is likeliest among those of its post."""
    rows = table_of((row for story in stories for row in story.features), names)
    best = np.array([float(like >= max(story.like) - 1e-9) for story in stories for like in story.like])
    owner = np.repeat(np.arange(len(stories)), [len(story.features) for story in stories])
    return fit_choice(rows, best, owner, names, ridge=SENTENCE_RIDGE)


def fit_posts(tellings: Sequence[Telling], names: Sequence[str]) -> np.ndarray:
    """Return the weights by which a post tells the claim anew; each counts as much as its weight says."""
    rows = table_of((one.features for one in tellings), names)
    anew = np.array([float(one.anew) for one in tellings])
    counts = np.array([one.weight for one in tellings])
    return fit(rows, anew, names, ridge=POST_RIDGE, heft=counts)


def in_parts(names: Iterable[str]) -> Iterator[set[str]]:
    """Yield the names in `PARTS` parts."""
    known = sorted(set(names))
    yield from (set(known[k::PARTS]) for k in range(PARTS))


def report_sentences(stories: Sequence[Sentences]) -> None:
    """Print how often the likeliest sentence is the one most like the claim, stories left out, and the table."""
    names = list(claim_sentences.WEIGHTS)
    right: Counter[tuple[bool, str]] = Counter()
    for part in in_parts(s.story for s in stories):
        weights = fit_sentences([s for s in stories if s.story not in part], names)
        for s in stories:
            if s.story in part:
                scores = table_of(s.features, names) @ weights
                right[s.labelled, "all"] += 1
                right[s.labelled, "found"] += s.like[int(np.argmax(scores))] >= max(s.like) - 1e-9
                right[s.labelled, "first"] += s.like[0] >= max(s.like) - 1e-9
    print("sentences, stories left out:", {f"{'labelled' if k else 'careful'} {n}": v for (k, n), v in right.items()})
    print_weights(names, fit_sentences(stories, names))


def report_posts(tellings: Sequence[Telling]) -> None:
    """Print what is found from each least score on, each careful story left out, and the table."""
    names = list(tellings[0].features)
    careful = sorted({one.story for one in tellings if one.weight == 1.0})
    scores = np.zeros(len(tellings))
    rows = table_of((one.features for one in tellings), names)
    for story in careful:
        out = np.array([one.story == story for one in tellings])
        scores[out] = rows[out] @ fit_posts([one for one in tellings if one.story != story], names)
    weights = fit_posts(tellings, names)
    known = np.array([one.weight == 1.0 for one in tellings])
    anew = np.array([float(one.anew) for one in tellings])
    print(f"posts: {known.sum()}, {int(anew[known].sum())} tell it anew; {len(careful)} stories;", end=" ")
    print(f"average precision, each left out: {average_precision(scores[known], anew[known]):.3f}")
    rest = np.array([one.weight == LABELLED_WEIGHT for one in tellings])
    for least in LEAST:
        right = sum(
            (scores[out] >= least).sum() == anew[out].sum()
            for story in careful
            for out in (np.array([one.story == story for one in tellings]),)
        )
        made_up = int((rows[rest] @ weights >= least).sum())
        print(f"  from {least:+}: number right in {right}; of {int(rest.sum())} labelled others {made_up}")
    print_weights(names, weights)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("stories", type=Path, nargs="+")
    parser.add_argument("--labelled", type=Path)
    options = parser.parse_args()
    kit, tables = load_kit(), load_story_kit()
    folders = [(folder, False) for path in options.stories for folder in find_stories(path)]
    folders += [(folder, True) for folder in (find_stories(options.labelled) if options.labelled else ())]
    found = [read_one(folder, read_story(folder, kit), labelled, tables) for folder, labelled in folders]
    report_sentences([sentences for sentences, _ in found if sentences is not None])
    report_posts([one for _, tellings in found for one in tellings])


if __name__ == "__main__":
    main()
