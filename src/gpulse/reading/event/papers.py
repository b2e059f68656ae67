"""What a treaty or deal obliges its parties to: acts that its terms tell, and the sentences after that go on with them.

"Under the accord, both armies are to leave. Peru must give up the valley by May." Both are the accord's terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gpulse.reading.attribution.said_more import names_paper
from gpulse.record import Event, Record, Span

_TERMS: frozenset[str] = frozenset(("planned", "promised", "demanded", "obligation"))
_BINDS = re.compile(
    r"\b(?:is|are)\s+(?:also\s+)?to\s+(?:be\s+)?(?:\w+\s+)?$|"
    r"\b(?:must|shall|will|has\s+to|have\s+to)\s+(?:\w+\s+){0,3}$"
)
_PLAN = re.compile(r"\b(?:plan|roadmap|ultimatum|resolution|proposal)\b", re.IGNORECASE)


def with_terms(record: Record, events: Sequence[Event]) -> Iterator[Event]:
    """Yield the events; what a paper's terms oblige to is an obligation, and said by the paper.

    Its terms go on in the sentences that follow in the paragraph, as long as nobody else says them and they tell what
    is to be done: "Armenia must give up the district". A plan binds nobody: its acts stay planned.
    """
    text = record.article.text
    for event in events:
        home = event.evidence[0]
        said = event.attributions
        if not said and event.realis in _TERMS and _BINDS.search(text, home.start, event.trigger.start):
            said = _terms_before(record, home)
        paper = next((a.source for k in said if (a := record.attributions[k]).source), None)
        if paper is None or not names_paper(paper.of(text)):
            yield event
            continue
        binds = _BINDS.search(text, home.start, event.trigger.start) and not _PLAN.search(paper.of(text))
        owed = binds and event.realis in ("planned", "promised", "demanded")
        yield replace(event, attributions=said, realis="obligation" if owed else event.realis)


def _terms_before(record: Record, home: Span) -> tuple[int, ...]:
    """Return the paper whose terms the sentences before tell, with no other source since, in the same paragraph."""
    text = record.article.text
    here = next((k for k, s in enumerate(record.sentences) if s.start <= home.start < s.end), None)
    if here is None or any(a.cue and home.covers(a.cue) for a in record.attributions):
        return ()
    for sentence in reversed(record.sentences[:here]):
        if sentence.paragraph != record.sentences[here].paragraph:
            return ()
        told = [k for k, a in enumerate(record.attributions) if a.cue and sentence.covers(a.cue)]
        if told:
            paper = record.attributions[told[0]].source
            return (told[0],) if len(told) == 1 and paper and names_paper(paper.of(text)) else ()
    return ()
