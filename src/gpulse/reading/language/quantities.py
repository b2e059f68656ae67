"""Quantities: how many of what, with the open ends and the roughness that the text gives them.

Conventions, as the project's hand-made examples have them: "nearly" N reaches from 95 % of N to N; "about" N is N,
approximately; "more than" N has no upper end, "up to" N no lower one; "dozens", "hundreds" and the like have at least
two of their kind and no upper end. The unit is the noun that heads the phrase ("rounds" in "rounds of artillery
ammunition"), an ISO 4217 code for money, "%" for shares. Dates, times, ages, durations, ordinals and names with numbers
are no quantities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gpulse.reading.time.words import MONTH_NUMBERS
from gpulse.record import Quantity, Span

NEARLY = 0.95
"""The lowest share of N that "nearly N" stands for: "nearly two million" is 1.9 million and more."""

SMALL = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
    if number
}
TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12,
}  # fmt: skip
COUNTS = {word: float(n) for word, n in SMALL.items() if n <= 12} | {"dozen": 12.0, "twenty": 20.0}
"""Words that count, of those that posts write out."""
CROWDS = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000, "billions": 2_000_000_000,
    "tens of thousands": 20_000, "hundreds of thousands": 200_000, "tens of millions": 20_000_000,
    "hundreds of millions": 200_000_000, "tens of billions": 20_000_000_000, "hundreds of billions": 200_000_000_000,
}  # fmt: skip
"""Words for a number without a figure, and the least they stand for."""

OPEN_ABOVE = ("more than", "at least", "over", "no fewer than", "no less than", "not less than", "upwards of",
    "in excess of",
              "well over", "a minimum of", "above")  # fmt: skip
OPEN_BELOW = ("up to", "as many as", "as much as", "at most", "no more than", "not more than", "fewer than",
    "less than",
              "under", "below", "a maximum of")  # fmt: skip
JUST_BELOW = ("nearly", "almost", "close to", "just under", "just below", "not quite")
ROUGHLY = ("about", "around", "approximately", "roughly", "some", "an estimated", "estimated", "circa", "an average of")

CURRENCIES = {
    "US$": "USD", "$": "USD", "C$": "CAD", "A$": "AUD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB",
    "₴": "UAH", "₩": "KRW", "₱": "PHP", "P": "PHP", "₺": "TRY", "₦": "NGN",
    "dollars": "USD", "dollar": "USD", "euros": "EUR", "euro": "EUR", "pounds sterling": "GBP", "yen": "JPY",
    "yuan": "CNY",
    "rubles": "RUB", "roubles": "RUB", "hryvnia": "UAH", "hryvnias": "UAH", "rupees": "INR", "won": "KRW",
    "Swiss francs": "CHF", "kronor": "SEK", "zlotys": "PLN", "zloty": "PLN", "lira": "TRY", "shekels": "ILS",
    "riyals": "SAR",
}  # fmt: skip
"""Currency signs and names, and ISO 4217 codes ("dollars" alone are those of the United States)."""
_CURRENCY_NAME = re.compile(rf"\s({'|'.join(name for name in CURRENCIES if name[-1].isalpha() and len(name) > 1)})\b")

TIME_NOUNS = frozenset(
    "day days week weeks month months year years hour hours minute minutes second seconds decade decades century "
    "centuries night nights weekend weekends quarter quarters am pm gmt utc o'clock".split()
)
MONTHS = frozenset(MONTH_NUMBERS)
NAMED = frozenset(
    "article chapter resolution protocol no number paragraph section item phase group g flight route highway room page "
    "act clause annex agreement version level type model mark".split()
)
"""Words after which a number is a name."""

STOP = frozenset(
    "of in on at to for from by with and or but as than that which who whose when while where after before since until "
    "into over under against between near per is are was were be been being has have had will would can could may "
    "might must should it its their his her the a an this these those they he she we not also said says say".split()
)
PLURALS = frozenset(
    "people men women children aircraft troops personnel police infantry staff crew percent forces servicemen "
    "policemen gunmen artillerymen fishermen livestock cattle sheep".split()
)
NOT_PLURAL = frozenset(
    "various previous serious dangerous famous religious less across its his us this is was has as".split()
)

DETERMINERS = frozenset("another the these those all some only just exactly of with".split())
"""Words that stand before a count, also with a capital at the head of a sentence: "Another 42 will come"."""

VERBS = frozenset(
    "arrives leaves says comes goes runs makes gives takes remains follows begins ends includes shows means needs "
    "wants seems serves holds costs covers carries stands".split()
)
"""Verbs that look like plural nouns; from our own sentences."""

DESIGNATIONS = (
    (
        re.compile(r"^(?:f|su|mig|mirage|gripen|rafale|typhoon|eurofighter|b|tu|il|a|c)-?\d*s$", re.IGNORECASE),
        "aircraft",
    ),
    (re.compile(r"^(?:mirage|gripen|rafale|typhoon|eurofighter|tornado)s$", re.IGNORECASE), "aircraft"),
    (re.compile(r"^(?:t-\d+s?|leopards|abrams|challengers|leclercs)$", re.IGNORECASE), "tanks"),
    (re.compile(r"^(?:marders|bradleys|strykers|humvees|pumas|boxers)$", re.IGNORECASE), "vehicles"),
)
"""Names of types used as nouns ("24 F-16s"), and what they are types of."""

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORD = "|".join(sorted([*SMALL, *TENS], key=len, reverse=True))
_SCALE = r"dozen|hundred|thousand|million|billion|trillion"
_NUMBER = (
    rf"(?:(?:{_DIGITS})(?:\s+(?:{_SCALE})|-(?:million|billion)|\s?(?:mn|mln|bn|tn|k|m))?\b"
    rf"|(?:an?\s+)?(?:half\s+an?|quarter\s+of\s+a)\s+(?:{_SCALE})"
    rf"|(?:{_WORD})(?:[-\s](?:{_WORD}))?(?:\s+and\s+a\s+half)?(?:\s+(?:{_SCALE}))*"
    rf"(?:\s+and\s+(?:{_WORD})(?:[-\s](?:{_WORD}))?)?"
    rf"|an?\s+(?:{_SCALE})(?:\s+(?:thousand|million))?|an?\s+couple(?:\s+of)?)"
)
_GIVEN_OVER = re.compile(
    r"\b(?:hand(?:s|ed|ing)?|turn(?:s|ed|ing)?|giv(?:es?|ing|en)|gave|t(?:ook|aken?|akes)|c(?:ame|omes?))\s$"
)
"""Verbs after which "over" belongs to them: "handed over 47" is not more than 47."""
_GIVEN_UP_TO = re.compile(r"\b(?:own(?:s|ed|ing)?|add(?:s|ed|ing)?|amount(?:s|ed|ing)?)\s$")
"""Verbs after which "up to" belongs to them: "owned up to 31 dead" is 31 and no fewer."""
_WHO_NUMBER = re.compile(r"\b(?:now|already|who|which|they|would|will|may|could|to|[a-z]{4,}s)\snumber\s$")
"""Words after which "number" is a verb: "the dead now number 359"."""
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")

_MODIFIER = "|".join(
    sorted(
        (re.escape(m) for m in (*OPEN_ABOVE, *OPEN_BELOW, *JUST_BELOW, *ROUGHLY, "between", "from")),
        key=len,
        reverse=True,
    )
)
_SIGN = r"US\$|C\$|A\$|[$€£¥₹₽₴₩₱₺₦]|P(?=\d)"
_QUANTITY = re.compile(
    rf"(?<![\w.,:/-])(?:(?P<modifier>{_MODIFIER})\s+)?(?:(?P<sign>{_SIGN})\s?)?"
    rf"(?:(?P<crowd>(?:tens\s+of|hundreds\s+of)\s+(?:thousands|millions|billions)|dozens|scores|hundreds|thousands|millions"
    rf"|billions)(?:\s+of|(?=\s*[,.;]))|(?P<low>{_NUMBER})(?:\s?(?:-|–|to|or|and)\s?(?P<sign_two>{_SIGN})?(?P<high>{_NUMBER}))?)"
    r"(?![\w/:]|[.,]\d|['’]\d)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\s?(?:(?P<percent>%|per\s?cent\b)|(?P<word>[A-Za-z][\w'’-]*|(?<=[a-z]\s)\d[A-Z\d]?\d?(?=\s[a-z])))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantitySpan(Span):
    """The words of a quantity, from its first modifier to its unit, and what they mean."""

    quantity: Quantity


def read_figure(words: str) -> float | None:
    """Return the number that `words` name, `None` where they name none.

    >>> read_figure("two million"), read_figure("1.6mn"), read_figure("7,000"), read_figure("half a million")
    (2000000.0, 1600000.0, 7000.0, 500000.0)
    >>> read_figure("twenty-four"), read_figure("two dozen"), read_figure("one and a half million")
    (24.0, 24.0, 1500000.0)
    """
    words = re.sub(r"[\s-]+", " ", words.lower().strip())
    glued = re.fullmatch(rf"({_DIGITS})\s?([a-z]+)?", words)
    if glued:
        figure = float(glued[1].replace(",", ""))
        scale = SCALES.get(glued[2] or "", 1.0 if not glued[2] else None)
        return None if scale is None else round(figure * scale, 6)
    share = re.fullmatch(r"(?:an? )?(half an?|quarter of a) (\w+)", words)
    if share:
        return (0.5 if share[1].startswith("half") else 0.25) * SCALES[share[2]]
    if "couple" in words:
        return 2.0
    total, current = 0.0, 0.0
    for word in words.replace("and a half", "+half").split():
        if word in SMALL or word in TENS:
            current += SMALL.get(word) or TENS[word]
        elif word == "+half":
            current += 0.5
        elif word in ("hundred", "dozen"):
            current = (current or 1) * SCALES[word]
        elif word in SCALES:
            total, current = (total + (current or 1)) * SCALES[word], 0.0
        elif word not in ("a", "an", "and"):
            return None
    return total + current or None


def find_quantities(text: str) -> tuple[QuantitySpan, ...]:
    """Return the quantities of `text`, in order.

    >>> [q.quantity for q in find_quantities("It sent nearly two million rounds of ammunition.")]
    [Quantity(low=1900000.0, high=2000000.0, unit='rounds', approximate=True)]
    >>> [(q.quantity.low, q.quantity.high, q.quantity.unit) for q in find_quantities("Up to 300,000 men, €5bn.")]
    [(None, 300000.0, 'men'), (5000000000.0, 5000000000.0, 'EUR')]
    """
    found: list[QuantitySpan] = []
    for match in _QUANTITY.finditer(text):
        if found and match.start() < found[-1].end:
            continue  # a number within the unit of the one before: "14 Leopard 2 tanks"
        one = _read(match, text)
        if one is not None:
            found.append(one)
    return tuple(found)


def _read(match: re.Match[str], text: str) -> QuantitySpan | None:
    """Read one match; `None` where the number counts nothing."""
    sign, end = match["sign"] or match["sign_two"], match.end()
    unit, unit_end = _unit(text, end)
    if sign:
        unit = CURRENCIES.get(sign) or CURRENCIES[sign.upper()]
        unit_end = end
    if match["crowd"]:
        least = CROWDS[re.sub(r"\s+", " ", match["crowd"].lower())]
        quantity = Quantity(low=float(least), high=None, unit=unit, approximate=True)
        return QuantitySpan(start=match.start(), end=unit_end, quantity=quantity)
    if not sign and _counts_nothing(match, text, unit):
        return None
    modifier = re.sub(r"\s+", " ", (match["modifier"] or "").lower())
    if modifier == "over" and _GIVEN_OVER.search(text, max(0, match.start() - 12), match.start()):
        modifier = "from"  # like it, no part of the quantity
    if modifier == "up to" and _GIVEN_UP_TO.search(text, max(0, match.start() - 12), match.start()):
        modifier = "from"
    low = read_figure(match["low"])
    high = read_figure(match["high"]) if match["high"] else None
    if low is None:
        return None
    joined = re.search(r"(and|or|to|-|–)", text[match.end("low") : match.start("high")]) if high is not None else None
    if high is not None and (joined is None or joined[1] == "and") and modifier != "between":
        return _one_of_two(match, modifier, low, sign)
    if high is not None:
        low, high = _same_scale(match["low"], low, high)
        if high <= low:
            return None
        quantity = Quantity(low=low, high=high, unit=unit, approximate=modifier in ROUGHLY)
    else:
        quantity = _bounded(modifier, low, unit)
    start = match.start() if modifier not in ("from", "") or not match["modifier"] else match.start("low")
    return QuantitySpan(start=start, end=unit_end, quantity=quantity)


def _one_of_two(match: re.Match[str], modifier: str, low: float, sign: str | None) -> QuantitySpan | None:
    """Read "12 and 14" as the first number alone: two counts, not the ends of one."""
    unit = CURRENCIES.get(sign) if sign else None
    return QuantitySpan(start=match.start(), end=match.end("low"), quantity=_bounded(modifier, low, unit))


def _same_scale(words: str, low: float, high: float) -> tuple[float, float]:
    """Give the first of "two to three million" the scale that only the second names."""
    if low < high and not re.search(r"[a-z]", re.sub(_WORD, "", words.lower())):
        for scale in (1e9, 1e6, 1e3):
            if high >= scale and low < 1000 and high / scale < 1000:
                return (low * scale, high) if low * scale < high else (low, high)
    return low, high


def _bounded(modifier: str, figure: float, unit: str | None) -> Quantity:
    """Return the quantity that a modifier makes of a figure."""
    if modifier in OPEN_ABOVE:
        return Quantity(low=figure, high=None, unit=unit)
    if modifier in OPEN_BELOW:
        return Quantity(low=None, high=figure, unit=unit)
    if modifier in JUST_BELOW:
        return Quantity(low=round(figure * NEARLY, 6), high=figure, unit=unit, approximate=True)
    return Quantity(low=figure, high=figure, unit=unit, approximate=modifier in ROUGHLY)


def _counts_nothing(match: re.Match[str], text: str, unit: str | None) -> bool:
    """Say whether the number is a date, a time, an age, an ordinal or part of a name."""
    before = re.search(r"([\w.]+)[\s(]*$", text[max(0, match.start() - 24) : match.start()])
    previous = before[1].lower().rstrip(".") if before else ""
    following = _NEXT.match(text, match.end())
    nearest = (following["word"] or "").lower() if following else ""
    stem = nearest.split("-")[0]
    if stem in TIME_NOUNS or stem in MONTHS or nearest.startswith(("year-", "day-", "month-")):
        return True
    if re.match(r"-[A-Za-z]", text[match.end() : match.end() + 2]):
        return True  # "27-nation", "four-day": how something is, not how many
    dated = re.search(r"\d (?:of )?\w+ $", text[max(0, match.start() - 24) : match.start()])
    if previous in MONTHS and re.fullmatch(r"\d{1,2}|\d{4}", match["low"]) and not (dated and unit):
        return True  # but "between 3 and 10 June 87 people died"
    if previous in NAMED and not match["modifier"] and not _WHO_NUMBER.search(text[: match.start()][-24:]):
        return True
    if match["high"] and _YEAR.fullmatch(match["low"]) and _YEAR.fullmatch(match["high"]):
        return True
    if previous in ("aged", "age") or nearest in ("time", "times", "th", "st", "nd", "rd"):
        return True
    lone = match["high"] is None and not match["modifier"]
    if (
        lone
        and re.fullmatch(r"(?:1[5-9]|20)\d\d", match["low"])
        and (unit is None or previous in ("in", "since", "the", "of"))
    ):
        return True
    if lone and match["low"].lower() in ("one", "a", "an") and unit is None:
        return True
    name_before = (
        before is not None
        and before[1][:1].isupper()
        and previous not in DETERMINERS
        and not re.search(r"[.!?]\s*$", text[: match.start()])
    )
    return bool(lone and unit is None and name_before and re.fullmatch(r"\d{1,3}", match["low"]))


def _unit(text: str, at: int) -> tuple[str | None, int]:
    """Return the noun that the number left of `at` counts, and its end; `(None, at)` where none follows."""
    following = _NEXT.match(text, at)
    if following is None:
        return None, at
    if following["percent"]:
        return "%", following.end()
    last: tuple[str, int] | None = None
    if named := _CURRENCY_NAME.match(text, at, at + 24):
        return CURRENCIES[named[1]], named.end()
    place, words = at, 0
    while words < 6 and (following := _NEXT.match(text, place)) and following["word"]:
        word = re.sub(r"['’]s$|['’]$", "", following["word"])
        lower = word.lower()
        if lower in STOP or lower in TIME_NOUNS or lower in VERBS:
            break
        plural = lower in PLURALS or (lower.endswith("s") and not lower.endswith("ss") and lower not in NOT_PLURAL)
        if plural:
            last = (word, following.start("word") + len(word))
            after = _NEXT.match(text, following.end())
            noun = after["word"].lower() if after and after["word"] else ""
            if noun in STOP or noun in VERBS or not (noun in PLURALS or noun.endswith("s")):
                break
        elif lower.endswith(("ly", "ed")) and last is None and words and text[following.start("word")].islower():
            break
        place, words = following.end(), words + 1
    if last is None:
        return _singular_unit(text, at)
    word, end = last
    for pattern, kind in DESIGNATIONS:
        if pattern.match(word):
            return kind, end
    return (word if re.search(r"\d", word) else word.lower()), end


def _singular_unit(text: str, at: int) -> tuple[str | None, int]:
    """Return the noun after "one": the last word before one that ends the phrase."""
    if not re.search(r"(?i)\b(?:one|1)$", text[max(0, at - 4) : at]):
        return None, at
    match = re.match(r"((?:\s[A-Za-z][\w-]*){1,4})", text[at:])
    words: list[str] = []
    for word in match[1].split() if match else []:
        if word.lower() in STOP or word.lower() in TIME_NOUNS:
            break
        words.append(word)
    if not words or words[-1].lower().endswith(("ed", "ly", "ing")):
        return None, at
    return words[-1].lower(), at + 1 + len(" ".join(words))
