"""Draw sentences of ../shared/data to label, and turn labels written in words into the stand-off form.

    python training/sentences_draw.py draw --seed 20270 --count 800 --into /tmp/drawn.jsonl
    python training/sentences_draw.py label --drawn /tmp/drawn.jsonl --labels /tmp/labels.txt --into real-5.jsonl

`draw` takes, of every 20, eleven sentences from all those of the current-events pages, five from PolNeAR articles (one
an article), three from GWN articles and one from a topic of ECB+, each by chance; it skips what is labelled already,
here or in the gold set (letters and digits alone). Drawn sentences hold source text: keep them out of the repository.

`label` reads lines. "=12" names the drawn sentence at place 12, counted from 0; the last place named is the last one
labelled, and those before it without lines have no event. Each other line is an event of the sentence named last:

    trigger|TYPE|actors|recipients|i:items|p:place|t:time|r:realis|n|c:certainty|s:said by

Words are given as they stand in the sentence; several are parted by ";", and "troops#2" is their second occurrence.
What is not named is empty, or actual, positive and certain. "n" alone says negative. Sentences that another file
there labels, or that are gold ones split or tagged otherwise, are left out.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gpulse.codes import CERTAINTY, EVENT_TYPES, REALIS
from sentences_source import SourceSentence, read_sentences

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
# Of every 20: half or more from running news, as the gold set has it.
_TURNS = (
    *("day", "day", "article", "day", "place", "day", "article", "day", "day", "topic"),
    *("day", "article", "day", "place", "day", "article", "day", "place", "day", "article"),
)
_LENGTHS = range(26, 450)  # code points: shorter are headings and rests, longer are lists
_ALIKE = 45  # letters and digits: above it only the same sentence, or its twin in a series of reports, was met
_MONTHS = "January February March April May June July August September October November December".split()


def _key(text: str) -> str:
    return re.sub(r"\W|_", "", text).lower()


def gold_sentences(gold: Path) -> list[str]:
    """Return the letters and digits of each sentence of a gold file."""
    return [_key(json.loads(line)["text"]) for line in gold.read_text(encoding="utf-8").splitlines()]


def labelled_rows(folder: Path, but: Path | None = None) -> list[dict[str, Any]]:
    """Return the stand-off rows of the files in `folder`, but not those of the file `but`."""
    paths = [path for path in sorted(folder.glob("real-*.jsonl")) if but is None or path.resolve() != but.resolve()]
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def known_sentences(rows: list[dict[str, Any]]) -> set[str]:
    """Return the letters and digits of the sentences that stand-off rows name."""
    pages: dict[str, list[SourceSentence]] = {}
    for row in rows:
        if row["source"] not in pages:
            pages[row["source"]] = read_sentences(SHARED / "data", row["source"])
    return {_key(pages[row["source"]][row["n"]].text) for row in rows}


def is_gold(text: str, gold: list[str]) -> bool:
    """Say whether `text` holds a gold sentence, lies in one, or begins or ends as one (otherwise split or tagged).

    >>> is_gold("He said it worked, she added.", ["hesaiditworkedsheaddedvna"])
    True
    """
    key = _key(text)
    return any(key in x or x in key or key[:_ALIKE] == x[:_ALIKE] or key[-_ALIKE:] == x[-_ALIKE:] for x in gold)


def published(source: str) -> str | None:
    """Return the day of a source that tells it in its name, else None.

    >>> published("stories/current-events/2021/March/2.html")
    '2021-03-02'
    >>> published("attribution/polnear-train/text/politico_2016-07-29_trump.txt")
    '2016-07-29'
    """
    if day := re.search(r"current-events/(\d{4})/(\w+)/(\d+)\.html", source):
        return f"{day[1]}-{_MONTHS.index(day[2]) + 1:02}-{int(day[3]):02}"
    day = re.search(r"_(\d{4}-\d\d-\d\d)_", source)
    return day[1] if day else None


def _sources(data: Path) -> dict[str, list[list[str]]]:
    """Return for each kind of turn its groups of sources; a turn takes one sentence of one group."""
    days = sorted(str(p.relative_to(data)) for p in (data / "stories/current-events").rglob("*.html"))
    texts = sorted(str(p.relative_to(data)) for p in (data / "attribution/polnear-train/text").glob("*.txt"))
    names = re.findall(r'<article file="([^"]+)"', (data / "places/GWN-half.xml").read_text(encoding="utf-8"))
    topics = sorted(p for p in (data / "stories/ecbplus").iterdir() if p.is_dir())
    return {
        "day": [days],
        "article": [[name] for name in texts],
        "place": [[f"places/GWN-half.xml#{name}"] for name in names],
        "topic": [sorted(str(p.relative_to(data)) for p in topic.glob("*.xml")) for topic in topics],
    }


def draw(*, seed: int, count: int, known: set[str]) -> Iterator[dict[str, Any]]:
    """Yield `count` sentences with source, number, hash, day, context and text, none of them in `known`."""
    chance = random.Random(seed)
    data = SHARED / "data"
    sources = _sources(data)
    left: dict[str, list[list[str]]] = {}
    pools: dict[str, list[tuple[str, SourceSentence]]] = {}
    taken = set(known)
    drawn = 0
    while drawn < count:
        turn = _TURNS[drawn % len(_TURNS)]
        if not left.get(turn):
            left[turn] = chance.sample(sources[turn], len(sources[turn]))
        group = left[turn].pop()
        if group[0] not in pools:
            pools[group[0]] = [(source, s) for source in group for s in read_sentences(data, source)]
        fit = [(x, s) for x, s in pools[group[0]] if len(s.text) in _LENGTHS and _key(s.text) not in taken]
        if not fit:
            continue
        source, sentence = chance.choice(fit)
        taken.add(_key(sentence.text))
        drawn += 1
        yield {
            "source": source,
            "published": published(source),
            "sha": sentence.sha,
            "n": sentence.n,
            "context": sentence.context,
            "text": sentence.text,
        }


def span(text: str, words: str) -> list[int]:
    """Return the offsets of `words` in `text`, of the n-th occurrence where they end in "#n".

    >>> span("troops left, troops came", "troops#2")
    [13, 19]
    """
    words, _, which = words.strip().partition("#")
    pattern = re.escape(words).replace("'", "['’]")
    places = [m.span() for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)]
    places = places or [m.span() for m in re.finditer(pattern, text)]
    if len(places) < int(which or 1):
        raise ValueError(f"{words!r} does not stand {which or 1} times in {text!r}")
    return list(places[int(which or 1) - 1])


def read_event(text: str, line: str) -> dict[str, Any]:
    """Return the event that a line describes, with offsets into `text`. Raises ValueError for what does not fit."""
    cells = [cell.strip() for cell in line.split("|")]
    named = {"r": "actual", "c": "certain"}
    people: list[str] = []
    for cell in cells[2:]:
        key, _, value = cell.partition(":")
        if key in {"i", "p", "t", "r", "n", "c", "s"}:
            named[key] = value
        elif len(people) < 2 and len(named) == 2:
            people.append(cell)
        else:
            raise ValueError(f"{cell!r} is none of i: p: t: r: n c: s:")

    def spans(cell: str) -> list[list[int]]:
        return [span(text, words) for words in cell.split(";") if words.strip()]

    people += [""] * 2
    event = {
        "trigger": span(text, cells[0]),
        "event_type": cells[1],
        "actors": [{"span": at, "code": None, "sector": None} for at in spans(people[0])],
        "recipients": [{"span": at, "code": None, "sector": None} for at in spans(people[1])],
        "items": [{"span": at, "quantity": None} for at in spans(named.get("i", ""))],
        "place": {"span": span(text, named["p"]), "country": None} if "p" in named else None,
        "time": {"span": span(text, named["t"]), "earliest": None, "latest": None} if "t" in named else None,
        "realis": named["r"],
        "polarity": "negative" if "n" in named else "positive",
        "certainty": named["c"],
        "said_by": span(text, named["s"]) if "s" in named else None,
    }
    for name, names in (("event_type", EVENT_TYPES), ("realis", REALIS), ("certainty", CERTAINTY)):
        if event[name] not in names:
            raise ValueError(f"{event[name]!r} is no {name}")
    return event


def label(rows: list[dict[str, Any]], labels: str) -> list[dict[str, Any]]:
    """Return the rows that `labels` covers with their events; errors name the line."""
    events: dict[int, list[dict[str, Any]]] = {}
    wrong: list[str] = []
    at = covered = 0
    for number, line in enumerate(labels.splitlines(), 1):
        if not line.strip():
            continue
        if line.startswith("="):
            at = int(line[1:])
            covered = max(covered, at + 1)
            continue
        try:
            events.setdefault(at, []).append(read_event(rows[at]["text"], line))
        except ValueError as error:
            wrong.append(f"labels, line {number} (={at}): {error}")
    if wrong:
        raise ValueError("\n".join(wrong))
    return [
        row | {"events": sorted(events.get(place, []), key=lambda event: event["trigger"])}
        for place, row in enumerate(rows[:covered])
    ]


def main() -> None:
    """Draw, or turn labels into the stand-off form, as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("--seed", type=int, required=True)
    drawing.add_argument("--count", type=int, required=True)
    labelling = commands.add_parser("label")
    labelling.add_argument("--drawn", type=Path, required=True)
    labelling.add_argument("--labels", type=Path, required=True)
    for command in (drawing, labelling):
        command.add_argument("--into", type=Path, required=True)
    args = parser.parse_args()
    gold = gold_sentences(SHARED / "gold/events/dev.jsonl")
    if args.command == "draw":
        known = known_sentences(labelled_rows(ROOT / "training/sentences")) | set(gold)
        rows = list(draw(seed=args.seed, count=args.count, known=known))
    else:
        drawn = [json.loads(line) for line in args.drawn.read_text(encoding="utf-8").splitlines()]
        rows = label(drawn, args.labels.read_text(encoding="utf-8"))
        taken = {(row["source"], row["n"]) for row in labelled_rows(args.into.parent, but=args.into)}
        rows = [row for row in rows if (row["source"], row["n"]) not in taken and not is_gold(row["text"], gold)]
        rows = [{key: row[key] for key in ("source", "published", "sha", "n", "events")} for row in rows]
        print(f"{sum(len(row['events']) for row in rows)} events,", end=" ")
    args.into.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} sentences: {args.into}")


if __name__ == "__main__":
    main()
