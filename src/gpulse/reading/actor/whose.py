"""Which of a post's states words are of that name none ("police", "the parliament", "six people"), if of any.

Each state that the post names is weighed by facts (`whose_facts`): what kind of words they are, how clearly the post
speaks of the state there and as a whole, where it is named, whose the like was before. A logistic regression
(`whose_weights.tsv`, fitted by `training/whose.py` on 870 words whose state a reader or a coder told) says how likely
the words are that state's. The likeliest has them; where even that is unlikely, nobody by name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from gpulse.odds import score
from gpulse.reading.actor.whose_facts import facts_of, rulers_of
from gpulse.reading.scene import Scene
from gpulse.record import Record, Span

LEAST: Final = -0.5
"""The log odds below which no state is taken. Each group of like documents left out in turn, so many right and wrong
ones are told from each log odds on; `docs/experiments/time-places.md` has the table."""


def whose(
    record: Record,
    span: Span,
    scene: Scene,
    weights: Mapping[str, float],
    sector: str | None = None,
    may_be: Callable[[str], bool] | None = None,
    foreign: Collection[str] = (),
) -> str | None:
    """Return the state that the words at `span` are of, or `None` where the post names none that is likely enough.

    A state of which `may_be` says that it cannot be is left out. To those of `foreign` the words do not belong: where
    one other state is named it is likely that one, among several none becomes likelier. Where no state is named, the
    signs of one decide.
    """
    if not scene.named:
        return scene.sign
    if (ruled := rulers_of(record, span, scene)) and (may_be is None or may_be(ruled)):
        return ruled
    facts = facts_of(record, span, scene, sector, may_be)
    rest = facts.keys() - foreign
    if len(rest) == 1 < len(facts):
        facts = facts_of(record, span, scene, sector, lambda code: code in rest)
    odds = {code: score(facts[code], weights) for code in facts if code in rest}
    best = max(odds, key=lambda code: odds[code], default=None)
    return best if best is not None and odds[best] >= LEAST else None
