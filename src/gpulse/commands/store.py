"""Commands that write and read the store: `add`, `show`."""

from __future__ import annotations

from typing import Annotated

import typer

from gpulse.commands.reading import read_inputs, settings_of


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the application."""
    app.command()(add)
    app.command()(show)


def add(
    context: typer.Context,
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT…", help="Files, folders, addresses, or - for standard input.")
    ],
    form: Annotated[
        str | None, typer.Option("--format", help="text, markdown, html or jsonl; else told from the name and content.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(help="Day of publication (2024-06-28), over what the page says.")
    ] = None,
) -> None:
    """Read posts and keep their records in the store. A line is printed once its post is safely kept."""
    from collections import Counter

    from gpulse.errors import InputError
    from gpulse.store import open_store

    settings = settings_of(context)
    bad: list[str] = []
    counts: Counter[str] = Counter()
    with open_store(settings.store) as store:
        for record in read_inputs(inputs, settings, form=form, published=published, bad=bad):
            outcome = store.add_record(record)
            counts[outcome] += 1
            typer.echo(f"{outcome:9}  {record.article.id}")
    typer.echo(", ".join(f"{counts[word]} {word}" for word in ("added", "changed", "unchanged")), err=True)
    if bad:
        raise InputError(f"{len(bad)} of the inputs could not be read (see above); the others were added.")


def show(context: typer.Context, id: Annotated[str, typer.Argument(metavar="ID", help="The post's id.")]) -> None:
    """Print the record of a post in the store, as JSON."""
    from gpulse.codec import pretty
    from gpulse.store import open_store

    with open_store(settings_of(context).store) as store:
        typer.echo(pretty(store.load_record(id)))
