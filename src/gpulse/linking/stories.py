"""Posts to stories: who tells it, who had it first, where the accounts differ.

Pure functions over records; the result does not depend on the order in which posts arrived.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gpulse.knowledge.publishers import Publishers, load_publishers
from gpulse.linking.account.claims import find_claim
from gpulse.linking.account.rewrites import words_of
from gpulse.linking.conflict.contradictions import find_contradictions
from gpulse.linking.conflict.differences import find_differences
from gpulse.linking.conflict.figures import find_figures
from gpulse.linking.conflict.frame import Frame
from gpulse.linking.conflict.happened_when import find_happened_when
from gpulse.linking.conflict.kinds import Slot, load_slots
from gpulse.linking.conflict.told_apart import answers_of, find_told_apart
from gpulse.linking.conflict.told_otherwise import find_told_otherwise
from gpulse.linking.conflict.undated import held_undated
from gpulse.linking.conflicts import find_conflicts
from gpulse.linking.drift import find_drift, source_conflicts
from gpulse.linking.grouping.clusters import group_posts
from gpulse.linking.grouping.posts import TELLING, Post, WordFrequencies, build_post, load_word_frequencies
from gpulse.linking.happenings import HappeningKit, find_happenings, load_happening_kit
from gpulse.linking.ledger.ledger_rows import evidence_of
from gpulse.linking.lineage import count_roots, find_lineage, mark_central, origins_of
from gpulse.linking.quotes import find_quotes
from gpulse.linking.story.story_rows import Story
from gpulse.record import UNDATED, Record, oldest_first
from gpulse.store.edits import StoryEdit


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryKit:
    """The tables that linking needs."""

    frequencies: WordFrequencies
    publishers: Publishers
    happenings: HappeningKit
    slots: tuple[Slot, ...]


def load_story_kit() -> StoryKit:
    """Load the tables; raises `ModelError` where one is missing or damaged."""
    return StoryKit(
        frequencies=load_word_frequencies(), publishers=load_publishers(), happenings=load_happening_kit(),
        slots=load_slots(),
    )  # fmt: skip


def build_stories(
    records: Iterable[Record], edits: Sequence[StoryEdit] = (), kit: StoryKit | None = None
) -> tuple[Story, ...]:
    """Return the stories that the records tell, the earliest first.

    `edits` are what people joined or parted by hand, oldest first; they outlive every rebuilding.
    """
    kit = kit or load_story_kit()
    known = {record.article.id: record for record in records}
    outlines = outline_stories(known.values(), edits, kit)
    return tuple(tell_story([known[id] for id in outline.articles], kit) for outline in outlines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A story before it is told: its id, its posts in order of publication, and the days of the first and last."""

    id: str
    articles: tuple[str, ...]
    first_on: str | None
    last_on: str | None


def outline_stories(
    records: Iterable[Record], edits: Sequence[StoryEdit] = (), kit: StoryKit | None = None
) -> tuple[Outline, ...]:
    """Return which posts tell one story, the earliest story first; no record is kept in memory."""
    kit = kit or load_story_kit()
    return outline_groups(group_records(records, kit.frequencies), edits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Which posts tell one story, by their ids, before people's edits; and when each post was published."""

    groups: tuple[tuple[str, ...], ...]
    published: Mapping[str, str | None]

    def numbers(self) -> dict[str, int]:
        """Return the number of each post's story."""
        return {id: number for number, group in enumerate(self.groups) for id in group}


def group_records(records: Iterable[Record], frequencies: WordFrequencies) -> Grouped:
    """Return which of these records tell one story; no record is kept in memory."""
    posts: list[Post] = []
    published: dict[str, str | None] = {}
    for record in records:
        posts.append(build_post(record, frequencies))
        published[record.article.id] = record.article.published_at
    groups = tuple(tuple([post.id for post in group]) for group in group_posts(posts))
    return Grouped(groups=groups, published=published)


def outline_groups(grouped: Grouped, edits: Sequence[StoryEdit] = ()) -> tuple[Outline, ...]:
    """Return the stories of grouped posts, as people want them, the earliest first."""
    published = grouped.published
    found: list[Outline] = []
    for group in apply_edits(grouped.groups, edits):
        ids = sorted(group, key=lambda id: (published[id] or UNDATED, id))
        days = [day[:10] for id in ids if (day := published[id])]
        found.append(
            Outline(
                id=story_id(ids[0], published[ids[0]]), articles=tuple(ids), first_on=days[0] if days else None,
                last_on=days[-1] if days else None,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda outline: (outline.first_on or "", outline.articles[0])))


def apply_edits(groups: Sequence[Sequence[str]], edits: Sequence[StoryEdit]) -> list[list[str]]:
    """Return groups of post ids as people want them: merged where they said so, parted where they said so.

    "merge" joins the stories of the posts named; "split" takes the posts named out of their stories, into one of their
    own. Posts that are not known are passed over.

    >>> edit = StoryEdit(action="split", articles=("b",), why="another visit", edited_at="2026-11-24T00:00:00Z")
    >>> apply_edits([["a", "b"], ["c"]], [edit])
    [['a'], ['c'], ['b']]
    """
    parted = [list(group) for group in groups]
    for edit in edits:
        named = set(edit.articles)
        if edit.action == "merge":
            joined = [group for group in parted if named & set(group)]
            parted = [group for group in parted if not named & set(group)]
            parted.append([id for group in joined for id in group])
        else:
            taken = [id for group in parted for id in group if id in named]
            parted = [[id for id in group if id not in named] for group in parted]
            parted.append(taken)
        parted = [group for group in parted if group]
    return parted


def tell_story(records: Sequence[Record], kit: StoryKit) -> Story:
    """Return the story that these records tell: lineage, origins, conflicts, drift, quotes and happenings."""
    posts = {record.article.id: build_post(record, kit.frequencies, TELLING) for record in records}
    records = oldest_first(records)
    words = {r.article.id: words_of(r) for r in records}
    links = find_lineage(records, kit.publishers, kit.frequencies, words)
    claim = find_claim(records, posts, links, words, kit.frequencies)
    frame = Frame(records)
    figures, drift = find_figures(frame), find_drift(frame, links)
    links = mark_central(links, claim.told_in)
    roots = count_roots(links, records, kit.publishers)
    denied = find_contradictions(
        frame, (claim.article, claim.sentence), [link.article for link in links if link.denies]
    )
    answers = {record.article.id: answers_of(record, kit.slots) for record in records}
    counted = find_conflicts(frame, figures, origins_of(links))
    first = next(r for r in records if r.article.id == claim.article)
    days = [r.article.published_on for r in records if r.article.published_on]
    return Story(
        id=story_id(records[0].article.id, records[0].article.published_at),
        title=claim.sentence.of(first.article.text),
        articles=tuple(r.article.id for r in records),
        first_on=days[0] if days else None,
        last_on=days[-1] if days else None,
        claim=evidence_of(first, claim.sentence.bare()),
        lineage=links,
        origins=len(roots),
        roots=roots,
        conflicts=(
            *counted, *find_happened_when(frame),
            *held_undated(
                (
                    *find_differences(frame, figures), *find_told_apart(frame, answers),
                    *source_conflicts(drift, links),
                    *find_told_otherwise(frame, denied, counted, answers),
                ),
                frame,
            ),
        ),
        drift=drift,
        quotes=find_quotes(frame),
        happenings=find_happenings(frame, posts, figures, kit.happenings, kit.frequencies),
    )  # fmt: skip


def story_id(article: str, published_at: str | None) -> str:
    """Return the id of the story that begins with this post: the same for as long as no earlier post joins it."""
    return hashlib.sha256(f"story|{article}|{published_at}".encode()).hexdigest()[:8]
