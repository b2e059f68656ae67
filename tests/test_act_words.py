"""The lexicon of act words: every row is read as it says, and it is asked only where the network is unsure."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gpulse.codes import EVENT_TYPES
from gpulse.knowledge.rows import load_rows
from gpulse.model.tags import TriggerTag
from gpulse.reading.event.act_words import load_act_words, meaning_of, phrase_of, type_by_words
from gpulse.reading.event.told_phrases import find_told_phrases
from gpulse.record import Article, Record, Sentence, Span


def rows() -> Iterator[tuple[str, str, str, str]]:
    for kind, part, near, words in load_rows("act_words.tsv"):
        if kind in EVENT_TYPES:
            yield kind, part, near, words


def test_the_table_names_all_types_and_only_known_classes() -> None:
    assert {kind for kind, *_ in rows()} == set(EVENT_TYPES)
    assert {part for _, part, *_ in rows()} == {"verb", "noun", "told"}
    assert {near[1:] for _, _, near, _ in rows() if near} <= set(load_act_words().classes)


def _plain(part: str, near: str, entry: str) -> tuple[str, int]:
    """A plain sentence with an entry in it, and where the entry's word begins."""
    table = load_act_words()
    word = next(iter(sorted(table.classes[near[1:]]))) if near else ""
    before = f"Its {word} " if near[:1] == "<" else "They "
    behind = f" the {word}" if near[:1] == ">" else ""
    return (f"{before}{entry}{behind} on Monday.", len(before)) if part != "noun" else (f"The {entry} went on.", 4)


def test_every_entry_has_its_type_in_a_plain_sentence() -> None:
    wrong = []
    for kind, part, near, words in rows():
        for entry in words.split(", "):
            text, at = _plain(part, near, entry)
            meaning = meaning_of(text, Span(start=0, end=len(text)), Span(start=at, end=at + len(entry)))
            if meaning != kind:
                wrong.append((kind, part, near, entry))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "act", "kind"),
    [
        ("Mali put its signature to the accord.", "put", "AGREE"),
        ("The bloc extended sanctions on Chad.", "extended", "SANCTION"),
        ("The two armies extended the truce.", "extended", "RETREAT"),
        ("Oslo handed the suspect over to Lima.", "handed", "COOPERATE"),
        ("Oslo handed over tanks to Lima.", "handed over", "AID"),
        ("The rebels let the sailors go.", "let", "RETREAT"),
        ("Lima calls the leader a liar.", "calls", "ACCUSE"),
        ("The ban on rallies was lifted.", "lifted", "CONCEDE"),
        ("Chad took the pilot captive and tore up the pact.", "tore", "SANCTION"),
        ("Chad's tanks were moved to the river.", "moved", "MOBILIZE"),
    ],
)
def test_what_an_act_is_done_to_tells_its_type(text: str, act: str, kind: str) -> None:
    start = text.index(act)
    meaning = meaning_of(text, Span(start=0, end=len(text)), Span(start=start, end=start + len(act)))
    assert meaning == kind


@pytest.mark.parametrize(
    ("text", "verb", "kind"),
    [
        ("The opposition cried foul.", "cried", "ACCUSE"),
        ("Lima has severed ties with Oslo.", "severed", "SANCTION"),
        ("Students took to the streets of Lima.", "took", "PROTEST"),
        ("The minister wants to cry foul.", "cry", None),  # nobody has done it yet
        ("Oslo will sever ties with Lima.", "sever", None),
        ("The mayor took a walk through the streets.", "took", None),
        ("The minister called for votes.", "called", None),  # the network knows best what it leaves out
    ],
)
def test_a_phrase_that_states_an_act_is_one(text: str, verb: str, kind: str | None) -> None:
    start = text.index(verb)
    assert phrase_of(text, Span(start=0, end=len(text)), Span(start=start, end=start + len(verb))) == kind


def test_a_phrase_is_no_act_beside_one_that_is_marked_or_without_anybody_in_politics() -> None:
    text = "The bakers took to the streets."
    record = Record(article=Article(id="a", text=text), sentences=(Sentence(start=0, end=len(text)),))
    assert list(find_told_phrases(record, [])) == []
    text = "The minister gave the green light to the raid."
    record = Record(article=Article(id="a", text=text), sentences=(Sentence(start=0, end=len(text)),))
    assert [kind for _, kind in find_told_phrases(record, [])] == ["SUPPORT"]
    assert list(find_told_phrases(record, [tag(text, "raid", "ASSAULT", 0.9)])) == []


def tag(text: str, act: str, kind: str, score: float) -> TriggerTag:
    start = text.index(act)
    return TriggerTag(
        start=start, end=start + len(act), event_type=kind, score=score, realis="actual", polarity="positive",
        certainty="certain",
    )  # fmt: skip


def settled(text: str, act: str, kind: str, score: float) -> str:
    return type_by_words(text, Span(start=0, end=len(text)), tag(text, act, kind, score))


def test_a_sure_network_keeps_its_type() -> None:
    text = "Chad let the sailors go."
    assert [settled(text, "let", "CONCEDE", score) for score in (0.5, 0.9, 0.0)] == ["RETREAT", "CONCEDE", "CONCEDE"]


def test_what_is_refused_or_failed_stays_rejected() -> None:
    text = "The two sides failed to reach agreement, and Lima will not lift the embargo."
    assert settled(text, "failed to reach", "REJECT", 0.3) == "REJECT"
    assert settled(text, "lift", "REJECT", 0.3) == "REJECT"


def test_soldiers_whom_the_network_has_as_help_stay_help() -> None:
    assert settled("Lima sent troops to the mission.", "sent", "AID", 0.3) == "AID"
