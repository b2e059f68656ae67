"""Whom the words of a source stand for: a person named in them, a body, somebody named before, or nobody by name.

A name counts only where it heads the source: "Clinton spokesman Nick Merrill" is Merrill, "Kelly's allies" are not
Kelly, "a spokeswoman for the ministry" is not the ministry.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from gpulse.knowledge.actors import TITLES
from gpulse.knowledge.names import fold
from gpulse.reading.actor.actors_in import resolve_at
from gpulse.reading.actor.owned import resolve_words
from gpulse.reading.actor.phrase_reader import ActorCode
from gpulse.reading.attribution.said_more import names_paper
from gpulse.reading.kit import Kit
from gpulse.reading.scene import Scene, find_scene
from gpulse.record import Mention, Record, Span, Speaker, within

_ANONYMOUS = re.compile(
    r"\b(?:officials?|sources?|diplomats?|analysts?|experts?|observers?|people|persons?|residents?|witness(?:es)?|aides?"
    r"|researchers|commanders?|insiders?|critics|reports?)\b",
    re.IGNORECASE,
)
# Where the head of a noun phrase ends: an apposition, a relative or participle clause, a bracket.
_AFTER_HEAD = re.compile(
    r"\s*(?:,|\(|\s[–—]\s|\b(?:who|whom|whose|which|that|speaking|citing|including|ranging|close to|familiar with)\b)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:of|for|to|from|with|in|at|by|on|about|against|under|near|among|between|behind|than|and|or|as)\s+"
    r"(?:(?:the|an?|his|her|their|its)\s+)?$",
    re.IGNORECASE,
)
_OF_OFFICE = re.compile(r"\bof\s+(?:the\s+)?(?:[A-Z][\w'’-]*\s+)+$")
_ANYBODY = re.compile(r"(?:an?|one|some|several|many|two|three|four|another)\b", re.IGNORECASE)
_BEFORE_NAME = frozenset({"former", "ex", "late", "acting", "rival", "then"}) | TITLES
_FORMS_OF_ADDRESS = frozenset({"mr", "mrs", "ms", "mr.", "mrs.", "ms.", "dr", "dr.", "sir", "dame", "lord", "lady"})
_PRONOUN = re.compile(
    r"(?:he|she|they|it|him|her|them|his|their|its|who|which|that|i|we|you|my|our|one|each|both|all)(?:\s+also)?",
    re.IGNORECASE,
)
# Somebody of whom nothing but the task is told, newly brought up: nobody by name.
_NOBODY = re.compile(
    r"(?:an?|one|another|the)\s+(?:spokes(?:man|woman|person)|representative)|"
    r"anyone|someone|somebody|(?:not )?everyone",
    re.IGNORECASE,
)
_OUTLET = re.compile(
    r"the (?:newspaper|paper|daily|weekly|magazine|broadcaster|channel|(?:news )?agency|news site|website|outlet)",
    re.IGNORECASE,
)
_PRINTS_IT = re.compile(
    r"\b(?:it|they|he|she|which|that|newspaper|paper|daily|weekly|magazine|broadcaster|channel|agency|site|website|outlet|station|"
    r"network|editors?|report|journal|tabloid|review)\b",
    re.IGNORECASE,
)
_PRINTS = re.compile(r"\b(?:Post|Times|News|Journal|Herald|Tribune|Guardian|Telegraph|Gazette|Press|TV|Radio|Agency)\b")
_BEFORE_TIME = re.compile(r"\s*,?\s*(?:\b(?:on|in|at|by|since|late|early))?\s*$", re.IGNORECASE)
_WHICH = re.compile(r"\s*,\s+(?:which|who|whose|whom|quoted|cited|speaking|talking|writing|citing|quoting)\b")
_APPOSITION = re.compile(
    r"\s*,\s*+(?!(?:who|whose|which|and|speaking|citing|in|on|at|during|after|with|by)\b)([^,;“”\"]{3,120})"
)
_WHOSE = re.compile(r"\s+(?:of|from|with|at|in)\s")
_MORE_OF_NAME = re.compile(r"(?:[Tt]he\s+)?(?:[A-Z][a-z]+\s+)+")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_OWN_OFFICE = re.compile(
    r"(?:(?:its|their|his|her)\s+(?:own\s+)?(?:[a-z]+\s+){0,2}(?:government|ministry|minister|parliament|president|army|country|"
    r"embassy|authorities|officials|spokes(?:man|woman|person))|[a-z]+\s+(?:ministers|leaders|governments)\s+of\s+the\s+bloc|"
    r"(?:no|any|other|several|some|many|most)\s+(?:\w+\s+)?(?:countr(?:y|ies)|states?|nations?|governments?))\b",
    re.IGNORECASE,
)
"""Whose an office is that a state or body has ("their government"), and offices of no one state."""


def resolve_speaker(record: Record, source: Span, kit: Kit, scene: Scene | None = None) -> Speaker:
    """Return who the source is: the person or body that heads it, or whom its pronoun or description stands for."""
    text = record.article.text
    words = " ".join(source.of(text).split())
    if names_paper(words) or _RESOLUTION.fullmatch(words):  # whose paper it is nobody is told to say
        return Speaker(name=_ARTICLE.sub("", _timeless(record, source)))
    if _is_list(record, source):  # "France, Germany and Britain" speak together: no one of them is the speaker
        sector = _whom(record, source, kit, scene).sector
        return Speaker(name=_ARTICLE.sub("", _timeless(record, source)), sector=sector)
    head = find_head(record, source)
    named = head if head is not None and head.kind in ("person", "organisation", "group") else None
    if named is not None and _ANYBODY.match(words) and named.name.split()[-1] not in named.of(text):
        named = None  # "a person who asked not to be named" may be in a chain, and is still nobody by name
    if named is None and head is not None and head.chain is not None and not _ANYBODY.match(words):
        named = _chained(record, head)
    writes = named is not None and words.islower() and not _PRINTS_IT.search(words) and _is_outlet(record, named)
    if writes:
        named = None  # "writing in the Guardian, the former envoy said": he is no paper
    if named is None and _OUTLET.fullmatch(words):
        named = _outlet_before(record, source)
    if named is None:
        who = _whom(record, source, kit, scene)
        anonymous = bool(_ANONYMOUS.search(words) or _NOBODY.fullmatch(words))
        name = (
            None
            if anonymous
            else who.name
            if _PRONOUN.fullmatch(words)
            else _ARTICLE.sub("", _timeless(record, source))
        )
        return Speaker(name=name, code=None if writes else who.code, sector=who.sector, anonymous=anonymous)
    name = _as_written(record, named, _full_name(record, named))
    if named.kind != "person" and _MORE_OF_NAME.fullmatch(text, source.start, named.start):
        name = _ARTICLE.sub("", text[source.start : named.start]) + name  # "West African leaders"
    role = _role(text, source, named, name) or named.role or _role_elsewhere(record, named)
    settled = named.actor and named.sector
    who = ActorCode(named.actor, named.sector) if settled else _whom(record, source, kit, scene)
    return Speaker(
        name=name,
        role=None if role and role.lower() in _FORMS_OF_ADDRESS else role,
        code=named.actor or (None if writes else who.code),
        sector=named.sector or who.sector,
    )


def _whom(record: Record, source: Span, kit: Kit, scene: Scene | None) -> ActorCode:
    """Return whom the words of a source stand for, asked only where no name in it settles that."""
    if _OWN_OFFICE.match(" ".join(source.of(record.article.text).split())):
        return resolve_words(record, source, kit, scene or find_scene(record, kit))
    return resolve_at(record, source, kit, scene)


_RESOLUTION = re.compile(r"(?:the )?(?:(?:U\.?N\.?|Security Council) )*resolution \d{3,4}", re.IGNORECASE)
_PLAIN_JOIN = re.compile(r"\s*,\s+(?:and\s+)?(?:the\s+)?|\s+and\s+(?:the\s+)?")


def _is_list(record: Record, source: Span) -> bool:
    """Say whether a source ends in a list of states with nothing else between them: "leaders of Mali and Niger"."""
    text = record.article.text
    inside = [m for m in within(record.mentions, source) if m.actor and m.kind != "person"]
    joined = [
        one
        for one, other in pairwise(inside)
        if one.actor != other.actor and _PLAIN_JOIN.fullmatch(text, one.end, other.start)
    ]
    ends = bool(inside) and inside[-1].end == source.bare().end
    return ends and len(joined) == len(inside) - 1 > 0 and " and " in text[inside[-2].end : inside[-1].start]


def _outlet_before(record: Record, source: Span) -> Mention | None:
    """Return the outlet that a post named last before "the newspaper"."""
    before = (m for m in reversed(record.mentions) if m.end <= source.start and m.kind == "organisation")
    return next((m for m in before if m.sector == "JRN" or _PRINTS.search(m.name)), None)


def _timeless(record: Record, source: Span) -> str:
    """Return a source's words without the day that they end in ("a television channel on Monday")."""
    text = record.article.text
    clause = _WHICH.search(text, source.start, source.end)
    end = clause.start() if clause else source.end
    for timex in record.timexes:
        if (
            timex.type != "SET" and source.start < timex.start and timex.end >= source.end > timex.start
        ):  # "a French daily"
            end = source.start + len(_BEFORE_TIME.sub("", text[source.start : timex.start]))
    return " ".join(text[source.start : end].split())


def find_head(record: Record, source: Span) -> Mention | None:
    """Return the mention that heads a source, `None` where none does."""
    text = record.article.text
    inside = record.mentions_at(source)
    cut = _AFTER_HEAD.search(text, source.start + 1, source.end)
    while cut and any(m.start < cut.start() < m.end for m in inside):  # a comma or "of" within a name
        cut = _AFTER_HEAD.search(text, cut.end(), source.end)
    end = cut.start() if cut else source.end
    at_end = [m for m in inside if m.end == end or (m.start < end <= m.end)]
    opening = next((m for m in inside if m.kind == "person" and _opens(text, source, m)), None)
    own = opening is not None and opening.name.split()[-1] in opening.of(text)
    if opening is not None and own and _WHOSE.match(text, opening.end, end):  # "Mr. Craig Henry of the National Trust"
        return opening
    head = max(at_end, key=lambda m: m.start, default=None)
    named = head is not None and head.kind == "person" and head.name.split()[-1] in head.of(text)
    named = named and head is not None and _is_head(text, source.start, head)
    if cut and cut.group().strip() == "," and not named:  # "its foreign minister, Alfred Mutua"
        after = re.compile(r"\s*(?:the\s+)?").match(text, cut.end())
        start = after.end() if after else cut.end()
        people = [m for m in inside if m.kind == "person" and m.start >= start]
        first = min(people, key=lambda m: m.start, default=None)
        if first is not None and all(word.lower().strip(".") in TITLES for word in text[start : first.start].split()):
            return first
    return head if head is not None and _is_head(text, source.start, head) else None


def _opens(text: str, source: Span, mention: Mention) -> bool:
    """Say whether a mention opens a source: nothing but titles stands before it."""
    if not mention.of(text)[:1].isupper():
        return False
    before = (word.lower().strip(".") for word in text[source.start : mention.start].split())
    return all(word == "the" or word in TITLES for word in before)


def _is_head(text: str, start: int, mention: Mention) -> bool:
    """Say whether nothing before a mention makes it a part of something else ("a spokeswoman for Hillary Clinton")."""
    before = text[start : mention.start] if start < mention.start else ""
    words = before.split()
    while words and words[-1].lower().strip(".,") in TITLES:
        words.pop()
    stripped = " ".join(words) + " " if words else ""
    if _OF_OFFICE.search(stripped) and mention.kind == "person":  # "Secretary of State Antony Blinken"
        return True
    return not _PREPOSITION.search(stripped)


def _is_outlet(record: Record, named: Mention) -> bool:
    """Say whether a name, or one of its chain, is a newspaper's or another outlet's."""
    chain = (m for m in record.mentions if named.chain is not None and m.chain == named.chain)
    return any(m.sector == "JRN" for m in (named, *chain))


def _chained(record: Record, head: Mention) -> Mention | None:
    """Return the person or body that the chain of a description or a pronoun names, the nearest before it first."""
    same = [m for m in record.mentions if m.chain == head.chain and m.kind in ("person", "organisation")]
    people = [m for m in same if m.kind == "person"] or same
    before = [m for m in people if m.start <= head.start]
    return before[-1] if before else people[0] if people else None


def _full_name(record: Record, named: Mention) -> str:
    """Return the name as the post gives it most often in full; a name of several words is full as it stands."""
    if named.kind != "person":
        return named.name
    if " " in named.name or named.chain is None:
        return _bare(named.name)
    chain = (m for m in record.mentions if m.chain == named.chain and m.kind == "person")
    names = Counter(name for m in chain if " " in (name := _bare(m.name)))
    fitting = {name: count for name, count in names.items() if name.split()[-1] == named.name.split()[-1]} or names
    return max(fitting, key=lambda name: (fitting[name], -len(name)), default=named.name)


def _as_written(record: Record, named: Mention, name: str) -> str:
    """Return a person's name as the post writes it, where the tables have it without accents: "António Guterres"."""
    same = (m.of(record.article.text) for m in record.mentions if m.kind == "person" and m.name == named.name)
    bare = (_bare(" ".join(words.split())) for words in same)
    return next((words for words in bare if _letters(words) == _letters(name)), name)


def _letters(name: str) -> str:
    """Return a name as it is compared: without accents, case and hyphens."""
    return fold(name).replace("-", " ")


def _bare(name: str) -> str:
    """Return a person's name without the titles before it.

    >>> _bare("Former President Bill Clinton"), _bare("Secretary of State Antony Blinken"), _bare("King")
    ('Bill Clinton', 'Antony Blinken', 'King')
    """
    words = name.split()
    while len(words) > 1 and words[0].lower().strip(".") in _BEFORE_NAME:
        words.pop(0)
        if words[0] == "of" and len(words) > 3:  # "Secretary of State"
            del words[:2]
    return " ".join(words)


def _role(text: str, source: Span, named: Mention, name: str) -> str | None:
    """Return what the source's words call the person besides the name: the title before it or the apposition after."""
    if named.kind != "person" or not source.covers(named):
        return None
    own = " ".join(text[source.start : named.end].split())
    after = _APPOSITION.match(text, named.end, source.end)
    beside = " ".join(after.group(1).split()) if after else None
    if beside == name:  # "the state's chairman, Phil Lovas"
        return _ARTICLE.sub("", own)
    return beside or _ARTICLE.sub("", own.removesuffix(name).removesuffix(named.of(text)).strip(" ,")) or None


def _role_elsewhere(record: Record, named: Mention) -> str | None:
    if named.chain is None:
        return None
    return next((m.role for m in record.mentions if m.chain == named.chain and m.role), None)
