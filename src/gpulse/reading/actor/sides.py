"""The states behind words that name none: "both countries", "the two sides", "the neighbours", "its ally".

Such words stand for states that the post named together before, most often in a list ("between Chad and Niger", "the
presidents of Peru and Chile"). A count must fit the list. Where no list fits, nobody is meant by name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from gpulse.knowledge.actors import is_code
from gpulse.reading.actor.stand_ins import code_of, is_join, lists_in
from gpulse.record import Mention, Record, Span

_COUNTS = {"both": 2, "two": 2, "each": 2, "either": 2, "neither": 2, "three": 3, "four": 4, "five": 5,
           "six": 6, "seven": 7}  # fmt: skip
_HEADS = (
    r"sides?|part(?:y|ies)|countr(?:y|ies)|nations?|states?|governments?|capitals?|neighbou?rs?|rivals?|foes?"
    r"|enem(?:y|ies)|powers?|arm(?:y|ies)|forces|militaries|leaders?|presidents?|heads of state"
    r"|(?:prime |foreign |defen[cs]e )?ministers?"
    r"|delegations?|envoys?|negotiators?|diplomats|chiefs|partners|allies|republics?|kingdoms?"
)
_COUNTED = re.compile(
    rf"(?:the |these |those )?(?P<count>{'|'.join(_COUNTS)})"
    rf"(?: of (?:the|these|those))?(?:(?: [a-z]+)? (?:{_HEADS})| of them)?",
    re.IGNORECASE,
)
_UNCOUNTED = re.compile(
    r"the (?:(?:warring|rival|neighbou?ring|two|opposing|feuding) )?(?:sides|parties|neighbou?rs|rivals|foes|enemies|"
    r"countries|states|capitals|governments|leaders|presidents|delegations|armies)",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"(?:they|them)(?: both| all)?", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(?:(?:the )?both|each|the (?:two|three|four|five|six))(?: (?:warring|rival|neighbou?ring))?"
    rf"(?: (?:{_HEADS}))?\b"
    rf"|{_UNCOUNTED.pattern}\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s+(?:[a-z]+\s+){0,2}?between\s+(?:the\s+)?")
_RELATION = re.compile(
    r"\b(?:all(?:y|ies)|enem(?:y|ies)|adversar(?:y|ies)|"
    r"(?:neighbou?r|rival|foe|partner|opponent|counterpart|patron|protector|creditor)s?)$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\bmember states?$", re.IGNORECASE)


def find_sides(record: Record, span: Span) -> tuple[str, ...] | None:
    """Return the states that words stand for which name none, `()` where they stand for nobody by name.

    `None` where the words are of another kind, and the rest of reading decides.
    """
    text = record.article.text
    words = " ".join(span.of(text).split())
    if _SEVERAL.search(words):
        return ()
    if two := _TWO_PEOPLE.fullmatch(words):
        people = _people_before(record, span)
        if len(people) > 1:
            return people if len(people) == PAIR else ()
        return None if two["men"] else _lists_of_two(record, span)
    counted = _COUNTED.fullmatch(words)
    if _THE_TWO.fullmatch(words) and len(people := _people_before(record, span, bodies=True)) == PAIR:
        return people
    if counted or _UNCOUNTED.fullmatch(words):
        count = _COUNTS[counted["count"].lower()] if counted else None
        states = bool(_STATES.search(words))
        lists = (
            (paragraph, codes)
            for paragraph, codes in _lists_before(record, span.start)
            if count in (None, len(codes)) and (not states or all(map(is_code, codes)))
        )
        if states and counted:
            return _most_told(record, span, list(lists))
        told = list(lists)
        known = next((codes for paragraph, codes in told if _is_told_of(record, span, paragraph, codes)), None)
        return known if known is not None else () if counted or told else None
    if _THEIR.fullmatch(words):
        several = _named_in_sentence(record, span)
        return _owned_by_several(record, span) if several is None else several
    if _PLURAL.fullmatch(words):
        group = _group_before(record, span)
        return find_sides(record, group) if group else _list_that_opens(record, span)
    return None


def _is_told_of(record: Record, span: Span, paragraph: int, codes: Sequence[str]) -> bool:
    """Say whether a list of states may be what "both sides" are: two of the same paragraph, or named again.

    "He phoned the leaders of Egypt and Qatar", two paragraphs before, tells only whom he phoned.
    """
    at = record.sentence_at(span.start)
    if len(codes) != PAIR or (at is not None and record.sentences[at].paragraph == paragraph):
        return True
    named = Counter(code_of(m) for m in record.mentions)
    return all(named[code] > 1 for code in codes)


_TWO_PEOPLE = re.compile(
    r"(?:the two|both) (?:(?P<men>men|women|statesmen)|"
    r"(?:[a-z]+ )?(?:leaders|presidents|ministers|premiers|heads of (?:state|government)))",
    re.IGNORECASE,
)
_THE_TWO = re.compile(r"the two|both|both of them", re.IGNORECASE)
_THEIR = re.compile(
    rf"their (?:[a-z]+ )?(?:{_HEADS}|representatives|ambassadors|officials|emissaries|generals|commanders|premiers|"
    r"troops|soldiers|navies|air forces|coast ?guards|police(?:men)?|fighters|embassies|parliaments)",
    re.IGNORECASE,
)


def _lists_of_two(record: Record, span: Span) -> tuple[str, ...]:
    return next((codes for _, codes in _lists_before(record, span.start) if len(codes) == PAIR), ())


PAIR = 2


def _people_before(record: Record, span: Span, bodies: bool = False) -> tuple[str, ...]:
    """Return the states of the people of whom the sentence tells, or the one before it in the paragraph.

    With `bodies` those who head no state count as well: "Abiy received the president of Somaliland. *The two* signed".

    "Lind travelled to Oslo at the invitation of Mr Abe. *The two men* signed a pact."
    """
    here = record.sentence_at(span.start)
    if here is None:
        return ()
    for at in (here, here - 1):
        if at < 0 or record.sentences[at].paragraph != record.sentences[here].paragraph:
            break
        told = [m for m in record.mentions if record.sentences[at].covers(m) and m.end <= span.start]
        people = dict.fromkeys(m.actor for m in told if m.kind == "person" and m.actor and (bodies or is_code(m.actor)))
        if people:
            return tuple(filter(None, people))
    return ()


_OPENS = 24
"""Characters of a sentence before "their" in which nobody else can have been told of: "In the evening their envoys"."""


def _named_in_sentence(record: Record, span: Span) -> tuple[str, ...] | None:
    """Return the states whose "their troops" are: those whom the sentence lists or counts before, `()` if by number
    alone; `None` where it does neither.

    "*Niger and Mali* said that their troops would stay", "*the three leaders* agreed that their coastguards should".
    """
    here = record.sentence_at(span.start)
    if here is None:
        return None
    home, text = record.sentences[here], record.article.text
    if text.endswith("and ", 0, span.start):
        return None  # "the Afghan people *and their government*"
    groups = [Span(start=m.start(), end=m.end()) for m in _COUNTED.finditer(text, home.start, span.start)]
    told = [m for m in record.mentions if home.start <= m.start and m.end <= span.start and not _is_only_of(m, text)]
    listed = [codes for codes in lists_in(told, text) if all(map(is_code, codes))]
    if listed:
        return listed[-1]
    states = {code_of(m) for m in told if code_of(m)}
    return find_sides(record, groups[-1]) if groups and len(states) != 1 else None


def _owned_by_several(record: Record, span: Span) -> tuple[str, ...] | None:
    """Return the states whose "their envoys" are: the last list of the sentence before, or its two people.

    Only where nothing but a time or place stands before "their" in its sentence.
    """
    here = record.sentence_at(span.start)
    if not here or span.start - record.sentences[here].start > _OPENS:
        return None
    before = record.sentences[here - 1]
    if before.paragraph != record.sentences[here].paragraph:
        return None
    told = [m for m in record.mentions if before.covers(m)]
    listed = [codes for codes in lists_in(told, record.article.text) if all(map(is_code, codes))]
    people = _people_before(record, span)
    return listed[-1] if listed else people if len(people) == PAIR else None


def _most_told(record: Record, span: Span, lists: Sequence[tuple[int, tuple[str, ...]]]) -> tuple[str, ...]:
    """Return which of some lists of states, the nearest first, is meant: the last of the same paragraph.

    Where that has none, the one that the post has most often, of two the one whose states it names most often, and of
    two the first: "Japan and the Philippines have signed" opens the post, whose last paragraph had "talks with
    Australia and Britain".
    """
    at = record.sentence_at(span.start)
    here = None if at is None else record.sentences[at].paragraph
    if lists and lists[0][0] == here:
        return lists[0][1]
    counts = Counter(frozenset(codes) for _, codes in lists)
    named = Counter(code_of(m) for m in record.mentions)

    def told(one: tuple[int, tuple[str, ...]]) -> tuple[int, int]:
        return counts[frozenset(one[1])], min(named[code] for code in one[1])

    return max(reversed(lists), key=told)[1] if lists else ()


_STATES = re.compile(r"\b(?:countries|nations|states|capitals|governments)$", re.IGNORECASE)
"""Words for several that are states: "both countries" are never a union and one of its members."""


def _list_that_opens(record: Record, span: Span) -> tuple[str, ...] | None:
    """Return the states that open the sentence before a plural pronoun's: "Peru and Chile met. *They*"."""
    here = record.sentence_at(span.start)
    if not here or record.sentences[here - 1].paragraph != record.sentences[here].paragraph:
        return None
    text, before = record.article.text, record.sentences[here - 1]
    if not text[span.start].isupper() or span.start - record.sentences[here].start > 3:
        return None
    inside = [m for m in record.mentions if before.covers(m)]
    for mention in inside:
        if code_of(mention) is None:
            continue
        if mention.start - before.start > 4 and not _SENT_BY.fullmatch(text, before.start, mention.start):
            continue
        codes = next(iter(lists_in(inside, text, lambda words: words == "-" or is_join(words))), ())
        return tuple(codes) if code_of(mention) in codes else None
    return None


_SENT_BY = re.compile(
    rf"(?:[Tt]he\s+)?(?:[\w-]+\s+)?(?:{_HEADS}|representatives|officials|leaders|rulers)\s+(?:of|from)\s+(?:the\s+)?",
    re.IGNORECASE,
)
"""Words before a list of states for those whom they send: "Delegations of Peru and Chile met. *They* agreed"."""


def _group_before(record: Record, span: Span) -> Span | None:
    """Return the words for several sides that a plural pronoun goes on with: in its sentence, or opening the one
    before in its paragraph.
    """
    text = record.article.text
    here = record.sentence_at(span.start)
    if here is None:
        return None
    home = record.sentences[here]
    found = [Span(start=m.start(), end=m.end()) for m in _GROUP.finditer(text, home.start, span.start)]
    if not found and here and record.sentences[here - 1].paragraph == home.paragraph:
        before = record.sentences[here - 1]
        found = [Span(start=m.start(), end=m.end()) for m in _GROUP.finditer(text, before.start, before.end)]
    return found[-1] if found else None


def is_relation(words: str) -> bool:
    """Say whether words name somebody by what they are to another, who is not the one that is meant.

    >>> is_relation("its ally"), is_relation("its army")
    (True, False)
    """
    return bool(_RELATION.search(words))


def find_counterpart(record: Record, span: Span, owner: str | None, about: Sequence[str] = ()) -> str | None:
    """Return the state that somebody's "neighbour" or "ally" is: the other one of the last two named together.

    Where no list has the owner, it is the state that the post names most often besides (`about`).
    """
    for _, codes in _lists_before(record, span.start):
        if owner in codes and len(codes) == 2:
            return next(code for code in codes if code != owner)
    return next((code for code in about if owner and code != owner), None)


def list_between(record: Record, act: Span, home: Span) -> Span | None:
    """Return the words of the list of those between whom an act is: "fighting between Chad and Niger".

    `None` where nothing but a name follows, or what follows is no list.
    """
    text = record.article.text
    opened = _BETWEEN.match(text, act.end, home.end)
    if opened is None:
        return None
    end, members = opened.end(), 0
    for mention in record.mentions:
        if mention.start < end or mention.end > home.end or code_of(mention) is None:
            continue
        gap = text[end : mention.start]
        if not (is_join(gap) if members else gap in ("", "the ") or not re.search(r"[,;.:]|\band\b", gap)):
            break
        end, members = mention.end, members + 1
    return Span(start=opened.end(), end=end) if members > 1 else None


_OF_THINGS = re.compile(
    r"\s+(?:(?:and|or)\s+\w+\s+)?(?:air\s*)?(?:strikes?|raids?|attacks?|bombings?|shelling|sanctions|pressure|drones|jets|weapons|"
    r"missiles|tanks|exports|goods|markets|waters|soil|territory)\b"
)


def _is_only_of(mention: Mention, text: str) -> bool:
    """Whether a nation's adjective says only whose a thing is: "after *Israeli* and American strikes"."""
    return mention.kind == "nationality" and bool(_OF_THINGS.match(text, mention.end))


def _lists_before(record: Record, offset: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the lists of states and bodies that stand before an offset, each with its paragraph, the nearest first."""
    for sentence in reversed(record.sentences):
        if sentence.start >= offset:
            continue
        inside = [m for m in record.mentions if sentence.start <= m.start and m.end <= min(sentence.end, offset)]
        inside = [m for m in inside if not _is_only_of(m, record.article.text)]
        lists = lists_in(inside, record.article.text, lambda words: words == "-" or is_join(words))
        yield from ((sentence.paragraph, codes) for codes in reversed(lists))
