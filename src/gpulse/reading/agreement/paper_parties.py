"""Between whom a paper was made: who signed it, who is named with it, and who only looked on."""

from __future__ import annotations

import re

from gpulse.reading.actor.sides import find_sides
from gpulse.reading.actor.stand_ins import StandIns, code_of, is_join, lists_in
from gpulse.reading.agreement.paper_makings import BREAK, NEAR_VERB, SIGNS, Making
from gpulse.reading.agreement.paper_names import Naming
from gpulse.record import Event, Mention, Record, Span, within

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
_OF_A_PLACE = re.compile(r"\s+(?:city|town|capital|port|resort|village|island|province|region)\b")
_EVERYBODY = re.compile(
    r"\b(?P<who>(?:each|both|the\s+two)(?:\s+(?:sides|parties|countries|governments|neighbours|states|presidents|leaders|ministers|men|women))?|"
    r"(?:[Tt]heir)(?:\s+[a-z]+){1,2})\s+(?:ha(?:s|ve|d)\s+)?$",
    re.IGNORECASE,
)
STATE = 3
"""Letters of an ISO 3166-1 alpha-3 code."""


def parties_of_making(record: Record, making: Making, stand_ins: StandIns) -> tuple[str, ...]:
    """Return who made a paper: the event's participants, else the last list before the verb and who follows "with"."""
    if not making.by_parties:
        return ()
    text, sentence = record.article.text, record.sentences[making.sentence]
    here = within(record.mentions, sentence)
    people = (*making.event.actors, *making.event.recipients) if making.event else ()
    bystanders = [m for m in here if _is_scene(text, m) or (m.actor and (_stands_by(text, m) or _tells(record, m)))]
    if by := signed_by(record, making):
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


def signed_by(record: Record, making: Making) -> tuple[str, ...]:
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
        a.source and a.cue and a.source.covers(mention) and not SIGNS.match(a.cue.of(record.article.text))
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
    met = meeting_before(record, making)
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
    if opened is None or BREAK.search(opened.group().replace(", between", " between")):
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


_THEY = re.compile(
    r"(?:(?:There|Afterwards|Then),?\s+|(?:Under|By|In)\s+(?:an?|the)\s+(?:[\w-]+\s+){1,4}(?:that|which)\s+)?"
    r"(?:[Tt]hey|[Bb]oth|[Tt]he\s+two|[Tt]he\s+(?:presidents|leaders|ministers|sides))\b"
)


def meeting_before(record: Record, making: Making) -> Event | None:
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
