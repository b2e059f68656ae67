"""What the sentences of a post tell, as far as the outcomes of promises need it: acts done, denied, refused, called
off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gpulse.linking.ledger.ledger_rows import Evidence
from gpulse.linking.outcome.counts import Amount, amounts_in
from gpulse.linking.outcome.same_acts import find_act_groups
from gpulse.linking.wording import content_words
from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.acts import find_acts_in
from gpulse.reading.commitment.named_bodies import with_bodies
from gpulse.reading.commitment.named_in import AGENTS, BODIES, PLACE_PREPOSITIONS
from gpulse.reading.commitment.open_acts import base_of
from gpulse.reading.language.cues import MODALS, NEGATORS
from gpulse.reading.language.quantities import COUNTS, find_quantities
from gpulse.reading.language.words import Word, find_words
from gpulse.record import Mention, Record, Sentence, Timex

Standing = Literal["done", "not done", "refused", "open"]

REFUSED = re.compile(
    r"\b(?:refus\w+|reject\w+|declin(?:e|es|ed|ing) to|ruled out|rules out|never (?:came|happened)|collaps\w+|"
    r"fell through|"
    r"brok(?:e|en) (?:off|its|his|their|the)|violat\w+|reneg\w+|went back on|scrapp\w+|impossible|found no "
    r"mercy|turned down|"
    r"defied|defy|ignored|let (?:it|the deadline|the ultimatum) (?:pass|lapse|expire)|not bow|"
    r"stay(?:s|ed) away|"
    r"not be held|did not take place|indefinitely|dismissed|vetoed|voted down|overthrown|toppled|"
    r"(?:is|are|was|were) still (?:there|held|a prisoner|detained|in office|in power)|stays (?:put|at (?:his|her|its))|"
    r"remains? (?:held|detained|in custody)|no longer bound)\b",
    re.IGNORECASE,
)
"""Words that tell that something was refused, broken or made impossible."""

SUSPENDED = re.compile(r"\b(?:is|are|was|were|been) (?:\w+ )?suspended\b", re.IGNORECASE)
"""Words that tell that what was to go on does not."""

CALLED_OFF = re.compile(
    r"\b(?:call(?:ed|s|ing)? off|cancel\w+|shelv\w+|abandon\w+|put off|puts off|postpon\w+|suspended until|"
    r"delay(?:ed|s|ing)?|(?:put|puts|placed) (?:\w+ ){0,3}on (?:hold|ice)|paus(?:e|ed|es|ing)|"
    r"suspend(?:s|ed|ing)? the|to suspend|defer(?:red|s)?)\b",
    re.IGNORECASE,
)
"""Words that tell that something planned was called off: by the one who said it, it is withdrawn, else broken."""

TAKEN_BACK = re.compile(
    r"\b(?:took back|taken back|takes back|withdrew (?:the|its|his|their) (?:threat|demand|ultimatum|"
    r"announcement|plan|offer)|"
    r"back(?:ed|ing|s) (?:down|away)|changed (?:his|her|its|their) mind|reversed (?:his|her|its|course|the decision)|"
    r"dropped (?:the|its|his|their) (?:threat|demand|plan|ultimatum)|no longer (?:plan|intend|want|insist)s?|"
    r"rescind\w*|revok(?:e|es|ed|ing)|repeal(?:s|ed|ing)|retract(?:s|ed|ing)|annul(?:s|led|ling)?|"
    r"overturn\w*|null and void|"
    r"(?:go|goes|went|gone|going) back on|(?:let|lets) go of|relent\w*|climb(?:s|ed) down|"
    r"thought better of|"
    r"went along|stay(?:s|ed|ing)? (?:on|after all|all the same))\b",
    re.IGNORECASE,
)
"""Words that tell that somebody took back what he said."""

GOES_ON = re.compile(
    r"\b(?:remains? open|extended|prolonged|renewed|goes on|continues|another (?:\w+ "
    r"){1,2}(?:months|days))\b",
    re.IGNORECASE,
)
"""Words that tell that an arrangement goes on, which undoes a threat to end it."""

PART = re.compile(
    r"\b(?:only (?:a )?(?:part|half|third|some|one|two|three|few)|a part|part of|"
    r"the first (?:of|two|three|four|five|six|ten|batch|group|shipment)|half of|a (?:third|quarter|tenth|fraction) of|"
    r"per cent|percent|some of|a few of|the rest|not all|the remaining|the remainder|first instalment|less than "
    r"half|most of|"
    r"fewer than|so far only|a first)\b",
    re.IGNORECASE,
)
"""Words that tell of a part."""

FIRST_PART = re.compile(
    r"\b(?:first (?:portion|lot|batch|instalment|consignment|group|shipment|of them|few|ones?|two|three|four|"
    r"five|six|ten)|"
    r"the (?:others|rest|remainder|remaining \w+) (?:will|would|are to|is to|should)|more (?:will|would|are to) "
    r"follow)\b",
    re.IGNORECASE,
)
"""Words of a post by which what came is a first part."""


FULFILLED = re.compile(
    r"\b(?:as (?:it |he |she |they )?(?:had )?(?:been )?(?:announced|planned|promised|agreed|scheduled|foreseen|"
    r"pledged|said it would)|"
    r"on (?:schedule|time)|within the (?:timetable|deadline|term|time)|(?:ahead of|behind) (?:the |its "
    r")?(?:schedule|timetable|time)|"
    r"(?:earlier|sooner|later) than (?:planned|announced|promised|agreed|had been)|took (?:effect|force|place)|"
    r"(?:came|has come|entered|went|gone) into (?:force|effect)|(?:days?|weeks?|months?) (?:late|before the "
    r"(?:date|term|deadline|day|time)|"
    r"behind)|(?:kept|made good|honou?red|fulfilled) (?:its|his|her|their|the) |came to an end|changed hands|"
    r"(?:is|are|was|were) (?:over|complete|completed|finished|done|through|gone)|the (?:matter|set|chapter) is "
    r"(?:closed|complete)|"
    r"has (?:begun|started|ended|arrived|left)|have (?:begun|started|ended|arrived|left))\b",
    re.IGNORECASE,
)
"""Words that tell that something happened as, or other than, it was planned."""


ECHOES = re.compile(
    r"\b(?:(?:than|as) (?:it |he |she |they |was |were |had )*(?:been )?(?:announced|planned|promised|agreed|scheduled|"
    r"foreseen|pledged|due|meant|set|expected|said|named|required|asked|told|intended)|"
    r"(?:before|after|past|ahead of|behind|within|beyond|in|on) (?:the|its|his|her|their|that|this) (?:own )?(?:\w+ )?"
    r"(?:date|deadline|term|time|schedule|timetable|limit|mark|target|day set|appointed day)|"
    r"(?:weeks?|months?|days?|years?|hours?) (?:late|early|after|before|behind|ahead|later|earlier)|"
    r"(?:promised|pledged|announced|undertaken|foreseen|threatened|owed|due|was to|were to|should have|had to|"
    r"had said|had set|was meant|were meant)|at last|finally|after all|once more|in the end|it took|"
    r"it was done|it happened|did happen|fulfilled|kept (?:its|his|her|their) word|in time|punctual\w*|on the dot)\b",
    re.IGNORECASE,
)
"""Words by which a sentence speaks of what was planned, promised or due."""

TARDY = re.compile(
    r"\b(?:late|later than|behind|delay\w*|overdue|belated\w*|at last|finally|after (?:the|its|that|this) (?:deadline|"
    r"date|term|day)|past the|missed|(?:days?|weeks?|months?|years?) (?:after|later)|long after|"
    r"only (?:now|then|on|in)|not until|took until|should have)\b",
    re.IGNORECASE,
)
"""Words by which what is done comes after its time."""

WEIGHED = re.compile(
    r"\b(?:think|believ|hope|fear|expect|doubt|suspect|warn|predict|prophes|argue|consider|wonder|"
    r"want|wish|demand|urge|"
    r"ask|plan|intend|insist|call(?:s|ed)? for)(?:s|es|ed|ing)?\b",
    re.IGNORECASE,
)
"""Words that tell what somebody holds or wants rather than what was done."""

LACKING = re.compile(
    r"\b(?:no|none of|not a|not an|not one|not any|without|nothing of|never a|hardly a|"
    r"hardly any) ((?:[\w'-]+ ?){1,4})",
    re.IGNORECASE,
)
"""Words that say there is none of something: "no F-16 with it"."""

UNDONE = re.compile(
    r"\b(?:not (?:been|yet|one|a single)|no \w+ (?:has|have|had) (?:been )?|(?:has|have|had|did) not|nobody "
    r"(?:has|had)|"
    r"none (?:has|have|of)|nor has|neither|without (?:a|any|the)|nothing (?:has|more|of|was)|"
    r"where (?:it|he|she|they) (?:was|were)|still (?:there|waiting|"
    r"no)|yet to|failed to)\b",
    re.IGNORECASE,
)
"""Words that tell that something was not done."""


TOTAL = re.compile(
    r"\b(?:all|every(?! (?:two|three|four|five|six|ten|other|few)\b)|"
    r"(?<!at )(?<!had )(?<!has )(?<!was )last"
    r"(?! (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|week|month|year|spring|summer|autumn|winter|night))|"
    r"whole|entire|entirely|completed?|(?:is|was|are|were) over|to an end|ended|final|conclud\w*|nobody|"
    r"no \w+ (?:is|are|was|were) left)\b",
    re.IGNORECASE,
)
"""Words that tell of the whole, not a part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAct:
    """An act as a sentence tells it: what kind, whether done, by whom and to whom, in which words, and when."""

    event_type: str
    family: str
    standing: Standing
    agents: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one sentence tells. `actors` are named in it, `near` in its paragraph, `leading` most often in its post.

    `names` are the capitalised words of the sentence, `names_near` those of its paragraph and title. `names_post` those
    of the whole post; `echoes` says that it speaks of a plan or a term gone by, `weighed` that somebody thinks, hopes
    or fears it; `lacking` are the words of what it says there is none of. `period`, `period_from`: last and first day
    of a week or month that it tells of; `tardy` says that it speaks of lateness. `around` are the words of its title
    and paragraph; `dated` says that it names its day itself; `days` are the last day of each time it names; `groups`
    the kinds of act that it tells as done (`same_acts`); `amounts` its numbers with what they count; `no_longer` what
    it says will not be done any more; `first` says that it is its post's first sentence, `title` are the words of its
    post's title. `own_days` are the days that it names itself, in order, each with whether its clause speaks of the
    last of something.
    """

    evidence: Evidence
    published_on: str
    on: str | None
    dated: bool
    period: str | None
    period_from: str | None
    days: frozenset[str]
    own_days: tuple[tuple[str, bool], ...]
    first: bool
    title: frozenset[str]
    acts: tuple[ToldAct, ...]
    words: frozenset[str]
    around: frozenset[str]
    actors: frozenset[str]
    near: frozenset[str]
    leading: frozenset[str]
    names: frozenset[str]
    names_near: frozenset[str]
    names_post: frozenset[str]
    echoes: bool
    weighed: bool
    tardy: bool
    lacking: frozenset[str]
    places: frozenset[str]
    numbers: frozenset[float]
    amounts: tuple[Amount, ...]
    refused: bool
    called_off: bool
    suspended: bool
    taken_back: bool
    goes_on: bool
    no_longer: frozenset[str]
    part: bool
    part_near: bool
    fulfilled: bool
    verbs: frozenset[str]
    groups: frozenset[str]
    total: bool
    undone: bool
    ahead: bool


def find_told(records: Sequence[Record]) -> tuple[Told, ...]:
    """Return what every sentence of these records tells, in order of publication."""
    return tuple(told for record in records for told in told_in(record))


def told_in(record: Record) -> tuple[Told, ...]:
    """Return what each sentence of a post tells; nothing where its day of publication is not known."""
    article = record.article
    if article.published_on is None:
        return ()
    record = with_bodies(record)
    found: list[Told] = []
    counts = Counter(code for m in record.mentions if (code := code_of(m)))
    leading = frozenset(code for code, _ in counts.most_common(6))
    near: dict[int, frozenset[str]] = {}
    inside = [_within(record.mentions, sentence) for sentence in record.sentences]
    for sentence, mentions in zip(record.sentences, inside, strict=True):
        here = frozenset(code for m in mentions if (code := code_of(m)))
        near[sentence.paragraph] = near.get(sentence.paragraph, frozenset()) | here
    days = _days(record)
    undated = (None, False)
    title = content_words(article.title or "")
    whole = f"{article.title}\n{article.text}"
    names_post, part_near = capitals_of(whole), bool(FIRST_PART.search(whole))
    capitals: dict[int, frozenset[str]] = {}
    around: dict[int, frozenset[str]] = {}
    own: list[tuple[frozenset[str], frozenset[str]]] = []  # of each sentence, its words with a capital and its content
    for sentence in record.sentences:
        quote = sentence.of(article.text)
        own.append((capitals_of(quote), content_words(quote)))
        named, content = own[-1]
        capitals[sentence.paragraph] = capitals.get(sentence.paragraph, capitals_of(article.title or "")) | named
        around[sentence.paragraph] = around.get(sentence.paragraph, title) | content
    for sentence, mentions, (named, content) in zip(record.sentences, inside, own, strict=True):
        quote = sentence.of(article.text)
        words = find_words(article.text, sentence.start, sentence.end)
        ahead = bool(AHEAD.search(quote))
        names = content_words(" ".join(m.of(article.text) for m in mentions if m.actor))
        period = _period(record, sentence)
        found.append(
            Told(
                evidence=Evidence(
                    article=article.id, url=article.url, published_at=article.published_at, quote=quote,
                    start=sentence.start, end=sentence.end,
                ),
                published_on=article.published_on,
                on=days.get(sentence.start, undated)[0],
                dated=days.get(sentence.start, undated)[1],
                period=period.latest if period else None,
                period_from=period.earliest if period else None,
                days=frozenset(t.latest for t in record.timexes if sentence.covers(t) and t.latest),
                own_days=_with_ends(record, sentence),
                first=sentence.start == record.sentences[0].start,
                title=title,
                acts=tuple([_told_act(act, words, mentions, names, ahead) for act in find_acts_in(words)]),
                words=content - names,
                around=around[sentence.paragraph] - names,
                actors=frozenset(code for m in mentions if (code := code_of(m))),
                near=near[sentence.paragraph],
                leading=leading,
                names=named,
                names_near=capitals[sentence.paragraph],
                names_post=names_post,
                echoes=bool(ECHOES.search(quote)),
                weighed=bool(WEIGHED.search(quote)),
                tardy=bool(TARDY.search(quote)),
                lacking=frozenset().union(*(content_words(m.group(1)) for m in LACKING.finditer(quote))),
                places=frozenset(m.name for m in mentions if m.place),
                numbers=frozenset(_numbers(_without_times(record, sentence))),
                amounts=amounts_in(_without_times(record, sentence)),
                fulfilled=_went_as_told(quote),
                verbs=done_verbs(words),
                groups=find_act_groups(words, done=True),
                part_near=part_near,
                refused=_tells(REFUSED, quote),
                called_off=_tells(CALLED_OFF, quote),
                suspended=_tells(SUSPENDED, quote),
                taken_back=_tells(TAKEN_BACK, quote),
                goes_on=bool(GOES_ON.search(quote)),
                no_longer=_no_longer(words),
                part=bool(PART.search(quote)),
                total=bool(TOTAL.search(quote)),
                undone=bool(UNDONE.search(quote)),
                ahead=ahead,
            )
        )  # fmt: skip
    return tuple(found)


def _within(mentions: Sequence[Mention], sentence: Sentence) -> list[Mention]:
    start, end = sentence.start, sentence.end
    return [m for m in mentions if start <= m.start and m.end <= end]


_CAPITALS = re.compile(r"\b[A-ZÀ-Þ][\w-]+")


def capitals_of(text: str) -> frozenset[str]:
    """Return the words that begin with a capital letter, in lower case.

    >>> sorted(capitals_of("The Stena Impero left."))
    ['impero', 'stena', 'the']
    """
    return frozenset(m.group().lower() for m in _CAPITALS.finditer(text))


def done_verbs(words: tuple[Word, ...]) -> frozenset[str]:
    """Return rough bases of the verbs that a sentence tells as done: past forms and participles, not behind a modal or
    a negation.

    >>> from gpulse.reading.language.words import find_words
    >>> s = "They left, it was announced, and will not be replaced."
    >>> sorted(done_verbs(find_words(s, 0, len(s))))
    ['announc', 'leave']
    """
    found = set()
    for at, word in enumerate(words):
        base = base_of(word.low)
        if base == word.low or word.low.endswith("ing") or base in ("be", "have", "do", "say", "tell"):
            continue
        if _NOT_DONE.isdisjoint([w.low for w in words[max(0, at - BEFORE_VERB) : at]]):
            found.add(base)
    return frozenset(found)


def _no_longer(words: tuple[Word, ...]) -> frozenset[str]:
    """Rough bases of the words behind "would no longer": what somebody gives up doing."""
    at = next((at for at in range(1, len(words)) if (words[at - 1].low, words[at].low) == ("no", "longer")), None)
    if at is None:
        return frozenset()
    return frozenset(base_of(word.low) for word in words[at + 1 : at + 1 + BEFORE_VERB])


_NOT_DONE = frozenset((*NEGATORS, *MODALS, "to"))
BEFORE_VERB = 5
"""Words to the left of a verb that its auxiliaries and negation stand in."""


def _went_as_told(quote: str) -> bool:
    """Say whether words such as "as planned" stand in a sentence that does not speak of what is to come."""
    match = FULFILLED.search(quote)
    return match is not None and not AHEAD.search(quote.replace(match.group(), ""))


AHEAD = re.compile(r"\b(?:will|would|shall|should|may|might|(?:is|are|was|were) to|if|unless|could)\b")
"""Words of a sentence that speaks of what is to come."""


def _tells(pattern: re.Pattern[str], quote: str) -> bool:
    """Say whether the words stand in the sentence, not behind "if" and not denied."""
    match = pattern.search(quote)
    if match is None or re.search(r"\b(?:if|unless|whether|should)\b", quote[: match.start()], re.IGNORECASE):
        return False
    before = re.findall(r"[\w']+", quote[: match.start()].lower())[-BEFORE_CUE:]
    return not set(before) & {"not", "never", "without", "nor", "neither", "cannot", "refused", "denied"}


BEFORE_CUE = 3
"""Words before a cue in which its negation stands: "did not renounce"."""


def code_of(mention: Mention) -> str | None:
    """Return whom a mention stands for: its actor, else the country of its place."""
    return mention.actor or (mention.place.country if mention.place else None)


def _told_act(
    act: Act, words: tuple[Word, ...], mentions: Sequence[Mention], names: frozenset[str], ahead: bool
) -> ToldAct:
    """An act with the words and names of its own clause."""
    first, last = act.subject[0], max(act.object[1], act.last + 1)
    start, end = words[first].start, words[last - 1].end
    subject = words[act.subject[0] : act.subject[1]]
    agents = frozenset(
        code
        for m in mentions
        if subject and subject[0].start <= m.start and m.end <= subject[-1].end and (code := code_of(m))
        if not _is_place(words, m)
    )
    clause = " ".join(w.text for w in words if start <= w.start < end)
    return ToldAct(
        event_type=act.event_type,
        family=act.family,
        standing=_standing(act, ahead) if not _is_stopped(act, words) else "not done",
        agents=agents,
        words=content_words(clause) - names,
    )


STOPPERS = frozenset(
    "suspend stop halt block delay postpon cancel freez prevent demand oppos condemn reject refus ban forbid threaten "
    "fear seek propos discuss".split()
)
"""Rough bases of verbs whose object did not come about."""


def _is_stopped(act: Act, words: tuple[Word, ...]) -> bool:
    """Say whether an act is a noun that a verb such as "suspended" governs, or a noun taken for a verb.

    "Suspended the deployment" is none; and in "airport and police stations" nobody stations anything.
    """
    before = words[max(0, act.first - 4) : act.first]
    if act.form == "noun":
        return any(base_of(word.low).removesuffix("e") in STOPPERS for word in before)
    if act.form != "s" or len(before) < 2 or not before[-1].text.islower() or not before[-1].text.isalpha():
        return False
    return before[-2].low in ("and", "or", "of") or before[-2].low.isdigit()


def _is_place(words: tuple[Word, ...], mention: Mention) -> bool:
    """Say whether a name stands where or with whom, not who: after a preposition of place."""
    before = [w.low for w in words if w.end <= mention.start and w.low not in ("the", "a", "an", "its", "their")]
    if len(before) > 1 and before[-1] == "of" and mention.place is not None:
        return (
            before[-2] not in AGENTS and before[-2] not in BODIES
        )  # "the airport of Niamey", not "the government of Niger"
    return bool(before) and before[-1] in PLACE_PREPOSITIONS


def _standing(act: Act, ahead: bool) -> Standing:
    """Whether an act is told as done, as not done, as refused, or as still open; `ahead` where its sentence speaks of
    what is to come."""
    if act.mood == "present" and (act.form == "ing" or (ahead and act.form in ("base", "s"))):
        return "open"  # "is leaving" has not left
    if act.mood in ("done", "present"):
        return "not done" if act.negative else "done"
    if act.negative and act.mood in ("will", "would"):
        return "refused"
    return "open"


def _days(record: Record) -> dict[int, tuple[str, bool]]:
    """The day that each sentence tells of, by its start, and whether the sentence names it itself.

    It is the first of `_own_days`; but a week or month that is over goes before a day on which something was only said.
    A sentence without one takes that of the sentence before it in the paragraph, else of the next, unless that speaks
    of what was to come.
    """
    own: dict[int, str] = {}
    lent: set[int] = set()
    for sentence in record.sentences:
        days = _own_days(record, sentence)
        if days and not (all(_is_of_saying(record, t) for t in days) and _period(record, sentence)):
            own[sentence.start] = days[0].latest or ""
            if not AHEAD.search(sentence.of(record.article.text)):
                lent.add(sentence.start)
    found = {start: (day, True) for start, day in own.items()}
    for sentence in record.sentences:
        if sentence.start not in own and _period(record, sentence) is None:
            beside = [s for s in record.sentences if s.paragraph == sentence.paragraph and s.start in lent]
            before = [s for s in beside if s.start < sentence.start]
            if beside:
                found[sentence.start] = (own[(before[-1] if before else beside[0]).start], False)
    return found


def _own_days(record: Record, sentence: Sentence) -> list[Timex]:
    """The single days that a sentence names, not after publication and no end of a term ("by 1 January").

    An hour or a part of a day is none beside one that names its day ("at 7:39 on the morning of Friday 13 April"), nor
    is the new year.
    """
    published, text = record.article.published_on or "", record.article.text
    days = [
        t
        for t in record.timexes
        if sentence.covers(t) and t.latest and t.earliest == t.latest and t.latest <= published
        if not _ENDS_TERM.search(_before(text, t))
    ]
    return [t for t in days if not _VAGUE.fullmatch(t.of(text))] or days


def _with_ends(record: Record, sentence: Sentence) -> tuple[tuple[str, bool], ...]:
    """The days that a sentence names, and whether the clause of each speaks of the last: "on Monday the rest left"."""
    text, days = record.article.text, _own_days(record, sentence)
    cuts = [sentence.start + m.end() for m in _CLAUSE.finditer(sentence.of(text))]
    found = []
    for day in days:
        first = max((cut for cut in cuts if cut <= day.start), default=sentence.start)
        last = min((cut for cut in cuts if cut >= day.end), default=sentence.end)
        found.append((day.latest or "", _LAST.search(text[first:last]) is not None))
    return tuple(found)


_CLAUSE = re.compile(r"[,;:\u2013\u2014]| and (?=(?:on|in|at|during|since)\b)")
_LAST = re.compile(r"\b(?:the (?:rest|remainder|last|others)|(?:the )?remaining)\b", re.IGNORECASE)

_VAGUE = re.compile(
    r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?|(?:the )?(?:night|morning|evening|afternoon)|midnight|noon|"
    r"(?:the )?new year",
    re.IGNORECASE,
)
"""Times that name no day."""


def _is_of_saying(record: Record, timex: Timex) -> bool:
    """Say whether a day is the one on which something was said: "a lawyer confirmed on Thursday"."""
    return _SAID_ON.search(_before(record.article.text, timex)) is not None


_SAID_ON = re.compile(
    r"\b(?:said|says|announced|confirmed|told \w+|declared|reported|wrote|stated|published|calculated|admitted|"
    r"certified|conceded)(?: \w+){0,3}?(?: on)? $"
)

_TERM = 48
"""Characters, more than all that `_ENDS_TERM` can match."""


def _before(text: str, timex: Timex) -> str:
    return text[max(0, timex.start - _TERM) : timex.start]


_ENDS_TERM = re.compile(
    r"\b(?:by|(?<!took )(?<!not )(?:until|till)|before|for|(?:agreement|accord|treaty|declaration|statement|resolution|"
    r"promise|proposal|deadline|"
    r"date|election|vote|talks|law|letter|memorandum) of)(?: the| midnight on| noon on)? $"
)
"""What stands before a day that ends a term or names another thing, and is not the day of what is told."""


def _period(record: Record, sentence: Sentence) -> Timex | None:
    """A week or month that a sentence names, where it is over when the post appears.

    Not one that only tells which thing is meant: "the task force that entered service in the middle of September".
    """
    published, text = record.article.published_on or "", record.article.text
    over = (
        t
        for t in record.timexes
        if sentence.covers(t) and t.type == "DATE" and t.latest and t.latest <= published and _COARSE.search(t.of(text))
        if not _TELLS_WHICH.search(text[sentence.start : t.start])
    )
    return next(over, None)


_COARSE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|month|week|"
    r"end of (?:last year|\d{4}))\b"
)
_TELLS_WHICH = re.compile(
    r"\b(?:the|an?|its|his|her|their)(?: [\w'-]+){1,4} (?:that|whom) (?!(?:it|he|she|they)\b)(?:[\w'-]+ ){1,10}$",
    re.IGNORECASE,
)
"""A clause that tells which thing is meant, up to where a time stands: "the duties that had been deferred in "."""
_COUNT = re.compile(r"\b\d{1,3}(?:,\d{3})+\b|\b\d+\b")


def _without_times(record: Record, sentence: Sentence) -> str:
    """A sentence's words, with those of times left out: "on 7 November" counts nothing."""
    text = record.article.text
    kept, at = [], sentence.start
    for timex in sorted((t for t in record.timexes if sentence.covers(t)), key=lambda t: t.start):
        kept.append(text[at : timex.start])
        at = max(at, timex.end)
    return "".join((*kept, text[at : sentence.end]))


def _numbers(text: str) -> list[float]:
    found = [float(m.group().replace(",", "")) for m in _COUNT.finditer(text)]
    for one in find_quantities(text):
        found += [end for end in (one.quantity.low, one.quantity.high) if end is not None]
    return found + [COUNTS[w] for w in re.findall(r"[a-z]+", text.lower()) if w in COUNTS]
