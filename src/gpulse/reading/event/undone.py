"""Acts that break off, undo or take back others: what they are follows from what is broken off, not from the verb.

To suspend talks is SANCTION, to suspend a curfew CONCEDE, to suspend an offensive RETREAT. Rows as in `idioms.py`; they
were written for the cells of verbs and objects that 272 plain sentences showed to be taken for something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gpulse.model.tags import TriggerTag
from gpulse.reading.event.retyped import Retype
from gpulse.record import Sentence, Span

_THE = r"(?:(?:the|its|their|his|her|all|a|an|some|most)\s+)+"
_STOPS = r"(?:halt|stop|suspend|abandon|break|broke|call|end|ceas|paus|scrap|cancel|drop|shelv)"
_FIGHTING = (
    r"(?:offensives?|attacks?|raids?|bombing|shelling|bombardments?|air\s?strikes?|assaults?|advance|campaign|"
    r"operations?)"
)
_STRIKES = r"(?:strikes?|walkouts?|sit-?ins?|boycotts?|protests?|marches|go-slow)"
_CASES = r"(?:case|cases|charges?|prosecution|indictments?|proceedings|investigation|inquiry|lawsuits?|suit)"

UNDONE: Final = (
    Retype(
        taken_for=frozenset(("REJECT", "RETREAT", "CONCEDE", "CONSULT", "PROTEST")),
        act=r"(?:cancel|scrap|abandon|walk|left|leav|quit|storm)",
        around=rf"\b(?:cancel|scrap|abandon|walk|left|leav|quit|storm)\w*\s+(?:out\s+of\s+)?{_THE}(?:\w+\s+){{0,2}}?(?:talks|negotiations)\b",
        event_type="SANCTION",
        example="Norway walked out of the talks with Chad.",
        trigger="walked out",
    ),
    Retype(
        taken_for=frozenset(("CONCEDE", "COERCE")),
        act=r"(?:curb|limit|fr(?:ee|o)z|forb[ai]d|outlaw)",
        around=r"\b(?:curb|limit|fr(?:ee|o)z|forb[ai]d|outlaw)\w*\s+(?:\w+\s+)?(?:imports?|exports?|trade|shipments?|sales)\b",
        event_type="SANCTION",
        example="Norway curbed exports of steel to Chad.",
        trigger="curbed",
    ),
    Retype(
        taken_for=frozenset(("SANCTION", "ASSAULT", "COERCE", "MOBILIZE")),
        act=r"(?:recall|t(?:ook|ake|aken)|slash|halv|shr[aiu]nk)",
        around=rf"\b(?:recall|t(?:ook|ake|aken)|slash|halv|shr[aiu]nk)\w*\s+(?:home\s+)?{_THE}(?:[\w-]+\s+)?(?:(?:troops|soldiers|forces|peacekeepers)\s+"
        r"(?:home\b|from\b|out\s+of\b)|garrisons?\b|contingents?\b|troop\s+(?:presence|levels)\b)",
        event_type="RETREAT",
        example="Norway recalled its troops from Mali.",
        trigger="recalled",
    ),
    Retype(
        taken_for=frozenset(("ASSAULT", "CONCEDE", "SANCTION", "MOBILIZE", "REJECT", "COERCE")),
        act=rf"{_STOPS}",
        around=rf"\b{_STOPS}\w*\s+(?:off\s+)?(?:its|their|his|all)\s+(?:[\w-]+\s+){{0,2}}?{_FIGHTING}\b",
        event_type="RETREAT",
        example="The rebels suspended their offensive on Monday.",
        trigger="suspended",
    ),
    Retype(
        taken_for=frozenset(("SANCTION", "REJECT", "RETREAT", "PROTEST")),
        act=rf"{_STOPS}",
        around=rf"\b(?:workers|dockers|teachers|nurses|doctors|drivers|pilots|miners|farmers|students|unions?|prisoners|protest\w*|staff|employees)\b[^.;]{{0,40}}"
        rf"\b{_STOPS}\w*\s+(?:off\s+)?(?:the|its|their|his|her|a)\s+(?:[\w-]+\s+){{0,2}}?{_STRIKES}\b",
        event_type="CONCEDE",
        example="The dockers suspended their strike on Monday.",
        trigger="suspended",
    ),
    Retype(  # decision 9 of the hand-coded gold: acquittals
        taken_for=frozenset(("ACCUSE", "REJECT", "SANCTION", "RETREAT", "COERCE")),
        act=r"(?:clos|abandon|shelv|withdr|drop|discontinu|dismiss|thr[eo]w)",
        around=rf"\b(?:clos|abandon|shelv|withdr|drop|discontinu|dismiss|thr[eo]w)\w*\s+(?:out\s+)?{_THE}(?:[\w-]+\s+){{0,2}}?{_CASES}\s+(?:against|of)\b",
        event_type="CONCEDE",
        example="Prosecutors closed the case against the mayor.",
        trigger="closed",
    ),
    Retype(
        taken_for=frozenset(("REJECT", "SANCTION", "ACCUSE", "COERCE", "RETREAT")),
        act=r"(?:overturn|quash|annul|void|thr[eo]w|set|revers|vacat|strik|struck)",
        around=r"\b(?:overturn|quash|annul|void|thr[eo]w|set|revers|vacat|strik|struck)\w*\s+(?:out\s+|aside\s+|down\s+)?(?:[\w’'.-]+\s+){1,4}?"
        r"(?:convictions?|sentences?|death\s+sentences?|jail\s+terms?)\b",
        event_type="CONCEDE",
        example="A judge quashed the mayor's conviction.",
        trigger="quashed",
    ),
    Retype(  # 7 of 7 dismissals
        taken_for=frozenset(("REJECT", "ACCUSE", "RETREAT", "COERCE")),
        act=r"(?:dismiss|suspend|ax(?:e|ed|es|ing)\b)",
        around=r"\b(?:dismiss|suspend|ax)\w*\s+(?:(?:his|her|its|two|three|several|the)\s+)+(?:[\w-]+\s+){0,3}?(?:ministers?|generals?|directors?|chiefs?|"
        r"advisers?|governors?|judges?|prosecutors?|commanders?|ambassadors?)\b(?![’'])(?!\s+(?:criticism|claims?|remarks|comments))",
        event_type="SANCTION",
        example="The president dismissed his interior minister on Monday.",
        trigger="dismissed",
    ),
    Retype(
        taken_for=frozenset(("ACCUSE", "REJECT", "SANCTION")),
        act=r"condemn",
        around=r"\bcondemn\w*\s+(?:[\w’'.-]+\s+){1,5}?to\s+(?:death\b|hang\b|life\b|(?:\w+\s+){1,3}?(?:years|months)\b)",
        event_type="COERCE",
        example="A judge condemned the mayor to nine years.",
        trigger="condemned",
    ),
    Retype(
        taken_for=frozenset(("SANCTION", "MOBILIZE", "AGREE", "SUPPORT", "ASSAULT")),
        act=r"(?:put|plac)",
        around=r"\b(?:put|plac)\w*\s+(?:[\w’',-]+\s+){1,6}?under\s+(?:martial\s+law|curfew|lock-?down|quarantine|military\s+rule|emergency\s+rule|siege|guard|surveillance)\b",
        event_type="COERCE",
        example="The army placed the district under martial law.",
        trigger="placed",
    ),
    Retype(
        taken_for=frozenset(("RETREAT", "MOBILIZE", "COERCE")),
        act=r"(?:resettl|rehous)",
        around=r"\b(?:resettl|rehous)\w*\s+(?:[\w’',.-]+\s+){0,5}?(?:refugees|migrants|evacuees|people|families|displaced)\b",
        event_type="AID",
        example="Norway resettled nine thousand refugees from Chad.",
        trigger="resettled",
    ),
    Retype(
        taken_for=frozenset(("SANCTION", "RETREAT", "REJECT", "MOBILIZE")),
        act=r"(?:stop|halt|turn)",
        around=r"\b(?:navy|coast\s?guards?|warships?|frigates?|patrols?)\b[^.;]{0,30}\b(?:stop|halt|turn)\w*\s+(?:back\s+)?(?:an?|the|two|three|its)\s+(?:[\w-]+\s+){0,2}?"
        r"(?:ships?|vessels?|boats?|trawlers?|tankers?|freighters?|dhows?)\b",
        event_type="COERCE",
        example="The navy stopped a Chadian trawler on Monday.",
        trigger="stopped",
    ),
)

_BROKEN_OFF: Final = tuple(
    (re.compile(words, re.IGNORECASE), kind)
    for words, kind in (
        (
            rf"\b(?P<act>(?:halt|stopp|abandon|suspend)ed)\s+(?:its|their|his)\s+(?:[\w-]+\s+){{0,2}}?{_FIGHTING}\b",
            "RETREAT",
        ),
        (rf"\b(?P<act>(?:halt|abandon|suspend)ed)\s+(?:its|their)\s+(?:[\w-]+\s+){{0,2}}?{_STRIKES}\b", "CONCEDE"),
    )
)


def find_broken_off(
    text: str, sentences: Sequence[Sentence], triggers: Sequence[TriggerTag]
) -> Iterator[tuple[Span, str]]:
    """Yield the verbs, with their type, by which those who fight or strike stop, where the network has no act at them.

    >>> words = "The rebels halted their offensive."
    >>> [(verb.of(words), kind) for verb, kind in find_broken_off(words, [Sentence(start=0, end=len(words))], [])]
    [('halted', 'RETREAT')]
    """
    for sentence in sentences:
        for words, kind in _BROKEN_OFF:
            for found in words.finditer(text, sentence.start, sentence.end):
                verb = Span(start=found.start("act"), end=found.end("act"))
                if not any(t.overlaps(verb) for t in triggers):
                    yield verb, kind
