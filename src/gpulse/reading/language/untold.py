"""What a text names and does not tell: what it asks, what it says is false, what it only supposes.

"Has Poland sent troops?", "Will China ban it?"     asked
"The paper wrongly reported that …"                 told to be false
"He said that it had. None of it happened."         told to be false
"Claim: … Verdict: False."                          a claim that a check of facts is about
"in case either side is put in a state of war"      supposed
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gpulse.record import Attribution, Record, Sentence, Span

_LABEL: Final = r"(?:\d{1,2}[:.]\d\d\s+|\d{1,2}[.)]\s+|[A-Z][\w.’' -]{0,40}:\s+)?"
_AND: Final = r"(?:(?:And|But|So|Then|Yet|Or)\s+)?"
_ASKS: Final = re.compile(
    rf"\s*{_LABEL}[“\"‘']?{_AND}(?:has|have|had|is|are|was|were|do|does|did|will|would|can|could|should|must|may|might|shall)"
    r"(?:n[’']t)?\s",
    re.IGNORECASE,
)
_QUESTION_END: Final = re.compile(r"\?\s*[”\"’')\]]*\s*$")
_TOLD_BESIDE: Final = re.compile(
    r"\b(?:after|since|because|when|although|though|given|now|which|who|whose|whom)\b", re.IGNORECASE
)


def asks(text: str, sentence: Span) -> bool:
    """Say whether a sentence asks if something is so: what it names is told neither as done nor as to come.

    >>> def asked(words: str) -> bool:
    ...     return asks(words, Span(start=0, end=len(words)))
    >>> asked("Has Poland sent troops to Ukraine?"), asked("AFP: Can you confirm that he will come?")
    (True, True)
    >>> asked("Why did Russia strike Odesa?"), asked("Will you stay, Ms Lind was asked.")
    (False, False)
    >>> asked("16:20 Will he go?")
    True
    """
    return bool(_QUESTION_END.search(text, sentence.start, sentence.end) and _ASKS.match(text, sentence.start))


def is_asked(text: str, sentence: Span, at: Span) -> bool:
    """Say whether the words `at` of a sentence are what it asks, and not what it takes as known.

    >>> words = "Will Oslo send troops after Moscow attacked Narva?"
    >>> whole = Span(start=0, end=len(words))
    >>> is_asked(words, whole, Span(start=10, end=14)), is_asked(words, whole, Span(start=35, end=43))
    (True, False)
    """
    end = text.find("?", at.end, sentence.end) + 1
    between = text[at.end : end]
    if not end or _STOP.search(between):
        return False
    stops = [stop.end() for stop in _STOP.finditer(text, sentence.start, at.start)]
    asked = Span(start=stops[-1] if stops else sentence.start, end=end)
    return asks(text, asked) and not _TOLD_BESIDE.search(text, asked.start, at.start)


_STOP: Final = re.compile(r"[.!?][”\"’']?\s+(?=[“\"‘']?[A-Z])")
"""Where one sentence of a quotation ends: “Have they been freed? They have not,” she said."""


_FALSELY: Final = re.compile(
    r"\b(?:falsely|wrongly|erroneously|incorrectly|mistakenly|inaccurately|untruthfully|in error)\b", re.IGNORECASE
)
_NONE_OF_IT: Final = re.compile(
    r"(?:It|They|He|She) (?:has|have|had|did|was|were) not(?:[;.]|, )|(?:None of (?:it|this|that|them|these|those)|"
    r"(?:That|This|It|The (?:claim|story|report)|Th[eo]se (?:claims|reports))\s+"
    r"(?:is|was|are|were)\s+(?:not|all|simply|entirely)?\s*(?=true|untrue|false|fake|wrong|invented))"
    r"[^.;,“”\"]{0,40}(?:true|untrue|false|fake|wrong|invented|happened|took place|occurred|been confirmed)\.?\s*$"
)
_CLAIM: Final = re.compile(r"(?:The )?[Cc]laim:\s")
_UNPROVEN: Final = re.compile(
    r"\b(?:has|have|had|could|can)\s+not\s+(?:yet\s+)?(?:been\s+|be\s+)(?:independently\s+)?"
    r"(?:confirmed|verified|proven|proved|substantiated|corroborated)\b"
)


def is_unproven(text: str, sentence: Span, at: Span) -> bool:
    """Say whether the words `at` are what a sentence says has not been confirmed.

    >>> words = "The version of a strike by Oslo's air defence, put about by some, has not been confirmed."
    >>> is_unproven(words, Span(start=0, end=len(words)), Span(start=17, end=23))
    True
    """
    found = _UNPROVEN.search(text, at.end, sentence.end)
    return found is not None and not re.search(r"[;:“”\"]|\b(?:and|but|while|who)\s", text[at.end : found.start()])


_VERDICT: Final = re.compile(
    r"(?:(?:Our |The )?(?:[Vv]erdict|[Rr]ating|[Rr]uling|[Cc]onclusion)):\s*(?:[\w-]+\s+){0,2}?"
    r"(?:[Ff]alse|[Mm]isleading|[Ff]ake|[Uu]ntrue|[Ff]abricated|[Ii]ncorrect|[Ww]rong|[Nn]ot true|[Nn]o evidence|"
    r"[Aa]ltered)\b"
)


def is_told_false(record: Record, at: Span) -> bool:
    """Say whether the words `at` are somebody's statement of which the post itself says that it is not true."""
    text = record.article.text
    holding = [a for a in record.attributions if any(c.covers(at) for c in a.content)]
    if any(_is_falsely_said(text, a) for a in holding):
        return True
    home = record.home_of(at)
    after = _after(record.sentences, home) if home and holding else None
    denied = _NONE_OF_IT.match(text, after.start, after.end) if after else None
    return denied is not None and not any(c.overlaps(_span(denied)) for a in record.attributions for c in a.content)


def _span(found: re.Match[str]) -> Span:
    return Span(start=found.start(), end=found.end())


def _is_falsely_said(text: str, said: Attribution) -> bool:
    if said.cue is None:
        return False
    if _FALSELY.search(said.cue.of(text)):
        return True
    content = min(said.content)
    start = max(said.cue.start - 25, said.source.end if said.source and said.source.end <= said.cue.start else 0)
    return bool(content.start >= said.cue.start and _FALSELY.search(text, start, content.start + 16))


def _after(sentences: Sequence[Sentence], home: Sentence) -> Sentence | None:
    return next((s for s in sentences if s.start >= home.end and s.paragraph == home.paragraph), None)


def is_checked_claim(record: Record, at: Span) -> bool:
    """Say whether the words `at` are the claim that a check of facts is about, and finds false."""
    text, home = record.article.text, record.home_of(at)
    if home is None or not _CLAIM.match(text, home.start):
        return False
    return any(s.start >= home.end and _VERDICT.match(text, s.start) for s in record.sentences)


_SUPPOSES: Final = re.compile(
    r"\b[Ii]n\s+(?:case|the\s+event)\b(?!\s+of\s+any\s+doubt)[^,;.“”\"]*$|"
    r"^[“\"]?(?:[Ii]f|[Uu]nless)\s[^,;.:“”\"?!]{2,90}\s(?<!\bthe\s)$|"
    r"(?:^\W*(?:Should|Were|Had)|;\s+should)\s+(?!(?:be|have|not)\b)[^,;.?“”\"]*$"
)


def is_supposed(text: str, sentence: Span, at: Span) -> bool:
    """Say whether the words `at` stand in a clause with "in case" or "in the event", or in one that opens it all: "if",
    or a turned condition ("Should it fail").

    >>> words = "In case either side is attacked by a state, the other shall help."
    >>> whole = Span(start=0, end=len(words))
    >>> is_supposed(words, whole, Span(start=23, end=31)), is_supposed(words, whole, Span(start=60, end=64))
    (True, False)
    """
    return bool(_SUPPOSES.search(text[sentence.start : at.start]))
