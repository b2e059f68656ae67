"""Ask teachers what they see in windows: how likely every label is, seen from every likely trigger, for every pair."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from examples import TOKEN_HEADS, Batch, Example, Pair, Soft, collate, rows, shift
from gpulse.model import labels
from gpulse.model.decoding import decode_bio
from reader import CRF, Reader, span_means

CHUNK = 8192
"""Pieces that teachers read at once."""

BLOCK = np.array([[0, 0, -1e4], [0, 0, 0], [0, 0, 0]], dtype=np.float32)
"""Added to the moves of a chain: from O to I there is no way."""

LIKELY = 0.15
"""A piece that begins a trigger with this chance is looked from; below it there is little to learn."""


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
    if examples[0].draw is not None:
        _choose_pairs(examples, teachers, device)
    batch = collate(examples).to(device)
    states = [_states(teacher, batch, device) for teacher in teachers]
    scores = {h: [t.heads[h](s) for t, s in zip(teachers, states, strict=True)] for h in TOKEN_HEADS}
    for head in CRF:
        _tag_chains(examples, head, scores[head], teachers)
    tags = {head: _mean(found) for head, found in scores.items() if head not in CRF}
    host = {head: value.half().cpu() for head, value in tags.items()}
    triggers = [_likely_triggers(e, host["trigger"][k]) for k, e in enumerate(examples)]
    at = rows(shift(k, t) for k, found in enumerate(triggers) for t in found).to(device)
    roles = torch.zeros(0)
    shades = {name: torch.zeros(0, len(kinds)) for name, kinds in labels.SHADES.items()}
    if len(at):
        means = [span_means(s, at) for s in states]
        seen = [t.roles(s[at[:, 0]], m, at[:, 1]) for t, s, m in zip(teachers, states, means, strict=True)]
        roles = _mean(seen).half().cpu()
        for name in labels.SHADES:
            shades[name] = _mean([t.shade[name](m) for t, m in zip(teachers, means, strict=True)]).half().cpu()
    asked = [(k, e.pairs[0]) for k, e in enumerate(examples) if e.marks]
    roots = torch.zeros(0, len(labels.PAIR_ROOTS))
    if asked:
        actor = rows(shift(k, a) for k, (a, _, _) in asked).to(device)
        recipient = rows(shift(k, r) for k, (_, r, _) in asked).to(device)
        window = actor[:, 0]
        coded = [
            t.pairs(s[window], batch.mask[window], span_means(s, actor), span_means(s, recipient))
            for t, s in zip(teachers, states, strict=True)
        ]
        roots = _mean(coded).half().cpu()
    first_trigger = first_pair = 0
    for k, e in enumerate(examples):
        n, more, one = len(e.ids), len(triggers[k]), int(bool(e.marks))
        mine = slice(first_trigger, first_trigger + more)
        e.soft = Soft(
            tags={head: value[k, 1 : n + 1].clone() for head, value in host.items()},
            triggers=triggers[k],
            roles=roles[mine, 1 : n + 1].clone() if more else torch.zeros(0, n, len(labels.ROLE_LABELS)).half(),
            shades={name: value[mine].clone() for name, value in shades.items()},
            roots=roots[first_pair : first_pair + one].clone(),
        )
        first_trigger, first_pair = first_trigger + more, first_pair + one


def _tag_chains(examples: list[Example], head: str, scores: list[Tensor], teachers: list[Reader]) -> None:
    """Give windows without labels of a chain the labels of the teachers' best path.

    Labels, not probabilities: an expected loss that takes neighbours as independent rewards paths that cannot be.
    """
    mean = torch.stack(scores).mean(0).cpu().numpy()
    moves = torch.stack([t.moves[head] for t in teachers]).mean(0).cpu().numpy() + BLOCK
    for k, e in enumerate(examples):
        if head not in e.tags and not e.marks:
            tags = [0] * len(e.ids)
            for first, last, _, _ in decode_bio(mean[k, 1 : len(e.ids) + 1], labels.PART_LABELS, moves):
                tags[first:last] = [1] + [2] * (last - first - 1)
            e.tags[head] = tags


def _states(teacher: Reader, batch: Batch, device: str) -> Tensor:
    with torch.autocast(device, dtype=torch.bfloat16):
        return teacher.states(batch.ids, batch.cases, batch.mask).float()


def _mean(scores: list[Tensor]) -> Tensor:
    return torch.stack([s.softmax(-1) for s in scores]).mean(0)


def _choose_pairs(examples: list[Example], teachers: list[Reader], device: str) -> None:
    """Mark in each window two names that stand next to one another, in either order, as its draw says."""
    batch = collate(examples).to(device)
    heads = [t.heads["entity"](_states(t, batch, device)) for t in teachers]
    chance = torch.log(_mean(heads) + 1e-6).cpu().numpy()
    for k, e in enumerate(examples):
        found = decode_bio(chance[k, 1 : len(e.ids) + 1], labels.ENTITY_LABELS, None)
        names = [(a, b) for a, b, kind, _ in found if kind != "misc"]
        if len(names) < 2 or e.draw is None:
            continue
        first = e.draw % (len(names) - 1)
        actor, recipient = names[first : first + 2] if e.draw % 2 else names[first : first + 2][::-1]
        e.pairs = [(actor, recipient, -1)]
        e.marks = [0] * len(e.ids)
        for mark, (a, b) in enumerate((actor, recipient), 1):
            e.marks[a:b] = [mark] * (b - a)


def _likely_triggers(example: Example, chance: Tensor) -> list[Pair]:
    """Return the labelled triggers of a window, and the teachers' own where their chance is not small."""
    known: list[Pair] = [t["at"] for t in example.triggers]  # type: ignore[misc]
    if example.marks:
        return []
    seen = chance[1 : len(example.ids) + 1].float()
    for at in (seen[:, 1::2].sum(-1) > LIKELY).nonzero()[:, 0].tolist():
        if not any(a <= at < b for a, b in known):
            kind = int(seen[at, 1::2].argmax()) * 2 + 2
            end = at + 1
            while end < len(seen) and int(seen[end].argmax()) == kind:
                end += 1
            known.append((at, end))
    return known[:12]
