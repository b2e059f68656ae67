"""Who did what to whom: the network's triggers and roles, with what rules know of times, places, actors and numbers.

The network says which words name an act, its PLOVER type and shades, and which words fill its roles. Here each role is
resolved (actor codes, quantities, places, days), its attribution is found, and the shades that grammar settles
(hedges, negation, modals right beside the trigger) overrule the network's (`shades`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from gpulse.model.tags import Tags, TriggerTag
from gpulse.reading.draft import Draft
from gpulse.reading.event.act_parties import Act
from gpulse.reading.event.among_acts import as_told_before, share_actors, when_taken_up, with_those_there
from gpulse.reading.event.apart import with_those_apart
from gpulse.reading.event.asserted import holding, is_threatened, with_sources, with_voices, without_news
from gpulse.reading.event.clause_parts import with_clause_parts
from gpulse.reading.event.days_to_come import is_after, is_told_as_past, is_yet_to_come, takes_effect
from gpulse.reading.event.details import with_days, with_fronted_days
from gpulse.reading.event.developed import find_developed
from gpulse.reading.event.event_places import in_the_capital, place_of_act, visited_place
from gpulse.reading.event.event_times import (
    find_deadline,
    find_when,
    going_on,
    is_deadline,
    lasts_until,
    told_on,
)
from gpulse.reading.event.followed import with_attack_days, with_parties
from gpulse.reading.event.harm import WHO_ACTS, find_harm
from gpulse.reading.event.items import with_counts
from gpulse.reading.event.journeys import find_journeys, find_receptions
from gpulse.reading.event.judgements import find_judgements
from gpulse.reading.event.likewise import find_likewise, without_those_likewise
from gpulse.reading.event.modes import classify_contexts, classify_mode
from gpulse.reading.event.no_acts import is_stopped, names_no_act, points_back
from gpulse.reading.event.own_clauses import shades_of_its_own, with_own_clauses
from gpulse.reading.event.papers import with_terms
from gpulse.reading.event.plain_verbs import find_plain_verbs
from gpulse.reading.event.shades import hedge_in, is_not_stopped, is_promise, settle, settle_polarity
from gpulse.reading.event.subjects import with_subjects
from gpulse.reading.event.taking_part import items_of, role_words, settled, spoken_for, take_part
from gpulse.reading.event.tellers import without_outlets
from gpulse.reading.event.threats import find_threats
from gpulse.reading.event.to_whom import with_whom
from gpulse.reading.event.told_phrases import find_told_phrases
from gpulse.reading.event.typed import type_of
from gpulse.reading.event.undone import find_broken_off
from gpulse.reading.event.untold import as_untold, by_the_accused
from gpulse.reading.event.weighed_roles import with_likely
from gpulse.reading.event.whither import with_whither
from gpulse.reading.kit import Kit
from gpulse.reading.scene import Scene, find_scene
from gpulse.record import Event, Record, Span

_LAST_WORD = re.compile(r"\b\w+,?\s*$")


def add_events(draft: Draft, kit: Kit) -> Draft:
    """Add the events, in the order of their triggers."""
    if draft.tags is None:
        return draft
    record = draft.record
    scene = draft.scene or find_scene(record, kit)
    text = record.article.text
    events: list[Event] = []
    own = (
        *_harm(draft, draft.tags, kit), *_judgements(draft, draft.tags, kit),
        *find_developed(record),
        *find_journeys(record, draft.tags.triggers), *find_receptions(record, draft.tags.triggers),
    )  # fmt: skip
    triggers = (*(t for t in draft.tags.triggers if not any(t.overlaps(o) for o in own)), *own)
    for number, trigger in enumerate(join_triggers(record.article.text, triggers), 1):
        home = next((s for s in record.sentences if s.start <= trigger.start < s.end), None)
        if home is None or names_no_act(record, trigger) or is_stopped(text, trigger, triggers):
            continue
        if points_back(text, trigger, triggers):
            continue
        event = _read_event(f"e{number}", trigger, Span(start=home.start, end=home.end), record, kit, scene, triggers)
        event = with_sources(event, record, triggers)
        events += _split_doubtful(text, event)
    events = with_likely(record, events, triggers, kit)
    likewise = list(find_likewise(record, events, kit, scene))
    events = sorted((*(without_those_likewise(e, likewise) for e in events), *likewise), key=lambda e: e.trigger)
    events = list(with_terms(record, list(with_subjects(record, events, kit, scene))))
    events = list(with_whom(record, list(with_whither(record, events, kit)), kit, scene))
    events = list(with_clause_parts(record, events, kit, scene))
    events = list(with_those_apart(record, list(with_own_clauses(record, events, kit, scene)), kit, scene))
    events = list(with_attack_days(record, list(with_parties(text, events))))
    shared = [when_taken_up(record, event) for event in share_actors(text, list(with_those_there(text, events)))]
    counted = [with_counts(record, event, [o for o in shared if o is not event]) for event in shared]
    dated = with_days(record, list(with_fronted_days(record, list(as_told_before(record, counted)))))
    told = by_the_accused(record, [without_news(record, event) for event in dated])
    return draft.add(events=tuple(with_voices(record, [as_untold(record, event) for event in told])))


def _harm(draft: Draft, tags: Tags, kit: Kit) -> Iterator[TriggerTag]:
    """Yield the harm told in sentences of its own (`reading.event.harm`) as acts, with what the network says of it."""
    if kit.network is None or tags.pieces is None:
        return
    words = list(find_harm(draft.text, draft.record.sentences, tags.triggers))
    for word in words:
        home = next(s for s in draft.record.sentences if s.start <= word.start < s.end)
        if act := kit.network.describe_act(tags.pieces, home, word, "ASSAULT"):
            others = [w for w in words if w != word and home.covers(w)]  # "60 were killed and 300 wounded"
            between = (
                r
                for r in act.roles
                if any(r.end <= w.start < word.start or word.end <= w.start < r.start for w in others)
            )
            behind = (r for r in act.roles if others and r.role == "recipient" and r.start > word.end)
            apart = {*between, *behind}
            yield replace(act, roles=tuple(r for r in act.roles if r not in apart))


def _judgements(draft: Draft, tags: Tags, kit: Kit) -> Iterator[TriggerTag]:
    """Yield as acts words of blame, threats of an answer, and verbs and phrases that name one kind of act alone."""
    if kit.network is None or tags.pieces is None:
        return
    blame = ((word, "ACCUSE") for word in find_judgements(draft.record, tags.triggers))
    threats = ((word, "THREATEN") for word in find_threats(draft.text, draft.record.sentences, tags.triggers))
    verbs = (*find_plain_verbs(draft.record, tags.triggers), *find_told_phrases(draft.record, tags.triggers))
    ended = find_broken_off(draft.text, draft.record.sentences, tags.triggers)
    for word, kind in (*blame, *threats, *verbs, *ended):
        home = next(s for s in draft.record.sentences if s.start <= word.start < s.end)
        if act := kit.network.describe_act(tags.pieces, home, word, kind):
            yield replace(act, realis="actual", polarity="positive", certainty="certain")


_LIGHT = re.compile(
    r"pa(?:y|ys|id|ying)|ma(?:ke|kes|de|king)|h(?:old|olds|eld|olding)|conduct\w*|"
    r"carr(?:y|ies|ied|ying)\s+out|launch\w*|stag(?:e|es|ed|ing)|mount\w*|undert(?:ake|akes|ook|aking|aken)",
    re.IGNORECASE,
)
"""Verbs that say nothing but that the act of their object is done: "*paid* a visit", "*carried out* three strikes"."""
_OBJECT = re.compile(
    r"\s+(?:(?:an?|the|his|her|its|their|several|more|new|fresh|further|two|three|four|five|a\s+series\s+of)\s+)?(?:[\w-]+\s+){0,2}",
    re.IGNORECASE,
)
_CUT = re.compile(r"\w[\w.]")
_REST = re.compile(r"\w+")


def join_triggers(text: str, triggers: Sequence[TriggerTag]) -> list[TriggerTag]:
    """Return triggers in the order of the text, those that stand side by side and name one act as one.

    "missile strikes" is one act, not two, and so is "paid a visit": the last word's roles and shades are kept, as it
    is the head, with roles that only the verb of the second has. What begins
    inside a word is no act (".S." of "U.S."), nor is who acts ("a *suicide bomber* killed six"); one that ends inside a
    word has all of it.

    >>> from gpulse.model.tags import Tags, TriggerTag
    >>> def tag(start: int, end: int) -> TriggerTag:
    ...     return TriggerTag(start=start, end=end, event_type="ASSAULT", score=0.9, realis="actual",
    ...                       polarity="positive", certainty="certain")
    >>> [(t.start, t.end) for t in join_triggers("The missile strikes went on.", [tag(12, 19), tag(4, 11)])]
    [(4, 19)]
    >>> [(t.start, t.end) for t in join_triggers("They launched two missile strikes.", [tag(5, 13), tag(26, 33)])]
    [(5, 33)]
    """
    out: list[TriggerTag] = []
    for tag in sorted(triggers, key=lambda t: (t.start, t.end)):
        if (tag.start and _CUT.match(text, tag.start - 1)) or WHO_ACTS.search(tag.of(text)):
            continue
        end = _REST.match(text, tag.end)
        tag = replace(tag, end=end.end() if end and text[tag.end - 1].isalnum() else tag.end)
        before = out[-1] if out and out[-1].event_type == tag.event_type else None
        if before and text[before.end : tag.start] in (" ", "-"):
            out[-1] = replace(tag, start=before.start)
        elif before and _LIGHT.fullmatch(before.of(text)) and _OBJECT.fullmatch(text, before.end, tag.start):
            own = {role.role for role in tag.roles}
            kept = tuple(r for r in before.roles if r.role not in own and not r.overlaps(tag))
            out[-1] = replace(tag, start=before.start, roles=(*tag.roles, *kept))
        else:
            out.append(tag)
    return out


def _split_doubtful(text: str, event: Event) -> list[Event]:
    """Tell what a hedge makes doubtful from what is told beside it as plain fact.

    "sent shells, rockets and, reportedly, missiles" is one act that happened and one that may have.
    """
    if event.certainty != "certain" or len(event.items) < 2:
        return [event]
    doubtful = {}
    for before, item in pairwise(sorted(event.items, key=lambda i: i.start)):
        between = text[before.end : item.start]
        right_before = _LAST_WORD.search(between)
        level = hedge_in(between if len(between) < 40 else right_before.group() if right_before else "")
        if level:
            doubtful[item] = level
    plain = replace(event, items=tuple(i for i in event.items if i not in doubtful))
    others = [
        replace(event, id=f"{event.id}{chr(98 + k)}", items=(item,), certainty=level)
        for k, (item, level) in enumerate(doubtful.items())
    ]
    return [plain, *others]


_TO_COME = frozenset(("planned", "promised", "threatened", "demanded", "obligation", "predicted"))


def _read_event(
    name: str, tag: TriggerTag, home: Span, record: Record, kit: Kit, scene: Scene, others: Sequence[TriggerTag]
) -> Event:
    text = record.article.text
    trigger = Span(start=tag.start, end=tag.end)
    roles = role_words(text, tag)
    items = items_of(text, roles, home)
    event_type = type_of(text, tag, items, home)
    mode = classify_mode(event_type, trigger.of(text), home.of(text))
    mode = "visit" if tag.score == 0 and event_type == "CONSULT" and roles["recipient"] else mode
    act = Act(record, tag, home, roles, event_type, mode, others, kit, scene)
    around = holding(record, trigger, roles["said_by"])
    said = around[:1]
    parties = spoken_for(act, take_part(act, items), said)
    earliest, latest = find_when(record, trigger, home, roles["time"], kit, others)
    realis, polarity = shades_of_its_own(text, home, trigger, tag.realis, tag.polarity)
    realis, certainty = settle(text, home, trigger, realis, tag.certainty)
    goes_on = is_not_stopped(text, home, trigger)
    if goes_on:
        realis = "actual"
    if realis == "actual" and is_promise(trigger.of(text), event_type):
        realis = "promised"
    if realis in ("promised", "planned", "hypothetical") and said and is_threatened(record, said[0], trigger):
        realis = "threatened"
    if realis == "actual" and earliest is None and latest is None:
        earliest = latest = going_on(record, trigger, home, said)
    later = is_after(earliest, record.article.published_on)
    if realis == "actual" and later and is_yet_to_come(text, trigger):
        realis = "planned"
    if realis in _TO_COME and earliest is None and latest is None:
        earliest, latest = find_deadline(record, trigger, home, said) or (None, None)
    if realis != "actual" and latest and is_deadline(record, trigger, home, latest):
        earliest = min(told_on(record, said) or latest, latest)
    if realis == "actual" and latest and is_after(latest, record.article.published_on):
        if is_deadline(record, trigger, home, latest):
            earliest = None
        elif earliest and is_told_as_past(text, trigger):
            latest = max(earliest, record.article.published_on or latest)
    if realis == "actual" and latest and lasts_until(record, trigger, home, latest):
        earliest = latest = None
    if realis == "actual" and later and not takes_effect(text, trigger, home, others):
        earliest = latest = None
    parties = settled(act, parties, realis)
    actors, recipients = without_outlets(text, parties.actors), without_outlets(text, parties.recipients)
    return Event(
        id=name,
        trigger=trigger,
        event_type=event_type,
        mode=mode,
        contexts=classify_contexts(home.of(text)),
        actors=actors,
        recipients=recipients,
        via=parties.via,
        items=parties.items,
        place=place_of_act(record, trigger, home, roles["place"], others, actors)
        or in_the_capital(record, trigger, home, kit)
        or (visited_place(record, recipients) if mode == "visit" else None),
        earliest=earliest,
        latest=latest,
        realis=realis,
        polarity="positive"
        if goes_on
        else settle_polarity(
            home.of(text), polarity, text[home.start : trigger.start], text[trigger.end : home.end], trigger.of(text)
        ),
        certainty=certainty,
        attributions=around,
        evidence=(home,),
        score=tag.score,
    )
