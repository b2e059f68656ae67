"""Who tells of an act and who does it: announcers and tellers are no actors, unless they speak of themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from gpulse.reading.event.participants import find_participants
from gpulse.reading.kit import Kit
from gpulse.reading.language.cues import ASSERTING_NOUNS, ASSERTING_VERBS
from gpulse.reading.language.words import noun_forms, verb_forms
from gpulse.reading.scene import Scene
from gpulse.record import Participant, Record, Span

_ITSELF = re.compile(
    r"[\s“\"‘']*(?:that\s+)?(?:it|they|he|she|we|I)\b[^,;.]{0,60}$|[\s“\"‘']*to\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_ANOTHER = re.compile(r"[\s“\"‘']*(?:it|they|he|she)\b", re.IGNORECASE)
_TOLD_TO = re.compile(r"\s+(?:to\s+)?(?:the\s+)?")
_TOLL = re.compile(
    r"[^.;]*\b(?:puts?|gives?|gave|counts?|counted|report(?:s|ed)?|record(?:s|ed)?|list(?:s|ed)?|confirm(?:s|ed)?)\s+[^.;]{0,60}"
    r"\b(?:\d[\d,]*|one|two|three|dozens?|hundreds?|scores)\s[^.;]*|"
    r"[^.;]*\b(?:puts?|gives?|gave|counts?|counted|revised|raised|lowered)\s+"
    r"(?:its|the|their|his|her)\s+(?:own\s+)?(?:(?:death\s+)?tolls?|"
    r"numbers?|count|figures?|losses|total)\b[^.;]*"
)
_OTHERS_ACT = re.compile(
    r"[\s“\"‘']*(?:that\s+)?(?:both|each|neither|the\s+two|the\s+(?:sides|parties))\b", re.IGNORECASE
)
"""What is told of several who are not named: "Oman confirmed that *both* had agreed on a truce"."""


def speaking_of_itself(
    record: Record, trigger: Span, said: Sequence[int], kit: Kit, scene: Scene
) -> tuple[Participant, ...]:
    """Return the source as the actor where it speaks of its own act: "Seoul said it will send aid", "vowed to send"."""
    for k in said:
        source, content = record.attributions[k].source, record.attributions[k].content
        inside = next((c for c in content if c.covers(trigger)), None)
        words = record.article.text[inside.start : trigger.start] if inside else ""
        told_after = source and inside and source.start > inside.start  # "It will send aid, Oslo said" is another's aid
        if source and inside and _ITSELF.match(words) and not (told_after and _ANOTHER.match(words)):
            return find_participants(record, [source], kit, scene)
    return ()


def who_is_told(record: Record, number: int, kit: Kit, scene: Scene) -> tuple[Participant, ...]:
    """Return whom a source told of an act: "confirmed to Oslo that it would pay", "assured the Chadians that"."""
    said = record.attributions[number]
    if said.cue is None or not said.content:
        return ()
    text, content = record.article.text, min(said.content)
    for m in record.mentions:
        told = said.cue.end < m.start and m.end < content.start and m.actor and m.sector not in ("JRN", "MED")
        if told and _TOLD_TO.fullmatch(text, said.cue.end, m.start) and not text[m.end : content.start].strip():
            return find_participants(record, [m], kit, scene)
    return ()


def without_tellers(record: Record, trigger: Span, actors: Sequence[Participant]) -> tuple[Participant, ...]:
    """Leave out who only tells of an act that the passive gives to nobody: "Lind suggested they were being sent".

    Of what is planned or promised, who announces it does it: "the ministry announces that schools will be closed".
    """
    tellers = [
        a.source for a in record.attributions if a.source is not None and any(c.covers(trigger) for c in a.content)
    ]
    return tuple(a for a in actors if not any(a.overlaps(teller) for teller in tellers))


_OF_ITS_OWN = re.compile(
    r"\b(?:it(?!\s+(?:was|is|seem\w*|appear\w*)\b)|they|he|she|we|I|its|their|his|her|our|responsib\w+|involve\w+|behind|"
    r"credit)\b(?!.*\b(?:prob|inquir|investigat)\w*\s+into\b)",
    re.IGNORECASE,
)
"""Words by which somebody speaks of an attack of its own; of one that it looks into it does not."""
_ATTACK = re.compile(
    r"\b(?:attacks?|assaults?|bombings?|blasts?|explosions?|shootings?|killings?|murders?|assassinations?|air\s?strikes?|strikes?|"
    r"raids?|shelling|clash(?:es)?|violence|injur(?:y|ies)|deaths?|war|fighting|incidents?|massacres?)$",
    re.IGNORECASE,
)


def is_attack_noun(words: str) -> bool:
    """Say whether words end in a noun for violence or harm, which may be a verb's form too.

    >>> [is_attack_noun(words) for words in ("suicide bombing", "terror attacks", "attacked")]
    [True, True, False]
    """
    return bool(_ATTACK.search(words))


def without_tellers_of_attacks(record: Record, trigger: Span, actors: Sequence[Participant]) -> tuple[Participant, ...]:
    """Leave out who only tells of an attack by a noun: "the mayor said that broken glass had caused the injuries".

    Whoever speaks of itself, claims the attack or denies a part in it stays. In the hand-coded training sentences 4 of
    7 such had no part, and those three claim it, deny it or speak of their own forces.
    """
    text = record.article.text
    if not is_attack_noun(trigger.of(text)):
        return tuple(actors)
    tellers = [
        said.source
        for said in record.attributions
        if said.source and said.cue and asserts(said.cue.of(text))
        for content in said.content
        if content.covers(trigger)
        and not content.covers(said.source)
        and not _OF_ITS_OWN.search(text, min(said.cue.end, content.start), trigger.start)
    ]
    return tuple(a for a in actors if not any(a.overlaps(teller) for teller in tellers))


_TOLD_OUTLET = re.compile(r"\b(?:tells?|told|telling)\s+(?:the\s+)?$")


def without_outlets(text: str, people: Sequence[Participant]) -> tuple[Participant, ...]:
    """Leave out the outlet that somebody told of an act: "two envoys told *Reuters* that Oslo had promised to pay"."""
    told = [p for p in people if p.sector == "JRN" and _TOLD_OUTLET.search(text, max(0, p.start - 16), p.start)]
    return tuple(p for p in people if p not in told)


def without_tolls(text: str, trigger: Span, actors: Sequence[Participant]) -> tuple[Participant, ...]:
    """Leave out who gives the number of the dead and hurt: "the ministry put its toll at 36 dead and 129 wounded"."""
    return tuple(a for a in actors if not _TOLL.fullmatch(text, a.end, trigger.start))


def without_announcers(record: Record, trigger: Span, actors: Sequence[Participant]) -> tuple[Participant, ...]:
    """Leave out who tells of an act that another does: "Kuwait announced that the Saudis would open the border"."""
    for said in record.attributions:
        content = next((c for c in said.content if c.covers(trigger)), None)
        if content is None or said.source is None or content.covers(said.source):
            continue
        if said.cue is None or asserts(said.cue.of(record.article.text)):  # "Lind: Oslo will pay"
            doing = tuple(a for a in actors if content.covers(a) and a.end <= trigger.start)
            if doing or _OTHERS_ACT.match(record.article.text, content.start):
                actors = tuple(a for a in actors if not a.overlaps(said.source))
    return tuple(actors)


_TOLD_WHOM = re.compile(r"\b(?:told|tells?|assur(?:ed?|es)|informed|notified|reassured)$", re.IGNORECASE)
_OWN_ACT = re.compile(r"[\s“\"‘']*(?:that\s+)?(?:it|they|he|she|we|I)\b", re.IGNORECASE)


def without_addressed(record: Record, trigger: Span, actors: Sequence[Participant]) -> tuple[Participant, ...]:
    """Leave out whom somebody tells of an act of its own: "Oslo told *Kyiv's envoy* that it would send four boats"."""
    text = record.article.text
    for said in record.attributions:
        content = next((c for c in said.content if c.covers(trigger)), None)
        if content and said.cue and _TOLD_WHOM.search(said.cue.of(text)) and _OWN_ACT.match(text, content.start):
            actors = tuple(a for a in actors if not (said.cue.end <= a.start and a.end <= content.start))
    told = (a for a in actors if _TELLING.search(text, max(0, a.start - 20), a.start) and _OF_ITSELF.match(text, a.end))
    addressed = [a for a in told if a.end <= trigger.start]
    addressed += [
        a
        for a in actors
        if _PHONED.search(text, max(0, a.start - 24), a.start)
        and _TO_DO.fullmatch(text, a.end, trigger.start)
        and _HIM.match(text, trigger.end)
    ]
    return tuple(a for a in actors if a not in addressed)


_PHONED = re.compile(r"\b(?:call(?:ed|s)?|(?:tele)?phoned|rang|visit(?:ed|s)|met|meets)\s+$")
_TO_DO = re.compile(r"\s+to\s+(?:\w+ly\s+)?")
_HIM = re.compile(r"\s+(?:him|her|them)\b")
"""Who is phoned "*to thank him*" does not thank himself."""
_TELLING = re.compile(r"\b(?:told|tells?|assur(?:ed?|es)|informed|notified|reassured)\s+(?:the\s+)?$", re.IGNORECASE)
_OF_ITSELF = re.compile(
    r"\s+(?:that\s+)?(?:it|they|he|she|we|I)\s+(?:would|will|had|was|were|is|are|has|could|might)\b"
)


@cache
def _asserting_words() -> frozenset[str]:
    verbs = (form for verb in ASSERTING_VERBS for form in verb_forms(verb).values())
    return frozenset(verbs) | {form for noun in ASSERTING_NOUNS for form in noun_forms(noun)}


def asserts(cue: str) -> bool:
    """Say whether a cue tells that something is so, rather than wishing, asking, deciding or opposing it.

    >>> asserts("said in a statement"), asserts("votes"), asserts("has been hoping"), asserts("according to")
    (True, False, False, True)
    """
    return not _asserting_words().isdisjoint(re.findall(r"[a-zé]+", cue.lower()))
