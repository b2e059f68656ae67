"""Find the words that name acts between actors, and how each stands in its sentence.

A sentence is searched for the verbs, nouns and predicates of `act_lexicon.FAMILIES`. For each, the words around it are
read by rule: its auxiliaries and the verb or noun that governs it say whether it is told as done, promised, demanded …
(`Act.mood`); the words on its left hold the subject, those on its right the object. There is no parser: the rules look
at most a clause away, and abstain where a clause edge stands between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Literal

from gpulse.reading.act_lexicon import FAMILIES, IDIOMS, OBJECT_WORDS, Family
from gpulse.reading.cues import (
    BE,
    DIRECT_ONLY,
    GOVERNOR_ADJECTIVES,
    GOVERNOR_NOUNS,
    GOVERNOR_VERBS,
    HAVE,
    LIGHT_VERBS,
    MODALS,
    NEGATORS,
    SPEECH,
    SUBORDINATORS,
    THAT_VERBS,
)
from gpulse.reading.words import Word, find_words, is_adverb, noun_forms, verb_forms, word_set
from gpulse.record import Sentence, Span

Form = Literal["base", "s", "past", "pp", "ing", "noun", "state"]
Mood = Literal[
    "done", "present", "will", "would", "shall", "must", "should", "may", "is to", "governed", "gerund", "bare", "if"
]

REACH = 16
"""Words to the right of a verb in which its object is looked for: a clause of news is rarely longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Governor:
    """The word that takes an act as complement: its place, its class in `cues`, and who stands between it and the
    act."""

    at: int
    word: str
    group: str
    controlled: tuple[int, int] | None = None
    passive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act named in a sentence. `subject`, `object` are ranges of word numbers in `words_of` the sentence."""

    trigger: Span
    first: int
    last: int
    family: str
    event_type: str
    frame: str
    lemma: str
    form: Form
    mood: Mood
    passive: bool
    negative: bool
    governor: Governor | None
    subject: tuple[int, int]
    object: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pattern:
    family: Family
    lemma: str
    form: Form
    words: tuple[str, ...]


@cache
def _patterns() -> MappingProxyType[str, tuple[_Pattern, ...]]:
    """All surface patterns by their first word, in the order of the families."""
    found: dict[str, list[_Pattern]] = defaultdict(list)
    for family in FAMILIES:
        for verb in family.verbs:
            head, *rest = verb.split()
            forms: dict[str, list[Form]] = defaultdict(list)
            for form, surface in verb_forms(head).items():
                forms[surface].append(form)  # type: ignore[arg-type]
            for surface, kinds in forms.items():
                for kind in kinds:
                    found[surface].append(_Pattern(family=family, lemma=verb, form=kind, words=(surface, *rest)))
        for noun in family.nouns:
            head, *rest = noun.split()
            surfaces = (
                noun_forms(noun)
                if not rest
                else (noun, " ".join((*noun.split()[:-1], noun_forms(noun.split()[-1])[1])))
            )
            for surface in dict.fromkeys(surfaces):
                first, *tail = surface.split()
                found[first].append(_Pattern(family=family, lemma=noun, form="noun", words=(first, *tail)))
        for state in family.states:
            first, *tail = state.split()
            found[first].append(_Pattern(family=family, lemma=state, form="state", words=(first, *tail)))
    return MappingProxyType({word: tuple(patterns) for word, patterns in found.items()})


@cache
def _idioms() -> MappingProxyType[str, tuple[tuple[str, ...], ...]]:
    """Set phrases that name no act, in every form of their verb, by first word."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for idiom in IDIOMS:
        head, *rest = idiom.split()
        for surface in {head, *verb_forms(head).values()}:
            found[surface].append((surface, *rest))
    return MappingProxyType({word: tuple(phrases) for word, phrases in found.items()})


@cache
def _verb_lemmas() -> MappingProxyType[str, tuple[tuple[str, Form], ...]]:
    """Every inflected form of a cue verb, to its lemma and form."""
    lemmas = set(GOVERNOR_VERBS) | SPEECH | LIGHT_VERBS
    found: dict[str, list[tuple[str, Form]]] = defaultdict(list)
    for lemma in sorted(lemmas):
        for form, surface in verb_forms(lemma).items():
            found[surface].append((lemma, form))  # type: ignore[arg-type]
    return MappingProxyType({word: tuple(forms) for word, forms in found.items()})


def cue_lemma(word: str) -> str | None:
    """Return the lemma of a cue verb's inflected form, or `None`.

    >>> cue_lemma("pledged"), cue_lemma("threatening"), cue_lemma("table")
    ('pledge', 'threaten', None)
    """
    forms = _verb_lemmas().get(word)
    return forms[0][0] if forms else None


CARRIERS = word_set(
    "hold conduct stage launch begin start mount make pay undertake declare open resume order host impose effect "
    "call carry"
)
"""Verbs that carry an act noun as their object."""

PROMISING = frozenset({"pledge", "promise", "earmark"})
"""Verbs that promise the thing that is their object."""

_PARTICLES = word_set("over out back up off home away down go into")
"""Particles that an object may part from their verb: "hand their positions over"."""


def _matches(pattern: _Pattern, words: tuple[Word, ...], at: int) -> int | None:
    """Return the number of the last word of `pattern` matched at `at`; a short object may stand before a particle."""
    if words[at].low != pattern.words[0]:
        return None
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


def clause_end(words: tuple[Word, ...], start: int, reach: int = REACH) -> int:
    """Return the number after the last word of the clause that runs on from `start`."""
    for at in range(start, min(len(words), start + reach)):
        low = words[at].low
        if low in ";:—–()" or low in ("“", "”", '"'):
            return at
        if at > start and low in (
            "because",
            "although",
            "though",
            "while",
            "whereas",
            "unless",
            "if",
            "but",
            "when",
            "who",
            "which",
        ):
            return at
        if low in MODALS and at > start:
            return at
    return min(len(words), start + reach)


def _clause_start(words: tuple[Word, ...], end: int) -> int:
    """Return the number of the first word of the clause that ends before `end`: back over words, not over verbs."""
    at = end - 1
    while at >= 0:
        low = words[at].low
        if low in (";", ":", "—", "–", "(", ")", "“", "”", '"'):
            return at + 1
        if low in ("who", "which") and at and words[at - 1].low != ",":
            at -= 1  # "those who remained would follow"
            continue
        if low in SUBORDINATORS and low not in ("as", "than", "since", "until", "after", "before"):
            return at + 1
        if low in MODALS or low in BE or low in HAVE:
            return at + 1
        at -= 1
    return 0


def _skip_adverbs(words: tuple[Word, ...], at: int) -> int:
    """Step left from `at` over adverbs."""
    while at >= 0 and (is_adverb(words[at].low) and words[at].low not in ("no",)):
        at -= 1
    return at


def _governor_before_to(words: tuple[Word, ...], to: int) -> tuple[Governor | None, str, int]:
    """Read what stands before the "to" at `to`: a governor, a mood, and where the subject ends."""
    at = _skip_adverbs(words, to - 1)
    if at < 0:
        return None, "bare", to
    low = words[at].low
    if low in ("able", "free", "in", "position"):
        be = _skip_adverbs(words, at - 1)
        modal = _skip_adverbs(words, be - 1)
        if be > 0 and modal >= 0 and words[be].low == "be" and words[modal].low in MODALS:
            return None, MODALS[words[modal].low], modal
    if low in BE:
        before = _skip_adverbs(words, at - 1)
        if before >= 0 and words[before].low in MODALS:
            return None, "bare", before
        return None, "is to", at
    if low in HAVE:
        return None, "must", at
    ranked = next((i for i in range(at, max(-1, at - 4), -1) if words[i].low in ("first", "last", "next", "only")), -1)
    if ranked > 2 and words[ranked - 1].low == "the" and words[ranked - 2].low == "be":
        modal = _skip_adverbs(words, ranked - 3)
        if modal >= 0 and words[modal].low in MODALS:  # "will be the first country to recognise"
            return None, MODALS[words[modal].low], modal
    be = _skip_adverbs(words, at - 1)
    after_be = be >= 0 and (
        words[be].low in BE or words[be].low in ("seems", "looks", "looked", "stands", "stood", ",")
    )
    if low in GOVERNOR_ADJECTIVES and (
        after_be or low in ("due", "set", "ready", "willing", "poised", "prepared", "determined")
    ):
        edge = be if after_be else at
        edge = _left_of_auxiliaries(words, edge)
        return Governor(at=at, word=low, group=GOVERNOR_ADJECTIVES[low], passive=True), "governed", edge
    lemma = cue_lemma(low)
    if lemma in GOVERNOR_VERBS and lemma not in DIRECT_ONLY | {"have"}:
        edge = _left_of_auxiliaries(words, at - 1) if after_be or be >= 0 else at
        return Governor(at=at, word=lemma, group=GOVERNOR_VERBS[lemma], passive=after_be), "governed", min(edge, at)
    if lemma == "mean" and low != "means":
        return Governor(at=at, word="mean", group="plan", passive=after_be), "governed", min(at, be if after_be else at)
    for back in range(at, max(-1, at - 9), -1):
        low = words[back].low
        if low in (";", ":", "—", "”", "“") or low in MODALS or low in ("that", "which", "who"):
            break
        if low in GOVERNOR_NOUNS and (back > 0):
            return _noun_governor(words, back, to)
        lemma = cue_lemma(low)
        if (
            lemma in GOVERNOR_VERBS
            and GOVERNOR_VERBS[lemma] in ("demand", "predict", "plan", "allow", "pledge", "vague")
            and back < at
        ):
            if lemma in (
                "set",
                "have",
                "mean",
                "give",
                "use",
                "work",
                "like",
                "prepare",
                "decide",
                "approve",
                "commit",
                "bind",
            ):
                continue
            edge = _left_of_auxiliaries(words, back - 1) if back else back
            controlled = (back + 1, to) if lemma not in ("agree", "promise", "pledge", "vow", "threaten") else None
            return (
                Governor(at=back, word=lemma, group=GOVERNOR_VERBS[lemma], controlled=controlled),
                "governed",
                min(edge, back),
            )
    return None, "bare", to


_TIME_NOUNS = word_set("days weeks hours week month months day until year years notice")


def _noun_governor(words: tuple[Word, ...], noun: int, to: int) -> tuple[Governor | None, str, int]:
    """A noun before "to": its own group, or a time given or had ("gave the junta a week to", "has until May to")."""
    low = words[noun].low
    for back in range(noun - 1, max(-1, noun - 10), -1):
        word = words[back].low
        lemma = cue_lemma(word)
        if word in ("gave", "give", "given", "gives", "giving", "set") and low in _TIME_NOUNS:
            passive = word == "given" and words[_skip_adverbs(words, back - 1)].low in BE
            subject_end = _left_of_auxiliaries(words, back - 1) if passive else back
            return (
                Governor(
                    at=back,
                    word="give",
                    group="demand",
                    controlled=None if passive else (back + 1, noun),
                    passive=passive,
                ),
                "governed",
                min(subject_end, back),
            )
        if low in _TIME_NOUNS and word in ("has", "have", "had", "has", "having"):
            return Governor(at=back, word="have until", group="demand", passive=True), "governed", back
        if word in (";", ":", "—") or word in MODALS or (lemma in SPEECH and low not in _TIME_NOUNS):
            break
    if low in _TIME_NOUNS:
        return None, "bare", to
    edge = noun
    for back in range(noun - 1, max(-1, noun - 5), -1):
        if words[back].low in ("its", "their", "his", "her", "the", "a", "an") or words[back].low.endswith(
            ("'s", "s'")
        ):
            edge = back + 1
            break
    return Governor(at=noun, word=low, group=GOVERNOR_NOUNS[low]), "governed", edge


def _left_of_auxiliaries(words: tuple[Word, ...], at: int) -> int:
    """Return the number of the leftmost auxiliary of the verb group that ends at `at`, or `at + 1` where there is
    none."""
    edge = at + 1
    while at >= 0:
        low = words[at].low
        if low in BE or low in HAVE or low in MODALS or low in ("do", "does", "did", "didn't", "doesn't", "don't"):
            edge = at
        elif not is_adverb(low):
            break
        at -= 1
    return edge


def _read_group(words: tuple[Word, ...], first: int, form: Form) -> tuple[Mood, bool, Governor | None, int] | None:
    """Read the verb group to the left of the act at `first`: its mood, voice, governor, and where the subject ends.

    Returns `None` where the form does not fit what stands before it (a participle used as an adjective, say).
    """
    at = _skip_adverbs(words, first - 1)
    low = words[at].low if at >= 0 else ""
    passive = False
    if form in ("pp", "state") and (low in BE or low in ("get", "gets", "got")):
        passive = form == "pp"
        tense = low
        at = _skip_adverbs(words, at - 1)
        low = words[at].low if at >= 0 else ""
        if tense == "be" and low not in MODALS and low != "to":
            governor = _that_governor(words, at + 1)
            return ("governed", passive, governor, at + 1) if governor else None
        if tense in ("been", "being") or (low in HAVE and tense == "been"):
            if low in HAVE:
                before = _skip_adverbs(words, at - 1)
                if before >= 0 and words[before].low in MODALS:
                    return MODALS[words[before].low], passive, None, before  # type: ignore[return-value]
                if before >= 0 and words[before].low == "to":
                    governor, mood, edge = _governor_before_to(words, before)
                    return mood, passive, governor, edge  # type: ignore[return-value]
            return "done", passive, None, at if low in HAVE else at + 1
        if form == "state" and words[first].low in ("due", "expected"):
            group = "predict" if words[first].low == "expected" else "plan"
            return "governed", False, Governor(at=first, word=words[first].low, group=group, passive=True), at + 1
        if form == "pp" and tense in ("is", "are") and (governor := _that_governor(words, at + 1)):
            return "governed", passive, governor, at + 1  # "see that it is ratified"
        if tense in ("is", "are", "'s", "'re", "isn't", "aren't"):
            return ("present" if form == "pp" else "done"), passive, None, at + 1
        if tense in ("was", "were", "wasn't", "weren't"):
            return "done", passive, None, at + 1
    elif form == "state":
        return None
    if low in MODALS and form in ("base", "pp", "state", "past"):
        if form in ("pp", "past") and not passive:
            return None
        return MODALS[low], passive, None, at  # type: ignore[return-value]
    if low == "to" and (form == "base" or passive or form == "state"):
        governor, mood, edge = _governor_before_to(words, at)
        return mood, passive, governor, edge  # type: ignore[return-value]
    if low == "be" and form == "ing":
        before = _skip_adverbs(words, at - 1)
        if before >= 0 and words[before].low in MODALS:
            return MODALS[words[before].low], False, None, before  # type: ignore[return-value]
    if form == "ing":
        if low in BE:
            return ("present" if low in ("is", "are", "am", "'s", "'re") else "done"), False, None, at
        governor = _gerund_governor(words, at)
        return ("governed", False, governor, governor.at) if governor else ("gerund", False, None, at + 1)
    if low in HAVE and form == "pp":
        before = _skip_adverbs(words, at - 1)
        if before >= 0 and words[before].low in MODALS:
            return MODALS[words[before].low], False, None, before  # type: ignore[return-value]
        if before >= 0 and words[before].low == "to":
            governor, mood, edge = _governor_before_to(words, before)
            return mood, False, governor, edge  # type: ignore[return-value]
        return "done", False, None, at
    if low in ("did", "do", "does", "didn't", "doesn't", "don't") and form == "base":
        return ("done" if low.startswith("did") else "present"), False, None, at
    if form == "past":
        return "done", False, None, first
    if form in ("base", "s") and (governor := _that_governor(words, first)):
        return "governed", False, governor, first
    if form == "s":
        return "present", False, None, first
    if form == "base":
        joined = _joined_group(words, at) if low in ("and", "or", ",") else None
        return joined or (("bare" if low in ("to", "") else "present"), False, None, first)
    if form == "pp":
        if low in ("have", "having"):
            return "done", False, None, at
        return "bare", True, None, first
    return None


def _object_fits(family: Family, words: tuple[Word, ...], ranges: tuple[tuple[int, int], ...], subject: bool) -> bool:
    """Say whether one of the family's object classes stands in the ranges of word numbers.

    A bare number or "the rest" counts only as `subject` ("eight more are to follow"); a name counts as ground ("left
    Kabul").
    """
    if not family.objects:
        return True
    wanted = frozenset().union(*(OBJECT_WORDS[name] for name in family.objects if subject or name != "rest"))
    for start, end in ranges:
        for at in range(start, end):
            plain = words[at].low.removesuffix("'s")
            if {plain, plain.removesuffix("s"), *plain.split("-")[1:]} & wanted:
                return True
            if not subject and "ground" in family.objects and at - start < 3 and at and words[at].text[0].isupper():
                return True
    return False


def find_acts(text: str, sentence: Sentence) -> tuple[Act, ...]:
    """Return the acts that the sentence names, in order; overlapping readings give the first that fits.

    >>> s = "Denmark has promised to send 19 jets to Ukraine by New Year."
    >>> [(a.trigger.of(s), a.event_type, a.mood) for a in find_acts(s, Sentence(start=0, end=len(s)))]
    [('send', 'AID', 'governed')]
    """
    words = find_words(text, sentence.start, sentence.end)
    return find_acts_in(words)


def find_acts_in(words: tuple[Word, ...]) -> tuple[Act, ...]:
    """Return the acts named in these words of one sentence; see `find_acts`."""
    found: list[Act] = []
    covered: set[int] = set()
    for at in range(len(words)):
        low = words[at].low
        if at in covered or (low != "there" and low not in _patterns() and low not in _carriers()):
            continue
        idioms = _idioms().get(words[at].low, ())
        idiom = next((i for i in idioms if tuple(w.low for w in words[at : at + len(i)]) == i), ())
        if idiom:
            covered |= set(range(at, at + len(idiom)))
            continue
        if words[at].low == "there" and (arrival := _existential(words, at)):
            found.append(arrival)
            continue
        for act in _readings(words, at):
            found.append(act)
            parted = act.last - act.first >= len(act.lemma.split()) and act.form != "noun"
            covered |= {act.first, act.last} if parted else set(range(act.first, act.last + 1))
            break
    return tuple(_coordinated(words, found))


def _with_act_noun(words: tuple[Word, ...], at: int) -> Iterator[tuple[int, _Pattern, int]]:
    """A verb that only carries an act noun: "hold exercises", "launch a ground offensive", "pay a visit"."""
    for form in _carriers().get(words[at].low, ()):
        for noun in range(at + 1, min(len(words), at + 6)):
            low = words[noun].low
            if not low[0].isalnum() or low in SUBORDINATORS or low in MODALS or low in BE or low in _PREPOSITIONS:
                break
            for order, pattern in enumerate(_patterns().get(low, ())):
                last = _matches(pattern, words, noun) if pattern.form == "noun" else None
                if last is not None:
                    verb = _Pattern(family=pattern.family, lemma=pattern.lemma, form=form, words=pattern.words)
                    yield order, verb, last
                    return


@cache
def _carriers() -> MappingProxyType[str, tuple[Form, ...]]:
    """The forms of the verbs that carry an act noun."""
    found: dict[str, list[Form]] = defaultdict(list)
    for verb in sorted(CARRIERS):
        for form, surface in verb_forms(verb).items():
            found[surface].append(form)  # type: ignore[arg-type]
    return MappingProxyType({surface: tuple(forms) for surface, forms in found.items()})


def _existential(words: tuple[Word, ...], at: int) -> Act | None:
    """Read "there will be 10,000 of them": so many soldiers are to be somewhere."""
    if at + 3 >= len(words) or words[at + 1].low not in MODALS or words[at + 2].low != "be":
        return None
    right = (at + 3, clause_end(words, at + 3))
    if not any(words[i].text[0].isdigit() for i in range(right[0], min(right[1], right[0] + 4))):
        return None
    family = next(f for f in FAMILIES if f.name == "troops arrive")
    if not _object_fits(family, words, (right,), subject=True) and "them" not in {words[i].low for i in range(*right)}:
        return None
    mood: Mood = MODALS[words[at + 1].low]  # type: ignore[assignment]
    return Act(
        trigger=Span(start=words[at].start, end=words[at + 2].end),
        first=at, last=at + 2, family=family.name, event_type=family.event_type, frame="theme", lemma="be",
        form="state", mood=mood, passive=False, negative=False, governor=None, subject=right, object=right,
    )  # fmt: skip


def _readings(words: tuple[Word, ...], at: int) -> Iterator[Act]:
    """All readings of the act word at `at`, longer patterns before shorter, families in order."""
    matched = []
    for order, pattern in enumerate(_patterns().get(words[at].low, ())):
        last = _matches(pattern, words, at)
        if last is not None:
            matched.append((-len(pattern.words), order, pattern, last))
    for order, pattern, last in _with_act_noun(words, at):
        matched.append((-1 - (last - at), order, pattern, last))
    for _, _, pattern, last in sorted(matched, key=lambda item: item[:2]):
        act = _read_act(words, at, last, pattern)
        if act is not None:
            yield act


def _that_governor(words: tuple[Word, ...], before: int) -> Governor | None:
    """What governs a clause with "that" and a bare verb: "proposes that the vote be held", "see to it that all
    leave"."""
    for at in range(before - 1, max(-1, before - 14), -1):
        low = words[at].low
        if low in MODALS or low in BE or low in (";", ":", "—", "“", "”"):
            return None
        if low == "that" and at > 0:
            back = at - 1
            if words[back].low in ("it", "sure"):
                back -= 2 if words[back].low == "it" else 1
            lemma = cue_lemma(words[max(back, 0)].low)
            group = THAT_VERBS.get(lemma or words[max(back, 0)].low)
            return Governor(at=max(back, 0), word=words[max(back, 0)].low, group=group) if group else None
    return None


def _gerund_governor(words: tuple[Word, ...], at: int) -> Governor | None:
    """What governs a gerund after a preposition: "a date for handing back", "a promise of sending", "committed to
    leaving"."""
    if at < 1 or words[at].low not in ("for", "of", "to", "on"):
        return None
    low = words[at - 1].low
    group = GOVERNOR_NOUNS.get(low) or (GOVERNOR_ADJECTIVES.get(low) if words[at].low == "to" else None)
    if group is None or group == "vague" or low in _TIME_NOUNS:
        return None
    return Governor(at=at - 1, word=low, group=group)


def _joined_group(words: tuple[Word, ...], at: int) -> tuple[Mood, bool, Governor | None, int] | None:
    """The verb group that a base form joined by "and" shares: the last modal or "to" before it in the clause."""
    for back in range(at - 1, max(-1, at - REACH), -1):
        low = words[back].low
        if low in (";", ":", "—", "“", "”") or low in ("that", "which", "who", "when", "if", "because"):
            return None
        if low in MODALS:
            return MODALS[low], False, None, back  # type: ignore[return-value]
        if low == "to" and back + 1 < len(words) and _is_base(words[back + 1].low):
            governor, mood, edge = _governor_before_to(words, back)
            return (mood, False, governor, edge) if mood != "bare" else None  # type: ignore[return-value]
    return None


def _is_base(word: str) -> bool:
    """A rough test that a word after "to" is a verb: not a determiner, number, name or preposition."""
    return word.isalpha() and word not in _DETERMINERS and word not in _NOUN_BEFORE and not word.endswith("ing")


_DETERMINERS = word_set(
    "the a an this that these those its their his her our my any no another every first "
    "second new last next further "
    "some final partial full complete total of for"
)


def _read_act(words: tuple[Word, ...], first: int, last: int, pattern: _Pattern) -> Act | None:
    """Read the pattern's act at `first` … `last`, or `None` where form, frame or object do not fit."""
    if words[first].text == "March":  # the month
        return None
    if pattern.form == "noun":
        return _read_noun(words, first, last, pattern)
    before = words[first - 1].low if first else ""
    if (
        pattern.form in ("base", "s", "past")
        and (before in _DETERMINERS or before.endswith(("'s", "s'")))
        and before != "that"
    ):
        return None
    if (
        pattern.form in ("base", "s")
        and first
        and words[first - 1].text[0].isupper()
        and words[first].text[0].isupper()
    ):
        return None
    group = _read_group(words, first, pattern.form)
    if group is None:
        return None
    mood, passive, governor, edge = group
    if pattern.form == "past" and before in (*BE, *HAVE):
        return None
    if pattern.form == "s" and before in (",", "and", "or") and mood == "present":
        return None
    if pattern.form in ("base", "s") and mood == "present" and _looks_like_noun(words, first):
        return None
    if pattern.form == "base" and mood == "present" and verb_forms(words[first].low)["past"] == words[first].low:
        mood = "done"  # "put", "cut": told of the past unless something says otherwise
    left = (_clause_start(words, edge), edge)
    if governor is not None and governor.controlled is not None:
        left = governor.controlled
    right = (last + 1, clause_end(words, last + 1))
    inner = (first + 1, last) if last > first else (0, 0)
    frame = pattern.family.frame
    about_subject = passive or frame == "theme" or pattern.form == "state"
    carried = pattern.words[0] != words[first].low
    if carried:
        frame = "agent"
    elif not _object_fits(pattern.family, words, (left,) if about_subject else (inner, right), about_subject):
        return None
    negative = any(words[i].low in NEGATORS for i in range(max(min(edge, first - 1), 0), first)) or (
        last + 1 < len(words) and words[last + 1].low in ("no", "none", "nothing", "nobody", "neither")
    )
    if pattern.lemma in PROMISING:  # "Oslo promised ten tanks": the giving itself is still to come
        following = words[last + 1].low if last + 1 < len(words) else ""
        if mood not in ("done", "present", "will", "would", "is to") or following in ("to", "that", "not"):
            return None
        mood, governor = "governed", Governor(at=first, word=pattern.lemma, group="pledge", passive=passive)
    ahead = {w.low for w in words[max(left[0], left[1] - 4) : left[1]]}
    if ahead & {"no", "none", "nobody", "neither", "not", "without", "nothing"}:  # "no agreement has been signed"
        negative = True
    return Act(
        trigger=Span(start=words[first].start, end=words[last].end),
        first=first, last=last, family=pattern.family.name, event_type=pattern.family.event_type, frame=frame,
        lemma=pattern.lemma, form=pattern.form, mood=mood, passive=passive, negative=negative, governor=governor,
        subject=left, object=right,
    )  # fmt: skip


_PREPOSITIONS = word_set(
    "in of for on by with from at into under after before between without against over about as per via towards"
)
_NOUN_BEFORE = _PREPOSITIONS | {"air", "ground", "military", "peace", "trade"}
"""Words after which a base form is a noun."""


def _looks_like_noun(words: tuple[Word, ...], at: int) -> bool:
    """A base form after an adjective, a number or a preposition is a noun ("air strike", "in return")."""
    before = words[at - 1].low if at else ""
    if at > 1 and words[at - 1].text[0].isupper() and words[at - 2].low in _NOUN_BEFORE:
        return True  # "in Afghan hands"
    return before in (_NOUN_BEFORE) or (bool(before) and before[0].isdigit())


def _read_noun(words: tuple[Word, ...], first: int, last: int, pattern: _Pattern) -> Act | None:
    """Read an act noun: governed from the left, or the subject of a light verb on the right."""
    before = words[_skip_adverbs(words, first - 1)].low if first else ""
    if before in MODALS or before == "to":
        return None
    right = (last + 1, clause_end(words, last + 1))
    equated = _equated(words, first)
    if equated is not None:
        left = (_clause_start(words, equated[1]), equated[1])
        return _noun_act(words, first, last, pattern, equated[0], None, left, right)
    governor = None
    mood: Mood = "bare"
    edge = first
    for back in range(first - 1, max(-1, first - 8), -1):
        low = words[back].low
        if low in (";", ":", "—", "“", "”", ",") or low in SUBORDINATORS or low in MODALS:
            break
        lemma = cue_lemma(low)
        if (
            low in GOVERNOR_NOUNS
            and back < first - 1
            and low not in _TIME_NOUNS
            and words[back + 1].low in ("of", "for", "on")
        ):
            governor = Governor(at=back, word=low, group=GOVERNOR_NOUNS[low])
            edge = back
            break
        if lemma in GOVERNOR_VERBS and lemma not in DIRECT_ONLY | {
            "announce",
            "let",
            "help",
            "use",
            "seek",
            "urge",
            "call",
            "start",
        }:
            group = GOVERNOR_VERBS[lemma]
            if group in ("pledge", "plan", "threat", "demand", "predict"):
                edge = _left_of_auxiliaries(words, back - 1)
                governor = Governor(
                    at=back, word=lemma, group=group, passive=words[back - 1].low in BE if back else False
                )
                break
    if governor is None:
        light = _light_verb(words, last + 1)
        if light is not None:
            mood, governor, verb = light
            right = (last + 1, clause_end(words, verb + 1))
            left = (_clause_start(words, first), last + 1)
            return _noun_act(words, first, last, pattern, mood, governor, left, right)
        left = (_clause_start(words, first), first)
        act = _noun_act(words, first, last, pattern, "bare", None, left, right)
        if act.negative and act.family == "not go on with a treaty":  # "there were no grounds for continuing the deal"
            return replace(act, mood="will", negative=False)
        return act
    return _noun_act(words, first, last, pattern, "governed", governor, (_clause_start(words, edge), edge), right)


def _equated(words: tuple[Word, ...], noun: int) -> tuple[Mood, int] | None:
    """Read "there will be elections", "these may include the use of force", "would amount to a declaration of war"."""
    for at in range(noun - 1, max(-1, noun - 6), -1):
        low = words[at].low
        equates = low in ("be", "include", "mean", "constitute", "see", "bring")
        if equates or (low == "to" and words[at - 1].low == "amount"):
            modal = _skip_adverbs(words, at - 1 - (low == "to"))
            if modal >= 0 and words[modal].low in MODALS and (low != "be" or words[modal - 1].low == "there"):
                return MODALS[words[modal].low], modal  # type: ignore[return-value]
            return None
        if not low[0].isalnum() or low in SUBORDINATORS:
            return None
    return None


def _noun_act(
    words: tuple[Word, ...], first: int, last: int, pattern: _Pattern, mood: Mood, governor: Governor | None,
    subject: tuple[int, int], right: tuple[int, int],
) -> Act:  # fmt: skip
    negative = any(words[i].low in NEGATORS for i in range(max(0, first - 3), first))
    return Act(
        trigger=Span(start=words[first].start, end=words[last].end),
        first=first, last=last, family=pattern.family.name, event_type=pattern.family.event_type,
        frame=pattern.family.frame, lemma=pattern.lemma, form="noun", mood=mood, passive=False, negative=negative,
        governor=governor, subject=subject, object=right,
    )  # fmt: skip


def _light_verb(words: tuple[Word, ...], start: int) -> tuple[Mood, Governor | None, int] | None:
    """Read "… will take place", "… are set for", "… is due", "… took place" to the right of an act noun."""
    for at in range(start, min(len(words), start + 9)):
        low = words[at].low
        if low in (";", ":", ".", "—") or low in ("who", "which", "that", "because", "if"):
            return None
        after = at + 1
        while after < len(words) and is_adverb(words[after].low):
            after += 1
        following = words[after].low if after < len(words) else ""
        if low in MODALS:
            carried = cue_lemma(following) in LIGHT_VERBS or following in ("be", "have")
            return (MODALS[low], None, after) if carried else None  # type: ignore[return-value]
        if low == "be" and (governor := _that_governor(words, at)):
            return "governed", governor, after
        if low in BE:
            if following == "to":
                return "is to", None, after
            if following in (
                "set",
                "due",
                "scheduled",
                "planned",
                "expected",
                "slated",
                "fixed",
                "called",
                "foreseen",
                "anticipated",
            ):
                group = "predict" if following in ("expected", "anticipated", "foreseen") else "plan"
                return "governed", Governor(at=after, word=following, group=group, passive=True), after
            if cue_lemma(following) in LIGHT_VERBS or following in (
                "held",
                "over",
                "complete",
                "postponed",
                "cancelled",
            ):
                return ("done" if low in ("was", "were") else "present"), None, after
            return None
        if low in ("set", "due", "scheduled", "planned", "expected", "slated", "fixed") and following in (
            "for",
            "on",
            "in",
            "to",
        ):
            return "governed", Governor(at=at, word=low, group="plan", passive=True), after
        if low in HAVE:
            return None if following in NEGATORS or words[at + 1].low in NEGATORS else ("done", None, after)
        if low in ("took", "began", "started", "went", "followed", "happened", "ended", "opened", "came"):
            return "done", None, after
    return None


def _coordinated(words: tuple[Word, ...], acts: list[Act]) -> Iterator[Act]:
    """Give a verb joined by "and" to one before it the other's mood, governor and subject ("to leave and hand
    over")."""
    previous: Act | None = None
    for act in acts:
        if (
            previous is not None
            and act.form == "base" and act.mood in ("bare", "present") and act.governor is None
            and previous.mood not in ("bare", "gerund") and previous.form in ("base", "pp", "state")
        ):  # fmt: skip
            between = [words[i].low for i in range(previous.last + 1, act.first)]
            if ("and" in between or "or" in between) and not {";", ":", "—"} & set(between) and len(between) <= REACH:
                act = Act(
                    trigger=act.trigger, first=act.first, last=act.last, family=act.family, event_type=act.event_type,
                    frame=act.frame, lemma=act.lemma, form=act.form, mood=previous.mood, passive=act.passive,
                    negative=act.negative, governor=previous.governor, subject=previous.subject, object=act.object,
                )  # fmt: skip
        yield act
        if act.form != "noun":
            previous = act
