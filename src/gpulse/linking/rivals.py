"""Figures that one post sets against each other: "335,000 live there, the agency says; the government counts 500,000".

Nothing here decides alone: what speaks for two counts of one thing and against it is weighed. The weights were fitted
on labelled stories by training/rivals.py; docs/stories.md gives the figures.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from gpulse.linking.figures import Figure, same_speaker
from gpulse.linking.same_slot import MOST_APART, same_kind, same_thing
from gpulse.linking.scenes import elsewhere
from gpulse.record import Record

NEAR_SENTENCES: Final = 2
"""One post sets figures against each other within this many sentences."""

LIKELY: Final = -0.75
"""The least score (`score_of`) from which two figures of a post are rivals. From it on 68 of 105 pairs of stories left
out are listed; read by hand half of the others are rivals that the lists leave out."""

LIKELY_BY_RULE: Final = -2.0
"""The same where the rules of `linking.conflicts` say so: in 260 stories no listed pair is lost by it, and 17 of 114
that were found go."""

SCALES: Final[Mapping[str, float]] = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
"""Words by which a number counts in thousands and more; a bare number after it may count in the same."""

WEIGHTS: Final[Mapping[str, float]] = {
    "bias": -2.91,
    "ruled": 1.12,
    "same": 0.41,
    "different": -0.28,
    "bare": 1.08,
    "follows": 0.03,
    "account": 1.66,
    "first": 0.96,
    "other": 0.71,
    "or": 1.85,
    "parted": 1.25,
    "sentences": -0.94,
    "far": 0.05,
    "clause": -0.49,
    "factor": -0.43,
    "near": 0.20,
    "speakers": 1.27,
    "rose": -0.60,
    "part": -0.60,
    "adds": -0.48,
    "ahead": -0.63,
    "elsewhere": -0.07,
    "reread": -0.66,
    "money": 0.58,
    "share": -0.44,
    "times": -1.39,
    "small": -0.87,
}
"""Weights of `features_of`, fitted by training/rivals.py."""

_ACCOUNT = re.compile(
    r"\b(?:sa(?:y|ys|id)|count(?:s|ed|ing)?|put(?:s|ting)?|g(?:ives?|ave)|speaks? of|spoke of|thinks? of|thought of|"
    r"knows? of|reckon\w*|calculat\w+|estimat\w+|measures?|writes?|wrote|claim\w*|insist\w*|according to|"
    r"arriv\w+ at|listed|lists?|report(?:s|ed)?|registered|records?|recorded|admits?|"
    r"(?:an?other|others|third|one|it|\w+s) ha(?:s|ve)|"
    r"by (?:the |an?other |one |other |its |his |her |their )?(?:[\w’'-]+ ){0,3}?"
    r"(?:counts?|account|reckoning|estimates?|figures?|list|reports?)|in (?:the )?[\w’']+ figures|"
    r"if one (?:goes by|asks|believes))\b",
    re.IGNORECASE,
)
"""Words by which a figure is somebody's."""

_OTHER = re.compile(
    r"\b(?:an?other|others?|some (?:say|reports?|put|count)|a (?:second|third) (?:figure|count|list)|instead|"
    r"first spoken|later|elsewhere|while|whereas|though|but|however)\b",
    re.IGNORECASE,
)
"""Words by which an account is another than the one before."""

_OR = re.compile(r"\bor(?:,? (?:as|by|if)\b[^,;]{0,30},?)?(?: (?:about|some|only|even))? $", re.IGNORECASE)
"""What stands before the second of two figures that one "or" joins."""

_ROSE = re.compile(
    r"\b(?:rose|risen|rises|grew|grown|climb\w*|up from|down from|fell|fallen|increas\w+|rais\w+|"
    r"(?:another|additional|further|more than the) (?:\d|\w+ (?:hundred|thousand|million))|which makes|"
    r"(?<!at a )(?<!to a )total|from \S*\d\S* to|remain\w*|now|since|so far|by now|meanwhile|first)\b",
    re.IGNORECASE,
)
"""Words that make of two figures two times, or a part and its whole."""

_PART = re.compile(r"\bof (?:whom|them|which|these|those)\b|\bincluding\b|\bamong\b|\btogether with\b", re.IGNORECASE)
"""Words that make the second figure a part of the first."""

_ENDS = re.compile(r"\s*(?:[.;,:]|$|by\b|according\b|in\b|of (?:them|these|those)\b|,?\s*sa(?:y|id|ys)\b)")
"""What follows a bare figure that counts what the one before it counts."""


def pairs_in(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield pairs of figures of one post that may be rivals, the second as it reads after the first."""
    for at, one in enumerate(figures):
        for other in figures[at + 1 :]:
            if other.article != one.article or other.sentence - one.sentence > NEAR_SENTENCES:
                continue
            two = reread(one, other)
            small, large = sorted((one.size, two.size))
            if same_kind(one, two) and 0 < small < large <= MOST_APART * small:
                yield one, two


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


def features_of(one: Figure, two: Figure, record: Record, ruled: bool) -> dict[str, float]:
    """Return what speaks for two figures' being rival counts of one thing, and against it.

    `ruled`: the rules of `linking.conflicts` say so. `same`: both name the same thing; `different`: another; `bare`:
    the second names none and ends its clause. `account`, `other`: words of counting and of another account around the
    second figure, `first` around the first; `or`: "or" joins them; `speakers` are known and differ. Against it:
    `far` apart in the text and `factor` in size, words of a change (`rose`) or of a `part` between them.
    """
    text = record.article.text
    begins, ends = record.sentences[two.sentence].start, record.sentences[two.sentence].end
    start = max(one.span.end if one.sentence == two.sentence else begins, begins)
    before, after = text[start : two.span.start], text[two.span.end : ends]
    clause_before, clause_after = re.split(r"[;:]", before)[-1], re.split(r"[;,:]", after)[0]
    first_before = text[record.sentences[one.sentence].start : one.span.start]
    first_after = re.split(r";", text[one.span.end : min(two.span.start, record.sentences[one.sentence].end)])[0]
    between = text[one.span.end : two.span.start]
    around = f"{clause_before} # {clause_after}"
    named = one.named and two.named
    small, large = sorted((one.size, two.size))
    return {
        "bias": 1.0,
        "ruled": float(ruled),
        "same": float(named and same_thing(one, two)),
        "different": float(named and not same_thing(one, two)),
        "bare": float(not two.named and bool(_ENDS.match(after))),
        "follows": float(not two.named and not _ENDS.match(after)),
        "account": float(bool(_ACCOUNT.search(around))),
        "first": float(bool(_ACCOUNT.search(f"{first_before} # {first_after}"))),
        "other": float(bool(_OTHER.search(clause_before + between[-60:] + " # " + clause_after))),
        "or": float(bool(_OR.search(text[max(0, two.span.start - 45) : two.span.start]))),
        "parted": float(";" in between),
        "sentences": float(two.sentence - one.sentence),
        "far": math.log1p(len(between.split())),
        "clause": math.log1p(len(around.split())),
        "factor": math.log(large / small),
        "near": float(large <= 1.5 * small),
        "speakers": float(bool(one.speaker and two.speaker) and not same_speaker(one.speaker, two.speaker)),
        "rose": float(bool(_ROSE.search(between + clause_after))),
        "part": float(one.part) + float(two.part) + float(bool(_PART.search(between))),
        "adds": float(two.adds),
        "ahead": float(one.ahead != two.ahead),
        "elsewhere": float(elsewhere(one.scene, two.scene) is not None),
        "reread": float(two.kind != "count" and not two.named),
        "money": float(one.kind.isupper()),
        "share": float(one.kind == "%"),
        "times": float(one.kind.endswith("s")),
        "small": float(small < 10),
    }


def score_of(features: Mapping[str, float]) -> float:
    """Return how likely figures with these features are rivals: the logarithm of the odds.

    >>> score_of({"bias": 1.0, "rose": 1.0}) < score_of({"bias": 1.0, "account": 1.0})
    True
    """
    return sum(WEIGHTS[name] * value for name, value in features.items())
