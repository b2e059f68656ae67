"""What a fitted table of weights says of facts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def log_odds(facts: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the logarithm of the odds: the sum of the facts, each times its weight.

    Raises `KeyError` where a fact has no weight: facts and table are of one fit, or something is wrong.

    >>> log_odds({"bias": 1.0, "days": 3.0}, {"bias": -1.0, "days": 0.5})
    0.5
    """
    return sum(weights[name] * value for name, value in facts.items())


def score(facts: Sequence[str], weights: Mapping[str, float]) -> float:
    """Return the logarithm of the odds where these facts are true: the sum of the weights of those that have one.

    >>> score(("bias", "office"), {"bias": -1.0, "office": 0.5, "looks on": -1.5})
    -0.5
    """
    return sum(weights.get(fact, 0.0) for fact in facts)


Facts = Mapping[str, float]


def logit(chance: float) -> float:
    """Return the logit of a probability, kept within 7.

    >>> logit(0.5), logit(1.0)
    (0.0, 7.0)
    """
    if not 0.0 < chance < 1.0:
        return 7.0 if chance >= 1.0 else -7.0
    return max(-7.0, min(7.0, math.log(chance / (1.0 - chance))))


def logistic(facts: Facts, weights: Facts) -> float:
    """Return the logistic function of the weighted facts."""
    return 1.0 / (1.0 + math.exp(-sum([weights.get(name, 0.0) * value for name, value in facts.items() if value])))
