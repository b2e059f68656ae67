"""PLOVER coding of a given pair (actor, recipient) in a sentence: the PLV and AW sets.

Protocol, as published with the sets: the pair is given; one of 15 root types (CONCEDE and RETREAT are one, YIELD) is
chosen; `quad` and `binary` follow from the root by the sets' own table (1, 2 cooperation, 3, 4 conflict; YIELD is
verbal cooperation there). Figures are macro-F1 over the gold classes.
"""

from __future__ import annotations

import csv
import re
from itertools import islice
from pathlib import Path

from gpulse.codes import QUAD
from gpulse.errors import InputError
from gpulse.evaluation.scores import macro_f1
from gpulse.model.network import Network
from gpulse.record import Span

RENAMED = {"DEMAND": "REQUEST", "COOPERATION": "COOPERATE", "CONCEDE": "YIELD", "RETREAT": "YIELD"}


def evaluate_plover(path: Path, network: Network, limit: int | None = None) -> dict[str, float]:
    """Score the coding of pairs in a TSV of PLV's or AW's columns. Raises `InputError` where there is none.

    `limit` takes only the first rows.
    """
    roots: list[tuple[str, str]] = []
    quads: list[tuple[str, str]] = []
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        if not {"marked_sentence", "gold_penta"} <= set(rows.fieldnames or ()):
            raise InputError(f"{path} has no columns marked_sentence and gold_penta; give a TSV of PLV's or AW's.")
        for row in islice(rows, limit):
            text, actor, recipient = read_marked(row["marked_sentence"])
            if actor is None or recipient is None:
                continue
            gold = row.get("gold_root") or row.get("gold_cameo") or ""
            scores = network.code_pair(text, actor, recipient)
            found = max(scores, key=lambda name: scores[name])
            quad: dict[int, float] = {}
            for name, score in scores.items():
                quad[quad_of(name)] = quad.get(quad_of(name), 0.0) + score
            roots.append((RENAMED.get(gold, gold), found))
            quads.append((row["gold_penta"], str(max(quad, key=lambda k: quad[k]))))
    if not roots:
        raise InputError(f"{path} holds no rows with marked_sentence; give a TSV of PLV's or AW's columns.")
    binary = [
        ("conflict" if g in "34" else "cooperation", "conflict" if f in "34" else "cooperation") for g, f in quads
    ]
    return {
        "rows": len(roots),
        "root": round(macro_f1(roots), 4),
        "quad": round(macro_f1(quads), 4),
        "binary": round(macro_f1(binary), 4),
    }


def quad_of(root: str) -> int:
    """Return the quad category of one of the 15 roots."""
    return 2 if root == "YIELD" else QUAD[root]


def read_marked(marked: str) -> tuple[str, Span | None, Span | None]:
    """Split the marks `<s>…</s>` and `<t>…</t>` from a sentence: the plain text, the actor's and recipient's spans.

    >>> read_marked("<s>Iran</s> condemned <t>the court</t>.")[0]
    'Iran condemned the court.'
    """
    text, at = "", 0
    opened: dict[str, int] = {}
    spans: dict[str, Span] = {}
    for mark in re.finditer(r"<(/?)([st])>", marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if not mark.group(1):
            opened[mark.group(2)] = len(text)
        elif mark.group(2) in opened:
            spans.setdefault(mark.group(2), Span(start=opened[mark.group(2)], end=len(text)))
    return text + marked[at:], spans.get("s"), spans.get("t")
