"""The stages of reading, in order, in one plain list.

A stage takes drafts (the record so far, and the network's tags) and gives them back with layers added. It says what it
needs and what it adds; `check_stages` proves that every need is met by an earlier stage, and a test runs it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from gpulse import __version__
from gpulse.errors import GpulseError
from gpulse.reading import (
    agreements,
    attributions,
    blocs,
    chains,
    commitments,
    events,
    extents,
    mentions,
    network,
    places,
    sentences,
    times,
)
from gpulse.reading.actor import actors_in
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.record import Article, Issue, Meta, Record, StageRun

BATCH = 16
"""Articles that go through the stages together: enough to fill the network's batches, few enough to stay small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of reading. `method` and `version` go into each record as the provenance of the layers it adds."""

    name: str
    needs: tuple[str, ...]
    adds: tuple[str, ...]
    method: str
    version: str
    run: Callable[[Sequence[Draft], Kit], Sequence[Draft]]


def each(read_one: Callable[[Draft, Kit], Draft]) -> Callable[[Sequence[Draft], Kit], Sequence[Draft]]:
    """Lift a function on one draft to the many that a stage is given."""

    def run(drafts: Sequence[Draft], kit: Kit) -> Sequence[Draft]:
        return [read_one(draft, kit) for draft in drafts]

    return run


STAGES: tuple[Stage, ...] = (
    Stage(
        name="sentences",
        needs=("article",),
        adds=("sentences",),
        method="pysbd, paragraphs, quotes kept whole",
        version="1",
        run=each(sentences.add_sentences),
    ),
    Stage(
        name="network",
        needs=("sentences",),
        adds=("tags",),
        method="reader model",
        version="2",
        run=each(network.add_tags),
    ),
    Stage(
        name="timexes",
        needs=("article", "sentences"),
        adds=("timexes",),
        method="grammar of time expressions, counted from publication, story or event",
        version="1",
        run=each(times.add_timexes),
    ),
    Stage(
        name="mentions",
        needs=("article", "sentences", "tags"),
        adds=("mentions",),
        method="tables of names, reader model, titles, capitals",
        version="2",
        run=each(mentions.add_mentions),
    ),
    Stage(
        name="places",
        needs=("mentions",),
        adds=("mentions.place",),
        method="GeoNames; people, containment, nearness, what the post speaks of",
        version="1",
        run=each(places.add_places),
    ),
    Stage(
        name="actors",
        needs=("mentions.place",),
        adds=("mentions.actor",),
        method="tables, titles, appositions",
        version="2",
        run=each(actors_in.add_actors),
    ),
    Stage(
        name="chains",
        needs=("sentences", "mentions.actor"),
        adds=("mentions.chain",),
        method="noun phrases by word classes; weights fitted on GUM",
        version="1",
        run=each(chains.add_chains),
    ),
    Stage(
        name="attributions",
        needs=("tags", "sentences", "timexes", "mentions.actor"),
        adds=("attributions",),
        method="reader model; rules for quotations over paragraphs, speakers and occasions",
        version="2",
        run=each(attributions.add_attributions),
    ),
    Stage(
        name="events",
        needs=("tags", "sentences", "timexes", "mentions.place", "mentions.actor", "attributions"),
        adds=("events",),
        method="reader model; rules for times, places, quantities and hedges",
        version="2",
        run=each(events.add_events),
    ),
    Stage(
        name="agreements",
        needs=("sentences", "timexes", "mentions.actor", "events"),
        adds=("agreements",),
        method="words for papers, who made them, what they bind to",
        version="3",
        run=each(agreements.add_agreements),
    ),
    Stage(
        name="blocs",
        needs=("sentences", "mentions.actor"),
        adds=("blocs",),
        method="rules over counts and lists of states",
        version="1",
        run=each(blocs.add_blocs),
    ),
    Stage(
        name="commitments",
        needs=("sentences", "timexes", "mentions.actor", "events"),
        adds=("commitments", "refused"),
        method="act lexicon and rules",
        version="2",
        run=each(commitments.add_commitments),
    ),
    Stage(
        name="extents",
        needs=("mentions.chain",),
        adds=("mentions.extent",),
        method="people and bodies of a chain with their title, article and possessive",
        version="1",
        run=each(extents.add_extents),
    ),
)


def check_stages(stages: Sequence[Stage]) -> list[str]:
    """Return one sentence for each need that no earlier stage meets; empty where the list is sound."""
    have, problems = {"article"}, []
    for stage in stages:
        problems += [
            f"Stage {stage.name} needs {need}, which no earlier stage adds." for need in stage.needs if need not in have
        ]
        have.update(stage.adds)
    return problems


def build_meta(kit: Kit, read_at: dt.datetime | None = None) -> Meta:
    """Return what every record that this kit reads says of its reading; `read_at` as in `read_articles`."""
    return Meta(
        gpulse=__version__,
        model=kit.model_ids,
        read_at=read_at.isoformat(timespec="seconds").replace("+00:00", "Z") if read_at else None,
        stages=tuple(StageRun(stage=stage.name, method=stage.method, version=stage.version) for stage in STAGES),
    )


def read_articles(articles: Iterable[Article], kit: Kit, read_at: dt.datetime | None = None) -> Iterator[Record]:
    """Read articles, in order, `BATCH` at a time.

    `read_at` (UTC) is written into each record's `meta`; `None` leaves it out, so that the same input gives the same
    bytes.
    """
    meta = build_meta(kit, read_at)
    stream = iter(articles)
    while batch := list(islice(stream, BATCH)):
        drafts: Sequence[Draft] = [Draft(record=Record(article=article, meta=meta)) for article in batch]
        for stage in STAGES:
            drafts = _run_stage(stage, drafts, kit)
        yield from (draft.record for draft in drafts)


def _run_stage(stage: Stage, drafts: Sequence[Draft], kit: Kit) -> Sequence[Draft]:
    """Run a stage. A post that it fails on keeps its other layers and an issue; the other posts are not concerned."""
    try:
        return stage.run(drafts, kit)
    except GpulseError:
        raise
    except Exception as error:
        if len(drafts) > 1:
            return [done for draft in drafts for done in _run_stage(stage, [draft], kit)]
        why = f"This stage failed on the post and added nothing ({type(error).__name__}: {error})."
        return [drafts[0].add(issues=(*drafts[0].record.issues, Issue(stage=stage.name, why=why)))]


def read_article(article: Article, kit: Kit, read_at: dt.datetime | None = None) -> Record:
    """Read one article into its record; see `read_articles`."""
    return next(read_articles([article], kit, read_at))


def read_until(stage: str, article: Article, kit: Kit) -> Record:
    """Read one article up to a stage, that one left out: what its predecessors see, for measuring them."""
    drafts: Sequence[Draft] = [Draft(record=Record(article=article))]
    for each_stage in STAGES:
        if each_stage.name == stage:
            break
        drafts = _run_stage(each_stage, drafts, kit)
    return drafts[0].record
