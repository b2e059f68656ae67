"""What became of a promise: single sentences, and the scoring of given commitments."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gpulse.evaluation.outcomes import load_gold, settle_given, tally_outcomes
from gpulse.evaluation.tasks import evaluate
from gpulse.linking.commitments import build_ledger, promise_of
from gpulse.linking.ledger.joined_tellings import join_tellings
from gpulse.linking.ledger.ledger_rows import Row
from gpulse.linking.ledger.tellings import tellings_of
from gpulse.linking.outcome.amounts import part_facts
from gpulse.linking.outcome.turns import FOR_NOW, LEAST, Voice, tells_nothing_done
from gpulse.linking.outcomes import Said, day_told, find_told, rarity, resolve, rivals_of
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article, Record

STORIES = Path(__file__).parent / "stories"


@pytest.fixture(scope="session")
def kit(kit: Kit) -> Kit:
    """The rules alone: their answers are facts beside the ledger model's, and decide where there is no model."""
    return replace(kit, ledger=None)


def read(kit: Kit, *posts: tuple[str, str]) -> list[Record]:
    """Read posts given as day and text."""
    return [
        read_article(Article(id=f"post-{n}", text=text, url=None, title="", published_at=day), kit)
        for n, (day, text) in enumerate(posts)
    ]


def rows_of(kit: Kit, *posts: tuple[str, str], as_of: str = "2026-01-01") -> tuple[Row, ...]:
    return build_ledger(read(kit, *posts), as_of).rows


def test_a_gang_that_attacks_police_stations_does_not_keep_the_promise_to_send_police(kit: Kit) -> None:
    [row] = rows_of(
        kit,
        ("2023-10-03", "Kenya will send 1,000 police officers to Haiti by 1 January 2024, its government said."),
        ("2024-03-02", "Kenya and Haiti signed an agreement on the police mission in Nairobi on Friday. While "
        "the prime "
         "minister of Haiti was abroad, gunmen attacked the airport and police stations in Port-au-Prince."),
        as_of="2024-03-10",
    )  # fmt: skip
    assert row.status == "overdue"


def test_given_commitments_are_rows_of_their_own_and_nothing_else_is(bases: list[Record]) -> None:
    gold = load_gold(STORIES / "french-bases-africa")
    rows = settle_given(gold["commitments"], bases, "2025-12-31")
    assert sorted(rows) == list(range(len(gold["commitments"])))
    assert [row.latest for row in rows.values()] == [one["window"]["latest"] for one in gold["commitments"]]


def test_the_task_gives_what_its_tallies_sum_to(kit: Kit) -> None:
    figures = evaluate("outcomes", STORIES, kit, limit=2).figures
    tallies = tally_outcomes(STORIES, kit, limit=2)
    assert figures["stories"] == 2
    assert figures["status"] == round(sum(t["status"] for t in tallies) / sum(t["days"] for t in tallies), 3)


def test_parts_told_by_several_posts_that_add_up_keep_the_promise(kit: Kit) -> None:
    first = "Kenya will send 1,000 police officers to Haiti by 1 July 2024, the Kenyan government said."
    posts = [
        ("2024-03-01", first),
        ("2024-04-03", "Kenya sent 400 police officers to Haiti on Tuesday. They were the first of the force."),
        ("2024-05-08", "Kenya sent 600 more police officers to Haiti on Tuesday. The first of them went to the port."),
    ]
    assert [row.status for row in rows_of(kit, *posts[:2], as_of="2024-04-10")] == ["partial"]
    [row] = rows_of(kit, *posts, as_of="2024-06-01")
    assert (row.status, row.on) == ("kept", "2024-05-07")
    assert len(row.outcome_evidence) == 2


def test_the_whole_told_after_one_part_keeps_the_promise(kit: Kit) -> None:
    """The only part so far was taken for what the parts add up to, and nothing told later was heard."""
    posts = [
        ("2024-03-01", "Kenya will send 1,000 police officers to Haiti by 1 July 2024, the Kenyan government said."),
        ("2024-04-03", "Kenya sent 400 police officers to Haiti on Tuesday. They were the first of the force."),
        ("2024-05-08", "Kenya has now sent all 1,000 police officers to Haiti: the last of them arrived on Tuesday."),
    ]
    assert [row.status for row in rows_of(kit, *posts[:2], as_of="2024-04-10")] == ["partial"]
    [row] = rows_of(kit, *posts, as_of="2024-06-01")
    assert (row.status, row.on) == ("kept", "2024-05-07")


@pytest.mark.parametrize(
    ("promise", "later", "fact"),
    [
        ("Oslo will send 200 soldiers to Chad.", "Norway, which had announced 200, sent 24 soldiers to Chad.", "less"),
        ("Oslo will send 200 soldiers to Chad.", "A few hundred Norwegian troops are in Chad.", "enough"),
        ("Oslo will send 20 tanks to Chad.", "Of the 20 tanks some 12 vehicles have reached Chad.", "less"),
        ("Oslo will give Chad 30 million dollars.", "Norway paid Chad 12 million dollars in May.", "less"),
        ("Oslo will give Chad 30 million dollars.", "Two Norwegian ministers were in Chad.", ""),
        ("Oslo will send 200 soldiers to Chad.", "The first Norwegian soldiers are in Chad.", "one_step"),
        ("Oslo will send a first 20 soldiers to Chad.", "The first Norwegian soldiers are in Chad.", ""),
    ],
)
def test_what_came_is_set_beside_what_was_promised(kit: Kit, promise: str, later: str, fact: str) -> None:
    records = read(kit, ("2024-03-01", promise), ("2024-06-03", later))
    [told] = [t for t in find_told(records) if t.published_on == "2024-06-03"]
    facts = part_facts(promise_of(tellings_of(records[0])[:1]), told)
    assert {name for name in ("less", "enough", "one_step") if facts[name]} == ({fact} if fact else set())


def test_a_smaller_number_beside_the_promised_one_is_a_part(kit: Kit) -> None:
    [row] = rows_of(
        kit,
        ("2024-03-01", "Kenya will send 1,000 police officers to Haiti by 1 July 2024, the Kenyan government said."),
        ("2024-07-20", "Kenya had sent 400 police officers to Haiti by July, where 1,000 should have been."),
        as_of="2024-08-01",
    )
    assert row.status == "partial"


def test_what_was_not_taken_back_is_not_withdrawn(kit: Kit) -> None:
    [row] = rows_of(
        kit,
        ("2024-03-01", "Kenya will send 1,000 police officers to Haiti by 1 July 2024, the Kenyan government said."),
        ("2024-04-20", "Kenya did not revoke its promise of police officers for Haiti."),
        as_of="2024-05-01",
    )
    assert row.status == "pending"


@pytest.mark.parametrize(
    ("words", "waits"),
    [
        ("Kenya suspended the deployment on Tuesday until Haiti has a government again.", True),
        ("The transfer was put on hold for the time being.", True),
        ("Peru halted the delivery of the tanks for good.", False),
        ("The ministry is there until Friday.", False),
    ],
)
def test_what_waits_for_something_is_not_given_up(words: str, waits: bool) -> None:
    assert bool(FOR_NOW.search(words)) == waits


def test_a_promise_kept_on_a_day_that_no_post_tells_has_no_day(kit: Kit) -> None:
    """The last day of the window is no day of the act."""
    (row,) = rows_of(
        kit, ("2024-03-01", "Chile will deliver ten tanks to Peru by 30 April."),
        ("2024-05-10", "Chile has delivered the ten tanks to Peru."), as_of="2024-06-01",
    )  # fmt: skip
    assert (row.status, row.latest, row.on) == ("kept", "2024-04-30", None)


TANKS = ("2024-03-01", "Chile will deliver ten tanks to Peru by 30 April.")


@pytest.mark.parametrize(
    ("published", "text", "day"),
    [
        (
            "2024-04-18",
            "At 7:39 on the morning of Friday 12 April Chile delivered the ten tanks to Peru.",
            "2024-04-12",
        ),
        (
            "2024-04-18",
            "Chile delivered five tanks to Peru on Tuesday, and on Wednesday the rest arrived.",
            "2024-04-17",
        ),
        (
            "2024-05-20",
            "Chile delivered the ten tanks to Peru in April, the ministry announced on Friday.",
            "2024-04-30",
        ),
        ("2024-05-20", "The ten tanks that Peru had asked for in March have been delivered by Chile.", None),
        ("2024-04-18", "It took until Wednesday before Chile delivered the ten tanks to Peru.", "2024-04-17"),
        ("2024-04-18", "Chile has delivered the ten tanks to Peru.", None),
    ],
)
def test_which_day_of_a_sentence_is_that_of_the_act(kit: Kit, published: str, text: str, day: str | None) -> None:
    """An hour, a day of saying and the day of publication were each taken for the day of the act."""
    records = read(kit, TANKS, (published, text))
    [group] = join_tellings(tellings_of(records[0]))
    told = [one for one in find_told(records) if one.published_on == published]
    assert day_told(promise_of(group), told[0]) == day


def test_of_several_days_the_promised_one_is_that_of_the_act(kit: Kit) -> None:
    records = read(
        kit, ("2015-12-09", "Peru will send a second aircraft to Chile on 12 December 2015."),
        ("2016-01-13", "The first aircraft came to Chile on 10 December, and the second on 12 December."),
    )  # fmt: skip
    [group] = join_tellings(tellings_of(records[0]))
    assert day_told(promise_of(group), find_told(records)[1]) == "2015-12-12"


def test_without_the_model_too_what_waits_is_not_broken(kit: Kit) -> None:
    posts = (
        ("2024-03-01", "Chile will deploy a hundred police officers to Peru by 30 April."),
        (
            "2024-03-12",
            "The deployment of the police officers to Peru was suspended by Chile until a council is in place.",
        ),
    )
    assert rows_of(kit, *posts, as_of="2024-03-20")[0].status == "pending"


PROMISE = ("2024-03-01", "Kenya will send 1,000 police officers to Haiti by 1 July 2024, the Kenyan government said.")
LATER = (("2024-04-03", "The airport was busy on Tuesday."), ("2024-05-08", "They came to Haiti on Tuesday."))


def voice(done: float, part: float = -3.0) -> Voice:
    return Voice(done=done, against=LEAST, part=part, back=0.0, whole=0.0, other_number=False)


def test_the_surest_sentence_decides_not_the_first_that_is_sure_enough(kit: Kit) -> None:
    records = read(kit, PROMISE, *LATER)
    [group] = join_tellings(tellings_of(records[0]))
    _, first, second = find_told(records)
    said = [Said(item=first, was_over=False, voice=voice(0.5)), Said(item=second, was_over=False, voice=voice(4.0))]
    alone = rivals_of([promise_of(group)], [said])
    held, history, _ = resolve(promise_of(group), said, "2025-01-01", {}, {"best": 1.0}, alone[0])
    assert (held.status, held.on) == ("kept", "2024-05-07")
    assert [finding.on for finding in history] == [None, "2024-04-02", "2024-05-07"]


def test_a_sentence_that_tells_another_promise_more_surely_only_proposes(kit: Kit) -> None:
    records = read(kit, PROMISE, LATER[1])
    [group] = join_tellings(tellings_of(records[0]))
    promise, item = promise_of(group), find_told(records)[1]
    said = [[Said(item=item, was_over=False, voice=voice(done))] for done in (0.7, 4.0)]
    rivals = rivals_of([promise, promise], said)
    weights = {"best": 1.0, "rival": -0.35}
    held, _, proposed = resolve(promise, said[0], "2025-01-01", {}, weights, rivals[0])
    assert held.status == "overdue"
    assert proposed is not None
    assert resolve(promise, said[1], "2025-01-01", {}, weights, rivals[1])[0].status == "kept"


PAID = ("2024-03-01", "Japan will give Haiti 100 million dollars by 1 July 2024, the Japanese government said.")


@pytest.mark.parametrize(
    ("later", "nothing"),
    [
        ("Japan pays for a good part of the work in Haiti.", True),
        ("Japan has not paid the 100 million dollars.", True),
        ("Japan paid 40 million dollars to Haiti on Tuesday.", False),
    ],
)
def test_money_has_not_come_by_a_sentence_without_a_sum(kit: Kit, later: str, nothing: bool) -> None:
    records = read(kit, PAID, ("2024-05-08", later))
    [group] = join_tellings(tellings_of(records[0]))
    assert tells_nothing_done(promise_of(group), find_told(records)[1]) is nothing


@pytest.mark.parametrize(
    ("later", "nothing"),
    [
        ("The first Peruvian ground troops are in Chile, a spy agency said.", True),
        ("Peru has sent troops to Chile under Article 4 of the treaty.", False),
    ],
)
def test_a_duty_in_case_of_need_is_met_by_a_sentence_that_names_the_treaty(kit: Kit, later: str, nothing: bool) -> None:
    treaty = (
        "2024-06-20",
        "Peru and Chile signed a treaty in Lima on Wednesday. The treaty stipulates: “In the event that either party "
        "is attacked, the other party shall provide military assistance.”",
    )
    records = read(kit, treaty, ("2024-10-25", later))
    [group] = join_tellings(tellings_of(records[0]))
    assert tells_nothing_done(promise_of(group), find_told(records)[-1]) is nothing


@pytest.mark.parametrize(
    ("later", "nothing"),
    [
        ("Another 1,500 North Korean soldiers have landed in Russia.", True),
        ("North Korean engineers have arrived in Donetsk.", False),
        ("North Korean engineers have arrived in eastern Ukraine.", False),
        ("Russia said that the North Korean engineers had arrived.", False),
    ],
)
def test_what_was_promised_for_a_town_is_not_done_in_another_state(kit: Kit, later: str, nothing: bool) -> None:
    promise = ("2024-06-27", "North Korea will send military engineers to the occupied city of Donetsk in July.")
    records = read(kit, promise, ("2024-10-25", later))
    [group] = join_tellings(tellings_of(records[0]))
    assert tells_nothing_done(promise_of(group), find_told(records)[1]) is nothing


def test_what_a_sentence_tells_is_weighed_as_on_its_day(kit: Kit) -> None:
    told = find_told(read(kit, PROMISE, *LATER))
    early, late = rarity(told[:2])("2024-04-03"), rarity(told)("2024-04-03")
    assert {word: late[word] for word in early} == dict(early)
