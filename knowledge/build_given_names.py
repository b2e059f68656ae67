"""Build given_names.tsv: given names that tell whether a man or a woman bears them, and common surnames.

    python knowledge/build_given_names.py

Names and their frequency: the US census of 1990 (public domain) as PyPI's `names` has it; names of other parts of the
world: hand/given_names.tsv. A name that both sexes bear is kept where one bears it ten times as often as the other.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from sources import HERE, TABLES, read_tsv, write_tsv

from gpulse.knowledge.names import fold

CLEAR, SURNAMES = 10.0, 1_000


def load_census(name: str) -> dict[str, float]:
    """Return the names of a file of the census with the share of people, in per cent, that bear each."""
    found = importlib.util.find_spec("names")
    if found is None or found.origin is None:
        raise SystemExit("The package `names` is missing; install the extra `tables`.")
    lines = Path(found.origin).with_name(name).read_text(encoding="ascii").splitlines()
    return {cells[0].lower(): float(cells[1]) for cells in map(str.split, lines)}


def main() -> None:
    men, women = load_census("dist.male.first"), load_census("dist.female.first")
    kinds = {
        "m": {name for name, share in men.items() if share >= CLEAR * women.get(name, 0.0)},
        "f": {name for name, share in women.items() if share >= CLEAR * men.get(name, 0.0)},
        "s": set(list(load_census("dist.all.last"))[:SURNAMES]),
    }
    for kind, names in read_tsv(HERE / "hand/given_names.tsv"):
        kinds[kind] |= {fold(name) for name in names.split("|")}
    both = kinds["m"] & kinds["f"]
    rows = [(kind, "|".join(sorted(names - both if kind != "s" else names)), "census 1990; hand 2026-11")
            for kind, names in kinds.items()]  # fmt: skip
    write_tsv(TABLES / "given_names.tsv", "m, f or s (a common surname); names in lower case by |; source", rows)


if __name__ == "__main__":
    main()
