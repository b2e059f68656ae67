"""Commands on stories: `stories`, `stories merge`, `stories split`, `story`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from gpulse.commands.reading import settings_of

if TYPE_CHECKING:
    from gpulse.linking.story.story_rows import Story
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


def _kept(store: Store) -> bool:
    """Whether the store keeps its stories, as it is now; they are told where it has changed.

    A store that cannot be written keeps none.
    """
    import datetime as dt

    from gpulse.errors import StoreError
    from gpulse.linking.story.kept_stories import are_kept, keep_stories

    if not are_kept(store):
        try:
            keep_stories(store, dt.datetime.now(dt.UTC).date().isoformat())
        except StoreError:
            return False
    return True


def _tell(store: Store, least: int) -> Iterator[Story]:
    """Tell the stories of a store that keeps none, one by one; only one story's records are held at a time."""
    from gpulse.linking.stories import load_story_kit, outline_stories, tell_story

    kit = load_story_kit()
    for outline in outline_stories(store.load_records(), store.load_story_edits(), kit):
        if len(outline.articles) >= least:
            yield tell_story([store.load_record(id) for id in outline.articles], kit)


def _find(store: Store, id: str) -> list[Story]:
    """The stories whose id begins so, or that have the post with this id.

    One story is told without telling all, where the store does not keep them as it is.
    """
    from gpulse.linking.stories import load_story_kit, outline_stories, tell_story
    from gpulse.linking.story.kept_stories import are_kept, find_kept, load_one

    if are_kept(store):
        return [load_one(store, found) for found in find_kept(store, id)]
    kit = load_story_kit()
    outlines = outline_stories(store.load_records(), store.load_story_edits(), kit)
    fitting = [one for one in outlines if one.id.startswith(id) or id in one.articles]
    return [tell_story([store.load_record(id) for id in one.articles], kit) for one in fitting]


def stories(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one story a line, as JSON.")] = False,
    least: Annotated[int, typer.Option("--posts", help="Only stories with at least this many posts.")] = 1,
) -> None:
    """Print the stories of the store: how many posts tell each, and from how many independent origins."""
    if context.invoked_subcommand is not None:
        return
    import json

    from gpulse.linking.story.kept_stories import load_kept
    from gpulse.store import open_store
    from gpulse.views.stories import print_stories, story_json

    with open_store(settings_of(context).store) as store:
        told = load_kept(store, least) if _kept(store) else _tell(store, least)
        if as_json:
            for one in told:
                typer.echo(json.dumps(story_json(one), ensure_ascii=False))
        else:
            print_stories(list(told))


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
    from gpulse.store import open_store
    from gpulse.views.stories import print_story, story_dot, story_json

    with open_store(settings_of(context).store) as store:
        fitting = _find(store, id)
        if not fitting:
            raise NotFound(
                f"No story of the store has the id {id!r} or a post of that id; `gpulse stories` lists them."
            )
        if len(fitting) > 1:
            raise InputError(f"{id!r} begins the ids of {len(fitting)} stories; give more of it.")
        (told,) = fitting
        articles = {id: store.load_record(id).article for id in told.articles}
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
