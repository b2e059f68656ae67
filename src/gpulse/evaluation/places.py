"""How well places are found and resolved: LGL's XML (also TR-News and GeoWebNews), GeoVirus's.

Two protocols. *Mention given*: the gold names' spans are given, each is resolved with its post in view; shares of the
gold names that have an id or coordinates: exact GeoNames id, right country, within 161 km (100 miles, Leidner 2007).
*End to end*: the post is read as any other; recognition is F1 of exact spans of mentions with a place or of kind
"place", names counted that the set marks without saying where they lie (LGL's streets); `found_within_161_km` is the
share of all gold names with coordinates whose span was found and that resolve that near, whether the post means the
place or who acts there ("Moscow said").

End to end, gold names that are adjectives or peoples ("Russian") and, in GeoWebNews, parts of other names
("Toronto Raptors": `Embedded_`) and buildings, events and firms (`Coercion`) are left out, and so is what is found at
their spans.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gpulse.errors import InputError
from gpulse.evaluation.scores import Counts
from gpulse.knowledge.gazetteer import NO_COUNTRY, Candidate
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_article
from gpulse.reading.place.namesakes import CONTINENTAL
from gpulse.reading.place.place_facts import WEIGHTS, distance
from gpulse.reading.place.resolution import Named
from gpulse.reading.places import resolve_names
from gpulse.record import Article

NEAR_KM = 161.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPlace:
    """A marked name. `geonameid` and coordinates are `None` where the set has none; `kind` is GeoWebNews' type."""

    start: int
    end: int
    geonameid: int | None
    lat: float | None
    lon: float | None
    country: str | None
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPost:
    """A text and its marked names; `elsewhere` are the spans of those without coordinates."""

    id: str
    text: str
    url: str | None
    places: tuple[GoldPlace, ...]
    elsewhere: tuple[tuple[int, int], ...] = ()


def load_gold(path: Path, kit: Kit) -> Iterator[GoldPost]:
    """Read a gold set of places.

    Raises `InputError` where the file is no XML of these forms.
    """
    try:
        root = ET.parse(path).getroot()
    except (OSError, ET.ParseError) as error:
        raise InputError(f"{path} cannot be read as XML: {error}.") from error
    names = {state.name: state.iso3 for state in kit.actors.states.values()}
    codes = (*kit.gazetteer.codes, *[""] * (NO_COUNTRY + 1 - len(kit.gazetteer.codes)))
    numbers, owners = kit.gazetteer.arrays["geonameid"].tolist(), kit.gazetteer.arrays["country"].tolist()
    countries = {str(number): codes[owner] for number, owner in zip(numbers, owners, strict=True) if number}
    for number, article in enumerate(root):
        text = article.findtext("text") or ""
        places, elsewhere = [], []
        for tag in [*article.iter("toponym"), *article.iter("location")]:
            gaz = tag.find("gaztag")
            source = gaz if gaz is not None else tag
            lat, lon = (_number(_first(source, *keys)) for keys in (("lat", "latitude"), ("lon", "longitude")))
            start, end = _number(tag.findtext("start")), _number(tag.findtext("end"))
            if start is None or end is None:
                continue
            identity = (gaz.get("geonameid") if gaz is not None else tag.findtext("geonamesID")) or ""
            words = tag.findtext("phrase") or tag.findtext("extractedName") or tag.findtext("name") or ""
            at = int(start) if text[int(start) : int(end)] == words else text.find(words, max(0, int(start) - 3))
            if lat is None or lon is None:
                if not tag.findtext("type"):  # GeoWebNews marks words such as "citizens" without coordinates
                    elsewhere.append((at, at + len(words)))
                continue
            places.append(
                GoldPlace(
                    start=at,
                    end=at + len(words),
                    geonameid=int(identity) if identity.isdigit() else None,
                    lat=lat,
                    lon=lon,
                    country=names.get((source.findtext("country") or "").strip()) or countries.get(identity) or None,
                    kind=tag.findtext("type") or "",
                )
            )
        url = article.findtext("url") or article.findtext("link") or article.findtext("source")
        yield GoldPost(
            id=article.get("docid") or article.get("file") or str(number),
            text=text,
            url=url,
            places=tuple(places),
            elsewhere=tuple(elsewhere),
        )


def _first(tag: ET.Element, *keys: str) -> str | None:
    return next((value for key in keys if (value := tag.findtext(key))), None)


def _number(value: str | None) -> float | None:
    try:
        return float(value) if value and value.strip() else None
    except ValueError:
        return None


def tally_resolution(post: GoldPost, kit: Kit, weights: Sequence[float] = WEIGHTS) -> Counter[str]:
    """Resolve a post's names and count; see the module's protocol *mention given*."""
    count: Counter[str] = Counter()
    names = [Named(place.start, place.end) for place in post.places]
    for gold, found in zip(post.places, resolve_names(post.text, names, kit, post.url, weights), strict=True):
        count_place(count, gold, found)
    return count


def tally_reading(post: GoldPost, kit: Kit) -> Counter[str]:
    """Read a post and count what is found; see the module's protocol *end to end*."""
    left_out = {(p.start, p.end) for p in post.places if not _is_name(p, post.text, kit)}
    gold = {(p.start, p.end): p for p in post.places if (p.start, p.end) not in left_out}
    record = read_article(Article(id=post.id, text=post.text, url=post.url), kit)
    found = {(m.start, m.end) for m in record.mentions if m.kind == "place" or m.place} - left_out
    marked = set(gold) | set(post.elsewhere) - left_out
    spans = sorted(found & set(gold))
    where = resolve_names(post.text, [Named(*span) for span in spans], kit, post.url)
    near = sum(_is_near(gold[span], place) for span, place in zip(spans, where, strict=True) if place)
    matched = len(found & marked)
    return Counter(marked=len(marked), located=len(gold), found=len(found), matched=matched, found_near=near)


def tally_places(path: Path, kit: Kit, part: str = "all", limit: int | None = None) -> list[Counter[str]]:
    """Count each post of a file by both protocols; `limit` takes only the first posts.

    `part` is "all", or "development" or "held-out" of our own split (`is_held_out`). Raises `InputError` for a file
    without posts.
    """
    posts = [post for post in load_gold(path, kit) if part == "all" or is_held_out(post) == (part == "held-out")]
    if not posts:
        raise InputError(f"{path} holds no articles with marked places; give LGL's, TR-News' or GeoWebNews' XML.")
    return [tally_resolution(post, kit) + tally_reading(post, kit) for post in posts[:limit]]


def is_held_out(post: GoldPost) -> bool:
    """Whether a post is of the third that weights are not fitted on, by the checksum of its id."""
    return zlib.crc32(post.id.encode()) % 3 == 0


def score_places(tallies: Sequence[Counter[str]]) -> dict[str, float]:
    """Return the figures of both protocols over posts' tallies."""
    count: Counter[str] = Counter()
    for tally in tallies:
        count.update(tally)
    reading = Counts(right=count["matched"], found=count["found"], gold=count["marked"]).rounded()
    return {
        "posts": len(tallies),
        "names": count["names"],
        "exact_id": round(count["exact"] / max(1, count["with_id"]), 3),
        "country": round(count["country"] / max(1, count["with_country"]), 3),
        "within_161_km": round(count["near"] / max(1, count["names"]), 3),
        "unresolved": round(count["none"] / max(1, count["names"]), 3),
        **{f"recognition_{key}": value for key, value in reading.items()},
        "found_within_161_km": round(count["found_near"] / max(1, count["located"]), 3),
    }


def _is_name(place: GoldPlace, text: str, kit: Kit) -> bool:
    kinds = {entry.kind for entry in kit.actors.named(text[place.start : place.end])}
    words = text[place.start : place.end]
    adjective = bool(kinds & {"adjective", "people"}) or words in CONTINENTAL
    return not adjective and not place.kind.startswith(("Embedded", "Coercion"))


def _is_near(gold: GoldPlace, found: Candidate) -> bool:
    if gold.geonameid is not None and found.geonameid == gold.geonameid:
        return True
    return (
        gold.lat is not None and gold.lon is not None and distance(found.lat, found.lon, gold.lat, gold.lon) <= NEAR_KM
    )


def count_place(count: Counter[str], gold: GoldPlace, found: Candidate | None) -> None:
    """Count what of a gold name is right: its id, country and nearness."""
    count["names"] += 1
    count["with_id"] += gold.geonameid is not None
    count["with_country"] += gold.country is not None
    if found is None:
        count["none"] += 1
        return
    count["exact"] += gold.geonameid is not None and found.geonameid == gold.geonameid
    count["country"] += gold.country is not None and found.country == gold.country
    count["near"] += _is_near(gold, found)
