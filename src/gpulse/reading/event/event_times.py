"""When an act happened or is to happen: the times of its sentence, its deadline, what the next sentence tells of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from gpulse.reading.commitment.windows import find_window
from gpulse.reading.event.time_scopes import is_anothers, is_past, is_some_day, tells_when_held
from gpulse.reading.event.told_about import is_about
from gpulse.reading.event.weighed_times import LEAST, weigh_times
from gpulse.reading.kit import Kit
from gpulse.reading.time.noun_times import dates_a_noun
from gpulse.reading.time.value import add_units
from gpulse.record import Attribution, Event, Record, Span, Timex, within

_SINCE = re.compile(
    r"\bsince\s+(?:the\s+)?$|\bsince\b[^.;]{0,60}$|\bdat(?:es?|ed|ing)\s+(?:back\s+)?to\s+$", re.IGNORECASE
)
_BEGINNING = re.compile(r"\b(?:beginning|starting|effective)\s+(?:on\s+|from\s+)?$", re.IGNORECASE)
_FROM_THEN = re.compile(
    r"\b(?:beginning|starting|effective|as\s+of|by)\s+(?:on\s+|from\s+|the\s+end\s+of\s+)?$", re.IGNORECASE
)
"""Behind an act, from when on or by when it is to be, however many verbs stand between."""
_FROM = re.compile(r",?\s+(?:beginning|starting|from)\s+(?:on\s+|from\s+)?", re.IGNORECASE)
_OF_A_PAPER = re.compile(
    r"\b(?:laws?|treat(?:y|ies)|resolutions?|acts?|decrees?|agreements?|accords?|deals?|constitution|statutes?|pacts?|"
    r"conventions?|memorandum|protocol|charter)\s+(?:of|from|dating from)\s+$",
    re.IGNORECASE,
)
"""A day after these is the paper's, not that of the act: "under a law of 2017"."""
_DATELINE = re.compile(r"[“\"]?[A-Z][A-Z'’. -]+(?:, [A-Z][\w'’.-]+)*[,.]? ?\(?$")
_DATELINE_END = re.compile(r"\)?\s*(?:\([^)\n]{1,40}\)\s*)?[-–—]+\s")
"""What stands before and after the day of a dateline, which is no act's: "MANILA, 5 December 2024 - "."""
_WHEN = re.compile(r"^,?\s+when\b")
_EVE = re.compile(r"^,\s+(?:(?:a|two|three|some)\s+\w+\s+)?(?:before|after|while|when)\s[^,;]{2,60},")
_EVER_SINCE = re.compile(r"[^,;]{0,80}?\b(?:ever\s+since|since\s+then)\b")
_BY = re.compile(r"\b(?:by|no later than|not later than|until)\s+(?:the\s+)?(?:end of\s+)?$", re.IGNORECASE)


_SENT = re.compile(
    r"(?:troops|soldiers|forces?|units?|contingents?|brigades?|battalions?|engineers|instructors|advisers|observers|"
    r"peacekeepers|police|officers|medics|doctors|teams?|missions?|convoys?|ships?|shipments?|deliver(?:y|ies)|aircraft|jets|"
    r"tanks|vehicles|weapons|systems|batter(?:y|ies)|shells|missiles|trucks)$",
    re.IGNORECASE,
)
"""Heads of phrases for those who are sent and what is sent, each taken up by another: "a unit", "the troops"."""
_TAKEN_UP = re.compile(
    r"(?:(?:The|These|Those|Its|Their|His|Her)\s+(?:[\w-]+\s+){0,2}?(?P<head>[\w-]+)|They)\s+"
    r"(?:(?:is|are|was|were)\s+(?:\w+ly\s+)?(?:expected|anticipated|due|set|scheduled|slated|likely|supposed)\s+to|will|would|"
    r"should|could)\s+(?:be\s+(?:sent|deployed|shipped|delivered|handed\s+over|there|in\s+place|ready)|join|arrive|reach|leave|"
    r"depart|follow|go|come|begin|start|deploy|sail|fly|take\s+up|move|enter|cross)\b",
)
_TO_COME = frozenset({"planned", "promised", "threatened", "predicted"})
_GOING_ON = re.compile(r"\b(?:is|are|was|were|has\s+been|have\s+been|had\s+been)\s+(?:\w+ly\s+)?$")


_AND_WILL = re.compile(
    r"\band,?\s+(?:[^,]{1,40},\s+)?(?:(?:also|now|then|still)\s+)?(?:plans?|wants?|hopes?|intends?|aims?|expects?|means?|will|would|may|might|could|should|must|is|"
    r"are|has|have|had)\b"
)
"""Between a time and an act behind it that another verb governs: "expelled 800 last year and plans to *send* more"."""
JOINT = re.compile(r",\s+(?:and|but|so|yet)\s+(?:(?:an?|the|its|his|her|their|he|she|it|they|some|another)\s|[A-Z])")
"""Where a clause with a subject of its own is joined to another."""


def find_when(
    record: Record, trigger: Span, home: Span, roles: Sequence[Span], kit: Kit, others: Sequence[Span] = ()
) -> tuple[str | None, str | None]:
    """Return the event's own time: the time role, else the likeliest time of the sentence outside what others say.

    Times that are likelier another act's are left out (`weighed_times`).
    A time in a clause joined to the act's that has an act of its own, one of the `others`, is that one's: of "Romania
    has sent pumps, and a convoy left on Monday" the pumps have no day. "since D" opens an interval at D that lasts
    until the day of publication; "beginning on D" one without an end, but "for two weeks beginning on D" one of two
    weeks.
    """
    text = record.article.text
    near = [t for t in within(record.timexes, home) if t.type != "SET" and (t.earliest or is_some_day(text, t))]
    near = [t for t in near if not any(_says(a, t) and not _holds(a, trigger) for a in record.attributions)]
    near = [t for t in near if not any(_frames(a, t, trigger) for a in record.attributions)]
    near = [t for t in near if not _in_dateline(text, home, t)]
    near = [t for t in near if not t.covers(trigger)]  # "the day after they signed" is not the day of the signing
    near = [t for t in near if not _OF_A_PAPER.search(text, home.start, t.start)]
    near = [t for t in near if not is_anothers(text, home, trigger, t, others, record.article.published_on)]
    near = [t for t in near if not of_what_came_before(text, home, trigger, t) and not is_about(text, home, trigger, t)]
    ever_since = _EVER_SINCE.match(text, trigger.end, home.end)
    near = [
        t for t in near if not (t.end < trigger.start and _AND_WILL.search(text, t.end, trigger.start)) or ever_since
    ]
    marked = {t for t in near if any(t.overlaps(r) for r in roles)}
    odds = weigh_times(text, trigger, home, near, kit, marked)
    held = {t for t in near if tells_when_held(text, trigger, t) or _goes_on_there(text, home, trigger, t)}
    near = [t for t in near if odds[t] >= LEAST or t in held or _FROM_THEN.search(text, trigger.end, t.start)]
    sure = [t for t in near if t in marked]
    near = [t for t in near if t in held or not _crosses_clause(text, trigger, t)]
    near = [t for t in near if not _is_of_the_crime(text, trigger, t, others)]
    pick = sure or [t for t in near if not is_of_another(text, trigger, t, others)]
    if own := [t for t in near if t.start >= trigger.end and not _acts_between(others, trigger, t)]:
        pick = [t for t in pick if not _ends_clause_before(text, trigger, t, others)] or own
    if not pick:
        return None, None
    best = max(pick, key=lambda t: (odds[t], -t.start))
    if best.earliest is None:
        return None, None
    if dates_a_noun(text, best, None if is_past(trigger.of(text)) else trigger):
        return None, None
    if best.end <= trigger.start and ever_since:
        return best.earliest, record.article.published_on
    since = _SINCE.search(text, home.start, best.start)
    lasts = since and best.end <= trigger.start and _HAVE.search(text, best.end, trigger.start)
    if since and (trigger.start < since.start() or lasts):
        return best.earliest, record.article.published_on
    if best.earliest == best.latest and _BEGINNING.search(text, home.start, best.start):
        return best.earliest, _last_day(record, home, best)
    return _of_the_list(text, best, [t for t in record.timexes if home.covers(t)])


_AFTER_WHAT = re.compile(
    r"(?:After|Before|Since|Following)\s+(?![^,;]*\b(?:meetings?|talks|summit|visit|call|session|vote|night|midnight)\b)[^,;“”\"]{6,}"
)


def of_what_came_before(text: str, home: Span, act: Span, time: Span) -> bool:
    """Say whether a time tells when something was that a sentence opens with, and the act came after (or before) it.

    Of a meeting, what follows it is mostly of the same day.

    >>> words = "After the coup of July 26, Oslo threatened to leave."
    >>> whole, day = Span(start=0, end=len(words)), Span(start=18, end=25)
    >>> act = Span(start=words.index("threatened"), end=words.index(" to leave"))
    >>> of_what_came_before(words, whole, act, day), of_what_came_before(words, whole, Span(start=10, end=14), day)
    (True, False)
    """
    if time.end > act.start or "," not in text[time.end : act.start]:
        return False
    return bool(_AFTER_WHAT.fullmatch(text, home.start, time.start))


_LISTED = re.compile(r",?\s+(?:(?:and|or)\s+)?(?:(?:again\s+)?in\s+)?")


def _of_the_list(text: str, time: Timex, times: Sequence[Timex]) -> tuple[str | None, str | None]:
    """Return the first and the last day of a time and those that it is listed with: "in 2010, 2011 and 2013".

    >>> words = "Between June 1975 and May 1976 they met, and again in 1981."
    >>> def time(part: str, earliest: str, latest: str) -> Timex:
    ...     at = words.index(part)
    ...     return Timex(start=at, end=at + len(part), type="DATE", value=None, earliest=earliest, latest=latest)
    >>> june, may = time("June 1975", "1975-06-01", "1975-06-30"), time("May 1976", "1976-05-01", "1976-05-31")
    >>> _of_the_list(words, may, [june, may, time("1981", "1981-01-01", "1981-12-31")])
    ('1975-06-01', '1976-05-31')
    """
    listed = [time]
    for one in sorted((t for t in times if t.earliest and t.type == time.type), key=lambda t: t.start):
        if one.start >= listed[-1].end and _LISTED.fullmatch(text, listed[-1].end, one.start):
            listed.append(one)
    for one in sorted((t for t in times if t.earliest and t.type == time.type), key=lambda t: -t.start):
        if one.end <= listed[0].start and _LISTED.fullmatch(text, one.end, listed[0].start):
            listed.insert(0, one)
    return min(t.earliest or "" for t in listed) or None, max(t.latest or "" for t in listed) or None


def _in_dateline(text: str, home: Span, timex: Timex) -> bool:
    """Say whether a time stands in the dateline that opens its sentence.

    >>> text = "MANILA, 5 December 2024 - A ship was hit on Wednesday."
    >>> day = Timex(start=8, end=23, type="DATE")
    >>> _in_dateline(text, Span(start=0, end=len(text)), day)
    True
    """
    opened = _DATELINE.fullmatch(text, home.start, timex.start)
    return bool(opened and _DATELINE_END.match(text, timex.end, home.end))


def _acts_between(others: Sequence[Span], trigger: Span, timex: Timex) -> bool:
    return any(trigger.end <= o.start and o.end <= timex.start for o in others)


def _ends_clause_before(text: str, trigger: Span, timex: Timex, others: Sequence[Span]) -> bool:
    """Whether a time ends the clause of another act that is joined to this one: "struck A *on Monday* and hit B"."""
    joined = timex.end <= trigger.start and _AND_THEN.match(text, timex.end, trigger.start)
    return bool(joined) and any(0 <= timex.start - o.end < NEAR for o in others)


NEAR = 90
"""Characters between an act and the time that ends its clause, at most."""
_AND_THEN = re.compile(r",?\s+(?:and|but)\s+(?:then\s+|also\s+|later\s+|\w+ly\s+)?")
_HAVE = re.compile(r"\b(?:has|have)\s[^;]*$")
"""What began at a day and goes on: "Since May the rebels *have* attacked forty ships"."""


def _last_day(record: Record, home: Span, first: Timex) -> str | None:
    """Return the last day of what lasts from a day on: "for two weeks beginning February 7"."""
    text = record.article.text
    lengths = (t for t in record.timexes if t.type == "DURATION" and home.covers(t) and t.end < first.start)
    stay = next((t for t in lengths if _FROM.fullmatch(text, t.end, first.start)), None)
    length = re.fullmatch(r"P(\d+)([DWMY])", stay.value or "") if stay else None
    if length is None or first.earliest is None:
        return None
    unit = {"D": "day", "W": "week", "M": "month", "Y": "year"}[length.group(2)]
    end = add_units(dt.date.fromisoformat(first.earliest), unit, int(length.group(1)))
    return (end - dt.timedelta(days=1)).isoformat()


def going_on(record: Record, trigger: Span, home: Span, said: Sequence[int]) -> str | None:
    """Return the day on which an act was told to be going on: "said on Monday that Ankara was massing troops"."""
    text = record.article.text
    if not trigger.of(text).split()[0].endswith("ing") or not _GOING_ON.search(text, home.start, trigger.start):
        return None
    days = (a.earliest for k in said if (a := record.attributions[k]).earliest == a.latest)
    return next((day for day in days if day), None)


def taken_up(record: Record, event: Event) -> tuple[str | None, str | None]:
    """Return when those who are to be sent will come, told in the next sentence: "The unit will arrive in March"."""
    text = record.article.text
    following = (s for s in record.sentences if s.start >= event.evidence[-1].end)
    after = min(following, key=lambda s: s.start, default=None)
    sent = [x for x in (*event.items, *event.recipients) if _SENT.search(x.of(text))]
    if event.realis not in _TO_COME or event.polarity == "negative" or not sent or after is None:
        return None, None
    told = _TAKEN_UP.match(text, after.start, after.end)
    if told is None or (told["head"] and not _SENT.fullmatch(told["head"])):
        return None, None
    times = (
        t for t in record.timexes if told.end() <= t.start < after.end and t.type in ("DATE", "TIME") and t.earliest
    )
    when = min(times, key=lambda t: t.start, default=None)
    return (when.earliest, when.latest) if when else (None, None)


def is_deadline(record: Record, trigger: Span, home: Span, latest: str) -> bool:
    """Whether an act's time is the last of its days: "will pay by the end of June"."""
    text = record.article.text
    times = (t for t in record.timexes if home.covers(t) and t.start > trigger.end and t.latest == latest)
    return any(_BY.search(text, trigger.end, t.start) for t in times)


_UNTIL = re.compile(r"\b(?:until|till|through)\s+(?:the\s+)?(?:end\s+of\s+)?$", re.IGNORECASE)


def lasts_until(record: Record, trigger: Span, home: Span, latest: str) -> bool:
    """Whether an act's time is only when what it brought about ended: "they extended the truce until May"."""
    times = (t for t in record.timexes if home.covers(t) and t.start > trigger.end and t.latest == latest)
    return any(_UNTIL.search(record.article.text, trigger.end, t.start) for t in times)


_WITHIN = re.compile(r"[^,;.“”\"]{0,60}?\b(?:within|in)\s+(?:the\s+next\s+)?$")


def find_deadline(record: Record, trigger: Span, home: Span, said: Sequence[int]) -> tuple[str, str] | None:
    """Return the days within which an act to come is told to happen: "will meet again within three months"."""
    text = record.article.text
    for t in record.timexes:
        if not (trigger.end <= t.start and home.covers(t) and t.type == "DURATION" and not t.earliest):
            continue
        words = _WITHIN.match(text, trigger.end, t.start)
        if words is None or "within" not in words.group():
            continue
        window = find_window(text, trigger.end, t.end, [t], told_on(record, said))
        if window.earliest and window.latest:
            return window.earliest, window.latest
    return None


def told_on(record: Record, said: Sequence[int]) -> str | None:
    """Return the day on which an act to come was told of: when its source said so, else when the post appeared."""
    days = (record.attributions[k].earliest for k in said)
    return next((day for day in days if day), None) or record.article.published_on


def _says(attribution: Attribution, timex: Timex) -> bool:
    """Whether a time tells when something was said: it stands beside source and cue, outside the content."""
    if not attribution.cue or any(c.covers(timex) for c in attribution.content):
        return False
    return attribution.earliest == timex.earliest and abs(timex.start - attribution.cue.end) < 80


def _frames(attribution: Attribution, time: Timex, act: Span) -> bool:
    """Whether a time stands before the cue of what somebody says, and the act behind it in what is said."""
    cue = attribution.cue
    said = bool(
        cue and time.end <= cue.start and cue.end <= act.start and any(c.covers(act) for c in attribution.content)
    )
    return said and not any(c.covers(time) for c in attribution.content)


def _holds(attribution: Attribution, span: Span) -> bool:
    return bool(attribution.cue and attribution.cue.overlaps(span)) or not any(
        c.covers(span) for c in attribution.content
    )


def _crosses_clause(text: str, trigger: Span, timex: Timex) -> bool:
    """Whether a semicolon, a quotation mark or a subordinating word stands between the trigger and a time."""
    between = text[min(trigger.end, timex.end) : max(trigger.start, timex.start)]
    if timex.end <= trigger.start:
        between = _WHEN.sub("", between)  # "in December, when the envoy called it off"
        between = _EVE.sub(",", between)  # "on Monday, before the vote, troops shot down a drone"
    return bool(
        re.search(
            r"[;“”\"]|''|\b(?:who|whose|whom|which|that|after|before|when|while|where|because|although|unless|if)\b|"
            r"\b(?:it|they|he|she|we)\s+\w+ed\s",
            between,
        )
    )


_WENT = r"(?:flew|travell?ed|went|came|arrived|landed|met|gathered|convened|drove|sailed|returned|visited|headed)"
_WHERE = re.compile(rf",?\s[^,;“”\"]{{2,90}}?\s{_WENT}\s[^;“”\"]{{2,90}}?,\s+where\s+(?P<clause>[^;“”\"]*)")
_ELSE = re.compile(r"\bhad\b|\b(?:who|whose|which|that|after|before|when|while|because|although|unless|if)\b")


def _goes_on_there(text: str, home: Span, trigger: Span, time: Span) -> bool:
    """Say whether an act is what somebody did where he went on the day that opens a sentence.

    >>> words = "On Monday, Lind flew to Oslo, where she and Abe signed a pact."
    >>> whole, day = Span(start=0, end=len(words)), Span(start=3, end=9)
    >>> signed = Span(start=words.index("signed"), end=words.index(" a pact"))
    >>> _goes_on_there(words, whole, signed, day)
    True
    """
    if time.end > trigger.start or time.start - home.start > len("Early on "):
        return False
    there = _WHERE.fullmatch(text, time.end, trigger.start)
    return bool(there and is_past(trigger.of(text)) and not _ELSE.search(there["clause"]))


def is_of_another(text: str, trigger: Span, span: Span, others: Sequence[Span]) -> bool:
    """Whether a time or place stands in a clause behind the act's, joined to it, with a subject and act of its own."""
    joint = JOINT.search(text, trigger.end, max(trigger.end, span.start))
    return joint is not None and any(joint.end() <= o.start and o.end <= span.start for o in others)


_ACCUSED_OF = re.compile(
    r"(?:accus|charg|indict|convict|sentenc|blam|condemn|prosecut|arrest|jail)\w*\b[^.;]*\b(?:of|with|for|over|in|after)\s",
    re.IGNORECASE,
)


_OF_DOING = re.compile(
    r"(?:accus|charg|indict|convict|blam|prosecut)\w*\b[^.;,]*\b(?:of|with|for)\s+(?:having\s+)?\w+ing\b", re.IGNORECASE
)


def _is_of_the_crime(text: str, trigger: Span, timex: Timex, others: Sequence[Span]) -> bool:
    """Whether a time is that of what somebody is accused of: "charged with killing a man on 3 March".

    What they are accused of is an act of its own that stands between the two.
    """
    if timex.earliest != timex.latest and _OF_DOING.match(text, trigger.start, timex.start):
        return True  # "accused him of pushing her last week"; a single day is as often that of the charge
    between = (o for o in others if trigger.end < o.start and o.end <= timex.start)
    return any(_ACCUSED_OF.match(text, trigger.start, o.start) for o in between)
