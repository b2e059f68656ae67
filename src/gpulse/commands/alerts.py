"""Commands on saved searches: `alerts add`, `list`, `remove`, `feed`, `run`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpulse.commands.reading import settings_of

if TYPE_CHECKING:
    from gpulse.store import Store
    from gpulse.store.alerts import Alert

NONE = "There is no alert; save a search with `gpulse alerts add NAME WORDS`."
Name = Annotated[str, typer.Argument(metavar="NAME", help="The alert's name.")]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the application."""
    group = typer.Typer(help="Saved searches, as feeds and as messages to other programs.", no_args_is_help=True)
    group.command("add")(add)
    group.command("list")(list_alerts)
    group.command("remove")(remove)
    group.command("feed")(feed)
    group.command("run")(run)
    app.add_typer(group, name="alerts")


def add(
    context: typer.Context,
    name: Name,
    words: Annotated[str | None, typer.Argument(help='Words, "phrases", `or`, -without; as `gpulse search`.')] = None,
    actor: Annotated[
        list[str] | None, typer.Option("--actor", help="A country code or a name; may be repeated.")
    ] = None,
    place: Annotated[list[str] | None, typer.Option("--place", help="A place's name or a country code.")] = None,
    type: Annotated[list[str] | None, typer.Option("--type", help="A PLOVER event type, such as ASSAULT.")] = None,
    webhook: Annotated[str | None, typer.Option("--webhook", metavar="ADDRESS", help="Where to send messages.")] = None,
) -> None:
    """Save a search. With --webhook, print the secret that its messages are signed with: it is shown only now."""
    from gpulse.errors import InputError
    from gpulse.exchange.webhooks import make_secret
    from gpulse.store import open_store
    from gpulse.store.alerts import SavedSearch, add_alert
    from gpulse.store.search import unknown_actors

    if not name.strip():
        raise InputError("An alert needs a name.")
    if webhook is not None and not webhook.startswith(("http://", "https://")):
        raise InputError(f"--webhook takes an http or https address, not {webhook!r}.")
    query = SavedSearch(words=words, actors=tuple(actor or ()), places=tuple(place or ()), types=tuple(type or ()))
    secret = make_secret() if webhook else None
    with open_store(settings_of(context).store) as store:
        add_alert(store, name, query, webhook, secret)
        unknown = unknown_actors(store, query.actors)
    for one in unknown:
        typer.echo(
            f"gpulse: no post so far has an actor called {one!r}, and no table does; a mistyped name finds nothing.",
            err=True,
        )
    typer.echo(f"Added {name!r}." + (f" Its messages are signed with {secret}" if secret else ""))


def list_alerts(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one alert a line, as JSON.")] = False,
) -> None:
    """Print the saved searches: what each looks for, and how its messages fare. Secrets are not shown."""
    import json

    from gpulse.codec import builtins
    from gpulse.store import open_store
    from gpulse.store.alerts import count_states, load_alerts, load_failures

    with open_store(settings_of(context).store) as store:
        alerts = load_alerts(store)
        if not alerts and not as_json:
            typer.echo(NONE, err=True)
        for alert in alerts:
            counts = count_states(store, alert)
            failures = load_failures(store, alert)
            query = {key: value for key, value in builtins(alert.query).items() if value}
            if as_json:
                shown: dict[str, object] = {
                    "name": alert.name,
                    "query": query,
                    "webhook": alert.webhook,
                    "added_at": alert.added_at,
                }
                shown |= {"deliveries": counts, "failures": [f"{post}: {why}" for post, _, why in failures]}
                typer.echo(json.dumps(shown, ensure_ascii=False))
                continue
            looked_for = "; ".join(
                f"{key}: {value if isinstance(value, str) else ', '.join(value)}" for key, value in query.items()
            )
            typer.echo(f"{alert.name}  {looked_for}")
            if alert.webhook:
                told = ", ".join(f"{count} {state}" for state, count in counts.items())
                typer.echo(f"  to {alert.webhook}: {told}")
            for post, state, why in failures:
                typer.echo(f"  {state}: {post}: {why}")


def remove(context: typer.Context, name: Name) -> None:
    """Forget a saved search and what was still to be sent of it."""
    from gpulse.store import open_store
    from gpulse.store.alerts import remove_alert

    with open_store(settings_of(context).store) as store:
        remove_alert(store, name)
    typer.echo(f"Removed {name!r}.")


def feed(
    context: typer.Context,
    name: Name,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Write here; else to standard output.")
    ] = None,
    address: Annotated[
        str | None, typer.Option("--address", help="Where the feed will be read, for its own link.")
    ] = None,
) -> None:
    """Write the newest 50 posts that a saved search finds as an Atom feed."""
    from gpulse.files import write_whole
    from gpulse.store import open_store
    from gpulse.store.alerts import load_alert

    with open_store(settings_of(context).store) as store:
        content = alert_feed(store, load_alert(store, name), address)
    if to is None:
        sys.stdout.buffer.write(content)
    else:
        write_whole(to, [content])


def alert_feed(store: Store, alert: Alert, address: str | None = None) -> bytes:
    """Return the newest posts of a saved search as Atom."""
    from gpulse.exchange.alert_feed import build_alert_feed
    from gpulse.exchange.feeds_out import write_atom
    from gpulse.store.alerts import find_posts

    found = [(one, store.load_record(one.id).article) for one in find_posts(store, alert.query)]
    return write_atom(build_alert_feed(alert, found, address))


def run(
    context: typer.Context,
    feeds: Annotated[
        Path | None, typer.Option("--feeds", metavar="DIR", help="Write each alert's feed here too.")
    ] = None,
    every: Annotated[
        float | None, typer.Option("--every", metavar="SECONDS", min=1, help="Go on, looking again this often.")
    ] = None,
) -> None:
    """Send what saved searches have found since the last time; what cannot be sent is tried again at later runs."""
    import datetime as dt
    import time

    from gpulse.errors import FetchError
    from gpulse.exchange.webhooks import send_alert
    from gpulse.fetch import Fetcher
    from gpulse.store import open_store
    from gpulse.store.alerts import load_alerts

    settings = settings_of(context)
    with open_store(settings.store) as store, Fetcher(settings) as fetcher:
        while True:
            failed = 0
            alerts = load_alerts(store)
            if not alerts and every is None:
                typer.echo(NONE, err=True)
            for alert in alerts:
                for sent in send_alert(store, alert, fetcher, lambda: dt.datetime.now(dt.UTC)):
                    failed += sent.why is not None
                    outcome = "sent" if sent.why is None else "given up" if sent.given_up else "to be tried again"
                    typer.echo(f"{sent.alert}: {outcome}: {sent.post}")
                    if sent.why:
                        typer.echo(f"gpulse: {sent.why}", err=True)
                if feeds is not None:
                    _write_feed(store, alert, feeds)
            if every is None:
                break
            time.sleep(every)
    if failed:
        raise FetchError(f"{failed} messages did not arrive (see above); `gpulse alerts list` shows what waits.")


def _write_feed(store: Store, alert: Alert, folder: Path) -> None:
    from gpulse.files import write_whole

    write_whole(folder / f"{feed_name(alert.name)}.atom", [alert_feed(store, alert)])


def feed_name(name: str) -> str:
    """Return the name of an alert's feed file: letters and digits, with a mark where those are not the whole name.

    >>> feed_name("north-korea"), feed_name("Norden & Süden")
    ('north-korea', 'norden-suden-b36dd9')
    """
    import hashlib

    from gpulse.knowledge.names import find_words

    plain = "-".join(word.key for word in find_words(name))[:60]
    mark = hashlib.sha256(name.encode()).hexdigest()[:6]
    return plain if plain == name else f"{plain}-{mark}".lstrip("-")
