"""What was told falsely, or not at all, of dense posts on deals, deployments and quarrels: each test names one case.

The texts are of our own wording; docs/model.md tells of the posts.
"""

from __future__ import annotations

import pytest

from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article, Attribution, Event, Record


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


def read(kit: Kit, text: str, day: str = "2024-06-28") -> Record:
    return read_article(Article(id="t", text=text, published_at=day), kit)


def statement(record: Record, cue: str) -> Attribution:
    text = record.article.text
    return next(a for a in record.attributions if a.cue and a.cue.of(text) == cue)


def event(record: Record, trigger: str) -> Event:
    text = record.article.text
    return next(e for e in record.events if e.trigger.of(text) == trigger)


def codes(record: Record, trigger: str) -> list[str | None]:
    return [actor.code for actor in event(record, trigger).actors]


@pytest.mark.parametrize(
    ("text", "cue", "said"),
    [
        (
            "The Washington Post reported, quoting officials of two governments, that Iran was readying missiles.",
            "reported",
            "that Iran was readying missiles",
        ),
        (
            "The state news agency Sana reported, citing a military source, that Israel had bombed the airport.",
            "reported",
            "that Israel had bombed the airport",
        ),
        (
            "Reuters revealed on Monday, citing seven security sources, that at least 1,000 fighters could be sent.",
            "revealed",
            "that at least 1,000 fighters could be sent",
        ),
    ],
)
def test_whom_an_outlet_quotes_was_part_of_what_it_reports(kit: Kit, text: str, cue: str, said: str) -> None:
    record = read(kit, text)
    assert [c.of(text) for c in statement(record, cue).content] == [said]
    assert not [a for a in record.attributions if a.cue and a.cue.of(text) in ("citing", "quoting")]


def test_who_says_it_in_the_middle_was_part_of_what_is_said(kit: Kit) -> None:
    text = (
        "If Mali makes such agreements with Russia, wrote Annegret Kramp-Karrenbauer, the German defence minister, on "
        "Twitter, that would call into question everything on which the mandate rests."
    )
    said = statement(read(kit, text), "wrote")
    assert (said.speaker and said.speaker.name, said.via) == ("Annegret Kramp-Karrenbauer", "Twitter")
    assert len(said.content) == 2
    timing = read(kit, "The timing, say diplomats in Juba, was hardly a coincidence.")
    said = statement(timing, "say")
    assert said.source is not None
    assert said.source.of(timing.article.text) in ("diplomats", "diplomats in Juba")


def test_the_platform_x_was_an_initial_and_reporters_of_the_next_sentence_its_outlet(kit: Kit) -> None:
    record = read(
        kit, "Colonel Goita announced the step on X. His minister, Mr Diop, told reporters that it would last."
    )
    assert len(record.sentences) == 2
    assert [a.via for a in record.attributions] == ["X", "reporters"]


def test_to_whom_somebody_spoke_was_a_part_of_the_speaker(kit: Kit) -> None:
    text = (
        "A spokesman for the ministry in Bamako told Agence France-Presse that it would pay. To Reuters he had said "
        "that arms were not on the radar."
    )
    record = read(kit, text)
    assert [a.via for a in record.attributions] == ["Agence France-Presse", "Reuters"]
    source = record.attributions[1].source
    assert source is not None
    assert source.of(text) == "he"


@pytest.mark.parametrize(
    ("text", "cue", "name"),
    [
        (
            "Britain followed suit. In a letter, France, Germany and Britain called on the UN to look into it.",
            "called on",
            "France, Germany and Britain",
        ),
        (
            "Three coups: the military leaders of Mali, Burkina Faso and Niger promise to stand by each other.",
            "promise",
            "military leaders of Mali, Burkina Faso and Niger",
        ),
    ],
)
def test_of_several_who_speak_together_the_last_alone_was_the_speaker(kit: Kit, text: str, cue: str, name: str) -> None:
    speaker = statement(read(kit, text), cue).speaker
    assert speaker is not None
    assert (speaker.name, speaker.code) == (name, None)


def test_what_is_concluded_or_punished_was_said(kit: Kit) -> None:
    text = "Moscow and Bamako concluded an agreement in June 2019. Brussels punishes Iran. Mr Asif sounded glad notes."
    assert read(kit, text).attributions == ()
    assert len(read(kit, "The inquiry concluded that Oslo had paid.").attributions) == 1


def test_the_day_of_what_came_before_was_when_somebody_spoke_and_acts(kit: Kit) -> None:
    record = read(
        kit, "After the coup in Niamey on July 26, the bloc ECOWAS threatened to restore the president by force."
    )
    said = statement(record, "threatened")
    assert (said.earliest, [c.of(record.article.text) for c in said.content]) == (
        None,
        ["to restore the president by force"],
    )
    assert event(record, "restore").earliest is None
    talks = read(kit, "After talks in Oslo on Monday, the envoy said that the truce would hold.")
    assert statement(talks, "said").earliest == "2024-06-24"


def test_who_brings_the_news_was_to_act(kit: Kit) -> None:
    text = (
        "Reuters revealed on Monday that Mali was to hire at least 1,000 fighters of the Wagner Group. "
        "The men are to train the army and protect senior officials. The president spoke on Twitter."
    )
    record = read(kit, text)
    assert not {"GBR", "USA"} & {code for c in record.commitments for code in c.by}
    assert not {"GBR", "USA"} & {actor.code for e in record.events for actor in e.actors}


def test_the_outlet_that_was_told_took_part(kit: Kit) -> None:
    text = "Two Iranian diplomats told Reuters that Tehran had promised to deliver missiles and more drones to Moscow."
    assert codes(read(kit, text), "deliver") == ["IRN"]


def test_what_a_condition_tells_was_done(kit: Kit) -> None:
    text = "If Mali's government makes such agreements with Russia, the troops will leave, the minister said."
    assert event(read(kit, text), "agreements").realis == "hypothetical"


def test_what_was_threatened_was_promised(kit: Kit) -> None:
    record = read(
        kit, "Russia's deputy ambassador threatened that his country would reassess its cooperation with the UN."
    )
    assert {e.realis for e in record.events if e.attributions} == {"threatened"}


def test_what_is_forbidden_was_a_duty(kit: Kit) -> None:
    text = "Resolution 2231 forbids Iran to export certain missiles and drones until October 2025."
    record = read(kit, text)
    assert event(record, "export").polarity == "negative"
    assert {c.polarity for c in record.commitments} <= {"negative"}


def test_a_deal_that_was_purportedly_struck_was_sure(kit: Kit) -> None:
    record = read(
        kit, "The deal was purportedly struck on June 6. A pact between the two was reportedly signed in May."
    )
    assert event(record, "deal").certainty == "possible"


@pytest.mark.parametrize(
    ("text", "trigger", "realis"),
    [
        ("Did Russia shell the town?", "shell", "hypothetical"),
        ("Will Poland attack Belarus?", "attack", "hypothetical"),
        ("Why did Russia shell the town?", "shell", "actual"),
    ],
)
def test_what_is_asked_was_told_as_fact(kit: Kit, text: str, trigger: str, realis: str) -> None:
    assert event(read(kit, text), trigger).realis == realis


def test_a_minister_was_of_the_state_that_he_visits(kit: Kit) -> None:
    text = (
        "Moscow and Bamako concluded an agreement on military cooperation in June 2019, and Defence Minister Sadio "
        "Camara visited Russia again this month."
    )
    assert codes(read(kit, text), "visited") == ["MLI"]


def test_the_junta_was_of_the_state_where_others_met(kit: Kit) -> None:
    text = (
        "Mali's military rulers are close to hiring Russian mercenaries. The members of ECOWAS denounced the junta's "
        "plan at a summit in Accra."
    )
    assert [r.code for r in event(read(kit, text), "denounced").recipients] == ["MLI"]


@pytest.mark.parametrize(
    "text",
    [
        "The two met in the Al-Shati Palace on Monday.",
        "The envoys gathered at the Al-Bayan Palace and signed the pact.",
    ],
)
def test_a_palace_with_an_arabic_article_was_a_town_in_norway(kit: Kit, text: str) -> None:
    assert "NOR" not in {m.place.country for m in read(kit, text).mentions if m.place}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "On Wednesday, Prime Minister Shehbaz Sharif travelled to Riyadh to see Crown Prince Mohammed "
            "bin Salman. Before the evening was out, the two men had signed a Strategic Mutual Defence Agreement.",
            {"PAK", "SAU"},
        ),
        (
            "The military leaders of Mali, Burkina Faso and Niger promise to stand by each other. Their envoys signed "
            "the Liptako-Gourma Charter in Bamako on Saturday.",
            {"MLI", "BFA", "NER"},
        ),
        (
            "President Paul Kagame received Felix Tshisekedi in Kigali on Monday. At night their ministers signed "
            "a peace agreement.",
            {"RWA", "COD"},
        ),
        (
            "The deal was struck on June 6, when Vice-President Mohammad Mokhber of Iran visited Moscow. Under it, "
            "Tehran is to deliver missiles.",
            {"IRN", "RUS"},
        ),
    ],
)
def test_who_signed_was_one_of_two_or_nobody(kit: Kit, text: str, parties: set[str]) -> None:
    (paper,) = read(kit, text).agreements
    assert set(paper.parties) == parties


def test_of_three_people_two_men_were_two(kit: Kit) -> None:
    text = "Emmanuel Macron, Vladimir Putin and Xi Jinping met in Paris. The two men signed a pact."
    assert {a.code for e in read(kit, text).events if e.event_type == "AGREE" for a in e.actors} <= {None}


def test_a_clause_began_in_the_middle_of_what_it_is_about(kit: Kit) -> None:
    text = (
        'Kenya and Uganda signed a charter on Monday. Article 6 of the charter reads: "Any attack on the sovereignty '
        'and territorial integrity of one party shall be considered as an aggression against the other party."'
    )
    (paper,) = read(kit, text).agreements
    assert paper.clauses[0].duty.startswith("Any attack on the sovereignty and territorial integrity")


@pytest.mark.parametrize(
    ("text", "name", "size"),
    [
        ("The West African bloc ECOWAS, which has 15 members, met in Abuja.", "ECOWAS", 15),
        ("The African Union, a body of 55 states, suspended Mali.", "The African Union", 55),
        ("The 15 members of the West African bloc ECOWAS denounced the coup.", "ECOWAS", 15),
        (
            "The leaders of nearly 60 Arab and Muslim states met in Doha.",
            "nearly 60 Arab and Muslim states",
            60,
        ),
    ],
)
def test_a_body_with_its_size_was_no_group_or_one_by_another_name(kit: Kit, text: str, name: str, size: int) -> None:
    blocs = read(kit, text).blocs
    assert [(name.endswith(b.name) or b.name.endswith(name), b.size) for b in blocs] == [(True, size)]


def test_where_somebody_writes_was_part_of_what_is_announced(kit: Kit) -> None:
    text = "Colonel Goita announced the step on X. He denied the charges on Telegram."
    record = read(kit, text)
    assert [([c.of(text) for c in a.content], a.via) for a in record.attributions] == [
        (["the step"], "X"),
        (["the charges"], "Telegram"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It is not known which forms of help the allies would owe one another.",
        "Neither side published the full text.",
        "Niger has ordered the envoy to leave the country, which he refuses to do on instructions from Paris.",
    ],
)
def test_what_nobody_says_was_said(kit: Kit, text: str) -> None:
    record = read(kit, text)
    assert not [a for a in record.attributions if a.cue and "order" not in a.cue.of(text)]


def test_an_attack_that_shall_be_considered_one_on_both_was_only_studied(kit: Kit) -> None:
    text = 'Oslo and Riga signed a pact. It says: "Any attack on one shall be considered an attack on both."'
    assert "only studies or considers an act" not in {refusal.why for refusal in read(kit, text).refused}


def test_a_group_of_states_was_called_by_the_nation_of_a_capital(kit: Kit) -> None:
    record = read(kit, "The leaders of nearly 60 Arab and Muslim states met at a summit in the Qatari capital.")
    assert [bloc.name for bloc in record.blocs] == ["nearly 60 Arab and Muslim states"]


@pytest.mark.parametrize(
    ("text", "trigger", "code"),
    [
        ("Prime Minister Shehbaz Sharif travelled to Riyadh on Monday.", "travelled", "SAU"),
        ("Defence Minister Sadio Camara of Mali visited Russia again this month.", "visited", "RUS"),
        ("The UN is withdrawing its 13,000 peacekeepers from Mali by the end of the year.", "withdrawing", "MLI"),
        ("France pulled out of Niger.", "pulled out", "NER"),
        ("The president of Kenya travelled to Kenya's north.", "travelled", None),
    ],
)
def test_the_state_that_is_visited_or_left_was_nobody(kit: Kit, text: str, trigger: str, code: str | None) -> None:
    told = [e for e in read(kit, text).events if e.trigger.of(text) == trigger]
    assert {r.code for e in told for r in e.recipients} == ({code} if code else set())


def test_the_niger_river_was_the_state_of_niger(kit: Kit) -> None:
    text = "On September 7 jihadists attacked a boat on the Niger river and an army camp at Bourem in Mali."
    record = read(kit, text)
    assert not [m for m in record.mentions if m.of(text) == "Niger" and (m.actor or m.place)]
    assert "NER" not in {p.code for p in (*event(record, "attacked").actors, *event(record, "attacked").recipients)}


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        (
            "Kenya, which the African Union praised for its mission, said that it would stay in Somalia.",
            "said",
            "Kenya",
        ),
        (
            "Resolution 2231, with which the UN Security Council endorsed the deal, forbids Iran to export missiles.",
            "forbids",
            "Resolution 2231",
        ),
        (
            "The ministry, whose chief the rebels had captured, announced that talks would go on.",
            "announced",
            "The ministry",
        ),
    ],
)
def test_who_is_told_of_in_an_aside_was_the_speaker(kit: Kit, text: str, cue: str, source: str) -> None:
    found = statement(read(kit, text), cue).source
    assert found is not None
    assert found.of(text) == source


def test_what_was_only_prepared_was_promised(kit: Kit) -> None:
    text = "On July 11 Jake Sullivan, the adviser, warned that Iran was preparing to send Russia 200 drones by May."
    assert {c.kind for c in read(kit, text, "2022-10-21").commitments} <= {"plan", "prediction"}


def told(record: Record, trigger: str) -> tuple[list[str | None], list[str | None], str | None]:
    """Return who does the act that a word names, to whom, and on what day."""
    event = next(e for e in record.events if trigger in e.trigger.of(record.article.text))
    return [p.code for p in event.actors], [p.code for p in event.recipients], event.earliest


@pytest.mark.parametrize(
    ("text", "trigger", "parties"),
    [
        ("Putin landed in Ulaanbaatar. Mongolia received him with a guard of honour.", "received", (["MNG"], ["RUS"])),
        (
            "On Monday James Marape of Papua New Guinea (PNG) was received in Suva by his Fijian counterpart, Rabuka.",
            "received",
            (["PNG"], ["FJI"]),
        ),
        (
            "The foreign ministers of the Congo (DRC) and Rwanda met. Donald Trump received both of them at noon.",
            "received",
            (["USA"], ["COD", "RWA"]),
        ),
    ],
)
def test_a_reception_was_no_act(kit: Kit, text: str, trigger: str, parties: tuple[list[str], list[str]]) -> None:
    assert told(read(kit, text), trigger)[:2] == parties


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine received 31 tanks.",
        "Olaf Scholz received the backing of Angela Merkel.",
        "Xi Jinping welcomed Vladimir Putin's decision.",
    ],
)
def test_who_receives_things_receives_no_guest(kit: Kit, text: str) -> None:
    assert not [e for e in read(kit, text).events if e.event_type == "CONSULT"]


def test_a_counterpart_was_of_her_state_who_met_him_and_signed_alone_on_no_day(kit: Kit) -> None:
    text = "On Monday Condoleezza Rice flew to Warsaw, where she and her Polish counterpart, Sikorski, signed a deal."
    assert told(read(kit, text), "signed") == (["USA", "POL"], [], "2024-06-24")


def test_what_had_been_done_where_somebody_went_was_not_of_that_day(kit: Kit) -> None:
    text = "On Tuesday, the envoy Sergei Lavrov flew to Baku, where Armenia had opened an embassy."
    assert told(read(kit, text), "opened")[2] is None


def test_article_4_states_were_four_states(kit: Kit) -> None:
    text = "Chad and Niger signed a treaty. Article 4 states that it lasts. Its section 5 states the rest."
    assert read(kit, text).blocs == ()


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("France, which leads the Minsk Group together with Russia and Chad, kept silent.", ("FRA", "RUS", "TCD")),
        ("The coalition that Moscow is building with Pyongyang and Minsk worries Oslo.", ("RUS", "PRK", "BLR")),
        ("France, Italy and Spain left. The three European powers were tired.", ("FRA", "ITA", "ESP")),
        ("Peru, Chile and Cuba left the talks. The three and Brazil met again.", ("PER", "CHL", "CUB")),
        ("The Quad, made up of the United States, Japan, India and Australia, met.", ("USA", "JPN", "IND", "AUS")),
        ("Leaders of the G3 countries (Canada, France and Italy) met in Apulia.", ("CAN", "FRA", "ITA")),
        ("Mali, Niger and Burkina Faso have formed an alliance.", ("MLI", "NER", "BFA")),
        ("The troika of Britain, Norway and the United States urged both to talk.", ("GBR", "NOR", "USA")),
    ],
)
def test_a_group_by_its_members_was_none_or_lacked_one(kit: Kit, text: str, members: tuple[str, ...]) -> None:
    assert members in [bloc.members for bloc in read(kit, text).blocs]


def test_those_whose_presidents_a_bloc_sends_were_the_bloc(kit: Kit) -> None:
    text = "The bloc IGAD hopes to send the presidents of Kenya, South Sudan and Djibouti to Khartoum."
    assert not [bloc for bloc in read(kit, text).blocs if bloc.members]
