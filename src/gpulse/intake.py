"""From pages to the store: parse, read and add, skipping what the store holds already; and reading again.

Each post is a transaction of its own, and each result is given only once its post is safely kept. So whatever stops the
work, running it again finishes it: what was added is skipped without being read.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from gpulse.article import Form
from gpulse.codec import digest
from gpulse.errors import InputError
from gpulse.page import Page
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import build_meta, read_articles
from gpulse.reading.workers import read_in_workers
from gpulse.record import Article, Issue, Record
from gpulse.sources import BadInput, parse_page
from gpulse.store import Outcome, Store

_HTML = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A post that is now in the store, and what adding it did; `issues` say what could not be read of it."""

    id: str
    outcome: Outcome
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An article to be read: the page it was taken from, where that is worth keeping, and, where it is to be read
    again, the digest of the article that it replaces."""

    article: Article
    page: Page | None = None
    replaces: str | None = None


def parse_pages(
    pages: Iterable[Page | BadInput], *, form: Form | None = None, published: str | None = None
) -> Iterator[Unread | BadInput]:
    """Yield the articles of pages. The bytes of web pages are kept with them; other files are kept as their text."""
    for page in pages:
        if isinstance(page, BadInput):
            yield page
            continue
        kept = page if page.url or page.origin.lower().endswith(_HTML) else None
        for found in parse_page(page, form=form, published=published):
            yield found if isinstance(found, BadInput) else Unread(article=found, page=kept)


def add_articles(
    store: Store, articles: Iterable[Unread | BadInput], kit: Kit, workers: int = 1
) -> Iterator[Added | BadInput]:
    """Read articles, in `workers` processes, and add them, one transaction each; yield what became of each, once kept.

    An article that the store holds, read by this very reader, is not read again, nor is one that was retracted.
    """
    meta = build_meta(kit)
    told: deque[Added | BadInput] = deque()
    waiting: deque[Unread] = deque()

    def unread() -> Iterator[Article]:
        for found in articles:
            if isinstance(found, BadInput):
                told.append(found)
            elif outcome := store.find_outcome(found.article, meta):
                told.append(Added(id=found.article.id, outcome=outcome))
            else:
                waiting.append(found)
                yield found.article

    now = dt.datetime.now(dt.UTC)
    records: Iterator[Record | BadInput] = (
        read_articles(unread(), kit, now) if workers == 1 else read_in_workers(unread(), kit.settings, workers, now)
    )
    for record in records:
        while told:
            yield told.popleft()
        item = waiting.popleft()
        if isinstance(record, BadInput):
            yield record
            continue
        try:
            outcome = store.add_record(record, item.page, replaces=item.replaces)
        except InputError as error:
            yield BadInput(origin=record.article.id, why=str(error))
        else:
            yield Added(id=record.article.id, outcome=outcome, issues=record.issues)
    yield from told


def add_records(store: Store, records: Iterable[Record]) -> Iterator[Added | BadInput]:
    """Add records that were read elsewhere, one transaction each; yield what became of each, once kept."""
    for record in records:
        try:
            outcome = store.add_record(record)
        except InputError as error:
            yield BadInput(origin=record.article.id, why=str(error))
        else:
            yield Added(id=record.article.id, outcome=outcome, issues=record.issues)


def reread(store: Store, kit: Kit, *, from_pages: bool = False) -> Iterator[Added | BadInput]:
    """Read again every post that another reader read (an older model, or older rules), in the order of adding.

    With `from_pages`, the text is taken anew from the page's bytes, where they were kept. A post that was corrected or
    retracted in the meantime is left as it is. Stopped and run again, it goes on where it stopped.
    """
    yield from add_articles(store, _find_stale(store, kit, from_pages), kit)


def _find_stale(store: Store, kit: Kit, from_pages: bool) -> Iterator[Unread | BadInput]:
    for article in store.load_stale_articles(build_meta(kit)):
        replaces = digest(article)
        page = store.load_page(article.id) if from_pages else None
        if page is None:
            yield Unread(article=article, replaces=replaces)
            continue
        given = article.published_at if article.published_from == "given" else None
        for found in parse_page(replace(page, origin=article.id), published=given):
            if isinstance(found, BadInput):
                yield found
            else:
                yield Unread(article=replace(found, id=article.id), page=page, replaces=replaces)
