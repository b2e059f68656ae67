"""Which tellings are of one promise, by what two of them have alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from gpulse.days import days_between
from gpulse.linking.ledger.answers import Chances
from gpulse.linking.ledger.tellings import Telling, wording_of
from gpulse.linking.outcome.evidence import alike
from gpulse.linking.outcome.judge import Hearing, sentence_at
from gpulse.linking.wording import THINGS
from gpulse.odds import logistic, logit
from gpulse.reading.commitment.ruled_acts import ANAPHORIC
from gpulse.record import Commitment, Quantity, Span

SAME_WORDS = 0.34
"""Share of the shorter telling's content words that two tellings of one promise have in common, at least.

Calibrated on the first seven development stories."""


def join_tellings(
    tellings: Sequence[Telling], hearing: Hearing | None = None, story_of: Mapping[str, int] | None = None
) -> list[list[Telling]]:
    """Group tellings of the same promise, oldest first; each group is a row.

    Only tellings of one story that share an actor are compared, by the rules (`likeness`) and, with a hearing, by the
    ledger model; `story_of` numbers the story of each post, all are of one if it is absent.
    """
    groups: list[list[Telling]] = []
    by_actor: dict[str, list[int]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda t: t.key):
        near = sorted({at for actor in telling.commitment.by for at in by_actor[actor]})
        scored = [
            (_same_promise(groups[at], telling, hearing), -at)
            for at in near
            if story_of is None or story_of[groups[at][0].evidence.article] == story_of[telling.evidence.article]
        ]
        best = max(scored, default=(0.0, 0))
        if best[0] > 0:
            groups[-best[1]].append(telling)
        else:
            groups.append([telling])
        at = -best[1] if best[0] > 0 else len(groups) - 1
        for actor in telling.commitment.by:
            if at not in by_actor[actor]:
                by_actor[actor].append(at)
    return groups


def _same_promise(group: Sequence[Telling], telling: Telling, hearing: Hearing | None) -> float:
    """Return how surely a telling is of a row's promise; 0 where it is rather of another."""
    ruled = likeness(group, telling)
    if ruled > 0 or hearing is None:
        return ruled
    if _counts_others(group, telling.commitment.quantity):
        return 0.0
    facts = join_facts(group, telling, hearing)
    score = 0.0 if facts["clash"] or not facts["kind"] else logistic(facts, hearing.weights["joined"])
    return score if score >= SAME else 0.0


ROUNDED: Final = 0.1
"""Share of a number by which another may differ and be the same, rounded.

Numbers farther apart keep tellings apart that only the model would join: of 13 commitments of the ledgers that shared
a row with another, 6 have rows of their own so, and nothing is torn apart (of 380 rows of the ledgers, 880 of labelled
stories).
"""


def _counts_others(group: Sequence[Telling], number: Quantity | None) -> bool:
    """Say whether a telling's number and all of a row's are far apart: 25,000 and 10,000 people.

    >>> from gpulse.record import Quantity
    >>> one, other = Quantity(low=9500, high=9500), Quantity(low=11900, high=11900)
    >>> _far_apart(one, other), _far_apart(one, Quantity(low=9700, high=9700, approximate=True))
    (True, False)
    """
    numbers = [q for t in group if (q := t.commitment.quantity)]
    return bool(number and numbers) and all(_far_apart(q, number) for q in numbers if number)


def _far_apart(first: Quantity, second: Quantity) -> bool:
    ends = [(a, b) for a in (first.low, first.high) for b in (second.low, second.high) if a and b]
    return bool(ends) and all(abs(a - b) > ROUNDED * max(a, b) for a, b in ends)


SAME: Final = 0.2
"""Score from which two tellings that the rules keep apart are of one promise: where their F1 is best on the labelled
stories (29 pairs, 0.49)."""


def join_facts(group: Sequence[Telling], telling: Telling, hearing: Hearing) -> dict[str, float]:
    """Return the facts by which a telling is of a row's promise: what the rules say, the model, and what is equal."""
    new, first = telling.commitment, group[0].commitment
    latest = [t.commitment.latest for t in group if t.commitment.latest]
    numbers = [q for t in group if (q := t.commitment.quantity)]
    words = frozenset().union(*(t.words for t in group))
    sentence = sentence_at(hearing.records[telling.evidence.article], new.act or _span_of(telling))
    held = sentence_at(hearing.records[group[0].evidence.article], first.act or _span_of(group[0]))
    here = telling.evidence.article == group[0].evidence.article
    beside = here and held.start == sentence.start
    chances: Chances = {"told": 0.5, "none": 0.5}
    if not beside and likeness(group, telling) == 0.0 and not (words & telling.words):
        chances = {"told": 0.01, "none": 0.9}
    elif not beside:
        shown = hearing.shown(wording_of(group))
        chances = shown(telling.evidence.article, sentence.start, (telling.evidence.published_at or "")[:10])
    clash = bool(new.latest and latest and new.latest != latest[-1])
    return {
        "bias": 1.0,
        "told": logit(chances["told"]),
        "none": logit(chances["none"]),
        "alike": float(likeness(group, telling) > 0),
        "common": len(words & telling.words) / max(1, min(len(words), len(telling.words))),
        "type": float(new.event_type == first.event_type),
        "kind": float(_same_kind(first.kind, new.kind)),
        "actors": float(set(first.by) == set(new.by)),
        "targets": float(bool(first.to and new.to and not set(first.to) & set(new.to))),
        "window": float(bool(new.latest) and new.latest in latest),
        "clash": float(clash and not _counted_alike(group, new)),
        "counted": float(clash and _counted_alike(group, new)),
        "number": float(bool(new.quantity) and any(_same_number(new.quantity, q) for q in numbers if new.quantity)),
        "other": float(
            bool(new.quantity and numbers) and not any(_same_number(new.quantity, q) for q in numbers if new.quantity)
        ),
        "beside": float(beside),
        "post": float(here),
        "polarity": float(new.polarity == first.polarity),
    }


def _span_of(telling: Telling) -> Span:
    return Span(start=telling.evidence.start, end=telling.evidence.end)


def likeness(group: Sequence[Telling], telling: Telling) -> float:
    """Return how alike a telling is to a row, 0 where it is another promise.

    Same type of act; deadlines equal, or one of them absent; no other thing given; numbers equal, or one of them
    absent, unless no date is given at all: then a changed number is a new version. And enough words in common, or the
    same window, thing or vote.
    """
    new = telling.commitment
    first = group[0].commitment
    beside = telling.evidence.article == group[-1].evidence.article
    if not _same_kind(first.kind, new.kind):
        return 0.0
    if beside and set(first.by) != set(new.by):
        return 0.0  # one post that tells of two actors tells of two promises
    if abs(len(set(first.by)) - len(set(new.by))) > 1:
        return 0.0  # what three do together is not what one of them has promised
    if first.to and new.to and not set(first.to) & set(new.to):
        return 0.0
    same_type = _same_type(first.event_type, new.event_type)
    if same_type and first.event_type == new.event_type:
        same_type = alike(group[0].family, telling.family)
    if not same_type and not new.latest:
        return 0.0
    latest = [t.commitment.latest for t in group if t.commitment.latest]
    dated = bool(new.latest and latest)
    if dated and new.latest != latest[-1] and not _counted_alike(group, new):
        return 0.0
    words = group[0].words.union(*(t.words for t in group[1:]))
    common = len(words & telling.words) / max(1, min(len(words), len(telling.words)))
    if not same_type and not (dated and common >= SAME_WORDS):
        return 0.0
    around = frozenset().union(*(t.around for t in group)) if new.latest and not latest else frozenset()
    if telling.scope and around and not telling.scope & around:
        return 0.0  # "no soldiers left in Senegal" is not dated by "will leave Ivory Coast in January"
    same_window = dated and same_type
    things = THINGS & frozenset().union(*(t.core for t in group))
    other_thing = bool(things and telling.core & THINGS and not things & telling.core)
    numbers = [q for t in group if (q := t.commitment.quantity)]
    clash = new.quantity and numbers and not any(_same_number(new.quantity, q) for q in numbers)
    if (other_thing and not (same_window and new.event_type != "AID")) or (
        clash and (dated or not things & telling.core)
    ):
        return 0.0
    same_thing = new.event_type == "AID" and bool(things & telling.core) and not latest
    pointing = telling.family == ANAPHORIC and not new.latest and not new.quantity
    if pointing and same_type and (not latest or latest[-1] >= (new.said_on or "")):
        return 0.02 + 0.2 * beside
    same_vote = "~election" in words & telling.words and first.event_type == "CONCEDE" and not dated
    if common >= SAME_WORDS or (dated and common >= SAME_WORDS / 2) or same_window or same_thing or same_vote:
        return common + 0.5 * dated + 0.2 * beside + 0.01
    return 0.01 if beside and not new.latest and not latest else 0.0


_COUNTED = re.compile(r"\b(?:hours|days?|weeks?|months?|years?)\b", re.IGNORECASE)
COUNTED_APART = 7
"""Days by which the ends of one counted window ("within twelve months") may differ: posts tell it some days later."""


def _counted_alike(group: Sequence[Telling], new: Commitment) -> bool:
    """Say whether two windows that were counted in weeks or months end at nearly the same day."""
    old = next((t.commitment for t in reversed(group) if t.commitment.latest), None)
    if old is None or not old.latest or not new.latest:
        return False
    counted = all(_COUNTED.search(c.window_text or "") for c in (old, new))
    apart = abs(days_between(old.latest, new.latest))
    return counted and apart <= COUNTED_APART


def _same_type(first: str | None, second: str | None) -> bool:
    """Equal types; soldiers sent are AID in one telling and MOBILIZE in another."""
    return first == second or (first in _SENDING and second in _SENDING)


_SENDING: Final = ("AID", "MOBILIZE")


def _same_kind(first: str, second: str) -> bool:
    """A pledge is a plan or a prediction in another's mouth; a demand is never the promise of the one it is put to."""
    return first == second or not {first, second} & {"ultimatum", "obligation"}


def _same_number(first: Quantity, second: Quantity) -> bool:
    return first.low == second.low or first.high == second.high
