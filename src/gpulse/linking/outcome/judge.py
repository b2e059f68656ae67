"""What the ledger model says that later sentences show of a promise: done, in part, refused, taken back, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final

from gpulse.knowledge.actors import load_country_names
from gpulse.linking.ledger.answers import Answers, Chances, question_of
from gpulse.model.ledger_model import LedgerModel, Read, load_ledger_model, timing_of
from gpulse.model.ledger_windows import outcome_window, promise_pieces
from gpulse.model.network import load_own_tokenizer
from gpulse.record import Record, Sentence, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """The model with the names of states, by code, that it is asked with, and what it answered before, if kept."""

    model: LedgerModel
    names: Mapping[str, str]
    answers: Answers | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A promise in the words of its first telling: post, who is to act and for whom, the act's place, the window."""

    article: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    act: Span
    earliest: str | None
    latest: str | None


def load_judge() -> Judge | None:
    """Load the package's model; `None` where it ships none."""
    return judge_of(load_ledger_model(load_own_tokenizer()))


def judge_of(model: LedgerModel | None) -> Judge | None:
    """Return the judge that asks a model; `None` where there is none."""
    return Judge(model=model, names=load_country_names()) if model else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """What the model says of some posts' sentences; `cut` gives a post's pieces and which sentence starts where."""

    judge: Judge
    records: Mapping[str, Record]
    cut: Callable[[str], tuple[Read, Mapping[int, int]]]

    @property
    def weights(self) -> Mapping[str, Mapping[str, float]]:
        """How much each fact of a question counts beside the model's answers."""
        return self.judge.model.weights

    def shown(self, wording: Wording) -> Callable[[str, int, str], Chances]:
        """Return a function from a post, where a sentence of it starts and its day of publication to what it shows.

        What it shows of the promise are the probabilities of `gpulse.model.ledger_model.OUTCOMES`.
        """
        record = self.records[wording.article]
        sentence = sentence_at(record, wording.act)
        start = max(0, wording.act.start - sentence.start)
        act = Span(start=start, end=min(wording.act.end, sentence.end) - sentence.start)
        by, to = ([self.judge.names.get(code, code) for code in codes] for codes in (wording.by, wording.to))
        promise, at = promise_pieces(self.judge.model.tokenizer, by, to, sentence.of(record.article.text), act)

        def shown(article: str, start: int, day: str) -> Chances:
            read, places = self.cut(article)
            timing = timing_of(day, wording.earliest, wording.latest)
            ask = partial(self.judge.model.outcome, promise, at, read, places[start], timing)
            if self.judge.answers is None:
                return ask()
            window = outcome_window(promise, at, read.pieces, read.bounds, places[start], timing)
            return self.judge.answers.find(question_of(self.judge.model.model_id, window), ask)

        return shown


HELD: Final = 1_000
"""Posts whose pieces are held at once; cutting a post takes less time than a question about it."""


def hear(judge: Judge, records: Sequence[Record]) -> Hearing:
    """Return a hearing of these records, each cut into pieces when it is asked about; the last `HELD` are held."""
    by_id = {record.article.id: record for record in records}

    @lru_cache(maxsize=HELD)
    def cut(article: str) -> tuple[Read, Mapping[int, int]]:
        record = by_id[article]
        read = judge.model.cut(record.article.text, record.sentences)
        return read, {sentence.start: k for k, sentence in enumerate(record.sentences)}

    return Hearing(judge=judge, records=by_id, cut=cut)


def sentence_at(record: Record, span: Span) -> Sentence:
    """Return the sentence in which a span begins, or the span itself where it is in none."""
    inside = (s for s in record.sentences if s.start <= span.start < s.end)
    return next(inside, Sentence(start=span.start, end=span.end))
