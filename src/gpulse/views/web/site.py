"""What every screen shares: the site's parts, how a screen becomes a page and JSON, and what goes wrong in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import Annotated, Any

import jinja2
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response

from gpulse import __version__
from gpulse.codec import encode
from gpulse.codes import EVENT_TYPES
from gpulse.config import Settings
from gpulse.knowledge.actors import load_country_names
from gpulse.linking.summary.summary_notes import load_summaries
from gpulse.page import is_address
from gpulse.store import Store
from gpulse.views.web import words
from gpulse.views.web.access import FORM, SESSION, Door, Visitor
from gpulse.views.web.refresh import Refresher, today

PAGE_SIZE = 50
"""Rows of a list on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The parts of the running site."""

    store: Store
    settings: Settings
    door: Door
    refresher: Refresher
    templates: jinja2.Environment


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """How up to date the ledger and the stories are. `state`: "fresh", "working", "failed", or "missing" where none
    was made yet; `as_of` is the day of the ledger, `made_at` an instant."""

    state: str
    as_of: str
    made_at: str | None
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong, in one sentence."""

    error: str


def get_site(request: Request) -> Site:
    """Return the site that a request is answered by."""
    site: Site = request.app.state.site
    return site


def get_visitor(request: Request) -> Visitor:
    """Return who asks."""
    visitor: Visitor = request.state.visitor
    return visitor


SiteOf = Annotated[Site, Depends(get_site)]
VisitorOf = Annotated[Visitor, Depends(get_visitor)]
PageOf = Annotated[int, Query(ge=1, le=10_000, description="Which page of the list.")]


def load_freshness(site: Site) -> Freshness:
    """Return how up to date the summaries are."""
    found = load_summaries(site.store)
    if "ledger" not in found or "stories" not in found:
        failed = site.refresher.state == "failed"
        return Freshness(state="failed" if failed else "missing", as_of=today(), made_at=None, why=site.refresher.why)
    ledger = found["ledger"]
    return Freshness(state=site.refresher.state, as_of=ledger.as_of, made_at=ledger.made_at, why=site.refresher.why)


def load_templates() -> jinja2.Environment:
    """Return the templates; everything that they are given is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("gpulse.views.web", "templates"), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    names = load_country_names()
    environment.filters.update(words.FILTERS, name=lambda actor: words.name_of(names, actor))
    environment.filters["who"] = lambda codes: ", ".join(words.name_of(names, code) for code in codes.split(", "))
    environment.filters["time"] = jinja2.pass_context(lambda context, value: words.time_mark(context["reader"], value))
    environment.filters["why"] = jinja2.pass_context(lambda context, value: words.reason_mark(context["reader"], value))
    environment.filters["interval"] = jinja2.pass_context(
        lambda context, pair: words.interval_mark(context["reader"], *pair)
    )
    environment.tests["address"] = is_address
    environment.globals.update(
        with_query=words.with_query, head_words=words.head_words, difference=words.difference_mark,
        parts=words.actors_in,
        status_marks=words.STATUS_MARKS, status_words=words.STATUS_WORDS, kind_words=words.KIND_WORDS,
        event_types=EVENT_TYPES, version=__version__, asset=asset_mark(),
    )  # fmt: skip
    for name in environment.list_templates():
        environment.get_template(name)  # compiled now, so that nobody's first page waits for it
    return environment


def asset_mark() -> str:
    """Return what changes when a static file does, so that browsers may keep the old ones for good."""
    import hashlib

    mark = hashlib.sha256()
    for file in sorted(files("gpulse.views.web").joinpath("static").iterdir(), key=lambda file: file.name):
        mark.update(file.read_bytes())
    return mark.hexdigest()[:10]


def render(request: Request, template: str, *, status: int = 200, **given: Any) -> HTMLResponse:
    """Return a page."""
    site, visitor = get_site(request), get_visitor(request)
    cookie = request.cookies.get(FORM)
    new_cookie = cookie is None or len(cookie) < 32
    if new_cookie or cookie is None:
        import secrets

        cookie = secrets.token_urlsafe(32)
    reader = words.build_reader(
        request.headers.get("accept-language", ""), request.cookies.get("zone"), request.cookies.get("theme")
    )
    page = site.templates.get_template(template).render(
        reader=reader, visitor=visitor, closed=site.door.closed, form_mark=site.door.form_mark(_bound(request, cookie)),
        path=request.url.path, query=dict(request.query_params), **given,
    )  # fmt: skip
    answer = HTMLResponse(page, status_code=status)
    if new_cookie:
        set_cookie(request, answer, FORM, cookie)
    return answer


def _bound(request: Request, cookie: str) -> str:
    """A form belongs to a browser and to the login that it was made under."""
    return cookie + "|" + request.cookies.get(SESSION, "")


def is_given_out(request: Request, mark: str) -> bool:
    """Say whether a form's mark is one that this site gave to this browser."""
    cookie = request.cookies.get(FORM)
    return cookie is not None and get_site(request).door.gave_out(_bound(request, cookie), mark)


def set_cookie(request: Request, answer: Response, name: str, value: str, *, days: float | None = None) -> None:
    """Set a cookie that scripts cannot read and that other sites' forms do not send."""
    answer.set_cookie(
        name, value, max_age=int(days * 86_400) if days else None, httponly=True, samesite="lax",
        secure=request.url.scheme == "https", path="/",
    )  # fmt: skip


PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "What was asked for makes no sense; the sentence says why."},
    401: {"model": Problem, "description": "A login or the token is needed."},
    403: {"model": Problem, "description": "This visitor may not do that."},
    404: {"model": Problem, "description": "The store has nothing of that name."},
    422: {"model": Problem, "description": "A value has the wrong form."},
    429: {"model": Problem, "description": "Too many requests; Retry-After says when to try again."},
    503: {"model": Problem, "description": "The store cannot be used."},
}

PAGE_PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {
        "description": told["description"],
        "content": {
            "text/html": {"schema": {"type": "string"}},
            "application/json": {"schema": {"$ref": "#/components/schemas/Problem"}},
        },
    }
    for code, told in PROBLEMS.items()
}
"""A page is answered with a page that says what is wrong; a program that sends the token, with JSON."""


def add_screen(
    router: APIRouter,
    path: str,
    build: Callable[..., Any],
    kind: type,
    template: str,
    *,
    name: str,
) -> None:
    """Add a screen to the router: its page at `path`, and its data beside it at `path`.json.

    `build` makes the screen, a dataclass of type `kind`; what it takes as arguments is what its address may say.
    """
    about, made = (build.__doc__ or "").strip(), Depends(build)

    def page(request: Request, screen: Any = made) -> HTMLResponse:
        return render(request, template, screen=screen, json_path=request.url.path + ".json")

    def data(screen: Any = made) -> Response:
        return Response(encode(screen), media_type="application/json")

    mark = name.replace(" ", "_")
    responses = dict(PROBLEMS)
    router.add_api_route(
        path + ".json", data, response_model=kind, name=f"{name}, as data", description=about,
        operation_id=f"{mark}_data", responses=responses, tags=["data"],
    )  # fmt: skip
    router.add_api_route(
        path, page, response_class=HTMLResponse, name=name, description=about, operation_id=f"{mark}_page",
        responses=PAGE_PROBLEMS,
        tags=["pages"],
    )  # fmt: skip
