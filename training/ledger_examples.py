"""From labelled stories to what the ledger model learns: windows of four kinds, each with its labels.

    python training/ledger_examples.py --stories training/stories --shared ../shared --out runs/ledger-examples.pkl


Each report is read by the package as far as its mentions, so that the model is asked about the words that reading will
ask it about: every mention of whoever is to act is right, the one that the label names as well as the others.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).parent))

from gpulse.knowledge.actors import load_country_names
from gpulse.model.ledger_model import KINDS, OUTCOMES, TAGS, TAKES, TYPES, timing_of
from gpulse.model.ledger_windows import (
    Asked,
    act_window,
    figure_window,
    outcome_window,
    promise_pieces,
    sentence_window,
)
from gpulse.model.pieces import Pieces, cut_pieces, load_tokenizer, pieces_of
from gpulse.reading.commitment.acts import find_acts_in
from gpulse.reading.commitment.named_bodies import with_bodies
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.language.words import find_words
from gpulse.reading.pipeline import read_articles
from gpulse.reading.sentences import find_sentences
from gpulse.record import Article, Record, Span
from ledger_batches import Example, save_examples
from ledger_source import Line, Report, Story, Telling, read_story
from prepare import letters, read_items

MODEL: Final = Path(__file__).parent.parent / "src" / "gpulse" / "model"
STATUS_OUTCOME: Final = {"kept": "done", "late": "done"}


@dataclass(slots=True, kw_only=True)
class Text:
    """A report as the model sees it: its text, pieces, sentence bounds in pieces and where each sentence starts."""

    report: Report
    record: Record
    pieces: Pieces
    bounds: list[tuple[int, int]]
    starts: list[int]


def read_texts(stories: Iterable[Story], kit: Kit, tokenizer: Tokenizer) -> Iterator[tuple[Story, list[Text]]]:
    """Read every report of the stories; paragraphs are of three sentences."""
    for story in stories:
        articles, starts = [], []
        for report in story.reports:
            text, at = "", []
            for k, line in enumerate(report.lines):
                text += "" if not k else "\n\n" if k % 3 == 0 else " "
                at.append(len(text))
                text += line.text
            starts.append(at)
            articles.append(
                Article(
                    id=f"{story.name}/{report.key}", text=text, title=report.title, publisher=report.outlet,
                    published_at=report.day, published_from="given", language="en",
                )
            )  # fmt: skip
        records = map(with_bodies, read_articles(articles, kit))
        texts = []
        for report, record, at in zip(story.reports, records, starts, strict=True):
            pieces = cut_pieces(tokenizer, record.article.text)
            bounds = [pieces_of(pieces, s, s + len(line.text)) for s, line in zip(at, report.lines, strict=True)]
            texts.append(Text(report=report, record=record, pieces=pieces, bounds=bounds, starts=at))
        yield story, texts


def place_of(line: Line, start: int, words: str) -> tuple[int, int]:
    """Return where words of a sentence stand in its text: at the first place where they are whole words."""
    match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", line.text)
    at = match.start() if match else line.text.index(words)
    return start + at, start + at + len(words)


def examples_of(
    story: Story, texts: list[Text], tokenizer: Tokenizer, names: dict[str, str], seed: int
) -> Iterator[Example]:
    """Yield what a story teaches."""
    rng = random.Random(f"{seed} {story.name}")
    for text in texts:
        yield from _sentences(text)
        yield from _acts(text, rng)
    yield from _outcomes(texts, tokenizer, names, rng)
    yield from _figures(texts, tokenizer, rng)


def _sentences(text: Text) -> Iterator[Example]:
    for k, line in enumerate(text.report.lines):
        asked = sentence_window(text.pieces, text.bounds, k)
        tag_of: dict[int, int] = {}
        marked = [(s.act, "shown") for s in line.shown]
        marked += [(act, "refused") for act in line.refused] + [(t.act, "act") for t in line.tellings]
        for words, name in marked:
            first, last = pieces_of(text.pieces, *place_of(line, text.starts[k], words))
            tag_of.update(dict.fromkeys(range(first, last), TAGS.index(name)))
        first = text.bounds[k][0]
        tags = [tag_of.get(p, 0) if p >= first else -1 for p in asked.pieces]
        yield Example(form="sentence", asked=asked, tags=tags)


def _acts(text: Text, rng: random.Random) -> Iterator[Example]:
    for k, line in enumerate(text.report.lines):
        start = text.starts[k]
        taken: list[tuple[int, int]] = []
        for telling in line.tellings:
            act = pieces_of(text.pieces, *place_of(line, start, telling.act))
            taken.append(act)
            asked = act_window(text.pieces, text.bounds, k, act)
            yield Example(
                form="act", asked=asked, roles=_roles(text, k, telling, asked), label=TAKES.index("act"),
                kind=KINDS.index(telling.kind), event_type=TYPES.index(telling.event_type),
            )  # fmt: skip
        for words in line.refused:
            act = pieces_of(text.pieces, *place_of(line, start, words))
            taken.append(act)
            yield Example(form="act", asked=act_window(text.pieces, text.bounds, k, act), label=TAKES.index("refused"))
        others = [
            act
            for a in find_acts_in(find_words(text.record.article.text, start, start + len(line.text)))
            if not any(
                f < act[1] and act[0] < e
                for act in [pieces_of(text.pieces, a.trigger.start, a.trigger.end)]
                for f, e in taken
            )
            for act in [pieces_of(text.pieces, a.trigger.start, a.trigger.end)]
        ]
        for act in rng.sample(others, min(len(others), 3)):
            yield Example(form="act", asked=act_window(text.pieces, text.bounds, k, act), label=TAKES.index("none"))


def _roles(text: Text, k: int, telling: Telling, asked: Asked) -> list[tuple[int, int, int]]:
    """Which pieces of an act's window name who is to act, for whom, and when.

    Where the label's own words are in the window and no others are, and where they are not, nothing is known of `by`
    or `to` but what the mentions with the same code say.
    """
    right: dict[int, set[int]] = {0: set(), 1: set(), 2: set()}
    known = [True, True, True]
    for role, parties in ((0, telling.by), (1, telling.to)):
        codes = {p.code.lower() for p in parties}
        for mention in text.record.mentions:
            if (mention.actor or "").lower() in codes:
                right[role].update(range(*pieces_of(text.pieces, mention.start, mention.end)))
        for party in parties:
            if party.words is None:
                continue
            at = _nearest(text, k, party.words, telling.act)
            if at:
                right[role].update(range(*pieces_of(text.pieces, *at)))
    if telling.window_text:
        right[2].update(
            range(*pieces_of(text.pieces, *place_of(text.report.lines[k], text.starts[k], telling.window_text)))
        )
    inside = set(asked.pieces)
    if telling.by and not right[0] & inside:
        known[0] = False
    if telling.to and not right[1] & inside:
        known[1] = False
    if not telling.window_text and telling.latest:
        known[2] = False  # its window stands elsewhere
    return [
        (-1, -1, -1) if p < 0 else tuple(int(p in right[r]) if known[r] else -1 for r in range(3))  # type: ignore[misc]
        for p in asked.pieces
    ]


def _nearest(text: Text, k: int, words: str, act: str) -> tuple[int, int] | None:
    """Where words stand nearest before an act, in its own sentence if they do."""
    line, start = text.report.lines[k], text.starts[k]
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    at = place_of(line, start, act)[0]
    here = [(start + m.start(), start + m.end()) for m in pattern.finditer(line.text)]
    if here:
        return min(here, key=lambda span: abs(span[0] - at))
    before = list(pattern.finditer(text.record.article.text, 0, start))
    return (before[-1].start(), before[-1].end()) if before else None


def _outcomes(texts: list[Text], tokenizer: Tokenizer, names: dict[str, str], rng: random.Random) -> Iterator[Example]:
    first: dict[str, tuple[int, int, Telling]] = {}
    for n, text in enumerate(texts):
        for k, line in enumerate(text.report.lines):
            for telling in line.tellings:
                first.setdefault(telling.id, (n, k, telling))
    for name, (n, k, telling) in first.items():
        line = texts[n].report.lines[k]
        place = place_of(line, 0, telling.act)
        by, to = ([names.get(p.code, p.code) for p in parties] for parties in (telling.by, telling.to))
        promise, act = promise_pieces(tokenizer, by, to, line.text, Span(start=place[0], end=place[1]))
        pairs: list[tuple[int, int, int]] = []
        for m, text in enumerate(texts[n:], start=n):
            for j, other in enumerate(text.report.lines):
                if m == n and j <= k:
                    continue
                shown = next((s for s in other.shown if s.id == name), None)
                told_again = "told" if any(t.id == name for t in other.tellings) else "none"
                label = OUTCOMES.index(STATUS_OUTCOME.get(shown.status, shown.status) if shown else told_again)
                pairs.append((m, j, label))
        told = [pair for pair in pairs if pair[2]]
        hard = [
            (m, j, b)
            for m, j, b in pairs
            if not b and (texts[m].report.lines[j].shown or texts[m].report.lines[j].tellings)
        ]
        easy = [pair for pair in pairs if not pair[2] and pair not in hard]
        kept = told + rng.sample(hard, min(len(hard), 16)) + rng.sample(easy, min(len(easy), 12))
        for m, j, label in kept:
            timing = timing_of(texts[m].report.day, telling.earliest, telling.latest)
            asked = outcome_window(promise, act, texts[m].pieces, texts[m].bounds, j, timing)
            yield Example(form="outcome", asked=asked, label=label)


FIGURE: Final = re.compile(
    r"(?<![\w-])\d[\d,. ]*\d|(?<![\w-])\d+|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds|thousands|half)\b"
)


def _figures(texts: list[Text], tokenizer: Tokenizer, rng: random.Random) -> Iterator[Example]:
    values = [
        (slot, n, k, place_of(line, 0, words), words, span)
        for n, text in enumerate(texts)
        for k, line in enumerate(text.report.lines)
        for slot, words, span in line.slots
    ]
    for i, (slot, n, k, place, words, _) in enumerate(values):
        one = texts[n].report.lines[k].text
        first = cut_pieces(tokenizer, one)
        for other_slot, m, j, second, other_words, _ in values[i + 1 :]:
            if m == n or not (FIGURE.search(words) and FIGURE.search(other_words)):
                continue
            other = cut_pieces(tokenizer, texts[m].report.lines[j].text)
            asked = figure_window(first, pieces_of(first, *place), other, pieces_of(other, *second))
            yield Example(form="figure", asked=asked, label=int(slot == other_slot))
        if not FIGURE.search(words):
            continue
        wrong = [
            (m, j, found.span())
            for m, text in enumerate(texts)
            if m != n
            for j, line in enumerate(text.report.lines)
            for found in FIGURE.finditer(line.text)
            if not any(
                s == slot and place_of(line, 0, w)[0] <= found.start() < place_of(line, 0, w)[1]
                for s, w, _ in line.slots
            )
        ]
        for m, j, second in rng.sample(wrong, min(len(wrong), 5)):
            other = cut_pieces(tokenizer, texts[m].report.lines[j].text)
            asked = figure_window(first, pieces_of(first, *place), other, pieces_of(other, *second))
            yield Example(form="figure", asked=asked, label=0)


NEWS_ACTS: Final = 2
"""Acts of a sentence of news that teachers are asked about."""


def news_texts(shared: Path) -> Iterator[str]:
    """Yield items of current events, but for those in the hand-coded set beside the checkout, and articles of the place
    sets.
    """
    coded = {letters(line) for line in (shared / "gold/events/dev.jsonl").read_text().splitlines()}
    data = shared / "data"
    for path in sorted((data / "stories/current-events").rglob("*.html")):
        for item in read_items(data, str(path.relative_to(data))):
            if not any(letters(sentence) in row for sentence in item for row in coded):
                yield " ".join(item)
    for name in ("LGL.xml", "GWN-half.xml"):
        for article in ElementTree.parse(data / "places" / name).getroot().iter("article"):
            yield article.findtext("text") or ""


def news_examples(shared: Path, tokenizer: Tokenizer, seed: int) -> Iterator[Example]:
    """Yield windows of news without labels, for a student to learn what its teachers say of them."""
    rng = random.Random(seed)
    for text in news_texts(shared):
        pieces = cut_pieces(tokenizer, text)
        sentences = [s for s in find_sentences(text) if s.end - s.start > 20]
        bounds = [pieces_of(pieces, s.start, s.end) for s in sentences]
        for k, sentence in enumerate(sentences):
            if bounds[k][0] >= bounds[k][1]:
                continue
            yield Example(form="sentence", asked=sentence_window(pieces, bounds, k))
            acts = find_acts_in(find_words(text, sentence.start, sentence.end))
            for act in rng.sample(acts, min(len(acts), NEWS_ACTS)):
                place = pieces_of(pieces, act.trigger.start, act.trigger.end)
                if bounds[k][0] <= place[0] < place[1] <= bounds[k][1]:
                    yield Example(form="act", asked=act_window(pieces, bounds, k, place))


def load_examples(folder: Path, seed: int) -> list[Example]:
    """Read the stories of a folder into examples; a story that breaks the format is left out, and said so."""
    kit, tokenizer = load_kit(), load_tokenizer(MODEL / "tokenizer.json")
    names = dict(load_country_names())
    stories = []
    for path in sorted(folder.glob("*.txt")):
        story, wrong = read_story(path)
        story.name = path.stem
        if wrong:
            print(f"{path.name}: left out, {len(wrong)} wrong", file=sys.stderr)
            continue
        stories.append(story)
    found: list[Example] = []
    for story, texts in read_texts(stories, kit, tokenizer):
        for example in examples_of(story, texts, tokenizer, names, seed):
            example.story = story.name
            found.append(example)
    return found


def main() -> None:
    """Write the examples of a folder of stories, and windows of news, to a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=Path, default=Path(__file__).parent / "stories")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("runs/ledger-examples.pkl"))
    parser.add_argument("--news", type=int, help="only so many windows of news")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    found = load_examples(args.stories, args.seed)
    print("of stories:", Counter(e.form for e in found))
    news = list(islice(news_examples(args.shared, load_tokenizer(MODEL / "tokenizer.json"), args.seed), args.news))
    print("of news:", Counter(e.form for e in news))
    save_examples(found + news, args.out)


if __name__ == "__main__":
    main()
