"""Commands that write, read and look after the store."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpulse.commands.reading import check_options, fail_for, settings_of

if TYPE_CHECKING:
    from gpulse.intake import Added
    from gpulse.sources import BadInput


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the application."""
    for command in (add, reread, show, search, retract, backup, restore, check, vacuum):
        app.command()(command)
    whole = typer.Typer(help="Write a whole store to a file, and read it back.", no_args_is_help=True)
    whole.command("export")(export_store)
    whole.command("import")(import_store)
    app.add_typer(whole, name="store")


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
    workers: Annotated[int, typer.Option(min=1, help="Read in so many processes; a core each is right.")] = 1,
) -> None:
    """Read posts and keep their records in the store. A line is printed once its post is safely kept."""
    from gpulse.intake import add_articles, parse_pages
    from gpulse.reading.kit import load_kit
    from gpulse.sources import load_inputs
    from gpulse.store import open_store

    kind, day = check_options(form, published)
    settings = settings_of(context)
    with open_store(settings.store) as store:
        articles = parse_pages(load_inputs(inputs, settings), form=kind, published=day)
        fail_for(*_tell(add_articles(store, articles, load_kit(settings), workers)))


def reread(
    context: typer.Context,
    from_pages: Annotated[
        bool, typer.Option("--from-pages", help="Take the text anew from the page's bytes, where they were kept.")
    ] = False,
) -> None:
    """Read again the posts that an older model or older rules read; stopped, it goes on where it stopped."""
    from gpulse import intake
    from gpulse.errors import InputError
    from gpulse.reading.kit import load_kit
    from gpulse.store import open_store

    settings = settings_of(context)
    with open_store(settings.store) as store:
        failed, done = _tell(intake.reread(store, load_kit(settings), from_pages=from_pages))
    if not failed and not done:
        typer.echo("Every post was read by this model and these rules; --from-pages takes texts anew.", err=True)
    if failed:
        raise InputError(f"{failed} of the posts could not be read again (see above).")


def _tell(results: Iterator[Added | BadInput]) -> tuple[int, int]:
    """Print what became of each post, once it is kept, then the counts; return how many failed and how many did not."""
    from gpulse.sources import BadInput

    counts = dict.fromkeys(("added", "changed", "unchanged", "retracted", "failed"), 0)
    quiet = sys.stdout.isatty() or not sys.stderr.isatty()
    began = time.monotonic()
    for number, result in enumerate(results, 1):
        if isinstance(result, BadInput):
            counts["failed"] += 1
            typer.echo(f"gpulse: {result.why}", err=True)
        else:
            counts[result.outcome] += 1
            typer.echo(f"{result.outcome:9}  {result.id}")
            for issue in result.issues:
                typer.echo(f"gpulse: {result.id}, {issue.stage}: {issue.why}", err=True)
        if not quiet:
            rate = number / max(time.monotonic() - began, 1e-9)
            typer.echo(f"\r{number} posts, {rate:.1f} a second", err=True, nl=False)
    said = (f"{count} {word}" for word, count in counts.items() if count or word in ("added", "changed", "unchanged"))
    typer.echo(("" if quiet else "\r") + ", ".join(said), err=True)
    return counts["failed"], sum(counts.values()) - counts["failed"]


def show(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="The post's id.")],
    fields: Annotated[
        bool, typer.Option("--fields", help="Print each field with its words, its method and its model, as JSON.")
    ] = False,
    versions: Annotated[
        bool, typer.Option("--versions", help="Print what the post said, each time it changed, as JSON.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the record as JSON, as `gpulse read` does.")] = False,
) -> None:
    """Print the record of a post in the store."""
    from gpulse.codec import encode_record, pretty
    from gpulse.store import open_store

    with open_store(settings_of(context).store) as store:
        record = store.load_record(id)
        if fields:
            typer.echo(pretty(store.load_provenance(id)))
        elif versions:
            typer.echo(pretty(store.load_versions(id)))
        elif as_json:
            typer.echo(encode_record(record).decode())
        else:
            from gpulse.views.terminal import print_record

            print_record(record)


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
    from gpulse.errors import NotFound
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
        unknown = () if found else searching.unknown_actors(store, actor or ())
    if unknown:
        raise NotFound(
            f"No post matches: none has an actor called {' or '.join(map(repr, unknown))}, and no table has a state, "
            "body or group of that name; give a name or a code, such as Kenya or KEN."
        )
    for post in found:
        if as_json:
            typer.echo(encode(post).decode())
        else:
            head = " · ".join(filter(None, (post.published_at or "undated", post.publisher, post.title)))
            excerpt = " ".join(post.snippet.split())
            excerpt = ("… " if post.start else "") + excerpt + ("" if excerpt.endswith(".") else " …")
            typer.echo(f"{head}\n  {post.id}\n  {excerpt}")
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
        known = store.has_post(id)
        if because:
            store.retract(id, because)
        else:
            store.lift_retraction(id)
    if because and not known:
        typer.echo(f"The store has no post {id!r}; one of that id will be kept out.", err=True)
    else:
        typer.echo(f"{id} is {'taken' if because else 'brought'} back.", err=True)


def backup(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Write a checked copy of the store to FILE, while others may go on writing."""
    from gpulse.store import open_store
    from gpulse.store.transfer import back_up

    with open_store(settings_of(context).store) as store:
        back_up(store, file)
    typer.echo(f"Wrote {file}.", err=True)


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    replace: Annotated[bool, typer.Option("--replace", help="Restore over the posts that the store has.")] = False,
) -> None:
    """Fill the store with a backup, all of it or nothing."""
    from gpulse.store import open_store, transfer

    with open_store(settings_of(context).store) as store:
        transfer.restore(store, file, replace=replace)
        typer.echo(f"The store has {store.count_posts()} posts.", err=True)


def check(context: typer.Context) -> None:
    """Check the store: every digest, every reference, every span. Prints what is wrong and ends with code 4 if any."""
    from gpulse.errors import StoreError
    from gpulse.store import open_store
    from gpulse.store.check import check as find_problems

    found = 0
    with open_store(settings_of(context).store) as store:
        for problem in find_problems(store):
            found += 1
            typer.echo(f"{problem.post or 'store'}: {problem.why}")
        count = store.count_posts()
    if found:
        raise StoreError(f"The store has {found} problems (see above); restore a backup, or add the posts again.")
    typer.echo(f"The store is sound: {count} posts.", err=True)


def vacuum(
    context: typer.Context,
    superseded_before: Annotated[
        str | None, typer.Option(metavar="DAY", help="Remove superseded versions and readings stored before this day.")
    ] = None,
    pages_before: Annotated[
        str | None, typer.Option(metavar="DAY", help="Remove the bytes of pages stored before this day.")
    ] = None,
    posts_before: Annotated[
        str | None, typer.Option(metavar="DAY", help="Remove posts published before this day, and all read from them.")
    ] = None,
) -> None:
    """Give unused room back to the disk; with days, remove what is older first."""
    from gpulse.article import parse_day
    from gpulse.store import open_store, retention

    days = {"superseded_before": superseded_before, "pages_before": pages_before, "posts_before": posts_before}
    with open_store(settings_of(context).store) as store:
        removed = retention.remove(store, **{name: parse_day(day) for name, day in days.items() if day})
        retention.vacuum(store)
    typer.echo(
        f"Removed {removed.posts} posts, {removed.versions} versions, {removed.readings} readings, "
        f"{removed.pages} pages.",
        err=True,
    )


def export_store(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Write all that the store holds to FILE (gzip, JSON lines), whichever database it runs on."""
    from gpulse.store import open_store, transfer

    with open_store(settings_of(context).store) as store:
        count = transfer.export_store(store, file)
    typer.echo(f"Wrote {count} rows to {file}.", err=True)


def import_store(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Fill an empty store with an export, all of it or nothing."""
    from gpulse.store import open_store, transfer

    with open_store(settings_of(context).store) as store:
        count = transfer.import_store(store, file)
    typer.echo(f"Read {count} rows from {file}.", err=True)
