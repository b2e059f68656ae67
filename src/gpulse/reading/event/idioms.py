"""Acts told by a set phrase, whose type the phrase settles whatever single words of it would say.

"sent two attachés packing" sends nobody anything, and who lays down arms puts nothing down: the network, which judges a
trigger by its own words, takes such phrases for what their verb mostly names. Each row is a phrase of English that
names one kind of act in PLOVER's manual or in the decisions of ../shared/gold/events/README.md; none is of one story.
"""

from __future__ import annotations

from typing import Final

from gpulse.reading.event.retyped import Retype

_ENVOYS = (
    r"(?:ambassadors?|envoys?|diplomats?|attach[ée]s?|charg[ée]s?|consuls?|(?:high\s+)?commissioners?|"
    r"(?:embassy|consular|diplomatic)\s+(?:staff|personnel|officials|employees))\b"
)
_SOME = r"(?:[\w’'-]+\s+){0,5}?"
_PAPER = r"(?i:pact|treaty|accord|agreement|deal|convention|protocol|statute)\b"
_BODY = (
    r"(?i:council|union|bloc|alliance|organi[sz]ation|commission|court|agency|league|commonwealth|cartel|forum|"
    r"federation)\b"
)
_SUPPLIES = (
    r"(?:radars?|vehicles|trucks|boats?|ships?|vessels?|helicopters?|jets|aircraft|drones|tanks|howitzers|ambulances|"
    r"generators|medicines?|vaccines?|doses|tents|blankets|food|rice|wheat|flour|grain|ammunition|rifles|equipment|supplies)\b"
)
_ANY: Final[frozenset[str]] = frozenset()

IDIOMS: Final = (
    Retype(
        taken_for=frozenset(("SUPPORT", "ACCUSE", "REQUEST", "REJECT")),
        act=r"(?:call(?:ed|s)|phoned|rang)$",
        around=r"\b(?:called|calls|phoned|rang)\s+(?:(?:President|Prime\s+Minister|Chancellor|King)\s+)?(?:[A-Z][\w’'-]*\s+){1,3}"
        r"(?:to\s+[a-z]|on\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|and\s+(?:told|asked|promised|assured)\b)",
        event_type="CONSULT",
        example="Lind called Pedro Rey to thank him.",
        trigger="called",
    ),
    Retype(
        taken_for=frozenset(("ACCUSE", "REJECT")),
        act=r"(?:call|describ|term|label)",
        around=r"\b(?:call|describ|term|label)\w*\s+(?:[\w’'-]+\s+){1,5}?(?:as\s+)?[“\"‘']?(?:an?|the)\s+(?:(?!not\b|no\b)[\w-]+\s+){0,2}?"
        r"(?:opportunity|milestones?|breakthrough|success|victory|triumph|achievement|step\s+forward|turning\s+point|"
        r"model|hero(?:es)?|friends?|partners?|blessing|new\s+(?:beginning|chapter|era))\b",
        event_type="SUPPORT",
        example='Abdi called the accord "a real opportunity to build a new Syria".',
        trigger="called",
    ),
    Retype(
        taken_for=_ANY,
        act=r"(?:call|order|bring|pull)(?:s|ed|ing)?\b|brought\b",
        around=rf"\b(?:call|order|bring|pull|brought)\w*\s+(?:home|back|out)\s+{_SOME}{_ENVOYS}|"
        rf"\b(?:call|order|bring|pull|brought)\w*\s+{_SOME}{_ENVOYS}\s+(?:[a-z]+\s+){{0,3}}?(?:home|back)\b",
        event_type="SANCTION",
        example="The decision prompted Israel to call home its envoys.",
        trigger="call",
    ),
    Retype(
        taken_for=_ANY,
        act=r"sen[dt](?:s|ing)?\b",
        around=rf"\bsen[dt](?:s|ing)?\s+{_SOME}(?:packing\b|{_ENVOYS}\s+home\b)",
        event_type="SANCTION",
        example="Moscow sent twenty Czechs packing in return.",
        trigger="sent",
    ),
    Retype(
        taken_for=_ANY,
        act=r"(?:order|tell|told)",
        around=r"\b(?:order|tell|told)\w*\s+(?:[\w’'-]+\s+){0,6}?(?:consulates?|embass(?:y|ies)|missions?)\s+(?:[\w’'-]+\s+){0,3}?"
        r"(?:shut|clos)|\b(?:consulate|embassy|mission)\b[^.;]{0,40}\b(?:order|told)\w*\s+(?:to\s+be\s+|to\s+)?(?:shut|clos)",
        event_type="SANCTION",
        example="The consulate, which Beijing had ordered shut, hauled down its flag.",
        trigger="ordered",
    ),
    Retype(  # 7 of 7 in the hand-coded training sentences
        taken_for=frozenset(("RETREAT", "CONCEDE", "REJECT", "COERCE", "MOBILIZE", "CONSULT", "AGREE")),
        act=r"(?:leav(?:e|es|ing)|left|quit\w*|withdr[ae]w\w*|pull\w*|walk\w*|exit\w*|abandon\w*)\b",
        around=r"\b(?:leav(?:e|es|ing)|left|quit\w*|withdr[ae]w\w*|pull\w*\s+out|walk\w*\s+(?:out|away)|exit\w*|abandon\w*)\s+"
        rf"(?:from\s+|of\s+)?(?:the\s+|its\s+|an?\s+)?(?:[\w-]+\s+){{0,4}}?(?:{_PAPER}|{_BODY})(?!\s*(?:[’']|hall|chamber|building|house))",
        event_type="SANCTION",
        example="The United States is leaving the nuclear accord.",
        trigger="leaving",
    ),
    Retype(
        taken_for=_ANY,
        act=r"(?:put|plac)",
        around=r"\b(?:put|plac)(?:s|ed|ing|ting)?\s+(?:on\s+hold|on\s+ice)\b|"
        r"\b(?:put|plac)\w*\s+(?:[\w’'-]+\s+){1,6}?(?:on\s+hold|on\s+ice)\b",
        event_type="SANCTION",
        example="Thirty of the licences for arms exports had been put on hold.",
        trigger="put",
    ),
    Retype(  # as curbs on another state's trade are
        taken_for=frozenset(("COERCE", "REJECT", "RETREAT")),
        act=r"(?:clos|shut|bar|den[iy]|block|ban)",
        around=r"\b(?:clos|shut|bar|den[iy]|block|ban)\w*\s+(?:off\s+)?(?:its|their|the)\s+(?:airspace|skies|ports?|waters|canal|harbours?)\s+to\s",
        event_type="SANCTION",
        example="Qatar's neighbours closed their airspace to its planes.",
        trigger="closed",
    ),
    Retype(
        taken_for=frozenset(("COERCE", "REJECT", "RETREAT", "CONCEDE", "AID")),
        act=r"(?:strip|revok|withdr[ae]w|cancel)",
        around=r"\b(?:strip|revok|withdr[ae]w|cancel)\w*\s+(?:[\w’'-]+\s+){0,6}?(?:citizenships?|nationality|immunity|passports?|accreditations?|visas?)\b",
        event_type="SANCTION",
        example="Managua stripped them of their nationality.",
        trigger="stripped",
    ),
    Retype(
        taken_for=frozenset(("COERCE", "REJECT", "RETREAT", "ASSAULT", "ACCUSE", "PROTEST")),
        act=r"(?:vot|thr[eo]w|remov)",
        around=r"\b(?:[Pp]arliament|[Ss]enat\w+|[Cc]ongress|[Aa]ssembly|[Dd]eputies|[Ll]awmakers|MPs)\b[^.;]{0,30}\b(?:vot|thr[eo]w|remov)\w*\s+(?:[\w’'-]+\s+){1,5}?(?:out\s+of|from)\s+(?:office|power|his\s+post|her\s+post)\b",
        event_type="SANCTION",
        example="The senate threw the president out of office by 39 votes to four.",
        trigger="threw",
    ),
    Retype(
        taken_for=frozenset(("AGREE", "AID", "CONCEDE", "COOPERATE", "ASSAULT", "COERCE", "SUPPORT")),
        act=r"(?:la(?:y|ys|id|ying)|put(?:s|ting)?|hand(?:s|ed|ing)?|surrender\w*|giv\w+|gave|turn\w*|yield\w*)\b",
        around=r"\b(?:la(?:y|ys|id|ying)\s+down|put(?:s|ting)?\s+down|hand(?:s|ed|ing)?\s+(?:over|in)|surrender\w*|(?:giv\w+|gave)\s+up|"
        r"turn\w*\s+in|yield\w*)\s+(?:all\s+)?(?:of\s+)?(?:their|its|his)\s+(?:\w+\s+)?(?:arms|weapons|guns|rifles)\b",
        event_type="RETREAT",
        example="The separatists agreed to lay down their arms.",
        trigger="lay down",
    ),
    Retype(
        taken_for=frozenset(("SANCTION", "CONCEDE", "AID", "COOPERATE", "AGREE")),
        act=r"(?:ced(?:e|es|ed|ing)\b|giv(?:e|es|en|ing)\s+up\b|gave\s+up\b|relinquish)",
        around=r"\b(?:ced|giv|gave|relinquish)\w*\s+(?:up\s+)?(?:[\w’'-]+\s+){0,4}?(?:districts?|territor(?:y|ies)|land|villages?|provinces?|"
        r"islands?|enclaves?|heights|towns?|strips?|regions?)\b",
        event_type="RETREAT",
        example="The agreement cedes several districts to Azerbaijan.",
        trigger="cedes",
    ),
    Retype(  # "will reduce their troop presence": RETREAT in the gold
        taken_for=frozenset(("CONCEDE", "MOBILIZE", "SANCTION", "COERCE")),
        act=r"(?:reduc|cut|trim|draw\w*\s+down|drew\s+down|scal\w+\s+(?:back|down)|thin)",
        around=r"\b(?:reduc|cut|trim|draw|drew|scal|thin)\w*\s+(?:back\s+|down\s+|out\s+)?(?:[\w’'-]+\s+){0,4}?(?:troops?(?:\s+(?:presence|levels|numbers))?|forces|"
        r"garrisons?|contingents?|military\s+presence)\b",
        event_type="RETREAT",
        example="The general said that the United States will reduce its troop presence in Iraq.",
        trigger="reduce",
    ),
    Retype(
        taken_for=frozenset(("AID", "CONCEDE", "COOPERATE", "AGREE", "SUPPORT")),
        act=r"let(?:s|ting)?\b",
        around=r"\blet(?:s|ting)?\s+(?:[\w’'-]+\s+){1,5}?go\b",
        event_type="RETREAT",
        example="Tokyo gave way and let the trawler's captain go.",
        trigger="let",
    ),
    Retype(  # 2 of 5; the others hand over people or yield
        taken_for=frozenset(("COOPERATE", "CONCEDE", "RETREAT", "MOBILIZE")),
        act=r"(?:hand|turn)",
        around=rf"\b(?:hand|turn)\w*\s+over\s+(?:(?!(?:their|its|his)\b)[\w’'.,-]+\s+){{0,5}}?{_SUPPLIES}\s+(?:\w+\s+){{0,3}}?to\b",
        event_type="AID",
        example="The envoy handed over a coastal radar to the marines of the Philippines.",
        trigger="handed over",
    ),
    Retype(
        taken_for=frozenset(("COOPERATE", "CONCEDE", "RETREAT", "MOBILIZE", "AGREE", "COERCE", "CONSULT")),
        act=r"(?:t(?:ake|akes|aken|aking|ook)|let(?:s|ting)?|admit\w*|accept\w*|welcom\w*)\b",
        around=r"\bt(?:ake|akes|aken|aking|ook)\s+in\s+(?:[\w’',.-]+\s+){0,5}?(?:refugees|migrants|evacuees|people|families|displaced|wounded|children)\b|"
        r"\b(?:let|admit|accept)\w*\s+(?:in\s+)?(?:[\w’',.-]+\s+){0,4}?(?:refugees|evacuees|displaced)\b",
        event_type="AID",
        example="Djibouti took in the first two boats of people fleeing the fighting.",
        trigger="took in",
    ),
    Retype(  # 4 of 4 trainings of another's forces
        taken_for=frozenset(("MOBILIZE",)),
        act=r"train(?:s|ed|ing)?\b",
        around=r"\btrain(?:s|ed|ing)?\s+(?:[\d,]+\s+|more\s+than\s+|some\s+|the\s+)*(?:[A-Z]\w+(?:i|an|ese|ish)\b)\s+(?:\w+\s+)?(?:pilots|recruits|forces|"
        r"troops|soldiers|officers|police|crews|sailors|army|guards?)\b",
        event_type="AID",
        example="The American army trains Iraqi pilots at their government's request.",
        trigger="trains",
    ),
    Retype(
        taken_for=_ANY,
        act=r"(?:go(?:es|ing|ne)?|went|cross\w*|defect\w*)\b",
        around=r"\b(?:go(?:es|ing|ne)?|went|cross\w*)\s+over\s+to\s+(?:the\s+)?(?:\w+\s+)?(?:opposition|rebels|insurgents|other\s+side|enemy)\b|"
        r"\bdefect\w*\s+to\b",
        event_type="SUPPORT",
        example="The ambassador to Baghdad went over to the opposition.",
        trigger="went over",
    ),
    Retype(
        taken_for=_ANY,
        act=r"(?:throw|threw|put|swung|swing)",
        around=r"\b(?:throw|threw|put|swung|swing)\w*\s+(?:its|their|his|her|full)\s+(?:\w+\s+)?(?:weight|support|backing)\s+behind\b",
        event_type="SUPPORT",
        example="The union threw its weight behind the interim president.",
        trigger="threw",
    ),
    Retype(
        taken_for=_ANY,
        act=r"(?:point\w*|la(?:y|ys|id)|t(?:ake|akes|aken|ook)|hit(?:s|ting)?|lash\w*|rail\w*|round\w*)\b",
        around=r"\b(?:point\w*\s+(?:the|an?)\s+(?:\w+\s+)?finger|la(?:y|ys|id)\s+(?:the\s+)?blame|t(?:ake|akes|aken|ook)\s+(?:[\w’'-]+\s+){1,4}?to\s+task|"
        r"hit(?:s|ting)?\s+out\s+at|lash\w*\s+out\s+at|rail\w*\s+against|round\w*\s+on)\b",
        event_type="ACCUSE",
        example="The premier lashed out at the bank's directors.",
        trigger="lashed out",
    ),
    Retype(  # 3 of 3 ("on trial")
        taken_for=_ANY,
        act=r"(?:put|t(?:ake|akes|aken|ook)|haul\w*|drag\w*|brought|bring\w*)\b",
        around=r"\b(?:put|brought|bring\w*)\s+(?:[\w’'-]+\s+){0,6}?(?:on|to)\s+trial\b|\b(?:put|brought)\s+(?:on|to)\s+trial\b|"
        r"\b(?:t(?:ake|akes|aken|ook)|haul\w*|drag\w*)\s+(?:[\w’'-]+\s+){0,5}?(?:to|before|into)\s+(?:the\s+|an?\s+)?(?:\w+\s+){0,2}?(?:court|tribunal|judges)\b",
        event_type="ACCUSE",
        example="Egypt's prosecutors put twelve activists on trial.",
        trigger="put",
    ),
    Retype(  # an ambassador who is called in is told off (7 of 9 summonses)
        taken_for=_ANY,
        act=r"(?:call\w*|summon\w*|haul\w*)\b",
        around=rf"\b{_ENVOYS}[^.;,]{{0,30}}\b(?:call|summon|haul)\w*\s+(?:in\b|to\s+the\s+(?:[A-Z]\w+\s+Office|(?:\w+\s+)?ministry))|"
        rf"\b(?:call|summon|haul)\w*\s+in\s+{_SOME}{_ENVOYS}",
        event_type="ACCUSE",
        example="Both ambassadors were called to the Foreign Office over the plan.",
        trigger="called",
    ),
    Retype(
        taken_for=_ANY,
        act=r"(?:turn\w*|brush\w*|shrug\w*|wav\w+|sa(?:y|ys|id)|spurn\w*|snub\w*)\b",
        around=r"\b(?:turn(?:s|ed|ing)?\s+(?:\w+\s+){0,3}?down|brush\w*\s+(?:\w+\s+){0,3}?aside|shrug\w*\s+off|wav\w+\s+(?:aside|away)|"
        r"sa(?:y|ys|id)\s+no\s+to|spurn\w*|snub\w*)\b",
        event_type="REJECT",
        example="Peking offered a ceasefire, but Delhi turned it down.",
        trigger="turned it down",
    ),
    Retype(
        taken_for=frozenset(("RETREAT", "SANCTION", "MOBILIZE", "CONSULT", "AID")),
        act=r"(?:put|t(?:ake|akes|aken|ook)|lock\w*|round\w*|led|lead\w*|haul\w*|drag\w*|bundl\w*|throw\w*|threw|remand\w*|[kh]e(?:pt|ld)|plac\w*)\b",
        around=r"\b(?:put|plac\w*|held|kept)\s+(?:[\w’'-]+\s+){0,5}?(?:under\s+house\s+arrest|behind\s+bars|in\s+(?:jail|prison|custody|detention))\b|"
        r"\bt(?:ake|akes|aken|ook)\s+(?:[\w’'-]+\s+){0,5}?into\s+custody\b|\block\w*\s+(?:[\w’'-]+\s+){0,3}?up\b|\bround\w*\s+(?:[\w’'-]+\s+){0,3}?up\b|"
        r"\b(?:led|haul\w*|drag\w*|taken|took)\s+(?:[\w’'-]+\s+){0,3}?(?:away|off)\b|\b(?:throw\w*|threw)\s+(?:[\w’'-]+\s+){0,4}?(?:into|in)\s+(?:jail|prison)\b",
        event_type="COERCE",
        example="Mutinous soldiers locked up ministers and shut the frontiers.",
        trigger="locked up",
    ),
    Retype(
        taken_for=frozenset(("ASSAULT", "SANCTION", "CONCEDE", "RETREAT", "REJECT", "MOBILIZE")),
        act=r"(?:remov|depos|oust|toppl|overthr|t(?:ake|akes|aken|ook|aking)\b|seiz)",
        around=r"\b(?:[Ss]oldiers|[Oo]fficers|army|[Gg]enerals?|junta|military|coup|colonels?|mutineers)\b[^.;]{0,70}\b(?:(?:remov|depos|oust|toppl|overthr)\w*|"
        r"(?:t(?:ake|akes|aken|ook|aking)|seiz\w+)\s+power)\b",
        event_type="COERCE",
        example="The soldiers deposed the president on Thursday.",
        trigger="deposed",
    ),
    Retype(  # PLOVER's manual: tests and shows of force without a target
        taken_for=frozenset(("ASSAULT", "COERCE", "THREATEN")),
        act=r"(?:launch|fir|test)",
        around=r"\bmissiles?\b[^.;]{0,60}\b(?:flew|flying|fell|landed|splashed\s+down|came\s+down)\s+(?:over|into|in|short)\b|"
        r"\btest[- ]?(?:fir|launch)",
        event_type="MOBILIZE",
        example="A missile launched by the North flew over Aomori.",
        trigger="launched",
    ),
    Retype(  # a strike on what is no workplace is no walkout
        taken_for=frozenset(("PROTEST",)),
        act=r"(?:(?:air\s?)?strikes?|struck|raids?)\b",
        around=r"\A(?!.*\b(?:workers?|unions?|dockers?|teachers?|doctors?|nurses?|pilots?|drivers?|staff|employees|wages?|pay|"
        r"general\s+strike|hunger|students|hospitals?|railway|airports?|on\s+strike|walkout)\b).*\b(?:targets?|sites?|"
        r"positions?|depots?|bases?|bombers?|warplanes|jets|missiles?|rockets?|drones?|air\s+(?:force|defen[cs]e)|military|"
        r"troops|militants?|rebels?|Houthi\w*|retaliat\w+|direct\s+response)\b",
        event_type="ASSAULT",
        example="US and UK strike rebel-run sites in Yemen after weeks of attacks on ships.",
        trigger="strike",
    ),
    Retype(  # forces that draw near do not yet strike
        taken_for=frozenset(("COERCE", "RETREAT", "SANCTION", "CONSULT", "ASSAULT")),
        act=r"(?:clos(?:e|es|ed|ing)\b|mass(?:ed|es|ing)\b)",
        around=r"\bclos(?:e|es|ed|ing)\s+in\b|\bmass(?:ed|es|ing)\b",
        event_type="MOBILIZE",
        example="The ruler fled as the rebels closed in on the capital.",
        trigger="closed in",
    ),
    Retype(
        taken_for=frozenset(("REQUEST", "ASSAULT", "COERCE", "SUPPORT", "CONSULT", "MOBILIZE")),
        act=r"(?:t(?:ake|akes|aken|aking|ook)|walk\w*|down\w*|stag\w*|go(?:es|ing|ne)?|went|hold\w*|held|block\w*)\b",
        around=r"\bt(?:ake|akes|aken|aking|ook)\s+to\s+the\s+streets|\bwalk\w*\s+(?:off\s+the\s+job|out\s+on\s+strike)|\bdown(?:ed|ing|s)?\s+tools|"
        r"\bstag\w*\s+(?:an?|the)\s+(?:\w+\s+)?(?:sit-in|walkout|hunger\s+strike|rally|march)|\b(?:go(?:es|ing|ne)?|went)\s+on\s+(?:hunger\s+)?strike",
        event_type="PROTEST",
        example="On Friday 30,000 dockers downed tools.",
        trigger="downed",
    ),
    Retype(  # 2 of 2
        taken_for=_ANY,
        act=r"(?:g[ai]v(?:e|es|en|ing)|back\w*|climb\w*|relent\w*|cav(?:e|ed|es|ing)|drop(?:s|ped|ping)?)\b",
        around=r"\b(?:g[ai]v(?:e|es|en|ing)\s+(?:in|way|ground)|back\w*\s+down|climb\w*\s+down|relent\w*|cav(?:e|ed|es|ing)\s+in)\b|"
        r"\bdrop\w*\s+(?:its|their|his|her)\s+(?:objections?|opposition|vetoe?s?|demands?|claims?)\b",
        event_type="CONCEDE",
        example="Athens and Nicosia dropped their objections to the loan.",
        trigger="dropped",
    ),
    Retype(
        taken_for=frozenset(("ACCUSE", "REJECT")),
        act=r"(?:call(?:s|ed|ing)?\b(?!\s+(?:for|on|upon|off)\b)|describ|hail)",
        around=r"\b(?:call|describ|hail)\w*\s+(?:[\w’'-]+\s+){1,6}?(?:as\s+)?(?:[“\"]\s*)?(?:an?|the|his|her|our|its|one\s+of)\s+"
        r"[“\"]?(?:\w+\s+)?(?:good[- ]news|great|"
        r"hero\w*|friend|historic|milestone|breakthrough|success\w*|victory|triumph|model|brave|courageous|step\s+forward)\b",
        event_type="SUPPORT",
        example="The president called Burma a good news story.",
        trigger="called",
    ),
    Retype(
        taken_for=_ANY,
        act=r"opposition\b",
        around=r"\b(?:confirm|express|voic|reiterat|restat|declar|stat|announc|underlin|repeat)\w*\s+(?:[\w’'-]+\s+){0,2}?opposition\s+to\b",
        event_type="REJECT",
        example="They also confirmed their opposition to the provision of aid to airlines.",
        trigger="opposition",
    ),
    Retype(
        taken_for=frozenset(("REJECT", "SANCTION", "CONCEDE")),
        act=r"(?:re)?negotiat",
        around=r"\b(?:re)?negotiat(?:ions?|e|es|ed|ing)\b",
        event_type="CONSULT",
        example="Officials meet as the renegotiation of the pact moves forward.",
        trigger="renegotiation",
    ),
    Retype(  # who loses an office is dismissed, which is SANCTION in the gold
        taken_for=frozenset(("ASSAULT", "COERCE", "RETREAT")),
        act=r"(?:fir(?:e|es|ed|ing)|sack\w*)\b",
        around=r"\b(?:fir(?:e|es|ed|ing)|sack\w*)\s+(?:(?:his|her|its|the|their|two|three|several|all)\s+)+(?:[\w-]+\s+){0,3}?(?:ministers?|generals?|directors?|"
        r"secretary|chiefs?|advisers?|governors?|judges?|prosecutors?|commanders?|officials|spokes\w+|cabinet|government|head)\b",
        event_type="SANCTION",
        example="The president fired his interior minister on Sunday.",
        trigger="fired",
    ),
    Retype(  # labour strikes are not "on" a place that can be struck
        taken_for=frozenset(("PROTEST",)),
        act=r"(?:\w+\s+)?strikes?\b",
        around=r"\bstrikes?\s+on\s+(?:(?:its|the|an?|their|his)\s+)?(?:[\w-]+\s+){0,3}?(?:embass(?:y|ies)|consulates?|ports?|bases?|convoys?|hospitals?|camps?|"
        r"depots?|airports?|airfields?|towns?|cit(?:y|ies)|villages?|buildings?|headquarters|refiner(?:y|ies)|bridges?|schools?|markets?|"
        r"soldiers|troops|forces|positions|territory|ships?|vessels?)\b|"
        r"\b(?:rebels?|militants?|army|navy|air\s+force|missiles?|drones?|insurgents?|guerrillas?|fighters?|military)[’']?s?\s+(?:\w+\s+)?strikes?\b",
        event_type="ASSAULT",
        example="Chad vowed to retaliate for the strike on its embassy.",
        trigger="strike",
    ),
    Retype(  # curbs on trade, as those of imports and exports
        taken_for=frozenset(("COERCE", "REJECT")),
        act=r"(?:bar|ban|block|stop|halt|hold|held)",
        around=r"\b(?:bar|ban|block|stop|halt|hold|held)\w*\s+(?:up\s+)?(?:(?:all|its|the|most|some)\s+)?(?:\w+\s+)?(?:steel|coal|grain|wheat|meat|beef|wine|fish|"
        r"fruit|cars|goods|cargo|timber|oil|gas|sugar|lorries|trucks)\s+(?:from|bound\s+for)\s+(?:the\s+)?[A-Z]",
        event_type="SANCTION",
        example="Lithuania is barring steel bound for Kaliningrad from its railways.",
        trigger="barring",
    ),
    Retype(  # PLOVER's manual: SANCTION breaks off talks and relations
        taken_for=frozenset(("CONCEDE", "RETREAT", "REJECT", "COERCE", "CONSULT")),
        act=r"(?:end|broke|break|suspend|halt|cut|fr(?:ee|o)z|sever|call)",
        around=r"\b(?:end|broke|break|suspend|halt|cut|fr(?:ee|o)z|sever|call)\w*\s+(?:off\s+)?(?:(?:its|the|all|their)\s+)?(?:\w+\s+)?"
        r"(?:talks|negotiations|mediation|cooperation|contacts?|dialogue)\b(?!\s+(?:on|about)\s+ending)",
        event_type="SANCTION",
        example="The county has ended mediation efforts with the firm.",
        trigger="ended",
    ),
    Retype(
        taken_for=frozenset(("PROTEST", "AGREE", "SUPPORT")),
        act=r"(?:shook|shak\w+)\b",
        around=r"\b(?:shook|shak\w+)\s+hands\b(?!\s+on\b)",
        event_type="CONSULT",
        example="The president and the commander shook hands in Cartagena.",
        trigger="shook",
    ),
)
