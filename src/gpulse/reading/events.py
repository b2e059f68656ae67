"""Who did what to whom: the network's triggers and roles, with what rules know of times, places, actors and numbers.

The network says which words name an act, its PLOVER type and shades, and which words fill its roles. Here each role is
resolved (actor codes, quantities, places, days), its attribution is found, and the shades that grammar settles
(hedges, negation, modals right beside the trigger) overrule the network's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gpulse.model.tags import RoleTag, TriggerTag
from gpulse.reading.actors import resolve_at
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.reading.modes import classify_contexts, classify_mode
from gpulse.reading.quantities import find_quantities
from gpulse.record import (
    Attribution,
    Certainty,
    Event,
    Item,
    Mention,
    Participant,
    Place,
    Quantity,
    Record,
    Span,
    Timex,
)

MIN_SCORE = 0.3
"""Triggers below this score are dropped; calibrated on the held-out tenth of our own labelled sentences."""

_HEDGES: tuple[tuple[str, Certainty], ...] = (
    ("purportedly", "possible"),
    ("allegedly", "possible"),
    ("supposedly", "possible"),
    ("possibly", "possible"),
    ("reportedly", "probable"),
    ("apparently", "probable"),
    ("presumably", "probable"),
    ("probably", "probable"),
    ("likely", "probable"),
)
_ARTICLE = re.compile(r"^(?:the|an?|its|his|her|their)\s+", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s+(?:the\s+)?$|\bsince\b[^.;]{0,60}$", re.IGNORECASE)
_LOCATED = re.compile(r"\b(?:in|at|near|outside)\s+(?:\w+\s+){0,4}$")


def add_events(draft: Draft, kit: Kit) -> Draft:
    """Add the events, in the order of their triggers."""
    if draft.tags is None:
        return draft
    record = draft.record
    events: list[Event] = []
    for trigger in sorted(draft.tags.triggers, key=lambda t: (t.start, t.end)):
        if trigger.score < MIN_SCORE:
            continue
        home = next((s for s in record.sentences if s.start <= trigger.start < s.end), None)
        if home is None:
            continue
        events.append(_read_event(f"e{len(events) + 1}", trigger, Span(start=home.start, end=home.end), record, kit))
    return draft.add(events=tuple(events))


def _read_event(name: str, tag: TriggerTag, home: Span, record: Record, kit: Kit) -> Event:
    text = record.article.text
    trigger = Span(start=tag.start, end=tag.end)
    roles = {role: [r for r in tag.roles if r.role == role and not r.overlaps(trigger)] for role in
             ("actor", "recipient", "item", "place", "time", "said_by")}  # fmt: skip
    items = tuple(_item(text, r) for r in roles["item"])
    actors = _participants(record, roles["actor"], kit)
    recipients = tuple(
        p for p in _participants(record, roles["recipient"], kit) if not any(p.overlaps(a) for a in actors)
    )
    earliest, latest = _when(record, trigger, home, roles["time"])
    said = _attributions(record, trigger, roles["said_by"])
    return Event(
        id=name,
        trigger=trigger,
        event_type=tag.event_type,
        mode=classify_mode(tag.event_type, trigger.of(text), home.of(text)),
        contexts=classify_contexts(home.of(text)),
        actors=actors,
        recipients=recipients,
        items=items,
        place=_where(record, trigger, home, roles["place"]),
        earliest=earliest,
        latest=latest,
        realis=tag.realis,
        polarity=tag.polarity,
        certainty=_certainty(text, home, trigger, tag.certainty),
        attributions=said,
        evidence=(home,),
        score=tag.score,
    )


def _participants(record: Record, roles: Sequence[RoleTag], kit: Kit) -> tuple[Participant, ...]:
    """Return one participant a role, or one a name where a role's words hold several ("Putin and Kim")."""
    text = record.article.text
    out: list[Participant] = []
    for role in roles:
        for span in _parts(record, role):
            who = resolve_at(record, span, kit)
            name = _ARTICLE.sub("", span.of(text))
            out.append(Participant(start=span.start, end=span.end, name=name, code=who.code, sector=who.sector))
    return tuple(out)


def _parts(record: Record, role: Span) -> list[Span]:
    """Split "A, B and C" into its members where each member holds a mention of its own."""
    text = record.article.text
    cuts = [m.span() for m in re.finditer(r",\s+(?:and\s+)?|\s+and\s+", role.of(text))]
    if not cuts:
        return [Span(start=role.start, end=role.end)]
    bounds = [role.start, *(role.start + x for pair in cuts for x in pair), role.end]
    parts = [Span(start=a, end=b) for a, b in zip(bounds[::2], bounds[1::2], strict=True) if b > a]
    named = all(any(part.covers(m) and m.actor for m in record.mentions) for part in parts)
    return parts if named else [Span(start=role.start, end=role.end)]


def _item(text: str, role: Span) -> Item:
    span = Span(start=role.start, end=role.end)
    found = find_quantities(span.of(text))
    quantity: Quantity | None = found[0].quantity if found else None
    return Item(start=span.start, end=span.end, text=span.of(text), quantity=quantity)


def _when(record: Record, trigger: Span, home: Span, roles: Sequence[Span]) -> tuple[str | None, str | None]:
    """Return the event's own time: the time role, else the nearest time of the sentence outside what others say.

    "since D" opens an interval at D that lasts until the day of publication.
    """
    text = record.article.text
    said = [t for a in record.attributions for t in record.timexes if _says(a, t) and not _holds(a, trigger)]
    near = [
        t for t in record.timexes
        if home.covers(t) and t.type in ("DATE", "TIME") and t.earliest and (t not in said)
    ]  # fmt: skip
    marked = [t for t in near if any(t.overlaps(r) for r in roles)]
    pick = marked or [t for t in near if not _crosses_clause(text, trigger, t)]
    if not pick:
        return None, None
    best = min(pick, key=lambda t: (max(trigger.start - t.end, t.start - trigger.end), t.start))
    if _SINCE.search(text[home.start : best.start]):
        return best.earliest, record.article.published_on
    return best.earliest, best.latest


def _says(attribution: Attribution, timex: Timex) -> bool:
    """Whether a time tells when something was said: it stands beside source and cue, outside the content."""
    if not attribution.cue or any(c.covers(timex) for c in attribution.content):
        return False
    return attribution.earliest == timex.earliest and abs(timex.start - attribution.cue.end) < 80


def _holds(attribution: Attribution, span: Span) -> bool:
    return bool(attribution.cue and attribution.cue.overlaps(span)) or not any(
        c.covers(span) for c in attribution.content
    )


def _crosses_clause(text: str, trigger: Span, timex: Timex) -> bool:
    """Whether a semicolon, a quotation mark or a subordinating word stands between the trigger and a time."""
    between = text[min(trigger.end, timex.end) : max(trigger.start, timex.start)]
    return bool(re.search(r"[;“”\"]|\b(?:who|which|that|after|before|when|while|where|because|although)\b", between))


def _where(record: Record, trigger: Span, home: Span, roles: Sequence[Span]) -> Place | None:
    places = [m for m in record.mentions if m.place is not None and home.covers(m)]
    marked = [m for m in places if any(m.overlaps(r) for r in roles)]
    pick: Sequence[Mention] = marked or [
        m
        for m in places
        if 0 <= m.start - trigger.end < 60 and _LOCATED.search(record.article.text[home.start : m.start])
    ]
    return pick[0].place if pick else None


def _attributions(record: Record, trigger: Span, roles: Sequence[Span]) -> tuple[int, ...]:
    """Return who says so: the innermost attribution whose content holds the trigger, else the marked source."""
    holding = [
        (sum(c.end - c.start for c in a.content), k)
        for k, a in enumerate(record.attributions)
        if any(c.covers(trigger) for c in a.content) and not (a.cue and a.cue.overlaps(trigger))
    ]
    if holding:
        return (min(holding)[1],)
    named = [k for k, a in enumerate(record.attributions) if a.source and any(a.source.overlaps(r) for r in roles)]
    return tuple(named[:1])


def _certainty(text: str, home: Span, trigger: Span, found: Certainty) -> Certainty:
    """A hedge right before the trigger or its clause says how sure the text is.

    The word decides, after FactBank's scale: "allegedly" leaves the act possible, "reportedly" probable.
    """
    before = text[max(home.start, trigger.start - 40) : trigger.start].lower()
    clause = re.split(r"[,;:]", before)[-1]
    return next((level for word, level in _HEDGES if re.search(rf"\b{word}\b", clause)), found)
