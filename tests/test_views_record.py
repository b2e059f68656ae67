"""A record as people see it: in the terminal, piped, and as a page in a real browser."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from gpulse.record import (
    Agreement,
    Article,
    Attribution,
    Bloc,
    Clause,
    Commitment,
    Event,
    Issue,
    Item,
    Mention,
    Meta,
    Participant,
    Place,
    Quantity,
    Record,
    Refusal,
    Sentence,
    Span,
    Speaker,
    Timex,
)
from gpulse.views.page import render_page, write_page
from gpulse.views.terminal import print_record

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LEAD = "Kenya will send 600 police officers to Haiti in November, President Ada Field said <b>on Friday</b> & left."
TEXT = f"- The Gazette\n- Posts\n{LEAD}\n\nCaribbean states will study it."


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words))


def at(words: str) -> dict[str, int]:
    return {"start": span(words).start, "end": span(words).end}


RECORD = Record(
    article=Article(
        id="examples/one.md",
        text=TEXT,
        title="Six hundred more",
        publisher="Wire A",
        published_at="2024-10-12",
        published_from="front matter",
    ),
    sentences=(Sentence(**at(LEAD)), Sentence(**at("Caribbean states will study it."), paragraph=1)),
    mentions=(
        Mention(**at("Kenya"), kind="place", name="Kenya", actor="KEN"),
        Mention(**at("Ada Field"), kind="person", name="Ada Field", actor="KEN", sector="GOV"),
    ),
    timexes=(Timex(**at("November"), type="DATE", value="2024-11", earliest="2024-11-01", latest="2024-11-30"),),
    attributions=(
        Attribution(
            source=span("President Ada Field"),
            cue=span("said"),
            content=(span(LEAD[:57]),),
            speaker=Speaker(name="Ada Field", role="President", code="KEN", sector="GOV"),
        ),
    ),
    events=(
        Event(
            id="e1",
            trigger=span("send"),
            event_type="AID",
            actors=(Participant(**at("Kenya"), name="Kenya", code="KEN"),),
            recipients=(Participant(**at("Haiti"), name="Haiti", code="HTI"),),
            items=(
                Item(
                    **at("600 police officers"),
                    text="600 police officers",
                    quantity=Quantity(low=600, high=600, unit="officers"),
                ),
            ),
            place=Place(name="Haiti", country="HTI"),
            earliest="2024-11-01",
            latest="2024-11-30",
            realis="promised",
            attributions=(0,),
            evidence=(span(LEAD),),
        ),
    ),
    commitments=(
        Commitment(
            id="c1",
            kind="pledge",
            by=("KEN",),
            to=("HTI",),
            what="send 600 police officers to Haiti",
            said_by="Ada Field",
            said_on="2024-10-11",
            earliest="2024-11-01",
            latest="2024-11-30",
            window_text="in November",
            evidence=(span(LEAD),),
        ),
    ),
    refused=(Refusal(evidence=(span("Caribbean states will study it."),), why="only studies an act"),),
    agreements=(
        Agreement(name="a pact", parties=("KEN", "HTI"), signed_on="2024-03-01", clauses=(Clause(duty="help"),)),
    ),
    blocs=(Bloc(name="Caribbean states", size=14, approximate=True, evidence=(span("Caribbean states"),)),),
    issues=(Issue(stage="places", why="This stage failed."),),
    meta=Meta(gpulse="0"),
)
EMPTY = Record(
    article=Article(id="a", text="It rained."), sentences=(Sentence(start=0, end=10),), meta=Meta(gpulse="0")
)


def printed(record: Record, **how: object) -> str:
    out = io.StringIO()
    print_record(record, Console(file=out, highlight=False, **how))  # type: ignore[arg-type]
    return out.getvalue()


# The terminal


def test_what_is_printed_when_piped() -> None:
    assert printed(RECORD, width=40).splitlines() == [
        "Six hundred more",
        "Wire A · 12 October 2024 · examples/one.md",
        "",
        "Who did what to whom",
        "  AID  Kenya → Haiti: send · 600 police officers",
        "      November 2024 · Haiti · promised · says Ada Field, President",
        f"      “{LEAD}”",
        "",
        "Who says what",
        "  Ada Field, President",
        f"      said: {LEAD[:57]} [indirect]",
        "",
        "What was promised, and by when",
        "  pledge  Kenya → Haiti: send 600 police officers to Haiti",
        "      November 2024 (“in November”) · said by Ada Field · said on 11 October 2024",
        f"      “{LEAD}”",
        "",
        "Sounds like a promise, but could not be rated",
        "  “Caribbean states will study it.”",
        "      only studies an act",
        "",
        "Agreements",
        "  a pact · Kenya, Haiti · signed 1 March 2024",
        "      help",
        "",
        "Groups of countries",
        "  Caribbean states · about 14 countries",
        "",
        "What could not be read",
        "  places: This stage failed.",
        "",
    ]


@pytest.mark.parametrize("width", [40, 72, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    out = printed(RECORD, width=width, force_terminal=True, no_color=True)
    plain = re.sub(r"\x1b\[[\d;]*m", "", out)
    assert max(map(len, plain.splitlines())) <= width
    assert " ".join(plain.split()) == " ".join(printed(RECORD).split())


def test_what_the_post_leaves_open_about_an_event_is_not_printed() -> None:
    """ "when unknown · where unknown · the post itself says so" stood below nearly every event."""
    event = replace(RECORD.events[0], place=None, earliest=None, latest=None, attributions=(), realis="actual")
    record = replace(RECORD, events=(event,))
    lines = [line.strip() for line in printed(record).splitlines()]
    assert "told as fact" in lines
    assert "unknown" not in printed(record)
    assert "told as fact</button>" in render_page([record])


def test_a_post_that_says_nothing_says_so() -> None:
    out = printed(EMPTY)
    assert "day of publication unknown: relative dates open" in out
    assert "Nothing was found in this post" in out


def test_colours_carry_nothing_that_words_do_not() -> None:
    coloured = printed(RECORD, width=200, force_terminal=True, color_system="truecolor")
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == printed(RECORD)


# The page


class Reader(HTMLParser):
    """Collects the words of the post, the rows that its marks name, and the rows that are there."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.named: set[str] = set()
        self.rows: set[str] = set()
        self.open: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "mark" and found.get("data-rows"):
            self.named.update((found["data-rows"] or "").split())
        if tag == "button":
            self.rows.add(found["id"] or "")
        self.outside += [found[name] or "" for name in ("src", "href") if name in found]
        if tag == "span" and found.get("class") in ("line", "gap") and "text" in self.open:
            self.words.append("\n" if found["class"] == "line" else "\n\n")
        if tag == "div":
            self.open.append(found.get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if "text" in self.open:
            self.words.append(data)


def test_the_page_holds_the_text_and_every_row_its_words() -> None:
    reader = Reader()
    reader.feed(render_page([RECORD, EMPTY]))
    assert "".join(reader.words) == RECORD.article.text + EMPTY.article.text
    assert reader.named <= reader.rows
    with_words = [*RECORD.events, *RECORD.attributions, *RECORD.commitments, *RECORD.refused, *RECORD.blocs]
    assert len(reader.named) == len(with_words) + len(RECORD.timexes) + len(RECORD.mentions)
    assert all(target.startswith("#") for target in reader.outside)


def test_nothing_of_a_post_becomes_markup() -> None:
    evil = "<script>alert(1)</script> \"'> said Kenya </textarea><img src=x onerror=alert(1)>"
    record = Record(
        article=Article(id=evil, text=evil, title=evil, publisher=evil),
        attributions=(Attribution(source=Span(start=0, end=8), cue=Span(start=30, end=34), content=()),),
        refused=(Refusal(evidence=(Span(start=0, end=len(evil)),), why=evil),),
        meta=Meta(gpulse="0"),
    )
    page = render_page([record])
    assert page.count("<script>") == 1
    assert "<img" not in page
    assert "default-src 'none'" in page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium; tests that need it are skipped, and say so, where there is none."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("Chromium is not installed (Debian: apt install chromium)")
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install '.[dev]')")
    with driver.sync_playwright() as play:
        started = play.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page of two records, opened from the file system with no network; script errors fail the test."""
    write_page([RECORD, EMPTY], tmp_path / "page.html")
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    opened.goto((tmp_path / "page.html").as_uri())
    yield opened
    context.close()
    assert wrong == []


def test_choosing_a_row_shows_its_words(page: Page) -> None:
    page.get_by_role("button", name="pledge: Kenya").click()
    assert "".join(page.locator("main mark.picked").all_inner_texts()) == LEAD
    assert page.locator("button[aria-pressed=true]").count() == 1
    page.get_by_role("button", name="pledge: Kenya").click()
    assert page.locator("main mark.picked").count() == 0


def test_choosing_words_shows_their_rows_in_turn(page: Page) -> None:
    words = page.locator("main mark", has_text="Kenya").first
    seen = []
    for _ in range(3):
        words.click()
        seen.append(page.locator("button[aria-pressed=true]").get_attribute("class"))
    assert seen == ["event", "attribution", "commitment"]


def test_the_keyboard_is_enough(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("j")
    assert page.locator("button[aria-pressed=true]").get_attribute("class") == "commitment"
    assert page.evaluate("document.activeElement.className") == "commitment"
    page.keyboard.press("k")
    assert page.locator("button[aria-pressed=true]").get_attribute("class") == "attribution"
    page.keyboard.press("Escape")
    assert page.locator("button[aria-pressed=true]").count() == 0
    page.locator("main mark[tabindex]", has_text="Caribbean").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("button[aria-pressed=true]").get_attribute("class") == "refused"


def test_a_layer_can_be_unmarked(page: Page) -> None:
    mark = page.locator("main mark.event").first
    style = "node => getComputedStyle(node).borderBottomStyle"
    assert mark.evaluate(style) == "solid"
    page.get_by_label("events").uncheck()
    assert mark.evaluate(style) != "solid"
    names = page.locator("main mark.mention").first
    page.get_by_label("names").check()
    assert names.evaluate(style) == "dotted"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_runs_out_of_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_paper_has_all_rows_and_their_numbers(page: Page) -> None:
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    notes = page.locator("main mark[data-notes]").first
    assert notes.evaluate("node => getComputedStyle(node, '::after').content") not in ("none", "normal")
    assert page.locator("fieldset.legend").is_hidden()
