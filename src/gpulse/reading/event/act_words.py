"""What act words are acts of: a lexicon of phrases of news English, asked where the network is unsure or marks nothing.

The network judges an act's type by words that it has met; of acts that it finds in wording of our own it has every
fourth type wrong. `tables/act_words.tsv` lists, for each PLOVER type, verbs with what they are done to ("cut ties",
"cut troops"), with their particles, light verbs with their nouns ("put their signatures to"), and compound nouns that
name such an act. It was written from PLOVER's manual and the decisions of ../shared/gold/events/README.md; light verbs
were added when sentences read had shown how many of them it lacked, and phrases that name several types in the
hand-coded training sentences were taken out. `docs/experiments/model.md` has how it fares.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from gpulse.codes import EVENT_TYPES
from gpulse.knowledge.rows import load_rows
from gpulse.model.tags import TriggerTag
from gpulse.reading.event.retyped import turned
from gpulse.reading.language.words import noun_forms, verb_forms, word_set
from gpulse.record import Span

SURE: Final = 0.8
"""An act's type, which the network is this sure of, stays whatever the lexicon says.

Of types that so change 25 are mended and none broken in the held-out tenth, the hand-coded sentences, our own that
were read and the posts; 2 and 1 in PLV's rows, which the network has learnt; without a bound and `UNLIKE` 33 and 2, 4
and 33.
Single words, below .5, mended 6 and broke 0, but cost two claims of the posts that are only scored.
"""

UNLIKE: Final = frozenset(
    (
        ("AID", "MOBILIZE"), ("ACCUSE", "ASSAULT"), ("ACCUSE", "REQUEST"), ("ACCUSE", "PROTEST"), ("ASSAULT", "COERCE"),
        ("PROTEST", "ASSAULT"), ("REJECT", "COERCE"), ("SUPPORT", "AGREE"),
    )
)  # fmt: skip
"""Types as the network and the lexicon have them between which the network is right: peacekeepers are sent, a rival is
attacked in a speech, crowds clash. Of 24 such acts it is in 18, the lexicon in 4."""

GAP: Final = 4
"""Words that may stand between the parts of a phrase: "put *their first two* signatures to"."""
PARTED: Final = 3
"""Words that may stand between a verb and its particle: "tore *the pact* up"."""
REACH: Final = 6
"""Words behind a phrase, or before a verb, among which its object or subject is looked for."""

_WORD = re.compile(r"[A-Za-zÀ-ÿ0-9]+(?:['’-][A-Za-zÀ-ÿ0-9]+)*|[.;:?!(),“”\"—–]")
_MARKS = frozenset('.;:?!()—–,“”"')
_OPENS = word_set(
    "after before while who which that when because but although though where since until unless if amid following"
)
_ADDS_PARTICLE = word_set("up out off down back over away aside home")
_ADJACENT = _ADDS_PARTICLE | word_set("in on by through against for to with at into from of about")
_ADJUNCTS = word_set("from in at by on with for over near into against during about under across")
_BEFORE_NOUN = word_set(
    "a an the its their his her this that these those any no another of new more fresh for by with in over under on"
)
_NOT_STATED = _BEFORE_NOUN | word_set(
    "to will would could should can may might must not never be been is are behind let"
)
_NO_SUBJECT = word_set("that which who said says when after")
_REFUSES = re.compile(
    r"\b(?:not|never|no|fail\w*|refus\w+|declin\w+|reject\w*|den(?:y|ied|ies)|without|unlikely)\b|n['’]t\b"
)
_DOUBLED = re.compile(r"[^aeiou]*[aeiou][bdgklmnprt]")
_Words = Sequence[str]


@dataclass(frozen=True, slots=True)
class ActRow:
    """An entry: the type, the words that follow the verb (or all of a noun), classes behind and before it.

    `told`: it is an act of whoever in politics does it, also where the network marks nothing.
    """

    event_type: str
    words: tuple[str, ...]
    behind: str = ""
    before: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ActWords:
    """The rows by the forms of their verb or noun, and the classes of words.

    `stated` are the forms of verbs that state an act, of rows that tell one where the network marks none.
    """

    stated: frozenset[str]
    verbs: Mapping[str, tuple[ActRow, ...]]
    nouns: Mapping[str, tuple[ActRow, ...]]
    classes: Mapping[str, frozenset[str]]


def _forms(verb: str, irregular: Mapping[str, Sequence[str]]) -> set[str]:
    found = {*verb_forms(verb).values(), *irregular.get(verb, ())}
    if _DOUBLED.fullmatch(verb) or verb.endswith("l"):
        found |= {f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"}
    return found


@cache
def load_act_words() -> ActWords:
    """Load the lexicon, once. Raises `ModelError` where the table is missing or damaged."""
    verbs: dict[str, list[ActRow]] = defaultdict(list)
    nouns: dict[str, list[ActRow]] = defaultdict(list)
    classes: dict[str, frozenset[str]] = {}
    irregular: dict[str, Sequence[str]] = {}
    heads: set[str] = set()
    for kind, part, near, words in load_rows("act_words.tsv"):
        if kind == "=":
            classes[part] = word_set(words)
        elif kind == "+":
            irregular[part] = words.split()
        elif kind in EVENT_TYPES:
            behind, before = near[1:] if near[:1] == ">" else "", near[1:] if near[:1] == "<" else ""
            for entry in words.split(", "):
                first, *rest = entry.split()
                if part != "noun":
                    row = ActRow(kind, tuple(rest), behind, before, part == "told")
                    heads |= {first} if part == "told" else set()
                    for form in _forms(first, irregular):
                        verbs[form].append(row)
                else:
                    head = first if "of" in rest else (first, *rest)[-1]
                    for form in {head, *noun_forms(head)}:
                        nouns[form].append(ActRow(kind, (first, *rest)))
    bare = heads - {"put", "cut", "set", "hit", "let", "shut", "split", "quit"}  # their past is their base
    stated = {
        form for head in heads for form in _forms(head, irregular) if form not in bare and not form.endswith("ing")
    }
    return ActWords(
        stated=frozenset(stated),
        verbs={form: tuple(rows) for form, rows in verbs.items()},
        nouns={form: tuple(rows) for form, rows in nouns.items()},
        classes=classes,
    )


def _cut(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def _is(word: str, wanted: str) -> bool:
    """Whether a word is the one wanted, or its plural."""
    if word[:1] != wanted[:1]:
        return False  # most are not
    if word.removesuffix("'s") == wanted:
        return True
    return len(wanted) > 3 and wanted not in _ADJACENT and word in noun_forms(wanted)


def _end_of(wanted: _Words, words: _Words) -> int | None:
    """Where the words wanted end among others, each at most `GAP` words behind the one before it."""
    at = 0
    for number, want in enumerate(wanted):
        gap = GAP if want not in _ADJACENT else PARTED if number == 0 and want in _ADDS_PARTICLE else 0
        hit = next((k for k in range(at, min(len(words), at + gap + 1)) if _is(words[k], want)), None)
        if hit is None:
            return None
        at = hit + 1
    return at


def _up_to(words: _Words, stops: frozenset[str], most: int) -> list[str]:
    """The words before the first that ends a clause, at most so many."""
    end = next((k for k, word in enumerate(words[:most]) if word in stops), min(most, len(words)))
    return [word.removesuffix("'s") for word in words[:end]]


def _subject_in(turned: str) -> list[str]:
    """The words behind the verb of a passive that was turned round, those of an earlier clause left out."""
    words = _cut(turned)[1:]
    return words[max((k + 1 for k, word in enumerate(words) if word in _OPENS), default=0) :]


def meaning_of(text: str, home: Span, act: Span) -> str | None:
    """Return the type that the lexicon has for an act's words; `None` where it has none, or several.

    Of several rows that fit, those of the most words count; the verb of a trigger counts before what it governs.

    >>> words = "Oslo put its signature to the pact, cut its troops in Chad and cut ties with Peru."
    >>> home = Span(start=0, end=len(words))
    >>> [meaning_of(words, home, Span(start=k, end=k + 3)) for k in (5, 36, 63)]
    ['AGREE', 'RETREAT', 'SANCTION']
    """
    table = load_act_words()
    fits: dict[int, list[str]] = defaultdict(list)
    for number, found in enumerate(_WORD.finditer(text, act.start, act.end)):
        word = found.group().lower().replace("’", "'")
        if word in table.verbs or word in table.nouns:
            span = Span(start=found.start(), end=found.end())
            for worth, kind in _fits(table, text, home, span, word):
                fits[worth + (3 if number == 0 else 0)].append(kind)
    kinds = set(fits[max(fits)]) if fits else set()
    return kinds.pop() if len(kinds) == 1 else None


def _fits(table: ActWords, text: str, home: Span, word: Span, form: str) -> Iterator[tuple[int, str]]:
    """Yield the types of the rows that fit a word, each with how much of the text it explains."""
    front = _cut(text[max(home.start, word.start - 90) : word.start])
    after = _up_to(_cut(text[word.end : min(home.end, word.end + 110)]), _MARKS | _OPENS, REACH + GAP)
    before = front[-1] if front else ""
    verbs, nouns = table.verbs.get(form, ()), table.nouns.get(form, ())
    inflected = form.endswith(("ed", "ing"))
    if not nouns or inflected or not (before in _BEFORE_NOUN or before.endswith("'s")):
        whose = turned(text, home, word) if verbs else None
        views = [after] if whose is None else [after, [*_subject_in(whose), *after]]
        subject = [] if whose else _up_to(front[::-1], _MARKS | _NO_SUBJECT, REACH + 1)
        for row in verbs:
            objects = table.classes[row.behind] if row.behind else None
            ends = ((view, _end_of(row.words, view)) for view in views)
            fit = any(
                end is not None and (objects is None or not objects.isdisjoint(_up_to(view[end:], _ADJUNCTS, REACH)))
                for view, end in ends
            )
            if fit and (not row.before or not table.classes[row.before].isdisjoint(subject)):
                yield 10 * len(row.words) + (9 if row.behind else 5 if row.before else 0), row.event_type
    for row in nouns:
        if "of" in row.words:
            fit = _end_of(row.words[1:], after) is not None
        else:
            lead = len(row.words) - 1
            fit = tuple(front[-lead:]) == row.words[:-1]
        if fit:
            yield 10 * (len(row.words) - 1) + 1, row.event_type


def type_by_words(text: str, home: Span, tag: TriggerTag) -> str:
    """Return the type that the lexicon has for an act of whose type the network is not sure, else the network's.

    What somebody does not do, or fails to do, the network has rightly as REJECT.

    >>> words = "The Vatican brokered talks. It will not lift the ban."
    >>> home = Span(start=0, end=len(words))
    >>> def tag(start: int, end: int, kind: str, score: float) -> TriggerTag:
    ...     return TriggerTag(start=start, end=end, event_type=kind, score=score, realis="actual",
    ...                       polarity="positive", certainty="certain")
    >>> [type_by_words(words, home, tag(12, 20, "SANCTION", score)) for score in (0.3, 0.9)]
    ['CONSULT', 'SANCTION']
    >>> type_by_words(words, home, tag(40, 44, "REJECT", 0.3))
    'REJECT'
    """
    meaning = meaning_of(text, home, tag) if 0 < tag.score < SURE else None
    if meaning is None:
        return tag.event_type
    refused = tag.event_type == "REJECT" and _REFUSES.search(text, max(home.start, tag.start - 70), tag.end)
    unlike = (tag.event_type, meaning) in UNLIKE
    return tag.event_type if refused or unlike else meaning


def phrase_of(text: str, home: Span, verb: Span) -> str | None:
    """Return the type of a verb that states an act with the words behind it wherever they stand: "cried foul".

    >>> words = "Lima cried foul, and Oslo cut ties."
    >>> home = Span(start=0, end=len(words))
    >>> phrase_of(words, home, Span(start=5, end=10)), phrase_of(words, home, Span(start=26, end=29))
    ('ACCUSE', 'SANCTION')
    """
    table, form = load_act_words(), verb.of(text)
    rows = [row for row in table.verbs.get(form, ()) if row.told] if form in table.stated else []
    if not rows:
        return None
    after = _up_to(_cut(text[verb.end : min(home.end, verb.end + 110)]), _MARKS | _OPENS, REACH + GAP)
    kinds = {row.event_type for row in rows if _end_of(row.words, after) is not None}
    before = (_cut(text[home.start : verb.start]) or [""])[-1]
    stated = before not in _NOT_STATED and not before.endswith("'s")
    return meaning_of(text, home, verb) if stated and meaning_of(text, home, verb) in kinds else None
