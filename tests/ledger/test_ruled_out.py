"""Who is named beside an act and can neither do it nor be meant by it, and demands told by what follows if unmet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gpulse.reading.commitment.act_frames import after_the_condition
from gpulse.reading.commitment.act_readings import act_of_words
from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.acts import find_acts_in
from gpulse.reading.commitment.clauses import Clause, Context, clause_of
from gpulse.reading.commitment.own_affairs import NAMED_EXAMPLES, OWN_AFFAIR_EXAMPLES, on_whose_account, only_named
from gpulse.reading.commitment.ruled_out import (
    RULED_OUT_EXAMPLES,
    cannot_act,
    is_of_thing,
    meant_of,
)
from gpulse.reading.commitment.speech import find_sayings
from gpulse.reading.commitment.unmet import UNMET_EXAMPLES, with_demands
from gpulse.reading.commitment.unpromised import UNPROMISED_EXAMPLES, is_unpromised
from gpulse.reading.commitment.windows import Window
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article, Span

NOTHING_BEFORE = Context(speaker=None, previous=(), leading=())


@pytest.fixture(scope="session")
def kit(kit: Kit) -> Kit:
    """The rules alone."""
    return replace(kit, ledger=None)


def clause_in(text: str, kit: Kit) -> Clause:
    record = read_article(Article(id="post", text=text, published_at="2024-01-15", language="en"), kit)
    return clause_of(record, record.sentences[-1], find_sayings(record))


def act_in(clause: Clause, words: str) -> Act:
    at = clause.text.index(words, clause.sentence.start)
    span = Span(start=at, end=at + len(words))
    return next((a for a in find_acts_in(clause.words) if a.trigger.overlaps(span)), None) or act_of_words(clause, span)


@pytest.mark.parametrize(("text", "act", "actor"), RULED_OUT_EXAMPLES)
def test_who_is_named_and_does_not_act(kit: Kit, text: str, act: str, actor: str) -> None:
    clause = clause_in(text, kit)
    assert actor in cannot_act(clause, act_in(clause, act), NOTHING_BEFORE)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Burundi's army will lay down its arms in May.", "lay down"),
        ("The Kurdistan Workers' Party will begin to withdraw its armed men from Turkey in May.", "withdraw"),
        ("French soldiers would be withdrawn from Mali in May.", "withdrawn"),
        ("The Ethiopian capital will host the summit in May.", "host"),
        ("The elections in Fiji will be held by the government in May.", "held"),
    ],
)
def test_who_may_act_is_not_ruled_out(kit: Kit, text: str, act: str) -> None:
    clause = clause_in(text, kit)
    assert cannot_act(clause, act_in(clause, act), NOTHING_BEFORE) == frozenset()


def test_nobody_whom_only_a_question_names_is_meant(kit: Kit) -> None:
    clause = clause_in("Kenya's high court will rule in May whether the police may go to Haiti, a registrar said.", kit)
    assert meant_of(clause, act_in(clause, "rule"), ("KEN", "HTI", "PER")) == ("KEN", "PER")


@pytest.mark.parametrize(("text", "words", "demanded"), UNMET_EXAMPLES)
def test_what_is_demanded_by_what_follows_if_it_is_not_done(kit: Kit, text: str, words: str, demanded: bool) -> None:
    clause = clause_in(text, kit)
    acts = with_demands(clause, [act_in(clause, words)])
    assert (acts[0].mood == "must") is demanded


@pytest.mark.parametrize(
    "text",
    [
        "Peru must pull its soldiers out of Bolivia by 20 January, or two men would be put to death, Chile warned.",
        "Chile gave Peru until 20 January to free the pilots. Otherwise Peru would be expelled from the club.",
    ],
)
def test_whoever_is_told_to_act_does_not_do_what_follows_if_they_fail(kit: Kit, text: str) -> None:
    record = read_article(Article(id="post", text=text, published_at="2024-01-15", language="en"), kit)
    threats = [c for c in record.commitments if "PER" in c.by and c.kind != "ultimatum"]
    assert not threats


def test_a_dateline_does_not_part_a_promise_from_its_day(kit: Kit) -> None:
    text = "LIMA. Peru will send 40 engineers to Chile by the end of March. Its president announced it on Saturday."
    record = read_article(Article(id="post", text=text, published_at="2024-01-15", language="en"), kit)
    [promise] = record.commitments
    assert promise.said_on == "2024-01-13"


@pytest.mark.parametrize(
    "text",
    [
        "There is no reason to believe that Peru plans to attack Chile in May.",
        "Peru denied that it would send soldiers to Chile by May.",
        "Without any sign that Peru will lift the blockade by May, Chile buys its grain elsewhere.",
    ],
)
def test_what_nobody_expects_is_no_commitment(kit: Kit, text: str) -> None:
    record = read_article(Article(id="post", text=text, published_at="2024-01-15", language="en"), kit)
    assert not record.commitments


def test_whoever_says_we_acts(kit: Kit) -> None:
    text = "Ukraine freed twenty men on Monday. We will hand over 50 officers next week, a Russian official said."
    clause = clause_in(text, kit)
    before = replace(NOTHING_BEFORE, leading=("UKR", "RUS"))
    assert cannot_act(clause, act_in(clause, "hand over"), before) == {"UKR"}


def test_the_day_of_a_condition_opens_a_window_and_ends_none(kit: Kit) -> None:
    clause = clause_in("Chile threatened to close the border if the ban is still there at the end of May.", kit)
    window = Window(earliest="2024-01-15", latest="2024-05-31", text="at the end of May")
    found = after_the_condition(clause, act_in(clause, "close"), window)
    assert (found.earliest, found.latest) == ("2024-05-31", None)


def test_it_is_the_package_of_the_sentence_before(kit: Kit) -> None:
    assert is_of_thing(clause_in("The package of loans for Pakistan runs for three years.", kit))
    assert not is_of_thing(clause_in("The government of Pakistan resigned.", kit))
    assert not is_of_thing(clause_in("Pakistan's cabinet resigned.", kit))
    clause = clause_in("It will run for three years.", kit)
    behind = replace(NOTHING_BEFORE, leading=("PAK", "International Monetary Fund"), of_thing=True)
    assert cannot_act(clause, act_in(clause, "run"), behind) == {"PAK", "International Monetary Fund"}
    assert cannot_act(clause, act_in(clause, "run"), replace(behind, of_thing=False)) == frozenset()


@pytest.mark.parametrize(("text", "act", "told"), UNPROMISED_EXAMPLES)
def test_what_nobody_undertakes(kit: Kit, text: str, act: str, *, told: bool) -> None:
    clause = clause_in(text, kit)
    assert is_unpromised(clause, act_in(clause, act), Window()) is told


@pytest.mark.parametrize(("text", "act", "left"), OWN_AFFAIR_EXAMPLES)
def test_who_acts_on_their_own_account(kit: Kit, text: str, act: str, left: tuple[str, ...]) -> None:
    record = read_article(Article(id="post", text=text, published_at="2024-01-15", language="en"), kit)
    clause = clause_of(record, record.sentences[-1], find_sayings(record))
    found = act_in(clause, act)
    event = next((e for e in record.events if e.trigger.overlaps(found.trigger)), None)
    assert on_whose_account(record, clause, found, ("PER",), event) == left


@pytest.mark.parametrize(("text", "act", "by", "left"), NAMED_EXAMPLES)
def test_a_state_from_elsewhere_beside_the_one_named(
    kit: Kit, text: str, act: str, by: tuple[str, ...], left: tuple[str, ...]
) -> None:
    clause = clause_in(text, kit)
    assert only_named(clause, act_in(clause, act), by) == left


HOME = (
    "Unions protested in Lima, Peru, on Monday. Police arrested forty people in Cusco. The mayor of Lima resigned. "
    "Teachers left Cusco on Tuesday. "
)


@pytest.mark.parametrize(
    ("text", "act", "left"),
    [
        ("The volleyball club will hand out schedules in May.", "hand out", ()),
        ("An advertising onslaught will hit the airwaves in May.", "hit", ()),
        ("The Peruvian government will cut taxes in May.", "cut", ("PER",)),
        ("Peru will cut taxes in May.", "cut", ("PER",)),
    ],
)
def test_in_news_of_one_state_its_offices_alone_act_for_it(
    kit: Kit, text: str, act: str, left: tuple[str, ...]
) -> None:
    article = Article(id="post", text=HOME + text, published_at="2024-01-15", language="en")
    record = read_article(article, kit)
    clause = clause_of(record, record.sentences[-1], find_sayings(record))
    assert on_whose_account(record, clause, act_in(clause, act), ("PER",), None) == left
