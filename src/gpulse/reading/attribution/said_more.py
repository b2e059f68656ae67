"""Statements and sources that the network leaves out, found by their forms.

Under the accord, both are to leave.            what the terms of a treaty, deal or plan say: the document says it
France, which leads the group, has called on …  the subject of a cue whose source was not found
Oslo denied breaking the truce.                 an act of speech that was found as an act, and not as a statement
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gpulse.model.tags import CueTag
from gpulse.reading.language.words import verb_forms
from gpulse.record import Sentence, Span

PAPER = (
    r"(?:agreements?|accords?|deals?|treat(?:y|ies)|pacts?|memorand(?:um|a)|truce|cease-?fire|armistice|protocols?|"
    r"convention|charter|communiqu[ée]|roadmap|settlement|arrangement|compromise|plan|terms|resolution|ultimatum)"
)
"""Words for a document that binds those who agreed to it, or tells what they are to do."""

_UNDER = re.compile(
    rf"(?P<cue>(?:Under|According\s+to|By|As\s+part\s+of))\s+(?P<source>(?:the|this|that|its|their|an?)\s+"
    rf"(?:[\w’'-]+\s+){{0,4}}?{PAPER}(?:\s+of\s+(?:the\s+)?(?:[\w’'-]+\s+){{0,2}}?{PAPER}|\s+of\s+\d{{4}})?)\b"
    r"(?P<more>[^,.;“”\"]{0,60}),\s+"
)
_OBLIGES = re.compile(
    r"\b(?:(?:is|are|was|were|has|have)\s+(?:not\s+|also\s+)?to|must|shall|will|would|should|may|can|cannot|undertakes?|agreed?|promises?|"
    r"pledges?|obliges?|binds?|remains?|gets?|receives?|keeps?)\b"
)
"""What terms have: what happened under an accord ("under the accord, both exchanged envoys") is told by the post."""
_CONTENT_END = re.compile(r";\s|[.!?]?\s*$")
_BREAK = re.compile(
    r";\s+|,\s+(?:and|but|while|whereas)\s+|[“”\"]|(?:,\s+)?\b(?:and|but|while|because|as|when|after|that)\s+(?=[A-Z]|the\b|an?\b)"
)
_INSIDE = r"(?:[^,;:.“”\"]|(?<=\d)[.,](?=\d))+"
_ASIDE = re.compile(rf",\s{_INSIDE}(?:,\s(?:and|or)\s{_INSIDE})?,$")
_OPENING = re.compile(
    r"(?:(?:Still|But|And|Yet|Meanwhile|However|Moreover|In|On|At|After|Before|During|Last|This|Earlier|Late|"
    r"Overnight)\b[^,;]{0,60},\s+|(?:Still|But|And|Yet)\s+)"
)
_SUBJECT = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Bb]oth|[Ss]ome|[Ss]everal|[Mm]any)\s+)?"
    r"[\w.’'-]+(?:\s+[\w.’'-]+){0,8}"
)
_NAMES = re.compile(r"(?:the\s+)?[A-Z][\w.’'-]*(?:(?:,|\s)\s*(?:the\s+)?[A-Z][\w.’'-]*)*")
_JOINED = re.compile(r"\b(?:and|but|then)(?:\s+(?:also|then|later|has|have|had))?$")
_NAME = r"(?:(?:[A-Z][\w.’'-]*|von|van|der|de|da|al|bin|bint|el|ibn|la|le)\s+)*[A-Z][\w.’'-]*"
_WHO_FIRST = re.compile(
    rf"((?:The\s+)?{_NAME}(?:(?:,\s+{_NAME})*,?\s+and\s+(?:the\s+)?{_NAME})?)\s+(?:ha(?:s|d|ve)\s+)?[a-z]+(?:ed|s)\b"
)
_VERB_PASSIVE = re.compile(
    r"(?:is|are|was|were|been|being|be)\b|.*\b(?:is|are|was|were|been|being|be)\s+\w+", re.IGNORECASE
)
_TOLD_FIRST = re.compile(r"(?:[A-Z][\w’'-]*\s+)+[a-z]+ed\s")
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|could|may|might|must|should|can)\b")


def terms_of_papers(text: str, sentences: Sequence[Sentence], cues: Sequence[CueTag]) -> Iterator[CueTag]:
    """Yield what the terms of a document say, where no cue does: "Under the accord, both are to leave".

    >>> words = "Under the accord, both armies are to leave the town. Under a law of 2017, it may act."
    >>> lines = [Sentence(start=0, end=52, paragraph=0), Sentence(start=53, end=85, paragraph=0)]
    >>> [(c.of(words), c.sources[0].of(words), c.contents[0].of(words)) for c in terms_of_papers(words, lines, [])]
    [('Under', 'the accord', 'both armies are to leave the town')]
    >>> words = "Under the accord, both armies exchanged their prisoners."
    >>> list(terms_of_papers(words, [Sentence(start=0, end=len(words), paragraph=0)], []))
    []
    """
    for sentence in sentences:
        match = _UNDER.match(text, sentence.start, sentence.end)
        if match is None or any(c.start < match.end() and sentence.covers(c) for c in cues):
            continue
        start = match.end()
        end = _CONTENT_END.search(text, start, sentence.end)
        stop = end.start() if end else sentence.end
        says = match["cue"].startswith("According") or _OBLIGES.search(text, start, stop)
        if stop - start < 12 or not says:
            continue
        yield CueTag(
            start=match.start("cue"),
            end=match.end("cue"),
            sources=(Span(start=match.start("source"), end=match.end("source")),),
            contents=(Span(start=start, end=stop),),
            score=0.0,
        )


def subject_of(text: str, home: Span, cue: Span, contents: Sequence[Span]) -> Span | None:
    """Return the words before a cue that are its subject, where the network found no source.

    >>> words = "France, which leads the group, has called on Chad to end it."
    >>> subject_of(words, Span(start=0, end=60), Span(start=35, end=44), []).of(words)
    'France'
    >>> words = "Oslo had always maintained that the pact was void."
    >>> subject_of(words, Span(start=0, end=50), Span(start=5, end=26), []).of(words)
    'Oslo'
    >>> words = "Oslo praised the vote on X. Russia said that it would answer."  # not cut into sentences at "X."
    >>> subject_of(words, Span(start=0, end=61), Span(start=35, end=39), []) is None
    True
    >>> words = "Oslo and Kyiv, both led by women, warned that 1,500 would come."
    >>> subject_of(words, Span(start=0, end=60), Span(start=34, end=40), []).of(words)
    'Oslo and Kyiv'
    >>> words = "France, which keeps 1,500 soldiers there, replied that it would not."
    >>> subject_of(words, Span(start=0, end=60), Span(start=42, end=49), []).of(words)
    'France'
    >>> words = "The leaders are expected to sign it."
    >>> subject_of(words, Span(start=0, end=36), Span(start=12, end=24), []) is None
    True
    """
    if _VERB_PASSIVE.match(cue.of(text)) or cue.of(text)[:1].isupper():
        return None
    start = max([home.start, *(c.end for c in contents if home.start <= c.start and c.end <= cue.start)])
    for boundary in _BREAK.finditer(text, start, cue.start):
        first = text[start : boundary.start()].rstrip(" ,")
        if not (_NAMES.fullmatch(first) and boundary.group().strip(", ") == "and"):
            start = boundary.end()
    opening = _OPENING.match(text, start, cue.start)
    start = opening.end() if opening else start
    words = text[start : cue.start].rstrip()
    if _JOINED.search(words):  # "Baku apologised and offered to pay"
        named = _WHO_FIRST.match(words)
        return Span(start=start, end=start + len(named[1])) if named else None
    while True:
        shorter = _trimmed_end(words)
        if shorter == words:
            break
        words = shorter
    if (
        not words
        or _NOBODY.fullmatch(words)
        or not _SUBJECT.fullmatch(words)
        or _FINITE.search(words)
        or _TOLD_FIRST.match(words)
    ):
        return None
    return Span(start=start, end=start + len(words))


_NOBODY = re.compile(
    r"(?:while|when|as|if|in|on|at|to|for|with|by|once|often|though|although|because|since|until|unless|whether|even|so|yet|"
    r"still|then|there|here|how|why|what|where|instead|meanwhile|however|for\s+instance|for\s+example|\w+ly)",
    re.IGNORECASE,
)
"""Words that stand before a verb and are no subject of it: "While having a debate", "Often it seemed"."""
_LAST_HELPING = re.compile(
    r"(?:^|\s+)(?:ha(?:s|ve|d)|will|would|also|then|later|still|again|already|never|always|now|itself|themselves|\w+ly|"
    r"in turn|too|,)$|,$"
)


def _trimmed_end(words: str) -> str:
    """Leave out an auxiliary, adverb or aside at the end of a subject."""
    words = words.rstrip()
    if aside := _ASIDE.search(words):
        return words[: aside.start()]
    return _LAST_HELPING.sub("", words).rstrip()


_SUM = r"(?:some\s+|about\s+|another\s+|up\s+to\s+)?[$€£]?\s?\d[\d,.]*(?:\s+(?:million|billion))?(?:\s+[a-z]+)?"
_SPEECH = {
    "deny": r"(?:ever\s+)?(?:having\s+)?[\w-]+(?:ing|ed)\b|that\b|(?:any|all|the|such)\b",
    "offer": r"(?:to\s+[a-z]+|help|talks|mediation|assistance|support)\b",
    "pledge": rf"(?:to\s+[a-z]+|that|{_SUM})\b",
    "promise": rf"(?:to\s+[a-z]+|that|{_SUM})\b",
    "vow": r"(?:to\s+[a-z]+|that)\b",
    "threaten": r"(?:to\s+[a-z]+|that)\b",
    "put": r"(?:its|the|their|his|her)\s+(?:own\s+)?(?:(?:death\s+)?tolls?|numbers?|figures?|losses|count|cost|dead|"
    r"total|damage)\b[^,;]{0,120}?\bat\b",
    "refuse": r"to\s+(?!say|comment|answer|name|reveal|disclose|confirm|speak|discuss)[a-z]+\b",
    "demand": r"(?:that|to\s+[a-z]+)\b",
    "urge": r"(?:[\w’'-]+\s+){1,6}?(?:to\s+[a-z]+|not\s+to)\b",
    "call": r"on\s+(?:[\w’'-]+\s+){1,6}?to\s+[a-z]+\b",
    "accuse": r"(?:[\w’'-]+\s+){1,6}?of\s+[\w’'-]+\b",
    "reject": r"(?:the|all|any|such)\s+(?:claims?|charges?|allegations?|accusations?|reports?|stor(?:y|ies)|proposals?|"
    r"demands?)\b",
    "dismiss": r"(?:the|all|any|such)\s+(?:claims?|charges?|allegations?|accusations?|reports?|stor(?:y|ies))\b",
}
"""Verbs of saying and what follows where they say something: the network overlooks some of them after a pronoun or a
short name ("He offered help", "Baku apologised and offered to pay")."""

_SPOKE = re.compile(
    r"\b(?:(?:has|have|had)\s+(?:also\s+|since\s+|repeatedly\s+)?)?(?:"
    + "|".join(
        rf"(?P<{verb}>{'|'.join((forms['past'], forms['s']))})(?:\s+(?:all|also))?\s+(?={after})"
        for verb, after in _SPEECH.items()
        for forms in (verb_forms(verb),)
    )
    + ")"
)
_SOMEBODY = re.compile(
    r"(?:[Tt]he\s+|[Aa]n?\s+|[Bb]oth\s+)?(?:[\w’'-]+\s+){0,4}[A-Z][\w.’'-]*|(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Bb]oth)$"
)


def spoken(text: str, sentences: Sequence[Sentence], cues: Sequence[CueTag]) -> Iterator[CueTag]:
    """Yield the statements of verbs of saying that no cue overlaps, of whoever stands before them by name or pronoun.

    >>> words = "He offered help in settling the dispute, but Oslo has denied breaking the truce."
    >>> lines = [Sentence(start=0, end=len(words), paragraph=0)]
    >>> [(c.sources[0].of(words), c.of(words), c.contents[0].of(words)) for c in spoken(words, lines, [])]
    [('He', 'offered', 'help in settling the dispute'), ('Oslo', 'denied', 'breaking the truce')]
    """
    for sentence in sentences:
        quoted = text[sentence.start : sentence.end].count("“") + text[sentence.start : sentence.end].count('"')
        if quoted:
            continue
        for match in _SPOKE.finditer(text, sentence.start, sentence.end):
            verb = next(name for name, found in match.groupdict().items() if found)
            cue = Span(start=match.start(verb), end=match.end(verb))
            if any(cue.overlaps(c) or any(x.covers(cue) for x in c.contents) for c in cues):
                continue
            source = subject_of(text, sentence, Span(start=match.start(), end=match.end(verb)), ())
            if source is None or not _SOMEBODY.match(source.of(text)):
                continue
            end = _CLAUSE_END.search(text, match.end(), sentence.end)
            stop = min(
                [
                    end.start() if end else sentence.end,
                    *(_starts(c, match.end()) for c in cues if c.start > match.end()),
                ]
            )
            stop = match.end() + len(_AND_LAST.sub("", text[match.end() : stop]).rstrip(" ,"))
            if stop > match.end():
                content = Span(start=match.end(), end=stop)
                yield CueTag(start=cue.start, end=cue.end, sources=(source,), contents=(content,), score=0.0)


_ACCUSED_BY = re.compile(
    r"(?P<aside>,\s+(?:which|who)\s+)?\b(?:(?:has|have|had)\s+(?:also\s+)?(?:long\s+)?been\s+|(?:is|are|was|were)\s+(?:also\s+|later\s+)?)"
    r"(?P<cue>(?:accused|suspected))\s+by\s+(?P<source>(?:(?:the|an?|its|his|her|their|some|many|several)\s+)?[^,;:“”\"]{2,70}?)\s+"
    r"(?P<what>of\s+[^;:“”\"]{8,}?)(?=[.]?\s*$|[;:“”\"])"
)


def accused_by(text: str, sentences: Sequence[Sentence]) -> Iterator[CueTag]:
    """Yield who accuses in the passive, and of what.

    >>> words = "Chad, which is accused by Oslo of arming the rebels, denied it."
    >>> (told,) = accused_by(words, [Sentence(start=0, end=len(words), paragraph=0)])
    >>> told.sources[0].of(words), told.of(words), told.contents[0].of(words)
    ('Oslo', 'is accused', 'of arming the rebels')
    """
    for sentence in sentences:
        for told in _ACCUSED_BY.finditer(text, sentence.start, sentence.end):
            comma = text.find(",", told.start("what"), told.end("what")) if told["aside"] else -1
            start = told.end("aside") if told["aside"] else told.start()
            yield CueTag(
                start=start,
                end=told.end("cue"),
                sources=(Span(start=told.start("source"), end=told.end("source")),),
                contents=(Span(start=told.start("what"), end=comma if comma > 0 else told.end("what")),),
                score=0.0,
            )


_AND_LAST = re.compile(r",?\s+(?:and|but|while)\s*$")
_CLAUSE_END = re.compile(r";\s|,\s+(?:but|while|though|although)\b|[.!?]?\s*$")


def _starts(cue: CueTag, after: int) -> int:
    """Return where a cue and those of its sources begin that stand after an offset."""
    return min([cue.start, *(s.start for s in cue.sources if s.start >= after)])


_PAPER_LAST = re.compile(
    rf"\b(?:{PAPER}|clause|article|provision|paragraph|passage|preamble)(?:\s+of\s+\d{{4}})?$", re.IGNORECASE
)


def names_paper(source: str) -> bool:
    """Say whether a source is a document that binds: "the agreement", "Article 5 of the founding treaty".

    >>> names_paper("the agreement"), names_paper("a separate memorandum"), names_paper("the ministry")
    (True, True, False)
    >>> names_paper("The clause"), names_paper("A spokesman for the clause's authors")
    (True, False)
    """
    return bool(_PAPER_LAST.search(source))
