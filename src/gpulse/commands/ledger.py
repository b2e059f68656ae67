"""Commands on what was said and done: `ledger`, `ledger show`, `ledger set`, `due`, `record-of`."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpulse.commands.reading import settings_of

if TYPE_CHECKING:
    from gpulse.linking.ledger.ledger_rows import Ledger

AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DAY", help="Use nothing published after this day; today where absent.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one row a line, as JSON.")]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the application."""
    group = typer.Typer(help="What was promised, by when, and whether it was done.", invoke_without_command=True)
    group.callback()(ledger)
    group.command("show")(show)
    group.command("set")(set_status)
    app.add_typer(group, name="ledger")
    app.command()(due)
    app.command("record-of")(record_of)


def _load_ledger(context: typer.Context, as_of: str | None) -> Ledger:
    """Build the ledger of the store as of a day; today's is kept for the next time, where the store may be written."""
    import time

    from gpulse.errors import StoreError
    from gpulse.linking.ledger.kept_ledger import ledger_of
    from gpulse.linking.ledger.ledger_queries import check_day
    from gpulse.linking.summaries import save_ledger
    from gpulse.linking.summary.summary_notes import find_basis
    from gpulse.store import open_store

    day = check_day(as_of, "--as-of") if as_of else dt.date.today().isoformat()
    with open_store(settings_of(context).store) as store:
        if as_of:
            return ledger_of(store, store.load_records(day), day)
        started, basis = time.monotonic(), find_basis(store)
        built = ledger_of(store, store.load_records(), day, whole=True)
        with contextlib.suppress(StoreError):
            save_ledger(store, built, basis, store.count_posts(), started)
    return built


def _load_kept_ledger(context: typer.Context, as_of: str | None, **facets: str | None) -> Ledger:
    """Load the rows with these facets from the ledger as it is kept, or build it where it is not kept as of the day."""
    from gpulse.linking.ledger.ledger_queries import check_day
    from gpulse.linking.summary.row_queries import load_kept_ledger
    from gpulse.store import open_store

    day = check_day(as_of, "--as-of") if as_of else dt.date.today().isoformat()
    with open_store(settings_of(context).store) as store:
        kept = load_kept_ledger(store, day, **facets)
    return kept or _load_ledger(context, as_of)


def ledger(
    context: typer.Context,
    by: Annotated[
        str | None, typer.Option(help="Who is to act: a country, a body or a group, by name or code.")
    ] = None,
    to: Annotated[str | None, typer.Option(help="For or against whom.")] = None,
    kind: Annotated[str | None, typer.Option(help="pledge, plan, threat, ultimatum, prediction or obligation.")] = None,
    status: Annotated[
        str | None, typer.Option(help="kept, late, partial, broken, withdrawn, overdue or pending.")
    ] = None,
    due_when: Annotated[
        tuple[str, str] | None, typer.Option("--due", metavar="before|after DAY", help="By the last day of the window.")
    ] = None,
    as_of: AsOf = None,
    about: Annotated[str | None, typer.Option(help="Only rows that have all these words.")] = None,
    refused: Annotated[bool, typer.Option("--refused", help="What sounded like a promise and was refused.")] = False,
    proposed: Annotated[
        bool, typer.Option("--proposed", help="Rows with evidence that is too weak to decide on its own.")
    ] = False,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    calendar: Annotated[Path | None, typer.Option("--ics", help="Write the due dates as an iCalendar file.")] = None,
) -> None:
    """Print what was promised, planned, threatened, demanded and predicted, by when, and what became of it."""
    if context.invoked_subcommand is not None:
        return
    from gpulse.codec import encode
    from gpulse.errors import InputError, NotFound
    from gpulse.exchange.calendar import write_calendar
    from gpulse.exchange.ledger_table import write_csv
    from gpulse.files import write_whole
    from gpulse.knowledge.actors import code_named
    from gpulse.linking.ledger.ledger_queries import check_day, find_actor, select_rows
    from gpulse.views.ledger import print_refused, print_rows

    if due_when and due_when[0] not in ("before", "after"):
        raise InputError(f"--due takes `before DAY` or `after DAY`, not {due_when[0]!r}.")
    when = (due_when[0], check_day(due_when[1], "--due")) if due_when else None
    if refused:
        found = _load_ledger(context, as_of)
        if as_json:
            for row in found.refused:
                typer.echo(encode(row).decode())
        else:
            print_refused(found.refused)
        return
    by, to = (find_actor(who, option) if who is not None else None for who, option in ((by, "--by"), (to, "--to")))
    found = _load_kept_ledger(context, as_of, by=by, to=to, kind=kind, status=status)
    rows = select_rows(found, by=by, to=to, kind=kind, status=status, due=when, about=about)
    for who in (by, to):
        if who and not rows and code_named(who) is None:
            raise NotFound(
                f"No commitment fits: no state, body or group called {who!r} is known; give a name or a code as "
                "`gpulse ledger` lists them, such as Kenya or KEN."
            )
    if proposed:
        rows = tuple(row for row in rows if row.proposed)
    if calendar:
        write_whole(calendar, [write_calendar(rows, found.as_of).encode()])
    if as_json:
        for commitment in rows:
            typer.echo(encode(commitment).decode())
    elif as_csv:
        typer.echo(write_csv(rows), nl=False)
    elif not (found.rows or any((by, to, kind, status))):
        posts = "no post that is known to be published by then" if as_of else "no post"
        typer.echo(f"The ledger is empty as of {found.as_of}: {posts} promises anything. `gpulse add` reads posts.")
    elif not calendar:
        print_rows(rows, found.as_of)


def show(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="A row's id, or its beginning.")],
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Print one commitment in full: its words, how it changed, the evidence, and how its status came about."""
    from gpulse.codec import pretty
    from gpulse.linking.ledger.ledger_queries import find_row
    from gpulse.views.ledger import print_row

    found = _load_kept_ledger(context, as_of)
    row = find_row(found, id)
    if as_json:
        typer.echo(pretty(row))
    else:
        print_row(row, found)


def set_status(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="A row's id, or its beginning.")],
    status: Annotated[str, typer.Argument(help="kept, late, partial, broken, withdrawn, overdue or pending.")],
    because: Annotated[str, typer.Option("--because", help="Why, in a sentence.")],
    evidence: Annotated[str | None, typer.Option("--evidence", help="An address or a post's id.")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DAY", help="The day it was done.")] = None,
) -> None:
    """Overrule a status. What the program found stays in the row's history."""
    from gpulse.codes import OUTCOMES
    from gpulse.errors import InputError
    from gpulse.linking.ledger.ledger_queries import check_day, find_row
    from gpulse.store import Ruling, now, open_store

    if status not in OUTCOMES:
        raise InputError(f"There is no status {status!r}: use one of {', '.join(OUTCOMES)}.")
    row = find_row(_load_ledger(context, None), id)
    day = check_day(on, "--on") if on else None
    with open_store(settings_of(context).store) as store:
        store.add_ruling(
            Ruling(commitment=row.id, status=status, on=day, why=because, evidence=evidence, ruled_at=now())
        )
    typer.echo(f"{row.id} is now {status} (the program found: {row.status}).")


def due(
    context: typer.Context,
    within: Annotated[str, typer.Option("--within", metavar="SPAN", help="30d, 6w or 3m.")] = "30d",
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Print the open commitments whose last day falls within a span from the day."""
    from gpulse.codec import encode
    from gpulse.linking.ledger.ledger_queries import add_span, due_rows
    from gpulse.views.ledger import print_rows

    found = _load_kept_ledger(context, as_of)
    rows = due_rows(found, add_span(found.as_of, within))
    if as_json:
        for row in rows:
            typer.echo(encode(row).decode())
    else:
        print_rows(rows, found.as_of)


def record_of(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="A country or a body, by name or code, or a speaker.")],
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Print the track record of a state, body or speaker: kept, late, partial, broken, overdue, pending, with the
    rows."""
    from gpulse.codec import pretty
    from gpulse.linking.ledger.ledger_queries import track_record
    from gpulse.views.ledger import print_track_record

    found = _load_kept_ledger(context, as_of)
    record = track_record(found, who)
    if as_json:
        typer.echo(pretty(record))
    else:
        print_track_record(record, found.as_of)
