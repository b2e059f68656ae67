"""Fit the weights by which a bare weekday, month or day lies behind or ahead (`gpulse.reading.time.direction`).

    python training/times_direction.py training/stories --timeml ../shared/data/timex --news ../shared/data \\
        --own tests/gold

An example is a bare weekday, month or day of a month whose day a label tells: the window of a promise or the day of an
outcome in training/stories; a gold value in the development part of TimeBank and AQUAINT, or in our own sets of news;
and days of news whose year was taken out (PolNeAR, Wikipedia's current events). Prints what is right with each tenth
of the texts left out, by source and kind, beside the rules alone, and the table to paste.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import ledger_source
from fits import PARTS, fit, left_out, print_weights
from gpulse.evaluation.timex import load_own, load_timeml, split_documents
from gpulse.reading.sentences import find_sentences
from gpulse.reading.time.choose import PAST_VERBS, tense_at
from gpulse.reading.time.context import Kind
from gpulse.reading.time.direction import features_of, share_past
from gpulse.reading.time.grammar import find_tokens
from gpulse.reading.time.rules import TimeRules, load_time_rules
from gpulse.reading.times import find_timexes
from gpulse.record import Timex

RIDGE = 2.0
HEFT = {"stories": 1.0, "timeml": 4.0, "masked": 4.0, "own": 4.0}
"""How often an example counts: news as printed is what is read, and there are few of it."""
MARGINS = (0.0, 0.5, 1.0, 1.5, 2.0)
LEAST_SEEN = 8
"""Examples in which a fact must be seen."""

WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NOT_BARE = re.compile(r"\b(?:1\d{3}|20\d\d|last|next|this|that|following|previous|year|coming|past)\b", re.IGNORECASE)
_MONTH = re.compile(r"\b(" + "|".join(MONTHS) + r")[a-z]*\.?", re.IGNORECASE)
_WEEKDAY = re.compile("|".join(WEEKDAYS), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Example:
    """A bare expression: where it stands, the last and the next such day, and whether it lies ahead."""

    source: str
    name: str
    text: str
    published: dt.date
    start: int
    end: int
    kind: Kind
    days: tuple[dt.date, dt.date]
    ahead: bool


def both_days(words: str, on: dt.date) -> tuple[Kind, tuple[dt.date, dt.date]] | None:
    """Return the kind of a bare expression, and the first days of the last and the next such stretch.

    >>> both_days("Friday", dt.date(2024, 6, 26))
    ('weekday', (datetime.date(2024, 6, 21), datetime.date(2024, 6, 28)))
    """
    if _NOT_BARE.search(words):
        return None
    if month := _MONTH.search(words):
        number = re.search(r"\d+", words)
        at = MONTHS.index(month.group(1).lower()) + 1
        try:
            days = [dt.date(year, at, int(number.group()) if number else 1) for year in range(on.year - 1, on.year + 2)]
        except ValueError:
            return None
        if not number and at == on.month:
            return None
        return ("day" if number else "month"), (max(d for d in days if d <= on), min(d for d in days if d > on))
    if weekday := _WEEKDAY.search(words):
        at = WEEKDAYS.index(weekday.group().lower())
        if at == on.weekday():
            return None
        back = on - dt.timedelta(days=(on.weekday() - at) % 7)
        return "weekday", (back, back + dt.timedelta(days=7))
    return None


def _example(source: str, name: str, text: str, on: dt.date, at: tuple[int, int], told: set[dt.date]) -> Example | None:
    found = both_days(text[at[0] : at[1]], on)
    if found is None:
        return None
    kind, days = found
    hits = {
        k for k, day in enumerate(days) for one in told
        if day == one or (kind == "month" and (day.year, day.month) == (one.year, one.month))
    }  # fmt: skip
    return Example(source, name, text, on, *at, kind, days, bool(hits.pop())) if len(hits) == 1 else None


def of_stories(folder: Path, rules: TimeRules) -> Iterator[Example]:
    """Yield the examples of labelled stories."""
    for path in sorted(folder.glob("*.txt")):
        for report in ledger_source.read_story(path)[0].reports:
            on, starts, text = dt.date.fromisoformat(report.day), [], ""
            for line in report.lines:
                starts.append(len(text))
                text += f"{line.text} "
            timexes = find_timexes(text, find_sentences(text), on, rules=rules)
            for line, start in zip(report.lines, starts, strict=True):
                end = start + len(line.text)
                labels: list[tuple[int, int, set[dt.date]]] = []
                for telling in line.tellings:
                    place = text.find(telling.window_text, start, end) if telling.window_text else -1
                    told = {one for one in (telling.latest, telling.earliest) if one and one != report.day}
                    if place >= 0:
                        labels.append(
                            (place, place + len(telling.window_text), {dt.date.fromisoformat(one) for one in told})
                        )
                shown = {dt.date.fromisoformat(one.day) for one in line.shown if one.day}
                labels.append((start, end, shown))
                for timex in timexes:
                    told_days = set().union(*(days for s, e, days in labels if timex.start < e and s < timex.end))
                    if start <= timex.start < end and told_days:
                        one = _example("stories", path.stem, text, on, (timex.start, timex.end), told_days)
                        if one:
                            yield one


def of_timeml(path: Path) -> Iterator[Example]:
    """Yield the examples of the development part of TimeBank and AQUAINT: those whose gold day is one of the two."""
    for document in split_documents(load_timeml(path))[0]:
        for timex in document.timexes:
            match = re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?", timex.value or "")
            if match and document.published_on:
                day = dt.date(int(match[1]), int(match[2]), int(match[3] or 1))
                one = _example("timeml", document.name, document.text, document.published_on, (timex.start, timex.end),
                               {day})  # fmt: skip
                if one:
                    yield one


def of_own(folder: Path) -> Iterator[Example]:
    """Yield the examples of our own sets of news."""
    for path in sorted(folder.glob("timex-*.jsonl")):
        for document in load_own(path) if "narratives" not in path.name else ():
            for timex in document.timexes:
                if document.published_on and timex.earliest:
                    one = _example("own", document.name, document.text, document.published_on, (timex.start, timex.end),
                                   {dt.date.fromisoformat(timex.earliest)})  # fmt: skip
                    if one:
                        yield one


_FULL = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATED = re.compile(rf"\b(?:(?:{_FULL}) \d{{1,2}}(?P<a>,? (20\d\d),?)|(?:\d{{1,2}} )?(?:{_FULL})(?P<b>,? (20\d\d)))\b")


def _news(data: Path) -> Iterator[tuple[str, dt.date, str]]:
    for part in ("train", "dev"):
        for path in sorted((data / f"attribution/polnear-{part}/text").iterdir()):
            if match := re.search(r"20\d\d-\d\d-\d\d", path.name):
                yield path.name, dt.date.fromisoformat(match.group()), path.read_text(errors="replace")
    for path in sorted((data / "stories/current-events").rglob("*.html")):
        if path.stem.isdigit() and path.parts[-2][:3].lower() in MONTHS:
            on = dt.date(int(path.parts[-3]), MONTHS.index(path.parts[-2][:3].lower()) + 1, int(path.stem))
            for item in re.findall(r"<li>(.*?)</li>", path.read_text(errors="replace"), re.DOTALL):
                words = " ".join(html.unescape(re.sub(r"<[^>]+>", "", item.split("<ul>")[-1])).split())
                yield f"{on} {words[:20]}", on, words


def of_news(data: Path) -> Iterator[Example]:
    """Yield dates of news within eleven months of it, their year taken out."""
    for name, on, text in _news(data):
        for match in _DATED.finditer(text):
            year = match.group("a") or match.group("b")
            start, end = match.span("a" if match.group("a") else "b")
            masked, day = text[:start] + text[end:], re.search(r"\d{4}", year)
            if not (found := both_days(text[match.start() : start], on)) or day is None:
                continue
            told = {one for one in found[1] if one.year == int(day.group()) and abs((one - on).days) < 340}
            low = max(0, match.start() - 900)
            one = _example("masked", name, masked[low : start + 500], on, (match.start() - low, start - low), told)
            if one:
                yield one


def facts_of(example: Example, rules: TimeRules) -> tuple[dict[str, float], bool]:
    """Return the facts of an example, and whether the reader as it is puts it ahead."""
    sentences = find_sentences(example.text)
    tokens = find_tokens(example.text, sentences, rules.lexicon)
    inside = [
        k for k, token in enumerate(tokens) if example.start <= token.start < example.end and token.end > token.start
    ]
    name = _WEEKDAY if example.kind == "weekday" else _MONTH
    if example.kind != "day":
        inside = [k for k in inside if name.match(tokens[k].word)] or inside
    first, last = inside[0], inside[-1] + 1
    is_name = [example.text[token.start : token.start + 1].isupper() for token in tokens]
    found: list[Timex] = [
        timex
        for timex in find_timexes(example.text, sentences, example.published, rules=rules)
        if timex.start < example.end and example.start < timex.end
    ]
    read = found[0].earliest if found else None
    ruled = read is not None and dt.date.fromisoformat(read) > example.published
    facts = features_of(
        tokens, first, last, kind=example.kind, tense=tense_at(tokens, first, last, is_name),
        back=(example.published - example.days[0]).days, ahead=(example.days[1] - example.published).days,
        ruled=ruled, told_past=share_past(tokens, PAST_VERBS), past_verbs=PAST_VERBS,
    )  # fmt: skip
    return facts, ruled


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("stories", type=Path)
    parser.add_argument("--timeml", type=Path)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--own", type=Path)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    rules = load_time_rules(direction=None)
    examples = list(of_stories(options.stories, rules))
    examples += of_timeml(options.timeml) if options.timeml else ()
    examples += of_own(options.own) if options.own else ()
    examples += of_news(options.news) if options.news else ()
    digest = hashlib.sha256("".join(f"{e.text}{e.start}{e.ahead}" for e in examples).encode()).hexdigest()[:16]
    found = [facts_of(example, rules) for example in examples]
    seen: dict[str, int] = {}
    for facts, _ in found:
        for name in facts:
            seen[name] = seen.get(name, 0) + 1
    names = sorted(name for name, count in seen.items() if count >= LEAST_SEEN)
    rows = np.array([[facts.get(name, 0.0) for name in names] for facts, _ in found])
    right = np.array([float(example.ahead) for example in examples])
    ruled = np.array([float(read) for _, read in found])
    heft = np.array([HEFT[example.source] for example in examples])
    texts = sorted({example.name for example in examples})
    part_of = {name: k % PARTS for k, name in enumerate(np.random.default_rng(1).permutation(texts))}
    part = np.array([part_of[example.name] for example in examples])
    scores = left_out(rows, right, names, part, ridge=RIDGE, heft=heft)
    print(f"{len(right)} examples, {int(right.sum())} ahead, {len(texts)} texts, data {digest}, {len(names)} facts")
    for source in HEFT:
        for kind in ("weekday", "month", "day"):
            mine = np.array([e.source == source and e.kind == kind for e in examples])
            if mine.any():
                print(
                    f"{source} {kind}: {int(mine.sum())}, reader now {(ruled == right)[mine].mean():.3f}, "
                    f"texts left out {((scores > 0) == right)[mine].mean():.3f}"
                )
    for margin in MARGINS:
        answer = np.where(np.abs(scores) < margin, ruled, scores > 0)
        shares = [f"{s} {(answer == right)[[e.source == s for e in examples]].mean():.3f}" for s in HEFT]
        print(f"the rules are overruled from {margin}: {', '.join(shares)}")
    print("WEIGHTS: Final[dict[str, float]] = {")
    print_weights(names, fit(rows, right, names, ridge=RIDGE, heft=heft))
    print("}")
    if options.verbose:
        for k in np.argsort(-np.abs(scores)):
            if (scores[k] > 0) != bool(right[k]):
                e = examples[k]
                print(f"{scores[k]:+.1f} {e.source} {e.published} {e.text[max(0, e.start - 90):e.start]!r}"
                      f"[[{e.text[e.start:e.end]}]]{e.text[e.end:e.end + 50]!r}")  # fmt: skip


if __name__ == "__main__":
    main()
