"""The ledger as CSV: a row a commitment, lists joined by "; "."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from gpulse.linking.ledger.ledger_rows import Row
from gpulse.views.words import actors_words

COLUMNS = (
    "id", "kind", "by", "to", "said_by", "event_type", "what", "quantity_low", "quantity_high", "place", "said_on",
    "earliest", "latest", "window_text", "condition", "status", "on", "why", "quotes", "articles", "outcome_quotes",
    "outcome_articles", "by_names", "to_names", "urls", "outcome_urls",
)  # fmt: skip
"""The columns, in order."""


def write_csv(rows: Iterable[Row]) -> str:
    """Return the rows as CSV with a header; an unknown value is an empty cell."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for row in rows:
        quantity = row.quantity
        table.writerow(
            "" if value is None else value
            for value in (
                row.id, row.kind, "; ".join(row.by), "; ".join(row.to), row.said_by, row.event_type, row.what,
                quantity.low if quantity else None, quantity.high if quantity else None, row.place, row.said_on,
                row.earliest, row.latest, row.window_text, row.condition, row.status, row.on, row.why,
                " | ".join(e.quote for e in row.evidence), "; ".join(e.article for e in row.evidence),
                " | ".join(e.quote for e in row.outcome_evidence), "; ".join(e.article for e in row.outcome_evidence),
                "; ".join(actors_words([who]) for who in row.by), "; ".join(actors_words([who]) for who in row.to),
                "; ".join(e.url for e in row.evidence if e.url),
                "; ".join(e.url for e in row.outcome_evidence if e.url),
            )
        )  # fmt: skip
    return out.getvalue()
