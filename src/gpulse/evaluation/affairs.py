"""Affairs of the same parties in the same weeks: small mixes that tell whether a story is more than its parties.

A mix is a text file: `# name` begins an affair, `## title | publisher | day` a post, and what follows is its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gpulse.errors import InputError
from gpulse.record import Article

_AFFAIR = re.compile(r"^# ", re.MULTILINE)
_POST = re.compile(r"^## ", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedPost:
    """A post, the mix that it stands in, and the affair of which it tells (mix and name)."""

    article: Article
    topic: str
    story: str


def load_mixes(path: Path) -> tuple[MixedPost, ...]:
    """Read the mixes of a folder. Raises `InputError` where it holds none, or a post's head has not three parts."""
    files = sorted(path.glob("*.txt"))
    if not files:
        raise InputError(f"{path} holds no mixes of affairs (.txt).")
    return tuple(post for file in files for post in parse_mix(file.stem, file.read_text(encoding="utf-8")))


def parse_mix(mix: str, text: str) -> Iterator[MixedPost]:
    """Yield the posts of a mix.

    >>> [post] = parse_mix("danube", "# dam\\n## Dam opens | Wire A | 2023-05-01\\nThe dam opened.\\n")
    >>> post.story, post.article.title, post.article.published_at, post.article.text
    ('danube/dam', 'Dam opens', '2023-05-01', 'The dam opened.')
    """
    for affair in _AFFAIR.split(text)[1:]:
        name, _, posts = affair.partition("\n")
        for number, post in enumerate(_POST.split(posts)[1:], 1):
            head, _, told = post.partition("\n")
            parts = [part.strip() for part in head.split("|")]
            if len(parts) != 3:
                raise InputError(f"A post of {mix} has no title, publisher and day: {head!r}.")
            title, publisher, day = parts
            story = f"{mix}/{name.strip()}"
            article = Article(
                id=f"{story}/{number}", title=title, publisher=publisher, published_at=day, text=told.strip()
            )
            yield MixedPost(article=article, topic=mix, story=story)
