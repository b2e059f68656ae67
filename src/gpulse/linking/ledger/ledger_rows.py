"""What the ledger is made of: rows, their evidence, their versions. Frozen; written by `linking.commitments`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from gpulse.record import Commitment, CommitmentKind, Quantity, Record, Span

Status = Literal["kept", "late", "partial", "broken", "withdrawn", "overdue", "pending"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of a post: `start`, `end` are offsets into its text."""

    article: str
    url: str | None
    published_at: str | None
    quote: str
    start: int
    end: int


def evidence_of(record: Record, span: Span) -> Evidence:
    """Return a span of a post as evidence."""
    article = record.article
    return Evidence(
        article=article.id, url=article.url, published_at=article.published_at, quote=span.of(article.text),
        start=span.start, end=span.end,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """How the promise stood in one telling that changed it: the drift of a row."""

    said_on: str | None
    earliest: str | None
    latest: str | None
    quantity: Quantity | None
    window_text: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A status that evidence speaks for, with the score of that evidence; `on` is the day of the act."""

    status: Status
    on: str | None
    why: str
    evidence: tuple[Evidence, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One promise, all its tellings, and what became of it by the day the ledger is asked for.

    `read_by` is who is to act by the words of its first post alone, where the story says somebody else. `what` says
    "not …" where something is not to be done.
    """

    id: str
    kind: CommitmentKind
    by: tuple[str, ...]
    to: tuple[str, ...]
    said_by: str | None
    event_type: str | None
    what: str | None
    quantity: Quantity | None
    place: str | None
    said_on: str | None
    earliest: str | None
    latest: str | None
    window_text: str | None
    condition: str | None
    status: Status
    on: str | None
    why: str
    evidence: tuple[Evidence, ...]
    outcome_evidence: tuple[Evidence, ...] = ()
    versions: tuple[Version, ...] = ()
    history: tuple[Finding, ...] = ()
    proposed: Finding | None = None
    ruled: bool = False
    read_by: tuple[str, ...] = ()


def act_words(commitment: Commitment) -> str | None:
    """Return what is to be done, or is not to be done, in the post's words.

    >>> act_words(Commitment(id="c1", kind="threat", by=("BFA",), what="apply the sanctions", polarity="negative"))
    'not apply the sanctions'
    >>> act_words(Commitment(id="c1", kind="plan", by=("NER",), what="no flight would be let in", polarity="negative"))
    'no flight would be let in'
    >>> act_words(Commitment(id="c1", kind="plan", by=("TCD",), what="sell without consent", polarity="negative"))
    'not sell without consent'
    """
    what = commitment.what
    if what is None or commitment.polarity != "negative" or _DENIED.search(what):
        return what
    return f"not {what}"


_DENIED: Final = re.compile(r"\b(?:no|not|none|nor|neither|never|nobody|nothing|cannot)\b|n['’]t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """What sounded like a promise and could never be rated."""

    why: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The commitments of a store as of a day, from what was published by then."""

    as_of: str
    rows: tuple[Row, ...]
    refused: tuple[RefusedRow, ...]
