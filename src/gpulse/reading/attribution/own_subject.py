"""Who says something in a clause of its own: the subject there, and not who speaks in the clause around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gpulse.reading.event.own_clauses import TITLE
from gpulse.reading.event.subjects import HELPING
from gpulse.record import Record, Span, within

_OPENS = re.compile(rf"\b(?:after|when|while|whereas|as|before|since|once|because|where|until)\s+(?P<who>{TITLE})$")
_DOES_AND = re.compile(rf"\s+{HELPING}(?:[a-z]\w+\s[^,;:.“”\"]{{0,120}}?\b(?:and|but)\s+{HELPING})?")


def nearer_subject(record: Record, cue: Span, source: Span, cues: Sequence[Span]) -> Span | None:
    """Return the subject of a cue's own clause, where its source already says something else before that clause.

    "Mulino said that Panama would leave, days after *Marco Rubio* visited the country and warned that …".
    """
    text = record.article.text
    for name in reversed(within(record.mentions, Span(start=source.end, end=cue.start))):
        opens = _OPENS.search(text, source.end, name.start)
        if opens is None or not (name.actor or name.kind == "person"):
            continue
        spoke = any(source.end <= c.start and c.end <= opens.start() for c in cues)
        if spoke and _DOES_AND.fullmatch(text, name.end, cue.start):
            return Span(start=opens.start("who"), end=name.end)
    return None


_AT_WHICH = re.compile(r"(?:at|in|on|during|under|through|after)\s+(?:which|whom)\s+")


def without_relative(text: str, source: Span) -> Span:
    """Return a source without the relative words that its clause opens with.

    >>> words = "at which ministers of Iraq and Lebanon"
    >>> without_relative(words, Span(start=0, end=len(words))).of(words)
    'ministers of Iraq and Lebanon'
    """
    opens = _AT_WHICH.match(text, source.start, source.end)
    return Span(start=opens.end(), end=source.end) if opens else source
