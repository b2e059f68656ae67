"""Fit the weights by which two statements of one post are opposed (`gpulse.linking.conflict.opposed`).

    python training/opposed.py ../shared/gold/ledger tests/ledger/fresh tests/ledger/stories tests/stories
        --labelled FOLDER --small tests/gold/conflicts.txt

FOLDERS hold stories with a ledger.json; `--labelled` those that training/ledger_gold.py writes of training/stories,
without those held out; `--small` adds small stories. An example is a pair of statements: opposed where a listed
conflict without numbers has both, best of all pairs, or where somebody who read the pair says so
(training/opposed_read.tsv, which holds what was likeliest when the first fits were made). Pairs that are left open
there are left out, and those with a part of a listed conflict. A pair that was read counts twice, and so does one of a
story with a gold ledger. A logistic regression with a ridge. Prints what it finds with each tenth of the stories left
out, and the table to paste.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from gpulse.linking.conflict.contradictions import find_contradictions
from gpulse.linking.conflict.frame import Frame
from gpulse.linking.conflict.opposed import Opposed, features_of, pairs_in
from gpulse.linking.conflict.told_otherwise import is_ruled, ruled_in
from gpulse.reading.kit import load_kit
from gpulse.record import Record, oldest_first
from ledger_source import held_out
from slots import Key, Slot, fit_pairs, pair_options, read_answers, read_folders, read_stories

RIDGE = 4.0
LEAST = (-3.0, -2.0, -1.5, -1.25, -1.0, 0.0)
READ = Path(__file__).with_name("opposed_read.tsv")
COVERED, NEAR_COVERED = 0.4, 0.3
READ_WEIGHT = 2.0

Row = tuple[str, dict[str, float], bool, bool, str]


def covered(value: str, words: str) -> float:
    """Return the share of the words of a value that a statement has."""
    wanted, there = (Counter(re.findall(r"[\w’'-]+", part.lower())) for part in (value, words))
    return sum((wanted & there).values()) / max(1, wanted.total())


def rows_of(
    story: str, records: Sequence[Record], slots: Sequence[Slot], answers: dict[Key, bool | None]
) -> Iterator[Row]:
    """Yield the pairs of a story: its name, the features, whether they are opposed and were read, the words."""
    known = oldest_first(records)
    frame = Frame(known)
    ruled = ruled_in(find_contradictions(frame))
    for record in known:
        post = Path(record.article.id).stem
        pairs = list(pairs_in(record, frame))
        hits: list[dict[int, float]] = [defaultdict(float) for _ in pairs]
        best: dict[int, float] = defaultdict(float)
        for pair, hit in zip(pairs, hits, strict=True):
            for number, slot in enumerate(slots):
                for mine in slot:
                    for other in slot:
                        if mine is other or mine[0] != post or other[0] != post:
                            continue
                        share = min(covered(mine[3], pair.one.words), covered(other[3], pair.two.words))
                        if share >= NEAR_COVERED:
                            apart = pair.two.at - pair.one.at
                            hit[number] = max(hit[number], share - 0.02 * apart + 0.01 * pair.parts)
                            best[number] = max(best[number], hit[number])
        for pair, hit in zip(pairs, hits, strict=True):
            answer = answers.get(key_of(story, post, pair), "")
            if answer is None:
                continue
            numbers = any(v[1] or v[2] or re.search(r"\d", v[3]) for n in hit for v in slots[n])
            listed = any(share >= max(COVERED, best[number]) for number, share in hit.items()) and not numbers
            if answer == "" and hit and not listed:
                continue
            same = listed if answer == "" else bool(answer)
            yield (
                story, features_of(pair, frame, is_ruled(record, pair, ruled)), same, answer != "",
                f"{post} | {pair.one.words} ## {pair.two.words}",
            )  # fmt: skip


def key_of(story: str, post: str, pair: Opposed) -> Key:
    """Return where a pair of statements stands."""
    return story, post, pair.one.span.start, pair.one.span.end, pair.two.span.start, pair.two.span.end


def main() -> None:
    options = pair_options(__doc__)
    kit, answers = load_kit(), read_answers(READ)
    found = [row for told in read_stories(options.stories, options.small, kit) for row in rows_of(*told, answers)]
    careful = len(found)
    for told in read_folders(options.labelled, kit):
        if told[2] and not held_out(told[0]):
            found += rows_of(*told, answers)
    same = np.array([float(row[2]) for row in found])
    own = np.arange(len(found)) < careful
    heft = np.where(own | np.array([row[3] for row in found]), READ_WEIGHT, 1.0)
    stories, facts = [row[0] for row in found], [row[1] for row in found]
    scores = fit_pairs("opposed", stories, facts, same, own, heft, ridge=RIDGE, least=LEAST)
    if options.verbose:
        for k in np.argsort(-scores):
            if scores[k] >= LEAST[0] or same[k]:
                print(f"{scores[k]:+.2f} {'yes' if same[k] else '---'} {found[k][0]}: {found[k][4]}")


if __name__ == "__main__":
    main()
