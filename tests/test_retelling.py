"""What changes when a story is told again: quotations, the claim's source, certainty and actors; shared happenings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from gpulse.linking.conflict.figures import find_figures
from gpulse.linking.conflict.frame import Frame
from gpulse.linking.drift import find_drift, names_a_source, names_alike, source_conflicts
from gpulse.linking.grouping.posts import TELLING, build_post
from gpulse.linking.happenings import find_happenings
from gpulse.linking.quotes import find_quotations, find_quotes
from gpulse.linking.stories import build_stories, load_story_kit
from gpulse.linking.story.story_rows import Happening, Link
from gpulse.reading.kit import load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article, Record

KIT = load_kit()
TABLES = load_story_kit()


def read(*texts: str, day: str = "2031-05-02") -> list[Record]:
    articles = [
        Article(id=f"{k}", publisher=f"Paper {k}", published_at=day, text=text) for k, text in enumerate(texts, start=1)
    ]
    return list(read_articles(articles, KIT))


def rewrite(first: str, second: str) -> tuple[Frame, list[Link]]:
    records = read(first, second)
    return Frame(records), [
        Link(article="1", source=None, how="origin", why=""),
        Link(article="2", source="1", how="rewrite", why=""),
    ]


QUOTED = "“We will not yield an inch of our land to anybody,” the foreign minister of Peru said on Friday."

QUOTES = [
    ("the same", "Peru's foreign minister said: “We will not yield an inch of our land to anybody.”", "same", None),
    ("cut", "“We will not yield an inch,” Peru's foreign minister said.", "cut",
     "We will not yield an inch [-of our land to anybody-]"),
    ("reworded", "“We will never yield an inch of our soil to anybody,” the foreign minister of Peru said.", "reworded",
     "We will [-not-] {+never+} yield an inch of our [-land-] {+soil+} to anybody"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "second", "sameness", "difference"), QUOTES, ids=[row[0] for row in QUOTES])
def test_quote_is_compared(why: str, second: str, sameness: str, difference: str | None) -> None:
    (quote,) = find_quotes(Frame(read(QUOTED, second)))
    assert [version.evidence.article for version in quote.versions] == ["1", "2"]
    assert (quote.versions[1].sameness, quote.versions[1].difference) == (sameness, difference)


def test_a_treaty_quoted_bare_and_in_quotation_marks_is_compared() -> None:
    first = (
        "Peru and Chile published their treaty. Article 4 of the treaty reads: In case any one of the two sides is put "
        "in a state of war in accordance with Article 51 of the Charter, the other side shall provide all assistance."
    )
    second = (
        "The treaty stipulates: “In the event that either party is subjected to a state of war in accordance with "
        "Article 51, the other party shall promptly provide all assistance.”"
    )
    (quote,) = find_quotes(Frame(read(first, second)))
    assert [version.sameness for version in quote.versions] == ["same", "reworded"]


def test_a_post_without_a_day_is_never_the_one_that_the_others_have_it_from() -> None:
    told = (
        "Peru will send 400 engineers to the port of Iquique in July to repair its piers, an official in Lima told "
        "the channel America on Friday. The men will stay for six weeks and bring their own machines."
    )
    first, second = read(told, told.replace("on Friday", "last week").replace("six weeks", "a month and a half"))
    undated = replace(first, article=replace(first.article, published_at=None, title="Engineers for Iquique"))
    (story,) = build_stories([undated, second], kit=TABLES)
    assert story.articles == ("2", "1")
    assert [(link.article, link.source) for link in story.lineage] == [("2", "America"), ("1", "2")]
    assert "which of the two was first is not" in story.lineage[1].why


@pytest.mark.parametrize(
    "marks",
    ["“{}”", '"{}"', "«{}»", "„{}“", "‘{}’", "'{}'"],
    ids=["double", "straight", "angle", "low", "single", "bare"],
)
def test_quotation_marks_of_any_kind_are_read(marks: str) -> None:
    """Single ones and angles were passed over."""
    said = marks.format("We don't give up the men's boats, and never will")
    (record,) = read(f"{said}, the minister of Peru said on Friday.")
    (quotation,) = find_quotations(record)
    assert " ".join(quotation.words) == "We don't give up the men's boats and never will"


def test_apostrophes_are_no_quotation_marks() -> None:
    (record,) = read("The sailors' wives met at the minister's house, and the men's boats lay in Peru's harbour.")
    assert find_quotations(record) == []


def test_other_words_of_the_same_speaker_are_another_quote() -> None:
    second = "“Our ships stay in port until the winter,” the foreign minister of Peru said on Friday."
    assert find_quotes(Frame(read(QUOTED, second))) == ()


def test_quotation_that_is_interrupted_is_one() -> None:
    (record,) = read("“We will go home,” the minister said, “and we will stay there.”")
    (quotation,) = find_quotations(record)
    assert " ".join(quotation.words) == "We will go home and we will stay there"


def test_single_words_in_quotation_marks_are_no_quotation() -> None:
    (record,) = read("The minister called it a “grave mistake” and left.")
    assert find_quotations(record) == []


DRIFTS = [
    (
        "source",
        "North Korea will send engineers to the city of Donetsk in July to mend roads, a South Korean official said.",
        "North Korea announced that it will send engineers to the city of Donetsk in July to mend roads.",
        None,
    ),
    (
        "certainty",
        "North Korea could send engineers to the city of Donetsk in July to mend its roads, Seoul said.",
        "North Korea will send engineers to the city of Donetsk in July to mend its roads, Seoul said.",
        ("could", "will"),
    ),
    (
        "who",
        "North Korean engineers will arrive in the city of Donetsk in July to mend its roads, Seoul said.",
        "North Korean troops will arrive in the city of Donetsk in July to mend its roads, Seoul said.",
        ("engineers", "troops"),
    ),
    (
        "certainty",
        "Ethiopia could send 300 drones to Sudan's army, two diplomats in Nairobi said.",
        "Ethiopia sends 300 drones to Sudan's army, it became known in Nairobi on Tuesday.",
        ("could send", "told as done"),
    ),
    (
        "certainty",
        "The missile may have been fired by rebels, a police officer in Bogota said.",
        "The missile was fired by rebels, according to a police officer in Bogota.",
        ("may have been fired", "told as done"),
    ),
    (
        "certainty",
        "Iran has threatened to block the strait for tankers if the sanctions stay, its navy chief said.",
        "Iran will block the strait for tankers, its navy chief said.",
        ("threatened to", "will"),
    ),
    (
        "what",
        "Germany will hand vehicles of its army's reserve to Ukraine at the border with Poland by March, Berlin said.",
        "Germany will hand tanks of its army's reserve to Ukraine at the border with Poland by March, Berlin said.",
        ("vehicles", "tanks"),
    ),
    (
        "source",
        "A customs clerk in Odessa said that the grain ship Aurora had been held for ten days.",
        "The Ukrainian government said that the grain ship Aurora had been held for ten days.",
        ("customs clerk in Odessa", "Ukrainian government"),
    ),
]


@pytest.mark.parametrize(("kind", "first", "second", "words"), DRIFTS, ids=[row[0] for row in DRIFTS])
def test_drift_is_shown(kind: str, first: str, second: str, words: tuple[str, str] | None) -> None:
    found = [drift for drift in find_drift(*rewrite(first, second)) if drift.kind == kind]
    assert [(drift.first.article, drift.second.article) for drift in found] == [("1", "2")]
    assert words is None or (found[0].before, found[0].after) == words


def test_change_of_source_is_a_conflict() -> None:
    frame, links = rewrite(DRIFTS[0][1], DRIFTS[0][2])
    (conflict,) = source_conflicts(find_drift(frame, links), links)
    assert [value.evidence.article for value in conflict.values] == ["1", "2"]


NO_DRIFT = [
    ("Norway will send tanks to Ukraine, its minister said.", "Norway will send tanks to Ukraine, its minister said."),
    ("Norway will send tanks to Ukraine, its minister said.", "Rain fell on the city of Bergen for the whole week."),
    (
        "Germany could send tanks to Ukraine, the minister said.",
        "It is not known whether Germany sends tanks to Ukraine, the minister said.",
    ),
    (
        "Rebels shelled the airport of Goma, a spokesman for the army said.",
        "The airport of Goma was shelled by rebels, the army said.",
    ),
    (
        "A bank clerk found the bomb in the bushes of Goma, and it exploded inside.",
        "Police said that a clerk found the bomb in the bushes of Goma, and it exploded inside.",
    ),
]


@pytest.mark.parametrize(("first", "second"), NO_DRIFT)
def test_no_drift_is_made_up(first: str, second: str) -> None:
    assert find_drift(*rewrite(first, second)) == ()


def test_who_is_no_source_has_not_changed_it() -> None:
    """Of six changes of source that real and careful stories showed, four named no source or the same one twice."""
    assert names_alike("her rep", "Reid's rep")
    assert not any(map(names_a_source, ("In Budapest people", "Vladimir Putin so", "tea seller who lost his kettle")))
    assert names_a_source("the foreign minister in Stockholm")


def happenings(records: Sequence[Record]) -> tuple[Happening, ...]:
    posts = {record.article.id: build_post(record, TABLES.frequencies, TELLING) for record in records}
    frame = Frame(records)
    return find_happenings(frame, posts, find_figures(frame), TABLES.happenings, TABLES.frequencies)


def test_one_event_told_twice_is_one_happening() -> None:
    found = happenings(
        read(
            "A bomb exploded at the station of Lahore on Friday and killed 12 people. Schools were closed.",
            "An explosion at Lahore's station killed 14 people on Friday, the police said. Traders shut their shops.",
        )
    )
    blast = next(h for h in found if {t.article for t in h.tellings} == {"1", "2"})
    assert any("explo" in telling.quote for telling in blast.tellings)
    assert all(telling.quote for telling in blast.tellings)
    number = next(slot for slot in blast.slots if slot.name == "number")
    assert not number.agreed
    assert len(number.values) == 2


def test_two_events_of_a_kind_stay_two() -> None:
    found = happenings(
        read(
            "A bomb exploded at the station of Lahore and killed 12 people.",
            "The parliament of Norway elected a new speaker by 88 votes to 81.",
        )
    )
    assert found == ()


def test_happening_says_what_its_tellings_agree_on() -> None:
    found = happenings(
        read(
            "An earthquake shook the coast of Chile on 30 April 2031, the seismologists said.",
            "The earthquake that shook Chile's coast on 30 April 2031 was felt in Santiago.",
        )
    )
    (day,) = (slot for slot in found[0].slots if slot.name == "day")
    assert day.agreed
    assert day.values == (("2031-04-30", ("1", "2")),)


def dated(records: Sequence[Record], *days: str) -> list[Record]:
    """Return the records as published on these days."""
    return [
        replace(record, article=replace(record.article, published_at=day))
        for record, day in zip(records, days, strict=True)
    ]


def test_posts_weeks_apart_tell_one_event_only_where_both_name_its_day() -> None:
    """ "The opposition takes the mission for a breach" and, months later, "wants to return to court" were joined."""
    opposed = read(
        "The opposition in Nairobi takes the mission to Haiti for a breach of the constitution.",
        "The opposition in Nairobi wants to return to court over the mission to Haiti.",
    )
    assert happenings(dated(opposed, "2031-04-30", "2031-09-30")) == ()
    shook = read(
        "An earthquake shook the coast of Chile on 30 April 2031, the seismologists said.",
        "The earthquake that shook Chile's coast on 30 April 2031 was felt in Santiago.",
    )
    assert happenings(dated(shook, "2031-05-01", "2031-09-30"))


def test_what_is_counted_is_a_word_and_no_stem() -> None:
    """ "5 countr" and "13 member" stood in the happenings of a story."""
    found = happenings(
        read(
            "Five countries refused the accord at the conference in Geneva on Friday.",
            "At the conference in Geneva five countries refused the accord on Friday, diplomats said.",
        )
    )
    numbers = [value for h in found for slot in h.slots if slot.name == "number" for value, _ in slot.values]
    assert set(numbers) == {"5 countries"}


def test_who_acts_is_not_where_it_happens() -> None:
    """ "Kenya plans to deploy its first officers" happened in Kenya, as no other place stood in the sentence."""
    found = happenings(
        read(
            "Kenya deployed its first police officers on Friday, the ministry said.",
            "On Friday Kenya deployed its first police officers, said the ministry.",
        )
    )
    places = [value for h in found for slot in h.slots if slot.name == "place" for value, _ in slot.values]
    assert found
    assert "Kenya" not in places


def test_story_has_all_parts_in_any_order() -> None:
    first = "North Korea could send engineers to the city of Donetsk in July to mend its roads, Seoul's ministry said."
    second = "North Korea will send engineers to the city of Donetsk in July to mend its roads, Seoul's ministry said."
    records = read(first, second)
    later = replace(records[1], article=replace(records[1].article, published_at="2031-05-03"))
    (story,) = build_stories([later, records[0]], kit=TABLES)
    assert story.drift
    assert story.happenings
    assert build_stories([records[0], later], kit=TABLES) == (story,)


def test_what_came_and_what_did_not_come_are_apart() -> None:
    from gpulse.linking.happenings import _apart
    from gpulse.record import Event, Span

    came = Event(id="e1", trigger=Span(start=0, end=4), polarity="positive")
    did_not = Event(id="e2", trigger=Span(start=0, end=4), polarity="negative")
    assert _apart(came, did_not)
    assert not _apart(came, came)


NOT_ARRIVED = [
    "The 600 police officers from Kenya have not arrived at the airport of Haiti, the ministry said.",
    "Kenya's 600 police officers have yet to arrive at the airport of Haiti, the ministry said.",
    "The police officers from Kenya never arrived at the airport of Haiti, the ministry said.",
    "None of the police officers from Kenya has arrived at the airport of Haiti, the ministry said.",
]


@pytest.mark.parametrize("denied", NOT_ARRIVED)
def test_words_that_no_event_covers_keep_their_negation(denied: str) -> None:
    """ "Officers arrived" and "the 600 have not arrived" were joined where the reader marked no event."""
    told, other = read("Police officers from Kenya arrived at the airport of Haiti, the ministry said.", denied)
    assert not [
        h
        for h in happenings([replace(told, events=()), replace(other, events=())])
        if any("arriv" in t.quote for t in h.tellings)
    ]
