"""The command `export`."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpulse.commands.reading import settings_of

if TYPE_CHECKING:
    from gpulse.record import Record


def add_to(app: typer.Typer) -> None:
    """Add this module's command to the application."""
    app.command()(export)


def export(
    context: typer.Context,
    format: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="jsonl, csv, parquet, gdelt-events, gdelt-mentions, geojson, graphml, annotations, ftm, stix or ics.",
        ),
    ],
    since: Annotated[
        str | None, typer.Option("--since", metavar="SPAN|DAY", help="7d, 6w, 3m or a day of publication.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="Nothing published after this day; today where absent.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Write here; else to standard output.")
    ] = None,
) -> None:
    """Write the records of the store in another format."""
    from gpulse.errors import InputError
    from gpulse.exchange.formats import FORMATS
    from gpulse.files import write_whole
    from gpulse.linking.ledger.kept_ledger import ledger_of
    from gpulse.linking.ledger.ledger_queries import check_day
    from gpulse.store import open_store
    from gpulse.views.brief_subject import period_start

    if format not in FORMATS:
        raise InputError(
            f"There is no format {format!r}; choose one of {', '.join(FORMATS)}. "
            "`gpulse store export FILE` writes the whole store."
        )
    if format == "parquet" and to is None and sys.stdout.isatty():
        raise InputError("A Parquet file is not printed to a terminal; give --to FILE.")
    chosen = FORMATS[format]
    day = check_day(as_of, "--as-of") if as_of else None
    first = period_start(day or dt.date.today().isoformat(), since)
    with open_store(settings_of(context).store) as store:
        records = store.load_records(day)
        if chosen.of_ledger:
            until = day or dt.date.today().isoformat()
            chunks = chosen.of_ledger(ledger_of(store, store.load_records(until), until))
        elif chosen.write:
            chunks = chosen.write(_counted(_from_day(records, first), store.count_posts()))
        if to is None:
            for chunk in chunks:
                sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()
        else:
            write_whole(to, chunks)
    if to is not None:
        typer.echo(f"Wrote {to} ({to.stat().st_size:,} bytes).", err=True)


def _from_day(records: Iterable[Record], first: str | None) -> Iterator[Record]:
    """Yield the records published on `first` or later; those without a day only where no day is asked for."""
    for record in records:
        if first is None or (record.article.published_at or "") >= first:
            yield record


def _counted(records: Iterable[Record], whole: int) -> Iterator[Record]:
    """Yield records, showing how far it is: a line that renews itself in a terminal, else one line at the end."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("exporting"), BarColumn(), MofNCompleteColumn(), TextColumn("posts"), TimeRemainingColumn())
    console, count = Console(stderr=True), 0
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("exporting", total=whole)
        for record in records:
            yield record
            count += 1
            progress.update(task, completed=count)
    typer.echo(f"{count} post{'' if count == 1 else 's'} exported.", err=True)
