"""The clauses of a paper: what its terms bind whom to, from the sentences that quote or tell them.

    It obliges the guerrillas to hand in their arms.       the paper, or a pronoun for it, binds somebody to something
    Under the deal, both are to leave.                     what holds under it, by it, according to it
    "The Parties shall keep the peace," it reads.          its words
    Colombo must clear the debt by 2043.                   the sentences after, in the paragraph, that nobody else says

What a paper allows is no clause here, and neither is what somebody demands, hopes or plans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gpulse.reading.agreement.paper_names import HEADS, Naming
from gpulse.record import Span

_BASE = r"(?:obliges?|commits?|requires?|binds?|compels?|enjoins?|forces?|calls?\s+(?:up)?on|urges?|tells?|orders?)"
_BARE = r"(?:obliged|committed|required|bound|compelled|enjoined|called\s+(?:up)?on|urged)"
_BAR = r"(?:forbids?|forbade|bars?|barred|prohibits?|prohibited|bans?|banned)"
_BINDS = re.compile(
    rf"\b(?:(?P<binds>{_BASE}|{_BARE})\s+(?P<who>[^,;:“”\"]{{2,80}}?)\s+(?:not\s+)?to\s+(?=\w)"
    rf"|(?P<bars>{_BAR})\s+(?P<barred>[^,;:“”\"]{{2,80}}?)\s+(?:to|from)\s+(?=\w)"
    r"|(?P<gives>gives?|gave|grants?|granted)\s+(?P<given>[^,;:“”\"]{2,60}?)\s+(?=(?:\d+|[a-z-]+)\s+(?:days|weeks|months|years|hours)\s+to\s))",
)
"""What a paper does to somebody, and whom: "obliges the rebels to", "bars both from", "gives the army 60 days to"."""
_PROVIDES = re.compile(r"\bprovides?\s+for\s+(?P<what>(?:an?|the|\d)\b[^;“”\"]{8,200})")
_RENEWS = re.compile(
    r"\b(?P<what>(?:renews\s+itself|(?:is|will\s+be)\s+(?:\w+\s+)?(?:extended|renewed|prolonged))\b[^.;“”\"]*?\s(?:if|unless)\s[^.;“”\"]+)"
)
"""What becomes of a paper by its own terms."""
_SAYS = re.compile(
    r"\b(?:says?|states?|reads?|stipulates?|provides?|specif(?:y|ies)|lays?\s+down|declares?|stipulated|stated|provided|specified)"
    r"(?:\s+that|:)?\s+"
)
_PRONOUN = re.compile(r"(?:It|The\s+(?:text|document|paper)|Its\s+(?:terms|text|provisions|clauses))\b")
IT_BINDS = re.compile(r"It\s+(?:also\s+)?(?:obliges|commits(?!\s+itself)|binds|stipulates|provides\s+for)\b")
"""What a paper does, and hardly ever a state or a person."""
_NTH = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|same|key|central|main|core|opening|next"
_ARTICLE = re.compile(
    r"\b(?:(?:[Aa]rticles?|[Ss]ections?|[Pp]aragraphs?|[Cc]hapters?)\s+(?:\d+|[IVX]+|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive)|"
    rf"(?:[Aa]|[Ii]ts|[Tt]he|[Oo]ne|[Aa]nother)\s+(?:(?:{_NTH})\s+)?(?:clause|article|paragraph|section|provision|passage))\b"
)
_LINK = re.compile(
    r"(?:(?:,?\s+(?:which|that)\s+[^;:“”\"]{2,90}?,?)|(?:,[^;:“”\"]{2,90},)|"
    r"(?:\s+(?:of|between|with|on|from)\s+[^,;:“”\"]{2,80}?(?:,|,\s+which)?)|,\s+which)?"
    r"\s+(?:(?:also|further|thereby|in\s+turn|itself|however|moreover|then|now|merely)\s+)*",
)
"""What may stand between a paper as a subject and its verb."""
_AND = re.compile(r"(?:,?\s+(?:and|but)|,)\s+(?:also\s+|it\s+(?:also\s+)?)?$")
_UNDER = re.compile(
    r"(?:(?:[Uu]nder|[Bb]y|[Ii]n|[Aa]ccording\s+to|[Aa]s\s+part\s+of|[Ii]n\s+line\s+with|[Ii]n\s+accordance\s+with|[Pp]ursuant\s+to)\s+)"
    r"(?:(?:the\s+)?(?:terms|provisions|article\s+\d+|Article\s+\d+|a\s+clause)\s+of\s+)?$"
)
_ITS_TERMS = re.compile(r"[Uu]nder\s+(?:its|the|their)\s+(?:terms|provisions),?\s+")
_IN_IT = re.compile(r"(?:Under|By|In|According\s+to|With)\s+it,\s+")
_AFTER_UNDER = re.compile(
    r"(?:['’]s\s+[A-Z]?[\w\s]{2,25}?)?[^,;:“”\"]{0,90}?,\s+|"
    r"\s+(?=(?:[A-Z]\w+(?:\s+[A-Z]\w+)?|both(?:\s+\w+)?|each\s+\w+|the\s+two\s+\w+)\s+(?:must|shall|will|is\s+to|are\s+to|undertakes?|has\s+to|have\s+to)\s)"
)
_ARTICLE_OF = re.compile(r"['’]s\s+[Aa]rticle\s+\w+\s+")
_THEN_QUOTE = re.compile(r"(?P<who>[^,;:“”\"]{2,60}?)\s+[“\"](?P<words>[a-z][^“”\"]{10,400})[”\"]")
"""Who does what, told by the paper's words: "By Article 1 both “shall keep the peace”"."""
_BY_WHICH = re.compile(r"[^.;:“”\"]{0,60}?,?\s+(?:by|under|in)\s+which\s+")
_MODAL = re.compile(
    r"\b(?P<modal>(?:must|shall|will|would|ought\s+to|(?:has|have|had)\s+to|"
    r"(?:is|are|was|were)\s+(?:also\s+|then\s+)?(?:not\s+)?(?:to|(?:obliged|bound|required)\s+(?:by\s+(?:it|the\s+\w+)\s+)?to)|"
    r"(?:undertakes?|undertook|agrees?|agreed|pledges?|pledged|promises?|promised|commits?\s+(?:itself|themselves)|"
    r"committed\s+(?:itself|themselves))\s+(?:not\s+)?to)"
    r"|need\s+not|needs?\s+(?:only|not)|may(?:\s+not)?|can(?:not)?|renews?\s+itself|remains?|is\s+valid)(?=\s)"
)
_FREE = re.compile(r"(?:need|may|can|remain|is\s+valid)")
_STRICT = re.compile(r"(?:must|shall|ha(?:s|ve|d)\s+to|undert|(?:is|are)\s+(?:\w+\s+)?(?:obliged|bound|required))")
EVERYBODY = re.compile(
    r"(?:(?:both|each|either|neither|all|they|the two|the three|the other)\b|the (?:parties|sides|signatories)\b)",
    re.IGNORECASE,
)
"""Words for those who made a paper, all of them or each in its turn."""
_EDGE = re.compile(
    r",\s+|[;:“”\"(]\s*|\b(?:and|but|while|whereas|though|although|which|that|who|whom|because|so|then|when|where|until|once)\s+"
)
_SUBJECT = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Bb]oth|[Ee]ach|[Ee]ither|[Nn]either|[Aa]ll|[Ii]ts|[Tt]heir|[Tt]hese|[Tt]hose|[Nn]o)\s+)?(?:\d[\d,.]*|[\w’'.-]+)(?:\s+[\w’'.-]+){0,14}"
)
_MEETS = re.compile(
    r"\s+(?:\w+ly\s+|again\s+)?(?:meet|visit|travel|fly|speak|hold|decide|vote|discuss|debate|arrive|return|resume|gather|address|"
    r"brief|consult|sign|be\s+(?:signed|held|discussed|debated|formally|followed|presented|published)|present|continue|study|see|watch|host|"
    r"attend|chair|wait|know|tell|say|announce|go\s+to|talk)\b"
)
"""What those who made a paper do next, which is no clause of it."""
_IF = re.compile(
    r"^(?P<if>(?:in\s+the\s+event\s+(?:that|of)|in\s+case|if|should|whenever|where)\b[^,]{8,250}?)"
    r"(?:,\s*|\s+(?=(?:they|both|each|it|the\s+(?:two|other|parties|sides))\s+(?:\w+\s+)?(?:will|shall|must|is\s+to|are\s+to)\s))(?P<duty>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_UNLESS = re.compile(
    r"^(?P<duty>.{12,}?),?\s+(?P<if>(?:unless|if|in\s+case|in\s+the\s+event\s+(?:that|of)|provided\s+that|as\s+long\s+as)\s.+)$",
    re.IGNORECASE | re.DOTALL,
)
_QUOTE = re.compile(r"[“\"](?P<words>[^“”\"]{12,600})[”\"]")
_SAID_BEHIND = re.compile(
    rf"^,?\s*(?:(?P<named>(?:the|this|that|their)\s+[^,.;“”\"]{{0,40}}?{HEADS})\s+(?:reads|says|states|runs|stipulates|provides)\b|"
    rf"(?P<it>it|the\s+text|the\s+document|the\s+paper|[Aa]rticle\s+(?:\d+|[IVX]+))\s+(?:reads|says|states|runs|stipulates)|"
    rf"(?:reads|says|states|stipulates|provides|runs)\s+(?:(?:the|this|that|their|its)\s+)?(?P<paper>[^,.;]{{0,60}}?{HEADS}|text|[Aa]rticle\s+\d+|the\s+(?:{_NTH})\s+(?:article|clause|paragraph)))",
    re.IGNORECASE,
)
_SAYS_BEHIND = re.compile(
    r",\s+(?:(?P<who>it|the\s+(?:[\w-]+\s+){0,3}[\w-]+)\s+(?:reads|says|states|stipulates|provides)|"
    r"(?:reads|says|states|stipulates|provides)\s+(?P<whose>the\s+(?:[\w-]+\s+){0,3}[\w-]+))[.\s]*$"
)
_BINDING = re.compile(
    r"\b(?:shall|must|will|would|may|undertakes?|agrees?|recogni[sz]es?|declares?|(?:is|are)\s+(?:to|entitled|bound|committed|obliged))\b"
)
"""What a paper's own words have that bind or entitle somebody; words quoted without any are no clause."""
_END = re.compile(r"[\s.,;:”\"']+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A clause as a sentence tells it. `words`: all its words; `who`: those that name who is obliged, `None` where only
    the sentence before does; `strict`: its verb can only bind ("must"); `how`: by which form it was found."""

    words: Span
    who: Span | None
    trigger: str | None
    duty: str
    naming: Naming | None
    strict: bool = True
    modal: Span | None = None


def told_by_subject(text: str, home: Span, here: Sequence[Naming], goes_on: bool) -> Iterator[Told]:
    """Yield what a paper that is the subject of the sentence binds to; `goes_on`: a pronoun can stand for a paper.

    >>> line = "The pact commits Peru to halve its duty and to let fish in, and forbids both to fish at night."
    >>> whole = Span(start=0, end=len(line))
    >>> pact = Naming(start=0, end=8, name="pact", head="pact", opener="the", told=frozenset(), sentence=0)
    >>> [told.duty for told in told_by_subject(line, whole, [pact], False)]
    ['Peru to halve its duty', 'to let fish in', 'forbids both to fish at night']
    """
    last: Naming | None = None
    open_from = -1
    for match in _BINDS.finditer(text, home.start, home.end):
        subject = _subject_before(text, home, match.start(), here, goes_on)
        opens = open_from >= 0 or _opens_with_paper(text, home, here, goes_on)
        if subject is None and not (opens and _AND.search(text[home.start : match.start()])):
            continue
        last = subject[0] if subject else last
        open_from = match.start()
        who = next(name for name in ("who", "barred", "given") if match[name])
        start = match.start() if match["bars"] else match.start(who)
        yield from _split_verbs(
            text, _clause_end(text, start, match.end(), home.end), match.span(who), last, match.end()
        )
    for match in (*_PROVIDES.finditer(text, home.start, home.end), *_RENEWS.finditer(text, home.start, home.end)):
        subject = _subject_before(text, home, match.start(), here, goes_on)
        opens = open_from >= 0 or _opens_with_paper(text, home, here, goes_on)
        if subject or (opens and _AND.search(text[home.start : match.start()])):
            what = Span(start=match.start("what"), end=_trimmed(text, match.start("what"), match.end("what")))
            yield _told(text, what, None, subject[0] if subject else last)


def _opens_with_paper(text: str, home: Span, here: Sequence[Naming], goes_on: bool) -> bool:
    """Say whether the subject of a sentence is a paper: "The treaty allows …, and requires both to …"."""
    first = next((n for n in here if n.start - home.start <= 1), None)
    owns = first and text[first.end : first.end + 1] in ("'", "’")
    return bool((first and not owns) or (goes_on and _PRONOUN.match(text, home.start, home.end)))


def _subject_before(
    text: str, home: Span, at: int, here: Sequence[Naming], goes_on: bool
) -> tuple[Naming | None] | None:
    """Return the paper whose verb begins at `at`, in a tuple: `(None,)` for a pronoun that stands for one."""
    for naming in reversed([n for n in here if n.end <= at]):
        if _LINK.fullmatch(text, naming.end, at) and text[naming.end : naming.end + 2] not in ("'s", "’s"):
            before = text[home.start : naming.start]
            if not re.search(r"\b(?:under|of|in|by|with|to|from|on|for|said|says)\s+$", before, re.IGNORECASE):
                return (naming,)
    article = next((m for m in _ARTICLE.finditer(text, home.start, at) if _LINK.fullmatch(text, m.end(), at)), None)
    if article and (goes_on or here):
        return (here[0] if here else None,)
    pronoun = _PRONOUN.match(text, home.start, home.end) if goes_on else None
    if pronoun and _LINK.fullmatch(text, pronoun.end(), at):
        return (None,)
    return None


def _clause_end(text: str, start: int, after: int, end: int) -> Span:
    """Return a clause up to where another one with its own verb is joined to it."""
    joint = re.compile(
        rf";\s|,?\s+(?:and|but)\s+(?:also\s+)?(?={_BASE}\s|{_BAR}\s|provides?\s|allows?\s|lets?\s+\w+\s+\w+\s|gives?\s|it\s+\w+s\s|says?\s)"
        rf"|,\s+(?:and|but|while|whereas)\s+(?=(?:(?:the|an?|its?|both|each)\b|[A-Z]))|\s+(?:while|whereas|because|although)\s"
    ).search(text, after, end)
    return Span(start=start, end=_trimmed(text, start, joint.start() if joint else end))


def _trimmed(text: str, start: int, end: int) -> int:
    found = _END.search(text, start, end)
    return found.start() if found else end


def _split_verbs(text: str, whole: Span, who: tuple[int, int], naming: Naming | None, after: int) -> Iterator[Told]:
    """Yield one clause for each verb that is joined with "to": "to halve the duty and to lower it again"."""
    at = whole.start
    for joint in re.finditer(r",?\s+and\s+(?=(?:not\s+)?to\s+[a-z])", whole.of(text)):
        if whole.start + joint.start() > after:
            yield _told(text, Span(start=at, end=whole.start + joint.start()), who, naming, after)
            at = whole.start + joint.end()
    yield _told(text, Span(start=at, end=whole.end), who, naming, after)


_MORE = re.compile(r",\s+(?:which|who|whose|where|when|although|though|because|but|it\s+(?:is|was))\s")
"""What opens words that tell more of a clause and are not part of it."""


def _told(text: str, words: Span, who: tuple[int, int] | None, naming: Naming | None, after: int = 0) -> Told:
    """Return a clause of these words; `after`: where its verb ends, behind which words that only tell more are left."""
    if more := _MORE.search(text, max(words.start, after), words.end):
        words = Span(start=words.start, end=_trimmed(text, words.start, more.start()))
    duty = " ".join(words.of(text).split())
    case = _IF.match(duty) or _UNLESS.match(duty)
    return Told(
        words=words,
        who=Span(start=who[0], end=who[1]) if who else None,
        trigger=case["if"] if case else None,
        duty=_END.sub("", case["duty"] if case else duty),
        naming=naming,
    )


def told_under(text: str, home: Span, here: Sequence[Naming]) -> Iterator[Told]:
    """Yield what holds under a paper: "Under the deal, both are to leave", "Peru must, under the deal, leave".

    >>> line = "Under the deal with Peru, Chile is to leave and Peru must pay."
    >>> deal = Naming(start=6, end=14, name="deal", head="deal", opener="the", told=frozenset(), sentence=0)
    >>> [told.duty for told in told_under(line, Span(start=0, end=len(line)), [deal])]
    ['Chile is to leave', 'Peru must pay']
    """
    for naming in here:
        if which := _BY_WHICH.match(text, naming.end, home.end):
            yield from modal_clauses(text, Span(start=which.end(), end=home.end), naming)
            continue
        under = _UNDER.search(text[home.start : naming.start])
        if under is None:
            continue
        opened = _AFTER_UNDER.match(text, naming.end, home.end) or _ARTICLE_OF.match(text, naming.end, home.end)
        first = home.start + under.start()
        leads = not re.search(r"\w", text[home.start : first]) or text[home.start : first].rstrip()[-1:] in (
            ":",
            ";",
            ",",
        )
        quoted = opened and leads and _THEN_QUOTE.match(text, opened.end(), home.end)
        if quoted:
            yield _told(text, Span(start=quoted.start("who"), end=quoted.end("words")), quoted.span("who"), naming)
        elif opened and leads:
            yield from modal_clauses(text, Span(start=opened.end(), end=home.end), naming)
        elif under.group()[0] in "UuAaPp" and not leads and text[naming.end : naming.end + 1] in (".", ",", ";"):
            before = Span(start=home.start, end=first)
            yield from modal_clauses(text, before, naming)


def told_under_its_terms(text: str, home: Span, goes_on: bool) -> Iterator[Told]:
    """Yield what holds under the terms of the paper spoken of: "Under its terms, visitors are to leave"; where the
    sentence goes on with a paper (`goes_on`), what holds "under it" or "in it", too.

    >>> line = "Under it, landlocked Bolivia is to lease a pier, and Chile undertakes to lay rails."
    >>> whole = Span(start=0, end=len(line))
    >>> [told.duty for told in told_under_its_terms(line, whole, True)]
    ['landlocked Bolivia is to lease a pier', 'Chile undertakes to lay rails']
    >>> list(told_under_its_terms(line, whole, False))
    []
    """
    opened = _ITS_TERMS.match(text, home.start, home.end) or (goes_on and _IN_IT.match(text, home.start, home.end))
    if opened:
        yield from modal_clauses(text, Span(start=opened.end(), end=home.end), None)


def told_as_said(text: str, home: Span, here: Sequence[Naming], goes_on: bool, near: bool) -> Iterator[Told]:
    """Yield what a paper says: "The treaty says that both shall leave", "Article 5 reads: …". `near`: a paper was told
    of in the last two sentences."""
    for match in _SAYS.finditer(text, home.start, home.end):
        subject = _subject_before(text, home, match.start(), here, goes_on)
        if subject:
            told = list(modal_clauses(text, Span(start=match.end(), end=home.end), subject[0]))
            quote = _QUOTE.match(text, match.end(), home.end)
            if quote and not any(t.strict for t in told) and _BINDING.search(quote["words"]):
                inside = Span(start=quote.start("words"), end=quote.end("words"))
                told = [_quoted(text, inside, subject[0])]
            yield from told
            return
    behind = _SAYS_BEHIND.search(text, home.start, home.end)
    if behind and not re.search(r"[“”\"]", home.of(text)):
        named = next((n for n in here if n.start >= behind.start() and n.end <= behind.end()), None)
        who = behind["who"] or behind["whose"]
        if named or (goes_on and who == "it") or (near and who == "the text"):
            yield from modal_clauses(text, Span(start=home.start, end=behind.start()), named)


def told_in_quotes(text: str, home: Span, here: Sequence[Naming], goes_on: bool) -> Iterator[Told]:
    """Yield the words of a paper that a sentence quotes: "The Parties shall …", it reads."""
    for quote in _QUOTE.finditer(text, home.start, home.end):
        behind = _SAID_BEHIND.match(text[quote.end() : home.end])
        named = (
            behind and (behind["paper"] or behind["named"]) and next((n for n in here if n.start >= quote.end()), None)
        )
        inside = Span(start=quote.start("words"), end=quote.end("words"))
        if behind and (named or goes_on or here):
            yield _quoted(text, inside, named or (here[0] if here else None))


def told_as_law(text: str, home: Span) -> Iterator[Told]:
    """Yield words quoted that only a paper has: "any attack on one shall be an attack on both"."""
    for quote in _QUOTE.finditer(text, home.start, home.end):
        if re.search(
            r"\b(?:[Pp]arty|[Pp]arties|countr(?:y|ies)|sides?|[Ss]tates?)\b[^.]{0,90}\bshall\b", quote["words"]
        ):
            yield _quoted(text, Span(start=quote.start("words"), end=quote.end("words")), None)


def _quoted(text: str, inside: Span, naming: Naming | None) -> Told:
    words = Span(start=inside.start, end=_trimmed(text, inside.start, inside.end))
    case = _IF.match(words.of(text))
    at = inside.start + case.start("duty") if case else inside.start
    modal = _MODAL.search(text, at, inside.end)
    who = (at, modal.start()) if modal else None
    return _told(text, words, who, naming)


_ASIDE = re.compile(
    r",?\s+(?:for\s+(?:its|their|his|her)\s+part|in\s+(?:turn|return|exchange)|meanwhile|by\s+contrast|however)\b,?|,\s+(?:whose|who)\s[^,;:“”\"]{3,80},|"
    r"^(?:In\s+(?:turn|return|exchange)|For\s+(?:its|their)\s+part|Meanwhile)\b,?"
)


def _without_asides(text: str, home: Span) -> str:
    """Return a text with blanks for words that stand between a subject and its verb: "Peru, for its part, must"."""
    words = _ASIDE.sub(lambda m: " " * len(m.group()), home.of(text))
    return text[: home.start] + words + text[home.end :]


def modal_clauses(whole: str, home: Span, naming: Naming | None) -> Iterator[Told]:
    """Yield the clauses of a stretch that say what somebody must, shall, will or is to do.

    >>> line = "Colombo need not pay before 2028, and must clear the debt; China is to wait if it can."
    >>> [(t.who.of(line), t.duty, t.trigger) for t in modal_clauses(line, Span(start=0, end=len(line)), None)]
    [('Colombo', 'must clear the debt', None), ('China', 'China is to wait', 'if it can')]
    """
    text = _without_asides(whole, home)
    lead = _IF.match(home.of(text))
    start = home.start + lead.start("duty") if lead else home.start
    found = [m for m in _MODAL.finditer(text, start, home.end) if not _in_relative(text, start, m.start())]
    subject: tuple[int, int] | None = None
    for number, modal in enumerate(found):
        edges = list(_EDGE.finditer(text, start, modal.start()))
        if edges and _SUBORDINATE.match(edges[-1].group()) and not _OF_WHICH.search(text, start, edges[-1].end()):
            continue
        begin = max(_name_start(text, edges, start), found[number - 1].end() if number else start)
        named = _SUBJECT.fullmatch(text[begin : modal.start()].strip())
        own = bool(named)
        if named:
            begin += len(text[begin : modal.start()]) - len(text[begin : modal.start()].lstrip())
            subject = (begin, begin + len(named.group()))
        elif subject is None:
            continue
        if _FREE.match(modal["modal"]):
            continue
        following = found[number + 1] if number + 1 < len(found) else None
        stop = home.end
        if following:
            stop = _joint_before(text, modal.end(), following.start()) or home.end
        words = Span(start=begin if own else modal.start(), end=_trimmed(text, modal.end(), stop))
        if lead and number == 0:
            words = Span(start=home.start, end=words.end)
        strict = bool(_STRICT.match(modal["modal"]))
        if len(words.of(text).strip()) >= SHORTEST:
            for told in _split_verbs(whole, words, subject, naming, modal.end()):
                yield replace(told, strict=strict, modal=Span(start=modal.start(), end=modal.end()))


_SUBORDINATE = re.compile(r"(?:that|which|who|whom|when|where|because|although|until|once)\b")
_OF_WHICH = re.compile(r"\b(?:by|for|under|in)\s+which\s+$")


def _name_start(text: str, edges: Sequence[re.Match[str]], start: int) -> int:
    """Return where the subject before a verb begins: "Peru and Chile must" and "the accord between Peru and Chile is
    to" begin at the first word."""
    if not edges:
        return start
    before = edges[-2].end() if len(edges) > 1 else start
    first = text[before : edges[-1].start()]
    joined = edges[-1].group().strip() == "and" and (_FIRST_OF_TWO.fullmatch(first) or _ANY_ATTACK.fullmatch(first))
    return before if joined else edges[-1].end()


_ANY_ATTACK = re.compile(
    r"\s*(?:[Aa]ny|[Aa]n|[Tt]he|[Ee]very)\s+(?:\w+\s+)?(?:attack|aggression|threat|assault|act|violation|breach|attempt)\s+"
    r"(?:on|against|to|of)\s+(?:[\w’'-]+\s*){1,5}"
)
"""The first half of what a clause is about: "*Any attack on the sovereignty* and territorial integrity of a party"."""
_FIRST_OF_TWO = re.compile(r"(?:[^,;:]*\b(?:between|of)\s+)?(?:[Tt]he\s+)?(?:[A-Z][\w’'-]*\s+)+(?:[a-z]+\s+)?")


SHORTEST = 10
"""Characters that a clause has at least."""


def _joint_before(text: str, start: int, end: int) -> int | None:
    """Return where the clause before the next one's subject ends: at the last joint between the two verbs."""
    joints = list(
        re.finditer(r"\s*;\s|,\s+(?:and|but|while|whereas)\s|\s+(?:and|but|while|whereas)\s|,\s", text[start:end])
    )
    return start + joints[-1].start() if joints else None


def _in_relative(text: str, start: int, at: int) -> bool:
    """Whether a verb stands right behind "who", "which" or "that", and so tells more of a noun."""
    return bool(re.search(r"\b(?:who|which|that)\s+(?:\w+ly\s+)?$", text[start:at]))


def goes_on_with(text: str, home: Span, closed: bool) -> Iterator[Told]:
    """Yield what a sentence after a paper's terms goes on with: "Peru must leave by May".

    After terms ("closed" is false) "is to" counts too; right after the signing only what can only bind.
    """
    for told in modal_clauses(text, home, None):
        if told.modal is None or _MEETS.match(text, told.modal.end):
            continue
        modal = told.modal.of(text)
        both = told.who is not None and EVERYBODY.match(told.who.of(text))
        if told.strict or both or (not closed and re.match(r"(?:is|are|agree|promises|pledges|commits)", modal)) or (
            not closed and re.match(r"will\b", modal) and re.search(r"\bin\s+(?:turn|return|exchange)\b", home.of(text))
        ):  # fmt: skip
            yield told
