"""What the ledger model is trained on: labelled windows, and batches of them as tensors.

Needs the windows alone, not the reading that made them (`ledger_examples.py` writes them to a file), so that a machine
with an accelerator needs no more than PyTorch.
"""

from __future__ import annotations

import pickle
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from gpulse.model.ledger_model import KINDS, OUTCOMES, ROLES, TAGS, TAKES, TYPES
from gpulse.model.ledger_windows import Asked

SIZES = {
    "tags": len(TAGS), "roles": len(ROLES), "take": len(TAKES), "kind": len(KINDS), "type": len(TYPES),
    "outcome": len(OUTCOMES), "figure": 2,
}  # fmt: skip
"""How many values each head gives; `tags` and `roles` give them of every piece."""
HEADS = {
    "sentence": ("tags",),
    "act": ("roles", "take", "kind", "type"),
    "outcome": ("outcome",),
    "figure": ("figure",),
}
OF_PIECES = ("tags", "roles")
MORE = {"act": 2.0, "outcome": 1.5, "figure": 2.0}
"""How many windows that show nothing an epoch sees for each that shows something."""
NEWS = 0.4
"""How many windows of news an epoch sees for each of the stories."""


@dataclass(slots=True, kw_only=True)
class Example:
    """A window with its labels: of each piece, of the whole, and of three roles a piece (-1 unknown)."""

    form: str  # sentence, act, outcome or figure
    asked: Asked
    tags: list[int] = field(default_factory=list)
    roles: list[tuple[int, int, int]] = field(default_factory=list)
    label: int = -1  # TAKES of an act, OUTCOMES of an outcome, 0 or 1 of a pair of figures
    kind: int = -1
    event_type: int = -1
    story: str = ""  # empty: a window of news without labels
    soft: dict[str, np.ndarray] = field(default_factory=dict)  # probabilities of teachers, by head


@dataclass(slots=True, kw_only=True)
class Batch:
    """Windows of one form. Shapes: B windows, T pieces.

    `gold` and `soft` by head: labels (B,) or (B, T), of roles (B, T, 3), -1 where unknown; probabilities (…, values).
    """

    form: str
    ids: Tensor
    kinds: Tensor
    mask: Tensor
    gold: dict[str, Tensor]
    soft: dict[str, Tensor]

    def to(self, device: str) -> Batch:
        """Return the batch on a device."""
        return Batch(
            form=self.form, ids=self.ids.to(device), kinds=self.kinds.to(device), mask=self.mask.to(device),
            gold={k: v.to(device) for k, v in self.gold.items()}, soft={k: v.to(device) for k, v in self.soft.items()},
        )  # fmt: skip


def save_examples(examples: Sequence[Example], path: Path) -> None:
    """Write examples to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(list(examples)))


def load_saved(path: Path) -> list[Example]:
    """Read examples that `save_examples` wrote; a file of our own, since a pickle runs what it holds."""
    return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]


def drawn(examples: Sequence[Example], rng: random.Random) -> list[Example]:
    """Return what an epoch sees: all that is labelled, and of the rest as much as `MORE` and `NEWS` say."""
    forms: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        forms[example.form if example.story else ""].append(example)
    kept = list(forms["sentence"])
    for form, share in MORE.items():
        nothing = [e for e in forms[form] if e.label == 0]
        some = [e for e in forms[form] if e.label != 0]
        kept += some + rng.sample(nothing, min(len(nothing), int(share * len(some))))
    return kept + rng.sample(forms[""], min(len(forms[""]), int(NEWS * len(kept))))


def batches(examples: Sequence[Example], rng: random.Random, pieces: int) -> list[list[Example]]:
    """Cut examples into batches of one form and like length, each of at most `pieces`, in a random order."""
    made: list[list[Example]] = []
    forms: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        forms[example.form].append(example)
    for group in forms.values():
        rng.shuffle(group)
        for k in range(0, len(group), 800):
            batch: list[Example] = []
            for example in sorted(group[k : k + 800], key=lambda e: len(e.asked.ids)):
                if batch and (len(batch) + 1) * len(example.asked.ids) > pieces:
                    made.append(batch)
                    batch = []
                batch.append(example)
            made.append(batch)
    rng.shuffle(made)
    return made


def collate(examples: Sequence[Example]) -> Batch:
    """Gather windows of one form into tensors."""
    form, width = examples[0].form, max(len(e.asked.ids) for e in examples)
    gold: dict[str, Tensor] = {}
    if form == "sentence":
        gold["tags"] = padded([e.tags for e in examples], -1, width)
    elif form == "act":
        gold["take"] = torch.tensor([e.label for e in examples])
        gold["kind"] = torch.tensor([e.kind for e in examples])
        gold["type"] = torch.tensor([e.event_type for e in examples])
        roles = np.full((len(examples), width, len(ROLES)), -1, dtype=np.int64)
        for k, e in enumerate(examples):
            if e.roles:
                roles[k, : len(e.roles)] = e.roles
        gold["roles"] = torch.from_numpy(roles)
    else:
        gold[form] = torch.tensor([e.label for e in examples])
    soft: dict[str, Tensor] = {}
    if all(e.soft for e in examples):
        for head in HEADS[form]:
            shape = (width, SIZES[head]) if head in OF_PIECES else (SIZES[head],)
            values = np.zeros((len(examples), *shape), dtype=np.float32)
            for k, e in enumerate(examples):
                values[(k, slice(len(e.asked.ids))) if head in OF_PIECES else k] = e.soft[head]
            soft[head] = torch.from_numpy(values)
    return Batch(
        form=form,
        ids=padded([e.asked.ids for e in examples], 0, width),
        kinds=padded([e.asked.kinds for e in examples], 0, width),
        mask=padded([[1] * len(e.asked.ids) for e in examples], 0, width),
        gold=gold,
        soft=soft,
    )


def padded(rows: Sequence[Sequence[int]], fill: int, width: int) -> Tensor:
    """Return rows of different length as one tensor (B, width)."""
    out = np.full((len(rows), width), fill, dtype=np.int64)
    for k, row in enumerate(rows):
        out[k, : len(row)] = row
    return torch.from_numpy(out)
