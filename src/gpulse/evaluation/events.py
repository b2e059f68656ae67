"""Events in running news, from raw sentences: hand-coded gold, pairs of the PLV set, and text without politics.

Three protocols. `events`: each hand-coded sentence is read with its context before it; a found event is right where its
trigger overlaps a gold trigger, one to one, and where that leaves some over, events of one type pair up; the rest is
counted over the pairs, as `shared/gold/score_events.py` does. `pairs`: each sentence of a pair set is read raw; a pair
is found where some event's actor and recipient overlap the pair's, and right where the quad class of the type that
PLOVER has for it is the gold's: a record keeps the act with its realis, the set codes a promised act as AGREE and a
threatened one as THREATEN, as exports do (`gpulse.exchange.plover.derive_type`; of promised yielding see `_quad`).
`quiet`: how many events are found in 100 sentences of GUM documents of genres without politics; those that training
used are left out.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gpulse.codes import QUAD
from gpulse.errors import InputError
from gpulse.evaluation.plover import read_marked
from gpulse.evaluation.scores import Counts
from gpulse.exchange.plover import derive_type
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article, Event, Record, Span

QUIET_GENRES = ("whow", "voyage", "fiction", "vlog", "textbook", "academic", "conversation")
SHADES = ("realis", "polarity", "certainty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was counted in one sentence."""

    found: Counts
    typed: Counts
    actors: Counts
    recipients: Counts
    said_by: Counts
    shades: tuple[Counts, ...]
    quiet: int
    empty: int


def tally_events(path: Path, kit: Kit, limit: int | None = None) -> list[Tally]:
    """Read hand-coded sentences (JSON lines) and count. Raises `InputError` where the file holds none."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()][:limit]
    if not rows or "events" not in rows[0]:
        raise InputError(f"{path} holds no hand-coded sentences; give JSON lines with text and events.")
    articles = []
    for row in rows:
        before = f"{row['context']} " if row.get("context") else ""
        articles.append(Article(id=str(row["id"]), text=before + row["text"], published_at=row.get("published")))
    return [_tally(row, record) for row, record in zip(rows, read_articles(articles, kit), strict=True)]


def _tally(row: dict[str, Any], record: Record) -> Tally:
    shift = len(record.article.text) - len(row["text"])
    found = [e for e in record.events if e.trigger.start >= shift]
    pairs = _pair_up(row["events"], found, shift)
    roles = {
        name: sum((_overlaps([x["span"] for x in g[name]], getattr(f, name), shift) for g, f in pairs), Counts())
        for name in ("actors", "recipients")
    }
    said = Counts()
    for g, f in pairs:
        sources = [s for s in (record.attributions[k].source for k in f.attributions) if s]
        gold = [g["said_by"]] if g.get("said_by") else []
        right = bool(gold) and any(_touch(gold[0], s, shift) for s in sources)
        said += Counts(right=right, found=bool(sources), gold=len(gold))
    return Tally(
        found=Counts(right=len(pairs), found=len(found), gold=len(row["events"])),
        typed=Counts(
            right=sum(g["event_type"] == f.event_type for g, f in pairs), found=len(found), gold=len(row["events"])
        ),
        actors=roles["actors"],
        recipients=roles["recipients"],
        said_by=said,
        shades=tuple(
            Counts(right=sum(getattr(f, name) == g[name] for g, f in pairs), found=len(pairs), gold=len(pairs))
            for name in SHADES
        ),
        quiet=int(not row["events"]),
        empty=int(not row["events"] and not found),
    )


def score_events(tallies: Sequence[Tally]) -> dict[str, float]:
    """Return F1 of finding, of roles and of sources, and the shares of right shades and of quiet sentences."""

    def total(get: Callable[[Tally], Counts]) -> Counts:
        return sum((get(t) for t in tallies), Counts())

    found = total(lambda t: t.found)
    out = {
        "precision": round(found.precision, 3),
        "recall": round(found.recall, 3),
        "f1": round(found.f1, 3),
        "typed_f1": round(total(lambda t: t.typed).f1, 3),
        "actors_f1": round(total(lambda t: t.actors).f1, 3),
        "recipients_f1": round(total(lambda t: t.recipients).f1, 3),
        "said_by_f1": round(total(lambda t: t.said_by).f1, 3),
    }
    for k, name in enumerate(SHADES):
        out[name] = round(sum((t.shades[k] for t in tallies), Counts()).precision, 3)
    return out | {"empty": round(sum(t.empty for t in tallies) / max(1, sum(t.quiet for t in tallies)), 3)}


def _pair_up(gold: Sequence[dict[str, Any]], found: Sequence[Event], shift: int) -> list[tuple[dict[str, Any], Event]]:
    pairs: list[tuple[dict[str, Any], Event]] = []
    free, left = list(found), list(gold)

    def same_words(g: dict[str, Any], f: Event) -> bool:
        return _touch(g["trigger"], f.trigger, shift)

    def same_type(g: dict[str, Any], f: Event) -> bool:
        return bool(g["event_type"] == f.event_type)

    for same in (same_words, same_type):
        for g in list(left):
            fits = [f for f in free if same(g, f)]
            if fits:
                best = max(fits, key=lambda f: (f.event_type == g["event_type"], _shared(g, f, shift)))
                free.remove(best)
                left.remove(g)
                pairs.append((g, best))
    return pairs


def _shared(g: dict[str, Any], f: Event, shift: int) -> int:
    return sum(any(_touch(x["span"], y, shift) for y in f.actors) for x in g["actors"])


def _touch(span: Sequence[int], ours: Span, shift: int) -> bool:
    return span[0] + shift < ours.end and ours.start < span[1] + shift


def _overlaps(gold: Sequence[Sequence[int]], found: Sequence[Span], shift: int) -> Counts:
    """Count spans that touch: right is the harmonic share, so that F1 over sums is that of precision and recall."""
    hits = sum(any(_touch(g, f, shift) for f in found) for g in gold)
    kept = sum(any(_touch(g, f, shift) for g in gold) for f in found)
    return Counts(right=(hits + kept) / 2, found=len(found), gold=len(gold))


def evaluate_pairs(path: Path, kit: Kit, limit: int | None = None) -> dict[str, float]:
    """Score finding given pairs in raw sentences of a TSV of PLV's columns. Raises `InputError` where there is none."""
    rows: list[tuple[str, Span, Span, str]] = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            text, actor, recipient = read_marked(row.get("marked_sentence") or "")
            if actor and recipient:
                rows.append((text, actor, recipient, row["gold_penta"]))
    rows = rows[:limit]
    if not rows:
        raise InputError(f"{path} holds no rows with marked_sentence; give a TSV of PLV's or AW's columns.")
    records = read_articles((Article(id=str(k), text=row[0]) for k, row in enumerate(rows)), kit)
    found = right = 0
    for (_, actor, recipient, quad), record in zip(rows, records, strict=True):
        events = [
            e
            for e in record.events
            if any(a.overlaps(actor) for a in e.actors) and any(r.overlaps(recipient) for r in _receiving(e))
        ]
        found += bool(events)
        right += any(_quad(e) == quad for e in events)
    return {"rows": len(rows), "pair": round(found / len(rows), 3), "quad": round(right / len(rows), 3)}


def _receiving(event: Event) -> tuple[Span, ...]:
    """Return the recipients; of a reciprocal act, whose parties are all actors, those too."""
    return (*event.recipients, *(event.actors if len(event.actors) > 1 else ()))


def _quad(event: Event) -> str:
    """Return the class as the pair sets have it, where CONCEDE and RETREAT are one type of class 2.

    What somebody promises to yield is AGREE there, as all that is promised is (all 20 such pairs of PLV's training
    rows), though the manual leaves it CONCEDE, and exports with it.
    """
    kind = derive_type(event)[0]
    if kind == "CONCEDE" and event.realis == "promised":
        return str(QUAD["AGREE"])
    return "2" if kind in ("CONCEDE", "RETREAT") else str(QUAD.get(kind or "", 0))


def evaluate_quiet(path: Path, kit: Kit, limit: int | None = None) -> dict[str, float]:
    """Count events in GUM documents without politics. Raises `InputError` where the folder holds none."""
    files = [f for genre in QUIET_GENRES for f in sorted(path.glob(f"GUM_{genre}_*.conllu"))[1::2]][:limit]
    if not files:
        raise InputError(
            f"{path} holds no GUM documents of {', '.join(QUIET_GENRES)}; give the folder of .conllu files."
        )
    articles, sentences = [], 0
    for file in files:
        lines = file.read_text(encoding="utf-8").splitlines()
        texts = [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]
        sentences += len(texts)
        articles.append(Article(id=file.stem, text="\n".join(texts)))
    events = sum(len(record.events) for record in read_articles(articles, kit))
    return {"sentences": sentences, "events": events, "per_100_sentences": round(100 * events / sentences, 2)}
