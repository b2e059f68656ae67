"""The pipeline and its simplest stages: order, failures, sentences, furniture, groups of countries."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from gpulse.codec import decode_record, encode_record
from gpulse.config import Settings
from gpulse.furniture import find_furniture
from gpulse.reading import pipeline
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import STAGES, check_stages, read_article, read_articles
from gpulse.reading.sentences import find_sentences
from gpulse.record import Article, Record, Span
from gpulse.sources import load_articles

EXAMPLES = Path(__file__).parent.parent / "examples" / "posts"


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


def read(text: str, kit: Kit, day: str | None = "2024-06-28") -> Record:
    return read_article(Article(id="a", text=text, published_at=day), kit)


def test_a_post_that_names_nobody_is_read_to_the_end(kit: Kit) -> None:
    """Who is to act had been looked for among pairs of mentions of which there were none."""
    text = "Talks on the arms trade resumed on Monday. If adopted, the treaty will come into force within 90 days."
    assert read(text, kit).issues == ()


# Stages


def test_every_need_is_met_by_an_earlier_stage() -> None:
    assert check_stages(STAGES) == []


def test_a_need_that_is_not_met_is_told() -> None:
    (problem,) = check_stages([replace(STAGES[0], needs=("moods",))])
    assert problem == "Stage sentences needs moods, which no earlier stage adds."


def test_the_record_says_what_read_it(kit: Kit) -> None:
    record = read("Kenya sent police to Haiti.", kit)
    assert [run.stage for run in record.meta.stages] == [stage.name for stage in STAGES]
    assert record.meta.read_at is None
    at = dt.datetime(2024, 6, 28, 6, tzinfo=dt.UTC)
    assert read_article(record.article, kit, at).meta.read_at == "2024-06-28T06:00:00Z"


def test_a_colon_as_cue_is_a_plain_span(kit: Kit) -> None:
    text = "Petra Lind: Borduria must 'leave the valley' by autumn.\n\nPetra Lind spoke in Szohôd on Friday."
    for words in (text, text.replace("Lind:", "Lind -")):
        record = read(words, kit)
        assert {type(a.cue) for a in record.attributions} <= {Span, type(None)}
        assert encode_record(decode_record(encode_record(record))) == encode_record(record)


def test_what_is_read_is_what_its_json_says(kit: Kit) -> None:
    """A mention or a tag where a bare span belongs puts more into the JSON than the format has."""
    stories = Path(__file__).parent
    posts = [
        *EXAMPLES.glob("*.md"),
        *stories.glob("stories/*/reports/*.md"),
        *stories.glob("ledger/unseen/*/reports/*.md"),
    ]
    articles = [a for a in load_articles([str(path) for path in sorted(posts)], Settings()) if isinstance(a, Article)]
    assert len(articles) > 60
    for record in read_articles(articles, kit):
        assert encode_record(decode_record(encode_record(record))) == encode_record(record), record.article.id


def test_a_stage_that_fails_on_one_post_spares_the_others(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(drafts: Sequence[Draft], kit: Kit) -> Sequence[Draft]:
        if any("bad" in draft.text for draft in drafts):
            raise ValueError("the words are bad")
        return drafts

    broken = replace(STAGES[1], name="broken", run=fail)
    monkeypatch.setattr(pipeline, "STAGES", (STAGES[0], broken, *STAGES[2:]))
    articles = [Article(id=text, text=f"This is {text}, said on 3 May 2024.") for text in ("good", "bad", "fine")]
    good, bad, fine = read_articles(articles, kit)
    assert not good.issues
    assert not fine.issues
    (issue,) = bad.issues
    assert (issue.stage, "the words are bad" in issue.why) == ("broken", True)
    assert bad.timexes


def test_neighbours_and_order_change_nothing(kit: Kit) -> None:
    texts = [path.read_text().partition("---\n")[2] for path in sorted(EXAMPLES.glob("*.md"))]
    articles = [Article(id=str(n), text=text, published_at="2024-06-28") for n, text in enumerate(texts)]
    together = list(read_articles(articles, kit))
    assert list(reversed(list(read_articles(reversed(articles), kit)))) == together
    assert read_article(articles[3], kit) == together[3]


# Sentences


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Kim met Gen. Li in Washington, D.C. on Friday. They spoke for an hour.",
        "“We go. We go now,” she said. He stayed.",
        "Prices rose by 3.5 per cent. The U.N. said so.\n\nNobody was surprised.",
        "The talks, held at 9 a.m. on Jan. 5, failed. Why?",
    ],
)
def test_sentences_lie_in_order_and_hold_all_words(text: str) -> None:
    sentences = find_sentences(text)
    joined = "".join(sentence.of(text) for sentence in sentences)
    assert "".join(joined.split()) == "".join(text.split())
    for first, second in itertools.pairwise(sentences):
        assert first.end <= second.start
        assert first.paragraph <= second.paragraph


def test_abbreviations_end_no_sentence() -> None:
    text = "Mr. Kim met Gen. Li in Washington on Friday. They spoke for an hour."
    assert len(find_sentences(text)) == 2


# Furniture


@pytest.mark.parametrize(
    ("text", "furniture", "title"),
    [
        ("Home > World > Africa\nKenya sends police\nNairobi said so on Monday.", 1, "Kenya sends police"),
        ("- The Gazette\n- Posts\n- Kenya sends pol…\nKenya sends police\nNairobi said so.", 3, "Kenya sends police"),
        ("Kenya sends police\n\nAdvertisement\n\nNairobi said so on Monday.\nRead more:\n", 2, "Kenya sends police"),
        ("- Kenya sends police to Haiti within weeks\n- The court has still to agree\n\nNairobi said so.", 0, None),
        ("Kenya sent police to Haiti on Monday.\nNairobi said so.", 0, None),
        ("By Ada Field\nNairobi said so on Monday.", 0, None),
        ("One line only", 0, None),
        ("", 0, None),
    ],
)  # fmt: skip
def test_furniture_is_told_from_the_post(text: str, furniture: int, title: str | None) -> None:
    found = find_furniture(text)
    assert (len(found.spans), found.title) == (furniture, title)


def test_furniture_keeps_its_place_and_says_nothing(kit: Kit) -> None:
    text = (
        "- The Gazette\n- 3 May 2024\n- Kenya sends police\nKenya sends police\nNairobi will send 400 police to Haiti."
    )
    record = read(text, kit)
    assert record.article.text == text
    start = text.index("\nKenya") + 1
    for layer in (record.sentences, record.mentions, record.timexes):
        assert all(span.start >= start for span in layer)
    assert record.sentences[0].of(text) == "Kenya sends police"


# Groups of countries


@pytest.mark.parametrize(
    ("text", "size", "members"),
    [
        ("The group of 50 nations standing beside Ukraine met in Ramstein.", 50, ()),
        ("A coalition of Kenya, Jamaica and Belize was named.", 3, ("KEN", "JAM", "BLZ")),
        ("The council is to have seven members who vote.", None, ()),
        ("The party has 40 members in parliament.", None, ()),
        ("Two countries signed it.", None, ()),
        ("A network of 21 states was named.", 21, ()),
        ("The African Union, a 55-member bloc, was named.", 55, ()),
        ("The six-nation alliance was named.", 6, ()),
        ("A ten-member council met.", None, ()),
        ("Kenya, Jamaica and Belize sent police. The three demanded a vote.", 3, ("KEN", "JAM", "BLZ")),
    ],
)
def test_groups_of_countries(text: str, size: int | None, members: tuple[str, ...], kit: Kit) -> None:
    found = read(text, kit).blocs
    assert [bloc.size for bloc in found] == ([size] if size else [])
    assert [bloc.members for bloc in found] == ([members] if size else [])
    assert not any(bloc.name.startswith("of ") for bloc in found)


# Names


def test_a_day_is_no_person_who_bears_its_name(kit: Kit) -> None:
    named = [m.name for m in read("Kenya and Haiti signed in Nairobi on Friday. May is far.", kit).mentions]
    assert named == ["Kenya", "Haiti", "Nairobi"]
    assert [m.actor for m in read("Prime Minister Friday spoke in Kingstown.", kit).mentions][:1] == ["VCT"]


# Agreements


def test_an_agreement_has_its_parties_and_its_day(kit: Kit) -> None:
    (found,) = read(
        "Kenya and Haiti signed an agreement on the police mission in Nairobi on 1 March 2024.", kit
    ).agreements
    assert (set(found.parties), found.signed_on) == ({"KEN", "HTI"}, "2024-03-01")


def test_what_holds_under_an_agreement_is_its_clause_and_its_town_is_no_party(kit: Kit) -> None:
    (found,) = read(
        "Kenya and Haiti signed an agreement in Samarkand, the Uzbek city, on 1 March 2024. Under the agreement, both "
        "countries are to pull back their troops.",
        kit,
    ).agreements
    assert set(found.parties) == {"KEN", "HTI"}
    assert [clause.duty for clause in found.clauses] == ["both countries are to pull back their troops"]


def test_a_declaration_whose_words_stand_before_it_had_no_clause(kit: Kit) -> None:
    text = (
        "Kenya and Uganda met in Nairobi on Friday. “Kenya and Uganda will not use force against one another,” states "
        "the Declaration of Nairobi, named after the town."
    )
    [found] = read(text, kit).agreements
    assert (found.name, set(found.parties)) == ("Declaration of Nairobi", {"KEN", "UGA"})
    assert [clause.duty for clause in found.clauses] == ["Kenya and Uganda will not use force against one another"]


def test_what_it_reads_is_of_the_paper_of_the_sentence_before(kit: Kit) -> None:
    text = (
        "Kenya and Uganda signed a treaty on 1 March 2024. The border was calm on Friday. “Both will leave the "
        "island,” it reads."
    )
    assert [agreement.clauses for agreement in read(text, kit).agreements] == [()]


def test_under_the_agreement_was_a_second_signing_and_bound_both_though_one_is_named(kit: Kit) -> None:
    text = (
        "Zambia and Malawi signed an agreement on electricity in Lilongwe on 18 November 2024. Under the agreement, "
        "Lusaka must deliver 50 megawatts to its neighbour by the end of March 2025."
    )
    found = read(text, kit)
    assert [e.trigger.of(text) for e in found.events if e.event_type == "AGREE"] == ["signed an agreement"]
    assert [clause.obliged for clause in found.agreements[0].clauses] == [("ZMB",)]
    assert [(c.kind, c.by, c.latest) for c in found.commitments] == [("obligation", ("ZMB",), "2025-03-31")]


def test_a_clause_in_the_infinitive_was_no_clause_and_its_days_counted_from_the_post(kit: Kit) -> None:
    text = (
        "Kenya and Uganda signed a border accord in Nairobi on Monday. It obliges both to withdraw their soldiers from "
        "the island within 30 days, and forbids Uganda to fish there."
    )
    [agreement] = (found := read(text, kit, day="2024-11-22")).agreements
    assert [(c.obliged, c.duty) for c in agreement.clauses] == [
        (("KEN", "UGA"), "both to withdraw their soldiers from the island within 30 days"),
        (("UGA",), "forbids Uganda to fish there"),
    ]
    assert [(c.kind, c.by, c.latest, c.polarity) for c in found.commitments] == [
        ("obligation", ("KEN", "UGA"), "2024-12-18", "positive"),
        ("obligation", ("UGA",), None, "negative"),
    ]


def test_a_deal_that_is_only_wanted_is_no_agreement(kit: Kit) -> None:
    text = (
        "Kenya and Uganda agreed to meet in May. A deal on the border is not in sight. Nairobi wants a treaty that "
        "obliges both to withdraw; under the proposed accord, Uganda would pay 2 million dollars."
    )
    assert read(text, kit).agreements == ()


def test_who_looks_on_is_no_party(kit: Kit) -> None:
    text = (
        "In Geneva, Kenya and Uganda signed a truce on 1 March 2024 in the presence of France's president, the prime "
        "minister of Qatar said. The pact gives the Ugandan army 60 days to leave the island."
    )
    [agreement] = read(text, kit).agreements
    assert (set(agreement.parties), agreement.place) == ({"KEN", "UGA"}, "Geneva")
    assert [clause.obliged for clause in agreement.clauses] == [("UGA",)]


def test_the_bare_word_is_no_agreement(kit: Kit) -> None:
    assert read("They reached an agreement.", kit).agreements == ()
