"""Who takes part in an act: those whom the network marks, set right and completed by what the words around say.

`take_part` goes through `_STEPS` in their order; each step looks at one thing and returns the parties
as it leaves them.
`settled` leaves out those who only tell of the act, once it is known whether it was done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gpulse.model.tags import TriggerTag
from gpulse.reading.actor.sides import list_between
from gpulse.reading.event.act_parties import Act, Parties, without
from gpulse.reading.event.among_acts import CLAUSE_ENDS
from gpulse.reading.event.attacked import (
    base_struck,
    hurt_besides,
    inside_it,
    not_the_victims,
    owner_of,
    owner_of_the_struck,
    struck_by,
    those_hurt,
    undergone,
)
from gpulse.reading.event.beside import agent_after, who_talks
from gpulse.reading.event.event_places import PASSIVE, is_scene
from gpulse.reading.event.given import (
    BEHIND_TO,
    RECEIVES,
    bought_from,
    gift_to,
    of_this_gift,
    passed_on,
    receiving,
    sent_to,
)
from gpulse.reading.event.items import is_thing, read_item
from gpulse.reading.event.openings import of_opening, without_company, without_described
from gpulse.reading.event.participants import (
    asked,
    before_verb,
    joined_counts,
    receiver_in,
    rest_of,
    right_after,
)
from gpulse.reading.event.subjects import agent_by, owner_before, subjects_only
from gpulse.reading.event.tellers import (
    speaking_of_itself,
    who_is_told,
    without_addressed,
    without_announcers,
    without_tellers,
    without_tellers_of_attacks,
    without_tolls,
)
from gpulse.reading.event.themselves import told_apart
from gpulse.reading.event.time_scopes import in_an_aside, is_past
from gpulse.reading.event.told_plainly import APART_FROM_IT, WHERE_DONE
from gpulse.record import Item, Participant, Span

_RELATIVE_PASSIVE = re.compile(
    r"\b(?:who|which)\s+(?:(?:had|have|has|will|would|later|then|also)\s+)*(?:was|were|is|are|be|been|being)\s+(?:\w+ly\s+)?$"
)
"""Before a verb that nobody named before it does: "Chad wants back four guards *who were* seized"."""
_JOINED_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|being)\s+(?:\w+ly\s+)?(?:[a-z]+(?:ed|en|wn)|held|shot|hit|taken|caught|sent|brought|cut)\s+and\s+"
    r"(?:then\s+|later\s+|\w+ly\s+)?$"
)
"""Before the second verb of a passive: "the actor was abducted and *freed*" by nobody named before."""
_AGAINST = re.compile(r"\s+(?:on|upon|against)\s+(?:the\s+)?")
_AGAINST_IT = re.compile(r"\bagainst\s+(?:the\s+)?$")
_AGAINST_WHOM = frozenset(("ASSAULT", "COERCE", "PROTEST", "SANCTION", "THREATEN"))
_TRUCE = re.compile(r"\b(?:truce|cease-?fire|armistice)\b", re.IGNORECASE)
_RECIPROCAL = frozenset(("CONSULT", "AGREE"))
"""Acts that all parties do together: each of them is an actor."""
_AGREES_TO_DO = re.compile(r"agree(?:s|d|ing)?\s+to\s+(?!(?:the|an?|its|their|his|her|any|this|that|such|all)\b)[a-z]")
_WITH = re.compile(r"\bwith\s+(?:the\s+)?$", re.IGNORECASE)
_TAKES_OBJECT = frozenset(("REQUEST", "AID", "ACCUSE", "THREATEN", "SUPPORT", "SANCTION", "ASSAULT", "COERCE"))
_VISITED = re.compile(r"\s+(?:[a-z]+\s+){0,2}?(?:(?:to|in|for)\s+)?(?:the\s+)?")
_FOR_SOMEBODY = frozenset(("AID", "COOPERATE"))
_MEDIATES = re.compile(r"mediat", re.IGNORECASE)


_NO_PARTY = re.compile(r"[\W\d]+|\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s+(?:GMT|[A-Z]{2,4}))?", re.IGNORECASE)
"""Words of which nobody consists: the hour that heads an entry of a live report, "18:05"."""


_AND_HIS = re.compile(r"\s+and\s+(?:his|her|its|their|the)$")


def role_words(text: str, tag: TriggerTag) -> dict[str, list[Span]]:
    """Return the words of each role of an act, counts joined to what they count, receivers apart from what is given."""
    trigger = Span(start=tag.start, end=tag.end)
    own = [r for r in tag.roles if not r.overlaps(trigger) and "\n" not in r.of(text).strip()]
    own = [replace(r, end=cut.start()) if (cut := _AND_HIS.search(text, r.start, r.end)) else r for r in own]
    own = [r for r in own if r.role not in ("actor", "recipient") or not _NO_PARTY.fullmatch(r.of(text))]
    names = ("actor", "recipient", "item", "place", "time", "said_by")
    roles: dict[str, list[Span]] = {role: [r for r in own if r.role == role] for role in names}
    for role in ("actor", "recipient", "item"):
        roles[role] = joined_counts(text, roles[role])
    given_to = [(r, to) for r in roles["item"] if tag.event_type == "AID" and (to := receiver_in(text, trigger, r))]
    roles["recipient"] += [to for _, to in given_to if not any(to.overlaps(r) for r in roles["recipient"])]
    roles["item"] = [next((rest_of(r, to) for x, to in given_to if x is r), r) for r in roles["item"]]
    return roles


def items_of(text: str, roles: dict[str, list[Span]], home: Span) -> tuple[Item, ...]:
    """Return the things that an act is done with or to."""
    return tuple(read_item(text, r, home) for r in roles["item"] if is_thing(text, r))


def take_part(act: Act, items: tuple[Item, ...]) -> Parties:
    """Return who takes part in an act."""
    parties = Parties((), act.find(*act.roles["recipient"]), items).by(act.find(*act.roles["actor"]))
    for step in _STEPS:
        parties = step(act, parties)
    return parties


def spoken_for(act: Act, parties: Parties, said: tuple[int, ...]) -> Parties:
    """Return the parties with those told of promised help, and who speaks of their own act, where none is named."""
    if act.event_type in _FOR_SOMEBODY and not parties.recipients and act.tag.realis in ("planned", "promised"):
        told = (p for k in said for p in who_is_told(act.record, k, act.kit, act.scene))
        parties = parties.to(tuple(p for p in told if p.code))
    if not parties.actors:
        itself = speaking_of_itself(act.record, act.trigger, said, act.kit, act.scene)
        parties = replace(parties, actors=itself)
    return parties


def settled(act: Act, parties: Parties, realis: str) -> Parties:
    """Return the parties without those who only tell of the act."""
    text, trigger, record = act.text, act.trigger, act.record
    actors = without_addressed(record, trigger, without_announcers(record, trigger, parties.actors))
    outside = tuple(a for a in actors if not in_an_aside(text, act.home, trigger, a))
    for a in reversed(actors):  # "to which *Oslo*, Kyiv and Baku had sent troops"
        if a not in outside and any(_ALSO.fullmatch(text, a.end, o.start) for o in outside):
            outside = (a, *outside)
    actors = outside or actors  # "under the deal, which he brokered as head of *the union*, officers are to meet"
    if act.event_type not in _RECIPROCAL:
        actors = subjects_only(text, trigger, actors)
    if act.event_type in ("ASSAULT", "PROTEST"):  # "killed by a strike"
        actors = without_tolls(text, trigger, actors)
    if act.event_type == "ASSAULT":
        actors = without_tellers_of_attacks(record, trigger, actors)
    if act.event_type not in _RECIPROCAL:
        actors, recipients = (of_opening(text, act.home, trigger, p) for p in (actors, parties.recipients))
    else:
        recipients = parties.recipients
    actors = without_described(text, trigger, without_company(text, act.home, trigger, actors))
    actors, recipients = told_apart(record, act.home, act.event_type, actors, recipients, act.scene)
    passive = PASSIVE.search(text, act.home.start, trigger.start) and not trigger.of(text).split()[0].endswith("ing")
    joined = _JOINED_PASSIVE.search(text, act.home.start, trigger.start) and is_past(trigger.of(text))
    if joined or (passive and _RELATIVE_PASSIVE.search(text, act.home.start, trigger.start)):
        actors = tuple(a for a in actors if a.start > trigger.end)
    if realis in ("actual", "hypothetical") and passive:
        actors = without_tellers(record, trigger, actors)
    return replace(parties, actors=actors, recipients=recipients)


_ALSO = re.compile(r",\s+(?:and\s+)?(?:the\s+)?|\s+and\s+(?:the\s+)?")


def _more(people: Sequence[Participant], others: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return those of others who are not among people, by their words or by whom they stand for."""
    new: list[Participant] = []
    for other in others:
        if not any(other.overlaps(p) or other.whom == p.whom for p in (*people, *new)):
            new.append(other)
    return tuple(new)


def _listed(act: Act, parties: Parties) -> Parties:
    """Acts "between A and B" are of those whom the list names."""
    between = list_between(act.record, act.trigger, act.home)
    if not between:
        return parties
    actors = act.find(between)
    if _MEDIATES.search(act.trigger.of(act.text)):  # "Egypt launched a mediation effort between the two"
        actors = (*without(tuple(p for p in parties.actors if p.end <= act.trigger.start), actors), *actors)
    return replace(parties, actors=actors, recipients=_more(actors, parties.recipients))


def _scene(act: Act, parties: Parties) -> Parties:
    """A town that names an attack does not attack: "the Boston bombing"."""
    if act.event_type != "ASSAULT":
        return parties
    actors = tuple(a for a in parties.actors if not is_scene(act.record, a, act.trigger, act.kit))
    return replace(parties, actors=actors)


def _agent(act: Act, parties: Parties) -> Parties:
    """Who stands right behind "by" acts: "criticised by Seoul"."""
    agent = agent_after(act.record, act.trigger, act.home)
    if not agent:
        return parties
    known = tuple(a for a in parties.actors if a.start >= agent.start or a.overlaps(agent))
    return parties.by(known if any(a.overlaps(agent) for a in known) else act.find(agent))


def _object(act: Act, parties: Parties) -> Parties:
    """The object right behind a verb is whom it is done to: "urged *them*"."""
    if act.event_type not in _TAKES_OBJECT or parties.recipients:
        return parties
    given = right_after(act.record, act.trigger, act.home)
    if given and not any(given.overlaps(r) for r in (*act.roles["actor"], *act.roles["item"])):
        return parties.to(act.find(given))
    return parties


def _together(act: Act, parties: Parties) -> Parties:
    """All who meet or agree act; not those against whom they agree: "agreed on sanctions against Belarus"."""
    if act.event_type not in _RECIPROCAL or act.mode == "visit":
        return parties
    text, end = act.text, act.trigger.end
    if act.event_type == "AGREE" and _AGREES_TO_DO.match(text, act.trigger.start):
        return _for_its_own_part(act, parties)
    partners = (
        *parties.recipients,
        *(p for p in act.beside(_WITH.search) if not CLAUSE_ENDS.search(text, end, p.start)),
    )
    for_it = tuple(a for a in parties.actors if not _AGAINST_IT.search(text, end, a.start))
    actors = for_it or parties.actors
    return replace(parties, actors=(*actors, *_more(actors, partners)), recipients=())


def _for_its_own_part(act: Act, parties: Parties) -> Parties:
    """Who agrees to do something binds itself: "Egypt agreed to open its borders to *refugees*", who agree to nothing.

    In the training rows of PLV the other of such a pair is its recipient.
    """
    text, end = act.text, act.trigger.end
    before = tuple(a for a in parties.actors if a.start < end or _WITH.search(text, end, a.start))
    if not before:
        return parties
    behind = tuple(a for a in parties.actors if a not in before)
    return replace(parties, actors=before, recipients=(*parties.recipients, *without(behind, parties.recipients)))


def _hosted(act: Act, parties: Parties) -> Parties:
    """Hosts do not visit."""
    if act.mode != "visit":
        return parties
    hosts = _hosts(act.text, act.trigger, parties.actors)
    actors = tuple(a for a in parties.actors if a not in hosts)
    return replace(parties, actors=actors, recipients=parties.recipients or hosts)


_ASKED_BY = re.compile(
    r"(?:request|demand|call|appeal|plea|petition|bid)s?\s+(?:from|by)\s+(?:(?:the|an?|its|his|her|their)\s+)?"
)


def _asked(act: Act, parties: Parties) -> Parties:
    """A demand is made to those who are asked, not against whom something is asked for."""
    if act.event_type != "REQUEST":
        return parties
    text, trigger = act.text, act.trigger
    theirs = tuple(p for p in parties.recipients if _ASKED_BY.fullmatch(text, trigger.start, p.start))
    if theirs:  # "a request from his counterpart"
        return parties.by(theirs)
    return parties.to(asked(text, trigger, parties.recipients))


_PROTESTERS = re.compile(r"\b(?:protest[eo]rs|demonstrators|marchers|strikers|rioters)\b", re.IGNORECASE)


def _protesting(act: Act, parties: Parties) -> Parties:
    """Protesters protest, whatever is done to them there: "Twenty *protesters* are arrested during protests"."""
    if act.event_type != "PROTEST":
        return parties
    theirs = tuple(p for p in parties.recipients if _PROTESTERS.search(p.of(act.text)))
    return parties.by((*parties.actors, *without(theirs, parties.actors))) if theirs else parties


def _against(act: Act, parties: Parties) -> Parties:
    """Harm is done to whom "on" or "against" names: "sanctions against Belarus"."""
    if parties.recipients or act.event_type not in _AGAINST_WHOM:
        return parties
    return parties.to(act.beside(_AGAINST.fullmatch))


def _where_done(act: Act, parties: Parties) -> Parties:
    """Some acts are done to the state where they are done (`WHERE_DONE`)."""
    done = WHERE_DONE.get(act.event_type)
    if not done or parties.recipients or RECEIVES.match(act.text, act.trigger.start):
        return parties
    if _TRUCE.search(act.trigger.of(act.text)) or PASSIVE.search(act.text, act.home.start, act.trigger.start):
        return parties  # "a truce in Doha" is not Qatar's; "a jet was forced down in Minsk"
    there = act.beside(done.search)
    return parties.to(tuple(p for p in there if not APART_FROM_IT.search(act.text, act.trigger.end, p.start)))


_OWN_SUPPORT = re.compile(
    r"(?:[’']s|[’'](?=\s))?\s+(?:\w+\s+)?(?:support|commitment|backing|solidarity|condolences|sympathy)\b"
)


def _supporter(act: Act, parties: Parties) -> Parties:
    """Whose support is told of gives it: "promised *Washington*'s support for the talks"."""
    if act.event_type != "SUPPORT":
        return parties
    theirs = tuple(p for p in parties.recipients if _OWN_SUPPORT.match(act.text, p.end))
    left = parties.to(tuple(p for p in parties.recipients if p not in theirs))
    return left if parties.actors or not theirs else left.by(theirs)


def _owner(act: Act, parties: Parties) -> Parties:
    """Whose act it is: "*Peru*'s denial"."""
    whose = None if parties.actors else owner_before(act.record, act.trigger, act.event_type, act.home)
    return parties.by(act.find(whose)) if whose else parties


def _agent_further_on(act: Act, parties: Parties) -> Parties:
    """Who stands behind "by" further on acts: "were killed in a raid by the army"."""
    if parties.actors or not is_past(act.trigger.of(act.text)):
        return parties
    agent = agent_by(act.text, act.trigger, act.home)
    return parties.by(act.find(before_verb(act.text, agent, act.kit))) if agent else parties


_MOVED = frozenset(("MOBILIZE", "RETREAT"))
_FORCES = re.compile(
    r"\b(?:troops|soldiers|forces|units?|contingents?|brigades?|battalions?|peacekeepers|police|officers|advisers|instructors|"
    r"warships|destroyers|frigates|warplanes|jets|bombers)$",
    re.IGNORECASE,
)


def _own_forces(act: Act, parties: Parties) -> Parties:
    """A state's forces that are moved by nobody named are moved by it: "the deployment of *North Korean troops*"."""
    if act.event_type not in _MOVED or parties.actors:
        return parties
    for item in (i for i in parties.items if _FORCES.search(i.of(act.text))):
        owner = owner_of(act.record, act.trigger, (item,), ())
        if owner and not any(p.overlaps(owner) for p in parties.recipients):
            return replace(parties, actors=act.find(owner))
    return parties


def _talking(act: Act, parties: Parties) -> Parties:
    """Those talk whom a sentence names that opens with their meeting."""
    if act.event_type != "CONSULT" or parties.actors:
        return parties
    talking = who_talks(act.record, act.trigger, act.home)
    return replace(parties, actors=act.find(*talking)) if talking else parties


def _visited(act: Act, parties: Parties) -> Parties:
    """A visit is to the state behind it, another than the visitor's."""
    if act.mode != "visit" or parties.recipients:
        return parties
    there, actors = act.beside(_VISITED.fullmatch), parties.actors
    return parties.to(tuple(p for p in there if p.code and actors and all(p.code != a.code for a in actors)))


_STEPS = (
    _listed, _scene, _agent, _object, of_this_gift, undergone, inside_it, receiving, _together, _hosted, _asked,
    _protesting, sent_to, passed_on, gift_to, _against, _where_done, not_the_victims,
    _supporter, base_struck, struck_by, _owner, _agent_further_on,
    those_hurt, hurt_besides, owner_of_the_struck, _own_forces, _talking, bought_from, _visited,
)  # fmt: skip


def _hosts(text: str, trigger: Span, actors: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return those to whom a visit was paid, whom the network lists beside the visitor: "a visit to Vietnam"."""
    return tuple(a for a in actors if a.start >= trigger.end and BEHIND_TO.search(text, trigger.end, a.start))
