"""Fit the weights of reading/chains.py: a ranking of earlier phrases, with "none of them" among the choices.

    python knowledge/tune_chains.py --shared ../shared

On all of GUM but the news documents that are held out (evaluation/coref.py), each news document counted `NEWS` times. A
phrase that stands for no gold mention, or whose chain has none before it, should choose "none". The log-likelihood of the
right choices, with a penalty on the weights' squares, is climbed by Adagrad, `PASSES` times in a seeded order.
"""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict

from sources import TABLES, arguments, write_tsv

from gpulse.evaluation.coref import GoldText, is_held_out, load_conllu, match_mentions
from gpulse.reading.chain.nodes import Node, find_nodes
from gpulse.reading.chain.pair_facts import Finder, new_facts, pair_facts
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.language.phrases import find_phrases
from gpulse.reading.pipeline import STAGES
from gpulse.record import Article, Mention, Record

NEWS, PASSES, PENALTY, SPEED, SEED, RARE = 4, 8, 1e-4, 0.3, 1, 4
Example = tuple[list[list[str]], list[int]]


def nodes_of(gold: GoldText, kit: Kit) -> list[Node]:
    """Read a document up to the stage of chains, and return its nodes."""
    drafts = [Draft(record=Record(article=Article(id=gold.name, text=gold.text, published_at=gold.written_on)))]
    for stage in STAGES:
        if stage.name == "chains":
            break
        drafts = list(stage.run(drafts, kit))
    return find_nodes(drafts[0], find_phrases(gold.text, drafts[0].record.sentences, kit.word_classes), kit)


def examples(gold: GoldText, kit: Kit) -> list[Example]:
    """For each node the facts of its choices ("none" first), and which choices are right."""
    nodes = nodes_of(gold, kit)
    spans = [Mention(start=n.start, end=n.end, kind="other", name=str(k), chain=0) for k, n in enumerate(nodes)]
    chain = {int(found.name): g.chain for found, g in match_mentions(spans, gold.mentions, exact=False).items()}
    finder, out = Finder(nodes), []
    for k, node in enumerate(nodes):
        candidates = finder.candidates()
        rows = [list(new_facts(node, nodes, candidates))]
        right = []
        for rank, j in enumerate(candidates):
            gap = gold.text[nodes[j].end : node.start] if node.start - nodes[j].end < 10 else ""
            rows.append(list(pair_facts(node, nodes[j], gap, rank)))
            if k in chain and chain.get(j) == chain[k]:
                right.append(len(rows) - 1)
        out.append((rows, right or [0]))
    return out


def fit(data: list[tuple[Example, int]]) -> dict[str, float]:
    """Return the weights that make the right choices likeliest."""
    count = Counter(fact for (rows, _), _ in data for row in rows for fact in row)
    weights: dict[str, float] = dict.fromkeys((f for f, n in count.items() if n >= RARE), 0.0)
    squares: dict[str, float] = defaultdict(lambda: 1e-6)
    draw = random.Random(SEED)
    for _ in range(PASSES):
        draw.shuffle(data)
        for (rows, right), times in data:
            scores = [sum(weights.get(f, 0.0) for f in row) for row in rows]
            top = max(scores)
            p = [math.exp(s - top) for s in scores]
            total, good = sum(p), sum(p[j] for j in right)
            for j, row in enumerate(rows):
                slope = times * ((p[j] / good if j in right else 0.0) - p[j] / total)
                if abs(slope) < 1e-4:
                    continue
                for f in row:
                    if f in weights:
                        g = slope - PENALTY * weights[f]
                        squares[f] += g * g
                        weights[f] += SPEED * g / math.sqrt(squares[f])
    return weights


def main() -> None:
    shared = arguments(__doc__).shared
    kit = load_kit()
    data: list[tuple[Example, int]] = []
    for path in sorted((shared / "data/coreference/gum").glob("*.conllu")):
        news = "_news_" in path.name
        if not (news and is_held_out(path.stem)):
            data += [(example, NEWS if news else 1) for example in examples(load_conllu(path), kit)]
    print(len(data), "phrases")
    weights = fit(data)
    rows = [(fact, round(weight, 2)) for fact, weight in sorted(weights.items()) if abs(weight) >= 0.02]
    write_tsv(TABLES / "chain_weights.tsv", "fact, weight; fitted on GUM (CC BY 4.0) by knowledge/tune_chains.py", rows)


if __name__ == "__main__":
    main()
