"""What the network is trained on and by: windows joined and cut, a chain's loss against all its paths, the export."""

# ruff: noqa: E402  (the training folder is put on the path first)

from __future__ import annotations

import itertools
import math
import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is in the extra `train`; without it training is not tested.")
pytest.importorskip("transformers", reason="transformers is in the extra `train`; without it training is not tested.")

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))

import prepare
from examples import Example, collate, to_pieces
from gpulse.model.labels import PART_LABELS, ROLE_LABELS, TRIGGER_LABELS
from gpulse.model.pieces import Pieces
from reader import crf_loss

TRIGGER = TRIGGER_LABELS.index("B-AID")
ACTOR = ROLE_LABELS.index("B-actor")


def sentence(words: int, act: int, actor: int, own: int = 0) -> Example:
    """Return a labelled sentence of `words` pieces after `own` of context; `act` and `actor` count within it."""
    tags, roles = [-1] * own + [0] * words, [0] * (own + words)
    tags[own + act], roles[own + actor] = TRIGGER, ACTOR
    shades = {"realis": 0, "polarity": 0, "certainty": 0}
    return Example(
        ids=list(range(own + words)),
        cases=[0] * (own + words),
        own=own,
        tags={"trigger": tags},
        triggers=[{"at": (own + act, own + act + 1), "roles": roles, "shades": shades}],
    )


def test_joined_sentences_keep_their_labels_and_lose_their_context() -> None:
    given = [sentence(30, 2, 0, own=5), sentence(20, 7, 3), sentence(25, 1, 0, own=9)]
    joined = list(prepare.join_sentences(given, seed=1))
    assert sum(len(e.ids) for e in joined) == 75
    assert sum(len(e.triggers) for e in joined) == 3
    for window in joined:
        assert len(window.ids) <= 120
        for trigger in window.triggers:
            first, last = trigger["at"]
            assert window.tags["trigger"][first:last] == [TRIGGER]
            assert trigger["roles"].count(ACTOR) == 1
            assert len(trigger["roles"]) == len(window.ids)


def test_a_window_cut_to_a_sentence_begins_what_it_cuts_into() -> None:
    stop = prepare.FULL_STOPS[1]
    ids = [7] * 9 + [stop] + [8] * 9 + [stop]
    cases = [1] + [0] * 9 + [1] + [0] * 9
    inside = PART_LABELS.index("I-part")
    window = Example(ids=ids, cases=cases, tags={"content": [1] + [inside] * 19}, parts=[((0, 2), [], [(0, 20)])])
    cut = [e for e in prepare.cut_sentences([window] * 40, seed=1) if len(e.ids) < 20]
    assert cut
    for piece in cut:
        assert piece.tags["content"][0] == 1
        assert set(piece.tags["content"][1:]) == {inside}
        assert all(not contents for _, _, contents in piece.parts)  # the content ran on: no link to what is left


def test_the_loss_of_a_chain_is_that_over_all_its_paths() -> None:
    torch.manual_seed(1)
    scores, moves, gold = torch.randn(1, 1, 4, 3), torch.randn(1, 3, 3), torch.tensor([[[0, 1, 2, 0]]])

    def worth(path: tuple[int, ...]) -> float:
        steps = sum(float(moves[0, a, b]) for a, b in itertools.pairwise(path))
        return steps + sum(float(scores[0, 0, t, label]) for t, label in enumerate(path))

    def possible(path: tuple[int, ...]) -> bool:
        return path[0] != 2 and all((a, b) != (0, 2) for a, b in itertools.pairwise(path))

    paths = [p for p in itertools.product(range(3), repeat=4) if possible(p)]
    total = math.log(sum(math.exp(worth(p)) for p in paths))
    found = float(crf_loss(scores, moves, gold, torch.ones(1, 4))[0])
    assert found == pytest.approx(total - worth((0, 1, 2, 0)), abs=1e-4)


def test_a_batch_holds_what_its_examples_know() -> None:
    batch = collate([sentence(6, 2, 0), sentence(4, 1, 3)])
    assert batch.ids.shape == (2, 8)
    assert batch.trigger.tolist() == [[0, 3, 4], [1, 2, 3]]
    assert batch.tags["trigger"][1].tolist() == [-1, 0, TRIGGER, 0, 0, -1, -1, -1]
    assert batch.roles[0, 1] == ACTOR


def test_pieces_of_characters() -> None:
    pieces = Pieces(ids=(1, 2, 3), cases=(0, 0, 0), starts=(0, 4, 9), ends=(3, 8, 12))
    assert to_pieces(pieces, 4, 12) == (1, 3)
    assert to_pieces(pieces, 3, 4) is None


def test_the_graph_computes_what_the_encoder_does() -> None:
    """A tiny encoder, one channel of which reaches far: the graph's states are BERT's but for int8's rounding."""
    onnxruntime = pytest.importorskip("onnxruntime")
    pytest.importorskip("onnx", reason="onnx is in the extra `train`; without it the export is not tested.")
    import numpy as np
    from transformers import BertConfig, BertModel

    from encoder_graph import build_encoder, quantise_columns
    from reader import Reader

    whole, scale = quantise_columns(np.array([[2.54, 0.0], [-1.27, 0.0]], dtype=np.float32))
    assert whole.tolist() == [[127, 0], [-64, 0]]
    assert scale.tolist() == pytest.approx([0.02, 1.0])

    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=200, hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64,
        attn_implementation="eager",
    )  # fmt: skip
    model = Reader(BertModel(config, add_pooling_layer=False)).eval()
    with torch.no_grad():
        for layer in model.encoder.encoder.layer:
            layer.attention.output.LayerNorm.weight[3] = 30.0
    weights = {name: value.numpy() for name, value in model.state_dict().items()}
    ids, cases = torch.randint(0, 200, (1, 17)), torch.randint(0, 18, (1, 17))
    largest = {}
    for name, module in model.named_modules():
        if name.endswith((".intermediate.dense", ".output.dense")) and "attention" not in name:
            module.register_forward_pre_hook(
                lambda _, given, name=name: largest.update({name: given[0].abs().amax((0, 1)).numpy()})
            )
    with torch.no_grad():
        expected = model.states(ids, cases, torch.ones(ids.shape)).numpy()

    for reach in (largest, {}):
        graph = build_encoder(weights, reach, heads=4)
        shrunk = [node.name for node in graph.graph.node if node.name.endswith(".shrunk")]
        assert ("layer.0.wide.shrunk" in shrunk) == bool(reach)
        session = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
        states = session.run(None, {"ids": ids.numpy(), "cases": cases.numpy()})[0]
        assert np.sqrt(((states - expected) ** 2).mean() / (expected**2).mean()) < 0.01
