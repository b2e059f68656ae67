"""Acts that a text names and does not tell: asked, claimed and told to be false, or only supposed."""

from __future__ import annotations

from dataclasses import replace

from gpulse.reading.language.untold import is_asked, is_checked_claim, is_supposed, is_told_false
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
    if is_checked_claim(record, event.trigger):
        return replace(event, certainty="possible")
    if is_asked(text, home, event.trigger):
        return replace(event, realis="hypothetical", certainty="possible")
    if event.realis == "actual" and is_supposed(text, home, event.trigger):
        return replace(event, realis="hypothetical")
    return event
