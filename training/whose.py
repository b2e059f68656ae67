"""Fit the weights by which words that name no state are given one (`gpulse.reading.actor.whose`).

    python training/whose.py ../shared

Learns from `whose_read.tsv`: what a reader told of words in posts, newswire and passages (set, name, where the words
begin and end, whose they are, "-" for nobody's by name), and from the hand-coded development sentences. A group is a
document, or documents on one matter; of each at most `MOST` words count, and each of `PARTS` parts of the groups is
left out in turn to print how many right and wrong states would be told from several log odds on.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from fits import PARTS, fit_facts, part_of
from gpulse.evaluation.audit import load_judged
from gpulse.evaluation.timex import load_timeml
from gpulse.knowledge.rows import TABLES
from gpulse.odds import score
from gpulse.reading.actor.actors_in import read_words
from gpulse.reading.actor.whose_facts import facts_of
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_until
from gpulse.reading.scene import find_scene, weigh_states
from gpulse.record import Article, Span

ROOT: Final = Path(__file__).parents[1]
READ: Final = Path(__file__).with_name("whose_read.tsv")
NOBODY: Final = "-"
RIDGE: Final = 5.0
"""2, 5 and 8 are the same, parts left out."""
LEAST_SEEN: Final = 5
MOST: Final = 25
SMALL: Final = 0.02
CHANCES: Final = (-1.0, -0.5, -0.3, 0.0, 0.5)
MATTERS: Final = ("Elian", "Kopp", "Nairobi", "Connaught", "Saddam", "MORE", "Latvian", "Assange")
"""Words that tell documents on one matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Words with the facts about each state, whose they are, and the state that speaks most clearly."""

    group: str
    facts: dict[str, tuple[str, ...]]
    code: str
    before: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A text and whose some of its words are."""

    group: str
    article: Article
    words: tuple[tuple[Span, str], ...]


def told_in(shared: Path) -> Iterator[Told]:
    """Yield the texts of which a reader or a coder told whose words are."""
    rows: dict[tuple[str, str], list[tuple[Span, str]]] = defaultdict(list)
    for line in READ.read_text(encoding="utf-8").splitlines()[1:]:
        source, name, start, end, code = line.split("\t")
        rows[source, name].append((Span(start=int(start), end=int(end)), code))
    for source, article in articles(shared):
        if (source, article.id) in rows:
            matter = next((m for m in MATTERS if m in article.text), None) if source in ("timex", "rams") else None
            words = tuple(dict.fromkeys(rows[source, article.id]))
            yield Told(group=matter or f"{source} {article.id}", article=article, words=words)
    for line in (shared / "gold/events/dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        before = f"{row['context']} " if row.get("context") else ""
        people = [p for e in row["events"] for p in (*e["actors"], *e["recipients"])]
        spans = [(Span(start=p["span"][0] + len(before), end=p["span"][1] + len(before)), p["code"]) for p in people]
        article = Article(id=row["id"], text=before + row["text"], published_at=row.get("published"))
        words = tuple(dict.fromkeys((span, code or NOBODY) for span, code in spans))
        yield Told(group=f"gold {article.id}", article=article, words=words)


def articles(shared: Path) -> Iterator[tuple[str, Article]]:
    """Yield each article of the sets that were read, with its set."""
    for document in load_timeml(shared / "data/timex"):
        yield "timex", Article(id=document.name, text=document.text)
    for line in (shared / "data/events/rams-dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield "rams", Article(id=row["doc_key"][3:14], text=joined(row["sentences"]))
    for file in sorted((ROOT / "tests/posts").glob("*/post.txt")):
        day = json.loads((file.parent / "record.json").read_text(encoding="utf-8"))["published"]
        yield "posts", Article(id=file.parent.name, text=file.read_text(encoding="utf-8"), published_at=day)
    for file in sorted((ROOT / "examples/posts").glob("*.md")):
        head, text = file.read_text(encoding="utf-8").split("---", 2)[1:]
        day = re.search(r"published:\s*(\S+)", head)
        yield "examples", Article(id=file.stem, text=text.strip(), published_at=day[1] if day else None)
    for judged in load_judged(ROOT / "evaluation/audit.tsv", "development"):
        yield "audit", judged.article


def joined(sentences: Sequence[Sequence[str]]) -> str:
    """Return sentences of words apart as a text.

    >>> joined([["Oslo", "'s", "king", ",", "75", ",", "left", "."]])
    "Oslo's king, 75, left."
    """
    text = " ".join(" ".join(words) for words in sentences)
    for apart, together in _TOGETHER:
        text = text.replace(apart, together)
    return text


_TOGETHER: Final = (
    (" 's", "'s"), (" ,", ","), (" .", "."), (" n't", "n't"), (" ;", ";"), (" :", ":"), ("`` ", '"'), (" ''", '"'),
    ("( ", "("), (" )", ")"), (" ?", "?"), (" ’ s", "’s"), (" - ", "-"),
)  # fmt: skip


def find_examples(told: Told, kit: Kit) -> Iterator[Example]:
    """Yield the words of a text for which reading asks whose they are."""
    record = read_until("extents", told.article, kit)
    scene = find_scene(record, kit)
    for span, code in told.words:
        found, asked = read_words(record, span, kit, scene)
        if asked is not None:
            facts = facts_of(record, asked.span, scene, found.sector, asked.may_be)
            weighed = weigh_states(record, asked.span, scene, found.sector)
            first = max(facts, key=lambda code: weighed[code], default=None)
            yield Example(group=told.group, facts=facts, code=code, before=first)


def fit_whose(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights, from no more than `MOST` examples of a group."""
    seen: Counter[str] = Counter()
    rows, right = [], []
    for example in examples:
        seen[example.group] += 1
        if seen[example.group] > MOST:
            continue
        for code, facts in example.facts.items():
            rows.append(facts)
            right.append(float(code == example.code))
    return fit_facts(rows, np.array(right), ridge=RIDGE, least=LEAST_SEEN)


def say(examples: Sequence[Example]) -> None:
    """Print how many right and wrong states are told by where the post is set, and by weights fitted on other parts."""
    told = [e for e in examples if e.before]
    right = sum(e.before == e.code for e in told)
    print(f"{len(examples)} words; where the post is set: {right} right, {len(told) - right} wrong")
    best: list[tuple[float, bool]] = []
    for part in range(PARTS):
        weights = fit_whose([e for e in examples if part_of(e.group) != part])
        for example in (e for e in examples if part_of(e.group) == part and e.facts):
            odds = {code: score(facts, weights) for code, facts in example.facts.items()}
            first = max(odds, key=lambda code: odds[code])
            best.append((odds[first], first == example.code))
    for least in CHANCES:
        kept = [yes for odds, yes in best if odds >= least]
        print(f"from {least:+}: {sum(kept)} right, {len(kept) - sum(kept)} wrong")


def main() -> None:
    """Read, fit, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    options = parser.parse_args()
    kit = replace(load_kit(), whose_weights={})
    examples = [e for told in told_in(options.shared) for e in find_examples(told, kit)]
    say(examples)
    say([e for e in examples if len(e.facts) > 1])
    weights = fit_whose(examples)
    head = "# fact, weight; fitted by training/whose.py on training/whose_read.tsv and hand-coded sentences"
    rows = [f"{fact}\t{weight:.2f}" for fact, weight in sorted(weights.items()) if abs(weight) >= SMALL]
    (TABLES / "whose_weights.tsv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
