"""A static site made from a store: posts in which every sentence has its footnote, ledger, stories, map, feeds.

Pages are plain HTML and one style sheet: no script, nothing from outside, readable in light and dark, on a phone and in
print. The same store as of the same day gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any
from urllib.parse import quote

import jinja2
from markupsafe import Markup, escape

from gpulse.codes import OUTCOMES
from gpulse.exchange.feeds_out import Feed, Item, newest, write_atom, write_json_feed
from gpulse.linking.ledger.ledger_queries import add_span, due_rows
from gpulse.linking.ledger.ledger_rows import Ledger, Row
from gpulse.linking.story.story_rows import Link, Story
from gpulse.record import Article, Record
from gpulse.views.brief import build_brief
from gpulse.views.brief_print import body_html, note_html, sentence_html
from gpulse.views.brief_rows import Brief, Sentence
from gpulse.views.brief_subject import BriefKit
from gpulse.views.site_map import find_spots, land_paths
from gpulse.views.site_metadata import RESOLVED, article_data, claim_data, publisher_data
from gpulse.views.site_words import (
    count_words,
    cut,
    headline_of,
    is_web,
    lead_of,
    names_of,
    on_day,
    row_path,
    stretches,
    who_acts,
)
from gpulse.views.stories import label_of
from gpulse.views.web.maps import HEIGHT, WIDTH
from gpulse.views.words import (
    actors_words,
    day_words,
    days_in_words,
    interval_words,
    quantity_words,
    window_start,
)

POSTS_A_PAGE, ROWS_A_PAGE, STORIES_A_PAGE, FEED_ITEMS, SIDE, SPOT_ITEMS = 20, 100, 100, 30, 6, 8
SENTENCES = 8
"""How many posts, rows and stories a page lists, items a feed, rows the side column, sentences a section."""

NAV = (
    ("index.html", "Posts"), ("ledger.html", "Ledger"), ("stories.html", "Stories"), ("map.html", "Map"),
    ("about.html", "How this is made"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOptions:
    """What a site is called and where it will be read: `address` ends in "/", `None` where that is not known."""

    title: str = "Geopolitical Pulse"
    description: str = (
        "What posts report about states, and what became of what was promised: every sentence with its footnote."
    )
    address: str | None = None
    card: Callable[[str, str, str], bytes] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of the site, by its path from the site's folder."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has: `section` is the entry of the menu it belongs to, `data` its schema.org metadata."""

    path: str
    title: str
    description: str
    section: str
    kind: str = "website"
    card: str | None = None
    data: dict[str, Any] | None = None

    @property
    def address(self) -> str:
        """The page's address from the site's."""
        return "" if self.path == "index.html" else quote(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What every page knows of the site."""

    title: str
    description: str
    address: str | None
    as_of: str
    posts: int
    articles: Mapping[str, Article]
    nav: tuple[tuple[str, str], ...] = NAV

    def publisher(self, article: str) -> str | None:
        """Return who published a post."""
        return self.articles[article].publisher if article in self.articles else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post of the site: a story told in sentences with footnotes."""

    story: Story
    path: str
    headline: str
    brief: Brief
    when: str
    count: str
    origins: str
    conflicts: str
    lead: str
    last: str | None


def build_site(
    records: Sequence[Record],
    ledger: Ledger,
    stories: Sequence[Story],
    kit: BriefKit,
    options: SiteOptions | None = None,
) -> Iterator[File]:
    """Yield the files of the site, one after another. All arguments are those of a store as of `ledger.as_of`."""
    options = options or SiteOptions()
    known = {r.article.id: r for r in records}
    shared = Shared(
        title=options.title, description=options.description, address=options.address, as_of=ledger.as_of,
        posts=len(records), articles={id: r.article for id, r in known.items()},
    )  # fmt: skip
    builder = _Builder(
        shared=shared, kit=kit, known=known, ledger=ledger, environment=_environment(kit), options=options
    )
    yield from _assets(options)
    yield from builder.pages(sorted(stories, key=lambda s: (s.last_on or "", s.id), reverse=True))


def _assets(options: SiteOptions) -> Iterator[File]:
    yield File(path="style.css", content=_template("style.css").encode())
    icon = files("gpulse.views.web").joinpath("static", "icon.svg").read_bytes()
    yield File(path="icon.svg", content=icon)
    if options.card:
        yield File(path="card.png", content=options.card(options.description, "", options.title))


def _template(name: str) -> str:
    return files("gpulse.views").joinpath("templates", "site", name).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Builder:
    """Makes pages from what a site is made of."""

    shared: Shared
    kit: BriefKit
    known: Mapping[str, Record]
    ledger: Ledger
    environment: jinja2.Environment
    options: SiteOptions

    def pages(self, stories: Sequence[Story]) -> Iterator[File]:
        rows_of: dict[str, list[Row]] = defaultdict(list)
        for row in self.ledger.rows:
            for id in {e.article for e in row.evidence}:
                rows_of[id].append(row)
        rows = {row.id: row for row in self.ledger.rows}
        posts = [self._post(story, rows_of) for story in stories]
        made: list[Page] = []

        def page(template: str, of: Page, **values: object) -> File:
            made.append(of)
            root = "../" * of.path.count("/")
            text = self.environment.get_template(f"site/{template}").render(
                site=self.shared, page=of, root=root, **values
            )
            return File(path=of.path, content=text.encode())

        resolved = sorted((r for r in self.ledger.rows if r.status in RESOLVED and r.on), key=on_day, reverse=True)
        due = due_rows(self.ledger, add_span(self.ledger.as_of, "90d"))
        for at, last, part in stretches(posts, POSTS_A_PAGE):
            yield page(
                "index.html", self._list("index", at, self.shared.title, self.shared.description), at=at, last=last,
                posts=part, names=names_of("index"), due=due[:SIDE], resolved=resolved[:SIDE],
            )  # fmt: skip
        for post in posts:
            yield from self._cards(post.path, post.headline, f"{post.count} · {post.origins}")
            yield page("post.html", self._post_page(post), post=post, brief=post.brief, rows=rows,
                       lineage=[self._lineage(link) for link in post.story.lineage])  # fmt: skip
        counts = Counter(row.status for row in self.ledger.rows)
        ordered = sorted(self.ledger.rows, key=lambda row: (row.latest or "", row.id), reverse=True)
        for at, last, part in stretches(ordered, ROWS_A_PAGE):
            words = "What was promised, by when, and what became of it."
            yield page("ledger.html", self._list("ledger", at, "Said and done", words), at=at, last=last, rows=part,
                       names=names_of("ledger"), counts=[(name, counts[name]) for name in OUTCOMES])  # fmt: skip
        post_of = {id: post for post in posts for id in post.story.articles}
        for row in self.ledger.rows:
            told = dict.fromkeys(e.article for e in row.evidence)
            own = {post_of[id].path: post_of[id] for id in told if id in post_of}
            yield page("row.html", self._row_page(row), row=row, posts=list(own.values()))
        for at, last, part in stretches(posts, STORIES_A_PAGE):
            words = "Posts about one affair, and where each has it from."
            yield page("stories.html", self._list("stories", at, "Stories", words), at=at, last=last, posts=part,
                       names=names_of("stories"))  # fmt: skip
        spots = find_spots(self.known.values(), {id: post.path for id, post in post_of.items()})
        yield page("map.html", self._list("map", 1, "Map", "Where events took place and promises point to."),
                   spots=spots, width=WIDTH, height=HEIGHT, land=land_paths() if spots else "",
                   most=SPOT_ITEMS)  # fmt: skip
        yield page(
            "about.html", self._list("about", 1, "How this is made", "How these pages are made, and what can be wrong.")
        )
        yield from self._feeds(posts)
        if self.shared.address:
            yield _sitemap(made, self.shared.address)
            robots = f"User-agent: *\nAllow: /\nSitemap: {self.shared.address}sitemap.xml\n"
            yield File(path="robots.txt", content=robots.encode())

    def _list(self, name: str, at: int, title: str, words: str) -> Page:
        data = None
        if name == "index":
            data = {"@context": "https://schema.org", "@type": "WebSite", "name": title, "description": words}
            data |= {"url": self.shared.address} if self.shared.address else {}
        card = "card.png" if self.options.card else None
        return Page(
            path=names_of(name)(at), title=title, description=words, section=f"{name}.html", card=card, data=data
        )

    def _post(self, story: Story, rows_of: Mapping[str, Sequence[Row]]) -> Post:
        own = {row.id: row for id in story.articles for row in rows_of.get(id, ())}
        outside = {e.article for row in own.values() for e in (*row.evidence, *row.outcome_evidence)}
        ids = dict.fromkeys((*story.articles, *sorted(outside)))
        brief = build_brief(
            [self.known[id] for id in ids if id in self.known], replace(self.ledger, rows=tuple(own.values())), [story],
            self.kit, title=headline_of(story), most=SENTENCES, only=frozenset(story.articles),
        )  # fmt: skip
        when = interval_words(story.first_on, story.last_on) or "day unknown"
        conflicts = len(story.conflicts)
        return Post(
            story=story, path=f"posts/{story.id}.html", headline=headline_of(story), brief=brief, when=when,
            count=count_words(len(story.articles), "post"), origins=count_words(story.origins, "independent origin"),
            conflicts=count_words(conflicts, "conflict") if conflicts else "", lead=lead_of(brief, story),
            last=story.last_on,
        )  # fmt: skip

    def _cards(self, path: str, title: str, facts: str) -> Iterator[File]:
        if self.options.card:
            card = path.removesuffix(".html") + ".png"
            yield File(path=card, content=self.options.card(title, facts, self.shared.title))

    def _post_page(self, post: Post) -> Page:
        card = post.path.removesuffix(".html") + ".png" if self.options.card else None
        address = self.shared.address
        articles = [self.shared.articles[id] for id in post.story.articles if id in self.shared.articles]
        data = article_data(
            post.story, post.headline, articles, publisher_data(self.shared.title, address),
            address + post.path if address else None, address + card if address and card else None,
        )  # fmt: skip
        words = f"{post.count}, {post.origins}, {post.when}." + (f" {post.lead}" if post.lead else "")
        return Page(
            path=post.path, title=post.headline, description=cut(words, 200), section="index.html", kind="article",
            card=card, data=data,
        )  # fmt: skip

    def _row_page(self, row: Row) -> Page:
        path = row_path(row)
        address = self.shared.address + path if self.shared.address else None
        speaker = row.said_by or who_acts(row, self.kit.states)
        data = claim_data(row, speaker, publisher_data(self.shared.title, self.shared.address), address)
        title = cut(f"{who_acts(row, self.kit.states)}: {row.what or row.kind}", 110)
        description = f"{row.status}: {days_in_words(row.why)}"
        return Page(path=path, title=title, description=description, section="ledger.html", data=data,
                    kind="article", card="card.png" if self.options.card else None)  # fmt: skip

    def _lineage(self, link: Link) -> dict[str, object]:
        article = self.shared.articles[link.article]
        article_of_source = self.shared.articles.get(link.source or "")
        source = label_of(article_of_source) if article_of_source else link.source
        how = {"origin": "its own reporting", "rewrite": f"rewrites {source}", "cites": f"cites {source}"}[link.how]
        return {
            "day": day_words(article.published_at) if article.published_at else "day unknown",
            "publisher": article.publisher or "publisher unknown", "title": article.title or article.id,
            "url": article.url if is_web(article.url) else None, "source": how, "denies": link.denies, "why": link.why,
        }  # fmt: skip

    def _feeds(self, posts: Sequence[Post]) -> Iterator[File]:
        address = self.shared.address
        items = tuple(
            Item(
                id=f"urn:gpulse:story:{post.story.id}", title=post.headline, updated=post.last or self.ledger.as_of,
                url=address + post.path if address else None, summary=post.lead,
                html=re.sub(r' href="#note-\d+"', "", body_html(post.brief)),
            )
            for post in posts[:FEED_ITEMS]
        )  # fmt: skip
        feed = Feed(
            id=address or "urn:gpulse:site", title=self.shared.title, description=self.shared.description, items=items,
            updated=newest(items, self.ledger.as_of), url=address,
        )  # fmt: skip
        yield File(
            path="feed.atom", content=write_atom(replace(feed, self_url=address + "feed.atom" if address else None))
        )
        yield File(
            path="feed.json",
            content=write_json_feed(replace(feed, self_url=address + "feed.json" if address else None)),
        )


def _sitemap(pages: Iterable[Page], address: str) -> File:
    """Return the sitemap (sitemaps.org, version 0.9; at most 50,000 addresses)."""
    found = "\n".join(f"<url><loc>{escape(address + page.address)}</loc></url>" for page in list(pages)[:50_000])
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{found}\n</urlset>\n'
    )
    return File(path="sitemap.xml", content=text.encode())


def _environment(kit: BriefKit) -> jinja2.Environment:
    states = kit.states

    def linked(sentence: Sentence, brief: Brief) -> Markup:
        return Markup(sentence_html(sentence, {note.number: note for note in brief.footnotes}))

    def window(row: Row) -> str:
        return interval_words(window_start(row), row.latest) or "open"

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("gpulse.views"), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters |= {
        "day": day_words, "quantity": quantity_words, "rowpath": row_path, "who": lambda row: who_acts(row, states),
        "window": window, "web": is_web, "single": lambda text: " ".join(text.split()), "sentence": linked,
        "days": days_in_words, "state": lambda code: actors_words([code]),
        "note": lambda note: Markup(note_html(note)), "jsonld": json_ld,
    }  # fmt: skip
    return environment


def json_ld(data: object) -> Markup:
    """Return data as JSON that can stand in a script element: nothing in it ends the element or opens another.

    >>> json_ld({"a": "</script><b>"})
    Markup('{"a": "\\\\u003c/script\\\\u003e\\\\u003cb\\\\u003e"}')
    """
    text = json.dumps(data, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
