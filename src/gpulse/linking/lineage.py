"""Where each post of a story has its account from: its own reporting, another post, a source that it names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gpulse.knowledge.publishers import Publishers
from gpulse.linking.account.citing import find_citations, reports_itself
from gpulse.linking.account.rewrites import (
    SHARED_SHINGLES,
    Words,
    chance_of,
    copied_share,
    features_of,
    share_of,
    within_days,
    words_of,
)
from gpulse.linking.grouping.posts import WordFrequencies, stems_of
from gpulse.linking.ledger.ledger_rows import evidence_of
from gpulse.linking.story.story_rows import Link
from gpulse.record import Record, Span

CITED_DAYS = 10
"""A post cites what a publisher has told within this many days, unless it names another day."""

LIKELY = 0.45
"""How likely a post must be a rewrite (`rewrites.chance_of`). With each of 79 stories left out 57 of 64 rewrites and
seven of 268 other pairs of posts are above it; 58 and ten from 0.35 on, 54 and six from 0.5 on."""

LEAD_PARAGRAPHS = 2
"""A publisher outside the store is the source of a post's account where one of its first paragraphs names it."""


def find_lineage(
    records: Sequence[Record],
    publishers: Publishers,
    frequencies: WordFrequencies,
    words: Mapping[str, Words] | None = None,
) -> tuple[Link, ...]:
    """Return one link for each post of a story, in order of publication; `words` are those of the posts, if at hand.

    A named source comes before likeness: a post that says "as Wire A reported" cites Wire A, however much it copies,
    except where it copies another post's wording together with the source that one names.
    """
    words = words or {r.article.id: words_of(r) for r in records}
    links: list[Link] = []
    for at, record in enumerate(records):
        earlier = records[:at]
        rewritten = _find_rewritten(record, earlier, words, frequencies)
        cited = _find_cited(record, earlier, words, publishers, frequencies)
        if cited and rewritten and cited.source not in words:
            first = next(link for link in links if link.article == rewritten.source)
            copied = copied_share(words[record.article.id], words[first.article]) >= SHARED_SHINGLES
            cited = None if copied and first.source == cited.source else cited
        links.append(cited or (rewritten and _with_day(rewritten, record)) or _own_report(record))
    return tuple(links)


NO_OTHER = "It names no other publisher and copies no post."
"""Why a post is taken for an account of its own where nothing else says so."""


def _with_day(link: Link, record: Record) -> Link:
    """A rewrite by a post without a day says that nobody knows which of the two was first."""
    unknown = " Its own day is not known, so which of the two was first is not either."
    return link if record.article.published_on else replace(link, why=link.why + unknown)


def _own_report(record: Record) -> Link:
    own = reports_itself(record)
    return Link(
        article=record.article.id, source=None, how="origin",
        why="It says that it asked or saw for itself." if own else NO_OTHER,
        evidence=evidence_of(record, own) if own else None,
    )  # fmt: skip


def _find_rewritten(
    record: Record, earlier: Sequence[Record], words: Mapping[str, Words], frequencies: WordFrequencies
) -> Link | None:
    """The earlier post of another publisher that this one retells: the same wording, or likely the same news."""
    mine = words[record.article.id]
    best: tuple[float, str, Record] | None = None
    for other in earlier:
        theirs = words[other.article.id]
        if not within_days(mine, theirs) or _same_publisher(record, other):
            continue
        features, copied = features_of(mine, theirs, frequencies), copied_share(mine, theirs)
        chance = chance_of(features)
        if chance < LIKELY and copied < SHARED_SHINGLES:
            continue
        score = chance + copied + share_of(mine.all, theirs.all, frequencies)
        why = (
            f"{copied:.0%} of its wording is that post's."
            if copied >= SHARED_SHINGLES
            else f"{features['opening']:.0%} of what its opening tells, weighed by rarity, is in that post."
        )
        if best is None or score > best[0]:
            best = (score, why, other)
    if best is None:
        return None
    return Link(article=record.article.id, source=best[2].article.id, how="rewrite", why=best[1])


def _find_cited(
    record: Record,
    earlier: Sequence[Record],
    words: Mapping[str, Words],
    publishers: Publishers,
    frequencies: WordFrequencies,
) -> Link | None:
    """The post of the store, or else the publisher outside it, that this post names as the source of its account."""
    text = record.article.text
    houses = {name: publishers.house(name) for r in earlier if (name := r.article.publisher)}
    citations = find_citations(record, publishers, houses)
    for citation in citations:
        of_publisher = [
            r for r in earlier if r.article.publisher and houses[r.article.publisher] == publishers.house(citation.name)
        ]
        if of_publisher:
            told = frozenset(stems_of(citation.span.of(text)))
            source = max(
                _meant(record, citation.span, of_publisher),
                key=lambda r: (
                    round(share_of(told, words[r.article.id].all, frequencies), 3),
                    r.article.published_at or "",
                    r.article.id,
                ),
            )
            return Link(
                article=record.article.id, source=source.article.id, how="cites",
                why=f"It names {citation.name} as its source.", source_of_source=citation.further,
                evidence=evidence_of(record, citation.span),
            )  # fmt: skip
    for citation in citations:
        if citation.paragraph < LEAD_PARAGRAPHS:
            return Link(
                article=record.article.id, source=citation.written, how="cites",
                why=f"It names {citation.name}, of which the store has no post, as its source.",
                source_of_source=citation.further, evidence=evidence_of(record, citation.span),
            )  # fmt: skip
    return None


def _meant(record: Record, span: Span, posts: Sequence[Record]) -> Sequence[Record]:
    """The posts of a publisher that a citation may mean: of the day that it names, else recent ones, else all.

    "As Wire A reported on 23 February" means the post of that day; "according to Wire A" what it has just told.
    """
    days = {t.earliest[:10] for t in record.timexes if span.covers(t) and t.earliest and t.earliest == t.latest}
    named = [r for r in posts if r.article.published_on in days]
    return named or [r for r in posts if _within(record, r, CITED_DAYS)] or posts


def day_of(record: Record) -> dt.date | None:
    """Return the day of publication, `None` where it is not known."""
    return dt.date.fromisoformat(record.article.published_on) if record.article.published_on else None


def _within(later: Record, earlier: Record, days: int) -> bool:
    """Whether two posts appeared within some days of each other; so assumed where a day is not known."""
    first, second = day_of(earlier), day_of(later)
    return first is None or second is None or (second - first).days <= days


def _same_publisher(first: Record, second: Record) -> bool:
    return first.article.publisher is not None and first.article.publisher == second.article.publisher


def origins_of(links: Sequence[Link]) -> dict[str, str]:
    """Return for each post where its account begins: a post's id, or the name of a source outside the store."""
    by_article = {link.article: link for link in links}
    origins: dict[str, str] = {}
    for link in links:
        first = link
        while first.source in by_article:
            first = by_article[first.source]
        origins[link.article] = first.source or first.article
    return origins


def count_roots(links: Sequence[Link], records: Sequence[Record], publishers: Publishers) -> tuple[str, ...]:
    """Return the independent roots of the central claim: posts, or names of sources outside the store, sorted.

    Two posts of one publisher or one house, and a source outside the store with its own post inside, are one root. Who
    denies the claim is none: a denial does not confirm.
    """
    origins = origins_of(links)
    published_by = {r.article.id: r.article.publisher for r in records}
    roots: dict[str, str] = {}
    for link in links:
        if not link.central or link.denies:
            continue
        root = origins[link.article]
        publisher = published_by.get(root, root)
        roots.setdefault(publishers.house(publisher) if publisher else root, root)
    return tuple(sorted(roots.values()))


def mark_central(links: Sequence[Link], central: Mapping[str, bool]) -> tuple[Link, ...]:
    """Mark the posts that tell the central claim; `central` gives for each whether it denies it."""
    return tuple(
        replace(link, central=link.article in central, denies=central.get(link.article, False)) for link in links
    )
