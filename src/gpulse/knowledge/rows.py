"""Tables as they lie in the package: tab-separated text, `#` for comments, some compressed."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

from gpulse.errors import ModelError

TABLES = Path(__file__).with_name("tables")


def load_rows(name: str, splits: int = -1) -> Iterator[list[str]]:
    """Yield the rows of a table, cut at tabs (at the first `splits` ones).

    Raises `ModelError` where the table is missing or damaged.
    """
    path = TABLES / name
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise ModelError(f"The table {path} cannot be read: {error}; install the package again.") from error
    for line in text.split("\n"):
        if line and line[0] != "#":
            yield line.split("\t", splits)
