"""Questions with answers that exclude each other, and when a thing happened once, as two posts tell it."""

from __future__ import annotations

import pytest

from gpulse.linking.conflict.frame import Frame
from gpulse.linking.conflict.happened_when import find_happened_when
from gpulse.linking.conflict.kinds import Answer, Slot, answers_in, load_slots
from gpulse.linking.conflict.told_apart import answers_of, find_told_apart
from gpulse.linking.stories import build_stories, load_story_kit
from gpulse.linking.story.story_rows import Conflict
from gpulse.reading.kit import load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article, Record, Span

KIT = load_kit()
SLOTS = load_slots()


def answers(words: str, slots: tuple[Slot, ...] = SLOTS) -> list[Answer]:
    return [answer for _, answer in answers_in(words, [Span(start=0, end=len(words))], slots)]


def read(*posts: tuple[str, str, str]) -> list[Record]:
    """Read posts given as (day, title, text), each of a publisher of its own."""
    articles = [
        Article(id=f"{k}", publisher=f"Paper {k}", published_at=day, title=title, text=text)
        for k, (day, title, text) in enumerate(posts, start=1)
    ]
    return list(read_articles(articles, KIT))


def told_apart(records: list[Record]) -> tuple[Conflict, ...]:
    return find_told_apart(Frame(records), {r.article.id: answers_of(r, SLOTS) for r in records})


@pytest.mark.parametrize("slot", SLOTS, ids=lambda slot: slot.name)
def test_example_of_a_slot_differs(slot: Slot) -> None:
    first, second = (answers(words, (slot,)) for words in slot.example)
    assert len(first) == len(second) == 1
    assert first[0].excludes(second[0])


@pytest.mark.parametrize(
    "words",
    [
        "Was the ship in international waters?",
        "If the ship was in international waters, the law of the sea applies.",
        "The convoy will keep to international waters.",
        "It had left international waters and entered the territorial sea of Norland.",
    ],
)
def test_what_asks_leaves_open_looks_ahead_or_gives_both_answers_nothing(words: str) -> None:
    assert not [answer for answer in answers(words) if answer.slot.name == "where it was"]


def test_negation_of_one_of_two_answers_is_the_other() -> None:
    (one,), (two,) = (
        answers(words, SLOTS[:1]) for words in ("It had crossed the border.", "It did not cross the border.")
    )
    assert one.excludes(two)


DIFFER = [
    (
        "where it was",
        "Two gunboats of Norland were in international waters when shots fell, an officer in Norstad said.",
        "The gunboats were stopped within the territorial sea of Marshia, its coast guard stated.",
    ),
    (
        "whether there was a warning",
        "The jet had been warned five times, the general staff said.",
        "There was no warning by radio, the pilot told reporters.",
    ),
    (
        "on whose orders",
        "It was rogue elements, the general told the state radio.",
        "The guards were there on orders, survivors told investigators.",
    ),
]


@pytest.mark.parametrize(("slot", "one", "two"), DIFFER, ids=[row[0] for row in DIFFER])
def test_two_posts_that_answer_otherwise_differ(slot: str, one: str, two: str) -> None:
    records = read(("2031-05-02", "At the strait", one), ("2031-05-03", "At the strait", two))
    found = told_apart(records)
    assert [conflict.slot for conflict in found] == [slot]
    assert [value.evidence.article for value in found[0].values] == ["1", "2"]


SAME = [
    (
        "one speaker of two days",
        "The cruiser is in international waters, the ministry in Norstad said.",
        "The cruiser is in the territorial sea of Marshia, the ministry in Norstad said.",
    ),
    (
        "a warning of something else to a newspaper",
        "He told the Norland Times that the police had come at noon, his lawyer said.",
        "Officers never asked who had fired, an official said.",
    ),
    (
        "climbers and a plane that comes down",
        "Four men were hurt while climbing in the hills of Norland, the police said.",
        "The rescue helicopter descended to the hut, a guide said.",
    ),
    (
        "afloat on one day, sunk on the next",
        "The tanker is still afloat, the coast guard said.",
        "The tanker sank during the night, an official of the port said.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "one", "two"), SAME, ids=[row[0] for row in SAME])
def test_what_does_not_exclude_is_no_conflict(why: str, one: str, two: str) -> None:
    assert not told_apart(read(("2031-05-02", "At sea", one), ("2031-05-03", "At sea", two)))


def test_two_speakers_of_one_post_who_answer_otherwise_are_a_conflict() -> None:
    text = (
        "Ambulances were kept out for three days, says a driver in Norstad. They had been free to pass, an army "
        "spokesman told us."
    )
    stories = build_stories(read(("2031-05-02", "The camp in Norstad", text)), kit=load_story_kit())
    assert [len(conflict.values) for story in stories for conflict in story.conflicts] == [2]


ONCE = [
    (
        "another day, in other words",
        "The boat went to the bottom on Sunday, the fleet's headquarters said.",
        "It sank on Saturday and no later, an expert said.",
        {"Sunday", "Saturday"},
    ),
    (
        "another hour",
        "The blast occurred at 9.45 p.m., the joint chiefs said.",
        "The explosion was at 9.22 p.m., the inquiry found.",
        {"at 9.45 p.m", "at 9.22 p.m"},
    ),
    (
        "a day of something else",
        "The trawler sank on Wednesday, the coast guard said.",
        "Rescuers searched in vain on Thursday for men of the trawler that sank off Norland.",
        set(),
    ),
    (
        "an hour by another clock",
        "The quake struck at 17:06, the institute said.",
        "The earthquake struck at 13:36 GMT, an office in Marshia said.",
        set(),
    ),
    (
        "a post that has both days",
        "The boat sank on Sunday, the fleet said.",
        "The boat sank on Saturday, an expert said. It sank on Sunday, the fleet says.",
        set(),
    ),
]


@pytest.mark.parametrize(("why", "one", "two", "expected"), ONCE, ids=[row[0] for row in ONCE])
def test_when_it_happened_once(why: str, one: str, two: str, expected: set[str]) -> None:
    found = find_happened_when(Frame(read(("2031-05-05", "At sea", one), ("2031-05-05", "At sea", two))))
    assert {value.value.split(", according")[0] for conflict in found for value in conflict.values} == expected
