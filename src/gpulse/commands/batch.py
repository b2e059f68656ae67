"""Commands for whole archives: `batch` reads them on many cores or machines, `link` finds their stories, and `import`
brings the records into a store."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from gpulse.commands.reading import check_options, fail_for, settings_of


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the application."""
    app.command("batch")(batch)
    app.command("link")(link)
    app.command("import")(import_batch)


def batch(
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE…", help="WARC, JSON Lines, Parquet or text files, folders, or s3://… Parquet."),
    ],
    to: Annotated[str, typer.Option("--to", metavar="parquet:DIR", help="Where the records go: a folder, or s3://….")],
    form: Annotated[
        str | None, typer.Option("--format", help="text, markdown, html or jsonl; else told from the name and content.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(help="Day of publication (2024-06-28), over what the sources say.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="So many read at once; else one a core of the cluster.")
    ] = None,
    address: Annotated[
        str | None, typer.Option(help="A Ray cluster's address (auto, host:6379, ray://…); else this machine alone.")
    ] = None,
    size: Annotated[int, typer.Option(min=1, help="Articles in one part, which is written whole or not at all.")] = 200,
) -> None:
    """Read archives into partitioned Parquet; stopped or killed, it is run again and goes on where it was."""
    from gpulse.batch import read_batch
    from gpulse.sources import BadInput

    kind, day = check_options(form, published)
    began = time.monotonic()
    parts = held = failed = 0
    for told in read_batch(
        sources, to, settings_of(context), form=kind, published=day, workers=workers, address=address, size=size
    ):
        if isinstance(told, BadInput):
            failed += 1
            typer.echo(f"gpulse: {told.why}", err=True)
            continue
        parts += 1
        held += len(told.digests) + len(told.elsewhere)
        failed += len(told.failed)
        for one in told.failed:
            typer.echo(f"gpulse: {one.why}", err=True)
        rate = held / max(time.monotonic() - began, 1e-9)
        typer.echo(f"{told.name}  {len(told.digests)} posts")
        typer.echo(f"{parts} parts, {held} posts, {rate:.1f} a second", err=True)
    fail_for(failed, held)


def link(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="DIR", help="What `gpulse batch --to` wrote.")],
    open_days: Annotated[
        int, typer.Option("--open-days", min=1, help="A story without a post for so many days is told and let go.")
    ] = 365,
) -> None:
    """Find the stories of a batch, day by day, and write them beside its records as Parquet; no store is needed."""
    from gpulse.exchange.partitions import load_parts, load_records, open_target, write_stories
    from gpulse.linking.grouping.by_day import link_by_day

    target = open_target(folder, create=False)
    count = 0
    for told in write_stories(target, link_by_day(load_records(target, load_parts(target)), open_days=open_days)):
        count += told
        typer.echo(f"{count} stories told", err=True)
    typer.echo(f"{count} stories are in {target.path('stories')}.", err=True)


def import_batch(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="DIR", help="What `gpulse batch --to` wrote.")],
) -> None:
    """Add the records of a batch to the store, day by day; what the store holds already is left as it is."""
    from gpulse.exchange.partitions import load_parts, load_records, open_target
    from gpulse.intake import add_records
    from gpulse.sources import BadInput
    from gpulse.store import open_store

    target = open_target(folder, create=False)
    counts = dict.fromkeys(("added", "changed", "unchanged", "retracted", "failed"), 0)
    with open_store(settings_of(context).store) as store:
        for result in add_records(store, load_records(target, load_parts(target))):
            if isinstance(result, BadInput):
                counts["failed"] += 1
                typer.echo(f"gpulse: {result.why}", err=True)
            else:
                counts[result.outcome] += 1
    said = (f"{count} {word}" for word, count in counts.items() if count or word in ("added", "changed", "unchanged"))
    typer.echo(", ".join(said), err=True)
    fail_for(counts["failed"], sum(counts.values()) - counts["failed"])
