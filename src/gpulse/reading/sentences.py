"""Sentences and paragraphs, with pySBD; the only import of it. Furniture of the page is no sentence.

pySBD (a port of the Pragmatic Segmenter) was written for news with abbreviations, quotes and initials. It is given one
paragraph at a time, so that no sentence crosses a paragraph; each sentence is then found again in the text, because
the text itself never changes.

Two of its steps are made quicker here, with the same outcome: it would compile a regular expression for each sentence
to find it again, and one for each abbreviation that some word begins with ("it is a *cour*se").
"""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pysbd
from pysbd.lang.english import English
from pysbd.processor import Processor
from pysbd.utils import TextSpan

from gpulse.furniture import find_furniture
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.record import Sentence

_PARAGRAPH = re.compile(r"[^\n]+")
_STOPPED = re.compile(r"(?:^|\s)(\w+)(?=\.)")
_ODD_CASE = re.compile("[İıſK]")  # letters that pySBD's patterns match as i, s or k though `lower` leaves them


class _Abbreviations(English.AbbreviationReplacer):  # type: ignore[misc]
    """pySBD's step that spares the full stops of abbreviations, given only those that stand before a full stop."""

    lang: Any

    def search_for_abbreviations_in_string(self, text: str) -> str:
        if "." not in text:
            return text
        every = self.lang.Abbreviation
        if not _ODD_CASE.search(text):
            lowered = text.lower()
            stopped = set(_STOPPED.findall(lowered))
            names = [a for a in every.ABBREVIATIONS if (a in stopped if a.isalnum() else a in lowered)]
            if not names:
                return text
            narrow = SimpleNamespace(
                ABBREVIATIONS=names,
                PREPOSITIVE_ABBREVIATIONS=every.PREPOSITIVE_ABBREVIATIONS,
                NUMBER_ABBREVIATIONS=every.NUMBER_ABBREVIATIONS,
            )
            self.lang = SimpleNamespace(Abbreviation=narrow)
        try:
            return str(super().search_for_abbreviations_in_string(text))
        finally:
            self.lang = English


class _English(English):  # type: ignore[misc]
    """pySBD's rules for English, with the step above."""

    AbbreviationReplacer = _Abbreviations


class _Segmenter(pysbd.Segmenter):  # type: ignore[misc]
    """pySBD's segmenter, with its steps that `_Abbreviations` and `sentences_with_char_spans` make quicker."""

    def processor(self, text: str) -> Processor:
        return Processor(text, _English, char_span=self.char_span)

    def sentences_with_char_spans(self, sentences: list[str]) -> list[TextSpan]:
        """Find each sentence, with the white space after it, in the text: the first place that ends after the last."""
        text, found, last = self.original_text, [], 0
        for sentence in sentences:
            at = 0
            while (start := text.find(sentence, at)) >= 0:
                end = start + len(sentence)
                while end < len(text) and text[end].isspace():
                    end += 1
                if end > last:
                    found.append(TextSpan(text[start:end], start, end))
                    last = end
                    break
                at = end if end > at else at + 1
        return found


def find_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of `text`, in order, trimmed of white space.

    >>> [s.of("Mr. Kim left. He\\nwent home.") for s in find_sentences("Mr. Kim left. He\\nwent home.")]
    ['Mr. Kim left.', 'He', 'went home.']
    """
    segmenter = _Segmenter(language="en", clean=False, char_span=False)
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
