"""Writing files whole: what stands under a name is always complete, the old or the new."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from gpulse.errors import InputError


def write_whole(path: Path, chunks: Iterable[bytes]) -> None:
    """Write `chunks` to a file beside `path`, then put it in its place. Raises `InputError` where that is not allowed.

    Where writing stops midway, what was there before stays, and nothing half-written is left behind. A database is
    never written over; to what is no plain file, such as `/dev/stdout`, the chunks are written as they come.
    """
    refuse_database(path)
    temporary: str | None = None
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as device:
                device.writelines(chunks)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:50]}.")
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
        os.replace(temporary, path)
        temporary = None
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}.") from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def refuse_database(path: Path) -> None:
    """Raise `InputError` where a SQLite database stands under a name: a store is not lost by a mistyped option."""
    if not path.is_file():
        return
    with path.open("rb") as file:
        if file.read(len(_DATABASE)) == _DATABASE:
            raise InputError(f"{path} is a database, such as a store; name another file to write to.")


_DATABASE = b"SQLite format 3\0"
