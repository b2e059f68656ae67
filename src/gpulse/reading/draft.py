"""What the stages pass on: the record so far, and what the network said of its sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from gpulse.record import Article, Record, Span

if TYPE_CHECKING:
    from gpulse.model.tags import Tags
    from gpulse.reading.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A record being read. `tags` are the network's; `None` before its stage, or where there is no network.

    `extents` are the text's whole phrases by where their own words end (`reading.extents`), from the stage of chains,
    `scene` is where the record is set (`reading.scene`), from the stage of attributions.
    """

    record: Record
    tags: Tags | None = None
    extents: Mapping[int, Span] = field(default_factory=dict)
    scene: Scene | None = None

    @property
    def article(self) -> Article:
        """The article being read."""
        return self.record.article

    @property
    def text(self) -> str:
        """The article's text, into which all offsets point."""
        return self.record.article.text

    def add(self, **layers: Any) -> Draft:
        """Return a draft whose record has these layers (fields of `Record`) filled or replaced."""
        return replace(self, record=replace(self.record, **layers))
