"""Figures that one post sets against each other: "335,000 live there, the agency says; the government counts 500,000".

Nothing here decides alone: what speaks for two counts of one thing and against it is weighed. The weights were fitted
on labelled stories by training/rivals.py; docs/experiments/stories.md gives the figures.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from gpulse.linking.conflict.figures import Figure, digits_of
from gpulse.linking.conflict.given_by import same_speaker
from gpulse.linking.conflict.same_slot import MOST_APART, NEAR, same_kind, same_thing
from gpulse.linking.grouping.posts import likeness
from gpulse.linking.happening.scenes import elsewhere
from gpulse.record import Record

NEAR_SENTENCES: Final = 6
"""One post sets figures against each other within this many sentences."""

FAR_SENTENCES, FAR_DIGITS = 12, 3
"""The same for figures of so many digits that count and nearly the same size: 29,144 and 27,700."""

LIKELY: Final = -1.0
"""The least score (`log_odds`) from which two figures of a post are rivals. From it on 27 of 46 pairs of careful
stories and 181 of 269 of labelled ones that were left out are listed or were read to be rivals."""

SCALES: Final[Mapping[str, float]] = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
"""Words by which a number counts in thousands and more; a bare number after it may count in the same."""

WEIGHTS: Final[Mapping[str, float]] = {
    "bias": -3.60,
    "ruled": 1.22,
    "same": 0.17,
    "different": -0.26,
    "bare": 0.90,
    "account": 1.42,
    "first": 1.02,
    "both": -0.36,
    "speaks_of": 0.94,
    "other": 1.01,
    "or": 1.35,
    "parted": 0.71,
    "sentence": 1.00,
    "next": 0.47,
    "further": 0.34,
    "paragraph": 0.32,
    "between": -0.54,
    "clause": -0.45,
    "told": 0.63,
    "factor": -0.68,
    "near": 0.43,
    "speaker": -0.02,
    "first_speaker": 0.56,
    "speakers": 0.91,
    "instead": -1.52,
    "has": 0.57,
    "rose": -0.99,
    "part": -0.40,
    "adds": -0.87,
    "ahead": -0.55,
    "elsewhere": -0.24,
    "fate": -0.63,
    "beside": -1.03,
    "times": -0.79,
    "small": -1.05,
}
"""Weights of `features_of`, fitted by training/rivals.py."""

_ACCOUNT = re.compile(
    r"\b(?:sa(?:y|ys|id)|count(?:s|ed|ing)?|put(?:s|ting)?|g(?:ives?|ave)|(?:speaks?|spoken?|talks?) of|thinks? of|"
    r"thought of|own(?:s|ed) up to|acknowledg\w+|object(?:s|ed)|maintain\w*|conclude[sd]?|names of|shown|"
    r"knows?(?:, [^,]{0,40},)? of|hears?|reckon\w*|calculat\w+|estimat\w+|measures?|writes?|wrote|claim\w*|insist\w*|"
    r"according to|arriv\w+ at|listed|lists?|report(?:s|ed)?|registered|records?|recorded|admits?|"
    r"(?:an?other|others|third|one|it|\w+s) ha(?:s|ve)|"
    r"by (?:the |an?other |one |other |its |his |her |their )?(?:[\w’'-]+ ){0,3}?"
    r"(?:counts?|account|reckoning|estimates?|figures?|list|reports?)|in (?:the )?[\w’']+ figures|"
    r"if one (?:goes by|asks|believes))\b",
    re.IGNORECASE,
)
"""Words by which a figure is somebody's."""

_SPEAKS_OF = re.compile(
    r"\b(?:(?:speaks?|spoken?|talks?) of|knows?(?:, [^,]{0,40},)? of|hears?(?: of)?|counts?|puts?|reckons? with|"
    r"calculated)\b",
    re.IGNORECASE,
)
"""Words before a figure by which somebody gives it."""

_OTHER = re.compile(
    r"\b(?:an?other|others?|some (?:say|reports?|put|count)|a (?:second|third) (?:figure|count|list)|instead|"
    r"first spoken|later|elsewhere|while|whereas|though|but|however|otherwise|differently|cannot be|contradict\w*|"
    r"correct(?:s|ed|ion)|disput\w*|surpris\w*|on the contrary|for (?:its|his|her|their) part)\b",
    re.IGNORECASE,
)
"""Words by which an account is another than the one before."""

_OR = re.compile(r"\bor(?:,? (?:as|by|if)\b[^,;]{0,30},?)?(?: (?:about|some|only|even))? $", re.IGNORECASE)
"""What stands before the second of two figures that one "or" joins."""

ROSE = (
    r"rose|risen|rises|grew|grown|climb\w*|up from|down from|fell|fallen|increas\w+|rais\w+|"
    r"(?:another|additional|further|more than the) (?:\d|\w+ (?:hundred|thousand|million))|which makes|"
    r"(?<!at a )(?<!to a )total|from \S*\d\S* to|remain\w*"
)
"""Words that make of two figures two times, or a part and its whole."""

_ROSE = re.compile(rf"\b(?:{ROSE}|now|since|so far|by now|meanwhile|first)\b", re.IGNORECASE)
"""The same words within one post, where words of time do so too."""

_PART = re.compile(r"\bof (?:whom|them|which|these|those)\b|\bincluding\b|\bamong\b|\btogether with\b", re.IGNORECASE)
"""Words that make the second figure a part of the first."""

_BESIDE = re.compile(r"(?: \w+){0,2} (?:to|and)(?: (?:about|some|over|more than|nearly))? ")
"""Words between two figures that stand side by side: votes for and against, dead and wounded."""

_INSTEAD = re.compile(
    r"\b(?:instead of|rather than|down from|up from|of which|lately|planned|ordered|needs?|were to)\b"
)
"""Words by which one of two figures is what was to be, not an account."""

_HAS = re.compile(
    r"\b(?:ha(?:s|ve) (?:a list|names|\d|spoken of|counted)|(?:has|have) (?:it|them) at|lists?\b|names of|admits?|"
    r"owned up to|own(?:ed|s) up|names? of|list (?:of|has grown)|(?:its|their|his|her|own|a) list)\b",
    re.IGNORECASE,
)
"""Words by which somebody has a figure."""

_ENDS = re.compile(r"\s*(?:[.;,:]|$|by\b|according\b|in\b|of (?:them|these|those)\b|,?\s*sa(?:y|id|ys)\b)")
"""What follows a bare figure that counts what the one before it counts."""


def pairs_in(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure, int]]:
    """Yield pairs of figures of one post that may be rivals, the second as it reads after the first, and how many
    figures of its kind stand between them."""
    for at, one in enumerate(figures):
        for place, other in enumerate(figures[at + 1 :], start=at + 1):
            if other.article != one.article or other.sentence - one.sentence > FAR_SENTENCES:
                continue
            two = reread(one, other)
            small, large = sorted((one.size, two.size))
            far = other.sentence - one.sentence > NEAR_SENTENCES
            if far and (large - small > NEAR * large or min(digits_of(one), digits_of(two)) < FAR_DIGITS):
                continue
            if same_kind(one, two) and 0 < small < large <= MOST_APART * small:
                yield one, two, sum(same_kind(between, two) for between in figures[at + 1 : place])


def reread(one: Figure, two: Figure) -> Figure:
    """Return a bare figure as it reads after another: "17 per cent; another study says 15", "72 million, or 76".

    It takes the kind of the first, and what that counts in thousands and more, where it is small itself.
    """
    if two.named or two.kind != "count":
        return two
    scale = next((value for word, value in SCALES.items() if re.search(rf"\b{word}\b", one.words)), 1.0)
    if one.kind in ("count", "%") and scale == 1.0 and one.kind == two.kind:
        return two
    if (
        scale > 1.0
        and max(two.low or 0.0, two.high or 0.0) < one.point / scale * MOST_APART
        and two.point < 1e3 <= scale
    ):
        low, high = (None if end is None else end * scale for end in (two.low, two.high))
        return replace(two, kind=one.kind, thing=one.thing, low=low, high=high)
    return replace(two, kind=one.kind, thing=one.thing) if one.kind != two.kind else two


def features_of(one: Figure, two: Figure, record: Record, ruled: bool, between: int) -> dict[str, float]:
    """Return what speaks for two figures' being rival counts of one thing, and against it.

    `ruled`: the rules of `linking.conflicts` say so. `same`: both name the same thing; `different`: another; `bare`:
    the second names none and ends its clause. `account`, `other`: words of counting and of another account around the
    second figure, `first` around the first, `both` around each; `speaks_of`: such words before the second one; `has`:
    that somebody has it; `or`: "or" joins them; `speaker`, `first_speaker`: known who gives them; `speakers`: they
    differ. `sentence`, `next`, `further`: how far apart they stand; `told`: how alike two sentences are. Against it:
    `between` them are more figures of the kind, the `factor` in size, words of a change (`rose`), of a plan (`instead`)
    or of a `part` between them, another `fate` of what is counted; that one stands `beside` the other: "by 329 votes to
    238".
    """
    text = record.article.text
    begins, ends = record.sentences[two.sentence].start, record.sentences[two.sentence].end
    start = max(one.span.end if one.sentence == two.sentence else begins, begins)
    before, after = text[start : two.span.start], text[two.span.end : ends]
    clause_before, clause_after = re.split(r"[;:]", before)[-1], re.split(r"[;,:]", after)[0]
    first_before = text[record.sentences[one.sentence].start : one.span.start]
    first_after = re.split(r";", text[one.span.end : min(two.span.start, record.sentences[one.sentence].end)])[0]
    within = text[one.span.end : two.span.start]
    around = f"{clause_before} # {clause_after}"
    named, apart = one.named and two.named, two.sentence - one.sentence
    account, first = bool(_ACCOUNT.search(around)), bool(_ACCOUNT.search(f"{first_before} # {first_after}"))
    small, large = sorted((one.size, two.size))
    why = elsewhere(one.scene, two.scene)
    return {
        "bias": 1.0,
        "ruled": float(ruled),
        "same": float(named and same_thing(one, two)),
        "different": float(named and not same_thing(one, two)),
        "bare": float(not two.named and bool(_ENDS.match(after))),
        "account": float(account),
        "first": float(first),
        "both": float(account and first),
        "speaks_of": float(bool(_SPEAKS_OF.search(text, begins, two.span.start))),
        "other": float(bool(_OTHER.search(clause_before + within[-60:] + " # " + clause_after))),
        "or": float(bool(_OR.search(text[max(0, two.span.start - 45) : two.span.start]))),
        "parted": float(";" in within),
        "sentence": float(apart == 0),
        "next": float(apart == 1),
        "further": float(apart > 2),
        "paragraph": float(one.paragraph == two.paragraph),
        "between": math.log1p(between),
        "clause": math.log1p(len(around.split())),
        "told": likeness(one.told, two.told) if apart else 0.0,
        "factor": math.log(large / small),
        "near": float(large <= 1.5 * small),
        "speaker": float(bool(two.speaker)),
        "first_speaker": float(bool(one.speaker)),
        "speakers": float(bool(one.speaker and two.speaker) and not same_speaker(one.speaker, two.speaker)),
        "instead": float(bool(_INSTEAD.search(within + clause_after))),
        "has": float(bool(_HAS.search(around))),
        "rose": float(bool(_ROSE.search(within + clause_after))),
        "part": float(one.part) + float(two.part) + float(bool(_PART.search(within))),
        "adds": float(two.adds),
        "ahead": float(one.ahead != two.ahead),
        "elsewhere": float(why not in (None, "fate")),
        "fate": float(why == "fate"),
        "beside": float(bool(_BESIDE.fullmatch(within))),
        "times": float(one.kind.endswith("s")),
        "small": float(small < 10),
    }
