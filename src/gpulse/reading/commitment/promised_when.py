"""The words of an act's clause, the times and the condition that belong to it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Final

from gpulse.days import add_days
from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.clauses import Clause, Context
from gpulse.reading.commitment.counted_days import add_duration
from gpulse.reading.commitment.windows import Window
from gpulse.reading.event.time_scopes import is_past as is_past_form
from gpulse.reading.language.clause_bounds import clause_end
from gpulse.record import Span, Timex


def is_of_a_thing(time: Timex, text: str) -> bool:
    """Say whether a length only describes a thing: "a *20-year* pact"; not "within a 30-day period".

    >>> whole = "Oslo ends a 20-year pact within a 30-day period"
    >>> [is_of_a_thing(Timex(start=at, end=at + 6, type="DURATION"), whole) for at in (12, 34)]
    [True, False]
    """
    return bool(_LENGTH.match(text, time.start)) and not _IN_A_LENGTH.search(text, 0, time.start)


_LENGTH: Final = re.compile(
    r"(?:an?\s+)?\w+-(?:year|month|week|day|hour)s?\b(?!\s+(?:deadline|notice|ultimatum|truce))", re.IGNORECASE
)
_IN_A_LENGTH: Final = re.compile(r"\b(?:within|in|over|during|after|for)\s+(?:the\s+|an?\s+)?$")


def is_past(timex: Timex, text: str, published: str | None) -> bool:
    """Say whether a time is over: a date with its year before publication, or "the past year".

    It is no window of what is still to be done.
    """
    words = timex.of(text)
    if re.search(r"\b(?:past|previous|preceding|recent|last (?:weeks?|months?|years?)(?! of))\b", words, re.IGNORECASE):
        return True
    past = bool(timex.latest and published and timex.latest < published)
    return past and bool(re.search(r"\b(?:19|20)\d\d\b", words))


SOON = re.compile(
    r"\b(?:within|in a matter of|in the coming|in the next few|over the coming) (?:hours|days|"
    r"weeks|months)\b",
    re.IGNORECASE,
)
"""A time that is named too vaguely to give a last day."""


POINTING = re.compile(r"(?:that|the same|this same) (?:day|date|time|month|year|week|moment)|then", re.IGNORECASE)
"""Times that point at one named before; `same_window` finds it."""


SAME_TIME = re.compile(
    r"\b(?:in the same (?:period|month|week|year|quarter)|on the same day|at the same time|(?:by|until) (?:then|that "
    r"(?:date|time|day))|"
    r"(?:beyond|after|on|before) that (?:date|day)|with (?:the others|them)|together with)\b",
    re.IGNORECASE,
)


LEAD_CHARS = 12
"""Characters before an act's words in which "On that" may stand."""

_SAME_DAY = re.compile(
    r"\b[Oo]n that (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\bon the same (?:day|date)(?: of)? next year\b"
)
"""Words that point at a day named before: "on that Sunday", "on the same day next year"."""

DAYS = 7
"""Days of a week."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_WEEKS = re.compile(rf"\b({'|'.join(_ORDINALS)})(?: or (?:the )?({'|'.join(_ORDINALS)}))? weeks? of $")


def _weeks_of_month(around: str, timexes: tuple[Timex, ...]) -> Window | None:
    """The window of "in the third or fourth week of March": Monday to Sunday; the first week opens the month.

    A week whose days the time itself tells ("the first week of August") is that.
    """
    for timex in timexes:
        if not timex.earliest or not timex.latest or not timex.earliest.endswith("-01"):
            continue
        for match in re.finditer(r"[A-Z][a-z]+", around):
            weeks = _WEEKS.search(around, 0, match.start())
            if weeks is None:
                continue
            first, last = dt.date.fromisoformat(timex.earliest), dt.date.fromisoformat(timex.latest)
            if not weeks[2] and (last - first).days < DAYS:
                continue
            monday = first - dt.timedelta(days=first.weekday())
            low = _ORDINALS.index(weeks[1])
            high = _ORDINALS.index(weeks[2]) if weeks[2] else low
            start = max(first, monday + dt.timedelta(weeks=low))
            end = min(last, monday + dt.timedelta(weeks=high, days=6))
            return Window(earliest=start.isoformat(), latest=end.isoformat(), text=f"{weeks.group()}{match.group()}")
    return None


def same_window(text: str, span: Span, timexes: tuple[Timex, ...], window: Window, context: Context) -> Window:
    """Take over the window of the commitment before, where the words point back at it ("in the same period").

    "Within three months of that day" counts from the day named before.
    """
    for timex in timexes:
        counted = (
            timex.type == "DURATION"
            and timex.value
            and re.match(r" (?:of|from|after) that (?:day|date)", text[timex.end :])
        )
        if counted and context.date and (last := add_duration(context.date, timex.value or "")):
            return Window(earliest=context.date, latest=last, text=f"{window.text or timex.of(text)} ({context.date})")
    around = text[max(0, span.start - LEAD_CHARS) : max(span.end, *(t.end for t in timexes), 0)]
    if weeks := _weeks_of_month(around, timexes):
        return weeks
    if context.date and (pointed := _SAME_DAY.search(around)):
        day = add_duration(context.date, "P1Y") if "next" in pointed.group() else context.date
        if day:
            return Window(earliest=day, latest=day, text=f"{pointed.group()} ({context.date})")
    if window.text is not None:
        return window
    words = text[span.start : max(span.end, *(t.end for t in timexes), 0)]
    match = SAME_TIME.search(words)
    if match and context.date and re.search(r"that (?:date|day|time)|(?:by|until) then", match.group(), re.IGNORECASE):
        return Window(earliest=context.date, latest=context.date, text=f"{match.group()} ({context.date})")
    if match is None or not context.previous or context.previous[-1][1].latest is None:
        return window
    before = context.previous[-1][1]
    return Window(earliest=before.earliest, latest=before.latest, text=f"{match.group()} ({before.window_text})")


NEAR = 30
"""Characters after a verb within which a time belongs to it even in a relative clause."""


LEAD = 3
"""Words that may stand before a time that opens its clause: "By the beginning of 2021 …"."""


def act_span(clause: Clause, act: Act) -> Span:
    """The words of the act's clause: from its subject, or a time before it, to the clause's end, without who says
    so."""
    first, last = min(act.subject[0], act.first), max(act.object[1], act.last + 1)
    if act.governor:
        first = min(first, act.governor.at)
    while first < act.first and clause.words[first].low in (",", "and", "but", "that"):
        first += 1
    start = clause.words[first].start
    end = clause.words[last - 1].end
    for saying in clause.sayings:
        if saying.span.start > clause.words[act.last].end:
            end = min(end, saying.span.start)
        elif (
            saying.span.end < clause.words[act.first].start
            and saying.span.end > start
            and not (act.governor and saying.span.start <= clause.words[act.governor.at].start < saying.span.end)
        ):
            start = saying.span.end
    for timex in clause.timexes:  # "By 1 June the rest would …", "Between 25 May and 1 June, the bulk …"
        gap = clause.text[timex.end : start]
        if any(saying.span.overlaps(timex) for saying in clause.sayings):
            continue
        lead = re.split(r"[,;:“”]", clause.text[clause.sentence.start : timex.start])[-1]
        if len(lead.split()) > LEAD:
            continue  # the time of a clause before
        if timex.end <= start and re.fullmatch(r"[\s,]*(?:(?!that\b|which\b|who\b)\w+\s){0,2}", gap):
            start = max(clause.sentence.start, timex.start - len(lead.lstrip()))
    words = clause.text[start:end]
    return Span(start=start + len(words) - len(words.lstrip(" ,")), end=start + len(words.rstrip(" ,")))


def act_timexes(clause: Clause, act: Act, span: Span) -> tuple[Timex, ...]:
    """The time expressions of the act: in its clause, else at the head of the sentence, else where it says "do so"."""
    at = clause.words[act.first].start
    asides = list(_ASIDE.finditer(clause.text, clause.sentence.start, clause.sentence.end))
    free = [
        t
        for t in clause.timexes
        if not any(s.span.overlaps(t) for s in clause.sayings)
        and not POINTING.fullmatch(t.of(clause.text))
        and not any(a.start() < t.start < a.end() and not a.start() < at < a.end() for a in asides)
        and not _DOCUMENT.search(clause.text, max(0, t.start - 40), t.start)
    ]
    free = [_coming_day(clause, t) for t in free]
    end = clause.words[clause_end(clause.words, act.last + 1, 40) - 1].end
    inside = [t for t in free if t.start >= span.start and t.end <= max(span.end, end)]
    if inside:
        return tuple(inside)
    trigger = clause.words[act.first].start
    ahead = [t for t in free if t.end <= trigger]
    when = _FRONTED.match(clause.text, clause.sentence.start) if ahead else None
    if when and not re.search(r"[;:“”]", clause.text[ahead[-1].end : trigger]):
        return tuple(ahead)  # "When the allies meet in December his country will be at the table"
    if ahead and ahead[0].start - clause.sentence.start < 12:
        head = [t for t in ahead if t.start - ahead[0].start < 40]
        between = clause.text[head[-1].end : clause.words[act.subject[0]].start]
        return () if re.search(r"[;:]|\b(?:had|was|were|has|have|said)\b", between) else tuple(head)
    pointing = re.search(r"\bdo (?:so|it|this|that)\b", clause.text[span.end : clause.sentence.end])
    return tuple(t for t in free if t.start >= span.end) if pointing else ()


_ANOTHER = re.compile(
    r",\s+(?:(?:half|some|most|all|part|one|none)\s+of\s+(?:which|whom)|which|who|whose|where)\s[^,;.]*$|"
    r",\s+(?:and|but|while)\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*\s+"
    r"(?!(?:by|in|on|from|until|till|before|after|and|or|to|with|at|within|next|this|later)\b)[a-z]+\s[^,;.]*$"
)
"""Between an act and a time of a clause that tells more of a thing, or that has a subject and a verb of its own."""


def is_of_another(clause: Clause, act: Act, timex: Timex) -> bool:
    """Say whether a time is of another clause behind the act: "will join the mission, which ends *in May*", "threatened
    to cut the line, and the Union plans to meet *in May*"."""
    end = clause.words[act.last].end
    other = _ANOTHER.search(clause.text, end, timex.start) if timex.start > end else None
    return other is not None and other.start() > end  # "an election, which they promised for May", is then


_WEEKDAY = re.compile(
    r"(?:(?:noon|midday|midnight|dawn|dusk) (?:on )?)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?: (?:morning|noon|afternoon|evening|night))?"
)
_UP_TO = re.compile(r"\b(?:by|before|until|till|no later than|from|as of)(?: next)? $", re.IGNORECASE)


def is_term(clause: Clause, timex: Timex) -> bool:
    """Say whether a bare weekday ends or opens a window: "by Thursday"."""
    bare = _WEEKDAY.fullmatch(timex.of(clause.text))
    return bool(bare and _UP_TO.search(clause.text, clause.sentence.start, timex.start))


def _coming_day(clause: Clause, timex: Timex) -> Timex:
    """A weekday that ends or opens what is promised is the next of its name, whatever the tense of the promising."""
    day, said = timex.latest, clause.published
    if not day or not said or timex.earliest != day or not is_term(clause, timex):
        return timex
    if not (add_days(said, -7) or "") <= day <= said:
        return timex
    later = add_days(day, 7)
    return replace(timex, earliest=later, latest=later)


FAR = 8
"""Words between a verb and the time that belongs to it, at most."""


def is_of_the_telling(clause: Clause, act: Act, timex: Timex, said_on: str | None) -> bool:
    """Say whether a day that has come belongs to a verb of the past: "the accord which they signed on Sunday".

    So do "the ministers recommended in a statement on Tuesday" and "the sanctions imposed on Monday"; not a day up to
    which something is to be done, nor one that follows the act itself.
    """
    if not timex.latest or not said_on or timex.latest > said_on:
        return False
    if _UP_TO.search(clause.text, clause.sentence.start, timex.start):
        return False
    before = [at for at, word in enumerate(clause.words) if word.end <= timex.start][-FAR:]
    for at in reversed(before):
        word = clause.words[at]
        if act.first <= at <= act.last or word.low in _STOPS or not word.text[0].isalnum():
            return False
        if is_past_form(word.low):
            return not (at and clause.words[at - 1].low in _BY_THEN)
    return False


_STOPS = frozenset({"who", "which", "that", "when", "will", "would", "shall", "must", "to", "and", "but"})
"""Words across which a time does not belong to a verb before them."""

_BY_THEN = frozenset({"be", "the", "a", "an", "its", "their", "his", "her"})
"""Words before a participle that is to come ("to be released") or stands for a thing ("the wounded")."""

_FRONTED = re.compile(r"(?:When|Once|As soon as|By the time)\b")
_ASIDE = re.compile(r", (?:which|who|whose|where)\b[^,;]*,")
"""A relative clause between commas: its times are its own."""

_DOCUMENT = re.compile(
    r"\b(?:treaty|agreement|accords?|pact|declaration|statement|resolution|paper|letter|law|decree|memorandum|"
    r"communique|protocol) of (?:the )?$",
    re.IGNORECASE,
)
"""What a date names when it stands behind: "the treaty of 31 March"."""


_CONDITION = re.compile(
    r"\b(if|unless|once|provided(?: that)?|as soon as|as long as|in case|in the event that|should)\b", re.IGNORECASE
)


def find_condition(clause: Clause, act: Act) -> str | None:
    """The clause of the sentence that begins with a word of condition, without what the act says."""
    for match in _CONDITION.finditer(clause.text, clause.sentence.start, clause.sentence.end):
        if match.group().lower() == "should" and match.start() != clause.sentence.start:
            continue
        if match.group().lower() == "once" and not re.match(
            r"once (?:the|a|it|they|its|all|both|each|every|their|he|she|this|[A-Z])",
            clause.text[match.start() : match.start() + 12],
        ):
            continue
        if (
            clause.text[match.end() : match.end() + 9]
            .lower()
            .startswith((" possible", " it takes", " necessary", " next", " this"))
        ):
            continue
        low, high = sorted((match.start(), clause.words[act.first].start))
        if ";" in clause.text[low:high]:
            continue
        rest = clause.text[match.start() : clause.sentence.end]
        words = re.split(r"[;:,”]|\.$", rest, maxsplit=1)[0].strip()
        trigger = clause.words[act.first].start
        if match.start() <= trigger < match.start() + len(words):
            continue
        return words
    return None
