"""Train the ledger model on the labelled stories' windows (`ledger_examples.py` writes them).

    python training/ledger_train.py --examples runs/ledger-examples.pkl --out runs/ledger-teacher --mpnet runs/mpnet
    python training/ledger_train.py --examples runs/ledger-examples.pkl --out runs/ledger --teachers runs/ledger-teacher

Every sixth story, by the digest of its name, is held out and only scored (`--all` trains on every story). With
teachers, runs of this same file, every window also carries what they say of it, on average, and windows of news are
learnt from that alone. A checkpoint is written after each epoch. Uses an accelerator where there is one; two cores
read about 1,700 pieces a second.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import torch
from torch import Tensor, nn

from gpulse.model.ledger_model import OUTCOMES, TAGS, TAKES
from ledger_batches import HEADS, OF_PIECES, Batch, Example, batches, collate, drawn, load_saved
from ledger_model import LedgerModel, start_from_reader
from ledger_source import held_out
from reader import load_encoder

MODEL = Path(__file__).parent.parent / "src" / "gpulse" / "model"
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
PIECES = 1500  # pieces of a batch, padding included, without an accelerator
WEIGHTS = {"sentence": 1.0, "act": 1.0, "outcome": 1.0, "figure": 0.5}
TAG_WEIGHTS = (0.5, 1.5, 1.5, 0.7)
OUTCOME_WEIGHTS = (0.8, 1.0, 1.2, 1.2, 1.2, 1.2, 0.8)
FIGURE_WEIGHTS = (0.7, 1.3)


def run(model: LedgerModel, batch: Batch) -> dict[str, Tensor]:
    """Return the logits of a batch by head."""
    with torch.autocast(DEVICE, dtype=torch.bfloat16):
        states = model.states(batch.ids, batch.kinds, batch.mask)
        if batch.form == "sentence":
            found = {"tags": model.tags(model.drop(states))}
        elif batch.form == "act":
            roles, take, kind, type_ = model.acts(states, batch.kinds, batch.mask)
            found = {"roles": roles, "take": take, "kind": kind, "type": type_}
        elif batch.form == "outcome":
            found = {"outcome": model.outcomes(states, batch.kinds, batch.mask)}
        else:
            found = {"figure": model.figures(states, batch.kinds, batch.mask)}
    return {head: values.float() for head, values in found.items()}


def cross(scores: Tensor, gold: Tensor, weight: Sequence[float] | None = None) -> Tensor:
    """Return the mean cross-entropy over what is labelled; 0 where nothing is."""
    if not bool((gold >= 0).any()):
        return scores.sum() * 0
    weights = torch.tensor(weight, device=scores.device) if weight else None
    return nn.functional.cross_entropy(scores.flatten(0, -2), gold.flatten(), weights, ignore_index=-1)


def loss_of(batch: Batch, logits: dict[str, Tensor]) -> Tensor:
    """Return the loss of a batch against its labels."""
    gold = batch.gold
    if batch.form == "sentence":
        return cross(logits["tags"], gold["tags"], TAG_WEIGHTS)
    if batch.form == "act":
        loss = cross(logits["take"], gold["take"])
        loss = loss + 0.7 * cross(logits["kind"], gold["kind"]) + 0.7 * cross(logits["type"], gold["type"])
        known = gold["roles"] >= 0
        each = nn.functional.binary_cross_entropy_with_logits(
            logits["roles"], gold["roles"].clamp(min=0).float(),
            pos_weight=torch.tensor(2.0, device=known.device), reduction="none",
        )  # fmt: skip
        return loss + 3.0 * (each * known).sum() / known.sum().clamp(min=1)
    if batch.form == "outcome":
        return cross(logits["outcome"], gold["outcome"], OUTCOME_WEIGHTS)
    return cross(logits["figure"], gold["figure"], FIGURE_WEIGHTS)


def soft_loss(batch: Batch, logits: dict[str, Tensor]) -> Tensor:
    """Return the cross-entropy against what teachers say; roles count as much as the teachers hold the act for one."""
    losses = []
    for head, want in batch.soft.items():
        if head == "roles":
            act = batch.soft["take"][:, TAKES.index("act"), None, None] * batch.mask[..., None]
            each = nn.functional.binary_cross_entropy_with_logits(logits["roles"], want, reduction="none")
            losses.append(3.0 * (each * act).sum() / act.expand_as(each).sum().clamp(min=1))
            continue
        each = -(want * logits[head].log_softmax(-1)).sum(-1)
        weight = batch.mask.float() if head == "tags" else torch.ones_like(each)
        if head in ("kind", "type"):
            weight = 0.7 * batch.soft["take"][:, TAKES.index("act")]
        losses.append((each * weight).sum() / weight.sum().clamp(min=1) * (2.0 if head == "tags" else 1.0))
    return torch.stack(losses).sum()


@torch.no_grad()
def soften(examples: Sequence[Example], teachers: Sequence[LedgerModel], pieces: int) -> None:
    """Give every example what the teachers say of it: the mean of their probabilities."""
    for part in batches(examples, random.Random(0), pieces):
        batch = collate(part).to(DEVICE)
        found = [run(teacher, batch) for teacher in teachers]
        for head in HEADS[batch.form]:
            chance = [(f[head].sigmoid() if head == "roles" else f[head].softmax(-1)) for f in found]
            mean = torch.stack(chance).mean(0).half().cpu().numpy()
            for k, example in enumerate(part):
                example.soft[head] = mean[k, : len(example.asked.ids)].copy() if head in OF_PIECES else mean[k].copy()


def f1(right: int, found: int, gold: int) -> float:
    """Return the F1 of counts."""
    return 2 * right / max(1, found + gold)


@torch.no_grad()
def evaluate(model: LedgerModel, examples: Sequence[Example], pieces: int) -> dict[str, float]:
    """Score a model: acts by sentence and piece, who acts by best piece, kinds, types, outcomes, figures."""
    model.eval()
    n: Counter[str] = Counter()
    for batch in batches(examples, random.Random(0), pieces):
        best = {
            head: values.argmax(1 if head == "roles" else -1).cpu()
            for head, values in run(model, collate(batch).to(DEVICE)).items()
        }
        for k, example in enumerate(batch):
            _count(example, {head: values[k].tolist() for head, values in best.items()}, n)
    found = ("act", "refused", "shown", "take act", "take refused", "outcome", "told", "figure")
    out = {name: f1(n[f"{name} right"], n[f"{name} found"], n[f"{name} gold"]) for name in found}
    out["outcome any"] = f1(n["outcome shown"], n["outcome found"], n["outcome gold"])
    out |= {name: n[name] / max(1, n[f"{name}s"]) for name in ("by", "to", "when")}
    out |= {name: n[name] / max(1, n["kinds"]) for name in ("kind", "type")}
    model.train()
    return {name: round(value, 3) for name, value in out.items()}


def _count(example: Example, best: dict[str, list[int]], n: Counter[str]) -> None:
    """Count what is right of an example; `best` is the likeliest value by head, of roles the likeliest piece."""
    if example.form == "sentence":
        for name in ("act", "refused", "shown"):
            tag = TAGS.index(name)
            gold = any(t == tag for t in example.tags)
            found = any(b == tag for b, t in zip(best["tags"], example.tags, strict=False) if t >= 0)
            n[f"{name} gold"] += gold
            n[f"{name} found"] += found
            n[f"{name} right"] += gold and found
    elif example.form == "act":
        for name in ("act", "refused"):
            tag = TAKES.index(name)
            n[f"take {name} gold"] += example.label == tag
            n[f"take {name} found"] += best["take"] == tag
            n[f"take {name} right"] += best["take"] == tag == example.label
        if example.roles:
            n["kinds"] += 1
            n["kind"] += best["kind"] == example.kind
            n["type"] += best["type"] == example.event_type
            for r, role in enumerate(("by", "to", "when")):
                gold_at = {p for p, row in enumerate(example.roles) if row[r] == 1}
                if gold_at:
                    n[f"{role}s"] += 1
                    n[role] += best["roles"][r] in gold_at
    elif example.form == "outcome":
        got, told = best["outcome"], OUTCOMES.index("told")
        n["told gold"] += example.label == told
        n["told found"] += got == told
        n["told right"] += example.label == got == told
        shows, says = 0 < example.label < told, 0 < got < told  # type: ignore[operator]
        n["outcome gold"] += shows
        n["outcome found"] += says
        n["outcome shown"] += shows and says
        n["outcome right"] += shows and example.label == got
    else:
        n["figure gold"] += example.label
        n["figure found"] += best["figure"]  # type: ignore[operator]
        n["figure right"] += best["figure"] == example.label == 1


class Collated(torch.utils.data.Dataset[Batch]):
    """The collated batches of an epoch, for workers to gather ahead."""

    def __init__(self, plan: Sequence[list[Example]]) -> None:
        self.plan = plan

    def __len__(self) -> int:
        return len(self.plan)

    def __getitem__(self, at: int) -> Batch:
        return collate(self.plan[at])


def gathered(plan: Sequence[list[Example]]) -> Iterator[Batch]:
    """Yield batches collated; beside a GPU, processes gather them ahead."""
    workers = 4 if DEVICE == "cuda" else 0
    yield from torch.utils.data.DataLoader(Collated(plan), batch_size=None, num_workers=workers)


def load_run(folder: Path) -> LedgerModel:
    """Return the model that a run of this file ended with, ready to read."""
    base = json.loads((folder / "config.json").read_text()).get("mpnet")
    model = LedgerModel(load_encoder(Path(base)) if base else None)
    model.load_state_dict(torch.load(folder / "model.pt", weights_only=True))
    return model.to(DEVICE).eval()


def train(
    model: LedgerModel, examples: Sequence[Example], held: Sequence[Example], args: argparse.Namespace
) -> dict[str, float] | None:
    """Train a model; after each epoch, write it and score it on what is held out. Returns the last scores."""
    for part in (
        model.encoder.embeddings.word_embeddings,
        getattr(model.encoder.embeddings, "token_type_embeddings", None),
    ):
        if part is not None:
            part.requires_grad_(False)
    slow = [p for name, p in model.named_parameters() if p.requires_grad and name.startswith(("encoder.", "cases."))]
    fast = [p for name, p in model.named_parameters() if not name.startswith(("encoder.", "cases."))]
    rates = [args.rate, args.head_rate or 10 * args.rate]
    groups = [{"params": slow, "lr": rates[0]}, {"params": fast, "lr": rates[1]}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    rng = random.Random(args.seed)
    total = int(len(batches(drawn(examples, random.Random(0)), random.Random(0), args.pieces)) * args.epochs)
    total = min(total, args.stop_step or total)
    step, began, seen = 0, time.time(), 0
    scores = None
    model.train()
    while step < total:
        for batch in gathered(batches(drawn(examples, rng), rng, args.pieces)):
            share = step / total
            scale = min(1.0, share / 0.06) * 0.5 * (1 + math.cos(math.pi * share))
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * scale
            batch = batch.to(DEVICE)
            logits = run(model, batch)
            loss = loss_of(batch, logits) * (args.hard if batch.soft else 1.0)
            if batch.soft:
                loss = loss + soft_loss(batch, logits)
            optimiser.zero_grad()
            (WEIGHTS[batch.form] * loss).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            step, seen = step + 1, seen + batch.ids.numel()
            if step % 100 == 0:
                spent = time.time() - began
                print(
                    f"{step}/{total} {batch.form} {loss.item():.3f} {seen / spent:.0f} pieces/s {spent:.0f} s",
                    flush=True,
                )
            if step >= total:
                break
        torch.save({k: v.cpu() for k, v in model.state_dict().items()}, args.out / "model.pt")
        if held:
            scores = evaluate(model, held, args.pieces)
            print("held out", json.dumps(scores), flush=True)
    return scores


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=Path, default=Path("runs/ledger-examples.pkl"))
    parser.add_argument("--out", type=Path, default=Path("runs/ledger"))
    parser.add_argument("--epochs", type=float, default=6)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, help="of the heads; ten times the encoder's where it is not given")
    parser.add_argument("--hard", type=float, default=0.5, help="weight of the labels beside teachers")
    parser.add_argument("--pieces", type=int, default=PIECES, help="pieces of a batch, padding included")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mpnet", type=Path, help="folder of the mpnet weights: train a teacher from them")
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="runs to learn from")
    parser.add_argument("--start", type=Path, help="a run to go on from, else the reader's encoder")
    parser.add_argument("--stop-step", type=int, default=0, help="end after so many steps")
    parser.add_argument("--all", action="store_true", help="train on the stories held out as well")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    found = load_saved(args.examples)
    examples = [e for e in found if e.story and (args.all or not held_out(e.story))]
    held = [e for e in found if e.story and held_out(e.story)]
    print(Counter(e.form for e in examples), Counter(e.form for e in held), flush=True)
    if args.teachers:
        examples += [e for e in found if not e.story]
        soften(examples, [load_run(path) for path in args.teachers], 4 * args.pieces)
    if args.start:
        model = load_run(args.start).train()
    elif args.mpnet:
        model = LedgerModel(load_encoder(args.mpnet)).to(DEVICE)
    else:
        model = LedgerModel()
        start_from_reader(model, MODEL / "encoder.onnx")
        model = model.to(DEVICE)
    scores = train(model, examples, held, args)
    settings = {k: [str(x) for x in v] if isinstance(v, list) else str(v) if v else None for k, v in vars(args).items()}
    done = {**settings, "windows": len(examples), "held_out": scores}
    (args.out / "config.json").write_text(json.dumps(done, indent=2) + "\n")


if __name__ == "__main__":
    main()
