"""The command that scores gpulse on gold sets: `evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gpulse.commands.reading import settings_of


def add_to(app: typer.Typer) -> None:
    """Add this module's command to the application."""
    app.command()(evaluate)


def evaluate(
    context: typer.Context,
    task: Annotated[str, typer.Argument(metavar="TASK", help="What to score; an unknown name prints the list.")],
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The gold set: a file or a folder.")],
    part: Annotated[
        str, typer.Option(help="all, development (rules were tuned on it) or held-out, where the task splits its gold.")
    ] = "all",
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many documents, the first ones.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Score a task on a gold set, and print the figures with the digest of the data and their spread."""
    import json

    from gpulse import __version__
    from gpulse.evaluation.scores import SEED
    from gpulse.evaluation.tasks import digest_of
    from gpulse.evaluation.tasks import evaluate as run
    from gpulse.reading.kit import load_kit

    kit = load_kit(settings_of(context))
    result = run(task, path, kit, part, limit)
    about = {
        "task": task,
        "part": part,
        "limit": limit,
        "data": digest_of(path),
        "gpulse": __version__,
        "model": kit.model_ids,
        "seed": SEED,
    }
    if as_json:
        figures = dict(result.figures)
        typer.echo(json.dumps({**figures, **about, "figures": figures, "spread": dict(result.spread)}))
        return
    typer.echo(
        f"{task} on {path} ({part}), data {about['data']}, gpulse {__version__}, model {about['model'] or 'none'}"
    )
    width = max(map(len, result.figures))
    for name, value in result.figures.items():
        low, high = result.spread.get(name, (None, None))
        typer.echo(f"{name:{width}}  {value:<7}" + (f"  95 % of resamples {low} … {high}" if low is not None else ""))
