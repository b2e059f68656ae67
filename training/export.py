"""Write trained weights as the package ships them: the encoder as int8 ONNX, the heads as float32, and a manifest.

    python training/export.py --run runs/reader --to src/gpulse/model

The encoder becomes the graph of `encoder_graph.py`, for which the layers' inputs are looked at on our own sentences;
the heads are small and stay exact. Exported in eval() mode.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn

from encoder_graph import build_encoder
from gpulse.model.network import CLS, FILES, SEP
from gpulse.model.pieces import MAX_PIECES, cut_pieces, load_tokenizer
from reader import Reader
from soften import BLOCK
from train import load_run, minilm_folder

SENTENCES = sorted((Path(__file__).parent / "sentences").glob("own-*.txt"))


@torch.no_grad()
def find_largest(model: Reader, tokenizer: Tokenizer, most: int | None = None) -> dict[str, NDArray[np.float32]]:
    """Return, for each layer of the feed-forward parts by name, the largest size of each channel of its input.

    Our own sentences are read for it (`SENTENCES`), four to a window; `most` of them, the first.
    """
    largest: dict[str, Tensor] = {}

    def look(name: str) -> Callable[[nn.Module, tuple[Tensor]], None]:
        def keep(_: nn.Module, given: tuple[Tensor]) -> None:
            size = given[0].abs().amax((0, 1))
            largest[name] = torch.maximum(largest.get(name, size), size)

        return keep

    layers = {n: m for n, m in model.named_modules() if n.endswith((".intermediate.dense", ".output.dense"))}
    hooks = [m.register_forward_pre_hook(look(n)) for n, m in layers.items() if "attention" not in n]
    lines = [line[2:] for path in SENTENCES for line in path.read_text().splitlines() if line.startswith("# ")][:most]
    for k in range(0, len(lines), 4):
        pieces = cut_pieces(tokenizer, " ".join(lines[k : k + 4]))
        last = MAX_PIECES - 2
        ids, cases = (
            [first, *values[:last], end] for first, values, end in ((CLS, pieces.ids, SEP), (5, pieces.cases, 5))
        )
        model.states(torch.tensor([ids]), torch.tensor([cases]), torch.ones((1, len(ids))))
    for hook in hooks:
        hook.remove()
    return {name: size.numpy() for name, size in largest.items()}


def main() -> None:
    """Export a run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, default=Path("runs/reader"))
    parser.add_argument("--to", type=Path, default=Path("src/gpulse/model"))
    parser.add_argument("--minilm", type=Path, help="folder of the MiniLM weights (by default, the package's)")
    parser.add_argument("--sentences", type=int, help="look at only so many of our sentences for the int8 scales")
    parser.add_argument("--metrics", type=Path, help="figures to write into the manifest (training/evaluate.py's)")
    args = parser.parse_args()
    base = args.minilm or minilm_folder()
    model = load_run(args.run, base).cpu()
    config = json.loads((args.run / "config.json").read_text())
    args.to.mkdir(parents=True, exist_ok=True)
    weights = {name: value.detach().float().numpy() for name, value in model.state_dict().items()}
    largest = find_largest(model, load_tokenizer(args.to / "tokenizer.json"), args.sentences)
    onnx.save(build_encoder(weights, largest, model.encoder.config.num_attention_heads), args.to / "encoder.onnx")
    heads = {name: value for name, value in weights.items() if not name.startswith(("encoder.", "cases."))}
    heads = {name: value + BLOCK if name.startswith("moves.") else value for name, value in heads.items()}
    np.savez(args.to / "heads.npz", **heads)  # as they are: to unpack them takes longer than to read them
    digest = {name: hashlib.sha256((args.to / name).read_bytes()).hexdigest() for name in FILES}
    joint = hashlib.sha256("".join(digest.values()).encode()).hexdigest()[:12]
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    manifest = {
        "id": f"reader-{joint}",
        "files": {n: {"sha256": d, "bytes": (args.to / n).stat().st_size} for n, d in digest.items()},
        "base": {
            "name": "all-MiniLM-L6-v2",
            "licence": "Apache-2.0",
            "sha256": hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest(),
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
