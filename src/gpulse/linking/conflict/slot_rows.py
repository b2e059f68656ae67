"""The slots that pairs of rival figures make, and the conflict that each is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from gpulse.linking.conflict.figures import Figure, counted_word, digits_of
from gpulse.linking.conflict.same_slot import LEAST, same_thing
from gpulse.linking.ledger.ledger_rows import evidence_of
from gpulse.linking.story.story_rows import Conflict, Value
from gpulse.linking.wording import stem
from gpulse.record import Record

MOST_VALUES = 2
"""Values that one post gives in one slot at most: its own count and another's. With one a tenth fewer conflicts of 112
careful stories are found."""


def join(pairs: Sequence[tuple[Figure, Figure]], figures: Sequence[Figure]) -> list[list[Figure]]:
    """Return the slots that pairs of figures make, the likeliest pairs first: those that share one are one slot; a post
    that gives the same figure elsewhere joins with it.

    A pair that would bring more than `MOST_VALUES` of a post into a slot is left out: all offers of all bidders, one
    like the next, were one slot otherwise.
    """
    group: dict[tuple[str, int], int] = {}
    slots: dict[int, list[Figure]] = {}
    for one, two in pairs:
        numbers = [group.get((f.article, f.span.start)) for f in (one, two)]
        known = sorted({n for n in numbers if n is not None})
        number = known[0] if known else len(group)
        joined = [f for n in known for f in slots[n]]
        for figure in (one, two):
            if figure not in joined:
                joined.append(figure)
        if any(_has_too_many(article, joined) for article in {one.article, two.article}):
            continue
        for n in known:
            del slots[n]
        slots[number] = joined
        for figure in joined:
            group[(figure.article, figure.span.start)] = number
    for slot in slots.values():
        taken = {(f.article, f.span.start) for f in slot}
        slot += [
            f for f in figures
            if (f.article, f.span.start) not in taken and f.point >= LEAST
            and any(_same(f, g) and f.article != g.article for g in slot)
        ]  # fmt: skip
    order = {(f.article, f.span.start): at for at, f in enumerate(figures)}
    return [sorted(slot, key=lambda f: order[(f.article, f.span.start)]) for slot in slots.values()]


def _has_too_many(article: str, slot: Sequence[Figure]) -> bool:
    """Whether a post has more values in a slot than it may."""
    return len({(f.kind, f.point) for f in slot if f.article == article}) > MOST_VALUES


def _same(one: Figure, two: Figure) -> bool:
    """Whether two figures are one number of one thing; what a bare one counts is guessed, so two digits tell more."""
    guessed = not (one.named and two.named) and digits_of(one) > 1
    return (one.kind, one.point) == (two.kind, two.point) and (guessed or same_thing(one, two))


def conflict_of(slot: Sequence[Figure], records: Mapping[str, Record], roots: Mapping[str, str]) -> Conflict:
    """Return a slot as a conflict; `roots` gives for each post the origin of its account."""
    values = tuple(
        Value(
            value=figure.words, low=figure.low, high=figure.high,
            evidence=evidence_of(records[figure.article], records[figure.article].sentences[figure.sentence]),
        )
        for figure in slot
    )  # fmt: skip
    lows = [f.low for f in slot]
    highs = [f.high for f in slot]
    return Conflict(
        slot=_name(slot), values=values, most_given=most_given(slot, roots, _printed_by(slot, records)),
        low=None if None in lows else min(low for low in lows if low is not None),
        high=None if None in highs else max(high for high in highs if high is not None),
    )  # fmt: skip


def _name(slot: Sequence[Figure]) -> str:
    """What the figures count, as a post spells it."""
    thing = Counter(f.thing for f in slot if f.thing and f.named).most_common(1)
    what = {"count": "number", "%": "share"}.get(slot[0].kind, slot[0].kind)
    if not thing:
        return what
    spelled = (word for f in slot if (word := counted_word(f)) and stem(word) == thing[0][0])
    return f"{what}: {next(spelled, thing[0][0])}"


def _printed_by(slot: Sequence[Figure], records: Mapping[str, Record]) -> dict[str, Figure]:
    """The first figure of a slot that each publisher printed."""
    named = ((records[figure.article].article.publisher, figure) for figure in reversed(slot))
    return {publisher: figure for publisher, figure in named if publisher}


def most_given(
    slot: Sequence[Figure], roots: Mapping[str, str], printed: Mapping[str, Figure] | None = None
) -> str | None:
    """Return the words of the value that most independent origins give; `None` where no value leads.

    `printed` are the figures by publisher: who has a figure from a publisher has it from whom that one has it.
    """
    origins: dict[tuple[float | None, float | None], set[str]] = defaultdict(set)
    words: dict[tuple[float | None, float | None], str] = {}
    for figure in slot:
        first = (printed or {}).get(figure.speaker or "")
        same = first is not None and (first.low, first.high) == (figure.low, figure.high)
        told = first if first is not None and same else figure
        origins[(figure.low, figure.high)].add(told.speaker or roots.get(told.article, told.article))
        words.setdefault((figure.low, figure.high), figure.words)
    ranked = sorted(origins.items(), key=lambda item: -len(item[1]))
    if len(ranked) > 1 and len(ranked[0][1]) == len(ranked[1][1]):
        return None
    return words[ranked[0][0]]
