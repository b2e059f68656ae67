"""What surrounds a post that was copied from a page: its trail of breadcrumbs, its headline, words of the menu.

The words stay in the text, so that offsets into it are offsets into the file; they are only no sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from gpulse.dateline import DATELINE_LINES, about_the_post
from gpulse.record import Span

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"^\s*[-*•·–—>›»/]\s+")
_JOINT = re.compile(r"\s+[>›»|/]\s+")
_END = re.compile(r"[.!?:;,…]['\"”’)\]]*$")
_BY = re.compile(r"(?:by|photo|image|updated|published|posted|last updated)\b[ :]", re.IGNORECASE)
_STAMP = re.compile(r"\b(?:published|posted|updated)\b.*\d", re.IGNORECASE)
_MENU: Final = frozenset(
    "advertisement|advertising|share|share this|share this article|save|print|listen|listen to this article|menu|"
    "read more|read also|see also|related|related articles|related stories|skip to content|skip to main content|"
    "subscribe|subscribe now|sign in|log in|sign up|comments|leave a comment|back to top|home".split("|")
)
_GENERIC: Final = frozenset("home homepage start news posts articles world blog politics index".split())
CRUMB_WORDS = 4
"""A crumb of a trail has at most so many words: site and section names do; leads and key points are longer."""
TITLE_CHARACTERS, TITLE_WORDS = 180, (2, 30)
"""A headline's length, in characters and in words: all but one of the 924 headlines of PolNeAR fall within."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """`spans` are the lines that are no part of the post; `title` and `publisher` are `None` where not settled."""

    spans: tuple[Span, ...] = ()
    title: str | None = None
    publisher: str | None = None


def find_furniture(text: str) -> Furniture:
    """Return what in a plain text is furniture, and the headline and site that its first lines give.

    >>> found = find_furniture("- The Gazette\\n- World\\n- Oslo sends a ship\\nOslo sends a ship\\nNorway said so.")
    >>> found.title, found.publisher, len(found.spans)
    ('Oslo sends a ship', 'The Gazette', 3)

    Key points at the top of a post are part of it:

    >>> find_furniture("Oslo sends a ship\\nHarbour Post, 6 June 2023\\nNorway said so.").spans
    (Span(start=18, end=43),)
    >>> find_furniture("- Norway sent a ship to Ukraine on Monday\\n- Talks go on\\n\\nOslo said so.").spans
    ()
    """
    lines = [match for match in _LINE.finditer(text) if match.group().strip()]
    trail, crumbs = _find_trail(lines)
    title = _find_title(lines[trail:])
    menu = [match for match in lines[trail:] if match.group().strip(" \t*-–—:>").lower() in _MENU]
    publisher = None
    if len(crumbs) > 1 and crumbs[0].lower() not in _GENERIC and title and _same(crumbs[-1], title):
        publisher = crumbs[0]
    own = [
        match for k, match in enumerate(lines[:DATELINE_LINES]) if k >= trail and about_the_post(match.group(), k == 0)
    ]
    spans = tuple(Span(start=match.start(), end=match.end()) for match in (*lines[:trail], *menu, *own))
    return Furniture(spans=spans, title=title, publisher=publisher)


def _find_trail(lines: list[re.Match[str]]) -> tuple[int, list[str]]:
    """Return how many of the first lines are a trail of breadcrumbs, and its crumbs."""
    if not lines:
        return 0, []
    parts = [part.strip() for part in _JOINT.split(_BULLET.sub("", lines[0].group(), count=1))]
    if len(parts) > 2 or (len(parts) == 2 and parts[0].lower() in _GENERIC):
        after = lines[1].group() if len(lines) > 1 else ""
        if all(_is_crumb(part) for part in parts[:-1]) and (_is_crumb(parts[-1]) or _same(parts[-1], after)):
            return 1, parts
    count = 0
    while count < len(lines) and _BULLET.match(lines[count].group()):
        count += 1
    crumbs = [_BULLET.sub("", line.group(), count=1).strip() for line in lines[:count]]
    after = lines[count].group() if count < len(lines) else ""
    if (
        count > 1
        and all(_is_crumb(crumb) for crumb in crumbs[:-1])
        and (_same(crumbs[-1], after) or (_is_crumb(crumbs[-1]) and after))
    ):
        return count, crumbs
    return 0, []


def _is_crumb(words: str) -> bool:
    return 0 < len(words.split()) <= CRUMB_WORDS and not _END.search(words)


def _same(crumb: str, headline: str) -> bool:
    """Say whether a crumb repeats the headline, perhaps cut short by an ellipsis."""
    short, long = (" ".join(words.split()).casefold() for words in (crumb, headline))
    cut = short.rstrip("….").rstrip()
    return bool(short) and (short == long or (cut != short and len(cut) > 10 and long.startswith(cut)))


def _find_title(lines: list[re.Match[str]]) -> str | None:
    """Return the first line where it is a headline: short, without a full stop, and with a text after it."""
    if len(lines) < 2:
        return None
    words = lines[0].group().strip().lstrip("#").strip()
    low, high = TITLE_WORDS
    if (
        len(words) > TITLE_CHARACTERS
        or not low <= len(words.split()) <= high
        or re.search(r"[.:;,]['\"”’)\]]*$", words)
        or _BY.match(words)
        or _STAMP.search(words)
        or _BULLET.match(words)
        or words.lower() in _MENU
    ):
        return None
    return words
