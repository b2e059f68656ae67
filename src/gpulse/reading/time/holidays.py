"""Holidays and days of remembrance that news dates things by.

Fixed days, days counted by weekday in a month, and days counted from Easter. Feasts of lunar calendars (Ramadan, Lunar
New Year) are found but given no date: the text does not settle it, and observance differs by country.
"""

from __future__ import annotations

import datetime as dt

from gpulse.reading.time.context import Context, Hit, Reading, dated, undated
from gpulse.reading.time.value import day, easter, nth_weekday, period_of

FIXED = {
    "new year 's eve": (12, 31),
    "new year 's day": (1, 1),
    "new year 's": (1, 1),
    "new year": (1, 1),
    "orthodox christmas": (1, 7),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "valentine 's day": (2, 14),
    "international women 's day": (3, 8),
    "women 's day": (3, 8),
    "may day": (5, 1),
    "victory day": (5, 9),
    "bastille day": (7, 14),
    "halloween": (10, 31),
    "armistice day": (11, 11),
    "veterans day": (11, 11),
    "human rights day": (12, 10),
    "april fools ' day": (4, 1),
}
"""Days with a fixed month and day (of most countries; Victory Day as Russia and its neighbours keep it)."""

BY_WEEKDAY = {
    "thanksgiving day": (11, 3, 4),
    "thanksgiving": (11, 3, 4),
    "labor day": (9, 0, 1),
    "memorial day": (5, 0, -1),
    "presidents day": (2, 0, 3),
    "martin luther king day": (1, 0, 3),
    "mother 's day": (5, 6, 2),
    "columbus day": (10, 0, 2),
}
"""Month, weekday (Monday is 0) and which one of the month; the days of the United States."""

FROM_EASTER = {
    "good friday": -2,
    "palm sunday": -7,
    "easter sunday": 0,
    "easter monday": 1,
    "easter": 0,
    "ash wednesday": -46,
}
"""Days from Easter Sunday."""

LUNAR = ("ramadan", "eid al - fitr", "eid al - adha", "lunar new year", "chinese new year", "nowruz", "rosh hashanah",
         "yom kippur", "passover", "hanukkah", "diwali", "tet")  # fmt: skip

_ALL = sorted({*FIXED, *BY_WEEKDAY, *FROM_EASTER, *LUNAR}, key=lambda name: (-len(name.split()), name))
HOLIDAY_FRAGMENTS = {"HOLIDAY": " | ".join(_ALL), "DAYEVE": "{eve: week | weekend | holiday | holidays | season}"}


FESTIVE = frozenset(
    "market markets tree trees card cards carol carols party parties gift gifts present presents dinner lunch lights "
    "decorations shopping sales concert pageant message speech album song songs".split()
)
"""After the name of a feast, a thing made for it, which is there on other days too: "the Christmas party attack"."""

SOON = 14
"""Days within which a feast to come is meant although the clause tells of the past ("Easter week began")."""


def holiday(hit: Hit, ctx: Context) -> Reading | None:
    """Read a holiday: of the year named, the one before ("last Christmas"), or the nearest that the tense allows."""
    words = hit.words("hol")
    name = " ".join(words)
    first = hit.tokens[hit.reach("hol")[0]]
    if hit.after() in ("island", "islands"):
        return None  # Easter Island, Christmas Island
    if hit.after() in FESTIVE:
        return None
    if hit.before() == "a" or (name in ("new year", "new year 's") and hit.after() in ("budget",)):
        return None
    if name in LUNAR or hit.word("eve") in ("season", "holiday", "holidays"):
        return undated() if first.word else None
    relative = hit.word("r")
    year_named = hit.word("y")
    if year_named:
        return _read(name, int(year_named), hit, None)
    on, anchor = ctx.base
    if on is None:
        return undated()
    near = sorted(_on(name, on.year + step) for step in (-1, 0, 1))
    past = [found for found in near if found < on]
    ahead = [found for found in near if found >= on]
    if relative == "last":
        chosen = past[-1]
    elif relative == "next":
        chosen = next((found for found in near if found > on), near[-1])
    elif relative == "this":
        chosen = _on(name, on.year)
    elif ctx.narrative:
        chosen = ahead[0]
    else:
        tense = ctx.tense()
        nearest = min(near, key=lambda found: abs((found - on).days))
        chosen = (
            ahead[0] if tense == "future" else past[-1] if tense == "past" and (nearest - on).days > SOON else nearest
        )
    if name == "easter" and hit.word("eve") == "week":
        return dated(period_of(chosen - dt.timedelta(days=6), "week"), anchor)
    return _read(name, chosen.year, hit, anchor)


def _on(name: str, year_number: int) -> dt.date:
    if name in FIXED:
        return dt.date(year_number, *FIXED[name])
    if name in BY_WEEKDAY:
        return nth_weekday(year_number, *BY_WEEKDAY[name])
    return easter(year_number) + dt.timedelta(days=FROM_EASTER[name])


def _read(name: str, year_number: int, hit: Hit, anchor: str | None) -> Reading:
    on = _on(name, year_number)
    unit = hit.word("eve")
    return dated(period_of(on, unit) if unit else day(on), anchor)  # type: ignore[arg-type]
