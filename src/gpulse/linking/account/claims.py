"""The central claim of a story, and which of its posts tell that claim as their news.

The central claim is what the first account that others took over tells: posts that rewrite or cite one another carry
the same claim. Posts that tell it on their own, from other sources, are found by what they share with it, weighed
(`linking.account.retold`).
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gpulse.linking.account.claim_sentences import Promises, claim_sentence, promises_in, tells_again
from gpulse.linking.account.retold import LIKELY, WEIGHTS, cosine_of
from gpulse.linking.account.rewrites import Words, share_of
from gpulse.linking.conflict.disputes import negated_stems
from gpulse.linking.grouping.posts import Post, WordFrequencies, likeness, stems_of
from gpulse.linking.ledger.tellings import tellings_of
from gpulse.linking.lineage import day_of, origins_of
from gpulse.linking.story.story_rows import Link
from gpulse.odds import log_odds
from gpulse.record import UNDATED, Record, Sentence, Timex

REACTION_DAYS = 3
"""Posts of different publishers that appear within this many days and are alike may tell the same news at once."""

REACTION_LIKENESS = 0.2
"""How alike such posts must be (`posts.likeness`)."""

YEAR = 366
"""The claim's day may be a whole year to come: "in 2014 the first gas will arrive"."""

NEGATION_ALIKE = 0.5
"""How alike a sentence must be that negates the claim, to deny it."""

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied)|disput(?:e|es|ed)|reject(?:s|ed)? the (?:claim|report)|not true|no (?:such|mention)|"
    r"never (?:said|did|mentioned|announced)"
    r"|null and void|contradict(?:s|ed)?|refut(?:e|es|ed)|had done nothing of the sort|of (?:that|this) nothing|"
    r"baseless|slander|unfounded|untrue|fabricat\w+|provocation|rumou?rs?|nothing to do with|"
    r"without (?:any )?(?:ground|foundation)|no (?:truth|basis|evidence))\b",
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
    first = by_id[min(members, key=lambda id: _order(by_id[id]))]
    promises = {r.article.id: tellings_of(r) for r in records}
    later = [r for r in records if r is not first and _order(r) >= _order(first)]
    sentence = claim_sentence(first, later, promises, words, frequencies)
    claim = Claim(article=first.article.id, sentence=sentence, told_in={first.article.id: False})
    found = features_of(claim, records, links, promises, words, frequencies)
    told = {first.article.id, *_retold(first.article.id, links)}
    told |= {id for id, features in found.items() if log_odds(features, WEIGHTS) >= LIKELY}
    denied = {id: id != claim.article and _denies(by_id[id], sentence, first, frequencies) for id in sorted(told)}
    return replace(claim, told_in=denied)


def features_of(
    claim: Claim,
    records: Sequence[Record],
    links: Sequence[Link],
    promises: Promises,
    words: Mapping[str, Words],
    frequencies: WordFrequencies,
) -> dict[str, dict[str, float]]:
    """Return for each post that has its account from elsewhere what speaks for its telling the claim anew.

    `cites` a source outside the store, `cites_alike` how alike the claim and a sentence of its first paragraphs are
    then, `cites_before` that it appeared before the account that others took over; `own`: it asked or saw for itself,
    the earlier in the post the more; `promised`: it tells a promise of the claim's sentence again, `due`: it names the
    claim's day, which is still to come; `days` from the first telling, where it does not name that day. Against it:
    that the claim's day is over (`overdue`), that the same publisher tells it, that it has none of the claim's numbers
    (`other_numbers`), and how much of the first account's `title` its opening has.
    """
    by_id = {r.article.id: r for r in records}
    by_link = {link.article: link for link in links}
    first, account = by_id[claim.article], _retold(claim.article, links)
    words_told = claim.sentence.of(first.article.text)
    stems, numbers = frozenset(stems_of(words_told)), set(_NUMBER.findall(words_told))
    own, dues = promises_in(promises[claim.article], claim.sentence), claim_days(first, claim.sentence)
    found: dict[str, dict[str, float]] = {}
    for record in records:
        id, day, link = record.article.id, day_of(record), by_link[record.article.id]
        if id in account or id == claim.article:
            continue
        open_still = [due for due in dues if not (day and day >= due[2])]
        over = bool(dues) and not open_still
        named = any(_same_day(due, timex) for due in open_still for timex in record.timexes)
        cites = link.how == "cites" and link.source not in by_id
        found[id] = {
            "bias": 1.0,
            "cites": float(cites),
            "cites_alike": _alike_at_first(record, stems, frequencies) if cites else 0.0,
            "cites_before": float(cites and _order(record) < _order(first)),
            "own": words[id].own,
            "overdue": float(over),
            "same_publisher": float(record.article.publisher == first.article.publisher),
            "due": float(named),
            "days": 0.0 if named else math.log1p(abs(_days_between(first, record))),
            "promised": float(tells_again(own, promises[id])),
            "other_numbers": float(bool(numbers) and numbers.isdisjoint(_NUMBER.findall(record.article.text))),
            "title": share_of(words[claim.article].title, words[id].lead, frequencies),
        }
    return found


def _alike_at_first(record: Record, claim: frozenset[str], frequencies: WordFrequencies) -> float:
    """How alike the claim and a sentence of a post's first two paragraphs are, at most."""
    text = record.article.text
    told = (frozenset(stems_of(s.of(text))) for s in record.sentences if s.paragraph < 2)
    return max((cosine_of(claim, stems, frequencies) for stems in told), default=0.0)


def _retold(article: str, links: Sequence[Link]) -> set[str]:
    """The posts whose account begins where that of a post does: those that rewrite or cite it, and one another."""
    origins = origins_of(links)
    return {id for id, origin in origins.items() if origin == origins[article]}


def _order(record: Record) -> tuple[str, str]:
    return (record.article.published_at or UNDATED, record.article.id)


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


def _reacts(record: Record, first: Record, posts: Mapping[str, Post]) -> bool:
    """Whether a post follows the first telling within days and is like it."""
    if _order(record) < _order(first) or _days_between(first, record) > REACTION_DAYS:
        return False
    return likeness(posts[first.article.id].terms, posts[record.article.id].terms) >= REACTION_LIKENESS


def claim_days(first: Record, sentence: Sentence) -> list[tuple[dt.date, dt.date, dt.date]]:
    """Return the days to come of the claim's sentence, else of the next two: first and last, and when each is over."""
    day = day_of(first)
    if day is None:
        return []
    at = first.sentences.index(sentence) if sentence in first.sentences else 0
    found = []
    for near in first.sentences[at : at + 3]:
        for timex in first.timexes:
            if near.covers(timex) and timex.type == "DATE" and timex.earliest and timex.latest:
                earliest, latest = dt.date.fromisoformat(timex.earliest), dt.date.fromisoformat(timex.latest)
                length = (latest - earliest).days
                if latest > day and (earliest > day or length > 6) and length < (YEAR if earliest > day else 100):
                    found.append((earliest, latest, _last_day(latest, first.article.text[near.start : timex.start])))
        if found:
            break
    return found


def _last_day(latest: dt.date, before: str) -> dt.date:
    """The last day of a window; "around D" ends a week after D, the ledger's convention."""
    around = re.search(r"\b(?:around|about|towards)\s*(?:the\s*)?$", before)
    return latest + dt.timedelta(days=7) if around else latest


def _same_day(due: tuple[dt.date, dt.date, dt.date], timex: Timex) -> bool:
    """Whether a time expression names the claim's day. "The autumn" and "24 December" may be read a year too early."""
    if timex.earliest and timex.latest and timex.type == "DATE":
        earliest, latest = dt.date.fromisoformat(timex.earliest), dt.date.fromisoformat(timex.latest)
        ends = [(day.month, day.day) for day in (earliest, latest)]
        years = (due[1].year,) if (latest - earliest).days > 100 else (due[1].year - 1, due[1].year)
        return ends == [(day.month, day.day) for day in due[:2]] and latest.year in years
    return False


def _denies(record: Record, sentence: Sentence, first: Record, frequencies: WordFrequencies) -> bool:
    """Whether a post disputes the claim in a sentence that shares its words, or negates it in one that is like it."""
    words = sentence.of(first.article.text)
    claim, negated = frozenset(stems_of(words)), negated_stems(words)
    text = record.article.text
    for other in record.sentences:
        stems = frozenset(stems_of(other.of(text)))
        if negated_stems(other.of(text)) & claim - negated and cosine_of(claim, stems, frequencies) >= NEGATION_ALIKE:
            return True
    for at, other in enumerate(record.sentences):
        if _DENIES.search(other.of(text)):
            around = " ".join(s.of(text) for s in record.sentences[max(0, at - 1) : at + 2])
            if share_of(claim, frozenset(stems_of(around)), frequencies) >= 0.3:
                return True
    return False
