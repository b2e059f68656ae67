"""Commands on stories: `stories`, `story`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gpulse.commands.reading import settings_of

if TYPE_CHECKING:
    from gpulse.linking.story_rows import Story
    from gpulse.record import Article


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the application."""
    app.command()(stories)
    app.command()(story)


def _load_stories(context: typer.Context) -> tuple[tuple[Story, ...], dict[str, Article]]:
    """Build the stories of the store, and return its articles by id."""
    from gpulse.linking.stories import build_stories
    from gpulse.store import open_store

    with open_store(settings_of(context).store) as store:
        records = list(store.load_records())
        found = build_stories(records, store.load_story_edits())
    return found, {record.article.id: record.article for record in records}


def stories(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one story a line, as JSON.")] = False,
    least: Annotated[int, typer.Option("--posts", help="Only stories with at least this many posts.")] = 1,
) -> None:
    """Print the stories of the store: how many posts tell each, and from how many independent origins."""
    import json

    from gpulse.views.stories import print_stories, story_json

    found = [story for story in _load_stories(context)[0] if len(story.articles) >= least]
    if as_json:
        for one in found:
            typer.echo(json.dumps(story_json(one), ensure_ascii=False))
    else:
        print_stories(found)


def story(
    context: typer.Context,
    id: Annotated[
        str, typer.Argument(metavar="ID", help="A story's id, its beginning, or the id of one of its posts.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    dot: Annotated[bool, typer.Option("--dot", help="Print its lineage as a Graphviz graph.")] = False,
) -> None:
    """Print one story: timeline, lineage, origins, conflicts, drift and quotes."""
    import json

    from gpulse.errors import InputError, NotFound
    from gpulse.views.stories import print_story, story_dot, story_json

    found, articles = _load_stories(context)
    fitting = [one for one in found if one.id.startswith(id) or id in one.articles]
    if not fitting:
        raise NotFound(f"No story of the store has the id {id!r} or a post of that id; `gpulse stories` lists them.")
    if len(fitting) > 1:
        raise InputError(f"{id!r} begins the ids of {len(fitting)} stories; give more of it.")
    if as_json:
        typer.echo(json.dumps(story_json(fitting[0]), ensure_ascii=False, indent=2))
    elif dot:
        typer.echo(story_dot(fitting[0], articles), nl=False)
    else:
        print_story(fitting[0], articles)
