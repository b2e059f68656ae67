"""Events and mentions in the columns of GDELT 2.0: tab-separated, no header, one row an event of two actors.

What GDELT has a column for and a record does not know stays empty (all its columns may be): `AvgTone`, `Confidence` (a
score is no probability), `ActionGeo_FeatureID` (GNS numbers, not GeoNames ids), codes for ethnicity and religion. A
day that is known only as a month or year fills `MonthYear` and `Year`, not `SQLDATE`. Country codes of actors are ISO
3166-1 alpha-3, which CAMEO's are but for a few. Events that PLOVER and CAMEO have no code for (only predicted,
supposed, or told as not done) are left out.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from urllib.parse import urlsplit

from gpulse.exchange.cameo import Cameo, find_cameo, load_cameo
from gpulse.exchange.countries import Country, load_countries
from gpulse.record import Event, Participant, Place, Record

EVENT_COLUMNS: tuple[str, ...] = tuple((
    "GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode "
    "Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code "
    "Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code "
    "Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code IsRootEvent EventCode EventBaseCode "
    "EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone Actor1Geo_Type "
    "Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long "
    "Actor1Geo_FeatureID Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code "
    "Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID ActionGeo_Type ActionGeo_FullName "
    "ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID "
    "DATEADDED SOURCEURL "
).split())  # fmt: skip
"""The 61 columns of GDELT 2.0's event table, in order."""

MENTION_COLUMNS: tuple[str, ...] = tuple((
    "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID "
    "Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone "
    "MentionDocTranslationInfo Extras "
).split())  # fmt: skip
"""The 16 columns of GDELT 2.0's mentions table, in order."""

SECTORS: Mapping[str, str] = {
    "COP": "COP", "GOV": "GOV", "JUD": "JUD", "LEG": "LEG", "MIL": "MIL", "PTY": "PTY", "REB": "REB", "SPY": "SPY",
    "UAF": "UAF", "AGR": "AGR", "BUS": "BUS", "CRM": "CRM", "CVL": "CVL", "EDU": "EDU", "ELI": "ELI", "JRN": "MED",
    "LAB": "LAB", "MED": "HLH", "REF": "REF", "OPP": "OPP", "IGO": "IGO", "NGO": "NGO", "IMG": "IMG", "MNC": "MNC",
}  # fmt: skip
"""PLOVER sectors as CAMEO types; the two differ on journalists and health (manual, "Sector Codes")."""

_Actor = Participant | None


@dataclass(slots=True, kw_only=True)
class _Found:
    """An event with all the posts that tell it: GDELT counts them as mentions of one event."""

    number: int
    cells: dict[str, object]
    mentions: list[dict[str, object]] = field(default_factory=list)


def write_events(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield the event table; the same day, actors, act and place is one event, as GDELT has it."""
    for found in _collect(records):
        articles = {mention["MentionIdentifier"] for mention in found.mentions}
        sources = {mention["MentionSourceName"] for mention in found.mentions}
        found.cells |= {
            "NumMentions": len(found.mentions), "NumSources": len(sources), "NumArticles": len(articles),
        }  # fmt: skip
        yield _line(EVENT_COLUMNS, found.cells)


def write_mentions(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield the mentions table: one row for each telling of each event of `write_events`."""
    for found in _collect(records):
        for mention in found.mentions:
            yield _line(MENTION_COLUMNS, mention)


def _line(columns: Iterable[str], cells: Mapping[str, object]) -> bytes:
    return ("\t".join(_cell(cells.get(name)) for name in columns) + "\n").encode()


def _cell(value: object) -> str:
    """Return a cell: tabs and line ends cannot stand in one."""
    return "" if value is None else " ".join(str(value).split())


def _collect(records: Iterable[Record]) -> list[_Found]:
    table, countries = load_cameo(), load_countries()
    found: dict[tuple[object, ...], _Found] = {}
    for record in records:
        for event in record.events:
            cameo = find_cameo(event, table)
            if cameo is None or event.polarity == "negative":
                continue
            for first, second in _pairs(event):
                key = (event.earliest, event.latest, cameo.code, _who(first), _who(second), _where(event.place))
                if key not in found:
                    number = _number(key)
                    cells = _event_cells(record, event, cameo, first, second, countries) | {"GLOBALEVENTID": number}
                    found[key] = _Found(number=number, cells=cells)
                one = found[key]
                one.mentions.append(_mention_cells(one, record, event, first, second))
    return list(found.values())


def _pairs(event: Event) -> Iterable[tuple[_Actor, _Actor]]:
    """Each actor with each recipient; actors without recipients with each other, as CAMEO has meetings and treaties.

    Several words for one actor make one pair.
    """
    actors: tuple[_Actor, ...] = event.actors or (None,)
    if event.recipients:
        pairs: Iterable[tuple[_Actor, _Actor]] = itertools.product(actors, event.recipients)
    else:
        pairs = itertools.permutations(actors, 2) if len(actors) > 1 else [(actors[0], None)]
    unique = {(_who(first), _who(second)): (first, second) for first, second in pairs}
    return [pair for (first, second), pair in unique.items() if first != second]


def _who(actor: _Actor) -> tuple[str | None, str | None] | None:
    return (actor.whom or actor.name, actor.sector) if actor else None


def _where(place: Place | None) -> object:
    return (place.geonameid or place.name) if place else None


def _number(key: object) -> int:
    """Return a number for an event that is the same wherever it is made; 53 bits, which every reader holds exactly."""
    return int.from_bytes(blake2b(repr(key).encode(), digest_size=8).digest(), "big") >> 11


def _event_cells(
    record: Record, event: Event, cameo: Cameo, first: _Actor, second: _Actor, countries: Mapping[str, Country]
) -> dict[str, object]:
    cells: dict[str, object] = {
        "IsRootEvent": int(any(s.paragraph == 0 and s.covers(event.trigger) for s in record.sentences)),
        "EventCode": cameo.code, "EventBaseCode": cameo.code[:3], "EventRootCode": cameo.code[:2],
        "QuadClass": cameo.quad, "GoldsteinScale": cameo.goldstein, "DATEADDED": _stamp(record.meta.read_at),
        "SOURCEURL": record.article.url or record.article.id,
    }  # fmt: skip
    return (
        cells
        | _day_cells(event.earliest, event.latest)
        | _actor_cells("Actor1", first)
        | _actor_cells("Actor2", second)
        | _place_cells("ActionGeo", event.place, countries)
    )


def _day_cells(earliest: str | None, latest: str | None) -> dict[str, object]:
    """Return the day's columns at the precision that is known.

    `FractionDate` counts ((month - 1) * 30 + day) / 365, which is what GDELT's own rows have, though its definition
    leaves out the subtraction.

    >>> _day_cells("2024-07-01", "2024-07-31")
    {'Year': 2024, 'MonthYear': 202407}
    >>> _day_cells("2024-07-02", "2024-07-02")
    {'Year': 2024, 'MonthYear': 202407, 'SQLDATE': 20240702, 'FractionDate': 2024.4986}
    """
    cells: dict[str, object] = {}
    if not earliest or not latest or earliest[:4] != latest[:4]:
        return cells
    cells["Year"] = int(earliest[:4])
    if earliest[:7] == latest[:7]:
        cells["MonthYear"] = int(earliest[:7].replace("-", ""))
    if earliest[:10] == latest[:10]:
        day = dt.date.fromisoformat(earliest[:10])
        cells["SQLDATE"] = int(f"{day:%Y%m%d}")
        cells["FractionDate"] = round(day.year + ((day.month - 1) * 30 + day.day) / 365, 4)
    return cells


def _actor_cells(prefix: str, actor: _Actor) -> dict[str, object]:
    if actor is None:
        return {}
    country = actor.code if actor.code and len(actor.code) == 3 and actor.code.isupper() else None
    kind = SECTORS.get(actor.sector or "")
    return {
        f"{prefix}Code": (country or "") + (kind or "") or None,
        f"{prefix}Name": actor.name.upper(),
        f"{prefix}CountryCode": country,
        f"{prefix}Type1Code": kind,
    }


def _place_cells(prefix: str, place: Place | None, countries: Mapping[str, Country]) -> dict[str, object]:
    if place is None:
        return {}
    country = countries.get(place.country or "")
    parts = (place.name, place.admin1, country.name if country else None)
    name = ", ".join(dict.fromkeys(part for part in parts if part))
    return {
        f"{prefix}_Type": _resolution(place),
        f"{prefix}_FullName": name,
        f"{prefix}_CountryCode": (country.fips or None) if country else None,
        f"{prefix}_Lat": place.lat,
        f"{prefix}_Long": place.lon,
    }


def _resolution(place: Place) -> int | None:
    """Return GDELT's kind of place: 1 country, 2 and 3 a state and a city of the United States, 4 and 5 elsewhere."""
    feature, american = place.feature_code or "", place.country == "USA"
    if feature.startswith("PCL"):
        return 1
    if feature.startswith("ADM1"):
        return 2 if american else 5
    if feature.startswith("PPL"):
        return 3 if american else 4
    return None


def _mention_cells(found: _Found, record: Record, event: Event, first: _Actor, second: _Actor) -> dict[str, object]:
    article = record.article
    sentence = next((n for n, s in enumerate(record.sentences, 1) if s.covers(event.trigger)), None)
    host = urlsplit(article.url).hostname if article.url else None
    return {
        "GLOBALEVENTID": found.number, "EventTimeDate": found.cells["DATEADDED"],
        "MentionTimeDate": _stamp(record.meta.read_at), "MentionType": 1 if host else 2,
        "MentionSourceName": host or article.publisher, "MentionIdentifier": article.url or article.id,
        "SentenceID": sentence, "Actor1CharOffset": first.start if first else None,
        "Actor2CharOffset": second.start if second else None, "ActionCharOffset": event.trigger.start, "InRawText": 1,
        "MentionDocLen": len(article.text),
    }  # fmt: skip


def _stamp(instant: str | None) -> str | None:
    """Return a UTC instant as YYYYMMDDHHMMSS.

    >>> _stamp("2024-06-28T06:00:05Z")
    '20240628060005'
    """
    return "".join(c for c in instant[:19] if c.isdigit()) if instant and len(instant) >= 19 else None
