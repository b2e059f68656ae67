"""From data to weights, each step a command: the reader model's and the ledger model's.

    python training/recipe.py reader --shared ../shared
    python training/recipe.py ledger --shared ../shared
    python training/recipe.py ledger --shared ../shared --smoke FOLDER

`make train` and `make train-ledger` run the first two, most of a day each on two cores, and write to src/gpulse/model.
`--smoke` runs the same steps in a copy of the sources below FOLDER, in minutes: a few windows and stories, four steps
a training, and small encoders without training in place of the base weights, so that nothing is fetched. What comes out
reads nothing; it shows that every step still takes what the one before it gives.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from ledger_source import held_out

Step = Sequence[str]

TEACHER: Final = {
    "polnear": 2.5, "entity": 3, "politics": 12, "plv": 6, "aw": 6, "plv-named": 3, "aw-named": 3, "events": 6,
    "event-pairs": 2, "quiet": 0.5, "news": 0, "pairs": 0,
}  # fmt: skip
STUDENT: Final = {"polnear": 5, "entity": 6}
LAST: Final = {
    "polnear-cut": 0.8, "events-joined": 1.6, "events": 0.5, "event-pairs": 0.6, "entity": 2, "politics": 12,
    "plv": 1.5, "aw": 1.5,
}  # fmt: skip
"""How often each set is gone through: by two teachers, by a student of them, and in a last round on what reading meets,
short texts and windows of several sentences."""

LEDGER: Final = "src/gpulse/model/ledger"
"""Where the ledger model is written. In the small run the shipped one is put back for the fits that follow: of what an
untrained one answers there is nothing to fit."""

STEPS: Final = ("--stop-step", "4")
"""What a training of the small run goes on for."""

FEW: Final = ("--sentences", "20")
"""What is looked at, or scored, in the small run."""

LEARNT: Final = 5
HELD: Final = 2
"""Stories of the small run that the ledger model learns from, and that it does not."""

LEDGERS: Final = 1
"""Stories of each folder of gold ledgers in the small run."""


def reader_steps(shared: Path, small: bool) -> list[Step]:
    """Return the reader model's steps: data, two teachers, a student, a last round, export, scores, names' head."""

    def train(out: str, seed: int, passes: dict[str, float], *more: str) -> Step:
        size = ("--minilm", "runs/minilm", "--batch-pieces", "400", *STEPS) if small else ()
        return ("train.py", "--data", "runs/data", "--out", out, "--seed", str(seed), "--mpnet", "runs/mpnet",
                "--passes", json.dumps(passes), *more, *size)  # fmt: skip

    teacher = ("--base", "mpnet", "--encoder-rate", "5e-5", "--head-rate", "5e-4")
    last = ("--start", "runs/student", "--only", "--encoder-rate", "7e-5", "--head-rate", "6e-4")
    base = ("--minilm", "runs/minilm", *FEW) if small else ()
    export = ("export.py", "--run", "runs/reader", "--to", "src/gpulse/model", *base)
    return [
        *([] if small else [("fetch_teacher.py", "--out", "runs/mpnet")]),
        ("prepare.py", "--shared", str(shared), "--out", "runs/data", *(("--limit", "24") if small else ())),
        train("runs/teacher-1", 1, TEACHER, *teacher),
        train("runs/teacher-2", 2, TEACHER, *teacher),
        train("runs/student", 2, STUDENT, "--teachers", "runs/teacher-1", "runs/teacher-2"),
        train("runs/reader", 2, LAST, *last, *(() if small else ("--batch-pieces", "2048"))),
        export,
        ("evaluate.py", "--model", "src/gpulse/model", "--data", "runs/data", "--shared", str(shared),
         "--out", "runs/metrics.json", *(("--articles", "1", *FEW) if small else ())),
        (*export, "--metrics", "runs/metrics.json"),
        ("heads.py", "--shared", str(shared), "--to", "src/gpulse/model", *(FEW if small else ())),
    ]  # fmt: skip


def ledger_steps(shared: Path, ledgers: Sequence[str], small: bool) -> list[Step]:
    """Return the ledger model's steps: examples, two teachers, a student, export, and what is fitted on its answers.

    `ledgers` are folders of stories with gold ledgers, for what becomes of a promise.
    """
    stories, to = "training/stories", LEDGER

    def train(out: str, *more: str) -> Step:
        size = (*STEPS, "--pieces", "600") if small else ()
        return ("ledger_train.py", "--examples", "runs/ledger-examples.pkl", "--out", out, "--epochs", "4", *more,
                *size)  # fmt: skip

    teacher = ("--mpnet", "runs/mpnet", "--pieces", "8000", "--rate", "6e-5", "--head-rate", "6e-4")
    student = ("--pieces", "4000", "--rate", "2e-4", "--head-rate", "1.5e-3")
    few = ("--news", "20") if small else ()
    return [
        *([] if small else [("fetch_teacher.py", "--out", "runs/mpnet")]),
        ("ledger_source.py", stories),
        ("ledger_examples.py", "--stories", stories, "--shared", str(shared), "--out", "runs/ledger-examples.pkl",
         *few),
        train("runs/ledger-1", "--seed", "1", *teacher),
        train("runs/ledger-2", "--seed", "2", *teacher),
        train("runs/ledger", "--teachers", "runs/ledger-1", "runs/ledger-2", *student),
        ("ledger_export.py", "--run", "runs/ledger", "--to", to, *(FEW if small else ())),
        ("ledger_choices.py", stories, "--to", f"{to}/weights.tsv"),
        ("ledger_gate.py", "collect", "--stories", stories, "--shared", str(shared), "--out", "runs/gate.pkl",
         *(("--news", "2", "--learnt", "3") if small else ())),
        ("ledger_gate.py", "fit", "runs/gate.pkl", "--to", to, *(("--steps", "20") if small else ())),
        ("ledger_gold.py", stories, "--held-out", "--to", "runs/gold"),
        ("outcomes.py", "runs/gold", *ledgers, "--to", f"{to}/weights.tsv"),
    ]  # fmt: skip


def run(steps: Sequence[Step], root: Path) -> None:
    """Run steps in a checkout, or in a copy of its sources; the first that fails ends it, with its exit status."""
    paths = [str(root / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    for step in steps:
        print(f"== {' '.join(step)}", flush=True)
        began = time.monotonic()
        script = [sys.executable, str(root / "training" / step[0]), *step[1:]]
        done = subprocess.run(script, cwd=root, env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)})
        if done.returncode:
            raise SystemExit(done.returncode)
        print(f"== {time.monotonic() - began:.0f} s", flush=True)


def copy_small(to: Path, shared: Path) -> list[str]:
    """Copy what the steps read to a folder, with a few stories alone, and return its folders of gold ledgers."""
    root = HERE.parent
    for name in ("src/gpulse", "training"):
        shutil.copytree(root / name, to / name, ignore=shutil.ignore_patterns("stories", "__pycache__"))
    (to / "training" / "stories").mkdir()
    found = sorted((HERE / "stories").glob("*.txt"), key=lambda path: (path.stat().st_size, path.name))
    learnt, held = ([path for path in found if held_out(path.stem) == out] for out in (False, True))
    for path in [*learnt[:LEARNT], *held[:HELD]]:
        shutil.copy(path, to / "training" / "stories")
    ledgers = []
    for folder in (root / "tests/ledger/stories", shared / "gold/ledger"):
        for story in sorted(path.parent for path in folder.glob("*/ledger.json"))[:LEDGERS]:
            shutil.copytree(story, to / "runs/ledgers" / folder.name / story.name)
        ledgers.append(f"runs/ledgers/{folder.name}")
    return ledgers


def save_bases(to: Path) -> None:
    """Write small encoders of both kinds, without training, where the base weights are looked for."""
    import torch
    from safetensors.torch import save_file
    from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

    torch.manual_seed(1)
    size = {
        "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64,
        "max_position_embeddings": 520,
    }  # fmt: skip
    for name, config_of, model_of, words in (
        ("minilm", BertConfig, BertModel, 30522),
        ("mpnet", MPNetConfig, MPNetModel, 30527),
    ):
        folder = to / name
        folder.mkdir(parents=True)
        settings = {**size, "vocab_size": words, "model_type": config_of.model_type}
        model = model_of(config_of(**size, vocab_size=words), add_pooling_layer=False)
        save_file({k: v.contiguous() for k, v in model.state_dict().items()}, folder / "model.safetensors")
        (folder / "config.json").write_text(json.dumps(settings))


def main() -> None:
    """Run one model's steps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=("reader", "ledger"))
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--smoke", type=Path, metavar="FOLDER", help="run every step small, below this new folder")
    args = parser.parse_args()
    shared, root = args.shared.resolve(), HERE.parent.resolve()
    ledgers = ["tests/ledger/stories", "tests/ledger/fresh", str(shared / "gold/ledger")]
    if args.smoke:
        root = args.smoke.resolve()
        if root.exists() and any(root.iterdir()):
            raise SystemExit(f"{root} is there already; name a new folder.")
        ledgers = copy_small(root, shared)
        save_bases(root / "runs")
    small = args.smoke is not None
    if args.model == "reader":
        run(reader_steps(shared, small), root)
        return
    steps = ledger_steps(shared, ledgers, small)
    exported = 1 + [step[0] for step in steps].index("ledger_export.py")
    run(steps[:exported], root)
    if small:
        shutil.copytree(HERE.parent / LEDGER, root / LEDGER, dirs_exist_ok=True)
    run(steps[exported:], root)


if __name__ == "__main__":
    main()
