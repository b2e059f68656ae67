"""One event that several posts tell becomes one happening, with every telling's sentence and the values they give.

Tellings are the events of the records, and further words that tell that something happened
(`linking.happening.occurrences`); `linking.happening.coreference` joins them. Words of saying are no happenings of
their own.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gpulse.linking.conflict.figures import Figure, counted_word
from gpulse.linking.conflict.frame import Frame
from gpulse.linking.grouping.posts import Post, WordFrequencies, likeness
from gpulse.linking.happening.coreference import (
    Coreference,
    SentenceWords,
    Telling,
    describe_telling,
    group_tellings,
    load_coreference,
    read_sentences,
)
from gpulse.linking.happening.occurrences import REPORTING, Occurrences, find_occurrences, load_occurrences
from gpulse.linking.ledger.ledger_rows import evidence_of
from gpulse.linking.story.story_rows import Happening, Slot
from gpulse.linking.wording import many_of, stem
from gpulse.record import Event, Record, Span

NEAR_DAYS = 7
"""Posts further apart tell of one happening only where both sentences name its day.

Of 69 happenings of 48 stories that were read, 27 of the 35 told within these days were one event, and 12 of the 39 of
posts further apart; likeness of the sentences did not tell those 12 from the others. ECB+ has no days."""

LEAST_ALIKE = 0.15
"""Least likeness of the sentences of two tellings (`frame.Frame`, which weighs what the whole story has at next to
nothing). Set by reading seven stories."""

_UNDONE = re.compile(
    r"(?:\b(?:not|never|no|neither|nor|without|(?:yet|fail(?:s|ed)?|refus(?:es|ed)|declin(?:es|ed)) to)|n['’]t)"
    r"(?! only)(?:\s+\w+){0,3}\s+$|\b(?:none|nobody|no one|no \w+)\b.*$",
    re.IGNORECASE,
)
"""Words before a telling, in its clause, by which what it tells did not happen: "the 600 have not yet arrived"."""

LEAST = 0.5
"""Mean score from which tellings are one happening. On ECB+, whose stories are of hours, 0.35 is best; in stories of
months 17 of 29 happenings found at 0.3 were one event, and 12 of 15 at this (seven stories, read by hand)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningKit:
    """The tables that linking happenings needs."""

    coreference: Coreference
    occurrences: Occurrences


def load_happening_kit() -> HappeningKit:
    """Load the tables; raises `ModelError` where one is missing or damaged."""
    return HappeningKit(coreference=load_coreference(), occurrences=load_occurrences())


def find_happenings(
    frame: Frame,
    posts: Mapping[str, Post],
    figures: Sequence[Figure],
    kit: HappeningKit,
    frequencies: WordFrequencies,
) -> tuple[Happening, ...]:
    """Return the happenings that two posts of a story or more tell, those told in most posts first.

    `posts` are by the id of the article. A happening whose sentences are all sentences of another is left out: "killed"
    beside "explosion".
    """
    records = frame.records
    by_id = {record.article.id: record for record in records}
    events: dict[tuple[str, int], Event] = {}
    tellings: list[Telling] = []
    for record in records:
        for sentence in read_sentences(record):
            for span, event in _tellings_in(sentence, kit.occurrences):
                tellings.append(describe_telling(sentence, span, frequencies))
                if event is not None:
                    events[(record.article.id, span.start)] = event

    around = {(t.article, t.sentence.start): frame.vector(by_id[t.article], t.sentence) for t in tellings}

    def alike(one: str, two: str) -> float:
        return likeness(posts[one].terms, posts[two].terms)

    undone = {
        (t.article, t.span.start): is_undone(t, by_id[t.article], events.get((t.article, t.span.start)))
        for t in tellings
    }

    def may_be_one(one: Telling, two: Telling) -> bool:
        if undone[one.article, one.span.start] != undone[two.article, two.span.start]:
            return False
        first, second = (events.get((t.article, t.span.start)) for t in (one, two))
        if first and second and _apart(first, second):
            return False
        if one.article == two.article:
            return True
        days = [day for t in (one, two) if (day := posts[t.article].day) is not None]
        if len(days) == 2 and abs(days[0] - days[1]) > NEAR_DAYS:
            named = [_day(t, by_id[t.article], event) for t, event in ((one, first), (two, second))]
            if named[0] is None or named[0] != named[1]:
                return False
        shared = likeness(around[one.article, one.sentence.start], around[two.article, two.sentence.start])
        return shared >= LEAST_ALIKE

    model = replace(kit.coreference, least=LEAST)
    linked = group_tellings(tellings, alike, model, frequencies, may_be_one)
    groups = [[tellings[at] for at in group] for group in linked]
    several = [group for group in groups if len({t.article for t in group}) > 1]
    several.sort(key=lambda g: (-len({t.article for t in g}), -len(g), g[0].article, g[0].span.start))
    kept: list[list[Telling]] = []
    told: list[set[tuple[str, int]]] = []
    for group in several:
        sentences = {(t.article, t.sentence.start) for t in group}
        if not any(sentences <= other for other in told):
            kept.append(group)
            told.append(sentences)
    return tuple(_happening(group, by_id, events, figures) for group in kept)


def is_undone(telling: Telling, record: Record, event: Event | None = None) -> bool:
    """Whether a telling says that something did not happen: its event's polarity, or a negation before its words."""
    if event is not None:
        return event.polarity == "negative"
    clause = re.split(r"[,;:]", record.article.text[telling.sentence.start : telling.span.start])[-1]
    return bool(_UNDONE.search(clause))


def _apart(one: Event, two: Event) -> bool:
    """Whether two events cannot be one: one happened and the other did not, or their days cannot be the same."""
    if one.polarity != two.polarity:
        return True
    if not (one.earliest and one.latest and two.earliest and two.latest):
        return False
    return one.latest < two.earliest or two.latest < one.earliest


def _tellings_in(sentence: SentenceWords, occurrences: Occurrences) -> list[tuple[Span, Event | None]]:
    """The events of a sentence, and further words that tell that something happened."""
    found: list[tuple[Span, Event | None]] = [
        (event.trigger, event) for event in sentence.record.events if sentence.sentence.covers(event.trigger)
    ]
    for word in find_occurrences(sentence.tokens, occurrences):
        if stem(word.word) not in REPORTING and not any(word.overlaps(span) for span, _ in found):
            found.append((Span(start=word.start, end=word.end), None))
    return sorted(found, key=lambda row: row[0])


def _happening(
    group: Sequence[Telling],
    records: Mapping[str, Record],
    events: Mapping[tuple[str, int], Event],
    figures: Sequence[Figure],
) -> Happening:
    first = group[0]
    own = [event for t in group if (event := events.get((t.article, t.span.start)))]
    types = Counter(event.event_type for event in own if event.event_type)
    evidence = {
        (t.article, t.sentence.start): evidence_of(records[t.article], Span(start=t.sentence.start, end=t.sentence.end))
        for t in group
    }
    mean = {t.span: sum(likeness(t.terms, other.terms) for other in group if other is not t) for t in group}
    central = max(group, key=lambda t: (round(mean[t.span], 6), t.article == first.article, -t.span.start))
    return Happening(
        id=hashlib.sha256(f"happening|{first.article}|{first.span.start}".encode()).hexdigest()[:8],
        event_type=min(types, key=lambda name: (-types[name], name)) if types else None,
        title=central.sentence.of(records[central.article].article.text),
        tellings=tuple(evidence.values()),
        slots=_slots(group, records, events, figures),
    )


def _slots(
    group: Sequence[Telling],
    records: Mapping[str, Record],
    events: Mapping[tuple[str, int], Event],
    figures: Sequence[Figure],
) -> tuple[Slot, ...]:
    """The values of day, place, number and who, as the tellings' events or their sentences give them."""
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    spelled: dict[tuple[str, str], str] = {}
    for telling in group:
        record, event = records[telling.article], events.get((telling.article, telling.span.start))
        for name, value in (
            ("day", _day(telling, record, event)), ("place", _place(telling, record, event)),
            ("number", _number(telling, figures, spelled)), ("who", _who(event)),
        ):  # fmt: skip
            if value and telling.article not in values[name][value]:
                values[name][value].append(telling.article)
    return tuple(
        Slot(name=name, values=tuple((value, tuple(articles)) for value, articles in sorted(values[name].items())))
        for name in ("day", "place", "number", "who")
        if values[name]
    )


def _day(telling: Telling, record: Record, event: Event | None) -> str | None:
    """The day of the event, or the one day that the sentence names."""
    if event is not None and event.earliest and event.earliest == event.latest:
        return event.earliest[:10]
    days = {
        t.earliest[:10]
        for t in record.timexes
        if telling.sentence.covers(t) and t.earliest and t.latest and t.earliest[:10] == t.latest[:10]
    }
    return days.pop() if len(days) == 1 else None


def _place(telling: Telling, record: Record, event: Event | None) -> str | None:
    """The place of the event, or the one place that the sentence names and that does nothing in it."""
    if event is not None and event.place is not None:
        return event.place.name
    named = (m for m in record.mentions if m.kind == "place" and m.place and telling.sentence.covers(m))
    names = {m.place.name for m in named if m.place and m.actor is None}
    return names.pop() if len(names) == 1 else None


def _number(telling: Telling, figures: Sequence[Figure], spelled: dict[tuple[str, str], str]) -> str | None:
    """The one figure of the sentence: its bounds and what it counts, as the first telling of it spells that."""
    inside = [f for f in figures if f.article == telling.article and telling.sentence.covers(f.span)]
    if len(inside) != 1:
        return None
    one = inside[0]
    bounds = [f"{bound:,.0f}" if bound == int(bound) else f"{bound:g}" for bound in (one.low, one.high) if bound]
    prefix = "at least " if one.high is None else "up to " if one.low is None else ""
    number, thing = f"{prefix}{'–'.join(dict.fromkeys(bounds))}", one.thing or one.kind
    what = one.kind if one.kind != "count" else counted_word(one) or one.thing or ""
    words = many_of(what) if one.kind == "count" and what and number != "1" else what
    return spelled.setdefault((number, thing), f"{number} {words}".strip())


def _who(event: Event | None) -> str | None:
    codes = sorted({p.whom for p in event.actors if p.whom}) if event else []
    return ", ".join(codes) or None
