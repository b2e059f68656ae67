"""The ledger model in PyTorch: an encoder like the reader's, and the heads of four questions.

`src/gpulse/model/ledger_model.py` computes the same heads in numpy.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from transformers import BertConfig, BertModel, MPNetModel

from gpulse.model.ledger_model import KINDS, OUTCOMES, ROLES, TAGS, TAKES, TYPES
from gpulse.model.ledger_windows import MARKS
from gpulse.model.pieces import CASES, MAX_PIECES
from reader import mpnet_ids

HIDDEN = 192


def small_encoder() -> BertModel:
    """Return an encoder of the reader's shape, which the package ships; without weights."""
    config = BertConfig(
        vocab_size=30522, hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536,
        max_position_embeddings=MAX_PIECES, attn_implementation="sdpa" if torch.cuda.is_available() else "eager",
        attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    return BertModel(config, add_pooling_layer=False)


class LedgerModel(nn.Module):
    """Shapes: B windows, T pieces, D features: 384 of the encoder that is shipped, 768 of a teacher's."""

    def __init__(self, encoder: BertModel | MPNetModel | None = None) -> None:
        super().__init__()
        self.encoder = encoder or small_encoder()
        width = self.encoder.config.hidden_size
        self.cases = nn.Embedding(len(CASES) * len(MARKS), width)
        nn.init.normal_(self.cases.weight, std=0.02)
        self.tags = nn.Linear(width, len(TAGS))
        self.role_piece = nn.Linear(width, HIDDEN)
        self.role_act = nn.Linear(width, HIDDEN)
        self.role_out = nn.Linear(HIDDEN, len(ROLES))
        self.act_hidden = nn.Linear(2 * width, HIDDEN)
        self.take = nn.Linear(HIDDEN, len(TAKES))
        self.kind = nn.Linear(HIDDEN, len(KINDS))
        self.event_type = nn.Linear(HIDDEN, len(TYPES))
        self.outcome_hidden = nn.Linear(3 * width, HIDDEN)
        self.outcome = nn.Linear(HIDDEN, len(OUTCOMES))
        self.figure_hidden = nn.Linear(3 * width, HIDDEN)
        self.figure = nn.Linear(HIDDEN, 2)
        self.drop = nn.Dropout(0.1)

    def states(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """Return the states (B, T, D) of pieces `ids` (B, T) of `kinds` (B, T); `mask` is 1 where a piece is."""
        if isinstance(self.encoder, MPNetModel):
            ids = mpnet_ids(ids)
        words = self.encoder.embeddings.word_embeddings(ids) + self.cases(kinds)
        return self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state

    def means(self, states: Tensor, kinds: Tensor, mask: Tensor, *marks: str) -> Tensor:
        """Return the mean states (B, D) of the pieces with these marks."""
        wanted = torch.zeros_like(mask)
        for mark in marks:
            wanted = wanted + (kinds // len(CASES) == MARKS.index(mark)).long() * mask
        return (states * wanted[..., None]).sum(1) / wanted.sum(1, keepdim=True).clamp(min=1)

    def acts(self, states: Tensor, kinds: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return logits of roles (B, T, 3), take (B, 3), kind (B, 6) and type (B, 17)."""
        act = self.means(states, kinds, mask, "act")
        roles = self.role_out(self.drop(nn.functional.gelu(self.role_piece(states) + self.role_act(act)[:, None])))
        hidden = self.drop(nn.functional.gelu(self.act_hidden(self.drop(torch.cat([act, states[:, 0]], -1)))))
        return roles, self.take(hidden), self.kind(hidden), self.event_type(hidden)

    def outcomes(self, states: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """Return logits (B, 6) of what the own sentence shows of the promise."""
        joined = [states[:, 0], self.means(states, kinds, mask, "own"), self.means(states, kinds, mask, "promised act")]
        hidden = nn.functional.gelu(self.outcome_hidden(self.drop(torch.cat(joined, -1))))
        return self.outcome(self.drop(hidden))

    def figures(self, states: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """Return logits (B, 2): whether the two marked figures tell the same thing."""
        joined = [states[:, 0], self.means(states, kinds, mask, "act"), self.means(states, kinds, mask, "promised act")]
        hidden = nn.functional.gelu(self.figure_hidden(self.drop(torch.cat(joined, -1))))
        return self.figure(self.drop(hidden))


def start_from_reader(model: LedgerModel, path: Path) -> None:
    """Give the encoder the weights of the reader's, taken back from int8 (`encoder_graph.build_encoder` made them)."""
    kept = {i.name: numpy_helper.to_array(i) for i in onnx.load(str(path)).graph.initializer}

    def matrix(name: str) -> np.ndarray:
        weight = kept[f"{name}.weight"].astype(np.float32) * kept[f"{name}.scale"]
        if f"{name}.shrink" in kept:
            weight = weight * kept[f"{name}.shrink"][:, None]
        return np.ascontiguousarray(weight.T)

    state: dict[str, np.ndarray] = {
        "embeddings.word_embeddings.weight": kept["words"].astype(np.float32) * kept["words.scale"],
        "embeddings.position_embeddings.weight": kept["places"],
        "embeddings.token_type_embeddings.weight": np.zeros((2, 384), dtype=np.float32),
        "embeddings.LayerNorm.weight": kept["embedded.weight"],
        "embeddings.LayerNorm.bias": kept["embedded.bias"],
    }
    for layer in range(6):
        at, to = f"layer.{layer}", f"encoder.layer.{layer}"
        asked = np.split(matrix(f"{at}.asked"), 3)
        for part, weight, bias in zip(
            ("query", "key", "value"), asked, np.split(kept[f"{at}.asked.bias"], 3), strict=True
        ):
            state[f"{to}.attention.self.{part}.weight"], state[f"{to}.attention.self.{part}.bias"] = weight, bias
        for name, place in (
            ("attention.output", "attention.output.dense"),
            ("wide", "intermediate.dense"),
            ("output", "output.dense"),
        ):
            state[f"{to}.{place}.weight"], state[f"{to}.{place}.bias"] = (
                matrix(f"{at}.{name}"),
                kept[f"{at}.{name}.bias"],
            )
        for name in ("attention.output", "output"):
            norm = "states" if layer == 5 and name == "output" else f"{at}.{name}.norm"
            for part in ("weight", "bias"):
                state[f"{to}.{name}.LayerNorm.{part}"] = kept[f"{norm}.{part}"]
    missing, unknown = model.encoder.load_state_dict({k: torch.tensor(v) for k, v in state.items()}, strict=False)
    if unknown or [name for name in missing if "position_ids" not in name]:
        raise SystemExit(f"{path}: weights do not fit: {missing[:3]} {unknown[:3]}")
    plain = torch.tensor(kept["kinds"][: len(CASES)])
    with torch.no_grad():
        model.cases.weight.normal_(std=0.02)
        for mark in range(len(MARKS)):
            model.cases.weight[mark * len(CASES) : (mark + 1) * len(CASES)] += plain
