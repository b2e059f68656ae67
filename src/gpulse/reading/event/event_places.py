"""Where an act of a post happened: the place its words give, the scene, the capital, or the place that was visited."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gpulse.knowledge.names import place_key
from gpulse.reading.event.event_times import JOINT, is_of_another
from gpulse.reading.event.tellers import asserts, is_attack_noun
from gpulse.reading.event.time_scopes import in_an_aside
from gpulse.reading.kit import Kit
from gpulse.reading.places import to_place
from gpulse.record import Attribution, Mention, Participant, Place, Record, Span, within

_IN_THE = re.compile(r"\b(?:in|near|outside|around) (?:the )?$")
_CAPITAL = re.compile(r" capital\b(?! (?:punishment|markets?|gains?|flows?|controls?))")
_APART = re.compile(r"[;“”\"]")
_LOCATED = re.compile(
    r"\b(?:in|at|near|outside)\s+(?:(?!(?:to|with|from|by|for|against|and|on|over|about|after|before|that|who|which)\b)"
    r"\w+\s+){0,4}$"
)
"""What stands before the scene of an act: "in the north of", not "in response to"."""


def visited_place(record: Record, recipients: Sequence[Participant]) -> Place | None:
    """Return the place of a visit from the words for whom it was paid to: "a visit to North Korea"."""
    places = (m.place for r in recipients for m in record.mentions_at(r))
    return next((place for place in places if place), None)


def place_of_act(
    record: Record,
    trigger: Span,
    home: Span,
    roles: Sequence[Span],
    others: Sequence[Span],
    actors: Sequence[Span],
) -> Place | None:
    """Return the scene of an act: the marked place, or one beside it that no other act stands nearer to.

    Who acts is no scene, though the name is a place's: "Peru signed the pact"; nor is a place of which only what
    somebody says tells ("regretted the decision and said its mission in Bogotá would stay open").
    """
    text = record.article.text
    places = [m for m in within(record.mentions, home) if m.place is not None]
    places = [m for m in places if not any(_is_only_said(text, a, trigger, m) for a in record.attributions)]
    places = [m for m in places if not is_of_another(text, trigger, m, others)]
    places = [m for m in places if not _is_no_scene(record, trigger, home, m, others)]
    marked = [m for m in places if any(m.overlaps(r) for r in roles)]
    right_before = [  # "the Orlando massacre"
        m for m in places if text[m.end : trigger.start] == " " and not any(m.overlaps(a) for a in actors)
    ]
    located = [
        m
        for m in places
        if _LOCATED.search(text, home.start, m.start)
        and not _APART.search(text, min(m.end, trigger.end), max(m.start, trigger.start))
        and not any(trigger.end <= other.start and other.end <= m.start for other in others)
        and not any(_is_scene_of_saying(a, trigger, m) for a in record.attributions)
    ]
    after = [m for m in located if 0 <= m.start - trigger.end < 60]
    only = located if len({m.place.country for m in located if m.place}) == 1 else []  # one scene for the sentence
    where = [m for m in places if _WHERE.match(text, m.end, trigger.start)]
    pick: Sequence[Mention] = marked or right_before or after or where or only
    return pick[0].place if pick else None


_SEAT = re.compile(
    r"\b(?:governments?|ministry|ministries|department|offices?|senate|parliament|assembly|congress|council|courts?|cabinet|"
    r"presidency|coast\s+guard|chiefs\s+of\s+staff|foundation|administration|headquarters|embassy|groups?|exiles|officials?|"
    r"leadership|leaders?|analysts|diplomats?|lawmakers|rulers|judges)\s+in\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before the seat of those who act or speak: "the coast guard in Manila complained"."""
_ONE_OF_TWO = re.compile(
    r"\b[Bb]etween\s+(?:the\s+)?$|\b[Bb]etween\s+[^,;.]{2,40}\sand\s+(?:the\s+)?$"
    r"|\b[Bb]etween\s+(?:(?:the\s+)?[A-Z][^,;.]{1,40},\s+)+(?:[^,;.]{2,40}\s)?(?:and\s+)?(?:the\s+)?$"
)
"""Before one of those that do something together: "a bloc between Cuba, *Laos* and Angola"."""
_DONE_THERE = re.compile(
    r"\b(?:signed|concluded|based|born|located|leaked|published|printed|adopted|held|hosted|agreed|opened|founded)\s+(?:in|at)\s+(?:the\s+)?$"
)
"""Before where something else was done: "sent instructors under an accord *signed in* Lisbon"."""
PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$")
FRONT = 24
"""Characters of a sentence in which a place stands for all of it: "In Donetsk, troops …"."""


def _is_no_scene(record: Record, trigger: Span, home: Span, place: Mention, others: Sequence[Span]) -> bool:
    """Whether a place is a seat, one of two that do something together, or where another thing was done."""
    text = record.article.text
    before = _SEAT.search(text, home.start, place.start)
    if before and (place.end <= trigger.start or _is_of_a_source(record, place)):
        return True
    if _ONE_OF_TWO.search(text, home.start, place.start) or in_an_aside(text, home, trigger, place):
        return True
    if place.actor and (_COMPANY.search(text, home.start, place.start) or _is_of_a_person(record, place)):
        return True
    done = _DONE_THERE.search(text, home.start, place.start)
    if done and done.start() > trigger.end + 1 and not PASSIVE.search(text, trigger.end, done.start()):
        return True
    joint = JOINT.search(text, place.end, max(place.end, trigger.start))
    acts = joint and any(home.start <= o.start and o.end <= joint.start() for o in others)
    return bool(acts) and place.start - home.start > FRONT


_COMPANY = re.compile(
    r"\b(?:(?<!border\s)(?<!borders\s)(?<!frontier\s)with|alongside|against|like|unlike)\s+(?:the\s+)?$"
)
"""Before a state with or against which something is done: "will build a base there *together with* Chile"."""
_OF = re.compile(r"\s+of\s+(?:the\s+)?")


def _is_of_a_person(record: Record, place: Span) -> bool:
    """Say whether a state is only whose somebody is: "Prime Minister Abiy Ahmed *of Ethiopia* received him"."""
    text = record.article.text
    return any(m.kind == "person" and _OF.fullmatch(text, m.end, place.start) for m in record.mentions)


def _is_of_a_source(record: Record, place: Span) -> bool:
    return any(
        a.source and a.source.covers(place) and not any(c.covers(place) for c in a.content) for a in record.attributions
    )


_WHERE = re.compile(r"(?:\s+(?:on|in|at|next|last|this|since)\s[^,;]{2,30})?,\s+where\s[^,;:“”\"]*$")
"""What stands between a place and an act there: "in Sofia, where he hopes to sign a contract"."""


def _is_only_said(text: str, attribution: Attribution, trigger: Span, place: Span) -> bool:
    """Whether a place is in what somebody says and an act before it is not.

    What people protest against or oppose is no such statement: "protest against the coup in Yangon".
    """
    if attribution.cue is None or not any(c.covers(place) and trigger.end <= c.start for c in attribution.content):
        return False
    return asserts(attribution.cue.of(text)) and not any(c.covers(trigger) for c in attribution.content)


def _is_scene_of_saying(attribution: Attribution, trigger: Span, place: Span) -> bool:
    """Whether a place is where somebody spoke of an act: beside what is said, which holds the act but not the place.

    "The fighting is over, the premier announced *in Putrajaya*", "In Riyadh he said that the war was over."
    """
    content = attribution.content
    if not any(c.covers(trigger) for c in content) or any(c.covers(place) for c in content):
        return False
    return place.end <= content[0].start or bool(attribution.cue and place.start >= attribution.cue.end)


def in_the_capital(record: Record, trigger: Span, home: Span, kit: Kit) -> Place | None:
    """Return the capital that an act is said to take place in: "signed a pact in the North Korean capital"."""
    text = record.article.text
    for m in within(record.mentions, home):
        state = kit.actors.states.get(m.actor or "")
        if not (state and m.kind == "nationality" and trigger.end <= m.start < trigger.end + 80):
            continue
        if _IN_THE.search(text, trigger.end, m.start) and _CAPITAL.match(text, m.end):
            named = kit.gazetteer.find(place_key(state.capital))
            return next((to_place(c) for c in named if c.feature == "PPLC" and c.country == state.iso3), None)
    return None


_KIND_OF_ATTACK = re.compile(
    r"\s+(?:(?:suicide|terror(?:ist)?|bomb|car|truck|gun|knife|mass|school|airport|concert|nightclub)\s+){0,2}"
)
_ONTO = re.compile(
    r"\s+(?:on\b(?!\s+(?:\w+day\b|\d|[A-Z][a-z]+\s+\d))|against\b|into\b)|\s+(?:the|an?|its|their)\b|"
    r"\s+(?!Suspects?\b|Victims?\b|Trial\b|Case\b)[A-Z]"
)
"""What makes a word behind a city's name a verb, or an attack by those who rule there: "Moscow attacks on Kyiv"."""


def is_scene(record: Record, who: Span, trigger: Span, kit: Kit) -> bool:
    """Say whether somebody who is to have made an attack is a town or spot that names it: "the Boston bombing".

    A state's own name and an adjective say who attacks ("a Saudi airstrike", 9 of 10 in the hand-coded sentences); a
    town or another place that is no state never does there (0 of 3; 0 of 3 in the half of WikiEvents that was read).
    """
    text = record.article.text
    named = next((m for m in reversed(record.mentions_at(who)) if m.end >= who.end), None)
    if named is None or named.kind not in ("place", "other") or not is_attack_noun(trigger.of(text)):
        return False
    if not _KIND_OF_ATTACK.fullmatch(text, named.end, trigger.start) or _ONTO.match(text, trigger.end):
        return False
    state = kit.actors.states.get(named.actor or "")
    if named.kind == "other" or state is None:
        return not (named.place and (named.place.feature_code or "").startswith("PCL"))
    return place_key(named.of(text)) == place_key(state.capital)
