"""Precision on real news: each statement of a record judged by a reader against the text, kept by digest and offset.

A *statement* is one fact that reading a post asserts (`list_statements`): that an act of a type is told, each of its
actors and recipients, its place, its days, its shades; who says something, with sector and day; a commitment, who is to
act and its window; parties of an agreement; whom a name stands for and where a place lies (once a name and post).
A reader judged those that two versions of the program made of 60 articles, later of 31 more. `audit.tsv` keeps the
judgements without the texts: for an article and a kind of statement, where it stands and a checksum of what it says, so
the texts must lie beside the checkout. A statement that nobody has judged counts neither way, and how many there are is
told. The parts of a false act or commitment are left out: the whole is wrong.
"""

from __future__ import annotations

import hashlib
import html
import re
import xml.etree.ElementTree as ET
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gpulse.errors import InputError
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article, Commitment, Event, Participant, Record

OF_ACT = frozenset(("actor", "recipient", "place", "when", "shade"))
KINDS = (
    "speaker", "sector", "said_on", "act", "actor", "recipient", "place", "when", "shade", "commitment", "by", "window",
    "said_by", "stands_for", "where",
)  # fmt: skip
"""Kinds of statements of which enough were judged to be told apart."""
OF_COMMITMENT = frozenset(("by", "to", "said_by", "window"))


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Statement:
    """What is said of the words that begin at `start`: `kind` of statement and its value."""

    kind: str
    start: int
    value: str

    @property
    def key(self) -> str:
        """Offset and checksum of the value, as `audit.tsv` keeps it."""
        return f"{self.start}:{zlib.crc32(self.value.encode()) & 0xFFFFFF:06x}"


def list_statements(record: Record) -> tuple[Statement, ...]:
    """Return all that a record asserts, each once."""
    found = [
        *_of_speakers(record),
        *(s for event in record.events for s in _of_event(event)),
        *(s for commitment in record.commitments for s in _of_commitment(commitment)),
        *_of_papers(record),
        *_of_names(record),
    ]
    return tuple(dict.fromkeys(found))


def _of_speakers(record: Record) -> Iterator[Statement]:
    for said in record.attributions:
        at = next(iter(said.content), said.cue or said.source)
        who = said.speaker
        if at is None or who is None:
            continue
        name = "anonymous" if who.anonymous else who.name or "-"
        yield Statement(kind="speaker", start=at.start, value=f"{name}|{who.code or '-'}")
        if who.sector:
            yield Statement(kind="sector", start=at.start, value=who.sector)
        if said.earliest:
            yield Statement(kind="said_on", start=at.start, value=said.earliest)


def _of_event(event: Event) -> Iterator[Statement]:
    start = event.trigger.start
    yield Statement(kind="act", start=start, value=event.event_type or "-")
    for kind, people in (("actor", event.actors), ("recipient", event.recipients)):
        for one in people:
            yield Statement(kind=kind, start=start, value=_whom(one))
    if event.place:
        yield Statement(kind="place", start=start, value=f"{event.place.name}|{event.place.country}")
    if event.earliest or event.latest:
        yield Statement(kind="when", start=start, value=f"{event.earliest}..{event.latest}")
    yield Statement(kind="shade", start=start, value=f"{event.realis}/{event.polarity}/{event.certainty}")


def _whom(one: Participant) -> str:
    return one.whom or f"@{one.start}"


def _of_commitment(commitment: Commitment) -> Iterator[Statement]:
    start = (commitment.act or commitment.evidence[0]).start
    yield Statement(kind="commitment", start=start, value=commitment.kind)
    for kind, codes in (("by", commitment.by), ("to", commitment.to)):
        for code in codes:
            yield Statement(kind=kind, start=start, value=code)
    if commitment.said_by:
        yield Statement(kind="said_by", start=start, value=commitment.said_by)
    if commitment.earliest or commitment.latest:
        yield Statement(kind="window", start=start, value=f"{commitment.earliest}..{commitment.latest}")


def _of_papers(record: Record) -> Iterator[Statement]:
    for paper in record.agreements:
        start = paper.evidence[0].start
        yield Statement(kind="agreement", start=start, value=paper.name)
        for party in paper.parties:
            yield Statement(kind="party", start=start, value=f"{paper.name}|{party}")
    for bloc in record.blocs:
        yield Statement(kind="bloc", start=bloc.evidence[0].start, value=bloc.name)


def _of_names(record: Record) -> Iterator[Statement]:
    seen: set[tuple[str, str | None, str | None]] = set()
    for mention in record.mentions:
        words = mention.of(record.article.text)
        if mention.actor and (words, mention.actor, None) not in seen:
            seen.add((words, mention.actor, None))
            yield Statement(kind="stands_for", start=mention.start, value=mention.actor)
        place = mention.place
        if place and (words, place.name, place.country) not in seen:
            seen.add((words, place.name, place.country))
            yield Statement(kind="where", start=mention.start, value=f"{place.name}|{place.country}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was judged of one article: keys of statements by kind, right and wrong (with why)."""

    article: Article
    right: Mapping[str, frozenset[str]]
    wrong: Mapping[str, Mapping[str, str]]


def load_judged(path: Path, part: str = "all") -> list[Judged]:
    """Read the judgements of `audit.tsv`, with the articles that they are about.

    The texts are looked for in `../shared/data` beside the checkout, our own in examples/posts. Raises `InputError`
    where the file has another form, or a text is missing or has changed.
    """
    rows: dict[tuple[str, str], list[list[str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("#") or not line.strip():
            continue
        if len(cells) != _COLUMNS:
            raise InputError(f"{path} has a line that is no judgement: {line[:60].rstrip('.')}.")
        if part in ("all", cells[0]):
            rows.setdefault((cells[1], cells[2]), []).append(cells)
    texts = _Texts(root=path.resolve().parents[1])
    out = []
    for (source, name), lines in rows.items():
        article = texts.article(source, name)
        if article is None or digest_of_text(article.text) != lines[0][3]:
            raise InputError(f"The text {name} of {source} is not there, or is not the one that was judged.")
        wrong = {c[5]: dict(item.rsplit("=", 1) for item in c[7].split()) for c in lines}
        right = {c[5]: frozenset(c[6].split()) for c in lines}
        published = lines[0][4] or None
        out.append(
            Judged(
                article=Article(id=name, text=article.text, url=article.url, published_at=published),
                right=right,
                wrong=wrong,
            )
        )
    return out


_COLUMNS = 8


def digest_of_text(text: str) -> str:
    """Return the first 12 hexadecimal digits of a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class _Texts:
    """The articles that were judged, by their set and name."""

    root: Path

    def article(self, source: str, name: str) -> Article | None:
        """Return an article as it was read for the audit, `None` where it is not there."""
        data = self.root.parent / "shared/data"
        if source in ("gwn", "lgl"):
            file = data / "places" / ("GWN-half.xml" if source == "gwn" else "LGL.xml")
            return self._in_xml(file, name)
        file = {
            "polnear": data / "attribution/polnear-dev/text" / f"{name}.txt",
            "polnear-train": data / "attribution/polnear-train/text" / f"{name}.txt",
            "timeml": data / "timex" / f"{name}.tml",
            "gum": data / "coreference/gum" / f"{name}.conllu",
            "wikievents": data / "events/wikievents-dev.jsonl",
            "current": data / "stories/current-events" / f"{name}.html",
            "examples": self.root / "examples/posts" / f"{name}.md",
        }[source]
        if not file.exists():
            return None
        raw = file.read_text(encoding="utf-8", errors="replace")
        if source == "timeml":
            return Article(id=name, text=text_of_timeml(raw))
        if source == "gum":
            return Article(id=name, text=text_of_conllu(raw))
        if source == "current":
            return Article(id=name, text=items_of_day(raw))
        if source == "examples":
            return Article(id=name, text=raw.split("---", 2)[2].strip())
        if source == "wikievents":
            return self._in_lines(raw, name)
        return Article(id=name, text=raw)

    def _in_xml(self, file: Path, name: str) -> Article | None:
        if not file.exists():
            return None
        for one in ET.parse(file).getroot():
            if name in (one.get("docid"), one.get("file")):
                url = one.findtext("url") or one.findtext("link")
                return Article(id=name, text=one.findtext("text") or "", url=url)
        return None

    def _in_lines(self, raw: str, name: str) -> Article | None:
        import json

        rows = (json.loads(line) for line in raw.splitlines() if line.strip())
        row = next((row for row in rows if row["doc_id"] == name), None)
        return Article(id=name, text="\n".join(text for _, text in row["sentences"])) if row else None


def text_of_timeml(raw: str) -> str:
    """Return the text of a TimeML document: its tags taken out, the lines of a paragraph joined.

    >>> text_of_timeml("<TimeML><TEXT>A pact was\\n<EVENT>signed</EVENT>.\\n\\nAll left.</TEXT></TimeML>")
    'A pact was signed.\\n\\nAll left.'
    """
    found = re.search(r"(?s)<TEXT>(.*)</TEXT>", raw) or re.search(r"(?s)<TimeML[^>]*>(.*)</TimeML>", raw)
    text = re.sub(r"<[^>]+>", "", found.group(1) if found else "")
    return html.unescape(re.sub(r"(?<!\n)\n(?!\n)", " ", text).strip())


def text_of_conllu(raw: str) -> str:
    """Return the text of a CoNLL-U document: its sentences, a paragraph a line, with an empty line between.

    >>> text_of_conllu("# newpar\\n# text = A pact was signed.\\n# text = All left.\\n# newpar\\n# text = Peace.")
    'A pact was signed. All left.\\n\\nPeace.'
    """
    paragraphs: list[list[str]] = []
    for line in raw.splitlines():
        if line.startswith("# newpar"):
            paragraphs.append([])
        if line.startswith("# text =") and paragraphs:
            paragraphs[-1].append(line.removeprefix("# text =").strip())
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs if sentences)


_MOST = 2400
_LEAST = 80


def items_of_day(page: str) -> str:
    """Return a day of Wikipedia's Current Events as a digest: its items, a paragraph each, up to 2,400 characters.

    >>> item = "A bridge that joins two towns of the valley is opened to traffic after four years of work"
    >>> items_of_day(f"<style>x</style><ul><li>{item}. (Wire A)</li></ul>") == item + "."
    True
    """
    page = re.sub(r"(?s)<style.*?</style>|<title>.*?</title>", "", page)
    text = ""
    for raw in re.findall(r"(?s)<li[^>]*>((?:(?!<li|</li>|<ul).)*)", page):
        item = html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", raw))).strip()
        if len(item) <= _LEAST:
            continue
        if len(text) + len(item) > _MOST:
            break
        text += re.sub(r"\s*\((?:[^()]|\([^()]*\))*\)\s*$", "", item) + "\n\n"
    return text.strip()


def tally_audit(path: Path, kit: Kit, part: str = "all", limit: int | None = None) -> list[Counter[str]]:
    """Read the judged articles and count what is still said of them. Raises `InputError` where none is judged."""
    judged = load_judged(path, part)
    if not judged:
        raise InputError(f"{path} holds no judgements of part {part}; give evaluation/audit.tsv.")
    return [tally_statements(one, read_article(one.article, kit)) for one in judged[:limit]]


def tally_statements(judged: Judged, record: Record) -> Counter[str]:
    """Count an article's statements: right, wrong and not judged, in all and by kind, and right ones now missing."""
    count: Counter[str] = Counter()
    made = list_statements(record)
    void = {
        (kinds, s.start)
        for s in made
        for kind, kinds in (("act", OF_ACT), ("commitment", OF_COMMITMENT))
        if s.kind == kind and s.key in judged.wrong.get(kind, {})
    }
    for s in made:
        if any(s.kind in kinds and s.start == start for kinds, start in void):
            continue
        right, wrong = s.key in judged.right.get(s.kind, ()), s.key in judged.wrong.get(s.kind, {})
        name = "right" if right else "wrong" if wrong else "unjudged"
        count[name] += 1
        count[f"{name} {s.kind}"] += 1
    keys = {(s.kind, s.key) for s in made}
    count["missing"] = sum((kind, key) not in keys for kind, all_keys in judged.right.items() for key in all_keys)
    return count


def score_audit(tallies: Sequence[Counter[str]]) -> dict[str, float]:
    """Return the share of judged statements that are true, in all and by kind, and what it rests on."""
    count: Counter[str] = Counter()
    for tally in tallies:
        count.update(tally)
    out: dict[str, float] = {"articles": len(tallies), "right": count["right"], "wrong": count["wrong"]}
    out |= {"unjudged": count["unjudged"], "right_and_gone": count["missing"]}
    out["precision"] = round(count["right"] / max(1, count["right"] + count["wrong"]), 3)
    for kind in KINDS:
        right, wrong = count[f"right {kind}"], count[f"wrong {kind}"]
        out[f"{kind}_precision"] = round(right / max(1, right + wrong), 3)
    return out
