"""Acts that a sentence tells as if they were to come, and that nobody undertakes: what voters say in a poll, what one
is entitled to, what has begun, what a columnist advises.

The ledger model marks such words as promises in news that it has not learnt from: of 110 commitments that were read in
298 articles of real news 19 were of these kinds.
"""

from __future__ import annotations

import re
from typing import Final

from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.clauses import Clause
from gpulse.reading.commitment.windows import Window
from gpulse.reading.language.cues import BE, HAVE, MODALS
from gpulse.reading.language.words import word_set
from gpulse.record import Event

UNPROMISED_EXAMPLES: Final = (
    ("In the survey 54 percent of the soldiers said they would vote for the senator.", "vote", True),
    ("A poll in May showed that Peruvians would reject the treaty.", "reject", True),
    ("The court held that 17-year-olds are eligible to vote on Tuesday.", "vote", True),
    ("Fiji begins administering booster doses to the elderly.", "administering", True),
    ("Chad will begin withdrawing its troops in May.", "withdrawing", False),
    ("Chad has hoped to sell the ships for years.", "sell", True),
    ("Ideally, the president wants all troops out within six months.", "out", True),
    ("The next task for the ministry is to settle the case.", "settle", True),
    ("The ministry should revoke the permit.", "revoke", True),
    ("If the minister had done that, the talks would be over.", "over", True),
    ("Unity does not mean that Chad takes back what it said.", "takes back", True),
    ("Currently, the city holds elections in September.", "holds elections", True),
    ("Chad plans to send 40 police officers.", "send", False),
)
"""A sentence, an act of it, and whether nobody promises it."""


def is_unpromised(clause: Clause, act: Act, window: Window) -> bool:
    """Say whether an act is only foreseen by those who were asked, allowed, advised, wished for, or under way."""
    before = clause.text[clause.sentence.start : act.trigger.start]
    return bool(
        (act.mood in _ASKED and _POLLED.search(before))
        or _ENTITLED.search(before)
        or _UNDER_WAY.search(before)
        or _WISHED.search(before)
        or _TO_BE_DONE.search(before)
        or _UNREAL.search(before)
        or (act.mood == "present" and _HABIT.search(before))
        or (act.mood == "should" and not window.latest and not clause.sayings)
    )


_ASKED: Final = frozenset(("would", "may", "bare", "will"))
"""Moods of what somebody answers in a poll."""

_SHARE: Final = r"\d[\d.,]*\s?(?:%|per\s?cent|percent(?:age\s+points)?)"

_POLLED: Final = re.compile(
    rf"\b{_SHARE}[^.;]{{0,90}}?\b(?:sa(?:y|id|ying)|think|thought|answered|would|prefer\w*|favou?r\w*)\b|"
    r"\b(?:surveys?|opinion\s+polls?|exit\s+polls?|(?:(?:a|the|new|latest|recent|\w+['’]s)\s)poll)\b[^.;]{0,60}?"
    r"\b(?:show\w*|f(?:ou|i)nds?|suggest\w*|said|says|indicat\w*|sa(?:w|id)|put)\b|"
    r"\b(?:respondents|those\s+(?:polled|surveyed|questioned)|likely\s+voters|registered\s+voters)\b",
    re.IGNORECASE,
)
"""Before what those asked in a poll say that they, or others, would do."""

_ENTITLED: Final = re.compile(r"\b(?:eligible|entitled|qualified|registered)\s+to\s+$", re.IGNORECASE)
"""Right before what somebody may do."""

_UNDER_WAY: Final = re.compile(
    r"\b(?:begins|began|(?:has|have|had)\s+(?:begun|started)|starts|started|continues|continued|resumes|resumed)\s+"
    r"(?:\w+ly\s+)?(?:to\s+)?$",
    re.IGNORECASE,
)
"""Right before what is being done already: "began *handing out* visas"."""

_WISHED: Final = re.compile(
    r"\b(?:hop(?:e|es|ed|ing)\s+(?:to|(?:that\s+)?(?:it|they|he|she|we|I)\s+(?:will|would|can|could))|"
    r"(?:would|['’]d)\s+(?:\w+\s+)?(?:like|love|prefer)\s+to|[Ii]deally,?\s[^.;]{0,40}?\bwants?)\s+"
    r"(?:\w+ly\s+|[a-z]+\s+troops\s+)?$"
)
"""Right before what somebody only wishes to do."""


_TO_BE_DONE: Final = re.compile(
    r"\b(?:order\s+of\s+business|task|job|challenge|trick|answer|temptation|lesson)\b[^.;,]{0,80}?\s(?:is|was)\s+(?:now\s+)?to\s+$"
)
"""Right before what somebody has to do in the writer's eyes: "the task now is to *end* the war"."""


_UNREAL: Final = re.compile(
    r"\b(?:if|had)\s[^.;]{0,80}?\bhad\s+(?:\w+\s+){0,2}\w+(?:ed|en|one|ade|ought)\b[^.;]{0,40}\bwould(?:n['’]t|\s+not)?\s+(?:be\s+)?$|"
    r"\b(?:do|does|did)(?:n['’]t|\s+not)\s+mean\b[^.;]*$|"
    r"\b(?:optimistic|hopeful|doubtful|pessimistic)\s+(?:about|of)\s+$",
    re.IGNORECASE,
)
"""Before what would have come of what was not done, or what is said not to be meant."""

_HABIT: Final = re.compile(
    r"\b(?:currently|usually|normally|traditionally|typically|every\s+(?:year|month|day|week))\b", re.IGNORECASE
)
"""Before what is done again and again."""


def is_done(clause: Clause, act: Act, event: Event | None, window: Window) -> bool:
    """Say whether an act is told as done, in the past or in the present of a headline: "Algeria *bans* imports".

    The reader has it as done, its verb stands without an auxiliary, and no day of it is to come.
    """
    if event is None or event.realis != "actual" or act.governor or window.latest:
        return False
    if (window.earliest or "") > (clause.published or "9999"):
        return False
    low = clause.words[act.first].low
    if low.removesuffix("s") in _GRANTING:
        return False
    before = {w.low for w in clause.words[max(0, act.first - 2) : act.first]}
    return low.endswith(("s", "ed")) and not low.endswith("ss") and not before & _TO_COME


_GRANTING: Final = word_set("grant offer give lend extend allocate pledge promise earmark approve award")
"""Verbs that in the present promise what is to follow: "India *grants* the islands a credit"."""

_TO_COME: Final = frozenset((*MODALS, *BE, *HAVE, "to"))
"""Words right before a verb that is not told as done."""
