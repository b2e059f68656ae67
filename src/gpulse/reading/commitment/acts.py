"""Find the words that name acts between actors, and how each stands in its sentence.

A sentence is searched for the verbs, nouns and predicates of `act_lexicon.FAMILIES`. For each, the words around it are
read by rule: its auxiliaries and the verb or noun that governs it say whether it is told as done, promised, demanded …
(`Act.mood`); the words on its left hold the subject, those on its right the object. There is no parser: the rules look
at most a clause away, and abstain where a clause edge stands between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from gpulse.reading.commitment.act_lexicon import FAMILIES, OBJECT_WORDS, Family
from gpulse.reading.commitment.act_nouns import read_noun
from gpulse.reading.commitment.act_patterns import (
    Pattern,
    load_carriers,
    load_idioms,
    load_patterns,
    matches,
    with_act_noun,
)
from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.open_acts import find_open_acts
from gpulse.reading.language.clause_bounds import clause_end, clause_start
from gpulse.reading.language.cues import BE, HAVE, MODALS, NEGATORS, Mood
from gpulse.reading.language.quantities import SCALES, SMALL, TENS
from gpulse.reading.language.verb_groups import (
    DETERMINERS,
    NOUN_BEFORE,
    PREPOSITIONS,
    REACH,
    TIME_NOUNS,
    Form,
    Governor,
    denied_subject,
    read_group,
)
from gpulse.reading.language.words import Word, find_words, is_adverb, verb_forms, word_set
from gpulse.record import Sentence, Span

PROMISING = frozenset({"pledge", "promise", "earmark"})
"""Verbs that promise the thing that is their object."""


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
    patterns, carriers = load_patterns(), load_carriers()
    for at, word in enumerate(words):
        low = word.low
        if at in covered or (low != "there" and low not in patterns and low not in carriers):
            continue
        if _counts_things(words, at):
            continue
        idioms = load_idioms().get(low, ())
        idiom = next((i for i in idioms if tuple(w.low for w in words[at : at + len(i)]) == i), ())
        if idiom and not (idiom[-1] == "on" and _is_day(words, at + len(idiom))):
            covered |= set(range(at, at + len(idiom)))
            continue
        if word.low == "there" and (arrival := _existential(words, at)):
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
        or not (words[at - 1].low[0].isdigit() or any(words[at - 1].low in known for known in (SMALL, TENS, SCALES)))
    ):
        return False
    counted = words[at + 1].low
    return counted.isalpha() and counted.endswith("s") and not (counted in PREPOSITIONS or counted in DETERMINERS)


def _own_words(act: Act) -> tuple[int, int]:
    """The words that an act takes: its trigger, and for a noun up to the light verb that carries it."""
    carried = act.form == "noun" and act.mood not in ("bare", "done", "present") and act.object[0] > act.last + 1
    return act.first, act.object[0] if carried else act.last + 1


def _is_day(words: tuple[Word, ...], at: int) -> bool:
    """Say whether a day follows: "held on 12 December" is no holding on."""
    return at < len(words) and (words[at].text[0].isdigit() or words[at].text[0].isupper())


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
    mood: Mood = MODALS[words[at + 1].low]
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
    mood: Mood = MODALS[words[at + 1].low]
    return Act(
        trigger=Span(start=words[at].start, end=words[be + 1].end),
        first=at, last=be + 1, family=family.name, event_type=family.event_type, frame="theme", lemma="be",
        form="state", mood=mood, passive=False, negative=False, governor=None, subject=right, object=right,
    )  # fmt: skip


def _readings(words: tuple[Word, ...], at: int) -> Iterator[Act]:
    """All readings of the act word at `at`, longer patterns before shorter, families in order."""
    matched = []
    for order, pattern in enumerate(load_patterns().get(words[at].low, ())):
        last = matches(pattern, words, at)
        if last is not None:
            matched.append((-len(pattern.words), order, pattern, last))
    for order, pattern, last in with_act_noun(words, at):
        matched.append((-1 - (last - at), order, pattern, last))
    for _, _, pattern, last in sorted(matched, key=lambda item: item[:2]):
        act = _read_act(words, at, last, pattern)
        if act is not None:
            yield act


def _read_act(words: tuple[Word, ...], first: int, last: int, pattern: Pattern) -> Act | None:
    """Read the pattern's act at `first` … `last`, or `None` where form, frame or object do not fit."""
    if words[first].text == "March" or _is_other_act(words, last, pattern):
        return None
    if pattern.form == "noun":
        return read_noun(words, first, last, pattern)
    group = None if _is_nominal(words, first, pattern.form) else read_group(words, first, pattern.form)
    if group is None:
        return None
    mood, passive, governor, edge = group
    if _is_nominal_in(words, first, pattern.form, mood):
        return None
    if pattern.form == "base" and mood == "present" and verb_forms(words[first].low)["past"] == words[first].low:
        mood = "done"  # "put", "cut": told of the past unless something says otherwise
    left = (clause_start(words, edge), edge)
    if governor is not None and governor.controlled is not None:
        left = governor.controlled
    right = (last + 1, clause_end(words, last + 1))
    follows = words[last + 1].low if last + 1 < len(words) else ""
    frame = pattern.family.frame
    of_body = pattern.form == "state" and follows in ("of", "to")  # "a member of the Union", "a party to the treaty"
    about_subject = passive or frame == "theme" or (pattern.form == "state" and not of_body)
    if pattern.words[0] != words[first].low:  # an act noun that this verb carries
        frame = "agent"
    elif not _fits(words, first, last, pattern, left, right, about_subject):
        return None
    negative = any(words[i].low in NEGATORS for i in range(max(min(edge, first - 1), 0), first))
    negative = negative or follows in ("no", "none", "nothing", "nobody", "neither")
    if any(words[i].low == "hesitate" for i in range(max(edge, 0), first)):
        negative = False  # "would not hesitate to send troops"
    if pattern.lemma in PROMISING:  # "Oslo promised ten tanks": the giving itself is still to come
        if mood not in ("done", "present", "will", "would", "is to") or follows in ("to", "that", "not"):
            return None
        mood, governor = "governed", Governor(at=first, word=pattern.lemma, group="pledge", passive=passive)
    return Act(
        trigger=Span(start=words[first].start, end=words[last].end),
        first=first, last=last, family=pattern.family.name, event_type=pattern.family.event_type, frame=frame,
        lemma=pattern.lemma, form=pattern.form, mood=mood, passive=passive,
        negative=negative or denied_subject(words, left),  # "no agreement has been signed"
        governor=governor, subject=left, object=right,
    )  # fmt: skip


def _is_other_act(words: tuple[Word, ...], last: int, pattern: Pattern) -> bool:
    """Say whether what follows makes another act of a pattern's words, or leads to one."""
    follows = words[last + 1].low if last + 1 < len(words) else ""
    leads_on = pattern.form == "state" and words[last].low in ("expected", "due")
    if follows == "to" and (leads_on or pattern.lemma in ("begin", "start")):
        return True  # "is expected to attack", "will begin to leave": the act comes after
    if pattern.lemma == "seal" and pattern.family.event_type == "AGREE" and follows == "off":
        return True
    return pattern.lemma == "give" and _gives_time(words, last + 1)  # "has given the fighters 120 hours to go"


def _is_nominal(words: tuple[Word, ...], first: int, form: Form) -> bool:
    """Say whether a word in a verb's form is a noun by what stands before it: "the strike", "Desert Strike"."""
    before = words[first - 1] if first else None
    if before is None:
        return False
    owned = before.low in DETERMINERS or before.low.endswith(("'s", "s'"))
    if form in ("base", "s", "past") and owned and before.low != "that":
        return True
    return form in ("base", "s") and before.text[0].isupper() and words[first].text[0].isupper()


def _is_nominal_in(words: tuple[Word, ...], first: int, form: Form, mood: Mood) -> bool:
    """Say whether a word in a verb's form is none by its verb group, which would tell it in this mood."""
    before = words[first - 1].low if first else ""
    if form == "ing":
        return before in DETERMINERS and before != "of"  # "the next meeting" is a thing
    if form == "past":
        return before in BE or before in HAVE
    if mood != "present":
        return False
    return (form == "s" and before in (",", "and", "or")) or (form in ("base", "s") and _looks_like_noun(words, first))


def _fits(
    words: tuple[Word, ...],
    first: int,
    last: int,
    pattern: Pattern,
    left: tuple[int, int],
    right: tuple[int, int],
    about_subject: bool,
) -> bool:
    """Say whether what a verb's act is about stands where it should: in its subject (`about_subject`) or object."""
    family = pattern.family
    if family.name == "free people" and pattern.lemma in FREEING and _frees(words, left, last, about_subject):
        return True
    if family.name == "supply" and not about_subject and _is_bare_number(words, last + 1):
        return True  # "Norway intends to give six"
    if pattern.lemma in GOING_HOME and _object_fits(family, words, (left,), True):
        return True
    inner = (first + 1, last) if last > first else (0, 0)
    return _object_fits(family, words, (left,) if about_subject else (inner, right), about_subject)


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
                act = replace(act, mood=previous.mood, governor=previous.governor, subject=previous.subject)
        act = _shared_subject(words, act, previous)
        yield act
        if act.form != "noun":
            previous = act
