"""Acts that a text names and does not tell: asked, claimed and told to be false, or only supposed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gpulse.reading.language.untold import is_asked, is_checked_claim, is_supposed, is_told_false, is_unproven
from gpulse.record import Event, Record


def as_untold(record: Record, event: Event) -> Event:
    """Return an act as the text leaves it: none is told as fact that is asked, supposed, or told to be false.

    An act that the post itself says did not happen is negative, and told by the post: "wrongly reported that Oslo had
    left". A claim that it finds false ("Claim: …") is somebody's, and possible at most.
    """
    text, home = record.article.text, record.home_of(event.trigger)
    if home is None:
        return event
    if is_told_false(record, event.trigger):
        return replace(event, polarity="negative", certainty="certain", attributions=())
    if is_checked_claim(record, event.trigger) or is_unproven(text, home, event.trigger):
        return replace(event, certainty="possible")
    if is_asked(text, home, event.trigger):
        return replace(event, realis="hypothetical", certainty="possible")
    if event.realis in ("actual", "planned", "demanded") and is_supposed(text, home, event.trigger):
        return replace(event, realis="hypothetical")
    return event


_WHICH_IT_DENIES = re.compile(
    r",\s+which\s+(?:it|they|he|she)\s+(?:has\s+|have\s+)?(?:(?:also|always|repeatedly|strongly)\s+)?$"
)


def by_the_accused(record: Record, events: Sequence[Event]) -> Iterator[Event]:
    """Yield the acts, a charge denied by whom it is brought against: "Oslo accused Bern of it, which *it* denies"."""
    text = record.article.text
    for at, event in enumerate(events):
        home = record.home_of(event.trigger)
        if (
            home
            and event.event_type == "REJECT"
            and event.trigger.of(text).startswith("den")
            and _WHICH_IT_DENIES.search(text, home.start, event.trigger.start)
        ):
            charges = [e for e in events[:at] if e.event_type == "ACCUSE" and home.covers(e.trigger) and e.recipients]
            if charges:
                event = replace(event, actors=charges[-1].recipients, recipients=charges[-1].actors)
        yield event
