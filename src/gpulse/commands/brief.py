"""The command `brief`."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpulse.commands.reading import settings_of

if TYPE_CHECKING:
    from gpulse.config import Settings
    from gpulse.views.brief_rows import Brief


def add_to(app: typer.Typer) -> None:
    """Add this module's command to the application."""
    app.command()(brief)


def brief(
    context: typer.Context,
    since: Annotated[
        str | None, typer.Option("--since", metavar="SPAN|DAY", help="7d, 6w, 3m or a day; all posts where absent.")
    ] = None,
    about: Annotated[str | None, typer.Option("--about", help="A state, body or group by its name, or words.")] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DAY", help="Use nothing published after this day; today where absent."),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="md, html, pdf, docx or json.")] = "md",
    most: Annotated[int, typer.Option("--most", min=1, help="Sentences in each section.")] = 12,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Write here; else to standard output.")
    ] = None,
) -> None:
    """Print a brief made from the record: what happened, who says what, what was promised, what fell due, where posts
    differ; every sentence has its footnotes and its number of independent origins."""
    from gpulse.codec import pretty
    from gpulse.errors import InputError
    from gpulse.files import write_whole
    from gpulse.views.brief_print import WRITERS

    if form not in (*WRITERS, "json"):
        raise InputError(f"--format {form} is unknown; choose one of {', '.join(WRITERS)}, json.")
    if form in ("pdf", "docx") and to is None and sys.stdout.isatty():
        raise InputError(f"A {form} file is not printed to a terminal; give --to FILE.")
    made = make_brief(settings_of(context), since=since, about=about, as_of=as_of, most=most)
    content = (pretty(made) + "\n").encode() if form == "json" else WRITERS[form](made)
    if to is None:
        sys.stdout.buffer.write(content)
    else:
        write_whole(to, [content])
        typer.echo(f"Wrote {to}.", err=True)


def make_brief(settings: Settings, *, since: str | None, about: str | None, as_of: str | None, most: int = 12) -> Brief:
    """Make the brief of the store that the settings name.

    Raises `NotFound` where no post of the period is about the subject.
    """
    from gpulse.errors import NotFound
    from gpulse.linking.ledger.kept_ledger import ledger_of
    from gpulse.linking.ledger.ledger_queries import check_day
    from gpulse.linking.stories import build_stories
    from gpulse.store import open_store
    from gpulse.views.brief import build_brief
    from gpulse.views.brief_subject import load_brief_kit, period_start

    day = check_day(as_of, "--as-of") if as_of else dt.date.today().isoformat()
    first = period_start(day, since)
    with open_store(settings.store) as store:
        records = list(store.load_records(day))
        edits, ledger = store.load_story_edits(), ledger_of(store, records, day)
    made = build_brief(
        records, ledger, build_stories(records, edits), load_brief_kit(), since=first, about=about, most=most
    )
    if not made.posts and not made.sections:
        subject = f" about {about!r}" if about else ""
        raise NotFound(
            f"The store has no post{subject} published from {first or 'the beginning'} to {day}; "
            "give a longer --since, another --as-of or other words."
        )
    return made
