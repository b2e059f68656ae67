"""Questions that people ask of a ledger: which rows, what falls due, how somebody has kept what was said."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gpulse.codes import COMMITMENT_KINDS, OUTCOMES
from gpulse.errors import InputError, NotFound
from gpulse.knowledge.actors import code_named
from gpulse.linking.ledger.ledger_rows import Ledger, Row
from gpulse.linking.wording import content_words

FEW = 5
"""Below this many rows a share says nothing, so only counts are given (the issue's own rule)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRecord:
    """How often somebody's commitments came to each status; `share_kept` is `None` below `FEW` closed rows."""

    who: str
    counts: dict[str, int]
    share_kept: float | None
    rows: tuple[Row, ...]


def check_day(value: str, option: str) -> str:
    """Return `value` if it is a day. Raises `InputError` otherwise, naming the option."""
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise InputError(f"{option} takes a day such as 2024-07-31, not {value!r}.") from error


def select_rows(
    ledger: Ledger,
    by: str | None = None,
    to: str | None = None,
    kind: str | None = None,
    status: str | None = None,
    due: tuple[str, str] | None = None,
    about: str | None = None,
) -> tuple[Row, ...]:
    """Return the rows that fit all that is asked; `due` is ("before" or "after", day).

    Raises `InputError` for a kind or status that does not exist.
    """
    if kind and kind not in COMMITMENT_KINDS:
        raise InputError(f"There is no kind {kind!r}: use one of {', '.join(COMMITMENT_KINDS)}.")
    if status and status not in OUTCOMES:
        raise InputError(f"There is no status {status!r}: use one of {', '.join(OUTCOMES)}.")
    words = content_words(about or "")
    return tuple(
        row
        for row in ledger.rows
        if (by is None or _names(by, row.by))
        and (to is None or _names(to, row.to))
        and (kind is None or row.kind == kind)
        and (status is None or row.status == status)
        and (due is None or _is_due(row, *due))
        and words <= content_words(" ".join((row.what or "", *(e.quote for e in row.evidence))))
    )


def _names(wanted: str, actors: Sequence[str]) -> bool:
    return any(wanted.casefold() == actor.casefold() for actor in actors)


def find_actor(wanted: str, option: str) -> str:
    """Return what the ledger calls a state, body or group that is given by its name or code; other names stay.

    >>> find_actor("Kenya", "--by"), find_actor("eu", "--to"), find_actor("Wagner Group", "--by")
    ('KEN', 'eu', 'Wagner Group')

    Raises `InputError` where nothing is given.
    """
    if not wanted.strip():
        raise InputError(f"{option} is empty; give a country, a body or a group, such as Kenya, KEN or NATO.")
    return code_named(wanted) or wanted.strip()


def _is_due(row: Row, side: str, day: str) -> bool:
    return row.latest is not None and (row.latest < day if side == "before" else row.latest > day)


def find_row(ledger: Ledger, id: str) -> Row:
    """Return the row with this id, or the only one whose id begins so. Raises `NotFound`."""
    found = [row for row in ledger.rows if row.id == id] or [row for row in ledger.rows if row.id.startswith(id)]
    if len(found) != 1:
        raise NotFound(
            f"{'No' if not found else 'More than one'} commitment has the id {id!r} as of {ledger.as_of}: "
            "`gpulse ledger` lists them."
        )
    return found[0]


_SPAN = re.compile(r"(\d+)\s*([dwm])")


def add_span(day: str, span: str) -> str:
    """Return the day that lies a span such as 30d, 6w or 3m after `day`. Raises `InputError` for another form.

    >>> add_span("2024-07-31", "30d"), add_span("2024-07-31", "2w")
    ('2024-08-30', '2024-08-14')
    """
    match = _SPAN.fullmatch(span.strip().lower())
    if match is None:
        raise InputError(f"--within takes a span such as 30d, 6w or 3m, not {span!r}.")
    days = int(match.group(1)) * {"d": 1, "w": 7, "m": 30}[match.group(2)]
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()
    except OverflowError as error:
        raise InputError(f"--within {span} reaches beyond the calendar; give a shorter span, such as 12m.") from error


def due_rows(ledger: Ledger, until: str) -> tuple[Row, ...]:
    """Return the open rows whose last day lies from the ledger's day to `until`, the next one first."""
    open_rows = (
        row
        for row in ledger.rows
        if row.status in ("pending", "partial") and row.latest and ledger.as_of <= row.latest <= until
    )
    return tuple(sorted(open_rows, key=lambda row: (row.latest or "", row.id)))


def track_record(ledger: Ledger, who: str) -> TrackRecord:
    """Return how an actor's or speaker's commitments stand: those by the actor (not predicted of it), or said by the
    speaker. A state, body or group may be given by its name.

    Raises `InputError` where nobody is given, and `NotFound` where nobody is known by that name.
    """
    given, who = who, find_actor(who, "WHO")
    rows = tuple(
        row
        for row in ledger.rows
        if (_names(who, row.by) and row.kind not in ("prediction", "ultimatum"))
        or (row.said_by is not None and given.strip().casefold() in row.said_by.casefold())
    )
    if not rows and code_named(given) is None:
        raise NotFound(
            f"Nobody called {given!r} has promised anything as of {ledger.as_of}, and no state, body or group of that "
            "name is known; `gpulse ledger` lists what there is."
        )
    counts = Counter(row.status for row in rows)
    closed = sum(counts[status] for status in OUTCOMES if status not in ("pending", "withdrawn"))
    return TrackRecord(
        who=who,
        counts={status: counts[status] for status in OUTCOMES},
        share_kept=counts["kept"] / closed if closed >= FEW else None,
        rows=rows,
    )
