"""The ledger model: what it is asked, and that its answers do not depend on what else is read."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

import gpulse.model
from gpulse.errors import ModelError
from gpulse.linking.outcome.judge import load_judge
from gpulse.model.ledger_model import LedgerModel, load_ledger_model, timing_of
from gpulse.model.ledger_windows import MARKS, act_window, outcome_window, promise_pieces, sentence_window
from gpulse.model.network import load_own_tokenizer
from gpulse.model.pieces import CASES, cut_pieces, pieces_of
from gpulse.model.tags import Tags
from gpulse.odds import logistic
from gpulse.reading.commitment.act_readings import WORTH_READING, Candidate, act_of_words, facts_before
from gpulse.reading.commitment.clauses import clause_of
from gpulse.reading.commitment.refusals import UNRATED, WHY
from gpulse.reading.commitments import find_commitments
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_article
from gpulse.reading.sentences import find_sentences
from gpulse.record import Article, Record, Sentence, Span

FOLDER = Path(gpulse.model.__file__).parent / "ledger"
TEXT = "Kenya has a new force. It will send 1,000 police officers to Haiti by March, the president said."
SENTENCES = (Sentence(start=0, end=22), Sentence(start=23, end=len(TEXT)))
SEND = Span(start=TEXT.index("send"), end=TEXT.index("send") + 4)


@pytest.fixture(scope="module")
def model() -> LedgerModel:
    found = load_ledger_model(load_own_tokenizer())
    assert found is not None
    return found


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


def marks_of(kinds: tuple[int, ...]) -> list[str]:
    return [MARKS[kind // len(CASES)] for kind in kinds]


def test_windows_mark_what_is_asked() -> None:
    pieces = cut_pieces(load_own_tokenizer(), TEXT)
    bounds = [pieces_of(pieces, s.start, s.end) for s in SENTENCES]
    act = pieces_of(pieces, SEND.start, SEND.end)
    asked = act_window(pieces, bounds, 1, act)
    assert [pieces.starts[p] for p, mark in zip(asked.pieces, marks_of(asked.kinds), strict=True) if mark == "act"] == [
        SEND.start
    ]
    alone = sentence_window(pieces, bounds, 1)
    assert marks_of(alone.kinds)[1] == "context"
    assert marks_of(alone.kinds)[-2] == "own"
    promise, at = promise_pieces(load_own_tokenizer(), ["Kenya"], ["Haiti"], TEXT[23:], Span(start=8, end=12))
    shown = outcome_window(promise, at, pieces, bounds, 0, "in time")
    assert {"promise", "promised act", "own"} <= set(marks_of(shown.kinds))
    assert len(shown.ids) == len(shown.kinds) == len(shown.pieces)


def test_a_long_sentence_is_cut_around_its_act() -> None:
    text = "word " * 300 + "they will leave " + "word " * 300
    pieces = cut_pieces(load_own_tokenizer(), text)
    act = pieces_of(pieces, text.index("leave"), text.index("leave") + 5)
    asked = act_window(pieces, [(0, len(pieces.ids))], 0, act)
    assert len(asked.ids) <= 256
    assert marks_of(asked.kinds).count("act") == 1


def test_an_act_to_be_done_and_who_is_to_do_it(model: LedgerModel) -> None:
    read = model.cut(TEXT, SENTENCES)
    reading = model.read_act(read, 1, SEND)
    assert reading is not None
    assert reading.take["act"] > 0.5
    kenya, haiti = Span(start=0, end=5), Span(start=TEXT.index("Haiti"), end=TEXT.index("Haiti") + 5)
    assert reading.role("by", kenya) > reading.role("by", haiti)
    assert reading.role("to", haiti) > reading.role("to", kenya)
    assert model.mark(read, 1).act(SEND) > model.mark(read, 0).act(Span(start=6, end=9))


def test_what_a_later_sentence_shows(model: LedgerModel) -> None:
    later = "The 1,000 Kenyan police officers landed in Haiti on Monday. Bananas have become cheaper in Nairobi."
    read = model.cut(later, (Sentence(start=0, end=59), Sentence(start=60, end=len(later))))
    promise, act = promise_pieces(model.tokenizer, ["Kenya"], ["Haiti"], TEXT[23:], Span(start=8, end=12))
    done, nothing = (model.outcome(promise, act, read, k, "in time") for k in (0, 1))
    assert done["done"] + done["partial"] > nothing["done"] + nothing["partial"]
    assert nothing["none"] > 0.5


def test_answers_do_not_depend_on_what_was_asked_before(model: LedgerModel) -> None:
    read = model.cut(TEXT, SENTENCES)
    first = model.read_act(read, 1, SEND)
    model.mark(read, 0)
    assert model.read_act(model.cut(TEXT, SENTENCES), 1, SEND) == first


def test_an_act_outside_its_sentence_is_not_read(model: LedgerModel) -> None:
    assert model.read_act(model.cut(TEXT, SENTENCES), 0, SEND) is None


@pytest.mark.parametrize(
    ("day", "timing"),
    [("2024-01-01", "early"), ("2024-02-10", "in time"), ("2024-03-05", "late")],
)
def test_where_a_day_lies_to_a_window(day: str, timing: str) -> None:
    assert timing_of(day, "2024-02-01", "2024-03-01") == timing


def test_the_files_are_those_of_the_manifest() -> None:
    manifest = json.loads((FOLDER / "manifest.json").read_text())
    for name, known in manifest["files"].items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == known["sha256"]


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text((FOLDER / "manifest.json").read_text())
    with pytest.raises(ModelError, match="install the package again"):
        load_ledger_model(load_own_tokenizer(), tmp_path)
    assert load_ledger_model(load_own_tokenizer(), tmp_path / "nowhere") is None


def test_the_judge_knows_the_names_of_states() -> None:
    judge = load_judge()
    assert judge is not None
    assert judge.names["KEN"] == "Kenya"


def test_the_gate_spares_sentences_that_promise_nothing(kit: Kit, model: LedgerModel) -> None:
    text = (
        "The army shelled the town. Kenya will send 1,000 police officers to Haiti by March. Two soldiers died there."
    )
    sentences = find_sentences(text)
    assert kit.network is not None
    tags = kit.network.read(text, sentences)
    assert tags.open == (False, True, False)
    assert tags.pieces == cut_pieces(kit.network.tokenizer, text)
    assert replace(kit.network, gate=None).read(text, sentences).open == ()


def test_a_sentence_that_the_gate_shuts_is_not_asked_about(kit: Kit) -> None:
    article = Article(id="a", text=TEXT, published_at="2024-01-05", published_from="given", language="en")
    record = read_article(article, kit)
    assert find_commitments(record, kit.ledger)[0]
    assert find_commitments(record, kit.ledger, tags=Tags(open=(False, False))) == ((), ())


def test_which_act_is_worth_reading_is_known_before(kit: Kit, model: LedgerModel) -> None:
    sentence = "Bananas have become cheaper in Nairobi."
    clause = clause_of(Record(article=Article(id="a", text=sentence)), Sentence(start=0, end=len(sentence)), ())
    act = act_of_words(clause, Span(start=13, end=19))
    weak, strong = (
        facts_before(Candidate(act=act, marked=marked, vague=0.0), clause, None) for marked in (0.001, 0.999)
    )
    assert logistic(weak, model.weights["act"]) < WORTH_READING < logistic(strong, model.weights["act"])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Somebody would have to answer for it, a minister in Oslo said.", WHY["consequences"]),
        ("Oslo would have liked to keep a small station open.", UNRATED),
        ("Peru will retaliate in a way and at a time that it finds suitable, its ministry said.", WHY["consequences"]),
        ("Peru's president wants all of the captives freed at once.", WHY["hope"]),
        ("Membership was a conversation for another day, a minister in Oslo said.", WHY["put off"]),
        ("The government in Lima waited for a better moment.", WHY["put off"]),
        ("Analysts expect that the first cargo will sail in May.", WHY["forecast"]),
        ("The senator believes that these are the last who come home for nothing.", WHY["forecast"]),
        ("Peru would see whether anything could be done in The Hague.", WHY["study"]),
    ],
)
def test_what_no_word_surely_refuses_is_refused_where_nothing_else_is_said(kit: Kit, text: str, why: str) -> None:
    text = "Norway closed the border on Monday. " + text
    article = Article(id="a", text=text, published_at="2024-01-05", published_from="given", language="en")
    record = read_article(article, kit)
    assert [c.what for c in record.commitments] == []
    assert [refusal.why for refusal in record.refused] == [why]


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        (
            "Armenia has to give back the district of Kalbajar by 15 November and that of Lachin by 1 December.",
            "2024-12-01",
        ),
        ("Denmark will hand over six jets to Ukraine in October and the remaining five in November.", "2024-11-30"),
        ("By 31 October Syria will destroy the gas, and by 5 November all others except one.", "2024-11-05"),
    ],
)
def test_a_part_told_without_its_verb_is_a_promise_with_its_own_day(kit: Kit, text: str, latest: str) -> None:
    article = Article(id="a", text=text, published_at="2024-09-05", published_from="given", language="en")
    found = read_article(article, kit).commitments
    assert [c.latest for c in found][1:] == [latest]
    assert len({(c.by, c.event_type, c.kind) for c in found}) == 1


def test_who_speaks_behind_a_promise_is_no_part_of_it(kit: Kit) -> None:
    text = "Chad will send 200 soldiers to Haiti in October, and Foreign Minister Petra Lind on Tuesday confirmed this."
    article = Article(id="a", text=text, published_at="2024-09-05", published_from="given", language="en")
    assert [c.what for c in read_article(article, kit).commitments if c.what and "Lind" in c.what] == []
