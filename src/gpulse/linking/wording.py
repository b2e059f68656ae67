"""Words that carry content, in a plain common form, for comparing what two passages are about."""

from __future__ import annotations

import re
from functools import lru_cache

from gpulse.reading.language.words import noun_forms, word_set

_WORD = re.compile(r"[^\W_]+(?:-\w+)*")
_STOP = word_set(
    "the a an and or but of to in on at by for from with as is are was were be been being will would shall should may "
    "might can could must has have had do does did not no it its they them their he him his she her this that these "
    "those there here who which what when where how than then so if while also more most all any some such only own "
    "same other into over out up down after before until about again once between both each few said say told told "
    "will'd one two first last new next year month week day days weeks months years monday tuesday wednesday thursday "
    "friday saturday sunday january february march april may june july august september october november december we "
    "you i our your my us because since still yet even just very too now soon had having get got go went come came "
    "make made take taken took give given gave put set let according government president minister spokesman statement "
    "country"
)


_LAST = frozenset("sdgy")
"""The last letters of the endings that `stem` takes off."""

_WHOLE = word_set("agreement government parliament document settlement statement department instrument commitment")
"""Words whose "ment" is no ending of a verb's noun."""


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """Return a rough common form of a word's inflections.

    >>> [stem(w) for w in ("tanks", "deliveries", "handed", "ratified", "elections", "Leopards")]
    ['tank', 'deliver', 'hand', 'ratif', 'election', 'leopard']
    """
    low = word.lower()
    if low.endswith("ment") and len(low) > 8 and low not in _WHOLE:
        low = low[:-4]
    if low[-1:] not in _LAST:
        return low
    for ending, keep in (("ies", 3), ("ied", 3), ("ing", 4), ("ed", 3), ("es", 4), ("s", 3), ("y", 4)):
        if low.endswith(ending) and len(low) - len(ending) >= keep and not low.endswith("ss"):
            if ending == "es" and not low.endswith(("shes", "ches", "xes", "sses")):
                continue
            return low[: -len(ending)]
    return low


def one_of(noun: str) -> str:
    """Return a noun that may be a plural as one of it.

    >>> [one_of(noun) for noun in ("countries", "officers", "clashes", "votes", "women", "people", "glass")]
    ['country', 'officer', 'clash', 'vote', 'woman', 'people', 'glass']
    """
    for ending, one in (("ies", "y"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("sses", "ss"), ("men", "man")):
        if noun.endswith(ending) and len(noun) > len(ending):
            return noun[: -len(ending)] + one
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") and len(noun) > 3 else noun


_MANY = {
    "person": "people", "people": "people", "police": "police", "personnel": "personnel", "man": "men",
    "woman": "women", "child": "children", "staff": "staff", "aircraft": "aircraft", "dead": "dead",
    "wounded": "wounded", "displaced": "displaced",
}  # fmt: skip


def many_of(noun: str) -> str:
    """Return a noun as several of it.

    >>> [many_of(noun) for noun in ("country", "officer", "woman", "dead")]
    ['countries', 'officers', 'women', 'dead']
    """
    if noun in _MANY:
        return _MANY[noun]
    return noun[:-3] + "men" if noun.endswith("man") else noun_forms(noun)[1]


_GROUPS = {
    "aircraft": "f-16 jet fighter aircraft plane gripen rafale mig warplane helicopter machine",
    "tank": "tank leopard abram challenger m1 m1a1 m1a2",
    "armour": "marder bradley stryker vehicle",
    "shell": "shell ammunition munition artiller",
    "missile": "missile rocket atacm himar",
    "air defence": "patriot battery launcher interceptor nasam",
    "soldier": "soldier troop force men unit brigade battalion contingent mercenar engineer peacekeeper member "
    "servicemen paratrooper",
    "election": "election vote poll ballot referendum voter elect",
    "truce": "truce ceasefire cease-fire armistice",
    "captive": "hostage prisoner captive detainee",
    "grain": "grain wheat maize corn",
    "membership": "accession membership entry protocol bid",
    "withdrawal": "withdraw withdrawal pull-out leave departure depart evacuation retreat pull quit vacate exit "
                  "left flew flown home gone out-of pullout drawdown",
    "delivery": "deliver delivery handover hand supply transfer ship shipment send arrive reach receive",
    "sanctions": "sanction embargo tariff",
    "treaty": "treat pact accord agreement deal",
    "visit": "visit visitor meet meeting summit talk",
    "attack": "attack strike offensive assault bomb shelling invasion invade intervention",
    "approval": "ratif ratification approve approv approval consent deput",
}  # fmt: skip
"""Stems that name the same kind of thing; each adds the kind to a passage's words."""

THINGS = frozenset({"~aircraft", "~tank", "~armour", "~shell", "~missile", "~air defence", "~soldier", "~grain"})
"""Groups that name what is given or moved."""

_GROUP_OF = {stem: f"~{name}" for name, stems in _GROUPS.items() for stem in stems.split()}


def content_words(text: str) -> frozenset[str]:
    """Return the stems of a passage's words that carry content: no function words, days or months.

    >>> sorted(content_words("The first six tanks will be handed over by March."))
    ['hand', 'six', 'tank', '~delivery', '~tank']
    """
    found = (m.group() for m in _WORD.finditer(text.replace("’", "'")))
    stems = frozenset(
        stem(word) for word in found if word.lower() not in _STOP and not (len(word) < 2 and not word.isdigit())
    )
    return stems | {_GROUP_OF[word] for word in stems if word in _GROUP_OF}
