"""Sentences and paragraphs, with pySBD; the only import of it. Furniture of the page is no sentence.

pySBD (a port of the Pragmatic Segmenter) was written for news with abbreviations, quotes and initials. It is given one
paragraph at a time, so that no sentence crosses a paragraph; each sentence is then found again in the text, because
the text itself never changes.

Two of its steps are made quicker here, with the same outcome: it would compile a regular expression for each sentence
to find it again, and one for each abbreviation that some word begins with ("a *co*urse").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pysbd
from pysbd.lang.english import English
from pysbd.processor import Processor
from pysbd.utils import TextSpan

from gpulse.furniture import find_furniture
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.record import Sentence

_PARAGRAPH = re.compile(r"[^\n]+")
_ODD_CASE = re.compile("[\u0130\u0131\u017f\u212a]")  # pySBD matches them as i, s or k, though `lower` leaves them
_ABBREVIATION = English.Abbreviation
_BEFORE_NAMES = frozenset(_ABBREVIATION.PREPOSITIVE_ABBREVIATIONS)
_BEFORE_NUMBERS = frozenset(_ABBREVIATION.NUMBER_ABBREVIATIONS) - _BEFORE_NAMES


def _stops_of(names: Iterable[str], before: str) -> re.Pattern[str]:
    """The full stops of words that begin a word's place, where they stand before `before`."""
    return re.compile(rf"(?<!\S)((?i:{'|'.join(sorted(names))}))\.(?={before})")


_BEFORE_MORE = r"[.:\-?,]|\s(?:[a-z\d(]|I\s|I'm|I'll)"
_STOPS = (
    _stops_of(_BEFORE_NAMES, r"\s|:\d"),
    _stops_of(_BEFORE_NUMBERS, r"\s\d|\s+\("),
    _stops_of(
        (a for a in _ABBREVIATION.ABBREVIATIONS if "." not in a and a not in _BEFORE_NAMES | _BEFORE_NUMBERS),
        _BEFORE_MORE,
    ),
)
_DOTTED = tuple((a, _stops_of([a], _BEFORE_MORE)) for a in _ABBREVIATION.ABBREVIATIONS if "." in a)
"""Those with a full stop inside, which pySBD looks for where the text has them, and then takes for any character."""


class _Abbreviations(English.AbbreviationReplacer):  # type: ignore[misc]
    """pySBD's step that spares the full stops of abbreviations, in three passes and not one for each word that begins
    as one of its two hundred abbreviations does."""

    def search_for_abbreviations_in_string(self, text: str) -> str:
        if "." not in text:
            return text
        if _ODD_CASE.search(text) or "} " in text:  # in pySBD's pattern for what follows, braces stand for themselves
            return str(super().search_for_abbreviations_in_string(text))
        for stops in _STOPS:
            text = stops.sub(r"\1∯", text)
        lowered = text.lower()
        for name, stops in _DOTTED:
            if name in lowered:
                text = stops.sub(r"\1∯", text)
        return text


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
