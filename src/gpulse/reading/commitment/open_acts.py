"""Acts that no family names: any other verb that stands after "will", "is to", "agreed to", or a day that is set.

A promise with a day can be rated whatever its verb ("the first zones would be set up by May"), so the verb need not be
in the lexicon. The type of such an act is not known (`event_type` is empty), and `commitments` takes it only with a
last day. Verbs that name a state or a saying are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from gpulse.reading.commitment.act_types import OPEN, Act, Form
from gpulse.reading.language.clause_bounds import clause_end, clause_start
from gpulse.reading.language.cues import BE, HAVE, MODALS, NEGATORS, SPEECH, SUBORDINATORS, Mood
from gpulse.reading.language.verb_groups import (
    DETERMINERS,
    PREPOSITIONS,
    Governor,
    denied_subject,
    governor_before_to,
    left_of_auxiliaries,
    skip_adverbs,
)
from gpulse.reading.language.words import IRREGULAR, Word, is_adverb, word_set
from gpulse.record import Span

NO_ACT: Final = word_set(
    "have say tell know need want like seem appear mean cost depend remain stay belong feel think believe hope fear "
    "wish see look sound matter become happen try continue help support back stand wait suffer miss convince persuade "
    "satisfy postpone delay cancel respond react answer consider examine study review assess discuss evaluate decide "
    "explore weigh work seek strive regret love hate cost last feature concern affect require face prove speak talk "
    "add note stress warn ask add insist argue explain welcome understand learn hear find tell result bear cease able "
    "unable possible impossible difficult easy enough better worse wrong right good bad clear true likely unlikely "
    "necessary needed ready willing free careful afraid proud dead alive such one that what why how more less no a an "
    "the like as at with without for of it they there here not too so very among"
)
"""Words after "will" or "will be" that name no act a later reader could look for."""

_VERBS_TOO: Final = word_set("clear free right better back")
"""Words of `NO_ACT` that are acts where they are the verb: "to clear the town", not "will be clear"."""

_PARTICLES: Final = word_set("over out back up off home away down part place public available into effect force hold")
_FRAMES: Final = word_set("due set scheduled planned expected slated fixed foreseen pencilled anticipated")
_TO_A_DAY: Final = word_set("for on in by at within before around next this from after until")


@cache
def _bases() -> MappingProxyType[str, str]:
    """Irregular past forms and participles, to their verb."""
    return MappingProxyType({form: verb for verb, forms in IRREGULAR.items() for form in forms})


@lru_cache(maxsize=32768)
def base_of(word: str) -> str:
    """Return a rough base form of a verb's past, participle or -ing form.

    >>> [base_of(w) for w in ("completed", "left", "stopped", "ratified", "leaving", "agreed", "open")]
    ['complet', 'leave', 'stop', 'ratif', 'leav', 'agre', 'open']
    """
    if word in _bases():
        return _bases()[word]
    for ending in ("ing", "ied", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: -len(ending)] + ("i" if ending == "ied" else "")
            stem = stem.removesuffix("i") if ending == "ied" else stem
            return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz" else stem
    return word


def is_participle(word: str) -> bool:
    """Say whether a word looks like a past participle.

    >>> is_participle("extended"), is_participle("withdrawn"), is_participle("speed"), is_participle("open")
    (True, True, False, False)
    """
    return (word.endswith("ed") and word not in ("need", "speed", "indeed", "bed")) or word in _participles()


@cache
def _participles() -> frozenset[str]:
    return frozenset(forms[1] for forms in IRREGULAR.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The main verb of a group: its place, form, and whether the group is passive."""

    at: int
    form: Form
    passive: bool = False


def find_open_acts(words: tuple[Word, ...], taken: frozenset[int]) -> Iterator[Act]:
    """Yield the acts of verb groups that no family has taken; `taken` are the numbers of the words of known acts."""
    for at, word in enumerate(words):
        governor: Governor | None = None
        mood: Mood
        if word.low in ("can", "cannot", "can't"):
            continue  # what somebody may do
        if word.low in MODALS:
            mood, edge = MODALS[word.low], at
        elif word.low == "to" and at:
            governor, read, edge = governor_before_to(words, at)
            if read == "bare" or (governor and governor.group in ("vague", "allow")):
                continue
            mood = read
        elif word.low in _PROMISED and at not in taken and _promises_thing(words, at):
            edge = left_of_auxiliaries(words, at - 1)
            governor = Governor(at=at, word="promise", group="pledge")
            yield _act(words, _Head(at=at, form="base"), "governed", governor, (clause_start(words, edge), edge), edge)
            continue
        elif _is_present(words, at) and at not in taken:
            left = (clause_start(words, at), at)
            yield _act(words, _Head(at=at, form="s"), "present", None, left, at)
            continue
        elif word.low in _FRAMES and (framed := _framed(words, at, taken)):
            yield framed
            continue
        else:
            continue
        head = _head(words, at + 1)
        if head is None or taken & set(range(at + 1, head.at + 1)):
            continue
        left = (clause_start(words, edge), edge)
        if governor is not None and governor.controlled is not None:
            left = governor.controlled
        yield _act(words, head, mood, governor, left, at)


def _head(words: tuple[Word, ...], start: int) -> _Head | None:
    """The main verb after a modal or "to": past adverbs, "be" and "have"."""
    at = _past_adverbs(words, start)
    if at >= len(words):
        return None
    form: Form = "base"
    low, passive = words[at].low, False
    if low == "have" and (caused := _caused(words, at + 1)):
        return caused
    if low == "have":
        after = _past_adverbs(words, at + 1)
        if after < len(words) and words[after].low == "been":
            after, passive = _past_adverbs(words, after + 1), True
        if after >= len(words) or not is_participle(words[after].low):
            return None
        at, form = after, "pp"
    elif low == "be":
        at = _past_adverbs(words, at + 1)
        if at >= len(words):
            return None
        low = words[at].low
        passive = is_participle(low)
        form = "pp" if passive else "ing" if low.endswith("ing") else "state"
        if at + 2 < len(words) and words[at + 1].low == "to" and _may_be_verb(words[at + 2]):
            return None  # "will be asked to": the act comes after "to"
        if _is_whereabouts(words, at):
            return _Head(at=at, form="state")
    word = words[at]
    plain = word.low.isalpha() and word.text[0].islower() and len(word.low) > 2
    verb_here = form == "base" and word.low in _VERBS_TOO
    if (
        not plain
        or (word.low in NO_ACT and not verb_here)
        or ({base_of(word.low), base_of(word.low) + "e"} & NO_ACT and not verb_here)
        or any(word.low in known for known in (PREPOSITIONS, DETERMINERS, BE))
    ):
        return None
    following = words[at + 1].low if at + 1 < len(words) else ""
    if word.low in ("begin", "start") and following == "to":
        return None  # "will begin to fill": the act comes after "to"
    if base_of(word.low) == "put" and following in ("off", "on", "down"):
        return None
    if (
        base_of(word.low) in ("take", "go", "get", "keep", "let", "do", "make")
        and following not in _PARTICLES
        and not passive
        and not (word.low == "let" and _lets(words, at))
    ):
        return None  # "would take two years"
    return _Head(at=at, form=form, passive=passive)


def _caused(words: tuple[Word, ...], start: int) -> _Head | None:
    """Read "has to have the new name written into the law": the participle behind the object of "have" is the act."""
    if start >= len(words) or words[start].low not in DETERMINERS or words[start].low in ("to", "for"):
        return None
    for at in range(start + 2, min(len(words), start + 7)):
        low = words[at].low
        if is_participle(low) and words[at - 1].low not in BE:
            return _Head(at=at, form="base")
        if not low[0].isalnum() or low in PREPOSITIONS or low in SUBORDINATORS or low in MODALS:
            return None
    return None


_PROMISED: Final = word_set("promised pledged promises pledges")


def _promises_thing(words: tuple[Word, ...], at: int) -> bool:
    """Say whether a thing is promised, and no clause: "promised the regions a law", "has promised 100 soldiers"."""
    following = words[at + 1] if at + 1 < len(words) else None
    if following is None or words[at - 1].low in BE or words[at - 1].low in DETERMINERS or at == 0:
        return False
    low = following.low
    return low[0].isdigit() or (low in DETERMINERS and low not in ("to", "for", "of", "that"))


_SCHEDULED: Final = word_set("begins ends opens closes starts leaves returns goes comes expires votes meets stops")


def _is_present(words: tuple[Word, ...], at: int) -> bool:
    """Say whether a verb in the present follows a name: "Denmark joins the pact on 1 July" (plans, if the day is to
    come)."""
    low = words[at].low
    if at == 0 or not low.endswith("s") or not low.isalpha() or words[at].text[0].isupper() or len(low) < MIN_VERB:
        return False
    stems = {low[:-1], low[:-2], low[:-3] + "y"}
    if not words[at - 1].text[0].isupper() or stems & NO_ACT or stems & SPEECH or low in BE or low in HAVE:
        return False
    following = words[at + 1].low if at + 1 < len(words) else ""
    return following in _STARTS_OBJECT or (low in _SCHEDULED and following in _TO_A_DAY)


MIN_VERB: Final = 4
_STARTS_OBJECT: Final = word_set("the a an its his her their all more another")


def _lets(words: tuple[Word, ...], at: int) -> bool:
    """Say whether somebody is let in or let do a thing: "let inspectors into its plants"."""
    return (
        at + 2 < len(words)
        and words[at + 1].low not in ("it", "there", "alone", "up", "down")
        and words[at].low == "let"
    )


def _may_be_verb(word: Word) -> bool:
    """Say whether a word after "to" may be a verb: "asked to leave", not "invited to Washington"."""
    return word.text[0].islower() and word.low not in DETERMINERS


_WHERE: Final = word_set("in on at with under back home there ready off out inside")


def _is_whereabouts(words: tuple[Word, ...], at: int) -> bool:
    """Say whether "be" is followed by where or how something will be: "will be on the site", "will be ready by May"."""
    following = words[at + 1].low if at + 1 < len(words) else ""
    plain = words[at].low in _WHERE and following not in ("to", "for", "need", "favour", "vain", "no", "able", "charge")
    return plain and (words[at].low not in PREPOSITIONS or not following[:1].isdigit())


def _past_adverbs(words: tuple[Word, ...], at: int) -> int:
    """Step right over adverbs and negations."""
    if at + 1 < len(words) and (words[at].low, words[at + 1].low) == ("no", "longer"):
        at += 2
    while at < len(words) and (is_adverb(words[at].low) or words[at].low in NEGATORS) and words[at].low != "no":
        at += 1
    return at


def _framed(words: tuple[Word, ...], at: int, taken: frozenset[int]) -> Act | None:
    """Read "the second round is due in March": a day set for whatever the subject is."""
    be = skip_adverbs(words, at - 1)
    following = words[at + 1].low if at + 1 < len(words) else ""
    if at in taken or be < 1 or words[be].low not in BE or following not in _TO_A_DAY:
        return None
    if words[be].low == "been":
        be = skip_adverbs(words, be - 1)
    left = (clause_start(words, be), be)
    if left[0] >= left[1] or any(words[i].low in SUBORDINATORS for i in range(*left)) or taken & set(range(*left)):
        return None
    group = "predict" if words[at].low in ("expected", "anticipated", "foreseen") else "plan"
    governor = Governor(at=at, word=words[at].low, group=group, passive=True)
    return _act(words, _Head(at=at, form="state"), "governed", governor, left, be)


def _act(
    words: tuple[Word, ...], head: _Head, mood: Mood, governor: Governor | None, left: tuple[int, int], auxiliary: int
) -> Act:
    between = range(min(auxiliary, head.at), head.at)
    negative = any(words[i].low in NEGATORS for i in between) or words[auxiliary].low in NEGATORS
    return Act(
        trigger=Span(start=words[head.at].start, end=words[head.at].end),
        first=head.at, last=head.at, family=OPEN, event_type="", frame="agent", lemma=base_of(words[head.at].low),
        form=head.form, mood=mood, passive=head.passive,
        negative=negative or denied_subject(words, left),
        governor=governor, subject=left, object=(head.at + 1, clause_end(words, head.at + 1)),
    )  # fmt: skip
