"""Finding events over the posts of a store: who did what to whom, where, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gpulse.errors import InputError, NotFound
from gpulse.knowledge.actors import code_named
from gpulse.record import Event, Participant, Record
from gpulse.store.fields import fold
from gpulse.store.search import search, unknown_actors
from gpulse.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What events are looked for; what is `None` or empty is not asked.

    `by` and `to` are actors by name or code, `place` a place's name or a country's code, `since` and `until` days of
    publication, `only_facts` leaves out what is not told as done and certain.
    """

    by: str | None = None
    to: str | None = None
    types: tuple[str, ...] = ()
    place: str | None = None
    since: str | None = None
    until: str | None = None
    only_facts: bool = False


def find_events(store: Store, wanted: Wanted, limit: int = 50) -> tuple[Record, ...]:
    """Return the records of the newest posts, each with the events that match and no others; at most `limit` events.

    Raises `InputError` where nothing is asked for, and `NotFound` where no post and no table has an actor.
    """
    actors = [who for who in (wanted.by, wanted.to) if who]
    if not (actors or wanted.types or wanted.place or wanted.since or wanted.until):
        raise InputError("Say which events: give --by, --to, --type, --place, --since or --until.")
    found: list[Record] = []
    posts, read, count = limit, 0, 0
    while count < limit:
        near = search(
            store, actors=actors, places=[wanted.place] if wanted.place else (), types=wanted.types,
            since=wanted.since, until=wanted.until, limit=posts,
        )  # fmt: skip
        for post in near[read:]:
            record = store.load_record(post.id)
            events = [event for event in record.events if fits(event, wanted)][: limit - count]
            if events:
                found.append(replace(record, events=tuple(events)))
                count += len(events)
            if count >= limit:
                break
        if len(near) < posts:
            break
        read, posts = len(near), posts * 4
    unknown = () if found else unknown_actors(store, actors)
    if unknown:
        raise NotFound(
            f"No event matches: no post has an actor called {' or '.join(map(repr, unknown))}, and no table has a "
            "state, body or group of that name; give a name or a code, such as Kenya or KEN."
        )
    return tuple(found)


def fits(event: Event, wanted: Wanted) -> bool:
    """Say whether an event is one that is looked for.

    >>> from gpulse.record import Span
    >>> by_kenya = Participant(start=0, end=5, name="Kenya", code="KEN")
    >>> sent = Event(id="e", trigger=Span(start=6, end=10), event_type="AID", actors=(by_kenya,), realis="planned")
    >>> fits(sent, Wanted(by="Kenya", types=("aid",))), fits(sent, Wanted(to="KEN"))
    (True, False)
    >>> fits(sent, Wanted(by="Kenya", only_facts=True))
    False
    """
    if wanted.types and (event.event_type or "") not in {name.upper() for name in wanted.types}:
        return False
    if wanted.only_facts and (event.realis, event.polarity, event.certainty) != ("actual", "positive", "certain"):
        return False
    if wanted.by and not _is_among(wanted.by, event.actors):
        return False
    if wanted.to and not _is_among(wanted.to, event.recipients):
        return False
    if wanted.place is None:
        return True
    place = event.place
    names = {fold(value) for value in (place.name, place.country) if value} if place else set()
    return bool(names & {fold(wanted.place), fold(code_named(wanted.place) or wanted.place)})


def _is_among(who: str, people: Iterable[Participant]) -> bool:
    asked = {fold(who), fold(code_named(who) or who)}
    return any(fold(value) in asked for one in people for value in (one.whom, one.name) if value)
