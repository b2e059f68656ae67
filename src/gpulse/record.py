"""The domain model: what reading one post gives.

Frozen dataclasses, no I/O, no third-party import. Offsets are half-open, in Unicode code points, into `Article.text`.
A field that the text does not settle is `None`; nothing is filled in with a default. Dates are ISO 8601 strings;
an interval `earliest` … `latest` is inclusive at both ends and keeps the text's precision. The public form is JSON,
written and read by `gpulse.codec`; docs/record.md describes each field.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final, Literal, TypeVar

Kind = Literal["person", "organisation", "place", "group", "nationality", "facility", "other"]
Realis = Literal["actual", "planned", "promised", "threatened", "demanded", "predicted", "obligation", "hypothetical"]
Polarity = Literal["positive", "negative"]
Certainty = Literal["certain", "probable", "possible"]
AttributionKind = Literal["direct", "indirect", "mixed"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
CommitmentKind = Literal["pledge", "plan", "threat", "ultimatum", "prediction", "obligation"]
Anchor = Literal["published", "previous", "event"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of `Article.text`.

    >>> Span(start=3, end=8).of("In Seoul on Friday")
    'Seoul'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that the span covers."""
        return text[self.start : self.end]

    def bare(self) -> Span:
        """Return the stretch alone, without what a mention or a tag, which are stretches too, knows besides."""
        return Span(start=self.start, end=self.end)

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Say whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end


_Span = TypeVar("_Span", bound=Span)
_START: Final = attrgetter("start")


def within(spans: Sequence[_Span], outer: Span) -> tuple[_Span, ...]:
    """Return the spans that lie within `outer`. They stand in order of text, as a record's layers do.

    >>> [s.start for s in within([Span(start=k, end=k + 3) for k in range(6)], Span(start=2, end=6))]
    [2, 3]
    """
    return tuple([span for span in starting_in(spans, outer) if span.end <= outer.end])


def starting_in(spans: Sequence[_Span], outer: Span) -> Sequence[_Span]:
    """Return the spans that begin within `outer`, of spans in order of text.

    >>> [s.start for s in starting_in([Span(start=k, end=k + 3) for k in range(6)], Span(start=2, end=4))]
    [2, 3]
    """
    first = bisect_left(spans, outer.start, key=_START)
    return spans[first : bisect_left(spans, outer.end, first, key=_START)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One post as it was published. `text` never changes once an `Article` exists.

    `published_at` is a day ("2024-06-28") or a UTC instant ("2024-06-28T06:00:00Z"), as precisely as known;
    `published_from` says where it was found: "given", "front matter", "metadata", "page".
    """

    id: str
    text: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    published_at: str | None = None
    published_from: Literal["given", "front matter", "metadata", "page"] | None = None
    language: str | None = None

    @property
    def published_on(self) -> str | None:
        """The day of publication, or `None` where it is not known."""
        return self.published_at[:10] if self.published_at else None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Sentence(Span):
    """A sentence; `paragraph` counts from 0."""

    paragraph: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A resolved place. `lat`, `lon` in WGS84 degrees; names and codes as GeoNames spells them.

    `disputed` says who administers and who claims the place, where that is contested.
    """

    name: str
    geonameid: int | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    feature_code: str | None = None
    disputed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Span):
    """Words that name somebody or somewhere.

    `actor` is whom the words stand for as an actor: ISO 3166-1 alpha-3 for a state and those who act for it, or a
    body's name; `place` where they are meant as a place. `chain` numbers the coreference chain within the post.
    """

    kind: Kind
    name: str
    actor: str | None = None
    sector: str | None = None
    role: str | None = None
    place: Place | None = None
    chain: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex(Span):
    """A time expression: TIMEX3 type and value, the interval it covers, and the anchor that resolved it."""

    type: TimexType
    value: str | None = None
    earliest: str | None = None
    latest: str | None = None
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who said something. `code` as `Mention.actor`; `role` in the text's words."""

    name: str | None = None
    role: str | None = None
    code: str | None = None
    sector: str | None = None
    anonymous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A source says a content: PARC's and PolNeAR's source, cue and content.

    `parent` is the index of the attribution whose content holds this one (one source telling what another said).
    """

    source: Span | None = None
    cue: Span | None = None
    content: tuple[Span, ...] = ()
    kind: AttributionKind = "indirect"
    speaker: Speaker | None = None
    via: str | None = None
    earliest: str | None = None
    latest: str | None = None
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant(Span):
    """Somebody in an event: the words, and whom they stand for.

    `code` is a state's alone, an armed group's home included; `body` is the name of the body or group that acts.
    """

    name: str
    code: str | None = None
    sector: str | None = None
    body: str | None = None

    @property
    def whom(self) -> str | None:
        """Whom the words stand for: the body or group, else the state."""
        return self.body or self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """How many. `low` or `high` is `None` where the text leaves that side open ("more than 7,000")."""

    low: float | None = None
    high: float | None = None
    unit: str | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Span):
    """A thing that an event moves, gives, takes or destroys; `text` is its raw words."""

    text: str
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whom. `event_type` (the type of the act itself), `mode` and `contexts` are PLOVER's.

    `attributions` are indices into `Record.attributions`: who says so; empty where the post itself does.
    `score` is no probability: docs/model.md says what it orders.
    """

    id: str
    trigger: Span
    event_type: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    via: tuple[Participant, ...] = ()
    items: tuple[Item, ...] = ()
    place: Place | None = None
    earliest: str | None = None
    latest: str | None = None
    realis: Realis = "actual"
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    attributions: tuple[int, ...] = ()
    evidence: tuple[Span, ...] = ()
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """An actor that may be meant (ISO 3166-1 alpha-3 or the name of a body), and how surely, from 0 to 1."""

    code: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What was promised, planned, threatened, demanded or predicted, by when.

    `by` and `to` hold ISO 3166-1 alpha-3 codes or the names of bodies; `likely` who may be meant by `by`, the surest
    first; `event` the id of the event it rests on; `act` are the words that name the act. Kinds are defined in
    docs/glossary.md.
    """

    id: str
    kind: CommitmentKind
    by: tuple[str, ...]
    to: tuple[str, ...] = ()
    event: str | None = None
    event_type: str | None = None
    act: Span | None = None
    what: str | None = None
    quantity: Quantity | None = None
    place: str | None = None
    said_by: str | None = None
    said_on: str | None = None
    earliest: str | None = None
    latest: str | None = None
    window_text: str | None = None
    condition: str | None = None
    polarity: Polarity = "positive"
    evidence: tuple[Span, ...] = ()
    score: float | None = None
    likely: tuple[Likely, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What sounds like a promise, but could never be rated, and why."""

    evidence: tuple[Span, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause of an agreement: what triggers it, who is then obliged, and to what (raw words)."""

    trigger: str | None = None
    obliged: tuple[str, ...] = ()
    duty: str
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A treaty, pact or deal: its parties, when and where it was signed, and its clauses."""

    name: str
    parties: tuple[str, ...] = ()
    signed_on: str | None = None
    place: str | None = None
    clauses: tuple[Clause, ...] = ()
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bloc:
    """A named or counted group of countries."""

    name: str
    members: tuple[str, ...] = ()
    size: int | None = None
    approximate: bool = False
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRun:
    """Which method filled a layer of the record, in which version."""

    stage: str
    method: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What read the post. `read_at` is a UTC instant; `model` names the weights, `None` where no network ran."""

    gpulse: str
    model: str | None = None
    read_at: str | None = None
    stages: tuple[StageRun, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something about this post that the reader could not do, in one sentence."""

    stage: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that reading one post gives. Layers are added by the stages of `gpulse.reading.pipeline`, in order."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    timexes: tuple[Timex, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    refused: tuple[Refusal, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    blocs: tuple[Bloc, ...] = ()
    issues: tuple[Issue, ...] = ()
    meta: Meta = field(default_factory=lambda: Meta(gpulse="unknown"))

    def sentence_at(self, offset: int) -> int | None:
        """Return the number of the sentence that holds the character at an offset, `None` where none does."""
        at = bisect_right(self.sentences, offset, key=_START) - 1
        return at if at >= 0 and offset < self.sentences[at].end else None

    def home_of(self, span: Span) -> Sentence | None:
        """Return the sentence in which a span begins, `None` where that is in none."""
        at = self.sentence_at(span.start)
        return None if at is None else self.sentences[at]

    def mentions_at(self, span: Span) -> list[Mention]:
        """Return the mentions that share a character with a span, in order of text."""
        before = self.mentions[: bisect_left(self.mentions, span.end, key=_START)]
        return [mention for mention in before if mention.end > span.start]


UNDATED: Final = "9999"
"""Stands for the day of a post without one where posts are put in order."""


def oldest_first(records: Iterable[Record]) -> list[Record]:
    """Return records in order of publication; those without a day come last, those of one moment by their ids.

    A post whose day nobody knows is never taken for the one that others have their account from.
    """
    return sorted(records, key=lambda r: (r.article.published_at or UNDATED, r.article.id))
