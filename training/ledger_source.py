"""Read and check the labelled stories of training/stories, from which the ledger model learns.

A story is a text file: reports, oldest first, a sentence a line, and under a sentence its labels.

    @story NAME
    @claim the central claim in one sentence
    @report NN | outlet | day | title | how    how: origin, rewrite NN, cites NN, cites NAME, or none
    A sentence.
    > ID KIND TYPE | act: WORDS | by: MENTION = CODE ; … | to: … or - | said: NAME or - | when: E..L "words" | n: …
    ~ act: WORDS | why it could never be rated
    ! ID STATUS DAY | act: WORDS               STATUS: kept, late, partial, broken, withdrawn or moved
    ? SLOT | WORDS | low..high                 a value of a slot that reports tell differently

`>` stands under every telling of a commitment, `!` under every sentence that shows what became of one. WORDS and
MENTION are exact words of the sentence; a mention may stand in an earlier one of its report, or be `none`.

    python training/ledger_source.py training/stories
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from gpulse.model.ledger_model import KINDS, TYPES

STATUSES: Final = ("kept", "late", "partial", "broken", "withdrawn", "moved")
_DAY = r"\d{4}-\d\d-\d\d"
_WHEN = re.compile(rf'({_DAY}|-)\s*\.\.\s*({_DAY}|-)\s*(?:"(.*)")?')
_FIELDS = ("act", "by", "to", "said", "when", "n", "if", "why")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who acts or is meant: the words, `None` where the report has none, and the code or name."""

    words: str | None
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A sentence's telling of a commitment."""

    id: str
    kind: str
    event_type: str
    act: str
    by: tuple[Party, ...]
    to: tuple[Party, ...]
    said_by: str | None
    earliest: str | None
    latest: str | None
    window_text: str
    number: tuple[float, float] | None = None
    condition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a sentence shows of a commitment."""

    id: str
    status: str
    day: str | None
    act: str


@dataclass(slots=True, kw_only=True)
class Line:
    """A sentence with its labels; `refused` are words, `slots` name, words and value."""

    text: str
    tellings: list[Telling] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    slots: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Report:
    """A report with its sentences."""

    key: str
    outlet: str
    day: str
    title: str
    how: str
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Story:
    """A story with its reports, oldest first."""

    name: str
    claim: str = ""
    reports: list[Report] = field(default_factory=list)


class BadLine(ValueError):
    """What is wrong with a line."""


def held_out(name: str) -> bool:
    """Say whether a story is held out: every sixth, by its name's digest."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 6 == 0


def read_story(path: Path) -> tuple[Story, list[str]]:
    """Return a story and what is wrong with it, a sentence each, with file and line."""
    story = Story(name=path.stem)
    seen: set[str] = set()
    wrong: list[str] = []
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line:
            continue
        try:
            _take(line, story, seen)
        except BadLine as error:
            wrong.append(f"{path}:{number}: {error}.")
    return story, wrong


def _take(line: str, story: Story, seen: set[str]) -> None:
    word, _, rest = line.partition(" ")
    if word == "@story":
        story.name = rest.strip()
    elif word == "@claim":
        story.claim = rest.strip()
    elif word == "@report":
        parts = [part.strip() for part in rest.split("|")]
        if len(parts) != 5 or not re.fullmatch(_DAY, parts[2]):
            raise BadLine("a report is NN | outlet | day | title | how")
        if not re.fullmatch(r"origin|none|rewrite \d\d|cites .+", parts[4]):
            raise BadLine(f"'{parts[4]}' is no way in which a report has its account")
        story.reports.append(Report(key=parts[0], outlet=parts[1], day=parts[2], title=parts[3], how=parts[4]))
    elif word in (">", "~", "!", "?"):
        if not story.reports or not story.reports[-1].lines:
            raise BadLine("a label stands under no sentence")
        _label(word, [part.strip() for part in rest.split("|")], story.reports[-1], seen)
    elif not story.reports:
        raise BadLine("a sentence stands before the first report")
    else:
        story.reports[-1].lines.append(Line(text=line))


def _label(mark: str, parts: list[str], report: Report, seen: set[str]) -> None:
    line = report.lines[-1]
    if mark == "?":
        if len(parts) != 3 or parts[1] not in line.text:
            raise BadLine("a value is SLOT | WORDS of the sentence | low..high")
        line.slots.append((parts[0], parts[1], parts[2]))
        return
    found = _fields(parts if mark == "~" else parts[1:])
    act = found.get("act", "")
    if not act or act not in line.text:
        raise BadLine(f"the act '{act}' is not in the sentence")
    if mark == "~":
        line.refused.append(act)
        return
    head = parts[0].split()
    if mark == "!":
        if len(head) not in (2, 3) or head[0] not in seen or head[1] not in STATUSES:
            raise BadLine(f"'{parts[0]}' is no ID STATUS DAY of a commitment told before")
        day = head[2] if len(head) == 3 and head[2] != "-" else None
        line.shown.append(Shown(id=head[0], status=head[1], day=day, act=act))
        return
    if len(head) != 3 or head[1] not in KINDS or head[2] not in TYPES:
        raise BadLine(f"'{parts[0]}' is no ID KIND TYPE")
    when = _WHEN.match(found.get("when", ""))
    by = _parties(found.get("by", ""), report)
    if not when or not by:
        raise BadLine('a telling needs by: MENTION = CODE and when: E..L "words"')
    days = [None if day == "-" else day for day in when.group(1, 2)]
    words = when.group(3) or ""
    line.tellings.append(
        Telling(
            id=head[0], kind=head[1], event_type=head[2], act=act, by=by, to=_parties(found.get("to", ""), report),
            said_by=None if found.get("said", "-") in ("-", "none") else found["said"],
            earliest=days[0], latest=days[1], window_text=words if words in line.text else "",
            number=number_of(found.get("n", "")), condition=found.get("if") or None,
        )
    )  # fmt: skip
    seen.add(head[0])


SCALES: Final = {"trillion": 1e12, "billion": 1e9, "million": 1e6}
"""Words of a value whose number the labels may give without them."""


def number_of(words: str) -> tuple[float, float] | None:
    """Return the least and greatest number that a label `n:` gives; none for a share.

    >>> number_of("500-600"), number_of("27 million pounds"), number_of("30%"), number_of("")
    ((500.0, 600.0), (27000000.0, 27000000.0), None, None)
    """
    found = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", words)]
    if not found or "%" in words:
        return None
    scale = next((value for name, value in SCALES.items() if name in words), 1.0)
    return found[0] * scale, found[-1] * scale


def _fields(parts: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in parts:
        name, mark, value = part.partition(":")
        if mark and name.strip() in _FIELDS:
            found[name.strip()] = value.strip()
        else:
            found.setdefault("why", part)
    return found


def _parties(words: str, report: Report) -> tuple[Party, ...]:
    if words in ("", "-", "none"):
        return ()
    found: list[Party] = []
    for part in filter(None, (piece.strip() for piece in words.split(";"))):
        mention, mark, code = (piece.strip() for piece in part.rpartition("="))
        if not mark or not code:
            raise BadLine(f"'{part}' is no MENTION = CODE")
        if mention.lower() in ("none", "-", ""):
            found.append(Party(words=None, code=code))
        elif any(mention in line.text for line in report.lines):
            found.append(Party(words=mention, code=code))
        else:
            raise BadLine(f"'{mention}' is neither in the sentence nor before it in the report")
    return tuple(found)


def main() -> None:
    """Say what is wrong with the stories given, files or folders of them, and count what they hold."""
    wrong: list[str] = []
    lines: list[Line] = []
    given = [Path(name) for name in sys.argv[1:]]
    paths = [path for one in given for path in (sorted(one.glob("*.txt")) if one.is_dir() else [one])]
    for path in paths:
        story, bad = read_story(path)
        wrong += bad
        lines += [line for report in story.reports for line in report.lines]
    counts = {
        name: sum(len(getattr(line, name)) for line in lines) for name in ("tellings", "refused", "shown", "slots")
    }
    print(*wrong, f"{len(paths)} stories, {len(lines)} sentences, {counts}, {len(wrong)} wrong", sep="\n")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
