"""Threats that name no act of their own: "Seoul warned that it would respond", "vowed to retaliate".

Whoever threatens a raid is told to threaten a raid; where only an answer is threatened, whatever it may be, the
threatening is the act (decision 5 of ../shared/gold/events/README.md). The network takes such verbs for the telling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gpulse.model.tags import TriggerTag
from gpulse.record import Sentence, Span

_ANSWERS = r"(?:respond|retaliate|react|answer|hit\s+back|strike\s+back|take\s+revenge)"
THREATS: Final = {
    r"(?P<act>(?:warn|threaten|vow)(?:s|ed|ing)?)\s+(?:[\w’'-]+\s+){0,4}?(?:that\s+)?(?:it|they|he|she|we)\s+(?:would|will)\s+"
    rf"(?:\w+ly\s+)?(?:{_ANSWERS}|not\s+(?:stand|sit)\s+(?:idly\s+)?by|not\s+tolerate|"
    r"take\s+(?:\w+\s+){0,3}?(?:measures|countermeasures|steps|action))\b": (
        "Seoul warned that it would respond sternly."
    ),
    rf"(?P<act>(?:threaten|vow)(?:s|ed|ing)?)\s+to\s+{_ANSWERS}\b": "Chad vowed to retaliate for the raid.",
    r"(?P<act>(?:warn|threaten)(?:s|ed|ing)?)\s+(?:[\w’'-]+\s+){0,5}?(?:of|with)\s+(?:[\w-]+\s+)?"
    r"(?:(?:serious|severe|grave|dire|harsh)\s+consequences|retaliation|reprisals)\b(?!\s+(?:of|for)\b)": (
        "The general warned Oslo of serious consequences."
    ),
}
"""Forms of such a threat, each with an example."""
_THREATS: Final = tuple(re.compile(words) for words in THREATS)
_NOT: Final = re.compile(r"\b(?:not|never|n['’]t|if|whether|has\s+yet\s+to)\s+(?:\w+\s+)?$")


def find_threats(text: str, sentences: Sequence[Sentence], triggers: Sequence[TriggerTag]) -> Iterator[Span]:
    """Yield the verbs by which an answer is threatened, where no act of the sentence is such a verb already.

    >>> words = "Seoul warned that it would respond sternly to further steps."
    >>> [found.of(words) for found in find_threats(words, [Sentence(start=0, end=len(words))], [])]
    ['warned']
    """
    for sentence in sentences:
        for form in _THREATS:
            found = form.search(text, sentence.start, sentence.end)
            if found is None or _NOT.search(text, sentence.start, found.start()):
                continue
            verb = Span(start=found.start("act"), end=found.end("act"))
            phrase = Span(start=found.start("act"), end=found.end())
            if not any(t.overlaps(verb) or (t.event_type == "THREATEN" and t.overlaps(phrase)) for t in triggers):
                yield verb
            break
