"""Score what became of commitments, the commitments given: how good the second half of the ledger is on its own.

The gold of `gpulse evaluate ledger` names the commitments of a story. Here they are taken from there, as if
all had been
found with every field right, and only their status on the gold's days and the day of the act are scored. What differs
from `gpulse evaluate ledger` is what finding costs.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from gpulse.errors import InputError
from gpulse.evaluation.ledger import find_stories, near_day, read_story
from gpulse.evaluation.scores import share
from gpulse.linking.commitments import settle_groups
from gpulse.linking.ledger.ledger_rows import Row
from gpulse.linking.ledger.tellings import Telling, tellings_of
from gpulse.linking.outcome.judge import Judge, hear, judge_of
from gpulse.reading.commitment.acts import find_acts
from gpulse.reading.kit import Kit
from gpulse.record import Commitment, Quantity, Record, Sentence, Span, oldest_first


def tally_outcomes(path: Path, kit: Kit, part: str = "all", limit: int | None = None) -> list[Counter[str]]:
    """Return what was counted in each story at or below `path`.

    Raises `InputError` where there is no story, a report cannot be read, or a quote of the gold is not in its report.
    """
    judge = judge_of(kit.ledger)
    return [tally_settled(load_gold(s), read_story(s, kit), judge) for s in find_stories(path, part)[:limit]]


def load_gold(folder: Path) -> Mapping[str, Any]:
    """Return a story's `ledger.json`."""
    gold: Mapping[str, Any] = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
    return gold


def tally_settled(gold: Mapping[str, Any], records: Sequence[Record], judge: Judge | None = None) -> Counter[str]:
    """Return what was counted in one story whose reports were read into `records`."""
    wanted = gold["commitments"]
    last = max(record.article.published_on or "" for record in records)
    days = sorted({*(entry["date"] for one in wanted for entry in one["as_of"]), last})
    settled = {day: settle_given(wanted, records, day, judge) for day in days}
    n: Counter[str] = Counter(stories=1, commitments=len(wanted))
    for number, want in enumerate(wanted):
        for entry in want["as_of"]:
            row = settled[entry["date"]].get(number)
            n["days"] += 1
            n["status"] += row is not None and row.status == entry["status"]
        if want["outcome"].get("on"):
            row = settled[last].get(number)
            n["acts"] += 1
            n["act_day"] += row is not None and bool(row.on) and near_day(row.on, want["outcome"]["on"])
    return n


def settle_given(
    wanted: Sequence[Mapping[str, Any]], records: Sequence[Record], as_of: str, judge: Judge | None = None
) -> dict[int, Row]:
    """Return the row of each given commitment that was published by a day, by its number."""
    known = oldest_first(r for r in records if (r.article.published_on or "") <= as_of)
    given = given_tellings(wanted, known)
    rows = settle_groups(list(given.values()), known, as_of, hear(judge, known) if judge else None)
    return dict(zip(given, rows, strict=True))


def given_tellings(wanted: Sequence[Mapping[str, Any]], known: Sequence[Record]) -> dict[int, list[Telling]]:
    """Return the tellings of each given commitment that these records hold, by its number."""
    tellings: dict[int, list[Telling]] = {}
    for record in known:
        given = {str(number): one for number, want in enumerate(wanted) for one in _given(want, number, record)}
        for telling in tellings_of(replace(record, commitments=tuple(given.values()))):
            tellings.setdefault(int(telling.commitment.id), []).append(telling)
    return {number: sorted(tellings[number], key=lambda t: t.key) for number in sorted(tellings)}


def _given(want: Mapping[str, Any], number: int, record: Record) -> Iterable[Commitment]:
    """The commitment as a report tells it, where it does."""
    report = PurePath(record.article.id).stem
    quotes = [one["quote"] for one in want["evidence"] if one["report"] == report]
    if not quotes:
        return
    text = record.article.text
    spans = [Span(start=text.find(quote), end=text.find(quote) + len(quote)) for quote in quotes]
    if any(span.start < 0 for span in spans):
        raise InputError(f"{record.article.id} does not hold a quote of its ledger.json: {quotes}.")
    acts = find_acts(text, Sentence(start=spans[0].start, end=spans[0].end))
    act = next((a for a in acts if a.event_type == want["event_type"]), None)
    quantity, window = want["quantity"], want["window"]
    yield Commitment(
        id=str(number), kind=want["kind"], by=tuple(_spelled(name, record) for name in want["by"]),
        to=tuple(_spelled(name, record) for name in want["to"]), event_type=want["event_type"],
        act=act.trigger if act else spans[0], what=text[act.trigger.start : spans[0].end] if act else None,
        quantity=Quantity(low=quantity["low"], high=quantity["high"], unit=quantity["unit"]) if quantity else None,
        place=want["place"], said_by=want["said_by"], said_on=want["said_on"], earliest=window["earliest"],
        latest=window["latest"], window_text=window["text"], condition=want["condition"], evidence=tuple(spans),
    )  # fmt: skip


def _spelled(name: str, record: Record) -> str:
    """A name as the post's mentions spell it."""
    return next((m.actor for m in record.mentions if m.actor and m.actor.upper() == name.upper()), name)


def score_outcomes(tallies: Sequence[Counter[str]]) -> dict[str, float]:
    """Return the figures over the tallies of stories."""
    n: Counter[str] = sum(tallies, Counter())
    return {
        "stories": n["stories"],
        "commitments": n["commitments"],
        "status": share(n["status"], n["days"]),
        "act_day": share(n["act_day"], n["acts"]),
    }
