"""The reader network in PyTorch: one encoder, and small heads that all read its states.

Token heads (entities twice, after two public schemes; sources, cues and contents; event triggers with their type) are
one linear layer each. Heads that need a place to look from are conditioned on it: roles on a trigger, links on a cue,
shades on a trigger, PLOVER coding on a pair of spans. `src/gpulse/model/network.py` computes the same heads in numpy.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from examples import CLS, SEP, TOKEN_HEADS
from gpulse.model import labels
from gpulse.model.pieces import CASES, MARKS

CRF = ("source", "cue", "content")  # token heads whose labels are decoded as chains
HIDDEN = 128  # width of the conditioned heads
NEAR = 32  # distances in pieces beyond this count as this far


def mpnet_ids(ids: Tensor) -> Tensor:
    """Return mpnet's ids of word pieces: the same pieces, four places on, and its own special ones."""
    return torch.where(ids == CLS, 0, torch.where(ids == SEP, 2, ids + 4))


class Reader(nn.Module):
    """The encoder and its heads. Shapes: B windows, T pieces, D features (384 of MiniLM, 768 of mpnet)."""

    def __init__(self, encoder: BertModel | MPNetModel) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.cases = nn.Embedding(len(CASES) * len(MARKS), width)
        nn.init.normal_(self.cases.weight, std=0.02)
        self.heads = nn.ModuleDict({name: nn.Linear(width, size) for name, size in TOKEN_HEADS.items()})
        self.moves = nn.ParameterDict({name: nn.Parameter(torch.zeros(3, 3)) for name in CRF})
        # roles: state of a piece + state of the trigger + how far it stands from the trigger
        self.role_piece = nn.Linear(width, HIDDEN)
        self.role_trigger = nn.Linear(width, HIDDEN)
        self.role_near = nn.Embedding(2 * NEAR + 1, HIDDEN)
        self.role_out = nn.Linear(HIDDEN, len(labels.ROLE_LABELS))
        # links: a cue with a source or a content
        self.link_cue = nn.Linear(width, HIDDEN)
        self.link_part = nn.Linear(width, HIDDEN)
        self.link_near = nn.Embedding(2 * NEAR + 1, HIDDEN)
        self.link_out = nn.Linear(HIDDEN, 2)
        self.shade = nn.ModuleDict({name: nn.Linear(width, len(kinds)) for name, kinds in labels.SHADES.items()})
        # coding of a pair: attention over the sentence, asked by the two spans, in four heads
        self.pair_ask = nn.Linear(2 * width, width)
        self.pair_key = nn.Linear(width, width)
        self.pair_hidden = nn.Linear(4 * width, 256)
        self.pair_out = nn.Linear(256, len(labels.PAIR_ROOTS))
        self.drop = nn.Dropout(0.1)

    def states(self, ids: Tensor, cases: Tensor, mask: Tensor) -> Tensor:
        """Return the states (B, T, D) of pieces `ids` (B, T) with their case marks; `mask` is 1 where a piece is."""
        if isinstance(self.encoder, MPNetModel):
            ids = mpnet_ids(ids)
        words = self.encoder.embeddings.word_embeddings(ids) + self.cases(cases)
        return self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state

    def roles(self, states: Tensor, trigger: Tensor, at: Tensor) -> Tensor:
        """Return role logits (N, T, labels) for N triggers: `states` (N, T, D), `trigger` (N, D), `at` (N,) pieces."""
        steps = torch.arange(states.shape[1], device=states.device)[None, :] - at[:, None]
        near = self.role_near(steps.clamp(-NEAR, NEAR) + NEAR)
        return self.role_out(
            self.drop(nn.functional.gelu(self.role_piece(states) + self.role_trigger(trigger)[:, None] + near))
        )

    def links(self, cue: Tensor, part: Tensor, step: Tensor) -> Tensor:
        """Return link logits (N, 2: as source, as content) of N cue states and N part states `step` pieces apart."""
        near = self.link_near(step.clamp(-NEAR, NEAR) + NEAR)
        return self.link_out(self.drop(nn.functional.gelu(self.link_cue(cue) + self.link_part(part) + near)))

    def pairs(self, states: Tensor, mask: Tensor, actor: Tensor, recipient: Tensor) -> Tensor:
        """Return PLOVER root logits (N, 15) of span means `actor`, `recipient` (N, D) in `states` (N, T, D)."""
        count, length, width = states.shape
        ask = self.pair_ask(torch.cat([actor, recipient], -1)).view(count, 1, 4, width // 4)
        key = self.pair_key(states).view(count, length, 4, width // 4)
        weight = (ask * key).sum(-1) / (width // 4) ** 0.5  # (N, T, 4)
        weight = weight.masked_fill(mask[..., None] == 0, -1e4).softmax(1)
        seen = (weight[..., None] * states.view(count, length, 4, width // 4)).sum(1).reshape(count, width)
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        joined = self.drop(torch.cat([actor, recipient, seen, mean], -1))
        return self.pair_out(self.drop(nn.functional.gelu(self.pair_hidden(joined))))


def load_encoder(folder: Path) -> BertModel | MPNetModel:
    """Load a base encoder from a folder with config.json and model.safetensors; nothing is downloaded.

    Raises SystemExit where the folder lacks weights that the encoder needs.
    """
    settings = json.loads((folder / "config.json").read_text())
    config_of, model_of = (MPNetConfig, MPNetModel) if settings["model_type"] == "mpnet" else (BertConfig, BertModel)
    model = model_of(config_of(**settings, attn_implementation="eager"), add_pooling_layer=False)
    weights = {k.removeprefix("bert."): v.float() for k, v in load_file(folder / "model.safetensors").items()}
    missing, _ = model.load_state_dict(weights, strict=False)
    if [name for name in missing if "position_ids" not in name]:
        raise SystemExit(f"{folder} lacks weights: {missing[:3]}")
    return model


def span_means(states: Tensor, spans: Tensor) -> Tensor:
    """Return the mean states (N, D) of spans (N, 3: window, first, last half-open) in `states` (B, T, D)."""
    sums = torch.cat([torch.zeros_like(states[:, :1]), states.cumsum(1)], 1)
    window, first, last = spans.unbind(-1)
    return (sums[window, last] - sums[window, first]) / (last - first)[:, None]


def crf_loss(scores: Tensor, moves: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
    """Return the mean negative log-likelihoods (H,) per window of H linear-chain CRFs over the BIO labels O, B, I.

    `scores` (H, B, T, 3), `moves` (H, 3, 3) from label to label, `gold` (H, B, T), `mask` (B, T). O → I is impossible.
    """
    moves = moves + torch.tensor([[0, 0, -1e4], [0, 0, 0], [0, 0, 0]], dtype=moves.dtype, device=moves.device)
    start = scores[:, :, 0] + torch.tensor([0, 0, -1e4], dtype=scores.dtype, device=moves.device)
    stay = torch.full((3, 3), -1e4, device=moves.device).fill_diagonal_(0)
    chain = moves[:, None, None] + scores[:, :, 1:, None, :]  # (H, B, T - 1, from, to)
    chain = torch.where(mask[None, :, 1:, None, None].bool(), chain, stay)
    while chain.shape[2] > 1:  # multiply neighbours, so that a chain of T steps takes log T rounds
        if chain.shape[2] % 2:
            chain = torch.cat([chain, stay.expand(*chain.shape[:2], 1, 3, 3)], 2)
        left, right = chain[:, :, 0::2], chain[:, :, 1::2]
        chain = torch.logsumexp(left[..., :, :, None] + right[..., None, :, :], -2)
    total = torch.logsumexp(start[..., :, None] + chain[:, :, 0], -2)
    heads = torch.arange(len(scores), device=scores.device)[:, None, None]
    path = scores.gather(-1, gold[..., None])[..., 0] * mask
    moved = moves[heads, gold[:, :, :-1], gold[:, :, 1:]] * mask[:, 1:]
    return (torch.logsumexp(total, -1) - path.sum(-1) - moved.sum(-1)).mean(-1)
