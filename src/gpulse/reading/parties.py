"""Who is to act, and for or against whom: read from the act's clause, else from what stands before it."""

from __future__ import annotations

import re

from gpulse.reading.act_types import Act
from gpulse.reading.clauses import Clause, Context
from gpulse.reading.speech import Saying
from gpulse.reading.words import word_set
from gpulse.record import Mention

PLACE_PREPOSITIONS = word_set("in at to into near from on around over against for with by inside towards across under")
"""A name after one of these is where or with whom, not who."""

PRONOUNS = word_set("he she they it we i his her their its them him our my")

AGENTS = word_set(
    "officers generals colonels junta putschists government rulers authorities army parliament president "
    "ministry minister ministers "
    "rebels troops soldiers forces state country nation regime leader leaders deputies people court courts "
    "delegates fighters general"
)
"""Nouns that act for the country in which they are: "the generals in Khartoum"."""

BODIES = word_set(
    "country kingdom government republic group bloc mission movement junta army union guerrillas rebels organisation "
    "organization alliance capital authorities military cabinet parliament ministry coalition presidency militia"
)
"""Nouns that stand for the actor whom the sentence before is about."""

_SIDES = re.compile(
    r"\b(?:the other|either|each|both|neither|the two) (?:side|party|state|parties|sides|countr|government|"
    r"power)|\b(?:the|all) parties\b",
    re.IGNORECASE,
)
_TAKEN_BY = frozenset({"in the hands of", "fall to", "fall into the hands of", "under the control of"})


def find_actor(clause: Clause, act: Act, saying: Saying | None, context: Context) -> tuple[tuple[str, ...], bool]:
    """Return who is to act, and whether the sentence itself says so; `()` where nobody can be told.

    In order: one side of an agreement; the agent of a passive; the giver of a thing received; the subject; whoever a
    pronoun stands for among those who speak; the actor of the commitment before it in the paragraph, where the subject
    is a thing or a number; the speaker; the post's leading actor.
    """
    subject = clause.words[act.subject[0] : act.subject[1]]
    words = " ".join(w.text for w in subject)
    if _SIDES.search(words) and len(context.parties) == 2:
        return context.parties, True
    if act.lemma in _TAKEN_BY:
        holder = clause.mentions_in(act.last + 1, act.object[1])
        if holder and holder[0].actor:
            return (holder[0].actor,), True
    if act.passive and (agent := actors_after(clause, act.last + 1, act.object[1], ("by",))):
        return agent, True
    if act.frame == "receiver":
        return _giver(clause, act, saying, context)
    if act.form == "noun" and (both := _between(clause, act)):
        return both, True
    named = _owners(clause, act) if act.passive else actors_among(clause, *act.subject)
    if named:
        return named, True
    if saying and _SIDES.search(saying.name or "") and len(context.parties) == 2:
        return context.parties, True  # "…, the two sides promised"
    if any(w.low in AGENTS for w in subject) and (there := clause.places_in(*act.subject)):
        return there[:1], True  # "the officers who seized power in Niamey"
    pronouns = {w.low for w in subject} & PRONOUNS
    nearer = _named_before(clause, act) if pronouns & {"them", "they", "it", "its", "their"} else ()
    if nearer:
        return nearer, True
    if (listed := _listed_after(clause, act)) and any(w.low in _MANY for w in subject):
        return listed, True  # "six countries are to join: Argentina, Egypt …"
    if (
        any(w.low in BODIES | AGENTS for w in subject) and not pronouns and not {"a", "an"} & {w.low for w in subject}
    ):  # "the country will leave"
        heads = {w.low for w in subject} & (BODIES | AGENTS)
        if fitting := _fitting(
            heads, (*context.topic, *(saying.codes if saying else ()), *context.leading), context.bodies
        ):
            return fitting, bool(context.topic or saying)
    only_it = [w.low for w in subject] == ["it"] and act.passive
    if only_it and saying and saying.codes:
        return saying.codes, True  # "it would be passed by the end of the year, she assured"
    if pronouns and not pronouns - {"them", "they", "it", "its", "their"} and context.topic and not _is_body(saying):
        return context.topic, True  # "there will be 10,000 of them, the spy chief expects"
    if saying and saying.codes and pronouns:
        return saying.codes, True
    if pronouns & {"he", "she"} and context.topic:
        return context.topic, True  # "he will fly to Moscow, people close to him say"
    if act.lemma in ("declaration of war", "act of war") and saying and saying.codes:
        return saying.codes, True
    if subject and subject[-1].low in ("these", "this", "that", "it", "they", "which"):
        head = actors_among(clause, 0, act.subject[0] + len(subject))
        if head:
            return head[:1], True  # "ECOWAS will take measures, and these may include force"
    beside = _inherited(act, context, clause.sentence.paragraph)
    if beside:
        return beside, False
    if act.event_type in ("CONSULT", "AGREE") and act.form in ("noun", "pp"):
        return context.parties or context.leading[:2], False
    if saying and saying.codes and act.event_type != "ASSAULT" and act.mood != "must":
        return saying.codes, True
    if act.mood == "must" and saying:
        return tuple(a for a in context.leading if a not in saying.codes)[:1], False
    return _inherited(act, context, None) or context.leading[:1], False


def _fitting(heads: set[str], actors: tuple[str, ...], bodies: frozenset[str]) -> tuple[str, ...]:
    """The first of some actors that a noun can stand for: a country for "the kingdom", a movement for "the group"."""
    states = [actor for actor in actors if actor not in bodies]
    others = [actor for actor in actors if actor in bodies]
    pool = others if heads & _NOT_STATES and others else states if heads - _NOT_STATES and states else list(actors)
    return tuple(pool[:1])


_NOT_STATES = word_set("group movement guerrillas rebels militia bloc organisation organization alliance mission union")
"""Nouns of `BODIES` that stand for a body that is no state."""


_MANY = word_set("countries states governments nations members capitals")


def _listed_after(clause: Clause, act: Act) -> tuple[str, ...]:
    """The actors of a list behind a colon at the end of the act's clause."""
    colon = next((at for at in range(act.last, len(clause.words)) if clause.words[at].low == ":"), None)
    return _codes(list(clause.mentions_in(colon + 1, len(clause.words)))) if colon is not None else ()


def _named_before(clause: Clause, act: Act) -> tuple[str, ...]:
    """The actor of an earlier clause of the sentence, for whom a pronoun stands: "the Turkish pilots stop; the last of
    them …"."""
    joint = next((w.start for w in clause.words[: act.first] if w.low in (";", ":")), None)
    return actors_among(clause, 0, act.subject[0]) if joint is not None else ()


def _is_body(saying: Saying | None) -> bool:
    """Say whether the speaker is a state or body, which "it" and "they" can stand for."""
    return saying is not None and not saying.person


def _giver(clause: Clause, act: Act, saying: Saying | None, context: Context) -> tuple[tuple[str, ...], bool]:
    """Who gives what the subject is to receive: after "from", else the speaker, where it is another."""
    source = actors_after(clause, act.last + 1, act.object[1], ("from", "by"))
    if source:
        return source, True
    receivers = _receivers(clause, act, saying)
    if saying and saying.code and saying.code not in receivers:
        return (saying.code,), True
    others = tuple(a for a in context.leading if a not in receivers)[:1]
    return _inherited(act, context, None) or others, bool(receivers)


def _receivers(clause: Clause, act: Act, saying: Saying | None) -> tuple[str, ...]:
    """Who is to get something: the subject, or the speaker for whom a pronoun stands."""
    named = actors_among(clause, *act.subject)
    pronoun = any(w.low in PRONOUNS for w in clause.words[act.subject[0] : act.subject[1]])
    return named or ((saying.code,) if pronoun and saying and saying.code else ())


_JOINED = re.compile(
    r"(?:['’]s?)?(?: (?:government|army|ministry|president|parliament|leaders|forces|officers|military))?"
    r"(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?:the\s+)?"
)
"""What stands between two names of one list: "Colombia's government and the ELN"."""


def actors_among(clause: Clause, start: int, end: int) -> tuple[str, ...]:
    """Return the actors of the noun phrase in a range of words.

    All of a list ("Denmark, Germany and the Netherlands"); else the mention after the last comma; else the first that
    is no place or companion.
    """
    mentions = clause.mentions_in(start, end)
    pool = [m for m in mentions if clause.word_before(m.start) not in PLACE_PREPOSITIONS]
    if not pool:
        return ()
    run = [pool[-1]]
    for mention in reversed(pool[:-1]):
        run = _with_capitals(clause, run)
        if not _JOINED.fullmatch(clause.text[mention.end : run[0].start]):
            break
        run.insert(0, mention)
    run = _with_capitals(clause, run)
    if len(run) > 1:
        return tuple(dict.fromkeys(code for m in run if (code := _code_of(m))))
    comma = max((w.start for w in clause.words[start:end] if w.low == ","), default=-1)
    after = [m for m in pool if m.start > comma] if comma >= 0 else []
    return _codes([after[0] if after else pool[0]])


def _with_capitals(clause: Clause, run: list[Mention]) -> list[Mention]:
    """A list of actors with the towns in it that stand for their states: "Berlin, London and Paris"."""
    towns = [m for m in clause.mentions if m.place and not m.actor and m.kind == "place"]
    grown, again = list(run), True
    while again:
        again = False
        for town in towns:
            if town in grown or clause.word_before(town.start) in PLACE_PREPOSITIONS:
                continue
            if _JOINED.fullmatch(clause.text[town.end : grown[0].start]):
                grown, again = [town, *grown], True
            elif len(grown) > 1 and _JOINED.fullmatch(clause.text[grown[-1].end : town.start]):
                grown, again = [*grown, town], True
    return grown


def _code_of(mention: Mention) -> str | None:
    return mention.actor or (mention.place.country if mention.place else None)


def actors_after(clause: Clause, start: int, end: int, prepositions: tuple[str, ...]) -> tuple[str, ...]:
    """Return the actors that stand right after one of the prepositions in a range of words."""
    return _codes([m for m in clause.mentions_in(start, end) if _preposition(clause, m) in prepositions])


_MEMBERS = re.compile(
    r"\b(\w+) (?:the )?(?:\w+ )?(?:countries|members|member states|states|government|governments|army|people) "
    r"of (?:the )?$",
    re.IGNORECASE,
)


def _preposition(clause: Clause, mention: Mention) -> str:
    """The preposition that a name stands under, past "the countries of the …"."""
    match = _MEMBERS.search(clause.text, clause.sentence.start, mention.start)
    return match.group(1).lower() if match else clause.word_before(mention.start)


def _codes(mentions: list[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.actor for m in mentions if m.actor))


def _owners(clause: Clause, act: Act) -> tuple[str, ...]:
    """Whose the thing is that is to be handed over: "18 German tanks", "a battery from the Bundeswehr's stocks"."""
    inside = clause.mentions_in(*act.subject)
    return _codes([m for m in inside if clause.word_before(m.start) in ("from", "of", *())] or [
        m for m in inside if clause.word_before(m.start) not in PLACE_PREPOSITIONS
    ])[:1]  # fmt: skip


def _between(clause: Clause, act: Act) -> tuple[str, ...]:
    """Both sides of "the summit between A and B"."""
    if act.last + 1 >= len(clause.words) or clause.words[act.last + 1].low not in ("between", "of"):
        return ()
    pair = clause.mentions_in(act.last + 1, act.object[1])[:2]
    if len(pair) == 2 and re.fullmatch(
        r"(?:['’]s [\w ]+)?\s+and\s+(?:with\s+)?(?:the\s+)?(?:other\s+)?", clause.text[pair[0].end : pair[1].start]
    ):
        return _codes(list(pair))
    return ()


def _inherited(act: Act, context: Context, paragraph: int | None) -> tuple[str, ...]:
    """Who is to act in the nearest commitment before of the same type, in the paragraph or, with `None`, the post."""
    for where, commitment in reversed(context.previous[-4:]):
        if commitment.event_type == act.event_type and paragraph in (None, where):
            return commitment.by
    return ()


def find_target(
    clause: Clause, act: Act, by: tuple[str, ...], saying: Saying | None, context: Context
) -> tuple[str, ...]:
    """Return for or against whom the act is, where the sentence or the commitment before it says so.

    What several do together (talks, a truce, a treaty) has no target; nor has joining or leaving a body.
    """
    subject_words = " ".join(w.text for w in clause.words[act.subject[0] : act.subject[1]])
    if act.event_type == "AID" and by == context.parties and _SIDES.search(subject_words):
        return by  # "if one is attacked, the other side shall provide assistance"
    if len(by) > 1 and act.event_type in ("CONSULT", "AGREE", "RETREAT"):
        return ()
    if act.frame == "receiver" and (named := _receivers(clause, act, saying)):
        return tuple(a for a in named if a not in by)
    if act.event_type in ("CONCEDE", "MOBILIZE"):
        return ()
    if act.event_type == "RETREAT":
        return _given_back_to(clause, act, by)
    if act.event_type == "CONSULT":
        return tuple(a for a in _visited(clause, act) if a not in by)[:1]
    subject = [m for m in clause.mentions_in(*act.subject) if m.actor not in by]
    if act.lemma in _TAKEN_BY and subject:
        return _codes(subject[:1])
    inside = [m for m in clause.mentions_in(*act.object) if m.actor not in by and _may_be_target(clause, act, m)]
    if act.event_type in ("SANCTION", "COOPERATE") and any(m.actor in context.bodies for m in inside):
        return ()  # "will leave OPEC", "will join the Union"
    if inside:
        return _codes(inside[:1])
    if act.passive and subject:
        return _codes(subject[:1])
    for _, commitment in reversed(context.previous[-4:]):
        same = commitment.event_type == act.event_type and (set(commitment.by) & set(by) or act.event_type == "AID")
        if same and commitment.to and not set(commitment.to) & set(by):
            return commitment.to
    if act.event_type in ("AID", "ASSAULT"):
        return others_than(by, context)
    return ()


def others_than(by: tuple[str, ...], context: Context) -> tuple[str, ...]:
    """The post's most often named actor besides those who act."""
    return tuple(actor for actor in context.leading if actor not in by)[:1]


def find_demander(
    clause: Clause, act: Act, by: tuple[str, ...], saying: Saying | None, context: Context
) -> tuple[str, ...]:
    """Return who demands: the speaker, the subject of the demand, whom the sentence before is about, else the post's
    other actor."""
    edge = act.governor.at if act.governor else act.subject[0]
    for told in (saying.codes if saying else (), actors_among(clause, 0, edge), context.topic):
        if demander := tuple(actor for actor in told if actor not in by):
            return demander
    return others_than(by, context)


_OF_THINGS = frozenset({"AID", "COOPERATE"})
_PEOPLE = word_set(
    "pilots soldiers troops forces army crews government people refugees units brigade brigades civilians recruits "
    "military navy officers police technicians engineers"
)


def _may_be_target(clause: Clause, act: Act, mention: Mention) -> bool:
    """Say whether a name among the words after the act can be its target: no origin ("Russian gas"), no place, no
    agent."""
    before = clause.word_before(mention.start)
    if before in ("by", "from", "at") or (before in ("in", "on", "of") and act.event_type != "ASSAULT"):
        return False
    adjective = mention.of(clause.text) != mention.name and mention.of(clause.text)[-2:] in ("an", "sh", "se", "ch")
    after = next((w.low for w in clause.words if w.start >= mention.end), "")
    return act.event_type not in _OF_THINGS or not adjective or after in _PEOPLE


_QUARTERS = word_set("base bases camp camps barracks quarters garrison airfield airport installations")


def _given_back_to(clause: Clause, act: Act, by: tuple[str, ...]) -> tuple[str, ...]:
    """To whom something is handed over; a base, if to nobody named, to the country in which it lies."""
    given = tuple(a for a in actors_after(clause, act.last + 1, act.object[1], ("to",)) if a not in by)
    thing = act.subject if act.passive else act.object
    if given or not any(w.low in _QUARTERS for w in clause.words[thing[0] : thing[1]]):
        return given
    return tuple(a for a in clause.places_in(*thing) if a not in by)[:1]


_RECEIVING = word_set("receive receives receiving host hosts hosting welcome welcomes welcoming")
_SEATS = frozenset({"PPLC", "PCLI", "PCLS"})
"""GeoNames codes of capitals and states, which stand for the state that is visited; another town is a place only."""


def _visited(clause: Clause, act: Act) -> tuple[str, ...]:
    """The state that somebody travels to, or the one met: "will fly to Moscow", "will meet with the Turkish
    president"."""
    if act.form == "noun" or act.passive or act.object[0] >= act.object[1]:
        return ()
    trigger, end = clause.words[act.last], clause.words[act.object[1] - 1].end
    prepositions = ("to", "with", trigger.low) + (("in",) if trigger.low in _RECEIVING else ())
    for mention in clause.mentions:
        if trigger.end <= mention.start and mention.end <= end and clause.word_before(mention.start) in prepositions:
            seat = mention.place and mention.place.feature_code in _SEATS
            code = mention.actor or (mention.place.country if mention.place and seat else None)
            return (code,) if code else ()
    return ()
