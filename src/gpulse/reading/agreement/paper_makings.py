"""How a paper came about: who signed, concluded or ratified it, on what day and where.

The verb's object is the paper ("signed a pact"), its subject ("the pact was signed"), or a pronoun for it ("their
ministers signed it"). What is only wanted, planned or refused makes no paper: "agreed to sign", "never signed".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gpulse.reading.actor.stand_ins import code_of, lists_in
from gpulse.reading.agreement.paper_names import Naming
from gpulse.record import Event, Record, Sentence, Span, within

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
BREAK = re.compile(
    r"[;:“”\"]|\.\s|\b(?:which|who|that|after|before|while|when|because|although|until|unless|under|by|if|as|to|talks|negotiations)\b"
    r"|,\s+(?:and|but)\b"
)
_PASSIVE = re.compile(
    r"^(?P<more>[^;:“”\"]{0,90}?)(?:(?:\b(?:was|were|been|being|is|are)\s+(?:\w+ly\s+|also\s+|then\s+|finally\s+)?)|,\s+)$|"
    r"^(?:\s+(?:with|between|on|for|about)\s+[^;:,“”\"]{2,60}?)?,?\s+(?:that|which)\s+[^;:“”\"]{2,110}$|^\s+$"
)
_IT = re.compile(r"\s+(?:it|them)\b(?!\s+\w+ed\b)", re.IGNORECASE)
SIGNS = re.compile(r"sign|conclud|initial|adopt|ink|put", re.IGNORECASE)
"""Verbs of which "it" may be a paper."""
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
                it = naming is None and SIGNS.match(match.group()) and (
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
    if after and after.start - verb.end <= REACH and not BREAK.search(text, verb.end, after.start):
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
