"""How a paper came about: who signed, concluded or ratified it, on what day and where.

The verb's object is the paper ("signed a pact"), its subject ("the pact was signed"), or a pronoun for it ("their
ministers signed it"). What is only wanted, planned or refused makes no paper: "agreed to sign", "never signed".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gpulse.reading.actor.sides import find_sides
from gpulse.reading.actor.stand_ins import StandIns, code_of, is_join, lists_in
from gpulse.reading.agreement.paper_names import Naming
from gpulse.reading.commitment.windows import add_days
from gpulse.record import Event, Mention, Record, Sentence, Span, Timex, within

_SIGNED = (
    r"sign(?:ed|s|ing)|inked|conclud(?:ed|es)|seal(?:ed|s)|clinched|struck|reach(?:ed|es)|agreed(?:\s+(?:up)?(?:on|to))?|adopt(?:ed|s)|"
    r"hammered\s+out|forged|set\s+up|put\s+(?:his|her|its|their)\s+(?:names?|signatures?)\s+(?:to|under)|came\s+to|entered\s+into"
)
_OTHERWISE = r"initial(?:l?ed|s)|ha(?:s|ve)(?=\s+an?\b)|(?P<shown>announced|unveiled|presented)(?=\s+an?\b)"
_KEPT = r"ratif(?:ied|ies)|accepted|renewed|extended|prolonged|brokered|mediated|suspend(?:ed|s|ing)"
_IN_FORCE = (
    r"(?:c[ao]me|entered|went|been|is|are|was|were|remains?|stayed)\s+(?:in(?:to)?)\s+(?:force|effect)|took\s+effect|"
    r"(?:is|has\s+been)\s+holding|has\s+held"
)
_VERB = re.compile(
    rf"\b(?:(?P<signed>{_SIGNED})|(?P<other>{_OTHERWISE})|(?P<kept>{_KEPT})|(?P<holds>{_IN_FORCE}))\b", re.IGNORECASE
)
"""Signing; what makes a paper without a day of signing; what is done to one that is there, by whomsoever; and that it
holds."""
_IT_WAS = re.compile(r"It\s+(?:was|has\s+been|had\s+been|is)\s+(?:\w+ly\s+|also\s+|then\s+)?")
_NOT_DONE = re.compile(
    r"\b(?:not|never|n['’]t|nor|neither|without|refus\w+|declin\w+|fail\w+|yet\s+to(?:\s+be)?|to\s+be|to\s+have\s+(?:been\s+)?|be|"
    r"would\s+have(?:\s+been)?|could\s+have(?:\s+been)?|if|unless|until|whether|had\s+hoped\s+to)\s+"
    r"(?:(?:it|they|he|she|both|all|is|are|has|have|been|the\s+\w+|is\s+\w+ly)\s+){0,3}$",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[;:“”\"]|\.\s|\b(?:which|who|that|after|before|while|when|because|although|until|unless|under|by|if|as|to|talks|negotiations)\b"
    r"|,\s+(?:and|but)\b"
)
_PASSIVE = re.compile(
    r"^(?P<more>[^;:“”\"]{0,90}?)(?:(?:\b(?:was|were|been|being|is|are)\s+(?:\w+ly\s+|also\s+|then\s+|finally\s+)?)|,\s+)$|"
    r"^(?:\s+(?:with|between)\s+[^;:,“”\"]{2,60}?)?,?\s+(?:that|which)\s+[^;:“”\"]{2,110}$|^\s+$"
)
_IT = re.compile(r"\s+(?:it|them)\b(?!\s+\w+ed\b)", re.IGNORECASE)
_SIGNS = re.compile(r"sign|conclud|initial|adopt|ink|put", re.IGNORECASE)
"""Verbs of which "it" may be a paper."""
_WITH = re.compile(r"\bwith\s+(?:the\s+)?(?:[a-z]+\s+of\s+(?:the\s+)?)?$", re.IGNORECASE)
_BYSTANDER = re.compile(
    r"(?:\b(?:(?:in\s+the\s+presence|under\s+the\s+eyes|at\s+the\s+invitation|in\s+front)\s+of|brokered\s+by|mediated\s+by|hosted\s+by|under\s+the\s+auspices\s+of|witnessed\s+by|overseen\s+by|"
    r"according\s+to|thanks\s+to|led\s+by|drafted\s+by|backed\s+by|sponsored\s+by)\s+(?:the\s+)?|\bwith\s+)$",
    re.IGNORECASE,
)
_LOOKING_ON = re.compile(
    r"[^,;.]{0,60}\b(?:as\s+(?:an?\s+)?(?:witness|guarantor|mediator|guest)|looking\s+on|in\s+attendance|present)\b"
)
_AT = re.compile(r"\b(?:in|at|near|from|to|into|outside|on|for)\s+(?:the\s+)?$", re.IGNORECASE)
_SCENE = re.compile(r"\b(?:in|at|aboard|outside|near)\s+(?:the\s+)?(?:[a-z]+\s+){0,2}(?:of\s+)?$", re.IGNORECASE)
_OF_A_PLACE = re.compile(r"\s+(?:city|town|capital|port|resort|village|island|province|region)\b")
_THERE = re.compile(r"\bthere\b", re.IGNORECASE)
_SAME_DAY = re.compile(
    r"(?:on\s+)?(?:the\s+same|that)\s+day|(?:a\s+few\s+)?hours\s+(?:later|before|earlier)", re.IGNORECASE
)
_EVERYBODY = re.compile(
    r"\b(?P<who>(?:each|both|the\s+two)(?:\s+(?:sides|parties|countries|governments|neighbours|states|presidents|leaders|ministers|men|women))?|"
    r"(?:[Tt]heir)(?:\s+[a-z]+){1,2})\s+(?:ha(?:s|ve|d)\s+)?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\s+(?:before|earlier)\b")
STATE = 3
"""Letters of an ISO 3166-1 alpha-3 code."""
NEAR_VERB = 24
"""Characters between "signed" and its time, at most."""
REACH = 90
"""Characters between a verb and the paper that is its object, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """A sentence that tells that a paper came about. `naming` is `None` where it only says "it"."""

    verb: Span
    naming: Naming | None
    signed: bool
    by_parties: bool
    event: Event | None
    sentence: int


def find_makings(record: Record, namings: Sequence[Naming]) -> Iterator[Making]:
    """Yield where a sentence says that a paper was made, signed or ratified."""
    text = record.article.text
    if not namings:
        return
    by_sentence: dict[int, list[Naming]] = {}
    for one in namings:
        by_sentence.setdefault(one.sentence, []).append(one)
    for number, sentence in enumerate(record.sentences):
        here = by_sentence.get(number, [])
        for match in _VERB.finditer(text, sentence.start, sentence.end):
            verb = Span(start=match.start(), end=match.end())
            if match["holds"]:
                naming, it = _that_holds(text, verb, here), None
            else:
                naming = _made_by(text, verb, here)
                it = naming is None and _SIGNS.match(match.group()) and (
                    _IT.match(text, verb.end, sentence.end) or _IT_WAS.fullmatch(text, sentence.start, verb.start)
                )  # fmt: skip
            if naming and naming.plural and not match["signed"]:
                continue  # "it has such pacts with Peru"
            if match["shown"] and not _lists_before(record, verb):
                continue  # "the minister announced a deal"
            if (naming is None and not it) or any(n.covers(verb) for n in here):
                continue
            event = _event_of(record, verb, naming)
            if _is_done(text, sentence, verb, event):
                yield Making(
                    verb=verb,
                    naming=naming,
                    signed=bool(match["signed"]),
                    by_parties=not (match["kept"] or match["holds"]),
                    event=event,
                    sentence=number,
                )


def _lists_before(record: Record, verb: Span) -> bool:
    """Say whether several states stand right before a verb: "the presidents of Peru and Chile announced"."""
    text = record.article.text
    home = next(s for s in record.sentences if s.start <= verb.start < s.end)
    named = [m for m in within(record.mentions, home) if m.end <= verb.start and code_of(m)]
    lists = lists_in(named, text)
    return bool(lists and code_of(named[-1]) in lists[-1] and not text[named[-1].end : verb.start].strip(" ,"))


_SUBJECT_TAIL = re.compile(
    r"(?:\s+(?:between|with|on|of|for|in)\s[^;:“”\"]{2,80}?|,\s[^;:“”\"]{2,80},|\s+(?:that|which)\s+[^;:“”\"]{0,60}?)?"
    r"\s+(?:(?:has|have|had|only|finally|also)\s+)*",
)


def _that_holds(text: str, verb: Span, here: Sequence[Naming]) -> Naming | None:
    """Return the paper that is said to hold: "A truce between Chad and Niger came into force"."""
    before = [n for n in here if n.end <= verb.start]
    return before[-1] if before and _SUBJECT_TAIL.fullmatch(text, before[-1].end, verb.start) else None


_AGREED_ON = re.compile(r",?\s+(?:(?:was|were|had\s+been)\s+)?")


def _made_by(text: str, verb: Span, here: Sequence[Naming]) -> Naming | None:
    """Return the paper that a verb has as its object, else the one that its passive or relative clause is of."""
    after = next((n for n in here if n.start >= verb.end), None)
    if after and after.start - verb.end <= REACH and not _BREAK.search(text, verb.end, after.start):
        if verb.of(text).lower() in ("agreed", "agreed to") and text[verb.end : after.start].strip():
            return None  # "agreed to send the protocol to parliament"
        return after
    if not verb.of(text).lower().split()[0].endswith(("ed", "ck", "de")):
        return None
    if after is None and verb.of(text).lower() == "agreed":
        return next((n for n in here if _AGREED_ON.fullmatch(text, n.end, verb.start)), None)
    before = [n for n in here if n.end <= verb.start]
    if before and verb.start - before[-1].end <= 2 * REACH and _PASSIVE.search(text[before[-1].end : verb.start]):
        return before[-1]
    return None


def _event_of(record: Record, verb: Span, naming: Naming | None) -> Event | None:
    noun = Span(start=naming.end - len(naming.head), end=naming.end) if naming else verb
    kinds = ("AGREE", "COOPERATE", "SUPPORT")
    near = [
        e for e in record.events if e.event_type in kinds and (e.trigger.overlaps(verb) or e.trigger.overlaps(noun))
    ]
    return next((e for e in near if e.trigger.overlaps(verb)), near[0] if near else None)


def _is_done(text: str, sentence: Sentence, verb: Span, event: Event | None) -> bool:
    before = text[sentence.start : verb.start]
    if _NOT_DONE.search(before):
        return False
    if re.search(r"\b(?:will|would|may|might|could|should|must|to)\s+(?:\w+ly\s+)?(?:be\s+|have\s+)?$", before):
        return False
    if verb.of(text).lower().endswith("ing") and not re.search(
        r"\b(?:by|on|after|of|in|is|are|was|were)\s+$|,\s+$", before
    ):
        return False
    return event is None or (event.polarity == "positive" and event.realis == "actual")


def parties_of_making(record: Record, making: Making, stand_ins: StandIns) -> tuple[str, ...]:
    """Return who made a paper: the event's participants, else the last list before the verb and who follows "with"."""
    if not making.by_parties:
        return ()
    text, sentence = record.article.text, record.sentences[making.sentence]
    here = within(record.mentions, sentence)
    people = (*making.event.actors, *making.event.recipients) if making.event else ()
    bystanders = [m for m in here if _is_scene(text, m) or (m.actor and (_stands_by(text, m) or _tells(record, m)))]
    if by := _signed_by(record, making):
        return by
    parties = [
        p.whom for p in people
        if p.whom and not any(m.covers(p) for m in bystanders) and not (making.naming and making.naming.overlaps(p))
    ]  # fmt: skip
    if len(set(parties)) < 2:
        named = [m for m in here if m not in bystanders and m.actor and not _is_no_party(record, making, m)]
        before = [m for m in named if m.end <= making.verb.start]
        subject = (lists_in(before, text) or [tuple(m.actor for m in before[-1:] if m.actor)])[-1]
        parties += [*subject, *(m.actor for m in named if m.start >= making.verb.end and m.actor and _is_with(text, m))]
        parties += [m.actor for m in named if m.actor and making.naming and making.naming.made_of and not parties]
    several = (*_each(record, making), *_it(record, making, stand_ins), *parties, *_so_did(record, making))
    told = tuple(dict.fromkeys(several))
    states = {party for party in told if len(party) == STATE}
    if len(states) < PAIR and (met := _met_before(record, making)) and states <= {*met}:
        return met
    return told or _visited(record, making)


_BY = re.compile(r"(?:\s+(?:there|in\s+[A-Z][\w’'-]+|on\s+\w+))?\s+by\s+(?:all\s+of\s+)?(?:the\s+)?")
_BY_BOTH = re.compile(r"(?:both|all|each)(?:\s+of\s+them)?|the\s+(?:two|three|four)(?:\s+\w+){0,2}?\b(?=[\s,.])")


def _signed_by(record: Record, making: Making) -> tuple[str, ...]:
    """Return all of the list behind "signed by", or the sides that "by both of them" stands for."""
    text, sentence = record.article.text, record.sentences[making.sentence]
    by = _BY.match(text, making.verb.end, sentence.end)
    if by is None:
        return ()
    if both := _BY_BOTH.match(text, by.end(), sentence.end):
        words = re.sub(r"\s+of\s+them$", "", both.group())
        return find_sides(record, Span(start=by.end(), end=by.end() + len(words))) or ()
    after = [m for m in within(record.mentions, sentence) if m.start >= by.end()]
    first = next(iter(lists_in(after, text)), ())
    return first if after and after[0].start == by.end() and code_of(after[0]) in first else ()


def _it(record: Record, making: Making, stand_ins: StandIns) -> tuple[str, ...]:
    """Return for whom a pronoun right before the verb stands: "that it signed with the bank"."""
    text, verb = record.article.text, making.verb.start
    home = record.sentences[making.sentence].start
    for second in (
        m for m in record.mentions if home <= m.start and m.end < verb and _HAS.fullmatch(text, m.end, verb)
    ):
        first = _HE_AND.search(text, home, second.start)
        he = next((m for m in record.mentions if first and m.start == first.start("he")), None)
        if he is not None and he.chain is not None and second.actor:
            return tuple(dict.fromkeys((*stand_ins.chains.get(he.chain, ()), second.actor)))
    near = [m for m in record.mentions if m.chain is not None and m.end < verb and verb - m.end < NEAR_VERB]
    subject = next((m for m in reversed(near) if _HAS.fullmatch(text, m.end, verb)), None)
    if subject is None or subject.chain is None or not _PRONOUN.fullmatch(subject.of(text)):
        return ()
    return stand_ins.chains.get(subject.chain, ())


_HE_AND = re.compile(
    r"\b(?P<he>[Hh]e|[Ss]he|[Ii]t|[Tt]hey)\s+and\s+(?:(?:his|her|its|their|the|then)\s+)?(?:[\w’'-]+,?\s+){0,4}$"
)
_HAS = re.compile(r"\s+(?:(?:has|had|have)\s+)?")
_PRONOUN = re.compile(r"it|they|he|she", re.IGNORECASE)


def _is_scene(text: str, mention: Mention) -> bool:
    """Say whether a name is only where something happens: "in Geneva"."""
    return bool(
        re.search(r"\b(?:in|at|near|outside)\s+$", text[max(0, mention.start - 9) : mention.start], re.IGNORECASE)
    )


def _tells(record: Record, mention: Mention) -> bool:
    """Say whether a name is of those who only tell of it: "the prime minister of Qatar announced"."""
    return any(
        a.source and a.cue and a.source.covers(mention) and not _SIGNS.match(a.cue.of(record.article.text))
        for a in record.attributions
    )


def _each(record: Record, making: Making) -> tuple[str, ...]:
    """Return for whom the subject "each" or "both" stands: "each signed it with Turkey"."""
    text, sentence = record.article.text, record.sentences[making.sentence]
    subject = _EVERYBODY.search(text, sentence.start, making.verb.start)
    return (find_sides(record, Span(start=subject.start("who"), end=subject.end("who"))) or ()) if subject else ()


def _visited(record: Record, making: Making) -> tuple[str, ...]:
    """Return guest and host of the visit during which a paper was made: "struck in May, *when Lind visited Oslo*"."""
    text, sentence = record.article.text, record.sentences[making.sentence]
    during = _WHEN_VISITING.search(text, making.verb.end, sentence.end)
    visits = [e for e in record.events if during and e.event_type == "CONSULT" and e.trigger.start >= during.end()]
    met = next((e for e in visits if sentence.covers(e.trigger) and e.realis == "actual"), None)
    return tuple(dict.fromkeys(p.code for p in (*met.actors, *met.recipients) if p.code)) if met else ()


_WHEN_VISITING = re.compile(r",?\s+(?:when|as|while|during)\s")


def _met_before(record: Record, making: Making) -> tuple[str, ...]:
    """Return the two states of the meeting before, for "*the two leaders* signed it", "signed *during the visit*"."""
    text, sentence = record.article.text, record.sentences[making.sentence]
    met = _meeting_before(record, making)
    if _DURING_IT.match(text, making.verb.end, sentence.end):
        visits = (e for e in record.events if e.event_type == "CONSULT" and e.realis == "actual")
        past = [e for e in visits if e.trigger.end < making.verb.start and e.recipients]
        met = past[-1] if past else met
    codes = dict.fromkeys(p.code for p in (*met.actors, *met.recipients) if p.code) if met else {}
    return tuple(codes) if len(codes) == PAIR else ()


_DURING_IT = re.compile(
    r"\s+(?:during|on\s+the\s+occasion\s+of)\s+(?:the|his|her|their|that)\s+(?:visit|trip|talks|meeting|stay)\b"
)
_OF_BOTH = re.compile(
    r"\bof\s+(?:both|the\s+two)\s+(?:countries|states|nations|sides|governments|neighbours|capitals)\b"
)
PAIR = 2


def _so_did(record: Record, making: Making) -> tuple[str, ...]:
    """Return who signed besides: "; so did Kuwait and Oman"."""
    text, sentence = record.article.text, record.sentences[making.sentence]
    also = re.compile(r"[;,]\s+(?:so|as)\s+did\s+").search(text, making.verb.end, sentence.end)
    after = [m for m in within(record.mentions, sentence) if also and m.start >= also.end()]
    return (lists_in(after, text) or [()])[0] if after else ()


def _is_with(text: str, mention: Mention) -> bool:
    return bool(_WITH.search(text[max(0, mention.start - 40) : mention.start]))


def _is_no_party(record: Record, making: Making, mention: Mention) -> bool:
    text = record.article.text
    before = text[max(0, mention.start - 40) : mention.start]
    if making.naming and making.naming.overlaps(mention):
        return True
    placed = mention.place is not None and bool(_AT.search(before))
    return placed or bool(_OF_A_PLACE.match(text, mention.end)) or _stands_by(text, mention) or mention.actor is None


def _stands_by(text: str, mention: Mention) -> bool:
    """Say whether somebody looks on: "in the presence of Marco Rubio", "with Donald Trump as a witness"."""
    before = _BYSTANDER.search(text, max(0, mention.start - 40), mention.start)
    if before is None:
        return False
    return not before.group().lower().startswith("with") or bool(_LOOKING_ON.match(text, mention.end))


def parties_named_with(record: Record, naming: Naming) -> tuple[str, ...]:
    """Return the states that the words for a paper name.

    "the truce between Israel and Lebanon", "Russia's pact with North Korea", "the Turkish-Libyan memorandum".
    """
    text = record.article.text
    sentence = record.sentences[naming.sentence]
    inside = tuple(dict.fromkeys(
        m.actor for m in within(record.mentions, naming)
        if m.actor and len(m.actor) == STATE and (m.kind == "nationality" or text[m.end : m.end + 1] in ("'", "’"))
    ))  # fmt: skip
    if naming.opener == "own":
        inside = _owners(record, naming) or inside
    after = [m for m in record.mentions if naming.end <= m.start and m.end <= sentence.end and code_of(m)]
    found: list[str] = []
    at = naming.end
    opened = re.compile(
        r"\s+(?:on\s+[\w\s-]{2,40}?\s+|of\s+[\w\s-]{2,30}?\s+|that\s+)?(?P<how>between|with)\s+(?:the\s+)?(?:[a-z]+\s+of\s+(?:the\s+)?)?"
    ).match(text, at, sentence.end)
    if opened and after and (inside or opened["how"] == "between"):
        at = opened.end()
        for mention in after:
            gap = text[at : mention.start]
            if mention.start < at or not (is_join(gap) if found else not gap.strip() or gap.strip() == "the"):
                if found or mention.start >= at:
                    break
                continue
            found.append(code_of(mention) or "")
            at = mention.end
    codes = tuple(dict.fromkeys((*inside, *found)))
    return codes if len(codes) > 1 else ()


_WITH_ONE = re.compile(r"\s+with\s+(?:the\s+)?")


def parties_with(record: Record, naming: Naming) -> tuple[str, ...]:
    """Return the only state named before a paper in its sentence and that behind "with".

    "Somalia's cabinet approved a pact *with Turkey*."
    """
    text, here = record.article.text, within(record.mentions, record.sentences[naming.sentence])
    other = next((m for m in here if m.start > naming.end and _WITH_ONE.fullmatch(text, naming.end, m.start)), None)
    before = (m for m in here if m.end <= naming.start and not _is_scene(text, m))
    codes = dict.fromkeys(m.actor for m in before if m.actor and len(m.actor) == STATE)
    if other is None or not other.actor or len(other.actor) != STATE or len(codes) != 1:
        return ()
    return tuple(dict.fromkeys((*codes, other.actor)))


def _owners(record: Record, naming: Naming) -> tuple[str, ...]:
    """Return whose "its" or "their" paper it is: the last list before it in its sentence, or for "its" the only one."""
    text, sentence = record.article.text, record.sentences[naming.sentence]
    before = [m for m in within(record.mentions, sentence) if m.end <= naming.start and not _is_scene(text, m)]
    words = naming.of(text).lower()
    if words.startswith("their "):
        if not before and naming.sentence:
            previous = record.sentences[naming.sentence - 1]
            same = previous.paragraph == sentence.paragraph
            before = [m for m in within(record.mentions, previous) if same and not _is_scene(text, m)]
        return (lists_in(before, text) or [()])[-1]
    named = [m.actor for m in before if m.actor]
    return tuple(named[:1]) if words.startswith("its ") and len(set(named)) == 1 else ()


def parties_between(record: Record, making: Making) -> tuple[str, ...]:
    """Return the list behind "between", where the verb stands between: "reached in Vienna between Iran and six powers:
    America, Britain and France"."""
    text, sentence = record.article.text, record.sentences[making.sentence]
    opened = re.compile(r"[^;.“”\"]{0,80}?\b(?:between|among)\s+(?:the\s+)?").match(text, making.verb.end, sentence.end)
    if opened is None or _BREAK.search(opened.group().replace(", between", " between")):
        return ()
    found: list[str] = []
    at = opened.end()
    for mention in record.mentions:
        code = code_of(mention)
        if mention.start < at or mention.end > sentence.end or not code:
            continue
        gap = text[at : mention.start]
        named = re.fullmatch(r",?\s+and\s+(?:the\s+)?(?:[\w-]+\s+){1,3}[\w-]+(?::|,|\s+[–—-])\s+(?:the\s+)?", gap)
        if found and not is_join(gap) and not named:
            break
        if not found and gap.strip():
            break
        found.append(code)
        at = mention.end
    return tuple(dict.fromkeys(found)) if len(set(found)) > 1 else ()


def day_of(record: Record, making: Making, told: str | None) -> str | None:
    """Return the day on which a paper was signed; `None` where the sentence tells none, or a month or year only.

    `told` is the day that the sentences before tell of, for "on the same day".
    """
    if not making.signed:
        return None
    text, sentence, event = record.article.text, record.sentences[making.sentence], making.event
    near = [t for t in within(record.timexes, sentence) if t.type in ("DATE", "TIME")]
    told_then = any(_is_of_telling(record, making, t) for t in near)
    if same := [t for t in near if _SAME_DAY.search(t.of(text))]:
        return told or same[0].earliest
    if eve := [
        t for t in near if t.earliest and 0 <= t.start - making.verb.end <= NEAR_VERB and _BEFORE.match(text, t.end)
    ]:
        return add_days(eve[0].earliest or "", -1)
    if _has_other_day(record, making):
        return None
    near = [t for t in near if not _is_of_telling(record, making, t)]
    own = event if event and event.trigger.overlaps(making.verb) else None
    if own and own.earliest and own.earliest == own.latest and (not told_then or any(_is_day(t, own) for t in near)):
        return own.earliest
    if not near and making.sentence and _THERE.search(text, sentence.start, sentence.end):
        near = [t for t in within(record.timexes, record.sentences[making.sentence - 1]) if t.type == "DATE"]
    if not near and (meeting := _meeting_before(record, making)):
        return meeting.earliest if meeting.earliest == meeting.latest else None
    days = [t for t in near if t.earliest and t.earliest == t.latest and t.type == "DATE"]
    return days[0].earliest if len(days) == 1 and (told_then or event is None or event.earliest is None) else None


def _is_day(timex: Timex, event: Event) -> bool:
    return timex.earliest == event.earliest


def _is_of_telling(record: Record, making: Making, timex: Timex) -> bool:
    """Say whether a time is that of the telling: "Peru and Chile have signed a pact, a spokesman said *on Tuesday*"."""
    home = record.sentences[making.sentence]
    return any(
        a.cue and home.covers(a.cue) and a.cue.start > making.verb.end
        and timex.start > min(a.cue.start, a.source.start)
        and any(c.covers(making.verb) for c in a.content)
        for a in record.attributions
        if a.source
    )  # fmt: skip


def _has_other_day(record: Record, making: Making) -> bool:
    """Say whether a time without a date follows the signing: "a deal that they signed late the evening before"."""
    return any(
        t.earliest is None and t.type in ("DATE", "TIME") and 0 <= t.start - making.verb.end <= NEAR_VERB
        for t in record.timexes
    )


def place_of(record: Record, making: Making) -> str | None:
    """Return where a paper was signed: the event's place, else the only place of the sentence that is a scene."""
    if not making.signed and not making.by_parties:
        return None
    if making.event and making.event.place and making.event.place.country not in _signed_by(record, making):
        return making.event.place.name
    text = record.article.text
    number = making.sentence
    if _THERE.search(text, record.sentences[number].start, record.sentences[number].end) and number:
        number -= 1
    scenes = _scenes(record, number)
    if not scenes and (meeting := _meeting_before(record, making)) and meeting.place:
        return meeting.place.name
    return scenes[0] if len(scenes) == 1 else None


_THEY = re.compile(
    r"(?:(?:There|Afterwards|Then),?\s+)?(?:[Tt]hey|[Bb]oth|[Tt]he\s+two|[Tt]he\s+(?:presidents|leaders|ministers|sides))\b"
)


def _meeting_before(record: Record, making: Making) -> Event | None:
    """Return the meeting, told in the sentence before, of those who make a paper: "A and B met. *They* signed it".

    They are told of by words for both, or by names of which the meeting has all.
    """
    text, number = record.article.text, making.sentence
    here, before = record.sentences[number], record.sentences[number - 1] if number else None
    if before is None or before.paragraph != here.paragraph:
        return None
    met = [e for e in record.events if e.event_type == "CONSULT" and e.realis == "actual" and before.covers(e.trigger)]
    if len(met) > 1 and len({(e.earliest, e.latest) for e in met if e.earliest}) == 1:
        met = [max(met, key=lambda e: len({p.code for p in (*e.actors, *e.recipients) if p.code}))]
    if len(met) != 1:
        return None
    if _THEY.match(text, here.start) or _OF_BOTH.search(text, here.start, making.verb.start):
        return met[0]
    parties = {p.code for p in making.event.actors if p.code} if making.event else set()
    guests = {p.code for p in (*met[0].actors, *met[0].recipients) if p.code}
    return met[0] if len(parties) == PAIR and parties <= guests else None


def _scenes(record: Record, number: int) -> list[str]:
    text = record.article.text
    return list(dict.fromkeys(
        m.place.name for m in within(record.mentions, record.sentences[number])
        if m.place and m.actor is None and _SCENE.search(text[max(0, m.start - 30) : m.start])
    ))  # fmt: skip


def last_day(timexes: Sequence[Timex], before: int) -> str | None:
    """Return the last day that a text names before an offset."""
    days = [t for t in timexes if t.end <= before and t.earliest and t.earliest == t.latest]
    return days[-1].earliest if days else None


_DECLARED_IN = re.compile(r"\b[Ii]n\s+$")


def declared_in(text: str, naming: Naming) -> bool:
    """Say whether somebody says something in a declaration, which then is there: "In a joint declaration both …"."""
    return naming.head in _WHAT_IS_DECLARED and bool(_DECLARED_IN.search(text, max(0, naming.start - 4), naming.start))


_WHAT_IS_DECLARED = ("declaration", "statement", "communiqué")
LEAD = 5
"""Sentences of a post, from the first, in which the news of a declaration begins."""
RECENT = 14
"""Days before the post that a meeting of which it tells the outcome is back, at most."""


def declared_on(record: Record, naming: Naming) -> str | None:
    """Return the day of a declaration that the post's opening tells of: that of the meeting or the announcing.

    What is declared has no other day than that of the declaring, as a treaty has that of its signing. `None` where the
    sentences before it tell of two days or none, or the declaration is an old one ("the 1975 declaration").
    """
    published = record.article.published_at
    if naming.head not in _WHAT_IS_DECLARED or naming.sentence > LEAD or naming.plural or not published:
        return None
    if (naming.opener == "a" and not declared_in(record.article.text, naming)) or re.search(
        r"\b(?:19|20)\d\d\b", naming.name
    ):
        return None
    until = published[:10]
    since = add_days(until, -RECENT) or ""
    start, end = record.sentences[0].start, record.sentences[naming.sentence].end
    told = {
        *((a.earliest, a.latest) for a in record.attributions if a.cue and start <= a.cue.start < end),
        *(
            (e.earliest, e.latest)
            for e in record.events
            if e.event_type in ("CONSULT", "AGREE") and e.realis == "actual" and start <= e.trigger.start < end
        ),
    }
    days = {first for first, last in told if first and first == last and since <= first <= until}
    return days.pop() if len(days) == 1 else None
