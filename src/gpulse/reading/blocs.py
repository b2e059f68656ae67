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
from gpulse.record import Bloc, Record, Sentence, Span, within

_COUNTRIES = r"(?:countries|nations|states|governments|member states|members|allies)"
_GROUP = re.compile(
    r"\b(?:coalition|alliance|axis|bloc|group|grouping|partnership|quartet|quad|troika|trio|pact|front|club|camp|format)\b"
    r"(?P<gap>[^.;:“”\"]{0,60}?)\b"
    r"(?P<by>between|of|among|comprising|including|(?:made up|consisting|composed) of|uniting|with)\s+(?=[A-Z]|the\b)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"(?P<count>(?:(?:about|around|some|nearly|almost|approximately|roughly|over|more than|at least)\s+)?"
    rf"(?:\d[\d,]*|[A-Za-z][a-z]+(?:-[a-z]+)?)\s+(?:[A-Z]\w+\s+and\s+(?=[A-Z]))?(?:\w+\s+)?)(?P<head>{_COUNTRIES})\b",
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
    r"\bthe (?:three|four|five|six|seven)(?:(?=\s+(?!and\b|to\b|of\b)[a-z]+(?:ed|d|s|t|re|ve|e)\b)|(?=\s+and\s+[A-Z])|"
    r"\s+(?P<what>(?:European|Western|African|Arab|Asian|Baltic|Nordic|Gulf|Sahel)\s+)?"
    r"(?:powers|countries|states|nations|capitals|governments|neighbou?rs|allies|signatories|members)\b)",
    re.IGNORECASE,
)
"""Words that take up as many states as were listed before: "the three", "the three European powers"."""
_FORM = re.compile(
    r"\s+(?:have\s+)?(?:form(?:ed|s)?|make\s+up|founded|set\s+up|created|launched)\s+(?:an?|the|their)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:coalition|alliance|axis|bloc|group|grouping|confederation|partnership|quartet|troika|trio|front|union)\b",
    re.IGNORECASE,
)
"""Behind a list of states: "Mali, Niger and Burkina Faso *formed an alliance*"."""
_HAS_MEMBERS = re.compile(
    r"\b(?:members?|countries|nations|states|powers|G\d+)(?:\s+(?:countries|nations|states|powers))?(?::\s+|\s+\()"
    r"(?=[A-Z]|the\b)"
)
"""Before a list of those whom a body or a count has just named: "has 14 members: Peru, …", "the G7 (Canada, …)"."""
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
            *_formed(draft.record, s),
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
        if match["by"].lower() == "of" and match["gap"].strip():
            continue  # "the bloc hopes to send the presidents of Kenya and Djibouti"
        if len(members) >= 2:
            evidence = Span(start=match.start(), end=end)
            if match["by"].lower() == "with":  # "the coalition that *Moscow* is building with Minsk and Tehran"
                gap = Span(start=match.start("gap"), end=match.end("gap"))
                leads = _LEADS.search(text, sentence.start, match.start()) if "together" in match["gap"] else None
                first = tuple(_states_in(record, Span(start=sentence.start, end=leads.start())))[-1:] if leads else ()
                members = tuple(dict.fromkeys((*first, *_states_in(record, gap), *members)))
            yield Bloc(
                name=" ".join(evidence.of(text).split()), members=members, size=len(members), evidence=(evidence,)
            )
    for match in _HAS_MEMBERS.finditer(text, sentence.start, sentence.end):
        members, end = _list_at(record, match.end(), sentence.end)
        if len(members) >= LISTED:
            before = [
                m for m in record.mentions if sentence.start <= m.start and m.end <= match.end() and m.sector == "IGO"
            ]
            name = before[-1].of(text) if before else match.group().rstrip(" :(")
            yield Bloc(name=name, members=members, size=len(members), evidence=(Span(start=match.start(), end=end),))


_LEADS = re.compile(
    r"\b(?:lead|led|head|chair|co-chair|run|form|found)(?:s|ed)?\s+(?:the|an?)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE
)
"""Before a group that somebody leads together with others: "France, which *leads the Minsk* Group together with …"."""
LISTED = 3
"""States that a list behind a colon or in brackets has at least."""


def _states_in(record: Record, span: Span) -> Iterator[str]:
    yield from (
        m.actor for m in within(record.mentions, span) if m.actor and len(m.actor) == CODE and m.actor.isupper()
    )


def _formed(record: Record, sentence: Sentence) -> Iterator[Bloc]:
    """Yield the groups that a list of states before a verb forms."""
    text = record.article.text
    for match in _FORM.finditer(text, sentence.start, sentence.end):
        first: int | None = None
        for m in reversed([m for m in record.mentions if sentence.start <= m.start and m.end <= match.start()]):
            members, end = _list_at(record, m.start, match.start())
            if end != match.start():
                break
            first = m.start
        members = _list_at(record, first, match.start())[0] if first is not None else ()
        if first is not None and len(members) >= LISTED - 1:
            evidence = Span(start=first, end=match.end())
            name = " ".join(match.group().split()[-2:])
            yield Bloc(name=name, members=members, size=len(members), evidence=(evidence,))


def _list_at(record: Record, start: int, end: int) -> tuple[tuple[str, ...], int]:
    """Return the states that a list starting at `start` names, and where it ends."""
    text, at = record.article.text, start
    members: list[str] = []
    for mention in record.mentions:
        if mention.start < start or mention.start >= end:
            continue
        between = text[at : mention.start]
        code = mention.actor or (mention.place.country if mention.place else None)
        joined = _LINK.match(between) if members else between.strip() in ("", "the")
        if not joined or not code or len(code) != 3 or not code.isupper():
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
        words = span.of(text)
        if what := match["what"]:  # "the three European powers" are the three powers
            words = words.replace(what, "")
        if members := _sides(record, span, words):
            yield Bloc(
                name=span.of(text),
                members=tuple(m for m in members if len(m) == CODE and m.isupper()),
                size=len(members),
                evidence=(span,),
            )


def _sides(record: Record, span: Span, words: str) -> tuple[str, ...] | None:
    """Return the states that words at a span stand for, which need not be all of its own words."""
    if words == span.of(record.article.text):
        return find_sides(record, span)
    count = Span(start=span.start, end=span.start + len(" ".join(words.split()[:2])))
    return find_sides(record, count)


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
