"""`gpulse batch` on this machine: how fast, and whether killed workers change a byte.

    python benchmarks/batch.py --articles 100000 --kills 2 --check 0.1 --seed 1 [--shared ../shared] [--to FIGURES.json]

Makes short posts of the sentences of real articles (three in a row, behind a line that makes each post its own), lets
`gpulse batch` read them with one worker a core, kills workers at moments drawn at random (SIGKILL), and compares every
record, or a share of them drawn at random, with what reading gives in this process, byte for byte.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from gpulse.codec import encode_record
from gpulse.config import Settings
from gpulse.exchange.partitions import load_parts, load_records, open_target
from gpulse.reading.kit import load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.reading.sentences import find_sentences
from gpulse.record import Article
from gpulse.sources import load_articles
from reading import load_texts


def write_posts(path: Path, texts: list[str], count: int, draw: random.Random) -> int:
    """Write `count` posts as JSON Lines; return how many words they have."""
    runs: list[str] = []
    for text in texts:
        spans = find_sentences(text)
        runs += [text[spans[k].start : spans[min(k + 2, len(spans) - 1)].end] for k in range(len(spans))]
    words = 0
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            text = f"This is report {number} of the day.\n{draw.choice(runs)}"
            words += len(text.split())
            day = f"2024-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
            out.write(json.dumps({"id": f"post-{number}", "text": text, "published": day}) + "\n")
    return words


def find_readers() -> list[int]:
    """Return the process numbers of Ray's actors that read."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = line.read_bytes()
        except OSError:
            continue
        if b"ray::" in words and b"Reading" in words:
            found.append(int(line.parent.name))
    return found


def run_batch(source: Path, target: Path, kills: int, parts: int, draw: random.Random) -> tuple[int, float]:
    """Run the command, killing `kills` workers; return how many were killed, and the seconds it took."""
    began = time.monotonic()
    command = [sys.executable, "-m", "gpulse", "batch", str(source), "--to", f"parquet:{target}"]
    moments = sorted(draw.sample(range(1, max(parts, kills + 1)), kills))
    killed = done = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        for _ in run.stdout:
            done += 1
            if killed < kills and done >= moments[killed] and (readers := find_readers()):
                os.kill(draw.choice(readers), signal.SIGKILL)
                killed += 1
    if run.returncode:
        sys.exit(f"gpulse batch ended with {run.returncode}.")
    return killed, time.monotonic() - began


def main() -> None:
    """Run the benchmark and print its figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parent.parent.parent / "shared")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--check", type=float, default=1.0, help="share of the records that is compared")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--to", type=Path)
    asked = parser.parse_args()
    draw = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "posts.jsonl", Path(folder) / "out"
        words = write_posts(source, load_texts(asked.shared, None, 500), asked.articles, draw)
        killed, seconds = run_batch(source, target, asked.kills, asked.articles // 200, draw)
        opened = open_target(str(target), create=False)
        found = {r.article.id: encode_record(r) for r in load_records(opened, load_parts(opened))}
        articles = [
            a for a in load_articles([str(source)], Settings(max_bytes=source.stat().st_size)) if isinstance(a, Article)
        ]
        picked = [a for a in articles if draw.random() < asked.check]
        wrong = sum(found.get(r.article.id) != encode_record(r) for r in read_articles(picked, load_kit()))
        size = sum(p.stat().st_size for p in target.rglob("*") if p.is_file())
    figures = {
        "articles": asked.articles, "words": words, "cores": os.cpu_count(), "load": os.getloadavg()[0],
        "killed": killed, "seconds": round(seconds, 1), "articles_per_second": round(asked.articles / seconds, 2),
        "words_per_second": round(words / seconds), "records": len(found), "compared": len(picked), "unlike": wrong,
        "bytes_per_article": round(size / asked.articles), "seed": asked.seed,
    }  # fmt: skip
    print(json.dumps(figures, indent=2))
    if asked.to:
        asked.to.write_text(json.dumps(figures, indent=2) + "\n")
    if wrong or len(found) != asked.articles:
        sys.exit("Records are missing or unlike.")


if __name__ == "__main__":
    main()
