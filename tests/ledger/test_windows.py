"""When a promised act is to be done, where the words leave the year or the month open."""

from __future__ import annotations

import pytest

from gpulse.reading.commitment.counted_days import ahead_of
from gpulse.reading.commitment.windows import find_window
from gpulse.record import Timex


def timex(text: str, words: str, earliest: str, latest: str) -> Timex:
    at = text.index(words)
    return Timex(start=at, end=at + len(words), type="DATE", earliest=earliest, latest=latest)


def test_a_month_that_lies_too_far_ahead_stays_past() -> None:
    """It was taken for that of the next year, however far away."""
    text = "Norway is to open the bridge in March."
    march = timex(text, "March", "2024-03-01", "2024-03-31")
    assert ahead_of(march, text, "2024-04-10") == march
    assert ahead_of(march, text, "2024-11-20").latest == "2025-03-31"


def test_the_22nd_is_that_of_the_coming_month() -> None:
    """It was taken for that day a year later."""
    text = "Norway is to open the bridge on the 22nd."
    day = timex(text, "the 22nd", "2024-05-22", "2024-05-22")
    assert ahead_of(day, text, "2024-05-25").latest == "2024-06-22"


@pytest.mark.parametrize(("words", "latest"), [("the 22nd", "2024-06-22"), ("Wednesday", "2024-05-29")])
def test_a_last_day_without_its_month_is_the_coming_one(words: str, latest: str) -> None:
    text = f"Norway will open the bridge by {words}."
    window = find_window(text, 0, len(text), [timex(text, words, "2024-05-22", "2024-05-22")], "2024-05-25")
    assert (window.earliest, window.latest) == ("2024-05-25", latest)
