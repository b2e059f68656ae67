"""Build people.tsv.gz: office-holders with country or body, sector, office and the days they served, each with its
source.

    python knowledge/build_people.py --shared ../shared

Sources, none averaged with another: hand/people.tsv; Archigos 4.1 (leaders, until 2015), matched to states by the
Correlates of War codes; the factbook of May 2026 (heads of state and government); Phoenix dictionaries (ministers until
2014, MIT). Where two sources of one person's office differ by more than a year on when it began, contradictions.tsv
keeps both.
"""

from __future__ import annotations

import csv
import datetime as dt
import html
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sources import HERE, TABLES, arguments, countries, factbook, key_of, phoenix, plain, read_tsv, write_tsv

EARLIEST = "1945-01-01"  # offices that ended before are of no use to news
SECTORS = {"GOVMIL": "MIL", "GOVJUD": "JUD", "GOVLEG": "LEG", "GOVCOP": "COP", "GOVSPY": "SPY", "MIL": "MIL", "SPY":
"SPY",
           "COP": "COP", "JUD": "JUD", "LEG": "LEG", "OPP": "OPP", "REB": "REB"}  # fmt: skip


class Row(NamedTuple):
    """An office held. Empty `start` or `end`: not known, or not over on the source's day."""

    name: str
    aliases: str
    code: str
    sector: str
    role: str
    start: str
    end: str
    source: str


def hand_rows() -> Iterator[Row]:
    """The hand-made rows."""
    for name, aliases, code, sector, role, start, end in read_tsv(HERE / "hand/people.tsv"):
        yield Row(name, aliases, code, sector, role, start, end, "hand 2026-11")


def archigos_rows(shared: Path) -> Iterator[Row]:
    """Leaders after 1945. `startdate` and `enddate` are days since 1970-01-01; the state's code comes from `gwcode`."""
    names = {plain(row["name"]["common"]): row["cca3"] for row in countries(shared)}
    cow = {
        row["ccode"].split(".")[0]: row["stateabb"]
        for row in csv.DictReader((shared / "data/facts/cow_states.csv").open())
    }
    state_names = {
        row["stateabb"]: plain(row["statenme"]) for row in csv.DictReader((shared / "data/facts/cow_states.csv").open())
    }
    odd = {"GMY": "DEU", "GFR": "DEU", "GDR": "DEU", "MYA": "MMR", "DRC": "COD", "CON": "COG", "ROK": "KOR", "YUG":
    "SRB",
           "CDI": "CIV", "UKG": "GBR", "RVN": "VNM", "DRV": "VNM", "CZE": "CZE", "CZR": "CZE", "KOS": "XKX", "MAC": "MKD",
           "SWA": "SWZ", "SSD": "SSD", "YAR": "YEM", "YPR": "YEM", "ETM": "TLS", "BOS": "BIH", "GNB": "GNB", "CAP": "CPV"}  # fmt: skip
    day = lambda value: (dt.date(1970, 1, 1) + dt.timedelta(days=float(value))).isoformat()  # noqa: E731
    with (shared / "data/facts/archigos.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            abb = cow.get(row["gwcode"].split(".")[0], "")
            iso3 = odd.get(abb) or names.get(state_names.get(abb, ""))
            if not iso3 or not row["enddate"] or day(row["enddate"]) < EARLIEST or len(row["leader"]) < 3:
                continue
            end = day(row["enddate"])
            yield Row(
                row["leader"].strip(),
                "",
                iso3,
                "GOV",
                "leader",
                day(row["startdate"]),
                "" if end >= "2015-12-31" else end,
                "Archigos 4.1 (2015)",
            )


def factbook_rows(shared: Path) -> Iterator[Row]:
    """Heads of state and government: "President Abdelmadjid TEBBOUNE (since 12 December 2019)"."""
    months = "January February March April May June July August September October November December".split()
    independent = {
        row["cca3"] for row in countries(shared) if row["independent"] or row["cca3"] in ("TWN", "XKX", "PSE")
    }
    for iso3, page in sorted(factbook(shared).items()):
        if iso3 not in independent:
            continue
        for key in ("chief of state", "head of government"):
            text = html.unescape((page["Government"].get("Executive branch", {}).get(key) or {}).get("text", ""))
            for part in text.split(";")[:1]:
                found = re.match(r"(.*?)\s*\(since (?:(\d+) )?(?:(\w+) )?(\d{4})", part)
                words = found.group(1).split() if found else []
                at = next(
                    (
                        i
                        for i, w in enumerate(words)
                        if len(w) > 2 and re.sub(r"^(?:al-|d')", "", w).isupper() and w not in ("GNU", "III")
                    ),
                    None,
                )
                shared_head = re.search(r"CHARLES III|TRUMP|MACRON", part)
                if at is None or (shared_head and iso3 not in ("GBR", "USA", "FRA")):
                    continue
                name_at = max(
                    (i + 1 for i, w in enumerate(words[:at]) if re.sub(r"\W", "", w).lower() in TITLE_WORDS), default=0
                )
                while name_at < at and not words[name_at][0].isupper():
                    name_at += 1
                name = " ".join(proper(w) for w in words[name_at:])
                last = " ".join(proper(w) for w in words[at:] if w.upper() == w or w == words[at])
                full = " ".join(proper(w) for w in (words[name_at], *words[at : at + 1])) if name_at < at else name
                start = (
                    f"{found.group(4)}-{months.index(found.group(3)) + 1:02}-{int(found.group(2)):02}"
                    if found.group(2) and found.group(3) in months
                    else found.group(4)
                )
                aliases = "|".join(dict.fromkeys(a for a in (full, last) if a != name and len(a) > 3))
                yield Row(
                    name, aliases, iso3, "GOV", plain(" ".join(words[:name_at])) or key, start, "", "factbook 2026-05"
                )


TITLE_WORDS = set(
    "president minister premier king queen emir sultan prince chancellor chief of state captain capt gen general "
    "lt col sheikh amir grand duke pope transitional interim acting prime council mann lord dame sir dr maj brig "
    "adm chairman ministers federal caretaker leader guide ayatollah taoiseach sao emperor governor".split()
)


def proper(word: str) -> str:
    """ "TEBBOUNE" as "Tebboune", "al-MANFI" as "al-Manfi"."""
    return re.sub(r"[^\W\d_]{2,}", lambda m: m.group().capitalize() if m.group().isupper() else m.group(), word)


def phoenix_rows(shared: Path) -> Iterator[Row]:
    """Dated people of the country dictionary: "[AZEGOVMIL 930627-941006]", ">041104" for "since"."""
    iso = {row["cca3"] for row in countries(shared)}
    for names, codes in phoenix(shared / "data/facts/actors/Phoenix.Countries.actors.txt"):
        people = [n.title() for n in names if 2 <= len(n.split()) <= 5 and re.fullmatch(r"[A-Z' .-]+", n.upper())]
        for code in codes:
            found = re.fullmatch(r"([A-Z]{3})([A-Z]+) ([<>]?)(\d{6,8})(?:-(\d{6,8}))?", code)
            if not people or not found or found.group(1) not in iso or found.group(2).startswith("ELI"):
                continue
            start, end = (found.group(4), found.group(5)) if found.group(3) != "<" else (None, found.group(4))
            sector = SECTORS.get(found.group(2)[:6]) or (
                "GOV" if found.group(2).startswith("GOV") else SECTORS.get(found.group(2)[:3], "")
            )
            row = Row(
                people[0], "|".join(people[1:]), found.group(1), sector, "", day6(start), day6(end), "Phoenix 2014"
            )
            if sector and (row.end or "9") > EARLIEST:
                yield row


def day6(value: str | None) -> str:
    """ "930627" as "1993-06-27"; years after 20 are of the last century; months and days of 00 are unknown."""
    if not value:
        return ""
    year, rest = (
        (value[:4], value[4:]) if len(value) == 8 else (("20" if value[:2] <= "20" else "19") + value[:2], value[2:])
    )
    month, day = rest[:2], rest[2:]
    return year + (f"-{month}" + (f"-{day}" if "01" <= day <= "31" else "") if "01" <= month <= "12" else "")


def keys(row: Row) -> str:
    """The row's names as they are looked up. A surname alone counts only by hand or from the factbook, whose names news knows."""
    found = {}
    for name in (row.name, *row.aliases.split("|")):
        key = key_of(name)
        if " " in key:
            found[key] = None
        elif key and row.source[0] in "hf":
            found["~" + key] = None
    return "|".join(found)


def by_key(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield the offices of each key, as the table has them; first, under "~", the surnames of people of several states.

    So the table need not be gone through when it is loaded, which took a tenth of a first reading.
    """
    offices: dict[str, dict[str, None]] = {}
    states: dict[str, set[str]] = {}
    for row in rows:
        for key in keys(row).split("|") if keys(row) else ():
            offices.setdefault(key, {})["\t".join((row.name, *row[2:]))] = None
            for word in key.removeprefix("~").split():
                states.setdefault(word, set()).add(row.code)
    shared = (word for word, codes in states.items() if len(codes) > 1 and f"~{word}" in offices)
    yield "~", "|".join(sorted(shared))
    for key, found in offices.items():
        yield key, "|".join(found)


def main() -> None:
    shared = arguments(__doc__).shared
    hand = list(hand_rows())
    rows = hand + list(factbook_rows(shared)) + list(archigos_rows(shared)) + list(phoenix_rows(shared))
    known = {}
    contradictions = []
    for row in rows:
        key = (plain(row.name), row.code)
        for other in known.get(key, []):
            overlap = other.start <= (row.end or "9999") and row.start <= (other.end or "9999")
            if (
                other.source != row.source
                and overlap
                and other.start
                and row.start
                and abs(int(other.start[:4]) - int(row.start[:4])) > 1
            ):
                contradictions.append(
                    (
                        row.name,
                        row.code,
                        other.role,
                        other.start,
                        other.end,
                        other.source,
                        row.role,
                        row.start,
                        row.end,
                        row.source,
                    )
                )
        known.setdefault(key, []).append(row)
    ended = [(h.name, h.code, h.role, h.start, h.end, h.source, f.role, f.start, f.end, f.source)
             for f in rows if f.source.startswith("factbook") for h in hand
             if plain(h.name) in (plain(f.name), *map(plain, f.aliases.split("|"))) and h.code == f.code and h.sector
             == "GOV" and h.end and h.end > f.start]  # fmt: skip
    by_hand = {(plain(name), row.code) for row in hand for name in (row.name, *row.aliases.split("|"))}
    rows = [
        row
        for row in rows
        if row in hand
        or not by_hand & {(plain(name), row.code) for name in (row.name, *row.aliases.split("|")) if name}
    ]  # one careful row is enough
    header = (
        "key, then offices by |: name code sector role from until source; ~key: a surname alone, ~: the shared ones"
    )
    write_tsv(TABLES / "people.tsv.gz", header, by_key(rows))
    write_tsv(
        HERE / "contradictions.tsv",
        "name code role from until source / role from until source",
        sorted(set(contradictions + ended)),
    )


if __name__ == "__main__":
    main()
