"""The forms of words that may name an act: the patterns of `act_lexicon.FAMILIES` in every form of their verb or noun.

Here it is only asked which patterns the words match; how the act stands in its sentence `acts` and `act_nouns` read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from gpulse.reading.commitment.act_lexicon import FAMILIES, IDIOMS, Family
from gpulse.reading.language.cues import BE, MODALS, SUBORDINATORS
from gpulse.reading.language.verb_groups import PREPOSITIONS, Form
from gpulse.reading.language.words import Word, noun_forms, verb_forms, word_set


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Words that may name an act: those of the text (`words`), and the family, lemma and form that they are of."""

    family: Family
    lemma: str
    form: Form
    words: tuple[str, ...]


@cache
def load_patterns() -> MappingProxyType[str, tuple[Pattern, ...]]:
    """All surface patterns by their first word, in the order of the families."""
    found: dict[str, list[Pattern]] = defaultdict(list)
    for family in FAMILIES:
        for verb in family.verbs:
            head, *rest = verb.split()
            forms: dict[str, list[Form]] = defaultdict(list)
            for form, surface in verb_forms(head).items():
                forms[surface].append(form)
            for surface, kinds in forms.items():
                for kind in kinds:
                    found[surface].append(Pattern(family=family, lemma=verb, form=kind, words=(surface, *rest)))
        for noun in family.nouns:
            head, *rest = noun.split()
            surfaces = (
                noun_forms(noun)
                if not rest
                else (noun, " ".join((*noun.split()[:-1], noun_forms(noun.split()[-1])[1])))
            )
            for surface in dict.fromkeys(surfaces):
                first, *tail = surface.split()
                found[first].append(Pattern(family=family, lemma=noun, form="noun", words=(first, *tail)))
        for state in family.states:
            first, *tail = state.split()
            found[first].append(Pattern(family=family, lemma=state, form="state", words=(first, *tail)))
    return MappingProxyType({word: tuple(patterns) for word, patterns in found.items()})


@cache
def load_idioms() -> MappingProxyType[str, tuple[tuple[str, ...], ...]]:
    """Set phrases that name no act, in every form of their verb, by first word."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for idiom in IDIOMS:
        head, *rest = idiom.split()
        for surface in {head, *verb_forms(head).values()}:
            found[surface].append((surface, *rest))
    return MappingProxyType({word: tuple(phrases) for word, phrases in found.items()})


CARRIERS = word_set(
    "hold conduct stage launch begin start mount make pay undertake declare open resume order host impose effect "
    "call carry"
)
"""Verbs that carry an act noun as their object."""

_PARTICLES = word_set("over out back up off home away down go into")
"""Particles that an object may part from their verb: "hand their positions over"."""


def matches(pattern: Pattern, words: tuple[Word, ...], at: int) -> int | None:
    """Return the number of the last word of `pattern` matched at `at`; a short object may stand before a particle."""
    if words[at].low != pattern.words[0]:
        return None
    if len(pattern.words) == 1:
        return at
    end = at + len(pattern.words)
    if tuple(word.low for word in words[at:end]) == pattern.words:
        return end - 1
    if len(pattern.words) != 2 or pattern.words[1] not in _PARTICLES or pattern.form in ("noun", "state"):
        return None
    for position in range(at + 2, min(len(words), at + 7)):
        low = words[position].low
        if low == pattern.words[1] and words[position - 1].low not in ("of", "and"):
            return position
        if low in SUBORDINATORS or not low[0].isalnum() or low in MODALS or low in BE:
            return None
    return None


def with_act_noun(words: tuple[Word, ...], at: int) -> Iterator[tuple[int, Pattern, int]]:
    """A verb that only carries an act noun: "hold exercises", "launch a ground offensive", "pay a visit"."""
    for form in load_carriers().get(words[at].low, ()):
        for noun in range(at + 1, min(len(words), at + 6)):
            low = words[noun].low
            if not low[0].isalnum() or low in SUBORDINATORS or low in MODALS or low in BE or low in PREPOSITIONS:
                break
            for order, pattern in enumerate(load_patterns().get(low, ())):
                last = matches(pattern, words, noun) if pattern.form == "noun" else None
                if last is not None:
                    verb = Pattern(family=pattern.family, lemma=pattern.lemma, form=form, words=pattern.words)
                    yield order, verb, last
                    return


@cache
def load_carriers() -> MappingProxyType[str, tuple[Form, ...]]:
    """The forms of the verbs that carry an act noun."""
    found: dict[str, list[Form]] = defaultdict(list)
    for verb in sorted(CARRIERS):
        for form, surface in verb_forms(verb).items():
            found[surface].append(form)
    return MappingProxyType({surface: tuple(forms) for surface, forms in found.items()})
