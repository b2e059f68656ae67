"""What a word is in its sentence (noun, verb, adjective …), told by how often it is which, and by what stands before.

A hidden Markov model over pairs of classes: `tables/word_classes.tsv.gz` counts how often GUM's texts have a form as
which class, and which class follows which; a form that they do not have is judged by its ending. Letters stand for the
Universal Dependencies' classes. It serves to find noun phrases; it is no parser.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gpulse.knowledge.rows import load_rows

CLASSES: Mapping[str, str] = {
    "NOUN": "n", "PROPN": "N", "ADJ": "a", "VERB": "v", "AUX": "x", "ADV": "r", "PRON": "p", "DET": "d", "ADP": "i",
    "NUM": "m", "CCONJ": "c", "SCONJ": "s", "PART": "t", "PUNCT": ".", "INTJ": "o", "SYM": "m",
}  # fmt: skip
"""Universal Dependencies' class → the letter that stands for it here; "q": a possessive pronoun (Penn's tag PRP$)."""

KINDS: Mapping[str, str] = {
    "person": "P", "organization": "O", "place": "L", "time": "T", "event": "E", "abstract": "A", "object": "B",
    "substance": "B", "plant": "B", "animal": "Z",
}  # fmt: skip
"""GUM's kind of entity → the letter that stands for it here."""

ENDING = 4
"""The longest ending that a form not in the table is judged by."""
_RARE = 0.02  # a class that a form is less often than this is not weighed; the tags of GUM's news are as good
_TRUST = 4.0  # so many forms count as much as the shorter ending
_COUNT = re.compile(r"(\D)(\d+)")


def form_of(word: str, first: bool) -> str:
    """Return the form under which a word is counted; `first`: it opens a sentence, so that a capital says nothing.

    >>> form_of("The", True), form_of("Moscow", False), form_of("1,200", False)
    ('the', 'Moscow', '0')
    """
    if word[0].isdigit():
        return "0"
    word = word.replace("’", "'")
    return word.lower() if first else word


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WordClasses:
    """Counts as the table's rows have them, read when they are looked up. `totals`: class → how many words are one.

    `kinds`: a noun → the letter (`KINDS`) of what it mostly stands for. Equal only to itself, so that it can be a key.
    """

    forms: Mapping[str, str]
    kinds: Mapping[str, str]
    steps: Mapping[str, Mapping[str, float]]
    totals: Mapping[str, int]

    def find(self, words: Sequence[str]) -> str:
        """Return a letter for each word of a sentence: its likeliest class (Viterbi's search).

        >>> load_word_classes().find(["The", "two", "leaders", "signed", "the", "treaty", "in", "Pyongyang", "."])
        'dmnvdniN.'
        """
        steps = self.steps
        best = [(0.0, "", steps["."].get)]
        for k, word in enumerate(words):
            here = []
            for found, chance in _chances(self, word, k == 0):
                top, trail = -math.inf, ""
                for score, path, step in best:
                    value = score + step(found, -9.0)
                    if value > top:
                        top, trail = value, path
                here.append((top + chance, trail + found, steps[found].get))
            best = here
        return max(best)[1]  # no two paths are the same

    def is_common(self, word: str) -> bool:
        """Whether a capitalised word is a common one: its lower-case form is known, hardly ever as a name, or it ends
        as a verb does.

        >>> classes = load_word_classes()
        >>> [classes.is_common(word) for word in ("Rival", "Injecting", "Clinton", "Mark")]
        [True, True, False, False]
        """
        counts = {c: int(n) for c, n in _COUNT.findall(self.forms.get(word.lower(), ""))}
        names = sum(int(n) for c, n in _COUNT.findall(self.forms.get(word, "")) if c == "N") + counts.get("N", 0)
        if not counts:
            return word.endswith("ing") and len(word) > 6 and not names
        return names * 4 <= sum(counts.values())

    def chances(self, word: str, first: bool) -> dict[str, float]:
        """Log P(word | class), up to a constant, for the classes that the word may be."""
        if not word[0].isalnum() and word[0] not in "'’$%&@#":
            return {".": 0.0}
        form = form_of(word, first)
        row = self.forms.get(form)
        if row is None and form != form.lower():
            row = self.forms.get(form.lower()) if form.isupper() else None
        if row is None and first:
            row = self.forms.get(word)
        if row and " " not in row and len(row) > 2:
            return {row[0]: 0.0}  # one class, ten times and more: nothing to weigh
        counts = {c: float(n) for c, n in _COUNT.findall(row)} if row else {}
        if sum(counts.values()) < 3:
            ending = form[max(1, len(form) - ENDING) :].lower()
            shares = {"m": 1.0} if form[0].isdigit() else _by_ending(self, not form.islower(), ending)
            for found, share in shares.items():
                counts[found] = counts.get(found, 0.0) + share
        least = _RARE * sum(counts.values())
        return {c: math.log(n / self.totals[c]) for c, n in counts.items() if n >= least}


@lru_cache(maxsize=20_000)
def _by_ending(classes: WordClasses, raised: bool, ending: str) -> Mapping[str, float]:
    """The shares of the classes among forms of this ending; a longer ending outweighs a shorter by its number.

    `raised`: the form has a capital. Kept, since rare words are many and their endings few.
    """
    mark = "^" if raised else ""
    shares = {"N": 0.9, "a": 0.1} if mark else {"n": 0.6, "v": 0.2, "a": 0.2}
    for length in range(1, len(ending) + 1):
        row = classes.forms.get(f"-{mark}{ending[-length:]}")
        if row:
            counts = {c: int(n) for c, n in _COUNT.findall(row)}
            total = sum(counts.values()) + _TRUST
            shares = {c: (counts.get(c, 0) + _TRUST * shares.get(c, 0.0)) / total for c in sorted({*counts, *shares})}
    return shares


@lru_cache(maxsize=20_000)
def _chances(classes: WordClasses, word: str, first: bool) -> tuple[tuple[str, float], ...]:
    """`WordClasses.chances` in pairs; texts have the same words again and again."""
    return tuple(classes.chances(word, first).items())


def load_word_classes() -> WordClasses:
    """Load the table. Raises `ModelError` where it is missing or damaged."""
    forms: dict[str, str] = {}
    steps: dict[str, dict[str, float]] = {}
    kinds: dict[str, str] = {}
    totals: Counter[str] = Counter()
    for form, row in load_rows("word_classes.tsv.gz"):
        if form[0] == ">":
            counts = {c: int(n) for c, n in _COUNT.findall(row)}
            total = sum(counts.values())
            steps[form[1:]] = {c: math.log(n / total) for c, n in counts.items()}
            totals.update(counts)
        elif form[0] == "=" and len(form) > 1:
            kinds[form[1:]] = row
        else:
            forms[form] = row
    return WordClasses(forms=forms, kinds=kinds, steps=steps, totals=totals)
