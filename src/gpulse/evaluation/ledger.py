"""Score the ledger on stories: commitments found, their fields, their status on given days, and what was refused.

A story is a folder with `ledger.json`, what a careful reader writes down, and `reports/NN.md` (docs/ledger.md tells the
format). The posts are read once; the ledger is built as of each day that the gold names. A found commitment matches a
gold one where their evidence overlaps in the same report and they share an actor, one to one, best overlap first.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

from gpulse.days import days_between
from gpulse.errors import InputError
from gpulse.evaluation.scores import Counts, share
from gpulse.intake import parse_pages
from gpulse.linking.commitments import build_ledger
from gpulse.linking.ledger.ledger_rows import Evidence, Ledger, RefusedRow, Row
from gpulse.linking.outcome.judge import Judge, judge_of
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article, Record
from gpulse.sources import BadInput, load_inputs

ALIKE = 0.5
"""Least share of the shorter quote's words that two quotes of one passage have in common."""

REFUSED_ALIKE = 0.8
"""The same for a refused passage."""

HELD_OUT = "HELD_OUT"
"""The file beside the stories that names those kept apart, one a line."""


def tally_ledger(path: Path, kit: Kit, part: str = "all", limit: int | None = None) -> list[Counter[str]]:
    """Return what was counted in each story at or below `path`.

    Raises `InputError` where there is no story, or a report cannot be read.
    """
    return [tally_story(story, kit) for story in find_stories(path, part)[:limit]]


def find_stories(path: Path, part: str = "all") -> list[Path]:
    """Return the folders of the stories at or below `path`. Raises `InputError` where there is none."""
    stories = sorted(p.parent for p in path.rglob("ledger.json")) if path.is_dir() else []
    apart = (path / HELD_OUT).read_text(encoding="utf-8").split() if (path / HELD_OUT).exists() else []
    if part != "all":
        stories = [story for story in stories if (story.name in apart) == (part == "held-out")]
    if not stories:
        raise InputError(f"{path} holds no story ({part}): a folder with ledger.json and reports.")
    return stories


def read_story(folder: Path, kit: Kit) -> list[Record]:
    """Read a story's reports, oldest first. Raises `InputError` where one cannot be read."""
    return list(read_articles(load_reports(folder, kit), kit))


def load_reports(folder: Path, kit: Kit) -> list[Article]:
    """Return a story's reports. Raises `InputError` where one cannot be read."""
    files = [str(file) for file in sorted((folder / "reports").glob("*.md"))]
    articles = []
    for one in parse_pages(load_inputs(files, kit.settings), form=None, published=None):
        if isinstance(one, BadInput):
            raise InputError(one.why)
        articles.append(one.article)
    return articles


def tally_story(folder: Path, kit: Kit) -> Counter[str]:
    """Return what was counted in one story."""
    gold = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
    return tally_records(gold, read_story(folder, kit), judge_of(kit.ledger))


def tally_records(gold: Mapping[str, Any], records: Sequence[Record], judge: Judge | None = None) -> Counter[str]:
    """Return what was counted in one story whose reports were read into `records`."""
    wanted = gold["commitments"]
    last = max(record.article.published_on or "" for record in records)
    days = {entry["date"] for one in wanted for entry in one["as_of"]}
    ledgers = {day: build_ledger(records, day, judge=judge) for day in sorted({*days, last})}
    end = build_ledger(records, "9999-12-31", judge=judge)
    n: Counter[str] = Counter()
    rows = ledgers[last].rows
    matched = match(wanted, rows)
    n.update(stories=1, commitments=len(wanted), found=len(rows), matched=len(matched))
    for number, row_number in matched.items():
        _tally_fields(n, wanted[number], rows[row_number])
    _tally_days(n, wanted, ledgers)
    for passage in gold.get("refused", []):
        n["refusable"] += 1
        n["refused"] += _lists(end.refused, passage) and not _lists(rows, passage)
    return n


def _tally_fields(n: Counter[str], want: Mapping[str, Any], row: Row) -> None:
    window = want["window"]
    n["kind"] += row.kind == want["kind"]
    n["actors"] += _names(row.by) == _names(want["by"]) and _names(row.to) == _names(want["to"])
    n["event_type"] += row.event_type == want["event_type"]
    n["window"] += near_day(row.earliest, window["earliest"], 0) and near_day(row.latest, window["latest"], 0)
    n["deadline"] += near_day(row.latest, window["latest"])
    if want["outcome"].get("on"):
        n["acts"] += 1
        n["act_day"] += bool(row.on) and near_day(row.on, want["outcome"]["on"])


def _tally_days(n: Counter[str], wanted: Sequence[Mapping[str, Any]], ledgers: Mapping[str, Ledger]) -> None:
    matches = {day: match(wanted, ledger.rows) for day, ledger in ledgers.items()}
    for number, want in enumerate(wanted):
        for entry in want["as_of"]:
            day = entry["date"]
            n["days"] += 1
            found = matches[day].get(number)
            n["status"] += found is not None and ledgers[day].rows[found].status == entry["status"]


def score_ledger(tallies: Sequence[Counter[str]]) -> dict[str, float]:
    """Return the figures over the tallies of stories."""
    n: Counter[str] = sum(tallies, Counter())
    counts = Counts(right=n["matched"], found=n["found"], gold=n["commitments"])
    figures: dict[str, float] = {"stories": n["stories"], "commitments": n["commitments"], **counts.rounded()}
    for name in ("kind", "actors", "event_type", "window", "deadline"):
        figures[name] = share(n[name], n["matched"])
    figures["status"] = share(n["status"], n["days"])
    figures["act_day"] = share(n["act_day"], n["acts"])
    figures["refused"] = share(n["refused"], n["refusable"])
    return figures


def match(wanted: Sequence[Mapping[str, Any]], rows: Sequence[Row]) -> dict[int, int]:
    """Return, for each gold commitment that was found, the number of its row."""
    pairs = sorted(
        (
            (_best(want["evidence"], row.evidence), number, at)
            for number, want in enumerate(wanted)
            for at, row in enumerate(rows)
            if _names(want["by"]) & _names(row.by)
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for score, number, at in pairs:
        if score >= ALIKE and number not in found and at not in found.values():
            found[number] = at
    return found


def _best(gold: Iterable[Mapping[str, str]], found: Iterable[Evidence]) -> float:
    pairs = ((g, f) for f in found for g in gold if g["report"] == PurePath(f.article).stem)
    return max((overlap(g["quote"], f.quote) for g, f in pairs), default=0.0)


def overlap(first: str, second: str) -> float:
    """Return the share of the shorter quote's words that both quotes have.

    >>> overlap("It will leave by May.", "The group said it will leave by May, at last.")
    1.0
    """
    one, other = words_in(first), words_in(second)
    least = min(one.total(), other.total())
    return (one & other).total() / least if least else 0.0


def words_in(quote: str) -> Counter[str]:
    """Return the words of a passage, in lower case and without their points.

    >>> words_in("They left, they say.")["they"]
    2
    """
    return Counter(word.strip(".,;:!?\"'()[]“”‘’").lower() for word in quote.split())


def _lists(rows: Iterable[Row | RefusedRow], passage: Mapping[str, str]) -> bool:
    return any(
        PurePath(one.article).stem == passage["report"] and overlap(one.quote, passage["quote"]) >= REFUSED_ALIKE
        for row in rows
        for one in row.evidence
    )


def _names(actors: Iterable[str]) -> set[str]:
    return {actor.upper() for actor in actors}


def near_day(first: str | None, second: str | None, days: int = 1) -> bool:
    """Say whether two days lie at most so many days apart, or both are absent."""
    if not first or not second:
        return not first and not second
    return abs(days_between(first, second)) <= days
