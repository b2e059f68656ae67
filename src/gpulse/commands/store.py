"""Commands that write and read the store: `add`, `show`, `search`, `retract`."""

from __future__ import annotations

from typing import Annotated

import typer

from gpulse.commands.reading import read_inputs, settings_of


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the application."""
    app.command()(add)
    app.command()(show)
    app.command()(search)
    app.command()(retract)


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
    said = [word for word in ("added", "changed", "unchanged", "retracted") if counts[word] or word != "retracted"]
    typer.echo(", ".join(f"{counts[word]} {word}" for word in said), err=True)
    if bad:
        raise InputError(f"{len(bad)} of the inputs could not be read (see above); the others were added.")


def show(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="The post's id.")],
    fields: Annotated[
        bool, typer.Option("--fields", help="Print each field with its words, its method and its model instead.")
    ] = False,
    versions: Annotated[
        bool, typer.Option("--versions", help="Print what the post said, each time it changed.")
    ] = False,
) -> None:
    """Print the record of a post in the store, as JSON."""
    from gpulse.codec import pretty
    from gpulse.store import open_store

    with open_store(settings_of(context).store) as store:
        record = store.load_record(id)
        if fields:
            typer.echo(pretty(store.load_provenance(id)))
        elif versions:
            typer.echo(pretty(store.load_versions(id)))
        else:
            typer.echo(pretty(record))


def search(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORDS…]", help='Words, "phrases", "or" between alternatives; -- -word leaves out.'),
    ] = None,
    actor: Annotated[list[str] | None, typer.Option(help="Code or name of somebody in it (PRK); repeatable.")] = None,
    place: Annotated[list[str] | None, typer.Option(help="Name or country code of a place in it; repeatable.")] = None,
    event_type: Annotated[list[str] | None, typer.Option("--type", help="PLOVER event type; repeatable.")] = None,
    since: Annotated[str | None, typer.Option(help="Published on this day or later.")] = None,
    until: Annotated[str | None, typer.Option(help="Published on this day or earlier.")] = None,
    limit: Annotated[int, typer.Option(help="At most so many posts.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print one post a line, as JSON.")] = False,
) -> None:
    """Find posts by their words, actors, places, event types and days; the newest first."""
    from gpulse.codec import encode
    from gpulse.store import open_store
    from gpulse.store import search as searching

    with open_store(settings_of(context).store) as store:
        found = searching.search(
            store,
            " ".join(words or ()) or None,
            actors=actor or (),
            places=place or (),
            types=event_type or (),
            since=since,
            until=until,
            limit=limit,
        )
    for post in found:
        if as_json:
            typer.echo(encode(post).decode())
        else:
            head = " · ".join(filter(None, (post.published_at or "undated", post.publisher, post.title)))
            typer.echo(f"{head}\n  {post.id}\n  … {' '.join(post.snippet.split())} …")
    if not found:
        typer.echo("No post matches.", err=True)


def retract(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="The post's id.")],
    because: Annotated[str | None, typer.Option(help="Why it is taken back, in a sentence.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Bring it back.")] = False,
) -> None:
    """Take a post back: it is shown and counted no more, and adding it again does not bring it back."""
    from gpulse.errors import InputError
    from gpulse.store import open_store

    if undo == bool(because):
        raise InputError("Say why with --because WHY, or bring the post back with --undo.")
    with open_store(settings_of(context).store) as store:
        if because:
            store.retract(id, because)
        else:
            store.lift_retraction(id)
