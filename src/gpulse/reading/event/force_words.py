"""Acts of force and order, and breaks with others, whose type a verb or its object settles whatever the network says.

Rows as in `idioms.py`. The number beside a row is how many of such acts in the hand-coded training sentences are of its
type; where there is none, the row follows PLOVER's manual.
"""

from __future__ import annotations

from typing import Final

from gpulse.reading.event.retyped import Retype

_ENVOYS = (
    r"(?:ambassadors?|envoys?|diplomats?|attach[ée]s?|charg[ée]s?|consuls?|"
    r"(?:embassy|consular|diplomatic)\s+(?:staff|officials))\b"
)
_ANY: Final[frozenset[str]] = frozenset()
_SOME = r"(?:[\w’'-]+\s+){0,4}?"
_TROOPS = r"(?:troops|soldiers|forces|peacekeepers|contingents?|warships?|marines|paratroopers)"
_MEDIA = (
    r"(?:newspapers?|channels?|websites?|apps?|broadcasters?|radio|stations?|internet|social\s+media|social\s+networks?|"
    r"messaging)"
)

FORCE_WORDS: Final = (
    Retype(  # 11 of 11
        taken_for=frozenset(("COERCE", "PROTEST", "ACCUSE")),
        act=r"(?:kidnap|abduct)",
        around=r"\b(?:kidnap|abduct)",
        event_type="ASSAULT",
        example="Pirates kidnapped five sailors off the delta.",
        trigger="kidnapped",
    ),
    Retype(  # 6 of 6
        taken_for=frozenset(("ASSAULT", "ACCUSE", "CONSULT", "COOPERATE")),
        act=r"(?:spie[ds]|spy|spying|surveil\w*|wiretap\w*|eavesdrop\w*|hack(?:ed|s|ing)?)\b",
        around=r"\b(?:spie[ds]|spy|spying|surveil|wiretap|eavesdrop|hack)",
        event_type="COERCE",
        example="The service spied on its ministers for a decade.",
        trigger="spied",
    ),
    Retype(  # 14 of 14
        taken_for=frozenset(("ASSAULT", "PROTEST", "RETREAT", "SANCTION")),
        act=r"(?:\w+\s+)?coups?\b",
        around=r"\bcoups?\b(?!\s+d[’']?\s?theatre)",
        event_type="COERCE",
        example="Officers led a coup against the president.",
        trigger="coup",
    ),
    Retype(  # 2 of 2
        taken_for=frozenset(("ASSAULT", "COOPERATE", "RETREAT", "AGREE")),
        act=r"annex",
        around=r"\bannex(?:es|ed|ing|ation)?\b",
        event_type="COERCE",
        example="It has no intention of annexing the district.",
        trigger="annexing",
    ),
    Retype(  # 2 of 2; who loses an office by a vote or a superior is dismissed, by force he is removed from power
        taken_for=frozenset(("SANCTION", "RETREAT", "CONCEDE")),
        act=r"(?:remov|oust|depos|toppl|overthr)",
        around=r"\b(?:remov|oust|depos|toppl|overthr)\w*\s+(?:of\s+)?(?:[\w’'.-]+\s+){0,4}?from\s+power\b",
        event_type="COERCE",
        example="She is held for having backed the removal of the president from power.",
        trigger="removal",
    ),
    Retype(
        taken_for=frozenset(("PROTEST", "RETREAT", "MOBILIZE", "SANCTION", "CONSULT")),
        act=r"(?:dispers|br[eo]\w*\s+up|broke\s+up|clear)",
        around=rf"\b(?:dispers\w*|br[eo]\w*\s+up|clear\w*)\s+{_SOME}(?:crowds?|protest\w*|demonstrat\w*|rall(?:y|ies)|marche?(?:rs?)?|sit-?ins?|camps?)\b|"
        r"\b(?:crowds?|protest\w*|demonstrat\w*|rall(?:y|ies)|march)\s+(?:\w+\s+)?(?:was|were|is|are|been|being)\s+(?:\w+ly\s+)?"
        r"(?:dispersed|broken\s+up|cleared)",
        event_type="COERCE",
        example="Government forces dispersed the crowd before noon.",
        trigger="dispersed",
    ),
    Retype(  # 5 of 5
        taken_for=frozenset(("PROTEST", "MOBILIZE", "CONSULT", "SANCTION")),
        act=r"(?:us(?:e|es|ed|ing)|fir(?:e|es|ed|ing)|turn(?:ed|s)?|launch\w*|charg\w+)\b",
        around=rf"\b(?:us|fir|turn|launch|charg)\w*\s+{_SOME}(?:tear\s?gas|water\s+cannons?|batons?|rubber\s+bullets|stun\s+grenades|pepper\s+spray|live\s+rounds)\b",
        event_type="ASSAULT",
        example="Police in Dhaka used batons and tear gas on Wednesday.",
        trigger="used",
    ),
    Retype(  # 3 of 3
        taken_for=frozenset(("SANCTION", "REJECT", "RETREAT")),
        act=r"(?:ban|block|shut|clos|suspen|cut)",
        around=rf"\b(?:ban|block|shut|clos|suspen|cut)\w*\s+(?:down\s+|off\s+)?(?:access\s+to\s+)?(?:(?:the|its|their|all|two|three|several|an?)\s+)?(?:[\w-]+\s+){{0,2}}?{_MEDIA}\b",
        event_type="COERCE",
        example="The junta shut two independent radio stations in the capital.",
        trigger="shut",
    ),
    Retype(  # who may not leave is held, whatever "leave" names
        taken_for=frozenset(("RETREAT", "CONSULT", "MOBILIZE", "SANCTION", "CONCEDE")),
        act=r"(?:(?:may|can(?:not)?|must|could)\s+(?:not\s+)?)?(?:leav(?:e|ing)|travel\w*|go\s+out|go\s+abroad)\b",
        around=r"\b(?:cannot|can\s+not|can[’']t|may\s+not|must\s+not|not\s+(?:be\s+)?allowed\s+to|forbidden\s+to|barred\s+from|banned\s+from|prevented\s+from|"
        r"kept\s+from)\s+(?:\w+ly\s+)?(?:leav(?:e|ing)|travel\w*|go\s+out|go\s+abroad)\b",
        event_type="COERCE",
        example="Men of military age may not leave the country.",
        trigger="leave",
    ),
    Retype(
        taken_for=frozenset(("MOBILIZE", "AID", "COERCE", "CONSULT")),
        act=r"(?:br(?:ing|ought)|pull|t(?:ake|aken|aking|ook)|call|fl(?:y|ew|own))",
        around=rf"\b(?:br(?:ing|ought)\w*|pull\w*|t(?:ake|aken|aking|ook)|call\w*|fl(?:y|ew|own|ying))\s+(?:(?:back|home|out)\s+)?(?:(?:its|their|the|all|his|her|our|"
        rf"most|some|half|of|[\d,]+)\s+)+(?:[\w-]+\s+)?{_TROOPS}\s+(?:back|home|out)\b|\b(?:bring|brought|pull\w*)\s+(?:back|home|out)\s+{_SOME}{_TROOPS}\b",
        event_type="RETREAT",
        example="The envoy quit over the order to bring the troops back from Syria.",
        trigger="bring",
    ),
    Retype(  # 8 of 8
        taken_for=frozenset(("PROTEST", "REQUEST", "COERCE")),
        act=r"(?:\w+\s+)?mobili[sz]ation\b",
        around=r"\b(?:general|partial|full|military)\s+mobili[sz]ation|\bmobili[sz]ation\s+of\s+(?:[\w,’'-]+\s+){0,3}?(?:men|reservists|troops|soldiers|conscripts|forces)",
        event_type="MOBILIZE",
        example="Transnistria declares a general mobilization of all men.",
        trigger="mobilization",
    ),
    Retype(  # 9 of 9
        taken_for=frozenset(("COERCE", "REJECT", "RETREAT")),
        act=r"(?:blacklist\w*|cut|sever|suspen|end|halt|fr(?:ee|o)z|break|broke)",
        around=r"\bblacklist|\bcut\w*\s+(?:[\w’'-]+\s+){1,5}?off\s+from\b|\b(?:cut|sever|suspend|end|halt|froze|freez|break|broke)\w*\s+(?:off\s+)?(?:(?:its|the|all|their|"
        r"last)\s+)*(?:\w+\s+)?(?:hotlines?|ties|links|relations|talks|contacts?|communications?|membership)\b(?!\s+(?:on|about)\s+ending)",
        event_type="SANCTION",
        example="Pyongyang cut the last military hotline with the South.",
        trigger="cut",
    ),
    Retype(  # firms that leave a market
        taken_for=frozenset(("RETREAT", "CONCEDE", "REJECT")),
        act=r"(?:withdr|exit|pull|leav|left|quit)",
        around=r"\b(?:withdr\w+|exit\w*|pull\w*\s+out|leav\w+|left|quit\w*)\s+(?:from\s+|of\s+)?(?:the\s+)?(?:[A-Z][\w-]+\s+)(?:economy|market)\b",
        event_type="SANCTION",
        example="Maersk announces its complete withdrawal from the Russian economy.",
        trigger="withdrawal",
    ),
    Retype(  # PLOVER's manual: SUPPORT begins, restores or upgrades relations
        taken_for=frozenset(("COOPERATE", "CONSULT", "MOBILIZE", "AID", "CONCEDE", "RETREAT")),
        act=r"(?:(?:re-?)?open|send|sent|exchang|appoint|return|nam)",
        around=r"\b(?:re-?)?open\w*\s+(?:\w+\s+){0,2}?(?:liaison|representative|interests)\s+(?:offices?|sections?)\b|"
        r"\b(?:send|sent|exchang\w*|appoint\w*|return\w*)\s+(?:back\s+)?(?:(?:their|its|an?|the|new|full|first|resident)\s+)*ambassadors?\s+(?:to\b|again\b|back\b|with\b|after\b|for\s+the\s+first)",
        event_type="SUPPORT",
        example="Riyadh and Tehran will send ambassadors to each other again.",
        trigger="send",
    ),
    Retype(
        taken_for=frozenset(("REJECT", "RETREAT", "CONCEDE", "SANCTION", "CONSULT")),
        act=r"(?:down(?:ed|ing|s)?\s+tools|down|walk|skip|strik|struck|boycott)",
        around=r"\bdown(?:ed|ing|s)?\s+tools\b|\bwalk\w*\s+(?:off\s+the\s+job|out\s+on\s+strike|out\s+of\s+(?:class|classes|lessons))|"
        r"\bskip\w*\s+(?:\w+\s+)?(?:class|classes|school|lessons)\b",
        event_type="PROTEST",
        example="Pilots of the carrier voted to down tools over Easter.",
        trigger="down tools",
    ),
    Retype(  # 20 of 21 that lift, ease, relax or roll back
        taken_for=frozenset(("REJECT", "SANCTION", "RETREAT", "COERCE")),
        act=r"(?:scrap|suspend|cancel|withdr|drop|end(?:s|ed|ing)?\b|remov|abolish|axe|lift|eas|relax|loosen|rescind|revok|repeal|waiv|roll)",
        around=r"\b(?:scrap|suspend|cancel|withdr|drop|end|remov|abolish|axe|lift|eas|relax|loosen|rescind|revok|repeal|waiv|roll)\w*\s+(?:back\s+)?"
        r"(?:(?:the|its|their|all|most|a|an|some)\s+)+(?:[\w-]+\s+){0,3}?(?:curfews?|lock-?downs?|restrictions|state\s+of\s+emergency|martial\s+law|"
        r"blockade|siege|quarantine|(?:mask|vaccine)\s+mandates?|(?:travel|entry)\s+bans?|embargo|sanctions|tariffs)\b(?!\s+(?:list|committee|threat))",
        event_type="CONCEDE",
        example="The government scrapped the nightly curfew on Monday.",
        trigger="scrapped",
    ),
    Retype(
        taken_for=_ANY,
        act=r"(?:summon|sen[dt]|order)",
        around=rf"\bsummon\w*\s+(?:home|back)\s+{_SOME}{_ENVOYS}|\bsummon\w*\s+{_SOME}{_ENVOYS}\s+(?:home|back)\b|\bsen[dt]\w*\s+home\s+{_SOME}{_ENVOYS}",
        event_type="SANCTION",
        example="Norway sent home two Chadian diplomats on Monday.",
        trigger="sent",
    ),
    Retype(  # 36 of 37 meetings
        taken_for=frozenset(("AID", "AGREE", "COOPERATE", "RETREAT")),
        act=r"(?:receiv|host|welcom)",
        around=r"\b(?:receiv|host|welcom)\w*\s+(?:(?:the|his|her|its|an?|visiting|Norwegian|[A-Z]\w+(?:n|ese|ish|i))\s+)+(?:[\w-]+\s+){0,2}?(?:king|queen|emir|sultan|"
        r"president|premier|(?:\w+\s+)?minister|chancellor|envoy|ambassador|delegation|counterpart|leader|pope)\b(?![’'])(?!\s+(?:to\s+treat|for\s+treatment))",
        event_type="CONSULT",
        example="The premier received the king of Jordan on Monday.",
        trigger="received",
    ),
    Retype(
        taken_for=frozenset(("REJECT", "CONSULT", "COOPERATE", "ASSAULT")),
        act=r"(?:hammer|thrash|iron)",
        around=r"\b(?:hammer|thrash|iron)\w*\s+out\s+(?:[\w’'-]+\s+){0,4}?(?:pacts?|treat(?:y|ies)|accords?|agreements?|deals?|compromise|truce|text)\b",
        event_type="AGREE",
        example="Norway and Chad hammered out a pact on fishing.",
        trigger="hammered out",
    ),
    Retype(
        taken_for=frozenset(("RETREAT", "CONSULT", "COOPERATE")),
        act=r"d[ei]spatch",
        around=rf"\bd[ei]spatch\w*\s+{_SOME}(?:{_TROOPS}|destroyers?|frigates?|jets|tanks|battalions?|brigades?|police)\b",
        event_type="MOBILIZE",
        example="Norway despatched two warships to the strait.",
        trigger="despatched",
    ),
    Retype(
        taken_for=frozenset(("COOPERATE", "MOBILIZE")),
        act=r"equip",
        around=r"\bequip\w*\s+(?:the\s+)?(?:[A-Z]\w*\s+)+(?:[a-z]+\s+)?with\b",
        event_type="AID",
        example="Norway equipped Chad with tents and medicine.",
        trigger="equipped",
    ),
)
