"""Find the words that name acts between actors, and how each stands in its sentence.

A sentence is searched for the verbs, nouns and predicates of `act_lexicon.FAMILIES`. For each, the words around it are
read by rule: its auxiliaries and the verb or noun that governs it say whether it is told as done, promised, demanded …
(`Act.mood`); the words on its left hold the subject, those on its right the object. There is no parser: the rules look
at most a clause away, and abstain where a clause edge stands between.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from gpulse.reading.act_lexicon import FAMILIES, IDIOMS, OBJECT_WORDS, Family
from gpulse.reading.act_types import Act
from gpulse.reading.cues import (
    BE,
    DIRECT_ONLY,
    GOVERNOR_NOUNS,
    GOVERNOR_VERBS,
    HAVE,
    LIGHT_VERBS,
    MODALS,
    NEGATORS,
    SUBORDINATORS,
)
from gpulse.reading.open_acts import find_open_acts
from gpulse.reading.quantities import SCALES, SMALL, TENS
from gpulse.reading.verb_groups import (
    DETERMINERS,
    NOUN_BEFORE,
    PREPOSITIONS,
    REACH,
    TIME_NOUNS,
    Form,
    Governor,
    Mood,
    clause_end,
    clause_start,
    cue_lemma,
    denied_subject,
    governor_before_to,
    left_of_auxiliaries,
    read_group,
    skip_adverbs,
    that_governor,
)
from gpulse.reading.words import Word, find_words, is_adverb, noun_forms, verb_forms, word_set
from gpulse.record import Sentence, Span


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
            if plain == "order" and at and words[at - 1].low == "in":
                continue  # "in order to"
            if {plain, plain.removesuffix("s"), *plain.split("-")[1:]} & wanted:
                return True
            if not subject and "ground" in family.objects and at - start < 3 and at and _is_place_name(words[at].text):
                return True
    return False


GOING_HOME = frozenset({"go home", "come home", "return home", "depart", "leave", "move out", "set off"})
"""Verbs by which soldiers themselves withdraw, who are then the subject."""

FREEING = frozenset({"free", "release", "set free", "let go"})
"""Verbs whose object may be a person's name."""


def _is_place_name(word: str) -> bool:
    """A rough test that a capitalised word names ground and not a people ("the Ukrainians")."""
    return word[0].isupper() and not word.endswith("s") and not _DAY.fullmatch(word)


_DAY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|"
    r"August|.*ember|October"
)


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
    patterns, carriers = _patterns(), _carriers()
    for at, word in enumerate(words):
        low = word.low
        if at in covered or (low != "there" and low not in patterns and low not in carriers):
            continue
        if _counts_things(words, at):
            continue
        idioms = _idioms().get(low, ())
        idiom = next((i for i in idioms if tuple(w.low for w in words[at : at + len(i)]) == i), ())
        if idiom and not (idiom[-1] == "on" and _is_day(words, at + len(idiom))):
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
    taken = frozenset(covered) | frozenset(at for act in found for at in range(*_own_words(act)))
    found += find_open_acts(words, taken)
    return tuple(_coordinated(words, sorted(found, key=lambda act: act.first)))


def _counts_things(words: tuple[Word, ...], at: int) -> bool:
    """Say whether a word stands between a number and what it counts: "four patrol boats" names no patrolling."""
    if (
        at == 0
        or at + 1 >= len(words)
        or not (words[at - 1].low[0].isdigit() or words[at - 1].low in SMALL | TENS | SCALES)
    ):
        return False
    counted = words[at + 1].low
    return counted.isalpha() and counted.endswith("s") and counted not in PREPOSITIONS | DETERMINERS


def _own_words(act: Act) -> tuple[int, int]:
    """The words that an act takes: its trigger, and for a noun up to the light verb that carries it."""
    carried = act.form == "noun" and act.mood not in ("bare", "done", "present") and act.object[0] > act.last + 1
    return act.first, act.object[0] if carried else act.last + 1


def _is_day(words: tuple[Word, ...], at: int) -> bool:
    """Say whether a day follows: "held on 12 December" is no holding on."""
    return at < len(words) and (words[at].text[0].isdigit() or words[at].text[0].isupper())


def _with_act_noun(words: tuple[Word, ...], at: int) -> Iterator[tuple[int, _Pattern, int]]:
    """A verb that only carries an act noun: "hold exercises", "launch a ground offensive", "pay a visit"."""
    for form in _carriers().get(words[at].low, ()):
        for noun in range(at + 1, min(len(words), at + 6)):
            low = words[noun].low
            if not low[0].isalnum() or low in SUBORDINATORS or low in MODALS or low in BE or low in PREPOSITIONS:
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
    """Read "there will be 10,000 of them": so many soldiers are to be somewhere, or none ("no French soldiers")."""
    be = at + 2
    while be < len(words) and is_adverb(words[be].low):
        be += 1
    if be + 1 >= len(words) or words[at + 1].low not in MODALS or words[be].low != "be":
        return None
    right = (be + 1, clause_end(words, be + 1))
    if words[be + 1].low == "no":
        return _none_left(words, at, be, right)
    if not any(words[i].text[0].isdigit() for i in range(right[0], min(right[1], right[0] + 4))):
        return None
    family = next(f for f in FAMILIES if f.name == "troops arrive")
    if not _object_fits(family, words, (right,), subject=True) and "them" not in {words[i].low for i in range(*right)}:
        return None
    mood: Mood = MODALS[words[at + 1].low]  # type: ignore[assignment]
    return Act(
        trigger=Span(start=words[at].start, end=words[be].end),
        first=at, last=be, family=family.name, event_type=family.event_type, frame="theme", lemma="be",
        form="state", mood=mood, passive=False, negative=False, governor=None, subject=right, object=right,
    )  # fmt: skip


def _none_left(words: tuple[Word, ...], at: int, be: int, right: tuple[int, int]) -> Act | None:
    """Read "there would soon be no French soldiers left": they are to have gone."""
    family = next(f for f in FAMILIES if f.name == "withdraw forces")
    if not any(
        words[i].low in OBJECT_WORDS["troops"] | OBJECT_WORDS["camps"]
        for i in range(right[0], min(right[1], right[0] + 5))
    ):
        return None
    mood: Mood = MODALS[words[at + 1].low]  # type: ignore[assignment]
    return Act(
        trigger=Span(start=words[at].start, end=words[be + 1].end),
        first=at, last=be + 1, family=family.name, event_type=family.event_type, frame="theme", lemma="be",
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


def _read_act(words: tuple[Word, ...], first: int, last: int, pattern: _Pattern) -> Act | None:
    """Read the pattern's act at `first` … `last`, or `None` where form, frame or object do not fit."""
    if words[first].text == "March":  # the month
        return None
    follows = words[last + 1].low if last + 1 < len(words) else ""
    if pattern.form == "state" and words[last].low in ("expected", "due") and follows == "to":
        return None  # "is expected to attack": the act comes after
    if pattern.lemma in ("begin", "start") and follows == "to":
        return None  # "will begin to leave": the act comes after
    if pattern.lemma == "seal" and pattern.family.event_type == "AGREE" and follows == "off":
        return None
    if pattern.lemma == "give" and _gives_time(words, last + 1):
        return None  # "has given the fighters 120 hours to go"
    if pattern.form == "noun":
        return _read_noun(words, first, last, pattern)
    before = words[first - 1].low if first else ""
    if (
        pattern.form in ("base", "s", "past")
        and (before in DETERMINERS or before.endswith(("'s", "s'")))
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
    group = read_group(words, first, pattern.form)
    if group is None:
        return None
    mood, passive, governor, edge = group
    if pattern.form == "ing" and before in DETERMINERS and before != "of":
        return None  # "the next meeting" is a thing
    if pattern.form == "past" and before in (*BE, *HAVE):
        return None
    if pattern.form == "s" and before in (",", "and", "or") and mood == "present":
        return None
    if pattern.form in ("base", "s") and mood == "present" and _looks_like_noun(words, first):
        return None
    if pattern.form == "base" and mood == "present" and verb_forms(words[first].low)["past"] == words[first].low:
        mood = "done"  # "put", "cut": told of the past unless something says otherwise
    left = (clause_start(words, edge), edge)
    if governor is not None and governor.controlled is not None:
        left = governor.controlled
    right = (last + 1, clause_end(words, last + 1))
    inner = (first + 1, last) if last > first else (0, 0)
    frame = pattern.family.frame
    of_body = pattern.form == "state" and follows in ("of", "to")  # "a member of the Union", "a party to the treaty"
    about_subject = passive or frame == "theme" or (pattern.form == "state" and not of_body)
    carried = pattern.words[0] != words[first].low
    if carried:
        frame = "agent"
    elif pattern.family.name == "free people" and pattern.lemma in FREEING and _frees(words, left, last, about_subject):
        pass
    elif pattern.family.name == "supply" and not about_subject and _is_bare_number(words, last + 1):
        pass  # "Norway intends to give six"
    elif pattern.lemma in GOING_HOME and _object_fits(pattern.family, words, (left,), True):
        pass
    elif not _object_fits(pattern.family, words, (left,) if about_subject else (inner, right), about_subject):
        return None
    negative = any(words[i].low in NEGATORS for i in range(max(min(edge, first - 1), 0), first)) or (
        last + 1 < len(words) and words[last + 1].low in ("no", "none", "nothing", "nobody", "neither")
    )
    if any(words[i].low == "hesitate" for i in range(max(edge, 0), first)):
        negative = False  # "would not hesitate to send troops"
    if pattern.lemma in PROMISING:  # "Oslo promised ten tanks": the giving itself is still to come
        following = words[last + 1].low if last + 1 < len(words) else ""
        if mood not in ("done", "present", "will", "would", "is to") or following in ("to", "that", "not"):
            return None
        mood, governor = "governed", Governor(at=first, word=pattern.lemma, group="pledge", passive=passive)
    if denied_subject(words, left):  # "no agreement has been signed"
        negative = True
    return Act(
        trigger=Span(start=words[first].start, end=words[last].end),
        first=first, last=last, family=pattern.family.name, event_type=pattern.family.event_type, frame=frame,
        lemma=pattern.lemma, form=pattern.form, mood=mood, passive=passive, negative=negative, governor=governor,
        subject=left, object=right,
    )  # fmt: skip


_HEADS = word_set(
    "agreement agreements deal treaty plan plans talks date dates timetable process programme bill law zone zones line "
    "lines period terms monitors observers centre order orders offer regime committee commission campaign day results "
    "aircraft capability defence force forces mission groups group companies workers team teams area areas"
)
"""Nouns before which an act noun only says of what kind they are: "the withdrawal agreement"."""


def _is_bare_number(words: tuple[Word, ...], at: int) -> bool:
    """Say whether a number stands here without a noun: the things counted were named before."""
    numbers = OBJECT_WORDS["rest"] & _NUMBERS
    if at >= len(words) or not (words[at].low in numbers or words[at].text.isdigit()):
        return False
    following = words[at + 1].low if at + 1 < len(words) else "."
    return following in PREPOSITIONS or not following[0].isalnum() or following in ("more", "this", "next")


_NUMBERS = word_set("one two three four five six seven eight nine ten twelve dozen")


def _frees(words: tuple[Word, ...], left: tuple[int, int], last: int, about_subject: bool) -> bool:
    """Say whether a person's or people's name stands where those who are freed are named."""
    if about_subject:
        return any((words[at].text[0].isupper() and at > left[0]) or words[at].text[0].isdigit() for at in range(*left))
    return last + 1 < len(words) and words[last + 1].text[0].isupper()


def _gives_time(words: tuple[Word, ...], start: int) -> bool:
    """Say whether what is given is time to act: "the fighters 120 hours to go"."""
    end = min(len(words) - 1, start + REACH // 2)
    return any(words[at].low in TIME_NOUNS and words[at + 1].low == "to" for at in range(start, end))


def _looks_like_noun(words: tuple[Word, ...], at: int) -> bool:
    """A base form after an adjective, a number or a preposition is a noun ("air strike", "in return")."""
    before = words[at - 1].low if at else ""
    if at > 1 and words[at - 1].text[0].isupper() and words[at - 2].low in NOUN_BEFORE:
        return True  # "in Afghan hands"
    return before in (NOUN_BEFORE) or (bool(before) and before[0].isdigit())


def _read_noun(words: tuple[Word, ...], first: int, last: int, pattern: _Pattern) -> Act | None:
    """Read an act noun: governed from the left, or the subject of a light verb on the right."""
    before = words[skip_adverbs(words, first - 1)].low if first else ""
    if before in MODALS or before == "to" or (last + 1 < len(words) and words[last + 1].low in _HEADS):
        return None
    right = (last + 1, clause_end(words, last + 1))
    equated = _equated(words, first)
    if equated is not None:
        left = (clause_start(words, equated[1]), equated[1])
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
            and low not in TIME_NOUNS
            and words[back + 1].low in ("of", "for", "on")
        ):
            governor = Governor(at=back, word=low, group=GOVERNOR_NOUNS[low])
            edge = back
            break
        if lemma in GOVERNOR_VERBS and lemma not in DIRECT_ONLY | {
            "announce",
            "assure",
            "let",
            "help",
            "use",
            "seek",
            "urge",
            "call",
            "start",
        }:
            if lemma == "decide" and words[back + 1].low in ("about", "whether"):
                break
            group = GOVERNOR_VERBS[lemma]
            if words[back - 1].low == "to" and governor_before_to(words, back - 1)[1] == "bare":
                break  # what for: "a delegation to arrange the withdrawal"
            if group in ("pledge", "plan", "threat", "demand", "predict"):
                edge = left_of_auxiliaries(words, back - 1)
                governor = Governor(
                    at=back, word=lemma, group=group, passive=words[back - 1].low in BE if back else False
                )
                break
    if governor is None:
        light = _light_verb(words, last + 1)
        if light is not None:
            mood, governor, verb = light
            right = (last + 1, clause_end(words, verb + 1))
            left = (clause_start(words, first), last + 1)
            if governor is not None and governor.controlled is not None:
                left = governor.controlled
            return _noun_act(words, first, last, pattern, mood, governor, left, right)
        left = (clause_start(words, first), first)
        act = _noun_act(words, first, last, pattern, "bare", None, left, right)
        if act.negative and act.family == "not go on with a treaty":  # "there were no grounds for continuing the deal"
            return replace(act, mood="will", negative=False)
        return act
    return _noun_act(words, first, last, pattern, "governed", governor, (clause_start(words, edge), edge), right)


def _equated(words: tuple[Word, ...], noun: int) -> tuple[Mood, int] | None:
    """Read "there will be elections", "these may include the use of force", "would amount to a declaration of war"."""
    for at in range(noun - 1, max(-1, noun - 6), -1):
        low = words[at].low
        equates = low in ("be", "include", "mean", "constitute", "see", "bring")
        if equates or (low == "to" and words[at - 1].low == "amount"):
            modal = skip_adverbs(words, at - 1 - (low == "to"))
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
    start = governor.at if governor and governor.at < first else first
    negative = any(
        words[i].low in NEGATORS for i in (*range(max(0, first - 3), first), *range(max(0, start - 4), start))
    )
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
        if low == "which" and (promised := _promised_after(words, at)) is not None:
            by = (at + 1, promised)
            return "governed", Governor(at=promised, word=words[promised].low, group="pledge", controlled=by), promised
        if low == "which" and at + 1 < len(words) and words[at + 1].low in _BEGAN:
            return "done", None, at + 1
        if low == "which" and words[at - 1].low == ",":  # "the round, which should have been held in May, is now set"
            closing = next((i for i in range(at + 1, min(len(words), at + REACH)) if words[i].low == ","), None)
            return _light_verb(words, closing + 1) if closing else None
        if low in (";", ":", ".", "—") or low in ("who", "which", "that", "because", "if"):
            return None
        if low == "go" and at + 1 < len(words) and words[at + 1].low == "on":
            return None
        after = at + 1
        while after < len(words) and is_adverb(words[after].low):
            after += 1
        following = words[after].low if after < len(words) else ""
        if low in MODALS and at + 2 < len(words) and words[at + 1].low == "go" and words[at + 2].low == "on":
            return None
        if low in MODALS:
            carried = cue_lemma(following) in LIGHT_VERBS or following in ("be", "have")
            return (MODALS[low], None, after) if carried else None  # type: ignore[return-value]
        if low == "be" and (governor := that_governor(words, at)):
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
        if low in _BEGINS and (low not in ("takes", "take") or following == "place"):
            return "present", None, after
        if low in HAVE:
            return None if following in NEGATORS or words[at + 1].low in NEGATORS else ("done", None, after)
        if low in _BEGAN:
            return "done", None, after
    return None


def _shared_subject(words: tuple[Word, ...], act: Act, previous: Act | None) -> Act:
    """Give the second of two verb groups its subject: "A may lease a port, B said, and in return will recognise it"."""
    start, end = act.subject
    if previous is None or act.form == "noun" or not start <= previous.first < end:
        return act
    joint = next((at for at in range(end - 1, start, -1) if words[at].low in ("and", "but", "or")), None)
    if joint is None or joint < previous.last:
        return act
    between = words[joint + 1 : end]
    own = [
        w for at, w in enumerate(between) if not (at and between[at - 1].low in PREPOSITIONS) and not is_adverb(w.low)
    ]
    if any(w.low not in PREPOSITIONS and w.low != "," for w in own):
        return replace(act, subject=(joint + 1, end))
    return replace(act, subject=previous.subject)


_BEGINS = word_set("takes begins starts ends opens expires follows happens resumes closes")
"""The same told in the present, for what is to come: "the vote takes place on 18 April"."""
_BEGAN = word_set("took began started went followed happened ended opened came")


def _promised_after(words: tuple[Word, ...], which: int) -> int | None:
    """The verb of "an election, which the officers have promised for February"."""
    for at in range(which + 1, min(len(words) - 1, which + 9)):
        if words[at].low in ("promised", "announced", "pledged", "planned") and words[at + 1].low in (
            "for",
            "by",
            "in",
            "on",
        ):
            return at
        if not words[at].low[0].isalnum():
            return None
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
        act = _shared_subject(words, act, previous)
        yield act
        if act.form != "noun":
            previous = act
