"""Who says what: the network's sources, cues and contents put together, over sentences and paragraphs.

The network marks the spans and links them within its windows. Rules do what needs the whole post: a quotation that runs
over paragraphs, a continued one after its speaker was named, direct or indirect by the quotation marks, the outlet or
occasion spoken through, when it was said, and who stands behind a pronoun.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from gpulse.model.tags import CueTag, Tags
from gpulse.reading.actor.sides import find_sides
from gpulse.reading.actor.stand_ins import code_of
from gpulse.reading.attribution.quotations import add_loose
from gpulse.reading.attribution.said_last import said_before_quote, said_last
from gpulse.reading.attribution.said_more import accused_by, spoken, subject_of, terms_of_papers
from gpulse.reading.attribution.speakers import resolve_speaker
from gpulse.reading.draft import Draft
from gpulse.reading.event.event_times import in_an_aside
from gpulse.reading.event.weighed_times import weigh_times
from gpulse.reading.kit import Kit
from gpulse.reading.scene import find_scene
from gpulse.reading.time.noun_times import dates_a_noun
from gpulse.record import Attribution, AttributionKind, Record, Sentence, Span, Speaker, Timex

OPEN, CLOSE = "“\"«‘'", "”\"»’'"
_QUOTED = re.compile(r"“[^”\n]*”?|\"[^\"\n]*\"?|«[^»\n]*»?")
# "told the UK's Daily Express that", "in an interview with Le Monde", "speaking at a briefing in Geneva".
_TOLD = re.compile(
    r"\b(?:tells?|told|telling)\s+(?P<via>[^,.;:“\"]{2,60}?)(?=\s+(?:that|on|in|at|during|how|after|before|when|as)\b|[,.;:“\"]|\s*$)"
)
_INTERVIEW = re.compile(
    r"\b(?:interview (?:with|to|for|by|in)|remarks to|quoted (?:by|in)|cited by|according to|speaking to|writing in|"
    r"(?:column|essay|op-ed|article|commentary|opinion piece|blog post) (?:for|in))\s+"
    r"(?P<via>(?:the\s+)?[A-Z][^,.;:“\"]{1,50}?)(?=\s+(?:that|on|in|at|during|published)\b|[,.;:“\"]|\s*$)"
)
_OCCASION = re.compile(
    r"\b(?:[Dd]uring|[Aa]t|[Ii]n|[Aa]fter)\s+(?P<via>(?:an?|his|her|their|the)\s+(?:\w+\s+){0,3}?(?:briefing|"
    r"press conference|news conference|speech|address|statement|interview|summit|hearing|rally|"
    r"post|tweet|letter|debate|meeting|video|recording|broadcast|message|column)"
    r"(?:\s+on\s+(?:[a-z]+\s+){0,2}(?:television|radio|TV|Telegram|Twitter|X|Facebook))?)\b"
)
_AT_ONE = re.compile(r"\b(?:conference|briefing|hearing|rally|summit|meeting)$")
_PLATFORM = re.compile(
    r"\b[Oo]n\s+(?:the\s+)?(?P<via>(?:[\w’'-]+\s+){0,3}?(?:Telegram|Twitter|X|Facebook|Instagram|WhatsApp|YouTube|Weibo|"
    r"Truth\s+Social|social\s+media|(?:[a-z]+\s+)?(?:television|radio)))\b"
)
"""Where somebody writes or speaks, "wrote on Telegram", "on state television"."""
_MEDIA = re.compile(
    r"\b(?:agency|news|newspaper|daily|times|post|press|express|tribune|guardian|journal|herald|broadcaster|channel|"
    r"radio|television|tv|magazine|website|reporters|journalists|media|reuters|bbc|cnn|afp|ap|tass|xinhua|jazeera)\b",
    re.IGNORECASE,
)


_PRONOUN = re.compile(r"(?P<who>he|she|they|it)(?:\s+also)?", re.IGNORECASE)
_ONE = ("he", "she")
GOES_ON = 1500
"""How many characters after a person spoke last "he" and "she" still go on with that person's words: a long paragraph
of a quotation and what leads up to the next."""
_PARTICIPLE = re.compile(r"\w+ing\b")


_RELATIVE = re.compile(r"who|which|that", re.IGNORECASE)
_OF_BODY = re.compile(r"\s+(?:of|from|with|at|in|for)\s+(?:the\s+)?")
_PHRASE = re.compile(r"\b(?:the|an?|its|their|some|many|[\d,.]*\d)\s(?:[\w’'-]+\s){0,3}[\w’'-]+$", re.IGNORECASE)
"""A noun phrase of up to four words with its article or number, at the end of a stretch."""


def add_attributions(draft: Draft, kit: Kit) -> Draft:
    """Add the attributions, in the order of their first words."""
    if draft.tags is None:
        return draft
    record = draft.record
    scene = find_scene(record, kit)
    found: list[Attribution] = []
    last: _Last | None = None
    body: _Last | None = None
    for cue in _all_cues(draft.text, record.sentences, draft.tags):
        home = _home(record.sentences, cue)
        contents = _merge(draft.text, [_on_line(draft.text, c, cue) for c in cue.contents])
        contents = _whole_quotes(draft.text, [_from_that(draft.text, c) for c in contents])
        contents = [_in_sentence(draft.text, record.sentences, c) for c in _on_side(draft.text, contents, cue)]
        if not contents or all(_NO_NAME.fullmatch(c.of(draft.text).strip(" ,.")) for c in contents):
            continue
        if cue.start == home.start and _BEING_ASKED.match(draft.text, cue.start):
            continue
        source = _trimmed(draft.text, _on_line(draft.text, cue.sources[0], cue)) if cue.sources else None
        source = _without_adverb(draft.text, source) if source else None
        source = None if source and _told_of(draft.text, cue, source) else source
        source = _without_day(record, source) if source else None
        if source and (_RELATIVE.fullmatch(source.of(draft.text)) or _is_aside(draft.text, source, cue)):
            source = _antecedent(record, source, home) or source
        frame = _frame(home, contents)
        when = said_when(draft.text, record.timexes, frame, home, cue, kit)
        speaker = resolve_speaker(record, source, kit, scene) if source else None
        if speaker and source and (pronoun := _PRONOUN.fullmatch(source.of(draft.text))):
            said = pronoun.group("who").lower()
            one = last if said in _ONE else body if said == "it" else None
            if one is last and one and (nearer := _person_since(record, home, one.at)):
                one = replace(one, speaker=resolve_speaker(record, nearer, kit, scene), pronoun=None)
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
        elif source and speaker and speaker.name and not speaker.anonymous:
            body = _Last(speaker=speaker, at=source.start)
        found.append(
            Attribution(
                source=source.bare() if source else None,
                cue=bare_cue(draft.text, _trimmed(draft.text, cue)),
                content=tuple(c.bare() for c in contents),
                kind=classify_kind(draft.text, contents),
                speaker=speaker,
                via=find_via(draft.text, frame, source),
                earliest=when.earliest if when else None,
                latest=when.latest if when else None,
            )
        )
    found = [
        a
        for a in add_loose(record, _without_twins(found), kit, scene)
        if not is_not_said(draft.text, a) and not is_only_done(draft.text, a)
    ]
    found.sort(key=lambda a: min(s.start for s in (a.source or a.content[0], a.cue or a.content[0], *a.content)))
    return replace(draft.add(attributions=tuple(_with_parents(found))), scene=scene)


_NO_NAME = re.compile(r"(?:for\s+)?anonymity|(?:that\s+(?:he|she|they)\s+)?not\s+(?:to\s+)?be\s+(?:named|identified)")
"""What a speaker without a name asked for, which is no statement."""

_BEING_ASKED = re.compile(r"(?:Asked|Questioned|Pressed)\s+(?:about|whether|if|why|how|on|by|when|what)\b")
"""Words that open a sentence on what its speaker was asked: "Asked about it, the ministry would not comment"."""

_TOLD_OF = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being)\s+)(?:\w+ly\s+|also\s+|now\s+|still\s+)*(?:said|expected|reported|believed|thought|"
    r"anticipated|alleged|rumou?red|understood|estimated|supposed|considered|reputed|presumed|feared)\b"
)
_BY = re.compile(r"\bby\s+(?:(?:the|an?|its|his|her|their|some|many)\s+)?$")


def _told_of(text: str, cue: Span, source: Span) -> bool:
    """Say whether a source is whom something is said of, and not who says it: "*Lind* is said to have left".

    Nobody who undergoes "is said", "is expected" or "is reported" says it, unless they stand behind "by".

    >>> words = "Lind is said to have left. It was reported by Reuters."
    >>> _told_of(words, Span(start=5, end=12), Span(start=0, end=4))
    True
    >>> _told_of(words, Span(start=30, end=42), Span(start=46, end=53))
    False
    """
    told = _TOLD_OF.search(text, max(0, cue.start - 12), cue.end)
    return bool(told and told.end() >= cue.end - 3 and not _BY.search(text, cue.end, source.start))


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


_NOT = re.compile(
    r"(?:\b(?:did|does|do|has|have|had|would|will|could|can)(?:n['’]t|\s+not)|\bnever|\b(?:declin|refus)\w+\s+to)"
    r"(?:\s+(?:directly|explicitly|specifically|publicly|yet|even|immediately))?\s+$",
    re.IGNORECASE,
)
_NOT_SAID = re.compile(
    r"(?:(?:did|does|do|has|have|had|would|will|could|can)(?:n['’]t|\s+not)|never|not|(?:declin|refus)\w+)\b",
    re.IGNORECASE,
)


def is_not_said(text: str, said: Attribution) -> bool:
    """Say whether a source is told not to have said something: "he did not suggest retaliation", "declined to say who".

    >>> words = "He didn't suggest talks. He told them so."
    >>> def spoken(cue: int, end: int, content: int) -> Attribution:
    ...     return Attribution(cue=Span(start=cue, end=end), content=(Span(start=content, end=content + 5),))
    >>> is_not_said(words, spoken(10, 17, 18)), is_not_said(words, spoken(28, 32, 33))
    (True, False)
    """
    if said.cue is None or said.kind != "indirect" or min(said.content).start < said.cue.start:
        return False
    return bool(_NOT.search(text, max(0, said.cue.start - 40), said.cue.start) or _NOT_SAID.match(said.cue.of(text)))


_DOES = re.compile(
    r"(?:(?:has|have|had|is|are|was|were|to|will|would|all|then|later|also|been)\s+)*"
    r"(?:sign|approv|adopt|ratif|summon|pass|recall|authori[sz]|vot)\w*(?:\s+(?:on|for|against))?",
    re.IGNORECASE,
)
_SAYS_WHAT = re.compile(r"(?:that|to|whether|how|what|why|when|not)\b|[“\"‘'«]")


def is_only_done(text: str, said: Attribution) -> bool:
    """Say whether what a source is said to say is only what it does: "signed *the pact*", "recalled *its envoy*".

    >>> words = "Oslo signed the pact. Oslo recalled that it had."
    >>> def spoken(cue: int, end: int, content: int) -> Attribution:
    ...     return Attribution(cue=Span(start=cue, end=end), content=(Span(start=content, end=content + 6),))
    >>> is_only_done(words, spoken(5, 11, 12)), is_only_done(words, spoken(27, 35, 36))
    (True, False)
    """
    if said.cue is None or said.kind != "indirect" or not _DOES.fullmatch(said.cue.of(text)):
        return False
    return min(said.content).start > said.cue.start and not _SAYS_WHAT.match(text, min(said.content).start)


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
    inside = (m for m in record.mentions if m.kind == "person" and m.overlaps(source))
    return any(m.name.endswith(str(speaker.name)) for m in inside)


def _is_somebody(words: str, kit: Kit) -> bool:
    """Say whether a source describes one person: "the reviewer", "a spokesman for the coast guard"."""
    match = re.fullmatch(
        r"(?:the|an?|his|her|their) (?:[\w-]+ ){0,2}?([a-z]+)(?: (?:for|of|at|in|from) .+)?", words, re.IGNORECASE
    )
    head = match[1] if match else ""
    kind = kit.word_classes.kinds.get(head, "P" if head.endswith(("er", "or", "ist", "man")) else "")
    return kind == "P" and not head.endswith("s")


def _all_cues(text: str, sentences: Sequence[Sentence], tags: Tags) -> list[CueTag]:
    """Return the network's cues, and those that only their form shows, in the order of the text."""
    cues = said_last(text, sentences, _with_contents(text, sentences, tags))
    cues += said_before_quote(text, sentences, cues)
    cues += terms_of_papers(text, sentences, cues)
    accusing = list(accused_by(text, sentences))
    cues = [*(c for c in cues if not any(c.overlaps(a) for a in accusing)), *accusing]
    heard = [replace(c, contents=tuple(_on_line(text, x, c) for x in c.contents)) for c in cues if c.contents]
    return sorted([*cues, *spoken(text, sentences, heard)], key=lambda c: c.start)


def _with_contents(text: str, sentences: Sequence[Sentence], tags: Tags) -> list[CueTag]:
    """Give each content that no cue was linked to, and each cue without one, to its neighbour in the sentence."""
    cues = list(tags.cues)
    taken = {content for cue in cues for content in cue.contents}
    used = {source for cue in cues for source in cue.sources}
    for k, cue in enumerate(cues):
        home = _home(sentences, cue)
        contents, sources = cue.contents, cue.sources
        if said := _said_at_the_end(text, home, cue) or _done_by_saying(text, home, cue):
            contents = (said,)
        if not contents:
            free = [c for c in tags.contents if c not in taken and home.overlaps(c)]
            contents = tuple(free[:1]) or _after_cue(text, home, cue, tags.contents)
            taken.update(contents)
        if not sources:
            free = [s for s in tags.sources if s not in used and home.overlaps(s) and not _behind(cue, contents, s)]
            sources = tuple(sorted(free, key=lambda s: min(abs(s.end - cue.start), abs(s.start - cue.end)))[:1])
            used.update(sources)
        if not sources and _PARTICIPLE.match(text, cue.start) and k and home.overlaps(cues[k - 1]):
            sources = cues[k - 1].sources
        elsewhere = all(_behind(cue, contents, s) or not home.overlaps(s) for s in sources)
        if elsewhere and (subject := subject_of(text, home, cue, contents)):
            sources = (subject,)
        cues[k] = CueTag(start=cue.start, end=cue.end, sources=sources, contents=contents, score=cue.score)
    return cues


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


def _behind(cue: Span, contents: Sequence[Span], source: Span) -> bool:
    """Whether a source stands behind what a cue says, so says what comes next: "praised it, and *Rome* denied"."""
    return any(cue.end <= c.start and c.end <= source.start for c in contents)


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


def _on_line(text: str, span: Span, cue: Span) -> Span:
    """Cut a span that runs over line breaks to the part on the cue's side: no phrase crosses a paragraph."""
    if "\n" not in span.of(text):
        return span
    if span.end <= cue.start:
        return Span(start=text.rfind("\n", span.start, span.end) + 1, end=span.end)
    return Span(start=span.start, end=text.find("\n", span.start, span.end))


def _trimmed(text: str, span: Span) -> Span:
    """Cut punctuation and white space from the ends of a source or cue."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(" ,;:–—-\n"))
    end = span.end - (len(words) - len(words.rstrip(" ,;:–—-\n")))
    return Span(start=start, end=end) if end > start else span.bare()


_ADVERB = re.compile(
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


def _from_that(text: str, content: Span) -> Span:
    """Leave out what stands between cue and "that": "said, a day after the vote, that it would go on"."""
    match = re.match(
        r"(?:the day|on|a |an |in |at |after |before |during |last |earlier )[^“”\".;]*?,\s+(?=that\s)",
        content.of(text),
    )
    return Span(start=content.start + match.end(), end=content.end) if match else content


def _on_side(text: str, contents: list[Span], cue: Span) -> list[Span]:
    """Leave out what stands across a semicolon from a cue in front: "Lind will fly; *according to envoys*, he …"."""
    after = [c for c in contents if c.start >= cue.end]
    apart = after and all(";" in text[c.end : cue.start] for c in contents if c not in after)
    return after if apart else contents


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


def _in_sentence(text: str, sentences: Sequence[Sentence], content: Span) -> Span:
    """Return a content without quotation marks up to the end of the sentence that it begins in."""
    home = _home(sentences, content)
    if content.end <= home.end or any(mark in content.of(text) for mark in OPEN + CLOSE if mark not in "'’‘"):
        return content
    return Span(start=content.start, end=home.start + len(text[home.start : home.end].rstrip(" .")))


def _merge(text: str, contents: Sequence[Span]) -> list[Span]:
    """Join contents with nothing but white space or quotation marks between them."""
    out: list[Span] = []
    for span in sorted(contents):
        if out and not text[out[-1].end : span.start].strip(" \n" + OPEN + CLOSE):
            out[-1] = Span(start=out[-1].start, end=max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _whole_quotes(text: str, contents: list[Span]) -> list[Span]:
    """Extend a quotation that its paragraph leaves open over the paragraphs that go on with it."""
    if not contents:
        return contents
    last = contents[-1]
    end = text.find("\n", last.end)
    end = len(text) if end < 0 else end
    opened = max(text.rfind("“", 0, last.end), text.rfind("«", 0, last.end))
    shut = opened >= 0 and any(mark in text[opened:end] for mark in "”»")
    begins = opened >= 0 and "\n" not in text[opened : last.start]
    if opened < 0 or shut or not begins:
        return contents
    if end > last.end:
        contents = [*contents[:-1], Span(start=last.start, end=_trimmed_end(text, last.start, end))]
    at = end
    while at < len(text):
        start = at + len(text[at:]) - len(text[at:].lstrip())
        if start >= len(text) or text[start] not in "“«":
            break
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        close = min((k for k in (text.find("”", start, stop), text.find("»", start, stop)) if k >= 0), default=-1)
        contents.append(Span(start=start, end=_trimmed_end(text, start, close + 1 if close >= 0 else stop)))
        if close >= 0:
            break
        at = stop
    return contents


def _trimmed_end(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def classify_kind(text: str, contents: Sequence[Span]) -> AttributionKind:
    """Return whether contents are quoted as a whole, in part, or not at all.

    >>> classify_kind('He said "we go".', [Span(start=8, end=15)])
    'direct'
    >>> classify_kind('He called it "a folly" of theirs.', [Span(start=10, end=32)])
    'mixed'
    """
    quoted = total = 0
    marks = _quoted(text)
    for span in contents:
        total += max(1, span.end - span.start)
        quoted += sum(max(0, min(end, span.end) - max(start, span.start)) for start, end in marks)
    if quoted >= 0.85 * total:
        return "direct"
    return "mixed" if quoted else "indirect"


@lru_cache(maxsize=16)
def _quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text has quotation marks; it is asked about for each of its attributions."""
    return tuple([m.span() for m in _QUOTED.finditer(text)])


def _home(sentences: Sequence[Sentence], span: Span) -> Span:
    return next((s for s in sentences if s.start <= span.start < s.end), span)


def _frame(home: Span, contents: Sequence[Span]) -> list[Span]:
    """The parts of a sentence that are not the content: where the saying itself is told."""
    parts, at = [], home.start
    for span in sorted(contents):
        if span.start > at:
            parts.append(Span(start=at, end=min(span.start, home.end)))
        at = max(at, span.end)
    if at < home.end:
        parts.append(Span(start=at, end=home.end))
    return parts


_RIGHT_BEHIND = re.compile(r"\s+(?:(?:late|early)\s+)?(?:(?:on|in)\s+)?")
_VERB_BEFORE = re.compile(r"\b(?:and|but)\s")
"""Between a time and a cue behind it, where a verb before the cue has the time."""
_A_LIMIT = re.compile(r"\b(?:until|till|by|before|within|from|after|since)\s+(?:the\s+)?$", re.IGNORECASE)
"""Before a time that is no day of saying: "gave Oslo until Friday, and says that …"."""


def _is_aside(text: str, source: Span, cue: Span) -> bool:
    """Whether a source is only what is told beside of who speaks: "Chad, *which has two of the ships*, said …".

    >>> words = "Chad, which has two ships, said so."
    >>> _is_aside(words, Span(start=6, end=25), Span(start=27, end=31))
    True
    """
    opens = re.match(r"(?:which|who|whose)\s", source.of(text))
    return bool(opens) and text[max(0, source.start - 2) : source.start] == ", " and source.end < cue.start


_LEAST: Final = -2.5
"""The log odds of `weighed_times` from which a time may be that of a saying. Of 272 statements with a day, in 120
articles of PolNeAR and GeoWebNews, 37 lie below, and 30 of them had another's ("said X, who ran for office in 2012");
of the 44 from there to -1.5 some 20 had theirs."""


def said_when(
    text: str, timexes: Sequence[Timex], frame: Sequence[Span], home: Span, cue: Span, kit: Kit
) -> Timex | None:
    """Return when something was said: the time nearest to the cue, of no aside about the speaker and of no verb before.

    "The officers who seized power on Wednesday promised on *Friday*"; "Oslo takes over in March and has announced".
    A time that is likelier something else's is none.
    """
    near = [t for t in timexes if home.covers(t) and t.earliest and t.type != "SET" and not t.covers(cue)]
    odds = weigh_times(text, cue, home, near, kit, ())
    told = (t for t in near for part in frame if part.covers(t) and t.type != "DURATION" and odds[t] >= _LEAST)
    told = (t for t in told if not in_an_aside(text, home, cue, t) and not _A_LIMIT.search(text, home.start, t.start))
    told = (t for t in told if t.end > cue.start or not _VERB_BEFORE.search(text, t.end, cue.start))

    def how_near(time: Timex) -> tuple[bool, int, int]:
        behind = _RIGHT_BEHIND.fullmatch(text, cue.end, time.start)
        return behind is None, max(cue.start - time.end, time.start - cue.end), time.start

    return min((t for t in told if not dates_a_noun(text, t)), key=how_near, default=None)


def find_via(text: str, frame: Sequence[Span], source: Span | None) -> str | None:
    """Return the outlet or occasion that the speaker spoke through, in the text's words without an article.

    >>> words = "The envoy told the Daily Post that talks would go on."
    >>> find_via(words, [Span(start=0, end=35)], Span(start=0, end=9))
    'Daily Post'
    """
    for pattern in (_TOLD, _INTERVIEW, _OCCASION, _PLATFORM):
        for part in frame:
            for match in pattern.finditer(text, part.start, part.end):
                via = Span(start=match.start("via"), end=match.end("via"))
                if source and via.overlaps(source):
                    continue
                words = match.group("via").strip()
                if pattern in (_TOLD, _INTERVIEW) and not (_MEDIA.search(words) or words.lower().endswith("reporters")):
                    continue
                told = pattern is _OCCASION or _AT_ONE.search(words)
                return words if told else re.sub(r"^(?:the|an?)\s+", "", words)
    return None


def _without_twins(found: list[Attribution]) -> list[Attribution]:
    """Of attributions with the same content keep the one whose source is known."""
    kept: list[Attribution] = []
    for one in sorted(found, key=lambda a: (a.source is None, a.cue.start if a.cue else 0)):
        if not any(one.content == other.content and one.source in (None, other.source) for other in kept):
            kept.append(one)
    return kept


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
