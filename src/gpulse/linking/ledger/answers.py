"""What the ledger model answered about sentences, noted so that it can be kept: a further ledger asks what is new.

A question is known by all that the model is given: its weights and the window of pieces and marks. So a kept answer is
the one that asking again would give, and no change of a post, a rule or a model has to be told apart.
"""

from __future__ import annotations

import hashlib
import struct
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from gpulse.model.ledger_model import OUTCOMES
from gpulse.model.ledger_windows import Asked

Chances = Mapping[str, float]

_WRITTEN: Final = struct.Struct(f">{len(OUTCOMES)}H")
_PARTS: Final = 10_000
"""The model's answers have four digits, so they are written as whole numbers of so many."""

_LENGTH: Final = 16
"""Bytes of a question's digest: two of a billion questions have the same one with a chance of 1 to 10 to the 20."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Answers by question: `kept` before, and in `asked` those of all questions that came up."""

    kept: Mapping[bytes, bytes]
    asked: dict[bytes, bytes] = field(default_factory=dict)

    def find(self, question: bytes, ask: Callable[[], Chances]) -> Chances:
        """Return the answer that is kept; where there is none, ask, and note the answer.

        >>> none = dict.fromkeys(OUTCOMES, 0.0)
        >>> answers = Answers(kept={})
        >>> answers.find(b"1", lambda: {**none, "done": 0.6171})["done"], answers.find(b"1", lambda: none)["done"]
        (0.6171, 0.6171)
        """
        written = self.asked.get(question) or self.kept.get(question) or _write(ask())
        self.asked[question] = written
        return {name: part / _PARTS for name, part in zip(OUTCOMES, _WRITTEN.unpack(written), strict=True)}


def _write(chances: Chances) -> bytes:
    return _WRITTEN.pack(*(round(chances[name] * _PARTS) for name in OUTCOMES))


def question_of(model: str, asked: Asked) -> bytes:
    """Return what a question is known by: a digest of the model's id and the window that it is asked about."""
    found = hashlib.sha256(model.encode())
    for part in (asked.ids, asked.kinds):
        found.update(b"|" + array("i", part).tobytes())
    return found.digest()[:_LENGTH]
