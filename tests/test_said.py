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


HEARD = "Oslo criticised the deployment of Chadian troops. {} The two states share no border."


@pytest.mark.parametrize(
    ("second", "sources"),
    [
        ("A spokesman of the Norwegian foreign ministry said on Monday that the troops were in danger.", ["Oslo"]),
        ("The Chadian defence minister said on Monday that the troops were well armed.", []),
    ],
)
def test_an_act_of_words_is_its_speaker_s_where_the_post_hears_him_elsewhere(
    kit: Kit, second: str, sources: list[str]
) -> None:
    assert said(read(HEARD.format(second), kit), "criticised") == sources


def test_what_is_demanded_is_said_by_who_demands_it_where_the_post_hears_him_elsewhere(kit: Kit) -> None:
    text = "Kyiv urged Mongolia to arrest the Russian president. Ukraine's foreign minister said that it had failed."
    assert said(read(text, kit), "arrest") == ["Kyiv"]


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


def codes(record: Record, trigger: str) -> tuple[list[str | None], list[str | None]]:
    """Return whom an act is by, and to, in codes or names."""
    event = next(e for e in record.events if trigger in e.trigger.of(record.article.text))
    return [p.code or p.body or p.name for p in event.actors], [p.code or p.body or p.name for p in event.recipients]


def when(record: Record, trigger: str) -> tuple[str | None, str | None]:
    """Return the days of an act."""
    event = next(e for e in record.events if trigger in e.trigger.of(record.article.text))
    return event.earliest, event.latest


def test_the_announcer_had_agreed_to_a_truce_of_two_others(kit: Kit) -> None:
    record = read("Oman, which mediated, confirmed on Monday that both had agreed on a ceasefire.", kit)
    assert not any("OMN" in (a.code or "") for e in record.events for a in e.actors if e.event_type != "CONSULT")


def test_who_put_the_number_of_the_killed_had_killed_them(kit: Kit) -> None:
    record = read(
        "The health ministry in Khartoum put the number of people killed by a strike on a camp in Darfur at 68.", kit
    )
    assert not [a.name for e in record.events if e.event_type in ("ASSAULT", "PROTEST") for a in e.actors]


def test_who_stands_behind_a_semicolon_travelled_too(kit: Kit) -> None:
    text = "Emmanuel Macron will travel to Chad next week; according to two envoys, Mali had pressed him to wait."
    assert codes(read(text, kit), "travel")[0] == ["FRA"]


def test_the_second_of_three_joined_verbs_had_no_subject(kit: Kit) -> None:
    text = "Nairobi recalled its ambassador, expelled the Sudanese envoy and closed the border crossings."
    assert codes(read(text, kit), "expelled") == (["KEN"], ["SDN"])


def test_the_day_that_ends_the_clause_before_was_that_of_the_act_behind_it(kit: Kit) -> None:
    text = "Israeli jets bombed the port of Latakia on Monday and struck an airport near Homs on Wednesday."
    record = read(text, kit)
    assert when(record, "bombed") == ("2024-06-24", "2024-06-24")
    assert when(record, "struck") == ("2024-06-26", "2024-06-26")


def test_what_has_gone_on_since_a_month_was_of_that_month(kit: Kit) -> None:
    text = "Since November 2023 the Houthis have attacked more than forty merchant ships."
    assert when(read(text, kit), "attacked") == ("2023-11-01", "2024-06-28")


def test_where_it_was_announced_was_where_the_fighting_was(kit: Kit) -> None:
    text = (
        "Kenya and Somalia agreed on Monday to a truce after five days of fighting along their border, Yoweri Museveni "
        "announced in Kampala."
    )
    record = read(text, kit)
    assert [e.place for e in record.events if e.trigger.of(text) == "fighting"] == [None]


def test_who_accuses_in_the_passive_said_nothing(kit: Kit) -> None:
    text = "Chad, which is accused by Western governments of arming the rebels, welcomed the end of the raids."
    record = read(text, kit)
    sources = {a.source.of(text): a.cue.of(text) for a in record.attributions if a.source and a.cue}
    assert sources.get("Western governments") == "is accused"
    assert sources.get("Chad") == "welcomed"


def test_what_had_happened_before_was_threatened_too(kit: Kit) -> None:
    text = "In March Iran threatened to target American ships again, after Israel had cut off aid to Gaza."
    record = read(text, kit)
    assert said(record, "target") == ["Iran"]
    assert said(record, "cut off") == []


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("The coast guard in Manila accused a Chinese ship of having rammed its boat.", "accused", None),
        ("A round of talks between Iran and Oman is to be held in Muscat on Sunday.", "talks", "Muscat"),
        ("Portugal sent 60 instructors to Mozambique under an accord signed in Lisbon in May.", "sent", "Mozambique"),
        ("At least 70 people were killed in fighting between Kyrgyzstan and Tajikistan.", "fighting", None),
        (
            "Russian troops shelled a fuel depot in Odesa, and Ukrainian jets bombed a base across the border.",
            "bombed",
            None,
        ),
        ("In Donetsk, Russian troops shelled a school, and Ukrainian forces blew up a bridge.", "shelled", "Donetsk"),
    ],
)
def test_seats_and_scenes_of_other_acts_are_no_scenes(kit: Kit, text: str, trigger: str, place: str | None) -> None:
    event = next(e for e in read(text, kit).events if trigger in e.trigger.of(text))
    assert (event.place.name if event.place else None) == place
