"""Whom words stand for as an actor: a state (ISO 3166-1 alpha-3) or a body's name, and a PLOVER sector.

A phrase is read from its parts: names in the tables, adjectives and possessors ("Russian forces", "Niger's generals"),
offices and words for those who act ("spokesperson", "troops"), and what follows the head ("police in Florida",
"a member of the Russian parliament"). So people in no table are coded by what the text says of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from gpulse.knowledge.actors import Actors
from gpulse.knowledge.gazetteer import Gazetteer
from gpulse.knowledge.names import find_words
from gpulse.reading.actor.cast import Cast
from gpulse.reading.actor.phrase_reader import PERIODICALS, ActorCode, PhraseReader
from gpulse.record import Mention


def resolve_phrase(
    phrase: str,
    actors: Actors,
    gazetteer: Gazetteer,
    *,
    day: str | None = None,
    about: Sequence[str] = (),
    cast: Cast | None = None,
) -> ActorCode:
    """Return whom a noun phrase stands for.

    `day` (ISO 8601) chooses among the offices that a person held; `about` are the codes of the states that the text
    speaks of, the most frequent first; `cast` are the people whom the text names in full. What the words do not settle
    stays `None`: a surname alone that the text gives nobody, and that people of several states have, is an
    office-holder's of the day or of the title before it.

    >>> from gpulse.reading.kit import load_kit
    >>> kit = load_kit()
    >>> code = lambda phrase, **context: (lambda c: (c.code, c.sector))(
    ...     resolve_phrase(phrase, kit.actors, kit.gazetteer, **context))
    >>> code("North Korean engineer troops")
    ('PRK', 'MIL')
    >>> code("the officers who seized power in Niger")
    ('NER', 'MIL')
    >>> code("Pentagon spokesperson Pat Ryder")
    ('USA', 'MIL')
    >>> code("Ilya Ponomarev, a former member of the Russian parliament")
    ('RUS', 'ELI')
    >>> code("the South's foreign ministry", about=("PRK", "KOR"))
    ('KOR', 'GOV')
    >>> code("police in Florida")
    ('USA', 'COP')
    """
    return _resolve(phrase, actors, gazetteer, day, tuple(about), cast or _NOBODY)


_NOBODY = Cast()


@lru_cache(maxsize=4096)
def _resolve(
    phrase: str, actors: Actors, gazetteer: Gazetteer, day: str | None, about: tuple[str, ...], cast: Cast
) -> ActorCode:
    """`resolve_phrase`, kept: of one post the same phrases are asked for by several stages."""
    quantity = _QUANTITY.match(phrase)
    words = find_words(phrase, quantity.end() if quantity else 0)
    if not words:
        return ActorCode()
    return PhraseReader(phrase, actors, gazetteer, day, about, cast).read(words, 0)


_NUMBER = (
    r"(?:[\d,.]+|one|two|three|four|five|six|seven|eight|nine|ten|dozens?|scores|tens|hundreds?|thousands?|millions?|"
    r"many|several|some|all|both|most|a (?:few|dozen|hundred|thousand|million|group|number|series|couple|crowd))"
)
_QUANTITY = re.compile(
    r"(?:(?:more|fewer|less) than|at least|at most|up to|over|nearly|almost|about|around|some|the)?\s*"
    rf"{_NUMBER}(?:[ -]{_NUMBER})*"
    rf"(?: of (?:the |its |his |her |their )?(?:{_NUMBER} )?|\s)(?:more |other |members of (?:the )?)?(?=\w)",
    re.IGNORECASE,
)


_NEWSPAPER = re.compile(
    rf" (?:{'|'.join(sorted(PERIODICALS))})(?= (?:[A-Z]|said|wrote|that|on|in|which|\w+ed\b|\w+s\b)|[,.;:’'\"”]|$)"
)
_TWO_WORDS = re.compile(r" ([a-z]+)( [a-z]+)?\b")


def head_after(mention: Mention, text: str, actors: Actors) -> str:
    """What a capital's name describes: " daily" of "a Bucharest daily", " police" of "Berlin police"; or nothing."""
    if {entry.kind for entry in actors.named(mention.of(text))[:1]} != {"capital"}:
        return ""
    if newspaper := _NEWSPAPER.match(text, mention.end):
        return newspaper.group()
    following = _TWO_WORDS.match(text, mention.end)
    heads = (following.group(), " " + following.group(1)) if following else ()
    return next((head for head in heads if actors.agents.get(head.strip()) not in (None, "GOV")), "")


def clean_name(words: str) -> str:
    """Return the words of a mention without article and white space runs.

    >>> clean_name("the  Kremlin")
    'Kremlin'
    """
    return re.sub(r"^(?:[Tt]he|[Aa]n?)\s+", "", re.sub(r"\s+", " ", words))
