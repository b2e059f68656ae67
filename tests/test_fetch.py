"""The HTTP client against a real server that is slow, endless, lying, redirecting or broken."""

from __future__ import annotations

import gzip
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gpulse.answer import Fetched, Unfetched, Validators
from gpulse.config import Settings
from gpulse.fetch import Clock, Fetcher, fetch_page, is_public

if TYPE_CHECKING:
    from conftest import Web

LOCAL = Settings(allow_private=True, host_interval=0, retries=0, timeout=2.0, max_bytes=100_000)


def fetch(address: str, settings: Settings = LOCAL, **given: Any) -> Fetched:
    with Fetcher(settings, **given) as fetcher:
        return fetcher.fetch(address)


def refusal(address: str, settings: Settings = LOCAL, **given: Any) -> Unfetched:
    with pytest.raises(Unfetched) as caught:
        fetch(address, settings, **given)
    return caught.value


# What a sound server gives


def test_a_page_comes_with_its_address_and_encoding(web: Web) -> None:
    address = web.serve("/a", "häuser".encode("latin-1"), Content_Type="text/html; Charset=ISO-8859-1")
    page = fetch_page(address, LOCAL)
    assert (page.origin, page.content, page.charset) == (address, b"h\xe4user", "iso-8859-1")
    assert page.fetched_at
    assert page.fetched_at.endswith("Z")


def test_we_say_who_we_are(web: Web) -> None:
    fetch(web.serve("/a", "x"), replace(LOCAL, contact="https://example.org/bot"))
    agents = {headers["user-agent"] for _, headers in web.requests}
    assert len(agents) == 1
    assert agents.pop().startswith("gpulse/")
    assert all("https://example.org/bot" in headers["user-agent"] for _, headers in web.requests)


def test_an_unchanged_page_is_not_sent_again(web: Web) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        unchanged = request.headers.get("If-None-Match") == '"1"'
        request.send_response(304 if unchanged else 200)
        request.send_header("ETag", '"1"')
        request.send_header("Content-Length", "0" if unchanged else "4")
        request.end_headers()
        if not unchanged:
            request.wfile.write(b"page")

    web.routes["/a"] = answer
    first = fetch(web.address + "/a")
    assert first.page
    assert first.page.content == b"page"
    with Fetcher(LOCAL) as fetcher:
        second = fetcher.fetch(web.address + "/a", first.validators)
    assert second.page is None
    assert second.validators == Validators(etag='"1"')


def test_a_304_that_nobody_asked_for_is_an_error(web: Web) -> None:
    assert refusal(web.serve("/a", "", status=304)).reason == "protocol"


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", lambda b: zlib.compress(b)[2:-4]), ("", bytes)],
)
def test_compression(web: Web, encoding: str, pack: Any) -> None:
    body = b"words " * 1000
    assert fetch(web.serve("/a", pack(body), Content_Encoding=encoding)).page.content == body  # type: ignore[union-attr]


# Redirects


def test_redirects_are_followed_and_a_lasting_move_is_told(web: Web) -> None:
    web.serve("/old", "", status=301, Location="/new")
    web.serve("/passing", "", status=302, Location="/new")
    target = web.serve("/new", "x")
    assert fetch(web.address + "/old").moved_to == target
    passing = fetch(web.address + "/passing")
    assert passing.moved_to is None
    assert passing.page
    assert passing.page.origin == target


def test_a_sixth_redirect_is_not_followed(web: Web) -> None:
    for n in range(7):
        web.serve(f"/{n}", "", status=302, Location=f"/{n + 1}")
    assert refusal(web.address + "/0").reason == "redirects"
    assert web.paths() == [f"/{n}" for n in range(6)]


@pytest.mark.parametrize("location", ["file:///etc/passwd", "gopher://127.0.0.1/", "ftp://example.org/"])
def test_only_http_is_followed(web: Web, location: str) -> None:
    assert refusal(web.serve("/a", "", status=302, Location=location)).reason == "address"


def test_a_redirect_to_nowhere(web: Web) -> None:
    assert refusal(web.serve("/a", "", status=302)).reason == "protocol"


# Servers that fail or lie


def test_an_endless_page_is_cut_off(web: Web) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"x" * 10_000)

    web.routes["/a"] = endless
    assert refusal(web.address + "/a").reason == "size"


def test_an_announced_size_is_believed_when_it_is_too_much(web: Web) -> None:
    assert refusal(web.serve("/a", "x", Content_Length="100001")).reason == "size"


def test_a_page_that_drips_is_cut_off(web: Web) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(100):
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.1)

    web.routes["/a"] = drip
    started = time.monotonic()
    assert refusal(web.address + "/a", replace(LOCAL, timeout=0.5)).reason == "timeout"
    assert time.monotonic() - started < 2


def test_headers_that_drip_are_cut_off(web: Web) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        for _ in range(100):
            request.wfile.write(b"H")
            request.wfile.flush()
            time.sleep(0.1)

    web.routes["/a"] = drip
    assert refusal(web.address + "/a", replace(LOCAL, timeout=0.5)).reason == "timeout"


def test_a_server_that_says_nothing(web: Web) -> None:
    web.routes["/a"] = lambda _: time.sleep(3)
    assert refusal(web.address + "/a", replace(LOCAL, timeout=0.3)).reason == "timeout"


def test_a_page_shorter_than_announced(web: Web) -> None:
    def short(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "100")
        request.end_headers()
        request.wfile.write(b"short")
        request.close_connection = True

    web.routes["/a"] = short
    assert refusal(web.address + "/a").reason in ("protocol", "connection")


def test_a_page_longer_than_announced_is_read_as_announced(web: Web) -> None:
    assert fetch(web.serve("/a", "abcdef", Content_Length="3")).page.content == b"abc"  # type: ignore[union-attr]


@pytest.mark.parametrize(("body", "encoding"), [(b"plain", "gzip"), (b"plain", "br"), (b"plain", "gzip, gzip")])
def test_an_encoding_that_lies(web: Web, body: bytes, encoding: str) -> None:
    assert refusal(web.serve("/a", body, Content_Encoding=encoding)).reason == "encoding"


def test_a_compressed_bomb_is_cut_off(web: Web) -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    assert len(bomb) < LOCAL.max_bytes
    assert refusal(web.serve("/a", bomb, Content_Encoding="gzip")).reason == "size"


def test_compressed_data_that_ends_early(web: Web) -> None:
    assert refusal(web.serve("/a", gzip.compress(b"words " * 1000)[:-12], Content_Encoding="gzip")).reason == "protocol"


def test_nonsense_instead_of_http(web: Web) -> None:
    def nonsense(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"\x00\x01\x02 not http\r\n\r\n")
        request.connection.close()

    web.routes["/a"] = nonsense
    assert refusal(web.address + "/a").reason in ("protocol", "connection")


@pytest.mark.parametrize("status", [204, 400, 401, 403, 404, 410, 451, 999])
def test_a_status_that_lasts(web: Web, status: int) -> None:
    error = refusal(web.serve("/a", "", status=status), replace(LOCAL, retries=2))
    assert (error.reason, error.lasting) == ("status", True)
    assert web.paths() == ["/a"]


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "video/mp4", "application/octet-stream"])
def test_what_is_no_text_is_refused(web: Web, kind: str) -> None:
    assert refusal(web.serve("/a", "x", Content_Type=kind)).reason == "kind"


def test_nobody_listens() -> None:
    assert refusal("http://127.0.0.1:9/").reason == "connection"


def test_a_name_that_does_not_exist() -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    assert refusal("http://nowhere.example/", resolve=resolve).reason == "name"


@pytest.mark.parametrize(
    "address",
    ["", "no address", "http://", "http://[::1", "http://a b/", "file:///etc/passwd", "http://u:p@example.org/"],
)
def test_what_is_no_address(address: str) -> None:
    assert refusal(address).reason == "address"


def test_a_certificate_that_proves_nothing(tmp_path: Path) -> None:
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=other.example"),
            *("-keyout", str(tmp_path / "key"), "-out", str(tmp_path / "certificate")),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate", tmp_path / "key")

    class Request(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = HTTPServer(("127.0.0.1", 0), Request)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        assert refusal(f"https://127.0.0.1:{server.server_port}/").reason == "tls"
        trusting = ssl.create_default_context(cafile=str(tmp_path / "certificate"))
        assert refusal(f"https://127.0.0.1:{server.server_port}/", ssl_context=trusting).reason == "tls"  # wrong name
    finally:
        server.shutdown()
        server.server_close()


# Being polite


def tapped() -> tuple[Clock, list[float]]:
    time_now, pauses = [1_000_000.0], list[float]()

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        time_now[0] += seconds

    return Clock(now=lambda: time_now[0], sleep=sleep), pauses


def test_robots_txt_is_obeyed_and_asked_once(web: Web) -> None:
    web.serve("/robots.txt", "User-agent: *\nDisallow: /closed\nAllow: /closed/but-this\n")
    web.serve("/closed/a", "x")
    web.serve("/closed/but-this", "x")
    web.serve("/open", "x")
    with Fetcher(LOCAL) as fetcher:
        assert fetcher.fetch(web.address + "/open").page
        assert fetcher.fetch(web.address + "/closed/but-this").page
        with pytest.raises(Unfetched, match=r"closed to programs by the site's robots\.txt"):
            fetcher.fetch(web.address + "/closed/a")
    assert [path for path, _ in web.requests].count("/robots.txt") == 1
    assert "/closed/a" not in web.paths()


def test_robots_txt_counts_behind_a_redirect(web: Web) -> None:
    web.serve("/robots.txt", "User-agent: gpulse\nDisallow: /closed\n")
    web.serve("/a", "", status=302, Location="/closed")
    assert refusal(web.address + "/a").reason == "robots"


def test_robots_txt_that_cannot_be_had_closes_the_site(web: Web) -> None:
    web.serve("/robots.txt", "", status=503)
    web.serve("/a", "x")
    assert not refusal(web.address + "/a").lasting
    assert web.paths() == []


def test_one_host_is_asked_at_its_pace(web: Web) -> None:
    clock, pauses = tapped()
    web.serve("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    web.serve("/a", "x")
    with Fetcher(replace(LOCAL, host_interval=2.0), clock=clock) as fetcher:
        fetcher.fetch(web.address + "/a")
        fetcher.fetch(web.address + "/a")
    assert pauses == [pytest.approx(2.0), pytest.approx(7.0)]


def test_a_passing_failure_is_tried_again_with_growing_pauses(web: Web) -> None:
    clock, pauses = tapped()
    web.serve("/a", "", status=503)
    assert refusal(web.address + "/a", replace(LOCAL, retries=3), clock=clock).reason == "status"
    assert web.paths() == ["/a"] * 4
    assert [0.5 * 2**n <= pause <= 2**n for n, pause in enumerate(pauses)] == [True] * 3


def test_retry_after_is_obeyed(web: Web) -> None:
    clock, pauses = tapped()
    answers = iter([429, 200])

    def answer(request: BaseHTTPRequestHandler) -> None:
        status = next(answers)
        request.send_response(status)
        request.send_header("Retry-After", "11")
        request.send_header("Content-Length", "0")
        request.end_headers()

    web.routes["/a"] = answer
    assert fetch(web.address + "/a", replace(LOCAL, retries=1), clock=clock).page
    assert pauses == [11.0]


def test_a_long_retry_after_is_told_instead_of_waited_for(web: Web) -> None:
    clock, pauses = tapped()
    error = refusal(web.serve("/a", "", status=429, Retry_After="3600"), replace(LOCAL, retries=2), clock=clock)
    assert (error.after, pauses) == (3600.0, [])


# Private networks

PRIVATE = [
    "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://2130706433/", "http://0x7f000001/",
    "http://0177.0.0.1/", "http://127.1/", "http://[::ffff:127.0.0.1]/", "http://[::127.0.0.1]/", "http://0.0.0.0/",
    "http://10.1.2.3/", "http://172.16.0.1/", "http://192.168.1.1/", "http://100.64.0.1/", "http://169.254.169.254/",
    "http://[fe80::1]/", "http://[fd00:ec2::254]/", "http://[64:ff9b::10.0.0.1]/", "http://[2002:7f00:1::]/",
    "http://224.0.0.1/", "http://255.255.255.255/", "http://[::]/", "http://①②⑦.0.0.1/",
]  # fmt: skip
NO_ADDRESSES = {"http://0177.0.0.1/", "http://①②⑦.0.0.1/"}


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_refused(address: str) -> None:
    expected = "address" if address in NO_ADDRESSES else "private"
    assert refusal(address, replace(LOCAL, allow_private=False)).reason == expected


def resolving(names: dict[str, list[str]]) -> Callable[[str, int], list[str]]:
    """Return what resolves these names and no others."""
    return lambda host, _: names[host]


PUBLIC = "93.184.215.14"


class Wires:
    """Stands for the wires: what is sent to PUBLIC reaches the test's server; every address is noted."""

    def __init__(self, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
        import httpcore

        self.connected: list[str] = []
        port = int(web.address.rpartition(":")[2])
        plain, connected = httpcore.SyncBackend(), self.connected

        class Backend:
            def connect_tcp(self, host: str, *args: Any, **given: Any) -> Any:
                connected.append(host)
                if host != PUBLIC:
                    raise AssertionError(f"connected to {host}")
                return plain.connect_tcp("127.0.0.1", port, 2.0)

        monkeypatch.setattr("gpulse.fetch.httpcore.SyncBackend", Backend)


def test_a_name_that_resolves_to_a_private_address_is_refused(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    wires = Wires(web, monkeypatch)
    closed = replace(LOCAL, allow_private=False)
    for addresses in (["10.0.0.1"], [PUBLIC, "10.0.0.1"], ["fd00::1", PUBLIC]):
        error = refusal("http://inside.example/", closed, resolve=resolving({"inside.example": addresses}))
        assert error.reason == "private"
    assert wires.connected == []


def test_a_redirect_to_a_private_address_is_refused(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    wires = Wires(web, monkeypatch)
    names = {"outside.example": [PUBLIC], "inside.example": ["192.168.0.1"], "169.254.169.254": ["169.254.169.254"]}
    for path, location in (("/a", "http://inside.example/"), ("/b", "http://169.254.169.254/latest/meta-data")):
        web.serve(path, "", status=302, Location=location)
        error = refusal(f"http://outside.example{path}", replace(LOCAL, allow_private=False), resolve=resolving(names))
        assert error.reason == "private"
    assert set(wires.connected) == {PUBLIC}


def test_a_robots_txt_that_redirects_to_a_private_address_is_refused(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    wires = Wires(web, monkeypatch)
    web.serve("/robots.txt", "", status=301, Location="http://inside.example/robots.txt")
    names = {"outside.example": [PUBLIC], "inside.example": ["10.0.0.1"]}
    closed = replace(LOCAL, allow_private=False)
    assert refusal("http://outside.example/", closed, resolve=resolving(names)).reason == "private"
    assert set(wires.connected) == {PUBLIC}


def test_a_name_that_changes_what_it_resolves_to_is_refused(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to the address that was checked; a new connection is checked anew."""
    wires = Wires(web, monkeypatch)
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    def close(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1")
        request.send_header("Connection", "close")
        request.end_headers()
        request.wfile.write(b"x")
        request.close_connection = True

    web.routes["/robots.txt"] = close
    web.routes["/a"] = close
    assert (
        refusal("http://rebinding.example/a", replace(LOCAL, allow_private=False), resolve=resolve).reason == "private"
    )
    assert wires.connected == [PUBLIC]
    assert asked == ["rebinding.example"] * 2
    assert [headers["host"] for _, headers in web.requests] == ["rebinding.example"]


def test_a_proxy_in_the_environment_is_no_way_around(monkeypatch: pytest.MonkeyPatch, web: Web) -> None:
    monkeypatch.setenv("HTTP_PROXY", web.address)
    monkeypatch.setenv("ALL_PROXY", web.address)
    assert refusal("http://10.0.0.1/", replace(LOCAL, allow_private=False)).reason == "private"
    assert web.requests == []


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111"])
def test_the_public_internet_is_public(address: str) -> None:
    assert is_public(address)
