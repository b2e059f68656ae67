"""A record in the terminal, with Rich: width-aware, readable without colour, plain when piped."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from gpulse.record import Commitment, Event, Record
from gpulse.views.words import (
    day_words,
    interval_words,
    participants_words,
    quantity_words,
    quoted,
    shade_words,
    source_words,
)


def print_record(record: Record, console: Console | None = None) -> None:
    """Print a record: head, events, statements by speaker, promises, refusals, agreements and blocs."""
    (console or Console(highlight=False)).print(render_record(record))


def render_record(record: Record) -> RenderableType:
    """Return what `print_record` prints."""
    parts: list[RenderableType] = [_head(record)]
    for title, lines in (
        ("Who did what to whom", _events(record)),
        ("Who says so", _statements(record)),
        ("What was promised, and by when", _commitments(record)),
        ("Sounds like a promise, but could not be rated", _refused(record)),
        ("Agreements", _agreements(record)),
        ("Groups of countries", _blocs(record)),
        ("What could not be read", (Text(f"{issue.stage}: {issue.why}") for issue in record.issues)),
    ):
        body = list(lines)
        if body:
            parts += [Text(), Text(title, style="bold"), *(Padding(line, (0, 0, 0, 2)) for line in body)]
    if not (record.events or record.attributions or record.commitments):
        parts += [Text(), Text("Nothing was found in this post that is done, said or promised by a political actor.")]
    parts.append(Text())
    return Group(*parts)


def _head(record: Record) -> RenderableType:
    article = record.article
    title = article.title or next((s.of(article.text) for s in record.sentences), article.id)
    where = ", ".join(x for x in (article.publisher, article.byline) if x)
    day = day_words(article.published_at) if article.published_at else "day of publication unknown: relative dates open"
    return Group(Text(title, style="bold underline"), Text(" · ".join(x for x in (where, day, article.id) if x), "dim"))


def _words_line(record: Record, label: str, words: str) -> Text:
    return Text(f"    {label}: {words}", style="dim")


def _events(record: Record) -> Iterator[RenderableType]:
    for event in record.events:
        yield _event(record, event)


def _event(record: Record, event: Event) -> RenderableType:
    article = record.article
    line = Text(f"{event.event_type or 'unclassified'}", style="bold cyan")
    line.append(f"  {participants_words(event.actors) or 'somebody not named'}", "default not bold")
    line.append(f" · {event.trigger.of(article.text)} · ", "bold default")
    things = ", ".join(
        item.text + (f" [{quantity_words(item.quantity)}]" if item.quantity else "") for item in event.items
    )
    line.append(things, "default not bold")
    if event.recipients:
        line.append(f"{' ' if things else ''}→ {participants_words(event.recipients)}", "default not bold")
    if event.via:
        line.append(f" via {participants_words(event.via)}", "default not bold")
    facts = [
        interval_words(event.earliest, event.latest),
        event.place.name + (f" ({event.place.country})" if event.place.country else "") if event.place else None,
        shade_words(event) or None,
        "; ".join(f"said by {source_words(record.attributions[i], article)}" for i in event.attributions) or None,
    ]
    lines: list[RenderableType] = [line]
    if any(facts):
        lines.append(Text("    " + " · ".join(fact for fact in facts if fact)))
    lines.append(_words_line(record, "words", quoted(article, event.evidence)))
    return Group(*lines)


def _statements(record: Record) -> Iterator[RenderableType]:
    article = record.article
    rows = [(source_words(a, article), a) for a in record.attributions]
    order = {name: k for k, name in reversed(list(enumerate(name for name, _ in rows)))}
    rows.sort(key=lambda row: order[row[0]])
    for name, group in itertools.groupby(rows, key=lambda row: row[0]):
        lines: list[RenderableType] = [Text(name, style="bold")]
        for _, said in group:
            cue = f"{said.cue.of(article.text)}: " if said.cue else ""
            when = interval_words(said.earliest, said.latest)
            lines.append(Text(f"    {cue}{quoted(article, said.content)} [{said.kind}{', ' + when if when else ''}]"))
        yield Group(*lines)


def _commitments(record: Record) -> Iterator[RenderableType]:
    for commitment in record.commitments:
        yield _commitment(record, commitment)


def _commitment(record: Record, row: Commitment) -> RenderableType:
    line = Text(row.kind, style="bold magenta")
    line.append(f"  {', '.join(row.by)}", "default")
    line.append(f"{' → ' + ', '.join(row.to) if row.to else ''}: {row.what or 'act not described'}", "default not bold")
    facts = [
        f"window: {interval_words(row.earliest, row.latest) or 'open'}"
        + (f" (“{row.window_text}”)" if row.window_text else ""),
        f"on condition: {row.condition}" if row.condition else None,
        f"said by {row.said_by}" if row.said_by else None,
        f"said on {day_words(row.said_on)}" if row.said_on else None,
    ]
    return Group(
        line,
        Text("    " + " · ".join(fact for fact in facts if fact)),
        _words_line(record, "words", quoted(record.article, row.evidence)),
    )


def _refused(record: Record) -> Iterator[RenderableType]:
    for refusal in record.refused:
        yield Group(Text(quoted(record.article, refusal.evidence)), Text(f"    {refusal.why}", style="dim"))


def _agreements(record: Record) -> Iterator[RenderableType]:
    for agreement in record.agreements:
        facts = [
            ", ".join(agreement.parties),
            f"signed {day_words(agreement.signed_on)}" if agreement.signed_on else "",
        ]
        facts.append(agreement.place or "")
        lines: list[RenderableType] = [Text(" · ".join(x for x in (agreement.name, *facts) if x))]
        for clause in agreement.clauses:
            lines.append(Text(f"    {'if ' + clause.trigger + ': ' if clause.trigger else ''}{clause.duty}"))
        yield Group(*lines)


def _blocs(record: Record) -> Iterator[RenderableType]:
    for bloc in record.blocs:
        size = f"{'about ' if bloc.approximate else ''}{bloc.size} countries" if bloc.size else ""
        yield Text(" · ".join(x for x in (bloc.name, size, ", ".join(bloc.members)) if x))
