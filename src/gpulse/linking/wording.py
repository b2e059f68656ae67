"""Words that carry content, in a plain common form, for comparing what two passages are about."""

from __future__ import annotations

import re

from gpulse.reading.words import word_set

_WORD = re.compile(r"[^\W_]+(?:-\w+)*")
_STOP = word_set("the a an and or but of to in on at by for from with as is are was were be been being will "
    "would shall should may might "
    "can could must has have had do does did not no it its they them their he him his she her this that these "
    "those there "
    "here who which what when where how than then so if while also more most all any some such only own same "
    "other into over "
    "out up down after before until about again once between both each few said say told told will'd one two "
    "first last new "
    "next year month week day days weeks months years monday tuesday wednesday thursday friday saturday sunday "
    "january february "
    "march april may june july august september october november december we you i our your my us because since "
    "still yet even "
    "just very too now soon had having get got go went come came make made take taken took give given gave put set let "
    "according government president minister spokesman statement country")


def stem(word: str) -> str:
    """Return a rough common form of a word's inflections.

    >>> [stem(w) for w in ("tanks", "deliveries", "handed", "ratified", "elections", "Leopards")]
    ['tank', 'deliver', 'hand', 'ratif', 'election', 'leopard']
    """
    low = word.lower()
    for ending, keep in (("ies", 3), ("ied", 3), ("ing", 4), ("ed", 3), ("es", 4), ("s", 3), ("y", 4)):
        if low.endswith(ending) and len(low) - len(ending) >= keep and not low.endswith("ss"):
            if ending == "es" and not low.endswith(("shes", "ches", "xes", "sses")):
                continue
            return low[: -len(ending)]
    return low


def content_words(text: str) -> frozenset[str]:
    """Return the stems of a passage's words that carry content: no function words, days or months.

    >>> sorted(content_words("The first six tanks will be handed over by March."))
    ['hand', 'six', 'tank']
    """
    found = (m.group() for m in _WORD.finditer(text.replace("’", "'")))
    return frozenset(
        stem(word) for word in found if word.lower() not in _STOP and not (len(word) < 2 and not word.isdigit())
    )
