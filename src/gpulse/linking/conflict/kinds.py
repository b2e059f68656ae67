"""Kinds that exclude each other: a ship is afloat or has sunk, in international waters or in somebody's own.

Two accounts that put one thing under two of them cannot both be right, though neither negates the other and they share
hardly a word. The sets are closed and small: what a set has no words for is not compared.
"""

from __future__ import annotations

import bisect
import importlib.resources
import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
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
        sides={side: re.compile("|".join(words)) for side, words in row["sides"].items()},
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


def answers_in(text: str, sentences: Sequence[Span], slots: Sequence[Slot]) -> list[tuple[int, Answer]]:
    """Return what sentences answer, each with the number of its sentence, in order of the text.

    A sentence that asks, leaves open, looks ahead or gives two answers answers nothing.

    >>> slots, words = load_slots(), "The cruiser remains afloat. If it sank, nobody saw it."
    >>> [(at, a.side) for at, a in answers_in(words, [Span(start=0, end=27), Span(start=28, end=54)], slots)]
    [(0, 'afloat')]
    """
    low, ends = _lowered(text), [sentence.end for sentence in sentences]
    found: dict[tuple[int, int], list[tuple[str, re.Match[str]]]] = defaultdict(list)
    for number, slot in enumerate(slots):
        for side, words in slot.sides.items():
            for match in words.finditer(low):
                at = bisect.bisect_left(ends, match.end())
                if at < len(ends) and sentences[at].start <= match.start():
                    found[at, number].append((side, match))
    answers = (
        (at, answer)
        for (at, number), told in sorted(found.items(), key=lambda row: row[0])
        if (answer := _answer(text, sentences[at], slots[number], told)) is not None
    )
    return list(answers)


def _lowered(text: str) -> str:
    """A text in small letters, each where it stood."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _answer(text: str, sentence: Span, slot: Slot, told: Sequence[tuple[str, re.Match[str]]]) -> Answer | None:
    """What a sentence answers to a slot by the words of its sides."""
    denied = [match for side, match in told if side == DENIED]
    found = [row for row in told if row[0] == DENIED or not any(_meet(row[1], match) for match in denied)]
    if len({side for side, _ in found}) > 1 or sentence.of(text).rstrip().endswith("?"):
        return None
    side, match = found[0]
    clause = _clause(text, match.start(), match.end(), sentence)
    before = text[clause.start : match.start()]
    around = f"{before}{text[match.end() : clause.end]}"
    if AHEAD.search(around) or _OPEN.search(before):
        return None
    return Answer(
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
