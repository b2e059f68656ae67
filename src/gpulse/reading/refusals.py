"""What sounds like a promise but could never be rated, with the reason."""

from __future__ import annotations

import re

from gpulse.reading.cues import VAGUE_ACTS
from gpulse.reading.words import Word
from gpulse.record import Refusal, Sentence, Span

WHY = {
    "support": "names no act, amount or date, only support",
    "urge": "promises to urge others, not to act",
    "consequences": "names no act, only consequences or steps",
    "efforts": "names no act, amount or date, only efforts",
    "study": "only studies or considers an act",
    "as long as": "names no act, amount or date",
    "odds": "gives a likelihood without a date",
}
"""The reason for each class of words that name no act."""

_CUE = re.compile(
    r"\b(?:will|would|shall|'ll|won't|(?:is|are|was|were|be|been|being) (?:\w+ )?(?:committed|determined|ready|"
    r"prepared|resolved) to|fully committed to|"
    r"(?:promis|pledg|vow|undert|agree|assur|threaten|swor|commit)\w*(?: \w+){0,3}? (?:to|that)|declared "
    r"(?:himself|herself|itself|themselves) (?:\w+ )?committed to|"
    r"intends? to|plans? to|wants? to|aims? to|whatever (?:was|is|were)|must|should|can count on|warn\w* of|"
    r"threaten\w* with|(?:is|are|was|were) (?:considering|examining|studying|reviewing|weighing)|remains? "
    r"committed to|offer\w*(?: \w+){0,2}? to)\b",
    re.IGNORECASE,
)
_ODDS = re.compile(
    r"\b(?:highly |very |most )?(?:unlikely|likely|improbable|inevitable|probable|a matter of time|cannot be "
    r"ruled out|not (?:be )?excluded|per cent chance)\b",
    re.IGNORECASE,
)
_VAGUE = tuple((name, re.compile(rf"^\W*(?:\w+\W+){{0,4}}?{pattern}", re.IGNORECASE)) for name, pattern in VAGUE_ACTS)
_VAGUE_SUBJECT = re.compile(r"\b(?:there|problems|consequences|response|reaction|answer|it)\s*$", re.IGNORECASE)


def find_refusals(text: str, sentence: Sentence, words: tuple[Word, ...]) -> tuple[Refusal, ...]:
    """Return the passages of a sentence that sound like a promise but name no act that could be rated.

    >>> s = "The alliance will stand by Kyiv for as long as it takes, she said."
    >>> [(r.evidence[0].of(s), r.why) for r in find_refusals(s, Sentence(start=0, end=len(s)), ())]
    [('The alliance will stand by Kyiv for as long as it takes', 'names no act, amount or date, only support')]
    """
    found: list[Refusal] = []
    for match in _CUE.finditer(text, sentence.start, sentence.end):
        rest = text[match.end() : sentence.end]
        name = next((name for name, pattern in _VAGUE if pattern.match(rest)), None)
        if name is None and re.search(r"\bas long as\b|\bwhatever (?:was|is) necessary", rest[:80]):
            name = "as long as"
        if name is None:
            continue
        found.append(Refusal(evidence=(_clause_around(text, sentence, match.start(), match.end()),), why=WHY[name]))
    for match in _ODDS.finditer(text, sentence.start, sentence.end):
        found.append(Refusal(evidence=(_clause_around(text, sentence, match.start(), match.end()),), why=WHY["odds"]))
    kept: list[Refusal] = []
    for refusal in found:
        if not any(refusal.evidence[0].overlaps(other.evidence[0]) for other in kept):
            kept.append(refusal)
    return tuple(kept)


def _clause_around(text: str, sentence: Sentence, start: int, end: int) -> Span:
    """The clause around a cue: between marks that part clauses, with its opening condition."""
    left = max(
        (
            text.rfind(mark, sentence.start, start) + len(mark)
            for mark in ("; ", ": ", "“", " – ")
            if text.rfind(mark, sentence.start, start) >= 0
        ),
        default=sentence.start,
    )
    match = re.compile(
        r"[;:”]|, (?=[^,]{1,60}\b(?:said|told|wrote|announced|added|declared|remarked|put)\b)|[.!?](?:\s|$)"
    ).search(text, end, sentence.end)
    right = match.start() if match else sentence.end
    words = text[left:right]
    return Span(start=left + len(words) - len(words.lstrip(" ,")), end=left + len(words.rstrip(" ,.")))
