"""Every step of training takes what the step before it gives: `training/recipe.py --smoke`, from data to export."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
WANTED = "GPULSE_TRAINING"

pytestmark = pytest.mark.timeout(3600)


@pytest.mark.parametrize(("model", "exported"), [("reader", "src/gpulse/model"), ("ledger", "src/gpulse/model/ledger")])
def test_every_step_from_data_to_weights(model: str, exported: str, tmp_path: Path) -> None:
    """Two minutes of processor time each, so it runs where it is asked for alone."""
    if not os.environ.get(WANTED):
        pytest.skip(f"two minutes of processor time each: set {WANTED}=1 to run every step of training, small")
    for name in ("torch", "transformers", "onnx", "safetensors"):
        pytest.importorskip(name, reason=f"{name} is not installed: pip install '.[train]'")
    if not (SHARED / "data").exists():
        pytest.skip(f"{SHARED}, the public sets beside the checkout, is not there")
    before = (ROOT / exported / "manifest.json").read_bytes()
    command = [sys.executable, "training/recipe.py", model, "--shared", str(SHARED), "--smoke", str(tmp_path / "run")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    made = json.loads((tmp_path / "run" / exported / "manifest.json").read_text())
    assert made["id"] != json.loads(before)["id"]
    assert (ROOT / exported / "manifest.json").read_bytes() == before


def test_the_recipe_names_scripts_and_options_that_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scripts and the recipe change apart: an option that is renamed in one must be in the other."""
    monkeypatch.syspath_prepend(str(ROOT / "training"))
    import recipe  # type: ignore[import-not-found]

    for small in (True, False):
        for step in (*recipe.reader_steps(SHARED, small), *recipe.ledger_steps(SHARED, ["gold"], small)):
            script = (ROOT / "training" / step[0]).read_text()
            for word in step[1:]:
                assert not word.startswith("--") or f'"{word}"' in script, (step[0], word)
