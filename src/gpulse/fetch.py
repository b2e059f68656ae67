"""The sole HTTP client: polite, bounded, and closed to private networks.

It asks robots.txt, keeps an interval per host, sends conditional requests, obeys Retry-After, tries again with growing
pauses, and bounds time, size, decompression and redirects. A name is resolved once for a connection, every address it
resolves to must be public, and the connection goes to the address that was checked; TLS still proves the name. So a
private network cannot be reached directly, by a redirect, or by a name that changes what it resolves to.
The only import of httpx, httpcore and protego.
"""

from __future__ import annotations

import ipaddress
import random
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self, cast

import httpcore
import httpx
from protego import Protego

from gpulse import __version__
from gpulse.answer import Answer, Fetched, Unfetched, Validators, build_fetched, parse_retry_after, unpacked
from gpulse.config import Settings
from gpulse.page import Page

MAX_REDIRECTS = 5
ROBOTS_BYTES = 512 * 1024
"""RFC 9309, section 2.5: at least 500 KiB of a robots.txt are to be read."""
ROBOTS_SECONDS = 24 * 3600.0
"""RFC 9309, section 2.4: a robots.txt is not to be kept longer than 24 hours."""
LONGEST_PAUSE = 30.0
"""Seconds: a server that asks for a longer pause is not waited for; the error says when to come back."""
_AGAIN = {408, 425, 429, 500, 502, 503, 504}


@dataclass(frozen=True, slots=True)
class Clock:
    """The time that fetching goes by, in seconds since 1970; a test may give its own."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


def resolve_name(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host. Raises `OSError` where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def is_public(address: str) -> bool:
    """Say whether an IP address is on the public internet, by IANA's special-purpose registries.

    Addresses that carry another one inside (IPv4-mapped, 6to4, Teredo, NAT64) are judged by that one too.

    >>> [is_public(a) for a in ("93.184.215.14", "127.0.0.1", "10.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "::1")]
    [True, False, False, False, False, False]
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner: list[ipaddress.IPv4Address | None] = []
    if isinstance(ip, ipaddress.IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in ipaddress.ip_network("64:ff9b::/96") or ip in ipaddress.ip_network("::/96"):
            inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
    outer = ip.is_global and not ip.is_multicast
    return outer and all(part.is_global and not part.is_multicast for part in inner if part is not None)


class _Stream(httpcore.NetworkStream):
    """A connection whose every wait ends at the deadline of the request that this thread makes."""

    def __init__(self, stream: httpcore.NetworkStream, remaining: Callable[[], float]) -> None:
        self._stream = stream
        self._remaining = remaining

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._remaining())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._remaining())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._remaining()), self._remaining)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Network(httpcore.NetworkBackend):
    """Opens connections, to public addresses alone unless private ones are allowed."""

    def __init__(
        self, resolve: Callable[[str, int], list[str]], allow_private: bool, remaining: Callable[[], float]
    ) -> None:
        self._resolve = resolve
        self._allow_private = allow_private
        self._remaining = remaining
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        name = host.strip("[]")
        try:
            addresses = self._resolve(name, port)
        except (OSError, UnicodeError) as error:
            raise Unfetched(f"The name {name} cannot be resolved; check the address.", "name") from error
        if not self._allow_private:
            for address in addresses:
                if not is_public(address):
                    raise Unfetched(
                        f"{name} is {address}, on a private network, which is not fetched unless allow_private is set.",
                        "private",
                        lasting=True,
                    )
        failure: Exception | None = None
        for address in addresses:
            try:
                return _Stream(self._plain.connect_tcp(address, port, self._remaining()), self._remaining)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError("no address")


@dataclass(slots=True)
class _Host:
    """What is kept about a host: one request at a time, and when the next one may start."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    next_at: float = 0.0
    robots: Protego | None = None
    robots_until: float = 0.0


class Fetcher:
    """A client with its connections, the robots.txt of each host and the pace of each host. Threads may share it."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock | None = None,
        resolve: Callable[[str, int], list[str]] = resolve_name,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock or Clock()
        self._thread = threading.local()
        self._hosts: dict[str, _Host] = {}
        self._hosts_lock = threading.Lock()
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context or httpx.create_ssl_context(trust_env=False),
            max_connections=32,
            keepalive_expiry=30.0,
            network_backend=_Network(resolve, settings.allow_private, self._remaining),
        )
        contact = f"; +{settings.contact}" if settings.contact else ""
        self.user_agent = f"gpulse/{__version__} (news reader{contact})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def fetch(self, address: str, validators: Validators | None = None) -> Fetched:
        """Fetch an address, following up to five redirects.

        With `validators`, the server is asked for the page only where it has changed. Raises `Unfetched`.
        """
        url = _checked(address)
        statuses: list[int] = []
        for _ in range(MAX_REDIRECTS + 1):
            self._ask_robots(url)
            answer = self._try(url, validators)
            if answer.location is None:
                moved_to = str(url) if statuses and all(status in (301, 308) for status in statuses) else None
                return build_fetched(url, answer, moved_to, validators, self._clock.now())
            statuses.append(answer.status)
            url = _checked(_join(url, answer.location))
        raise Unfetched(f"{address} redirects more than {MAX_REDIRECTS} times.", "redirects", lasting=True)

    def fetch_page(self, address: str) -> Page:
        """Fetch a page, whether or not it has changed. Raises `Unfetched`."""
        page = self.fetch(address).page
        if page is None:
            raise Unfetched(
                f"{address} answers that it has not changed, though nobody asked.", "protocol", lasting=True
            )
        return page

    def post(self, address: str, content: bytes, headers: Mapping[str, str]) -> int:
        """Send `content` to an address once, and return the status of the answer, of which nothing else is read.

        Redirects are not followed: what is sent goes to the address that was given, or nowhere. Raises `Unfetched`,
        also where the answer is not one of success (2xx); 410 (gone for good) is lasting.
        """
        url = _checked(address)
        sent: dict[bytes | str, bytes | str] = dict(headers.items())
        sent |= {"Host": url.netloc.decode("ascii"), "User-Agent": self.user_agent}
        sent["Content-Length"] = str(len(content))
        with self._turn(url), _explained(url, self._settings.timeout):
            self._thread.deadline = time.monotonic() + self._settings.timeout
            with self._pool.stream(
                "POST", str(url.copy_with(fragment=None)), headers=sent, content=content
            ) as response:
                status, found = response.status, httpx.Headers(response.headers)
        if 300 <= status < 400:
            raise Unfetched(f"{url} redirects, which a message does not follow.", "redirects", lasting=True)
        if not 200 <= status < 300:
            after = parse_retry_after(found.get("retry-after"), self._clock.now())
            raise Unfetched(f"{url} answers {status}{_meaning(status)}.", "status", after=after, lasting=status == 410)
        return status

    def _remaining(self) -> float:
        left = float(self._thread.deadline) - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("deadline")
        return left

    def _try(self, url: httpx.URL, validators: Validators | None) -> Answer:
        """Ask once, and again after a growing pause where the failure may pass."""
        for attempt in range(self._settings.retries + 1):
            try:
                return self._ask(url, validators, self._settings.max_bytes)
            except Unfetched as error:
                passing = not error.lasting and error.reason in ("connection", "timeout", "status", "protocol")
                pause = error.after if error.after is not None else random.uniform(0.5, 1.0) * 2**attempt
                if not passing or attempt == self._settings.retries or pause > LONGEST_PAUSE:
                    raise
            self._clock.sleep(pause)
        raise AssertionError("unreachable")

    def _ask(self, url: httpx.URL, validators: Validators | None, max_bytes: int) -> Answer:
        headers: dict[bytes | str, bytes | str] = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": self.user_agent,
            "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
        if validators and validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators and validators.last_modified:
            headers["If-Modified-Since"] = validators.last_modified
        with self._turn(url), _explained(url, self._settings.timeout):
            self._thread.deadline = time.monotonic() + self._settings.timeout
            with self._pool.stream("GET", str(url.copy_with(fragment=None)), headers=headers) as response:
                return self._take(url, response, max_bytes)

    def _take(self, url: httpx.URL, response: httpcore.Response, max_bytes: int) -> Answer:
        status, headers = response.status, httpx.Headers(response.headers)
        if status in (301, 302, 303, 307, 308):
            location = headers.get("location")
            if not location:
                raise Unfetched(f"{url} redirects without saying where to.", "protocol", lasting=True)
            return Answer(status=status, headers=headers, location=location)
        if status == 304:
            return Answer(status=status, headers=headers)
        if not 200 <= status < 300:
            after = parse_retry_after(headers.get("retry-after"), self._clock.now())
            raise Unfetched(
                f"{url} answers {status}{_meaning(status)}.", "status", after=after, lasting=status not in _AGAIN
            )
        if status != 200:
            raise Unfetched(f"{url} answers {status} without a page.", "status", lasting=True)
        announced = headers.get("content-length", "")
        if announced.isdigit() and int(announced) > max_bytes:
            raise Unfetched(
                f"{url} announces {int(announced):,} bytes, more than max_bytes ({max_bytes:,}).", "size", lasting=True
            )
        chunks = cast(Iterable[bytes], response.iter_stream())
        encoding = headers.get("content-encoding", "").strip().lower()
        content = b"".join(unpacked(url, chunks, encoding, max_bytes))
        return Answer(status=status, headers=headers, content=content)

    @contextmanager
    def _turn(self, url: httpx.URL) -> Iterator[None]:
        """Wait for this host's turn: one request at a time, `host_interval` seconds apart."""
        host = self._host(url)
        with host.lock:
            wait = host.next_at - self._clock.now()
            if wait > 0:
                self._clock.sleep(wait)
            try:
                yield
            finally:
                delay = host.robots.crawl_delay(self.user_agent) if host.robots else None
                interval = max(self._settings.host_interval, min(float(delay or 0), LONGEST_PAUSE))
                host.next_at = self._clock.now() + interval

    def _host(self, url: httpx.URL) -> _Host:
        key = f"{url.scheme}://{url.netloc.decode('ascii')}"
        with self._hosts_lock:
            return self._hosts.setdefault(key, _Host())

    def _ask_robots(self, url: httpx.URL) -> None:
        """Refuse what the host's robots.txt forbids (RFC 9309); one that cannot be had for now forbids all."""
        host = self._host(url)
        if host.robots is None or self._clock.now() > host.robots_until:
            host.robots = self._fetch_robots(url.copy_with(raw_path=b"/robots.txt", fragment=None))
            host.robots_until = self._clock.now() + ROBOTS_SECONDS
        if not host.robots.can_fetch(str(url), self.user_agent):
            raise Unfetched(f"{url} is closed to programs by the site's robots.txt.", "robots", lasting=True)

    def _fetch_robots(self, url: httpx.URL) -> Protego:
        for _ in range(MAX_REDIRECTS + 1):
            try:
                answer = self._ask(url, None, ROBOTS_BYTES)
            except Unfetched as error:
                if error.reason in ("status", "redirects", "size", "encoding", "kind") and error.lasting:
                    return Protego.parse("")  # there is none that can be read: all is open
                raise
            if answer.location is None:
                return Protego.parse(answer.content.decode("utf-8", "replace").replace("\0", ""))
            url = _checked(_join(url, answer.location))
        return Protego.parse("")


def fetch_page(address: str, settings: Settings) -> Page:
    """Fetch one page. Raises `Unfetched`, also where it is no text (an image, a PDF)."""
    with Fetcher(settings) as fetcher:
        return fetcher.fetch_page(address)


def _checked(address: str) -> httpx.URL:
    """Return the address as a URL that may be fetched."""
    try:
        url = httpx.URL(address.strip())
        host = url.host
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise Unfetched(f"{address!r} is no address: {error}.", "address", lasting=True) from error
    if url.scheme not in ("http", "https"):
        raise Unfetched(f"{address!r} is not fetched: only http and https are.", "address", lasting=True)
    if not host or re.search(r"[\s\x00-\x20<>%\"]", host):
        raise Unfetched(f"{address!r} names no host that can be.", "address", lasting=True)
    if url.userinfo:
        raise Unfetched(
            f"The address of {host} holds a user name or password; give it without.", "address", lasting=True
        )
    return url


def _join(url: httpx.URL, location: str) -> str:
    try:
        return str(url.join(location.strip()))
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise Unfetched(f"{url} redirects to {location!r}, which is no address.", "protocol", lasting=True) from error


def _meaning(status: int) -> str:
    return {
        401: " (asks for a password)", 403: " (forbidden)", 404: " (not found)", 410: " (gone for good)",
        429: " (too many requests)", 451: " (withheld for legal reasons)", 500: " (server error)",
        502: " (bad gateway)", 503: " (unavailable)", 504: " (gateway timeout)",
    }.get(status, "")  # fmt: skip


@contextmanager
def _explained(url: httpx.URL, timeout: float) -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as error:
        raise Unfetched(f"{url} did not answer in full within {timeout:g} s.", "timeout") from error
    except httpcore.ConnectError as error:
        cause = error.__cause__ or error.__context__ or error
        if isinstance(cause, ssl.SSLError) or "SSL" in str(error) or "certificate" in str(error):
            raise Unfetched(f"{url} cannot prove who it is (TLS: {error}).", "tls") from error
        raise Unfetched(f"{url} cannot be reached: {error}.", "connection") from error
    except (httpcore.NetworkError, ssl.SSLError, OSError) as error:
        raise Unfetched(f"{url} broke the connection: {error}.", "connection") from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise Unfetched(f"{url} does not speak HTTP as it should: {error}.", "protocol") from error
