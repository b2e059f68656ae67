"""What was promised, planned, threatened, demanded or predicted, by when, and what was refused as such.

An act (`acts.find_acts`) becomes a commitment where its mood or governor says that it is still to be done, somebody who
acts can be told, and a later reader could tell whether it was done. Sentences that sound like one but name no such act
are refused, with the reason. Who acts comes from the mentions that earlier stages resolved; when, from the time
expressions (`windows.find_window`).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from gpulse.reading.act_types import OPEN, Act
from gpulse.reading.acts import find_acts_in
from gpulse.reading.clauses import Clause, Context, clause_of
from gpulse.reading.cues import MODALS, NEGATORS
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.reading.open_acts import base_of
from gpulse.reading.parties import actors_among, find_actor, find_demander, find_target, is_otherwise, others_than
from gpulse.reading.quantities import find_quantities
from gpulse.reading.refusals import WHENEVER, find_refusals
from gpulse.reading.speech import Saying, find_sayings
from gpulse.reading.stand_ins import code_of, find_stand_ins, lists_in, people_in
from gpulse.reading.verb_groups import PREPOSITIONS, clause_end
from gpulse.reading.windows import Window, add_duration, find_window
from gpulse.record import Commitment, CommitmentKind, Quantity, Record, Refusal, Span, Timex

HARMFUL = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE"})
"""Types of acts that harm their target: announced by the actor, they are a threat. MOBILIZE only against somebody."""

GIVING = frozenset({"AID", "SUPPORT", "CONCEDE", "COOPERATE"})
"""Types of acts that somebody benefits from: announced by the actor, they are a pledge."""

_OPEN_MOODS = frozenset({"will", "would", "shall", "must", "should", "is to", "governed", "may"})


def add_commitments(draft: Draft, kit: Kit) -> Draft:
    """Add commitments and refusals."""
    commitments, refused = find_commitments(draft.record)
    return draft.add(commitments=commitments, refused=refused)


def find_commitments(record: Record) -> tuple[tuple[Commitment, ...], tuple[Refusal, ...]]:
    """Return the commitments of a post, in order of text, and what was refused."""
    sayings = find_sayings(record)
    context = Context(
        speaker=None,
        previous=(),
        leading=leading_actors(record),
        bodies=bodies_of(record),
        stand_ins=find_stand_ins(record),
    )
    refused: list[Refusal] = []
    paragraph = -1
    clauses = [clause_of(record, sentence, sayings) for sentence in record.sentences]
    for clause, after in zip(clauses, (*clauses[1:], None), strict=True):
        sentence = clause.sentence
        if sentence.paragraph != paragraph:
            paragraph, context = (
                sentence.paragraph,
                replace(context, speaker=None, recent=(), topic=(), several=(), plural=()),
            )
        acts = find_acts_in(clause.words)
        said = _said_so(after) if after and after.sentence.paragraph == paragraph else None
        context = replace(context, parties=_parties(clause) or context.parties, said_so=said)
        here = list(_commitments_in(clause, acts, context, record))
        taken = [span for commitment in here for span in commitment.evidence]
        refused += [
            r
            for r in find_refusals(clause.text, sentence, clause.words)
            if not any(r.evidence[0].overlaps(s) for s in taken)
        ]
        context = replace(
            _with_named(context, clause),
            speaker=clause.sayings[-1] if clause.sayings else context.speaker,
            topic=_topic_of(clause) or context.topic,
            date=next((t.latest for t in reversed(clause.timexes) if _names_day(t, record)), context.date),
            previous=(*context.previous, *((paragraph, c) for c in here)),
            demanded=next((c.to for c in here if c.kind == "ultimatum"), ()),
            recent=(*context.recent, *(a.event_type for a in acts if a.family != ANAPHORIC)),
        )
    found = _join_details(context.previous)
    return tuple(replace(c, id=f"c{number}") for number, c in enumerate(found, start=1)), tuple(refused)


_SO = re.compile(r" (?:so|it|this|that)\b|\b(?:the|this) (?:demand|announcement|news)\b")


def _said_so(clause: Clause) -> Saying | None:
    """Who says what the sentence before tells: "Manouchehr Mottaki, the foreign minister, said so on Sunday"."""
    saying = clause.sayings[0] if clause.sayings else None
    told = (
        saying is not None
        and saying.span.start - clause.sentence.start < LEAD
        and _SO.search(saying.span.of(clause.text))
    )
    return saying if told else None


def _names_day(timex: Timex, record: Record) -> bool:
    """Say whether a time is one that "that day" or "by then" can point at: a day, or the end of a period to come."""
    if timex.latest is None or _POINTING.fullmatch(timex.of(record.article.text)):
        return False
    return timex.earliest == timex.latest or timex.latest > (record.article.published_on or "9999")


ANAPHORIC = "the rest arrives"
"""The family of acts whose subject points back ("the rest will follow"): its type is that of the acts before it."""


def _topic_of(clause: Clause) -> tuple[str, ...]:
    """Whom a sentence is about: its first actor, who may be the one that speaks."""
    named = clause.mentions_in(0, len(clause.words))
    first = next((saying for saying in clause.sayings if saying.codes), None)
    if first is not None and (not named or first.span.start < named[0].start):
        return first.codes[:1]
    return actors_among(clause, 0, len(clause.words))[:1]


def _with_named(context: Context, clause: Clause) -> Context:
    """The context with the lists, pairs and people that a sentence names."""
    lists = lists_in(clause.mentions, clause.text)
    named = tuple(dict.fromkeys(code for m in clause.mentions if (code := code_of(m))))
    return replace(
        context,
        several=lists[-1] if lists else context.several,
        two=lists[-1] if lists else named if len(named) == PAIR else context.two,
        plural=people_in(clause.mentions, clause.text) or context.plural,
    )


PAIR = 2


def _parties(clause: Clause) -> tuple[str, ...]:
    """The two sides of an agreement that the sentence names: "the treaty that A and B had signed"."""
    actors = tuple(dict.fromkeys(m.actor for m in clause.mentions if m.actor))
    return actors[:2] if len(actors) > 1 and _AGREEMENT.search(clause.sentence.of(clause.text)) else ()


_AGREEMENT = re.compile(
    r"\b(?:treaty|pact|accord|agreement|deal|declaration|memorandum|communique|truce|protocol|agreed|have signed)\b",
    re.IGNORECASE,
)


def _join_details(found: tuple[tuple[int, Commitment], ...]) -> list[Commitment]:
    """Join a promise told in general with its details told after it in the paragraph.

    "Denmark will give 19 jets. Six are due at New Year, eight in 2024, five in 2025." are three commitments, not four.
    """
    rows = list(found)
    kept: list[Commitment] = []
    for at in range(len(rows)):
        paragraph, whole = rows[at]
        details = [
            later
            for later in range(at + 1, len(rows))
            if rows[later][0] == paragraph
            and rows[later][1].latest
            and _alike(rows[later][1], whole)
            and not _FURTHER.match(rows[later][1].what or "")
        ]
        counts = [q.low or 0 for later in details if (q := rows[later][1].quantity)]
        whole_count = whole.quantity.low if whole.quantity else None
        fits = not whole_count or not counts or sum(counts) == whole_count or whole_count in counts
        if whole.latest or not details or not fits:
            kept.append(whole)
            continue
        detail = rows[details[0]][1]
        joined = replace(
            detail,
            evidence=(*whole.evidence, *detail.evidence),
            event_type=whole.event_type if detail.event_type == "MOBILIZE" else detail.event_type,
            to=detail.to or whole.to,
            quantity=detail.quantity or whole.quantity,
        )
        rows[details[0]] = (paragraph, joined)
    return kept


_FURTHER = re.compile(r"(?:a|an|the|one|two|three)?\s*(?:second|third|fourth|another|further|next)\b", re.IGNORECASE)


def _alike(first: Commitment, second: Commitment) -> bool:
    """The same actor and type of act; soldiers sent are AID in one sentence and MOBILIZE in the next."""
    return bool(set(first.by) & set(second.by)) and (
        first.event_type == second.event_type or {first.event_type, second.event_type} == {"AID", "MOBILIZE"}
    )


def bodies_of(record: Record) -> frozenset[str]:
    """Return the actors of a post that are no states: named by longer words than a country's code, or by an
    organisation's own short name."""
    text = record.article.text
    return frozenset(
        m.actor
        for m in record.mentions
        if m.actor and (len(m.actor) != COUNTRY or (m.kind == "organisation" and m.actor in (m.name, m.of(text))))
    )


COUNTRY = 3
"""Letters of an ISO 3166-1 alpha-3 code."""


def leading_actors(record: Record) -> tuple[str, ...]:
    """Return the actors of a post, the most often named first.

    The first sentence counts double, because it says what the post is about, but not where something takes place ("in
    Peru"); an international body counts half, as it is often the stage.
    """
    counts: Counter[str] = Counter()
    text, title = record.article.text, record.article.title or ""
    named: set[str] = set()
    first = record.sentences[0] if record.sentences else None
    for mention in record.mentions:
        code = mention.actor or (mention.place.country if mention.place else None)
        if code:
            if mention.of(text) in title:
                named.add(code)
            stage = mention.kind == "place" and _UNDER_IN.search(text[max(0, mention.start - 8) : mention.start])
            doubled = first is not None and first.covers(mention) and not stage
            counts[code] += (1 if mention.sector == "IGO" else 2) * (2 if doubled else 1)
    counts.update(dict.fromkeys(sorted(named), IN_TITLE))
    return tuple(actor for actor, _ in counts.most_common())


IN_TITLE = 2
"""What a name in a post's title counts towards who leads it: as much as in its text."""


_UNDER_IN = re.compile(r"\b(?:in|at|on) (?:the )?$", re.IGNORECASE)


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
        for part in (*_gapped_parts(clause, act, commitment), *_owned_parts(clause, act, commitment)):
            context = replace(context, previous=(*context.previous, (clause.sentence.paragraph, part)))
            yield part


def _pointed_type(context: Context) -> str:
    """The type of the acts that "the rest" points back at: of the paragraph's last moving act, else of the post's
    last."""
    moving = [t for t in context.recent if t in ("AID", "RETREAT", "MOBILIZE")]
    last = [c.event_type for _, c in context.previous if c.event_type in ("AID", "RETREAT", "MOBILIZE")]
    return (moving or last or ["AID"])[-1] or "AID"


def _read_commitment(clause: Clause, act: Act, context: Context, record: Record) -> Commitment | None:
    """Read one act into a commitment, or `None` where it is none."""
    span = _act_span(clause, act)
    saying = _saying_of(clause, act, context)
    told_on = (saying.said_on if saying else None) or (context.speaker.said_on if context.speaker else None)
    said_on = told_on or record.article.published_on
    if _is_told_again(clause, act) or _came_to_nothing(clause, act) or _is_asked(clause, act):
        return None
    if _is_clause_of_law(clause, act) and (signed := _SIGNED.search(clause.text, clause.sentence.start, span.end)):
        dates = [t for t in clause.timexes if t.start >= signed.end() and t.end <= clause.words[act.first].start]
        said_on = next((t.latest for t in dates if t.latest and t.earliest == t.latest), said_on)
    day = record.article.published_on
    timexes = tuple(t for t in _act_timexes(clause, act, span) if not _is_past(t, clause.text, day))
    if (
        act.mood == "must"
        and not timexes
        and any(t.latest and t.latest < (day or "") for t in _act_timexes(clause, act, span))
    ):
        return None  # "in February the fuel had to be taken out again"
    if act.mood == "must" and "had" in _auxiliaries(clause, act.first, REACHED) and timexes and day:
        if all(t.latest and t.latest < day for t in timexes):
            return None  # "in February the fuel had to be taken out again"
    window = find_window(clause.text, span.start, max(span.end, *(t.end for t in timexes), 0), timexes, said_on)
    if window.text is None or context.date:
        window = _same_window(clause.text, span, timexes, window, context)
    dated = window.latest is not None or (window.text is not None and window.earliest != said_on)
    if not dated and (soon := _SOON.search(clause.text, span.start, span.end)):
        dated, window = True, Window(earliest=window.earliest, text=soon.group())
    published = record.article.published_on
    if act.mood == "present" and (
        act.form not in ("s", "ing", "base")
        or not (window.text and window.earliest and published)
        or not (window.earliest > published or (window.text.startswith("by ") and (window.latest or "") > published))
    ):
        return None  # "the Union leaves on 31 January" is a plan only with a day to come
    condition = _find_condition(clause, act)
    if not _counts(clause, act, saying, window, dated, condition):
        return None
    if not window.latest and WHENEVER.search(clause.text, span.start, clause.sentence.end):
        return None  # "would retaliate at a time of its choosing"
    if window.latest and published and window.latest < published:
        return None
    # "from 13 February no flight would be let in", "would no longer belong to the bloc"
    ends = act.negative and ((base_of(act.lemma) in GOING_ON and dated) or _is_no_longer(clause, act))
    if window.text and window.text[:10].lower() == "until then" and not act.negative and act.event_type != "RETREAT":
        return None  # what goes on meanwhile
    if act.family == OPEN and (window.latest or ends) and (not window.text or _is_aside(clause, act, window)):
        return None
    by, sure = find_actor(clause, act, saying, context)
    failing = is_otherwise(clause) and act.mood in ("will", "would", "is to") and by == context.demanded and bool(by)
    if act.family == OPEN and not (window.latest or ends or failing) and not (sure and _is_sworn(clause, act)):
        return None
    if not by or (not sure and act.mood in ("present", "may")) or (not dated and not sure and not condition):
        return None
    to = find_target(clause, act, by, saying, context)
    event = next((event for event in record.events if event.trigger.overlaps(act.trigger)), None)
    kind = "threat" if failing else _classify_kind(act, by, to, saying, dated, clause)
    if failing and context.previous and not to:
        to = context.previous[-1][1].by
    if kind == "ultimatum":
        to = find_demander(clause, act, by, saying, context)
    elif kind == "threat" and not to and act.event_type in HARMFUL - {"MOBILIZE"} and _is_threatened(clause, act):
        to = others_than(by, context)
    return Commitment(
        id="",
        kind=kind,
        by=by,
        to=to,
        event=event.id if event else None,
        event_type=_type_of(clause, act, by),
        what=_what(clause, act),
        quantity=_find_quantity(clause, act),
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


def _type_of(clause: Clause, act: Act, by: tuple[str, ...]) -> str | None:
    """The type of the act once done: soldiers sent to nobody else are no aid but mobilised."""
    if act.negative:
        return _forgone_type(act)
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


def _is_threatened(clause: Clause, act: Act) -> bool:
    """Say whether the sentence itself threatens: by its verb or a condition; a cut in output harms nobody by itself."""
    group = act.governor.group if act.governor else None
    return group == "threat" or act.event_type == "ASSAULT" or bool(_UNLESS.search(clause.sentence.of(clause.text)))


_UNLESS = re.compile(r"\b(?:unless|otherwise|if|threat\w*|warn\w*|grounds)\b", re.IGNORECASE)


def _is_sworn(clause: Clause, act: Act) -> bool:
    """Say whether an act that no family names counts without a day: "the Taliban undertake to prevent …"."""
    governor = act.governor
    firm = governor and governor.group in ("pledge", "threat") and governor.word != "commit" and not governor.passive
    return bool(firm and act.object[0] < act.object[1] and not _is_aside(clause, act, Window()))


def _is_aside(clause: Clause, act: Act, window: Window) -> bool:
    """Say whether an act that no family names is told in passing: in a relative or time clause, or until a day."""
    before = [w.low for w in clause.words[max(0, act.subject[1] - 5) : act.subject[1]]]
    relative = act.subject[0] == act.subject[1] and clause.words[max(0, act.subject[0] - 1)].low in (
        "that",
        "which",
        "who",
    )
    meanwhile = bool(window.text and window.text.startswith(("Until", "Till")))
    borrowed = bool(window.text and _SAME_TIME.search(window.text) and "then" not in window.text)
    return (
        relative or meanwhile or borrowed or bool({"before", "whether", "until", "than", "after", "lest"} & set(before))
    )


def _is_past(timex: Timex, text: str, published: str | None) -> bool:
    """Say whether a date with its year lies before publication: it is no window of what is still to be done."""
    past = bool(timex.latest and published and timex.latest < published)
    return past and bool(re.search(r"\b(?:19|20)\d\d\b", timex.of(text)))


_SOON = re.compile(
    r"\b(?:within|in a matter of|in the coming|in the next few|over the coming) (?:hours|days|"
    r"weeks|months)\b",
    re.IGNORECASE,
)
"""A time that is named too vaguely to give a last day."""

_POINTING = re.compile(r"(?:that|the same|this same) (?:day|date|time|month|year|week|moment)|then", re.IGNORECASE)
"""Times that point at one named before; `_same_window` finds it."""

_SAME_TIME = re.compile(
    r"\b(?:in the same (?:period|month|week|year|quarter)|on the same day|at the same time|(?:by|until) (?:then|that "
    r"(?:date|time|day))|"
    r"(?:beyond|after|on|before) that (?:date|day)|with (?:the others|them)|together with)\b",
    re.IGNORECASE,
)


def _same_window(text: str, span: Span, timexes: tuple[Timex, ...], window: Window, context: Context) -> Window:
    """Take over the window of the commitment before, where the words point back at it ("in the same period").

    "Within three months of that day" counts from the day named before.
    """
    for timex in timexes:
        counted = (
            timex.type == "DURATION"
            and timex.value
            and re.match(r" (?:of|from|after) that (?:day|date)", text[timex.end :])
        )
        if counted and context.date and (last := add_duration(context.date, timex.value or "")):
            return Window(earliest=context.date, latest=last, text=f"{window.text or timex.of(text)} ({context.date})")
    if window.text is not None:
        return window
    words = text[span.start : max(span.end, *(t.end for t in timexes), 0)]
    match = _SAME_TIME.search(words)
    if match and context.date and re.search(r"that (?:date|day|time)|(?:by|until) then", match.group(), re.IGNORECASE):
        return Window(earliest=context.date, latest=context.date, text=f"{match.group()} ({context.date})")
    if match is None or not context.previous or context.previous[-1][1].latest is None:
        return window
    before = context.previous[-1][1]
    return Window(earliest=before.earliest, latest=before.latest, text=f"{match.group()} ({before.window_text})")


NEAR = 30
"""Characters after a verb within which a time belongs to it even in a relative clause."""

LEAD = 3
"""Words that may stand before a time that opens its clause: "By the beginning of 2021 …"."""


def _act_span(clause: Clause, act: Act) -> Span:
    """The words of the act's clause: from its subject, or a time before it, to the clause's end, without who says
    so."""
    first, last = min(act.subject[0], act.first), max(act.object[1], act.last + 1)
    if act.governor:
        first = min(first, act.governor.at)
    while first < act.first and clause.words[first].low in (",", "and", "but", "that"):
        first += 1
    start = clause.words[first].start
    end = clause.words[last - 1].end
    for saying in clause.sayings:
        if saying.span.start > clause.words[act.last].end:
            end = min(end, saying.span.start)
        elif (
            saying.span.end < clause.words[act.first].start
            and saying.span.end > start
            and not (act.governor and saying.span.start <= clause.words[act.governor.at].start < saying.span.end)
        ):
            start = saying.span.end
    for timex in clause.timexes:  # "By 1 June the rest would …", "Between 25 May and 1 June, the bulk …"
        gap = clause.text[timex.end : start]
        if any(saying.span.overlaps(timex) for saying in clause.sayings):
            continue
        lead = re.split(r"[,;:“”]", clause.text[clause.sentence.start : timex.start])[-1]
        if len(lead.split()) > LEAD:
            continue  # the time of a clause before
        if timex.end <= start and re.fullmatch(r"[\s,]*(?:(?!that\b|which\b|who\b)\w+\s){0,2}", gap):
            start = max(clause.sentence.start, timex.start)
    words = clause.text[start:end]
    return Span(start=start + len(words) - len(words.lstrip(" ,")), end=start + len(words.rstrip(" ,")))


def _act_timexes(clause: Clause, act: Act, span: Span) -> tuple[Timex, ...]:
    """The time expressions of the act: in its clause, else at the head of the sentence, else where it says "do so"."""
    free = [
        t
        for t in clause.timexes
        if not any(s.span.overlaps(t) for s in clause.sayings)
        and not _POINTING.fullmatch(t.of(clause.text))
        and not _DOCUMENT.search(clause.text, max(0, t.start - 40), t.start)
    ]
    end = clause.words[clause_end(clause.words, act.last + 1, 40) - 1].end
    inside = [t for t in free if t.start >= span.start and t.end <= max(span.end, end)]
    if inside:
        return tuple(inside)
    trigger = clause.words[act.first].start
    ahead = [t for t in free if t.end <= trigger]
    if ahead and ahead[0].start - clause.sentence.start < 12:
        head = [t for t in ahead if t.start - ahead[0].start < 40]
        between = clause.text[head[-1].end : clause.words[act.subject[0]].start]
        return () if re.search(r"[;:]|\b(?:had|was|were|has|have|said)\b", between) else tuple(head)
    pointing = re.search(r"\bdo (?:so|it|this|that)\b", clause.text[span.end : clause.sentence.end])
    return tuple(t for t in free if t.start >= span.end) if pointing else ()


_DOCUMENT = re.compile(
    r"\b(?:treaty|agreement|accords?|pact|declaration|statement|resolution|paper|letter|law|decree|memorandum|"
    r"communique|protocol) of (?:the )?$",
    re.IGNORECASE,
)
"""What a date names when it stands behind: "the treaty of 31 March"."""


def _saying_of(clause: Clause, act: Act, context: Context) -> Saying | None:
    """Who says it: the saying of the same sentence, or, in reported speech that runs on, the last of the paragraph."""
    if clause.sayings:
        at = clause.words[act.first].start
        return min(clause.sayings, key=lambda s: abs(s.span.start - at))
    if context.said_so:
        return context.said_so
    return context.speaker if act.mood in ("would", "must", "is to", "should", "shall") else None


def _counts(
    clause: Clause, act: Act, saying: Saying | None, window: Window, dated: bool, condition: str | None
) -> bool:
    """Say whether the act is told as still to be done, firmly enough to be rated."""
    group = act.governor.group if act.governor else None
    object_words = {word.low for word in clause.words[act.object[0] : act.object[0] + 4]}
    if object_words & {
        "efforts",
        "attempts",
        "effort",
        "attempt",
        "ways",
        "steps",
        "measures",
        "everything",
        "whatever",
    }:
        return False
    if not dated and act.lemma in KEEPING:
        return False
    if not dated and re.search(r"\b(?:probably|perhaps|possibly)\b", clause.sentence.of(clause.text)):
        return False
    if not dated and group in ("threat", "pledge") and act.governor and "had" in _auxiliaries(clause, act.governor.at):
        return False  # "had threatened air strikes": told of the past
    if not dated and re.search(r"\b(?:un)?likely\b|\binevitable\b", clause.sentence.of(clause.text)):
        return False
    if act.negative and dated and (act.lemma.split()[0] in GOING_ON or base_of(act.lemma) in GOING_ON):
        return True  # "will not be renewed in April" ends it
    if act.negative and not (group == "threat" or act.family in ("let a treaty lapse", "not go on with a treaty")):
        return _is_forgone(clause, act, saying, window)
    if act.mood == "may" and {"before", "until"} & {
        w.low for w in clause.words[max(0, act.subject[0] - 2) : act.first]
    }:
        return False  # "it took until Tuesday before the prisoners could go"
    if act.mood == "may":
        return dated or (condition is not None and act.event_type == "ASSAULT")
    if act.mood == "should":
        return dated
    if act.mood == "must":
        return dated
    if group == "predict":
        return dated
    if group == "demand":
        return dated
    if act.form in ("noun", "ing") and group == "plan":
        return dated
    if act.mood == "would" and condition and not dated:
        return saying is not None
    return True


REACHED = 4
"""Words before a verb among which "had to be" stands."""


def _auxiliaries(clause: Clause, at: int, reach: int = 2) -> set[str]:
    """The words right before a verb among which its auxiliaries stand."""
    return {w.low for w in clause.words[max(0, at - reach) : at]}


def _is_forgone(clause: Clause, act: Act, saying: Saying | None, window: Window) -> bool:
    """Say whether somebody undertakes not to do a thing: "promised not to attack", "would no longer take part".

    A bare "will not" is a denial, and says nothing of what is to come.
    """
    if act.event_type == "RETREAT" and act.family != "refrain":
        return base_of(act.lemma.split()[0]) == "leave" and act.passive  # "no officer will be left"
    group = act.governor.group if act.governor else None
    if act.governor and group in ("pledge", "plan") and act.governor.word not in ("going", "due"):
        return any(w.low in NEGATORS for w in clause.words[act.governor.at : act.first])
    if act.mood not in ("will", "would", "shall"):
        return False
    dated = bool(window.text and _FROM_THEN_ON.match(window.text))
    sworn = saying is not None and _SWORN.search(saying.span.of(clause.text))
    until = re.search(r"\b(?:until|as long as|so long as)\b", clause.sentence.of(clause.text), re.IGNORECASE)
    return bool(
        dated
        or sworn
        or (until and act.mood != "would")
        or act.family == "stand for election"
        or _is_no_longer(clause, act)
    )


_FROM_THEN_ON = re.compile(r"(?:from|until|till|before|by|after|within|for|in the next|as of)\b", re.IGNORECASE)
"""Windows in which a thing can be left undone; not done on one day is only denied."""

_SWORN = re.compile(r"\b(?:threat|vow|promis|swor|pledg|assur|guarant|undert)\w*")


def _is_no_longer(clause: Clause, act: Act) -> bool:
    """Say whether an act is told to end: "will no longer take part"."""
    return "longer" in [w.low for w in clause.words[max(0, act.first - 5) : act.first]]


KEEPING = frozenset({"honour", "honor", "comply with", "carry out", "implement"})
"""Verbs of keeping what was agreed before: without a day they promise nothing new."""

GOING_ON = frozenset({"renew", "extend", "prolong", "continue", "let", "pass", "allow", "admit"})
"""Verbs whose denial with a day is an act: what goes on is ended."""


def _has_number(clause: Clause, act: Act) -> bool:
    return any(clause.words[i].text[0].isdigit() for i in range(act.object[0], act.object[1]))


_CONDITION = re.compile(
    r"\b(if|unless|once|provided(?: that)?|as soon as|as long as|in case|in the event that|should)\b", re.IGNORECASE
)


def _find_condition(clause: Clause, act: Act) -> str | None:
    """The clause of the sentence that begins with a word of condition, without what the act says."""
    for match in _CONDITION.finditer(clause.text, clause.sentence.start, clause.sentence.end):
        if match.group().lower() == "should" and match.start() != clause.sentence.start:
            continue
        if match.group().lower() == "once" and not re.match(
            r"once (?:the|a|it|they|its|all|he|she|this|[A-Z])", clause.text[match.start() : match.start() + 12]
        ):
            continue
        if (
            clause.text[match.end() : match.end() + 9]
            .lower()
            .startswith((" possible", " it takes", " necessary", " next", " this"))
        ):
            continue
        low, high = sorted((match.start(), clause.words[act.first].start))
        if ";" in clause.text[low:high]:
            continue
        rest = clause.text[match.start() : clause.sentence.end]
        words = re.split(r"[;:,.”]", rest, maxsplit=1)[0].strip()
        trigger = clause.words[act.first].start
        if match.start() <= trigger < match.start() + len(words):
            continue
        return words
    return None


def _is_told_again(clause: Clause, act: Act) -> bool:
    """A promise told again in a relative clause of the past: "the engineers who were to come", "those who had wanted
    to"."""
    relative = act.subject[0] == act.subject[1] and clause.words[max(0, act.subject[0] - 1)].low in (
        "that",
        "which",
        "who",
    )
    trigger_end = clause.words[act.last].end
    if relative and act.mood == "is to" and not any(0 <= t.start - trigger_end < NEAR for t in clause.timexes):
        return True  # "the ones that are to be handed over"
    edge = act.governor.at if act.governor else act.first
    before = [w.low for w in clause.words[max(0, edge - 5) : act.first]]
    return any(
        word in ("who", "which", "whom") and after in ("had", "was", "were", "wanted", "meant", "should", "would")
        for word, after in itertools.pairwise(before)
    )


def _is_asked(clause: Clause, act: Act) -> bool:
    """An act in a question: "whether the troops will leave is doubted"."""
    first = act.subject[0]
    if first > 0 and clause.words[first - 1].low in ("whether", "lest"):
        return True
    if first > 1 and clause.words[first - 1].low in ("which", "whom") and clause.words[first - 2].low in PREPOSITIONS:
        return True  # "the outline for which he was ready to settle"
    if first > 0 and clause.words[first - 1].low == "what":
        return True  # "what he undertook"
    asked = first > 0 and clause.words[first - 1].low in ("when", "where", "how", "why")
    return asked and act.mood in ("will", "would", "is to", "done")  # "the day when the bases will be shut"


def _came_to_nothing(clause: Clause, act: Act) -> bool:
    """A plan of the past told with "was to have": "the mandate was to have been renewed"."""
    before = [w.low for w in clause.words[max(0, act.first - 5) : act.first]]
    return any(
        a in ("was", "were") and (b, c) == ("to", "have")
        for a, b, c in zip(before, before[1:], before[2:], strict=False)
    )


_SIGNED = re.compile(r"\b(?:signed|concluded|agreed|adopted|passed)\b", re.IGNORECASE)
_LAW = re.compile(r"\b(?:treaty|article|agreement|resolution|accord|pact|clause|protocol|under the|convention|text)\b")
_BINDS = re.compile(r"\b(?:under|article|stipulat\w*|oblig\w*|declaration|provides)\b")


def _is_clause_of_law(clause: Clause, act: Act) -> bool:
    """Say whether the act is what a treaty or resolution lays down: "shall", or "is to" under an agreement."""
    words = clause.sentence.of(clause.text).lower()
    return act.mood == "shall" or (act.mood == "is to" and bool(_LAW.search(words)) and bool(_BINDS.search(words)))


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
    span = _act_span(clause, act)
    if act.passive or act.frame == "theme" or act.form in ("noun", "state"):
        start = clause.words[act.subject[0]].start if act.subject[0] < act.subject[1] else span.start
    else:
        start = clause.words[act.first].start
    return clause.text[max(start, span.start) : span.end].strip(" ,")


def _find_quantity(clause: Clause, act: Act) -> Quantity | None:
    """How many: the first quantity of the thing that is moved, in the object, or in the subject of a passive."""
    first, last = act.subject if act.passive or act.frame == "theme" or act.form == "state" else act.object
    if first >= last:
        return None
    start, end = clause.words[first].start, clause.words[last - 1].end
    for found in find_quantities(clause.text[start:end]):
        span = Span(start=start + found.start, end=start + found.end)
        in_name = re.search(r"[A-Z]\w+ $", clause.text[clause.sentence.start + 1 : span.start])  # "Leopard 2"
        if in_name or any(t.overlaps(span) for t in (*clause.timexes, *(s.span for s in clause.sayings))):
            continue
        return found.quantity
    return None


_COUNTS = {
    "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0, "eight": 8.0, "nine": 9.0,
    "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "dozen": 12.0, "twenty": 20.0,
}  # fmt: skip


def _owned_parts(clause: Clause, act: Act, whole: Commitment) -> Iterator[Commitment]:
    """The share of another in one subject: "All 18 German tanks, and three Portuguese ones besides, would arrive"."""
    for mention in clause.mentions_in(*act.subject):
        before = clause.word_before(mention.start)
        count = _COUNTS.get(before) or (float(before) if before.isdigit() else None)
        if mention.actor and count and mention.actor not in whole.by and not set(whole.to) & {mention.actor}:
            kind: CommitmentKind = "prediction" if whole.kind in ("pledge", "plan") else whole.kind
            yield replace(whole, by=(mention.actor,), kind=kind, quantity=Quantity(low=count, high=count))


_PART = re.compile(
    r"(?:,|;|\band)\s+(?:and\s+)?(that of (?-i:[A-Z])[\w-]+|"
    r"(?:the\s+)?(?:remaining|last|other|another|next|further|final|first)?\s*"
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|rest|remainder|"
    r"others)(?:\s+more)?(?:\s+\w+)?)\s+"
    r"(?:in|by|around|on|during|before|from|within|next|after)\b",
    re.IGNORECASE,
)


def _part_end(clause: Clause, act: Act) -> int:
    """Where parts told without a verb end: at the next act with a verb group of its own, or a semicolon."""
    later = [w.start for w in clause.words[act.last + 1 :] if w.low == ";" or w.low in MODALS or w.low in ("are", "is")]
    return min(later, default=clause.sentence.end)


def _gapped_parts(clause: Clause, act: Act, whole: Commitment) -> Iterator[Commitment]:
    """Parts told without their verb: "six are due in May, eight in June and the remaining five in 2025"."""
    for match in _PART.finditer(clause.text, clause.words[act.last].end, _part_end(clause, act)):
        timexes = [t for t in clause.timexes if 0 <= t.start - match.end() < 24]
        if not timexes or any(MODALS.get(w.low) for w in clause.words if match.start() <= w.start < timexes[0].start):
            continue
        window = find_window(clause.text, match.start(), timexes[0].end, timexes[:1], whole.said_on)
        count = next(
            (
                _COUNTS.get(w.lower()) or (float(w) if w.isdigit() else None)
                for w in match.group(1).split()
                if w.lower() in _COUNTS or w.isdigit()
            ),
            None,
        )
        yield replace(
            whole,
            what=match.group(1),
            quantity=Quantity(low=count, high=count) if count else None,
            earliest=window.earliest, latest=window.latest, window_text=window.text,
            evidence=(Span(start=match.start(1), end=timexes[0].end),),
        )  # fmt: skip
