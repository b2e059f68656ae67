"""What one state develops for another, told in the passive, which the network takes for no act, or for help: COOPERATE.

PLOVER counts work on arms and technology with another state among material cooperation. What is built, made or shipped
for another the network finds by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gpulse.model.tags import RoleTag, TriggerTag
from gpulse.record import Record

_DEVELOPED = re.compile(
    r"\b(?P<verb>(?:co-)?developed|(?:re)?designed|engineered|modernised|modernized|upgraded)\s+"
    r"(?:(?:specially|specifically|jointly|originally)\s+)?(?P<first>for|by)\s+(?:the\s+)?"
)
_NEXT = re.compile(
    r"(?:\s+(?:army|navy|air force|military|government|engineers|experts|firms?|company))?\s+(?:for|by)\s+(?:the\s+)?"
)


def find_developed(record: Record) -> Iterator[TriggerTag]:
    """Yield the acts of developing something for one state by another: "designed for Jordan by Russian engineers".

    Both must be named, the one right after "for" and the other right after "by", in either order.
    """
    text = record.article.text
    named = {m.start: m for m in record.mentions if m.actor}
    for sentence in record.sentences:
        for match in _DEVELOPED.finditer(text, sentence.start, sentence.end):
            first = named.get(match.end())
            then = _NEXT.match(text, first.end, sentence.end) if first else None
            second = named.get(then.end()) if then else None
            if first is None or second is None or first.actor == second.actor:
                continue
            by, for_whom = (second, first) if match["first"] == "for" else (first, second)
            yield TriggerTag(
                start=match.start("verb"),
                end=match.end("verb"),
                event_type="COOPERATE",
                score=0.0,
                realis="actual",
                polarity="positive",
                certainty="certain",
                roles=(RoleTag.ruled(by, "actor"), RoleTag.ruled(for_whom, "recipient")),
            )
