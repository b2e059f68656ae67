"""Words that the network takes for acts and that name what another verb handles: a bomb laid, the custody one leaves.

Written on the false triggers of WikiEvents' development part that are no act by any reading.
"""

from __future__ import annotations

import re

from gpulse.model.tags import TriggerTag

_HELD_IN = re.compile(r"custody|prison|jail|detention|captivity|house arrest", re.IGNORECASE)
_OUT_OF = re.compile(
    r"\b(?:releas(?:es?|ed|ing)|free[ds]?|freeing|escap(?:es?|ed|ing)|discharged|let\s+out|freedom|walked)\s+"
    r"(?:[\w’'-]+\s+){0,4}?(?:from|out\s+of)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_BOMB = re.compile(r"(?:car\s+)?(?:bombs?|mines?|explosives|(?:explosive\s+)?devices?)", re.IGNORECASE)
_HANDLED = re.compile(
    r"\b(?:carr(?:y|ied|ying)|plant(?:ed|ing)?|plac(?:ed?|ing)|f[io]und|defus(?:ed?|ing)|detonat(?:ed?|ing)|hid(?:den|ing)|"
    r"assembl(?:ed?|ing)|buil[dt]|disarm(?:ed|ing)?|discover(?:ed|ing)?)\s+(?:(?!and\b|with\b|by\b|in\b)[\w’'-]+\s+){0,4}$",
    re.IGNORECASE,
)
_IS_HANDLED = re.compile(
    r"\s+(?:\w+\s+)?(?:was|were|is|are|had\s+been|has\s+been|been)\s+(?:placed|planted|found|defused|hidden|carried|left|"
    r"concealed|discovered|strapped|built)\b"
)


def is_thing(text: str, trigger: TriggerTag) -> bool:
    """Say whether a trigger names where somebody is held no longer, or a bomb that another verb is about.

    >>> words = "He was released from custody. They carried the bombs. A bomb killed two."
    >>> def tag(start: int, end: int, kind: str) -> TriggerTag:
    ...     return TriggerTag(start=start, end=end, event_type=kind, score=0.5, realis="actual",
    ...                       polarity="positive", certainty="certain")
    >>> [is_thing(words, tag(*where)) for where in ((21, 28, "COERCE"), (47, 52, "ASSAULT"), (56, 60, "ASSAULT"))]
    [True, True, False]
    """
    before = text[max(0, trigger.start - 60) : trigger.start]
    if trigger.event_type == "COERCE" and _HELD_IN.fullmatch(text, trigger.start, trigger.end):
        return bool(_OUT_OF.search(before))
    if trigger.event_type != "ASSAULT" or not _BOMB.fullmatch(text, trigger.start, trigger.end):
        return False
    return bool(_HANDLED.search(before) or _IS_HANDLED.match(text, trigger.end))
