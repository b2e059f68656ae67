"""The posts of a story with how rare each word is among their sentences, by which their passages are compared."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from gpulse.linking.grouping.posts import stems_of
from gpulse.reading.commitment.speech import find_sayings
from gpulse.reading.language.quantities import read_figure
from gpulse.record import Record, Span

FURTHER = 8
"""Sentences by which a story is made longer in telling how rare a term is in it."""

STEM = 6
"""Letters by which words are compared: "recognise" and "recognition" are one."""


class Frame:
    """A story's records, in order of publication: their sayings, and how rare each stem is among their sentences.

    What all sentences of a story tell tells nothing apart.
    """

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = tuple(records)
        self.sayings = {r.article.id: find_sayings(r) for r in records}
        self.stems = {r.article.id: [_terms_of(r, at) for at in range(len(r.sentences))] for r in records}
        self.counts = Counter(term for rows in self.stems.values() for row in rows for term in row)
        self.total = sum(map(len, self.stems.values()))

    def context(self, record: Record, at: int) -> dict[str, float]:
        """Weights of the terms of a sentence, and at half of those beside it in its paragraph and of the title."""
        rows = self.stems[record.article.id]
        weights: dict[str, float] = {}
        here = record.sentences[at].paragraph
        near = [(at, 1.0)] + [(k, 0.5) for k in (at - 1, at + 1)
                              if 0 <= k < len(rows) and record.sentences[k].paragraph == here]  # fmt: skip
        for k, factor in near:
            for term in rows[k]:
                weights[term] = max(weights.get(term, 0.0), factor * self.rarity(term))
        for term in {s[:STEM] for s in stems_of(record.article.title or "") if not s[0].isdigit()}:
            weights[term] = max(weights.get(term, 0.0), 0.5 * self.rarity(term))
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        return {term: weight / length for term, weight in weights.items()}

    def vector(self, record: Record, span: Span, said_by: bool = True, short: bool = False) -> dict[str, float]:
        """Weights of the terms of the sentences within a span, as a unit vector; without `said_by` not the source's.

        `short` weighs by `rarity`, which tells more in a story of few sentences.
        """
        weigh = self.rarity if short else self.weight
        rows = self.stems[record.article.id]
        terms = {term for at, s in enumerate(record.sentences) if span.overlaps(s) for term in rows[at]}
        if not said_by:
            terms -= _terms_of_source(record, span)
        length = math.sqrt(sum(weigh(term) ** 2 for term in terms)) or 1.0
        return {term: weigh(term) / length for term in sorted(terms)}

    def rarity(self, term: str) -> float:
        """The same as `weight`, as if the story had `FURTHER` more sentences: two short posts tell little of that."""
        return math.log((self.total + FURTHER) / (self.counts.get(term, 0) + 0.5))

    def length(self, terms: Iterable[str]) -> float:
        """The length of a bag of words as a vector, each word as long as it is rare."""
        return math.sqrt(sum(self.rarity(term) ** 2 for term in sorted(terms)))

    def weight(self, term: str) -> float:
        """Inverse sentence frequency within the story."""
        return math.log((self.total + 1) / (self.counts.get(term, 0) + 0.5))


def _terms_of_source(record: Record, span: Span) -> set[str]:
    """The terms of the words that tell who says what the span tells."""
    text, found = record.article.text, set[str]()
    for attribution in record.attributions:
        if attribution.cue is None or not span.covers(attribution.cue):
            continue
        for words in (attribution.source, attribution.cue):
            if words is not None:
                found |= {s[:STEM] for s in stems_of(words.of(text))}
        if attribution.speaker and attribution.speaker.code:
            found.add("@" + attribution.speaker.code)
    return found


def _terms_of(record: Record, at: int) -> frozenset[str]:
    sentence = record.sentences[at]
    stems = stems_of(sentence.of(record.article.text))
    words = frozenset(s[:STEM] for s in stems if not s[0].isdigit() and read_figure(s) is None)
    codes = (m.actor or (m.place.country if m.place else None) for m in record.mentions if sentence.covers(m))
    return words | {"@" + code for code in codes if code}
