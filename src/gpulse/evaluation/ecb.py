"""ECB+ (Cybulska and Vossen 2014): posts of 43 topics, two seminal events a topic, with event coreference across posts.

A post's text is its tokens, joined by blanks, a line a sentence; it has no day and no publisher. Only the sentences
that the corpus lists as annotated for coreference count (ECBplus_coreference_sentences.csv, beside or
above the topics).
"""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from gpulse.errors import InputError
from gpulse.record import Article, Span

SENTENCES = "ECBplus_coreference_sentences.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class EcbMention:
    """An annotated action: the words (a discontinuous one has several), and the instance that it tells of."""

    words: tuple[Span, ...]
    instance: str

    @property
    def span(self) -> Span:
        """From the first word to the last."""
        return Span(start=self.words[0].start, end=self.words[-1].end)


@dataclass(frozen=True, slots=True, kw_only=True)
class EcbPost:
    """A post: `topic` is the folder's number; `story` tells the two seminal events of a topic apart."""

    article: Article
    topic: int
    story: str
    selected: tuple[Span, ...]
    mentions: tuple[EcbMention, ...]


def load_ecb(path: Path) -> tuple[EcbPost, ...]:
    """Read the topics below a folder. Raises `InputError` where it holds none, or the list of sentences is missing."""
    files = sorted(path.rglob("*.xml"))
    if not files:
        raise InputError(f"{path} holds no ECB+ files (.xml); give the folder of the topics.")
    selected = _load_selected(path)
    return tuple(_load_post(file, selected[file.stem]) for file in files)


def _load_selected(path: Path) -> dict[str, set[int]]:
    listed = next((p for p in (path / SENTENCES, path.parent / SENTENCES, *path.rglob(SENTENCES)) if p.exists()), None)
    if listed is None:
        raise InputError(f"{SENTENCES} is neither in {path} nor beside it; it names the sentences that count.")
    selected: dict[str, set[int]] = defaultdict(set)
    with listed.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            selected[f"{row['Topic']}_{row['File']}"].add(int(row["Sentence Number"]))
    return selected


def _load_post(file: Path, numbers: set[int]) -> EcbPost:
    root = ET.parse(file).getroot()
    text, last = "", None
    at: dict[str, tuple[Span, int]] = {}
    lines: dict[int, tuple[int, int]] = {}
    for token in root.findall("token"):
        number, word = int(token.get("sentence", "0")), token.text or ""
        if last is not None:
            text += "\n" if number != last else " "
        at[token.get("t_id", "")] = (Span(start=len(text), end=len(text) + len(word)), number)
        lines[number] = (lines.get(number, (len(text), 0))[0], len(text) + len(word))
        text, last = text + word, number
    instances: dict[str, str] = {}
    for relation in root.iterfind("Relations/*"):
        name = relation.get("note") if relation.tag == "CROSS_DOC_COREF" else f"{file.stem} {relation.get('r_id')}"
        for source in relation.findall("source"):
            instances[source.get("m_id", "")] = name or ""
    mentions: list[EcbMention] = []
    for mark in root.iterfind("Markables/*"):
        anchors = sorted(at[anchor.get("t_id", "")] for anchor in mark.findall("token_anchor"))
        if anchors and mark.tag.startswith(("ACTION", "NEG_ACTION")) and anchors[0][1] in numbers:
            id = mark.get("m_id", "")
            words = tuple(span for span, _ in anchors)
            mentions.append(EcbMention(words=words, instance=instances.get(id, f"{file.stem} m{id}")))
    topic = file.stem.split("_")[0]
    return EcbPost(
        article=Article(id=file.stem, text=text), topic=int(topic),
        story=f"{topic}+" if file.stem.endswith("plus") else topic,
        selected=tuple(Span(start=s, end=e) for n, (s, e) in sorted(lines.items()) if n in numbers),
        mentions=tuple(sorted(mentions, key=lambda m: m.words)),
    )  # fmt: skip
