"""Days after publication: what is told of them is to come, or was not done then."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gpulse.reading.event.time_scopes import is_past
from gpulse.record import Span


def is_after(earliest: str | None, published: str | None) -> bool:
    """Say whether a day lies after the post's, so that what is told as done was not done then: of "invited them to a
    ceremony on March 12" it is the ceremony's.

    >>> is_after("2024-07-12", "2024-06-28"), is_after("2024-06-28", "2024-06-28"), is_after(None, "2024-06-28")
    (True, False, False)
    """
    return bool(earliest and published and earliest > published)


_PRESENT = re.compile(
    r"(?:travels|flies|visits|meets|hosts|receives|goes|arrives|leaves|returns|begins|starts|opens|votes|heads)"
)
_NAMED = re.compile(r"\b(?:an?|the|its|their|his|her|our|this|that|['’]s)\s+$", re.IGNORECASE)


def is_told_as_done(text: str, act: Span) -> bool:
    """Say whether an act is a verb of the past or a noun, so that a day after publication is not its day.

    >>> words = "The state closed a branch, and the state will close two."
    >>> at = words.index
    >>> [is_told_as_done(words, Span(start=at(w), end=at(w) + 6)) for w in ("closed", "branch", "close two")]
    [True, True, False]
    """
    return is_past(act.of(text)) or bool(_NAMED.search(text[max(0, act.start - 40) : act.start]))


_NOW = re.compile(r"\b(?:is|are|be|being|to)\s+(?:\w+ly\s+)?$", re.IGNORECASE)


def is_told_as_past(text: str, act: Span) -> bool:
    """Say whether a verb tells what was done, and not what is: "met this week", but not "are required this year".

    >>> [is_told_as_past(words, Span(start=4, end=12)) for words in ("We, required by", "are required to")]
    [True, False]
    """
    return is_past(act.of(text)) and not _NOW.search(text[max(0, act.start - 30) : act.start])


_IN_EFFECT = re.compile(r"\b(?:beginning|starting|effective|as\s+of|from|resum\w+\s+on)\b", re.IGNORECASE)


def takes_effect(text: str, act: Span, home: Span, others: Sequence[Span] = ()) -> bool:
    """Say whether an act told in the present has effect from a day after publication: "bans masks as of May 5".

    Where one of the `others` stands between, it is that one's: "strikes a deal to *cut* output from May on".

    >>> words = "Oslo bans masks as of May 5, and asks all to pay by May 9."
    >>> whole = Span(start=0, end=len(words))
    >>> takes_effect(words, Span(start=5, end=9), whole), takes_effect(words, Span(start=33, end=37), whole)
    (True, False)
    """
    told = None if is_told_as_done(text, act) else _IN_EFFECT.search(text, act.end, home.end)
    return told is not None and not any(act.end <= o.start and o.end <= told.start() for o in others)


_APPOINTED = re.compile(
    r"(?:summit|meeting|talks|visit|conference|trip|session|hearing|ceremony|rally|march|exercises?|drills?|vote)"
)
"""What is fixed for a day beforehand; an assassination is not."""


def is_yet_to_come(text: str, act: Span) -> bool:
    """Say whether words may tell of a day after publication: "Scholz *flies* to Tashkent", "the *summit* on Thursday".

    >>> words = "Scholz flies to Tashkent next week; Oslo invited him to the summit on Monday."
    >>> at = words.index
    >>> [is_yet_to_come(words, Span(start=at(w), end=at(w) + len(w))) for w in ("flies", "invited", "summit")]
    [True, False, True]
    """
    words = act.of(text).split()[0]
    return bool(_PRESENT.fullmatch(words) or _APPOINTED.fullmatch(words))
