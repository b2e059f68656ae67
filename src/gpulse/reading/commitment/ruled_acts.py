"""What the rules make of an act: whether it is a commitment, its window, kind, type and words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from gpulse.reading.commitment.act_frames import LAW, Frame, frame_of, is_clause_of_law
from gpulse.reading.commitment.act_readings import OPEN_MOODS
from gpulse.reading.commitment.act_types import OPEN, Act
from gpulse.reading.commitment.clauses import Clause, Context
from gpulse.reading.commitment.counted_days import add_duration
from gpulse.reading.commitment.firmness import (
    GOING_ON,
    REACHED,
    auxiliaries_before,
    came_to_nothing,
    counts,
    is_aside,
    is_asked,
    is_disbelieved,
    is_habit,
    is_no_longer,
    is_plain,
    is_settled,
    is_sworn,
    is_threatened,
    is_told_again,
    is_urged,
)
from gpulse.reading.commitment.named_in import actors_among
from gpulse.reading.commitment.open_acts import base_of
from gpulse.reading.commitment.parties import find_actor, is_or_else, is_otherwise, leaves_coalition
from gpulse.reading.commitment.promised_when import (
    SOON,
    act_span,
    act_timexes,
    find_condition,
)
from gpulse.reading.commitment.refusals import (
    find_refusals,
    is_whenever,
)
from gpulse.reading.commitment.shares import find_quantity, gapped_parts, owned_parts
from gpulse.reading.commitment.speech import Saying, who_says
from gpulse.reading.commitment.targets import find_demander, find_target, others_than
from gpulse.reading.commitment.windows import Window
from gpulse.record import Commitment, CommitmentKind, Event, Record, Span, Timex

HARMFUL = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE"})
"""Types of acts that harm their target: announced by the actor, they are a threat. MOBILIZE only against somebody."""


GIVING = frozenset({"AID", "SUPPORT", "CONCEDE", "COOPERATE"})
"""Types of acts that somebody benefits from: announced by the actor, they are a pledge."""


ANAPHORIC = "the rest arrives"
"""The family of acts whose subject points back ("the rest will follow"): its type is that of the acts before it."""


def commitments_in(clause: Clause, acts: tuple[Act, ...], context: Context, record: Record) -> Iterator[Commitment]:
    """Yield the commitments of one sentence."""
    kept: list[tuple[Act, Commitment]] = []
    for act in acts:
        if act.family == ANAPHORIC:
            act = replace(act, event_type=_pointed_type(context))
        if act.governor and act.governor.group in ("vague", "allow"):
            continue
        if act.mood not in OPEN_MOODS and not (act.mood == "present" and not act.passive and act.form != "state"):
            continue
        commitment = read_commitment(clause, act, context, record)
        if commitment is None:
            continue
        twin = next(
            (
                k for _, k in kept
                if k.event_type == commitment.event_type
                and (k.window_text == commitment.window_text or commitment.window_text is None)
                and (k.quantity == commitment.quantity or commitment.quantity is None)
                and (k.by == commitment.by or act.form == "noun")
            ),
            None,
        )  # fmt: skip
        joined = any(
            a.subject == act.subject and a.mood == act.mood and commitment.window_text in (None, k.window_text)
            for a, k in kept
        )
        within = act.form == "noun" and any(
            a.object[0] <= act.first < a.object[1] and (act.governor is None or act.governor.at <= a.first)
            for a, _ in kept
        )
        alongside = act.family == OPEN and any(k.latest == commitment.latest for _, k in kept)
        if twin is not None or joined or within or alongside:
            continue
        kept.append((act, commitment))
        context = replace(context, previous=(*context.previous, (clause.sentence.paragraph, commitment)))
        yield commitment
        for part in (*gapped_parts(clause, act, commitment), *owned_parts(clause, act, commitment)):
            context = replace(context, previous=(*context.previous, (clause.sentence.paragraph, part)))
            yield part


def things_promised(
    clause: Clause, acts: Sequence[Act], context: Context, record: Record
) -> tuple[list[Commitment], list[Span]]:
    """Return what is promised as a thing by somebody named, and the words of such a promise by nobody known.

    "Norway pledged Jordan 30 million dollars" is read by rule, since the ledger model has learnt acts told as acts and
    takes whoever is to have the thing for the giver; in "donors pledged Syria 30 million" and "Zambia was promised
    relief by its creditors" it is told who gets it, but not who gives it.
    """
    found: list[Commitment] = []
    unclear = [
        Span(start=m.start(), end=clause.sentence.end)
        for m in _IS_PROMISED.finditer(clause.text, clause.sentence.start, clause.sentence.end)
    ]
    for act in acts:
        if act.family != PROMISED or not act.governor:
            continue
        frame = frame_of(clause, act, context, record)
        by, sure = find_actor(clause, act, frame.saying, context)
        given = {m.actor for m in clause.mentions if m.actor and m.start >= act.trigger.end}
        if not sure or given & set(by):
            unclear.append(frame.span)
        elif (commitment := read_commitment(clause, act, context, record, frame)) and commitment.to:
            found.append(commitment)
    return found, unclear


PROMISED: Final = "promise goods"
"""The family of acts that promise the thing that is their object."""

_IS_PROMISED: Final = re.compile(
    r"\b(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?(?:promised|pledged)\s+(?!to\b|that\b|by\b|in\b|on\b|at\b|for\b)",
    re.IGNORECASE,
)
"""A passive whose subject is to have what was promised."""


def _pointed_type(context: Context) -> str:
    """The type of the acts that "the rest" points back at: of the paragraph's last moving act, else of the post's
    last."""
    moving = [t for t in context.recent if t in ("AID", "RETREAT", "MOBILIZE")]
    last = [c.event_type for _, c in context.previous if c.event_type in ("AID", "RETREAT", "MOBILIZE")]
    return (moving or last or ["AID"])[-1] or "AID"


def read_commitment(
    clause: Clause, act: Act, context: Context, record: Record, frame: Frame | None = None
) -> Commitment | None:
    """Read one act into a commitment, or `None` where it is none; `frame` is what surrounds it, where known."""
    if any(rule(clause, act) for rule in (is_told_again, is_settled, is_disbelieved, is_habit, is_asked, is_urged)):
        return None
    frame = frame or frame_of(clause, act, context, record)
    if came_to_nothing(clause, act, frame.window, record.article.published_on):
        return None
    span, saying, said_on, timexes, window = frame.span, frame.saying, frame.said_on, frame.times, frame.window
    published = record.article.published_on
    if act.mood == "must" and _had_to_be(clause, act, span, timexes, published):
        return None
    if act.negative and window.latest is None and said_on:
        window = _for_so_long(clause, timexes or act_timexes(clause, act, span), window, said_on)
    dated = window.latest is not None or (window.text is not None and window.earliest != said_on)
    if not dated and (soon := SOON.search(clause.text, span.start, span.end)):
        dated, window = True, Window(earliest=window.earliest, text=soon.group())
    condition = find_condition(clause, act)
    # "from 13 February no flight would be let in", "would no longer belong to the bloc"
    ends = act.negative and ((base_of(act.lemma) in GOING_ON and dated) or is_no_longer(clause, act))
    if (
        (act.mood == "present" and not _is_to_come(act, window, published))
        or not counts(clause, act, saying, window, dated, condition)
        or (not window.latest and is_whenever(clause.text, span, clause.sentence))  # "at a time of its choosing"
        or (window.latest and published and window.latest < published)
        or _is_meanwhile(act, window)
        or (act.family == OPEN and _is_passing(clause, act, window, ends))
    ):
        return None
    by, sure = find_actor(clause, act, saying, context)
    unmet = is_or_else(clause, act) or (is_otherwise(clause) and by == context.demanded)
    failing = unmet and act.mood in ("will", "would", "is to") and bool(by)
    opens = bool(act.mood != "may" and window.text and (window.earliest or "") > (published or "9999"))
    bound = window.latest or ends or failing or opens
    if act.family == OPEN and not bound and not (sure and _is_meant(clause, act, condition)):
        return None
    if not by or (not sure and act.mood in ("present", "may")) or (not dated and not sure and not condition):
        return None
    to = find_target(clause, act, by, saying, context)
    event = event_of(clause, act, record.events)
    kind = "threat" if failing else _classify_kind(act, by, to, saying, clause)
    if failing and context.previous and not to:
        to = context.previous[-1][1].by
    if kind == "ultimatum":
        to = find_demander(clause, act, by, saying, context)
    elif kind == "threat" and not to and act.event_type in HARMFUL - {"MOBILIZE"} and is_threatened(clause, act):
        to = others_than(by, context)
    return Commitment(
        id="",
        kind=kind,
        by=by,
        to=to,
        event=event.id if event else None,
        event_type=_type_of(clause, act, by) or _type_beside(act, event),
        act=act.trigger,
        what=what_of(clause, act),
        quantity=find_quantity(clause, act),
        place=None,
        said_by=who_says(record, act.trigger, saying),
        said_on=frame.told_on,
        earliest=window.earliest,
        latest=window.latest,
        window_text=window.text,
        condition=condition,
        polarity="negative" if act.negative else "positive",
        evidence=(span,),
    )


def _had_to_be(clause: Clause, act: Act, span: Span, timexes: Sequence[Timex], published: str | None) -> bool:
    """Say whether what must be done had to be done by now: "in February the fuel had to be taken out again"."""
    if not timexes:
        return any(t.latest and t.latest < (published or "") for t in act_timexes(clause, act, span))
    had_to = "had" in auxiliaries_before(clause, act.first, REACHED)
    return had_to and published is not None and all(t.latest and t.latest < published for t in timexes)


def _is_to_come(act: Act, window: Window, published: str | None) -> bool:
    """Say whether an act in the present is a plan: "the Union leaves on 31 January", with a day to come."""
    if act.form not in ("s", "ing", "base", "noun") or not (window.text and window.earliest and published):
        return False
    return window.earliest > published or bool(_COMING.match(window.text) and (window.latest or "") > published)


def _is_meanwhile(act: Act, window: Window) -> bool:
    """Say whether an act is what goes on "until then"."""
    until_then = window.text is not None and window.text[:10].lower() == "until then"
    return until_then and not act.negative and act.event_type != "RETREAT"


def _is_passing(clause: Clause, act: Act, window: Window, ends: bool) -> bool:
    """Say whether an act of no family is told in passing: in the present, or with a time that is not its own."""
    if act.mood == "present" and not _is_plain_present(clause, act):
        return True
    return bool(window.latest or ends) and (not window.text or is_aside(clause, act, window))


def _is_meant(clause: Clause, act: Act, condition: str | None) -> bool:
    """Say whether an act of no family and without a time is promised all the same: sworn or plain, by its subject."""
    threat = act.governor is not None and act.governor.group == "threat"
    if (condition and not threat) or not (is_sworn(clause, act) or is_plain(clause, act)):
        return False
    return bool(actors_among(clause, *act.subject)) and not find_refusals(clause.text, clause.sentence)


def _for_so_long(clause: Clause, timexes: tuple[Timex, ...], window: Window, said_on: str) -> Window:
    """The window of what is not to be done for a time: "for six months Iran will not enrich"."""
    for timex in timexes:
        if timex.type == "DURATION" and timex.value and clause.word_before(timex.start) == "for":
            latest = add_duration(said_on, timex.value)
            return Window(earliest=said_on, latest=latest, text=f"for {timex.of(clause.text)}") if latest else window
    return window


def event_of(clause: Clause, act: Act, events: Sequence[Event]) -> Event | None:
    """The event that an act names, or of an act without a type the first that its words hold.

    "South Korea will start to supply oil" rests on the supply, "the exchange will take place" on the exchange.
    """
    named = next((event for event in events if event.trigger.overlaps(act.trigger)), None)
    if named or act.event_type:
        return named
    ranges = [act.subject, act.object] if _of_things(act) else [act.object]
    inside = [
        Span(start=clause.words[first].start, end=clause.words[last - 1].end) for first, last in ranges if first < last
    ]
    return next((event for span in inside for event in events if span.covers(event.trigger)), None)


def _type_beside(act: Act, event: Event | None) -> str | None:
    """The type of the event beside an act without one, where the reader model rather holds it than not."""
    return event.event_type if event and not act.negative and (event.score or 0) >= 0.5 else None


def _of_things(act: Act) -> bool:
    """Whether the act's subject is what it is done to, not who does it."""
    return act.passive or act.frame == "theme" or act.form in ("noun", "state")


def _type_of(clause: Clause, act: Act, by: tuple[str, ...]) -> str | None:
    """The type of the act once done: soldiers sent to nobody else are no aid but mobilised."""
    if act.negative:
        return _forgone_type(act)
    if leaves_coalition(clause, act):
        return "SANCTION"
    if act.family == "lend troops" and not set(clause.places_in(*act.object)) - set(by):
        return "MOBILIZE"
    return act.event_type or None


def _forgone_type(act: Act) -> str | None:
    """The type of what is done by not doing an act: no more attacks is a retreat, no more trade a sanction."""
    if act.family in ("let a treaty lapse", "not go on with a treaty", "stand for election"):
        return act.event_type
    if (act.event_type in HARMFUL and act.governor is None) or act.event_type in ("ASSAULT", "MOBILIZE", "COERCE"):
        return "RETREAT"
    if base_of(act.lemma.split()[0]) == "leave":
        return "RETREAT"  # "no Russian officer will be left"
    kept_up = base_of(act.lemma.split()[0]) in _KEPT_UP
    return (
        "SANCTION"
        if act.event_type in ("COOPERATE", "AID", "CONSULT", "SUPPORT") or kept_up
        else act.event_type or None
    )


_KEPT_UP = frozenset("let allow admit pass belong take keep observe comply abide recognise recognize adhere".split())
"""Verbs whose end is a sanction: whoever no longer belongs to a body, or lets nobody in."""


def _is_plain_present(clause: Clause, act: Act) -> bool:
    """Say whether a name, and no adjective, stands before a verb in the present: "Denmark joins the pact on 1 July"."""
    before = clause.words[act.first - 1].end if act.first else -1
    return any(m.end == before and m.kind != "nationality" for m in clause.mentions)


_COMING = re.compile(
    r"(?:by|this|later this|within|before|in the coming|over the (?:coming|next)|(?:at |in )?the (?:end|course) of)\b",
    re.IGNORECASE,
)
"""Windows that have begun, in which the present tense tells what is to come: "ten thousand men come home this year"."""


def _classify_kind(
    act: Act, by: tuple[str, ...], to: tuple[str, ...], saying: Saying | None, clause: Clause
) -> CommitmentKind:
    """The kind of commitment, from the governor, the mood, and whose act it is."""
    group = act.governor.group if act.governor else None
    other = bool(saying and saying.code and saying.code not in by)
    legal = LAW.search(clause.sentence.of(clause.text).lower())
    if is_clause_of_law(clause, act):
        return "obligation"
    if group == "threat":
        return "threat"
    if group == "demand":
        return "ultimatum"
    if act.mood == "must":
        return "ultimatum" if other or not legal else "obligation"
    if group == "predict" or act.mood == "may":
        return "prediction"
    if group == "pledge":
        return "pledge"
    if other and act.event_type in ("ASSAULT", "MOBILIZE", "CONSULT", "AID", "COERCE"):
        return "prediction"
    if act.event_type in HARMFUL and (to or act.event_type in ("SANCTION", "ASSAULT")) and act.event_type != "MOBILIZE":
        return "threat"
    if group == "plan":
        return (
            "plan"
            if (act.governor and act.governor.word not in ("going", "due")) or act.event_type not in GIVING
            else "pledge"
        )
    return "pledge" if act.event_type in ("AID", "SUPPORT", "COOPERATE") and to else "plan"


def what_of(clause: Clause, act: Act) -> str:
    """The act in the text's words: from the trigger to the end of its clause, or with the passive's subject before
    it."""
    span = act_span(clause, act)
    if _of_things(act):
        start = clause.words[act.subject[0]].start if act.subject[0] < act.subject[1] else span.start
    else:
        start = clause.words[act.first].start
    words = clause.text[max(start, span.start) : span.end].strip(" ,")
    return words if _ABBREVIATED.search(words) else words.rstrip(".")


_ABBREVIATED: Final = re.compile(r"(?:\b[A-Z]|\b[ap]\.m|\betc|\b(?:Inc|Corp|Ltd|Co))\.$")
"""Words whose last point belongs to them: "to the U.S."."""
