"""Commands on stories: `stories`, `stories merge`, `stories split`, `story`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from gpulse.commands.reading import settings_of

if TYPE_CHECKING:
    from gpulse.linking.stories import Outline
    from gpulse.linking.story_rows import Story
    from gpulse.record import Article
    from gpulse.store.store import Store

Posts = Annotated[list[str], typer.Argument(metavar="POST…", help="Ids of posts.")]
Because = Annotated[str, typer.Option("--because", help="Why, in a sentence.")]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the application."""
    group = typer.Typer(help="Who tells what, and from whom they have it.", invoke_without_command=True)
    group.callback()(stories)
    group.command("merge")(merge)
    group.command("split")(split)
    app.add_typer(group, name="stories")
    app.command()(story)


def _tell(store: Store, outlines: Sequence[Outline]) -> Iterator[tuple[Story, dict[str, Article]]]:
    """Tell stories one by one, each with its articles by id; only one story's records are held at a time."""
    from gpulse.linking.stories import load_story_kit, tell_story

    kit = load_story_kit()
    for outline in outlines:
        records = [store.load_record(id) for id in outline.articles]
        yield tell_story(records, kit), {record.article.id: record.article for record in records}


def stories(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one story a line, as JSON.")] = False,
    least: Annotated[int, typer.Option("--posts", help="Only stories with at least this many posts.")] = 1,
) -> None:
    """Print the stories of the store: how many posts tell each, and from how many independent origins."""
    if context.invoked_subcommand is not None:
        return
    import json

    from gpulse.linking.stories import outline_stories
    from gpulse.store import open_store
    from gpulse.views.stories import print_stories, story_json

    with open_store(settings_of(context).store) as store:
        outlines = outline_stories(store.load_records(), store.load_story_edits())
        told = _tell(store, [outline for outline in outlines if len(outline.articles) >= least])
        if as_json:
            for one, _ in told:
                typer.echo(json.dumps(story_json(one), ensure_ascii=False))
        else:
            print_stories([one for one, _ in told])


def story(
    context: typer.Context,
    id: Annotated[
        str, typer.Argument(metavar="ID", help="A story's id, its beginning, or the id of one of its posts.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    dot: Annotated[bool, typer.Option("--dot", help="Print its lineage as a Graphviz graph.")] = False,
) -> None:
    """Print one story: timeline, lineage, origins, conflicts, drift, quotes and happenings."""
    import json

    from gpulse.errors import InputError, NotFound
    from gpulse.linking.stories import outline_stories
    from gpulse.store import open_store
    from gpulse.views.stories import print_story, story_dot, story_json

    with open_store(settings_of(context).store) as store:
        outlines = outline_stories(store.load_records(), store.load_story_edits())
        fitting = [one for one in outlines if one.id.startswith(id) or id in one.articles]
        if not fitting:
            raise NotFound(
                f"No story of the store has the id {id!r} or a post of that id; `gpulse stories` lists them."
            )
        if len(fitting) > 1:
            raise InputError(f"{id!r} begins the ids of {len(fitting)} stories; give more of it.")
        ((told, articles),) = _tell(store, fitting)
    if as_json:
        typer.echo(json.dumps(story_json(told), ensure_ascii=False, indent=2))
    elif dot:
        typer.echo(story_dot(told, articles), nl=False)
    else:
        print_story(told, articles)


def merge(context: typer.Context, posts: Posts, because: Because) -> None:
    """Make one story of the stories of these posts. It stays so, whatever is added later."""
    from gpulse.errors import InputError

    if len(posts) < 2:
        raise InputError("To merge stories, give a post of each: two ids or more.")
    _edit(context, "merge", posts, because)


def split(context: typer.Context, posts: Posts, because: Because) -> None:
    """Take these posts out of their stories, into one of their own. It stays so, whatever is added later."""
    _edit(context, "split", posts, because)


def _edit(context: typer.Context, action: str, posts: Sequence[str], because: str) -> None:
    """Note what a person joined or parted; raises `NotFound` where the store has no such post."""
    from gpulse.linking.stories import outline_stories
    from gpulse.store import now, open_store
    from gpulse.store.edits import StoryEdit

    with open_store(settings_of(context).store) as store:
        for id in posts:
            store.load_record(id)
        store.add_story_edit(
            StoryEdit(
                action="merge" if action == "merge" else "split", articles=tuple(posts), why=because, edited_at=now()
            )
        )
        outlines = outline_stories(store.load_records(), store.load_story_edits())
    made = next(outline for outline in outlines if posts[0] in outline.articles)
    typer.echo(f"Story {made.id} now has {len(made.articles)} posts: {', '.join(made.articles)}.")
