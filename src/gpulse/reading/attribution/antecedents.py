"""Whom "he", "she", "the body" or "others" stand for where somebody speaks: who spoke or was named before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gpulse.reading.actor.sides import find_sides
from gpulse.reading.actor.stand_ins import code_of
from gpulse.reading.kit import Kit
from gpulse.record import Record, Span, Speaker

_OF_BODY = re.compile(r"\s+(?:of|from|with|at|in|for)\s+(?:the\s+)?")
_PHRASE = re.compile(
    r"\b(?:the|an?|its|their|some|many|[\d,.]*\d|\w+['’]s)\s(?:[\w’'-]+\s){0,3}[\w’'-]+$", re.IGNORECASE
)
"""A noun phrase of up to four words with its article, number or owner, at the end of a stretch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """Who spoke last: the person whom "he" or "she" goes on with, or the body that "it" does; `pronoun` is the one that
    was used of that person.
    """

    speaker: Speaker
    at: int
    pronoun: str | None = None


_SUBJECT_BEFORE = 60


def _person_since(record: Record, home: Span, at: int) -> Span | None:
    """Return the person whom the sentence before a pronoun's opens with, where nobody has spoken since: "he" is them.

    "Ms Sall said so. General Tiani overthrew him in July. In a speech he rejected the sanctions."
    """
    here = next((k for k, s in enumerate(record.sentences) if s.start <= home.start < s.end), 0)
    if not here or record.sentences[here - 1].paragraph != record.sentences[here].paragraph:
        return None
    before = record.sentences[here - 1]
    if at >= before.start:
        return None
    people = (m for m in record.mentions if m.kind == "person" and before.covers(m) and len(m.name.split()) > 1)
    first = min(people, key=lambda m: m.start, default=None)
    return first if first is not None and first.start - before.start <= _SUBJECT_BEFORE else None


_FIRST_OF_ALL = re.compile(r"(?:(?:The|Former|Then)\s+)?(?:[A-Z][\w.’'-]*\s+)*", re.IGNORECASE)


def named_since(record: Record, pronoun: Span, home: Span, at: int) -> Span | None:
    """Return whom "he" or "she" goes on with rather than with who spoke last: whom the sentences since are about.

    That is who opens the pronoun's own sentence, where its chain names no other ("*Lind* alarmed the region when *he*
    said so"), then who opens the sentence before.
    """
    text = record.article.text
    chain = next((m.chain for m in record.mentions if m.start == pronoun.start and m.end == pronoun.end), None)
    opens = next((m for m in record.mentions if home.start <= m.start < m.end < pronoun.start), None)
    if opens is not None and opens.kind == "person" and opens.start > at and chain in (None, opens.chain):
        return opens if text[opens.start].isupper() and _FIRST_OF_ALL.fullmatch(text, home.start, opens.start) else None
    return _person_since(record, home, at)


_OPENS = re.compile(
    r"(?:(?:The\s+)?(?P<who>(?:[A-Z][\w’'-]*\s+)*(?:[a-z]+))|The\s+(?P<whole>(?:[a-z][\w’'-]*\s+){1,3}?[a-z]+))"
    r"(?:,\s[^,;.]{3,80},)?\s+(?:ha[sd]\s+|will\s+)?[a-z]+(?:ed|s)\s"
)
SEVERAL = re.compile(
    r"(?:^(?:both|several|some|many|two|three|four)\b|\band\b|(?:^|\s)[a-z]{2,}[^s\W]s$)", re.IGNORECASE
)
"""Names of more than one, whom "it" does not go on with: "both governments", "survivors"."""


def _body_since(record: Record, home: Span, at: int) -> Span | None:
    """Return the body that opens the sentence before "it", where nobody has spoken since: "it" goes on with that one.

    "Moscow warned of a war. The junta named its ministers on Monday. It has accused France of freeing prisoners."
    """
    here = next((k for k, s in enumerate(record.sentences) if s.start <= home.start < s.end), 0)
    if not here or record.sentences[here - 1].paragraph != record.sentences[here].paragraph:
        return None
    before = record.sentences[here - 1]
    found = _OPENS.match(record.article.text, before.start, before.end)
    words = (found["who"] or found["whole"]) if found else ""
    if at >= before.start or found is None or SEVERAL.search(words):
        return None
    who = Span(start=before.start, end=found.end("who" if found["who"] else "whole"))
    people = (m for m in record.mentions if m.kind == "person" and m.overlaps(who))
    return who if next(people, None) is None and words.lower() not in ("it", "he", "she", "they") else None


_DID = re.compile(r"\s+(?:ha(?:s|d|ve)\s+)?[a-z]+\b[^;:“”\"]*,?\s+(?:and|but)\s+")


def body_before(record: Record, pronoun: Span, home: Span, at: int) -> Span | None:
    """Return the state or body that "it" goes on with: the one that opens its own sentence ("*Bahrain* broke off ties,
    and *it* accuses them"), else the one that the sentence before opens with."""
    text = record.article.text
    first = next((m for m in record.mentions if home.start <= m.start < m.end < pronoun.start), None)
    opens = first is not None and text[home.start : first.start].lower() in ("", "the ") and bool(first.actor)
    if first is not None and opens and first.kind in ("place", "organisation"):
        return first if _DID.fullmatch(text, first.end, pronoun.start) else None
    return _body_since(record, home, at)


def several(record: Record, pronoun: Span, home: Span) -> Speaker | None:
    """Return those for whom "they" stands, by the names that the post has for them before (`reading.actor.sides`)."""
    codes = find_sides(record, pronoun)
    if not codes or len(codes) < 2:
        return None
    names = {code_of(m): m.name for m in record.mentions if m.end <= home.start and code_of(m) in codes}
    listed = [names[code] for code in codes if code in names]
    return Speaker(name=f"{', '.join(listed[:-1])} and {listed[-1]}") if len(listed) == len(codes) else None


def is_person(record: Record, source: Span, speaker: Speaker) -> bool:
    """Say whether the speaker is a person whom the source names."""
    inside = (m for m in record.mentions_at(source) if m.kind == "person")
    return any(m.name.endswith(str(speaker.name)) for m in inside)


def is_somebody(words: str, kit: Kit) -> bool:
    """Say whether a source describes one person: "the reviewer", "a spokesman for the coast guard"."""
    match = re.fullmatch(
        r"(?:the|an?|his|her|their|its|[\w-]+['’]s?) (?:[\w-]+ ){0,2}?([a-z]+)(?: (?:for|of|at|in|from) .+)?",
        words,
        re.IGNORECASE,
    )
    head = match[1] if match else ""
    kind = kit.word_classes.kinds.get(head, "P" if head.endswith(("er", "or", "ist", "man")) else "")
    return (kind == "P" or head in ("chief", "head")) and not head.endswith("s")


def antecedent(record: Record, relative: Span, home: Span) -> Span | None:
    """Return the words that "which" or "who" goes on with: "*Chad*, which had kept silent, said that …"."""
    text = record.article.text
    end = home.start + len(text[home.start : relative.start].rstrip(" ,"))
    named = next((m for m in record.mentions if m.end == end and m.start >= home.start), None)
    if named is not None:
        whose = (m for m in record.mentions if m.kind == "person" and home.start <= m.start and m.end < named.start)
        of_it = next((m for m in whose if _OF_BODY.fullmatch(text, m.end, named.start)), None)
        return of_it if of_it and named.kind != "person" and relative.of(text).lower() == "who" else named
    phrase = _PHRASE.search(text, home.start, end)
    return Span(start=phrase.start(), end=end) if phrase else None
