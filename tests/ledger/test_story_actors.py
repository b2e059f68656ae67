"""Who is to act, by the other posts of a story."""

from __future__ import annotations

from dataclasses import replace

from gpulse.linking.commitments import row_id
from gpulse.linking.ledger.tellings import tellings_of
from gpulse.linking.story.story_actors import actors_by_story
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article, Commitment, Likely, Record, Span

WEIGHTS = {"own": 0.6, "best": -0.2, "foreign": 1.2, "share": 1.3, "share_open": 2.2, "alike": 2.1}
"""Like those that are shipped, in round numbers: the tests are of the rules around them."""

TEXT = "The mission will hand over the base by the middle of November."


def post(kit: Kit, id: str, by: tuple[str, ...], *likely: tuple[str, float], kind: str = "RETREAT") -> Record:
    """A post that tells of one act, with who may be meant."""
    commitment = Commitment(
        id="c1", kind="plan", by=by, to=("United Nations",), event_type=kind, evidence=(Span(start=0, end=len(TEXT)),),
        what="hand over the base", latest="2023-11-15", likely=tuple(Likely(code=c, score=s) for c, s in likely),
    )  # fmt: skip
    record = read_article(Article(id=id, text=TEXT, published_at="2023-11-01"), kit)
    return replace(record, commitments=(commitment,))


def story(kit: Kit) -> list[Record]:
    """Two posts that name the United Nations, and one of whose words Mali is the likeliest to be meant."""
    named = [post(kit, id, ("United Nations",), ("United Nations", 0.9), ("MLI", 0.1)) for id in ("a", "b")]
    return [*named, post(kit, "c", ("MLI",), ("MLI", 0.35), ("United Nations", 0.2))]


def test_the_mission_is_the_body_that_the_other_posts_name(kit: Kit) -> None:
    records = story(kit)
    found = actors_by_story(records, {"a": 0, "b": 0, "c": 0}, WEIGHTS)
    assert found == {("c", "c1"): ("United Nations",)}
    telling = tellings_of(records[2], found)[0]
    assert telling.commitment.by == ("United Nations",)
    assert telling.commitment.to == ()  # nobody acts for himself
    assert telling.read_by == ("MLI",)


def test_posts_of_other_stories_and_a_post_alone_say_nothing_of_who_acts(kit: Kit) -> None:
    assert actors_by_story(story(kit), {"a": 0, "b": 0, "c": 1}, WEIGHTS) == {}


def test_who_is_named_surely_stays(kit: Kit) -> None:
    records = [*story(kit)[:2], post(kit, "c", ("MLI",), ("MLI", 0.95))]
    assert actors_by_story(records, {"a": 0, "b": 0, "c": 0}, WEIGHTS) == {}


def test_words_that_describe_who_acts_stay(kit: Kit) -> None:
    described = [post(kit, "a", ("MLI",), ("MLI", 0.8)), post(kit, "b", ("member states",), ("FRA", 0.15))]
    assert actors_by_story(described, {"a": 0, "b": 0}, WEIGHTS) == {}


def test_three_whom_a_post_names_surely_gave_way_to_the_story_s_main_actor(kit: Kit) -> None:
    main = [post(kit, id, ("IRN",), ("IRN", 0.95), kind="CONSULT") for id in ("a", "b", "c")]
    three = post(kit, "d", ("DEU", "GBR", "FRA"), ("DEU", 0.76), ("GBR", 0.57), ("FRA", 0.56), kind="CONSULT")
    assert actors_by_story([*main, three], dict.fromkeys("abcd", 0), WEIGHTS) == {}


def test_a_second_actor_is_named_by_the_post_itself(kit: Kit) -> None:
    both = post(kit, "c", ("MLI", "FRA"), ("MLI", 0.6), ("FRA", 0.55), ("United Nations", 0.3))
    assert actors_by_story([*story(kit)[:2], both], {"a": 0, "b": 0, "c": 0}, WEIGHTS).get(("c", "c1")) != (
        "MLI", "FRA", "United Nations",
    )  # fmt: skip


def test_the_id_of_a_row_does_not_change_with_what_other_posts_say(kit: Kit) -> None:
    records = story(kit)
    alone, told = tellings_of(records[2])[0], tellings_of(records[2], {("c", "c1"): ("United Nations",)})[0]
    assert row_id(alone) == row_id(told)


def test_the_guerrillas_are_the_armed_group_that_the_story_names(kit: Kit) -> None:
    text = "The FARC signed the peace agreement in Bogota on Monday."
    named = read_article(Article(id="a", text=text, published_at="2023-11-01"), kit)
    described = [post(kit, "b", ("guerrillas",), ("COL", 0.3)), post(kit, "c", ("member states",))]
    story = dict.fromkeys("abc", 0)
    assert actors_by_story([named, *described], story, WEIGHTS) == {("b", "c1"): ("FARC",)}
    assert actors_by_story([named, *described], {**story, "a": 1}, WEIGHTS) == {}
