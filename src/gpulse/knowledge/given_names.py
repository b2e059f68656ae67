"""Given names that tell a man from a woman, and surnames that many people have.

Built by knowledge/build_given_names.py from the US census of 1990 and a list by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from gpulse.knowledge.names import fold
from gpulse.knowledge.rows import load_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenNames:
    """Names in lower case: of men, of women (none is in both), and common surnames."""

    men: frozenset[str]
    women: frozenset[str]
    surnames: frozenset[str]

    def gender(self, name: str) -> str:
        """Return "m" or "f" where a full name's first word tells it, else an empty string.

        >>> names = load_given_names()
        >>> [names.gender(name) for name in ("Angela Merkel", "Vladimir Putin", "Kim Jong Un", "Merkel")]
        ['f', 'm', '', '']
        """
        first, _, rest = fold(name).partition(" ")
        return "" if not rest else "m" if first in self.men else "f" if first in self.women else ""


def load_given_names() -> GivenNames:
    """Load the table. Raises `ModelError` where it is missing or damaged."""
    kinds = {kind: frozenset(names.split("|")) for kind, names, _ in load_rows("given_names.tsv")}
    return GivenNames(men=kinds["m"], women=kinds["f"], surnames=kinds["s"])
