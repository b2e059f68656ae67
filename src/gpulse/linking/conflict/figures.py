"""The figures of a post and what each counts, for comparing what several posts give for the same thing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gpulse.linking.conflict.counted import COUNT_OF, LOSSES, thing_counted
from gpulse.linking.conflict.frame import Frame
from gpulse.linking.conflict.given_by import speaker_of
from gpulse.linking.conflict.numbers import find_numbers
from gpulse.linking.grouping.posts import stems_of
from gpulse.linking.happening.scenes import Scene, set_scene
from gpulse.linking.wording import one_of
from gpulse.reading.language.quantities import read_figure
from gpulse.record import Record, Span

_LARGE = re.compile(r"\b(?:million|billion|trillion)$|\d(?:bn|m)$")
_JETS = re.compile(r"\b(?:jet|F-\d+|MiG-\d+|[Ss]tealth|[Cc]ombat) fighters?\b|\bfighter (?:jets?|planes?|aircraft)\b")
"""Fighters that fly."""

LENGTHS = {
    "seconds": 1 / 86_400, "minutes": 1 / 1_440, "hours": 1 / 24, "days": 1.0, "weeks": 7.0, "months": 30.4,
    "years": 365.0,
}  # fmt: skip
"""Kinds of figures that are lengths of time, in days."""

INHERITED_SENTENCES = 4
"""A bare figure counts what was last counted, at most this many sentences before."""

_FACTORS = {"twice": 2.0, "double": 2.0, "half": 0.5, "three times": 3.0}
_IS_OF = re.compile(r" (?:out )?of (?:the |its |their )?")
"""What stands between a part and its whole: "61 of the 72 seats"."""

_PRONOUN = re.compile(r"(?:They|It|He|She|These|Those|This|That|Both|Together)\b")
"""The beginning of a sentence that goes on about what the one before tells of."""

_MULTIPLE = re.compile(
    r"\b(?P<n>twice|double|half|(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|hundred) times)"
    r"(?: as (?:many|much|high)(?! as\b)| (?:of )?(?:that|this)(?: (?:number|figure|many|much))?(?=[.,;]| by\b)|"
    r" (?:that|this|the) (?:number|figure))",
    re.IGNORECASE,
)
"""Words that give a count as a multiple of the one before."""

_ASIDE = re.compile(r",\s(?:who|which|whose|where)\b")
"""The beginning of what is told by the way: no count in it is the one of which another is a multiple."""

_ADDS = re.compile(
    r"\b(?:another|(?:a )?further|(?:an )?additional|(?:an )?extra)\s(?:some |about |nearly )?$", re.IGNORECASE
)
"""Words before a number that comes on top of what was told before it."""

_NOW_AND_LATER = re.compile(r"\b(?:is|are|was|were|has|have) or (?:will|would|shall)(?: (?:be|have))?\b")
"""Words that tell of now as well as of what is to come."""

_HANGING = re.compile(
    r"^(?: (?!(?:that|will|would|shall|is|are|was|were)\b)[\w’'-]+){0,4},? (?:who|whom|which|whose)\b[^,;.]*"
)
"""A clause that hangs on what a figure counts."""

_AMONG = re.compile(
    r"\b(?:of (?:whom|them|these|those)|including|among them|among the|"
    r"remain(?:ing|ed)|the rest|half|third|quarter|each|every|first (?:tranche|instal\w+|batch|part|group|lot|wave))\b",
    re.IGNORECASE,
)
_OF_A_WHOLE = re.compile(
    r"^(?:\s\w+)?\s(?:of (?:them|whom|these|those)\b|of the (?![A-Z])|each\b|remain(?:ing|ed)?\b|"
    r"(?:\w+ )?more(?= are|\s+will|,))"
)
"""What before and after a figure makes it a part of another."""
_THERE = re.compile(r"\b[Tt]here (?:are|were|was|will be|would be|had been|have been) (?:some |about |only )?$")
"""Words before "20,000 of them" by which these are all."""

_LACK = re.compile(r"\b(?:gap|shortfall|deficit|backlog|lack|surplus|difference)\b[^,;.]{0,40}$")
_LACKING = re.compile(r"^(?: \w+)? (?:short of|too (?:few|many)|fewer|less)\b")
"""What before and after a figure makes it what is missing or left over, not how much there is."""
AHEAD = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were) to|should|could|may|might|plan(?:s|ned)?|promis\w+|pledg\w+|expect\w*|"
    r"intend\w*|prepar\w+|due to|going to|by (?:the end of|next|January|February|March|April|May|June|July|August|"
    r"September|October|November|December))\b"
)
"""Words that tell that a figure is promised, planned or expected: no such figure contradicts one that is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number in a post: its words, its bounds, what it counts, who gives it, and what is said around it.

    `kind` is "count", "%", "days" and the like, or a currency; `thing` what is counted, from what went before where it
    is not `named` beside the number; `context` the weights of the stems and actors around it. `part` says that it is a
    part of another figure, `ahead` that it is still to come, `heads` that the title or the first sentence
    gives it. `adds` says that it comes on top of what was told before; `told` are the weights of the terms of its
    sentence alone, without who says it, `around` with the sentence before where it goes on about that.
    """

    article: str
    day: str | None
    span: Span
    words: str
    low: float | None
    high: float | None
    kind: str
    thing: str | None
    named: bool
    speaker: str | None
    sentence: int
    paragraph: int
    part: bool
    adds: bool
    ahead: bool
    heads: bool
    context: Mapping[str, float]
    told: Mapping[str, float]
    around: Mapping[str, float]
    scene: Scene

    @property
    def point(self) -> float:
        """The number that is named: the middle of a range, the bound of an open one."""
        low, high = self.low, self.high
        if low is None or high is None:
            return low if high is None and low is not None else high or 0.0
        return (low + high) / 2

    @property
    def size(self) -> float:
        """The number that is named; lengths of time in days."""
        return self.point * LENGTHS.get(self.kind, 1.0)


def counted_word(figure: Figure) -> str | None:
    """Return what a figure counts by the last word of its own words, one of it; `None` where no word stands there.

    The `thing` is a stem, which is no word for people: "countr".
    """
    word = re.search(r"([A-Za-z][A-Za-z'’-]+)$", figure.words)
    if word is None or read_figure(word[1]) is not None:
        return None
    return one_of(word[1].lower())


def digits_of(figure: Figure) -> int:
    """Return how many digits of a figure count, without the noughts at its end."""
    return len(f"{figure.point:.6f}".replace(".", "").strip("0"))


def find_figures(frame: Frame) -> list[Figure]:
    """Return the figures of a story's records, in order of publication and text."""
    return [figure for record in frame.records for figure in _figures_of(record, frame)]


def _figures_of(record: Record, frame: Frame) -> list[Figure]:
    text, found = record.article.text, []
    sayings = frame.sayings[record.article.id]
    headed = _numbers_of(record.article.title or "")
    told: dict[tuple[int, int], dict[str, float]] = {}
    for start, end, low, high, kind, unit in find_numbers(text):
        span = Span(start=start, end=end)
        at = next((k for k, s in enumerate(record.sentences) if s.covers(span)), None)
        if at is None:
            continue
        sentence = record.sentences[at]
        clause = _clause(text, span, sentence)
        if unit and any(m.kind == "nationality" and m.start < end and m.end == end for m in record.mentions):
            unit = "people"
        thing = headed.get((low, high)) or thing_counted(unit, text, span, clause)
        speaker = speaker_of(record, at, span, sayings)
        for first in (sentence.start, begins := _begins(record, at, named=thing is not None)):
            if (first, at) not in told:
                told[first, at] = frame.vector(record, Span(start=first, end=sentence.end), said_by=False)
        found.append(
            Figure(
                article=record.article.id, day=record.article.published_on, span=span, words=span.of(text), low=low,
                high=high, kind=kind, thing=thing if kind == "count" else None, named=thing is not None,
                speaker=speaker, sentence=at, paragraph=sentence.paragraph,
                part=_is_part(text, span, clause, kind),
                adds=bool(_ADDS.search(text, max(clause.start, span.start - 20), span.start)),
                ahead=_is_ahead(text, span, sentence),
                heads=(low, high) in headed or at == 0,
                context=frame.context(record, at), told=told[sentence.start, at], around=told[begins, at],
                scene=set_scene(record, sentence, clause, start, sayings, speaker),
            )
        )  # fmt: skip
    return _with_multiples(_inherit(found, record), record)


def _is_ahead(text: str, span: Span, sentence: Span) -> bool:
    """Whether a figure is still to come: its sentence looks ahead, and not only in a clause that hangs on the figure
    ("24 soldiers whom they would like to exchange")."""
    after = _HANGING.sub("", text[span.end : sentence.end], count=1)
    return bool(AHEAD.search(_NOW_AND_LATER.sub("", text[sentence.start : span.end] + after)))


def _begins(record: Record, at: int, named: bool) -> int:
    """Where the words begin that tell what a figure counts: a sentence earlier where it says "they", or is bare."""
    sentence = record.sentences[at]
    before = record.sentences[at - 1] if at else None
    goes_on = not named or _PRONOUN.match(record.article.text, sentence.start)
    if before is not None and before.paragraph == sentence.paragraph and goes_on:
        return before.start
    return sentence.start


def _with_multiples(figures: Sequence[Figure], record: Record) -> list[Figure]:
    """Add what is given as a multiple of the count before it: "the organisers put it at ten times as many"."""
    text, found = record.article.text, list(figures)
    for match in _MULTIPLE.finditer(text):
        factor = _FACTORS.get(match["n"].lower()) or read_figure(match["n"].split()[0])
        at = record.sentence_at(match.start())
        before = [
            f for f in figures
            if f.kind == "count" and at is not None and 0 <= at - f.sentence <= 1 and f.span.end <= match.start()
            and not _ASIDE.match(text, text.rfind(",", 0, f.span.start))
        ]  # fmt: skip
        if not before or not factor or at is None:
            continue
        base, span = before[-1], Span(start=match.start(), end=match.end())
        low, high = (None if end is None else end * factor for end in (base.low, base.high))
        speaker = speaker_of(record, at, span, ())
        if base.sentence == at and speaker == base.speaker:
            speaker = None
        found.append(
            replace(base, span=span, words=span.of(text), low=low, high=high, speaker=speaker, sentence=at, part=False)
        )
    return sorted(found, key=lambda f: f.span.start)


def _is_part(text: str, span: Span, clause: Span, kind: str) -> bool:
    """Whether a figure is a part of another: "13 of them", "the first 200", "a gap of 90"; a share of something
    is none."""
    before, after = text[max(clause.start, span.start - 25) : span.end], text[span.end : clause.end][:25]
    whole = kind != "%" and bool(_OF_A_WHOLE.search(after))
    aside = text[clause.start - 1 : clause.start] == "," and text[clause.end : clause.end + 1] == ","
    if after == " of them" and not text[clause.start : span.start].strip() and aside:
        return False  # "Kurds, more than 60,000 of them, who fled"
    if _THERE.search(text, clause.start, span.start):
        return False
    lacks = bool(_LACK.search(text, clause.start, span.start) or _LACKING.search(after))
    return whole or lacks or bool(_AMONG.search(before)) or (after[:5] == " more" and kind not in LENGTHS)


def _inherit(found: list[Figure], record: Record) -> list[Figure]:
    """A bare figure counts what is counted nearest before it, in its sentence or the two before."""
    out: list[Figure] = []
    for figure in found:
        money = [f for f in out if f.paragraph == figure.paragraph and f.kind.isupper()]
        whole = next(
            (
                f
                for f in found
                if f.kind == "count" and _IS_OF.fullmatch(record.article.text, figure.span.end, f.span.start)
            ),
            None,
        )
        if figure.kind == "count" and whole is not None and whole.thing:
            figure = replace(figure, thing=whole.thing, named=True)
        elif figure.kind == "count" and not figure.named and money and _LARGE.search(figure.words):
            figure = replace(figure, kind=money[-1].kind)
        elif figure.kind == "count" and figure.thing is None:
            start = record.sentences[max(0, figure.sentence - INHERITED_SENTENCES)].start
            before_it = _JETS.sub("jets", LOSSES.sub("losses", record.article.text[start : figure.span.start]))
            said = [COUNT_OF[s] for s in stems_of(before_it) if s in COUNT_OF]
            before = [f for f in out if f.sentence == figure.sentence and f.kind == "count"]
            if before and ";" in record.article.text[before[-1].span.end : figure.span.start]:
                before = before[:1]
            just = [f for f in out if f.paragraph == figure.paragraph and f.kind == "count" and f.thing]
            told = before[-1].thing if before else said[-1] if said else just[-1].thing if just else None
            figure = replace(figure, thing=told)
        out.append(figure)
    return out


def _numbers_of(text: str) -> dict[tuple[float | None, float | None], str | None]:
    """The figures of a title and what it counts by them."""
    whole = Span(start=0, end=len(text))
    return {
        (low, high): thing_counted(unit, text, Span(start=start, end=end), whole) if kind == "count" else None
        for start, end, low, high, kind, unit in find_numbers(text)
    }


def _clause(text: str, span: Span, within: Span) -> Span:
    """The stretch between the commas, semicolons and dashes around a span."""
    before = max((text.rfind(mark, within.start, span.start) for mark in (", ", "; ", " – ", ": ")), default=-1)
    ends = [at for mark in (", ", "; ", " – ", ": ") if (at := text.find(mark, span.end, within.end)) >= 0]
    return Span(start=max(before + 1, within.start), end=min(ends, default=within.end))
