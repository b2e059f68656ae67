"""Whom noun phrases stand for: state or body, and sector."""

from __future__ import annotations

import pytest

from gpulse.reading.actor.actors_in import resolve_at
from gpulse.reading.actors import resolve_phrase
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article, Span


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


CASES = [
    ("North Korean engineer troops", "PRK", "MIL"),
    ("Russian forces", "RUS", "MIL"),
    ("the officers who seized power in Niger", "NER", "MIL"),
    ("Pentagon spokesperson Pat Ryder", "USA", "MIL"),
    ("Ilya Ponomarev, a former member of the Russian parliament", "RUS", "ELI"),
    ("Michael Carpenter, a member of the US National Security Council", "USA", "GOV"),
    ("police in Florida", "USA", "COP"),
    ("protesters in Minsk", "BLR", "CVL"),
    ("the Kremlin", "RUS", "GOV"),
    ("Wagner fighters", "Wagner Group", "UAF"),
    ("Iranian-backed Houthi rebels", "Houthis", "REB"),
    ("pro-Russian separatists in Donetsk", "UKR", "REB"),
    ("the Israeli military", "ISR", "MIL"),
    ("Supreme Court of India", "IND", "JUD"),
    ("Lebanese Foreign Minister Charbel Wehbe", "LBN", "GOV"),
    ("European Commission President Ursula von der Leyen", "European Union", "IGO"),
    ("the International Atomic Energy Agency", "IAEA", "IGO"),
    ("the Nigerian Senate", "NGA", "LEG"),
    ("the FNL rebels", "National Forces of Liberation", "REB"),
    ("observers of ONUSAL", "ONUSAL", "IGO"),
    ("the Paris Club", "Paris Club", "IGO"),
]


@pytest.mark.parametrize(("phrase", "code", "sector"), CASES)
def test_a_phrase_has_the_code_of_its_parts(kit: Kit, phrase: str, code: str, sector: str) -> None:
    found = resolve_phrase(phrase, kit.actors, kit.gazetteer)
    assert (found.code, found.sector) == (code, sector)


def test_a_company_or_party_is_an_actor_of_its_own_with_a_home_state(kit: Kit) -> None:
    found = {phrase: resolve_phrase(phrase, kit.actors, kit.gazetteer) for phrase in ("Gazprom", "the ANC", "Huawei")}
    assert {f: (c.code, c.sector, c.country) for f, c in found.items()} == {
        "Gazprom": ("Gazprom", "BUS", "RUS"),
        "the ANC": ("African National Congress", "PTY", "ZAF"),
        "Huawei": ("Huawei", "BUS", "CHN"),
    }


@pytest.mark.parametrize(
    ("phrase", "day", "code", "sector"),
    [
        ("the Taliban", "2020-01-01", "Taliban", "REB"),
        ("the Taliban", "2022-01-01", "AFG", "GOV"),
        ("Joe Biden", "2003-06-01", "USA", "LEG"),
        ("Joe Biden", "2022-06-01", "USA", "GOV"),
        ("Barack Obama", "2020-06-01", "USA", "ELI"),
        ("Mark Rutte", "2023-06-01", "NLD", "GOV"),
        ("Mark Rutte", "2025-06-01", "NATO", "IGO"),
        ("Gotabaya Rajapaksa", "2021-06-01", "LKA", "GOV"),
        ("Gotabaya Rajapaksa", "2023-06-01", "LKA", "ELI"),
        ("Charlot Salwai", "2018-06-01", "VUT", "GOV"),
    ],
)
def test_the_day_chooses_the_office(kit: Kit, phrase: str, day: str, code: str, sector: str) -> None:
    found = resolve_phrase(phrase, kit.actors, kit.gazetteer, day=day)
    assert (found.code, found.sector) == (code, sector)


def test_what_a_post_says_of_somebody_once_holds_for_the_whole_post(kit: Kit) -> None:
    text = "Foreign Minister Annika Sole of Norway arrived on Tuesday. Sole said that talks would go on."
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    people = [(m.of(text), m.name, m.actor, m.sector) for m in record.mentions if m.kind == "person" and m.actor]
    assert people == [
        ("Foreign Minister Annika Sole", "Annika Sole", "NOR", "GOV"),
        ("Sole", "Annika Sole", "NOR", "GOV"),
    ]


def test_a_pronoun_is_no_state(kit: Kit) -> None:
    assert resolve_phrase("us", kit.actors, kit.gazetteer).code is None


def people_of(text: str, kit: Kit, day: str = "2016-09-20") -> list[tuple[str, str, str | None]]:
    record = read_article(Article(id="t", text=text, published_at=day), kit)
    return [(m.of(text), m.name, m.actor) for m in record.mentions if m.kind == "person" and m.of(text)[0].isupper()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Homeland Security Secretary Jeh Johnson spoke. Johnson left.", ("Johnson", "Jeh Johnson", "USA")),
        ("Gary Johnson, the Libertarian candidate, spoke. Johnson left.", ("Johnson", "Gary Johnson", None)),
        ("The voters heard Johnson on Monday.", ("Johnson", "Johnson", None)),
        ("The voters heard Clinton on Monday.", ("Clinton", "Clinton", None)),
        ("Hillary Clinton met Bill Clinton. Clinton left.", ("Clinton", "Hillary Clinton", "USA")),
        ("The law was signed by President Clinton.", ("Clinton", "Bill Clinton", "USA")),
        ("A treaty was signed by British Prime Minister Johnson.", ("Johnson", "Boris Johnson", "GBR")),
        ("The voters heard Putin on Monday.", ("Putin", "Vladimir Putin", "RUS")),
    ],
)
def test_a_surname_alone_is_the_post_s_own_or_an_office_holder_s(
    kit: Kit, text: str, found: tuple[str, str, str | None]
) -> None:
    assert people_of(text, kit)[-1] == found


def test_an_office_holder_of_the_day_needs_no_first_name(kit: Kit) -> None:
    text = "The ministers met Johnson in London on Monday."
    assert people_of(text, kit, day="2020-06-01")[-1] == ("Johnson", "Boris Johnson", "GBR")


def test_a_person_called_like_a_state_is_not_of_it(kit: Kit) -> None:
    text = "The letter was signed by Rep. Jim Jordan of Ohio."
    assert ("Jim Jordan", "Jim Jordan", "JOR") not in people_of(text, kit)


def test_a_part_of_a_continent_is_no_state(kit: Kit) -> None:
    text = "Thousands of Central American migrants crossed into Mexico on Friday."
    record = read_article(Article(id="t", text=text, published_at="2018-10-20"), kit)
    assert resolve_at(record, Span(start=13, end=38), kit).code is None
    assert resolve_phrase("Central American migrants", kit.actors, kit.gazetteer).code is None
    assert resolve_phrase("South African police", kit.actors, kit.gazetteer).code == "ZAF"


def test_a_people_s_republic_is_no_crowd(kit: Kit) -> None:
    assert resolve_phrase("Democratic People's Republic", kit.actors, kit.gazetteer).sector is None


def test_common_words_are_no_group(kit: Kit) -> None:
    assert resolve_phrase("Let us", kit.actors, kit.gazetteer).code is None
    assert resolve_phrase("We will win", kit.actors, kit.gazetteer).code is None


@pytest.mark.parametrize("text", ["Rival Hillary Clinton left.", "Injecting Clinton into it was a mistake."])
def test_a_common_word_that_opens_a_sentence_is_no_part_of_a_name(kit: Kit, text: str) -> None:
    found = people_of(text, kit)
    assert [words for words, _, _ in found] == [text[text.index(" ") + 1 : text.index("Clinton") + 7]]


def test_a_name_joined_by_a_hyphen_is_not_another_place_of_that_beginning(kit: Kit) -> None:
    text = "Gang members attacked the town of Pont-Sondé in Haiti."
    record = read_article(Article(id="t", text=text, published_at="2024-10-04"), kit)
    assert [m.place.name for m in record.mentions if m.place and m.of(text) == "Pont-Sondé"] == ["Pont-Sonde"]
    assert {m.of(text): m.place and m.place.country for m in record.mentions if m.kind == "place"} == {
        "Pont-Sondé": "HTI",
        "Haiti": "HTI",
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A man was taken to Rikers Island on Monday, the mayor said.", "Rikers Island"),
        ("Fish died in the Chad Basin on Monday.", "Chad Basin"),
        ("Turkey Creek, Texas, was flooded.", "Turkey Creek"),
        ("Visitors left Luxembourg Gardens in Paris.", "Luxembourg Gardens"),
    ],
)
def test_a_table_s_name_within_a_longer_one_says_nothing_of_it(kit: Kit, text: str, words: str) -> None:
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    assert [m.actor for m in record.mentions if m.of(text) == words] == [None]


def test_north_of_a_longer_name_is_no_korea(kit: Kit) -> None:
    text = "North Korea fired a missile. North Carolina Governor Pat McCrory spoke in Raleigh."
    record = read_article(Article(id="t", text=text, published_at="2016-09-28"), kit)
    assert {m.actor for m in record.mentions if m.name == "Pat McCrory"} == {"USA"}


def test_the_last_word_of_another_sentence_owns_no_title(kit: Kit) -> None:
    text = "Kim Jong Un will visit Moscow. President Yoon Suk Yeol stayed in Seoul."
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    assert {m.actor for m in record.mentions if m.name == "Yoon Suk Yeol"} == {"KOR"}


@pytest.mark.parametrize(
    ("day", "text", "name"),
    [
        ("2024-06-28", "Mr Abe and a farmer left the village hall.", "Abe"),
        ("2012-03-01", "J. Brown, a plumber, spoke. Mr Brown was angry.", "Brown"),
        ("2009-03-01", "Mr Brown, a sheriff in Texas, was angry.", "Brown"),
    ],
)
def test_a_common_surname_is_no_leader_out_of_office_or_elsewhere(kit: Kit, day: str, text: str, name: str) -> None:
    record = read_article(Article(id="t", text=text, published_at=day), kit)
    people = [m for m in record.mentions if m.kind == "person" and m.name.endswith(name)]
    assert people
    assert not {m.name for m in people} & {"Shinzo Abe", "Gordon Brown"}


def test_titles_tell_two_people_of_one_surname_apart(kit: Kit) -> None:
    text = "Bill Clinton said that Hillary Clinton was well. Mrs. Clinton was tired. Mr. Clinton was too."
    record = read_article(Article(id="t", text=text, published_at="2016-09-28"), kit)
    names = [m.name for m in record.mentions if m.kind == "person" and "Clinton" in m.of(text)]
    assert names == ["Bill Clinton", "Hillary Clinton", "Hillary Clinton", "Bill Clinton"]
    chains = [m.chain for m in record.mentions if m.kind == "person" and "Clinton" in m.of(text)]
    assert chains[0] == chains[3] != chains[1] == chains[2]


def test_a_body_of_which_nothing_is_told_takes_no_state_from_its_setting(kit: Kit) -> None:
    text = "Police in Lagos, Nigeria, told Wire A that three men were held. Wire A reported that Kenya had refused."
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    at = text.rindex("Wire A")
    assert resolve_at(record, Span(start=at, end=at + 6), kit).code is None
    assert [a.speaker.code for a in record.attributions if a.speaker and a.speaker.name == "Wire A"] == [None]


def test_a_verb_that_opens_a_sentence_is_nobody(kit: Kit) -> None:
    text = "Mark my words, the farmer said. Ban the bomb, they cried."
    record = read_article(Article(id="t", text=text), kit)
    assert not [m for m in record.mentions if m.of(text) in ("Mark", "Ban")]


def test_of_two_people_of_one_surname_the_one_named_last_is_meant(kit: Kit) -> None:
    text = "Lazaro Gonzalez waited in Miami. Juan Miguel Gonzalez wrote a letter. Gonzalez demanded a meeting."
    record = read_article(Article(id="t", text=text, published_at="2000-02-16"), kit)
    people = [m.name for m in record.mentions if m.kind == "person" and "Gonzalez" in m.of(text)]
    assert people[-1] == "Juan Miguel Gonzalez"


def test_the_next_of_a_list_of_people_is_no_apposition(kit: Kit) -> None:
    text = "So it says in a statement that Joe Biden, Mette Frederiksen and Dick Schoof signed on Monday."
    record = read_article(Article(id="t", text=text, published_at="2024-07-10"), kit)
    codes = {m.name: m.actor for m in record.mentions if m.kind == "person"}
    assert codes == {"Joe Biden": "USA", "Mette Frederiksen": "DNK", "Dick Schoof": "NLD"}


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("The African Union condemned Niger's coup. The bloc will send a mission.", "The bloc", "African Union"),
        ("The OSCE has an office in Moldova. The organisation will train police.", "The organisation", "OSCE"),
        ("NATO leaders met in Vilnius. Lithuania hosted. The alliance will send troops.", "The alliance", "NATO"),
        ("Red Cross trucks reached Haiti. Haiti's police said that the agency would stay.", "the agency", "Red Cross"),
        ("Doctors in Haiti asked for vaccines. The body of a man was found.", "The body", "HTI"),
    ],
)  # fmt: skip
def test_a_word_for_bodies_stands_for_the_body_named_last_and_not_for_the_state(
    kit: Kit, text: str, words: str, code: str
) -> None:
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    at = text.index(words)
    assert resolve_at(record, Span(start=at, end=at + len(words)), kit).code == code


def test_an_organ_is_of_the_place_right_before_it(kit: Kit) -> None:
    """ "In Berlin the foreign ministry" was taken for the American one in a post about American troops."""
    text = (
        "The United States will cut its troops, the American president told American reporters. Washington gave no "
        "day. In Berlin the foreign ministry complained."
    )
    record = read_article(Article(id="t", text=text, published_at="2020-06-16"), kit)
    start = text.index("foreign ministry")
    found = resolve_at(record, Span(start=start, end=start + len("foreign ministry")), kit)
    assert (found.code, found.sector) == ("DEU", "GOV")


def test_forces_are_not_of_the_state_that_they_leave_for(kit: Kit) -> None:
    """ "The unit" of Norway was coded as of the state it was sent to."""
    text = "Norway's army has a new unit. It fought in Moldova in May. The unit will leave for Kenya on Monday."
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    for words in ("a new unit", "The unit"):
        at = text.index(words)
        assert resolve_at(record, Span(start=at, end=at + len(words)), kit).code == "NOR"


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("A Bucharest daily reported that the army would leave.", "JRN"),
        ("The minister told a Bucharest daily that the army would leave.", "JRN"),
        ("Bucharest daily Ziarul Nou reported that the army would leave.", "JRN"),
        ("Bucharest police reported that the army would leave.", "COP"),
        ("Bucharest reported that the army would leave.", "GOV"),
    ],
)
def test_a_capital_before_who_acts_is_not_its_government(kit: Kit, text: str, sector: str) -> None:
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    found = next(m for m in record.mentions if m.of(text) == "Bucharest")
    assert (found.actor, found.sector) == ("ROU", sector)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The officers fired twice, said the sheriff. A grand jury will meet.", "USA"),
        ("The officers fired twice, and Crown Court heard them.", "GBR"),
        ("The officers fired twice, said the sheriff, and took £40.", None),
        ("The officers fired twice.", None),
        ("The officers fired twice in Lagos, said the sheriff.", "NGA"),
    ],
)
def test_where_no_state_is_named_its_signs_tell_whose_the_officers_are(kit: Kit, text: str, code: str | None) -> None:
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    assert resolve_at(record, Span(start=0, end=len("The officers")), kit).code == code


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Haiti's prime minister spoke after Caribbean heads of government had met the secretary of state, Blinken.",
            "Caribbean heads of government",
        ),
        ("The heads of state of West Africa gave the officers in Niamey a week.", "The heads of state of West Africa"),
    ],
)
def test_leaders_of_several_states_take_no_state(kit: Kit, text: str, words: str) -> None:
    record = read_article(Article(id="t", text=text, published_at="2024-03-12"), kit)
    start = text.index(words)
    assert resolve_at(record, Span(start=start, end=start + len(words)), kit).code is None


def test_people_before_a_foreign_base_are_of_the_state_where_it_lies(kit: Kit) -> None:
    record = read_article(
        Article(id="t", text="Protesters threw stones at the Turkish base in Bashiqa.", published_at="2024-03-12"), kit
    )
    assert resolve_at(record, Span(start=0, end=10), kit).code == "IRQ"


def test_what_follows_the_comma_that_ends_an_apposition_describes_nobody(kit: Kit) -> None:
    text = "Guyana's president, Irfaan Ali, put the army on alert and turned to the Security Council."
    record = read_article(Article(id="t", text=text, published_at="2023-12-06"), kit)
    found = next(m for m in record.mentions if m.of(text) == "Irfaan Ali")
    assert found.sector != "MIL"


def test_an_office_is_not_of_the_state_where_somebody_else_is_said_to_be(kit: Kit) -> None:
    text = (
        "Gangs attacked two prisons in Port-au-Prince. The finance minister declared an emergency while Ariel Henry "
        "was in Nairobi to sign an accord on a Kenyan force."
    )
    record = read_article(Article(id="t", text=text, published_at="2024-03-04"), kit)
    start = text.index("The finance minister")
    assert resolve_at(record, Span(start=start, end=start + 20), kit).code == "HTI"


def test_a_ministry_s_second_statement_is_its_own(kit: Kit) -> None:
    text = (
        "Colombia closed Azerbaijan's embassy in Bogotá on Monday, and its foreign ministry gave the diplomats a week "
        "to leave. Azerbaijan's foreign ministry regretted the decision and said its own mission in Bogotá would stay "
        "open. The ministry said that it would answer."
    )
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    codes = [a.speaker.code for a in record.attributions if a.speaker]
    assert codes
    assert set(codes) == {"AZE"}
    regret = [e for e in record.events if e.trigger.of(text) == "regretted"]
    assert all(e.place is None or e.place.name != "Bogotá" for e in regret)
