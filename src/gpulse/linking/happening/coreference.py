"""Which words of several posts tell of the same happening.

Each pair of words that may do so (the same stem, words for one kind of happening, words that were seen to tell the
same) gets a score from what they and their sentences share; words are joined by the mean score between groups. The
weights and the pairs of words come from training/happenings.py, fitted on ECB+ (CC BY 3.0).
"""

from __future__ import annotations

import heapq
import importlib.resources
import json
import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gpulse.errors import ModelError
from gpulse.linking.grouping.posts import WordFrequencies, likeness, stems_of
from gpulse.linking.happening.occurrences import Token, find_tokens
from gpulse.linking.wording import stem
from gpulse.record import Record, Sentence, Span

NEAR_WORDS = 4
"""Words beside a telling that are compared as such."""

UNLIKE = 0.01
"""Score of a pair that has nothing that could make it one; the share of such pairs in ECB+ that are the same."""

FEATURES = (
    "bias", "same", "same rarity", "prefix", "stems", "seen", "context", "same context", "other context", "names",
    "same names", "near", "same near", "same post", "same post and word", "posts alike", "same posts alike", "leads",
    "same number", "other number", "same form", "kind", "kind context",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Words that tell of a happening, and what the sentence has beside them. `terms` is a unit vector."""

    article: str
    span: Span
    sentence: Sentence
    head: str
    form: str
    stems: frozenset[str]
    terms: Mapping[str, float]
    names: frozenset[str]
    numbers: frozenset[str]
    near: frozenset[str]
    leads: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Coreference:
    """Weights of `FEATURES`, the log odds of pairs of stems, kinds of happening by stem, and the joining threshold."""

    weights: tuple[float, ...]
    pairs: Mapping[tuple[str, str], float]
    kinds: Mapping[str, frozenset[int]]
    least: float


def load_coreference() -> Coreference:
    """Load the table that training/happenings.py writes. Raises `ModelError` where it is missing or damaged."""
    path = importlib.resources.files("gpulse.knowledge") / "tables" / "coreference.json"
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return Coreference(
            weights=tuple(held["weights"][name] for name in FEATURES), least=held["least"],
            pairs={(one, two): odds for one, two, odds in held["pairs"]}, kinds=read_kinds(held["kinds"]),
        )  # fmt: skip
    except (OSError, ValueError, KeyError) as error:
        raise ModelError("The table coreference.json is missing or damaged; install gpulse again.") from error


def read_kinds(lines: Sequence[str]) -> dict[str, frozenset[int]]:
    """Return for each stem the numbers of the lines that it stands in.

    >>> read_kinds(["die death", "buy purchase"])["purchase"]
    frozenset({1})
    """
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(lines):
        for word in line.split():
            found[stem(word)].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceWords:
    """A sentence's words, and for each its stems that carry content; `named` are stems that only stand for names."""

    record: Record
    sentence: Sentence
    tokens: tuple[Token, ...]
    stems: tuple[tuple[str, ...], ...]
    named: frozenset[str]


def read_sentences(record: Record) -> list[SentenceWords]:
    """Return the words of each sentence of a record."""
    found: list[SentenceWords] = []
    for sentence in record.sentences:
        tokens = tuple(find_tokens(record.article.text, sentence))
        stems = tuple(tuple(stems_of(token.word)) if token.word[0].isalnum() else () for token in tokens)
        pairs = list(zip(tokens, stems, strict=True))
        lower = {stem for token, own in pairs if token.word[0].islower() for stem in own}
        upper = {stem for token, own in pairs if token.word[0].isupper() for stem in own}
        found.append(
            SentenceWords(record=record, sentence=sentence, tokens=tokens, stems=stems, named=frozenset(upper - lower))
        )
    return found


def describe_telling(words: SentenceWords, span: Span, frequencies: WordFrequencies) -> Telling:
    """Return a telling for the words at a span of a sentence."""
    places = [at for at, token in enumerate(words.tokens) if token.overlaps(span)]
    head = pick_head([words.tokens[at] for at in places])
    centre = words.tokens.index(head)
    own = frozenset(s for at in places for s in words.stems[at]) or frozenset([head.word.lower()])
    terms: dict[str, float] = {}
    near: set[str] = set()
    for at, stems in enumerate(words.stems):
        if at in places:
            continue
        for term in stems:
            terms[term] = frequencies.weight(term) * (2.0 if term in words.named else 1.0)
            if abs(at - centre) <= NEAR_WORDS:
                near.add(term)
    length = math.sqrt(sum(w * w for w in terms.values())) or 1.0
    return Telling(
        article=words.record.article.id, span=span, sentence=words.sentence, head=stem(head.word),
        form=head.word.lower(), stems=own,
        terms={term: weight / length for term, weight in terms.items()}, names=words.named & terms.keys(),
        numbers=frozenset(term for term in terms if term[0].isdigit()), near=frozenset(near),
        leads=words.sentence == words.record.sentences[0],
    )  # fmt: skip


_PARTICLES = frozenset("up in out off down over into on away back to for with of through by at under together".split())
_LIGHT = frozenset(
    "take took taken taking takes make made making makes give gave given giving have had has put".split()
)
_BETWEEN = frozenset("his her their the a an himself herself themselves itself".split())


def pick_head(tokens: Sequence[Token]) -> Token:
    """Return the word that tells: the verb of "turned himself in", the noun of "took a vote" and "air strike".

    >>> words = find_tokens("air strike", Span(start=0, end=10))
    >>> pick_head(words).word
    'strike'
    """
    left = list(tokens)
    while len(left) > 1 and left[-1].word.lower() in _PARTICLES:
        left.pop()
    low = [token.word.lower() for token in left]
    if len(left) > 1 and low[0] not in _LIGHT and any(w in _PARTICLES or w in _BETWEEN for w in low[1:]):
        return left[0]
    return left[-1]


def describe_pair(
    one: Telling, two: Telling, model: Coreference, posts_alike: float, frequencies: WordFrequencies
) -> list[float]:
    """Return the values of `FEATURES` for two tellings."""
    same = float(one.head == two.head)
    context = likeness(one.terms, two.terms)
    names = _contained(one.names, two.names)
    near = len(one.near & two.near) / len(one.near | two.near) if one.near | two.near else 0.0
    post = float(one.article == two.article)
    prefix = float(not same and len(one.head) >= 4 and one.head[:4] == two.head[:4])
    kind = float(not same and _of_kind(one, two, model))
    seen = 0.0 if same else model.pairs.get(_pair(one, two), 0.0)
    number = float(bool(one.numbers & two.numbers))
    return [
        1.0, same, same * frequencies.weight(one.head) / 10, prefix, float(not same and bool(one.stems & two.stems)),
        seen, context, same * context, (1 - same) * context, names, same * names, near, same * near, post, post * same,
        (1 - post) * posts_alike, same * (1 - post) * posts_alike, float(one.leads and two.leads), number,
        float(bool(one.numbers) and bool(two.numbers) and not number), same * (one.form == two.form), kind,
        kind * context,
    ]  # fmt: skip


def _contained(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / min(len(one), len(two)) if one and two else 0.0


def _pair(one: Telling, two: Telling) -> tuple[str, str]:
    return (min(one.head, two.head), max(one.head, two.head))


_NO_KIND: frozenset[int] = frozenset()


def _of_kind(one: Telling, two: Telling, model: Coreference) -> bool:
    return bool(model.kinds.get(one.head, _NO_KIND) & model.kinds.get(two.head, _NO_KIND))


def propose_pairs(tellings: Sequence[Telling], model: Coreference) -> list[tuple[int, int]]:
    """Return the pairs that have something which could make them one: a stem, a kind, or a pair that was seen."""
    keys: dict[str, list[int]] = defaultdict(list)
    partners: dict[str, set[str]] = defaultdict(set)
    for one, two in model.pairs:
        partners[one].add(two)
        partners[two].add(one)
    for at, telling in enumerate(tellings):
        own = {f"s {s}" for s in (telling.head, *telling.stems)} | {f"h {telling.head[:4]}"}
        own |= {f"k {kind}" for kind in model.kinds.get(telling.head, ())}
        own |= {f"p {min(telling.head, other)} {max(telling.head, other)}" for other in partners[telling.head]}
        for key in own:
            keys[key].append(at)
    return sorted({(a, b) for held in keys.values() for n, a in enumerate(held) for b in held[n + 1 :]})


def group_tellings(
    tellings: Sequence[Telling],
    posts_alike: Callable[[str, str], float],
    model: Coreference,
    frequencies: WordFrequencies,
    may_be_one: Callable[[Telling, Telling], bool] | None = None,
) -> list[list[int]]:
    """Return the places of the tellings, grouped by happening; each place is in one group.

    Average linkage: two groups are joined while the mean score of their pairs is `model.least` or more. `posts_alike`
    gives how alike two posts are (`posts.likeness`); a pair that `may_be_one` rules out counts as unlike.
    """
    scores: dict[tuple[int, int], float] = {}
    for a, b in propose_pairs(tellings, model):
        one, two = tellings[a], tellings[b]
        if may_be_one is not None and not may_be_one(one, two):
            continue
        alike = posts_alike(one.article, two.article) if one.article != two.article else 1.0
        values = describe_pair(one, two, model, alike, frequencies)
        total = sum(w * v for w, v in zip(model.weights, values, strict=True))
        scores[(a, b)] = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
    return join_by_mean(len(tellings), scores, model.least)


def join_by_mean(count: int, scores: Mapping[tuple[int, int], float], least: float) -> list[list[int]]:
    """Join groups by the mean score of their pairs, the highest first; pairs without a score have `UNLIKE`.

    >>> join_by_mean(3, {(0, 1): 0.9, (1, 2): 0.4}, 0.3)
    [[0, 1], [2]]
    """
    groups: dict[int, list[int]] = {at: [at] for at in range(count)}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), score in scores.items():
        sums[a][b] = sums[b][a] = score - UNLIKE
    fresh = count

    def mean(a: int, b: int) -> float:
        return UNLIKE + sums[a][b] / (len(groups[a]) * len(groups[b]))

    heap = [(-mean(a, b), a, b) for a, b in scores if mean(a, b) >= least]
    heapq.heapify(heap)
    while heap:
        _, a, b = heapq.heappop(heap)
        if a not in groups or b not in groups:
            continue
        groups[fresh] = sorted(groups[a] + groups[b])
        for other in {*sums[a], *sums[b]} - {a, b}:
            total = sums[a].get(other, 0.0) + sums[b].get(other, 0.0)
            sums[fresh][other] = sums[other][fresh] = total
            sums[other].pop(a, None)
            sums[other].pop(b, None)
        del groups[a], groups[b], sums[a], sums[b]
        for other in sums[fresh]:
            if (score := mean(fresh, other)) >= least:
                heapq.heappush(heap, (-score, min(other, fresh), max(other, fresh)))
        fresh += 1
    return sorted(groups.values())
