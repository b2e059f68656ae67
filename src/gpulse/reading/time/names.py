"""Words of time that are part of a name, and so no time expression: "Theresa May", "Russia Today", "the Six-Day War".

`is_name` says of each token whether it begins with a capital.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gpulse.reading.time.grammar import BREAK, Token
from gpulse.reading.time.words import MONTH_NUMBERS

BEFORE_MAY = frozenset(
    "in on of since by until till last next this that early late mid from to through throughout during and or between "
    "before after for the a each every around about previous following end".split()
)
"""Words before a month; another word with a capital there is a person's first name or title."""


def people_called_may(tokens: Sequence[Token], text: str, is_name: Sequence[bool]) -> frozenset[int]:
    """Return the places of "May" where it is a surname: "Theresa May", and "May agreed" in the same text.

    Not after an acronym ("the EU May summit") and not before a number.
    """
    places = [
        at
        for at, token in enumerate(tokens)
        if token.word == "may" and is_name[at] and at and not tokens[min(at + 1, len(tokens) - 1)].word[:1].isdigit()
    ]
    named = set()
    for at in places:
        before = tokens[at - 1]
        title = before.word == "." and tokens[at - 2].word in ("mr", "mrs", "ms")
        word = text[before.start : before.end]
        acronym = word.isupper() and word != "PM"
        first = is_name[at - 1] and word.isalpha() and not acronym
        if title or (first and before.word not in BEFORE_MAY and before.word not in MONTH_NUMBERS):
            named.add(at)
    if not named:
        return frozenset()
    return frozenset(at for at in places if at in named or tokens[at - 1].word not in BEFORE_MAY)


TITLES = frozenset("today tonight daily weekly monthly nightly now morning night evening week year century".split())
"""Words that, written with a capital among other such, belong to the name of a programme or paper ("Russia Today")."""


def names_a_war(tokens: Sequence[Token], is_name: Sequence[bool], last: int) -> bool:
    """Say whether a length that ends before `last` is the name of a war: "the Six-Day War", "the Thirty Years' War"."""
    at = last + (last < len(tokens) and tokens[last].word in ("'", "’"))
    return at < len(tokens) and tokens[at].word == "war" and is_name[at] and is_name[last - 1]


def is_title(tokens: Sequence[Token], is_name: Sequence[bool], first: int, last: int) -> bool:
    """Say whether the tokens, all with capitals beside another with one, are part of a name ("CBS This Morning").

    Their last word is one of `TITLES`. Not in a headline in which nearly all words have capitals. Weekdays have theirs
    anyway, and a sentence its first.
    """
    if not (is_name[last - 1] and tokens[last - 1].word in TITLES):
        return False
    own = [at for at in range(first, last) if tokens[at].word.isalpha()]
    if not all(is_name[at] for at in own):
        return False
    if len(own) > 1 and first and tokens[first - 1].word in _OPENS:
        return True  # "This Week with Ann Lind", in quotation marks
    owned = first > 1 and tokens[first - 1].word in ("'s", "’s") and is_name[first - 2]  # "ABC's This Week"
    before = owned or (first > 0 and is_name[first - 1] and tokens[first - 1].char != BREAK)
    after = last < len(tokens) and is_name[last] and tokens[last].char != BREAK
    opens = first == 0 or tokens[first - 1].char == BREAK
    if not before and (not after or opens):
        return False
    while first and is_name[first - 1] and tokens[first - 1].char != BREAK:
        first -= 1
    while last < len(tokens) and is_name[last] and tokens[last].char != BREAK:
        last += 1
    rest = (*_until_break(tokens, first - 1, -1), *_until_break(tokens, last, 1))
    long = [is_name[at] for at in rest if len(tokens[at].word) > 3 and tokens[at - 1].char != BREAK]
    return sum(long) <= 0.7 * len(long) if long else first > 0 and tokens[first - 1].char != BREAK


_OPENS = frozenset("“\"‘'")


def _until_break(tokens: Sequence[Token], at: int, step: int) -> Iterator[int]:
    """Yield the places from `at` on, forwards or backwards, to the end of the sentence."""
    while 0 <= at < len(tokens) and tokens[at].char != BREAK:
        yield at
        at += step
