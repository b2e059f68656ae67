"""What the pages of a site say in words: headlines, leads, names, counts, and which address a row has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from gpulse.linking.ledger.ledger_rows import Row
from gpulse.linking.story.story_rows import Story
from gpulse.views.brief import DIFFER, ENDED, HAPPENED, PROMISED
from gpulse.views.brief_rows import Brief
from gpulse.views.words import ACT_WORDS


def headline_of(story: Story) -> str:
    """Return what a story's post is called: the words of its central claim, in quotation marks."""
    return f"“{cut(' '.join(story.claim.quote.split()).rstrip('.'), 240)}”"


def lead_of(brief: Brief, story: Story) -> str:
    """Return the sentence that says most beside the headline: what happened, what became of a promise, a promise."""
    sections = {section.title: section.sentences for section in brief.sections}
    for title in (HAPPENED, ENDED, PROMISED, DIFFER):
        for sentence in sections.get(title, ()):
            if not any(part.quoted and part.text[:60] == story.claim.quote[:60] for part in sentence.parts):
                return sentence.text
    return ""


def cut(text: str, most: int) -> str:
    """Return a text of at most so many characters, cut between words.

    >>> cut("one two three", 8)
    'one two …'
    """
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(".,;: ") + " …"


def count_words(number: int, what: str) -> str:
    """Return a number with what it counts: "2 posts"."""
    return f"{number:,} {what}" + ("s" if number != 1 else "")


def on_day(row: Row) -> tuple[str, str]:
    """Return what orders rows by the day on which something became of them."""
    return row.on or "", row.id


def row_path(row: Row) -> str:
    """Return the path of a commitment's page."""
    return f"ledger/{row.id}.html"


def who_acts(row: Row, states: Mapping[str, str]) -> str:
    """Return who is to act, and for or against whom, in names."""
    by = " and ".join(states.get(code, code) for code in row.by) or "somebody not named"
    to = " and ".join(states.get(code, code) for code in row.to)
    by = by[:1].upper() + by[1:]
    return f"{by}, to {to}" if to else by


def names_of(name: str) -> Callable[[int], str]:
    """Return how the pages of a list are called.

    >>> [names_of("ledger")(at) for at in (1, 2)]
    ['ledger.html', 'ledger-2.html']
    """
    return lambda at: f"{name}.html" if at == 1 else f"{name}-{at}.html"


def stretches(rows: Sequence[Any], size: int) -> Iterator[tuple[int, int, Sequence[Any]]]:
    """Yield the pages of a list: number, how many there are, rows. An empty list has one page."""
    last = max(1, -(-len(rows) // size))
    for at in range(1, last + 1):
        yield at, last, rows[(at - 1) * size : at * size]


def is_web(address: str | None) -> bool:
    """Say whether an address may stand in a link."""
    return bool(address and re.match(r"https?://", address))


def act_of(properties: Mapping[str, Any]) -> str:
    """Return the act of a feature in words: "meets (planned, not done)"."""
    kind = properties["event_type"] or properties["act_type"] or "event"
    shades = [properties["realis"]] if properties["realis"] != "actual" else []
    shades += ["not done"] if properties["polarity"] == "negative" else []
    return ACT_WORDS.get(kind, str(kind)) + (f" ({', '.join(shades)})" if shades else "")
