"""Whole posts against gold records: what each tells, who says it, who does it to whom, and when.

Gold is a folder of folders, each with `post.txt` and `record.json`: claims with their type, actors, recipients, time
and sources, and attributions, all by their words. Protocol, as in `shared/gold/score_posts.py`: a claim is found where
an event of its type has the claim's words in its sentence (80 % of them); of several, the one whose own words and
actors fit best. `actors`, `recipients`, `when`, `said`, `realis` and `certainty` are shares of the claims found. An
attribution is found where the one that fits best has 60 % of its content's words. `precision` is the share of events
whose sentence shares words with a claim.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gpulse.errors import InputError
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article, Attribution, Event, Participant, Record, Span

Tally = Counter[str]


def tally_posts(path: Path, kit: Kit, limit: int | None = None) -> list[Tally]:
    """Return the counts of each post. Raises `InputError` where the folder holds none."""
    folders = sorted(f.parent for f in path.glob("**/record.json") if (f.parent / "post.txt").exists())[:limit]
    if not folders:
        raise InputError(f"{path} holds no folders with post.txt and record.json.")
    golds = [json.loads((folder / "record.json").read_text(encoding="utf-8")) for folder in folders]
    articles = [
        Article(id=f.name, text=(f / "post.txt").read_text(encoding="utf-8"), published_at=gold["published"])
        for f, gold in zip(folders, golds, strict=True)
    ]
    return [_tally(gold, record) for gold, record in zip(golds, read_articles(articles, kit), strict=True)]


def score_posts(tallies: Sequence[Tally]) -> dict[str, float]:
    """Return the shares over all posts."""
    total: Tally = Counter()
    for tally in tallies:
        total.update(tally)
    names = ("claims", "attributions", "actors", "recipients", "when", "said", "realis", "certainty", "precision")
    return {name: round(total[name] / total[f"{name}_of"], 3) for name in names if total[f"{name}_of"]}


def _tally(gold: dict[str, Any], record: Record) -> Tally:
    text, tally = record.article.text, Counter[str]()
    for claim in gold["claims"]:
        tally["claims_of"] += 1
        event = _best(claim, record)
        if event is None:
            continue
        tally["claims"] += 1
        checks = {
            "actors": _codes(event.actors) == set(claim["actors"]),
            "recipients": _codes(event.recipients) == set(claim["recipients"]),
            "realis": event.realis == claim["realis"],
            "certainty": event.certainty == claim["certainty"],
        }
        if claim.get("time"):
            checks["when"] = [event.earliest, event.latest] == claim["time"]
        if claim["says"]:
            checks["said"] = any(_says(record, k, claim["says"][0]["source"]) for k in event.attributions)
        for name, right in checks.items():
            tally[name] += right
            tally[f"{name}_of"] += 1
    for event in record.events:
        tally["precision_of"] += 1
        tally["precision"] += any(
            _overlap(c["evidence"], _words_of(text, event.evidence)) >= 0.6 for c in gold["claims"]
        )
    for said in gold["attributions"]:
        tally["attributions_of"] += 1
        tally["attributions"] += _is_attributed(said, record)
    return tally


def _best(claim: dict[str, Any], record: Record) -> Event | None:
    """Return the event that tells a claim, of several the one whose own words and actors fit best."""
    text = record.article.text
    fit = [
        e
        for e in record.events
        if e.event_type == claim["event_type"] and _covers(claim["evidence"], _words_of(text, e.evidence)) >= 0.8
    ]

    def rank(event: Event) -> tuple[float, int]:
        own = _words_of(text, event.items) or event.trigger.of(text)
        return _overlap(claim["what"], own), len(_codes(event.actors) & set(claim["actors"]))

    return max(fit, key=rank, default=None)


def _is_attributed(said: dict[str, Any], record: Record) -> bool:
    """Say whether the statement that fits best, by content and cue, has 60 % of the content's words."""
    text = record.article.text

    def content(attribution: Attribution) -> float:
        return _covers(said["content"], _words_of(text, attribution.content))

    def fit(attribution: Attribution) -> float:
        return content(attribution) + (attribution.cue is not None and attribution.cue.of(text) in said["cue"])

    best = max(record.attributions, key=fit, default=None)
    return best is not None and content(best) >= 0.6


def _says(record: Record, number: int, source: str | None) -> bool:
    said, text = record.attributions[number], record.article.text
    words = said.source.of(text) if said.source else ""
    name = (said.speaker.name if said.speaker else None) or words
    return (source or "") in name or words == source


def _codes(people: Sequence[Participant]) -> set[str]:
    return {p.code for p in people if p.code}


def _words_of(text: str, spans: Sequence[Span]) -> str:
    return " ".join(span.of(text) for span in spans)


def _bag(words: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", words.lower()))


def _covers(gold: str, words: str) -> float:
    """Return the share of the gold's words that `words` have."""
    wanted = _bag(gold)
    return sum((wanted & _bag(words)).values()) / max(1, sum(wanted.values()))


def _overlap(one: str, other: str) -> float:
    """Return the share of the shorter one's words that the other has."""
    a, b = _bag(one), _bag(other)
    least = min(sum(a.values()), sum(b.values()))
    return sum((a & b).values()) / least if least else 0.0
