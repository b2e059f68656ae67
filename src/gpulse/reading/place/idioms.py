"""Signs of a country that do not name it: its institutions, money and roads, and who publishes.

"The sheriff" and "Interstate 75" are American, "Crown Court" and "£40" British, "RCMP" is Canadian. Such words tell
which of its namesakes a town is ("Athens police asked the school district") where no country is named. The publisher's
country comes from its address: the last part, the letters of an American station, or a state's name in front.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from gpulse.knowledge.actors import Actors

_SIGNS: Mapping[str, str] = {
    "USA": r"[Ss]heriff(?:['’]s)?|(?:[Dd]istrict|[Pp]rosecuting|U\.S\.|county) [Aa]ttorney(?:['’]s)?|felony|misdemeanor"
    r"|[Ss]chool [Dd]istrict|[Cc]ount(?:y|ies) [Cc]ommission(?:ers?)?|[Gg]rand [Jj]ur(?:y|ies)|[Ss]tate [Tt]roopers?"
    r"|[Hh]ighway [Pp]atrol|[Hh]igh [Ss]chool|[Pp]olice [Dd]epartment|[Cc]ity [Cc]ouncilm[ae]n|selectmen|alderm[ae]n"
    r"|Interstate \d+|I-\d\d+|U\.S\. \d+|(?:U\.S\.|State) (?:Highway|Route) \d+|\(?\d{3}\)?[- ]\d{3}-\d{4}"
    r"|[Ss]tate (?:[Ss]en\.|[Rr]ep\.|[Ss]enator|[Ll]egislature)|[Tt]ownship trustees?|Medicaid|Medicare|FBI"
    r"|\d{2,5} (?:[NSEW]\.? )?[A-Z]\w+ (?:St|Ave|Blvd|Rd|Dr|Ln)\.|[Pp]ublic [Ss]chools|PTA|[Ff]uneral [Hh]ome"
    r"|Social Security|N(?:CAA|FL|BA)|Methodist|Baptist|Elks|Rotary Club|VFW|Little League",
    "GBR": r"(?:Crown|Magistrates['’]?) Court|[Cc]onstabulary|(?:[Bb]orough|[Cc]ounty|[Dd]istrict|[Pp]arish) [Cc]ouncil"
    r"|£\d+|pence|NHS|[Cc]ouncil [Tt]ax|Det(?:ective)? (?:Con|Insp|Sgt|Chief Insp)\w*|Lib Dems?|MEPs?|UEFA",
    "CAN": r"RCMP|Mounties|C\$\d+|Crown attorney|First Nations?|NDP|Tim Hortons|MLAs?|MPPs?",
    "AUS": r"A\$\d+|Victoria Police|NSW|Liberal National",
    "IND": r"lakhs?|crores?|[Pp]anchayat|Lok Sabha|Rajya Sabha|IPS officer",
    "IRL": r"[Gg]arda[ií]?|Taoiseach|Dáil|HSE|Fianna Fáil|Fine Gael",
    "NGA": r"[Nn]aira|₦\d+|N\d+(?:\.\d+)?(?:m|bn| million| billion)|EFCC",
    "ZAF": r"R\d+(?:\.\d+)?(?:m|bn| million| billion)",
    "PHL": r"[Bb]arangay|P\d+(?:\.\d+)?(?: million| billion)",
    "JPN": r"(?:[\d.]+|million|billion|trillion) yen",
    "CHN": r"(?:[\d.]+|million|billion) (?:yuan|renminbi)",
    "RUS": r"(?:[\d.]+|million|billion) r(?:o)?ubles",
    "UKR": r"hryvnias?|oblast [Cc]ouncil",
    "ISR": r"(?:NIS ?[\d,]+|shekels|Knesset|IDF)",
    "IDN": r"rupiahs?",
    "MYS": r"ringgit",
    "THA": r"baht",
    "POL": r"z[lł]oty(?:s|ch)?",
    "HUN": r"forints?",
}  # fmt: skip
_SIGN = re.compile(r"(?<!\w)(?:" + "|".join(f"(?P<{code}>{words})" for code, words in _SIGNS.items()) + r")(?!\w)")

_SHARED_ENDINGS = frozenset("ac ai am as cc cd co fm gg im io la me nu sh st tk to tv vc ws".split())
"""Endings of small countries that anybody buys: they tell nothing."""
_STATION = re.compile(r"(?:[kw][a-z]{2,3}(?:tv|am|fm|radio|news)?\d{0,2}|(?:abc|nbc|cbs|fox)\d{0,2}\w*)\.com$")


@lru_cache(maxsize=16)
def find_signs(text: str) -> tuple[tuple[int, str], ...]:
    """Return where a text has signs of a country, and whose they are; the text is asked about twice.

    >>> [code for _, code in find_signs("The sheriff's deputies stopped him on Interstate 75; he had £40 on him.")]
    ['USA', 'USA', 'GBR']
    """
    return tuple([(found.start(), str(found.lastgroup)) for found in _SIGN.finditer(text)])


def host_of(url: str | None) -> str:
    """Return the host of an address, without what tells nothing.

    >>> host_of("https://www.Chicago-Example.com/news"), host_of(None)
    ('chicagoexample.com', '')
    """
    match = re.match(r"(?:https?://)?([^/:]+)", url or "")
    return re.sub(r"^(?:www\.|en\.|english\.)+", "", match.group(1).lower()).replace("-", "") if match else ""


@lru_cache(maxsize=1024)
def home_of(url: str | None, actors: Actors) -> str | None:
    """Return the country of a publisher, told by its address.

    >>> from gpulse.knowledge.actors import load_actors
    >>> actors = load_actors()
    >>> home_of("https://www.example.co.uk/news/1", actors), home_of("https://example.com/", actors)
    ('GBR', None)
    >>> home_of("https://www.wxyz.com/1", actors), home_of("https://jamaicaexample.com/1", actors)
    ('USA', 'JAM')
    """
    host = host_of(url)
    ending = host.rsplit(".", 1)[-1]
    if ending in ("us", "gov", "mil"):
        return "USA"
    if ending == "uk":
        return "GBR"
    by_ending = actors.endings.get(ending) if ending not in _SHARED_ENDINGS else None
    if by_ending:
        return by_ending
    if _STATION.match(host):
        return "USA"
    label = re.sub(r"^(?:the|new|daily)(?=\w{6})", "", host.split(".")[0])
    return next((actors.squeezed[label[:n]] for n in range(len(label), 4, -1) if label[:n] in actors.squeezed), None)
