"""The small language in which the rules for time expressions are written, and how a text is made ready for it.

A text becomes tokens, and each token one character: a character of its own for a word that some rule or list names, one
for each shape of number, "." for every other word. A rule is then a short regular expression over these characters, so
that hundreds of alternatives cost a few microseconds. In a rule

    word        stands for itself (lower case; punctuation likewise)
    <list>      stands for any word of that list, <name:list> captures it
    {name: …}   captures what lies within
    ( | ) ? *   are as in regular expressions
    CAPITALS    are fragments, written out before the rule is read
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from gpulse.errors import GpulseError
from gpulse.record import Span

_TOKEN = re.compile(
    r"[^\W\d_](?![.'’])[^\W\d_]*"  # most words; what follows begins with a digit or mark, or has one next
    r"|\d{4}-\d{2}-\d{2}(?!\d)"
    r"|\d{1,2}/\d{1,2}/\d{2,4}(?![\d/])"
    r"|\d{1,2}\.\d{1,2}\.\d{4}(?!\d)"
    r"|\d{1,2}:\d{2}"
    r"|[ap]\.m\.?(?![a-z])"
    r"|(?<![a-z.])(?:a\.d|b\.c(?:\.e)?)\."
    r"|['’]\d0['’]?s(?!\w)|(?<=the )\d{3}0['’]s(?!\w)"
    r"|\d+(?:,\d{3})*(?:\.\d+)?(?:st|nd|rd|th|s|pm|am)?(?![A-Za-z])"
    r"|\d+|o['’]clock|['’]s(?!\w)|[^\W\d_]+|\S",
    re.IGNORECASE,
)

ERAS = {"a.d.": "ad", "b.c.": "bc", "b.c.e.": "bce"}
OTHER = "."
BREAK = "\n"


class Token(NamedTuple):
    """A word, number or mark of the text: where it stands, its lower-case form, and its character.

    A named tuple, since a text has very many: it is made in a third of the time that a frozen dataclass takes.
    """

    start: int
    end: int
    word: str
    char: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A compiled rule, with the characters that it can begin with."""

    regex: re.Pattern[str]
    first: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """The words that rules name, and their characters. `shapes` are the characters of numbers.

    Equal only to itself, so that it can be a key.
    """

    chars: Mapping[str, str]
    capital: frozenset[str]
    lists: Mapping[str, frozenset[str]]
    fragments: Mapping[str, str]


SHAPES = {
    "day": "a",  # 1 … 31
    "dayth": "b",  # 1st … 31st
    "small": "c",  # 0, 32 … 999, 1.5
    "year": "d",  # 1000 … 2199, without a comma
    "large": "e",  # other numbers
    "decade": "f",  # 1990s, '80s, 80s, 1930's
    "clock": "g",  # 7:15
    "numeric": "h",  # 2024-06-28, 6/28/2024
    "clockpm": "i",  # 5pm
    "four": "j",  # 0600, 1300 (not a likely year)
    "nth": "k",  # 32nd and above
}


def number_shape(word: str) -> str:
    """Return the character for the shape of a word that begins with a digit (or an apostrophe and a digit)."""
    if ":" in word:
        return SHAPES["clock"]
    if "/" in word or word.count("-") == 2 or word.count(".") == 2:
        return SHAPES["numeric"]
    if word.endswith(("pm", "am")):
        return SHAPES["clockpm"]
    if word.endswith(("st", "nd", "rd", "th")):
        digits = word[:-2]
        return SHAPES["dayth"] if digits.isdecimal() and 1 <= int(digits) <= 31 else SHAPES["nth"]
    if word.endswith("s"):
        digits = word.replace("'", "").removesuffix("s")
        return SHAPES["decade"] if digits.endswith("0") and len(digits) in (2, 4) else OTHER
    if word.isdecimal():
        if len(word) <= 2 and 1 <= int(word) <= 31:
            return SHAPES["day"]
        if len(word) == 4:
            if 1000 <= int(word) <= 2199:
                return SHAPES["year"]
            return SHAPES["four"]
        return SHAPES["small"] if len(word) <= 3 else SHAPES["large"]
    return SHAPES["large"] if "," in word else SHAPES["small"]


def find_tokens(text: str, sentences: Sequence[Span], lexicon: Lexicon) -> list[Token]:
    """Return the tokens of `text`, with a break before each sentence, over which no rule reaches."""
    starts = {sentence.start for sentence in sentences}
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word, char = _token_of(match.group(), lexicon)
        if start in starts and not (char != OTHER and tokens and tokens[-1].word in ("a.m.", "p.m.")):
            tokens.append(Token(start, start, "", BREAK))  # "at 9 a.m. Tuesday" is no end of a sentence
        tokens.append(Token(start, end, word, char))
    return tokens


@lru_cache(maxsize=20_000)
def _token_of(raw: str, lexicon: Lexicon) -> tuple[str, str]:
    """Return the form and the character of a token; texts have the same words again and again."""
    word = raw.lower().replace("’", "'").replace("–", "-")
    word = ERAS.get(word, word)
    if word[0].isdecimal() or (word[0] == "'" and len(word) in (4, 5)):
        return word, number_shape(word)
    if word in lexicon.capital and not raw[0].isupper():
        return word, OTHER
    return word, lexicon.chars.get(word, OTHER)


def build_lexicon(
    lists: Mapping[str, Sequence[str]],
    shape_lists: Mapping[str, Sequence[str]],
    fragments: Mapping[str, str],
    templates: Sequence[str],
    capital_lists: Sequence[str],
) -> Lexicon:
    """Give each word that a list or a template names its character.

    `shape_lists` name shapes of numbers (see `SHAPES`); words of `capital_lists` count only with a capital letter.
    """
    words: dict[str, str] = {}
    literals = {
        part
        for template in [*templates, *fragments.values()]
        for part in re.findall(r"<[^>]*>|\{\w+:|[A-Z_]+|[^\s()|?*{}]+", template)
        if not re.fullmatch(r"<[^>]*>|\{\w+:|[A-Z_]+", part)
    }
    for word in sorted(literals | {word for members in lists.values() for word in members}):
        words[word] = chr(0xE000 + len(words))
    named = {name: frozenset(words[word] for word in members) for name, members in lists.items()}
    for name, shapes in shape_lists.items():
        named[name] = named.get(name, frozenset()) | {SHAPES[shape] for shape in shapes}
    capital = frozenset(word for name in capital_lists for word in lists[name])
    return Lexicon(chars=words, capital=capital, lists=named, fragments=fragments)


def compile_template(template: str, lexicon: Lexicon) -> Pattern:
    """Compile a rule's template.

    Raises `GpulseError` where it names a list or fragment that does not exist, or is not well formed.
    """
    while found := re.search(r"\b[A-Z][A-Z_]+\b", template):
        if found.group() not in lexicon.fragments:
            raise GpulseError(f"The time rule {template!r} names the fragment {found.group()}, which does not exist.")
        template = f"{template[: found.start()]}({lexicon.fragments[found.group()]}){template[found.end() :]}"
    parts = re.findall(r"<[^>]*>|\{\w+:|[()|?*}]|[^\s()|?*{}<>]+", template)
    regex, first, _, at = _read_choice(parts, 0, lexicon, template)
    if at != len(parts):
        raise GpulseError(f"The time rule {template!r} has a bracket too many.")
    return Pattern(regex=re.compile(_number_groups(regex)), first=first)


def _number_groups(regex: str) -> str:
    """Let alternatives capture under the same name: the second `u` becomes `u__2`, which `Hit` knows to look for."""
    seen: dict[str, int] = {}

    def rename(match: re.Match[str]) -> str:
        name = match.group(1)
        seen[name] = seen.get(name, 0) + 1
        return f"(?P<{name}>" if seen[name] == 1 else f"(?P<{name}__{seen[name]}>"

    return re.sub(r"\(\?P<(\w+)>", rename, regex)


def _read_choice(parts: list[str], at: int, lexicon: Lexicon, template: str) -> tuple[str, frozenset[str], bool, int]:
    """Read alternatives from `at` on; return regex, first characters, whether it can be empty, and where it ends."""
    branches: list[str] = []
    first: frozenset[str] = frozenset()
    can_be_empty = False
    branch, branch_first, branch_empty = "", frozenset[str](), True
    while True:
        part = parts[at] if at < len(parts) else ")"
        if part in (")", "}", "|"):
            branches.append(branch)
            first, can_be_empty = first | branch_first, can_be_empty or branch_empty
            if part != "|":
                return "|".join(branches), first, can_be_empty, at
            branch, branch_first, branch_empty = "", frozenset(), True
            at += 1
            continue
        if part == "(" or part.startswith("{"):
            inner, item_first, item_empty, at = _read_choice(parts, at + 1, lexicon, template)
            if at >= len(parts):
                raise GpulseError(f"The time rule {template!r} lacks a closing bracket.")
            item = f"(?:{inner})" if part == "(" else f"(?P<{part[1:-1]}>{inner})"
        else:
            item, item_first = _read_atom(part, lexicon, template)
            item_empty = False
        at += 1
        while at < len(parts) and parts[at] in ("?", "*"):
            item, item_empty, at = item + parts[at], True, at + 1
        branch += item
        if branch_empty:
            branch_first |= item_first
            branch_empty = item_empty


def _read_atom(part: str, lexicon: Lexicon, template: str) -> tuple[str, frozenset[str]]:
    """Return regex and characters of one word or list."""
    if not part.startswith("<"):
        char = lexicon.chars[part]
        return re.escape(char), frozenset(char)
    name, _, of = part[1:-1].rpartition(":")
    if of not in lexicon.lists:
        raise GpulseError(f"The time rule {template!r} names the list {of!r}, which does not exist.")
    members = lexicon.lists[of]
    choice = f"[{re.escape(''.join(sorted(members)))}]"
    return (f"(?P<{name}>{choice})" if name else choice), members
