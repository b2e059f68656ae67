"""What can be changed through the pages: rulings, stories, feeds, posts; each with a line in the audit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from gpulse.errors import GpulseError, InputError
from gpulse.linking.ledger.ledger_rows import Status
from gpulse.linking.summary import row_queries, story_queries
from gpulse.store import Ruling, StoryEdit, now
from gpulse.store.access import check_password, close_session, note, open_session
from gpulse.store.feeds import add_feed, remove_feed
from gpulse.views.web.access import SESSION
from gpulse.views.web.site import PAGE_PROBLEMS, Site, SiteOf, VisitorOf, is_given_out, set_cookie

Sentence = Annotated[str, Form(min_length=3, max_length=1000, pattern=r"\S", description="Why, in a sentence.")]
Id = Annotated[str, Form(pattern="^[0-9a-f]{4,8}$")]
Address = Annotated[
    str, Form(max_length=2000, pattern=r"^https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[!-~]*)?$", description="An http address.")
]


class Refused(GpulseError):
    """The visitor may not do this; the message says why."""


def allow_form(request: Request, visitor: VisitorOf, form: Annotated[str, Form(max_length=200)] = "") -> None:
    """Let a form pass that this site gave out, or the token's holder. Raises `Refused`."""
    if not visitor.by_token and not is_given_out(request, form):
        raise Refused("This form is too old or not from this site; load the page again and send it once more.")


def allow_change(visitor: VisitorOf, _form: Annotated[None, Depends(allow_form)]) -> None:
    """Let those pass who may change what the store holds. Raises `Refused`."""
    if not visitor.may_change:
        raise Refused("You may read this site, not change it.")


Changing = Depends(allow_change)
_MOVED: dict[int | str, dict[str, Any]] = {303: {"description": "Done; the page to see next."}}
RESPONSES = {**PAGE_PROBLEMS, **_MOVED}


def add_to(router: APIRouter) -> None:
    """Add the changes to the router."""
    changes: dict[str, Callable[..., Response]] = {
        "/ledger/{id}/status": set_status,
        "/story-edits/merge": merge_stories,
        "/story-edits/split": split_story,
        "/feeds/add": start_feed,
        "/feeds/remove": stop_feed,
        "/post/retract": retract_post,
    }
    own: dict[str, Callable[..., Response]] = {"/login": log_in, "/logout": log_out, "/theme": choose_theme}
    for path, change in changes.items():
        router.add_api_route(
            path, change, methods=["POST"], status_code=303, response_class=RedirectResponse, responses=RESPONSES,
            dependencies=[Changing], tags=["changes"],
        )  # fmt: skip
    for path, step in own.items():
        router.add_api_route(
            path, step, methods=["POST"], status_code=303, response_class=RedirectResponse, responses=RESPONSES,
            dependencies=[Depends(allow_form)], tags=["visitor"],
        )  # fmt: skip


def _done(where: str) -> RedirectResponse:
    return RedirectResponse(where, status_code=303)


def _changed(site: Site) -> None:
    site.refresher.wake()


def set_status(
    id: str,
    site: SiteOf,
    visitor: VisitorOf,
    status: Annotated[Status, Form()],
    because: Sentence,
    on: Annotated[str, Form(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = "",
    evidence: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Overrule the status of a commitment, as `gpulse ledger set` does. What the program found stays in its history."""
    row = row_queries.load_row(site.store, id)
    if on:
        _check_day(on)
    with site.store.transaction():
        site.store.add_ruling(
            Ruling(
                commitment=row.id,
                status=status,
                on=on or None,
                why=because.strip(),
                evidence=evidence.strip() or None,
                ruled_at=now(),
            )
        )
        detail = f"{row.status} → {status}: {because.strip()}"
        note(site.store, visitor.name, "set status", about=row.id, detail=detail, address=visitor.address)
    _changed(site)
    return _done(f"/ledger/{row.id}")


def _check_day(day: str) -> None:
    try:
        dt.date.fromisoformat(day)
    except ValueError as error:
        raise InputError(f"{day} is no day of the calendar.") from error


def merge_stories(site: SiteOf, visitor: VisitorOf, story: Id, other: Id, because: Sentence) -> Response:
    """Join two stories; they stay joined however often stories are built anew."""
    one, two = story_queries.load_story(site.store, story), story_queries.load_story(site.store, other)
    if one.id == two.id:
        raise InputError("These are one story already.")
    _edit(site, visitor, StoryEdit(
        action="merge", articles=(one.articles[0], two.articles[0]), why=because.strip(), edited_at=now()
    ), f"{one.id} and {two.id}")  # fmt: skip
    return _done(f"/stories/{min(one, two, key=lambda s: (s.first_on or '', s.id)).id}")


def split_story(
    site: SiteOf, visitor: VisitorOf, story: Id, posts: Annotated[list[str], Form(min_length=1)], because: Sentence
) -> Response:
    """Take posts out of a story, into one of their own."""
    found = story_queries.load_story(site.store, story)
    strangers = set(posts) - set(found.articles)
    if strangers or len(set(posts)) == len(found.articles):
        raise InputError("Choose some of the story's posts, not all of them, and no others.")
    _edit(site, visitor, StoryEdit(
        action="split", articles=tuple(sorted(set(posts))), why=because.strip(), edited_at=now()
    ), found.id)  # fmt: skip
    return _done(f"/stories/{found.id}")


def _edit(site: Site, visitor: VisitorOf, edit: StoryEdit, about: str) -> None:
    with site.store.transaction():
        site.store.add_story_edit(edit)
        detail = f"{', '.join(edit.articles)}: {edit.why}"
        note(site.store, visitor.name, f"{edit.action} stories", about=about, detail=detail, address=visitor.address)
    _changed(site)


def start_feed(
    site: SiteOf, visitor: VisitorOf, url: Address, folder: Annotated[str, Form(max_length=200)] = ""
) -> Response:
    """Watch a feed, as `gpulse feeds add` does, without asking it first: `gpulse watch` does that."""
    with site.store.transaction():
        add_feed(site.store, url, at=now(), folder=folder.strip() or None)
        note(site.store, visitor.name, "add feed", about=url, address=visitor.address)
    return _done("/feeds")


def stop_feed(site: SiteOf, visitor: VisitorOf, url: Address) -> Response:
    """Watch a feed no more; its posts stay."""
    with site.store.transaction():
        remove_feed(site.store, url, at=now())
        note(site.store, visitor.name, "remove feed", about=url, address=visitor.address)
    return _done("/feeds")


def retract_post(
    site: SiteOf, visitor: VisitorOf, id: Annotated[str, Form(min_length=1, max_length=2000)], because: Sentence
) -> Response:
    """Take a post back, as `gpulse retract` does: it is shown and counted no more."""
    with site.store.transaction():
        site.store.load_record(id)
        site.store.retract(id, because.strip())
        note(site.store, visitor.name, "retract post", about=id, detail=because.strip(), address=visitor.address)
    _changed(site)
    return _done("/now")


def log_in(
    request: Request,
    site: SiteOf,
    visitor: VisitorOf,
    password: Annotated[str, Form(min_length=1, max_length=1000)],
    name: Annotated[str, Form(max_length=200)] = "",
    to: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Log in with a name and a password, or with the token alone."""
    user = check_password(site.store, name, password) if name else None
    if user is None and not (not name and site.door.holds(password)):
        note(site.store, name or "token", "login refused", address=visitor.address)
        raise Refused("The name or the password is wrong.")
    secret = open_session(site.store, user.name if user else None, may_change=user.may_change if user else True)
    note(site.store, user.name if user else "token", "login", address=visitor.address)
    answer = _done(_inside(to))
    set_cookie(request, answer, SESSION, secret)
    return answer


def log_out(request: Request, site: SiteOf, visitor: VisitorOf) -> Response:
    """End the session."""
    if secret := request.cookies.get(SESSION):
        close_session(site.store, secret)
        note(site.store, visitor.name, "logout", address=visitor.address)
    answer = _done("/login" if site.door.closed else "/")
    answer.delete_cookie(SESSION, path="/")
    return answer


def choose_theme(
    request: Request,
    theme: Annotated[Literal["light", "dark", "system"], Form()],
    to: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Choose light or dark; "system" follows the device."""
    answer = _done(_inside(to))
    set_cookie(request, answer, "theme", theme, days=365)
    return answer


def _inside(where: str) -> str:
    """Return an address within this site: never one that leads elsewhere.

    >>> _inside("/ledger?by=RUS"), _inside("//evil.example"), _inside("https://evil.example/"), _inside("/\\\\evil")
    ('/ledger?by=RUS', '/', '/', '/')
    """
    try:
        parts = urlsplit(where)
    except ValueError:
        return "/"
    plain = where.isprintable() and where.isascii() and "\\" not in where
    if parts.scheme or parts.netloc or not where.startswith("/") or where.startswith("//") or not plain:
        return "/"
    return where
