"""Dates that are counted from an event ("the day after X signed"), by the sentence that dates this event."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from gpulse.reading.time.choose import PAST_VERBS
from gpulse.reading.time.context import NUMBER_WORDS, Found, dated, is_day, undated
from gpulse.reading.time.grammar import BREAK, Token
from gpulse.reading.time.value import Period, add_units, day, shift

_CLAUSE = re.compile(
    r"\b(?:(?P<the>the|a|one)|(?P<n>two|three|four|five|six|seven|eight|nine|ten|\d{1,2}))\s+(?P<unit>days?|weeks?|months?|years?)\s+"
    r"(?P<way>after|before|following)\s+(?P<event>[^,.;:!?()\n—“”\"]+)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]{3,}")
_EMPTY = frozenset(
    "the and that this they their his her its was were had has have who which with for from into over after before "
    "when where first last been said would could also there them him she are not but all any".split()
)
SAME_EVENT = 0.5
"""Share of the clause's words that a sentence must have to tell of the same event; set on our own sentences."""
SAME_WORDS = 2
"""How many words they must share: "Russia's president" alone is no event."""


def _stem(word: str) -> str:
    """Return a crude stem that joins the forms of one word ("signed", "signing", "sign")."""
    word = word.lower()
    for ending in "ations ation ings ing ments ment ures ure ions ion ed es s e".split():
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return {"defense": "defenc", "defens": "defenc", "met": "meet", "meeting": "meet", "began": "begin"}.get(word, word)


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in _WORD.findall(text) if word.lower() not in _EMPTY}


def resolve_events(found: list[Found], tokens: Sequence[Token], text: str) -> list[Found]:
    """Date expressions that are counted from an event by the sentence that dates this event."""
    for match in list(_CLAUSE.finditer(text)):
        inside = [
            one for one in found if match.start() <= tokens[one.first].start and tokens[one.last - 1].end <= match.end()
        ]
        counted = [one for one in inside if one.reading.type == "DURATION"]
        if len(inside) > len(counted) or len(counted) > 1:
            continue  # another date stands in the clause: its own rule has read it
        first, last = _token_at(tokens, match.start()), _token_at(tokens, match.end(), end=True)
        if any(one.first < last and first < one.last and one not in counted for one in found) or first >= last:
            continue
        opens = first == 0 or tokens[first - 1].char == BREAK
        if not opens and text[match.end() : match.end() + 1] == "," and not _tells_what_happened(match["event"]):
            continue  # "they voted, a day after the president, who …": cut short
        if match["the"] and match["unit"].endswith("s"):
            continue  # "the weeks before the vote": how many is not said
        one_day = match["the"] is not None and match["the"].lower() == "the"
        unit = match["unit"].lower().rstrip("s")
        dated_by = _event_period(found, tokens, text, match["event"], (first, last))
        if dated_by is None and one_day and unit == "day" and _is_told_before(tokens, first, match["event"]):
            on = next(
                (one.reading.period for one in reversed(found) if one.last <= first and is_day(one.reading)), None
            )
            if on is not None:
                step = dt.timedelta(days=-1 if match["way"].lower() == "before" else 1)
                found = _replaced(found, counted, Found(first, first + 3, dated(day(on.start + step), "previous")))
                continue
        count = 1 if match["the"] else NUMBER_WORDS.get(match["n"].lower()) or int(match["n"])
        if dated_by is None:
            if one_day and unit == "day":
                found = _replaced(found, counted, Found(first, last, undated("DATE")))
            continue
        sign = -1 if match["way"].lower() == "before" else 1
        moved = add_units(dated_by.start if sign < 0 else dated_by.end, unit, sign * count)
        period = day(moved) if unit in ("day", "week") else shift(moved, unit, 0)
        found = _replaced(found, counted, Found(first, last, dated(period, "event")))
    return found


def _tells_what_happened(clause: str) -> bool:
    """Say whether the words have a past form."""
    return any(word in PAST_VERBS or word.endswith("ed") for word in clause.lower().split())


def _is_told_before(tokens: Sequence[Token], first: int, event: str) -> bool:
    """Say whether "the day before" opens a clause of its own: "…; the day before forces had attacked"."""
    return (first == 0 or tokens[first - 1].char == BREAK or tokens[first - 1].word == ";") and " had " in event


def _replaced(found: list[Found], old: list[Found], new: Found) -> list[Found]:
    return sorted([*(one for one in found if one not in old), new], key=lambda one: one.first)


def _token_at(tokens: Sequence[Token], offset: int, end: bool = False) -> int:
    """Return the index of the token that begins at `offset`, or, with `end`, of the first that ends after it."""
    for index, token in enumerate(tokens):
        if token.char != BREAK and (token.end > offset if end else token.start >= offset):
            return index
    return len(tokens)


def _event_period(
    found: Sequence[Found], tokens: Sequence[Token], text: str, event: str, clause: tuple[int, int]
) -> Period | None:
    """Return the day of the event that `event` tells of: from the sentence with most of its words, if it has a day."""
    wanted = _stems(event)
    done = _stems(" ".join(word for word in _WORD.findall(event) if word.islower()))
    if len(wanted) < 2:
        return None
    best: tuple[float, Period] | None = None
    for one in found:
        period = one.reading.period
        if period is None or period.unit not in ("day", "time") or clause[0] <= one.first < clause[1]:
            continue
        if period.start != period.end:
            continue
        start, end = one.first, one.last
        while start and tokens[start - 1].char != BREAK:
            start -= 1
        while end < len(tokens) and tokens[end].char != BREAK:
            end += 1
        if start <= clause[0] < end:
            continue
        same = wanted & _stems(text[tokens[start].start : tokens[end - 1].end])
        if done and not same & done:
            continue  # only names: where "Justice Lind" is named is not told that she died
        common = len(same)
        share = common / len(wanted)
        if common >= SAME_WORDS and share >= SAME_EVENT and (best is None or share > best[0]):
            best = (share, period)
    return best[1] if best else None
