"""One self-contained page: posts with their words marked by layer, and beside each its record.

No network, no script needed for reading; with scripts, choosing a row shows its words and the other way round, by
mouse or keyboard. Everything that comes from a post is escaped.
"""

from __future__ import annotations

import html
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from gpulse.errors import InputError
from gpulse.record import Record, Span
from gpulse.views.words import (
    certainty_words,
    day_words,
    event_words,
    interval_words,
    quoted,
    source_words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row beside the post: its anchor, its layer, what it says (HTML) and the spans of the post it rests on."""

    key: str
    layer: str
    body: str
    spans: tuple[Span, ...]


def write_page(records: Sequence[Record], path: Path) -> None:
    """Write the page of `records` to `path`. Raises `InputError` where the file cannot be written."""
    try:
        path.write_text(render_page(records), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}.") from error


def render_page(records: Sequence[Record]) -> str:
    """Return the page as HTML."""
    assets = files("gpulse.views").joinpath("templates")
    style = assets.joinpath("page.css").read_text(encoding="utf-8")
    script = assets.joinpath("page.js").read_text(encoding="utf-8")
    posts = "\n".join(_post(record, number) for number, record in enumerate(records, 1))
    title = records[0].article.title if len(records) == 1 and records[0].article.title else f"{len(records)} posts"
    policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'"
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)} · Geopolitical Pulse</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"{_contents(records)}<main>\n{posts}\n</main>\n<script>\n{script}</script>\n</body>\n</html>\n"
    )


def _contents(records: Sequence[Record]) -> str:
    if len(records) < 2:
        return ""
    links = "".join(
        f'<li><a href="#post-{n}">{html.escape(r.article.title or r.article.id)}</a></li>'
        for n, r in enumerate(records, 1)
    )
    return f'<nav aria-label="Posts"><ol>{links}</ol></nav>\n'


def _post(record: Record, number: int) -> str:
    article = record.article
    rows = tuple(_rows(record, number))
    facts = (
        article.publisher,
        article.byline,
        day_words(article.published_at) if article.published_at else "day of publication unknown",
    )
    head = " · ".join(html.escape(fact) for fact in facts if fact)
    title = html.escape(article.title or article.id)
    return (
        f'<section class="post" id="post-{number}">\n<header><h1>{title}</h1><p>{head}</p></header>\n'
        f'<div class="both">\n<div class="text" lang="{html.escape(article.language or "en")}">{_marked(record, rows)}'
        f'</div>\n<div class="record">{_groups(rows)}</div>\n</div>\n</section>'
    )


def _marked(record: Record, rows: Iterable[Row]) -> str:
    """Return the text as HTML, cut where any row's span starts or ends, each piece naming the rows it belongs to."""
    text = record.article.text
    spans = [(span, row) for row in rows for span in row.spans]
    cuts = sorted({0, len(text), *(s.start for s, _ in spans), *(s.end for s, _ in spans)})
    out: list[str] = []
    for start, end in itertools.pairwise(cuts):
        piece = html.escape(text[start:end])
        here = [row for span, row in spans if span.start <= start and end <= span.end]
        if here:
            keys = " ".join(row.key for row in here)
            layers = " ".join(sorted({row.layer for row in here}))
            out.append(f'<mark data-rows="{keys}" class="{layers}">{piece}</mark>')
        else:
            out.append(piece)
    return "".join(out).replace("\n\n", '<span class="gap"></span>').replace("\n", "<br>")


_TITLES = {
    "event": "Who did what to whom",
    "attribution": "Who says so",
    "commitment": "What was promised, and by when",
    "refused": "Sounds like a promise, but could not be rated",
    "agreement": "Agreements",
    "timex": "Times",
    "mention": "Names",
    "bloc": "Groups of countries",
}


def _groups(rows: Sequence[Row]) -> str:
    out: list[str] = []
    for layer, title in _TITLES.items():
        own = [row for row in rows if row.layer == layer]
        if own:
            items = "".join(
                f'<li><button type="button" id="{row.key}" class="{layer}" aria-pressed="false">'
                f"{row.body}</button></li>"
                for row in own
            )
            opened = " open" if layer in ("event", "attribution", "commitment", "refused") else ""
            out.append(f"<details{opened}><summary>{title} ({len(own)})</summary><ul>{items}</ul></details>")
    return "".join(out) or "<p>Nothing was found in this post that is done, said or promised by a political actor.</p>"


def _rows(record: Record, number: int) -> Iterable[Row]:
    article, esc = record.article, html.escape

    def row(layer: str, n: int, body: list[str | None], spans: Iterable[Span]) -> Row:
        return Row(
            key=f"p{number}-{layer}-{n}", layer=layer, body="<br>".join(esc(x) for x in body if x), spans=tuple(spans)
        )

    for n, event in enumerate(record.events):
        said = "; ".join(f"says {source_words(record.attributions[i], article)}" for i in event.attributions)
        facts = " · ".join(
            (
                interval_words(event.earliest, event.latest) or "when unknown",
                event.place.name if event.place else "where unknown",
                certainty_words(event),
                said or "the post itself says so",
            )
        )
        line = f"{event.event_type or 'OTHER'}: {event_words(event, article)}"
        parts = (event.trigger, *event.actors, *event.recipients, *event.items)
        yield row("event", n, [line, facts], (Span(start=p.start, end=p.end) for p in parts))
    for n, said_by in enumerate(record.attributions):
        cue = f" {said_by.cue.of(article.text)}" if said_by.cue else ""
        spans = [span for span in (said_by.source, said_by.cue, *said_by.content) if span]
        words = f"{source_words(said_by, article)}{cue}: {quoted(article, said_by.content)}"
        yield row("attribution", n, [words, said_by.kind], spans)
    for n, promise in enumerate(record.commitments):
        to = f" → {', '.join(promise.to)}" if promise.to else ""
        window = interval_words(promise.earliest, promise.latest) or "open"
        condition = f"on condition: {promise.condition}" if promise.condition else None
        said = f"said by {promise.said_by}" if promise.said_by else ""
        line = f"{promise.kind}: {', '.join(promise.by)}{to}: {promise.what or 'act not described'}"
        yield row("commitment", n, [line, f"window: {window}", condition, said], promise.evidence)
    for n, refusal in enumerate(record.refused):
        yield row("refused", n, [quoted(article, refusal.evidence), refusal.why], refusal.evidence)
    for n, pact in enumerate(record.agreements):
        signed = f"signed {day_words(pact.signed_on)}" if pact.signed_on else None
        clauses = [f"{'if ' + c.trigger + ': ' if c.trigger else ''}{c.duty}" for c in pact.clauses]
        yield row("agreement", n, [pact.name, ", ".join(pact.parties), signed, *clauses], pact.evidence)
    for n, timex in enumerate(record.timexes):
        resolved = interval_words(timex.earliest, timex.latest) or timex.value or "not resolved"
        yield row("timex", n, [f"{timex.of(article.text)}: {resolved}"], [timex])
    for n, name in enumerate(record.mentions):
        stands = " · ".join(
            x for x in (name.actor, name.sector, name.role, name.place.name if name.place else None) if x
        )
        yield row("mention", n, [f"{name.of(article.text)}: {stands or name.kind}"], [name])
    for n, bloc in enumerate(record.blocs):
        size = f"{'about ' if bloc.approximate else ''}{bloc.size} countries" if bloc.size else None
        yield row("bloc", n, [bloc.name, size, ", ".join(bloc.members)], bloc.evidence)
