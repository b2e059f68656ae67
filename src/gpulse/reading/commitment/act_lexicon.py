"""The act words: verbs and nouns that name an act between actors, with the PLOVER type of the act.

Data, no code. A family is a set of words that name the same act, told apart by what the act is done to: `send` with
arms is AID, with envoys CONSULT. `objects` names classes of `OBJECT_WORDS`, one of which must stand near the verb;
without `objects` the verb alone decides. Order matters: the first family that fits is taken, so families with objects
stand before those without. `frame` says who the grammatical subject is:

- `agent`: the one who acts ("Denmark sends …");
- `receiver`: the one who is given something ("Ukraine gets …"); the agent stands after "from";
- `theme`: the thing or the people moved or concerned ("the tanks will reach …", "the vote takes place").

`example` holds one sentence of our own and the words in it that are the trigger; the tests run every one. Types follow
the PLOVER manual (Open Event Data Alliance, CC BY-SA 4.0) and, for elections, treaties left and ratifications, the
conventions in docs/ledger.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from gpulse.reading.language.words import word_set


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Words that name one kind of act. `verbs` may carry a particle ("hand over"); `states` follow a form of "be"."""

    name: str
    event_type: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    frame: Literal["agent", "receiver", "theme"] = "agent"
    example: tuple[str, str]


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.replace("\n", " ").split(",") if word.strip())


OBJECT_WORDS: Final[dict[str, frozenset[str]]] = {
    "arms": word_set("arms weapon weapons weaponry tank tanks jet jets fighter fighters aircraft plane planes "
    "helicopter helicopters "
        "missile missiles rocket rockets shell shells ammunition munitions rounds round artillery howitzer howitzers "
        "battery batteries launcher launchers drone drones vehicle vehicles f-16 f-16s f-35 f-35s leopard leopards "
        "abrams m1 m1s challenger challengers marder marders bradley bradleys patriot patriots himars atacms gripen "
        "gripens rafale rafales eurofighter eurofighters taurus storm iris-t nasams stryker strykers mig "
        "mig-29s mig-29 "
        "guns gun rifles mortars mines armour armor equipment hardware materiel radar radars frigate frigates "
        "ship ships "
        "corvette submarine submarines interceptors bombs bomb system systems howitzer machines lorries trucks s-300 "
        "s-400 caliber calibre battalion kit"),
    "goods": word_set("grain wheat maize corn food fuel gas oil diesel electricity power medicine medicines "
    "vaccines vaccine doses aid "
        "assistance supplies relief tents generators fertiliser fertilizer coal water uranium goods package "
        "help shipment "
        "shipments cargo convoy convoys trucks tonnes tons barrels containers satellite satellites technology rice"),
    "rest": word_set("part rest remainder last others ones those they them most all half number instalment "
    "installment bulk first it "
        "contingent contingents batch batches wave group consignment tranche load convoy "
        "first body one two three four five six seven eight nine ten twelve dozen more"),
    "money": word_set("money funds funding loan loans credit credits grant grants euros dollars pounds yuan "
    "roubles rubles yen billion "
        "million bn financing tranche payment payments assets subsidy subsidies ransom compensation reparations budget "
        "instalment instalments installment contribution"),
    "troops": word_set("troops troop soldiers soldier forces force units unit brigade brigades battalion "
    "battalions men personnel army "
        "contingent contingents engineers engineer peacekeepers peacekeeper mercenaries fighters police "
        "advisers trainers "
        "regiment regiments division divisions paratroopers marines reservists conscripts militants mission detachment "
        "commandos legion corps observers monitors garrison guards bulk rearguard rebels militia militias "
        "company companies "
        "instructors members recruits newcomers member servicemen servicewomen body"),
    "people": word_set("prisoners prisoner hostages hostage detainees detainee captives captive sailors sailor "
    "journalists journalist "
        "pows crew crews bodies remains activists dissidents president leader minister children civilians opposition "
        "him her he she convicts inmates citizens people women workers refugees"),
    "citizens": word_set("diplomats nationals citizens staff embassy evacuees refugees migrants families "
    "civilians people"),
    "treaty": word_set("treaty pact accord agreement deal convention protocol memorandum arrangement "
    "arrangements truce armistice alliance union "
        "bloc organisation organization court initiative corridor council community statute jcpoa start ecowas "
        "nato opec "
        "eu icc un unesco commonwealth partnership contract csto"),
    "coalition": word_set("coalition"),
    "law": word_set("treaty pact accord agreement protocol accession membership bill law convention amendment "
    "constitution budget "
        "deal package resolution application statute entry bid ratification paper papers document yes consent"),
    "election": word_set("election elections vote votes poll polls ballot ballots referendum referendums runoff "
    "run-off by-election "
        "presidential parliamentary primaries"),
    "sanctions": word_set("sanctions sanction embargo embargoes tariffs tariff ban restrictions penalties "
    "blockade curfew duties levy levies countermeasures counter-measures cap freeze "
        "measures siege"),
    "talks": word_set("talks negotiations summit meeting conference dialogue consultations session visit envoys "
    "envoy delegation "
        "minister ministers president leader leaders counterpart delegations mediators representatives"),
    "visitor": word_set("president minister prince king queen chancellor premier envoy envoys delegation leader "
    "leaders secretary guest "
        "visitor negotiators mediators"),
    "ties": word_set("ties relations embassy embassies consulate consulates ambassador ambassadors links diplomats"),
    "embassy": word_set("embassy embassies"),
    "ground": word_set("city town towns village villages capital territory province provinces positions region "
    "island islands base bases "
        "district border airport country land area areas airfield camps camp bridgehead stronghold enclave "
        "outpost outposts "
        "front line lines ground soil valley strip heights quarters barracks port ports crossing crossings "
        "corridor palace "
        "battlefield regions east west north south"),
    "office": word_set("office power presidency post government throne chairmanship premiership"),
    "order": word_set("president order rule constitution democracy power government civilians parliament "
    "authorities council "
        "transition junta"),
    "works": word_set("pipeline pipelines plant plants reactor railway bridge bridges road roads port ports line "
    "lines factory factories dam "
        "pier base bases terminal cable canal corridor power station stations embassy hospital hospitals school "
        "schools refinery gas"),
    "elected": word_set("parliament president assembly legislature head leader deputies council mayor government"),
    "combat": word_set("combat battle action"),
    "war": word_set("operation operations offensive war attack attacks strikes invasion assault raid raids bombing "
                     "kidnappings kidnapping abductions launches "
    "shelling fire hostilities fighting campaign combat mission activity advance blockade siege"),
    "drills": word_set("exercise exercises manoeuvres drills test tests overflights violence bombardment guns clashes "
    "provocations broadcasts"),
    "camps": word_set("base bases camp camps garrison garrisons barracks outpost outposts"),
    "mission": word_set("mission presence deployment occupation operation operations evacuation involvement"),
    "nuclear": word_set("uranium enrichment centrifuges centrifuge reactor reactors stockpile warheads warhead "
    "programme "
                         "site sites program plutonium mines chemical stocks arsenal weapons militia emissions coal"),
    "trade": word_set("gas oil grain exports imports goods trade supplies deliveries cooperation transit flights aid "
                       "funding participation part shipments payments flow power electricity"),
    "inspect": word_set("inspectors inspections monitors observers access visits site sites facilities ships convoys "
                         "lorries trucks aid passage border crossing crossings corridor corridors port ports vessels "
                         "strait"),
}  # fmt: skip
"""Words that tell what an act is done to. A word may be in several classes."""


IDIOMS: Final = _split(
    "arm men, arm forces, arm group, arm groups, arm conflict, arm struggle, arm intervention, leave behind, "
    "leave open, left open, come together, take decisions, take a decision, take steps, take "
    "measures, take action, make a difference, give way, give up hope, send a message, send a signal, send "
    "signals, take over as, take into account, take note, take stock, take care, take notice, take "
    "time, take weeks, take months, take years, hold on, hold back, hold out, hold together, hold true, hold "
    "talks about, bring about, bring peace, bring home the, put an end, put pressure, give reasons, give a "
    "reason, give details, give numbers, give figures, give a date, give the floor, have the floor, pay "
    "dearly, pay a price, pay the price, raise the question, raise the issue, draw conclusions, draw its "
    "conclusions, draw lessons, meet the conditions, meet conditions, meet first, meet demands, meet "
    "requirements, met first, reach for, run out, leave alone, leave it at, leave no doubt, leave unanswered, "
    "go ahead, go on, go further, go hand in hand, come true, come into force, come to an end, follow suit, "
    "follow events, build trust, build confidence, strike a balance, strike a chord, set an example, stand by, "
    "return to normal, taken for granted, cut short, fall short, lose patience, lose face, lose its, lose "
    "time, win the, open a chapter, open the way, open the door, launch an appeal, launch an inquiry, launch "
    "an investigation, drop a hint, make sense, share the view, take it from, take advantage, take account, "
    "take him at, take seriously, take responsibility, receive the news, get used, get through, get away, get "
    "worse, get ready, put at risk, put in danger, put a brave"
)
"""Set phrases whose verb names no act between actors, though it does elsewhere."""


FAMILIES: Final[tuple[Family, ...]] = (
    # -- leaving what one was party to, before leaving places
    Family(name="leave a treaty", event_type="SANCTION", objects=("treaty",),
           verbs=_split("leave, quit, exit, withdraw from, pull out of, walk out of, suspend, terminate, "
               "denounce, abandon, "
                        "renounce, scrap, cancel, abrogate, end, tear up, repudiate, revoke, annul, back out "
                        "of, walk away from"),
           nouns=_split("exit, withdrawal from the treaty, withdrawal from the agreement, withdrawal from the accord"),
           example=("Tehran will leave the treaty within a year.", "leave")),
    Family(name="leave a coalition", event_type="SANCTION", objects=("coalition",),
           verbs=_split("leave, quit, walk out of, withdraw from, pull out of, bring down, topple"),
           example=("The Finns would leave the coalition by May.", "leave")),
    Family(name="stay in a treaty", event_type="SUPPORT", objects=("treaty",),
           verbs=_split("stay in, remain in, stay a member of, remain a member of, stay part of, remain part of, "
               "stay inside, remain inside"),
           example=("Under him Gambia would stay in the court.", "stay in")),
    Family(name="let a treaty lapse", event_type="SANCTION",
           verbs=_split("go no further, lapse, discontinue, expire, cease to be in force, cease to "
               "exist"), nouns=("exit from the treaty",),
           example=("After 3 May the country would go no further.", "go no further")),
    Family(name="not go on with a treaty", event_type="SANCTION", nouns=_split("grounds for continuing, grounds "
        "for extending, "
           "reason to extend, reason to continue, ground for extending, basis for extending, sense in extending"),
           example=("There were no grounds for extending the accord.", "grounds for extending")),
    Family(name="stop trade or aid", event_type="SANCTION", objects=("trade",),
           verbs=_split("halt, stop, suspend, cut off, cut, freeze, end, block, discontinue, stop buying, phase "
               "out, reduce"),
           example=("Moscow may halt gas supplies to Moldova on 1 January.", "halt")),
    Family(name="impose sanctions", event_type="SANCTION", objects=("sanctions",), states=_split("back, in "
        "force, back in force, in place"),
           verbs=_split("impose, reimpose, bring back, put back, slap, place, introduce, tighten, adopt, "
               "extend, snap back, apply, "
               "raise, trigger, levy, charge, double, answer with, respond with, reply with, retaliate with, hit with, "
               "draw up, widen, renew"),
           example=("Brussels will tighten the embargo next week.", "tighten")),
    Family(name="sanctions return", event_type="SANCTION", objects=("sanctions",), frame="theme",
           verbs=_split("return, come back, snap back, take effect, apply, bite, rise, double"),
           example=("The tariffs will take effect on Monday.", "take effect")),
    Family(name="lift sanctions", event_type="CONCEDE", objects=("sanctions",),
           verbs=_split("lift, ease, waive, lower, relax, remove, suspend, end, drop, drop, rescind, roll back, "
               "unfreeze, release"),
           example=("Washington is to lift the embargo by June.", "lift")),
    Family(name="cut ties", event_type="SANCTION", objects=("ties",),
           verbs=_split("cut, sever, break off, break, downgrade, close, recall, withdraw, expel, suspend"),
           example=("Quito will recall its ambassador on Friday.", "recall")),
    Family(name="move an embassy", event_type="SUPPORT", objects=("embassy",),
           verbs=_split("move, transfer, relocate, shift, bring, bring back"),
           example=("Prague will move its embassy in May.", "move")),
    Family(name="open ties", event_type="COOPERATE", objects=("ties",),
           verbs=_split("restore, resume, establish, open, reopen, normalise, normalize, upgrade, send back, exchange"),
           example=("Riyadh and Tehran are to reopen their embassies within two months.", "reopen")),
    Family(name="ties open", event_type="COOPERATE", objects=("ties",), frame="theme",
           verbs=_split("reopen, open, resume"),
           example=("The embassy in Tehran is to reopen within weeks.", "reopen")),
    Family(name="expel", event_type="SANCTION", verbs=_split("expel, throw out of, shut out of, exclude from, "
                                                             "remove from, bar from, sanction, blacklist, "
                                                             "outlaw, ostracise, "
        "boycott, embargo, delist"),
           nouns=_split("sanctions, embargo, expulsion, boycott"),
           example=("Prague will blacklist eighteen companies.", "blacklist")),
    # -- elections and concessions
    Family(name="hold elections", event_type="CONCEDE", objects=("election",),
           verbs=_split("hold, organise, organize, stage, call, conduct, arrange, schedule, go to, prepare, "
               "allow, head to, cast, set"),
           example=("The junta will allow elections by February.", "allow")),
    Family(name="elections", event_type="CONCEDE", frame="theme",
           nouns=_split("election, vote, poll, referendum, ballot, run-off, runoff, presidential election, "
               "general election, "
                        "voting, first round, second round, by-election"),
           example=("Elections are set for 24 December.", "Elections")),
    Family(name="stand for election", event_type="CONCEDE",
           verbs=_split("stand in the election, stand in the elections, stand for election, stand for president, stand "
               "for re-election, stand again, run for president, run for office, run for re-election, run again, seek "
               "re-election, seek another term, seek a second term, seek a third term, put himself forward"),
           example=("The caretaker promised not to stand in the elections.", "stand in the elections")),
    Family(name="elect", event_type="CONCEDE", objects=("elected",), verbs=_split("elect, vote in, choose"),
           example=("Libya is to elect a parliament on 24 December.", "elect")),
    Family(name="go to the polls", event_type="CONCEDE", verbs=_split("vote, go to the polls"),
           example=("Libyans are to go to the polls on 24 December.", "go to the polls")),
    Family(name="give back power", event_type="CONCEDE", objects=("order",),
           verbs=_split("restore, reinstate, hand back, return to, hand, hand over, give back, transfer, "
               "reinstall, put back, cede"),
           example=("The officers must reinstate the president within a week.", "reinstate")),
    Family(name="allow", event_type="CONCEDE",
           verbs=_split("reinstate, legalise, legalize, repeal, pardon, amnesty, relent, grant amnesty, decriminalise"),
           nouns=_split("amnesty, pardon, return to civilian rule, return to constitutional order, transition, "
               "transition to civilian rule, return of the elected president, handover of "
               "power, transfer of power"),
           example=("Caracas will pardon the deputies next week.", "pardon")),
    # -- withdrawing, freeing, standing down
    Family(name="fighting stops", event_type="RETREAT", objects=("war", "drills"), frame="theme",
           verbs=_split("cease, stop, end, pause, fall silent"), states=_split("silent, over"),
           example=("From Monday the bombardment will cease.", "cease")),
    Family(name="stop fighting", event_type="RETREAT", objects=("war", "drills"),
           verbs=_split("stop, halt, cease, suspend, pause, call off, break off, reduce, scale back, scale "
               "down, wind down, lift, observe"), example=("Israel would halt its offensive for six weeks.", "halt")),
    Family(name="end a mission", event_type="RETREAT", objects=("mission",),
           verbs=_split("end, conclude, wind up, terminate, complete, finish, close, wind down, come to an end, "
                        "draw to a "
               "close"),
           states=_split("over, at an end"),
           example=("The mission will be concluded on 31 August.", "concluded")),
    Family(name="close a base", event_type="RETREAT", objects=("camps",), verbs=_split("close, shut, clear, empty"),
           example=("The last base will be closed in July.", "closed")),
    Family(name="free people", event_type="RETREAT", objects=("people",),
           verbs=_split("free, release, let go, set free, return, hand over, hand back, exchange, swap, "
               "repatriate, send home, give up"),
           nouns=_split("release, prisoner exchange, prisoner swap, swap of prisoners, exchange of prisoners, "
               "liberation"),
           example=("Hamas is to release ten hostages on Sunday.", "release")),
    Family(name="hand over positions", event_type="RETREAT", objects=("ground",),
           verbs=_split("hand over, hand, hand back, give up, cede, surrender, return, relinquish, abandon, "
               "clear, quit, leave, vacate, exit, give back, turn over, "
                        "get out of, pull out of"),
           example=("The fighters would hand their positions to the army on 10 May.", "hand")),
    Family(name="change hands", event_type="RETREAT", objects=("ground",), frame="theme",
           verbs=_split("change hands, pass to"),
           example=("The camp is to change hands on Friday.", "change hands")),
    Family(name="withdraw forces", event_type="RETREAT", objects=("troops", "arms", "ground", "rest"),
           verbs=_split("withdraw, pull out, pull back, move out, bring home, take home, bring back, remove, "
               "fly out, fly home, draw down, take off, set off, "
                        "evacuate, leave, go home, come home, return home, depart, recall, send home, "
                        "redeploy from, retreat, move "
                        "back, get out, cut, reduce, "
                        "thin out"),
           states=_split("out of, gone, home, off, out, away, on the way, on their way, in the rear, on the way "
               "home, back home, back in "
               "barracks, left, empty, vacated"),
           example=("All foreign troops will be out of the country by 11 September.", "out of")),
    Family(name="leave office", event_type="RETREAT", objects=("office",),
           verbs=_split("leave, quit, give up, step down from, resign from, relinquish"),
           example=("The minister threatened to leave the government.", "leave")),
    Family(name="cease fire", event_type="RETREAT", verbs=_split("cease fire, stand down, hold fire"),
           nouns=_split("ceasefire, cease-fire, truce, cessation, armistice, halt of hostilities, end of hostilities"),
           example=("The truce is to hold from Monday.", "truce")),
    Family(name="withdraw", event_type="RETREAT",
           verbs=_split("withdraw, pull out, pull back, retreat, disarm, demobilise, demobilize, "
               "resign, step down, step aside, lay down, de-escalate, evacuate, surrender, disengage, "
               "demilitarise, vacate, leave office"),
           nouns=_split("withdrawal, pull-out, pullout, pullback, retreat, drawdown, disarmament, evacuation, "
                        "resignation, demobilisation, departure, disengagement, end of the evacuation, end of "
                        "the mission, hand-over"),
           states=_split("out of, gone, evacuated"),
           example=("The prime minister will resign by June.", "resign")),
    Family(name="give up weapons", event_type="RETREAT", objects=("nuclear",),
           verbs=_split("dismantle, shut down, shut, close, blow up, "
               "destroy, reduce, cap, ship out, give up, dilute, mothball, scrap, "
               "surrender, decommission, freeze, "
                        "abandon, halt, suspend, limit, cut, phase out, eliminate, hand in, turn in, part with, "
                        "get rid of"),
           example=("Iran was to reduce its stockpile within three months.", "reduce")),
    Family(name="refrain", event_type="RETREAT",
           verbs=_split("refrain from, abstain from, desist from, forgo, forswear, hold off from"),
           example=("Pyongyang would refrain from tests until May.", "refrain from")),
    Family(name="give access", event_type="RETREAT", objects=("inspect",),
           verbs=_split("admit, let in, open, reopen, allow, let through, permit, lift, unblock, unlock, let pass"),
           example=("Egypt will open the crossing on Monday.", "open")),
    # -- aid
    Family(name="receive aid", event_type="AID", objects=("arms", "goods", "money"), frame="receiver",
           verbs=_split("get, receive, obtain, be given, gain"),
           example=("Ukraine is to get 19 jets from Denmark.", "get")),
    Family(name="supply", event_type="AID", objects=("arms", "goods", "money"),
           verbs=_split("send, deliver, supply, hand over, hand, give, provide, donate, transfer, ship, equip, "
               "furnish, part with, "
                        "pass on, dispatch, despatch, make available, release, gift, lend, airlift, airdrop, "
                        "contribute, add, "
                        "allocate, disburse, pay, transfer, unlock, offer, grant, put together, assemble, "
                        "prepare, procure, step up, "
                        "pay out, refurbish, fly, bring, buy for, finance, invest, spend, "
                        "build up, replenish, "
                        "join, set aside, start delivering, find, raise, jointly buy, mobilise, extend"),
           nouns=_split("delivery, shipment, supply, transfer, donation, hand-over, handover, consignment, aid "
               "package, instalment, "
                        "tranche, deliveries of arms"),
           example=("Berlin will hand over 40 vehicles in the first quarter.", "hand over")),
    Family(name="promise goods", event_type="AID", objects=("arms", "goods", "money"), verbs=_split("pledge, "
        "promise, earmark"),
           example=("Lisbon pledged three tanks in February.", "pledged")),
    Family(name="goods arrive", event_type="AID", objects=("arms", "goods", "money"), frame="theme",
           verbs=_split("arrive, reach, come, go, follow, cross, land, leave, leave for, set off for, "
               "sail for, depart for, roll, move, flow, get to, start, "
               "begin, join"),
           states=_split("in the country, there, in place, on the way, on its way, on their way, in the hands "
               "of, with, at the front, due, in"),
           example=("The tanks would reach Ukraine by March.", "reach")),
    Family(name="the rest arrives", event_type="AID", objects=("rest",), frame="theme",
           verbs=_split("arrive, reach, follow, land, hand over, deliver, transfer, go, come, leave, join, be flown"),
           states=_split("in the country"),
           example=("Eight more are to follow next year.", "follow")),
    Family(name="lend troops", event_type="AID", objects=("troops",),
           verbs=_split("send, dispatch, despatch, lend, second, provide, contribute"),
           example=("Kigali will send 700 soldiers to its neighbour.", "send")),
    Family(name="train", event_type="AID", verbs=_split("train, rebuild, feed, shelter, subsidise, bail out, "
        "resettle, equip, rearm, "
           "re-equip, rescue, treat, vaccinate, arm, fund, bankroll, aid, assist, repair, reconstruct, finance, "
           "compensate, help rebuild"),
           nouns=_split("airlift, bailout, arms deliveries"),
           example=("Ottawa will train 1,000 pilots this year.", "train")),
    Family(name="gift", event_type="AID", verbs=_split("donate, supply, deliver, hand over, part with, equip, "
        "gift, lend"),
           nouns=_split("delivery, donation, shipment"),
           example=("Oslo will deliver the rest next year.", "deliver")),
    # -- support
    Family(name="lay before parliament", event_type="SUPPORT", objects=("law", "treaty"),
           verbs=_split("forward, submit, refer, send, lay, put, table, bring, present, lay before, put before"),
           example=("The government will submit the protocol to parliament in June.", "submit")),
    Family(name="ratify", event_type="SUPPORT", objects=("law", "treaty"),
           verbs=_split("approve, pass, adopt, endorse, accept, admit, "
               "vote on, vote for, "
                        "sign the law, sign the bill, sign into law, "
                        "consent to, agree to, recognise, recognize, support, back, sign off, clear, say yes to, "
                                                                        "give consent to, vote through, lift "
                                                                        "its objections to"),
           example=("Parliament will approve the accession in March.", "approve")),
    Family(name="ratification", event_type="SUPPORT",
           verbs=_split("ratify, vote on, recognise, recognize, endorse, approve, give its consent, "
               "give their consent, "
               "say yes, vote in favour, "
                        "grant membership, give the green light, drop its veto, lift its veto, drop its objections"),
           nouns=_split("ratification, approval, recognition, endorsement, admission"),
           example=("Budapest would ratify the protocol in February.", "ratify")),
    # -- material cooperation
    Family(name="return to a deal", event_type="COOPERATE", objects=("treaty", "trade", "talks"),
           verbs=_split("return to, rejoin, resume, renew, prolong, extend, revive, come back to, restart, "
               "reopen, restore, "
                        "implement, carry out, honour, honor, comply with"),
           example=("Moscow would return to the agreement at once.", "return to")),
    Family(name="trade arms", event_type="COOPERATE", objects=("arms", "goods", "ground", "trade"),
           verbs=_split("buy, sell, purchase, acquire, lease, export, import, rent, build, produce, "
               "manufacture, grant, share, order, "
                        "trade, develop, co-produce, exchange, swap, construct, turn out, lay, open, launch"),
           nouns=_split("purchase, sale, lease, co-production"),
           example=("Warsaw will buy a thousand tanks from Seoul.", "buy")),
    Family(name="take part", event_type="COOPERATE", verbs=_split("take part in, participate in, belong to"),
           example=("Chile will take part in the exercises.", "take part in")),
    Family(name="cooperate", event_type="COOPERATE",
           verbs=_split("cooperate, co-operate, collaborate, share intelligence, extradite, pool, produce "
               "jointly, resume trade, invest in, "
                        "reopen the border, procure jointly, buy jointly, build jointly"),
           nouns=_split("cooperation, joint production, joint venture, extradition, lease, resumption of trade, "
               "joint procurement"),
           example=("Ankara will extradite the man within weeks.", "extradite")),
    # -- agreeing
    Family(name="sign", event_type="AGREE", objects=("treaty", "law", "rest"),
           verbs=_split("sign, conclude, initial, seal, reach, finalise, finalize, turn into, clinch, strike, "
               "negotiate, put their signature to, "
                        "put its signature to, complete, enter into, work out, turn into"),
           nouns=_split("signing, signature, conclusion of a treaty"),
           example=("The volunteers are to sign a contract by 1 July.", "sign")),
    Family(name="settle", event_type="AGREE", verbs=_split("settle, have a contract, reconcile, compromise, "
        "agree on, accept the terms, come to terms, "
        "come to an understanding, reach an understanding, strike a deal, bury the hatchet"),
           nouns=_split("settlement, peace agreement, peace deal, peace treaty"),
           example=("The two must settle the dispute by May.", "settle")),
    # -- consulting
    Family(name="meet", event_type="CONSULT", objects=("talks",),
           verbs=_split("hold, host, convene, attend, resume, begin, start, open, send, receive, welcome, join, "
               "conduct, chair, continue, "
                        "mediate, launch, lead, go to, travel to, return to, enter"),
           example=("The envoys will attend the talks next week.", "attend")),
    Family(name="visitor arrives", event_type="CONSULT", objects=("visitor",), frame="theme",
           verbs=_split("arrive, come, travel, fly, go"), states=_split("expected in, expected, due in, awaited "
               "in, on his way, on her way"), example=("The crown prince is expected in Washington next "
           "spring.", "expected in")),
    Family(name="visit", event_type="CONSULT", verbs=_split("visit, meet, come together, see each other, "
        "negotiate, confer, "
        "fly to, travel to, "
        "mediate, telephone, receive, "
           "pay a visit, travel, call on, sit down with, sit down together, hold talks, host, come to negotiate"),
           nouns=_split("visit, summit, talks, negotiations, meeting, state visit, trip, conference, "
               "next round, new round, third round, fourth round, round of "
               "talks, consultations, visitor"),
           example=("Xi is to visit Moscow next month.", "visit")),
    # -- attacks
    Family(name="use in combat", event_type="ASSAULT", objects=("troops", "arms", "combat"),
           verbs=_split("use, throw into battle, commit to battle, send into battle, fire, shoot down, launch, "
               "employ, unleash"),
           example=("The army would use the recruits in combat next week.", "use")),
    Family(name="take a place", event_type="ASSAULT", objects=("ground",),
           verbs=_split("take, capture, seize, conquer, occupy, overrun, storm, retake, recapture, lose, fall, "
               "enter, annex, win back, "
                        "take back, cross, clear, liberate, surround, encircle"),
           states=_split("in the hands of, lost, surrounded, under the control of"),
           example=("The rebels will take the capital within days.", "take")),
    Family(name="launch an attack", event_type="ASSAULT", objects=("war",),
           verbs=_split("launch, begin, start, mount, carry out, open, resume, continue, intensify, conduct, "
               "step up, renew"),
           nouns=_split("military intervention, use of force, declaration of war, act of war"),
           example=("Ankara could launch an operation within days.", "launch")),
    Family(name="attack", event_type="ASSAULT",
           verbs=_split("attack, strike, bomb, shell, invade, intervene, hit, raid, kill, retaliate, storm, "
               "overrun, capture, conquer, "
                        "destroy, annihilate, open fire, shoot, fire on, fire at, target, assassinate, retake, "
                        "recapture, overthrow, liberate, "
                        "encircle, bombard, torpedo, eliminate, sink, crush, use force, wipe out, shoot down, "
                        "strike back, march on, "
                        "lose again, fall to, fall into the hands of, go to war, annex"),
           nouns=_split("attack, strike, invasion, offensive, assault, air strike, air strikes, airstrike, "
               "airstrikes, counter-offensive, "
                        "counteroffensive, bombardment, raid, retaliation, military intervention, intervention, "
                        "annexation, ground offensive, "
                        "use of force"),
           states=_split("in the hands of, lost again, at war, lost"),
           example=("Israel will strike the port again.", "strike")),
    # -- forces made ready
    Family(name="troops arrive", event_type="MOBILIZE", objects=("troops",), frame="theme",
           verbs=_split("arrive, land, reach, join, enter, come, go, move, appear, turn up, take up, get to"),
           states=_split("in place, in position, there, expected, expected in, due in, on the ground, in"),
           nouns=_split("arrival"),
           example=("The engineers are to arrive in Donetsk in July.", "arrive")),
    Family(name="deploy", event_type="MOBILIZE",
           verbs=_split("deploy, station, mobilise, mobilize, mass, call up, conscript, redeploy, reinforce, "
               "put on alert, rearm, enrich, "
                        "base, fly operational, be flying, concentrate, field, garrison, patrol, draft, "
                        "militarise, activate, "
                        "stand by to intervene, assemble a force, test-fire, test"),
           nouns=_split("deployment, mobilisation, mobilization, build-up, call-up, exercise, exercises, "
               "manoeuvres, drills, reinforcements, "
                        "nuclear test, missile test, conscription, standby force"),
           example=("The alliance will deploy a brigade to Lithuania by 2027.", "deploy")),
    Family(name="make forces ready", event_type="MOBILIZE", objects=("troops", "arms", "nuclear"),
           verbs=_split("raise, form, set up, establish, build, expand, increase, double, send, move, install, "
               "resume, fly, acquire, develop, "
                        "place, position, create, put, recruit, concentrate, test, ready, call on, operate, "
                        "man, produce"),
           example=("Kyiv will form ten brigades this year.", "form")),
    # -- coercion
    Family(name="coerce", event_type="COERCE",
           verbs=_split("seize, arrest, detain, blockade, confiscate, nationalise, nationalize, deport, shut "
               "down, ban, censor, dissolve, "
                        "besiege, intercept, expropriate, impound, jail, imprison, extort, quarantine, outlaw, "
                        "restrict, prosecute, try, "
                        "close its airspace, close the strait, mine, hack"),
           nouns=_split("blockade, arrest, deportation, seizure, curfew, martial law, closure, siege, trial"),
           example=("Harare would seize the farms by December.", "seize")),
    Family(name="close a border", event_type="COERCE", objects=("inspect", "ground"),
           verbs=_split("close, shut, seal, seal off, block, cut off"),
           example=("Niamey will close its border on Sunday.", "close")),
    # -- protest
    Family(name="protest", event_type="PROTEST", verbs=_split("demonstrate, march, protest, riot, walk out, go "
        "on strike, strike"),
           nouns=_split("demonstration, protest, general strike, march, rally, sit-in"),
           example=("The unions will demonstrate on Saturday.", "demonstrate")),
    Family(name="join", event_type="COOPERATE", objects=("treaty",),
           verbs=_split("join, enter, accede to, become, be admitted to"),
           states=_split("a member, a party, party to, part of"),
           nouns=_split("accession, entry"),
           example=("Kosovo is to join the bloc in 2030.", "join")),
    Family(name="build", event_type="COOPERATE", objects=("works",),
           verbs=_split("build, produce, complete, finish, construct, open, reopen, restore, lease, launch, "
               "buy, purchase, acquire"),
           example=("The two will build a pipeline by 2028.", "build")),
)  # fmt: skip
"""All families, more specific before more general."""


CLUSTERS: Final[dict[str, str]] = {
    name: cluster
    for cluster, names in {
        "leave": "leave a treaty, let a treaty lapse, not go on with a treaty",
        "sanction": "impose sanctions, expel",
        "stop trade": "stop trade or aid",
        "vote": "hold elections, elections, elect, go to the polls",
        "power": "give back power, allow",
        "withdraw": "end a mission, hand over positions, change hands, withdraw forces, withdraw, close a base",
        "free": "free people",
        "stop fighting": "stop fighting, fighting stops, cease fire",
        "disarm": "give up weapons",
        "let in": "give access",
        "lay before": "lay before parliament",
        "ratify": "ratify, ratification",
        "deal": "return to a deal",
        "join": "join",
    }.items()
    for name in _split(names)
}
"""Families of one type that name the same act: whoever promised to free prisoners has not kept it by withdrawing."""
