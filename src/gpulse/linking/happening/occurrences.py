"""Words by which a text tells that something happened: verbs, and nouns such as "earthquake" or "resignation".

The reader model marks the events that PLOVER codes; news tells of more. Each word is scored by a linear model over the
word, its ending and its neighbours. training/happenings.py fitted it on ECB+ (CC BY 3.0) and wrote the table.
"""

from __future__ import annotations

import gzip
import importlib.resources
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gpulse.errors import ModelError
from gpulse.linking.grouping.posts import FUNCTION_WORDS
from gpulse.linking.wording import stem
from gpulse.record import Span

_TOKEN = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")
REPORTING = frozenset(
    stem(word)
    for word in "say says said tell told report add announce state claim note comment write wrote explain remark "
    "describe mention quote cite according think know see want make do go be have get come take give use".split()
)
"""Stems of saying and of next to nothing: no happenings of their own in a story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token(Span):
    """A word or a mark of punctuation."""

    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrences:
    """Weights of the features; a word counts from the threshold `least` on."""

    weights: Mapping[str, float]
    least: float


def load_occurrences() -> Occurrences:
    """Load the table that training/happenings.py writes. Raises `ModelError` where it is missing or damaged."""
    path = importlib.resources.files("gpulse.knowledge") / "tables" / "occurrences.tsv.gz"
    try:
        lines = gzip.decompress(path.read_bytes()).decode().splitlines()
        weights = {name: float(value) for name, value in (line.rsplit("\t", 1) for line in lines[1:])}
        return Occurrences(least=weights.pop("least"), weights=weights)
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise ModelError("The table occurrences.tsv.gz is missing or damaged; install gpulse again.") from error


def find_tokens(text: str, within: Span) -> list[Token]:
    """Return the words and marks of a stretch of text.

    >>> [t.word for t in find_tokens("Kyiv's mayor, who spoke.", Span(start=0, end=24))]
    ["Kyiv's", 'mayor', ',', 'who', 'spoke', '.']
    """
    return [
        Token(start=m.start(), end=m.end(), word=m.group()) for m in _TOKEN.finditer(text, within.start, within.end)
    ]


def describe_token(words: Sequence[str], at: int) -> list[str]:
    """Return the features of a word in its sentence: itself, its stem and ending, and what stands beside it."""
    word = words[at]
    low, root = word.lower(), stem(word)
    before = words[at - 1].lower() if at else "<"
    before_that = words[at - 2].lower() if at > 1 else "<"
    after = words[at + 1].lower() if at + 1 < len(words) else ">"
    after_that = words[at + 2].lower() if at + 2 < len(words) else ">"
    shape = _shape(words[at - 1]) if at else "<"
    return [
        "bias", f"w {low}", f"s {root}", f"4 {low[-4:]}", f"3 {low[-3:]}", f"2 {low[-2:]}", f"h {low[:4]}",
        f"p {before}", f"pp {before_that}", f"n {after}", f"nn {after_that}", f"p3 {before[-3:]}", f"n3 {after[-3:]}",
        f"i {_shape(word)}", f"pi {shape}", f"ni {_shape(words[at + 1]) if at + 1 < len(words) else '>'}",
        f"pp p {before_that} {before}", f"p s {before} {root}", f"n s {after} {root}", f"p 3 {before} {low[-3:]}",
        f"n 3 {after} {low[-3:]}", f"pi 2 {shape} {low[-2:]}",
    ]  # fmt: skip


def _shape(word: str) -> str:
    if word[0].isdigit():
        return "1"
    if not word[0].isalpha():
        return "."
    return "A" if word.isupper() else "Aa" if word[0].isupper() else "a"


def is_candidate(word: str) -> bool:
    """Whether a word can tell that something happened: letters, and no function word."""
    return word[0].isalpha() and len(word) > 1 and word.lower() not in FUNCTION_WORDS


def find_occurrences(tokens: Sequence[Token], model: Occurrences) -> list[Token]:
    """Return the words of a sentence that tell that something happened."""
    words = [token.word for token in tokens]
    found: list[Token] = []
    for at, token in enumerate(tokens):
        if is_candidate(token.word):
            score = sum(model.weights.get(name, 0.0) for name in describe_token(words, at))
            if score > model.least:
                found.append(token)
    return found
