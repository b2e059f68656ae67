"""How the posts of a story tell a promise: who is to act and in which words, as far as joining them needs it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gpulse.linking.ledger.ledger_rows import Evidence, evidence_of
from gpulse.linking.outcome.judge import Wording
from gpulse.linking.outcome.told import capitals_of, code_of, where_in
from gpulse.linking.story.story_actors import Key
from gpulse.linking.wording import THINGS, content_words
from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.acts import find_acts
from gpulse.reading.commitment.open_acts import base_of
from gpulse.record import UNDATED, Commitment, Record, Sentence, Span, within

FEW_WORDS = 5
"""A clause with fewer content words than this is compared by the words of its sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One commitment as one post tells it; `read_by` is who is to act by that post alone."""

    commitment: Commitment
    evidence: Evidence
    words: frozenset[str]
    read_by: tuple[str, ...] = ()
    more: tuple[Evidence, ...] = ()
    family: str | None = None
    core: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    where: frozenset[str] = frozenset()
    scope: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    lemma: str = ""
    names: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, str, int]:
        """What tellings are sorted by: day of publication (none is last), post, place in it."""
        return (self.evidence.published_at or UNDATED, self.evidence.article, self.evidence.start)


def wording_of(group: Sequence[Telling]) -> Wording:
    """Return a promise in the words of its first telling."""
    first = group[0]
    window = next((t.commitment for t in group if t.commitment.latest), first.commitment)
    evidence = first.evidence
    return Wording(
        article=evidence.article, by=first.commitment.by, to=first.commitment.to,
        act=first.commitment.act or Span(start=evidence.start, end=evidence.end),
        earliest=window.earliest, latest=window.latest,
    )  # fmt: skip


def tellings_of(record: Record, by: Mapping[Key, tuple[str, ...]] | None = None) -> list[Telling]:
    """Return a post's commitments with their evidence; `by` is who is to act where the story says somebody else."""
    tellings = [
        Telling(
            commitment=c,
            read_by=read.by,
            evidence=evidence_of(record, c.evidence[0]),
            more=tuple(evidence_of(record, span) for span in c.evidence[1:]),
            words=_telling_words(record, c.evidence[0]),
            family=act.family if act else None,
            lemma=base_of(act.lemma.split()[0]) if act else "",
            scope=_scope(record, c),
            names=_names(record, c),
            around=_around(record, c),
            places=frozenset(m.name for m in record.mentions if m.place and not m.actor and c.evidence[0].covers(m)),
            where=_where(record, c.evidence),
            core=frozenset().union(*(_core_words(record, span) for span in c.evidence)),
        )
        for read in record.commitments
        if read.evidence
        for c in (_by_others(read, (by or {}).get((record.article.id, read.id))),)
        for act in (_act_of(record, c),)
    ]
    return [_with_kind_of_thing(at, tellings) for at in range(len(tellings))]


def _where(record: Record, evidence: Sequence[Span]) -> frozenset[str]:
    """The states in which the towns and regions lie where a promise is to be done."""
    return where_in(record.article.text, [m for span in evidence for m in within(record.mentions, span)], towns=True)


def _by_others(read: Commitment, by: tuple[str, ...] | None) -> Commitment:
    """A commitment with others to act than its post says, if any are given; nobody acts for himself."""
    return replace(read, by=by, to=tuple(code for code in read.to if code not in by)) if by else read


def _with_kind_of_thing(at: int, tellings: Sequence[Telling]) -> Telling:
    """A telling that says only "six" or "the rest" is about what the telling before it names."""
    telling = tellings[at]
    if telling.commitment.event_type != "AID" or telling.core & THINGS:
        return telling
    for before in reversed(tellings[:at]):
        same = before.commitment.event_type == "AID" and set(before.commitment.by) & set(telling.commitment.by)
        if same and before.core & THINGS:
            return replace(telling, core=telling.core | before.core, words=telling.words | before.core)
    return telling


def _scope(record: Record, commitment: Commitment) -> frozenset[str]:
    """The states and bodies named in the act's own words, from its verb on, besides those who act."""
    span = commitment.evidence[0]
    at = record.article.text.find(commitment.what or "", span.start, span.end)
    start = max(at, span.start)
    inside = (m for m in record.mentions if m.start >= start and m.end <= span.end)
    return frozenset(code for m in inside if (code := code_of(m))) - set(commitment.by)


def _names(record: Record, commitment: Commitment) -> frozenset[str]:
    """The proper names in a commitment's words, in lower case, without those of who is to act, of days and months, and
    without a first word."""
    text = record.article.text
    found: set[str] = set()
    for span in commitment.evidence:
        quote = span.of(text)
        own = [m.of(text) for m in record.mentions if m.actor in commitment.by and span.overlaps(m)]
        found |= capitals_of(re.sub(r"^\W*\w+", "", quote)) - capitals_of(" ".join(own))
    return frozenset(name for name in found if content_words(name))


def _around(record: Record, commitment: Commitment) -> frozenset[str]:
    """The states and bodies named in the sentence, besides those who act."""
    sentence = next((s for s in record.sentences if s.overlaps(commitment.evidence[0])), commitment.evidence[0])
    inside = (m for m in record.mentions if sentence.covers(m))
    return frozenset(code for m in inside if (code := code_of(m))) - set(commitment.by)


def _act_of(record: Record, commitment: Commitment) -> Act | None:
    """The act that the commitment's words name."""
    span = commitment.evidence[0]
    acts = find_acts(record.article.text, Sentence(start=span.start, end=span.end))
    return next((a for a in acts if (a.event_type or None) == commitment.event_type), None)


def _core_words(record: Record, span: Span) -> frozenset[str]:
    """The content words of a passage without names of actors and times: what the act is about."""
    text = record.article.text
    names: list[Span] = [m for m in record.mentions if m.actor and span.overlaps(m)]
    skipped = names + [t for t in record.timexes if span.overlaps(t)]
    words = (m for m in re.finditer(r"\S+", text[span.start : span.end]))
    kept = " ".join(
        w.group()
        for w in words
        if not any(m.start < span.start + w.end() and span.start + w.start() < m.end for m in skipped)
    )
    return content_words(kept)


def _telling_words(record: Record, span: Span) -> frozenset[str]:
    """The content words of a telling; of its whole sentence where the clause itself has few ("The real ones would
    …")."""
    names = content_words(" ".join(m.of(record.article.text) for m in record.mentions if m.actor))
    words = content_words(span.of(record.article.text)) - names
    if len(words) >= FEW_WORDS:
        return words
    sentence = next((s for s in record.sentences if s.overlaps(span)), None)
    return words | (content_words(sentence.of(record.article.text)) - names) if sentence else words
