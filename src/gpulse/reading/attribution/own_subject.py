"""Who says something in a clause of its own: the subject there, and not who speaks in the clause around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gpulse.model.tags import CueTag
from gpulse.reading.event.own_clauses import TITLE
from gpulse.reading.event.subjects import HELPING
from gpulse.record import Record, Span, within

_OPENS = re.compile(rf"\b(?:after|when|while|whereas|as|before|since|once|because|where|until)\s+(?P<who>{TITLE})$")
_DOES_AND = re.compile(rf"\s+{HELPING}(?:[a-z]\w+\s[^,;:.“”\"]{{0,120}}?\b(?:and|but)\s+{HELPING})?")


def nearer_subject(record: Record, cue: Span, source: Span, cues: Sequence[Span]) -> Span | None:
    """Return the subject of a cue's own clause, where its source already says something else before that clause.

    "Mulino said that Panama would leave, days after *Marco Rubio* visited the country and warned that …".
    """
    text = record.article.text
    for name in reversed(within(record.mentions, Span(start=source.end, end=cue.start))):
        opens = _OPENS.search(text, source.end, name.start)
        if opens is None or not (name.actor or name.kind == "person"):
            continue
        spoke = any(source.end <= c.start and c.end <= opens.start() for c in cues)
        if spoke and _DOES_AND.fullmatch(text, name.end, cue.start):
            return Span(start=opens.start("who"), end=name.end)
    return None


_AT_WHICH = re.compile(r"(?:at|in|on|during|under|through|after)\s+(?:which|whom)\s+")


def without_relative(text: str, source: Span) -> Span:
    """Return a source without the relative words that its clause opens with.

    >>> words = "at which ministers of Iraq and Lebanon"
    >>> without_relative(words, Span(start=0, end=len(words))).of(words)
    'ministers of Iraq and Lebanon'
    """
    opens = _AT_WHICH.match(text, source.start, source.end)
    return Span(start=opens.end(), end=source.end) if opens else source


_ACCORDING = re.compile(r"(?:,\s+)?according\s+to\b", re.IGNORECASE)
_SAID_BEHIND = re.compile(
    r"[^,;.“”\"]{1,60},\s+(?P<cue>said|says|added|told|wrote|warned|announced|claimed|insisted|declared)\s+(?=[\w“\"])"
)
_SUBJECT = re.compile(r"(?P<who>(?:[Aa]n?|[Tt]he|[A-Z])[^,;:.“”\"]{2,80}),\s+(?:whose|which|who|whom)\s[^;:.“”\"]*$")


def said_behind_aside(text: str, sentences: Sequence[Span], cue: CueTag) -> CueTag:
    """Return a cue as the verb behind an aside that only closes with "according to" somebody.

    >>> words = "An envoy of Chad, whose chief is rich according to Oslo, said the militia would expel all by May."
    >>> content = Span(start=words.index("the militia"), end=len(words) - 1)
    >>> at, oslo = words.index("according"), words.index("Oslo")
    >>> source = Span(start=oslo, end=oslo + 4)
    >>> cue = CueTag(start=at, end=oslo - 1, sources=(source,), contents=(content,), score=0.0)
    >>> mended = said_behind_aside(words, [Span(start=0, end=len(words))], cue)
    >>> mended.of(words), mended.sources[0].of(words)
    ('said', 'An envoy of Chad')
    """
    home = next((s for s in sentences if s.start <= cue.start < s.end), None)
    behind = _ACCORDING.match(text, cue.start) and cue.contents and _SAID_BEHIND.match(text, cue.end)
    if not behind or home is None or min(cue.contents).start < behind.start("cue"):
        return cue
    who = _SUBJECT.search(text, home.start, cue.start)
    if who is None or text[home.start : who.start("who")].strip():
        return cue
    source = Span(start=who.start("who"), end=who.end("who"))
    return CueTag(
        start=behind.start("cue"), end=behind.end("cue"), sources=(source,), contents=cue.contents, score=cue.score
    )


_THAT = re.compile(
    r"\s+(?:once\s+(?:more|again)\s+|again\s+|repeatedly\s+)?(?P<what>that\s[^;“”\"]{6,}?)(?=[.;]?\s*$|;)"
)


def of_its_own_part(text: str, sentences: Sequence[Span], cue: CueTag) -> CueTag:
    """Return a cue with the clause behind it where only the part before a semicolon was taken for what it says.

    >>> words = "Chad welcomed the advance; Oslo denied that it arms them."
    >>> cue = CueTag(start=32, end=38, sources=(), contents=(Span(start=14, end=25),), score=0.0)
    >>> of_its_own_part(words, [Span(start=0, end=len(words))], cue).contents[0].of(words)
    'that it arms them'
    """
    home = next((s for s in sentences if s.start <= cue.start < s.end), None)
    stop = text.rfind(";", home.start, cue.start) if home else -1
    if home is None or stop < 0 or not cue.contents or not all(c.end <= stop for c in cue.contents):
        return cue
    end = cue.start + len(bare.group()) if (bare := re.match(r"\w+", cue.of(text))) else cue.end
    told = _THAT.match(text, end, home.end)
    content = (Span(start=told.start("what"), end=told.end("what")),) if told else cue.contents
    return CueTag(start=cue.start, end=end if told else cue.end, sources=cue.sources, contents=content, score=cue.score)
