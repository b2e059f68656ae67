"""How well words are resolved to actors: gold events whose actors and recipients are hand-coded (JSON lines).

Protocol *span given*: the sentence with its context is read as a post of its day, and each gold span of an actor or a
recipient is resolved with `reading.actors.resolve_at`. `country` is the share right of the spans that have a code (the
gold codes an armed group by its home state), `sector` of those that have a sector; spans without a code count only
under `uncoded`, the share that got no state's code.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gpulse.errors import InputError
from gpulse.reading.actors import ActorCode, resolve_at
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article, Span


def load_gold(path: Path) -> list[dict[str, Any]]:
    """Read the gold events. Raises `InputError` where the file is missing or no JSON lines."""
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read as JSON lines: {error}.") from error


def find_answers(path: Path, kit: Kit) -> Iterator[tuple[str, str | None, str | None, ActorCode, str]]:
    """Yield the words of each gold span, its gold code and sector, what was found, and the sentence."""
    for item in load_gold(path):
        before = f"{item['context']} " if item.get("context") else ""
        text = before + str(item["text"])
        published = item.get("published")
        article = Article(id=str(item["id"]), text=text, published_at=str(published) if published else None)
        record = read_article(article, kit)
        seen = set()
        for event in item["events"]:
            for role in (*event["actors"], *event["recipients"]):
                start, end = (len(before) + at for at in role["span"])
                if (start, end) in seen:
                    continue
                seen.add((start, end))
                found = resolve_at(record, Span(start=start, end=end), kit)
                yield text[start:end], role.get("code"), role.get("sector"), found, text


def evaluate_actors(path: Path, kit: Kit) -> dict[str, float]:
    """Return the shares that the module's protocol names."""
    count: Counter[str] = Counter()
    for _, code, sector, found, _ in find_answers(path, kit):
        if code:
            count["coded"] += 1
            count["right"] += found.country == code
        else:
            count["uncoded"] += 1
            count["left"] += found.country is None
        if sector:
            count["sectors"] += 1
            count["sector"] += found.sector == sector
    return {
        "spans": count["coded"] + count["uncoded"],
        "country": round(count["right"] / max(1, count["coded"]), 3),
        "sector": round(count["sector"] / max(1, count["sectors"]), 3),
        "uncoded": round(count["left"] / max(1, count["uncoded"]), 3),
    }
