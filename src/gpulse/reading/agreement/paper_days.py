"""On what day and where a paper was made, until when it holds, and by whom it was declared."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gpulse.days import add_days
from gpulse.reading.agreement.paper_makings import NEAR_VERB, Making
from gpulse.reading.agreement.paper_names import Naming
from gpulse.reading.agreement.paper_parties import meeting_before, signed_by
from gpulse.record import Event, Record, Timex, within

_SCENE = re.compile(r"\b(?:in|at|aboard|outside|near)\s+(?:the\s+)?(?:[a-z]+\s+){0,2}(?:of\s+)?$", re.IGNORECASE)
_THERE = re.compile(r"\bthere\b", re.IGNORECASE)
_SAME_DAY = re.compile(
    r"(?:on\s+)?(?:the\s+same|that)\s+day|(?:a\s+few\s+)?hours\s+(?:later|before|earlier)", re.IGNORECASE
)
_BEFORE = re.compile(r"\s+(?:before|earlier)\b")


def day_of(record: Record, making: Making, told: str | None) -> str | None:
    """Return the day on which a paper was signed; `None` where the sentence tells none, or a month or year only.

    `told` is the day that the sentences before tell of, for "on the same day".
    """
    if not making.signed:
        return None
    text, sentence, event = record.article.text, record.sentences[making.sentence], making.event
    near = [t for t in within(record.timexes, sentence) if t.type in ("DATE", "TIME")]
    told_then = any(_is_of_telling(record, making, t) for t in near)
    if same := [t for t in near if _SAME_DAY.search(t.of(text))]:
        return told or same[0].earliest
    if eve := [
        t for t in near if t.earliest and 0 <= t.start - making.verb.end <= NEAR_VERB and _BEFORE.match(text, t.end)
    ]:
        return add_days(eve[0].earliest or "", -1)
    if _has_other_day(record, making):
        return None
    near = [t for t in near if not _is_of_telling(record, making, t)]
    own = event if event and event.trigger.overlaps(making.verb) else None
    if own and own.earliest and own.earliest == own.latest and (not told_then or any(_is_day(t, own) for t in near)):
        return own.earliest
    if (
        not any(t.earliest and t.earliest == t.latest for t in near)
        and making.sentence
        and _THERE.search(text, sentence.start, sentence.end)
    ):
        near = [t for t in within(record.timexes, record.sentences[making.sentence - 1]) if t.type == "DATE"]
    if not near and (meeting := meeting_before(record, making)):
        return meeting.earliest if meeting.earliest == meeting.latest else None
    days = [t for t in near if t.earliest and t.earliest == t.latest and t.type == "DATE"]
    return days[0].earliest if len(days) == 1 and (told_then or event is None or event.earliest is None) else None


def _is_day(timex: Timex, event: Event) -> bool:
    return timex.earliest == event.earliest


def _is_of_telling(record: Record, making: Making, timex: Timex) -> bool:
    """Say whether a time is that of the telling: "Peru and Chile have signed a pact, a spokesman said *on Tuesday*"."""
    home = record.sentences[making.sentence]
    return any(
        a.cue and home.covers(a.cue) and a.cue.start > making.verb.end
        and timex.start > min(a.cue.start, a.source.start)
        and any(c.covers(making.verb) for c in a.content)
        for a in record.attributions
        if a.source
    )  # fmt: skip


def _has_other_day(record: Record, making: Making) -> bool:
    """Say whether a time without a date follows the signing: "a deal that they signed late the evening before"."""
    return any(
        t.earliest is None and t.type in ("DATE", "TIME") and 0 <= t.start - making.verb.end <= NEAR_VERB
        for t in record.timexes
    )


def place_of(record: Record, making: Making) -> str | None:
    """Return where a paper was signed: the event's place, else the only place of the sentence that is a scene."""
    if not making.signed and not making.by_parties:
        return None
    if making.event and making.event.place and making.event.place.country not in signed_by(record, making):
        return making.event.place.name
    text = record.article.text
    number = making.sentence
    if _THERE.search(text, record.sentences[number].start, record.sentences[number].end) and number:
        number -= 1
    scenes = _scenes(record, number)
    if not scenes and (meeting := meeting_before(record, making)) and meeting.place:
        return meeting.place.name
    return scenes[0] if len(scenes) == 1 else None


def _scenes(record: Record, number: int) -> list[str]:
    text = record.article.text
    return list(dict.fromkeys(
        m.place.name for m in within(record.mentions, record.sentences[number])
        if m.place and m.actor is None and _SCENE.search(text[max(0, m.start - 30) : m.start])
    ))  # fmt: skip


def last_day(timexes: Sequence[Timex], before: int) -> str | None:
    """Return the last day that a text names before an offset."""
    days = [t for t in timexes if t.end <= before and t.earliest and t.earliest == t.latest]
    return days[-1].earliest if days else None


_DECLARED_IN = re.compile(r"\b[Ii]n\s+$")


def declared_in(text: str, naming: Naming) -> bool:
    """Say whether somebody says something in a declaration, which then is there: "In a joint declaration both …"."""
    return naming.head in _WHAT_IS_DECLARED and bool(_DECLARED_IN.search(text, max(0, naming.start - 4), naming.start))


_WHAT_IS_DECLARED = ("declaration", "statement", "communiqué")
LEAD = 5
"""Sentences of a post, from the first, in which the news of a declaration begins."""
RECENT = 14
"""Days before the post that a meeting of which it tells the outcome is back, at most."""


def declared_on(record: Record, naming: Naming) -> str | None:
    """Return the day of a declaration that the post's opening tells of: that of the meeting or the announcing.

    What is declared has no other day than that of the declaring, as a treaty has that of its signing. `None` where the
    sentences before it tell of two days or none, or the declaration is an old one ("the 1975 declaration").
    """
    published = record.article.published_at
    if naming.head not in _WHAT_IS_DECLARED or naming.sentence > LEAD or naming.plural or not published:
        return None
    if (naming.opener == "a" and not declared_in(record.article.text, naming)) or re.search(
        r"\b(?:19|20)\d\d\b", naming.name
    ):
        return None
    until = published[:10]
    since = add_days(until, -RECENT) or ""
    start, end = record.sentences[0].start, record.sentences[naming.sentence].end
    told = {
        *((a.earliest, a.latest) for a in record.attributions if a.cue and start <= a.cue.start < end),
        *(
            (e.earliest, e.latest)
            for e in record.events
            if e.event_type in ("CONSULT", "AGREE") and e.realis == "actual" and start <= e.trigger.start < end
        ),
    }
    days = {first for first, last in told if first and first == last and since <= first <= until}
    return days.pop() if len(days) == 1 else None
