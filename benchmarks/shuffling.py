"""Synthetic posts for figures at scale: sentences of read posts, shuffled with all that was read from them.

Each new post takes its sentences from several base records. What lies within one sentence comes with it, its offsets
moved: mentions, time expressions, attributions, events and commitments. So texts, counts and sizes stay like real ones.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from gpulse.record import Article, Record, Sentence, Span

FIRST_DAY = dt.date(2020, 1, 1)
DAYS = 2000


def shuffle_records(base: Sequence[Record], count: int, seed: int = 0, offset: int = 0) -> Iterator[Record]:
    """Yield `count` records made of sentences of `base`; the same seed gives the same records."""
    sentences = [(record, sentence) for record in base for sentence in record.sentences]
    lengths = [len(record.sentences) for record in base]
    for number in range(offset, offset + count):
        chance = random.Random(seed * 1_000_003 + number)
        length = chance.choice(lengths)
        yield _build_record(chance, number, chance.sample(sentences, min(length, len(sentences))), base[0])


def _build_record(
    chance: random.Random, number: int, chosen: Sequence[tuple[Record, Sentence]], like: Record
) -> Record:
    layers: dict[str, list[Any]] = {
        name: [] for name in ("sentences", "mentions", "timexes", "attributions", "events", "commitments")
    }
    pieces: list[str] = []
    at = 0
    for place, (record, sentence) in enumerate(chosen):
        words = sentence.of(record.article.text)
        shift = at - sentence.start
        layers["sentences"].append(Sentence(start=at, end=at + len(words), paragraph=place // 3))
        for name in ("mentions", "timexes"):
            layers[name] += [_move(x, shift) for x in getattr(record, name) if sentence.covers(x)]
        renamed: dict[int, int] = {}
        for index, said in enumerate(record.attributions):
            if _within(said, sentence):
                renamed[index] = len(layers["attributions"])
                layers["attributions"].append(replace(_move(said, shift), parent=None))
        moved: dict[str, str] = {}
        for event in record.events:
            if _within(event, sentence):
                moved[event.id] = f"e{len(layers['events'])}"
                said_by = tuple(renamed[i] for i in event.attributions if i in renamed)
                layers["events"].append(replace(_move(event, shift), id=moved[event.id], attributions=said_by))
        for commitment in record.commitments:
            if _within(commitment, sentence):
                name = f"c{len(layers['commitments'])}"
                event_id = moved.get(commitment.event or "")
                layers["commitments"].append(replace(_move(commitment, shift), id=name, event=event_id))
        pieces.append(words)
        at += len(words) + 1
    day = FIRST_DAY + dt.timedelta(days=chance.randrange(DAYS))
    article = Article(
        id=f"https://example.org/{day.isoformat()}/{number}",
        url=f"https://example.org/{day.isoformat()}/{number}",
        title=pieces[0][:90],
        publisher=f"Publisher {number % 40}",
        published_at=day.isoformat(),
        published_from="metadata",
        language="en",
        text=" ".join(pieces),
    )
    return Record(article=article, meta=like.meta, **{name: tuple(layer) for name, layer in layers.items()})


def _spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    if isinstance(value, tuple):
        for part in value:
            yield from _spans(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _spans(getattr(value, field.name))


def _within(value: object, sentence: Span) -> bool:
    return all(sentence.covers(span) for span in _spans(value))


def _move(value: Any, shift: int) -> Any:
    if isinstance(value, tuple):
        return tuple(_move(part, shift) for part in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    moved = {field.name: _move(getattr(value, field.name), shift) for field in fields(value)}
    if isinstance(value, Span):
        moved |= {"start": value.start + shift, "end": value.end + shift}
    return replace(value, **moved)
