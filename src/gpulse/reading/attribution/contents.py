"""What is said: a cue's contents as whole quotations and sentences, and whether they are quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from gpulse.model.tags import CueTag
from gpulse.record import AttributionKind, Sentence, Span

OPEN, CLOSE = "“\"«‘'", "”\"»’'"

_QUOTED = re.compile(r"“[^”\n]*”?|\"[^\"\n]*\"?|«[^»\n]*»?")


def contents_of(text: str, sentences: Sequence[Sentence], cue: CueTag) -> list[Span]:
    """Return what a cue says: its contents on its line and side, quotations as a whole, the rest within a sentence."""
    contents = _merge(text, [on_line(text, c, cue) for c in cue.contents])
    contents = _whole_quotes(text, [_from_that(text, c) for c in contents])
    if any(c.start >= cue.end for c in contents):
        contents = [c for c in contents if not (c.end <= cue.start and _WHEN_SAID.fullmatch(text, c.start, c.end))]
    return [_in_sentence(text, sentences, c) for c in _on_side(text, contents, cue)]


_WHEN_SAID = re.compile(
    r"(?:After|Before|Since|Following|During|Amid|Ahead\s+of|On\s+the\s+(?:sidelines|margins|fringes|eve)\s+of)\s+(?:(?:the|an?|its|their)\s+)?[^,;:“”\"]+,?"
)
"""What opens a sentence and tells when somebody speaks: "*After the coup of July*, Oslo threatened to leave"."""


def on_line(text: str, span: Span, cue: Span) -> Span:
    """Cut a span that runs over line breaks to the part on the cue's side: no phrase crosses a paragraph."""
    if "\n" not in span.of(text):
        return span
    if span.end <= cue.start:
        return Span(start=text.rfind("\n", span.start, span.end) + 1, end=span.end)
    return Span(start=span.start, end=text.find("\n", span.start, span.end))


def trimmed(text: str, span: Span) -> Span:
    """Cut punctuation and white space from the ends of a source or cue."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(" ,;:–—-\n"))
    end = span.end - (len(words) - len(words.rstrip(" ,;:–—-\n")))
    return Span(start=start, end=end) if end > start else span.bare()


def _from_that(text: str, content: Span) -> Span:
    """Leave out what stands between cue and "that": "said, a day after the vote, that it would go on"."""
    match = re.match(
        r"(?:the day|on|a |an |in |at |after |before |during |last |earlier )[^“”\".;]*?,\s+(?=that\s)",
        content.of(text),
    )
    return Span(start=content.start + match.end(), end=content.end) if match else content


def _on_side(text: str, contents: list[Span], cue: Span) -> list[Span]:
    """Leave out what stands across a semicolon from a cue in front: "Lind will fly; *according to envoys*, he …"."""
    after = [c for c in contents if c.start >= cue.end]
    apart = after and all(";" in text[c.end : cue.start] for c in contents if c not in after)
    return after if apart else contents


def behind(cue: Span, contents: Sequence[Span], source: Span) -> bool:
    """Whether a source stands behind what a cue says, so says what comes next: "praised it, and *Rome* denied"."""
    return any(cue.end <= c.start and c.end <= source.start for c in contents)


def _in_sentence(text: str, sentences: Sequence[Sentence], content: Span) -> Span:
    """Return a content without quotation marks up to the end of the sentence that it begins in."""
    home = home_of(sentences, content)
    if content.end > home.end and _is_closed(text, content.start, home.end):
        return Span(start=content.start, end=home.start + len(text[home.start : home.end].rstrip()))
    if content.end <= home.end or any(mark in content.of(text) for mark in OPEN + CLOSE if mark not in "'’‘"):
        return content
    return Span(start=content.start, end=home.start + len(text[home.start : home.end].rstrip(" .")))


def _is_closed(text: str, start: int, end: int) -> bool:
    """Say whether a sentence that ends in a stretch has closed its quotation, and none follows: what comes is not said.

    >>> words = 'He said: "We wait." The port is shut, it "regrets".'
    >>> _is_closed(words, words.index('"'), words.index(" The")), _is_closed(words, words.index("We"), words.index("."))
    (True, False)
    """
    inside = text[start:end]
    quoted = any(mark in inside for mark in '“”"')
    shut = inside.count("“") <= inside.count("”") and inside.count('"') % 2 == (text[start - 1 : start] == '"')
    return quoted and shut and text[end:].lstrip()[:1] not in OPEN


def _merge(text: str, contents: Sequence[Span]) -> list[Span]:
    """Join contents with nothing but white space or quotation marks between them."""
    out: list[Span] = []
    for span in sorted(contents):
        if out and not text[out[-1].end : span.start].strip(" \n" + OPEN + CLOSE):
            out[-1] = Span(start=out[-1].start, end=max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _whole_quotes(text: str, contents: list[Span]) -> list[Span]:
    """Extend a quotation that its paragraph leaves open over the paragraphs that go on with it."""
    if not contents:
        return contents
    last = contents[-1]
    end = text.find("\n", last.end)
    end = len(text) if end < 0 else end
    opened = max(text.rfind("“", 0, last.end), text.rfind("«", 0, last.end))
    shut = opened >= 0 and any(mark in text[opened:end] for mark in "”»")
    begins = opened >= 0 and "\n" not in text[opened : last.start]
    if opened < 0 or shut or not begins:
        return contents
    if end > last.end:
        contents = [*contents[:-1], Span(start=last.start, end=_trimmed_end(text, last.start, end))]
    at = end
    while at < len(text):
        start = at + len(text[at:]) - len(text[at:].lstrip())
        if start >= len(text) or text[start] not in "“«":
            break
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        close = min((k for k in (text.find("”", start, stop), text.find("»", start, stop)) if k >= 0), default=-1)
        contents.append(Span(start=start, end=_trimmed_end(text, start, close + 1 if close >= 0 else stop)))
        if close >= 0:
            break
        at = stop
    return contents


def _trimmed_end(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def classify_kind(text: str, contents: Sequence[Span]) -> AttributionKind:
    """Return whether contents are quoted as a whole, in part, or not at all.

    >>> classify_kind('He said "we go".', [Span(start=8, end=15)])
    'direct'
    >>> classify_kind('He said that "we go home".', [Span(start=8, end=25)])
    'mixed'
    >>> classify_kind('He called it "a folly" of theirs.', [Span(start=10, end=32)])
    'mixed'
    """
    quoted = total = 0
    marks = _quoted(text)
    for span in contents:
        total += max(1, span.end - span.start)
        inside = [(start, end) for start, end in marks if start < span.end and span.start < end]
        quoted += sum(min(end, span.end) - max(start, span.start) for start, end in inside)
    if quoted >= 0.85 * total and not re.match(r"that\s", text[min(contents).start :]):
        return "direct"
    return "mixed" if quoted else "indirect"


@lru_cache(maxsize=16)
def _quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text has quotation marks; it is asked about for each of its attributions."""
    return tuple([m.span() for m in _QUOTED.finditer(text)])


def home_of(sentences: Sequence[Sentence], span: Span) -> Span:
    """Return the sentence in which a span begins, or the span."""
    return next((s for s in sentences if s.start <= span.start < s.end), span)
