"""The facts on a phrase and one before it, by which they are weighed to be of one chain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from gpulse.reading.chain.nodes import Node

_NEAR = 3
"""How many sentences back a pronoun looks."""
_MOST = 24
"""How many earlier phrases are weighed for a pronoun, the nearest first."""


_COMMON = frozenset(("", "of", "the", "for", "and", "-", "'s"))


class Finder:
    """Which earlier nodes may count for a node: those that share words, and the nearest."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.at = 0

    def candidates(self) -> list[int]:
        """Return the indices of the earlier nodes to be weighed for the next node, which is then taken in."""
        k = self.at
        node = self.nodes[k]
        found: set[int] = set()
        if node.form not in ("name", "nom"):
            for j in range(k - 1, max(-1, k - _MOST - 1), -1):
                other = self.nodes[j]
                if node.sentence - other.sentence > _NEAR:
                    break
                if other.form in ("name", "nom") or other.form == node.form:
                    found.add(j)
        else:
            asked = (node.head,) if node.form == "nom" else (*node.words, node.identity, acronym(node))
            for word in asked:
                if word in self.by_word:
                    found.update(self.by_word[word][-12:])
            back = 8 if node.opener in ("the", "this") else 2
            for j in range(k - 1, max(-1, k - back - 1), -1):
                if node.sentence - self.nodes[j].sentence <= 2 and self.nodes[j].form in ("name", "nom"):
                    found.add(j)
        if node.form == "nom":
            self.by_word[node.head].append(k)
        elif node.form == "name":
            for word in {*node.words, *node.role, node.identity, acronym(node)} - _COMMON:
                self.by_word[word].append(k)
        self.at += 1
        return sorted([j for j in found if self.nodes[j].end <= node.start], reverse=True)


def acronym(node: Node) -> str:
    """Return the initials of a name of several words, or an empty string."""
    return _initials(node.words) if node.form == "name" and len(node.words) > _SHORT_NAME else ""


_SHORT_NAME = 2
"""Words of a name that has no acronym, at most."""


@lru_cache(maxsize=2048)
def _initials(words: tuple[str, ...]) -> str:
    return "".join(w[0] for w in words if w not in ("of", "the", "for", "and", "-"))


def new_facts(node: Node, nodes: Sequence[Node], candidates: Sequence[int]) -> tuple[str, ...]:
    """Return the facts that speak for or against a node's being the first of its chain."""
    what = node.form if node.form != "nom" else f"nom-{node.opener}"
    if node.form in ("name", "nom"):
        head = node.words[-1]
        heads = 0
        for j in candidates:
            heads += nodes[j].words[-1] == head
        last = "heads0" if not heads else "heads1" if heads == 1 else "heads2"
    else:
        last = "quoted1" if node.quoted else "quoted0"
    return _new_facts(what, node.type + node.number, min(len(node.words), 4), last)


@lru_cache(maxsize=4096)
def _new_facts(what: str, of: str, length: int, last: str) -> tuple[str, ...]:
    """`new_facts` of a node of type and number `of`; the same few are asked for again and again."""
    return f"new:{what}", f"new:{what}:{of}", f"new:{what}:{length}", f"new:{what}:{last}"


def pair_facts(node: Node, other: Node, between: str, rank: int) -> tuple[str, ...]:
    """Return the facts that speak for or against `node`'s going on from `other`, an earlier one.

    `between` is the text from one to the other where it is short; `rank` counts the candidates from the nearest.
    """
    gap = node.sentence - other.sentence
    far = gap if gap < 3 else 3 if gap < 6 else 6
    form = node.form
    if form not in ("name", "nom"):
        if other.form == form:
            return _again(form, far, other.quoted, node.quoted)
        near = 0 if rank == 0 else 1 if rank == 1 else 2 if rank < 4 else 4 if rank < 8 else 8
        quoted = (other.quoted, node.quoted) if form in ("i", "we") else None
        of, where = (other.form, other.type, other.number, other.opener), (other.subject, other.first)
        return _pronoun_facts(form, far, near, of, where, (other.gender, node.gender), quoted)
    beside = ""
    if between:  # hardly ever
        if between in (", ", " (") or (between in (" ", "-") and other.form == "nom"):
            beside = f"beside:{between}:{other.form}:{form}-{node.opener}:{_same(node, other)}"
        elif between in (" is ", " was ", " are ", " were ", " became ", " remains ") and other.subject:
            beside = f"is:{other.form}:{form}-{node.opener}:{_same(node, other)}"
    if other.form == "name" and form == "name":
        parted = bool(node.gender and other.gender and node.gender != other.gender)
        facts = _name_facts(_name_relation(node, other), node.type, _same(node, other), parted)
    elif other.form == "nom" and form == "nom":
        numbers = node.number + other.number
        facts = _nominal_facts(_description_relation(node, other), node.opener, other.opener, far, node.type, numbers)
    else:
        name, description = (other, node) if form == "nom" else (node, other)
        word = "in" if description.head in name.words else "role" if description.head in name.role else ""
        facts = _mixed_facts(
            form + word, description.opener, description.type, _same(node, other), far, description.number + name.number
        )
    return (beside, *facts) if beside else facts


@lru_cache(maxsize=1024)
def _again(form: str, far: int, there: bool, here: bool) -> tuple[str, ...]:
    """The facts of a pronoun after another of its form. The same few are asked for again and again; so are the next."""
    return f"{form}={form}:{far}", f"{form}={form}:{there:d}{here:d}"


@lru_cache(maxsize=8192)
def _pronoun_facts(
    form: str,
    far: int,
    near: int,
    of: tuple[str, str, str, str],
    where: tuple[bool, bool],
    genders: tuple[str, str],
    quoted: tuple[bool, bool] | None,
) -> tuple[str, ...]:
    """The facts of a pronoun after a name or description of a form, type, number and opener (`of`).

    `where`: is that a subject, and the first of its sentence.
    """
    other, kind, number, opener = of
    subject, first = where
    facts = [f"{form}:{other}:{kind}{number}", f"{form}:{far}:{'s' * subject}{'f' * first}", f"{form}:near{near}"]
    if other == "nom":
        facts.append(f"{form}:o-{opener}")
    if all(genders):
        facts.append("gender+" if genders[0] == genders[1] else "gender-")
    if quoted:
        facts.append(f"{form}:{quoted[0]:d}{quoted[1]:d}")
    return tuple(facts)


@lru_cache(maxsize=1024)
def _name_facts(relation: str, of: str, same: str, parted: bool) -> tuple[str, ...]:
    """The facts of a name after a name; `parted`: their genders differ."""
    facts = (f"name{relation}", f"name{relation}:{of}:{same}")
    return (*facts, "gender-") if parted else facts


@lru_cache(maxsize=4096)
def _nominal_facts(relation: str, opener: str, before: str, far: int, of: str, numbers: str) -> tuple[str, ...]:
    """The facts of a description after a description."""
    return f"nom{relation}:{opener}:{before}", f"nom{relation}:{far}", f"nom{relation}:{of}:{numbers}"


@lru_cache(maxsize=4096)
def _mixed_facts(what: str, opener: str, of: str, same: str, far: int, numbers: str) -> tuple[str, ...]:
    """The facts of a name and a description, whichever comes first; `of` is the description's type."""
    return f"mixed-{what}:{opener}:{of}:{same}", f"mixed-{what}:{opener}:{far}", f"mixed-{what}:{numbers}"


def _same(node: Node, other: Node) -> str:
    return "=" if node.type == other.type else "?" if "?" in (node.type, other.type) else "/"


def _name_relation(node: Node, other: Node) -> str:
    if node.identity and node.identity == other.identity:
        return "=table"
    if node.words == other.words:
        return "=" + ("1" if len(node.words) == 1 else "2")
    if len(node.words) == 1 and node.words[0] in (acronym(other), other.identity):
        return "=acronym"
    if len(other.words) == 1 and other.words[0] == acronym(node):
        return "=acronym"
    here, there = set(node.words), set(other.words)
    if node.identity and other.identity and not here & there:
        return "/table"
    if here < there:
        return "<last" if node.words[-1] == other.words[-1] else "<first" if node.words[0] == other.words[0] else "<"
    if there < here:
        return ">last" if node.words[-1] == other.words[-1] else ">"
    if node.words[-1] == other.words[-1]:
        return "~last"
    return "~" if here & there else "/"


def _description_relation(node: Node, other: Node) -> str:
    if node.words == other.words:
        return "="
    if node.words[-1] == other.words[-1]:
        here, there = set(node.words), set(other.words)
        return "<" if here < there else ">" if there < here else "~"
    return "/"
