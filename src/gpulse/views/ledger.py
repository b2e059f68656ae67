"""The ledger in the terminal: a table of rows, one row in full, a track record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from gpulse.linking.ledger.ledger_queries import TrackRecord
from gpulse.linking.ledger.ledger_rows import Evidence, Finding, Ledger, RefusedRow, Row
from gpulse.views.words import actors_words, interval_words, quantity_words, window_start

STYLES = {
    "kept": "green", "late": "yellow", "partial": "yellow", "broken": "red", "withdrawn": "magenta", "overdue": "red",
    "pending": "cyan",
}  # fmt: skip
"""Colour of each status; the word itself is always printed."""


def print_rows(rows: Sequence[Row], as_of: str, console: Console | None = None) -> None:
    """Print rows as a table that 80 columns hold: status, until when, who said what, and below it why it stands so."""
    console = console or Console()
    title = f"Said and done, as of {as_of}"
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("id", width=8, no_wrap=True)
    table.add_column("status", width=9, no_wrap=True)
    table.add_column("until", width=10, no_wrap=True)
    table.add_column("what was said, and why it stands so", overflow="fold")
    for row in rows:
        said = Text.assemble((_who(row), "bold"), f", {row.kind}: {row.what or ''}")
        table.add_row(
            row.id,
            Text(row.status, style=STYLES[row.status]),
            row.latest or "open",
            Text("\n").join((said, Text(row.why, style="dim"))),
        )
    console.print(table if rows else "No commitment fits.")


def _who(row: Row) -> str:
    by = actors_words(row.by) or "somebody not named"
    return by + (f" to {actors_words(row.to)}" if row.to else "")


def by_its_story(row: Row) -> str | None:
    """Return a sentence that says that the story told who acts, where the post alone would have said another."""
    return f"by the story's other posts; its own words alone: {actors_words(row.read_by)}" if row.read_by else None


def print_row(row: Row, ledger: Ledger, console: Console | None = None) -> None:
    """Print one row in full: its words, its drift, the evidence for and against, and how its status came about."""
    (console or Console()).print(Group(*_row_parts(row, ledger)))


def _row_parts(row: Row, ledger: Ledger) -> Iterable[RenderableType]:
    yield Text(f"{row.id}  {row.kind} by {_who(row)}: {row.status}", style="bold")
    yield f"{row.why}  (as of {ledger.as_of})"
    window = interval_words(window_start(row), row.latest) or "no window"
    yield f"window      {window}" + (f", “{row.window_text}”" if row.window_text else "")
    for label, value in (
        ("who acts", by_its_story(row)), ("said by", row.said_by), ("said on", row.said_on),
        ("act", row.event_type), ("what", row.what),
        ("how many", quantity_words(row.quantity) if row.quantity else None), ("condition", row.condition),
    ):  # fmt: skip
        if value:
            yield f"{label:<12}{value}"
    yield from _evidence_part("told in", row.evidence)
    if len(row.versions) > 1:
        yield Text("how it changed", style="bold")
        for version in row.versions:
            number = f", {quantity_words(version.quantity)}" if version.quantity else ""
            until = f"until {version.latest}" if version.latest else "no last day"
            yield f"  {version.said_on or 'day unknown'}: {until}{number}"
    yield from _evidence_part("what became of it", row.outcome_evidence)
    yield Text("history", style="bold")
    for finding in row.history:
        yield _finding_line(finding)
    if row.proposed:
        yield Text("proposed, not decided", style="bold")
        yield _finding_line(row.proposed)
        yield from _evidence_part("because of", row.proposed.evidence)


def _evidence_part(heading: str, evidence: Sequence[Evidence]) -> Iterable[RenderableType]:
    if evidence:
        yield Text(heading, style="bold")
    for item in evidence:
        yield f"  “{item.quote}”  {item.published_at or 'day unknown'}, {item.url or item.article}"


def _finding_line(finding: Finding) -> str:
    score = f" (score {finding.score:.2f})" if finding.evidence else ""
    return f"  {finding.status}{f' on {finding.on}' if finding.on else ''}: {finding.why}{score}"


def print_refused(refused: Sequence[RefusedRow], console: Console | None = None) -> None:
    """Print what sounded like a promise and could never be rated, with the reason."""
    console = console or Console()
    for row in refused:
        console.print(Text(row.why, style="bold"))
        for item in row.evidence:
            console.print(f"  “{item.quote}”  {item.published_at or 'day unknown'}, {item.url or item.article}")
    if not refused:
        console.print("Nothing was refused.")


def print_track_record(record: TrackRecord, as_of: str, console: Console | None = None) -> None:
    """Print a track record: counts, a share only where there are enough rows, and the rows themselves."""
    console = console or Console()
    counts = ", ".join(f"{count} {status}" for status, count in record.counts.items() if count) or "no commitments"
    console.print(Text(f"{actors_words([record.who])}: {counts}", style="bold"))
    if record.share_kept is not None:
        console.print(f"{record.share_kept:.0%} of those that are closed were kept in time.")
    print_rows(record.rows, as_of, console)
