"""What a figure of a post counts: by its noun, by what happened to the people, by the words before it."""

from __future__ import annotations

import re

from gpulse.linking.grouping.posts import stems_of
from gpulse.linking.wording import stem
from gpulse.record import Span

_COUNTED = {
    "dead": "dead death die died dying kill fatalit bod victim perish fallen",
    "wounded": "wounded wound injur hurt",
    "loss": "casualt loss losse",
    "captive": "captive prisoner hostage detainee arrest detain seize abduct",
    "displaced": "displac refugee fled flee evacuee evacuat homeless uproot",
    "shell": "shell round ammunition munition",
    "aircraft": "aircraft jet plane f-16 f-16s warplane",
    "fighter": "fighter rebel militant insurgent gunmen gunman",
    "tank": "tank leopard abram",
    "soldier": "soldier troop servicemen serviceman peacekeeper mercenar commando",
    "missile": "missile rocket",
    "drone": "drone uav",
    "ship": "ship vessel boat tanker",
    "vote": "vote ballot",
    "voter": "voter elector electorate",
    "home": "home house building dwelling",
}
COUNT_OF = {word: name for name, words in _COUNTED.items() for word in words.split()}
"""Nouns and verbs that tell what a figure counts, by their stems; what is not here counts as its own stem."""

_PEOPLE = frozenset("people person men man women civilian resident citizen inhabitant villager other worker".split())
"""Nouns that leave open what is counted: what happened to the people tells it."""

GROWING = frozenset({"dead", "wounded", "loss", "captive", "displaced", "home"})
"""Counts that grow as the days go by: a later and higher one is news, not a conflict."""

_AFTER = re.compile(
    r"\s+(?:\w+ ){0,2}?(?P<word>killed|dead|wounded|injured|displaced|arrested|detained|missing|homeless)\b"
)
_FLED = re.compile(r"\bcrossed (?!by\b)[^.;]{0,40}\b(?:into|to|border)\b")
LOSSES = re.compile(r"\b(?:killed|dead)(?:,? (?:and|or|,) )+(?:the )?(?:wounded|injured|hurt)\b")
"""Dead and wounded counted together."""
_FATAL = re.compile(r"\b(?:killed|dead|died|deaths?|murdered|lives|corpses|coffins|graves)\b")
_LOST_LIVES = re.compile(r"\b(?:los[te]\w*|gave|laid down|paid with) (?:their|his|her) li(?:fe|ves)\b")
_LISTED = frozenset("name corpse coffin grave life live".split())
"""Nouns by which the dead are counted where the words tell of death, by their stems: "745 names of people killed"."""

_NUMBER_OF = re.compile(
    r"\b(?:number|figure|count|total) (?:of|for) (?:(?:the|its|their|his|her) )?(?:[\w-]+ )??(?P<what>\w+)\b"
)
"""Words before a bare number that tell what it counts: "as for the number of people there, his agency has 8,500"."""

_PUT_AT = re.compile(
    r"\b(?:put|puts|putting) (?:the |its |their |this )?(?:[\w-]+ ){0,2}?(?P<what>[\w-]+) at "
    r"(?:about |some |only |a good )?$"
)
"""Words before a bare number that tell what it counts: "it puts the electorate at 40 million"."""

_SIZES = frozenset("number figure strength size count total level sum amount share them it one".split())
"""Nouns that leave open what is counted there."""


def thing_counted(unit: str | None, text: str, span: Span, clause: Span) -> str | None:
    """Return what a count counts: its unit's group or stem; what happened to the people; `None` where nothing says."""
    if LOSSES.search(text, span.end, min(clause.end, span.end + 40)):
        return "loss"
    names = [stem(word) for word in unit.split()] if unit else []
    base = names[-1] if names else None
    if base in _LISTED and _FATAL.search(text, clause.start, clause.end):
        return "dead"
    if base in _PEOPLE and _LOST_LIVES.search(text, span.end, clause.end):
        return "dead"
    if base and base not in _PEOPLE:
        kinds = [COUNT_OF[name] for name in names if name in COUNT_OF]
        return "aircraft" if base == "fighter" and "aircraft" in kinds else COUNT_OF.get(base, base)
    if base is None:
        asked = _NUMBER_OF.search(text, max(text.rfind(". ", 0, span.start), 0), span.start)
        if asked:
            what = stem(asked["what"])
            return COUNT_OF.get(what, "people" if what in _PEOPLE else what)
        put = _PUT_AT.search(text, clause.start, span.start)
        if put and put["what"] not in _SIZES:
            what = stem(put["what"])
            return COUNT_OF.get(what, "people" if what in _PEOPLE else what)
        for word in re.split(r"[\s-]+", re.split(r"[,.;:]", text[span.end : clause.end])[0])[:6]:
            if stem(word) in COUNT_OF:
                return COUNT_OF[stem(word)]
    after = _AFTER.match(text, span.end, clause.end)
    if after:
        return COUNT_OF.get(stem(after["word"]), stem(after["word"]))
    if _FLED.search(text, clause.start, clause.end):
        return "displaced"
    said = [COUNT_OF[s] for s in stems_of(clause.of(text)) if s in COUNT_OF]
    fates = [name for name in said if name in ("dead", "wounded", "loss", "captive", "displaced")]
    return fates[0] if fates else ("people" if base else None)
