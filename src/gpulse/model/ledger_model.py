"""The ledger model at run time: which words name an act still to be done, who is to do it, and what became of it.

A second small network, trained on labelled stories (training/stories). Its encoder runs as the reader's does; its heads
are in numpy. What it is asked is built by `ledger_windows`.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import numpy as np

from gpulse.errors import ModelError
from gpulse.model.decoding import Array, gelu, linear, softmax
from gpulse.model.ledger_windows import (
    MARKS,
    Asked,
    Bounds,
    act_window,
    figure_window,
    outcome_window,
    sentence_window,
)
from gpulse.model.network import Gate, load_layers, load_session
from gpulse.model.pieces import CASES, Pieces, cut_pieces, pieces_of
from gpulse.record import Sentence, Span

TAGS: Final = ("none", "act", "refused", "shown")
"""What a piece of a sentence is part of: an act still to be done, a passage that could never be rated, an act that
shows what became of one."""
ROLES: Final = ("by", "to", "when")
TAKES: Final = ("none", "act", "refused")
KINDS: Final = ("pledge", "plan", "threat", "ultimatum", "prediction", "obligation")
TYPES: Final = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "INVESTIGATE",
)  # fmt: skip
OUTCOMES: Final = ("none", "done", "partial", "broken", "withdrawn", "moved", "told")
"""What a sentence shows of a promise; `moved` to another day, `told` again."""


def touched(starts: Sequence[int], ends: Sequence[int], span: Span) -> slice:
    """Return which of the pieces that start and end there a span touches; they stand in order of text."""
    return slice(bisect_right(ends, span.start), bisect_left(starts, span.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked(Span):
    """Words that a sentence's pieces are tagged as: `tag` of `TAGS`, with the highest probability of their pieces."""

    tag: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """A sentence's marked words, in order of text, and of each of its pieces how surely it names an act to be done.

    `vague` says of each piece how surely it is part of what is refused.
    """

    words: tuple[Marked, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    acts: tuple[float, ...]
    vague: tuple[float, ...] = ()

    def act(self, span: Span) -> float:
        """Return how surely a span names an act to be done: the highest of its pieces."""
        return self._highest(self.acts, span)

    def refused(self, span: Span) -> float:
        """Return how surely a span is part of what is refused: the highest of its pieces."""
        return self._highest(self.vague, span)

    def vaguest(self) -> tuple[Span, float]:
        """Return the piece most surely part of what is refused, and how surely; without pieces an empty span."""
        at = max(range(len(self.vague)), key=self.vague.__getitem__, default=None)
        if at is None:
            return Span(start=0, end=0), 0.0
        return Span(start=self.starts[at], end=self.ends[at]), self.vague[at]

    def _highest(self, chances: tuple[float, ...], span: Span) -> float:
        return max(chances[touched(self.starts, self.ends, span)], default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActReading:
    """What the model says of an act: probabilities of `TAKES`, `KINDS` and `TYPES`, and of each role a piece.

    `starts`, `ends` (N,) are the characters of the pieces read, `roles` (N, 3) in the order of `ROLES`.
    """

    take: Mapping[str, float]
    kind: Mapping[str, float]
    event_type: Mapping[str, float]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    roles: tuple[tuple[float, float, float], ...]

    def role(self, role: str, span: Span) -> float:
        """Return how surely a span has a role: the highest of its pieces; 0 where none was read."""
        column = ROLES.index(role)
        return max((row[column] for row in self.roles[touched(self.starts, self.ends, span)]), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A text as the model sees it: its pieces and the sentences' bounds in them."""

    pieces: Pieces
    bounds: Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerModel:
    """The loaded model. `model_id` names the weights.

    `weights` say by question (act, who, joined, done, against) how much each fact counts beside the model's answers.
    `gate` tells from the reader's states which sentences need not be asked about.
    """

    model_id: str
    session: Any
    tokenizer: Any
    heads: Mapping[str, Array]
    weights: Mapping[str, Mapping[str, float]]
    gate: Gate | None = None

    def cut(self, text: str, sentences: Sequence[Sentence], pieces: Pieces | None = None) -> Read:
        """Cut a text into pieces once, for all questions about it; `pieces` are those that the reader cut it into."""
        pieces = pieces or cut_pieces(self.tokenizer, text)
        bounds = tuple(pieces_of(pieces, s.start, s.end) for s in sentences)
        return Read(pieces=pieces, bounds=bounds)

    def tag(self, read: Read, k: int) -> tuple[Asked, Array]:
        """Return the window of sentence `k` and, of each of its pieces, the probabilities of `TAGS`."""
        asked = sentence_window(read.pieces, read.bounds, k)
        return asked, softmax(linear(self.heads, "tags", self._states(asked)), 1)

    def mark(self, read: Read, k: int) -> Marks:
        """Return the words of sentence `k` that are part of an act, of a refused passage or of what is shown."""
        first, last = read.bounds[k]
        if first >= last:
            return Marks(words=(), starts=(), ends=(), acts=())
        asked, chance = self.tag(read, k)
        found: list[Marked] = []
        best = chance.argmax(1)
        at = 0
        while at < len(best):
            tag, begin = int(best[at]), at
            while at < len(best) and int(best[at]) == tag:
                at += 1
            own = [p for p in asked.pieces[begin:at] if p >= first]
            if tag and own:
                score = float(chance[begin:at, tag].max())
                span = Span(start=read.pieces.starts[own[0]], end=read.pieces.ends[own[-1]])
                found.append(Marked(start=span.start, end=span.end, tag=TAGS[tag], score=round(score, 4)))
        inside = [(p, row) for p, row in zip(asked.pieces, chance.tolist(), strict=True) if p >= first]
        act, refused = TAGS.index("act"), TAGS.index("refused")
        return Marks(
            words=tuple(found),
            starts=tuple([read.pieces.starts[p] for p, _ in inside]),
            ends=tuple([read.pieces.ends[p] for p, _ in inside]),
            acts=tuple([round(row[act], 4) for _, row in inside]),
            vague=tuple([round(row[refused], 4) for _, row in inside]),
        )

    def read_act(self, read: Read, k: int, span: Span) -> ActReading | None:
        """Read the act that a span of sentence `k` names; `None` where the span holds no pieces of it."""
        act = pieces_of(read.pieces, span.start, span.end)
        if act[0] >= act[1] or act[0] < read.bounds[k][0] or act[1] > read.bounds[k][1]:
            return None
        asked = act_window(read.pieces, read.bounds, k, act)
        states = self._states(asked)
        state = self._mean(states, asked, "act")
        hidden = gelu(linear(self.heads, "role_piece", states) + linear(self.heads, "role_act", state))
        roles = 1 / (1 + np.exp(-linear(self.heads, "role_out", hidden)))
        joined = gelu(linear(self.heads, "act_hidden", np.concatenate([state, states[0]])))
        inside = [(p, row) for p, row in zip(asked.pieces, roles.tolist(), strict=True) if p >= 0]
        return ActReading(
            take=self._chances("take", joined, TAKES),
            kind=self._chances("kind", joined, KINDS),
            event_type=self._chances("event_type", joined, TYPES),
            starts=tuple(read.pieces.starts[p] for p, _ in inside),
            ends=tuple(read.pieces.ends[p] for p, _ in inside),
            roles=tuple((row[0], row[1], row[2]) for _, row in inside),
        )

    def outcome(self, promise: Pieces, act: tuple[int, int], read: Read, k: int, timing: str) -> dict[str, float]:
        """Return the probabilities of `OUTCOMES`: what sentence `k` of a later text shows of a promise.

        `promise` and `act` as `promise_pieces` gives them; `timing` as `timing_of`.
        """
        asked = outcome_window(promise, act, read.pieces, read.bounds, k, timing)
        states = self._states(asked)
        joined = [states[0], self._mean(states, asked, "own"), self._mean(states, asked, "promised act")]
        return self._chances("outcome", gelu(linear(self.heads, "outcome_hidden", np.concatenate(joined))), OUTCOMES)

    def same_figure(self, one: str, figure: Span, other: str, second: Span) -> float:
        """Return the probability that figures of two sentences tell the same thing, whatever their values."""
        first, then = cut_pieces(self.tokenizer, one), cut_pieces(self.tokenizer, other)
        places = pieces_of(first, figure.start, figure.end), pieces_of(then, second.start, second.end)
        asked = figure_window(first, places[0], then, places[1])
        states = self._states(asked)
        joined = [states[0], self._mean(states, asked, "act"), self._mean(states, asked, "promised act")]
        hidden = gelu(linear(self.heads, "figure_hidden", np.concatenate(joined)))
        return float(softmax(linear(self.heads, "figure", hidden), 0)[1])

    def _states(self, asked: Asked) -> Array:
        inputs = {"ids": np.array([asked.ids], dtype=np.int64), "cases": np.array([asked.kinds], dtype=np.int64)}
        return cast(Array, self.session.run(None, inputs)[0][0])

    def _mean(self, states: Array, asked: Asked, mark: str) -> Array:
        wanted = np.array(asked.kinds) // len(CASES) == MARKS.index(mark)
        return cast(Array, states[wanted].mean(0)) if wanted.any() else np.zeros(states.shape[1], dtype=np.float32)

    def _chances(self, head: str, values: Array, names: Sequence[str]) -> dict[str, float]:
        return dict(zip(names, (round(float(x), 4) for x in softmax(linear(self.heads, head, values), 0)), strict=True))


def timing_of(day: str, earliest: str | None, latest: str | None) -> str:
    """Return where a day lies to a window; a key of `ledger_windows.TIMING`.

    >>> timing_of("2024-01-05", "2024-01-01", "2024-01-03"), timing_of("2024-01-05", None, None)
    ('late', 'no deadline')
    """
    if earliest and day < earliest:
        return "early"
    if latest is None:
        return "no deadline"
    return "in time" if day <= latest else "late"


def load_ledger_model(tokenizer: Any, folder: Path | None = None, threads: int = 1) -> LedgerModel | None:
    """Load the model of `folder` (the package's own by default); `None` where the package ships none.

    It cuts text with the reader's tokenizer. Raises `ModelError` where a file is missing or damaged.
    """
    folder = folder or Path(__file__).parent / "ledger"
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    session, heads = load_session(folder, manifest, threads)
    gate = manifest.get("gate")
    return LedgerModel(
        model_id=manifest["id"],
        session=session,
        tokenizer=tokenizer,
        heads=heads,
        weights=load_weights(folder / "weights.tsv"),
        gate=Gate(reader=gate["reader"], layers=load_layers(folder / "gate.npz")) if gate else None,
    )


def load_weights(path: Path) -> dict[str, dict[str, float]]:
    """Load the weights of facts by question. Raises `ModelError` where the table is missing or damaged."""
    found: dict[str, dict[str, float]] = {}
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and line[0] != "#":
                question, fact, weight = line.split("\t")
                found.setdefault(question, {})[fact] = float(weight)
    except (OSError, ValueError) as error:
        raise ModelError(f"The table {path} cannot be read: {error}; install the package again.") from error
    return found
