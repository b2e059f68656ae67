"""What people set by hand, and what the program gave: the rows that `rulings`, `statuses` and `story_edits` hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A person's word on what became of a commitment. `on` is a day or coarser; `evidence` an address or post id."""

    commitment: str
    status: str
    on: str | None = None
    why: str
    evidence: str | None = None
    ruled_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    """The status that the program gave a commitment on the day `as_of`, noted only where it changed."""

    commitment: str
    status: str
    on: str | None = None
    why: str | None = None
    as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEdit:
    """A person's word that posts belong to one story ("merge") or that they do not ("split")."""

    action: Literal["merge", "split"]
    articles: tuple[str, ...]
    why: str
    edited_at: str
