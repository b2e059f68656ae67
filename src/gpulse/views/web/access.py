"""The door of the site: who comes in, how often, and with what headers answers leave.

On this machine alone the site is open. Beyond it, a token or a user with a password is needed (`commands.serve` sees to
that). A change needs a form that this site gave out, or the token; it is refused to those who may only read.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote

from gpulse.store import Store
from gpulse.store.access import digest_of, find_session

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
SESSION, FORM = "gpulse_session", "gpulse_form"
OPEN_PATHS = ("/static/", "/login", "/healthz")
"""What is answered to anybody, so that logging in works and a watchdog can ask."""

POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
        "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    )
)  # fmt: skip
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"x-frame-options", b"DENY"),
)
LARGEST_FORM = 65_536
"""Bytes of a request's body; the forms of this site have a few hundred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many requests one address may make at once, and how many come free each second."""

    burst: float
    per_second: float


RATES = {
    "read": Rate(burst=240, per_second=40),
    "change": Rate(burst=30, per_second=0.5),
    "login": Rate(burst=8, per_second=1 / 60),
}
"""A person who leafs through the ledger with the keyboard makes some five requests a second. A login is slow by design
(argon2); one try a minute leaves a guesser half a million tries a year."""

MOST_ADDRESSES = 10_000
"""Addresses that the limiter remembers; the ones that were silent longest are forgotten first."""


@dataclass(slots=True, kw_only=True)
class Limiter:
    """Counts requests by address and rate (a token bucket each). Threads may share it."""

    rates: dict[str, Rate]
    clock: Callable[[], float] = time.monotonic
    _left: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, address: str, kind: str) -> float:
        """Count a request; return 0 where it may pass, else the seconds until one may."""
        rate, at = self.rates[kind], self.clock()
        with self._lock:
            left, before = self._left.pop((address, kind), (rate.burst, at))
            left = min(rate.burst, left + (at - before) * rate.per_second)
            passes = left >= 1
            self._left[address, kind] = (left - 1 if passes else left, at)
            if len(self._left) > MOST_ADDRESSES:
                self._left.pop(next(iter(self._left)))
        return 0.0 if passes else (1 - left) / rate.per_second


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who asks. `name` is what the audit writes; `known` says whether they logged in or hold the token."""

    name: str
    address: str
    known: bool
    may_change: bool
    by_token: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """How the site is guarded. `closed`: nothing is shown before a login. `names`: the hosts that it answers to."""

    closed: bool
    read_only: bool = False
    token: str | None = None
    names: tuple[str, ...] = LOOPBACK
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    limiter: Limiter = field(default_factory=lambda: Limiter(rates=RATES))

    def answers_to(self, host: str) -> bool:
        """Say whether the site goes by this Host header; another one may be a page that points its name at us."""
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        return "*" in self.names or name.lower() in self.names

    def holds(self, token: str) -> bool:
        """Say whether this is the token."""
        return self.token is not None and hmac.compare_digest(digest_of(token), digest_of(self.token))

    def find_visitor(self, store: Store, headers: dict[str, str], address: str) -> Visitor:
        """Return who asks, by the token or the cookie that they send."""
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.holds(given.strip()):
            change = not self.read_only
            return Visitor(name="token", address=address, known=True, may_change=change, by_token=True)
        if not self.closed:
            return Visitor(name="this machine", address=address, known=True, may_change=not self.read_only)
        secret = cookies_of(headers).get(SESSION)
        session = find_session(store, secret) if secret else None
        if session is None:
            return Visitor(name="nobody", address=address, known=False, may_change=False)
        change = session.may_change and not self.read_only
        return Visitor(name=session.name or "token", address=address, known=True, may_change=change)

    def form_mark(self, cookie: str) -> str:
        """Return what a form carries to show that this site gave it out to the holder of the cookie."""
        return hmac.new(self.secret, cookie.encode(), hashlib.sha256).hexdigest()

    def gave_out(self, cookie: str | None, mark: str) -> bool:
        """Say whether a form's mark belongs to the cookie."""
        return cookie is not None and hmac.compare_digest(self.form_mark(cookie).encode(), mark.encode())


def cookies_of(headers: dict[str, str]) -> dict[str, str]:
    """Return the cookies of a request; none where they are malformed."""
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An answer that the door gives itself."""

    status: int
    why: str
    headers: tuple[tuple[bytes, bytes], ...] = ()


class Guard:
    """ASGI middleware: everything that `Door` asks for, before the site sees a request, and headers on every answer.

    Refusals are told to `refuse`, which makes the answer: a page for people, JSON for programs.
    """

    def __init__(
        self, app: App, door: Door, store: Store, refuse: Callable[[Scope, Refusal], App], count: Callable[..., None]
    ) -> None:
        self.app, self.door, self.store, self.refuse, self.count = app, door, store, refuse, count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, seen = time.perf_counter(), 500

        async def send_guarded(message: MutableMapping[str, Any]) -> None:
            nonlocal seen
            if message["type"] == "http.response.start":
                seen = message["status"]
                given = {name.lower() for name, _ in message["headers"]}
                extra = [(name, value) for name, value in HEADERS if name not in given]
                if b"cache-control" not in given:
                    extra.append((b"cache-control", b"private, no-cache"))
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = await self._find_refusal(scope, headers)
        app = self.app if refusal is None else self.refuse(scope, refusal)
        try:
            await app(scope, self._bounded(receive, scope) if refusal is None else receive, send_guarded)
        finally:
            self.count(scope, seen, time.perf_counter() - started)

    async def _find_refusal(self, scope: Scope, headers: dict[str, str]) -> Refusal | None:
        from starlette.concurrency import run_in_threadpool

        path, method = scope["path"], scope["method"]
        address = (scope.get("client") or ("unknown", 0))[0]
        scope.setdefault("state", {})["visitor"] = Visitor(
            name="nobody", address=address, known=False, may_change=False
        )
        if not self.door.answers_to(headers.get("host", "")):
            return Refusal(status=421, why="This site does not go by that name; open it under the one it was given.")
        kind = "read" if method in ("GET", "HEAD", "OPTIONS") else "login" if path == "/login" else "change"
        if seconds := self.door.limiter.wait(address, kind):
            after = str(int(seconds) + 1)
            why = f"Too many requests from your address; try again in {after} seconds."
            return Refusal(status=429, why=why, headers=((b"retry-after", after.encode()),))
        if headers.get("content-length", "0").isdigit() and int(headers.get("content-length", "0")) > LARGEST_FORM:
            return Refusal(status=413, why=f"The form is larger than the {LARGEST_FORM} bytes that this site takes.")
        if method == "POST" and not _from_here(headers):
            return Refusal(status=403, why="This form was sent from another site; open the page here and try again.")
        visitor = await run_in_threadpool(self.door.find_visitor, self.store, headers, address)
        scope["state"]["visitor"] = visitor
        if not visitor.known and not path.startswith(OPEN_PATHS):
            target = path + ("?" + scope["query_string"].decode("latin-1") if scope["query_string"] else "")
            login = (b"location", b"/login?to=" + quote(target, safe="").encode())
            return Refusal(
                status=401, why="Log in to see this page.", headers=((b"www-authenticate", b"Bearer"), login)
            )
        return None

    def _bounded(self, receive: Receive, scope: Scope) -> Receive:
        """Cut off a body that is larger than its head said."""
        taken = 0

        async def bounded() -> MutableMapping[str, Any]:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            return message if taken <= LARGEST_FORM else {"type": "http.disconnect"}

        return bounded


def _from_here(headers: dict[str, str]) -> bool:
    """Whether a browser says that a form comes from this site; programs say nothing."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host")
