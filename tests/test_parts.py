"""Who has a part in an act: plain forms that no weighing undoes, who resolves to act, who agrees for himself alone."""

from __future__ import annotations

import re

import pytest

from gpulse.reading.event.told_plainly import PLAIN, Plain, is_plain
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article, Event, Span


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


def act(kit: Kit, text: str, trigger: str) -> Event:
    """Return the act of a text whose trigger holds a word."""
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    return next(e for e in record.events if trigger in e.trigger.of(text))


def names(people: tuple[Span, ...], text: str) -> list[str]:
    return [p.of(text) for p in people]


@pytest.mark.parametrize("row", PLAIN, ids=[row.example for row in PLAIN])
def test_every_plain_form_gives_its_part(row: Plain) -> None:
    marks, text, at = {}, "", 0
    for mark in re.finditer(r"\[([AW]):([^\]]*)\]", row.example):
        text += row.example[at : mark.start()]
        marks[mark[1]] = Span(start=len(text), end=len(text) + len(mark[2]))
        text, at = text + mark[2], mark.end()
    text += row.example[at:]
    kind = min(row.types, default="ACCUSE")
    assert is_plain(text, Span(start=0, end=len(text)), marks["A"], kind, row.role, marks["W"])


@pytest.mark.parametrize(
    ("text", "trigger", "who"),
    [
        ("The Taliban has threatened to attack any U.S. troops that remain after May.", "attack", "Taliban"),
        ("Peru wants talks with Oslo, and Chad is preparing to close the port.", "close", "Chad"),
    ],
)
def test_who_resolves_to_do_an_act_does_it(kit: Kit, text: str, trigger: str, who: str) -> None:
    assert names(act(kit, text, trigger).actors, text) == [who]


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Egyptian authorities agreed to open its borders to Somali refugees.", "Somali refugees"),
        ("North Korea has agreed to re-open its borders for South Koreans to inspect the estate.", "South Koreans"),
    ],
)
def test_refugees_to_whom_a_border_is_opened_agree_to_nothing(kit: Kit, text: str, others: str) -> None:
    event = act(kit, text, "agreed")
    assert others not in names(event.actors, text)
    assert event.actors


def test_a_mediator_takes_part_in_the_talks_that_it_mediates(kit: Kit) -> None:
    text = "Egypt already has launched a mediation effort between Turkey and Syria."
    assert names(act(kit, text, "mediation").actors, text) == ["Egypt", "Turkey", "Syria"]


def test_forces_whose_withdrawal_is_demanded_are_asked(kit: Kit) -> None:
    text = "The French administration demanded the withdrawal of all Vietminh forces from the port of Haiphong."
    assert names(act(kit, text, "demanded").recipients, text) == ["Vietminh forces"]


def test_who_makes_threats_is_not_threatened(kit: Kit) -> None:
    text = "The envoys condemned the continuing threats made by Syria last week."
    event = act(kit, text, "threats")
    assert (names(event.actors, text), event.recipients) == (["Syria"], ())


@pytest.mark.parametrize(
    ("text", "trigger", "demander"),
    [
        ("Pakistan demanded the release of its pilot.", "release", "Pakistan"),
        ("Seventeen opposition parties have demanded that he resign.", "resign", "parties"),
    ],
)
def test_who_demands_an_act_was_not_to_do_it_himself(kit: Kit, text: str, trigger: str, demander: str) -> None:
    assert not any(demander in name for name in names(act(kit, text, trigger).actors, text))
