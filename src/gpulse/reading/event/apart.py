"""Who has no part in an act, because the words put them outside of its clause: whom one tells, where one goes.

Abiy assured *the neighbours* that Ethiopia would not invade.          they are told
Manila promised *Beijing* not to repair the wreck.                     Manila does not repair it
Chad ended the pact after *a minister* had visited N'Djamena.          Chad did not visit it
Fighters, recruited by *a firm*, guard the mines.                      the fighters guard them
He travelled to *Ushuaia* to meet the general.                         he met her
Oslo's delegate said that the embargo might harm the mission.          Oslo imposes none
Washington is following the hunger strike.                             nobody there is on strike
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from gpulse.reading.event.participants import find_participants
from gpulse.reading.event.subjects import HELPING
from gpulse.reading.event.tellers import asserts
from gpulse.reading.event.themselves import is_named
from gpulse.reading.event.time_scopes import is_past
from gpulse.reading.kit import Kit
from gpulse.reading.scene import Scene
from gpulse.record import Event, Participant, Record, Span, within


def with_those_apart(record: Record, events: Sequence[Event], kit: Kit, scene: Scene) -> Iterator[Event]:
    """Yield the events, in the order of the text, without those who stand outside of the act's clause."""
    text = record.article.text
    for event in events:
        event = _in_the_relative(record, event, kit, scene)
        actors = _not_told(text, event)
        actors = _of_the_last_clause(text, event, actors)
        actors = _without_journey(record, event, actors)
        actors = _without_tellers(record, event, actors)
        actors = _without_lookers_on(text, event, actors)
        event = _not_in_the_aside(record, replace(event, actors=actors), kit, scene)
        event = _who_travels(record, event, kit, scene)
        event = _who_promises(record, event, kit, scene)
        yield _once(text, _not_itself(record, event))


_APPOSED: Final = re.compile(r",\s+(?:the\s+|an?\s+)?")


def _once(text: str, event: Event) -> Event:
    """Return an act with everybody once: not "India's prime minister" behind "Narendra Modi", nor a part of words."""

    def single(people: Sequence[Participant]) -> tuple[Participant, ...]:
        kept: list[Participant] = []
        for one in sorted(people, key=lambda p: (p.start, -p.end)):
            last = kept[-1] if kept else None
            inside = last is not None and last.start <= one.start and one.end <= last.end and last != one
            same = last is not None and last.whom == one.whom and one.whom is not None
            alike = last is not None and (last.whom == one.whom or None in (last.whom, one.whom))
            apposed = alike and last is not None and _APPOSED.fullmatch(text, last.end, one.start)
            office = last is not None and bool(_OFFICE.search(last.name)) != bool(_OFFICE.search(one.name))
            if inside and (same or one.whom is None):
                continue
            if not (apposed and office and _ENDS.match(text, one.end)):
                kept.append(one)
            elif one.whom and (_OFFICE.search(kept[-1].name) or not kept[-1].whom):
                kept[-1] = one  # "the head of the guard, *General Tiani*, overthrew him"
        return tuple(kept)

    return replace(event, actors=single(event.actors), recipients=single(event.recipients))


_ENDS: Final = re.compile(r",|\s+(?!and\b)")
_OFFICE: Final = re.compile(
    r"\b(?:minister|president|chief|head|leader|adviser|premier|king|emir|sultan|chancellor|spokes\w+|ambassador|envoy|governor|"
    r"commander|secretary|host|guest|counterpart|colleague)\b"
)
_TELLS: Final = re.compile(
    r"\b(?:told|tells?|telling|assur(?:e[sd]?|ing)|reassur(?:e[sd]?|ing)|inform(?:s|ed|ing)?|notif(?:y|ies|ied)|remind(?:s|ed)?|"
    r"warn(?:s|ed|ing)?|promis(?:e[sd]?|ing)|guarantee[sd]?|convinc(?:e[sd]?|ing)|persuad(?:e[sd]?|ing))\s+(?:the\s+|an?\s+|its\s+|"
    r"his\s+|her\s+|their\s+)?(?:[\w’'-]+\s+){0,2}$"
)
_PROMISES: Final = re.compile(
    r"\b(?:promis(?:e[sd]?|ing)|pledg(?:e[sd]?|ing)|vow(?:s|ed)?\s+to|sw(?:ear|ore|orn)\s+to|guarantee[sd]?)\s+(?:the\s+|an?\s+|its\s+|"
    r"his\s+|her\s+|their\s+)?(?:[\w’'-]+\s+){0,2}$"
)
_THAT: Final = re.compile(r"(?:\s+(?:in|on|at|by|during|last|this|over)\s+[^,;:.“”]{2,40}?)?,?\s+that\b")
_TO: Final = re.compile(r"\s+(?:not\s+|never\s+)?to\s+")


def _not_told(text: str, event: Event) -> tuple[Participant, ...]:
    """Return those of the actors whom the act is not only told or promised to."""
    home, act = event.evidence[0], event.trigger

    def is_told(who: Participant) -> bool:
        if who.end > act.start:
            return False
        stated = _TELLS.search(text, home.start, who.start) and _THAT.match(text, who.end, act.start)
        return bool(stated or (_PROMISES.search(text, home.start, who.start) and _TO.match(text, who.end, act.start)))

    return tuple(a for a in event.actors if not is_told(a))


_OPENS: Final = re.compile(
    r"\b(?:after|before|when|while|because|since|once|until|although|though|whereas)\s+(?:(?:the|its|their|his|her|an?)\s+)?"
    r"(?:[a-z-]+\s+){0,2}$"
)
_VERB_BETWEEN: Final = re.compile(r"\b(?:[a-z]+es|ha[sd]|have|is|are|was|were|will|would|sworn)\b")


def _of_the_last_clause(text: str, event: Event, actors: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return those who act in the clause that a conjunction opens right before the act, where it names its subject."""
    act = event.trigger
    before = [a for a in actors if a.end <= act.start]
    for own in reversed(before):
        opened = _OPENS.search(text, event.evidence[0].start, own.start)
        earlier = [a for a in before if opened and a.end <= opened.start()]
        verb = earlier and opened and _has_verb(text[earlier[-1].end : opened.start()])
        if (
            verb
            and "," not in text[own.end : act.start]
            and not _has_verb(text[own.end : max(own.end, act.start - 12)])
        ):
            return tuple(a for a in actors if a not in earlier)
        if verb and _AND_VERB.search(text, own.end, act.start):
            return tuple(a for a in actors if a not in earlier)
    return tuple(actors)


def _has_verb(words: str) -> bool:
    return bool(_VERB_BETWEEN.search(words)) or any(is_past(word) for word in words.split())


_AND_VERB: Final = re.compile(rf"\s+(?:and|but)\s+{HELPING}$")
_GOES: Final = re.compile(
    r"\b(?:travel(?:s|led|ed|ling)?|fl(?:y|ies|ew|ying|own)|went|go(?:es|ing)?|came|com(?:e|es|ing)|arriv(?:e[sd]?|ing)|return(?:s|ed|ing)?|"
    r"journey(?:s|ed)?|head(?:s|ed|ing)?|trips?|visits?|moved?)\s+(?:[a-z]+\s+)?(?:to|in|for|at)\s+(?:the\s+)?$"
)
_TOWN: Final = ("place", "facility")


def _without_journey(record: Record, event: Event, actors: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return those who meet, without the town to which they went for it: "flew to *Niamey* together"."""
    text = record.article.text
    if event.event_type != "CONSULT":
        return tuple(actors)

    def is_destination(who: Participant) -> bool:
        place = any(m.kind in _TOWN and m.start >= who.start and m.end == who.end for m in record.mentions)
        return place and bool(_GOES.search(text, event.evidence[0].start, who.start))

    return tuple(a for a in actors if not is_destination(a))


_DOES_IT: Final = re.compile(r"(?:announc|declar|proclaim|order|decree)", re.IGNORECASE)
_THE_NOUN: Final = re.compile(r"\b(?:the|this|that|these|those|such|any|all)\s+(?:[\w’'-]+\s+){0,2}$")
_OWN: Final = re.compile(r"\b(?:it|they|he|she|we|its|their|his|her|our)\b")
_NOUN: Final = re.compile(
    r"(?:sanctions?|embargo(?:es)?|deliver(?:y|ies)|deployments?|blockades?|bans?|aid|assistance|support|withdrawal|arrests?|"
    r"expulsions?|tariffs|shipments?|exercises?|raids?|strikes?|attacks?|offensive|war|fighting|violence)",
    re.IGNORECASE,
)


def _without_tellers(record: Record, event: Event, actors: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return the actors without who only speaks of an act that a noun names: "said that *the embargo* did harm"."""
    text, act = record.article.text, event.trigger
    if not _NOUN.fullmatch(act.of(text)):
        return tuple(actors)
    sources = []
    for said in record.attributions:
        inside = next((c for c in said.content if c.covers(act)), None)
        if said.cue is not None and (not asserts(said.cue.of(text)) or _DOES_IT.match(said.cue.of(text))):
            continue
        named = inside and _THE_NOUN.search(text, inside.start, act.start)
        bare = inside and re.fullmatch(r"that\s+(?:[a-z-]+\s+)?", text[inside.start : act.start])
        if inside and said.source and (named or bare) and not _OWN.search(text, inside.start, act.start):
            sources.append((said.source, said.cue.end if said.cue else said.source.end))
    return tuple(a for a in actors if not any(s.start <= a.start and a.end <= max(s.end, end) for s, end in sources))


_LOOKS_ON: Final = re.compile(
    r"\b(?:follow|watch|monitor|observ|investigat|prob|examin|discuss|debat|lament|mourn|regret|document|describ)(?:e|es|ed|s|ing)?\s+"
    r"(?:closely\s+)?(?:the|this|that|these|an?|all|any)\s+(?:[\w-]+\s+){0,3}$"
)


def _without_lookers_on(text: str, event: Event, actors: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return the actors without who only looks on at the act, looks into it or speaks of it."""
    seen = _LOOKS_ON.search(text, event.evidence[0].start, event.trigger.start)
    return tuple(a for a in actors if not (seen and a.end <= seen.start())) if seen else tuple(actors)


_ASIDE_BY: Final = re.compile(
    rf",\s+(?:[a-z]+(?:ed|en)|led|built|sent|held|run|known)\s[^,;.]{{0,60}},\s+{HELPING}(?:\w+ly\s+)?$"
)
_HEAD: Final = re.compile(
    r"(?:^|[.;:]\s|,\s+and\s+)(?P<who>(?:[Tt]he\s+|[Aa]n?\s+)?[A-Za-z][\w’'-]*(?:\s+[\w’'-]+){0,5})$"
)
_WHICH_ASIDE: Final = re.compile(rf",\s+(?:which|who|whose|where)\s[^,;.]{{3,140}},\s+{HELPING}(?:ever\s+)?$")


def _not_in_the_aside(record: Record, event: Event, kit: Kit, scene: Scene) -> Event:
    """Return an act by whom the aside right before it is about, not by somebody in the aside.

    "Fighters, recruited by *a firm*, guard the mines"; "missiles that Delhi, which makes them with *Moscow*, sent".
    """
    text, home, act = record.article.text, event.evidence[0], event.trigger
    for pattern in (_ASIDE_BY, _WHICH_ASIDE):
        aside = pattern.search(text, home.start, act.start)
        inside = [a for a in event.actors if aside and aside.start() <= a.start < act.start]
        if aside is None or not inside:
            continue
        if any(a.end <= aside.start() for a in event.actors):
            return replace(event, actors=tuple(a for a in event.actors if a not in inside))
        if len(inside) < len(event.actors):
            continue
        named = [
            m for m in within(record.mentions, Span(start=home.start, end=aside.start())) if m.end == aside.start()
        ]
        head = _HEAD.search(text[home.start : aside.start()])
        if pattern is _WHICH_ASIDE:
            who: Span | None = named[0] if named and (named[0].actor or named[0].kind == "person") else None
        else:
            who = Span(start=home.start + head.start("who"), end=aside.start()) if head else None
        return replace(event, actors=find_participants(record, [who], kit, scene) if who else ())
    return event


_TRAVELS: Final = re.compile(
    rf",?\s+{HELPING}(?:travelled|traveled|flew|went|came|returned|is\s+to\s+travel|is\s+flying|(?:is\s+to\s+)?travel|travels|flies)\s+(?:back\s+)?(?:on\s+)?to\s+"
    r"[^;:.“”]{2,90}?(?:,\s+)?(?:(?:in\s+order\s+)?to|for(?:\s+(?:the|an?|his|her|their|its|first|such|new|more|further|[a-z]+))?)\s+"
    r"(?:(?:first|second|such|new)\s+){0,2}$"
)


def _who_travels(record: Record, event: Event, kit: Kit, scene: Scene) -> Event:
    """Return a meeting for which somebody travels with the traveller: "*he* travelled to Ushuaia to meet her"."""
    home, act = event.evidence[0], event.trigger
    if event.event_type != "CONSULT" or any(a.end <= act.start for a in event.actors):
        return event
    goer = _subject_before(record, home, act, _TRAVELS)
    if goer is None:
        return event
    return replace(event, actors=(*find_participants(record, [goer], kit, scene), *event.actors))


_WILL: Final = re.compile(
    rf"\s+{HELPING}(?:promised|pledged|vowed|agreed|decided|refused|threatened|offered|undertook|undertaken|plans?|planned|wants?|wanted|"
    r"intends?|intended|hopes?|hoped)\s+(?:not\s+)?to\s+(?:\w+ly\s+)?$"
)


def _who_promises(record: Record, event: Event, kit: Kit, scene: Scene) -> Event:
    """Return what somebody promises or means to do as done by them, not by one of the clause before.

    "We trained *Ukrainian* recruits, and *we* have promised to train more."
    """
    home, act = event.evidence[0], event.trigger
    who = _subject_before(record, home, act, _WILL)
    before = [a for a in event.actors if a.end <= act.start]
    if who is None or not before or any(a.end > who.start for a in before):
        return event
    found = find_participants(record, [who], kit, scene)
    theirs = {a.whom for a in before}
    if all(f.whom in theirs for f in found):  # "Oslo announced that it plans to": the same, or a guess
        return event if _PRONOUN_SUBJECT.fullmatch(who.of(record.article.text)) else replace(event, actors=())
    return replace(event, actors=(*found, *(a for a in event.actors if a not in before)))


_RELATIVE: Final = re.compile(
    r"\b(?:an?|the|its|their|his|her)\s+(?:[\w-]+\s+){1,3}(?:that|which|whom)\s+(?P<who>(?:the\s+two|both)(?:\s+(?:sides|countries|"
    r"governments|leaders|presidents|ministers|men|women|states|parties))?|they|he|she|we|(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,3})"
    rf"\s+{HELPING}$"
)


def _in_the_relative(record: Record, event: Event, kit: Kit, scene: Scene) -> Event:
    """Return an act in a relative clause as its subject's: "under a pact that *the two* signed, Oslo is to pay"."""
    text, home, act = record.article.text, event.evidence[0], event.trigger
    own = _RELATIVE.search(text, home.start, act.start)
    if own is None or any(own.start() <= a.start < act.start for a in event.actors) or not is_past(act.of(text)):
        return event
    who = find_participants(record, [Span(start=own.start("who"), end=own.end("who"))], kit, scene)
    behind = (a for a in event.actors if a.start > act.end and re.match(r"\s+(?:with|and)\s", text[act.end : a.start]))
    return replace(event, actors=(*who, *behind))


_PRONOUN_SUBJECT: Final = re.compile(r"\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|I)$")


def _subject_before(record: Record, home: Span, act: Span, verbs: re.Pattern[str]) -> Span | None:
    """Return the name or pronoun between which and an act nothing but some verbs stands."""
    text = record.article.text
    for found in re.finditer(r"[\w’'-]+", text[home.start : act.start]):
        end = home.start + found.end()
        if not verbs.fullmatch(text, end, act.start):
            continue
        pronoun = _PRONOUN_SUBJECT.search(text, home.start, end)
        named = next((m for m in record.mentions if m.end == end and (m.actor or m.kind == "person")), None)
        if pronoun:
            return Span(start=pronoun.start(), end=end)
        if named is not None:
            return named
    return None


_IT: Final = re.compile(r"(?:it|them)", re.IGNORECASE)


def _not_itself(record: Record, event: Event) -> Event:
    """Return an act whose object "it" or "them" is not who acts: "*Al-Shabaab* vowed to fight *it*"."""
    text, act = record.article.text, event.trigger
    own = [a for a in event.actors if a.end <= act.start and is_named(record, a)]

    def other(who: Participant) -> Participant:
        named = {x for a in own for x in (a.code, a.body, a.name) if x}
        pronoun = who.start >= act.end and _IT.fullmatch(text, who.start, who.end)
        return replace(who, code=None, body=None) if pronoun and {who.code, who.body} & named else who

    return replace(event, recipients=tuple(other(r) for r in event.recipients))
