"""Who says what: the network's sources, cues and contents put together, over sentences and paragraphs.

The network marks the spans and links them within its windows. Rules do what needs the whole post: a quotation that runs
over paragraphs, a continued one after its speaker was named, direct or indirect by the quotation marks, the outlet or
occasion spoken through, when it was said, and who stands behind a pronoun.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gpulse.model.tags import CueTag, Tags
from gpulse.reading.actor.sides import PAIR, find_sides
from gpulse.reading.actor.stand_ins import code_of
from gpulse.reading.attribution.contents import behind, classify_kind, contents_of, home_of, on_line, trimmed
from gpulse.reading.attribution.frame import find_via, frame_of, passed_on, said_when, without_platform
from gpulse.reading.attribution.own_subject import nearer_subject, without_relative
from gpulse.reading.attribution.quotations import add_loose
from gpulse.reading.attribution.said_between import gone_on, only_quotes, said_between, to_the_next, without_quoted
from gpulse.reading.attribution.said_last import said_before_quote, said_last
from gpulse.reading.attribution.said_more import accused_by, spoken, subject_of, terms_of_papers
from gpulse.reading.attribution.speakers import resolve_speaker
from gpulse.reading.attribution.unsaid import is_asked_or_supposed, is_not_said, is_only_done, is_told_of
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.reading.scene import find_scene
from gpulse.record import Attribution, Record, Sentence, Span, Speaker, within

_PRONOUN = re.compile(r"(?P<who>he|she|they|it)(?:\s+also)?", re.IGNORECASE)
_ONE = ("he", "she")
GOES_ON = 1500
"""How many characters after a person spoke last "he" and "she" still go on with that person's words: a long paragraph
of a quotation and what leads up to the next."""
_PARTICIPLE = re.compile(r"\w+ing\b")


_RELATIVE = re.compile(r"who|which|that", re.IGNORECASE)
_OF_BODY = re.compile(r"\s+(?:of|from|with|at|in|for)\s+(?:the\s+)?")
_PHRASE = re.compile(
    r"\b(?:the|an?|its|their|some|many|[\d,.]*\d|\w+['’]s)\s(?:[\w’'-]+\s){0,3}[\w’'-]+$", re.IGNORECASE
)
"""A noun phrase of up to four words with its article, number or owner, at the end of a stretch."""


def add_attributions(draft: Draft, kit: Kit) -> Draft:
    """Add the attributions, in the order of their first words."""
    if draft.tags is None:
        return draft
    record = draft.record
    scene = find_scene(record, kit)
    found: list[Attribution] = []
    outlets = [m for m in record.mentions if m.sector == "JRN"]
    last: _Last | None = None
    body: _Last | None = None
    cues = _all_cues(draft.text, record.sentences, draft.tags)
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
            source = _antecedent(record, aside or source, home) or source
        source, outlet = passed_on(draft.text, source) if source else (None, None)
        contents = gone_on(draft.text, home, cue, source, contents)
        contents = [without_platform(draft.text, c) for c in contents]
        frame = frame_of(_part_of(draft.text, home, cue), contents)
        when = said_when(draft.text, record.timexes, frame, home, cue, kit, record.article.published_on)
        speaker = resolve_speaker(record, source, kit, scene) if source else None
        if speaker and source and (pronoun := _PRONOUN.fullmatch(source.of(draft.text))):
            said = pronoun.group("who").lower()
            one = last if said in _ONE else body if said == "it" else None
            if one is last and one and (nearer := _named_since(record, source, home, one.at)):
                one = replace(one, speaker=resolve_speaker(record, nearer, kit, scene), pronoun=None)
            if said == "it" and (nearer := _body_before(record, source, home, body.at if body else -1)):
                one = _Last(speaker=resolve_speaker(record, nearer, kit, scene), at=source.start)
            if one and source.start - one.at < GOES_ON and one.pronoun in (None, said):
                one = replace(one, at=source.start, pronoun=said)
                last, body = (last, one) if said == "it" else (one, body)
                speaker = one.speaker
            elif said == "they":
                speaker = _several(record, source, home) or speaker
        elif (
            source
            and speaker
            and speaker.name
            and (_is_person(record, source, speaker) or _is_somebody(source.of(draft.text), kit))
        ):
            last = _Last(speaker=speaker, at=source.start)
        elif source and speaker and speaker.name and not speaker.anonymous and not _SEVERAL.search(speaker.name):
            body = _Last(speaker=speaker, at=source.start)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Last:
    """Who spoke last: the person whom "he" or "she" goes on with, or the body that "it" does; `pronoun` is the one that
    was used of that person.
    """

    speaker: Speaker
    at: int
    pronoun: str | None = None


_SUBJECT_BEFORE = 60


def _person_since(record: Record, home: Span, at: int) -> Span | None:
    """Return the person whom the sentence before a pronoun's opens with, where nobody has spoken since: "he" is them.

    "Ms Sall said so. General Tiani overthrew him in July. In a speech he rejected the sanctions."
    """
    here = next((k for k, s in enumerate(record.sentences) if s.start <= home.start < s.end), 0)
    if not here or record.sentences[here - 1].paragraph != record.sentences[here].paragraph:
        return None
    before = record.sentences[here - 1]
    if at >= before.start:
        return None
    people = (m for m in record.mentions if m.kind == "person" and before.covers(m) and len(m.name.split()) > 1)
    first = min(people, key=lambda m: m.start, default=None)
    return first if first is not None and first.start - before.start <= _SUBJECT_BEFORE else None


_FIRST_OF_ALL = re.compile(r"(?:(?:The|Former|Then)\s+)?(?:[A-Z][\w.’'-]*\s+)*", re.IGNORECASE)


def _named_since(record: Record, pronoun: Span, home: Span, at: int) -> Span | None:
    """Return whom "he" or "she" goes on with rather than with who spoke last: whom the sentences since are about.

    That is who opens the pronoun's own sentence, where its chain names no other ("*Lind* alarmed the region when *he*
    said so"), then who opens the sentence before.
    """
    text = record.article.text
    chain = next((m.chain for m in record.mentions if m.start == pronoun.start and m.end == pronoun.end), None)
    opens = next((m for m in record.mentions if home.start <= m.start < m.end < pronoun.start), None)
    if opens is not None and opens.kind == "person" and opens.start > at and chain in (None, opens.chain):
        return opens if text[opens.start].isupper() and _FIRST_OF_ALL.fullmatch(text, home.start, opens.start) else None
    return _person_since(record, home, at)


_OPENS = re.compile(
    r"(?:(?:The\s+)?(?P<who>(?:[A-Z][\w’'-]*\s+)*(?:[a-z]+))|The\s+(?P<whole>(?:[a-z][\w’'-]*\s+){1,3}?[a-z]+))"
    r"(?:,\s[^,;.]{3,80},)?\s+(?:ha[sd]\s+|will\s+)?[a-z]+(?:ed|s)\s"
)
_SEVERAL = re.compile(
    r"(?:^(?:both|several|some|many|two|three|four)\b|\band\b|(?:^|\s)[a-z]{2,}[^s\W]s$)", re.IGNORECASE
)
"""Names of more than one, whom "it" does not go on with: "both governments", "survivors"."""


def _body_since(record: Record, home: Span, at: int) -> Span | None:
    """Return the body that opens the sentence before "it", where nobody has spoken since: "it" goes on with that one.

    "Moscow warned of a war. The junta named its ministers on Monday. It has accused France of freeing prisoners."
    """
    here = next((k for k, s in enumerate(record.sentences) if s.start <= home.start < s.end), 0)
    if not here or record.sentences[here - 1].paragraph != record.sentences[here].paragraph:
        return None
    before = record.sentences[here - 1]
    found = _OPENS.match(record.article.text, before.start, before.end)
    words = (found["who"] or found["whole"]) if found else ""
    if at >= before.start or found is None or _SEVERAL.search(words):
        return None
    who = Span(start=before.start, end=found.end("who" if found["who"] else "whole"))
    people = (m for m in record.mentions if m.kind == "person" and m.overlaps(who))
    return who if next(people, None) is None and words.lower() not in ("it", "he", "she", "they") else None


_DID = re.compile(r"\s+(?:ha(?:s|d|ve)\s+)?[a-z]+\b[^;:“”\"]*,?\s+(?:and|but)\s+")


def _body_before(record: Record, pronoun: Span, home: Span, at: int) -> Span | None:
    """Return the state or body that "it" goes on with: the one that opens its own sentence ("*Bahrain* broke off ties,
    and *it* accuses them"), else the one that the sentence before opens with."""
    text = record.article.text
    first = next((m for m in record.mentions if home.start <= m.start < m.end < pronoun.start), None)
    opens = first is not None and text[home.start : first.start].lower() in ("", "the ") and bool(first.actor)
    if first is not None and opens and first.kind in ("place", "organisation"):
        return first if _DID.fullmatch(text, first.end, pronoun.start) else None
    return _body_since(record, home, at)


def _several(record: Record, pronoun: Span, home: Span) -> Speaker | None:
    """Return those for whom "they" stands, by the names that the post has for them before (`reading.actor.sides`)."""
    codes = find_sides(record, pronoun)
    if not codes or len(codes) < 2:
        return None
    names = {code_of(m): m.name for m in record.mentions if m.end <= home.start and code_of(m) in codes}
    listed = [names[code] for code in codes if code in names]
    return Speaker(name=f"{', '.join(listed[:-1])} and {listed[-1]}") if len(listed) == len(codes) else None


def _is_person(record: Record, source: Span, speaker: Speaker) -> bool:
    """Say whether the speaker is a person whom the source names."""
    inside = (m for m in record.mentions_at(source) if m.kind == "person")
    return any(m.name.endswith(str(speaker.name)) for m in inside)


def _is_somebody(words: str, kit: Kit) -> bool:
    """Say whether a source describes one person: "the reviewer", "a spokesman for the coast guard"."""
    match = re.fullmatch(
        r"(?:the|an?|his|her|their|its|[\w-]+['’]s?) (?:[\w-]+ ){0,2}?([a-z]+)(?: (?:for|of|at|in|from) .+)?",
        words,
        re.IGNORECASE,
    )
    head = match[1] if match else ""
    kind = kit.word_classes.kinds.get(head, "P" if head.endswith(("er", "or", "ist", "man")) else "")
    return (kind == "P" or head in ("chief", "head")) and not head.endswith("s")


_BEHIND_QUOTE = re.compile(r"[,.!?][”\"]\s+(?P<who>(?!and\b)[^“”\";:,]{3,80}?)(?:,\s+[^“”\";:]{3,80},)?\s+$")
"""Who speaks, between what he says and "told": '"…," *an official*, who asked not to be named, told Reuters'."""
_TELLS = re.compile(r"(?:ha[sd]\s+)?(?:tells?|told|assure[sd]?|inform(?:s|ed))", re.IGNORECASE)


def _is_addressed(text: str, cue: Span, source: Span) -> bool:
    """Say whether a source right behind a cue is who is told: '"…," an official told *Reuters*'."""
    between = text[cue.end : source.start] if source.start >= cue.end else "."
    return bool(_TELLS.fullmatch(cue.of(text).strip()) and not between.strip(" ").removeprefix("the").strip())


def _all_cues(text: str, sentences: Sequence[Sentence], tags: Tags) -> list[CueTag]:
    """Return the network's cues, and those that only their form shows, in the order of the text."""
    cues = [without_quoted(text, c, home_of(sentences, c)) for c in _with_contents(text, sentences, tags)]
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


def _antecedent(record: Record, relative: Span, home: Span) -> Span | None:
    """Return the words that "which" or "who" goes on with: "*Chad*, which had kept silent, said that …"."""
    text = record.article.text
    end = home.start + len(text[home.start : relative.start].rstrip(" ,"))
    named = next((m for m in record.mentions if m.end == end and m.start >= home.start), None)
    if named is not None:
        whose = (m for m in record.mentions if m.kind == "person" and home.start <= m.start and m.end < named.start)
        of_it = next((m for m in whose if _OF_BODY.fullmatch(text, m.end, named.start)), None)
        return of_it if of_it and named.kind != "person" and relative.of(text).lower() == "who" else named
    phrase = _PHRASE.search(text, home.start, end)
    return Span(start=phrase.start(), end=end) if phrase else None


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
