"""Facts by which somebody's part in an act is weighed (`weighed_roles`): what stands before, behind and between.

No parser: words have the classes that `word_classes` gives them. A fact is a few words ("prep after passive by": behind
a passive, and "by" before it) that has a weight of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gpulse.reading.language.phrases import PRONOUNS, read_sentence
from gpulse.reading.language.word_classes import WordClasses
from gpulse.record import Span

_BE = frozenset("is are was were be been being am 's get gets got".split())
_RELATIVE = frozenset("who which that whose whom where".split())
_OPENS = frozenset("after before when while because if as since until although though but than unless whether".split())
_TOLD = frozenset(
    "by of on upon against to into with from in at for between after before over than about among through under "
    "during like as via near without".split()
)
_HARMED = ("kill", "wound", "injur", "die", "hurt", "dead", "shot", "abduct", "arrest", "detain")
"""Words of harm between somebody and an attack: "six people were killed in the attack"."""
_AUX = frozenset("xrt")
"""Classes between a subject and its verb: auxiliaries, adverbs, "not" and "to"."""
PHRASE = frozenset("damqnN")
_STEPS = ((0, "0"), (1, "1"), (3, "3"), (6, "6"), (12, "12"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence as words with their classes, and the acts told in it."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    letters: str
    acts: tuple[Span, ...]

    def at(self, span: Span) -> tuple[int, int]:
        """Return the numbers of the first word of a span and of the one behind its last."""
        first, last = bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)
        return first, max(last, first + 1)

    def word(self, k: int) -> str:
        """Return a word in lower case, nothing beyond the ends."""
        return self.words[k].lower().replace("’", "'") if 0 <= k < len(self.words) else ""

    def letter(self, k: int) -> str:
        """Return a word's class, a full stop's beyond the ends."""
        return self.letters[k] if 0 <= k < len(self.letters) else "."


def read_line(text: str, home: Span, acts: Sequence[Span], classes: WordClasses) -> Line:
    """Return a sentence as `facts_of` reads it."""
    tokens, letters = read_sentence(text, home, classes)
    return Line(
        words=tuple(word for _, _, word in tokens),
        starts=tuple(start for start, _, _ in tokens),
        ends=tuple(end for _, end, _ in tokens),
        letters=letters,
        acts=tuple(sorted(a for a in acts if home.covers(a))),
    )


def facts_of(line: Line, act: Span, event_type: str, who: Span) -> tuple[str, ...]:
    """Return the facts about somebody's words and an act of a sentence.

    >>> from gpulse.reading.kit import load_kit
    >>> words = "The port was shelled by Chad."
    >>> act, who = Span(start=13, end=20), Span(start=24, end=28)
    >>> line = read_line(words, Span(start=0, end=29), [act], load_kit().word_classes)
    >>> [fact for fact in facts_of(line, act, "ASSAULT", who) if "by" in fact][:2]
    ['prep after passive by', 'prep after by']
    """
    first, last = line.at(act)
    start, end = line.at(who)
    side = "before" if end <= first else "after" if start >= last else "inside"
    form = form_of(line, first, last)
    low, high = (end, first) if side == "before" else (last, start)
    between = [line.word(k) for k in range(low, high)]
    letters = line.letters[low:high]
    opener = _opener(line, start)
    behind = _behind(line, end, first)
    direct = side == "before" and all(x in _AUX for x in letters)
    clause = "relative" if _RELATIVE & set(between) else "sub" if _OPENS & set(between) else "plain"
    verbs = min(2, sum(x == "v" for x in letters))
    others = min(2, sum(low <= k < high for k in (line.at(a)[0] for a in line.acts)))
    nouns = min(2, _phrases_in(letters))
    where = f"{side} {form}"
    facts = [
        f"prep {where} {opener}",
        f"prep {side} {opener}",
        f"type {event_type} {side}",
        f"type {event_type} {where}",
        f"type {event_type} {side} {opener}",
        f"verbs {where} {verbs}",
        f"clause {where} {clause}",
        f"acts {where} {others}",
        f"nouns {where} {nouns}",
        f"steps {side} {_steps(high - low)}",
        f"behind {side} {behind}",
        f"behind {where} {behind}",
        f"verbs nouns {side} {verbs} {nouns} {clause}",
        f"word {_stem(line.word(last - 1))} {side}",
        f"word {_stem(line.word(last - 1))} {side} {opener}",
    ]
    if direct:
        facts += [f"direct {form}", f"direct {event_type} {form}", f"direct {opener}"]
    if side == "after" and set(letters) <= PHRASE:
        facts += [f"object {form}", f"object {event_type} {form}"]
    if "," in between:
        facts.append(f"comma {where} {min(2, between.count(','))}")
    if any(word.startswith(_HARMED) for word in between):
        facts.append(f"harmed {where} {clause}")
    if {"and", "or", "but"} & set(between):
        facts.append(f"and {where} {verbs}")
    if {";", ":", "“", "”", '"'} & set(between):
        facts.append(f"apart {side}")
    if start == 0 or (start <= 2 and side == "before" and all(x in PHRASE for x in line.letters[:start])):
        facts.append(f"opens {where} {verbs}")
    if line.word(start) in PRONOUNS and end - start == 1:
        facts.append(f"pronoun {side}")
    return ("bias", *facts)


_ENDINGS = ("ings", "ing", "ed", "es", "s", "ions", "ion", "e")
_STEM = 4
"""Letters that a stem has at least."""


def _stem(word: str) -> str:
    """Return an act's last word without its ending, so that "arrest", "arrests" and "arrested" are one."""
    return next((word[: -len(e)] for e in _ENDINGS if word.endswith(e) and len(word) >= len(e) + _STEM), word)


def form_of(line: Line, first: int, last: int) -> str:
    """Return an act's form: a noun, a passive, a participle of another kind, an infinitive, or a plain verb."""
    head = next((k for k in range(first, last) if line.letter(k) == "v"), None)
    if head is None:
        return "noun"
    word, before = line.word(head), line.letter(head - 1)
    k = head - 1
    while k >= 0 and line.letter(k) == "r":
        k -= 1
    if word.endswith("ing"):  # "killed in fighting between": a noun; "of harbouring rebels" is none
        return "noun" if before in "diaq" and line.letter(head + 1) in "i.cvx" else "ing"
    if line.word(k) in _BE and line.letter(k) in "xv":
        return "passive"
    if line.word(k) == "to":
        return "infinitive"
    if word.endswith(("ed", "en", "wn")) and before in "nN,.":
        return "past"
    return "verb"


def _opener(line: Line, start: int) -> str:
    """Return what stands before somebody's noun phrase: a preposition, "and", a comma, a verb, or the beginning."""
    k = start - 1
    while k >= 0 and line.letter(k) in "damq" and line.word(k) not in _TOLD:
        k -= 1
    if k < 0:
        return "begin"
    word, letter = line.word(k), line.letter(k)
    if word in _TOLD or word in ("and", "or", ",", "'s"):
        return word
    if word in _OPENS or word in _RELATIVE:
        return "clause"
    return {"v": "verb", "x": "verb", "i": "other", "n": "noun", "N": "noun"}.get(letter, "mark")


def _behind(line: Line, end: int, act: int) -> str:
    """Return what stands behind somebody's words: the act, its possessive, another verb, a noun, a preposition …"""
    if end == act:
        return "act"
    word, letter = line.word(end), line.letter(end)
    if word in ("'s", "'"):
        return "'s"
    if word in ("and", "or", ",", "of", "to", "by"):
        return word
    if word in _RELATIVE:
        return "relative"
    k = end
    while line.letter(k) in _AUX and k < act:
        k += 1
    if k == act:
        return "act"
    return {"v": "verb", "x": "verb", "n": "noun", "N": "noun", "i": "prep"}.get(
        line.letter(k) if k else letter, "mark"
    )


def _phrases_in(letters: str) -> int:
    """Count the noun phrases among words by their classes."""
    return sum(a in "nNp" and b not in "nN" for a, b in pairwise(letters + "."))


def _steps(count: int) -> str:
    return next((name for most, name in _STEPS if count <= most), "more")
