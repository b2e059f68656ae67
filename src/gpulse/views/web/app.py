"""The application: screens, changes, what goes wrong, health and metrics. `gpulse serve` runs it."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from gpulse import __version__
from gpulse.codec import encode
from gpulse.config import Settings
from gpulse.errors import GpulseError, InputError, NotFound, StoreError
from gpulse.linking.summary.summary_notes import load_summaries
from gpulse.store import Store, now
from gpulse.store.feeds import load_feeds
from gpulse.views.web import changes
from gpulse.views.web.access import App, Door, Guard, Refusal, Scope
from gpulse.views.web.changes import Refused
from gpulse.views.web.metrics import Health, Metrics
from gpulse.views.web.refresh import Refresher
from gpulse.views.web.screens import actors, feeds, ledger, places, post, search, stories
from gpulse.views.web.screens import now as now_screen
from gpulse.views.web.site import PAGE_PROBLEMS, PROBLEMS, Problem, Site, SiteOf, load_templates, render, set_cookie

VISIT_MINUTES = 30
"""A look at the first page this long after the one before is a new visit: what is new is counted from there on."""

_STATUSES = {InputError: 400, NotFound: 404, Refused: 403, StoreError: 503}
_TITLES = {
    400: "That cannot be answered", 401: "Log in", 403: "Not allowed", 404: "Not found", 405: "Not possible here",
    413: "Too large", 421: "Another name", 422: "That cannot be answered", 429: "Too fast",
    503: "The store cannot be used", 500: "Something went wrong",
}  # fmt: skip


def create_app(store: Store, settings: Settings, door: Door, *, refresh: bool = True) -> FastAPI:
    """Return the site of an open store. With `refresh`, it looks after the summaries while it runs."""
    site = Site(store=store, settings=settings, door=door, refresher=Refresher(store=store), templates=load_templates())

    @asynccontextmanager
    async def run(_: FastAPI) -> AsyncIterator[None]:
        if refresh:
            site.refresher.start()
            with suppress(GpulseError):  # the first page is looked at once, so that nobody's first look is slow
                await run_in_threadpool(now_screen.build_now, site)
        yield
        if refresh:
            site.refresher.stop()

    app = FastAPI(
        title="Geopolitical Pulse", version=__version__, docs_url=None, redoc_url=None, lifespan=run,
        description="Who did what to whom, who says so, what was promised by when, and whether it was done. Every page "
        "has its data beside it under the same address with `.json`.",
    )  # fmt: skip
    app.state.site = site
    metrics = Metrics()
    router = APIRouter()
    for screen in (now_screen, ledger, stories, post, actors, places, search, feeds, changes):
        screen.add_to(router)
    router.add_api_route("/", open_first_page, response_class=HTMLResponse, responses=PAGE_PROBLEMS, tags=["pages"])
    router.add_api_route("/help", open_help, response_class=HTMLResponse, responses=PAGE_PROBLEMS, tags=["pages"])
    router.add_api_route("/login", open_login, response_class=HTMLResponse, responses=PAGE_PROBLEMS, tags=["visitor"])
    router.add_api_route(
        "/healthz", tell_health, response_model=Health, responses={503: {"model": Health}}, tags=["running"]
    )

    def tell_metrics() -> Response:
        """Counts and times of requests, and the state of the store, for Prometheus."""
        feeds_now = [feed.state for feed in load_feeds(store)]
        body, kind = metrics.tell(store.count_posts(), load_summaries(store), feeds_now)
        return Response(body, media_type=kind)

    router.add_api_route(
        "/metrics", tell_metrics, response_class=PlainTextResponse, responses=PROBLEMS, tags=["running"]
    )
    app.include_router(router)
    app.mount("/static", StaticFiles(packages=[("gpulse.views.web", "static")]), name="static")
    _add_failures(app)
    app.add_middleware(_Kept)
    guarded = {"door": door, "store": store, "refuse": _refuse_in(app), "count": metrics.count}
    app.add_middleware(Guard, **guarded)
    return app


class _Kept:
    """ASGI middleware: static files carry a mark in their address, so browsers keep them for good."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        async def send_kept(message: Any) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200 and b"v=" in scope["query_string"]:
                message = {
                    **message,
                    "headers": [*message["headers"], (b"cache-control", b"public, max-age=31536000, immutable")],
                }
            await send(message)

        kept = scope["type"] == "http" and scope["path"].startswith("/static/")
        await self.app(scope, receive, send_kept if kept else send)


def wants_data(scope: Scope) -> bool:
    """Say whether a request is a program's: for data, or with the token, or for what no person looks at."""
    path: str = scope["path"]
    if path.endswith((".json", "/healthz", "/metrics")):
        return True
    given = {name.lower(): value for name, value in scope["headers"]}
    return bool(given.get(b"authorization", b"").lower().startswith(b"bearer "))


def _answer_problem(request: Request, status: int, why: str, headers: dict[str, str] | None = None) -> Response:
    """Say what went wrong: as JSON to programs, as a page to people."""
    if wants_data(request.scope):
        answer: Response = Response(encode(Problem(error=why)), status_code=status, media_type="application/json")
    else:
        answer = render(request, "problem.html", status=status, title=_TITLES.get(status, "Not possible"), why=why)
    answer.headers.update(headers or {})
    return answer


def _add_failures(app: FastAPI) -> None:
    @app.exception_handler(GpulseError)
    def tell_error(request: Request, error: GpulseError) -> Response:
        status = next((code for kind, code in reversed(_STATUSES.items()) if isinstance(error, kind)), 500)
        status = 404 if isinstance(error, NotFound) else status
        return _answer_problem(request, status, str(error))

    @app.exception_handler(RequestValidationError)
    def tell_bad_value(request: Request, error: RequestValidationError) -> Response:
        return _answer_problem(request, 422, " ".join(_wrong_value(e) for e in error.errors()[:5]))

    @app.exception_handler(HTTPException)
    def tell_http(request: Request, error: HTTPException) -> Response:
        why = {404: "There is no page of this address.", 405: "This address takes no such request."}
        headers = dict(error.headers or {})
        if error.status_code == 405:
            headers["Allow"] = ", ".join(sorted(_methods_at(app, request.url.path)))
        return _answer_problem(request, error.status_code, why.get(error.status_code, str(error.detail)), headers)

    @app.exception_handler(Exception)
    def tell_crash(request: Request, error: Exception) -> Response:
        logging.getLogger(__name__).error("%s %s failed", request.method, request.url.path, exc_info=error)
        return _answer_problem(
            request, 500, "This page could not be made because of a fault in gpulse; the log has it."
        )


def _wrong_value(error: Mapping[str, Any]) -> str:
    """Return what is wrong with a value of an address or a form, in a sentence.

    >>> span = {"loc": ("query", "span"), "type": "enum", "input": "9", "ctx": {"expected": "'day' or 'week'"}}
    >>> _wrong_value(span)
    "span cannot be '9'; it takes 'day' or 'week'."
    >>> page = {"loc": ("query", "page"), "type": "int_parsing", "msg": "Input should be a valid integer", "input": "x"}
    >>> _wrong_value(page)
    "page cannot be 'x': input should be a valid integer."
    """
    name = ".".join(map(str, error["loc"][1:])) or "The request"
    given, expected = error.get("input"), (error.get("ctx") or {}).get("expected")
    shown = repr(given if not isinstance(given, str) else given[:80])
    if error["type"] == "string_pattern_mismatch" and name == "id":
        return (
            f"There is no id like {shown}: ids are four to eight of the characters 0-9 and a-f, as the lists link them."
        )
    pattern = str((error.get("ctx") or {}).get("pattern"))
    for part, takes in (("4}-", "a day such as 2024-06-28"), ("^https?", "an http or https address")):
        if error["type"] == "string_pattern_mismatch" and part in pattern:
            return f"{name} cannot be {shown}; it takes {takes}."
    if isinstance(given, str | int | float) and expected:
        return f"{name} cannot be {shown}; it takes {expected}."
    why = str(error["msg"])[:1].lower() + str(error["msg"])[1:]
    return f"{name} cannot be {shown}: {why}." if isinstance(given, str | int | float) else f"{name}: {why}."


def _methods_at(app: FastAPI, path: str) -> set[str]:
    """The methods that an address takes: those of all routes that fit it, where the framework tells the first's."""
    calls = app.openapi()["paths"]
    fitting = [name for name in calls if re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(name)), path)]
    return {method.upper() for name in fitting for method in calls[name]}


def _refuse_in(app: FastAPI) -> Any:
    def refuse(scope: Scope, refusal: Refusal) -> App:
        headers = {name.decode(): value.decode("latin-1") for name, value in refusal.headers}
        if refusal.status == 401 and not wants_data(scope) and scope["method"] in ("GET", "HEAD"):
            return RedirectResponse(headers["location"], status_code=303)
        headers.pop("location", None)
        scope["app"] = app
        return _answer_problem(Request(scope), refusal.status, refusal.why, headers)

    return refuse


def open_first_page(request: Request, site: SiteOf) -> HTMLResponse:
    """Now, with what changed since this reader's last look, which a cookie remembers."""
    look = _last_look(request.cookies.get("look", ""))
    at, visit, after_post, after_change, next_post, next_change = look
    moment = dt.datetime.now(dt.UTC)
    fresh_visit = (
        visit is None or moment - visit > dt.timedelta(minutes=VISIT_MINUTES) or "seen" in request.query_params
    )
    if fresh_visit:
        after_post, after_change, at = next_post, next_change, visit
    screen = now_screen.build_now(site, after_post, after_change)
    if fresh_visit:
        next_post, next_change = screen.seen_posts, screen.seen_changes
    answer = render(
        request, "now.html", screen=screen, json_path="/now.json", last_look=at.isoformat() if at else None
    )  # fmt: skip
    times = [value.isoformat(timespec="seconds") if value else "" for value in (at, moment)]
    numbers = (after_post, after_change, next_post, next_change)
    set_cookie(request, answer, "look", "_".join([*times, *map(str, numbers)]), days=365)
    return answer


def _last_look(cookie: str) -> tuple[dt.datetime | None, dt.datetime | None, int, int, int, int]:
    """Read the cookie: the last look and this visit, and what was the newest at each."""
    try:
        at, visit, *numbers = cookie.split("_")
        times = [dt.datetime.fromisoformat(value) if value else None for value in (at, visit)]
        post, change, next_post, next_change = (min(2**53, max(0, int(number))) for number in numbers)
        if any(time is not None and time.tzinfo is None for time in times):
            raise ValueError(cookie)
    except ValueError:
        return None, None, 0, 0, 0, 0
    return times[0], times[1], post, change, next_post, next_change


def open_help(request: Request) -> HTMLResponse:
    """What the screens show, the keys, and what the words mean."""
    return render(request, "help.html")


def open_login(
    request: Request, to: Annotated[str, Query(max_length=2000, description="The page to see after.")] = "/"
) -> HTMLResponse:
    """The form to log in with."""
    return render(request, "login.html", to=to)


def tell_health(site: SiteOf) -> Response:
    """Whether the site can answer: "well", or what ails it."""
    try:
        site.store.count_posts()
    except StoreError as error:
        return Response(
            encode(Health(state="ill", why=str(error), at=now())), status_code=503, media_type="application/json"
        )
    return Response(encode(Health(state="well", why=None, at=now())), media_type="application/json")
