"""The reader model at run time: the encoder by onnxruntime, its small heads in numpy. The only import of onnxruntime.

A window is read alone, never padded into a batch: dynamic quantisation takes its scales from the whole batch, so only
so does a text give the same tags whatever is read beside it. On a CPU this costs nothing that was measured
(docs/model.md).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from gpulse.errors import ModelError
from gpulse.model import labels
from gpulse.model.decoding import Array, decode_bio, gelu, linear, mean, softmax
from gpulse.model.pieces import (
    CASES,
    MAX_PIECES,
    Pieces,
    Window,
    cut_pieces,
    cut_sentences,
    cut_windows,
    load_tokenizer,
    pieces_of,
)
from gpulse.model.tags import CueTag, EntityTag, RoleTag, Tags, TriggerTag
from gpulse.model.trigger_words import TriggerWords
from gpulse.record import Certainty, Polarity, Realis, Sentence, Span

CLS, SEP = 101, 102
NEAR = 32
FILES = ("encoder.onnx", "heads.npz", "tokenizer.json")

TRIGGER_BIAS = -0.5
"""Added to the score of "no trigger".

With `ALONE`, chosen among six settings, on the weights before the last round, by the F1 of the hand-coded development
sentences (0.737 to 0.752), the events found without politics (0.5 to 2.4 in 100 sentences) and what is found in
whole articles (WikiEvents, development). docs/model.md has the figures of the weights that are shipped.
"""

MOST_LOST = 0.4
"""What a word that hardly ever names an act may lose by that (`trigger_words`), at most. Of .2, .3, .4 and .5 the
hand-coded development sentences are found with F1 .762, .763, .763 and .765; with .5 the example post loses one of its
claims ("closely monitoring")."""

ALONE = 0.65
"""The weight of how a sentence's pieces score as triggers when it is read by itself, beside its window."""

SILENT = -3.0
"""A sentence none of whose pieces scores higher than this above "no trigger" in its window is not read by itself.

Chosen on the development parts, of -4, -3 and -2: at -3 seven in ten are spared, and events and WikiEvents' triggers
are found as at -4 (F1 0.739 and 0.409, after 0.737 and 0.406); at -2 WikiEvents loses 0.012.
"""

Found = tuple[int, int, str, float]
"""What `decode_bio` finds: first and last piece (half-open), kind, score."""

LINK = 0.5
"""A cue is linked to a source or content from this score on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Says from the reader's states which sentences the ledger model is to be asked about; ships with that model.

    A sentence is worth asking about where one of its pieces scores 0 or more. `reader` is the `model_id` of the network
    whose states the layers were fitted on (training/ledger_gate.py).
    """

    reader: str
    layers: Mapping[str, Array]

    def score(self, states: Array) -> Array:
        """Return the score of each state of (N, D)."""
        layers = self.layers
        hidden = gelu(states @ layers["hidden.weight"].T + layers["hidden.bias"])
        return cast(Array, hidden @ layers["out.weight"][0] + layers["out.bias"][0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The loaded model. `model_id` names the weights in every record.

    `words` says how often a word names an act; without it the network judges alone.
    """

    model_id: str
    session: Any
    tokenizer: Any
    heads: dict[str, Array]
    gate: Gate | None = None
    words: TriggerWords | None = None

    def read(self, text: str, sentences: Sequence[Sentence]) -> Tags:
        """Return the tags of `text`, read in windows of whole sentences."""
        pieces = cut_pieces(self.tokenizer, text)
        states: dict[Window, Array] = {}  # of windows that are one sentence, which need not be read again
        acts = np.zeros((len(pieces.ids), len(labels.TRIGGER_LABELS)), dtype=np.float32)
        hopes = np.zeros(len(pieces.ids), dtype=np.float32)
        parts = [self._read_window(pieces, window, states, acts, hopes) for window in cut_windows(pieces, sentences)]
        likely = acts[:, 1:].max(1) - acts[:, 0] >= SILENT
        bounds = [pieces_of(pieces, s.start, s.end) for s in sentences] if self.gate else ()
        return Tags(
            entities=tuple(x for part in parts for x in part.entities),
            sources=tuple(x for part in parts for x in part.sources),
            cues=tuple(x for part in parts for x in part.cues),
            contents=tuple(x for part in parts for x in part.contents),
            triggers=tuple(
                tag
                for window in cut_sentences(pieces, sentences)
                if likely[window.first : window.last].any()
                for tag in self._read_sentence(text, pieces, window, states.get(window), acts)
            ),
            open=tuple(bool((hopes[first:last] >= 0).any()) for first, last in bounds),
            pieces=pieces,
        )

    def code_pair(self, sentence: str, actor: Span, recipient: Span) -> dict[str, float]:
        """Return the score of each of the 15 PLOVER roots for what `actor` does to `recipient` in `sentence`.

        Both spans are offsets in the sentence. Raises `ModelError` where one of them holds no words that are read: the
        network takes the first 254 pieces of a sentence.
        """
        pieces = cut_pieces(self.tokenizer, sentence)
        last = min(len(pieces.ids), 254)
        marks = np.zeros(last, dtype=np.int64)
        inside: list[list[int]] = []
        for mark, span in enumerate((actor, recipient), 1):
            found = [k for k in range(last) if pieces.starts[k] < span.end and span.start < pieces.ends[k]]
            if not found:
                raise ModelError(f"The span {span.start} to {span.end} holds no words that the network has read.")
            marks[found] = mark
            inside.append(found)
        states = self._states(pieces, Window(first=0, own=0, last=last), marks)
        means = [states[found[0] + 1 : found[-1] + 2].mean(0) for found in inside]
        width = states.shape[1]
        ask = linear(self.heads, "pair_ask", np.concatenate(means)).reshape(4, -1)
        key = linear(self.heads, "pair_key", states).reshape(len(states), 4, -1)
        weight = softmax((ask * key).sum(-1) / sqrt(width // 4), 0)
        seen = (weight[..., None] * states.reshape(len(states), 4, -1)).sum(0).reshape(-1)
        joined = np.concatenate([*means, seen, states.mean(0)]).astype(np.float32)
        scores = linear(self.heads, "pair_out", gelu(linear(self.heads, "pair_hidden", joined)))
        return dict(zip(labels.PAIR_ROOTS, (float(x) for x in softmax(scores, 0)), strict=True))

    def describe_act(self, pieces: Pieces, sentence: Sentence, act: Span, event_type: str) -> TriggerTag | None:
        """Return an act that others than the network have found, with the roles and shades that its sentence gives it.

        `None` where the act lies further on in the sentence than the encoder reads. The score is 0: the network did not
        find the act itself.
        """
        start, end = pieces_of(pieces, sentence.start, sentence.end)
        home = Window(first=start, own=start, last=min(end, start + MAX_PIECES - 2))
        first, last = pieces_of(pieces, act.start, act.end)
        if not home.first <= first < last <= home.last:
            return None
        found = (first - home.first, last - home.first, event_type, 0.0)
        return self._trigger(pieces, self._states(pieces, home), home, found)

    def _states(self, pieces: Pieces, window: Window, marks: NDArray[np.int64] | None = None) -> Array:
        """Return the states (T + 2, D) of a window, [CLS] and [SEP] included; `marks` (T,) are indices of `MARKS`."""
        ids = np.array([[CLS, *pieces.ids[window.first : window.last], SEP]], dtype=np.int64)
        cases = np.array([[5, *pieces.cases[window.first : window.last], 5]], dtype=np.int64)
        if marks is not None:
            cases[0, 1:-1] += len(CASES) * marks
        return cast(Array, self.session.run(None, {"ids": ids, "cases": cases})[0][0])

    def _read_window(
        self, pieces: Pieces, window: Window, kept: dict[Window, Array], acts: Array, hopes: Array
    ) -> Tags:
        """Return names and statements of a window.

        Its states go into `kept` where it has no context, how its pieces score as triggers into `acts`, and what the
        gate says of them into `hopes`.
        """
        states = self._states(pieces, window)
        if window.own == window.first:
            kept[window] = states
        own = slice(window.own - window.first + 1, window.last - window.first + 1)
        shift = window.first - 1  # position in `states` to piece of the text

        def span(first: int, last: int) -> Span:
            return Span(start=pieces.starts[first + shift], end=pieces.ends[last - 1 + shift])

        def tagged(head: str, names: tuple[str, ...]) -> list[Found]:
            scores = linear(self.heads, f"heads.{head}", states[own])
            moves = self.heads.get(f"moves.{head}")
            return [(a + own.start, b + own.start, kind, s) for a, b, kind, s in decode_bio(scores, names, moves)]

        acts[window.own : window.last] = linear(self.heads, "heads.trigger", states[own])
        if self.gate:
            hopes[window.own : window.last] = self.gate.score(states[own])
        entities = [
            EntityTag(start=span(a, b).start, end=span(a, b).end, kind=kind, scheme=scheme, score=s)
            for scheme, head, names in (
                ("conll", "entity", labels.ENTITY_LABELS),
                ("politics", "politics", labels.POLITICS_LABELS),
            )
            for a, b, kind, s in tagged(head, names)
        ]
        parts = {part: tagged(part, labels.PART_LABELS) for part in labels.ATTRIBUTION_PARTS}
        chances = {
            part: self._links(states, parts["cue"], parts[part])[..., column]
            for column, part in enumerate(("source", "content"))
            if parts["cue"] and parts[part]
        }
        cues = [
            _linked(cue, span, {part: list(zip(rows[k], parts[part], strict=True)) for part, rows in chances.items()})
            for k, cue in enumerate(parts["cue"])
        ]
        return Tags(
            entities=tuple(entities),
            sources=tuple(span(a, b) for a, b, _, _ in parts["source"]),
            cues=tuple(cues),
            contents=tuple(span(a, b) for a, b, _, _ in parts["content"]),
        )

    def _read_sentence(
        self, text: str, pieces: Pieces, window: Window, states: Array | None, acts: Array
    ) -> list[TriggerTag]:
        """Return the acts of a sentence, read by itself, as acts were learnt, and in its window: `acts` has the latter.

        Alone it finds half as many acts again in whole articles, and more where there are none: both scores are weighed
        (`ALONE`), and how often a word names an act is weighed with them.
        """
        near = acts[window.first : window.last]
        if states is None:
            states = self._states(pieces, window)
        alone = linear(self.heads, "heads.trigger", states[1:-1])
        scores = ALONE * alone + (1 - ALONE) * near
        gains = self.words.gains(text, pieces, window) if self.words else np.float32(0)
        scores[:, 0] -= np.maximum(gains - TRIGGER_BIAS, -TRIGGER_BIAS - MOST_LOST)
        found = decode_bio(scores, labels.TRIGGER_LABELS, None)
        return [self._trigger(pieces, states, window, trigger) for trigger in found]

    def _links(self, states: Array, cues: Sequence[Found], parts: Sequence[Found]) -> Array:
        """Return the chance that each of `parts` is the source, and that it is the content, of each of `cues`."""
        asked = linear(self.heads, "link_cue", np.stack([mean(states[a:b]) for a, b, _, _ in cues]))
        keys = linear(self.heads, "link_part", np.stack([mean(states[a:b]) for a, b, _, _ in parts]))
        steps = np.array([[part[0] - cue[0] for part in parts] for cue in cues])
        near = self.heads["link_near.weight"][np.clip(steps, -NEAR, NEAR) + NEAR]
        hidden = gelu(asked[:, None] + keys[None] + near)
        return cast(Array, 1 / (1 + np.exp(-linear(self.heads, "link_out", hidden))))

    def _trigger(self, pieces: Pieces, states: Array, window: Window, found: Found) -> TriggerTag:
        """Return a trigger with its shades and the roles that words of its sentence have in its act."""
        kind, score = found[2:]
        first, last = found[0] + 1, found[1] + 1
        state = mean(states[first:last])
        steps = np.clip(np.arange(1, len(states) - 1) - first, -NEAR, NEAR) + NEAR
        hidden = gelu(
            linear(self.heads, "role_piece", states[1:-1])
            + linear(self.heads, "role_trigger", state)
            + self.heads["role_near.weight"][steps]
        )
        scores = linear(self.heads, "role_out", hidden)
        roles = tuple(
            RoleTag(start=pieces.starts[window.first + a], end=pieces.ends[window.first + b - 1], role=role, score=s)
            for a, b, role, s in decode_bio(scores, labels.ROLE_LABELS, None)
        )
        shades = {
            name: kinds[int(np.argmax(linear(self.heads, f"shade.{name}", state)))]
            for name, kinds in labels.SHADES.items()
        }
        return TriggerTag(
            start=pieces.starts[window.first + found[0]],
            end=pieces.ends[window.first + found[1] - 1],
            event_type=kind,
            score=score,
            realis=cast(Realis, shades["realis"]),
            polarity=cast(Polarity, shades["polarity"]),
            certainty=cast(Certainty, shades["certainty"]),
            roles=roles,
        )


def _linked(
    cue: Found, span: Callable[[int, int], Span], chances: Mapping[str, Sequence[tuple[float, Found]]]
) -> CueTag:
    """Return a cue with the sources and contents that it is likely linked to, of sources the likeliest alone."""
    kept = {part: [row for row in rows if row[0] >= LINK] for part, rows in chances.items()}
    sources = sorted(kept.get("source", ()), key=lambda row: -row[0])[:1]
    where = span(cue[0], cue[1])
    return CueTag(
        start=where.start,
        end=where.end,
        sources=tuple(span(a, b) for _, (a, b, _, _) in sources),
        contents=tuple(span(a, b) for _, (a, b, _, _) in kept.get("content", ())),
        score=cue[3],
    )


def load_network(folder: Path | None = None, threads: int = 1, check: bool = False) -> Network | None:
    """Load the model of `folder` (the package's own by default); `None` where the package ships none.

    `threads` is the number of cores the encoder may use. With `check`, the files' SHA-256 are compared with the
    manifest's. Raises `ModelError` where a file is missing or damaged.
    """
    folder = folder or Path(__file__).parent
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    session, heads = load_session(folder, manifest, threads, check)
    return Network(
        model_id=manifest["id"], session=session, tokenizer=load_tokenizer(folder / "tokenizer.json"), heads=heads
    )


def load_own_tokenizer() -> Any:
    """Load the tokenizer that the package ships."""
    return load_tokenizer(Path(__file__).parent / "tokenizer.json")


def load_session(
    folder: Path, manifest: Mapping[str, Any], threads: int = 1, check: bool = False
) -> tuple[Any, dict[str, Array]]:
    """Load a model's encoder and heads, the files that its manifest names; see `load_network`.

    With `check` their SHA-256 is compared. Raises `ModelError` where a file is missing, damaged or no model.
    """
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # else it keeps a device id in the home folder and sends usage
    import onnxruntime

    for name, known in manifest["files"].items():
        if not (folder / name).exists():
            raise ModelError(f"The model lacks {folder / name}; install the package again.")
        if check and hashlib.sha256((folder / name).read_bytes()).hexdigest() != known["sha256"]:
            raise ModelError(f"{folder / name} is damaged (its SHA-256 differs); install the package again.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # the graph is as it should be (training/encoder_graph.py): to fuse more takes time, and fused it is slower
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    try:
        session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # onnxruntime raises many kinds
        raise ModelError(f"The model in {folder} cannot be loaded ({error}); install the package again.") from error
    return session, load_layers(folder / "heads.npz")


def load_layers(path: Path) -> dict[str, Array]:
    """Load layers by name. Raises `ModelError` where the file is damaged."""
    try:
        with np.load(path) as stored:
            return {name: stored[name].astype(np.float32) for name in stored.files}
    except Exception as error:  # numpy raises many kinds
        raise ModelError(f"{path} cannot be loaded ({error}); install the package again.") from error
