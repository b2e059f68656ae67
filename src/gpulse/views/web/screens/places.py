"""Map: events and promised places by day, with a slider over the days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Query

from gpulse.days import days_between
from gpulse.errors import NotFound
from gpulse.linking.summary import summary_queries as queries
from gpulse.linking.summary.summary_queries import Item
from gpulse.views.web.charts import Columns, build_columns
from gpulse.views.web.maps import project
from gpulse.views.web.screens.ledger import Day
from gpulse.views.web.site import Freshness, SiteOf, add_screen, load_freshness

MOST = 300
"""Items that a map and its list show; more cannot be told apart."""

SPANS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place on the map, with the numbers of its items in the list; `x`, `y` in the map's units."""

    place: str
    country: str | None
    disputed: str | None
    x: float
    y: float
    radius: float
    kind: str
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The part of the map that is shown, in its units."""

    x: float
    y: float
    width: float
    height: float


WHOLE = View(x=0.0, y=0.0, width=960.0, height=440.0)
"""All of the map but Antarctica."""

NARROWEST = 240.0
"""The least width that is shown, a quarter of the world: nearer, a reader no longer knows where a coast belongs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapScreen:
    """What happened or was promised where, on the days from `since` to `until`."""

    fresh: Freshness
    items: tuple[Item, ...]
    points: tuple[Point, ...]
    day: str
    since: str
    until: str
    span: str
    first: str
    last: str
    position: int
    positions: int
    type: str | None
    undated: int
    more: bool
    columns: Columns | None
    disputed: str
    zoom: str
    view: View


def build_map_screen(
    site: SiteOf,
    day: Day = "",
    span: Annotated[
        Literal["day", "week", "month", "quarter", "year"], Query(description="Days back from `day`.")
    ] = "month",
    position: Annotated[
        int | None, Query(ge=0, le=100_000, description="Where the slider stands: days after the first.")
    ] = None,
    zoom: Annotated[
        Literal["fit", "world"], Query(description="As near as what is shown allows, or the world.")
    ] = "fit",
    type: Annotated[
        str, Query(max_length=40, description="Only events of this PLOVER type or promises of this kind.")
    ] = "",
) -> MapScreen:
    """Events and promised places by day. What the posts give no day for is counted and left out."""
    months = queries.count_months(site.store)
    first = f"{months[0].value}-01" if months else dt.date(2000, 1, 1).isoformat()
    last = _end_of(months[-1].value) if months else first
    shown_day = _shown_day(day, position, first, last)
    since = (dt.date.fromisoformat(shown_day) - dt.timedelta(days=SPANS[span] - 1)).isoformat()
    found = queries.find_placed(site.store, since, shown_day, types=(type,) if type else (), limit=MOST + 1)
    items = found[:MOST]
    view = fit_view(items) if zoom == "fit" else WHOLE
    return MapScreen(
        fresh=load_freshness(site), items=items, more=len(found) > MOST,
        points=place_items(items, view.width / WHOLE.width), day=shown_day, since=since, until=shown_day, span=span,
        first=first, last=last, position=_days(first, shown_day), positions=max(1, _days(first, last)),
        type=type or None, undated=queries.count_undated(site.store), columns=build_columns(months),
        disputed=site.settings.disputed, zoom=zoom, view=view,
    )  # fmt: skip


def _shown_day(day: str, position: int | None, first: str, last: str) -> str:
    try:
        wanted = dt.date.fromisoformat(day) if day else None
    except ValueError as error:
        raise NotFound(f"{day} is no day of the calendar.") from error
    if position is not None:
        wanted = dt.date.fromisoformat(first) + dt.timedelta(days=position)
    known = wanted or dt.date.fromisoformat(last)
    return max(known, dt.date(1, 12, 31)).isoformat()


def _end_of(month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    after = dt.date(year + number // 12, number % 12 + 1, 1)
    return (after - dt.timedelta(days=1)).isoformat()


def _days(first: str, last: str) -> int:
    return max(0, days_between(first, last))


def fit_view(items: tuple[Item, ...]) -> View:
    """Return the part of the map that holds all items, with room round them, in the shape of the whole."""
    placed = [project(item.lat, item.lon) for item in items if item.lat is not None and item.lon is not None]
    if not placed:
        return WHOLE
    left, right = min(x for x, _ in placed), max(x for x, _ in placed)
    top, bottom = min(y for _, y in placed), max(y for _, y in placed)
    shape = WHOLE.width / WHOLE.height
    width = min(WHOLE.width, max(NARROWEST, 1.25 * (right - left) + 20, (1.25 * (bottom - top) + 20) * shape))
    x = min(max(0.0, (left + right - width) / 2), WHOLE.width - width)
    y = min(max(0.0, (top + bottom - width / shape) / 2), WHOLE.height - width / shape)
    return View(x=round(x, 1), y=round(y, 1), width=round(width, 1), height=round(width / shape, 1))


def place_items(items: tuple[Item, ...], scale: float = 1.0) -> tuple[Point, ...]:
    """Return the points of the map, one a place, larger where more happened; the largest first, so that none hides.

    `scale` is the share of the map's width that is shown: a point is as large on the screen whatever is shown.
    """
    at: dict[tuple[float, float], list[int]] = {}
    for number, item in enumerate(items):
        if item.lat is not None and item.lon is not None:
            at.setdefault((item.lat, item.lon), []).append(number)
    points = []
    for (lat, lon), numbers in at.items():
        x, y = project(lat, lon)
        first = items[numbers[0]]
        layers = {items[number].layer for number in numbers}
        points.append(
            Point(
                place=first.place or "a place", country=first.country, disputed=first.disputed, x=x, y=y,
                radius=round(scale * (5 + 2.2 * (len(numbers) - 1) ** 0.5), 2),
                kind="both" if len(layers) > 1 else layers.pop(), items=tuple(numbers),
            )
        )  # fmt: skip
    return tuple(sorted(points, key=lambda point: (-point.radius, point.x, point.y)))


def add_to(router: APIRouter) -> None:
    """Add the screen to the router."""
    add_screen(router, "/map", build_map_screen, MapScreen, "map.html", name="map")
