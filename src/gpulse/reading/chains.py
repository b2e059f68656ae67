"""Coreference within a post: which names, descriptions and pronouns stand for the same one.

Every phrase is asked, from left to right, which earlier one it goes on from, if any. A sum of weighted facts decides
(same words, same head, kind, number, distance, who stands first …); knowledge/tune_chains.py fitted the weights on GUM.
Only the earlier phrases that may count are weighed, so that a long post takes no longer a word than a short one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gpulse.reading.chain.nodes import ORGANS, Node, find_nodes
from gpulse.reading.chain.pair_facts import Finder, new_facts, pair_facts
from gpulse.reading.draft import Draft
from gpulse.reading.extents import find_extents
from gpulse.reading.kit import Kit
from gpulse.reading.language.phrases import find_phrases
from gpulse.record import Kind, Mention

_KINDS: Mapping[str, Kind] = {"P": "person", "O": "organisation"}
READINESS = 1.6
"""How much likelier "none of them" must be than the best one: the likelihood that the weights climb shares the chance
out among all earlier phrases of a chain. With exact spans CoNLL F1 on GUM's development documents was .473 at 1.2 and
1.6, .469 at 2, .460 at 2.5 and .449 at 3."""
_OFFICES = frozenset("president premier minister chancellor king queen emperor sultan emir pope".split())
_FIRMS = frozenset("company firm concern producer operator manufacturer group".split())
_AND = re.compile(r",? (?:and|or) (?:the |an? )?")
"""What stands between two that are joined, and so are two: "Ethiopia's government and the Tigray People's Front"."""


def _another_organ(node: Node, other: Node) -> bool:
    """Whether two organs of a kind are for different things: "the foreign ministry", "the ministry of power"."""
    if not ((node.field or other.field) and other.form == node.form == "nom" and node.head == other.head):
        return False
    here, there = ({n.field, *n.words[:-1]} - {""} for n in (node, other))
    return bool(here and there and not here & there)


def clash(node: Node, others: Sequence[Node]) -> bool:
    """Whether a node cannot be in a chain with others: another person's name, an office that the one does not hold, or
    a body of states with what is one state's ("the Security Council", "Venezuela's electoral council").

    The tables know who holds an office on the day: "the president" is no candidate of that year.
    """
    if (node.of_states and any(o.owned for o in others)) or (node.owned and any(o.of_states for o in others)):
        return True
    if node.form == "nom" and any(_another_organ(node, o) for o in others):
        return True
    if node.form == "nom" and node.head in _FIRMS and any(o.outlet for o in others):
        return True  # "according to Bloomberg, the company": who brings the news is not whom it is about
    if node.form == "nom" and node.head in _OFFICES and "former" not in node.words:
        return any(o.offices is not None and node.head not in o.role for o in others)
    if node.form != "name" or node.type != "P":
        return False
    if node.offices is not None and any(o.form == "nom" and o.head in _OFFICES - set(node.role) for o in others):
        return True
    names = [set(o.words) for o in others if o.form == "name" and o.type == "P" and o.identity != node.identity]
    full = [o for o in others if o.identity and node.identity and o.type == "P" and o.identity != node.identity]
    return bool(full) or any(not words & set(node.words) for words in names)


def _owner_in(
    node: Node,
    chain: Sequence[int],
    told: Mapping[int, Sequence[Node]],
    pronouns: Mapping[int, int],
) -> str:
    """The state that has what is described, if the words or their pronoun's chain tell: "its foreign ministry"."""
    if node.owned or node.form != "nom" or node.start not in pronouns:
        return node.owned
    return next((o.identity for o in told[chain[pronouns[node.start]]] if o.type == "L" and o.identity), "")


def _named_behind(nodes: Sequence[Node], at: int, text: str) -> Node | None:
    """Return who is named right behind a description of a person: "the prime minister, *Robert Fico*, said"."""
    node = nodes[at]
    if node.form != "nom" or node.type != "P":
        return None
    behind = next((n for n in nodes[at + 1 : at + 4] if n.start >= node.end), None)
    apposed = behind and behind.form == "name" and behind.type == "P" and text[node.end : behind.start] == ", "
    return behind if apposed else None


def find_chains(nodes: Sequence[Node], text: str, weights: Mapping[str, float]) -> list[int | None]:
    """Return the number of each node's chain, `None` for those that stand alone."""
    finder, weight_of = Finder(nodes), weights.get
    chain = list(range(len(nodes)))
    gender = [node.gender for node in nodes]
    known = list(nodes)  # with the gender that their chain has told since
    told: dict[int, list[Node]] = {k: [node] for k, node in enumerate(nodes)}  # names and offices of each chain
    pronouns = {node.start: k for k, node in enumerate(nodes) if node.form not in ("name", "nom")}
    for k, node in enumerate(nodes):
        candidates = finder.candidates()
        best, linked = 0.0, None
        for fact in new_facts(node, nodes, candidates):
            best += weight_of(fact, 0.0)
        best -= READINESS
        careful = node.form == "name" or bool(node.owned) or node.head in _OFFICES | ORGANS | _FIRMS
        owner = _owner_in(node, chain, told, pronouns) if node.form == "nom" else ""
        named = _named_behind(nodes, k, text)
        for rank, j in enumerate(candidates):
            if careful and clash(node, told[chain[j]]):
                continue
            if named and clash(named, told[chain[j]]):
                continue  # "Slovakia's prime minister, Robert Fico," is not the prime minister named before
            if owner and any((its := _owner_in(o, chain, told, pronouns)) and its != owner for o in told[chain[j]]):
                continue  # "its foreign ministry", of Colombia, is not "Azerbaijan's foreign ministry"
            other = known[j]
            if gender[chain[j]] != other.gender:
                other = known[j] = replace(other, gender=gender[chain[j]])
            gap = text[other.end : node.start] if node.start - other.end < 10 else ""
            if gap and node.form in ("name", "nom") and _AND.fullmatch(gap):
                continue
            score = 0.0
            for fact in pair_facts(node, other, gap, rank):
                score += weight_of(fact, 0.0)
            if score > best:
                best, linked = score, j
        if linked is not None:
            chain[k] = chain[linked]
            told[chain[k]] += told[k]
            gender[chain[k]] = gender[chain[k]] or node.gender
    sizes: dict[int, int] = defaultdict(int)
    for number in chain:
        sizes[number] += 1
    return [number if sizes[number] > 1 else None for number in chain]


def _kind_of(node: Node, leader: Mention | None) -> Kind:
    """The kind of a description or pronoun: a person or body, or "other". "It" and "the city" name no place."""
    kind = leader.kind if leader else _KINDS.get(node.type, "other")
    return kind if kind in ("person", "organisation", "group") else "other"


def add_chains(draft: Draft, kit: Kit) -> Draft:
    """Add the chains, and to the mentions the descriptions and pronouns that belong to one.

    What is added has the name of the one it stands for, and no actor of its own: whom it stands for is the chain's to
    say (`reading.actors.resolve_at` asks it).
    """
    text, record = draft.text, draft.record
    phrases = find_phrases(text, record.sentences, kit.word_classes)
    extents = find_extents(text, record.sentences, phrases)
    nodes = find_nodes(draft, phrases, kit)
    numbers = find_chains(nodes, text, kit.chain_weights)
    order = {number: k for k, number in enumerate(dict.fromkeys(n for n in numbers if n is not None))}
    mentions = list(record.mentions)
    added: list[Mention] = []
    leaders: dict[int, Mention] = {}
    for node, number in zip(nodes, numbers, strict=True):
        if number is None:
            continue
        if node.mention is not None:
            found = replace(mentions[node.mention], chain=order[number])
            mentions[node.mention] = found
            known = leaders.get(number)
            if known is None or (known.actor is None and found.actor) or (known.kind == "other" != found.kind):
                leaders[number] = found
    for node, number in zip(nodes, numbers, strict=True):
        if number is None or node.mention is not None:
            continue
        leader = leaders.get(number)
        whole = extents.get(node.end, node) if node.form in ("name", "nom") else node
        added.append(
            Mention(
                start=whole.start,
                end=whole.end,
                kind=_kind_of(node, leader),
                name=leader.name if leader else re.sub(r"\s+", " ", text[node.start : node.end]),
                chain=order[number],
            )
        )
    mentions = sorted((*mentions, *added), key=lambda m: (m.start, -m.end))
    return replace(draft.add(mentions=tuple(mentions)), extents=extents)
