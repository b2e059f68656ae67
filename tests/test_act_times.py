"""Which act of a sentence a time belongs to, on sentences that the weights were not fitted on, and what day that is."""

from __future__ import annotations

import datetime as dt

import pytest

from gpulse.reading.attribution.frame import said_when
from gpulse.reading.event.details import with_days
from gpulse.reading.event.event_times import lasts_until
from gpulse.reading.event.told_about import TOLD_ABOUT_EXAMPLES, is_about
from gpulse.reading.event.weighed_times import LEAST, weigh_times
from gpulse.reading.kit import load_kit
from gpulse.reading.pipeline import read_article
from gpulse.reading.sentences import find_sentences
from gpulse.reading.times import find_timexes
from gpulse.record import Article, Event, Participant, Record, Span

PAIRS = (
    ("Trade talks have stalled, said the envoy, who took office in March.", "stalled", "March", False),
    ("The raids on the port drew protests, but the minister spoke on Monday of progress.", "raids", "Monday", False),
    ("The envoy defended the strikes in a speech on Friday.", "defended", "Friday", True),
    ("On Friday the council condemned the strikes.", "condemned", "Friday", True),
    ("In March troops shelled the port.", "shelled", "March", True),
    ("The envoys met in Oslo on Friday and agreed on a truce.", "agreed", "Friday", True),
    ("The minister flew to Chad last week and asked for troops.", "asked", "last week", True),
    ("On Monday Chad denounced the raid that Oslo had denied last week.", "denounced", "Monday", True),
    ("On Monday Chad denounced the raid that Oslo had denied last week.", "denounced", "last week", False),
    ("On Monday Chad denounced the raid that Oslo had denied last week.", "denied", "Monday", False),
    ("On Monday Chad denounced the raid that Oslo had denied last week.", "denied", "last week", True),
)


@pytest.mark.parametrize(("words", "act", "time", "of_it"), PAIRS)
def test_a_time_belongs_to_the_act_beside_it(words: str, act: str, time: str, of_it: bool) -> None:
    kit, sentences = load_kit(), find_sentences(words)
    times = find_timexes(words, sentences, dt.date(2024, 6, 28), rules=kit.time_rules)
    at = words.index(act)
    odds = weigh_times(words, Span(start=at, end=at + len(act)), sentences[0], times, kit, ())
    assert [odds[t] >= LEAST for t in times if t.of(words).endswith(time)] == [of_it]


def _record(words: str, published: str) -> Record:
    article, kit = Article(id="a", text=words, published_at=published), load_kit()
    sentences = tuple(find_sentences(words))
    times = find_timexes(words, sentences, dt.date.fromisoformat(published), rules=kit.time_rules)
    return Record(article=article, sentences=sentences, timexes=times)


@pytest.mark.parametrize(
    ("words", "cue", "day"),
    [
        ("“The road is open,” said a driver who had worked for the mayor in the campaign of 2012.", "said", None),
        (
            "The envoy linked the raids with the rise of gangs and said that there was fraud in the vote of March.",
            "linked",
            None,
        ),
        ("“The road is open,” the envoy said on Monday.", "said", "2024-04-29"),
        ("On Monday the envoy said that the road was open.", "said", "2024-04-29"),
    ],
)
def test_a_saying_has_no_day_of_what_else_its_sentence_tells(words: str, cue: str, day: str | None) -> None:
    record, at = _record(words, "2024-05-02"), words.index(cue)
    home, span = record.sentences[0], Span(start=at, end=at + len(cue))
    whole = Span(start=home.start, end=home.end)
    found = said_when(words, record.timexes, [whole], whole, span, load_kit())
    assert (found.earliest if found else None) == day


@pytest.mark.parametrize(
    ("words", "act", "lasts"),
    [
        ("The council extended the curfew until May 5.", "extended", True),
        ("The council extended the curfew on May 5.", "extended", False),
    ],
)
def test_until_tells_when_a_thing_ended(words: str, act: str, lasts: bool) -> None:
    record, at = _record(words, "2024-05-02"), words.index(act)
    found = lasts_until(record, Span(start=at, end=at + len(act)), record.sentences[0], "2024-05-05")
    assert found is lasts


@pytest.mark.parametrize(
    ("words", "day", "told"),
    [
        ("Chad condemned the raid on Monday. It condemned the mayor.", "2024-04-29", "2024-04-29"),
        ("Chad condemned the raid in a debate on 2 March. It condemned the mayor.", "2024-03-02", None),
        ("Chad condemned the raid on Monday. At the time it condemned the mayor.", "2024-04-29", None),
    ],
)
def test_a_detail_is_of_the_day_of_the_news(words: str, day: str, told: str | None) -> None:
    record, acts = _record(words, "2024-05-02"), []
    for k, at in enumerate((words.index("condemned"), words.rindex("condemned"))):
        who = Participant(start=0, end=4, name="Chad", code="TCD")
        acts.append(
            Event(
                id=f"e{k}", trigger=Span(start=at, end=at + 9), event_type="ACCUSE", actors=(who,), realis="actual",
                earliest=None if k else day, latest=None if k else day, evidence=(record.sentences[k],),
            )
        )  # fmt: skip
    assert [e.earliest for e in with_days(record, acts)] == [day, told]


def _read(text: str) -> Record:
    return read_article(Article(id="t", text=text, published_at="2024-06-28"), load_kit())


@pytest.mark.parametrize(
    ("text", "act", "day"),
    [
        ("Ms Ode — who led the talks in 2007 — denounced the raid.", "denounced", None),
        ("Founded in 1990, the league accused Chad of shelling the camp.", "accused", None),
        ("The court urged the ministry to release the men by July 31.", "urged", None),
        ("Chad accused Mali of shelling a camp. It arrested two officers who attacked the camp.", "attacked", None),
        ("He is in jail for the November 1995 assassination of a minister.", "assassination", "1995-11-01"),
        ("Oslo has invited the ministers of Chad and Mali to a ceremony on July 12.", "invited", None),
        ("Police treated the attack on the Christmas party in the town as terrorism.", "attack", None),
        ("Drones struck the port in the night to Tuesday.", "struck", "2024-06-24"),
        ("The pact would last four years and must be approved by the council.", "approved", None),
        ("The council voted to pay $5 million to men tortured by police in the 1980s.", "pay", None),
        ("Norway, as in 2015, accused Russia of jamming signals.", "accused", None),
        ("Australia, criticised last year for its camps, released 140 detainees.", "released", None),
        ("Oslo bans ferries and will close its border with Chad on July 8.", "bans", None),
        ("The governor orders a night time curfew from 10 p.m. until 5 a.m.", "curfew", None),
        ("It is the first deal that Chad has signed since its president came to power in 2021.", "signed", None),
        ("The minister condemned the shelling of a camp on May 2.", "condemned", None),
        ("The minister condemned the shelling of a camp on Wednesday.", "condemned", "2024-06-26"),
        ("The talks that Chad will hold with Mali are to be held in Oslo on Sunday.", "talks", "2024-06-30"),
        ("Troops arrived in 2018, and a panel accused them on Monday of killing civilians.", "accused", "2024-06-24"),
        (
            "Chad arrested six men on Monday. The activists whom Chad's council heard accused the mayor.",
            "accused",
            None,
        ),
        ("The premier spoke of the siege of a town in 2012 and the subsequent attack on a camp.", "attack", None),
        ("When the rebels are found they will be arrested, as their chief was five years ago.", "arrested", None),
        ("He attacked the port in 2012 and has been sentenced to seven years.", "sentenced", None),
        ("Gunmen attacked the mission on the anniversary of 9/11.", "attacked", None),
        ("Bars must close at 9 p.m. for two weeks beginning tomorrow.", "close", "2024-06-29"),
        ("He promised to cut aid in the last week of the race.", "cut", None),
        ("Oslo accuses Mali of arming rebels since 2018, saying that they attacked a camp.", "attacked", None),
        ("Chad was criticised for its attack on a camp and its raid on a port last year.", "attack", None),
        ("He was arrested for his role in the 1975 assassination.", "arrested", None),
        ("The court, to which Guyana turned in 2018, ordered Venezuela to withdraw.", "ordered", None),
        ("Libya, in chaos since NATO bombed it in 2011, expelled the mission.", "expelled", None),
        ("Burkina Faso suspended the station over its coverage of killings in February.", "suspended", None),
        ("A man who lied to the police in May 2008 has been fined.", "fined", None),
        ("She accused the guard of pushing her at a rally last week.", "accused", None),
        ("Oslo supports a truce starting on July 8.", "supports", None),
        ("On Monday a bomb killed six people in Kabul. In Mozambique 50 rebels were killed.", "killed.", None),
    ],
)
def test_a_day_that_is_bound_to_other_words_is_not_the_acts(text: str, act: str, day: str | None) -> None:
    start = text.index(act.rstrip("."), text.index(act))
    found = next(e for e in _read(text).events if e.trigger.start <= start < e.trigger.end)
    assert found.earliest == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The minister visited Chad this week.", ("2024-06-24", "2024-06-28")),
        ("Rebels are withdrawing their troops from Mali by July 31.", (None, "2024-07-31")),
        ("Drones struck the port overnight.", ("2024-06-27", "2024-06-28")),
    ],
)
def test_what_was_done_is_not_of_days_to_come(text: str, days: tuple[str | None, str | None]) -> None:
    assert [(e.earliest, e.latest) for e in _read(text).events] == [days]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The envoy, a farmer who lost his land last year, said that the talks had failed.", None),
        ("“The talks failed this year,” the envoy said.", None),
        ("The envoy said that the talks would end on July 5.", None),
        ("Unlike in 2012, when he was silent, the envoy said that the talks had failed.", None),
        ("On ABC's “This Week,” the envoy said that the talks had failed.", None),
        ("On Tuesday the envoy said that the talks had failed.", "2024-06-25"),
        ("Asked about the raid of last week, the envoy said that the talks had failed.", None),
        ("On Monday Chad met the envoy, who for weeks had said that the talks would fail.", None),
    ],
)
def test_a_saying_has_no_day_of_other_words(text: str, day: str | None) -> None:
    found = [a.earliest for a in _read(text).attributions if a.cue and a.cue.of(text) == "said"]
    assert set(found) == {day}


def test_a_season_told_after_an_earlier_year_is_of_that_year() -> None:
    text = (
        "Talks go on this week, Chad said on Tuesday. It expelled the envoy in March 2022. In the autumn he returned."
    )
    assert [t.value for t in _read(text).timexes][-1] == "2022-FA"
    text = "The president spoke on Thursday. He won office in 2018. In the autumn he will run again."
    assert [t.value for t in _read(text).timexes][-1] == "2024-FA"


def test_a_day_counted_from_a_death_is_not_counted_from_what_the_dead_did() -> None:
    text = "Justice Oda wrote a dissent on Monday in the case of the port. Four days before Justice Oda died, he left."
    assert [t.value for t in _read(text).timexes if "days" in t.of(text)] == ["P4D"]


def test_a_weekday_that_nobody_knows_leaves_no_other_day_to_the_act() -> None:
    text = "Sales fell since February 2008, the union announced Monday, but they are up from those of January."
    record = read_article(Article(id="t", text=text), load_kit())
    assert {a.earliest for a in record.attributions if a.cue and a.cue.of(text) == "announced"} <= {None}


@pytest.mark.parametrize(("words", "act", "time", "about"), TOLD_ABOUT_EXAMPLES)
def test_a_time_of_what_is_said_about_an_act(words: str, act: str, time: str, *, about: bool) -> None:
    at, day = words.index(act), words.index(time)
    spans = Span(start=at, end=at + len(act)), Span(start=day, end=day + len(time))
    assert is_about(words, Span(start=0, end=len(words)), *spans) is about
