"""Journeys and calls that the network takes for no act: "who flew to Cairo", "in a telephone call on Saturday".

Somebody named with an office who goes to another state, and a call between leaders, are CONSULT. A journey needs a
person of a state right before its verb and a place of another state right behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gpulse.model.tags import RoleTag, TriggerTag
from gpulse.record import Record

_GOES = re.compile(
    r"\s*,?\s*(?:who\s+)?(?:(?:ha[sd]|will|also|then|later|now|himself|herself|is\s+to|is\s+due\s+to)\s+)*"
    r"(?P<verb>flew|fl(?:y|ies|ying)|flown|travel(?:l?ed|s|ling)?|arrive[sd]?|landed|went|visit(?:s|ed|ing)?|was\s+in|is\s+in)"
    r"(?:\s+(?:to|in|at))?\s+(?:the\s+)?"
)
_CALL = re.compile(
    r"\b(?:[Ii]n|[Dd]uring|[Bb]y|[Oo]ver)\s+(?:an?|the|their|his|her)\s+(?P<call>(?:tele)?phone\s+(?:call|conversation)|"
    r"video\s+call)\b"
)
_PLANNED = re.compile(r"\b(?:will|is\s+to|is\s+due\s+to)\b")


def find_journeys(record: Record, triggers: tuple[TriggerTag, ...]) -> Iterator[TriggerTag]:
    """Yield journeys of officials to other states, and leaders' calls, that no trigger overlaps."""
    text = record.article.text
    places = {m.start: m for m in record.mentions if m.place and m.place.country}
    for person in (m for m in record.mentions if m.kind == "person" and m.actor and text[m.start].isupper()):
        goes = _GOES.match(text, person.end)
        place = places.get(goes.end()) if goes else None
        if goes is None or place is None or place.place is None or place.place.country == person.actor:
            continue
        if any(t.start < goes.end("verb") and goes.start("verb") < t.end for t in triggers):
            continue
        planned = _PLANNED.search(text, person.end, goes.start("verb"))
        yield _consult(goes.start("verb"), goes.end("verb"), "planned" if planned else "actual",
                       (RoleTag.ruled(person, "actor"), RoleTag.ruled(place, "recipient")))  # fmt: skip
    for sentence in record.sentences:
        for call in _CALL.finditer(text, sentence.start, sentence.end):
            start, end = call.span("call")
            if not any(t.start < end and start < t.end for t in triggers):
                yield _consult(start, end, "actual", ())


def _consult(start: int, end: int, realis: str, roles: tuple[RoleTag, ...]) -> TriggerTag:
    return TriggerTag(
        start=start, end=end, event_type="CONSULT", score=0.0, realis="planned" if realis == "planned" else "actual",
        polarity="positive", certainty="certain", roles=roles,
    )  # fmt: skip
