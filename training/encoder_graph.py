"""The encoder as an ONNX graph, written by hand from its weights, with the operators that run fastest on a CPU.

A traced graph runs as 250 nodes, and onnxruntime's own fusing then puts in `SkipLayerNormalization`, which takes six
times as long as `Add` and `LayerNormalization` (1.32, one thread). Here a layer is twelve nodes: query, key and value
are one product, attention is one operator (ONNX opset 23) and each product quantises its input itself.

Weights are int8, symmetric, with a scale for each output channel; word embeddings are int8 with a scale for each word;
activations are quantised to uint8 as they come, with one scale for the whole input. A few channels of theirs reach far
beyond the others, which leaves those only few of the 255 steps: such channels are made smaller before they are
quantised, and their weights larger by as much (the idea of SmoothQuant, Xiao et al. 2023).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from gpulse.model.pieces import MAX_PIECES

MICROSOFT = "com.microsoft"
LAYER_NORM_EPSILON = 1e-12
"""BERT's."""
REACH = 4.0
"""Channels of an activation that reach beyond this are made smaller, down to it.

Most reach 1 to 2. Of 2, 3, 4 and 6, the error of the states beside float32 was least at 4 (0.043 of their size; 0.070
without).
"""

Weights = Mapping[str, NDArray[np.float32]]


def quantise_columns(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return a matrix (inputs, outputs) as int8 and the scale of each output; 127 stands for a column's largest.

    >>> q, scale = quantise_columns(np.array([[2.54, 0.0], [-1.27, 0.0]], dtype=np.float32))
    >>> q.tolist(), scale.round(4).tolist()
    ([[127, 0], [-64, 0]], [0.02, 1.0])
    """
    largest = np.abs(weight).max(0)
    scale = np.where(largest > 0, largest / 127, 1).astype(np.float32)
    return np.rint(weight / scale).clip(-127, 127).astype(np.int8), scale


class _Graph:
    """Nodes and constants as they are added; each method returns the name of what it makes."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, values: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, inputs: list[str], name: str, domain: str = "", **attributes: object) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [name], name=name, domain=domain, **attributes))
        return name

    def linear(
        self,
        name: str,
        values: str,
        weight: NDArray[np.float32],
        bias: NDArray[np.float32],
        largest: NDArray[np.float32] | None = None,
    ) -> str:
        """Add `values` (1, T, inputs) times `weight` (outputs, inputs) plus `bias`.

        `largest` is how far each channel of `values` reaches from zero, where some reach far.
        """
        if largest is not None and largest.max() > REACH:
            shrink = np.maximum(largest / REACH, 1).astype(np.float32)
            values = self.node("Mul", [values, self.constant(f"{name}.shrink", 1 / shrink)], f"{name}.shrunk")
            weight = weight * shrink
        whole, scale = quantise_columns(weight.T)
        inputs = [
            values,
            self.constant(f"{name}.weight", whole),
            self.constant(f"{name}.scale", scale),
            self.constant(f"{name}.zero", np.zeros(len(scale), dtype=np.int8)),
            self.constant(f"{name}.bias", bias),
        ]
        return self.node("DynamicQuantizeMatMul", inputs, name, MICROSOFT)

    def norm(self, name: str, values: str, weights: Weights, at: str) -> str:
        scale = self.constant(f"{name}.weight", weights[f"{at}.weight"])
        bias = self.constant(f"{name}.bias", weights[f"{at}.bias"])
        return self.node("LayerNormalization", [values, scale, bias], name, epsilon=LAYER_NORM_EPSILON)


def build_encoder(weights: Weights, largest: Weights, heads: int) -> onnx.ModelProto:
    """Return the graph of a BERT encoder: `ids` and `cases` (1, T) → `states` (1, T, D).

    `weights` are named as in `Reader`'s state ("encoder.embeddings.word_embeddings.weight", "cases.weight", …).
    `largest` has, for the two layers of each feed-forward part by name, how far each channel of the input reaches from
    zero on some text. `heads` is how many attention heads a layer has.
    """
    graph = _Graph()

    def linear(name: str, values: str, at: str) -> str:
        return graph.linear(name, values, weights[f"{at}.weight"], weights[f"{at}.bias"], largest.get(at))

    around = "encoder.embeddings"
    whole, scale = quantise_columns(weights[f"{around}.word_embeddings.weight"].T)
    words, scales = graph.constant("words", whole.T), graph.constant("words.scale", scale[:, None])
    kinds = weights["cases.weight"] + weights[f"{around}.token_type_embeddings.weight"][0]
    cases = graph.constant("kinds", kinds)
    places = graph.constant("places", weights[f"{around}.position_embeddings.weight"][:MAX_PIECES])
    zero = graph.constant("zero", np.array([0], dtype=np.int64))
    states = graph.node("Cast", [graph.node("Gather", [words, "ids"], "word")], "word.float", to=TensorProto.FLOAT)
    states = graph.node("Mul", [states, graph.node("Gather", [scales, "ids"], "word.scale")], "word.scaled")
    states = graph.node("Add", [states, graph.node("Gather", [cases, "cases"], "case")], "cased")
    count = graph.node("Shape", ["ids"], "count", start=1, end=2)
    states = graph.node("Add", [states, graph.node("Slice", [places, zero, count], "place")], "placed")
    states = graph.norm("embedded", states, weights, f"{around}.LayerNorm")
    layers = sum(name.endswith("intermediate.dense.weight") for name in weights)
    for layer in range(layers):
        at, to = f"encoder.encoder.layer.{layer}", f"layer.{layer}"
        asked = [f"{at}.attention.self.{part}" for part in ("query", "key", "value")]
        weight = np.concatenate([weights[f"{name}.weight"] for name in asked])
        bias = np.concatenate([weights[f"{name}.bias"] for name in asked])
        joined = graph.linear(f"{to}.asked", states, weight, bias)
        parts = [f"{to}.{part}" for part in ("query", "key", "value")]
        graph.nodes.append(helper.make_node("Split", [joined], parts, name=f"{to}.split", axis=2, num_outputs=3))
        seen = graph.node("Attention", parts, f"{to}.seen", q_num_heads=heads, kv_num_heads=heads)
        for name, values in (("attention.output", seen), ("output", "")):
            if name == "output":
                values = graph.node("Gelu", [linear(f"{to}.wide", states, f"{at}.intermediate.dense")], f"{to}.gelu")
            out = linear(f"{to}.{name}", values, f"{at}.{name}.dense")
            states = graph.node("Add", [out, states], f"{to}.{name}.sum")
            last = layer == layers - 1 and name == "output"
            states = graph.norm("states" if last else f"{to}.{name}.norm", states, weights, f"{at}.{name}.LayerNorm")
    width = weights["cases.weight"].shape[1]
    made = helper.make_graph(
        graph.nodes,
        "encoder",
        [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "pieces"]) for name in ("ids", "cases")],
        [helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, "pieces", width])],
        graph.constants,
    )
    opsets = [helper.make_opsetid("", 23), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=11)
