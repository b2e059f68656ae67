"""What the ledger model says of a sentence's acts, weighed with what the rules say: which are to be done, by whom.

The model is asked of the words that it marks itself and of every act that the rules know and it does not rule out; of
words that no rule knows, an act is made with the verb group around them, so that the rules on windows, numbers and
conditions apply to both alike. Its answers and the rules' are facts of two small logistic regressions, whose weights
training/ledger_choices.py fits on stories that the model did not learn from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gpulse.model.ledger_model import ActReading, Marks
from gpulse.odds import Facts, logistic, logit
from gpulse.reading.commitment.act_types import OPEN, Act
from gpulse.reading.commitment.clauses import Clause
from gpulse.reading.commitment.open_acts import base_of, is_participle
from gpulse.reading.language.clause_bounds import clause_end, clause_start
from gpulse.reading.language.cues import BE, NEGATORS
from gpulse.reading.language.verb_groups import DETERMINERS, left_of_auxiliaries
from gpulse.record import Commitment, Span, Timex

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

UNSEEN: Final = 0.05
"""Probability below which an actor that was chosen is nowhere around the act, and whoever says it is private."""

AHEAD: Final = 0.15
"""By how much somebody private must be likelier than the actors that were chosen, to act in their place.

Of 170 commitments in 193 articles (GeoWebNews, LGL, PolNeAR, WikiEvents, Wikipedia's Current Events) nine change, eight
of which had a state or body that does not act; of those in 442 posts of development ledgers three do.
"""

UNSURE: Final = 0.3
"""Score below which the likeliest actor is not taken where words describe who acts.

Of 57 such acts of labelled stories it was right in 5. From .4, a right actor was lost in tests/ledger/stories.
"""

NOBODY: Final = 0.2
"""Score below which the likeliest actor is nobody's: of 33 such acts of labelled stories none was right."""


def choose(facts: Mapping[str, Facts], weights: Facts, least: float = NAMED) -> tuple[str, ...]:
    """Return those who are to act: all that score `least` or more, else the likeliest."""
    scores = {code: logistic(one, weights) for code, one in facts.items()}
    named = tuple(code for code, score in scores.items() if score >= least)
    return named or ((max(scores, key=lambda code: scores[code]),) if scores else ())


def times_of(clause: Clause, reading: ActReading) -> tuple[Timex, ...]:
    """Return the time expressions of a sentence that belong to the act's window."""
    return tuple(t for t in clause.timexes if reading.role("when", t) >= ROLE)
