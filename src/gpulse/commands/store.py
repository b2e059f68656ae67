"""Commands that write and read the store: `show`."""

from __future__ import annotations

import typer


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the application."""
    app.command()(show)


def show(context: typer.Context, id: str) -> None:
    """Print the record of a post in the store, as JSON."""
    from gpulse.codec import pretty
    from gpulse.store import open_store

    with open_store(context.obj.store) as store:
        typer.echo(pretty(store.load_record(id)))
