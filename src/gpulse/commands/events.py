"""The command `events`: who did what to whom, over the posts of the store."""

from __future__ import annotations

from typing import Annotated

import typer

from gpulse.commands.reading import settings_of


def add_to(app: typer.Typer) -> None:
    """Add this module's command to the application."""
    app.command()(events)


def events(
    context: typer.Context,
    by: Annotated[str | None, typer.Option(help="Who does it: a state, body or group, by name or code.")] = None,
    to: Annotated[str | None, typer.Option(help="To or against whom.")] = None,
    event_type: Annotated[list[str] | None, typer.Option("--type", help="PLOVER event type; repeatable.")] = None,
    place: Annotated[str | None, typer.Option(help="Where: a place by its name, or a country's code.")] = None,
    since: Annotated[str | None, typer.Option(help="In posts of this day or later.")] = None,
    until: Annotated[str | None, typer.Option(help="In posts of this day or earlier.")] = None,
    fact: Annotated[
        bool, typer.Option("--fact", help="Only what is told as done and as certain: no plans, no denials.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="At most so many events.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print one event a line, as PLOVER JSON.")] = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print a table with the columns of `gpulse export csv`.")
    ] = False,
) -> None:
    """Print who did what to whom, from the newest posts back, each with its words."""
    import sys

    from gpulse.exchange.event_tables import write_csv, write_jsonl
    from gpulse.store import open_store
    from gpulse.store.find_events import Wanted, find_events
    from gpulse.views.terminal import print_events

    wanted = Wanted(by=by, to=to, types=tuple(event_type or ()), place=place, since=since, until=until, only_facts=fact)
    with open_store(settings_of(context).store) as store:
        found = find_events(store, wanted, limit)
    if as_json or as_csv:
        for chunk in (write_csv if as_csv else write_jsonl)(found):
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    else:
        print_events(found)
    if not found:
        typer.echo("No event matches.", err=True)
