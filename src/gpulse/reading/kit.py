"""What reading needs beside the article: the network and the tables, loaded once and passed along."""

from __future__ import annotations

from dataclasses import dataclass

from gpulse.config import Settings
from gpulse.knowledge.actors import Actors, load_actors
from gpulse.knowledge.gazetteer import Gazetteer, load_gazetteer
from gpulse.model.network import Network, load_network
from gpulse.reading.times_rules import TimeRules, load_time_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """The loaded model and tables. Nothing in it changes while reading."""

    settings: Settings
    actors: Actors
    gazetteer: Gazetteer
    time_rules: TimeRules
    network: Network | None = None


def load_kit(settings: Settings | None = None) -> Kit:
    """Load what reading needs.

    Raises `ModelError` where a file of the package is missing or damaged.
    """
    settings = settings or Settings()
    return Kit(
        settings=settings,
        actors=load_actors(),
        gazetteer=load_gazetteer(),
        time_rules=load_time_rules(),
        network=load_network(threads=settings.threads),
    )
