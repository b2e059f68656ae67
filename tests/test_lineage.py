"""Lineage: own reporting, rewriting, citing; outside sources; chains; independent origins."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gpulse.knowledge.publishers import load_publishers
from gpulse.linking.account.citing import find_citations, reports_itself
from gpulse.linking.account.claims import claim_days
from gpulse.linking.grouping.posts import load_word_frequencies
from gpulse.linking.lineage import count_roots, find_lineage
from gpulse.linking.stories import load_story_kit, tell_story
from gpulse.linking.story.story_rows import Link
from gpulse.reading.draft import Draft
from gpulse.reading.kit import load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.reading.sentences import add_sentences
from gpulse.record import Article, Record

PUBLISHERS = load_publishers()
KIT = load_kit()


def read(text: str, publisher: str | None = "Paper B") -> Record:
    draft = Draft(record=Record(article=Article(id="x.md", text=text, publisher=publisher)))
    return add_sentences(draft, KIT).record


CITING = [
    ("The channel TV Chosun reported it on Friday. Its source is a government official, whom it did not name.",
     "TV Chosun", "a government official"),
    ("The jets will come later, the newspaper Ostbladet reported on Saturday, quoting the defence ministry.",
     "Ostbladet", "the defence ministry"),
    ("The date has moved, according to the WSJ.", "Wall Street Journal", None),
    ("An official told Reuters on Monday that the talks were over.", "Reuters", None),
    ("Since Wire A reported last week that troops will leave, staffs have been busy.", "Wire A", None),
    ("Every account goes back to one bulletin, that of TV Chosun on 21 June.", "TV Chosun", None),
    ("Broadcaster C, which had it from him in March, asked again.", "Broadcaster C", None),
    ("The deputy minister read it from a sheet on the screen of Al Jazeera at night.", "Al Jazeera", None),
    ("The plan became known through a leak to Politico.", "Politico", None),
    ("In a conversation with Die Zeit the chancellor promised 40 tanks.", "Die Zeit", None),
    ("To the BBC he said that the base would be closed in a year.", "BBC", None),
    ("Documents that Der Spiegel has seen put the date at 3 May.", "Der Spiegel", None),
    ("On Al Jazeera the deputy minister announced the withdrawal.", "Al Jazeera", None),
    ("So one reads in the Washington Post.", "Washington Post", None),
    ("Wire A was the first to report the date.", "Wire A", None),
    ("The date comes from Wire A; we could not check it.", "Wire A", None),
    ("Broadcaster C, from which we have this, did not name its source.", "Broadcaster C", None),
    ("State television, IRIB, read out the statement.", "IRIB", None),
    ("Broadcaster C, whose footage is all there is, dates the shelling to May.", "Broadcaster C", None),
    ("The round of 5 April will take place, Wire A recalled.", "Wire A", None),
    ("The jetty, so Wire A on Friday, is to be ready in two months.", "Wire A", None),
    ("All bridges must go, as Wire A told of the decree.", "Wire A", None),
    ("The vote, of which Wire A gave the date first, is in sixteen days.", "Wire A", None),
    ("The opening announced by Wire A was one for lorries only.", "Wire A", None),
    ("The vote was set for 23 December, Radio Harbour announced.", "Radio Harbour", None),
    ("The deputy told the Norland Courier that the base would close.", "Norland Courier", None),
    ("The minister will go, newspapers in Southport report.", "newspapers in Southport", None),
    ("A Southport paper, whose copy is followed here, printed the treaty.", "A Southport paper", None),
    ("The vote will be in May, Radio Harbour, the station of the port, announced.", "Radio Harbour", None),
    ("Half of them came from Norland, a Southport daily reminds its readers.", "a Southport daily", None),
    ("So a television channel of the Marshians reported on Friday.", "a television channel of the Marshians", None),
    ("According to Newspaper E, which appears abroad, the decree has a secret part.", "Newspaper E", None),
    ("As set out by Wire A in autumn, the camp is to be empty by March.", "Wire A", None),
    ("It would be two thousand, if Wire A is right.", "Wire A", None),
    ("Wire A had known of the offer since Tuesday.", "Wire A", None),
    ("The news had been broken on Sunday by Wire A.", "Wire A", None),
    ("A senior official told a local news agency that the sum would be paid in May.", "a local news agency", None),
    ("A deal is close, says Bloomberg, which has it from two diplomats.", "Bloomberg", None),
    ("The ship loaded in April, per Wire A's man in the port.", "Wire A", None),
    ("TASS has the line: they will go, some day.", "TASS", None),
    ("Interfax, with a source in the ministry: the engine ran for too long.", "Interfax", None),
    ("The army killed 300, a Norland news channel says.", "a Norland news channel", None),
    ("A Reuters journalist counted forty graves.", "Reuters", None),
    ("The sum is said to be nine million, with reference to sources of Kommersant.", "Kommersant", None),
    ("The pictures, verified by the New York Times, show three craters.", "New York Times", None),
    ("We owe the figure to Kyodo.", "Kyodo", None),
    ("From a Beirut newspaper one learns that the envoy has come.", "a Beirut newspaper", None),
    ("The claim rests on one source, the Norland channel Brel TV.", "Brel TV", None),
    ("Al Arabiya, without giving a source, puts the dead at ninety.", "Al Arabiya", None),
    ("As many as 20,000 are missing, the mayor told the Saudi channel Al Arabiya.", "Al Arabiya", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "further"), CITING)
def test_citation_is_found(text: str, name: str, further: str | None) -> None:
    found = find_citations(read(text), PUBLISHERS, ["Wire A", "Broadcaster C"])
    assert [(c.name, c.further) for c in found] == [(name, further)]


NOT_CITING = [
    "Norland's minister reported progress to parliament.",
    "The minister told reporters in Kyiv that the talks were over.",
    "Paper B has reported on the harbour since 2029.",
    "Reuters employs 2,500 journalists.",
    "The BBC's office in Moscow was closed by the ministry.",
    "He reads the Washington Post at breakfast.",
    "Al Jazeera showed him on his knees.",
    "Journalists of Wire A were beaten by the police.",
    "The times are hard, said the mayor.",
    "A Bogotá daily was closed by the ministry.",
    "Radio Harbour was closed by the ministry.",
    "So far nobody has left the harbour, Wire Street included.",
    "A Southport court reminds the state of its duty.",
    "Police searched the rooms of a Southport weekly.",
    "He told of a newspaper that was closed by the ministry.",
    "The channel of Southport was closed to ships, the authority said.",
    "Police in Norstad raided the flat of a Reuters photographer.",
    "The prosecutor has charged two editors of Kommersant with slander.",
    "The government has blocked Meduza and the site of Radio Free Europe.",
    "The president gave the reporters of CNN no answer.",
    "A columnist reported that Fox News anchor Ada Holm was seen at the tower.",
    "She also wrote a New York Times opinion piece on pay.",
    "He said so again, referring to a CNN town hall.",
    "A Warsaw radio station will get a new frequency.",
    "Reuters had no reporter in the town.",
]


@pytest.mark.parametrize("text", NOT_CITING)
def test_no_citation_is_made_up(text: str) -> None:
    assert find_citations(read(text), PUBLISHERS, ["Wire A"]) == []


def test_a_post_that_names_its_own_publisher_as_asked_reports_itself() -> None:
    text = "The commission has fixed the vote for May. One of its members confirmed it to Wire A in the evening."
    own, other = (read(text, publisher) for publisher in ("Wire A", "Paper B"))
    assert reports_itself(own) is not None
    assert reports_itself(other) is None


def test_what_somebody_else_saw_is_no_report_of_the_post_itself() -> None:
    assert reports_itself(read('"We saw trees fall," a farmer said.')) is None
    assert reports_itself(read("We saw trees that had fallen.")) is not None


def test_a_post_calls_its_publisher_by_a_short_name() -> None:
    text = "The draft is real, a person who worked on it told the Herald. Sources in the cabinet confirmed it to Metro."
    assert reports_itself(read(text, "Coral Sea Herald")) is not None
    assert reports_itself(read(text, "Metro C")) is not None
    assert reports_itself(read(text, "Paper B")) is None
    assert find_citations(read(text, "Metro C"), PUBLISHERS) == []
    told = "The Herald has been told by a person in Norstad that the draft is real."
    assert find_citations(read(told, "Coral Sea Herald"), PUBLISHERS) == []


@pytest.mark.parametrize("opening", ["NORSTAD, February 20. /Agency F/.", "Update 19:40.", "NORSTAD."])
def test_a_dateline_is_no_claim(opening: str) -> None:
    text = f"{opening} Norland will lend Marshia 300 million dollars for a dam, the ministry announced on Monday."
    article = Article(id="1", publisher="Agency F", published_at="2031-02-20", title="A dam for Marshia", text=text)
    story = tell_story(list(read_articles([article], KIT)), load_story_kit())
    assert "300 million" in story.title


def link(article: str, source: str | None, how: str = "cites") -> Link:
    return Link(article=article, source=source, how=how, why="", central=True)  # type: ignore[arg-type]


def posts(*pairs: tuple[str, str]) -> list[Record]:
    return [Record(article=Article(id=id, text="-", publisher=publisher)) for id, publisher in pairs]


def test_chain_ends_at_the_outside_source() -> None:
    links = [link("1", "TV Chosun"), link("2", "1", "rewrite"), link("3", "2")]
    assert count_roots(links, posts(("1", "A"), ("2", "B"), ("3", "C")), PUBLISHERS) == ("TV Chosun",)


def test_titles_of_one_house_are_one_origin() -> None:
    links = [link("1", None, "origin"), link("2", None, "origin"), link("3", None, "origin")]
    records = posts(("1", "Daily Mirror"), ("2", "Daily Express"), ("3", "Le Monde"))
    assert count_roots(links, records, PUBLISHERS) == ("1", "3")


def test_post_that_does_not_tell_the_claim_is_no_origin() -> None:
    aside = Link(article="2", source=None, how="origin", why="", central=False)
    assert count_roots([link("1", None, "origin"), aside], posts(("1", "A"), ("2", "B")), PUBLISHERS) == ("1",)


def test_who_denies_the_claim_is_no_origin() -> None:
    denial = Link(article="2", source=None, how="origin", why="", central=True, denies=True)
    assert count_roots([link("1", None, "origin"), denial], posts(("1", "A"), ("2", "B")), PUBLISHERS) == ("1",)


def test_a_negation_of_the_claim_denies_it() -> None:
    told = [
        ("Wire A", "2031-02-18", "Norland is lifting its ban on the export of rice ahead of time. Up to 300,000 tonnes "
            "may leave the country by the end of March, the newspaper Ostbladet reported."),
        ("Paper B", "2031-02-19", "Norland lifts its ban on the export of rice early. Up to 300,000 tonnes may leave "
            "by the end of March, the newspaper Ostbladet reported."),
        ("Paper C", "2031-02-20", "Norland's ban on the export of rice has not been lifted. Nothing has changed, said "
            "the ministry's highest official."),
    ]  # fmt: skip
    articles = [Article(id=f"{k}", publisher=p, published_at=day, text=text) for k, (p, day, text) in enumerate(told)]
    story = tell_story(list(read_articles(articles, KIT)), load_story_kit())
    assert not any(link.denies for link in story.lineage if link.article != "2")
    assert story.origins == 1


def test_every_day_to_come_of_the_claim_is_its_day() -> None:
    text = "The work will begin in 2033, and in 2036 the first gas will arrive, the company said."
    article = Article(id="1", publisher="Wire A", published_at="2031-02-18", text=text)
    (record,) = read_articles([article], KIT)
    days = [(str(first), str(last)) for first, last, _ in claim_days(record, record.sentences[0])]
    assert days == [("2033-01-01", "2033-12-31"), ("2036-01-01", "2036-12-31")]


def test_citation_with_a_day_means_the_post_of_that_day() -> None:
    day = "2031-02-23"
    told = [
        ("1", "Wire A", "2031-01-22", "The embassy of Norland in Sudan will open next year, a minister said."),
        ("2", "Wire A", day, "Norland's embassy in Sudan is to move in May, the ministry announced."),
        (
            "3",
            "Paper B",
            "2031-03-05",
            "As Wire A reported on 23 February, the embassy of Norland in Sudan opens soon.",
        ),
        ("4", "Paper D", "2031-02-24", "The embassy of Norland in Sudan opens next year, according to Wire A."),
    ]
    articles = [
        Article(id=id, publisher=publisher, published_at=at, title="Embassy", text=text)
        for id, publisher, at, text in sorted(told, key=lambda row: row[2])
    ]
    found = find_lineage(list(read_articles(articles, KIT)), PUBLISHERS, load_word_frequencies())
    assert {link.article: link.source for link in found if link.how == "cites"} == {"3": "2", "4": "2"}


OPENING = (
    "Norland will lend Marshia 300 million dollars for a dam at Brel, the finance minister, Ada Holm, announced in "
    "Norstad on Monday. The first 40 million are to be paid out by the end of June."
)
TOLD = [
    ("1", "Wire A", "2031-05-05", OPENING),
    ("2", "Paper B", "2031-05-06", "A dam for a neighbour: with 300 million dollars Norland wants to help Marshia "
     "build it. Forty million should flow by the end of June. Thus the finance ministry on Monday."
     "\n\nNot everybody clapped."),
    ("3", "Journal D", "2031-05-06", "Marshia's farmers fear the dam. They were never asked, Ona Rill told our "
     "reporter at the river.\n\nHer village has 80 houses."),
]  # fmt: skip


def test_same_facts_in_other_words_a_day_later_are_a_rewrite() -> None:
    """The opening shares few words; its sums, its day and its actors are those of the post of the day before."""
    articles = [
        Article(id=id, publisher=publisher, published_at=at, title="A loan", text=text)
        for id, publisher, at, text in TOLD
    ]
    found = find_lineage(list(read_articles(articles, KIT)), PUBLISHERS, load_word_frequencies())
    assert [(link.how, link.source) for link in found] == [("origin", None), ("rewrite", "1"), ("origin", None)]


def test_pairs_of_posts_written_blind() -> None:
    """gold/rewrites.jsonl: our own wording, written when the weights were fitted, run once: 4 of 5 rewrites were found,
    and none of 5 other pairs was taken for one."""
    right: list[bool] = []
    lines = (Path(__file__).parent / "gold" / "rewrites.jsonl").read_text(encoding="utf-8").splitlines()
    for case in map(json.loads, lines):
        articles = [
            Article(id=id, publisher=id, published_at=post["published"], title=post["title"], text=post["text"])
            for id, post in (("Wire A", case["first"]), ("Paper B", case["second"]))
        ]
        found = find_lineage(list(read_articles(articles, KIT)), PUBLISHERS, load_word_frequencies())
        assert case["rewrite"] or found[1].how == "origin"
        right.append((found[1].how == "rewrite") == case["rewrite"])
    assert sum(right) >= 9
