"""Shades that grammar settles: words right before an act that say whether it is planned, expected, owed or doubted.

The network judges the shades of every act; where one of these forms stands in the act's own clause, the form decides.
Each carries its example, which the tests run: the act's words, and the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from gpulse.record import Certainty, Polarity, Realis, Span

REACH: Final = 60
"""Characters before an act in which a form may stand; no clause boundary may lie between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of words, what it says of the act that follows, and an example."""

    words: str
    realis: Realis | None = None
    certainty: Certainty | None = None
    act: str
    example: str


FORMS: Final = (
    Form(
        words=r"\b(?:is|are|was|were|be|been)\s+(?:widely\s+)?(?:anticipated|expected|projected|forecast|predicted|tipped)"
        r"\s+to\s+(?:\w+\s+)?",
        realis="predicted",
        certainty="probable",
        act="join",
        example="The troops are anticipated to join the battlefield next month.",
    ),
    Form(
        words=r"\b(?:is|are)\s+(?:un)?likely\s+to\s+(?:\w+\s+)?",
        realis="predicted",
        certainty="probable",
        act="veto",
        example="Moscow is likely to veto the draft.",
    ),
    Form(
        words=r"\b(?:is|are|was|were)\s+(?:set|due|scheduled|slated)\s+to\s+(?:\w+\s+)?",
        realis="planned",
        act="meet",
        example="The two ministers are due to meet on Friday.",
    ),
    Form(
        words=r"\b(?:could|might|may)\s+(?:\w+ly\s+)?(?:facilitate|allow|enable|permit|help|lead\s+to|result\s+in|bring|trigger|"
        r"prompt|include)\s+(?:the\s+|an?\s+)?(?:\w+\s+)?",
        realis="hypothetical",
        certainty="possible",
        act="transfer",
        example="Beijing could indirectly facilitate the transfer of equipment.",
    ),
    Form(
        words=r"\b(?:could|might|may)\s+(?:\w+ly\s+|also\s+|yet\s+|still\s+)?(?:be\s+)?",
        realis="hypothetical",
        certainty="possible",
        act="impose",
        example="Washington could impose sanctions if the deal went ahead.",
    ),
    Form(
        words=r"\b(?:negotiat(?:e|es|ing)|seek(?:s|ing)?|discuss(?:es|ing)?)\s+(?:(?:an?|the|similar|new|further)\s+)?(?:[\w-]+\s+)?",
        realis="hypothetical",
        act="pacts",
        example="Manila is negotiating similar pacts with Oslo and Lima.",
    ),
    Form(
        words=r"\b(?:could|might|may)\s+have\s+(?:\w+ly\s+)?(?:been\s+)?",
        certainty="possible",
        act="sunk",
        example="The ship may have been sunk by its own crew.",
    ),
    Form(
        words=r"\b(?:allegations?|accusations?|rumours?|rumors?|suspicions?|claims)\s+that\s+(?:[\w’'-]+\s+){1,5}?",
        certainty="possible",
        act="took",
        example="The ministry brushed aside allegations that its agents took part in the arrest.",
    ),
    Form(
        words=r"\b(?:after|once|until|when|as\s+soon\s+as|before)\s+(?!now\b|then\b|today\b)(?:[\w’'-]+\s+){1,6}(?:has|have)\s+(?:both\s+|all\s+)?(?:been\s+)?"
        r"(?:\w+ly\s+)?",
        realis="planned",
        act="approved",
        example="The accord enters into force 30 days after both congresses have approved it.",
    ),
    Form(
        words=r"\b(?:will|would|is\s+to|are\s+to)\s+(?:also\s+)?(?:hear|hold|host|open|start|begin|launch|stage|make|give|mount|"
        r"(?:answer|respond|reply|retaliate|react)\s+(?:with|by))\s+"
        r"(?:the|an?|its|their|new|fresh)\s+(?:[\w-]+\s+){0,2}",
        realis="planned",
        act="case",
        example="A court would hear the case on 20 April.",
    ),
    Form(
        words=r"\bwould\s+(?:first\s+|then\s+|all\s+)?(?:have|need)\s+to\s+(?:\w+ly\s+)?",
        realis="hypothetical",
        act="agree",
        example="All 32 members would have to agree.",
    ),
    Form(
        words=r"\b[Ww]e\s+shall\s+(?:never\s+|not\s+)?",
        realis="promised",
        act="recognise",
        example="We shall never recognise the annexation.",
    ),
    Form(
        words=r"\b(?<![Ww]e\s)shall\s+(?:\w+\s+)?",
        realis="obligation",
        act="provide",
        example="The other party shall promptly provide military assistance.",
    ),
    Form(
        words=r"\bpurportedly\W+(?:\w+\s+)?",
        certainty="possible",
        act="sent",
        example="The ministry purportedly sent missiles.",
    ),
    Form(
        words=r"\ballegedly\W+(?:\w+\s+)?",
        certainty="possible",
        act="sold",
        example="The firm allegedly sold drones to the army.",
    ),
    Form(
        words=r"\bsupposedly\W+(?:\w+\s+)?",
        certainty="possible",
        act="left",
        example="The fighters supposedly left the city.",
    ),
    Form(
        words=r"\bpossibly\W+(?:\w+\s+)?",
        certainty="possible",
        act="struck",
        example="A missile possibly struck the depot.",
    ),
    Form(
        words=r"\breportedly\W+(?:\w+\s+)?",
        certainty="probable",
        act="agreed",
        example="Both sides reportedly agreed to a truce.",
    ),
    Form(
        words=r"\bapparently\W+(?:\w+\s+)?",
        certainty="probable",
        act="withdrew",
        example="The unit apparently withdrew overnight.",
    ),
    Form(
        words=r"\bpresumably\W+(?:\w+\s+)?",
        certainty="probable",
        act="shelled",
        example="The rebels presumably shelled the town.",
    ),
    Form(
        words=r"\bprobably\W+(?:\w+\s+)?",
        certainty="probable",
        act="reject",
        example="Parliament will probably reject the treaty.",
    ),
)


_OF_ACT = r"^(?:\s+(?:under|of|in|on|with|between|for|near|off|at|by)\s[^.;:,]{1,50}?)?\s+"
_TAKES_PLACE = r"(?:(?:take|taking)\s+place|happen|begin|start|go\s+ahead|be\s+(?:held|staged|launched))\b"

FORMS_AFTER: Final = (
    Form(
        words=rf"{_OF_ACT}(?:could|might|may)\s+(?:\w+ly\s+)?{_TAKES_PLACE}",
        realis="hypothetical",
        certainty="possible",
        act="exercise",
        example="The first joint exercise under the pact could take place as early as next spring.",
    ),
    Form(
        words=r"^(?:\s+(?:on|of|between|with)\s[^.;:,]{1,50}?)?\s+(?:was|were|is|are|has\s+been|had\s+been)\s+"
        r"(?:purportedly|allegedly|supposedly)\b",
        certainty="possible",
        act="deal",
        example="The deal was purportedly struck in October.",
    ),
    Form(
        words=r"^(?:\s+(?:on|of|between|with)\s[^.;:,]{1,50}?)?\s+(?:was|were|is|are|has\s+been|had\s+been)\s+"
        r"(?:reportedly|apparently|presumably|probably)\b",
        certainty="probable",
        act="pact",
        example="A pact between the two was reportedly signed in May.",
    ),
    Form(
        words=rf"{_OF_ACT}(?:will|would|is\s+to|are\s+to|was\s+to|were\s+to)\s+{_TAKES_PLACE}",
        realis="planned",
        act="Exercises",
        example="Exercises in the strait will be held in May.",
    ),
)
"""Forms that follow an act which a noun names. They decide where the act is not known to be still to come."""

_IN_PHRASE: Final = re.compile(
    r"\b(?:under|of|in|on|with|between|for|by)\s+(?:(?:the|an?|its|their|this)\s+)?$", re.IGNORECASE
)
"""Before a noun that is not what takes place: "a drill under the agreement could take place"."""

_AFTER: Final = tuple((re.compile(form.words, re.IGNORECASE), form) for form in FORMS_AFTER)
_PATTERNS: Final = tuple((re.compile(form.words + r"$", re.IGNORECASE), form) for form in FORMS)


def settle(text: str, home: Span, act: Span, realis: Realis, certainty: Certainty) -> tuple[Realis, Certainty]:
    """Return the shades of an act in its sentence `home`: those its forms of words settle, else those given.

    >>> words = "The ministry purportedly sent missiles."
    >>> settle(words, Span(start=0, end=39), Span(start=25, end=29), "actual", "certain")
    ('actual', 'possible')
    """
    before = text[max(home.start, act.start - REACH) : act.start]
    clause = re.split(r"[;:“”\"]", before)[-1]
    for pattern, form in _PATTERNS:
        if pattern.search(clause):
            realis, certainty = form.realis or realis, form.certainty or certainty
    if realis in ("planned", "predicted") and _WAS_HELD.match(text, act.end, home.end):
        realis = "actual"
    following = next((form for pattern, form in _AFTER if pattern.search(text[act.end : home.end])), None)
    if following and realis == "actual" and not _IN_PHRASE.search(before):
        realis, certainty = following.realis or realis, following.certainty or certainty
    return realis, certainty


_WAS_HELD: Final = re.compile(
    r"(?:\s+(?:of|on|in|with|between)\s[^.;:,]{1,50}?)?\s+(?:was|were)\s+(?:\w+ly\s+)?(?:held|signed|concluded|opened|launched|convened|staged)\b"
    r"(?!\s+to\b)"
)
"""After what has taken place: "The summit *was solemnly held* here on Friday"."""
_PROMISED: Final = frozenset(("AID", "COOPERATE", "CONCEDE", "RETREAT", "MOBILIZE", "SANCTION"))
_PROMISES: Final = re.compile(r"(?:promis|pledg)(?:e[sd]?|ing)|vow(?:s|ed|ing)?", re.IGNORECASE)


def is_promise(words: str, event_type: str | None) -> bool:
    """Say whether a verb of promising stands for an act: "Japan *promised* Manila five ships" tells of none that came.

    >>> is_promise("promised", "AID"), is_promise("gave", "AID"), is_promise("pledged", "AGREE")
    (True, False, False)
    """
    return event_type in _PROMISED and bool(_PROMISES.fullmatch(words))


_NEGATES = re.compile(
    r"n[’']t\b|\b(?:not|no|never|none|nobody|no-one|nothing|nowhere|neither|nor|cannot|without|hardly|unlikely|unless|against|"
    r"den(?:y|ies|ied|ying|ials?)|refus\w+|reject\w*|declin\w+|fail\w*|cancel\w*|call(?:s|ed|ing)?\s+off|postpon\w+|suspend\w*|"
    r"suspension|halt\w*|ceas\w+|stop\w*|end(?:s|ed|ing)?|avoid\w*|oppos\w+|bar(?:s|red|ring)|bans?|banned|prevent\w*|"
    r"block\w*|rul(?:e|es|ed|ing)\s+out|lack\w*|withh\w+|abandon\w*|drop(?:s|ped|ping)?|scrap\w*|unable|unwilling|short|"
    r"instead|dispel\w*|dismiss\w*|exclud\w+|resist\w*|abstain\w*|forb\w+|miss(?:ed|es|ing)?|shelved?|void|vetoe?d?|little)\b",
    re.IGNORECASE,
)


_FORBIDDEN = re.compile(
    r"\b(?:forbids?|forbade|forbidding|prohibit(?:s|ed|ing)?|bar(?:s|red)?|bans?|banned)\s+(?:[\w’'-]+\s+){1,4}?(?:to|from)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
"""Right before what somebody is forbidden to do: "forbids Iran to *export* drones"."""


_WITHOUT = re.compile(
    r"\bwithout\s+(?:(?:ever|even|actually|once|first)\s+)?(?:having\s+(?:ever\s+)?been|having|being)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
"""Right before what did not come with it: "left the country without having been *arrested*"."""


_NOBODY_DOES = re.compile(
    r"\b(?:no(?!\s+(?:longer|less|fewer|matter|sooner|doubt|more)\b)|none|neither)\s+(?:[\w’'-]+\s+){0,2}"
    r"(?:of\s+(?:the\s+)?(?:[\w’'-]+\s+){1,4})?(?:(?:ha[sd]|have|yet|ever|so|far)\s+)*$",
    re.IGNORECASE,
)
"""Right before what nobody does: "which no member of the United Nations *recognizes*"."""


_DID_NOT_HAPPEN = re.compile(
    r"(?:\s+(?!and\b|but\b|that\b|who\b|which\b)[\w’'-]+){0,5}?\s+(?:(?:ha(?:s|ve|d)|did)\s+(?:not|never)\s+(?:yet\s+)?"
    r"(?:tak(?:e|en)\s+place|happen(?:ed)?|come\s+about|materiali[sz]ed?)|never\s+(?:took\s+place|happened|came\s+about|materiali[sz]ed)|"
    r"(?:was|were|has\s+been|have\s+been)\s+(?:not|never)\s+held|ha(?:s|ve|d)\s+(?:not|never)\s+been\s+held|"
    r"ha(?:s|ve|d)\s+yet\s+to\s+(?:take\s+place|be\s+held|happen))\b"
)
"""Right after a noun, that it did not come about: "that *meeting* has not taken place"."""


_LINK = re.compile(
    r"\b(?:links?|connections?|ties|involvement|role|part|hand|complicity|responsibility|knowledge|guilt|blame)\s+"
    r"(?:with|to|in|for|of|behind)\s+(?:(?:the|this|that|any|an?|its|their|last|recent|all)\s+)?(?:[\w’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
"""Right before what somebody denies a part in, and what happened all the same: "denies any link with the *attack*"."""
_NONE = re.compile(
    r"\bno\s+(?!permission|consent|approval|support|access|right|answer|reply|confidence)\w", re.IGNORECASE
)
"""In words for an act that are none: "raised *no objection*"."""


def settle_polarity(sentence: str, polarity: Polarity, before: str = "", after: str = "", act: str = "") -> Polarity:
    """Return the polarity of an act: none is told not to be in a sentence where nothing denies, refuses or prevents.

    What somebody is forbidden to do, or went "without having been", by the words right `before` it is not done, nor
    what did not take place by those right `after` it.

    >>> settle_polarity("More than 10,000 soldiers have by now reached Benta.", "negative")
    'positive'
    >>> settle_polarity("Nobody from Narok had been invited.", "negative")
    'negative'
    >>> settle_polarity("The pact forbids Chad to sell arms.", "positive", "The pact forbids Chad to ")
    'negative'
    >>> settle_polarity("Lind left without having been arrested.", "positive", "Lind left without having been ")
    'negative'
    >>> settle_polarity("No member of the council recognizes it.", "positive", "No member of the council ")
    'negative'
    >>> settle_polarity("The meeting has not taken place.", "positive", "The ", " has not taken place.")
    'negative'
    >>> settle_polarity("Moscow denies any link with the attack.", "negative", "Moscow denies any link with the ")
    'positive'
    >>> settle_polarity("Oslo raised no objection.", "positive", "Oslo ", ".", "raised no objection")
    'negative'
    """
    if _LINK.search(before):
        return "positive"
    if (
        _NOBODY_DOES.search(before)
        or _NONE.search(act)
        or _FORBIDDEN.search(before)
        or _WITHOUT.search(before)
        or _DID_NOT_HAPPEN.match(after)
    ):
        return "negative"
    return "negative" if polarity == "negative" and _NEGATES.search(sentence) else "positive"


def hedge_in(words: str) -> Certainty | None:
    """Return how sure a hedge among `words` leaves what follows it; `None` where there is none.

    >>> hedge_in(", and purportedly, ")
    'possible'
    """
    found = re.search(
        r"\b(?:purportedly|allegedly|supposedly|possibly|reportedly|apparently|presumably|probably)\b",
        words,
        re.IGNORECASE,
    )
    if found is None:
        return None
    return "possible" if found.group().lower() in ("purportedly", "allegedly", "supposedly", "possibly") else "probable"


_NOT_STOPPED = re.compile(
    r"\b(?:not|never|n['’]t|without)\s+(?:\w+\s+)?(?:stop|ceas|halt|quit|end)\w*\s+(?:its\s+|their\s+|the\s+)?$"
)


def is_not_stopped(text: str, home: Span, act: Span) -> bool:
    """Say whether an act goes on because it is told not to end.

    >>> words = "Russia will not stop bombing the town."
    >>> is_not_stopped(words, Span(start=0, end=len(words)), Span(start=21, end=28))
    True
    """
    return bool(_NOT_STOPPED.search(text, max(home.start, act.start - 40), act.start))
