"""Build agents.tsv: words for those who act → PLOVER sector.

    python knowledge/build_agents.py --shared ../shared

hand/agents.tsv first, then the PLOVER agents dictionary (PETRARCH's, MIT), whose codes are cut to their first sector.
"""

from __future__ import annotations

import re

from sources import HERE, TABLES, arguments, read_tsv, write_tsv

SECTORS = {"COP", "GOV", "JUD", "LEG", "MIL", "PTY", "REB", "SPY", "UAF", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI",
"JRN",
           "LAB", "MED", "REF", "REL", "OPP", "NGO"}  # fmt: skip
RENAMED = {"HLH": "MED", "MED": "JRN", "RAD": "REB", "SEP": "REB", "INS": "REB"}  # CAMEO's codes in the dictionary


def main() -> None:
    args = arguments(__doc__)
    words: dict[str, tuple[str, str]] = {}
    for sector, terms in read_tsv(HERE / "hand/agents.tsv"):
        for term in terms.split("|"):
            words.setdefault(term.lower(), (sector, "hand 2026-11"))
    for raw in (args.shared / "data/facts/actors/PLOVER_agents.txt").read_text(encoding="utf-8").splitlines():
        found = re.match(r"([A-Z][A-Z_' -]+?)_?\s*(?:\{([^}]*)\})?\s*\[~([A-Z]{3})", raw.split("#")[0])
        if not found:
            continue
        sector = RENAMED.get(found.group(3), found.group(3))
        if sector not in SECTORS:
            continue
        for term in (found.group(1), *(found.group(2) or "").split(",")):
            term = re.sub(r" (?:to|in|of|at|for|on|with|from)$", "", term.strip(" _").replace("_", " ").lower())
            for form in (term, term + "s"):
                if len(term) > 3 and "!" not in term:
                    words.setdefault(form, (sector, "PLOVER agents dictionary"))
    rows = sorted((term, sector, source) for term, (sector, source) in words.items())
    write_tsv(TABLES / "agents.tsv", "term sector source (fields by tab)", rows)


if __name__ == "__main__":
    main()
