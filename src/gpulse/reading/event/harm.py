"""Explosions, shootings, killings and wounds told in sentences of their own, in a post that tells of attacks.

The network reads a sentence at a time for its acts, and "Six people were killed" may tell of an accident: it keeps
silent. Where the post tells of attacks elsewhere, such a sentence goes on with them, as our coders have it: "casualty
sentences count when the context shows an attack". In a sentence that has an attack already, the harm is a part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from gpulse.model.tags import TriggerTag
from gpulse.record import Sentence, Span

ATTACKS: Final = 3
"""Sentences with an act of violence that a post has at least, for harm told elsewhere in it to be a part of that."""

SHARE: Final = 0.1
"""The share of a post's sentences that those make up at least: a long post on something else may hold three.

Both numbers, and the words, were chosen on WikiEvents' development part: five in six such words are gold triggers. At
two sentences, single news sentences with their context would gain false acts (the hand-coded ones stay as they are at
three). In 334 articles that had no part in that (LGL, GeoWebNews, PolNeAR) some 25 sentences gain an act; they were
read, and two (an epidemic, a likening to 1914) are no act of violence of their own.
"""

HARM: Final[dict[str, str]] = {
    r"explosions?": "He said no group had claimed responsibility for the explosion.",
    r"explod(?:e|es|ed|ing)": "As the car drew up, it exploded.",
    r"blasts?": "Her shop window was shattered by the blast.",
    r"detonat(?:e|es|ed|ing|ions?)": "The truck was driven to the gate and detonated.",
    r"bombings?": "Nobody has been tried for the bombing.",
    r"shootings?": "The shooting went on until midnight.",
    r"gun ?fire|gun ?fights?|gun ?battles?|shoot-?outs?": "Their post came under heavy gunfire.",
    r"shelling": "The shelling stopped at dawn.",
    r"air ?strikes?": "Doctors said that the airstrike came without warning.",
    r"assassinat(?:e|es|ed|ing|ions?)": "Two judges were assassinated.",
    r"behead(?:s|ed|ings?)": "Three of the hostages were beheaded.",
    r"massacre(?:s|d)?|slaughter(?:s|ed)?": "Hundreds were massacred in the valley.",
    r"kill(?:s|ed|ings?)": "At least six people were killed at the station.",
    r"murder(?:s|ed|ing)?": "A guard was murdered on the way home.",
    r"slain": "The slain officers were buried on Sunday.",
    r"wound(?:s|ed|ing)": "Five more were wounded.",
    r"injur(?:es|ed|ing|ies)": "Eleven had suffered mostly minor injuries.",
    r"maim(?:s|ed|ing)": "Many of the children were maimed.",
}
"""Words of harm, and a sentence that goes on with an attack that the post has told of."""

_HARM = re.compile(rf"\b(?:{'|'.join(HARM)})\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:accident\w*|crash\w*|collision|earthquake|flood\w*|fire|wildfires?|landslide|avalanche|cancer|cholera|disease|"
    r"virus|outbreak|epidemic|illness|game|season|match)\b",
    re.IGNORECASE,
)
"""Words by which the harm of a sentence comes from something else."""


WHO_ACTS = re.compile(
    r"\b(?:bombers?|attackers?|gunm[ae]n|assailants?|raiders?|hijackers?|protest[eo]rs?|rioters?|demonstrators?|snipers?|"
    r"killers?|kidnappers?|rebels?|militants?)$",
    re.IGNORECASE,
)
"""No trigger of 2,000 hand-coded acts (the gold's and the training sentences') ends so."""


def find_harm(text: str, sentences: Sequence[Sentence], triggers: Sequence[TriggerTag]) -> Iterator[Span]:
    """Yield the first word of harm of each sentence without an attack, where the post tells of attacks.

    >>> words = ("Rebels shelled the port. Troops attacked the camp. The town was bombed. Six people were killed.")
    >>> bounds = [0, 25, 51, 72, len(words) + 1]
    >>> lines = [Sentence(start=a, end=b - 1, paragraph=0) for a, b in zip(bounds, bounds[1:])]
    >>> def tag(word: str) -> TriggerTag:
    ...     return TriggerTag(start=words.index(word), end=words.index(word) + len(word), event_type="ASSAULT",
    ...                       score=0.9, realis="actual", polarity="positive", certainty="certain")
    >>> found = [tag(word) for word in ("shelled", "attacked", "bombed")]
    >>> [harm.of(words) for harm in find_harm(words, lines, found)], list(find_harm(words, lines, found[1:]))
    (['killed'], [])
    """
    yield from _toll_since(text, sentences, triggers)
    yield from _harm_by(text, sentences, triggers)
    attacked = [any(t.event_type == "ASSAULT" and s.start <= t.start < s.end for t in triggers) for s in sentences]
    if sum(attacked) < max(ATTACKS, SHARE * len(sentences)):
        return
    for sentence, told in zip(sentences, attacked, strict=True):
        if told or _ELSEWHERE.search(text, sentence.start, sentence.end):
            continue
        words = (Span(start=m.start(), end=m.end()) for m in _HARM.finditer(text, sentence.start, sentence.end))
        yield from islice((word for word in words if not any(word.overlaps(t) for t in triggers)), 1)


_HARM_BY = re.compile(
    r"\b(?P<harm>kill|wound|injur|murder|massacr)ed\b[^.;:“”\"]{0,60}?\sby\s+(?:(?:the|an?|some|several|suspected)\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:bombers?|militants?|rebels?|insurgents?|jihadists?|terrorists?|guerrillas?|soldiers?|troops|militiam[ae]n|snipers?)\b"
)

_HARM_OF = re.compile(
    r"\b(?:bombs?|mines?|grenades?|missiles?|rockets?|shells?|drones?|blasts?|explosions?|gunm[ae]n|snipers?|militants|rebels)\s+"
    r"(?:(?!not\b|never\b)[\w’'-]+\s+){0,3}?(?:have\s+|has\s+|had\s+)?(?P<harm>kill|wound|injur)ed\s+(?!in\b|by\b|at\b|on\b|and\b|when\b)"
)


def _harm_by(text: str, sentences: Sequence[Sentence], triggers: Sequence[TriggerTag]) -> Iterator[Span]:
    """Yield the harm of each sentence whose attack is told by nothing but who made it.

    "Six people are killed by a suicide bomber", "a bomb wounded two policemen", of which the network marks nothing, or
    whoever did it.
    """
    for sentence in sentences:
        attacks = [t for t in triggers if t.event_type == "ASSAULT" and sentence.covers(t)]
        found = _HARM_BY.search(text, sentence.start, sentence.end) or _HARM_OF.search(
            text, sentence.start, sentence.end
        )
        if found and all(WHO_ACTS.search(t.of(text)) for t in attacks):
            yield Span(start=found.start("harm"), end=found.end("harm") + len("ed"))


_TOLL = re.compile(
    r"\b(?:\d[\d,.]*|dozens|hundreds|thousands|scores)(?:\s+[\w-]+){0,3}?\s+(?:(?:have|has|had)\s+been|were|was)\s+"
    r"(?P<first>killed|wounded|injured)\b"
    r"(?:,?\s+and\s+(?:[\w-]+\s+){0,3}?[\d,.]+(?:\s+\w+)?\s+(?P<second>killed|wounded|injured)\b)?"
)
_SINCE = re.compile(r"\bsince\b")


def _toll_since(text: str, sentences: Sequence[Sentence], triggers: Sequence[TriggerTag]) -> Iterator[Span]:
    """Yield the harm whose sentence names the fighting only as that since which it is counted.

    "At least 60 people have been killed and 300 wounded since the fighting broke out" tells of two acts of harm.
    """
    for sentence in sentences:
        found = _TOLL.search(text, sentence.start, sentence.end)
        since = _SINCE.search(text, found.end(), sentence.end) if found else None
        fought = [t for t in triggers if t.event_type == "ASSAULT" and sentence.covers(t)]
        if found is None or since is None or not fought or any(t.start < since.start() for t in fought):
            continue
        yield from (Span(start=found.start(name), end=found.end(name)) for name in ("first", "second") if found[name])
