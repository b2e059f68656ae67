"""One thing that one speaker said, as several posts quote it: the same, cut, or reworded inside the quotation marks."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from gpulse.linking.conflict.frame import Frame
from gpulse.linking.conflict.given_by import speaker_of
from gpulse.linking.ledger.ledger_rows import evidence_of
from gpulse.linking.lineage import day_of
from gpulse.linking.story.story_rows import Quote, QuoteVersion, Sameness
from gpulse.reading.commitment.speech import Saying, find_sayings
from gpulse.record import Record, Span

LEAST_WORDS = 3
"""A shorter quotation is a word in quotation marks."""

ALIKE = 0.5
"""Share of the shorter quotation's words that another has too, in order, for both to be one. Between quotations of one
speech that are not the same, our own examples have 0.3 and less."""

OCCASION_DAYS = 7
"""Quotations further apart are of two occasions, unless they are the same to the word."""

JOINED_LETTERS = 90
"""Two quoted stretches this near each other in a paragraph are one quotation that the words of saying interrupt."""

_QUOTED = re.compile(
    r"“([^“”]{8,1200})”|\"([^\"]{8,1200})\"|«([^«»]{8,1200})»|„([^„“”]{8,1200})[“”]|"
    r"(?<!\w)[‘']((?=\w)(?:[^‘’'\n]|(?<=\w)[’'](?=\w)){8,1200})(?:(?<=[.,!?])[’'](?!\w)|[’'](?=[.,;:!?]))"
)
"""Quotation marks of five ways. Single ones close behind a point or comma, or before one: "the men's boat" has none."""
_READS = re.compile(
    r"\b(?i:treat(?:y|ies)|pact|accord|agreement|article|clause|paragraph|communiqu[ée]|resolution|declaration|statement|"
    r"text|letter|memorandum|charter|partnership|deal)\b[^.:“”\"]{0,80}?\s(?:reads?|says?|states?|stipulates?|provides?|runs?)"
    r"(?:\s+as\s+follows|\s+in\s+full)?:\s+([A-Z][^“”\"\n]{20,1200}?)(?=[.;](?:\s|$))"
)
"""The words of a paper that are given without quotation marks: "Article 4 reads: In case any one of the two …"."""
_WORD = re.compile(r"[^\W_]+(?:['’]\w+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What stands between quotation marks in a post, and who says it; `parts` are stretches without the marks."""

    record: Record
    parts: tuple[Span, ...]
    speaker: str | None

    @property
    def words(self) -> list[str]:
        """The quoted words, without punctuation."""
        text = self.record.article.text
        return [word for part in self.parts for word in _WORD.findall(part.of(text))]


def find_quotations(record: Record, sayings: Sequence[Saying] | None = None) -> list[Quotation]:
    """Return the quotations of a post in order; stretches that "he said" parts are one.

    So are the words of a paper behind "reads:", in quotation marks or not. A quotation that is not closed before the
    paragraph ends is passed over.
    """
    text = record.article.text
    sayings = find_sayings(record) if sayings is None else sayings
    found: list[Quotation] = []
    for match in sorted((*_QUOTED.finditer(text), *_READS.finditer(text)), key=lambda m: m.start(m.lastindex or 0)):
        part = Span(start=match.start(match.lastindex or 0), end=match.end(match.lastindex or 0))
        if "\n\n" in part.of(text) or len(_WORD.findall(part.of(text))) < LEAST_WORDS:
            continue
        at = next((k for k, s in enumerate(record.sentences) if s.overlaps(part)), None)
        if at is None:
            continue
        speaker = speaker_of(record, at, part, sayings)
        before = found[-1] if found else None
        if before is not None:
            between = text[before.parts[-1].end : part.start]
            known = speaker is None or before.speaker is None or speaker == before.speaker
            if len(between) <= JOINED_LETTERS and "\n" not in between and known:
                found[-1] = Quotation(record=record, parts=(*before.parts, part), speaker=before.speaker or speaker)
                continue
        found.append(Quotation(record=record, parts=(part,), speaker=speaker))
    return found


def find_quotes(frame: Frame) -> tuple[Quote, ...]:
    """Return what two posts of a story or more quote from one speaker on one occasion, with the differences marked."""
    groups: list[list[Quotation]] = []
    for quotation in (q for r in frame.records for q in find_quotations(r, frame.sayings[r.article.id])):
        fitting = next((g for g in groups if any(_is_one(quotation, other) for other in g)), None)
        if fitting is None:
            groups.append([quotation])
        else:
            fitting.append(quotation)
    return tuple(_quote(group) for group in groups if len({q.record.article.id for q in group}) > 1)


def _is_one(one: Quotation, two: Quotation) -> bool:
    """Whether two quotations are of the same words of one speaker."""
    if one.speaker and two.speaker and not _same_speaker(one.speaker, two.speaker):
        return False
    first, second = ([word.lower() for word in q.words] for q in (one, two))
    if first == second:
        return True
    days = (day_of(one.record), day_of(two.record))
    if days[0] and days[1] and abs((days[0] - days[1]).days) > OCCASION_DAYS:
        return False
    matching = difflib.SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return sum(block.size for block in matching) >= ALIKE * min(len(first), len(second))


def _same_speaker(one: str, two: str) -> bool:
    """Whether two names share their last word, or one is no name ("he", "Peru's foreign minister").

    >>> _same_speaker("Sergei Lavrov", "Lavrov"), _same_speaker("Lavrov", "Kuleba"), _same_speaker("he", "Kuleba")
    (True, False, True)
    """
    named = [name for name in (one, two) if all(word[0].isupper() for word in name.split()) and name.lower() != "he"]
    return len(named) < 2 or one.split()[-1].lower() == two.split()[-1].lower()


def _quote(group: Sequence[Quotation]) -> Quote:
    order = {id(q): at for at, q in enumerate(group)}
    ranked = sorted(group, key=lambda q: (-len(q.words), order[id(q)]))
    first = ranked[0]
    rest = sorted(ranked[1:], key=lambda q: order[id(q)])
    speaker = next((q.speaker for q in group if q.speaker and q.speaker[:1].isupper()), None)
    speaker = speaker or next((q.speaker for q in group if q.speaker), None)
    return Quote(speaker=speaker, versions=tuple(_version(q, first) for q in (first, *rest)))


def _version(quotation: Quotation, first: Quotation) -> QuoteVersion:
    sameness, difference = compare(first.words, quotation.words)
    whole = Span(start=quotation.parts[0].start, end=quotation.parts[-1].end)
    return QuoteVersion(evidence=evidence_of(quotation.record, whole), sameness=sameness, difference=difference)


def compare(first: Sequence[str], second: Sequence[str]) -> tuple[Sameness, str | None]:
    """Return how a quotation's words differ from the first's, and the difference marked: [-taken out-] {+put in+}.

    >>> compare("we will not yield an inch".split(), "we will never yield".split())
    ('reworded', 'we will [-not-] {+never+} yield [-an inch-]')
    >>> compare("we will not yield an inch".split(), "will not yield".split())
    ('cut', '[-we-] will not yield [-an inch-]')
    """
    low = ([word.lower() for word in first], [word.lower() for word in second])
    if low[0] == low[1]:
        return "same", None
    marked: list[str] = []
    added = False
    for tag, a, b, c, d in difflib.SequenceMatcher(None, *low, autojunk=False).get_opcodes():
        if tag == "equal":
            marked += first[a:b]
            continue
        if b > a:
            marked.append(f"[-{' '.join(first[a:b])}-]")
        if d > c:
            marked.append(f"{{+{' '.join(second[c:d])}+}}")
            added = True
    return "reworded" if added else "cut", " ".join(marked)
