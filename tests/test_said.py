"""Who says that an act happened, and how a statement is read; each case went wrong once."""

from __future__ import annotations

import pytest

from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article, Record


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


def read(text: str, kit: Kit) -> Record:
    return read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)


def said(record: Record, trigger: str) -> list[str | None]:
    """Return the sources of the act that a word names, `None` where nobody is named."""
    text = record.article.text
    event = next(e for e in record.events if trigger in e.trigger.of(text))
    return [s.of(text) if (s := record.attributions[k].source) else None for k in event.attributions]


@pytest.mark.parametrize(
    ("text", "trigger", "sources"),
    [
        ("Kenya offered to send 300 soldiers to Haiti.", "send", ["Kenya"]),
        ("Norway has pledged to give Ukraine 40 tanks.", "give", ["Norway"]),
        ("Sudan's army claimed to have shot down two drones of the rebels.", "shot down", ["Sudan's army"]),
        ("Ethiopia denied having shelled a market in Tigray.", "shelled", ["Ethiopia"]),
        ("Chad has put its losses in the attack at 40 dead and 90 wounded.", "attack", ["Chad"]),
        ("The foreign ministry in Oslo announced the expulsion of three Russian diplomats.", "expulsion", []),
        ("Chad praised the truce between Mali and Niger.", "praised", []),
    ],
)
def test_who_says_that_an_act_happened(kit: Kit, text: str, trigger: str, sources: list[str]) -> None:
    assert said(read(text, kit), trigger) == sources


def test_an_official_was_no_source_where_an_order_stood_between(kit: Kit) -> None:
    text = "The staff have been ordered to leave Juba, a Kenyan diplomat said. Kenya closed its embassy there."
    record = read(text, kit)
    holding = [a for a in record.attributions if a.source and a.source.of(text) == "a Kenyan diplomat"]
    assert holding
    for event in record.events:
        if event.trigger.of(text) == "leave":
            assert said(record, "leave") == ["a Kenyan diplomat"]


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("President William Ruto is said to have asked the rebels to leave the town.", "is said", None),
        ("The two ministers are expected to sign the treaty on Friday.", "are expected", None),
        ("Last March five countries, among them Chile and Peru, asked the court to open an inquiry.", "asked", "five"),
        ("Anna Lind of the National Police, who said that the road was closed, left early.", "said", "Anna Lind"),
    ],
)
def test_whose_words_they_are(kit: Kit, text: str, cue: str, source: str | None) -> None:
    record = read(text, kit)
    told = [a for a in record.attributions if a.cue and cue in a.cue.of(text)]
    assert told
    for one in told:
        assert (one.source.of(text) if one.source else "").startswith(source or "")
        assert source is not None or one.source is None


@pytest.mark.parametrize(
    ("text", "via"),
    [
        (
            "In a speech on state television on Monday he, President Yoweri Museveni, rejected the charges.",
            "a speech on state television",
        ),
        ("The minister told a news conference after the talks that the road was open.", "a news conference"),
        ("In a column for the Daily Telegraph, Liz Truss called on the allies to send more arms.", "Daily Telegraph"),
        ("President Ferdinand Marcos said in a video that the ships would stay.", "a video"),
    ],
)
def test_through_what_it_was_said(kit: Kit, text: str, via: str) -> None:
    assert via in [a.via for a in read(text, kit).attributions]


def test_a_headline_that_ran_on_into_the_post_hid_its_first_statement(kit: Kit) -> None:
    text = "Oslo denies promise to sell ships\nOslo has denied ever having promised Chad to sell it four ships."
    record = read(text, kit)
    assert [a for a in record.attributions if a.cue and a.cue.start > text.index("\n") and a.source]
