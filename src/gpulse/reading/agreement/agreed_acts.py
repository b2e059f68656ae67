"""What a deal is about where it has no other words: "Chad and Niger agreed to reopen the road. The deal …".

Who agrees to do something has made the deal that the same or the next sentence takes up, and what they agreed to is its
clause. Who announces together what will be has agreed on it before, on a day that is not told. Of one alone ("Kyiv
agreed to withdraw"), or of what is only wanted, nothing is made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gpulse.reading.actor.sides import find_sides
from gpulse.reading.actor.stand_ins import code_of, is_join
from gpulse.reading.agreement.paper_names import Naming, Paper
from gpulse.record import Record, Span, within

_AGREED = re.compile(
    r"\b(?:(?:ha(?:s|ve|d)|finally|also|then|now)\s+)*agreed\s+(?P<when>(?:on|at|in|late|early|last|today|yesterday)\b[^,;.]{0,40}?\s+)?"
    r"(?P<duty>(?:not\s+)?to\s+(?!(?:meet|talk|hold|continue|discuss|keep\s+talking|sign|send\s+the)\b)[a-z]+\s[^;“”\"]+?)"
    r"(?=\s*[.]?\s*$|[,;]\s|\s(?:after|when|while|as\s+(?:the|a)|because|although|during\s+talks|at\s+(?:a|talks)|under)\b)"
)
_ANNOUNCED = re.compile(
    r"\b(?:(?:ha(?:s|ve|d)|also|jointly|then)\s+)*announced\s+(?P<when>(?:on|at|in|late|early|last|today|yesterday)\b[^,;.]{0,40}?\s+)?"
    r"(?:together\s+)?that\s+(?P<duty>[^,;“”\"]{4,90}?\s(?:will|would|is\s+to|are\s+to|shall)\s[^;“”\"]+?)(?=\s*[.]?\s*$|;\s)"
)
_EVERYBODY = re.compile(r"(?:[Tt]hey|[Bb]oth(?:\s+\w+)?|[Tt]he\s+two(?:\s+\w+)?|[Tt]he\s+\w+)$")
_NO = re.compile(r"\b(?:not|never|yet\s+to|if|unless|until|would|could|might|may|should|had\s+hoped)\b[^,;.]{0,30}$")
_SEVERAL = re.compile(r"^\s*(?:between|with|among)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedAct:
    """What was agreed: by whom, the words of the duty, its sentence, and the word "agreed"; `signed`: a day told
    there is that of the agreeing, not of the announcing."""

    parties: tuple[str, ...]
    duty: Span
    verb: Span
    sentence: int
    signed: bool = True


BACK = 3
"""Sentences back, in its paragraph, in which what "the deal" takes up was agreed or announced."""


def find_agreed(record: Record, paper: Paper) -> AgreedAct | None:
    """Return the agreeing that words for a paper take up, in their sentence or the one before."""
    found = (_agreed_before(record, naming) for naming in paper.namings if _takes_up(record, naming))
    return next((one for one in found if one), None)


def _agreed_before(record: Record, naming: Naming) -> AgreedAct | None:
    text = record.article.text
    for number in range(naming.sentence, naming.sentence - 1 - BACK, -1):
        if number < 0:
            continue
        sentence = record.sentences[number]
        if sentence.paragraph != record.sentences[naming.sentence].paragraph:
            return None
        end = naming.start if number == naming.sentence else sentence.end
        agreed = ((m, True) for m in _AGREED.finditer(text, sentence.start, end))
        announced = ((m, False) for m in _ANNOUNCED.finditer(text, sentence.start, end))
        for match, signed in (*agreed, *announced):
            before = Span(start=sentence.start, end=match.start())
            parties = _who(record, before)
            if parties and not _NO.search(before.of(text)):
                duty = Span(start=match.start("duty"), end=match.end("duty"))
                verb = Span(start=match.start(), end=match.start("duty"))
                return AgreedAct(parties=parties, duty=duty, verb=verb, sentence=number, signed=signed)
    return None


def _takes_up(record: Record, naming: Naming) -> bool:
    """Say whether words take up what was agreed: "the deal", "this truce", not "the deal with Peru"."""
    after = record.article.text[naming.end : naming.end + 12]
    return naming.is_back and naming.kind in ("any", "truce") and not _SEVERAL.match(after)


def _who(record: Record, before: Span) -> tuple[str, ...]:
    """Return those that stand right before "agreed": a list of names, or words for the sides of the post.

    Two of one state ("the army and the rebels") are that state.
    """
    text = record.article.text
    words = before.of(text).rstrip()
    if sides := _EVERYBODY.search(words):
        start = before.start + sides.start()
        return find_sides(record, Span(start=start, end=start + len(sides.group()))) or ()
    named = [m for m in within(record.mentions, before) if code_of(m)]
    last = named[-1:]
    while last and len(last) < len(named) and is_join(text[named[-1 - len(last)].end : last[0].start]):
        last = named[-1 - len(last) :]
    if len(last) < 2 or re.search(r"[,;:]|\b(?:and|that|which|who|said)\b", text[last[-1].end : before.end]):
        return ()
    return tuple(dict.fromkeys(code for m in last if (code := code_of(m))))
