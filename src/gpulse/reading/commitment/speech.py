"""Who says what a sentence tells: the words of saying in it, their speaker, and the day it was said.

Where the attributions of the record cover a sentence, they decide; otherwise a rule reads the verb of saying and the
nearest mention beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from gpulse.reading.actor.owners import is_owner
from gpulse.reading.actor.sides import PAIR
from gpulse.reading.actor.stand_ins import lists_in
from gpulse.record import Attribution, Mention, Record, Sentence, Span, within

_VERBS = (
    "said|told|wrote|announced|declared|reported|added|explained|stated|warned|promised|vowed|insisted|"
    "confirmed|claimed|"
    "remarked|noted|stressed|assured|argued|predicted|revealed|disclosed|complained|recalled|conceded|informed|"
    "repeated|"
    "(?:was|were) able to "
    "say|says|tells|writes|announces|declares|warns|expects|reminded|decided|threatened|pledged|pointed out|made it "
    "known|"
    "admitted|acknowledged|maintained|emphasised|emphasized|reiterated|indicated|suggested|signalled|estimated|"
    "thinks|believes|hopes|demanded|proposed|replied|answered|cautioned|concluded|boasted|forecast|vows|"
    "went on|continued|resolved|hinted|made known|let it be known|made it clear|made this known|given out|read "
    "out|ruled|prophesied|prophesies|specified|specifies|posted|testified|asserted|swore|undertook|computed|reckons|"
    "reckoned|states|adds|explains|confirms|insists|maintains|admits|concedes|promises|pledges|predicts|claims|argues|"
    "reports|assures|threatens|demands|repeats|stresses|discloses|reveals|found|holds|agreed"
)
_TAIL = re.compile(
    rf"(?:^|[,;”\"]\s|\s[–—]\s)(?P<who>[^,;:“”]{{1,90}}?)\s(?:has\s|had\s|have\s|is\s(?:reported|said|"
    rf"quoted)\sto\shave\s|was\s|were\s)?(?P<verb>{_VERBS})\b"
)
_ADDRESSING = r"(?!told\b|informed\b|reminded\b|assured\b|tells\b)"
_NAMED = r"(?:the|a|an|its|his|her|their|one|some|two|people|officials|sources|[A-Z])"
_DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_INVERTED = re.compile(rf"[,”\"]\s{_ADDRESSING}(?P<verb>{_VERBS})\s(?=(?!{_DAYS}){_NAMED})(?P<who>[^,;:“”.]{{1,80}})")
_APPOSED = re.compile(
    rf"(?:^|[,;”\"]\s|\bthat\s)(?P<who>[^,;:“”]{{2,60}},\s[^,;:“”]{{2,90}}?),\s(?:has\s|had\s|have\s)?(?P<verb>{_VERBS})"
    rf"\b(?:(?<=told)|(?<=informed)|(?!\s(?!{_DAYS})(?:the|a|an|its|his|her|their|[A-Z])))"
)
"""A speaker with an apposition before the verb: "its oil minister, A. B., told the press"."""
_BY_ACCOUNT = re.compile(
    r"(?:^|[,;] )(?P<verb>(?:[Aa]ccording to|[Bb]y)) (?P<who>[^,;:“”.]{2,60}?)"
    r"(?:(?<=['’]s) (?:account|reckoning|calculations?|estimate)\b|(?=[,;.]|$))"
)
_ANY = re.compile(rf"(?<=\s)(?:{_VERBS})|\b[Aa]ccording to\b|['’]s (?:account|reckoning|calculation|estimate)\b")
"""What a sentence must hold for the four above to match: they are slow, and most sentences say nothing of saying."""
_NOBODY = re.compile(
    r"^(?:to|not|been|be|which|whom)\b|\b(?:will|would|shall|must|should|may|might|could|can|(?:is|are|was|were) to)\b"
)
_JOINED = re.compile(r"\b(?:and|or|but)\s*$")
"""What stands before a verb of saying that shares the subject of the verb before it."""
_OFFICE = re.compile(
    r"\b(?:government|ministry|minister|president|spokesman|spokeswoman|spokesperson|office|official|parliament|"
    r"king)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:he|she|minister|president|spokes\w+|general|chief|envoy|official|ambassador)\b", re.IGNORECASE
)
_PRONOUN = re.compile(r"\b(he|she|it|they|who|we)\b", re.IGNORECASE)
_ONE = re.compile(r"(?:he|she)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Words of saying: `span` from the speaker to the end of the phrase; `code` whom the speaker stands for."""

    sentence: Sentence
    span: Span
    name: str | None
    codes: tuple[str, ...]
    person: bool
    said_on: str | None

    @property
    def code(self) -> str | None:
        """The first of those who speak."""
        return self.codes[0] if self.codes else None


def find_sayings(record: Record) -> tuple[Saying, ...]:
    """Return the sayings of a post in order of text."""
    found: list[Saying] = []
    text = record.article.text
    for sentence in record.sentences:
        words = sentence.of(text)
        if not _ANY.search(words):
            continue
        matches = [
            *_APPOSED.finditer(words),
            *sorted([*_TAIL.finditer(words), *_INVERTED.finditer(words)], key=lambda m: m.start("who")),
            *(m for m in _BY_ACCOUNT.finditer(words) if m["verb"][0] in "Aa" or m.end() > m.end("who")),
        ]
        for match in matches:
            start, verb_end = (
                sentence.start + min(match.start("who"), match.start("verb")),
                sentence.start + match.end(),
            )
            verb = match["verb"].split()[-1]
            span = Span(start=start, end=_phrase_end(text, verb_end, sentence.end, verb))
            if any(s.span.overlaps(span) for s in found) or _NOBODY.search(match["who"]):
                continue
            if match.start("verb") < match.start("who") and _NAME_BEFORE.search(words, 0, match.start("verb")):
                continue
            who = Span(start=sentence.start + match.start("who"), end=sentence.start + match.end("who"))
            who = _pronoun_alone(record, who)
            name, codes = _speaker(record, _whole_list(record, who), found)
            if _JOINED.search(who.of(text)):  # "Somalia called it a crime and threatened to": who spoke before
                before = [s for s in found if s.sentence == sentence]
                name, codes = (before[-1].name, before[-1].codes) if before else (None, codes)
            found.append(
                Saying(
                    sentence=sentence,
                    span=span,
                    name=name,
                    codes=codes,
                    person=bool(_PERSON.search(who.of(text)))
                    or any(m.kind == "person" for m in within(record.mentions, who)),
                    said_on=_said_on(record, span),
                )
            )
    return tuple(sorted(found, key=lambda saying: saying.span.start))


_FIRST_PLACE = re.compile(r"(?:In|At|On|After|Before|During|For|With|To|From)\s")


def _pronoun_alone(record: Record, who: Span) -> Span:
    """Return the pronoun that ends the words of a speaker, without what its sentence opens with: "In a speech *he*"."""
    text = record.article.text
    if not _FIRST_PLACE.match(text, who.start):
        return who
    sources = (a.source for a in record.attributions if a.source and who.covers(a.source) and a.source.end == who.end)
    return next((s for s in sources if _PRONOUN.fullmatch(text, s.start, s.end)), who)


_NAME_BEFORE = re.compile(r"^[^,]*,\s+(?:[A-Z][\w.’'-]*\s?|(?:al|bin|de|van|von|el)\s){1,4},\s*$")
"""Whoever is named right before a verb says it: "The premier, *Ann Lind*, declared a state of emergency"."""

_TO = frozenset(
    "promised vowed vows pledged threatened decided resolved hopes expects proposed undertook swore threatens promises "
    "pledges agreed".split()
)
"""Verbs after which "to" opens what is said: "the officers promised to hand over power by July"."""
_OF_A_THING = frozenset({"promised", "pledged", "promises", "pledges", "threatened", "threatens", "vowed", "undertook"})
"""Verbs whose object is the act itself."""
_ENDS = re.compile(r"[,;:“”]|\bthat\b|\.(?:\s|$)")
_ENDS_AT_TO = re.compile(r"[,;:“”]|\bthat\b|\.(?:\s|$)|\b(?:not )?to\b")


_CLAUSE = re.compile(
    r"(?<![\w’'-])(?:(?:it|they|he|she|we|I|you|there)(?=\s+\w)|(?:the|an?|its|his|her|their|our|all|most|some|no|both|"
    r"this|these|those|[0-9][\d,.]*|[A-Z][\w’'-]+)(?:\s+[\w’'-]+){0,5}?\s+(?:will|would|shall|can|could|may|might|must|"
    r"should|is|are|was|were|has|have|had)(?![\w’'-]))"
)
_GOES_WITH = re.compile(
    r"\b(?:in|on|at|during|to|by|after|before|from|with|for|of|near|last|next|this|late|early|and)\s+$", re.IGNORECASE
)
_DAY = re.compile(rf"{_DAYS}\b")


def _phrase_end(text: str, start: int, end: int, verb: str) -> int:
    """The end of a phrase of saying: up to a comma, a clause with or without "that", one with "to", or the sentence's.

    >>> text = "Borduria said on Monday it would leave."
    >>> text[:_phrase_end(text, 13, len(text), "said")]
    'Borduria said on Monday '
    >>> text = "Borduria says the troops of the west will leave."
    >>> text[:_phrase_end(text, 13, len(text), "says")]
    'Borduria says '
    >>> text = "Borduria said in Szohôd last week that the army would leave."
    >>> text[:_phrase_end(text, 13, len(text), "said")]
    'Borduria said in Szohôd last week '
    """
    match = (_ENDS_AT_TO if verb in _TO else _ENDS).search(text, start, end)
    last = match.start() if match else end
    if verb in _OF_A_THING and last >= end - 1:
        return min(start + 1, end)  # "Norway promised a truce by Thursday": what is promised is no part of it
    at = start
    while (clause := _CLAUSE.search(text, at, end)) and clause.start() < last:
        at = clause.start() + 1
        if not _GOES_WITH.search(text, start, clause.start()) and not _DAY.match(clause.group()):
            return clause.start()
    return last


_OPENING = re.compile(
    r"^(?:(?:Only |Just |Even )?[Oo]n (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Ll]ast (?:week|month|year)|"
    r"(?:[Ii]n|[Aa]t|[Oo]n|[Bb]y|[Aa]fter|[Ll]ast|[Nn]ext|[Tt]his) (?:[\w'’.-]+ ){1,6}?"
    r"(?=(?:the|an?|its|his|her|their) ))\s*"
)
"""When or where it was said, before the speaker: "Last week the senate", "In Bogotá the government's commissioner"."""

_WITHIN = re.compile(r"\b(?:has|had|have|is|are|was|were|been|did|does)\b")
_RELATIVE = re.compile(r"\b(?:who|whom|whose|which|that)\b")
_AUXILIARY_LAST = re.compile(r"\b(?:has|had|have|is|are|was|were|be|been|being)(?: (?:not|now|yet|never|[a-z]+er))*$")
_NO_SPEAKER = re.compile(
    r"^(?:(?:it|this|that|these|those|one|nobody|none|he|she|they|we|i|which|what|hardly|when|while|if|after|before|"
    r"until|although|though|unless|more than|to|in|on|at|during|over|since|for)\b|(?:is|was|were|are|has|had|have)\b)|"
    r"\bas saying\b",
    re.IGNORECASE,
)
"""Words before a verb of saying that name nobody: of 904 sayings in the ledgers 148 had such words or an adverbial."""


def _plain_name(words: str) -> str:
    """The name in a speaker's words that an apposition parts off, else the words.

    >>> _plain_name("its oil minister, Diamantino Azevedo"), _plain_name("as the army")
    ('Diamantino Azevedo', 'the army')
    >>> _plain_name("in which Kigali"), _plain_name("Total, the French company that left in 2021")
    ('Kigali', 'Total')
    >>> _plain_name("the agency's head, who met the minister in Cairo")
    "the agency's head"
    >>> _plain_name("an official quoted by the newspaper Le Monde")
    'an official'
    """
    words = re.sub(r"^(?:as|since|because|while|(?:in|under|by|with|through) which) ", "", words)
    words = re.sub(r", (?:who|which|whose|whom)\b.*$|,? (?:quoted|cited|interviewed) (?:by|in) .*$", "", words)
    words = re.sub(r"^((?:[A-Z][\w.&'’-]*)(?: [A-Z][\w.&'’-]*)*), (?:the|an?|its|their|his|her) .*$", r"\1", words)
    match = re.search(r"(?:^|, )([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+)(?:,|$)", words)
    return match.group(1) if match else words


def speaker_name(saying: Saying | None) -> str | None:
    """Return the words that name who said something; `None` where they name nobody.

    >>> sentence = Sentence(start=0, end=9)
    >>> def named(words):
    ...     return speaker_name(
    ...         Saying(sentence=sentence, span=sentence, name=words, codes=(), person=False, said_on=None)
    ...     )
    >>> named("Last week the Philippine senate"), named("In Bogotá the government's commissioner")
    ('the Philippine senate', "the government's commissioner")
    >>> named("The government has not"), named("The emirate now has 48 hours to accept the 13")
    (None, None)
    >>> named("The United States")
    'the United States'
    >>> named("a man who was there"), named("Yevgeny Prigozhin"), named("it"), named("I also")
    ('a man who was there', 'Yevgeny Prigozhin', None, None)
    >>> named("His spokesman quotes him as saying that shipping companies") is None
    True
    """
    if saying is None or saying.name is None:
        return None
    words = _OPENING.sub("", re.sub(r"^(?:and|but|or) ", "", saying.name), count=1)
    words = _uncapped(words)
    verb = _WITHIN.search(words)
    if _NO_SPEAKER.search(words) or _AUXILIARY_LAST.search(words):
        return None
    return None if verb and not _RELATIVE.search(words, 0, verb.start()) else words or None


_FIRST_PERSON = re.compile(r"(?:I|[Ww]e)(?: also)?")


def who_says(record: Record, act: Span, saying: Saying | None) -> str | None:
    """Return who says that an act is to come: by the statement that holds it, else by the words of saying.

    Of a statement in another the inner one counts: "Oslo heard that *Lima* will send ships".
    """
    holding = [
        (saying is None or a.cue is None or not saying.span.covers(a.cue), span.end - span.start, n)
        for n, a in enumerate(record.attributions)
        for span in a.content
        if a.speaker is not None and span.covers(act) and _is_near(record, a, act)
    ]
    sworn = saying is not None and 0 <= act.start - saying.span.end <= len("to ")
    if not holding or (sworn and min(holding)[0]):
        return speaker_name(saying)
    told = record.attributions[min(holding)[2]]
    name = told.speaker.name if told.speaker and not told.speaker.anonymous else None
    words = told.source.of(record.article.text) if told.source else ""
    if _FIRST_PERSON.fullmatch(words):
        return None
    if (name and any(letter.isupper() for letter in name)) or not words or _PRONOUN.match(words):
        return _uncapped(name) if name else None
    return _uncapped(_plain_name(words))


def _uncapped(words: str) -> str:
    """Return words with a small article: "The company" is "the company"."""
    return re.sub(r"^(?:The|An?)(?= )", lambda opening: opening.group().lower(), words)


def _is_near(record: Record, said: Attribution, act: Span) -> bool:
    """Say whether a statement's source is in the sentence of an act or the one beside it."""
    at = said.source or said.cue
    here, there = record.sentence_at(act.start), record.sentence_at(at.start) if at else None
    return here is not None and there is not None and abs(here - there) <= 1


def _speaker(record: Record, who: Span, before: list[Saying]) -> tuple[str | None, tuple[str, ...]]:
    """The speaker's name and codes: a person among the words, else the first mention, else whom a pronoun stands
    for."""
    text = record.article.text
    words = _plain_name(who.of(text).strip())
    inside = within(record.mentions, who)
    if any(m.sector == "JRN" for m in inside):  # an outlet tells of what others do
        return words, ()
    named = [m for m in inside if m.actor]
    if (listed := (lists_in(named, text) or [()])[-1]) and len(listed) > PAIR:
        return words, listed
    coded = [m for m, after in pairwise([*named, None]) if m and not (after and is_owner(text, m, after))]
    person: Mention | None = next((m for m in inside if m.kind == "person"), None)
    said = (a.speaker for a in record.attributions if a.source and a.speaker and who.covers(a.source))
    whole = next((s for s in said if s.role and s.name and s.name in words), None)
    name = whole.name if whole else None
    called = (name or person.name) if person else words  # "Foreign Minister *Ann Lind*", whoever else held that office
    if person is not None and person.actor:
        return called, (person.actor,)
    if coded:
        joined = [m for m in coded[1:] if re.fullmatch(r"\s+and\s+(?:the\s+)?", text[coded[0].end : m.start])]
        codes = tuple(dict.fromkeys(m.actor for m in (coded[0], *joined) if m.actor))
        return called, codes
    if whole and whole.code:
        return whole.name, (whole.code,)
    behind = [s for s in before if s.sentence.paragraph == _paragraph(record, who)]
    here = _paragraph(record, who)
    if _PRONOUN.match(who.of(text).strip()):
        told = next((a.speaker for a in record.attributions if a.source and a.source.overlaps(who) and a.speaker), None)
        people = [m for m in record.mentions if m.kind == "person" and m.actor and m.end <= who.start]
        same = (m for m in reversed(people) if told and told.name and m.name == told.name)
        if _ONE.match(text, who.start) and (one := next(same, None)) and _paragraph(record, one) == here:
            return one.name, (one.actor or "",)  # "*Lind* thinks that her friend Moe agrees, *she* adds"
        person = next((m for m in reversed(people) if _paragraph(record, m) == here), None)
        spoke = behind[-1] if behind else before[-1] if before else None
        if person is not None and (spoke is None or spoke.span.start < person.start or spoke not in behind):
            return person.name, (person.actor or "",)
        if told and told.name and spoke not in behind:  # "They repeated", of those of this paragraph
            return told.name, (told.code,) if told.code else ()
        if spoke is not None:
            return spoke.name, spoke.codes
    earlier = [m for m in record.mentions if m.actor and m.end <= who.start and _paragraph(record, m) == here]
    if _OFFICE.search(who.of(text)) and earlier:
        people = [m for m in earlier if m.kind == "person"]
        if people and not re.search(
            r"\b(?:government|ministry|office|parliament|spokes\w+|"
            r"officials?)\b",
            who.of(text),
        ):
            return people[-1].name, (people[-1].actor or "",)  # "the president said", after his name
        return words, tuple(a for m in earlier[:1] if (a := m.actor))
    if behind:
        return words, behind[-1].codes
    near = [
        m
        for m in record.mentions
        if m.actor
        and who.end <= m.start < who.end + 60
        and not re.search(r"[;:.]|\b(?:in|at|to|near|from|before|against|on) (?:the )?$", text[who.end : m.start])
    ]
    return words, tuple(a for m in near[:1] if (a := m.actor))


def _whole_list(record: Record, who: Span) -> Span:
    """Return all of a list of which a speaker is the end: "Egypt, *Jordan and Iraq* promised"."""
    whole = (a.source for a in record.attributions if a.source and a.source.end == who.end and a.source.covers(who))
    source = next((s for s in whole if s.start < who.start), None)
    between = record.article.text[source.start : who.start] if source else ""
    return source if source and re.fullmatch(r"(?:[^,;:“”\"]{2,60},\s+)+", between) else who


def _paragraph(record: Record, span: Span) -> int:
    sentences = record.sentences
    k = bisect_right(sentences, span.start, key=lambda s: s.end)  # they follow one another
    return sentences[k].paragraph if k < len(sentences) and sentences[k].start < span.end else -1


def _said_on(record: Record, span: Span) -> str | None:
    """The day in the phrase of saying ("… said on Wednesday"), where it is one day and not after publication.

    A statement of the record tells it before any other day of the phrase.
    """
    published = record.article.published_on
    told = [(a.earliest, a.latest) for a in record.attributions if a.cue and span.covers(a.cue)]
    for first, last in (*told, *((t.earliest, t.latest) for t in record.timexes if span.covers(t))):
        if first and first == last and (not published or first <= published):
            return first
    return None
