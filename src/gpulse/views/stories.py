"""Stories as JSON, as a graph, and in the terminal: timeline, lineage tree, origins, conflicts, drift, quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from gpulse.linking.ledger.ledger_rows import Evidence
from gpulse.linking.lineage import NO_OTHER
from gpulse.linking.story.story_rows import Slot, Story
from gpulse.record import Article
from gpulse.views.words import ACT_WORDS, actors_words, days_in_words, publishers_words, slot_words

SHOWN_HAPPENINGS = 8
"""Happenings that the terminal shows of a story, those told by most first."""

LONG_VALUE = 6
"""A value of more words than this is not given beside a sentence that has it."""


def story_json(story: Story) -> dict[str, Any]:
    """Return a story in the public form (docs/stories.md): `gpulse stories --json` prints one a line."""
    return {
        "id": story.id, "title": story.title, "articles": list(story.articles), "first_on": story.first_on,
        "last_on": story.last_on, "central_claim": _quoted(story.claim),
        "lineage": [
            {
                "article": link.article, "from": link.source, "how": link.how, "why": link.why, "central": link.central,
                "denies": link.denies, "source_of_source": link.source_of_source,
                "evidence": _quoted(link.evidence) if link.evidence else None,
            }
            for link in story.lineage
        ],
        "origins": story.origins, "roots": list(story.roots),
        "conflicts": [
            {
                "slot": conflict.slot, "low": conflict.low, "high": conflict.high, "most_given": conflict.most_given,
                "values": [
                    {"value": value.value, "low": value.low, "high": value.high, **_quoted(value.evidence)}
                    for value in conflict.values
                ],
            }
            for conflict in story.conflicts
        ],
        "drift": [
            {
                "kind": drift.kind, "before": drift.before, "after": drift.after, "first": _quoted(drift.first),
                "second": _quoted(drift.second),
            }
            for drift in story.drift
        ],
        "quotes": [
            {
                "speaker": quote.speaker,
                "versions": [
                    {
                        **_quoted(version.evidence), "same_as_first": version.sameness == "same",
                        "sameness": version.sameness, "difference": version.difference,
                    }
                    for version in quote.versions
                ],
            }
            for quote in story.quotes
        ],
        "happenings": [
            {
                "id": happening.id, "event_type": happening.event_type, "title": happening.title,
                "evidence": [_quoted(telling) for telling in happening.tellings],
                "slots": [
                    {
                        "name": slot.name, "agreed": slot.agreed,
                        "values": [{"value": value, "articles": list(given)} for value, given in slot.values],
                    }
                    for slot in happening.slots
                ],
            }
            for happening in story.happenings
        ],
    }  # fmt: skip


def _quoted(evidence: Evidence) -> dict[str, Any]:
    return {
        "article": evidence.article, "url": evidence.url, "published_at": evidence.published_at,
        "quote": evidence.quote, "start": evidence.start, "end": evidence.end,
    }  # fmt: skip


def story_dot(story: Story, articles: Mapping[str, Article]) -> str:
    """Return the lineage of a story as a Graphviz graph: from each source to the posts that have it from there."""
    lines = ["digraph lineage {", "  rankdir=LR; node [shape=box];"]
    known = set(story.articles)
    outside = sorted({link.source for link in story.lineage if link.source and link.source not in known})
    lines += [f"  {_dot(name)} [shape=ellipse];" for name in outside]
    for link in story.lineage:
        style = "" if link.central else ", style=dashed"
        lines.append(f"  {_dot(link.article)} [label={_dot(label_of(articles[link.article]))}{style}];")
        if link.source:
            lines.append(f"  {_dot(link.source)} -> {_dot(link.article)} [label={_dot(link.how)}];")
    return "\n".join([*lines, "}"]) + "\n"


def _dot(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def label_of(article: Article) -> str:
    """Return a short name for a post: its publisher, day and title, as far as known."""
    parts = (article.publisher, article.published_on, article.title or PurePath(article.id).name)
    return ", ".join(part for part in parts if part)


def print_stories(stories: Sequence[Story], console: Console | None = None) -> None:
    """Print a story a row, as a table that 80 columns hold: its title, its days, posts, origins and conflicts."""
    console = console or Console()
    table = Table(title="Stories", title_justify="left", box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("id", width=8, no_wrap=True)
    table.add_column("first and last", width=10)
    for heading in ("posts", "origins", "conflicts"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("title", overflow="fold")
    for story in stories:
        table.add_row(
            story.id, f"{story.first_on or 'unknown'}\n{story.last_on or 'unknown'}", str(len(story.articles)),
            str(story.origins), str(len(story.conflicts)), story.title,
        )  # fmt: skip
    console.print(table if stories else "The store has no post.")


def print_story(story: Story, articles: Mapping[str, Article], console: Console | None = None) -> None:
    """Print one story in full."""
    (console or Console()).print(Group(*_story_parts(story, articles)))


def _story_parts(story: Story, articles: Mapping[str, Article]) -> list[RenderableType]:
    """Return the parts of a story's page, an empty line before each section."""
    parts: list[RenderableType] = [
        Text(f"{story.id}  {story.title}", style="bold"),
        Text(_claim_words(story, articles)),
        Text(origins_words(story, articles)),
    ]
    timeline = Table(show_header=False, pad_edge=False, box=None)
    for id in story.articles:
        article = articles[id]
        timeline.add_row(article.published_on or "unknown", article.publisher or "", article.title or id)
    parts += [_heading("Timeline"), timeline, Text(), _tree(story, articles)]
    for conflict in story.conflicts:
        parts.append(_heading(f"Told differently: {slot_words(conflict.slot)}"))
        parts += [Text(_told(value.value, value.evidence, articles)) for value in conflict.values]
        if conflict.most_given:
            parts.append(Text(f"  most independent origins give: {conflict.most_given}"))
    for drift in story.drift:
        parts.append(_heading(f"Changed on the way ({drift.kind}): {drift.before} → {drift.after}"))
        parts += [Text(f"  {_cite(evidence, articles)}") for evidence in (drift.first, drift.second)]
    for quote in story.quotes:
        parts.append(_heading(f"Quoted: {quote.speaker or 'unknown speaker'}"))
        for version in quote.versions:
            parts.append(Text(f"  {version.sameness}: {version.difference or version.evidence.quote} "
                              f"({label_of(articles[version.evidence.article])})"))  # fmt: skip
    if story.happenings:
        parts.append(_heading(_count_happenings(story)))
    for happening in story.happenings[:SHOWN_HAPPENINGS]:
        kind = f", {ACT_WORDS[happening.event_type]}" if happening.event_type in ACT_WORDS else ""
        parts.append(Text(f"• told by {len({t.article for t in happening.tellings})} posts{kind}"))
        parts += [Text(f"  {_cite(telling, articles)}") for telling in happening.tellings]
        for slot in happening.slots:
            if sum(len(who) for _, who in slot.values) > 1:
                given = " / ".join(f"{_slot_value(slot, value)} ({len(who)})" for value, who in slot.values)
                parts.append(Text(f"  {slot_words(slot.name)}{'' if slot.agreed else ', told differently'}: {given}"))
    return parts


def _claim_words(story: Story, articles: Mapping[str, Article]) -> str:
    """Who told the central claim first, and in which words where the title does not have them."""
    teller = label_of(articles[story.claim.article])
    first = "was told first" if articles[story.claim.article].published_on else "is told, on a day that is not known,"
    same = " ".join(story.claim.quote.split()) == " ".join(story.title.split())
    return f"The claim {first} by {teller}" + ("." if same else f": “{story.claim.quote}”")


def origins_words(story: Story, articles: Mapping[str, Article]) -> str:
    """Return in words how many posts tell a story and its central claim, and where those have it from."""
    telling = sum(link.central for link in story.lineage)
    publishers = {article.publisher for id in story.articles if (article := articles[id]).publisher}
    names = [label_of(articles[root]) if root in articles else f"{root} (outside the store)" for root in story.roots]
    unnamed = sum(not articles[id].publisher for id in story.articles)
    posts, of = _count(len(story.articles), "post"), publishers_words(len(publishers), unnamed)
    verb = "tells" if telling == 1 else "tell"
    origins = _count(story.origins, "independent origin")
    told = f"{posts} of {of}; {telling} of them {verb} the claim" if len(story.articles) > 1 else f"{posts} tells it"
    return f"{told}, from {origins}: {'; '.join(names)}." if names else f"{told}."


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _slot_value(slot: Slot, value: str) -> str:
    if slot.name == "who":
        return actors_words(value.split(", "))
    return days_in_words(value) if slot.name == "day" else value


def _heading(words: str) -> Text:
    return Text.assemble("\n", (words, "bold"))


def _count_happenings(story: Story) -> str:
    shown = min(SHOWN_HAPPENINGS, len(story.happenings))
    rest = f" (the {shown} told most; all with --json)" if shown < len(story.happenings) else ""
    return f"Happenings that several posts tell: {len(story.happenings)}{rest}"


def _told(value: str, evidence: Evidence, articles: Mapping[str, Article]) -> str:
    """A value and the sentence that gives it; once, where the value is the sentence."""
    if value.rstrip(".") in " ".join(evidence.quote.split()) and len(value.split()) > LONG_VALUE:
        return f"  {_cite(evidence, articles)}"
    return f"  {value}: {_cite(evidence, articles)}"


def _cite(evidence: Evidence, articles: Mapping[str, Article]) -> str:
    return f"“{evidence.quote}” ({label_of(articles[evidence.article])})"


def _tree(story: Story, articles: Mapping[str, Article]) -> Tree:
    """The lineage as a tree: sources outside the store and posts of own reporting at the top."""
    tree = Tree(Text("Lineage: where each post has its account from (* tells the claim)", style="bold"))
    branches: dict[str, Tree] = {}
    for link in story.lineage:
        if link.source and link.source not in story.articles and link.source not in branches:
            branches[link.source] = tree.add(Text(f"{link.source} (outside the store)", style="italic"))
        mark = "*" if link.central else " "
        denies = ", disputes it" if link.denies else ""
        above = branches[link.source] if link.source else tree
        how = "its own account" if link.how == "origin" else link.how
        why = "" if link.why == NO_OTHER else f". {link.why}"
        label = f"{mark} {label_of(articles[link.article])}: {how}{denies}{why}"
        branches[link.article] = above.add(Text(label))
    return tree
