"""What a brief is about, of which time, and what it is made with."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gpulse.errors import InputError
from gpulse.knowledge.actors import Actors
from gpulse.knowledge.publishers import Publishers
from gpulse.linking.story.story_rows import Story
from gpulse.linking.wording import content_words
from gpulse.record import Record

_ARTICLE = re.compile(
    r"^(?:United |Netherlands$|Philippines$|Bahamas$|Gambia$|Maldives$|Comoros$|Seychelles$|.* (?:Islands|Republic)$)"
    r"|^DR Congo$"
)
"""States whose names take "the" in running text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefKit:
    """The tables that a brief needs."""

    actors: Actors
    publishers: Publishers

    @property
    def states(self) -> Mapping[str, str]:
        """The names of states in running text, by code.

        >>> from gpulse.knowledge.actors import load_actors
        >>> from gpulse.knowledge.publishers import load_publishers
        >>> states = BriefKit(actors=load_actors(), publishers=load_publishers()).states
        >>> states["USA"], states["PRK"]
        ('the United States', 'North Korea')
        """
        return {
            code: f"the {state.name}" if _ARTICLE.match(state.name) else state.name
            for code, state in self.actors.states.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a brief is about: the codes of actors that the words name, and the words."""

    codes: frozenset[str]
    words: str

    def in_text(self, text: str) -> bool:
        """Say whether a text has the words, together or each of them."""
        wanted = content_words(self.words)
        return self.words.casefold() in text.casefold() or bool(wanted and wanted <= content_words(text))

    def fits(self, codes: Iterable[str | None], text: str) -> bool:
        """Say whether an actor is among those looked for, or the text has the words."""
        return bool(self.codes.intersection(code for code in codes if code)) or self.in_text(text)


def load_brief_kit() -> BriefKit:
    """Load the tables; raises `ModelError` where one is missing or damaged."""
    from gpulse.knowledge.actors import load_actors
    from gpulse.knowledge.publishers import load_publishers

    return BriefKit(actors=load_actors(), publishers=load_publishers())


def find_subject(about: str, actors: Actors) -> Subject:
    """Return what the words name: states, bodies and groups by their code, anything else by its words.

    Raises `InputError` where there are no words.
    """
    if not re.search(r"\w", about):
        raise InputError("--about is empty; give a name or words, such as --about 'North Korea'.")
    kinds = ("state", "adjective", "people", "body", "group")
    return Subject(codes=frozenset(e.code for e in actors.named(about) if e.kind in kinds), words=about.strip())


def period_start(as_of: str, since: str | None) -> str | None:
    """Return the first day of a period that ends on `as_of`: `since` is a span (7d, 6w, 3m) or a day.

    >>> period_start("2024-06-28", "7d"), period_start("2024-06-28", "2024-06-01"), period_start("2024-06-28", None)
    ('2024-06-22', '2024-06-01', None)

    Raises `InputError` for another form, or a day after `as_of`.
    """
    if since is None:
        return None
    match = re.fullmatch(r"(\d{1,5})\s*([dwm])", since.strip().lower())
    try:
        if match:
            days = int(match.group(1)) * {"d": 1, "w": 7, "m": 30}[match.group(2)]
            return (dt.date.fromisoformat(as_of) - dt.timedelta(days=max(days - 1, 0))).isoformat()
        first = dt.date.fromisoformat(since).isoformat()
    except (ValueError, OverflowError) as error:
        raise InputError(f"--since takes a span such as 7d, 6w or 3m, or a day, not {since!r}.") from error
    if first > as_of:
        raise InputError(f"--since {first} lies after the last day, {as_of}.")
    return first


def choose(
    known: Mapping[str, Record], inside: set[str], stories: Sequence[Story], subject: Subject | None
) -> list[str]:
    """Return the posts of the period that are about the subject, story by story, in order of publication."""
    ordered = [id for story in stories for id in story.articles if id in inside]
    told = set(ordered)
    ordered += [id for id in known if id in inside and id not in told]
    if subject is None:
        return ordered
    return [
        id for id in ordered
        if subject.fits((m.actor for m in known[id].mentions), known[id].article.text)
    ]  # fmt: skip
