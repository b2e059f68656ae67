"""Which of a post's statements asserts an act: who says that it happened, or what somebody will do.

Whose words hold an act does not always say that it happens. The innermost statement around it that does is its source;
where none does the post itself tells of it.

    "Troops have left, the ministry said"            the ministry
    "They were ordered home, an official said"       the official, not who ordered
    "Oslo offered to pay", "vowed to retaliate"      Oslo: who promises or threatens an act says that it will come
    "Oslo denied having struck the port"             Oslo: it says that it did not
    "Oslo says that it shot down two jets"           Oslo: nobody else is known to say so
    "The ministry announced the expulsion of three"  the post: to announce it is to do it
    "Oslo praised the vote", "voted to go on"        the post: an act of words tells of itself

unless the post hears the same government in another sentence too: then it reports a speech, and the praise is of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gpulse.model.tags import TriggerTag
from gpulse.reading.attribution.said_more import names_paper
from gpulse.reading.event.tellers import asserts
from gpulse.record import Attribution, Event, Record, Span

_TO_COME = frozenset(("planned", "promised", "threatened", "predicted"))
_PROMISES = re.compile(
    r"\b(?:offer|undert[ao]k|commit|pledg|promis|vow|threaten|warn|agree|swear|swore)", re.IGNORECASE
)
_GIVES_WORD = re.compile(r"(?:offer|undert[ao]k|pledg|promis|vow|threaten)\w*$", re.IGNORECASE)
_THAT = re.compile(r"that\b")
"""What is promised is to come; what happened beside it the post tells: "vowed to strike back after *the raid*"."""
_DENIES = re.compile(r"\bden(?:y|ie[sd])\b", re.IGNORECASE)
_TOLL = re.compile(r"\bputs?\b", re.IGNORECASE)
_DOES_IT = re.compile(r"\b(?:announc|declar|proclaim|order|decree|approv)", re.IGNORECASE)
"""Verbs with which somebody does what it tells of: "announced entry bans on 46 officials"."""
_IN_WORDS = re.compile(
    r"(?:condemn|critici[sz]|call|reject|dismiss|welcom|prais|urg|demand|den[iy]|warn|congratulat|accus|appeal|ask|thank|vow|"
    r"threaten|apologi[sz]|regret|blam|denounc)",
    re.IGNORECASE,
)
"""Acts that are words: where it is told on what occasion or through what outlet they fell, they are a statement too."""


def holding(record: Record, trigger: Span, roles: Sequence[Span]) -> tuple[int, ...]:
    """Return the statements whose content holds a trigger, the innermost first, else that of the marked source."""
    around = sorted(
        (sum(c.end - c.start for c in a.content), k)
        for k, a in enumerate(record.attributions)
        if any(c.covers(trigger) for c in a.content) and not (a.cue and a.cue.overlaps(trigger))
    )
    if around:
        return tuple(k for _, k in around)
    text = record.article.text
    named = [
        k
        for k, a in enumerate(record.attributions)
        if (source := a.source)
        and any(source.overlaps(r) for r in roles)
        and ";" not in text[min(source.end, trigger.end) : max(source.start, trigger.start)]
    ]
    return tuple(named[:1])


def with_sources(event: Event, record: Record, triggers: Sequence[TriggerTag]) -> Event:
    """Keep, of the statements that hold an act, the innermost that asserts it.

    An act of words on an occasion or through an outlet ("in a speech", "on Telegram") keeps its speaker, as in the
    example post.
    """
    text = record.article.text
    says = [k for k in event.attributions if _says_so(record, record.attributions[k], event, triggers)]
    if says or not _IN_WORDS.match(event.trigger.of(text)):
        return replace(event, attributions=tuple(says[:1]))
    spoken = (k for k, a in enumerate(record.attributions) if a.via and a.cue and a.cue.overlaps(event.trigger))
    own = [k for k in spoken if (s := record.attributions[k].source) and any(p.overlaps(s) for p in event.actors)]
    return replace(event, attributions=tuple(own[:1]))


_WORDS = frozenset(("ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN"))
"""Types of acts that are words."""

_THREATENS = re.compile(r"threaten(?:s|ed|ing)?", re.IGNORECASE)


_ONLY_IF = re.compile(r"\b(?:if|unless|until|should|because|after)\b")


def is_threatened(record: Record, number: int, act: Span) -> bool:
    """Say whether a statement threatens an act: "threatened that his country would *leave* if they stayed"."""
    said, text = record.attributions[number], record.article.text
    if said.cue is None or not _THREATENS.fullmatch(said.cue.of(text)):
        return False
    return said.cue.end < act.start and not _ONLY_IF.search(text, said.cue.end, act.start)


def _says_so(record: Record, said: Attribution, event: Event, triggers: Sequence[TriggerTag]) -> bool:
    text = record.article.text
    if said.cue is None:
        return True
    cue = said.cue.of(text)
    if event.realis == "actual" and _GIVES_WORD.match(cue) and not _THAT.match(text, min(said.content).start):
        return False
    if event.realis in _TO_COME and _PROMISES.search(cue):
        return True
    if said.kind != "direct" and not (said.source and names_paper(said.source.of(text))) and not asserts(cue):
        return bool(_TOLL.fullmatch(cue))
    if _DENIES.search(cue):
        return True
    return not any(t.overlaps(said.cue) and t.event_type != "ACCUSE" for t in triggers)


def with_voices(record: Record, events: Sequence[Event]) -> list[Event]:
    """Give acts of words, and what they demand, their speaker where the post hears that government in another sentence.

    As the example post has it: a spokesman criticises a deployment, and further on he is quoted. Of whom one act of
    words is all that is told, the post itself tells it, as the hand-coded sentences have it.
    """
    own = {
        event.trigger: k
        for k, said in enumerate(record.attributions)
        for event in events
        if said.cue
        and said.cue.overlaps(event.trigger)
        and event.event_type in _WORDS
        and any(said.source and p.overlaps(said.source) for p in event.actors)
        and _is_heard(record, said)
    }
    demands = [k for event in events if event.event_type == "REQUEST" and (k := own.get(event.trigger)) is not None]

    def voice(event: Event) -> int | None:
        if event.realis == "demanded":
            held = (k for k in demands if any(c.covers(event.trigger) for c in record.attributions[k].content))
            return next(held, None)
        return own.get(event.trigger)

    return [
        event if event.attributions or (k := voice(event)) is None else replace(event, attributions=(k,))
        for event in events
    ]


def _is_heard(record: Record, said: Attribution) -> bool:
    """Say whether another sentence has a statement of the same government."""
    here = _sentence_of(record, said)
    return _government(said) is not None and any(
        _government(other) == _government(said) and _sentence_of(record, other) not in (None, here)
        for other in record.attributions
    )


def _government(said: Attribution) -> str | None:
    return said.speaker.code if said.speaker and said.speaker.sector == "GOV" else None


def _sentence_of(record: Record, said: Attribution) -> Span | None:
    return next((s for s in record.sentences if said.cue and s.covers(said.cue)), None)


def without_news(record: Record, event: Event) -> Event:
    """Leave out the source of a measure that is taken by announcing it: the post itself tells of it.

    Who acts is known only when all of it is read, so this comes last.
    """
    if event.realis != "actual":
        return event
    text = record.article.text
    kept = tuple(
        k
        for k in event.attributions
        if not (
            (said := record.attributions[k]).source
            and said.cue
            and _DOES_IT.search(said.cue.of(text))
            and any(a.overlaps(said.source) for a in event.actors)
        )
    )
    return event if kept == event.attributions else replace(event, attributions=kept)
