"""How often a word names an act, by counts; the network's scores of triggers are raised or lowered by it.

The network has learnt its training sentences by heart, and what it makes of a word that it has met there rests on the
few places where it met it. How often the word's stem names an act in those sentences says more of it: "airstrike"
hardly ever names anything else, "process" hardly ever an act. `tables/trigger_words.tsv.gz` has the counts
(training/trigger_words.py).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from gpulse.knowledge.rows import load_rows
from gpulse.model.decoding import Array
from gpulse.model.pieces import Pieces, Window

WEIGHT: Final = 0.9
"""How much the log odds of a word count beside the network's score."""

ACTS_BEFORE, OTHERS_BEFORE = 1.0, 3.0
"""Added to the counts of each word, so that few of them say little, and a word never met nothing.

These, the weight, and the most that a word loses (`network.MOST_LOST`) were chosen among thirty settings on the
hand-coded sentences and the tenth of the training sentences that is held out, taken together: the network's triggers
alone found .735 to .752, typed .653 to .663. docs/experiments/model.md has more.
"""

LEAST: Final = 2
"""Words that name no act and were met fewer times are not kept."""

_WORD = re.compile(r"[A-Za-z]+|\d[\d,.]*|[$€£]")
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ied", "y"), ("ed", ""), ("es", ""), ("s", ""))


def words_of(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, str]]:
    """Return the words of a stretch of text as they are counted: start, end and stem.

    >>> [stem for _, _, stem in words_of("Bombing, bombed; denies, denied")]
    ['bomb', 'bomb', 'deny', 'deny']
    """
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return [(m.start(), m.end(), stem_of(m.group())) for m in found]


@lru_cache(maxsize=20_000)
def stem_of(word: str) -> str:
    """Return a word without its ending, as rough as counting needs it. Texts have the same words again and again.

    >>> [stem_of(word) for word in ("Invades", "invading", "planned", "plans", "US")]
    ['invad', 'invad', 'plan', 'plan', 'us']
    """
    word = word.lower()
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending) + instead
            break
    if len(word) > 4 and word[-1] == word[-2]:
        word = word[:-1]
    return word.rstrip("e")


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerWords:
    """Of each stem: how often it is a word of a trigger, and how often it is met at all."""

    counts: Mapping[str, tuple[int, int]]

    def log_odds(self, stem: str) -> float:
        """Return the log odds that a word of this stem names an act.

        >>> words = load_trigger_words()
        >>> [round(words.log_odds(stem_of(word))) for word in ("airstrikes", "condemned", "process", "of", "zyx")]
        [2, 1, -3, -5, -1]
        """
        acts, times = self.counts.get(stem, (0, 0))
        return math.log((acts + ACTS_BEFORE) / (times - acts + OTHERS_BEFORE))

    def gains(self, text: str, pieces: Pieces, window: Window) -> Array:
        """Return by how much each piece of a window gains on "no trigger"; words never met and marks gain nothing."""
        unknown = math.log(ACTS_BEFORE / OTHERS_BEFORE)
        starts = pieces.starts[window.first : window.last]
        found = np.zeros(len(starts), dtype=np.float32)
        words = words_of(text, starts[0], pieces.ends[window.last - 1]) if starts else []
        for start, end, stem in words:
            gain = WEIGHT * (self.log_odds(stem) - unknown)
            found[bisect_left(starts, start) : bisect_left(starts, end)] = gain
        return found


def load_trigger_words() -> TriggerWords:
    """Load the counts. Raises `ModelError` where the table is missing or damaged."""
    rows = load_rows("trigger_words.tsv.gz")
    return TriggerWords(counts={stem: (int(acts), int(times)) for stem, acts, times in rows})
