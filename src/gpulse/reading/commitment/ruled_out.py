"""Who is named beside an act and can neither do it nor be meant by it: a rebel's state, whom a question names.

Who acts, and for or against whom, is weighed among all actors around an act. A sentence rules some out by the way it is
built; a wrong one costs more than none, so nobody whom these rules name is weighed at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gpulse.reading.actor.stand_ins import COUNTRY, code_of
from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.clauses import Clause, Context
from gpulse.reading.commitment.named_bodies import PARTIES
from gpulse.reading.commitment.named_in import AGENTS, BODIES, PLACE_PREPOSITIONS, actors_after, core_of
from gpulse.reading.commitment.open_acts import base_of
from gpulse.reading.commitment.parties import is_or_else, is_otherwise
from gpulse.reading.language.cues import BE
from gpulse.reading.language.verb_groups import DETERMINERS, PREPOSITIONS
from gpulse.reading.language.words import Word, word_set

RULED_OUT_EXAMPLES: Final = (
    ("Burundi's last rebels will lay down their arms in May, a mediator said.", "lay down", "BDI"),
    ("Ugandan students will march on Thursday.", "march", "UGA"),
    ("The Japanese brokerage Mizuho Futaba will close its office in Chile in May.", "close", "JPN"),
    ("Hungary would be suspended in March.", "suspended", "HUN"),
    ("Ministers meeting in the Ethiopian capital agreed to send observers.", "send", "ETH"),
    ("Nigeria's labour unions threatened on Monday to shut down the ports from 20 January.", "shut down", "NGA"),
    ("Of the 20 million doses, Chad is due to get 400,000 next month.", "get", "TCD"),
    ("The fighters must hand over all their weapons to the United Nations by May.", "hand over", "United Nations"),
    ("Chad sent a ship; Peru called that a provocation and threatened to station missiles.", "station", "TCD"),
    ("An envoy of Chad, who is rich according to Peru, said they would leave by May.", "leave", "PER"),
    ("In Denmark the Social Democrats will vote against the treaty in June.", "vote", "DNK"),
)
"""A sentence, its act, and who does not do it."""


def cannot_act(clause: Clause, act: Act, context: Context) -> frozenset[str]:
    """Return the actors that are named around an act, but not as those who are to act."""
    told = _told_to(clause, act, context) | _undergoing(clause, act, context)
    others = (
        _given_to(clause, act)
        | _before_semicolon(clause, act)
        | _not_speaking(clause, act, context)
        | _not_it(clause, act, context)
        | _only_quoted(clause, act)
    )
    return told | _places(clause) | others


def _before_semicolon(clause: Clause, act: Act) -> frozenset[str]:
    """Who is named before a semicolon alone, where the clause behind it names its own subject: "…; *Moscow* called that
    a provocation and threatened to station missiles"."""
    at = clause.text.rfind(";", clause.sentence.start, clause.words[act.first].start)
    behind = [m for m in clause.mentions if m.start > at >= 0 and code_of(m)]
    if not behind or not re.fullmatch(r";\s+(?:the\s+)?", clause.text[at : behind[0].start]):
        return frozenset()
    before = {code for m in clause.mentions if m.start < at and (code := code_of(m))}
    return frozenset(before - {code_of(m) for m in behind})


_QUOTED: Final = re.compile(r"\baccording\s+to\s+(?:the\s+)?$", re.IGNORECASE)


def _only_quoted(clause: Clause, act: Act) -> frozenset[str]:
    """Who is only quoted in an aside before somebody else speaks: "profits from it, *according to the UN*, said …"."""
    start = clause.sentence.start
    quoted = {m for m in clause.mentions if m.end < act.trigger.start and _QUOTED.search(clause.text, start, m.start)}
    elsewhere = {code_of(m) for m in clause.mentions if m not in quoted}
    behind = {m for m in quoted if clause.text[m.end : m.end + 1] == "," and m.start > start + len("According to the ")}
    return frozenset(code for m in behind if (code := code_of(m)) and code not in elsewhere)


def _given_to(clause: Clause, act: Act) -> frozenset[str]:
    """To whom something is given: "the fighters must hand over their weapons *to the United Nations*"."""
    if base_of(act.lemma.split()[0]) not in _GIVING:
        return frozenset()
    after = clause.mentions_in(act.last + 1, max(act.object[1], act.last + 1))
    return frozenset(code for m in after if clause.word_before(m.start) == "to" and (code := code_of(m)))


_GIVING: Final = word_set(
    "give hand deliver transfer return send supply surrender provide lend donate sell ship lease grant pay award cede"
)
"""Verbs of acts that somebody gets something by."""


def _not_speaking(clause: Clause, act: Act, context: Context) -> frozenset[str]:
    """Who does not say it, where the one who acts does: "we will hand over 50 officers, said a Russian official"."""
    first = any(word.low in ("we", "i") for word in clause.words[act.subject[0] : act.subject[1]])
    speakers = {code for said in clause.sayings for code in said.codes}
    if not first or not speakers:
        return frozenset()
    named = {code for mention in clause.mentions if (code := code_of(mention))}
    return frozenset((named | {*context.leading, *context.several}) - speakers)


def is_of_thing(clause: Clause) -> bool:
    """Say whether a sentence is about a thing, or somebody who is no actor: "The package runs for three years"."""
    if clause.words[0].low not in DETERMINERS:
        return False
    head = head_of(clause, (0, min(_OPENING, len(clause.words))))
    if head is None or not head.text.islower() or any(head.low in known for known in (AGENTS, BODIES, _OFFICES)):
        return False
    return not any(code_of(m) and m.start < head.end for m in clause.mentions)


_OFFICES: Final = word_set("spokesman spokeswoman council side sides summit commission committee delegation envoys")


def _not_it(clause: Clause, act: Act, context: Context) -> frozenset[str]:
    """Everybody but who says it, where "it" is the thing that the sentence before is about.

    Of 7 acts of labelled stories whose "it" came behind such a sentence 4 had another actor, 1 in part.
    """
    subject = [word.low for word in clause.words[act.subject[0] : act.subject[1]]]
    it = next((m for m in clause.mentions if m.of(clause.text).lower() == "it" and m.end <= act.trigger.start), None)
    chained = it is not None and it.chain is not None and context.stand_ins.chains.get(it.chain)
    if subject != ["it"] or act.passive or not context.of_thing or chained:
        return frozenset()
    speakers = {code for said in clause.sayings for code in said.codes}
    named = {code for mention in clause.mentions if (code := code_of(mention))}
    return frozenset((named | {*context.leading, *context.topic, *context.several}) - speakers)


def _told_to(clause: Clause, act: Act, context: Context) -> frozenset[str]:
    """Whom a demand was made of, where the act is what follows if it is not met."""
    last = context.previous[-1][1] if context.previous else None
    if (
        last is None
        or last.kind not in ("ultimatum", "obligation")
        or not (is_or_else(clause, act) or is_otherwise(clause))
    ):
        return frozenset()
    return frozenset(last.by)


def _undergoing(clause: Clause, act: Act, context: Context) -> frozenset[str]:
    """Who is named in the subject and suffers the act, or only owns those who do it."""
    core = _past_due(clause, core_of(clause, act))
    head = head_of(clause, core)
    if not act.passive and _acts_for_itself(clause, act, core):
        named = {code for m in clause.mentions if (code := code_of(m)) and len(code) == COUNTRY}
        return frozenset((named | {*context.leading, *context.topic, *context.several}) - context.bodies)
    if head is None:
        return frozenset()
    if _gets_something(clause, act) or (act.passive and not actors_after(clause, act.last + 1, act.object[1], ("by",))):
        whom = [m for m in clause.mentions if m.start <= head.start < m.end and m.kind == "place"]
        return frozenset(code for m in whom if (code := code_of(m)))
    return frozenset()


def _past_due(clause: Clause, core: tuple[int, int]) -> tuple[int, int]:
    """The subject of "is due to", where what was taken for one is only "due to"."""
    words, at = clause.words, core[0] - 1
    if at < 1 or words[at].low not in BE or not {w.low for w in words[core[0] : core[1]]} <= {"due", "set", "to"}:
        return core
    start = next((n + 1 for n in range(at - 1, -1, -1) if words[n].low in _POINTS), 0)
    return start, at


def _acts_for_itself(clause: Clause, act: Act, core: tuple[int, int]) -> bool:
    """Say whether those act who act for themselves, or the sentence opens with them and goes on to "they".

    An infinitive far from its verb has no subject of its own: "the unions threatened on Monday to shut the ports".
    """
    subject = {w.low for w in clause.words[core[0] : core[1]]}
    borrowed = not subject or subject <= {"they", "it", "to"}
    opening = core if not borrowed or clause.words[0].low in PREPOSITIONS else (0, min(act.first, _OPENING))
    head = head_of(clause, opening)
    if head is None:
        return False
    phrase = {w.text for w in clause.words[opening[0] : opening[1]] if w.start <= head.start}
    party = head.low in PARTIES and head.text[0].isupper()
    return head.text in OF_NO_STATE or party or bool(phrase & FIRMS)


_OPENING: Final = 8
"""Words of a sentence among which the noun of its subject is looked for."""


def _gets_something(clause: Clause, act: Act) -> bool:
    """Say whether the subject is to be given something: "Chad is due to get 400,000 doses"."""
    things = {w.low for w in clause.words[act.object[0] : act.object[1]]}
    counted = any(word[0].isdigit() or word in _THINGS for word in things)
    return base_of(act.lemma.split()[0]) in ("get", "receive", "obtain") and counted and not act.passive


_THINGS: Final = word_set("million billion doses money aid loan loans funds share weapons grain fuel half most")


def _places(clause: Clause) -> frozenset[str]:
    """Who is named only to say where: "in the Ethiopian capital", "the Turkish port of Ceyhan"."""
    told: dict[str, bool] = {}
    for mention in clause.mentions:
        if code := code_of(mention):
            adjective = mention.kind == "nationality" and _WHERE.match(clause.text, mention.end)
            where = bool(adjective) and clause.word_before(mention.start) in PLACE_PREPOSITIONS
            told[code] = told.get(code, True) and where
    return frozenset(code for code, where in told.items() if where)


_WHERE: Final = re.compile(r" (?:capital|city|town|port|resort|village|border|coast|province|island|lakeside)\b")


def meant_of(clause: Clause, act: Act, codes: Sequence[str]) -> tuple[str, ...]:
    """Return for or against whom an act is, of those that may be meant: nobody whom only a question names.

    "Kenya's high court will rule in May whether the police may go to Haiti."
    """
    asked = _ASKED.search(clause.text, act.trigger.end, clause.sentence.end)
    if asked is None:
        return tuple(codes)
    named = [mention for mention in clause.mentions if mention.start < asked.start()]
    here = {code_of(mention) for mention in named}
    return tuple(code for code in codes if code in here or not any(code_of(m) == code for m in clause.mentions))


_ASKED: Final = re.compile(r"\b(?:whether|how|why)\b")


def own_masters(clause: Clause, act: Act) -> str | None:
    """Return the word for those in an act's subject who act for no state, "guerrillas"; `None` where it has none."""
    head = head_of(clause, core_of(clause, act))
    return head.text if head is not None and not act.passive and head.text in OF_NO_STATE else None


def head_of(clause: Clause, core: tuple[int, int]) -> Word | None:
    """Return the noun that a subject is about: the word before the first preposition, comma or relative word.

    `None` where the range has no word.
    """
    words = clause.words[core[0] : core[1]]
    stop = next(
        (n for n, w in enumerate(words) if n and (w.low in _ENDS or w.text in _SAID)),
        len(words),
    )
    return words[stop - 1] if words and stop else None


_RELATIVE: Final = word_set("who which that whose where when")
_SAID: Final = word_set(
    "said say says announced threatened threaten warned vowed promised pledged agreed declared told have has had are "
    "is was were will would plan want intend"
)
_POINTS: Final = frozenset(',;:()—–“”"')
_ENDS: Final = PREPOSITIONS | _RELATIVE | _POINTS
"""Words and marks before which a subject's noun stands."""

OF_NO_STATE: Final = word_set(
    "rebels rebel guerrillas guerrilla insurgents militants separatists secessionists jihadists islamists gunmen "
    "kidnappers captors hijackers pirates opposition dissidents exiles unions union strikers workers miners dockers "
    "farmers lawyers doctors nurses teachers students pupils activists campaigners demonstrators protesters "
    "airline airlines shipowners investors creditors bondholders "
    "traders growers charities refugees settlers pilgrims families relatives "
    "gang gangs mobs founder founders shareholders directors"
)
"""Heads of subjects who act for themselves: what Peru's miners will do is no promise of the state."""

FIRMS: Final = word_set(
    "airline brokerage exchange bookseller carmaker chipmaker retailer bookmaker steelmaker planemaker startup "
    "conglomerate cryptocurrency"
)
"""Nouns that make a name in the same phrase a firm's: "the Japanese brokerage Mizuho Futaba"."""
