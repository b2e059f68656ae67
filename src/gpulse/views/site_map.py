"""The map of a site: where acts happened, and the land."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from gpulse.exchange.geojson import features
from gpulse.record import Record
from gpulse.views.site_words import act_of, cut
from gpulse.views.web.maps import project
from gpulse.views.words import interval_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place of the map with what the posts tell of it; `r` is the radius of its mark in the map's units."""

    anchor: str
    name: str
    country: str | None
    x: float
    y: float
    r: float
    kind: str
    items: tuple[dict[str, object], ...]


def find_spots(records: Iterable[Record], paths: Mapping[str, str]) -> tuple[Spot, ...]:
    """Return the places of events and commitments, those with most to tell first; `paths` is the page of each post."""
    groups: dict[tuple[float, float], list[dict[str, Any]]] = defaultdict(list)
    for feature in features(records):
        lon, lat = feature["geometry"]["coordinates"]
        groups[lat, lon].append(feature["properties"])
    spots = []
    for (lat, lon), found in groups.items():
        found.sort(key=lambda p: (p["date"] or "", p["id"]), reverse=True)
        x, y = project(lat, lon)
        kind = "event" if any(p["kind"] == "event" for p in found) else "commitment"
        items = tuple(
            {
                "what": p["commitment_kind"] if p["kind"] == "commitment" else act_of(p),
                "when": interval_words(p["date"], p["enddate"]), "quote": cut(" ".join(p["quote"].split()), 200),
                "path": paths.get(p["article"]),
            }
            for p in found
        )  # fmt: skip
        name = found[0]["place"]
        anchor = f"place-{found[0]['geonameid'] or re.sub(r'[^a-z0-9]+', '-', name.casefold())}"
        spots.append(Spot(anchor=anchor, name=name, country=found[0]["country"], x=x, y=y,
                          r=round(min(14.0, 3.5 + len(found) ** 0.5), 1), kind=kind, items=items))  # fmt: skip
    return tuple(sorted(spots, key=lambda spot: (-len(spot.items), spot.name, spot.anchor)))


def land_paths() -> Markup:
    """Return the shapes of the world as markup: our own file, without its frame and ids."""
    text = files("gpulse.views.web").joinpath("static", "world.svg").read_text(encoding="utf-8")
    inner = re.sub(r"^<svg[^>]*>(?:<!--.*?-->)?|</svg>\s*$", "", text, flags=re.DOTALL)
    return Markup(re.sub(r'id="(\w+)"', r'class="\1"', inner))
