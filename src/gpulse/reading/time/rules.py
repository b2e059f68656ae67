"""The rules for time expressions: what each looks like, how it is read, and a worked example that the tests run.

An example is the sentence, the words found in it, and their value; it is read as of Friday, 28 June 2024.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gpulse.reading.time import dates as dates
from gpulse.reading.time import days as days
from gpulse.reading.time import lengths as lengths
from gpulse.reading.time import quarters as quarters
from gpulse.reading.time import units as units
from gpulse.reading.time import years as years
from gpulse.reading.time.context import NUMBER_WORDS, ORDINAL_WORDS, Context, Hit, Reading
from gpulse.reading.time.direction import WEIGHTS
from gpulse.reading.time.grammar import Lexicon, Pattern, build_lexicon, compile_template
from gpulse.reading.time.holidays import HOLIDAY_FRAGMENTS, holiday
from gpulse.reading.time.words import MONTH_NUMBERS, WEEKDAY_NUMBERS

Reader = Callable[[Hit, Context], Reading | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A form of words, how it is read, and its worked example: sentence, words found, TIMEX3 value."""

    name: str
    template: str
    reader: Reader
    sentence: str
    words: str
    value: str | None


LISTS: dict[str, Sequence[str]] = {
    "month": tuple(MONTH_NUMBERS)[:12],
    "month_short": tuple(MONTH_NUMBERS)[12:],
    "weekday": tuple(WEEKDAY_NUMBERS),
    "weekday_short": ("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri"),
    "weekdays": tuple(f"{name}s" for name in tuple(WEEKDAY_NUMBERS)),
    "number": (*NUMBER_WORDS, "hundred", "thousand"),
    "ordinal": tuple(word for word in ORDINAL_WORDS if "-" not in word),
    "unit": ("day", "night", "week", "weekend", "month", "quarter", "year", "decade", "century", "fortnight"),
    "units": (
        "days", "nights", "weeks", "weekends", "months", "quarters", "years", "decades", "centuries", "fortnights",
        "seasons", "summers", "winters",
    ),
    "clock_unit": ("hour", "minute"),
    "clock_units": ("hours", "minutes", "seconds", "hrs", "mins", "secs"),
    "season": ("spring", "summer", "autumn", "winter", "fall"),
    "part": ("morning", "afternoon", "evening", "night", "dawn", "dusk", "midday", "lunchtime"),
    "ampm": ("am", "pm", "a.m.", "p.m.", "a.m", "p.m"),
    "zone": ("gmt", "utc", "est", "edt", "cet", "cest", "msk", "et", "pst", "pdt", "bst", "local"),
    "some": ("several", "few", "many", "some", "numerous", "countless"),
    "roughly": ("about", "around", "nearly", "almost", "roughly", "approximately", "over", "under", "only", "just",
                "exactly"),
    "rel_back": ("last", "past", "previous", "preceding"),
    "rel_on": ("next", "coming", "following", "upcoming"),
    "more": ("more", "additional", "consecutive", "straight", "full", "long", "trading", "business", "working",
             "successive", "further", "calendar", "whole", "other"),
    "hanging": ("for", "in", "within", "after", "over", "during", "of", "and", "or", "about", "through", "than", "by"),
}  # fmt: skip

SHAPE_LISTS: dict[str, Sequence[str]] = {
    "dd": ("day",),
    "dayth": ("dayth",),
    "int": ("day", "small", "year", "four", "large"),
    "small": ("small",),
    "yyyy": ("year",),
    "decade": ("decade",),
    "clock": ("clock",),
    "clockpm": ("clockpm",),
    "numeric": ("numeric",),
    "hhmm": ("year", "four"),
    "ordinal": ("dayth", "nth"),
}

FRAGMENTS = {
    "MON": "{m: <month> | <month_short> .?}",
    "MONTWO": "{mm: <month> | <month_short> .?}",
    "WDAY": "{w: <weekday> | <weekday_short> .?}",
    "DAYNUM": "{d: <dd> | <dayth>}",
    "DAYTWO": "{dd: <dd> | <dayth>}",
    "NUMWORDS": "<number> (-? <number> | and <number>)*",
    "NUM": "{n: <int> <int> / <int> | <int> - <int> / <int> | <int> / <int> | <int> -? and -? a -? half"
    " | <int> (million | billion)? | NUMWORDS -? and -? a -? half | NUMWORDS | (a|the)? couple (of)?"
    " | half (a|an) dozen | (a|the)? dozen | (a|the)? <some> | dozens of | hundreds of | tens of}",
    "APPROX": "<roughly> | more than | less than | fewer than | at least | at most | up to | as many as | as much as"
    " | as little as | no more than | a little over | some | no less than | well over | just over | just "
    "under | little more than",
    "YEARWORDS": "(nineteen | eighteen) <number> (-? <number>)?",
    "YEAR": "{y: <yyyy> | YEARWORDS}",
    "ANYUNIT": "{u: <unit> | <units> | <clock_unit> | <clock_units>}",
    "OFYEAR": "(,)? (of | in)? {ry: this | last | next | that | the same | the previous | the following | the next"
    " | previous | following} year",
    "PLURAL": "{u: <units> | <clock_units>}",
    "SINGULAR": "{u: <unit> | <clock_unit>}",
    "ZONE": "<zone> time? | moscow time | kyiv time | kiev time | beijing time | eastern (standard | daylight)? time",
}

RULES: tuple[Rule, ...] = (
    # Calendar dates
    Rule("numeric", "<x:numeric>", dates.numeric, "It was signed on 2024-06-19.", "2024-06-19", "2024-06-19"),
    Rule("month day", "(WDAY ,? (the)?)? MON (the)? DAYNUM (,? (in)? <y:yyyy>)?", dates.calendar_day,
         "They met on June 19.", "June 19", "2024-06-19"),
    Rule("day month", "(WDAY ,? (the)?)? the? DAYNUM -? (day)? (of)? MON (,? <y:yyyy>)?", dates.calendar_day,
         "He landed on 3 March 2022.", "3 March 2022", "2022-03-03"),
    Rule("day of a year told", "MON DAYNUM OFYEAR | the? DAYNUM (of)? MON OFYEAR", dates.calendar_day,
         "They met on June 16 last year.", "June 16 last year", "2023-06-16"),
    Rule("day of an early year", "the? DAYNUM (of)? MON <ye:small>", dates.calendar_day,
         "The war began in 1066. Its chronicle says that the first king died on 30 September 420.", "30 September 420",
         "0420-09-30"),
    Rule("eleventh of September", "{x: <dd> / <dd>}", dates.eleventh_of_september, "The law was passed after 9/11.",
         "9/11", "2001-09-11"),
    Rule("days of a month", "MON DAYNUM (and | - | to | through | or) DAYTWO (,? <y:yyyy>)?", dates.several_days,
         "The summit was held on May 15 and 16.", "May 15 and 16", "2024-05-15/2024-05-16"),
    Rule("days, then month", "the? DAYNUM (and | - | to | through) (the)? DAYTWO (of)? MON (,? <y:yyyy>)?",
         dates.several_days, "Talks ran from 4 to 6 May.", "4 to 6 May", "2024-05-04/2024-05-06"),
    Rule("days over two months", "MON DAYNUM (- | to | through) MONTWO DAYTWO (,? <y:yyyy>)?", dates.days_over_months,
         "The drill lasted from May 30 to June 2.", "May 30 to June 2", "2024-05-30/2024-06-02"),
    Rule("bare day", "the (<d:dayth> | {o: <ordinal> | twenty - <ordinal> | thirty - first})"
         " (of {of: the | this | that | the same | last | next} month)?", dates.bare_day,
         "The talks open on the 30th of this month.", "the 30th of this month", "2024-06-30"),
    Rule("day of a month, in words", "the ({o: <ordinal> | twenty - <ordinal> | thirty - first} | {x: last day})"
         " (day)? of MON (,? <y:yyyy>)?",
         dates.spelled_day, "They vote on the thirtieth of September.", "the thirtieth of September", "2024-09-30"),
    Rule("weekday of a month", "(the)? {o: first | second | third | fourth | last} WDAY (of | in) MON (,? <y:yyyy>)?",
         dates.weekday_of_month, "They met on the last Wednesday of May.", "the last Wednesday of May", "2024-05-29"),
    Rule("last day of a month", "the last day of {u: the | this | that | next} month", dates.last_day_of_month,
         "It pays on the last day of the month.", "the last day of the month", "2024-06-30"),
    Rule("month year", "MON (,|of|-|in)? YEAR", dates.month, "It began in February 2022.", "February 2022", "2022-02"),
    Rule("month of an early year", "MON (of)? <ye:small>", dates.month,
         "It burnt again in 1204. The first fire was in December of 384.", "December of 384", "0384-12"),
    Rule("month", "MON", dates.month, "They met in May.", "May", "2024-05"),
    Rule("month of a year", "MON OFYEAR", dates.month, "He resigned in March last year.", "March last year", "2023-03"),
    Rule("relative month", "{r: this (past | coming)? | that | last | next | (the)? <rel_back> | (the)? <rel_on>} MON",
         dates.relative_month, "They met last September.", "last September", "2023-09"),
    Rule("year", "(the year)? <y:yyyy>", years.year, "The war began in 2014.", "2014", "2014"),
    Rule("early year", "(the year)? <y:small>", years.early_year, "The city was founded in the year 330.",
         "the year 330", "0330"),
    Rule("years, spelled", "YEARWORDS", years.spelled_year,
         "It dates from nineteen ninety-six.", "nineteen ninety-six", "1996"),
    Rule("year two thousand", "the year two thousand (and? <number>)?", years.two_thousand,
         "They feared the year two thousand.", "the year two thousand", "2000"),
    Rule("years, both ends", "<y:yyyy> (- | /) {yb: <yyyy> | <dd> | <int>}", years.year_range, "The 2014-2015 accords"
         " failed.",
         "2014-2015", "2014/2015"),
    Rule("ancient year", "{bc: <int>} (bc | bce) | ad {ad: <int>} | {ad: <int>} (ad | ce)", years.ancient_year,
        "He crossed the mountains in 218 BC.",
         "218 BC", "BC0218"),
    Rule("fiscal year",
         "(the)? (fiscal (year)? | fy) <y:yyyy> ((- | /) (<dd> | <int>))? | (the)? <yf:yyyy> fiscal year",
         years.fiscal_year,
         "Spending in fiscal 2025 grew.", "fiscal 2025", "2025"),
    Rule("decade", "(the)? <x:decade>", years.decade, "Relations cooled in the 1970s.", "the 1970s", "197"),
    Rule("decade, spelled", "the (early | late | mid -?)? {x: twenties | thirties | forties | fifties | sixties |"
         " seventies | eighties |"
         " nineties}",
         years.decade, "In the sixties the two fell out.", "the sixties", "196"),
    Rule("century", "(the)? {o: <ordinal> | twenty - first} -? {c: century | centuries} ({bc: bc | bce} | ad | ce)?",
         years.century, "In the 19th century it was a port.",
         "the 19th century", "18"),
    Rule("first of two centuries", "(the)? {o: <ordinal>}", years.century_ahead,
         "It was ruled from the 14th to the 17th century.", "the 14th", "13"),
    Rule("day of a row", "(the | a) {o: second | third | fourth | fifth | sixth | seventh | eighth | ninth | tenth}"
         " {c: consecutive | straight | successive | running}? (day | night)", days.day_of_a_row,
         "Today is the eighth day of the siege.", "the eighth day", "2024-06-28"),
    # Weekdays
    Rule("weekday", "{w: <weekday>} {p: <part>}?", days.weekday, "The envoy arrived on Tuesday.", "Tuesday",
         "2024-06-25"),
    Rule("relative weekday", "{r: this (past | coming)? | last | next | the following | the next | the previous"
         " | the preceding | the same | that same | that | the coming} {w: <weekday>} {p: <part>}?",
         days.relative_weekday,
         "They will meet next Monday.", "next Monday", "2024-07-01"),
    Rule("weekday of a week", "{w: <weekday>} {p: <part>}? (of)? {rw: this | last | next | the following | the"
         " previous}"
         " week", days.weekday_of_week, "He left on Monday last week.", "Monday last week", "2024-06-17"),
    Rule("weekday in weeks", "a week (from | on)? {w: <weekday>} | {w: <weekday>} week", days.week_from_weekday,
         "The vote is a week from Tuesday.", "a week from Tuesday", "2024-07-09"),
    Rule("weekdays", "(on)? (every | each) {w: <weekday> | <weekdays>} {p: <part>}? | {ww: <weekdays>}",
         days.weekday_set,
         "Parliament sits every Thursday.", "every Thursday", "XXXX-WXX-4"),
    Rule("weekday nights", "{w: <weekday>} {ps: mornings | afternoons | evenings | nights}", days.weekday_set,
         "It airs on Sunday nights.", "Sunday nights", "XXXX-WXX-7TNI"),
    # Days counted from the day of publication
    Rule("today", "{x: today | yesterday | tomorrow | tonight} {p: <part>}?", days.today, "Sanctions were lifted"
         " yesterday.",
         "yesterday", "2024-06-27"),
    Rule("before yesterday", "(the)? day {x: before yesterday | after tomorrow}", days.two_days_off,
         "He died the day before yesterday.", "the day before yesterday", "2024-06-26"),
    Rule("last night", "{r: last | this | tomorrow | yesterday | that | the (next | following | previous | same)}"
         " {p: <part>}",
         days.relative_part, "Shelling resumed last night.", "last night", "2024-06-27TNI"),
    Rule("overnight", "overnight", days.overnight, "Kharkiv was shelled overnight.", "overnight", "2024-06-27TNI"),
    Rule("night to a day", "(the night | overnight) (from <weekday>)? (to | into) {w: <weekday>}", days.night_to,
         "Kyiv was shelled in the night to Tuesday.", "the night to Tuesday", "2024-06-24TNI"),
    Rule("part of the day", "(the | mid -?)? (early)? {p: <part>} (hours)?", days.bare_part,
         "The convoy left in the morning.", "the morning", "2024-06-28TMO"),
    Rule("early hours", "the (early | small | wee) -? (morning)? hours", days.early_hours,
         "It struck in the early hours.", "the early hours", "2024-06-28TMO"),
    # Weeks, months, quarters, years counted from a date
    Rule("relative unit", "(the)? {r: this (past | coming | current)? | last | next | past | previous | preceding |"
         " coming"
         " | following | upcoming | same | current | ensuing} {u: <unit> | season}", units.relative_unit,
         "Troops may arrive as early as next month.", "next month", "2024-07"),
    Rule("that unit", "{r: that (same)? | the | the same | the whole | the full | the entire} {u: day | week"
         " | weekend | month | quarter | year | decade | century}", units.that_unit,
         "In 1998 it defaulted. That year the bank failed.", "That year", "1998"),
    Rule("unit before last", "the {u: week | month | year | weekend} before last", units.before_last,
         "He flew in the week before last.", "the week before last", "2024-W24"),
    Rule("unit before", "the {u: day | night | week | month | year} {x: before | after}", units.unit_before,
         "He spoke on May 14 and the week before.", "the week before", "2024-W19"),
    Rule("week of a day", "the week (of | beginning | starting) MON DAYNUM (,? <y:yyyy>)?", units.week_of,
         "It was heard in the week of March 4.", "the week of March 4", "2024-W10"),
    Rule("earlier in the unit", "{e: earlier | later | early | late} in the {u: day | week | month | year | decade}",
         units.edge_in_unit, "Earlier in the year they fought.", "Earlier in the year", "2024"),
    Rule("season", "{r: this (past | coming)? | last | next | the | that | the (previous | following | next)}?"
         " {s: <season>} ((of)? YEAR ((- | /) (<dd> | <int>))? | of {ry: (the)? (this | last | next | that | "
         "previous | following)} "
         "year)? | {s: <season>} (of | ,)? YEAR", units.season,
         "It failed in the spring of 1998.", "the spring of 1998", "1998-SP"),
    Rule("quarter", "(the | its | this | their)? (fiscal)? -? {o: first | second | third | fourth | <dayth>}"
         " (fiscal)? -?"
         " quarter ((of)? (fiscal)? (<y:yyyy> | {ry: this | last | next} year))?", quarters.quarter,
         "Output fell in the first quarter of 2023.", "the first quarter of 2023", "2023-Q1"),
    Rule("quarter of that year", "({ry: this | last | next} year 's | (the)? <y:yyyy>) (fiscal)? {o: first | second"
         " | third"
         " | fourth} -? quarter", quarters.quarter, "Last year's third quarter was weak.", "Last year's third"
         " quarter", "2023-Q3"),
    Rule("final quarter", "(the)? {o: final | last} quarter of (<y:yyyy> | {ry: this | last | next} year)",
         quarters.quarter,
         "Exports rose in the last quarter of 2023.", "the last quarter of 2023", "2023-Q4"),
    Rule("months of a quarter", "(the)? MON - MONTWO (period | quarter) ((of)? <y:yyyy>)?", quarters.months_of_quarter,
         "Output rose in the January-March period.", "the January-March period", "2024-Q1"),
    Rule("quarter or half by its number", "{x: q | h} {o: <dd>} ((of | ,)? (fiscal)? <y:yyyy>)?",
         quarters.numbered_part, "Exports rose in Q3 2023.", "Q3 2023", "2023-Q3"),
    Rule("quarter of a year ago", "(the)? (year - (ago | earlier) | comparable year - ago | corresponding) {o: first"
         " | second | third | fourth}? (quarter | period) {ry: last year}? | last year 's quarter"
         " | (the)? quarter a year (ago | earlier) | (the)? <y:yyyy> (quarter | period)", quarters.year_ago_quarter,
         "In the second quarter of 2024 it lost more than in the year-earlier quarter.", "the year-earlier quarter",
         "2023-Q2"),
    Rule("latest quarter", "(the)? {x: latest | most recent | current} {u: quarter | period | fiscal year | year}",
         quarters.latest_quarter, "In the latest quarter output rose.", "the latest quarter", "2024-Q1"),
    Rule("half", "(the)? {o: first | second | last | latter} half (of (<y:yyyy> | {ry: this | last | next | the}"
         " year))?",
         quarters.half, "Prices rose in the first half of 2023.", "the first half of 2023", "2023-H1"),
    Rule("year-end", "year -? end | year 's end", quarters.year_end, "It will close by year-end.", "year-end",
         "2024-12-31"),
    # So many units from a date
    Rule("ago", "(APPROX)? (NUM (<more>)? ANYUNIT | (a | an | one) SINGULAR {half: and a half}?) (or so)? ago",
         units.ago, "He was elected two weeks ago.", "two weeks ago", "2024-W24"),
    Rule("units ago", "PLURAL ago", lengths.vague_duration, "They met months ago.", "months ago", "PXM"),
    Rule("from now", "(APPROX)? (NUM ANYUNIT | a SINGULAR) from (now | today)", units.from_now,
         "The vote is three months from now.", "three months from now", "2024-09"),
    Rule("later", "(APPROX)? (NUM (<more>)? ANYUNIT | a SINGULAR | an SINGULAR | one SINGULAR) {x: later | earlier"
         " | before"
         " | previously | afterwards | afterward}", units.later,
         "The ship left on June 3. Two days later it sank.", "Two days later", "2024-06-05"),
    Rule("year-earlier", "(a)? year - (earlier | ago) | year (earlier | ago)", quarters.year_earlier, "The"
         " year-earlier loss was larger.", "year-earlier",
         "2023"),
    # Durations
    Rule("one day", "one day", lengths.one_day, "They will one day meet.", "one day", "FUTURE_REF"),
    Rule("last so many",
        "(at least | about | almost | nearly | only)? (the | this)? {r: last | past | next | coming | following"
        " | previous |"
         " preceding | latest}"
         " (NUM (<more>)? PLURAL | PLURAL | {u_one: decade | century | hour})", lengths.last_so_many,
         "In the past three months it fell.", "the past three months", "P3M"),
    Rule("the first so many", "(the)? (APPROX)? {r: first | final | opening | initial | early"
         " | closing} (NUM)? (<more>)? PLURAL",
         lengths.plain_duration, "In the first nine months it grew.", "the first nine months", "P9M"),
    Rule("recent", "recent {u: <units>}", lengths.vague_duration, "In recent weeks it fell.", "recent weeks", "PXW"),
    Rule("duration", "((the)? (APPROX)? NUM (<more>)? PLURAL | (an)? (APPROX)? (the)? NUM -? (<more>)? ANYUNIT) (old |"
         " - old | (and | -) a half | or so)?",
         lengths.plain_duration, "The siege lasted four days.", "four days", "P4D"),
    Rule("range of durations", "(APPROX)? {n: <int> | <number>} (to | or | - | and) {nn: <int> | <number>} -? ANYUNIT"
         " (old | - old)?",
         lengths.plain_duration, "It takes two to three weeks.", "two to three weeks", "P2W"),
    Rule("a unit", "(APPROX)? {a: a (<more>)? | an (<more>)? | one (<more>)? | another | half a | half an | a half"
         " | half -?"
         " | a single} -? SINGULAR (and a half | or two | or so | or more)?", lengths.single_duration,
         "It will happen within a month.", "a month", "P1M"),
    Rule("part of a century", "(APPROX)? {q: a quarter of a | a quarter - | half a | half - | a half -? | quarter -"
         " | three quarters of a} {u: century | decade} {ago: ago}?", lengths.part_of_century,
         "It was his first visit in nearly a quarter of a century.", "nearly a quarter of a century", "P25Y"),
    Rule("units", "PLURAL ((or | and | to) <units>)?", lengths.bare_units, "Troops could arrive within weeks.",
         "weeks", "PXW"),
    Rule("a while", "{x: a while | some time | quite some time}", lengths.a_while,
         "It held for some time.", "some time", "PXX"),
    # Clock times
    Rule("clock", "(about | around | approximately | shortly (after | before) | just (after | before))? {c: <clock>}"
         " (<ap:ampm>)?"
         " (ZONE)?", lengths.clock, "It hit at 7:15 p.m.", "7:15 p.m.", "2024-06-28T19:15"),
    Rule("hour", "(about | around | approximately | shortly (after | before) | just (after | before))? ({c: <dd>}"
         " (<ap:ampm> | o'clock) | {cw: <number>} o'clock | {c_pm: <clockpm>}) (ZONE)?", lengths.clock,
         "It starts at 9 a.m. local time.", "9 a.m. local time", "2024-06-28T09:00"),
    Rule("half past", "{past: half past | (a)? quarter past | (a)? quarter to} {cw: <number> | <dd> | noon | midnight}",
         lengths.half_past, "They met at half past nine.", "half past nine", "2024-06-28T09:30"),
    Rule("hour of a part", "(about | around | shortly after | shortly before)? ({c: <dd>} | {cw: <number>})"
         " (in the {p: morning | afternoon | evening} | at {p: night})",
         lengths.hour_of_part,
         "The guards came at two in the morning.", "two in the morning", "2024-06-28T02:00"),
    Rule("hundred hours", "{h: <hhmm>} (gmt | utc | hours (gmt | utc | local time)?)", lengths.clock_hundred,
         "The truce holds until 1300 GMT.", "1300 GMT", "2024-06-28T13:00"),
    Rule("noon", "{x: noon | midnight}", lengths.noon, "They met at noon.", "noon", "2024-06-28T12:00"),
    # Sets
    Rule("every", "(every | each) (NUM)? {u: <unit> | <units> | <clock_unit> | <clock_units> | <month> | <season>}",
         lengths.every, "Inspectors visit every three months.", "every three months", "P3M"),
    Rule("every so many", "every {other: other | second} {u: <unit>}", lengths.every, "It sits every other week.",
         "every other week", "P2W"),
    Rule("daily", "{x: daily | weekly | monthly | yearly | annually | hourly | nightly}", lengths.daily,
         "It is shelled daily.", "daily", "P1D"),
    Rule("so often a unit", "{often: once | twice | <number> times | <int> times | several times} (a | per | each |"
         " every)"
         " {u: <unit>}", lengths.every, "They talk twice a week.", "twice a week", "P1W"),
    # Holidays
    Rule("holiday", "(the)? {hol: HOLIDAY} (DAYEVE)? (,? (of | in)? <y:yyyy>)?", holiday,
         "He was freed around New Year.", "New Year", "2024-01-01"),
    Rule("relative holiday", "{r: last | this | next} {hol: HOLIDAY} (DAYEVE)?", holiday, "They met last Christmas.",
         "last Christmas", "2023-12-25"),
    # References without a date
    Rule("now", "{x: (right | until | up (until | to) | by)? now | currently | at present | at the moment | these days"
         " | nowadays | at this (time | moment | point)}", lengths.now, "He is now minister.", "now",
         "PRESENT_REF"),
    Rule("recently", "{x: recently | lately | (the)? recent past | the past | (a)? (long | short) (time)? ago"
         " | some time ago}", lengths.past_reference,
         "He recently left.", "recently", "PAST_REF"),
    Rule("soon", "{x: soon | shortly | (the)? (near | immediate | foreseeable | not too distant | not - too -"
         " distant) future | the future"
         " | (the)? near term | (the)? short term | as soon as possible | someday | a later date}",
         lengths.future_reference,
         "They hope to meet in the near future.", "the near future", "FUTURE_REF"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRules:
    """The compiled rules, by the characters they can begin with, and the lexicon that makes a text ready for them."""

    lexicon: Lexicon
    by_first: dict[str, tuple[tuple[Rule, Pattern], ...]]
    alone: dict[str, tuple[tuple[Rule, Pattern], ...]]
    """Of the rules that a character can begin, those that it is enough for: no rule goes on with a word of none."""
    direction: Mapping[str, float] | None
    """The weights of `times_direction`; without them the rules decide alone."""


def load_time_rules(direction: Mapping[str, float] | None = WEIGHTS) -> TimeRules:
    """Compile the rules; `direction` are the weights of `times_direction`.

    Raises `GpulseError` where a rule is not well formed.
    """
    fragments = {**FRAGMENTS, **HOLIDAY_FRAGMENTS}
    lexicon = build_lexicon(
        LISTS,
        SHAPE_LISTS,
        fragments,
        [rule.template for rule in RULES],
        ("month", "month_short", "weekday", "weekday_short", "weekdays"),
    )
    compiled = [(rule, compile_template(rule.template, lexicon)) for rule in RULES]
    firsts = {char for _, pattern in compiled for char in pattern.first}
    by_first = {char: tuple(pair for pair in compiled if char in pair[1].first) for char in firsts}
    return TimeRules(
        direction=direction,
        lexicon=lexicon,
        by_first=by_first,
        alone={char: tuple(p for p in pairs if p[1].regex.match(char)) for char, pairs in by_first.items()},
    )
