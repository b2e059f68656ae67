"""Kill -9 at random moments of everything that writes, and prove each time that nothing reported as done is lost.

    python benchmarks/kills.py --kills 1000 --seed 1 [--url postgresql://…/an_empty_database]

A child process does the work and reports each thing that it has done through a pipe; the parent kills it at a random
moment (SIGKILL), reads the reports, and looks at the store: all that was reported must be there, nothing half-written
may be seen, and `gpulse check` must find nothing. Then the work is run again, and killed again, until it ends by
itself, and its result must be whole. Reading is cut to its first stage, so that most of the time is spent in writing.
The works: add, watch, reread, migrate, back up, restore, import, and vacuum with removal.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import signal
import sys
import tempfile
import time
import traceback
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import sqlalchemy as sa

from gpulse.config import Settings
from gpulse.fetch import Fetcher
from gpulse.intake import Added, Unread, add_articles, reread
from gpulse.reading import pipeline
from gpulse.reading.kit import Kit, load_kit
from gpulse.record import Article
from gpulse.store import Store, open_store
from gpulse.store.check import check
from gpulse.store.engine import create_engine, migrate, resolve_url
from gpulse.store.feeds import add_feed
from gpulse.store.packing import unpack_layers
from gpulse.store.retention import remove, vacuum
from gpulse.store.tables import HEAD, metadata
from gpulse.store.transfer import back_up, export_store, import_store, restore
from gpulse.watch import EntrySeen, watch

SETTINGS = Settings(allow_private=True, host_interval=0, retries=0, timeout=5.0)
POSTS = 25
Report = Callable[[str], None]


class Wrong(Exception):
    """Something was lost or corrupted."""


@dataclass(kw_only=True)
class Bench:
    """Where the works happen: a store that is made anew now and then, and what is expected to be in it."""

    folder: Path
    url: str | None
    kit: Kit
    seed: int
    chance: random.Random
    round: int = 0
    stages: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    feed: str = ""

    @property
    def place(self) -> str:
        return self.url or str(self.folder / "store.db")

    def open(self) -> Store:
        return open_store(self.place)

    def empty(self) -> None:
        """Start over with no store at all."""
        self.texts.clear()
        if self.url is None:
            for path in self.folder.glob("store.db*"):
                path.unlink()
            return
        engine = create_engine(resolve_url(self.url))
        with engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
        engine.dispose()

    def articles(self) -> list[Article]:
        """Return new posts, and corrections of some that are there."""
        known = self.chance.sample(sorted(self.texts), min(5, len(self.texts)))
        new = [f"post-{self.round}-{number}" for number in range(POSTS)]
        return [Article(id=id, text=f"{id} in round {self.round}. " + _words(self.chance)) for id in (*new, *known)]


def _words(chance: random.Random) -> str:
    words = "Seoul Moscow grain rail visas talks on of the minister said would send by Friday border".split()
    return " ".join(chance.choices(words, k=chance.randrange(30, 400))) + "."


# The works: each runs in the child, reports what it has done, and is judged by the parent


@dataclass(kw_only=True)
class Work:
    """`run` is done by the child. After a kill, `peek` looks before the store is opened and `judge` at the store, given
    the reports; `end` looks once the work ended by itself."""

    run: Callable[[Report], None]
    judge: Callable[[Store, list[str]], None]
    peek: Callable[[], None] = lambda: None
    end: Callable[[Store], None] = lambda _: None


def work_add(bench: Bench) -> Work:
    articles = bench.articles()
    wanted = {article.id: article.text for article in articles}

    def run(report: Report) -> None:
        with bench.open() as store:
            for done in add_articles(store, [Unread(article=article) for article in articles], bench.kit):
                if not isinstance(done, Added):
                    raise Wrong(f"could not add: {done}")
                report(done.id)

    def judge(store: Store, reports: list[str]) -> None:
        for id in reports:
            if store.load_record(id).article.text != wanted[id]:
                raise Wrong(f"{id} was reported as kept, and is not")
        for id, text in bench.texts.items():
            if store.load_record(id).article.text not in (text, wanted.get(id)):
                raise Wrong(f"{id} was there before and is damaged")

    def end(store: Store) -> None:
        bench.texts.update(wanted)
        _must_hold(store, bench.texts)

    return Work(run=run, judge=judge, end=end)


def work_reread(bench: Bench) -> Work:
    bench.stages += 1
    newer = str(1_000 + bench.stages)

    def run(report: Report) -> None:
        pipeline.STAGES = (replace(pipeline.STAGES[0], version=newer),)
        with bench.open() as store:
            for done in reread(store, bench.kit):
                if isinstance(done, Added):
                    report(done.id)

    def judge(store: Store, reports: list[str]) -> None:
        for id in reports:
            if store.load_record(id).meta.stages[0].version != newer:
                raise Wrong(f"{id} was reported as read again, and is not")
        _must_hold(store, bench.texts)

    def end(store: Store) -> None:
        judge(store, list(bench.texts))

    return Work(run=run, judge=judge, end=end)


def work_watch(bench: Bench) -> Work:
    with bench.open() as store:
        add_feed(store, f"{bench.feed}/feed/{bench.seed}-{bench.round}", at="2024-06-28T00:00:00Z")
    prefix = f"{bench.feed}/page/{bench.seed}-{bench.round}/"

    def run(report: Report) -> None:
        with bench.open() as store, Fetcher(SETTINGS) as fetcher:
            for seen in watch(store, fetcher, bench.kit, once=True):
                if isinstance(seen, EntrySeen):
                    if seen.why:
                        raise Wrong(f"could not keep {seen.url}: {seen.why}")
                    report(seen.url)

    def judge(store: Store, reports: list[str]) -> None:
        for id in reports:
            store.load_record(id)
        with store.reading() as connection:
            kept = set(connection.execute(sa.text("SELECT post FROM entries WHERE state = 'kept'")).scalars())
        posts = {record.article.id for record in store.load_records()}
        if not kept <= posts:
            raise Wrong("an item is noted as kept whose post is not there")
        if stray := {id for id in posts if id.startswith(prefix)} - kept:
            raise Wrong(f"a post is there whose item is not noted as kept: {stray}")

    def end(store: Store) -> None:
        ids = {record.article.id for record in store.load_records() if record.article.id.startswith(prefix)}
        if len(ids) != POSTS:
            raise Wrong(f"{len(ids)} of {POSTS} items were kept")
        bench.texts.update({id: store.load_record(id).article.text for id in ids})

    return Work(run=run, judge=judge, end=end)


def work_migrate(bench: Bench) -> Work:
    """Take the store back to its first version, as an old gpulse left it, and bring it up again."""
    with bench.open() as store:
        export_store(store, bench.folder / "before.gz")
        records = {record.article.id: record for record in store.load_records()}
        with store.reading() as connection:
            old = {
                name: [dict(row) for row in connection.execute(sa.select(metadata.tables[name])).mappings()]
                for name in ("posts", "versions", "readers", "readings")
            }
    texts = {row["number"]: row["text"] for row in old["versions"]}
    for row in old["readings"]:
        row["layers"] = zlib.compress(unpack_layers(row["layers"], texts[row["version"]]))
    bench.empty()
    bench.texts.update({id: record.article.text for id, record in records.items()})
    engine = create_engine(resolve_url(bench.place))
    migrate(engine, "0001")
    first = sa.MetaData()
    first.reflect(engine)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        for name, rows in old.items():
            columns = {column.name for column in first.tables[name].columns}
            if rows:
                kept = [{key: value for key, value in row.items() if key in columns} for row in rows]
                connection.execute(sa.insert(first.tables[name]), kept)
        if connection.dialect.name == "postgresql":
            for name in old:
                connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{name}', 'number'), (SELECT max(number) + 1 FROM {name}))"
                )
    engine.dispose()

    def run(report: Report) -> None:
        bench.open().close()

    def peek() -> None:
        engine = create_engine(resolve_url(bench.place))
        with engine.connect() as connection:
            version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            tables = set(sa.inspect(connection).get_table_names())
        engine.dispose()
        if (version, "entries" in tables, "pages" in tables) not in (("0001", False, False), (HEAD, True, True)):
            raise Wrong(f"a migration that was killed left version {version} with the tables {tables}")

    def judge(store: Store, reports: list[str]) -> None:
        if {record.article.id: record for record in store.load_records()} != records:
            raise Wrong("a migration changed what was kept")

    return Work(run=run, judge=judge, peek=peek)


def work_back_up(bench: Bench) -> Work:
    target = bench.folder / "backup.db"
    target.unlink(missing_ok=True)

    def run(report: Report) -> None:
        with bench.open() as store:
            back_up(store, target)
            report("done")

    def judge(store: Store, reports: list[str]) -> None:
        if reports and not target.exists():
            raise Wrong("a backup was reported, and is not there")
        if target.exists():
            with open_store(str(target)) as copy:
                _must_hold(copy, bench.texts)
                _must_be_sound(copy)

    return Work(run=run, judge=judge)


def work_restore(bench: Bench) -> Work:
    source = bench.folder / "other.db"
    source.unlink(missing_ok=True)
    other = {f"other-{bench.round}-{number}": f"Other {number}. {_words(bench.chance)}" for number in range(POSTS)}
    with open_store(str(bench.folder / "filling.db")) as filling:
        list(
            add_articles(filling, [Unread(article=Article(id=id, text=text)) for id, text in other.items()], bench.kit)
        )
        back_up(filling, source)
    for path in bench.folder.glob("filling.db*"):
        path.unlink()
    before = dict(bench.texts)

    def run(report: Report) -> None:
        with bench.open() as store:
            restore(store, source, replace=True)
            report("done")

    def judge(store: Store, reports: list[str]) -> None:
        found = {record.article.id: record.article.text for record in store.load_records()}
        if found not in ([other] if reports else [before, other]):
            raise Wrong("a restore that was killed left neither what was there nor what was to come")

    def end(store: Store) -> None:
        bench.texts = other

    return Work(run=run, judge=judge, end=end)


def work_import(bench: Bench) -> Work:
    with bench.open() as store:
        export_store(store, bench.folder / "export.gz")
    texts = dict(bench.texts)
    bench.empty()

    def run(report: Report) -> None:
        with bench.open() as store:
            if not store.count_posts():
                import_store(store, bench.folder / "export.gz")
            report("done")

    def judge(store: Store, reports: list[str]) -> None:
        if store.count_posts() not in ((len(texts),) if reports else (0, len(texts))):
            raise Wrong("an import that was killed left a part of it")

    def end(store: Store) -> None:
        bench.texts = texts
        _must_hold(store, texts)

    return Work(run=run, judge=judge, end=end)


def work_vacuum(bench: Bench) -> Work:
    def run(report: Report) -> None:
        with bench.open() as store:
            remove(store, superseded_before="2999-01-01")
            vacuum(store)
            report("done")

    return Work(run=run, judge=lambda store, _: _must_hold(store, bench.texts))


WORKS = (work_add, work_reread, work_watch, work_migrate, work_back_up, work_restore, work_import, work_vacuum)
WEIGHTS = (5, 3, 4, 2, 1, 1, 1, 1)


def _must_hold(store: Store, texts: dict[str, str]) -> None:
    found = {record.article.id: record.article.text for record in store.load_records()}
    if lost := {id for id, text in texts.items() if found.get(id) != text}:
        raise Wrong(f"{len(lost)} posts are lost or changed, as {min(lost)}")


def _must_be_sound(store: Store) -> None:
    for problem in check(store):
        raise Wrong(f"{problem.post}: {problem.why}")


# Killing


def run_and_kill(run: Callable[[Report], None], after: float | None) -> tuple[bool, list[str]]:
    """Run in a child and kill it after so many seconds; say whether it was killed, and return its reports."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 1
        try:
            run(lambda line: os.write(writing, line.encode() + b"\n") and None)
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    reports = b""
    until = None if after is None else time.monotonic() + after
    while True:
        left = None if until is None else max(0.0, until - time.monotonic())
        if not select.select([reading], [], [], left)[0]:
            os.kill(child, signal.SIGKILL)
            until = None
        elif piece := os.read(reading, 65_536):
            reports += piece
        else:
            break
    os.close(reading)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise Wrong("the work failed by itself (see above)")
    return os.WIFSIGNALED(status), reports.decode().splitlines()


def run_rounds(bench: Bench, kills: int) -> Counter[str]:
    """Do works in random order and kill them until so many kills are counted; return how many each work took."""
    counted: Counter[str] = Counter()
    lasting = dict.fromkeys(WORKS, 1.0)
    while counted.total() < kills:
        if bench.round % 20 == 0:
            bench.empty()
        make = WORKS[0] if bench.round % 20 == 0 else bench.chance.choices(WORKS, WEIGHTS)[0]
        bench.round += 1
        name = make.__name__.removeprefix("work_")
        work = make(bench)
        tries = bench.chance.randrange(1, 4)
        killed = True
        try:
            while killed:
                started = time.monotonic()
                after = bench.chance.uniform(0, lasting[make]) if tries and counted.total() < kills else None
                killed, reports = run_and_kill(work.run, after)
                tries -= 1
                counted[name] += killed
                if not killed:
                    lasting[make] = time.monotonic() - started
                work.peek()
                with bench.open() as store:
                    work.judge(store, reports)
                    _must_be_sound(store)
            with bench.open() as store:
                work.end(store)
            print(f"round {bench.round}, {name}: {counted.total()} kills", file=sys.stderr, flush=True)
        except Exception as error:
            raise Wrong(f"round {bench.round} ({name}), after {counted.total()} kills: {error!r}") from error
    return counted


def serve() -> tuple[str, int]:
    """Start a web server in a process of its own: /feed/N names POSTS pages. Return its address and process."""

    class Request(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 65_536

        def do_GET(self) -> None:
            host = self.headers["Host"]
            _, kind, name, *_ = [*self.path.split("/"), ""]
            if kind == "feed":
                links = "".join(
                    f"<item><link>http://{host}/page/{name}/{number}</link></item>" for number in range(POSTS)
                )
                body = f"<rss version='2.0'><channel><title>{name}</title>{links}</channel></rss>"
            elif kind == "page":
                words = f"Ministers met for the {self.path} time to speak about grain, rail and visas. " * 8
                body = f"<html><body><article><h1>Talks</h1><p>{words}</p></article></body></html>"
            else:
                body = ""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that is killed is what this is about."""

    server = Server(("127.0.0.1", 0), Request)
    child = os.fork()
    if child == 0:
        server.serve_forever()
    server.socket.close()
    return f"http://127.0.0.1:{server.server_port}", child


def main() -> int:
    """Run and print the figures; the exit code is 1 where something was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--url", help="an empty PostgreSQL database, which is emptied again and again; else SQLite")
    given = parser.parse_args()
    pipeline.STAGES = pipeline.STAGES[:1]
    address, server = serve()
    started = time.monotonic()
    try:
        with tempfile.TemporaryDirectory() as folder:
            bench = Bench(
                folder=Path(folder),
                url=given.url,
                kit=load_kit(SETTINGS),
                seed=given.seed,
                chance=random.Random(given.seed),
                feed=address,
            )
            counted = run_rounds(bench, given.kills)
    except Wrong as error:
        print(f"seed {given.seed}: WRONG: {error}")
        return 1
    finally:
        os.kill(server, signal.SIGKILL)
        os.waitpid(server, 0)
    works = ", ".join(f"{count} {name}" for name, count in counted.most_common())
    print(
        f"seed {given.seed}: {counted.total()} kills ({works}) in {time.monotonic() - started:.0f} s on "
        f"{'PostgreSQL' if given.url else 'SQLite'}: nothing lost, nothing corrupted"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
