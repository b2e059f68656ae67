"""Briefs: every sentence is carried by its footnotes, checked here by rules of the test's own."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import re
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gpulse.cli import build_app
from gpulse.errors import InputError
from gpulse.linking.commitments import build_ledger
from gpulse.linking.ledger.ledger_rows import Evidence
from gpulse.linking.stories import build_stories
from gpulse.linking.story.story_rows import Conflict
from gpulse.linking.story.story_rows import Value as DiffersIn
from gpulse.record import Article, Attribution, Event, Meta, Participant, Record, Span, Speaker
from gpulse.record import Sentence as Stretch
from gpulse.views.brief import build_brief
from gpulse.views.brief_check import OWN_WORDS, unsupported
from gpulse.views.brief_print import counts_words, render_html, write_docx, write_markdown, write_pdf
from gpulse.views.brief_rows import Brief, Footnote, Part, Sentence, Value
from gpulse.views.brief_subject import BriefKit, find_subject, load_brief_kit, period_start

MONTHS = "January February March April May June July August September October November December".split()


@pytest.fixture(scope="module")
def brief_kit() -> BriefKit:
    return load_brief_kit()


def make(records: list[Record], kit: BriefKit, as_of: str, **options: object) -> Brief:
    until = [r for r in records if (r.article.published_on or "") <= as_of]
    ledger = build_ledger(until, as_of, ())
    return build_brief(until, ledger, build_stories(until), kit, **options)  # type: ignore[arg-type]


def sure(records: list[Record]) -> list[Record]:
    """Return the records as if the reader had been sure of every event: then all are told in our words."""
    return [
        dataclasses.replace(r, events=tuple(dataclasses.replace(event, score=None) for event in r.events))
        for r in records
    ]


def texts(brief: Brief) -> list[str]:
    return [sentence.text for section in brief.sections for sentence in section.sentences]


def check_supported(brief: Brief, records: list[Record]) -> int:
    """Check each sentence against the posts themselves; return how many there were."""
    posts = {record.article.id: record for record in records}
    notes = {note.number: note for note in brief.footnotes}
    for note in notes.values():
        assert posts[note.article].article.text[note.start : note.end] == note.quote
        for value in note.values:
            check_value(value, note, posts[note.article], posts)
    count = 0
    for section in brief.sections:
        for sentence in section.sentences:
            count += 1
            own = [notes[number] for number in sentence.notes]
            assert own, sentence.text
            assert 1 <= sentence.origins <= len(posts)
            carried = " ".join(note.quote for note in own) + " " + " ".join(v.means for n in own for v in n.values)
            known = set(re.findall(r"\w+", carried.casefold()))
            for part in sentence.parts:
                if part.quoted:
                    assert any(part.text.strip(" …") in " ".join(note.quote.split()) for note in own), part.text
                    continue
                for word in re.findall(r"\w+", part.text):
                    if re.search(r"[A-Z0-9]", word) and word not in OWN_WORDS:
                        assert word.casefold() in known, f"{word!r} in {sentence.text!r}"
    return count


def check_value(value: Value, note: Footnote, record: Record, posts: dict[str, Record]) -> None:
    """A value's words stand in the post, and its normalised form is what the record has for them."""
    text = record.article.text
    assert value.words in text
    if value.field == "published":
        assert value.value == record.article.published_on
    elif value.field == "publisher":
        assert value.means == record.article.publisher
    elif value.field == "actor":
        people = [p for e in record.events for p in (*e.actors, *e.recipients)]
        places = [e.place.name for e in record.events if e.place]
        meant = {(m.of(text), m.actor) for m in record.mentions} | {(m.of(text), m.name) for m in record.mentions}
        meant |= {(p.of(text), p.code) for p in people} | {(value.words, place) for place in places}
        assert (value.words, value.value) in meant
    elif value.field == "time":
        every = list(posts.values())
        intervals = {(t.earliest, t.latest) for r in every for t in r.timexes}
        intervals |= {(c.earliest, c.latest) for r in every for c in r.commitments}
        intervals |= {(e.earliest, e.latest) for r in every for e in r.events}
        days = {d for pair in intervals for d in pair} | {r.article.published_on for r in every}
        earliest, latest = (None if end == ".." else end for end in value.value.split("/"))
        assert (earliest, latest) in intervals or (earliest == latest and earliest in days), value
        if value.words and earliest and earliest == latest:
            assert str(int(earliest[8:])) in value.means
            assert MONTHS[int(earliest[5:7]) - 1] in value.means
    elif value.field == "speaker":
        said = {(a.source.of(text) if a.source else "", a.speaker.name) for a in record.attributions if a.speaker}
        assert value.value in text or (value.words, value.value) in said


def test_each_sentence_is_supported(records: list[Record], brief_kit: BriefKit) -> None:
    for as_of in ("2024-06-19", "2024-06-21", "2024-07-24", "2024-12-31"):
        for about in (None, "North Korea", "Russia", "engineers"):
            brief = make(records, brief_kit, as_of, about=about)
            assert check_supported(brief, records) >= (0 if (as_of, about) == ("2024-06-19", "engineers") else 2)


def test_what_the_example_tells(records: list[Record], brief_kit: BriefKit) -> None:
    brief = make(sure(records), brief_kit, "2024-06-30", since="2024-06-01", about="North Korea")
    said = texts(brief)
    assert (
        "Vladimir Putin (Russia) and Kim Jong Un (North Korea) agreed to something, 19 June 2024, in Pyongyang: "
        "“Vladimir Putin and Kim Jong Un signed a treaty of partnership in the North Korean capital”." in said
    )
    assert any(s.startswith("North Korea probably gave aid to Russia, according to South Korea's") for s in said)
    assert any(s.startswith("Japan did not cut back relations with North Korea: ") for s in said)
    assert any(s.startswith("North Korea is asked to pull back") for s in said)
    assert any(s.startswith("On 21 June 2024 North Korea was expected to act, for July 2024: ") for s in said)
    assert "Pat Ryder, a spokesman for the Pentagon, said: “We are closely watching this partnership”." not in said
    assert brief.posts == 3
    assert brief.title == "North Korea, June 2024"


def test_who_says_what(records: list[Record], brief_kit: BriefKit) -> None:
    said = texts(make(records, brief_kit, "2024-06-30"))
    assert "Pat Ryder, a spokesman for the Pentagon, said: “We are closely watching this partnership”." in said
    assert any(
        s.startswith("The South Korean channel TV Chosun, in the words of Broadcaster C: “North Korea will")
        for s in said
    )


def test_two_posts_of_one_origin_count_once(records: list[Record], brief_kit: BriefKit) -> None:
    brief = make(records, brief_kit, "2024-06-30")
    happened = next(section for section in brief.sections if section.title == "What happened")
    signed = happened.sentences[0]
    assert len(signed.notes) == 2
    assert signed.origins == 1  # Paper B names Wire A as its source


def test_what_became_of_a_promise_cites_both(records: list[Record], brief_kit: BriefKit) -> None:
    brief = make(records, brief_kit, "2024-07-30", since="2024-07-10")
    section = next(s for s in brief.sections if s.title.startswith("What fell due"))
    notes = {note.number: note.article for note in brief.footnotes}
    assert [notes[n] for n in section.sentences[0].notes] == ["broadcaster-1", "wire-2"]
    assert "came true" in section.sentences[0].text


def test_nothing_published_later_is_used(records: list[Record], brief_kit: BriefKit) -> None:
    brief = make(records, brief_kit, "2024-06-20")
    assert {note.article for note in brief.footnotes} == {"wire-1", "paper-1"}


def conflicting(records: list[Record], kit: BriefKit, slot: str) -> Brief:
    """The brief on posts whose story is said to differ in a slot."""
    ledger = build_ledger(records, "2024-06-30", ())
    story = build_stories(records)[0]
    values = tuple(
        DiffersIn(
            value=words, low=None, high=None,
            evidence=Evidence(
                article=r.article.id, url=r.article.url, published_at=r.article.published_at,
                quote=words, start=r.article.text.index(words), end=r.article.text.index(words) + len(words),
            ),
        )
        for r, words in zip(records, ("Wednesday", "19 June"), strict=False)
    )  # fmt: skip
    story = dataclasses.replace(story, conflicts=(Conflict(slot=slot, values=values),))
    return build_brief(records, ledger, [story], kit)


def test_where_posts_differ(records: list[Record], brief_kit: BriefKit) -> None:
    brief = conflicting(records[:2], brief_kit, "day of the treaty")
    assert "Told differently, day of the treaty: Wire A has “Wednesday”; Paper B has “19 June”." in texts(brief)
    assert check_supported(brief, records)


def test_a_sentence_that_says_more_than_its_footnotes_becomes_a_quotation(
    records: list[Record], brief_kit: BriefKit
) -> None:
    brief = conflicting(records[:2], brief_kit, "day of the Yalta treaty")
    assert not any("Yalta" in said for said in texts(brief))
    assert brief.sections[-1].title == "Where the posts differ"
    assert brief.sections[-1].sentences[0].text == "Wire A: “Wednesday”."


@pytest.mark.parametrize(
    ("parts", "missing"),
    [
        ((Part(text="Seoul spoke on 5 June: "), Part(text="It rained", quoted=True)), ("5",)),
        ((Part(text="Tokyo spoke: "), Part(text="It rained", quoted=True)), ("Tokyo",)),
        ((Part(text="Seoul spoke: "), Part(text="It snowed", quoted=True)), ("It snowed",)),
        ((Part(text="Seoul spoke in June: "), Part(text="It rained", quoted=True)), ()),
    ],
)
def test_the_check_finds_what_is_not_carried(parts: tuple[Part, ...], missing: tuple[str, ...]) -> None:
    note = Footnote(
        number=1, article="a", url=None, title=None, publisher=None, published_at=None, quote="It rained in Seoul.",
        start=0, end=19, values=(Value(field="time", words="", means="June 2024", value="2024-06-01/2024-06-30"),),
    )  # fmt: skip
    assert unsupported(Sentence(parts=parts, notes=(1,), origins=1), [note]) == missing


def test_hostile_markup_stays_text(records: list[Record], brief_kit: BriefKit) -> None:
    brief = make(records, brief_kit, "2024-06-30")
    page = render_html(brief)
    assert "<script" not in page
    assert "<b>at once</b>" not in page
    assert "&lt;b&gt;at once&lt;/b&gt; &amp; waits" in page
    assert "\\<b\\>at once" in write_markdown(brief)


def test_markdown_footnotes_are_all_used_and_defined(records: list[Record], brief_kit: BriefKit) -> None:
    text = write_markdown(make(records, brief_kit, "2024-12-31"))
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert used == set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    assert len(used) > 5


def test_pdf_has_the_sentences(records: list[Record], brief_kit: BriefKit) -> None:
    pytest.importorskip(
        "weasyprint", reason="WeasyPrint is not installed (pip install 'gpulse[pdf]')", exc_type=ImportError
    )
    brief = make(sure(records), brief_kit, "2024-06-30")
    made = write_pdf(brief)
    assert made.startswith(b"%PDF-")
    time.sleep(1.1)  # fonts cut by fontTools had the second of the day in them
    assert made == write_pdf(brief)
    assert "SOURCE_DATE_EPOCH" not in os.environ
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed, so the text of the PDF is not read back")
    words = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages).split())
    assert "Japan did not cut back relations with North Korea" in words


def test_docx_has_the_sentences(records: list[Record], brief_kit: BriefKit) -> None:
    docx = pytest.importorskip("docx", reason="python-docx is not installed (pip install 'gpulse[docx]')")
    document = docx.Document(io.BytesIO(write_docx(make(sure(records), brief_kit, "2024-06-30"))))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Japan did not cut back relations with North Korea" in words
    assert "1. Wire A, 19 June 2024" in words


def test_the_command_writes_each_form(store_path: str, tmp_path: Path) -> None:
    runner = CliRunner()
    shown = runner.invoke(build_app(), ["--store", store_path, "brief", "--as-of", "2024-06-30", "--since", "2w"])
    assert shown.exit_code == 0, shown.output
    assert shown.stdout.startswith("# What was reported, 17 to 30 June 2024")
    target = tmp_path / "deep" / "brief.json"
    wrote = runner.invoke(
        build_app(), ["--store", store_path, "brief", "--as-of", "2024-06-30", "--format", "json", "--to", str(target)]
    )
    assert wrote.exit_code == 0, wrote.output
    assert json.loads(target.read_text())["posts"] == 3


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--since", "soon"], "--since takes a span"),
        (["--format", "odt"], "--format odt is unknown"),
        (["--about", "  "], "--about is empty"),
        (["--about", "Portugal"], "no post about 'Portugal'"),
        (["--as-of", "yesterday"], "--as-of takes a day"),
        (["--as-of", "2019-01-01"], "no post published"),
        (["--since", "2030-01-01", "--as-of", "2024-01-01"], "lies after the last day"),
    ],
)
def test_what_cannot_be_is_told(store_path: str, options: list[str], says: str) -> None:
    result = CliRunner().invoke(build_app(), ["--store", store_path, "brief", *options])
    assert isinstance(result.exception, InputError)
    assert says in str(result.exception)


def test_subjects_are_resolved(brief_kit: BriefKit) -> None:
    assert find_subject("North Korea", brief_kit.actors).codes == {"PRK"}
    assert find_subject("NATO", brief_kit.actors).codes == {"NATO"}
    assert find_subject("artillery shells", brief_kit.actors).codes == frozenset()


def test_periods() -> None:
    assert period_start("2024-03-01", "1d") == "2024-03-01"
    assert period_start("2024-03-01", "2w") == "2024-02-17"


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [("He said that all would be well before long.", "He", None), ("They say that it is over.", None, None)],
)
def test_nobody_is_no_speaker(
    text: str, name: str | None, role: str | None, records: list[Record], brief_kit: BriefKit
) -> None:
    said = Attribution(
        source=Span(start=0, end=text.index(" ")), content=(Span(start=text.index("that"), end=len(text)),),
        speaker=Speaker(name=name, role=role),
    )  # fmt: skip
    record = dataclasses.replace(
        records[0], article=dataclasses.replace(records[0].article, text=text), attributions=(said,), mentions=(),
        events=(), commitments=(), agreements=(), timexes=(), sentences=(Stretch(start=0, end=len(text)),),
    )  # fmt: skip
    assert "Who says what" not in [section.title for section in make([record], brief_kit, "2024-06-30").sections]


def test_long_statements_cite_their_content(records: list[Record], brief_kit: BriefKit) -> None:
    article = dataclasses.replace(
        records[0].article, text="Kim Su spoke. " + "x " * 700 + "“All is well in our country today.”"
    )
    text = article.text
    at = text.index("“All")
    said = Attribution(
        source=Span(start=0, end=6), cue=Span(start=7, end=12), content=(Span(start=at, end=len(text)),),
        kind="direct", speaker=Speaker(name="Kim Su"),
    )  # fmt: skip
    record = dataclasses.replace(records[0], article=article, attributions=(said,), events=(), commitments=(),
                                 mentions=(), agreements=(), timexes=())  # fmt: skip
    brief = make([record], brief_kit, "2024-06-30")
    assert "Kim Su said: “All is well in our country today”." in texts(brief)
    assert check_supported(brief, [record])


def test_events_without_type_or_party_are_told_no_more_than_they_say(
    records: list[Record], brief_kit: BriefKit
) -> None:
    bare = Event(id="e1", trigger=Span(start=0, end=6), evidence=(Span(start=0, end=58),))
    typed = dataclasses.replace(bare, id="e2", event_type="CONSULT")
    record = dataclasses.replace(records[0], events=(bare, typed), attributions=(), agreements=())
    brief = make([record], brief_kit, "2024-06-30")
    assert any(s.startswith("Wire A: “Russia's president landed") for s in texts(brief))
    assert check_supported(brief, [record])


def told_of(text: str, event: Event, kit: BriefKit, **more: object) -> list[str]:
    """Return the sentences about one event of a text."""
    record = Record(
        article=Article(id="a", text=text, publisher="Wire A", published_at="2024-06-28"),
        sentences=(Stretch(start=0, end=len(text)),), events=(event,), **more,  # type: ignore[arg-type]
        meta=Meta(gpulse="0"),
    )  # fmt: skip
    return texts(make([record], kit, "2024-06-30"))


def test_what_was_lifted_is_not_told_as_done(brief_kit: BriefKit) -> None:
    """ "Sanctions against Iran were lifted" was told as "Somebody not named cut back relations with Iran"."""
    iran = Participant(start=18, end=22, name="Iran", code="IRN")
    act = Event(id="e1", trigger=Span(start=0, end=9), event_type="SANCTION", recipients=(iran,))
    assert told_of("Sanctions against Iran were lifted on Friday.", act, brief_kit) == [
        "Wire A: “Sanctions against Iran were lifted on Friday”."
    ]
    *_, kept = told_of("Sanctions against Iran were tightened on Friday.", act, brief_kit)
    assert kept.startswith("Somebody not named cut back relations with Iran: ")


def test_who_only_counts_is_nobody_and_who_tells_of_himself_is_no_source(brief_kit: BriefKit) -> None:
    """ "Thousands (Azerbaijan) moved forces"; "The ministry refused something, according to the ministry"."""
    text = "Thousands of civilians fled to Iran, the ministry said."
    crowd = Participant(start=0, end=9, name="Thousands", code="AZE")
    iran = Participant(start=31, end=35, name="Iran", code="IRN")
    fled = Event(id="e1", trigger=Span(start=23, end=27), event_type="RETREAT", actors=(crowd,))
    assert told_of(text, fled, brief_kit)[0].startswith("Wire A: ")
    *_, said = told_of(text, dataclasses.replace(fled, recipients=(iran,)), brief_kit)
    assert said.startswith("Somebody not named ")
    text = "The ministry refused talks, the ministry said."
    ministry = Participant(start=4, end=12, name="ministry", code="IRN")
    source = Attribution(source=Span(start=28, end=40), cue=Span(start=41, end=45), content=(Span(start=0, end=26),))
    refused = Event(id="e1", trigger=Span(start=13, end=20), event_type="REJECT", actors=(ministry,), attributions=(0,))
    _, said, *_ = told_of(text, refused, brief_kit, attributions=(source,))
    assert said.startswith("The ministry (Iran) refused something: ")


def test_what_somebody_rejects_is_quoted_with_the_verb(brief_kit: BriefKit) -> None:
    """ "Moscow: accusations that it had bought votes in the country" had Moscow accuse."""
    text = "Moscow rejected accusations that it had bought votes in the country."
    said = Attribution(source=Span(start=0, end=6), cue=Span(start=7, end=15), content=(Span(start=16, end=67),),
                       speaker=Speaker(name="Moscow", code="RUS"))  # fmt: skip
    record = Record(
        article=Article(id="a", text=text, publisher="Wire A", published_at="2024-06-28"),
        sentences=(Stretch(start=0, end=len(text)),), attributions=(said,), meta=Meta(gpulse="0"),
    )  # fmt: skip
    told = texts(make([record], brief_kit, "2024-06-30"))
    assert any("“… rejected accusations that it had bought votes" in sentence for sentence in told)
    text = "A security mission for all of Haiti was authorised by the Council."
    said = Attribution(source=Span(start=54, end=65), cue=Span(start=40, end=50), content=(Span(start=0, end=35),))
    passive = dataclasses.replace(
        record, article=dataclasses.replace(record.article, text=text), sentences=(Stretch(start=0, end=len(text)),),
        attributions=(said,),
    )  # fmt: skip
    told = texts(make([passive], brief_kit, "2024-06-30"))
    assert "The Council, in the words of Wire A: “A security mission for all of Haiti was authorised”." in told
    nobody = dataclasses.replace(record.attributions[0], speaker=Speaker(name="Nobody"), source=None)
    none = make([dataclasses.replace(record, attributions=(nobody,))], brief_kit, "2024-06-30")
    assert "Who says what" not in [section.title for section in none.sections]


def test_a_brief_says_of_which_day_its_last_post_is() -> None:
    brief = Brief(
        title="Haiti", about="Haiti", since=None, as_of="2026-11-27", posts=1, publishers=1, last_post="2024-12-10",
        sections=(), footnotes=(),
    )  # fmt: skip
    assert counts_words(brief) == "From 1 post of 1 publisher, up to 27 November 2026; the last is of 10 December 2024."
    assert (
        counts_words(dataclasses.replace(brief, as_of="2024-12-10"))
        == "From 1 post of 1 publisher, up to 10 December 2024."
    )
