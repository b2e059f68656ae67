"""Two accounts that put one thing under two kinds which exclude each other (`linking.conflict.kinds`).

"In international waters", says the navy in one post; "within its territorial sea", the coast guard in another. What the
sentences share beside that tells nothing: the whole story is about the one ship. So no likeness is asked for, but that
somebody else says it, on the days that the slot allows, and that no other time or place is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from gpulse.linking.conflict.frame import Frame
from gpulse.linking.conflict.given_by import same_speaker, speaker_of
from gpulse.linking.conflict.kinds import Answer, Slot, answers_in
from gpulse.linking.conflict.opposed import Opposed
from gpulse.linking.conflict.same_slot import days_apart
from gpulse.linking.happening.scenes import Scene, elsewhere, set_scene
from gpulse.linking.ledger.ledger_rows import evidence_of
from gpulse.linking.story.story_rows import Conflict, Value
from gpulse.record import Record, Span

Answers = Mapping[str, Sequence[tuple[int, Answer]]]
"""What the sentences of each post answer, by its id, each with the number of its sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Account:
    """An answer in a post: its sentence, who gives it, whom its clause names, and what sets the sentence."""

    record: Record
    at: int
    answer: Answer
    speaker: str | None
    codes: frozenset[str]
    scene: Scene


def find_told_apart(frame: Frame, answers: Answers) -> tuple[Conflict, ...]:
    """Return the slots to which two posts give answers that exclude each other, each once, with the first sentence of
    each post for each answer. `answers` are those of each post, by its id (`answers_of`)."""
    accounts = [account for record in frame.records for account in _accounts_of(record, frame, answers)]
    by_slot: dict[tuple[str, str | None], dict[tuple[str, str, bool], _Account]] = defaultdict(dict)
    for one, two in combinations(accounts, 2):
        if one.record is not two.record and told_apart(one, two):
            slot = by_slot[one.answer.slot.name, one.answer.of]
            for account in (one, two):
                key = (account.record.article.id, account.answer.side, account.answer.negated)
                slot.setdefault(key, account)
    return tuple(
        Conflict(
            slot=name if of is None else f"{name}: {of}", values=tuple(map(_value, _in_order(found.values(), frame)))
        )
        for (name, of), found in by_slot.items()
    )


def _in_order(accounts: Iterable[_Account], frame: Frame) -> list[_Account]:
    posts = {record.article.id: at for at, record in enumerate(frame.records)}
    return sorted(accounts, key=lambda account: (posts[account.record.article.id], account.at))


def _accounts_of(record: Record, frame: Frame, answers: Answers) -> list[_Account]:
    sayings = frame.sayings[record.article.id]
    found = []
    for at, answer in answers[record.article.id]:
        speaker = speaker_of(record, at, answer.words, sayings)
        codes = frozenset(m.actor for m in record.mentions if m.actor and answer.clause.covers(m))
        clause = replace(record.sentences[at], start=answer.clause.start, end=answer.clause.end)
        scene = set_scene(record, clause, answer.clause, clause.end, sayings, speaker)
        found.append(_Account(record=record, at=at, answer=answer, speaker=speaker, codes=codes, scene=scene))
    return found


def answers_of(record: Record, slots: Sequence[Slot]) -> list[tuple[int, Answer]]:
    """Return what the sentences of a post answer, each with the number of its sentence."""
    return answers_in(record.article.text, [Span(start=s.start, end=s.end) for s in record.sentences], slots)


def told_apart(one: _Account, two: _Account) -> bool:
    """Return whether two accounts, the earlier one first, tell one thing under kinds that exclude each other."""
    slot = one.answer.slot
    if slot is not two.answer.slot:
        return False
    others = bool(one.codes and two.codes and not one.codes & two.codes)
    if slot.of_whom == "doer" and others:
        differ = one.answer.side == two.answer.side and not one.answer.negated and not two.answer.negated
    else:
        differ = one.answer.excludes(two.answer) and not (slot.of_whom == "same" and others)
    if not differ or days_apart(one.record.article.published_on, two.record.article.published_on) > slot.days:
        return False
    known = one.speaker is not None and two.speaker is not None
    if (known and same_speaker(one.speaker, two.speaker)) or (slot.spoken and not known):
        return False
    return elsewhere(one.scene, two.scene) not in ("time", "place", "round")


def answered_otherwise(pair: Opposed, answers: Sequence[tuple[int, Answer]]) -> bool:
    """Return whether two statements of one post, by two who are named, give answers that exclude each other; `answers`
    are those of the post."""
    one, two = pair.one, pair.two
    if one.speaker is None or two.speaker is None or same_speaker(one.speaker, two.speaker):
        return False
    first, second = ([a for _, a in answers if side.span.covers(a.words)] for side in (one, two))
    return any(a.excludes(b) for a in first for b in second)


def _value(account: _Account) -> Value:
    text = account.record.article.text
    words = " ".join(account.answer.clause.of(text).split())
    if account.speaker and account.speaker not in words:
        words = f"{words}, according to {account.speaker}"
    return Value(
        value=words, low=None, high=None,
        evidence=evidence_of(account.record, account.record.sentences[account.at]),
    )  # fmt: skip
