"""Words for papers that bind ("a defence pact", "the Ankara Declaration"), and which of them are of one paper.

A paper is a treaty, pact, deal, truce, memorandum, resolution. It is named with "a" once, then taken up: "the pact",
"the 2024 treaty", "their agreement". Words of another kind ("the declaration" after "a treaty"), or with other
qualities ("a separate agreement"), are another paper's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gpulse.reading.language.phrases import Phrase, find_phrases
from gpulse.reading.language.word_classes import WordClasses
from gpulse.record import Sentence, Span

_KINDS = {
    "treaty": "treaty", "pact": "any", "accord": "any", "agreement": "any", "deal": "any", "compact": "any",
    "partnership": "partnership", "convention": "convention", "charter": "charter", "protocol": "protocol",
    "memorandum": "memorandum", "declaration": "declaration", "communiqué": "declaration", "armistice": "truce",
    "contract": "contract", "understanding": "any", "arrangement": "any", "truce": "truce", "ceasefire": "truce",
    "cease-fire": "truce", "resolution": "resolution",
    "text": "back", "document": "back", "paper": "back", "statement": "declaration",
}  # fmt: skip
"""What kind of paper a noun names. "any" may take up every kind; "back" only takes up, and names none by itself."""
_PLURALS = {"treaties": "treaty", "memoranda": "memorandum", **{f"{noun}s": noun for noun in _KINDS}}
HEADS = r"(?:treat(?:y|ies)|memorand(?:um|a)|(?:" + "|".join(
    noun for noun in _KINDS if noun not in ("treaty", "memorandum", "text", "document", "paper", "statement")
) + r")s?)"  # fmt: skip
"""Nouns that name a paper, as a pattern."""
_ANY = re.compile(rf"\b(?:{HEADS}|joint\s+statement)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\b(?:(?P<the>the|The)\s+)?(?:(?:U\.?N\.?|Security Council)\s+)*[Rr]esolution\s+\d{3,4}\b")
_OF = re.compile(
    r"\s+of\s+(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    r"(?:(?:the\s+)?[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*|understanding|partnership|friendship|alliance|neutrality|"
    r"cooperation|co-operation|intent)\b"
)
_TITLE_ON = re.compile(
    r"\s+(?:on|for)\s+(?:the\s+)?[A-Z][\w’'-]+(?:\s+(?:of|in|and|the)\s+[A-Z][\w’'-]+|\s+[A-Z][\w’'-]+)*"
)
_MADE_OF = re.compile(r"\s+(?:with|between|of\s+\d{4}|on|from\s+\d{4}|that)\b")
_UNMADE = frozenset(
    "draft proposed planned possible future potential eventual new another final would-be likely".split()
)
"""Words for a paper that is not there yet: "a draft treaty"; "a new deal" has to be signed to be one."""
_PLAIN = frozenset(
    "same new whole landmark historic revised latest joint first last original formal full final signed entire said "
    "two "
    "three long-awaited controversial fragile shaky so-called".split()
)
"""Qualities that tell no paper from another."""


_SIZE = re.compile(r"[\w-]+-(?:years?|months?|weeks?|days?|hours?|points?|pages?|long)")
"""How long a paper is or holds, which tells it from no other: "the ten-year arrangement"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming(Span):
    """Words for a paper. `name` is without article; `head` its noun in the singular; `opener` as in `Phrase`;
    `told` its qualities ("trade"); `made_of`: says more of it behind ("with Iran", "of 2015", "on fish");
    `told_apart`: a relative clause says which it is ("the arrangement that they made")."""

    name: str
    head: str
    opener: str
    told: frozenset[str]
    sentence: int
    proper: bool = False
    plural: bool = False
    made_of: bool = False
    told_apart: bool = False

    @property
    def kind(self) -> str:
        """The kind of paper that the noun names."""
        return _KINDS[self.head]

    @property
    def is_or_all_back(self) -> bool:
        """Whether it takes up one or several named before: "the accords" after "the Oslo Accords"."""
        return self.opener in ("the", "this", "own") and not self.made_of

    @property
    def is_back(self) -> bool:
        """Whether it takes up a paper named before: "the pact", "their deal"; a proper name may be a first one."""
        return self.opener in ("the", "this", "own") and not self.plural and not self.proper


def find_namings(text: str, sentences: Sequence[Sentence], classes: WordClasses) -> list[Naming]:
    """Return the words for papers in a text, in order."""
    found: list[Naming] = []
    for number, sentence in enumerate(sentences):
        too_long = sentence.end - sentence.start > LONGEST
        if too_long or (not found and not _ANY.search(text, sentence.start, sentence.end)):
            continue
        numbered = [Span(start=m.start(), end=m.end()) for m in _NUMBERED.finditer(text, sentence.start, sentence.end)]
        named = [
            Naming(
                start=s.start, end=s.end, name=re.sub(r"^[Tt]he\s+", "", s.of(text)), head="resolution", opener="the",
                told=frozenset(s.of(text).lower().split()), sentence=number, proper=True,
            )
            for s in numbered
        ]  # fmt: skip
        for phrase in find_phrases(text, (sentence,), classes):
            naming = _named_by(text, phrase, number)
            if naming and not any(naming.overlaps(other) for other in named):
                named.append(naming)
        if len(named) <= MOST:
            found += sorted(named, key=lambda n: n.start)
    return found


_IN_TERMS = re.compile(r"\bprovid\w+\s+for\s+$|\b(?:calls?|called|calling)\s+for\s+$")
"""Before a truce that a paper is to bring about: "a protocol that provides for *a ceasefire*"."""
_TAKEN_FOR_NOUN = frozenset("obliges commits requires binds forbids bars bans provides reads states says".split())
"""Verbs of a paper that the word classes may take for the noun of a phrase: "the accord obliges"."""


def _without_verb(text: str, phrase: Phrase) -> Phrase:
    """Return the phrase up to its noun, where a verb was read as one.

    >>> words = "The new accord obliges Peru."
    >>> phrase = Phrase(start=0, end=22, words=("new", "accord", "obliges"), opener="the", sentence=0, subject=False,
    ...     proper=False)
    >>> _without_verb(words, phrase).of(words)
    'The new accord'
    """
    pairs = zip(phrase.words, phrase.words[1:], strict=False)
    at = next((k for k, (noun, verb) in enumerate(pairs) if noun in _KINDS and verb in _TAKEN_FOR_NOUN), None)
    if at is None:
        return phrase
    verb = re.compile(rf"\s+{phrase.words[at + 1]}\b", re.IGNORECASE).search(text, phrase.start, phrase.end)
    return replace(phrase, end=verb.start(), words=phrase.words[: at + 1], subject=True) if verb else phrase


def _named_by(text: str, phrase: Phrase, sentence: int) -> Naming | None:
    phrase = _without_verb(text, phrase)
    head = _PLURALS.get(phrase.head, phrase.head)
    if head not in _KINDS or phrase.pronoun or "no" in phrase.words[:1]:
        return None
    if head == "resolution" and not {"un", "council", "security", "assembly"} & set(phrase.words):
        return None
    if head in ("truce", "ceasefire", "cease-fire") and _IN_TERMS.search(text, max(0, phrase.start - 30), phrase.start):
        return None
    if head == "statement" and not {"joint", "common"} & set(phrase.words):
        return None
    last = text[phrase.end - len(phrase.head) : phrase.end]
    proper = last[0].isupper() and len(phrase.words) > 1
    more = (_OF.match(text, phrase.end) or (_TITLE_ON.match(text, phrase.end) if last[0].isupper() else None)) if (
        _KINDS[head] != "back"
    ) else None  # fmt: skip
    proper = proper or bool(more and last[0].isupper())
    end = more.end() if more else phrase.end
    start = phrase.start
    words = text[start:end]
    name = " ".join(
        re.sub(r"^(?:the|an?|this|that|its|their|his|her|our|both)\s+", "", words, flags=re.IGNORECASE).split()
    )
    told = frozenset(w for w in phrase.words[:-1] if not _SIZE.fullmatch(w)) - _PLAIN
    if more:
        told |= frozenset(more.group().lower().split()[1:])
    return Naming(
        start=start,
        end=end,
        name=name,
        head=head,
        opener=phrase.opener,
        told=told,
        sentence=sentence,
        proper=proper,
        plural=phrase.head in _PLURALS,
        made_of=bool(_MADE_OF.match(text, end)),
        told_apart=text.startswith(" that ", end),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """All words of a post for one paper, in order."""

    namings: tuple[Naming, ...]

    @property
    def name(self) -> str:
        """The name that tells most: a proper one, else the first."""
        return next((n.name for n in self.namings if n.proper), self.namings[0].name)

    @property
    def is_unmade(self) -> bool:
        """Whether it is first told of as one to come: "a draft treaty"."""
        return bool(_UNMADE & set(self.namings[0].name.lower().split()))


def group_papers(namings: Sequence[Naming], made: Sequence[Naming]) -> list[Paper]:
    """Return the papers that a post names; `made` are those namings of which a sentence says that they came about.

    A taken-up word is of the last paper of its kind; a paper that came about goes before one that is only spoken of
    ("talks on a treaty").
    """
    papers: list[Paper] = []
    for naming in namings:
        at = _same_before(naming, papers, made)
        if at is None and naming.kind == "back":
            continue
        if at is None:
            papers.append(Paper(namings=(naming,)))
        else:
            papers[at] = replace(papers[at], namings=(*papers[at].namings, naming))
    return papers


LONGEST = 1500
"""Characters of a sentence in which papers are looked for, at most; what is longer is a table or a list."""
MOST = 20
"""Papers of a sentence, and papers named last that a word may take up: more than a post has, and few enough for a
text of nothing else."""
TITLE_NEAR = 2
"""Sentences after "a treaty" in which its proper name may first be given."""


def _same_before(naming: Naming, papers: Sequence[Paper], made: Sequence[Naming]) -> int | None:
    def near(at: int) -> tuple[bool, bool, int]:
        paper = papers[at]
        real = any(n in made for n in paper.namings)
        alike = any(n.head == naming.head for n in paper.namings)
        return real, alike, paper.namings[-1].end

    fits = [at for at in range(max(0, len(papers) - MOST), len(papers)) if _is_same(naming, papers[at])]
    return max(fits, key=near, default=None)


def _is_same(naming: Naming, paper: Paper) -> bool:
    """Whether a naming may be of a paper named before."""
    first, last = paper.namings[0], paper.namings[-1]
    if naming.plural or any(n.plural for n in paper.namings):
        title = first.proper and first.plural and not naming.proper and naming.is_or_all_back
        return title and (naming.kind == "back" or naming.head in {n.head for n in paper.namings})
    if naming.proper:
        named = [n for n in paper.namings if n.proper]
        if named:
            return any(n.told & naming.told and (n.told <= naming.told or naming.told <= n.told) for n in named)
        return naming.opener == "the" and naming.sentence - last.sentence <= TITLE_NEAR and _alike(naming, paper)
    if not naming.is_back or not _alike(naming, paper):
        return False
    if naming.told_apart and naming.kind == "any" and naming.head not in {n.head for n in paper.namings}:
        return False  # "The arrangement *that they made on fish*", after a memorandum on ports
    told = frozenset().union(*(n.told for n in paper.namings if not n.proper))
    if not naming.told or not told or naming.told <= told:
        return not naming.made_of or not naming.told or naming.told <= told
    known = frozenset().union(*(n.told for n in paper.namings))
    if naming.told & known:
        return True
    return not naming.made_of and naming.sentence - last.sentence <= 1 and first.opener == "a" and naming.kind != "back"


def _alike(naming: Naming, paper: Paper) -> bool:
    kinds = {n.kind for n in paper.namings}
    bond = {"treaty", "partnership"}
    return naming.kind in ("any", "back") or naming.kind in kinds or kinds == {"any"} or {naming.kind, *kinds} <= bond
