"""Keeping the summaries up to date beside the pages: in a process of its own, so that no page waits for it."""

from __future__ import annotations

import datetime as dt
import logging
import multiprocessing
import threading
from dataclasses import dataclass, field

from gpulse.errors import GpulseError
from gpulse.linking.summaries import is_stale, summarise
from gpulse.store import Store, open_store

LOOK_SECONDS = 5.0
"""How often the store is looked at for changes; a look costs a few milliseconds."""

REST = 10.0
"""After a summary that took t seconds, the next one waits at least this many times t: a tenth of one core at most."""

LONGEST_REST = 1800.0
"""But no longer than this."""


def today() -> str:
    """Return today's day (UTC)."""
    return dt.datetime.now(dt.UTC).date().isoformat()


def _summarise(url: str) -> None:
    with open_store(url) as store:
        summarise(store, today())


@dataclass(slots=True, kw_only=True)
class Refresher:
    """Makes the summaries again when the store has changed. `state`: "fresh", "working" or "failed"."""

    store: Store
    state: str = "fresh"
    why: str | None = None
    _wake: threading.Event = field(default_factory=threading.Event)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look after the summaries."""
        self._thread = threading.Thread(target=self._run, name="summaries", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End; a summary in the making is dropped, the one before stays."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def wake(self) -> None:
        """Look now: something was changed."""
        self._wake.set()

    def _run(self) -> None:
        while not self._stop.is_set():
            pause = LOOK_SECONDS
            try:
                if is_stale(self.store, today()):
                    self.state = "working"
                    pause = min(LONGEST_REST, max(LOOK_SECONDS, REST * self._work()))
                self.state, self.why = "fresh", None
            except GpulseError as error:
                self.state, self.why = "failed", str(error)
                logging.getLogger(__name__).warning("The summaries could not be made: %s", error)
                pause = 60.0
            self._wake.wait(pause)
            self._wake.clear()

    def _work(self) -> float:
        """Make the summaries; return the seconds that it took."""
        started = dt.datetime.now(dt.UTC)
        url = self.store.engine.url
        if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
            summarise(self.store, today())
        else:
            given = url.render_as_string(hide_password=False)
            worker = multiprocessing.get_context("spawn").Process(target=_summarise, args=(given,), daemon=True)
            worker.start()
            while worker.is_alive() and not self._stop.is_set():
                worker.join(0.2)
            if self._stop.is_set():
                worker.terminate()
            elif worker.exitcode:
                raise GpulseError(
                    f"The process that makes the summaries ended with code {worker.exitcode}; see its log."
                )
        return (dt.datetime.now(dt.UTC) - started).total_seconds()
