"""Triggers of the network's that name no act: verbs of telling, tasks that somebody holds, a rest, a journey."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gpulse.model.tags import TriggerTag
from gpulse.reading.event.things import is_thing
from gpulse.record import Record, Span

_TELLS = re.compile(
    r"(?:also\s+)?(?:tells?|told|said|says?|adds?|added|explains?|explained|notes?|noted)", re.IGNORECASE
)
_STATED = re.compile(r"that\b|[“\"‘'«]")
_MANDATE = re.compile(r"mandates?", re.IGNORECASE)
_HELD_BEFORE = re.compile(
    r"\b(?:its|their|his|her|UN|council|mission|peacekeeping|force|fresh|new|clear|strong|electoral|popular|democratic|"
    r"renewed|extended|\w+['’]s?)\s+$",
    re.IGNORECASE,
)
_HELD_AFTER = re.compile(
    r"\s+(?:expires?|expired|ends?|ended|runs?|ran|was extended|was renewed|of (?:the )?(?:\w+ )?(?:mission|force|"
    r"troops|council|observers|peacekeepers|president|parliament)|(?:for|from) (?:the )?(?:mission|force|voters|people|"
    r"council))\b",
    re.IGNORECASE,
)
_LEFT = re.compile(r"(?:left|leav(?:es?|ing))\b", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|are|was|were)\s+(?:still\s+|only\s+)?$")
_REST = re.compile(r"left\b(?!\s+(?:to|by|behind|with|without|alone|open|as)\b)", re.IGNORECASE)
_FORCES = re.compile(
    r"\b(?:troops|soldiers|forces?|units?|contingents?|brigades?|battalions?|garrisons?|convoys?|army|men|fighters|advisers|"
    r"instructors|peacekeepers|mercenaries)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\b(?:follow(?:s|ed|ing)?\s+suit|part(?:s|ed|ing)?\s+(?:without|company|ways)|t(?:ook|akes?|aken|aking)\s+(?:refuge|shelter|cover))\b",
    re.IGNORECASE,
)
"""Figures of speech around a trigger that name no act: "Britain followed suit", "he took refuge in the embassy"."""
_ESTIMATES = re.compile(
    r"puts?\s+(?:(?:the|its)\s+(?:[\w-]+\s+){1,4}|it\s+)?at\s+(?:(?:up\s+to|about|some|around|nearly|more\s+than|at\s+least|over)\s+)?[$€£\d]"
)
"""Who puts a figure at so much tells how high it is: "put the cost at up to 2 billion euros"."""
_STAYS = re.compile(r"(?:stay|remain)(?:s|ed|ing)?", re.IGNORECASE)
"""Who stays gives nothing up: of eight such words in the hand-coded training sentences none is a retreat."""
_GOES_BACK = re.compile(
    r"(?:return|com(?:e|es|ing)\s+back|go(?:es|ing)?\s+back)\w*\s+to\s+(?:(?:the|their|its|his|her)\s+)?"
    r"(?:courts?|parliament|congress|talks|(?:negotiating\s+)?table|work|school|classrooms?|session|polls|agenda|topic|question)\b",
    re.IGNORECASE,
)
"""Who goes back to a place of business takes it up again: "the opposition wants to return to court"."""
_CRITICAL = re.compile(r"critical(?!\s+(?:of|about|towards?)\b)", re.IGNORECASE)
"""What is critical need not criticise: "critical support from Republicans"."""
_DISMISSED = re.compile(
    r"fir(?:e|es|ed|ing)\s+(?:me|us|him|her|them|you)\b(?!\s+(?:up|with))",
    re.IGNORECASE,
)
"""Who is fired has lost his work: "they'll fire us"."""
_PAPER_AFTER = re.compile(r"\s+warrants?\b")
"""An arrest that a warrant is for has not been made: "asked judges for an *arrest* warrant"."""
_CLAIM = re.compile(r"claim(?:s|ed|ing)?", re.IGNORECASE)
_CLAIMED = re.compile(r"\s+(?:that|(?:he|she|they|it|to)\b)|,|\s*[“\"‘]")
"""What stands behind a claim that tells something; who claims an island or a sea accuses nobody."""
_A_CLAIM = re.compile(r"\b(?:an?|the|this|that|its|their|his|her)\s+(?:\w+\s+)?$")
_GIVES_ACCESS = re.compile(r"\b(?:giv|gave|grant|den[iy]|offer|allow)\w*\s+(?:[\w’'-]+\s+){0,4}$", re.IGNORECASE)
"""Access that is given is what the giving is about: "has given Oslo *access* to two bases"."""
_IN_FORCE = re.compile(r"(?:enter(?:s|ed|ing)?|c[ao]m(?:e|es|ing))\s+into\s+(?:force|effect)\b", re.IGNORECASE)
"""A text that enters into force attacks nobody and goes nowhere."""
_BODY_AFTER = re.compile(r"\s+(?:committees?|panels?|monitors?|officials?|experts?|regimes?|lists?)\b")
"""Whom a body is named after is not put under sanctions by it: "the council's *sanctions* committee"."""
_ABSTAINS = re.compile(r"(?:abst(?:ain(?:s|ed|ing)?|entions?))", re.IGNORECASE)
"""Who abstains neither approves nor rejects: PLOVER has no type for it."""
_FOR_A_PLACE = re.compile(r"\s+(?:\w+\s+)?for\s+(?:the\s+)?(?:[A-Z]|talks|meetings?|work|home)")
"""Where somebody goes: a minister who "left for Washington" gives nothing up; forces do."""


_LABEL = re.compile(r"(?:[A-Z][\w’'-]*)(?:\s+(?:(?:and|of|in|on|the|&)\s+)*[A-Z][\w’'-]*){0,3}")
"""A line that only names a subject: "Arms Transfers", "Sanctions"; a headline has a verb, which is not capitalised."""


_HARM = re.compile(r"(?:kill|injur|wound|dea(?:d|th)|die[sd]?\b|hurt|explo|blast|destroy|damag)", re.IGNORECASE)
_MISHAP = re.compile(
    r"\b(?:tornado(?:e?s)?|hurricanes?|typhoons?|cyclones?|(?:earth)?quakes?|tsunamis?|landslides?|mudslides?|avalanches?|"
    r"flood(?:s|ing)?|wildfires?|bushfires?|heat ?waves?|storms?|lightning|gas leaks?|collaps(?:es?|ed|ing)|"
    r"capsiz(?:es?|ed)|aground|derail(?:s|ed|ment)|collisions?|collid(?:es?|ed)|crash(?:es|ed)?|stampede|crush|volcano|eruption)\b",
    re.IGNORECASE,
)
_VIOLENCE = re.compile(
    r"\b(?:attack\w*|bomb\w*|gunm[ae]n|gunfire|sho[ot]t?\w*|fired?|firing|missiles?|rockets?|air ?strikes?|strikes?|"
    r"militants?|rebels?|terroris\w+|suicide|stabb\w*|murder\w*|assassin\w*|shell\w*|clash\w*|ambush\w*|raid\w*|hijack\w*|"
    r"arson\w*|explosives?|mines?|troops|soldiers?|forces|army|police|protest\w*|riot\w*|war|fighting|drones?|sabotage|ramm\w+)\b",
    re.IGNORECASE,
)
"""Harm in a sentence with a word for a mishap and none for violence was done by nobody: "43 people were hurt by the
tornado"."""


_BY_ACCIDENT = re.compile(r"\baccidental(?:ly)?\b|\bby\s+accident\b", re.IGNORECASE)


def _is_mishap(record: Record, trigger: TriggerTag) -> bool:
    text = record.article.text
    home = record.home_of(trigger)
    if trigger.event_type == "ASSAULT" and _BY_ACCIDENT.search(text, max(0, trigger.start - 14), trigger.end + 16):
        return True
    if home is None or trigger.event_type != "ASSAULT" or not _HARM.match(text, trigger.start):
        return False
    return bool(_MISHAP.search(text, home.start, home.end)) and not _VIOLENCE.search(text, home.start, home.end)


_ENDS_VISIT = re.compile(
    r"(?:end|conclud|finish|complet|wrap)\w*(?:\s+up)?\s+(?:an?|the|his|her|their|its)\s+(?:[\w-]+\s+){0,4}(?:visit|trip|tour|journey|stay)\b",
    re.IGNORECASE,
)
"""A journey that comes to its end is not given up: "*ended* a three-day visit to China"."""


_BUILDS = re.compile(r"(?:re)?(?:buil[dt]|construct|erect|complet|finish)\w*(?:\s+up)?", re.IGNORECASE)
_CIVIL = re.compile(
    r"\s+(?:of\s+)?(?:(?:an?|the|its|their|his|her|this|that|another|new|second|third|more|two|three|giant|huge|big|large|hydroelectric|"
    r"deep|first|own)\s+)*(?:[\w’'-]+\s+){0,2}?(?:dams?|bridges?|roads?|railways?|railway\s+line|pipelines?|schools?|hospitals?|ports?|canals?|"
    r"power\s+(?:plants?|stations?)|refiner(?:y|ies)|reactors?|tunnels?|stadiums?|motorways?|highways?|houses|homes|mosques?|churches)\b"
)
_MILITARY = re.compile(r"\b(?:military|naval|army|air|troops|soldiers|missiles?|fortif\w+|war)\b", re.IGNORECASE)
"""Who builds a dam or a bridge moves no forces: "began to *build* a dam on the river"."""
_COMPARED = re.compile(r"\bno\s+(?:[\w’'-]+\s+){0,2}$", re.IGNORECASE)
_BIGGER = re.compile(
    r"[^.;:]{0,90}?\s(?:has|have|had|was|were|is|are)\s+(?:ever\s+)?(?:been\s+)?(?:so\s+\w+|(?:bigger|larger|greater|longer|costlier|"
    r"more\s+\w+|higher|worse|better))\b"
)
"""Behind what is only compared: "no *purchase* since 1983 has been bigger"."""


def _only_builds(text: str, trigger: TriggerTag, home: Span | None) -> bool:
    if trigger.event_type != "MOBILIZE" or not _BUILDS.fullmatch(trigger.of(text)) or home is None:
        return False
    thing = _CIVIL.match(text, trigger.end, home.end)
    return thing is not None and not _MILITARY.search(thing.group())


def _only_compares(text: str, trigger: TriggerTag, home: Span | None) -> bool:
    if home is None or not _COMPARED.search(text, home.start, trigger.start):
        return False
    return _BIGGER.match(text, trigger.end, home.end) is not None


def names_no_act(record: Record, trigger: TriggerTag) -> bool:
    """Say whether a trigger only informs, or names a task, a rest, a journey or a subject.

    >>> bool(_LABEL.fullmatch("Troops Deployment in Ukraine")), bool(_LABEL.fullmatch("Missiles hit Odesa"))
    (True, False)
    """
    text = record.article.text
    home = record.home_of(trigger)
    if home is not None and _LABEL.fullmatch(home.of(text)):
        return True
    words = trigger.of(text)
    if _only_builds(text, trigger, home) or _only_compares(text, trigger, home) or is_thing(text, trigger):
        return True
    if _is_mishap(record, trigger) or _ABSTAINS.fullmatch(words) or is_attribute(text, trigger):
        return True
    if _IN_FORCE.match(text, trigger.start) or (words.lower() == "sanctions" and _BODY_AFTER.match(text, trigger.end)):
        return True
    if trigger.event_type == "ACCUSE" and _CLAIM.fullmatch(words):
        noun = _A_CLAIM.search(text, max(0, trigger.start - 20), trigger.start)
        if noun or not _CLAIMED.match(text, trigger.end):
            return True
    if words.lower() == "access" and _GIVES_ACCESS.search(text, max(0, trigger.start - 60), trigger.start):
        return True
    if words.lower() in ("arrest", "search") and _PAPER_AFTER.match(text, trigger.end):
        return True
    if _FIGURE.search(text[max(0, trigger.start - 12) : trigger.end + 10]) or _ESTIMATES.match(text, trigger.start):
        return True
    if trigger.event_type in ("REJECT", "RETREAT") and _ENDS_VISIT.match(text, trigger.start):
        return True
    if trigger.event_type == "ASSAULT" and _DISMISSED.match(text, trigger.start):
        return True
    if trigger.event_type == "ACCUSE" and trigger.end - trigger.start < 10 and _CRITICAL.match(text, trigger.start):
        return True
    if trigger.event_type == "RETREAT" and (
        _STAYS.fullmatch(trigger.of(text)) or _GOES_BACK.match(text, trigger.start)
    ):
        return True
    if trigger.event_type == "RETREAT" and _LEFT.match(text, trigger.start):
        remains = _REST.match(text, trigger.start) and _IS.search(text, max(0, trigger.start - 20), trigger.start)
        forces = _FORCES.search(text, max(0, trigger.start - 80), trigger.start)
        return bool(remains or (_FOR_A_PLACE.match(text, trigger.end) and not forces))
    return _only_informs(record, trigger) or _is_task(text, trigger)


_STOPS = re.compile(r"\b(?:stop|ceas|halt|quit|end|suspend|discontinu)\w*\s+$", re.IGNORECASE)


_AGAIN = re.compile(
    r"\b(?:during|on|in|at|after|following|since|before|throughout)\s+(?:th(?:is|at|e(?:\s+same)?|ese|eir)|his|her|its)\s+$",
    re.IGNORECASE,
)
_MET = (
    re.compile(r"(?:visit|trip|tour|journey|stay)s?", re.IGNORECASE),
    re.compile(r"(?:meetings?|talks|summit|encounter|conversations?|phone call|call)", re.IGNORECASE),
)
_MEETS = (
    re.compile(r"\b(?:visit|trip|tour|journey|stay|travel|flew|arriv|went|embark)", re.IGNORECASE),
    re.compile(r"\b(?:met|meet|talks|summit|encounter|convers|call|spoke)", re.IGNORECASE),
)
_WHOSE = re.compile(r"\s+(?:of|by|to|with|between|from)\b")


_STATE_OF = re.compile(r"(?:occupied|annexed|besieged|contested|liberated|sanctioned|wanted)", re.IGNORECASE)
_OF_A_THING = re.compile(r"\b(?:the|an?|in|of|from|to|near|its|their|Russian-|\w+-)\s*$")
_A_THING = re.compile(r"\s+(?!(?:by|in|on|at|since|for|and|after|when|during|with)\b)[A-Za-z]")


def is_attribute(text: str, trigger: Span) -> bool:
    """Say whether a participle only says of what kind a place or person is: "the *occupied* city of Donetsk".

    >>> is_attribute("in the occupied city", Span(start=7, end=15))
    True
    >>> is_attribute("Oslo occupied it", Span(start=5, end=13))
    False
    """
    return bool(
        _STATE_OF.fullmatch(text, trigger.start, trigger.end)
        and _OF_A_THING.search(text, max(0, trigger.start - 12), trigger.start)
        and _A_THING.match(text, trigger.end)
    )


def points_back(text: str, trigger: TriggerTag, others: Sequence[TriggerTag]) -> bool:
    """Say whether a noun only points back at a visit or meeting that was told: "*During this visit*, both signed".

    >>> def tag(start: int, end: int) -> TriggerTag:
    ...     return TriggerTag(start=start, end=end, event_type="CONSULT", score=0.9, realis="actual",
    ...                       polarity="positive", certainty="certain")
    >>> words = "Lam visited Cuba. During this visit, Lam and Diaz signed a pact."
    >>> points_back(words, tag(30, 35), [tag(4, 11), tag(30, 35)]), points_back(words, tag(30, 35), [])
    (True, False)
    """
    if trigger.event_type != "CONSULT" or not _AGAIN.search(text, max(0, trigger.start - 24), trigger.start):
        return False
    kinds = [told for noun, told in zip(_MET, _MEETS, strict=True) if noun.fullmatch(trigger.of(text))]
    if not kinds or _WHOSE.match(text, trigger.end):
        return False
    before = (o for o in others if o.end <= trigger.start and o.event_type == "CONSULT")
    return any(kind.search(o.of(text)) for kind in kinds for o in before)


def is_stopped(text: str, trigger: Span, others: Sequence[Span]) -> bool:
    """Say whether a verb names what another act ends: "Kuwait stopped *selling* oil" tells of no sale.

    >>> words = "Kuwait stopped selling oil."
    >>> stopped, selling = Span(start=7, end=14), Span(start=15, end=22)
    >>> is_stopped(words, selling, [stopped, selling]), is_stopped(words, selling, [selling])
    (True, False)
    """
    before = _STOPS.search(text, max(0, trigger.start - 16), trigger.start)
    if before is None or not trigger.of(text).split()[0].endswith("ing"):
        return False
    return any(o.start < before.end() and before.start() < o.end and not o.overlaps(trigger) for o in others)


def _only_informs(record: Record, trigger: TriggerTag) -> bool:
    """Whether a trigger is no demand but a verb of telling: "told the paper that the road was open"."""
    return trigger.event_type == "REQUEST" and any(
        a.cue is not None
        and a.cue.overlaps(trigger)
        and _TELLS.fullmatch(trigger.of(record.article.text))
        and any(_STATED.match(c.of(record.article.text)) for c in a.content)
        for a in record.attributions
    )


def _is_task(text: str, trigger: Span) -> bool:
    """Whether a trigger is the mandate that somebody holds, not one that binds others ("a mask mandate")."""
    if not _MANDATE.fullmatch(text, trigger.start, trigger.end):
        return False
    return bool(_HELD_BEFORE.search(text, 0, trigger.start) or _HELD_AFTER.match(text, trigger.end))
