"""What a rule for time expressions is given: the words it matched, and the dates that they may be counted from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from gpulse.reading.language.quantities import SMALL, TENS
from gpulse.reading.time.grammar import Token
from gpulse.reading.time.value import Period
from gpulse.record import Anchor, TimexType

Tense = Literal["past", "future", "infinitive"]
Kind = Literal["weekday", "month", "day"]
"""What a bare expression names, of which there is a last one and a next one."""

_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()

NUMBER_WORDS: dict[str, int] = SMALL | TENS
ORDINAL_WORDS: dict[str, int] = {
    **{word: number for number, word in enumerate(_ORDINALS) if number},
    "twenty-first": 21,
    "thirtieth": 30,
}


def read_number(words: Sequence[str]) -> float | None:
    """Return the number that these words name, `None` where they name none ("several", "a few").

    >>> read_number(["twenty", "-", "five"]), read_number(["2", "1", "/", "2"]), read_number(["a", "couple", "of"])
    (25.0, 2.5, 2.0)
    >>> read_number(["two", "hundred", "and", "six"]), read_number(["several"])
    (206.0, None)
    """
    if "/" in words:
        at = words.index("/")
        whole = read_number(words[: at - 1]) or 0.0
        return whole + float(words[at - 1]) / float(words[at + 1])
    total, current, seen, dozen = 0.0, 0.0, False, False
    for word in words:
        if word[0].isdigit():
            digits = re.sub(r"[^\d.]", "", word)
            current, seen = current + float(digits), True
        elif word in NUMBER_WORDS:
            current, seen = current + NUMBER_WORDS[word], True
        elif word == "hundred":
            current, seen = (current or 1) * 100, True
        elif word == "thousand":
            total, current, seen = total + (current or 1) * 1000, 0.0, True
        elif word in ("million", "billion"):
            total, current, seen = total + (current or 1) * (1e6 if word == "million" else 1e9), 0.0, True
        elif word == "couple":
            current, seen = 2.0, True
        elif word == "dozen":
            current, seen, dozen = (current or 1) * 12, True, True
        elif word == "half":
            current, seen = current + 0.5, True
    if dozen and current == 12.5:  # "half a dozen"
        current = 6.0
    return total + current if seen else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referents:
    """The dates last spoken of: any, one exact to the day, and a quarter of a year; and the first quarter."""

    last: Period | None = None
    last_day: Period | None = None
    quarter: Period | None = None
    first_quarter: Period | None = None
    """The quarter first spoken of, which a report is about: "fourth-quarter results" told later are hoped for."""
    ancient: str | None = None
    """The value of the year before the common era last spoken of ("BC0149"), for which there is no period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a rule reads a time expression. `period` is `None` where it stands for no stretch of the calendar."""

    type: TimexType
    value: str | None = None
    period: Period | None = None
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a time expression is read against.

    `narrative` texts tell of the past in its order: a bare month belongs to the year last spoken of. In an `aside` of
    the news this and the sentence before tell of a day or month of years ago, and a bare month belongs there too.
    In an undated text that is no narrative the date last spoken of is `remote` where it stands before the last
    sentence, in another paragraph, or after "since".
    `tense` is asked for only where it matters, and so are `sentences_since_day`, how many sentences have begun since a
    day was spoken of, and `compares_months`, whether the sentence so far is about a number of months, and not a
    quarter.
    """

    published: dt.date | None
    referents: Referents
    narrative: bool
    tense: Callable[[], Tense | None]
    aside: bool = False
    remote: bool = False
    sentences_since_day: Callable[[], int] = int
    compares_months: Callable[[], bool] = bool
    year_told: Callable[[], Period | None] = lambda: None
    """The date told just before, if of an earlier year: a season of the past that is told after it goes on from it."""
    lies_ahead: Callable[[Kind, int, int, bool], bool] = lambda _kind, _back, _ahead, ruled: ruled
    """Whether the next such day is meant and not the last: of which kind, the days to both, and what the rules say."""

    @property
    def base(self) -> tuple[dt.date | None, Anchor]:
        """The day from which a bare weekday or month is counted, and where it comes from.

        A story that has told no date yet is counted from publication, as news is. Of 27 bare months and days of undated
        news that were counted from a date told farther off, 23 were of another year.
        """
        last = None if self.remote else self.referents.last_day or self.referents.last
        if self.published is None or (self.narrative and last is not None):
            return (last.start if last else None), "previous"
        return self.published, "published"

    @property
    def month_base(self) -> tuple[dt.date | None, Anchor]:
        """The day from which a bare month is counted: as `base`, but for asides that tell of years ago."""
        last = self.referents.last
        if self.aside and last is not None and self.tense() not in ("future", "infinitive"):
            return last.start, "previous"
        return self.base

    @property
    def spoken_of(self) -> dt.date | None:
        """The day last spoken of, or the first of the stretch last spoken of."""
        found = self.referents.last_day or self.referents.last
        return found.start if found else None


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule matched: the tokens, and those that its captures hold."""

    tokens: Sequence[Token]
    match: re.Match[str]

    def words(self, name: str) -> list[str]:
        """Return the captured words, none where the capture took no part."""
        start, end = self.reach(name)
        return [token.word for token in self.tokens[start:end]]

    def reach(self, name: str) -> tuple[int, int]:
        """Return the indices of the first captured token and of the one after the last; equal where there is none."""
        group, number = name, 1
        while group in self.match.re.groupindex:
            if self.match.start(group) >= 0:
                return self.match.span(group)
            number += 1
            group = f"{name}__{number}"
        return 0, 0

    def word(self, name: str) -> str | None:
        """Return the captured word, or words with a space between them."""
        return " ".join(self.words(name)) or None

    def number(self, name: str) -> float | None:
        """Return the captured number, `None` where it names none."""
        found = self.words(name)
        return read_number(found) if found else None

    def after(self, places: int = 0) -> str:
        """Return the word that follows the match, or an empty one."""
        at = self.match.end() + places
        return self.tokens[at].word if at < len(self.tokens) else ""

    def before(self, places: int = 1) -> str:
        """Return the word that stands before the match, or an empty one."""
        at = self.match.start() - places
        return self.tokens[at].word if at >= 0 else ""


def dated(period: Period, anchor: Anchor | None) -> Reading:
    """Return the reading of an expression that stands for this period."""
    return Reading(type="TIME" if period.unit == "time" else "DATE", value=period.value, period=period, anchor=anchor)


SKIPPED = Reading(type="DATE", value="skipped")
"""The reading of words that look like a time expression and are none (an age): they are passed over as a whole."""


def undated(type_: TimexType = "DATE", value: str | None = None) -> Reading:
    """Return the reading of an expression that stands for no known stretch of the calendar."""
    return Reading(type=type_, value=value)


def whole_number(hit: Hit, name: str) -> int | None:
    """Return a captured whole number ("28", "28th"), `None` where the capture took no part."""
    word = hit.word(name)
    return int(re.sub(r"\D", "", word)) if word else None


def ordinal(hit: Hit, name: str = "o") -> int:
    """Return a captured ordinal: 22 of "22nd" and of "twenty-second"."""
    words = hit.words(name)
    if words[0][0].isdigit():
        return int(re.sub(r"\D", "", words[0]))
    if "-" in words and words[-1] in ORDINAL_WORDS and words[0] in NUMBER_WORDS:
        return NUMBER_WORDS[words[0]] + ORDINAL_WORDS[words[-1]]  # "twenty-second"
    return ORDINAL_WORDS["".join(words)]


@dataclass(frozen=True, slots=True)
class Found:
    """An expression: its tokens, from `first` to before `last`, and how it is read."""

    first: int
    last: int
    reading: Reading


def is_day(reading: Reading) -> bool:
    """Say whether this is a single day, or a time or part of one."""
    return reading.period is not None and reading.period.unit in ("day", "time")
