"""Triggers and arguments on WikiEvents (Li, Ji and Han, 2021), for the types that PLOVER has.

Protocol: a document's sentences are joined, a line each, and read whole, nothing given. `TYPES` says which of the
ontology's types name an act that PLOVER codes; gold events of other types are left out, and so are found events that
overlap only such. A found event is right where its trigger overlaps a gold trigger, one to one (`typed`: and its PLOVER
type is the gold's). Two things differ between the two codings, and are set right by rule, whatever was found:

- PLOVER has acts that no type of the ontology names (a refusal, praise, a sanction, a truce). A found event of such a
  type or mode (`SHARED_MODES`) is left out, unless it overlaps a gold trigger: the set doesn't say whether it is right.
- A death, an injury and what was damaged are events of their own in the ontology; in PLOVER they are one act with the
  attack that did it. Those of a sentence make one gold event with the attack nearest to them there, or with each other
  where the sentence has none: any of its triggers will do, and a second found event at them counts neither way.

`plain` counts triggers without both. Arguments are counted at all events that are compared: right is an argument of a
matched event whose span holds the head of a gold argument (its mention's last word) in a role that maps to the same of
ours.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from gpulse.errors import InputError
from gpulse.evaluation.scores import Counts
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article, Event, Record, Span

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

SHARED_MODES: Final[Mapping[str, frozenset[str | None]]] = MappingProxyType(
    {
        "AGREE": frozenset(),
        "SUPPORT": frozenset(),
        "COOPERATE": frozenset(),
        "REJECT": frozenset(),
        "MOBILIZE": frozenset(),
        "ACCUSE": frozenset({"investigate"}),
        "SANCTION": frozenset({"convict"}),
        "RETREAT": frozenset({"release"}),
    }
)
"""PLOVER types of which the ontology has some modes, or none; of types that aren't here it has the most."""

ATTACK: Final = ("Conflict.Attack",)
HARM: Final = ("Life.Die", "Life.Injure", "ArtifactExistence.DamageDestroyDisableDismantle")

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
    plain: Counts


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
    return [tally_document(row, record) for row, record in zip(rows, read_articles(articles, kit), strict=True)]


def score_wikievents(tallies: Sequence[Tally]) -> dict[str, float]:
    """Return F1 of triggers, of triggers with their type, and of argument heads."""
    names = ("triggers", "typed", "arguments", "plain")
    totals = {name: sum((getattr(t, name) for t in tallies), Counts()) for name in names}
    out = {f"{name}_f1": round(total.f1, 3) for name, total in totals.items()}
    return out | {
        "triggers_precision": round(totals["triggers"].precision, 3),
        "triggers_recall": round(totals["triggers"].recall, 3),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gold:
    """A gold act: its triggers in the text, its PLOVER type, and its arguments as roles of ours with their heads."""

    triggers: tuple[Span, ...]
    kind: str
    arguments: frozenset[tuple[str, int, int]]

    def at(self, event: Event) -> bool:
        """Whether a found event names it."""
        return any(event.trigger.overlaps(t) for t in self.triggers)


def tally_document(row: Mapping[str, Any], record: Record) -> Tally:
    """Count in one document, `record` being what was read of its joined sentences."""
    starts: list[tuple[int, int]] = []  # of each token, in the text as it is read
    base = 0
    for tokens, text in row["sentences"]:
        shift = base - int(tokens[0][1]) if tokens else 0
        starts += [(int(t[1]) + shift, int(t[2]) + shift) for t in tokens]
        base += len(text) + 1
    heads = {e["id"]: starts[e["end"] - 1] for e in row["entity_mentions"]}
    mentions = [(_span(starts, e["trigger"]), str(e["event_type"]), e) for e in row["event_mentions"]]
    other = [span for span, name, _ in mentions if not plover_type(name)]
    gold = [
        _Gold(triggers=(span,), kind=kind, arguments=_gold_arguments(e, heads))
        for span, name, e in mentions
        if (kind := plover_type(name)) and not name.startswith((*ATTACK, *HARM))
    ]
    attacks, harm = (
        [
            _Gold(triggers=(span,), kind="ASSAULT", arguments=_gold_arguments(e, heads))
            for span, name, e in mentions
            if name.startswith(names)
        ]
        for names in (ATTACK, HARM)
    )
    single = [*attacks, *harm]
    found = [
        e
        for e in record.events
        if any(g.at(e) for g in (*gold, *single)) or not any(e.trigger.overlaps(span) for span in other)
    ]
    compared = [e for e in found if _is_shared(e) or any(g.at(e) for g in (*gold, *single))]
    plain = _pair([*gold, *single], found)
    acts = [*gold, *_with_their_harm(record, attacks, harm)]
    pairs = _pair(acts, compared)
    told_again = [e for e in compared if all(e is not ours for _, ours in pairs) and any(g.at(e) for g, _ in pairs)]
    compared = [e for e in compared if all(e is not again for again in told_again)]
    right = 0
    for act, ours in pairs:
        left = _arguments(record, ours)
        for role, start, end in sorted(act.arguments):
            hit = next((s for s in left if s[0] == role and s[1] <= start and end <= s[2]), None)
            if hit:
                left.remove(hit)
                right += 1
    return Tally(
        triggers=Counts(right=len(pairs), found=len(compared), gold=len(acts)),
        typed=Counts(right=sum(a.kind == e.event_type for a, e in pairs), found=len(compared), gold=len(acts)),
        arguments=Counts(
            right=right,
            found=sum(len(_arguments(record, e)) for e in compared),
            gold=sum(len(act.arguments) for act in acts),
        ),
        plain=Counts(right=len(plain), found=len(found), gold=len(gold) + len(single)),
    )


def _pair(gold: Sequence[_Gold], found: Sequence[Event]) -> list[tuple[_Gold, Event]]:
    """Return each gold act with a found event at its triggers, one to one, of its type where there is a choice."""
    pairs: list[tuple[_Gold, Event]] = []
    left = list(found)
    for act in gold:
        fits = [e for e in left if act.at(e)]
        if fits:
            best = max(fits, key=lambda e: e.event_type == act.kind)
            left.remove(best)
            pairs.append((act, best))
    return pairs


def _with_their_harm(record: Record, attacks: Sequence[_Gold], harm: Sequence[_Gold]) -> list[_Gold]:
    """Return attacks with the deaths, injuries and damage that their sentence tells of as one act each."""
    out = list(attacks)
    for one in harm:
        at = one.triggers[0].start
        home = next((s for s in record.sentences if s.start <= at < s.end), one.triggers[0])
        near = [act for act in out if home.start <= act.triggers[0].start < home.end]
        if near:
            act = min(near, key=lambda act: abs(act.triggers[0].start - at))
            out.remove(act)
            one = replace(act, triggers=act.triggers + one.triggers, arguments=act.arguments | one.arguments)
        out.append(one)
    return out


def _is_shared(event: Event) -> bool:
    """Say whether the ontology has a type for acts of an event's type and mode."""
    modes = SHARED_MODES.get(event.event_type or "")
    return modes is None or event.mode in modes


def _gold_arguments(event: Mapping[str, Any], heads: Mapping[str, tuple[int, int]]) -> frozenset[tuple[str, int, int]]:
    return frozenset(
        (ROLES[a["role"]], *heads[a["entity_id"]])
        for a in event["arguments"]
        if a["role"] in ROLES and a["entity_id"] in heads
    )


def _span(starts: Sequence[tuple[int, int]], tokens: Mapping[str, int]) -> Span:
    return Span(start=starts[tokens["start"]][0], end=starts[tokens["end"] - 1][1])


def _arguments(record: Record, event: Event) -> list[tuple[str, int, int]]:
    """Return an event's arguments as role and span, each span once: people who are counted are recipients and items.

    The place is the mention of it in the event's sentence that is nearest to the trigger.
    """
    scenes = [m for m in record.mentions if m.place == event.place and any(s.covers(m) for s in event.evidence)]
    scene = min(scenes, key=lambda m: abs(m.start - event.trigger.start), default=None) if event.place else None
    people = [("actor", x) for x in event.actors] + [("recipient", x) for x in event.recipients]
    things = [("item", x) for x in event.items if not any(x.overlaps(person) for _, person in people)]
    return [(role, x.start, x.end) for role, x in (*people, *things, *((("place", scene),) if scene else ()))]
