"""Reading archives on many cores or machines with Ray Data. The only import of ray, in the extra `batch`.

Sources are cut into parts of some hundred articles. One actor a core loads the model once and reads parts; each part is
written as Parquet (`exchange/partitions.py`) by the actor that read it, and counts from then on. So a run that is
stopped, or killed, is run again and goes on where it was: parts that are whole are left alone, and in the others no
article is read that a whole part holds already, read by the same reader (its digest tells).

An actor that dies is started again by Ray and given its part again. A part that was begun before is read with care: in
a process of its own, so that an article that kills whoever reads it is told as unreadable, and the rest is kept.
"""

from __future__ import annotations

import io
import itertools
import logging
import os
import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gpulse.article import Form, parse_json_line
from gpulse.codec import digest
from gpulse.config import Settings
from gpulse.errors import GpulseError, InputError
from gpulse.exchange.partitions import Failure, Part, Target, load_part, load_parts, open_target, write_part
from gpulse.page import Page, is_address
from gpulse.process import set_up
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import build_meta, read_articles
from gpulse.reading.workers import read_in_workers
from gpulse.record import Article, Record
from gpulse.sources import BadInput, find_files, load_pages, parse_page
from gpulse.warc import SUFFIXES as ARCHIVES
from gpulse.warc import parse_warc

PART = 200
"""Articles in one part: half a minute's work of a core, so little is read twice when a worker dies."""

LINES = (".jsonl", ".ndjson")
TABLE = ".parquet"
COLUMNS = ("id", "text", "title", "publisher", "outlet", "published", "published_at", "byline", "url", "language")
"""Columns of a Parquet source that are looked at; `text` must be there."""

_MARK = 16
"""Bytes of a digest in the list of what was read: at 100 million articles two share them with odds of 1 in 10^22."""


_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_BACKEND_LOG_LEVEL": "fatal", "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
          "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}  # fmt: skip
"""No report to Ray's makers, and of its log only what ends it."""

_SHARE, _CUT = 0.95, 0.01
"""Cores that an actor and a task that cuts are booked with: together a core, or the tasks would wait for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a run was asked for: all that the workers need to know."""

    target: str
    settings: Settings
    form: Form | None
    published: str | None
    size: int


def read_batch(
    sources: Sequence[str],
    target: str,
    settings: Settings,
    *,
    form: Form | None = None,
    published: str | None = None,
    workers: int | None = None,
    address: str | None = None,
    size: int = PART,
) -> Iterator[Part | BadInput]:
    """Read all sources into `target` (`parquet:DIR`, `parquet:s3://…`); yield each part once it is kept.

    A source is what `gpulse read` takes, an address of an object store, or a Parquet file with a column `text`.
    `workers` actors read (by default one a core of the cluster); `address` is that of a Ray cluster, without which one
    is started on this machine and stopped at the end. The records are those of `gpulse read`, but without the time of
    reading, so that the same article gives the same bytes. Parts come in the order in which they end.

    Raises `InputError` where the extra `batch` is missing, the target cannot be opened or no source can be read.
    """
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise InputError("Batches need Ray: pip install 'gpulse[batch]'.") from error
    files, bad = list_sources(sources)
    yield from bad
    if not files:
        return
    asked = Asked(target=target, settings=settings, form=form, published=published, size=size)
    kept = find_read(open_target(target, create=True), digest_reader(settings, load_kit(settings)))
    ours = not ray.is_initialized()
    if ours:
        _start(ray, address)
    try:
        found: Any = ray
        cores = int(found.cluster_resources().get("CPU", 1))
        context = ray.data.DataContext.get_current()
        context.target_max_block_size = 1  # a part is a block: it is read as soon as it is cut
        context.enable_progress_bars = False
        context.print_on_execution_start = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        cut = ray.data.from_items([{"source": name} for name in files], override_num_blocks=len(files)).flat_map(
            _Cutter(asked), num_cpus=_CUT
        )
        reading = cut.map_batches(
            Reading,
            fn_constructor_args=(asked, (ray.put(kept),)),
            batch_size=1,
            num_cpus=_SHARE,
            compute=ray.data.ActorPoolStrategy(size=min(workers or cores, cores)),
        )
        for row in reading.iter_rows():
            found = pickle.loads(row["told"])
            if isinstance(found, GpulseError):
                raise found
            yield found
    finally:
        if ours:
            ray.shutdown()


def list_sources(sources: Iterable[str]) -> tuple[list[str], list[BadInput]]:
    """Return the files that sources name, folders looked through, and those that do not exist."""
    files: list[str] = []
    bad: list[BadInput] = []
    for source in sources:
        try:
            if source == "-" or is_address(source):
                raise InputError(f"{source} is no archive; give files, folders or addresses of an object store.")
            files += [source] if "://" in source else find_files(Path(source), (TABLE,))
        except InputError as error:
            bad.append(BadInput(origin=source, why=str(error)))
    return files, bad


def find_read(target: Target, reader: str) -> NDArray[np.bytes_]:
    """Return the marks of the articles that whole parts hold, read by `reader`, sorted."""
    marks = [bytes.fromhex(d)[:_MARK] for part in load_parts(target) if part.reader == reader for d in part.digests]
    return np.sort(np.array(marks, dtype=f"S{_MARK}"))


def cut_source(name: str, asked: Asked) -> Iterator[tuple[int, list[Page | Article | BadInput]]]:
    """Yield the parts of a source: a number and what is in it, pages not yet parsed. A bad source is one `BadInput`."""
    found = iter(_items(name, asked))
    for number in itertools.count():
        items = list(itertools.islice(found, asked.size))
        if not items:
            return
        yield number, items


def _items(name: str, asked: Asked) -> Iterator[Page | Article | BadInput]:
    try:
        if name.lower().endswith(TABLE):
            yield from _load_table(name, asked.published)
        elif (
            "://" not in name and name.lower().endswith(LINES) and Path(name).stat().st_size > asked.settings.max_bytes
        ):
            with open(name, "rb") as file:
                yield from _lines(file, name, asked)
        elif "://" in name:
            yield from _load_remote(name, asked)
        elif name.lower().endswith(ARCHIVES):
            yield from load_pages(name, asked.settings)
        else:
            for page in load_pages(name, asked.settings):
                yield from parse_page(page, form=asked.form, published=asked.published)
    except InputError as error:
        yield BadInput(origin=name, why=str(error))
    except (OSError, ValueError) as error:  # pyarrow raises ValueErrors
        yield BadInput(origin=name, why=f"{name} cannot be read: {error}.")


def _load_remote(name: str, asked: Asked) -> Iterator[Page | Article | BadInput]:
    """Yield what a file in an object store holds: the pages of an archive, or the articles of JSON lines."""
    from pyarrow import fs

    if not name.lower().endswith((*ARCHIVES, *LINES)):
        raise InputError(f"{name} is neither WARC, JSON Lines nor Parquet; copy it to this machine to read it.")
    files, path = fs.FileSystem.from_uri(name)
    with io.BufferedReader(files.open_input_stream(path, compression=None)) as file:
        if name.lower().endswith(ARCHIVES):
            yield from parse_warc(file, name, asked.settings.max_bytes)
        else:
            yield from _lines(file, name, asked)


def _lines(file: Iterable[bytes], name: str, asked: Asked) -> Iterator[Article | BadInput]:
    for number, line in enumerate(file, 1):
        if line.strip():
            yield _told(parse_json_line(line, f"{name}#{number}", asked.published), name)


def _load_table(name: str, published: str | None) -> Iterator[Article | BadInput]:
    """Yield the articles of a Parquet file; each row is read as the object of a JSON line would be."""
    import json

    import pyarrow.parquet as pq
    from pyarrow import fs

    files, path = fs.FileSystem.from_uri(name if "://" in name else Path(name).absolute().as_uri())
    with files.open_input_file(path) as file:
        table = pq.ParquetFile(file)
        columns = [c for c in COLUMNS if c in table.schema_arrow.names]
        if "text" not in columns:
            raise InputError(f"{name} has no column text; give Parquet with text, and perhaps published, title, url.")
        number = 0
        for batch in table.iter_batches(batch_size=256, columns=columns):
            for row in batch.to_pylist():
                number += 1
                line = json.dumps(row, default=lambda day: day.isoformat()).encode()
                yield _told(parse_json_line(line, f"{name}#{number}", published), name)


def _told(found: Article | InputError, name: str) -> Article | BadInput:
    return BadInput(origin=name, why=str(found)) if isinstance(found, InputError) else found


@dataclass(frozen=True, slots=True)
class _Cutter:
    """Cuts a source into rows, one a part; runs in Ray's tasks."""

    asked: Asked

    def __call__(self, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for number, items in cut_source(row["source"], self.asked):
            yield {"source": row["source"], "number": number, "items": pickle.dumps(items)}


class Reading:
    """Reads parts; an actor of Ray."""

    def __init__(self, asked: Asked, kept: tuple[Any, ...]) -> None:
        import ray

        os.environ["OPENBLAS_NUM_THREADS"] = "1"
        set_up()
        self.reader = PartReader(asked, ray.get(kept[0]))  # an array that the actors of a machine share

    def __call__(self, rows: dict[str, Any]) -> dict[str, Any]:
        """Read one part; what became of it goes out as bytes: a `Part`, or the error that ends the run."""
        told: object
        try:
            told = self.reader.read(str(rows["source"][0]), int(rows["number"][0]), bytes(rows["items"][0]))
        except GpulseError as error:
            told = error
        return {"told": np.array([pickle.dumps(told)], dtype=object)}


class PartReader:
    """Reads parts into the target, with the model loaded once. `kept` are the marks that `find_read` gives."""

    def __init__(self, asked: Asked, kept: NDArray[np.bytes_]) -> None:
        self.asked = asked
        self.kept = kept
        self.kit = load_kit(asked.settings)
        self.target = open_target(asked.target, create=True)
        self.reader = digest_reader(asked.settings, self.kit)

    def read(self, source: str, number: int, packed: bytes) -> Part:
        """Return a part, read and kept; it is read anew only where it is not whole or not what it was."""
        name = name_part(source, number)
        content = sha256(packed + repr((self.asked.form, self.asked.published)).encode()).hexdigest()
        before = load_part(self.target, name)
        same = before is not None and (before.content, before.reader) == (content, self.reader)
        if before and same and all(self._was_read(mark) for mark in before.elsewhere):
            return before
        own = frozenset(before.digests if before else ())  # what this part held is about to be written over
        articles: dict[str, Article] = {}
        failed: list[Failure] = []
        for found in _parsed(pickle.loads(packed), self.asked):
            if isinstance(found, BadInput):
                failed.append(Failure(origin=found.origin, why=found.why))
            else:
                articles.setdefault(digest(found), found)
        elsewhere = [mark for mark in articles if mark not in own and self._was_read(mark)]
        unread = [article for mark, article in articles.items() if mark not in elsewhere]
        begun = self._begin(name)
        records = []
        for read in self._read(unread, with_care=begun):
            if isinstance(read, BadInput):
                failed.append(Failure(origin=read.origin, why=read.why))
            else:
                records.append(read)
        part = Part(
            name=name, source=source, content=content, reader=self.reader, files=(), failed=tuple(failed),
            digests=tuple(digest(record.article) for record in records), elsewhere=tuple(elsewhere),
        )  # fmt: skip
        part = write_part(self.target, part, records)
        self.target.files.delete_file(self._begun(name))
        return part

    def _read(self, articles: Sequence[Article], *, with_care: bool) -> Iterator[Record | BadInput]:
        if with_care and articles:
            return read_in_workers(articles, self.asked.settings, 1)
        return read_articles(articles, self.kit)

    def _was_read(self, mark: str) -> bool:
        short = np.bytes_(bytes.fromhex(mark)[:_MARK])
        place = int(np.searchsorted(self.kept, short))
        found: bytes = self.kept[place : place + 1].tobytes()
        return bool(found == bytes.fromhex(mark)[:_MARK])

    def _begun(self, name: str) -> str:
        return self.target.path("parts", f"{name}.begun")

    def _begin(self, name: str) -> bool:
        """Note that a part is begun; return whether it was begun before and not ended."""
        from pyarrow import fs

        before = bool(self.target.files.get_file_info(self._begun(name)).type == fs.FileType.File)
        with self.target.files.open_output_stream(self._begun(name)):
            pass
        return before


def name_part(source: str, number: int) -> str:
    """Return the name of a part: of its source, and the same in each run.

    >>> name_part("news/2024.warc.gz", 3)
    '2024-2de79739-00003'
    """
    stem = "".join(c if c.isalnum() or c in "-_" else "-" for c in Path(source).name.split(".")[0])[:40]
    return f"{stem}-{sha256(source.encode()).hexdigest()[:8]}-{number:05}"


def _parsed(items: Iterable[Page | Article | BadInput], asked: Asked) -> Iterator[Article | BadInput]:
    for item in items:
        if isinstance(item, Page):
            yield from parse_page(item, form=asked.form, published=asked.published)
        else:
            yield item


def digest_reader(settings: Settings, kit: Kit) -> str:
    """Return what tells one reader from another: version, model, stages, and the settings that change a record."""
    return digest((build_meta(kit), settings.disputed))


def _start(ray: Any, address: str | None) -> None:
    """Join a cluster, or start one of this machine's cores alone."""
    try:
        if address:
            ray.init(address=address, log_to_driver=False, logging_level="error")
        else:
            ray.init(
                num_cpus=os.cpu_count(), include_dashboard=False, log_to_driver=False, logging_level="error",
                _node_ip_address="127.0.0.1",
            )  # fmt: skip
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        raise InputError(
            f"Ray cannot be reached or started ({error}); check --address, and memory in /dev/shm."
        ) from error
