"""Which words of a sentence a time is bound to: those of an aside, of another clause, or of what is asked for.

A time so bound is not that of an act outside these words. `EXAMPLES` has the rules' worked examples, which tests run.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from gpulse.record import Span, Timex

_PAST = re.compile(
    r"(?:froze|put|cut|sent|gave|took|made|said|told|met|held|left|went|came|fell|shot|struck|hit|led|lent|paid|sold|"
    r"won|lost|began|withdrew|drew|broke|brought|called|set|seized|signed)\b"
)
_ASIDE = re.compile(
    r",\s+(?:who|whose|whom|which|where(?!\s+(?:s?he|it|they)\s+and\b)|(?:[a-z]+|some\s+of)\s+(?:whom|which|whose)|(?:[a-z]+\s+){1,3}since|"
    r"(?:the|an?|its|some|about|around|nearly|more\s+than|\d[\d,]*)\s+(?:[\w’'-]+\s+){1,4}?(?:who|that|which))\b"
)
_CLOSES = re.compile(r",(?!\d)(?!\s(?:19|20)\d\d\b)")
"""A comma that ends an aside: not that of a number, nor of "in May, 2019"."""
_DASH = re.compile(r"\s*[—–]\s*|\s-{1,2}\s")
_PARTICIPLE = (
    r"(?:(?!publish|air|releas|post|issu)[a-z]+ed|born|built|found|held|made|known|begun|led|taken|given|written|"
    r"set(?:\s+up)?|sold|won)\b"
)
"""Not of what was published when its writer said so."""
_TOLD_OF = re.compile(rf",\s+(?:first\s+|once\s+|originally\s+)?{_PARTICIPLE}[^,;]*$")
"""What opens an aside about a name: "His foundation, established in 2007, has given …"."""
_OPENED = re.compile(
    r"[“\"]?(?!Asked|Pressed|Questioned|Told|Need|Indeed|Red|United|Hundred|Speed)"
    r"(?:[A-Z][a-z]+ed|Born|Built|Found|Held|Made|Known|Set\s+up|Taken|Written|Sworn)\s[^,;]*$"
)
"""A participle that opens a sentence: "Founded in 1990, the league has sent …". Who is asked answers the same day."""
_TO_DO = re.compile(
    r"\bto\s+(?!(?:the|an?|his|her|its|their|him|them|it|us|you|some|any|all|this|that|these|those|both)\b)[a-z]+\b"
    r"[^;“”\"]*\b(?:by|no later than|not later than|before)\s+(?:the\s+)?(?:end of\s+)?$"
)
"""Between an act done and a time: what was asked or agreed is to be done by then ("urged it to answer by July 31")."""
_FIRST_SINCE = re.compile(
    r"\b(?:first|last|biggest|largest|worst|deadliest|highest|lowest|most|heaviest)\b[^.;]*"
    r"(?P<since>\bsince\b)[^,;.]*$"
)
"""Before a time from which on there was none such: "the first visit since 2019"."""
_CLOCK = re.compile(
    r"(?:(?:about|around|shortly\s+\w+)\s+)?(?:\d{1,2}(?:[:.]\d\d)?|noon|midnight)(?:\s*[ap]\.?m\b\.?)?"
    r"(?:\s+(?:local\s+time|[A-Z]{2,4}))?"
)
_EVERY_DAY = re.compile(
    r"\b(?:weekends|weekdays|daily|nightly|night[\s-]?time|curfews?|in\s+effect|every|each)\b",
    re.IGNORECASE,
)
"""Beside a clock time that holds of many days: "will close on weekends at 3 p.m."."""
_FOR_SO_LONG = re.compile(
    r"(?:\s+(?:local\s+time|[A-Z]{2,4}))?\s+(?:for\s+\w+\s+(?:days|weeks|months)|(?:beginning|starting|effective|as\s+of)\b)"
)

_TOLD_LONG = re.compile(rf",\s+(?:first\s+|once\s+|originally\s+)?{_PARTICIPLE}[^,;]*,(?!\s+(?:and|but|or)\b)[^,;]*$")
"""The same where more words follow the time: "Chad, criticised last year for its camps, released …"."""
_THAT_DID = re.compile(r"\b(?:that|who|which)\s+(?:\w+ed|killed|left|took|brought|led|saw|put|sent|cut)\b[^,;]*$")
"""Before a time at the end of words about a thing: "speaking of a raid that killed nine in May, he blamed …"."""
_WILL = re.compile(r"(?:\bwill|['’]ll)\s+(?:\w+ly\s+)?(?:be\s+)?$", re.IGNORECASE)
_BESIDE = re.compile(
    r",\s+(?:in\s+(?:response|reaction|reference)\s+to|despite|because\s+of|thanks\s+to|amid|given|citing|referring\s+to|"
    r"recalling|quoting)\b[^,;]*$|^[“\"]?(?:Asked|Pressed|Questioned)\s+(?:about|over|whether|if|why)\b[^,;]*$"
)
"""What opens words of something else, up to a time at their end: "Lind, in response to a loss in 2008, said"."""
_OPENS_NEXT = re.compile(
    r"[^,;]*(?:,\s*)?\s(?:and|but)\s+(?:then\s+|later\s+|late\s+|early\s+)?(?:(?:on|in|at)\s+(?:the\s+)?)?$"
)
"""Between an act and a time that opens the clause of the next verb: "has been critical but on Monday wrote"."""
_VERB_NEXT = re.compile(
    r"\s+(?:(?:he|she|it|they|we|[A-Z]\w+)\s+)?(?:\w+ed|wrote|said|told|left|took|sent|met|held|gave|began|went|came|put|cut|has|had)\b"
)
_BUT_SHE = re.compile(
    r"[,;]\s+(?:however|but|yet),?\s+(?:he|she|it|they|we|[A-Z]\w+)\s+(?:\w+ly\s+|also\s+|later\s+)?$"
)
_WHO_DID = re.compile(r"\b(?:who|which)\s[^,;]*$")
_MAIN_VERB = re.compile(r"\s+(?:has|have|had|was|were|is|are|will)\b")
"""Behind a time at the end of a clause with "who": "a man who lied in May 2008 *has* been fined"."""
_MEANT_FOR = re.compile(
    r"\b(?:until|till)\s+(?:the\s+)?(?:end\s+of\s+)?$|\b(?:scheduled|planned|due|set)\b[^,;]{0,40}\bfor\s+$"
)
"""Before a time up to which something else lasts, or for which it was meant, and the act comes behind."""
_TO_SPEAK_OF = re.compile(r"\bto\s+(?:discuss|consider|debate|review|talk\s+about|decide|weigh|prepare)\b")
_TO_BE = re.compile(
    r"\b(?:to|will|would|should|must|shall|could|may|might)\s+(?:\w+ly\s+)?(?:(?:be|have)\s+)?$", re.IGNORECASE
)


_ANOTHER_NOUN = re.compile(
    r"(?:,|,?\s+(?:and|or))\s+(?:the|an?|its|their|his|her|another)\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE
)
FAR_IN = 12
"""Characters of a sentence before a time that does not open it: "On 3 May" does."""


def ends_another_phrase(text: str, home: Span, act: Span, time: Span) -> bool:
    """Say whether a time ends a phrase and the act is a noun of the next: "the siege in 2012 and the later inquiry".

    >>> words = "It spoke of the siege in 2012 and the subsequent inquiry."
    >>> at = words.index
    >>> siege, inquiry = Span(start=at("siege"), end=at("siege") + 5), Span(start=at("inq"), end=at("inq") + 7)
    >>> [ends_another_phrase(words, Span(start=0, end=len(words)), a, Span(start=25, end=29)) for a in (siege, inquiry)]
    [False, True]
    """
    if time.end > act.start or time.start - home.start < FAR_IN or is_past(act.of(text)):
        return False
    return bool(_ANOTHER_NOUN.match(text[time.end : act.start]))


def is_of_every_day(text: str, home: Span, time: Span) -> bool:
    """Say whether a clock time without a day is one that holds of many days, and so is no day's.

    >>> words = "Bars will close at 10 pm under a curfew."
    >>> is_of_every_day(words, Span(start=0, end=len(words)), Span(start=19, end=24))
    True
    """
    if not _CLOCK.fullmatch(time.of(text)):
        return False
    return bool(_EVERY_DAY.search(text, home.start, home.end) or _FOR_SO_LONG.match(text, time.end, home.end))


_HELD = re.compile(
    r"(?!\s+(?:the|an?|its|their|his|her)\b)(?:(?!\b(?:before|after|until|when|while|if|said|who)\b)[^,;“”\"]){0,80}?"
    r"\s(?:(?:that|which)\s[^,;]{0,60}?\b(?:h[eo]ld|holds|hosts?|hosted|takes?\s+place|took\s+place)|"
    r"(?:(?:is|are|was|were)\s+(?:to\s+be\s+|due\s+to\s+be\s+)?|(?:will|would)\s+be\s+|(?:to\s+)?be\s+)"
    r"(?:held|hosted|convened|scheduled|set|due|planned)|(?:takes?|took|to\s+take|will\s+take)\s+place)\b[^,;“”\"]{0,60}$"
)
_WHEN_IT_WAS = re.compile(r",\s+when\s[^,;“”\"]{2,60}$")


_BEGUN = re.compile(
    r",?\s+(?:(?!\b(?:said|told|that|who|which|when|after|before|and)\b)[^,;:“”\"]){2,90}\s"
    r"(?:embark(?:s|ed)\s+(?:up)?on|began|begins|started|starts|opened|concluded|completed|wrapped\s+up|paid|made|held|undertook|hosted|"
    r"left\s+(?:[A-Z]\w+\s+)?(?:for|on)|set\s+(?:off|out)\s+(?:for|on))\s+(?:an?|the|his|her|its|their)\s+"
    r"(?:(?!of\b|to\b|on\b)[\w-]+\s+){0,4}$"
)
"""Between a time that opens a sentence and what its first verb begins: "*Last week* Lind embarked on a *visit*"."""


def tells_when_held(text: str, act: Span, time: Span) -> bool:
    """Say whether words between an act and a time tell that it was held then, or a time "when" the act was done.

    >>> words = "Talks in Oslo are to be held on May 5. They fell out on May 7, when he visited Chad."
    >>> at = words.index
    >>> talks, visited = Span(start=0, end=5), Span(start=at("visited"), end=at("visited") + 7)
    >>> [tells_when_held(words, talks, Span(start=at("May 5"), end=at("May 5") + 5)),
    ...  tells_when_held(words, visited, Span(start=at("May 7"), end=at("May 7") + 5))]
    [True, True]
    >>> words = "Last week, Lind embarked on his first official visit to Chad."
    >>> tells_when_held(words, Span(start=words.index("visit"), end=words.index(" to Chad")), Span(start=0, end=9))
    True
    """
    if act.end <= time.start:
        return not is_past(act.of(text)) and bool(_HELD.match(text, act.end, time.start))
    return bool(_WHEN_IT_WAS.match(text, time.end, act.start) or _BEGUN.match(text, time.end, act.start))


_THEN_ANOTHER = re.compile(
    r"[^,]*\w[^,]*,\s+(?:and\s+)?|[^,]*\s+and\s+(?:(?:for|of)\s+)?(?:the|an?|its|their|his|her)\s+"
)


def is_of_the_next_act(text: str, act: Span, time: Span, others: Sequence[Span]) -> bool:
    """Say whether another act goes on behind an act and its object, and has the time: "shelled it and *left* in May".

    >>> words = "They shelled the port, and left in May."
    >>> shelled, left, may = Span(start=5, end=12), Span(start=27, end=31), Span(start=35, end=38)
    >>> [is_of_the_next_act(words, act, may, (shelled, left)) for act in (shelled, left)]
    [True, False]
    """
    between = (o for o in others if act.end <= o.start and o.end <= time.start)  # or "its exit and its demand in May"
    return any(_THEN_ANOTHER.fullmatch(text, act.end, o.start) for o in between)


_REACTS = re.compile(
    r"(?:condemn|denounc|deplor|criticis|criticiz|decr(?:y|ied)|protest|welcom|prais|hail|laud|applaud|mourn|regret|lament|"
    r"defend|justif)\w*",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"[^;]*\b(?:over|for|about(?!\s+[$€£\d])|following|amid|because\s+of|in\s+(?:response|retaliation)\s+(?:to|for))\s+(?:[^,;\s]+\s+){0,8}"
)
STALE = 7
"""Days before publication from which on news mostly tells when that was which somebody remarks on, not the remark."""


def is_of_the_occasion(text: str, act: Span, time: Timex, others: Sequence[Span], published: str | None) -> bool:
    """Say whether a time is that of what somebody remarks on or answers: "condemned the raid of 2 May", told in June.

    >>> words = "They condemned the raid on May 2."
    >>> at = words.index
    >>> act, raid = Span(start=5, end=14), Span(start=at("raid"), end=at("raid") + 4)
    >>> time = Timex(start=at("May 2"), end=at("May 2") + 5, type="DATE", earliest="2024-05-02", latest="2024-05-02")
    >>> [is_of_the_occasion(words, act, time, [raid], day) for day in ("2024-06-28", "2024-05-04")]
    [True, False]
    """
    between = [o for o in others if act.end <= o.start and o.end <= time.start]
    if published is None or time.latest is None or not between:
        return False
    answers = is_past(act.of(text)) and _OVER.fullmatch(text, act.end, between[-1].start)
    if not (_REACTS.fullmatch(act.of(text)) or answers):
        return False
    return (dt.date.fromisoformat(published) - dt.date.fromisoformat(time.latest)).days > STALE


def is_of_what_was(text: str, act: Span, time: Timex, others: Sequence[Span], published: str | None) -> bool:
    """Say whether a time is past and behind another act, and this act only asked for or to come: "voted to *pay* those
    tortured in the 1970s".

    >>> words = "They voted to pay those tortured in the 1970s."
    >>> at = words.index
    >>> pay, tortured = Span(start=at("pay"), end=at("pay") + 3), Span(start=at("tort"), end=at("tort") + 8)
    >>> time = Timex(start=36, end=45, type="DATE", earliest="1970-01-01", latest="1979-12-31")
    >>> [is_of_what_was(words, act, time, (pay, tortured), "2015-12-04") for act in (pay, tortured)]
    [True, False]
    """
    past = published is not None and time.latest is not None and time.latest < published
    if past and _WILL.search(text, max(0, act.start - 40), act.start):
        return True
    between = any(act.end <= o.start and o.end <= time.start for o in others)
    return past and between and bool(_TO_BE.search(text, max(0, act.start - 40), act.start))


EXAMPLES: Final = (
    ("Ms Ode — who led the talks of the bank in 2007 — backs a larger force.", "2007", "backs", True),
    ("The fund, set up in 2007, has raised money and donated it to schools.", "2007", "donated", True),
    ("The army shelled the town on Monday, killing two.", "Monday", "shelled", False),
    (
        "Found at sea in late November, the boy is the subject of a custody battle.",
        "late November",
        "custody battle",
        True,
    ),
    ("Asked on Monday about the raid, he blamed the rebels.", "Monday", "blamed", False),
    ("In a column, published on Thursday, he called on them to leave.", "Thursday", "called", False),
    ("On Monday the ship left, and the navy seized it.", "Monday", "seized", False),
    ("The judge urged the ministry to hand over the papers by July 31.", "July 31", "urged", True),
    ("The boy must be returned to his father by July 31.", "July 31", "returned", False),
    ("By July 31 the rebels had captured the town.", "July 31", "captured", False),
    ("It was the first time that a team was allowed in since January 13.", "January 13", "allowed", True),
    ("Rebels have attacked ships since May.", "May", "attacked", False),
    ("It is the first deal signed since the premier came to power in 2014.", "2014", "signed", True),
    ("Chad, criticised last year for its camps, released ten men.", "last year", "released", True),
    ("The rebels burned a village on Monday, shelled another, and withdrew.", "Monday", "withdrew", False),
    ("The premier, speaking of a raid that killed nine in May, blamed smugglers.", "May", "blamed", True),
    ("The premier, in response to a loss in 2008, accused the bank.", "2008", "accused", True),
    ("Asked about the raid of last week, he accused the rebels.", "last week", "accused", True),
    ("The paper has been critical of him but on Monday wrote that he was right.", "Monday", "critical", True),
    ("Troops killed men in 2003, however she accepted the inquiry.", "2003", "accepted", True),
    ("It extends the curfew until March 15 while easing other rules.", "March 15", "easing", True),
    ("Sessions planned for December 9 were cancelled.", "December 9", "cancelled", True),
    ("He defended his vote, but late on Saturday he announced a change.", "Saturday", "defended", True),
    ("A man who lied to the police in May 2008 has been fined.", "May 2008", "fined", True),
    ("They meet on Monday to discuss leaving the union.", "Monday", "leaving", True),
    ("The men who fled in May, he said, were arrested.", "May", "fled", False),
)
"""A sentence, a time and an act in it, and whether the time is bound elsewhere; the tests run them."""


def is_bound_elsewhere(text: str, home: Span, act: Span, time: Span) -> bool:
    """Say whether a time is bound to words of a sentence that the act stands outside of.

    >>> def span(words: str, part: str) -> Span:
    ...     return Span(start=words.index(part), end=words.index(part) + len(part))
    >>> [words for words, time, act, bound in EXAMPLES
    ...  if is_bound_elsewhere(words, Span(start=0, end=len(words)), span(words, act), span(words, time)) is not bound]
    []
    """
    first = _FIRST_SINCE.search(text, home.start, time.start)
    if first and act.end <= first.start("since"):
        return True
    if act.end <= time.start:
        if _OPENS_NEXT.fullmatch(text, act.end, time.start) and _VERB_NEXT.match(text, time.end):
            return True
        return is_past(act.of(text)) and bool(_TO_DO.search(text, act.end, time.start))
    if time.end > act.start:
        return False
    if _TO_SPEAK_OF.search(text, time.end, act.start) or _BUT_SHE.search(text[time.end : act.start]):
        return True
    if _WHO_DID.search(text, home.start, time.start) and _MAIN_VERB.match(text, time.end):
        return True
    if _MEANT_FOR.search(text, home.start, time.start) and not _WHEN_IT_WAS.match(text, time.end, act.start):
        return True
    dashes = sum(1 for _ in _DASH.finditer(text, home.start, time.start))
    if dashes % 2 and _DASH.search(text, time.end, act.start):
        return True
    told = _TOLD_LONG.search(text, home.start, act.start)
    if told and told.start() < time.start and time.end <= text.index(",", told.start() + 1):
        return True
    if text[time.end : time.end + 1] != ",":
        return False
    if _THAT_DID.search(text, home.start, time.start) or _BESIDE.search(text[home.start : time.start]):
        return True
    return bool(_TOLD_OF.search(text, home.start, time.start) or _OPENED.match(text, home.start, time.start))


def in_an_aside(text: str, home: Span, act: Span, span: Span) -> bool:
    """Say whether a time stands in words that tell more of a name, and the act behind them.

    >>> words = "Chad, which joined in 2019, asked for more time."
    >>> at = words.index
    >>> time, joined = Span(start=at("2019"), end=at("2019") + 4), Span(start=at("joined"), end=at("joined") + 6)
    >>> asked, whole = Span(start=at("asked"), end=at("asked") + 5), Span(start=0, end=len(words))
    >>> in_an_aside(words, whole, asked, time), in_an_aside(words, whole, joined, time)
    (True, False)
    """
    opened = list(_ASIDE.finditer(text, home.start, span.start))
    if not opened or act.start < span.end or act.start < opened[-1].end():
        return False
    closed = _CLOSES.search(text, opened[-1].end(), span.start)
    return closed is None and "," in text[span.end : act.start]


def told_aside(text: str, home: Span, act: Span, time: Span) -> bool:
    """Say whether an act stands in words that tell more of a name, and a time with the verb behind them.

    >>> words = "Chad, which has condemned the raids, offered talks on Monday."
    >>> at = words.index
    >>> time, act = Span(start=at("Monday"), end=at("Monday") + 6), Span(start=at("condemned"), end=at("condemned") + 9)
    >>> offered, whole = Span(start=at("offered"), end=at("offered") + 7), Span(start=0, end=len(words))
    >>> told_aside(words, whole, act, time), told_aside(words, whole, offered, time)
    (True, False)
    """
    opened = list(_ASIDE.finditer(text, home.start, act.start))
    if not opened or time.start < act.end or _CLOSES.search(text, opened[-1].end(), act.start):
        return False
    commas = _CLOSES.finditer(text, act.end, time.start)
    return any(is_past(text[comma.end() : time.start].lstrip() or "-") for comma in commas)


_COUNTED = re.compile(r"\b(?:earlier|later|before|after|afterwards|ago)$", re.IGNORECASE)


def is_some_day(text: str, time: Timex) -> bool:
    """Say whether words name a day that nobody knows, and so no other of the sentence is that of the act beside them: a
    weekday of a post without a day, "a few days earlier".

    >>> words = "They met on Monday, a few days earlier than planned."
    >>> is_some_day(words, Timex(start=12, end=18, type="DATE", value=None))
    True
    """
    if time.earliest is not None:
        return False
    return (time.type != "DURATION" and time.value is None) or bool(_COUNTED.search(time.of(text)))


def is_past(words: str) -> bool:
    """Say whether a verb is in the simple past, or a participle, by its form.

    >>> is_past("froze"), is_past("imposed sanctions"), is_past("meeting")
    (True, True, False)
    """
    return words.split()[0].lower().endswith("ed") or bool(_PAST.match(words))


_PRESENT = re.compile(
    r",?\s+(?:and|but|while|whereas)\s+(?:(?:it|he|she|they|the\s+\w+|[A-Z][\w’'-]*)\s+)?(?:\w+ly\s+|now\s+|still\s+|also\s+)?$"
)
_OBJECT = re.compile(r"\s+(?:the|an?|its|their|his|her|no|it|them|him|more|all|that|to|[A-Z]|\d)")
_FOR_SO_LONG = re.compile(r"\s+for\s+(?:\w+\s+){0,2}(?:decades|years|months|weeks)\b")
_HAD = re.compile(r"\b(?:who|which|that)\s+had\s+(?:been\s+)?(?:\w+ly\s+)?$")


def is_of_another_tense(text: str, act: Span, time: Timex, others: Sequence[Span]) -> bool:
    """Say whether a time is another verb's, by the tenses.

    What goes on now has no day of the past, what has gone on for years not the day of the next verb, and who "had been"
    expelled was so before the day on which they landed.

    >>> words = "Oslo broke off ties in 2016, and it accuses them."
    >>> told = Timex(start=23, end=27, type="DATE", value="2016", earliest="2016-01-01", latest="2016-12-31")
    >>> is_of_another_tense(words, Span(start=36, end=43), told, ())
    True
    >>> words = "Chadians who had been expelled from Oslo landed in May."
    >>> told = Timex(start=51, end=54, type="DATE", value="2016-05", earliest="2016-05-01", latest="2016-05-31")
    >>> is_of_another_tense(words, Span(start=22, end=30), told, ())
    True
    """
    verb = act.of(text).split()[0]
    if time.end <= act.start:
        present = verb.endswith("s") and not verb.endswith("ss") and verb.islower() and not is_past(verb)
        joined = _PRESENT.search(text, time.end, act.start)
        return bool(present and joined and joined.start() == time.end and _OBJECT.match(text, act.end))
    if time.start < act.end:
        return False
    if _FOR_SO_LONG.match(text, act.end) and any(act.end <= o.start and o.end <= time.start for o in others):
        return True
    if not _HAD.search(text, max(0, act.start - 40), act.start):
        return False
    between = re.split(r"\b(?:by|in|on|for|to|of|from)\s+\w+ed\b", text[act.end : time.start])
    return any(is_past(word) for part in between for word in re.findall(r"[a-z]+", part))


def is_anothers(text: str, home: Span, act: Span, time: Timex, others: Sequence[Span], published: str | None) -> bool:
    """Say whether a time of an act's sentence is bound to other words of it, by any of the rules here.

    >>> words = "Chad, which joined in 2019, asked for time."
    >>> time = Timex(start=22, end=26, type="DATE", value="2019", earliest="2019-01-01", latest="2019-12-31")
    >>> is_anothers(words, Span(start=0, end=len(words)), Span(start=28, end=33), time, (), None)
    True
    """
    return (
        in_an_aside(text, home, act, time)
        or told_aside(text, home, act, time)
        or is_bound_elsewhere(text, home, act, time)
        or ends_another_phrase(text, home, act, time)
        or is_of_every_day(text, home, time)
        or is_of_the_next_act(text, act, time, others)
        or is_of_the_occasion(text, act, time, others, published)
        or is_of_what_was(text, act, time, others, published)
        or is_of_another_tense(text, act, time, others)
    )
