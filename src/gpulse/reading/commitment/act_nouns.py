"""How an act that a noun names stands in its sentence: "the withdrawal will begin in May", "plans for elections".

What governs the noun stands on its left ("pledged the withdrawal"), or a verb on its right says that it takes place.
"""

from __future__ import annotations

from dataclasses import replace

from gpulse.reading.commitment.act_patterns import Pattern
from gpulse.reading.commitment.act_types import Act
from gpulse.reading.language.clause_bounds import clause_end, clause_start
from gpulse.reading.language.cues import (
    BE,
    DIRECT_ONLY,
    GOVERNOR_NOUNS,
    GOVERNOR_VERBS,
    HAVE,
    LIGHT_VERBS,
    MODALS,
    NEGATORS,
    SUBORDINATORS,
    Mood,
)
from gpulse.reading.language.verb_groups import (
    REACH,
    TIME_NOUNS,
    Governor,
    cue_lemma,
    governor_before_to,
    left_of_auxiliaries,
    skip_adverbs,
    that_governor,
)
from gpulse.reading.language.words import Word, is_adverb, word_set
from gpulse.record import Span

_HEADS = word_set(
    "agreement agreements deal treaty plan plans talks date dates timetable process programme bill law zone zones line "
    "lines period terms monitors observers centre order orders offer regime committee commission campaign day results "
    "aircraft capability defence force forces mission groups group companies workers team teams area areas"
)
"""Nouns before which an act noun only says of what kind they are: "the withdrawal agreement"."""


def read_noun(words: tuple[Word, ...], first: int, last: int, pattern: Pattern) -> Act | None:
    """Read an act noun: governed from the left, or the subject of a light verb on the right."""
    before = words[skip_adverbs(words, first - 1)].low if first else ""
    if before in MODALS or before == "to" or (last + 1 < len(words) and words[last + 1].low in _HEADS):
        return None
    right = (last + 1, clause_end(words, last + 1))
    equated = _equated(words, first)
    if equated is not None:
        left = (clause_start(words, equated[1]), equated[1])
        return _noun_act(words, first, last, pattern, equated[0], None, left, right)
    governed = _governor_before(words, first)
    if governed is not None:
        governor, edge = governed
        return _noun_act(words, first, last, pattern, "governed", governor, (clause_start(words, edge), edge), right)
    light = _light_verb(words, last + 1)
    if light is not None:
        mood, by, verb = light
        left = by.controlled if by and by.controlled else (clause_start(words, first), last + 1)
        return _noun_act(words, first, last, pattern, mood, by, left, (last + 1, clause_end(words, verb + 1)))
    act = _noun_act(words, first, last, pattern, "bare", None, (clause_start(words, first), first), right)
    if act.negative and act.family == "not go on with a treaty":  # "there were no grounds for continuing the deal"
        return replace(act, mood="will", negative=False)
    return act


_UNGOVERNING = DIRECT_ONLY | word_set("announce assure let help use seek urge call start")
"""Verbs that govern a verb, but tell nothing of an act noun that is their object."""


def _governor_before(words: tuple[Word, ...], first: int) -> tuple[Governor, int] | None:
    """What governs an act noun from its left ("plans for elections", "pledged the withdrawal"), and where it begins."""
    for back in range(first - 1, max(-1, first - 8), -1):
        low = words[back].low
        if low in (";", ":", "—", "“", "”", ",") or low in SUBORDINATORS or low in MODALS:
            return None
        links = back < first - 1 and words[back + 1].low in ("of", "for", "on")
        if low in GOVERNOR_NOUNS and low not in TIME_NOUNS and links:
            return Governor(at=back, word=low, group=GOVERNOR_NOUNS[low]), back
        lemma = cue_lemma(low)
        if lemma not in GOVERNOR_VERBS or lemma in _UNGOVERNING:
            continue
        if lemma == "decide" and words[back + 1].low in ("about", "whether"):
            return None
        if words[back - 1].low == "to" and governor_before_to(words, back - 1)[1] == "bare":
            return None  # what for: "a delegation to arrange the withdrawal"
        group = GOVERNOR_VERBS[lemma]
        if group in ("pledge", "plan", "threat", "demand", "predict"):
            passive = back > 0 and words[back - 1].low in BE
            return Governor(at=back, word=lemma, group=group, passive=passive), left_of_auxiliaries(words, back - 1)
    return None


def _equated(words: tuple[Word, ...], noun: int) -> tuple[Mood, int] | None:
    """Read "there will be elections", "these may include the use of force", "would amount to a declaration of war"."""
    for at in range(noun - 1, max(-1, noun - 6), -1):
        low = words[at].low
        equates = low in ("be", "include", "mean", "constitute", "see", "bring")
        if equates or (low == "to" and words[at - 1].low == "amount"):
            modal = skip_adverbs(words, at - 1 - (low == "to"))
            if modal >= 0 and words[modal].low in MODALS and (low != "be" or words[modal - 1].low == "there"):
                return MODALS[words[modal].low], modal
            return None
        if not low[0].isalnum() or low in SUBORDINATORS:
            return None
    return None


def _noun_act(
    words: tuple[Word, ...], first: int, last: int, pattern: Pattern, mood: Mood, governor: Governor | None,
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


_LightVerb = tuple[Mood, Governor | None, int]
"""How a light verb tells the act noun before it: mood, what governs it, and the verb's word."""


def _light_verb(words: tuple[Word, ...], start: int) -> _LightVerb | None:
    """Read "… will take place", "… are set for", "… is due", "… took place" to the right of an act noun."""
    for at in range(start, min(len(words), start + 9)):
        low = words[at].low
        if low == "which":
            return _after_which(words, at)
        if low in (";", ":", ".", "—") or low in ("who", "that", "because", "if"):
            return None
        next_low = words[at + 1].low if at + 1 < len(words) else ""
        if low == "go" and next_low == "on":
            return None
        after = at + 1
        while after < len(words) and is_adverb(words[after].low):
            after += 1
        following = words[after].low if after < len(words) else ""
        if low in MODALS:
            going_on = next_low == "go" and at + 2 < len(words) and words[at + 2].low == "on"
            carried = cue_lemma(following) in LIGHT_VERBS or following in ("be", "have")
            return (MODALS[low], None, after) if carried and not going_on else None
        if low in BE:
            return _after_be(words, at, after)
        if low in HAVE:
            return None if following in NEGATORS or next_low in NEGATORS else ("done", None, after)
        if low in _SCHEDULED and following in ("for", "on", "in", "to"):
            return "governed", Governor(at=at, word=low, group="plan", passive=True), after
        if low in _BEGINS and (low != "takes" or following == "place"):
            return "present", None, after
        if low in _BEGAN:
            return "done", None, after
    return None


def _after_which(words: tuple[Word, ...], which: int) -> _LightVerb | None:
    """Read the clause of an act noun ("an election, which the officers have promised for May"), or go on after it: "the
    round, which should have been held in May, is now set".
    """
    promised = _promised_after(words, which)
    if promised is not None:
        by = Governor(at=promised, word=words[promised].low, group="pledge", controlled=(which + 1, promised))
        return "governed", by, promised
    if which + 1 < len(words) and words[which + 1].low in _BEGAN:
        return "done", None, which + 1
    if words[which - 1].low != ",":
        return None
    closing = next((i for i in range(which + 1, min(len(words), which + REACH)) if words[i].low == ","), None)
    return _light_verb(words, closing + 1) if closing else None


def _after_be(words: tuple[Word, ...], be: int, after: int) -> _LightVerb | None:
    """Read "is due", "were held", "is to" after an act noun; `after` is the word after "be" and its adverbs."""
    low, following = words[be].low, words[after].low if after < len(words) else ""
    if low == "be" and (governor := that_governor(words, be)):
        return "governed", governor, after
    if following == "to":
        return "is to", None, after
    if following in _SCHEDULED or following in ("called", "foreseen", "anticipated"):
        group = "predict" if following in ("expected", "anticipated", "foreseen") else "plan"
        return "governed", Governor(at=after, word=following, group=group, passive=True), after
    if cue_lemma(following) in LIGHT_VERBS or following in ("held", "over", "complete", "postponed", "cancelled"):
        return ("done" if low in ("was", "were") else "present"), None, after
    return None


_SCHEDULED = word_set("set due scheduled planned expected slated fixed")
"""Words that say of an act that it is to come: "is due on Monday", "elections set for May"."""
_BEGINS = word_set("takes begins starts ends opens expires follows happens resumes closes")
"""The same told in the present, for what is to come: "the vote takes place on 18 April"."""
_BEGAN = word_set("took began started went followed happened ended opened came")


def _promised_after(words: tuple[Word, ...], which: int) -> int | None:
    """The verb of "an election, which the officers have promised for February"."""
    for at in range(which + 1, min(len(words) - 1, which + 9)):
        promised = words[at].low in ("promised", "announced", "pledged", "planned")
        if promised and words[at + 1].low in ("for", "by", "in", "on"):
            return at
        if not words[at].low[0].isalnum():
            return None
    return None
