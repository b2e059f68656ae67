"""Reading in several processes: records in the order of the articles, whatever happens to one of the processes.

Each process loads the model once and is given one article at a time. One that dies over an article is replaced and the
article tried once more; if that kills a process too, the article is told as unreadable and the others are not
concerned. The gazetteer is mapped into memory, so that the processes share it.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

from gpulse.errors import GpulseError
from gpulse.process import set_up
from gpulse.record import Article, Record
from gpulse.sources import BadInput

if TYPE_CHECKING:
    from gpulse.config import Settings

AHEAD = 8
"""Articles for each process that may be read before an earlier one is done; so memory stays bounded."""

Reader = Callable[[Article], Record]


def open_reader(settings: Settings, read_at: dt.datetime | None) -> Reader:
    """Load what reading needs and return the function that reads one article."""
    from gpulse.reading.kit import load_kit
    from gpulse.reading.pipeline import read_article

    kit = load_kit(settings)
    return lambda article: read_article(article, kit, read_at)


@dataclass(slots=True)
class _Task:
    number: int
    article: Article
    deaths: int = 0


@dataclass(slots=True)
class _Worker:
    process: Any
    connection: Connection
    ready: bool = False
    task: _Task | None = field(default=None)


def read_in_workers(
    articles: Iterable[Article],
    settings: Settings,
    workers: int,
    read_at: dt.datetime | None = None,
    opener: Callable[[Settings, dt.datetime | None], Reader] = open_reader,
) -> Iterator[Record | BadInput]:
    """Read articles in `workers` processes; yield their records, as `read_articles` gives them, in their order.

    An article over which two processes died comes out as a `BadInput`. `opener` (a function that a new process can
    import) makes the reading function in each process. Raises `ModelError` where the model cannot be loaded, and
    `GpulseError` where a process dies before it can read.
    """
    tasks = (_Task(number, article) for number, article in enumerate(articles))
    again: deque[_Task] = deque()
    done: dict[int, Record | BadInput] = {}
    taken = told = 0
    ended = False
    team = [_start(settings, read_at, opener) for _ in range(workers)]
    try:
        while True:
            for worker in team:
                if worker.task is None and again:
                    _give(worker, again.popleft())
                elif worker.task is None and not ended and taken < told + AHEAD * workers:
                    task = next(tasks, None)
                    ended = task is None
                    if task is not None:
                        taken += 1
                        _give(worker, task)
            while told in done:
                yield done.pop(told)
                told += 1
            if ended and told == taken:
                return
            busy = {worker.connection: k for k, worker in enumerate(team) if worker.task is not None}
            for connection in wait(list(busy)) if busy else ():
                k = busy[connection]  # type: ignore[index]
                if not _listen(team[k], done, again):
                    team[k] = _start(settings, read_at, opener)
    finally:
        for worker in team:
            worker.connection.close()
            worker.process.terminate()
        for worker in team:
            worker.process.join()


def _start(settings: Settings, read_at: dt.datetime | None, opener: Any) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, settings, read_at, opener), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _give(worker: _Worker, task: _Task) -> None:
    worker.task = task
    try:
        worker.connection.send(task.article)
    except OSError:
        return  # it is dead: `_listen` finds so


def _listen(worker: _Worker, done: dict[int, Record | BadInput], again: deque[_Task]) -> bool:
    """Take what a worker has to say; `False` where it died: its task is put back, or told as unreadable."""
    task = worker.task
    try:
        answer = worker.connection.recv()
    except (EOFError, OSError):
        worker.process.join()
        worker.connection.close()
        code = worker.process.exitcode
        if not worker.ready:
            raise GpulseError(
                f"A reading process died before it could read (exit code {code}); use fewer --workers, or look for "
                "what ends it (memory?)."
            ) from None
        if task is not None and task.deaths:
            why = f"{task.article.id} ends the process that reads it (exit code {code}, twice); nothing was read of it."
            done[task.number] = BadInput(origin=task.article.id, why=why)
        elif task is not None:
            task.deaths += 1
            again.append(task)
        return False
    if isinstance(answer, GpulseError):
        raise answer
    if answer is None:
        worker.ready = True
    elif task is not None:
        done[task.number] = answer
        worker.task = None
    return True


def _serve(connection: Connection, settings: Settings, read_at: dt.datetime | None, opener: Any) -> None:
    """Read what comes through the connection, until it is closed. The parent alone hears of Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a process a core
    set_up()
    try:
        read = opener(settings, read_at)
        connection.send(None)
        while True:
            connection.send(read(connection.recv()))
    except GpulseError as error:
        connection.send(error)
    except (EOFError, OSError):
        return
