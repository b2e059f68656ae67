"""What the sentences of a post tell, as far as the outcomes of promises need it: acts done, denied, refused, called
off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gpulse.linking.ledger.ledger_rows import Evidence
from gpulse.linking.outcome.counts import Amount, amounts_in
from gpulse.linking.outcome.days_told import days_of, days_with_ends, period_of
from gpulse.linking.outcome.same_acts import find_act_groups
from gpulse.linking.outcome.signs import (
    AHEAD,
    CALLED_OFF,
    ECHOES,
    FIRST_PART,
    GOES_ON,
    LACKING,
    PART,
    REFUSED,
    SUSPENDED,
    TAKEN_BACK,
    TARDY,
    TOTAL,
    UNDONE,
    WEIGHED,
    tells,
    went_as_told,
)
from gpulse.linking.wording import content_words
from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.acts import find_acts_in
from gpulse.reading.commitment.named_bodies import with_bodies
from gpulse.reading.commitment.named_in import AGENTS, BODIES, PLACE_PREPOSITIONS
from gpulse.reading.commitment.open_acts import base_of
from gpulse.reading.language.cues import MODALS, NEGATORS
from gpulse.reading.language.quantities import COUNTS, find_quantities
from gpulse.reading.language.words import Word, find_words
from gpulse.record import Mention, Record, Sentence

Standing = Literal["done", "not done", "refused", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAct:
    """An act as a sentence tells it: what kind, whether done, by whom and to whom, in which words, and when."""

    event_type: str
    family: str
    standing: Standing
    agents: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one sentence tells. `actors` are named in it, `near` in its paragraph, `leading` most often in its post.

    `names` are the capitalised words of the sentence, `names_near` those of its paragraph and title. `names_post` those
    of the whole post; `echoes` says that it speaks of a plan or a term gone by, `weighed` that somebody thinks, hopes
    or fears it; `lacking` are the words of what it says there is none of. `period`, `period_from`: last and first day
    of a week or month that it tells of; `tardy` says that it speaks of lateness. `around` are the words of its title
    and paragraph; `dated` says that it names its day itself; `days` are the last day of each time it names; `groups`
    the kinds of act that it tells as done (`same_acts`); `amounts` its numbers with what they count; `no_longer` what
    it says will not be done any more; `first` says that it is its post's first sentence, `title` are the words of its
    post's title. `own_days` are the days that it names itself, in order, each with whether its clause speaks of the
    last of something.
    """

    evidence: Evidence
    published_on: str
    on: str | None
    dated: bool
    period: str | None
    period_from: str | None
    days: frozenset[str]
    own_days: tuple[tuple[str, bool], ...]
    first: bool
    title: frozenset[str]
    acts: tuple[ToldAct, ...]
    words: frozenset[str]
    around: frozenset[str]
    actors: frozenset[str]
    near: frozenset[str]
    leading: frozenset[str]
    names: frozenset[str]
    names_near: frozenset[str]
    names_post: frozenset[str]
    echoes: bool
    weighed: bool
    tardy: bool
    lacking: frozenset[str]
    places: frozenset[str]
    where: frozenset[str]
    numbers: frozenset[float]
    amounts: tuple[Amount, ...]
    refused: bool
    called_off: bool
    suspended: bool
    taken_back: bool
    goes_on: bool
    no_longer: frozenset[str]
    part: bool
    part_near: bool
    fulfilled: bool
    verbs: frozenset[str]
    groups: frozenset[str]
    total: bool
    undone: bool
    ahead: bool


def find_told(records: Sequence[Record]) -> tuple[Told, ...]:
    """Return what every sentence of these records tells, in order of publication."""
    return tuple(told for record in records for told in told_in(record))


def told_in(record: Record) -> tuple[Told, ...]:
    """Return what each sentence of a post tells; nothing where its day of publication is not known."""
    article = record.article
    if article.published_on is None:
        return ()
    record = with_bodies(record)
    found: list[Told] = []
    counts = Counter(code for m in record.mentions if (code := code_of(m)))
    leading = frozenset(code for code, _ in counts.most_common(6))
    near: dict[int, frozenset[str]] = {}
    inside = [_within(record.mentions, sentence) for sentence in record.sentences]
    for sentence, mentions in zip(record.sentences, inside, strict=True):
        here = frozenset(code for m in mentions if (code := code_of(m)))
        near[sentence.paragraph] = near.get(sentence.paragraph, frozenset()) | here
    days = days_of(record)
    undated = (None, False)
    title = content_words(article.title or "")
    whole = f"{article.title}\n{article.text}"
    names_post, part_near = capitals_of(whole), bool(FIRST_PART.search(whole))
    capitals: dict[int, frozenset[str]] = {}
    around: dict[int, frozenset[str]] = {}
    own: list[tuple[frozenset[str], frozenset[str]]] = []  # of each sentence, its words with a capital and its content
    for sentence in record.sentences:
        quote = sentence.of(article.text)
        own.append((capitals_of(quote), content_words(quote)))
        named, content = own[-1]
        capitals[sentence.paragraph] = capitals.get(sentence.paragraph, capitals_of(article.title or "")) | named
        around[sentence.paragraph] = around.get(sentence.paragraph, title) | content
    for sentence, mentions, (named, content) in zip(record.sentences, inside, own, strict=True):
        quote = sentence.of(article.text)
        words = find_words(article.text, sentence.start, sentence.end)
        ahead = bool(AHEAD.search(quote))
        names = content_words(" ".join(m.of(article.text) for m in mentions if m.actor))
        period = period_of(record, sentence)
        found.append(
            Told(
                evidence=Evidence(
                    article=article.id, url=article.url, published_at=article.published_at, quote=quote,
                    start=sentence.start, end=sentence.end,
                ),
                published_on=article.published_on,
                on=days.get(sentence.start, undated)[0],
                dated=days.get(sentence.start, undated)[1],
                period=period.latest if period else None,
                period_from=period.earliest if period else None,
                days=frozenset(t.latest for t in record.timexes if sentence.covers(t) and t.latest),
                own_days=days_with_ends(record, sentence),
                first=sentence.start == record.sentences[0].start,
                title=title,
                acts=tuple([_told_act(act, words, mentions, names, ahead) for act in find_acts_in(words)]),
                words=content - names,
                around=around[sentence.paragraph] - names,
                actors=frozenset(code for m in mentions if (code := code_of(m))),
                near=near[sentence.paragraph],
                leading=leading,
                names=named,
                names_near=capitals[sentence.paragraph],
                names_post=names_post,
                echoes=bool(ECHOES.search(quote)),
                weighed=bool(WEIGHED.search(quote)),
                tardy=bool(TARDY.search(quote)),
                lacking=frozenset().union(*(content_words(m.group(1)) for m in LACKING.finditer(quote))),
                places=frozenset(m.name for m in mentions if m.place),
                where=where_in(article.text, mentions),
                numbers=frozenset(_numbers(_without_times(record, sentence))),
                amounts=amounts_in(_without_times(record, sentence)),
                fulfilled=went_as_told(quote),
                verbs=done_verbs(words),
                groups=find_act_groups(words, done=True),
                part_near=part_near,
                refused=tells(REFUSED, quote),
                called_off=tells(CALLED_OFF, quote),
                suspended=tells(SUSPENDED, quote),
                taken_back=tells(TAKEN_BACK, quote),
                goes_on=bool(GOES_ON.search(quote)),
                no_longer=_no_longer(words),
                part=bool(PART.search(quote)),
                total=bool(TOTAL.search(quote)),
                undone=bool(UNDONE.search(quote)),
                ahead=ahead,
            )
        )  # fmt: skip
    return tuple(found)


def _within(mentions: Sequence[Mention], sentence: Sentence) -> list[Mention]:
    start, end = sentence.start, sentence.end
    return [m for m in mentions if start <= m.start and m.end <= end]


_CAPITALS = re.compile(r"\b[A-ZÀ-Þ][\w-]+")


def capitals_of(text: str) -> frozenset[str]:
    """Return the words that begin with a capital letter, in lower case.

    >>> sorted(capitals_of("The Stena Impero left."))
    ['impero', 'stena', 'the']
    """
    return frozenset(m.group().lower() for m in _CAPITALS.finditer(text))


def done_verbs(words: tuple[Word, ...]) -> frozenset[str]:
    """Return rough bases of the verbs that a sentence tells as done: past forms and participles, not behind a modal or
    a negation.

    >>> from gpulse.reading.language.words import find_words
    >>> s = "They left, it was announced, and will not be replaced."
    >>> sorted(done_verbs(find_words(s, 0, len(s))))
    ['announc', 'leave']
    """
    found = set()
    for at, word in enumerate(words):
        base = base_of(word.low)
        if base == word.low or word.low.endswith("ing") or base in ("be", "have", "do", "say", "tell"):
            continue
        if _NOT_DONE.isdisjoint([w.low for w in words[max(0, at - BEFORE_VERB) : at]]):
            found.add(base)
    return frozenset(found)


def _no_longer(words: tuple[Word, ...]) -> frozenset[str]:
    """Rough bases of the words behind "would no longer": what somebody gives up doing."""
    at = next((at for at in range(1, len(words)) if (words[at - 1].low, words[at].low) == ("no", "longer")), None)
    if at is None:
        return frozenset()
    return frozenset(base_of(word.low) for word in words[at + 1 : at + 1 + BEFORE_VERB])


_NOT_DONE = frozenset((*NEGATORS, *MODALS, "to"))
BEFORE_VERB = 5
"""Words to the left of a verb that its auxiliaries and negation stand in."""


def code_of(mention: Mention) -> str | None:
    """Return whom a mention stands for: its actor, else the country of its place."""
    return mention.actor or (mention.place.country if mention.place else None)


_THERE = re.compile(
    r"\b(?:in|into|to|at|near|around|outside)\s+(?:the\s+|its\s+|their\s+)?(?:(?!not\b|and\b)[\w-]+\s+){0,2}?(?:of\s+)?(?:the\s+)?$"
)


def where_in(text: str, mentions: Sequence[Mention], towns: bool = False) -> frozenset[str]:
    """Return the states where something happens by these mentions, with `towns` by towns and regions alone.

    "Another 1,500 soldiers have landed *in Russia*", "engineers for the occupied city *of Donetsk*"; who is named by
    his state ("Russia said") is nowhere.
    """
    return frozenset(
        m.place.country
        for m in mentions
        if m.place and m.place.country and not (towns and (m.place.feature_code or "PCL").startswith("PCL"))
        if _THERE.search(text, max(0, m.start - 40), m.start)
    )


def _told_act(
    act: Act, words: tuple[Word, ...], mentions: Sequence[Mention], names: frozenset[str], ahead: bool
) -> ToldAct:
    """An act with the words and names of its own clause."""
    first, last = act.subject[0], max(act.object[1], act.last + 1)
    start, end = words[first].start, words[last - 1].end
    subject = words[act.subject[0] : act.subject[1]]
    agents = frozenset(
        code
        for m in mentions
        if subject and subject[0].start <= m.start and m.end <= subject[-1].end and (code := code_of(m))
        if not _is_place(words, m)
    )
    clause = " ".join(w.text for w in words if start <= w.start < end)
    return ToldAct(
        event_type=act.event_type,
        family=act.family,
        standing=_standing(act, ahead) if not _is_stopped(act, words) else "not done",
        agents=agents,
        words=content_words(clause) - names,
    )


STOPPERS = frozenset(
    "suspend stop halt block delay postpon cancel freez prevent demand oppos condemn reject refus ban forbid threaten "
    "fear seek propos discuss".split()
)
"""Rough bases of verbs whose object did not come about."""


def _is_stopped(act: Act, words: tuple[Word, ...]) -> bool:
    """Say whether an act is a noun that a verb such as "suspended" governs, or a noun taken for a verb.

    "Suspended the deployment" is none; and in "airport and police stations" nobody stations anything.
    """
    before = words[max(0, act.first - 4) : act.first]
    if act.form == "noun":
        return any(base_of(word.low).removesuffix("e") in STOPPERS for word in before)
    if act.form != "s" or len(before) < 2 or not before[-1].text.islower() or not before[-1].text.isalpha():
        return False
    return before[-2].low in ("and", "or", "of") or before[-2].low.isdigit()


def _is_place(words: tuple[Word, ...], mention: Mention) -> bool:
    """Say whether a name stands where or with whom, not who: after a preposition of place."""
    before = [w.low for w in words if w.end <= mention.start and w.low not in ("the", "a", "an", "its", "their")]
    if len(before) > 1 and before[-1] == "of" and mention.place is not None:
        return (
            before[-2] not in AGENTS and before[-2] not in BODIES
        )  # "the airport of Niamey", not "the government of Niger"
    return bool(before) and before[-1] in PLACE_PREPOSITIONS


def _standing(act: Act, ahead: bool) -> Standing:
    """Whether an act is told as done, as not done, as refused, or as still open; `ahead` where its sentence speaks of
    what is to come."""
    if act.mood == "present" and (act.form == "ing" or (ahead and act.form in ("base", "s"))):
        return "open"  # "is leaving" has not left
    if act.mood in ("done", "present"):
        return "not done" if act.negative else "done"
    if act.negative and act.mood in ("will", "would"):
        return "refused"
    return "open"


_COUNT = re.compile(r"\b\d{1,3}(?:,\d{3})+\b|\b\d+\b")


def _without_times(record: Record, sentence: Sentence) -> str:
    """A sentence's words, with those of times left out: "on 7 November" counts nothing."""
    text = record.article.text
    kept, at = [], sentence.start
    for timex in sorted((t for t in record.timexes if sentence.covers(t)), key=lambda t: t.start):
        kept.append(text[at : timex.start])
        at = max(at, timex.end)
    return "".join((*kept, text[at : sentence.end]))


def _numbers(text: str) -> list[float]:
    found = [float(m.group().replace(",", "")) for m in _COUNT.finditer(text)]
    for one in find_quantities(text):
        found += [end for end in (one.quantity.low, one.quantity.high) if end is not None]
    return found + [COUNTS[w] for w in re.findall(r"[a-z]+", text.lower()) if w in COUNTS]
