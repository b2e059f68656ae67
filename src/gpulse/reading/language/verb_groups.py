"""Verb groups: the auxiliaries and governors left of a verb, and the edges of the clause around it.

Rules only, no parser: they look at most a clause away, and abstain where a clause edge stands between.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from gpulse.reading.language.cues import (
    BE,
    DIRECT_ONLY,
    GOVERNOR_ADJECTIVES,
    GOVERNOR_NOUNS,
    GOVERNOR_VERBS,
    HAVE,
    LIGHT_VERBS,
    MODALS,
    SPEECH,
    SUBORDINATORS,
    THAT_VERBS,
    Mood,
)
from gpulse.reading.language.words import IRREGULAR, VerbForm, Word, is_adverb, verb_forms, word_set

Form = VerbForm | Literal["noun", "state"]
"""How an act is told: in a verb's form, by a noun, or as a state ("is due")."""

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


Group = tuple[Mood, bool, Governor | None, int]
"""A verb group: its mood, whether it is passive, its governor, and where the subject ends."""

BeforeTo = tuple[Governor | None, Mood, int]
"""What stands before a "to": the governor, the mood of the act after it, and where the subject ends."""


@cache
def _verb_lemmas() -> MappingProxyType[str, tuple[tuple[str, Form], ...]]:
    """Every inflected form of a cue verb, to its lemma and form."""
    lemmas = set(GOVERNOR_VERBS) | SPEECH | LIGHT_VERBS
    found: dict[str, list[tuple[str, Form]]] = defaultdict(list)
    for lemma in sorted(lemmas):
        for form, surface in verb_forms(lemma).items():
            found[surface].append((lemma, form))
    return MappingProxyType({word: tuple(forms) for word, forms in found.items()})


def cue_lemma(word: str) -> str | None:
    """Return the lemma of a cue verb's inflected form, or `None`.

    >>> cue_lemma("pledged"), cue_lemma("threatening"), cue_lemma("table")
    ('pledge', 'threaten', None)
    """
    forms = _verb_lemmas().get(word)
    return forms[0][0] if forms else None


SUBJECT_OPENS = re.compile(r"(?:the|its|their|his|her|it|he|she|they|both)$|[A-Z]")
SAYS_OR_PLANS = word_set(
    "plans planned wants wanted says said intends intended hopes hoped expects expected announced warns warned calls "
    "called urges urged threatens threatened vows vowed promises promised asks asked demands demanded agrees agreed "
    "decided refuses refused rejects rejected condemns condemned welcomes welcomed accuses accused insists insisted "
    "denies denied reaffirms reaffirmed pledges pledged confirms confirmed undertakes undertook accepts accepted"
)


def skip_adverbs(words: tuple[Word, ...], at: int) -> int:
    """Step left from `at` over adverbs and "no longer"."""
    while at >= 0:
        if words[at].low == "longer" and at and words[at - 1].low == "no":
            at -= 2
        elif is_adverb(words[at].low) and words[at].low != "no":
            at -= 1
        else:
            break
    return at


def governor_before_to(words: tuple[Word, ...], to: int) -> BeforeTo:
    """Read what stands before the "to" at `to`: a governor, a mood, and where the subject ends."""
    at = skip_adverbs(words, to - 1)
    if at < 0:
        return None, "bare", to
    low = words[at].low
    if low == "," and (verb := _verb_before_aside(words, at, to)) is not None:
        return None, "is to", verb  # "are set down for Kenya, to be delivered by June"
    told = _told_by_auxiliary(words, at)
    if told is not None:
        return told
    be = skip_adverbs(words, at - 1)
    after_be = be >= 0 and (words[be].low in BE or words[be].low in _LIKE_BE)
    if low in GOVERNOR_ADJECTIVES and (after_be or low in _ADJECTIVES_ALONE):
        edge = left_of_auxiliaries(words, be if after_be else at)
        return Governor(at=at, word=low, group=GOVERNOR_ADJECTIVES[low], passive=True), "governed", edge
    lemma = cue_lemma(low)
    if lemma in ("begin", "start") and (opened := _opened(words, at, low)):
        return opened
    if lemma in GOVERNOR_VERBS and lemma not in DIRECT_ONLY | {"have"}:
        edge = left_of_auxiliaries(words, at - 1) if after_be or be >= 0 else at
        return Governor(at=at, word=lemma, group=GOVERNOR_VERBS[lemma], passive=after_be), "governed", min(edge, at)
    if lemma == "mean" and low != "means":
        return Governor(at=at, word="mean", group="plan", passive=after_be), "governed", min(at, be if after_be else at)
    return _governor_farther(words, at, to)


_LIKE_BE = frozenset({"seems", "looks", "looked", "stands", "stood", ","})
"""Words before an adjective as "be" is: "seems set to leave"."""
_ADJECTIVES_ALONE = word_set("due set ready willing poised prepared determined")
"""Adjectives that govern an act without a "be" before them: "a force ready to move in"."""
_RULED_APART = word_set("set have mean give use work like prepare decide approve commit bind")
"""Verbs of cues that, farther from the "to" than one word, govern nothing."""
_CONTROLLING = word_set("agree promise pledge vow threaten")
"""Verbs whose subject is to act, and not whoever stands between them and the "to"."""


def _modal_before(words: tuple[Word, ...], at: int) -> int | None:
    """The modal before word `at`, but for adverbs."""
    before = skip_adverbs(words, at - 1)
    return before if before >= 0 and words[before].low in MODALS else None


def _told_by_auxiliary(words: tuple[Word, ...], at: int) -> BeforeTo | None:
    """How an act after "to" is told where `at` ends "will be able", "is", "has" or "will be the first country"."""
    low = words[at].low
    if low in ("able", "free", "in", "position"):
        be = skip_adverbs(words, at - 1)
        if be > 0 and words[be].low == "be" and (modal := _modal_before(words, be)) is not None:
            return None, MODALS[words[modal].low], modal
    if low in BE:
        modal = _modal_before(words, at)
        return (None, "is to", at) if modal is None else (None, "bare", modal)
    if low in HAVE:
        modal = _modal_before(words, at)
        return None, "must", at if modal is None else modal
    ranked = next((i for i in range(at, max(-1, at - 4), -1) if words[i].low in ("first", "last", "next", "only")), -1)
    if ranked > 2 and words[ranked - 1].low == "the" and words[ranked - 2].low == "be":
        modal = _modal_before(words, ranked - 2)
        if modal is not None:  # "will be the first country to recognise"
            return None, MODALS[words[modal].low], modal
    negated = next((i for i in range(at - 1, max(-1, at - 4), -1) if words[i].low == "not"), 0)
    if low == "hesitate" and negated and (modal := _modal_before(words, negated)) is not None:
        return None, MODALS[words[modal].low], modal  # "would not hesitate to send troops"
    return None


def _governor_farther(words: tuple[Word, ...], at: int, to: int) -> BeforeTo:
    """What governs the act after "to" from farther left: "a promise by Oslo to send", "told the officers to leave"."""
    for back in range(at, max(-1, at - 9), -1):
        low = words[back].low
        if low in (";", ":", "—", "”", "“") or low in MODALS or low in ("that", "which", "who"):
            break
        if low in GOVERNOR_NOUNS and back > 0:
            return _noun_governor(words, back, to)
        lemma = cue_lemma(low)
        if back == at or lemma not in GOVERNOR_VERBS or lemma in _RULED_APART:
            continue
        group = GOVERNOR_VERBS[lemma]
        if group in ("demand", "predict", "plan", "allow", "pledge", "vague"):
            edge = left_of_auxiliaries(words, back - 1) if back else back
            controlled = None if lemma in _CONTROLLING else (back + 1, to)
            return Governor(at=back, word=lemma, group=group, controlled=controlled), "governed", min(edge, back)
    return None, "bare", to


def _verb_before_aside(words: tuple[Word, ...], comma: int, to: int) -> int | None:
    """The auxiliary of the clause whose subject ", to be delivered" is said of."""
    done = words[to + 2].low if to + 2 < len(words) else ""
    if not done or words[to + 1].low != "be" or not (done.endswith("ed") or done in _PARTICIPLES):
        return None
    for at in range(comma - 1, -1, -1):
        low = words[at].low
        if low in BE or low in MODALS or low in HAVE:
            return at
        if low in (";", ":", "—", "“", "”"):
            break
    return None


_PARTICIPLES = frozenset(forms[1] for forms in IRREGULAR.values())


def _opened(words: tuple[Word, ...], at: int, low: str) -> BeforeTo | None:
    """What "to" means after "begin": "will begin to leave" is told as "will leave" is."""
    forms = [form for form, surface in (*verb_forms("begin").items(), *verb_forms("start").items()) if surface == low]
    for form in forms:
        group = read_group(words, at, form)
        if group is not None and group[0] not in ("bare", "gerund"):
            return group[2], group[0], group[3]
    return None


TIME_NOUNS = word_set("days weeks hours week month months day until year years notice")


def _noun_governor(words: tuple[Word, ...], noun: int, to: int) -> BeforeTo:
    """A noun before "to": its own group, or a time given or had ("gave the junta a week to", "has until May to")."""
    low = words[noun].low
    for back in range(noun - 1, max(-1, noun - 10), -1):
        word = words[back].low
        lemma = cue_lemma(word)
        if word in ("gave", "give", "given", "gives", "giving", "set") and low in TIME_NOUNS:
            passive = word == "given" and words[skip_adverbs(words, back - 1)].low in BE
            subject_end = left_of_auxiliaries(words, back - 1) if passive else back
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
        if low in TIME_NOUNS and word in ("has", "have", "had", "has", "having"):
            return Governor(at=back, word="have until", group="demand", passive=True), "governed", back
        if low in TIME_NOUNS and word in ("for", "been"):
            break  # "has been trying for weeks to win it back"
        if word in (";", ":", "—") or word in MODALS or (lemma in SPEECH and low not in TIME_NOUNS):
            break
    if low in TIME_NOUNS:
        return None, "bare", to
    edge = noun
    for back in range(noun - 1, max(-1, noun - 5), -1):
        if words[back].low in ("its", "their", "his", "her", "the", "a", "an") or words[back].low.endswith(
            ("'s", "s'")
        ):
            edge = back + 1
            break
    return Governor(at=noun, word=low, group=GOVERNOR_NOUNS[low]), "governed", edge


def left_of_auxiliaries(words: tuple[Word, ...], at: int) -> int:
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


def read_group(words: tuple[Word, ...], first: int, form: Form) -> Group | None:
    """Read the verb group to the left of the act at `first`: its mood, voice, governor, and where the subject ends.

    Returns `None` where the form does not fit what stands before it (a participle used as an adjective, say).
    """
    at = skip_adverbs(words, first - 1)
    low = words[at].low if at >= 0 else ""
    passive = False
    if form in ("pp", "past") and low not in BE and low not in HAVE and (caused := _caused(words, first)):
        return caused
    if form in ("pp", "state") and (low in BE or low in ("get", "gets", "got")):
        passive = form == "pp"
        tense = low
        at = skip_adverbs(words, at - 1)
        low = words[at].low if at >= 0 else ""
        if tense == "be" and low not in MODALS and low != "to":
            governor = that_governor(words, at + 1)
            return ("governed", passive, governor, at + 1) if governor else None
        told = _told_by_be(words, first, form, at, tense)
        if told is not None:
            return told
    elif form == "state":
        return None
    if low in MODALS and form in ("base", "pp", "state", "past"):
        return None if form in ("pp", "past") and not passive else (MODALS[low], passive, None, at)
    if low == "to" and (form == "base" or passive or form == "state"):
        governor, mood, edge = governor_before_to(words, at)
        return mood, passive, governor, edge
    if form == "ing":
        return _gerund_group(words, at, low)
    if low in HAVE and form == "pp":
        return _after_have(words, at, passive=False)
    if low in ("did", "do", "does", "didn't", "doesn't", "don't") and form == "base":
        return ("done" if low.startswith("did") else "present"), False, None, at
    if form == "past":
        return "done", False, None, first
    if form in ("base", "s") and (governor := that_governor(words, first)):
        return "governed", False, governor, first
    if form == "s":
        return "present", False, None, first
    if form == "base":
        joined = _joined_group(words, at) if low in ("and", "or", ",") else None
        return joined or (("bare" if low in ("to", "") else "present"), False, None, first)
    return ("bare", True, None, first) if form == "pp" else None


def _told_by_be(words: tuple[Word, ...], first: int, form: Form, at: int, tense: str) -> Group | None:
    """The group of a participle or state after a form of "be" (`tense`), `at` which the words before it end."""
    low, passive = words[at].low if at >= 0 else "", form == "pp"
    if tense in ("been", "being"):
        return _after_have(words, at, passive) if low in HAVE else ("done", passive, None, at + 1)
    if form == "state" and words[first].low in ("due", "expected"):
        group = "predict" if words[first].low == "expected" else "plan"
        return "governed", False, Governor(at=first, word=words[first].low, group=group, passive=True), at + 1
    if passive and tense in ("is", "are") and (governor := that_governor(words, at + 1)):
        return "governed", passive, governor, at + 1  # "see that it is ratified"
    if tense in ("is", "are", "'s", "'re", "isn't", "aren't"):
        return ("present" if passive else "done"), passive, None, at + 1
    if tense in ("was", "were", "wasn't", "weren't"):
        return "done", passive, None, at + 1
    return None


def _gerund_group(words: tuple[Word, ...], at: int, low: str) -> Group:
    """The group of a form in -ing: "will be leaving", "is leaving", "a date for leaving"."""
    if low == "be" and (modal := _modal_before(words, at)) is not None:
        return MODALS[words[modal].low], False, None, modal
    if low in BE:
        return ("present" if low in ("is", "are", "am", "'s", "'re") else "done"), False, None, at
    governor = gerund_governor(words, at)
    return ("governed", False, governor, governor.at) if governor else ("gerund", False, None, at + 1)


def _after_have(words: tuple[Word, ...], have: int, passive: bool) -> Group:
    """The group of a participle after "have": "has left", "will have left", "are said to have left"."""
    before = skip_adverbs(words, have - 1)
    if before >= 0 and words[before].low in MODALS:
        return MODALS[words[before].low], passive, None, before
    if before >= 0 and words[before].low == "to":
        governor, mood, edge = governor_before_to(words, before)
        return mood, passive, governor, edge
    return "done", passive, None, have


def _caused(words: tuple[Word, ...], done: int) -> Group | None:
    """The group of what somebody has done: "Peru has to have the border law repealed" is told as "repeal" is."""
    for at in range(done - 2, max(-1, done - 7), -1):
        low = words[at].low
        if low == "have" and at and words[at + 1].low in DETERMINERS - {"to", "for"}:
            before = skip_adverbs(words, at - 1)
            if before < 0 or not (words[before].low in MODALS or words[before].low == "to"):
                return None
            told = _after_have(words, at, passive=False)
            return told if told[0] != "bare" else None
        if not low[0].isalnum() or low in PREPOSITIONS or low in SUBORDINATORS or low in MODALS or low in BE:
            return None
    return None


def that_governor(words: tuple[Word, ...], before: int) -> Governor | None:
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


def gerund_governor(words: tuple[Word, ...], at: int) -> Governor | None:
    """What governs a gerund after a preposition: "a date for handing back", "a promise of sending", "committed to
    leaving"."""
    if at < 1 or words[at].low not in ("for", "of", "to", "on"):
        return None
    low = words[at - 1].low
    if low in ("itself", "himself", "herself", "themselves") and words[at].low == "to" and at > 1:
        verb = cue_lemma(words[at - 2].low)  # "has committed itself to shutting the plant"
        if verb in ("commit", "bind", "oblige"):
            return Governor(at=left_of_auxiliaries(words, at - 3) if at > 2 else at - 2, word=verb, group="pledge")
    group = GOVERNOR_NOUNS.get(low) or (GOVERNOR_ADJECTIVES.get(low) if words[at].low == "to" else None)
    if group is None or group == "vague" or low in TIME_NOUNS:
        return None
    return Governor(at=at - 1, word=low, group=group)


def _joined_group(words: tuple[Word, ...], at: int) -> Group | None:
    """The verb group that a base form joined by "and" shares: the last modal or "to" before it in the clause."""
    for back in range(at - 1, max(-1, at - REACH), -1):
        low = words[back].low
        if low in (";", ":", "—", "“", "”") or low in ("that", "which", "who", "when", "if", "because"):
            return None
        if low in MODALS:
            return MODALS[low], False, None, back
        if low == "to" and back + 1 < len(words) and _is_base(words[back + 1].low):
            governor, mood, edge = governor_before_to(words, back)
            return (mood, False, governor, edge) if mood != "bare" else None
    return None


def _is_base(word: str) -> bool:
    """A rough test that a word after "to" is a verb: not a determiner, number, name or preposition."""
    return word.isalpha() and word not in DETERMINERS and word not in NOUN_BEFORE and not word.endswith("ing")


def denied_subject(words: tuple[Word, ...], subject: tuple[int, int]) -> bool:
    """Say whether a subject is denied: "no flight with deported migrants", "not one contingent", "neither side"."""
    for at in range(subject[1] - 1, max(subject[0], subject[1] - REACH // 2) - 1, -1):
        low = words[at].low
        if low == ",":
            return False
        near = at >= subject[1] - NEAR
        if low in ("no", "none", "nobody", "neither", "nothing", "never") or (near and low in ("not", "without")):
            return near or low in ("no", "neither")
    return False


NEAR = 4
"""Words before a verb among which its negation stands."""


DETERMINERS = word_set(
    "the a an this that these those its their his her our my any no another every first second new last next further "
    "some final partial full complete total of for"
)


PREPOSITIONS = word_set(
    "in of for on by with from at into under after before between without against over about as per via towards"
)


NOUN_BEFORE = PREPOSITIONS | {"air", "ground", "military", "peace", "trade"}
"""Words after which a base form is a noun."""
