"""Write trained weights as the package ships them: the encoder as int8 ONNX, the heads as float32, and a manifest.

    python training/export.py --run runs/reader --to src/gpulse/model

The encoder is quantised dynamically (QInt8, per channel) without fusing operators first; the heads are small and stay
exact. Exported in eval() mode.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from gpulse.model.network import FILES
from reader import Reader
from soften import BLOCK
from train import load_run, minilm_folder


class Encoder(nn.Module):
    """The encoder alone, on one window without padding."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, cases: Tensor) -> Tensor:
        """Return the states (1, T, D)."""
        return self.reader.states(ids, cases, torch.ones(ids.shape))


def main() -> None:
    """Export a run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, default=Path("runs/reader"))
    parser.add_argument("--to", type=Path, default=Path("src/gpulse/model"))
    parser.add_argument("--metrics", type=Path, help="figures to write into the manifest (training/evaluate.py's)")
    args = parser.parse_args()
    model = load_run(args.run, minilm_folder()).cpu()
    config = json.loads((args.run / "config.json").read_text())
    args.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "encoder.onnx"
        sample = torch.tensor([[101, 2010, 2003, 1037, 102]])
        torch.onnx.export(
            Encoder(model),
            (sample, torch.zeros_like(sample)),
            str(whole),
            input_names=["ids", "cases"],
            output_names=["states"],
            dynamic_axes={name: {1: "pieces"} for name in ("ids", "cases", "states")},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(str(whole), str(args.to / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True)
    state = model.state_dict().items()
    weights = {name: value.detach().numpy() for name, value in state if not name.startswith(("encoder.", "cases."))}
    weights = {name: value + BLOCK if name.startswith("moves.") else value for name, value in weights.items()}
    np.savez_compressed(args.to / "heads.npz", **weights)
    digest = {name: hashlib.sha256((args.to / name).read_bytes()).hexdigest() for name in FILES}
    joint = hashlib.sha256("".join(digest.values()).encode()).hexdigest()[:12]
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    manifest = {
        "id": f"reader-{joint}",
        "files": {n: {"sha256": d, "bytes": (args.to / n).stat().st_size} for n, d in digest.items()},
        "base": {
            "name": "all-MiniLM-L6-v2",
            "licence": "Apache-2.0",
            "sha256": hashlib.sha256((minilm_folder() / "model.safetensors").read_bytes()).hexdigest(),
        },
        "config": config,
        "commit": commit,
        "data": json.loads((args.run / "digests.json").read_text()),
        "libraries": {n: version(n) for n in ("torch", "transformers", "onnx", "onnxruntime", "tokenizers")}
        | {"python": platform.python_version()},
        "metrics": json.loads(args.metrics.read_text()) if args.metrics else None,
    }
    (args.to / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    print(manifest["id"], sum((args.to / n).stat().st_size for n in FILES) / 1e6, "MB")


if __name__ == "__main__":
    main()
