"""Named entities in a file of tokens and BIO labels (CoNLL-2003, CrossNER politics).

Protocol: each sentence's tokens are joined by blanks and read alone; a found entity counts where its first and last
token and its kind equal a gold entity's (the CoNLL-2003 shared task's F1). CrossNER's kinds are asked of the head that
was trained on them, CoNLL's of the other; the file's labels decide.
"""

from __future__ import annotations

import re
from pathlib import Path

from gpulse.errors import InputError
from gpulse.evaluation.scores import Counts, count_exact
from gpulse.model.labels import ENTITY_KINDS
from gpulse.model.network import Network
from gpulse.record import Sentence


def evaluate_conll(path: Path, network: Network, limit: int | None = None) -> dict[str, float]:
    """Score entities on a BIO file; `limit` takes only the first sentences. Raises `InputError` for an empty file."""
    sentences = read_bio(path)[:limit]
    if not sentences or not all(_LABEL.fullmatch(label) for rows in sentences for _, label in rows):
        raise InputError(f"{path} holds no sentences of tokens and BIO labels.")
    kinds = {label[2:] for rows in sentences for _, label in rows if label != "O"}
    scheme = "conll" if kinds <= set(ENTITY_KINDS) else "politics"
    total = Counts()
    for rows in sentences:
        text, starts, ends = "", {}, {}
        for k, (token, _) in enumerate(rows):
            text += " " if text else ""
            starts[len(text)] = k
            text += token
            ends[len(text)] = k + 1
        tags = network.read(text, (Sentence(start=0, end=len(text)),))
        found = {(starts.get(e.start, -1), ends.get(e.end, -1), e.kind) for e in tags.entities if e.scheme == scheme}
        total += count_exact(found, gold_entities([label for _, label in rows]))
    return total.rounded()


_LABEL = re.compile(r"O|[BI]-.+")


def read_bio(path: Path) -> list[list[tuple[str, str]]]:
    """Return the sentences of a file with a token and its label a line and a blank line between sentences."""
    sentences = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [(c[0], c[-1]) for c in (line.split() for line in block.splitlines()) if len(c) > 1]
        if rows and rows[0][0] != "-DOCSTART-":
            sentences.append(rows)
    return sentences


def gold_entities(labels: list[str]) -> set[tuple[int, int, str]]:
    """Return (first token, last token + 1, kind) of each entity.

    >>> sorted(gold_entities(["B-person", "I-person", "O", "B-misc"]))
    [(0, 2, 'person'), (3, 4, 'misc')]
    """
    out: set[tuple[int, int, str]] = set()
    k = 0
    while k < len(labels):
        if labels[k] == "O":
            k += 1
            continue
        kind, end = labels[k][2:], k + 1
        while end < len(labels) and labels[end] == f"I-{kind}":
            end += 1
        out.add((k, end, kind))
        k = end
    return out
