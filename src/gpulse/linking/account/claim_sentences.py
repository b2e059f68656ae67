"""Which sentence of a story's first account is its central claim: what it promises and later posts come back to.

The weights were fitted on stories whose central claim people put into a sentence of their own (training/claims.py);
docs/stories.md gives the figures.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from gpulse.linking.account.rewrites import Words, share_of
from gpulse.linking.grouping.posts import WordFrequencies, stems_of
from gpulse.linking.ledger.joined_tellings import likeness
from gpulse.linking.ledger.tellings import Telling
from gpulse.odds import log_odds
from gpulse.record import Record, Sentence, Span

WEIGHTS: Final[Mapping[str, float]] = {
    "place": -1.10,
    "title": 1.17,
    "full": 1.40,
    "promise": 1.20,
    "again": 1.08,
    "to_come": 0.42,
    "taken_up": 4.68,
}
"""Weights of `features_of`, fitted by training/claims.py."""

FULL_WEIGHT: Final = 40.0
"""Weight of a sentence's stems (`WordFrequencies.weight`) from which it tells enough to be a claim."""

Promises = Mapping[str, Sequence[Telling]]
"""The promises that each post tells (`tellings.tellings_of`), by the post's id."""


def claim_sentence(
    first: Record, later: Sequence[Record], promises: Promises, words: Mapping[str, Words], frequencies: WordFrequencies
) -> Sentence:
    """Return the sentence of the first account that is likeliest the claim; the earliest where equal."""
    if not first.sentences:
        return Sentence(start=0, end=len(first.article.text))
    features = features_of(first, later, promises, words, frequencies)
    scores = [log_odds(row, WEIGHTS) for row in features]
    return first.sentences[max(range(len(scores)), key=lambda at: (scores[at], -at))]


def features_of(
    first: Record, later: Sequence[Record], promises: Promises, words: Mapping[str, Words], frequencies: WordFrequencies
) -> list[dict[str, float]]:
    """Return what speaks for each sentence's being the claim.

    `place` is the logarithm of its number; `title` the share of the title's weight that it has; `full` how much it
    tells, up to `FULL_WEIGHT`: a dateline tells nothing; `promise` says that it tells a commitment,
    `again` how many later posts tell that again (a logarithm), `to_come` that it names a day to come;
    `taken_up` is the share of its weight that the later posts have, on the mean, less where it says little.
    """
    text, published = first.article.text, first.article.published_on or "9999"
    found: list[dict[str, float]] = []
    for at, sentence in enumerate(first.sentences):
        stems = frozenset(stems_of(sentence.of(text)))
        full = min(1.0, sum(frequencies.weight(word) for word in stems) / FULL_WEIGHT)
        own = promises_in(promises[first.article.id], sentence)
        again = sum(tells_again(own, promises[record.article.id]) for record in later)
        shares = [share_of(stems, words[record.article.id].all, frequencies) for record in later]
        ahead = any(sentence.covers(t) and t.latest and t.latest > published for t in first.timexes)
        found.append(
            {
                "place": math.log1p(at),
                "title": share_of(words[first.article.id].title, stems, frequencies),
                "full": full,
                "promise": float(bool(own)),
                "again": math.log1p(again),
                "to_come": float(ahead),
                "taken_up": full * sum(shares) / max(1, len(shares)),
            }
        )
    return found


def promises_in(told: Sequence[Telling], sentence: Span) -> list[Telling]:
    """Return those of a post's promises that a sentence tells."""
    return [t for t in told if t.evidence.start < sentence.end and sentence.start < t.evidence.end]


def tells_again(own: Sequence[Telling], told: Sequence[Telling]) -> bool:
    """Return whether one of some promises is told again: by one actor, and by `joined_tellings.likeness` the same."""
    return any(
        set(one.commitment.by) & set(other.commitment.by) and likeness([one], other) > 0
        for one in own
        for other in told
    )
