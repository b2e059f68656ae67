"""Turn the public sets and our own labelled sentences into examples, once, and save them.

    python training/prepare.py --shared ../shared --out runs/data

An example is a window of word pieces with what is known of it; what a set does not say stays unlabelled (-1), so that
no set teaches the others' heads that nothing is there. Development parts: PolNeAR and CoNLL have their own; of PLV, AW
and our own sentences a tenth is held out by sentence (seed 11).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).parent))

from tokenizers import Tokenizer

from examples import Example, Pair, save_examples, to_pieces
from gpulse.model import labels
from gpulse.model.pieces import WINDOW_PIECES, Pieces, Window, cut_pieces, cut_windows, load_tokenizer
from gpulse.reading.sentences import find_sentences
from sentences_source import SourceSentence, read_items, read_sentences

YIELD = ("CONCEDE", "RETREAT")
FULL_STOPS = (999, 1012, 1029)  # the pieces ! . ?
OPENING = (1, 2, 5)  # case marks of a piece that may begin a sentence: title, upper, other
QUIET_GENRES = ("whow", "voyage", "fiction", "vlog", "textbook", "academic", "conversation")


def window_example(pieces: Pieces, window: Window) -> Example:
    """Return an unlabelled example of a window."""
    return Example(
        ids=list(pieces.ids[window.first : window.last]),
        cases=list(pieces.cases[window.first : window.last]),
        own=window.own - window.first,
    )


def paint(size: int, spans: Iterable[tuple[Pair, str]], names: tuple[str, ...]) -> list[int]:
    """Return BIO label indices of length `size`; of overlapping spans the first given wins."""
    out = [0] * size
    for (first, last), kind in spans:
        if any(out[first:last]):
            continue
        out[first] = names.index(f"B-{kind}")
        for k in range(first + 1, last):
            out[k] = names.index(f"I-{kind}")
    return out


def read_polnear(folder: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """Yield windows of PolNeAR articles, as their first annotator labelled them."""
    for path in sorted((folder / "text").glob("*.txt")):
        notes = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        if not notes:
            continue
        text = path.read_text(encoding="utf-8")
        kinds: dict[str, str] = {}
        spans: dict[str, list[Pair]] = {}
        links: list[dict[str, list[str]]] = []
        for line in notes[0].read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if line.startswith("T") and len(cells) > 1:
                kind, _, where = cells[1].partition(" ")
                kinds[cells[0]] = kind
                spans[cells[0]] = [(int(a), int(b)) for a, b in (x.split() for x in where.split(";"))]
            elif line.startswith("E"):
                roles: dict[str, list[str]] = defaultdict(list)
                for item in cells[1].split():
                    role, _, name = item.partition(":")
                    roles[re.sub(r"\d+$", "", role)].append(name)
                links.append(roles)
        pieces = cut_pieces(tokenizer, text)
        at = {name: [p for p in (to_pieces(pieces, a, b) for a, b in where) if p] for name, where in spans.items()}
        for window in cut_windows(pieces, find_sentences(text)):
            example = window_example(pieces, window)
            size = len(example.ids)

            def local(name: str, window: Window = window, at: dict[str, list[Pair]] = at) -> list[Pair]:
                found = [(max(a, window.first), min(b, window.last)) for a, b in at.get(name, [])]
                return [(a - window.first, b - window.first) for a, b in found if a < b]

            for part in labels.ATTRIBUTION_PARTS:
                own = [(p, "part") for name, kind in kinds.items() if kind.lower() == part for p in local(name)]
                own.sort(key=lambda x: x[0][0] - x[0][1])  # longest first: the outer of nested spans wins
                example.tags[part] = paint(size, own, labels.PART_LABELS)
            for roles in links:
                for cue in roles.get("Cue", []):
                    cues = local(cue)
                    if cues:
                        example.parts.append(
                            (
                                cues[0],
                                [p for name in roles.get("Source", []) for p in local(name)],
                                [p for name in roles.get("Content", []) for p in local(name)],
                            )
                        )
            yield example


def read_bio(path: Path, tokenizer: Tokenizer, head: str, names: tuple[str, ...], seed: int) -> Iterator[Example]:
    """Yield windows of one to five sentences of a file of tokens and BIO labels, joined as running text."""
    draw = random.Random(seed)
    sentences = [[line.split() for line in block.splitlines()] for block in path.read_text().split("\n\n")]
    sentences = [[(row[0], row[-1]) for row in s if len(row) > 1 and row[0] != "-DOCSTART-"] for s in sentences]
    sentences = [s for s in sentences if s]
    k = 0
    while k < len(sentences):
        count = draw.choice((1, 1, 2, 3, 5))
        yield from bio_window(sentences[k : k + count], tokenizer, head, names)
        k += count


def bio_window(
    rows: list[list[tuple[str, str]]],
    tokenizer: Tokenizer,
    head: str,
    names: tuple[str, ...],
    join: Callable[[list[str]], tuple[str, list[Pair]]] | None = None,
) -> Iterator[Example]:
    """Yield sentences of tokens and BIO labels as one window, joined as running text or by `join`."""
    text, marks = (join or join_tokens)([token for s in rows for token, _ in s])
    kinds = [tag for s in rows for _, tag in s]
    pieces = cut_pieces(tokenizer, text)
    if len(pieces.ids) > 250:
        return
    spans: list[tuple[Pair, str]] = []
    for (start, end), tag in zip(marks, kinds, strict=True):
        if tag == "O":
            continue
        found = to_pieces(pieces, start, end)
        if found is None:
            continue
        if tag.startswith("I-") and spans and spans[-1][1] == tag[2:] and spans[-1][0][1] == found[0]:
            spans[-1] = ((spans[-1][0][0], found[1]), tag[2:])
        else:
            spans.append((found, tag[2:]))
    example = window_example(pieces, Window(first=0, own=0, last=len(pieces.ids)))
    example.tags[head] = paint(len(pieces.ids), spans, names)
    yield example


def join_tokens(tokens: list[str]) -> tuple[str, list[Pair]]:
    """Join tokens as running text (no space before a full stop or inside quotes) and say where each lies."""
    text, marks, opened = "", [], False
    for token in tokens:
        glue = token in (".", ",", ";", ":", "!", "?", ")", "'s", "n't", "%", "'", "’s") or text.endswith(("(", "$"))
        if token == '"':
            glue, opened = opened, not opened
        elif text.endswith('"') and opened:
            glue = True
        if text and not glue:
            text += " "
        marks.append((len(text), len(text) + len(token)))
        text += token
    return text, marks


def read_pairs(path: Path, tokenizer: Tokenizer) -> Iterator[tuple[str, Example]]:
    """Yield (sentence, example) of the PLOVER pair sets; the label of a pair is its root among `PAIR_ROOTS`."""
    names = {"DEMAND": "REQUEST", "COOPERATION": "COOPERATE", "CONCEDE": "YIELD", "RETREAT": "YIELD"}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            root = row.get("gold_root") or row.get("gold_cameo") or ""
            root = names.get(root, root)
            marked = row["marked_sentence"]
            spans, text = read_marks(marked)
            if root not in labels.PAIR_ROOTS or "s" not in spans or "t" not in spans:
                continue
            pieces = cut_pieces(tokenizer, text)
            actor, recipient = to_pieces(pieces, *spans["s"]), to_pieces(pieces, *spans["t"])
            if actor is None or recipient is None or len(pieces.ids) > 250:
                continue
            example = window_example(pieces, Window(first=0, own=0, last=len(pieces.ids)))
            example.pairs.append((actor, recipient, labels.PAIR_ROOTS.index(root)))
            yield text, example


def mark_pair(example: Example) -> Example:
    """Return a pair's example with the pair marked, so that the encoder reads the sentence with the pair in view."""
    (actor, recipient, _), marks = example.pairs[0], [0] * len(example.ids)
    for mark, (first, last) in enumerate((actor, recipient), 1):
        marks[first:last] = [mark] * (last - first)
    return replace(example, marks=marks)


def read_marks(marked: str) -> tuple[dict[str, Pair], str]:
    """Split `<s>…</s>` and `<t>…</t>` marks from a sentence: their spans in the plain text, and that text."""
    spans: dict[str, Pair] = {}
    opened: dict[str, int] = {}
    text, at = "", 0
    for mark in re.finditer(r"<(/?)([st])>", marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark.group(1):
            spans.setdefault(mark.group(2), (opened.get(mark.group(2), 0), len(text)))
        else:
            opened[mark.group(2)] = len(text)
    return spans, text + marked[at:]


def event_rows(shared: Path, folder: Path) -> Iterator[dict[str, object]]:
    """Yield our own labelled sentences: those written for this project, and stand-off labels on public text."""
    for path in sorted(folder.glob("own-*.jsonl")):
        if not path.stem.endswith(("heldout", "attribution")):
            yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    texts: dict[str, list[SourceSentence]] = {}
    for path in sorted(folder.glob("real-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            source = row["source"]
            if source not in texts:
                texts[source] = read_sentences(shared / "data", source)
            sentence = texts[source][row["n"]]
            if sentence.sha != row["sha"]:
                raise SystemExit(f"{path.name}: sentence {row['n']} of {source} is not the one that was labelled")
            yield row | {"text": sentence.text, "context": sentence.context}


def event_example(row: dict[str, object], tokenizer: Tokenizer) -> Example | None:
    """Return a labelled sentence with its context as an example."""
    before = f"{row['context']} " if row.get("context") else ""
    text, shift = before + str(row["text"]), len(before)
    pieces = cut_pieces(tokenizer, text)
    own = next((k for k, s in enumerate(pieces.starts) if s >= shift), len(pieces.ids))
    first = max(0, own - 48)
    if len(pieces.ids) - first > 250:
        return None
    example = window_example(pieces, Window(first=first, own=own, last=len(pieces.ids)))
    size = len(example.ids)

    def at(span: list[int]) -> Pair | None:
        return to_pieces(pieces, span[0] + shift, span[1] + shift, first, size)

    spans: list[tuple[Pair, str]] = []
    for event in row["events"]:  # type: ignore[attr-defined]
        trigger = at(event["trigger"])
        if trigger is None:
            continue
        spans.append((trigger, event["event_type"]))
        roles = [(at(x["span"]), role) for role in ("actor", "recipient", "item") for x in event.get(role + "s") or []]
        roles += [(at(event[role]["span"]), role) for role in ("place", "time") if event.get(role)]
        if event.get("said_by"):
            roles.append((at(event["said_by"]), "said_by"))
        root = "YIELD" if event["event_type"] in YIELD else event["event_type"]
        for actor in (p for p, role in roles if p and role == "actor"):
            for recipient in (p for p, role in roles if p and role == "recipient"):
                example.pairs.append((actor, recipient, labels.PAIR_ROOTS.index(root)))
        example.triggers.append(
            {
                "at": trigger,
                "roles": paint(size, [(p, r) for p, r in roles if p], labels.ROLE_LABELS),
                "shades": {name: kinds.index(event[name]) for name, kinds in labels.SHADES.items()},
            }
        )
    example.tags["trigger"] = paint(size, spans, labels.TRIGGER_LABELS)
    example.tags["trigger"][: example.own] = [-1] * example.own
    return example


def text_windows(text: str, tokenizer: Tokenizer) -> Iterator[Example]:
    """Yield the unlabelled windows of a text."""
    pieces = cut_pieces(tokenizer, text)
    for window in cut_windows(pieces, find_sentences(text)):
        yield window_example(pieces, window)


def read_quiet(folder: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """Yield windows of every other GUM document of genres without politics: no piece of them names an act of states."""
    for genre in QUIET_GENRES:
        for path in sorted(folder.glob(f"GUM_{genre}_*.conllu"))[::2]:
            lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("# text = ")]
            for example in text_windows("\n".join(line.removeprefix("# text = ") for line in lines), tokenizer):
                example.tags["trigger"] = [0] * len(example.ids)
                yield example


def read_news(data: Path, tokenizer: Tokenizer, without: set[str]) -> Iterator[Example]:
    """Yield unlabelled windows of news: items of current events, but for sentences in `without`, and whole articles."""
    for path in sorted((data / "stories/current-events").rglob("*.html")):
        for item in read_items(data, str(path.relative_to(data))):
            kept = [sentence for sentence in item if letters(sentence) not in without]
            if kept and len(kept) == len(item):
                yield from text_windows(" ".join(kept), tokenizer)
    for name in ("LGL.xml", "GWN-half.xml"):
        for article in ElementTree.parse(data / "places" / name).getroot().iter("article"):
            yield from text_windows(article.findtext("text") or "", tokenizer)
    for path in sorted((data / "stories/ecbplus").rglob("*.xml"))[::2]:
        for item in read_items(data, str(path.relative_to(data))):
            yield from text_windows(" ".join(item), tokenizer)


def read_single(data: Path, tokenizer: Tokenizer, without: set[str], seed: int = 11) -> Iterator[Example]:
    """Yield single sentences of current events with a draw each, of which a pair of names will be chosen and asked."""
    draw = random.Random(seed)
    for path in sorted((data / "stories/current-events").rglob("*.html")):
        for item in read_items(data, str(path.relative_to(data))):
            for sentence in item:
                pieces = cut_pieces(tokenizer, sentence)
                number = draw.randrange(1000)
                if 8 <= len(pieces.ids) <= 90 and letters(sentence) not in without:
                    example = window_example(pieces, Window(first=0, own=0, last=len(pieces.ids)))
                    yield replace(example, draw=number)


def letters(words: str) -> str:
    """Return the letters and digits of words alone, to tell whether two sentences are the same."""
    return "".join(c for c in words.lower() if c.isalnum())


def cut_sentences(examples: list[Example], seed: int) -> Iterator[Example]:
    """Yield windows of attribution, more than half of them cut to a sentence or two: short texts are read too."""
    draw = random.Random(seed)
    for e in examples:
        if draw.random() < 0.45:
            yield e
            continue
        size = len(e.ids)
        ends = [k + 1 for k in range(size - 1) if e.ids[k] in FULL_STOPS and e.cases[k + 1] in OPENING] + [size]
        k, count = draw.randrange(len(ends)), draw.choice((1, 1, 2))
        first, last = ([0, *ends])[k], ends[min(k + count - 1, len(ends) - 1)]
        if last - first < 6:
            continue
        tags = {head: list(known[first:last]) for head, known in e.tags.items()}
        for known in tags.values():
            known[0] = 1 if known[0] == 2 else known[0]  # what was cut begins here

        def inside(span: Pair, first: int = first, last: int = last) -> bool:
            return first <= span[0] and span[1] <= last

        def moved(span: Pair, first: int = first) -> Pair:
            return span[0] - first, span[1] - first

        parts = [
            (moved(cue), [moved(x) for x in sources if inside(x)], [moved(x) for x in contents if inside(x)])
            for cue, sources, contents in e.parts
            if inside(cue)
        ]
        yield Example(ids=e.ids[first:last], cases=e.cases[first:last], tags=tags, parts=parts)


def join_sentences(examples: list[Example], seed: int) -> Iterator[Example]:
    """Yield labelled sentences without their context, joined at random to windows as long as reading has them.

    In reading, a window holds several sentences, and what stands in one takes no part in an act that another tells.
    """
    draw = random.Random(seed)
    order = draw.sample(examples, len(examples))
    while order:
        joined, room = Example(ids=[], cases=[], tags={"trigger": []}), draw.choice((60, 90, WINDOW_PIECES))
        roles: list[tuple[int, dict[str, object]]] = []
        while order and (not joined.ids or len(joined.ids) + len(order[-1].ids) - order[-1].own <= room):
            e = order.pop()
            shift = len(joined.ids) - e.own
            joined.ids += e.ids[e.own :]
            joined.cases += e.cases[e.own :]
            joined.tags["trigger"] += e.tags["trigger"][e.own :]
            roles += [(shift, t) for t in e.triggers if t["at"][0] >= e.own]  # type: ignore[index]
        for shift, t in roles:
            (first, last), own = t["at"], [0] * len(joined.ids)  # type: ignore[misc]
            for k, role in enumerate(t["roles"]):  # type: ignore[arg-type, var-annotated]
                if role and 0 <= k + shift < len(own):
                    own[k + shift] = role
            joined.triggers.append({"at": (first + shift, last + shift), "roles": own, "shades": t["shades"]})
        yield joined


def hold_out(
    groups: dict[str, list[Example]], share: float, seed: int
) -> tuple[list[Example], list[Example], set[str]]:
    """Split examples by group (a sentence) into those to train on and a held-out share, whose groups are named too."""
    names = sorted(groups)
    random.Random(seed).shuffle(names)
    held = set(names[: int(len(names) * share)])
    train = [e for name in sorted(groups) if name not in held for e in groups[name]]
    return train, [e for name in sorted(held) for e in groups[name]], held


def save_held_out(path: Path, held: set[str], to: Path) -> None:
    """Write the rows of a pair set whose sentence is held out, as `gpulse evaluate plover` reads them."""
    with path.open(encoding="utf-8", newline="") as file, to.open("w", encoding="utf-8", newline="") as out:
        source = csv.DictReader(file, delimiter="\t")
        writer = csv.DictWriter(out, source.fieldnames or (), delimiter="\t")
        writer.writeheader()
        writer.writerows(row for row in source if read_marks(row["marked_sentence"])[1] in held)


def main() -> None:
    """Read all sets and save one file of examples a task."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("runs/data"))
    parser.add_argument("--sentences", type=Path, default=Path(__file__).parent / "sentences")
    parser.add_argument("--limit", type=int, help="only so many windows of each set, to try the steps that follow")
    args = parser.parse_args()

    def first(found: Iterable[Any]) -> list[Any]:
        return list(islice(found, args.limit))

    data = args.shared / "data"
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(Path("src/gpulse/model/tokenizer.json"))
    sets: dict[str, list[Example]] = {
        "polnear": first(read_polnear(data / "attribution/polnear-train", tokenizer)),
        "polnear-dev": first(read_polnear(data / "attribution/polnear-dev", tokenizer)),
    }
    for head, stem, names in (
        ("entity", "conll2003", labels.ENTITY_LABELS),
        ("politics", "politics", labels.POLITICS_LABELS),
    ):
        for part in ("train", "dev"):
            path = data / f"entities/{stem}-{part}.txt"
            sets[head if part == "train" else f"{head}-dev"] = first(read_bio(path, tokenizer, head, names, seed=11))
    groups: dict[str, list[Example]] = defaultdict(list)
    for stem in ("PLV", "AW"):
        groups.clear()
        path = data / f"plover/{stem}_train.tsv"
        for text, example in first(read_pairs(path, tokenizer)):
            groups[text].append(example)
        sets[f"{stem.lower()}-named"], sets[f"{stem.lower()}-dev"], held = hold_out(dict(groups), 0.1, seed=11)
        sets[stem.lower()] = [mark_pair(e) for e in sets[f"{stem.lower()}-named"]]
        save_held_out(path, held, args.out / f"{stem.lower()}-dev.tsv")
    groups.clear()
    for row in first(event_rows(args.shared, args.sentences)) if args.sentences.exists() else []:
        made = event_example(row, tokenizer)
        if made:
            groups[str(row["text"])].append(made)
    sets["events"], sets["events-dev"], _ = hold_out(dict(groups), 0.1, seed=11)
    sets["polnear-cut"] = list(cut_sentences(sets["polnear"], seed=5))
    sets["events-joined"] = [e for seed in (11, 12) for e in join_sentences(sets["events"], seed)]
    sets["event-pairs"] = [
        mark_pair(Example(ids=e.ids, cases=e.cases, own=e.own, pairs=[pair]))
        for e in sets["events"]
        for pair in e.pairs
    ]
    gold = [json.loads(line) for line in (args.shared / "gold/events/dev.jsonl").read_text().splitlines()]
    sets["events-gold"] = [e for e in (event_example(row, tokenizer) for row in gold) if e]  # never trained on
    sets["quiet"] = first(read_quiet(data / "coreference/gum", tokenizer))
    sets["pairs"] = first(read_single(data, tokenizer, {letters(str(row["text"])) for row in gold}))
    sets["news"] = first(read_news(data, tokenizer, {letters(str(row["text"])) for row in gold}))
    digests: dict[str, dict[str, object]] = {}
    for name, examples in sets.items():
        digest = hashlib.sha256(save_examples(args.out / f"{name}.pickle", examples)).hexdigest()
        digests[name] = {"windows": len(examples), "pieces": sum(len(e.ids) for e in examples), "sha256": digest}
        print(f"{name:12} {len(examples):6} windows {digests[name]['pieces']:8} pieces  {digest[:12]}", flush=True)
    (args.out / "digests.json").write_text(json.dumps(digests, indent=2) + "\n")


if __name__ == "__main__":
    main()
