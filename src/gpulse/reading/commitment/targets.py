"""For or against whom an act is: who is given something, who demands, who is left or visited."""

from __future__ import annotations

from gpulse.knowledge.actors import is_code
from gpulse.reading.actor.stand_ins import COUNTRY, SEATS, code_of
from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.clauses import Clause, Context
from gpulse.reading.commitment.named_in import SIDES, TAKEN_BY, actors_after, actors_among, codes_of, receivers_of
from gpulse.reading.commitment.speech import Saying
from gpulse.reading.language.words import word_set
from gpulse.record import Mention


def find_target(
    clause: Clause, act: Act, by: tuple[str, ...], saying: Saying | None, context: Context
) -> tuple[str, ...]:
    """Return for or against whom the act is, where the sentence or the commitment before it says so.

    What several do together (talks, a truce, a treaty) has no target; nor has joining or leaving a body.
    """
    subject_words = " ".join(w.text for w in clause.words[act.subject[0] : act.subject[1]])
    if act.event_type == "AID" and by == context.parties and SIDES.search(subject_words):
        return by  # "if one is attacked, the other side shall provide assistance"
    if len(by) > 1 and act.event_type in ("CONSULT", "AGREE", "RETREAT"):
        return ()
    if act.frame == "receiver" and (named := receivers_of(clause, act, saying)):
        return tuple(a for a in named if a not in by)
    if act.event_type in ("CONCEDE", "MOBILIZE") and act.family != "lift sanctions":
        return ()
    if act.event_type == "RETREAT":
        return _given_back_to(clause, act, by) or _left(clause, act, by, saying, context)
    if act.family in ("move an embassy", "build") and (there := _abroad(clause, act, by)):
        return there
    if act.event_type == "CONSULT":
        return tuple(a for a in _visited(clause, act) if a not in by)[:1]
    subject = [m for m in clause.mentions_in(*act.subject) if m.actor not in by]
    if act.lemma in TAKEN_BY and subject:
        return codes_of(subject[:1])
    inside = [m for m in clause.mentions_in(*act.object) if m.actor not in by and _may_be_target(clause, act, m)]
    if act.event_type in ("SANCTION", "COOPERATE") and any(m.actor in context.bodies for m in inside):
        return ()  # "will leave OPEC", "will join the Union"
    if inside:
        return codes_of(inside[:1])
    if act.passive and subject:
        return codes_of(subject[:1])
    for _, commitment in reversed(context.previous[-4:]):
        same = commitment.event_type == act.event_type and (set(commitment.by) & set(by) or act.event_type == "AID")
        if same and commitment.to and not set(commitment.to) & set(by):
            return commitment.to
    if act.family in ("lift sanctions", "impose sanctions"):
        return others_than(by, context)
    if act.event_type == "AID" and (there := sent_to(clause, act, by)):
        return there
    if (
        act.event_type == "AID"
    ):  # help is for a state where nobody is named: "promises food", not to who counts the dead
        return tuple(code for code in others_than(by, context) if is_code(code))
    return others_than(by, context) if act.event_type == "ASSAULT" else ()


def sent_to(clause: Clause, act: Act, by: tuple[str, ...]) -> tuple[str, ...]:
    """The state of the capital or country that something is sent to: "would leave for Kyiv"."""
    low, high = clause.words[act.last].start, clause.words[max(act.object[1] - 1, act.last)].end
    for mention in clause.mentions:
        near = mention.start >= low and mention.end <= high
        if near and (clause.word_before(mention.start) in ("to", "for", "reach", "in")) and (code := code_of(mention)):
            return (code,) if code not in by else ()
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
    if before == "on" and act.event_type in ("SANCTION", "COERCE"):
        return True  # "duties on Chinese cars"
    if before == "from" and (act.event_type == "SANCTION" or act.lemma in ("buy", "purchase", "acquire", "import")):
        return True
    if before in ("by", "from", "at") or (before in ("in", "on", "of") and act.event_type != "ASSAULT"):
        return False
    adjective = mention.of(clause.text) != mention.name and mention.of(clause.text)[-2:] in ("an", "sh", "se", "ch")
    after = next((w.low for w in clause.words if w.start >= mention.end), "")
    return act.event_type not in _OF_THINGS or not adjective or after in _PEOPLE


_LEAVING = frozenset(
    {"withdraw forces", "end a mission", "close a base", "hand over positions", "withdraw", "change hands"}
)
"""Families of acts by which soldiers leave a country."""


def _left(clause: Clause, act: Act, by: tuple[str, ...], saying: Saying | None, context: Context) -> tuple[str, ...]:
    """The country that one actor's soldiers leave, where it says so itself or has agreed on it."""
    host = _abroad(clause, act, by) if act.family in _LEAVING and len(by) == 1 else ()
    return host if host and (host[0] in context.parties or (saying and host[0] in saying.codes)) else ()


def _abroad(clause: Clause, act: Act, by: tuple[str, ...]) -> tuple[str, ...]:
    """The country in which the places of an act lie, where it is not the one of those who act."""
    named = (*clause.places_in(*act.object), *clause.places_in(*act.subject))
    return tuple(code for code in dict.fromkeys(named) if code not in by and len(code) == COUNTRY)[:1]


_QUARTERS = word_set("base bases camp camps barracks quarters garrison airfield airport installations")


def _given_back_to(clause: Clause, act: Act, by: tuple[str, ...]) -> tuple[str, ...]:
    """To whom something is handed over; a base, if to nobody named, to the country in which it lies."""
    given = tuple(a for a in actors_after(clause, act.last + 1, act.object[1], ("to",)) if a not in by)
    thing = act.subject if act.passive else act.object
    if given or not any(w.low in _QUARTERS for w in clause.words[thing[0] : thing[1]]):
        return given
    return tuple(a for a in clause.places_in(*thing) if a not in by)[:1]


_RECEIVING = word_set("receive receives receiving host hosts hosting welcome welcomes welcoming")


def _visited(clause: Clause, act: Act) -> tuple[str, ...]:
    """The state that somebody travels to, or the one met: "will fly to Moscow", "will meet with the Turkish
    president"."""
    if act.form == "noun" or act.passive or act.object[0] >= act.object[1]:
        return ()
    trigger, end = clause.words[act.last], clause.words[act.object[1] - 1].end
    prepositions = ("to", "with", trigger.low) + (("in",) if trigger.low in _RECEIVING else ())
    for mention in clause.mentions:
        if trigger.end <= mention.start and mention.end <= end and clause.word_before(mention.start) in prepositions:
            seat = mention.place and mention.place.feature_code in SEATS
            code = mention.actor or (mention.place.country if mention.place and seat else None)
            return (code,) if code else ()
    return ()
