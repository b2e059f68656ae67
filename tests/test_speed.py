"""What was made quicker gives what it gave before."""

from __future__ import annotations

import gc
import itertools
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pysbd
import pytest

from gpulse.cli import main
from gpulse.model.decoding import decode_bio
from gpulse.reading.event.modes import CONTEXT_WORDS, classify_contexts
from gpulse.reading.pipeline import STAGES
from gpulse.reading.sentences import _ODD_CASE, _Segmenter

ROOT = Path(__file__).resolve().parent.parent

PARAGRAPHS = (
    "Gov. Ana Ruiz met Sen. J. P. Lund in St. Ives on Jan. 5. She left at 4 p.m. He stayed, e.g. for dinner.",
    "Mr. Ito said: “We will pay.” Then he left. The U.S. Treasury (Dr. Bell et al.) paid $1.5 bn. Why? Nobody knew",
    "1. Open the port. 2. Close it. The vote was No. 7. It failed... Or did it?! İsmail ſt. Oz agreed, i.e. nodded.",
    "The 'Art. 5' clause. \"It holds,\" said Col. Marsh. It is a course of Co. Ltd. and Corp. Inc. v. State.",
    "u.s. troops v. is. Thin ice. I said i.e. nothing; {co} Co. left. No. (5) was Ph.D. work, etc.. a. One b. Two p. 3",
)


def test_sentences_are_those_of_pysbd() -> None:
    choose = random.Random(1)
    ours = _Segmenter(language="en", clean=False, char_span=False)
    theirs = pysbd.Segmenter(language="en", clean=False, char_span=False)
    for number in range(120):
        letters = list(PARAGRAPHS[number % len(PARAGRAPHS)])
        for _ in range(number // 8):
            letters[choose.randrange(len(letters))] = choose.choice(" ..'\"()?!\u00a0Ak1-“”")
        paragraph = "".join(letters)
        assert ours.segment(paragraph) == theirs.segment(paragraph), paragraph


def test_sentences_of_lists_references_and_odd_marks_are_those_of_pysbd() -> None:
    """What the quicker steps look for before they do anything."""
    ours = _Segmenter(language="en", clean=False, char_span=False)
    theirs = pysbd.Segmenter(language="en", clean=False, char_span=False)
    for paragraph in (
        "He asked for a. bread b. milk c. rice. They want (i) peace (ii) land (iii) 1) work 2) rest. 1. One 2. Two .",
        "Then ... silence. . . . Nothing.... \"Go (now) \"They went. 'It is so.' He left!!! Why??? Really?! Yahoo! is.",
        "As told.[1] Others deny it.12 The file .pdf is lost. 5°. 7 ♨ 1♨ a☝ ☏ ∮ ȹ ∯ x&⎋& &ᓰ&.",
    ):
        assert ours.segment(paragraph) == theirs.segment(paragraph)


def test_a_plain_k_is_no_odd_letter() -> None:
    """The Kelvin sign had become a K in the source, and every text with a K went the slow way."""
    assert not _ODD_CASE.search("ASK Jokers, ask jokers")
    assert all(_ODD_CASE.search(letter) for letter in ("\N{KELVIN SIGN}", "ı", "İ", "ſ"))


def test_contexts_are_those_of_all_patterns() -> None:
    """A pattern is tried only where the sentence has the beginning of one of its words."""
    examples = [example for _, example in CONTEXT_WORDS.values()]
    for sentence in (*examples, " ".join(examples), " ".join(examples).upper(), "The alqaeda men, al Qaeda's men", ""):
        assert classify_contexts(sentence) == tuple(
            name
            for name, (pattern, _) in CONTEXT_WORDS.items()
            if re.search(rf"\b(?:{pattern})\b", sentence, re.IGNORECASE)
        )
    assert len(classify_contexts(" ".join(examples))) == len(CONTEXT_WORDS)


@pytest.mark.parametrize("kinds", [1, 2])
@pytest.mark.parametrize("moving", [False, True])
def test_tags_are_the_best_of_all_sequences(kinds: int, moving: bool) -> None:
    if moving and kinds > 1:
        pytest.skip("learned moves are of heads with one kind")
    draw = np.random.default_rng(kinds)
    names = ("O", *(f"{part}-{kind}" for kind in range(kinds) for part in "BI"))
    for number in range(120):
        scores = draw.normal(size=(5, len(names))).astype(np.float32) * 2
        if number % 2:  # most pieces are in no span, as in reading: the search leaves them out
            scores[draw.random(5) < 0.6, 0] += 6
        moves = draw.normal(size=(3, 3)).astype(np.float32) if moving else None

        def worth(path: tuple[int, ...], scores: np.ndarray = scores, moves: np.ndarray | None = moves) -> float:
            total = float(sum(scores[t, label] for t, label in enumerate(path)))
            for before, label in zip((0, *path), path, strict=False):
                if label and label % 2 == 0 and before not in (label, label - 1):
                    return -1e9
            if moves is not None:
                total += float(sum(moves[a, b] for a, b in itertools.pairwise(path)))
            return total

        best = max(itertools.product(range(len(names)), repeat=len(scores)), key=worth)
        spans = []
        for t, label in enumerate(best):
            if label % 2:
                end = next((k for k in range(t + 1, len(best)) if best[k] != label + 1), len(best))
                spans.append((t, end, names[label].removeprefix("B-")))
        assert [found[:3] for found in decode_bio(scores, names, moves)] == spans


def test_a_command_reads_with_one_thread_of_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    """With OpenBLAS's own choice, a thread a core, they waited for each other: a post took a third more processor time
    on two cores, its network's stage five times as much."""
    left = []
    monkeypatch.setattr(gc, "set_threshold", lambda *_: None)  # what the command sets is not for the tests
    monkeypatch.setattr(gc, "freeze", lambda: left.append(True))
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "")  # so that it is put back
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    monkeypatch.setattr(sys, "argv", ["gpulse", "--version"])
    with pytest.raises(SystemExit):
        main()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
    assert left, "the tables are gone through for garbage as the process ends"
    script = "import gpulse.cli, sys; assert 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


def test_the_benchmark_of_reading_runs(tmp_path: Path) -> None:
    """A smoke version: one post, once, without peers; figures for all stages and the bare encoder come out."""
    figures = tmp_path / "figures.json"
    command = [sys.executable, str(ROOT / "benchmarks" / "reading.py"), "--folder", str(ROOT / "examples" / "posts")]
    subprocess.run(
        [*command, "--articles", "1", "--runs", "1", "--to", str(figures)],
        check=True,
        capture_output=True,
        timeout=240,
    )
    found = json.loads(figures.read_text())
    shares = found["ms_of_cpu_per_600_words"]
    assert {"whole", "encoder alone", *(f"stage {stage.name}" for stage in STAGES)} == set(shares)
    assert all(row["least"] >= 0 for row in shares.values())
    assert 0 < found["times_the_whole"]["encoder alone"][0] < 1
    assert found["peak_memory_mb"] <= 600
