"""Words of blame without a verb of blaming: "Pretoria told the broadcaster it was unfortunate that …" is ACCUSE.

What was said names something bad of another's doing; the saying is the act. In the 4,861 hand-coded sentences such a
saying by somebody in politics is coded ACCUSE in two of two, by private people in none of two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gpulse.model.tags import TriggerTag
from gpulse.record import Record, Span

_SAYING = re.compile(
    r"(?:said|says|saying|told|tells|adds|added|argu\w+|declar\w+|maintain\w+|insist\w+|stated|states|claim\w*|advis\w+|"
    r"ruled|found|finds|wrote|conclud\w+)\b",
    re.IGNORECASE,
)
_BAD = re.compile(
    r"\b(?:is|was|are|were|be|been)\s+(?:\w+ly\s+|very\s+|an?\s+)?(?:unfortunate|unlawful|illegal|unacceptable|"
    r"disappointed|disappointing|wrong|mistake|outrageous|outraged|deplorable|regrettable|shameful|irresponsible|unfair|"
    r"unjust|unjustified|violation|provocation|disgrace|dismayed|appalled|absurd|reckless|inhumane|barbaric|cowardly|"
    r"in\s+breach|contrary\s+to)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:not|never|no|n['’]t|if|whether|nothing)\b", re.IGNORECASE)
_POLITICS = frozenset(("GOV", "MIL", "IGO", "LEG", "JUD", "OPP", "PTY", "DIP", "SPY", "NGO"))


def find_judgements(record: Record, triggers: Sequence[TriggerTag]) -> Iterator[Span]:
    """Yield the verbs of saying by which somebody in politics finds fault with what another has done."""
    text = record.article.text
    for said in record.attributions:
        if said.cue is None or said.speaker is None or not _SAYING.match(text, said.cue.start, said.cue.end):
            continue
        if said.speaker.sector not in _POLITICS:
            continue
        home = record.home_of(said.cue)
        if home is None or any(t.event_type in ("ACCUSE", "REJECT") and home.covers(t) for t in triggers):
            continue
        for content in said.content:
            bad = _BAD.search(text, content.start, min(content.end, home.end)) if home.overlaps(content) else None
            if bad and not _DENIES.search(text, content.start, bad.end()):
                yield said.cue.bare()
                break
