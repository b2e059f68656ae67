"""Journeys, receptions and calls that the network takes for no act: "who flew to Cairo", "received him in Oslo".

Somebody named with an office who goes to another state, a guest who is received, and a call between leaders, are
CONSULT. A journey needs a person of a state right before its verb and a place of another state right behind; a
reception a person or state before its verb and a person behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gpulse.model.tags import RoleTag, TriggerTag
from gpulse.record import Record, Span

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


_RECEIVES = re.compile(
    r"(?:\s+\([A-Z][\w.]{1,9}\))?(?:,\s+who)?\s+(?:(?:ha[sd]|also|then|later|himself|herself)\s+)*(?:(?P<active>received|hosted|welcomed)|"
    r"(?:was|were)\s+(?:\w+ly\s+)?(?P<passive>received|welcomed)(?:\s+(?:in|at|on)\s+[^,;.“”\"]{2,40}?)?\s+by)\s+"
)
_HIM = re.compile(r"(?:him|her|them|both\s+of\s+them)(?=\s+(?:at|in|on|with|to|there|for)\b|[.,])")
_TITLE = re.compile(
    r"(?:(?:the|his|her|its|their|then)\s+)?"
    r"(?:(?!(?:from|of|with|by|and|or|to|for|in|on|at|that|as|an?|some|more)\b)[A-Za-z][\w’'-]*,?\s+){0,5}"
)
"""What stands before the name of somebody who is received: "his Peruvian counterpart, ", "President "."""
_WHOSE = re.compile(r"(?:(?:the|his|her|its|their|then)\s+)?")
_OF = re.compile(r"\s+of\s+(?:the\s+)?")


def find_receptions(record: Record, triggers: tuple[TriggerTag, ...]) -> Iterator[TriggerTag]:
    """Yield receptions of guests that no trigger overlaps: "Mongolia received him", "was received by his host"."""
    text = record.article.text
    people = [m for m in record.mentions if m.kind == "person" and m.actor]
    for m in record.mentions:
        found = _RECEIVES.match(text, m.end) if m.actor and m.kind in ("person", "place") else None
        if found is None:
            continue
        guest = m if m.kind == "person" else next((p for p in people if _OF.fullmatch(text, p.end, m.start)), None)
        if found["passive"] and guest is None:
            continue
        start, end = found.span("active" if found["active"] else "passive")
        him = _HIM.match(text, found.end()) if found["active"] else None
        named = (p for p in record.mentions if p.kind == "person" and p.of(text)[0].isupper())
        name = next((p for p in named if p.start >= found.end()), None)
        titled = name and _TITLE.fullmatch(text, found.end(), name.start) and text[name.end : name.end + 1] not in "'’"
        other = Span(start=him.start(), end=him.end()) if him else None
        if titled and name and not him:
            whose = _WHOSE.match(text, found.end())
            other = Span(start=whose.end() if whose else found.end(), end=name.end)
        if other and not any(t.start < end and start < t.end for t in triggers):
            roles = (RoleTag.ruled(guest or m, "actor"), RoleTag.ruled(other, "recipient"))
            yield _consult(start, end, "actual", roles)


def find_journeys(record: Record, triggers: tuple[TriggerTag, ...]) -> Iterator[TriggerTag]:
    """Yield journeys of officials to other states, and leaders' calls, that no trigger overlaps."""
    text = record.article.text
    places = {m.start: m for m in record.mentions if m.place and m.place.country}
    for person in (m for m in record.mentions if m.kind == "person" and m.actor and text[m.start].isupper()):
        goes = _GOES.match(text, person.end)
        place = places.get(goes.end()) if goes else None
        if goes is None or place is None or place.place is None or place.place.country == person.actor:
            continue
        if any(
            t.start < goes.end("verb") and goes.start("verb") < t.end and t.event_type != "MOBILIZE" for t in triggers
        ):
            continue  # a person who lands somewhere is no army
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
