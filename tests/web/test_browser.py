"""The pages in a real Chromium: by mouse, by keyboard, without scripts, in both themes, at phone width, on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PLAIN = {"first": "/", "help": "/help", "login": "/login", "problem": "/nowhere"}
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
SHIFTS = """window.shifts = 0; new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  if (!entry.hadRecentInput) window.shifts += entry.value; })).observe({type: "layout-shift", buffered: true});"""


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium with the network cut: no name but this machine's address is found."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        cut = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
        started = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", cut])
        yield started
        started.close()


WIDER = """[...document.querySelectorAll("main *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 3).map((e) => e.outerHTML.slice(0, 200))"""


class Watch:
    """What a browser asked for and complained of."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", lambda message: self.complaints.append(message.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[tuple[Page, Watch]]:
    """A page of a wide window, and what is seen of its network and console."""
    context = browser.new_context(viewport=WIDE, base_url=address, locale="en-GB")  # type: ignore[arg-type]
    watch = Watch(context)
    page = context.new_page()
    page.set_default_timeout(8000)
    yield page, watch
    assert watch.complaints == []
    assert {urlsplit(url).netloc for url in watch.requests} <= {urlsplit(address).netloc}
    context.close()


NAMES = (
    *("now", "ledger", "ledger, narrowed", "row", "stories", "story", "post", "hostile post", "actors", "state"),
    *("person", "hostile actor", "map", "search", "feeds", "audit", *PLAIN),
)


@pytest.fixture(scope="module")
def sound(browser: Browser, address: str) -> Iterator[tuple[Page, Watch]]:
    """A page for all screens, with layout shifts counted, and what is seen of its network and console."""
    context = browser.new_context(base_url=address)
    watch = Watch(context)
    context.add_init_script(SHIFTS)
    yield context.new_page(), watch
    context.close()


def find_violations(page: Page, rules: dict[str, Any]) -> list[Any]:
    """What axe finds on the page, with the first elements of each."""
    told = page.evaluate("(rules) => axe.run(document, rules)", rules)
    return [
        (violation["id"], [(node["target"], node["failureSummary"][:300]) for node in violation["nodes"][:3]])
        for violation in told["violations"]
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_screen_is_sound(sound: tuple[Page, Watch], address: str, screens: dict[str, str], name: str) -> None:
    """Wide and at phone width, light and dark: axe finds nothing, nothing overflows, nothing moves while it loads,
    nothing leaves the machine, no hostile script runs, and the console stays empty."""
    pytest.importorskip("axe_playwright_python", reason="axe is not installed (pip install axe-playwright-python)")
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    everything = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    colours = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
    page, watch = sound
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="light")
        page.goto({**screens, **PLAIN}[name], wait_until="networkidle")
        assert page.evaluate("window.shifts") <= 0.001
        page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        page.wait_for_load_state("networkidle")
        page.evaluate(axe)
        assert find_violations(page, everything) == []
        page.emulate_media(color_scheme="dark")
        assert find_violations(page, colours) == []
        if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            assert page.evaluate(WIDER) == [], "wider than the window"
        assert page.evaluate("window.owned") is None
    assert [text for text in watch.complaints if "404" not in text] == []
    assert {urlsplit(url).netloc for url in watch.requests} == {urlsplit(address).netloc}


def test_no_screen_is_left_out(screens: dict[str, str]) -> None:
    assert set(NAMES) == {*screens, *PLAIN}


def test_the_keyboard_goes_everywhere(opened: tuple[Page, Watch], screens: dict[str, str]) -> None:
    page, _ = opened
    page.goto("/ledger", wait_until="networkidle")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("[data-item].here").count() == 1
    here = page.locator("[data-item].here")
    assert here.evaluate("(item) => [...document.querySelectorAll('[data-item]')].indexOf(item)") == 1
    page.keyboard.press("k")
    page.keyboard.press("o")
    page.locator(".here .more h2", has_text="How its status came about").wait_for()
    page.keyboard.press("o")
    assert page.locator(".here details[open] > .more").count() == 0
    page.keyboard.press("?")
    page.locator("dialog#keys[open]").wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog#keys").wait_for(state="hidden")
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url("**/stories")
    page.keyboard.press("/")
    page.keyboard.type("generators j")
    assert page.locator("#q").input_value() == "generators j"
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=generators*")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/post?*")
    page.locator(".text .at").first.wait_for()
    page.keyboard.press("j")
    assert page.locator(".record li.picked").count() == 1
    assert page.locator(".text mark.picked").count() >= 1


def test_every_screen_is_reached_with_the_tab_key(opened: tuple[Page, Watch]) -> None:
    page, _ = opened
    page.goto("/", wait_until="networkidle")
    reached = []
    for _ in range(10):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.id"))
    assert reached == ["#main", "/", "/", "/ledger", "/stories", "/actors", "/map", "/feeds", "q", reached[9]]
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_the_mouse_opens_rows_marks_and_days(opened: tuple[Page, Watch], screens: dict[str, str]) -> None:
    page, _ = opened
    page.goto("/ledger", wait_until="networkidle")
    page.locator(".facet a", has_text="Estonia").click()
    page.wait_for_url("**/ledger?by=EST")
    page.locator(".row summary").first.click()
    page.locator(".row .more .cite").first.wait_for()
    page.locator(".row .more .cite a").first.click()
    page.wait_for_url("**/post?*#at")
    page.locator(".text mark.event a").first.click()
    picked = page.locator(".record li.picked")
    assert picked.count() == 1
    page.locator(".record li[data-row] > a").last.evaluate("(link) => { link.closest('details').open = true; }")
    page.locator(".record li[data-row] > a").nth(1).click()
    assert page.locator(".record li.picked").get_attribute("data-row") == page.locator(".record li[data-row]").nth(
        1
    ).get_attribute("data-row")
    page.goto("/map?day=2026-03-05&span=week", wait_until="networkidle")
    before = page.locator("#map h2").first.inner_text()
    page.locator("#position").focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    page.wait_for_function("(before) => document.querySelector('#map h2').innerText !== before", arg=before)
    page.wait_for_function("() => document.querySelector('#shown').innerText.includes('2 March 2026')")
    assert re.search(r"position=\d+", page.url)


def test_a_row_that_cannot_be_loaded_says_so(opened: tuple[Page, Watch]) -> None:
    page, watch = opened
    page.goto("/ledger", wait_until="networkidle")
    page.route("**/ledger/*", lambda route: route.abort())
    page.locator(".row summary").first.click()
    page.locator(".row [role=alert]", has_text="This could not be loaded.").wait_for()
    watch.complaints[:] = [text for text in watch.complaints if "ERR_FAILED" not in text and "htmx" not in text]


def test_changes_are_made_by_form(opened: tuple[Page, Watch], screens: dict[str, str]) -> None:
    page, _ = opened
    page.goto("/feeds", wait_until="networkidle")
    page.get_by_label("Address of the feed").fill("https://new.example/feed")
    page.get_by_role("button", name="Watch", exact=True).click()
    page.locator(".feeds li", has_text="https://new.example/feed").wait_for()
    page.goto(screens["row"], wait_until="networkidle")
    page.locator("details.change summary").click()
    page.get_by_label("Status").select_option("withdrawn")
    page.get_by_label("Why, in a sentence").fill("The minister took it back.")
    page.get_by_role("button", name="Overrule").click()
    page.locator(".history", has_text="The minister took it back.").wait_for()
    page.goto("/audit")
    assert page.locator("tbody tr").count() >= 2
    page.get_by_role("button", name="dark").click()
    page.locator("html[data-theme=dark]").wait_for()


def test_reading_needs_no_script(browser: Browser, address: str, screens: dict[str, str]) -> None:
    context = browser.new_context(viewport=WIDE, base_url=address, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/ledger?by=EST")
    page.locator(".row summary").first.click()
    page.locator(".row .more a", has_text="Open the whole row").first.click()
    assert "How its status came about" in page.locator("main").inner_text()
    page.goto(screens["post"])
    page.locator(".record li.event a").first.click()
    assert re.search(r"#w-p1-\d+$", page.url)
    page.goto("/map")
    page.locator("#span").select_option("year")
    page.get_by_role("button", name="Show").click()
    assert "span=year" in page.url
    context.close()


def test_the_readers_zone_is_taken_up(browser: Browser, address: str, screens: dict[str, str]) -> None:
    context = browser.new_context(base_url=address, timezone_id="Asia/Tokyo", locale="en-US")
    page = context.new_page()
    page.goto("/", wait_until="networkidle")
    page.goto(screens["post"])
    shown = page.locator("main time").first
    assert shown.inner_text() == "March 4, 2026, 17:15 JST"
    assert shown.get_attribute("title") == "2026-03-04T08:15:00Z"
    context.close()


def test_on_paper_only_the_record_is_printed(opened: tuple[Page, Watch], screens: dict[str, str]) -> None:
    page, _ = opened
    page.goto(screens["story"], wait_until="networkidle")
    page.emulate_media(media="print")
    for hidden in (".top nav", ".search", ".bottom nav", ".change"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator("#lineage").is_visible()
