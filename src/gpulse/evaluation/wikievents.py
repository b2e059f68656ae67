"""Triggers and arguments on WikiEvents (Li, Ji and Han, 2021), for the types that PLOVER has.

Protocol: a document's sentences are joined, a line each, and read whole, nothing given. `TYPES` says which of the
ontology's types name an act that PLOVER codes; gold events of other types are left out, and so are found events that
overlap only such. A found event is right where its trigger overlaps a gold trigger, one to one (`typed`: and its PLOVER
type is the gold's). Arguments are counted at all events: right is an argument of a matched event whose span holds the
head of a gold argument (its mention's last word) in a role that maps to the same of ours.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from gpulse.errors import InputError
from gpulse.evaluation.scores import Counts
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article, Event, Record

TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Conflict.Attack": "ASSAULT",
        "Life.Die": "ASSAULT",
        "Life.Injure": "ASSAULT",
        "ArtifactExistence.DamageDestroyDisableDismantle": "ASSAULT",
        "Conflict.Demonstrate": "PROTEST",
        "Conflict.Defeat": "ASSAULT",
        "Contact.Contact.Meet": "CONSULT",
        "Contact.RequestCommand": "REQUEST",
        "Contact.ThreatenCoerce": "THREATEN",
        "Control.ImpedeInterfereWith": "COERCE",
        "Justice.ArrestJailDetain": "COERCE",
        "Justice.Sentence": "COERCE",
        "Justice.ChargeIndict": "ACCUSE",
        "Justice.TrialHearing": "ACCUSE",
        "Justice.InvestigateCrime": "ACCUSE",
        "Justice.Convict": "SANCTION",
        "Justice.ReleaseParole": "RETREAT",
        "Justice.Acquit": "CONCEDE",
        "Transaction.Donation": "AID",
    }
)
"""Types, by the beginning of their name, and the PLOVER type of such an act."""

ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        role: ours
        for ours, roles in {
            "actor": "Attacker Killer Injurer Jailer Giver Participant Communicator Demonstrator Investigator "
            "JudgeCourt Impeder DamagerDestroyer Observer Prosecutor Victor",
            "recipient": "Victim Target Detainee Defendant Recipient Defeated",
            "item": "Artifact AcquiredEntity ArtifactMoney ExplosiveDevice Instrument Topic Damager",
            "place": "Place",
        }.items()
        for role in roles.split()
    }
)
"""Roles of the ontology, and ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was counted in one document."""

    triggers: Counts
    typed: Counts
    arguments: Counts


def plover_type(name: str) -> str | None:
    """Return the PLOVER type of a WikiEvents type; `None` where it names no act that PLOVER codes.

    >>> plover_type("Conflict.Attack.DetonateExplode"), plover_type("Disaster.Crash.Unspecified")
    ('ASSAULT', None)
    """
    return next((ours for start, ours in TYPES.items() if name.startswith(start)), None)


def tally_wikievents(path: Path, kit: Kit, limit: int | None = None) -> list[Tally]:
    """Read the documents of a WikiEvents JSON Lines file and count. Raises `InputError` where it holds none."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()][:limit]
    if not rows or any("event_mentions" not in row for row in rows):
        raise InputError(f"{path} holds no documents with event_mentions; give a WikiEvents JSON Lines file.")
    articles = [Article(id=str(row["doc_id"]), text="\n".join(text for _, text in row["sentences"])) for row in rows]
    return [_tally(row, record) for row, record in zip(rows, read_articles(articles, kit), strict=True)]


def score_wikievents(tallies: Sequence[Tally]) -> dict[str, float]:
    """Return F1 of triggers, of triggers with their type, and of argument heads."""
    names = ("triggers", "typed", "arguments")
    totals = {name: sum((getattr(t, name) for t in tallies), Counts()) for name in names}
    out = {f"{name}_f1": round(total.f1, 3) for name, total in totals.items()}
    return out | {
        "triggers_precision": round(totals["triggers"].precision, 3),
        "triggers_recall": round(totals["triggers"].recall, 3),
    }


def _tally(row: Mapping[str, Any], record: Record) -> Tally:
    starts: list[tuple[int, int]] = []  # of each token, in the text as it is read
    base = 0
    for tokens, text in row["sentences"]:
        shift = base - int(tokens[0][1]) if tokens else 0
        starts += [(int(t[1]) + shift, int(t[2]) + shift) for t in tokens]
        base += len(text) + 1
    heads = {e["id"]: starts[e["end"] - 1] for e in row["entity_mentions"]}
    gold = [(*_characters(starts, e["trigger"]), plover_type(e["event_type"]), e) for e in row["event_mentions"]]
    coded = [g for g in gold if g[2]]
    found = [
        e
        for e in record.events
        if any(e.trigger.start < b and a < e.trigger.end for a, b, _, _ in coded)
        or not any(e.trigger.start < b and a < e.trigger.end for a, b, _, _ in gold)
    ]
    pairs: list[tuple[str | None, Mapping[str, Any], Event]] = []
    left = list(found)
    for start, end, kind, event in coded:
        fits = [e for e in left if e.trigger.start < end and start < e.trigger.end]
        if fits:
            best = max(fits, key=lambda e: e.event_type == kind)
            left.remove(best)
            pairs.append((kind, event, best))
    right = 0
    for _, event, ours in pairs:
        spans = _arguments(ours)
        for argument in event["arguments"]:
            role, head = ROLES.get(argument["role"]), heads.get(argument["entity_id"])
            hit = next((s for s in spans if head and s[0] == role and s[1] <= head[0] and head[1] <= s[2]), None)
            if hit:
                spans.remove(hit)
                right += 1
    wanted = sum(a["role"] in ROLES for _, _, _, e in coded for a in e["arguments"])
    given = sum(len(_arguments(e)) for e in found)
    return Tally(
        triggers=Counts(right=len(pairs), found=len(found), gold=len(coded)),
        typed=Counts(right=sum(kind == e.event_type for kind, _, e in pairs), found=len(found), gold=len(coded)),
        arguments=Counts(right=right, found=given, gold=wanted),
    )


def _characters(starts: Sequence[tuple[int, int]], span: Mapping[str, int]) -> tuple[int, int]:
    return starts[span["start"]][0], starts[span["end"] - 1][1]


def _arguments(event: Event) -> list[tuple[str, int, int]]:
    return [
        (role, x.start, x.end)
        for role, spans in (("actor", event.actors), ("recipient", event.recipients), ("item", event.items))
        for x in spans
    ]
