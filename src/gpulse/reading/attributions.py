"""Who says what: the network's sources, cues and contents put together, over sentences and paragraphs.

The network marks the spans and links them within its windows. Rules do what needs the whole post: a quotation that runs
over paragraphs, a continued one after its speaker was named, direct or indirect by the quotation marks, the outlet or
occasion spoken through, when it was said, and who stands behind a pronoun.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from gpulse.reading.actor.sides import PAIR
from gpulse.reading.attribution.antecedents import (
    SEVERAL,
    Last,
    antecedent,
    body_before,
    is_person,
    is_somebody,
    named_since,
    several,
)
from gpulse.reading.attribution.contents import classify_kind, contents_of, home_of, on_line, trimmed
from gpulse.reading.attribution.cue_contents import all_cues
from gpulse.reading.attribution.frame import find_via, frame_of, passed_on, said_when, without_platform
from gpulse.reading.attribution.own_subject import nearer_subject, without_relative
from gpulse.reading.attribution.quotations import add_loose
from gpulse.reading.attribution.said_between import gone_on, only_quotes, to_the_next
from gpulse.reading.attribution.speakers import resolve_speaker
from gpulse.reading.attribution.unsaid import is_asked_or_supposed, is_not_said, is_only_done, is_told_of
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.reading.scene import find_scene
from gpulse.record import Attribution, Record, Span, within

_PRONOUN = re.compile(r"(?P<who>he|she|they|it)(?:\s+also)?", re.IGNORECASE)
_ONE = ("he", "she")
GOES_ON = 1500
"""How many characters after a person spoke last "he" and "she" still go on with that person's words: a long paragraph
of a quotation and what leads up to the next."""


_RELATIVE = re.compile(r"who|which|that", re.IGNORECASE)


def add_attributions(draft: Draft, kit: Kit) -> Draft:
    """Add the attributions, in the order of their first words."""
    if draft.tags is None:
        return draft
    record = draft.record
    scene = find_scene(record, kit)
    found: list[Attribution] = []
    outlets = [m for m in record.mentions if m.sector == "JRN"]
    last: Last | None = None
    body: Last | None = None
    cues = all_cues(draft.text, record.sentences, draft.tags)
    for cue in cues:
        home = home_of(record.sentences, cue)
        contents = [to_the_next(draft.text, home, c, cue, cues) for c in contents_of(draft.text, record.sentences, cue)]
        if not contents or all(_NO_NAME.fullmatch(c.of(draft.text).strip(" ,.")) for c in contents):
            continue
        if cue.start == home.start and _BEING_ASKED.match(draft.text, cue.start):
            continue
        source = trimmed(draft.text, on_line(draft.text, cue.sources[0], cue)) if cue.sources else None
        source = _without_adverb(draft.text, source) if source else None
        source = (nearer_subject(record, cue, source, cues) or source) if source else None
        source = None if source and is_told_of(draft.text, cue, source) else source
        source = None if source and _is_of_another(draft.text, cue, source) else source
        source = _whole_list(record, _without_day(record, source)) if source else None
        source = without_relative(draft.text, _without_aside(draft.text, source)) if source else None
        aside = _aside_around(draft.text, home, source, cue) if source else None
        if source and (aside or _RELATIVE.fullmatch(source.of(draft.text)) or _is_aside(draft.text, source, cue)):
            source = antecedent(record, aside or source, home) or source
        source, outlet = passed_on(draft.text, source) if source else (None, None)
        contents = gone_on(draft.text, home, cue, source, contents)
        contents = [without_platform(draft.text, c) for c in contents]
        frame = frame_of(_part_of(draft.text, home, cue), contents)
        when = said_when(draft.text, record.timexes, frame, home, cue, kit, record.article.published_on)
        speaker = resolve_speaker(record, source, kit, scene) if source else None
        if speaker and source and (pronoun := _PRONOUN.fullmatch(source.of(draft.text))):
            said = pronoun.group("who").lower()
            one = last if said in _ONE else body if said == "it" else None
            if one is last and one and (nearer := named_since(record, source, home, one.at)):
                one = replace(one, speaker=resolve_speaker(record, nearer, kit, scene), pronoun=None)
            if said == "it" and (nearer := body_before(record, source, home, body.at if body else -1)):
                one = Last(speaker=resolve_speaker(record, nearer, kit, scene), at=source.start)
            if one and source.start - one.at < GOES_ON and one.pronoun in (None, said):
                one = replace(one, at=source.start, pronoun=said)
                last, body = (last, one) if said == "it" else (one, body)
                speaker = one.speaker
            elif said == "they":
                speaker = several(record, source, home) or speaker
        elif (
            source
            and speaker
            and speaker.name
            and (is_person(record, source, speaker) or is_somebody(source.of(draft.text), kit))
        ):
            last = Last(speaker=speaker, at=source.start)
        elif source and speaker and speaker.name and not speaker.anonymous and not SEVERAL.search(speaker.name):
            body = Last(speaker=speaker, at=source.start)
        found.append(
            Attribution(
                source=source.bare() if source else None,
                cue=bare_cue(draft.text, trimmed(draft.text, cue)),
                content=tuple(c.bare() for c in contents),
                kind=classify_kind(draft.text, contents),
                speaker=speaker,
                via=outlet or find_via(draft.text, frame, source, outlets),
                earliest=when.earliest if when else None,
                latest=when.latest if when else None,
            )
        )
    found = [
        a
        for a in add_loose(record, _without_twins(found), kit, scene)
        if not any(is_none(draft.text, a) for is_none in (is_not_said, is_only_done, is_asked_or_supposed, only_quotes))
    ]
    found = _without_echoes(draft.text, found)
    found.sort(key=lambda a: min(s.start for s in (a.source or a.content[0], a.cue or a.content[0], *a.content)))
    return replace(draft.add(attributions=tuple(_with_parents(found))), scene=scene)


def _part_of(text: str, home: Span, cue: Span) -> Span:
    """Return the part of a sentence behind the last semicolon before a cue: no outlet or day of another part is its."""
    stop = text.rfind(";", home.start, cue.start)
    quoted = stop >= 0 and any(mark in text[home.start : cue.start] for mark in '“”"')
    return Span(start=stop + 1, end=home.end) if stop >= 0 and not quoted else home


_HEDGE = re.compile(r"(?:reportedly|purportedly|allegedly|supposedly)", re.IGNORECASE)
_ACCORDING = re.compile(r"\baccording\s+to\s+(?:the\s+)?$", re.IGNORECASE)


def _is_of_another(text: str, cue: Span, source: Span) -> bool:
    """Say whether a source says something else: nobody hedges by "reportedly"; "*according to envoys*, and asked"."""
    if _HEDGE.fullmatch(cue.of(text).strip(" ,")):
        return True
    quoted = _ACCORDING.search(text, max(0, source.start - 20), source.start)
    return bool(quoted and source.end <= cue.start)


_NO_NAME = re.compile(
    r"(?:which|whom?|whose)|(?:for\s+)?anonymity|(?:that\s+(?:he|she|they)\s+)?not\s+(?:to\s+)?be\s+(?:named|identified)"
)
"""What is no statement: a relative word alone, and what a speaker without a name asked for."""

_BEING_ASKED = re.compile(r"(?:Asked|Questioned|Pressed)\s+(?:about|whether|if|why|how|on|by|when|what)\b")
"""Words that open a sentence on what its speaker was asked: "Asked about it, the ministry would not comment"."""


def _without_day(record: Record, source: Span) -> Span:
    """Leave out the day that the network has at the front of a source: "*Last September* six countries"."""
    text = record.article.text
    first = next((t for t in record.timexes if source.start <= t.start and t.end < source.end), None)
    if first and text[source.start : first.start].strip().lower() not in ("", "in", "on", "by", "late in", "early in"):
        return source
    rest = text[first.end : source.end] if first else ""
    if not rest.startswith((" ", ", ")) or len(rest.split()) < 1 or rest.lstrip(" ,")[:3] in ("’s ", "of "):
        return source
    return Span(start=source.end - len(rest.lstrip(" ,")), end=source.end)


_JOIN = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
_OF_LIST = re.compile(r"(?:[Tt]he\s+)?(?:[a-z]+\s+){1,3}of\s+(?:the\s+)?$")


def _whole_list(record: Record, source: Span) -> Span:
    """Return all of a list of three states or more of which a source has the end only: "Mali, Chad and *Niger*".

    Two names before a third may be another clause's ("In talks with Mali, Chad promised").
    """
    text, home = record.article.text, record.home_of(source)
    named = [m for m in within(record.mentions, home) if m.actor and m.kind == "place"] if home else []
    first = next((k for k, m in enumerate(named) if m.start == source.start), 0)
    start = first
    while start and _JOIN.fullmatch(text, named[start - 1].end, named[start].start):
        start -= 1
    joined = [text[one.end : other.start] for one, other in pairwise(named[start:]) if other.end <= source.end]
    if start == first or len(joined) < PAIR or "and" not in joined[-1]:
        return source
    begin = named[start].start
    whose = _OF_LIST.search(text, home.start if home else 0, begin)
    return Span(start=whose.start() if whose else begin, end=source.end)


_ADVERB = re.compile(
    r"(?:[A-Z][\w’'-]*\s+){1,3}(?=(?:he|she|they)$)|"  # "To *Reuters* he had said"
    r"(?:In\s+(?:return|response|turn|addition)|Meanwhile|Afterwards|Later|Instead|Still|Separately),?\s+(?=\S)"
)


def _without_adverb(text: str, source: Span) -> Span:
    """Return a source without the adverb that its sentence opens with: "In return the United States has promised"."""
    adverb = _ADVERB.match(source.of(text))
    return Span(start=source.start + adverb.end(), end=source.end) if adverb else source


_HELPING = re.compile(
    r"(?:(?:ha(?:s|ve|d)\s+(?!been\b|left\b|no\b|to\b))?(?:(?:also|now|again|then|later|always|repeatedly|already|since|once|often)\s+)*)(?=[a-z])"
)
_BESIDE_CUE = re.compile(
    r"\s+(?:(?:in|at|on|during|after)\s+(?:an?|the|his|her|its|their|condition|state|social|Telegram|Twitter|Facebook|X|[A-Z]\w+day)\b|"
    r"(?:last|this|earlier|today|yesterday|many\s+times|late\s+on)\b).*$",
    re.DOTALL,
)


def bare_cue(text: str, cue: Span) -> Span:
    """Return a cue without helping verbs, and without when and where it was said.

    >>> def bare(words: str) -> str:
    ...     return bare_cue(words, Span(start=0, end=len(words))).of(words)
    >>> bare("has always denied"), bare("said on condition of anonymity"), bare("has been told"), bare("called on")
    ('denied', 'said', 'has been told', 'called on')
    """
    words = cue.of(text)
    start = cue.start
    if (helping := _HELPING.match(words)) and helping.end() < len(words):
        start += helping.end()
    rest = text[start : cue.end]
    beside = _BESIDE_CUE.search(rest)
    end = start + beside.start() if beside and beside.start() else cue.end
    return Span(start=start, end=end)


def _is_aside(text: str, source: Span, cue: Span) -> bool:
    """Whether a source is only what is told beside of who speaks: "Chad, *which has two of the ships*, said …".

    >>> words = "Chad, which has two ships, said so."
    >>> _is_aside(words, Span(start=6, end=25), Span(start=27, end=31))
    True
    """
    opens = re.match(r"(?:which|who|whose)\s", source.of(text))
    return bool(opens) and text[max(0, source.start - 2) : source.start] == ", " and source.end < cue.start


_OF_WHICH = r"(?:(?:to|of|from|by|with|for|in|on|against|under|through)\s+)?(?:which|whom|whose)"
_IN_WRITING = r"in\s+(?:an?|its|his|her|their)\s+(?:open\s+)?(?:letter|statement|interview|note|message|speech|report)"
_ASIDE_BEFORE = re.compile(rf",\s+(?P<opens>{_OF_WHICH}|who|{_IN_WRITING})\s[^,;.“”\"]*$")
_REST_OF_ASIDE = re.compile(r"(?:\s[^,;.“”\"]*)?,\s*(?:(?:has|have|had|also|then|now)\s+)*")
_ASIDE_IN = re.compile(rf",\s+(?:{_OF_WHICH}|{_IN_WRITING})\s")


def _without_aside(text: str, source: Span) -> Span:
    """Return a source without the words that tell more of it: "*The ministry*, whose chief the rebels".

    >>> words = "Chad's army, in a letter seen by an agency"
    >>> _without_aside(words, Span(start=0, end=len(words))).of(words)
    "Chad's army"
    """
    aside = _ASIDE_IN.search(text, source.start, source.end)
    return Span(start=source.start, end=aside.start()) if aside and aside.start() > source.start else source


def _aside_around(text: str, home: Span, source: Span, cue: Span) -> Span | None:
    """Return the opening of the aside in which a source stands: "Oslo, *which* built the dam and *the bridge*, said …".

    >>> words = "Oslo, to which Lima sold the bridge, said so."
    >>> _aside_around(words, Span(start=0, end=44), Span(start=15, end=35), Span(start=37, end=41)).of(words)
    'to which'
    """
    if not _REST_OF_ASIDE.fullmatch(text, source.end, cue.start):
        return None
    opened = _ASIDE_BEFORE.search(text, home.start, source.start)
    return Span(start=opened.start("opens"), end=opened.end("opens")) if opened else None


def _without_twins(found: list[Attribution]) -> list[Attribution]:
    """Of attributions with the same content keep the one whose source is known."""
    kept: list[Attribution] = []
    for one in sorted(found, key=lambda a: (a.source is None, a.cue.start if a.cue else 0)):
        if not any(one.content == other.content and one.source in (None, other.source) for other in kept):
            kept.append(one)
    return kept


def _without_echoes(text: str, found: list[Attribution]) -> list[Attribution]:
    """Leave out a statement of nobody that the post, in its title twice, has in the same words with who says it."""
    told = {_words_of(text, a) for a in found if a.source}
    return [a for a in found if a.source or a.cue is None or _words_of(text, a) not in told]


def _words_of(text: str, said: Attribution) -> tuple[str, ...]:
    return (said.cue.of(text) if said.cue else "", *(c.of(text) for c in said.content))


def _with_parents(found: list[Attribution]) -> list[Attribution]:
    out = []
    contents = [(s.start, s.end, k) for k, other in enumerate(found) for s in other.content]
    sizes = [sum(s.end - s.start for s in other.content) for other in found]
    for one in found:
        cue = one.cue
        holding = {k for start, end, k in contents if start <= cue.start and cue.end <= end} if cue else ()
        inside = [(sizes[k], k) for k in holding if found[k] is not one]
        out.append(replace(one, parent=min(inside)[1]) if inside else one)
    return out
