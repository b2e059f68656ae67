"""The ledger of a store's records, built with the ledger model's answers that the store keeps."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from gpulse.errors import StoreError
from gpulse.linking.commitments import build_ledger
from gpulse.linking.ledger.answers import Answers
from gpulse.linking.ledger.ledger_rows import Ledger
from gpulse.linking.outcome.judge import load_judge
from gpulse.linking.summary.summary_notes import CHUNK
from gpulse.record import Record
from gpulse.store import Store
from gpulse.store.tables import answers


def ledger_of(
    store: Store,
    records: Iterable[Record],
    day: str,
    *,
    whole: bool = False,
    story_of: Mapping[str, int] | None = None,
) -> Ledger:
    """Build the ledger of these records of a store as of a day; the model is asked only what it was not asked before.

    `whole` says that the records are all that the store has, so that answers about others may go; `story_of` as
    `build_ledger` takes it.
    """
    judge, rulings = load_judge(), store.load_rulings()
    if judge is None:
        return build_ledger(records, day, rulings, story_of=story_of)
    found, done = load_answers(store), False
    try:
        built = build_ledger(records, day, rulings, replace(judge, answers=found), story_of)
        done = whole
    finally:  # a ledger that is broken off leaves what was answered
        with contextlib.suppress(StoreError):  # in a store that may only be read nothing is kept
            save_answers(store, found, whole=done)
    return built


def load_answers(store: Store) -> Answers:
    """Return the answers that the store keeps."""
    with store.reading() as connection:
        return Answers(kept={row.question: row.answer for row in connection.execute(sa.select(answers))})


def save_answers(store: Store, found: Answers, *, whole: bool) -> None:
    """Keep the answers that are new.

    `whole`: all was asked that a ledger of the store asks, so that other answers, of posts or models that are gone, go.
    Raises `StoreError` where the store cannot be written.
    """
    new = ({"question": key, "answer": value} for key, value in found.asked.items() if key not in found.kept)
    gone = (key for key in found.kept if whole and key not in found.asked)
    rows, keys = list(islice(new, CHUNK)), list(islice(gone, CHUNK))
    if not rows and not keys:
        return
    insert = sqlite.insert if store.engine.dialect.name == "sqlite" else postgresql.insert
    with store.transaction() as connection:
        while rows:
            connection.execute(insert(answers).on_conflict_do_nothing(), rows)
            rows = list(islice(new, CHUNK))
        while keys:
            connection.execute(sa.delete(answers).where(answers.c.question.in_(keys)))
            keys = list(islice(gone, CHUNK))
