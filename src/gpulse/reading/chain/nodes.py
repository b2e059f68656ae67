"""What may be in a chain: the names of a record, the descriptions and the pronouns, with what each tells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gpulse.knowledge.names import fold
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.reading.language.phrases import Phrase
from gpulse.reading.mention.name_words import DAYS
from gpulse.record import Mention

_TYPES: Mapping[str, str] = {
    "person": "P", "organisation": "O", "group": "O", "place": "L", "facility": "L", "nationality": "P", "other": "A",
}  # fmt: skip
_PLURALS = frozenset("people men women children police troops forces media personnel fishermen militia".split())
_HE = frozenset("mr he his him king prince father son brother husband man boy sir congressman chairman".split())
_SHE = frozenset("mrs ms miss she her queen princess mother daughter sister wife woman girl lady".split())
_SHORT_TITLES = frozenset("mr mrs ms dr sen gov gen lt col rep prof".split())
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
        field = _FIELD.match(text, phrase.end) if phrase.head in ORGANS else None
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


ORGANS = frozenset("ministry department office agency authority bureau committee commission".split())
_FIELD = re.compile(r" (?:of|for) (?:the )?([a-z]+)\b")
