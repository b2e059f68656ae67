"""What linking gives for a story: its posts, where each has it from, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gpulse.linking.ledger.ledger_rows import Evidence

How = Literal["origin", "rewrite", "cites"]
DriftKind = Literal["source", "certainty", "who", "what"]
Sameness = Literal["same", "cut", "reworded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where a post has its account from.

    `source` is the id of a post, the name of a source outside the store, or `None` for an origin. `central` says
    whether the post tells the story's central claim as its news; `denies` whether it disputes it. `source_of_source`
    is whom the named source had it from, in the post's words.
    """

    article: str
    source: str | None
    how: How
    why: str
    central: bool = False
    denies: bool = False
    source_of_source: str | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a slot, as one post gives it: the raw words, and the number where it is one."""

    value: str
    low: float | None
    high: float | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A slot that is told differently. `most_given` is the value that most independent origins give, `None` where none
    leads; `low` and `high` span all values, where a range is fair."""

    slot: str
    values: tuple[Value, ...]
    most_given: str | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """A claim that changed between two posts, both sentences side by side: `before` → `after` are the changed words."""

    kind: DriftKind
    before: str
    after: str
    first: Evidence
    second: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteVersion:
    """A quotation in one post. `difference` marks what was taken out [-…-] and put in {+…+}, against the first."""

    evidence: Evidence
    sameness: Sameness
    difference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One thing that one speaker said, as the posts quote it, the fullest and earliest version first."""

    speaker: str | None
    versions: tuple[QuoteVersion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A value of a happening (day, place, number, …) and the posts that give it."""

    name: str
    values: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def agreed(self) -> bool:
        """Whether all posts that give the slot give the same value."""
        return len(self.values) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event that several posts tell: every telling's evidence, and the slots on which they agree or differ."""

    id: str
    event_type: str | None
    title: str
    tellings: tuple[Evidence, ...]
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Posts about one affair, over hours to months, in order of publication."""

    id: str
    title: str
    articles: tuple[str, ...]
    first_on: str | None
    last_on: str | None
    claim: Evidence
    lineage: tuple[Link, ...]
    origins: int
    roots: tuple[str, ...]
    conflicts: tuple[Conflict, ...] = ()
    drift: tuple[Drift, ...] = ()
    quotes: tuple[Quote, ...] = ()
    happenings: tuple[Happening, ...] = ()
