"""What the build scripts share: reading hand-made tables, the factbook and the Phoenix dictionaries, writing tables."""

from __future__ import annotations

import argparse
import gzip
import html
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "src"))
from gpulse.knowledge.names import hash_of, key_of, place_key  # noqa: E402

__all__ = ["hash_of", "key_of", "place_key"]
TABLES = HERE.parent / "src" / "gpulse" / "knowledge" / "tables"


def arguments(description: str, flags: Mapping[str, str] | None = None) -> argparse.Namespace:
    """Read `--shared`, the folder that holds data/facts, and flags of the script's own, each with what it does."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    for flag, words in (flags or {}).items():
        parser.add_argument(flag, action="store_true", help=words)
    return parser.parse_args()


def read_tsv(path: Path) -> Iterator[list[str]]:
    """Yield the rows of a table, without comment lines (#) and empty ones."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def write_tsv(path: Path, header: str, rows: Iterable[Iterable[object]]) -> None:
    """Write a table with a comment line at its head; `.gz` compresses it, always to the same bytes."""
    lines = [f"# {header}", *("\t".join("" if cell is None else str(cell) for cell in row) for row in rows)]
    raw = ("\n".join(lines) + "\n").encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(raw, 9, mtime=0) if path.suffix == ".gz" else raw)
    print(f"{path.name}: {len(lines) - 1} rows, {path.stat().st_size:,} bytes")


def countries(shared: Path) -> list[dict[str, Any]]:
    """The rows of facts/countries.json (mledoze/countries, ODbL)."""
    rows: list[dict[str, Any]] = json.loads((shared / "data/facts/countries.json").read_text(encoding="utf-8"))
    for row in rows:
        row["cca3"] = {"UNK": "XKX"}.get(row["cca3"], row["cca3"])
    return rows


def factbook(shared: Path) -> dict[str, dict[str, Any]]:
    """The factbook's pages (CIA, public domain, May 2026) by ISO alpha-3, matched by name."""
    by_name = {}
    for row in countries(shared):
        names = [row["name"]["common"], row["name"]["official"], *row["altSpellings"]]
        by_name |= {plain(name): row["cca3"] for name in names if len(name) > 3}
    by_name |= {
        plain(name): code
        for name, code in {
            "Burma": "MMR", "Korea, North": "PRK", "Korea, South": "KOR", "Congo, Democratic Republic of the": "COD",
            "Congo, Republic of the": "COG", "Cote d'Ivoire": "CIV", "Turkey (Turkiye)": "TUR", "Bahamas, The": "BHS",
            "Gambia, The": "GMB", "Czechia": "CZE", "Micronesia, Federated States of": "FSM", "Cabo Verde": "CPV",
            "Holy See (Vatican City)": "VAT", "West Bank": "PSE", "Kosovo": "XKX", "Falkland Islands (Islas Malvinas)": "FLK",
            "Saint Helena, Ascension, and Tristan da Cunha": "SHN", "North Macedonia": "MKD", "Eswatini": "SWZ",
            "Congo (Kinshasa)": "COD", "Congo (Brazzaville)": "COG", "DRC": "COD", "US": "USA",
        }.items()
    }  # fmt: skip
    pages = {}
    for path in sorted((shared / "data/facts/factbook").glob("*/*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        naming = page.get("Government", {}).get("Country name", {})
        for key in ("conventional short form", "conventional long form", "local short form"):
            name = plain((naming.get(key) or {}).get("text", ""))
            if name in by_name:
                pages.setdefault(by_name[name], page)
                break
    return pages


def plain(text: str) -> str:
    """Text without mark-up, in lower case, for comparing names."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.unescape(text))).strip().lower()


def phoenix(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Yield (names, codes with their dates) of a Phoenix dictionary (Open Event Data Alliance, MIT)."""
    names: list[str] = []
    codes: list[str] = []
    for raw in path.read_text(encoding="utf-8", errors="replace").splitlines():
        line = raw.split("#")[0].rstrip()
        if not line.strip():
            continue
        name = re.sub(r"\[[^\]]*\]?", "", line).strip()
        if line[0] not in "+ \t" and names:
            yield names, codes
            names, codes = [], []
        if name:
            names.append(re.sub(r"\s+", " ", name.lstrip("+").replace("_", " ")).strip())
        codes += [code.strip() for code in re.findall(r"\[([^\]]*)\]", line)]
    if names:
        yield names, codes
