"""How well words are resolved to actors: gold events whose actors and recipients are hand-coded (JSON lines).

Protocol *span given*: the sentence with its context is read as a post of its day, and each gold span of an actor or a
recipient is resolved with `reading.actors.resolve_at`. `country` is the share right of the spans that have a code (the
gold codes an armed group by its home state), `sector` of those that have a sector; spans without a code count only
under `uncoded`, the share that got no state's code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gpulse.errors import InputError
from gpulse.reading.actor.actors_in import resolve_at
from gpulse.reading.actor.phrase_reader import ActorCode
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_until
from gpulse.record import Article, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The words of a gold span, its gold code and sector, whom they were found to stand for, and the text."""

    words: str
    code: str | None
    sector: str | None
    found: ActorCode
    text: str


def load_gold(path: Path) -> list[dict[str, Any]]:
    """Read the gold events. Raises `InputError` where the file is missing or no JSON lines."""
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read as JSON lines: {error}.") from error
    if not all(isinstance(row, dict) and {"id", "text", "events"} <= row.keys() for row in rows):
        raise InputError(f"{path} holds lines without id, text or events; give hand-coded events as JSON lines.")
    return rows


def find_answers(items: Iterable[dict[str, Any]], kit: Kit) -> Iterator[list[Answer]]:
    """Yield, for each gold sentence, the answers to its spans."""
    for item in items:
        before = f"{item['context']} " if item.get("context") else ""
        text = before + str(item["text"])
        published = item.get("published")
        article = Article(id=str(item["id"]), text=text, published_at=str(published) if published else None)
        record = read_until("extents", article, kit)
        answers: dict[tuple[int, int], Answer] = {}
        for event in item["events"]:
            for role in (*event["actors"], *event["recipients"]):
                start, end = (len(before) + at for at in role["span"])
                if (start, end) not in answers:
                    found = resolve_at(record, Span(start=start, end=end), kit)
                    answers[start, end] = Answer(
                        words=text[start:end], code=role.get("code"), sector=role.get("sector"), found=found, text=text
                    )
        yield list(answers.values())


def tally_actors(path: Path, kit: Kit, limit: int | None = None) -> list[list[Answer]]:
    """Return the answers of each gold sentence that has spans, of the first `limit` sentences."""
    return [answers for answers in find_answers(load_gold(path)[:limit], kit) if answers]


def score_actors(tallies: Sequence[Sequence[Answer]]) -> dict[str, float]:
    """Return the shares that the module's protocol names."""
    answers = [answer for tally in tallies for answer in tally]
    coded = [a for a in answers if a.code]
    sectors = [a for a in answers if a.sector]
    uncoded = [a for a in answers if not a.code]
    return {
        "spans": len(answers),
        "country": round(sum(a.found.country == a.code for a in coded) / max(1, len(coded)), 3),
        "sector": round(sum(a.found.sector == a.sector for a in sectors) / max(1, len(sectors)), 3),
        "uncoded": round(sum(a.found.country is None for a in uncoded) / max(1, len(uncoded)), 3),
    }
