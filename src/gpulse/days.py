"""Days as ISO 8601 strings."""

from __future__ import annotations

import datetime as dt


def days_between(first: str, second: str) -> int:
    """Return the days from the first day or instant to the second, less than 0 where the second comes before.

    >>> days_between("2024-06-30", "2024-07-02"), days_between("2024-07-02T23:00:00Z", "2024-07-01")
    (2, -1)
    """
    return (dt.date.fromisoformat(second[:10]) - dt.date.fromisoformat(first[:10])).days


def add_days(day: str, days: int) -> str | None:
    """The day so many days after a day, before it where `days` is negative.

    >>> add_days("2024-06-28", 7), add_days("9999-12-31", 7)
    ('2024-07-05', None)
    """
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()
    except OverflowError:  # beyond the calendar's years 1 to 9999
        return None
