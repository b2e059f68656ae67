"""What the network says of a text, in character offsets of that text."""

from __future__ import annotations

from dataclasses import dataclass

from gpulse.model.pieces import Pieces
from gpulse.record import Certainty, Polarity, Realis, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityTag(Span):
    """A name. `kind` is CoNLL-2003's or, with `scheme` "politics", CrossNER's."""

    kind: str
    scheme: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CueTag(Span):
    """A cue of attribution with its sources and contents, in the order of the text."""

    sources: tuple[Span, ...] = ()
    contents: tuple[Span, ...] = ()
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTag(Span):
    """Words that fill a role of a trigger: actor, recipient, item, place, time or said_by.

    `score` is the network's; 0 where a rule says it.
    """

    role: str
    score: float

    @classmethod
    def ruled(cls, words: Span, role: str) -> RoleTag:
        """Return the role that a rule gives to these words."""
        return cls(start=words.start, end=words.end, role=role, score=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerTag(Span):
    """The words that name an act, its PLOVER type and shades, and who and what take part."""

    event_type: str
    score: float
    realis: Realis
    polarity: Polarity
    certainty: Certainty
    roles: tuple[RoleTag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """All that the network says of a text. `sources` and `contents` include those that no cue was linked to.

    `open` says of each sentence whether the ledger model is to be asked about it (`network.Gate`); empty where no gate
    has looked. `pieces` are those of the text, which later stages need not cut again.
    """

    entities: tuple[EntityTag, ...] = ()
    sources: tuple[Span, ...] = ()
    cues: tuple[CueTag, ...] = ()
    contents: tuple[Span, ...] = ()
    triggers: tuple[TriggerTag, ...] = ()
    open: tuple[bool, ...] = ()
    pieces: Pieces | None = None
