"""How years, decades and centuries are read, from the words that a rule matched.

A reader returns `None` where the words, in their surroundings, are no time expression after all.
"""

from __future__ import annotations

import re

from gpulse.reading.time.context import (
    NUMBER_WORDS,
    ORDINAL_WORDS,
    SKIPPED,
    Context,
    Hit,
    Reading,
    dated,
    ordinal,
    read_number,
    undated,
    whole_number,
)
from gpulse.reading.time.plausible import COUNTED, plausible_year
from gpulse.reading.time.value import Period
from gpulse.reading.time.value import century as century_period
from gpulse.reading.time.value import decade as decade_period
from gpulse.reading.time.value import year as year_period
from gpulse.record import Anchor

DECADE_WORDS = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip


def relative_year(word: str | None, ctx: Context) -> tuple[int | None, Anchor | None]:
    """Return the year that "last year", "next year", "that year" stand for, and its anchor."""
    if word is None:
        return None, None
    told = word in ("that", "the next") or word.endswith(("same", "previous", "following", "the"))
    word = word.removeprefix("the ")
    on = ctx.spoken_of if told else ctx.published
    if on is None:
        return None, None
    step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(word, 0)
    return on.year + step, "previous" if told else "published"


CARS = frozenset(
    "audi bentley bmw buick cadillac chevrolet chrysler dodge ferrari fiat ford honda hyundai jeep kia lada lexus "
    "mazda mercedes mercury mitsubishi nissan opel peugeot pontiac porsche renault skoda subaru suzuki tesla toyota "
    "volkswagen volvo".split()
)
ERAS_BEFORE = frozenset(("bc", "bce"))


def year(hit: Hit, ctx: Context) -> Reading | None:
    """Read a year, where its neighbours do not make it a count of things."""
    number = whole_number(hit, "y") or 0
    if hit.after() in CARS:
        return SKIPPED  # the year of a model
    if hit.after() in ("to", "-", "until") and ERAS_BEFORE & {hit.after(places) for places in range(2, 5)}:
        return undated(value=f"BC{number:04d}")  # "from 1200 to about 400 BC"
    named = hit.words("y") != [token.word for token in hit.tokens[hit.match.start() : hit.match.end()]]
    told = ctx.narrative and hit.before() == "of" and number >= 1400  # "the rising of 1863 began": a history
    counted = hit.after() in COUNTED or hit.after().endswith("s")
    if not named and not (told and not counted) and not plausible_year(hit, number):
        return None
    return dated(year_period(number), None)


EARLY_YEAR_AFTER = frozenset(". , ; ) : - and to until when the he she they it a an his her".split()) | {""}


def early_year(hit: Hit, ctx: Context) -> Reading | None:
    """Read "in 348" in a story, and "the year 71": a year before 1000, told from a count by the words around it."""
    number = whole_number(hit, "y") or 0
    named = hit.words("y") != [token.word for token in hit.tokens[hit.match.start() : hit.match.end()]]
    if hit.before() == "." and hit.before(2) in ("c", "ca") and 100 <= number <= 999:
        return dated(year_period(number), None)  # "(c. 347 – 420)"
    if "." in (hit.word("y") or "") or not 32 <= number <= 999 or hit.after() not in EARLY_YEAR_AFTER:
        return None
    if not named and not (
        ctx.narrative and number >= 100 and hit.before() in ("in", "by", "until", "since", "from", "circa")
    ):
        return None
    return dated(year_period(number), None)


def spelled_year(hit: Hit, ctx: Context) -> Reading | None:
    """Read "nineteen ninety-six"."""
    number = _spelled([token.word for token in hit.tokens[hit.match.start() : hit.match.end()]])
    return dated(year_period(number), None) if number else None


def _spelled(words: list[str]) -> int | None:
    rest = read_number([word for word in words[1:] if word != "-"])
    if rest is None or not 10 <= rest <= 99:
        return None
    return NUMBER_WORDS[words[0]] * 100 + int(rest)


def named_year(hit: Hit) -> int | None:
    """Return the year captured as "y", in digits or words."""
    words = hit.words("y")
    return _spelled(words) if len(words) > 1 else whole_number(hit, "y")


def two_thousand(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the year two thousand (and four)"."""
    words = [token.word for token in hit.tokens[hit.match.start() + 2 : hit.match.end()] if token.word != "and"]
    return dated(year_period(int(read_number(words) or 2000)), None)


def year_range(hit: Hit, ctx: Context) -> Reading | None:
    """Read "1989-90" and "2014-2022": one expression over all its years."""
    first, tail = whole_number(hit, "y") or 0, hit.words("yb")[0]
    if not tail.isdigit() or len(tail) not in (2, 4):
        return None
    last = int(str(first)[: 4 - len(tail)] + tail)
    if not first < last <= first + 120 or first < 1000:
        return None
    start, end = year_period(first), year_period(last)
    period = Period(value=f"{start.value}/{end.value}", start=start.start, end=end.end, unit="year")
    return dated(period, None)


def ancient_year(hit: Hit, ctx: Context) -> Reading | None:
    """Read "218 BC" and "AD 70"; days before the common era are given no interval."""
    number = whole_number(hit, "bc")
    if number is not None:
        return undated(value=f"BC{number:04d}")
    number = whole_number(hit, "ad")
    return dated(year_period(number), None) if number else None


def fiscal_year(hit: Hit, ctx: Context) -> Reading | None:
    """Read "fiscal 2025": its value is the year's; when it begins the text does not say, so no days are given."""
    number = whole_number(hit, "y") or whole_number(hit, "yf") or 0
    return undated(value=f"{number:04d}")


def decade(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the 1990s", "the '80s", "the sixties" (of the twentieth century)."""
    word = hit.words("x")[0]
    if word in DECADE_WORDS:
        return dated(decade_period(1900 + DECADE_WORDS[word]), None)
    digits = re.sub(r"\D", "", word)
    bare = len(digits) == 2 and not word.startswith("'")
    if bare and not (hit.tokens[hit.match.start()].word == "the" or re.fullmatch(r"'?\d0'?s", hit.before(2))):
        return None  # "in her 20s"
    number = int(digits) if len(digits) == 4 else 1900 + int(digits)
    if number % 100 == 0 and number < 2000:
        return dated(century_period(number // 100 + 1), None)
    return dated(decade_period(number), None)


def century(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the 19th century"."""
    number = 21 if "twenty" in hit.words("o") else ordinal(hit)
    if not 1 <= number <= 30 or (hit.word("c") == "centuries" and hit.before() not in ("and", "to", "or", "-")):
        return None
    if hit.word("bc"):
        return undated(value=f"BC{number - 1:02d}")
    return dated(century_period(number), None)


def century_ahead(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the 14th" in "from the 14th to the 17th century"."""
    words = [hit.after(places) for places in range(4)]
    rest = words[2:] if words[1] in ("the", "early", "late") else words[1:]
    named = rest[0] in ORDINAL_WORDS or (rest[0][:1].isdigit() and rest[0].endswith(("st", "nd", "rd", "th")))
    if words[0] not in ("to", "and", "or", "-", "through") or not named or rest[1] not in ("century", "centuries"):
        return None
    number = ordinal(hit)
    return dated(century_period(number), None) if 1 <= number <= 30 else None
