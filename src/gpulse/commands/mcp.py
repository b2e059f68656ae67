"""The command `mcp`."""

from __future__ import annotations

import io
import sys

import typer

from gpulse.commands.reading import settings_of


def add_to(app: typer.Typer) -> None:
    """Add this module's command to the application."""
    app.command()(mcp)


def mcp(context: typer.Context) -> None:
    """Serve the record to an assistant by the Model Context Protocol: read only, over standard input and output."""
    from gpulse.exchange.assistant_tools import build_server
    from gpulse.exchange.assistants import serve
    from gpulse.store import open_store

    requests = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace", newline="\n")
    answers = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n", write_through=True)
    with open_store(settings_of(context).store) as store:
        serve(build_server(store), requests, answers)
