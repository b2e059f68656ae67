"""What a brief is made of: sentences in parts, and the footnotes that carry them. Frozen; written by `views.brief`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Field = Literal["actor", "time", "quantity", "published", "publisher", "speaker"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A normalised value that a sentence uses in place of the post's words.

    `words` are the post's own, `means` how the sentence says it, `value` the record's: a country code, an interval
    `earliest/latest`, a quantity `low/high`, a day. `words` is empty for what belongs to the post as a whole.
    """

    field: Field
    words: str
    means: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """Words of a post that carry a sentence: `quote` is `article.text[start:end]`, `number` counts from 1."""

    number: int
    article: str
    url: str | None
    title: str | None
    publisher: str | None
    published_at: str | None
    quote: str
    start: int
    end: int
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a sentence: our words, or (`quoted`) the post's, with white space made single."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence with the numbers of its footnotes.

    `origins` is how many independent origins the posts in its footnotes go back to; `story` the story they belong to,
    `row` the ledger's row, where there is one.
    """

    parts: tuple[Part, ...]
    notes: tuple[int, ...]
    origins: int
    story: str | None = None
    row: str | None = None

    @property
    def text(self) -> str:
        """The sentence as plain text, quotations in curly quotation marks.

        >>> Sentence(parts=(Part(text="Wire A: "), Part(text="It rained", quoted=True)), notes=(1,), origins=1).text
        'Wire A: “It rained”.'
        """
        return "".join(f"“{part.text}”" if part.quoted else part.text for part in self.parts) + "."


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and its sentences; `left_out` more would have fitted, beyond the number asked for."""

    title: str
    sentences: tuple[Sentence, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A brief on the posts from `since` to `as_of` (days, both inclusive); sections without a sentence are left out.

    `unnamed` posts are of no known publisher. `last_post` is the day on which the last of them was published: what fell
    due since cannot be told by any.
    """

    title: str
    about: str | None
    since: str | None
    as_of: str
    posts: int
    publishers: int
    last_post: str | None
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]
    unnamed: int = 0
