"""Statements that are parted: by who says them, in the middle, or from their verb by whom an outlet quotes.

The timing, say diplomats in Juba, was hardly chance.       both halves are said
If they pay, wrote the minister, on Twitter, we leave.      what follows the name of where it was written too
The Post reported, citing two aides, that Oslo would pay.   reported, from "that" on
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gpulse.model.tags import CueTag
from gpulse.reading.language.words import verb_forms
from gpulse.record import Attribution, Sentence, Span

_SAID = "|".join(
    sorted(
        {
            form
            for verb in "say write warn argue claim insist explain believe tell add report announce predict".split()
            for form in (verb_forms(verb)["past"], verb_forms(verb)["s"], verb)
        },
        key=len,
    )
)
_BETWEEN = re.compile(
    rf",\s+(?P<cue>{_SAID})\s+(?P<source>(?:(?:the|an?|its|their|his|her|some|many|several|two)\s+)?"
    r"[\w’'.-]+(?:\s+[\w’'.&-]+){0,8}?(?:,\s+(?:the|an?|its|their|his|her)\s[^,;:“”\"]{3,70})?)"
    r"(?P<tail>,?\s+(?:on|in|at|to|during)\s+(?!that\b)[^,;:“”\"]{1,40})?,\s+(?=[a-z])"
)
"""Who says it and where, between two commas; the verb stands first: "say" and a plural, "says" and one."""
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|must|should|do|does|did|not|[a-z]+ed)\b"
)
_NOT_SOMEBODY = re.compile(r"(?:that|it|he|she|they|we|so|to|and|but|which|who|for|as)\b", re.IGNORECASE)
_OPENS = re.compile(r"(?:as|according|and|but)\b", re.IGNORECASE)
SHORTEST = 9
"""Characters that each half of what is said has at least: "The timing"."""


def said_between(text: str, sentences: Sequence[Sentence], cues: Sequence[CueTag]) -> list[CueTag]:
    """Return the cues with those added, or made whole, that stand in the middle of what they say.

    >>> words = "The timing, say two diplomats, was hardly chance."
    >>> (told,) = said_between(words, [Sentence(start=0, end=len(words), paragraph=0)], [])
    >>> told.sources[0].of(words), told.of(words), [c.of(words) for c in told.contents]
    ('two diplomats', 'say', ['The timing', 'was hardly chance'])
    >>> words = "If they pay, wrote Ana Lind, the minister, on Twitter, that would end the deal."
    >>> (told,) = said_between(words, [Sentence(start=0, end=len(words), paragraph=0)], [])
    >>> told.sources[0].of(words), [c.of(words) for c in told.contents]
    ('Ana Lind, the minister', ['If they pay', 'that would end the deal'])
    """
    out = list(cues)
    for told in _told(text, sentences):
        same = [c for c in out if c.overlaps(told)]
        out = [c for c in out if not c.overlaps(told)]
        out.append(replace(told, score=max((c.score for c in same), default=0.0)))
    return out


def _told(text: str, sentences: Sequence[Sentence]) -> Iterator[CueTag]:
    for sentence in sentences:
        found = _BETWEEN.search(text, sentence.start, sentence.end)
        if found is None or any(mark in text[sentence.start : sentence.end] for mark in '“”";:'):
            continue
        source = Span(start=found.start("source"), end=found.end("source"))
        before = Span(start=sentence.start, end=found.start())
        after = Span(start=found.end(), end=sentence.start + len(sentence.of(text).rstrip(" .")))
        short = min(before.end - before.start, after.end - after.start) < SHORTEST
        names = source.of(text).split(",")[0]
        if short or _NOT_SOMEBODY.match(names) or _VERB.search(names) or _OPENS.match(before.of(text)):
            continue
        if not (_VERB.search(after.of(text)) or re.match(r"that\s+[a-z]+", after.of(text))):
            continue
        yield CueTag(
            start=found.start("cue"), end=found.end("cue"), sources=(source,), contents=(before, after), score=0.0
        )


_QUOTES = r"(?:citing|quoting)"
_QUOTING = re.compile(rf"{_QUOTES}(?:\s+from)?", re.IGNORECASE)
_REPORTS = re.compile(
    r"\b(?P<cue>(?:report|reveal|say|said|write|wrote|claim|disclos|announc|publish|allege|add)\w*)\b[^;:“”\"]{0,60},\s+$"
)
_THAT = re.compile(r"[^“”\";:]{2,140}?,\s+(?=that\s)")


def without_quoted(text: str, cue: CueTag, home: Span) -> CueTag:
    """Return a statement of an outlet that quotes somebody with its own verb, and without whom it quotes.

    >>> words = "Sana reported, citing a general, that Oslo had struck."
    >>> said = CueTag(start=15, end=21, sources=(), contents=(Span(start=22, end=53),), score=0.0)
    >>> told = without_quoted(words, said, Span(start=0, end=54))
    >>> told.of(words), told.contents[0].of(words)
    ('reported', 'that Oslo had struck')
    """
    contents = tuple(_from_that(text, c) for c in cue.contents)
    heard = replace(cue, contents=contents)
    if not _QUOTING.fullmatch(cue.of(text)) or not contents or not text.startswith("that ", contents[0].start):
        return heard
    verb = _REPORTS.search(text, home.start, cue.start)
    return replace(heard, start=verb.start("cue"), end=verb.end("cue")) if verb else heard


def _from_that(text: str, content: Span) -> Span:
    quoting = re.search(rf"\b{_QUOTES}\s+$", text[max(0, content.start - 10) : content.start])
    opened = re.match(rf"{_QUOTES}\s+", content.of(text))
    that = _THAT.match(text, content.start, content.end) if quoting or opened else None
    return Span(start=that.end(), end=content.end) if that else content


def only_quotes(text: str, said: Attribution) -> bool:
    """Say whether a statement is only whom somebody quotes: "said so, *citing two aides*"."""
    if said.cue is None or said.kind != "indirect" or not _QUOTING.fullmatch(said.cue.of(text)):
        return False
    return not re.match(r"(?:that|how|why|whether)\s", text[min(said.content).start :])


_ACCORDING_TO = re.compile(r"\baccording\s+to\b", re.IGNORECASE)
_QUOTE = re.compile(r"[“\"]")
_QUOTE_NEXT = re.compile(r";\s+(?=[“\"])")
_VERB_ON = re.compile(
    r",\s+(?=(?:will|would|has|have|had|is|are|was|were|can|could|may|might|must|shall|should|did|does|do|"
    r"(?!said\b|says\b)[a-z]+(?:ed|es|s))\s)"
)
"""Behind whom words are "according to", where what they say goes on: "Oslo, according to X, *will* pay"."""
_STOP = re.compile(r"[;“”\"]|[.!?]?\s*$")


def gone_on(text: str, home: Span, cue: Span, source: Span | None, contents: Sequence[Span]) -> list[Span]:
    """Return what is said with what stands behind its source, where "according to" parts a subject from its verb."""
    on = _VERB_ON.match(text, source.end, home.end) if source and source.start >= cue.end else None
    if on is None or not _ACCORDING_TO.search(cue.of(text)) or any(c.end > cue.start for c in contents):
        return list(contents)
    stop = _STOP.search(text, on.end(), home.end)
    return [*contents, Span(start=on.end(), end=stop.start() if stop else home.end)]


def to_the_next(text: str, home: Span, content: Span, cue: Span, cues: Sequence[Span]) -> Span:
    """Cut what is said where a semicolon opens what another cue says: "told it that all agreed; *boats* are due"."""
    stop = text.find(";", content.start, content.end)
    quoted = any(mark in content.of(text) for mark in '“”"')
    if (opens := _QUOTE_NEXT.search(text, content.start, content.end)) and not _QUOTE.match(text, content.start):
        behind = Span(start=opens.end(), end=content.end)  # "will get a base; “nothing is in the way,” he said"
        return behind if cue.start >= content.end else Span(start=content.start, end=opens.start())
    after = stop >= 0 and any(c.start > stop and home.overlaps(c) and not c.overlaps(cue) for c in cues)
    return Span(start=content.start, end=stop) if after and not quoted and cue.end <= content.start < stop else content
