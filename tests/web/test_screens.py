"""Each screen shows what the store holds, as a page and as data; what a post says stays text."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from gpulse.config import Settings
from gpulse.linking.summaries import summarise
from gpulse.linking.summary import row_queries, story_queries
from gpulse.record import Article, Record
from gpulse.store import Store, open_store
from gpulse.store.access import load_audit
from gpulse.store.feeds import load_feeds
from gpulse.views.web.access import POLICY, Door
from gpulse.views.web.app import create_app
from gpulse.views.web.refresh import today

HOSTILE = '<script>window.owned=1</script><img src=x onerror="window.owned=1">'
PLAIN = ("/", "/help", "/login")


def open_client(store: Store, door: Door | None = None) -> TestClient:
    app = create_app(store, Settings(), door or Door(closed=False), refresh=False)
    return TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)


@pytest.fixture
def client(store: Store) -> Iterator[TestClient]:
    with open_client(store) as opened:
        yield opened


def list_tags(page: str) -> list[tuple[str, dict[str, str]]]:
    """The tags of a page with their attributes, as a browser reads them."""
    found: list[tuple[str, dict[str, str]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, {name: value or "" for name, value in attrs}))

    Reader().feed(page)
    return found


def mark_of(client: TestClient, path: str = "/help") -> str:
    """The mark that the site's forms carry."""
    found = re.search(r'name="form" value="([0-9a-f]+)"', client.get(path).text)
    assert found
    return found[1]


def test_every_screen_is_a_page_with_its_data_beside_it(client: TestClient, screens: dict[str, str]) -> None:
    for name, where in screens.items():
        page = client.get(where)
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8"), name
        path, _, query = where.partition("?")
        link = re.search(r'<link rel="alternate" type="application/json" href="([^"]+)"', page.text)
        assert link, name
        assert html.unescape(link[1]).startswith(path + ".json"), name
        data = client.get(html.unescape(link[1]))
        assert (data.status_code, data.headers["content-type"]) == (200, "application/json"), name
        assert data.json() == client.get(f"{path}.json?{query}").json(), name


def test_pages_hold_to_the_policy_that_they_are_sent_with(client: TestClient, screens: dict[str, str]) -> None:
    assert "unsafe" not in POLICY
    for where in (*screens.values(), *PLAIN, "/nowhere"):
        page = client.get(where)
        assert page.headers["content-security-policy"] == POLICY
        assert page.headers["x-content-type-options"] == "nosniff"
        for tag, attributes in list_tags(page.text):
            assert tag != "style", where
            assert tag != "script" or attributes["src"].startswith("/static/"), where
            assert not [name for name in attributes if name == "style" or name.startswith("on")], (where, attributes)
            source = attributes.get("src") or attributes.get("href") or attributes.get("action") or "/"
            if not source.startswith(("/", "#")) or source.startswith("//"):
                assert tag == "a", where
                assert source.startswith("https://"), where
                assert attributes["rel"] == "noreferrer nofollow", where


def test_hostile_markup_shows_as_text(client: TestClient, screens: dict[str, str]) -> None:
    shown = [screens["hostile post"], screens["hostile actor"], "/ledger", "/now", "/actors", "/stories?least=1"]
    shown += ["/search?q=leave", "/search?" + urlencode({"q": HOSTILE}), "/ledger?" + urlencode({"about": HOSTILE})]
    seen = 0
    for where in shown:
        text = client.get(where).text
        assert "<script>window" not in text, where
        assert "<img" not in text, where
        assert "<svg onload" not in text, where
        assert "49" not in re.findall(r"\{\{.{0,9}", text), where
        seen += "&lt;script&gt;window.owned" in text
    assert seen == len(shown)
    assert "{{7*7}}" in client.get(screens["hostile post"]).text


def test_a_post_leads_to_its_record_and_back(client: TestClient, screens: dict[str, str]) -> None:
    text = client.get(screens["post"]).text
    anchors = set(re.findall(r'id="([^"]+)"', text))
    to_record = set(re.findall(r'<mark [^>]*>(?:<span[^>]*></span>)*<a href="#([^"]+)"', text))
    to_text = set(re.findall(r'<li [^>]*data-row[^>]*><a href="#([^"]+)"', text))
    assert to_record
    assert to_text
    assert to_record | to_text <= anchors
    assert '<span class="at" id="at">' in text
    beyond = client.get("/post?id=generators-1&start=5&end=999999")
    assert beyond.status_code == 200


def test_the_ledger_narrows_by_its_address(client: TestClient, store: Store) -> None:
    found = client.get("/ledger.json?by=EST&about=generators").json()
    expected = row_queries.find_rows(store, row_queries.Wanted(facets={"by": "EST"}, about="generators"))
    assert [row["id"] for row in found["rows"]] == [row.id for row in expected.rows]
    assert found["total"] == expected.total > 0
    facets = {facet["name"]: facet for facet in found["facets"]}
    assert facets["by"]["chosen"] == "EST"
    assert {"value": "EST", "count": found["total"]} in facets["by"]["counts"]
    page = client.get("/ledger?by=EST&about=generators").text
    assert html.unescape(page).count('hx-get="/ledger/') >= found["total"]
    assert "No commitment fits all of this." in client.get("/ledger?by=XYZ").text
    assert "The list ends before this page." in client.get("/ledger?page=999").text


def test_a_row_tells_promise_drift_evidence_and_history(client: TestClient, screens: dict[str, str]) -> None:
    text = client.get(screens["row"]).text
    for words in ("The promise, in its tellings", "What became of it", "How its status came about", "Maie Näidis"):
        assert words in text
    data = client.get(screens["row"].replace("?", ".json?") + ".json").json()
    for evidence in data["row"]["evidence"]:
        assert html.escape(evidence["quote"], quote=True).replace("&#x27;", "&#39;") in text.replace("&#34;", "&quot;")


def test_a_story_tells_lineage_and_what_differs(client: TestClient, screens: dict[str, str]) -> None:
    text = client.get(screens["story"]).text
    data = client.get(screens["story"] + ".json").json()
    assert len(data["tree"]) >= len(data["story"]["articles"]) == 2
    assert [c["slot"] for c in data["story"]["conflicts"]] != []
    for value in data["story"]["conflicts"][0]["values"]:
        assert value["value"] in html.unescape(text)
    assert "Where each post has it from" in text


def test_an_actor_has_acts_words_promises_partners_and_treaties(client: TestClient, screens: dict[str, str]) -> None:
    data = client.get("/actor.json?who=EST").json()
    assert data["did"][0]["quote"].startswith("Estonia will send")
    assert data["promises"][0]["by"] == ["EST"]
    assert data["partners"][0]["actor"] == "MDA"
    assert data["agreements"][0]["named"] == "Narva Energy Accord"
    person = client.get(screens["person"].replace("?", ".json?")).json()
    assert person["said"][0]["post"].startswith("generators")
    assert person["promises"][0]["said_by"] == "Maie Näidis"


def test_the_map_shows_what_falls_on_its_days(client: TestClient) -> None:
    week = client.get("/map.json?day=2026-03-05&span=week").json()
    assert {item["place"] for item in week["items"]} >= {"Narva"}
    assert (week["since"], week["until"]) == ("2026-02-27", "2026-03-05")
    day = client.get("/map.json?day=2026-03-02&span=day&type=AID").json()
    assert all(item["earliest"] <= "2026-03-02" <= item["latest"] for item in day["items"])
    slid = client.get(f"/map.json?position={week['position']}&span=week").json()
    assert slid["until"] == week["until"]
    assert client.get("/map.json?day=2026-13-45").json() == {"error": "2026-13-45 is no day of the calendar."}
    point = next(p for p in week["points"] if p["place"] == "Narva")
    assert week["view"]["x"] <= point["x"] <= week["view"]["x"] + week["view"]["width"]


def test_what_is_new_is_counted_from_the_last_look(client: TestClient, store: Store) -> None:
    first = client.get("/").text
    assert "Since your last look" not in first
    assert "No post came in" not in first
    again = client.get("/").text
    assert "No post came in" not in again, "the same visit shows the same"
    before = (dt.datetime.now(dt.UTC) - dt.timedelta(hours=2)).isoformat(timespec="seconds")
    _, _, *numbers = client.cookies["look"].strip('"').split("_")
    client.cookies.set("look", "_".join(["", before, *numbers]), domain="127.0.0.1", path="/")
    later = client.get("/").text
    assert "Since your last look" in later
    assert "No post came in since your last look." in later
    article = Article(id="new", text="Lithuania sent tents.", title="Tents", published_at="2026-03-09")
    store.add_record(Record(article=article))
    assert ">Tents<" in client.get("/").text
    for broken in ("x", "a_b_c_d_e_f", "__1_2_3", "2026-01-01_2026-01-01_1_2_3_4"):
        client.cookies.set("look", broken, domain="127.0.0.1", path="/")
        assert client.get("/").status_code == 200


def test_times_are_told_in_the_readers_way(client: TestClient, screens: dict[str, str]) -> None:
    client.cookies.set("zone", "Asia/Seoul")
    text = client.get(screens["post"], headers={"accept-language": "en-GB"}).text
    assert '<time datetime="2026-03-04T08:15:00Z" title="2026-03-04T08:15:00Z">4 March 2026, 17:15 KST</time>' in text
    assert "March 4, 2026, 17:15" in client.get(screens["post"], headers={"accept-language": "en-US"}).text
    client.cookies.set("zone", "../../etc/passwd")
    assert "08:15 UTC" in client.get(screens["post"]).text


def test_what_cannot_be_answered_is_said_in_words(client: TestClient) -> None:
    for where, status, words in (
        ("/nowhere", 404, "There is no page of this address."),
        ("/post?id=none", 404, "The store has no post"),
        ("/ledger/ffffffff", 404, "No commitment has the id"),
        ("/stories/ffffffff", 404, "No story has the id"),
        ("/actor?who=Atlantis", 404, "The store has no actor"),
        ("/ledger?due_from=soon", 422, "due_from cannot be 'soon'; it takes a day such as 2024-06-28."),
        ("/ledger/zz", 422, "There is no id like 'zz'"),
        ("/map?span=9", 422, "span cannot be '9'; it takes 'day', 'week'"),
    ):
        page = client.get(where)
        assert (page.status_code, words in html.unescape(page.text)) == (status, True), where
        path, _, query = where.partition("?")
        data = client.get(f"{path}.json?{query}")
        assert data.status_code == status
        assert words in data.json()["error"]
    assert "names nothing to look for" in client.get("/search?q=%21%21").text
    assert "No post matches." in client.get("/search?q=zebra").text


def test_an_empty_store_says_what_to_do(store_url: str) -> None:
    with open_store(store_url) as store, open_client(store) as client:
        assert "The store is empty" in client.get("/").text
        for where in ("/ledger", "/stories", "/actors", "/map", "/feeds", "/audit", "/search"):
            page = client.get(where)
            assert page.status_code == 200
            assert 'class="empty"' in page.text or "for the first time" in page.text, where


def test_screens_answer_alike_on_both_databases(store_url: str, filled: object, tmp_path: object) -> None:
    with open_store(store_url) as store, open_store(str(filled)) as other:
        for record in other.load_records():
            store.add_record(record)
        summarise(store, today())
        with open_client(store) as client, open_client(other) as expected:
            for where in ("/ledger.json", "/actor.json?who=EST", "/map.json?day=2026-03-05", "/stories.json?least=1"):
                found, wanted = client.get(where).json(), expected.get(where).json()
                for answer in (found, wanted):
                    answer.pop("fresh")
                assert found == wanted, where


def test_a_status_is_overruled_with_a_line_in_the_audit(
    client: TestClient, store: Store, screens: dict[str, str]
) -> None:
    form = {"form": mark_of(client), "status": "broken", "because": "Nothing <b>came</b>.", "on": "2026-03-20"}
    answer = client.post(screens["row"] + "/status", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, screens["row"])
    (ruling,) = store.load_rulings()
    assert (ruling.status, ruling.why, ruling.on) == ("broken", "Nothing <b>came</b>.", "2026-03-20")
    (line,) = load_audit(store)
    assert (line.who, line.action, line.about) == ("this machine", "set status", ruling.commitment)
    summarise(store, today())
    assert client.get(screens["row"] + ".json").json()["row"]["status"] == "broken"
    assert "Nothing &lt;b&gt;came&lt;/b&gt;." in client.get("/audit").text
    assert client.post(screens["row"] + "/status", data={**form, "on": "2026-02-31"}).status_code == 400


def test_stories_are_parted_and_joined_by_hand(client: TestClient, store: Store, screens: dict[str, str]) -> None:
    story = story_queries.load_story(store, "generators-1")
    form = {"form": mark_of(client), "story": story.id, "because": "Another gift."}
    assert client.post("/story-edits/split", data={**form, "posts": list(story.articles)}).status_code == 400
    assert client.post("/story-edits/split", data={**form, "posts": ["generators-2"]}).status_code == 303
    summarise(store, today())
    parted = story_queries.load_story(store, "generators-2")
    assert parted.articles == ("generators-2",)
    assert client.post("/story-edits/merge", data={**form, "other": parted.id}).status_code == 303
    summarise(store, today())
    assert set(story_queries.load_story(store, "generators-2").articles) == set(story.articles)
    assert client.post("/story-edits/merge", data={**form, "other": story.id}).status_code == 400
    assert [line.action for line in load_audit(store)] == ["merge stories", "split stories"]


def test_feeds_are_added_and_removed(client: TestClient, store: Store) -> None:
    form = {"form": mark_of(client)}
    assert client.post("/feeds/add", data={**form, "url": "javascript:alert(1)"}).status_code == 422
    assert client.post("/feeds/add", data={**form, "url": "https://c.example/feed", "folder": "c"}).status_code == 303
    assert [feed.url for feed in load_feeds(store)][-1] == "https://c.example/feed"
    assert client.post("/feeds/remove", data={**form, "url": "https://c.example/feed"}).status_code == 303
    assert client.post("/feeds/remove", data={**form, "url": "https://c.example/feed"}).status_code == 404
    assert [line.action for line in load_audit(store)] == ["remove feed", "add feed"]
    failing = client.get("/feeds").text
    assert failing.index("The server answers 500.") < failing.index("https://wire-a.example/feed")


def test_a_post_is_taken_back(client: TestClient, store: Store) -> None:
    form = {"form": mark_of(client), "id": "generators-2", "because": "It was a forgery."}
    assert client.post("/post/retract", data=form).status_code == 303
    assert client.get("/post?id=generators-2").status_code == 404
    assert client.post("/post/retract", data=form).status_code == 404
    assert load_audit(store)[0].action == "retract post"


def test_colours_are_chosen_without_a_script(client: TestClient) -> None:
    form = {"form": mark_of(client), "theme": "dark", "to": "//evil.example"}
    answer = client.post("/theme", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert '<html lang="en" data-theme="dark">' in client.get("/help").text
