"""Build bodies.tsv, groups.tsv and seats.tsv: international bodies with members, armed groups, organs and seats of
power.

    python knowledge/build_bodies.py --shared ../shared

Names and groups: hand/; members: the factbook's "International organization participation" (observers and partners left
out); more armed groups: the Phoenix dictionary of non-state actors (MIT).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

from sources import HERE, TABLES, arguments, countries, factbook, phoenix, read_tsv, write_tsv

ANYBODYS = frozenset(
    "army of mohammed|army of the prophet|islamic community|islamic group|islamic party|italian red brigade|"
    "peoples conference|peoples liberation army|peoples republican army|red regiments|the holy men".split("|")
)
"""Names that Phoenix has beside those of a group and that others bear too."""


def _key(name: str) -> str:
    return name.lower().replace("'", "").replace("’", "")


def members(shared: Path) -> dict[str, list[str]]:
    """Members of each body, by the factbook's abbreviation. The EU is a page of its own there."""
    out = defaultdict(list)
    for iso3, page in sorted(factbook(shared).items()):
        text = (page["Government"].get("International organization participation") or {}).get("text", "")
        for part in re.split(r",\s*(?![^()]*\))", text):
            name = re.sub(r"\([^)]*\)", "", part).strip()
            note = " ".join(re.findall(r"\(([^)]*)\)", part))
            if name and not re.search(
                r"observer|partner|suspended|associate|candidate|subscriber|signatory|guest|nongovernmental", note
            ):
                out[name].append(iso3)
    names = {row["name"]["common"]: row["cca3"] for row in countries(shared)}
    union = json.loads((shared / "data/facts/factbook/europe/ee.json").read_text(encoding="utf-8"))
    listed = re.search(r"countries: ([^<]*)<", union["Government"]["Member states"]["text"])
    if listed is None:
        raise SystemExit("The factbook's page of the EU has no list of members any more.")
    out["EU"] = sorted(
        names[name.strip()] for name in listed.group(1).split(",")
    )  # the pages of states are out of date
    return out


def main() -> None:
    args = arguments(__doc__)
    joined = members(args.shared)
    rows = []
    for name, sector, names, abbreviation, *own in read_tsv(HERE / "hand/bodies.tsv"):
        who = own[0].split() if own else joined.get(abbreviation, [])
        if abbreviation not in ("-", "") and not who:
            print(f"no member found of {name} ({abbreviation})")
        rows.append((name, sector, names, "|".join(who), "factbook 2026-05" if who and not own else "hand 2026-11"))
    write_tsv(TABLES / "bodies.tsv", "code sector names members source (fields by tab, lists by |)", rows)

    groups = [
        (*(row + [""] * 4)[:4], *(row + [""] * 7)[4:7], "hand 2026-11") for row in read_tsv(HERE / "hand/groups.tsv")
    ]
    taken = {n.lower() for row in groups for n in row[2].split("|")}
    taken |= {n.lower() for row in rows for n in row[2].split("|")}
    taken |= {n.lower() for row in read_tsv(HERE / "hand/seats.tsv") for n in row[0].split("|")}
    iso = {row["cca3"] for row in countries(args.shared)}
    own = {_key(name): at for at in reversed(range(len(groups))) for name in groups[at][2].split("|")}
    for names, codes in phoenix(args.shared / "data/facts/actors/Phoenix.MilNonState.actors.txt"):
        names = [re.sub(r"\s*\([A-Z-]{2,6}\)", "", n).strip() for n in names]
        known = next((own[_key(n)] for n in names if _key(n) in own), None)
        names = [
            n.title().replace("'S", "'s") if " " in n else n
            for n in names
            if len(n) > 4 and n.lower() not in taken | ANYBODYS and " " in n
        ]
        if not names or not codes or "REB" not in codes[0]:
            continue
        taken |= {n.lower() for n in names}
        if known is not None:
            code, sector, all_names, *rest = groups[known]
            groups[known] = (code, sector, "|".join((all_names, *dict.fromkeys(names))), *rest)
            continue
        home = codes[0][:3] if codes[0][:3] in iso else ""
        groups.append((names[0], "REB", "|".join(names), home, "", "", "", "Phoenix 2013"))
    header = "code sector names home from until sector-afterwards source (fields by tab, lists by |)"
    write_tsv(
        TABLES / "groups.tsv",
        header,
        [(c, s, n, "" if h == "-" else h, f, u, a, src) for c, s, n, h, f, u, a, src in groups],
    )
    seats = [
        (names, "" if code == "-" else code, sector, kind, "hand 2026-11")
        for names, code, sector, kind in read_tsv(HERE / "hand/seats.tsv")
    ]
    write_tsv(TABLES / "seats.tsv", "names code sector kind source (fields by tab, lists by |)", seats)


if __name__ == "__main__":
    main()
