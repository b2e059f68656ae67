"""What reading needs beside the article: the network and the tables, loaded once and passed along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gpulse.config import Settings
from gpulse.knowledge.actors import Actors, load_actors
from gpulse.knowledge.gazetteer import Gazetteer, load_gazetteer
from gpulse.knowledge.given_names import GivenNames, load_given_names
from gpulse.knowledge.rows import load_rows
from gpulse.model.ledger_model import LedgerModel, load_ledger_model
from gpulse.model.network import Network, load_network
from gpulse.model.trigger_words import load_trigger_words
from gpulse.reading.language.word_classes import WordClasses, load_word_classes
from gpulse.reading.time.rules import TimeRules, load_time_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """The loaded model and tables. Nothing in it changes while reading."""

    settings: Settings
    actors: Actors
    gazetteer: Gazetteer
    time_rules: TimeRules
    word_classes: WordClasses
    given_names: GivenNames
    chain_weights: Mapping[str, float]
    role_weights: Mapping[str, Mapping[str, float]]
    time_weights: Mapping[str, float]
    whose_weights: Mapping[str, float]
    network: Network | None = None
    ledger: LedgerModel | None = None

    @property
    def model_ids(self) -> str | None:
        """The ids of the models that read, by which a record tells what read it; `None` where none does."""
        return " ".join(model.model_id for model in (self.network, self.ledger) if model) or None


def load_chain_weights() -> dict[str, float]:
    """Load the weights of reading/chains.py. Raises `ModelError` where the table is missing or damaged."""
    return {fact: float(weight) for fact, weight in load_rows("chain_weights.tsv")}


def load_role_weights() -> dict[str, dict[str, float]]:
    """Load the weights of reading/event/weighed_roles.py by role.

    Raises `ModelError` where the table is missing or damaged.
    """
    weights: dict[str, dict[str, float]] = {}
    for role, fact, weight in load_rows("role_weights.tsv.gz"):
        weights.setdefault(role, {})[fact] = float(weight)
    return weights


def load_time_weights() -> dict[str, float]:
    """Load the weights of reading/event/weighed_times.py. Raises `ModelError` where the table is missing or damaged."""
    return {fact: float(weight) for fact, weight in load_rows("time_weights.tsv.gz")}


def load_whose_weights() -> dict[str, float]:
    """Load the weights of reading/actor/whose.py. Raises `ModelError` where the table is missing or damaged."""
    return {fact: float(weight) for fact, weight in load_rows("whose_weights.tsv")}


def load_kit(settings: Settings | None = None) -> Kit:
    """Load what reading needs.

    Raises `ModelError` where a file of the package is missing or damaged.
    """
    settings = settings or Settings()
    network = load_network(threads=settings.threads)
    ledger = load_ledger_model(network.tokenizer, threads=settings.threads) if network else None
    if network:
        network = replace(network, words=load_trigger_words())
    if network and ledger and ledger.gate and ledger.gate.reader == network.model_id:
        network = replace(network, gate=ledger.gate)
    return Kit(
        settings=settings,
        actors=load_actors(),
        gazetteer=load_gazetteer(),
        time_rules=load_time_rules(),
        word_classes=load_word_classes(),
        given_names=load_given_names(),
        chain_weights=load_chain_weights(),
        role_weights=load_role_weights(),
        time_weights=load_time_weights(),
        whose_weights=load_whose_weights(),
        network=network,
        ledger=ledger,
    )
