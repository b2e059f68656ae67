"""One self-contained page: posts with their words marked by layer, and beside each its record.

No network, no script needed for reading; with scripts, choosing a row shows its words and the other way round, by
mouse or keyboard. On paper, the number of a row stands behind its words. Everything that comes from a post is escaped.
"""

from __future__ import annotations

import html
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from gpulse.files import write_whole
from gpulse.furniture import find_furniture
from gpulse.linking.ledger.ledger_rows import act_words
from gpulse.record import Record, Span
from gpulse.views.words import (
    NOTHING,
    actors_words,
    day_words,
    event_facts,
    event_words,
    interval_words,
    quoted,
    source_words,
    tells_something,
    window_words,
)

LAYERS = (
    ("event", "Who did what to whom", "events"),
    ("attribution", "Who says what", "statements"),
    ("commitment", "What was promised, and by when", "promises"),
    ("refused", "Sounds like a promise, but could not be rated", "refused"),
    ("agreement", "Agreements", "agreements"),
    ("bloc", "Groups of countries", "groups"),
    ("timex", "Times", "times"),
    ("mention", "Names", "names"),
)
"""Each layer, the heading of its rows, and its word in the legend. Those from `timex` on are closed and unmarked at
first: a reader looks at them when a row seems wrong."""
DETAIL = ("timex", "mention")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row beside the post: its layer, its number, what it says (a line each) and the spans it rests on."""

    layer: str
    number: int
    lines: tuple[str, ...]
    spans: tuple[Span, ...]
    post: int

    @property
    def key(self) -> str:
        """Its anchor on the page."""
        return f"p{self.post}-{self.number}"


def write_page(records: Sequence[Record], path: Path) -> None:
    """Write the page of `records` to `path`. Raises `InputError` where the file cannot be written."""
    write_whole(path, [render_page(records).encode()])


def render_page(records: Sequence[Record]) -> str:
    """Return the page as HTML."""
    assets = files("gpulse.views").joinpath("templates")
    style = assets.joinpath("page.css").read_text(encoding="utf-8")
    script = assets.joinpath("page.js").read_text(encoding="utf-8")
    posts = "\n".join(_post(record, number) for number, record in enumerate(records, 1))
    title = _title(records[0]) if len(records) == 1 else f"{len(records)} posts"
    policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'"
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)} · Geopolitical Pulse</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"{_contents(records)}{_legend()}<main>\n{posts}\n</main>\n<script>\n{script}</script>\n</body>\n</html>\n"
    )


def _title(record: Record) -> str:
    return record.article.title or record.article.id


def _contents(records: Sequence[Record]) -> str:
    if len(records) < 2:
        return ""
    links = "".join(f'<li><a href="#post-{n}">{html.escape(_title(r))}</a></li>' for n, r in enumerate(records, 1))
    return f'<nav aria-label="Posts"><ol>{links}</ol></nav>\n'


def _legend() -> str:
    boxes = "".join(
        f'<label><input type="checkbox" value="{layer}"{"" if layer in DETAIL else " checked"}>'
        f'<mark class="{layer}">{word}</mark></label>'
        for layer, _, word in LAYERS
    )
    return f'<fieldset class="legend"><legend>Marked</legend>{boxes}</fieldset>\n'


def _post(record: Record, number: int) -> str:
    article = record.article
    rows = list_rows(record, number)
    facts = (
        article.publisher,
        article.byline,
        day_words(article.published_at) if article.published_at else "day of publication unknown: relative dates open",
        article.url or article.id,
    )
    head = " · ".join(html.escape(fact) for fact in facts if fact)
    return (
        f'<section class="post" id="post-{number}">\n<header><h1>{html.escape(_title(record))}</h1><p>{head}</p>'
        f'<a class="skip" href="#record-{number}">To the record</a></header>\n'
        f'<div class="both">\n<div class="text" lang="{html.escape(article.language or "en")}">'
        f"{mark_text(record, rows)}</div>\n"
        f'<div class="record" id="record-{number}">{_groups(rows)}</div>\n</div>\n</section>'
    )


def list_rows(record: Record, post: int) -> tuple[Row, ...]:
    """Return the rows of a record, layer by layer; `post` tells the posts of a page apart."""
    return tuple(
        Row(
            layer=layer,
            number=number,
            lines=tuple(line for line in lines if line),
            spans=tuple(Span(start=span.start, end=span.end) for span in spans),
            post=post,
        )
        for number, (layer, lines, spans) in enumerate(_rows(record), 1)
    )


def mark_text(record: Record, rows: Sequence[Row], *, at: Span | None = None, linked: bool = False) -> str:
    """Return the text as HTML, cut where any row's span starts or ends, each piece naming the rows it belongs to.

    With `linked`, pieces are links to their rows, not buttons for a script, and the first piece of a row has the anchor
    "w-KEY". `at` are words that somebody asked for: they get the anchor "at".
    """
    text = record.article.text
    spans = [(span, row) for row in rows for span in row.spans]
    furniture = find_furniture(text).spans
    ends = {point for span, _ in spans for point in (span.start, span.end)}
    ends |= {at.start, min(at.end, len(text))} if at else set()
    cuts = sorted({0, len(text), *ends, *(point for span in furniture for point in (span.start, span.end))})
    last = {row.key: max(span.end for span in row.spans) for row in rows if row.spans and row.layer not in DETAIL}
    out: list[str] = []
    named: set[str] = set()
    for start, end in itertools.pairwise(cuts):
        piece = html.escape(text[start:end])
        if at and at.start <= start and end <= at.end:
            anchor = ' id="at"' if start == at.start else ""
            piece = f'<span class="at"{anchor}>{piece}</span>'
        here = [row for span, row in spans if span.start <= start and end <= span.end]
        if here:
            keys = " ".join(dict.fromkeys(row.key for row in here))
            layers = " ".join(sorted({row.layer for row in here}))
            main = [row for row in here if row.layer not in DETAIL]
            stop = ' tabindex="0" role="button"' if main and not linked else ""
            if linked:
                anchors = "".join(f'<span id="w-{r.key}"></span>' for r in here if r.key not in named)
                named.update(row.key for row in here)
                piece = anchors + (
                    f'<a href="#{main[0].key}">{piece}</a>' if main and text[start:end].strip() else piece
                )
            ended = sorted({row.number for row in here if last.get(row.key) == end})
            notes = f' data-notes="{" ".join(map(str, ended))}"' if ended else ""
            out.append(f'<mark data-rows="{keys}" class="{layers}"{stop}{notes}>{piece}</mark>')
        elif any(span.start <= start and end <= span.end for span in furniture):
            out.append(f'<span class="furniture">{piece}</span>')
        else:
            out.append(piece)
    return "".join(out).replace("\n\n", '<span class="gap"></span>').replace("\n", '<span class="line"></span>')


def _groups(rows: Sequence[Row]) -> str:
    out: list[str] = []
    for layer, title, _ in LAYERS:
        own = [row for row in rows if row.layer == layer]
        if own:
            items = "".join(
                f'<li><button type="button" id="{row.key}" class="{layer}" aria-pressed="false">'
                f'<b class="number">{row.number}</b>{"<br>".join(map(html.escape, row.lines))}</button></li>'
                for row in own
            )
            opened = "" if layer in DETAIL else " open"
            out.append(f"<details{opened}><summary>{title} ({len(own)})</summary><ul>{items}</ul></details>")
    return "".join(out) or f"<p>{NOTHING}</p>"


def _rows(record: Record) -> Iterator[tuple[str, Iterable[str | None], Iterable[Span]]]:
    """Yield the rows, layer by layer: layer, lines, spans."""
    article = record.article
    for event in record.events:
        parts = (event.trigger, *event.actors, *event.recipients, *event.via, *event.items)
        line = f"{event.event_type or 'OTHER'}: {event_words(event, article)}"
        yield "event", (line, " · ".join(event_facts(event, record))), parts
    for statement in (one for one in record.attributions if tells_something(one, article)):
        cue = f" {statement.cue.of(article.text)}" if statement.cue else ""
        spans = [span for span in (statement.source, statement.cue, *statement.content) if span]
        words = f"{source_words(statement, article)}{cue}: {quoted(article, statement.content)}"
        when = interval_words(statement.earliest, statement.latest)
        yield "attribution", (words, f"{statement.kind}{', ' + when if when else ''}"), spans
    for promise in record.commitments:
        to = f" → {actors_words(promise.to)}" if promise.to else ""
        who = actors_words(promise.by) or "somebody not named"
        lines = (
            f"{promise.kind}: {who}{to}: {act_words(promise) or 'act not described'}",
            window_words(promise),
            f"on condition: {promise.condition}" if promise.condition else None,
            f"said by {promise.said_by}" if promise.said_by else None,
        )
        yield "commitment", lines, promise.evidence
    for refusal in record.refused:
        yield "refused", (quoted(article, refusal.evidence), refusal.why), refusal.evidence
    for pact in record.agreements:
        signed = f"signed {day_words(pact.signed_on)}" if pact.signed_on else None
        clauses = [
            (f"{actors_words(c.obliged)}: " if c.obliged else "") + c.duty + (f" ({c.trigger})" if c.trigger else "")
            for c in pact.clauses
        ]
        yield "agreement", (pact.name, actors_words(pact.parties), signed, pact.place, *clauses), pact.evidence
    for bloc in record.blocs:
        size = f"{'about ' if bloc.approximate else ''}{bloc.size} countries" if bloc.size else None
        yield "bloc", (bloc.name, size, actors_words(bloc.members)), bloc.evidence
    for timex in record.timexes:
        resolved = interval_words(timex.earliest, timex.latest) or timex.value or "not resolved"
        yield "timex", (f"{timex.of(article.text)}: {resolved}",), (timex,)
    for name in record.mentions:
        stands = (
            actors_words([name.actor]) if name.actor else None,
            name.sector,
            name.role,
            name.place.name if name.place else None,
        )
        line = f"{name.of(article.text)}: {' · '.join(fact for fact in stands if fact) or name.kind}"
        yield "mention", (line,), (name,)
