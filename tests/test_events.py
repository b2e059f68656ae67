"""Events: forms of words that settle shades, triggers joined, what a hedge splits off, who speaks of its own act."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from gpulse.codes import EVENT_TYPES
from gpulse.model.tags import RoleTag, Tags, TriggerTag
from gpulse.reading.draft import Draft
from gpulse.reading.event.event_times import going_on, taken_up
from gpulse.reading.event.force_words import FORCE_WORDS
from gpulse.reading.event.harm import HARM, find_harm
from gpulse.reading.event.idioms import IDIOMS
from gpulse.reading.event.retyped import RETYPES, Retype, compile_rows, retype
from gpulse.reading.event.shades import FORMS, FORMS_AFTER, Form, settle
from gpulse.reading.event.undone import UNDONE
from gpulse.reading.events import add_events, join_triggers
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import STAGES, read_article
from gpulse.reading.sentences import find_sentences
from gpulse.record import Article, Attribution, Event, Realis, Record, Span


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


@pytest.mark.parametrize("form", [*FORMS, *FORMS_AFTER], ids=[form.act for form in (*FORMS, *FORMS_AFTER)])
def test_every_form_settles_its_example(form: Form) -> None:
    start = form.example.index(form.act)
    act = Span(start=start, end=start + len(form.act))
    realis, certainty = settle(form.example, Span(start=0, end=len(form.example)), act, "actual", "certain")
    assert realis == (form.realis or "actual")
    assert certainty == (form.certainty or "certain")


_ROWS = (*RETYPES, *IDIOMS, *FORCE_WORDS, *UNDONE)


@pytest.mark.parametrize("row", _ROWS, ids=[row.example for row in _ROWS])
def test_every_retyped_act_has_an_example(row: Retype) -> None:
    at = row.example.index(row.trigger)
    act, home = Span(start=at, end=at + len(row.trigger)), Span(start=0, end=len(row.example))
    rows = compile_rows(_ROWS)
    assert {retype(row.example, home, act, kind, rows) for kind in row.taken_for or EVENT_TYPES} == {row.event_type}


@pytest.mark.parametrize("words", HARM, ids=list(HARM.values()))
def test_every_word_of_harm_is_found_in_its_example(words: str) -> None:
    attacks = "Rebels shelled the port. Troops attacked the camp. The town was bombed. "
    text = attacks + HARM[words]
    found = [
        TriggerTag(
            start=text.index(word), end=text.index(word) + len(word), event_type="ASSAULT", score=0.9, realis="actual",
            polarity="positive", certainty="certain",
        )
        for word in ("shelled", "attacked", "bombed")
    ]  # fmt: skip
    (harm,) = find_harm(text, find_sentences(text), found)
    assert harm.start >= len(attacks)
    assert re.fullmatch(words, harm.of(text), re.IGNORECASE)


@pytest.mark.parametrize(
    ("last", "deaths"),
    [
        ("Six people were killed at the station.", 1),
        ("Six people were killed when a bus crashed on the way there.", 0),  # by something else
        ("The last shelling killed six.", 0),  # the attack of that sentence
    ],
)
def test_deaths_in_a_sentence_of_their_own_go_on_with_the_attacks_of_the_post(kit: Kit, last: str, deaths: int) -> None:
    text = (
        "Rebels shelled the port of Benta on Friday. Government troops attacked their camp in the hills at dawn. "
        f"The rebels bombed the railway station in the afternoon. {last}"
    )
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    killed = [e for e in record.events if e.trigger.of(text) == "killed"]
    assert len(killed) == deaths
    assert all("people" in recipient.name for event in killed for recipient in event.recipients)
    alone = read_article(Article(id="t", text=last, published_at="2024-06-28"), kit)
    assert deaths == 0 or not [e for e in alone.events if e.score == 0]


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("The radar was developed for Oman by Swedish engineers.", "SWE", "OMN"),
        ("The fighter was jointly designed by Turkey for the Pakistani air force.", "TUR", "PAK"),
        ("A reactor that was designed for Jordan by Russia has never been used.", "RUS", "JOR"),
    ],
)
def test_what_a_state_develops_for_another_is_cooperation(kit: Kit, text: str, actor: str, recipient: str) -> None:
    events = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit).events
    (work,) = (e for e in events if e.event_type == "COOPERATE")
    assert ([a.code for a in work.actors], [r.code for r in work.recipients]) == ([actor], [recipient])


@pytest.mark.parametrize("text", ["The app was designed for children by Sweden.", "It was developed by Chad by hand."])
def test_what_is_developed_for_no_state_is_none(kit: Kit, text: str) -> None:
    events = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit).events
    assert not [e for e in events if e.event_type == "COOPERATE"]


def test_the_maker_of_what_another_delivers_does_not_deliver_it(kit: Kit) -> None:
    text = "Most of the tanks that are shipped from Serbia were developed for the Angolans by the Czechs."
    events = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit).events
    (shipped,) = (e for e in events if e.trigger.of(text) == "shipped")
    assert "CZE" not in [a.code for a in shipped.actors]


def test_a_form_in_another_clause_settles_nothing() -> None:
    text = "He was expected to resign; the army seized the palace."
    act = Span(start=text.index("seized"), end=text.index("seized") + 6)
    assert settle(text, Span(start=0, end=len(text)), act, "actual", "certain") == ("actual", "certain")


def events_of(kit: Kit, text: str, act: str, event_type: str, **roles: tuple[str, ...]) -> tuple[Event, ...]:
    """Read `text` with the rules alone, the network's tags being those given."""

    def at(words: str) -> dict[str, int]:
        return {"start": text.index(words), "end": text.index(words) + len(words)}

    tags = tuple(RoleTag(**at(words), role=role, score=0.9) for role, each in roles.items() for words in each)
    trigger = TriggerTag(
        **at(act),
        event_type=event_type,
        score=0.9,
        realis="actual",
        polarity="positive",
        certainty="certain",
        roles=tags,
    )
    draft = Draft(record=Record(article=Article(id="t", text=text, published_at="2024-06-28")))
    for stage in STAGES:
        if stage.name in ("sentences", "timexes", "mentions", "places", "actors"):
            (draft,) = stage.run([draft], kit)
    return add_events(Draft(record=draft.record, tags=Tags(triggers=(trigger,))), kit).record.events


def test_a_hedge_before_one_of_several_things_splits_it_off(kit: Kit) -> None:
    text = "Pyongyang has provided shells, rockets and, purportedly, ballistic missiles to Russia."
    plain, doubtful = events_of(
        kit, text, "provided", "AID", actor=("Pyongyang",), item=("shells", "rockets", "ballistic missiles")
    )
    assert ([i.text for i in plain.items], plain.certainty) == (["shells", "rockets"], "certain")
    assert ([i.text for i in doubtful.items], doubtful.certainty) == (["ballistic missiles"], "possible")


def test_signing_a_treaty_is_an_agreement_and_signing_a_law_is_not(kit: Kit) -> None:
    (pact,) = events_of(kit, "The two leaders signed a defence pact in Hanoi.", "signed", "SUPPORT")
    (bill,) = events_of(kit, "The governor signed the bill on Friday.", "signed", "SUPPORT")
    assert (pact.event_type, bill.event_type) == ("AGREE", "SUPPORT")


def test_an_act_since_which_others_were_done_has_its_own_day(kit: Kit) -> None:
    text = "Shells were delivered since the leaders' meeting in Russia last September."
    (delivered,) = events_of(kit, text, "delivered", "AID")
    (meeting,) = events_of(kit, text, "meeting", "CONSULT")
    assert (delivered.earliest, delivered.latest) == ("2023-09-01", "2024-06-28")
    assert (meeting.earliest, meeting.latest) == ("2023-09-01", "2023-09-30")


def test_a_visit_takes_place_where_it_was_paid(kit: Kit) -> None:
    text = "The president paid a state visit to Vietnam."
    (visit,) = events_of(kit, text, "visit", "CONSULT", actor=("The president",), recipient=("Vietnam",))
    assert visit.place is not None
    assert visit.place.country == "VNM"


def test_what_begins_on_a_day_has_no_end(kit: Kit) -> None:
    (closing,) = events_of(kit, "The state will close its border beginning on July 1.", "close", "COERCE")
    assert (closing.earliest, closing.latest) == ("2024-07-01", None)


def test_what_lasts_so_long_from_a_day_has_its_end(kit: Kit) -> None:
    text = "The state will close its border for two weeks beginning July 1."
    (closing,) = events_of(kit, text, "close", "COERCE")
    assert (closing.earliest, closing.latest) == ("2024-07-01", "2024-07-14")


def test_the_day_after_an_act_is_not_its_own(kit: Kit) -> None:
    text = (
        "The two states signed a pact in Doha on May 14. The envoy left the day after the two states signed the pact."
    )
    start = text.rindex("signed")
    tag = TriggerTag(
        start=start, end=start + 6, event_type="AGREE", score=0.9, realis="actual", polarity="positive",
        certainty="certain",
    )  # fmt: skip
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    draft = Draft(record=replace(record, events=()), tags=Tags(triggers=(tag,)))
    assert all(event.earliest != "2024-05-15" for event in add_events(draft, kit).record.events)


def test_the_one_scene_of_a_sentence_is_where_its_act_took_place(kit: Kit) -> None:
    (arrest,) = events_of(kit, "Police in Florida arrested four men over the plot.", "arrested", "COERCE")
    (attack,) = events_of(kit, "Ministers spoke of the Orlando massacre at length.", "massacre", "ASSAULT")
    (talks,) = events_of(kit, "Envoys in Geneva and generals in Ankara spoke of a truce.", "truce", "RETREAT")
    assert arrest.place is not None
    assert arrest.place.country == "USA"
    assert attack.place is not None
    assert attack.place.country == "USA"
    assert talks.place is None


def test_a_role_never_cuts_into_a_name(kit: Kit) -> None:
    text = "The envoy criticised the North Korean deployment."
    (event,) = events_of(kit, text, "criticised", "ACCUSE", recipient=("North",))
    assert [r.name for r in event.recipients] == ["North Korean"]


def test_who_is_visited_receives_and_arms_go_to_and_via_states(kit: Kit) -> None:
    text = "The president of Iran paid a state visit to Vietnam."
    (visit,) = events_of(kit, text, "visit", "CONSULT", actor=("The president of Iran", "Vietnam"))
    assert ([a.code for a in visit.actors], [r.code for r in visit.recipients]) == (["IRN"], ["VNM"])
    text = "Beijing could facilitate the transfer of military equipment to Moscow via Pyongyang."
    (transfer,) = events_of(kit, text, "transfer", "AID", actor=("Beijing",), item=("military equipment",))
    assert ([r.code for r in transfer.recipients], [v.code for v in transfer.via]) == (["RUS"], ["PRK"])


def test_a_place_beside_another_act_is_not_this_act_s(kit: Kit) -> None:
    text = "Shells were delivered before the meeting in Moscow."
    meeting = TriggerTag(
        start=text.index("meeting"), end=text.index("meeting") + 7, event_type="CONSULT", score=0.9, realis="actual",
        polarity="positive", certainty="certain",
    )  # fmt: skip
    draft = Draft(record=Record(article=Article(id="t", text=text)))
    for stage in STAGES:
        if stage.name in ("sentences", "timexes", "mentions", "places", "actors"):
            (draft,) = stage.run([draft], kit)
    delivered = TriggerTag(
        start=text.index("delivered"), end=text.index("delivered") + 9, event_type="AID", score=0.9, realis="actual",
        polarity="positive", certainty="certain",
    )  # fmt: skip
    first, second = add_events(Draft(record=draft.record, tags=Tags(triggers=(delivered, meeting))), kit).record.events
    assert first.place is None
    assert second.place is not None


def test_who_tells_of_an_act_in_the_passive_has_not_done_it(kit: Kit) -> None:
    for act in ("sent", "deployed"):
        record = read_article(
            Article(
                id="t",
                text=f"Pentagon spokesperson Ann Lind criticized the raid, suggesting the recruits were being {act} "
                "into a perilous situation in Borduria.",
                published_at="2024-06-28",
            ),
            kit,
        )
        assert not any(a.name.endswith("Lind") for e in record.events if act in e.trigger.of(record.article.text)
                       for a in e.actors)  # fmt: skip


def test_telling_a_newspaper_something_demands_nothing(kit: Kit) -> None:
    text = "Petra Lind, a former minister, told the UK's Daily Express that Iran was the bridge to Iraq."
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    assert not any(e.event_type == "REQUEST" for e in record.events)


def test_a_number_of_countries_is_not_the_state_that_the_post_is_about(kit: Kit) -> None:
    text = "North Korea rejected the summit. Approximately 100 countries supported the principles of the summit."
    (event,) = events_of(kit, text, "supported", "SUPPORT", actor=("Approximately 100 countries",))
    assert [a.code for a in event.actors] == [None]


def test_an_act_in_a_state_s_capital_takes_place_there(kit: Kit) -> None:
    text = "Cuba and Peru signed a pact in the Haitian capital on Friday."
    (event,) = events_of(kit, text, "signed", "AGREE", actor=("Cuba", "Peru"), item=("a pact",))
    assert event.place is not None
    assert (event.place.name, event.place.country) == ("Port-au-Prince", "HTI")
    text = "Cuba welcomed talks on Haitian capital controls on Friday."
    (event,) = events_of(kit, text, "welcomed", "SUPPORT", actor=("Cuba",))
    assert event.place is None


def test_a_hedge_right_before_the_last_thing_splits_it_off_however_long_the_first_is(kit: Kit) -> None:
    text = "Cuba has given rockets for the launchers that it had bought from others, and purportedly, missiles to Peru."
    found = events_of(kit, text, "given", "AID", actor=("Cuba",), item=("rockets", "missiles"))
    assert [(e.items[0].text, e.certainty) for e in found] == [("rockets", "certain"), ("missiles", "possible")]


def test_arms_that_are_handed_over_are_aid(kit: Kit) -> None:
    text = "Cuba agreed to the transfer of military equipment to Peru."
    (event,) = events_of(kit, text, "transfer", "RETREAT", actor=("Cuba",), item=("military equipment",))
    assert (event.event_type, [r.code for r in event.recipients]) == ("AID", ["PER"])


def test_an_apposition_is_one_actor(kit: Kit) -> None:
    text = "Kenya has sent police to Haiti. Haiti's prime minister, Petra Lind, thanked Kenya."
    (event,) = events_of(kit, text, "thanked", "SUPPORT", actor=("Haiti's prime minister, Petra Lind",))
    assert [a.code for a in event.actors] == ["HTI"]


def test_people_of_whom_nothing_is_told_are_of_no_state(kit: Kit) -> None:
    text = (
        "The council authorised a mission to Haiti. Thirteen members voted in favour, and Russia and China abstained."
    )
    (event,) = events_of(kit, text, "voted in favour", "SUPPORT", actor=("Thirteen members",))
    assert [a.code for a in event.actors] == [None]


def test_its_ministry_is_the_ministry_of_whom_it_stands_for(kit: Kit) -> None:
    text = "Beijing says the boats of the Philippines entered its waters. Its foreign ministry urged Manila to stop."
    record = read_article(Article(id="t", text=text, published_at="2024-05-01"), kit)
    urged = next(e for e in record.events if e.trigger.of(text) == "urged")
    assert [a.code for a in urged.actors] == ["CHN"]


def test_a_place_behind_a_semicolon_is_no_scene(kit: Kit) -> None:
    text = "Japan handed over ten boats; a think tank in Washington puts the number at twelve."
    (event,) = events_of(kit, text, "handed over", "AID", actor=("Japan",), item=("ten boats",))
    assert event.place is None


def test_fighters_are_not_of_the_state_where_the_council_meets(kit: Kit) -> None:
    text = (
        "Mali asked the United Nations in New York to go. The mission was set up by the United States and Mali after "
        "Islamist fighters seized the north."
    )
    (event,) = events_of(kit, text, "seized", "ASSAULT", actor=("Islamist fighters",))
    assert [a.code for a in event.actors] == [None]


def test_who_votes_or_hopes_does_not_assert_the_act(kit: Kit) -> None:
    """A source in the record is one that tells that something is so ("votes", "hopes" and "opposes" had been taken)."""
    text = "The Senate voted to honour an officer for his part during the storming of the Capitol."
    storming = [e for e in read_article(Article(id="t", text=text), kit).events if e.trigger.of(text) == "storming"]
    assert [e.attributions for e in storming] == [()]
    text = "The ministry said that troops had stormed the palace."
    (stormed,) = (e for e in read_article(Article(id="t", text=text), kit).events if e.trigger.of(text) == "stormed")
    assert stormed.attributions


CEASEFIRE = "The presidents of Chad and Niger met on Friday. "


@pytest.mark.parametrize("words", ["Both countries", "The two sides", "The neighbours", "Each side", "Both presidents"])
def test_words_for_several_states_stand_for_those_named_together(kit: Kit, words: str) -> None:
    text = f"{CEASEFIRE}Mali looked on. {words} agreed on a truce."
    (event,) = events_of(kit, text, "agreed", "AGREE", actor=(words,))
    assert [a.code for a in event.actors] == ["TCD", "NER"]


def test_a_count_that_fits_no_list_means_nobody_by_name(kit: Kit) -> None:
    text = f"{CEASEFIRE}The four signed a pact."
    (event,) = events_of(kit, text, "signed a pact", "AGREE", actor=("The four",))
    assert [a.code for a in event.actors] == [None]
    (event,) = events_of(kit, f"{CEASEFIRE}Both women left.", "left", "RETREAT", actor=("Both women",))
    assert len(event.actors) == 1


def test_a_plural_pronoun_goes_on_with_both_sides(kit: Kit) -> None:
    text = f"{CEASEFIRE}In a call with both leaders the envoy urged them to go on."
    (event,) = events_of(kit, text, "urged", "REQUEST", actor=("the envoy",))
    assert [r.code for r in event.recipients] == ["TCD", "NER"]


def test_an_ally_or_a_neighbour_is_another_state(kit: Kit) -> None:
    text = f"{CEASEFIRE}Chad accused its neighbour of lying."
    (event,) = events_of(kit, text, "accused", "ACCUSE", actor=("Chad",), recipient=("neighbour",))
    assert [r.code for r in event.recipients] == ["NER"]


def test_fighting_between_two_states_is_theirs(kit: Kit) -> None:
    text = "Ninety people were killed in fighting between Chad and Niger."
    (event,) = events_of(kit, text, "fighting", "ASSAULT", recipient=("Ninety people",))
    assert [a.code for a in event.actors] == ["TCD", "NER"]
    assert [(i.text, i.quantity.low) for i in event.items if i.quantity] == [("Ninety people", 90.0)]


def test_the_number_of_those_whom_an_act_was_done_to_is_kept(kit: Kit) -> None:
    text = "Police arrested at least 12 students, and 40 countries protested."
    (arrest,) = events_of(kit, text, "arrested", "COERCE", actor=("Police",), recipient=("at least 12 students",))
    (protest,) = events_of(kit, text, "protested", "ACCUSE", actor=("40 countries",))
    assert [(i.quantity.low, i.quantity.high) for i in arrest.items if i.quantity] == [(12.0, None)]
    assert [i.quantity.low for i in protest.items if i.quantity] == [40.0]


def test_states_in_a_row_are_told_apart_and_an_apposition_is_not(kit: Kit) -> None:
    text = "Norway, Sweden, and a fellow US ally in the Gulf, Qatar, signed a pact."
    (event,) = events_of(kit, text, "signed a pact", "AGREE", actor=("Norway, Sweden,",))
    assert [a.code for a in event.actors] == ["NOR", "SWE"]
    (event,) = events_of(kit, text, "signed a pact", "AGREE", actor=("fellow US ally in the Gulf, Qatar",))
    assert len(event.actors) == 1


def test_a_body_has_a_name_and_no_country(kit: Kit) -> None:
    text = "The European Union sent observers, and Hezbollah fighters attacked a post. The bloc protested."
    (sent,) = events_of(kit, text, "sent", "AID", actor=("European Union",))
    (attack,) = events_of(kit, text, "attacked", "ASSAULT", actor=("Hezbollah fighters",))
    (protest,) = events_of(kit, text, "protested", "ACCUSE", actor=("The bloc",))
    assert [(a.code, a.body) for a in sent.actors] == [(None, "European Union")]
    assert [(a.code, a.body) for a in attack.actors] == [("LBN", "Hezbollah")]
    assert [a.body for a in protest.actors] == ["European Union"]


def test_the_object_right_after_a_verb_receives(kit: Kit) -> None:
    (lent,) = events_of(
        kit, "Moscow has lent Cairo $25 billion.", "lent", "AID", actor=("Moscow",), item=("$25 billion",)
    )
    assert [r.code for r in lent.recipients] == ["EGY"]
    (struck,) = events_of(kit, "Rebels attacked Iran's port.", "attacked", "ASSAULT", actor=("Rebels",))
    assert [r.code for r in struck.recipients] == ["IRN"]  # whose port it is


def test_who_stands_in_the_condition_of_an_act_has_no_part_in_it(kit: Kit) -> None:
    text = "Washington could impose sanctions on Egypt if a deal with Russia went ahead."
    (event,) = events_of(kit, text, "impose sanctions", "SANCTION", recipient=("Egypt", "Russia"))
    assert [r.code for r in event.recipients] == ["EGY"]


def test_western_is_no_region_of_a_state(kit: Kit) -> None:
    text = "Belgrade threatened to retaliate against Western companies."
    (event,) = events_of(kit, text, "retaliate", "SANCTION", recipient=("Western companies",))
    assert [r.code for r in event.recipients] != ["GHA"]


def test_what_is_due_by_a_day_may_be_done_from_the_day_it_was_promised(kit: Kit) -> None:
    text = "Russia is expected to pay out a loan by the end of July."
    (event,) = events_of(kit, text, "pay out", "AID", actor=("Russia",))
    assert (event.realis, event.earliest, event.latest) == ("predicted", "2024-06-28", "2024-07-31")


def test_the_year_of_a_law_is_not_that_of_the_act(kit: Kit) -> None:
    (event,) = events_of(kit, "Under a law of 2017, Washington imposed sanctions.", "imposed sanctions", "SANCTION")
    assert event.earliest is None


def test_a_day_before_when_is_that_of_what_follows(kit: Kit) -> None:
    (event,) = events_of(kit, "The row began on May 3, when the envoy accused Chad.", "accused", "ACCUSE")
    assert event.earliest == "2024-05-03"


def test_a_detail_told_in_the_past_happened_on_the_day_of_the_whole(kit: Kit) -> None:
    def day_of(detail: str, act: str) -> str | None:
        text = f"The United States and Canada imposed sanctions on Belarus on Monday. {detail}"
        tags = tuple(
            TriggerTag(
                start=text.index(words), end=text.index(words) + len(words), event_type="SANCTION", score=0.9,
                realis="actual", polarity="positive", certainty="certain", roles=tuple(
                    RoleTag(start=text.index(name), end=text.index(name) + len(name), role="actor", score=0.9)
                    for name in names
                ),
            )
            for words, names in (("imposed sanctions", ("United States", "Canada")), (act, ("Ottawa",)))
        )  # fmt: skip
        draft = Draft(record=Record(article=Article(id="t", text=text, published_at="2024-06-28")))
        for stage in STAGES:
            if stage.name in ("sentences", "timexes", "mentions", "places", "actors"):
                (draft,) = stage.run([draft], kit)
        return add_events(Draft(record=draft.record, tags=Tags(triggers=tags)), kit).record.events[1].earliest

    assert day_of("Ottawa froze the assets of 16 people.", "froze") == "2024-06-24"
    assert day_of("Ottawa had frozen the assets of 16 people.", "frozen") is None


def test_who_receives_is_the_recipient_and_from_whom_the_actor(kit: Kit) -> None:
    text = "Nigeria received four million doses from India."
    (event,) = events_of(
        kit, text, "received", "AID", actor=("Nigeria",), recipient=("India",), item=("four million doses",)
    )
    assert ([a.code for a in event.actors], [r.code for r in event.recipients]) == (["IND"], ["NGA"])
    (event,) = events_of(kit, "Iran received envoys of both sides.", "received", "CONSULT", actor=("Iran",))
    assert [a.code for a in event.actors] == ["IRN"]


def test_a_mission_s_mandate_binds_nobody(kit: Kit) -> None:
    assert not events_of(kit, "The mandate of the mission runs out in May.", "mandate", "COERCE")
    assert events_of(kit, "The mayor issued a mask mandate.", "mandate", "COERCE")


def test_what_a_demand_asks_to_begin_is_demanded(kit: Kit) -> None:
    asked = "The four called on Minsk to free all and to begin a dialogue with the opposition."
    record = read_article(Article(id="t", text=asked, published_at="2024-06-28"), kit)
    assert [e.realis for e in record.events if "dialogue" in e.trigger.of(asked)] == ["demanded"]


def test_money_that_is_handed_over_is_aid(kit: Kit) -> None:
    (event,) = events_of(kit, "The first instalment was transferred last year.", "transferred", "RETREAT")
    assert event.event_type == "AID"


def test_who_talks_is_told_after_the_talks_that_open_a_sentence(kit: Kit) -> None:
    text = "At talks in Sochi, President Vladimir Putin confirmed to Alexander Lukashenko that money would come."
    (event,) = events_of(kit, text, "talks", "CONSULT")
    assert [a.code for a in event.actors] == ["RUS", "BLR"]


def test_a_number_that_a_role_cuts_off_still_counts(kit: Kit) -> None:
    (event,) = events_of(kit, "Washington sent 31 Abrams tanks.", "sent", "AID", item=("Abrams tanks",))
    assert [i.quantity.low for i in event.items if i.quantity] == [31.0]
    (event,) = events_of(kit, "The authorities evacuated 1,400 people.", "evacuated", "AID")
    assert [i.quantity.low for i in event.items if i.quantity] == [1400.0]


def test_an_act_is_not_where_somebody_spoke_of_it(kit: Kit) -> None:
    text = "In Sochi on May 28, Putin told Lukashenko that Russia would pay a loan."
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    assert [e.place for e in record.events if e.event_type == "AID"] == [None]


def test_all_who_meet_are_actors(kit: Kit) -> None:
    text = "President Vladimir Putin held talks with Alexander Lukashenko."
    (event,) = events_of(kit, text, "talks", "CONSULT", actor=("President Vladimir Putin",))
    assert [a.code for a in event.actors] == ["RUS", "BLR"]
    text = "Chad met Niger, and Mali stayed away."
    (event,) = events_of(kit, text, "met", "CONSULT", actor=("Chad",), recipient=("Niger",))
    assert ([a.code for a in event.actors], event.recipients) == (["TCD", "NER"], ())


def test_foreign_companies_are_of_no_state_that_is_named(kit: Kit) -> None:
    text = "Belgrade threatened to retaliate against foreign companies. Its foreign minister is calm."
    (event,) = events_of(kit, text, "retaliate", "SANCTION", recipient=("foreign companies",))
    assert [r.code for r in event.recipients] == [None]
    (event,) = events_of(kit, text, "calm", "SUPPORT", actor=("foreign minister",))
    assert [a.code for a in event.actors] == ["SRB"]


def test_what_is_left_at_the_end_of_a_role_is_no_part_of_a_name(kit: Kit) -> None:
    (event,) = events_of(kit, "Namibia's threat stands.", "threat", "THREATEN", actor=("Namibia's",))
    assert [a.name for a in event.actors] == ["Namibia"]


def test_a_role_that_breaks_off_goes_on_with_the_name_after_it(kit: Kit) -> None:
    text = "Ten thousand members of the National Guard went to the border of Mexico."
    (event,) = events_of(
        kit, text, "went", "MOBILIZE", actor=("Ten thousand members of the", "National Guard"), item=()
    )
    assert [a.name for a in event.actors] == ["Ten thousand members of the National Guard"]
    text = "Putin paid a state visit to the Republic of Korea."
    (event,) = events_of(kit, text, "visit", "CONSULT", actor=("Putin",), recipient=("the",))
    assert [r.code for r in event.recipients] == ["KOR"]
    assert event.place is not None


def test_a_state_s_neighbours_are_not_that_state(kit: Kit) -> None:
    text = "The tariffs on America's two neighbors were put on hold."
    (event,) = events_of(kit, text, "put on hold", "SANCTION", recipient=("America's two neighbors",))
    assert [r.code for r in event.recipients] == [None]
    (event,) = events_of(kit, "Moscow armed its allies.", "armed", "AID", actor=("Moscow",), recipient=("allies",))
    assert [r.code for r in event.recipients] == [None]


def test_who_stands_after_an_act_and_by_did_it(kit: Kit) -> None:
    """ "Secondary sanctions by the US" were China's, against the US."""
    text = "China is cautious not to fall foul of secondary sanctions by the US."
    (event,) = events_of(kit, text, "sanctions", "SANCTION", actor=("China",), recipient=("US",))
    assert ([a.code for a in event.actors], event.recipients) == (["USA"], ())
    text = "The raid was criticised by Chile and Peru."
    (event,) = events_of(kit, text, "criticised", "ACCUSE", actor=("Chile", "Peru"))
    assert [a.code for a in event.actors] == ["CHL", "PER"]


def test_a_number_of_what_is_plain_is_not_counted_among_what_is_doubtful(kit: Kit) -> None:
    """The doubtful half of "two million rounds and, purportedly, missiles" had the rounds as well."""
    text = "Pyongyang has provided two million rounds and, purportedly, ballistic missiles to Russia."
    plain, doubtful = events_of(
        kit, text, "provided", "AID", actor=("Pyongyang",), item=("two million rounds", "ballistic missiles")
    )
    assert [i.text for i in plain.items] == ["two million rounds"]
    assert [i.text for i in doubtful.items] == ["ballistic missiles"]


def test_a_joined_clause_keeps_its_time_and_place(kit: Kit) -> None:
    """The pumps had been delivered "on Monday" in "Iasi", of which the text tells nothing."""
    text = "Romania has already delivered 40 pumps, and a second convoy left Iasi on Monday evening."
    record = read_article(Article(id="t", text=text, published_at="2024-05-14"), kit)
    delivered, left = (next(e for e in record.events if e.trigger.of(text) == act) for act in ("delivered", "left"))
    assert (delivered.earliest, delivered.place) == (None, None)
    assert left.earliest == "2024-05-13"


def test_a_town_is_no_name_of_a_group_of_countries(kit: Kit) -> None:
    text = "The European Union and 14 countries pledged 60 million euros at a conference in Vienna."
    record = read_article(Article(id="t", text=text, published_at="2024-05-14"), kit)
    assert [(b.name, b.size) for b in record.blocs] == [("14 countries", 14)]


@pytest.mark.parametrize(
    ("after", "days"),
    [
        ("The unit is expected to arrive in March.", ("2025-03-01", "2025-03-31")),
        ("These medics will leave as early as next month.", ("2024-07-01", "2024-07-31")),
        ("The strike is expected to start in March.", (None, None)),  # nobody who was sent
        ("The unit left Narok in March.", (None, None)),  # told of another time
    ],
)
def test_when_those_who_are_sent_will_come_is_told_in_the_next_sentence(
    kit: Kit, after: str, days: tuple[str | None, str | None]
) -> None:
    text = f"Norway plans to send a medical unit to Kenya. {after}"
    sent, *_ = (
        replace(e, realis="planned")
        for e in events_of(kit, text, "send", "AID", actor=("Norway",), item=("a medical unit",))
    )
    record = Record(article=Article(id="t", text=text, published_at="2024-06-28"))
    draft = Draft(record=record)
    for stage in STAGES:
        if stage.name in ("sentences", "timexes"):
            (draft,) = stage.run([draft], kit)
    assert taken_up(draft.record, replace(sent, earliest=None, latest=None)) == days


def test_what_was_told_to_be_going_on_went_on_that_day(kit: Kit) -> None:
    text = "Carl Lund, an adviser, said on 3 May that the alliance that Cairo was building with Athens was a danger."
    start = text.index("building")
    trigger, home = Span(start=start, end=start + 8), Span(start=0, end=len(text))
    said = Attribution(
        content=(Span(start=34, end=len(text)),), kind="indirect", earliest="2024-05-03", latest="2024-05-03"
    )
    record = Record(article=Article(id="t", text=text), attributions=(said,))
    assert going_on(record, trigger, home, (0,)) == "2024-05-03"
    built = text.replace("was building", "has rebuilt")
    done = replace(record, article=Article(id="t", text=built))
    assert going_on(done, Span(start=start, end=start + 7), home, (0,)) is None


@pytest.mark.parametrize(
    ("text", "act", "low"),
    [
        ("Some 90 states backed the charter at the Bern Peace Summit.", "backed", 90.0),
        ("More than 40 leaders condemned the raid during the conference.", "condemned", 40.0),
        ("More than 40 leaders criticised its role in the conference.", "criticised", None),
    ],
)
def test_who_acts_at_a_meeting_takes_part_in_it(kit: Kit, text: str, act: str, low: float | None) -> None:
    meeting = "Bern Peace Summit" if "Summit" in text else "conference"
    who = text.split(f" {act}")[0]

    def tag(words: str, kind: str, *roles: RoleTag) -> TriggerTag:
        return TriggerTag(start=text.index(words), end=text.index(words) + len(words), event_type=kind, score=0.9,
                          realis="actual", polarity="positive", certainty="certain", roles=roles)  # fmt: skip

    draft = Draft(record=Record(article=Article(id="t", text=text, published_at="2024-06-28")))
    for stage in STAGES:
        if stage.name in ("sentences", "timexes", "mentions", "places", "actors"):
            (draft,) = stage.run([draft], kit)
    tags = Tags(
        triggers=(
            tag(act, "SUPPORT", RoleTag(start=0, end=len(who), role="actor", score=0.9)),
            tag(meeting, "CONSULT"),
        )
    )
    met = next(e for e in add_events(replace(draft, tags=tags), kit).record.events if e.event_type == "CONSULT")
    assert [i.quantity.low for i in met.items if i.quantity] == ([low] if low else [])


@pytest.mark.parametrize(
    ("text", "act", "kept"),
    [
        ("Three days are left before the deadline.", "left", False),
        ("Some 2,500 soldiers are still left in the country.", "left", False),
        ("The foreign minister left for Bern on Monday.", "left", False),
        ("The last soldiers left for Germany on Monday.", "left", True),
        ("The lines were left to the rebels.", "left", True),
        ("The brigade is leaving Narok.", "leaving", True),
    ],
)
def test_a_rest_and_a_journey_give_nothing_up(kit: Kit, text: str, act: str, kept: bool) -> None:
    assert len(events_of(kit, text, act, "RETREAT")) == kept


def test_an_act_does_not_begin_inside_a_word_and_has_all_of_its_last(kit: Kit) -> None:
    text = "The U.S. stopped the renegotiation of the pact."
    assert not events_of(kit, text, ".S.", "AID")
    (talks,) = events_of(kit, text, "renego", "CONSULT")
    assert talks.trigger.of(text) == "renegotiation"


def test_somebodys_american_counterpart_is_american(kit: Kit) -> None:
    text = "Canada's foreign minister met her American and Mexican counterparts in Lima."
    (met,) = events_of(
        kit, text, "met", "CONSULT", actor=("Canada's foreign minister", "American", "Mexican counterparts")
    )
    assert [a.code for a in met.actors] == ["CAN", "USA", "MEX"]


def test_who_is_asked_to_act_acts(kit: Kit) -> None:
    text = "The tribe ordered the mayor to pay a ransom."

    def tag(words: str, kind: str, realis: Realis, **roles: str) -> TriggerTag:
        at = text.index(words)
        found = tuple(
            RoleTag(start=text.index(who), end=text.index(who) + len(who), role=role, score=0.9)
            for role, who in roles.items()
        )
        return TriggerTag(start=at, end=at + len(words), event_type=kind, score=0.9, realis=realis,
                          polarity="positive", certainty="certain", roles=found)  # fmt: skip

    draft = Draft(record=Record(article=Article(id="t", text=text, published_at="2024-06-28")))
    for stage in STAGES:
        if stage.name in ("sentences", "timexes", "mentions", "places", "actors"):
            (draft,) = stage.run([draft], kit)
    tags = Tags(
        triggers=(
            tag("ordered", "REQUEST", "actual", actor="The tribe", recipient="the mayor"),
            tag("pay", "AID", "demanded", actor="The tribe"),
        )
    )
    _, paid = add_events(replace(draft, tags=tags), kit).record.events
    assert [a.name for a in paid.actors] == ["mayor"]


@pytest.mark.parametrize(
    ("text", "act", "kind", "who"),
    [
        ("Germany gave 300 million euros to promote private investment in Ethiopia.", "gave", "AID", ["ETH"]),
        ("The United States completed its withdrawal from Iraq in 2011.", "withdrawal", "RETREAT", ["IRQ"]),
        ("Norway gave a boat, which was built in Poland.", "gave", "AID", []),
    ],
)
def test_help_is_given_and_ground_left_where_nobody_else_is_named(
    kit: Kit, text: str, act: str, kind: str, who: list[str]
) -> None:
    (event, *_) = events_of(kit, text, act, kind, item=("300 million euros",) if "300" in text else ())
    assert [r.code for r in event.recipients] == who


@pytest.mark.parametrize(("judgement", "who"), [("condemned", ["TUR"]), ("sent condolences over", [])])
def test_who_did_what_is_condemned_is_condemned(kit: Kit, judgement: str, who: list[str]) -> None:
    text = f"Oslo {judgement} the latest Turkish raid."

    def tag(words: str, kind: str, actor: str) -> TriggerTag:
        at, by = text.index(words), text.index(actor)
        return TriggerTag(start=at, end=at + len(words), event_type=kind, score=0.9, realis="actual",
                          polarity="positive", certainty="certain",
                          roles=(RoleTag(start=by, end=by + len(actor), role="actor", score=0.9),))  # fmt: skip

    draft = Draft(record=Record(article=Article(id="t", text=text, published_at="2024-06-28")))
    for stage in STAGES:
        if stage.name in ("sentences", "timexes", "mentions", "places", "actors"):
            (draft,) = stage.run([draft], kit)
    tags = Tags(triggers=(tag(judgement, "ACCUSE", "Oslo"), tag("raid", "ASSAULT", "Turkish")))
    judged, _ = add_events(replace(draft, tags=tags), kit).record.events
    assert [r.code for r in judged.recipients] == who


@pytest.mark.parametrize(
    ("text", "act", "kind", "roles", "actors", "recipients"),
    [
        ("Peru spoke of air strikes on Cuba.", "air strikes", "ASSAULT", {}, [], ["CUB"]),
        ("Peru spoke of air strikes on Monday.", "air strikes", "ASSAULT", {}, [], []),
        ("Oslo took the vaccine donated from Chad.", "donated", "AID", {}, ["TCD"], []),
        ("Chad and Mali agreed on sanctions against Cuba.", "agreed", "AGREE", {"actor": ("Chad", "Mali", "Cuba")},
         ["TCD", "MLI"], []),
        ("The rebels of Chad have to be arrested.", "arrested", "COERCE", {"actor": ("The rebels of Chad",)},
         [], ["TCD"]),
    ],
)  # fmt: skip
def test_who_does_an_act_and_whom_it_is_done_to_by_the_words_between(
    kit: Kit, text: str, act: str, kind: str, roles: dict[str, tuple[str, ...]], actors: list[str],
    recipients: list[str],
) -> None:  # fmt: skip
    (event,) = events_of(kit, text, act, kind, **roles)
    assert [a.code for a in event.actors] == actors
    assert [r.code for r in event.recipients] == recipients


def test_whose_leader_somebody_is_does_not_act(kit: Kit) -> None:
    text = "Adisa, Kenya's longest serving minister, criticised the order."
    (event,) = events_of(kit, text, "criticised", "ACCUSE", actor=("Adisa", "Kenya"))
    assert [a.name for a in event.actors] == ["Adisa"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Colonel Petra Lind, Ken Adisa, General Uwe Brandt and Joe Okoro were arrested.",
         ["Petra Lind", "Ken Adisa", "Uwe Brandt", "Joe Okoro"]),
        ("Petra Lind and Joe Okoro saw how Uwe Brandt was arrested.", ["Joe Okoro"]),
    ],
)  # fmt: skip
def test_all_whom_a_list_names_are_arrested(kit: Kit, text: str, names: list[str]) -> None:
    (event,) = events_of(kit, text, "arrested", "COERCE", recipient=("Joe Okoro",))
    assert [" ".join(r.name.split()[-2:]) for r in event.recipients] == names


@pytest.mark.parametrize(
    ("text", "act", "found", "kind"),
    [
        ("Kuwait will suspend entry for non-citizens.", "suspend", "SANCTION", "REJECT"),
        ("The president bans citizens from returning from abroad.", "bans", "COERCE", "REJECT"),
        ("The borders to tourists have been closed since May.", "closed", "COERCE", "REJECT"),
        ("Chad closed its borders with Libya.", "closed", "COERCE", "REJECT"),
        ("Chad closed its borders with Libya as a sanction.", "closed", "SANCTION", "SANCTION"),
        ("They are banned from entering shopping malls.", "banned", "COERCE", "COERCE"),
        ("The mayor closed all schools.", "closed", "COERCE", "COERCE"),
    ],
)
def test_a_bar_on_entry_to_a_country_is_a_rejection(kit: Kit, text: str, act: str, found: str, kind: str) -> None:
    (event,) = events_of(kit, text, act, found)
    assert event.event_type == kind


def test_who_acts_is_no_act() -> None:
    text = "A suicide bomber killed six."

    def tag(words: str) -> TriggerTag:
        return TriggerTag(start=text.index(words), end=text.index(words) + len(words), event_type="ASSAULT", score=0.9,
                          realis="actual", polarity="positive", certainty="certain")  # fmt: skip

    assert [t.of(text) for t in join_triggers(text, [tag("suicide bomber"), tag("killed")])] == ["killed"]


@pytest.mark.parametrize(
    ("text", "act", "kind", "roles", "recipients"),
    [
        ("Peru has lent Chad $25 billion.", "lent", "AID", {"actor": ("Peru",), "item": ("Chad $25 billion",)},
         ["TCD"]),
        ("Rebels shelled the port of Odesa.", "shelled", "ASSAULT", {"actor": ("Rebels",)}, ["UKR"]),
        ("The minister travelled to Nairobi.", "travelled", "CONSULT", {"actor": ("The minister",)}, []),
        ("Peru's president travelled to Nairobi.", "travelled", "CONSULT", {"actor": ("Peru's president",)}, ["KEN"]),
    ],
)  # fmt: skip
def test_whom_an_act_is_done_to_stands_in_its_object_or_its_place(
    kit: Kit, text: str, act: str, kind: str, roles: dict[str, tuple[str, ...]], recipients: list[str]
) -> None:
    (event,) = events_of(kit, text, act, kind, **roles)
    assert [r.code for r in event.recipients] == recipients


def test_the_terms_of_an_accord_are_obligations_that_it_tells(kit: Kit) -> None:
    text = "Under the accord, both armies are to leave the valley. Peru must leave the port by May."
    record = read_article(Article(id="a", text=text), kit)
    told = [record.attributions[k].source for e in record.events for k in e.attributions]
    assert {source.of(text) for source in told if source} == {"the accord"}
    assert {e.realis for e in record.events if e.attributions} == {"obligation"}


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Foreign Minister Sergei Lavrov, who flew to Cairo on Sunday, said little.", ["RUS"], ["EGY"]),
        ("President Emmanuel Macron, who was in Kigali in May, said little.", ["FRA"], ["RWA"]),
        ("President Emmanuel Macron, who was in Paris in May, said little.", [], []),
    ],
)
def test_an_official_who_goes_to_another_state_visits_it(
    kit: Kit, text: str, actors: list[str], recipients: list[str]
) -> None:
    events = [e for e in read_article(Article(id="a", text=text), kit).events if e.event_type == "CONSULT"]
    assert [a.code for e in events for a in e.actors] == actors
    assert [r.code for e in events for r in e.recipients] == recipients


def test_who_announces_what_others_will_do_is_no_actor(kit: Kit) -> None:
    text = "Kuwait announced that the Saudis would open their border to Qatar."
    record = read_article(Article(id="a", text=text), kit)
    assert {a.code for e in record.events for a in e.actors} == {"SAU"}


def test_harm_told_after_a_dated_attack_was_done_that_day(kit: Kit) -> None:
    text = (
        "Rebels shelled the port of Odesa on Saturday. Four dockers were killed. Rebels killed ten people a year ago."
    )
    record = read_article(Article(id="a", text=text, published_at="2022-07-25"), kit)
    days = {e.evidence[0].start: e.earliest for e in record.events if e.event_type == "ASSAULT"}
    assert list(days.values())[:2] == ["2022-07-23", "2022-07-23"]
    assert days.get(text.index("Rebels killed")) != "2022-07-23"


def test_a_line_that_names_a_subject_is_no_act(kit: Kit) -> None:
    text = "Envoys meet in Oslo\nArms Transfers and Sanctions\nThe envoys met in Oslo on Monday."
    record = read_article(Article(id="a", text=text), kit)
    assert not [e for e in record.events if e.evidence[0].of(text).startswith("Arms")]


def test_what_somebody_is_doing_is_no_passive(kit: Kit) -> None:
    text = "Nauru said on Monday that it was breaking off ties with Taiwan and would recognise China."
    events = read_article(Article(id="a", text=text), kit).events
    assert "NRU" in [a.code for e in events if e.event_type == "SANCTION" for a in e.actors]


def test_who_tells_after_what_another_did_is_no_actor(kit: Kit) -> None:
    text = "It shelled the port in January, the Swedish air force reported."
    events = read_article(Article(id="a", text=text), kit).events
    assert [e.actors for e in events if e.event_type == "ASSAULT"] == [()]


def test_from_whom_arms_are_bought_receives(kit: Kit) -> None:
    (event,) = events_of(kit, "Hungary will buy four fighters from Sweden.", "buy", "COOPERATE", actor=("Hungary",))
    assert [r.code for r in event.recipients] == ["SWE"]


def test_what_people_protest_against_was_no_scene(kit: Kit) -> None:
    text = "Thousands of people protest against the military coup in Myanmar's largest city Yangon."
    article = Article(id="x", text=text, published_at="2021-02-01", language="en")
    [protest] = [e for e in read_article(article, kit).events if e.trigger.of(text) == "protest"]
    assert protest.place
    assert protest.place.country == "MMR"


@pytest.mark.parametrize(
    ("text", "kind", "act", "actors"),
    [
        ("Oslo accuses Chad of harbouring rebels.", "AID", "harbouring", ["TCD"]),
        ("Oslo was accused by Chad of having seized two ships.", "COERCE", "seized", ["NOR"]),
        ("Chad closed the port in May and later seized two ships.", "COERCE", "seized", ["TCD"]),
        ("Chad closed the port that Oslo uses and later seized two ships.", "COERCE", "seized", []),
    ],
)
def test_who_is_accused_or_did_what_is_joined_before_did_it(
    kit: Kit, text: str, kind: str, act: str, actors: list[str]
) -> None:
    draft = Draft(record=Record(article=Article(id="t", text=text, published_at="2024-06-28")))
    for stage in STAGES:
        if stage.name in ("sentences", "timexes", "mentions", "places", "actors"):
            (draft,) = stage.run([draft], kit)

    def tag(words: str, kind: str, **roles: str) -> TriggerTag:
        start = text.index(words)
        return TriggerTag(
            start=start, end=start + len(words), event_type=kind, score=0.9, realis="actual", polarity="positive",
            certainty="certain", roles=tuple(RoleTag(start=text.index(w), end=text.index(w) + len(w), role=r, score=0.9)
                                             for r, w in roles.items()),
        )  # fmt: skip

    if "accuse" in text:
        passive = "was accused" in text
        accuser, accused = ("Chad", "Oslo") if passive else ("Oslo", "Chad")
        first = tag("accused" if passive else "accuses", "ACCUSE", actor=accuser, recipient=accused)
        second = tag(act, kind, actor=accuser)
    else:
        first, second = tag("closed", "COERCE", actor="Chad"), tag(act, kind)
    _, event = add_events(replace(draft, tags=Tags(triggers=(first, second))), kit).record.events
    assert [a.code for a in event.actors] == actors


@pytest.mark.parametrize(
    ("text", "act", "kind", "roles", "actors", "recipients"),
    [
        # nobody does to itself what is done to another; whose the boats are is not told
        ("Oslo spoke of Chad. The Norwegian navy seized the boats.", "seized", "SANCTION",
         {"actor": ("The Norwegian navy",), "recipient": ("the boats",)}, ["NOR"], [None]),
        ("Oslo spoke of Chad. The Norwegian police arrested the men.", "arrested", "COERCE",
         {"actor": ("The Norwegian police",), "recipient": ("the men",)}, ["NOR"], ["NOR"]),
        ("Chad closed its mission. Oslo accuses it of fraud.", "accuses", "ACCUSE",
         {"actor": ("Oslo",), "recipient": ("it",)}, ["NOR"], ["TCD"]),
        ("Peru and Chad will not attack each other.", "attack", "ASSAULT",
         {"actor": ("Peru", "Chad"), "recipient": ("each other",)}, ["PER", "TCD"], ["PER", "TCD"]),
        # an owner and what it owns are one
        ("Chad's parliament approved the treaty.", "approved", "SUPPORT",
         {"actor": ("Chad", "parliament")}, ["TCD"], []),
        # whose things are struck is struck
        ("Turkey has shot down three Syrian jets.", "shot down", "ASSAULT",
         {"actor": ("Turkey",), "item": ("three Syrian jets",)}, ["TUR"], ["SYR"]),
        ("Turkey attacked with three Syrian jets.", "attacked", "ASSAULT",
         {"actor": ("Turkey",), "item": ("three Syrian jets",)}, ["TUR"], []),
        # whose act a noun names; who stands behind "by", without a name; whom an attack hurt
        ("The decree ignored Chad's latest demand.", "demand", "REQUEST", {"recipient": ("Chad",)}, ["TCD"], []),
        ("They spoke of Chad's trial.", "trial", "ACCUSE", {"recipient": ("Chad",)}, [], ["TCD"]),
        ("The raid was condemned by several Chadian officers on Monday.", "condemned", "ACCUSE", {}, ["TCD"], []),
        ("The raid was condemned by Friday in Chad.", "condemned", "ACCUSE", {}, [], []),
        ("The bombing in the market killed two Peruvian officers on Monday.", "bombing", "ASSAULT", {}, [], ["PER"]),
        # who stands in a clause that tells why or since when does nothing
        ("It was condemned by Chad because Peru kept silent.", "condemned", "ACCUSE", {"actor": ("Chad", "Peru")},
         ["TCD"], []),
        # whose ministry: of the state that opens the sentence
        ("Kenya praised it. Chad kept silent, but its foreign ministry condemned the plan.", "condemned", "ACCUSE",
         {"actor": ("its foreign ministry",)}, ["TCD"], []),
    ],
)  # fmt: skip
def test_whose_those_are_who_act_and_are_acted_on(
    kit: Kit, text: str, act: str, kind: str, roles: dict[str, tuple[str, ...]], actors: list[str | None],
    recipients: list[str],
) -> None:  # fmt: skip
    (event,) = events_of(kit, text, act, kind, **roles)
    assert [a.code for a in event.actors] == actors
    assert [r.code for r in event.recipients] == recipients


def test_an_office_of_an_old_dictionary_does_not_win_over_a_later_one(kit: Kit) -> None:
    text = "Ursula von der Leyen thanked Greece. Germany and Athens were pleased."
    record = read_article(Article(id="x", text=text, published_at="2020-03-04"), kit)
    assert next(m.actor for m in record.mentions if "Leyen" in m.of(text)) == "European Union"


@pytest.mark.parametrize(
    ("text", "said", "actors", "recipients"),
    [
        ("Petra Lind, Kenya's president, congratulated the Finns, and so did President Uwe Brandt of Peru.", "so did",
         ["PER"], ["FIN"]),
        ("Norway condemned the raid. Chad did the same through its envoy.", "did the same", ["TCD"], []),
    ],
)  # fmt: skip
def test_who_did_the_same_did_what_was_told_before(
    kit: Kit, text: str, said: str, actors: list[str], recipients: list[str]
) -> None:
    events = read_article(Article(id="x", text=text, published_at="2023-04-05"), kit).events
    first, likewise = events[0], next(e for e in events if e.trigger.of(text) == said)
    assert likewise.event_type == first.event_type
    assert [a.code for a in likewise.actors] == actors
    assert [r.code for r in likewise.recipients] == [r.code for r in first.recipients] == recipients


@pytest.mark.parametrize(
    ("text", "act", "earliest", "latest"),
    [
        ("Zambia, which joined the fund in 2019, asked the lenders for more time.", "asked", None, None),
        ("Chad, whose new president took office last month, refused to sign the charter.", "refused", None, None),
        (
            "On Monday, before the vote, Kenyan troops shot down a drone over Lamu.",
            "shot down",
            "2023-05-08",
            "2023-05-08",
        ),
        (
            "The guards overthrew the president on April 26 and have held him in his house ever since.",
            "held",
            "2023-04-26",
            "2023-05-10",
        ),
        (
            "Benin and Togo are to meet again in Lomé within three months.",
            "meet",
            "2023-05-10",
            "2023-08-10",
        ),
    ],
)
def test_an_act_had_the_day_of_an_aside_or_none(
    text: str, act: str, earliest: str | None, latest: str | None, kit: Kit
) -> None:
    record = read_article(Article(id="a", text=text, published_at="2023-05-10"), kit)
    (event,) = (e for e in record.events if e.trigger.of(text).startswith(act))
    assert (event.earliest, event.latest) == (earliest, latest)


def test_those_killed_since_the_fighting_began_were_no_act_and_had_no_number(kit: Kit) -> None:
    text = (
        "At least 60 people have been killed and more than 300 wounded since the fighting broke out on April 15, the "
        "ministry said."
    )
    record = read_article(Article(id="a", text=text, published_at="2023-05-10"), kit)
    told = {e.trigger.of(text): ([i.quantity.low for i in e.items if i.quantity], e.earliest) for e in record.events}
    assert told["killed"] == ([60], "2023-04-15")
    assert told["wounded"] == ([300], "2023-04-15")


def test_who_travels_next_week_has_not_been_there_yet_and_signs_there(kit: Kit) -> None:
    text = "Erdogan travels to Sofia on Friday, where he hopes to sign a gas contract."
    record = read_article(Article(id="a", text=text, published_at="2023-05-10"), kit)
    travels, sign = record.events
    assert (travels.realis, sign.place and sign.place.name) == ("planned", "Sofia")


@pytest.mark.parametrize(
    ("text", "blames"),
    [
        (
            "South Africa's defence minister, Nosi Mapisa, told a broadcaster it was unfortunate that they came first.",
            True,
        ),
        ("The Kenyan government said the seizure of its boat was a violation of international law.", True),
        ("A baker in Lyon said it was wrong to close the road.", False),
        ("The foreign ministry in Ankara said that the deal was not illegal.", False),
    ],
)
def test_who_finds_something_wrong_without_a_verb_of_blaming_was_not_seen_to_accuse(
    text: str, blames: bool, kit: Kit
) -> None:
    record = read_article(Article(id="a", text=text, published_at="2023-05-10"), kit)
    assert ("ACCUSE" in [e.event_type for e in record.events]) is blames


@pytest.mark.parametrize(
    ("text", "act", "who"),
    [
        ("The Lebanese army sent teams to the dam, which drew protests from villagers.", "protests", "Lebanese"),
        ("The Kenyan parliament has approved the release of 300 inmates.", "release", "parliament"),
        ("In 2014 Judge Lind ruled that the surveillance of Kenyan miners was lawful.", "ruled", "Kenyan"),
    ],
)
def test_whose_sentence_it_is_had_a_part_in_an_act_told_beside_it(kit: Kit, text: str, act: str, who: str) -> None:
    def parts(kit: Kit) -> str:
        event = next(e for e in read_article(Article(id="x", text=text), kit).events if e.trigger.of(text) == act)
        return " ".join(p.of(text) for p in (*event.actors, *event.recipients))

    assert who in parts(replace(kit, role_weights={}))
    assert who not in parts(kit)


def test_both_countries_are_those_whom_the_post_is_about_and_not_the_last_ones_named(kit: Kit) -> None:
    text = (
        "Japan and the Philippines have signed an agreement on visiting troops.\n\n"
        "Tokyo has similar arrangements with Australia and Britain.\n\n"
        "Both countries accuse Beijing of pushing into waters that they regard as theirs."
    )
    record = read_article(Article(id="a", text=text, published_at="2024-07-09"), kit)
    accused = next(e for e in record.events if e.event_type == "ACCUSE")
    assert {actor.code for actor in accused.actors} == {"JPN", "PHL"}


def test_in_its_own_paragraph_both_countries_are_the_last_ones_named(kit: Kit) -> None:
    text = (
        "Japan and the Philippines have signed an agreement on visiting troops.\n\n"
        "Australia and Britain were glad of it. Both countries accuse Beijing of pushing into other waters."
    )
    record = read_article(Article(id="a", text=text, published_at="2024-07-09"), kit)
    accused = next(e for e in record.events if e.event_type == "ACCUSE")
    assert {actor.code for actor in accused.actors} == {"AUS", "GBR"}


def test_a_thing_that_is_promised_has_not_been_given(kit: Kit) -> None:
    text = "Japan pledged five more patrol ships to Manila in May, to be delivered from 2027 on."
    record = read_article(Article(id="a", text=text, published_at="2024-07-09"), kit)
    shades = [(e.trigger.of(text), e.event_type, e.realis) for e in record.events]
    assert shades == [("pledged", "AID", "promised"), ("delivered", "AID", "planned")]


def test_a_count_names_nobody_and_belongs_to_what_it_counts(kit: Kit) -> None:
    text = (
        "Kenya will send another 600 police officers to Haiti in November, President William Ruto said. "
        "About 400 Kenyans are in Port-au-Prince, and some two dozen Jamaicans have joined them."
    )
    record = read_article(Article(id="a", text=text, published_at="2024-10-12"), kit)
    sent, joined = record.events[:2]
    assert [(p.of(text), p.code) for p in sent.recipients] == [("Haiti", "HTI")]
    assert [i.of(text) for i in sent.items] == ["another 600 police officers"]
    assert [p.of(text) for p in joined.actors] == ["some two dozen Jamaicans"]


def test_whom_somebody_sends_is_given_nothing(kit: Kit) -> None:
    text = "The Security Council authorised a mission to Haiti on Monday. The Bahamas will send 150 people."
    record = read_article(Article(id="a", text=text, published_at="2023-10-03"), kit)
    sent = next(e for e in record.events if e.trigger.of(text) == "send")
    assert ([p.of(text) for p in sent.recipients], [i.of(text) for i in sent.items]) == ([], ["150 people"])


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Two bombs exploded in Mogadishu, killing three people and wounding more than 40 traders.", {"three", "40"}),
        ("An air strike on the town killed six civilians in a market and injured at least 12.", {"six", "12"}),
        ("Gunmen attacked a bus in Mali, killing nine soldiers and burning 12 houses.", {"nine"}),
    ],
)
def test_an_attack_had_one_of_two_groups_of_victims(kit: Kit, text: str, who: set[str]) -> None:
    events = read_article(Article(id="a", text=text, published_at="2024-07-09"), kit).events
    names = " ".join(p.of(text) for e in events if e.event_type == "ASSAULT" for p in e.recipients)
    assert {word for word in ("three", "40", "six", "12", "nine") if word in names.split()} == who


@pytest.mark.parametrize(
    "text", ["Talks between Norway and Chad began on Monday.", "Airstrikes on the port killed nine."]
)
def test_the_first_word_of_a_post_may_name_an_act(text: str) -> None:
    (event, *_) = read_article(Article(id="t", text=text, published_at="2024-06-28"), load_kit()).events
    assert event.trigger.start == 0
