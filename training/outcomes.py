"""Fit the weights by which a sentence speaks for or against a promise (`gpulse.linking.outcome.turns`,
`evidence.FEATURES`).

    python training/ledger_gold.py training/stories --held-out --to runs/gold
    python training/outcomes.py runs/gold tests/ledger/stories tests/ledger/fresh ../shared/gold/ledger \\
        --to src/gpulse/model/ledger/weights.tsv

The stories' own commitments are given. A sentence is an example where the gold says that it shows what became of the
promise, else a counter-example; where the gold cites only what settled it, those of the days after are left out: they
may tell it again. What moves a promise to another day is no example: the ledgers call it taken back, the labels do not.
Such ledgers count `HEAVY` times: they are few, and written as posts are. Logistic regressions
with a ridge. Prints how well each does on stories left out, in ten parts, and writes the table that ships with the
model.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np

from fits import PARTS, average_precision, fit, keep
from gpulse.evaluation.ledger import find_stories, read_story
from gpulse.evaluation.outcomes import given_tellings, load_gold
from gpulse.linking.commitments import promise_of, stories_of
from gpulse.linking.ledger.answers import Chances
from gpulse.linking.ledger.tellings import Telling, wording_of
from gpulse.linking.outcome.among import FACTS as AMONG
from gpulse.linking.outcome.among import Asked, facts_among
from gpulse.linking.outcome.evidence import FEATURES, Promise
from gpulse.linking.outcome.judge import Judge, hear, judge_of
from gpulse.linking.outcome.nearby import index_sentences, near_of
from gpulse.linking.outcome.told import Told
from gpulse.linking.outcome.turns import LEAST, asked_of, facts_of, may_tell, tells_nothing_done, voice_with
from gpulse.linking.outcomes import Said, facts_that_sure, find_told, is_too_early, rarity, rivals_of
from gpulse.reading.kit import load_kit
from gpulse.record import Record, oldest_first

DONE: Final = ("kept", "late", "partial")
AGAINST: Final = ("broken", "withdrawn")
HEAVY: Final = 3.0
"""Average precision of "done" with 1, 3 and 8: .57, .56 and .53 on labelled stories, .62, .63 and .61 on ledgers."""
RIDGE: Final = 10.0
"""With 3, 10 and 30 it is the same within .01."""

_KINDS = ("pledge", "plan", "threat", "prediction")
_ANSWERS = ("m_none", "m_done", "m_partial", "m_broken", "m_withdrawn", "m_moved", "m_told")
FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "done": (*FEATURES, *_ANSWERS, *AMONG, *_KINDS, "party", "late", "no_day", "counted", "negative"),
    "against": (
        "bias", *_ANSWERS, *_KINDS, "ultimatum", "obligation", "party", "late", "no_day", "negative", "ruled",
        "refused", "called_off", "actor", "words", "words_actor", "undone", "open", "denied", "echoes", "weighed",
    ),
    "part": (
        "bias", "m_partial", "m_whole", "short", "fewer", "number", "part", "total", "not_total", "counted", "late",
        "both", "divisible", "ahead", "begun", "first", "ended", "several", "some_of", "less", "enough", "one_step",
    ),
    "back": (
        "bias", "m_withdrawn", "m_broken", "refused", "called_off", "actor", "late", "pledge", "plan", "threat",
        "ultimatum", "obligation",
    ),
}  # fmt: skip
"""The facts of each question: is it done, is it given up; where done, only in part; where given up, taken back."""


SURE: Final = (
    "bias", "best", "whole", "other_number", "gap", "against", "rival", "same", "condition", "prediction",
)  # fmt: skip
"""The facts by which the sentence that speaks most for "done" is the right one (`turns.sure_facts`)."""

LIKELY: Final = -2.5
"""Log-odds from which a best sentence is an example of that fit: no status can rest on less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A promise and a sentence: the facts, and the status that the gold says it shows, if any.

    `learnt` says whether the fits of single sentences learn from it; `early` that it is told before the window.
    """

    story: str
    heavy: bool
    promise: int
    item: Told
    facts: dict[str, float]
    status: str | None
    learnt: bool
    early: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A promise of a story, and its status by the gold on days."""

    story: str
    heavy: bool
    promise: Promise
    days: Mapping[str, str]


def find_examples(
    story: str,
    gold: Mapping[str, Any],
    records: Sequence[Record],
    judge: Judge,
    unasked: Counter[bool],
    cases: list[Case],
) -> list[Example]:
    """Return the examples of one story, and add its promises to `cases`; `unasked` counts sentences that the model is
    not asked about, cited or not."""
    known = oldest_first(records)
    hearing = hear(judge, known)

    def shown(group: Sequence[Telling]) -> Callable[[Told], Chances]:
        heard = hearing.shown(wording_of(group))
        return lambda item: heard(item.evidence.article, item.evidence.start, item.published_on)

    given = given_tellings(gold["commitments"], known)
    return examples_of(story, gold, find_told(known), stories_of(known), given, shown, unasked, cases)


def examples_of(
    story: str,
    gold: Mapping[str, Any],
    told: Sequence[Told],
    story_of: Mapping[str, int],
    given: Mapping[int, Sequence[Telling]],
    shown: Callable[[Sequence[Telling]], Callable[[Told], Chances]],
    unasked: Counter[bool],
    cases: list[Case],
) -> list[Example]:
    """As `find_examples`, of a story's sentences and given commitments; `shown` answers in the ledger model's place."""
    promises = {number: promise_of(group) for number, group in given.items()}
    sentences = index_sentences(told, story_of)
    found: list[list[Example]] = []
    for number, promise in promises.items():
        want, ask = gold["commitments"][number], shown(given[number])
        whole = "shown" in want
        cited = want["shown"] if whole else [{**e, "status": want["outcome"]["status"]} for e in cited_of(want)]
        near = near_of(promise, sentences, whole=True)
        rare = rarity(sentences.of_stories(sentences.stories_of(promise)))
        asked = asked_of(promise, near, rare)
        settled = "9999"
        days = {entry["date"]: entry["status"] for entry in want["as_of"]}
        cases.append(Case(story=story, heavy=not whole, promise=promise, days=days))
        found.append([])
        for item in near:
            evidence = item.evidence
            if not may_tell(promise, item):
                continue
            status = status_of(evidence.article, evidence.quote, cited)
            if not whole and status in DONE:
                status = status_by(days, item.published_on) or status
            if (evidence.article, evidence.start) not in asked:
                unasked[status is not None] += 1
                continue
            early = is_too_early(promise, item, "done")
            later = not whole and status is None and item.published_on >= settled
            if status is not None and not early:
                settled = min(settled, item.published_on)
            facts = facts_of(promise, item, rare(item.published_on), ask(item))
            found[-1].append(
                Example(
                    story=story, heavy=not whole, promise=len(cases) - 1, item=item, facts=facts, status=status,
                    learnt=not early and not later and status != "moved", early=early,
                )
            )  # fmt: skip
    among = facts_among(list(promises.values()), [[Asked(item=e.item, facts=e.facts) for e in of] for of in found])
    return [
        replace(one, facts={**one.facts, **more})
        for examples, rows in zip(found, among, strict=True)
        for one, more in zip(examples, rows, strict=True)
    ]


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


def status_by(days: Mapping[str, str], published_on: str) -> str | None:
    """Return the status that a ledger gives on its first day from a post on, where that is done or done in part.

    A ledger cites the parts of what is whole in the end for the whole.
    """
    day = min((day for day in days if day >= published_on), default=None)
    return days[day] if day and days[day] in DONE else None


def part_of(story: str) -> int:
    """Return which of the `PARTS` a story belongs to."""
    return int(hashlib.sha256(story.encode()).hexdigest(), 16) % PARTS


def left_out(rows: np.ndarray, cited: np.ndarray, heft: np.ndarray, names: Sequence[str], part: np.ndarray) -> Scored:
    """Return a scoring of any rows by fits without the part that each row belongs to."""
    fits = [fit(rows[part != k], cited[part != k], names, ridge=RIDGE, heft=heft[part != k]) for k in range(PARTS)]

    def score(others: np.ndarray, where: np.ndarray) -> np.ndarray:
        return np.array([row @ fits[k] for row, k in zip(others, where, strict=True)])

    return score


Scored = Callable[[np.ndarray, np.ndarray], np.ndarray]


def fit_question(
    title: str, names: Sequence[str], examples: Sequence[Example], yes: Sequence[str]
) -> tuple[dict[str, float], Scored]:
    """Print how well a question's fit does on stories left out, in ten parts; return its table, and its scoring."""
    rows = np.array([[one.facts[name] for name in names] for one in examples])
    cited = np.array([float(one.status in yes) for one in examples])
    heft = np.array([HEAVY if one.heavy else 1.0 for one in examples])
    part = np.array([part_of(one.story) for one in examples])
    scoring = left_out(rows, cited, heft, names, part)
    report(title, cited, scoring(rows, part), heft > 1.0)
    table = dict(zip(names, fit(rows, cited, names, ridge=RIDGE, heft=heft).round(2).tolist(), strict=True))
    print(title, table)
    return table, scoring


def report(title: str, cited: np.ndarray, scores: np.ndarray, heavy: np.ndarray) -> None:
    """Print the average precision of scores and the share that they have right, on both sorts of stories."""
    for whose, chosen in (("labelled stories", ~heavy), ("ledgers", heavy)):
        if cited[chosen].any():
            precision, right = average_precision(scores[chosen], cited[chosen]), ((scores > 0) == cited)[chosen].mean()
            print(
                f"{title}, {whose}: {chosen.sum()} examples, {int(cited[chosen].sum())} so; left out: "
                f"average precision {precision:.3f}, right {right:.3f}"
            )


def fit_sure(examples: Sequence[Example], cases: Sequence[Case], scorings: Mapping[str, Scored]) -> dict[str, float]:
    """Fit how surely the sentence that speaks most for "done" on a day is one that the gold cites; print and return it.

    What the sentences say is scored by fits without their story. Left out are days on which a ledger has it done and
    cites another sentence.
    """
    part = np.array([part_of(one.story) for one in examples])
    says = {q: s(np.array([[one.facts[n] for n in FACTS[q]] for one in examples]), part) for q, s in scorings.items()}
    said: dict[str, list[list[Said]]] = {}
    status: dict[int, str | None] = {}
    by_case: dict[int, list[Said]] = {}
    for at, one in enumerate(examples):
        nothing = one.early or tells_nothing_done(cases[one.promise].promise, one.item)
        done = LEAST if nothing else float(says["done"][at])
        voice = voice_with(one.facts, done=done, against=float(says["against"][at]))
        new = Said(item=one.item, was_over=False, voice=voice)
        status[id(new)] = one.status
        by_case.setdefault(one.promise, []).append(new)
    numbers: dict[str, list[int]] = {}
    for number, case in enumerate(cases):
        numbers.setdefault(case.story, []).append(number)
    rows, right, heavy, stories = [], [], [], []
    for story, of_story in numbers.items():
        said[story] = [by_case.get(number, []) for number in of_story]
        rivals = rivals_of([cases[number].promise for number in of_story], said[story])
        for number, sentences, rival in zip(of_story, said[story], rivals, strict=True):
            for day, told in cases[number].days.items():
                known = [one for one in sentences if one.item.published_on <= day]
                if not known:
                    continue
                facts = facts_that_sure(cases[number].promise, known, rival)
                if facts["best"] <= LIKELY:
                    continue
                best = max(known, key=lambda one: one.voice.done if one.voice else LEAST)
                if cases[number].heavy and told in DONE and status[id(best)] not in DONE:
                    continue  # a ledger cites only what settled it first: this may tell it again
                rows.append([facts[name] for name in SURE])
                right.append(float(status[id(best)] in DONE))
                heavy.append(cases[number].heavy)
                stories.append(part_of(story))
    table, cited, heft = np.array(rows), np.array(right), np.where(heavy, HEAVY_DAYS, 1.0)
    scores = left_out(table, cited, heft, SURE, np.array(stories))(table, np.array(stories))
    report("sure", cited, scores, np.array(heavy))
    fitted = dict(zip(SURE, fit(table, cited, SURE, ridge=RIDGE, heft=heft).round(2).tolist(), strict=True))
    print("sure", fitted)
    return fitted


HEAVY_DAYS: Final = 4.0
"""How many times a promise's day in a ledger counts: it stands beside fewer of the same promise than in a labelled
story."""


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
    cases: list[Case] = []
    asked = [
        example
        for path in args.stories
        for folder in find_stories(path)
        for example in find_examples(folder.name, load_gold(folder), read_story(folder, kit), judge, unasked, cases)
    ]
    examples = [one for one in asked if one.learnt]
    print(f"not asked about: {unasked[False]} sentences and {unasked[True]} that are cited")
    done = [one for one in examples if one.status in DONE]
    against = [one for one in examples if one.status in AGAINST]
    fits: dict[str, dict[str, float]] = {}
    scorings: dict[str, Scored] = {}
    for question, chosen, yes in (
        ("done", examples, DONE),
        ("against", examples, AGAINST),
        ("part", done, ("partial",)),
        ("back", against, ("withdrawn",)),
    ):
        fits[question], scorings[question] = fit_question(question, FACTS[question], chosen, yes)
    fits["sure"] = fit_sure(asked, cases, {question: scorings[question] for question in ("done", "against")})
    fit_question("done, without the model", tuple(FEATURES), examples, DONE)
    if args.to:
        keep(args.to, fits)


if __name__ == "__main__":
    main()
