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
from gpulse.reading.actor.sides import list_between
from gpulse.reading.attribution.said_more import names_paper
from gpulse.reading.draft import Draft
from gpulse.reading.event.beside import agent_after, beside, who_talks
from gpulse.reading.event.developed import find_developed
from gpulse.reading.event.event_places import in_the_capital, place_of_act, visited_place
from gpulse.reading.event.event_times import (
    find_deadline,
    find_when,
    going_on,
    is_deadline,
    is_past,
    is_yet_to_come,
    taken_up,
    told_on,
    with_days,
)
from gpulse.reading.event.followed import with_attack_days, with_parties
from gpulse.reading.event.harm import find_harm
from gpulse.reading.event.items import is_thing, read_item, with_counts
from gpulse.reading.event.journeys import find_journeys
from gpulse.reading.event.judgements import find_judgements
from gpulse.reading.event.likewise import find_likewise, without_those_likewise
from gpulse.reading.event.modes import classify_contexts, classify_mode
from gpulse.reading.event.no_acts import names_no_act
from gpulse.reading.event.papers import with_terms
from gpulse.reading.event.participants import (
    asked,
    find_participants,
    is_sent,
    joined_counts,
    receiver_in,
    rest_of,
    right_after,
)
from gpulse.reading.event.retyped import retype
from gpulse.reading.event.shades import hedge_in, is_promise, settle, settle_polarity
from gpulse.reading.event.subjects import agent_by, owner_before, subjects_only, victims_after, with_subjects
from gpulse.reading.event.tellers import (
    asserts,
    speaking_of_itself,
    who_is_told,
    without_announcers,
    without_tellers,
    without_tolls,
)
from gpulse.reading.event.themselves import told_apart
from gpulse.reading.event.voices import done_to
from gpulse.reading.event.weighed_roles import with_likely
from gpulse.reading.kit import Kit
from gpulse.reading.scene import Scene, find_scene
from gpulse.record import (
    Event,
    Item,
    Mention,
    Participant,
    Record,
    Span,
)

_LAST_WORD = re.compile(r"\b\w+,?\s*$")
_GIVES = re.compile(r"(?:transfer|suppl|deliver|provi[ds]|ship|donat|sen[dt]|lend|lent)", re.IGNORECASE)
_ARMS = re.compile(
    r"\b(?:arms|weapon\w*|equipment|ammunition|munitions?|shells|rockets|missiles?|tanks|jets|aircraft|drones|vehicles)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[$€£]\s?\d|\b(?:loans?|instal?lments?|tranches?|grants?|funds|payments?|money)\b", re.IGNORECASE)
_BARS = re.compile(r"(?:ban|bar|suspen|clos|den[iy]|refus|halt|prohibit|block|shut)", re.IGNORECASE)
_ENTRY = re.compile(
    r"(?:[’'\w-]*\s+){0,6}?(?:entry\b(?!\s+(?:level|fee))|(?:from\s+)?(?:enter|return)ing\s+(?:(?:the|its|their)\s+(?:country|countries|territor(?:y|ies)|"
    r"soil|US|UK|United)|to\s+[A-Z]|from\s+abroad|[A-Z])|(?:travell?ers?|visitors|tourists|passengers|arrivals|foreigners)\s+from"
    r"\s+[A-Z])"
)
_BORDERS = re.compile(
    r"(?:[’'\w-]*\s+){0,6}?(?:flights?\s+(?:from|to)\b(?!\s+and\s+(?:from|to)\b)|(?:its|their|the|all)?\s*(?:land\s+|air\s+|sea\s+)?borders?\b(?!\s+"
    r"(?:guard|police|crossing|post|patrol)s?\b))"
)
"""Whom a bar on entry keeps out: REJECT, by decision 7 of the hand-coded gold; closed premises are COERCE. In the
training sentences 8 of 9 acts of such words that are no sanction are REJECT."""
_BORDERS_BEFORE = re.compile(
    r"\bborders?\b(?:\s+to\s+[\w\s-]{3,25})?\s+(?:(?:after|were|was|are|is|be|been|being|have|has|will|remain\w*|stay\w*|also)\s+)+$"
)
_SIGNED = re.compile(r"sign(?:s|ed|ing)?\b", re.IGNORECASE)
_TREATY = re.compile(
    r"\b(?:pact|treaty|agreement|deal|accord|memorandum|convention|protocol|declaration)s?\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$")
_TO = re.compile(r"\b(?:to|for)\s+(?:the\s+)?$", re.IGNORECASE)
_AGAINST = re.compile(r"\s+(?:on|upon|against)\s+(?:the\s+)?")
_AGAINST_IT = re.compile(r"\bagainst\s+(?:the\s+)?$")
_AGAINST_WHOM = frozenset(("ASSAULT", "COERCE", "PROTEST", "SANCTION", "THREATEN"))
_APART_FROM_IT = re.compile(r"[,;:.]|\b(?:that|which|who|and|what|when|where|while|as)\b|.{60}")
_WHERE_DONE = {
    "AID": re.compile(r"\b(?:in|across|throughout)\s+(?:the\s+)?$"),
    "COERCE": re.compile(r"\b(?:in|across|throughout)\s+(?:the\s+)?$"),
    "RETREAT": re.compile(r"\b(?:from|out\s+of|in)\s+(?:the\s+)?$"),
}
"""Where help is given, people are held down or ground is left: it is done to the state there ("gave a million to
clinics in Kenya", "a curfew in Lima", "withdrew from Niger"), where nobody else is named. In PLV's training rows with
such an act, its actor and no recipient, that state is the pair's in 9 of 9 (AID), 12 of 13 (COERCE) and 17 of 18.
"""
_STRUCK = re.compile(
    r"\s+(?:(?:(?:the|an?|its|their|at\s+least|several|many|some|two|three|[\d,]+)\s+)+(?:[\w-]+\s+){1,4}(?:of|in|at|near)\s+)?"
    r"(?:the\s+)?"
)
"""From an attack to the place that is struck, or where what is struck lies: "shelled the port of Odesa"."""
_RECIPROCAL = frozenset(("CONSULT", "AGREE"))
"""Acts that all parties do together: each of them is an actor."""
_WITH = re.compile(r"\bwith\s+(?:the\s+)?$", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r"[,;:.]|\b(?:that|which|who|and)\b")
_FROM = re.compile(r"\b(?:from|by)\s+(?:the\s+)?$", re.IGNORECASE)
_GIVEN_BY = re.compile(r"\s+from\s+(?:the\s+)?")
_RECEIVES = re.compile(r"(?:receiv|get\b|gets\b|got\b|obtain|take delivery|took delivery)", re.IGNORECASE)
"""Verbs whose subject an act of help is done to: "Nigeria received four million doses"."""
_VIA = re.compile(r"\b(?:via|by way of)\s+(?:the\s+)?$", re.IGNORECASE)
_TO_DO = re.compile(
    r"\bto\s+(?:begin|start|open|hold|launch|resume|conclude|sign|join|agree (?:on|to))\s+(?:[a-z-]+\s+){0,3}$"
)
"""The infinitive of a demand with a verb that brings its object about; "to stop the raids" asks for no raid."""
_GOVERNING = frozenset(("AGREE", "THREATEN"))
_OBJECT = re.compile(r"\s+(?:on|to|for|upon)?\s*(?:an?|the)?\s*(?:[a-z-]+\s){0,2}")
"""What stands between an act and another that is its object."""
_JUDGED = re.compile(r"\s+(?:(?:for|of|against|over)\s+)?(?:[\w’'“-]+\s+){0,5}")
_SYMPATHY = re.compile(r"condolence|sympath|mourn|tribute|grie[fv]", re.IGNORECASE)
_JUDGING = frozenset(("ACCUSE", "REJECT", "SUPPORT"))
_TAKES_OBJECT = frozenset(("REQUEST", "AID", "ACCUSE", "THREATEN", "SUPPORT", "SANCTION", "ASSAULT", "COERCE"))
_AT = re.compile(
    r"(?:\b(?:at|during)|(?<!role)(?<!part)(?<!interest)(?<!involvement)(?<!place)(?<!participation)\s+in)\s+(?:the\s+|an?\s+|"
    r"their\s+)?(?:[A-Z][\w’'-]*\s+){0,3}$"
)
"""What stands right before the meeting at which somebody acts."""
_IF = re.compile(r"\b(?:if|unless|since|while|whereas|although|because|as\s+the)\b")
_VISITED = re.compile(r"\s+(?:[a-z]+\s+){0,2}?(?:(?:to|in|for)\s+)?(?:the\s+)?")
_TOOL = re.compile(r"\b(?:with|by|from|using)\s+(?:[\w-]+\s+){0,3}$")
_STRIKES_OWNER = frozenset(("ASSAULT", "SANCTION"))
_FOR_SOMEBODY = frozenset(("AID", "COOPERATE"))
_IN_WORDS = re.compile(
    r"(?:condemn|critici[sz]|call|reject|dismiss|welcom|prais|urg|demand|den[iy]|warn|congratulat|accus|appeal|ask|thank|vow|"
    r"threaten|apologi[sz]|regret|blam|denounc)",
    re.IGNORECASE,
)
"""Acts that are words: where it is told on what occasion or through what outlet they fell, they are a statement too."""
_BUYS = re.compile(r"(?:b(?:uy|ought)|order|purchas|acquir)", re.IGNORECASE)
_THINGS = re.compile(r"\b(?:tanks|drones|missiles|rockets|jets|helicopters|artillery|shells|bombs)$", re.IGNORECASE)
"""What an attack is made with, which the network at times marks as who makes it."""


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
        *find_developed(record), *find_journeys(record, draft.tags.triggers),
    )  # fmt: skip
    triggers = (*(t for t in draft.tags.triggers if not any(t.overlaps(o) for o in own)), *own)
    for number, trigger in enumerate(join_triggers(record.article.text, triggers), 1):
        home = next((s for s in record.sentences if s.start <= trigger.start < s.end), None)
        if home is None or names_no_act(record, trigger):
            continue
        event = _read_event(f"e{number}", trigger, Span(start=home.start, end=home.end), record, kit, scene, triggers)
        event = drop_mere_objects(event, record, triggers)
        events += _split_doubtful(text, event)
    events = with_likely(record, events, triggers, kit)
    likewise = list(find_likewise(record, events, kit, scene))
    events = sorted((*(without_those_likewise(e, likewise) for e in events), *likewise), key=lambda e: e.trigger)
    events = list(with_terms(record, list(with_subjects(record, events, kit, scene))))
    events = list(with_attack_days(record, list(with_parties(text, events))))
    shared = [_when_taken_up(record, event) for event in _share_actors(text, list(_with_those_there(text, events)))]
    counted = [with_counts(record, event, [o for o in shared if o is not event]) for event in shared]
    return draft.add(events=tuple(with_days(text, counted)))


def _harm(draft: Draft, tags: Tags, kit: Kit) -> Iterator[TriggerTag]:
    """Yield the harm told in sentences of its own (`reading.harm`) as acts, with what the network says of each."""
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
    """Yield words of blame without a verb of blaming (`reading.judgements`) as acts, by whoever says them."""
    if kit.network is None or tags.pieces is None:
        return
    for word in find_judgements(draft.record, tags.triggers):
        home = next(s for s in draft.record.sentences if s.start <= word.start < s.end)
        if act := kit.network.describe_act(tags.pieces, home, word, "ACCUSE"):
            yield replace(act, realis="actual", polarity="positive", certainty="certain")


_CUT = re.compile(r"\w[\w.]")
_WHO_ACTS = re.compile(
    r"\b(?:bombers?|attackers?|gunm[ae]n|assailants?|raiders?|hijackers?|protest[eo]rs?|rioters?|demonstrators?|snipers?|"
    r"killers?|kidnappers?|rebels?|militants?)$",
    re.IGNORECASE,
)
"""No trigger of 2,000 hand-coded acts (the gold's and the training sentences') ends so."""
_REST = re.compile(r"\w+")


def join_triggers(text: str, triggers: Sequence[TriggerTag]) -> list[TriggerTag]:
    """Return triggers in the order of the text, those that stand side by side and name one act as one.

    "missile strikes" is one act, not two: the last word's roles and shades are kept, as it is the head. What begins
    inside a word is no act (".S." of "U.S."), nor is who acts ("a *suicide bomber* killed six"); one that ends inside a
    word has all of it.

    >>> from gpulse.model.tags import Tags, TriggerTag
    >>> def tag(start: int, end: int) -> TriggerTag:
    ...     return TriggerTag(start=start, end=end, event_type="ASSAULT", score=0.9, realis="actual",
    ...                       polarity="positive", certainty="certain")
    >>> [(t.start, t.end) for t in join_triggers("The missile strikes went on.", [tag(12, 19), tag(4, 11)])]
    [(4, 19)]
    """
    out: list[TriggerTag] = []
    for tag in sorted(triggers, key=lambda t: (t.start, t.end)):
        if _CUT.match(text, tag.start - 1) or _WHO_ACTS.search(tag.of(text)):
            continue
        end = _REST.match(text, tag.end)
        tag = replace(tag, end=end.end() if end and text[tag.end - 1].isalnum() else tag.end)
        if out and out[-1].event_type == tag.event_type and text[out[-1].end : tag.start] in (" ", "-"):
            out[-1] = replace(tag, start=out[-1].start)
        else:
            out.append(tag)
    return out


def _share_actors(text: str, events: Sequence[Event]) -> Iterator[Event]:
    """Yield the events; an act that is the object of another has its actors: "the two agreed on a ceasefire"."""
    for event in events:
        governor = next(
            (
                other
                for other in events
                if other.actors
                and other.evidence == event.evidence
                and other.event_type in _GOVERNING
                and _OBJECT.fullmatch(text, other.trigger.end, event.trigger.start)
            ),
            None,
        )
        if governor and not event.actors:
            event = replace(event, actors=governor.actors)
        if event.event_type in _JUDGING and not event.recipients and not _SYMPATHY.search(event.trigger.of(text)):
            event = replace(event, recipients=_judged(text, event, events))
        if event.realis == "actual" and _is_asked_for(text, event, events):
            event = replace(event, realis="demanded")
        if event.realis == "demanded":
            event = replace(event, actors=_without_demander(event, events))
        yield event


def _when_taken_up(record: Record, event: Event) -> Event:
    """Return an act to come with the time that the next sentence tells of those who are sent, where it has none."""
    if event.earliest or event.latest:
        return event
    earliest, latest = taken_up(record, event)
    return replace(event, earliest=earliest, latest=latest)


def _with_those_there(text: str, events: Sequence[Event]) -> Iterator[Event]:
    """Yield the events; who acts at a meeting takes part: "some 90 states signed the charter at the Bern conference".

    Whom that act was done to does not ("backed the UN charter at the Bern conference").
    """
    for event in events:
        others = (e for e in events if e.evidence == event.evidence and e.trigger.end < event.trigger.start)
        there = [
            e for e in others
            if event.event_type == "CONSULT" and e.event_type != "CONSULT" and e.actors and e.realis == event.realis
            and _AT.search(text, e.trigger.end, event.trigger.start)
            and not _CLAUSE_ENDS.search(text, e.trigger.end, event.trigger.start)
        ]  # fmt: skip
        taking_part = event.actors
        for other in there[-1:]:
            taking_part = tuple(a for a in event.actors if not any(a.overlaps(r) for r in other.recipients))
            taking_part = taking_part or other.actors
        yield replace(event, actors=taking_part)


def _judged(text: str, event: Event, events: Sequence[Event]) -> tuple[Participant, ...]:
    """Return who did the act that is the object of a judgement: "condemned the Turkish raid", "praised Oslo's aid"."""
    objects = (e for e in events if e.evidence == event.evidence and e.trigger.start > event.trigger.end)
    judged = next((e for e in objects if _JUDGED.fullmatch(text, event.trigger.end, e.trigger.start)), None)
    return tuple(a for a in judged.actors if not any(a.overlaps(b) for b in event.actors)) if judged else ()


def _is_asked_for(text: str, event: Event, events: Sequence[Event]) -> bool:
    """Say whether an act is the object of a demand's infinitive: "called on them to begin a dialogue"."""
    demands = (e for e in events if e.event_type == "REQUEST" and e.evidence == event.evidence)
    before = (e.trigger.end for e in demands if e.trigger.end <= event.trigger.start)
    return any(_TO_DO.search(text, end, event.trigger.start) for end in before)


def _without_demander(event: Event, events: Sequence[Event]) -> tuple[Participant, ...]:
    """Leave out who demands an act from those who are to do it: "the envoy called on both to begin talks".

    Where nobody else is left, whoever was asked is to do it: "ordered him to pay".
    """
    demands = [
        e for e in events if e.event_type == "REQUEST" and e.evidence == event.evidence and e.trigger < event.trigger
    ]  # fmt: skip
    demanders = [a for e in demands for a in e.actors]
    others = tuple(a for a in event.actors if not any(a.overlaps(d) for d in demanders))
    asked = tuple(r for e in demands for r in e.recipients if e.trigger.end <= r.start and r.end <= event.trigger.start)
    return others or (asked if event.actors else ()) or event.actors


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


def _read_event(
    name: str, tag: TriggerTag, home: Span, record: Record, kit: Kit, scene: Scene, others: Sequence[TriggerTag]
) -> Event:
    text = record.article.text
    trigger = Span(start=tag.start, end=tag.end)
    own = [r for r in tag.roles if not r.overlaps(trigger)]
    roles: dict[str, list[Span]] = {
        role: [r for r in own if r.role == role] for role in ("actor", "recipient", "item", "place", "time", "said_by")
    }
    for role in ("actor", "recipient", "item"):
        roles[role] = joined_counts(text, roles[role])
    given_to = [(r, to) for r in roles["item"] if tag.event_type == "AID" and (to := receiver_in(text, trigger, r))]
    roles["recipient"] += [to for _, to in given_to if not any(to.overlaps(r) for r in roles["recipient"])]
    roles["item"] = [next((rest_of(text, r, to) for x, to in given_to if x is r), r) for r in roles["item"]]
    items = tuple(read_item(text, r, home) for r in roles["item"] if is_thing(text, r))
    actors = find_participants(record, roles["actor"], kit, scene)
    recipients = tuple(
        p for p in find_participants(record, roles["recipient"], kit, scene) if not any(p.overlaps(a) for a in actors)
    )
    if between := list_between(record, trigger, home):
        actors = find_participants(record, [between], kit, scene)
        recipients = tuple(p for p in recipients if not any(p.overlaps(a) or p.whom == a.whom for a in actors))
    if agent := agent_after(record, trigger, home):
        known = tuple(a for a in actors if a.start >= agent.start or a.overlaps(agent))
        actors = known if any(a.overlaps(agent) for a in known) else find_participants(record, [agent], kit, scene)
        recipients = tuple(p for p in recipients if not any(p.overlaps(a) for a in actors))
    event_type = _type_of(text, tag, items, home)
    mode = classify_mode(event_type, trigger.of(text), home.of(text))
    mode = "visit" if tag.score == 0 and event_type == "CONSULT" and roles["recipient"] else mode
    given = right_after(record, trigger, home) if event_type in _TAKES_OBJECT and not recipients else None
    if given and not any(given.overlaps(r) for r in (*roles["actor"], *roles["item"])):
        recipients = find_participants(record, [given], kit, scene)
    others_own = [r for t in others if t.score == 0 and t.start > tag.start and home.covers(t) for r in t.roles]
    if tag.event_type == "AID":  # "delivered from Serbia, developed for the Angolans by the Czechs"
        actors, recipients = (
            tuple(p for p in people if not any(p.overlaps(r) for r in others_own)) for people in (actors, recipients)
        )
        givers = tuple(
            p for p in recipients if p.start > trigger.end and _GIVEN_BY.fullmatch(text, trigger.end, p.start)
        )
        actors, recipients = (*actors, *givers), tuple(p for p in recipients if p not in givers)
    if undergoing := done_to(text, trigger, event_type, actors):
        actors = tuple(a for a in actors if a not in undergoing)
        recipients = (*undergoing, *(r for r in recipients if not any(r.overlaps(u) for u in undergoing)))
    actors, recipients = _of_the_act(text, trigger, actors), _of_the_act(text, trigger, recipients)
    if event_type == "AID" and items and _RECEIVES.match(text, trigger.start):
        givers = tuple(p for p in (*actors, *recipients) if _FROM.search(text, home.start, p.start))
        actors, recipients = givers, tuple(p for p in actors if p not in givers) or recipients
    if event_type in _RECIPROCAL and mode != "visit":
        others_there = beside(record, trigger, home, _WITH.search, kit, scene)
        near = (p for p in others_there if not _CLAUSE_ENDS.search(text, trigger.end, p.start))
        partners = (*recipients, *near)
        for_it = tuple(a for a in actors if not _AGAINST_IT.search(text, trigger.end, a.start))
        actors = for_it or actors  # "agreed on sanctions against Belarus"
        actors = (*actors, *(p for p in partners if not any(p.overlaps(a) or p.whom == a.whom for a in actors)))
        recipients = ()
    if mode == "visit":
        hosts = _hosts(text, trigger, actors)
        actors, recipients = tuple(a for a in actors if a not in hosts), recipients or hosts
    recipients = asked(text, trigger, recipients) if event_type == "REQUEST" else recipients
    sent = tuple(p for p in recipients if event_type in _SENDING and is_sent(text, trigger, p))
    recipients = tuple(p for p in recipients if p not in sent)
    items += tuple(read_item(text, p, home) for p in sent if not any(p.overlaps(i) for i in items))
    via = beside(record, trigger, home, _VIA.search, kit, scene) if items else ()
    if event_type == "AID" and items and not recipients:
        recipients = beside(record, trigger, home, _TO.search, kit, scene)
    if not actors and event_type == "AID" and _GIVES.match(tag.of(text)):
        actors = beside(record, trigger, home, _GIVEN_BY.fullmatch, kit, scene)
    if not recipients and event_type in _AGAINST_WHOM:
        recipients = beside(record, trigger, home, _AGAINST.fullmatch, kit, scene)
    if event_type in _WHERE_DONE and not recipients and not _RECEIVES.match(text, trigger.start):
        there = beside(record, trigger, home, _WHERE_DONE[event_type].search, kit, scene)
        recipients = tuple(p for p in there if not _APART_FROM_IT.search(text, trigger.end, p.start))
    if event_type == "ASSAULT" and not recipients and is_past(trigger.of(text)):
        recipients = beside(record, trigger, home, _STRUCK.fullmatch, kit, scene)
    if not actors and (whose := owner_before(record, trigger, event_type, home)):
        actors = find_participants(record, [whose], kit, scene)
        recipients = tuple(p for p in recipients if not any(p.overlaps(a) for a in actors))
    if not actors and is_past(trigger.of(text)) and (agent := agent_by(text, trigger, home)):
        actors = find_participants(record, [agent], kit, scene)
        recipients = tuple(p for p in recipients if not any(p.overlaps(a) for a in actors))
    hurt = victims_after(text, trigger, home) if event_type == "ASSAULT" and not recipients else None
    if hurt and not any(
        trigger.end <= o.start and o.end <= hurt.start - 12 and o.event_type == "ASSAULT" for o in others
    ):
        recipients = find_participants(record, [hurt], kit, scene)
        items = items or (read_item(text, hurt, home),)
    if event_type in _STRIKES_OWNER and not recipients and (owner := _owner_of(record, trigger, items, actors)):
        recipients = find_participants(record, [owner], kit, scene)
    if event_type == "CONSULT" and not actors and (talking := who_talks(record, trigger, home)):
        actors = find_participants(record, talking, kit, scene)
    if event_type == "COOPERATE" and not recipients and _BUYS.match(text, trigger.start):
        recipients = beside(record, trigger, home, _FROM.search, kit, scene)
    if mode == "visit" and not recipients:
        there = beside(record, trigger, home, _VISITED.fullmatch, kit, scene)
        recipients = tuple(p for p in there if p.code and actors and all(p.code != a.code for a in actors))
    earliest, latest = find_when(record, trigger, home, roles["time"], others)
    said = _attributions(record, trigger, roles["said_by"])
    if event_type in _FOR_SOMEBODY and not recipients and tag.realis in ("planned", "promised"):
        recipients = tuple(p for k in said for p in who_is_told(record, k, kit, scene) if p.code)
    if not actors:
        actors = speaking_of_itself(record, trigger, said, kit, scene)
    realis, certainty = settle(text, home, trigger, tag.realis, tag.certainty)
    if realis == "actual" and is_promise(trigger.of(text), event_type):
        realis = "promised"
    if realis == "actual" and earliest is None and latest is None:
        earliest = latest = going_on(record, trigger, home, said)
    if realis == "actual" and is_yet_to_come(record, trigger, earliest):
        realis = "planned"
    if realis in _TO_COME and earliest is None and latest is None:
        earliest, latest = find_deadline(record, trigger, home, said) or (None, None)
    if realis != "actual" and latest and is_deadline(record, trigger, home, latest):
        earliest = min(told_on(record, said) or latest, latest)
    actors = without_announcers(record, trigger, actors)
    if event_type not in _RECIPROCAL:
        actors = subjects_only(text, trigger, actors)
    if event_type == "ASSAULT":
        actors = without_tolls(text, trigger, actors)
    actors, recipients = told_apart(record, home, event_type, actors, recipients, scene)
    passive = _PASSIVE.search(text, home.start, trigger.start) and not trigger.of(text).split()[0].endswith("ing")
    if realis in ("actual", "hypothetical") and passive:
        actors = without_tellers(record, trigger, actors)
    return Event(
        id=name,
        trigger=trigger,
        event_type=event_type,
        mode=mode,
        contexts=classify_contexts(home.of(text)),
        actors=actors,
        recipients=recipients,
        via=via,
        items=items,
        place=place_of_act(record, trigger, home, roles["place"], others, actors)
        or in_the_capital(record, trigger, home, kit)
        or (visited_place(record, recipients) if mode == "visit" else None),
        earliest=earliest,
        latest=latest,
        realis=realis,
        polarity=settle_polarity(home.of(text), tag.polarity),
        certainty=certainty,
        attributions=said,
        evidence=(home,),
        score=tag.score,
    )


_SENDING = frozenset(("AID", "MOBILIZE", "COOPERATE"))
_TO_COME = frozenset(("planned", "promised", "threatened", "demanded", "obligation", "predicted"))


def _bars_entry(text: str, trigger: TriggerTag) -> bool:
    """Whether somebody is kept out of a country: "bans travellers from Chad", "the borders were closed".

    Flights and borders that are stopped as a sanction stay one.
    """
    before, after = text[max(0, trigger.start - 60) : trigger.start], text[trigger.end : trigger.end + 60]
    closed = _BORDERS.match(after) or _BORDERS_BEFORE.search(before)
    return bool(_ENTRY.match(after) or (closed and trigger.event_type == "COERCE"))


def _type_of(text: str, tag: TriggerTag, items: Sequence[Item], home: Span) -> str:
    """Return the event type; signing a treaty is AGREE, as in the worked example of the record's format.

    PLOVER's manual has it under SUPPORT; the record codes what was concluded, and a reader looks for it there. Arms
    that are handed to somebody are AID, not something yielded.
    """
    words = " ".join((tag.of(text), *(i.text for i in items)))
    signed = (
        tag.event_type == "SUPPORT"
        and _SIGNED.match(tag.of(text))
        and _TREATY.search(words + text[tag.end : tag.end + 40])
    )
    if signed:
        return "AGREE"
    if tag.event_type in ("COERCE", "SANCTION") and _BARS.match(tag.of(text)) and _bars_entry(text, tag):
        return "REJECT"
    if (settled := retype(text, home, tag, tag.event_type)) != tag.event_type:
        return settled
    given = _ARMS.search(words) or _MONEY.search(text, max(0, tag.start - 60), min(len(text), tag.end + 40))
    handed_over = tag.event_type == "RETREAT" and _GIVES.match(tag.of(text)) and given
    return "AID" if handed_over else tag.event_type


def _owner_of(record: Record, trigger: Span, items: Sequence[Item], actors: Sequence[Participant]) -> Mention | None:
    """Return the words for the state whose things an act strikes: "shot down three *Syrian* jets", "*Peru*'s accounts".

    Who acts is not struck, nor is the state whose things it takes for it ("destroyed with American arms").
    """
    text, codes = record.article.text, {a.code for a in actors}
    for item in items:
        for m in record.mentions:
            owns = m.kind == "nationality" or text[m.end : m.end + 2] in ("’s", "'s")
            if (
                item.covers(m)
                and owns
                and m.actor
                and m.actor not in codes
                and not _TOOL.search(text, trigger.end, m.start)
            ):
                return m
    return None


def _of_the_act(text: str, trigger: Span, people: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Leave out tanks and other things, and who stands only in its condition: "if a deal with X went on"."""
    people = tuple(p for p in people if p.sector or not _THINGS.search(p.name))
    inside = tuple(p for p in people if not (p.start > trigger.end and _IF.search(text, trigger.end, p.start)))
    apart = (p for p in inside if ";" in text[trigger.end : p.start] or ";" in text[p.end : trigger.start])
    inside = tuple(p for p in inside if p not in set(apart))
    return inside or people


def _hosts(text: str, trigger: Span, actors: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return those to whom a visit was paid, whom the network lists beside the visitor: "a visit to Vietnam"."""
    return tuple(a for a in actors if a.start >= trigger.end and _TO.search(text, trigger.end, a.start))


def _attributions(record: Record, trigger: Span, roles: Sequence[Span]) -> tuple[int, ...]:
    """Return who says so: the innermost attribution whose content holds the trigger, else the marked source."""
    holding = [
        (sum(c.end - c.start for c in a.content), k)
        for k, a in enumerate(record.attributions)
        if any(c.covers(trigger) for c in a.content) and not (a.cue and a.cue.overlaps(trigger))
    ]
    if holding:
        return (min(holding)[1],)
    named = [k for k, a in enumerate(record.attributions) if a.source and any(a.source.overlaps(r) for r in roles)]
    return tuple(named[:1])


def drop_mere_objects(event: Event, record: Record, triggers: Sequence[TriggerTag]) -> Event:
    """Leave out a source that does not assert the act, though its words hold it.

    Who urges, rejects or protests against an act, votes or hopes for one does not say that it happens (an accuser
    does), and who tells of an act of its own, done, only informs: the act is the news. Who announces what it will do is
    its source. An act of words on an occasion or through an outlet ("in a speech", "on Telegram") keeps its speaker,
    as in the example post.
    """
    kept = []
    for k in event.attributions:
        said = record.attributions[k]
        paper = said.source is not None and names_paper(said.source.of(record.article.text))
        if said.cue and said.kind != "direct" and not paper and not asserts(said.cue.of(record.article.text)):
            continue
        speech_act = any(said.cue and t.overlaps(said.cue) and t.event_type != "ACCUSE" for t in triggers)
        own_act = event.realis == "actual" and said.source and any(a.overlaps(said.source) for a in event.actors)
        if not speech_act and not own_act:
            kept.append(k)
    spoken = [k for k, a in enumerate(record.attributions) if a.via and a.cue and a.cue.overlaps(event.trigger)]
    spoken = spoken if _IN_WORDS.match(event.trigger.of(record.article.text)) else []
    own = [k for k in spoken if any(p.overlaps(s) for p in event.actors if (s := record.attributions[k].source))]
    return replace(event, attributions=tuple(kept) or tuple(own[:1]))
