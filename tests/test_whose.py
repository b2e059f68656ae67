"""Whose state words are that name none: each test is named for what was read wrongly in posts of two states or more."""

from __future__ import annotations

import pytest

from gpulse.reading.actor.owned import resolve_words
from gpulse.reading.actor.sides import find_sides
from gpulse.reading.actors import resolve_phrase
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_article
from gpulse.reading.scene import find_scene
from gpulse.record import Article, Record, Span


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


def read(kit: Kit, text: str, day: str = "2024-06-28") -> Record:
    return read_article(Article(id="t", text=text, published_at=day), kit)


def code_at(kit: Kit, text: str, words: str) -> str | None:
    record = read(kit, text)
    at = text.index(words)
    who = resolve_words(record, Span(start=at, end=at + len(words)), kit, find_scene(record, kit))
    return who.code


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Israel closed the crossing to Jordan on Monday. The king protested in a call to Israel.", "The king", "JOR"),
        ("Brazil fined a Danish firm. The prime minister objected to Brazil's step.", "The prime minister", "DNK"),
        ("Haiti asked Uganda for police. The High Court stopped what Haiti had asked for.", "The High Court", "UGA"),
        ("Sweden closed its borders on Monday. The president had asked for it.", "The president", None),
    ],
)  # fmt: skip
def test_an_office_is_of_a_state_that_has_such_an_office(kit: Kit, text: str, words: str, code: str | None) -> None:
    assert code_at(kit, text, words) == code


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Many Serbs of Kosovo drive with plates that the authorities in Belgrade issue.", "the authorities", "SRB"),
        ("Chad shelled a Sudanese post. It was calm on Sunday, officials on the Sudanese side said.",
         "officials on the Sudanese side", "SDN"),
    ],
)  # fmt: skip
def test_an_organ_is_of_the_state_where_it_is_said_to_sit(kit: Kit, text: str, words: str, code: str) -> None:
    assert code_at(kit, text, words) == code


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The UN Security Council voted on a mission to Haiti on Monday, with nine members in favour.", "nine members"),
        ("The African Union, whose 55 members keep an embargo on Sudan, met on Monday.", "55 members"),
        ("Haiti has asked for police. No country had offered to lead them.", "country"),
        ("Chad warned Sudan on Monday. Interference by outside forces would not help, Chad said.", "outside forces"),
    ],
)
def test_members_of_a_body_and_those_of_any_state_are_of_no_one_state(kit: Kit, text: str, words: str) -> None:
    assert code_at(kit, text, words) is None


def test_members_of_a_state_s_organ_are_of_that_state(kit: Kit) -> None:
    text = "Russia threatened Latvia. The Saeima met on Monday, and ninety members voted for a fence."
    assert code_at(kit, text, "ninety members") in ("LVA", None)


def test_ministers_of_the_bloc_stand_for_the_bloc(kit: Kit) -> None:
    text = (
        "The European Union discussed Venezuela on Monday. Foreign ministers of the bloc urged Caracas to hold a vote."
    )
    assert code_at(kit, text, "Foreign ministers of the bloc") == "European Union"


def test_the_judges_of_a_court_of_states_are_no_state_s(kit: Kit) -> None:
    text = (
        "Gambia took Myanmar to the International Court of Justice. On Thursday the judges ordered Myanmar to keep "
        "all evidence."
    )
    assert code_at(kit, text, "the judges") == "International Court of Justice"


def test_their_government_speaks_for_the_state_of_its_sentence(kit: Kit) -> None:
    text = (
        "Haiti asked for help against the gangs in its capital, Port-au-Prince. Haiti has few police. "
        "Benin will send 200 people if the Council agrees, their government said on Tuesday."
    )
    codes = [
        a.speaker.code for a in read(kit, text).attributions if a.speaker and a.source and "their" in a.source.of(text)
    ]
    assert codes == ["BEN"]


TWO = "Chad and Sudan signed a pact on water in Khartoum on Monday. Sudan's army had shelled a village in Chad in May. "


@pytest.mark.parametrize(
    "words", ["the agreement", "Analysts", "some"]
)  # fmt: skip
def test_papers_and_onlookers_are_of_neither_of_two_states(kit: Kit, words: str) -> None:
    text = TWO + f"{words} said or had it that both were to gain by it."
    assert code_at(kit, text, words) is None


def test_an_organ_told_of_one_state_before_is_that_state_s(kit: Kit) -> None:
    text = TWO + "The army denied it on Tuesday, and the talks between Chad, Niger and Sudan went on."
    assert code_at(kit, text, "The army") == "SDN"


def test_where_one_state_is_named_offices_are_its_own(kit: Kit) -> None:
    text = "Paraguay voted on Sunday. Police counted few fights, and the electoral court declared the vote valid."
    assert [code_at(kit, text, words) for words in ("Police", "the electoral court")] == ["PRY", "PRY"]


def test_the_place_before_somebody_is_not_theirs(kit: Kit) -> None:
    text = (
        "Libya's camps are at war. On 23 October in Geneva officers of the two camps signed a ceasefire for the whole "
        "of Libya."
    )
    people = [p for e in read(kit, text).events for p in e.actors if "officers" in p.name]
    assert people
    assert not [p for p in people if p.code == "CHE" or p.name.startswith("Geneva")]


def test_a_unit_on_a_side_is_of_that_side(kit: Kit) -> None:
    text = "Russia's army took a village. The third brigade on the Ukrainian side withdrew from Russian fire."
    assert code_at(kit, text, "The third brigade on the Ukrainian side") == "UKR"


@pytest.mark.parametrize(
    ("name", "sector"),
    [("Lund Marine Industries", "BUS"), ("Lund Marine Society", None), ("the Marine Energy Conference", None)],
)
def test_who_acts_within_the_name_of_a_firm_or_thing_gives_it_no_sector(
    kit: Kit, name: str, sector: str | None
) -> None:
    assert resolve_phrase(name, kit.actors, kit.gazetteer).sector == sector


FIRM = (
    "Bolivia and Peru share a lake. The Danish shipping company Lund Lines runs two ferries there for "
    "Bolivia. Lund cut its service in May over unpaid bills. "
)


@pytest.mark.parametrize("words", ["Lund cut", "The company"])
def test_a_firm_is_of_the_nation_that_the_post_has_told(kit: Kit, words: str) -> None:
    text = FIRM + "The company says that Bolivia owes it money."
    record = read(kit, text)
    at = text.index(words)
    span = Span(start=at, end=at + len(words.removesuffix(" cut")))
    assert resolve_words(record, span, kit, find_scene(record, kit)).code == "DNK"


def test_the_president_of_a_region_told_before_his_name_is_of_its_state(kit: Kit) -> None:
    text = (
        "Papua New Guinea met leaders of Bougainville. A moderator from New Zealand led the talks. The president of "
        "Bougainville, Ishmael Toroama, said that the date was fixed. His government will present a law this year."
    )
    record = read(kit, text)
    assert [m.actor for m in record.mentions if m.of(text) == "Ishmael Toroama"] == ["PNG"]
    assert not [c for c in record.commitments if "NZL" in c.by]


def test_ministries_for_different_things_are_in_no_one_chain(kit: Kit) -> None:
    text = (
        "The foreign ministry in Delhi said nothing. In Bangladesh the council of Chattogram asked the ministry of "
        "power for an exception. The ministry of power has not answered."
    )
    assert code_at(kit, text, "the ministry of power") == "BGD"


def test_the_first_of_somebody_is_nobody_apart(kit: Kit) -> None:
    text = "The first Kenyan officers arrived in Port-au-Prince, a year after their government had offered them."
    events = read(kit, text).events
    assert "first" not in [p.name for e in events for p in (*e.actors, *e.recipients)]
    assert not [p for e in events if e.trigger.of(text) == "offered" for p in e.recipients]  # nobody gets them


def test_who_goes_back_to_court_gives_no_ground(kit: Kit) -> None:
    text = "Fiji's union lost its case. Its lawyers want to return to court in July, and teachers to go back to work."
    assert "RETREAT" not in [e.event_type for e in read(kit, text).events]


def test_both_governments_are_those_of_the_states_that_the_post_is_about(kit: Kit) -> None:
    text = (
        "Zambia and Zimbabwe share the lake. Zambia's utility is short of water.\n\nThe mines belong to firms from "
        "Canada and Italy. Zimbabwe has few of them.\n\nBotswana offered both governments talks."
    )
    record = read(kit, text)
    at = text.index("both governments")
    assert find_sides(record, Span(start=at, end=at + len("both governments"))) == ("ZMB", "ZWE")


VISIT = (
    "Petra Novotná, interior minister and, since Monday, acting foreign minister as well, intends to fly to Moscow on "
    "Friday, her office said. She wants to buy Russian gas there. Slovakia is short of it."
)


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        (VISIT, "Petra Novotná", "SVK"),
        (
            "The foreign minister summoned the Russian ambassador on Monday. Estonia had found three spies from "
            "Russia. The minister spoke of Russia's contempt for the law.",
            "The foreign minister",
            "EST",
        ),
    ],
)
def test_nobody_is_of_a_state_that_they_visit_or_whose_envoy_they_summon(
    kit: Kit, text: str, words: str, code: str
) -> None:
    assert code_at(kit, text, words) == code


def test_a_person_promises_for_the_state_for_which_the_post_has_them_act(kit: Kit) -> None:
    assert [c.by for c in read(kit, VISIT).commitments if c.event_type == "CONSULT"] == [("SVK",)]
