"""How well places are found and resolved: LGL's XML (also TR-News and GeoWebNews), GeoVirus's.

Two protocols. *Mention given*: the gold names' spans are given, each is resolved with its post in view; shares of the
gold names that have an id or coordinates: exact GeoNames id, right country, within 161 km (100 miles, Leidner 2007).
*End to end*: the post is read as any other; recognition is F1 of exact spans of mentions with a place or of kind
"place"; `found within 161 km` is the share of all gold names whose span was found and resolved that near.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gpulse.errors import InputError
from gpulse.knowledge.gazetteer import Candidate
from gpulse.reading.kit import Kit
from gpulse.reading.places import resolve_names
from gpulse.reading.resolution import WEIGHTS, Named, distance

NEAR_KM = 161.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPlace:
    """A marked name. `geonameid` and coordinates are `None` where the set has none."""

    start: int
    end: int
    geonameid: int | None
    lat: float | None
    lon: float | None
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPost:
    """A text and its marked names."""

    id: str
    text: str
    url: str | None
    places: tuple[GoldPlace, ...]


def load_gold(path: Path, kit: Kit) -> Iterator[GoldPost]:
    """Read a gold set of places.

    All names that have coordinates are taken. Raises `InputError` where the file is no XML of these forms.
    """
    try:
        root = ET.parse(path).getroot()
    except (OSError, ET.ParseError) as error:
        raise InputError(f"{path} cannot be read as XML: {error}.") from error
    names = {state.name: state.iso3 for state in kit.actors.states.values()}
    for number, article in enumerate(root):
        text = article.findtext("text") or ""
        places = []
        for tag in [*article.iter("toponym"), *article.iter("location")]:
            gaz = tag.find("gaztag")
            source = gaz if gaz is not None else tag
            lat, lon = (_number(_first(source, *keys)) for keys in (("lat", "latitude"), ("lon", "longitude")))
            start, end = _number(tag.findtext("start")), _number(tag.findtext("end"))
            if lat is None or lon is None or start is None or end is None:
                continue
            identity = (gaz.get("geonameid") if gaz is not None else tag.findtext("geonamesID")) or ""
            words = tag.findtext("phrase") or tag.findtext("extractedName") or tag.findtext("name") or ""
            at = int(start) if text[int(start) : int(end)] == words else text.find(words, max(0, int(start) - 3))
            places.append(
                GoldPlace(
                    start=at,
                    end=at + len(words),
                    geonameid=int(identity) if identity.isdigit() else None,
                    lat=lat,
                    lon=lon,
                    country=names.get((source.findtext("country") or "").strip()),
                )
            )
        url = article.findtext("url") or article.findtext("link") or article.findtext("source")
        yield GoldPost(
            id=article.get("docid") or article.get("file") or str(number), text=text, url=url, places=tuple(places)
        )


def _first(tag: ET.Element, *keys: str) -> str | None:
    return next((value for key in keys if (value := tag.findtext(key))), None)


def _number(value: str | None) -> float | None:
    try:
        return float(value) if value and value.strip() else None
    except ValueError:
        return None


def score_resolution(posts: list[GoldPost], kit: Kit, weights: Sequence[float] = WEIGHTS) -> dict[str, float]:
    """Resolve given mentions; see the module's protocol *mention given*."""
    count: Counter[str] = Counter()
    for post in posts:
        names = [Named(place.start, place.end) for place in post.places]
        for gold, found in zip(post.places, resolve_names(post.text, names, kit, post.url, weights), strict=True):
            _count(count, gold, found)
    return {
        "names": count["names"],
        "exact_id": round(count["exact"] / max(1, count["with_id"]), 3),
        "country": round(count["country"] / max(1, count["with_country"]), 3),
        "within_161_km": round(count["near"] / max(1, count["names"]), 3),
        "unresolved": round(count["none"] / max(1, count["names"]), 3),
    }


def _count(count: Counter[str], gold: GoldPlace, found: Candidate | None) -> None:
    count["names"] += 1
    count["with_id"] += gold.geonameid is not None
    count["with_country"] += gold.country is not None
    if found is None:
        count["none"] += 1
        return
    same = gold.geonameid is not None and found.geonameid == gold.geonameid
    count["exact"] += same
    count["country"] += gold.country is not None and found.country == gold.country
    if gold.lat is not None and gold.lon is not None:
        count["near"] += same or distance(found.lat, found.lon, gold.lat, gold.lon) <= NEAR_KM
