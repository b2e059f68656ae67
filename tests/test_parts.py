"""Who has a part in an act: plain forms that no weighing undoes, who resolves to act, who agrees for himself alone."""

from __future__ import annotations

import re

import pytest

from gpulse.odds import score
from gpulse.reading.event.role_facts import facts_of, read_line
from gpulse.reading.event.threats import THREATS, find_threats
from gpulse.reading.event.to_whom import TO_WHOM, ToWhom
from gpulse.reading.event.told_plainly import PLAIN, Plain, is_plain
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_article
from gpulse.reading.sentences import find_sentences
from gpulse.record import Article, Event, Span


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


def test_the_weights_tell_who_does_an_act(kit: Kit) -> None:
    words = "An envoy said that the raids by Chad on Oslo had ended."
    trigger = Span(start=words.index("raids"), end=words.index(" by"))
    line = read_line(words, Span(start=0, end=len(words)), [trigger], kit.word_classes)

    def odds(name: str) -> float:
        who = Span(start=words.index(name), end=words.index(name) + len(name))
        return score(facts_of(line, trigger, "ASSAULT", who), kit.role_weights["actor"])

    assert sorted(("An envoy", "Chad", "Oslo"), key=odds) == ["Oslo", "An envoy", "Chad"]


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


def test_whom_a_clause_is_about_is_not_accused_in_it(kit: Kit) -> None:
    text = "They expressed solidarity with Great Britain, which has accused Russia of poisoning an officer."
    event = act(kit, text, "accused")
    assert (names(event.actors, text), names(event.recipients, text)) == (["Great Britain"], ["Russia"])


def test_who_was_accused_in_such_a_clause_accuses_nobody(kit: Kit) -> None:
    text = "Police arrested Petra Lind, who was accused of treason."
    assert act(kit, text, "accused").actors == ()


def test_a_verb_behind_an_aside_on_the_name_that_opens_is_its_own(kit: Kit) -> None:
    text = 'Okoro, a leader for 22 years when he retired, called the order "tyranny" and unconstitutional.'
    assert names(act(kit, text, "called").actors, text) == ["Okoro"]


def test_a_suspect_of_an_attack_is_not_its_victim(kit: Kit) -> None:
    text = "A court has convicted a friend of bombing suspect Dzokhar Tsarnaev."
    assert act(kit, text, "bombing").recipients == ()


def test_an_accidental_explosion_is_no_attack(kit: Kit) -> None:
    text = "Seven militants were killed in two accidental explosions in Kandahar."
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    assert not [e for e in record.events if e.event_type == "ASSAULT"]


def test_what_troops_were_ordered_to_do_is_not_told_as_done(kit: Kit) -> None:
    text = "The general who had ordered troops to fire on crowds is on trial."
    assert act(kit, text, "fire").realis == "demanded"


def test_an_attack_of_which_only_who_made_it_is_told_is_found(kit: Kit) -> None:
    text = (
        "Six people are killed and seven others injured by an al-Shabaab suicide bomber at a restaurant in Mogadishu."
    )
    event = act(kit, text, "killed")
    assert names(event.recipients, text) == ["Six people", "seven others"]
    assert "al-Shabaab" in names(event.actors, text)[0]


def test_who_launched_a_missile_ends_before_the_verb(kit: Kit) -> None:
    text = "A missile launched by the North flew over Aomori, where sirens sent people to shelters."
    assert names(act(kit, text, "launched").actors, text) == ["the North"]


def test_whom_a_clause_tells_of_is_who_the_act_was_done_to(kit: Kit) -> None:
    text = "Petra Lind, whom Chad accused of spying, was freed."
    event = act(kit, text, "accused")
    assert (names(event.actors, text), names(event.recipients, text)) == (["Chad"], ["Petra Lind"])


def test_protesters_who_are_arrested_protest(kit: Kit) -> None:
    text = "Twenty unmasked protesters are arrested during protests in Melbourne."
    event = act(kit, text, "protests")
    assert (names(event.actors, text), event.recipients) == (["Twenty unmasked protesters"], ())


@pytest.mark.parametrize(
    ("text", "trigger", "other"),
    [
        ("Thousands of Spaniards protest in Madrid the possible pardons to the advocates.", "pardons", "Spaniards"),
        ("A German court on Thursday rejected an extradition request for the former leader.", "request", "court"),
    ],
)
def test_who_is_against_something_did_not_do_it(kit: Kit, text: str, trigger: str, other: str) -> None:
    assert not any(other in name for name in names(act(kit, text, trigger).actors, text))


def test_a_jet_forced_down_in_a_town_is_not_done_to_the_state_there(kit: Kit) -> None:
    text = "A passenger jet on its way to Vilnius was forced down in Minsk by a fighter."
    assert "BLR" not in {p.code for p in act(kit, text, "forced").recipients}


def test_a_name_is_kept_instead_of_the_pronoun_that_stands_for_it(kit: Kit) -> None:
    text = "President Petra Lind is ending a trip in Paris, where she had lunch with the president of Chad."
    assert "President Petra Lind" in names(act(kit, text, "lunch").actors, text)


def test_whose_request_it_is_asks(kit: Kit) -> None:
    text = "The premier has rejected a request from his British counterpart to question the men."
    event = act(kit, text, "request")
    assert "British counterpart" in " ".join(names(event.actors, text))
    assert event.recipients == ()


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("In the light of these murderous attacks, the ministers authorised operations against the men.", "attacks"),
        ("Lind was believed to be a target of the shooting.", "shooting"),
        ("Abo Arab, a baker from Damascus who survived detention in Syria's jails, blames the state.", "detention"),
    ],
)
def test_who_only_stands_near_an_attack_did_not_make_it(kit: Kit, text: str, trigger: str) -> None:
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    assert not [p for e in record.events if trigger in e.trigger.of(text) for p in e.actors]


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("They'll fire us, the workers said.", "fire", "ASSAULT"),
        ("The plan received critical support from Republican leaders.", "critical", "ACCUSE"),
    ],
)
def test_words_that_name_no_such_act(kit: Kit, text: str, word: str, kind: str) -> None:
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    assert not [e for e in record.events if e.event_type == kind and word in e.trigger.of(text)]


def test_who_is_blamed_for_letting_violence_happen_did_not_do_it(kit: Kit) -> None:
    text = "The premier has faced sharp criticism for failing to stop a raid on the Rohingya."
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    assert not [p for e in record.events if e.event_type == "ASSAULT" for p in e.actors]


def test_who_asks_to_do_something_would_do_it(kit: Kit) -> None:
    text = "Nigeria's Senate is to discuss a request from President Adisa to deploy the army."
    assert names(act(kit, text, "deploy").actors, text) == ["President Adisa"]


@pytest.mark.parametrize("words", THREATS, ids=list(THREATS.values()))
def test_every_form_of_a_threat_is_found_in_its_example(words: str) -> None:
    text = THREATS[words]
    (found,) = find_threats(text, find_sentences(text), [])
    matched = re.search(words, text)
    assert matched
    assert (found.start, found.end) == matched.span("act")


def test_who_threatens_to_answer_an_attack_did_not_make_it(kit: Kit) -> None:
    text = "Iran vowed to retaliate for the strike on its embassy."
    threat, strike = act(kit, text, "vowed"), act(kit, text, "strike")
    assert (threat.event_type, names(threat.actors, text)) == ("THREATEN", ["Iran"])
    assert (strike.event_type, strike.actors, strike.realis) == ("ASSAULT", (), "actual")


def test_a_strike_of_nurses_is_no_attack(kit: Kit) -> None:
    text = "Nurses held a strike on Monday over pay."
    assert act(kit, text, "strike").event_type == "PROTEST"


def test_whom_somebody_had_lunch_with_did_not_go_on_with_him(kit: Kit) -> None:
    text = "The premier had breakfast with Vice President Lind before visiting the Oval Office."
    assert "Lind" not in " ".join(names(act(kit, text, "visiting").actors, text))


def test_the_accused_does_not_do_what_his_accuser_does_next(kit: Kit) -> None:
    text = "The opposition accused the president of rigging the vote and called for protests."
    assert names(act(kit, text, "called").actors, text) == ["opposition"]


def test_what_somebody_stopped_doing_is_not_told_as_done(kit: Kit) -> None:
    text = "Kuwait stopped selling oil to the Netherlands."
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    assert [e.event_type for e in record.events] == ["SANCTION"]


def test_what_does_not_stop_goes_on(kit: Kit) -> None:
    text = "Russia will not stop bombing the town."
    event = act(kit, text, "bombing")
    assert (event.polarity, event.realis) == ("positive", "actual")


@pytest.mark.parametrize("row", TO_WHOM, ids=[row.example for row in TO_WHOM])
def test_a_form_that_names_whom_an_act_is_done_to_finds_its_example(row: ToWhom) -> None:
    start = row.example.index(row.trigger)
    between = row.example[start + len(row.trigger) : row.example.index(row.whom)]

    assert re.match(row.act, row.trigger, re.IGNORECASE)
    assert re.fullmatch(row.between, between, re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "trigger", "whom"),
    [
        ("The Danish museum returned two carved masks to Nigeria.", "returned", ["Nigeria"]),
        ("Oslo said that it will not lift the embargo until Chad frees the crew.", "lift", ["Chad"]),
        (
            "Teachers said they will not end the strike until the government raises their pay.",
            "end",
            ["government"],
        ),
        ("The Taliban stormed a police headquarters in Kandahar.", "stormed", ["police"]),
        ("Rebels shelled a UN base in Goma.", "shelled", ["UN"]),
        ("The Israeli army launched a military assault on Lebanon.", "assault", ["Lebanon"]),
        ("Norway said that it will not lift the ban until the end of May.", "lift", []),
        ("The president returned to Kenya with two ministers.", "returned", []),
        ("Doctors Without Borders flew 13 tons of medicine into Afghanistan.", "flew", ["Afghanistan"]),
        ("The premier promised Washington's support for efforts at mending the Afghan economy.", "support", ["Afghan"]),
    ],
)
def test_whom_an_act_is_done_to_is_found_where_a_plain_form_names_them(
    text: str, trigger: str, whom: list[str], kit: Kit
) -> None:
    assert names(act(kit, text, trigger).recipients, text) == whom


def test_who_will_not_begin_talks_with_somebody_is_told_with_them(kit: Kit) -> None:
    text = "Kosovo said it will not begin talks with the Serbian government before the prisoners are free."
    event = act(kit, text, "talks")
    assert (names(event.actors, text), event.polarity) == (["Kosovo", "Serbian government"], "negative")


def test_who_talks_with_somebody_is_named_once(kit: Kit) -> None:
    text = "The U.S. envoy has held two meetings with the Taliban in Qatar."
    assert names(act(kit, text, "meetings").actors, text) == ["The U.S. envoy", "Taliban"]


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("Lawmakers in Strasbourg urged the commission to freeze the talks on Turkish entry.", "freeze", "SANCTION"),
        ("Kuwait will suspend entry for non-citizens for two weeks.", "suspend", "REJECT"),
        ("Island leaders will meet to discuss leaving the Pacific Islands Forum.", "leaving", "SANCTION"),
        ("The curfew in Peru was scrapped by the government on Monday.", "scrapped", "CONCEDE"),
        ("The talks with Chad were broken off by Norway on Monday.", "broken", "SANCTION"),
        ("Two Chadian diplomats were sent home by Norway on Monday.", "sent", "SANCTION"),
    ],
)
def test_what_is_frozen_suspended_or_left_settles_the_type(text: str, trigger: str, kind: str, kit: Kit) -> None:
    assert act(kit, text, trigger).event_type == kind
