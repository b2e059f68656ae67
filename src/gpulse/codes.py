"""Closed lists: PLOVER event types, modes, contexts and sectors; ISO 3166-1 alpha-3; TIMEX3 types.

PLOVER after the manual (Open Event Data Alliance, 2021, CC BY-SA 4.0), chapters "Event, Mode, and Context" and
"Country Names and Sector Codes".
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

EVENT_TYPES: Final = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

# Quad category of each type, after the manual's section on each: 1 verbal cooperation, 2 material cooperation,
# 3 verbal conflict, 4 material conflict.
QUAD: Final = MappingProxyType(
    {
        "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1,
        "COOPERATE": 2, "AID": 2, "RETREAT": 2,
        "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
        "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
    }
)  # fmt: skip

_STANCE = ("assist", "change", "yield", "meet")

MODES: Final = MappingProxyType(
    {
        "CONSULT": ("visit", "third-party", "multilateral", "phone"),
        "RETREAT": ("withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"),
        "REQUEST": _STANCE,
        "ACCUSE": ("disapprove", "investigate", "allege"),
        "REJECT": _STANCE,
        "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
        "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
        "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
        "MOBILIZE": ("troops", "weapons", "police", "militia"),
        "COERCE": (
            "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold",
            "misinformation", "cyber",
        ),
        "ASSAULT": (
            "abduct", "beat", "torture", "execute", "sexual", "targeted", "destroy", "primitive", "firearms",
            "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "cleansing",
            "massacre", "unconventional",
        ),
    }
)  # fmt: skip

CONTEXTS: Final = (
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy",
    "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression",
    "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping",
    "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn",
    "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
)  # fmt: skip

# PLOVER's actor sectors, with IGO and NGO beside them as the gold sets write them.
SECTORS: Final = (
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "REL", "OPP", "IGO", "NGO", "IMG", "ISM", "MNC", "PRE",
)  # fmt: skip

REALIS: Final = (
    "actual", "planned", "promised", "threatened", "demanded", "predicted", "obligation", "hypothetical",
)  # fmt: skip
CERTAINTY: Final = ("certain", "probable", "possible")
COMMITMENT_KINDS: Final = ("pledge", "plan", "threat", "ultimatum", "prediction", "obligation")
OUTCOMES: Final = ("kept", "late", "partial", "broken", "withdrawn", "overdue", "pending")
