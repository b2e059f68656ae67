"""A commitment's words to the end of their phrase: nothing that is quoted stops in the middle of one.

The words of an act are looked for so many words to the right (`verb_groups.REACH`), and up to the next verb. Of 401
commitments in our own stories 51 ended within a phrase so: "at half of its | power", "to find out what the operation |
would require", "in 2011, and in 2014 the first gas | will arrive". The rules below were written on those; they move
only where the words end, after all else about the commitment is decided.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from gpulse.record import Commitment, Record, Span

FURTHEST = 30
"""Words that the end of a phrase may lie further on, at most; words that go on for longer stay as they were."""

_ENDED = re.compile(r"""\s*(?:$|[,;:!?()—–“”"\]]|(?<!\b[A-Z])\.(?!\w)|['’](?!\w))""")
_STOP = re.compile(r"""[,;:!?](?=\s|$)|\s[—–-](?=\s)|[()“”"]""")
_QUOTED_NEXT = re.compile(r"""\s+(?:“[^”\n]{1,80}”|"[^"\n]{1,80}")""")
"""What is quoted right behind the words: "to lift its | “defensive measures”"."""
_HELPING = re.compile(
    r"\s+(?:will|would|shall|should|can|could|may|might|must|has|have|had|is|are|was|were)\b", re.IGNORECASE
)
_VERB_BEFORE = re.compile(
    r"\b(?:will|would|shall|should|can|could|may|might|must|has|have|had|is|are|was|were|to|not)\b|\w(?:s|ed|ing)\b",
    re.IGNORECASE,
)
_FURTHER_CLAUSE = re.compile(
    r",\s+(?:and|or|but|so that|or else|nor|yet)\b|\s+(?:but|or else|so that)\b", re.IGNORECASE
)
_ASKED = re.compile(r"\b(?:what|how|whether|why|where|whom|whose|that|who|which|until|before|as)\b", re.IGNORECASE)
_OPENS = re.compile(
    r"\s+(?:who|which|whom|whose|when|if|unless|because|although|though|while|whereas|but)\b", re.IGNORECASE
)
_DANGLING = re.compile(
    r"(?:\s+|,)(?:a|an|the|and|or|but|to|of|in|on|at|by|for|from|with|into|through|after|before|under|over|its|their|so"
    r"|as|that|than|except)$",
    re.IGNORECASE,
)


def whole_end(text: str, words: Span, act: Span, stop: int) -> int:
    """Return where the words of a commitment end once their phrase is whole; `stop` is the end of what may be taken.

    >>> def whole(words, act, more):
    ...     at = words.index(act)
    ...     end = whole_end(words + more, Span(start=0, end=len(words)), Span(start=at, end=at + len(act)),
    ...                     len(words + more))
    ...     return (words + more)[:end]
    >>> whole("A team is to travel to Haiti to see what the officers", "travel", " will need.")
    'A team is to travel to Haiti to see what the officers will need'
    >>> whole("Borders will reopen, and frozen assets", "reopen", " will be released.")
    'Borders will reopen'
    >>> whole("France is sending an adviser to Tehran on Tuesday and", "sending", " Wednesday, Paris said.")
    'France is sending an adviser to Tehran on Tuesday and Wednesday'
    >>> whole("It would sign the protocols, by", "sign", " which the region is to be free of arms.")
    'It would sign the protocols'
    >>> whole("Kenya will send 600 officers", "send", " if the court allows it.")
    'Kenya will send 600 officers'
    >>> whole("Kigali undertook to lift its", "lift", " “defensive measures” within 90 days.")
    'Kigali undertook to lift its “defensive measures”'
    >>> whole("On 21 August the loading of fuel", "loading", " will begin, he said.")
    'On 21 August the loading of fuel will begin'
    """
    end = words.end
    if (quoted := _QUOTED_NEXT.match(text, end, stop)) and _DANGLING.search(text[act.end : end]):
        return quoted.end()
    if _ENDED.match(text, end, stop):
        return end
    inside = text[act.end : end]
    if _HELPING.match(text, end, stop):
        further = list(_FURTHER_CLAUSE.finditer(inside))
        asked = list(_ASKED.finditer(inside))
        own = not _VERB_BEFORE.search(text, words.start, act.start)
        if further and not own and (not asked or asked[-1].start() < further[-1].start()):
            return act.end + further[-1].start()
        return _next_stop(text, end, stop) if own or asked else end
    if _OPENS.match(text, end, stop):
        return _without_dangling(text, act.end, end)
    return _without_dangling(text, act.end, _next_stop(text, end, stop))


def _next_stop(text: str, end: int, stop: int) -> int:
    """The end of the phrase that goes on at `end`: before the next comma, or what opens another clause."""
    found = [match.start() for match in (_STOP.search(text, end, stop), _OPENS.search(text, end, stop)) if match]
    reached = min(found, default=stop)
    reached = end + len(text[end:reached].rstrip().rstrip("."))
    return reached if len(text[end:reached].split()) <= FURTHEST else end


def _without_dangling(text: str, start: int, end: int) -> int:
    """Leave out the last words that want another after them: "the protocols, by", "so that army and"."""
    while dangling := _DANGLING.search(text[start:end]):
        end = start + dangling.start()
    return start + len(text[start:end].rstrip(" ,"))


_AND_DID = re.compile(r",?\s+and\s+(?:\w+ly\s+)?[a-z]+ed\s+(?:the|an?|its|their|his|her|[A-Z]\w+)\b")


def _done_beside(text: str, act: Span, end: int) -> int:
    """Return where the words of an act end before another that was done: "to hand it back | and named a president"."""
    joined = _AND_DID.search(text, act.end, end)
    return joined.start() if joined else end


def with_whole_words(commitment: Commitment, record: Record) -> Commitment:
    """Return a commitment whose words, and those that say what is to be done, end with their phrase.

    Who says so, after the words, is not taken in.
    """
    if commitment.act is None or not commitment.evidence or not commitment.what:
        return commitment
    text, last = record.article.text, commitment.evidence[-1]
    home = record.home_of(last)
    if home is None or not last.covers(commitment.act) or last.end > home.end:
        return commitment
    tellers = (span for said in record.attributions for span in (said.source, said.cue) if span)
    stop = min((span.start for span in tellers if span.start >= last.end), default=home.end)
    end = whole_end(text, last, commitment.act, min(stop, home.end))
    end = min(end, _done_beside(text, commitment.act, end))
    at = text.find(commitment.what, last.start, last.end)
    if end == last.end or at < 0 or end <= at:
        return commitment
    reaches = at + len(commitment.what) >= min(last.end - 1, end)
    what = text[at:end].strip(" ,") if reaches else commitment.what
    return replace(commitment, what=what, evidence=(*commitment.evidence[:-1], Span(start=last.start, end=end)))


JOINS_ON: Final = re.compile(r",?\s+(?:and|but)\s+(?:(?:then|also|to|would|will|not)\s+)*$")
"""Right before a verb that "and" joins on: "release the grain *and* suspend duties"."""


def told_apart(found: Sequence[Commitment], text: str) -> list[Commitment]:
    """Return commitments whose words end before the act of another that "and" joins on.

    "release the grain within two weeks *and suspend duties until May*" is two promises, each in its own words.
    """
    return [_before_next(one, found, text) for one in found]


def _before_next(one: Commitment, found: Sequence[Commitment], text: str) -> Commitment:
    start = text.find(one.what, max(0, one.act.start - len(one.what))) if one.what and one.act else -1
    if start < 0 or one.what is None or one.act is None:
        return one
    end = start + len(one.what)
    behind = sorted(o.act.start for o in found if o.act and one.act.end < o.act.start < end)
    joint = JOINS_ON.search(text, one.act.end, behind[0]) if behind else None
    return replace(one, what=text[start : joint.start()]) if joint and joint.start() > start else one
