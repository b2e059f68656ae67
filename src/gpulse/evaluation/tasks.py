"""What `gpulse evaluate` can score: one entry a task, with its protocol's module and the form of its gold.

A task whose scorer counts document by document gets a spread: the 95 % interval over documents drawn with replacement.
"""

from __future__ import annotations

import hashlib
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gpulse.errors import InputError, ModelError
from gpulse.evaluation.scores import bootstrap
from gpulse.model.network import Network
from gpulse.reading.kit import Kit

Part = str
"""Which documents: "all", "development" (rules and weights were tuned on them) or "held-out"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The figures of a task, and the spread of those that are shares."""

    figures: Mapping[str, float]
    spread: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that can be scored. `gold` says in words what PATH must hold; `run` takes path, kit, part and limit."""

    gold: str
    run: Callable[[Path, Kit, Part, int | None], Result]


def over_documents(tallies: Sequence[Any], score: Callable[[Sequence[Any]], Mapping[str, float]]) -> Result:
    """Return the figures over all documents' tallies with their spread."""
    figures = score(tallies)
    shares = {key for key, value in figures.items() if isinstance(value, float)}
    return Result(figures=figures, spread={k: v for k, v in bootstrap(tallies, score).items() if k in shares})


def run_timex(path: Path, kit: Kit, part: Part, limit: int | None) -> Result:
    """Score time expressions by TempEval-3's protocol."""
    from gpulse.evaluation.timex import score_timex, tally_timex

    return over_documents(tally_timex(path, part)[:limit], score_timex)


def run_places(path: Path, kit: Kit, part: Part, limit: int | None) -> Result:
    """Score places, mention given and end to end."""
    from gpulse.evaluation.places import score_places, tally_places

    return over_documents(tally_places(path, kit, part, limit), score_places)


def run_actors(path: Path, kit: Kit, part: Part, limit: int | None) -> Result:
    """Score the codes and sectors of given spans of actors."""
    from gpulse.evaluation.actors import score_actors, tally_actors

    _whole("actors", part)
    return over_documents(tally_actors(path, kit, limit), score_actors)


def run_coref(path: Path, kit: Kit, part: Part, limit: int | None) -> Result:
    """Score coreference on news documents."""
    from gpulse.evaluation.coref import score_both, tally_coref

    return over_documents(tally_coref(path, kit, part, limit), score_both)


def run_ledger(path: Path, kit: Kit, part: Part, limit: int | None) -> Result:
    """Score the ledger on stories."""
    from gpulse.evaluation.ledger import score_ledger, tally_ledger

    return over_documents(tally_ledger(path, kit, part, limit), score_ledger)


def run_outcomes(path: Path, kit: Kit, part: Part, limit: int | None) -> Result:
    """Score what became of the commitments of stories, the commitments given."""
    from gpulse.evaluation.outcomes import score_outcomes, tally_outcomes

    return over_documents(tally_outcomes(path, kit, part, limit), score_outcomes)


def run_plover(path: Path, kit: Kit, part: Part, limit: int | None) -> Result:
    """Score the coding of given pairs."""
    from gpulse.evaluation.plover import evaluate_plover

    _whole("plover", part)
    return Result(figures=evaluate_plover(path, _network(kit), limit), spread={})


def run_polnear(path: Path, kit: Kit, part: Part, limit: int | None) -> Result:
    """Score attribution on PolNeAR."""
    from gpulse.evaluation.polnear import evaluate_polnear

    _whole("polnear", part)
    return Result(figures=evaluate_polnear(path, _network(kit), limit), spread={})


def run_conll(path: Path, kit: Kit, part: Part, limit: int | None) -> Result:
    """Score named entities."""
    from gpulse.evaluation.conll import evaluate_conll

    _whole("conll", part)
    return Result(figures=evaluate_conll(path, _network(kit), limit), spread={})


def run_events(path: Path, kit: Kit, part: Part, limit: int | None) -> Result:
    """Score events in hand-coded sentences."""
    from gpulse.evaluation.events import score_events, tally_events

    _whole("events", part)
    _network(kit)
    return over_documents(tally_events(path, kit, limit), score_events)


def run_pairs(path: Path, kit: Kit, part: Part, limit: int | None) -> Result:
    """Score the finding of pairs in raw sentences."""
    from gpulse.evaluation.events import evaluate_pairs

    _whole("pairs", part)
    _network(kit)
    return Result(figures=evaluate_pairs(path, kit, limit), spread={})


def run_quiet(path: Path, kit: Kit, part: Part, limit: int | None) -> Result:
    """Count events where there is no politics."""
    from gpulse.evaluation.events import evaluate_quiet

    _whole("quiet", part)
    _network(kit)
    return Result(figures=evaluate_quiet(path, kit, limit), spread={})


def run_wikievents(path: Path, kit: Kit, part: Part, limit: int | None) -> Result:
    """Score triggers and arguments on WikiEvents."""
    from gpulse.evaluation.wikievents import score_wikievents, tally_wikievents

    _whole("wikievents", part)
    _network(kit)
    return over_documents(tally_wikievents(path, kit, limit), score_wikievents)


def run_posts(path: Path, kit: Kit, part: Part, limit: int | None) -> Result:
    """Score whole posts against gold records."""
    from gpulse.evaluation.posts import score_posts, tally_posts

    _whole("posts", part)
    _network(kit)
    return over_documents(tally_posts(path, kit, limit), score_posts)


def run_stories(path: Path, kit: Kit, part: Part, limit: int | None) -> Result:
    """Score the grouping of posts into stories."""
    from gpulse.evaluation.stories import score_stories, tally_stories

    return over_documents(tally_stories(path, kit, part, limit), score_stories)


def run_happenings(path: Path, kit: Kit, part: Part, limit: int | None) -> Result:
    """Score event coreference on ECB+, mentions given and predicted."""
    from gpulse.evaluation.happenings import evaluate_happenings

    return Result(figures=evaluate_happenings(path, kit, part, limit), spread={})


def run_lineage(path: Path, kit: Kit, part: Part, limit: int | None) -> Result:
    """Score lineage, origins and conflicts on stories with a ledger.json."""
    from gpulse.evaluation.lineage import score_lineage, tally_lineage

    return over_documents(tally_lineage(path, kit, part, limit), score_lineage)


def run_audit(path: Path, kit: Kit, part: Part, limit: int | None) -> Result:
    """Score what is said of real articles against a reader's judgements."""
    from gpulse.evaluation.audit import score_audit, tally_audit

    _network(kit)
    return over_documents(tally_audit(path, kit, part, limit), score_audit)


TASKS: Mapping[str, Task] = {
    "timex": Task(gold="TimeML files (.tml) at or below PATH, or our own .jsonl", run=run_timex),
    "places": Task(gold="LGL's, TR-News' or GeoWebNews' XML", run=run_places),
    "posts": Task(gold="folders with post.txt and record.json", run=run_posts),
    "actors": Task(gold="hand-coded events, JSON lines", run=run_actors),
    "coref": Task(gold="CoNLL-U with Entity=, a file or a folder of GUM's", run=run_coref),
    "ledger": Task(gold="stories: folders with ledger.json and reports", run=run_ledger),
    "outcomes": Task(gold="stories: folders with ledger.json and reports", run=run_outcomes),
    "plover": Task(gold="a TSV of pairs with PLV's or AW's columns", run=run_plover),
    "events": Task(gold="hand-coded sentences, JSON lines", run=run_events),
    "pairs": Task(gold="a TSV of pairs with PLV's or AW's columns, whose sentences are read raw", run=run_pairs),
    "quiet": Task(gold="the folder of GUM's .conllu files", run=run_quiet),
    "wikievents": Task(gold="WikiEvents' documents, JSON lines", run=run_wikievents),
    "polnear": Task(gold="a folder with text/ and attributions/", run=run_polnear),
    "stories": Task(gold="a folder of ECB+ topics, of mixes (.txt), or of stories with reports", run=run_stories),
    "happenings": Task(gold="a folder of ECB+ topics", run=run_happenings),
    "audit": Task(gold="evaluation/audit.tsv, with the texts that it names beside the checkout", run=run_audit),
    "lineage": Task(gold="folders with reports/ and ledger.json", run=run_lineage),
    "conll": Task(gold="tokens and BIO labels, a blank line between sentences", run=run_conll),
}
"""All tasks, by the name that the command takes."""


def evaluate(name: str, path: Path, kit: Kit, part: Part = "all", limit: int | None = None) -> Result:
    """Score one task on the gold at `path`.

    Raises `InputError` where the task is unknown, the path does not exist, or holds no gold of its form; `ModelError`
    where the task needs the network and the package has none.
    """
    if name not in TASKS:
        raise InputError(f"There is no task {name}; choose one of {', '.join(TASKS)}.")
    if part not in ("all", "development", "held-out"):
        raise InputError(f"--part {part} is unknown; choose all, development or held-out.")
    if not path.exists():
        raise InputError(f"{path} does not exist; for {name} give {TASKS[name].gold}.")
    try:
        return TASKS[name].run(path, kit, part, limit)
    except (UnicodeDecodeError, json.JSONDecodeError, ET.ParseError, IsADirectoryError) as error:
        raise InputError(f"{path} is not what {name} takes: give {TASKS[name].gold} ({error}).") from error


def digest_of(path: Path) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a file, or of all files below a folder, by name."""
    total = hashlib.sha256()
    for file in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
        total.update(str(file.relative_to(path)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()[:16]


def _network(kit: Kit) -> Network:
    if kit.network is None:
        raise ModelError("This task scores the reader model, and the package holds no weights; install it again.")
    return kit.network


def _whole(name: str, part: Part) -> None:
    if part != "all":
        raise InputError(
            f"{name} has no split of its own (its files are development or test as a whole); leave --part out."
        )
