"""Train the ledger model on the labelled stories.

    python training/ledger_train.py --stories training/stories --out runs/ledger --epochs 6 --seed 1

Every sixth story, by the digest of its name, is held out and only scored (`--all` trains on every story). Needs no
accelerator: on two cores an epoch over 200 stories takes about ten minutes. A checkpoint is written after each epoch.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import torch
from torch import Tensor, nn

from gpulse.knowledge.actors import load_country_names
from gpulse.model.ledger_model import OUTCOMES, TAGS, TAKES
from gpulse.model.pieces import load_tokenizer
from gpulse.reading.kit import load_kit
from ledger_examples import Example, examples_of, read_texts
from ledger_model import LedgerModel, start_from_reader
from ledger_source import held_out, read_story

MODEL = Path(__file__).parent.parent / "src" / "gpulse" / "model"
PIECES = 1500  # pieces of a batch, padding included
WEIGHTS = {"sentence": 1.0, "act": 1.0, "outcome": 1.0, "figure": 0.5}


def load_examples(folder: Path, seed: int) -> list[Example]:
    """Read the stories of a folder into examples."""
    kit, tokenizer = load_kit(), load_tokenizer(MODEL / "tokenizer.json")
    names = dict(load_country_names())
    stories = []
    for path in sorted(folder.glob("*.txt")):
        story, wrong = read_story(path)
        story.name = path.stem
        if wrong:
            print(f"{path.name}: left out, {len(wrong)} wrong", file=sys.stderr)
            continue
        stories.append(story)
    found: list[Example] = []
    for story, texts in read_texts(stories, kit, tokenizer):
        for example in examples_of(story, texts, tokenizer, names, seed):
            example.story = story.name
            found.append(example)
    return found


def drawn(examples: list[Example], rng: random.Random) -> list[Example]:
    """Return what an epoch sees: all that is labelled, and so many more of what is nothing.

    Of acts and figures twice as many, of outcomes one and a half times.
    """
    forms: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        forms[example.form].append(example)
    kept = forms["sentence"]
    for form, share in (("act", 2.0), ("outcome", 1.5), ("figure", 2.0)):
        nothing = [e for e in forms[form] if e.label == 0]
        some = [e for e in forms[form] if e.label != 0]
        kept = kept + some + rng.sample(nothing, min(len(nothing), int(share * len(some))))
    return kept


def batches(examples: list[Example], rng: random.Random) -> list[list[Example]]:
    """Cut examples into batches of one form and like length, in a random order."""
    made: list[list[Example]] = []
    forms: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        forms[example.form].append(example)
    for group in forms.values():
        rng.shuffle(group)
        for k in range(0, len(group), 400):
            part = sorted(group[k : k + 400], key=lambda e: len(e.asked.ids))
            batch: list[Example] = []
            for example in part:
                if batch and (len(batch) + 1) * len(example.asked.ids) > PIECES:
                    made.append(batch)
                    batch = []
                batch.append(example)
            made.append(batch)
    rng.shuffle(made)
    return made


def padded(rows: list[list[int]], fill: int) -> Tensor:
    """Return rows of different length as one tensor."""
    width = max(map(len, rows))
    return torch.tensor([row + [fill] * (width - len(row)) for row in rows])


def run(model: LedgerModel, batch: list[Example]) -> dict[str, Tensor]:
    """Return the logits of a batch by head."""
    ids = padded([list(e.asked.ids) for e in batch], 0)
    kinds = padded([list(e.asked.kinds) for e in batch], 0)
    mask = padded([[1] * len(e.asked.ids) for e in batch], 0)
    states = model.states(ids, kinds, mask)
    form = batch[0].form
    if form == "sentence":
        return {"tags": model.tags(states)}
    if form == "act":
        roles, take, kind, type_ = model.acts(states, kinds, mask)
        return {"roles": roles, "take": take, "kind": kind, "type": type_}
    if form == "outcome":
        return {"outcome": model.outcomes(states, kinds, mask)}
    return {"figure": model.figures(states, kinds, mask)}


def loss_of(batch: list[Example], logits: dict[str, Tensor]) -> Tensor:
    """Return the loss of a batch."""
    form = batch[0].form
    cross = nn.functional.cross_entropy
    if form == "sentence":
        gold = padded([e.tags for e in batch], -1)
        weight = torch.tensor([0.5, 1.5, 1.5, 0.7])
        return cross(logits["tags"].float().flatten(0, 1), gold.flatten(), weight, ignore_index=-1)
    if form == "act":
        label = torch.tensor([e.label for e in batch])
        loss = cross(logits["take"].float(), label)
        acts = [k for k, e in enumerate(batch) if e.roles]
        if acts:
            at = torch.tensor(acts)
            kinds = torch.tensor([batch[k].kind for k in acts])
            types = torch.tensor([batch[k].event_type for k in acts])
            loss = (
                loss + 0.7 * cross(logits["kind"][at].float(), kinds) + 0.7 * cross(logits["type"][at].float(), types)
            )
            width = logits["roles"].shape[1]
            gold = torch.tensor([[*batch[k].roles, *[(-1, -1, -1)] * (width - len(batch[k].roles))] for k in acts])
            scores, known = logits["roles"][at].float(), gold >= 0
            each = nn.functional.binary_cross_entropy_with_logits(
                scores, gold.clamp(min=0).float(), pos_weight=torch.tensor(2.0), reduction="none"
            )
            loss = loss + 3.0 * (each * known).sum() / known.sum().clamp(min=1)
        return loss
    label = torch.tensor([e.label for e in batch])
    if form == "outcome":
        return cross(logits["outcome"].float(), label, torch.tensor([0.8, 1.0, 1.2, 1.2, 1.2, 1.2, 0.8]))
    return cross(logits["figure"].float(), label, torch.tensor([0.7, 1.3]))


def f1(right: int, found: int, gold: int) -> float:
    """Return the F1 of counts."""
    return 2 * right / max(1, found + gold)


@torch.no_grad()
def evaluate(model: LedgerModel, examples: list[Example]) -> dict[str, float]:
    """Score a model: acts by sentence and piece, who acts by best piece, kinds, types, outcomes, figures."""
    model.eval()
    n: Counter[str] = Counter()
    for batch in batches(list(examples), random.Random(0)):
        logits = run(model, batch)
        for k, example in enumerate(batch):
            if example.form == "sentence":
                best = logits["tags"][k].argmax(-1).tolist()
                for name in ("act", "refused", "shown"):
                    tag = TAGS.index(name)
                    gold = any(t == tag for t in example.tags)
                    found = any(b == tag for b, t in zip(best, example.tags, strict=False) if t >= 0)
                    n[f"{name} gold"] += gold
                    n[f"{name} found"] += found
                    n[f"{name} right"] += gold and found
            elif example.form == "act":
                got = int(logits["take"][k].argmax())
                n["takes"] += 1
                n["take"] += got == example.label
                for name in ("act", "refused"):
                    tag = TAKES.index(name)
                    n[f"take {name} gold"] += example.label == tag
                    n[f"take {name} found"] += got == tag
                    n[f"take {name} right"] += got == tag == example.label
                if example.roles:
                    n["kinds"] += 1
                    n["kind"] += int(logits["kind"][k].argmax()) == example.kind
                    n["type"] += int(logits["type"][k].argmax()) == example.event_type
                    for r, role in enumerate(("by", "to", "when")):
                        gold_at = {p for p, row in enumerate(example.roles) if row[r] == 1}
                        if gold_at:
                            n[f"{role}s"] += 1
                            n[role] += int(logits["roles"][k][: len(example.roles), r].argmax()) in gold_at
            elif example.form == "outcome":
                got = int(logits["outcome"][k].argmax())
                told = OUTCOMES.index("told")
                n["told gold"] += example.label == told
                n["told found"] += got == told
                n["told right"] += example.label == got == told
                shows, says = 0 < example.label < told, 0 < got < told
                n["outcome gold"] += shows
                n["outcome found"] += says
                n["outcome shown"] += shows and says
                n["outcome right"] += shows and example.label == got
            else:
                got = int(logits["figure"][k].argmax())
                n["figure gold"] += example.label
                n["figure found"] += got
                n["figure right"] += got and example.label
    found = ("act", "refused", "shown", "take act", "take refused", "outcome", "told", "figure")
    out = {name: f1(n[f"{name} right"], n[f"{name} found"], n[f"{name} gold"]) for name in found}
    out["outcome any"] = f1(n["outcome shown"], n["outcome found"], n["outcome gold"])
    out |= {name: n[name] / max(1, n[f"{name}s"]) for name in ("by", "to", "when")}
    out |= {name: n[name] / max(1, n["kinds"]) for name in ("kind", "type")}
    model.train()
    return {name: round(value, 3) for name, value in out.items()}


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=Path, default=Path(__file__).parent / "stories")
    parser.add_argument("--out", type=Path, default=Path("runs/ledger"))
    parser.add_argument("--epochs", type=float, default=6)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help="a run to go on from, else the reader's encoder")
    parser.add_argument("--all", action="store_true", help="train on the stories held out as well")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    examples = load_examples(args.stories, args.seed)
    train = [e for e in examples if args.all or not held_out(e.story)]
    held = [e for e in examples if held_out(e.story)]
    print(Counter(e.form for e in train), Counter(e.form for e in held), flush=True)
    model = LedgerModel()
    if args.start:
        model.load_state_dict(torch.load(args.start / "model.pt"))
    else:
        start_from_reader(model, MODEL / "encoder.onnx")
    for part in (model.encoder.embeddings.word_embeddings, model.encoder.embeddings.token_type_embeddings):
        part.requires_grad_(False)
    slow = [p for name, p in model.named_parameters() if p.requires_grad and name.startswith(("encoder.", "cases."))]
    fast = [p for name, p in model.named_parameters() if not name.startswith(("encoder.", "cases."))]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": args.rate}, {"params": fast, "lr": 10 * args.rate}], weight_decay=0.01
    )
    peaks = [args.rate, 10 * args.rate]
    rng = random.Random(args.seed)
    total = int(len(batches(drawn(train, random.Random(0)), random.Random(0))) * args.epochs)
    step, began = 0, time.time()
    model.train()
    while step < total:
        for batch in batches(drawn(train, rng), rng):
            share = step / total
            scale = min(1.0, share / 0.06) * 0.5 * (1 + math.cos(math.pi * share))
            for group, peak in zip(optimiser.param_groups, peaks, strict=True):
                group["lr"] = peak * scale
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = run(model, batch)
            loss = WEIGHTS[batch[0].form] * loss_of(batch, logits)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            step += 1
            if step % 50 == 0:
                print(step, total, batch[0].form, round(loss.item(), 3), f"{time.time() - began:.0f} s", flush=True)
            if step >= total:
                break
        torch.save(model.state_dict(), args.out / "model.pt")
        if held:
            print("held out", json.dumps(evaluate(model, held)), flush=True)
    settings = {k: str(v) for k, v in vars(args).items()}
    done = {**settings, "examples": len(train), "held_out": evaluate(model, held) if held else None}
    (args.out / "config.json").write_text(json.dumps(done, indent=2) + "\n")


if __name__ == "__main__":
    main()
