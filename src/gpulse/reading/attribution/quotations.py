"""Quotations that no cue was linked to: whoever spoke goes on, or stands right beside.

"We waited," Ms Olsen said. "Nobody came."          the second goes on with the first
Mr Brandt was not done: "We will be back."          who opens the sentence before the colon
Ms Olsen praised the crew. "They saved us all."     who opens the sentence before
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gpulse.reading.attribution.speakers import resolve_speaker
from gpulse.reading.kit import Kit
from gpulse.reading.scene import Scene
from gpulse.record import Attribution, Mention, Record, Sentence, Span

_MARKS = re.compile(r"“([^“”\n]+)”|(?<![\w\"])\"([^\"\n]+)\"")
_SHORTEST = 4
"""Words that a quotation has at least: fewer are names and words held at arm's length."""
_STOP = re.compile(r"[.!?]['’]?[”\"]?\s+(?=[A-Z“\"])")
_SAYER = frozenset(("person", "organisation", "group"))


def find_quotations(text: str) -> Iterator[Span]:
    """Yield the quotations of a text of some length, without their marks.

    >>> [q.of(text) for text in ['He called it "a folly". "We will never go there," he said.'] for q in
    ...  find_quotations(text)]
    ['We will never go there,']
    """
    for match in _MARKS.finditer(text):
        start, end = match.span(1) if match.group(1) else match.span(2)
        if len(text[start:end].split()) >= _SHORTEST:
            yield Span(start=start, end=end)


def add_loose(record: Record, found: Sequence[Attribution], kit: Kit, scene: Scene) -> list[Attribution]:
    """Return the attributions with the quotations added that none of them has a speaker for."""
    text = record.article.text
    out = [_without_others(a, found) for a in found]
    for quote in find_quotations(text):
        if any(a.speaker and any(2 * _shared(c, quote) > quote.end - quote.start for c in a.content) for a in out):
            continue
        sentence = record.home_of(quote)
        if sentence is None:
            continue
        before = _said_before(text, quote, out) or _left_open(text, quote, out)
        source = _beside(record, quote, sentence)
        if before is not None and source is None:
            at = out.index(before)
            if before.kind == "indirect":
                out.append(_by(before.source, quote, before))
            else:
                out[at] = replace(before, content=tuple(sorted((*before.content, quote))))
            continue
        source = source or _subject_before(record, quote, sentence)
        if source is None and (before := _last_paragraph(text, quote, out)):
            out.append(_by(before.source, quote, before))
            continue
        if source is not None:
            speaker = resolve_speaker(record, source, kit, scene)
            if speaker.name:
                out = [a for a in out if a.speaker or not any(c.overlaps(quote) for c in a.content)]
                out.append(
                    Attribution(
                        source=source.bare() if source else None,
                        content=(quote.bare(),),
                        kind="direct",
                        speaker=speaker,
                    )
                )
    return out


def _without_others(one: Attribution, found: Sequence[Attribution]) -> Attribution:
    """Leave out of an attribution's contents those that another's cue stands nearer to: nothing has two mouths."""
    if not one.cue or not one.content:
        return one
    first, last = min(c.start for c in one.content), max(c.end for c in one.content)
    rivals = [a for a in found if a.cue and a is not one and any(c.start < last and first < c.end for c in a.content)]
    kept = tuple(c for c in one.content if not any(_nearer(other, one, c) for other in rivals))
    return replace(one, content=kept) if kept and len(kept) < len(one.content) else one


def _nearer(other: Attribution, one: Attribution, content: Span) -> bool:
    if other is one or not other.cue or not one.cue or content.covers(other.cue):
        return False
    same = any(2 * _shared(c, content) > content.end - content.start for c in other.content)
    return same and _gap(other.cue, content) < _gap(one.cue, content)


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _by(source: Span | None, quote: Span, before: Attribution) -> Attribution:
    return Attribution(
        source=source.bare() if source else None, content=(quote.bare(),), kind="direct", speaker=before.speaker
    )


def _said_before(text: str, quote: Span, found: Sequence[Attribution]) -> Attribution | None:
    """The attribution that ends right before a quotation, with no sentence in between, in the same paragraph."""
    best: tuple[int, Attribution] | None = None
    for one in found:
        if one.speaker is None or not one.speaker.name:
            continue
        spans = [s for s in (one.source, one.cue, *one.content) if s is not None and s.end <= quote.start]
        if not spans or any(c.start > quote.end for c in one.content):
            continue
        end = max(s.end for s in spans)
        gap = text[end : quote.start]
        rest = _STOP.sub("", gap, count=1) if _STOP.search(gap) else gap
        if "\n" not in gap and not _STOP.search(rest) and len(gap) < 160 and (best is None or end > best[0]):
            best = end, one
    return best[1] if best else None


def _left_open(text: str, quote: Span, found: Sequence[Attribution]) -> Attribution | None:
    """Who speaks in a quotation of the same paragraph that was opened and not closed before this one opens."""
    opened = text.rfind("“", 0, quote.start - 1)
    if opened < 0 or re.search(r"[”\n]", text[opened : quote.start]):
        return None
    return next((a for a in found if a.speaker and any(c.start - 2 <= opened < c.end for c in a.content)), None)


def _last_paragraph(text: str, quote: Span, found: Sequence[Attribution]) -> Attribution | None:
    """Whom the last paragraph quoted, where the quotation opens one in which nobody is said to speak."""
    line = text.rfind("\n", 0, quote.start) + 1
    stop = text.find("\n", quote.end)
    if text[line : quote.start].strip(' “"'):
        return None
    here = Span(start=line, end=stop if stop >= 0 else len(text))
    if any(s and s.overlaps(here) for a in found for s in (a.source, a.cue)):
        return None
    earlier = [a for a in found if a.kind != "indirect" and max(c.end for c in a.content) <= line]
    last = max(earlier, key=lambda a: max(c.end for c in a.content), default=None)
    since = text[max(c.end for c in last.content) : line] if last else ""
    fresh = last is not None and bool(last.speaker and last.speaker.name) and since.rstrip("\n").count("\n") == 0
    return last if fresh and len(since) < 120 else None


def _beside(record: Record, quote: Span, sentence: Sentence) -> Span | None:
    """Who stands right after the quotation ('…," Bryant tweeted'), or opens the words before its colon."""
    text = record.article.text
    people = [m for m in record.mentions if m.kind in _SAYER]
    if text[quote.end - 1] in ",?!":
        after = quote.end + 1 + len(text[quote.end + 1 :]) - len(text[quote.end + 1 :].lstrip(" "))
        found = next((m for m in people if _starts(m, text) == after and "\n" not in text[quote.end : after]), None)
        if found is not None:
            return found
    if text[: quote.start - 1].rstrip(" ").endswith(":"):
        return _opening(people, sentence.start, quote.start, text)
    return None


def _subject_before(record: Record, quote: Span, sentence: Sentence) -> Span | None:
    """Who opens the sentence before a quotation that is a sentence of its own, in the same paragraph."""
    text = record.article.text
    if text[sentence.start : quote.start].strip(' “"') or not text[quote.start].isupper():
        return None
    k = record.sentences.index(sentence)
    last = record.sentences[k - 1] if k else None
    if last is None or last.paragraph != sentence.paragraph or _MARKS.search(last.of(text)):
        return None
    return _opening([m for m in record.mentions if m.kind == "person"], last.start, last.end, text)


def _opening(people: Sequence[Mention], start: int, end: int, text: str) -> Span | None:
    """The first of the people between two offsets, where little stands before."""
    first = min((m for m in people if start <= m.start and m.end <= end), key=lambda m: m.start, default=None)
    return first if first is not None and len(text[start : _starts(first, text)].split()) <= 2 else None


def _starts(mention: Mention, text: str) -> int:
    """Where a mention begins, its title included."""
    title = f"{mention.role} " if mention.role else ""
    at = mention.start - len(title)
    return at if title and at >= 0 and text[at : mention.start] == title else mention.start
