"""Sentences and paragraphs, with pySBD; the only import of it. Furniture of the page is no sentence.

pySBD (a port of the Pragmatic Segmenter) was written for news with abbreviations, quotes and initials. It is given one
paragraph at a time, so that no sentence crosses a paragraph; each sentence is then found again in the text, because
the text itself never changes.

Its steps are made quicker here, with the same outcome (tests/test_speed.py): it would compile a regular expression for
each sentence to find it again, search for each abbreviation that some word begins with ("a *co*urse"), and try two
dozen replacements on each sentence, most of them of marks of its own that the sentence does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pysbd
from pysbd.lang.english import English
from pysbd.lists_item_replacer import ListItemReplacer
from pysbd.processor import Processor
from pysbd.utils import Text, TextSpan

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
_AFTER = {
    **dict.fromkeys((a for a in _ABBREVIATION.ABBREVIATIONS if "." not in a), re.compile(_BEFORE_MORE)),
    **dict.fromkeys(_BEFORE_NUMBERS, re.compile(r"\s\d|\s+\(")),
    **dict.fromkeys(_BEFORE_NAMES, re.compile(r"\s|:\d")),
}
"""Abbreviation → what stands after its full stop where that ends no sentence."""
_LONGEST = max(map(len, _AFTER))
_DOTTED = tuple((a, _stops_of([a], _BEFORE_MORE)) for a in _ABBREVIATION.ABBREVIATIONS if "." in a)
"""Those with a full stop inside, which pySBD looks for where the text has them, and then takes for any character."""


class _Abbreviations(English.AbbreviationReplacer):  # type: ignore[misc]
    """pySBD's step that spares the full stops of abbreviations, in one pass over the full stops and not one for each
    word that begins as one of its two hundred abbreviations does."""

    def search_for_abbreviations_in_string(self, text: str) -> str:
        if "." not in text:
            return text
        if _ODD_CASE.search(text) or "} " in text:  # in pySBD's pattern for what follows, braces stand for themselves
            return str(super().search_for_abbreviations_in_string(text))
        text, lowered = _without_stops(text), text.lower()
        for name, stops in _DOTTED:
            if name in lowered:
                text = stops.sub(r"\1∯", text)
        return text


def _without_stops(text: str) -> str:
    """Put pySBD's mark in place of the full stops of abbreviations that have none inside.

    >>> _without_stops("Gen. Ruiz saw No. 7 and no. He left St. Ives, etc., etc. Then")
    'Gen∯ Ruiz saw No∯ 7 and no. He left St∯ Ives, etc∯, etc. Then'
    """
    parts, done, at = [], 0, text.find(".")
    while at >= 0:
        before = text[max(0, at - _LONGEST - 1) : at]
        word = before.split()[-1] if before and not before[-1].isspace() else ""
        after = _AFTER.get(word.lower())
        if after is not None and after.match(text, at + 1):
            parts.append(text[done:at])
            done = at + 1
        at = text.find(".", at + 1)
    return "∯".join([*parts, text[done:]])


_LETTER_STOP = re.compile(r"[a-z]\.(?<!\S[a-z]\.)")
_LETTERS_BRACKET = re.compile(r"(?<![^\s(])[a-z]{1,5}\)")
_NUMBER_STOP = re.compile(r"\d\.[\s)]")
_NUMBER_BRACKET = re.compile(r"\d\)\s")


class _Lists(ListItemReplacer):  # type: ignore[misc]
    """pySBD's steps that part the items of lists, each where the text may have an item of its kind."""

    text: str

    def add_line_break(self) -> str:
        for roman in (False, True):
            if _LETTER_STOP.search(self.text):
                self.add_line_breaks_for_alphabetical_list_with_periods(roman_numeral=roman)
            if ")" in self.text and _LETTERS_BRACKET.search(self.text):
                self.add_line_breaks_for_alphabetical_list_with_parens(roman_numeral=roman)
        if "♨" in self.text or _NUMBER_STOP.search(self.text):
            self.format_numbered_list_with_periods()
        if "☝" in self.text or _NUMBER_BRACKET.search(self.text):
            self.format_numbered_list_with_parens()
        return str(self.text)


_REFERENCE = re.compile(r"[.∯][\[\d]")
_DOTS = re.compile(r"\.(?:\.\.|\s\.)")
_MARKS = re.compile("[∯♬♭ᓰᓱᓳᓴᓷᓸ☉☇☈☄✂⌬ȸȹ]")
_DOT_MARKS = re.compile("[ƪ♟♝☏∮]")


class _Processor(Processor):  # type: ignore[misc]
    """pySBD's chain of replacements, each tried only where the text has what it replaces."""

    text: str

    def process(self) -> list[str]:
        if not self.text:
            return []
        self.text = _Lists(self.text.replace("\n", "\r")).add_line_break()
        self.replace_abbreviations()
        self.replace_numbers()
        if "!" in self.text or "?" in self.text:
            self.replace_continuous_punctuation()
        if _REFERENCE.search(self.text):
            self.replace_periods_before_numeric_references()
        self.text = Text(self.text).apply(
            self.lang.Abbreviation.WithMultiplePeriodsAndEmailRule, self.lang.GeoLocationRule, self.lang.FileFormatRule
        )
        return self.split_into_segments()

    def split_into_segments(self) -> list[str]:
        if "(" in self.text:
            self.check_for_parens_between_quotes()
        found: list[str] = []
        for line in filter(None, self.text.split("\r")):
            if "\n" in line or _DOTS.search(line):
                line = Text(line).apply(self.lang.SingleNewLineRule, *self.lang.EllipsisRules.All)
            for sentence in filter(None, self.check_for_punctuation(line)):
                if _MARKS.search(sentence):
                    sentence = Text(sentence).apply(*self.lang.SubSymbolsRules.All)
                done = self.post_process_segments(sentence)
                found += done if isinstance(done, list) else [done] if done else []
        return [one.replace("&⎋&", "'") for one in found]

    def post_process_segments(self, text: str) -> str | list[str]:
        if _DOT_MARKS.search(text):
            return super().post_process_segments(text)  # type: ignore[no-any-return]
        if _QUOTED_END.search(text):
            return _QUOTED_STOP.split(text)
        return text if text.isascii() and text.isalpha() and len(text) > 2 else text.replace("\n", "").strip()


_QUOTED_END = re.compile(English.QUOTATION_AT_END_OF_SENTENCE_REGEX)
_QUOTED_STOP = re.compile(English.SPLIT_SPACE_QUOTATION_AT_END_OF_SENTENCE_REGEX)


class _English(English):  # type: ignore[misc]
    """pySBD's rules for English, with the step above."""

    AbbreviationReplacer = _Abbreviations


class _Segmenter(pysbd.Segmenter):  # type: ignore[misc]
    """pySBD's segmenter, with the quicker steps above and a quicker search for the sentences in the text."""

    def processor(self, text: str) -> Processor:
        return _Processor(text, _English, char_span=self.char_span)

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


_DAY_OR_NONE = r"(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+\.? \d{1,2})(?:,? (?:\d{4}|Juche \d+))?"
_DATELINE = re.compile(
    rf"\s*(?:(?P<place>[A-Z][A-Z'’. /]{{2,}}[A-Z])(?:, [A-Z][\w'’. ]*?){{0,2}}(?:,? \(?{_DAY_OR_NONE}\)?)?"
    r"\s*(?:\([^)\n]{1,40}\)\s*)?"
    rf"|(?:[A-Z][\w'’-]+\s?){{1,3}}, {_DAY_OR_NONE}\s*\([^)\n]{{1,40}}\)\s*)"
    r"(?:--|[-–—])\s+(?=[“\"‘']?[A-Z0-9])"
)
_BODIES = frozenset(
    "NATO OPEC OPEC+ ASEAN ECOWAS AUKUS UNICEF UNESCO BRICS IAEA SADC UNHCR AFP REUTERS EU-ASEAN".split()
)


def length_of_dateline(paragraph: str) -> int:
    """Return how many characters the dateline has that opens a paragraph, 0 where none does.

    Where and when a report was filed is no part of what it says: nobody acts in it, and nothing is due on its day.

    >>> [length_of_dateline(words) for words in ("ABUJA - Leaders met.", "THE HAGUE, 1 May 2023 (Wire) - It ruled.")]
    [8, 31]
    >>> length_of_dateline("BOGOTA/CARACAS, Aug 24 - Both will send envoys.")
    25
    >>> [length_of_dateline(words) for words in ("Rome, June 20 (Wire) -- He left.", "NATO - It met.", "US - Russia")]
    [24, 0, 0]
    """
    found = _DATELINE.match(paragraph)
    return found.end() if found and found["place"] not in _BODIES else 0


_AFTER_X = re.compile(r"(?<=\bon X\.)\s+(?=[A-Z“\"])")
"""Behind the platform X, which is no initial of the name that opens the next sentence."""


_CLOCK = re.compile(r"\b[ap]\.m\.$")
_ZONE = re.compile(r"(?:[A-Z][a-z]+\s){1,3}[Tt]ime\b")


def _goes_on(text: str, before: Sentence, start: int) -> bool:
    """Say whether a clock time goes on with its zone where a sentence was thought to end: "8 a.m. | Moscow time"."""
    return bool(_CLOCK.search(text, max(before.start, before.end - 6), before.end) and _ZONE.match(text, start))


def find_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of `text`, in order, trimmed of white space.

    >>> [s.of("Mr. Kim left. He\\nwent home.") for s in find_sentences("Mr. Kim left. He\\nwent home.")]
    ['Mr. Kim left.', 'He', 'went home.']
    >>> [s.of("Oslo said so on X. His Majesty left.") for s in find_sentences("Oslo said so on X. His Majesty left.")]
    ['Oslo said so on X.', 'His Majesty left.']
    >>> [s.of("It was 8 a.m. Oslo time. It ended.") for s in find_sentences("It was 8 a.m. Oslo time. It ended.")]
    ['It was 8 a.m. Oslo time.', 'It ended.']
    """
    segmenter = _Segmenter(language="en", clean=False, char_span=False)
    found: list[Sentence] = []
    furniture = {span.start for span in find_furniture(text).spans}
    paragraphs = (m for m in _PARAGRAPH.finditer(text) if m.group().strip() and m.start() not in furniture)
    for number, paragraph in enumerate(paragraphs):
        at = paragraph.start() + length_of_dateline(paragraph.group())
        pieces = (part for piece in segmenter.segment(text[at : paragraph.end()]) for part in _AFTER_X.split(piece))
        for piece in pieces:
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
            if found and found[-1].paragraph == number and _goes_on(text, found[-1], start):
                start = found.pop().start
            found.append(Sentence(start=start, end=at, paragraph=number))
    return tuple(found)


def add_sentences(draft: Draft, kit: Kit) -> Draft:
    """Add the sentences."""
    return draft.add(sentences=find_sentences(draft.text))
