"""The hand-labelled sentences in training/sentences keep to the label format."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sentences_source import SourceSentence

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = ROOT / "training" / "sentences"
SHARED_DATA = ROOT.parent / "shared" / "data"
EVENT_TYPES = set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT".split()
)
SECTORS = set("AGR BUS COP CRM CVL EDU ELI GOV HRI IGO JRN JUD LAB LEG MED MIL NGO OPP PTY REB REF REL SPY UAF".split())
REALIS = {"actual", "planned", "promised", "threatened", "demanded", "predicted", "obligation", "hypothetical"}
FILES = sorted(SENTENCES.glob("*.jsonl"))
REAL = [path for path in FILES if path.name.startswith("real-")]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _spans(event: dict[str, Any]) -> Iterator[list[int]]:
    yield event["trigger"]
    for role in ("actors", "recipients", "items"):
        for filler in event[role]:
            yield filler["span"]
    for role in ("place", "time"):
        if event[role] is not None:
            yield event[role]["span"]
    if event["said_by"] is not None:
        yield event["said_by"]


def _assert_spans_are_words(event: dict[str, Any], text: str, where: str) -> None:
    for start, end in _spans(event):
        assert 0 <= start < end <= len(text), f"{where}: span {start}..{end} lies outside the text"
        words = text[start:end]
        assert words == words.strip(), f"{where}: span {words!r} begins or ends with white space"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_labels_come_from_the_closed_lists(path: Path) -> None:
    for at, row in enumerate(_rows(path), start=1):
        where = f"{path.name}:{at}"
        for event in row["events"]:
            assert event["event_type"] in EVENT_TYPES, where
            assert event["realis"] in REALIS, where
            assert event["polarity"] in {"positive", "negative"}, where
            assert event["certainty"] in {"certain", "probable", "possible"}, where
            for actor in event["actors"] + event["recipients"]:
                assert actor["code"] is None or re.fullmatch("[A-Z]{3}", actor["code"]), where
                assert actor["sector"] is None or actor["sector"] in SECTORS, f"{where}: {actor['sector']}"
            if event["time"] is not None:
                for day in (event["time"]["earliest"], event["time"]["latest"]):
                    assert day is None or re.fullmatch(r"\d{4}-\d\d-\d\d", day), where


@pytest.mark.parametrize("path", [p for p in FILES if p.name.startswith("own-")], ids=lambda path: path.name)
def test_own_sentences_hold_their_spans(path: Path) -> None:
    for at, row in enumerate(_rows(path), start=1):
        for event in row["events"]:
            _assert_spans_are_words(event, row["text"], f"{path.name}:{at}")


@pytest.fixture(scope="module")
def read_again(pytestconfig: pytest.Config) -> Iterator[Callable[[str], list[SourceSentence]]]:
    """Give a function that reads a source as far as the labels go: once for all files of labels.

    What was read is kept in pytest's cache under the digests of the data and of the code and the splitter's version.
    """
    if not SHARED_DATA.is_dir():
        pytest.skip(f"{SHARED_DATA} is not here: the words of real sentences cannot be read")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "training"))
        patch.setattr(re, "_MAXCACHE", 20_000)  # pySBD makes more patterns than `re` keeps and compiles them anew
        from sentences_source import SourceSentence, read_sentences

        last: dict[str, int] = {}
        for row in (row for path in REAL for row in _rows(path)):
            last[row["source"]] = max(row["n"], last.get(row["source"], 0))
        code = _digest(ROOT / "training" / "sentences_source.py") + version("pysbd")
        data = {name: _digest(SHARED_DATA / name) for name in {source.partition("#")[0] for source in last}}
        cache = getattr(pytestconfig, "cache", None)  # none where pytest runs without its cache
        kept = cache.get("gpulse/sentences", {}) if cache else {}
        read: dict[str, list[list[str]]] = {}

        def sentences(source: str) -> list[SourceSentence]:
            key = f"{source} {data[source.partition('#')[0]]} {code} {last[source]}"
            if key not in read:
                read[key] = kept.get(key) or [
                    [found.text, found.context] for found in read_sentences(SHARED_DATA, source, last=last[source])
                ]
            return [SourceSentence(n=n, text=text, context=context) for n, (text, context) in enumerate(read[key])]

        yield sentences
    if cache:
        cache.set("gpulse/sentences", read if len(read) == len(last) else kept | read)


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_real_sentences_are_found_again_and_hold_their_spans(
    path: Path, read_again: Callable[[str], list[SourceSentence]]
) -> None:
    for at, row in enumerate(_rows(path), start=1):
        assert "text" not in row, f"{path.name}:{at}: source text must not be in the repository"
        sentence = read_again(row["source"])[row["n"]]
        assert sentence.sha == row["sha"], f"{path.name}:{at}: another sentence stands at this number"
        for event in row["events"]:
            _assert_spans_are_words(event, sentence.text, f"{path.name}:{at}")


def test_context_stays_within_the_item(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "training"))
    from sentences_source import read_sentences

    page = tmp_path / "stories" / "current-events" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text("<ul><li>Heading<ul><li>Troops leave. They go home. (BBC)</li><li>Ships wait.</li></ul></li></ul>")
    found = read_sentences(tmp_path, "stories/current-events/page.html")
    assert [(s.n, s.text, s.context) for s in found] == [
        (0, "Troops leave.", ""),
        (1, "They go home.", "Troops leave."),
        (2, "Ships wait.", ""),
    ]


def test_own_sentences_find_whole_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "training"))
    from sentences_own import read_event

    text = "Rome said aid would follow; more aid came."
    assert read_event(text, "aid|AID|Rome")["trigger"] == [10, 13]
    assert read_event(text, "aid~2|AID")["trigger"] == [33, 36]
    with pytest.raises(ValueError, match="does not stand"):
        read_event(text, "ai|AID")


def test_sentences_of_event_sets_are_put_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "training"))
    from sentences_source import read_sentences

    (tmp_path / "events").mkdir()
    row = {"doc_key": "a", "sentences": [["It", "'s", "late", "."], ["Troops", "(", "ours", ")", "left", "."]]}
    (tmp_path / "events" / "set.jsonl").write_text(json.dumps(row) + "\n")
    assert [s.text for s in read_sentences(tmp_path, "events/set.jsonl#a")] == ["It's late.", "Troops (ours) left."]
    with pytest.raises(ValueError, match="no document 'b'"):
        read_sentences(tmp_path, "events/set.jsonl#b")
