"""Text to word pieces, as training and reading both do it: ids, case marks and character offsets.

The encoder's vocabulary is uncased; what a piece looked like is kept as one of six case marks, which the encoder adds
to the piece's embedding.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

from gpulse.record import Sentence

MAX_PIECES = 256
"""The longest window the encoder was trained on, special pieces included."""

WINDOW_PIECES = 120
"""Pieces of a window's own sentences; a longer sentence stands alone. Short enough that attention stays cheap."""

CONTEXT_PIECES = 48
"""Pieces of the sentences before a window that it may carry as context."""

CASES = ("lower", "title", "upper", "mixed", "digit", "other")

MARKS = ("none", "actor", "recipient")
"""Where the coding of a pair is asked for, the pair's pieces are marked: case mark + 6 × the index here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """Word pieces of a text, without special pieces: ids, case marks, and half-open character offsets."""

    ids: tuple[int, ...]
    cases: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Pieces `first` to `last` (half-open) that the network reads together; those before `own` are context."""

    first: int
    own: int
    last: int


def load_tokenizer(path: Path) -> Tokenizer:
    """Load a `tokenizer.json` with truncation and padding off."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@lru_cache(maxsize=32768)
def case_mark(words: str) -> int:
    """Return the index in `CASES` of how `words` are written.

    >>> [CASES[case_mark(w)] for w in ("Seoul", "NATO", "troops", "McCain", "2024", "$")]
    ['title', 'upper', 'lower', 'mixed', 'digit', 'other']
    """
    if words[:1].isdigit():
        return 4
    if not words[:1].isalpha():
        return 5
    if words.islower():
        return 0
    if words[0].isupper() and (len(words) == 1 or words[1:].islower()):
        return 1
    return 2 if words.isupper() else 3


def cut_pieces(tokenizer: Tokenizer, text: str) -> Pieces:
    """Cut `text` into word pieces."""
    found = tokenizer.encode(text, add_special_tokens=False)
    kept = [(i, s, e) for i, (s, e) in zip(found.ids, found.offsets, strict=True) if e > s]
    if not kept:
        return Pieces(ids=(), cases=(), starts=(), ends=())
    ids, starts, ends = zip(*kept, strict=True)
    cases = tuple([case_mark(text[s:e]) for _, s, e in kept])
    return Pieces(ids=ids, cases=cases, starts=starts, ends=ends)


def pieces_of(pieces: Pieces, start: int, end: int) -> tuple[int, int]:
    """Return the pieces (half-open) that characters `start` to `end` touch; empty where there are none.

    Pieces stand in order of text, their starts and their ends alike.
    """
    first, last = bisect_right(pieces.ends, start), bisect_left(pieces.starts, end)
    return (first, last) if first < last else (0, 0)


def cut_windows(pieces: Pieces, sentences: Sequence[Sentence]) -> list[Window]:
    """Group sentences, in order, into windows of at most `WINDOW_PIECES`, each with up to `CONTEXT_PIECES` before it.

    Windows do not overlap but for their context, so that each piece is read as its own once.
    """
    bounds = _sentence_bounds(pieces, sentences)
    windows: list[Window] = []
    k = 0
    while k < len(bounds):
        first, last = bounds[k]
        j = k + 1
        while j < len(bounds) and bounds[j][1] - first <= WINDOW_PIECES:
            last = bounds[j][1]
            j += 1
        context = k
        while context > 0 and first - bounds[context - 1][0] <= CONTEXT_PIECES:
            context -= 1
        start = bounds[context][0]
        room = MAX_PIECES - 2
        while last - first > room:  # one sentence longer than the encoder takes: read it in parts
            windows.append(Window(first=first, own=first, last=first + room))
            first, start = first + room, first + room
        windows.append(Window(first=max(start, last - room), own=first, last=last))
        k = j
    return windows


def cut_sentences(pieces: Pieces, sentences: Sequence[Sentence]) -> list[Window]:
    """Return a window a sentence, without context; a sentence longer than the encoder takes is read in parts."""
    room = MAX_PIECES - 2
    return [
        Window(first=first, own=first, last=min(first + room, end))
        for start, end in _sentence_bounds(pieces, sentences)
        for first in range(start, end, room)
    ]


def _sentence_bounds(pieces: Pieces, sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    bounds: list[tuple[int, int]] = []
    at = 0
    for sentence in sentences:
        first, at = at, bisect_left(pieces.starts, sentence.end, at)
        if at > first:
            bounds.append((first, at))
    if at < len(pieces.ids):
        bounds.append((at, len(pieces.ids)))
    return bounds
