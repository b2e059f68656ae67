"""How well time expressions are found and normalised, by TempEval-3's protocol.

The protocol (UzZaman et al. 2013, section 5), written anew: only TIMEX3 within `TEXT` count; a found expression matches
a gold one *strictly* where both ends agree and *relaxedly* where they overlap, each used once; precision, recall and F1
are over all documents together. *Type* and *value* F1 count a relaxed match as right only where type, or value, equals
the gold one character for character. The document creation time is given to the reader as the day of publication.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gpulse.errors import InputError
from gpulse.reading.sentences import find_sentences
from gpulse.reading.times import TimeRules, find_timexes, load_time_rules
from gpulse.record import Timex

HELD_OUT_SEED = 4
"""Seed of the split of TimeBank and AQUAINT: a third of the documents, taken together, was never looked into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """An annotated document: its text, the day it was written, and its time expressions."""

    name: str
    text: str
    published_on: dt.date | None
    timexes: tuple[Timex, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A gold expression and the one found for it; one of the two is `None` where there is no counterpart."""

    document: GoldDocument
    gold: Timex | None
    found: Timex | None


def parse_timeml(source: str, name: str) -> GoldDocument:
    """Return the document that a TimeML file holds.

    Raises `InputError` where it is no TimeML.
    """
    try:
        root = ET.fromstring(source)
    except ET.ParseError as error:
        raise InputError(f"{name} is no well-formed TimeML ({error}).") from error
    body = root.find(".//TEXT")
    if body is None:
        raise InputError(f"{name} has no TEXT element: is it a TimeML document?")
    created = root.find(".//DCT/TIMEX3")
    pieces: list[str] = []
    found: list[Timex] = []
    _collect(body, pieces, found)
    match = re.match(r"\d{4}-\d{2}-\d{2}", created.get("value", "")) if created is not None else None
    return GoldDocument(
        name=name,
        text="".join(pieces),
        published_on=dt.date.fromisoformat(match.group()) if match else None,
        timexes=tuple(sorted(found, key=lambda timex: timex.start)),
    )


def _collect(element: ET.Element, pieces: list[str], found: list[Timex]) -> None:
    """Gather text and expressions below `element`."""
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        _collect(child, pieces, found)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        end = sum(map(len, pieces))
        found.append(
            Timex(
                start=start,
                end=end,
                type=element.get("type", "DATE"),  # type: ignore[arg-type]
                value=element.get("value"),
            )
        )


def load_timeml(path: Path) -> list[GoldDocument]:
    """Return the documents of all .tml files at or below `path`, by name.

    Raises `InputError` where there is none.
    """
    files = sorted(path.rglob("*.tml"), key=lambda file: file.name) if path.is_dir() else [path]
    if not files:
        raise InputError(f"There is no .tml file below {path}.")
    return [parse_timeml(file.read_text(encoding="utf-8"), file.name) for file in files]


def split_documents(
    documents: Sequence[GoldDocument], seed: int = HELD_OUT_SEED
) -> tuple[list[GoldDocument], list[GoldDocument]]:
    """Return development and held-out documents: a seeded third by name is held out."""
    names = sorted(document.name for document in documents)
    held = set(random.Random(seed).sample(names, len(names) // 3))
    return (
        [document for document in documents if document.name not in held],
        [document for document in documents if document.name in held],
    )


def pair_timexes(document: GoldDocument, found: Sequence[Timex]) -> list[Pair]:
    """Match found with gold expressions: those with equal ends first, then by overlap, in order."""
    free = list(found)
    pairs: dict[int, Timex] = {}
    for strict in (True, False):
        for index, gold in enumerate(document.timexes):
            if index in pairs:
                continue
            for candidate in free:
                same = (candidate.start, candidate.end) == (gold.start, gold.end)
                if same or (not strict and candidate.overlaps(gold)):
                    pairs[index] = candidate
                    free.remove(candidate)
                    break
    rows = [Pair(document=document, gold=gold, found=pairs.get(index)) for index, gold in enumerate(document.timexes)]
    return rows + [Pair(document=document, gold=None, found=candidate) for candidate in free]


def read_documents(documents: Iterable[GoldDocument], rules: TimeRules) -> list[Pair]:
    """Find the expressions of all documents and pair them with the gold ones."""
    rows: list[Pair] = []
    for document in documents:
        sentences = find_sentences(document.text)
        rows += pair_timexes(document, find_timexes(document.text, sentences, document.published_on, rules=rules))
    return rows


def _f1(right: int, gold: int, found: int) -> float:
    return round(2 * right / (gold + found), 4) if gold + found else 0.0


def score_pairs(rows: Sequence[Pair]) -> dict[str, float | int]:
    """Return the figures of the protocol (F1 of 0 to 1) and the counts they rest on."""
    both = [(row.gold, row.found) for row in rows if row.gold is not None and row.found is not None]
    gold = sum(row.gold is not None for row in rows)
    found = sum(row.found is not None for row in rows)
    strict = sum((one.start, one.end) == (other.start, other.end) for one, other in both)
    return {
        "gold": gold,
        "found": found,
        "relaxed_precision": round(len(both) / found, 4) if found else 0.0,
        "relaxed_recall": round(len(both) / gold, 4) if gold else 0.0,
        "relaxed_f1": _f1(len(both), gold, found),
        "strict_f1": _f1(strict, gold, found),
        "type_f1": _f1(sum(one.type == other.type for one, other in both), gold, found),
        "value_f1": _f1(sum(one.value == other.value for one, other in both), gold, found),
    }


def load_own(path: Path) -> list[GoldDocument]:
    """Return the documents of a .jsonl file of our own: `text`, `published` (a day or null), `timexes` as in a record.

    Raises `InputError` where a line does not have that form.
    """
    documents: list[GoldDocument] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            timexes = tuple(
                Timex(**{key: value for key, value in timex.items() if key != "text"}) for timex in row["timexes"]
            )
            published = dt.date.fromisoformat(row["published"]) if row["published"] else None
            text = str(row["text"])
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"Line {number} of {path} is no gold row of time expressions ({error}).") from error
        documents.append(GoldDocument(name=f"{path.name}:{number}", text=text, published_on=published, timexes=timexes))
    return documents


def tally_timex(path: Path, part: str = "all") -> list[list[Pair]]:
    """Read the documents of .tml files at or below `path`, or of a .jsonl file of our own; return each one's pairs.

    `part` is "all", or "development" or "held-out" of our own split (`HELD_OUT_SEED`). Raises `InputError` where there
    is nothing to score.
    """
    documents = load_own(path) if path.suffix == ".jsonl" else load_timeml(path)
    if part != "all":
        development, held_out = split_documents(documents)
        documents = development if part == "development" else held_out
    rules = load_time_rules()
    return [read_documents([document], rules) for document in documents]


def score_timex(tallies: Sequence[Sequence[Pair]]) -> dict[str, float | int]:
    """Return the figures of the protocol over documents' pairs.

    Where the gold says days too (our own files), `interval_f1` counts relaxed matches whose `earliest` and `latest` are
    right.
    """
    rows = [row for tally in tallies for row in tally]
    scores: dict[str, float | int] = {"documents": len(tallies), **score_pairs(rows)}
    both = [(row.gold, row.found) for row in rows if row.gold is not None and row.found is not None]
    if any(gold.earliest for gold, _ in both):
        right = sum((gold.earliest, gold.latest) == (found.earliest, found.latest) for gold, found in both)
        scores["interval_f1"] = _f1(right, int(scores["gold"]), int(scores["found"]))
    return scores
