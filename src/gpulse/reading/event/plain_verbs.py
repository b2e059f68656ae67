"""Verbs that name one kind of act whatever stands with them, rare in the news: "upbraided", "exonerated", "clubbed".

The network has met few of them and judges them by what they look like: of 259 verbs tried in plain sentences it left
out 17 and took 28 for another type. Each has its type here, by PLOVER's manual and the decisions of
../shared/gold/events/README.md; the tests have each in a plain sentence. Those in `FOUND` are acts too where the
network marks nothing, when somebody in politics is their subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from gpulse.model.tags import TriggerTag
from gpulse.record import Record, Span

FOUND: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ACCUSE": "berat bemoan excoriat vilif upbraid pillor lambast castigat chastis censur rebuk reprimand reproach "
        "deplor decr assail denounc derid ridicul disparag revil",
        "REQUEST": "exhort entreat beseech besought implor importun",
        "CONCEDE": "amnest exonerat",
        "SUPPORT": "laud applaud extol commend acclaim",
    }
)
"""Beginnings of verbs, by their type, that are acts of somebody in politics wherever they stand."""

TYPED: Final[Mapping[str, str]] = MappingProxyType(
    {
        **FOUND,
        "REJECT": "repudiat rebuff spurn snub disavow",
        "CONCEDE": f"{FOUND['CONCEDE']} acquit absolv repriev pardon",
        "COERCE": "intern collar nabb apprehend incarcerat handcuff frisk teargass tear-gass commandeer expropriat",
        "ASSAULT": "bludgeon straf behead decapitat massacr slaughter assassinat lynch",
    }
)
"""The same of verbs that name no other kind of act where the network finds one."""

_FORMS = r"(?:[blt]?(?:e|es|ed|ing)|y|ies|ied|ying|s)?\b"


def _compiled(table: Mapping[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?:{'|'.join(words.split())}){_FORMS}", re.IGNORECASE), k) for k, words in table.items()
    )


_TYPED: Final = _compiled(TYPED)
_FOUND: Final = tuple(
    (re.compile(rf"\b(?:{'|'.join(words.split())})(?:[blt]?e[sd]|ied|ies|s|(?<=besought))\b"), k)
    for k, words in FOUND.items()
)
"""The forms that state an act: "exhorted", "decries"; a noun or participle beside may name none."""
_CLAUSE = re.compile(r"[,;:.“”\"()]|\b(?:and|but|that|which|who|while|as|when|after)\b")
_SOMEBODY = re.compile(
    r"\b(?:ministers?|premiers?|presidents?|governors?|governments?|parliaments?|senators?|lawmakers|deputies|MPs?|mayors?|"
    r"ambassadors?|envoys?|generals?|kings?|court|judges?|tribunal|council|commission|ministry|army|opposition|party|union|"
    r"chancellors?|secretary|spokes\w+|candidate|nominee|Democrats?|Republicans?|[Cc]ongress|[Ss]enate|[Hh]ouse)\b"
)
_NOT = re.compile(r"\b(?:not|never|n['’]t|be|is|are|was|were|been|being)\s+(?:\w+\s+)?$")
_ALONE = re.compile(r"\s*(?:[.;:]|by\b|in\b|on\b|to\b(?!\s+her|\s+him))")

_HARMS = re.compile(
    r"(?:raz(?:e|ed|ing)|ransack|loot|sack(?:ed|ing)|pillag|plunder|torch|club|beat|smash)", re.IGNORECASE
)
_FIGHTERS = re.compile(
    r"\b(?:[Ss]oldiers|[Tt]roops|army|[Ff]orces|[Gg]unmen|militia\w*|[Rr]ebels?|[Ff]ighters|[Cc]ommandos|[Ii]nsurgents|[Mm]ilitants|"
    r"[Jj]ihadists|[Mm]ercenaries|[Pp]olice|[Gg]uards|gendarmes)\b[^.;:]{0,40}$"
)
"""Who breaks and burns as a fighter does not protest by it."""


def type_by_verb(text: str, act: Span, event_type: str) -> str:
    """Return the type that the verb of an act has whatever it is done to, else the one given.

    >>> words = "Rebel fighters ransacked the town. A court exonerated the mayor."
    >>> type_by_verb(words, Span(start=15, end=24), "PROTEST"), type_by_verb(words, Span(start=43, end=53), "SANCTION")
    ('ASSAULT', 'CONCEDE')
    """
    for words, kind in _TYPED:
        if words.match(text, act.start, act.end):
            return kind
    if event_type == "PROTEST" and _HARMS.match(text, act.start, act.end):
        return "ASSAULT" if _FIGHTERS.search(text, max(0, act.start - 60), act.start) else event_type
    return event_type


def is_done_in_politics(record: Record, sentence: Span, verb: Span) -> bool:
    """Say whether a verb's clause names somebody in politics before it, and nothing that says it is not done."""
    text = record.article.text
    ends = [m.end() for m in _CLAUSE.finditer(text, sentence.start, verb.start)]
    clause = Span(start=ends[-1] if ends else sentence.start, end=verb.start)
    named = any(m.actor and clause.covers(m) for m in record.mentions)
    if not named and not _SOMEBODY.search(text, clause.start, clause.end):
        return False
    return not _NOT.search(text, clause.start, clause.end)


def find_plain_verbs(record: Record, triggers: Sequence[TriggerTag]) -> Iterator[tuple[Span, str]]:
    """Yield the verbs of `FOUND`, with their type, that the network leaves out and somebody in politics does.

    >>> from gpulse.record import Article, Sentence
    >>> words = "The foreign minister upbraided the raiders."
    >>> record = Record(article=Article(id="a", text=words), sentences=(Sentence(start=0, end=len(words)),))
    >>> [(verb.of(words), kind) for verb, kind in find_plain_verbs(record, [])]
    [('upbraided', 'ACCUSE')]
    """
    text = record.article.text
    for sentence in record.sentences:
        for words, kind in _FOUND:
            for found in words.finditer(text, sentence.start, sentence.end):
                verb = Span(start=found.start(), end=found.end())
                if _ALONE.match(text, verb.end) or any(t.overlaps(verb) for t in triggers):
                    continue
                if is_done_in_politics(record, sentence, verb):
                    yield verb, kind
