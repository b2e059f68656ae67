"""Articles in: plain text to the letter, Markdown, HTML, JSON Lines, and where the day of publication comes from."""

from __future__ import annotations

import json

import pytest

from gpulse.article import decode_text, parse_articles, parse_day
from gpulse.errors import InputError
from gpulse.record import Article

LEAD = (
    "The two governments signed an agreement on the river border on Friday, after eleven years of talks. "
    "It gives each side half of the water and a seat in a joint commission, which meets twice a year. "
)
PAGE = """<!doctype html><html lang="en-GB"><head><title>Two rivers, one agreement | The Gazette</title>
{metadata}
</head><body>
<nav aria-label="breadcrumb"><ol><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ol></nav>
<div class="cookie-banner"><p>We use cookies. Accept all cookies to go on reading this page.</p></div>
<article><h1>Two rivers, one agreement</h1>{byline}
{body}
</article>
<aside class="related"><h2>Related stories</h2>
<ul><li><a href="/a">Floods in the south leave 12 dead</a></li></ul></aside>
<footer><p>Copyright 1999-2026 The Gazette. All rights reserved.</p></footer></body></html>"""
BODY = "".join(f"<p>{LEAD}Paragraph {number} goes on about it at some length.</p>" for number in range(1, 5))


def parse(raw: bytes | str, origin: str = "-", **more: str) -> Article:
    content = raw if isinstance(raw, bytes) else raw.encode()
    (found,) = parse_articles(content, origin=origin, **more)  # type: ignore[arg-type]
    assert isinstance(found, Article)
    return found


def page(metadata: str = "", byline: str = "", body: str = BODY) -> str:
    return PAGE.format(metadata=metadata, byline=byline, body=body)


# Plain text


@pytest.mark.parametrize(
    ("line", "day", "publisher"),
    [
        ("Wire North · 12 January 2024", "2024-01-12", "Wire North"),
        ("Gulf Ledger, 6 June 2023", "2023-06-06", "Gulf Ledger"),
        ("Sahel Wire - 29 November 2024", "2024-11-29", "Sahel Wire"),
        ("*Opinion | The Quarterly | Aug 2, 2024 | 4 min read*", "2024-08-02", "The Quarterly"),
        ("Notice published: 19 December 2024", "2024-12-19", None),
        ("By A. Writer. Updated Friday, 19 December 2024, 14:05 GMT", "2024-12-19", None),
        ("LONDON, Jan 10 2025 - Oil rose on Friday.", "2025-01-10", None),
        ("New York, 5 May 2024", "2024-05-05", None),
        ("Signed in Geneva, 21 July 1954", None, None),
        ("The decree was issued on 12 January 2024.", None, None),
        ("The ministers signed it on 12 January 2024", None, None),
        ("Talks resumed - and failed - on 12 January 2024", None, None),
        ("12 January to 14 January 2024", None, None),
    ],
)
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_line_above_a_post_gives_its_day_and_its_outlet(
    line: str, day: str | None, publisher: str | None, form: str
) -> None:
    found = parse(f"# Two rivers, one agreement\n\n{line}\n\n{LEAD}", form=form)
    assert (found.published_at, found.publisher) == (day, publisher)
    assert found.published_from == ("page" if day else None)


def test_a_line_below_a_page_s_headline_gives_its_day_where_no_metadata_do() -> None:
    found = parse(page(byline="<p>By A. Writer | Harbour Post | Dec 15, 2023 | 2 min read</p>"), "a.html")
    assert (found.published_at, found.published_from) == ("2023-12-15", "page")


@pytest.mark.parametrize(
    "text",
    ["One line", "  leading\r\nand\ttabs \n\n\n", "---\nnot front matter\n---\n", "# hash <b>tag</b> &amp;", "🕊 é é"],
)
def test_plain_text_is_kept_to_the_letter(text: str) -> None:
    assert parse(text, form="text").text == text


def test_the_headline_of_a_plain_text_is_its_title() -> None:
    found = parse(f"- The Gazette\n- World\n- Two rivers, one agreement\nTwo rivers, one agreement\n{LEAD}", "a.txt")
    assert (found.title, found.publisher) == ("Two rivers, one agreement", "The Gazette")
    assert parse(LEAD + "\n" + LEAD, "a.txt").title is None


def test_a_byte_order_mark_is_no_text() -> None:
    assert decode_text("é".encode("utf-8-sig"), "a") == "é"
    assert decode_text("é".encode("utf-16"), "a") == "é"


# Markdown


def test_front_matter_names_title_outlet_and_day() -> None:
    found = parse(f"---\ntitle: Two rivers\noutlet: Wire A\npublished: 2024-06-28\nmood: calm\n---\n{LEAD}\n", "a.md")
    assert (found.title, found.publisher, found.published_at) == ("Two rivers", "Wire A", "2024-06-28")
    assert found.published_from == "front matter"
    assert found.text == LEAD.strip()


def test_markup_goes_and_words_stay() -> None:
    found = parse(
        "# Two *rivers*\n\nThe [two](https://example.org) **governments**\nsigned.\n\n> “We did,” she said.\n", "a.md"
    )
    assert found.text == "Two rivers\n\nThe two governments signed.\n\n“We did,” she said."
    assert found.published_at is None


def test_front_matter_that_is_not_closed_is_said_so() -> None:
    with pytest.raises(InputError, match=r"a\.md opens its front matter with --- and never closes it"):
        parse("---\ntitle: a\nbody", "a.md")


# HTML


def test_a_page_loses_its_furniture() -> None:
    found = parse(
        page('<meta property="og:site_name" content="The Gazette"><meta name="author" content="Ada Field">'),
        "https://gazette.example/world/rivers",
        url="https://gazette.example/world/rivers",
    )
    assert found.title == "Two rivers, one agreement"
    assert (found.publisher, found.byline, found.language) == ("The Gazette", "Ada Field", "en")
    assert found.id == found.url == "https://gazette.example/world/rivers"
    assert "signed an agreement on the river border" in found.text
    for furniture in ("Home", "cookies", "Related", "Floods", "All rights reserved"):
        assert furniture not in found.text


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
def test_the_encoding_that_a_page_declares_is_heard(charset: str) -> None:
    text = page(f'<meta charset="{charset}">', body=BODY.replace("river", "rivière"))
    assert "rivière" in parse(text.encode(charset), "a.html").text
    assert (
        "rivière" in parse(page(body=BODY.replace("river", "rivière")).encode(charset), "a.html", charset=charset).text
    )


# The day of publication

META = '<meta property="article:published_time" content="2024-06-27T23:30:00-02:00">'
LINKED = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-06-26"}</script>'
SEEN = '<time datetime="2024-06-25">25 June 2024</time>'


@pytest.mark.parametrize(
    ("raw", "published", "day", "found_in"),
    [
        (page(META, SEEN), "2024-06-29", "2024-06-29", "given"),
        (page(META, SEEN), None, "2024-06-28T01:30:00Z", "metadata"),
        (page(META + LINKED, SEEN), None, "2024-06-26", "metadata"),
        (page("", SEEN), None, "2024-06-25", "page"),
        (page(), None, None, None),
    ],
)
def test_the_day_comes_from_the_option_the_metadata_or_the_page(
    raw: str, published: str | None, day: str | None, found_in: str | None
) -> None:
    found = parse(raw, "a.html", **({"published": published} if published else {}))
    assert (found.published_at, found.published_from) == (day, found_in)


def test_the_option_overrules_front_matter() -> None:
    found = parse(f"---\npublished: 2024-06-28\n---\n{LEAD}", "a.md", published="2024-06-30")
    assert (found.published_at, found.published_from) == ("2024-06-30", "given")


def test_a_text_without_a_day_is_undated() -> None:
    assert parse(LEAD, "a.txt").published_at is None


@pytest.mark.parametrize("words", ["06/07/2024", "yesterday", "2024-02-30", "June", "", "2024", "28 06 2024"])
def test_a_day_that_could_be_two_is_refused(words: str) -> None:
    with pytest.raises(InputError, match="write it like 2024-06-28"):
        parse_day(words)


# JSON Lines


def test_json_lines_are_read_line_by_line() -> None:
    lines = [
        {"text": LEAD, "published": "2024-06-28", "outlet": "Wire A"},
        {"headline": "no text"},
        {"body": LEAD, "id": "mine", "date": "June"},
        {"article": {"id": "b", "text": LEAD, "published_at": "2024-06-28", "published_from": "metadata"}},
    ]
    raw = "\n".join(json.dumps(line) for line in lines) + '\n{"text": \n'
    found = list(parse_articles(raw.encode(), origin="a.jsonl"))
    first, second, third, fourth, fifth = found
    assert isinstance(first, Article)
    assert (first.id, first.publisher, first.published_at) == ("a.jsonl#1", "Wire A", "2024-06-28")
    assert isinstance(second, InputError)
    assert "a.jsonl#2 is no article" in str(second)
    assert isinstance(third, InputError)
    assert "a.jsonl#3 does not say when it was published: 'June'" in str(third)
    assert isinstance(fourth, Article)
    assert fourth.id == "b"
    assert isinstance(fifth, InputError)
    assert "a.jsonl#5 is no JSON" in str(fifth)


def test_one_object_and_one_list_are_read_too() -> None:
    assert parse(json.dumps({"text": LEAD}, indent=2), "a.json").text == LEAD
    found = list(parse_articles(json.dumps([{"text": LEAD}, {"text": "b"}]).encode(), origin="a.json"))
    assert [one.id for one in found if isinstance(one, Article)] == ["a.json#1", "a.json#2"]


def test_a_plain_text_is_of_the_day_in_its_dateline() -> None:
    """ "on Wednesday" stayed open in a text that began with "MANILA, 5 December 2024 -"."""
    text = "Ships meet\n\nMANILA, 5 December 2024 - A ship was hit on Wednesday, the coast guard said."
    article = parse(text, "a.txt")
    assert (article.published_at, article.published_from) == ("2024-12-05", "page")
    assert parse("Ships meet\n\nManila: On 5 December 2024 a ship was hit.", "a.txt").published_at is None


@pytest.mark.parametrize("text", ["5", "[1]", '{"a": "b"}'])
def test_a_text_that_is_no_text_is_refused(text: str) -> None:
    """The number 5 was read as a post that says "5"."""
    (found,) = parse_articles(f'{{"text": {text}}}'.encode(), origin="a.jsonl")
    assert isinstance(found, InputError)
    assert "is no text" in str(found)


# Bad input


@pytest.mark.parametrize(
    ("raw", "origin", "why"),
    [
        (b"", "a.txt", "a.txt is empty"),
        (b" \n\t\n", "a.md", "a.md is empty"),
        (b"", "a.html", "a.html is empty"),
        (b"", "a.jsonl", "a.jsonl is empty"),
        (b"caf\xe9 in Paris", "a.txt", "a.txt is not UTF-8 at byte 3; save it as UTF-8"),
        (b"\x00\x01\x02" * 50, "a.txt", "a.txt is a binary file, not text"),
        (b"%PDF-1.7\n", "a.pdf", "a.pdf is a PDF, not text"),
        (b"PK\x03\x04", "a.docx", "a.docx is a ZIP or Office file, not text"),
        (b"<html></html>", "a.html", "a.html holds no article text"),
        (page(body="").encode(), "a.html", "a.html holds no article text"),
        (b"x" * 1_000_001, "a.txt", "has 1,000,001 characters, more than a post has"),
        (b"[1, 2", "a.json", "a.json is no JSON"),
    ],
)
def test_bad_input_is_said_in_one_sentence(raw: bytes, origin: str, why: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(raw, origin)
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_an_unknown_encoding_is_said_so() -> None:
    with pytest.raises(InputError, match="declares the unknown encoding 'klingon'; save it as UTF-8"):
        decode_text(b"a", "a", "klingon")
