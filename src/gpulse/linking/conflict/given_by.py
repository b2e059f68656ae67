"""Who gives a figure or an account in a post, and whether two names may be of one speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gpulse.linking.grouping.posts import FUNCTION_WORDS
from gpulse.reading.commitment.speech import Saying
from gpulse.record import Record, Span

_SOURCES = (
    re.compile(
        r"\b(?:according to|by the (?:account|count|estimate|reckoning) of|in the view of) (?P<who>[^,.;]{3,60})"
    ),
    re.compile(r"\bby (?P<who>[^,.;]{3,40})['’]s? (?:account|count|estimate|reckoning)\b"),
    re.compile(
        r", (?P<who>[^,;:]{2,50}?) (?:say|find|finds|stated?|states|repl(?:y|ies|ied)|insists?|maintains?|estimates?)\b"
    ),
    re.compile(
        r"^\W*(?:but |yet |and )?(?P<who>[^,;:]{2,70}?)(?:, (?:who|which)\b[^,;]*,)? (?:ha[sd] )?(?:say|find|finds|"
        r"calls?|called|puts?|gives?|gave|given|arrives? at|arrived at|"
        r"counts?|counted|registered|recorded|documented|tallied|treated|lists?|listed|estimates?|estimated|speaks?|spoke|disput\w+|den(?:y|ies|ied)|accus\w+|blam\w+|"
        r"reject\w*|admit\w*|(?:hold|believe|think)s?(?= that)|"
        r"held(?= that)|reckons?(?= with)|published|has(?= \d)|insists?)\b",
        re.IGNORECASE,
    ),
)
"""Words that tell who gives a figure or an account, where no verb of saying does."""


def speaker_of(record: Record, at: int, span: Span, sayings: Sequence[Saying]) -> str | None:
    """Return who says a stretch of a sentence: by the record's attributions, else by the words of saying in it."""
    text, sentence = record.article.text, record.sentences[at]
    best: tuple[bool, int, str] | None = None
    for attribution in record.attributions:
        speaker, cue = attribution.speaker, attribution.cue
        source = attribution.source.of(text) if attribution.source else None
        name = (speaker.name or source or speaker.role or speaker.code) if speaker else None
        if name is None or not attribution.content:
            continue
        shared = sum(min(c.end, span.end) - max(c.start, span.start) for c in attribution.content if c.overlaps(span))
        here = bool(cue and sentence.covers(cue))
        if shared > 0 and (here or any(c.covers(span) for c in attribution.content)):
            best = max(best or (False, 0, ""), (here, shared, name), key=lambda row: row[:2])
    if best:
        return best[2]
    start, end = _part_of(text, span, record.sentences[at])
    words = text[start:end]
    near = [s for s in sayings if start <= s.span.start < end and s.name]
    if near:
        return min(near, key=lambda s: abs(s.span.start - span.start)).name
    for pattern in _SOURCES:
        spoke = pattern.search(words)
        who = _called(spoke["who"]) if spoke else None
        if who and who.split()[-1].lower() not in FUNCTION_WORDS:
            return who
    return None


_WHERE = re.compile(r"(?:At|In|On|Of|By|For|From|With|During|After|Before|Under) ")
_CALLED = re.compile(
    r".*\s(?P<set>(?:the|an?|another|its|their|his|her|some) [^\d]+)|"
    r".*?\s(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)\s*"
)
"""What names a speaker at the end of words that begin with where or when: from the last article, or the last name."""


def _called(who: str) -> str | None:
    """The words that name a speaker, without where or when he speaks; `None` where no name is left.

    >>> _called("At the United Nations the North's delegate"), _called("In twelve months 916 people")
    ("the North's delegate", None)
    """
    if not _WHERE.match(who):
        return who.strip()
    found = _CALLED.fullmatch(who)
    return (found["set"] or found["name"]).strip() if found else None


def same_speaker(one: str | None, two: str | None) -> bool:
    """Return whether two names may be of one speaker: all words of the one are in the other.

    >>> same_speaker("Germany's minister", "Germany's minister of defence"), same_speaker("the army", "the police")
    (True, False)
    """
    if one is None or two is None:
        return one is two
    first, second = (
        {re.sub(r"['’]s?$", "", word) for word in name.lower().split() if word not in ("the", "a", "an")}
        for name in (one, two)
    )
    return first <= second or second <= first


def _part_of(text: str, span: Span, sentence: Span) -> tuple[int, int]:
    """The part of a sentence, between semicolons, that a span is in; the whole for a span that crosses them."""
    start = text.rfind("; ", sentence.start, span.start) + 1 or sentence.start
    end = text.find("; ", span.end, sentence.end)
    return start, end if end >= 0 else sentence.end
