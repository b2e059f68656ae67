"""Write labelled stories as gold ledgers (shared/gold/ledger/README.md), for the fits and scorers that read those.

    python training/ledger_gold.py training/stories --to runs/gold

A commitment's evidence is the sentence of each telling; its status on the days of the later reports follows from the
sentences that show it and from the calendar. `shown` lists every sentence that shows what became of it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parent))

from ledger_source import SCALES, Line, Report, Shown, Story, Telling, held_out, read_story

LEAST_SCALED: Final = 1e5
"""A number from here on was given with them."""


def status_on(day: str, latest: str | None, shown: list[tuple[str, Shown]]) -> tuple[str, str | None]:
    """Return a commitment's status on a day, and the day it was done, of what was shown by then."""
    status = "overdue" if latest and day > latest else "pending"
    done: str | None = None
    for published, one in shown:
        if published > day or one.status == "moved" or status in ("kept", "late"):
            continue
        status = one.status
        done = (one.day or published) if status in ("kept", "late") else None
    return status, done


def gold_of(story: Story) -> dict[str, Any]:
    """Return a story's ledger."""
    tellings: dict[str, list[tuple[Report, Line, Telling]]] = {}
    shown: dict[str, list[tuple[str, Shown]]] = {}
    quotes: dict[int, tuple[str, str]] = {}
    slots: dict[str, list[dict[str, Any]]] = {}
    refused = []
    for report in story.reports:
        for line in report.lines:
            for telling in line.tellings:
                tellings.setdefault(telling.id, []).append((report, line, telling))
            for one in line.shown:
                shown.setdefault(one.id, []).append((report.day, one))
                quotes[id(one)] = (report.key, line.text)
            for slot, words, span in line.slots:
                low, _, high = span.partition("..")
                ends = [
                    _scaled(float(end), words) if end.replace(".", "", 1).isdigit() else None for end in (low, high)
                ]
                slots.setdefault(slot, []).append(
                    {"report": report.key, "value": words, "low": ends[0], "high": ends[1]}
                )
            refused += [{"report": report.key, "quote": line.text, "why": ""} for _ in line.refused[:1]]
    last = story.reports[-1].day
    commitments = []
    for name, told in tellings.items():
        report, _, first = told[0]
        dated = next((t for _, _, t in told if t.latest), first)
        number = next((t.number for _, _, t in told if t.number), None)
        found = shown.get(name, [])
        status, done = status_on(last, dated.latest, found)
        days = sorted({r.day for r in story.reports if r.day >= report.day} | {d for d, _ in found})
        commitments.append(
            {
                "id": name, "kind": first.kind, "by": [p.code for p in first.by], "by_name": "",
                "to": [p.code for p in first.to], "said_by": first.said_by, "event_type": first.event_type,
                "what": first.act, "place": None,
                "quantity": {"low": number[0], "high": number[1], "unit": ""} if number else None,
                "said_on": report.day,
                "window": {"earliest": dated.earliest, "latest": dated.latest, "text": dated.window_text},
                "condition": next((t.condition for _, _, t in told if t.condition), None),
                "evidence": [{"report": r.key, "quote": line.text} for r, line, _ in told],
                "outcome": {
                    "status": status, "on": done,
                    "evidence": [
                        {"report": quotes[id(one)][0], "quote": quotes[id(one)][1]}
                        for _, one in found
                        if one.status == status or {one.status, status} == {"kept", "late"}
                    ],
                },
                "shown": [
                    {"report": quotes[id(one)][0], "quote": quotes[id(one)][1], "status": one.status, "on": one.day}
                    for _, one in found
                ],
                "as_of": [{"date": day, "status": status_on(day, dated.latest, found)[0]} for day in days],
            }
        )  # fmt: skip
    lineage = [_lineage(report) for report in story.reports if report.how != "none"]
    conflicts = [{"slot": slot, "values": values} for slot, values in slots.items() if len(values) > 1]
    return {
        "story": story.name, "commitments": commitments, "refused": refused, "lineage": lineage,
        "origins": _origins(lineage), "central_claim": story.claim, "conflicts": conflicts,
    }  # fmt: skip


def _scaled(end: float, words: str) -> float:
    """The number that "65 million" gives as 65."""
    scale = next((value for name, value in SCALES.items() if name in words), 1.0)
    return end * scale if end < LEAST_SCALED else end


def _lineage(report: Report) -> dict[str, Any]:
    how, _, source = report.how.partition(" ")
    return {"report": report.key, "from": source or None, "how": how}


def _origins(lineage: list[Mapping[str, Any]]) -> int:
    """Count the distinct roots."""
    source = {entry["report"]: entry["from"] for entry in lineage}

    def root(name: str) -> str:
        while source.get(name):
            name = source[name]
        return name

    return len({root(entry["report"]) for entry in lineage})


def write_story(story: Story, folder: Path) -> None:
    """Write a story's reports and its ledger."""
    (folder / "reports").mkdir(parents=True, exist_ok=True)
    for report in story.reports:
        body = ""
        for k, line in enumerate(report.lines):
            body += ("" if not k else "\n\n" if k % 3 == 0 else " ") + line.text
        front = f"---\ntitle: {report.title}\noutlet: {report.outlet}\npublished: {report.day}\n---\n"
        (folder / "reports" / f"{report.key}.md").write_text(front + body + "\n", encoding="utf-8")
    (folder / "ledger.json").write_text(json.dumps(gold_of(story), indent=1, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    """Write every story of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path)
    parser.add_argument("--to", type=Path, default=Path("runs/gold"))
    parser.add_argument("--held-out", action="store_true", help="only the stories that the model does not learn from")
    args = parser.parse_args()
    bad: list[str] = []
    for path in sorted(args.stories.glob("*.txt")):
        story, wrong = read_story(path)
        bad += wrong
        if wrong or (args.held_out and not held_out(path.stem)):
            continue
        story.name = path.stem
        write_story(story, args.to / path.stem)
    if bad:
        raise SystemExit("\n".join(bad))


if __name__ == "__main__":
    main()
