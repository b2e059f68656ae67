"""Does a sentence say more than its footnotes? Names, numbers and days are compared with their words and values.

This is a check of what a reader can verify: it does not prove that a sentence says what the words mean, only that
nothing in it comes from elsewhere. `gpulse.views.brief` lets through no sentence that fails it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gpulse.views.brief_rows import Footnote, Sentence

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")

OWN_WORDS = frozenset("On According The A What Somebody Due Told Changed Quoted".split())
"""Words that begin our sentences with a capital and name nothing."""


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared: hyphens and commas inside words kept, a possessive left off.

    >>> words_of("Kim Jong-un's 1,500 shells, by 28 July")
    ['Kim', 'Jong-un', '1,500', 'shells', 'by', '28', 'July']
    """
    return [re.sub(r"['’]s?$", "", word) for word in _WORD.findall(text)]


def needs_support(word: str) -> bool:
    """Say whether a word is a name, a number or part of a date: it has a capital letter or a digit.

    >>> [needs_support(w) for w in ("Seoul", "7,000", "shells", "On")]
    [True, True, False, False]
    """
    return word not in OWN_WORDS and any(c.isupper() or c.isdigit() for c in word)


def unsupported(sentence: Sentence, footnotes: Iterable[Footnote]) -> tuple[str, ...]:
    """Return the names, numbers and quotations of a sentence that none of its footnotes carries; empty is good.

    A quotation must stand in a footnote's words; a name or number of our own words must be in a footnote's words or
    be the meaning of one of its values.
    """
    notes = [note for note in footnotes if note.number in sentence.notes]
    quotes = [" ".join(note.quote.split()) for note in notes]
    carried = {word.casefold() for quote in quotes for word in words_of(quote)}
    carried |= {word.casefold() for note in notes for value in note.values for word in words_of(value.means)}
    missing: list[str] = []
    for part in sentence.parts:
        if part.quoted:
            if not any(part.text.strip(" …") in quote for quote in quotes):
                missing.append(part.text)
        else:
            missing += [w for w in words_of(part.text) if needs_support(w) and w.casefold() not in carried]
    if not notes:
        missing.append("no footnote")
    return tuple(missing)
