"""Facts by which it is weighed which of a post's states words are of that name none (`whose`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from gpulse.knowledge.names import fold
from gpulse.reading.scene import OFFICES, WHOLE, Scene, is_clear, weigh_states
from gpulse.reading.time.context import NUMBER_WORDS
from gpulse.record import Mention, Record, Span

_PRONOUNS: Final = {
    **dict.fromkeys("he him his she her hers".split(), "he"),
    **dict.fromkeys("they them their theirs".split(), "they"),
    **dict.fromkeys("it its".split(), "it"),
    **dict.fromkeys("we us our i me my".split(), "we"),
}
_ANYONE: Final = re.compile(
    r"(?:who|which|that|this|some|many|most|all|none|both|each|others?|another|nobody|no one|anyone|"
    r"anybody|everyone|everybody|someone|somebody|few|several|those|these|first|last|rest|entire)\b"
)
_COUNTED: Final = re.compile(
    r"(?:(?:at least|at most|up to|over|about|around|some|nearly|almost|more than|fewer than|less than|a|an|all|"
    rf"another|other)\s+)*(?:[\d,.]+|{'|'.join(NUMBER_WORDS)}|dozens?|scores|tens|hundreds?|thousands?|millions?|few|several|many)\b"
)
_LOOKS_ON: Final = re.compile(
    r"\b(?:analysts?|experts?|observers?|commentators?|critics|diplomats|reporters|journalists|historians|economists|investors)\b"
)
_PAPER: Final = re.compile(
    r"\b(?:reports?|text|drafts?|papers?|memorandum|statement|agreement|accord|deal|documents?|findings|indications|figures|data|"
    r"letter|ad|release|page|leaks|headline|results|sales|policy|book|study|polls?|survey|estimates|contributions|notice|message|"
    r"treaty|resolution|declaration|law|bill|pact|communiqu[eé])\b"
)
_OF_SEVERAL: Final = re.compile(
    r"\b(?:allied|coalition|joint|foreign|outside|western|international|global|regional|peacekeep\w+|(?<!\w )parties|"
    r"sides|allies|partners|donors|powers|bloc|alliance|countries|nations|states|governments|leaders|foreigners|markets?|"
    r"multinational|world)\b"
)
_ARTICLE: Final = re.compile(r"^(?:the|an?)\s+")
_HEAD: Final = re.compile(
    r"[\w’'-]+(?=\s+(?:of|in|from|at|on|for|to|with|by|who|which|that|whose|under|near|inside|over|against|and|or|as)\b|"
    r"\s*[,(:;–—]|$)"
)
_PLURAL: Final = re.compile(r"(?<=[a-z]{3})(?:ies|es|s)$")
_BEFORE: Final = re.compile(r"\b(the|an?)\s+$", re.IGNORECASE)
_SHARES: Final = (0.1, 0.25, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.999)
_MANY: Final = 4


def facts_of(
    record: Record, span: Span, scene: Scene, sector: str | None, may_be: Callable[[str], bool] | None = None
) -> dict[str, tuple[str, ...]]:
    """Return the facts about each state that the words at `span` may be of, of those that `may_be` lets pass.

    There are none where no state speaks clearly enough for such words.
    """
    weighed = {c: w for c, w in weigh_states(record, span, scene, sector).items() if may_be is None or may_be(c)}
    if not is_clear(weighed, sector):
        return {}
    words = kind_of(record, span, sector)
    kind = words[0]
    if len(weighed) < 2:
        return dict.fromkeys(weighed, ("bias", "one", f"one {kind}"))
    here = record.sentence_at(span.start) or 0
    named = [(m, code, there) for m, code, there in scene.named if not m.overlaps(span)]
    counts = Counter(code for _, code, _ in named)
    total = sum(weighed.values())
    order = sorted(weighed, key=lambda code: -weighed[code])
    last = next((code for m, code, _ in reversed(named) if m.end <= span.start), None)
    beside = {code for _, code, there in named if there == here}
    told = _told(record, span, scene)
    who = "office" if sector in OFFICES or sector == "COP" else "people"
    shared = ["bias", *words, f"of {min(_MANY, len(weighed))}"]
    out = {}
    for code in weighed:
        weight, place = _tenth(weighed[code] / total), min(2, order.index(code))
        facts = [
            f"weight {weight}",
            f"weight {weight} {who}",
            f"share {_tenth(counts[code] / len(named))}",
            f"order {place}",
            f"order {place} {kind}",
            f"rank {min(2, scene.about.index(code)) if code in scene.about else 3}",
            "named last" if code == last else "not named last",
            (f"alone {beside == {code}}" if code in beside else f"others here {bool(beside)}"),
        ]
        if told:
            facts.append("head told" if told == code else "head told of another")
        facts += _where(record, span, [(m, there) for m, c, there in named if c == code], here)
        out[code] = (*shared, *facts)
    return out


def _tenth(share: float) -> int:
    return next((k for k, most in enumerate(_SHARES) if share <= most), len(_SHARES))


def _told(record: Record, span: Span, scene: Scene) -> str | None:
    """Return whose the post last said the same to be: "the junta" after "Mali's junta"."""
    text = record.article.text
    like = _ARTICLE.sub("", " ".join(span.of(text).split()))
    if not _PLAIN.fullmatch(like):
        return None
    like = _RULERS if _RULERS_ALONE.fullmatch(like) else like
    behind = re.compile(rf"(?:['’]s?)?\s+(?:[a-z-]+\s+)?{like}\b")
    before = re.compile(rf"\b{like}\s+(?:of|in|from)\s+(?:the\s+)?$", re.IGNORECASE)
    found = None
    for m, code, _ in scene.named:
        if m.end > span.start:
            break
        if behind.match(text, m.end) or before.search(text, max(0, m.start - 60), m.start):
            found = code
    return found


def rulers_of(record: Record, span: Span, scene: Scene) -> str | None:
    """Return the state of the officers who rule, where a post has told it of "the junta" or "the military rulers"."""
    like = _ARTICLE.sub("", " ".join(span.of(record.article.text).split()))
    return _told(record, span, scene) if _RULERS_ALONE.fullmatch(like) else None


_RULERS: Final = r"(?:ruling\s+)?(?:junta|(?:military|army)\s+(?:rulers|leaders|government|regime|junta)|putschists)"
_RULERS_ALONE: Final = re.compile(_RULERS)
"""Words for officers who rule, which a post uses for one another: "Mali's military rulers", then "the junta"."""
_PLAIN: Final = re.compile(r"[a-z]+(?: [a-z]+){0,3}")
"""Words that name nobody, and may be looked for as they are."""


def _where(record: Record, span: Span, own: Sequence[tuple[Mention, int | None]], here: int) -> Iterator[str]:
    """Yield where a state is named nearest to some words."""
    home = record.sentences[here] if record.sentences else span
    inside = [m for m, there in own if there == here]
    early = [m for m in inside if m.end <= span.start]
    if early:
        yield "before"
        yield "opens" if early[0].start - home.start <= _OPENING else "inner"
        yield f"form {_form(early[-1])}"
    elif inside:
        yield "behind only"
    if any(m.start >= span.end for m in inside):
        yield "behind"
    if not inside:
        back = min((here - there for _, there in own if there is not None and there < here), default=None)
        yield "only after" if back is None else f"back {min(_BACK, back)}"
        paragraph = record.sentences[here].paragraph if record.sentences else 0
        near = any(t is not None and t < here and record.sentences[t].paragraph == paragraph for _, t in own)
        yield "paragraph" if near else "elsewhere"


_OPENING: Final = 4
_BACK: Final = 3


def _form(mention: Mention) -> str:
    if mention.kind in ("nationality", "person", "organisation"):
        return mention.kind
    return "state" if mention.place is None or mention.place.feature_code in WHOLE else "place"


def kind_of(record: Record, span: Span, sector: str | None) -> tuple[str, ...]:
    """Return what kind of words a span is ("office", "counted", "person", "they" …), then its head and article."""
    text = record.article.text
    low = fold(" ".join(span.of(text).split()))
    bare = _ARTICLE.sub("", low)
    if bare in _PRONOUNS:
        return (_PRONOUNS[bare],)
    heads = _HEAD.findall(bare)
    head = _PLURAL.sub("", heads[0]) if heads else bare
    before = _BEFORE.search(text, max(0, span.start - 5), span.start)
    article = before[1].lower() if before else "the" if low.startswith("the ") else "a" if low != bare else "bare"
    more = (f"head {head}", f"article {article}") if head.isalpha() else (f"article {article}",)
    inside = [m for m in record.mentions_at(span) if text[m.start].isupper()]
    private = sector not in OFFICES and sector != "COP"
    if any(m.kind == "person" for m in inside):
        return ("person" if private else "titled",)
    if _LOOKS_ON.search(bare):
        return ("looks on", *more)
    if private and _PAPER.search(bare):
        return ("paper", *more)
    if _OF_SEVERAL.search(low):
        return ("several", *more)
    if any(m.kind == "organisation" for m in inside):
        return ("body",) if private else ("organ", *more)
    if _COUNTED.match(low):
        return ("counted", *more)
    if _ANYONE.match(bare):
        return ("anyone", *more)
    return (("people" if sector else "thing") if private else "office", *more)
