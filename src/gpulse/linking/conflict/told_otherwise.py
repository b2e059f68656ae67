"""Which statements that a post sets side by side are told as conflicts: those that are likely opposed.

What a rule of `linking.conflict.contradictions` finds within one post is one thing among others that speak for it
(`linking.conflict.opposed`); what it finds in two posts stands as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from gpulse.linking.conflict.contradictions import oppose
from gpulse.linking.conflict.frame import Frame
from gpulse.linking.conflict.opposed import LIKELY, WEIGHTS, Opposed, features_of, pairs_in
from gpulse.linking.conflict.told_apart import Answers, answered_otherwise
from gpulse.linking.conflict.two_eyes import seen_by_two
from gpulse.linking.story.story_rows import Conflict
from gpulse.odds import log_odds
from gpulse.record import Record, Span

Sides = tuple[Span, Span]
"""Where the two sides of a conflict of one post stand."""


def find_told_otherwise(
    frame: Frame, denied: Sequence[Conflict], counted: Sequence[Conflict] = (), answers: Answers | None = None
) -> tuple[Conflict, ...]:
    """Return the conflicts of statements: of those in `denied` what is told in two posts or is likely, and what else is
    likely in one post, or answers a question otherwise by its `answers`. What `counted` shows by its figures is not
    told again.
    """
    ruled = ruled_in(denied)
    shown = {
        (value.evidence.article, value.evidence.start) for conflict in counted for value in conflict.values
    }  # fmt: skip
    kept: dict[int, Conflict] = {k: c for k, c in enumerate(denied) if sides_of(c) is None}
    added: list[Conflict] = []
    for record in frame.records:
        likely, answered = [], (answers or {}).get(record.article.id, ())
        for pair in pairs_in(record, frame):
            score = log_odds(features_of(pair, frame, is_ruled(record, pair, ruled)), WEIGHTS)
            if score >= LIKELY or seen_by_two(pair) or answered_otherwise(pair, answered):
                likely.append((score, pair))
        taken: list[Span] = []
        for _, pair in sorted(likely, key=lambda row: (-row[0], row[1].one.span.start, row[1].two.span.start)):
            places = [(record.article.id, record.sentences[side.at].start) for side in (pair.one, pair.two)]
            if any(pair.two.span.overlaps(span) for span in taken) or set(places) <= shown:
                continue
            taken.append(pair.two.span)
            by_rule = next((k for k, c in enumerate(denied) if _is_of(record, pair, c)), None)
            if by_rule is not None:
                kept[by_rule] = denied[by_rule]
            else:
                one, two = pair.one, pair.two
                added.append(oppose(record, (one.span, one.at, one.speaker), (two.span, two.at, two.speaker)))
    return (*(kept[k] for k in sorted(kept)), *added)


def ruled_in(conflicts: Sequence[Conflict]) -> Mapping[str, Sequence[Sides]]:
    """Return where the sides of those conflicts stand that have both in one post."""
    found: dict[str, list[Sides]] = defaultdict(list)
    for conflict in conflicts:
        sides = sides_of(conflict)
        if sides is not None:
            found[conflict.values[0].evidence.article].append(sides)
    return found


def sides_of(conflict: Conflict) -> Sides | None:
    """Return where the two sides of a conflict stand, where they are of one post."""
    one, two = (value.evidence for value in conflict.values[:2])
    if one.article != two.article:
        return None
    first, second = sorted((e.start, e.end) for e in (one, two))
    return Span(start=first[0], end=first[1]), Span(start=second[0], end=second[1])


def is_ruled(record: Record, pair: Opposed, ruled: Mapping[str, Sequence[Sides]]) -> bool:
    """Return whether the sides of a conflict that a rule finds are those of a pair."""
    return any(_meets(pair, sides) for sides in ruled.get(record.article.id, ()))


def _is_of(record: Record, pair: Opposed, conflict: Conflict) -> bool:
    sides = sides_of(conflict)
    return sides is not None and conflict.values[0].evidence.article == record.article.id and _meets(pair, sides)


def _meets(pair: Opposed, sides: Sides) -> bool:
    """Whether each side is in a statement, or has it; two sides of one sentence are its parts."""
    first, second = sides
    if not (pair.one.span.overlaps(first) and pair.two.span.overlaps(second)):
        return False
    return pair.parts or not (pair.one.span.overlaps(second) or pair.two.span.overlaps(first))
