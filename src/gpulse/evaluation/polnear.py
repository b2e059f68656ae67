"""Attribution on PolNeAR (Newell, Margolin and Ruths, 2018), from running text.

Protocol: each article's raw text is cut into sentences by gpulse itself; the annotation is the first annotator's (the
first file by name). `exact` F1 counts spans of sources, cues and contents with both ends equal (each fragment of a
discontinuous span is a span); `overlap` F1 counts characters, `touch` F1 spans that share at least one character.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from gpulse.errors import InputError
from gpulse.evaluation.scores import Counts, count_exact, count_overlap, count_touching
from gpulse.model.labels import ATTRIBUTION_PARTS
from gpulse.model.network import Network
from gpulse.reading.sentences import find_sentences


def evaluate_polnear(path: Path, network: Network, limit: int | None = None) -> dict[str, float]:
    """Score the network's spans on a folder with `text/` and `attributions/` (brat stand-off).

    `limit` takes only the first articles by name. Raises `InputError` where the folder holds no annotated article.
    """
    texts = [p for p in sorted((path / "text").glob("*.txt")) if _notes(path, p.stem)][:limit]
    if not texts:
        raise InputError(f"{path} holds no text/ with attributions/ beside it; give a PolNeAR part.")
    exact: dict[str, Counts] = defaultdict(Counts)
    overlap: dict[str, Counts] = defaultdict(Counts)
    touch: dict[str, Counts] = defaultdict(Counts)
    for file in texts:
        text = file.read_text(encoding="utf-8")
        gold = read_spans(_notes(path, file.stem)[0])
        tags = network.read(text, find_sentences(text))
        found = {
            "source": [(s.start, s.end) for s in tags.sources],
            "cue": [(s.start, s.end) for s in tags.cues],
            "content": [(s.start, s.end) for s in tags.contents],
        }
        for part in ATTRIBUTION_PARTS:
            exact[part] += count_exact(found[part], gold[part])
            overlap[part] += count_overlap(found[part], gold[part])
            touch[part] += count_touching(found[part], gold[part])
    return {f"{part}_exact": round(exact[part].f1, 4) for part in ATTRIBUTION_PARTS} | {
        f"{part}_{name}": round(counts[part].f1, 4)
        for name, counts in (("overlap", overlap), ("touch", touch))
        for part in ATTRIBUTION_PARTS
    }


def _notes(path: Path, stem: str) -> list[Path]:
    return sorted((path / "attributions").glob(f"{stem}_*.ann"))


def read_spans(path: Path) -> dict[str, list[tuple[int, int]]]:
    """Return the spans of sources, cues and contents in a brat file, each fragment on its own."""
    spans: dict[str, list[tuple[int, int]]] = {part: [] for part in ATTRIBUTION_PARTS}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("T") and len(cells) > 1:
            kind, _, where = cells[1].partition(" ")
            if kind.lower() in spans:
                spans[kind.lower()] += [(int(a), int(b)) for a, b in (x.split() for x in where.split(";"))]
    return spans
