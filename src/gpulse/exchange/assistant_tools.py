"""What assistants may ask of a store: the tools and resources of `exchange.assistants`, over the store's queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from gpulse.codec import builtins
from gpulse.exchange.assistants import DAY, KIND, PAGE, PAGE_ARGUMENT, STATUS, TYPE, Server, Tool, text
from gpulse.linking.ledger.kept_ledger import ledger_of
from gpulse.linking.ledger.ledger_queries import check_day, find_row, select_rows, track_record
from gpulse.linking.ledger.ledger_rows import Ledger, Row
from gpulse.linking.stories import build_stories
from gpulse.linking.summaries import summarise
from gpulse.linking.summary.row_queries import Wanted, find_rows, load_row
from gpulse.linking.summary.story_queries import find_stories, load_story
from gpulse.linking.summary.summary_queries import load_newest
from gpulse.store import Store
from gpulse.store.search import search
from gpulse.views.brief import build_brief
from gpulse.views.brief_print import write_markdown
from gpulse.views.brief_subject import load_brief_kit, period_start
from gpulse.views.stories import story_json

_Arguments = dict[str, Any]


def build_server(store: Store) -> Server:
    """Return the server that answers from a store."""
    return Server(
        tools=build_tools(store), list_posts=lambda page: _list_posts(store, page), read_post=store.load_record
    )


def build_tools(store: Store) -> tuple[Tool, ...]:
    """Return the tools over a store."""
    return (
        Tool(
            name="search_posts", what="Find posts by words, actors, places, event types and days, the newest first.",
            properties={
                "words": text('Words, "phrases in quotation marks", `or`, `-without`.'),
                "actor": text("A country code (ISO 3166-1 alpha-3) or a name."),
                "place": text("A place's name or a country code."), "event_type": TYPE,
                "since": text("First day of publication."), "until": text("Last day of publication."),
                "page": PAGE_ARGUMENT,
            },
            required=(), answer=lambda given: _search(store, given),
        ),
        Tool(
            name="read_post", what="The text of a post and all that was read from it, each thing with its words.",
            properties={"id": text("The post's id.")}, required=("id",),
            answer=lambda given: builtins(store.load_record(given["id"])),
        ),
        Tool(
            name="list_commitments",
            what="What was promised, planned, threatened, demanded or predicted, by when, and what became of it.",
            properties={
                "by": text("Who is to act: a country code or a body's name."), "to": text("For or against whom."),
                "kind": KIND, "status": STATUS, "about": text("Words that the row has."),
                "due_from": text("Last day of the window, at the earliest."),
                "due_until": text("Last day of the window, at the latest."), "as_of": DAY, "page": PAGE_ARGUMENT,
            },
            required=(), answer=lambda given: _commitments(store, given),
        ),
        Tool(
            name="read_commitment", what="One commitment in full: its words, how it changed, evidence, history.",
            properties={"id": text("The row's id, or its beginning."), "as_of": DAY}, required=("id",),
            answer=lambda given: _commitment(store, given),
        ),
        Tool(
            name="track_record", what="How the commitments of a state, body or speaker came out.",
            properties={"who": text("A country code, a body's name or a speaker's."), "as_of": DAY}, required=("who",),
            answer=lambda given: _track_record(store, given),
        ),
        Tool(
            name="list_stories", what="The stories that posts tell, with how many posts and independent origins.",
            properties={"words": text("Words of the central claim."), "page": PAGE_ARGUMENT}, required=(),
            answer=lambda given: _stories(store, given),
        ),
        Tool(
            name="read_story", what="One story: its posts, where each has it from, origins, conflicts, quotations.",
            properties={"id": text("The story's id, or that of one of its posts.")}, required=("id",),
            answer=lambda given: _story(store, given),
        ),
        Tool(
            name="write_brief",
            what="A brief with footnotes: what happened, who says what, what was promised, what fell due.",
            properties={
                "since": text("A span such as 7d, or the first day."),
                "about": text("A state, body or group, or words."), "as_of": DAY,
            },
            required=(), answer=lambda given: _brief(store, given),
        ),
    )  # fmt: skip


def _today() -> str:
    return dt.date.today().isoformat()


def _slice(rows: Sequence[object], page: int) -> dict[str, object]:
    """Return a page of rows and which page follows.

    >>> _slice(list(range(25)), 2)
    {'rows': [20, 21, 22, 23, 24], 'total': 25, 'next_page': None}
    """
    first = (page - 1) * PAGE
    more = len(rows) > first + PAGE
    return {"rows": list(rows[first : first + PAGE]), "total": len(rows), "next_page": page + 1 if more else None}


def _list_posts(store: Store, page: int) -> tuple[list[dict[str, Any]], bool]:
    found = load_newest(store, limit=page * PAGE + 1)[0]
    return [builtins(head) for head in found[(page - 1) * PAGE : page * PAGE]], len(found) > page * PAGE


def _search(store: Store, given: _Arguments) -> object:
    page = given.get("page", 1)
    found = search(
        store, given.get("words"), limit=page * PAGE + 1,
        actors=[given["actor"]] if "actor" in given else [], places=[given["place"]] if "place" in given else [],
        types=[given["event_type"]] if "event_type" in given else [], since=_day(given, "since"),
        until=_day(given, "until"),
    )  # fmt: skip
    more = len(found) > page * PAGE
    return {"posts": found[(page - 1) * PAGE : page * PAGE], "next_page": page + 1 if more else None}


def _day(given: _Arguments, name: str) -> str | None:
    return check_day(given[name], name) if name in given else None


def _ledger(store: Store, as_of: str) -> Ledger:
    return ledger_of(store, store.load_records(as_of), as_of)


def _commitments(store: Store, given: _Arguments) -> object:
    page, day = given.get("page", 1), _day(given, "as_of") or _today()
    first, last = _day(given, "due_from"), _day(given, "due_until")
    if "as_of" in given:
        rows = select_rows(
            _ledger(store, day), by=given.get("by"), to=given.get("to"), kind=given.get("kind"),
            status=given.get("status"), about=given.get("about"),
        )  # fmt: skip
        fitting = [
            r for r in rows if (not first or (r.latest or "") >= first) and (not last or (r.latest or "~") <= last)
        ]
        return {"as_of": day, **_slice([_short(row) for row in fitting], page)}
    summarise(store, day)
    facets: dict[str, str] = {name: given[name] for name in ("by", "to", "kind", "status") if name in given}
    wanted = Wanted(facets=facets, about=given.get("about"), due_from=first, due_until=last)
    found = find_rows(store, wanted, limit=PAGE, offset=(page - 1) * PAGE)
    more = found.total > page * PAGE
    return {
        "as_of": day, "rows": [_short(row) for row in found.rows], "total": found.total,
        "next_page": page + 1 if more else None,
    }  # fmt: skip


def _short(row: Row) -> dict[str, Any]:
    """Return a row without its versions and history, which `read_commitment` gives."""
    return {key: value for key, value in builtins(row).items() if key not in ("versions", "history", "proposed")}


def _commitment(store: Store, given: _Arguments) -> object:
    if "as_of" in given:
        return builtins(find_row(_ledger(store, check_day(given["as_of"], "as_of")), given["id"]))
    summarise(store, _today())
    return builtins(load_row(store, given["id"]))


def _track_record(store: Store, given: _Arguments) -> object:
    day = _day(given, "as_of") or _today()
    found = track_record(_ledger(store, day), given["who"])
    return {
        "who": found.who, "as_of": day, "counts": found.counts, "share_kept": found.share_kept,
        "commitments": [row.id for row in found.rows],
    }  # fmt: skip


def _stories(store: Store, given: _Arguments) -> object:
    page = given.get("page", 1)
    summarise(store, _today())
    heads, total = find_stories(store, words=given.get("words"), limit=PAGE, offset=(page - 1) * PAGE)
    return {"stories": heads, "total": total, "next_page": page + 1 if total > page * PAGE else None}


def _story(store: Store, given: _Arguments) -> object:
    summarise(store, _today())
    return story_json(load_story(store, given["id"]))


def _brief(store: Store, given: _Arguments) -> object:
    day = _day(given, "as_of") or _today()
    records = list(store.load_records(day))
    ledger = ledger_of(store, records, day)
    stories = build_stories(records, store.load_story_edits())
    since = period_start(day, given.get("since"))
    return write_markdown(
        build_brief(records, ledger, stories, load_brief_kit(), since=since, about=given.get("about"))
    )
