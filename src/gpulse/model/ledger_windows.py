"""What the ledger model reads: windows of word pieces, built alike for training and for reading.

Four questions, a window each. A sentence: which words name an act that is still to be done? An act in its sentence: who
is to act, for or against whom, when, of what kind? A promise and a later sentence: what does the sentence show of it?
Two figures in their sentences: do they tell the same thing? Every piece carries a mark that says what it is there for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tokenizers import Tokenizer

from gpulse.model.pieces import CASES, Pieces, cut_pieces, pieces_of
from gpulse.record import Span

CLS, SEP = 101, 102

MARKS: Final = ("context", "own", "act", "promise", "promised act")
"""What a piece is there for: case mark + 6 × the index here."""

TIMING: Final = {"early": 1, "in time": 2, "late": 3, "no deadline": 4}
"""Where a sentence's day of publication lies to the promise's window, and the spare piece of the vocabulary that says
so."""

BEFORE: Final = 84
"""Most pieces of the sentences before an act's."""

AFTER: Final = 24
"""Most pieces of the sentence after an act's."""

OWN: Final = 120
"""Most pieces of a sentence; a longer one is cut around the act, else at its end."""

Bounds = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A window with its special pieces: piece ids, kinds (case + 6 × mark), and the piece of the text that each is.

    `pieces` holds -1 for what is no piece of the text asked about.
    """

    ids: tuple[int, ...]
    kinds: tuple[int, ...]
    pieces: tuple[int, ...]


class _Builder:
    def __init__(self) -> None:
        self.ids: list[int] = [CLS]
        self.kinds: list[int] = [CASES.index("other")]
        self.pieces: list[int] = [-1]

    def special(self, piece: int) -> None:
        self.ids.append(piece)
        self.kinds.append(CASES.index("other"))
        self.pieces.append(-1)

    def add(self, pieces: Pieces, first: int, last: int, mark: str, own: bool = True) -> None:
        at = MARKS.index(mark) * len(CASES)
        self.ids.extend(pieces.ids[first:last])
        self.kinds.extend(case + at for case in pieces.cases[first:last])
        self.pieces.extend(range(first, last) if own else [-1] * (last - first))

    def add_sentence(self, pieces: Pieces, bounds: tuple[int, int]) -> None:
        """Add a sentence, at most `OWN` pieces of it, and up to a third of `BEFORE` pieces before it."""
        first, last = bounds[0], min(bounds[1], bounds[0] + OWN)
        self.add(pieces, max(0, first - BEFORE // 3), first, "context")
        self.add(pieces, first, last, "own")

    def done(self) -> Asked:
        self.special(SEP)
        return Asked(ids=tuple(self.ids), kinds=tuple(self.kinds), pieces=tuple(self.pieces))


def sentence_window(pieces: Pieces, bounds: Bounds, k: int) -> Asked:
    """Return the window of sentence `k` of a text, with up to a third of `BEFORE` pieces before it."""
    built = _Builder()
    built.add_sentence(pieces, bounds[k])
    return built.done()


def act_window(pieces: Pieces, bounds: Bounds, k: int, act: tuple[int, int]) -> Asked:
    """Return the window of an act (pieces, half-open) in sentence `k`, with what stands before and after it."""
    built = _Builder()
    first, last = bounds[k]
    if last - first > OWN:
        first = max(first, min(act[0] - OWN // 2, last - OWN))
        last = first + OWN
    built.add(pieces, max(0, first - BEFORE), first, "context")
    _with_act(built, pieces, (first, last), act, "own", "act")
    built.add(pieces, last, min(len(pieces.ids), last + AFTER), "context")
    return built.done()


def outcome_window(promise: Pieces, act: tuple[int, int], pieces: Pieces, bounds: Bounds, k: int, timing: str) -> Asked:
    """Return the window of a promise, told in `promise` with its act marked, and sentence `k` of a later text.

    `promise` begins with the names of those who are to act; `timing` is a key of `TIMING`.
    """
    built = _Builder()
    built.special(TIMING[timing])
    start, end = 0, len(promise.ids)
    if end - start > OWN:
        end = max(OWN, min(end, act[1] + OWN // 4))
    _with_act(built, promise, (start, end), act, "promise", "promised act", own=False)
    built.special(SEP)
    built.add_sentence(pieces, bounds[k])
    return built.done()


def figure_window(one: Pieces, figure: tuple[int, int], other: Pieces, second: tuple[int, int]) -> Asked:
    """Return the window of two sentences, each with a figure marked."""
    built = _Builder()
    _with_act(built, one, _around(one, figure), figure, "promise", "promised act", own=False)
    built.special(SEP)
    _with_act(built, other, _around(other, second), second, "own", "act", own=False)
    return built.done()


def _around(pieces: Pieces, figure: tuple[int, int]) -> tuple[int, int]:
    room = OWN * 3 // 4
    if len(pieces.ids) <= room:
        return 0, len(pieces.ids)
    first = max(0, min(figure[0] - room // 2, len(pieces.ids) - room))
    return first, first + room


def _with_act(
    built: _Builder,
    pieces: Pieces,
    span: tuple[int, int],
    act: tuple[int, int],
    mark: str,
    of_act: str,
    own: bool = True,
) -> None:
    first, last = span
    built.add(pieces, first, max(first, act[0]), mark, own)
    built.add(pieces, max(first, act[0]), min(last, act[1]), of_act, own)
    built.add(pieces, min(last, act[1]), last, mark, own)


def promise_pieces(
    tokenizer: Tokenizer, by: Sequence[str], to: Sequence[str], sentence: str, act: Span
) -> tuple[Pieces, tuple[int, int]]:
    """Return the pieces of a promise, with the names of those in it before its sentence, and those of its act.

    `act` is where the act stands in the sentence.
    """
    opening = f"{', '.join(by)} → {', '.join(to)}: " if to else f"{', '.join(by)}: "
    pieces = cut_pieces(tokenizer, opening + sentence)
    return pieces, pieces_of(pieces, len(opening) + act.start, len(opening) + act.end)
