"""Statements that are told after what they say: "The boats will come in May, a spokesman for the navy said on Friday."

The network overlooks some of them where a day, a place or an aside follows the verb, or hears only the half of the
words before. The form is plain: what is said, a comma, who says it, a verb of saying, and when or where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gpulse.model.tags import CueTag
from gpulse.reading.language.words import verb_forms
from gpulse.record import Sentence, Span

_VERBS = (
    "say announce confirm report claim insist warn add declare state explain reveal disclose predict estimate argue "
    "maintain complain count admit acknowledge concede write tell caution assert believe reckon note allege boast vow "
    "conclude threaten remark observe respond reply counter continue"
).split()
_SAID = "|".join(
    sorted({form for verb in _VERBS for form in (verb_forms(verb)["past"], verb_forms(verb)["s"], verb)}, key=len)
)
_LAST = re.compile(
    r",\s+(?P<source>(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Bb]oth|[Oo]ne|[Ss]ome|[Ss]everal|[Tt]wo)\s+)?"
    r"[\w’'.-]+(?:\s+[\w’'.&-]+){0,9}?(?:,\s+(?:[A-Z][\w’'.-]*\s?|(?:al|bin|de|van|von)\s){1,4},)?)\s+"
    rf"(?P<cue>(?:(?:ha(?:s|d|ve)|also|later|then)\s+)*(?:{_SAID}|went\s+on|goes\s+on))"
    r"(?P<tail>(?:\s+(?:on|in|at|to|from|during|late|later|last|this|yesterday|today|earlier|after|parliament|reporters|"
    r"journalists|lawmakers|a\s+(?:day|week)|the\s+(?:same|next|following)|[A-Z]\w+day)\b[^,;:“”\"]{0,60})?)"
    r"(?:\s*[.]?\s*$|,\s+(?=(?:as|while|whereas|after|adding|although|though|when|but|and|a\s+day|hours|days|at|in|on)\b))"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|may|might|must|should|can|which|who|whose|that|when|while|after|"
    r"before|because|as|if|where|then|and\s+(?:then|later))\b|(?:^|\s)(?:to|not)\s"
)
_SOMEBODY = re.compile(
    r"[A-Z]|(?:he|she|they|it|officials|analysts|experts|diplomats|witnesses|residents|police|sources|aides|observers|"
    r"critics|(?:the|a|an|its|their|his|her|both|one|some|several|two)\s)"
)
SHORTEST = 20
"""Characters that what is said has at least."""


def said_last(text: str, sentences: Sequence[Sentence], cues: Sequence[CueTag]) -> list[CueTag]:
    """Return the cues with those added that end their sentence, each with all that stands before it.

    >>> words = "Two planes with shells landed, a spokesman for the army, Sylvain Ekenge, announced on Sunday."
    >>> line = [Sentence(start=0, end=len(words), paragraph=0)]
    >>> [(c.sources[0].of(words), c.of(words), c.contents[0].of(words)) for c in said_last(words, line, [])]
    [('a spokesman for the army, Sylvain Ekenge', 'announced', 'Two planes with shells landed')]
    >>> words = "The envoy left at dawn, and the minister, who had said nothing, stayed."
    >>> said_last(words, [Sentence(start=0, end=len(words), paragraph=0)], [])
    []
    """
    out = list(cues)
    for told in _told(text, sentences):
        same = [c for c in out if c.overlaps(told)]
        if not same:
            out = [c for c in out if not any(x.covers(c) and told.contents[0].covers(x) for x in c.contents)]
            out.append(told)
            continue
        heard = same[0] if same[0].sources else replace(same[0], sources=told.sources)
        if all(_is_half(x, told.contents[0]) for x in heard.contents):
            heard = replace(heard, contents=told.contents)
        elif all(x.start >= heard.end for x in heard.contents):  # "Trade would start, he said, but slowly."
            heard = replace(heard, contents=(*told.contents, *heard.contents))
        out[out.index(same[0])] = heard
    return out


_BEFORE_QUOTE = re.compile(
    r"(?P<source>(?:The|An?|Its|Their|His|Her|One|Article)\s[^“”\":;]{2,140}?)\s+"
    r"(?P<cue>states?|reads?|says?|stipulates?|declares?|provides?|warns?|runs|said|stated|declared|warned):\s+"
    r"[“\"](?P<what>[^“”\"]{12,})[”\"]"
)
_MORE_OF_IT = re.compile(r",?\s+(?:that|which|who|whose)\s")


def said_before_quote(text: str, sentences: Sequence[Sentence], cues: Sequence[CueTag]) -> Iterator[CueTag]:
    """Yield what stands in quotation marks behind a subject, a verb of saying and a colon, where no cue says it.

    >>> words = 'A draft that was leaked in May and printed by two papers states: "Neither side shall build a base."'
    >>> (told,) = said_before_quote(words, [Sentence(start=0, end=len(words), paragraph=0)], [])
    >>> told.sources[0].of(words), told.of(words), told.contents[0].of(words)
    ('A draft', 'states', 'Neither side shall build a base.')
    """
    for sentence in sentences:
        found = _BEFORE_QUOTE.match(text, sentence.start, sentence.end)
        if found is None:
            continue
        cue, what = (Span(start=found.start(n), end=found.end(n)) for n in ("cue", "what"))
        if any(c.overlaps(cue) or any(x.overlaps(what) for x in c.contents) for c in cues):
            continue
        more = _MORE_OF_IT.search(text, found.start("source"), found.end("source"))
        source = Span(start=found.start("source"), end=more.start() if more else found.end("source"))
        yield CueTag(start=cue.start, end=cue.end, sources=(source,), contents=(what,), score=0.0)


def _is_half(heard: Span, told: Span) -> bool:
    """Say whether what was heard ends what was told, and begins after its subject."""
    return told.start < heard.start and told.covers(heard) and heard.end >= told.end - 1


def _told(text: str, sentences: Sequence[Sentence]) -> Iterator[CueTag]:
    for sentence in sentences:
        found = _LAST.search(text, sentence.start, sentence.end)
        if found is None:
            continue
        source = _bare(text, Span(start=found.start("source"), end=found.end("source")))
        content = Span(start=_after_break(text, sentence.start, found.start()), end=found.start())
        names = source.of(text)
        if (
            re.search(r"[“”\"]", content.of(text))
            or content.end - content.start < SHORTEST
            or _FINITE.search(names)
            or not _SOMEBODY.match(names)
        ):
            continue
        yield CueTag(start=found.start("cue"), end=found.end("cue"), sources=(source,), contents=(content,), score=0.0)


def _bare(text: str, source: Span) -> Span:
    return Span(start=source.start, end=source.start + len(source.of(text).rstrip(" ,")))


def _after_break(text: str, start: int, end: int) -> int:
    """Return where what is said begins: after the last semicolon or colon."""
    breaks = list(re.finditer(r"[;:]\s+", text[start:end]))
    return start + breaks[-1].end() if breaks else start
