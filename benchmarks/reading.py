"""How fast reading is: the whole and each stage, beside the bare encoder and beside what else reads news.

    python benchmarks/reading.py [--shared ../shared] [--folder MINE] [--articles 500] [--runs 5] [--to FIGURES.json]

Takes the same articles for all (GeoWebNews and LGL, and PolNeAR's held-out part, from the public sets beside the
checkout, in an order drawn with seed 1; or the text files of a folder) and lets the contestants read them in turn,
`--runs` times over, so that what else the machine does touches all alike. Time is CPU time of one process on one thread
(user and system), not time on the clock. spaCy's en_core_web_md and dateparser run where they are installed. Figures
go out as JSON, with the machine and the commit.
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
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy comes in: one core for all
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from gpulse.config import Settings
from gpulse.model.pieces import cut_pieces, cut_windows
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


def open_peers(texts: Sequence[str]) -> dict[str, Callable[[], object]]:
    """Return the peers that are installed."""
    peers: dict[str, Callable[[], object]] = {}
    if find_spec("spacy") and find_spec("en_core_web_md"):
        import en_core_web_md  # type: ignore[import-not-found]

        nlp = en_core_web_md.load()
        peers["spaCy en_core_web_md"] = lambda: list(nlp.pipe(texts))
    if find_spec("dateparser"):
        from dateparser.search import search_dates  # type: ignore[import-untyped]

        peers["dateparser.search (time alone)"] = lambda: [search_dates(text, languages=["en"]) for text in texts]
    return peers


def spent(work: Callable[[], object]) -> float:
    """Return the CPU seconds that `work` takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def cold(text: str) -> float:
    """Return the CPU seconds of `gpulse read` of one post in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "gpulse", "read", "--json", "--format", "text", "-"],
        input=text.encode(), stdout=subprocess.DEVNULL, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(texts: Sequence[str], runs: int, peers: bool) -> dict[str, Any]:
    """Let all read the articles in turn, `runs` times, and return the figures."""
    kit = load_kit(replace(Settings(), threads=1))
    time_stages(texts[:1], kit)
    others: dict[str, Callable[[], object]] = {"encoder alone": open_encoder(texts, kit)}
    if peers:
        others |= open_peers(texts)
    whole: list[float] = []
    each: list[float] = []
    stages: dict[str, list[float]] = {}
    seconds: dict[str, list[float]] = {name: [] for name in others}
    for _ in range(runs):
        articles, parts = time_stages(texts, kit)
        whole.append(sum(articles))
        each += articles
        for name, value in parts.items():
            stages.setdefault(name, []).append(value)
        for name, work in others.items():
            seconds[name].append(spent(work))
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
            for name, values in seconds.items()
        },
        "articles_per_cpu_second": round(len(texts) / statistics.median(whole), 2),
        "words_per_cpu_second": round(words / statistics.median(whole)),
        "ms_per_article": {
            "p50": round(each[len(each) // 2] * 1e3, 1),
            "p99": round(each[int(len(each) * 0.99)] * 1e3, 1),
        },
        "cold_start_cpu_seconds": [round(cold(texts[0]), 3) for _ in range(min(runs, 3))],
        "peak_memory_mb": peak_memory_mb(),
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
            "load": os.getloadavg()[0], "commit": commit.stdout.strip() or None}  # fmt: skip


def main() -> None:
    """Measure, print, and write the figures where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--no-peers", action="store_true", help="time this package alone")
    parser.add_argument("--to", type=Path)
    given = parser.parse_args()
    texts = load_texts(given.shared, given.folder, given.articles)
    figures = {"machine": machine(), **measure(texts, given.runs, not given.no_peers)}
    out = json.dumps(figures, indent=2)
    print(out)
    if given.to:
        given.to.write_text(out + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
