"""Conflicts: figures that differ, claims that are denied, and what is neither. Whole stories: tests/stories."""

from __future__ import annotations

import pytest

from gpulse.linking.conflict.contradictions import find_contradictions
from gpulse.linking.conflict.differences import find_differences
from gpulse.linking.conflict.figures import find_figures
from gpulse.linking.conflict.frame import Frame
from gpulse.linking.conflicts import find_conflicts
from gpulse.reading.kit import load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article, Record

KIT = load_kit()


def read(*posts: tuple[str, str, str]) -> list[Record]:
    """Read posts given as (day, title, text), each of a publisher of its own."""
    articles = [
        Article(id=f"{k}", publisher=f"Paper {k}", published_at=day, title=title, text=text)
        for k, (day, title, text) in enumerate(posts, start=1)
    ]
    return list(read_articles(articles, KIT))


def values(records: list[Record]) -> list[list[tuple[str, str]]]:
    frame = Frame(records)
    return [[(v.evidence.article, v.value) for v in c.values] for c in find_conflicts(frame, find_figures(frame), {})]


DIFFER = [
    (
        "what is to come hangs on one figure alone",
        [
            ("2031-05-02", "Captives", "The rebels hold 24 soldiers whom they would like to exchange, the ministry in "
                "Norstad said."),
            ("2031-05-03", "Captives", "The rebels hold 22 soldiers, a union of families in Norstad counts."),
        ],
        {("1", "24 soldiers"), ("2", "22 soldiers")},
    ),
    (
        "a since that gives the reason",
        [
            ("2031-05-02", "Pipe", "He puts the price of the pipe to Norland at 7.9 billion euros, to be shared by "
                "six."),
            ("2031-05-20", "Pipe", "A daily puts the price of the pipe to Norland at 12 billion euros, since steel has "
                "become dearer."),
        ],
        {("1", "7.9 billion euros"), ("2", "12 billion euros")},
    ),
    (
        "a sum since a year, told against one until now",
        [
            ("2031-05-02", "Blasts", "Since 1990, in the desert and at sea, Norland has set off 192 charges, by its "
                "own count."),
            ("2031-05-02", "Blasts", "There have been 204 charges of Norland so far, says the institute in Marshia."),
        ],
        {("1", "192 charges"), ("2", "204 charges")},
    ),
    (
        "two counts in neighbouring sentences",
        [("2031-05-02", "Flood", "The ministry of Peru said that 21 people had died. The Red Cross gives 41.")],
        {("1", "21 people"), ("1", "41")},
    ),
    (
        "two counts parted by a semicolon",
        [("2031-05-02", "War", "The army counts 512 dead; the doctors, who use the reports of hospitals, have 459.")],
        {("1", "512"), ("1", "459")},
    ),
    (
        "two posts of the same day",
        [
            ("2031-05-02", "Tanks", "Poland will give Ukraine 40 tanks by the autumn, a minister in Warsaw said."),
            ("2031-05-02", "Armour", "Ukraine will get 60 tanks from Poland by the autumn, a Polish minister said."),
        ],
        {("1", "40 tanks"), ("2", "60 tanks")},
    ),
    (
        "a length that two sides put differently",
        [
            ("2031-05-02", "Truce of 60 days", "Sudan's truce is to run for 60 days, the mediators said."),
            ("2031-05-03", "Thirty days, the army says", "The truce runs for 30 days only, Sudan's army insisted."),
        ],
        {("1", "60 days"), ("2", "30 days")},
    ),
    (
        "a multiple of the police's count",
        [("2031-05-02", "Rally", "Police in Lima counted 4,000. The unions, who had come in 60 buses, spoke of "
            "five times as many.")],
        {("1", "4,000"), ("1", "five times as many")},
    ),
    (
        "nearly the same, what a bare number counts is not read, and one is to come",
        [
            ("2031-05-02", "Guards", "Nearly 10,000 people are or will be guarding Chile's border with Peru, the "
                "president said."),
            ("2031-05-03", "Border", "As for the number of people at Chile's border which the president gave, "
                "his own guard counts 8,500."),
        ],
        {("1", "Nearly 10,000 people"), ("2", "8,500")},
    ),
    (
        "a later count of what had come by a day",
        [
            ("2031-06-11", "Gifts", "Malawi has received 77 million doses from the pool by the end of May, and "
                "Chad none."),
            ("2031-09-09", "Bills", "In 12 countries halls are empty. From the pool Malawi had been given 72 "
                "million by the end of May."),
        ],
        {("1", "77 million doses"), ("2", "72 million")},
    ),
    (
        "trucks of an agency are no part of it, and the other number is bare",
        [
            ("2031-06-02", "Flour", "Lorries are back in Mekelle. On Monday the Red Cross sent 140 from Semera."),
            ("2031-06-03", "Flour", "On Monday flour came to Mekelle on 104 lorries of the Red Cross from Semera."),
        ],
        {("1", "140"), ("2", "104 lorries")},
    ),
    (
        "what is told later, against one more of the same",
        [
            ("2031-05-02", "Jets", "Norway gives Ukraine 19 jets. Another 42 jets will come from Belgium, a "
                "minister in Brussels said."),
            ("2031-05-03", "Jets", "Belgium will give Ukraine 24 jets, the ministry in Brussels said."),
        ],
        {("1", "42 jets"), ("2", "24 jets")},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "posts", "expected"), DIFFER, ids=[row[0] for row in DIFFER])
def test_conflict_is_found(why: str, posts: list[tuple[str, str, str]], expected: set[tuple[str, str]]) -> None:
    assert any(expected <= set(found) for found in values(read(*posts)))


NO_CONFLICT = [
    (
        "ages behind names",
        [
            ("2031-05-02", "Talks", "Ann Cole, 33, leads the talks for Norland, with Tom Reed, 34, as her deputy."),
            ("2031-05-02", "Talks", "Norland's talks are led by Ann Cole, 33, who was a judge."),
        ],
    ),
    (
        "another number of years counted back from",
        [
            ("2031-05-02", "Blasts", "The council met in Norstad on Friday; 40 judges were there, a clerk said."),
            ("2031-05-02", "Blasts", "Since 1990 Norland has lost 44 judges, a clerk said."),
        ],
    ),
    (
        "a later toll",
        [
            ("2031-05-02", "Quake", "The earthquake in Chile killed 120 people, the interior ministry said."),
            ("2031-05-06", "Quake", "The earthquake in Chile killed 180 people, the interior ministry said."),
        ],
    ),
    (
        "a rounded figure",
        [
            ("2031-05-02", "Quake", "The earthquake in Chile killed 1,482 people, the interior ministry said."),
            ("2031-05-02", "Quake", "The earthquake in Chile killed about 1,500 people, the interior ministry said."),
        ],
    ),
    (
        "another unit",
        [
            ("2031-05-02", "Grain", "Ukraine shipped 30,000 tonnes of wheat to Egypt, the port said."),
            ("2031-05-02", "Grain", "Ukraine shipped wheat worth 30 million dollars to Egypt, the port said."),
        ],
    ),
    ("a part of the whole", [("2031-05-02", "Votes", "Of 400 deputies 287 were in favour and 55 against, he said.")]),
    (
        "what is promised and what is done",
        [
            ("2031-05-02", "Shells", "Norway will deliver 90,000 shells to Ukraine, the minister in Oslo said."),
            ("2031-07-02", "Shells", "Norway has delivered 30,000 shells to Ukraine, the minister in Oslo said."),
        ],
    ),
    (
        "one more of the same",
        [
            ("2031-05-02", "Police", "Kenya will send 1,000 officers to Haiti, the president in Nairobi said."),
            ("2031-05-04", "Police", "Kenya will send another 600 officers to Haiti, the president in Nairobi said."),
        ],
    ),
    (
        "what is missing",
        [
            ("2031-05-02", "Doses", "Chad got 65 million doses, the fund reckons. The gap will grow to 190 million."),
            ("2031-05-03", "Doses", "Chad is to get 100 million doses, the fund says."),
        ],
    ),
    (
        "days that have gone by",
        [
            ("2031-06-02", "Strike", "Ninety prisoners in Tunis refuse food, a lawyer said. They did so for ten days."),
            ("2031-06-09", "Strike", "The 90 prisoners in Tunis have refused food for 17 days, a lawyer said."),
        ],
    ),
    (
        "a new level",
        [("2031-05-02", "Duties", "Goods from Chile are now subject to 25 per cent, from Peru to 20 rather than 10.")],
    ),
    (
        "what was told before goes on",
        [
            ("2031-05-02", "Raids", "Police in Norstad arrested 40 people over the bombs, the ministry said."),
            ("2031-05-03", "Raids", "Police in Norstad arrested a further 18 over the bombs, which makes 58 people."),
        ],
    ),
    (
        "a whole and its parts",
        [
            ("2031-05-02", "Aid", "Norland blocked aid of 50 billion euros for Sudland on Friday, diplomats said."),
            ("2031-05-02", "Aid", "Norland blocked 33 billion euros in loans and 17 billion in grants for Sudland."),
        ],
    ),
    (
        "how old somebody was",
        [("2031-05-02", "Toll", "Sixteen dead is what the union counts. The boy in La Grita was thirteen.")],
    ),
    (
        "a time of day",
        [
            ("2031-05-02", "Raid", "Some 12 jets bombed the camp, the army wrote at ten past five in the morning."),
            ("2031-05-02", "Raid", "It took 12 jets to bomb the camp, the air force said."),
        ],
    ),
    ("a rise", [("2031-05-02", "Toll", "The ministry gave 20 dead. The toll has risen to 31, it said at night.")]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "posts"), NO_CONFLICT, ids=[row[0] for row in NO_CONFLICT])
def test_no_conflict_is_made_up(why: str, posts: list[tuple[str, str, str]]) -> None:
    assert values(read(*posts)) == []


def test_two_days_to_come_that_are_nearly_the_same_are_a_conflict() -> None:
    records = read(
        (
            "2031-10-21",
            "Out",
            "Chile leaves the Pacific Court. On 19 October 2032 it will be no party any more, he said.",
        ),
        (
            "2031-10-22",
            "A year",
            "By 21 October of next year Chile will have left the Pacific Court. It was told on Friday.",
        ),
        ("2031-10-22", "Peru", "Peru will vote on 30 March of next year, the commission in Lima said."),
    )
    (conflict,) = find_differences(Frame(records), [])
    assert [v.value for v in conflict.values] == ["19 October 2032", "21 October of next year"]


def test_value_of_most_origins_is_named() -> None:
    records = read(
        ("2031-05-02", "Toll", "The blast killed 40 people in Lebanon."),
        ("2031-05-02", "Toll", "The blast in Lebanon killed 40 people."),
        ("2031-05-02", "Toll", "The blast in Lebanon killed 25 people."),
    )
    (conflict,) = find_conflicts(frame := Frame(records), find_figures(frame), {"1": "1", "2": "2", "3": "3"})
    assert conflict.most_given == "40 people"
    assert (conflict.low, conflict.high) == (25, 40)
    copied = find_conflicts(frame := Frame(records), find_figures(frame), {"1": "1", "2": "1", "3": "3"})
    assert copied[0].most_given is None


DENIED = [
    (
        "The council read out a letter in which the rebels put off the handover: the army was carrying out operations "
        "in the hills, and so nobody could be moved. There were no operations, the high command replied.",
        "There were no operations",
    ),
    ("Ukraine accused Russia of having shelled the port. Moscow denied the charge.", "Moscow denied the charge."),
    ("The army shelled the camps, the militia's spokesman said. That is untrue, the army's command replied.", "untrue"),
    (
        "The south helps rebels in the hills, Norland charges; Marshia denies it. A vote is held in May, the council "
        "said.",
        "Marshia denies it",
    ),
]


@pytest.mark.parametrize(("text", "denial"), DENIED)
def test_denial_stands_beside_its_claim(text: str, denial: str) -> None:
    (conflict,) = find_contradictions(Frame(read(("2031-05-02", "Port", text))))
    assert conflict.values[0].evidence.quote in text.split(". ")[0] + "."
    assert denial in conflict.values[1].evidence.quote


NOT_DENIED = [
    "Two fifths were supplied, an official said. How much there is remains in dispute.",
    "One may not strike first, Norland holds. It is disputed whether one may wait.",
    "It was a reward, the diplomats said. At the graves one is not so pleased.",
    "In Brel the word bargain went round, and was denied: nobody had agreed to it. On 9 May the next group follows, a "
    "spokesman for Norland's army said.",
    "The fleet would be ready in May, Norland's minister said. He himself had not promised it, the minister of defence "
    "of Norland added.",
    "The new government kept to the treaty, its statement said. It declared the letter null and void on Monday.",
    "The president did not deny that there was something to the pictures, his spokesman said.",
    "They were handed false papers, the service said.",
    "The Red Cross asked the men where they want to go, it said. Rumours that a general was on board were denied in "
    "Norstad.",
    "Norway's minister said that the talks went on. The weather was fine.",
    "The bridge is to be opened in May, the ministry said. A minister was dismissed by the council on Friday, he said.",
    "Talks will go on, the envoy announced. The rebels rejected the proposal, their speaker said.",
    "The talks will be held in May, the envoy announced. The dispute goes before the judges, the opponents said.",
    "Soldiers will guard the bridge, the army announced. The governor said that he would deny visas to officers.",
    "A vote would be held in May, the council had announced. It was never held, an observer said.",
]


@pytest.mark.parametrize("text", NOT_DENIED)
def test_no_denial_is_made_up(text: str) -> None:
    assert find_contradictions(Frame(read(("2031-05-02", "Port", text)))) == ()


DIFFER_BY_WEIGHT = [
    (
        "the noun is another, the words around it are the same",
        [
            ("2031-05-02", "Plates", "Some 10,000 cars in Norland's north carry the old plates, the ministry counts."),
            ("2031-05-24", "Plates", "Only 9,300 vehicles in Norland's north carry the old plates, the police "
                "counts."),
        ],
        {("1", "Some 10,000 cars"), ("2", "9,300 vehicles")},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "posts", "expected"), DIFFER_BY_WEIGHT, ids=[row[0] for row in DIFFER_BY_WEIGHT])
def test_figures_that_no_rule_joins_are_weighed(
    why: str, posts: list[tuple[str, str, str]], expected: set[tuple[str, str]]
) -> None:
    assert any(expected <= set(found) for found in values(read(*posts)))
    (first, second) = (Frame([record]) for record in read(*posts))
    assert not any(one.thing == two.thing for one in find_figures(first) for two in find_figures(second))


def test_a_denial_of_what_its_sentence_has_told_denies_no_other() -> None:
    text = (
        "Niger's junta revoked the military accord in March. It accused the Americans of a condescending attitude. "
        "Washington had warned the generals against selling uranium to Iran, which Niamey denies having planned."
    )
    assert find_contradictions(Frame(read(("2024-04-22", "Port", text)))) == ()
