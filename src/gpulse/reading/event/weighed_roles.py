"""Who has a part in an act, and who only stands in its sentence: those who are likelier not to have it are left out.

A logistic regression on facts (`role_facts`) for each of actor and recipient. Its weights (`role_weights.tsv.gz`) are
fitted by `training/roles.py` in two steps: on all noun phrases of the hand-coded training sentences, so that grammar is
learnt from what the network does not see; then, from these weights on, on whom reading itself gives a part there. The
network's own scores are no fact, as it has learnt those sentences by heart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, Literal

from gpulse.model.tags import TriggerTag
from gpulse.odds import score
from gpulse.reading.event.role_facts import Line, facts_of, read_line
from gpulse.reading.event.subjects import stands_for, subject_pronoun
from gpulse.reading.event.told_plainly import is_done_there, is_plain
from gpulse.reading.kit import Kit
from gpulse.record import Event, Participant, Record, Span

LEAST: Final = -0.25
"""The log odds below which somebody is left out. Of the hand-coded tenth held out and the development gold, 23 of 76
and 18 of 34 wrong parts lie below, 6 of 295 and 7 of 206 right ones; below 0 it is 27 and 20, 11 and 9."""

Role = Literal["actor", "recipient"]
_ROLES: Final = frozenset(("actor", "recipient"))


_LISTED = re.compile(
    r"(?:,|,?\s+(?:and|or|as\s+well\s+as))\s+(?:(?:kill|wound|injur)(?:s|es|ed|ing)\s+)?(?:the\s+|its\s+|their\s+)?",
    re.IGNORECASE,
)
"""What stands between two of a list, or between those whom an attack killed and those whom it hurt."""


def with_likely(record: Record, events: Sequence[Event], triggers: Sequence[TriggerTag], kit: Kit) -> list[Event]:
    """Return the events without those whom the network gives a part that they are likelier not to have.

    Those whom a rule has found by its own grammar stay (a journey's, whose port is shelled), so do those whose part a
    plain form of words gives (`told_plainly`), and of a list ("Oslo, Kyiv and Baku") all stay where one does.
    """
    lines: dict[Span, Line] = {}
    out = []
    for event in events:
        home = event.evidence[0]
        marked = [r for t in triggers if t.overlaps(event.trigger) for r in t.roles if r.role in _ROLES]
        if event.score == 0 or not marked or not home.covers(event.trigger):
            out.append(event)
            continue
        if home not in lines:
            lines[home] = read_line(record.article.text, home, [e.trigger for e in events], kit.word_classes)
        actors = _likely(record, events, event, "actor", marked, lines[home], kit)
        recipients = _likely(record, events, event, "recipient", marked, lines[home], kit)
        out.append(replace(event, actors=actors, recipients=recipients))
    return out


def _likely(
    record: Record, events: Sequence[Event], event: Event, role: Role, marked: Sequence[Span], line: Line, kit: Kit
) -> tuple[Participant, ...]:
    weights = kit.role_weights.get(role, {})
    people = event.actors if role == "actor" else event.recipients
    text, home, event_type = record.article.text, event.evidence[0], event.event_type or ""

    pronoun = subject_pronoun(text, event.trigger, home) if role == "actor" else None
    named = (who for who in people if pronoun and text[who.start].isupper() and stands_for(record, pronoun, who))
    meant = sorted(named, key=lambda who: who.start)[:1]

    def is_weighed(who: Participant) -> bool:
        there = role == "recipient" and len(people) == 1 and is_done_there(text, event.trigger, event_type, who)
        plain = there or who in meant or is_plain(text, home, event.trigger, event_type, role, who)
        return not plain and home.covers(who) and any(who.overlaps(m) for m in marked)

    odds = {
        who: score(facts_beside(record, events, event, role, who, line), weights) if is_weighed(who) else LEAST
        for who in people
    }
    return tuple(who for who in people if max(odds[w] for w in _list_of(text, who, people)) >= LEAST)


def _list_of(text: str, who: Participant, people: Sequence[Participant]) -> set[Participant]:
    """Return those who stand in one list with somebody, who is among them.

    >>> words = "Oslo, Kyiv and the Chadians met Baku."
    >>> people = [Participant(start=words.index(n), end=words.index(n) + len(n), name=n)
    ...           for n in ("Oslo", "Kyiv", "Chadians", "Baku")]
    >>> sorted(p.name for p in _list_of(words, people[2], people))
    ['Chadians', 'Kyiv', 'Oslo']
    """
    found, order = {who}, sorted(people, key=lambda p: p.start)
    for one, other in (*pairwise(order), *reversed(list(pairwise(order)))):
        if (one in found or other in found) and _LISTED.fullmatch(text, one.end, other.start):
            found |= {one, other}
    return found


def facts_beside(
    record: Record, events: Sequence[Event], event: Event, role: Role, who: Participant, line: Line
) -> tuple[str, ...]:
    """Return the facts of `role_facts`, with who else has a part in the act and what parts somebody has in others."""
    same, others = (event.actors, event.recipients) if role == "actor" else (event.recipients, event.actors)
    beside = [p for p in same if p is not who]
    named = record.mentions_at(who)
    facts = [
        f"kind {named[-1].kind if named else 'plain'}",
        f"beside {min(3, len(beside))}",
        "nobody opposite" if not others else "somebody opposite",
    ]
    if who.whom and any(p.whom == who.whom for p in others):
        facts.append("same code opposite")
    for other in events:
        if other is event:
            continue
        if any(p.overlaps(who) for p in other.actors):
            facts.append("also actor")
        if any(p.overlaps(who) for p in other.recipients):
            facts.append("also recipient")
    return (*facts_of(line, event.trigger, event.event_type or "", who), *dict.fromkeys(facts))
