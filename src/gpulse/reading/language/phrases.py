"""Noun phrases of a sentence, without what follows their head: "the military treaty", "his counterpart", "they".

Words are told apart by `word_classes`; a phrase is a run of determiners, numerals, adjectives, participles and nouns
that ends in a noun, and a possessor is a phrase of its own ("Niger's army": two phrases).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gpulse.reading.language.word_classes import WordClasses
from gpulse.record import Sentence, Span

_TOKEN = re.compile(
    r"['’](?:s|S|re|ve|ll|d|m)\b|n['’]t\b|(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)+|"
    r"[^\W_]+(?:['’](?!(?:s|S|re|ve|ll|d|m)\b)[^\W_]+)*|[^\w\s]"
)
PRONOUNS = {
    **dict.fromkeys("he him his himself".split(), "he"), **dict.fromkeys("she her hers herself".split(), "she"),
    **dict.fromkeys("it its itself".split(), "it"),
    **dict.fromkeys("they them their theirs themselves".split(), "they"),
    **dict.fromkeys("i me my mine myself".split(), "i"), **dict.fromkeys("we us our ours ourselves".split(), "we"),
}  # fmt: skip
"""Personal pronouns, by the form that stands for them here. "who", "this" and "you" are left out."""
_DETERMINERS = frozenset("the a an this that these those all both some".split())
_INSIDE = frozenset("dnNam")
_JOINS = frozenset(".v")
"""Classes of what may stand within a phrase: a hyphen, which is a mark, and a participle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase(Span):
    """A noun phrase. `words` are its lower-case words after determiner and possessor; the last is the head.

    `opener` is what it begins with: "the", "a", "this", "own" (a possessor), "number", "" (nothing), or, for a pronoun,
    its form. `subject`: a verb follows right after it. `proper`: the head is a name.
    """

    words: tuple[str, ...]
    opener: str
    sentence: int
    subject: bool
    proper: bool
    pronoun: bool = False

    @property
    def head(self) -> str:
        """The head's lower-case form."""
        return self.words[-1]


_OPENERS = {"the": "the", "a": "a", "an": "a", "another": "a", "this": "this", "that": "this", "these": "this",
            "those": "this", "such": "this", "said": "this"}  # fmt: skip


def find_tokens(text: str, sentence: Span) -> list[tuple[int, int, str]]:
    """Return a sentence's words and marks, as their classes are told: start, end and the word.

    >>> [word for _, _, word in find_tokens("Oslo's aid", Span(start=0, end=10))]
    ['Oslo', "'s", 'aid']
    """
    return [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, sentence.start, sentence.end)]


def read_sentence(text: str, sentence: Span, classes: WordClasses) -> tuple[list[tuple[int, int, str]], str]:
    """Return a sentence's words and marks, as `find_tokens` does, and a letter for the class of each."""
    at = sentence.start
    tokens, letters = _read_words(sentence.of(text), classes)
    return [(start + at, end + at, word) for start, end, word in tokens], letters


@lru_cache(maxsize=1024)
def _read_words(words: str, classes: WordClasses) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """`read_sentence` of a sentence by itself, kept: several stages ask for the same."""
    tokens = tuple(find_tokens(words, Span(start=0, end=len(words))))
    return tokens, classes.find([word for _, _, word in tokens]) if tokens else ""


def find_phrases(text: str, sentences: Sequence[Sentence], classes: WordClasses) -> list[Phrase]:
    """Return the noun phrases of a text, in order; the two of a possessor and what it owns may nest."""
    found: list[Phrase] = []
    for number, sentence in enumerate(sentences):
        tokens, letters = read_sentence(text, sentence, classes)
        found += _in_sentence(tokens, letters, number)
    return found


def _in_sentence(tokens: list[tuple[int, int, str]], letters: str, number: int) -> list[Phrase]:
    found = []
    k, size = 0, len(tokens)
    owner_at: int | None = None
    while k < size:
        low = tokens[k][2].lower()
        if low in PRONOUNS and letters[k] != "N":
            found.append(_pronoun(tokens[k], low, number, letters[k + 1] if k + 1 < size else "."))
            if letters[k] != "q":
                k += 1
                continue
            owner_at = k
        begin = k
        if owner_at == k or letters[k] in "qt" or (letters[k] in "dp" and low in _DETERMINERS):
            k += 1
        first = k
        while k < size and (letters[k] in _INSIDE or (letters[k] in _JOINS and _joined(tokens, letters, k, first))):
            if letters[k] == "d" and k > first:
                break
            k += 1
        last = k - 1
        numbered = last > first and letters[last] == "m" and letters[last - 1] == "N"  # "Internet Explorer 6"
        while last >= first and letters[last] not in "nN" and not numbered:
            last -= 1
        if last < first:
            k = max(begin + 1, k)
            owner_at = None
            continue
        k = last + 1
        start_at = owner_at if owner_at is not None else begin
        words = tuple(tokens[j][2].lower() for j in range(first, last + 1))
        opener = "own" if owner_at is not None else _OPENERS.get(tokens[begin][2].lower(), "")
        if not opener and letters[first] == "m":
            opener = "number"
        follows = letters[k] if k < size else "."
        found.append(
            Phrase(
                start=tokens[start_at][0],
                end=tokens[last][1],
                words=words,
                opener=opener,
                sentence=number,
                subject=follows in "vx",
                proper=letters[last] in "Nm",
            )
        )
        possessed = k < size and tokens[k][2] in ("'s", "’s", "'", "’") and tokens[k][0] == tokens[last][1]
        owner_at = start_at if possessed else None
        if possessed:
            k += 1
            if k >= size or letters[k] not in "nNamvr":
                owner_at = None
            else:  # what is owned begins here, and its span begins with the owner
                begin = k
    return found


def _joined(tokens: list[tuple[int, int, str]], letters: str, k: int, first: int) -> bool:
    """Whether a hyphen, a participle or an adverb at `k` stands within a phrase."""
    if k + 1 >= len(tokens) or letters[k + 1] not in "nNamv":
        return False
    word = tokens[k][2]
    if word == "-":
        return k > first and tokens[k - 1][1] == tokens[k][0] and tokens[k + 1][0] == tokens[k][1]
    before = letters[k - 1] if k else "."  # after a subject or an auxiliary it is the verb: "he received support"
    participle = letters[k] == "v" and k == first and before not in "nNpx" and word.endswith(("ed", "ing", "en"))
    return participle and letters[k + 1] in "nN"


def _pronoun(token: tuple[int, int, str], low: str, number: int, follows: str) -> Phrase:
    return Phrase(
        start=token[0],
        end=token[1],
        words=(low,),
        opener=PRONOUNS[low],
        sentence=number,
        subject=follows in "vxr",
        proper=False,
        pronoun=True,
    )
