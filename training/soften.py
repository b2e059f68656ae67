"""Ask teachers what they see in windows: how likely every label is, seen from every likely trigger, for every pair."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor

from examples import TOKEN_HEADS, Example, Pair, Soft, collate, rows, shift
from gpulse.model import labels
from gpulse.model.network import decode_bio
from reader import Reader, span_means

CHUNK = 8192
"""Pieces that teachers read at once."""

LIKELY = 0.15
"""A piece that begins a trigger with this chance is looked from; below it there is little to learn."""

PAIRS = 4
"""Ordered pairs of names that are looked at in a window."""


def soften(sets: dict[str, list[Example]], teachers: list[Reader], device: str) -> None:
    """Give every example of every set what the teachers say of it, on average."""
    for examples in sets.values():
        order = sorted(range(len(examples)), key=lambda k: len(examples[k].ids))
        chunk: list[Example] = []
        for k in order:
            if chunk and (len(chunk) + 1) * (len(examples[k].ids) + 2) > CHUNK:
                _soften_chunk(chunk, teachers, device)
                chunk = []
            chunk.append(examples[k])
        if chunk:
            _soften_chunk(chunk, teachers, device)


@torch.no_grad()
def _soften_chunk(examples: list[Example], teachers: list[Reader], device: str) -> None:
    batch = collate(examples).to(device)
    states: list[Tensor] = []
    for teacher in teachers:
        with torch.autocast(device, dtype=torch.bfloat16):
            states.append(teacher.states(batch.ids, batch.cases, batch.mask).float())
    tags = {head: _mean([t.heads[head](s) for t, s in zip(teachers, states, strict=True)]) for head in TOKEN_HEADS}
    host = {head: value.half().cpu() for head, value in tags.items()}
    triggers = [_likely_triggers(e, host["trigger"][k]) for k, e in enumerate(examples)]
    pairs = [_likely_pairs(e, host["entity"][k]) for k, e in enumerate(examples)]
    at = rows(shift(k, t) for k, found in enumerate(triggers) for t in found).to(device)
    roles = torch.zeros(0)
    shades = {name: torch.zeros(0, len(kinds)) for name, kinds in labels.SHADES.items()}
    if len(at):
        means = [span_means(s, at) for s in states]
        seen = [t.roles(s[at[:, 0]], m, at[:, 1]) for t, s, m in zip(teachers, states, means, strict=True)]
        roles = _mean(seen).half().cpu()
        for name in labels.SHADES:
            shades[name] = _mean([t.shade[name](m) for t, m in zip(teachers, means, strict=True)]).half().cpu()
    actor = rows(shift(k, a) for k, found in enumerate(pairs) for a, _ in found).to(device)
    recipient = rows(shift(k, r) for k, found in enumerate(pairs) for _, r in found).to(device)
    roots = torch.zeros(0, len(labels.PAIR_ROOTS))
    if len(actor):
        window = actor[:, 0]
        found = [
            t.pairs(s[window], batch.mask[window], span_means(s, actor), span_means(s, recipient))
            for t, s in zip(teachers, states, strict=True)
        ]
        roots = _mean(found).half().cpu()
    first_trigger = first_pair = 0
    for k, e in enumerate(examples):
        n, more, others = len(e.ids), len(triggers[k]), len(pairs[k])
        mine = slice(first_trigger, first_trigger + more)
        e.soft = Soft(
            tags={head: value[k, 1 : n + 1].clone() for head, value in host.items()},
            triggers=triggers[k],
            roles=roles[mine, 1 : n + 1].clone() if more else torch.zeros(0, n, len(labels.ROLE_LABELS)).half(),
            shades={name: value[mine].clone() for name, value in shades.items()},
            pairs=pairs[k],
            roots=roots[first_pair : first_pair + others].clone(),
        )
        first_trigger, first_pair = first_trigger + more, first_pair + others


def _mean(scores: list[Tensor]) -> Tensor:
    return torch.stack([s.softmax(-1) for s in scores]).mean(0)


def _likely_triggers(example: Example, chance: Tensor) -> list[Pair]:
    """Return the labelled triggers of a window, and the teachers' own where their chance is not small."""
    known: list[Pair] = [t["at"] for t in example.triggers]  # type: ignore[misc]
    seen = chance[1 : len(example.ids) + 1].float()
    if "trigger" in example.tags and not known and example.tags["trigger"].count(0) > len(example.ids) // 2:
        return []
    for at in (seen[:, 1::2].sum(-1) > LIKELY).nonzero()[:, 0].tolist():
        if not any(a <= at < b for a, b in known):
            kind = int(seen[at, 1::2].argmax()) * 2 + 2
            end = at + 1
            while end < len(seen) and int(seen[end].argmax()) == kind:
                end += 1
            known.append((at, end))
    return known[:12]


def _likely_pairs(example: Example, chance: Tensor) -> list[tuple[Pair, Pair]]:
    """Return the labelled pairs of a window, and pairs of names that stand next to one another."""
    known = [(a, r) for a, r, _ in example.pairs]
    if known:
        return known
    scores = torch.log(chance[1 : len(example.ids) + 1].float() + 1e-6).numpy()
    names = [(a, b) for a, b, kind, _ in decode_bio(scores, labels.ENTITY_LABELS, None) if kind != "misc"]
    names = [span for span in names if span[0] >= example.own]
    return [pair for a, b in pairwise(names) for pair in ((a, b), (b, a))][:PAIRS]
