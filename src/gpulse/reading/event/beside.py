"""Who stands beside an act, where the network gave nobody the part: after "by", "to", "on", or at the head of talks."""

from __future__ import annotations

import re
from collections.abc import Callable

from gpulse.reading.event.participants import find_participants
from gpulse.reading.kit import Kit
from gpulse.reading.scene import Scene
from gpulse.record import Participant, Record, Span, within

_AT_TALKS = re.compile(r"(?:At|During|In|After|Following)\s+(?:[\w-]+\s+){0,4}")
_SUBJECT = re.compile(r",\s+(?:the\s+)?(?:[A-Z][\w’'-]*\s+|[a-z]+\s+){0,3}?")
_ADDRESSED = re.compile(r"\b(?:to|with|told|assured|urged|asked|informed|promised)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}?$")

_BY = re.compile(
    r"\s+(?:(?:made|launched|carried\s+out|conducted|committed|staged|waged|imposed|issued|mounted|perpetrated)\s+)?by\s+(?:the\s+)?"
)


def agent_after(record: Record, trigger: Span, home: Span) -> Span | None:
    """Return the name of an actor right after an act and "by": "criticised by Seoul", "threats made by the US"."""
    by = _BY.match(record.article.text, trigger.end, home.end)
    named = (
        m for m in record.mentions if by and m.start == by.end() and (m.actor or m.kind in ("person", "organisation"))
    )
    return next(named, None)


def who_talks(record: Record, trigger: Span, home: Span) -> list[Span]:
    """Return the two who talk where a sentence opens with their meeting: "At talks in Bern, the envoy told Chad …"."""
    text = record.article.text
    comma = text.find(",", trigger.end, home.end)
    if comma < 0 or not _AT_TALKS.fullmatch(text, home.start, trigger.start):
        return []
    named = [m for m in record.mentions if m.start > comma and home.covers(m) and (m.actor or m.kind == "person")]
    first = next((m for m in named if m.kind != "nationality" and _SUBJECT.fullmatch(text, comma, m.start)), None)
    if first is None:
        return []
    other = next((m for m in named if m.start > first.end and _ADDRESSED.search(text, first.end, m.start)), None)
    return [first, other] if other and ";" not in text[first.end : other.start] else []


def beside(
    record: Record, trigger: Span, home: Span, joins: Callable[[str, int, int], object], kit: Kit, scene: Scene
) -> tuple[Participant, ...]:
    """Return the first state, body or place behind an act that the words between join to it.

    `joins` looks at the text between two offsets: a pattern's `search` where its words come anywhere before the name
    ("the transfer of arms to Moscow via Minsk"), `fullmatch` where nothing else may ("air strikes on Cuba").
    """
    text = record.article.text
    for m in within(record.mentions, home):
        named = m.actor or (m.place and m.place.country)
        if m.start > trigger.end and named and joins(text, trigger.end, m.start):
            return find_participants(record, [m], kit, scene)
    return ()
