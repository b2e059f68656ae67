"""Whether an act is told as still to be done, firmly enough to be rated: no denial, question, aside or past duty."""

from __future__ import annotations

import itertools
import re
from typing import Final

from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.clauses import Clause
from gpulse.reading.commitment.open_acts import base_of
from gpulse.reading.commitment.promised_when import NEAR, SAME_TIME
from gpulse.reading.commitment.refusals import URGED
from gpulse.reading.commitment.speech import Saying
from gpulse.reading.commitment.windows import Window
from gpulse.reading.language.cues import NEGATORS
from gpulse.reading.language.verb_groups import PREPOSITIONS
from gpulse.reading.language.words import word_set


def is_threatened(clause: Clause, act: Act) -> bool:
    """Say whether the sentence itself threatens: by its verb or a condition; a cut in output harms nobody by itself."""
    group = act.governor.group if act.governor else None
    return group == "threat" or act.event_type == "ASSAULT" or bool(_UNLESS.search(clause.sentence.of(clause.text)))


_UNLESS = re.compile(r"\b(?:unless|otherwise|if|threat\w*|warn\w*|grounds)\b", re.IGNORECASE)


def is_sworn(clause: Clause, act: Act) -> bool:
    """Say whether an act that no family names counts without a day: "the Taliban undertake to prevent …"."""
    governor = act.governor
    firm = governor and governor.group in ("pledge", "threat") and governor.word != "commit" and not governor.passive
    return bool(firm and act.object[0] < act.object[1] and not is_aside(clause, act, Window()))


def is_plain(clause: Clause, act: Act) -> bool:
    """Say whether an act that no family names counts without a day: somebody named will do something to something."""
    governor = act.governor
    if governor and (governor.group not in ("pledge", "plan", "threat") or governor.word in _WISHES):
        return False
    firm = act.mood in ("will", "is to", "governed") and act.form == "base" and not act.passive and not act.negative
    return firm and act.object[0] < act.object[1] and not is_aside(clause, act, Window())


_WISHES = frozenset({"want", "wish", "hope", "going", "mean", "commit", "prefer", "rather"})


def _is_relative(clause: Clause, act: Act) -> bool:
    """Say whether an act has no subject but "that", "which" or "who"."""
    start, end = act.subject
    return start == end and clause.words[max(0, start - 1)].low in ("that", "which", "who")


def is_aside(clause: Clause, act: Act, window: Window) -> bool:
    """Say whether an act that no family names is told in passing: in a relative or time clause, or until a day."""
    before = [w.low for w in clause.words[max(0, act.subject[1] - 5) : act.subject[1]]]
    relative = _is_relative(clause, act)
    meanwhile = bool(window.text and window.text.startswith(("Until", "Till")))
    borrowed = bool(window.text and SAME_TIME.search(window.text) and "then" not in window.text)
    return (
        relative or meanwhile or borrowed or bool({"before", "whether", "until", "than", "after", "lest"} & set(before))
    )


_EFFORTS = word_set("efforts attempts effort attempt ways steps measures everything whatever")
"""Objects of which nobody can say later that they came: "will do everything"."""

_GUESSED = re.compile(r"\b(?:probably|perhaps|possibly|(?:un)?likely|inevitable)\b")
"""Words of a sentence that guesses."""


def counts(clause: Clause, act: Act, saying: Saying | None, window: Window, dated: bool, condition: str | None) -> bool:
    """Say whether the act is told as still to be done, firmly enough to be rated."""
    group = act.governor.group if act.governor else None
    if {word.low for word in clause.words[act.object[0] : act.object[0] + 4]} & _EFFORTS:
        return False
    if not dated:
        if act.lemma in KEEPING or _GUESSED.search(clause.sentence.of(clause.text)):
            return False
        promised = act.governor if group in ("threat", "pledge") else None
        if promised and "had" in auxiliaries_before(clause, promised.at):
            return False  # "had threatened air strikes": told of the past
    if act.negative and dated and (act.lemma.split()[0] in GOING_ON or base_of(act.lemma) in GOING_ON):
        return True  # "will not be renewed in April" ends it
    if act.negative and not (group == "threat" or act.family in ("let a treaty lapse", "not go on with a treaty")):
        return _is_forgone(clause, act, saying, window)
    if act.mood == "may":
        before = {word.low for word in clause.words[max(0, act.subject[0] - 2) : act.first]}
        if {"before", "until"} & before:
            return False  # "it took until Tuesday before the prisoners could go"
        if saying and re.search(r"threaten|warn", saying.span.of(clause.text)):
            return True  # "could turn off the gas, he threatened"
        return dated or (condition is not None and act.event_type == "ASSAULT")
    if act.mood in ("should", "must") or group in ("predict", "demand"):
        return dated
    if act.form in ("noun", "ing") and group == "plan":
        return dated
    if act.mood == "would" and condition and not dated:
        return saying is not None
    return True


REACHED = 4
"""Words before a verb among which "had to be" stands."""


def auxiliaries_before(clause: Clause, at: int, reach: int = 2) -> set[str]:
    """The words right before a verb among which its auxiliaries stand."""
    return {w.low for w in clause.words[max(0, at - reach) : at]}


def _is_forgone(clause: Clause, act: Act, saying: Saying | None, window: Window) -> bool:
    """Say whether somebody undertakes not to do a thing: "promised not to attack", "would no longer take part".

    A bare "will not" is a denial, and says nothing of what is to come.
    """
    if act.event_type == "RETREAT" and act.family != "refrain":
        return base_of(act.lemma.split()[0]) == "leave" and act.passive  # "no officer will be left"
    group = act.governor.group if act.governor else None
    if act.governor and group in ("pledge", "plan") and act.governor.word not in ("going", "due"):
        return any(w.low in NEGATORS for w in clause.words[act.governor.at : act.first])
    if act.mood not in ("will", "would", "shall"):
        return False
    late = act.passive and bool(window.text) and str(window.text).lower().startswith("before")
    dated = bool(window.text and _FROM_THEN_ON.match(window.text)) and not late  # "it would not be launched before May"
    sworn = saying is not None and _SWORN.search(saying.span.of(clause.text))
    until = re.search(
        r"\b(?:until|as long as|so long as|for (?:\w+ ){1,2}(?:days|weeks|months|years))\b",
        clause.sentence.of(clause.text),
        re.IGNORECASE,
    )
    return bool(
        dated
        or sworn
        or (until and act.mood != "would")
        or act.family == "stand for election"
        or is_no_longer(clause, act)
    )


_FROM_THEN_ON = re.compile(r"(?:from|until|till|before|by|after|within|for|in the next|as of)\b", re.IGNORECASE)
"""Windows in which a thing can be left undone; not done on one day is only denied."""


_SWORN = re.compile(r"\b(?:threat|vow|promis|swor|pledg|assur|guarant|undert)\w*")


def is_no_longer(clause: Clause, act: Act) -> bool:
    """Say whether an act is told to end: "will no longer take part"."""
    return "longer" in [w.low for w in clause.words[max(0, act.first - 5) : act.first]]


KEEPING = frozenset({"honour", "honor", "comply with", "carry out", "implement"})
"""Verbs of keeping what was agreed before: without a day they promise nothing new."""


GOING_ON = frozenset({"renew", "extend", "prolong", "continue", "let", "pass", "allow", "admit"})
"""Verbs whose denial with a day is an act: what goes on is ended."""


def is_told_again(clause: Clause, act: Act) -> bool:
    """A promise told again in a relative clause of the past: "the engineers who were to come", "those who had wanted
    to"."""
    relative = _is_relative(clause, act)
    trigger_end = clause.words[act.last].end
    if relative and act.mood == "is to" and not any(0 <= t.start - trigger_end < NEAR for t in clause.timexes):
        return True  # "the ones that are to be handed over"
    edge = act.governor.at if act.governor else act.first
    before = [w.low for w in clause.words[max(0, edge - 5) : act.first]]
    return any(
        word in ("who", "which", "whom") and after in ("had", "was", "were", "wanted", "meant", "should", "would")
        for word, after in itertools.pairwise(before)
    )


_ASKING = PREPOSITIONS - {"by", "under"}
"""Prepositions before "which" in an aside; "a law by which the state is to …" lays down."""


def is_asked(clause: Clause, act: Act) -> bool:
    """An act in a question: "whether the troops will leave is doubted"."""
    first = act.subject[0]
    if first > 0 and clause.words[first - 1].low in ("whether", "lest"):
        return True
    if first > 1 and clause.words[first - 1].low in ("which", "whom") and clause.words[first - 2].low in _ASKING:
        return True  # "the outline for which he was ready to settle"
    if first > 0 and clause.words[first - 1].low == "what":
        return True  # "what he undertook"
    if any(w.low == "what" for w in clause.words[first : act.subject[1]]):
        return True  # "of what was to be handed over"
    asked = first > 0 and clause.words[first - 1].low in ("when", "where", "how", "why")
    when = first > 0 and clause.words[first - 1].low in (
        "when", "until", "once", "before", "after", "while", "if", "unless", "provided",
    )  # fmt: skip
    if when and act.mood == "present":
        return True  # "when the heads of the alliance meet in December, …"
    return asked and act.mood in ("will", "would", "is to", "done")  # "the day when the bases will be shut"


def is_urged(clause: Clause, act: Act) -> bool:
    """An act that somebody only urges others to do: "appealed to all governments to see to it that …".

    The time named with it is the speaker's wish; whoever is told "you have until May" is another matter.
    """
    at = clause.words[act.governor.at if act.governor and act.governor.at < act.first else act.first].start
    urged = list(URGED.finditer(clause.text, clause.sentence.start, at))
    if not urged or (act.governor and act.governor.group not in ("demand", "plan", "pledge", "vague")):
        return False
    between = clause.text[urged[-1].end() : at]
    own = (
        act.governor is not None and act.governor.group == "pledge" and act.governor.word not in ("see", "sure", "make")
    )
    return not own and not re.search(r"[,;:“”]", between) and len(between.split()) <= FAR


FAR = 8
"""Words between "urged them to" and the verb of what is urged, at most."""


def is_disbelieved(clause: Clause, act: Act) -> bool:
    """Say whether the sentence tells that nobody has reason to think an act will come: "no sign that they plan to"."""
    told = _NO_SIGN.search(clause.text, clause.sentence.start, act.trigger.start)
    return told is not None and ";" not in clause.text[told.end() : act.trigger.start]


_NO_SIGN: Final = re.compile(
    r"\b(?:(?:no|little|without(?: any)?) (?:\w+ )?(?:reason|evidence|signs?|indications?|proof|hint)s? "
    r"(?:to (?:believe|think|suppose)|that|of)|(?:den(?:y|ies|ied)|doubt(?:s|ed)?|disbelieve[sd]?) that)\b",
    re.IGNORECASE,
)
"""Words before an act that is told as not to be expected."""


_SETTLED: Final = re.compile(
    r"\b(?:ke(?:pt|eps?|eping)|br(?:oke|oken|eaks?|eaking)|honou?r(?:s|ed|ing)?|fulfil+(?:s|ed|ing)?|made\s+good\s+on|"
    r"(?:reneged|went\s+back)\s+on)\s+(?:its|their|his|her|the|a)\s+(?:\w+\s+)?(?:promise|pledge|word|vow|commitment|undertaking)s?"
    r"\s+(?:to|of|that\s+(?:it|they|he|she)\s+would)\s+$"
)


def is_settled(clause: Clause, act: Act) -> bool:
    """Say whether a promise is told as kept or broken in the same breath: "kept its promise to hold elections"."""
    return bool(_SETTLED.search(clause.text, clause.sentence.start, clause.words[act.first].start))


def is_habit(clause: Clause, act: Act) -> bool:
    """Say whether an act in the present tells of a share that is a habit: "imports 95 per cent of its fuel"."""
    return act.mood == "present" and _A_SHARE.match(clause.text, act.trigger.end, clause.sentence.end) is not None


_A_SHARE: Final = re.compile(
    r"\s+(?:(?:about|around|some|almost|nearly|over|more than|up to)\s+)*[\d.,]+\s*(?:per\s*cent|percent|%)\s+of\b"
)


def came_to_nothing(clause: Clause, act: Act, window: Window, published: str | None) -> bool:
    """A plan of the past told with "was to have", or put off to no day: "the mandate was to have been renewed", "has
    postponed elections that had been planned for July".

    What was to have been done by a day that is still to come may yet be done.
    """
    if window.latest and published and window.latest > published and _BY_A_DAY.match(window.text or ""):
        return False
    before = [w.low for w in clause.words[max(0, act.first - 5) : act.first]]
    failed = any(
        a in ("was", "were") and (b, c) == ("to", "have")
        for a, b, c in zip(before, before[1:], before[2:], strict=False)
    )
    put_off = _PUT_OFF.search(clause.text[clause.sentence.start : act.trigger.start])
    return failed or bool(put_off and not _UNTIL.search(clause.text, act.trigger.end, clause.sentence.end))


_PUT_OFF: Final = re.compile(
    r"\b(?:has|have|had)\s+(?:postponed|put off|called off|cancell?ed|scrapped|shelved)\s+(?:[\w'-]+\s+){0,6}$",
    re.IGNORECASE,
)
"""Words right before an act that is not to be done as planned."""

_BY_A_DAY: Final = re.compile(r"(?:by|before|within|no later than)\b", re.IGNORECASE)

_UNTIL: Final = re.compile(r"\b(?:until|till)\b", re.IGNORECASE)
