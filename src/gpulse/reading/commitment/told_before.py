"""What a post has told before a sentence, and whom it is about: leading actors, bodies, topic, news days, lists."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from gpulse.days import add_days
from gpulse.reading.actor.stand_ins import COUNTRY, code_of, lists_in, people_in
from gpulse.reading.commitment.clauses import Clause, Context
from gpulse.reading.commitment.named_in import actors_among
from gpulse.reading.commitment.promised_when import LEAD, POINTING, is_term
from gpulse.reading.commitment.speech import Saying
from gpulse.record import Record, Span, Timex

_SO = re.compile(r" (?:so|it|this|that)\b|\b(?:the|this) (?:demand|announcement|news)\b")


def said_so(clause: Clause) -> Saying | None:
    """Who says what the sentence before tells: "Manouchehr Mottaki, the foreign minister, said so on Sunday"."""
    saying = clause.sayings[0] if clause.sayings else None
    if saying is None and (match := _DEMAND_OF.match(clause.sentence.of(clause.text))):
        start = clause.sentence.start
        behind = [m for m in clause.mentions if m.actor and m.start >= start + match.end()]
        if not behind:
            return None
        return Saying(
            sentence=clause.sentence,
            span=Span(start=start, end=behind[0].end),
            name=behind[0].name,
            codes=(behind[0].actor or "",),
            person=False,
            said_on=None,
        )
    told = (
        saying is not None
        and saying.span.start - clause.sentence.start < LEAD
        and _SO.search(saying.span.of(clause.text))
    )
    return saying if told else None


_DEMAND_OF = re.compile(
    r"(?:This|That|Such|It|These|Those|The (?:demand|threat|warning|announcement|message|promise)s?) "
    r"(?:is|was|are|were|comes?|came)(?: (?:the|a|an|one))? ?(?:\w+ )?"
    r"(?:(?:demand|ultimatum|threat|condition|announcement|message|promise|warning|plan|word)s? )?(?:of|by|from)\b"
)
"""Words that tell whose demand the sentence before told: "This is the demand of a group that calls itself …"."""


NEWS = 3
"""Days before publication within which a day of the past that a paragraph names is the one its news is of."""


def news_days(clause: Clause, record: Record) -> list[str]:
    """The days just before publication that a sentence names: "announced on Tuesday"."""
    published = record.article.published_on
    if published is None:
        return []
    first = add_days(published, -NEWS) or published
    return [
        t.latest
        for t in clause.timexes
        if t.latest and t.earliest == t.latest and first <= t.latest <= published and not is_term(clause, t)
    ]


def names_day(timex: Timex, record: Record) -> bool:
    """Say whether a time is one that "that day" or "by then" can point at: a day, or the end of a period to come."""
    if timex.latest is None or POINTING.fullmatch(timex.of(record.article.text)):
        return False
    return timex.earliest == timex.latest or timex.latest > (record.article.published_on or "9999")


def topic_of(clause: Clause) -> tuple[str, ...]:
    """Whom a sentence is about: its first actor, who may be the one that speaks."""
    named = clause.mentions_in(0, len(clause.words))
    first = next((saying for saying in clause.sayings if saying.codes), None)
    if first is not None and (not named or first.span.start < named[0].start):
        return first.codes[:1]
    return actors_among(clause, 0, len(clause.words))[:1]


def with_named(context: Context, clause: Clause) -> Context:
    """The context with the lists, pairs and people that a sentence names."""
    if not clause.mentions:
        return context
    lists = lists_in(clause.mentions, clause.text)
    named = tuple(dict.fromkeys(code for m in clause.mentions if (code := code_of(m))))
    two = lists[-1] if lists else named if len(named) == PAIR else context.two
    plural = people_in(clause.mentions, clause.text) or context.plural
    if not lists and two == context.two and plural == context.plural:
        return context
    return replace(context, several=lists[-1] if lists else context.several, two=two, plural=plural)


PAIR = 2


def parties_of(clause: Clause) -> tuple[str, ...]:
    """The two sides of an agreement that the sentence names: "the treaty that A and B had signed"."""
    actors = tuple(dict.fromkeys(m.actor for m in clause.mentions if m.actor))
    return actors[:2] if len(actors) > 1 and _AGREEMENT.search(clause.sentence.of(clause.text)) else ()


_AGREEMENT = re.compile(
    r"\b(?:treaty|pact|accord|agreement|deal|declaration|memorandum|communique|truce|protocol|agreed|have signed)\b",
    re.IGNORECASE,
)


def bodies_of(record: Record) -> frozenset[str]:
    """Return the actors of a post that are no states: named by longer words than a country's code, or by an
    organisation's own short name."""
    text = record.article.text
    return frozenset(
        m.actor
        for m in record.mentions
        if m.actor and (len(m.actor) != COUNTRY or (m.kind == "organisation" and m.actor in (m.name, m.of(text))))
    )


def leading_actors(record: Record) -> tuple[str, ...]:
    """Return the actors of a post, the most often named first.

    The first sentence counts double, because it says what the post is about, but not where something takes place ("in
    Peru"); an international body counts half, as it is often the stage.
    """
    counts: Counter[str] = Counter()
    text, title = record.article.text, record.article.title or ""
    named: set[str] = set()
    first = record.sentences[0] if record.sentences else None
    for mention in record.mentions:
        code = mention.actor or (mention.place.country if mention.place else None)
        if code:
            if mention.of(text) in title:
                named.add(code)
            stage = (mention.kind == "place" or _SEAT.match(text, mention.end)) and _UNDER_IN.search(
                text[max(0, mention.start - 8) : mention.start]
            )
            doubled = first is not None and first.covers(mention) and not stage
            counts[code] += (1 if mention.sector == "IGO" else 2) * (2 if doubled else 1)
    counts.update(dict.fromkeys(sorted(named), IN_TITLE))
    return tuple(actor for actor, _ in counts.most_common())


IN_TITLE = 2
"""What a name in a post's title counts towards who leads it: as much as in its text."""


_SEAT = re.compile(r" (?:capital|city|town|port|resort)\b")
"""Words behind a nationality that only says where: "in the Ethiopian capital"."""

_UNDER_IN = re.compile(r"\b(?:in|at|on) (?:the )?$", re.IGNORECASE)
