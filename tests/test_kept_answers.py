"""What the ledger model answered is kept in the store: a further ledger is the same and asks only what is new."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from gpulse.linking.commitments import build_ledger
from gpulse.linking.ledger.kept_ledger import ledger_of, load_answers
from gpulse.linking.outcome.judge import load_judge
from gpulse.model.ledger_model import LedgerModel
from gpulse.record import Article, Commitment, Mention, Meta, Record, Sentence, Span
from gpulse.store import Store, open_store

DAY = "2024-12-31"
PROMISE = "Norland will withdraw its 300 soldiers from Sudmark by 31 July 2024."


def make_post(id: str, published: str, *told: str, **layers: Any) -> Record:
    """A post of sentences, each naming Norland."""
    text, sentences = " ".join(told), []
    for sentence in told:
        start = text.index(sentence)
        sentences.append(Sentence(start=start, end=start + len(sentence)))
    named = tuple(
        Mention(start=s.start + at, end=s.start + at + 7, kind="place", name="Norland", actor="NOR")
        for s in sentences
        if (at := s.of(text).find("Norland")) >= 0
    )
    return Record(
        article=Article(id=id, text=text, title="Soldiers of Norland in Sudmark", published_at=published),
        sentences=tuple(sentences), mentions=named, meta=Meta(gpulse="0", model="m"), **layers,
    )  # fmt: skip


def promised() -> Record:
    whole = (Span(start=0, end=len(PROMISE)),)
    promise = Commitment(
        id="c1", kind="pledge", by=("NOR",), event_type="RETREAT", what="withdraw its 300 soldiers", act=Span(start=13,
        end=21), said_on="2024-06-28", earliest="2024-06-28", latest="2024-07-31", evidence=whole,
    )  # fmt: skip
    return make_post("post-1", "2024-06-28", PROMISE, commitments=(promise,))


LATER = (
    make_post("post-2", "2024-07-10", "Norland withdrew 100 soldiers from Sudmark.", "The soldiers went home by ship."),
    make_post("post-3", "2024-07-30", "Norland withdrew the last of its 300 soldiers from Sudmark."),
)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with open_store(store_url) as opened:
        for record in (promised(), LATER[0]):
            opened.add_record(record)
        yield opened


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sentences, by their place in their post, that the model was asked about."""
    found: list[int] = []
    real = LedgerModel.outcome

    def outcome(self: LedgerModel, *question: Any) -> dict[str, float]:
        found.append(question[3])
        return real(self, *question)

    monkeypatch.setattr(LedgerModel, "outcome", outcome)
    return found


def test_a_second_ledger_is_the_same_and_asks_nothing(store: Store, asked: list[int]) -> None:
    alone = build_ledger(store.load_records(), DAY, judge=load_judge())
    questions = len(asked)
    assert questions
    for again in (questions, 0, 0):
        asked.clear()
        assert ledger_of(store, store.load_records(), DAY, whole=True) == alone
        assert len(asked) == again


def test_a_post_more_asks_about_its_own_sentences_only(store: Store, asked: list[int]) -> None:
    ledger_of(store, store.load_records(), DAY, whole=True)
    asked.clear()
    store.add_record(LATER[1])
    found = ledger_of(store, store.load_records(), DAY, whole=True)
    assert asked == [0]
    assert found == build_ledger(store.load_records(), DAY, judge=load_judge())


def test_a_ledger_that_is_broken_off_leaves_its_answers(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("gpulse.linking.commitments._row", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            ledger_of(store, store.load_records(), DAY, whole=True)
    kept = load_answers(store).kept
    assert kept
    ledger_of(store, store.load_records(), DAY, whole=True)
    assert load_answers(store).kept == kept


def test_answers_about_posts_that_are_gone_go_with_the_next_whole_ledger(store: Store) -> None:
    ledger_of(store, store.load_records(), DAY, whole=True)
    kept = load_answers(store).kept
    ledger_of(store, store.load_records("2024-07-01"), "2024-07-01")
    assert load_answers(store).kept == kept
    store.retract("post-2", "wrong")
    ledger_of(store, store.load_records(), DAY, whole=True)
    assert load_answers(store).kept == {}


def test_another_model_is_asked_anew(store: Store, asked: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    ledger_of(store, store.load_records(), DAY, whole=True)
    questions, judge = len(asked), load_judge()
    assert judge
    other = dataclasses.replace(judge, model=dataclasses.replace(judge.model, model_id="another"))
    monkeypatch.setattr("gpulse.linking.ledger.kept_ledger.load_judge", lambda: other)
    asked.clear()
    ledger_of(store, store.load_records(), DAY)
    assert len(asked) == questions
    assert len(load_answers(store).kept) == 2 * questions
