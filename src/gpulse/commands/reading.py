"""Commands that read posts: `read`, `stages`, `schema`."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from gpulse.article import Form
    from gpulse.config import Settings
    from gpulse.record import Record


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the application."""
    app.command()(read)
    app.command()(stages)
    app.command()(schema)


def stages() -> None:
    """Print the stages of reading, with what each needs and adds."""
    from gpulse.reading.pipeline import STAGES

    width = max(len(stage.name) for stage in STAGES)
    for stage in STAGES:
        typer.echo(
            f"{stage.name:{width}}  needs {', '.join(stage.needs)}; adds {', '.join(stage.adds)}  "
            f"({stage.method}, version {stage.version})"
        )


def schema() -> None:
    """Print the JSON Schema of a record."""
    import json

    from gpulse.codec import record_schema

    typer.echo(json.dumps(record_schema(), indent=2, sort_keys=True))


def read(
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
    as_json: Annotated[bool, typer.Option("--json", help="Print one record a line, as JSON.")] = False,
    html: Annotated[
        Path | None, typer.Option(help="Write one page: the posts with their words marked, and the records.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Read in so many processes; a core each is right.")] = 1,
) -> None:
    """Read posts and print what each reports, with the words it came from."""
    settings = settings_of(context)
    bad: list[str] = []
    records: list[Record] = []
    good = 0
    for record in read_inputs(inputs, settings, form=form, published=published, bad=bad, workers=workers):
        good += 1
        if as_json:
            from gpulse.codec import encode_record

            sys.stdout.buffer.write(encode_record(record) + b"\n")
            sys.stdout.buffer.flush()
        elif html is None:
            from gpulse.views.terminal import print_record

            print_record(record)
        if html is not None:
            records.append(record)
    if html is not None and records:
        from gpulse.views.page import write_page

        write_page(records, html)
        typer.echo(f"Wrote {html}: open it in a browser.", err=True)
    fail_for(len(bad), good)


def fail_for(bad: int, good: int) -> None:
    """Raise the `InputError` that ends a command of which some inputs failed; nothing where none did."""
    from gpulse.errors import InputError

    if bad:
        others = "; the others were" if good else ""
        raise InputError(f"{bad} of {bad + good} inputs could not be read (see above){others}.")


def check_options(form: str | None, published: str | None) -> tuple[Form | None, str | None]:
    """Return the options that say what all inputs are, checked before any input is read. Raises `InputError`."""
    from gpulse.article import FORMS, parse_day
    from gpulse.errors import InputError

    if form is not None and form not in FORMS:
        raise InputError(f"--format {form} is unknown; choose one of {', '.join(FORMS)}.")
    try:
        return form, parse_day(published) if published else None
    except InputError as error:
        raise InputError(f"--published: {error}") from error


ASKING = frozenset(
    "ledger due record-of stories story events search show brief export publish check reread backup".split()
)
"""Commands that only ask the store: where it is not there yet, a mistyped path is likelier than an empty store."""


def settings_of(context: typer.Context) -> Settings:
    """Return the settings that the shared options, the environment and the defaults give.

    Says so on standard error where a command asks a store that is not there yet: it is made, and it is empty.
    """
    from gpulse.config import load_settings

    settings = load_settings(context.obj.settings, store=context.obj.store)
    asks = ASKING.intersection(context.command_path.split()[1:])
    if asks and settings.store and "://" not in settings.store and settings.store != ":memory:":
        path = Path(settings.store).expanduser()
        if not path.exists():
            typer.echo(f"gpulse: there was no store at {path}; it is made, and it is empty.", err=True)
    return settings


def read_inputs(
    inputs: list[str],
    settings: Settings,
    *,
    form: str | None,
    published: str | None,
    bad: list[str],
    workers: int = 1,
) -> Iterator[Record]:
    """Read the inputs in order, in `workers` processes; each bad one is told on stderr and added to `bad`."""
    from gpulse.reading.kit import load_kit
    from gpulse.reading.pipeline import read_articles
    from gpulse.reading.workers import read_in_workers
    from gpulse.record import Article
    from gpulse.sources import BadInput, load_articles

    kind, day = check_options(form, published)

    def tell(found: BadInput) -> None:
        bad.append(found.origin)
        typer.echo(f"gpulse: {found.why}", err=True)

    def good() -> Iterator[Article]:
        for found in load_articles(inputs, settings, form=kind, published=day):
            if isinstance(found, Article):
                yield found
            else:
                tell(found)

    read_at = dt.datetime.now(dt.UTC)
    if workers == 1:
        yield from read_articles(good(), load_kit(settings), read_at)
        return
    for read in read_in_workers(good(), settings, workers, read_at):
        if isinstance(read, BadInput):
            tell(read)
        else:
            yield read
