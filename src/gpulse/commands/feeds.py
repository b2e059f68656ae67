"""Commands for feeds: `feeds add|list|check|remove|import|export`, and `watch`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpulse.commands.reading import settings_of

if TYPE_CHECKING:
    from gpulse.fetch import Fetcher
    from gpulse.watch import EntrySeen, FeedSeen

NONE = "No feed is watched; add one with `gpulse feeds add ADDRESS`."


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the application."""
    feeds = typer.Typer(help="The feeds that `gpulse watch` asks.", no_args_is_help=True)
    for name, command in (
        ("add", add_feeds),
        ("list", list_feeds),
        ("check", check),
        ("remove", remove),
        ("import", import_opml),
        ("export", export_opml),
    ):
        feeds.command(name)(command)
    app.add_typer(feeds, name="feeds")
    app.command()(watch)


def add_feeds(
    context: typer.Context,
    addresses: Annotated[
        list[str], typer.Argument(metavar="ADDRESS…", help="Feeds, news sitemaps, or pages that name their feeds.")
    ],
    folder: Annotated[str | None, typer.Option(help="The folder that they are listed in.")] = None,
) -> None:
    """Watch feeds: RSS, Atom, RDF, JSON Feed, news sitemaps; of a page, the first feed that it names."""
    from gpulse.errors import FetchError, InputError
    from gpulse.fetch import Fetcher
    from gpulse.store import now, open_store
    from gpulse.store.feeds import add_feed

    settings = settings_of(context)
    failed = 0
    with open_store(settings.store) as store, Fetcher(settings) as fetcher:
        for address in addresses:
            try:
                url, title, others = _find_feed(fetcher, address)
            except (FetchError, InputError) as error:
                failed += 1
                typer.echo(f"gpulse: {error}", err=True)
                continue
            new = add_feed(store, url, at=now(), title=title, folder=folder)
            typer.echo(f"{'added' if new else 'watched already'}  {url}  {title or ''}".rstrip())
            for other in others:
                typer.echo(f"  The page also names {other}", err=True)
    if failed:
        raise InputError(f"{failed} of the addresses are not watched (see above).")


def _find_feed(fetcher: Fetcher, address: str) -> tuple[str, str | None, tuple[str, ...]]:
    """Return the feed at an address, or the first that the page there names, its title, and the page's other feeds."""
    from gpulse.errors import InputError
    from gpulse.feeds import find_feeds, parse_feed

    page = fetcher.fetch_page(address)
    others: tuple[str, ...] = ()
    try:
        url, feed = address, parse_feed(page.content, page.origin, charset=page.charset)
    except InputError:
        others = find_feeds(page.content, page.origin)
        if not others:
            raise
        url, *_ = others
        page = fetcher.fetch_page(url)
        feed = parse_feed(page.content, page.origin, charset=page.charset)
    if feed.parts:
        raise InputError(f"{url} lists sitemaps; add those of news among them: {', '.join(feed.parts[:10])}.")
    return url, feed.title, others[1:]


def list_feeds(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one feed a line, as JSON.")] = False,
) -> None:
    """Print the feeds with their health: last success, last change, failures in a row, next try, and why they fail."""
    from gpulse.codec import encode
    from gpulse.store import open_store
    from gpulse.store.feeds import count_entries, load_feeds

    with open_store(settings_of(context).store) as store:
        feeds = load_feeds(store)
        for feed in feeds:
            if as_json:
                typer.echo(encode(feed).decode())
                continue
            items = count_entries(store, feed)
            typer.echo(f"{feed.state:8} {feed.title or feed.url}" + (f"  [{feed.folder}]" if feed.folder else ""))
            typer.echo(f"         {feed.url}")
            success, change = feed.last_success_at or "never", feed.last_change_at or "never"
            typer.echo(f"         last success {success}, last change {change}, next try {feed.next_try_at}")
            typer.echo(
                f"         failures in a row: {feed.failures}; items: {items.get('kept', 0)} kept, "
                f"{items.get('new', 0)} waiting, {items.get('given up', 0)} given up"
            )
            if feed.why:
                typer.echo(f"         {feed.why}")
    if not feeds:
        typer.echo(NONE, err=True)


def check(
    context: typer.Context,
    addresses: Annotated[list[str] | None, typer.Argument(metavar="[ADDRESS…]", help="These feeds; else all.")] = None,
) -> None:
    """Ask feeds now and print how each fares; ends with code 3 where any fails. Pages of items are left to `watch`."""
    from gpulse.errors import FetchError, NotFound
    from gpulse.fetch import Clock, Fetcher
    from gpulse.store import open_store
    from gpulse.store.feeds import load_feeds
    from gpulse.watch import check_feeds

    settings = settings_of(context)
    with open_store(settings.store) as store, Fetcher(settings) as fetcher:
        feeds = load_feeds(store)
        unknown = set(addresses or ()) - {feed.url for feed in feeds}
        if unknown:
            raise NotFound(f"Not watched: {', '.join(sorted(unknown))}; `gpulse feeds list` shows those that are.")
        if not feeds:
            typer.echo(NONE, err=True)
        chosen = [feed for feed in feeds if not addresses or feed.url in addresses]
        failed = 0
        for seen in check_feeds(store, fetcher, chosen, settings, Clock()):
            failed += seen.why is not None
            typer.echo(_tell(seen))
    if failed:
        raise FetchError(f"{failed} of {len(chosen)} feeds fail (see above).")


def remove(
    context: typer.Context,
    addresses: Annotated[list[str], typer.Argument(metavar="ADDRESS…", help="Feeds that are watched.")],
) -> None:
    """Watch feeds no more; their posts stay."""
    from gpulse.store import now, open_store
    from gpulse.store.feeds import remove_feed

    with open_store(settings_of(context).store) as store, store.transaction():
        for address in addresses:
            remove_feed(store, address, at=now())
    typer.echo(f"Watched no more: {', '.join(addresses)}", err=True)


def import_opml(
    context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help="An OPML file.")]
) -> None:
    """Watch all feeds that an OPML file lists, without asking them first."""
    from gpulse.errors import InputError
    from gpulse.feeds import parse_opml
    from gpulse.page import is_address
    from gpulse.store import now, open_store
    from gpulse.store.feeds import add_feed

    try:
        outlines = parse_opml(file.read_bytes(), str(file))
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from error
    listed = [outline for outline in outlines if is_address(outline.url)]
    with open_store(settings_of(context).store) as store, store.transaction():
        new = sum(add_feed(store, one.url, at=now(), title=one.title, folder=one.folder) for one in listed)
    typer.echo(f"{new} feeds added, {len(listed) - new} watched already.", err=True)
    if len(listed) < len(outlines):
        raise InputError(
            f"{len(outlines) - len(listed)} of the feeds in {file} have no http address and were left out."
        )


def export_opml(
    context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help="The OPML file to write.")]
) -> None:
    """Write the feeds that are watched to an OPML file."""
    from gpulse.feeds import Outline, build_opml
    from gpulse.files import write_whole
    from gpulse.store import open_store
    from gpulse.store.feeds import load_feeds

    with open_store(settings_of(context).store) as store:
        feeds = load_feeds(store)
    write_whole(file, [build_opml(Outline(url=feed.url, title=feed.title, folder=feed.folder) for feed in feeds)])
    typer.echo(f"Wrote {len(feeds)} feeds to {file}.", err=True)


def watch(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Do what is due, then end.")] = False,
) -> None:
    """Ask the feeds as they fall due, and read and keep their new items, until stopped. A line says what is kept."""
    import signal

    from gpulse import watch as watching
    from gpulse.fetch import Fetcher
    from gpulse.reading.kit import load_kit
    from gpulse.store import open_store
    from gpulse.store.feeds import load_feeds

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C: what was reported as done is kept
    settings = settings_of(context)
    with open_store(settings.store) as store, Fetcher(settings) as fetcher:
        if not load_feeds(store):
            typer.echo(NONE, err=True)
        for seen in watching.watch(store, fetcher, load_kit(settings), once=once):
            typer.echo(_tell(seen))


def _tell(seen: FeedSeen | EntrySeen) -> str:
    from gpulse.watch import EntrySeen

    if isinstance(seen, EntrySeen):
        return f"{seen.outcome:9}  {seen.url}" + (f"  {seen.why}" if seen.why else "")
    if seen.why:
        dead = " The feed is dead: it is tried once a day." if seen.dead else ""
        return (
            f"failing    {seen.url}  {seen.why} Failures in a row: {seen.failures}; next try {seen.next_try_at}.{dead}"
        )
    return f"sound      {seen.url}  {'unchanged' if seen.unchanged else f'{seen.new} new items'}"
