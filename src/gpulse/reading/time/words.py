"""Words that several readers of time expressions share: months, weekdays, parts of the day, directions."""

from __future__ import annotations

_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
).split()
MONTH_NUMBERS: dict[str, int] = dict(
    zip(_MONTHS, (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 6, 7, 8, 9, 9, 10, 11, 12), strict=True)
)
WEEKDAY_NUMBERS: dict[str, int] = {
    name: number
    for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
PARTS = {
    "morning": "MO", "mornings": "MO", "dawn": "MO", "afternoon": "AF", "afternoons": "AF", "lunchtime": "MI",
    "midday": "12:00", "evening": "EV", "evenings": "EV", "dusk": "EV", "night": "NI", "nights": "NI",
}  # fmt: skip
BACK = ("last", "past", "previous", "preceding")
ON = ("next", "coming", "following", "upcoming", "ensuing")
SAYING = frozenset("said says say saying told tells notes argues claims adds writes wrote reports believes so".split())
"""Words after which "that" opens a clause, besides past forms in -ed."""


def singular(unit: str) -> str:
    """Return the singular of a unit's name."""
    if unit == "centuries":
        return "century"
    return unit.removesuffix("s")


def direction_of(words: str | None) -> str:
    """Return the word that gives the direction: "this past" → "past", "the following" → "following"."""
    parts = [part for part in (words or "").split() if part not in ("the", "all", "whole")]
    return parts[-1] if parts else "the"
