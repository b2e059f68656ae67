"""Commitments that the clauses of a paper make: who is bound, until when, and those that were not found as acts.

A clause says whom it binds, so that "both are to begin the talks and to end them by May" binds both to both; its words
end where the clause does; and "within 90 days" counts from the signing. A clause of a paper that was just signed, or
one with a day to come, is an obligation even where no act of the lexicon is in it: "binds both to pay".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gpulse.days import add_days
from gpulse.reading.agreement.paper_names import HEADS
from gpulse.reading.commitment.windows import Window, find_window
from gpulse.record import Agreement, Clause, Commitment, Record, Span, within

NEWS_DAYS = 14
"""Days before publication within which a paper's signing is the news, and its clauses are promises made in it."""
_ANEW = frozenset(("pledge", "plan", "prediction", "ultimatum"))
_NOT = re.compile(
    r"^(?:forbids?|forbade|bars?|barred|prohibit\w*|bans?|banned)\b|\b(?:not\s+to|(?:must|shall|will|is|are|may)\s+not|no)\b",
    re.IGNORECASE,
)
_FORBIDS = re.compile(r"(?:forbids?|forbade|bars?|barred|prohibit\w*|bans?|banned)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:to|must|shall|will|undertakes?(?:\s+not)?\s+to)\s+(?:not\s+|also\s+|\w+ly\s+)*(?P<verb>(?!an?\b|the\b|its\b|their\b|any\b)[a-z]+)\b"
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


_IN_FORCE = re.compile(
    rf"\b(?:the|this|their)\s+(?:[\w-]+\s+){{0,2}}?{HEADS}\s+"
    r"(?:will|would|shall|should|is to|was to|is due to|is expected to)\s+"
    r"(?:come|enter|go|be|take|last|run|apply|lapse|expire)\b",
    re.IGNORECASE,
)
"""What becomes of a paper as such: "The pact will enter into force once both parliaments have ratified it"."""


def bound_by_papers(record: Record, found: Sequence[Commitment]) -> tuple[Commitment, ...]:
    """Return the commitments as the papers' clauses have them, with those of clauses that none of them tells.

    What becomes of the one paper of a post is all its parties' to do.
    """
    found = [_of_all_parties(record, one) for one in found]
    clauses = [(a, c) for a in record.agreements for c in a.clauses if c.evidence]
    if not clauses:
        return tuple(found)
    mended = [_mended(record, one, clauses) for one in found]
    kept = [one for number, one in enumerate(mended) if not any(_is_again(one, other) for other in mended[:number])]
    return tuple(sorted((*kept, *_untold(record, kept, clauses)), key=lambda one: one.evidence[0].start))


def _of_all_parties(record: Record, one: Commitment) -> Commitment:
    """Return a commitment with all parties of the post's only paper to act, where its act is what becomes of that."""
    if one.act is None or len(record.agreements) != 1 or len(parties := record.agreements[0].parties) < 2:
        return one
    words = _IN_FORCE.finditer(record.article.text, one.evidence[0].start, one.evidence[0].end)
    if not any(match.start() <= one.act.start < match.end() for match in words):
        return one
    return replace(one, by=parties, to=(), likely=())


def _mended(record: Record, one: Commitment, clauses: Sequence[tuple[Agreement, Clause]]) -> Commitment:
    own = next(((a, c) for a, c in clauses if one.act and c.evidence[0].covers(one.act)), None)
    if own is None or one.act is None:
        return one
    paper, clause = own
    words, text = clause.evidence[0], record.article.text
    kind = "obligation" if one.kind in _ANEW else one.kind
    by = clause.obliged or one.by
    to = by if _is_mutual(clause) else tuple(code for code in one.to if code not in by)
    what = one.what
    if what and one.act.start + len(what) > words.end + 2 and text[one.act.start : words.end] and what in text:
        start = text.find(what, max(0, one.act.start - len(what)))
        what = text[start : words.end].strip(" ,") if 0 <= start < words.end else what
    changed = replace(one, kind=kind, by=by, to=to, what=what)
    if _FORBIDS.match(words.of(text)):  # "forbids Iran to export missiles" is no duty to export them
        changed = replace(changed, polarity="negative", event_type=None)
    if by != one.by:
        changed = replace(changed, likely=())
    inside = one.window_text is None or one.window_text in words.of(text)
    window = _window(record, paper, clause)
    if (window.latest and window.latest != one.latest) or not inside:
        changed = replace(changed, earliest=window.earliest, latest=window.latest, window_text=window.text)
    return changed


def _is_news(record: Record, paper: Agreement) -> bool:
    """Whether a paper was signed shortly before the post; of a post without a day, whether no year is told of it."""
    published = record.article.published_on
    if published and paper.signed_on:
        return (add_days(published, -NEWS_DAYS) or published) <= paper.signed_on
    homes = [home for span in paper.evidence if (home := record.home_of(span))]
    return published is None and bool(homes) and not any(_YEAR.search(home.of(record.article.text)) for home in homes)


def _is_mutual(clause: Clause) -> bool:
    """Say whether a clause binds each side to the other: "the other party shall provide assistance"."""
    return len(clause.obliged) > 1 and bool(_OTHER.search(clause.duty or ""))


_OTHER = re.compile(r"\bother (?:party|side|state)\b", re.IGNORECASE)


def _window(record: Record, paper: Agreement, clause: Clause) -> Window:
    """Return the window of a clause; what it gives days for counts from the signing."""
    words = clause.evidence[0]
    return find_window(
        record.article.text,
        words.start,
        words.end,
        within(record.timexes, words),
        paper.signed_on or record.article.published_on,
    )


def _is_again(one: Commitment, other: Commitment) -> bool:
    """Whether a commitment is one that was taken before, now that both have the clause's words and days."""
    same = (one.kind, one.by, one.latest, one.event_type) == (other.kind, other.by, other.latest, other.event_type)
    return same and bool(one.what and other.what and (one.what in other.what or other.what in one.what))


def _untold(
    record: Record, found: Sequence[Commitment], clauses: Sequence[tuple[Agreement, Clause]]
) -> Iterator[Commitment]:
    """Yield the obligations of clauses in which no commitment was found."""
    text, published = record.article.text, record.article.published_on
    for paper, clause in clauses:
        words = clause.evidence[0]
        verb = _VERB.search(text, max(words.start, text.find(clause.duty, words.start, words.end)), words.end)
        if not clause.obliged or verb is None or any(one.act and words.overlaps(one.act) for one in found):
            continue
        window = _window(record, paper, clause)
        if not _is_news(record, paper) and not (published and window.latest and window.latest >= published):
            continue
        act = Span(start=verb.start("verb"), end=verb.end("verb"))
        event = next((e for e in record.events if e.trigger.overlaps(act)), None)
        negative = bool(_NOT.search(words.of(text)[: act.end - words.start]))
        yield Commitment(
            id="",
            kind="obligation",
            by=clause.obliged,
            to=clause.obliged if _is_mutual(clause) else tuple(p for p in paper.parties if p not in clause.obliged),
            event=event.id if event else None,
            event_type=event.event_type if event and not negative else None,
            act=act,
            what=text[act.start : words.end].strip(" ,"),
            said_on=paper.signed_on or published,
            earliest=window.earliest,
            latest=window.latest,
            window_text=window.text,
            condition=clause.trigger,
            polarity="negative" if negative else "positive",
            evidence=(words,),
        )
