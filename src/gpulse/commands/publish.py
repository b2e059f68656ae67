"""The command `publish`."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpulse.commands.reading import settings_of

if TYPE_CHECKING:
    from gpulse.views.site import File

MANIFEST = ".gpulse-site.json"
"""The file in a published folder that names what was published there, so that pages that are gone can be removed."""


def add_to(app: typer.Typer) -> None:
    """Add this module's command to the application."""
    app.command()(publish)


def publish(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the site; made where it is missing.")],
    address: Annotated[
        str | None, typer.Option("--address", metavar="URL", help="Where the site will be read, for absolute links.")
    ] = None,
    title: Annotated[str, typer.Option("--title", help="What the site is called.")] = "Geopolitical Pulse",
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DAY", help="Use nothing published after this day; today where absent."),
    ] = None,
) -> None:
    """Write a static site: posts in which every sentence has its footnote, ledger, stories, map, feeds."""
    from gpulse.errors import InputError
    from gpulse.linking.ledger.kept_ledger import ledger_of
    from gpulse.linking.ledger.ledger_queries import check_day
    from gpulse.linking.stories import build_stories
    from gpulse.store import open_store
    from gpulse.views.brief_subject import load_brief_kit
    from gpulse.views.site import SiteOptions, build_site

    if address is not None and not re.match(r"https?://[^\s/]+", address):
        raise InputError(f"--address takes an http or https address, not {address!r}.")
    day = check_day(as_of, "--as-of") if as_of else dt.date.today().isoformat()
    with open_store(settings_of(context).store) as store:
        records = list(store.load_records(day))
        edits, ledger = store.load_story_edits(), ledger_of(store, records, day)
    options = SiteOptions(title=title, address=address and address.rstrip("/") + "/", card=_find_card(address))
    site = build_site(records, ledger, build_stories(records, edits), load_brief_kit(), options)
    written, changed = write_site(folder, site)
    typer.echo(f"{folder}: {written} files, {changed} of them new or changed; open {folder / 'index.html'}.", err=True)
    if address is None:
        typer.echo("Without --address there is no sitemap, and feeds have no links to pages.", err=True)


def _find_card(address: str | None) -> Callable[[str, str, str], bytes] | None:
    """Return what draws social cards; `None` without an address, which their links need, or without Pillow."""
    from importlib.util import find_spec

    from gpulse.views.site_card import draw_card

    if address is None:
        return None
    if find_spec("PIL") is None:
        typer.echo("Without Pillow there are no social cards: pip install 'gpulse[cards]'.", err=True)
        return None
    return draw_card


def write_site(folder: Path, site: Iterable[File]) -> tuple[int, int]:
    """Write the files of a site that are new or have changed, then remove those of the last time that are gone.

    Returns how many files the site has and how many were written. Files that this did not write are left alone. Raises
    `InputError` where the folder cannot be written.
    """
    from gpulse.errors import InputError
    from gpulse.files import write_whole

    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; give a folder for the site.")
    manifest = folder / MANIFEST
    try:
        before = set(json.loads(manifest.read_text(encoding="utf-8"))["files"]) if manifest.exists() else set()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{manifest} is damaged; remove it, and pages that are gone yourself.") from error
    now: set[str] = set()
    changed = 0
    for file in site:
        now.add(file.path)
        target = folder / file.path
        if not target.is_file() or target.read_bytes() != file.content:
            write_whole(target, [file.content])
            changed += 1
    write_whole(manifest, [json.dumps({"files": sorted(now)}, indent=0).encode()])
    for path in before - now:
        target = (folder / path).resolve()
        if target.is_relative_to(folder.resolve()):
            target.unlink(missing_ok=True)
    return len(now), changed
