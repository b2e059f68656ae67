"""Score a run, or the exported model, on the development parts of the public sets.

    python training/evaluate.py --run runs/reader --data runs/data --shared ../shared
    python training/evaluate.py --model src/gpulse/model --data runs/data --shared ../shared --out runs/metrics.json

A run is scored as trained (float32, by PyTorch), a model as shipped (int8, by onnxruntime): the difference is what int8
costs. The held-out tenths of PLV and AW are those of `prepare.py`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
import torch

from gpulse.evaluation.conll import evaluate_conll
from gpulse.evaluation.plover import evaluate_plover
from gpulse.evaluation.polnear import evaluate_polnear
from gpulse.model.network import Network, load_network
from gpulse.model.pieces import load_tokenizer
from reader import Reader
from soften import BLOCK
from train import DEVICE, load_run, minilm_folder


@dataclass(frozen=True, slots=True)
class Session:
    """What the reading asks of onnxruntime, answered by PyTorch."""

    model: Reader

    @torch.no_grad()
    def run(self, names: None, given: dict[str, np.ndarray]) -> Sequence[np.ndarray]:
        """Return the states of one window."""
        ids, cases = (torch.from_numpy(given[name]).to(DEVICE) for name in ("ids", "cases"))
        return [self.model.states(ids, cases, torch.ones(ids.shape, device=DEVICE)).cpu().numpy()]


def as_network(model: Reader, tokenizer: Path) -> Network:
    """Return a reader as the network that the package's reading uses."""
    heads = {n: v.detach().cpu().numpy() for n, v in model.state_dict().items() if not n.startswith("encoder.")}
    heads = {n: v + BLOCK if n.startswith("moves.") else v for n, v in heads.items()}
    return Network(model_id="run", session=Session(model), tokenizer=load_tokenizer(tokenizer), heads=heads)


def evaluate(
    network: Network, folder: Path, shared: Path, articles: int | None = None, sentences: int | None = None
) -> dict[str, dict[str, float]]:
    """Return the figures of all tasks; `folder` holds the held-out pairs, the counts limit PolNeAR and names."""
    data = shared / "data"
    return {
        "plv": evaluate_plover(folder / "plv-dev.tsv", network),
        "aw": evaluate_plover(folder / "aw-dev.tsv", network),
        "conll": evaluate_conll(data / "entities/conll2003-dev.txt", network, limit=sentences or 1500),
        "politics": evaluate_conll(data / "entities/politics-dev.txt", network, limit=sentences),
        "polnear": evaluate_polnear(data / "attribution/polnear-dev", network, limit=articles),
    }


def main() -> None:
    """Score what the command line names and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, help="a run of train.py")
    parser.add_argument("--base-folder", type=Path, help="the base weights of the run (by default, MiniLM's)")
    parser.add_argument("--model", type=Path, help="a folder with an exported model")
    parser.add_argument("--data", type=Path, default=Path("runs/data"))
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--articles", type=int, help="only so many PolNeAR articles")
    parser.add_argument("--sentences", type=int, help="only so many sentences of CoNLL and of politics' names")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    if args.run:
        tokenizer = Path(__file__).parent.parent / "src/gpulse/model/tokenizer.json"
        network = as_network(load_run(args.run, args.base_folder or minilm_folder()), tokenizer)
    else:
        loaded = load_network(args.model)
        if loaded is None:
            raise SystemExit(f"{args.model} holds no model; export one first.")
        network = loaded
    figures = evaluate(network, args.data, args.shared, args.articles, args.sentences)
    print(json.dumps(figures, indent=2))
    if args.out:
        args.out.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
