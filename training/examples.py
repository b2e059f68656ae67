"""What the network is trained on: windows of word pieces with what is known of each, and how they become batches."""

from __future__ import annotations

import pickle
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, fields
from pathlib import Path

import torch
from torch import Tensor

from gpulse.model import labels
from gpulse.model.pieces import CASES, Pieces

Pair = tuple[int, int]
CLS, SEP = 101, 102
PLAIN = 5  # the case mark of a special piece
TOKEN_HEADS = {
    "entity": len(labels.ENTITY_LABELS),
    "politics": len(labels.POLITICS_LABELS),
    "source": len(labels.PART_LABELS),
    "cue": len(labels.PART_LABELS),
    "content": len(labels.PART_LABELS),
    "trigger": len(labels.TRIGGER_LABELS),
}


@dataclass(kw_only=True)
class Soft:
    """What teachers say of a window: probabilities, so that a student learns how sure they are."""

    tags: dict[str, Tensor]  # head: (T, labels), float16; not of heads that are decoded as chains
    triggers: list[Pair]
    roles: Tensor  # (triggers, T, roles)
    shades: dict[str, Tensor]  # (triggers, kinds)
    roots: Tensor  # (pairs, 15), of the window's own marked pair


@dataclass(kw_only=True)
class Example:
    """A window. Spans are half-open pieces. `tags` holds label indices a head, -1 where unknown."""

    ids: list[int]
    cases: list[int]
    own: int = 0  # pieces before this are context
    marks: list[int] = field(
        default_factory=list
    )  # a mark a piece (gpulse.model.pieces.MARKS), where a pair is asked of
    tags: dict[str, list[int]] = field(default_factory=dict)
    parts: list[tuple[Pair, list[Pair], list[Pair]]] = field(default_factory=list)  # cue, its sources, its contents
    triggers: list[dict[str, object]] = field(default_factory=list)  # at, roles (labels a piece), shades
    pairs: list[tuple[Pair, Pair, int]] = field(default_factory=list)  # actor, recipient, PLOVER root (-1 unknown)
    draw: int | None = None  # of a sentence without labels: a number that chooses which pair of names is asked of
    soft: Soft | None = None


def save_examples(path: Path, examples: list[Example]) -> bytes:
    """Write examples as plain tuples, so that a file does not depend on where this class lives; return the bytes."""
    names = [f.name for f in fields(Example) if f.name != "soft"]
    raw = pickle.dumps([tuple(getattr(e, name) for name in names) for e in examples])
    path.write_bytes(raw)
    return raw


def load_examples(path: Path) -> list[Example]:
    """Read what `save_examples` wrote."""
    names = [f.name for f in fields(Example) if f.name != "soft"]
    return [Example(**dict(zip(names, row, strict=True))) for row in pickle.loads(path.read_bytes())]


def to_pieces(pieces: Pieces, start: int, end: int, base: int = 0, size: int | None = None) -> Pair | None:
    """Return the pieces that characters `start` to `end` touch, relative to piece `base`; `None` where outside."""
    first, last = bisect_right(pieces.ends, start), bisect_left(pieces.starts, end)
    if last <= first or first < base or (size is not None and last - base > size):
        return None
    return first - base, last - base


@dataclass(kw_only=True)
class Batch:
    """Examples with [CLS] before and [SEP] after each; all positions are shifted by one accordingly.

    Spans are rows (window, first, last half-open). B windows of T pieces.
    """

    ids: Tensor
    cases: Tensor
    mask: Tensor
    tags: dict[str, Tensor]  # head: (B, T), -1 where unknown or no piece
    link_cue: Tensor  # (N, 3)
    link_part: Tensor
    link_kind: Tensor  # 0 a source, 1 a content
    link_gold: Tensor
    trigger: Tensor  # (M, 3)
    roles: Tensor  # (M, T), -1 unknown
    shades: dict[str, Tensor]
    actor: Tensor  # (P, 3)
    recipient: Tensor
    root: Tensor
    marked: Tensor  # pairs that the encoder was asked of
    soft: dict[str, Tensor]  # head: (B, T, labels); roles, shades and roots of teachers under their names

    def to(self, device: str) -> Batch:
        """Return the batch on a device."""
        moved = {}
        for f in fields(self):
            value = getattr(self, f.name)
            if isinstance(value, dict):
                moved[f.name] = {k: v.to(device, non_blocking=True) for k, v in value.items()}
            else:
                moved[f.name] = value.to(device, non_blocking=True)
        return Batch(**moved)


def collate(examples: list[Example]) -> Batch:
    """Pad examples to one length and gather what is known of them."""
    length = max(len(e.ids) for e in examples) + 2
    ids = torch.zeros(len(examples), length, dtype=torch.long)
    cases = torch.full((len(examples), length), PLAIN)
    mask = torch.zeros(len(examples), length)
    tags = {head: torch.full(ids.shape, -1) for head in TOKEN_HEADS if any(head in e.tags for e in examples)}
    links: list[tuple[tuple[int, int, int], tuple[int, int, int], int, float]] = []
    triggers: list[tuple[int, int, int]] = []
    roles: list[list[int]] = []
    shades: dict[str, list[int]] = {name: [] for name in labels.SHADES}
    pairs: list[tuple[tuple[int, int, int], tuple[int, int, int], int, bool]] = []  # the last: is it marked
    for k, e in enumerate(examples):
        n = len(e.ids)
        ids[k, : n + 2] = torch.tensor([CLS, *e.ids, SEP])
        cases[k, 1 : n + 1] = torch.tensor(e.cases)
        if e.marks:
            cases[k, 1 : n + 1] += len(CASES) * torch.tensor(e.marks)
        mask[k, : n + 2] = 1
        for head, known in e.tags.items():
            tags[head][k, 1 : n + 1] = torch.tensor(known)
        for column in (1, 2):
            spans = sorted({span for row in e.parts for span in row[column]})
            for row in e.parts:
                links += [(shift(k, row[0]), shift(k, span), column - 1, float(span in row[column])) for span in spans]
        for t in e.triggers:
            triggers.append(shift(k, t["at"]))  # type: ignore[arg-type]
            roles.append([-1, *t["roles"]])  # type: ignore[misc]
            for name in labels.SHADES:
                shades[name].append(t["shades"][name])  # type: ignore[index]
        pairs += [(shift(k, a), shift(k, r), root, bool(e.marks)) for a, r, root in e.pairs if root >= 0]
    known_roles = torch.full((len(roles), length), -1)
    for k, row in enumerate(roles):
        known_roles[k, : len(row)] = torch.tensor(row)
    return Batch(
        ids=ids,
        cases=cases,
        mask=mask,
        tags=tags,
        link_cue=rows(cue for cue, _, _, _ in links),
        link_part=rows(part for _, part, _, _ in links),
        link_kind=torch.tensor([kind for _, _, kind, _ in links], dtype=torch.long),
        link_gold=torch.tensor([gold for _, _, _, gold in links]),
        trigger=rows(triggers),
        roles=known_roles,
        shades={name: torch.tensor(kinds, dtype=torch.long) for name, kinds in shades.items()},
        actor=rows(a for a, _, _, _ in pairs),
        recipient=rows(r for _, r, _, _ in pairs),
        root=torch.tensor([root for _, _, root, _ in pairs], dtype=torch.long),
        marked=torch.tensor([marked for _, _, _, marked in pairs], dtype=torch.bool),
        soft=collate_soft(examples, length),
    )


def collate_soft(examples: list[Example], length: int) -> dict[str, Tensor]:
    """Gather what teachers say of the examples; empty where none was asked."""
    if any(e.soft is None for e in examples):
        return {}
    softs = [e.soft for e in examples if e.soft]
    out: dict[str, Tensor] = {}
    for head in softs[0].tags:
        size = TOKEN_HEADS[head]
        grid = torch.zeros(len(examples), length, size)
        for k, s in enumerate(softs):
            grid[k, 1 : len(s.tags[head]) + 1] = s.tags[head].float()
        out[head] = grid
    out["trigger_at"] = rows(shift(k, t) for k, s in enumerate(softs) for t in s.triggers)
    seen = torch.zeros(len(out["trigger_at"]), length, len(labels.ROLE_LABELS))
    at = 0
    for s in softs:
        for row in s.roles:
            seen[at, 1 : len(row) + 1] = row.float()
            at += 1
    out["roles"] = seen
    for name, kinds in labels.SHADES.items():
        out[name] = torch.cat([s.shades[name].float() for s in softs]).view(-1, len(kinds))
    asked = [(k, e.pairs[0]) for k, e in enumerate(examples) if e.marks]
    out["actor"] = rows(shift(k, a) for k, (a, _, _) in asked)
    out["recipient"] = rows(shift(k, r) for k, (_, r, _) in asked)
    out["root"] = torch.cat([s.roots.float() for s in softs]).view(-1, len(labels.PAIR_ROOTS))
    return out


def shift(window: int, span: Pair) -> tuple[int, int, int]:
    """Return a row of a span of a window, counted with [CLS]."""
    return window, span[0] + 1, span[1] + 1


def rows(spans: object) -> Tensor:
    """Return spans as a tensor (N, 3), also where there are none."""
    return torch.tensor(list(spans), dtype=torch.long).view(-1, 3)  # type: ignore[call-overload]
