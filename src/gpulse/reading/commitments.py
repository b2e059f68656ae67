"""What was promised, planned, threatened, demanded or predicted, by when, and what was refused as such.

An act (`acts.find_acts`) becomes a commitment where its mood or governor says that it is still to be done, somebody who
acts can be told, and a later reader could tell whether it was done. Sentences that sound like one but name no such act
are refused, with the reason. Who acts comes from the mentions that earlier stages resolved; when, from the time
expressions (`windows.find_window`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from gpulse.model.ledger_model import LedgerModel
from gpulse.model.tags import Tags
from gpulse.reading.actor.stand_ins import find_stand_ins
from gpulse.reading.commitment.act_readings import HINTED, propose
from gpulse.reading.commitment.acts import find_acts_in
from gpulse.reading.commitment.clauses import Clause, Context, clause_of
from gpulse.reading.commitment.named_bodies import with_bodies
from gpulse.reading.commitment.no_politics import acts_for_a_state, is_domestic, is_political
from gpulse.reading.commitment.obligations import bound_by_papers
from gpulse.reading.commitment.open_windows import with_open_window
from gpulse.reading.commitment.refusals import (
    DOUBTFUL,
    UNRATED,
    find_refusals,
    refusals_of,
)
from gpulse.reading.commitment.ruled_acts import ANAPHORIC, commitments_in, things_promised
from gpulse.reading.commitment.ruled_out import is_of_thing
from gpulse.reading.commitment.shares import join_details
from gpulse.reading.commitment.speech import find_sayings
from gpulse.reading.commitment.told_before import (
    bodies_of,
    leading_actors,
    names_day,
    news_days,
    parties_of,
    said_so,
    topic_of,
    with_named,
)
from gpulse.reading.commitment.unmet import with_demands
from gpulse.reading.commitment.weighed_acts import Watch, taken_in
from gpulse.reading.commitment.whole_words import told_apart, with_whole_words
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.reading.language.untold import asks, is_told_false
from gpulse.reading.scene import is_list
from gpulse.record import Commitment, Likely, Record, Refusal, Span, within


def add_commitments(draft: Draft, kit: Kit) -> Draft:
    """Add commitments and refusals."""
    commitments, refused = find_commitments(draft.record, kit.ledger, tags=draft.tags)
    return draft.add(commitments=commitments, refused=refused)


def _day_of(clauses: Sequence[Clause], k: int, record: Record) -> str | None:
    """Return the day of the news that a sentence is of: the first that its paragraph has named so far.

    A paragraph's first sentence is of the day that any of it names: "It will send 40 men. That was decided on Tuesday."
    A dateline ("LIMA.") is no sentence.
    """
    paragraph = clauses[k].sentence.paragraph
    here = [c for c in clauses if c.sentence.paragraph == paragraph and len(c.words) > DATELINE]
    opens = not here or clauses[k].sentence.start <= here[0].sentence.start
    told = here if opens else [c for c in here if c.sentence.start <= clauses[k].sentence.start]
    return next((day for c in told for day in news_days(c, record)), None)


DATELINE: Final = 4
"""Words of a dateline, at most, its full stop counted: "PORT MORESBY."."""


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
            context = replace(context, speaker=None, recent=(), topic=(), several=(), plural=(), day=None)
        context = replace(context, day=_day_of(clauses, k, record))
        if asks(record.article.text, sentence):
            continue
        asked = read is None or open_sentences[k]
        acts = with_demands(clause, find_acts_in(clause.words)) if asked else ()
        said = said_so(after) if after and after.sentence.paragraph == paragraph else None
        parties = parties_of(clause)
        if parties or said != context.said_so:
            context = replace(context, parties=parties or context.parties, said_so=said)
        here, vague = list[Commitment](), tuple[Refusal, ...]()
        if model is None or read is None:
            here = list(commitments_in(clause, acts, context, part))
            vague = find_refusals(clause.text, sentence)
        elif asked:
            marks = model.mark(read, k)
            promised, unclear = things_promised(clause, acts, context, part)
            known = [*unclear, *(span for one in promised for span in one.evidence)]
            here, words = taken_in(
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
        if model is not None and not here and not vague:
            vague = find_refusals(clause.text, clause.sentence)
        taken = [span for commitment in here for span in commitment.evidence]
        refused += [r for r in vague if not any(r.evidence[0].overlaps(s) for s in taken)]
        context = replace(
            with_named(context, clause),
            speaker=clause.sayings[-1] if clause.sayings else context.speaker,
            topic=topic_of(clause) or context.topic,
            date=next((t.latest for t in reversed(clause.timexes) if names_day(t, record)), context.date),
            previous=(*context.previous, *((paragraph, c) for c in here)),
            of_thing=is_of_thing(clause),
            demanded=next((c.to for c in here if c.kind == "ultimatum"), ()),
            recent=(*context.recent, *(a.event_type for a in acts if a.family != ANAPHORIC)),
        )
    told = tuple((at, c) for at, c in (*before, *context.previous) if not is_told_false(record, c.act or c.evidence[0]))
    if is_domestic(record):
        told = tuple((at, c) for at, c in told if acts_for_a_state(record, c))
    whole = [with_whole_words(c, record) for c in bound_by_papers(record, join_details(told))]
    found = told_apart(whole, record.article.text)
    if record.article.published_at is None:
        found = [with_open_window(c, record) for c in found]
    bound = [span for c in found if c.kind == "obligation" for span in c.evidence]
    refused = [r for r in refused if not any(r.evidence[0].overlaps(span) for span in bound)]
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
