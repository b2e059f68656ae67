"""The closed label lists of the reader model's heads. Their order is the order of the weights' columns."""

from __future__ import annotations

from typing import Final

from gpulse.codes import CERTAINTY, EVENT_TYPES, REALIS

ENTITY_KINDS: Final = ("person", "organisation", "location", "misc")
"""CoNLL-2003's four kinds."""

POLITICS_KINDS: Final = (
    "person", "organisation", "location", "misc", "politician", "politicalparty", "country", "election", "event",
)  # fmt: skip
"""CrossNER politics' kinds."""

ATTRIBUTION_PARTS: Final = ("source", "cue", "content")
ROLES: Final = ("actor", "recipient", "item", "place", "time", "said_by")
POLARITY: Final = ("positive", "negative")
SHADES: Final = {"realis": REALIS, "polarity": POLARITY, "certainty": CERTAINTY}

PAIR_ROOTS: Final = (
    "AGREE", "CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""The 15 root types of the public PLOVER sets, which merge CONCEDE and RETREAT into YIELD."""


def bio(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return the BIO labels of `kinds`: O, then B- and I- of each.

    >>> bio(("cue",))
    ('O', 'B-cue', 'I-cue')
    """
    return ("O", *(f"{mark}-{kind}" for kind in kinds for mark in "BI"))


ENTITY_LABELS: Final = bio(ENTITY_KINDS)
POLITICS_LABELS: Final = bio(POLITICS_KINDS)
PART_LABELS: Final = bio(("part",))
TRIGGER_LABELS: Final = bio(EVENT_TYPES)
ROLE_LABELS: Final = bio(ROLES)
