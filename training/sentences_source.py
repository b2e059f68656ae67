"""Plain sentences of the public sets in ../shared/data, numbered, so that labels can stand off from the text.

A label in training/sentences/real-*.jsonl names a source, the number of a sentence in it, and the first 12 hexadecimal
digits of the sentence's SHA-256; this module gives the words back. Same data, same numbers: nothing here is random.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

import pysbd

_CITATION = re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)\s*$")
_NO_SPACE_BEFORE = re.compile(r"\s+([.,;:!?%)\]]|'s\b|n't\b|’s\b)")
_CLITIC = re.compile(r"\s+(’|')\s+(s|t|re|ve|ll|d|m)\b|(?<=\w)\s+-\s+(?=\w)")
_NO_SPACE_AFTER = re.compile(r"([(\[$])\s+")
# Nothing inside at which pySBD splits: the paragraph is one sentence (so on all of 3,788 such paragraphs tried).
_ONE_SENTENCE = re.compile(r"[^.!?…。．！？|:;•()\[\]\n\"“”‘']*[.!?]?")
_CONTEXT_SENTENCES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSentence:
    """One sentence: its number in the source, its words, and up to two sentences before it in the same item."""

    n: int
    text: str
    context: str

    @property
    def sha(self) -> str:
        """The first 12 hexadecimal digits of the SHA-256 of the words in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


class _DailyPage(HTMLParser):
    """Collects the list items of a Current Events page that hold no further list; drops links to outlets."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[str] = []
        self._words: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "ul" and self._words:
            self._words[-1].clear()
        elif tag == "li":
            self._words.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag == "li" and self._words:
            words = " ".join("".join(self._words.pop()).split())
            if words:
                self.items.append(words)

    def handle_data(self, data: str) -> None:
        if self._words:
            self._words[-1].append(data)


def _without_citations(item: str) -> str:
    """Return `item` without the outlets in brackets at its end.

    >>> _without_citations("Troops leave the town. (Reuters) (AP)")
    'Troops leave the town.'
    """
    while (shorter := _CITATION.sub("", item)) != item:
        item = shorter
    return item


def _split(paragraph: str) -> list[str]:
    """Return the sentences of a paragraph, trimmed, by pySBD, which is slow: plain single sentences are spared it.

    >>> _split("Troops leave the  town. Ships wait.")
    ['Troops leave the town.', 'Ships wait.']
    """
    if _ONE_SENTENCE.fullmatch(paragraph):
        return [words] if (words := " ".join(paragraph.split())) else []
    segmenter = pysbd.Segmenter(language="en", clean=False, char_span=False)
    return [" ".join(piece.split()) for piece in segmenter.segment(paragraph) if piece.strip()]


def _read_daily_page(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a Current Events page, each with the number of its item."""
    page = _DailyPage()
    page.feed(path.read_text(encoding="utf-8"))
    for at, item in enumerate(page.items):
        yield from ((at, sentence) for sentence in _split(_without_citations(item)))


def _read_plain(text: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a plain text, all of item 0; no sentence crosses a line."""
    for line in text.splitlines():
        yield from ((0, sentence) for sentence in _split(line))


def _read_ecb(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the sentences of an ECB+ file, all of item 0, put together from its tokens."""
    sentences: dict[int, list[str]] = {}
    for token in ElementTree.parse(path).getroot().iter("token"):
        sentences.setdefault(int(token.attrib["sentence"]), []).append(token.text or "")
    for words in sentences.values():
        yield 0, _NO_SPACE_AFTER.sub(r"\1", _NO_SPACE_BEFORE.sub(r"\1", " ".join(words))).strip()


def _join_tokens(words: list[str]) -> str:
    """Return tokens as running text.

    >>> _join_tokens(["The", "U.N.", "’", "s", "envoy", "(", "a", "Swede", ")", "left", "."])
    'The U.N.’s envoy (a Swede) left.'
    """
    joined = _CLITIC.sub(lambda m: f"{m[1]}{m[2]}" if m[1] else "-", " ".join(words))
    return _NO_SPACE_AFTER.sub(r"\1", _NO_SPACE_BEFORE.sub(r"\1", joined)).strip()


def _read_event_set(path: Path, document: str) -> list[tuple[int, str]]:
    """Return the sentences of one document of WikiEvents or RAMS (a JSON object a line), put together from its tokens.

    Raises ValueError where the file has no such document.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        if document not in line:  # reading JSON is slow, and a set has thousands of documents
            continue
        row = json.loads(line)
        if document == row.get("doc_id"):
            return [(0, _join_tokens([token[0] for token in tokens])) for tokens, _ in row["sentences"]]
        if document == row.get("doc_key"):
            return [(0, _join_tokens(tokens)) for tokens in row["sentences"]]
    raise ValueError(f"{path.name} has no document {document!r}; name one of its doc_id or doc_key after '#'.")


def _numbered(shared_data: Path, source: str) -> Iterable[tuple[int, str]]:
    """Return the sentences of `source`, each with the number of its item; splits no further than it is read."""
    name, _, part = source.partition("#")
    path = shared_data / name
    sentences: Iterable[tuple[int, str]]
    if name.startswith("stories/current-events/"):
        sentences = _read_daily_page(path)
    elif name.startswith("attribution/"):
        sentences = _read_plain(path.read_text(encoding="utf-8"))
    elif name.startswith("places/"):
        key = "docid" if name.endswith("LGL.xml") else "file"
        articles = {str(article.get(key)): article for article in ElementTree.parse(path).getroot().iter("article")}
        if part not in articles:
            raise ValueError(f"{name} has no article {part!r}; name one of its {key!r} numbers after '#'.")
        sentences = _read_plain(articles[part].findtext("text") or "")
    elif name.startswith("stories/ecbplus/"):
        sentences = _read_ecb(path)
    elif name.startswith("events/"):
        sentences = _read_event_set(path, part)
    else:
        raise ValueError(f"{source} is of no kind that is read here; see training/sentences/README.md.")
    return sentences


def read_items(shared_data: Path, source: str) -> list[list[str]]:
    """Return the sentences of each item of `source` (relative to `shared_data`; a part of a file after '#').

    An item is what is read together: an entry of a daily page, or a whole article. Raises FileNotFoundError where the
    source is not there, ValueError for a source of an unknown kind or part.
    """
    numbered = groupby(_numbered(shared_data, source), key=lambda sentence: sentence[0])
    return [[text for _, text in sentences] for _, sentences in numbered]


def read_sentences(shared_data: Path, source: str, *, last: int | None = None) -> list[SourceSentence]:
    """Return the sentences of `source` with their context, up to number `last` where one is named.

    What comes after `last` is not split. Errors as for `read_items`.
    """
    found: list[SourceSentence] = []
    before: list[tuple[int, str]] = []
    for item, text in _numbered(shared_data, source):
        before = [(at, words) for at, words in before if at == item][-_CONTEXT_SENTENCES:]
        context = " ".join(words for _, words in before)
        found.append(SourceSentence(n=len(found), text=text, context=context))
        if found[-1].n == last:
            break
        before.append((item, text))
    return found
