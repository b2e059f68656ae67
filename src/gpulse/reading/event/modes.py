"""PLOVER modes and contexts by the words of the sentence: short tables, each entry with its example in the tests.

A mode is given only where its word stands in or beside the trigger; a context where one of its words stands in the
sentence. Where no word decides, there is none.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

MODE_WORDS: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "CONSULT": (
        ("phone", r"phone|telephone|call(?:ed|s)?\b|video", "spoke by phone with his counterpart"),
        ("multilateral", r"summit|conference|assembly|multilateral", "leaders gathered at the summit"),
        ("third-party", r"mediat\w+|broker\w+", "Qatar mediated between them"),
        ("visit", r"visit\w*|travel\w*|trip|arriv\w+|flew|receiv\w+|host\w*", "paid a visit to Hanoi"),
    ),
    "RETREAT": (
        ("ceasefire", r"cease-?fire|truce|armistice|halt of hostilities", "a truce took hold"),
        ("release", r"releas\w+|free[ds]?\b|freed|exchang\w+", "the hostages were released"),
        ("disarm", r"disarm\w*|weapons? hand|demobili[sz]\w+", "the militia disarmed"),
        ("withdraw", r"withdr\w+|pull\w* (?:out|back)|leav\w+|left\b|retreat\w*", "troops withdrew from the town"),
        ("resign", r"resign\w*|step\w* down|quit", "the minister resigned"),
        ("return", r"return\w*", "the islands were returned"),
        ("access", r"access|open\w* (?:a |the )?(?:crossing|border|corridor)", "let inspectors have access"),
    ),
    "PROTEST": (
        ("hunger", r"hunger strike", "began a hunger strike"),
        ("strike", r"strike\b|walk-?out|downed tools", "dockers went on strike"),
        ("riot", r"riot\w*|loot\w*|clash\w*", "the march turned into a riot"),
        ("boycott", r"boycott\w*", "the party boycotts the vote"),
        ("obstruct", r"block\w*|blockad\w+|occup\w+", "farmers blocked the road"),
        ("demo", r"protest\w*|march\w*|rall\w+|demonstrat\w+|gather\w*", "thousands marched"),
    ),
    "ACCUSE": (
        (
            "investigate",
            r"investigat\w+|probe|inquiry|charg\w+|indict\w+|su(?:e|ed|es|ing)\b",
            "was charged with fraud",
        ),
        ("allege", r"alleg\w+|accus\w+|claim\w*|blam\w+", "accused Moscow of lying"),
        ("disapprove", r"criticis\w+|criticiz\w+|condemn\w*|denounc\w+|deplor\w+", "condemned the decision"),
    ),
    "SANCTION": (
        ("convict", r"convict\w*|found guilty|sentenc\w+", "was convicted"),
        ("expel", r"expel\w*|expuls\w+|persona non grata|suspend\w* .{0,20}membership", "expelled two diplomats"),
        ("withdraw", r"withdr\w+|recall\w*|leav\w+|left\b|quit", "withdrew from the pact"),
        ("discontinue", r"suspend\w*|cut\w*|halt\w*|cancel\w*|sanction\w*|embargo\w*|ban\w*", "imposed sanctions"),
    ),
    "MOBILIZE": (
        (
            "weapons",
            r"missile\w*|warhead\w*|jets?\b|aircraft|tanks?\b|warships?|carrier",
            "moved missiles to the border",
        ),
        ("police", r"police", "police were deployed"),
        ("militia", r"militia\w*|mercenar\w+", "the militia massed"),
        ("troops", r"troops?|soldiers?|army|brigade\w*|forces|battalion\w*|exercise\w*|drill\w*", "sent troops"),
    ),
    "COERCE": (
        ("arrest", r"arrest\w*|detain\w*|detention|jail\w*|imprison\w*|custody", "was arrested"),
        ("deport", r"deport\w*|extradit\w*", "was deported"),
        ("curfew", r"curfew", "imposed a curfew"),
        ("martial-law", r"martial law|state of emergency", "declared martial law"),
        ("seize", r"seiz\w+|confiscat\w+|nationali[sz]\w+", "seized the ship"),
        (
            "censor",
            r"censor\w*|block\w* .{0,20}(?:website|access)|shut .{0,15}(?:newspaper|station)",
            "blocked the website",
        ),
        ("cyber", r"hack\w*|cyber\w*", "hacked the ministry"),
        ("misinformation", r"disinformation|misinformation|fake", "spread disinformation"),
        (
            "restrict",
            r"restrict\w*|ban\w*|lockdown|quarantine|mandate|clos(?:e|ed|ing|ure)\w*|clear\w*",
            "closed the border",
        ),
        ("withhold", r"withh\w+|blockad\w+", "withheld the aid"),
    ),
    "ASSAULT": (
        ("abduct", r"abduct\w*|kidnap\w*|hostage", "were kidnapped"),
        ("suicide-attack", r"suicide", "a suicide bomber"),
        ("drone", r"drones?\b", "a drone struck the depot"),
        ("aerial", r"air ?strikes?|air raid|bombard\w*|aerial", "an airstrike hit the school"),
        ("heavy-weapons", r"shell\w*|artillery|rockets?|missiles?|mortars?", "shelled the town"),
        ("explosives", r"bomb\w*|explos\w+|mine\b|blast", "a roadside bomb"),
        ("firearms", r"shot|shoot\w*|gunmen|open(?:ed|s)? fire|gunfire", "gunmen opened fire"),
        ("torture", r"tortur\w+", "was tortured"),
        ("sexual", r"rap(?:e|ed|es|ing)\b|sexual", "soldiers raped women"),
        ("destroy", r"destroy\w*|burn\w*|set .{0,12}(?:fire|ablaze)|demolish\w*", "burned the village"),
        ("beat", r"beat\w*|beaten", "beat the prisoners"),
    ),
}
"""For each type: mode, words, and an example that shows it. The first that fits the trigger, else its sentence, counts."""

THREATENED: Final = (
    ("violence", r"attack\w*|war|strike\w*|force|retaliat\w+|bomb\w*", "threatened to attack"),
    ("relations", r"ties|relations|ambassador", "threatened to cut ties"),
    ("restrict", r"sanction\w*|ban\w*|tariff\w*|clos\w+|restrict\w*", "threatened new sanctions"),
    ("expel", r"expel\w*", "threatened to expel the envoy"),
)

CONTEXT_WORDS: Final[dict[str, tuple[str, str]]] = {
    "military": (
        r"troops?|soldiers?|army|military|navy|air force|brigades?|battalions?|artillery|missiles?",
        "sent troops",
    ),
    "intelligence": (r"intelligence (?:service|agency|officers?)|spies|spying|espionage", "the intelligence service"),
    "legislative": (r"parliament\w*|senat\w+|congress\b|lawmakers?|bill\b", "parliament passed a bill"),
    "election": (r"elections?|electoral|ballot\w*|candidates?|voters?", "before the election"),
    "economic": (r"trade|tariffs?|econom\w+|export\w*|import\w*|inflation|loans?", "a trade deal"),
    "legal": (r"courts?|judges?|tribunal|lawsuit|prosecut\w+|trial", "the court ruled"),
    "human_rights": (r"human rights", "human rights groups"),
    "diplomatic": (r"ambassadors?|embass\w+|diplomat\w*|envoys?|foreign minist\w+", "recalled its ambassador"),
    "territory": (r"border\w*|territor\w+|annex\w*|sovereignty", "a border dispute"),
    "peacekeeping": (r"peacekeep\w+", "peacekeepers left"),
    "health": (r"covid\S*|pandemic|vaccin\w+|hospitals?|epidemic", "a vaccine mandate"),
    "asylum": (r"asylum", "asked for asylum"),
    "migration": (r"migrants?|refugees?|displaced", "took in refugees"),
    "disasters": (r"earthquake|flood\w*|hurricane|typhoon|wildfires?", "after the earthquake"),
    "natural_resource": (r"oil|gas|mining|minerals?", "an oil field"),
    "environment": (r"climate|emissions?|pollution", "a climate deal"),
    "terrorism": (
        r"terroris\w+|suicide bomb\w*|isis|islamic state|al-?qaeda|al-?shabaab|boko haram",
        "a terrorist attack",
    ),
    "cbrn": (r"nuclear|chemical weapons?|biological weapons?|uranium|radioactive|warheads?", "its nuclear programme"),
    "cyber": (r"cyber\w*|hack\w*", "a cyber attack"),
    "corruption": (r"corrupt\w*|brib\w+|embezzl\w+", "on charges of corruption"),
    "illegal_drugs": (r"drug (?:cartel|traffick\w*|dealers?)|cocaine|heroin|fentanyl", "a drug cartel"),
    "trafficking": (r"traffick\w+|smuggl\w+", "smuggled weapons"),
}
"""For each context: the words that show it, and an example."""


def classify_mode(event_type: str, trigger: str, sentence: str) -> str | None:
    """Return the PLOVER mode of an act, by its trigger's words first, then its sentence's; `None` where none fits.

    >>> classify_mode("CONSULT", "visit", "He embarked on a visit.")
    'visit'
    """
    table = THREATENED if event_type == "THREATEN" else MODE_WORDS.get(event_type, ())
    for words in (trigger, sentence):
        for mode, pattern, _ in table:
            if re.search(rf"\b(?:{pattern})", words, re.IGNORECASE):
                return mode
    return None


_BEGINS: Final = re.compile(r"[a-z ]*(?![?*])")
"""The plain letters that a pattern begins with: "troop" of "troops?"."""


@cache
def _context_patterns() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    """Return each context with how its words begin, without one of which its pattern finds nothing, and the pattern."""
    return tuple(
        (
            name,
            tuple(begins[0] if (begins := _BEGINS.match(part)) else "" for part in pattern.split("|")),
            re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE),
        )
        for name, (pattern, _) in CONTEXT_WORDS.items()
    )


@lru_cache(maxsize=256)
def classify_contexts(sentence: str) -> tuple[str, ...]:
    """Return the PLOVER contexts whose words stand in the sentence, in the manual's order.

    >>> classify_contexts("The navy shelled the oil port.")
    ('military', 'natural_resource')
    """
    low = sentence.lower()
    return tuple(
        name
        for name, beginnings, pattern in _context_patterns()
        if any(begins in low for begins in beginnings) and pattern.search(sentence)
    )
