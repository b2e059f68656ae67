"""The central claim of a story, and which of its posts tell that claim as their news.

The central claim is what the first account that others took over tells: posts that rewrite or cite one another carry
the same claim. Posts that tell it on their own, from other sources, are found by what they share with it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gpulse.linking.lineage import day_of
from gpulse.linking.posts import Post, WordFrequencies, likeness, stems_of
from gpulse.linking.rewrites import Words, share_of
from gpulse.linking.story_rows import Link
from gpulse.record import Record, Sentence, Span, Timex

REACTION_DAYS = 3
"""A post of its own reporting that appears within this many days of the claim's first telling, and is like it, tells
the same news: a confirmation, a reaction or a denial.

In the stories that rules were tuned on, posts of the third day tell what came next (with 2 days 37 of 42 have the right
number of origins, with 3 days 34); of 24 that nothing was tuned on 9 are right with 2 days and 12 with 3, so it is 3.
"""

REACTION_LIKENESS = 0.2
"""How alike such a post must be to the claim's first telling (`posts.likeness`)."""

RETOLD_DAYS = 180
"""A claim with a day is still told as news this long after its last telling, before that day."""

RETOLD_SHARE = 0.2
"""Share of the weight of a later sentence's stems that the claim's tellings have too, for it to be the same claim."""

_UNDONE = re.compile(
    r"\b(?:impossible|postponed|put off|called off|cancelled|canceled|abandoned|no longer|was not (?:met|reached|kept)|"
    r"(?:has|have|had) (?:passed|expired|lapsed))\b"
)
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied)|disput(?:e|es|ed)|reject(?:s|ed)? the (?:claim|report)|not true|no (?:such|mention)|"
    r"never (?:said|did|mentioned|announced)"
    r"|null and void|contradict(?:s|ed)?|refut(?:e|es|ed)|had done nothing of the sort|of (?:that|this) nothing)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The central claim: the sentence that tells it first; the posts that tell it, and whether each denies it."""

    article: str
    sentence: Sentence
    told_in: Mapping[str, bool]


def find_claim(
    records: Sequence[Record],
    posts: Mapping[str, Post],
    links: Sequence[Link],
    words: Mapping[str, Words],
    frequencies: WordFrequencies,
) -> Claim:
    """Return the central claim of a story's records, which are in order of publication, each with a link."""
    by_id = {r.article.id: r for r in records}
    members = _taken_over(links, records) or _told_at_once(records, posts) or [records[0].article.id]
    first = min(members, key=lambda id: _order(by_id[id]))
    sentence = _claim_sentence(by_id[first], [by_id[id] for id in members if id != first], frequencies)
    told = set(members)
    told |= {r.article.id for r in records if r.article.id not in told and _reacts(r, by_id[first], posts)}
    told |= _retellings(records, told, sentence, by_id[first], words, frequencies)
    return Claim(
        article=first,
        sentence=sentence,
        told_in={id: id != first and _denies(by_id[id], sentence, by_id[first], frequencies) for id in sorted(told)},
    )


def _order(record: Record) -> tuple[str, str]:
    return (record.article.published_at or "", record.article.id)


def _taken_over(links: Sequence[Link], records: Sequence[Record]) -> list[str]:
    """The account that most posts took over, with those posts; the earliest of several. Empty where none was."""
    order = {r.article.id: at for at, r in enumerate(records)}
    by_article = {link.article: link for link in links}
    groups: dict[str, list[str]] = defaultdict(list)
    for link in links:
        root = link
        while root.source in by_article:
            root = by_article[root.source]
        groups[root.source or root.article].append(link.article)
    held = [sorted(group, key=order.__getitem__) for group in groups.values() if len(group) > 1]
    return max(held, key=lambda group: (len(group), -order[group[0]]), default=[])


def _told_at_once(records: Sequence[Record], posts: Mapping[str, Post]) -> list[str]:
    """The first two posts of different publishers that tell one thing within days; empty where none do."""
    for at, later in enumerate(records):
        for earlier in records[:at]:
            if earlier.article.publisher != later.article.publisher and _reacts(later, earlier, posts):
                return [earlier.article.id, later.article.id]
    return []


def _days_between(earlier: Record, later: Record) -> int:
    """Days from one post to another; 0 where a day is not known."""
    first, second = day_of(earlier), day_of(later)
    return (second - first).days if first and second else 0


def _claim_sentence(first: Record, others: Sequence[Record], frequencies: WordFrequencies) -> Sentence:
    """The sentence of the first telling that the other tellings have most of; an earlier one where equal."""
    text, published = first.article.text, first.article.published_on or "9999"
    told = [frozenset(stems_of(r.article.text)) for r in others]

    def score(sentence: Sentence) -> float:
        stems = frozenset(stems_of(sentence.of(text)))
        mass = sum(frequencies.weight(word) for word in stems)
        shared = sum(share_of(stems, other, frequencies) for other in told) / max(1, len(told))
        dated = any(sentence.covers(t) and t.latest and t.latest > published for t in first.timexes)
        return shared * min(1.0, mass / 40) - 0.02 * first.sentences.index(sentence) + (0.15 if dated else 0.0)

    if not first.sentences:
        return Sentence(start=0, end=len(text))
    return max(first.sentences, key=lambda s: (score(s), -s.start)) if told else first.sentences[0]


def _reacts(record: Record, first: Record, posts: Mapping[str, Post]) -> bool:
    """Whether a post follows the first telling within days and is like it."""
    if _order(record) < _order(first) or _days_between(first, record) > REACTION_DAYS:
        return False
    return likeness(posts[first.article.id].terms, posts[record.article.id].terms) >= REACTION_LIKENESS


def _retellings(
    records: Sequence[Record],
    told: set[str],
    sentence: Sentence,
    first: Record,
    words: Mapping[str, Words],
    frequencies: WordFrequencies,
) -> set[str]:
    """Posts that tell the claim again before its day, with that day: the same promise, from another mouth."""
    due = _due(first, sentence)
    if due is None:
        return set()
    due = max(due, *(_year_of(due, r) for r in records if r.article.id in told))
    whole = frozenset().union(*(words[id].all for id in told))
    found: set[str] = set()
    last = max(day for r in records if r.article.id in told and (day := day_of(r)))
    for record in records:
        day = day_of(record)
        if record.article.id in told or day is None or day >= due[2] or (day - last).days > RETOLD_DAYS:
            continue
        if any(
            _same_day(due, timex, record)
            and not _UNDONE.search(s.of(record.article.text))
            and share_of(frozenset(stems_of(s.of(record.article.text))), whole, frequencies) >= RETOLD_SHARE
            for timex in record.timexes
            for s in record.sentences
            if s.covers(timex)
        ):
            found.add(record.article.id)
    return found


def _due(first: Record, sentence: Sentence) -> tuple[dt.date, dt.date, dt.date] | None:
    """The first day to come in the claim's sentence or the next two: its interval, and when it is over."""
    day = day_of(first)
    if day is None:
        return None
    at = first.sentences.index(sentence) if sentence in first.sentences else 0
    for near in first.sentences[at : at + 3]:
        for timex in first.timexes:
            if near.covers(timex) and timex.type == "DATE" and timex.earliest and timex.latest:
                earliest, latest = dt.date.fromisoformat(timex.earliest), dt.date.fromisoformat(timex.latest)
                if latest > day and (earliest > day or (latest - earliest).days > 6) and (latest - earliest).days < 100:
                    return earliest, latest, _last_day(latest, first.article.text[near.start : timex.start])
    return None


def _year_of(due: tuple[dt.date, dt.date, dt.date], record: Record) -> tuple[dt.date, dt.date, dt.date]:
    """The claim's day as another telling gives it: "24 December" of one is "24 December 2021" of another."""
    for timex in record.timexes:
        if timex.type == "DATE" and timex.earliest and timex.latest:
            earliest, latest = dt.date.fromisoformat(timex.earliest), dt.date.fromisoformat(timex.latest)
            same = [(d.month, d.day) for d in (earliest, latest)] == [(d.month, d.day) for d in due[:2]]
            if same and latest.year == due[1].year + 1:
                return earliest, latest, latest + (due[2] - due[1])
    return due


def _last_day(latest: dt.date, before: str) -> dt.date:
    """The last day of a window; "around D" ends a week after D, the ledger's convention."""
    around = re.search(r"\b(?:around|about|towards)\s*(?:the\s*)?$", before)
    return latest + dt.timedelta(days=7) if around else latest


def _same_day(due: tuple[dt.date, dt.date, dt.date], timex: Timex, record: Record) -> bool:
    """Whether a time expression names the claim's day. "The autumn" and "24 December" may be read a year too early."""
    if timex.earliest and timex.latest and timex.type == "DATE":
        earliest, latest = dt.date.fromisoformat(timex.earliest), dt.date.fromisoformat(timex.latest)
        ends = [(day.month, day.day) for day in (earliest, latest)]
        return ends == [(day.month, day.day) for day in due[:2]] and latest.year in (due[1].year - 1, due[1].year)
    return False


def _denies(record: Record, sentence: Sentence, first: Record, frequencies: WordFrequencies) -> bool:
    """Whether a post disputes the claim in a sentence that shares its words."""
    claim = frozenset(stems_of(sentence.of(first.article.text)))
    text = record.article.text
    for at, other in enumerate(record.sentences):
        if _DENIES.search(other.of(text)):
            around = " ".join(s.of(text) for s in record.sentences[max(0, at - 1) : at + 2])
            if share_of(claim, frozenset(stems_of(around)), frequencies) >= 0.3:
                return True
    return False


def span_of(sentence: Sentence) -> Span:
    """Return a sentence as a plain span."""
    return Span(start=sentence.start, end=sentence.end)
