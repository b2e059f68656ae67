"""Who gives, sends, sells or passes on what to whom: steps of `taking_part`."""

from __future__ import annotations

import re
from dataclasses import replace

from gpulse.reading.event.act_parties import Act, Parties, without
from gpulse.reading.event.items import read_item
from gpulse.reading.event.participants import is_sent
from gpulse.reading.event.typed import GIVES

BEHIND_TO = re.compile(r"\b(?:to|for)\s+(?:the\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|by)\s+(?:the\s+)?$", re.IGNORECASE)
_GIVEN_BY = re.compile(r"\s+from\s+(?:the\s+)?")
RECEIVES = re.compile(r"(?:receiv|get\b|gets\b|got\b|obtain|take delivery|took delivery)", re.IGNORECASE)
"""Verbs whose subject an act of help is done to: "Nigeria received four million doses"."""
_VIA = re.compile(r"\b(?:via|by way of)\s+(?:the\s+)?$", re.IGNORECASE)
_SENDING = frozenset(("AID", "MOBILIZE", "COOPERATE"))
_SELLS = re.compile(r"(?:export|sell|sold|ship|suppl|deliver|lease|lend|lent)", re.IGNORECASE)
_BUYS = re.compile(r"(?:b(?:uy|ought)|order|purchas|acquir)", re.IGNORECASE)


def of_this_gift(act: Act, parties: Parties) -> Parties:
    """Of two gifts each has its own parties: "delivered from Serbia, developed for the Angolans by the Czechs"."""
    if act.tag.event_type != "AID":
        return parties
    later = [t for t in act.others if t.score == 0 and t.start > act.tag.start and act.home.covers(t)]
    theirs = [r for t in later for r in t.roles]
    recipients, end = without(parties.recipients, theirs), act.trigger.end
    givers = tuple(p for p in recipients if p.start > end and _GIVEN_BY.fullmatch(act.text, end, p.start))
    return replace(
        parties,
        actors=(*without(parties.actors, theirs), *givers),
        recipients=tuple(p for p in recipients if p not in givers),
    )


def receiving(act: Act, parties: Parties) -> Parties:
    """The subject of "received" is given something: "Nigeria received four million doses from China"."""
    if not (act.event_type == "AID" and parties.items and RECEIVES.match(act.text, act.trigger.start)):
        return parties
    actors, recipients = parties.actors, parties.recipients
    givers = tuple(p for p in (*actors, *recipients) if _FROM.search(act.text, act.home.start, p.start))
    return replace(parties, actors=givers, recipients=tuple(p for p in actors if p not in givers) or recipients)


_THEM = re.compile(r"\s+(?:them|him|her)(?=[.,;:]|\s+(?:in|on|at|for|last|this)\b)")


def sent_to(act: Act, parties: Parties) -> Parties:
    """Whom somebody sends is given nothing: "Kenya sent 400 officers", "Kenyans … their state had offered them"."""
    if act.event_type not in _SENDING:
        return parties
    own = {a.code for a in parties.actors if a.code} if _THEM.match(act.text, act.trigger.end) else set()
    sent = tuple(
        p
        for p in parties.recipients
        if is_sent(act.text, act.trigger, p) or (p.end <= act.trigger.start and p.code in own)
    )
    new = (read_item(act.text, p, act.home) for p in sent if not any(p.overlaps(i) for i in parties.items))
    recipients = tuple(p for p in parties.recipients if p not in sent)
    return replace(parties, recipients=recipients, items=(*parties.items, *new))


def passed_on(act: Act, parties: Parties) -> Parties:
    """Things come by way of somebody: "the transfer of arms to Moscow via Minsk"."""
    return replace(parties, via=act.beside(_VIA.search)) if parties.items else parties


def gift_to(act: Act, parties: Parties) -> Parties:
    """A gift is to whom "to" or "for" names and from whom "from" names."""
    sold = act.event_type == "COOPERATE" and _SELLS.match(act.tag.of(act.text))
    if act.event_type != "AID" and not sold:
        return parties
    if parties.items and not parties.recipients:
        parties = parties.to(act.beside(BEHIND_TO.search))
    if sold:
        return parties
    if not parties.actors and GIVES.match(act.tag.of(act.text)):
        parties = replace(parties, actors=act.beside(_GIVEN_BY.fullmatch))
    return parties


def bought_from(act: Act, parties: Parties) -> Parties:
    """One buys from a seller: "bought 40 jets from France"."""
    if act.event_type == "COOPERATE" and not parties.recipients and _BUYS.match(act.text, act.trigger.start):
        return parties.to(act.beside(_FROM.search))
    return parties
