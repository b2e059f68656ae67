"""Who is to act: read from the act's clause, else from what stands before it."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.acting_together import (
    BOTH,
    COUNTED_SIDES,
    between_whom,
    both_meant,
    joined_before,
    pair_in,
)
from gpulse.reading.commitment.clauses import Clause, Context
from gpulse.reading.commitment.named_in import (
    AGENTS,
    BODIES,
    PLACE_PREPOSITIONS,
    PRONOUNS,
    SIDES,
    TAKEN_BY,
    actors_after,
    actors_among,
    capitals_in,
    codes_of,
    core_of,
    receivers_of,
)
from gpulse.reading.commitment.speech import Saying
from gpulse.reading.commitment.subject_meant import (
    MANY,
    body_meant,
    fitting_heads,
    is_body,
    listed_after,
    meant_by_chain,
    named_before,
    own_state,
)
from gpulse.reading.commitment.targets import sent_to
from gpulse.reading.language.verb_groups import PREPOSITIONS
from gpulse.reading.language.words import Word, word_set

_POSSESSIVE = frozenset({"its", "their", "his", "her"})

_ADDRESSED = re.compile(
    r"\b(?:urg\w+|call\w* (?:up)?on|ask\w*|remind\w*|press\w*|exhort\w*|expect\w*|want\w*|warn\w*|accus\w+|"
    r"demand\w* (?:of|from))\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)


def _reminded(clause: Clause, act: Act) -> tuple[str, ...]:
    """Whose promise it is of which somebody else speaks: "urged Mali to keep its promise to hold elections"."""
    if act.governor is None or not act.governor.at or clause.words[act.governor.at - 1].low not in _POSSESSIVE:
        return ()
    before = [m for m in clause.mentions if m.actor and m.end <= clause.words[act.governor.at - 1].start]
    if before and before[-1].actor and _ADDRESSED.search(clause.text, clause.sentence.start, before[-1].start):
        return (before[-1].actor,)
    return ()


Found = tuple[tuple[str, ...], bool]
"""Who is to act, and whether the sentence itself says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """An act of which it is asked who is to do it: its subject's first and last word, and the subject in words."""

    clause: Clause
    act: Act
    saying: Saying | None
    context: Context
    core: tuple[int, int]
    subject: tuple[Word, ...]
    words: str
    pronouns: AbstractSet[str]


def find_actor(clause: Clause, act: Act, saying: Saying | None, context: Context) -> Found:
    """Return who is to act, and whether the sentence itself says so; `()` where nobody can be told.

    In order: one side of an agreement; the agent of a passive; the giver of a thing received; the subject; whoever a
    pronoun or description stands for in the post or among those who speak; the actor of the commitment before it in
    the paragraph, where the subject is a thing or a number; the speaker; the post's leading actor.
    """
    core = core_of(clause, act)
    subject = clause.words[core[0] : core[1]]
    case = _Case(
        clause=clause,
        act=act,
        saying=saying,
        context=context,
        core=core,
        subject=subject,
        words=" ".join(w.text for w in subject),
        pronouns={w.low for w in subject} & PRONOUNS,
    )
    for step in (_promising, _told_by_form, _joined, _named, _told_by_subject, _meant, _there, _saying):
        if (found := step(case)) is not None:
            return found
    return _told_before(case)


def _promising(case: _Case) -> Found | None:
    """Who is reminded of a promise, who promises in so many words, whose country it is."""
    clause, act, saying, context = case.clause, case.act, case.saying, case.context
    subject = case.subject
    if reminded := _reminded(clause, act):
        return reminded, True
    if act.governor and saying and saying.codes and not act.governor.passive and act.governor.controlled is None:
        promised = clause.words[act.governor.at]
        who = any(m.actor and saying.span.start <= m.start and m.end <= promised.start for m in clause.mentions)
        own = saying.span.start <= promised.start < saying.span.end and act.governor.group in (
            "pledge",
            "plan",
            "threat",
        )
        if who and own:
            return saying.codes, True  # "the presidents of A and B promised not to use force"
    if home := own_state(subject, saying, context, clause):
        return home, True
    if _WE.fullmatch(" ".join(w.low for w in subject)) and not (saying and saying.codes):
        return (), False  # "We have promised to train 20,000 more", in a statement that nobody is told to make
    return None


def _told_by_form(case: _Case) -> Found | None:
    """Who acts by the form of the clause: both sides, a passive's agent, a receiver's giver, whoever is threatened."""
    clause, act, saying, context = case.clause, case.act, case.saying, case.context
    sides = context.parties or context.several
    if SIDES.search(case.words) and len(sides) > 1:
        return sides, True
    if act.lemma in ("exchange", "swap") and act.passive and len(sides) > 1:
        return sides, True  # "prisoners are to be exchanged"
    if act.lemma in TAKEN_BY:
        holder = clause.mentions_in(act.last + 1, act.object[1])
        if holder and holder[0].actor:
            return (holder[0].actor,), True
    if act.passive and (agent := actors_after(clause, act.last + 1, act.object[1], ("by",))):
        return agent, True
    if act.frame == "receiver":
        return _giver(clause, act, saying, context)
    if is_or_else(clause, act) and context.previous and context.previous[-1][1].kind == "ultimatum":
        return context.previous[-1][1].to, True
    if context.demanded and is_otherwise(clause):
        asked = context.previous[-1][1].by if context.previous else ()
        if not {m.actor for m in clause.mentions_in(0, act.first)} - set(asked):
            return context.demanded, True  # "France must leave by May. Otherwise it would be expelled."
    return None


def _joined(case: _Case) -> Found | None:
    """Two who act together, a party that leaves a coalition, and who imposes what somebody is subject to."""
    clause, act, saying, context = case.clause, case.act, case.saying, case.context
    core = case.core
    if act.form == "noun" and (both := between_whom(clause, act)):
        return both, True
    if both := pair_in(clause, core):
        return both, True  # "the agreement between A and B is to be in force by May"
    if leaves_coalition(clause, act) and (party := _party_in(clause, core)):
        return (party,), True
    if act.lemma == "subject" and act.form == "state":
        return _imposer(clause, act, saying, context)
    return None


def _named(case: _Case) -> Found | None:
    """Who is named in the subject."""
    clause, act, saying, context = case.clause, case.act, case.saying, case.context
    core, subject, words = case.core, case.subject, case.words
    named = _owners(clause, core) if act.passive else actors_among(clause, *core)
    if not named and not act.passive and (town := capitals_in(clause, core)):
        named = town  # "Athens undertakes to lift its veto"
    if BOTH.search(words) and len(named) < 2 and (both := both_meant(named, clause, act, context)):
        return both, True
    if not named and COUNTED_SIDES.match(words) and not (saying and len(saying.codes) > 1):
        return (), False  # "The three leaders agreed", where no list tells who they are: no one of them
    if (act.passive or act.frame == "theme") and any(w.low in _PATIENTS for w in subject):
        named = ()  # "Syrian refugees are to be flown in", "inspectors of the agency will be let in"
    if act.family == "elections" and set(named) & context.bodies:
        named = ()  # "elections would be held in 2025, he told the General Assembly": a country votes
    if named:
        return named, True
    return None


def _told_by_subject(case: _Case) -> Found | None:
    """Both who speak, and those who rule in a place: "the officers who seized power in Niamey"."""
    clause, act, saying, context = case.clause, case.act, case.saying, case.context
    subject = case.subject
    if saying and (saying.name or "").lower() in ("both", "they", "the two") and len(context.several) > 1:
        return context.several, True  # "both made it known that embassies would be opened"
    if saying and SIDES.search(saying.name or "") and len(context.parties) == 2:
        return context.parties, True  # "…, the two sides promised"
    leaves = act.event_type == "RETREAT" and any(w.low in _SENT for w in subject)
    if any(w.low in AGENTS for w in subject) and not leaves and (there := clause.places_in(*case.core)):
        return there[:1], True  # "the officers who seized power in Niamey"
    if any(w.low in ("europeans", "europe") for w in subject):
        return ("European Union",), True
    return None


def _meant(case: _Case) -> Found | None:
    """Whom a pronoun stands for."""
    clause, context, core, pronouns = case.clause, case.context, case.core, case.pronouns
    if pronouns & {"they", "them"} and context.plural:
        return context.plural, True  # "18 Russian diplomats …; they have 48 hours to leave"
    if pronouns & {"it", "its", "they", "their"} and (beside := joined_before(clause, core)):
        return beside, True
    if pronouns - {"he", "she"} and (meant := meant_by_chain(clause, core, context)):
        return meant, True
    return None


def _there(case: _Case) -> Found | None:
    """Whose fighting ends there, who was named before or is listed behind, and whom a body or a country is."""
    clause, act, saying, context = case.clause, case.act, case.saying, case.context
    core, subject, pronouns = case.core, case.subject, case.pronouns
    if act.family in ("fighting stops", "elections") and (there := clause.places_in(*core)):
        return there[:1], True  # "the violence in Myanmar is to end"
    nearer = named_before(clause, act) if pronouns & {"them", "they", "it", "its", "their"} else ()
    if nearer:
        return nearer, True
    if (listed := listed_after(clause, act)) and any(w.low in MANY for w in subject):
        return listed, True  # "six countries are to join: Argentina, Egypt …"
    if body := body_meant(clause, core, context):
        return (body,), True  # "the inspectors", "the agency"
    if (
        any(w.low in BODIES or w.low in AGENTS for w in subject)
        and not pronouns
        and not {"a", "an"} & {w.low for w in subject}
    ):  # "the country will leave"
        heads = {w.low for w in subject} & (BODIES | AGENTS)
        if fitting := fitting_heads(
            heads, (*context.topic, *(saying.codes if saying else ()), *context.leading), context.bodies
        ):
            return fitting, bool(context.topic or saying)
    return None


def _saying(case: _Case) -> Found | None:
    """Who says it, of himself."""
    act, saying, context = case.act, case.saying, case.context
    subject, pronouns = case.subject, case.pronouns
    only_it = [w.low for w in subject] == ["it"] and act.passive
    if only_it and saying and saying.codes:
        return saying.codes, True  # "it would be passed by the end of the year, she assured"
    if pronouns and not pronouns - {"them", "they", "it", "its", "their"} and context.topic and not is_body(saying):
        return context.topic, True  # "there will be 10,000 of them, the spy chief expects"
    if saying and saying.codes and pronouns:
        return saying.codes, True
    if pronouns & {"he", "she"} and context.topic:
        return context.topic, True  # "he will fly to Moscow, people close to him say"
    if act.lemma in ("declaration of war", "act of war") and saying and saying.codes:
        return saying.codes, True
    return None


def _told_before(case: _Case) -> Found:
    """Who acted in the sentences before, who speaks, or whom the post is mostly about."""
    clause, act, saying, context = case.clause, case.act, case.saying, case.context
    subject = case.subject
    if subject and subject[-1].low in ("these", "this", "that", "it", "they", "which"):
        head = actors_among(clause, 0, act.subject[0] + len(subject))
        if head:
            return head[:1], True  # "ECOWAS will take measures, and these may include force"
    if subject and subject[-1].low in _PRIVATE and not act.passive and act.frame == "agent":
        return (), False  # "companies have until May to wind up their business"
    beside = _inherited(act, context, clause.sentence.paragraph)
    if beside:
        return beside, False
    if saying and saying.codes and _DECIDED.search(saying.span.of(clause.text)):
        return saying.codes, True  # "negotiations would be opened in June, they decided"
    if act.event_type in ("CONSULT", "AGREE") and act.form in ("noun", "pp"):
        return _meeting(clause, act, saying, context)
    if saying and saying.codes and act.event_type != "ASSAULT" and act.mood != "must":
        return saying.codes, True
    if act.mood == "must" and saying:
        return tuple(a for a in context.leading if a not in saying.codes)[:1], False
    last = [c for where, c in context.previous[-2:] if where == clause.sentence.paragraph]
    if last and act.passive and act.mood in ("is to", "must", "shall", "should"):
        return last[-1].by, False  # "Syria must hand in a list; by June everything is to be destroyed"
    before = _inherited(act, context, None)
    if not before and act.event_type == "CONCEDE":
        before = tuple(a for a in context.leading if a not in context.bodies)[:1]  # a country votes, no alliance
    reached = sent_to(clause, act, ()) if act.event_type == "AID" else ()
    return before or tuple(a for a in context.leading if a not in reached)[:1], False


_SENT = word_set("troops soldiers forces army general officers contingent people")
"""Those whom a state sends: where they stand does not say whose they are when they leave."""

_PRIVATE = word_set(
    "companies firms banks investors creditors lenders insurers airlines shops schools voters citizens families "
    "farmers workers drivers parents customers buyers shareholders parliaments legislatures lawyers judges candidates "
    "deputies students doctors nurses readers viewers observers analysts"
)
"""Heads of subjects who act for themselves and for no actor of the post: nobody is guessed for them."""

_DECIDED = re.compile(r"\b(?:decided|resolved|promised|pledged|vowed|undertook|assured|ruled)\b")
"""Verbs with which somebody says what the speaker will do."""


_WE = re.compile(r"(?:i|we|our (?:country|government|nation|army|forces|troops|soldiers))(?: (?:also|all|both))?")


def leaves_coalition(clause: Clause, act: Act) -> bool:
    """Say whether a party is to leave a government: "the Democratic Union would leave the coalition"."""
    leaving = act.family == "leave a coalition" or act.lemma.split()[0] in ("leave", "quit", "walk")
    after = {w.low for w in clause.words[act.last + 1 : act.last + 4]}
    return (
        leaving
        and bool(after & {"government", "coalition", "cabinet"})
        and bool(_party_in(clause, core_of(clause, act)))
    )


def _party_in(clause: Clause, core: tuple[int, int]) -> str | None:
    """The name of the party that is to leave a coalition: "his Independent Greeks", "the Democratic Union"."""
    names: list[list[str]] = [[]]
    for word in clause.words[core[0] : core[1]]:
        if word.text[0].isupper() and word.low not in ("the", *PRONOUNS):
            names[-1].append(word.text)
        elif names[-1]:
            names.append([])
    places = {m.of(clause.text) for m in clause.mentions if m.kind == "place"}
    names = [[w for w in name if w.lower() not in PREPOSITIONS] for name in names]
    names = [name for name in names if " ".join(name) not in places]
    long = [" ".join(name) for name in names if len(name) > 1]
    people = {m.of(clause.text) for m in clause.mentions if m.kind == "person"}
    return long[-1] if long and long[-1] not in people else None


def _imposer(clause: Clause, act: Act, saying: Saying | None, context: Context) -> tuple[tuple[str, ...], bool]:
    """Who imposes what goods "will be subject to": whoever is named behind "by" or "under", or speaks, but is not named
    in the subject."""
    hit = {m.actor for m in clause.mentions_in(*act.subject)}
    behind = clause.text.find(" under ", clause.words[act.last].end, clause.sentence.end)
    named = [m for m in clause.mentions if m.actor and behind > 0 and m.start > behind and m.actor not in hit]
    told = codes_of(named)[:1] or (saying.codes[:1] if saying else ())
    return (told, True) if told else (tuple(a for a in context.leading if a not in hit)[:1], False)


_OR_ELSE = re.compile(r"\bor (?:else|otherwise)\b|\b(?:must|ha(?:s|ve) (?:to|until))\b[^;:]*, or [^,;:]*$")


def is_or_else(clause: Clause, act: Act) -> bool:
    """Say whether an act is what follows in the same sentence where a demand is not met.

    "Or else he will be shot"; "Chile must leave by May, or the border would be closed".
    """
    told = _OR_ELSE.search(clause.text, clause.sentence.start, clause.words[act.first].start)
    return told is not None and (told.group().startswith("or ") or act.mood in ("will", "would"))


_OTHERWISE = re.compile(r"^(?:Otherwise|Failing that|If not|In that case|If (?:this|that|it|he|they|she)\b)")


def is_otherwise(clause: Clause) -> bool:
    """Say whether a sentence tells what follows where a demand is not met."""
    return bool(_OTHERWISE.search(clause.sentence.of(clause.text)))


_HOSTED = word_set("summit conference congress forum")


def _meeting(clause: Clause, act: Act, saying: Saying | None, context: Context) -> tuple[tuple[str, ...], bool]:
    """Who meets, and whether the paragraph says so.

    The host of a summit; of talks those who talk, without their host and whoever only announces them.
    """
    seats = [
        m
        for m in clause.mentions
        if m.start > clause.words[act.last].start and m.place and clause.word_before(m.start) == "in"
    ]
    host = seats[0].actor or (seats[0].place.country if seats[0].place else None) if seats else None
    if host and _HOSTED & {w.low.removesuffix("s") for w in clause.words[act.first : act.last + 1]}:
        return (host,), True
    told = {host, *(saying.codes if saying and saying.person else ())}
    for several in (context.parties, context.several, context.two):
        if len(several) > 1 and not set(several) <= told:
            return several, bool(context.several)
    if (body := context.stand_ins.nouns.get("body")) and body in context.leading:
        return (body,), False  # "the next meeting of ministers"
    rest = tuple(a for a in context.leading if a not in told)
    return rest[:2] if len(rest) > 1 else context.leading[:2], False


def _giver(clause: Clause, act: Act, saying: Saying | None, context: Context) -> tuple[tuple[str, ...], bool]:
    """Who gives what the subject is to receive: after "from", else the speaker, where it is another."""
    source = actors_after(clause, act.last + 1, act.object[1], ("from", "by"))
    if source:
        return source, True
    receivers = receivers_of(clause, act, saying)
    if saying and saying.code and saying.code not in receivers:
        return (saying.code,), True
    others = tuple(a for a in context.leading if a not in receivers)[:1]
    return _inherited(act, context, None) or others, bool(receivers)


def _owners(clause: Clause, core: tuple[int, int]) -> tuple[str, ...]:
    """Whose the thing is that is to be handed over: "18 German tanks", "a battery from the Bundeswehr's stocks"."""
    inside = [m for m in clause.mentions_in(*core) if m.sector != "BUS"]  # "doses of the AstraZeneca vaccine"
    return codes_of([m for m in inside if clause.word_before(m.start) in ("from", "of", *())] or [
        m for m in inside if clause.word_before(m.start) not in PLACE_PREPOSITIONS
    ])[:1]  # fmt: skip


_PATIENTS = word_set(
    "refugees migrants asylum-seekers evacuees prisoners hostages detainees captives inmates convicts citizens "
    "nationals civilians inspectors observers monitors journalists diplomats students children women wounded patients "
    "passengers survivors exiles returnees suspects fugitives delegates"
)
"""People who are freed, let in, flown out or expelled by somebody else than those to whom they belong."""


def _inherited(act: Act, context: Context, paragraph: int | None) -> tuple[str, ...]:
    """Who is to act in the nearest commitment before of the same type, in the paragraph or, with `None`, the post."""
    for where, commitment in reversed(context.previous[-4:]):
        if commitment.event_type == act.event_type and paragraph in (None, where):
            return commitment.by
    return ()
