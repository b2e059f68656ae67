"""What one source says and another denies: a conflict without figures.

A denial is a sentence with words of denying or of its own negation of what was said, whose speaker is another than the
speaker of the claim. The claim stands right before it in the same post, or is the sentence of another post that has
most of its words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from gpulse.linking.conflict.disputes import Side, find_disputes
from gpulse.linking.conflict.figures import AHEAD
from gpulse.linking.conflict.frame import Frame
from gpulse.linking.conflict.given_by import same_speaker, speaker_of
from gpulse.linking.grouping.posts import FUNCTION_WORDS, likeness
from gpulse.linking.ledger.ledger_rows import evidence_of
from gpulse.linking.story.story_rows import Conflict, Value
from gpulse.reading.commitment.speech import Saying
from gpulse.record import Record, Span

CLAIM_SENTENCES = 5
"""The claim that a denial answers stands at most this many sentences before it, or in the next."""

RUN_SENTENCES = 3
"""A denial without a speaker runs back to the sentence that names one, at most this many."""

SLOT_WORDS = 14
"""Words of the claim by which a conflict without figures is named."""

SHORT_WORDS = 14
"""A sentence of so many words says little by itself."""

ALIKE_ELSEWHERE = 0.2
"""Least likeness of a denial to the claim in another post (as `conflicts.ALIKE`, which weighs single figures)."""

ALIKE_BEFORE = 0.1
"""Least likeness of a negation to a claim that stands before it in its post, unless it denies outright. In 312 stories
that no rule had seen 62 claims were set against denials, of which about twelve were contradictions; now it is 36, and
the twelve are among them."""

_ACCOUNTS = (
    r"(?:accounts?|accusations?|allegations?|assertions?|charges?|claims?|evidence|figures?|findings?|news|notion|"
    r"numbers?|reports?|rumours?|stor(?:y|ies)|suggestions?|suspicions?|versions?)\b"
)
"""What is rejected or dismissed where that denies something: no proposal, no minister."""

DENIAL = re.compile(
    rf"\b(?:den(?:y|ies|ied|ying)|disput(?:es|ed|ing)(?! whether)|(?<!the )(?<!this )(?<!that )(?<!a )(?<!in )dispute|"
    rf"refut(?:e|es|ed)|"
    rf"(?:reject|dismiss)(?:s|es|ed|ing)? (?:it as|this as|that as|(?:\w+ ){{0,3}}{_ACCOUNTS})|"
    r"(?:rejected|dismissed) (?:it|this|that)(?=[:.;,])|"
    r"contradict(?:s|ed)?|contest(?:s|ed)|not (?:true|so(?! [a-z])|the case|correct)|untrue|false|fake|"
    r"groundless|baseless|unfounded|"
    r"fabricat\w+|invent(?:ed|ion)|no such|nothing of the (?:sort|kind)|waved (?:it|this|that)? ?away|"
    r"(?:had|has|have|was|were|is|are) no(?:t been any)? (?:mention|statement|promise|agreement|evidence|sign|word|"
    r"trace|"
    r"decision|question|talk|plan)s?|been no (?:mention|statement|promise|agreement|word)|"
    r"never (?:said|did|mentioned|announced|agreed|promised|happened|took place|existed)|"
    r"(?:has|have|had|was|were) never (?:been )?\w+(?:ed|wn|ken)|"
    r"(?:was|were|is|are|had|has|have) not (?:been )?(?:occupied|taken|captured|hit|attacked|struck|agreed|crossed|"
    r"involved|"
    r"responsible|behind|damaged|lost|fallen|signed|violated|fired|promised|invited)|"
    r"(?:nobody|no one|nothing|not|never|no)\b[^.;]{3,80}\binsist(?:s|ed)?|(?:was|is|were|are) (?:stupid|absurd|"
    r"nonsense|a lie|lies)|"
    r"(?:did|do|does) not (?:agree|promise|attack|fire|strike|cross|happen|exist|violate|confirm)|"
    r"could not (?:be )?confirm\w*)\b",
    re.IGNORECASE,
)
"""Words that deny what somebody else says."""

_OUTRIGHT = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|disput\w+|refut\w+|reject\w+|dismiss\w+|contradict\w*|contest\w*|not (?:true|so|"
    r"the case|correct)|untrue|false|fake|groundless|baseless|unfounded|fabricat\w+|invent\w+|no such|nothing of the|"
    r"no (?:statement|mention|promise)|insist\w*|waved (?:it|this|that)? ?away|stupid|absurd|nonsense|lies?)\b",
    re.IGNORECASE,
)
"""Words that deny outright; a bare negation denies only what it shares words with."""

_REFUSED = re.compile(r"\b(?:rejected|dismissed) (?:it|this|that)\b", re.IGNORECASE)
"""Words that refuse a plan where a plan is told: nothing is denied by that."""

_NO_DENIAL = re.compile(
    r"\b(?:(?:not|never|nobody|no one|nor|neither|without|refus\w+ to|declin\w+ to)(?: \w+){0,2} (?:den|disput|"
    r"contradict|"
    r"reject|contest|refut)\w*|den(?:y|ies|ied|ying) (?:\w+ ){0,3}?(?:access|entry|visas?|passage|asylum|bail|"
    r"permission|permits?|landing)\b|(?:would|will|to|shall|may|might) (?:deny|reject|dispute|contest|refute)|"
    r"(?:warned|urged|asked|appealed|swor\w+|vow\w+|promis\w+|threaten\w+)\b[^.;]{0,60}"
    r"\b(?:no|not|never|nothing|nobody)\b|"
    r"\b(?:no|not|never|nothing|nobody)\b[^.;,]{0,40}\b(?:will|would|shall)\b|"
    r"false (?:papers|names?|flags?|alarms?|starts?|teeth|passports?))\b",
    re.IGNORECASE,
)
"""Words that look like a denial and are none: "did not deny it"."""

_DENIED_HERE = re.compile(
    r"(?<![Tt]his )(?<![Tt]hat )(?<!\b[Ii]t )(?<!\b[Aa]ll )(?<!\b[Bb]oth )"
    r"\b(?:was|were|has been|have been) (?:at once |promptly |later )?(?:denied|disputed|contested)\b"
    r"(?! by\b)(?=[.:;,]|$| in [A-Z])"
)
"""A denial in the passive, of what the sentence itself names: "the word bargain went round, and was denied"."""

_WITHIN = re.compile(
    r"(?P<claim>.{20,})(?:; |, (?=which |who ))"
    r"(?P<denial>[^;]*\b(?:den(?:y|ies|ied)|disput(?:es|ed)|contradict(?:s|ed)|"
    r"reject(?:s|ed)|refut(?:es|ed))(?: (?:it|this|that|the \w+))?"
    r"\W*)"
)
"""A sentence that has a claim and its denial: "the south supports rebels, Khartoum charges; Juba denies it"."""

_WHICH_IS_DENIED = re.compile(
    r", which (?:[\w’'-]+ ){1,5}?(?:denies|denied|deny|disputes?|disputed|rejects?|rejected)\b"
)
"""A denial of what the sentence has just told: "warned against selling uranium, which Niamey denies having planned".

>>> bool(_WHICH_IS_DENIED.search("It sold uranium, which Niamey denies having planned."))
True
"""

_POINTS_BACK = re.compile(
    r"\b(?:it|this|that|so) (?:was|is|were|had|has)\b|\bnothing of the (?:sort|kind)\b|\b(?:denied|denies|deny|"
    r"disputed|"
    r"rejected|dismissed|contradicted) (?:it|this|that|them)\b",
    re.IGNORECASE,
)
"""Words by which a denial points at the sentence before."""

_CLAIMS = re.compile(
    r"\b(?:sa(?:y|ys|id)|claim(?:s|ed)?|announc\w+|declar\w+|report(?:s|ed)?|accus\w+|blam\w+|told|wrote|assert\w+|"
    r"maintain\w*|holds? that|held that|insist\w*|agreed|alleg\w+|according to|charg(?:es|ed) that|"
    r"spoke of|put the|registered|calls? it|called it)\b",
    re.IGNORECASE,
)
_CHARGE = re.compile(
    r"\b(?:charge|accusation|allegation|blame|suspicion|any (?:part|role)|involvement|responsib\w+)s?\b"
)
_ACCUSES = re.compile(r"\b(?:accus\w+|blam\w+|alleg\w+|charg(?:es|ed)|suspect\w*)\b")
_GOES_ON = re.compile(r"^(?:It|They|He|She|This|That|Rather|Instead)\b")
_NEGATED = re.compile(
    r"^(?:Neither|Nobody|No one|None|Nothing|Nor)\b|\b(?:did|do|does|would|could) not (?:say|name|tell|comment)\b"
)
"""Words of a sentence that tells that something was not said: no claim to deny."""


_OPENING = re.compile(
    r" (?:(?:has|have|had) )?(?:sa(?:y|ys|id)|insist\w*|claim\w*|maintain\w*|holds?|held|report\w*|register\w*|"
    r"calls? it|called it|count\w*|announced|declar\w*|stat(?:es|ed)|repl\w+|spoke of|speaks of)(?: that)? "
)
"""Words after a speaker at the beginning of a sentence, before what he says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A stretch of a post, its last sentence's place, and who says it."""

    record: Record
    span: Span
    at: int
    speaker: str | None


def find_contradictions(
    frame: Frame, claim: tuple[str, Span] | None = None, deniers: Collection[str] = ()
) -> tuple[Conflict, ...]:
    """Return what posts of a story let one source say and another deny, each with the words of both.

    `claim` is the post and the sentence of the story's central claim; `deniers` are the posts that dispute it.
    """
    records, sayings = frame.records, frame.sayings
    central = _told_in(claim, records, sayings) if claim else None
    found: list[Conflict] = []
    known: set[tuple[str, int]] = set()
    for place, record in enumerate(records):
        for row in _denials(record, sayings[record.article.id]):
            within, denial = _claim_within(row, sayings[record.article.id])
            told = within or _claim_before(denial, frame) or _claim_elsewhere(denial, records[:place], frame, sayings)
            if told is None and central is not None and record.article.id in deniers:
                told = central
            if told is not None:
                found.append(Conflict(slot=f"whether {_shorten(_cut(told))}", values=(_value(told), _value(denial))))
                known.add((record.article.id, denial.at))
    for claimed, disputed in find_disputes(frame):
        if (disputed.record.article.id, disputed.at) in known:
            continue
        one, two = (_told_by(side) for side in (claimed, disputed))
        slot = f"whether {_shorten(_cut(one))}"
        if one.record is not two.record:
            one, two = _with_more(one), _with_more(two)
        found.append(Conflict(slot=slot, values=(_value(one), _value(two))))
    return tuple(found)


def oppose(record: Record, one: tuple[Span, int, str | None], two: tuple[Span, int, str | None]) -> Conflict:
    """Return two stretches of a post, each with its sentence and who says it, as a conflict."""
    first, second = (_Told(record=record, span=span, at=at, speaker=speaker) for span, at, speaker in (one, two))
    return Conflict(slot=f"whether {_shorten(_cut(first))}", values=(_value(first), _value(second)))


def _told_by(side: Side) -> _Told:
    span = Span(start=side.sentence.start, end=side.sentence.end)
    return _Told(record=side.record, span=span, at=side.at, speaker=side.speaker)


def _with_more(told: _Told) -> _Told:
    """Add the next sentence to a short one, which alone tells little of what is claimed: "The ban has been lifted."."""
    record, at = told.record, told.at + 1
    if at >= len(record.sentences) or len(told.span.of(record.article.text).split()) > SHORT_WORDS:
        return told
    following = record.sentences[at]
    if following.paragraph != record.sentences[told.at].paragraph:
        return told
    return replace(told, span=Span(start=told.span.start, end=following.end), at=at)


def _told_in(claim: tuple[str, Span], records: Sequence[Record], sayings: dict[str, tuple[Saying, ...]]) -> _Told:
    record = next(r for r in records if r.article.id == claim[0])
    at = next((k for k, s in enumerate(record.sentences) if s.overlaps(claim[1])), 0)
    speaker = speaker_of(record, at, claim[1], sayings[record.article.id])
    return _Told(record=record, span=claim[1], at=at, speaker=speaker)


def _denials(record: Record, sayings: Sequence[Saying]) -> list[_Told]:
    """Sentences that deny; neighbours are one denial, and one without a speaker runs back to where one is named."""
    text = record.article.text
    rows: list[_Told] = []
    for at, sentence in enumerate(record.sentences):
        words = sentence.of(text)
        if not DENIAL.search(words) or _NO_DENIAL.search(words) or _DENIED_HERE.search(words):
            continue
        if _WHICH_IS_DENIED.search(words) and not _WITHIN.fullmatch(words):
            continue
        span = Span(start=sentence.start, end=sentence.end)
        speaker = speaker_of(record, at, span, sayings)
        if rows and rows[-1].at == at - 1:
            last = rows.pop()
            rows.append(_Told(record=record, span=Span(start=last.span.start, end=span.end), at=at,
                              speaker=speaker or last.speaker))  # fmt: skip
            continue
        first = at
        while speaker is None and not _POINTS_BACK.search(words) and first > 0 and at - first < RUN_SENTENCES - 1:
            if record.sentences[first - 1].paragraph != sentence.paragraph:
                break
            first -= 1
            speaker = speaker_of(record, first, record.sentences[first], sayings)
        start = record.sentences[first].start if speaker else sentence.start
        rows.append(_Told(record=record, span=Span(start=start, end=sentence.end), at=at, speaker=speaker))
    return [_with_reason(row) for row in rows]


def _with_reason(denial: _Told) -> _Told:
    """Add the sentence after a denial where it goes on with it ("It was sabotage by the other side, he said")."""
    at = denial.at + 1
    if at < len(denial.record.sentences):
        following = denial.record.sentences[at]
        same = following.paragraph == denial.record.sentences[denial.at].paragraph
        if same and _GOES_ON.search(following.of(denial.record.article.text)):
            return replace(denial, span=Span(start=denial.span.start, end=following.end), at=at)
    return denial


def _claim_within(denial: _Told, sayings: Sequence[Saying]) -> tuple[_Told | None, _Told]:
    """What a sentence claims and denies itself, in two parts; `None` and the denial as it is where it has only one."""
    record, sentence = denial.record, denial.record.sentences[denial.at]
    parts = _WITHIN.fullmatch(record.article.text, sentence.start, sentence.end)
    if parts is None or not (_CLAIMS.search(parts["claim"]) or _ACCUSES.search(parts["claim"])):
        return None, denial
    if DENIAL.search(parts["claim"]):
        return None, denial
    claimed, denied = (Span(start=parts.start(name), end=parts.end(name)) for name in ("claim", "denial"))
    speakers = (speaker_of(record, denial.at, span, sayings) for span in (claimed, denied))
    one, two = (
        _Told(record=record, span=span, at=denial.at, speaker=speaker)
        for span, speaker in zip((claimed, denied), speakers, strict=True)
    )
    return one, two


def _claim_before(denial: _Told, frame: Frame) -> _Told | None:
    """What somebody else said in the same post: what accuses the denier, or else what stands nearest before."""
    record, text = denial.record, denial.record.article.text
    sayings, outright = frame.sayings[record.article.id], bool(_OUTRIGHT.search(denial.span.of(text)))
    answered = denial.span.of(text)
    refused, ahead = bool(_REFUSED.search(answered)), bool(AHEAD.search(answered))
    mine_told = frame.vector(record, denial.span, said_by=False, short=True)
    first = next(at for at, s in enumerate(record.sentences) if s.start >= denial.span.start)
    mine = _codes(record, denial.span)
    answer = denial.span.of(text)
    charged = bool(_CHARGE.search(answer))
    best: tuple[float, _Told] | None = None
    for at in (*range(first - 1, max(-1, first - 1 - CLAIM_SENTENCES), -1), denial.at + 1):
        if at >= len(record.sentences):
            continue
        sentence = record.sentences[at]
        span = Span(start=sentence.start, end=sentence.end)
        words = sentence.of(text)
        if not _CLAIMS.search(words) or _NEGATED.search(words) or DENIAL.search(words):
            continue
        speaker = speaker_of(record, at, span, sayings)
        if speaker is None or same_speaker(speaker, denial.speaker):
            continue
        told = frame.vector(record, span, said_by=False, short=True)
        if not outright and likeness(mine_told, told) < ALIKE_BEFORE:
            continue
        if not ahead and AHEAD.search(words) and (refused or not outright):
            continue
        about, accuses = bool(mine & _codes(record, span)), charged and bool(_ACCUSES.search(words))
        same = sentence.paragraph == record.sentences[first].paragraph
        before = at == first - 1 and (same or not _NEGATED.search(answer))
        if not (about or accuses or charged or before or (at > first and same)):
            continue
        score = 1.0 * about + 2.0 * accuses - 0.3 * abs(first - at) - 0.5 * (at > first)
        if best is None or score > best[0]:
            best = (score, _Told(record=record, span=span, at=at, speaker=speaker))
    return best[1] if best else None


def _codes(record: Record, span: Span) -> set[str]:
    return {m.actor for m in record.mentions if m.actor and span.covers(m)}


def _claim_elsewhere(
    denial: _Told, records: Sequence[Record], frame: Frame, sayings: dict[str, tuple[Saying, ...]]
) -> _Told | None:
    """The sentence of another post, not later, that is most like the denial, by another speaker."""
    mine = frame.vector(denial.record, denial.span)
    if not records:
        return None
    best: tuple[float, _Told] | None = None
    for record in records:
        if record.article.id == denial.record.article.id:
            continue
        for at, sentence in enumerate(record.sentences):
            words = sentence.of(record.article.text)
            if DENIAL.search(words) or not _CLAIMS.search(words):
                continue
            alike = likeness(mine, frame.vector(record, sentence))
            if alike >= ALIKE_ELSEWHERE and (best is None or alike > best[0]):
                span = Span(start=sentence.start, end=sentence.end)
                speaker = speaker_of(record, at, span, sayings[record.article.id])
                best = (alike, _Told(record=record, span=span, at=at, speaker=speaker))
    return best[1] if best else None


def _value(told: _Told) -> Value:
    """What is told, and according to whom."""
    return Value(value=_cut(told, said_by=True), low=None, high=None, evidence=evidence_of(told.record, told.span))


def _shorten(words: str) -> str:
    """The first words, as many as name what is meant; "the" and the like begin no sentence there."""
    parts = words.split()
    if parts and parts[0].lower() in FUNCTION_WORDS and parts[0] != "I":
        words = words[0].lower() + words[1:]
        parts = words.split()
    return words if len(parts) <= SLOT_WORDS else " ".join(parts[:SLOT_WORDS]) + " …"


def _cut(told: _Told, said_by: bool = False) -> str:
    """The words of a stretch; with `said_by`, a speaker put in between commas is moved to the end."""
    words = " ".join(told.span.of(told.record.article.text).split()).rstrip(".")
    if not said_by or told.speaker is None or "according to" in words:
        return words
    opening = _OPENING.match(words, len(told.speaker)) if words.startswith(told.speaker) else None
    if opening:
        return f"{words[opening.end() :]}, according to {told.speaker}"
    between = re.search(rf", (?:[\w’'-]+ ){{0,3}}?{re.escape(told.speaker)} (?:\w+ )?\w+(?=[,.;:]|$)", words)
    if between:
        words = words[: between.start()] + words[between.end() :]
    elif told.speaker in words:
        return words
    return f"{words}, according to {told.speaker}"
