"""Coreference: CoNLL F1, the mean of MUC, B³ and CEAF over entities, on CoNLL-U with `Entity=` (GUM).

Protocol. The text is put together from the tokens and read as any post. Chains of a single mention are left out, of the
gold ones as of those found (CoNLL-2012). *Head*: a found mention stands for the gold mention whose last head word (GUM
marks heads) it covers while lying within it, the smallest such: "Putin" may stand for "President Putin, who …".
*Exact* (keys that begin with `exact_`): both ends must be equal, as CoNLL-2012's scorer has it. What stands for no gold
mention counts against precision.

The measures are written anew from Vilain et al. (1995), Bagga and Baldwin (1998) and Luo (2005, φ4); each is summed
over documents before it is divided.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gpulse.errors import InputError
from gpulse.evaluation.scores import Counts
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article, Mention, Span

_MARK = re.compile(r"\((?P<opened>[^()]+)(?P<closes>\)?)|(?P<closed>[^()]+)\)")
Chains = Sequence[frozenset[Hashable]]
"""A document's chains: sets of whatever stands for a mention."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class GoldMention(Span):
    """A gold mention: its span, the spans of its head words, its chain and kind of entity."""

    heads: tuple[Span, ...]
    chain: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldText:
    """A document with its mentions, and the day it was written where it says so."""

    name: str
    text: str
    written_on: str | None
    mentions: tuple[GoldMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What one document adds to each measure: recall's share as `gold`, precision's as `found`."""

    muc: tuple[Counts, Counts]
    b_cubed: tuple[Counts, Counts]
    ceaf: Counts
    mentions: Counts


def is_held_out(name: str) -> bool:
    """Whether a document is of the third that no rule was written on, by the checksum of its name."""
    return zlib.crc32(name.encode()) % 3 == 0


def load_conllu(path: Path) -> GoldText:
    """Read a CoNLL-U document with `Entity=` in its last column.

    Raises `InputError` where it marks no entities.
    """
    text, written_on, contracted = "", None, (0, 0, False)
    tokens: list[Span] = []
    found: list[GoldMention] = []
    opened: dict[str, list[tuple[str, int]]] = defaultdict(list)

    def close(chain: str) -> None:
        fields, first = opened[chain].pop()
        parts = fields.split("-")
        inside = tokens[first:]
        marked = (
            [int(n) for n in parts[5].split(",") if n.isdigit() and int(n) <= len(inside)] if len(parts) > 5 else []
        )
        heads = tuple(inside[n - 1] for n in marked) or tuple(inside)
        found.append(GoldMention(start=inside[0].start, end=inside[-1].end, heads=heads, chain=parts[0], kind=parts[1]))

    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and text and not line.startswith("# newpar_block"):
            text = text.rstrip(" ") + "\n\n"
        if line.startswith("# meta::dateCreated"):
            written_on = line.split("=", 1)[1].strip()
        cells = line.split("\t")
        if len(cells) != 10:
            continue
        spaced = "SpaceAfter=No" not in cells[9]
        if "-" in cells[0]:
            first, last = cells[0].split("-")
            contracted = int(first), int(last), spaced
            continue
        if not cells[0].isdigit():
            continue
        if contracted[0] <= int(cells[0]) <= contracted[1]:
            spaced = contracted[2] and int(cells[0]) == contracted[1]
        else:
            contracted = 0, 0, False
        tokens.append(Span(start=len(text), end=len(text) + len(cells[1])))
        text += cells[1] + (" " if spaced else "")
        marks = next((part[7:] for part in cells[9].split("|") if part.startswith("Entity=")), "")
        for mark in _MARK.finditer(marks):
            if mark["opened"]:
                chain = mark["opened"].split("-")[0]
                opened[chain].append((mark["opened"], len(tokens) - 1))
                if mark["closes"]:
                    close(chain)
            else:
                close(mark["closed"].split("-")[0])
    if not found:
        raise InputError(f"{path} marks no entities (Entity= in the last column of CoNLL-U).")
    return GoldText(name=path.stem, text=text, written_on=written_on, mentions=tuple(sorted(found)))


def match_mentions(found: Sequence[Mention], gold: Sequence[GoldMention], exact: bool) -> dict[Mention, GoldMention]:
    """Return which gold mention each found one stands for, by the protocol; each gold mention is used once."""
    out: dict[Mention, GoldMention] = {}
    free = set(gold)
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        same = [g for g in free if (g.start, g.end) == (mention.start, mention.end)]
        fits = same or [g for g in free if not exact and g.covers(mention) and mention.covers(g.heads[-1])]
        if fits:
            out[mention] = min(fits, key=lambda g: (g.end - g.start, g))
            free.discard(out[mention])
    return out


def tally_document(gold: GoldText, mentions: Sequence[Mention], exact: bool = False) -> Tally:
    """Count a document by all measures."""
    chains: dict[str, set[Hashable]] = defaultdict(set)
    for mention in gold.mentions:
        chains[mention.chain].add(mention)
    chained = [m for m in mentions if m.chain is not None]
    stands_for = match_mentions(chained, gold.mentions, exact)
    ours: dict[int | None, set[Hashable]] = defaultdict(set)
    for found in chained:
        ours[found.chain].add(stands_for.get(found, found))
    return tally_chains(
        [frozenset(c) for c in chains.values() if len(c) > 1], [frozenset(c) for c in ours.values() if len(c) > 1]
    )


def tally_chains(gold: Chains, found: Chains) -> Tally:
    """Count chains by all measures."""
    all_gold, all_found = frozenset().union(*gold), frozenset().union(*found)
    return Tally(
        muc=(_links(gold, found), _links(found, gold)),
        b_cubed=(_b_cubed(gold, found), _b_cubed(found, gold)),
        ceaf=Counts(right=_best_alignment(gold, found), found=len(found), gold=len(gold)),
        mentions=Counts(right=len(all_gold & all_found), found=len(all_found), gold=len(all_gold)),
    )


def _links(chains: Chains, others: Chains) -> Counts:
    """MUC's recall of `chains`: the links that remain where `others` cut them, of all links."""
    of = {mention: k for k, chain in enumerate(others) for mention in chain}
    kept = total = 0
    for chain in chains:
        parts = {of.get(mention, (mention,)) for mention in chain}
        kept += len(chain) - len(parts)
        total += len(chain) - 1
    return Counts(right=kept, gold=total)


def _b_cubed(chains: Chains, others: Chains) -> Counts:
    """B³'s recall of `chains`: for each mention the share of its chain that is with it in `others`."""
    of = {mention: chain for chain in others for mention in chain}
    right = sum(len(chain & of.get(m, frozenset())) / len(chain) for chain in chains for m in chain)
    return Counts(right=right, gold=sum(map(len, chains)))


def _best_alignment(gold: Chains, found: Chains) -> float:
    """The greatest sum of φ4 over a one-to-one pairing of chains (the Hungarian method, Kuhn 1955)."""
    rows, columns = (gold, found) if len(gold) <= len(found) else (found, gold)
    if not rows:
        return 0.0
    cost = [[-2 * len(a & b) / (len(a) + len(b)) for b in columns] for a in rows]
    n, m = len(rows), len(columns)
    u, v, taken = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        taken[0], column = i, 0
        least, way, seen = [float("inf")] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        while taken[column]:
            seen[column] = True
            row, step, following = taken[column], float("inf"), 0
            for j in range(1, m + 1):
                if not seen[j]:
                    reduced = cost[row - 1][j - 1] - u[row] - v[j]
                    if reduced < least[j]:
                        least[j], way[j] = reduced, column
                    if least[j] < step:
                        step, following = least[j], j
            for j in range(m + 1):
                if seen[j]:
                    u[taken[j]] += step
                    v[j] -= step
                else:
                    least[j] -= step
            column = following
        while column:
            taken[column] = taken[way[column]]
            column = way[column]
    return -sum(cost[taken[j] - 1][j - 1] for j in range(1, m + 1) if taken[j])


def score_coref(tallies: Sequence[Tally]) -> dict[str, float]:
    """Return the measures over documents' tallies; `conll` is the mean of the three F1.

    >>> a, b, c = frozenset("ab"), frozenset("cde"), frozenset("cd")
    >>> score_coref([tally_chains([a, b], [a, b])])["conll"], score_coref([tally_chains([a, b], [a, c])])["muc"]
    (1.0, 0.8)
    """
    muc, b_cubed = (
        _f1(
            sum((getattr(t, name)[0] for t in tallies), Counts()),
            sum((getattr(t, name)[1] for t in tallies), Counts()),
        )
        for name in ("muc", "b_cubed")
    )
    ceaf = sum((t.ceaf for t in tallies), Counts())
    mentions = sum((t.mentions for t in tallies), Counts())
    return {
        "documents": len(tallies),
        "muc": round(muc, 3),
        "b_cubed": round(b_cubed, 3),
        "ceaf": round(ceaf.f1, 3),
        "conll": round((muc + b_cubed + ceaf.f1) / 3, 3),
        **{f"mentions_{key}": value for key, value in mentions.rounded().items()},
    }


def _f1(recall: Counts, precision: Counts) -> float:
    r, p = recall.recall, precision.recall
    return 2 * p * r / (p + r) if p + r else 0.0


def score_both(tallies: Sequence[tuple[Tally, Tally]]) -> dict[str, float]:
    """Return the measures by both protocols, *head* and *exact*."""
    exact = score_coref([t for _, t in tallies])
    return {
        **score_coref([t for t, _ in tallies]),
        **{f"exact_{key}": value for key, value in exact.items() if key != "documents"},
    }


def tally_coref(
    path: Path, kit: Kit, part: str = "all", limit: int | None = None, genre: str = "news"
) -> list[tuple[Tally, Tally]]:
    """Read the documents at `path` (a file, or a folder of GUM's, of one genre) and count each by both protocols.

    `part` is "all", or "development" or "held-out" of our own split (`is_held_out`). Raises `InputError` where there is
    no document.
    """
    files = sorted(path.rglob(f"*_{genre}_*.conllu")) if path.is_dir() else [path]
    files = [f for f in files if part == "all" or is_held_out(f.stem) == (part == "held-out")][:limit]
    if not files:
        raise InputError(f"There is no {genre} document (.conllu) below {path}.")
    out = []
    for file in files:
        gold = load_conllu(file)
        article = Article(id=gold.name, text=gold.text, published_at=gold.written_on)
        mentions = read_article(article, kit).mentions
        out.append((tally_document(gold, mentions), tally_document(gold, mentions, exact=True)))
    return out
