"""Sentences of a brief about promises: what was promised, what falls due, what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gpulse.linking.ledger.ledger_rows import Row
from gpulse.views.brief_drafts import (
    Cited,
    Draft,
    Posts,
    cap,
    from_evidence,
    join_words,
    own,
    quotation,
    quote,
    with_values,
    words_at,
)
from gpulse.views.brief_names import BEGINS, PRONOUN, WHOSE, name_of
from gpulse.views.brief_rows import Part, Value
from gpulse.views.words import day_words, interval_words, window_start

_KINDS: Mapping[str, tuple[str, str, str]] = {
    "pledge": ("promised", "promised", "the promise of {}"),
    "plan": ("planned to act", "planned to act", "the plan of {}"),
    "threat": ("threatened", "threatened", "the threat of {}"),
    "ultimatum": ("was told to act", "were told to act", "the demand put to {}"),
    "prediction": ("was expected to act", "were expected to act", "the prediction about {}"),
    "obligation": ("was bound to act", "were bound to act", "the obligation of {}"),
}
"""Each kind of commitment as a verb, for one actor and for several, and as a noun."""

_ENDINGS: Mapping[str, Mapping[str, str]] = {
    "kept": {"": "was kept", "threat": "was carried out", "ultimatum": "was met", "prediction": "came true"},
    "late": {"": "was kept late", "threat": "was carried out late", "ultimatum": "was met late",
             "prediction": "came true late"},
    "partial": {"": "was kept in part", "threat": "was carried out in part", "ultimatum": "was met in part",
                "prediction": "came true in part"},
    "broken": {"": "was broken", "threat": "was not carried out", "ultimatum": "was refused",
               "prediction": "did not come true"},
    "withdrawn": {"": "was taken back"},
    "overdue": {"": "is overdue, and none of the posts shows it done"},
}  # fmt: skip
"""What became of a commitment, by status, then by kind where it is said in other words."""
_NOT_BROKEN = "is over, and none of the posts shows it broken"
"""What became of what was not to be done, where the calendar alone says that its last day has passed."""


def _is_not_to_be_done(row: Row) -> bool:
    return (row.what or "").startswith("not ")


# What was promised, and what became of it


def promise_sentence(row: Row, posts: Posts, from_posts: frozenset[str]) -> Draft | None:
    """Return the sentence for a commitment; the footnotes are its tellings in `from_posts`, the first one quoted."""
    cited = _best_first(row, from_evidence((e for e in row.evidence if e.article in from_posts), posts), posts)
    if not cited:
        return None
    by, to, window = _who(row.by, cited, posts), _who(row.to, cited, posts), _window(row, cited, posts)
    if not by:
        return quotation(cited, posts, row.id)
    said_on, speaker = _day(row.said_on), _said_by(row, cited, posts)
    text = f"On {said_on.means} " if said_on else ""
    text += f"{join_words([v.means for v in by])} {_KINDS[row.kind][len(by) > 1]}"
    if to and row.kind in ("pledge", "threat"):
        text += " " + join_words([v.means for v in to])
    if window:
        text += f", {'' if window.means.startswith('by ') else 'for '}{window.means}"
    parts = [own(cap(text) + ": "), quote_of(cited, posts)]
    if speaker:
        parts.append(own(f", said by {speaker.means}"))
    return Draft(
        parts=tuple(parts), cited=with_values(cited, (*by, *to, window, said_on, speaker)),
        tellers=tuple(c.article for c in cited), row=row.id,
    )  # fmt: skip


def due_sentence(row: Row, posts: Posts) -> Draft | None:
    """Return the sentence for a commitment that falls due; `None` where no post of the brief tells it."""
    cited = _best_first(row, from_evidence(row.evidence, posts), posts)
    window = _window(row, cited, posts) if cited else None
    if window is None:
        return None
    by, said_on, speaker = _who(row.by, cited, posts), _day(row.said_on), _said_by(row, cited, posts)
    name = _KINDS[row.kind][2].format(join_words([v.means for v in by]) or "somebody not named")
    told = (f" on {said_on.means}" if said_on else "") + (f" by {speaker.means}" if speaker else "")
    parts = [own(f"Due {window.means}: {name}, "), quote_of(cited, posts)]
    if told:
        parts.append(own(f", said{told}"))
    return Draft(
        parts=tuple(parts), cited=with_values(cited, (*by, window, said_on, speaker)),
        tellers=tuple(c.article for c in cited), row=row.id,
    )  # fmt: skip


def _best_first(row: Row, cited: Sequence[Cited], posts: Posts) -> tuple[Cited, ...]:
    """Return the tellings with one that has the window's words in front: it is the one that gets quoted."""
    return tuple(sorted(cited, key=lambda c: (row.window_text or "") not in words_at(c, posts)))


def outcome_sentence(row: Row, posts: Posts) -> Draft | None:
    """Return the sentence for what became of a commitment: the promise, and the words that show the outcome."""
    promise = _best_first(row, from_evidence(row.evidence, posts), posts)[:1]
    outcome = from_evidence(row.outcome_evidence, posts)
    if not promise or row.status not in _ENDINGS:
        return None
    by, window = _who(row.by, promise, posts), _window(row, promise, posts)
    said_on, speaker = _day(row.said_on), _said_by(row, promise, posts)
    name = _KINDS[row.kind][2].format(join_words([v.means for v in by]) or "somebody not named")
    endings = _ENDINGS[row.status]
    on = _day(row.on) if outcome and row.status in ("kept", "late") else None
    ending = _NOT_BROKEN if row.status == "overdue" and _is_not_to_be_done(row) else endings.get(row.kind, endings[""])
    ending += f" on {on.means}" if on else ""
    told = (f" on {said_on.means}" if said_on else "") + (f" by {speaker.means}" if speaker else "")
    facts = (f"said{told}" if told else "", f"due {window.means}" if window and row.latest else "")
    lead = ", ".join((name, *filter(None, facts)))
    parts = [own(cap(f"{lead}, ")), quote_of(promise, posts), own(f", {ending}")]
    if outcome:
        parts += [own(": "), quote_of(outcome, posts)]
    cited = with_values(promise, (*by, window, said_on, speaker))
    if outcome:
        cited += with_values(outcome, (on,))
    tellers = tuple(c.article for c in (outcome or promise))
    return Draft(parts=tuple(parts), cited=cited, tellers=tellers, row=row.id)


def quote_of(cited: Sequence[Cited], posts: Posts) -> Part:
    """Return the words of the first citation, quoted."""
    return quote(words_at(cited[0], posts))


def _who(codes: Sequence[str], cited: Sequence[Cited], posts: Posts) -> list[Value]:
    return [value for code in codes if (value := name_of(code, cited[0], posts))]


def _day(day: str | None) -> Value | None:
    return Value(field="time", words="", means=day_words(day), value=f"{day}/{day}") if day else None


def _window(row: Row, cited: Sequence[Cited], posts: Posts) -> Value | None:
    words = interval_words(window_start(row), row.latest)
    if words is None or row.latest is None:
        return None
    text = posts.records[cited[0].article].article.text
    raw = row.window_text if row.window_text and row.window_text in text else ""
    return Value(field="time", words=raw, means=words, value=f"{row.earliest or '..'}/{row.latest}")


def _said_by(row: Row, cited: Sequence[Cited], posts: Posts) -> Value | None:
    text = posts.records[cited[0].article].article.text
    if not row.said_by or row.said_by not in text or WHOSE.search(row.said_by) or PRONOUN.fullmatch(row.said_by):
        return None
    means = BEGINS.sub(lambda found: found.group().lower(), row.said_by)
    return Value(field="speaker", words=row.said_by, means=means, value=row.said_by)
