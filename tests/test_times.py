"""Time expressions: each rule's worked example, anchors, tense, joining, events, and what is left without a value."""

from __future__ import annotations

import datetime as dt

import pytest

from gpulse.evaluation.timex import pair_timexes, parse_timeml, score_pairs
from gpulse.reading.sentences import find_sentences
from gpulse.reading.time.grammar import compile_template
from gpulse.reading.time.rules import RULES, Rule
from gpulse.reading.times import find_timexes, load_time_rules
from gpulse.record import Timex

RULES_LOADED = load_time_rules()
FRIDAY = dt.date(2024, 6, 28)


def read(text: str, published: dt.date | None = FRIDAY) -> list[tuple[str, str | None, str | None, str | None]]:
    found = find_timexes(text, find_sentences(text), published, rules=RULES_LOADED)
    return [(text[timex.start : timex.end], timex.value, timex.earliest, timex.latest) for timex in found]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_reads_its_example(rule: Rule) -> None:
    assert (rule.words, rule.value) in [(words, value) for words, value, _, _ in read(rule.sentence)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_example_is_matched_by_its_own_rule(rule: Rule) -> None:
    from gpulse.reading.time.grammar import find_tokens

    tokens = find_tokens(rule.sentence, (), RULES_LOADED.lexicon)
    code = "".join(token.char for token in tokens)
    start = next(index for index, token in enumerate(tokens) if token.start == rule.sentence.index(rule.words))
    match = compile_template(rule.template, RULES_LOADED.lexicon).regex.match(code, start)
    assert match is not None
    assert rule.sentence[tokens[start].start : tokens[match.end() - 1].end] == rule.words


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [
        ("Earlier this week it shelled the port.", "Earlier this week", "2024-06-24", "2024-06-28"),
        ("Later this year it will vote.", "Later this year", "2024-06-28", "2024-12-31"),
        ("They will come next month.", "next month", "2024-07-01", "2024-07-31"),
        ("They met last September.", "last September", "2023-09-01", "2023-09-30"),
        (
            "It will be over by the end of the third quarter.",
            "the end of the third quarter",
            "2024-07-01",
            "2024-09-30",
        ),
        ("He spoke at 5 p.m. on Wednesday.", "5 p.m. on Wednesday", "2024-06-26", "2024-06-26"),
        ("In the early hours of Thursday drones struck.", "the early hours of Thursday", "2024-06-27", "2024-06-27"),
        ("They signed two days before Christmas.", "two days before Christmas", "2023-12-23", "2023-12-23"),
        ("In the past two weeks it lost ground.", "the past two weeks", "2024-06-14", "2024-06-28"),
        ("It will leave by the end of the decade.", "the end of the decade", "2020-01-01", "2029-12-31"),
        ("The hearing was the day before last Tuesday.", "the day before last Tuesday", "2024-06-24", "2024-06-24"),
        ("Clashes broke out over the weekend.", "the weekend", "2024-06-22", "2024-06-23"),
        ("Shares have risen since year-end.", "year-end", "2023-12-31", "2023-12-31"),
        ("It will cut output in H2 2025.", "H2 2025", "2025-07-01", "2025-12-31"),
        ("They will meet in the second half of July.", "the second half of July", "2024-07-16", "2024-07-31"),
        ("In the run-up to the Nov. 5 election, it cut aid.", "Nov. 5", "2024-11-05", "2024-11-05"),
        ("It joined in the planning for a summit in November.", "November", "2024-11-01", "2024-11-30"),
        ("It seized power on 26 July 2023. The July 26 coup was condemned.", "July 26", "2023-07-26", "2023-07-26"),
        ("It began at 4 a.m. (0200 GMT) on Wednesday.", "4 a.m.", "2024-06-26", "2024-06-26"),
    ],
)
def test_interval_keeps_the_precision_of_the_text(text: str, words: str, earliest: str, latest: str) -> None:
    assert (words, earliest, latest) in [(found, one, other) for found, _, one, other in read(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He arrived on Monday.", "2024-06-24"),
        ("He will arrive on Monday.", "2024-07-01"),
        ("The vote is scheduled for Monday.", "2024-07-01"),
        ("The envoy is to visit Ankara on Tuesday.", "2024-07-02"),
        ("The talks that began on Tuesday will go on.", "2024-06-25"),
        ("They have until Sunday.", "2024-06-30"),
        ("The two will open a crossing, they agreed in the capital on Tuesday.", "2024-06-25"),
        ("The two will need it on Tuesday.", "2024-07-02"),
        ("The drills, which opened in the south, run until the end of August.", "2024-08"),
        ("The delegation will leave in March.", "2025-03"),
        ("The delegation left in March.", "2024-03"),
        ("He read the note that she posted on July 23.", "2023-07-23"),
        ("Votes are tallied July 23.", "2024-07-23"),
        ("The price of May wheat rose a cent.", "2025-05"),
        ("A committee was set up to deal with breaches of a March 5 ceasefire.", "2024-03-05"),
        ("The envoy is meeting them on Monday.", "2024-07-01"),
        ("If they remember the general, who died Sunday, it will be for that.", "2024-06-23"),
        ("After beating him in Tuesday's vote, she will face the other.", "2024-06-25"),
        ("She will vote for him because of the attack in the capital on Sunday.", "2024-06-23"),
        ("The poll was of 1,000 voters, taken Wednesday through Thursday.", "2024-06-26"),
        ("It is the highest total since July 25, which brings the number to 300.", "2023-07-25"),
        ("The election in August will be held by post, they agreed.", "2024-08"),
        ("It set December 31 as a deadline.", "2024-12-31"),
        ("The first batch could arrive in August.", "2024-08"),
        ("The ban on cruises was extended to September 30.", "2024-09-30"),
        ("The state paid for tests, beginning in July.", "2024-07"),
        ("It was said that there could be 300 a day by mid-July.", "2024-07"),
        ("The race, originally scheduled for July, is off.", "2024-07"),
        ("The trial is set for November.", "2024-11"),
        ("She announces a referendum in November.", "2024-11"),
        ("He is stepping down in September.", "2024-09"),
        ("The race, which would have taken place on October 15, is off.", "2024-10-15"),
        ("The rules hold from September 13 until March 31, 2025.", "2024-09-13"),
        ("He was seen during the January 6 riot.", "2021-01-06"),
        ("The payments were due in April.", "2024-04"),
        ("They found a box that would hold a gun, as well as shells, in the flat on Monday.", "2024-06-24"),
    ],
)
def test_tense_of_the_clause_decides_the_direction(text: str, value: str) -> None:
    assert read(text)[0][1] == value


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        (
            "The talks failed on Monday. In December 1987 the two signed a pact. Its renewal, which was to have "
            "expired on August 30, is off.",
            "August 30",
            "2024-08-30",
        ),
        (
            "The vote goes on, a day after the country's president, who spoke on television, fell. The country "
            "elects a president on June 30.",
            "a day",
            "P1D",
        ),
        ("They left on 10 May; the day before forces had struck the gorge.", "the day before", "2024-05-09"),
        ("The troops, massed since March, have not moved, though he said a day earlier that they had.", "a day earlier",
         "2024-06-27"),
        ("Exports under September's deal, which runs out in August, reached a peak.", "September", "2023-09"),
        (
            "Net rose in the third quarter of 2023. In the nine months it was $3 million, up from $2 million a year "
            "earlier.",
            "a year earlier",
            "2023",
        ),
        (
            "First-quarter net fell. The firm gave no estimate of its second-quarter net. In the latest quarter it "
            "sold a mine.",
            "the latest quarter",
            "2024-Q1",
        ),
        ("The mandate lets the troops stay, to guard it until May 31.", "May 31", "2025-05-31"),
        ("The index closed at 2,082, to stand 3% up from May 31.", "May 31", "2024-05-31"),
        ("They will back her in the November presidential election.", "November", "2024-11"),
        ("The firm reveals that in March it paid a ransom. It had paid in 2019.", "March", "2024-03"),
        ("He was freed at about eleven at night.", "about eleven at night", "2024-06-28T23:00"),
        ("They will be freed one day, she hopes.", "one day", "FUTURE_REF"),
    ],
)  # fmt: skip
def test_reading_that_was_once_wrong(text: str, words: str, value: str) -> None:
    assert (words, value) in [(found, read_as) for found, read_as, _, _ in read(text)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("He sees the president on Monday, and means to ask for arms.", "Monday", "2024-07-01"),
        ("With 51.5 per cent they agreed to the judges on Sunday.", "Sunday", "2024-06-23"),
        ("He took over the party on 22 May.", "22 May", "2024-05-22"),
        ("The others had been received on the 29th.", "the 29th", "2024-05-29"),
        ("They will be received on the 3rd.", "the 3rd", "2024-07-03"),
        ("In March it agreed; on the sixteenth of that month it voted.", "the sixteenth of that month", "2024-03-16"),
        ("He had no opponent on the ninth of last month.", "the ninth of last month", "2024-05-09"),
        ("They met on the twenty-second of May.", "the twenty-second of May", "2024-05-22"),
        ("The rule had been passed on the Monday in March.", "Monday", None),
        ("The works stand still since that Wednesday in March.", "that Wednesday", None),
        (
            "They left twelve days before the end of the year 2023.",
            "twelve days before the end of the year 2023",
            "2023-12-19",
        ),
    ],
)
def test_direction_is_weighed_and_days_are_of_their_month(text: str, words: str, value: str | None) -> None:
    assert (words, value) in [(found, read_as) for found, read_as, _, _ in read(text)]


def test_week_in_a_monday_paper_is_the_one_that_has_ended() -> None:
    monday = dt.date(2024, 7, 1)
    assert read("The index fell for the week.", monday)[0][1] == "2024-W26"


def test_no_date_known_no_value() -> None:
    assert read("They met last week and again on Tuesday.", None) == [
        ("last week", None, None, None),
        ("Tuesday", None, None, None),
    ]
    assert read("They met on 3 May 2022.", None) == [("3 May 2022", "2022-05-03", "2022-05-03", "2022-05-03")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The dam broke in 1998. The council will vote on February 12.", "1998-02-12"),
        ("The dam broke in 1998. Nobody was hurt. The council will vote on February 12.", None),
        ("The worst flood since 1998 hit the town. The council will vote on February 12.", None),
        ("The dam broke in 1998.\n\nShops will reopen on February 12.", None),
    ],
)
def test_undated_news_takes_no_year_from_afar(text: str, value: str | None) -> None:
    assert read(text, None)[-1][1] == value


def test_text_without_a_word_has_no_times() -> None:
    assert find_timexes("", [], None) == ()


def test_day_after_an_event_is_dated_by_the_sentence_that_dates_the_event() -> None:
    text = (
        "The two presidents signed a gas deal in Astana on May 14. Prices fell the day after the "
        "presidents signed the gas deal."
    )
    assert read(text)[-1] == (
        "the day after the presidents signed the gas deal",
        "2024-05-15",
        "2024-05-15",
        "2024-05-15",
    )


def test_day_after_an_unknown_event_has_no_value() -> None:
    assert read("Prices fell the day after the embassy closed its gates.")[-1][1:] == (None, None, None)


def test_ages_are_no_durations() -> None:
    assert read("The 62-year-old general and his 12-year-old son, who is six years old, left.") == []


def test_years_of_age_are_no_duration() -> None:
    assert read("It is for anyone over 18 years of age.") == []


def test_two_ages_named_together_are_no_duration() -> None:
    assert read("Two brothers, 27 and 29 years old, were held.") == []


def test_new_year_before_a_name_was_taken_for_a_title() -> None:
    assert read("By New Year Russia will have left the base.") == [
        ("New Year", "2025-01-01", "2025-01-01", "2025-01-01")
    ]


def test_the_first_of_a_month_was_the_whole_month() -> None:
    assert [
        value for _, value, *_ in read("It opens on the first of July and closes on the last day of August 2025.")
    ] == [
        "2024-07-01",
        "2025-08-31",
    ]


def test_name_of_a_newspaper_is_no_day() -> None:
    assert read("The envoy told USA Today that he agreed.") == []


def test_clock_time_takes_its_half_of_the_day_from_the_words_after_it() -> None:
    assert read("It must be signed by 6 o'clock this afternoon.")[0][:2] == (
        "6 o'clock this afternoon",
        "2024-06-28T18:00",
    )


def test_month_shares_the_year_of_the_one_after_it() -> None:
    found = read("From March to May 1917 there were mutinies.")
    assert [one[1] for one in found] == ["1917-03", "1917-05"]


def test_event_long_after_is_not_counted_from_an_unrelated_day() -> None:
    assert read("She spoke on Monday. Nearly 30 years later, the case is still open.")[-1][1] == "P30Y"


def test_counts_are_no_years() -> None:
    assert read("It sent 2000 soldiers and 1500 tanks.") == []


def test_following_day_is_counted_from_the_day_spoken_of() -> None:
    text = "The army crossed the border on 24 February 2022. The following day it reached the airport."
    assert [found[1] for found in read(text)] == ["2022-02-24", "2022-02-25"]


def test_story_without_news_counts_from_its_own_years() -> None:
    text = (
        "The border war began in May 1932. In September the two states called up reserves. In 1933 it widened. "
        "In March the capital was shelled. An armistice followed in 1935, and in July delegates met."
    )
    assert [found[1] for found in read(text)] == ["1932-05", "1932-09", "1933", "1933-03", "1935", "1935-07"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He was watching Russia Today in the office of the Breitbart News Daily.", []),
        ("She said on CBS This Morning, and on Saturday Night Live, that she agreed.", []),
        ("Thousands Rally For Peace In Kyiv This Week", [("This Week", "2024-W26")]),
        ("Statues stand on Easter Island.", []),
        ("She ran the mile in 4:08.22, a record.", []),
        ("He went back to Mar-a-Lago.", []),
        ("She won on Super Tuesday.", []),
        ("She noted that Thursday's debate was long.", [("Thursday", "2024-06-27")]),
        ("The vote is near, with one day to go.", [("one day", "P1D")]),
        ("It costs $2 million a year and 60 flights a week.", []),
        ("It runs on a day-to-day basis.", []),
        ("In her 20s she left.", []),
        ("Prices fell in the 1930's and in the '80s, and rose in the 90s.",
         [("the 1930's", "193"), ("the '80s", "198"), ("the 90s", "199")]),
        ("The Sept. 11 attacks changed it.", [("Sept. 11", "2001-09-11")]),
        ("They will decide on 30 September 200 questions.", [("30 September", "2024-09-30")]),
        ("They spoke for two and a half minutes.", [("two and a half minutes", "PT2M30S")]),
        ("The guards came at three o'clock in the morning.", [("three o'clock in the morning", "2024-06-28T03:00")]),
        ("The Senate votes on Tuesday.", [("Tuesday", "2024-07-02")]),
        ("The ships that would cut it off by Monday are ready.", [("Monday", "2024-07-01")]),
        ("It could be weeks before they agree.", [("weeks", "PXW")]),
        ("The peace of 1763 held.", [("1763", "1763")]),
        ("The rising of 1863 began on the night of 10-11 May.",
         [("1863", "1863"), ("the night of 10-11 May", "1863-05-10TNI")]),
        ("It is better to live one day as a lion.", [("one day", "P1D")]),
        ("The summer palace was burnt in the winter of 1840/41.", [("the winter of 1840/41", "1840-WI")]),
        ("In the first days of February they left.", [("the first days of February", "2024-02")]),
        ("Output will grow over the next decade.", [("the next decade", "P10Y")]),
        ("The 1833 treaty and the book (1796) name it.", [("1833", "1833"), ("1796", "1796")]),
        ("In 2008, the year he returned, it failed.", [("2008", "2008"), ("the year", "2008")]),
        ("He left in 1687 and 1689.", [("1687", "1687"), ("1689", "1689")]),
        ("The firm's 1989 results were weak.", [("1989", "1989")]),
        ("It was ceded by an 1868 accord and, after 1884, was a colony.", [("1868", "1868"), ("1884", "1884")]),
        ("It was held from about 1500 until 1830.", [("1500", "1500"), ("1830", "1830")]),
        ("It fell in 44 B.C. and rose in A.D. 70.", [("44 B.C.", "BC0044"), ("A.D. 70", "0070")]),
        ("It fell in the 4th century A.D. to them.", [("the 4th century A.D.", "03")]),
        ("They ruled it in the 16th and 17th centuries.", [("the 16th", "15"), ("17th centuries", "16")]),
        ("He was freed hours after the vote; weeks later he left.", [("hours", "PTXH"), ("weeks", "PXW")]),
        ("The accord follows months of talks.", [("months", "PXM")]),
        ("In the years that followed it grew.", [("years", "PXY")]),
        ("In the weeks before the vote it fell.", [("weeks", "PXW")]),
        ("The trickle soon became a flood, and shortly afterwards it was soon stopped.", []),
        ("They will soon meet.", [("soon", "FUTURE_REF")]),
        ("A bitter two-and-a-half-year war ended.", [("two-and-a-half-year", "P2Y6M")]),
        ("The Six-Day War and the Thirty Years' War are told of in it.", []),
        ("In the last week of November it opened.", [("the last week of November", "2023-11")]),
        ("It keeps its form to this day.", [("this day", "PRESENT_REF")]),
        ("In 2012 he won, and he left the following month.", [("2012", "2012"), ("the following month", None)]),
        ("It grew faster than the year before \N{EN DASH} but it fell again.", [("the year before", None)]),
        ("It ran for 48 hrs.", [("48 hrs", "PT48H")]),
        ("Not that long ago it was quiet.", [("long ago", "PAST_REF")]),
        ("It rose for the first time in years there.", [("years", "PXY")]),
        ("They spent months on it, in the weeks leading up to the vote.", [("months", "PXM"), ("weeks", "PXW")]),
        ("It said over the weekend that it agreed.", [("the weekend", "2024-W25-WE")]),
        ("It began more than four decades ago.", [("more than four decades ago", "P40Y")]),
        ("It grew by 20% annually and is open 24 hours a day.", []),
        ("It is held annually.", [("annually", "P1Y")]),
        ("Shelling went on for a third day.", [("a third day", None)]),
        ("The saint (c. 347 to 420) wrote it.", [("347", "0347")]),
        ("The 1863 proclamation followed the state's 1829 abolition of it.", [("1863", "1863"), ("1829", "1829")]),
        ("It came 3000 years ago, in 5000 BCE.", [("3000 years ago", None), ("5000 BCE", "BC5000")]),
        ("It lasted from about 1200 to about 400 BCE.", [("1200", "BC1200"), ("400 BCE", "BC0400")]),
        ("It is the Cup 2018 day five.", [("2018", "2018")]),
        ("They left at 0600 hours.", [("0600 hours", "2024-06-28T06:00")]),
        ("Prime Minister Theresa May agreed in May. Then May left; Mrs. May was calm.", [("May", "2024-05")]),
        ("The EU May summit is over.", [("May", "2024-05")]),
        ("A curfew runs from 11 p.m. to 5 a.m.", [("11 p.m.", "2024-06-28T23:00"), ("5 a.m.", "2024-06-29T05:00")]),
        ("They lived on the 11th and 12th floors, south of Jan Mayen.", []),
        ("It is the 2020/2021 school year.", [("2020/2021", "2020/2021")]),
        ("It is banned from Friday through Tuesday.", [("Friday", "2024-06-28"), ("Tuesday", "2024-07-02")]),
        ("He fled in a 1987 Chevrolet from the Christmas market.", []),
    ],
)  # fmt: skip
def test_forms_that_unseen_texts_showed(text: str, found: list[tuple[str, str]]) -> None:
    assert [one[:2] for one in read(text)] == found


def test_this_weekend_told_as_past_on_a_monday_is_the_one_before() -> None:
    assert read("The president said this weekend that he agreed.", dt.date(2024, 7, 1))[0][1] == "2024-W26-WE"


def test_feast_that_is_near_is_meant_although_the_clause_is_past() -> None:
    assert read("Crowds prayed as Easter week began.", dt.date(2000, 4, 17))[0][1] == "2000-W16"


def test_day_by_day_account_that_names_its_year_once_is_a_history() -> None:
    text = (
        "The junta needed a success, and on 19 March 1982 its flag was raised. The marines landed on 2 April. Many "
        "were young. None had fought before. South Georgia was retaken on 25 April. On 1 May the runway was bombed. "
        "It was cold. The weather was bad. The landing was made on 21 May. The last hills fell on 11 June."
    )
    assert {one[1][:4] for one in read(text, dt.date(2012, 6, 14)) if one[1]} == {"1982"}


def test_first_week_of_a_month_is_its_first_seven_days() -> None:
    assert read("By the first week of May they were there.")[0] == (
        "the first week of May", "2024-05", "2024-05-01", "2024-05-07",
    )  # fmt: skip


def test_bare_month_after_a_day_of_years_ago_belongs_to_that_year() -> None:
    found = read("He was arrested on 3 May 2010. In June he was sentenced. He spoke again in May.")
    assert [one[1] for one in found] == ["2010-05-03", "2010-06", "2010-05"]
    assert read("The pact was signed in 2010, he said yesterday. In May the two met.")[-1][1] == "2024-05"


def test_month_told_with_its_year_keeps_it_in_later_sentences() -> None:
    text = "The drive began in early November 2015. It was the first. It was led by marines. On 5 November they landed."
    assert read(text)[-1][1] == "2015-11-05"
    text = "It fell in June 2015. It is open now. It has guards, and more are on their way. On 5 June it fell."
    assert read(text)[-1][1] == "2024-06-05"


def test_weekday_below_the_day_of_publication_in_an_obituary_is_news() -> None:
    text = (
        "June 28, 2024. The former aide, who carried cash in 1972 and 1973, died Sunday. He was born in 1928. In 1945 "
        "he enlisted. In 1956 he moved south, where he ran a firm. He was jailed in 1975."
    )
    assert [one[1] for one in read(text) if one[0] == "Sunday"] == ["2024-06-23"]


def test_name_of_an_attack_gives_no_year_to_the_months_after_it() -> None:
    assert read("After 9/11 much changed, she said. On November 4th they met.")[-1][1] == "2023-11-04"


def test_clock_time_far_from_the_day_last_spoken_of_is_of_the_day_of_publication() -> None:
    text = "He spoke on Monday. She agreed. They left. The hall was empty. At 5:30 p.m. the siren went."
    assert read(text)[-1][1] == "2024-06-28T17:30"


def test_year_before_the_common_era_is_the_one_spoken_of() -> None:
    assert [one[1] for one in read("War broke out in 149 BC. That year the legions landed.")] == ["BC0149", "BC0149"]


def test_same_text_gives_the_same_reading_in_any_order() -> None:
    first, second = "He left last week. That day he spoke.", "The following year it fell."
    alone = read(second)
    read(first)
    assert read(second) == alone


TIMEML = """<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2024-06-28">06/28/24</TIMEX3></DCT>
<TEXT>They <EVENT>met</EVENT> <TIMEX3 tid="t1" type="DATE" value="2024-W25">last week</TIMEX3> and
on <TIMEX3 tid="t2" type="DATE" value="2024-06-24">Monday</TIMEX3>.</TEXT></TimeML>"""


def test_scorer_counts_as_the_protocol_says() -> None:
    document = parse_timeml(TIMEML, "a.tml")
    week, monday = document.timexes
    assert document.text[week.start : week.end] == "last week"
    found = [
        Timex(start=week.start, end=week.end, type="DATE", value="2024-W25"),
        Timex(start=monday.start - 3, end=monday.end, type="DATE", value="2024-07-01"),
        Timex(start=0, end=4, type="DATE", value="PRESENT_REF"),
    ]
    score = score_pairs(pair_timexes(document, found))
    assert (score["relaxed_f1"], score["strict_f1"], score["value_f1"]) == (0.8, 0.4, 0.4)
    assert (score["relaxed_precision"], score["relaxed_recall"]) == (0.6667, 1.0)
