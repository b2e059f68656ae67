"""Due dates as iCalendar (RFC 5545): one all-day event for the last day of each open commitment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from gpulse.knowledge.actors import load_country_names
from gpulse.linking.ledger.ledger_rows import Row

LINE = 75
"""Octets in a line before it is folded (RFC 5545, 3.1)."""


def write_calendar(rows: Iterable[Row], as_of: str) -> str:
    """Return a calendar of the rows that have a last day; `as_of` stamps it, so that the same ledger gives the same
    text."""
    names = load_country_names()
    stamp = as_of.replace("-", "") + "T000000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//gpulse//ledger//EN"]
    for row in rows:
        if row.latest is None:
            continue
        day = dt.date.fromisoformat(row.latest)
        summary = f"{' and '.join(names.get(code, code) for code in row.by)}: {row.what or row.kind} ({row.kind})"
        description = "\n".join((row.why, *(f"“{e.quote}” ({e.article})" for e in row.evidence)))
        lines += [
            "BEGIN:VEVENT",
            f"UID:{row.id}@gpulse",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            *([f"DTEND;VALUE=DATE:{day + dt.timedelta(days=1):%Y%m%d}"] if day < dt.date.max else []),
            f"SUMMARY:{_escape(summary)}",
            f"DESCRIPTION:{_escape(description)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "\r\n".join(folded for line in (*lines, "END:VCALENDAR") for folded in _fold(line)) + "\r\n"


def _escape(text: str) -> str:
    """Escape a TEXT value.

    >>> _escape("a, b; c")
    'a\\\\, b\\\\; c'
    """
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _fold(line: str) -> list[str]:
    """Fold a line so that none is longer than `LINE` octets, never inside a character."""
    folded, current = [], ""
    for character in line:
        if len((current + character).encode()) > LINE:
            folded.append(current)
            current = " "
        current += character
    return [*folded, current]
