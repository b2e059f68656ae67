"""Bytes of a file or page to `Article`: plain text, Markdown with front matter, HTML, JSON Lines.

The text of an article is settled here and never changes afterwards. The day of publication comes from what the caller
gives, front matter, the page's metadata or the page itself, in that order; where none is found it stays unknown.
The only import of trafilatura, htmldate and markdown-it.
"""

from __future__ import annotations

import codecs
import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from gpulse.dateline import find_dateline, parse_written_day
from gpulse.errors import InputError
from gpulse.furniture import find_furniture
from gpulse.record import Article

Form = Literal["text", "markdown", "html", "jsonl"]
FORMS: tuple[Form, ...] = ("text", "markdown", "html", "jsonl")

SUFFIXES: dict[str, Form] = {
    ".txt": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl",
}  # fmt: skip

MAX_CHARACTERS = 1_000_000
"""A text longer than this is no news post: the longest of 500 real ones has 60,000 characters."""

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"\s*#{1,2}[ \t]+(\S[^\n]*)")
_KEYS = {
    "title": "title", "headline": "title", "outlet": "publisher", "publisher": "publisher", "source": "publisher",
    "site": "publisher", "published": "published_at", "published_at": "published_at", "date": "published_at",
    "byline": "byline", "author": "byline", "url": "url", "link": "url", "language": "language", "lang": "language",
    "id": "id", "text": "text", "body": "text", "content": "text",
}  # fmt: skip
_MAGIC = ((b"%PDF-", "a PDF"), (b"PK\x03\x04", "a ZIP or Office file"), (b"\x1f\x8b", "a compressed file"))
_PROSE = re.compile(r"(?:\S+\s+){4}.*[.!?…]['\"”’)\]]*\s*$|[。！？]")
"""A line that is at least one whole sentence; a page whose text has none holds only headlines and menus."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def parse_day(words: str) -> str:
    """Return the day of publication as `Article.published_at` keeps it: a day, or a UTC instant.

    ISO 8601, the dates of e-mail and feeds (RFC 5322), and days with the name of the month are read; numbers alone
    (06/07/2024) are not, because they mean two days. An instant without a time zone is only a day.

    >>> parse_day("2024-06-28"), parse_day("2024-06-28T08:00:00+02:00")
    ('2024-06-28', '2024-06-28T06:00:00Z')
    >>> parse_day("Fri, 28 Jun 2024 08:00:00 +0200"), parse_day("June 28, 2024"), parse_day("28 June 2024")
    ('2024-06-28T06:00:00Z', '2024-06-28', '2024-06-28')

    Raises `InputError` where `words` is neither.
    """
    words = " ".join(words.split()).strip("\"'")
    instant: dt.datetime | None = None
    try:
        if len(words) == 10:
            return dt.date.fromisoformat(words).isoformat()
        instant = dt.datetime.fromisoformat(words)
    except ValueError:
        written = parse_written_day(words)
        if written:
            return written
        try:
            if not re.match(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d", words):
                raise ValueError(words)
            instant = parsedate_to_datetime(words)
        except ValueError as error:
            raise InputError(f"{words!r} is no day that can be read; write it like 2024-06-28.") from error
    if instant.tzinfo is None:
        return instant.date().isoformat()
    try:
        return instant.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except OverflowError as error:
        raise InputError(f"{words!r} is out of the calendar's range; write it like 2024-06-28.") from error


def parse_articles(
    raw: bytes,
    *,
    origin: str,
    form: Form | None = None,
    published: str | None = None,
    url: str | None = None,
    charset: str | None = None,
) -> Iterator[Article | InputError]:
    """Yield the articles of one file or page; an `InputError` stands for a line of JSON that is no article.

    `origin` (a path, an address, or "-") is named in errors and becomes the article's id; `published` (ISO 8601)
    overrules what the page says; `charset` is what the server declared.

    Raises `InputError` where the whole input is bad.
    """
    given = parse_day(published) if published else None
    if form is None:
        form = _guess_form(origin, raw)
    if form == "html":
        yield _given(_parse_html(raw, origin, url, charset), given)
        return
    text = decode_text(raw, origin, charset)
    if form == "jsonl":
        for article in _parse_json_lines(text, origin):
            yield article if isinstance(article, InputError) else _given(article, given)
    elif form == "markdown":
        yield _given(_parse_markdown(text, origin, url), given)
    else:
        seen = find_furniture(_checked(text, origin))
        yield _given(
            _with_dateline(Article(id=origin, text=text, url=url, title=seen.title, publisher=seen.publisher)), given
        )


def _with_dateline(article: Article, text: str | None = None) -> Article:
    """An article of which nothing states a day has the day and the outlet of the line above its text."""
    line = find_dateline(text or article.text) if article.published_at is None else None
    if line is None:
        return article
    return replace(article, published_at=line.day, published_from="page", publisher=article.publisher or line.publisher)


def decode_text(raw: bytes, origin: str, charset: str | None = None) -> str:
    """Return the text of `raw`: UTF-8 unless a byte-order mark or `charset` says otherwise.

    Raises `InputError` for binary content and for bytes that are not text in that encoding.
    """
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            raise InputError(f"{origin} is {kind}, not text; give text, Markdown, HTML or JSON Lines.")
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            charset = name
            break
    try:
        text = raw.decode(charset or "utf-8")
    except LookupError as error:
        raise InputError(f"{origin} declares the unknown encoding {charset!r}; save it as UTF-8.") from error
    except UnicodeDecodeError as error:
        if b"\0" in raw[:4096]:
            raise InputError(
                f"{origin} is a binary file, not text; give text, Markdown, HTML or JSON Lines."
            ) from error
        raise InputError(
            f"{origin} is not {charset or 'UTF-8'} at byte {error.start}; save it as UTF-8 and try again."
        ) from error
    if len(_CONTROL.findall(text[:65536])) > 8:
        raise InputError(f"{origin} is a binary file, not text; give text, Markdown, HTML or JSON Lines.")
    return text


def _guess_form(origin: str, raw: bytes) -> Form:
    path = origin.split("?", 1)[0].lower()
    for suffix, form in SUFFIXES.items():
        if path.endswith(suffix):
            return form
    head = raw[:2048].lstrip(codecs.BOM_UTF8).lstrip()
    if head.startswith((b"---\n", b"---\r\n")):
        return "markdown"
    if re.match(rb"<(!doctype html|html|head|body|\?xml|!--|div|article|p\b)", head, re.IGNORECASE):
        return "html"
    if head.startswith(b'{"'):
        return "jsonl"
    return "text"


def _given(article: Article, published: str | None) -> Article:
    return replace(article, published_at=published, published_from="given") if published else article


def _checked(text: str, origin: str) -> str:
    if not text.strip():
        raise InputError(f"{origin} is empty: there is no text to read.")
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"{origin} has {len(text):,} characters, more than a post has ({MAX_CHARACTERS:,}); split it into posts."
        )
    return text


def _parse_markdown(text: str, origin: str, url: str | None) -> Article:
    front = _FRONT.match(text)
    fields: dict[str, str] = {}
    for line in front.group(1).splitlines() if front else ():
        key, colon, value = line.partition(":")
        name = _KEYS.get(key.strip().lower())
        if colon and name and name != "text" and value.strip():
            fields[name] = value.strip().strip("\"'")
    if not front and text.lstrip().startswith("---\n"):
        raise InputError(f"{origin} opens its front matter with --- and never closes it; add a line of ---.")
    body = text[front.end() :] if front else text
    heading = _HEADING.match(body)
    words = _plain_markdown(body)
    title = _plain_markdown(heading.group(1)) if heading else find_furniture(words).title
    if title:
        fields.setdefault("title", title)
    return _with_dateline(_from_fields(fields | {"text": words}, origin, "front matter", url))


def _plain_markdown(body: str) -> str:
    """Return the words of Markdown, a paragraph a block, markup gone."""
    from markdown_it import MarkdownIt

    blocks: list[str] = []
    for token in MarkdownIt("commonmark").parse(body):
        if token.type == "inline":
            words = "".join(
                " " if child.type in ("softbreak", "hardbreak") else child.content
                for child in token.children or ()
                if child.type in ("text", "code_inline", "softbreak", "hardbreak")
            )
            blocks.append(words.strip())
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content.strip())
    return "\n\n".join(block for block in blocks if block)


def _parse_json_lines(text: str, origin: str) -> Iterator[Article | InputError]:
    stripped = text.strip()
    rows: list[tuple[str, Any]] = []
    if stripped.startswith("["):
        try:
            rows = [(f"{origin}#{n}", row) for n, row in enumerate(json.loads(stripped), 1)]
        except ValueError as error:
            raise InputError(f"{origin} is no JSON ({error}); write one object a line, or one list.") from error
    else:
        try:
            rows = [(origin, json.loads(stripped))]  # one object, perhaps over several lines
        except ValueError:
            for n, line in enumerate(text.splitlines(), 1):
                if line.strip():
                    try:
                        rows.append((f"{origin}#{n}", json.loads(line)))
                    except ValueError as error:
                        rows.append((f"{origin}#{n}", error))
    if not rows:
        raise InputError(f"{origin} is empty: there is no text to read.")
    for name, row in rows:
        if isinstance(row, ValueError):
            yield InputError(f"{name} is no JSON ({row}); write one object a line.")
        else:
            yield _from_object(row, name)


def parse_json_line(line: bytes, name: str, published: str | None = None) -> Article | InputError:
    """Return the article of one line of JSON Lines, as `parse_articles` does for a whole file of them.

    `name` becomes the article's id where the line has none; an `InputError` is returned, not raised.
    """
    try:
        found = _from_object(json.loads(line), name)
    except ValueError as error:
        return InputError(f"{name} is no JSON ({error}); write one object a line.")
    return found if isinstance(found, InputError) else _given(found, parse_day(published) if published else None)


def _from_object(row: Any, name: str) -> Article | InputError:
    if isinstance(row, dict) and isinstance(row.get("article"), dict):
        row = row["article"]  # a record as `gpulse read --json` prints it
    if not isinstance(row, dict) or not any(_KEYS.get(k) == "text" for k in row):
        return InputError(f'{name} is no article; each line needs an object with "text", and may have "published".')
    if not all(isinstance(v, str) for k, v in row.items() if _KEYS.get(k) == "text"):
        return InputError(f'{name} is no article: its "text" is no text; write it in quotation marks.')
    fields = {_KEYS[k]: str(v) for k, v in row.items() if k in _KEYS and v is not None}
    try:
        return _from_fields(fields, name, "metadata", None)
    except InputError as error:
        return error


def _from_fields(
    fields: dict[str, str], origin: str, found: Literal["front matter", "metadata"], url: str | None
) -> Article:
    published = fields.get("published_at")
    try:
        day = parse_day(published) if published else None
    except InputError as error:
        raise InputError(f"{origin} does not say when it was published: {error}") from error
    return Article(
        id=fields.get("id") or origin,
        text=_checked(fields.get("text", ""), origin),
        url=fields.get("url") or url,
        title=fields.get("title"),
        publisher=fields.get("publisher"),
        byline=fields.get("byline"),
        language=fields.get("language"),
        published_at=day,
        published_from=found if day else None,
    )


def _parse_html(raw: bytes, origin: str, url: str | None, charset: str | None) -> Article:
    import trafilatura
    from lxml import etree
    from trafilatura.settings import Document
    from trafilatura.utils import load_html

    declared = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", raw[:4096], re.IGNORECASE)
    page = decode_text(raw, origin, charset or (declared.group(1).decode("ascii") if declared else None))
    if not page.strip():
        raise InputError(f"{origin} is empty: there is no text to read.")
    tree = load_html(page)
    if tree is None:
        raise InputError(f"{origin} is not HTML that can be read; give the page's own source.")
    day, found = _page_day(tree, page)
    document = trafilatura.bare_extraction(
        page, url=url, with_metadata=True, include_comments=False, include_tables=False, favor_precision=True
    )
    if not isinstance(document, Document) or not any(map(_PROSE.search, (document.text or "").splitlines())):
        raise InputError(
            f"{origin} holds no article text that can be told from its menus; give the article's own page."
        )
    root = tree if isinstance(tree, etree._Element) else tree.getroot()
    article = Article(
        id=url or origin,
        text=_checked(document.text or "", origin),
        url=url or document.url,
        title=document.title,
        publisher=document.sitename or document.hostname,
        byline=_AFTER_BYLINE.sub("", document.author or "") or None,
        language=(root.get("lang") or "").split("-")[0].lower() or None,
        published_at=day,
        published_from=found,
    )
    return _with_dateline(article, _below_heading(tree))


_AFTER_BYLINE = re.compile(r"[\s.,|·–—-]+(?:Published|Updated|Posted)\b.*$")


def _below_heading(tree: Any) -> str:
    """Return the lines of a page from its headline on, where a line about the post may stand."""
    blocks = tree.xpath("//h1[1] | //h1[1]/following::*[self::p or self::div or self::span or self::time]")
    return "\n".join(" ".join(block.text_content().split()) for block in blocks)


_DAY_TAGS = (
    "article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate", "publish-date", "date",
    "dc.date", "dc.date.issued", "dcterms.created", "parsely-pub-date", "sailthru.date",
)  # fmt: skip


def _page_day(tree: Any, page: str) -> tuple[str | None, Literal["metadata", "page"] | None]:
    """Return the day of publication that the page's metadata states or, failing that, its visible text."""
    stated = re.findall(r'"datePublished"\s*:\s*"([^"]+)"', page)
    tags = {
        (node.get("property") or node.get("name") or node.get("itemprop") or "").lower(): node.get("content")
        for node in reversed(tree.xpath("//meta[@content]"))
    }
    stated += [tags[tag] for tag in _DAY_TAGS if tags.get(tag)]
    for words in stated:
        try:
            return parse_day(words), "metadata"
        except InputError:
            continue
    from htmldate import find_date

    seen = find_date(page, original_date=True, extensive_search=False)
    return (seen, "page") if seen else (None, None)
