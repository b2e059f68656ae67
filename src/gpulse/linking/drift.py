"""How a claim changes on its way from post to post: who says it, how sure it is, and who is to do it.

Compared are the sentences of a post with the most alike sentence of the post that it has its account from. A change of
the source ("an official" becomes "Pyongyang"), of certainty ("could" becomes "will") or of the actors ("engineers"
become "troops") is shown with both sentences.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gpulse.linking.conflict.disputes import Side
from gpulse.linking.conflict.frame import Frame
from gpulse.linking.conflict.given_by import speaker_of
from gpulse.linking.grouping.posts import FUNCTION_WORDS, likeness
from gpulse.linking.ledger.ledger_rows import Evidence, evidence_of
from gpulse.linking.story.story_rows import Conflict, Drift, DriftKind, Link, Value
from gpulse.linking.wording import stem
from gpulse.reading.commitment.open_acts import base_of
from gpulse.reading.commitment.speech import Saying
from gpulse.record import Record, Span

ALIKE = 0.27
"""Least likeness of two sentences that tell the same. Read in sixteen stories: of the 17 pairs between this and 0.36,
15 tell the same; of the 16 pairs between 0.2 and this, nine do."""

_POSSIBLE = re.compile(
    r"\b(?:could|may|might|possibly|perhaps|reportedly|allegedly|consider\w*|weigh(?:s|ing)|mull\w*|would like|"
    r"hopes?)\b",
    re.IGNORECASE,
)
_LIKELY = re.compile(
    r"\b(?:threaten(?:s|ed)? to|should|"
    r"(?:is|are|was|were) (?:expected|likely|due|planned|supposed|thought|believed|said)|"
    r"expected to|plans? to|"
    r"intends? to|likely to|probably|said to)\b",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"\b(?:will|shall|is going to|are going to|certainly|definitely|has begun|have begun)\b", re.IGNORECASE
)
_HEDGES = ((_POSSIBLE, 0), (_LIKELY, 1), (_SURE, 2))

_HEDGED_VERB = re.compile(
    r"\b(?:could|may|might|(?:is|are) (?:expected|likely|due|planned|supposed) to|plans? to|intends? to|"
    r"threaten(?:s|ed)? to)(?: (?:soon|also|well))? (?:(?:have|be|been) ){0,2}(?P<verb>[a-z]{3,})\b",
    re.IGNORECASE,
)
"""A verb of which it is left open whether it is done: "could send", "may have been fired"."""
_LEFT_OPEN = re.compile(
    r"\b(?:could|may|might|would|will|shall|should|if|unless|whether|not|no|never|want\w*|wish\w*|ask\w*|urg\w*|"
    r"ready|refus\w*|deni\w*|deny|going|was to|were to|is to|are to)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words of a sentence that does not plainly tell that something is done."""

_PEOPLE = {
    name: frozenset(stem(word) for word in words.split())
    for name, words in {
        "engineers": "engineer engineers sappers builders", "workers": "worker workers labourers",
        "troops": "troop troops soldier soldiers army forces combatants fighters boots", "police": "police gendarmes",
        "instructors": "instructor instructors trainer trainers adviser advisers advisors",
        "mercenaries": "mercenary mercenaries contractors", "peacekeepers": "peacekeeper peacekeepers",
        "civilians": "civilian civilians residents", "militants": "militant militants rebels insurgents gunmen",
        "terrorists": "terrorist terrorists", "volunteers": "volunteer volunteers",
        "medics": "medic medics doctors nurses",
        "observers": "observer observers monitors", "migrants": "migrant migrants", "refugees": "refugee refugees",
        "officials": "official officials", "students": "student students", "diplomats": "diplomat diplomats",
    }.items()
}  # fmt: skip
"""Kinds of people that are not the same, by stem."""

_THINGS = {
    name: frozenset(stem(word) for word in words.split())
    for name, words in {
        "vehicles": "vehicle vehicles truck trucks lorry lorries carriers", "tanks": "tank tanks",
        "drones": "drone drones", "missiles": "missile missiles", "jets": "jet jets",
        "helicopters": "helicopter helicopters",
        "boats": "boat boats", "warships": "warship warships frigate frigates destroyer destroyers",
        "bullets": "bullet bullets", "grenades": "grenade grenades", "shells": "shell shells", "loans": "loan loans",
        "grants": "grant grants gift gifts", "trainers": "simulator simulators", "howitzers": "howitzer howitzers",
        "cluster": "cluster", "mines": "mine mines",
    }.items()
}  # fmt: skip
"""Kinds of things that are not the same, by stem."""

_SINGLE = re.compile(
    r"\b(?:officials?|clerks?|diplomats?|officers?|aides?|insiders?|advisers?|deput(?:y|ies))\b", re.IGNORECASE
)
_WHOLE = re.compile(
    r"\b(?:governments?|ministry|presidency|parliament|cabinet|command|general staff|Kremlin|White House|army|navy|"
    r"police|company|council)\b"
)
"""One who serves somewhere, and the body itself. A spokesman speaks for it, and neither stands in his name."""


_NO_SOURCE = re.compile(
    r"^(?:[Ii]n|[Aa]t|[Oo]n|[Ff]rom|[Tt]o|[Ww]ith|[Aa]fter) |\b(?:who|which|whose)\b|\b(?:so|it|that|this)$"
)
"""Words by which what was taken for a speaker is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side(Side):
    """A sentence of a post and who says it, by name and code; `said` where a word of saying stands there."""

    sayings: tuple[Saying, ...]
    code: str | None
    said: bool


def find_drift(frame: Frame, links: Sequence[Link]) -> tuple[Drift, ...]:
    """Return the changes between each post and the post it has its account from, in order of publication."""
    by_id = {record.article.id: record for record in frame.records}
    found: list[Drift] = []
    for link in links:
        if link.source in by_id:
            found += _between(by_id[link.source], by_id[link.article], frame)
    return tuple(found)


def _between(source: Record, later: Record, frame: Frame) -> list[Drift]:
    """The changes from a post to one that follows it, each kind once, of the most alike sentences."""
    rows: list[tuple[float, _Side, _Side]] = []
    told = [frame.vector(source, other, said_by=False) for other in source.sentences]
    for at, sentence in enumerate(later.sentences):
        mine = frame.vector(later, sentence, said_by=False)
        scores = [(likeness(mine, other), -k) for k, other in enumerate(told)]
        best = max(scores, default=(0.0, 0))
        if best[0] >= ALIKE:
            rows.append((best[0], _side(source, -best[1], frame), _side(later, at, frame)))
    kept: dict[tuple[str, str, str], Drift] = {}
    for _, one, two in sorted(rows, key=lambda row: -row[0]):
        for drift in (
            _source_drift(one, two), _certainty_drift(one, two), _kinds_drift("who", _PEOPLE, one, two),
            _kinds_drift("what", _THINGS, one, two),
        ):  # fmt: skip
            if drift is not None:
                kept.setdefault((drift.kind, drift.before, drift.after), drift)
    return list(kept.values())


def _side(record: Record, at: int, frame: Frame) -> _Side:
    span = Span(start=record.sentences[at].start, end=record.sentences[at].end)
    said = next(
        (a for a in record.attributions if a.speaker and a.cue and record.sentences[at].covers(a.cue) and a.content),
        None,
    )
    code = said.speaker.code if said and said.speaker else None
    sayings = frame.sayings[record.article.id]
    return _Side(
        sayings=sayings, record=record, at=at, speaker=speaker_of(record, at, span, sayings), code=code,
        said=said is not None or any(span.overlaps(saying.span) for saying in sayings),
    )  # fmt: skip


def _drift(kind: DriftKind, before: str, after: str, one: _Side, two: _Side) -> Drift:
    return Drift(
        kind=kind, before=before, after=after,
        first=evidence_of(one.record, one.sentence), second=evidence_of(two.record, two.sentence),
    )  # fmt: skip


def _source_drift(one: _Side, two: _Side) -> Drift | None:
    """Another source for the same, or none where there was one."""
    if one.speaker is None:
        return None
    if two.speaker is None:
        return (
            None
            if _speaks_near(two) or names_alike(one.speaker, two.words)
            else _drift("source", one.speaker, "told as a fact", one, two)
        )
    if one.said and two.said and _from_one_to_all(one.speaker, two.speaker):
        return _drift("source", one.speaker, two.speaker, one, two)
    if names_alike(one.speaker, two.speaker) or (one.code and one.code == two.code):
        return None
    if one.code is None or two.code is None or not (names_a_source(one.speaker) and names_a_source(two.speaker)):
        return None
    return _drift("source", one.speaker, two.speaker, one, two)


def _from_one_to_all(one: str, two: str) -> bool:
    """Whether one who serves somewhere has become the body itself.

    >>> _from_one_to_all("A customs clerk in Odessa", "The Ukrainian government")
    True
    >>> _from_one_to_all("A ministry spokesman", "the ministry"), _from_one_to_all("an army officer", "army")
    (False, True)
    """
    single = bool(_SINGLE.search(one)) and "spokes" not in one
    return single and bool(_WHOLE.search(two)) and not _SINGLE.search(two) and "spokes" not in two


def _speaks_near(side: _Side) -> bool:
    """Whether the sentence before or after names who says it: "So the minister announced"."""
    rows = side.record.sentences
    near = [
        k for k in (side.at - 1, side.at + 1) if 0 <= k < len(rows) and rows[k].paragraph == side.sentence.paragraph
    ]
    return any(speaker_of(side.record, k, rows[k], side.sayings) for k in near)


def names_alike(one: str, two: str) -> bool:
    """Return whether two names of speakers share a word of three letters or more that is no small word.

    >>> names_alike("the head", "head of the army"), names_alike("her rep", "Reid's rep"), names_alike("UN", "EU")
    (True, True, False)
    """
    first, second = (
        {stem(word) for word in name.split() if len(word) > 2 and word.lower() not in FUNCTION_WORDS}
        for name in (one, two)
    )
    return bool(first & second)


def names_a_source(words: str) -> bool:
    """Return whether words taken for a speaker name one, and are no place, no object and no person of a scene.

    >>> names_a_source("Yury Borisov"), names_a_source("In Budapest people"), names_a_source("Vladimir Putin so")
    (True, False, False)
    >>> names_a_source("tea seller who lost his kettle")
    False
    """
    return not _NO_SOURCE.search(words)


def _certainty_drift(one: _Side, two: _Side) -> Drift | None:
    """A weaker or stronger word for how sure it is, or none where what was left open is told as done.

    Other sentences without such words are left alone.
    """
    first, second = _hedge(one.words), _hedge(two.words)
    if first is not None and second is None:
        hedged = _HEDGED_VERB.search(one.words)
        done = {form for word in re.findall(r"[a-z]{3,}", two.words.lower()) for form in (base_of(word), stem(word))}
        plain = hedged is not None and not _LEFT_OPEN.search(two.words) and base_of(hedged["verb"].lower()) in done
        return _drift("certainty", hedged.group(), "told as done", one, two) if hedged and plain else None
    if first is None or second is None or first[1] == second[1]:
        return None
    return _drift("certainty", first[0], second[0], one, two)


def _hedge(words: str) -> tuple[str, int] | None:
    """The weakest word for how sure something is, and its rank."""
    for pattern, rank in _HEDGES:
        match = pattern.search(words)
        if match:
            return match.group(), rank
    return None


def _kinds_drift(kind: DriftKind, kinds: Mapping[str, frozenset[str]], one: _Side, two: _Side) -> Drift | None:
    """Other people or things in the same sentence: those of the first are gone, and others stand in their place."""
    first, second = _named(one.words, kinds), _named(two.words, kinds)
    gone, come = sorted(first.keys() - second.keys()), sorted(second.keys() - first.keys())
    if len(gone) != 1 or len(come) != 1 or first.keys() & second.keys():
        return None
    return _drift(kind, first[gone[0]], second[come[0]], one, two)


def _named(words: str, kinds: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """The kinds that a sentence names, with its words for them."""
    found: dict[str, str] = {}
    for word in re.findall(r"[\w-]+", words):
        for name, stems in kinds.items():
            if stem(word) in stems:
                found.setdefault(name, word)
    return found


def source_conflicts(drifts: Sequence[Drift], links: Sequence[Link]) -> tuple[Conflict, ...]:
    """Return the changes of source as conflicts: who says it. A claim that merely lost its source is none.

    Where a post tells whom its source had it from (`Link.source_of_source`), the value says so.
    """
    further = {link.article: (link.source, link.source_of_source) for link in links if link.source_of_source}

    def value(name: str, evidence: Evidence) -> Value:
        source, behind = further.get(evidence.article, (None, None))
        words = f"{behind}, quoted by {name}" if behind and source == name else name
        return Value(value=words, low=None, high=None, evidence=evidence)

    return tuple(
        Conflict(slot="who says so", values=(value(drift.before, drift.first), value(drift.after, drift.second)))
        for drift in drifts
        if drift.kind == "source"
        and drift.after != "told as a fact"
        and not _from_one_to_all(drift.before, drift.after)
    )
