"""Rare verbs of one type each: every stem of the tables stands in a plain sentence here."""

from __future__ import annotations

import re

import pytest

from gpulse.reading.event.plain_verbs import FOUND, TYPED, find_plain_verbs, type_by_verb
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_article
from gpulse.reading.sentences import find_sentences
from gpulse.record import Article, Record, Span

FORMS = {
    "ACCUSE": "berated bemoaned excoriated vilified upbraided pilloried lambasted castigated chastised censured "
    "rebuked reprimanded reproached deplored decried assailed denounced derided ridiculed disparaged reviled",
    "REQUEST": "exhorted entreated beseeched besought implored importuned",
    "CONCEDE": "amnestied exonerated acquitted absolved reprieved pardoned",
    "SUPPORT": "lauded applauded extolled commended acclaimed",
    "REJECT": "repudiated rebuffed spurned snubbed disavowed",
    "COERCE": "interned collared nabbed apprehended incarcerated handcuffed frisked teargassed tear-gassed "
    "commandeered expropriated",
    "ASSAULT": "bludgeoned strafed strafing beheaded decapitated massacred slaughtered assassinated lynched",
}
"""Each stem of the tables, in a form that states an act."""
SENTENCE = "The foreign minister {} the envoys of Chad on Sunday."


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


def found(text: str) -> list[tuple[str, str]]:
    record = Record(article=Article(id="t", text=text), sentences=tuple(find_sentences(text)))
    return [(verb.of(text), kind) for verb, kind in find_plain_verbs(record, [])]


@pytest.mark.parametrize("kind", TYPED)
def test_every_verb_has_its_type(kind: str) -> None:
    for form in FORMS[kind].split():
        text = SENTENCE.format(form)
        act = Span(start=text.index(form), end=text.index(form) + len(form))
        assert type_by_verb(text, act, "CONSULT") == kind, form
    for stem in TYPED[kind].split():
        assert any(form.startswith(stem) for form in FORMS[kind].split()), stem


@pytest.mark.parametrize("kind", FOUND)
def test_verbs_that_are_acts_wherever_they_stand_are_found(kind: str) -> None:
    stems = re.compile(rf"(?:{'|'.join(FOUND[kind].split())})")
    for form in FORMS[kind].split():
        if stems.match(form):
            assert found(SENTENCE.format(form)) == [(form, kind)], form


@pytest.mark.parametrize(
    "text",
    [
        "The critics lauded the film on Sunday.",
        "The minister did not berate the envoys.",
        "The minister was rebuked by the king.",
        "In parliament, the choir applauded the soloist.",
    ],
)
def test_where_nobody_in_politics_is_the_subject_no_verb_is_found(text: str) -> None:
    assert found(text) == []


def test_what_the_network_leaves_out_is_read_with_its_parties(kit: Kit) -> None:
    text = "Chad's foreign minister excoriated Libya over the raid."
    (event, *_) = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit).events
    assert (event.event_type, [p.code for p in event.actors], [p.code for p in event.recipients]) == (
        "ACCUSE", ["TCD"], ["LBY"],
    )  # fmt: skip


def test_rebels_who_halt_their_offensive_are_told_to_have_stopped(kit: Kit) -> None:
    text = "The rebels halted their offensive near Bria on Monday."
    events = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit).events
    assert ("halted", "RETREAT") in [(e.trigger.of(text), e.event_type) for e in events]
