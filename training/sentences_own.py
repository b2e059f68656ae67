"""Turn our own labelled sentences from the form we write them in into the form training reads.

    python training/sentences_own.py training/sentences/own-1.txt

A line that starts with "# " is a sentence; each line after it, until the next, an event:

    trigger | type | actors | recipients | items | place | realis | polarity | certainty | said by

Words are given as they stand in the sentence (the first time they stand there as whole words; "talks~2" the second
time); several are parted by ";". Empty cells are unknown, but realis, polarity and certainty then are actual, positive
and certain. Writes own-1.jsonl beside the input.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from gpulse.codes import CERTAINTY, EVENT_TYPES, REALIS


def read_sentences(text: str) -> list[dict[str, Any]]:
    """Return the sentences with their events, spans as offsets. Raises `ValueError` for words that are not there."""
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("# "):
            rows.append({"text": line[2:].strip(), "context": "", "published": None, "events": []})
        elif line.strip():
            try:
                rows[-1]["events"].append(read_event(rows[-1]["text"], line))
            except ValueError as error:
                raise ValueError(f"line {number}: {error}") from error
    return rows


def read_event(text: str, line: str) -> dict[str, Any]:
    """Return the event that a line describes, with offsets into `text`."""
    cells = [cell.strip() for cell in line.split("|")] + [""] * 10

    def span(cell: str) -> list[int]:
        words, _, which = cell.partition("~")
        found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
        if len(found) < int(which or 1):
            raise ValueError(f"{cell!r} does not stand in {text!r}")
        at = found[int(which or 1) - 1]
        return [at, at + len(words)]

    def people(cell: str) -> list[dict[str, Any]]:
        return [{"span": span(w.strip()), "code": None, "sector": None} for w in cell.split(";") if w.strip()]

    event = {
        "trigger": span(cells[0]),
        "event_type": cells[1],
        "actors": people(cells[2]),
        "recipients": people(cells[3]),
        "items": [{"span": span(w.strip()), "quantity": None} for w in cells[4].split(";") if w.strip()],
        "place": {"span": span(cells[5]), "country": None} if cells[5] else None,
        "time": None,
        "realis": cells[6] or "actual",
        "polarity": cells[7] or "positive",
        "certainty": cells[8] or "certain",
        "said_by": span(cells[9]) if cells[9] else None,
    }
    for key, names in (("event_type", EVENT_TYPES), ("realis", REALIS), ("certainty", CERTAINTY)):
        if event[key] not in names:
            raise ValueError(f"{event[key]!r} is no {key}")
    return event


def main() -> None:
    """Convert the files named on the command line."""
    for name in sys.argv[1:]:
        rows = read_sentences(Path(name).read_text(encoding="utf-8"))
        out = Path(name).with_suffix(".jsonl")
        out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        print(f"{out}: {len(rows)} sentences, {sum(len(row['events']) for row in rows)} events")


if __name__ == "__main__":
    main()
