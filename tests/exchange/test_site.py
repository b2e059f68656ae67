"""The static site: links lead somewhere, metadata says what it should, hostile posts stay text; seen in Chromium."""

from __future__ import annotations

import functools
import http.server
import io
import json
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
from lxml import etree, html
from typer.testing import CliRunner

from gpulse.cli import build_app
from gpulse.commands.publish import MANIFEST, write_site
from gpulse.errors import InputError
from gpulse.linking.commitments import build_ledger
from gpulse.linking.stories import build_stories
from gpulse.record import Record
from gpulse.views.brief_subject import load_brief_kit
from gpulse.views.site import File, SiteOptions, build_site
from gpulse.views.site_card import draw_card

ADDRESS = "https://example.org/pulse/"


def build(records: list[Record], as_of: str = "2024-08-01", **options: object) -> dict[str, bytes]:
    ledger = build_ledger(records, as_of, ())
    site = build_site(
        records,
        ledger,
        build_stories(records),
        load_brief_kit(),
        SiteOptions(**options),  # type: ignore[arg-type]
    )
    return {file.path: file.content for file in site}


@pytest.fixture(scope="module")
def site(records: list[Record]) -> dict[str, bytes]:
    return build(records, address=ADDRESS)


def pages(site: dict[str, bytes]) -> dict[str, html.HtmlElement]:
    return {path: html.fromstring(content.decode()) for path, content in site.items() if path.endswith(".html")}


def data_of(page: html.HtmlElement) -> dict[str, object]:
    found: dict[str, object] = json.loads(page.xpath('string(//script[@type="application/ld+json"])'))
    return found


def test_every_link_leads_somewhere(site: dict[str, bytes]) -> None:
    anchors = {path: set(page.xpath("//@id")) for path, page in pages(site).items()}
    for path, page in pages(site).items():
        for target in page.xpath("//a/@href | //link/@href | //img/@src"):
            if urlsplit(target).scheme:
                assert target.startswith("https://example.org/")  # posts, and the page's own address
                continue
            where = urlsplit(urljoin(f"/{path}", target))
            file = where.path.removeprefix("/") or path
            assert file in site, f"{path} links to {target}"
            assert not where.fragment or where.fragment in anchors[file], f"{path} links to {target}"


def test_pages_are_whole(site: dict[str, bytes]) -> None:
    for path, page in pages(site).items():
        assert page.get("lang") == "en"
        assert page.xpath("string(//title)").strip()
        assert page.xpath("string(//meta[@name='description']/@content)").strip()
        assert len(page.xpath("//h1")) == 1
        assert len(page.xpath("//main")) == 1
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        assert len(site[path]) < 300_000


def test_each_sentence_of_a_post_has_a_footnote(site: dict[str, bytes]) -> None:
    posts = {path: page for path, page in pages(site).items() if path.startswith("posts/")}
    assert posts
    for page in posts.values():
        notes = set(page.xpath("//section[@class='notes']//li/@id"))
        sentences = page.xpath("//article/section[not(@class)]/p[small[@class='origins']]")
        assert sentences
        for sentence in sentences:
            links = sentence.xpath(".//sup/a/@href")
            assert links
            assert {link.removeprefix("#") for link in links} <= notes


def test_a_hostile_post_stays_text(site: dict[str, bytes]) -> None:
    for path, page in pages(site).items():
        scripts = page.xpath("//script")
        assert all(script.get("type") == "application/ld+json" for script in scripts), path
        assert b"<b>at once</b>" not in site[path]
        assert b"alert(1)</script>" not in site[path]
        policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        assert "default-src 'none'" in policy
        assert "script" not in policy
    assert any(b"&lt;script&gt;alert(1)" in content for content in site.values())


def test_a_post_with_a_hostile_address_gets_no_link(records: list[Record]) -> None:
    bad = [replace(r, article=replace(r.article, url="javascript:alert(1)")) for r in records]
    for path, content in build(bad).items():
        if path.endswith(".html"):
            assert not [t for t in html.fromstring(content.decode()).xpath("//a/@href") if t.startswith("javascript")]


def test_posts_are_news_articles(site: dict[str, bytes]) -> None:
    found = [data_of(page) for path, page in pages(site).items() if path.startswith("posts/")]
    assert {one["@type"] for one in found} == {"NewsArticle"}
    for one in found:
        assert isinstance(one["headline"], str)
        assert len(one["headline"]) <= 110
        assert str(one["url"]).startswith(ADDRESS + "posts/")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(one["datePublished"]))
        assert one["citation"]
    cited = {c["url"] for one in found for c in one["citation"]}  # type: ignore[attr-defined]
    assert cited == {f"https://example.org/{id}" for id in ("wire-1", "paper-1", "broadcaster-1", "wire-2")}


def test_a_resolved_promise_is_a_claim_review(records: list[Record]) -> None:
    def metadata(as_of: str) -> list[dict[str, object]]:
        until = [r for r in records if (r.article.published_on or "") <= as_of]
        made = pages(build(until, as_of, address=ADDRESS))
        rows = [data_of(page) for path, page in made.items() if path.startswith("ledger/")]
        return [row for row in rows if "engineers" in json.dumps(row)]

    (claim,) = metadata("2024-07-01")
    assert claim["@type"] == "Claim"
    assert claim["text"] == "North Korea will send military engineers to Donetsk in July"
    (review,) = metadata("2024-08-01")
    assert review["@type"] == "ClaimReview"
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "Kept"}
    assert review["claimReviewed"] == claim["text"]
    assert review["datePublished"] == "2024-07-24"
    assert review["itemReviewed"]["@type"] == "Claim"  # type: ignore[index]


def test_feeds_are_read(site: dict[str, bytes]) -> None:
    read = feedparser.parse(site["feed.atom"])
    assert not read.bozo
    assert len(read.entries) == sum(1 for path in site if path.startswith("posts/") and path.endswith(".html"))
    assert {urlsplit(entry.link).path.removeprefix("/pulse/") for entry in read.entries} <= set(site)
    root = etree.fromstring(site["feed.atom"])
    assert [link.get("href") for link in root.findall("{*}link") if link.get("rel") == "self"] == [
        ADDRESS + "feed.atom"
    ]
    made = json.loads(site["feed.json"])
    assert made["version"] == "https://jsonfeed.org/version/1.1"
    assert made["feed_url"] == ADDRESS + "feed.json"
    for item in made["items"]:
        assert item["id"]
        assert item["content_html"]
        assert "<script" not in item["content_html"]


def test_the_sitemap_has_every_page(site: dict[str, bytes]) -> None:
    root = etree.fromstring(site["sitemap.xml"])
    assert root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    listed = {loc.text for loc in root.iter("{*}loc")}
    expected = {ADDRESS + path for path in pages(site)} - {ADDRESS + "index.html"} | {ADDRESS}
    assert listed == expected
    assert b"Sitemap: https://example.org/pulse/sitemap.xml" in site["robots.txt"]


def test_without_an_address_nothing_is_absolute(records: list[Record]) -> None:
    made = build(records)
    assert "sitemap.xml" not in made
    assert b"canonical" not in made["index.html"]


def test_the_map_says_in_its_table_what_it_shows(site: dict[str, bytes]) -> None:
    page = pages(site)["map.html"]
    marks = [target.removeprefix("#") for target in page.xpath("//*[local-name()='svg']//*[local-name()='a']/@href")]
    rows = page.xpath("//tbody/tr/@id")
    assert marks == rows
    assert len(rows) == 3
    assert "Russia attacked Kharkiv on Tuesday" in page.text_content()


def test_the_same_store_gives_the_same_bytes(records: list[Record], site: dict[str, bytes]) -> None:
    assert build(list(reversed(records)), address=ADDRESS) == site


def test_an_empty_store_gives_a_site() -> None:
    made = build([])
    assert b"The store has no post yet." in made["index.html"]
    assert b"No commitment was found" in made["ledger.html"]


def test_lists_are_parted_into_pages(records: list[Record], unrelated: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    records = [*records, unrelated]
    monkeypatch.setattr("gpulse.views.site.POSTS_A_PAGE", 1)
    made = build(records)
    found = [path for path in made if path.startswith("index")]
    assert found[:2] == ["index.html", "index-2.html"]
    assert len(found) == len(build_stories(records))
    assert html.fromstring(made["index-2.html"].decode()).xpath("//a[@rel='prev']/@href") == ["index.html"]


def test_cards_are_pictures(records: list[Record]) -> None:
    image = pytest.importorskip("PIL.Image", reason="Pillow is not installed (pip install 'gpulse[cards]')")
    made = build(records, address=ADDRESS, card=draw_card)
    cards = [path for path in made if path.endswith(".png")]
    assert len(cards) == 1 + len(build_stories(records))
    for path in cards:
        assert image.open(io.BytesIO(made[path])).size == (1200, 630)
    for path, page in pages(made).items():
        picture = page.xpath("string(//meta[@property='og:image']/@content)")
        assert picture.removeprefix(ADDRESS) in made, path
    long = image.open(io.BytesIO(draw_card("A very long headline " * 30, "8 posts", "Geopolitical Pulse")))
    assert long.size == (1200, 630)


# The command


def test_the_command_publishes_and_tidies_up(store_path: str, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    command = ["--store", store_path, "publish", str(folder), "--as-of", "2024-08-01", "--address", ADDRESS]
    first = CliRunner().invoke(build_app(), command)
    assert first.exit_code == 0, first.output
    assert (folder / "index.html").is_file()
    (folder / "own.txt").write_text("mine")
    again = CliRunner().invoke(build_app(), command)
    assert " 0 of them new or changed" in again.stderr
    command[command.index("2024-08-01")] = "2024-06-20"
    assert CliRunner().invoke(build_app(), command).exit_code == 0
    assert not [p for p in (folder / "ledger").glob("*.html") if "engineers" in p.read_text()]  # not yet promised
    assert (folder / "own.txt").read_text() == "mine"


def test_files_outside_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("x")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / MANIFEST).write_text('{"files": ["../precious.txt", "gone.html"]}')
    assert write_site(folder, [File(path="a.html", content=b"a")]) == (1, 1)
    assert (tmp_path / "precious.txt").exists()
    (folder / MANIFEST).write_text("[]")
    with pytest.raises(InputError, match="is damaged"):
        write_site(folder, [])


def test_a_bad_address_is_told(store_path: str, tmp_path: Path) -> None:
    command = ["--store", store_path, "publish", str(tmp_path), "--address", "example.org"]
    result = CliRunner().invoke(build_app(), command)
    assert isinstance(result.exception, InputError)


# In a browser


@pytest.fixture
def served(records: list[Record], tmp_path: Path) -> Iterator[str]:
    write_site(tmp_path, (File(path=p, content=c) for p, c in build(records).items()))

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_reader_in_chromium(served: str) -> None:
    """Every kind of page, in both themes, wide and on a phone: nothing is fetched from elsewhere, nothing fails,
    nothing is wider than the screen, axe finds nothing; footnotes are reached by keyboard."""
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed (pip install 'gpulse[dev]')"
    )
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed (pip install 'gpulse[dev]')"
    ).Axe()
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("Chromium is not installed (Debian: apt install chromium)")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for theme in ("light", "dark"):
            for width, height in ((1280, 900), (360, 740)):
                context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
                page = context.new_page()
                said: list[str] = []
                asked: list[str] = []
                page.on("console", lambda message, said=said: said.append(message.text))
                page.on("pageerror", lambda error, said=said: said.append(str(error)))
                page.on("request", lambda request, asked=asked: asked.append(request.url))
                page.goto(served)
                for name in ("Ledger", "Stories", "Map", "How this is made", "Posts"):
                    with page.expect_navigation():
                        page.get_by_role("link", name=name, exact=True).first.click()
                    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
                    assert [v["id"] for v in axe.run(page).response["violations"]] == [], name
                with page.expect_navigation():
                    page.locator(".posts a").first.click()
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                assert [v["id"] for v in axe.run(page).response["violations"]] == []
                back, ink = page.evaluate(
                    "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
                )
                assert ("rgb(251" in back) == (theme == "light")
                assert back != ink
                page.locator("sup a").first.focus()
                page.keyboard.press("Enter")
                page.wait_for_url("**#note-1")
                assert page.locator("#note-1").is_visible()
                assert said == []
                assert all(url.startswith(served) for url in asked)
                context.close()
        browser.close()
