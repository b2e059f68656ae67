"""Of which type an act is, where its words or its things say more than the network's type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from gpulse.model.tags import TriggerTag
from gpulse.reading.event.act_words import type_by_words
from gpulse.reading.event.force_words import FORCE_WORDS
from gpulse.reading.event.idioms import IDIOMS
from gpulse.reading.event.plain_verbs import type_by_verb
from gpulse.reading.event.retyped import RETYPES, Compiled, compile_rows, retype
from gpulse.reading.event.undone import UNDONE
from gpulse.record import Item, Span

GIVES = re.compile(r"(?:transfer|suppl|deliver|provi[ds]|ship|donat|sen[dt]|lend|lent)", re.IGNORECASE)
"""Verbs of handing over."""
_ARMS = re.compile(
    r"\b(?:arms|weapon\w*|equipment|ammunition|munitions?|shells|rockets|missiles?|tanks|jets|aircraft|drones|vehicles)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[$€£]\s?\d|\b(?:loans?|instal?lments?|tranches?|grants?|funds|payments?|money)\b", re.IGNORECASE)
_BARS = re.compile(r"(?:ban|bar|suspen|clos|den[iy]|refus|halt|prohibit|block|shut)", re.IGNORECASE)
_ENTRY = re.compile(
    r"(?:[’'\w-]*\s+){0,6}?(?:entry\b(?!\s+(?:level|fee))|(?:from\s+)?(?:enter|return)ing\s+(?:(?:the|its|their)\s+(?:country|countries|territor(?:y|ies)|"
    r"soil|US|UK|United)|to\s+[A-Z]|from\s+abroad|[A-Z])|(?:travell?ers?|visitors|tourists|passengers|arrivals|foreigners)\s+from"
    r"\s+[A-Z])"
)
_BORDERS = re.compile(
    r"(?:[’'\w-]*\s+){0,6}?(?:flights?\s+(?:from|to)\b(?!\s+and\s+(?:from|to)\b)|(?:its|their|the|all)?\s*(?:land\s+|air\s+|sea\s+)?borders?\b(?!\s+"
    r"(?:guard|police|crossing|post|patrol)s?\b))"
)
"""Whom a bar on entry keeps out: REJECT, by decision 7 of the hand-coded gold; closed premises are COERCE. In the
training sentences 8 of 9 acts of such words that are no sanction are REJECT."""
_BORDERS_BEFORE = re.compile(
    r"\bborders?\b(?:\s+to\s+[\w\s-]{3,25})?\s+(?:(?:after|were|was|are|is|be|been|being|have|has|will|remain\w*|stay\w*|also)\s+)+$"
)
_MOVES = frozenset(("MOBILIZE", "COERCE", "SANCTION", "CONCEDE"))
_FEWER = re.compile(
    r"(?:reduc|cut|halv|shrink|shrank|shrunk|trim|downsiz|thin|slash|lower|draw|scal)(?:e|es|ed|ing|s|n|ting)?(?:\s+(?:down|back|out))?$",
    re.IGNORECASE,
)
_FORCE = re.compile(
    r"\s+(?:(?:its|their|the|his|her|our|a|all|American|[A-Z][a-z]+)\s+)*(?:(?:military|remaining|peacekeeping|[a-z]+|\d[\d,.]*)\s+){0,2}"
    r"(?:forces?|troops|soldiers|contingents?|garrisons?|presence|personnel|missions?|army|deployment)\b(?!\s+(?:budget|spending|aid|costs?))",
)
"""Whoever makes the force smaller that he has somewhere takes some of it home: "will *reduce* its force to 300"."""
_FIRST_WORD = re.compile(r"[\w’'-]+")
_SIGNED = re.compile(r"sign(?:s|ed|ing)?\b", re.IGNORECASE)
_TREATY = re.compile(
    r"\b(?:joint\s+statement|communiqu[eé]|pact|treaty|agreement|deal|accord|memorandum|convention|protocol|declaration|charter|contract|arrangement|letter\s+of\s+intent|plan\s+of\s+action)s?\b",
    re.IGNORECASE,
)
_PAPER_BEFORE = re.compile(rf"{_TREATY.pattern},?\s+$", re.IGNORECASE)
"""Before "signed": "an agreement *signed* during the visit"."""


@cache
def _rows_for(event_type: str) -> Compiled:
    """Return the rows that may settle an act of a type, compiled when a post first has one."""
    rows = (*RETYPES, *IDIOMS, *FORCE_WORDS, *UNDONE)
    return compile_rows([row for row in rows if event_type in row.taken_for or not row.taken_for])


def type_of(text: str, tag: TriggerTag, items: Sequence[Item], home: Span) -> str:
    """Return the event type; signing a treaty is AGREE, as in the worked example of the record's format.

    PLOVER's manual has it under SUPPORT; the record codes what was concluded, and a reader looks for it there. Arms
    that are handed to somebody are AID, not something yielded.
    """
    words = " ".join((tag.of(text), *(i.text for i in items)))
    before = None if text.startswith(" by ", tag.end) else _PAPER_BEFORE.search(text, max(0, tag.start - 16), tag.start)
    signed = (
        tag.event_type == "SUPPORT"
        and _SIGNED.match(tag.of(text))
        and (before or _TREATY.search(words + text[tag.end : tag.end + 40]))
    )
    if signed:
        return "AGREE"
    if tag.event_type in _MOVES and _FEWER.match(tag.of(text)) and _FORCE.match(text, tag.end, home.end):
        return "RETREAT"
    if tag.event_type in ("COERCE", "SANCTION") and _BARS.match(tag.of(text)) and _bars_entry(text, tag):
        return "REJECT"
    if (settled := retype(text, home, tag, tag.event_type, _rows_for(tag.event_type))) != tag.event_type:
        return settled
    if (by_verb := type_by_verb(text, tag, tag.event_type)) != tag.event_type:
        return by_verb
    given = _ARMS.search(words) or _MONEY.search(text, max(0, tag.start - 60), min(len(text), tag.end + 40))
    handed_over = tag.event_type == "RETREAT" and GIVES.match(tag.of(text)) and given
    return "AID" if handed_over else type_by_words(text, home, tag)


def _bars_entry(text: str, trigger: TriggerTag) -> bool:
    """Whether somebody is kept out of a country: "bans travellers from Chad", "the borders were closed".

    Flights and borders that are stopped as a sanction stay one.
    """
    verb = _FIRST_WORD.match(text, trigger.start, trigger.end)  # "suspend entry" may be one trigger
    before, after = text[max(0, trigger.start - 60) : trigger.start], text[trigger.end : trigger.end + 60]
    after = text[verb.end() : trigger.end] + after if verb else after
    closed = _BORDERS.match(after) or _BORDERS_BEFORE.search(before)
    return bool(_ENTRY.match(after) or (closed and trigger.event_type == "COERCE"))
