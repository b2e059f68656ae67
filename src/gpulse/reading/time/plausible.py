"""Whether a number of four figures is a year, and not a count of things or part of a name."""

from __future__ import annotations

import re

from gpulse.reading.time.context import Hit

BEFORE_YEAR = frozenset(
    "in since by of from until till before after during through throughout late early mid - around to and ( , about "
    "circa between as the for on or like spring summer autumn winter fall than into , . ' \" “ post pre its "
    "their".split()
)
FIRMLY_BEFORE_YEAR = frozenset("in since by during until till throughout late early mid circa from between".split())


BEFORE_OLD_YEAR = frozenset("of and to after before around".split())
"""Words before a number from 1400 to 1899 that is a year where no noun follows."""
NAMED_BY = frozenset("a an the this that his her its their 's".split())
"""Words between which and a noun a number of the 18th or 19th century, not a round one, is a year."""
AFTER_YEAR = frozenset("and or when until till to but the his her its their he she it they in under with as".split())
"""Words after a year that cannot follow a count of things."""


COUNTED = frozenset("% percent km miles meters metres people troops soldiers men tons gmt hours dead".split())
"""Words that make the number before them a count, or a time of day."""
EVENTS = frozenset(
    "treaty war peace accord accords agreement pact truce armistice ceasefire revolt revolution uprising rebellion "
    "coup massacre invasion constitution election elections referendum convention conference congress summit protocol "
    "declaration act law census attack attacks bombing siege battle campaign offensive crisis partition genocide "
    "famine earthquake abolition resolution charter mutiny annexation assault expedition season edition".split()
)
"""What is named by its year: with the article before, the number is a year, however old."""


def _is_year(word: str) -> bool:
    return bool(re.fullmatch(r"1[1-9]\d\d|20\d\d", word))


def plausible_year(hit: Hit, number: int) -> bool:
    """Say whether a number of four figures is a year here, and not a count of things or part of a name."""
    before, following = hit.before(), hit.after()
    if (before == "(" and following in (")", "-", ";", ",")) or before in ("c", "circa", "ca"):
        return 1000 <= number <= 2100
    if before == "." and hit.before(2) in ("c", "ca"):
        return True
    if before == "." and hit.before(2) in ("no", "nos"):
        return False  # "Post No. 1922"
    if before in ("and", "or", "to", "-", ",") and _is_year(hit.before(2)) and following not in COUNTED:
        return True  # "in 1687 and 1689"
    if before == "the" and following in EVENTS:
        return True  # "the 1833 treaty"
    if before == "of" and hit.before(2) in EVENTS and number >= 1000:
        return True  # "the peace of 1763"
    if before in ("in", "since", "during") or (
        before == "of" and hit.before(2) in ("end", "start", "beginning", "autumn")
    ):
        return following not in ("%", "percent", "km", "miles")
    if before in ("about", "around") and hit.before(2) in FIRMLY_BEFORE_YEAR:
        return number >= 1000 and (following in (".", ",", ";", ")", ":", "") or following in AFTER_YEAR)
    if before in ("$", "€", "£", "no", "about", "some", "nearly", "almost", "over", "flight", "resolution", "than",
        "only",
                  "highway", "route", "area", "mi", "tu"):  # fmt: skip
        return before == "than" and 1900 <= number <= 2100 and following in (".", ",", ";", "")
    if following in COUNTED or following == "-":
        return following == "-" and 1900 <= number <= 2100 and before in ("in", "since", "the", "post", "pre", "-")
    if following == "." and hit.after(1).isdigit():
        return False
    if before in FIRMLY_BEFORE_YEAR or (
        following in ("to", "until", "through") and re.fullmatch(r"1\d{3}|20\d\d", hit.after(1))
    ):
        return True
    if before == "'s" and 1900 <= number <= 2100:
        return True  # "the firm's 1989 results"
    if before in NAMED_BY and 1700 <= number <= 1899 and number % 10 and following.isalpha() and following[-1:] != "s":
        return True  # "an 1868 agreement", "the 1863 proclamation"
    if not 1900 <= number <= 2100:
        return number >= 1400 and before in BEFORE_OLD_YEAR and (not following.isalpha() or following in AFTER_YEAR)
    if before in BEFORE_YEAR or before == "":
        return not (
            following.endswith("s") and len(following) > 3 and before not in ("the", "of", "its", "their", "'s")
        )
    return following in (".", ",", ";", ")", ":", "", "and", "when", "after") or before.isalpha()
