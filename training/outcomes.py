"""Fit the weights by which a sentence speaks for or against a promise (`gpulse.linking.turns`, `evidence.FEATURES`).

    python training/ledger_gold.py training/stories --held-out --to runs/gold
    python training/outcomes.py runs/gold tests/ledger/stories tests/ledger/fresh ../shared/gold/ledger \\
        --to src/gpulse/model/ledger/weights.tsv

The stories' own commitments are given. A sentence is an example where the gold says that it shows what became of the
promise, else a counter-example; where the gold cites only what settled it, those of the days after are left out: they
may tell it again. Such ledgers count `HEAVY` times: they are few, and written as posts are. Logistic regressions
with a ridge. Prints how well each does on stories left out, in ten parts, and writes the table that ships with the
model.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np

from fits import PARTS, average_precision, fit, keep
from gpulse.evaluation.ledger import find_stories, read_story
from gpulse.evaluation.outcomes import given_tellings, load_gold
from gpulse.linking.commitments import promise_of, stories_of, wording_of
from gpulse.linking.evidence import FEATURES
from gpulse.linking.judge import Judge, hear, judge_of
from gpulse.linking.nearby import index_sentences, near_of
from gpulse.linking.outcomes import find_told, is_too_early, rarity
from gpulse.linking.turns import asked_of, facts_of, may_tell
from gpulse.reading.kit import load_kit
from gpulse.record import Record

DONE: Final = ("kept", "late", "partial")
AGAINST: Final = ("broken", "withdrawn")
HEAVY: Final = 8.0
"""Of 1, 3 and 8, status on 49 ledgers left out is .735, .736 and .742, on 123 labelled stories .69, .68 and .67."""
RIDGE: Final = 3.0
"""Average precision of "done" with 1, 3, 10 and 30 is the same within .005."""

_KINDS = ("pledge", "plan", "threat", "prediction")
_ANSWERS = ("m_none", "m_done", "m_partial", "m_broken", "m_withdrawn", "m_moved", "m_told")
FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "done": (*FEATURES, *_ANSWERS, *_KINDS, "party", "late", "no_day", "counted", "negative"),
    "against": (
        "bias", *_ANSWERS, *_KINDS, "ultimatum", "obligation", "party", "late", "no_day", "negative", "ruled",
        "refused", "called_off", "actor", "words", "words_actor", "undone", "open", "denied", "echoes", "weighed",
    ),
    "part": (
        "bias", "m_partial", "m_whole", "short", "fewer", "number", "part", "total", "not_total", "counted", "late",
    ),
    "back": (
        "bias", "m_withdrawn", "m_broken", "refused", "called_off", "actor", "late", "pledge", "plan", "threat",
        "ultimatum", "obligation",
    ),
}  # fmt: skip
"""The facts of each question: is it done, is it given up; where done, only in part; where given up, taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A promise and a sentence: the facts, and the status that the gold says it shows, if any."""

    story: str
    heavy: bool
    facts: dict[str, float]
    status: str | None


def find_examples(
    story: str, gold: Mapping[str, Any], records: Sequence[Record], judge: Judge, unasked: Counter[bool]
) -> list[Example]:
    """Return the examples of one story; `unasked` counts sentences that the model is not asked about, cited or not."""
    known = sorted(records, key=lambda r: (r.article.published_at or "", r.article.id))
    told = find_told(known)
    rare, hearing, given = rarity(told), hear(judge, known), given_tellings(gold["commitments"], known)
    promises = {number: promise_of(group) for number, group in given.items()}
    sentences = index_sentences(told, stories_of(known), promises.values())
    found = []
    for number, promise in promises.items():
        want, group = gold["commitments"][number], given[number]
        whole = "shown" in want
        shown = want["shown"] if whole else [{**e, "status": want["outcome"]["status"]} for e in cited_of(want)]
        near, apart = near_of(promise, sentences, whole=True)
        asked = asked_of(promise, near, rare, apart)
        heard = hearing.shown(wording_of(group))
        settled = "9999"
        for item in near:
            evidence = item.evidence
            if evidence.article in apart or not may_tell(promise, item) or is_too_early(promise, item, "done"):
                continue
            status = status_of(evidence.article, evidence.quote, shown)
            if (evidence.article, evidence.start) not in asked:
                unasked[status is not None] += 1
                continue
            if not whole and status is None and item.published_on >= settled:
                continue
            if status is not None:
                settled = min(settled, item.published_on)
            facts = facts_of(promise, item, rare, heard(evidence.article, evidence.start, item.published_on))
            found.append(Example(story=story, heavy=not whole, facts=facts, status=status))
    return found


def cited_of(want: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return what a ledger cites for an outcome that somebody brought about."""
    return want["outcome"]["evidence"] if want["outcome"]["status"] in (*DONE, *AGAINST) else []


def status_of(article: str, quote: str, shown: Sequence[Mapping[str, str]]) -> str | None:
    """Return the status that a sentence shows by the gold, `None` where it shows none."""
    own = " ".join(quote.split())
    for one in shown:
        text = " ".join(one["quote"].split())
        if Path(article).stem == one["report"] and (text[:60] in own or own.rstrip(".") in text):
            return one["status"]
    return None


def fit_question(title: str, names: Sequence[str], examples: Sequence[Example], yes: Sequence[str]) -> dict[str, float]:
    """Print how well a question's fit does on stories left out, in ten parts; return its table and print it."""
    rows = np.array([[one.facts[name] for name in names] for one in examples])
    cited = np.array([float(one.status in yes) for one in examples])
    heft = np.array([HEAVY if one.heavy else 1.0 for one in examples])
    heavy = heft > 1.0
    part = np.array([int(hashlib.sha256(one.story.encode()).hexdigest(), 16) % PARTS for one in examples])
    scores = np.zeros(len(cited))
    for k in range(PARTS):
        out = part == k
        scores[out] = rows[out] @ fit(rows[~out], cited[~out], names, ridge=RIDGE, heft=heft[~out])
    for whose, chosen in (("labelled stories", ~heavy), ("ledgers", heavy)):
        if cited[chosen].any():
            precision, right = average_precision(scores[chosen], cited[chosen]), ((scores > 0) == cited)[chosen].mean()
            print(
                f"{title}, {whose}: {chosen.sum()} sentences, {int(cited[chosen].sum())} so; left out: "
                f"average precision {precision:.3f}, right {right:.3f}"
            )
    table = dict(zip(names, fit(rows, cited, names, ridge=RIDGE, heft=heft).round(2).tolist(), strict=True))
    print(title, table)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("stories", type=Path, nargs="+")
    parser.add_argument("--to", type=Path, help="the table of weights to write the fits into")
    args = parser.parse_args()
    kit = load_kit()
    judge = judge_of(kit.ledger)
    if judge is None:
        raise SystemExit("The package ships no ledger model.")
    unasked: Counter[bool] = Counter()
    examples = [
        example
        for path in args.stories
        for folder in find_stories(path)
        for example in find_examples(folder.name, load_gold(folder), read_story(folder, kit), judge, unasked)
    ]
    print(f"not asked about: {unasked[False]} sentences and {unasked[True]} that are cited")
    done = [one for one in examples if one.status in DONE]
    against = [one for one in examples if one.status in AGAINST]
    fits = {
        "done": fit_question("done", FACTS["done"], examples, DONE),
        "against": fit_question("against", FACTS["against"], examples, AGAINST),
        "part": fit_question("part", FACTS["part"], done, ("partial",)),
        "back": fit_question("back", FACTS["back"], against, ("withdrawn",)),
    }
    fit_question("done, without the model", tuple(FEATURES), examples, DONE)
    if args.to:
        keep(args.to, fits)


if __name__ == "__main__":
    main()
