"""What a brief calls those who act and speak: as the post has it, with the state that they are of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gpulse.knowledge.names import fold
from gpulse.record import Attribution, Participant, Record, Span
from gpulse.views.brief_drafts import Cited, Posts
from gpulse.views.brief_rows import Value

PRONOUN = re.compile(
    r"(?:he|she|it|they|them|him|we|us|i|you|who|which|that|this|these|those|his|her|its|their|our|one|some|several|many|few|others?|both|all)\b",
    re.IGNORECASE,
)


ANYBODY = re.compile(r"(?:nobody|no one|anybody|anyone|somebody|someone|everybody|everyone|whoever)\b", re.IGNORECASE)

WHOSE = re.compile(r"\b(?:its|his|her|their|our|my)\b", re.IGNORECASE)
"""Words that say nothing where the sentence before is not quoted: "its foreign minister"."""


def speaker_of(said: Attribution, record: Record) -> Value | None:
    """Return the speaker of a statement: the words of the post where they name the speaker, else the name that they
    stand for, with the role; `None` where nobody is named.

    >>> from gpulse.record import Article, Speaker
    >>> text = "Kim Su, the envoy, spoke. He agreed."
    >>> record = Record(article=Article(id="a", text=text))
    >>> said = Attribution(source=Span(start=26, end=28), speaker=Speaker(name="Kim Su", role="the envoy"))
    >>> speaker_of(said, record)
    Value(field='speaker', words='He', means='Kim Su, the envoy', value='Kim Su')
    """
    text = record.article.text
    words = said.source.of(text) if said.source else ""
    shown = " ".join(words.split())
    name = said.speaker.name if said.speaker and said.speaker.name else ""
    if shown and len(shown) <= 100 and not PRONOUN.match(shown) and not WHOSE.search(shown) and name in shown:
        return Value(field="speaker", words=words, means=shown, value=name or words)
    if not name or PRONOUN.match(name):
        return None
    role = (said.speaker and said.speaker.role) or ""
    fits = (
        role in text and not PRONOUN.match(role) and not WHOSE.search(role) and fold(name.split()[-1]) not in fold(role)
    )
    return Value(field="speaker", words=words, means=f"{name}, {role}" if role and fits else name, value=name)


def name_of(code: str, cited: Cited, posts: Posts) -> Value | None:
    """Return the words of a post that stand for an actor, and its name; `None` where the post does not name it.

    Words inside those cited come first, then the name of a state or body before a person's, then the nearest.
    """
    record = posts.records[cited.article]
    named = [m for m in record.mentions if code in (m.actor, m.name)]
    if not named:
        return None
    best = min(
        named, key=lambda m: (not cited.span.covers(m), m.kind == "person", abs(m.start - cited.span.start), m.start)
    )
    text = record.article.text
    articled = (words for m in (best, *named) if (words := _with_article(code, m, text)) != code)
    means = posts.states.get(code) or next(articled, f"the {code}" if BODY.search(code) else code)
    return Value(field="actor", words=best.of(text), means=means, value=code)


BODY = re.compile(
    r"(?:Union|Nations|Organi[sz]ation|Council|Commission|Assembly|Parliament|League|Front|Fund|Bank|Community|Court|Agency|"
    r"Alliance|Army|\b(?:WTO|IMF|IAEA|EU|UN|WHO|OSCE|ICC|AU))$"
)
"""Bodies whose names take "the" in running text."""


def participants(people: Sequence[Participant], record: Record, within: Span, posts: Posts) -> list[Value]:
    """Return the names of those whom the sentence itself names, each once."""
    text = record.article.text
    named = [who for who in people if within.covers(who) and not _COUNT.fullmatch(who.of(text))]
    values = []
    for who in named:
        value = _participant(who, record, posts)
        several = len({other.whom for other in named if other.start == who.start}) > 1
        if several and (plain := re.fullmatch(r"(.+) \(.+\)", value.means)):
            value = replace(value, means=plain[1])  # "both parties", of two states
        values.append(value)
    return list({value.means: value for value in reversed(values)}.values())[::-1]


BEGINS = re.compile(
    r"^(?:The|An?|Some|Several|Many|Most|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Thirteen|Twenty|"
    r"Dozens|Hundreds|Thousands)(?=[ -][a-z])"
)
"""The first word of a description that began a sentence."""

_COUNT = re.compile(
    r"(?:the |some )?(?:first|second|third|last|others?|another|some|many|most|all|both|several|few|one|two|three|"
    r"four|five|dozens?|hundreds?|thousands?|millions?|scores|[\d.,]+)",
    re.IGNORECASE,
)
"""Words that count and name nobody: "thousands of civilians" are no "thousands (Azerbaijan)"."""


def bare_name(name: str) -> str:
    """Return a name by which two are compared: folded, without article and bracket."""
    return fold(ARTICLE.sub("", re.sub(r" \(.*\)$", "", name)))


def _participant(who: Participant, record: Record, posts: Posts) -> Value:
    """A participant's name: of a state where the words are a place, a nationality or a pronoun, else as the post has
    it, with the state that they are of: what armed gangs in Haiti do, Haiti does not."""
    text = record.article.text
    words = who.of(text)
    within = [m for m in record.mentions if m.overlaps(who)]
    state = posts.states.get(who.whom or "")
    bare = ARTICLE.sub("", words)
    is_state = any(m.kind in ("place", "nationality") and m.of(text) == bare for m in within)
    is_state = is_state or who.name == (state or "").removeprefix("the ")
    if state and (is_state or PRONOUN.fullmatch(words)):
        return Value(field="actor", words=words, means=state, value=who.whom or "")
    said = any(m.kind in ("place", "nationality") and m.actor == who.whom for m in within)
    name = BEGINS.sub(lambda found: found.group().lower(), _with_article(who.name, who, text))
    means = name + (f" ({state})" if state and not said else "")
    return Value(field="actor", words=words, means=means, value=who.whom or who.name)


ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"(?:^|[\s“\"(])(the|an?|its|their|his|her)\s+$", re.IGNORECASE)


def _with_article(name: str, span: Span, text: str) -> str:
    """Return a name with the article that the post has: "the European Union", "a member of the council".

    Where a pronoun says whose it is, that is left to the quotation: "their government" is the government.
    """
    words = span.of(text)
    within = ARTICLE.match(words)
    before = within or _ARTICLE_BEFORE.search(text, max(0, span.start - 8), span.start)
    if before is None or not words[within.end() if within else 0 :].startswith(name):
        return name
    article = before.group(1).lower() if not within else before.group().strip().lower()
    return f"{article if article in ('a', 'an') else 'the'} {name}"
