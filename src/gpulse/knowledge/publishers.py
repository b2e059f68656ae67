"""Who publishes, and who owns whom: an agency's text in ten papers, and ten titles of one house, are one origin."""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gpulse.errors import InputError, ModelError
from gpulse.knowledge.names import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """A publisher: `kind` is agency, newspaper, magazine or broadcaster; `country` ISO 3166-1 alpha-3."""

    name: str
    other_names: tuple[str, ...]
    kind: str
    country: str
    owner: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishers:
    """The table of publishers, by each of their names."""

    by_name: Mapping[str, Publisher]

    def find(self, name: str) -> Publisher | None:
        """Return the publisher of this name, as the table or a text writes it."""
        return self.by_name.get(fold(name).removeprefix("the "))

    def house(self, name: str) -> str:
        """Return the owner of a publisher, or its own name where the table does not have it: who answers for a text.

        >>> publishers = load_publishers()
        >>> publishers.house("The Mirror") == publishers.house("Daily Express"), publishers.house("Wire A")
        (True, 'wire a')
        """
        found = self.find(name)
        return found.owner if found else fold(name)


def load_publishers(extra: Path | None = None) -> Publishers:
    """Load the table of the package, and rows of your own in the same form, which overrule it.

    Raises `ModelError` where the package's table is damaged, `InputError` where `extra` is not such a table.
    """
    path = importlib.resources.files("gpulse.knowledge") / "tables" / "publishers.tsv"
    try:
        rows = list(_parse_rows(path.read_text(encoding="utf-8").splitlines()))
    except (OSError, ValueError) as error:
        raise ModelError("The table publishers.tsv is missing or damaged; install gpulse again.") from error
    if extra is not None:
        try:
            rows += _parse_rows(extra.read_text(encoding="utf-8").splitlines())
        except (OSError, ValueError) as error:
            raise InputError(
                f"{extra} is no table of publishers: {error}; six fields a line, parted by tabs."
            ) from error
    by_name: dict[str, Publisher] = {}
    for row in rows:
        for name in (row.name, *row.other_names):
            by_name[fold(name).removeprefix("the ")] = row
    return Publishers(by_name=by_name)


def _parse_rows(lines: Iterable[str]) -> Iterable[Publisher]:
    for line in lines:
        if line and not line.startswith("#"):
            name, others, kind, country, owner, source = re.split("\t", line)
            yield Publisher(
                name=name, other_names=tuple(filter(None, others.split("|"))), kind=kind, country=country, owner=owner,
                source=source,
            )  # fmt: skip
