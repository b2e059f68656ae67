"""Words that name the same act: what was promised as "leave" is told as "sailed", "the last bus was out", "the exit".

A table, and how a passage is looked up in it. A promise and a later sentence that share a group speak of the same kind
of act, whatever the family and type of their verbs. Each group carries an example that the tests run: words that
promise and words that tell it done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from gpulse.linking.wording import stem
from gpulse.reading.commitment.open_acts import base_of
from gpulse.reading.language.cues import MODALS, NEGATORS
from gpulse.reading.language.words import Word, find_words


@dataclass(frozen=True, slots=True, kw_only=True)
class SameAct:
    """A group: `verbs` (with a particle after "_"), `nouns`, and `states` that follow a form of "be"."""

    name: str
    verbs: str
    nouns: str = ""
    states: str = ""
    example: tuple[str, str]


SAME_ACTS: Final[tuple[SameAct, ...]] = (
    SameAct(name="come", verbs="arrive reach come land enter cross dock put_down touch_down turn_up pull_in get_to "
            "unload berth be_received roll_in move_in receive fly_in drive_in drive_into pull_into "
            "step_off get_off disembark dock make_landfall set_foot reach show_up check_in",
            nouns="arrival landing", states="in inside there at with across here ashore",
            example=("The inspectors are to arrive in May.", "Its people had been in the country since 1 May.")),
    SameAct(name="go", verbs="leave sail depart withdraw pull_out pull_back fly_out fly_home take_off set_off set_out "
            "board evacuate vacate clear quit move_out go_home return_home retreat put_out drive_out march_out close "
            "exit hand_back give_back give_up cross_back ship_out load go_out give_back come_home bring_home land_home "
            "remove cross drive_off drive_out drive_across drive_away roll_out roll_off roll_away pack_up pack "
            "decamp head_home head_out abandon walk_out depart slip_away fly_back ferry lift_out airlift "
            "haul_down lower_flag",
            nouns="departure withdrawal exit pull-out pullout evacuation retreat flag",
            states="out gone away home empty off back at_sea left",
            example=("The ship will leave Norfolk in two weeks.", "She sailed from Norfolk on 27 January.")),
    SameAct(name="give", verbs="give hand_over hand_in deliver send supply transfer ship donate provide bring "
            "take_over "
            "pass_on turn_over present submit forward refer lay table put_before receive get issue change_hands hand "
            "part_with commit allocate land unload fly dispatch despatch arrive reach come cross use "
            "contribute distribute bring_over "
            "drive_up pass hand_on collect fulfil",
            nouns="delivery handover hand-over transfer shipment consignment gift donation supply instalment",
            states="with in",
            example=("Oslo will part with ten tanks.", "The tanks have been taken over by their new crews.")),
    SameAct(name="lay before", verbs="forward submit refer lay send table present put_before bring_before hand_in "
            "deposit file pass_on lodge publish unveil adopt",
            nouns="submission list",
            example=("It will forward the protocol to parliament.", "The protocol was referred to the assembly.")),
    SameAct(name="begin", verbs="begin start open launch take_effect enter_into commence inaugurate kick_off come_into "
            "go_into resume set_up found establish flow introduce restart switch_on start_up feed connect get_under "
            "come_on run reopen break_ground",
            nouns="start beginning opening launch",
            states="under_way in_force in_effect",
            example=("The courses are due to begin in May.", "Some 200 men had begun their lessons.")),
    SameAct(name="end", verbs="end cease stop expire lapse fall_silent halt conclude finish complete wind_up close "
            "run_out terminate discontinue freeze suspend shut_down shut turn_off switch_off cut_off break_off come_to "
            "let_lapse abolish lift scrap",
            nouns="end halt stop expiry suspension closure completion",
            states="over finished complete completed closed silent at_an_end done",
            example=("The truce is to take effect on Sunday: the army will halt its fire.", "The guns fell silent.")),
    SameAct(name="truce", verbs="fall_silent cease stop_shooting hold_fire",
            nouns="truce ceasefire cease-fire armistice gun shooting lull quiet",
            example=("The truce is to take effect on Sunday.", "The guns fell silent on Sunday.")),
    SameAct(name="lower", verbs="cut reduce lower curb slash trim shrink scale_down scale_back limit cap halve "
            "drop fall",
            nouns="cut reduction curb decrease drop fall",
            example=("It will cut its output in May.", "The reduction, which began on Saturday, will last.")),
    SameAct(name="raise", verbs="raise increase enrich expand step_up lift boost ramp_up widen add exceed grow "
            "go_beyond",
            nouns="increase rise step expansion enrichment",
            example=("It will raise the level of enrichment.", "It has been enriching uranium beyond the limit.")),
    SameAct(name="expel", verbs="expel throw_out remove exclude oust bar kick_out strike_from shut_out ban deport "
            "send_home suspend strip dismiss sack drop declare",
            nouns="expulsion exclusion removal ban",
            states="out",
            example=("The country will be thrown out of the programme.", "It has been removed from the programme.")),
    SameAct(name="take", verbs="take capture seize conquer occupy overrun storm retake recapture fall control enter "
            "raise_flag sit_at surrender flee take_over hold hoist",
            nouns="fall capture seizure conquest",
            states="in_the_hands under",
            example=("The capital could fall within weeks.", "The town was taken by the army on 14 November.")),
    SameAct(name="attack", verbs="attack strike invade bomb shell fire_on assault raid hit bombard fight storm use "
            "engage shoot fire see open_fire advance take destroy shoot_down",
            nouns="attack strike offensive invasion battle bombardment assault fighting engagement combat raid bombs",
            example=("They would use the recruits in combat.", "The first battles with them took place in May.")),
    SameAct(name="vote", verbs="vote elect go_to_polls win re-elect cast count swear_in poll choose",
            nouns="election vote poll ballot referendum turnout seat majority runoff run-off voter landslide winner "
            "elections polls",
            example=("The election will be held on 12 December.", "On 12 December her party won 365 seats.")),
    SameAct(name="approve", verbs="ratify approve vote adopt pass consent endorse sign accept agree admit recognise "
            "recognize back grant clear confirm enact promulgate acknowledge",
            nouns="ratification approval consent signature recognition assent",
            example=("Parliament will ratify it in May.", "On Tuesday 287 deputies voted in favour.")),
    SameAct(name="agree", verbs="sign agree conclude settle initial reach seal strike finalise finalize shake_hands "
            "put_name put_signature sign_off come_to_terms clinch shake",
            nouns="agreement treaty deal accord pact signature signing",
            example=("They will conclude a treaty by May.", "The two signed the agreement on Friday.")),
    SameAct(name="meet", verbs="meet visit receive travel fly confer host welcome sit_down gather negotiate "
            "arrive come "
            "attend convene talk speak land hold",
            nouns="meeting visit summit talks round conference guest visitor session",
            states="in at there",
            example=("The adviser will travel to Tehran.", "Her adviser was in Tehran on 9 July.")),
    SameAct(name="free", verbs="free release exchange swap let_go set_free hand_over return repatriate pardon go_home "
            "come_home leave send_home be_home hand_back deliver reunite",
            nouns="release exchange swap return",
            states="free home back at_liberty out",
            example=("They will release ten men.", "All ten are back home.")),
    SameAct(name="swear in", verbs="swear_in take_oath take_office graduate inaugurate instal install form "
            "appoint name nominate pick choose take_up install instal sit_down",
            nouns="post appointment oath inauguration graduation",
            example=("The soldiers would be sworn in.", "21,000 soldiers took their oath on Tuesday.")),
    SameAct(name="revoke", verbs="withdraw revoke let take_back cancel let_lapse rescind not_renew annul strip "
            "terminate "
            "reimpose end denounce",
            nouns="revocation withdrawal",
            example=("The licence will be withdrawn.", "Washington revoked the licence on Monday.")),
    SameAct(name="join", verbs="join accede enter become belong admit hoist take_seat",
            nouns="member membership accession entry",
            states="member members part",
            example=("Six states are to join the group.", "Since Monday they have been members of the group.")),
    SameAct(name="train", verbs="train teach instruct learn study graduate",
            nouns="training course lesson instruction pupil recruit school trainee",
            example=("It will train crews.", "Some 200 men had begun their lessons.")),
    SameAct(name="deploy", verbs="deploy station send move step_off get_off disembark arrive take_position "
            "mass land march patrol join reinforce "
            "dispatch despatch base post garrison reach use fly take_up",
            nouns="deployment contingent patrol advance-party",
            states="in on_the_ground there at",
            example=("It will deploy 500 men.", "The first 500 landed on Tuesday.")),
    SameAct(name="buy", verbs="buy purchase order acquire lease procure pay sign",
            nouns="purchase order contract sale",
            example=("It will buy the jets.", "It ordered the jets on Friday.")),
    SameAct(name="pay", verbs="pay transfer disburse grant lend credit wire remit release contribute",
            nouns="payment tranche instalment loan credit transfer grant",
            example=("It will pay the sum by May.", "The first tranche was transferred on Friday.")),
    SameAct(name="build", verbs="build construct complete erect finish open inaugurate lay lay_stone "
            "assemble connect link hook_up "
            "join energise feed unveil cut_ribbon",
            nouns="construction opening foundation",
            example=("It will build the line.", "The line was opened on Friday.")),
    SameAct(name="move", verbs="move transfer relocate open shift inaugurate unveil cut_ribbon set_up raise_flag hang",
            nouns="move relocation opening embassy transfer",
            example=("It will move its embassy by May.", "It opened its embassy there on Monday.")),
    SameAct(name="launch", verbs="launch fire test lift_off detonate explode blast_off put_into_orbit orbit",
            nouns="launch test launching explosion rocket",
            example=("It will launch a satellite.", "The rocket lifted off on Friday.")),
    SameAct(name="resign", verbs="resign step_down leave quit give_up stand_down step_aside hand_over "
            "succeed replace walk "
            "come_out depart bow_out retire hand_in",
            nouns="resignation successor departure",
            example=("He will resign in May.", "He stepped down on Monday.")),
    SameAct(name="destroy", verbs="destroy dismantle scrap burn neutralise neutralize blow_up demolish melt incinerate "
            "crush sink saw bury blast eliminate",
            nouns="destruction dismantling",
            example=("They will destroy the shells.", "The last shells were burned in May.")),
    SameAct(name="punish", verbs="impose sanction blacklist freeze ban fine punish list levy place_on "
            "embargo charge collect "
            "apply subject blacklist take_effect come_into",
            nouns="sanction embargo tariff duty penalty ban restriction list",
            states="in_force in_effect subject",
            example=("It will impose tariffs.", "The tariffs took effect on Monday.")),
    SameAct(name="reopen", verbs="open reopen resume restore restart start_again roll cross pass_through "
            "lift unblock let_through pass flow restart let_in",
            nouns="reopening resumption",
            states="open",
            example=("Egypt will open the crossing.", "The crossing has been open since Monday.")),
    SameAct(name="try", verbs="extradite arrest hand_over charge indict try sentence convict surrender detain",
            nouns="trial verdict arrest extradition indictment",
            example=("It will extradite him.", "He was handed over on Monday.")),
    SameAct(name="register", verbs="stand run register file hand_in apply enlist nominate",
            nouns="candidacy candidate papers registration application",
            example=("He would not stand in the elections.", "On Sunday he handed in his papers.")),
)  # fmt: skip

STOPPING: Final = frozenset({"end", "lower", "revoke"})
"""Groups whose object is what ends: "halt the attacks" is no attack."""

HAPPENED: Final = frozenset("begin start end take follow go come complet conclud be mark open finish hold".split())
"""Rough bases of verbs that say of a noun that it happened: "the exit took effect"."""


@lru_cache(maxsize=32768)
def _key(word: str) -> str:
    """A form that bases and stems of one verb share.

    >>> _key("free") == _key("fre"), _key("take") == _key("tak"), _key("ratify")
    (True, True, 'ratif')
    """
    low = word.lower().rstrip("e")
    return low[:-1] if low.endswith("y") and len(low) > 4 and low[-2] not in "aeo" else low


@cache
def _verbs() -> MappingProxyType[str, tuple[tuple[str, str], ...]]:
    """By the key of a verb: its particle, or nothing, and the group."""
    found: dict[str, list[tuple[str, str]]] = {}
    for group in SAME_ACTS:
        for entry in group.verbs.split():
            verb, _, particle = entry.partition("_")
            found.setdefault(_key(verb), []).append((particle, group.name))
    return MappingProxyType({key: tuple(values) for key, values in found.items()})


@cache
def _states() -> MappingProxyType[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for group in SAME_ACTS:
        for entry in group.states.split():
            first, _, rest = entry.partition("_")
            found.setdefault(first, []).append((rest.replace("_", " "), group.name))
    return MappingProxyType({key: tuple(values) for key, values in found.items()})


@cache
def _nouns() -> MappingProxyType[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in SAME_ACTS:
        for noun in group.nouns.split():
            found.setdefault(_key(stem(noun)), set()).add(group.name)
    return MappingProxyType({key: frozenset(values) for key, values in found.items()})


REACH: Final = 5
"""Words behind a verb in which its particle may stand ("threw the country out")."""

BEHIND: Final = 5
"""Words before a verb in which its auxiliary and its negation stand."""


def find_act_groups(words: tuple[Word, ...], done: bool = False) -> frozenset[str]:
    """Return the groups that these words name; with `done` only those told as having happened.

    >>> def groups(text, done=False): return sorted(find_act_groups(find_words(text, 0, len(text)), done))
    >>> groups("She sailed from Norfolk.", done=True), groups("She will sail from Norfolk.", done=True)
    (['go'], [])
    >>> groups("sail from Norfolk")
    ['go']
    """
    verbs = list(_verb_groups(words, done))
    found = {group for _, group in verbs}
    times = _ends_of_times(words)
    if not done:
        found |= set(_state_groups(words, -1))
    if any(group in STOPPING for _, group in verbs):
        return frozenset(found)
    if done and not any(base_of(word.low) in HAPPENED and _is_done(words, at) for at, word in enumerate(words)):
        return frozenset(found)
    nouns = (
        group for at, word in enumerate(words) if at not in times for group in _nouns().get(_key(stem(word.low)), ())
    )
    return frozenset(found.union(nouns))


_TIMES = frozenset(
    "month year week day century decade summer autumn winter spring january february march april may june july august "
    "september october november december quarter night term".split()
)
_SET = frozenset("the a an its their his her this that".split())


def _ends_of_times(words: tuple[Word, ...]) -> frozenset[int]:
    """The numbers of words such as "end" in "by the end of this month", which name a time and no act."""
    found = set()
    for at, word in enumerate(words):
        if word.low in ("end", "start", "beginning", "close", "turn") and [w.low for w in words[at + 1 : at + 2]] == [
            "of"
        ]:
            near = [w.low.lower() for w in words[at + 2 : at + 5]]
            if any(w in _TIMES or (w.isdigit() and len(w) == 4) for w in near):
                found.add(at)
    return frozenset(found)


def _verb_groups(words: tuple[Word, ...], done: bool) -> Iterator[tuple[int, str]]:
    for at, word in enumerate(words):
        low = word.low
        if base_of(low) == low and at and words[at - 1].low in _SET:
            continue  # a noun: "the end", "a return"
        if low in _BE:
            if not done or _is_done(words, at):
                yield from ((at, group) for group in _state_groups(words, at))
            continue
        entries = _verbs().get(_key(base_of(low)), ())
        if not entries or (done and not _is_done(words, at)):
            continue
        near = [w.low for w in words[at + 1 : at + 1 + REACH]]
        for particle, group in entries:
            if not particle or particle in near or (particle == "oath" and "oath" in near):
                yield at, group


_BE = frozenset({"is", "are", "was", "were", "been", "be"})


def _state_groups(words: tuple[Word, ...], at: int) -> Iterator[str]:
    """Groups of the state behind a form of "be", adverbs apart: "was already out of the country"."""
    behind = at + 1
    while behind < len(words) and (words[behind].low in _BETWEEN or words[behind].low.endswith("ly")):
        behind += 1
    if behind >= len(words):
        return
    rest = " ".join(w.low for w in words[behind + 1 : behind + 4])
    following = words[behind + 1 : behind + 3]
    somewhere = any(w.text[:1].isupper() or w.low in _SOMEWHERE for w in following)
    if words[behind].low in ("in", "at", "with") and not somewhere:
        return  # "in the way", "at odds"
    for more, group in _states().get(words[behind].low, ()):
        if not more or rest.startswith(more):
            yield group


_SOMEWHERE = frozenset(
    "country capital city town port camp base airport hands force effect place front their its his".split()
)

_BETWEEN = frozenset("now already all again since then both back today still".split())


_NOT_DONE = frozenset((*NEGATORS, *MODALS, "to", "if", "unless", "neither", "nor", "none", "without"))


def _is_done(words: tuple[Word, ...], at: int) -> bool:
    """Say whether a verb is told as having happened: a past form, not behind a modal, a negation or "to"."""
    low = words[at].low
    before = [w.low for w in words[max(0, at - BEHIND) : at]]
    for stop in range(len(before) - 1, -1, -1):
        if before[stop] in (",", ";", ":", "and", "but", "which", "who", "that"):
            before = before[stop + 1 :]
            break
    if not _NOT_DONE.isdisjoint(before):
        return False
    if low in _BE:
        return low not in ("be",)
    if low.endswith("ing"):
        return bool({"been", "already"} & set(before))
    return base_of(low) != low or low in _UNCHANGED


_UNCHANGED = frozenset("cut put set hit quit let cast shut come run become".split())
"""Past forms and participles that look like the base."""


def act_groups_of(text: str, done: bool = False) -> frozenset[str]:
    """Return the groups that a passage names; see `find_act_groups`."""
    return find_act_groups(find_words(text, 0, len(text)), done)
