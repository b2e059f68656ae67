"""Things that no text says: each test is named for a false statement that was read in the output on real news.

The texts are of our own wording; docs/quality.md tells how the statements were found.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from gpulse.reading.actor.actors_in import resolve_at
from gpulse.reading.actor.owned import resolve_words
from gpulse.reading.actors import resolve_phrase
from gpulse.reading.commitment.private_acts import Private
from gpulse.reading.commitment.weighed_acts import who_acts
from gpulse.reading.event.among_acts import as_told_before
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_article
from gpulse.reading.scene import find_scene, is_list
from gpulse.record import Article, Event, Mention, Participant, Record, Span
from gpulse.views.words import window_words


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


def read(kit: Kit, text: str, day: str = "2024-06-28") -> Record:
    return read_article(Article(id="t", text=text, published_at=day), kit)


def mention(record: Record, words: str) -> Mention:
    text = record.article.text
    return next(m for m in record.mentions if m.of(text).lower().removeprefix("the ") == words.lower())


def code_at(record: Record, words: str, kit: Kit) -> str | None:
    at = record.article.text.index(words)
    return resolve_at(record, Span(start=at, end=at + len(words)), kit).code


COUNTY = (
    "A driver was charged on Monday. Nora Lind, 26, of Paris, appeared before a judge of Edgar County. "
    "The Paris Police Department had taken her in. She is held in Urbana."
)


def test_a_small_town_that_bears_a_capital_s_name_is_not_the_state(kit: Kit) -> None:
    record = read(kit, COUNTY)
    paris = mention(record, "Paris")
    assert (paris.actor, paris.place and paris.place.country) == (None, "USA")
    assert mention(record, "Paris Police Department").actor == "USA"


@pytest.mark.parametrize(
    "text",
    [
        "Paris said on Monday that it would send trainers. Washington welcomed the offer.",
        "Officials from the United States met in Paris on Monday.",
        "The court in Edgar County heard that Paris, the French government and Interpol had asked for him.",
    ],
)
def test_a_capital_stays_itself_where_nothing_near_its_namesake_is_told(kit: Kit, text: str) -> None:
    paris = mention(read(kit, text), "Paris")
    assert "FRA" in (paris.actor, paris.place and paris.place.country)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Venezuela's president spoke in the capital, Caracas, on Monday.", "Caracas"),
        ("A man was shot in the state of Khartoum in Sudan.", "Khartoum"),
        ("New cities are Doncaster in England and Stanley, Falkland Islands.", "Stanley"),
    ],
)
def test_a_capital_that_is_said_to_be_a_town_is_no_government(kit: Kit, text: str, words: str) -> None:
    found = mention(read(kit, text), words)
    assert found.actor is None
    assert found.place is not None


def test_an_organ_that_many_states_have_is_not_washington_s(kit: Kit) -> None:
    record = read(kit, "The Department of Justice in Manila said that the Philippines would appeal to the court.")
    assert code_at(record, "The Department of Justice", kit) == "PHL"
    record = read(kit, "The Department of Justice said that Donald Trump would not be charged.")
    assert code_at(record, "The Department of Justice", kit) == "USA"


@pytest.mark.parametrize(
    ("words", "code"),
    [("the Bolivarian National Guard", None), ("the Texas National Guard", "USA"), ("the US National Guard", "USA")],
)
def test_a_longer_name_of_a_guard_is_not_the_american_one(kit: Kit, words: str, code: str | None) -> None:
    assert resolve_phrase(words, kit.actors, kit.gazetteer).code == code


def test_british_columbia_is_not_of_the_united_kingdom(kit: Kit) -> None:
    record = read(kit, "British Columbia reported its first case on Monday.")
    assert code_at(record, "British Columbia", kit) == "CAN"


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("Danish wave energy developer Ondaflux", None),
        ("Lind of Boston", None),
        ("The Chilean", "GOV"),
        ("New Jersey", "GOV"),
    ],
)
def test_a_firm_and_a_citizen_are_no_government(kit: Kit, words: str, sector: str | None) -> None:
    record = read(kit, f"{words} said on Monday that the pumps were running.")
    assert resolve_at(record, Span(start=0, end=len(words)), kit).sector == sector


def test_a_foreigner_among_the_victims_does_not_say_where_a_post_is_set(kit: Kit) -> None:
    text = (
        "A court sentenced five men to prison. The judge found them guilty of selling the drugs that killed four, "
        "among them an American. They were arrested in Makati, the police said."
    )
    record = read(kit, text)
    assert code_at(record, "A court", kit) == "PHL"


DIGEST = """Chile's government extends its curfew by a week.

A train derails near Pune, India, and six people are killed.

The cabinet orders all shops to close from tomorrow.

Norway lends Ukraine two ships.

The president of Gabon names a new prime minister.

Soldiers fire on a bus in Herat, Afghanistan.

Two people drown in a flood in Madrid, Spain."""


def test_an_item_of_a_digest_is_not_set_in_the_state_of_another(kit: Kit) -> None:
    record = read(kit, DIGEST)
    assert is_list(record)
    assert code_at(record, "The cabinet", kit) is None
    assert code_at(record, "six people", kit) == "IND"
    assert code_at(record, "Soldiers", kit) == "AFG"


def test_a_promise_in_a_digest_is_not_that_of_another_item_s_state(kit: Kit) -> None:
    record = read(kit, DIGEST.replace("The cabinet orders", "The cabinet announces that it will order"))
    at = record.article.text.index("The cabinet")
    found = [c for c in record.commitments if c.evidence[0].start >= at and c.evidence[0].end < at + 100]
    assert not any(code in ("CHL", "IND", "NOR", "UKR") for c in found for code in (*c.by, *c.to))


def events_at(record: Record, words: str) -> list[Event]:
    at = record.article.text.index(words)
    return [e for e in record.events if e.trigger.overlaps(Span(start=at, end=at + len(words)))]


def test_the_day_that_names_a_thing_is_not_the_day_of_the_act(kit: Kit) -> None:
    record = read(kit, "Lind accused the Saudi government of trying to frighten the 9/11 families.")
    assert [(e.earliest, e.latest) for e in events_at(record, "accused")] == [(None, None)]
    assert all(a.earliest is None for a in record.attributions)


def test_the_year_of_a_thing_is_not_when_somebody_spoke(kit: Kit) -> None:
    text = "Asked about the candidate's 1995 tax return, Sanders said on Tuesday that he wants to change the law."
    record = read(kit, text, "2016-10-05")
    assert {a.earliest for a in record.attributions} == {"2016-10-04"}


@pytest.mark.parametrize(
    "text",
    [
        "Two people were killed and 43 injured after a tornado hit the town of Gaylord on Monday.",
        "Ten people were killed when a tunnel collapsed in Ramban district.",
    ],
)
def test_nobody_attacked_those_whom_a_storm_killed(kit: Kit, text: str) -> None:
    assert not [e for e in read(kit, text).events if e.event_type == "ASSAULT"]


def test_who_did_not_say_something_is_no_source_of_it(kit: Kit) -> None:
    record = read(kit, "This week the president declined to threaten Moscow. He didn't suggest retaliation.")
    said = {c.of(record.article.text) for a in record.attributions for c in a.content}
    assert not any("threaten" in words or "retaliation" in words for words in said)


def test_whom_a_demand_is_aimed_at_is_not_whom_it_is_made_to(kit: Kit) -> None:
    record = read(
        kit, "Adam Schiff called on President Obama to retaliate against Russia for the attack.", "2016-09-08"
    )
    demand = next(e for e in record.events if e.event_type == "REQUEST")
    assert [p.code for p in demand.recipients] == ["USA"]


def test_half_a_phrase_is_nobody(kit: Kit) -> None:
    text = "Bellah said that he would ask residents to support local businesses in the town."
    record = read(kit, text)
    names = {p.name for e in record.events for p in (*e.actors, *e.recipients)}
    assert "local" not in names


def test_what_stands_behind_in_response_to_is_no_scene(kit: Kit) -> None:
    text = "Iran detained a Swedish man on Monday, in response to Sweden putting an official on trial."
    detained = events_at(read(kit, text), "detained")
    assert not any(e.place and e.place.country == "SWE" for e in detained)


def test_a_private_person_s_promise_is_not_the_state_s(kit: Kit) -> None:
    private = Private(name="Conor Lind", chance=0.8)
    clause, proposal = object(), SimpleNamespace(act=SimpleNamespace(passive=False))
    facts = {"USA": {"bias": 9.0, "chance": 0.3}}
    weighed = SimpleNamespace(
        clause=clause, proposal=proposal, who=facts, described=None, private=private, named={"USA"}
    )
    assert who_acts(weighed, {"bias": 1.0}) == ("Conor Lind",)  # type: ignore[arg-type]
    office = SimpleNamespace(**{**vars(weighed), "private": Private(name="Conor Lind", chance=0.6)})
    assert who_acts(office, {"bias": 1.0}) == ("USA",)  # type: ignore[arg-type]


def test_a_state_that_a_post_does_not_name_is_not_the_one_that_acts(kit: Kit) -> None:
    weighed = SimpleNamespace(who={"USA": {"bias": 9.0, "chance": -7.0}}, described=None, private=None, named={"FRA"})
    assert who_acts(weighed, {"bias": 1.0}) == ()  # type: ignore[arg-type]
    weighed.named = {"USA"}
    assert who_acts(weighed, {"bias": 1.0}) == ("USA",)  # type: ignore[arg-type]


def test_the_day_of_a_crime_is_not_that_of_the_charge(kit: Kit) -> None:
    text = "Bassett is accused of stabbing Miguel Beedle, 55, on March 23. He was arrested on Wednesday."
    accused = events_at(read(kit, text, "2018-04-06"), "accused")
    assert [(e.earliest, e.latest) for e in accused] == [(None, None)]


def test_of_a_post_without_a_day_nobody_knows_which_thursday_is_meant(kit: Kit) -> None:
    text = "The club has played since 2010. The final was played on Thursday, and the mayor met the team on Friday."
    record = read_article(Article(id="t", text=text), kit)
    assert [t.earliest for t in record.timexes if t.of(text) in ("Thursday", "Friday")] == [None, None]


def test_a_site_that_is_seized_is_of_the_state_where_it_lies(kit: Kit) -> None:
    text = "Russia says that its forces have seized the Azovstal plant in Mariupol, Ukraine, after a siege."
    assert code_at(read(kit, text), "Mariupol", kit) == "UKR"


def test_representatives_of_a_firm_are_no_members_of_parliament(kit: Kit) -> None:
    record = read(kit, "The representatives asked each member of the board to list what they would like.")
    assert resolve_at(record, Span(start=0, end=19), kit).sector is None


def test_both_countries_are_two_states_named_before(kit: Kit) -> None:
    text = (
        "Ethiopia and Somalia signed the Ankara Declaration. Under the declaration, the two countries will begin talks "
        "by the end of February 2025. The African Union and the United States welcomed it. Erdogan promised to visit "
        "both countries early next year."
    )
    record = read_article(Article(id="post", text=text, title="", published_at="2024-12-12", language="en"), kit)
    visit = next(event for event in record.events if "visit" in event.trigger.of(text))
    assert {one.code for one in visit.recipients} == {"ETH", "SOM"}
    assert [one.by for one in record.commitments if one.latest == "2025-02-28"] == [("ETH", "SOM")]


def test_what_is_threatened_is_a_threat_and_a_verb_is_no_speaker(kit: Kit) -> None:
    text = (
        "Somalia called the deal a crime, expelled the Ethiopian ambassador in April and threatened to send home some "
        "10,000 Ethiopian troops."
    )
    record = read_article(Article(id="post", text=text, title="", published_at="2024-12-12", language="en"), kit)
    [found] = record.commitments
    assert (found.kind, found.by, found.said_by) == ("threat", ("SOM",), "Somalia")


LOCAL = (
    "SPRINGFIELD, Ohio - The school district plans to ask every city in Clark County to ban lawn watering by May. "
    "Directors said they will spend $2 million on a campaign. A judge fined a man who had attacked a guard. "
    "Police arrested two men after a protest."
)


def test_councils_and_clubs_of_local_news_made_promises_of_their_state(kit: Kit) -> None:
    assert not read(kit, LOCAL).commitments


def test_what_a_government_promises_at_home_stays(kit: Kit) -> None:
    text = "TRIPOLI - The government of Libya promised to release 40 prisoners by June. Protesters had demanded it."
    assert [c.by for c in read(kit, text, "2021-02-06").commitments] == [("LBY",)]


def test_whence_one_victim_came_was_the_state_of_the_court(kit: Kit) -> None:
    text = (
        "Judge Petra Lind sentenced five people to life in prison on Friday. Eric Miller, an American, was among the "
        "victims. The court sits in Muntinlupa in the Philippines."
    )
    (act,) = (e for e in read(kit, text).events if e.trigger.of(text) == "sentenced")
    assert {p.code for p in (*act.actors, *act.recipients)} == {"PHL"}


def test_their_government_was_that_of_whoever_supports_them(kit: Kit) -> None:
    text = "Norway remains committed to supporting the Afghan people and their government."
    (act,) = (e for e in read(kit, text).events if e.trigger.of(text) == "supporting")
    assert {p.code for p in act.recipients} == {"AFG"}


def test_who_is_found_guilty_of_a_murder_was_murdered(kit: Kit) -> None:
    text = (
        "Former President Blaise Compaoré of Burkina Faso was found guilty of complicity in the killing of Thomas "
        "Sankara."
    )
    (act,) = (e for e in read(kit, text).events if e.trigger.of(text) == "killing")
    assert ["Compaoré" in p.name for p in act.actors] == [True]
    assert not any("Compaoré" in p.name for p in act.recipients)


def test_who_stays_was_said_to_give_ground(kit: Kit) -> None:
    record = read(kit, "Mozambique wants soldiers from the bloc to stay in Cabo Delgado until March.")
    assert "RETREAT" not in {e.event_type for e in record.events}


def test_what_is_told_beside_of_a_speaker_was_the_speaker(kit: Kit) -> None:
    record = read(
        kit,
        "Botswana has already flown home about 300 of its soldiers and South Africa, which supplies two thirds of the "
        "contingent, announced in August that its troops would be out before the rains.",
    )
    assert [a.source.of(record.article.text) for a in record.attributions if a.source] == ["South Africa"]


def test_the_year_of_an_aside_was_when_somebody_spoke_or_acted(kit: Kit) -> None:
    text = (
        "TotalEnergies, the French company that suspended its gas project in 2021, said in July that it would restart "
        "work on Thursday. Rwanda, which keeps some 2,500 soldiers there under an agreement signed in 2021, sent "
        "another 1,000."
    )
    record = read(kit, text, "2026-09-18")
    assert [a.earliest for a in record.attributions] == ["2026-07-01"]
    assert {e.earliest for e in record.events if e.trigger.of(text) == "sent"} == {None}


def test_an_appeal_for_money_is_no_aid(kit: Kit) -> None:
    record = read(kit, "The United Nations refugee agency appealed for 60 million dollars on Wednesday.")
    assert [e.event_type for e in record.events] == ["REQUEST"]


def test_whom_nobody_is_said_to_have_seized_was_seized_by_whoever_wants_them_back(kit: Kit) -> None:
    text = (
        "Georgia has given Russia until Friday evening to hand over four border guards who were seized last week, and "
        "says that it will otherwise close the only road."
    )
    record = read(kit, text, "2026-04-08")
    found = {e.trigger.of(text): e for e in record.events}
    assert found["given"].event_type == "REQUEST"
    assert found["seized"].actors == ()
    assert "four border guards" in {i.text for i in found["hand over"].items}
    assert all(a.earliest != "2026-04-10" for a in record.attributions)
    assert {c.latest for c in record.commitments if c.kind == "threat"} == {None}


def test_what_is_to_be_approved_first_was_told_as_approved(kit: Kit) -> None:
    text = "The accord enters into force once both congresses have ratified it. Peru's Senate has ratified a treaty."
    shades = [e.realis for e in read(kit, text, "2026-07-21").events if e.trigger.of(text) == "ratified"]
    assert shades == ["planned", "actual"]


def test_a_case_that_a_court_will_hear_was_told_as_heard(kit: Kit) -> None:
    text = "The authorities said that a court would hear the case against the four guards on 20 April."
    assert {e.realis for e in read(kit, text, "2026-04-08").events if e.trigger.of(text) == "case"} <= {"planned"}


def test_the_pan_american_highway_is_not_american(kit: Kit) -> None:
    record = read(kit, "Fishermen from Ilo blocked the Pan-American Highway in June.")
    assert "USA" not in {p.code for e in record.events for p in e.recipients}
    assert mention(record, "Pan-American Highway").actor is None


def test_its_minister_with_whom_a_sentence_opens_is_of_whom_the_one_before_speaks(kit: Kit) -> None:
    text = (
        "The European Union keeps 200 monitors there. Brussels is expected to extend the mission.\n"
        "Armenia, which depends on the road, appealed to both sides not to touch it. Its economy minister will travel "
        "to Tbilisi on Thursday."
    )
    record = read(kit, text, "2026-04-08")
    assert {p.code for e in record.events if e.trigger.of(text) == "travel" for p in e.actors} == {"ARM"}


def test_what_somebody_only_does_was_a_statement(kit: Kit) -> None:
    text = (
        "The foreign ministry in Tbilisi summoned the Swiss ambassador. President Paz recalled his ambassador "
        "from Santiago. The Senate approved the pact, and its president said that it would hold."
    )
    assert [a.cue.of(text) for a in read(kit, text).attributions if a.cue] == ["said"]


def test_a_promise_that_was_kept_was_listed_as_one_to_come(kit: Kit) -> None:
    text = "After the coup of 2012 the military kept its promise to hold elections within two years. Bissau is calm."
    assert not read(kit, text, "2025-11-29").commitments


def test_a_post_read_on_guinea_bissau(kit: Kit) -> None:
    text = (
        "The officers who seized power in Guinea-Bissau on Wednesday promised on Friday to hand it back within a year "
        "and named General Inta-a as president. Soldiers had stormed the electoral commission. Dias took refuge in the "
        "Nigerian embassy. ECOWAS, the West African bloc, suspended the country and will send a delegation led by "
        "Sierra Leone's president to Bissau next week."
    )
    record = read(kit, text, "2025-11-29")
    said = next(a for a in record.attributions if a.cue and a.cue.of(text) == "promised")
    assert said.earliest == "2025-11-28"  # Friday, not the day of the coup
    pledge = next(c for c in record.commitments if "hand it back" in c.what)
    assert (pledge.what, pledge.latest) == ("hand it back within a year", "2026-11-28")
    found = {e.trigger.of(text): e for e in record.events}
    assert found["stormed"].event_type == "ASSAULT"
    assert "took" not in found
    assert [p.name for p in found["suspended"].actors] == ["ECOWAS"]
    assert found["send"].recipients == ()


def test_following_suit_is_no_lawsuit(kit: Kit) -> None:
    text = "Britain followed suit on Thursday with sanctions on 12 firms."
    assert [e.event_type for e in read(kit, text, "2026-02-12").events] == ["SANCTION"]


def test_the_month_of_another_verb_is_not_when_something_was_announced(kit: Kit) -> None:
    text = "Warsaw takes over the presidency in March and has announced that it will table a proposal then."
    assert [a.earliest for a in read(kit, text, "2026-02-12").attributions] == [None]


def test_what_is_told_of_one_sentence_was_told_of_the_next_too(kit: Kit) -> None:
    text = (
        "They lifted the strike on Friday after the government had promised to cut the price by 15 percent until the "
        "end of the year. One man was killed and 23 people were injured in clashes in El Alto, the ombudsman said."
    )
    contents = [c.of(text) for a in read(kit, text, "2026-05-10").attributions for c in a.content]
    assert "to cut the price by 15 percent until the end of the year" in contents
    assert not any("One man" in c and "price" in c for c in contents)


def test_times_of_other_verbs_of_a_sentence(kit: Kit) -> None:
    text = (
        "Pakistan's army said that it had destroyed seven camps of a group whose fighters killed 16 of its men last "
        "Thursday. Kabul handed over 200 men on a list it delivered in November. Pakistan expelled 800,000 Afghans "
        "last year and plans to deport another 400,000."
    )
    found = {e.trigger.of(text): e.earliest for e in read(kit, text, "2026-03-17").events}
    assert found["destroyed"] is None
    assert found.get("handed over", found.get("handed")) is None
    assert (found["expelled"], found["deport"]) == ("2025-01-01", None)


def test_an_answer_that_is_to_come_was_told_as_given(kit: Kit) -> None:
    text = "President Petro replied that Colombia would answer with the same tariff on American maize."
    assert "actual" not in {e.realis for e in read(kit, text, "2026-05-10").events if e.trigger.of(text) == "tariff"}


@pytest.mark.parametrize(
    "text",
    [
        "Jurors heard of the Boston bombing on Monday.",
        "After the Paris attacks, the mayor closed two schools.",
        "The families of the victims of the Orlando massacre met the governor.",
    ],
)
def test_the_town_that_names_an_attack_was_its_attacker(kit: Kit, text: str) -> None:
    attacks = [e for e in read(kit, text).events if e.event_type == "ASSAULT"]
    assert attacks
    assert not any(name in p.name for e in attacks for p in e.actors for name in ("Boston", "Paris", "Orlando"))


def test_a_state_before_an_attack_is_its_attacker(kit: Kit) -> None:
    text = "A Saudi airstrike killed six people in Sanaa."
    attack = next(e for e in read(kit, text).events if "strike" in e.trigger.of(text))
    assert [p.code for p in attack.actors] == ["SAU"]


@pytest.mark.parametrize(
    ("text", "act", "acts"),
    [
        ("The mayor of Lyon said it was glass from the windows that caused the injuries.", "injuries", False),
        ("The prosecutor in Lyon said that the explosion had hurt eleven people.", "explosion", False),
        ("The Taliban said that they were behind the attack on the convoy.", "attack", True),
    ],
)
def test_who_tells_of_an_attack_was_its_attacker(kit: Kit, text: str, act: str, acts: bool) -> None:
    told = "Gunmen attacked a bakery in Lyon. A bomb exploded at its door. Troops shot a man at the station. "
    record = read(kit, told + text)
    found = [e for e in record.events if e.trigger.start >= len(told) and act in e.trigger.of(told + text)]
    assert found
    assert any(e.actors for e in found) is acts


def test_the_day_of_a_later_sentence_was_when_something_was_announced(kit: Kit) -> None:
    text = (
        "Italy wants to keep instructors in the country. Berlin has announced that its frigate will come home next "
        "spring. On Wednesday a drone dropped a grenade near a patrol of the force."
    )
    record = read(kit, text, "2025-08-29")
    assert {c.said_on for c in record.commitments if "DEU" in c.by} == {"2025-08-29"}


def test_who_asked_for_a_plan_did_not_tell_what_it_says(kit: Kit) -> None:
    text = (
        "The American delegate told the Council that it was late.\n"
        "Lebanon's army is to have disarmed the movement by the end of the year, according to a plan that the cabinet "
        "asked it for on 5 August."
    )
    assert "American" not in " ".join(str(c.said_by) for c in read(kit, text, "2025-08-29").commitments)


def test_a_post_read_on_patriot_batteries(kit: Kit) -> None:
    text = (
        "The launchers are to leave Germany within days; the rest of the equipment follows over the next two to three "
        "months. In return the United States has promised Berlin that it will be first in line. Norway is ready to pay "
        "costs, which the German minister put at up to 2 billion euros. North Korea sent 12,000 men last autumn "
        "and may send up to 30,000 more, an adviser said."
    )
    record = read(kit, text, "2025-08-02")
    assert {c.window_text for c in record.commitments if "leave" in c.what} <= {"within days", None}
    assert "the United States" in {a.source.of(text) for a in record.attributions if a.source}
    assert "put" not in {e.trigger.of(text) for e in record.events}
    assert {e.earliest for e in record.events if e.trigger.of(text) == "send"} == {None}


def test_an_agreement_of_two_who_were_not_named_was_signed_by_two_states_and_to_come(kit: Kit) -> None:
    text = (
        "Parliament passed a law after twelve days of Israeli and American strikes.\n"
        "Rafael Grossi, the agency's head, who met Iran's foreign minister in Cairo in September, hoped to travel "
        "to Tehran before the board meets on 19 November. The agreement that the two signed there has not been carried "
        "out. It obliges Iran to report within 30 days."
    )
    record = read(kit, text, "2025-10-21")
    assert not any("ISR" in a.parties or (a.signed_on or "") > "2025-10-21" for a in record.agreements)


def test_they_who_accused_were_not_the_body_named_last(kit: Kit) -> None:
    text = "Britain, France and Germany restored the UN sanctions. They accused Tehran of having broken the deal."
    names = [a.speaker.name for a in read(kit, text, "2025-10-21").attributions if a.speaker]
    assert names == ["United Kingdom, France and Germany"]


def test_both_neighbours_were_two_whom_a_comma_parted(kit: Kit) -> None:
    text = (
        "Indonesia and Australia signed a treaty. According to an Australian official, Beijing was told on Thursday.\n"
        "Papua New Guinea has asked both countries for a meeting. China's foreign ministry said it had taken note."
    )
    record = read(kit, text, "2026-02-09")
    assert "CHN" not in {p.code for e in record.events if e.trigger.of(text) == "asked" for p in e.recipients}
    assert "foreign ministry" not in {p.name for e in record.events for p in e.actors}


def test_the_red_crescent_is_not_the_red_cross_and_which_says_nothing(kit: Kit) -> None:
    text = (
        "The Emirates, which Sudan's army accuses of arming the RSF, denied that they had sent weapons. "
        "Seven aid workers were killed, the Red Crescent said."
    )
    record = read(kit, text, "2026-08-25")
    assert [a.speaker.name for a in record.attributions if a.speaker and a.cue and a.cue.of(text) == "said"] == [
        "Red Crescent"
    ]
    assert not any(c.of(text) == "which" for a in record.attributions for c in a.content)


@pytest.mark.parametrize(
    ("day", "text", "latest"),
    [(None, "within five days", None), ("2024-02-26", "within five days", "2024-03-02")],
)
def test_a_deadline_in_a_post_without_a_day_is_not_said_to_be_missing(
    kit: Kit, day: str | None, text: str, latest: str | None
) -> None:
    """'No deadline named' was said of words that name one, because nobody knows what to count from."""
    story = "Hungary will sign the protocol on Sweden within five days, Prime Minister Viktor Orban told parliament."
    (promise,) = read_article(Article(id="t", text=story, published_at=day), kit).commitments
    assert (promise.window_text, promise.latest) == (text, latest)
    told = window_words(promise)
    assert "no deadline" not in told
    assert f"“{text}”" in told


@pytest.mark.parametrize(
    "text",
    [
        "Has Poland sent troops to fight in Ukraine? The ministry in Warsaw would not comment.",
        "Harbour Post: Will China ban seafood from Japan? The spokesman had nothing to announce.",
        "Can you confirm that Foreign Minister Wang Yi will travel to Russia next month? He would not.",
    ],
)
def test_what_is_asked_is_neither_done_nor_promised_nor_said(kit: Kit, text: str) -> None:
    record = read(kit, text)
    first = record.sentences[0]
    asked = [e for e in record.events if first.covers(e.trigger)]
    assert asked
    assert {(e.realis, e.certainty) for e in asked} == {("hypothetical", "possible")}
    assert not record.commitments
    assert not [a for a in record.attributions if any(first.covers(c) for c in a.content)]


def test_what_a_question_takes_as_known_is_told(kit: Kit) -> None:
    record = read(kit, "Will Germany send troops to Ukraine after Russia attacked Kharkiv? It has not said.")
    attack = next(e for e in record.events if e.trigger.of(record.article.text) == "attacked")
    assert attack.realis == "actual"


@pytest.mark.parametrize(
    "text",
    [
        "The paper wrongly reported on Friday that France had handed over its base in Chad to Russia.",
        "A channel has claimed that Romania bombed Odesa and signed a peace deal with Russia. None of it happened.",
    ],
)
def test_what_a_post_says_is_false_is_not_told_as_fact(kit: Kit, text: str) -> None:
    record = read(kit, text)
    claimed = [e for e in record.events if e.event_type not in ("ACCUSE", "REQUEST")]
    assert claimed
    assert {(e.polarity, e.attributions) for e in claimed} == {("negative", ())}
    assert not record.agreements
    assert not record.commitments


def test_a_claim_that_a_check_of_facts_finds_false_is_possible_at_most(kit: Kit) -> None:
    text = (
        "Claim: The Polish army crossed into Ukraine last week.\n\nVerdict: False.\n\n"
        "The clip shows an exercise that NATO held in Poland in May."
    )
    record = read(kit, text)
    crossing = next(e for e in record.events if e.trigger.of(record.article.text).startswith("crossed"))
    assert crossing.certainty == "possible"


def test_what_a_treaty_supposes_has_not_happened(kit: Kit) -> None:
    text = (
        "By Article 4, in case either side is put in a state of war by an armed invasion, the other shall send troops."
    )
    record = read(kit, text)
    supposed = [e for e in record.events if e.trigger.end < text.index("the other")]
    assert all(e.realis == "hypothetical" for e in supposed)


def speakers(record: Record) -> dict[str, str | None]:
    text = record.article.text
    return {a.content[0].of(text)[:12]: a.speaker.name if a.speaker else None for a in record.attributions}


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        (
            'President Joe Biden called the raids a "direct response" to attacks on ships and said he would not '
            "hesitate to order more. British Defence Secretary Grant Shapps said four jets had taken part.",
            "he would not",
            "Joe Biden",
        ),
        (
            "Moscow warned that a war would follow. The junta named its ministers on Monday. It has accused France of "
            "freeing prisoners.",
            "France of fr",
            "junta",
        ),
        (
            "A new hall has opened. China, which built the national stadium and the new presidential palace, said it "
            "stood ready to help.",
            "it stood rea",
            "China",
        ),
    ],
)
def test_who_said_it_is_the_subject_and_nobody_beside(kit: Kit, text: str, words: str, who: str) -> None:
    assert speakers(read(kit, text))[words] == who


@pytest.mark.parametrize(
    "text",
    [
        "Manila and Beijing agreed on the boats. Neither has published the text.",
        "Had China wished to end the missions, it would have towed the ship away.",
        "The bank was listed on Friday, and so was its owner.",
    ],
)
def test_nobody_says_what_was_not_said_or_only_done(kit: Kit, text: str) -> None:
    assert not [n for n in speakers(read(kit, text)).values() if n is None or n in ("Neither", "Had China")]


def test_whom_a_threat_is_told_to_does_not_make_it(kit: Kit) -> None:
    text = (
        "The generals in Niger seized power in July. Two officials said that the junta had told a senior U.S. envoy, "
        "Victoria Nuland, that they would kill President Bazoum if neighbours attacked by Friday."
    )
    record = read(kit, text)
    assert not [c for c in record.commitments if "USA" in c.by]
    text = "Kenya told Haiti's prime minister that it would send 600 police officers by August."
    (sending,) = read(kit, text).events
    assert [a.code for a in sending.actors] == ["KEN"]


def test_where_two_meet_is_not_whom_they_meet(kit: Kit) -> None:
    text = "Guyana and Venezuela agreed a truce on Friday. Both will meet again in Brazil within three months."
    meeting = next(c for c in read(kit, text).commitments if c.what and c.what.startswith("meet"))
    assert (meeting.by, meeting.to) == (("GUY", "VEN"), ())


def test_what_somebody_declares_is_nobody_who_speaks(kit: Kit) -> None:
    text = (
        "The acting prime minister of Vanuatu, Charlot Salwai, declared a seven-day state of emergency and imposed a "
        "night curfew. The airport is to reopen to commercial flights on Sunday."
    )
    assert not [c.said_by for c in read(kit, text).commitments if c.said_by]


def test_the_hour_of_an_entry_is_nobody_who_acts(kit: Kit) -> None:
    record = read(kit, "The bloc met again.\n\n18:05 Leaders of ECOWAS to meet in Abuja on Thursday")
    assert not [a.name for e in record.events for a in e.actors if a.name[:1].isdigit()]


def test_a_time_behind_a_semicolon_is_of_what_is_told_there(kit: Kit) -> None:
    text = "The United States called for a thorough inquiry; Washington ended its training of the guards in July."
    said = next(a for a in read(kit, text, "2023-08-21").attributions if a.cue and a.cue.of(text).startswith("called"))
    assert said.earliest is None


def test_what_a_quotation_asks_is_not_told(kit: Kit) -> None:
    text = (
        "Russia's spokeswoman, Maria Zakharova, told a news agency that Moscow had agreed to 60 days. "
        '"Have our own exports been freed? They have not," she said.'
    )
    freeing = [e for e in read(kit, text).events if e.trigger.of(text) == "freed"]
    assert all(e.realis == "hypothetical" for e in freeing)


def test_a_turned_condition_has_not_come_about(kit: Kit) -> None:
    text = "Should France withdraw its troops from Chad, Germany would close its base in Niger."
    leaving = next(e for e in read(kit, text).events if e.trigger.of(text) == "withdraw")
    assert leaving.realis == "hypothetical"


def test_an_item_that_is_corrected_is_not_told_as_fact(kit: Kit) -> None:
    text = "An item yesterday said that Panama had handed a port to the United States. It has not; an audit goes on."
    handing = next(e for e in read(kit, text).events if e.trigger.of(text).startswith("handed"))
    assert (handing.polarity, handing.attributions) == ("negative", ())


def test_who_denies_a_charge_is_who_is_accused(kit: Kit) -> None:
    text = "Gambia accused Myanmar of genocide in November 2019, which it denies."
    denial = next(e for e in read(kit, text).events if e.trigger.of(text) == "denies")
    assert [a.code for a in denial.actors] == ["MMR"]


def test_what_has_not_been_confirmed_is_possible_at_most(kit: Kit) -> None:
    text = "The version of a strike by Russian air defence, which some channels put about, has not been confirmed."
    record = read(kit, text)
    assert all(e.certainty == "possible" for e in record.events)
    assert not record.attributions


@pytest.mark.parametrize(
    "text",
    [
        "The prosecutor asked the judges to issue an arrest warrant for the general, Min Aung Hlaing.",
        "Germany, Italy and Canada abstained.",
    ],
)
def test_a_warrant_is_no_arrest_and_abstaining_no_rejection(kit: Kit, text: str) -> None:
    words = {e.trigger.of(text) for e in read(kit, text).events}
    assert not words & {"arrest", "abstained"}


def test_nobody_is_called_by_half_a_word(kit: Kit) -> None:
    record = read(kit, "Chad is the last Sahelian country to host French troops: Mali and Niger threw them out.")
    text = record.article.text
    for one in [p for e in record.events for p in (*e.actors, *e.recipients)]:
        assert not text[one.end : one.end + 1].isalpha()


def test_the_line_above_a_post_is_nothing_that_it_tells(kit: Kit) -> None:
    record = read(kit, "Hasina flees the capital\n\nDelta Online, 5 August 2024\n\nSheikh Hasina left Dhaka on Monday.")
    assert [s.of(record.article.text) for s in record.sentences][1:] == ["Sheikh Hasina left Dhaka on Monday."]


def test_what_is_falsely_said_of_somebody_has_not_been_done(kit: Kit) -> None:
    text = "Ukraine was falsely said to have bombed the port of Odesa on Friday. Kyiv has denied it."
    bombing = [e for e in read(kit, text).events if e.trigger.of(text) == "bombed"]
    assert all(e.polarity == "negative" for e in bombing)


def test_a_condition_behind_a_semicolon_has_not_come_about(kit: Kit) -> None:
    text = "The Commission said it would ask for the money; should Hungary refuse, the sum can be deducted from funds."
    refusal = [e for e in read(kit, text).events if e.trigger.of(text) == "refuse"]
    assert all(e.realis == "hypothetical" for e in refusal)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The pact that Sweden and the United States signed enters into force on 15 August.", "enters into force"),
        ("The Security Council's sanctions committee received the report on Rwanda in April.", "sanctions"),
    ],
)
def test_what_enters_into_force_attacks_nobody_and_a_committee_is_no_sanction(kit: Kit, text: str, words: str) -> None:
    assert words not in [e.trigger.of(text) for e in read(kit, text).events]


def test_who_neither_confirms_nor_denies_says_nothing(kit: Kit) -> None:
    text = "A report spoke of 3,000 soldiers. Rwanda neither confirmed nor denied the figure."
    assert "Rwanda" not in speakers(read(kit, text)).values()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "The International Court of Justice, to which Guyana turned in 2018, ordered Venezuela last year to do "
            "nothing that would change the border.",
            "International Court of Justice",
        ),
        (
            "Chad's air force chief, in a letter seen by a news agency, has asked the Americans to stop their flights.",
            "Chad's air force chief",
        ),
    ],
)
def test_what_is_told_in_an_aside_does_not_speak(kit: Kit, text: str, source: str) -> None:
    said = [a for a in read(kit, text).attributions if a.cue and a.cue.of(text) in ("ordered", "asked")]
    assert [a.source and a.source.of(text) for a in said] == [source]


def test_who_spoke_in_the_paragraph_before_does_not_demand_what_others_march_for(kit: Kit) -> None:
    text = (
        'The Pentagon said that it would stay. "We will not leave without knowing what happens to the hangars," said a '
        "Pentagon official who was not allowed to speak on the record.\n\nHundreds marched in Agadez on Sunday to "
        "demand that the soldiers go at once. Niger's junta welcomed them."
    )
    demands = [a for a in read(kit, text).attributions if a.cue and "demand" in a.cue.of(text)]
    assert not [a for a in demands if a.source and "Pentagon" in a.source.of(text)]


def test_a_meeting_that_has_not_taken_place_is_not_told_as_fact(kit: Kit) -> None:
    text = (
        "The presidents of Guyana and Venezuela agreed to meet again in Brazil within three months. That meeting has "
        "not taken place."
    )
    record = read(kit, text)
    assert {e.polarity for e in record.events if e.trigger.of(text) == "meeting"} <= {"negative"}


def test_the_generals_whom_washington_warned_are_not_americas(kit: Kit) -> None:
    text = (
        "Niger's junta told the United States to leave. Washington had warned the generals against selling uranium to "
        "Iran. Niger denies that it planned to."
    )
    assert code_at(read(kit, text), "the generals", kit) in (None, "NER")


def test_the_day_of_publication_is_not_the_day_of_what_was_said_last_week(kit: Kit) -> None:
    text = (
        "Armenia turned to France for weapons. Last week Prime Minister Nikol Pashinyan said that his country would "
        "leave the alliance."
    )
    assert [(c.said_on, c.earliest) for c in read(kit, text, "2024-06-19").commitments] == [(None, None)]


def test_what_is_paid_for_is_no_aid(kit: Kit) -> None:
    text = "Russia has yet to deliver arms for which Armenia paid some 400 million dollars, Pashinyan told parliament."
    assert {e.event_type for e in read(kit, text).events if e.trigger.of(text) == "paid"} <= {"COOPERATE"}


def test_who_left_without_having_been_arrested_was_not_arrested(kit: Kit) -> None:
    text = "Vladimir Putin left Mongolia on Tuesday without having been arrested, though the court had asked for it."
    assert {e.polarity for e in read(kit, text).events if e.trigger.of(text) == "arrested"} <= {"negative"}


def test_a_share_that_a_state_imports_is_no_promise(kit: Kit) -> None:
    text = (
        "Mongolia and Russia signed a pact on Tuesday. A government spokesman told a paper that Mongolia imports 95 "
        "per cent of its petroleum products from Russia and more than 20 per cent of its electricity."
    )
    assert not [c for c in read(kit, text).commitments if c.what and c.what.startswith("import")]


def parties(record: Record, trigger: str) -> tuple[list[str | None], list[str | None]]:
    """Return who does the act that a word names, and to whom."""
    event = next(e for e in record.events if trigger in e.trigger.of(record.article.text))
    return [p.whom for p in event.actors], [p.whom for p in event.recipients]


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        (
            "Mongolia is a member of the ICC, which issued a warrant for Putin.",
            "warrant",
            ["International Criminal Court"],
        ),
        (
            "Hungary belongs to the European Union, which has imposed sanctions on Mali.",
            "sanctions",
            ["European Union"],
        ),
    ],
)
def test_a_member_did_what_its_body_did(kit: Kit, text: str, trigger: str, actors: list[str]) -> None:
    assert parties(read(kit, text), trigger)[0] == actors


@pytest.mark.parametrize(
    "text",
    [
        "ECOWAS lifted sanctions, but President Mohamed Bazoum is still held in his residence.",
        "ECOWAS lifted sanctions that it had imposed after soldiers overthrew President Mohamed Bazoum.",
    ],
)
def test_somebody_of_the_next_clause_suffered_what_the_first_tells(kit: Kit, text: str) -> None:
    assert parties(read(kit, text), "lifted") == (["ECOWAS"], [])


def test_whom_a_paper_obliges_was_on_the_visit_during_which_it_was_signed(kit: Kit) -> None:
    record = read(
        kit, "Putin flew to Ulaanbaatar. An agreement signed during the visit obliges Rosneft to sell fuel to Mongolia."
    )
    assert not [e for e in record.events if e.trigger.of(record.article.text) == "visit"]
    assert not [e for e in record.events if e.event_type == "SUPPORT"]


@pytest.mark.parametrize(
    "text",
    [
        "Washington gave Serbia's NIS 45 days. NIS agreed to it.",
        "The Serbian oil company NIS agreed to close its refinery.",
    ],
)
def test_a_firm_with_the_letters_of_another_s_spies_was_theirs(kit: Kit, text: str) -> None:
    assert "KOR" not in {p.code for e in read(kit, text).events for p in (*e.actors, *e.recipients)}


def test_a_town_on_an_island_was_in_another_country(kit: Kit) -> None:
    place = mention(read(kit, "The leaders met in Argyle, Saint Vincent, on Thursday."), "Argyle").place
    assert place is None or place.country == "VCT"


def test_what_the_post_tells_after_a_quotation_was_part_of_it(kit: Kit) -> None:
    text = (
        'A spokesman told Politico: "Mongolia has always kept out of such quarrels." The country imports most of its '
        'petroleum. The court "regrets" it.'
    )
    (said,) = read(kit, text).attributions
    assert said.content[-1].of(text).strip('"') == "Mongolia has always kept out of such quarrels."


@pytest.mark.parametrize(
    ("text", "name", "via"),
    [
        ("A French business daily reported on Monday that Russia would sell tanks.", "French business daily", None),
        (
            "Lind said in an interview with the weekly magazine Le Devoir that Russia would sell tanks.",
            "Lind",
            "Le Devoir",
        ),
        ("Speaking to Sky News, Lind said that Russia would sell tanks.", "Lind", "Sky News"),
        (
            "In remarks carried by the state agency Xinhua, Wang Yi said that Russia would sell tanks.",
            "Wang Yi",
            "Xinhua",
        ),
        ("On the sidelines of the summit, Lind told Sky News that Russia would sell tanks.", "Lind", "Sky News"),
    ],
)
def test_a_paper_lost_the_end_of_its_name_or_an_interview_its_outlet(
    kit: Kit, text: str, name: str, via: str | None
) -> None:
    (said,) = read(kit, text).attributions
    assert (said.speaker and said.speaker.name, said.via) == (name, via)
    assert [c.of(text) for c in said.content] == ["that Russia would sell tanks"]


@pytest.mark.parametrize(
    ("text", "trigger", "recipients"),
    [
        ("Antony Blinken flew to Kigali and urged the president to withdraw his troops.", "urged", ["RWA"]),
        (
            "Australia's minister, Zed Seselja, travelled to Honiara and asked the prime minister to wait.",
            "asked",
            ["SLB"],
        ),
        ("Mozambique's president, Filipe Nyusi, paid a visit to his counterpart Paul Kagame.", "visit", ["RWA"]),
        (
            "Papua New Guinea and Australia signed a treaty. Canberra will train its partner's troops.",
            "train",
            ["PNG"],
        ),
        ("Paul Biya said that the ambassador in Niamey was held hostage by the junta.", "held", [None]),
    ],
)
def test_those_in_office_where_somebody_went_and_partners_were_of_the_speaker_s_state(
    kit: Kit, text: str, trigger: str, recipients: list[str | None]
) -> None:
    record = read(kit, text)
    event = next(e for e in record.events if trigger in e.trigger.of(text))
    assert [p.code for p in event.recipients] == recipients


@pytest.mark.parametrize(
    ("text", "trigger", "recipients"),
    [
        ("Egypt was among the states that demanded in March that Russia withdraw its troops.", "demanded", ["RUS"]),
        ("Turkey's parliament approved the Finnish bid.", "approved", ["FIN"]),
        ("Joe Biden thanked Greece and promised 700 million euros.", "promised", ["GRC"]),
        ("Joe Biden thanked Greece and promised Peru 700 million euros.", "promised", ["PER"]),
    ],
)
def test_to_whom_an_act_is_done_was_not_told(kit: Kit, text: str, trigger: str, recipients: list[str]) -> None:
    assert parties(read(kit, text), trigger)[1] == recipients


@pytest.mark.parametrize(
    ("text", "by"),
    [
        (
            "Colombia has signed an agreement with its largest guerrilla organisation. Within 180 days the guerrillas "
            "must have handed over all their weapons to the United Nations, the agreement says.",
            "guerrillas",
        ),
        (
            "Washington and Bern have agreed on the bank's clients. The Social Democrats announced on Tuesday that "
            "they would vote against the treaty in June.",
            "Social Democrats",
        ),
        (
            "Two envoys from Washington visited Nepal. The Maoist Centre will vote against the American grant on "
            "Sunday, its spokesman said.",
            "Maoist Centre",
        ),
    ],
)
def test_rebels_and_parties_do_not_promise_for_a_state(kit: Kit, text: str, by: str) -> None:
    assert [c.by for c in read(kit, text, "2010-05-27").commitments] == [(by,)]


def test_hezbollah_is_one_group_under_all_its_names(kit: Kit) -> None:
    text = (
        "Hezbollah rejected the plan. Hassan Nasrallah said on Monday that Hizballah would send fuel. The Party of God "
        "waits."
    )
    assert {m.actor for m in read(kit, text).mentions if m.actor} == {"Hezbollah"}


def test_hargeisa_speaks_for_somaliland(kit: Kit) -> None:
    text = "Hargeisa rejected the claim on Monday. Somaliland's government said that it had its own currency."
    assert code_at(read(kit, text), "Hargeisa", kit) == "Somaliland"


def test_who_writes_in_a_paper_was_the_paper(kit: Kit) -> None:
    (said,) = read(kit, "Writing in the Guardian, the former envoy argued that London should leave.").attributions
    assert (said.speaker and said.speaker.name, said.speaker and said.speaker.code, said.via) == (
        "former envoy",
        None,
        "Guardian",
    )


@pytest.mark.parametrize(
    ("text", "name", "via"),
    [
        ("The premier, quoted by Interfax, said that Oslo would wait.", "premier", "Interfax"),
        ("Maria Zakharova told a weekly briefing that the step was hostile.", "Maria Zakharova", "a weekly briefing"),
    ],
)
def test_through_what_somebody_spoke_was_part_of_the_name_or_not_told(kit: Kit, text: str, name: str, via: str) -> None:
    (said,) = read(kit, text).attributions
    assert (said.speaker and said.speaker.name, said.via) == (name, via)


def test_the_first_of_a_list_in_a_clause_had_no_part_in_it(kit: Kit) -> None:
    text = "They ended a mission to which South Africa, Tanzania and Malawi had contributed troops."
    assert parties(read(kit, text), "contributed")[0] == ["ZAF", "TZA", "MWI"]


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        (
            "From Serbia, Xi Jinping flew on to Hungary, where Viktor Orban received him at noon.",
            "received",
            (["HUN"], ["CHN"]),
        ),
        ("During the visit, Airbus agreed to open a second assembly line in Tianjin.", "visit", ([], [])),
        ("Under the accord, Serbia will export apples to China.", "export", (["SRB"], ["CHN"])),
    ],
)
def test_him_his_and_the_trip_were_of_somebody_else(
    kit: Kit, text: str, trigger: str, expected: tuple[list[str], list[str]]
) -> None:
    event = next(e for e in read(kit, text).events if trigger in e.trigger.of(text))
    assert ([p.code for p in event.actors], [p.code for p in event.recipients]) == expected


def test_where_the_first_thing_was_done_did_the_second(kit: Kit) -> None:
    text = "Airbus agreed to open a second assembly line in Tianjin and sold Beijing 160 aircraft."
    assert "CHN" not in {p.code for e in read(kit, text).events if "sold" in e.trigger.of(text) for p in e.actors}


def test_a_visit_that_ended_was_given_up(kit: Kit) -> None:
    record = read(kit, "Emmanuel Macron ended a three-day visit to China last Friday.")
    assert {e.event_type for e in record.events} == {"CONSULT"}


def test_whose_hedge_reportedly_is_was_told(kit: Kit) -> None:
    record = read(kit, "Beijing has delivered FK-3 missiles and reportedly, CH-95 drones to the Serbian army.")
    assert [a.source for a in record.attributions if a.cue and "reportedly" in a.cue.of(record.article.text)] in (
        [],
        [None],
    )


def test_what_is_expected_behind_a_semicolon_was_said_to_the_bbc(kit: Kit) -> None:
    text = "Tom Lind told the BBC that both had agreed to open two roads; the convoys are expected to reach Darfur."
    said = read(kit, text).attributions
    assert [([c.of(text) for c in a.content], a.via) for a in said][:1] == [
        (["that both had agreed to open two roads"], "BBC")
    ]
    assert all(a.via is None for a in said[1:])


def test_his_forces_were_those_of_the_state_that_arms_them(kit: Kit) -> None:
    text = "Sudan's army chief, Abdel Fattah al-Burhan, travelled to Beijing. Iran has supplied his forces with drones."
    record, at = read(kit, text), text.index("forces")
    assert resolve_words(record, Span(start=at, end=at + len("forces")), kit, find_scene(record, kit)).code == "SDN"


def test_who_condemns_a_killing_does_not_accuse_the_killed(kit: Kit) -> None:
    text = "The United Nations condemned the killing of twelve monks in Gao by Malian soldiers."
    event = next(e for e in read(kit, text).events if e.event_type == "ACCUSE")
    assert [p.of(text) for p in event.recipients] == ["Malian"]


def test_whose_support_is_told_of_is_not_supported(kit: Kit) -> None:
    text = "The envoy reiterated the Ethiopian government's support for the talks."
    assert not any("Ethiopian" in p.of(text) for e in read(kit, text).events for p in e.recipients)


def test_nobody_is_named_with_the_verb_behind(kit: Kit) -> None:
    text = "The premier voiced support for the workers."
    assert {p.name for e in read(kit, text).events for p in e.actors} == {"premier"}


def test_who_opens_the_next_clause_did_not_do_what_the_first_tells(kit: Kit) -> None:
    text = (
        "In July Britain expelled two diplomats, and the European Union, after long debate, froze the assets of the "
        "bank. Oslo recalled its envoy, and Peru sent 40 soldiers to Haiti. Peru, Chad, and Mali sent troops to Haiti. "
        "Oslo sent a ship, and Yemen was hit by rockets."
    )
    done = {(e.trigger.of(text), e.trigger.start): e for e in read(kit, text).events}
    found = {
        words: ([a.whom for a in e.actors], [r.whom for r in e.recipients], [i.of(text) for i in e.items])
        for (words, _), e in reversed(done.items())
    }
    assert found["expelled"] == (["GBR"], [None], ["two diplomats"])
    assert found["froze"] == (["European Union"], [], ["assets of the bank"])
    assert found["recalled"][0] == ["NOR"]
    assert "YEM" not in found["hit"][0]
    assert [[a.whom for a in e.actors] for (words, _), e in done.items() if words == "sent"] == [
        ["PER"],
        ["PER", "TCD", "MLI"],
        ["NOR"],
    ]


def test_what_others_do_meanwhile_is_done_by_them_alone(kit: Kit) -> None:
    text = (
        '"Ethiopia cannot stand idle while other actors are taking measures to destabilize the region," its foreign '
        "ministry said. Kenya will not wait while armed groups attack its farmers, the president said."
    )
    acts = {e.trigger.of(text): e for e in read(kit, text).events}
    assert [(a.of(text), a.whom) for a in acts["destabilize"].actors] == [("other actors", None)]
    assert (acts["attack"].realis, acts["attack"].polarity) == ("actual", "positive")


def test_the_day_of_another_mission_s_end_is_no_deadline(kit: Kit) -> None:
    text = (
        "Egypt will deploy as many as 10,000 soldiers in Somalia, half of them under the African Union's new mission, "
        "which is to take over from the present one on January 1, the minister said."
    )
    assert [c.latest for c in read(kit, text, "2024-08-30").commitments if c.by == ("EGY",)] == [None]


def test_what_is_demanded_with_a_last_day_is_an_ultimatum_and_no_threat_of_those_who_are_to_go(kit: Kit) -> None:
    text = (
        "Mogadishu has demanded that all Ethiopian troops leave by the end of the year unless Ethiopia cancels the "
        "memorandum."
    )
    found = [(c.kind, c.by, c.to, c.latest) for c in read(kit, text, "2024-08-28").commitments]
    assert found == [("ultimatum", ("ETH",), ("SOM",), "2024-12-31")]


@pytest.mark.parametrize(
    ("text", "name", "via"),
    [
        (
            '"Turkey will build the Somali navy," a defence ministry official, who asked not to be named, told the '
            "news agency Reuters.",
            None,
            "news agency Reuters",
        ),
        (
            "A spokesman for President Recep Tayyip Erdogan, Ibrahim Kalin, accused Stockholm of harbouring rebels in "
            "an interview with The New York Times.",
            "Ibrahim Kalin",
            "The New York Times",
        ),
    ],
)
def test_who_was_told_spoke_or_a_spokesman_was_called_after_his_president(
    kit: Kit, text: str, name: str | None, via: str
) -> None:
    (said,) = read(kit, text).attributions
    assert (said.speaker and said.speaker.name, said.via) == (name, via)


def test_whoever_was_assured_of_something_did_with_him_what_they_had_done(kit: Kit) -> None:
    text = "President Hassan Sheikh Mohamud assured the Emirates, which have trained Somali troops, that all was well."
    assert parties(read(kit, text), "trained")[0] == ["ARE"]


def test_who_claims_a_sea_accuses_nobody(kit: Kit) -> None:
    text = (
        "China claims nearly the whole South China Sea, a claim that a tribunal in The Hague rejected in 2016 and that "
        "Beijing has ignored since."
    )
    assert "ACCUSE" not in {e.event_type for e in read(kit, text).events}


def test_whom_a_first_act_was_done_to_does_not_do_the_second(kit: Kit) -> None:
    text = (
        "President Ferdinand Marcos has given Washington access to four more bases and is reportedly negotiating "
        "similar pacts with France, Canada and New Zealand."
    )
    acts = {e.trigger.of(text): e for e in read(kit, text, "2024-07-08").events}
    assert "access" not in acts
    assert acts["pacts"].realis == "hypothetical"
    assert not {"USA"} & {a.code for words in ("negotiating", "pacts") for a in acts[words].actors}


def test_who_acts_before_a_semicolon_does_not_threaten_behind_it(kit: Kit) -> None:
    text = (
        "The United States, which is bound to defend the Philippines by a treaty of 1951, deployed a missile launcher "
        "to northern Luzon in April; the Kremlin has called that a provocation and threatened to station missiles of "
        "its own in Asia."
    )
    record = read(kit, text, "2024-07-08")
    acts = {e.trigger.of(text): [a.code for a in e.actors] for e in record.events}
    assert (acts["deployed"], acts["station"]) == (["USA"], ["RUS"])
    assert [c.by for c in record.commitments] == [("RUS",)]


@pytest.mark.parametrize(
    ("text", "source", "via"),
    [
        (
            "According to a Somali official quoted by the newspaper The National, Egypt will deploy 10,000 men.",
            "a Somali official",
            "National",
        ),
        ("The deal is dead, a minister interviewed by the BBC said.", "a minister", "BBC"),
    ],
)
def test_who_is_quoted_by_a_paper_says_it_and_the_paper_passes_it_on(
    kit: Kit, text: str, source: str, via: str
) -> None:
    assert [(a.source and a.source.of(text), a.via) for a in read(kit, text).attributions] == [(source, via)]


def test_who_accuses_unnamed_actors_does_not_do_what_they_are_accused_of(kit: Kit) -> None:
    text = (
        "Somalia and Egypt signed a pact. Ethiopia, which has about 3,000 soldiers in the current mission and an "
        'estimated 5,000 to 7,000 more under a bilateral arrangement, accused "actors" of seeking to destabilize the '
        "region."
    )
    acts = {e.trigger.of(text): e for e in read(kit, text).events}
    assert [(a.of(text), a.whom) for a in acts["destabilize"].actors] == [("actors", None)]


def test_washington_beside_london_is_no_town_of_england(kit: Kit) -> None:
    text = "Washington imposed sanctions on Dagalo on January 7. France plans a conference in London in April."
    assert code_at(read(kit, text), "Washington", kit) == "USA"


def test_the_court_that_a_case_is_brought_to_neither_accuses_nor_is_accused(kit: Kit) -> None:
    text = (
        "Sudan has filed a case against the United Arab Emirates at the International Court of Justice, accusing it of "
        "complicity in genocide, the court in The Hague said on Thursday."
    )
    charges = [e for e in read(kit, text).events if e.event_type == "ACCUSE"]
    assert {(a.whom, r.whom) for e in charges for a in e.actors for r in e.recipients} == {("SDN", "ARE")}


def test_what_stands_behind_according_to_and_before_a_semicolon_is_said_by_the_one_who_says_it(kit: Kit) -> None:
    text = (
        "Moscow, according to the Sudanese foreign minister Ali Youssef, will get a naval base on the Red Sea; "
        '"there are no obstacles," he said after talks with Sergei Lavrov.'
    )
    assert [[c.of(text) for c in a.content] for a in read(kit, text).attributions] == [
        ["Moscow", "will get a naval base on the Red Sea"],
        ['"there are no obstacles,"'],
    ]


def test_an_office_holder_who_is_named_behind_it_is_not_the_one_named_before(kit: Kit) -> None:
    text = (
        "Prime Minister Dorin Recean said on Wednesday that Moldova would buy power from Romania. Slovakia's prime "
        "minister, Robert Fico, threatened last week to cut off electricity to Ukraine, and the European Commission "
        "plans to discuss the matter with him in Brussels on January 7."
    )
    record = read(kit, text, "2025-01-02")
    office = next(m for m in record.mentions if m.of(text) == "Slovakia's prime minister")
    assert office.name == "Robert Fico"
    cuts = [(c.latest, c.said_by) for c in record.commitments if c.what and c.what.startswith("cut off")]
    assert set(cuts) <= {(None, "Robert Fico")}


def test_the_company_is_not_the_outlet_that_tells_of_it(kit: Kit) -> None:
    text = "Gazprom has had losses. According to Bloomberg, the company is to dismiss 1,500 of its managers by summer."
    assert not [m for m in read(kit, text).mentions if m.of(text) == "the company" and m.name == "Bloomberg"]


def test_what_no_member_does_is_not_told_as_done(kit: Kit) -> None:
    text = "The enclave declared independence in 1990, and no member of the United Nations recognizes it."
    assert {e.polarity for e in read(kit, text).events if e.trigger.of(text) == "recognizes"} <= {"negative"}


def test_a_promise_is_said_by_the_official_whom_a_paper_quotes(kit: Kit) -> None:
    text = "According to a French official quoted by the newspaper Le Monde, Paris will reduce its force to 300 by May."
    assert [c.said_by for c in read(kit, text, "2024-11-29").commitments] == ["a French official"]


VISIT = (
    "Last week President To Lam of Vietnam paid a visit to Havana. During this visit, To Lam and Miguel Díaz-Canel of "
    "Cuba signed a trade accord on September 26. The accord stipulates: “In the event that either party is under "
    "a blockade, the other party shall promptly open its ports to it.”"
)


def test_a_visit_that_is_only_pointed_at_is_not_paid_again_by_the_host(kit: Kit) -> None:
    record = read(kit, VISIT, "2024-10-01")
    visits = [(e.trigger.of(VISIT), [a.code for a in e.actors]) for e in record.events if e.event_type == "CONSULT"]
    assert visits == [("paid a visit", ["VNM"])]


@pytest.mark.parametrize("day", ["2024-10-01", None])
def test_a_clause_of_a_new_treaty_binds_also_where_the_day_of_the_post_is_unknown(kit: Kit, day: str | None) -> None:
    record = read_article(Article(id="p", text=VISIT, published_at=day), kit)
    duties = [(c.by, c.what) for c in record.commitments if c.kind == "obligation"]
    assert duties == [(("VNM", "CUB"), "open its ports to it")]
    assert not [r for r in record.refused if "blockade" in r.evidence[0].of(VISIT)]


def test_no_state_of_a_list_that_does_something_together_is_its_place(kit: Kit) -> None:
    text = "Lind said the coalition that Putin was building between Russia, North Korea, Iran and Syria had failed."
    assert {e.place.name for e in read(kit, text).events if e.place} == set()


def test_a_window_that_only_opens_is_no_deadline(kit: Kit) -> None:
    text = "Angola announced that it will send 500 soldiers to Congo as early as next month."
    record = read_article(Article(id="p", text=text), kit)
    assert [window_words(c) for c in record.commitments] == ["no deadline named (“as early as next month”)"]


def test_a_deployment_that_was_only_announced_is_not_told_as_fact_where_the_post_points_back_at_it(kit: Kit) -> None:
    text = (
        "Angola announced that it plans to deploy 500 soldiers in Congo. A spokesman in Kigali criticized the "
        "deployment of Angolan troops."
    )
    moved = [(e.trigger.of(text), {a.code for a in e.actors}, e.realis) for e in read(kit, text).events]
    assert [m for m in moved if m[0] == "deployment"] == [("deployment", {"AGO"}, "planned")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "President Hassan Mohamud told parliament so. Abiy Ahmed alarmed the whole region in October. He later "
            "assured the neighbours that Ethiopia would not invade anyone.",
            "Abiy Ahmed",
        ),
        (
            "President Gustavo Petro said no. Donald Trump answered within hours: he announced that duties would rise.",
            "Donald Trump",
        ),
        (
            "The prime minister confirmed the raid. Its army chief said it was over. He also warned that it could go "
            "on.",
            "Its army chief",
        ),
    ],
)
def test_he_is_whom_the_sentences_since_are_about_not_who_spoke_last(kit: Kit, text: str, name: str) -> None:
    told = [a.speaker.name if a.speaker else None for a in read(kit, text).attributions]
    assert told[-1] == name


def test_it_is_the_state_that_opens_the_sentence_not_the_paper_before(kit: Kit) -> None:
    text = (
        "The paper is aimed at Iran. Bahrain broke off relations with it, and it accuses Tehran of arming cells there."
    )
    assert [a.speaker.code for a in read(kit, text).attributions if a.speaker] == ["BHR"]


@pytest.mark.parametrize(
    "text",
    [
        "The government in Mogadishu learned of the matter from the news.",
        "Djibouti charges its neighbour more than $1 billion a year.",
        "The change is felt in Beijing.",
        "The president turned back two American military aircraft on Sunday.",
    ],
)
def test_who_learns_charges_or_turns_something_back_says_nothing(kit: Kit, text: str) -> None:
    assert not read(kit, text).attributions


def test_a_clause_is_nobody_s_and_a_foreign_ministry_is_not_american(kit: Kit) -> None:
    clause = 'The United States and Bahrain signed a pact. The clause reads: "The parties shall meet at once."'
    (said,) = read(kit, clause).attributions
    assert said.speaker
    assert said.speaker.code is None
    ministry = "Colombians who had been expelled from the United States landed at noon. The foreign ministry said so."
    assert code_at(read(kit, ministry), "The foreign ministry", kit) == "COL"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Javier Milei, Argentina's president, flew south. In a speech he announced that Argentina would build a "
            "base there by May.",
            {"Javier Milei"},
        ),
        ("I also told the premier that Norway will host the talks in May.", {None}),
        (
            "Erdogan told the press in Ankara that his friend Putin wants to go on. Turkey will sign the pact in May, "
            "he added.",
            {"Recep Tayyip Erdogan"},
        ),
    ],
)
def test_who_gave_a_promise_is_no_adverb_and_not_another_who_is_named(
    kit: Kit, text: str, names: set[str | None]
) -> None:
    assert {c.said_by for c in read(kit, text).commitments} <= names


def test_the_office_before_a_name_is_of_that_name(kit: Kit) -> None:
    text = (
        "President Gustavo Petro turned back two aircraft on Sunday. Foreign Minister Luis Murillo told the press that "
        "he would travel to Washington on Thursday."
    )
    assert {c.said_by for c in read(kit, text).commitments} <= {"Luis Murillo"}


def test_a_dateline_and_the_hour_of_an_entry_are_no_deadlines(kit: Kit) -> None:
    text = "BOGOTA/CARACAS, Aug 24 - Colombia and Venezuela will reopen their shared border by the end of September."
    assert [c.latest for c in read(kit, text, "2022-08-24").commitments] == ["2022-09-30"]
    text = "15:20 Ukraine will send ten ships to Romania, its minister says."
    assert [c.window_text for c in read(kit, text, "2023-07-17").commitments] in ([], [None])


def test_what_one_promises_is_not_what_both_will_do(kit: Kit) -> None:
    text = "The two governments will also share more intelligence, and Bahrain promised to buy radios for its army."
    promised = [c for c in read(kit, text).commitments if c.what and "share" in c.what]
    assert not [c for c in promised if c.said_by or len(c.by) == 1]


@pytest.mark.parametrize(
    "text",
    [
        "Slovakia threatened to cut off electricity to Ukraine, and the European Commission plans to meet in May.",
        "Slovakia vowed to send 100 men by May, and the European Union intends to pay for them.",
    ],
)
def test_a_promise_does_not_run_on_into_the_next_clause(kit: Kit, text: str) -> None:
    first = next(c for c in read(kit, text).commitments if c.by == ("SVK",))
    assert first.what
    assert "European" not in first.what
    assert {c.said_by for c in read(kit, text).commitments if c.by != ("SVK",)} <= {None, "the European Commission"}


def test_their_forces_are_those_of_all_whom_the_sentence_lists(kit: Kit) -> None:
    text = "Niger, Mali and Burkina Faso said that their forces will set up a unit of 5,000 men by May."
    assert {c.by for c in read(kit, text).commitments} <= {("NER", "MLI", "BFA")}


def test_what_an_official_without_a_name_says_is_not_said_on_the_day_of_the_news(kit: Kit) -> None:
    text = (
        "Chad ended the pact on Thursday, hours after a minister had come. Paris will reduce its force to 300, "
        "according to an official."
    )
    assert {c.said_on for c in read(kit, text, "2024-11-29").commitments if c.by == ("FRA",)} == {None}


def test_we_in_a_statement_of_nobody_are_not_those_named_before(kit: Kit) -> None:
    text = "We trained 17,000 Ukrainian recruits, and we have promised to train 20,000 more by December."
    assert not [c for c in read(kit, text).commitments if c.by]


def test_what_a_visitor_warned_is_not_said_by_whoever_tells_of_the_visit(kit: Kit) -> None:
    text = (
        "President José Mulino said on Thursday that Panama had notified Beijing that it would leave the initiative, "
        "four days after US Secretary of State Marco Rubio visited the country and warned that Washington would act."
    )
    record = read(kit, text, "2025-02-07")
    assert {
        a.cue.of(text): a.speaker.name
        for a in record.attributions
        if a.cue and a.speaker and "act" in a.content[0].of(text)
    }["warned"] == "Marco Rubio"
    acts = {e.trigger.of(text): {a.code for a in e.actors} for e in record.events}
    assert acts["leave"] == {"PAN"}
    assert acts["visited"] == {"USA"}


def test_the_country_that_is_urged_is_not_that_of_who_urges_it(kit: Kit) -> None:
    text = "China's foreign ministry summoned Panama's ambassador on Friday and urged the country to think again."
    assert {r.code for e in read(kit, text).events if e.trigger.of(text) == "urged" for r in e.recipients} == {"PAN"}


def test_a_mediator_from_abroad_makes_no_promise_of_the_minister_who_names_him(kit: Kit) -> None:
    text = (
        "Papua New Guinea and Bougainville are at odds. Prime Minister James Marape of Papua New Guinea promised to "
        "table the result in parliament before the end of the year, and said that Sir Jerry Mateparae, a former "
        "governor-general of New Zealand whom both governments appointed as moderator, would continue to help them."
    )
    assert all("NZL" not in c.by for c in read(kit, text, "2025-03-13").commitments)


def test_whom_somebody_is_described_by_does_not_act(kit: Kit) -> None:
    text = "Australia, the biggest donor to Papua New Guinea, said it would support the two governments."
    assert {a.code for e in read(kit, text).events for a in e.actors} <= {"AUS"}


def test_no_state_is_guessed_for_the_firm_that_was_named(kit: Kit) -> None:
    text = (
        "Papua New Guinea and Bougainville talked about the mine. Rio Tinto signed a memorandum in Port Moresby in "
        "November. The firm has not agreed to pay for the clean-up."
    )
    record = read(kit, text)
    last = record.sentences[-1]
    assert not {"PNG"} & {a.code for e in record.events if last.covers(e.trigger) for a in e.actors}


def test_it_behind_an_accord_is_the_accord(kit: Kit) -> None:
    text = (
        "The eight-point accord, signed in Damascus, gives the government control of the oil fields. It recognises the "
        "Kurds as a part of Syria."
    )
    record = read(kit, text)
    assert not [a for e in record.events if e.trigger.of(text) == "recognises" for a in e.actors if a.code]
    assert {a.speaker.name for a in record.attributions if a.speaker} <= {"eight-point accord"}


def test_who_is_phoned_or_is_to_talk_says_nothing_and_no_source_opens_with_at_which(kit: Kit) -> None:
    text = (
        "Sir Keir Starmer called Pedro Sánchez to thank him. On Sunday Jordan hosted a meeting at which ministers of "
        "Iraq, Lebanon, Syria and Turkey agreed to set up a joint centre. Rio Tinto signed a paper with the island and "
        "Bougainville Copper Limited to talk about the damage."
    )
    said = read(kit, text).attributions
    assert [a.source.of(text) for a in said if a.source] in ([], ["ministers of Iraq, Lebanon, Syria and Turkey"])


def test_a_state_warns_others_and_not_itself_and_who_was_due_to_speak_speaks(kit: Kit) -> None:
    text = (
        "US Secretary of State Marco Rubio warned that Washington would act. Donald Trump, who has threatened to take "
        "back the waterway, was due to speak with José Mulino of Panama on Friday."
    )
    acts = {e.trigger.of(text): e for e in read(kit, text, "2025-02-07").events}
    assert "USA" not in {r.code for r in acts["warned"].recipients}
    assert {a.code for a in acts["speak"].actors} == {"USA", "PAN"}


def test_who_phones_somebody_to_thank_him_meets_him_and_alone_gives_thanks(kit: Kit) -> None:
    text = "Sir Keir Starmer called Pedro Sánchez to thank him."
    acts = {e.trigger.of(text): e for e in read(kit, text).events}
    assert acts["called"].event_type == "CONSULT"
    assert [a.code for a in acts["thank"].actors] == ["GBR"]


def test_a_post_on_x_is_no_office_and_praise_is_no_charge(kit: Kit) -> None:
    text = (
        "Mazloum Abdi, in a post on X, called the accord “a real opportunity to build a new Syria”. The accord, signed "
        "in Damascus, calls for a truce."
    )
    record = read(kit, text)
    assert {a.speaker.role for a in record.attributions if a.speaker and a.speaker.name == "Mazloum Abdi"} == {None}
    acts = {e.trigger.of(text): e.event_type for e in record.events}
    assert acts["called"] == "SUPPORT"
    assert acts.get("signed", "AGREE") == "AGREE"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Albright paid tribute Tuesday to bombing victims in Nairobi.", "bombing"),
        ("Rebels shot the envoy in May. Additional details of the slaying emerged on Sunday.", "slaying"),
        ("The prime minister ordered all activists arrested over the past week to be freed at once.", "ordered"),
    ],
)
def test_the_day_on_which_something_was_said_about_an_act_is_not_its_day(kit: Kit, text: str, act: str) -> None:
    events = [e for e in read(kit, text).events if e.trigger.of(text) == act]
    assert events
    assert all(e.earliest is None for e in events)


def test_the_men_who_are_to_act_are_of_the_army_that_was_told_of(kit: Kit) -> None:
    text = (
        "Engineer troops of the North Korean army are expected in the occupied city of Donetsk next month, the South "
        "Korean channel TV Chosun reported on Friday. Its source is a government official in Seoul.\n\nThe men would "
        "repair ruined roads, not fight."
    )
    record = read(kit, text, "2024-06-21")
    assert all("KOR" not in c.by for c in record.commitments)
    assert "occupied" not in {e.trigger.of(text) for e in record.events}


def test_what_was_done_until_now_is_not_planned(kit: Kit) -> None:
    text = "Until now North Korea has helped Russia with supplies. South Korea said the North would send more."
    record = read(kit, text, "2024-06-21")
    assert {e.realis for e in record.events if e.trigger.of(text) == "helped"} == {"actual"}
    assert {m.actor for m in record.mentions if m.of(text) == "the North"} == {"PRK"}


def acts_of(kit: Kit, text: str, day: str = "2024-06-28") -> dict[str, Event]:
    return {e.trigger.of(text): e for e in read(kit, text, day).events}


def whom_of(people: tuple[Participant, ...]) -> set[str | None]:
    return {p.whom for p in people}


@pytest.mark.parametrize(
    ("text", "act", "who"),
    [
        ("Abiy assured the Egyptians that Ethiopia would not invade anyone.", "invade", {"ETH"}),
        ("The embassy said that Manila had promised Beijing not to repair the wreck.", "repair", {"PHL"}),
        ("Lind told the Kenyans on Monday that Chad would attack the port.", "attack", {"TCD"}),
        ("Chad broke off the talks, hours after the French minister had visited N'Djamena.", "visited", {"FRA"}),
        ("Tehran had sworn revenge after Israel flattened its consulate and killed two generals.", "killed", {"ISR"}),
        ("Somalia, which trades with Oman, sent ships. Chad said that the embargo might harm Mali.", "embargo", set()),
        ("The United States was following the hunger strike with concern.", "hunger strike", set()),
        (
            "These are the missiles that India, which makes them jointly with Russia, has delivered.",
            "delivered",
            {"IND"},
        ),
        ("We trained Ukrainian recruits, and the Danes have promised to train 500 more.", "train", {"DNK"}),
    ],
)
def test_who_is_told_visited_left_or_only_looks_on_does_not_act(
    kit: Kit, text: str, act: str, who: set[str | None]
) -> None:
    event = acts_of(kit, text).get(act)
    assert event is None or whom_of(event.actors) <= who


def test_who_recruited_them_does_not_guard_the_mines(kit: Kit) -> None:
    text = (
        "Fighters from northern Syria, recruited by the Turkish firm Sadat, have guarded mines in Niger since autumn."
    )
    guarded = acts_of(kit, text).get("guarded")
    assert guarded is None or not [a for a in guarded.actors if "Sadat" in a.of(text) or a.code == "TUR"]


def test_the_town_that_somebody_travels_to_meets_nobody(kit: Kit) -> None:
    text = (
        "President Javier Milei of Argentina leaned west. On Monday he travelled to Ushuaia, the southernmost city, to "
        "meet General Laura Richardson, the head of the US Southern Command."
    )
    met = acts_of(kit, text)["meet"]
    assert ("he", "ARG") in {(a.of(text), a.code) for a in met.actors}
    assert "Ushuaia" not in {a.of(text) for a in met.actors}


def test_nobody_fights_or_helps_himself_by_it(kit: Kit) -> None:
    text = "Al-Shabaab vowed to fight it. China is ready to help them."
    assert not [r for e in read(kit, text).events for r in e.recipients if r.whom]


def test_he_and_his_host_sign_and_each_stands_once(kit: Kit) -> None:
    text = (
        "On Tuesday Argentina's defence minister, Luis Petri, visited Denmark. There he and his host, Troels Poulsen, "
        "signed a contract for 24 jets."
    )
    record = read(kit, text)
    signed = next(e for e in record.events if e.trigger.of(text).startswith("signed"))
    assert (signed.event_type, [a.code for a in signed.actors]) in (("AGREE", ["ARG", "DNK"]), ("AGREE", ["ARG", None]))
    assert "DNK" not in {p for a in record.agreements for p in a.parties if "ARG" not in a.parties}


def test_both_sides_are_not_two_whose_leaders_were_phoned(kit: Kit) -> None:
    text = (
        "Somalia rejected the paper and phoned the leaders of Egypt and Qatar.\n\n"
        "Ethiopia kept silent.\n\nWashington said that both sides should talk to each other."
    )
    talk = acts_of(kit, text).get("talk")
    assert talk is None or not whom_of(talk.actors) & {"EGY", "QAT"}


def test_a_paper_that_two_signed_is_not_of_the_one_whom_it_binds(kit: Kit) -> None:
    text = (
        "On Monday Prime Minister Abiy Ahmed of Ethiopia received President Hassan Mohamud of Somalia in Addis Ababa. "
        "Under a memorandum that the two signed, Somalia is to lease a strip of its coast to the Ethiopian navy."
    )
    record = read(kit, text, "2024-01-05")
    (paper,) = record.agreements
    assert (set(paper.parties), paper.signed_on, paper.place) == ({"ETH", "SOM"}, "2024-01-01", "Addis Ababa")


@pytest.mark.parametrize(
    "text",
    [
        "India and Oman have signed a memorandum on ports. The arrangement that they made on fish last year bound "
        "Oman to admit forty boats.",
        "Norway and Ukraine signed a memorandum on drones on Monday. An arrangement on gas, which both concluded in "
        "Oslo on Tuesday, obliges Norway to supply 200 million cubic metres.",
    ],
)
def test_an_arrangement_that_is_told_apart_is_not_the_memorandum(kit: Kit, text: str) -> None:
    papers = {a.name: [c.obliged for c in a.clauses] for a in read(kit, text, "2024-11-29").agreements}
    assert papers["memorandum"] == []
    assert len(papers["arrangement"]) == 1


@pytest.mark.parametrize(
    ("text", "act", "told"),
    [
        ("All 32 members would have to agree.", "agree", ("hypothetical", "positive")),
        ("This time Britain raised no objection.", "raised no objection", ("actual", "negative")),
        ("Moscow denies any link with the attack on Kyiv.", "attack", ("actual", "positive")),
    ],
)
def test_what_would_have_to_be_is_not_nor_no_objection_and_an_attack_that_nobody_claims_was(
    kit: Kit, text: str, act: str, told: tuple[str, str]
) -> None:
    event = acts_of(kit, text).get(act)
    assert event is None or (event.realis, event.polarity) == told


@pytest.mark.parametrize(
    "text",
    ["Paris will reduce its force in Chad to 300.", "Oslo is cutting its contingent there to 40 men by May."],
)
def test_who_makes_a_force_smaller_withdraws(kit: Kit, text: str) -> None:
    assert {e.event_type for e in read(kit, text).events} <= {"RETREAT"}


def test_a_dam_is_no_deployment_and_its_river_no_province(kit: Kit) -> None:
    record = read(kit, "Ethiopia built a dam on the Blue Nile, and Egypt fears for its water.")
    assert not [e for e in record.events if e.event_type == "MOBILIZE"]
    assert [m.place.feature_code for m in record.mentions if m.name.endswith("Nile") and m.place] in ([], ["STM"])
    told = read(kit, "Fighting broke out in the Blue Nile state. In Blue Nile it went on.")
    assert {m.place.country for m in told.mentions if m.place} == {"SDN"}


def test_with_whom_one_builds_is_not_where_and_a_prison_is_not_in_a_far_town(kit: Kit) -> None:
    text = "Argentina will build a naval base there together with the United States."
    assert not [e for e in read(kit, text).events if e.place]
    text = "More than 500 inmates of Jau prison in Bahrain had been on hunger strike."
    assert {m.place.country for m in read(kit, text).mentions if m.place} <= {"BHR"}


@pytest.mark.parametrize(
    ("text", "act", "day"),
    [
        (
            "Bahrain broke off relations with Iran in January 2016, and it accuses the neighbour of arming rebels.",
            "accuses",
            None,
        ),
        (
            "Britain has refused for decades to let it have arms, and blocked a sale of ten planes in 2020.",
            "refused",
            None,
        ),
        ("Planes with Colombians who had been expelled from Peru landed in Bogota on Tuesday.", "expelled", None),
        ("On Tuesday it called the memorandum void and recalled its envoy from Ethiopia.", "recalled", "2024-06-25"),
    ],
)
def test_the_day_of_one_verb_is_not_another_s(kit: Kit, text: str, act: str, day: str | None) -> None:
    event = acts_of(kit, text).get(act)
    assert event is None or event.earliest == day


def test_within_the_next_year_runs_from_now_on_not_from_the_treaty_before(kit: Kit) -> None:
    text = (
        "Manila concluded a treaty in 1951. The three leaders agreed that their guards should train together within "
        "the next year."
    )
    assert not [t for t in read(kit, text).timexes if t.earliest and t.earliest.startswith("1952")]


def test_a_month_of_the_news_is_not_of_the_year_of_an_aside(kit: Kit) -> None:
    text = (
        "The crown prince was in Washington on Wednesday. The paper is aimed at Iran. Bahrain broke off relations with "
        "Iran in January 2016, and it accuses the neighbour of arming rebels. Saudi Arabia made its own peace in March."
    )
    months = [t.earliest for t in read(kit, text, "2023-09-15").timexes if t.of(text) == "March"]
    assert months == ["2023-03-01"]


def test_the_hours_of_a_live_report_are_of_its_day(kit: Kit) -> None:
    text = "10:50 Two bridges were hit last night.\n\n09:15 Kyiv rejects the plan."
    assert {t.earliest for t in read(kit, text, "2023-07-17").timexes if ":" in t.of(text)} == {"2023-07-17"}


def test_the_custody_that_somebody_leaves_and_the_bombs_that_are_carried_are_no_acts(kit: Kit) -> None:
    text = "Police arrested twelve people on Sunday. One of the men has since been released from custody."
    assert not [e for e in read(kit, text).events if e.trigger.of(text) == "custody"]
    text = "Prosecutors say that the two brothers carried the bombs in backpacks to the finish line."
    assert not [e for e in read(kit, text).events if e.trigger.of(text) == "bombs"]


@pytest.mark.parametrize(
    ("text", "act", "who"),
    [
        ("Niger and Mali said that their troops would attack the rebels in May.", "attack", {"NER", "MLI"}),
        (
            "Marcos, Biden and Kishida met. The three leaders agreed that their coastguards should train together.",
            "train together",
            set(),
        ),
        ("Peru withdrew from the talks. Its neighbours sent their troops home.", "sent", set()),
        (
            "Al-Shabaab vowed to fight on. The Islamist militia attacks Ethiopian positions in Somalia.",
            "attacks",
            {"SOM"},
        ),
    ],
)
def test_their_troops_its_neighbours_and_the_militia_are_of_those_told_before(
    kit: Kit, text: str, act: str, who: set[str]
) -> None:
    event = acts_of(kit, text).get(act)
    assert event is None or {a.code for a in event.actors if a.code} <= who


def test_every_neighbour_is_no_one_state_and_rights_groups_are_nobody_s(kit: Kit) -> None:
    text = "Indonesia talks with India. The Kremlin would allow a sale to every neighbour of its Chinese friend."
    assert not [r for e in read(kit, text).events for r in e.recipients if "every" in r.of(text) and r.code]
    text = "An American official praised Bahrain. Human rights groups criticised the timing."
    (said,) = [a for a in read(kit, text).attributions if a.source and a.source.of(text).startswith("Human")]
    assert said.speaker
    assert said.speaker.code is None


def test_who_is_only_quoted_in_an_aside_neither_says_nor_does_what_the_sentence_tells(kit: Kit) -> None:
    text = (
        "A spokesman for the Karen Border Guard Force, whose leader Saw Chit Thu profits from the compounds according "
        "to the UN, said the militia would expel all foreigners by the end of the month."
    )
    record = read(kit, text, "2025-02-06")
    assert [a.source.of(text) for a in record.attributions if a.source] == [
        "A spokesman for the Karen Border Guard Force"
    ]
    assert all("United Nations" not in (*c.by, c.said_by) for c in record.commitments)


def test_a_denial_behind_a_semicolon_is_of_what_stands_behind_it(kit: Kit) -> None:
    text = "Egypt welcomed the advance; the United Arab Emirates denied once more that it arms the RSF."
    denied = [a for a in read(kit, text).attributions if a.cue and a.cue.of(text) == "denied"]
    assert [c.of(text) for a in denied for c in a.content] == ["that it arms the RSF"]


def test_who_is_pressed_in_the_main_clause_frees_nobody_in_that_of_when(kit: Kit) -> None:
    text = "China has pressed Thailand since January, when an actor was abducted and freed three days later."
    assert not [a for e in read(kit, text).events if e.trigger.of(text) == "freed" for a in e.actors]


def test_the_afghans_and_their_government_are_not_of_the_forces_named_before(kit: Kit) -> None:
    text = "Norway condemns the raid on American and Afghan forces and goes on aiding the Afghan people and their army."
    assert "USA" not in {r.code for e in read(kit, text).events for r in e.recipients if "army" in r.of(text)}


def test_troops_that_are_to_join_the_battlefield_are_those_told_of_and_not_those_they_help(kit: Kit) -> None:
    text = (
        "Pyongyang announced that it plans to dispatch a military engineering unit to assist Russian forces in "
        "Donetsk. These troops are anticipated to join the battlefield as early as next month."
    )
    record = read(kit, text)
    assert {e.event_type for e in record.events if e.trigger.of(text).startswith("join")} == {"MOBILIZE"}
    assert [c.by for c in record.commitments if c.what and "join" in c.what] == [("PRK",)]


def test_two_promises_joined_by_and_have_their_own_words_and_days(kit: Kit) -> None:
    text = (
        "President Bola Tinubu said on Thursday that Nigeria's government would release 42,000 tonnes of grain from "
        "its reserves within two weeks and suspend duties on rice, maize and wheat until the end of the year."
    )
    assert [(c.what, c.latest) for c in read(kit, text, "2024-08-01").commitments] == [
        ("release 42,000 tonnes of grain from its reserves within two weeks", "2024-08-15"),
        ("suspend duties on rice, maize and wheat until the end of the year", "2024-12-31"),
    ]


def test_food_that_is_promised_is_not_for_whoever_counts_the_dead(kit: Kit) -> None:
    text = (
        "Nigeria's Tinubu promises food within weeks. Thousands marched in Lagos. Police fired tear gas; at least 13 "
        "people were killed, Amnesty International said."
    )
    assert all("Amnesty International" not in c.to for c in read(kit, text, "2024-08-01").commitments)


@pytest.mark.parametrize("begun", ["embarked on his first official state visit", "began a state visit"])
def test_a_visit_that_is_begun_is_of_the_time_that_its_sentence_opens_with(kit: Kit, begun: str) -> None:
    text = f"Last week, President Vladimir Putin {begun} to North Korea."
    visits = [e for e in read(kit, text, "2024-06-28").events if e.event_type == "CONSULT"]
    assert [(e.earliest, e.latest) for e in visits] == [("2024-06-17", "2024-06-23")]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Peru's president left the country on Tuesday. Chile's foreign minister said that he had landed.", "PER"),
        ("Chile's minister flew home. Peru's president has plunged the country into a crisis.", "PER"),
        ("Sheikh Hasina of Bangladesh met India's envoy, then fled the country.", "BGD"),
        ("China's foreign ministry summoned Panama's ambassador and urged the country to think again.", "PAN"),
    ],
)
def test_the_country_that_somebody_leaves_is_his_own(kit: Kit, text: str, state: str) -> None:
    assert code_at(read(kit, text), "the country", kit) == state


def test_an_act_of_somebody_unknown_is_not_the_one_planned_by_another_who_is_unknown() -> None:
    text = "Villagers plan to deploy guards. A club praised the deployment of scouts."
    article = Article(id="t", text=text)
    homes = (Span(start=0, end=32), Span(start=33, end=len(text)))
    at = text.index("deployment")
    triggers = (Span(start=text.index("deploy"), end=text.index("deploy") + 6), Span(start=at, end=at + 10))
    somebody = (Participant(start=0, end=9, name="Villagers"), Participant(start=at + 14, end=at + 20, name="scouts"))
    planned, done = (
        Event(
            id=f"e{k}",
            trigger=triggers[k],
            event_type="MOBILIZE",
            actors=(somebody[k],),
            realis=realis,
            evidence=(homes[k],),
        )
        for k, realis in enumerate(("planned", "actual"))
    )
    assert [e.realis for e in as_told_before(Record(article=article), [planned, done])] == ["planned", "actual"]


def test_an_outlet_that_tells_of_the_speakers_chief_is_not_spoken_through(kit: Kit) -> None:
    text = (
        "A spokesman for the energy ministry in Bishkek, whose head resigned in May according to Radio Azattyk, said "
        "the first turbine would turn in 2028."
    )
    assert [a.via for a in read(kit, text).attributions if a.cue and a.cue.of(text) == "said"] == [None]
