"""How many, and the parts of a promise: "six in May, eight in June", "and three Portuguese ones besides"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.clauses import Clause
from gpulse.reading.commitment.windows import find_window
from gpulse.reading.language.cues import MODALS
from gpulse.reading.language.quantities import COUNTS, find_quantities
from gpulse.record import Commitment, CommitmentKind, Quantity, Span


def join_details(found: tuple[tuple[int, Commitment], ...]) -> list[Commitment]:
    """Join a promise told in general with its details told after it in the paragraph.

    "Denmark will give 19 jets. Six are due at New Year, eight in 2024, five in 2025." are three commitments, not four.
    """
    rows = list(found)
    kept: list[Commitment] = []
    for at in range(len(rows)):
        paragraph, whole = rows[at]
        details = [
            later
            for later in range(at + 1, len(rows))
            if rows[later][0] == paragraph
            and rows[later][1].latest
            and _alike(rows[later][1], whole)
            and not _FURTHER.match(rows[later][1].what or "")
        ]
        counts = [q.low or 0 for later in details if (q := rows[later][1].quantity)]
        whole_count = whole.quantity.low if whole.quantity else None
        fits = not whole_count or not counts or sum(counts) == whole_count or whole_count in counts
        if whole.latest or not details or not fits:
            kept.append(whole)
            continue
        detail = rows[details[0]][1]
        joined = replace(
            detail,
            evidence=(*whole.evidence, *detail.evidence),
            event_type=whole.event_type if detail.event_type == "MOBILIZE" else detail.event_type,
            to=detail.to or whole.to,
            quantity=detail.quantity or whole.quantity,
        )
        rows[details[0]] = (paragraph, joined)
    return kept


_FURTHER = re.compile(r"(?:a|an|the|one|two|three)?\s*(?:second|third|fourth|another|further|next)\b", re.IGNORECASE)


def _alike(first: Commitment, second: Commitment) -> bool:
    """The same actor and type of act; soldiers sent are AID in one sentence and MOBILIZE in the next."""
    return bool(set(first.by) & set(second.by)) and (
        first.event_type == second.event_type or {first.event_type, second.event_type} == {"AID", "MOBILIZE"}
    )


def find_quantity(clause: Clause, act: Act) -> Quantity | None:
    """How many: the first quantity of the thing that is moved, in the object, or in the subject of a passive."""
    first, last = act.subject if act.passive or act.frame == "theme" or act.form == "state" else act.object
    if first >= last:
        return None
    start, end = clause.words[first].start, clause.words[last - 1].end
    for found in find_quantities(clause.text[start:end]):
        span = Span(start=start + found.start, end=start + found.end)
        in_name = re.search(r"[A-Z]\w+ $", clause.text[clause.sentence.start + 1 : span.start])  # "Leopard 2"
        given = any(m.end == span.start - 1 for m in clause.mentions if m.actor)  # "gives Mali four"
        said = [s.span for s in clause.sayings if not s.span.covers(act.trigger)]
        if (in_name and not given) or any(t.overlaps(span) for t in (*clause.timexes, *said)):
            continue
        return found.quantity
    return None


def _number(word: str) -> float | None:
    """The number in figures, `None` where it is none.

    >>> _number("23,000"), _number("more")
    (23000.0, None)
    """
    figures = word.replace(",", "")
    return float(figures) if figures.isdigit() else None


def owned_parts(clause: Clause, act: Act, whole: Commitment) -> Iterator[Commitment]:
    """The share of another in one subject: "All 18 German tanks, and three Portuguese ones besides, would arrive"."""
    for mention in clause.mentions_in(*act.subject):
        before = clause.word_before(mention.start)
        count = COUNTS.get(before) or (float(before) if before.isdigit() else None)
        if mention.actor and count and mention.actor not in whole.by and not set(whole.to) & {mention.actor}:
            kind: CommitmentKind = "prediction" if whole.kind in ("pledge", "plan") else whole.kind
            yield replace(whole, by=(mention.actor,), kind=kind, quantity=Quantity(low=count, high=count))


_PART = re.compile(
    r"(?:,|;|\band)\s+(?:and\s+)?(?P<part>that of (?-i:[A-Z])[\w-]+|"
    r"(?:the\s+)?(?:remaining|last|other|another|next|further|final|first)?\s*"
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|rest|remainder|"
    r"others)(?:\s+more)?(?:\s+\w+)?|"
    r"(?-i:[A-Z])[\w'’-]+(?:\s+(?-i:[A-Z])[\w'’-]+){1,3})\s+"
    r"(?:in|by|around|on|during|before|from|within|next|after)\b",
    re.IGNORECASE,
)
"""A part and the word for its time: "and that of Lachin by", "the remaining five in", "and Corporal Moncayo on"."""

_TIME_FIRST = re.compile(
    r"[,;]?\s+and\s+(?P<time>(?:by|in|on|before|until|from)\s)[^,;.]{3,30}?\s+"
    r"(?P<part>(?:all\s+|the\s+)?(?:others?|rest|remainder|remaining\s+\w+|\d[\d,.]*(?:\s+more)?)\b[^,;.]{0,40})",
    re.IGNORECASE,
)
"""A part behind its time: "By December ten are to be out, and by 5 February all others except one"."""


_ENDS = re.compile(r"\s*(?:[,;:.)!?”\"]|$)|\s+(?:and|with|at|in)\b")
"""What stands behind a part with its time: no verb, "and Foreign Minister Lind on Tuesday *said*"."""

_NEAR = 24
"""Characters behind the word for a time within which the time begins."""


def _part_end(clause: Clause, act: Act) -> int:
    """Where parts told without a verb end: at the next act with a verb group of its own, or a semicolon."""
    later = [w.start for w in clause.words[act.last + 1 :] if w.low == ";" or w.low in MODALS or w.low in ("are", "is")]
    return min(later, default=clause.sentence.end)


def gapped_parts(clause: Clause, act: Act, whole: Commitment) -> Iterator[Commitment]:
    """Parts told without their verb: "six are due in May, eight in June and the remaining five in 2025"."""
    start, end = clause.words[act.last].end, _part_end(clause, act)
    behind = [(m, m.start("part"), m.end()) for m in _PART.finditer(clause.text, start, end)]
    before = [(m, m.start("time"), m.start("time")) for m in _TIME_FIRST.finditer(clause.text, start, end)]
    for match, first, near in (*behind, *before):
        timex = next((t for t in clause.timexes if 0 <= t.start - near < _NEAR), None)
        if timex is None or not _ENDS.match(clause.text, max(timex.end, match.end("part"))):
            continue
        if any(MODALS.get(w.low) for w in clause.words if match.start() <= w.start < timex.start):
            continue
        window = find_window(clause.text, match.start(), timex.end, [timex], whole.said_on)
        words = match["part"].removeprefix("the ").split()
        count = next(
            (COUNTS.get(w.lower()) or _number(w) for w in words[:2] if w.lower() in COUNTS or w[0].isdigit()), None
        )
        yield replace(
            whole,
            what=match["part"],
            quantity=Quantity(low=count, high=count) if count else None,
            earliest=window.earliest, latest=window.latest, window_text=window.text,
            evidence=(Span(start=first, end=max(match.end("part"), timex.end)),),
        )  # fmt: skip
