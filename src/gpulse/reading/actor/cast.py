"""The people whom a post names in full: a surname alone is theirs, and the words of their names are nothing else.

"Johnson" after "Jeh Johnson" is Jeh Johnson whoever else is called so, and "Jim Jordan" says nothing of Jordan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gpulse.knowledge.actors import Actors, Entry, is_code
from gpulse.knowledge.names import Word, key_of, words_of
from gpulse.record import Mention


@dataclass(frozen=True, slots=True, eq=False)
class Cast:
    """`full`: first word → full names (keys of their words); `surnames`: surname → who it is in this post.

    `words` are all words of people's names; `longer` are names of places and things of several words that no table has,
    so that a table's shorter name within says nothing of them ("Chad Basin", "Turkey Creek"). Equal only to
    itself, so that it can be a key.
    """

    full: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    surnames: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    longer: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    towns: Mapping[str, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Say whether the post names this person in full."""
        keys = tuple(word.key for word in words_of(name))
        return bool(keys) and keys in self.full.get(keys[0], ())

    def length_at(self, words: Sequence[Word], i: int) -> int:
        """Return how many words from `i` on are a full name of the post, 0 where none are."""
        return _length_at(self.full, words, i)

    def longer_at(self, words: Sequence[Word], i: int) -> int:
        """Return how many words from `i` on are a longer name of a place or thing, 0 where none are."""
        return _length_at(self.longer, words, i)


def _length_at(names: Mapping[str, tuple[tuple[str, ...], ...]], words: Sequence[Word], i: int) -> int:
    keys = (name for name in names.get(words[i].key, ()) if words[i].capital)
    return max((len(k) for k in keys if tuple(w.key for w in words[i : i + len(k)]) == k), default=0)


def _is_longer(words: Sequence[Word], actors: Actors, placed: bool) -> bool:
    """Whether a name is longer than the tables' names of states, capitals and people that stand in it, and of a place
    on the map, than the adjectives too ("British Columbia").
    """
    found = [actors.at(words, i) for i in range(len(words))]
    kinds = {entry.kind for entries, _ in found for entry in entries[:1]}
    return (
        found[0][1] < len(words)
        and bool(kinds)
        and kinds <= {"state", "capital", "person"} | ({"adjective"} if placed else set())
    )


def find_cast(mentions: Iterable[Mention], text: str, actors: Actors) -> Cast:
    """Return the people of a post. Of namesakes the one named in full most often, then first, has the surname."""
    full: dict[str, dict[tuple[str, ...], None]] = {}
    counts: Counter[tuple[str, ...]] = Counter()
    told: dict[tuple[str, ...], Mention] = {}
    alone: set[str] = set()
    longer: dict[str, dict[tuple[str, ...], None]] = {}
    towns: dict[str, str] = {}
    for mention in mentions:
        if mention.kind not in ("person", "place", "facility", "other"):
            continue
        words = words_of(mention.of(text))
        if (place := mention.place) is not None and place.country and (place.feature_code or "").startswith("PPL"):
            named = actors.named(mention.of(text))[:1]
            if any(e.kind in ("capital", "state") and is_code(e.code) and e.code != place.country for e in named):
                towns[key_of(mention.of(text))] = place.country
        if mention.kind != "person" and len(words) > 1 and _is_longer(words, actors, mention.place is not None):
            longer.setdefault(words[0].key, {})[tuple(word.key for word in words)] = None
        if mention.kind != "person" or not words or not words[0].capital or not words[-1].capital:
            continue
        keys = tuple(word.key for word in words)
        if len(keys) == 1:
            alone.update(keys)
            continue
        full.setdefault(keys[0], {})[keys] = None
        counts[keys] += 1
        if keys not in told or (told[keys].actor is None and mention.actor):
            told[keys] = mention
    surnames: dict[str, tuple[Entry, ...]] = {}
    for keys, _ in counts.most_common():
        if keys[-1] in surnames:
            continue
        known = tuple(entry for entry in actors.named(" ".join(keys)) if entry.kind == "person")
        said = told[keys]
        surnames[keys[-1]] = known or (Entry("person", said.actor or "", said.sector or "", said.name),)
    names = {word for keys in counts for word in keys}
    listed = ({first: tuple(found) for first, found in group.items()} for group in (full, longer))
    return Cast(next(listed), surnames, frozenset(names | alone), next(listed), towns)
