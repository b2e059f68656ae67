"""What a post is compared by: its word stems with their weights, its names, its day, its sentences."""

from __future__ import annotations

import datetime as dt
import gzip
import importlib.resources
import math
import re
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from gpulse.errors import ModelError
from gpulse.linking.wording import stem
from gpulse.reading.actor.stand_ins import SEATS
from gpulse.reading.language.words import word_set
from gpulse.record import Record

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
FUNCTION_WORDS = word_set(
    "the a an and or but nor of to in on at by for from with as is are was were be been being am will would shall "
    "should may might can could must has have had having do does did done not no it its itself they them their "
    "theirs he him his himself she her hers we us our ours you your i me my mine this that these those there here "
    "who whom whose which what when where how why than then so if while also more most much many few all any some "
    "such only own same other another into over out up down off after before until till about again once between "
    "both each either neither because since though although during against through under above per via said say "
    "says saying told tell tells mr mrs ms dr s t re ve ll d m monday tuesday wednesday thursday friday saturday "
    "sunday january february march april may june july august september october november december yesterday today "
    "tomorrow year years month months week weeks day days very too just still yet even ever never now one two "
    "http https www com reuters ap afp "
)


def stems_of(text: str) -> list[str]:
    """Return the stems of a text's words in order, without function words, days and months.

    >>> stems_of("The first tanks were handed over on Monday, 1,500 of them.")
    ['first', 'tank', 'hand', '1,500']
    """
    return [
        stem(word)
        for m in _WORD.finditer(text)
        if (word := m.group()).lower() not in FUNCTION_WORDS and (len(word) > 1 or word.isdigit())
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFrequencies:
    """In how many of `texts` background news texts each stem occurs.

    `common` are the stems that several of the affairs have which training/stories tells
    (knowledge/build_story_words.py): a name among them tells no affair from others.
    """

    texts: int
    counts: Mapping[str, int]
    common: frozenset[str] = frozenset()

    def weight(self, stem: str) -> float:
        """Return the inverse document frequency of a stem, in nats: 0 where every text has it."""
        return math.log((self.texts + 1) / (self.counts.get(stem, 0) + 1))


def load_word_frequencies() -> WordFrequencies:
    """Load the tables that knowledge/build_word_frequencies.py and build_story_words.py write.

    Raises `ModelError` where one is missing or damaged.
    """
    counts = _load_counts("word_frequencies.tsv.gz")
    return WordFrequencies(
        texts=counts.pop(""), counts=counts, common=frozenset(map(sys.intern, _load_counts("story_words.tsv.gz")))
    )


def _load_counts(table: str) -> dict[str, int]:
    try:
        path = importlib.resources.files("gpulse.knowledge") / "tables" / table
        lines = gzip.decompress(path.read_bytes()).decode().splitlines()
        return {word: int(n) for word, n in (line.split("\t") for line in lines[1:])}
    except (OSError, EOFError, ValueError) as error:
        raise ModelError(f"The table {table} is missing or damaged; install gpulse again.") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class TermWeights:
    """How the terms of a post are weighed.

    `name`: how much more a word of a name weighs than another word of the same rarity; `actor`: how much more an
    actor's or a country's code than the most common word that stands for it ("Afghan"). A word counts `title` times
    more for each time that the title has it, and `opening` times more for each time in the first `OPENING_SENTENCES`;
    what it has counted is taken as 1 + `growth` × its logarithm, its rarity to the power of `rarity`.
    """

    name: float
    actor: float
    title: float = 1.0
    opening: float = 0.0
    growth: float = 1.0
    rarity: float = 1.0


OPENING_SENTENCES = 2

TELLING = TermWeights(name=2.5, actor=2.0)
"""For how alike two posts of a story are: `claims.REACTION_LIKENESS` and the tables of happenings are for these."""

GROUPING = TermWeights(name=1.25, actor=0.75, title=1.5, opening=0.5, growth=0.5, rarity=1.25)
"""For which posts tell one story, with the thresholds of `clusters`. Chosen together by search (some 500 settings) on
42 + 14 + 191 stories and the ECB+ development topics; docs/experiments/stories.md tells what they give there and
elsewhere."""

MOST_TERMS = 150
"""Terms kept of a post, the heaviest first; a bound on memory. Ordinary posts have fewer than 250."""


CODE = "@"
"""What stands before an actor's or a country's code among the terms of a post."""

_STATE = re.compile("[A-Z]{3}")
_PROPER = re.compile(r"\S*[A-Z]\S*")
"""A word of a name, other than those of a description: "Ukrainian" of "the Ukrainian army"."""

MONTH_DAYS = range(28, 32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What a post is compared by. `terms` is a unit vector, the heaviest term first.

    A term is a word's stem or, after `CODE`, an actor's code. `names` are the stems of names; `states` those of a
    state, its capital or those who act for it; `rare` those that hardly another affair has: none of `states`, and none
    of `WordFrequencies.common`. `plain` is what the words that are no names weigh together, `own` how long the vector
    of all terms is but for codes and states. `title` is the share of the weight of its title that each word has which
    names no state. `parties` is a unit vector of whom it tells of, by how often; `known` is how rare in background news
    the most common word is that stands for each. `days` and `months` are those that it names, as ordinal days and as
    12 × year + month.

    `day` is the ordinal day of publication, `None` where it is not known.
    """

    id: str
    day: int | None
    publisher: str | None
    terms: Mapping[str, float]
    names: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    rare: frozenset[str] = frozenset()
    plain: float = 1.0
    own: float = 1.0
    title: Mapping[str, float] = field(default_factory=dict)
    parties: Mapping[str, float] = field(default_factory=dict)
    known: Mapping[str, float] = field(default_factory=dict)
    days: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()


def build_post(record: Record, frequencies: WordFrequencies, by: TermWeights = GROUPING) -> Post:
    """Return what a record is compared by: its words and its actors, weighted by rarity in background news."""
    article = record.article
    told: dict[str, float] = dict(Counter(stems_of(article.text)))
    for times, words in ((by.title, article.title or ""), (by.opening, _opening(record) if by.opening else "")):
        for word, count in Counter(stems_of(words)).items():
            told[word] = told.get(word, 0.0) + times * count
    named: set[str] = set()
    proper: set[str] = set()
    official: set[str] = set()
    codes: Counter[str] = Counter()
    code_weights: dict[str, float] = {}
    known: dict[str, float] = {}
    for mention in record.mentions:
        stems = stems_of(mention.of(article.text))
        own_name = stems_of(" ".join(_PROPER.findall(mention.of(article.text))))
        named.update(stems)
        proper.update(own_name)
        place = mention.place
        if (mention.actor and _STATE.fullmatch(mention.actor)) or (place and place.feature_code in SEATS):
            official.update(own_name)
        code = mention.actor or (place.country if place and mention.kind == "place" else None)
        if code and stems:
            codes[code] += 1
            weight = min(map(frequencies.weight, stems))
            code_weights[code] = min(weight, code_weights.get(code, weight))
            if own_name:
                weight = min(map(frequencies.weight, own_name))
                known[code] = min(weight, known.get(code, weight))
    weights = {
        word: (1 + by.growth * math.log(n))
        * frequencies.weight(word) ** by.rarity
        * (by.name if word in named else 1.0)
        for word, n in told.items()
    }
    weights |= {
        CODE + code: (1 + by.growth * math.log(n)) * code_weights[code] ** by.rarity * by.actor
        for code, n in codes.items()
    }
    kept = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST_TERMS]
    length = math.sqrt(sum(weight * weight for _, weight in kept)) or 1.0
    terms = {sys.intern(term): weight / length for term, weight in kept}
    own = math.hypot(*(w for term, w in terms.items() if term not in official and not term.startswith(CODE)))
    title = {stem: frequencies.weight(stem) for stem in set(stems_of(article.title or "")) - official}
    days, months = _named_days(record)
    return Post(
        id=article.id,
        day=dt.date.fromisoformat(article.published_on).toordinal() if article.published_on else None,
        publisher=article.publisher,
        terms=terms,
        names=frozenset(term for term in terms if term in proper),
        states=frozenset(term for term in terms if term in official),
        rare=frozenset(map(sys.intern, (proper & told.keys()) - official - frequencies.common)),
        plain=sum(weight for term, weight in terms.items() if term not in proper and not term.startswith(CODE)) or 1.0,
        own=own or 1.0,
        title={sys.intern(stem): weight / (sum(title.values()) or 1.0) for stem, weight in sorted(title.items())},
        parties=_unit({sys.intern(code): 1 + math.log(n) for code, n in codes.items()}),
        known={sys.intern(code): weight for code, weight in known.items()},
        days=days,
        months=months,
    )  # fmt: skip


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {key: weight / length for key, weight in vector.items()}


def _named_days(record: Record) -> tuple[frozenset[int], frozenset[int]]:
    """The days and the months that a post names."""
    days: set[int] = set()
    months: set[int] = set()
    for timex in record.timexes:
        if timex.type == "DATE" and timex.earliest and timex.latest:
            first, last = (dt.date.fromisoformat(day[:10]) for day in (timex.earliest, timex.latest))
            if first == last:
                days.add(first.toordinal())
            elif (last - first).days + 1 in MONTH_DAYS:
                months.add(12 * first.year + first.month)
    return frozenset(days), frozenset(months)


def _opening(record: Record) -> str:
    return " ".join(s.of(record.article.text) for s in record.sentences[:OPENING_SENTENCES])


def likeness(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """Return the dot product of two term vectors: the cosine, where both are unit vectors.

    >>> likeness({"tank": 0.6, "@USA": 0.8}, {"tank": 1.0})
    0.6
    """
    if len(first) > len(second):
        first, second = second, first
    return sum(weight * second[term] for term, weight in first.items() if term in second)
