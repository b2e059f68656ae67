"""Coreference within a post: which names, descriptions and pronouns stand for the same one.

Every phrase is asked, from left to right, which earlier one it goes on from, if any. A sum of weighted facts decides
(same words, same head, kind, number, distance, who stands first …); knowledge/tune_chains.py fitted the weights on GUM.
Only the earlier phrases that may count are weighed, so that a long post takes no longer a word than a short one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from gpulse.knowledge.names import fold
from gpulse.reading.draft import Draft
from gpulse.reading.extents import find_extents
from gpulse.reading.kit import Kit
from gpulse.reading.language.phrases import Phrase, find_phrases
from gpulse.reading.mention.name_words import DAYS
from gpulse.record import Kind, Mention

_TYPES: Mapping[str, str] = {
    "person": "P", "organisation": "O", "group": "O", "place": "L", "facility": "L", "nationality": "P", "other": "A",
}  # fmt: skip
_KINDS: Mapping[str, Kind] = {"P": "person", "O": "organisation"}
_PLURALS = frozenset("people men women children police troops forces media personnel fishermen militia".split())
_HE = frozenset("mr he his him king prince father son brother husband man boy sir congressman chairman".split())
_SHE = frozenset("mrs ms miss she her queen princess mother daughter sister wife woman girl lady".split())
_NEAR = 3
"""How many sentences back a pronoun looks."""
_MOST = 24
"""How many earlier phrases are weighed for a pronoun, the nearest first."""
READINESS = 1.6
"""How much likelier "none of them" must be than the best one: the likelihood that the weights climb shares the chance
out among all earlier phrases of a chain. With exact spans CoNLL F1 on GUM's development documents was .473 at 1.2 and
1.6, .469 at 2, .460 at 2.5 and .449 at 3."""
_SHORT_TITLES = frozenset("mr mrs ms dr sen gov gen lt col rep prof".split())
_OFFICES = frozenset("president premier minister chancellor king queen emperor sultan emir pope".split())
_FIRMS = frozenset("company firm concern producer operator manufacturer group".split())
_AND = re.compile(r",? (?:and|or) (?:the |an? )?")
"""What stands between two that are joined, and so are two: "Ethiopia's government and the Tigray People's Front"."""
_TIME = DAYS - {"i"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A phrase or name that may be in a chain.

    `form` is "name", "nom" (a description) or a pronoun's form; `type` P(erson), O(rganisation), L (place) or another
    letter of `word_classes`; `number` "s" or "p"; `gender` "m", "f" or ""; `mention` its index among the record's;
    `offices` the words for the offices that the tables say the person holds that day, `None` where they do not know.
    `owned`: the state whose a description is ("Venezuela's electoral council"); `of_states`: the name of a body of
    several; `field`: what an organ is for ("power", of "the ministry of power"); `outlet`: who brings news by its name.
    """

    start: int
    end: int
    form: str
    type: str
    number: str
    words: tuple[str, ...]
    opener: str
    sentence: int
    subject: bool
    first: bool
    quoted: bool
    gender: str = ""
    identity: str = ""
    role: tuple[str, ...] = ()
    offices: tuple[str, ...] | None = None
    owned: str = ""
    of_states: bool = False
    field: str = ""
    outlet: bool = False
    mention: int | None = None

    @property
    def head(self) -> str:
        """The last word."""
        return self.words[-1]


def find_nodes(draft: Draft, phrases: Sequence[Phrase], kit: Kit) -> list[Node]:
    """Return what may be in a chain, in the order of the text: names of the record, descriptions, pronouns."""
    text, record = draft.text, draft.record
    starts = [s.start for s in record.sentences]
    quotes = [m.start() for m in re.finditer(r"[“”\"]", text)]
    nodes: list[Node] = []
    taken: list[tuple[int, int]] = []
    ends = {p.end: p for p in phrases if not p.pronoun}
    for index, mention in enumerate(record.mentions):
        phrase = ends.get(mention.end)
        if mention.kind == "nationality" and phrase is None:
            continue  # an adjective: "Russian forces"
        nodes.append(_name_node(mention, index, text, phrase, starts, quotes, record.article.published_on, kit))
        taken.append((mention.start, mention.end))
    taken.sort()
    for phrase in phrases:
        if phrase.pronoun:
            nodes.append(_phrase_node(phrase, phrase.opener, quotes, kit))
            continue
        k = bisect_right(taken, (phrase.end, -1)) - 1
        ends_in_name = any(start < phrase.end <= end for start, end in taken[max(0, k - 2) : k + 2])
        if ends_in_name or phrase.head in _TIME or phrase.head in _SHORT_TITLES or phrase.head[0].isdigit():
            continue
        node = _phrase_node(phrase, "name" if phrase.proper else "nom", quotes, kit)
        owned = _owner_of(text, phrase, kit)
        field = _FIELD.match(text, phrase.end) if phrase.head in _ORGANS else None
        nodes.append(replace(node, owned=owned, field=field[1] if field else "") if owned or field else node)
    surnames = {n.words[-1] for n in nodes if n.form == "name" and n.type == "P" and len(n.words) > 1}
    nodes = [
        replace(n, type="P") if n.form == "name" and n.type != "P" and n.words[-1] in surnames else n for n in nodes
    ]
    nodes.sort(key=lambda n: (n.start, -n.end))
    before = [None, *(node.sentence for node in nodes)]
    return [node if before[k] == node.sentence else replace(node, first=True) for k, node in enumerate(nodes)]


def _name_node(
    mention: Mention,
    index: int,
    text: str,
    phrase: Phrase | None,
    starts: list[int],
    quotes: list[int],
    day: str | None,
    kit: Kit,
) -> Node:
    words = tuple(w for w in re.split(r"[\s-]+", fold(mention.of(text))) if w) or (mention.name,)
    entries = kit.actors.named(mention.of(text))
    role = tuple(fold(mention.role).split()) if mention.role else ()
    kinds = {e.kind for e in entries}
    state = next((e for e in entries if e.kind in ("state", "body", "group")), None)
    person = mention.kind == "person"
    gender = "m" if person and _HE & set(role) else "f" if person and _SHE & set(role) else ""
    if person and not gender:
        gender = kit.given_names.gender(mention.name)
    offices = _offices(mention.name, day, kit) if person else None
    return Node(
        start=mention.start,
        end=mention.end,
        form="name",
        type=_TYPES[mention.kind],
        number="p" if mention.kind == "nationality" and "people" in kinds else "s",
        words=words,
        opener="",
        sentence=bisect_right(starts, mention.start) - 1,
        subject=bool(phrase and phrase.subject),
        first=False,
        quoted=bisect_right(quotes, mention.start) % 2 == 1,
        outlet=bool(entries) and entries[0].sector == "JRN",
        gender=gender,
        identity=state.name if state else mention.name if person and " " in mention.name else "",
        role=(*role, *(offices or ())),
        offices=offices,
        of_states=any(e.kind == "body" and e.sector == "IGO" for e in entries),
        mention=index,
    )


def _offices(name: str, day: str | None, kit: Kit) -> tuple[str, ...] | None:
    """The head words of the offices that somebody holds on a day; `None` where the tables do not know."""
    entries = [entry for entry in kit.actors.named(name) if entry.kind == "person" and entry.source.startswith("hand")]
    if not entries or day is None:
        return None
    roles = (re.split(r" (?:of|for|to|in)\b|,", entry.role)[0].split() for entry in entries if entry.holds_on(day))
    return tuple(dict.fromkeys(fold(role[-1]) for role in roles if role))


def _phrase_node(phrase: Phrase, form: str, quotes: list[int], kit: Kit) -> Node:
    head = phrase.head
    plural = head in _PLURALS or (head.endswith("s") and not head.endswith(("ss", "us", "is")))
    if phrase.pronoun:
        plural = form in ("they", "we")
    gender = {"he": "m", "she": "f"}.get(form) or ("m" if head in _HE else "f" if head in _SHE else "")
    return Node(
        start=phrase.start,
        end=phrase.end,
        form=form,
        type="" if phrase.pronoun else kit.word_classes.kinds.get(head, "N" if phrase.proper else "?"),
        number="p" if plural else "s",
        words=phrase.words,
        opener=phrase.opener,
        sentence=phrase.sentence,
        subject=phrase.subject,
        first=False,
        quoted=bisect_right(quotes, phrase.start) % 2 == 1,
        gender=gender,
    )


_OWNER = re.compile(r"((?:[A-Z][\w.]*\s)*[A-Z][\w.]*)['’]s? (?:[\w-]+ ){0,2}$")


_ADJECTIVE = re.compile(r"([A-Z][\w-]+) (?:[a-z-]+ ){0,2}$")
"""The nationality before a head: "the American ambassador"."""


def _owner_of(text: str, phrase: Phrase, kit: Kit) -> str:
    """The state that has what is described: "Venezuela's electoral council", "the American ambassador"."""
    head = phrase.end - len(phrase.head)
    before = text[max(0, head - 60) : head]
    if "'" in before or "’" in before:
        owner = _OWNER.search(before)
        states = (e.name for e in kit.actors.named(owner.group(1)) if e.kind == "state") if owner else ()
        if found := next(iter(states), ""):
            return found
    adjective = _ADJECTIVE.search(text, max(phrase.start, head - 60), head)
    codes = {e.code for e in kit.actors.named(adjective.group(1)) if e.kind == "adjective"} if adjective else set()
    state = kit.actors.states.get(codes.pop()) if len(codes) == 1 else None
    return state.name if state else ""


_ORGANS = frozenset("ministry department office agency authority bureau committee commission".split())
_FIELD = re.compile(r" (?:of|for) (?:the )?([a-z]+)\b")


def _another_organ(node: Node, other: Node) -> bool:
    """Whether two organs of a kind are for different things: "the foreign ministry", "the ministry of power"."""
    if not ((node.field or other.field) and other.form == node.form == "nom" and node.head == other.head):
        return False
    here, there = ({n.field, *n.words[:-1]} - {""} for n in (node, other))
    return bool(here and there and not here & there)


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
        careful = node.form == "name" or bool(node.owned) or node.head in _OFFICES | _ORGANS | _FIRMS
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
