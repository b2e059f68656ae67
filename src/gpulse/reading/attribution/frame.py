"""Where and when something is said: the words of a sentence beside what is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gpulse.reading.event.days_to_come import is_after
from gpulse.reading.event.event_times import of_what_came_before
from gpulse.reading.event.time_scopes import in_an_aside, is_bound_elsewhere, is_some_day, told_aside
from gpulse.reading.event.weighed_times import weigh_times
from gpulse.reading.kit import Kit
from gpulse.reading.time.noun_times import dates_a_noun
from gpulse.record import Span, Timex, within

# "told the UK's Daily Express that", "in an interview with Le Monde", "speaking at a briefing in Geneva".
_TOLD = re.compile(
    r"\b(?:tells?|told|telling)\s+(?P<via>[^,.;:“\"]{2,60}?)(?=\s+(?:that|on|in|at|during|how|after|before|when|as)\b|[,.;:“\"]|\s*$)"
)

_INTERVIEW = re.compile(
    r"\b(?:interview (?:with|to|for|by|in)|remarks to|quoted (?:by|in)|cited by|according to|"
    r"[Ss]peaking to|[Tt]alking to|"
    r"(?:remarks|comments|interview|quotes) (?:carried|published|aired|broadcast|printed|quoted) (?:by|in|on)|"
    r"[Ww]riting in|(?:column|essay|op-ed|article|commentary|opinion piece|blog post) (?:for|in))\s+"
    r"(?:(?:the|an?)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:newspaper|paper|daily|weekly|magazine|broadcaster|agency|channel|station|network|site)\s+)?"
    r"(?P<via>(?:the\s+)?[A-Z][^,.;:“\"]{1,50}?)(?=\s+(?:that|on|in|at|during|published)\b|[,.;:“\"]|\s*$)"
)

_TO_ONE = re.compile(
    r"(?:^|(?<=[.;,]\s)|(?<=\n))To\s+(?P<via>(?:the\s+)?[A-Z][^,.;:“\"]{1,40}?)(?=,?\s+(?:he|she|they|it)\s+[a-z])"
)
"""To whom somebody speaks, told first: "To Reuters he had said that"."""

_OCCASION = re.compile(
    r"\b(?:[Dd]uring|[Aa]t|[Ii]n|[Aa]fter)\s+(?P<via>(?:an?|his|her|their|the)\s+(?:\w+\s+){0,3}?(?:briefing|"
    r"press conference|news conference|speech|address|statement|interview|summit|hearing|rally|"
    r"post|tweet|letter|debate|meeting|video|recording|broadcast|message|column)"
    r"(?:\s+on\s+(?:[a-z]+\s+){0,2}(?:television|radio|TV|Telegram|Twitter|X|Facebook))?)\b"
)

_AT_ONE = re.compile(r"\b(?:conference|briefing|hearing|rally|summit|meeting)$")

_PLATFORM = re.compile(
    r"\b[Oo]n\s+(?:the\s+)?(?P<via>(?:[\w’'-]+\s+){0,3}?(?:Telegram|Twitter|X|Facebook|Instagram|WhatsApp|YouTube|Weibo|"
    r"Truth\s+Social|social\s+media|(?:[a-z]+\s+)?(?:television|radio)))\b"
)
"""Where somebody writes or speaks, "wrote on Telegram", "on state television"."""

_LAST_PLATFORM = re.compile(
    rf"\s+(?:{_PLATFORM.pattern}|in\s+(?:an?|his|her)\s+(?:[\w-]+\s+)?interview\s+(?:with|to|for)\s+[^,;“”\"]{{2,60}})[.]?$"
)
_CLAUSE = re.compile(r"(?:that|to|how|whether|why|if)\s|[“\"‘«]")


def without_platform(text: str, content: Span) -> Span:
    """Return a thing that somebody speaks of without where they do so: "announced *the step* on X".

    >>> words = "Lind announced the step on Telegram."
    >>> without_platform(words, Span(start=15, end=35)).of(words)
    'the step'
    """
    told = content.of(text)
    last = None if _CLAUSE.match(told) else _LAST_PLATFORM.search(told)
    return Span(start=content.start, end=content.start + last.start()) if last and last.start() else content


_MEDIA = re.compile(
    r"\b(?:agency|news|newspaper|daily|times|post|press|express|tribune|guardian|journal|herald|broadcaster|channel|"
    r"radio|television|tv|magazine|website|reporters|journalists|media|reuters|bbc|cnn|afp|ap|tass|xinhua|jazeera|presse|"
    r"agence|interfax|bloomberg|yonhap|kyodo|axios|politico)\b",
    re.IGNORECASE,
)


_AUDIENCE = re.compile(
    r"\b(?:briefing|conference|committee|parliament|lawmakers|Security Council|assembly|summit|forum|hearing|rally|"
    r"Senate|Congress|Bundestag|Duma|Knesset|council)$"
)
"""Before whom somebody speaks: "told a weekly briefing", "told parliament"."""
_QUOTED_BY = re.compile(
    r",\s+(?:quoted|cited|speaking|talking|writing)\s+(?:by|in|to|for)\s+(?:the\s+)?(?:[a-z-]+\s+){0,3}$"
)
"""Before the outlet in an aside on the speaker: "the premier, *quoted by* Interfax, said"."""


_PASSED_ON = re.compile(
    r"(?P<who>.+?),?\s+(?:quoted|cited|interviewed|seen|obtained|reviewed)\s+(?:by|in)\s+(?:the\s+)?"
    r"(?:[a-z-]+\s+){0,3}(?P<via>(?:[Tt]he\s+)?[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){0,3})"
)


def passed_on(text: str, source: Span) -> tuple[Span, str | None]:
    """Return who says it without the outlet that passes it on, and that outlet; `None` where the words name none.

    >>> words = "an official quoted by the newspaper The National"
    >>> who, via = passed_on(words, Span(start=0, end=len(words)))
    >>> who.of(words), via
    ('an official', 'National')
    """
    found = _PASSED_ON.fullmatch(text, source.start, source.end)
    if found is None:
        return source, None
    return Span(start=source.start, end=found.end("who")), re.sub(r"^(?:The|the)\s+", "", found["via"])


def frame_of(home: Span, contents: Sequence[Span]) -> list[Span]:
    """The parts of a sentence that are not the content: where the saying itself is told."""
    parts, at = [], home.start
    for span in sorted(contents):
        if span.start > at:
            parts.append(Span(start=at, end=min(span.start, home.end)))
        at = max(at, span.end)
    if at < home.end:
        parts.append(Span(start=at, end=home.end))
    return parts


_RIGHT_BEHIND = re.compile(r"\s+(?:(?:late|early)\s+)?(?:(?:on|in)\s+)?")

_VERB_BEFORE = re.compile(r"\b(?:and|but)\s")
"""Between a time and a cue behind it, where a verb before the cue has the time."""

_A_LIMIT = re.compile(r"\b(?:until|till|by|before|within|from|after|since)\s+(?:the\s+)?$", re.IGNORECASE)
"""Before a time that is no day of saying: "gave Oslo until Friday, and says that …"."""


_LEAST: Final = -2.5
"""The log odds of `weighed_times` from which a time may be that of a saying. Of 272 statements with a day, in 120
articles of PolNeAR and GeoWebNews, 37 lie below, and 30 of them had another's ("said X, who ran for office in 2012");
of the 44 from there to -1.5 some 20 had theirs."""


def said_when(
    text: str,
    timexes: Sequence[Timex],
    frame: Sequence[Span],
    home: Span,
    cue: Span,
    kit: Kit,
    published: str | None = None,
) -> Timex | None:
    """Return when something was said: the time nearest to the cue, of no aside about the speaker and of no verb before.

    "The officers who seized power on Wednesday promised on *Friday*"; "Oslo takes over in March and has announced".
    A time that is likelier something else's is none, nor one after the day the post was `published`.
    """
    near = [t for t in within(timexes, home) if t.type != "SET" and not t.covers(cue)]
    near = [t for t in near if t.earliest or is_some_day(text, t)]
    odds = weigh_times(text, cue, home, near, kit, ())
    told = (t for t in near for part in frame if part.covers(t) and t.type != "DURATION" and odds[t] >= _LEAST)
    told = (t for t in told if ";" not in text[min(cue.end, t.end) : max(cue.start, t.start)])
    told = (t for t in told if not in_an_aside(text, home, cue, t) and not _A_LIMIT.search(text, home.start, t.start))
    told = (t for t in told if t.end > cue.start or not of_what_came_before(text, home, cue, t))
    told = (t for t in told if t.end > cue.start or not _VERB_BEFORE.search(text, t.end, cue.start))
    told = (t for t in told if not told_aside(text, home, cue, t) and not _TELLS_MORE.search(text, cue.end, t.start))
    told = (t for t in told if len(_MARKS.findall(text[min(cue.end, t.end) : max(cue.start, t.start)])) % 2 == 0)
    told = (t for t in told if not _IN_A_RELATIVE.search(text, t.end, cue.start))
    goes_on = cue.of(text).endswith("ing")  # "offered support on Tuesday, stressing that"
    told = (t for t in told if goes_on or not is_bound_elsewhere(text, home, cue, t))
    told = (t for t in told if not is_after(t.earliest, published))

    def how_near(time: Timex) -> tuple[bool, int, int]:
        behind = _RIGHT_BEHIND.fullmatch(text, cue.end, time.start)
        return behind is None, max(cue.start - time.end, time.start - cue.end), time.start

    nearest = min((t for t in told if not dates_a_noun(text, t)), key=how_near, default=None)
    return nearest if nearest and nearest.earliest else None


_TELLS_MORE = re.compile(
    r",\s+(?:(?:an?|the)\s+[^,]{1,60}\s)?(?:who|whose|whom|which|where|when)\s|\b(?:before|since)\s+\w+ing\b"
)
"""Between a cue and a time, what tells more of a name or of another time: "said the envoy, *who* left in May"."""
_IN_A_RELATIVE = re.compile(r"(?<!\bin)(?<!\bat)(?<!\bon)(?<!during),?\s+(?:who|whom|whose|which)\b[^,]*$")
"""Between a time and a cue that tells more of a name behind it: "met the envoy on Monday, who has criticised him"."""
_MARKS = re.compile(r"[“”\"]|''|``")
"""Quotation marks: a time within them is not that of a cue outside."""


_TELLS_OF_HIM = re.compile(r",\s+(?:whose|which|who|whom)\s[^,;:.“”\"]*\baccording\s+to\s+(?:the\s+)?$")
"""Up to an outlet that only tells more of who speaks: "a clerk, whose chief resigned *according to* the Post, said"."""


def find_via(text: str, frame: Sequence[Span], source: Span | None, outlets: Sequence[Span] = ()) -> str | None:
    """Return the outlet or occasion that the speaker spoke through, in the text's words without an article.

    `outlets` are the names that are known for newspapers, agencies and stations.

    >>> words = "The envoy told the Daily Post that talks would go on."
    >>> find_via(words, [Span(start=0, end=35)], Span(start=0, end=9))
    'Daily Post'
    >>> words = "To Interfax he had said that talks would go on."
    >>> find_via(words, [Span(start=0, end=23)], Span(start=12, end=14), [Span(start=3, end=11)])
    'Interfax'
    """
    for pattern in (_TOLD, _TO_ONE, _INTERVIEW, _OCCASION, _PLATFORM):
        for part in frame:
            for match in pattern.finditer(text, part.start, part.end):
                via = Span(start=match.start("via"), end=match.end("via"))
                quoted = pattern is _INTERVIEW and _QUOTED_BY.search(text, part.start, via.start)
                if source and via.overlaps(source) and not quoted:
                    continue
                if pattern is _INTERVIEW and _TELLS_OF_HIM.search(text, part.start, via.start):
                    continue
                words = match.group("via").strip()
                told_to = _AUDIENCE.search(words) if pattern is _TOLD else None
                named = told_to or _MEDIA.search(text, match.start(), via.end) or any(map(via.covers, outlets))
                if pattern in (_TOLD, _TO_ONE, _INTERVIEW) and not named:
                    continue
                told = pattern is _OCCASION or told_to or _AT_ONE.search(words)
                return words if told else re.sub(r"^(?:the|an?)\s+", "", words)
    return None
