"""Which sentences can tell what became of a promise: looked up by story and by who is named, never all of them.

A ledger of many posts asks this of each promise, so going through all sentences would grow with the square of the
posts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from gpulse.linking.outcome.evidence import PLAINLY, Promise
from gpulse.linking.outcome.told import Told
from gpulse.linking.outcome.turns import names_party

_NONE: frozenset[int] = frozenset()
_NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """What sentences tell, in order of publication, with their numbers by story, by who is named and by word.

    `story_of` numbers the story of each post, `stories` that of each sentence.
    """

    told: Sequence[Told]
    story_of: Mapping[str, int]
    stories: Sequence[int]
    in_story: Mapping[int, Sequence[int]]
    naming: Mapping[str, frozenset[int]]
    having: Mapping[str, frozenset[int]]


def index_sentences(told: Sequence[Told], story_of: Mapping[str, int], promises: Iterable[Promise]) -> Sentences:
    """Return the sentences, which are in order of publication, with the numbers that `near_of` looks them up by.

    Of words only those of the promises are looked up.
    """
    wanted = _NO_WORDS.union(*(promise.words for promise in promises))
    in_story: dict[int, list[int]] = defaultdict(list)
    naming: dict[str, list[int]] = defaultdict(list)
    having: dict[str, list[int]] = defaultdict(list)
    stories = [story_of[item.evidence.article] for item in told]
    for number, item in enumerate(told):
        in_story[stories[number]].append(number)
        for actor in item.actors:
            naming[actor].append(number)
        for word in item.words & wanted:
            having[word].append(number)
    return Sentences(
        told=told, story_of=story_of, stories=stories, in_story=in_story,
        naming={actor: frozenset(numbers) for actor, numbers in naming.items()},
        having={word: frozenset(numbers) for word, numbers in having.items()},
    )  # fmt: skip


def near_of(promise: Promise, sentences: Sentences, whole: bool) -> tuple[list[Told], frozenset[str]]:
    """Return the sentences that can tell of a promise, by day of publication, and which posts are of other stories.

    Of its own story those whose post names a party, or with `whole` all: of the sentences that tell what became of the
    promises of 123 labelled stories one in six names none in its post. Of another story those from the day on which
    it was first published that name who is to act, and for whom or where, or else several of its words.
    """
    told = sentences.told
    stories = {sentences.story_of[article] for article, *_ in promise.told_in}
    own = [n for story in stories for n in sentences.in_story[story] if whole or names_party(promise, told[n])]
    first = bisect_left(told, promise.first_published[:10], key=lambda item: item.published_on)
    elsewhere = [n for n in _known_by(promise, sentences) if n >= first and sentences.stories[n] not in stories]
    near = [told[n] for n in sorted([*own, *elsewhere])]
    return near, frozenset(told[n].evidence.article for n in elsewhere)


def _known_by(promise: Promise, sentences: Sentences) -> Iterable[int]:
    """The numbers of the sentences that name who is to act, and for whom or where or else several of the words."""
    acting = _numbers(sentences.naming, promise.by)
    others = (promise.scope | set(promise.to)) - set(promise.by)
    if others:
        return acting & _numbers(sentences.naming, others)
    shared = Counter(chain.from_iterable(acting & _numbers(sentences.having, [word]) for word in promise.words))
    return (number for number, words in shared.items() if words >= PLAINLY)


def _numbers(by: Mapping[str, frozenset[int]], wanted: Collection[str]) -> frozenset[int]:
    found = [by.get(one, _NONE) for one in wanted]
    return found[0] if len(found) == 1 else _NONE.union(*found)
