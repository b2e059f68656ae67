"""Bodies that no table knows: "COVAX", "the Serum Institute", "the Independent Greeks" act under their plain names.

The tables code states, world bodies and armed groups. A company, a party or an initiative in none of them is an actor
by the name that the post gives it, so that what it promises is found. Only names that look like a body's count.
"""

from __future__ import annotations

import re
from dataclasses import replace

from gpulse.reading.language.words import word_set
from gpulse.record import Mention, Record

PARTIES = word_set("democrats socialists communists liberals greens conservatives nationalists")
"""Names of the members of a party, in capitals: "the Social Democrats"."""

_HEADS = (
    word_set(
        "institute party alliance movement union federation foundation company corporation bank fund consortium league "
        "forum council committee commission association organisation organization society agency authority front "
        "brigade brigades army group coalition congress assembly club network conference facility initiative board "
        "trust confederation syndicate church airlines airways petroleum energy oil gas steel motors pharmaceuticals "
        "centre center"
    )
    | PARTIES
)
"""Last words of the names of bodies; a name with one of them, or with one before "of", is a body's."""

_OF_PARTIES = PARTIES | word_set("party front movement")
"""Last words of names that are a party's, though a table knows its state: "the Kurdistan Democratic Party"."""
_OF_CITIZENS = word_set("society association club foundation church guild charity chamber college museum")
"""Last words of names that are their members', though the state is in the name: "the Jamaica Cancer Society"."""
COUNTRY = 3
_SHORT = re.compile(r"[A-Z][A-Z&]{2,}")
"""A name in capitals: "COVAX"; figures in it make it a weapon or a road ("F-16")."""

_OUTLETS = frozenset({"Wire", "Paper", "Broadcaster", "Journal", "News"})
_OF_STATE = word_set("senate parliament court ministry government police army cabinet congress assembly council")
"""Last words of the names of a state's own organs, which other rules give to the state ("the High Court")."""

_THINGS = re.compile(
    r"\s(?:missiles?|rockets?|tanks?|jets?|fighters?|launchers?|systems?|drones?|class|corridor|deal)\b"
)
"""Words after a short name that make it a thing's: "ATACMS missiles"."""


def with_bodies(record: Record) -> Record:
    """Return the record with an actor for each mention of a body that no table knows: its plain name."""
    text = record.article.text
    bodies = {
        name
        for m in record.mentions
        if _may_be(m, text) and (is_body(name := plain_name(m.of(text))) or _is_called_one(m, name, text))
    }
    bodies -= {plain_name(m.of(text)) for m in record.mentions if _reports(m, text)}
    if not bodies:
        return record
    return replace(
        record,
        mentions=tuple(
            replace(m, actor=plain_name(m.of(text))) if _may_be(m, text) and plain_name(m.of(text)) in bodies else m
            for m in record.mentions
        ),
    )


def _may_be(mention: Mention, text: str) -> bool:
    """Say whether a mention without an actor is the name of an organisation."""
    head = mention.of(text).split()[-1].lower()
    of_state = len(mention.actor or "") == COUNTRY and mention.actor != mention.name  # "PKK" is a name, no state
    party = head in _OF_PARTIES and mention.sector not in ("IGO", "GOV", "MIL") and of_state
    citizens = head in _OF_CITIZENS and mention.sector != "IGO" and of_state
    return (
        (mention.actor is None or party or citizens)
        and mention.kind == "organisation"
        and mention.place is None
        and plain_name(mention.of(text))[:1].isupper()
        and not _THINGS.match(text, mention.end)
    )


_TOLD = re.compile(
    r"\b(?:told|agency|agencies|newspaper|daily|weekly|magazine|broadcaster|channel|paper|website|portal|station)\s"
    r"(?:the\s)?$",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"(?:\sthe|,\s(?:a|the))?\s(?:[a-z]+\s)?(?:news\s)?(?:agency|newspaper|broadcaster|channel)\b|"
    r"\s(?:reported|reports|quoted|quotes|cited|cites|published|broadcast)\b"
)


def _reports(mention: Mention, text: str) -> bool:
    """Say whether a mention names an outlet: "told RIA", "the agency KCNA", "ANI reported"."""
    return bool(_TOLD.search(text, max(0, mention.start - 20), mention.start) or _NEWS.match(text, mention.end))


_CALLED = re.compile(
    r"\b(?:union|party|movement|front|militia|alliance|association|federation|guild|consortium|league|sect),? $"
)


def _is_called_one(mention: Mention, name: str, text: str) -> bool:
    """Say whether a name stands right behind the word for what it is: "the opposition party Waddani", "their union,
    Apkasindo,"."""
    return name.isalpha() and bool(_CALLED.search(text, max(0, mention.start - 15), mention.start))


def plain_name(words: str) -> str:
    """Return a name without its article and possessive.

    >>> plain_name("the Serum Institute's"), plain_name("COVAX")
    ('Serum Institute', 'COVAX')
    """
    return re.sub(r"^(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s+|['’]s?$", "", " ".join(words.split()))


def is_body(name: str) -> bool:
    """Say whether a name looks like that of a body.

    >>> is_body("Serum Institute"), is_body("COVAX"), is_body("High Court"), is_body("Leopard"), is_body("S-400")
    (True, True, False, False, False)
    """
    words = name.split()
    if not words or any(c.isdigit() for c in name) or words[0] in _OUTLETS:
        return False
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
    if _SHORT.fullmatch(name):
        return True
    low = head.lower()
    own = low in _OF_STATE and len(words) < 4
    named = all(word[0].isupper() or word in ("of", "the", "for", "and", "in") for word in words)
    return len(words) > 1 and low in _HEADS and not own and named
