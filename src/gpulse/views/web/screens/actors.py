"""Actors: what a state, body or person did and said, what it promised, with whom, under which treaties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query

from gpulse.codes import OUTCOMES
from gpulse.linking.ledger.ledger_queries import FEW
from gpulse.linking.ledger.ledger_rows import Row
from gpulse.linking.summary import row_queries
from gpulse.linking.summary import summary_queries as queries
from gpulse.linking.summary.summary_queries import ActorCount, Count, Head, Item, Partner
from gpulse.views.web.charts import Network, build_network
from gpulse.views.web.site import Freshness, SiteOf, add_screen, load_freshness


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorsScreen:
    """The actors of the store, those that are in most of what was read first."""

    fresh: Freshness
    actors: tuple[ActorCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorScreen:
    """One actor. `share_kept` is `None` where too few promises are closed for a share to say anything."""

    fresh: Freshness
    actor: ActorCount
    did: tuple[Item, ...]
    received: tuple[Item, ...]
    said: tuple[Item, ...]
    agreements: tuple[Item, ...]
    types_did: tuple[Count, ...]
    types_received: tuple[Count, ...]
    partners: tuple[Partner, ...]
    network: Network | None
    promises: tuple[Row, ...]
    promise_count: int
    statuses: tuple[Count, ...]
    share_kept: float | None
    heads: dict[str, Head]


def build_actors_screen(
    site: SiteOf, limit: Annotated[int, Query(ge=1, le=2000, description="At most so many.")] = 120
) -> ActorsScreen:
    """States, bodies and people that act, speak, promise or agree in the posts of the store."""
    return ActorsScreen(fresh=load_freshness(site), actors=queries.find_actors(site.store, limit))


def build_actor_screen(
    site: SiteOf, who: Annotated[str, Query(min_length=1, max_length=200, description="A code (PRK) or a name.")]
) -> ActorScreen:
    """One state, body or person: what it did and said, its promises and its record, with whom, and its treaties."""
    actor = queries.find_actor(site.store, who)
    name = actor.actor
    facet = (
        "by" if row_queries.find_rows(site.store, row_queries.Wanted(facets={"by": name}), limit=1).total else "speaker"
    )
    wanted = row_queries.Wanted(facets={facet: name})
    found = row_queries.find_rows(site.store, wanted, limit=12)
    statuses = {
        count.value: count.count for count in row_queries.count_facets(site.store, wanted, ["status"])["status"]
    }
    closed = sum(statuses.get(status, 0) for status in OUTCOMES if status not in ("pending", "withdrawn"))
    types, partners = queries.count_types_of(site.store, name), queries.find_partners(site.store, name, 12)
    shown = {e.article for row in found.rows for e in row.evidence[:1]}
    return ActorScreen(
        fresh=load_freshness(site), actor=actor,
        did=queries.find_items_of(site.store, name, "event", ["actor"]),
        received=queries.find_items_of(site.store, name, "event", ["recipient"], 8),
        said=_once(queries.find_items_of(site.store, name, "attribution", ["speaker"])),
        agreements=queries.find_items_of(site.store, name, "agreement", ["party"]),
        types_did=types["actor"], types_received=types["recipient"], partners=partners, network=build_network(partners),
        promises=found.rows, promise_count=found.total,
        statuses=tuple(Count(value=s, count=statuses[s]) for s in OUTCOMES if s in statuses),
        share_kept=statuses.get("kept", 0) / closed if closed >= FEW else None,
        heads=queries.load_heads(site.store, shown),
    )  # fmt: skip


def _once(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """A sentence that says two things is shown once."""
    return tuple({(item.post, item.start): item for item in items}.values())


def add_to(router: APIRouter) -> None:
    """Add the screens to the router."""
    add_screen(router, "/actors", build_actors_screen, ActorsScreen, "actors.html", name="actors")
    add_screen(router, "/actor", build_actor_screen, ActorScreen, "actor.html", name="actor")
