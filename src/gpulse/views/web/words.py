"""What templates say: days and instants in the reader's way, names of actors, links to posts."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import nh3
from markupsafe import Markup, escape

from gpulse.days import days_between
from gpulse.linking.ledger.ledger_rows import Evidence
from gpulse.linking.summary.summary_queries import Head, Item
from gpulse.views.words import ACT_WORDS, day_words, interval_words, quantity_words, slot_words, window_start

STATUS_MARKS = {
    "kept": "✓", "late": "◷", "partial": "◐", "broken": "✕", "withdrawn": "↩", "overdue": "!", "pending": "…",
}  # fmt: skip
STATUS_WORDS = {
    "kept": "Done by its last day.",
    "late": "Done, after its last day.",
    "partial": "Part of it was done.",
    "broken": "It was not done, and the evidence says so.",
    "withdrawn": "Taken back before its last day.",
    "overdue": "Its last day has passed, and nothing says whether it was done.",
    "pending": "Its last day has not come, or none was given.",
}
KIND_WORDS = {
    "pledge": "Somebody says that they will do it.",
    "plan": "Somebody intends or prepares it.",
    "threat": "Somebody says that they will do harm.",
    "ultimatum": "Somebody demands it of another, by a day.",
    "prediction": "Somebody says that another will do it.",
    "obligation": "A treaty, law or agreement demands it.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads, as far as their browser says: the zone that times are told in, the order of days and months."""

    zone: str = "UTC"
    month_first: bool = False
    theme: str | None = None


_LANGUAGE = re.compile(r"^\s*([A-Za-z]{2,3})(?:-(\w+))?")


def build_reader(languages: str, zone: str | None, theme: str | None) -> Reader:
    """Return the reader of an Accept-Language header and of the cookies that hold zone and theme.

    >>> build_reader("en-US,en;q=0.9", "America/New_York", None)
    Reader(zone='America/New_York', month_first=True, theme=None)
    """
    match = _LANGUAGE.match(languages)
    known = zone if zone and _is_zone(zone) else "UTC"
    return Reader(
        zone=known,
        month_first=bool(match and match[1].lower() == "en" and (match[2] or "").upper() in ("US", "CA", "PH")),
        theme=theme if theme in ("light", "dark") else None,
    )


def _is_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def say_day(reader: Reader, day: str) -> str:
    """Return a day as the reader writes it.

    >>> say_day(Reader(), "2024-06-19"), say_day(Reader(month_first=True), "2024-06-19")
    ('19 June 2024', 'June 19, 2024')
    """
    if len(day) < 10:
        return day
    try:
        date = dt.date.fromisoformat(day[:10])
    except ValueError:
        return day
    return f"{date:%B} {date.day}, {date.year}" if reader.month_first else day_words(day)


def say_time(reader: Reader, value: str) -> str:
    """Return a day or an instant as the reader says it, an instant in their zone.

    >>> say_time(Reader(zone="Asia/Seoul"), "2024-06-19T20:15:00Z")
    '20 June 2024, 05:15 KST'
    """
    if len(value) <= 10:
        return say_day(reader, value)
    try:
        instant = dt.datetime.fromisoformat(value).astimezone(zoneinfo.ZoneInfo(reader.zone))
    except ValueError:
        return value
    return f"{say_day(reader, instant.date().isoformat())}, {instant:%H:%M %Z}"


def time_mark(reader: Reader, value: str | None) -> Markup:
    """Return a time as HTML: in the reader's way, the exact value on hover; "day unknown" where there is none."""
    if not value:
        return Markup('<span class="unknown">day unknown</span>')
    return Markup('<time datetime="{0}" title="{0}">{1}</time>').format(value, say_time(reader, value))


def interval_mark(reader: Reader, earliest: str | None, latest: str | None) -> Markup | None:
    """Return an interval as HTML, its exact ends on hover; `None` where neither end is known."""
    words = interval_words(earliest, latest)
    if words is None:
        return None
    exact = earliest if earliest == latest else f"{earliest or 'open'} … {latest or 'open'}"
    if reader.month_first:
        words = _month_first(reader, earliest, latest, words)
    return Markup('<span class="interval" title="{}">{}</span>').format(exact, words)


def _month_first(reader: Reader, earliest: str | None, latest: str | None, words: str) -> str:
    if earliest and latest:
        if earliest == latest:
            return say_day(reader, earliest)
        whole = not re.match(r"\d", words) or re.fullmatch(r"\d{4}(?: to \d{4})?", words)
        return words if whole else f"{say_day(reader, earliest)} to {say_day(reader, latest)}"
    return f"from {say_day(reader, earliest)}" if earliest else f"by {say_day(reader, latest or '')}"


def distance_words(day: str, other: str) -> str:
    """Return how far a day lies from `day`, in words.

    >>> distance_words("2024-06-30", "2024-07-02"), distance_words("2024-06-30", "2024-06-29")
    ('in 2 days', '1 day ago')
    >>> distance_words("2026-11-27", "2024-11-30")
    '2 years ago'
    """
    days = days_between(day, other)
    if days == 0:
        return "today"
    number = abs(days)
    size, unit = (
        (number, "day")
        if number < 60
        else (number // 30, "month")
        if number < 720
        else (round(number / 365.25), "year")
    )
    words = f"{size} {unit}{'' if size == 1 else 's'}"
    return f"in {words}" if days > 0 else f"{words} ago"


def post_url(id: str, start: int | None = None, end: int | None = None) -> str:
    """Return the address of a post's page, at some of its words.

    >>> post_url("a/b.md", 3, 8)
    '/post?id=a%2Fb.md&start=3&end=8#at'
    """
    span = {"start": start, "end": end} if start is not None and end is not None else {}
    return "/post?" + urlencode({"id": id, **span}) + ("#at" if span else "")


def quote_url(evidence: Evidence) -> str:
    """Return the address of the words of a piece of evidence."""
    return post_url(evidence.article, evidence.start, evidence.end)


def head_words(heads: Mapping[str, Head], id: str) -> str:
    """Return a short name for a post: its publisher, or its title, or the end of its id."""
    head = heads.get(id)
    if head and (head.publisher or head.title):
        return head.publisher or head.title or id
    return id.rstrip("/").rsplit("/", 1)[-1]


def with_query(path: str, query: Mapping[str, Any], **changed: Any) -> str:
    """Return a path with a query, some of it changed; empty values are left out.

    >>> with_query("/ledger", {"by": "RUS", "kind": "plan"}, kind=None, page=2)
    '/ledger?by=RUS&page=2'
    """
    merged = {**query, **changed}
    kept = {name: value for name, value in merged.items() if value not in (None, "", ())}
    return path + ("?" + urlencode(kept, doseq=True) if kept else "")


def difference_mark(difference: str | None, whole: str) -> Markup:
    """Return a quotation's difference as HTML: what was taken out and what was put in.

    >>> difference_mark("We [-will-] {+may+} go", "We may go")
    Markup('We <del>will</del> <ins>may</ins> go')
    """
    if difference is None:
        return escape(whole)
    text = str(escape(difference))
    text = re.sub(r"\[-(.*?)-\]", r"<del>\1</del>", text, flags=re.DOTALL)
    return Markup(re.sub(r"\{\+(.*?)\+\}", r"<ins>\1</ins>", text, flags=re.DOTALL))


def actors_in(item: Item, role: str) -> tuple[str, ...]:
    """Return who has a role in an item."""
    return tuple(actor for held, actor in item.actors if held == role)


def name_of(names: Mapping[str, str], actor: str) -> str:
    """Return the name of a state by its code; other names are their own.

    >>> name_of({"PRK": "North Korea"}, "PRK"), name_of({}, "Wagner Group")
    ('North Korea', 'Wagner Group')
    """
    return names.get(actor, actor)


_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}(?:T[\d:]+Z)?\b")
_CODE = re.compile(r"`([^`]+)`")


def reason_mark(reader: Reader, why: str) -> Markup:
    """Return a reason as HTML, the days in it told in the reader's way.

    >>> reason_mark(Reader(), "The window closed on 2025-04-12.")
    Markup('The window closed on <time datetime="2025-04-12" title="2025-04-12">12 April 2025</time>.')
    """
    parts, last = [], 0
    for match in _DAY.finditer(why):
        parts += [escape(why[last : match.start()]), time_mark(reader, match.group())]
        last = match.end()
    return Markup("").join([*parts, escape(why[last:])])


def code_mark(words: str) -> Markup:
    """Return words as HTML, what stands in `backticks` as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(words))))


def sanitise(text: str) -> Markup:
    """Return HTML that this package made of a post's words, with nothing in it but marks, links within the page and
    breaks: whatever else got in is taken out. The only use of nh3.

    >>> sanitise('a <mark class="event">b</mark><script>alert(1)</script><img src=x onerror=alert(1)>')
    Markup('a <mark class="event">b</mark>')
    """
    attributes = {"mark": {"class", "data-rows", "data-notes"}, "span": {"class", "id"}, "a": {"href"}}
    tags = {"mark", "span", "a", "br"}
    return Markup(nh3.clean(text, tags=tags, attributes=attributes, url_schemes=set(), link_rel=None))


FILTERS = {
    "sanitised": sanitise, "quantity": quantity_words, "code": code_mark, "post_url": post_url, "quote_url": quote_url,
    "distance": distance_words, "slot": slot_words, "act": lambda code: ACT_WORDS.get(code, code),
    "opens": window_start,
}  # fmt: skip
