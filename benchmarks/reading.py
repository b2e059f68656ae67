"""How fast reading is: the whole and each stage, beside the bare encoder and beside what else reads news.

    python benchmarks/reading.py [--shared ../shared] [--folder MINE] [--articles 500] [--runs 5] [--to FIGURES.json]
                                 [--peers PYTHON] [--spacy-model FOLDER] [--workers 2]

Takes the same articles for all (GeoWebNews and LGL, and PolNeAR's held-out part, from the public sets beside the
checkout, in an order drawn with seed 1; or the text files of a folder) and lets the contestants read them in turn,
`--runs` times over, so that what else the machine does touches all alike. Time is CPU time of one process on one thread
(user and system), not time on the clock. With `--peers`, an interpreter that has spaCy, textacy or dateparser, they
read too, each in its own process (`peers.py`). With `--workers N`, whole runs of `gpulse read` with one worker and with
N are timed by the clock: for a calm machine. Figures go out as JSON, with the machine and the commit.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy comes in: one core for all
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from gpulse.config import Settings
from gpulse.model.pieces import cut_pieces, cut_windows
from gpulse.process import set_up
from gpulse.reading import pipeline
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.sentences import find_sentences
from gpulse.record import Article, Record

ROOT = Path(__file__).resolve().parent.parent
DAY = "2018-03-05"
"""Given to all articles as their day of publication; few of the sets say it."""


def peak_memory_mb() -> int:
    """Return the most memory that this process held, in MB.

    Linux tells it of the program itself; what getrusage tells of a child goes back to before it began, to its parent.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = (line.split() for line in status.read_text().splitlines())
        return round(next(int(cells[1]) for cells in lines if cells[0] == "VmHWM:") / 1024)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def load_texts(shared: Path, folder: Path | None, count: int) -> list[str]:
    """Return `count` articles, or fewer where there are no more. Ends with a sentence where there are none."""
    if folder is not None:
        texts = [
            path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*")) if path.suffix in (".txt", ".md")
        ]
    else:
        data = shared / "data"
        sets = [data / "places" / name for name in ("GWN-half.xml", "LGL.xml")]
        texts = [a.findtext("text") or "" for path in sets if path.exists() for a in ET.parse(path).getroot()]
        texts += [p.read_text(encoding="utf-8") for p in sorted((data / "attribution/polnear-dev/text").rglob("*.txt"))]
        random.Random(1).shuffle(texts)
    texts = [text for text in texts if text.strip()][:count]
    if not texts:
        raise SystemExit(f"No articles in {folder or shared / 'data'}; give --folder with text files.")
    return texts


def time_stages(texts: Sequence[str], kit: Kit) -> tuple[list[float], dict[str, float]]:
    """Return the CPU seconds of each article, and of each stage over all."""
    meta, stages, articles = pipeline.build_meta(kit), dict.fromkeys((s.name for s in pipeline.STAGES), 0.0), []
    for number, text in enumerate(texts):
        article = Article(id=str(number), text=text, published_at=DAY, published_from="given")
        drafts: Sequence[Draft] = [Draft(record=Record(article=article, meta=meta))]
        began = time.process_time()
        for stage in pipeline.STAGES:
            before = time.process_time()
            drafts = stage.run(drafts, kit)
            stages[stage.name] += time.process_time() - before
        articles.append(time.process_time() - began)
    return articles, stages


def open_encoder(texts: Sequence[str], kit: Kit) -> Callable[[], object]:
    """Return what runs the encoder alone, over windows cut beforehand."""
    network = kit.network
    if network is None:
        raise SystemExit("The package ships no reader model; there is nothing to time.")
    cut = []
    for text in texts:
        pieces = cut_pieces(network.tokenizer, text)
        cut += [(pieces, window) for window in cut_windows(pieces, find_sentences(text))]
    return lambda: [network._states(pieces, window) for pieces, window in cut]


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A peer at work in its own process."""

    ask: TextIO
    answer: TextIO

    def read(self) -> tuple[float, int]:
        """Let it read the articles once; return its CPU seconds and the most memory it has held, in MB."""
        self.ask.write("\n")
        self.ask.flush()
        found = json.loads(self.answer.readline())
        return found["seconds"], found["peak_memory_mb"]


PEERS = {
    "spaCy en_core_web_md": "spacy",
    "textacy, quotations": "textacy",
    "dateparser.search, time alone": "dateparser",
}
"""What the figures call a peer, and what `peers.py` does."""


def open_peers(texts: Sequence[str], python: str, model: str, scratch: Path) -> dict[str, Peer]:
    """Start the peers that the interpreter `python` has; says which it has not."""
    peers: dict[str, Peer] = {}
    path = scratch / "texts.json"
    path.write_text(json.dumps(texts), encoding="utf-8")
    for name, peer in PEERS.items():
        command = [python, str(ROOT / "benchmarks" / "peers.py"), peer, str(path), "--model", model]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if process.stdin and process.stdout and process.stdout.readline():
            peers[name] = Peer(ask=process.stdin, answer=process.stdout)
        else:
            print(f"{name} does not run with {python}; it is left out.", file=sys.stderr)
    return peers


def spent(work: Callable[[], object]) -> float:
    """Return the CPU seconds that `work` takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def run_gpulse(*arguments: str, text: str = "") -> None:
    """Run a command of this checkout's gpulse in a process of its own, with byte code kept, as an installed package
    has it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(
        [sys.executable, "-m", "gpulse", *arguments],
        input=text.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True,
        env={**kept, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip


def cold(*arguments: str, text: str = "") -> float:
    """Return the CPU seconds of a command of gpulse in a process of its own, not the first that needs its byte code."""
    run_gpulse(*arguments, text=text)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run_gpulse(*arguments, text=text)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def time_workers(texts: Sequence[str], runs: int, workers: int, scratch: Path) -> dict[str, Any]:
    """Time `gpulse read` of all articles by the clock, with one worker and with `workers` in turn."""
    files = [scratch / f"{number:04}.txt" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    seconds: dict[int, list[float]] = {1: [], workers: []}
    loads = []
    for _ in range(runs):
        loads.append(round(os.getloadavg()[0], 2))
        for count, values in seconds.items():
            began = time.perf_counter()
            run_gpulse("read", "--json", "--format", "text", "--workers", str(count), *(str(file) for file in files))
            values.append(time.perf_counter() - began)
    return {
        "seconds": {str(count): [round(v, 2) for v in values] for count, values in seconds.items()},
        "times_one": [round(one / more, 3) for one, more in zip(seconds[1], seconds[workers], strict=True)],
        "load_before_each": loads,
    }


def measure(texts: Sequence[str], runs: int, peers: dict[str, Peer]) -> dict[str, Any]:
    """Let all read the articles in turn, `runs` times, and return the figures."""
    kit = load_kit(replace(Settings(), threads=1))
    time_stages(texts[:1], kit)
    encoder = open_encoder(texts, kit)
    whole: list[float] = []
    each: list[float] = []
    stages: dict[str, list[float]] = {}
    seconds: dict[str, list[float]] = {name: [] for name in ("encoder alone", *peers)}
    memory: dict[str, int] = {}
    for _ in range(runs):
        articles, parts = time_stages(texts, kit)
        whole.append(sum(articles))
        each += articles
        for name, value in parts.items():
            stages.setdefault(name, []).append(value)
        seconds["encoder alone"].append(spent(encoder))
        for name, peer in peers.items():
            taken, memory[name] = peer.read()
            seconds[name].append(taken)
    words = sum(len(text.split()) for text in texts)
    each.sort()

    def per_600(values: Sequence[float]) -> dict[str, float]:
        scaled = [value / words * 600_000 for value in values]
        return {
            "median": round(statistics.median(scaled), 2),
            "least": round(min(scaled), 2),
            "most": round(max(scaled), 2),
        }

    return {
        "articles": len(texts),
        "words": words,
        "runs": runs,
        "ms_of_cpu_per_600_words": {
            "whole": per_600(whole),
            **{f"stage {name}": per_600(values) for name, values in stages.items()},
            **{name: per_600(values) for name, values in seconds.items()},
        },
        "times_the_whole": {  # of the same run, so that a busy machine weighs on both
            name: [round(value / ours, 3) for value, ours in zip(values, whole, strict=True)]
            for name, values in {"stage network": stages["network"], **seconds}.items()
        },
        "articles_per_cpu_second": round(len(texts) / statistics.median(whole), 2),
        "words_per_cpu_second": round(words / statistics.median(whole)),
        "ms_per_article": {
            "p50": round(each[len(each) // 2] * 1e3, 1),
            "p99": round(each[int(len(each) * 0.99)] * 1e3, 1),
        },
        "cold_cpu_seconds": {
            "gpulse --help": [round(cold("--help"), 3) for _ in range(runs)],
            "gpulse read of one post": [
                round(cold("read", "--json", "--format", "text", "-", text=texts[0]), 3) for _ in range(runs)
            ],
        },
        "peak_memory_mb": peak_memory_mb(),
        "peak_memory_mb_of_peers": memory,
        "model": kit.network.model_id if kit.network else None,
    }


def machine() -> dict[str, Any]:
    """Return where the figures come from."""
    commit = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "HEAD"], capture_output=True, text=True)
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    name = next(
        (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.processor()
    )
    return {"processor": name, "cores": os.cpu_count(), "python": platform.python_version(),
            "interpreter": f"{sys.base_prefix}: {sys.version}",  # how it was built tells in the rules' time
            "load": os.getloadavg()[0], "commit": commit.stdout.strip() or None}  # fmt: skip


def main() -> None:
    """Measure, print, and write the figures where asked."""
    set_up()  # as the command does
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peers", metavar="PYTHON", help="an interpreter that has spaCy, textacy or dateparser")
    parser.add_argument("--spacy-model", default="en_core_web_md", help="its name, or a folder that holds one")
    parser.add_argument("--workers", type=int, help="time so many workers beside one, by the clock")
    parser.add_argument("--to", type=Path)
    given = parser.parse_args()
    texts = load_texts(given.shared, given.folder, given.articles)
    figures = {"machine": machine()}
    with tempfile.TemporaryDirectory() as scratch:
        peers = open_peers(texts, given.peers, given.spacy_model, Path(scratch)) if given.peers else {}
        figures |= measure(texts, given.runs, peers)
        for peer in peers.values():
            peer.ask.close()
        if given.workers:
            figures["workers"] = time_workers(texts, given.runs, given.workers, Path(scratch))
    out = json.dumps(figures, indent=2)
    print(out)
    if given.to:
        given.to.write_text(out + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
