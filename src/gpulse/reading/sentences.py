"""Sentences and paragraphs, with pySBD; the only import of it. Furniture of the page is no sentence.

pySBD (a port of the Pragmatic Segmenter) was written for news with abbreviations, quotes and initials. It is given one
paragraph at a time, so that no sentence crosses a paragraph; each sentence is then found again in the text, because
the text itself never changes.
"""

from __future__ import annotations

import re

import pysbd

from gpulse.furniture import find_furniture
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.record import Sentence

_PARAGRAPH = re.compile(r"[^\n]+")


def find_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of `text`, in order, trimmed of white space.

    >>> [s.of("Mr. Kim left. He\\nwent home.") for s in find_sentences("Mr. Kim left. He\\nwent home.")]
    ['Mr. Kim left.', 'He', 'went home.']
    """
    segmenter = pysbd.Segmenter(language="en", clean=False, char_span=False)
    found: list[Sentence] = []
    furniture = {span.start for span in find_furniture(text).spans}
    paragraphs = (m for m in _PARAGRAPH.finditer(text) if m.group().strip() and m.start() not in furniture)
    for number, paragraph in enumerate(paragraphs):
        at = paragraph.start()
        for piece in segmenter.segment(paragraph.group()):
            words = piece.strip()
            if not words:
                continue
            start = text.find(words, at, paragraph.end())
            if start < 0:  # pySBD changed a character: keep the rest of the paragraph as one sentence
                rest = text[at : paragraph.end()]
                start = at + len(rest) - len(rest.lstrip())
                found.append(Sentence(start=start, end=at + len(rest.rstrip()), paragraph=number))
                break
            at = start + len(words)
            found.append(Sentence(start=start, end=at, paragraph=number))
    return tuple(found)


def add_sentences(draft: Draft, kit: Kit) -> Draft:
    """Add the sentences."""
    return draft.add(sentences=find_sentences(draft.text))
