"""An act as a sentence names it: the words that name it, what kind it is, and how it stands in its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gpulse.reading.language.cues import Mood
from gpulse.reading.language.verb_groups import Form, Governor
from gpulse.record import Span

__all__ = ["OPEN", "Act", "Form", "Governor", "Mood"]

OPEN: Final = "open"
"""The family of acts that no family of the lexicon names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act named in a sentence. `subject`, `object` are ranges of word numbers in `words_of` the sentence."""

    trigger: Span
    first: int
    last: int
    family: str
    event_type: str
    frame: str
    lemma: str
    form: Form
    mood: Mood
    passive: bool
    negative: bool
    governor: Governor | None
    subject: tuple[int, int]
    object: tuple[int, int]
