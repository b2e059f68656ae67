"""Sentences of a brief, each made from one thing in the record: an event, a statement, a promise, a conflict.

A sentence is drafted in parts, with the words of posts that carry it and the normalised values that it uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gpulse.knowledge.names import fold
from gpulse.linking.ledger_rows import Evidence, Row
from gpulse.linking.story_rows import Conflict, Drift, Quote, Story
from gpulse.record import Agreement, Attribution, Event, Participant, Place, Record, Span
from gpulse.views.brief_rows import Part, Value
from gpulse.views.words import day_words, interval_words, slot_words

LONGEST_QUOTE = 280
"""Characters of a quotation inside a sentence; the footnote has it in full."""


SURE_OF_TYPE = 0.6
"""An event with a lower score is quoted and not told in our words, since its type is more often wrong than right.

Of 216 events in 360 development sentences of the hand-coded news, the type was right in .36 of the 50 below it, .60 of
those from .6 to .7, .70 from there to .8, and .87 of the 123 above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """Words of a post that carry a draft, with the values read from them."""

    article: str
    span: Span
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A sentence before its footnotes are numbered. `tellers` are the posts whose independent origins count."""

    parts: tuple[Part, ...]
    cited: tuple[Cited, ...]
    tellers: tuple[str, ...]
    row: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """The posts that a brief draws on, and the English names of states by code."""

    records: Mapping[str, Record]
    states: Mapping[str, str]


_VERBS: Mapping[str, tuple[str, str, str, str]] = {
    "AGREE": ("agree with {}", "agreed with {}", "agree", "agreed to something"),
    "CONSULT": ("meet or talk with {}", "met or talked with {}", "meet or talk", "met or talked"),
    "SUPPORT": ("support {}", "supported {}", "give support", "gave support"),
    "CONCEDE": ("yield to {}", "yielded to {}", "yield", "yielded"),
    "COOPERATE": ("work together with {}", "worked together with {}", "work together", "worked together"),
    "AID": ("give aid to {}", "gave aid to {}", "give aid", "gave aid"),
    "RETREAT": (
        "pull back, release or return something, in regard to {}",
        "pulled back, released or returned something, in regard to {}",
        "pull back, release or return something", "pulled back, released or returned something",
    ),
    "REQUEST": ("ask something of {}", "asked something of {}", "make a request", "made a request"),
    "ACCUSE": ("accuse or criticise {}", "accused or criticised {}", "make an accusation", "made an accusation"),
    "REJECT": ("refuse something to {}", "refused something to {}", "refuse something", "refused something"),
    "THREATEN": ("threaten {}", "threatened {}", "make a threat", "made a threat"),
    "PROTEST": ("protest against {}", "protested against {}", "protest", "protested"),
    "SANCTION": (
        "cut back relations with {}", "cut back relations with {}", "cut back relations", "cut back relations",
    ),
    "MOBILIZE": ("move forces towards {}", "moved forces towards {}", "move forces", "moved forces"),
    "COERCE": (
        "put {} under force or restrictions", "put {} under force or restrictions", "use force or restrictions",
        "used force or restrictions",
    ),
    "ASSAULT": ("attack {}", "attacked {}", "carry out an attack", "carried out an attack"),
}  # fmt: skip
"""How each PLOVER event type is said: infinitive and past with a recipient, then without; the post's words follow in
every sentence."""

_AHEAD: Mapping[str, tuple[str, str]] = {
    "planned": ("plans to", "plan to"),
    "promised": ("has promised to", "have promised to"),
    "threatened": ("has threatened to", "have threatened to"),
    "demanded": ("is asked to", "are asked to"),
    "predicted": ("is expected to", "are expected to"),
    "obligation": ("is bound to", "are bound to"),
}
"""What is not done yet, by realis, for one actor and for several."""

_KINDS: Mapping[str, tuple[str, str, str]] = {
    "pledge": ("promised", "promised", "the promise of {}"),
    "plan": ("planned to act", "planned to act", "the plan of {}"),
    "threat": ("threatened", "threatened", "the threat of {}"),
    "ultimatum": ("was told to act", "were told to act", "the demand put to {}"),
    "prediction": ("was expected to act", "were expected to act", "the prediction about {}"),
    "obligation": ("was bound to act", "were bound to act", "the obligation of {}"),
}
"""Each kind of commitment as a verb, for one actor and for several, and as a noun."""

_ENDINGS: Mapping[str, Mapping[str, str]] = {
    "kept": {"": "was kept", "threat": "was carried out", "ultimatum": "was met", "prediction": "came true"},
    "late": {"": "was kept late", "threat": "was carried out late", "ultimatum": "was met late",
             "prediction": "came true late"},
    "partial": {"": "was kept in part", "threat": "was carried out in part", "ultimatum": "was met in part",
                "prediction": "came true in part"},
    "broken": {"": "was broken", "threat": "was not carried out", "ultimatum": "was refused",
               "prediction": "did not come true"},
    "withdrawn": {"": "was taken back"},
    "overdue": {"": "is overdue, and none of the posts shows it done"},
}  # fmt: skip
"""What became of a commitment, by status, then by kind where it is said in other words."""


def own(text: str) -> Part:
    """Return a part in our own words."""
    return Part(text=text)


def quote(text: str) -> Part:
    """Return a part in the post's words: white space single, quotation marks around all of it and full stop left off;
    an ellipsis where it begins or ends midway.

    >>> quote(" “It is over.” ").text
    'It is over'
    """
    words = " ".join(text.split())
    if len(words) > 1 and words[0] in "“\"'‘" and words[-1] in "”\"'’" and not re.search('[“”"]', words[1:-1]):
        words = words[1:-1]
    words = words.rstrip(".,;: ")
    if len(words) > LONGEST_QUOTE:
        words = words[:LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(".,;: ") + " …"
    return Part(text=f"… {words}" if words[:1].islower() else words, quoted=True)


def join_words(names: Sequence[str]) -> str:
    """Join names as English does.

    >>> join_words(["Iran"]), join_words(["Iran", "Syria", "Russia"])
    ('Iran', 'Iran, Syria and Russia')
    """
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""


def cap(text: str) -> str:
    """Return `text` with a capital first letter."""
    return text[:1].upper() + text[1:]


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
    means = posts.states.get(code) or next(articled, code)
    return Value(field="actor", words=best.of(text), means=means, value=code)


def published(record: Record) -> tuple[Value, ...]:
    """Return the publisher and day of a post as values, so far as they are known."""
    article = record.article
    found = []
    if article.publisher:
        found.append(Value(field="publisher", words="", means=article.publisher, value=article.publisher))
    if article.published_on:
        found.append(
            Value(field="published", words="", means=day_words(article.published_on), value=article.published_on)
        )
    return tuple(found)


def from_evidence(evidence: Iterable[Evidence], posts: Posts) -> tuple[Cited, ...]:
    """Return evidence as citations; evidence from a post that the brief does not draw on is passed over."""
    return tuple(
        Cited(article=e.article, span=Span(start=e.start, end=e.end)) for e in evidence if e.article in posts.records
    )


def words_at(cited: Cited, posts: Posts) -> str:
    """Return the words that a citation covers."""
    return cited.span.of(posts.records[cited.article].article.text)


def with_values(cited: Sequence[Cited], values: Iterable[Value | None]) -> tuple[Cited, ...]:
    """Return the citations, the first of them with these values added."""
    added = tuple(dict.fromkeys(value for value in values if value))
    return (Cited(article=cited[0].article, span=cited[0].span, values=cited[0].values + added), *cited[1:])


def quotation(cited: Sequence[Cited], posts: Posts, row: str | None = None) -> Draft:
    """Return the plainest sentence: who printed it, and the words. It says nothing that its footnote does not."""
    publisher = posts.records[cited[0].article].article.publisher
    values = published(posts.records[cited[0].article]) if publisher else ()
    said = quote(words_at(cited[0], posts))
    return Draft(
        parts=(own(f"{publisher or 'According to a post'}: "), said),
        cited=with_values(cited[:1], values),
        tellers=(cited[0].article,),
        row=row,
    )


# What happened


def event_sentence(tellings: Sequence[tuple[Record, Event]], posts: Posts) -> Draft | None:
    """Return the sentence for an event that one or more posts tell: the post's words alone where its type is unsure;
    `None` where it is unknown."""
    record, event = tellings[0]
    if event.event_type is None or event.event_type not in _VERBS:
        return None
    cited = tuple(Cited(article=r.article.id, span=_sentence_of(r, e)) for r, e in tellings)
    if not is_sure(tellings):
        return replace(quotation(cited, posts), tellers=tuple(r.article.id for r, _ in tellings))
    actors = _participants(event.actors, record, cited[0].span, posts)
    named = {value.means for value in actors}
    recipients = [v for v in _participants(event.recipients, record, cited[0].span, posts) if v.means not in named]
    subject = join_words([value.means for value in actors]) or "somebody not named"
    whom = join_words([value.means for value in recipients])
    forms = _VERBS[event.event_type][:2] if whom else _VERBS[event.event_type][2:]
    infinitive, past = (form.format(whom) for form in forms)
    values: list[Value | None] = [*actors, *recipients]
    when, where, said = _when(event.earliest, event.latest, record), _place(event.place, record), _said(event, record)
    text = f"{cap(subject)} {_finite(infinitive, past, event, len(actors) > 1)}"
    for value, words in ((when, "{}"), (where, "in {}"), (said, "according to {}")):
        if value:
            values.append(value)
            text += ", " + words.format(re.sub(r"^The (?=\w)", "the ", value.means))
    return Draft(
        parts=(own(text + ": "), quote(words_at(cited[0], posts))),
        cited=with_values(cited, values),
        tellers=tuple(r.article.id for r, _ in tellings),
    )


def is_sure(tellings: Sequence[tuple[Record, Event]]) -> bool:
    """Say whether the reader is sure enough of an event's type in any post that tells it."""
    return any(event.score is None or event.score >= SURE_OF_TYPE for _, event in tellings)


def _finite(infinitive: str, past: str, event: Event, several: bool) -> str:
    """Return the verb as the event's realis, polarity and certainty have it.

    >>> event = Event(id="e", trigger=Span(start=0, end=1), realis="planned", certainty="possible")
    >>> _finite("attack Iran", "attacked Iran", event, several=False)
    'possibly plans to attack Iran'
    >>> _finite("attack Iran", "attacked Iran", replace(event, realis="predicted"), several=False)
    'is possibly expected to attack Iran'
    """
    shade = "" if event.certainty == "certain" else "probably " if event.certainty == "probable" else "possibly "
    if event.realis in _AHEAD:
        first, _, rest = _AHEAD[event.realis][several].partition(" ")
        ahead = (
            f"{first} {shade}{rest}" if shade and first in ("is", "are", "has", "have") else f"{shade}{first} {rest}"
        )
        return f"{ahead} {'not ' if event.polarity == 'negative' else ''}{infinitive}"
    return f"{shade}did not {infinitive}" if event.polarity == "negative" else shade + past


def _hull(spans: Sequence[Span]) -> Span:
    return Span(start=min(s.start for s in spans), end=max(s.end for s in spans))


def _sentence_of(record: Record, event: Event) -> Span:
    """Return the sentence of an event's trigger; what else its evidence holds is left to the post."""
    holding = (span for span in (*record.sentences, *event.evidence) if span.covers(event.trigger))
    found = next(holding, event.trigger)
    return Span(start=found.start, end=found.end)


def _participants(people: Sequence[Participant], record: Record, within: Span, posts: Posts) -> list[Value]:
    """Return the names of those whom the sentence itself names, each once."""
    values = (_participant(who, record, posts) for who in people if within.covers(who))
    return list({value.means: value for value in reversed(list(values))}.values())[::-1]


def _participant(who: Participant, record: Record, posts: Posts) -> Value:
    """A participant's name: of a state where the words are a place, a nationality or a pronoun, else as the post has
    it, with the state that they are of: what armed gangs in Haiti do, Haiti does not."""
    text = record.article.text
    words = who.of(text)
    within = [m for m in record.mentions if m.overlaps(who)]
    state = posts.states.get(who.whom or "")
    bare = _ARTICLE.sub("", words)
    is_state = any(m.kind in ("place", "nationality") and m.of(text) == bare for m in within)
    is_state = is_state or who.name == (state or "").removeprefix("the ")
    if state and (is_state or _PRONOUN.fullmatch(words)):
        return Value(field="actor", words=words, means=state, value=who.whom or "")
    said = any(m.kind in ("place", "nationality") and m.actor == who.whom for m in within)
    means = _with_article(who.name, who, text) + (f" ({state})" if state and not said else "")
    return Value(field="actor", words=words, means=means, value=who.whom or who.name)


_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"\b(?:the|The)\s+$")


def _with_article(name: str, span: Span, text: str) -> str:
    """Return a name with "the" where the post has it so: "the European Union"."""
    words = span.of(text)
    plain = _ARTICLE.sub("", words)
    so = words[:4].lower() == "the " or _ARTICLE_BEFORE.search(text, max(0, span.start - 6), span.start)
    return f"the {name}" if so and plain.startswith(name) else name


def _when(earliest: str | None, latest: str | None, record: Record) -> Value | None:
    words = interval_words(earliest, latest)
    if words is None:
        return None
    raw = next((t for t in record.timexes if (t.earliest, t.latest) == (earliest, latest)), None)
    written = raw.of(record.article.text) if raw else ""
    return Value(field="time", words=written, means=words, value=f"{earliest or '..'}/{latest or '..'}")


def _place(place: Place | None, record: Record) -> Value | None:
    if place is None:
        return None
    raw = next((m for m in record.mentions if m.place == place), None)
    return Value(field="actor", words=raw.of(record.article.text) if raw else "", means=place.name, value=place.name)


def _said(event: Event, record: Record) -> Value | None:
    for index in event.attributions:
        if value := speaker_of(record.attributions[index], record):
            return value
    return None


def agreement_sentence(tellings: Sequence[tuple[Record, Agreement]], posts: Posts) -> Draft | None:
    """Return the sentence for a treaty or deal that one or more posts tell; `None` where no words or parties are
    known."""
    told = [(r, a) for r, a in tellings if a.evidence and (a.parties or a.signed_on)]
    if not told:
        return None
    record, agreement = next(((r, a) for r, a in told if a.signed_on), told[0])
    cited = tuple(
        Cited(article=r.article.id, span=a.evidence[0]) for r, a in sorted(told, key=lambda pair: pair[0] is not record)
    )
    parties = [name_of(code, cited[0], posts) for code in agreement.parties]
    signed = _when(agreement.signed_on, agreement.signed_on, record)
    who = join_words([value.means for value in parties if value])
    text = cap(f"{who or 'somebody not named'} made an agreement") + (f", {signed.means}" if signed else "")
    return Draft(
        parts=(own(text + ": "), quote(words_at(cited[0], posts))),
        cited=with_values(cited, (*parties, signed)),
        tellers=tuple(c.article for c in cited),
    )


# Who says what


FEWEST_WORDS = 6
"""Words that the content of a statement has at least to be worth a sentence: shorter ones ("his answer") need what
stands around them. Set by reading the statements of twelve stories."""

_PRONOUN = re.compile(
    r"(?:he|she|it|they|them|him|we|us|i|you|who|which|that|this|these|those|his|her|its|their|our|one|some|several|many|few|others?|both|all)\b",
    re.IGNORECASE,
)


_WHOSE = re.compile(r"\b(?:its|his|her|their|our|my)\b", re.IGNORECASE)
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
    if shown and len(shown) <= 100 and not _PRONOUN.match(shown) and not _WHOSE.search(shown) and name in shown:
        return Value(field="speaker", words=words, means=shown, value=name or words)
    if not name or _PRONOUN.match(name):
        return None
    role = (said.speaker and said.speaker.role) or ""
    fits = (
        role in text
        and not _PRONOUN.match(role)
        and not _WHOSE.search(role)
        and fold(name.split()[-1]) not in fold(role)
    )
    return Value(field="speaker", words=words, means=f"{name}, {role}" if role and fits else name, value=name)


def statement_sentence(record: Record, said: Attribution, posts: Posts) -> Draft | None:
    """Return the sentence for a statement: the speaker's own words where they are quoted, else the post's; `None`
    where nobody is named or too little is said."""
    text = record.article.text
    speaker = speaker_of(said, record)
    if speaker and (state := posts.states.get((said.speaker and said.speaker.code) or "")) == f"the {speaker.means}":
        speaker = replace(speaker, means=state)
    if speaker is None or sum(len(span.of(text).split()) for span in said.content) < FEWEST_WORDS:
        return None
    near = [span for span in (said.source, said.cue, *said.content) if span]
    hull = _hull(near)
    span = hull if hull.end - hull.start <= 2 * LONGEST_QUOTE else _hull(said.content)
    publisher = record.article.publisher
    values: list[Value | None] = [speaker]
    if said.via and said.via in text:
        values.append(Value(field="speaker", words=said.via, means=said.via, value=said.via))
    through = f", through {said.via}" if said.via and said.via in text else ""
    if said.kind == "direct":
        comma = "," if through or "," in speaker.means else ""
        lead = f"{cap(speaker.means)}{through}{comma} said: "
    elif speaker.means == publisher:
        lead = f"{publisher} itself: "
        values += published(record)
    else:
        lead = f"{cap(speaker.means)}{through}, in the words of {publisher or 'the post'}: "
        values += published(record) if publisher else ()
    pieces = [quote(piece.of(text)) for piece in said.content]
    parts = [own(lead), pieces[0]]
    for piece in pieces[1:]:
        parts += [own(" … "), piece]
    cited = with_values((Cited(article=record.article.id, span=span),), values)
    return Draft(parts=tuple(parts), cited=cited, tellers=(record.article.id,))


# What was promised, and what became of it


def promise_sentence(row: Row, posts: Posts, from_posts: frozenset[str]) -> Draft | None:
    """Return the sentence for a commitment; the footnotes are its tellings in `from_posts`, the first one quoted."""
    cited = _best_first(row, from_evidence((e for e in row.evidence if e.article in from_posts), posts), posts)
    if not cited:
        return None
    by, to, window = _who(row.by, cited, posts), _who(row.to, cited, posts), _window(row, cited, posts)
    if not by:
        return quotation(cited, posts, row.id)
    said_on, speaker = _day(row.said_on), _said_by(row, cited, posts)
    text = f"On {said_on.means} " if said_on else ""
    text += f"{join_words([v.means for v in by])} {_KINDS[row.kind][len(by) > 1]}"
    if to and row.kind in ("pledge", "threat"):
        text += " " + join_words([v.means for v in to])
    if window:
        text += f", {'' if window.means.startswith('by ') else 'for '}{window.means}"
    parts = [own(cap(text) + ": "), quote_of(cited, posts)]
    if speaker:
        parts.append(own(f", said by {speaker.means}"))
    return Draft(
        parts=tuple(parts), cited=with_values(cited, (*by, *to, window, said_on, speaker)),
        tellers=tuple(c.article for c in cited), row=row.id,
    )  # fmt: skip


def due_sentence(row: Row, posts: Posts) -> Draft | None:
    """Return the sentence for a commitment that falls due; `None` where no post of the brief tells it."""
    cited = _best_first(row, from_evidence(row.evidence, posts), posts)
    window = _window(row, cited, posts) if cited else None
    if window is None:
        return None
    by, said_on, speaker = _who(row.by, cited, posts), _day(row.said_on), _said_by(row, cited, posts)
    name = _KINDS[row.kind][2].format(join_words([v.means for v in by]) or "somebody not named")
    told = (f" on {said_on.means}" if said_on else "") + (f" by {speaker.means}" if speaker else "")
    parts = [own(f"Due {window.means}: {name}, "), quote_of(cited, posts)]
    if told:
        parts.append(own(f", said{told}"))
    return Draft(
        parts=tuple(parts), cited=with_values(cited, (*by, window, said_on, speaker)),
        tellers=tuple(c.article for c in cited), row=row.id,
    )  # fmt: skip


def _best_first(row: Row, cited: Sequence[Cited], posts: Posts) -> tuple[Cited, ...]:
    """Return the tellings with one that has the window's words in front: it is the one that gets quoted."""
    return tuple(sorted(cited, key=lambda c: (row.window_text or "") not in words_at(c, posts)))


def outcome_sentence(row: Row, posts: Posts) -> Draft | None:
    """Return the sentence for what became of a commitment: the promise, and the words that show the outcome."""
    promise = _best_first(row, from_evidence(row.evidence, posts), posts)[:1]
    outcome = from_evidence(row.outcome_evidence, posts)
    if not promise or row.status not in _ENDINGS:
        return None
    by, window = _who(row.by, promise, posts), _window(row, promise, posts)
    said_on, speaker = _day(row.said_on), _said_by(row, promise, posts)
    name = _KINDS[row.kind][2].format(join_words([v.means for v in by]) or "somebody not named")
    endings = _ENDINGS[row.status]
    on = _day(row.on) if outcome and row.status in ("kept", "late") else None
    ending = endings.get(row.kind, endings[""]) + (f" on {on.means}" if on else "")
    told = (f" on {said_on.means}" if said_on else "") + (f" by {speaker.means}" if speaker else "")
    facts = (f"said{told}" if told else "", f"due {window.means}" if window and row.latest else "")
    lead = ", ".join((name, *filter(None, facts)))
    parts = [own(cap(f"{lead}, ")), quote_of(promise, posts), own(f", {ending}")]
    if outcome:
        parts += [own(": "), quote_of(outcome, posts)]
    cited = with_values(promise, (*by, window, said_on, speaker))
    if outcome:
        cited += with_values(outcome, (on,))
    tellers = tuple(c.article for c in (outcome or promise))
    return Draft(parts=tuple(parts), cited=cited, tellers=tellers, row=row.id)


def quote_of(cited: Sequence[Cited], posts: Posts) -> Part:
    """Return the words of the first citation, quoted."""
    return quote(words_at(cited[0], posts))


def _who(codes: Sequence[str], cited: Sequence[Cited], posts: Posts) -> list[Value]:
    return [value for code in codes if (value := name_of(code, cited[0], posts))]


def _day(day: str | None) -> Value | None:
    return Value(field="time", words="", means=day_words(day), value=f"{day}/{day}") if day else None


def _window(row: Row, cited: Sequence[Cited], posts: Posts) -> Value | None:
    earliest = None if row.earliest == row.said_on and row.latest != row.said_on else row.earliest
    words = interval_words(earliest, row.latest)
    if words is None or row.latest is None:
        return None
    text = posts.records[cited[0].article].article.text
    raw = row.window_text if row.window_text and row.window_text in text else ""
    return Value(field="time", words=raw, means=words, value=f"{row.earliest or '..'}/{row.latest}")


def _said_by(row: Row, cited: Sequence[Cited], posts: Posts) -> Value | None:
    text = posts.records[cited[0].article].article.text
    if not row.said_by or row.said_by not in text or _WHOSE.search(row.said_by):
        return None
    return Value(field="speaker", words=row.said_by, means=row.said_by, value=row.said_by)


# What conflicts


def claim_sentence(story: Story, posts: Posts) -> Draft | None:
    """Return the sentence for a story's central claim, as the first post told it."""
    cited = from_evidence((story.claim,), posts)
    if not cited:
        return None
    tellers = tuple(link.article for link in story.lineage if link.central and link.article in posts.records)
    return replace(quotation(cited, posts), tellers=tellers or (story.claim.article,))


def conflict_sentence(conflict: Conflict, posts: Posts) -> Draft | None:
    """Return the sentence for a slot that posts tell differently: who has which value; or for what one says and
    another denies."""
    pairs = [(value.value, value.evidence) for value in conflict.values]
    denied = conflict.slot.startswith("whether ")
    return _versions(
        "Told and denied: " if denied else f"Told differently, {slot_words(conflict.slot)}: ", pairs, posts
    )


def drift_sentence(drift: Drift, posts: Posts) -> Draft | None:
    """Return the sentence for a claim that changed between two posts."""
    what = {"source": "who is said to have said it", "certainty": "how sure it is", "who": "who is said to do it"}
    lead = f"Changed on the way, {what[drift.kind]}: "
    return _versions(lead, [(drift.before, drift.first), (drift.after, drift.second)], posts)


def quote_sentence(found: Quote, posts: Posts) -> Draft | None:
    """Return the sentence for words that posts quote differently inside quotation marks."""
    reworded = [v for v in found.versions if v.sameness == "reworded"]
    if not reworded:
        return None
    pairs = [(v.evidence.quote, v.evidence) for v in (found.versions[0], *reworded)]
    return _versions("Quoted in different words: ", pairs, posts)


def _versions(lead: str, pairs: Sequence[tuple[str, Evidence]], posts: Posts) -> Draft | None:
    """Return "lead publisher has “words”; publisher has “words”", with a footnote for each."""
    parts: list[Part] = [own(lead)]
    cited: list[Cited] = []
    for words, evidence in pairs:
        found = from_evidence((evidence,), posts)
        if not found:
            continue
        record = posts.records[evidence.article]
        shown = words if " ".join(words.split()) in " ".join(evidence.quote.split()) else evidence.quote
        parts += [own(("; " if cited else "") + f"{record.article.publisher or 'a post'} has "), quote(shown)]
        cited += with_values(found, published(record))
    if len(cited) < 2:
        return None
    return Draft(parts=tuple(parts), cited=tuple(cited), tellers=tuple(c.article for c in cited))
