"""Fit the weights by which somebody's part in an act is kept (`gpulse.reading.event.weighed_roles`).

    python training/roles.py ../shared [--gold ../shared/gold/events/dev.jsonl]

Reads the hand-coded sentences as `gpulse read` does, without these weights, and fits a logistic regression for actors
and one for recipients: first on all noun phrases of the sentences with an act, then, drawn to those weights, on whom
reading gives a part in it. The tenth that the network was not trained on (`prepare.hold_out`) is left out; prints what
would be left out of it, and of the gold set, from several log odds on, and writes the table.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from fits import fit_facts
from gpulse.knowledge.rows import TABLES
from gpulse.odds import score
from gpulse.reading.event.role_facts import facts_of, read_line
from gpulse.reading.event.weighed_roles import Role, facts_beside
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.language.phrases import find_phrases
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article, Event, Record, Span
from prepare import event_rows, hold_out

ROLES: Final[tuple[Role, Role]] = ("actor", "recipient")
RIDGE_PHRASES, RIDGE_PARTS = 3.0, 20.0
"""On the held-out tenth 1, 3 and 10 are the same for phrases, 10 and 20 for parts."""
LEAST_PHRASES, LEAST_PARTS = 5, 8
"""Examples in which a fact must be seen."""
SMALL: Final = 0.02
"""Weights nearer to 0 are left out of the table."""
CHANCES: Final = (-1.0, -0.5, 0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Facts about a noun phrase or a participant and an act; what reading gives it (`None`) and what the gold does."""

    facts: tuple[str, ...]
    given: Role | None
    gold: frozenset[str]


def read_rows(rows: Iterable[dict[str, Any]], kit: Kit) -> Iterator[Example]:
    """Yield the examples of hand-coded sentences that have an act which is found."""
    rows = [row for row in rows if row["events"]]
    articles = []
    for k, row in enumerate(rows):
        before = f"{row['context']} " if row.get("context") else ""
        articles.append(Article(id=str(k), text=before + str(row["text"]), published_at=row.get("published")))
    for row, record in zip(rows, read_articles(articles, kit), strict=True):
        yield from _examples(row, record, kit)


def _examples(row: dict[str, Any], record: Record, kit: Kit) -> Iterator[Example]:
    text = record.article.text
    shift = len(text) - len(str(row["text"]))

    def at(span: Sequence[int]) -> Span:
        return Span(start=span[0] + shift, end=span[1] + shift)

    free = list(record.events)
    for gold in row["events"]:
        trigger = at(gold["trigger"])
        found = [e for e in free if e.trigger.overlaps(trigger)]
        event = max(found, key=lambda e: e.event_type == gold["event_type"], default=None)
        if event:
            free.remove(event)
        act = event.trigger if event else trigger
        home = next((s for s in record.sentences if s.start <= act.start < s.end), None)
        if home is None:
            continue
        acts = [e.trigger for e in record.events] + ([] if event else [act])
        line = read_line(text, home, acts, kit.word_classes)

        def role_of(who: Span, gold: dict[str, Any] = gold) -> frozenset[str]:
            return frozenset(r for r in ROLES if any(who.overlaps(at(x["span"])) for x in gold[f"{r}s"]))

        parts = [(p, role) for role in ROLES for p in _given(event, role)]
        for who, role in parts:
            if event and home.covers(who):
                facts = facts_beside(record, record.events, event, role, who, line)
                yield Example(facts=facts, given=role, gold=role_of(who))
        kind = event.event_type if event else gold["event_type"]
        for phrase in find_phrases(text, [home], kit.word_classes):
            if any(phrase.overlaps(o) for o in (act, *record.timexes)) or any(phrase.overlaps(p) for p, _ in parts):
                continue
            yield Example(facts=facts_of(line, act, kind or "", phrase), given=None, gold=role_of(phrase))


def _given(event: Event | None, role: Role) -> Sequence[Any]:
    if event is None:
        return ()
    return event.actors if role == "actor" else event.recipients


def fit_role(examples: Sequence[Example], role: Role) -> dict[str, float]:
    """Return the weights of a role: on all phrases by the facts of grammar, then on whom reading gives it."""
    beside = ("kind ", "beside ", "nobody ", "somebody ", "same ", "also ")

    def right(some: Sequence[Example]) -> np.ndarray:
        return np.array([float(role in e.gold) for e in some])

    grammar = [[f for f in e.facts if not f.startswith(beside)] for e in examples]
    first = fit_facts(grammar, right(examples), ridge=RIDGE_PHRASES, least=LEAST_PHRASES)
    given = [e for e in examples if e.given == role]
    return fit_facts(
        [e.facts for e in given], right(given), ridge=RIDGE_PARTS, least=LEAST_PARTS, before=first
    )  # fmt: skip


def say(name: str, examples: Sequence[Example], weights: dict[str, dict[str, float]]) -> None:
    """Print how many wrong and right ones lie below several log odds."""
    for role in ROLES:
        given = [e for e in examples if e.given == role]
        scores = np.array([score(e.facts, weights[role]) for e in given])
        right = np.array([role in e.gold for e in given])
        below = (f"{t:+}: {int((~right[scores < t]).sum())}, {int(right[scores < t].sum())}" for t in CHANCES)
        print(f"{name} {role}: {int(right.sum())} of {len(given)} right; wrong and right ones below {'; '.join(below)}")


def main() -> None:
    """Read, fit, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--sentences", type=Path, default=Path(__file__).parent / "sentences")
    options = parser.parse_args()
    kit = replace(load_kit(), role_weights={})
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in event_rows(options.shared, options.sentences):
        groups[str(row["text"])].append(row)
    train, held, _ = hold_out(dict(groups), 0.1, seed=11)
    examples = list(read_rows(train, kit))
    weights = {role: fit_role(examples, role) for role in ROLES}
    say("fitted on", examples, weights)
    say("held-out tenth", list(read_rows(held, kit)), weights)
    if options.gold:
        lines = options.gold.read_text(encoding="utf-8").splitlines()
        say("gold", list(read_rows([json.loads(line) for line in lines if line.strip()], kit)), weights)
    rows = [
        f"{role}\t{fact}\t{weight:.2f}"
        for role in ROLES
        for fact, weight in sorted(weights[role].items())
        if abs(weight) >= SMALL
    ]
    head = "# role, fact, weight; fitted on training/sentences by training/roles.py"
    raw = ("\n".join([head, *rows]) + "\n").encode()
    (TABLES / "role_weights.tsv.gz").write_bytes(gzip.compress(raw, mtime=0))


if __name__ == "__main__":
    main()
