"""A sentence made ready for the rules on commitments: its words, and the layers that fall into it."""

from __future__ import annotations

from dataclasses import dataclass, field

from gpulse.reading.actor.stand_ins import StandIns
from gpulse.reading.commitment.speech import Saying
from gpulse.reading.language.verb_groups import PREPOSITIONS
from gpulse.reading.language.words import Word, find_words
from gpulse.record import Commitment, Mention, Record, Sentence, Timex, within

SKIPPED = frozenset({"the", "a", "an", "its", "his", "her", "their", "both", "all"})
"""Words that may stand between a preposition and a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A sentence ready to be read."""

    text: str
    sentence: Sentence
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    timexes: tuple[Timex, ...]
    sayings: tuple[Saying, ...]
    published: str | None = None

    def mentions_in(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions with an actor among the words numbered `start` … `end`, not those who only say it."""
        if start >= end:
            return ()
        low, high = self.words[start].start, self.words[end - 1].end
        return tuple(
            m
            for m in self.mentions
            if m.actor and m.start >= low and m.end <= high and not any(s.span.overlaps(m) for s in self.sayings)
        )

    def places_in(self, start: int, end: int) -> tuple[str, ...]:
        """The countries of the places named among the words numbered `start` … `end`, or the actors named there."""
        if start >= end:
            return ()
        low, high = self.words[start].start, self.words[end - 1].end
        inside = [m for m in self.mentions if m.start >= low and m.end <= high]
        codes = (m.actor or (m.place.country if m.place else None) for m in inside)
        return tuple(dict.fromkeys(code for code in codes if code))

    def is_new(self, at: int) -> bool:
        """Whether the noun at a number is of somebody not spoken of before: "*a joint* commission"."""
        for word in reversed(self.words[max(0, at - 3) : at]):
            if word.low in ("a", "an", "another"):
                return True
            if not word.low.isalpha() or word.low in SKIPPED or word.low in PREPOSITIONS:
                return False
        return False

    def word_before(self, offset: int) -> str:
        """The lower-case word before the character at `offset`, past articles and possessives."""
        before = [word.low for word in self.words if word.end <= offset]
        while before and before[-1] in SKIPPED:
            before.pop()
        return before[-1] if before else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the sentences before have told.

    `speaker` spoke last in the paragraph; `previous` are the commitments so far, oldest first, with the paragraphs in
    which they stand; `leading` are the post's actors, most often named first; `recent` the types of the acts told in
    the paragraph; `parties` the two sides of the agreement that the paragraph speaks of; `topic` the first actor of the
    sentence before; `date` the last day named; `bodies` the post's actors that are no states.

    `several` is the last list of actors, for whom "they" stands; `two` the last two actors named in one sentence ("the
    two"); `plural` the people of a state named last ("Russian diplomats"); `stand_ins` whom chains and nouns of the
    post stand for; `said_so` is who says in the next sentence what this one tells; `demanded` who made
    the demand of the sentence before; `day` the day of the paragraph's news; `of_thing` says that the sentence before
    is about a thing or about people who are no actor ("The package …", "The church …").
    """

    speaker: Saying | None
    previous: tuple[tuple[int, Commitment], ...]
    leading: tuple[str, ...]
    recent: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    date: str | None = None
    bodies: frozenset[str] = frozenset()
    several: tuple[str, ...] = ()
    two: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    said_so: Saying | None = None
    demanded: tuple[str, ...] = ()
    day: str | None = None
    of_thing: bool = False
    stand_ins: StandIns = field(default_factory=StandIns)


def clause_of(record: Record, sentence: Sentence, sayings: tuple[Saying, ...]) -> Clause:
    """Return the sentence with its layers."""
    timexes = within(record.timexes, sentence)
    return Clause(
        text=record.article.text,
        sentence=sentence,
        words=find_words(record.article.text, sentence.start, sentence.end),
        mentions=tuple(m for m in within(record.mentions, sentence) if not any(t.overlaps(m) for t in timexes)),
        timexes=timexes,
        sayings=tuple(s for s in sayings if s.sentence == sentence),
        published=record.article.published_on,
    )
