"""The network's stage: read each article's sentences once, and hand on what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gpulse.model.tags import CueTag, RoleTag, Tags, TriggerTag
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.record import Sentence, Span


def add_tags(draft: Draft, kit: Kit) -> Draft:
    """Add the network's tags; without a network the draft stays as it is, and the stages after it abstain."""
    if kit.network is None:
        return draft
    tags = with_whole_words(draft.text, kit.network.read(draft.text, draft.record.sentences))
    return replace(draft, tags=without_datelines(tags, find_datelines(draft.text, draft.record.sentences)))


def with_whole_words(text: str, tags: Tags) -> Tags:
    """Return the tags with no source, cue, statement or part of an act that begins or ends inside a word.

    The network reads pieces of words: "Sa" of "Sahelian" is nobody, "s to Oslo" nothing that is said.
    """
    sources, contents = _whole(text, tags.sources), _whole(text, tags.contents)
    return replace(
        tags,
        sources=sources,
        contents=contents,
        cues=tuple(replace(c, sources=_whole(text, c.sources), contents=_whole(text, c.contents)) for c in tags.cues),
        triggers=tuple(replace(t, roles=tuple(_whole_roles(text, t.roles))) for t in tags.triggers),
    )


FEWEST = 4
"""Letters of its last word that a role has at least: of a shorter piece nobody can say whose name it begins."""


def _whole_roles(text: str, roles: Sequence[RoleTag]) -> Iterator[RoleTag]:
    for role in roles:
        end = role.end
        while _is_cut(text, end):
            end += 1
        piece = re.search(r"\w*$", role.of(text)) if end > role.end else None
        if piece is None:
            yield role
        elif len(piece.group()) >= FEWEST:
            yield replace(role, end=end)


def _is_cut(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalpha() and text[at].isalpha()


def _whole(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans moved to the edges of their words: out to the word's end, on to the next word's beginning."""
    moved = []
    for span in spans:
        start, end = span.start, span.end
        while _is_cut(text, end):
            end += 1
        if _is_cut(text, start):
            while start < end and not text[start].isspace():
                start += 1
            while start < end and text[start].isspace():
                start += 1
        if start < end:
            moved.append(span if (start, end) == (span.start, span.end) else replace(span, start=start, end=end))
    return tuple(moved)


def find_datelines(text: str, sentences: Sequence[Sentence]) -> list[Span]:
    """Return the words that stand before a paragraph's first sentence on its line (`sentences.length_of_dateline`)."""
    found = []
    for sentence in sentences:
        line = text.rfind("\n", 0, sentence.start) + 1
        if text[line : sentence.start].rstrip().endswith(("-", "–", "—")):
            found.append(Span(start=line, end=sentence.start))
    lines = {span.start: span for span in reversed(found)}
    return [span for span in lines.values() if not any(span.overlaps(s) for s in sentences)]


def without_datelines(tags: Tags, datelines: Sequence[Span]) -> Tags:
    """Return the tags with no source, statement, act or part of one in a dateline, whose words are nobody's."""
    if not datelines:
        return tags

    def clip(span: Span) -> Span | None:
        inside = next((d for d in datelines if d.start <= span.start < d.end), None)
        if inside is None:
            return span
        return replace(span, start=inside.end) if span.end > inside.end else None

    def clipped(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(cut for span in spans if (cut := clip(span)))

    def cue(tag: CueTag) -> CueTag:
        return replace(tag, sources=clipped(tag.sources), contents=clipped(tag.contents))

    def act(tag: TriggerTag) -> TriggerTag:
        return replace(tag, roles=tuple(r for r in clipped(tag.roles) if isinstance(r, RoleTag)))

    return replace(
        tags,
        sources=clipped(tags.sources),
        contents=clipped(tags.contents),
        cues=tuple(cue(c) for c in tags.cues if clip(c) == c),
        triggers=tuple(act(t) for t in tags.triggers if clip(t) == t),
    )
