"""How far the phrase of a head reaches: "the governments" → "the governments of the region", "Warhol" → "Warhol's".

GUM and OntoNotes mark whole phrases. What follows a head belongs to it by the word it begins with; shares are those of
2,000 phrases of GUM's development texts that are in a chain: "'s" .99, "of" .99, "who" .82, "which" .83, "that" .71,
all other words below .5.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.reading.language.phrases import Phrase
from gpulse.record import Mention, Sentence, Span

_OWNS = re.compile(r"['’][sS]\b|(?<=s)['’](?!\w)")
_OF = re.compile(r"\s+of\s+")
_RELATIVE = re.compile(r"\s+(?:who|whom|whose|which|that)\s+")
_CLAUSE_END = re.compile(r"[,;:.?!()\n“”\"]|\s[–—-]\s")
_ABOUT = re.compile(
    r"\b(?:over|about|around|nearly|almost|roughly|some|more than|less than|at least|up to)\s+$", re.IGNORECASE
)


def find_extents(text: str, sentences: Sequence[Sentence], phrases: Sequence[Phrase]) -> Mapping[int, Span]:
    """Return, by where each phrase's own words end, the span of the whole phrase.

    >>> from gpulse.reading.language.phrases import find_phrases
    >>> from gpulse.reading.language.word_classes import load_word_classes
    >>> text = "The leaders of the two countries met Niger's army chief, who left."
    >>> sentences = [Sentence(start=0, end=len(text))]
    >>> found = find_extents(text, sentences, find_phrases(text, sentences, load_word_classes()))
    >>> [found[end].of(text) for end in sorted(found)]
    ['The leaders of the two countries', 'the two countries', "Niger's", "Niger's army chief"]
    """
    found: dict[int, Span] = {}
    heads = sorted((p for p in phrases if not p.pronoun), key=lambda p: (p.start, -p.end))
    starts = [p.start for p in heads]
    for phrase in sorted(heads, key=lambda p: -p.end):
        limit = sentences[phrase.sentence].end
        end = phrase.end
        if owns := _OWNS.match(text, end, limit):
            end = owns.end()
        elif (of := _OF.match(text, end, limit)) and (inner := _first_at(heads, starts, of.end())):
            end = found[inner.end].end  # read before, since the last come first
        elif (relative := _RELATIVE.match(text, end, limit)) and phrase.opener != "own":
            stop = _CLAUSE_END.search(text, relative.end(), limit)
            end = stop.start() if stop else limit
        start = phrase.start
        if phrase.opener == "number" and (about := _ABOUT.search(text, sentences[phrase.sentence].start, start)):
            start = about.start()
        found[phrase.end] = Span(start=min(start, found[phrase.end].start) if phrase.end in found else start, end=end)
    return found


def _first_at(heads: Sequence[Phrase], starts: Sequence[int], at: int) -> Phrase | None:
    """The longest phrase that starts at an offset."""
    k = bisect_left(starts, at)
    return heads[k] if k < len(heads) and starts[k] == at else None


_WIDENED = frozenset(("person", "organisation", "group", "nationality", "other"))


def add_extents(draft: Draft, kit: Kit) -> Draft:
    """Widen the people and bodies that are in a chain to their whole phrase: "President Putin", "the Home Office's".

    Until this last stage their spans are the bare names, which the other stages look up. Names of places stay bare.
    """
    return draft.add(mentions=tuple(_widened(m, draft.extents.get(m.end), draft.text) for m in draft.record.mentions))


def _widened(mention: Mention, whole: Span | None, text: str) -> Mention:
    if whole is None or mention.chain is None or mention.kind not in _WIDENED or mention.place is not None:
        return mention
    owns = _OWNS.match(text, mention.end)
    start, end = min(mention.start, whole.start), owns.end() if owns else mention.end
    return mention if (start, end) == (mention.start, mention.end) else replace(mention, start=start, end=end)
