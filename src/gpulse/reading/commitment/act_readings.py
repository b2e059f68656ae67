"""What the ledger model says of a sentence's acts, weighed with what the rules say: which are to be done, by whom.

The model is asked of the words that it marks itself and of every act that the rules know and it does not rule out; of
words that no rule knows, an act is made with the verb group around them, so that the rules on windows, numbers and
conditions apply to both alike. Its answers and the rules' are facts of two small logistic regressions, whose weights
training/ledger_choices.py fits on stories that the model did not learn from.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gpulse.model.ledger_model import ActReading, Marks
from gpulse.reading.actor.owners import is_owner
from gpulse.reading.actor.stand_ins import StandIns, code_of
from gpulse.reading.commitment.act_types import OPEN, Act
from gpulse.reading.commitment.clauses import Clause, Context
from gpulse.reading.commitment.open_acts import base_of, is_participle
from gpulse.reading.commitment.ruled_out import OF_NO_STATE
from gpulse.reading.language.cues import BE, NEGATORS
from gpulse.reading.language.verb_groups import DETERMINERS, PREPOSITIONS, clause_end, clause_start, left_of_auxiliaries
from gpulse.reading.language.words import word_set
from gpulse.record import Commitment, Mention, Record, Span, Timex

Facts = Mapping[str, float]

ASKED: Final = 0.03
"""Probability in its sentence from which an act that the rules know is asked about by itself."""

WORTH_READING: Final = 0.35
"""Score, before the model has read an act, from which it reads it; below, its sentence's marks say what is refused.

Of 1,621 acts of 67 read ledgers 737 are read so and none of 530 that are taken is lost, of 1,989 of the labelled
stories held out 1,144 and none of 781; from .4 on 685 and 3, 1,077 and 1; from .5 on 606 and 21, 943 and 28.
"""

VAGUE: Final = 0.4
"""Probability of being refused, in its sentence, from which an act that is not read is refused."""

MARKED: Final = 0.6
"""Probability in its sentence from which an act that is not read is shown among what was refused, as doubtful.

With `VAGUE`: of 255 labelled passages of the stories held out 182 are refused so, 163 where every act is read; in them
and in 90 articles of news 1,109 acts are refused instead of 1,061. At .5, two more labelled ones, and 133 more acts.
"""

HINTED: Final = 0.3
"""Probability of a piece's being refused from which its passage is, where its sentence holds no other answer.

The model marks words only where "refused" is likelier than all else; of 257 labelled sentences of the stories held out
193 are shown without this, at .3 205, for 43 sentences more; at .25 there are 54 more, and one of them is labelled.
"""

REFUSED: Final = 0.3
"""Probability from which a passage is refused.

At .5 and .3, .415 and .512 of what tests/ledger/fresh refuses are.
"""

DOUBTED: Final = 0.25
"""Score from which an act that is not taken is shown among what was refused, where the model alone would take it.

On 208 posts of tests/ledger/fresh and the gold stories that adds 136 passages to 109; of what those stories refuse, .60
are shown instead of .48.
"""

PROMISED: Final = 0.45
"""Score from which an act may be one still to be done; `TAKEN` decides."""

TAKEN: Final = 0.35
"""Chance from which an act is taken: that it is still to be done, times that whoever is to do it is.

A row is right only where both are. Eight stories that no rule had seen until then gave, from .6 for the act alone, F1
.589 (precision .596, recall .583), so .660 (.653, .667), and from .3 and .4 .640 and .646; tests/ledger/fresh .669
(.689, .650), so .688 (.714, .664). Stories on which the rules were tuned, where doubtful actors are mostly right, lose:
the gold stories .733 and .688. Eight more, only scored: .484 (.512, .458), so .516 (.533, .500).
"""

NAMED: Final = 0.4
"""Score from which somebody is one of those who are to act.

Of .3, .4 and .45, all are right of .542, .577 and .586 of the labelled acts, one of .693, .671 and .665
(training/ledger_choices.py).
"""

LIKELY: Final = 0.1
"""Score from which somebody is kept as one who may be to act, for the other posts of the story to decide.

From .02 on, all right and one right are the same within .004 (training/ledger_choices.py).
"""

ROLE: Final = 0.5
"""Probability from which a time belongs to the window."""

MEANT: Final = 0.4
"""Score from which an act is for or against somebody.

Of 794 acts of labelled stories, each tenth left out of the fit, all are right for .611 (by the model's probability
alone .548, by the rules .569), and of those named .64 are right (.52 and .62). From .5, .611 and .73, but on ledgers
that the fit did not learn from all are right less often (training/ledger_choices.py).
"""

OPEN_MOODS: Final = frozenset({"will", "would", "shall", "must", "should", "is to", "governed", "may"})
"""Moods of acts that are not yet done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An act that the model may be asked about, with how surely its sentence names it, and refuses it (`vague`)."""

    act: Act
    marked: float
    vague: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An act with what the model says of it in its sentence and by itself."""

    act: Act
    reading: ActReading
    marked: float


def propose(marks: Marks, clause: Clause, acts: Sequence[Act]) -> tuple[Candidate, ...]:
    """Return the acts of a sentence that the model may be asked about, in order of text; `marks` are the sentence's."""
    found: list[Act] = []
    for mark in marks.words:
        if mark.tag in ("act", "refused"):
            known = next((act for act in acts if act.trigger.overlaps(mark)), None)
            found.append(known or act_of_words(clause, mark))
    for act in acts:
        known_already = any(act.trigger.overlaps(other.trigger) for other in found)
        if act.mood in OPEN_MOODS and marks.act(act.trigger) >= ASKED and not known_already:
            found.append(act)
    return tuple(
        Candidate(act=act, marked=marks.act(act.trigger), vague=marks.refused(act.trigger))
        for act in sorted(found, key=lambda a: a.first)
    )


def facts_before(candidate: Candidate, clause: Clause, ruled: Commitment | None) -> dict[str, float]:
    """Return the facts by which an act is taken, as far as they are known before the model has read it.

    Of the model's answers they say neither yes nor no, and a date is the rules'.
    """
    dated = ruled is not None and ruled.latest is not None
    return act_facts(candidate, clause, {"act": 0.5, "refused": 0.5}, ruled, dated)


def act_of_words(clause: Clause, span: Span) -> Act:
    """Make an act of words that no rule knows, with the verb group before them and the clause around them."""
    inside = [at for at, word in enumerate(clause.words) if word.start < span.end and span.start < word.end]
    first, last = inside[0], inside[-1]
    edge = min(left_of_auxiliaries(clause.words, first - 1), first)
    before = clause.words[first - 1].low if first else ""
    passive = is_participle(clause.words[first].low) and any(w.low in BE for w in clause.words[edge:first])
    noun = before in DETERMINERS
    return Act(
        trigger=Span(start=clause.words[first].start, end=clause.words[last].end),
        first=first, last=last, family=OPEN, event_type="", frame="agent", lemma=base_of(clause.words[first].low),
        form="noun" if noun else "pp" if passive else "base", mood="will", passive=passive,
        negative=any(w.low in NEGATORS for w in clause.words[max(0, edge - 1) : first]), governor=None,
        subject=(clause_start(clause.words, edge), edge), object=(last + 1, clause_end(clause.words, last + 1)),
    )  # fmt: skip


def act_facts(
    asked: Candidate | Proposal, clause: Clause, take: Mapping[str, float], ruled: Commitment | None, dated: bool
) -> dict[str, float]:
    """Return the facts by which an act is taken: logits of the model's answers, `take`, and what the rules say.

    Somebody who is told to say it speaks for a promise that a reader writes down, an act in the present against it.
    """
    act = asked.act
    return {
        "bias": 1.0,
        "act": logit(take["act"]),
        "refused": logit(take["refused"]),
        "marked": logit(asked.marked),
        "ruled": float(ruled is not None),
        "demand": float(ruled is not None and ruled.kind == "ultimatum"),
        "due": float(ruled is not None and ruled.latest is not None),
        "dated": float(dated),
        "open": float(act.family == OPEN),
        "would": float(act.mood in ("would", "should", "may")),
        "negative": float(act.negative),
        "present": float(act.mood in PRESENT_MOODS),
        "said": float(bool(clause.sayings)),
    }


PRESENT_MOODS: Final = frozenset({"present", "bare", "gerund", "done"})
"""Moods of acts of which no word says that they are still to be done."""


def who_facts(
    record: Record, clause: Clause, proposal: Proposal, context: Context, told: tuple[tuple[str, ...], bool],
    speakers: Sequence[str],
) -> dict[str, dict[str, float]]:  # fmt: skip
    """Return, for each actor that may be to act, the facts by which it is chosen.

    `told` is whom the rules name and whether the sentence itself does; `speakers` are those who say it.
    """
    chances = find_whom(record, proposal.reading, "by", context.stand_ins)
    targets = find_whom(record, proposal.reading, "to", context.stand_ins)
    undergone = float(proposal.act.passive or proposal.act.frame == "theme")  # "the missiles would be delivered"
    bare, nouns = _bare_words(clause, proposal.reading, context.stand_ins)
    for code, chance in nouns.items():
        chances[code] = max(chances.get(code, 0.0), chance)
    best = max(chances.values(), default=0.0)
    kind = NOUN_KINDS.get(bare.low) if bare.chance >= NOTICED else None
    others = sorted(context.bodies) if kind in ("group", "body") else ()
    for code in (*told[0], *context.leading[:LEADING], *others):
        chances.setdefault(code, 0.0)
    here = {code for m in record.mentions if clause.sentence.covers(m) for code in _codes(m, context.stand_ins)}
    before = context.previous[-1][1].by if context.previous else ()
    event = next((e for e in record.events if e.trigger.overlaps(proposal.act.trigger)), None)
    agents = {whom for p in event.actors for whom in (p.body, p.code)} if event else set[str | None]()
    patients = {whom for p in event.recipients for whom in (p.body, p.code)} if event else set[str | None]()
    return {
        code: {
            "bias": 1.0,
            "chance": logit(chance),
            "best": float(chance == best),
            "behind": logit(best) - logit(chance),
            "ruled": float(code in told[0]),
            "sure": float(code in told[0] and told[1]),
            "lead": float(code in context.leading[:1]),
            "second": float(code in context.leading[1:2]),
            "lead_bare": float(code in context.leading[:1]) * max(0.0, bare.chance - best),
            "ruled_bare": float(code in told[0]) * max(0.0, bare.chance - best),
            "group_body": float(kind == "group" and code in context.bodies) * max(0.0, bare.chance - chance),
            "group_state": float(kind == "group" and code not in context.bodies) * max(0.0, bare.chance - chance),
            "body_body": float(kind == "body" and code in context.bodies) * max(0.0, bare.chance - chance),
            "body_state": float(kind == "body" and code not in context.bodies) * max(0.0, bare.chance - chance),
            "office_body": float(kind == "office" and code in context.bodies) * max(0.0, bare.chance - chance),
            "office_state": float(kind == "office" and code not in context.bodies) * max(0.0, bare.chance - chance),
            "vote_body": float(proposal.act.family == "elections" and code in context.bodies),
            "agent": float(code in agents),
            "patient": float(code in patients),
            "here": float(code in here),
            "topic": float(code in context.topic),
            "before": float(code in before),
            "speaker": float(code in speakers),
            "body": float(code in context.bodies),
            "unseen": float(chance == 0.0),
            "target": logit(targets.get(code, 0.0)),
            "undergone_lead": undergone * float(code in context.leading[:1]),
            "undergone_ruled": undergone * float(code in told[0]),
        }
        for code, chance in chances.items()
    }


LEADING: Final = 3
"""How many of a post's leading actors may be meant though the act's surroundings do not name them."""


NOTICED: Final = 0.3
"""Probability from which the kind of a word that says who acts counts; not tuned."""

NOUN_KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        word_set(
            "rebels rebel guerrillas guerrilla fighters fighter militants insurgents insurgent movement separatists "
            "gunmen militia militias faction factions group groups sect jihadists kidnappers captors party front wing"
        ),
        "group",
    ),
    **dict.fromkeys(
        word_set(
            "mission court fund agency bloc alliance commission union bank organisation organization committee company "
            "firm maker builder operator consortium monitors inspectors observers peacekeepers helmets creditors "
            "cartel tribunal judges prosecutor secretariat concern producer"
        ),
        "body",
    ),
    **dict.fromkeys(
        word_set(
            "government president premier minister ministry ministers king parliament cabinet army junta state country "
            "kingdom nation chancellor emir soldiers voters citizens deputies lawmakers authorities election elections "
            "presidency head"
        ),
        "office",
    ),
    **dict.fromkeys(
        word_set("countries states members nations governments companies firms donors lenders parties"), "many"
    ),
}
"""What a noun stands for: an armed group or a party, another body that is no state, an office, or several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bare:
    """The word that, of those that are no name of an actor, most surely says who acts.

    In lower case, with its place among the sentence's words.
    """

    low: str = ""
    chance: float = 0.0
    at: int = -1


def _bare_words(clause: Clause, reading: ActReading, stand_ins: StandIns) -> tuple[Bare, dict[str, float]]:
    """Return the word that is no name of an actor and most surely says who acts, and whom such nouns stand for."""
    named = [m for m in clause.mentions if _codes(m, stand_ins)]
    bare, nouns = Bare(), dict[str, float]()
    for at, word in enumerate(clause.words):
        span = Span(start=word.start, end=word.end)
        if any(m.overlaps(span) for m in named):
            continue
        chance = reading.role("by", span)
        if chance > bare.chance:
            bare = Bare(low=word.low, chance=chance, at=at)
        if (code := stand_ins.nouns.get(word.low)) and not clause.is_new(at):
            nouns[code] = max(nouns.get(code, 0.0), chance)
    return bare, nouns


def describe(clause: Clause, reading: ActReading, stand_ins: StandIns) -> str | None:
    """Return the words that surely say who acts and name nobody: "developed countries", "member states".

    `None` where a name says it, or a pronoun, or nothing does surely.
    """
    bare, _ = _bare_words(clause, reading, stand_ins)
    known = NOUN_KINDS.get(bare.low) in ("group", "body", "many") or bare.low in OF_NO_STATE
    if bare.chance < DESCRIBED or not known:
        return None
    if bare.at and clause.words[bare.at].text[0].isupper():
        return None  # a name that nobody knows is no description
    first = bare.at
    while first and bare.at - first < ADJECTIVES and clause.words[first - 1].low.isalpha():
        before = clause.words[first - 1].low
        if before in DETERMINERS or before in PREPOSITIONS or before in BE or before in NEGATORS:
            break
        first -= 1
    else:
        first = first if first == 0 else bare.at
    return " ".join(word.low for word in clause.words[first : bare.at + 1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Private:
    """Somebody who is no actor of the tables and surely acts: a person without an office, a firm, a school.

    `speaks`: who only says it, by the words around.
    """

    name: str
    chance: float
    speaks: bool = False


def find_private(record: Record, clause: Clause, reading: ActReading, stand_ins: StandIns) -> Private | None:
    """Return who acts for themselves, as the model has it: nobody whom a state is to be taken for.

    A person of whom no office is told acts under the full name, a body that no table knows under its own, and
    `ON_THEIR_OWN` under the words for them.
    """
    low, high = min(reading.starts, default=0), max(reading.ends, default=0)
    text = clause.text
    found: list[Private] = []
    for mention in record.mentions:
        if mention.start < low or mention.end > high or _codes(mention, stand_ins):
            continue
        words = mention.of(text)
        chance = reading.role("by", mention)
        if mention.kind == "person" and _is_name(words) and chance >= PRIVATELY and not holds_office(record, mention):
            speaks = any(said.span.overlaps(mention) for said in clause.sayings)
            found.append(Private(name=mention.name, chance=chance, speaks=speaks))
        elif words.split()[-1] in ON_THEIR_OWN and " of " not in words and chance >= PRIVATELY:
            name = re.sub(r"^(?:the|an?|this|that|its|their|his|her)\s+", "", words, flags=re.IGNORECASE)
            found.append(Private(name=name, chance=chance))
    return max(found, key=lambda one: one.chance, default=None)


def _is_name(words: str) -> bool:
    return all(word[0].isupper() for word in words.split()) and words.split()[0] not in (
        "The",
        "A",
        "He",
        "She",
        "They",
    )


_OFFICE: Final = re.compile(
    r"\b(?:minist\w+|president\w*|premier|spokes\w+|envoy|negotiat\w+|ambassador|general|colonel|leader|leads|led|heads|"
    r"lawmaker|senator|deputy|mayor|governor|party|government|army|military|foreign|parliament|secretary|commander|rebels?|"
    r"guerrillas?|engineers?|movement|front|judge|prosecutor)\b",
    re.IGNORECASE,
)
_BESIDE: Final = 70


def holds_office(record: Record, mention: Mention) -> bool:
    """Say whether a post tells of an office beside any of a person's names, so that they may act for a state."""
    text = record.article.text
    same = [m for m in record.mentions if m.name == mention.name or (m.chain is not None and m.chain == mention.chain)]
    if any(m.role or m.sector not in _NO_OFFICE for m in same):
        return True
    named = (m for m in same if text[m.start].isupper())
    return any(_OFFICE.search(text, max(0, m.start - _BESIDE), m.end + _BESIDE) for m in named)


_NO_OFFICE: Final = (None, "CVL", "CRM", "BUS", "EDU", "MED", "JRN", "LAB", "AGR")
ON_THEIR_OWN: Final = frozenset(
    "company companies firm firms school schools university college hospital church club team league family families "
    "foundation charity store shop owner owners parents students pupils teachers customers shareholders investors "
    "directors auditors players fans workers residents travellers travelers passengers tourists visitors suspect "
    "suspects hacker hackers airline airlines retailer maker manufacturer newspaper network station museum theatre "
    "theater".split()
)
"""Last words of descriptions of those who act for no state: for companies and people nobody of the post is guessed."""

PRIVATELY: Final = 0.55
"""Probability from which somebody private is said to act."""

UNSEEN: Final = 0.05
"""Probability below which an actor that was chosen is nowhere around the act, and whoever says it is private."""

AHEAD: Final = 0.15
"""By how much somebody private must be likelier than the actors that were chosen, to act in their place.

Of 170 commitments in 193 articles (GeoWebNews, LGL, PolNeAR, WikiEvents, Wikipedia's Current Events) nine change, eight
of which had a state or body that does not act; of those in 442 posts of development ledgers three do.
"""

DESCRIBED: Final = 0.5
"""Probability from which words that name nobody say who acts, where no actor scores `UNSURE`."""

UNSURE: Final = 0.3
"""Score below which the likeliest actor is not taken where words describe who acts.

Of 57 such acts of labelled stories it was right in 5. From .4, a right actor was lost in tests/ledger/stories.
"""

ADJECTIVES: Final = 2
"""Most words before a noun that belong to its description."""

NOBODY: Final = 0.2
"""Score below which the likeliest actor is nobody's: of 33 such acts of labelled stories none was right."""


def choose(facts: Mapping[str, Facts], weights: Facts, least: float = NAMED) -> tuple[str, ...]:
    """Return those who are to act: all that score `least` or more, else the likeliest."""
    scores = {code: logistic(one, weights) for code, one in facts.items()}
    named = tuple(code for code, score in scores.items() if score >= least)
    return named or ((max(scores, key=lambda code: scores[code]),) if scores else ())


def whom_facts(
    record: Record, clause: Clause, proposal: Proposal, context: Context, by: Sequence[str], told: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Return, for each actor for or against whom an act of `by` may be, the facts by which it is chosen.

    They are those whom the act's window names, and `told`, whom the rules name, where its sentence names them or the
    model takes them for likely enough: nobody is guessed from the rest of the post.
    """
    chances = find_whom(record, proposal.reading, "to", context.stand_ins)
    best = max(chances.values(), default=0.0)
    for code in told:
        chances.setdefault(code, 0.0)
    places: dict[str, list[Mention]] = {}
    for mention in clause.mentions:
        if mention.actor:
            places.setdefault(mention.actor, []).append(mention)
    end = proposal.act.trigger.start
    others = [c for c, chance in chances.items() if c not in by and (chance >= POSSIBLE or c in places)]
    return {
        code: {
            "bias": 1.0,
            "chance": logit(max(chances[code], LEAST_CHANCE)),
            "best": float(0.0 < chances[code] == best),
            "ruled": float(code in told),
            "lead": float(code in context.leading[:1]),
            "second": float(code in context.leading[1:2]),
            "after": float(any(m.start >= end for m in places.get(code, ()))),
            "before": float(any(m.start < end for m in places.get(code, ()))),
            "to": float(
                any(m.start >= end and clause.word_before(m.start) in ("to", "for") for m in places.get(code, ()))
            ),
            "many": float(len(by) > 1),
            "alone": float(len(others) == 1),
        }
        for code in others
    }


POSSIBLE: Final = 0.2
"""Probability from which somebody may be meant whom the act's sentence does not name: of 672 below it 41 were right.

With .05, .1 and .3 all right is the same within .01.
"""


LEAST_CHANCE: Final = 0.001
"""The probability of whoever the act's window does not name."""


def find_whom(record: Record, reading: ActReading, role: str, stand_ins: StandIns) -> dict[str, float]:
    """Return how surely each actor that the act's window names has a role, in order of text."""
    low, high = min(reading.starts, default=0), max(reading.ends, default=0)
    chances: dict[str, float] = {}
    for mention, following in zip(record.mentions, (*record.mentions[1:], None), strict=False):
        if (
            mention.start < low
            or mention.end > high
            or (following and is_owner(record.article.text, mention, following))
        ):
            continue
        chance = reading.role(role, mention)
        for code in _codes(mention, stand_ins):
            chances[code] = max(chances.get(code, 0.0), chance)
    return chances


def _codes(mention: Mention, stand_ins: StandIns) -> tuple[str, ...]:
    code = code_of(mention)
    if code:
        return (code,)
    return stand_ins.chains.get(mention.chain, ()) if mention.chain is not None else ()


def times_of(clause: Clause, reading: ActReading) -> tuple[Timex, ...]:
    """Return the time expressions of a sentence that belong to the act's window."""
    return tuple(t for t in clause.timexes if reading.role("when", t) >= ROLE)


def logit(chance: float) -> float:
    """Return the logit of a probability, kept within 7.

    >>> logit(0.5), logit(1.0)
    (0.0, 7.0)
    """
    if not 0.0 < chance < 1.0:
        return 7.0 if chance >= 1.0 else -7.0
    return max(-7.0, min(7.0, math.log(chance / (1.0 - chance))))


def logistic(facts: Facts, weights: Facts) -> float:
    """Return the logistic function of the weighted facts."""
    return 1.0 / (1.0 + math.exp(-sum([weights.get(name, 0.0) * value for name, value in facts.items() if value])))
