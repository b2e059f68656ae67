"""Commands that read posts: `read`, `stages`, `schema`."""

from __future__ import annotations

import typer


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the application."""
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
