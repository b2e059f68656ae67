"""What one source tells and another negates, without a word of denying; and two who charge each other with one thing.

"Iran has seized a tanker" in one post, "Iran has not seized any tanker" in another of the same days; "A said that B had
fired first. B said that A had." What a later post says of what has not happened yet denies nothing, and "did not say"
negates no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gpulse.days import days_between
from gpulse.linking.conflict.figures import AHEAD
from gpulse.linking.conflict.frame import STEM, Frame
from gpulse.linking.conflict.given_by import same_speaker, speaker_of
from gpulse.linking.grouping.posts import likeness, stems_of
from gpulse.linking.happening.occurrences import REPORTING
from gpulse.linking.happening.scenes import Scene, elsewhere, set_scene
from gpulse.record import Event, Record, Sentence, Span

ALIKE, ALIKE_IN_POST = 0.3, 0.2
"""Least likeness of a negation to what it negates, in another post and in the same one. In 316 stories the eight of 49
found with 0.12 and not with 0.2 were no contradictions; one of 30 small stories is lost."""

COVERED = 0.5
"""Least share of a negated clause that a claim has whose sentence is longer, and so less alike as a whole."""

NEAR_SENTENCES = 3
"""What one post sets against each other stands within this many sentences."""

SAME_NEWS_DAYS = 3
"""A negation this many days after a claim is still about it."""

_NOT = re.compile(r"\b(?:not|never|no|none|nobody|neither|nor)\b|n['’]t\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:]")
_NOT_ONLY = re.compile(
    r"\bnot (?:only|even|just|yet|least|far|so much|known|clear|immediately)\b|"
    r"\bno (?:longer|doubt|later|more|less|fewer|"
    r"matter|one knows)\b|\bnever (?:before|again|so)\b|\bwhether or not\b|"
    r"\b(?:will|would|shall|should|may|might|can|could|must) not\b|"
    r"\bnot to\b|\b(?:nobody|no one|none|no \w+)(?: \w+){0,4} (?:will|would|shall|can|could)\b|"
    r"\b(?:will|would|shall) \w+ no\b|\bwhen there is no\b|"
    r"\b(?:will|would) (?:soon )?be no\b|\bcannot\b|\bif\b|\bunless\b",
    re.IGNORECASE,
)
"""Negations that leave open, limit, or look ahead: they contradict nothing that was told."""

_HAPPENED = re.compile(r"\b(?:did|has|have|had|was|were)\b")
"""Words of a clause that tells what happened."""

WORDS_NEGATED = 3
"""So many words of content after a negation are what it negates."""

_WEAK = REPORTING | frozenset(
    "comment answer respond reply reach name sure clear immediate right detail reason sign plan mean want need "
    "expect agree long end part country people place thing time".split()
)
"""Stems that tell nothing apart, or whose negation is no contradiction: "did not comment"."""

_HOSTILE = frozenset({"ASSAULT", "COERCE", "THREATEN", "MOBILIZE", "ACCUSE", "SANCTION"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A sentence of a post and who says it."""

    record: Record
    at: int
    speaker: str | None

    @property
    def sentence(self) -> Sentence:
        """The sentence."""
        return self.record.sentences[self.at]

    @property
    def words(self) -> str:
        """Its words."""
        return self.sentence.of(self.record.article.text)


def negated_stems(words: str) -> frozenset[str]:
    """Return the stems that a sentence negates.

    >>> sorted(negated_stems("Iran has not seized any tanker, its ministry said."))
    ['seiz', 'tanker']
    >>> negated_stems("It has not yet been decided."), negated_stems("He did not comment.")
    (frozenset(), frozenset())
    >>> negated_stems("More died on Tuesday than ever, as many as never before in one day.")
    frozenset()
    """
    found: set[str] = set()
    for match in _NOT.finditer(words):
        if _NOT_ONLY.search(words, max(0, match.start() - 20), match.end() + 14):
            continue
        clause = re.split(r"[,;:.]", words[match.end() :])[0]
        found.update([s for s in stems_of(clause) if s not in _WEAK and not s[0].isdigit()][:WORDS_NEGATED])
    return frozenset(found)


def find_disputes(frame: Frame) -> list[tuple[Side, Side]]:
    """Return what is claimed and what is set against it, in order of publication and text."""
    sides = [_sides_of(record, frame) for record in frame.records]
    return [*_negations(frame, sides), *_charges(frame)]


def _sides_of(record: Record, frame: Frame) -> list[Side]:
    sayings = frame.sayings[record.article.id]
    return [
        Side(record=record, at=at, speaker=speaker_of(record, at, Span(start=s.start, end=s.end), sayings))
        for at, s in enumerate(record.sentences)
    ]


def _negations(frame: Frame, sides: Sequence[Sequence[Side]]) -> Iterator[tuple[Side, Side]]:
    """Each sentence that negates something, with the sentence most like it that tells just that."""
    for own in sides:
        for denial in own:
            stems = negated_stems(denial.words)
            if not stems:
                continue
            best: tuple[float, Side] | None = None
            for other in sides:
                for claim in other:
                    alike = _set_against(claim, denial, stems, frame)
                    if alike is not None and (best is None or alike > best[0]):
                        best = (alike, claim)
            if best is not None:
                yield best[1], denial


def _set_against(claim: Side, denial: Side, stems: frozenset[str], frame: Frame) -> float | None:
    """How alike a claim and a negation are, where the one may contradict the other.

    What was to come and did not is no contradiction of who announced it.
    """
    same_post = claim.record is denial.record
    if same_post:
        if (
            claim.at == denial.at
            or abs(claim.at - denial.at) > NEAR_SENTENCES
            or same_speaker(claim.speaker, denial.speaker)
        ):
            return None
    elif not _same_news(claim.record, denial.record):
        return None
    meant = " ".join(part for part in _CLAUSE.split(claim.words) if stems & set(stems_of(part)))
    if not meant or _NOT.search(meant) or (AHEAD.search(meant) and _did_not_happen(denial.words)):
        return None
    alike = likeness(
        frame.vector(claim.record, claim.sentence, said_by=False, short=True),
        frame.vector(denial.record, denial.sentence, said_by=False, short=True),
    )
    if alike < (ALIKE_IN_POST if same_post else ALIKE):
        alike = _covered(claim, denial, frame, 1 if same_post else 2)
        if alike < COVERED or (same_post and (denial.speaker is None or claim.speaker is None)):
            return None
    if elsewhere(_scene(claim, frame), _scene(denial, frame)) in ("time", "place", "who"):
        return None
    return alike


def _covered(claim: Side, denial: Side, frame: Frame, least: int) -> float:
    """The share, by weight, of a negated clause that a claim has; 0 where they share less than so many terms."""
    told = {stem[:STEM] for stem in stems_of(claim.words)}
    best = 0.0
    for part in _CLAUSE.split(denial.words):
        terms = {s[:STEM] for s in stems_of(part) if s not in _WEAK}
        terms -= {s[:STEM] for s in stems_of(denial.speaker or "")}
        whole = sum(frame.rarity(term) for term in terms)
        if _NOT.search(part) and negated_stems(part) and len(terms & told) >= least:
            best = max(best, sum(frame.rarity(term) for term in terms & told) / whole)
    return best


def _did_not_happen(words: str) -> bool:
    """Whether a sentence negates what has happened, and looks at nothing to come."""
    clauses = _CLAUSE.split(words)
    return not AHEAD.search(words) and any(_NOT.search(part) and _HAPPENED.search(part) for part in clauses)


def _scene(side: Side, frame: Frame) -> Scene:
    whole = Span(start=side.sentence.start, end=side.sentence.end)
    sayings = frame.sayings[side.record.article.id]
    return set_scene(side.record, side.sentence, whole, whole.end, sayings, side.speaker)


def _same_news(claim: Record, denial: Record) -> bool:
    """Whether a negation appeared on the day of a claim, or within days after it."""
    first, second = claim.article.published_on, denial.article.published_on
    if first is None or second is None:
        return True
    return 0 <= days_between(first, second) <= SAME_NEWS_DAYS


def _charges(frame: Frame) -> Iterator[tuple[Side, Side]]:
    """Two who each say in one post that the other did one thing."""
    for record in frame.records:
        said = [row for event in record.events if (row := _charge_of(record, event)) is not None]
        for at, (one, first, speaker, doers) in enumerate(said):
            for two, second, other, theirs in said[at + 1 :]:
                near = first < second <= first + NEAR_SENTENCES
                if near and speaker in theirs and other in doers and one.event_type == two.event_type:
                    yield (
                        Side(record=record, at=first, speaker=_name(record, one)),
                        Side(record=record, at=second, speaker=_name(record, two)),
                    )
                    break


def _charge_of(record: Record, event: Event) -> tuple[Event, int, str, frozenset[str]] | None:
    """A hostile act that somebody says another did: the event, its sentence, who says it, and who did it."""
    if event.event_type not in _HOSTILE or event.polarity == "negative" or not event.attributions:
        return None
    speaker = record.attributions[event.attributions[0]].speaker
    at = next((k for k, s in enumerate(record.sentences) if s.covers(event.trigger)), None)
    doers = frozenset(p.whom for p in event.actors if p.whom)
    if speaker is None or speaker.code is None or at is None or speaker.code in doers:
        return None
    return event, at, speaker.code, doers


def _name(record: Record, event: Event) -> str | None:
    speaker = record.attributions[event.attributions[0]].speaker
    return (speaker.name or speaker.code) if speaker else None
