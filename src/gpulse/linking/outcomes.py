"""What became of a promise: later sentences that show it done, partly done, refused or taken back, and the calendar.

Every sentence published after the promise is scored by plain features (`FEATURES`); a score of `DECIDE` or more
decides the
status, one of `PROPOSE` or more is shown as a proposal. With no evidence the calendar alone says pending or overdue.
An announcement is not an act: sentences in which the act is told as promised or planned count for nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from gpulse.linking.ledger_rows import Evidence, Finding
from gpulse.linking.wording import content_words
from gpulse.reading.acts import Act, find_acts_in
from gpulse.reading.words import find_words
from gpulse.record import CommitmentKind, Mention, Polarity, Quantity, Record, Sentence, Timex

Turn = Literal["done", "partial", "broken", "withdrawn"]

FEATURES: Final = {"act": 0.40, "actor": 0.20, "target": 0.10, "words": 0.50, "number": 0.15}
"""Weight of each feature: an act of the same type told as done; its actor named; its target named; the share of the
promise's
words that the sentence has, rarer words weighing more; the same number. Set by hand on the seven development
stories."""

DECIDE: Final = 0.70
PROPOSE: Final = 0.50

_REFUSED = re.compile(
    r"\b(?:refus\w+|reject\w+|declin\w+|ruled out|rule out|will not|would not|won't|never (?:came|happened)|"
    r"collaps\w+|fell through|"
    r"broke(?:n)? (?:off|its|his|their|the)|violat\w+|reneg\w+|went back on|cancel\w+|scrapp\w+|abandon\w+|"
    r"impossible|no longer possible|"
    r"defied|defy|ignored|let (?:it|the deadline|the ultimatum) (?:pass|lapse|expire)|failed to|sign no|would \w+ no|"
    r"there (?:will|would) be no|stays? away|stayed away|not be held|indefinitely|called off|dismiss\w+|vetoed|"
    r"voted down|overthrown|"
    r"toppled|is still (?:held|a prisoner|detained|in)|remains? (?:held|detained|in custody))\b",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(
    r"\b(?:called off|call off|calls off|took back|taken back|takes back|withdrew (?:the|its|his|their) "
    r"(?:threat|demand|ultimatum|announcement|plan)|"
    r"backed (?:down|away)|back(?:ing)? down|changed (?:his|her|its|their) mind|reversed (?:his|her|its|course|"
    r"the decision)|dropped (?:the|its|his|their) "
    r"(?:threat|demand|plan|ultimatum)|no longer (?:plans?|intends?|wants?|insists?)|rescind\w*|revok\w+|shelved|"
    r"remains? open|extended|prolonged|went along|stays? after all|stay(?:ed|ing)? (?:on|all the same))\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:only (?:a )?(?:part|half|third|some|one|two|three|few)|a part|part of|the first (?:of|two|three|four|"
    r"five|six|ten|batch|group|shipment)|half of|"
    r"a (?:third|quarter|tenth|fraction) of|per cent|some of|a few of|the rest|not all|so far|the remaining|the "
    r"remainder|first instalment|"
    r"less than half|most of|fewer than)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:not (?:been|yet|one|a single)|no [\w-]+ (?:has|had|have|with)|has not|have not|had not|did not|"
    r"nobody has|nothing (?:has|more|of)|"
    r"none (?:has|have|of)|without a|nor has|neither|never)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one sentence of a post tells, as far as outcomes need it."""

    evidence: Evidence
    published_on: str
    on: str | None
    words: frozenset[str]
    actors: frozenset[str]
    near: frozenset[str]
    done: frozenset[str]
    denied: frozenset[str]
    numbers: frozenset[float]
    refused: bool
    taken_back: bool
    part: bool
    not_yet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A row of the ledger as resolving sees it."""

    kind: CommitmentKind
    by: tuple[str, ...]
    to: tuple[str, ...]
    event_type: str | None
    polarity: Polarity
    quantity: Quantity | None
    said_on: str | None
    earliest: str | None
    latest: str | None
    words: frozenset[str]
    told_in: frozenset[tuple[str, int, int]]
    first_published: str


def find_told(records: Sequence[Record]) -> tuple[Told, ...]:
    """Return what every sentence of these records tells, in order of publication."""
    return tuple(told for record in records for told in told_in(record))


def told_in(record: Record) -> tuple[Told, ...]:
    """Return what each sentence of a post tells."""
    article = record.article
    found: list[Told] = []
    if article.published_on is None:
        return ()
    for sentence in record.sentences:
        words = find_words(article.text, sentence.start, sentence.end)
        acts = find_acts_in(words)
        quote = sentence.of(article.text)
        here = [m for m in record.mentions if m.actor and sentence.covers(m)]
        beside = [m for m in record.mentions if m.actor and _same_paragraph(record, sentence, m)]
        times = [t for t in record.timexes if sentence.covers(t)]
        found.append(
            Told(
                evidence=Evidence(
                    article=article.id, url=article.url, published_at=article.published_at, quote=quote,
                    start=sentence.start, end=sentence.end,
                ),
                published_on=article.published_on,
                on=_day_told(times, article.published_on),
                words=content_words(quote),
                actors=frozenset(m.actor for m in here if m.actor),
                near=frozenset(m.actor for m in beside if m.actor),
                done=frozenset(a.event_type for a in acts if _is_done(a)),
                denied=frozenset(a.event_type for a in acts if a.negative),
                numbers=frozenset(_numbers(quote)),
                refused=bool(_REFUSED.search(quote)),
                taken_back=bool(_TAKEN_BACK.search(quote)),
                part=bool(_PART.search(quote)),
                not_yet=bool(_NOT_YET.search(quote)),
            )
        )  # fmt: skip
    return tuple(found)


def _same_paragraph(record: Record, sentence: Sentence, mention: Mention) -> bool:
    return any(s.paragraph == sentence.paragraph and s.covers(mention) for s in record.sentences)


def _is_done(act: Act) -> bool:
    """An act told as done: past, perfect, or present, not denied; a bare act noun or participle tells nothing."""
    return act.mood in ("done", "present") and not act.negative


def _day_told(timexes: Sequence[Timex], published: str) -> str | None:
    """The last single day named in a sentence that is not after publication: the day of the act, if it tells one."""
    days = [t.latest for t in timexes if t.latest and t.earliest == t.latest and t.latest <= published]
    return days[0] if days else None


_COUNT = re.compile(r"\b\d{1,3}(?:,\d{3})+\b|\b\d+\b")
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
          "eleven": 11, "twelve": 12, "dozen": 12, "twenty": 20}  # fmt: skip


def _numbers(text: str) -> list[float]:
    found = [float(m.group().replace(",", "")) for m in _COUNT.finditer(text)]
    return found + [float(n) for word, n in _WORDS.items() if re.search(rf"\b{word}\b", text, re.IGNORECASE)]


def rarity(told: Sequence[Told]) -> dict[str, float]:
    """Return the weight of each word: the logarithm of the share of posts that do not have it."""
    posts: dict[str, set[str]] = {}
    for item in told:
        posts.setdefault(item.evidence.article, set()).update(item.words)
    seen = Counter(word for words in posts.values() for word in words)
    return {word: math.log((len(posts) + 1) / (count + 0.5)) + 0.2 for word, count in seen.items()}


def score_turn(promise: Promise, told: Told, weights: dict[str, float]) -> dict[str, float]:
    """Return the features of a sentence as evidence on a promise, each between 0 and 1."""
    total = sum(weights.get(word, 1.0) for word in promise.words) or 1.0
    shared = sum(weights.get(word, 1.0) for word in promise.words & told.words)
    number = promise.quantity.low if promise.quantity else None
    return {
        "act": 1.0 if promise.event_type in told.done or _alike(promise.event_type, told.done) else 0.0,
        "actor": 1.0 if set(promise.by) & told.actors else 0.5 if set(promise.by) & told.near else 0.0,
        "target": 1.0 if set(promise.to) & told.actors else 0.5 if set(promise.to) & told.near else 0.0,
        "words": min(1.0, 2.0 * shared / total),
        "number": 1.0 if number is not None and number in told.numbers else 0.0,
    }


def _alike(event_type: str | None, done: frozenset[str]) -> bool:
    return event_type in ("AID", "MOBILIZE") and bool(done & {"AID", "MOBILIZE"})


def turn_of(promise: Promise, told: Told, weights: dict[str, float]) -> tuple[Turn, float] | None:
    """Return what a sentence says about the promise, and its score; `None` where it says nothing."""
    features = score_turn(promise, told, weights)
    score = sum(FEATURES[name] * value for name, value in features.items())
    about = score - FEATURES["act"] * features["act"]
    if (
        told.taken_back
        and promise.kind in ("threat", "plan", "ultimatum", "prediction")
        and features["actor"]
        and features["words"] > 0.1
    ):
        return "withdrawn", about + 0.3
    if told.refused and features["actor"] == 1.0:
        return "broken", about + 0.3
    if not features["act"] or told.not_yet:
        return None
    number = promise.quantity.low if promise.quantity else None
    fewer = number is not None and told.numbers and max(told.numbers) < number and number not in told.numbers
    if told.part or (fewer and features["words"] > 0.3):
        return "partial", score
    return "done", score


def resolve(promise: Promise, told: Sequence[Told], as_of: str) -> tuple[Finding, tuple[Finding, ...], Finding | None]:
    """Return what holds on the day, the findings that led there in order, and a proposal below the threshold, if
    any."""
    weights = rarity(told)
    history: list[Finding] = [_by_calendar(promise, as_of)]
    held: Finding | None = None
    proposed: Finding | None = None
    for item in told:
        if item.published_on > as_of or not _may_tell(promise, item):
            continue
        turn = turn_of(promise, item, weights)
        if turn is None or turn[1] < PROPOSE:
            continue
        finding = _finding(promise, item, *turn)
        if turn[1] < DECIDE:
            if proposed is None or finding.score > proposed.score:
                proposed = finding
            continue
        if held is None or (held.status == "partial" and finding.status in ("kept", "late")):
            held = finding
            history.append(finding)
    final = held or history[0]
    return final, tuple(history), proposed if held is None else None


def _may_tell(promise: Promise, item: Told) -> bool:
    """Only sentences told after the promise, and not those that tell the promise itself."""
    if item.published_on < promise.first_published[:10]:
        return False
    if item.published_on == promise.first_published[:10] and not (item.refused or item.taken_back):
        return False
    return not any(
        article == item.evidence.article and start < item.evidence.end and item.evidence.start < end
        for article, start, end in promise.told_in
    )


def _finding(promise: Promise, item: Told, turn: Turn, score: float) -> Finding:
    day = item.on or item.published_on
    if turn == "done":
        late = promise.latest is not None and day > promise.latest
        why = f"A post of {item.published_on} tells that it was done on {day}, " + (
            f"after the last day, {promise.latest}."
            if late
            else "inside the window."
            if promise.latest
            else "no deadline was given."
        )
        return Finding(status="late" if late else "kept", on=day, why=why, evidence=(item.evidence,), score=score)
    if turn == "partial":
        return Finding(
            status="partial",
            on=day,
            why=f"A post of {item.published_on} shows a part of it done.",
            evidence=(item.evidence,),
            score=score,
        )
    word = "refused, reversed or made impossible" if turn == "broken" else "taken back by those who said it"
    return Finding(
        status=turn,
        on=day,
        why=f"A post of {item.published_on} tells that it was {word}.",
        evidence=(item.evidence,),
        score=score,
    )


def _by_calendar(promise: Promise, as_of: str) -> Finding:
    if promise.latest and as_of > promise.latest:
        return Finding(
            status="overdue",
            on=None,
            why=f"The window closed on {promise.latest}, and no post shows it done.",
            evidence=(),
            score=0.0,
        )
    until = f"until {promise.latest}" if promise.latest else "with no last day"
    return Finding(
        status="pending", on=None, why=f"The window is open {until}, and no post shows it done.", evidence=(), score=0.0
    )
