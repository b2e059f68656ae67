"""Acts told by a phrase of the lexicon (`act_words`) where the network marks nothing, such as "cried foul".

Only phrases whose verb states an act, that somebody in politics does, and behind which no act is marked: "issued an
ultimatum" is told by its noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gpulse.model.tags import TriggerTag
from gpulse.reading.event.act_words import load_act_words, phrase_of
from gpulse.reading.event.plain_verbs import is_done_in_politics
from gpulse.record import Record, Span

BESIDE: Final = 60
"""Characters behind a verb: where an act is marked within them the phrase told of that one, for 13 of 18 read."""

_WORD = re.compile(r"[A-Za-z]+")


def find_told_phrases(record: Record, triggers: Sequence[TriggerTag]) -> Iterator[tuple[Span, str]]:
    """Yield the verbs of such phrases with their type.

    >>> from gpulse.record import Article, Sentence
    >>> words = "The opposition cried foul. The minister gave a speech."
    >>> record = Record(article=Article(id="a", text=words), sentences=(Sentence(start=0, end=len(words)),))
    >>> [(verb.of(words), kind) for verb, kind in find_told_phrases(record, [])]
    [('cried', 'ACCUSE')]
    """
    text, stated = record.article.text, load_act_words().stated
    for sentence in record.sentences:
        home = Span(start=sentence.start, end=sentence.end)
        marked = [t for t in triggers if home.covers(t)]
        for found in _WORD.finditer(text, home.start, home.end):
            if found.group() not in stated:
                continue
            verb = Span(start=found.start(), end=found.end())
            if any(t.start < verb.end + BESIDE and verb.start < t.end for t in marked):
                continue
            kind = phrase_of(text, home, verb)
            if kind and is_done_in_politics(record, home, verb):
                yield verb, kind
