"""What was promised, planned, threatened, demanded or predicted, by when, and what was refused as such.

An act (`acts.find_acts`) becomes a commitment where its mood or governor says that it is still to be done, somebody who
acts can be told, and a later reader could tell whether it was done. Sentences that sound like one but name no such act
are refused, with the reason. Who acts comes from the mentions that earlier stages resolved; when, from the time
expressions (`windows.find_window`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, cast

from gpulse.model.ledger_model import ActReading, LedgerModel
from gpulse.model.tags import Tags
from gpulse.reading.act_readings import (
    AHEAD,
    DOUBTED,
    HINTED,
    LIKELY,
    MARKED,
    MEANT,
    NOBODY,
    REFUSED,
    ROLE,
    TAKEN,
    UNSEEN,
    UNSURE,
    VAGUE,
    WORTH_READING,
    Candidate,
    Facts,
    Private,
    Proposal,
    act_facts,
    choose,
    describe,
    facts_before,
    find_private,
    logistic,
    logit,
    propose,
    times_of,
    who_facts,
    whom_facts,
)
from gpulse.reading.act_types import OPEN, Act
from gpulse.reading.acts import find_acts_in
from gpulse.reading.clauses import Clause, Context, clause_of
from gpulse.reading.draft import Draft
from gpulse.reading.firmness import (
    GOING_ON,
    REACHED,
    auxiliaries_before,
    came_to_nothing,
    counts,
    is_aside,
    is_asked,
    is_no_longer,
    is_plain,
    is_sworn,
    is_threatened,
    is_told_again,
    is_urged,
)
from gpulse.reading.kit import Kit
from gpulse.reading.named_bodies import with_bodies
from gpulse.reading.named_in import actors_among
from gpulse.reading.no_politics import is_political
from gpulse.reading.obligations import bound_by_papers
from gpulse.reading.open_acts import base_of
from gpulse.reading.parties import find_actor, is_or_else, is_otherwise, leaves_coalition
from gpulse.reading.promised_when import (
    SOON,
    act_span,
    act_timexes,
    find_condition,
    is_of_the_telling,
    is_past,
    same_window,
)
from gpulse.reading.refusals import (
    DOUBTFUL,
    NO_ACTOR,
    UNRATED,
    WHY,
    find_refusals,
    is_whenever,
    refusals_of,
)
from gpulse.reading.scene import is_list
from gpulse.reading.shares import find_quantity, gapped_parts, join_details, owned_parts
from gpulse.reading.speech import Saying, find_sayings
from gpulse.reading.stand_ins import find_stand_ins
from gpulse.reading.targets import find_demander, find_target, others_than
from gpulse.reading.told_before import (
    bodies_of,
    leading_actors,
    names_day,
    news_days,
    parties_of,
    said_so,
    topic_of,
    with_named,
)
from gpulse.reading.windows import Window, add_duration, find_own_window, find_window
from gpulse.record import Commitment, CommitmentKind, Event, Likely, Record, Refusal, Span, Timex, within

HARMFUL = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE"})
"""Types of acts that harm their target: announced by the actor, they are a threat. MOBILIZE only against somebody."""


GIVING = frozenset({"AID", "SUPPORT", "CONCEDE", "COOPERATE"})
"""Types of acts that somebody benefits from: announced by the actor, they are a pledge."""


_OPEN_MOODS = frozenset({"will", "would", "shall", "must", "should", "is to", "governed", "may"})


def add_commitments(draft: Draft, kit: Kit) -> Draft:
    """Add commitments and refusals."""
    commitments, refused = find_commitments(draft.record, kit.ledger, tags=draft.tags)
    return draft.add(commitments=commitments, refused=refused)


def find_commitments(
    record: Record, model: LedgerModel | None = None, watch: Watch | None = None, tags: Tags | None = None
) -> tuple[tuple[Commitment, ...], tuple[Refusal, ...]]:
    """Return the commitments of a post, in order of text, and what was refused; without a model by rules alone.

    `watch` is called with every act that the model may be asked about (training/ledger_choices.py). `tags` are what the
    reader says of the text: in which sentences the model is to be asked (`Tags.open`), and its pieces. A post that is
    no political news has none.
    """
    if not is_political(record):
        return (), ()
    record = with_bodies(record)
    sayings = find_sayings(record)
    apart, part, before = is_list(record), record, list[tuple[int, Commitment]]()
    context = _opening(record)
    refused: list[Refusal] = []
    paragraph = -1
    clauses = [clause_of(record, sentence, sayings) for sentence in record.sentences]
    read = model.cut(record.article.text, record.sentences, tags.pieces if tags else None) if model else None
    open_sentences = tags.open if tags and tags.open and not watch else (True,) * len(clauses)
    for k, (clause, after) in enumerate(zip(clauses, (*clauses[1:], None), strict=True)):
        sentence = clause.sentence
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            if apart:
                before += context.previous
                part = _only(record, paragraph)
                context = _opening(part)
            days = (d for c in clauses if c.sentence.paragraph == paragraph for d in news_days(c, record))
            context = replace(context, speaker=None, recent=(), topic=(), several=(), plural=(), day=next(days, None))
        asked = read is None or open_sentences[k]
        acts = find_acts_in(clause.words) if asked else ()
        said = said_so(after) if after and after.sentence.paragraph == paragraph else None
        parties = parties_of(clause)
        if parties or said != context.said_so:
            context = replace(context, parties=parties or context.parties, said_so=said)
        here, vague = list[Commitment](), tuple[Refusal, ...]()
        if model is None or read is None:
            here = list(_commitments_in(clause, acts, context, part))
            vague = find_refusals(clause.text, sentence, clause.words)
        elif asked:
            marks = model.mark(read, k)
            promised, unclear = _things_promised(clause, acts, context, part)
            known = [*unclear, *(span for one in promised for span in one.evidence)]
            here, words = _taken_in(
                clause,
                [one for one in propose(marks, clause, acts) if not any(s.overlaps(one.act.trigger) for s in known)],
                partial(model.read_act, read, k),
                model.weights,
                context,
                part,
                watch,
            )
            here, words = [*promised, *here], [*((span, DOUBTFUL) for span in unclear), *words]
            hint, chance = marks.vaguest()
            if not here and not words and chance >= HINTED:
                words = [(hint, UNRATED)]
            vague = refusals_of(clause, words)
        taken = [span for commitment in here for span in commitment.evidence]
        refused += [r for r in vague if not any(r.evidence[0].overlaps(s) for s in taken)]
        context = replace(
            with_named(context, clause),
            speaker=clause.sayings[-1] if clause.sayings else context.speaker,
            topic=topic_of(clause) or context.topic,
            date=next((t.latest for t in reversed(clause.timexes) if names_day(t, record)), context.date),
            previous=(*context.previous, *((paragraph, c) for c in here)),
            demanded=next((c.to for c in here if c.kind == "ultimatum"), ()),
            recent=(*context.recent, *(a.event_type for a in acts if a.family != ANAPHORIC)),
        )
    found = bound_by_papers(record, join_details((*before, *context.previous)))
    return tuple(
        replace(c, id=f"c{number}", by=whole_bodies(c.by), to=whole_bodies(c.to), likely=_likely_whole(c.likely))
        for number, c in enumerate(found, start=1)
    ), tuple(refused)


def _opening(record: Record) -> Context:
    """Return what is known of a post before its first sentence is read."""
    return Context(
        speaker=None,
        previous=(),
        leading=leading_actors(record),
        bodies=bodies_of(record),
        stand_ins=find_stand_ins(record),
    )


def _only(record: Record, paragraph: int) -> Record:
    """Return the record of one item of a list of news: nobody whom another item names is to act in it."""
    sentences = tuple(s for s in record.sentences if s.paragraph == paragraph)
    whole = Span(start=sentences[0].start, end=sentences[-1].end)
    return replace(record, sentences=sentences, mentions=within(record.mentions, whole))


_ORGAN_OF: Final = {"UN Security Council": "United Nations", "UN General Assembly": "United Nations"}
"""An organ that binds itself binds the body; who said it stays as it was said."""


def whole_bodies(codes: Sequence[str]) -> tuple[str, ...]:
    """Return actors with the body in place of its organ.

    >>> whole_bodies(("UN Security Council", "MLI", "United Nations"))
    ('United Nations', 'MLI')
    """
    return tuple(dict.fromkeys(_ORGAN_OF.get(code, code) for code in codes))


def _likely_whole(likely: Sequence[Likely]) -> tuple[Likely, ...]:
    """Return who may be meant, the surest first, with the body in place of its organ."""
    surest = sorted(likely, key=lambda one: (-one.score, one.code))
    codes = whole_bodies([one.code for one in surest])
    return tuple(
        next(replace(one, code=code) for one in surest if whole_bodies((one.code,)) == (code,)) for code in codes
    )


Watch = Callable[["Weighed"], None]

ANAPHORIC = "the rest arrives"
"""The family of acts whose subject points back ("the rest will follow"): its type is that of the acts before it."""


def _commitments_in(clause: Clause, acts: tuple[Act, ...], context: Context, record: Record) -> Iterator[Commitment]:
    """Yield the commitments of one sentence."""
    kept: list[tuple[Act, Commitment]] = []
    for act in acts:
        if act.family == ANAPHORIC:
            act = replace(act, event_type=_pointed_type(context))
        if act.governor and act.governor.group in ("vague", "allow"):
            continue
        if act.mood not in _OPEN_MOODS and not (act.mood == "present" and not act.passive and act.form != "state"):
            continue
        commitment = _read_commitment(clause, act, context, record)
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


def _things_promised(
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
        frame = _frame_of(clause, act, context, record)
        by, sure = find_actor(clause, act, frame.saying, context)
        given = {m.actor for m in clause.mentions if m.actor and m.start >= act.trigger.end}
        if not sure or given & set(by):
            unclear.append(frame.span)
        elif (commitment := _read_commitment(clause, act, context, record, frame)) and commitment.to:
            found.append(commitment)
    return found, unclear


PROMISED: Final = "promise goods"
"""The family of acts that promise the thing that is their object."""

_IS_PROMISED: Final = re.compile(
    r"\b(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?(?:promised|pledged)\s+(?!to\b|that\b|by\b|in\b|on\b|at\b|for\b)",
    re.IGNORECASE,
)
"""A passive whose subject is to have what was promised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """An act that the ledger model was asked about: the facts by which it is taken, and those by which who acts is.

    `by` is who acts by them, and `whom` has the facts by which it is chosen for or against whom.
    """

    clause: Clause
    proposal: Proposal
    facts: Facts
    who: Mapping[str, Facts]
    described: str | None
    private: Private | None
    named: frozenset[str]
    by: tuple[str, ...] = ()
    whom: Mapping[str, Facts] = field(default_factory=dict)


def _weigh(
    clause: Clause, proposal: Proposal, ruled: Commitment | None, frame: _Frame, context: Context, record: Record
) -> tuple[Weighed, _Frame]:
    """Gather what the model and the rules say of an act; `ruled` and `frame` are the rules' reading of it."""
    act = proposal.act
    if frame.window.text is None or (ruled is None and frame.window.latest is None):
        frame = _frame_of(clause, act, context, record, times_of(clause, proposal.reading))
    told = find_actor(clause, act, frame.saying, context)
    speakers = frame.saying.codes if frame.saying else ()
    weighed = Weighed(
        clause=clause,
        proposal=proposal,
        facts=act_facts(proposal, proposal.reading.take, ruled, frame.window.latest is not None),
        who=who_facts(record, clause, proposal, context, told, speakers),
        described=describe(clause, proposal.reading, context.stand_ins),
        named=frozenset(m.actor for m in record.mentions if m.actor and m.kind != "person"),
        private=find_private(record, clause, proposal.reading, context.stand_ins),
    )
    return weighed, frame


def _taken_in(
    clause: Clause,
    candidates: Sequence[Candidate],
    ask: Callable[[Span], ActReading | None],
    weights: Mapping[str, Facts],
    context: Context,
    record: Record,
    watch: Watch | None,
) -> tuple[list[Commitment], list[tuple[Span, str]]]:
    """Return what the model and the rules together take of one sentence, and what is refused and why.

    `ask` lets the model read an act.
    """
    found: list[Commitment] = []
    refused: list[tuple[Span, str]] = []
    for candidate in candidates:
        act = candidate.act
        if came_to_nothing(clause, act):
            continue
        frame = _frame_of(clause, act, context, record)
        ruled = _read_commitment(clause, act, context, record, frame)
        if not watch and logistic(facts_before(candidate, ruled), weights["act"]) < WORTH_READING:
            if why := _why_unread(candidate):
                refused.append((act.trigger, why))
            continue
        reading = ask(act.trigger)
        if reading is None:
            continue
        proposal = Proposal(act=act, reading=reading, marked=candidate.marked)
        weighed, frame = _weigh(clause, proposal, ruled, frame, context, record)
        by = who_acts(weighed, weights["who"])
        told = _targets_told(clause, proposal, by, frame, context)
        weighed = replace(weighed, by=by, whom=whom_facts(record, clause, proposal, context, by, told))
        if watch:
            watch(weighed)
        score = logistic(weighed.facts, weights["act"])
        if score >= TAKEN and not frame.window.latest and is_whenever(clause.text, act.trigger, clause.sentence):
            refused.append((act.trigger, WHY["whenever"]))  # "would retaliate at a time of its choosing"
            continue
        if score < TAKEN:
            if why := _why_not(reading, score):
                refused.append((act.trigger, why))
            continue
        if not by:
            refused.append((act.trigger, NO_ACTOR))
            continue
        event = _event_of(clause, act, record.events)
        commitment = Commitment(
            id="",
            kind=cast(CommitmentKind, _best(reading.kind)),
            by=by,
            to=tuple(code for code, facts in weighed.whom.items() if logistic(facts, weights["whom"]) >= MEANT),
            event=event.id if event else None,
            event_type=_best(reading.event_type),
            act=act.trigger,
            what=_what(clause, act),
            quantity=find_quantity(clause, act),
            place=None,
            said_by=frame.saying.name if frame.saying else None,
            said_on=frame.said_on,
            earliest=frame.window.earliest,
            latest=frame.window.latest,
            window_text=frame.window.text,
            condition=find_condition(clause, act),
            polarity="negative" if act.negative else "positive",
            evidence=(frame.span,),
            score=round(score, 4),
            likely=tuple(
                Likely(code=code, score=round(chance, 3))
                for code, facts in weighed.who.items()
                if (chance := logistic(facts, weights["who"])) >= LIKELY
            ),
        )
        if any(_is_twin(commitment, other) for other in found):
            continue
        context = replace(context, previous=(*context.previous, (clause.sentence.paragraph, commitment)))
        found.append(commitment)
    return found, refused


def _targets_told(
    clause: Clause, proposal: Proposal, by: tuple[str, ...], frame: _Frame, context: Context
) -> tuple[str, ...]:
    """Return for or against whom an act is by the rules, taken as what the model says that it is."""
    if _best(proposal.reading.kind) == "ultimatum":
        return find_demander(clause, proposal.act, by, frame.saying, context)
    act = replace(proposal.act, event_type=_best(proposal.reading.event_type))
    return find_target(clause, act, by, frame.saying, context)


def _why_unread(candidate: Candidate) -> str | None:
    """Return why an act that is not worth reading is refused; `None` where it is passed over."""
    if candidate.vague >= VAGUE:
        return UNRATED
    return DOUBTFUL if candidate.marked >= MARKED else None


def _why_not(reading: ActReading, score: float) -> str | None:
    """Return why an act that is not taken is refused; `None` where it is passed over."""
    if reading.take["refused"] >= REFUSED:
        return UNRATED
    return DOUBTFUL if score >= DOUBTED and reading.take["act"] >= ROLE else None


def who_acts(weighed: Weighed, weights: Facts) -> tuple[str, ...]:
    """Return those who are to act: who is named, else the words that say it; nobody where nothing does.

    A state of which the post names towns and citizens alone is not guessed; and somebody private whom the model has
    clearly before the actors of the post acts in their place.
    """
    best = max((logistic(one, weights) for one in weighed.who.values()), default=0.0)
    if best < UNSURE and weighed.described:
        return (weighed.described,)
    chosen = choose(weighed.who, weights) if best >= NOBODY else ()
    if (private := weighed.private) and chosen:
        surest = max(logistic({"chance": weighed.who[code]["chance"]}, {"chance": 1.0}) for code in chosen)
        if private.speaks and surest < UNSEEN:
            return ()
        if private.chance >= surest + AHEAD and not private.speaks:
            return () if weighed.proposal.act.passive else (private.name,)  # "he will be sent to Oslo": by nobody named
    return tuple(code for code in chosen if _is_told(weighed, code))


def _is_told(weighed: Weighed, code: str) -> bool:
    """Say whether a post tells of an actor: near the act, by name elsewhere, or as an office ("the government")."""
    facts = weighed.who[code]
    return facts["chance"] > logit(UNSEEN) or code in weighed.named or facts.get("office_state", 0.0) > 0


def _is_twin(one: Commitment, other: Commitment) -> bool:
    """Whether two acts of one sentence are one commitment: "shut down and seal the plant"; not "six in May, ten in
    June"."""
    same = (one.by, one.event_type, one.latest) == (other.by, other.event_type, other.latest)
    return same and (one.quantity == other.quantity or None in (one.quantity, other.quantity))


def _best(chances: Mapping[str, float]) -> str:
    return max(chances, key=lambda name: chances[name])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What surrounds an act: its words, who says it and when, its times and its window."""

    span: Span
    saying: Saying | None
    said_on: str | None
    times: tuple[Timex, ...]
    window: Window


def _frame_of(
    clause: Clause, act: Act, context: Context, record: Record, times: tuple[Timex, ...] | None = None
) -> _Frame:
    """Read what surrounds an act; `times` are those of its window, where they are known."""
    span = act_span(clause, act)
    saying = _saying_of(clause, act, context)
    told_on = (saying.said_on if saying else None) or (context.speaker.said_on if context.speaker else None)
    said_on = told_on or context.day or record.article.published_on
    if _is_clause_of_law(clause, act) and (signed := _SIGNED.search(clause.text, clause.sentence.start, span.end)):
        dates = [t for t in clause.timexes if t.start >= signed.end() and t.end <= clause.words[act.first].start]
        said_on = next((t.latest for t in dates if t.latest and t.earliest == t.latest), said_on)
    day = record.article.published_on
    find = find_window if times is None else find_own_window
    if times is None:
        times = tuple(
            t
            for t in act_timexes(clause, act, span)
            if not is_past(t, clause.text, day)
            and not (t.latest and t.latest == context.day and t.latest < (day or ""))
        )
    times = tuple(t for t in times if not is_of_the_telling(clause, act, t, said_on))
    end = max(span.end, *(t.end for t in times), 0)
    window = find(clause.text, min([span.start, *(t.start for t in times)]), end, times, said_on)
    if window.text is None or context.date or " week" in clause.text[span.start : span.end]:
        window = same_window(clause.text, span, times, window, context)
    return _Frame(span=span, saying=saying, said_on=said_on, times=times, window=window)


def _pointed_type(context: Context) -> str:
    """The type of the acts that "the rest" points back at: of the paragraph's last moving act, else of the post's
    last."""
    moving = [t for t in context.recent if t in ("AID", "RETREAT", "MOBILIZE")]
    last = [c.event_type for _, c in context.previous if c.event_type in ("AID", "RETREAT", "MOBILIZE")]
    return (moving or last or ["AID"])[-1] or "AID"


def _read_commitment(
    clause: Clause, act: Act, context: Context, record: Record, frame: _Frame | None = None
) -> Commitment | None:
    """Read one act into a commitment, or `None` where it is none; `frame` is what surrounds it, where known."""
    if is_told_again(clause, act) or came_to_nothing(clause, act) or is_asked(clause, act) or is_urged(clause, act):
        return None
    frame = frame or _frame_of(clause, act, context, record)
    span, saying, said_on, timexes, window = frame.span, frame.saying, frame.said_on, frame.times, frame.window
    day = record.article.published_on
    if (
        act.mood == "must"
        and not timexes
        and any(t.latest and t.latest < (day or "") for t in act_timexes(clause, act, span))
    ):
        return None  # "in February the fuel had to be taken out again"
    had_to = act.mood == "must" and "had" in auxiliaries_before(clause, act.first, REACHED)
    if had_to and day and timexes and all(t.latest and t.latest < day for t in timexes):
        return None  # "in February the fuel had to be taken out again"
    if act.negative and window.latest is None and said_on:
        window = _for_so_long(clause, timexes or act_timexes(clause, act, span), window, said_on)
    dated = window.latest is not None or (window.text is not None and window.earliest != said_on)
    if not dated and (soon := SOON.search(clause.text, span.start, span.end)):
        dated, window = True, Window(earliest=window.earliest, text=soon.group())
    published = record.article.published_on
    if act.mood == "present" and (
        act.form not in ("s", "ing", "base", "noun")
        or not (window.text and window.earliest and published)
        or not (window.earliest > published or (_COMING.match(window.text) and (window.latest or "") > published))
    ):
        return None  # "the Union leaves on 31 January" is a plan only with a day to come
    condition = find_condition(clause, act)
    if not counts(clause, act, saying, window, dated, condition):
        return None
    if not window.latest and is_whenever(clause.text, span, clause.sentence):
        return None  # "would retaliate at a time of its choosing"
    if window.latest and published and window.latest < published:
        return None
    # "from 13 February no flight would be let in", "would no longer belong to the bloc"
    ends = act.negative and ((base_of(act.lemma) in GOING_ON and dated) or is_no_longer(clause, act))
    if window.text and window.text[:10].lower() == "until then" and not act.negative and act.event_type != "RETREAT":
        return None  # what goes on meanwhile
    if act.family == OPEN and act.mood == "present" and not _is_plain_present(clause, act):
        return None
    if act.family == OPEN and (window.latest or ends) and (not window.text or is_aside(clause, act, window)):
        return None
    by, sure = find_actor(clause, act, saying, context)
    unmet = is_or_else(clause, act) or (is_otherwise(clause) and by == context.demanded)
    failing = unmet and act.mood in ("will", "would", "is to") and bool(by)
    opens = bool(act.mood != "may" and window.text and (window.earliest or "") > (published or "9999"))
    if act.family == OPEN and not (window.latest or ends or failing or opens):
        threat = act.governor is not None and act.governor.group == "threat"
        if not sure or (condition and not threat) or not (is_sworn(clause, act) or is_plain(clause, act)):
            return None
        if not actors_among(clause, *act.subject) or find_refusals(clause.text, clause.sentence, clause.words):
            return None
    if not by or (not sure and act.mood in ("present", "may")) or (not dated and not sure and not condition):
        return None
    to = find_target(clause, act, by, saying, context)
    event = _event_of(clause, act, record.events)
    kind = "threat" if failing else _classify_kind(act, by, to, saying, dated, clause)
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
        what=_what(clause, act),
        quantity=find_quantity(clause, act),
        place=None,
        said_by=saying.name if saying else None,
        said_on=said_on,
        earliest=window.earliest,
        latest=window.latest,
        window_text=window.text,
        condition=condition,
        polarity="negative" if act.negative else "positive",
        evidence=(span,),
    )


def _for_so_long(clause: Clause, timexes: tuple[Timex, ...], window: Window, said_on: str) -> Window:
    """The window of what is not to be done for a time: "for six months Iran will not enrich"."""
    for timex in timexes:
        if timex.type == "DURATION" and timex.value and clause.word_before(timex.start) == "for":
            latest = add_duration(said_on, timex.value)
            return Window(earliest=said_on, latest=latest, text=f"for {timex.of(clause.text)}") if latest else window
    return window


def _event_of(clause: Clause, act: Act, events: Sequence[Event]) -> Event | None:
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


def _saying_of(clause: Clause, act: Act, context: Context) -> Saying | None:
    """Who says it: the saying of the same sentence, or, in reported speech that runs on, the last of the paragraph."""
    if clause.sayings:
        at = clause.words[act.first].start
        return min(clause.sayings, key=lambda s: abs(s.span.start - at))
    if context.said_so:
        return context.said_so
    return context.speaker if act.mood in ("would", "must", "is to", "should", "shall") else None


_SIGNED = re.compile(r"\b(?:signed|concluded|agreed|adopted|passed)\b", re.IGNORECASE)


_LAW = re.compile(r"\b(?:treaty|article|agreement|resolution|accord|pact|clause|protocol|under the|convention|text)\b")


_BINDS = re.compile(r"\b(?:under|article|stipulat\w*|oblig\w*|declaration|provides)\b")


def _is_clause_of_law(clause: Clause, act: Act) -> bool:
    """Say whether the act is what a treaty or resolution lays down: "shall", or "is to" under an agreement."""
    words = clause.sentence.of(clause.text).lower()
    return act.mood == "shall" or (act.mood == "is to" and bool(_LAW.search(words)) and bool(_BINDS.search(words)))


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
    act: Act, by: tuple[str, ...], to: tuple[str, ...], saying: Saying | None, dated: bool, clause: Clause
) -> CommitmentKind:
    """The kind of commitment, from the governor, the mood, and whose act it is."""
    group = act.governor.group if act.governor else None
    other = bool(saying and saying.code and saying.code not in by)
    legal = _LAW.search(clause.sentence.of(clause.text).lower())
    if _is_clause_of_law(clause, act):
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


def _what(clause: Clause, act: Act) -> str:
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
