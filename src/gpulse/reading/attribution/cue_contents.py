"""What a verb of saying has as its content beside what the network marked, and which verbs say nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gpulse.model.tags import CueTag, Tags
from gpulse.reading.attribution.contents import behind, home_of, on_line
from gpulse.reading.attribution.own_subject import of_its_own_part, said_behind_aside
from gpulse.reading.attribution.said_between import said_between, without_quoted
from gpulse.reading.attribution.said_last import said_before_quote, said_last
from gpulse.reading.attribution.said_more import accused_by, spoken, subject_of, terms_of_papers
from gpulse.record import Sentence, Span

_PARTICIPLE = re.compile(r"\w+ing\b")


_BEHIND_QUOTE = re.compile(r"[,.!?][”\"]\s+(?P<who>(?!and\b)[^“”\";:,]{3,80}?)(?:,\s+[^“”\";:]{3,80},)?\s+$")
"""Who speaks, between what he says and "told": '"…," *an official*, who asked not to be named, told Reuters'."""
_TELLS = re.compile(r"(?:ha[sd]\s+)?(?:tells?|told|assure[sd]?|inform(?:s|ed))", re.IGNORECASE)


def _is_addressed(text: str, cue: Span, source: Span) -> bool:
    """Say whether a source right behind a cue is who is told: '"…," an official told *Reuters*'."""
    between = text[cue.end : source.start] if source.start >= cue.end else "."
    return bool(_TELLS.fullmatch(cue.of(text).strip()) and not between.strip(" ").removeprefix("the").strip())


def all_cues(text: str, sentences: Sequence[Sentence], tags: Tags) -> list[CueTag]:
    """Return the network's cues, and those that only their form shows, in the order of the text."""
    cues = [without_quoted(text, c, home_of(sentences, c)) for c in _with_contents(text, sentences, tags)]
    cues = [of_its_own_part(text, sentences, said_behind_aside(text, sentences, cue)) for cue in cues]
    cues = said_between(text, sentences, said_last(text, sentences, cues))
    cues += said_before_quote(text, sentences, cues)
    cues += terms_of_papers(text, sentences, cues)
    accusing = list(accused_by(text, sentences))
    cues = [*(c for c in cues if not any(c.overlaps(a) for a in accusing)), *accusing]
    heard = [replace(c, contents=tuple(on_line(text, x, c) for x in c.contents)) for c in cues if c.contents]
    return sorted([*cues, *spoken(text, sentences, heard)], key=lambda c: c.start)


def _with_contents(text: str, sentences: Sequence[Sentence], tags: Tags) -> list[CueTag]:
    """Give each content that no cue was linked to, and each cue without one, to its neighbour in the sentence."""
    cues = list(tags.cues)
    taken = {content for cue in cues for content in cue.contents}
    used = {source for cue in cues for source in cue.sources}
    for k, cue in enumerate(cues):
        home = home_of(sentences, cue)
        contents, sources = cue.contents, cue.sources
        if said := _said_at_the_end(text, home, cue) or _done_by_saying(text, home, cue):
            contents = (said,)
        if not contents:
            free = [c for c in tags.contents if c not in taken and home.overlaps(c)]
            contents = tuple(free[:1]) or _after_cue(text, home, cue, tags.contents)
            taken.update(contents)
        if not sources:
            free = [s for s in tags.sources if s not in used and home.overlaps(s) and not behind(cue, contents, s)]
            sources = tuple(sorted(free, key=lambda s: min(abs(s.end - cue.start), abs(s.start - cue.end)))[:1])
            used.update(sources)
        if not sources and _PARTICIPLE.match(text, cue.start) and k and home.overlaps(cues[k - 1]):
            sources = cues[k - 1].sources
        if not sources and (owner := _whose(text, home, cue)):
            sources = (owner,)
        elsewhere = all(
            behind(cue, contents, s) or _is_addressed(text, cue, s) or not home.overlaps(s) for s in sources
        )
        if any(_is_addressed(text, cue, s) for s in sources) and (
            teller := _BEHIND_QUOTE.search(text, home.start, cue.start)
        ):
            sources = (Span(start=teller.start("who"), end=teller.end("who")),)
        elif elsewhere and (subject := subject_of(text, home, cue, contents) or _joined_on(text, home, cue, cues[:k])):
            sources = (subject,)
        elif elsewhere and text.startswith("to ", cue.start):  # "Hundreds marched *to demand* …": nobody before them
            sources = tuple(s for s in sources if "\n\n" not in text[s.end : cue.start])
        cues[k] = CueTag(start=cue.start, end=cue.end, sources=sources, contents=contents, score=cue.score)
    return cues


_AND_SAID = re.compile(r"[,;]?[”\"]?\s+(?:and|but)(?:\s+(?:also|then|later|has|have|had|would|did))*\s+$")


def _joined_on(text: str, home: Span, cue: Span, before: Sequence[CueTag]) -> Span | None:
    """Return who spoke before in the same sentence, where "and" or "but" joins a verb of saying on.

    "President Lind called it a "direct answer" to the raids and *said* that he would go on."
    """
    joint = _AND_SAID.search(text, home.start, cue.start)
    told = [c for c in before if c.start >= home.start and c.sources and c.contents]
    if joint is None or not told:
        return None
    source, content = told[-1].sources[0], max(told[-1].contents)
    plain = home.start <= source.start < told[-1].start < content.start and content.end <= joint.start() + 1
    rest = text[content.end : joint.start()] if plain else ";"
    return source if plain and not re.search(r"[;:.]|\b(?:and|but|while)\b", rest) else None


_WHOSE = re.compile(
    r"(?:(?P<owner>(?:(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)\s+)?[\w-]+(?:\s+[A-Z][\w-]*){0,3})['’]s?|\b(?P<one>[Tt]heir|[Hh]is|[Hh]er|[Ii]ts))\s+"
    r"(?:[a-z-]+\s+)?$"
)


def _whose(text: str, home: Span, cue: Span) -> Span | None:
    """Return whose the words are where the cue is a noun: "*the junta*'s wish to stay", "*their* demand that"."""
    found = _WHOSE.search(text, home.start, cue.start)
    name = "owner" if found and found["owner"] else "one"
    return Span(start=found.start(name), end=found.end(name)) if found else None


_TAIL = re.compile(r"(?:\s+(?:on|in|at|last|this|late|early|earlier)\b[^,;:“”\"]{0,40})?[.]?\s*")


def _said_at_the_end(text: str, home: Span, cue: CueTag) -> Span | None:
    """Return what a cue at the end of its sentence says, where the network looked for that in the sentences after.

    "The boats will come in May, the ministry said on Friday. Ten came before." says that the boats will come.
    """
    if not cue.contents or not cue.sources or any(c.start < home.end for c in cue.contents):
        return None
    first = min(cue.start, *(s.start for s in cue.sources))
    told = text[home.start : first].rstrip()
    if not (told.endswith(",") and len(told) > 20 and _TAIL.fullmatch(text, cue.end, home.end)):
        return None
    return Span(start=home.start, end=home.start + len(told) - 1)


_ASKED = re.compile(
    r"(?:(?:is|are|was|were|been|being)\s+)?(?:accused|criticised|criticized|urged|asked|told|warned|called\s+(?:up)?on|ordered)"
)
_OF_WHAT = re.compile(r"\s+(?P<what>(?:of|to|for|that|not\s+to)\s+[^;“”\"]{8,}?)[.]?\s*$")


def _done_by_saying(text: str, home: Span, cue: CueTag) -> Span | None:
    """Return what somebody says to whom it is done: "Chad was accused by the agency *of turning boats back*"."""
    source = cue.sources[0] if cue.sources else None
    if (
        source is None
        or not _ASKED.fullmatch(cue.of(text))
        or text[cue.end : source.start].strip() not in ("by", "by the")
    ):
        return None
    told = _OF_WHAT.match(text, source.end, home.end)
    return Span(start=told.start("what"), end=told.end("what")) if told else None


def _after_cue(text: str, home: Span, cue: Span, contents: Sequence[Span]) -> tuple[Span, ...]:
    """A cue inside another's content has its own content nested there: the rest of it after "that"."""
    outer = next((c for c in contents if c.covers(cue)), None)
    if outer is None:
        return ()
    match = re.compile(r"\s+(that\s\S.*)").match(text, cue.end, min(outer.end, home.end))
    return (Span(start=match.start(1), end=min(outer.end, home.end)),) if match else ()
