"""The day of a detail: of an act told further on, by somebody of an act before it that has a day, or done to them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gpulse.reading.event.subjects import joins_verb
from gpulse.reading.event.time_scopes import is_past
from gpulse.record import Event, Participant, Record

_PERFECT = re.compile(
    r"\b(?:ha(?:s|ve|d)|will|would|could|may|might|is|are|to|since|earlier|already|previously|once)\s+(?:\w+\s+){0,2}$"
)
NEWS = 7
"""Days before publication from which the acts are that a post goes on to tell of. Of 62 details that took their day
from an act, in 120 articles of PolNeAR, 8 took one of another day than these, and the text bears out none of the 8."""
_ANOTHER_TIME = re.compile(
    r"\b(?:at\s+the\s+(?:time|last)|in\s+one\s+case|then|(?:minutes|hours|days|weeks|months|years)\s+(?:after|before|later|earlier)|early\s+(?:in|on)|earlier|back\s+in|in\s+the\s+past|repeatedly|often|ever\s+since)\b",
    re.IGNORECASE,
)


def with_days(record: Record, events: Sequence[Event]) -> Iterator[Event]:
    """Yield the events; a detail of an act told before, with a day, happened that day.

    A detail is told in the simple past, and is of the type of the dated act or done to the same, with somebody in
    common: "The allies imposed sanctions on Monday. … The Treasury froze the assets of 16 people." The dated act is
    the post's news: of the `NEWS` days before publication.
    """
    text, published = record.article.text, record.article.published_on
    dated: list[Event] = []
    days = [t for t in record.timexes if t.type in ("DATE", "TIME") and t.earliest]
    for event in events:
        if event.realis == "actual" and event.polarity == "positive":
            whole = next((e for e in reversed(dated) if _is_detail(text, event, e)), None)
            told = any(event.evidence[0].covers(t) for t in days)
            if event.earliest is None and whole is not None and not told:
                event = replace(event, earliest=whole.earliest, latest=whole.latest)
            elif event.earliest and event.earliest == event.latest and _is_news(event.earliest, published):
                dated.append(event)
        yield event


FRONT = 14
"""Characters of a sentence before a day that is told of all that its verbs tell: "On Tuesday", "Late on Monday"."""


def with_fronted_days(record: Record, events: Sequence[Event]) -> Iterator[Event]:
    """Yield the events; a verb that is joined to another has the day with which the sentence opens.

    "*On Tuesday* it called the paper void and *recalled* its envoy."
    """
    text = record.article.text
    told: list[Event] = []
    for event in events:
        home, before = event.evidence[0], [e for e in told if e.evidence == event.evidence and e.earliest]
        undated = event.earliest is None and event.latest is None and event.realis == "actual"
        inside = [t for t in record.timexes if home.covers(t) and t.earliest]
        if undated and before and len(inside) == 1 and inside[0].start - home.start <= FRONT:
            first = before[-1]
            same = (first.earliest, first.latest) == (inside[0].earliest, inside[0].latest)
            if same and first.trigger.end <= event.trigger.start and joins_verb(text, first, event):
                event = replace(event, earliest=first.earliest, latest=first.latest)
        told.append(event)
        yield event


def _is_news(day: str, published: str | None) -> bool:
    """Say whether a day is that of the news, as far as the day of publication is known.

    >>> _is_news("2024-06-25", "2024-06-28"), _is_news("2024-05-02", "2024-06-28"), _is_news("2024-06-30", "2024-06-28")
    (True, False, False)
    """
    return published is None or 0 <= (dt.date.fromisoformat(published) - dt.date.fromisoformat(day)).days <= NEWS


_WITHIN_ANOTHER = re.compile(r"\b(?:who|whom|whose|which|that|after|before|until|because)\s[^,;.]*$")
"""Before an act that a clause within another tells of, which may be long ago: "women who *accused* him"."""


_OFFICIAL = frozenset(("GOV", "MIL"))


def _who(actor: Participant) -> tuple[str | None, str | None]:
    """Return who is the same wherever named: a body, a state by its officials, else somebody by name."""
    one = actor.body is not None or actor.sector in _OFFICIAL
    return actor.whom, None if one else actor.name


def _is_detail(text: str, event: Event, whole: Event) -> bool:
    mine, theirs = ({_who(p) for p in e.actors if p.whom} for e in (event, whole))
    to_me, to_them = ({p.whom for p in e.recipients if p.whom} for e in (event, whole))
    same = event.event_type == whole.event_type
    common = (mine & theirs and (same or to_me & to_them)) or (same and not mine and to_me & to_them)
    if same and event.event_type == "CONSULT":  # "Lind landed in Oslo on Monday. … Norway received her."
        common = common or (bool(mine and to_me) and mine | to_me == theirs | to_them)
    home = event.evidence[0]
    past = is_past(event.trigger.of(text))
    later = home != whole.evidence[0]
    if not (common and later and past) or _ANOTHER_TIME.search(home.of(text)):
        return False
    at = event.trigger.start
    return not (_PERFECT.search(text, home.start, at) or _WITHIN_ANOTHER.search(text, home.start, at))
