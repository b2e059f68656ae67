"""Which state "the country" is, where somebody of another state does something to it.

"China summoned Panama's ambassador and urged *the country* to think again": not China.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from gpulse.reading.scene import Scene
from gpulse.record import Record, Span

_THE_COUNTRY = re.compile(r"(?:country|nation|island\s+(?:nation|state)|kingdom|republic)$", re.IGNORECASE)
_VERB_BEFORE = re.compile(
    r"\s(?!(?:in|of|within|across|throughout|from|for|to|into|inside|around|over|with|by|on|and|or|at|about|against|under|"
    r"after|before|as|that|than|if|when|while|but|is|are|was|were|between|through|near|outside|beyond|off|what|whether)\s)"
    r"[a-z]{3,}\s+(?:the|this|that)\s+$"
)
_HIS_OWN = re.compile(
    r"(?:le(?:ft|aves?|aving|ads?|d)|fle(?:d|es?|eing)|quit\w*|rul|govern|runs?\b|ran\b|unit|divid|plung|rock|shak|shook|represent|"
    r"sav|defend|rebuil|chang|transform|address)"
)
"""Verbs of which the country is mostly that of who does it."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The state that is meant, `None` where nobody can say which."""

    code: str | None


def country_meant(record: Record, span: Span, scene: Scene, states: Collection[str]) -> Meant | None:
    """Return the state that "the country" is as the object of a verb, `None` where the words are others.

    It is not the state of who does it, who is named right before that verb or first in the sentence; of the others that
    the sentence names before it is the only one, else the one of which the post tells most. Where the sentence names no
    other, and where somebody leaves or rules it ("fled the country"), the post as a whole is asked as for all words.
    """
    text = record.article.text
    at = record.sentence_at(span.start)
    noun = _THE_COUNTRY.search(text, span.start, span.end)
    if at is None or noun is None or len(span.of(text).split()) > 2 + noun.group().count(" "):
        return None
    home = record.sentences[at]
    verb = _VERB_BEFORE.search(text, home.start, noun.start())
    named = [m for m in record.mentions if home.start <= m.start and m.end <= noun.start() and m.actor in states]
    if verb is None or not named or _HIS_OWN.match(verb.group().strip()):
        return None
    doer = next((m for m in named if m.end == verb.start()), named[0])
    others = {m.actor for m in named if m.actor != doer.actor}
    return Meant(next((code for code in scene.about if code in others), None)) if others else None
