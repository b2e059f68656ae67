"""What sounds like a promise but could never be rated, with the reason.

A cue says that somebody will, would or means to do something; what follows names no act: support, efforts, studies,
consequences. Other passages are refused for what they say of themselves: only a likelihood, only what could be if
others paid, a time that can never be over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gpulse.reading.commitment.clauses import Clause
from gpulse.reading.language.cues import VAGUE_ACTS
from gpulse.record import Refusal, Sentence, Span

WHY: Final = {
    "support": "names no act, amount or date, only support",
    "urge": "promises to urge others, not to act",
    "consequences": "names no act, only consequences or steps",
    "efforts": "names no act, amount or date, only efforts",
    "study": "only studies or considers an act",
    "as long as": "names no act, amount or date",
    "odds": "gives a likelihood without a date",
    "could": "says only what could be done, if others did their part",
    "whenever": "gives a time that can never be over",
    "unsaid": "does not say what, or when",
    "hope": "a wish or hope, to which nobody is bound",
    "goes on": "goes on with what is being done, to no end that could be rated",
    "only if": "says on what something depends, and names no act",
    "put off": "leaves open what is to be done, or when",
    "forecast": "a forecast or belief of somebody who is not to act",
}
"""The reason for each class of words that name no act."""

_CUE = re.compile(
    r"\b(?:will|would|shall|'ll|won't|"
    r"(?:committed|determined|ready|prepared|resolved|willing) to|committed|"
    r"(?:promis|pledg|vow|undert|agree|assur|threaten|swor|commit)\w*(?: \w+){0,3}? (?:to|that)|"
    r"(?:intends?|intended|plans?|planned|wants?|wanted|aims?|aimed|means|meant|hopes?|hoped) to|whatever "
    r"(?:was|is|were)|must|"
    r"should|can count on|warn\w* of|threaten\w* with|"
    r"(?:is|are|was|were) (?:now |still )?(?:considering|examining|studying|reviewing|weighing|mulling|thinking about)|"
    r"(?:is|are|was|were|has|have) (?:going )?to|(?:remain|stay)s? committed|offer\w*(?: \w+){0,2}? to)\b",
    re.IGNORECASE,
)
_ODDS = re.compile(
    r"\b(?:highly |very |most )?(?:unlikely|likely|improbable|inevitable|probable|a matter of time|cannot be "
    r"ruled out|not (?:be )?excluded|per cent chance)\b",
    re.IGNORECASE,
)
_VAGUE = tuple((name, re.compile(rf"^\W*(?:\w+\W+){{0,4}}?{pattern}", re.IGNORECASE)) for name, pattern in VAGUE_ACTS)
_NOW_STUDIED = re.compile(r"considering|examining|studying|reviewing|weighing|mulling|thinking", re.IGNORECASE)

WHENEVER: Final = re.compile(
    r"\b(?:in due (?:course|time)|in (?:its|his|her|their) own (?:time|way)|at (?:a|the) (?:right|proper|"
    r"suitable|given) (?:time|"
    r"moment)|(?:in a|in the) (?:suitable|appropriate|proper|fitting) (?:manner|way)|in the manner|at the time "
    r"(?:it|he|she|they) "
    r"(?:saw|sees?) fit|at a time (?:that|which) (?:it|he|she|they) "
    r"(?:finds?|found|deems?|deemed|thinks?|thought)|at a (?:time|place|moment) of (?:its|his|her|their) choosing|"
    r"when the (?:time|moment|"
    r"hour) (?:comes|came|is ripe|"
    r"has come)|on an? (?:\w+ )?timeline|sooner or later|one day|some day)\b",
    re.IGNORECASE,
)
"""Words for a time that can never be over."""


def is_whenever(text: str, act: Span, sentence: Sentence) -> bool:
    """Say whether a sentence gives an act, or what follows it, a time that can never be over.

    >>> s = "Turkey would retaliate in the manner and at the time it saw fit."
    >>> is_whenever(s, Span(start=13, end=22), Sentence(start=0, end=len(s)))
    True
    """
    return bool(WHENEVER.search(text, act.start, sentence.end))


_AHEAD = re.compile(r"\b(?:will|would|shall|(?:is|are) to)\b", re.IGNORECASE)
_COULD_IF = re.compile(
    r"\b(?:could|might)\b[^.;:]*?\b(?:if|provided|as long as|once) (?:somebody|someone|others|anybody|the "
    r"others|paid)\b|"
    r"\bif (?:somebody|someone|others|anybody)\b[^.;:]*?\b(?:could|might)\b",
    re.IGNORECASE,
)
_OPTION = re.compile(r"\b(?:options?|possibilities|some|ways)\b[^.;:]*?\bthat (?:would|might|could)\b", re.IGNORECASE)
_UNSAID = re.compile(
    r"\b(?:which|when|what|where|how(?: many| much| long)?)(?: one| of them)?, (?:he|she|it|they|the \w+) "
    r"(?:would|did|could|does) not say\b",
    re.IGNORECASE,
)
_TOWARDS = re.compile(
    r"\b(?:an? |the )?(?:[\w-]+ )?(?:assessment|study|review|examination) (?:towards|of whether|on whether)\b",
    re.IGNORECASE,
)
_STUDIED = re.compile(
    r"\b(?:is|are|be|being|(?:has|have) yet to be)(?: \w+ly| now| still| also)? (?:being )?"
    r"(?:under (?:review|study|discussion|consideration|examination)|reviewed|studied|examined|"
    r"considered(?!\s+(?:as|an?|the|to)\b)|discussed|"
    r"assessed|looked into|weighed|debated|thought about|negotiated)\b|"
    r"\b(?:talk|speak|muse|dream|think)(?:s|ed|ing)? (?:aloud )?(?:of|about) \w+ing\b|"
    r"\b(?:toy|play|flirt)(?:s|ed|ing)? with (?:the )?(?:idea|thought|plan)\b|"
    r"\b(?:wants?|wanted|will|would|going|means?|meant|is|are|was|were)(?: first)?(?: to)? (?:first )?"
    r"(?:ask|consult(?:ing)?|sound out|talk over|negotiat(?:e|ing)|debate|debating|confer)\b",
    re.IGNORECASE,
)
URGED: Final = re.compile(
    r"\b(?:(?:appeal|call)(?:s|ed|ing)? (?:to|on|upon) [^,;:.]{2,60}? (?:to|not to)|"
    r"(?:call|plead|appeal)(?:s|ed|ing)? for|"
    r"(?:urg|encourag|press|exhort|implor|admonish|advis|invit|beg|beseech)(?:es|e[ds]?|ing|s|ed|ged)? (?!by\b)"
    r"[^,;:.]{2,60}? (?:to|not to)|"
    r"(?:encouragement|appeals?|exhortations?|advice|invitations?|pleas?|a call|calls)(?: \w+){0,3}? to) (?=[a-z])",
    re.IGNORECASE,
)
"""Words with which somebody only urges others to act."""
_HOPED = re.compile(
    r"\b(?<!had )(?:hop(?:es?|ed|ing) (?:to|for|that)|"
    r"(?:would|should|'d) (?:like|love|prefer|rather|welcome|be (?:glad|happy|pleased))|"
    r"(?:is|are|was|were) (?:keen|eager|anxious|tempted|inclined) to|(?<!not )(?:wishes|wished) to|"
    r"dreams? of|long(?:s|ed) for)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\b(?:(?:search|talks?|negotiations?|consultations?|discussions?|efforts?|work|mediation|contacts?|hunt|"
    r"preparations?|inquir(?:y|ies)|investigations?)\b[^,;:.]{0,60}? (?:go(?:es)? on|continues?|(?:will|would) go on)|"
    r"(?:will|would|shall|must|to) (?:\w+ly )?(?:go on|carry on|keep(?: on)?) \w+ing)\b",
    re.IGNORECASE,
)
_ONLY_IF = re.compile(
    r"\b(?:can|could|will|would|shall) (?:be )?(?:no|never|not be any|nothing)\b[^;:.]*?"
    r"\b(?:so long as|as long as|unless|until|without|before)\b",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\b(?:wants?|wanted|demand(?:s|ed)?|insist(?:s|ed)? on) (?!to\b)(?:[\w'’-]+ ){1,6}?"
    r"(?:\w{2,}ed|freed|gone|done|stopped|held)\b",
    re.IGNORECASE,
)
_EXPLORED = re.compile(
    r"\b(?:(?:see|find out|look|consider|ask(?:s|ed)?|explore[sd]?|exploring) (?:into )?(?:whether|if|how|what)|"
    r"(?:will|would|to) explore|(?:list|range|number) of options|all options|options? (?:is|are|was|were|remain\w*) "
    r"(?:on the table|open)|on the (?:table|agenda) (?:is|are|was|were))\b",
    re.IGNORECASE,
)
_PUT_OFF = re.compile(
    r"\b(?:(?:for|on) another day|(?:all |everything )?(?:in|at) (?:its|good|due) time|"
    r"(?:leav(?:es?|ing)|left)(?: it| that| this| the (?:question|matter))? open|"
    r"remain(?:s|ed)? (?:to be seen|open|unclear)|"
    r"(?:yet|still) to be (?:decided|settled|agreed|fixed|seen|determined)|case by case|"
    r"wait(?:s|ed|ing)? for (?:a|an|the|some)? ?(?:\w+ )?(?:moment|word|signal|sign|time|answer|opportunity)|"
    r"(?:when|once|if|as) (?:the )?(?:circumstances|conditions|time|situation) (?:permit|allow|are|is)\w*|"
    r"hinted at|better (?:times|days) (?:were|are|lie|lay)|within (?:sight|reach)|reserve[sd]? the right|"
    r"(?:rumou?red|rumou?rs|(?:is|was|are|were) (?:much |some )?talk of)|"
    r"(?:not|n't|nothing|never) (?:\w+ )?(?:ruled?|ruling) (?:\w+ )?out|"
    r"keep(?:s|ing)? (?:its|their|his|her|all) options)\b",
    re.IGNORECASE,
)
_FORESEEN = (
    r"(?:\w+ ){0,3}?(?:expects?|expected|forecasts?|predicts?|predicted|believes?|believed|reckons?|reckoned|"
    r"fears?|feared|thinks?|thought|says?|said|estimates?|estimated|doubts?|doubted)\b"
)
_FORECASTERS = re.compile(
    r"\b(?:analysts?|economists?|experts?|pollsters?|researchers|forecasters?|markets?) " + _FORESEEN,
    re.IGNORECASE,
)
"""Words with which somebody who is not to act foresees an act."""
_FORECAST = re.compile(
    rf"{_FORECASTERS.pattern}|\b(?:diplomats?|banks?|traders?|brokers?|observers) {_FORESEEN}|"
    r"\b(?:gives? (?:it|them|him|her)|puts?) (?:a|the) (?:chance|odds)\b|"
    r"\b(?:believes?|thinks?|fears?|suspects?|doubts?|guesse[sd]) that\b[^;.]*?\b(?:will|would|are|is|could)\b|"
    r"\b(?:would|will) be worth\b|\b(?:a|the) chance of\b",
    re.IGNORECASE,
)


def is_forecast(clause: Clause, act: Span) -> bool:
    """Say whether only somebody who foresees it tells of an act: "Analysts expect that the first cargo will *sail*"."""
    foreseen = _FORECASTERS.search(clause.text, clause.sentence.start, act.start)
    return foreseen is not None and not re.search(r"[;,]", clause.text[foreseen.end() : act.start])


_BACKED = re.compile(r"\b(?:support|back)s\b|\bstands? (?:by|behind|with|firmly)\b", re.IGNORECASE)
_HELL = re.compile(r"\b(?:all hell|dearly|heavy price|price to pay|dire consequences)\b", re.IGNORECASE)
_REFUSED = (
    (
        "talk speak muse dream toy play flirt think review stud examin consider discuss assess looked weigh debat ask "
        "consult sound negotia confer thought".split(),
        _STUDIED,
        "study",
    ),
    ("appeal call plea urg press encourag exhort implor admonish advi invit beg bese".split(), URGED, "urge"),
    (
        "hop like love prefer rather welcome glad happy pleased keen eager anxious tempted inclined wish dream "
        "long".split(),
        _HOPED,
        "hope",
    ),
    (("want", "demand", "insist"), _WANTED, "hope"),
    (("see", "whether", "ask", "look", "explor", "option", "table", "find out"), _EXPLORED, "study"),
    (
        (
            "another day|time|open|seen|unclear|to be |case by case|wait|circumstance|condition|situation|hinted|"
            "better|sight|reach|reserve|rumo|talk of|rul|options"
        ).split("|"),
        _PUT_OFF,
        "put off",
    ),
    (
        (
            "analyst economist expert observer diplomat trader pollster broker market bank research believ think fear "
            "suspect doubt guess worth chance forecast"
        ).split(),
        _FORECAST,
        "forecast",
    ),
    ((" on", "continue", "keep"), _GOES_ON, "goes on"),
    ((" no ", "never", "nothing", "any"), _ONLY_IF, "only if"),
    (("supports", "backs", "stand"), _BACKED, "support"),
    (("hell", "dear", "price", "dire"), _HELL, "consequences"),
    (("likely", "probable", "inevitable", "matter of time", "ruled out", "excluded", "per cent"), _ODDS, "odds"),
    (("could", "might"), _COULD_IF, "could"),
    (("that ",), _OPTION, "study"),
    ((" not say",), _UNSAID, "unsaid"),
    (("towards", "whether"), _TOWARDS, "study"),
)
"""Words without one of which a pattern finds nothing, the pattern, and the reason."""


def find_refusals(text: str, sentence: Sentence) -> tuple[Refusal, ...]:
    """Return the passages of a sentence that sound like a promise but name no act that could be rated.

    >>> s = "The alliance will stand by Kyiv for as long as it takes, she said."
    >>> [(r.evidence[0].of(s), r.why) for r in find_refusals(s, Sentence(start=0, end=len(s)))]
    [('The alliance will stand by Kyiv for as long as it takes', 'names no act, amount or date, only support')]
    >>> s = "Ankara would answer at a time of its choosing."
    >>> [r.why for r in find_refusals(s, Sentence(start=0, end=len(s)))]
    ['names no act, only consequences or steps']
    """
    found: list[tuple[int, int, str]] = []
    for match in _CUE.finditer(text, sentence.start, sentence.end):
        name = _vague_after(text[match.end() : sentence.end], match.group())
        if name is not None:
            found.append((match.start(), match.end(), name))
    low = text[sentence.start : sentence.end].lower()
    for words_of, pattern, name in _REFUSED:
        if any(word in low for word in words_of):
            found += [(m.start(), m.end(), name) for m in pattern.finditer(text, sentence.start, sentence.end)]
    for match in WHENEVER.finditer(text, sentence.start, sentence.end):
        if _AHEAD.search(text, sentence.start, match.start()):
            found.append((match.start(), match.end(), "whenever"))
    kept: list[Refusal] = []
    for start, end, name in found:
        span = _clause_around(text, sentence, start, end)
        if not any(span.overlaps(other.evidence[0]) for other in kept):
            kept.append(Refusal(evidence=(span,), why=WHY[name]))
    return tuple(kept)


def refusals_of(clause: Clause, marked: Sequence[tuple[Span, str]]) -> tuple[Refusal, ...]:
    """Return the passages that are refused, each with the rules' reason where they know one, else with its own.

    A passage is the clause around words refused, unless it touches an earlier one.
    """
    ruled = find_refusals(clause.text, clause.sentence) if marked else ()
    kept: list[Refusal] = []
    for words, own in marked:
        span = _clause_around(clause.text, clause.sentence, words.start, words.end)
        if not any(span.overlaps(other.evidence[0]) for other in kept):
            why = next((r.why for r in ruled if r.evidence[0].overlaps(words)), own)
            kept.append(Refusal(evidence=(span,), why=why))
    return tuple(kept)


UNRATED: Final = "names no act, amount or date by which it could be rated"
"""The reason where only the model refuses."""

DOUBTFUL: Final = "may promise something, but not surely enough to be followed"
"""The reason where the model sees an act to be done, and its answers and the rules together do not carry it."""

NO_ACTOR: Final = "does not tell who is to act"
"""The reason where an act to be done is found, but nobody who is to do it."""


def _vague_after(rest: str, cue: str) -> str | None:
    """The class of the words that follow a cue, where they name no act."""
    if _NOW_STUDIED.search(cue):
        return "study"
    if cue.lower().endswith("committed"):
        return "efforts"
    name = next((name for name, pattern in _VAGUE if pattern.match(rest)), None)
    if name is None and re.search(r"\bas long as\b|\bwhatever (?:was|is) necessary", rest[:80]):
        return "as long as"
    return name


_JOINT = re.compile(r", (?:and|but) (?!(?:will|would|shall|must|should|is|are|was|were|has|have|had|to|not|then)\b)")
"""Where a clause with a subject of its own begins: "…, and he hoped that …"."""


def _clause_around(text: str, sentence: Sentence, start: int, end: int) -> Span:
    """The clause around a cue: between marks that part clauses, with its opening condition."""
    left = max(
        (
            text.rfind(mark, sentence.start, start) + len(mark)
            for mark in ("; ", ": ", "“", " – ")
            if text.rfind(mark, sentence.start, start) >= 0
        ),
        default=sentence.start,
    )
    left = max((m.end() for m in _JOINT.finditer(text, left, start)), default=left)
    match = re.compile(
        r"[;:”]|, (?=[^,]{1,60}\b(?:said|told|wrote|announced|added|declared|remarked|put)\b)|[.!?](?:\s|$)"
    ).search(text, end, sentence.end)
    right = match.start() if match else sentence.end
    words = text[left:right]
    return Span(start=left + len(words) - len(words.lstrip(" ,")), end=left + len(words.rstrip(" ,.")))
