"""Where a post is set: which states it speaks of, and of which of them words are that name none ("police")."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gpulse.knowledge.actors import SHARED_ORGANS, Actors, Entry
from gpulse.knowledge.names import fold, key_of
from gpulse.reading.actor.cast import Cast, find_cast
from gpulse.reading.kit import Kit
from gpulse.reading.place.containers import is_abroad
from gpulse.reading.place.idioms import find_signs
from gpulse.reading.place.whereabouts import SPOT
from gpulse.record import Mention, Record, Span

WHOLE = ("PCLI", "ZN")
"""Places that act by their name: states, and the European Union."""


def about_states(mentions: Sequence[Mention], text: str, actors: Actors) -> tuple[str, ...]:
    """Return the codes of the states that a post names or is set in, the most frequent first.

    An organ whose name several states have ("the Department of Justice") counts only for a state that is named besides,
    or where no other is.
    """
    counts: Counter[str] = Counter()
    shared: Counter[str] = Counter()
    for mention in mentions:
        if mention.place and mention.place.country and mention.place.feature_code != SPOT:
            counts[mention.place.country] += 1
            continue
        for entry in actors.named(mention.of(text))[:1]:
            if (entry.home or entry.code) in actors.states and not _only_tells(entry, text, mention):
                organ = entry.kind in ("organ", "seat") and key_of(mention.of(text)) in SHARED_ORGANS
                (shared if organ else counts)[entry.home or entry.code] += 1
    return tuple(
        code
        for code, _ in (counts + Counter({c: n for c, n in shared.items() if c in counts or not counts})).most_common()
    )


_PLATFORMS = frozenset(("Twitter", "Facebook", "Instagram", "WhatsApp", "YouTube", "TikTok"))


def _only_tells(entry: Entry, text: str, name: Span) -> bool:
    """Say whether a name is of who brings the news, whose country is not what a post is about: "told Reuters", "wrote
    on Twitter".
    """
    return entry.sector == "JRN" or (entry.name in _PLATFORMS and text.endswith("on ", 0, name.start))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a record says of states, read once for all who ask of it: those it is about, the most frequent first; whom
    it names; the mentions that have a country, with it and their sentence's number (`None` where it has none), and
    where those of them stand that only tell where somebody comes from; and the one country whose signs it has ("the
    sheriff")."""

    about: tuple[str, ...]
    cast: Cast
    named: tuple[tuple[Mention, str, int | None], ...]
    sign: str | None
    apart: bool = False
    strange: frozenset[tuple[int, int]] = frozenset()


def find_scene(record: Record, kit: Kit) -> Scene:
    """Return the scene of a record whose mentions are resolved."""
    text = record.article.text
    named = tuple(
        (mention, code, _sentence_of(record, mention.start))
        for mention in record.mentions
        if (code := _country(mention, text, kit)) is not None
    )
    return Scene(
        about=about_states(record.mentions, text, kit.actors),
        cast=find_cast(record.mentions, text, kit.actors),
        named=named,
        sign=_sign_of(text),
        apart=is_list(record),
        strange=frozenset((m.start, m.end) for m, _, _ in named if _is_strangers(text, m)),
    )


_PARAGRAPHS = 6
_SHARED_BY = 0.5


def is_list(record: Record) -> bool:
    """Say whether a post's paragraphs tell of different states, as a digest of the day or a live blog does.

    Of `_PARAGRAPHS` paragraphs that name states, or more, no state is named in the share `_SHARED_BY`. So are 56 of 60
    days of Wikipedia's Current Events, none of 133 articles (GeoWebNews, LGL, PolNeAR, WikiEvents) and none of the
    96 posts of the ledgers beside the checkout.
    """
    inside: dict[int, set[str]] = defaultdict(set)
    at = 0
    for mention in record.mentions:
        code = mention.place.country if mention.place else mention.actor
        if code is None or len(code) != _CODE or not code.isupper():
            continue
        while at < len(record.sentences) and record.sentences[at].end <= mention.start:
            at += 1
        if at < len(record.sentences):
            inside[record.sentences[at].paragraph].add(code)
    counts = Counter(code for codes in inside.values() for code in codes)
    return len(inside) >= _PARAGRAPHS and max(counts.values()) < _SHARED_BY * len(inside)


_CODE = 3


def _sign_of(text: str) -> str | None:
    """The country of a text's signs, where all are of one: "The sheriff's deputies chased him".

    >>> _sign_of("A sheriff's deputy was shot; the grand jury met."), _sign_of("A sheriff paid £40."), _sign_of("Rain.")
    ('USA', None, None)
    """
    codes = {code for _, code in find_signs(text)}
    return codes.pop() if len(codes) == 1 else None


def _sentence_of(record: Record, offset: int) -> int | None:
    k = bisect_right(record.sentences, offset, key=lambda s: s.start) - 1
    return k if k >= 0 and offset < record.sentences[k].end else None


OFFICES = frozenset("GOV MIL LEG JUD SPY ELI OPP PTY".split())


def weigh_states(record: Record, span: Span, scene: Scene, sector: str | None = None) -> dict[str, float]:
    """Return how clearly each state that a post names speaks for the words at `span`, which name none.

    Every place and state that the post names speaks for its country: the more, the nearer its sentence, and more before
    the words than after them. For offices and organs ("the government", `sector`) a state that acts counts more than
    where something lies; for people on the spot it is the other way round. A place right before the words decides: "In
    Berlin the foreign ministry complained".
    """
    here = _sentence_of(record, span.start) or 0
    text = record.article.text
    office = sector in OFFICES
    for mention, code, _ in scene.named:
        fronted = mention.end <= span.start and text[max(0, mention.start - 3) : mention.start] == "In "
        if not fronted or (office and fold(mention.of(text)) in _OF_ALL):
            continue
        if _BEFORE.fullmatch(text, mention.end, span.start):
            return {code: 1.0}
    scores: dict[str, float] = defaultdict(float)
    own: set[str] = set()
    for mention, code, there in scene.named:
        if mention.overlaps(span) or (office and fold(mention.of(text)) in _OF_ALL):
            continue
        if sector in _ANYBODY and mention.kind == "nationality" and is_abroad(text, mention.start):
            continue  # those who stand before the Turkish base are not of Turkey
        if scene.apart and there is not None and record.sentences[there].paragraph != record.sentences[here].paragraph:
            continue
        gap = here - (here if there is None else there)
        weight = _BY_SENTENCE.get(gap, _FAR) if gap >= 0 else _BY_SENTENCE.get(-gap, _FAR) * _AFTER
        if gap == 0:
            weight += _BESIDE / (1 + abs(mention.start - span.start) / 50)
        if gap == 0 and mention.start >= span.end:
            weight *= _LATER
        if gap == 0 and sector == "MIL" and mention.start > span.end and _ABROAD.search(text, span.end, mention.start):
            weight *= _WHERE_TO
        if (mention.start, mention.end) in scene.strange:
            weight *= _STRANGE
        else:
            own.add(code)
        local = mention.place is not None and mention.place.feature_code not in WHOLE
        if local != office:
            weight *= _FITTING
        scores[code] += weight
    if own:  # whence one of them comes says not where all are
        scores = {code: weight for code, weight in scores.items() if code in own}
    return scores


def is_clear(weighed: Mapping[str, float], sector: str | None) -> bool:
    """Say whether states speak clearly enough for words of a sector: of people of whom nothing is told, one must stand
    out.

    >>> is_clear({"KEN": 3.0, "HTI": 2.5}, "CVL"), is_clear({"KEN": 3.0, "HTI": 2.5}, "GOV")
    (False, True)
    """
    ranked = sorted(weighed.values(), reverse=True)
    return sector not in _ANYBODY or len(ranked) < 2 or ranked[0] >= _CLEARLY * ranked[1]


_OF_ALL = frozenset(("brussels", "geneva", "new york", "the hague", "davos", "strasbourg"))
"""Towns where the envoys of all states meet: who speaks there is not of the state in which they lie."""
_ABROAD = re.compile(r"\b(?:to|for|from|into|against)(?: the)? $")
_BEFORE = re.compile(r",? (?:(?:the|a|an) )?")

# Weights of `weigh_states`, set on the actors of ../shared/gold/events/dev.jsonl (docs/experiments/time-places.md).
_BY_SENTENCE = {0: 3.0, 1: 1.5, 2: 1.0}
_FAR, _AFTER, _BESIDE, _FITTING = 0.3, 0.7, 1.0, 1.5
_LATER = 0.6
"""What counts of what is named after the words in their sentence: "The finance minister declared an emergency while the
prime minister was in Nairobi". On the actors of dev.jsonl all from 0.4 to 1 is the same."""
_WHERE_TO = 0.2
"""What counts of a state that forces are said to go to or act against: "The unit will leave for Kenya". On the actors
of dev.jsonl nothing changes with it; with "in" and "at" among these words one less is right."""

_STRANGE = 0.2
"""What counts of a state from which somebody is said to come, who is told apart by that: "an American was among them",
"the U.S.-sanctioned chairwoman"."""
_ONE_OF_THEM = re.compile(r"\b(?:an?|one|two|three|four|five|another)\s+(?:[a-z]+\s+)?$", re.IGNORECASE)
_PERSON = re.compile(
    r"s?(?=[;,.)]|\s+(?:and|who|were|was|is|are|in|of|from)\b)|\s+(?:man|woman|citizen|national|tourist|student|journalist|"
    r"boy|girl|worker|passenger|immigrant|expat\w*|reporter|resident)s?\b"
)
_WHO_IS_ONE = re.compile(
    r",\s+an?\s+(?:[a-z0-9-]+\s+)?[A-Z]\w+(?=[;,.)]|\s+(?:and|who|were|was|is|in|of|from|man|woman|citizen|national)\b)"
)
_JOINED = re.compile(r"-(?!based\b|led\b|ruled\b|held\b|controlled\b)[a-z]+(?:ed|born|made|owned)\b")


def _is_strangers(text: str, mention: Mention) -> bool:
    """Say whether an adjective or state only tells where somebody comes from, or who has done something to them."""
    if _JOINED.match(text, mention.end):
        return True
    if mention.kind == "person" and mention.sector is None:
        return bool(_WHO_IS_ONE.match(text, mention.end))
    if mention.kind != "nationality" or not _PERSON.match(text, mention.end):
        return False
    return bool(_ONE_OF_THEM.search(text, max(0, mention.start - 30), mention.start))


_ANYBODY = (None, "CVL", "CRM", "REB")
_CLEARLY = 1.5
"""People of whom nothing is told ("thirteen members", "gang members") are of a state only if it speaks so many times as
clearly as the next: in the example posts that takes away nine states of which no post tells, and of the hand-coded
development actors' countries, .889 are right where .892 were."""


def _country(mention: Mention, text: str, kit: Kit) -> str | None:
    if mention.place and mention.place.country and mention.place.feature_code != SPOT:
        return mention.place.country
    if mention.actor in kit.actors.states:
        return None if mention.sector == "JRN" else mention.actor
    return next(
        (e.home for e in kit.actors.named(mention.of(text)) if e.home and not _only_tells(e, text, mention)), None
    )
