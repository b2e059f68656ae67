"""Groups of countries: counted ("a group of 50 nations"), listed ("between Russia, North Korea, Iran and Syria").

Counted groups need a word for countries; listed ones a word for a grouping before the list, or three states or more
that a list joins after it. Bodies that tables know (NATO, the EU) are mentions, not blocs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gpulse.reading.actor.sides import find_sides
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.reading.language.quantities import find_quantities, read_figure
from gpulse.record import Bloc, Record, Sentence, Span

_COUNTRIES = r"(?:countries|nations|states|governments|member states|members|allies)"
_GROUP = re.compile(
    r"\b(?:coalition|alliance|axis|bloc|group|grouping|partnership|quartet|trio|pact|front)\b"
    r"(?P<gap>[^.;:“”\"]{0,60}?)\b(?:between|of|among|comprising|including|made up of|with)\s+(?=[A-Z]|the\b)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"(?P<count>(?:(?:about|around|some|nearly|almost|approximately|roughly|over|more than|at least)\s+)?"
    rf"(?:\d[\d,]*|[a-z]+(?:-[a-z]+)?)\s+(?:[A-Z]\w+\s+and\s+(?=[A-Z]))?(?:\w+\s+)?)(?P<head>{_COUNTRIES})\b",
)
_SIZED = re.compile(
    r"\b(?P<count>\d[\d,]*|[a-z]+(?:-[a-z]+)?)-(?:nation|member|country|state|strong|party)\s+(?:[\w-]+\s+){0,2}?"
    r"(?P<head>alliance|bloc|group|grouping|union|coalition|club|community|organi[sz]ation|association|pact|force|mission|"
    r"body|partnership|council|league|cartel)\b",
    re.IGNORECASE,
)
"""A group whose size stands before it: "the 27-nation bloc", "a six-nation alliance"."""
_COUNTABLE = re.compile(rf"{_COUNTRIES}\b")
_APPOSED = re.compile(r"[\s,–—-]*(?:an?|the|now an?)?\s*")
_THE_FOUR = re.compile(
    r"\bthe (?:three|four|five|six|seven)(?=\s+(?!and\b|to\b|of\b)[a-z]+(?:ed|d|s|t|re|ve|e)\b)", re.IGNORECASE
)
CODE = 3
_LINK = re.compile(r"^(?:,\s*(?:and\s+)?|\s+and\s+|\s*,?\s+as well as\s+)(?:the\s+)?$")


def add_blocs(draft: Draft, kit: Kit) -> Draft:
    """Add the blocs, in the order of the text."""
    found = [
        bloc
        for s in draft.record.sentences
        for bloc in (
            *_listed(draft.record, s),
            *_counted(draft.record, s),
            *_sized(draft.record, s),
            *_told_by_number(draft.record, s),
        )
    ]
    first = {(bloc.name, bloc.size, bloc.members): bloc for bloc in reversed(found)}
    return draft.add(blocs=tuple(bloc for bloc in found if first[bloc.name, bloc.size, bloc.members] is bloc))


_NEARLY = re.compile(r"(?:nearly|almost)\b", re.IGNORECASE)
"""Words before a size that is not quite reached: "nearly 60 states" are told to be 60."""


def _listed(record: Record, sentence: Sentence) -> Iterator[Bloc]:
    text = record.article.text
    for match in _GROUP.finditer(text, sentence.start, sentence.end):
        members, end = _list_at(record, match.end(), sentence.end)
        if len(members) >= 2:
            evidence = Span(start=match.start(), end=end)
            yield Bloc(
                name=" ".join(evidence.of(text).split()), members=members, size=len(members), evidence=(evidence,)
            )


def _list_at(record: Record, start: int, end: int) -> tuple[tuple[str, ...], int]:
    """Return the states that a list starting at `start` names, and where it ends."""
    text, at = record.article.text, start
    members: list[str] = []
    for mention in record.mentions:
        if mention.start < start or mention.start >= end:
            continue
        between = text[at : mention.start]
        code = mention.actor or (mention.place.country if mention.place else None)
        if (between.strip() and not _LINK.match(between)) or not code or len(code) != 3 or not code.isupper():
            break
        members.append(code)
        at = mention.end
    return tuple(dict.fromkeys(members)), at


def _counted(record: Record, sentence: Sentence) -> Iterator[Bloc]:
    text = record.article.text
    if not _COUNTABLE.search(text, sentence.start, sentence.end):
        return
    for match in _COUNTED.finditer(text, sentence.start, sentence.end):
        found = [q for q in find_quantities(match.group()) if q.quantity.low is not None or q.quantity.high is not None]
        if not found:
            continue
        quantity = found[0].quantity
        below = quantity.low is None or _NEARLY.match(match["count"])
        size = quantity.high if below and quantity.high is not None else quantity.low
        if size is None or size < 3 or size > 200 or size != int(size):
            continue
        if match["head"] == "states" and _OF_A_PAPER.search(text, sentence.start, match.start() + found[0].start):
            continue  # "Article 4 states that …"
        if match.group("head") in ("members", "allies") and not _has_body(record, sentence):
            continue  # a council of seven members is no group of countries
        evidence = Span(start=match.start() + found[0].start, end=match.end())
        yield Bloc(
            name=_name_of(record, evidence, sentence),
            size=int(size),
            approximate=quantity.approximate or quantity.low != quantity.high,
            evidence=(evidence,),
        )


_OF_A_PAPER = re.compile(r"\b(?:[Aa]rticle|[Ss]ection|[Pp]aragraph|[Cc]hapter|[Cc]lause|[Pp]oint)\s+$")


def _sized(record: Record, sentence: Sentence) -> Iterator[Bloc]:
    """Yield the groups of states whose size is part of a compound, named by the body beside it where there is one."""
    text = record.article.text
    for match in _SIZED.finditer(text, sentence.start, sentence.end):
        size = read_figure(match["count"].replace("-", " "))
        if size is None or size < 3 or size > 200 or not (_has_body(record, sentence) or "nation" in match.group()):
            continue
        evidence = Span(start=match.start(), end=match.end())
        before = (m for m in reversed(record.mentions) if sentence.covers(m) and m.end <= match.start())
        named = next((m for m in before if m.sector == "IGO"), None)
        beside = named and _APPOSED.fullmatch(text, named.end, match.start())
        name = named.of(text) if named and beside else " ".join(evidence.of(text).split())
        yield Bloc(name=name, size=int(size), evidence=(evidence,))


def _told_by_number(record: Record, sentence: Sentence) -> Iterator[Bloc]:
    """Yield the group that "the four" stands for, where as many states and bodies were listed before."""
    text = record.article.text
    for match in _THE_FOUR.finditer(text, sentence.start, sentence.end):
        span = Span(start=match.start(), end=match.end())
        if members := find_sides(record, span):
            yield Bloc(
                name=span.of(text),
                members=tuple(m for m in members if len(m) == CODE and m.isupper()),
                size=len(members),
                evidence=(span,),
            )


def _has_body(record: Record, sentence: Sentence) -> bool:
    """Say whether the sentence names a body of states."""
    return any(m.sector == "IGO" for m in record.mentions if sentence.covers(m))


_OF_BODY = re.compile(r"\s+(?:states\s+)?of\s+(?:the\s+)?(?:[\w-]+\s+){0,3}")
_HAS = re.compile(
    r",\s+(?:(?:which|that)\s+(?:now\s+)?(?:has|had|counts|comprises|groups|unites)|an?\s+(?:[\w-]+\s+){0,2}?\w+\s+of)\s+"
)
"""Between a body and its size: "the League, which has *22 members*", "the African Union, a body of *55 states*"."""


def _name_of(record: Record, evidence: Span, sentence: Sentence) -> str:
    """Return the group's own name where quotation marks or capitals give one after the count, else the words."""
    text = record.article.text
    bodies = [m for m in record.mentions if m.sector == "IGO" and sentence.covers(m)]
    of = next((m for m in bodies if m.start > evidence.end and _OF_BODY.fullmatch(text, evidence.end, m.start)), None)
    told = next((m for m in bodies if m.end < evidence.start and _HAS.fullmatch(text, m.end, evidence.start)), None)
    if body := of or told:
        return body.of(text)
    after = text[evidence.end : min(sentence.end, evidence.end + 90)]
    named = re.search(r"\b(?:in|of|at|from)\s+(?:the\s+)?((?:[“\"][^”\"]+[”\"]|[A-Z][\w-]+)(?:\s+[A-Z][\w-]+)*)", after)
    at = named and Span(start=evidence.end + named.start(1), end=evidence.end + named.end(1))
    if at and any(t.overlaps(at) for t in record.timexes):
        named = None  # "141 countries that demanded in March that …"
    if at and any(m.kind in ("place", "nationality") and m.overlaps(at) for m in record.mentions):
        named = None  # "14 countries pledged money at a conference in Vienna"
    return named.group(1) if named else " ".join(evidence.of(text).split())
