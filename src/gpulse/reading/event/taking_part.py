"""Who takes part in an act: those whom the network marks, set right and completed by what the words around say.

`take_part` goes through `_STEPS` in their order; each step looks at one thing and returns the parties
as it leaves them.
`settled` leaves out those who only tell of the act, once it is known whether it was done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from gpulse.model.tags import TriggerTag
from gpulse.reading.actor.sides import list_between
from gpulse.reading.event.among_acts import CLAUSE_ENDS
from gpulse.reading.event.beside import agent_after, beside, who_talks
from gpulse.reading.event.event_places import PASSIVE, is_scene
from gpulse.reading.event.items import is_thing, read_item
from gpulse.reading.event.openings import of_opening, without_company, without_described
from gpulse.reading.event.participants import (
    asked,
    before_verb,
    find_participants,
    is_sent,
    joined_counts,
    receiver_in,
    rest_of,
    right_after,
)
from gpulse.reading.event.subjects import agent_by, owner_before, subjects_only, victims_after, victims_too
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
from gpulse.reading.event.to_whom import body_struck, without_victims
from gpulse.reading.event.told_plainly import APART_FROM_IT, WHERE_DONE
from gpulse.reading.event.typed import GIVES
from gpulse.reading.event.voices import done_to
from gpulse.reading.kit import Kit
from gpulse.reading.scene import Scene
from gpulse.record import Item, Mention, Participant, Record, Span

_RELATIVE_PASSIVE = re.compile(
    r"\b(?:who|which)\s+(?:(?:had|have|has|will|would|later|then|also)\s+)*(?:was|were|is|are|be|been|being)\s+(?:\w+ly\s+)?$"
)
"""Before a verb that nobody named before it does: "Chad wants back four guards *who were* seized"."""
_TO = re.compile(r"\b(?:to|for)\s+(?:the\s+)?$", re.IGNORECASE)
_AGAINST = re.compile(r"\s+(?:on|upon|against)\s+(?:the\s+)?")
_AGAINST_IT = re.compile(r"\bagainst\s+(?:the\s+)?$")
_AGAINST_WHOM = frozenset(("ASSAULT", "COERCE", "PROTEST", "SANCTION", "THREATEN"))
_TRUCE = re.compile(r"\b(?:truce|cease-?fire|armistice)\b", re.IGNORECASE)
_STRUCK = re.compile(
    r"\s+(?:(?:(?:the|an?|its|their|at\s+least|several|many|some|two|three|[\d,]+)\s+)+(?:[\w-]+\s+){1,4}(?:of|in|at|near)\s+)?"
    r"(?:the\s+)?"
)
"""From an attack to the place that is struck, or where what is struck lies: "shelled the port of Odesa"."""
_RECIPROCAL = frozenset(("CONSULT", "AGREE"))
"""Acts that all parties do together: each of them is an actor."""
_AGREES_TO_DO = re.compile(r"agree(?:s|d|ing)?\s+to\s+(?!(?:the|an?|its|their|his|her|any|this|that|such|all)\b)[a-z]")
_WITH = re.compile(r"\bwith\s+(?:the\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|by)\s+(?:the\s+)?$", re.IGNORECASE)
_GIVEN_BY = re.compile(r"\s+from\s+(?:the\s+)?")
_RECEIVES = re.compile(r"(?:receiv|get\b|gets\b|got\b|obtain|take delivery|took delivery)", re.IGNORECASE)
"""Verbs whose subject an act of help is done to: "Nigeria received four million doses"."""
_VIA = re.compile(r"\b(?:via|by way of)\s+(?:the\s+)?$", re.IGNORECASE)
_TAKES_OBJECT = frozenset(("REQUEST", "AID", "ACCUSE", "THREATEN", "SUPPORT", "SANCTION", "ASSAULT", "COERCE"))
_IF = re.compile(r"\b(?:if|unless|since|while|whereas|although|because|as\s+the)\b")
_VISITED = re.compile(r"\s+(?:[a-z]+\s+){0,2}?(?:(?:to|in|for)\s+)?(?:the\s+)?")
_TOOL = re.compile(r"\b(?:with|by|from|using)\s+(?:[\w-]+\s+){0,3}$")
_STRIKES_OWNER = frozenset(("ASSAULT", "SANCTION"))
_FOR_SOMEBODY = frozenset(("AID", "COOPERATE"))
_SENDING = frozenset(("AID", "MOBILIZE", "COOPERATE"))
_MEDIATES = re.compile(r"mediat", re.IGNORECASE)
_SELLS = re.compile(r"(?:export|sell|sold|ship|suppl|deliver|lease|lend|lent)", re.IGNORECASE)
_BUYS = re.compile(r"(?:b(?:uy|ought)|order|purchas|acquir)", re.IGNORECASE)
_THINGS = re.compile(r"\b(?:tanks|drones|missiles|rockets|jets|helicopters|artillery|shells|bombs)$", re.IGNORECASE)
"""What an attack is made with, which the network at times marks as who makes it."""


@dataclass(frozen=True)
class Act:
    """An act whose parties are looked for: the network's tag, its sentence, the words of its roles, type and mode."""

    record: Record
    tag: TriggerTag
    home: Span
    roles: dict[str, list[Span]]
    event_type: str
    mode: str | None
    others: Sequence[TriggerTag]
    kit: Kit
    scene: Scene

    @property
    def text(self) -> str:
        """The text of the post."""
        return self.record.article.text

    @property
    def trigger(self) -> Span:
        """The words that name the act."""
        return Span(start=self.tag.start, end=self.tag.end)

    def find(self, *spans: Span) -> tuple[Participant, ...]:
        """Return the participants whom words name."""
        return find_participants(self.record, spans, self.kit, self.scene)

    def beside(self, joins: Callable[[str, int, int], object]) -> tuple[Participant, ...]:
        """Return the first actor behind the act whom the words between join to it (`reading.event.beside`)."""
        return beside(self.record, self.trigger, self.home, joins, self.kit, self.scene)


@dataclass(frozen=True)
class Parties:
    """Who takes part in an act, with what and by way of whom."""

    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    items: tuple[Item, ...]
    via: tuple[Participant, ...] = ()

    def by(self, actors: tuple[Participant, ...]) -> Parties:
        """Return the parties with other actors, none of whom is a recipient too."""
        return replace(self, actors=actors, recipients=_without(self.recipients, actors))

    def to(self, recipients: tuple[Participant, ...]) -> Parties:
        """Return the parties with other recipients."""
        return replace(self, recipients=recipients)


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
    if passive and _RELATIVE_PASSIVE.search(text, act.home.start, trigger.start):
        actors = tuple(a for a in actors if a.start > trigger.end)
    if realis in ("actual", "hypothetical") and passive:
        actors = without_tellers(record, trigger, actors)
    return replace(parties, actors=actors, recipients=recipients)


_ALSO = re.compile(r",\s+(?:and\s+)?(?:the\s+)?|\s+and\s+(?:the\s+)?")


def _without(people: Sequence[Participant], others: Sequence[Span]) -> tuple[Participant, ...]:
    return tuple(p for p in people if not any(p.overlaps(o) for o in others))


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
        actors = (*_without(tuple(p for p in parties.actors if p.end <= act.trigger.start), actors), *actors)
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


def _of_this_gift(act: Act, parties: Parties) -> Parties:
    """Of two gifts each has its own parties: "delivered from Serbia, developed for the Angolans by the Czechs"."""
    if act.tag.event_type != "AID":
        return parties
    later = [t for t in act.others if t.score == 0 and t.start > act.tag.start and act.home.covers(t)]
    theirs = [r for t in later for r in t.roles]
    recipients, end = _without(parties.recipients, theirs), act.trigger.end
    givers = tuple(p for p in recipients if p.start > end and _GIVEN_BY.fullmatch(act.text, end, p.start))
    return replace(
        parties,
        actors=(*_without(parties.actors, theirs), *givers),
        recipients=tuple(p for p in recipients if p not in givers),
    )


def _undergone(act: Act, parties: Parties) -> Parties:
    """The subject of some verbs undergoes them (`reading.event.voices`)."""
    undergoing = done_to(act.text, act.trigger, act.event_type, parties.actors)
    if not undergoing:
        return parties
    return replace(
        parties,
        actors=tuple(a for a in parties.actors if a not in undergoing),
        recipients=(*undergoing, *_without(parties.recipients, undergoing)),
    )


_LED_BY = re.compile(r"\b(?:led|headed|chaired|commanded)\s+by\s+(?:the\s+)?$")


_SUSPECT = re.compile(r"\s+(?:suspects?|accused|masterminds?|plotters?|planners?)\s+")


def _inside(act: Act, parties: Parties) -> Parties:
    """Things, who stands only in the act's condition, who leads those who are sent or is suspected take no part."""
    led = tuple(
        p
        for p in parties.recipients
        if _LED_BY.search(act.text, act.home.start, p.start) or _SUSPECT.fullmatch(act.text, act.trigger.end, p.start)
    )
    parties = parties.to(tuple(p for p in parties.recipients if p not in led))
    actors, recipients = (_of_the_act(act.text, act.trigger, p) for p in (parties.actors, parties.recipients))
    return replace(parties, actors=actors, recipients=recipients)


def _received(act: Act, parties: Parties) -> Parties:
    """The subject of "received" is given something: "Nigeria received four million doses from China"."""
    if not (act.event_type == "AID" and parties.items and _RECEIVES.match(act.text, act.trigger.start)):
        return parties
    actors, recipients = parties.actors, parties.recipients
    givers = tuple(p for p in (*actors, *recipients) if _FROM.search(act.text, act.home.start, p.start))
    return replace(parties, actors=givers, recipients=tuple(p for p in actors if p not in givers) or recipients)


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
    return replace(parties, actors=before, recipients=(*parties.recipients, *_without(behind, parties.recipients)))


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


_THEM = re.compile(r"\s+(?:them|him|her)(?=[.,;:]|\s+(?:in|on|at|for|last|this)\b)")


_PROTESTERS = re.compile(r"\b(?:protest[eo]rs|demonstrators|marchers|strikers|rioters)\b", re.IGNORECASE)


def _protesting(act: Act, parties: Parties) -> Parties:
    """Protesters protest, whatever is done to them there: "Twenty *protesters* are arrested during protests"."""
    if act.event_type != "PROTEST":
        return parties
    theirs = tuple(p for p in parties.recipients if _PROTESTERS.search(p.of(act.text)))
    return parties.by((*parties.actors, *_without(theirs, parties.actors))) if theirs else parties


def _sent(act: Act, parties: Parties) -> Parties:
    """Whom somebody sends is given nothing: "Kenya sent 400 officers", "Kenyans … their state had offered them"."""
    if act.event_type not in _SENDING:
        return parties
    own = {a.code for a in parties.actors if a.code} if _THEM.match(act.text, act.trigger.end) else set()
    sent = tuple(
        p
        for p in parties.recipients
        if is_sent(act.text, act.trigger, p) or (p.end <= act.trigger.start and p.code in own)
    )
    new = (read_item(act.text, p, act.home) for p in sent if not any(p.overlaps(i) for i in parties.items))
    recipients = tuple(p for p in parties.recipients if p not in sent)
    return replace(parties, recipients=recipients, items=(*parties.items, *new))


def _passed_on(act: Act, parties: Parties) -> Parties:
    """Things come by way of somebody: "the transfer of arms to Moscow via Minsk"."""
    return replace(parties, via=act.beside(_VIA.search)) if parties.items else parties


def _gift(act: Act, parties: Parties) -> Parties:
    """A gift is to whom "to" or "for" names and from whom "from" names."""
    sold = act.event_type == "COOPERATE" and _SELLS.match(act.tag.of(act.text))
    if act.event_type != "AID" and not sold:
        return parties
    if parties.items and not parties.recipients:
        parties = parties.to(act.beside(_TO.search))
    if sold:
        return parties
    if not parties.actors and GIVES.match(act.tag.of(act.text)):
        parties = replace(parties, actors=act.beside(_GIVEN_BY.fullmatch))
    return parties


def _against(act: Act, parties: Parties) -> Parties:
    """Harm is done to whom "on" or "against" names: "sanctions against Belarus"."""
    if parties.recipients or act.event_type not in _AGAINST_WHOM:
        return parties
    return parties.to(act.beside(_AGAINST.fullmatch))


def _where_done(act: Act, parties: Parties) -> Parties:
    """Some acts are done to the state where they are done (`WHERE_DONE`)."""
    done = WHERE_DONE.get(act.event_type)
    if not done or parties.recipients or _RECEIVES.match(act.text, act.trigger.start):
        return parties
    if _TRUCE.search(act.trigger.of(act.text)) or PASSIVE.search(act.text, act.home.start, act.trigger.start):
        return parties  # "a truce in Doha" is not Qatar's; "a jet was forced down in Minsk"
    there = act.beside(done.search)
    return parties.to(tuple(p for p in there if not APART_FROM_IT.search(act.text, act.trigger.end, p.start)))


def _struck(act: Act, parties: Parties) -> Parties:
    """An attack is on what stands right behind it: "shelled the port of Odesa"."""
    if act.event_type == "ASSAULT" and not parties.recipients and is_past(act.trigger.of(act.text)):
        return parties.to(act.beside(_STRUCK.fullmatch))
    return parties


def _not_the_victims(act: Act, parties: Parties) -> Parties:
    """Who condemns a deed does not accuse those to whom it was done: "condemned the killing of nine *monks*"."""
    if act.event_type != "ACCUSE":
        return parties
    return parties.to(without_victims(act.text, act.trigger, parties.recipients))


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


def _body_struck(act: Act, parties: Parties) -> Parties:
    """Whose base or convoy is struck is: "attacked a *police* checkpoint in Kandahar"."""
    if act.event_type != "ASSAULT" or not is_past(act.trigger.of(act.text)):
        return parties
    struck = body_struck(act.text, [i for i in parties.items if i.start > act.trigger.end])
    if struck is None or any(p.overlaps(struck) for p in (*parties.actors, *parties.recipients)):
        return parties
    return parties.to((*act.find(struck), *parties.recipients))


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


def _hurt(act: Act, parties: Parties) -> Parties:
    """Those whom an attack is told to have hurt, where no attack nearer to them is told."""
    if act.event_type != "ASSAULT" or parties.recipients:
        return parties
    hurt, end = victims_after(act.text, act.trigger, act.home), act.trigger.end
    if not hurt or any(end <= o.start and o.end <= hurt.start - 12 and o.event_type == "ASSAULT" for o in act.others):
        return parties
    items = parties.items or (read_item(act.text, hurt, act.home),)
    return replace(parties, recipients=act.find(hurt), items=items)


def _hurt_too(act: Act, parties: Parties) -> Parties:
    """Those hurt besides an attack's victims: "killing three people and wounding *more than 260 runners*"."""
    if act.event_type != "ASSAULT":
        return parties
    more = (victims_too(act.text, r, act.home) for r in parties.recipients if r.start > act.trigger.start)
    new = tuple(p for m in more if m for p in act.find(m))
    return parties.to((*parties.recipients, *_without(new, (*parties.recipients, *parties.actors))))


def _owner_struck(act: Act, parties: Parties) -> Parties:
    """A state is struck through its things: "shot down three *Syrian* jets"."""
    if act.event_type not in _STRIKES_OWNER or parties.recipients:
        return parties
    owner = _owner_of(act.record, act.trigger, parties.items, parties.actors)
    return parties.to(act.find(owner)) if owner else parties


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
        owner = _owner_of(act.record, act.trigger, (item,), ())
        if owner and not any(p.overlaps(owner) for p in parties.recipients):
            return replace(parties, actors=act.find(owner))
    return parties


def _talking(act: Act, parties: Parties) -> Parties:
    """Those talk whom a sentence names that opens with their meeting."""
    if act.event_type != "CONSULT" or parties.actors:
        return parties
    talking = who_talks(act.record, act.trigger, act.home)
    return replace(parties, actors=act.find(*talking)) if talking else parties


def _seller(act: Act, parties: Parties) -> Parties:
    """One buys from a seller: "bought 40 jets from France"."""
    if act.event_type == "COOPERATE" and not parties.recipients and _BUYS.match(act.text, act.trigger.start):
        return parties.to(act.beside(_FROM.search))
    return parties


def _visited(act: Act, parties: Parties) -> Parties:
    """A visit is to the state behind it, another than the visitor's."""
    if act.mode != "visit" or parties.recipients:
        return parties
    there, actors = act.beside(_VISITED.fullmatch), parties.actors
    return parties.to(tuple(p for p in there if p.code and actors and all(p.code != a.code for a in actors)))


_STEPS = (
    _listed, _scene, _agent, _object, _of_this_gift, _undergone, _inside, _received, _together, _hosted, _asked,
    _protesting, _sent, _passed_on, _gift, _against, _where_done, _not_the_victims,
    _supporter, _body_struck, _struck, _owner, _agent_further_on,
    _hurt, _hurt_too, _owner_struck, _own_forces, _talking, _seller, _visited,
)  # fmt: skip


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
    inside = tuple(p for p in inside if not (";" in text[trigger.end : p.start] or ";" in text[p.end : trigger.start]))
    return inside or people


def _hosts(text: str, trigger: Span, actors: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return those to whom a visit was paid, whom the network lists beside the visitor: "a visit to Vietnam"."""
    return tuple(a for a in actors if a.start >= trigger.end and _TO.search(text, trigger.end, a.start))
