"""Whether a text tells of the past in its order, as histories do, or of the days before its publication, as news does.

Histories count a bare month from the date last spoken of, news from the day of publication.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Container, Iterator, Sequence

from gpulse.reading.time.grammar import SHAPES, Token
from gpulse.reading.time.words import MONTH_NUMBERS

BEFORE_YEAR_TOLD = frozenset("in of since by until during and to - , spring summer autumn winter".split())
PRESENT = frozenset("will is are has have now announces reports reveals confirms".split())
PAST = frozenset("was were had".split())
DEICTIC = frozenset("today yesterday tomorrow tonight ago now recently currently recent".split())
RELATIVE = frozenset("last this next".split())
UNITS = frozenset("week month year weekend summer spring fall winter quarter night morning decade".split())
SHORT = 150
"""Words, at most, for each year told in a text of a paragraph or two without any word of the news."""
DATED = 6
"""Years and months named, at least, in a day-by-day account that names a year once or twice."""
LONG = 500
"""Words, at most, for each year told in a longer text."""


def is_narrative(tokens: Sequence[Token], published_on: dt.date | None) -> bool:
    """Say whether the text tells of the past in its order, as histories do, rather than of the days before publication.

    It does where at least three years are told, four times as many as years near publication and three times as many
    as words of the news ("yesterday", "last week", weekdays), and "is" and "has" are not twice as many as "was" and
    "had"; or where a day-by-day account names its year once or twice. Set so that 6 of PolNeAR's 840 articles of 2015
    and 2016, none of TimeBank's development part and 16 of GUM's 35 lives and textbook chapters are histories; of a
    paragraph, on our own.
    """
    words = [token.word for token in tokens]
    if not words:
        return False
    after = [*words[1:], ""]
    years = [
        int(token.word)
        for at, token in enumerate(tokens)
        if token.char == SHAPES["year"]
        and (words[at - 1] in BEFORE_YEAR_TOLD or words[at - 1] in MONTH_NUMBERS)
        and after[at] not in ("gmt", "utc", "hours")
    ]
    years += [0 for at, word in enumerate(words) if word in ("bc", "bce") and words[at - 1].isdigit()]
    recent = 0
    if published_on is not None:
        years = [year for year in years if year <= published_on.year + 30]
        recent = sum(year >= published_on.year - 1 for year in years)
    told = len(years) - recent
    counts = Counter(words)
    days = {word for word in counts if word.endswith("day") and len(word) > 5} - DEICTIC
    news = sum(counts[word] for word in DEICTIC) + sum(
        (word in RELATIVE and following in UNITS and before != "the")
        or (word in days and following != "," and before != "a")
        for before, word, following in _between_neighbours(words, RELATIVE | days)
    )
    present, past = sum(counts[word] for word in PRESENT), sum(counts[word] for word in PAST)
    if recent == 0 and news == 0 and present == 0 and told >= 1 and told * SHORT > len(words):
        return True
    months = sum(
        word not in ("may", "march", "mar") or before[:1].isdigit() or following[:1].isdigit()
        for before, word, following in _between_neighbours(words, MONTH_NUMBERS)
    )
    if recent == 0 and told >= 1 and told + months >= DATED and told + months > 5 * news and 2 * present < past:
        return True
    return told >= 3 and told > 4 * recent and told > 3 * news and told * LONG > len(words) and present <= 2 * past


def _between_neighbours(words: Sequence[str], wanted: Container[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the wanted ones of some words, each with the word before and the one behind, "" beyond the ends."""
    for at, word in enumerate(words):
        if word in wanted:
            yield words[at - 1] if at else "", word, words[at + 1] if at + 1 < len(words) else ""
