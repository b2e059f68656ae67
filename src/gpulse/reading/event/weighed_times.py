"""Which act of a sentence a time belongs to: "accused them of leaking e-mails stolen last week" is not of last week.

A logistic regression on facts of grammar (`role_facts`, and those below about times) says how likely an act happened
at a time of its sentence. Its weights (`time_weights.tsv.gz`) are fitted by `training/act_times.py` on the links of
TimeBank's and AQUAINT's development part, which tell for the events of news whether they lie within a day that is
named. The network's own mark of a time is no fact: it has learnt the hand-coded sentences by heart.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from gpulse.odds import score
from gpulse.reading.event.role_facts import PHRASE, Line, facts_of, form_of, read_line
from gpulse.reading.kit import Kit
from gpulse.record import Span, Timex

LEAST: Final = -1.5
"""The log odds below which a time is not an act's. Of 296 pairs that a reader judged in 131 articles of GeoWebNews,
LGL, PolNeAR, WikiEvents and current events, none of which the fit has seen, 35 of 77 wrong ones and 11 of 219 right
ones lie below."""

TRUSTED: Final = 1.0
"""How much likelier a time is the act's that the network marks as such: it does so for 27 of these; 25 are right."""

_FORMS: Final = (
    ("weekday", re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)),
    ("year", re.compile(r"(?:1\d|20)\d\d")),
    ("number", re.compile(r"[^A-Za-z]*\d[^A-Za-z]*")),
    ("day", re.compile(r".*\d", re.DOTALL)),
    ("today", re.compile(r"\b(?:today|yesterday|tonight|tomorrow)\b", re.IGNORECASE)),
    ("relative", re.compile(r"\b(?:last|this|next|past|earlier|later)\b", re.IGNORECASE)),
)
_WHOLE: Final = frozenset(("year", "number", "day"))
_FROM_ON = frozenset("beginning starting effective".split())
_JOINS = frozenset("and but or ,".split())
_MOST: Final = 2
"""Verbs and times between an act and a time are counted up to this."""


def time_facts(line: Line, text: str, act: Span, time: Span, times: Sequence[Span]) -> tuple[str, ...]:
    """Return the facts about an act and one of the times of its sentence.

    >>> from gpulse.reading.kit import load_kit
    >>> words = "He backed the deal that was struck on Friday."
    >>> act, time = Span(start=3, end=9), Span(start=38, end=44)
    >>> line = read_line(words, Span(start=0, end=len(words)), [], load_kit().word_classes)
    >>> [fact for fact in time_facts(line, words, act, time, [time]) if fact.startswith(("lead", "other"))]
    ['lead after on', 'lead after verb on', 'other after passive', 'other after verb passive 1']
    """
    first, last = line.at(act)
    start, end = line.at(time)
    side = "before" if end <= first else "after"
    form, kind = form_of(line, first, last), _kind_of(time.of(text))
    lead = line.letter(start - 1) if line.letter(start - 1) in "nNvmq" else line.word(start - 1)
    if line.word(start - 1) in _FROM_ON:
        lead = "from on"
    following = line.word(end)
    low, high = (end, first) if side == "before" else (last, start)
    verbs = [k for k in range(low, high) if line.letter(k) == "v" and line.word(k) not in _FROM_ON]
    facts = [
        *(fact for fact in facts_of(line, act, "", time) if not fact.startswith(("type", "word"))),
        f"lead {side} {lead}",
        f"lead {side} {form} {lead}",
        f"time {kind} {side}",
        f"time {kind} {side} {form}",
        f"next {following if following == _OWN or following in _JOINS else line.letter(end)} {side}",
    ]
    if verbs:
        nearest = verbs[-1] if side == "after" else verbs[0]
        other = form_of(line, nearest, nearest + 1)
        facts += [f"other {side} {other}", f"other {side} {form} {other} {min(_MOST, len(verbs))}"]
    else:
        facts.append(f"none between {side} {form} {lead}")
    joined, brings = _joined(line, first, form), _brought_by(line, verbs, first, form) if side == "before" else None
    if joined:
        facts.append(f"{JOINED} {side}")
    if brings is not None:
        facts.append(f"{OBJECT} {brings}")
    nearer = sum(_steps(line, t, first, last) < _steps(line, time, first, last) for t in times if t != time)
    facts.append(f"nearer times {min(_MOST, nearer)} {side}" if len(times) > 1 else "only time")
    if start <= _MOST and side == "before":
        facts.append(f"opens sentence {form} {min(_MOST, len(verbs))}")
    return tuple(dict.fromkeys(facts))


_OWN = "'s"
JOINED: Final = "joined"
OBJECT: Final = "object of a verb"


def weigh_times(
    text: str, act: Span, home: Span, times: Sequence[Timex], kit: Kit, marked: Collection[Timex]
) -> dict[Timex, float]:
    """Return the log odds of each time of an act's sentence that it is the act's.

    One that the network marks, and one before a verb that goes on from another ("met on Friday and agreed"), of which
    TimeBank links the first alone, are `TRUSTED` the likelier.
    """
    if not times:
        return {}
    line = read_line(text, home, [], kit.word_classes)
    out = {}
    for time in times:
        facts = time_facts(line, text, act, time, times)
        trusted = time in marked or f"{JOINED} before" in facts
        out[time] = score(facts, kit.time_weights) + (TRUSTED if trusted else 0.0)
    return out


def _kind_of(words: str) -> str:
    for name, form in _FORMS:
        if form.fullmatch(words) if name in _WHOLE else form.search(words):
            return name
    return "other"


def _joined(line: Line, first: int, form: str) -> bool:
    """Whether a verb goes on from another: "met on Monday and agreed"."""
    k = first - 1
    while line.letter(k) in "rx":
        k -= 1
    return form != "noun" and line.word(k) in _JOINS


def _brought_by(line: Line, verbs: Sequence[int], first: int, form: str) -> str | None:
    """Return the form of the verb whose object an act is: "paid a visit"."""
    if form != "noun" or not verbs or not set(line.letters[verbs[-1] + 1 : first]) <= PHRASE:
        return None
    return form_of(line, verbs[-1], verbs[-1] + 1)


def _steps(line: Line, time: Span, first: int, last: int) -> int:
    start, end = line.at(time)
    return first - end if end <= first else start - last
