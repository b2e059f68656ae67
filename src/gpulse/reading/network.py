"""The network's stage: read each article's sentences once, and hand on what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gpulse.model.tags import CueTag, RoleTag, Tags, TriggerTag
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.record import Sentence, Span


def add_tags(draft: Draft, kit: Kit) -> Draft:
    """Add the network's tags; without a network the draft stays as it is, and the stages after it abstain."""
    if kit.network is None:
        return draft
    tags = kit.network.read(draft.text, draft.record.sentences)
    return replace(draft, tags=without_datelines(tags, find_datelines(draft.text, draft.record.sentences)))


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
