"""Posts that are no political news, and local news: whose promises are not followed.

The reader finds an act of PLOVER's types in about every second sentence of political news and in 3 of 100 sentences of
recipes, travel guides and fiction, so the number of acts tells the two apart: the longer the post, the more surely.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import Final

from gpulse.knowledge.actors import is_code
from gpulse.reading.commitment.acts import find_acts_in
from gpulse.reading.language.words import find_words
from gpulse.reading.scene import WHOLE
from gpulse.record import Commitment, Mention, Record

ACTS_IN_NEWS: Final = 0.45
"""Acts a sentence in political news: of posts of the ledgers beside the checkout half have up to .56, a quarter .38."""

ACTS_ELSEWHERE: Final = 0.03
"""Acts a sentence elsewhere, rounded up: .02 in 35 documents of GUM that are no news."""

LEAST: Final = -4.0
"""Log-likelihood ratio (Poisson) below which a post is no political news: of ten sentences none tells an act, of
sixteen one, of 23 two.

On 59 ledgers and 123 labelled stories F1 stays as it was, so does it at -3; of 82 commitments found in 118 articles of
local and world news (GeoWebNews) 14 go, of matches, shares, the weather and a supermarket called Iceland; of 7 in 1,700
sentences of GUM all do.
"""


def is_political(record: Record) -> bool:
    """Say whether a post tells of as many acts as political news does, its length allowed for.

    >>> from gpulse.record import Article, Sentence
    >>> line = Sentence(start=0, end=1, paragraph=0)
    >>> recipe = Record(article=Article(id="r", text="-"), sentences=(line,) * 10)
    >>> is_political(recipe)
    False
    """
    expected = len(record.sentences) * (ACTS_IN_NEWS - ACTS_ELSEWHERE)
    return len(record.events) * math.log(ACTS_IN_NEWS / ACTS_ELSEWHERE) - expected >= LEAST


_NOT_OF_A_STATE: Final = frozenset(("IGO", "REB", "UAF", "PRM"))
_ACTS_FOR_A_STATE: Final = frozenset(("GOV", "LEG", "MIL", "SPY", "ELI"))
_VOTES: Final = frozenset(("elections", "hold elections", "go to the polls", "elect"))
"""Families of acts (`reading.commitment.act_lexicon`) that are a vote."""

LEAST_TOLD: Final = 4
"""Sentences from which a post that names one state is local news: of fewer it is not known what else it would name.
Without it five examples of one or two sentences lost their promise ("Venezuelans will go to the polls on 28 July")."""


def is_domestic(record: Record) -> bool:
    """Say whether a post tells of one state at most, and of no body of states or armed group, as local news does.

    So are three of 250 posts of the ledgers beside the checkout that hold a promise; one of few sentences is never so.
    """
    states = {m.actor for m in record.mentions if m.actor and is_code(m.actor)}
    states |= {m.place.country for m in record.mentions if m.place and m.place.country}
    few = len(record.sentences) < LEAST_TOLD
    return not few and len(states) <= 1 and not any(m.sector in _NOT_OF_A_STATE for m in record.mentions)


HOME: Final = 0.85
"""Share of the names of states in a post from which it tells of one state's home affairs: of 574 commitments of 578
posts of ledgers 27 stand in such posts, of 67 in 396 posts of American campaigns and local news 44."""


def is_home_news(record: Record) -> bool:
    """Say whether a post is nearly all of one state, and names no body of states or armed group: a campaign, a town.

    >>> from gpulse.record import Article, Mention, Sentence
    >>> line = Sentence(start=0, end=1, paragraph=0)
    >>> codes = ("PER",) * 9 + ("CHL",)
    >>> named = [Mention(start=k, end=k + 1, kind="place", name="x", actor=code) for k, code in enumerate(codes)]
    >>> post = Record(article=Article(id="a", text="-"), sentences=(line,) * 5, mentions=tuple(named))
    >>> is_home_news(post)
    True
    """
    if len(record.sentences) < LEAST_TOLD or any(m.sector in _NOT_OF_A_STATE for m in record.mentions):
        return False
    names = Counter(code for m in record.mentions if (code := _state_of(m)))
    return bool(names) and max(names.values()) >= HOME * names.total()


def _state_of(mention: Mention) -> str | None:
    if mention.actor:
        return mention.actor if is_code(mention.actor) else None
    return mention.place.country if mention.place else None


def acts_for_a_state(record: Record, commitment: Commitment) -> bool:
    """Say whether the sentence of a promise names a state or an office, or whoever acts or speaks for one there.

    Local news speaks of councils, clubs and firms, which are not their state: "The district will ask every city". A
    vote is the state's, whoever holds it: "The referendum is set for 2024". So is what its people do: "the Congolese
    are to queue up". What a union or another body swears or threatens to do is no promise of a state, and stays.

    >>> from dataclasses import replace
    >>> from gpulse.record import Article, Mention, Sentence
    >>> whole = Sentence(start=0, end=25, paragraph=0)
    >>> post = Record(article=Article(id="a", text="The Congolese queue today"), sentences=(whole,))
    >>> queue = Commitment(id="c1", kind="plan", by=("COD",), evidence=(whole,), act=None)
    >>> people = Mention(start=4, end=13, kind="nationality", name="Congolese", actor="COD")
    >>> acts_for_a_state(post, queue), acts_for_a_state(replace(post, mentions=(people,)), queue)
    (False, True)
    """
    sentences = [home for span in commitment.evidence if (home := record.home_of(span))]
    here = [m for m in record.mentions if any(sentence.covers(m) for sentence in sentences)]
    chains = {m.chain for m in here if m.chain is not None}
    meant = [*here, *(m for m in record.mentions if m.chain in chains or m.name == commitment.said_by)]
    if any(m.kind == "nationality" and m.actor in commitment.by for m in here):
        return True
    if any(m.sector in _ACTS_FOR_A_STATE or (m.place and m.place.feature_code in WHOLE) for m in meant):
        return True
    if (act := commitment.act) is None:
        return False
    words = (find_words(record.article.text, s.start, s.end) for s in sentences)
    acts = [a for some in words for a in find_acts_in(some) if a.trigger.overlaps(act)]
    sworn = any(a.governor and a.governor.group in ("pledge", "threat") for a in acts)
    if any(a.family in _VOTES for a in acts) or (sworn and not any(map(is_code, commitment.by))):
        return True
    return any(p.sector in _ACTS_FOR_A_STATE for e in record.events if e.trigger.overlaps(act) for p in e.actors)
