"""The line above a post that says who published it and when: "Gulf Ledger, 6 June 2023", "LONDON, 10 January 2025 -".

It is read where nothing else states the day. A day that a sentence tells is no dateline, nor is one without a year.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

_DAY: Final = r"(?:\d{1,2} [A-Z][a-z]+\.?|[A-Z][a-z]+\.? \d{1,2},?) \d{4}"
_WEEKDAY: Final = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,? )?"
_BEFORE_TEXT: Final = re.compile(
    rf"^\s*[A-Z][A-Z'’. -]+(?:, [A-Z][\w'’. -]+?)?[,.]? ?\(?(?P<day>{_DAY})\)?\s*(?:\([^)\n]{{1,40}}\)\s*)?[-–—:]"
)
_STATED: Final = re.compile(
    r"^(?:By [^!?]{1,60}\. )?(?:(?:[A-Z]\w+ )?(?:[Pp]ublished|[Uu]pdated|[Pp]osted|[Ii]ssued|[Dd]ated?)(?: on)?:? )?"
    rf"{_WEEKDAY}"
    rf"(?P<day>{_DAY}|\d{{4}}-\d\d-\d\d)"
    r"(?:,? (?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)?\.?$"
)
"""A part of such a line that holds the day and nothing else but when, and that it was published."""
_JOINT: Final = re.compile(r"\s*[·•|]\s*|\s+[-–—/]\s+|\s*[–—]\s*")
_COMMA: Final = re.compile(rf",\s+(?={_WEEKDAY}{_DAY}$)")
_MADE: Final = re.compile(
    r"(?:signed|adopted|born|died|opened|concluded|agreed|done|held|taken|photographed)\b", re.IGNORECASE
)
"""What is told to have happened on a day: no line about the post."""
_NO_OUTLET: Final = re.compile(
    r"(?:by|from|published|updated|posted|issued|notice|opinion|analysis|comment|commentary|column|editorial|news|world|"
    r"politics|live|explainer|photo|image|letter|interview|feature|fact.check|briefing|report|correction)\b|\d",
    re.IGNORECASE,
)
_OUTLET_WORD: Final = frozenset(
    "agency beacon bulletin chronicle courier daily desk dispatch echo examiner express gazette globe guardian herald "
    "journal ledger mail mercury mirror monitor news observer post press quarterly record report reporter review "
    "sentinel service standard star sun telegraph times today tribune voice wire world".split()
)
"""Words that names of papers and agencies end in: before a comma only they tell an outlet from a town."""
_JOINING: Final = frozenset("of the and for in on to de la le el der die das".split())
DATELINE_LINES: Final = 6
"""A dateline stands within so many lines of the beginning that hold words."""
LONGEST: Final = 110
"""A line about the post is no longer, in characters. With it, no line above 1,612 articles of PolNeAR, LGL and
GeoWebNews, which have none, is taken for one."""
PART_WORDS: Final = 7
"""Nor has a part of it more words: "By the Meridian live desk" has five."""
_DAY_FORMS: Final = ("%d %B %Y", "%B %d, %Y", "%B %d %Y", "%d %b %Y", "%b %d, %Y", "%b %d %Y")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """`day` is an ISO day; `publisher` is `None` where the line names no outlet for certain."""

    day: str
    publisher: str | None = None


def find_dateline(text: str) -> Dateline | None:
    """Return the day that stands above a text or before its first sentence, with the outlet; `None` where none does.

    >>> find_dateline("Ships meet\\n\\nMANILA, 5 December 2024 - A ship was hit on Wednesday.").day
    '2024-12-05'
    >>> find_dateline("Ships meet\\nPublished: Thursday, 5 December 2024\\nA ship was hit.").day
    '2024-12-05'
    >>> find_dateline("Ships meet\\nBy A. Writer | Harbour Post | Dec 5, 2024 | 2 min read\\nA ship was hit.")
    Dateline(day='2024-12-05', publisher='Harbour Post')
    >>> find_dateline("Ships meet\\nHarbour Post, 5 December 2024"), find_dateline("Ships meet\\nNew York, 5 May 2024")
    (Dateline(day='2024-12-05', publisher='Harbour Post'), Dateline(day='2024-05-05', publisher=None))

    What happened on a day says nothing about the post:

    >>> find_dateline("Ships meet\\nSigned in Geneva, 21 July 1954"), find_dateline("On 5 May 2024 a ship was hit.")
    (None, None)
    """
    lines = [line for line in text.splitlines() if line.strip()][:DATELINE_LINES]
    for number, line in enumerate(lines):
        opened = _BEFORE_TEXT.match(line)
        day = parse_written_day(opened["day"]) if opened else None
        if day:
            return Dateline(day=day)
        found = about_the_post(line, is_first=number == 0)
        if found:
            return found
    return None


def parse_written_day(words: str) -> str | None:
    """Return a day with the name of its month as ISO 8601, or `None`.

    >>> parse_written_day("28 June 2024"), parse_written_day("Sept. 5, 2024"), parse_written_day("31 June 2024")
    ('2024-06-28', '2024-09-05', None)
    """
    words = re.sub(r"\bSept\b", "Sep", words.replace(".", ""))
    for form in _DAY_FORMS:
        try:
            return dt.datetime.strptime(words, form).date().isoformat()
        except ValueError:
            continue
    return None


def about_the_post(line: str, is_first: bool) -> Dateline | None:
    """Return the day and outlet of a line whose parts are a day and a few words; a headline may end in ", 5 May 2024".

    >>> about_the_post("Gulf Ledger, 6 June 2023", False), about_the_post("Talks of 6 June 2023", False)
    (Dateline(day='2023-06-06', publisher='Gulf Ledger'), None)
    """
    line = line.strip().strip("#*_ ")
    if len(line) > LONGEST:
        return None
    parts = [part for part in _JOINT.split(line) if part]
    by_comma = False
    if not is_first:
        last = [re.split(_COMMA, part, maxsplit=1) for part in parts]
        by_comma = any(len(pair) > 1 for pair in last)
        parts = [part for pair in last for part in pair]
    stated = [(part, match["day"]) for part in parts if (match := _STATED.match(part))]
    others = [part for part in parts if not _STATED.match(part)]
    if len(stated) != 1 or any(len(part.split()) > PART_WORDS or _MADE.match(part) for part in others):
        return None
    words = stated[0][1]
    day = words if re.match(r"\d{4}-", words) and _is_day(words) else parse_written_day(words)
    if day is None:
        return None
    outlets = [part for part in others if _is_outlet(part, by_comma=by_comma)]
    return Dateline(day=day, publisher=outlets[0] if len(outlets) == 1 else None)


def _is_day(words: str) -> bool:
    try:
        dt.date.fromisoformat(words)
    except ValueError:
        return False
    return True


def _is_outlet(part: str, *, by_comma: bool) -> bool:
    words = part.split()
    if (_NO_OUTLET.match(part) and words[-1].lower() not in _OUTLET_WORD) or not words[0][0].isupper():
        return False
    if re.match(r"(?:by|from|published|updated|posted|issued)\b", part, re.IGNORECASE):
        return False
    if any(word.lower() not in _JOINING and not word[0].isupper() for word in words):
        return False
    return not by_comma or words[-1].lower() in _OUTLET_WORD
