"""Count how often a word names an act in the hand-coded training sentences (`gpulse.model.trigger_words`).

    python training/trigger_words.py ../shared

The tenth that the network was not trained on (`prepare.hold_out`) is left out, as is the hand-coded gold, which is in
no training set. A word counts as an act's where it stands in a trigger. Writes the table and prints how many words,
acts and stems it rests on.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gpulse.knowledge.rows import TABLES
from gpulse.model.trigger_words import LEAST, words_of
from prepare import event_rows, hold_out


def count_words(rows: Iterable[Mapping[str, Any]]) -> tuple[Counter[str], Counter[str]]:
    """Return how often each stem stands in a trigger, and how often at all.

    >>> row = {"text": "Troops bombed the port.", "events": [{"trigger": [7, 13]}]}
    >>> acts, times = count_words([row, row])
    >>> acts["bomb"], times["bomb"], acts["port"], times["port"]
    (2, 2, 0, 2)
    """
    acts: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for row in rows:
        text = str(row["text"])
        named = {at for event in row["events"] for at, _, _ in words_of(text, *event["trigger"])}
        for at, _, stem in words_of(text):
            times[stem] += 1
            acts[stem] += at in named
    return acts, times


def main() -> None:
    """Read, count and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--sentences", type=Path, default=Path(__file__).parent / "sentences")
    options = parser.parse_args()
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in event_rows(options.shared, options.sentences):
        groups[str(row["text"])].append(row)
    train, _, _ = hold_out(dict(groups), 0.1, seed=11)
    acts, times = count_words(train)
    kept = sorted(stem for stem in times if acts[stem] or times[stem] >= LEAST)
    head = "# stem, words of triggers, words; counted in training/sentences by training/trigger_words.py"
    rows = [f"{stem}\t{acts[stem]}\t{times[stem]}" for stem in kept]
    raw = ("\n".join([head, *rows]) + "\n").encode()
    (TABLES / "trigger_words.tsv.gz").write_bytes(gzip.compress(raw, mtime=0))
    print(f"{len(train)} sentences, {sum(times.values())} words, {sum(acts.values())} of triggers, {len(kept)} stems")


if __name__ == "__main__":
    main()
