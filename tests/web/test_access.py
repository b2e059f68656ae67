"""Who comes in: nobody from elsewhere without a token or a password, no form of another site, nobody too fast."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from gpulse.cli import build_app
from gpulse.commands.serve import build_door
from gpulse.config import Settings
from gpulse.errors import InputError, NotFound
from gpulse.store import Store, open_store
from gpulse.store.access import add_user, check_password, load_audit, load_users, remove_user
from gpulse.store.tables import sessions, users
from gpulse.views.web.access import LARGEST_FORM, Door, Limiter, Rate
from gpulse.views.web.app import create_app

PASSWORD = "a long enough password"
TOKEN = "0123456789abcdef0123456789abcdef"


def open_client(store: Store, door: Door, **more: object) -> TestClient:
    app = create_app(store, Settings(), door, refresh=False)
    return TestClient(app, base_url="http://127.0.0.1", follow_redirects=False, **more)  # type: ignore[arg-type]


def mark_of(client: TestClient) -> str:
    found = re.search(r'name="form" value="([0-9a-f]+)"', client.get("/login").text)
    assert found
    return found[1]


def log_in(client: TestClient, name: str, password: str, to: str = "/ledger") -> int:
    form = {"form": mark_of(client), "name": name, "password": password, "to": to}
    return client.post("/login", data=form).status_code


def test_a_closed_site_shows_nothing_before_a_login(store: Store, screens: dict[str, str]) -> None:
    add_user(store, "mara", PASSWORD)
    client = open_client(store, Door(closed=True))
    for where in (*screens.values(), "/", "/help", "/metrics", "/openapi.json", "/ledger.json"):
        answer = client.get(where)
        assert answer.status_code in (303, 401), where
        assert "generators" not in answer.text, where
        if answer.status_code == 303:
            assert answer.headers["location"].startswith("/login?to="), where
    assert client.get("/ledger.json").json() == {"error": "Log in to see this page."}
    assert client.get("/healthz").json()["state"] == "well"
    assert client.get("/static/site.css").status_code == 200
    form = {"form": mark_of(client), "id": "generators-1", "because": "No reason."}
    assert client.post("/post/retract", data=form).status_code == 401


def test_a_user_logs_in_and_out(store: Store) -> None:
    add_user(store, "mara", PASSWORD)
    client = open_client(store, Door(closed=True))
    assert log_in(client, "mara", "not the password") == 403
    assert log_in(client, "nobody", PASSWORD) == 403
    assert log_in(client, "", PASSWORD) == 403
    assert log_in(client, "mara", PASSWORD) == 303
    cookie = next(c for c in client.cookies.jar if c.name == "gpulse_session")
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "lax"
    with store.reading() as connection:
        (kept,) = connection.execute(sa.select(sessions.c.digest)).scalars()
    assert kept != cookie.value, "only a digest is kept"
    assert "mara" in client.get("/ledger").text
    actions = [(line.who, line.action) for line in load_audit(store)]
    assert actions == [
        ("mara", "login"), ("token", "login refused"), ("nobody", "login refused"), ("mara", "login refused"),
    ]  # fmt: skip
    assert client.post("/logout", data={"form": mark_of(client)}).status_code == 303
    assert client.get("/ledger").status_code == 303


def test_a_session_ends_with_its_hours_and_with_its_user(store: Store) -> None:
    add_user(store, "mara", PASSWORD)
    client = open_client(store, Door(closed=True))
    log_in(client, "mara", PASSWORD)
    with store.transaction() as connection:
        connection.execute(sa.update(sessions).values(ends_at="2020-01-01T00:00:00Z"))
    assert client.get("/ledger").status_code == 303
    log_in(client, "mara", PASSWORD)
    assert client.get("/ledger").status_code == 200
    remove_user(store, "mara")
    assert client.get("/ledger").status_code == 303
    with pytest.raises(NotFound):
        remove_user(store, "mara")


def test_readers_read_and_editors_change(store: Store) -> None:
    add_user(store, "guest", PASSWORD, may_change=False)
    client = open_client(store, Door(closed=True))
    log_in(client, "guest", PASSWORD)
    assert "Take this post back" not in client.get("/post?id=generators-1").text
    form = {"form": mark_of(client), "id": "generators-1", "because": "No reason."}
    answer = client.post("/post/retract", data=form)
    assert (answer.status_code, "You may read this site, not change it." in answer.text) == (403, True)
    store.load_record("generators-1")
    locked = open_client(store, Door(closed=False, read_only=True))
    assert locked.post("/post/retract", data={**form, "form": mark_of(locked)}).status_code == 403


def test_the_token_opens_the_site_to_programs_and_people(store: Store) -> None:
    client = open_client(store, Door(closed=True, token=TOKEN))
    assert client.get("/ledger.json", headers={"authorization": f"Bearer {TOKEN}x"}).status_code == 401
    assert client.get("/ledger.json", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    data = {"url": "https://c.example/feed"}
    assert client.post("/feeds/add", data=data, headers={"authorization": f"Bearer {TOKEN}"}).status_code == 303
    assert load_audit(store)[0].who == "token"
    assert log_in(client, "", TOKEN) == 303
    assert client.get("/ledger").status_code == 200


def test_forms_of_other_sites_are_refused(store: Store) -> None:
    client = open_client(store, Door(closed=False))
    form = {"form": mark_of(client), "url": "https://c.example/feed"}
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        assert client.post("/feeds/add", data=form, headers=headers).status_code == 403, headers
    assert client.post("/feeds/add", data={**form, "form": "0" * 64}).status_code == 403
    assert client.post("/feeds/add", data={"url": form["url"]}).status_code == 403
    other = open_client(store, Door(closed=False))
    assert other.post("/feeds/add", data=form).status_code == 403, "a mark of another browser"
    assert client.post("/feeds/add", data=form, headers={"origin": "http://127.0.0.1"}).status_code == 303


def test_other_host_names_are_not_answered(store: Store) -> None:
    client = open_client(store, Door(closed=False))
    for host, status in (("evil.example", 421), ("127.0.0.1:80", 200), ("localhost:8765", 200), ("[::1]:8765", 200)):
        assert client.get("/help", headers={"host": host}).status_code == status, host


def test_what_comes_too_fast_is_told_to_wait(store: Store) -> None:
    rates = {kind: Rate(burst=2, per_second=0.01) for kind in ("read", "change", "login")}
    client = open_client(store, Door(closed=False, limiter=Limiter(rates=rates, clock=lambda: 0.0)))
    assert [client.get("/help").status_code for _ in range(3)] == [200, 200, 429]
    answer = client.get("/ledger.json")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "101")
    assert "Too many requests" in answer.json()["error"]


def test_the_limiter_lets_through_what_its_rate_gives() -> None:
    now = 0.0
    limiter = Limiter(rates={"read": Rate(burst=2, per_second=0.5)}, clock=lambda: now)
    assert [limiter.wait("a", "read") for _ in range(3)] == [0.0, 0.0, 2.0]
    assert limiter.wait("b", "read") == 0.0
    now = 2.0
    assert [limiter.wait("a", "read") for _ in range(2)] == [0.0, 2.0]


def test_large_bodies_are_refused(store: Store) -> None:
    client = open_client(store, Door(closed=False))
    form = {"form": mark_of(client), "url": "https://c.example/" + "x" * LARGEST_FORM}
    assert client.post("/feeds/add", data=form).status_code == 413


def test_passwords_are_kept_as_argon2_hashes(store_url: str) -> None:
    with open_store(store_url) as store:
        for name, password in (("", PASSWORD), (" mara", PASSWORD), ("mara", "short")):
            with pytest.raises(InputError):
                add_user(store, name, password)
        add_user(store, "mara", PASSWORD)
        add_user(store, "mara", PASSWORD + "!")
        with store.reading() as connection:
            kept = connection.execute(sa.select(users.c.password)).scalars().all()
        assert [hash.startswith("$argon2id$") for hash in kept] == [True]
        assert check_password(store, "mara", PASSWORD) is None
        found = check_password(store, "mara", PASSWORD + "!")
        assert found == load_users(store)[0]


def test_nothing_is_served_beyond_this_machine_without_a_lock(store: Store) -> None:
    for host, more in (
        ("0.0.0.0", {}),
        ("192.0.2.1", {}),
        ("127.0.0.1", {"login": True}),
        ("127.0.0.1", {"names": ["pulse.example.org"]}),
    ):
        with pytest.raises(InputError, match="needs a login"):
            build_door(store, host, **more)
    assert not build_door(store, "127.0.0.1").closed
    assert build_door(store, "127.0.0.1", token=TOKEN).closed
    add_user(store, "mara", PASSWORD)
    assert build_door(store, "0.0.0.0").closed
    named = build_door(store, "0.0.0.0", names=["pulse.example.org"])
    assert named.answers_to("Pulse.example.org:443")
    assert not named.answers_to("evil.example")


@pytest.fixture
def run(store: Store) -> Callable[..., object]:
    def call(*words: str, stdin: str | None = None) -> object:
        where = str(store.engine.url.database)
        return CliRunner().invoke(build_app(), ["--store", where, *words], input=stdin)

    return call


def test_users_are_looked_after_from_the_command_line(run: Callable[..., object], store: Store) -> None:
    added = run("users", "add", "mara", "--reader", stdin=PASSWORD + "\n")
    assert (added.exit_code, "mara may read." in added.output) == (0, True)  # type: ignore[attr-defined]
    assert "mara  reads" in run("users", "list").output  # type: ignore[attr-defined]
    assert run("users", "remove", "mara").exit_code == 0  # type: ignore[attr-defined]
    assert [line.action for line in load_audit(store)] == ["remove user", "add user"]
    refused = run("serve", "--host", "0.0.0.0", "--port", "0")
    assert isinstance(refused.exception, InputError)  # type: ignore[attr-defined]


def test_a_token_that_is_easy_to_guess_is_refused(run: Callable[..., object], tmp_path: object) -> None:
    for path, words in ((tmp_path / "none", "cannot be read"), (tmp_path / "token", "too short")):  # type: ignore[operator]
        if words == "too short":
            path.write_text("hello\n")
        answer = run("serve", "--token-file", str(path))
        assert words in str(answer.exception)  # type: ignore[attr-defined]


def test_health_and_metrics_are_told(store: Store) -> None:
    client = open_client(store, Door(closed=False))
    client.get("/ledger")
    text = client.get("/metrics").text
    assert 'gpulse_requests_total{route="/ledger",status="200"} 1.0' in text
    assert f"gpulse_posts {float(store.count_posts())}" in text
    assert 'gpulse_feeds{state="failing"} 1.0' in text
    with store.transaction() as connection:
        connection.exec_driver_sql("ALTER TABLE posts RENAME TO gone")
    ill = client.get("/healthz")
    assert (ill.status_code, ill.json()["state"]) == (503, "ill")
    page = client.get("/")
    assert (page.status_code, "The store cannot be used" in page.text) == (503, True)
