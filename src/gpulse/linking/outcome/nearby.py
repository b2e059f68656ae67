"""Which sentences can tell what became of a promise: those of its own story, never all of a store.

A post of another story tells nothing of it: of a hundred affairs in one store, the six sentences of other stories that
were taken for evidence told of something else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gpulse.linking.outcome.evidence import Promise
from gpulse.linking.outcome.told import Told
from gpulse.linking.outcome.turns import names_party


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """What sentences tell, in order of publication, with their numbers by story; `story_of` numbers that of a post."""

    told: Sequence[Told]
    story_of: Mapping[str, int]
    in_story: Mapping[int, Sequence[int]]

    def stories_of(self, promise: Promise) -> frozenset[int]:
        """Return the numbers of the stories that tell a promise: one, as a rule."""
        return frozenset(self.story_of[article] for article, *_ in promise.told_in)

    def of_stories(self, stories: frozenset[int]) -> list[Told]:
        """Return the sentences of some stories, by day of publication.

        By these words are weighed, so that what other affairs a store holds changes nothing.
        """
        return [self.told[n] for n in sorted(n for story in stories for n in self.in_story.get(story, ()))]


def index_sentences(told: Sequence[Told], story_of: Mapping[str, int]) -> Sentences:
    """Return the sentences, which are in order of publication, with their numbers by story."""
    in_story: dict[int, list[int]] = defaultdict(list)
    for number, item in enumerate(told):
        in_story[story_of[item.evidence.article]].append(number)
    return Sentences(told=told, story_of=story_of, in_story=in_story)


def near_of(promise: Promise, sentences: Sentences, whole: bool) -> list[Told]:
    """Return the sentences that can tell of a promise, by day of publication.

    Those of its story whose post names a party, or with `whole` all: of the sentences that tell what became of the
    promises of 123 labelled stories one in six names none in its post.
    """
    own = sentences.of_stories(sentences.stories_of(promise))
    return [item for item in own if whole or names_party(promise, item)]
