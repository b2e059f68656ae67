"""Finding commitments: our own sentences on the public record, windows, and the mechanisms one by one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gpulse.reading.commitment.windows import WINDOW_EXAMPLES
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article, Commitment, Record

BANK = [
    line.split("\t")
    for line in (Path(__file__).parent / "bank.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
BANK_FLOOR = 0.75
"""Share of the bank's sentences that are read right in all that it gives: actors, type and last day, or the refusal."""


@pytest.fixture(scope="session")
def kit(kit: Kit) -> Kit:
    """The rules alone: their answers are facts beside the ledger model's, and decide where there is no model."""
    return replace(kit, ledger=None)


def read(text: str, published: str, kit: Kit) -> Record:
    article = Article(id="post", text=text, title="", published_at=published, language="en")
    return read_article(article, kit)


def only(text: str, published: str, kit: Kit) -> Commitment:
    [commitment] = read(text, published, kit).commitments
    return commitment


def is_right(record: Record, by: str, event_type: str, latest: str) -> bool:
    if by == "none":
        return not record.commitments
    if by == "refused":
        return bool(record.refused) and not record.commitments
    wanted = (set(by.split(",")), event_type, None if latest == "-" else latest)
    return any((set(c.by), c.event_type, c.latest) == wanted for c in record.commitments)


def test_the_bank_is_read_well_enough(kit: Kit) -> None:
    wrong = [text for day, by, kind, latest, text in BANK if not is_right(read(text, day, kit), by, kind, latest)]
    assert 1 - len(wrong) / len(BANK) >= BANK_FLOOR, "\n".join(wrong)


@pytest.mark.parametrize(("said_on", "text", "earliest", "latest"), WINDOW_EXAMPLES)
def test_every_window_rule_has_its_example(
    kit: Kit, said_on: str, text: str, earliest: str | None, latest: str | None
) -> None:
    commitment = only(text, said_on, kit)
    assert (commitment.earliest, commitment.latest) == (earliest, latest)


def test_a_verb_that_no_family_names_counts_with_a_day(kit: Kit) -> None:
    dated = only("The bridge will be inaugurated by Turkey on 3 May.", "2024-04-02", kit)
    assert (dated.event_type, dated.latest) == (None, "2024-05-03")
    assert read("The bridge will be inaugurated by Turkey.", "2024-04-02", kit).commitments == ()


def test_an_act_that_no_family_names_has_the_type_of_the_event_in_it(kit: Kit) -> None:
    """The reader model's types were not asked for: three in ten promises of five unread stories had none."""
    exchange = only("The exchange of prisoners between Chad and Niger will go ahead on 15 October.", "2024-03-01", kit)
    closing = only("North Korea is to close down its nuclear complex within 60 days.", "2007-02-13", kit)
    assert exchange.event_type
    assert closing.event_type == "RETREAT"


def test_may_inside_a_sentence_is_a_month(kit: Kit) -> None:
    commitment = only("Peru must hold elections by 23 May, its court ruled.", "2024-03-01", kit)
    assert commitment.latest == "2024-05-23"


def test_the_main_clause_has_its_own_subject_after_a_condition(kit: Kit) -> None:
    commitment = only("If Kenya agrees, the United States will send ten helicopters by June.", "2024-03-01", kit)
    assert commitment.by == ("USA",)
    assert commitment.condition == "If Kenya agrees"


def test_a_second_verb_shares_the_subject(kit: Kit) -> None:
    record = read("Oman will buy ten jets, Muscat said, and in return will recognise Kosovo.", "2024-03-01", kit)
    assert {c.by for c in record.commitments} == {("OMN",)}


def test_a_speaker_with_an_apposition_is_found(kit: Kit) -> None:
    text = (
        "Angola had enough. The country will leave OPEC on 1 January, its oil minister, Diamantino Azevedo, told the "
        "press."
    )
    commitment = only(text, "2023-12-21", kit)
    assert (commitment.by, commitment.said_by) == (("AGO",), "Diamantino Azevedo")


@pytest.mark.parametrize(
    "text",
    [
        "The mandate was to have been renewed by Mali in June.",  # a plan that came to nothing
        "Until Thursday Kenya would comb through the place.",  # what goes on meanwhile
        "Kenya's visit, which took place on 3 May, is over.",
        "In Kenya the trucks that are to be handed over stand in a yard.",
    ],
)
def test_what_is_no_commitment(kit: Kit, text: str) -> None:
    assert read(text, "2024-04-02", kit).commitments == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ankara would answer at a time of its choosing.", "only consequences"),
        ("Jets could be there within weeks, if somebody paid for them.", "if others did their part"),
        ("Warsaw will spare no effort.", "only efforts"),
        ("Berlin is thinking about thirty more tanks.", "only studies"),
        ("The day had been fixed; which one, he would not say.", "does not say"),
        ("The system would come on an expedited timeline, Washington said.", "never be over"),
    ],
)
def test_what_is_refused_says_why(kit: Kit, text: str, why: str) -> None:
    record = read(text, "2024-04-02", kit)
    assert record.commitments == ()
    assert why in " ".join(refusal.why for refusal in record.refused)


def test_a_dated_event_of_the_network_is_linked_where_it_is_the_same_act(kit: Kit) -> None:
    record = read("Kigali will send 700 soldiers to Mozambique by June.", "2024-01-05", kit)
    [commitment] = record.commitments
    events = {event.id: event for event in record.events}
    assert commitment.event is None or events[commitment.event].trigger.overlaps(commitment.evidence[0])


TARGETS = (
    ("2024-12-20", "Chile must have withdrawn all its soldiers from Peru by 31 January, Peru demanded.", ("PER",)),
    ("2019-10-01", "Norway will leave the European Union on 31 October.", ()),
    ("2024-03-01", "Chile will hand over the base at Lima on 26 December.", ("PER",)),
    ("2024-03-01", "The prime minister of Norway will fly to Lima on Sunday.", ("PER",)),
    ("2024-03-01", "The presidents of Chile and Peru will meet again in Brazil within three months.", ()),
    ("2024-03-01", "Chile will deliver Russian helicopters to Peru by May.", ("PER",)),
)


@pytest.mark.parametrize(("published", "text", "to"), TARGETS)
def test_for_or_against_whom(kit: Kit, published: str, text: str, to: tuple[str, ...]) -> None:
    assert only(text, published, kit).to == to


def test_a_town_in_a_list_of_actors_stands_for_its_state(kit: Kit) -> None:
    commitment = only("Berlin, London and Paris will send ten helicopters to Kenya by June.", "2024-03-01", kit)
    assert set(commitment.by) == {"DEU", "GBR", "FRA"}


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("The presidents of Chile and Peru shook hands. They will meet again in Brazil by May.", {"CHL", "PER"}),
        ("The president of Chile wrote to Peru's. The two would meet by May, a Brazilian said.", {"CHL", "PER"}),
        ("The presidents of Chile and Peru promised to meet again by May.", {"CHL", "PER"}),
        ("Under the text signed in Brazil, the soldiers of Chile are to leave by May.", {"CHL"}),
        ("Chile is expelling 18 Peruvian diplomats. They have until May to leave.", {"PER"}),
        (
            "The United Nations sent a mission to Chile. The mission will close its last base by May.",
            {"United Nations"},
        ),
        ("The next summit will be held in Lima in May, a Chilean minister said.", {"PER"}),
        ("Canada spoke of its airlift. In all 300 Syrian refugees will be flown in by June.", {"CAN"}),
        ("Guinea's foreign minister told the UN General Assembly that elections would be held in May.", {"GIN"}),
        ("An official told RIA that Peru would send ten helicopters to Kenya by June.", {"PER"}),
    ],
)
def test_whom_a_subject_stands_for(kit: Kit, text: str, by: set[str]) -> None:
    assert set(only(text, "2024-03-01", kit).by) == by


@pytest.mark.parametrize(
    "text",
    [
        "Chile promised not to attack Peru.",
        "Chile would no longer take part in the exercises, its minister said.",
        "No Chilean soldier will set foot in Peru before June.",
        "There will soon be no Chilean soldiers left in Peru.",
        "Chile undertakes to refrain from tests until June.",
    ],
)
def test_an_undertaking_not_to_do_a_thing_counts(kit: Kit, text: str) -> None:
    assert only(text, "2024-03-01", kit).by == ("CHL",)


def test_begin_to_is_read_through(kit: Kit) -> None:
    commitment = only("Chile will begin to withdraw its troops in May.", "2024-03-01", kit)
    assert (commitment.event_type, commitment.latest) == ("RETREAT", "2024-05-31")


def test_a_promise_keeps_its_day_beside_the_verb_of_promising(kit: Kit) -> None:
    commitment = only("The officers of Chile promised to hand over power by July.", "2024-03-01", kit)
    assert commitment.latest == "2024-07-31"


def test_a_window_opens_on_the_day_of_the_paragraph_s_news(kit: Kit) -> None:
    text = "The president of Chile spoke in Lima on Tuesday. Chile will withdraw its soldiers within two weeks."
    commitment = only(text, "2024-03-07", kit)
    assert (commitment.earliest, commitment.latest) == ("2024-03-05", "2024-03-19")


@pytest.mark.parametrize(
    "text",
    [
        "Chile will not leave the treaty next Friday.",  # a denial
        "It took until Tuesday before the soldiers of Chile could leave Peru.",
        "The day when the Chilean bases will be shut is not known.",
        "In February the Chilean troops had to be withdrawn again.",
        "The ministers of Chile will decide about sanctions on Monday.",
        "Chile would honour its obligations in full.",
        "Nobody in Chile remembers what it undertook in the talks.",
    ],
)
def test_denials_duties_of_the_past_and_questions_are_no_commitments(kit: Kit, text: str) -> None:
    assert read(text, "2024-03-07", kit).commitments == ()


def test_who_said_so_stands_in_the_next_sentence(kit: Kit) -> None:
    text = "All the soldiers will be home by Christmas. The prime minister of Peru said so on Tuesday."
    assert only(text, "2024-03-07", kit).by == ("PER",)


def test_a_length_by_which_something_is_prolonged_is_no_deadline(kit: Kit) -> None:
    [commitment] = read("Brussels will extend the mission by two years.", "2026-04-08", kit).commitments or [None]
    assert commitment is None or commitment.latest is None


def test_the_first_week_of_a_month_is_as_long_as_its_time_says(kit: Kit) -> None:
    commitment = only("Peru will hold elections in the first week of August.", "2026-07-21", kit)
    assert (commitment.earliest, commitment.latest) == ("2026-08-01", "2026-08-07")


def test_a_body_not_spoken_of_before_is_none_that_the_post_names(kit: Kit) -> None:
    text = (
        "The International Fishing Commission met in Lima. Under the accord of Peru and Chile, a joint commission is "
        "to set quotas by the end of October."
    )
    assert "International Fishing Commission" not in {
        by for c in read(text, "2026-07-21", kit).commitments for by in c.by
    }
