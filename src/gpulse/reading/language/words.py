"""Words of a sentence with their offsets, and the inflected forms of English verbs and nouns.

Rules only: no tagger runs here. The irregular verbs are those that the act lexicon and the cues use.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple


def word_set(words: str) -> frozenset[str]:
    """Return the words of a string as a set.

    >>> sorted(word_set("by until"))
    ['by', 'until']
    """
    return frozenset(words.split())


_WORD = re.compile(r"\d+(?:[.,]\d+)*%?|\w+(?:[-’']\w+)*|[^\w\s]")

IRREGULAR = {
    "arise": ("arose", "arisen"), "be": ("was", "been"), "begin": ("began", "begun"), "break": ("broke", "broken"),
    "bring": ("brought", "brought"), "build": ("built", "built"), "buy": ("bought", "bought"),
    "choose": ("chose", "chosen"), "come": ("came", "come"), "cut": ("cut", "cut"), "cast": ("cast", "cast"),
    "do": ("did", "done"), "draw": ("drew", "drawn"), "drive": ("drove", "driven"), "fall": ("fell", "fallen"),
    "fight": ("fought", "fought"), "find": ("found", "found"), "flee": ("fled", "fled"), "fly": ("flew", "flown"),
    "forbid": ("forbade", "forbidden"), "get": ("got", "got"), "give": ("gave", "given"), "go": ("went", "gone"),
    "hand": ("handed", "handed"), "have": ("had", "had"), "hit": ("hit", "hit"), "hold": ("held", "held"),
    "keep": ("kept", "kept"), "lay": ("laid", "laid"), "lead": ("led", "led"), "leave": ("left", "left"),
    "lend": ("lent", "lent"), "let": ("let", "let"), "lose": ("lost", "lost"), "make": ("made", "made"),
    "mean": ("meant", "meant"), "meet": ("met", "met"), "pay": ("paid", "paid"), "put": ("put", "put"),
    "quit": ("quit", "quit"), "rise": ("rose", "risen"), "say": ("said", "said"), "see": ("saw", "seen"),
    "seek": ("sought", "sought"), "sell": ("sold", "sold"), "send": ("sent", "sent"), "set": ("set", "set"),
    "shoot": ("shot", "shot"), "shut": ("shut", "shut"), "speak": ("spoke", "spoken"), "spend": ("spent", "spent"),
    "stand": ("stood", "stood"), "strike": ("struck", "struck"), "swear": ("swore", "sworn"),
    "take": ("took", "taken"), "teach": ("taught", "taught"), "tell": ("told", "told"), "throw": ("threw", "thrown"),
    "undertake": ("undertook", "undertaken"), "win": ("won", "won"), "withdraw": ("withdrew", "withdrawn"),
    "withhold": ("withheld", "withheld"), "write": ("wrote", "written"), "overrun": ("overran", "overrun"),
    "run": ("ran", "run"), "know": ("knew", "known"), "hear": ("heard", "heard"), "become": ("became", "become"),
    "bind": ("bound", "bound"), "foresee": ("foresaw", "foreseen"), "feed": ("fed", "fed"),
    "forecast": ("forecast", "forecast"), "bid": ("bid", "bid"), "rebuild": ("rebuilt", "rebuilt"),
    "overthrow": ("overthrew", "overthrown"), "retake": ("retook", "retaken"), "shrink": ("shrank", "shrunk"),
    "blow": ("blew", "blown"), "sink": ("sank", "sunk"), "steal": ("stole", "stolen"), "split": ("split", "split"),
}  # fmt: skip
"""Past tense and past participle of irregular verbs."""

_DOUBLING = word_set(
    "ban bar cut commit drop equip expel get hit let permit plan put quit refer rebel run set shut ship step stop "
    "submit top transfer transit win begin admit dispel occur repel rig scrap swap trim nod kidnap airdrop forbid"
)

ADVERBS = word_set(
    "not never no longer also still then again soon now already only just even once later first finally "
    "therefore thus hereby yet together jointly all both each indeed eventually ultimately simply at least instead "
    "forthwith henceforth thereby n't either ever back immediately at once"
)
"""Words that may stand between an auxiliary and its verb, besides those in -ly."""


class Word(NamedTuple):
    """One word or mark; `start`, `end` are offsets into the article's text, `low` is the word in lower case ("May",
    the month, keeps its capital). A named tuple, since a text has very many."""

    text: str
    low: str
    start: int
    end: int


def find_words(text: str, start: int, end: int) -> tuple[Word, ...]:
    """Return the words and marks of `text[start:end]`.

    >>> [w.low for w in find_words("Denmark won't send 1,500 F-16s.", 0, 31)]
    ['denmark', "won't", 'send', '1,500', 'f-16s', '.']
    """
    return tuple(
        [
            Word(word := m.group(), _low(word, m.start() == start), m.start(), m.end())
            for m in _WORD.finditer(text, start, end)
        ]
    )


def _low(word: str, first: bool) -> str:
    """A word in lower case; "May" inside a sentence is the month and keeps its capital, so as not to be read as a
    modal."""
    return word if word == "May" and not first else word.lower().replace("’", "'")


def is_adverb(word: str) -> bool:
    """Say whether the lower-case `word` may stand between an auxiliary and its verb.

    >>> is_adverb("quickly"), is_adverb("not"), is_adverb("Italy".lower()), is_adverb("reply")
    (True, True, False, False)
    """
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in _NOT_ADVERBS)


_NOT_ADVERBS = word_set("italy supply reply rely apply ally july family assembly early monthly weekly daily comply")


VerbForm = Literal["base", "s", "past", "pp", "ing"]


def verb_forms(lemma: str) -> dict[VerbForm, str]:
    """Return the forms of a verb: base, third ("s"), past, participle ("pp") and "ing".

    >>> sorted(verb_forms("withdraw").items())
    [('base', 'withdraw'), ('ing', 'withdrawing'), ('past', 'withdrew'), ('pp', 'withdrawn'), ('s', 'withdraws')]
    >>> verb_forms("ship")["pp"], verb_forms("ratify")["past"], verb_forms("release")["ing"], verb_forms("push")["s"]
    ('shipped', 'ratified', 'releasing', 'pushes')
    """
    stem = lemma + lemma[-1] if lemma in _DOUBLING else lemma
    consonant_y = lemma.endswith("y") and lemma[-2] not in "aeiou"
    if consonant_y:
        third = lemma[:-1] + "ies"
    elif lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        third = lemma + "es"
    else:
        third = lemma + "s"
    if lemma.endswith("e"):
        regular, ing = lemma + "d", (lemma + "ing" if lemma.endswith(("ee", "oe")) else lemma[:-1] + "ing")
    elif consonant_y:
        regular, ing = lemma[:-1] + "ied", lemma + "ing"
    else:
        regular, ing = stem + "ed", stem + "ing"
    past, participle = IRREGULAR.get(lemma, (regular, regular))
    return {"base": lemma, "s": third, "past": past, "pp": participle, "ing": ing}


def noun_forms(noun: str) -> tuple[str, ...]:
    """Return a noun's singular and plural.

    >>> noun_forms("delivery"), noun_forms("truce"), noun_forms("clash")
    (('delivery', 'deliveries'), ('truce', 'truces'), ('clash', 'clashes'))
    """
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun, noun[:-1] + "ies"
    return noun, noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")
