"""Fuzz what parses foreign bytes, guided by coverage: python benchmarks/fuzz.py TARGET [-runs=N] [-seed=N] [CORPUS]

TARGET is feeds, pages (with front matter), archives, bodies or reading. The seeds are those of
tests/test_faults_fuzz.py, written to CORPUS where that is empty. An input that crashes, or takes longer than 10
seconds, ends the run and is kept as `crash-…`. How many inputs were tried, and the processor time of the slowest of
each length, is printed after every 500.
"""

from __future__ import annotations

import contextlib
import gzip
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["gpulse", "feedparser", "warcio"]):
    import feedparser  # noqa: F401  the functions below import it when they are called, too late to be followed
    import warcio.archiveiterator  # noqa: F401

    from gpulse.answer import unpacked
    from gpulse.article import parse_articles
    from gpulse.config import Settings
    from gpulse.errors import GpulseError
    from gpulse.feeds import find_feeds, parse_feed, parse_opml
    from gpulse.fetch import _checked
    from gpulse.reading.kit import load_kit
    from gpulse.reading.pipeline import read_article
    from gpulse.record import Article
    from gpulse.store.check import check_record
    from gpulse.warc import load_warc

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from test_faults_fuzz import FEEDS, PAGES, POSTS, build_archive

NAMES = ("a.html", "a.md", "a.jsonl", "a.txt")
LENGTHS = (100, 1_000, 2_000, 4_000)
"""Bounds of lengths, in bytes, for which the slowest input is told."""


@dataclass(kw_only=True)
class Tally:
    """Runs a target, and counts how often and how long."""

    target: Callable[[bytes], None]
    inputs: int = 0
    slowest: dict[int, float] = field(default_factory=lambda: dict.fromkeys(LENGTHS, 0.0))

    def __call__(self, content: bytes) -> None:
        started = time.process_time()
        self.target(content)
        taken = time.process_time() - started
        within = next((bound for bound in LENGTHS if len(content) <= bound), LENGTHS[-1])
        self.slowest[within] = max(self.slowest[within], taken)
        self.inputs += 1
        if self.inputs % 500 == 0:
            told = ", ".join(f"{1000 * seconds:.0f} ms to {bound} bytes" for bound, seconds in self.slowest.items())
            print(f"{self.inputs} inputs, the slowest: {told}", file=sys.stderr, flush=True)


def fuzz_feeds(content: bytes) -> None:
    """Read as a feed, as OPML, and as a page that names feeds."""
    with contextlib.suppress(GpulseError):
        for entry in parse_feed(content, "https://example.org/feed").entries:
            assert entry.url.startswith(("http://", "https://"))
    with contextlib.suppress(GpulseError):
        parse_opml(content, "-")
    find_feeds(content, "https://example.org/")


def fuzz_pages(content: bytes) -> None:
    """Read as a file of each form; the first byte chooses."""
    name = NAMES[content[0] % len(NAMES)] if content else NAMES[0]
    with contextlib.suppress(GpulseError):
        for found in parse_articles(content[1:], origin=name):
            if isinstance(found, Article):
                found.text.encode()


def fuzz_archives(content: bytes) -> None:
    """Read as a web archive."""
    with tempfile.NamedTemporaryFile(suffix=".warc.gz") as file, contextlib.suppress(GpulseError):
        file.write(content)
        file.flush()
        list(load_warc(Path(file.name), 100_000))


def fuzz_bodies(content: bytes) -> None:
    """Decompress; the first byte chooses how."""
    encoding = ("gzip", "deflate", "")[content[0] % 3] if content else ""
    with contextlib.suppress(GpulseError):
        assert sum(map(len, unpacked(_checked("https://example.org/"), [content[1:]], encoding, 100_000))) <= 100_000


def fuzz_reading() -> Callable[[bytes], None]:
    """Read as a post, and check every span."""
    kit = load_kit(Settings())

    def read(content: bytes) -> None:
        text = content.decode("utf-8", "ignore")
        if text.strip():
            record = read_article(Article(id="a", text=text, published_at="2024-06-28"), kit)
            assert list(check_record(record)) == []
            assert not [issue for issue in record.issues if "failed" in issue.why], record.issues

    return read


def list_seeds(name: str) -> list[bytes]:
    """Return what a target starts from."""
    if name == "feeds":
        return [*FEEDS, *PAGES]
    if name == "pages":
        return [bytes([form]) + page for form in range(len(NAMES)) for page in PAGES]
    if name == "archives":
        return [build_archive(page) for page in PAGES] + [gzip.compress(build_archive(PAGES[0]))]
    if name == "bodies":
        return [b"\0" + gzip.compress(PAGES[0]), b"\1" + zlib.compress(PAGES[0]), b"\2" + PAGES[0]]
    return [*(post.encode() for post in POSTS), "\n\n".join(POSTS * 6).encode()]


def main() -> None:
    """Write the seeds where there are none, and fuzz."""
    name, *options = sys.argv[1:] or [""]
    targets = {"feeds": fuzz_feeds, "pages": fuzz_pages, "archives": fuzz_archives, "bodies": fuzz_bodies}
    if name not in (*targets, "reading"):
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as given:
        folder = next((Path(option) for option in options if not option.startswith("-")), Path(given))
        folder.mkdir(exist_ok=True)
        if not any(folder.iterdir()):
            for number, seed in enumerate(list_seeds(name)):
                (folder / str(number)).write_bytes(seed)
        flags = [option for option in options if option.startswith("-")]
        target = Tally(target=fuzz_reading() if name == "reading" else targets[name])
        atheris.Setup([sys.argv[0], "-timeout=10", "-max_len=4000", "-len_control=0", *flags, str(folder)], target)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
