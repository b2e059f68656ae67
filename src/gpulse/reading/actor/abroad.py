"""To which states somebody is foreign by what the post has them do: whoever flies to Moscow is not Russia's.

Words that name no state ("the foreign minister", "Jan Hamáček, interior minister") are given one of those that the
post names (`whose`); a state that they visit, whose envoy they expel, or that warns or accuses them is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from gpulse.reading.scene import WHOLE, Scene
from gpulse.record import Mention, Record, Span, starting_in

_GOES = re.compile(
    r"\b(?:(?:visit(?:s|ed|ing)?|tour(?:s|ed|ing)?)|"
    r"(?:fl(?:y|ies|ew|own|ying)|travel(?:s|led|ed|ling|ing)?|go(?:es|ing|ne)?|went|head(?:s|ed|ing)?|trip|journey|visit)"
    r" to|(?:arriv(?:e[sd]?|ing)|land(?:s|ed|ing)?) in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Words before a state or its capital that somebody visits; "returned to" is said of one's own.

>>> [bool(_GOES.search(words)) for words in ("intends to fly to ", "has returned to ", "spoke in ")]
[True, False, False]
"""

_SENDS_OFF = re.compile(r"\b(?:summon(?:s|ed|ing)?|expel(?:s|led|ling)?)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_ENVOY = re.compile(r"['’]?s?\s+(?:ambassador|envoy|charg|diplomat|consul|embassy)", re.IGNORECASE)
"""Around a state's name, what is done to those who stand for it abroad.

>>> bool(_SENDS_OFF.search("he summoned the ")), bool(_ENVOY.match(" ambassador"))
(True, True)
"""


_CHARGES = re.compile(
    r"(?:\s+(?:has|have|had|also|again|repeatedly|earlier)){0,3}\s+(?:warn(?:s|ed)?|accus(?:es|ed)|urg(?:es|ed)|call(?:s|ed)\s+on|"
    r"condemn(?:s|ed)|threaten(?:s|ed)|blam(?:es|ed))\s+(?:the\s+)?$"
)
"""Between a state's name and those whom it warns: "Washington had warned the *generals*".

>>> bool(_CHARGES.fullmatch(" had warned the ")), bool(_CHARGES.fullmatch(" has warned its "))
(True, False)
"""


def abroad_of(record: Record, span: Span, scene: Scene) -> frozenset[str]:
    """Return the states to which those whom the words at `span` stand for are foreign, by any words of their chain.

    Where the post names one state alone, somebody of it may well fly to its capital.
    """
    if len({code for _, code, _ in scene.named}) < 2:
        return frozenset()
    chains = {m.chain for m in record.mentions_at(span)} - {None}
    words = [span, *(m for m in record.mentions if m.chain in chains and not m.overlaps(span))] if chains else [span]
    return frozenset(code for one in words for code in _foreign_to(record, one, scene, chains))


def _foreign_to(record: Record, span: Span, scene: Scene, chains: Collection[int | None]) -> list[str]:
    """Return the states that the sentence of some words has them visit, or send the envoys of away.

    Where somebody of none of `chains` is named before the state, it may be they who go there.
    """
    text, here = record.article.text, record.sentence_at(span.start)
    found = []
    for mention, code, sentence in scene.named:
        if sentence != here:
            continue
        if mention.end <= span.start and _is_seat(mention):
            if _CHARGES.fullmatch(text, mention.end, span.start):
                found.append(code)
            continue
        if mention.start < span.end:
            continue
        before = starting_in(record.mentions, Span(start=span.end, end=mention.start))
        named = (m for m in before if m.kind in ("person", "organisation") and text[m.start].isupper())
        if any(m.chain not in chains for m in named):
            break
        between = text[span.end : mention.start]
        goes = _is_seat(mention) and _GOES.search(between)
        if goes or (_SENDS_OFF.search(between) and _ENVOY.match(text, mention.end)):
            found.append(code)
    return found


def _is_seat(mention: Mention) -> bool:
    """Say whether a name is a state's or its capital's: in other towns somebody may be at home."""
    place = mention.place
    return mention.kind == "place" and (place is None or place.feature_code in (*WHOLE, "PPLC"))
