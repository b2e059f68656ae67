"""One row for each promise: the tellings of many posts, joined, and its status as of a day.

Pure functions over records; the order in which posts arrived does not matter, because they are sorted first. Nothing
published after the day is looked at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from gpulse.linking.grouping.clusters import group_posts
from gpulse.linking.grouping.posts import build_post, load_word_frequencies
from gpulse.linking.ledger.joined_tellings import join_tellings
from gpulse.linking.ledger.ledger_rows import (
    Finding,
    Ledger,
    RefusedRow,
    Row,
    Version,
    act_words,
    evidence_of,
)
from gpulse.linking.ledger.tellings import Telling, tellings_of, wording_of
from gpulse.linking.outcome.amounts import BEGUN
from gpulse.linking.outcome.evidence import Promise
from gpulse.linking.outcome.judge import Hearing, Judge, hear
from gpulse.linking.outcome.nearby import index_sentences, near_of
from gpulse.linking.outcome.same_acts import act_groups_of
from gpulse.linking.outcome.signs import TOTAL
from gpulse.linking.outcomes import Heard, Said, find_told, listen, rarity, resolve, rivals_of, weigh
from gpulse.linking.story.story_actors import actors_by_story
from gpulse.record import Record, oldest_first
from gpulse.store.edits import Ruling


def build_ledger(
    records: Iterable[Record],
    as_of: str,
    rulings: Sequence[Ruling] = (),
    judge: Judge | None = None,
    story_of: Mapping[str, int] | None = None,
) -> Ledger:
    """Return the ledger of these records as of a day (`YYYY-MM-DD`), from what was published by then.

    `rulings` are what people decided, oldest first; the last one made by that day holds. `judge` says what
    sentences show of promises; without one, rules and counted features alone do. `story_of` numbers the story of each
    record, where that is known already; it is not looked at where a record is of a later day.
    """
    records = list(records)
    known = oldest_first(r for r in records if (r.article.published_on or "") <= as_of)
    hearing = hear(judge, known) if judge else None
    story_of = story_of if story_of is not None and len(known) == len(records) else stories_of(known)
    by = actors_by_story(known, story_of, judge.model.weights["story"]) if judge else {}
    groups = join_tellings([t for record in known for t in tellings_of(record, by)], hearing, story_of)
    resolved = settle_groups(groups, known, as_of, hearing, story_of)
    ruled = {r.commitment: r for r in rulings if r.ruled_at[:10] <= as_of}
    refused = tuple(
        RefusedRow(why=refusal.why, evidence=tuple(evidence_of(record, span) for span in refusal.evidence))
        for record in known
        for refusal in record.refused
    )
    return Ledger(as_of=as_of, rows=tuple(_overrule(row, ruled.get(row.id)) for row in resolved), refused=refused)


def settle_groups(
    groups: Sequence[Sequence[Telling]],
    known: Sequence[Record],
    as_of: str,
    hearing: Hearing | None = None,
    story_of: Mapping[str, int] | None = None,
) -> list[Row]:
    """Return a row for each group of tellings, with its status on the day by what these records tell.

    The records are those published by that day, in order of publication; `story_of` numbers the story of each, where it
    is known already.
    """
    told = find_told(known)
    taken: dict[tuple[str, int], list[Promise]] = {}
    order = sorted(range(len(groups)), key=lambda at: _due_key(groups[at]))
    made: dict[int, Row] = {}
    promises = [promise_of(group) for group in groups]
    sentences = index_sentences(told, story_of or stories_of(known))
    said: list[list[Said]] = []
    rare_in = cache(lambda stories: rarity(sentences.of_stories(stories)))
    for promise, group in zip(promises, groups, strict=True):
        near = near_of(promise, sentences, whole=hearing is not None)
        rare = rare_in(sentences.stories_of(promise))
        said.append(listen(promise, near, as_of, rare, heard=_heard(hearing, group)))
    if hearing:
        said = weigh(promises, said, hearing.weights)
    rivals = rivals_of(promises, said)
    weights = hearing.weights["sure"] if hearing else None
    for at in order:
        made[at] = _row(groups[at], resolve(promises[at], said[at], as_of, taken, weights, rivals[at]))
    return [made[at] for at in range(len(groups))]


def _heard(hearing: Hearing | None, group: Sequence[Telling]) -> Heard | None:
    if hearing is None:
        return None
    shown = hearing.shown(wording_of(group))
    return Heard(
        shown=lambda item: shown(item.evidence.article, item.evidence.start, item.published_on),
        weights=hearing.weights,
    )


def stories_of(records: Sequence[Record]) -> dict[str, int]:
    """The number of the story that each post belongs to (`clusters`), by the post's id."""
    frequencies = load_word_frequencies()
    groups = group_posts([build_post(record, frequencies) for record in records])
    return {post.id: number for number, group in enumerate(groups) for post in group}


def _due_key(group: Sequence[Telling]) -> tuple[str, str, str, int]:
    """The order in which rows claim evidence: the one due first is done first."""
    latest = next((t.commitment.latest for t in group if t.commitment.latest), None) or "9999"
    return (latest, *group[0].key)


def promise_of(group: Sequence[Telling]) -> Promise:
    """Return the promise that a group of tellings makes."""
    first = group[0].commitment
    whole = next((t.commitment for t in group if t.commitment.quantity), first)
    window = next((t.commitment for t in group if t.commitment.latest), first)
    return Promise(
        kind=first.kind, by=first.by, to=first.to, event_type=first.event_type,
        family=next((f for t in group if (f := t.family)), None),
        lemmas=frozenset(t.lemma for t in group if t.lemma), scope=frozenset().union(*(t.scope for t in group)),
        polarity=first.polarity,
        condition=next((t.commitment.condition for t in group if t.commitment.condition), None),
        quantity=whole.quantity, said_on=first.said_on, earliest=window.earliest, latest=window.latest,
        words=frozenset().union(*(t.core for t in group)),
        places=frozenset().union(*(t.places for t in group)),
        total=any(TOTAL.search(t.evidence.quote) for t in group), step=bool(BEGUN.search(group[0].evidence.quote)),
        told_in=frozenset((e.article, e.start, e.end) for t in group for e in (t.evidence, *t.more)),
        first_published=group[0].evidence.published_at or "",
        names=frozenset().union(*(t.names for t in group)),
        groups=frozenset().union(*(_groups_of(t) for t in group)),
        window_text=window.window_text, where=frozenset().union(*(t.where for t in group)),
    )  # fmt: skip


def _groups_of(telling: Telling) -> frozenset[str]:
    """The groups of acts that a telling's own words name, from its verb on; else its whole quote's."""
    return act_groups_of(telling.commitment.what or "") or act_groups_of(telling.evidence.quote)


def _row(group: Sequence[Telling], found: tuple[Finding, tuple[Finding, ...], Finding | None]) -> Row:
    """Make the row of a group of tellings, with the status that was found."""
    first = group[0].commitment
    whole = next((t.commitment for t in group if t.commitment.quantity), first)
    window = next((t.commitment for t in group if t.commitment.latest), first)
    finding, history, proposed = found
    return Row(
        id=row_id(group[0]), kind=first.kind, by=first.by,
        to=next((t.commitment.to for t in group if t.commitment.to), ()),
        said_by=next((t.commitment.said_by for t in group if t.commitment.said_by), None),
        event_type=first.event_type, what=act_words(first), quantity=whole.quantity, place=first.place,
        said_on=first.said_on, earliest=window.earliest, latest=window.latest, window_text=window.window_text,
        condition=next((t.commitment.condition for t in group if t.commitment.condition), None),
        status=finding.status, on=finding.on, why=finding.why, evidence=tuple(e for t in group for e in (t.evidence,
        *t.more)), outcome_evidence=finding.evidence, versions=_versions(group), history=history, proposed=proposed,
        read_by=group[0].read_by if set(group[0].read_by) != set(first.by) else (),
    )  # fmt: skip


def _versions(group: Sequence[Telling]) -> tuple[Version, ...]:
    """The tellings at which the window or the number changed, the first among them."""
    found: list[Version] = []
    for telling in group:
        c = telling.commitment
        version = Version(
            said_on=c.said_on, earliest=c.earliest, latest=c.latest, quantity=c.quantity, window_text=c.window_text,
            evidence=telling.evidence,
        )  # fmt: skip
        if (
            not found
            or (c.latest and c.latest != found[-1].latest)
            or (c.quantity and c.quantity != found[-1].quantity)
        ):
            found.append(version)
    return tuple(found)


def row_id(telling: Telling) -> str:
    """Return the id of the row whose first telling this is: stable for as long as no earlier telling is added."""
    c = telling.commitment
    raw = "|".join(
        (
            telling.evidence.article,
            str(telling.evidence.start),
            str(c.event_type),
            ",".join(telling.read_by),
            str(c.latest),
        )
    )
    return hashlib.sha256(raw.encode()).hexdigest()[:8]


def _overrule(row: Row, ruling: Ruling | None) -> Row:
    """Put a person's ruling over what the program found, which stays in the history."""
    if ruling is None:
        return row
    return replace(row, status=ruling.status, on=ruling.on, why=f"Set by a person: {ruling.why}", ruled=True)  # type: ignore[arg-type]
