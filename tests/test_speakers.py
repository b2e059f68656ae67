"""Whom the words of a source stand for; each case once went wrong on a post that nobody wrote rules for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gpulse.reading import pipeline
from gpulse.reading.attribution.speakers import resolve_speaker
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article, Record, Span


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


def read(text: str, kit: Kit) -> Record:
    drafts = [Draft(record=Record(article=Article(id="a", text=text, published_at="2024-06-28")))]
    for stage in pipeline.STAGES:
        if stage.name != "attributions":
            drafts = list(stage.run(drafts, replace(kit, network=None)))
            continue
        break
    return drafts[0].record


@pytest.mark.parametrize(
    ("source", "name", "role"),
    [
        ("Clinton spokesman Nick Merrill", "Nick Merrill", "Clinton spokesman"),
        ("The chairman, Phil Lovas,", "Phil Lovas", "chairman"),
        ("Jens Stoltenberg, NATO's head,", "Jens Stoltenberg", "NATO's head"),
        ("Josep Borrell, who was there,", "Josep Borrell", None),
        ("Donald Trump's allies", "Donald Trump's allies", None),
        ("A spokeswoman for Hillary Clinton", "spokeswoman for Hillary Clinton", None),
        ("The police in William Ruto's capital", "police in William Ruto's capital", None),
        ("Officials in Nairobi", None, None),
        ("The White House", "White House", None),
    ],
)
def test_only_the_head_of_a_source_speaks(source: str, name: str | None, role: str | None, kit: Kit) -> None:
    text, start, source = f"{source} said so.", 0, source.rstrip(",")
    found = resolve_speaker(read(text, kit), Span(start=start, end=start + len(source)), kit)
    assert found.name == name
    assert found.anonymous is (name is None)
    if role:
        assert found.role == role


def test_another_of_the_same_surname_is_somebody_else(kit: Kit) -> None:
    text = "Boris Johnson was in London. Homeland Security Secretary Jeh Johnson said so."
    start = text.index("Homeland")
    assert resolve_speaker(read(text, kit), Span(start=start, end=len(text) - 9), kit).name == "Jeh Johnson"


def spoken(text: str, source: str, kit: Kit) -> tuple[str | None, bool]:
    start = text.index(source)
    found = resolve_speaker(read(text, kit), Span(start=start, end=start + len(source)), kit)
    return found.name, found.anonymous


def test_a_pronoun_that_stands_for_nobody_known_is_no_name(kit: Kit) -> None:
    assert spoken("Nothing moved, which said it all.", "which", kit) == (None, False)
    assert spoken("We said so.", "We", kit) == (None, False)


def test_a_spokesman_is_nobody_by_name(kit: Kit) -> None:
    assert spoken("A spokesman said the road was shut.", "A spokesman", kit) == (None, True)


def test_the_day_is_no_part_of_a_speaker_s_name(kit: Kit) -> None:
    text = "A British television channel on Monday said the road was shut."
    assert spoken(text, "A British television channel on Monday", kit)[0] == "British television channel"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '"We waited for an hour," Ingrid Olsen said on Monday. "Nobody came to help us."',
            {"Nobody came to help us.": "Ingrid Olsen"},
        ),
        (
            'Ingrid Olsen praised the crew of the ferry. "They saved every one of us."',
            {"They saved every one of us.": "Ingrid Olsen"},
        ),
        (
            '"We waited for an hour," Ingrid Olsen said. Peter Brandt was not done yet: "We will be back next year."',
            {"We will be back next year.": "Peter Brandt"},
        ),
        (
            "Mr. Peter Brandt of the Trust said: “The children were quite taken.” He added: “We thank them all.”",
            {"The children were quite taken.": "Peter Brandt", "We thank them all.": "Peter Brandt"},
        ),
    ],
)
def test_every_quotation_has_its_speaker(text: str, said: dict[str, str], kit: Kit) -> None:
    if kit.network is None:
        pytest.skip("The package holds no weights of the reader model, which finds attributions.")
    record = pipeline.read_article(Article(id="a", text=text, published_at="2024-06-28"), kit)
    for words, name in said.items():
        at = text.index(words)
        speakers = [
            a.speaker.name
            for a in record.attributions
            if a.speaker and any(c.start <= at + 1 and at + len(words) - 1 <= c.end for c in a.content)
        ]
        assert speakers == [name]


def test_an_apposition_names_who_shares_a_description_with_another(kit: Kit) -> None:
    if kit.network is None:
        pytest.skip("The package holds no weights of the reader model, which finds attributions.")
    text = (
        "The senator's campaign manager, Josh Olsen, said that it was a crime.\n\n"
        "The governor's campaign manager, Matt Brandt, said in a statement that it was a new low."
    )
    record = pipeline.read_article(Article(id="a", text=text, published_at="2024-06-28"), kit)
    assert [a.speaker.name for a in record.attributions if a.speaker] == ["Josh Olsen", "Matt Brandt"]


def test_a_cue_at_the_end_of_its_sentence_says_that_sentence(kit: Kit) -> None:
    text = (
        "The United States promised to deliver four patrol boats to Manila by the end of the year, the Pentagon "
        "said on Friday. Japan has already handed over ten such boats since 2016, according to Manila."
    )
    record = read_article(Article(id="t", text=text, published_at="2024-05-01"), kit)
    said = next(a for a in record.attributions if a.source and a.source.of(text).endswith("Pentagon"))
    assert [c.of(text)[:24] for c in said.content] == ["The United States promis"]


def test_he_is_the_spokesman_who_spoke_last(kit: Kit) -> None:
    text = '"We will not stop," a spokesman for the Philippine coast guard said. He said the ships would return in May.'
    record = read_article(Article(id="t", text=text, published_at="2024-05-01"), kit)
    he = next(a for a in record.attributions if a.source and a.source.of(text) == "He")
    assert he.speaker is not None
    assert (he.speaker.name, he.speaker.code) == ("spokesman for the Philippine coast guard", "PHL")


def test_he_is_the_person_of_the_sentence_before_where_nobody_spoke_since(kit: Kit) -> None:
    text = (
        "Foreign minister Petra Lind said that her country would send soldiers. There was no answer. General "
        "Uwe Brandt overthrew the president in July. In a speech on Wednesday he said that he would not yield."
    )
    record = read_article(Article(id="a", text=text), kit)
    assert [a.speaker.name for a in record.attributions if a.speaker] == ["Petra Lind", "Uwe Brandt"]


def test_accents_and_hyphens_of_a_name_stay(kit: Kit) -> None:
    text = "UN Secretary-General António Guterres said that the talks would go on."
    (said,) = read_article(Article(id="a", text=text), kit).attributions
    assert said.speaker
    assert said.speaker.name == "António Guterres"


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "Two cargo planes with ammunition landed in Kisangani overnight, a spokesman for the Congolese army, "
            "Sylvain Ekenge, announced on Sunday.",
            "a spokesman for the Congolese army, Sylvain Ekenge",
            "Two cargo planes with ammunition landed in Kisangani overnight",
        ),
        (
            "Germany will take back the last of its soldiers by December, Defence Minister Boris Pistorius announced "
            "in Berlin on Monday, as the two governments argued over the bill.",
            "Defence Minister Boris Pistorius",
            "Germany will take back the last of its soldiers by December",
        ),
        (
            "Ten of the soldiers were freed at dawn, the Red Cross confirmed on Tuesday, while the fate of the others "
            "remains unknown.",
            "the Red Cross",
            "Ten of the soldiers were freed at dawn",
        ),
        (
            "More than 300 people were detained in Minsk, the rights group Viasna counted.",
            "the rights group Viasna",
            "More than 300 people were detained in Minsk",
        ),
    ],
)
def test_what_is_said_before_its_speaker_was_half_heard(text: str, source: str, content: str, kit: Kit) -> None:
    record = read_article(Article(id="t", text=text, published_at="2024-05-06"), kit)
    said = [(a.source.of(text), a.content[0].of(text)) for a in record.attributions if a.source]
    assert (source, content) in said


def test_a_number_put_beside_thanks_was_not_said(kit: Kit) -> None:
    text = "Colombia's president, Gustavo Petro, put the number of dead at 23 and thanked Brasília for its help."
    record = read_article(Article(id="t", text=text, published_at="2024-05-06"), kit)
    assert [a.content[0].of(text) for a in record.attributions] == ["the number of dead at 23", "Brasília for its help"]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Trade would start within a week, he predicted, whereas visas would take longer.", "predicted", "Trade would"),
        (
            "The deployment began on Friday, the government in Kigali announced, at the request of Maputo.",
            "announced",
            "The deployment began on Friday",
        ),
        (
            "Tanzania was accused by the refugee agency of having turned back nine boats.",
            "was accused",
            "of having turned back nine boats",
        ),
        ("The White House has always denied that it paid for the weapons.", "denied", "that it paid for the weapons"),
        ("Ms Lind thanked Oslo for its help and promised 700 million euros.", "promised", "700 million euros"),
        (
            'A draft that was leaked in May and printed by two papers states: "Neither side shall build a base."',
            "states",
            "Neither side shall build a base.",
        ),
    ],
)
def test_what_was_said_was_overlooked_or_its_verb_had_other_words(text: str, cue: str, content: str, kit: Kit) -> None:
    record = read_article(Article(id="t", text=text, published_at="2024-05-06"), kit)
    said = {a.cue.of(text): a.content[0].of(text).strip('"') for a in record.attributions if a.cue}
    assert said[cue].startswith(content)


def test_who_asks_for_anonymity_says_nothing_by_that(kit: Kit) -> None:
    text = '"Trust will take years to return," remarked a Gulf diplomat who requested anonymity.'
    record = read_article(Article(id="t", text=text, published_at="2024-05-06"), kit)
    assert [a.cue.of(text) for a in record.attributions if a.cue] == ["remarked"]


def test_who_was_asked_about_something_did_not_ask(kit: Kit) -> None:
    text = "Kyodo reported that 200 soldiers might take part. Asked about it, the ministry in Tokyo would not comment."
    said = read_article(Article(id="a", text=text, published_at="2024-07-09"), kit).attributions
    assert [a.source.of(text) for a in said if a.source] == ["Kyodo"]


def test_two_states_ambassadors_are_two(kit: Kit) -> None:
    """The American ambassador's words were Endo Kazuya's, Japan's ambassador, who is named in the next sentence."""
    record = read(
        "The American ambassador in Manila, MaryKay Carlson, condemned the use of water cannon. "
        "Japan's ambassador, Endo Kazuya, voiced concern too.",
        kit,
    )
    words = "The American ambassador in Manila, MaryKay Carlson"
    assert resolve_speaker(record, Span(start=0, end=len(words)), kit).name == "MaryKay Carlson"
    start = record.article.text.index("Japan's ambassador")
    first, second = ({m.chain for m in record.mentions if m.start == at and m.chain is not None} for at in (0, start))
    assert not first & second
