"""Whom the pronouns and descriptions of a post stand for: "they", "the two", "the agency", "the inspectors".

Facts about the whole post, gathered once; `parties` asks them sentence by sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from gpulse.reading.language.words import word_set
from gpulse.record import Mention, Record, within

COUNTRY = 3
"""Letters of an ISO 3166-1 alpha-3 code."""

SEATS = frozenset({"PPLC", "PCLI", "PCLS"})
"""GeoNames codes of capitals and states, which stand for the state; another town is a place only."""

_SENT_BY = {
    "IGO": word_set(
        "inspectors observers monitors peacekeepers experts helmets mission agency organisation organization council "
        "commission bloc alliance fund bank body assembly secretariat"
    ),
    "REB": word_set("fighters rebels guerrillas militia militias militants group movement insurgents"),
    "UAF": word_set("fighters group mercenaries militia militias movement"),
    "PRM": word_set("fighters group mercenaries militia"),
    "BUS": word_set("company firm operator maker manufacturer producer group utility concern"),
}
"""Nouns that stand for the body of a sector that a post names most often, or for those whom it sends."""

_JOINED = re.compile(
    r"(?:['’]s?)?(?: (?!(?:and|nor|or|will|would|to|in|with|from|by|on|at|for|said|that)\b)[a-z-]+){0,3}"
    r"(?:\s*,\s*(?:and\s+)?|\s+(?:and|nor)\s+)(?:the\s+(?:(?!of\b)[a-z-]+\s+)?)?(?:(?:[a-z-]+ ){1,3}of (?:the )?)?"
)
"""What stands between two names of one list: "Colombia's government and the ELN", "the head of A and that of B"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIns:
    """`chains`: chain number → whom it stands for; `nouns`: noun → the body that it stands for in this post."""

    chains: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    nouns: Mapping[str, str] = field(default_factory=dict)


def is_join(between: str) -> bool:
    """Say whether two names with these words between them are of one list.

    >>> is_join("'s prime minister and "), is_join(" and the government of "), is_join(" will meet ")
    (True, True, False)
    """
    return bool(_JOINED.fullmatch(between))


def code_of(mention: Mention) -> str | None:
    """Whom a name stands for: its actor, else the state of the capital that it names."""
    if mention.actor:
        return mention.actor
    return mention.place.country if mention.place and mention.place.feature_code in SEATS else None


_SCENE = re.compile(r"\b[Ii]n $")
_CONJUNCTION = re.compile(r"\b(?:and|nor|or)\b|[-–/&]")


def lists_in(mentions: Sequence[Mention], text: str, joined: Callable[[str], bool] = is_join) -> list[tuple[str, ...]]:
    """The lists of two or more actors among the mentions of a sentence, in order of text.

    `joined` says of the words between two names whether they are of one list. Names with nothing but commas between
    them are none ("an Australian official, Beijing was told"). A short name in brackets is no other one ("the United
    Arab Emirates (UAE) and Oman").
    """
    found: list[list[str]] = []
    lists: set[int] = set()
    end: int | None = None
    for mention in mentions:
        code = code_of(mention)
        if end is not None and text[end : mention.start] == " (" and text[mention.end : mention.end + 1] == ")":
            end = mention.end + 1
            continue
        if code is None or (mention.actor is None and _SCENE.search(text, max(0, mention.start - 8), mention.start)):
            continue  # "in Ankara, Peru and Chile signed"
        if end is not None and joined(text[end : mention.start]):
            found[-1].append(code)
            if _CONJUNCTION.search(text, end, mention.start):
                lists.add(len(found) - 1)
        else:
            found.append([code])
        end = mention.end
    return [tuple(dict.fromkeys(codes)) for k, codes in enumerate(found) if k in lists and len(set(codes)) > 1]


def people_in(mentions: Sequence[Mention], text: str) -> tuple[str, ...]:
    """The actor of the last people named: "Russian diplomats", "the Americans", "soldiers of the alliance"."""
    for mention in reversed(mentions):
        if not mention.actor:
            continue
        words = mention.of(text)
        after = _PEOPLE_AFTER.match(text, mention.end)
        if (
            after
            or _PEOPLE_OF.search(text, max(0, mention.start - 40), mention.start)
            or (mention.kind == "nationality" and words.endswith("s"))
        ):
            return (mention.actor,)
    return ()


_PEOPLE = (
    "(?:diplomats|soldiers|troops|fighters|officers|officials|negotiators|inspectors|experts|ministers|nationals|"
    "citizens|forces|units|engineers|instructors|peacekeepers|pilots|ships|vessels|planes|companies|firms|mercenaries|"
    "envoys|generals|rebels)"
)
_PEOPLE_AFTER = re.compile(rf"(?:['’]s?)?(?: \w+)? {_PEOPLE}\b")
_PEOPLE_OF = re.compile(rf"{_PEOPLE} (?:of|from) (?:the )?$")


def find_stand_ins(record: Record) -> StandIns:
    """Gather whom chains and nouns stand for in a post."""
    return StandIns(chains=_chains(record), nouns=_nouns(record))


def _chains(record: Record) -> dict[int, tuple[str, ...]]:
    """Whom each chain stands for: the actor that its names have most often, or who is named in its descriptions."""
    text = record.article.text
    counts: dict[int, Counter[tuple[str, ...]]] = {}
    for at, mention in enumerate(record.mentions):
        if mention.chain is None:
            continue
        codes = (mention.actor,) if mention.actor else _described(record, at, text)
        if codes:
            counts.setdefault(mention.chain, Counter())[codes] += 1
    told = {chain: found.most_common(1)[0][0] for chain, found in counts.items()}
    return _as_they_act(record) | told


def _as_they_act(record: Record) -> dict[int, tuple[str, ...]]:
    """Whom chains of persons stand for by whose they are where they act or speak, most often."""
    counts: dict[int, Counter[str]] = {}
    taking_part = [who for event in record.events for who in (*event.actors, *event.recipients)]
    speaking = [(a.source, a.speaker.code) for a in record.attributions if a.source and a.speaker]
    for span, code in (*((who, who.whom) for who in taking_part), *speaking):
        for mention in record.mentions_at(span):
            if code and mention.kind == "person" and mention.chain is not None:
                counts.setdefault(mention.chain, Counter())[code] += 1
    return {chain: (found.most_common(1)[0][0],) for chain, found in counts.items()}


_OF_NAMED = re.compile(r" of (?:the )?(?=[A-Z])")


def _described(record: Record, at: int, text: str) -> tuple[str, ...]:
    """The actors in or right after a description: "the presidents of A and B", "A's government"."""
    mention = record.mentions[at]
    inside = next((m.actor for m in within(record.mentions, mention) if m is not mention and m.actor), None)
    if inside:
        return (inside,)
    tail = _OF_NAMED.match(text, mention.end)
    if tail is None:
        return ()
    codes: list[str] = []
    end = tail.end()
    for later in record.mentions[at + 1 : at + 8]:
        code = code_of(later)
        if code is None or later.start < end:
            continue
        if later.start != end and not (codes and is_join(text[end : later.start])):
            break
        codes.append(code)
        end = later.end
    return tuple(dict.fromkeys(codes))


def _nouns(record: Record) -> dict[str, str]:
    """The nouns of the names of bodies, and the nouns that stand for a sector's leading body."""
    text = record.article.text
    found: dict[str, str] = {}
    of_sector: dict[str, Counter[str]] = {}
    for mention in record.mentions:
        code = mention.actor
        if not code or mention.kind != "organisation":
            continue
        if mention.name.split()[-1] not in ("Council", "Court"):
            of_sector.setdefault(mention.sector or "", Counter())[code] += 1
        for name in (mention.name, mention.of(text)):
            words = name.lower().removeprefix("the ").split()
            if len(words) > 1:
                found.setdefault(words[-1], code)
                if "of" in words[1:]:
                    found.setdefault(words[words.index("of") - 1], code)
    for sector, codes in of_sector.items():
        for noun in _SENT_BY.get(sector, ()):
            found.setdefault(noun, codes.most_common(1)[0][0])
    if "union" not in found and _EUROPE.search(text):
        found["union"] = "European Union"
    return found


_EUROPE = re.compile(
    r"\bBrussels\b|\bEuropean (?:Commission|Council|Parliament|leaders)\b|\bthe (?:European )?Commission\b"
)
"""What tells that "the union", where no body of that name is named, is the European one."""
