"""Sentences of a brief before their footnotes are numbered: parts, the words of posts that carry them, and values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gpulse.linking.ledger.ledger_rows import Evidence
from gpulse.record import Record, Span
from gpulse.views.brief_rows import Part, Value
from gpulse.views.words import day_words

LONGEST_QUOTE = 280
"""Characters of a quotation inside a sentence; the footnote has it in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """Words of a post that carry a draft, with the values read from them."""

    article: str
    span: Span
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A sentence before its footnotes are numbered. `tellers` are the posts whose independent origins count."""

    parts: tuple[Part, ...]
    cited: tuple[Cited, ...]
    tellers: tuple[str, ...]
    row: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """The posts that a brief draws on, and the English names of states by code."""

    records: Mapping[str, Record]
    states: Mapping[str, str]


def own(text: str) -> Part:
    """Return a part in our own words."""
    return Part(text=text)


def quote(text: str) -> Part:
    """Return a part in the post's words: white space single, quotation marks around all of it and full stop left off;
    an ellipsis where it begins or ends midway.

    >>> quote(" “It is over.” ").text
    'It is over'
    """
    words = " ".join(text.split())
    if len(words) > 1 and words[0] in "“\"'‘" and words[-1] in "”\"'’" and not re.search('[“”"]', words[1:-1]):
        words = words[1:-1]
    words = words.rstrip(".,;: ")
    if len(words) > LONGEST_QUOTE:
        words = words[:LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(".,;: ") + " …"
    return Part(text=f"… {words}" if words[:1].islower() else words, quoted=True)


def join_words(names: Sequence[str]) -> str:
    """Join names as English does.

    >>> join_words(["Iran"]), join_words(["Iran", "Syria", "Russia"])
    ('Iran', 'Iran, Syria and Russia')
    """
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""


def cap(text: str) -> str:
    """Return `text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def published(record: Record) -> tuple[Value, ...]:
    """Return the publisher and day of a post as values, so far as they are known."""
    article = record.article
    found = []
    if article.publisher:
        found.append(Value(field="publisher", words="", means=article.publisher, value=article.publisher))
    if article.published_on:
        found.append(
            Value(field="published", words="", means=day_words(article.published_on), value=article.published_on)
        )
    return tuple(found)


def from_evidence(evidence: Iterable[Evidence], posts: Posts) -> tuple[Cited, ...]:
    """Return evidence as citations; evidence from a post that the brief does not draw on is passed over."""
    return tuple(
        Cited(article=e.article, span=Span(start=e.start, end=e.end)) for e in evidence if e.article in posts.records
    )


def words_at(cited: Cited, posts: Posts) -> str:
    """Return the words that a citation covers."""
    return cited.span.of(posts.records[cited.article].article.text)


def with_values(cited: Sequence[Cited], values: Iterable[Value | None]) -> tuple[Cited, ...]:
    """Return the citations, the first of them with these values added."""
    added = tuple(dict.fromkeys(value for value in values if value))
    return (Cited(article=cited[0].article, span=cited[0].span, values=cited[0].values + added), *cited[1:])


def quotation(cited: Sequence[Cited], posts: Posts, row: str | None = None) -> Draft:
    """Return the plainest sentence: who printed it, and the words. It says nothing that its footnote does not."""
    publisher = posts.records[cited[0].article].article.publisher
    values = published(posts.records[cited[0].article]) if publisher else ()
    said = quote(words_at(cited[0], posts))
    return Draft(
        parts=(own(f"{publisher or 'According to a post'}: "), said),
        cited=with_values(cited[:1], values),
        tellers=(cited[0].article,),
        row=row,
    )


def hull_of(spans: Sequence[Span]) -> Span:
    """Return the stretch from the first to the last of some spans."""
    return Span(start=min(s.start for s in spans), end=max(s.end for s in spans))
