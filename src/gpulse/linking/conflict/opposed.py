"""Two statements of one post that tell one thing otherwise: "He was beaten, says his father. The ministry: he is well."

Often no word of denying stands there. Pairs of sentences near each other, and the parts of one sentence, are weighed by
who speaks, what is negated, waved off or claimed, what both are about, and how they stand to each other. Nothing here
decides alone. training/opposed.py fitted the weights on pairs that were read; docs/stories.md gives the figures.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from gpulse.linking.conflict.figures import AHEAD
from gpulse.linking.conflict.frame import STEM, Frame
from gpulse.linking.conflict.given_by import same_speaker, speaker_of
from gpulse.linking.grouping.posts import stems_of
from gpulse.record import Record, Span

NEAR_SENTENCES: Final = 3
"""Two statements of one post that are set against each other stand within this many sentences."""

LIKELY: Final = -1.0
"""The least score (`log_odds`) from which two statements are opposed. From it on 30 of 39 pairs of careful stories and
29 of 41 of labelled ones that were left out are opposed; the others were not read, or are none."""

PART_WORDS: Final = 3
"""A part of a sentence has at least so many words."""

LONGEST_NAME: Final = 8
"""Words of a name of a speaker; what is longer was cut wrong."""

WEIGHTS: Final[Mapping[str, float]] = {
    "bias": -11.02,
    "ruled": 2.88,
    "parts": 1.78,
    "next": 0.37,
    "third": -0.35,
    "paragraph": 0.77,
    "nearest": 0.21,
    "speaker_1": -0.52,
    "speaker_2": 0.77,
    "speakers": 0.60,
    "says_1": 1.23,
    "says_2": 0.73,
    "says_both": 1.50,
    "claims_1": 0.87,
    "claims_2": -0.69,
    "charges": 0.24,
    "charges_denied": 0.42,
    "finds_1": 0.06,
    "finds_2": 0.04,
    "denies_1": -0.14,
    "denies_2": 1.44,
    "left_open": 0.05,
    "denies_other": 0.64,
    "flat_1": -0.33,
    "flat_2": 2.08,
    "flat_other": 0.59,
    "negates_2": 0.90,
    "negates_both": -0.33,
    "negated": 1.47,
    "differs_1": 0.50,
    "differs_2": 0.21,
    "points_back": 0.79,
    "points_back_other": 0.52,
    "parallel": 0.73,
    "agrees": -0.91,
    "both_sides": -0.23,
    "ahead_2": -1.22,
    "ahead_one": -0.63,
    "numbers_1": -0.91,
    "numbers_2": -1.14,
    "words": 0.55,
    "publishers": 0.11,
    "alike": 0.69,
    "alike_next": 0.64,
    "codes": 0.64,
}
"""Weights of `features_of`, fitted by training/opposed.py."""

_PARTS = re.compile(r"; |, (?=(?:but|while|whereas|though|although|which|who|and) )|(?<=\w): ")
"""Where a sentence is cut in two statements."""

_DENIES = re.compile(
    r"\b(?:repl(?:y|ied|ies)|answer\w*|respon\w+|retort\w*|countered|reject\w*|den(?:y|ies|ied|ial)|disput\w+|"
    r"contradict\w*|refut\w*|dismiss\w*|correct\w+|insist\w*|maintain\w*|unimpressed)\b",
    re.IGNORECASE,
)
"""Words of an answer."""

_LEFT_OPEN = re.compile(
    r"\b(?:not|never|neither|nor|refus\w+ to|declin\w+ to)(?: \w+){0,3}? "
    r"(?:den|disput|contradict|reject|contest|refut)\w*|"
    r"\b(?:did|do|does|would|could) not (?:say|tell|name|comment|explain|give|confirm)\b|\b(?:left|leaves?) open\b|"
    r"\bwithout (?:saying|naming|giving)\b|\b(?:nobody|no one) (?:says|said)\b|\bis not (?:said|known)\b",
    re.IGNORECASE,
)
"""Words by which somebody does not deny, or does not say."""

_FLAT = re.compile(
    r"\b(?:no such|nothing of the (?:kind|sort)|kn[eo]ws? (?:of )?(?:no|nothing|none)|never heard|(?:not|un)aware|"
    r"nothing to do with|not so|not true|untrue|false|no record|no trace|fake|fabricat\w+|invent\w+|lies?|"
    r"irresponsible|baseless|groundless|unfounded|absurd|nonsense|rumours?|slander|propaganda|provocation|mirage|trap|"
    r"sham|theatre|(?:did|do|does) not believe|no (?:promise|agreement|commitment|plan|sign|evidence|question|mention|"
    r"statement|word))\b",
    re.IGNORECASE,
)
"""Words that wave off what somebody else says."""

_NEGATES = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|unable|impossible|untrue|false|fake|only|fewer|less)\b|"
    r"n['’]t\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:sa(?:y|ys|id)|told|tells?|claim\w*|accord\w+ to|spoke|speaks?|announc\w+|wrote|writes|report\w*|assert\w*|"
    r"declar\w+|explain\w*|confirm\w*|added|stat(?:ed|es)|argu\w+|charg\w+|call(?:s|ed) (?:it|this|that|the)|view|"
    r"opinion|account|version|believ\w+|sure|convinced|thinks?|hold\w*|admit\w*|acknowledg\w*|suspect\w*|blam\w+|"
    r"accus\w+|den(?:y|ies|ied)|reject\w*|dismiss\w*|insist\w*|knows?|knew|hears?|heard|spokes\w+)\b",
    re.IGNORECASE,
)
_CLAIMS = re.compile(
    r"\b(?:claim\w*|assert\w*|accus\w+|charg(?:e|es|ed)|alleg\w+|had (?:been )?(?:promised|agreed|said|spoken)|"
    r"according to|believ\w+|convinced|sure|insist\w*|maintain\w*|version|opinion|view)\b",
    re.IGNORECASE,
)
"""Words by which something is one side's account."""

_CHARGES = re.compile(
    r"\b(?:accus\w+|blam\w+|alleg\w+|charg(?:e|es|ed)|suspect\w*|violat\w+|fired first|attack\w*|responsib\w+|"
    r"massacre\w*|murder\w*|kill\w*|crime\w*|fault|provok\w+|lying)\b",
    re.IGNORECASE,
)
_DIFFERS = re.compile(
    r"\b(?:versions?|accounts?|differ\w*|disagree\w*|quarrel\w*|story|stories|otherwise|differently|"
    r"another (?:story|picture|view|song|word|version)|the other side|both sides|each other|counter\w*|clarif\w+|"
    r"holds? that|believes?|no longer valid|took it back|taken back)\b",
    re.IGNORECASE,
)
"""Words by which accounts differ."""

_AGREES = re.compile(
    r"\b(?:confirm\w*|agreed|agrees|welcom\w*|prais\w*|thank\w*|hope[sd]?|ready|promis\w*|admit\w*|acknowledg\w*|"
    r"demand\w*|urg\w+|call(?:s|ed) (?:for|on)|warn\w*|condemn\w*|regret\w*|complain\w*|add(?:s|ed)|went on|expect\w*|"
    r"would|will|wants?|must|should)\b",
    re.IGNORECASE,
)
"""Words of agreeing, wanting and going on: no other account of what was told."""

_SELF = re.compile(
    r"(?:; |, which |, who |: )[^;]*\b(?:den(?:y|ies|ied)|reject\w*|disput\w*|dismiss\w*|calls?|knows? of)\b"
)
"""A sentence that has both a claim and its denial."""

_POINTS_BACK = re.compile(
    r"\b(?:it|this|that|such|so|the (?:charge|claim|report|accusation|statement|story|figure|account|version|"
    r"allegation)s?)\b",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(
    r"\b(?:Wire|Paper|Broadcaster|Radio|Agency|Newspaper|Journal|Weekly|news agency|newspapers?|Post|Channel|"
    r"magazine)\b"
)
_FOR_ONE = re.compile(r"^(?:For|In|On|From|To) (?:the )?[A-Z]\w+|^(?:Officially|Untrue|Not)")
"""How two parallel accounts begin: "For the White House it was …"."""

_FINDS = re.compile(
    r"\b(?:found|shows?|showed|proved?|proof|evidence|photograph\w*|satellite|documents?|papers|investigat\w+|inquiry|"
    r"experts?|commission|panel|witness\w*|survivors?|residents?|doctors?)\b",
    re.IGNORECASE,
)
_FREE_WILL = re.compile(r"\b(?:own|free) will\b")
"""A will that looks at nothing to come."""

_NO_NAME = re.compile(
    r"(?:none|it|they|he|she|is|both|each|this|that|others|some|one|nobody|(?:and|so|then|on|in|though|hardly|at|up|if|"
    r"while)\b.*)$",
    re.IGNORECASE,
)
"""What is taken for a speaker and names none."""


_MARKS: Final[Mapping[str, re.Pattern[str]]] = {
    "denies": _DENIES, "left open": _LEFT_OPEN, "flat": _FLAT, "claims": _CLAIMS, "charges": _CHARGES,
    "differs": _DIFFERS, "agrees": _AGREES, "both sides": _SELF, "points back": _POINTS_BACK, "for one": _FOR_ONE,
    "finds": _FINDS, "ahead": AHEAD, "numbers": re.compile(r"\d"),
}  # fmt: skip
"""What the words of a statement do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence or a part of one: its place, who says it, the stems it is about, and what its words do."""

    at: int
    span: Span
    words: str
    paragraph: int
    speaker: str | None
    terms: frozenset[str]
    weight: float
    codes: frozenset[str]
    negates: bool
    negated: frozenset[str]
    says: bool
    marks: frozenset[str]
    length: float
    publisher: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposed:
    """Two statements of one post, the earlier one first: whether they are parts of one sentence, and whether somebody
    speaks between them."""

    one: Statement
    two: Statement
    parts: bool
    said_between: bool


def pairs_in(record: Record, frame: Frame) -> Iterator[Opposed]:
    """Yield the pairs of statements of a post that may be opposed."""
    whole = [_state(record, at, Span(start=s.start, end=s.end), frame) for at, s in enumerate(record.sentences)]
    for at, one in enumerate(whole):
        for two in whole[at + 1 : at + 1 + NEAR_SENTENCES]:
            between = any(statement.says for statement in whole[at + 1 : two.at])
            yield Opposed(one=one, two=two, parts=False, said_between=between)
        for cut in _PARTS.finditer(one.words):
            first = Span(start=one.span.start, end=one.span.start + cut.start())
            second = Span(start=one.span.start + cut.end(), end=one.span.end)
            if min(len(part.of(record.article.text).split()) for part in (first, second)) >= PART_WORDS:
                sides = (_state(record, at, part, frame) for part in (first, second))
                yield Opposed(one=next(sides), two=next(sides), parts=True, said_between=False)


def _state(record: Record, at: int, span: Span, frame: Frame) -> Statement:
    words = span.of(record.article.text)
    speaker = speaker_of(record, at, span, frame.sayings[record.article.id])
    terms = _stems(words) - _stems(speaker or "")
    codes = (m.actor or (m.place.country if m.place else None) for m in record.mentions if span.covers(m))
    plain = _FREE_WILL.sub("choice", words)
    speaker = speaker if speaker and not _NO_NAME.match(speaker) and len(speaker.split()) <= LONGEST_NAME else None
    return Statement(
        at=at, span=span, words=words, paragraph=record.sentences[at].paragraph,
        speaker=speaker, terms=terms, weight=frame.length(terms), codes=frozenset(code for code in codes if code),
        negates=bool(_NEGATES.search(words)),
        negated=frozenset().union(*(_stems(part) for part in _negated_parts(words))), says=bool(_SAYS.search(words)),
        marks=frozenset(mark for mark, pattern in _MARKS.items() if pattern.search(plain)),
        length=math.log(len(plain.split()) + 1), publisher=bool(_PUBLISHER.search(speaker or "")),
    )  # fmt: skip


def _negated_parts(words: str) -> list[str]:
    """What stands behind each negation in its clause."""
    return [re.split(r"[,;:.]", words[found.end() :])[0] for found in _NEGATES.finditer(words)]


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem[:STEM] for stem in stems_of(words) if not stem[0].isdigit())


def features_of(pair: Opposed, frame: Frame, ruled: bool) -> dict[str, float]:
    """Return what speaks for two statements' being accounts of one thing that cannot both be right, and against it.

    `ruled`: a rule of `linking.conflict.contradictions` says so. `parts`, `next`, `third`, `paragraph`, `nearest`: how
    they stand to each other. `speaker_1`, `speaker_2`, `speakers`: known, and different. `says`, `claims`, `charges`,
    `finds`: words of saying, of one side's account, of a charge, of finding out. `denies`, `flat`, `negates`,
    `negated`: what answers, waves off, negates, and negates what the other tells. `differs`, `parallel`: words and
    openings of another account. Against it: `left_open` ("did not deny"), `agrees`, `ahead`, numbers, and `both_sides`
    (the second has a claim and its denial). `alike`, `codes`: how much both are about the same.
    """
    one, two = pair.one, pair.two
    first, second = one.marks, two.marks
    differ = bool(one.speaker and two.speaker) and not same_speaker(one.speaker, two.speaker)
    shared = sum(frame.rarity(term) ** 2 for term in sorted(one.terms & two.terms))
    alike = shared / (one.weight * two.weight) if shared else 0.0
    flat, back, left_open = "flat" in second, "points back" in second, "left open" in second
    denies = "denies" in second and not left_open
    return {
        "bias": 1.0,
        "ruled": float(ruled),
        "parts": float(pair.parts),
        "next": float(two.at - one.at == 1),
        "third": float(two.at - one.at == NEAR_SENTENCES),
        "paragraph": float(one.paragraph == two.paragraph),
        "nearest": float(not pair.said_between),
        "speaker_1": float(bool(one.speaker)),
        "speaker_2": float(bool(two.speaker)),
        "speakers": float(differ),
        "says_1": float(one.says),
        "says_2": float(two.says),
        "says_both": float(one.says and two.says),
        "claims_1": float("claims" in first),
        "claims_2": float("claims" in second),
        "charges": float("charges" in first),
        "charges_denied": float("charges" in first and denies),
        "finds_1": float("finds" in first),
        "finds_2": float("finds" in second),
        "denies_1": float("denies" in first),
        "denies_2": float(denies),
        "left_open": float(left_open),
        "denies_other": float(denies and differ),
        "flat_1": float("flat" in first),
        "flat_2": float(flat),
        "flat_other": float(flat and differ),
        "negates_2": float(two.negates and not one.negates and not left_open),
        "negates_both": float(one.negates and two.negates),
        "negated": float(not left_open and bool(two.negated & one.terms or one.negated & two.terms)),
        "differs_1": float("differs" in first),
        "differs_2": float("differs" in second),
        "points_back": float(back),
        "points_back_other": float(back and differ),
        "parallel": float("for one" in first and "for one" in second),
        "agrees": float("agrees" in second),
        "both_sides": float(not pair.parts and "both sides" in second),
        "ahead_2": float("ahead" in second),
        "ahead_one": float(("ahead" in first) != ("ahead" in second)),
        "numbers_1": float("numbers" in first),
        "numbers_2": float("numbers" in second),
        "words": one.length,
        "publishers": float(one.publisher) + float(two.publisher),
        "alike": alike,
        "alike_next": alike * (two.at - one.at <= 1),
        "codes": float(bool(one.codes & two.codes)),
    }
