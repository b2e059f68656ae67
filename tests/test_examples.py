"""The example posts: their form, and the story that `make demo` tells of them, as a user sees it."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from gpulse.config import Settings
from gpulse.linking.commitments import build_ledger
from gpulse.linking.ledger.ledger_rows import Row
from gpulse.linking.outcome.judge import load_judge
from gpulse.linking.stories import build_stories
from gpulse.reading.kit import load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article, Record
from gpulse.sources import load_articles
from gpulse.views.brief import DIFFER, ENDED, HAPPENED, PROMISED, SAID, build_brief
from gpulse.views.brief_rows import Brief, Sentence
from gpulse.views.brief_sentences import SURE_OF_TYPE
from gpulse.views.brief_subject import load_brief_kit
from gpulse.views.ledger import print_rows
from gpulse.views.stories import print_stories

POSTS = Path(__file__).parent.parent / "examples" / "posts"
DAY = "2024-12-15"
"""The day that `make demo` asks the ledger for."""


@pytest.fixture(scope="module")
def records() -> list[Record]:
    articles = list(load_articles([str(POSTS)], Settings()))
    assert all(isinstance(article, Article) for article in articles)
    return list(read_articles((one for one in articles if isinstance(one, Article)), load_kit()))


def row_about(records: list[Record], words: str, day: str = DAY) -> Row:
    """Return the one row of the ledger whose act has these words."""
    rows = build_ledger([r for r in records if (r.article.published_at or "") <= day], day, judge=load_judge()).rows
    (found,) = [row for row in rows if words in (row.what or "")]
    return found


def test_every_post_says_who_published_it_and_when(records: list[Record]) -> None:
    assert 8 <= len(records) <= 12
    for record in records:
        article = record.article
        assert article.title
        assert re.fullmatch(r"(?:Wire|Paper|Portal|Site|Broadcaster) [A-Z]", article.publisher or ""), article.id
        assert article.published_from == "front matter"
        assert not record.issues
        assert not re.search(r"[“”\"]", article.text), "no real person is given words"
    days = [record.article.published_at or "" for record in records]
    assert days == sorted(days)


def test_a_promise_kept(records: list[Record]) -> None:
    row = row_about(records, "resign once a transitional council is in place")
    assert (row.status, row.on, row.by) == ("kept", "2024-04-24", ("HTI",))


def test_a_promise_kept_late(records: list[Record]) -> None:
    row = row_about(records, "within three weeks")
    assert (row.status, row.on, row.latest) == ("late", "2024-06-25", "2024-06-16")


def test_a_part_that_came_after_the_whole_was_suspended(records: list[Record]) -> None:
    """A deployment that is suspended until something happens is not given up, and a part of it that comes is a part."""
    row = row_about(records, "1,000 police officers")
    assert (row.status, row.on) == ("partial", "2024-06-25")
    assert "broken" not in [finding.status for finding in row.history]


def test_a_promise_overdue(records: list[Record]) -> None:
    row = row_about(records, "another 600 police officers")
    assert (row.status, row.latest, row.quantity and row.quantity.low) == ("overdue", "2024-11-30", 600)
    assert row_about(records, "another 600 police officers", "2024-11-15").status == "pending"


def test_no_post_tells_that_the_bahamas_sent_150_people(records: list[Record]) -> None:
    """ "The mission stands where it stood in the summer, at about 400 people" was cited for it."""
    row = row_about(records, "send 150 people")
    assert (row.status, row.by, row.outcome_evidence) == ("pending", ("BHS",), ())


def test_no_post_tells_that_another_100_million_was_paid(records: list[Record]) -> None:
    """ "The United States pays for a good part of the mission" was cited for it."""
    row = row_about(records, "another 100 million dollars")
    assert (row.status, row.by, row.outcome_evidence) == ("pending", ("USA",), ())


def test_a_handover_to_come(records: list[Record]) -> None:
    row = row_about(records, "hand over to an elected president")
    assert (row.by, row.latest, row.status) == (("HTI",), "2026-02-07", "pending")


def test_an_ultimatum_of_a_day(records: list[Record]) -> None:
    row = row_about(records, "name their members of the council")
    assert (row.kind, row.by, row.latest) == ("ultimatum", ("HTI",), "2024-03-13")


def test_what_the_readme_shows_of_the_ledger_is_printed(records: list[Record]) -> None:
    """The README had another day than the ledger: each row is printed so, but for its id."""
    readme = (POSTS.parent.parent / "README.md").read_text(encoding="utf-8")
    shown = readme.partition(f"    $ gpulse ledger --as-of {DAY}\n")[2].partition("\n\n")[0]
    out = StringIO()
    print_rows(build_ledger(records, DAY, judge=load_judge()).rows, DAY, Console(file=out, width=120))
    printed = " ".join(out.getvalue().split())
    rows = [" ".join(part.split()[1:]) for part in shown.split("…") if part.strip()]
    assert len(rows) == 2
    assert not [row for row in rows if row not in printed]


def test_stories_fit_into_80_columns(records: list[Record]) -> None:
    """`gpulse stories` squeezed every column but the title to nothing there."""
    out = StringIO()
    (story,) = build_stories(records)
    print_stories([story], Console(file=out, width=80))
    for part in (story.id, story.first_on, story.last_on, "origins", "conflicts"):
        assert part in out.getvalue()


def test_the_rewrites_are_no_origins(records: list[Record]) -> None:
    (story,) = build_stories(records)
    links = {Path(link.article).stem: link for link in story.lineage}
    assert [links[name].how for name in ("02", "03", "04", "10")] == ["origin", "rewrite", "rewrite", "cites"]
    assert Path(links["10"].source or "").stem == "09"
    figures = [{value.low for value in conflict.values} for conflict in story.conflicts]
    assert {200, 400} in figures


def test_a_promise_is_not_cut_off_in_the_middle_of_a_phrase(records: list[Record]) -> None:
    row = row_about(records, "travel to Haiti in the coming weeks")
    assert row.what == "travel to Haiti in the coming weeks to see what the officers will need"
    assert row.evidence[0].quote.endswith("what the officers will need")


@pytest.fixture(scope="module")
def brief(records: list[Record]) -> Brief:
    ledger = build_ledger(records, DAY, judge=load_judge())
    return build_brief(records, ledger, build_stories(records), load_brief_kit(), most=99)


def sentences_of(brief: Brief, title: str) -> tuple[Sentence, ...]:
    return next((section.sentences for section in brief.sections if section.title == title), ())


def test_a_brief_quotes_a_sentence_once_in_what_happened(brief: Brief) -> None:
    quoted = [part.text for s in sentences_of(brief, HAPPENED) for part in s.parts if part.quoted]
    assert len(quoted) > 5
    assert len(quoted) == len(set(quoted))


def test_a_brief_tells_a_promise_once(brief: Brief) -> None:
    promised, ended = ({s.row for s in sentences_of(brief, title)} - {None} for title in (PROMISED, ENDED))
    assert ended
    assert not promised & ended


def test_what_armed_gangs_do_is_not_said_of_their_state(brief: Brief) -> None:
    (gangs,) = [s.text for s in sentences_of(brief, HAPPENED) if "Armed gangs control" in s.text]
    assert not gangs.startswith("Haiti")


def test_what_posts_tell_differently_is_named_as_people_ask_for_it(brief: Brief) -> None:
    assert any(s.text.startswith("Told differently, how many officers: ") for s in sentences_of(brief, DIFFER))


def test_a_brief_does_not_tell_in_its_own_words_what_was_read_with_doubt(brief: Brief, records: list[Record]) -> None:
    unsure = [
        (record.article, sentence.of(record.article.text).rstrip("."))
        for record in records
        for sentence in record.sentences
        if (inside := [e for e in record.events if sentence.covers(e.trigger) and e.realis == "actual"])
        and all((e.score or 1) < SURE_OF_TYPE for e in inside)
    ]
    told = [
        (s.text, f"{article.publisher}: ")
        for s in sentences_of(brief, HAPPENED)
        for article, words in unsure
        if len(s.notes) == 1 and any(part.quoted and part.text == words for part in s.parts)
    ]
    assert told
    assert all(text.startswith(lead) for text, lead in told)


def test_a_brief_names_no_speaker_as_somebody_of_theirs(brief: Brief) -> None:
    told = [one for title in (SAID, ENDED) for one in sentences_of(brief, title)]
    own = [part.text for one in told for part in one.parts if not part.quoted]
    assert any("Alfred Mutua, " in text for text in own)
    assert not any(re.search(r"\b(?:its|their|his) ", text) for text in own)


def test_a_figure_that_a_post_has_from_another_is_no_further_origin(records: list[Record]) -> None:
    """ "Wire A had reported 400" beside Wire A's own 400 were two origins: "most independent origins give 400"."""
    (story,) = build_stories(records)
    (conflict,) = [one for one in story.conflicts if one.slot == "number: officer"]
    assert [value.low for value in conflict.values] == [400, 200, 400]
    assert conflict.most_given is None
