"""Kinds that exclude each other: a ship is afloat or has sunk, in international waters or in somebody's own.

Two accounts that put one thing under two of them cannot both be right, though neither negates the other and they share
hardly a word. The sets are closed and small: what a set has no words for is not compared.
"""

from __future__ import annotations

import importlib.resources
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from gpulse.errors import ModelError
from gpulse.linking.conflict.figures import AHEAD
from gpulse.linking.wording import stem
from gpulse.record import Span

_CUT = re.compile(r"[,;:–]\s|\s(?:and|but|while|whereas) ")
_NOT = re.compile(
    r"\b(?:not|never|no|none|neither|nor|nobody|without|den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|ruled? out|"
    r"out of the question)\b|n['’]t\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:whether|if|unless|in case|might|may|could|would|should|suspect\w*|fear\w*|doubt\w*)\b", re.IGNORECASE
)
"""Words by which a clause leaves open what it tells."""

DENIED: Final = "none"
"""The side whose words may have those of the other in them: "no ransom was paid"."""

NEGATED_BEFORE: Final = 40
"""A negation stands at most so many letters before what it negates, in its clause."""

Meets = Literal["any", "same", "doer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A question with answers that exclude each other.

    `sides` are the words of each answer. With two answers the negation of one is the other. `days` is how far apart
    two posts may be: what passes (a ship afloat) is told anew every day, what happened once is not. `spoken` asks for
    a known speaker on both sides, as words that may be of two things need. `of_whom`: whether the two clauses must name
    the same states or bodies, where both name some ("same"), or need not; with "doer" two who are named with one answer
    are two answers, too ("A fired first", "B fired first"). `example` are two sentences that differ.
    """

    name: str
    days: int
    sides: Mapping[str, re.Pattern[str]]
    example: tuple[str, str]
    spoken: bool = False
    of_whom: Meets = "any"


def load_slots() -> tuple[Slot, ...]:
    """Load the table of slots, which is written by hand. Raises `ModelError` where it is missing or damaged."""
    try:
        path = importlib.resources.files("gpulse.knowledge") / "tables" / "kinds.toml"
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["slot"]
        return tuple(map(_slot_of, rows))
    except (OSError, ValueError, KeyError, TypeError, re.error) as error:
        raise ModelError(
            f"The table of kinds that exclude each other cannot be read ({error}); reinstall gpulse."
        ) from error


def _slot_of(row: Mapping[str, Any]) -> Slot:
    first, second = row["example"]
    return Slot(
        name=row["name"], days=row["days"], spoken=row.get("spoken", False), of_whom=row.get("of_whom", "any"),
        sides={side: re.compile("|".join(words), re.IGNORECASE) for side, words in row["sides"].items()},
        example=(first, second),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a clause answers to a slot's question: the side, whether it is negated, the clause, the words, and the noun
    of which a share is told."""

    slot: Slot
    side: str
    negated: bool
    clause: Span
    words: Span
    of: str | None

    def excludes(self, other: Answer) -> bool:
        """Whether both cannot be right by their kinds alone."""
        if self.slot is not other.slot or self.of != other.of:
            return False
        if self.slot.of_whom == "same" and (self.negated or other.negated):
            return False  # "80 were not hurt" is no "nobody was"
        if len(self.slot.sides) == 2 or self.side == other.side:
            return (self.side == other.side) == (self.negated != other.negated)
        return not self.negated and not other.negated


def answers_in(text: str, sentence: Span, slots: Sequence[Slot]) -> Iterator[Answer]:
    """Yield what a sentence answers; one that asks, leaves open, looks ahead or gives two answers answers nothing.

    >>> slots = load_slots()
    >>> [a.side for a in answers_in(s := "The cruiser remains afloat.", Span(start=0, end=len(s)), slots)]
    ['afloat']
    >>> list(answers_in(s := "If it sank, nobody saw it.", Span(start=0, end=len(s)), slots))
    []
    """
    if sentence.of(text).rstrip().endswith("?"):
        return
    for slot in slots:
        found = [
            (side, match)
            for side, words in slot.sides.items()
            for match in words.finditer(text, sentence.start, sentence.end)
        ]
        denied = [match for side, match in found if side == DENIED]
        found = [row for row in found if row[0] == DENIED or not any(_meet(row[1], match) for match in denied)]
        if not found or len({side for side, _ in found}) > 1:
            continue
        side, match = found[0]
        clause = _clause(text, match.start(), match.end(), sentence)
        before = text[clause.start : match.start()]
        around = f"{before}{text[match.end() : clause.end]}"
        if AHEAD.search(around) or _OPEN.search(before):
            continue
        yield Answer(
            slot=slot, side=side, negated=bool(_NOT.search(before[-NEGATED_BEFORE:])), clause=clause,
            words=Span(start=match.start(), end=match.end()),
            of=stem(match[match.lastindex]) if match.lastindex else None,
        )  # fmt: skip


def _meet(one: re.Match[str], two: re.Match[str]) -> bool:
    return one.start() < two.end() and two.start() < one.end()


def _clause(text: str, start: int, end: int, sentence: Span) -> Span:
    """The stretch between the commas and conjunctions around some words."""
    before = [cut.end() for cut in _CUT.finditer(text, sentence.start, start)]
    after = _CUT.search(text, end, sentence.end)
    return Span(start=before[-1] if before else sentence.start, end=after.start() if after else sentence.end)
