"""An act whose parties are looked for, and the parties found so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from gpulse.model.tags import TriggerTag
from gpulse.reading.event.beside import beside
from gpulse.reading.event.participants import find_participants
from gpulse.reading.kit import Kit
from gpulse.reading.scene import Scene
from gpulse.record import Item, Participant, Record, Span


@dataclass(frozen=True)
class Act:
    """An act whose parties are looked for: the network's tag, its sentence, the words of its roles, type and mode."""

    record: Record
    tag: TriggerTag
    home: Span
    roles: dict[str, list[Span]]
    event_type: str
    mode: str | None
    others: Sequence[TriggerTag]
    kit: Kit
    scene: Scene

    @property
    def text(self) -> str:
        """The text of the post."""
        return self.record.article.text

    @property
    def trigger(self) -> Span:
        """The words that name the act."""
        return Span(start=self.tag.start, end=self.tag.end)

    def find(self, *spans: Span) -> tuple[Participant, ...]:
        """Return the participants whom words name."""
        return find_participants(self.record, spans, self.kit, self.scene)

    def beside(self, joins: Callable[[str, int, int], object]) -> tuple[Participant, ...]:
        """Return the first actor behind the act whom the words between join to it (`reading.event.beside`)."""
        return beside(self.record, self.trigger, self.home, joins, self.kit, self.scene)


@dataclass(frozen=True)
class Parties:
    """Who takes part in an act, with what and by way of whom."""

    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    items: tuple[Item, ...]
    via: tuple[Participant, ...] = ()

    def by(self, actors: tuple[Participant, ...]) -> Parties:
        """Return the parties with other actors, none of whom is a recipient too."""
        return replace(self, actors=actors, recipients=without(self.recipients, actors))

    def to(self, recipients: tuple[Participant, ...]) -> Parties:
        """Return the parties with other recipients."""
        return replace(self, recipients=recipients)


def without(people: Sequence[Participant], others: Sequence[Span]) -> tuple[Participant, ...]:
    """Return those of some people whose words are not in others'."""
    return tuple(p for p in people if not any(p.overlaps(o) for o in others))
