"""What looks like a statement and is none: what somebody did not say, only did, or is said of them."""

from __future__ import annotations

import re

from gpulse.record import Attribution, Span

_TOLD_OF = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being)\s+)(?:\w+ly\s+|also\s+|now\s+|still\s+)*(?:said|expected|reported|believed|thought|"
    r"anticipated|alleged|rumou?red|understood|estimated|supposed|considered|reputed|presumed|feared)\b"
)

_BY = re.compile(r"\bby\s+(?:(?:the|an?|its|his|her|their|some|many)\s+)?$")


def is_told_of(text: str, cue: Span, source: Span) -> bool:
    """Say whether a source is whom something is said of, and not who says it: "*Lind* is said to have left".

    Nobody who undergoes "is said", "is expected" or "is reported" says it, unless they stand behind "by".

    >>> words = "Lind is said to have left. It was reported by Reuters."
    >>> is_told_of(words, Span(start=5, end=12), Span(start=0, end=4))
    True
    >>> is_told_of(words, Span(start=30, end=42), Span(start=46, end=53))
    False
    """
    told = _TOLD_OF.search(text, max(0, cue.start - 12), cue.end)
    return bool(told and told.end() >= cue.end - 3 and not _BY.search(text, cue.end, source.start))


_NOT = re.compile(
    r"(?:\b(?:did|does|do|has|have|had|would|will|could|can)(?:n['’]t|\s+not)|\bnever|\b(?:declin|refus)\w+\s+to)"
    r"(?:\s+(?:directly|explicitly|specifically|publicly|yet|even|immediately))?\s+$",
    re.IGNORECASE,
)

_UNKNOWN = re.compile(
    r"(?:it\s+)?(?:is|was|are|were|remains?|remained)\s+(?:not\s+|un)(?:yet\s+)?(?:known|clear|certain|said|told)\b"
)
_NOT_SAID = re.compile(
    r"(?:(?:did|does|do|has|have|had|would|will|could|can)(?:n['’]t|\s+not)|never|not|neither\s+confirmed|(?:declin|refus)\w+)\b",
    re.IGNORECASE,
)


def is_not_said(text: str, said: Attribution) -> bool:
    """Say whether a source is told not to have said something: "he did not suggest retaliation", "declined to say who".

    >>> words = "He didn't suggest talks. He told them so."
    >>> def spoken(cue: int, end: int, content: int) -> Attribution:
    ...     return Attribution(cue=Span(start=cue, end=end), content=(Span(start=content, end=content + 5),))
    >>> is_not_said(words, spoken(10, 17, 18)), is_not_said(words, spoken(28, 32, 33))
    (True, False)
    """
    if said.cue is None or said.kind != "indirect":
        return False
    if said.source and text.startswith(" to ", said.cue.end) and text.endswith("which ", 0, said.source.start):
        return True  # "ordered him to leave, *which he refuses to do*"
    if min(said.content).start < said.cue.start:  # "The report has not been confirmed"
        return bool(_NOT_CONFIRMED.search(text, max(0, said.cue.start - 8), said.cue.end))
    if said.source is None and _UNKNOWN.match(said.cue.of(text)):
        return True  # "it is not known which of them will pay"
    return bool(_NOT.search(text, max(0, said.cue.start - 40), said.cue.start) or _NOT_SAID.match(said.cue.of(text)))


_NOT_CONFIRMED = re.compile(r"\bnot\s+(?:yet\s+)?(?:been\s+)?(?:independently\s+)?(?:confirmed|verified|proven)$")
_DOES = re.compile(
    r"(?:(?:has|have|had|is|are|was|were|to|will|would|shall|never|all|then|later|also|been)\s+)*"
    r"(?:sign|approv|adopt|ratif|summon|pass|recall|authori[sz]|vot|nam|appoint|nominat|publish|list|conclud|punish|sound|"
    r"designat|dissolv|introduc|tabl|circulat|learn|felt|turn|recogni[sz]|sen[dt])\w*"
    r"(?:\s+(?:an?\s+(?:\w+\s+){1,3})?(?:on|for|against|of|about|back|away|down|over))?",
    re.IGNORECASE,
)

_CHARGES = re.compile(r"\bcharg(?:es?|ed|ing)$")
_SUM = re.compile(
    r"\s*(?:[\w’'-]+\s+){0,4}?(?:(?:about|some|nearly|roughly|almost|more\s+than|up\s+to|at\s+least)\s+)*[$€£¥]?\d[\d,.]*"
    r"(?:\s+(?:[mb]illion|thousand))?(?:\s+(?:dollars|euros|pounds|a\b|per\b)|[.,;]|$|(?<=[mb]illion))"
)
"""What is charged for something is a price: "charges *it more than $1 billion a year*"."""
_IS_TO = re.compile(r"(?:is|are|was|were)\s+to\s|to\s+(?:talk|discuss|negotiate|see|examine)\b", re.IGNORECASE)
"""What somebody is to do or wants to talk about: "signed a paper with the firm *to talk about* the damage"."""
_PHONED = re.compile(r"call(?:s|ed)?", re.IGNORECASE)
_SOMEBODY_TO = re.compile(r"\s+(?:[A-Z][\w’'-]*\s+){1,4}to\s+[a-z]")
_PASSES = re.compile(r"(?:sign|adopt|ratif)\w*$", re.IGNORECASE)

_SAYS_WHAT = re.compile(r"(?:that|to|whether|how|what|why|when|not)\b|[“\"‘'«]")


def is_only_done(text: str, said: Attribution) -> bool:
    """Say whether what a source is said to say is only what it does: "signed *the pact*", "recalled *its envoy*".

    >>> words = "Oslo signed the pact. Oslo recalled that it had."
    >>> def spoken(cue: int, end: int, content: int) -> Attribution:
    ...     return Attribution(cue=Span(start=cue, end=end), content=(Span(start=content, end=content + 6),))
    >>> is_only_done(words, spoken(5, 11, 12)), is_only_done(words, spoken(27, 35, 36))
    (True, False)
    >>> words = "Oslo learned of the deal. Oslo charges it nearly $1 billion. Oslo charged him with fraud."
    >>> [is_only_done(words, spoken(*at)) for at in ((5, 15, 16), (31, 38, 39), (66, 73, 74))]
    [True, True, False]
    >>> words = "Lind called Pedro Rey to thank him."
    >>> is_only_done(words, spoken(5, 11, 12))
    True
    """
    if said.cue is None or said.kind != "indirect":
        return False
    cue, first = said.cue.of(text), min(said.content)
    if _IS_TO.match(cue) or (_PHONED.fullmatch(cue) and _SOMEBODY_TO.match(text, said.cue.end)):
        return True
    if _PASSES.match(cue) and first.start > said.cue.end + 1:  # "signed a deal *under which* it is to merge"
        return True
    if _CHARGES.search(cue) and _SUM.match(text, first.start):
        return True
    if not _DOES.fullmatch(cue):
        return False
    if said.source is None and re.search(r"\b(?:is|are|was|were|been)\b", said.cue.of(text)):  # "the bank was listed"
        return True
    return min(said.content).start > said.cue.start and not _SAYS_WHAT.match(text, min(said.content).start)


_NOBODY = re.compile(r"(?:neither|none|nobody|no\s+one|not\s+one)\b", re.IGNORECASE)
_TURNED = re.compile(
    r"(?:(?:Had|Has|Have|Do|Does|Did|Can|Could|Will|Would|Should|Were|Was|Is|Are)(?:n['’]t)?\s.*|(?:.*\s)?you)",
    re.DOTALL,
)
"""Words of a question or of a condition: "*Had Oslo* wished to leave", "Can *you* confirm"."""
_INQUIRES = re.compile(r"\b(?:ask|wonder|question|inquir|enquir|quer|pos)\w*", re.IGNORECASE)


def is_asked_or_supposed(text: str, said: Attribution) -> bool:
    """Say whether nobody says it: it is asked, said by neither, or would have been said.

    >>> words = "Neither has published the text. Had Oslo wished to leave, it would. Will Oslo pay? Oslo will, it said."
    >>> def spoken(source: tuple[int, int], cue: tuple[int, int], content: tuple[int, int]) -> Attribution:
    ...     spans = [Span(start=start, end=end) for start, end in (source, cue, content)]
    ...     return Attribution(source=spans[0], cue=spans[1], content=(spans[2],))
    >>> is_asked_or_supposed(words, spoken((0, 7), (12, 21), (22, 30)))
    True
    >>> is_asked_or_supposed(words, spoken((32, 40), (41, 47), (48, 56)))
    True
    >>> is_asked_or_supposed(words, spoken((94, 96), (97, 101), (67, 81)))
    True
    >>> is_asked_or_supposed(words, spoken((94, 96), (97, 101), (82, 92)))
    False
    """
    if said.kind == "direct" or said.cue is None:
        return False
    source = said.source.of(text) if said.source else ""
    asked = all("?" in text[c.end - 1 : c.end + 1] for c in said.content)
    return bool(
        _NOBODY.match(source) or _TURNED.fullmatch(source) or (asked and not _INQUIRES.search(said.cue.of(text)))
    )
