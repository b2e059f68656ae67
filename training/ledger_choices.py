"""Fit how the ledger model's answers and the rules' are weighed (`gpulse.reading.commitment.act_readings`).

    python training/ledger_choices.py training/stories --ledgers tests/ledger/stories tests/ledger/fresh \\
        ../shared/gold/ledger --to src/gpulse/model/ledger/weights.tsv

Reads the stories that the model did not learn from (`ledger_source.held_out`), as `gpulse read` does, and looks at all
acts that the model was asked about: is it one that a label names, and who is to do it? Logistic regressions with a
ridge; prints how well they do on stories left out, in ten parts, and writes the table that ships with the model.
Whether an act is taken is fitted on ledgers too (`fit_acts`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np

from fits import PARTS, average_precision, fit, fit_choice, keep, left_out
from fits import part_of as part_in
from gpulse.evaluation.ledger import find_stories
from gpulse.evaluation.ledger import read_story as read_reports
from gpulse.knowledge.actors import Actors
from gpulse.linking.ledger.joined_tellings import join_facts
from gpulse.linking.ledger.tellings import Telling as Joined
from gpulse.linking.ledger.tellings import tellings_of
from gpulse.linking.outcome.judge import Judge, hear, judge_of
from gpulse.linking.story.story_actors import Claim, chances_of, choose_by_story, story_facts
from gpulse.model.pieces import load_tokenizer
from gpulse.odds import logistic
from gpulse.reading.commitment.act_readings import LIKELY, MEANT, NAMED, PROMISED, ROLE, choose
from gpulse.reading.commitment.weighed_acts import Weighed, is_taken
from gpulse.reading.commitments import find_commitments, whole_bodies
from gpulse.reading.kit import load_kit
from ledger_examples import MODEL, Text, place_of, read_texts
from ledger_source import Story, Telling, held_out, read_story

RIDGE = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act that the model was asked about, and the telling that it is, if any."""

    story: str
    article: str
    weighed: Weighed
    telling: Telling | None


def acts_of(story: Story, texts: list[Text]) -> tuple[list[Act], int]:
    """Return the acts of a story that the model is asked about, and how many tellings it has."""
    kit = load_kit()
    found: list[Act] = []
    tellings = 0
    for text in texts:
        watched: list[Weighed] = []
        find_commitments(text.record, kit.ledger, watched.append)
        places = [
            (place_of(line, start, telling.act), telling)
            for line, start in zip(text.report.lines, text.starts, strict=True)
            for telling in line.tellings
        ]
        tellings += len(places)
        for weighed in watched:
            at = weighed.proposal.act.trigger
            telling = next((t for (s, e), t in places if s < at.end and at.start < e), None)
            found.append(Act(story=story.name, article=text.record.article.id, weighed=weighed, telling=telling))
    return found, tellings


def pairs_of(story: Story, texts: list[Text], judge: Judge) -> list[tuple[dict[str, float], bool, str]]:
    """Return each commitment found in a story with each promise told before it that shares an actor.

    With each the facts, and whether the labels say that they are one. Only commitments that a label names count.
    """
    records = [text.record for text in texts]
    hearing = hear(judge, records)
    named: list[tuple[str, Joined]] = []
    for text in texts:
        places = [
            (place_of(line, start, telling.act), telling)
            for line, start in zip(text.report.lines, text.starts, strict=True)
            for telling in line.tellings
        ]
        for joined in tellings_of(text.record):
            at = joined.commitment.act
            name = next((t.id for (s, e), t in places if at and s < at.end and at.start < e), None)
            if name:
                named.append((name, joined))
    groups: dict[str, list[Joined]] = {}
    found: list[tuple[dict[str, float], bool, str]] = []
    for name, joined in sorted(named, key=lambda one: one[1].key):
        found += [
            (join_facts(group, joined, hearing), other == name, story.name)
            for other, group in groups.items()
            if set(group[0].commitment.by) & set(joined.commitment.by)
        ]
        groups.setdefault(name, []).append(joined)
    return found


def code_in_tables(code: str, actors: Actors) -> str:
    """Return a label's code as the tables write it: "Moro Islamic Liberation Front" is MILF there.

    The code of a state is never a group's short name: "NLD" is the Netherlands.
    """
    if code in actors.states:
        return code
    found = {entry.code for entry in actors.named(code) if entry.code}
    return found.pop() if len(found) == 1 else code


def part_of(name: str, names: list[str]) -> int:
    """Return in which of `PARTS` a story is."""
    return names.index(name) % PARTS


def fit_by_story(acts: list[Act], names: list[str], tables: Actors) -> dict[str, float]:
    """Fit how who may be meant and the story's other posts are weighed (`linking.story.story_actors`), and print how
    well.

    `acts` are those that are taken. How surely a post means somebody comes from weights fitted on other stories.
    """
    told = [(act, code, one) for act in acts if act.telling for code, one in act.weighed.who.items()]
    facts, rows = table([one for _, _, one in told])
    right = np.array([float(key_of(code) in gold_of(act, tables)) for act, code, _ in told])
    part = np.array([part_of(act.story, names) for act, _, _ in told])
    claims: dict[str, list[tuple[Act, Claim]]] = {}
    for k in range(PARTS):
        weights = dict(zip(facts, fit(rows[part != k], right[part != k], facts, ridge=RIDGE).tolist(), strict=True))
        for act in acts:
            if part_of(act.story, names) == k:
                scores = {code: logistic(one, weights) for code, one in act.weighed.who.items()}
                claims.setdefault(act.story, []).append((act, claim_of(act, scores)))
    flat: list[tuple[int, str, dict[str, float]]] = []
    owners: list[tuple[Act, Claim]] = []
    for story in claims.values():
        for (act, claim), likely in zip(story, story_facts([claim for _, claim in story]), strict=True):
            if act.telling and claim.likely:
                flat += [(len(owners), code, one) for code, one in likely.items()]
                owners.append((act, claim))
    facts, rows = table([one for _, _, one in flat])
    owner = np.array([n for n, _, _ in flat])
    gold = [gold_of(act, tables) for act, _ in owners]
    right = np.array([float(key_of(code) in gold[n]) for n, code, _ in flat])
    part = np.array([part_of(owners[n][0].story, names) for n in owner])
    weights = {
        k: dict(
            zip(facts, fit_choice(rows[part != k], right[part != k], owner[part != k], facts, ridge=1.0), strict=True)
        )
        for k in range(PARTS)
    }
    by_story: dict[int, dict[str, Mapping[str, float]]] = {}
    for n, code, one in flat:
        by_story.setdefault(n, {})[code] = one
    chances = [chances_of(by_story[n], weights[part_of(act.story, names)]) for n, (act, _) in enumerate(owners)]
    alone = [choose_alone(claim.likely) for _, claim in owners]
    together = [choose_by_story(one, claim.likely) for one, (_, claim) in zip(chances, owners, strict=True)]
    for name, found in (("its post alone", alone), ("by its story", together)):
        chosen = [{key_of(code) for code in one} for one in found]
        equal = sum(f == g for f, g in zip(chosen, gold, strict=True)) / len(gold)
        shared = sum(bool(f & g) for f, g in zip(chosen, gold, strict=True)) / len(gold)
        print(f"who acts, of acts taken, {name}: all right {equal:.3f}, one right {shared:.3f} of {len(gold)}")
    return dict(zip(facts, fit_choice(rows, right, owner, facts, ridge=1.0).round(2).tolist(), strict=True))


def fit_whom(acts: list[Act], names: list[str], tables: Actors) -> dict[str, float]:
    """Fit for or against whom an act is, and print how well on stories left out; only where who acts is right."""
    right_by = [act for act in acts if {key_of(code) for code in act.weighed.by} & gold_of(act, tables)]
    gold = [{key_of(code_in_tables(p.code, tables)) for p in act.telling.to} for act in right_by if act.telling]
    flat = [(n, code, one) for n, act in enumerate(right_by) for code, one in act.weighed.whom.items()]
    facts, rows = table([one for _, _, one in flat])
    right = np.array([float(key_of(code) in gold[n]) for n, code, _ in flat])
    part = np.array([part_of(right_by[n].story, names) for n, _, _ in flat])
    scores = np.zeros(len(right))
    for k in range(PARTS):
        weights = fit(rows[part != k], right[part != k], facts, ridge=RIDGE)
        scores[part == k] = 1 / (1 + np.exp(-rows[part == k] @ weights))
    model = 1 / (1 + np.exp(-rows[:, facts.index("chance")]))
    for name, values, least in (
        ("model alone", model, ROLE),
        ("rules", rows[:, facts.index("ruled")], 1.0),
        *(("weighed", scores, least) for least in (0.35, MEANT, 0.45, 0.5)),
    ):
        chosen: list[set[str]] = [set() for _ in right_by]
        for (n, code, _), value in zip(flat, values, strict=True):
            if value >= least:
                chosen[n].add(key_of(code))
        equal = sum(f == g for f, g in zip(chosen, gold, strict=True)) / len(gold)
        print(
            f"for whom, {name}, from {least}: all right {equal:.3f} of {len(gold)}, of those named "
            f"{right[values >= least].mean():.3f} of {int((values >= least).sum())}"
        )
    return dict(zip(facts, fit(rows, right, facts, ridge=RIDGE).round(2).tolist(), strict=True))


def choose_alone(likely: Mapping[str, float]) -> tuple[str, ...]:
    """Return those who are to act by their post alone: all that are named surely enough, else the likeliest."""
    return tuple(c for c, score in likely.items() if score >= NAMED) or (max(likely, key=lambda c: likely[c]),)


def fit_pairs(pairs: list[tuple[dict[str, float], bool, str]]) -> dict[str, float]:
    """Fit how surely two tellings are of one promise, and print how well: on stories left out, in ten parts."""
    facts, rows = table([one for one, _, _ in pairs])
    same = np.array([float(one) for _, one, _ in pairs])
    names = sorted({story for _, _, story in pairs})
    part = np.array([part_of(story, names) for _, _, story in pairs])
    scores = np.zeros(len(same))
    for k in range(PARTS):
        scores[part == k] = rows[part == k] @ fit(rows[part != k], same[part != k], facts, ridge=RIDGE)
    best = max(
        (2 * same[scores >= least].sum() / (sum(scores >= least) + same.sum()), least)
        for least in np.quantile(scores, np.linspace(0.5, 0.999, 200))
    )
    print(
        f"joined: {len(same)} pairs, {int(same.sum())} of one promise; average precision "
        f"{average_precision(scores, same):.3f}, best F1 {best[0]:.3f} from {1 / (1 + np.exp(-best[1])):.2f}"
    )
    return dict(zip(facts, fit(rows, same, facts, ridge=RIDGE).round(2).tolist(), strict=True))


def gold_of(act: Act, tables: Actors) -> set[str]:
    """Return who is to act by the label of an act, as the tables write it."""
    return {key_of(code_in_tables(p.code, tables)) for p in act.telling.by} if act.telling else set()


def key_of(code: str) -> str:
    """Return by what an actor and a label's are compared: the body of an organ, in capitals."""
    return whole_bodies((code,))[0].upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An act of a ledger's story that the model was asked about, and whether the ledger lists it."""

    story: str
    facts: Mapping[str, float]
    right: bool


def listed_in(path: Path) -> list[Listed]:
    """Return the acts of the stories in a folder that the model is asked about."""
    kit = load_kit()
    found: list[Listed] = []
    for folder in find_stories(path):
        gold = json.loads((folder / "ledger.json").read_text())["commitments"]
        for record in read_reports(folder, kit):
            watched: list[Weighed] = []
            find_commitments(record, kit.ledger, watched.append)
            text, report = record.article.text, Path(record.article.id).stem
            spans = [
                (text.find(e["quote"]), len(e["quote"]))
                for one in gold
                for e in one["evidence"]
                if e["report"] == report and e["quote"] in text
            ]
            for weighed in watched:
                at = weighed.proposal.act.trigger
                right = any(start < at.end and at.start < start + size for start, size in spans)
                found.append(Listed(story=folder.name, facts=weighed.facts, right=right))
    return found


LABELLED: Final = ("bias", "ruled", "open", "dated", "negative", "due")
"""Facts that weigh otherwise in labelled stories, whose labels name nearly all that is promised: a ledger lists what a
careful reader would write down, mostly what has a date."""

LIGHT: Final = 0.1
"""How often an act of a ledger counts, one of a labelled story once.

Of .1, .3 and 1, F1 of the rows is at most .674, .658 and .615 on tests/ledger/fresh and .730, .748 and .754 on our own
stories, each left out of the fit (.673 and .694 by labelled stories alone): the rules, whose answers are facts here,
were tuned on the latter, and are more often right there than elsewhere.
"""


def fit_acts(acts: list[Act], listed: list[Listed]) -> dict[str, float]:
    """Fit whether an act is taken: right is one that is listed; print how well it does.

    Ledgers and labelled stories share all weights; the latter have their own for `LABELLED` besides, which are not
    kept.
    """
    names = list(acts[0].weighed.facts)
    examples = [(one.story, one.facts, one.right, 0.0) for one in listed]
    for act in acts:
        examples.append((act.story, act.weighed.facts, act.telling is not None, 1.0 if listed else 0.0))
    own = [f"labelled {name}" for name in LABELLED] if listed else []
    rows = np.array(
        [
            [facts[name] for name in names] + [label * facts[name] for name in LABELLED[: len(own)]]
            for _, facts, _, label in examples
        ]
    )
    right = np.array([float(one) for _, _, one, _ in examples])
    ledger = np.array([label == 0.0 for *_, label in examples])
    heft = np.where(ledger & bool(listed), LIGHT, 1.0)
    part = np.array([part_in(story) for story, *_ in examples])
    scores = 1 / (1 + np.exp(-left_out(rows, right, [*names, *own], part, ridge=RIDGE, heft=heft)))
    for name, which in (("ledgers", ledger), ("labelled stories", ~ledger)):
        for least in (0.4, PROMISED, 0.6, 0.7) if which.any() else ():
            taken, real = scores[which] >= least, right[which]
            hits = float(real[taken].sum())
            print(
                f"acts of {name}, from {least}: precision {hits / max(1, taken.sum()):.3f}, recall "
                f"{hits / real.sum():.3f}, F1 {2 * hits / (taken.sum() + real.sum()):.3f} of {int(real.sum())}"
            )
    weights = fit(rows, right, [*names, *own], ridge=RIDGE, heft=heft).round(2).tolist()
    return dict(zip(names, weights[: len(names)], strict=True))


def claim_of(act: Act, scores: Mapping[str, float]) -> Claim:
    """Return an act as `linking.story.story_actors` sees it."""
    types = act.weighed.proposal.reading.event_type
    likely = {code: score for code, score in scores.items() if score >= LIKELY}
    return Claim(article=act.article, event_type=max(types, key=lambda name: types[name]), likely=likely)


def table(facts: list[Mapping[str, float]]) -> tuple[list[str], np.ndarray]:
    """Return the names of facts and their values."""
    names = list(facts[0])
    return names, np.array([[one[name] for name in names] for one in facts])


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path)
    parser.add_argument("--learnt", type=Path, help="the stories that the model learnt from, held-out ones included")
    parser.add_argument("--ledgers", type=Path, nargs="*", default=[], help="folders of stories with ledger.json")
    parser.add_argument("--to", type=Path, help="the table of weights to write the fits into")
    args = parser.parse_args()
    learnt = {path.stem for path in (args.learnt or args.stories).glob("*.txt")}
    stories = []
    for path in sorted(args.stories.glob("*.txt")):
        if held_out(path.stem) or path.stem not in learnt:
            story, wrong = read_story(path)
            story.name = path.stem
            if not wrong:
                stories.append(story)
    acts: list[Act] = []
    tellings = 0
    pairs: list[tuple[dict[str, float], bool, str]] = []
    judge = judge_of(load_kit().ledger)
    if judge is None:
        raise SystemExit("The package ships no ledger model.")
    for story, texts in read_texts(stories, load_kit(), load_tokenizer(MODEL / "tokenizer.json")):
        found, count = acts_of(story, texts)
        acts += found
        tellings += count
        pairs += pairs_of(story, texts, judge)
    names = sorted({act.story for act in acts})
    told_at = sum(act.telling is not None for act in acts)
    print(f"{len(names)} stories, {tellings} tellings, {len(acts)} acts asked about, {told_at} of them tellings")
    fits = {"act": fit_acts(acts, [one for path in args.ledgers for one in listed_in(path)])}
    told = [act for act in acts if act.telling and act.weighed.who]
    where = np.array([part_of(act.story, names) for act in told])
    flat = [(n, code, one) for n, act in enumerate(told) for code, one in act.weighed.who.items()]
    tables = load_kit().actors
    gold = [gold_of(act, tables) for act in told]
    facts, rows = table([one for _, _, one in flat])
    owner = np.array([n for n, _, _ in flat])
    right = np.array([float(key_of(code) in gold[n]) for n, code, _ in flat])
    by_least: dict[float, list[set[str]]] = {least: [set() for _ in told] for least in (0.3, 0.35, 0.4, 0.45, NAMED)}
    for k in range(PARTS):
        out = where[owner] == k
        weights = dict(zip(facts, fit(rows[~out], right[~out], facts, ridge=RIDGE).tolist(), strict=True))
        for n in np.flatnonzero(where == k):
            for least, chosen in by_least.items():
                chosen[n] = {key_of(code) for code in choose(told[n].weighed.who, weights, least)}
    plain = [
        {key_of(c) for c, one in act.weighed.who.items() if logistic({"x": one["chance"]}, {"x": 1.0}) >= NAMED}
        or {key_of(max(act.weighed.who, key=lambda c: act.weighed.who[c]["chance"]))}
        for act in told
    ]
    ruled = [{key_of(c) for c, one in act.weighed.who.items() if one["ruled"]} for act in told]
    for name, found in (
        ("rules", ruled),
        ("model alone", plain),
        *((f"weighed, from {least}", chosen) for least, chosen in by_least.items()),
    ):
        equal = sum(f == g for f, g in zip(found, gold, strict=True)) / len(told)
        shared = sum(bool(f & g) for f, g in zip(found, gold, strict=True)) / len(told)
        print(f"who acts, {name}: all right {equal:.3f}, one right {shared:.3f} of {len(told)}")
    fits["who"] = dict(zip(facts, fit(rows, right, facts, ridge=RIDGE).round(2).tolist(), strict=True))
    fits["story"] = fit_by_story([act for act in acts if is_taken(act.weighed, fits)], names, tables)
    fits["whom"] = fit_whom([act for act in told if act.weighed.by], names, tables)
    fits["joined"] = fit_pairs(pairs)
    print(fits)
    if args.to:
        keep(args.to, fits)


if __name__ == "__main__":
    main()
