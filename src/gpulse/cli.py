"""The `gpulse` command: options that all commands share, errors in one sentence, and the list of commands."""

from __future__ import annotations

import errno
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from gpulse import __version__
from gpulse.commands import (
    alerts,
    batch,
    brief,
    evaluate,
    events,
    export,
    feeds,
    ledger,
    mcp,
    publish,
    reading,
    serve,
    store,
    stories,
)
from gpulse.errors import GpulseError
from gpulse.process import leave, set_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Options given before the command's name."""

    store: str | None
    settings: Path | None


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gpulse {__version__}")
        raise typer.Exit


def build_app() -> typer.Typer:
    """Return the command-line application with all commands."""
    app = typer.Typer(
        name="gpulse",
        help="Reads news about states and keeps the record: who did what to whom, who says so, "
        "what was promised by when, and whether it was done.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    @app.callback()
    def shared(
        context: typer.Context,
        store: Annotated[
            str | None,
            typer.Option("--store", envvar="GPULSE_STORE", help="Where records are kept: a path or a database URL."),
        ] = None,
        settings: Annotated[Path | None, typer.Option("--settings", help="A settings file (TOML).")] = None,
        version: Annotated[
            bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
        ] = False,
    ) -> None:
        context.obj = Shared(store=store, settings=settings)

    for part in (
        reading,
        store,
        batch,
        feeds,
        events,
        ledger,
        stories,
        serve,
        brief,
        publish,
        export,
        alerts,
        mcp,
        evaluate,
    ):
        part.add_to(app)
    return app


FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""Errors of a disk that takes no more."""


def main() -> None:
    """Run the command line; a `GpulseError` ends it with its sentence on stderr and its exit code."""
    set_up()
    try:
        build_app()()
    except GpulseError as error:
        print(f"gpulse: {error}", file=sys.stderr)
        raise SystemExit(error.exit_code) from error
    except KeyboardInterrupt:
        print("gpulse: stopped; what was reported as done is kept.", file=sys.stderr)
        raise SystemExit(130) from None
    except BrokenPipeError:
        raise SystemExit(0) from None
    except OSError as error:
        if error.errno not in FULL:
            raise
        print(f"gpulse: what it prints or writes finds no room: {error.strerror}; free some.", file=sys.stderr)
        raise SystemExit(1) from error
    finally:
        leave()
