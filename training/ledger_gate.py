"""Fit the gate: from the reader's states, in which sentences the ledger model may find anything at all.

    python training/ledger_gate.py collect --shared ../shared --out runs/gate.pkl
    python training/ledger_gate.py fit runs/gate.pkl --to src/gpulse/model/ledger/gate.npz

The ledger model costs a second encoder for every sentence. The reader has read each already: a linear head on its
states says how likely a piece is part of an act or of a refused passage, as the ledger model would say it, and the
sentence is worth asking about where the likeliest piece is likely enough. Learns from the ledger model's own answers on
stories and on LGL's articles; the threshold is chosen on the stories held out (`ledger_source.held_out`), so that of
the commitments found there all but `LOST` stay found. GeoWebNews and PolNeAR's development part only show how
many sentences of ordinary news are spared, and what is lost there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
import torch
from torch import Tensor, nn

from gpulse.model.ledger_model import LedgerModel, load_weights
from gpulse.model.network import Network
from gpulse.model.pieces import cut_pieces, cut_windows
from gpulse.odds import logistic
from gpulse.reading.commitment.act_readings import MARKED, VAGUE, WORTH_READING
from gpulse.reading.commitment.named_bodies import with_bodies
from gpulse.reading.commitment.weighed_acts import Weighed
from gpulse.reading.commitments import find_commitments
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.reading.sentences import find_sentences
from gpulse.record import Article, Sentence
from ledger_examples import MODEL
from ledger_source import Story, held_out, read_story

RATE, DECAY, BATCH = 3e-3, 0.01, 256
HIDDEN: Final = 32
STEPS: Final = 3000
LEARNT: Final = 400
"""Articles of LGL that are learnt from."""

LOST: Final = 0.01
"""Share of the commitments found that may be lost; of what is refused, more is."""


@dataclass(slots=True, kw_only=True)
class Asked:
    """An act that the model may be asked about: the facts by which it is taken, how surely its sentence names and
    refuses it, and what becomes of it."""

    facts: dict[str, float]
    marked: float
    vague: float
    taken: bool
    refused: bool


@dataclass(slots=True, kw_only=True)
class Seen:
    """A sentence: the reader's states of its pieces (N, D), what the ledger model says of each (N, 4), what is found.

    `found` counts the commitments that touch it, `refused` its refusals, `labels` what the labels name in it;
    `asked` are the acts asked about.
    """

    part: str
    story: str
    text: str
    states: np.ndarray
    chances: np.ndarray
    labels: int = 0
    found: int = 0
    refused: int = 0
    asked: list[Asked] = field(default_factory=list)


def states_of(network: Network, text: str, sentences: Sequence[Sentence]) -> np.ndarray:
    """Return the reader's states of each piece of a text, as its windows give them."""
    pieces = cut_pieces(network.tokenizer, text)
    found = np.zeros((len(pieces.ids), network.heads["heads.trigger.weight"].shape[1]), dtype=np.float32)
    for window in cut_windows(pieces, sentences):
        states = network._states(pieces, window)
        found[window.own : window.last] = states[window.own - window.first + 1 : window.last - window.first + 1]
    return found


def look(network: Network, ledger: LedgerModel, part: str, story: str, text: str, sentences: Sequence[Sentence]):
    """Return what reader and ledger model see in each sentence of a text."""
    states = states_of(network, text, sentences)
    read = ledger.cut(text, sentences)
    found = []
    for k, (sentence, (first, last)) in enumerate(zip(sentences, read.bounds, strict=True)):
        if first < last:
            asked, chance = ledger.tag(read, k)
            own = [p >= first for p in asked.pieces]
            row = Seen(
                part=part, story=story, text=text[sentence.start : sentence.end],
                states=states[first:last].astype(np.float16), chances=chance[own].astype(np.float16),
            )  # fmt: skip
        else:
            row = None
        found.append(row)
    return found


def ask(kit: Kit, article: Article, part: str, story: str, acts: Sequence[tuple[int, int]]) -> list[Seen]:
    """Return `look` of an article, with what reading finds and refuses in each sentence; `acts` are labelled."""
    record = with_bodies(next(read_articles([article], kit)))
    rows = look(kit.network, kit.ledger, part, story, article.text, record.sentences)
    watched: list[Weighed] = []
    find_commitments(record, kit.ledger, watched.append)
    commitments, refused = find_commitments(record, kit.ledger)
    read = kit.ledger.cut(article.text, record.sentences)
    marks = {s.start: kit.ledger.mark(read, k) for k, s in enumerate(record.sentences)}
    for row, s in zip(rows, record.sentences, strict=True):
        if row is None:
            continue
        row.labels = sum(a < s.end and s.start < e for a, e in acts)
        row.found = sum(s.start <= (c.act or c.evidence[0]).start < s.end for c in commitments)
        row.refused = sum(s.start <= r.evidence[0].start < s.end for r in refused)
        for weighed in watched:
            if weighed.clause.sentence.start == s.start:
                trigger = weighed.proposal.act.trigger
                row.asked.append(
                    Asked(
                        facts=dict(weighed.facts),
                        marked=weighed.proposal.marked,
                        vague=marks[s.start].refused(trigger),
                        taken=any(c.act == trigger for c in commitments),
                        refused=any(r.evidence[0].overlaps(trigger) for r in refused),
                    )
                )
    return [row for row in rows if row is not None]


def articles_of(story: Story) -> Iterator[tuple[Article, list[tuple[int, int]]]]:
    """Yield the reports of a story, with where labels name an act or a refused passage."""
    for report in story.reports:
        text, acts = "", []
        for k, line in enumerate(report.lines):
            text += "" if not k else "\n\n" if k % 3 == 0 else " "
            for words in [t.act for t in line.tellings] + line.refused:
                at = len(text) + line.text.index(words)
                acts.append((at, at + len(words)))
            text += line.text
        yield (
            Article(
                id=f"{story.name}/{report.key}", text=text, title=report.title, publisher=report.outlet,
                published_at=report.day, published_from="given", language="en",
            ),
            acts,
        )  # fmt: skip


def news_of(path: Path, count: int) -> list[str]:
    """Return the first articles of a set."""
    if path.is_dir():
        return [p.read_text(encoding="utf-8") for p in sorted(path.rglob("*.txt"))[:count]]
    return [a.findtext("text") or "" for a in ElementTree.parse(path).getroot().iter("article")][:count]


def collect(args: argparse.Namespace) -> None:
    """Read stories and news, and write what was seen."""
    kit = load_kit()
    found: list[Seen] = []
    for path in sorted(args.stories.glob("*.txt")):
        story, wrong = read_story(path)
        story.name = path.stem
        if wrong:
            continue
        if held_out(path.stem):
            for article, acts in articles_of(story):
                found += ask(kit, article, "held out", story.name, acts)
        else:
            for article, _ in articles_of(story):
                rows = look(kit.network, kit.ledger, "learn", story.name, article.text, find_sentences(article.text))
                found += [row for row in rows if row is not None]
    places, polnear = args.shared / "data/places", args.shared / "data/attribution/polnear-dev/text"
    for name, text in enumerate(news_of(places / "LGL.xml", args.learnt)):
        found += [r for r in look(kit.network, kit.ledger, "learn", f"LGL {name}", text, find_sentences(text)) if r]
    for name, source, count in (("GWN", places / "GWN-half.xml", args.news), ("polnear", polnear, args.news // 2)):
        for number, text in enumerate(news_of(source, count)):
            article = Article(id=f"{name} {number}", text=text, published_at="2018-03-05", published_from="given")
            found += ask(kit, article, name, f"{name} {number}", [])
    print(Counter(row.part for row in found))
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_bytes(pickle.dumps(found))


def targets_of(row: Seen) -> np.ndarray:
    """Return of each piece how likely it is part of an act or of a refused passage, as the ledger model says."""
    found = np.zeros(len(row.states), dtype=np.float32)
    own = min(len(row.states), len(row.chances))  # of a long sentence, the ledger model reads the beginning
    found[:own] = row.chances[:own, 1:3].astype(np.float32).sum(1)
    return found


def train(rows: Sequence[Seen], hidden: int, steps: int, seed: int) -> nn.Sequential:
    """Learn the ledger model's answers: of each piece, and of the likeliest piece of each sentence."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    states = torch.from_numpy(np.concatenate([row.states for row in rows]))
    wanted = torch.from_numpy(np.concatenate([targets_of(row) for row in rows]))
    starts = np.concatenate([[0], np.cumsum([len(row.states) for row in rows])])
    net = nn.Sequential(nn.Linear(states.shape[1], hidden), nn.GELU(), nn.Linear(hidden, 1))
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - step / steps)
        drawn = rng.integers(0, len(rows), BATCH)
        chosen = torch.cat([torch.arange(starts[n], starts[n + 1]) for n in drawn])
        owner = torch.from_numpy(np.repeat(np.arange(BATCH), [starts[n + 1] - starts[n] for n in drawn]))
        scores, hopes = net(states[chosen].float())[:, 0], wanted[chosen]
        loss = 3 * losses(scores, hopes) + losses(highest(scores, owner), highest(hopes, owner))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return net


def losses(scores: Tensor, hopes: Tensor) -> Tensor:
    """Return the mean loss; what is an act or refused counts more than what is not."""
    return nn.functional.binary_cross_entropy_with_logits(scores, hopes, weight=1 + 4 * hopes)


def highest(values: Tensor, owner: Tensor) -> Tensor:
    """Return the highest value of each sentence of a batch."""
    return torch.full((BATCH,), -1e9).scatter_reduce(0, owner, values, "amax")


def scores_of(net: nn.Sequential, rows: Sequence[Seen]) -> np.ndarray:
    """Return the score of each sentence."""
    with torch.no_grad():
        return np.array([float(net(torch.from_numpy(row.states).float()).max()) for row in rows])


def threshold(scores: np.ndarray, counts: np.ndarray, lost: float) -> float:
    """Return the score from which a sentence is asked about, so that no more than a share of `counts` is lost."""
    order = np.argsort(scores)
    k = int(np.searchsorted(np.cumsum(counts[order]), lost * counts.sum(), side="right"))
    return float(scores[order[k]])


def counts_of(rows: Sequence[Seen]) -> np.ndarray:
    """Return how many commitments are found in each sentence."""
    return np.array([row.found for row in rows])


def fit(args: argparse.Namespace) -> None:
    """Learn, choose the threshold, say what it costs and spares, and write the gate."""
    rows: list[Seen] = pickle.loads(args.seen.read_bytes())
    parts = {name: [row for row in rows if row.part == name] for name in ("learn", "held out", "GWN", "polnear")}
    net = train(parts["learn"], HIDDEN, args.steps, args.seed)
    held = parts["held out"]
    scores, counts = scores_of(net, held), counts_of(held)
    names = sorted({row.story for row in held})
    half = np.array([names.index(row.story) % 2 for row in held])
    for k in (0, 1):  # how well the share holds where it was not chosen
        spared = scores < threshold(scores[half == k], counts[half == k], LOST)
        other = counts[half != k]
        print(f"chosen on half {k}: {other[spared[half != k]].sum()} of {other.sum()} lost in the other")
    least = threshold(scores, counts, LOST)
    told: dict[str, object] = {}
    for name in ("held out", "GWN", "polnear"):
        spared = scores_of(net, parts[name]) < least
        gone = [row for row, out in zip(parts[name], spared, strict=True) if out]
        told[name] = {
            "sentences": len(spared),
            "spared": round(float(spared.mean()), 3),
            "commitments": sum(row.found for row in parts[name]),
            "commitments lost": sum(row.found for row in gone),
            "refused": sum(row.refused for row in parts[name]),
            "refused lost": sum(row.refused for row in gone),
        }
        print(name, told[name])
        for row in gone if args.verbose else ():
            if row.found or row.refused:
                print("   ", "commitment" if row.found else "refused", row.text)
    acts_spared(parts)
    if args.to:
        write(net, least, args.to, args.steps, told)


def acts_spared(parts: Mapping[str, Sequence[Seen]]) -> None:
    """Say how many acts need no reading, by `act_readings.WORTH_READING`, and what is lost so."""
    weights = load_weights(MODEL / "ledger" / "weights.tsv")["act"]
    unread = {"act": 0.0, "refused": 0.0, "dated": 0.0}
    for name in ("held out", "GWN", "polnear"):
        asked = [act for row in parts[name] for act in row.asked]
        for least in (0.3, WORTH_READING, 0.4, 0.5):
            spared = [act for act in asked if logistic({**act.facts, **unread}, weights) < least]
            marked = sum(act.vague >= VAGUE or act.marked >= MARKED for act in spared)
            taken, refused = sum(act.taken for act in spared), sum(act.refused for act in spared)
            print(
                f"{name}: below {least}: {len(spared)} of {len(asked)} acts not read; {taken} would be taken, "
                f"{refused} refused; {marked} refused by their sentence's marks"
            )


def write(net: nn.Sequential, least: float, folder: Path, steps: int, told: Mapping[str, object]) -> None:
    """Write the gate beside the ledger model and into its manifest."""
    path, manifest = folder / "gate.npz", json.loads((folder / "manifest.json").read_text())
    values = {name: value.detach().numpy() for name, value in net.state_dict().items()}
    layers = {
        "hidden.weight": values["0.weight"],
        "hidden.bias": values["0.bias"],
        "out.weight": values["2.weight"],
        "out.bias": values["2.bias"] - np.float32(least),
    }
    np.savez(path, **layers)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest["files"][path.name] = {"sha256": digest, "bytes": path.stat().st_size}
    reader = json.loads((MODEL / "manifest.json").read_text())["id"]
    manifest["gate"] = {"reader": reader, "hidden": HIDDEN, "steps": steps, "figures": told}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


def main() -> None:
    """Run a step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(required=True)
    step = steps.add_parser("collect")
    step.add_argument("--stories", type=Path, default=Path(__file__).parent / "stories")
    step.add_argument("--shared", type=Path, default=Path("../shared"))
    step.add_argument("--news", type=int, default=60, help="articles of GeoWebNews; of PolNeAR half as many")
    step.add_argument("--learnt", type=int, default=LEARNT, help="articles of LGL that are learnt from")
    step.add_argument("--out", type=Path, default=Path("runs/gate.pkl"))
    step.set_defaults(run=collect)
    step = steps.add_parser("fit")
    step.add_argument("seen", type=Path)
    step.add_argument("--to", type=Path, help="the folder of the ledger model")
    step.add_argument("--seed", type=int, default=1)
    step.add_argument("--steps", type=int, default=STEPS)
    step.add_argument("--verbose", action="store_true", help="print what is lost")
    step.set_defaults(run=fit)
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
