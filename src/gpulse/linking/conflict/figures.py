"""The figures of a post and what each counts, for comparing what several posts give for the same thing."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gpulse.linking.grouping.posts import FUNCTION_WORDS, stems_of
from gpulse.linking.happening.scenes import Scene, set_scene
from gpulse.linking.wording import one_of, stem
from gpulse.reading.commitment.speech import Saying, find_sayings
from gpulse.reading.language.quantities import CURRENCIES, find_quantities, read_figure
from gpulse.record import Record, Span

_COUNTED = {
    "dead": "dead death die died dying kill fatalit bod victim perish fallen",
    "wounded": "wounded wound injur hurt",
    "loss": "casualt loss losse",
    "captive": "captive prisoner hostage detainee arrest detain seize abduct",
    "displaced": "displac refugee fled flee evacuee evacuat homeless uproot",
    "shell": "shell round ammunition munition",
    "aircraft": "aircraft jet plane f-16 f-16s warplane",
    "fighter": "fighter rebel militant insurgent gunmen gunman",
    "tank": "tank leopard abram",
    "soldier": "soldier troop servicemen serviceman peacekeeper mercenar commando",
    "missile": "missile rocket",
    "drone": "drone uav",
    "ship": "ship vessel boat tanker",
    "vote": "vote ballot",
    "voter": "voter elector electorate",
    "home": "home house building dwelling",
}
_COUNT_OF = {word: name for name, words in _COUNTED.items() for word in words.split()}
"""Nouns and verbs that tell what a figure counts, by their stems; what is not here counts as its own stem."""

_PEOPLE = frozenset("people person men man women civilian resident citizen inhabitant villager other worker".split())
"""Nouns that leave open what is counted: what happened to the people tells it."""

GROWING = frozenset({"dead", "wounded", "loss", "captive", "displaced", "home"})
"""Counts that grow as the days go by: a later and higher one is news, not a conflict."""

_AFTER = re.compile(
    r"\s+(?:\w+ ){0,2}?(?P<word>killed|dead|wounded|injured|displaced|arrested|detained|missing|homeless)\b"
)
_FLED = re.compile(r"\bcrossed (?!by\b)[^.;]{0,40}\b(?:into|to|border)\b")
_LOSSES = re.compile(r"\b(?:killed|dead)(?:,? (?:and|or|,) )+(?:the )?(?:wounded|injured|hurt)\b")
"""Dead and wounded counted together."""
_FATAL = re.compile(r"\b(?:killed|dead|died|deaths?|murdered|lives|corpses|coffins|graves)\b")
_LOST_LIVES = re.compile(r"\b(?:los[te]\w*|gave|laid down|paid with) (?:their|his|her) li(?:fe|ves)\b")
_LISTED = frozenset("name corpse coffin grave life live".split())
"""Nouns by which the dead are counted where the words tell of death, by their stems: "745 names of people killed"."""
_LARGE = re.compile(r"\b(?:million|billion|trillion)$|\d(?:bn|m)$")
_JETS = re.compile(r"\b(?:jet|F-\d+|MiG-\d+|[Ss]tealth|[Cc]ombat) fighters?\b|\bfighter (?:jets?|planes?|aircraft)\b")
"""Fighters that fly."""

FURTHER = 8
"""Sentences by which a story is made longer in telling how rare a term is in it."""

STEM = 6
"""Letters by which words are compared: "recognise" and "recognition" are one."""

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

_NUMBER_OF = re.compile(
    r"\b(?:number|figure|count|total) (?:of|for) (?:(?:the|its|their|his|her) )?(?:[\w-]+ )??(?P<what>\w+)\b"
)
"""Words before a bare number that tell what it counts: "as for the number of people there, his agency has 8,500"."""

_PUT_AT = re.compile(
    r"\b(?:put|puts|putting) (?:the |its |their |this )?(?:[\w-]+ ){0,2}?(?P<what>[\w-]+) at "
    r"(?:about |some |only |a good )?$"
)
"""Words before a bare number that tell what it counts: "it puts the electorate at 40 million"."""

_SIZES = frozenset("number figure strength size count total level sum amount share them it one".split())
"""Nouns that leave open what is counted there."""

_NOW_AND_LATER = re.compile(r"\b(?:is|are|was|were|has|have) or (?:will|would|shall)(?: (?:be|have))?\b")
"""Words that tell of now as well as of what is to come."""

_HANGING = re.compile(
    r"^(?: (?!(?:that|will|would|shall|is|are|was|were)\b)[\w’'-]+){0,4},? (?:who|whom|which|whose)\b[^,;.]*"
)
"""A clause that hangs on what a figure counts."""

_BEGUN = re.compile(r"\b(?:an initial|a first|the first|initially) $", re.IGNORECASE)
"""Words before a number that leave open how many follow."""

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

_FRACTIONS = frozenset({"thirds", "quarters", "fifths", "tenths", "halves"})
"""What "two thirds" seem to count."""

_AGE = re.compile(
    r"\b(?:boy|girl|man|woman|son|daughter|child|baby|youth|he|she|youngest|eldest|oldest)\b"
    r"(?: (?:in|from)(?: [A-Z]\w+)+)? (?:is|was|of|turn(?:s|ed)|had (?:been|turned)) (?:only |just )?$",
    re.IGNORECASE,
)
"""Words before a number of years that somebody has lived: "the boy in La Grita was thirteen"."""

LEAST_AGE, MOST_AGE = 4, 105
"""Years between which a bare number behind a name is somebody's age."""

_APPOSED = re.compile(r"\s?,")
_NAME_BEFORE = re.compile(r"\b[A-Z][a-z][\w’'-]*\s?,\s?$")
"""What stands around the age of somebody: "Julien Jarmoune, 34, said"."""

_CLOCK = re.compile(
    r" past (?:midnight|noon|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! (?:hundred|million))"
)
"""What follows the minutes of a time of day: "ten past five"."""

_LACK = re.compile(r"\b(?:gap|shortfall|deficit|backlog|lack|surplus|difference)\b[^,;.]{0,40}$")
_LACKING = re.compile(r"^(?: \w+)? (?:short of|too (?:few|many)|fewer|less)\b")
"""What before and after a figure makes it what is missing or left over, not how much there is."""
AHEAD = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were) to|should|could|may|might|plan(?:s|ned)?|promis\w+|pledg\w+|expect\w*|"
    r"intend\w*|prepar\w+|due to|going to|by (?:the end of|next|January|February|March|April|May|June|July|August|"
    r"September|October|November|December))\b"
)
"""Words that tell that a figure is promised, planned or expected: no such figure contradicts one that is done."""

_DURATION = re.compile(
    r"\b(?:(?P<least>\d[\d,]*|[a-z]+) to )?(?P<n>\d[\d,]*|[a-z]+(?:-[a-z]+)?)[ -]"
    r"(?P<unit>(?:second|minute)(?=s)|hour|day|week|month|year)s?\b"
    r"(?![\s-]+(?:ago|earlier|later|before|after|old|since|(?:ha[sd]|have) (?:passed|gone)|passed|went by|"
    r"on end|in a row))",
    re.IGNORECASE,
)


_SOURCES = (
    re.compile(
        r"\b(?:according to|by the (?:account|count|estimate|reckoning) of|in the view of) (?P<who>[^,.;]{3,60})"
    ),
    re.compile(r"\bby (?P<who>[^,.;]{3,40})['’]s? (?:account|count|estimate|reckoning)\b"),
    re.compile(
        r", (?P<who>[^,;:]{2,50}?) (?:say|find|finds|stated?|states|repl(?:y|ies|ied)|insists?|maintains?|estimates?)\b"
    ),
    re.compile(
        r"^\W*(?:but |yet |and )?(?P<who>[^,;:]{2,70}?)(?:, (?:who|which)\b[^,;]*,)? (?:ha[sd] )?(?:say|find|finds|"
        r"calls?|called|puts?|gives?|gave|given|arrives? at|arrived at|"
        r"counts?|counted|registered|recorded|documented|tallied|treated|lists?|listed|estimates?|estimated|speaks?|spoke|disput\w+|den(?:y|ies|ied)|accus\w+|blam\w+|"
        r"reject\w*|admit\w*|(?:hold|believe|think)s?(?= that)|"
        r"held(?= that)|reckons?(?= with)|published|has(?= \d)|insists?)\b",
        re.IGNORECASE,
    ),
)
"""Words that tell who gives a figure or an account, where no verb of saying does."""


_RUNNING = re.compile(
    r"\b(?:than|(?<!to )(?<!will )(?<!would )last|past|next|first|in|every|since)\s+(?:the\s+)?$", re.IGNORECASE
)
"""Words before a length of time that reckons from today."""

_SPENT = re.compile(r"\bafter\s+(?:\w+ of )?$", re.IGNORECASE)
"""Words before a length of time that has been spent: "after talks of two days"."""


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


class Frame:
    """A story's records, in order of publication: their sayings, and how rare each stem is among their sentences.

    What all sentences of a story tell tells nothing apart.
    """

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = tuple(records)
        self.sayings = {r.article.id: find_sayings(r) for r in records}
        self.stems = {r.article.id: [_terms_of(r, at) for at in range(len(r.sentences))] for r in records}
        self.counts = Counter(term for rows in self.stems.values() for row in rows for term in row)
        self.total = sum(map(len, self.stems.values()))

    def context(self, record: Record, at: int) -> dict[str, float]:
        """Weights of the terms of a sentence, and at half of those beside it in its paragraph and of the title."""
        rows = self.stems[record.article.id]
        weights: dict[str, float] = {}
        here = record.sentences[at].paragraph
        near = [(at, 1.0)] + [(k, 0.5) for k in (at - 1, at + 1)
                              if 0 <= k < len(rows) and record.sentences[k].paragraph == here]  # fmt: skip
        for k, factor in near:
            for term in rows[k]:
                weights[term] = max(weights.get(term, 0.0), factor * self.rarity(term))
        for term in {s[:STEM] for s in stems_of(record.article.title or "") if not s[0].isdigit()}:
            weights[term] = max(weights.get(term, 0.0), 0.5 * self.rarity(term))
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        return {term: weight / length for term, weight in weights.items()}

    def vector(self, record: Record, span: Span, said_by: bool = True, short: bool = False) -> dict[str, float]:
        """Weights of the terms of the sentences within a span, as a unit vector; without `said_by` not the source's.

        `short` weighs by `rarity`, which tells more in a story of few sentences.
        """
        weigh = self.rarity if short else self.weight
        rows = self.stems[record.article.id]
        terms = {term for at, s in enumerate(record.sentences) if span.overlaps(s) for term in rows[at]}
        if not said_by:
            terms -= _terms_of_source(record, span)
        length = math.sqrt(sum(weigh(term) ** 2 for term in terms)) or 1.0
        return {term: weigh(term) / length for term in sorted(terms)}

    def rarity(self, term: str) -> float:
        """The same as `weight`, as if the story had `FURTHER` more sentences: two short posts tell little of that."""
        return math.log((self.total + FURTHER) / (self.counts.get(term, 0) + 0.5))

    def length(self, terms: Iterable[str]) -> float:
        """The length of a bag of words as a vector, each word as long as it is rare."""
        return math.sqrt(sum(self.rarity(term) ** 2 for term in sorted(terms)))

    def weight(self, term: str) -> float:
        """Inverse sentence frequency within the story."""
        return math.log((self.total + 1) / (self.counts.get(term, 0) + 0.5))


def _terms_of_source(record: Record, span: Span) -> set[str]:
    """The terms of the words that tell who says what the span tells."""
    text, found = record.article.text, set[str]()
    for attribution in record.attributions:
        if attribution.cue is None or not span.covers(attribution.cue):
            continue
        for words in (attribution.source, attribution.cue):
            if words is not None:
                found |= {s[:STEM] for s in stems_of(words.of(text))}
        if attribution.speaker and attribution.speaker.code:
            found.add("@" + attribution.speaker.code)
    return found


def _terms_of(record: Record, at: int) -> frozenset[str]:
    sentence = record.sentences[at]
    stems = stems_of(sentence.of(record.article.text))
    words = frozenset(s[:STEM] for s in stems if not s[0].isdigit() and read_figure(s) is None)
    codes = (m.actor or (m.place.country if m.place else None) for m in record.mentions if sentence.covers(m))
    return words | {"@" + code for code in codes if code}


def _figures_of(record: Record, frame: Frame) -> list[Figure]:
    text, found = record.article.text, []
    sayings = frame.sayings[record.article.id]
    headed = _numbers_of(record.article.title or "")
    told: dict[tuple[int, int], dict[str, float]] = {}
    for start, end, low, high, kind, unit in _spans_of(text):
        span = Span(start=start, end=end)
        at = next((k for k, s in enumerate(record.sentences) if s.covers(span)), None)
        if at is None:
            continue
        sentence = record.sentences[at]
        clause = _clause(text, span, sentence)
        if unit and any(m.kind == "nationality" and m.start < end and m.end == end for m in record.mentions):
            unit = "people"
        thing = headed.get((low, high)) or _thing(unit, text, span, clause)
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
            before_it = _JETS.sub("jets", _LOSSES.sub("losses", record.article.text[start : figure.span.start]))
            said = [_COUNT_OF[s] for s in stems_of(before_it) if s in _COUNT_OF]
            before = [f for f in out if f.sentence == figure.sentence and f.kind == "count"]
            if before and ";" in record.article.text[before[-1].span.end : figure.span.start]:
                before = before[:1]
            just = [f for f in out if f.paragraph == figure.paragraph and f.kind == "count" and f.thing]
            told = before[-1].thing if before else said[-1] if said else just[-1].thing if just else None
            figure = replace(figure, thing=told)
        out.append(figure)
    return out


def _spans_of(text: str) -> list[tuple[int, int, float | None, float | None, str, str | None]]:
    """Counts, sums of money, shares and lengths of time: start, end, bounds, kind, unit."""
    found = []
    money = set(CURRENCIES.values())
    for q in find_quantities(text):
        unit = q.quantity.unit
        kind = unit if unit in money or unit == "%" else "count"
        if q.of(text).lower().startswith(("one ", "a ", "an ")) and (q.quantity.high or 0) <= 1:
            continue
        if q.quantity.low == q.quantity.high and (q.quantity.low or 0) < 2:
            continue
        if unit in _FRACTIONS or (q.quantity.unit is None and _is_age_or_clock(text, q)):
            continue
        begun = _BEGUN.search(text, max(0, q.start - 14), q.start)
        high = None if begun else q.quantity.high
        found.append((begun.start() if begun else q.start, q.end, q.quantity.low, high, kind or "count", unit))
    for m in _DURATION.finditer(text):
        counted = m["n"].lower() not in FUNCTION_WORDS - {"one", "two"}
        figure = read_figure(m["n"]) if counted else None
        if (
            figure
            and (figure >= 2 or m["unit"].lower() in ("week", "month", "year"))
            and m["n"] not in ("a", "an")
            and (m["unit"].lower() in ("second", "minute") or not _reckoned_from_today(text, m.start()))
        ):
            named = m["least"] and m["least"].lower() not in FUNCTION_WORDS - {"one", "two"}
            least = read_figure(m["least"]) if named else None
            low = least if least and least < figure else figure
            start = m.start() if low < figure else m.start("n")
            found.append((start, m.end(), low, figure, m["unit"].lower() + "s", None))
    return sorted(found)


def _is_age_or_clock(text: str, span: Span) -> bool:
    """Whether a bare number is the years of somebody, or the minutes or the hour of a time of day."""
    if _APPOSED.match(text, span.end) and _NAME_BEFORE.search(text, max(0, span.start - 30), span.start):
        return read_figure(span.of(text)) in range(LEAST_AGE, MOST_AGE)
    ends = re.match(r"[.,;]| (?:and|but)\b", text[span.end :])
    aged = ends and _AGE.search(text, max(0, span.start - 40), span.start)
    hour = ends and re.search(r"\b\w+ past $", text[max(0, span.start - 20) : span.start])
    return bool(aged or hour or _CLOCK.match(text, span.end))


def _reckoned_from_today(text: str, at: int) -> bool:
    """Whether a length of time there is no length of what is told: "in ten days", "after talks of two days"."""
    return any(before.search(text, max(0, at - 25), at) for before in (_RUNNING, _SPENT))


def _numbers_of(text: str) -> dict[tuple[float | None, float | None], str | None]:
    """The figures of a title and what it counts by them."""
    whole = Span(start=0, end=len(text))
    return {
        (low, high): _thing(unit, text, Span(start=start, end=end), whole) if kind == "count" else None
        for start, end, low, high, kind, unit in _spans_of(text)
    }


def _clause(text: str, span: Span, within: Span) -> Span:
    """The stretch between the commas, semicolons and dashes around a span."""
    before = max((text.rfind(mark, within.start, span.start) for mark in (", ", "; ", " – ", ": ")), default=-1)
    ends = [at for mark in (", ", "; ", " – ", ": ") if (at := text.find(mark, span.end, within.end)) >= 0]
    return Span(start=max(before + 1, within.start), end=min(ends, default=within.end))


def _thing(unit: str | None, text: str, span: Span, clause: Span) -> str | None:
    """What a count counts: its unit's group or stem; what happened to the people; `None` where nothing says."""
    if _LOSSES.search(text, span.end, min(clause.end, span.end + 40)):
        return "loss"
    names = [stem(word) for word in unit.split()] if unit else []
    base = names[-1] if names else None
    if base in _LISTED and _FATAL.search(text, clause.start, clause.end):
        return "dead"
    if base in _PEOPLE and _LOST_LIVES.search(text, span.end, clause.end):
        return "dead"
    if base and base not in _PEOPLE:
        kinds = [_COUNT_OF[name] for name in names if name in _COUNT_OF]
        return "aircraft" if base == "fighter" and "aircraft" in kinds else _COUNT_OF.get(base, base)
    if base is None:
        asked = _NUMBER_OF.search(text, max(text.rfind(". ", 0, span.start), 0), span.start)
        if asked:
            what = stem(asked["what"])
            return _COUNT_OF.get(what, "people" if what in _PEOPLE else what)
        put = _PUT_AT.search(text, clause.start, span.start)
        if put and put["what"] not in _SIZES:
            what = stem(put["what"])
            return _COUNT_OF.get(what, "people" if what in _PEOPLE else what)
        for word in re.split(r"[\s-]+", re.split(r"[,.;:]", text[span.end : clause.end])[0])[:6]:
            if stem(word) in _COUNT_OF:
                return _COUNT_OF[stem(word)]
    after = _AFTER.match(text, span.end, clause.end)
    if after:
        return _COUNT_OF.get(stem(after["word"]), stem(after["word"]))
    if _FLED.search(text, clause.start, clause.end):
        return "displaced"
    said = [_COUNT_OF[s] for s in stems_of(clause.of(text)) if s in _COUNT_OF]
    fates = [name for name in said if name in ("dead", "wounded", "loss", "captive", "displaced")]
    return fates[0] if fates else ("people" if base else None)


def speaker_of(record: Record, at: int, span: Span, sayings: Sequence[Saying]) -> str | None:
    """Return who says a stretch of a sentence: by the record's attributions, else by the words of saying in it."""
    text, sentence = record.article.text, record.sentences[at]
    best: tuple[bool, int, str] | None = None
    for attribution in record.attributions:
        speaker, cue = attribution.speaker, attribution.cue
        source = attribution.source.of(text) if attribution.source else None
        name = (speaker.name or source or speaker.role or speaker.code) if speaker else None
        if name is None or not attribution.content:
            continue
        shared = sum(min(c.end, span.end) - max(c.start, span.start) for c in attribution.content if c.overlaps(span))
        here = bool(cue and sentence.covers(cue))
        if shared > 0 and (here or any(c.covers(span) for c in attribution.content)):
            best = max(best or (False, 0, ""), (here, shared, name), key=lambda row: row[:2])
    if best:
        return best[2]
    start, end = _part_of(text, span, record.sentences[at])
    words = text[start:end]
    near = [s for s in sayings if start <= s.span.start < end and s.name]
    if near:
        return min(near, key=lambda s: abs(s.span.start - span.start)).name
    for pattern in _SOURCES:
        spoke = pattern.search(words)
        who = _called(spoke["who"]) if spoke else None
        if who and who.split()[-1].lower() not in FUNCTION_WORDS:
            return who
    return None


_WHERE = re.compile(r"(?:At|In|On|Of|By|For|From|With|During|After|Before|Under) ")
_CALLED = re.compile(
    r".*\s(?P<set>(?:the|an?|another|its|their|his|her|some) [^\d]+)|"
    r".*?\s(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)\s*"
)
"""What names a speaker at the end of words that begin with where or when: from the last article, or the last name."""


def _called(who: str) -> str | None:
    """The words that name a speaker, without where or when he speaks; `None` where no name is left.

    >>> _called("At the United Nations the North's delegate"), _called("In twelve months 916 people")
    ("the North's delegate", None)
    """
    if not _WHERE.match(who):
        return who.strip()
    found = _CALLED.fullmatch(who)
    return (found["set"] or found["name"]).strip() if found else None


def same_speaker(one: str | None, two: str | None) -> bool:
    """Return whether two names may be of one speaker: all words of the one are in the other.

    >>> same_speaker("Germany's minister", "Germany's minister of defence"), same_speaker("the army", "the police")
    (True, False)
    """
    if one is None or two is None:
        return one is two
    first, second = (
        {re.sub(r"['’]s?$", "", word) for word in name.lower().split() if word not in ("the", "a", "an")}
        for name in (one, two)
    )
    return first <= second or second <= first


def _part_of(text: str, span: Span, sentence: Span) -> tuple[int, int]:
    """The part of a sentence, between semicolons, that a span is in; the whole for a span that crosses them."""
    start = text.rfind("; ", sentence.start, span.start) + 1 or sentence.start
    end = text.find("; ", span.end, sentence.end)
    return start, end if end >= 0 else sentence.end
