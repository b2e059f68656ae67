"""What more a conflict between posts needs where nothing tells on which days they were written.

Posts of one affair that bear no day may be of two matches, or of the morning and a year later; the rules for posts of
the same days would take each figure of the one for a rival of the other's. Calibrated on 24 halves of ECB+ topics (real
news without days, 228 posts), whose conflicts one reader judged: of 148 told some 20 were one, of 41 now 13.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from gpulse.linking.conflict.figures import Figure
from gpulse.linking.conflict.frame import Frame
from gpulse.linking.grouping.posts import likeness
from gpulse.linking.story.story_rows import Conflict
from gpulse.record import Span

FIGURES_ALIKE: Final = 0.2
"""Least likeness of what is said around two figures: of 63 conflicts of figures that were told, six of which were one,
15 are left, four of them one."""

MOST_VALUES: Final = 4
"""Most values in a slot of figures: more are parts of an address, or a player's season."""

STATEMENTS_ALIKE: Final = 0.35
"""Least likeness of what one post claims and another denies: of 62 such pairs ten were opposed, six of 21 above it."""

SAME_STATEMENT: Final = 0.6
"""Share of their words from which two sentences are one statement, told twice."""


def holds_undated(one: Figure, two: Figure) -> bool:
    """Say whether figures of two posts of which one has no day tell of one slot by more than their score: both name
    what they count, and what is said around them is alike."""
    if one.day is not None and two.day is not None:
        return True
    named = one.kind != "count" or (one.named and two.named and one.thing is not None and one.thing == two.thing)
    return named and likeness(one.context, two.context) >= FIGURES_ALIKE


def is_list(slot: Sequence[Figure]) -> bool:
    """Say whether figures of posts without a day are several of each post, and so no accounts of one thing."""
    if all(figure.day is not None for figure in slot) or len({figure.article for figure in slot}) == 1:
        return False
    told = {figure.article: {f.point for f in slot if f.article == figure.article} for figure in slot}
    return len({figure.point for figure in slot}) > MOST_VALUES or any(len(points) > 1 for points in told.values())


def held_undated(conflicts: Iterable[Conflict], frame: Frame) -> tuple[Conflict, ...]:
    """Return the statements of posts that are opposed; of posts without a day only those that are alike, each once.

    Which of two such posts rewrote the other is not known, so another source is no conflict.
    """
    kept: list[Conflict] = []
    for conflict in conflicts:
        within = len({value.evidence.article for value in conflict.values}) == 1
        if not (within or _all_dated(conflict)):
            if conflict.slot.startswith("who says so"):
                continue
            if conflict.slot.startswith("whether") and (not _are_opposed(conflict, frame) or _is_told(conflict, kept)):
                continue
        kept.append(conflict)
    return tuple(kept)


def _all_dated(conflict: Conflict) -> bool:
    return all(value.evidence.published_at is not None for value in conflict.values)


def _are_opposed(conflict: Conflict, frame: Frame) -> bool:
    records = {record.article.id: record for record in frame.records}
    one, two = (value.evidence for value in conflict.values[:2])
    negated = [bool(_NEGATED.search(evidence.quote)) for evidence in (one, two)]
    if negated[0] == negated[1] and _shared(one.quote, two.quote) >= SAME_STATEMENT:
        return False  # one statement, which two posts quote
    mine, theirs = (frame.vector(records[e.article], Span(start=e.start, end=e.end)) for e in (one, two))
    return likeness(mine, theirs) >= STATEMENTS_ALIKE


_NEGATED: Final = re.compile(r"n['’ ]?t\b|\b(?:not|no|never|cannot|nobody|none|den(?:y|ies|ied))\b", re.IGNORECASE)


def _is_told(conflict: Conflict, kept: Sequence[Conflict]) -> bool:
    """Whether a conflict is told already, with nearly the same words of another post."""
    return any(
        len(other.values) == len(conflict.values)
        and all(
            _shared(a.evidence.quote, b.evidence.quote) >= SAME_STATEMENT
            for a, b in zip(other.values, conflict.values, strict=True)
        )
        for other in kept
    )


def _shared(one: str, two: str) -> float:
    """Return the share of the words of two sentences that both have.

    >>> _shared("I can't speak for the first death", "I cant speak for the first death")
    0.75
    """
    mine, theirs = (set(re.findall(r"[a-z]{4,}", words.lower())) for words in (one, two))
    return len(mine & theirs) / max(1, len(mine | theirs))
