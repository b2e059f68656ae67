"""CAMEO codes for PLOVER events, from a table of the package (`cameo.tsv`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from gpulse.errors import ModelError
from gpulse.exchange.plover import derive_type
from gpulse.record import Event


@dataclass(frozen=True, slots=True)
class Cameo:
    """A rule of the table: what a PLOVER event is (empty: any), and its CAMEO code, Goldstein value and name."""

    type: str
    act: str
    mode: str
    context: str
    code: str
    goldstein: float
    name: str

    @property
    def quad(self) -> int:
        """CAMEO's quad class, by the root of the code: 1 and 2 verbal and material cooperation, 3 and 4 conflict."""
        root = int(self.code[:2])
        return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


def load_cameo() -> tuple[Cameo, ...]:
    """Load the table. Raises `ModelError` where it is missing or damaged."""
    try:
        lines = (files("gpulse.exchange") / "cameo.tsv").read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        return tuple(
            Cameo(t, act, mode, ctx, code, float(value), name) for t, act, mode, ctx, code, value, name in rows
        )
    except (OSError, ValueError) as error:
        raise ModelError("The table cameo.tsv is missing or damaged; install gpulse again.") from error


def find_cameo(event: Event, table: Sequence[Cameo]) -> Cameo | None:
    """Return the first rule that fits an event; `None` where PLOVER has no type for it.

    >>> from gpulse.record import Span
    >>> arms = Event(id="e", trigger=Span(start=0, end=1), event_type="AID", contexts=("military",), realis="promised")
    >>> find_cameo(arms, load_cameo()).code
    '0332'
    """
    type, mode = derive_type(event)
    for rule in table:
        if (
            rule.type == type
            and rule.act in ("", event.event_type)
            and rule.mode in ("", mode or event.mode)
            and (not rule.context or rule.context in event.contexts)
        ):
            return rule
    return None
