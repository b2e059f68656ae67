"""What something is for one side, and what it is for the other: "For Moscow it begins at once. For Kyiv it …".

No word of denying stands there, nor need anybody say anything; the two statements are built alike instead.
"""

from __future__ import annotations

import re
from typing import Final

from gpulse.linking.conflict.opposed import Opposed

_WAYS: Final = (
    re.compile(r"\b(?:takes?|took) (?:it|this|that|them|him|her|these|those) for\b"),
    re.compile(
        r"^(?:For|To|In the eyes of) (?:the )?[A-Z][\w’'-]+\b[^,]{0,30},? "
        r"(?:(?:it|this|that|they|these|those) \w+|the \w+ (?:is|are|was|were|begins?|ends?))\b"
    ),
    re.compile(
        r"\b[A-Z]\w+(?: \w+){0,3}['’]s? (?:view|opinion|reading|version)\b|"
        r"\b(?:[A-Z]\w+ )(?:view|opinion|reading|version)\b|\b(?:view|opinion|reading|version) of [A-Z]"
    ),
)
"""Words by which something is so for one side. Two neighbouring statements of one of these ways were read in 1,106
stories: four pairs, all of them two accounts of one thing. "Calls it" is no such way: two of five were."""


def seen_by_two(pair: Opposed) -> bool:
    """Return whether two neighbouring statements tell in one way what something is for two sides.

    The sides are not the same: what one state holds for this and, in the next sentence, for that is its own account.
    """
    one, two = pair.one, pair.two
    if two.at - one.at > 1 or (one.codes and one.codes == two.codes):
        return False
    return any(way.search(one.words) and way.search(two.words) for way in _WAYS)
