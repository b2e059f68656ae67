"""Where the clause of a verb begins and ends."""

from __future__ import annotations

from gpulse.reading.language.cues import BE, HAVE, MODALS, SUBORDINATORS
from gpulse.reading.language.verb_groups import (
    PREPOSITIONS,
    REACH,
    SAYS_OR_PLANS,
    SUBJECT_OPENS,
    cue_lemma,
    skip_adverbs,
)
from gpulse.reading.language.words import IRREGULAR, Word, word_set

_OPENERS = word_set("because although though while whereas unless if but when who which")
"""Words with which a new clause begins."""


def clause_end(words: tuple[Word, ...], start: int, reach: int = REACH) -> int:
    """Return the number after the last word of the clause that runs on from `start`."""
    for at in range(start, min(len(words), start + reach)):
        low = words[at].low
        if low in ";:—–()" or low in ("“", "”", '"'):
            return at
        if at > start and low in _OPENERS:
            return at
        if low in MODALS and at > start:
            return at
        if low == "and" and at > start and _opens_clause(words, at + 1):
            return at
    return min(len(words), start + reach)


def _opens_clause(words: tuple[Word, ...], at: int) -> bool:
    """Say whether a subject and its verb stand here: "… , and no agreement has been signed", ", and Oslo plans to"."""
    named = at > 1 and words[at - 2].low == "," and at < len(words) and SUBJECT_OPENS.match(words[at].text)
    for word in words[at : at + 5]:
        if word.low in HAVE or word.low in ("is", "are", "was", "were"):
            return True
        if named and word.low in SAYS_OR_PLANS:
            return True
        if not word.low[0].isalnum() or word.low in SUBORDINATORS or word.low == "to":
            return False
    return False


def clause_start(words: tuple[Word, ...], end: int) -> int:
    """Return the number of the first word of the clause that ends before `end`: back over words, not over verbs."""
    if end > 0 and words[end - 1].low in ("it", "he", "she", "they", "we"):
        return end - 1
    if end > 3 and words[end - 2].low in _OWNED and words[end - 3].low not in PREPOSITIONS | {"and", "or", ",", "all"}:
        return end - 2  # "When the heads of A meet in December his country will …"
    at = end - 1
    if at > 0 and words[at].low == "," and (opened := _aside_before(words, at)) is not None:
        at = opened - 1  # "the Fund, which has spent nine days there, will lend"
    while at >= 0:
        low = words[at].low
        if low in (";", ":", "—", "–", "(", ")", "“", "”", '"'):
            return at + 1
        if (relative := _relative_before(words, at)) is not None:
            at = relative - 1  # "104 men who were put in prison are to be freed"
            continue
        if low in ("who", "which") and at and words[at - 1].low != ",":
            at -= 1  # "those who remained would follow"
            continue
        if low in SUBORDINATORS and low not in ("as", "than", "since", "until", "after", "before"):
            return _past_fronted(words, at, end)
        if low in MODALS or low in BE or low in HAVE:
            return at + 1
        if low == "," and _opens_with_time(words, at + 1):
            return at + 2
        at -= 1
    return 0


_OWNED = frozenset({"his", "her", "its", "their", "our", "my"})


def _aside_before(words: tuple[Word, ...], comma: int) -> int | None:
    """The comma that opens an aside which ends at `comma`: ", which has spent nine days there,"."""
    for at in range(comma - 1, max(-1, comma - 2 * REACH), -1):
        if words[at].low in (";", ":", "“", "”"):
            return None
        if words[at].low == ",":
            return at if at and words[at + 1].low in ("who", "which", "whose", "where") else None
    return None


def _relative_before(words: tuple[Word, ...], at: int) -> int | None:
    """The relative pronoun whose verb stands at `at`: "men *who* were put in prison", "tonnes *that* make up"."""
    low = words[at].low
    if low not in _AUXILIARIES and not low.endswith("ed"):
        return None
    before = skip_adverbs(words, at - 1)
    if before < 1 or words[before].low not in ("who", "which", "that") or words[before - 1].low == ",":
        return None
    said = words[before].low == "that" and (cue_lemma(words[before - 1].low) or words[before - 1].low in BE)
    return None if said else before


_AUXILIARIES = BE | HAVE | frozenset(MODALS) | frozenset(IRREGULAR) | {f for forms in IRREGULAR.values() for f in forms}
"""Words with which the verb of a relative clause may begin."""


def _opens_with_time(words: tuple[Word, ...], at: int) -> bool:
    """Say whether a clause opens here with a time: ", and from 1 January nothing would pass"."""
    if at + 2 >= len(words) or words[at].low not in ("and", "but"):
        return False
    timed = words[at + 1].low in ("from", "by", "on", "until", "within", "before", "after", "in")
    following = words[at + 2]
    return timed and (following.text[0].isdigit() or following.low in ("the", "a") or following.text[0].isupper())


def _past_fronted(words: tuple[Word, ...], at: int, end: int) -> int:
    """Step over a clause that a subordinator opens and a comma ends: "If the vote is lost, the country will leave"."""
    if words[at].low not in ("if", "unless", "once", "when", "because", "although", "though", "while", "since"):
        return at + 1
    commas = [place for place in range(at + 2, end - 1) if words[place].low == ","]
    return commas[-1] + 1 if commas else at + 1
