"""Write the trained ledger model as the package ships it: the encoder as int8 ONNX, the heads as float32, a manifest.

python training/ledger_export.py --run runs/ledger --to src/gpulse/model/ledger
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import sys
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
import onnx
import torch

from encoder_graph import build_encoder
from export import find_largest
from gpulse.model.network import load_session
from gpulse.model.pieces import load_tokenizer
from ledger_model import LedgerModel

MODEL = Path(__file__).parent.parent / "src" / "gpulse" / "model"
FILES = ("encoder.onnx", "heads.npz")


def _settings(config: Path) -> dict[str, object]:
    """Return a run's settings and figures, without the places where it lay."""
    return {k: v for k, v in json.loads(config.read_text()).items() if k not in ("stories", "out", "start")}


def main() -> None:
    """Export a run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, default=Path("runs/ledger"))
    parser.add_argument("--to", type=Path, default=MODEL / "ledger")
    parser.add_argument("--sentences", type=int, help="look at only so many of our sentences for the int8 scales")
    args = parser.parse_args()
    model = LedgerModel()
    model.load_state_dict(torch.load(args.run / "model.pt"))
    model.eval()
    args.to.mkdir(parents=True, exist_ok=True)
    weights = {name: value.detach().float().numpy() for name, value in model.state_dict().items()}
    largest = find_largest(model, load_tokenizer(MODEL / "tokenizer.json"), args.sentences)
    onnx.save(build_encoder(weights, largest, model.encoder.config.num_attention_heads), args.to / "encoder.onnx")
    heads = {name: value for name, value in weights.items() if not name.startswith(("encoder.", "cases."))}
    np.savez(args.to / "heads.npz", **heads)
    digest = {name: hashlib.sha256((args.to / name).read_bytes()).hexdigest() for name in FILES}
    config = args.run / "config.json"
    manifest = {
        "id": f"ledger-{hashlib.sha256(''.join(digest.values()).encode()).hexdigest()[:12]}",
        "files": {name: {"sha256": d, "bytes": (args.to / name).stat().st_size} for name, d in digest.items()},
        "start": json.loads((MODEL / "manifest.json").read_text())["id"],
        "run": _settings(config) if config.exists() else None,
        "libraries": {n: version(n) for n in ("torch", "transformers", "onnx", "onnxruntime", "tokenizers")}
        | {"python": platform.python_version()},
    }
    (args.to / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    load_session(args.to, manifest, 1)  # what was written can be loaded
    print(manifest["id"], sum((args.to / name).stat().st_size for name in FILES) / 1e6, "MB")


if __name__ == "__main__":
    main()
