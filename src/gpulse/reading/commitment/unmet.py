"""Demands told by what follows if they are not met: "unless Chile leaves by May, Peru will close the border"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.clauses import Clause
from gpulse.reading.language.cues import BE, HAVE, NEGATORS

UNMET_EXAMPLES: Final = (
    ("Unless Kabul frees the prisoners by noon on Wednesday, more captives will die, he said.", "frees", True),
    ("They would attack if Chile has not left the island by 19 January.", "left", True),
    ("Unless Chile leaves by May, analysts expect that prices will fall.", "leaves", False),
    ("Peru will pay if Chile delivers the ships by May.", "delivers", False),
    ("Unless Chile leaves, Peru will attack.", "leaves", False),
)
"""A sentence, an act of its condition, and whether it is demanded: with a day, and a harm for the one who fails."""


def with_demands(clause: Clause, acts: Sequence[Act]) -> tuple[Act, ...]:
    """Return the acts, those of an unmet demand told as what must be done."""
    if not _is_demanding(clause):
        return tuple(acts)
    return tuple(_demanded(clause, act) for act in acts)


def _is_demanding(clause: Clause) -> bool:
    words = clause.sentence.of(clause.text)
    return bool(_IF_NOT.search(words) and _THEN.search(words) and _HARM.search(words) and not _GUESSES.search(words))


def _demanded(clause: Clause, act: Act) -> Act:
    """Return an act with "must" in place of its present, where it is what an unmet demand asks for."""
    if act.form == "noun" or act.passive or act.mood not in ("present", "done"):
        return act
    at = next((n for n in range(act.first - 1, -1, -1) if clause.words[n].low in ("unless", "if", ",", ";", ":")), -1)
    if at < 0 or clause.words[at].low not in ("unless", "if") or (clause.words[at].low == "if" and not act.negative):
        return act
    verbs = (n for n in range(at + 1, act.first) if clause.words[n].low in BE | HAVE | _DO | NEGATORS)
    subject = (at + 1, next(verbs, act.first))
    last = clause.words[act.object[1] - 1].end if act.object[0] < act.object[1] else act.trigger.end
    if subject[0] >= subject[1] or not any(act.trigger.end <= t.start < last and t.latest for t in clause.timexes):
        return act
    return replace(act, mood="must", negative=False, subject=subject)


_DO: Final = frozenset({"do", "does", "did"})

_IF_NOT: Final = re.compile(r"\bunless\b|\bif\b.*\b(?:not|never|fails?|refus\w+)\b", re.IGNORECASE)

_THEN: Final = re.compile(r"\b(?:will|would|shall|is to|are to|threat\w+)\b")

_HARM: Final = re.compile(
    r"\b(?:threat\w+|warn\w*|demand\w*|ultimatum|deadline|die|kill\w*|execut\w+|behead\w*|sho[ot]t?|attack\w*|strikes?|"
    r"bomb\w*|invad\w+|march|intervene\w*|suspend\w*|expel\w*|sanction\w*|impos\w+|clos\w+|shut|cut|withdraw\w*|leave|"
    r"quit|halt\w*|stop\w*|retaliat\w+|resum\w+|war|force|consequences|punish\w*|block\w*|seiz\w+|burn\w*|destroy\w*)\b",
    re.IGNORECASE,
)

_GUESSES: Final = re.compile(r"\b(?:analysts?|experts?|economists?|observers|forecast\w*|predict\w*|fear\w*|could)\b")
"""Words of a sentence that foretells what follows, which nobody threatens."""
