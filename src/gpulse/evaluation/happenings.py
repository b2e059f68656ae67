"""How well words in several posts are found to tell the same happening: event coreference on ECB+.

Protocol: all posts of the folder are read, grouped into stories, and within each story their tellings into happenings;
nothing is said about topics. Only the selected sentences count. *given*: the annotated words are given. *predicted*:
the words are found (`linking.happening.occurrences`); a found one is a gold mention only where its first and last
letters are the same. All mentions count, those that nothing else refers to as well. Figures are F1 of MUC, B-cubed,
CEAF-e and their mean (`conll`), over the whole folder; `mentions` is F1 of finding the words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from gpulse.evaluation.clusterings import conll_f1
from gpulse.evaluation.ecb import EcbPost, load_ecb
from gpulse.evaluation.scores import count_exact
from gpulse.evaluation.stories import choose_part
from gpulse.linking.grouping.clusters import group_posts
from gpulse.linking.grouping.posts import TELLING, Post, WordFrequencies, build_post, likeness, load_word_frequencies
from gpulse.linking.happening.coreference import (
    Coreference,
    Telling,
    describe_telling,
    group_tellings,
    load_coreference,
    read_sentences,
)
from gpulse.linking.happening.occurrences import Occurrences, find_occurrences, find_tokens, load_occurrences
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Record, Span

Mention = tuple[str, int, int]


def evaluate_happenings(path: Path, kit: Kit, part: str = "all", limit: int | None = None) -> dict[str, float]:
    """Score event coreference on a folder of ECB+ topics. Raises `InputError` where it holds none."""
    posts = choose_part(load_ecb(path), part)[:limit]
    records = list(read_articles([post.article for post in posts], kit))
    return score_happenings(posts, records, load_word_frequencies(), load_coreference(), load_occurrences())


def score_happenings(
    posts: Sequence[EcbPost],
    records: Sequence[Record],
    frequencies: WordFrequencies,
    model: Coreference,
    occurrences: Occurrences,
) -> dict[str, float]:
    """Return the figures of both settings."""
    by_id = {record.article.id: record for record in records}
    key: dict[Mention, str] = {}
    given: dict[str, list[Span]] = {}
    found: dict[str, list[Span]] = {}
    for post in posts:
        record = by_id[post.article.id]
        given[post.article.id] = [mention.span for mention in post.mentions]
        found[post.article.id] = [Span(start=t.start, end=t.end) for t in find_selected(post, record, occurrences)]
        key |= {(post.article.id, m.span.start, m.span.end): m.instance for m in post.mentions}
    vectors = {record.article.id: build_post(record, frequencies, TELLING) for record in records}
    stories = group_posts([build_post(record, frequencies) for record in records])
    groups = [[post.id for post in group] for group in stories]
    scores: dict[str, float] = {}
    for name, spans in (("given", given), ("predicted", found)):
        response = link(groups, spans, by_id, vectors, model, frequencies)
        scores |= {f"{name}_{k}": round(v, 3) for k, v in conll_f1(key, response).items()}
    predicted = {(id, s.start, s.end) for id, spans in found.items() for s in spans}
    return {**scores, "mentions_f1": round(count_exact(predicted, key).f1, 3), "mentions": len(key)}


def find_selected(post: EcbPost, record: Record, occurrences: Occurrences) -> list[Span]:
    """Return the words found in the selected sentences."""
    return [
        token
        for sentence in record.sentences
        if any(sentence.overlaps(line) for line in post.selected)
        for token in find_occurrences(find_tokens(record.article.text, sentence), occurrences)
        if any(line.covers(token) for line in post.selected)
    ]


def link(
    groups: Sequence[Sequence[str]],
    spans: Mapping[str, Sequence[Span]],
    records: Mapping[str, Record],
    vectors: Mapping[str, Post],
    model: Coreference,
    frequencies: WordFrequencies,
) -> dict[Mention, int]:
    """Return the happening of each span, numbered through; spans are linked within the posts of a group only."""
    response: dict[Mention, int] = {}
    fresh = 0

    def alike(one: str, two: str) -> float:
        return likeness(vectors[one].terms, vectors[two].terms)

    for group in groups:
        tellings: list[Telling] = []
        for id in group:
            sentences = read_sentences(records[id])
            for span in spans[id]:
                words = next((w for w in sentences if any(t.overlaps(span) for t in w.tokens)), None)
                if words is None:
                    response[(id, span.start, span.end)] = fresh
                    fresh += 1
                else:
                    tellings.append(describe_telling(words, span, frequencies))
        for members in group_tellings(tellings, alike, model, frequencies):
            for at in members:
                span = tellings[at].span
                response[(tellings[at].article, span.start, span.end)] = fresh
            fresh += 1
    return response
