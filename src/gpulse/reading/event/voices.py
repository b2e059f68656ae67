"""Who undergoes an act, though the network has them as doing it: subjects of passives, who faces or receives it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gpulse.reading.event.time_scopes import is_past
from gpulse.record import Participant, Span

_HELPING = (
    r"(?:(?:ha(?:s|ve|d)|will|would|must|may|might|could|can|should|shall|do(?:es)?|did|to|not|also|all|both|still|never|"
    r"later|then|now|is|are|was|were|\w+ly)\s+)*"
)
_WHO = r"(?:,?\s+(?:who|which|that)|,\s+(?:an?|the)\s+[^,;:.]{0,60}?\s(?:who|which))?\s+"
_PASSIVE = re.compile(rf"{_WHO}{_HELPING}(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+|also\s+|all\s+|both\s+)?")
_FACES = re.compile(
    rf"{_WHO}{_HELPING}(?:fac(?:es?|ed|ing)|await(?:s|ed|ing)?|st(?:ands?|ood|anding)|serv(?:es?|ed|ing)|"
    r"escap(?:es?|ed|ing)|surviv(?:es?|ed|ing)|avoid(?:s|ed|ing)?|underw?(?:ent|goes|go)|incur(?:s|red)?|"
    r"suffer(?:s|ed|ing)?|(?:is|are|was|were|be|been|being|go(?:es|ing)?|went|gone|remain(?:s|ed)?|c[ao]me[s]?)\s+(?:now\s+|back\s+|still\s+)?"
    r"(?:on|under))\s+(?:(?!by\b|from\b|over\b|with\b|for\b)[\w’'-]+\s+){0,3}"
)
_TARGET = re.compile(
    r"[^;:.]{0,60}?\b(?:targets?|victims?|object|survivors?)\s+of\s+(?:(?:the|an?|this|that)\s+)?(?:[\w-]+\s+)?"
)
_RECEIVES = re.compile(
    rf"{_WHO}{_HELPING}(?:receiv(?:es?|ed|ing)|accept(?:s|ed|ing)?|obtain(?:s|ed|ing)?|took\s+delivery\s+of)\s[^.;:]{{0,80}}"
)
_GRANTED = re.compile(r"(?:granted|given|awarded|offered|promised|allowed|paid)\b")
_DONE_TO_SOMEBODY: Final = frozenset(("ACCUSE", "ASSAULT", "COERCE", "SANCTION"))


def done_to(text: str, trigger: Span, event_type: str, actors: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return those of the actors whom an act is done to, by the words between them and the act.

    >>> def who(words: str, name: str, act: str, kind: str) -> list[str]:
    ...     people = [Participant(start=words.index(name), end=words.index(name) + len(name), name=name)]
    ...     at = words.index(act)
    ...     return [p.name for p in done_to(words, Span(start=at, end=at + len(act)), kind, people)]
    >>> who("The militia has to be destroyed.", "The militia", "destroyed", "ASSAULT")
    ['The militia']
    >>> who("Lind, who faces 21 charges, was not there.", "Lind", "charges", "ACCUSE")
    ['Lind']
    >>> who("Lind is on trial in Oslo.", "Lind", "trial", "ACCUSE")
    ['Lind']
    >>> who("Lind was not thought to be a target of the shooting.", "Lind", "shooting", "ASSAULT")
    ['Lind']
    >>> who("Benta receives a shipment of vaccine donated by Oslo.", "Benta", "donated", "AID")
    ['Benta']
    >>> who("Lima was granted a waiver.", "Lima", "granted", "CONCEDE")
    ['Lima']
    >>> who("The militia has destroyed the port.", "The militia", "destroyed", "ASSAULT")
    []
    """
    before = [p for p in actors if p.end <= trigger.start]
    if event_type == "AID":
        return tuple(p for p in before if is_past(trigger.of(text)) and _RECEIVES.fullmatch(text, p.end, trigger.start))
    if event_type == "CONCEDE" and _GRANTED.match(text, trigger.start):
        return tuple(p for p in before if _PASSIVE.fullmatch(text, p.end, trigger.start))
    if event_type not in _DONE_TO_SOMEBODY:
        return ()
    form = _PASSIVE if is_past(trigger.of(text)) else _FACES
    return tuple(
        p for p in before if form.fullmatch(text, p.end, trigger.start) or _TARGET.fullmatch(text, p.end, trigger.start)
    )
