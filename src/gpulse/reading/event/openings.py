"""Who stands near an act and has no part in it: behind a clause that opens the sentence, or in company before it."""

from __future__ import annotations

import re

from gpulse.record import Participant, Span

_FRONTED = re.compile(
    r"(?:[Ii]n|[Aa]fter|[Ff]ollowing|[Ss]ince|[Dd]uring|[Dd]espite|[Bb]efore|[Aa]mid|[Gg]iven|[Bb]ecause\s+of)\s+(?:(?:\w+\s+){0,3}?of\s+)?(?:the|an?|these|those|"
    r"this|that|last|recent)\s+(?:(?!of\b|in\b|on\b)[\w-]+\s+){0,3}"
)
"""Before a noun for an act with which a sentence opens: who stands behind the comma does something else, "After the
*attacks*, the ministers authorised operations"."""
_GOES_ON_WITH_IT = re.compile(r"\b(?:by|of|which|that)\b[^,]{0,40},|\b(?:kill|wound|injur|hurt|dead|died|victim)")


_WITHIN = re.compile(r"(?:While|When|After|Before|As|Since|Because|If|Although|Though|Once|Until)\b[^,;:]*")
_CASES = re.compile(
    r"(?:trials?|charges?|lawsuits?|investigations?|inquir(?:y|ies)|probes?|arrests?|detention)$", re.IGNORECASE
)
_WITH_ANOTHER = re.compile(r"\bwith\s+(?:the\s+)?(?:[\w’'-]+\s+){0,4}$")
_BEFORE_DOING = re.compile(r"(?:\s+and\s+[^,;:]{2,40})?\s+(?:before|after|while)\s+(?:also\s+)?")


def without_company(text: str, home: Span, trigger: Span, people: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Leave out with whom somebody did something before the act: "had lunch with *Lind* before visiting Lima"."""
    start = trigger.start
    if not trigger.of(text).endswith("ing") or len(people) < 2:
        return people
    beside = [p for p in people if p.end < start and _WITH_ANOTHER.search(text, home.start, p.start)]
    return tuple(p for p in people if p not in beside or not _BEFORE_DOING.fullmatch(text, p.end, start)) or people


def of_opening(text: str, home: Span, trigger: Span, people: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Leave out whoever stands behind the comma, where a sentence opens with when or why: "After the attack, …".

    >>> words = "In the light of these attacks, the ministers met."
    >>> ministers = Participant(start=35, end=44, name="ministers")
    >>> of_opening(words, Span(start=0, end=len(words)), Span(start=22, end=29), (ministers,))
    ()
    """
    comma = text.find(",", trigger.end, home.end)
    case = _CASES.search(trigger.of(text)) and _WITHIN.fullmatch(text, home.start, trigger.start)
    opens = case or _FRONTED.fullmatch(text, home.start, trigger.start)
    if not opens or comma < 0 or _GOES_ON_WITH_IT.search(text, trigger.end, home.end):
        return people
    return tuple(p for p in people if p.start < comma)


_DESCRIBES = re.compile(
    r",\s+(?:the|an?|its|one\s+of|once|long|formerly)\s+[a-z][^,;.“”\"]*\b(?:to|of|in|for|from|with|by|on|at|against|behind)\s+(?:the\s+)?"
)
_CLOSED = re.compile(r"[^,;.“”\"]{0,60},\s")


def without_described(text: str, trigger: Span, people: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Leave out who is only named in what is told of another: "Australia, the biggest donor to *Fiji*, will pay".

    >>> words = "Australia, the biggest donor to Fiji, will pay."
    >>> two = tuple(Participant(start=words.index(name), end=words.index(name) + len(name), name=name)
    ...             for name in ("Australia", "Fiji"))
    >>> [p.name for p in without_described(words, Span(start=43, end=46), two)]
    ['Australia']
    """
    before = [p for p in people if p.end < trigger.start]
    inside = [
        p
        for p in before
        if any(o.end < p.start and _DESCRIBES.fullmatch(text, o.end, p.start) for o in before)
        and _CLOSED.match(text, p.end, trigger.start)
    ]
    return tuple(p for p in people if p not in inside)
