"""Commands for the pages: `serve`, `users add|list|remove`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpulse.commands.reading import settings_of

if TYPE_CHECKING:
    from gpulse.store import Store
    from gpulse.views.web.access import Door


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the application."""
    app.command()(serve)
    users = typer.Typer(help="Who may open the pages from another machine.", no_args_is_help=True)
    for name, command in (("add", add_user), ("list", list_users), ("remove", remove_user)):
        users.command(name)(command)
    app.add_typer(users, name="users")


def serve(
    context: typer.Context,
    host: Annotated[
        str, typer.Option(help="The address to listen on; 0.0.0.0 is all of this machine's.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 is any that is free.")] = 8765,
    token_file: Annotated[
        Path | None, typer.Option(help="A file with the token that opens the site; GPULSE_TOKEN does the same.")
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option(help="A host name that the site goes by, beside this machine's; repeatable.")
    ] = None,
    login: Annotated[bool, typer.Option("--login", help="Ask for a login on this machine too.")] = False,
    read_only: Annotated[bool, typer.Option("--read-only", help="Let nobody change anything here.")] = False,
) -> None:
    """Open the store as pages in the browser, until stopped. Beyond this machine a token or a user is needed."""
    import socket

    import uvicorn

    from gpulse.errors import InputError
    from gpulse.store import open_store
    from gpulse.views.web.app import create_app

    settings = settings_of(context)
    token = _load_token(token_file)
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else error
        raise InputError(f"Nothing can listen on {host}, port {port}: {why}; choose another.") from error
    with listening, open_store(settings.store) as store:
        door = build_door(store, host, token=token, names=name or (), login=login, read_only=read_only)
        shown = "localhost" if host in ("127.0.0.1", "::1", "0.0.0.0", "::") else host
        address = f"http://{shown}:{listening.getsockname()[1]}/"
        typer.echo(f"The pages are at {address} (Ctrl-C ends them).", err=True)
        config = uvicorn.Config(
            create_app(store, settings, door), log_level="warning", server_header=False,
            proxy_headers=True, timeout_graceful_shutdown=5,
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=[listening])


def _load_token(file: Path | None) -> str | None:
    """Return the token that the file or the environment gives. Raises `InputError` where it is easy to guess."""
    from gpulse.errors import InputError

    if file is not None:
        try:
            token: str | None = file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"The token in {file} cannot be read: {error}.") from error
    else:
        token = os.environ.get("GPULSE_TOKEN")
    if token is not None and len(token) < 20:
        raise InputError("The token is too short: give at least 20 characters, such as `openssl rand -hex 32` prints.")
    return token


def build_door(
    store: Store,
    host: str,
    *,
    token: str | None = None,
    names: list[str] | tuple[str, ...] = (),
    login: bool = False,
    read_only: bool = False,
) -> Door:
    """Return how the site is guarded. Raises `InputError` where it would stand open beyond this machine."""
    from gpulse.errors import InputError
    from gpulse.store.access import load_users
    from gpulse.views.web.access import LOOPBACK, Door

    loopback = host in LOOPBACK or host.startswith("127.")
    closed = login or token is not None or not loopback or bool(names)  # a name means that others come, by a proxy
    if closed and token is None and not load_users(store):
        raise InputError(
            f"Serving {'others' if loopback else f'on {host}'} needs a login: add a user with `gpulse users add NAME`, "
            "or set GPULSE_TOKEN or --token-file."
        )
    known = (*LOOPBACK, *(name.lower() for name in names))
    if not loopback:
        known = (*known, host.lower()) if host not in ("0.0.0.0", "::") or names else ("*",)
    return Door(closed=closed, read_only=read_only, token=token, names=known)


def add_user(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What they log in as.")],
    reader: Annotated[bool, typer.Option("--reader", help="Let them read only.")] = False,
) -> None:
    """Add a user, or give one another password; it is asked for, or read from standard input that is no terminal."""
    import sys

    from gpulse.store import access, open_store

    if sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\n")
    with open_store(settings_of(context).store) as store, store.transaction():
        access.add_user(store, name, password, may_change=not reader)
        access.note(store, "command line", "add user", about=name, detail="reader" if reader else "editor")
    typer.echo(f"{name} may {'read' if reader else 'read and change'}.", err=True)


def list_users(context: typer.Context) -> None:
    """Print who may open the pages."""
    from gpulse.store import open_store
    from gpulse.store.access import load_users

    with open_store(settings_of(context).store) as store:
        users = load_users(store)
    for user in users:
        typer.echo(f"{user.name}  {'reads and changes' if user.may_change else 'reads'}  since {user.added_at}")
    if not users:
        typer.echo("There is no user; add one with `gpulse users add NAME`.", err=True)


def remove_user(context: typer.Context, name: Annotated[str, typer.Argument(metavar="NAME")]) -> None:
    """Remove a user; where they are logged in, that ends."""
    from gpulse.store import access, open_store

    with open_store(settings_of(context).store) as store, store.transaction():
        access.remove_user(store, name)
        access.note(store, "command line", "remove user", about=name)
