"""Fit the weights by which a time of a sentence is an act's (`gpulse.reading.event.weighed_times`).

    python training/act_times.py ../shared/data/timex [--gold ../shared/gold/events/dev.jsonl]

An example is an event of TimeBank or AQUAINT (OCCURRENCE, I_ACTION, REPORTING) and a day or clock time of its sentence
that a link (TLINK) of some event there names. It is right where its own link tells that it lies within that time.
Annotators often linked only the first of two verbs that go on from each other ("met and agreed") and the verb, not its
object ("paid a visit"): those without a link are left out of the fit. Fits on the development part, prints what
would be kept from several log odds on there (each fifth of the documents left out), in the part held out, and of the
hand-coded sentences, and writes the table.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from fits import fit_facts, part_of
from gpulse.evaluation.timex import load_timeml, split_documents
from gpulse.knowledge.rows import TABLES
from gpulse.odds import score
from gpulse.reading.event.role_facts import read_line
from gpulse.reading.event.weighed_times import JOINED, OBJECT, time_facts
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.sentences import find_sentences
from gpulse.reading.times import find_timexes
from gpulse.record import Span

WITHIN: Final = frozenset(("IS_INCLUDED", "DURING", "SIMULTANEOUS", "IDENTITY"))
"""Links that tell that an event lies within a time."""
ELSE: Final = frozenset(("BEFORE", "AFTER", "IBEFORE", "IAFTER"))
"""Links that tell that it does not. All others tell where one begins or ends, and are left out."""
EVENTS: Final = frozenset(("OCCURRENCE", "I_ACTION", "REPORTING"))
TURNED: Final = {"INCLUDES": "IS_INCLUDED", "IS_INCLUDED": "INCLUDES", "BEFORE": "AFTER", "AFTER": "BEFORE"}
RIDGE: Final = 5.0
"""3, 5 and 10 are the same with fifths left out."""
LEAST_SEEN: Final = 5
SMALL: Final = 0.02
CHANCES: Final = (-3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An act and a time of its sentence: the facts, whether it happened then, and whether a link or a coder says so."""

    name: str
    facts: tuple[str, ...]
    right: bool
    linked: bool = True

    @property
    def clear(self) -> bool:
        """Whether the label can be relied on."""
        return self.linked or not any(fact.startswith((JOINED, OBJECT)) for fact in self.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A TimeML document: text, events and times by their ids, and what the links between the two say."""

    name: str
    text: str
    events: dict[str, Span]
    times: dict[str, Span]
    links: dict[tuple[str, str], str]


def parse_links(source: str, name: str) -> Linked:
    """Read a TimeML document with its links.

    >>> doc = parse_links('<T><TEXT>He <EVENT eid="e1" class="REPORTING">spoke</EVENT> on <TIMEX3 tid="t1" '
    ...                   'type="DATE" value="1998-01-05">Monday</TIMEX3>.</TEXT><MAKEINSTANCE eiid="i1" '
    ...                   'eventID="e1"/><TLINK eventInstanceID="i1" relatedToTime="t1" relType="DURING"/></T>', "a")
    >>> doc.text, doc.events["e1"].of(doc.text), doc.links
    ('He spoke on Monday.', 'spoke', {('e1', 't1'): 'DURING'})
    """
    root = ET.fromstring(source)
    pieces: list[str] = []
    events: dict[str, Span] = {}
    times: dict[str, Span] = {}

    def walk(node: ET.Element) -> None:
        start = sum(map(len, pieces))
        pieces.append(node.text or "")
        for child in node:
            walk(child)
            pieces.append(child.tail or "")
        span = Span(start=start, end=sum(map(len, pieces)))
        if node.tag == "EVENT" and node.get("class") in EVENTS:
            events[str(node.get("eid"))] = span
        elif node.tag == "TIMEX3" and node.get("type") in ("DATE", "TIME") and "REF" not in (node.get("value") or ""):
            times[str(node.get("tid"))] = span

    body = root.find(".//TEXT")
    if body is not None:
        walk(body)
    event_of = {m.get("eiid"): str(m.get("eventID")) for m in root.iter("MAKEINSTANCE")}
    links: dict[tuple[str, str], str] = {}
    for link in root.iter("TLINK"):
        kind = str(link.get("relType"))
        event, time = link.get("eventInstanceID"), link.get("relatedToTime")
        if event is None and link.get("relatedToEventInstance"):
            event, time, kind = link.get("relatedToEventInstance"), link.get("timeID"), TURNED.get(kind, kind)
        if event in event_of and time:
            links[event_of[event], time] = kind
    return Linked(name=name, text="".join(pieces), events=events, times=times, links=links)


def examples_of(document: Linked, kit: Kit) -> Iterator[Example]:
    """Yield the examples of a document."""
    text = document.text
    for home in find_sentences(text):
        times = {name: span for name, span in document.times.items() if home.covers(span)}
        events = {name: span for name, span in document.events.items() if home.covers(span)}
        named = {t: s for t, s in times.items() if any((e, t) in document.links for e in events)}
        line = read_line(text, home, [], kit.word_classes) if named else None
        if line is None:
            continue
        spans = sorted(named.values())
        for t, time in named.items():
            for e, event in events.items():
                kind = document.links.get((e, t))
                if kind is None or kind in WITHIN | ELSE:
                    facts = time_facts(line, text, event, time, spans)
                    yield Example(name=document.name, facts=facts, right=kind in WITHIN, linked=kind is not None)


def coded_examples(rows: Iterable[dict[str, Any]], kit: Kit) -> Iterator[Example]:
    """Yield the examples of hand-coded sentences: each act and each day or clock time found beside it."""
    for k, row in enumerate(rows):
        before = f"{row['context']} " if row.get("context") else ""
        text, shift = before + str(row["text"]), len(before)
        sentences = find_sentences(text)
        day = dt.date.fromisoformat(row["published"]) if row.get("published") else None
        found = [
            t for t in find_timexes(text, sentences, day, rules=kit.time_rules)
            if t.type in ("DATE", "TIME") and t.earliest
        ]  # fmt: skip
        for event in row["events"]:
            act = Span(start=event["trigger"][0] + shift, end=event["trigger"][1] + shift)
            home = next((s for s in sentences if s.start <= act.start < s.end), None)
            times = [Span(start=t.start, end=t.end) for t in found if home and home.covers(t) and not t.covers(act)]
            if home is None or not times:
                continue
            line, gold = read_line(text, home, [], kit.word_classes), event.get("time")
            told = gold and Span(start=gold["span"][0] + shift, end=gold["span"][1] + shift)
            for time in times:
                facts = time_facts(line, text, act, time, times)
                yield Example(name=str(k), facts=facts, right=bool(told and told.overlaps(time)))


def fit_times(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights."""
    clear = [e for e in examples if e.clear]
    return fit_facts([e.facts for e in clear], right_of(clear), ridge=RIDGE, least=LEAST_SEEN)


def right_of(examples: Sequence[Example]) -> np.ndarray:
    """Return 1 for each example that is right, 0 for the others."""
    return np.array([float(e.right) for e in examples])


def say(name: str, scores: np.ndarray, right: np.ndarray) -> None:
    """Print how many right and wrong ones are kept from several log odds on."""
    kept = (f"{t:+}: {int(right[scores >= t].sum())}, {int((1 - right)[scores >= t].sum())}" for t in CHANCES)
    print(f"{name}: {int(right.sum())} of {len(right)} right; right and wrong ones kept {'; '.join(kept)}")


def main() -> None:
    """Read, fit, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("timex", type=Path)
    parser.add_argument("--gold", type=Path)
    options = parser.parse_args()
    kit = load_kit()
    parts = split_documents(load_timeml(options.timex))
    held = {d.name.removesuffix(".tml") for d in parts[1]}
    files = sorted(options.timex.glob("*/*.tml"))
    documents = [parse_links(file.read_text(encoding="utf-8"), file.stem) for file in files]
    read = [e for d in documents if d.name not in held for e in examples_of(d, kit)]
    kept = [e for d in documents if d.name in held for e in examples_of(d, kit)]
    fifth = np.array([part_of(e.name) // 2 for e in read])
    scores = np.zeros(len(read))
    for one in np.unique(fifth):
        some = fit_times([e for e, k in zip(read, fifth, strict=True) if k != one])
        scores[fifth == one] = [score(e.facts, some) for e, k in zip(read, fifth, strict=True) if k == one]
    say("development, fifths left out", scores, right_of(read))
    weights = fit_times(read)
    say("held out", np.array([score(e.facts, weights) for e in kept]), right_of(kept))
    if options.gold:
        lines = options.gold.read_text(encoding="utf-8").splitlines()
        coded = list(coded_examples((json.loads(line) for line in lines if line.strip()), kit))
        say("hand-coded", np.array([score(e.facts, weights) for e in coded]), right_of(coded))
    rows = [f"{fact}\t{weight:.2f}" for fact, weight in sorted(weights.items()) if abs(weight) >= SMALL]
    head = "# fact, weight; fitted on TimeBank's and AQUAINT's links by training/act_times.py"
    raw = ("\n".join([head, *rows]) + "\n").encode()
    (TABLES / "time_weights.tsv.gz").write_bytes(gzip.compress(raw, mtime=0))


if __name__ == "__main__":
    main()
