"""Build story_words.tsv.gz: the word stems that several of the affairs have which training/stories tells.

    python knowledge/build_story_words.py

A name among them ("Putin", "Geneva", "Brussels") does not tell one affair from others.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sources import HERE, TABLES, write_tsv

from gpulse.linking.grouping.posts import stems_of

FEWEST = 5
"""Stems of fewer affairs are left out. Some affairs are told in several of the stories."""


def main() -> None:
    counts = count_stems(sorted((HERE.parent / "training" / "stories").glob("*.txt")))
    rows = sorted((stem, n) for stem, n in counts.items() if n >= FEWEST)
    write_tsv(TABLES / "story_words.tsv.gz", "stem, stories that have it, fields by tab", rows)


def count_stems(stories: list[Path]) -> Counter[str]:
    """Return in how many labelled stories each stem occurs."""
    counts: Counter[str] = Counter()
    for path in stories:
        counts.update({stem for words in texts_of(path) for stem in stems_of(words)})
    return counts


def texts_of(path: Path) -> list[str]:
    """Return the titles and sentences of a labelled story (training/ledger_source.py tells the format)."""
    lines = path.read_text(encoding="utf-8").splitlines()
    titles = [line.split("|")[3] for line in lines if line.startswith("@report")]
    return titles + [line for line in lines if line and line[0] not in "@>!?~#"]


if __name__ == "__main__":
    main()
