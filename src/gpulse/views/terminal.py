"""A record in the terminal, with Rich: as wide as the terminal, readable without colour, a line a fact when piped."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from gpulse.linking.ledger.ledger_rows import act_words
from gpulse.record import Attribution, Commitment, Event, Record, Span
from gpulse.views.words import (
    NOTHING,
    actors_words,
    day_words,
    event_facts,
    event_words,
    interval_words,
    quoted,
    speaker_words,
    tells_something,
    window_words,
)

Line = tuple[int, Text]
"""A line and how far it is indented; where it is wrapped, the rest goes in two columns further."""


def print_record(record: Record, console: Console | None = None) -> None:
    """Print a record: head, events, statements by speaker, promises, refusals, agreements and blocs.

    In a terminal, lines are wrapped to its width; piped, each fact is one line, without colour.
    """
    _print_lines(record_lines(record), console or Console(highlight=False))


def _print_lines(lines: Iterable[Line], console: Console) -> None:
    for indent, line in lines:
        width = console.width - indent - 2
        pieces = line.wrap(console, max(width, 20)) if console.is_terminal and len(line) > width else [line]
        for number, piece in enumerate(pieces):
            piece.rstrip()
            margin = indent + (2 if number else 0) if piece.plain else 0
            console.print(Text(" " * margin, end="") + piece, soft_wrap=True)


def record_lines(record: Record) -> Iterator[Line]:
    """Yield what `print_record` prints."""
    yield from _head(record)
    for title, lines in (
        ("Who did what to whom", _events(record)),
        ("Who says what", _statements(record)),
        ("What was promised, and by when", _commitments(record)),
        ("Sounds like a promise, but could not be rated", _refused(record)),
        ("Agreements", _agreements(record)),
        ("Groups of countries", _blocs(record)),
        ("What could not be read", ((2, Text(f"{issue.stage}: {issue.why}")) for issue in record.issues)),
    ):
        first = next(lines, None)
        if first:
            yield 0, Text()
            yield 0, Text(title, style="bold")
            yield first
            yield from lines
    if not (record.events or record.attributions or record.commitments):
        yield 0, Text()
        yield 0, Text(NOTHING)
    yield 0, Text()


def print_events(records: Iterable[Record], console: Console | None = None) -> None:
    """Print the events of records, below the head of each post."""
    console = console or Console(highlight=False)
    for number, record in enumerate(records):
        if number:
            console.print()
        _print_lines(itertools.chain(_head(record), _events(record)), console)


def _head(record: Record) -> Iterator[Line]:
    article = record.article
    yield 0, Text(article.title or next((s.of(article.text) for s in record.sentences), article.id), "bold underline")
    where = ", ".join(x for x in (article.publisher, article.byline) if x)
    unknown = "day of publication unknown: relative dates open (--published DAY gives it)"
    day = day_words(article.published_at) if article.published_at else unknown
    yield 0, Text(" · ".join(x for x in (where, day, article.id) if x), "dim")


def _facts(*facts: str | None) -> Line:
    return 6, Text(" · ".join(fact for fact in facts if fact))


def _words(record: Record, spans: Sequence[Span]) -> Line:
    return 6, Text(f"“{quoted(record.article, spans)}”", style="dim")


def _events(record: Record) -> Iterator[Line]:
    """Yield the events; those of one sentence share its words, which come after them."""
    for evidence, events in itertools.groupby(record.events, key=lambda event: event.evidence):
        for event in events:
            yield from _event(record, event)
        if evidence:
            yield _words(record, evidence)


def _event(record: Record, event: Event) -> Iterator[Line]:
    line = Text(f"{event.event_type or 'OTHER'}  ", style="bold cyan")
    line.append(event_words(event, record.article), "default not bold")
    yield 2, line
    yield _facts(*event_facts(event, record))


def _statements(record: Record) -> Iterator[Line]:
    """Yield the statements, those of one speaker together, in the order in which the speakers come up."""
    article = record.article
    speakers: dict[str, list[Attribution]] = {}
    for statement in (one for one in record.attributions if tells_something(one, article)):
        speakers.setdefault(speaker_words(statement, article), []).append(statement)
    for speaker, statements in speakers.items():
        yield 2, Text(speaker, style="bold")
        for said in statements:
            cue = f"{quoted(article, [said.cue])}: " if said.cue else ""
            through = f"through {said.via}" if said.via else None
            facts = ", ".join(filter(None, (said.kind, through, interval_words(said.earliest, said.latest))))
            yield 6, Text(f"{cue}{quoted(article, said.content)} [{facts}]")


def _commitments(record: Record) -> Iterator[Line]:
    for row in record.commitments:
        yield from _commitment(record, row)


def _commitment(record: Record, row: Commitment) -> Iterator[Line]:
    line = Text(f"{row.kind}  ", style="bold magenta")
    who = actors_words(row.by) or "somebody not named"
    to = f" → {actors_words(row.to)}" if row.to else ""
    line.append(f"{who}{to}: {act_words(row) or 'act not described'}", "default not bold")
    yield 2, line
    yield _facts(
        window_words(row),
        f"on condition: {row.condition}" if row.condition else None,
        f"said by {row.said_by}" if row.said_by else None,
        f"said on {day_words(row.said_on)}" if row.said_on else None,
    )
    yield _words(record, row.evidence)


def _refused(record: Record) -> Iterator[Line]:
    for refusal in record.refused:
        yield 2, Text(f"“{quoted(record.article, refusal.evidence)}”")
        yield 6, Text(refusal.why, style="dim")


def _agreements(record: Record) -> Iterator[Line]:
    for agreement in record.agreements:
        signed = f"signed {day_words(agreement.signed_on)}" if agreement.signed_on else ""
        facts = (agreement.name, actors_words(agreement.parties), signed, agreement.place)
        yield 2, Text(" · ".join(fact for fact in facts if fact))
        for clause in agreement.clauses:
            obliged = f"{actors_words(clause.obliged)}: " if clause.obliged else ""
            yield 6, Text(f"{obliged}{clause.duty}" + (f" ({clause.trigger})" if clause.trigger else ""))


def _blocs(record: Record) -> Iterator[Line]:
    for bloc in record.blocs:
        size = f"{'about ' if bloc.approximate else ''}{bloc.size} countries" if bloc.size else ""
        yield 2, Text(" · ".join(x for x in (bloc.name, size, actors_words(bloc.members)) if x))
