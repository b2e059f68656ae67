"""Records and events as partitioned Parquet, written part by part: what `gpulse batch` leaves behind.

    DIR/records/published=2024-06-28/PART.parquet    a row a post: its id, digest, publisher, title, address, record
    DIR/events/published=2024-06-28/PART.parquet     a row an event, with PLOVER's columns
    DIR/parts/PART.json                              what the part holds; it is written last
    DIR/stories/00000.parquet                        a row a story, where `gpulse link` linked the records

The column `record` is the JSON that `gpulse read --json` prints. A post without a day of publication lies under
`published=unknown`. A part counts once its JSON file is there: files that it does not list were left by a run that was
killed, and nobody reads them; the part is written anew under the same names.

The extra `batch` (or `parquet`) brings pyarrow. A target is a folder, or an address that pyarrow knows (`s3://…`).
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gpulse.codec import decode, decode_record, digest, encode, encode_record
from gpulse.errors import InputError
from gpulse.record import Record

if TYPE_CHECKING:
    import pyarrow as pa

    from gpulse.linking.story.story_rows import Story

UNKNOWN = "unknown"
_DAMAGED = (OSError, ValueError, InputError)
ROWS = 256
"""Records taken from a file at once, so that memory stays small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A folder, on this machine or in an object store; `files` is pyarrow's file system."""

    files: Any
    root: str

    def path(self, *names: str) -> str:
        """Return the path of something in it."""
        return posixpath.join(self.root, *names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An article that could not be read, and why, in one sentence."""

    origin: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one part holds. `content` is the digest of what it was read from, `reader` that of the reader.

    `digests` are those of the articles whose records it holds; `elsewhere` those of articles that were not read for it,
    because another part held them already.
    """

    name: str
    source: str
    content: str
    reader: str
    digests: tuple[str, ...]
    elsewhere: tuple[str, ...]
    files: tuple[str, ...]
    failed: tuple[Failure, ...]


def open_target(words: str, *, create: bool) -> Target:
    """Open `parquet:DIR`, a folder or an address (`s3://bucket/folder`).

    Raises `InputError` where it cannot be opened, where it does not exist and is not to be made, and where pyarrow is
    missing.
    """
    try:
        from pyarrow import fs
    except ImportError as error:
        raise InputError("Parquet needs pyarrow: pip install 'gpulse[batch]'.") from error
    place = words.removeprefix("parquet:")
    try:
        files, root = fs.FileSystem.from_uri(place if "://" in place else Path(place).absolute().as_uri())
        if create:
            for name in ("records", "events", "parts"):
                files.create_dir(posixpath.join(root, name), recursive=True)
        elif files.get_file_info(posixpath.join(root, "parts")).type != fs.FileType.Directory:
            raise InputError(f"{place} holds no parts/; give the folder that `gpulse batch --to` wrote.")
    except (OSError, ValueError) as error:
        raise InputError(f"{place} cannot be opened: {error}; give a folder, or an address like s3://…") from error
    return Target(files=files, root=root)


def write_part(target: Target, part: Part, records: Sequence[Record]) -> Part:
    """Write the records of a part, then the part itself; return it with its files. Writing it again replaces it."""
    import pyarrow as pa

    days: dict[str, list[Record]] = {}
    for record in records:
        days.setdefault((record.article.published_at or UNKNOWN)[:10], []).append(record)
    written = []
    for day, own in sorted(days.items()):
        rows = [
            {
                "id": r.article.id,
                "digest": digest(r.article),
                "published": r.article.published_at,
                "publisher": r.article.publisher,
                "title": r.article.title,
                "url": r.article.url,
                "record": encode_record(r).decode(),
            }
            for r in own
        ]
        written.append(_write(target, "records", day, part.name, pa.Table.from_pylist(rows, schema=_schema())))
        written.append(_write(target, "events", day, part.name, _events(own)))
    whole = replace(part, files=tuple(written))
    path = target.path("parts", f"{part.name}.json")
    with target.files.open_output_stream(f"{path}.new") as out:
        out.write(encode(whole))
    target.files.move(f"{path}.new", path)
    return whole


def load_parts(target: Target) -> Iterator[Part]:
    """Yield the parts that are whole, by name. Raises `InputError` where one is damaged."""
    from pyarrow import fs

    for info in sorted(target.files.get_file_info(fs.FileSelector(target.path("parts"))), key=lambda i: i.path):
        if not info.path.endswith(".json"):
            continue
        try:
            yield _read_part(target, info.path)
        except _DAMAGED as error:
            raise InputError(f"{info.path} is damaged ({error}); delete it, and its part is read anew.") from error


def load_part(target: Target, name: str) -> Part | None:
    """Return a part by its name; `None` where it is not there, or damaged, and so to be written."""
    from pyarrow import fs

    path = target.path("parts", f"{name}.json")
    if target.files.get_file_info(path).type != fs.FileType.File:
        return None
    try:
        return _read_part(target, path)
    except _DAMAGED:
        return None


def load_records(target: Target, parts: Iterable[Part]) -> Iterator[Record]:
    """Yield the records of parts, day by day (posts without a day last), each day's in the order of the parts.

    Of an article that several parts hold, each is given. Memory holds some hundred records at a time. Raises
    `InputError` where a file is missing or damaged.
    """
    import pyarrow.parquet as pq

    names = sorted(
        (name.split("/")[1], number, name)
        for number, part in enumerate(parts)
        for name in part.files
        if name.startswith("records/")
    )
    for _, _, name in names:
        try:
            with target.files.open_input_file(target.path(name)) as file:
                for batch in pq.ParquetFile(file).iter_batches(batch_size=ROWS, columns=["record"]):
                    for cell in batch.column(0):
                        yield decode_record(cell.as_py())
        except _DAMAGED as error:
            raise InputError(f"{target.path(name)} cannot be read ({error}); delete its file in parts/.") from error


def write_stories(target: Target, told: Iterable[Sequence[Story]]) -> Iterator[int]:
    """Write stories, a file for those that are told together, in place of all that were there; yield how many each
    time."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    from pyarrow import fs

    from gpulse.views.stories import story_json

    text, number = pa.string(), pa.int64()
    schema = pa.schema(
        {
            "id": text, "title": text, "first_on": text, "last_on": text, "posts": pa.list_(text), "origins": number,
            "conflicts": number, "story": text,
        }
    )  # fmt: skip
    folder = target.path("stories")
    if target.files.get_file_info(folder).type == fs.FileType.Directory:
        target.files.delete_dir_contents(folder)
    target.files.create_dir(folder, recursive=True)
    for at, stories in enumerate(filter(None, told)):
        rows = [
            {
                "id": s.id, "title": s.title, "first_on": s.first_on, "last_on": s.last_on, "posts": s.articles,
                "origins": s.origins, "conflicts": len(s.conflicts),
                "story": json.dumps(story_json(s), ensure_ascii=False),
            }
            for s in stories
        ]  # fmt: skip
        with target.files.open_output_stream(posixpath.join(folder, f"{at:05}.parquet")) as out:
            pq.write_table(pa.Table.from_pylist(rows, schema=schema), out, compression="zstd")
        yield len(stories)


def _read_part(target: Target, path: str) -> Part:
    with target.files.open_input_stream(path) as file:
        return decode(file.read(), Part)


def _schema() -> pa.Schema:
    import pyarrow as pa

    names = ("id", "digest", "published", "publisher", "title", "url", "record")
    return pa.schema([pa.field(name, pa.string()) for name in names])


def _events(records: Sequence[Record]) -> pa.Table:
    from gpulse.exchange.event_tables import build_table
    from gpulse.exchange.plover import event_rows

    return build_table(list(event_rows(records)))


def _write(target: Target, kind: str, day: str, name: str, table: pa.Table) -> str:
    """Write a table; return its path in the target."""
    import pyarrow.parquet as pq

    path = f"{kind}/published={day}/{name}.parquet"
    target.files.create_dir(posixpath.dirname(target.path(path)), recursive=True)
    with target.files.open_output_stream(target.path(path)) as out:
        pq.write_table(table, out, compression="zstd")
    return path
