"""Sentences of a brief, each made from one thing in the record: an event, a statement, a promise, a conflict.

A sentence is drafted in parts, with the words of posts that carry it and the normalised values that it uses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gpulse.linking.ledger.ledger_rows import Evidence
from gpulse.linking.story.story_rows import Conflict, Drift, Quote, Story
from gpulse.record import Agreement, Attribution, Event, Place, Record, Span
from gpulse.views.brief_drafts import (
    LONGEST_QUOTE,
    Cited,
    Draft,
    Posts,
    cap,
    from_evidence,
    hull_of,
    join_words,
    own,
    published,
    quotation,
    quote,
    with_values,
    words_at,
)
from gpulse.views.brief_names import (
    ANYBODY,
    ARTICLE,
    BODY,
    bare_name,
    name_of,
    participants,
    speaker_of,
)
from gpulse.views.brief_rows import Part, Value
from gpulse.views.words import interval_words, slot_words

SURE_OF_TYPE = 0.8
"""An event with a lower score is quoted and not told in our words: a false statement is worse than a plain quotation.

Of 216 events in 360 development sentences of the hand-coded news, the type was right in .36 of the 50 below it, .60 of
those from .6 to .7, .70 from there to .8, and .87 of the 123 above."""


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


# What happened


def event_sentence(tellings: Sequence[tuple[Record, Event]], posts: Posts) -> Draft | None:
    """Return the sentence for an event that one or more posts tell: the post's words alone where its type is unsure;
    `None` where it is unknown."""
    record, event = tellings[0]
    if event.event_type is None or event.event_type not in _VERBS:
        return None
    cited = tuple(Cited(article=r.article.id, span=_sentence_of(r, e)) for r, e in tellings)
    actors = participants(event.actors, record, cited[0].span, posts)
    named = {value.means for value in actors}
    recipients = [v for v in participants(event.recipients, record, cited[0].span, posts) if v.means not in named]
    if not is_sure(tellings) or not (actors or recipients) or _is_taken_back(event, cited[0], record):
        plain, day = quotation(cited, posts), _when(event.earliest, event.latest, record)
        read = with_values(plain.cited, (day if day and day.words in words_at(cited[0], posts) else None,))
        return replace(plain, cited=read, tellers=tuple(r.article.id for r, _ in tellings))
    subject = join_words([value.means for value in actors]) or "somebody not named"
    whom = join_words([value.means for value in recipients])
    forms = _VERBS[event.event_type][:2] if whom else _VERBS[event.event_type][2:]
    infinitive, past = (form.format(whom) for form in forms)
    values: list[Value | None] = [*actors, *recipients]
    when, where, said = _when(event.earliest, event.latest, record), _place(event.place, record), _said(event, record)
    if said and any(bare_name(said.means).startswith(bare_name(value.means)) for value in actors):
        said = None  # "the ministry denied, according to the ministry"
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


_TAKEN_BACK = (
    r"(?:lift|end|suspend|repeal|eas|paus|cancel|call\w* off|drop|scrap|postpon|put\w* off|avert|ban|bann|stopp?|"
    r"revok|reject|reliev|abolish|withdr[ae]w|rul\w* out)(?:s|ed|e|es|ing|n)?"
)
_BACK_BEFORE = re.compile(rf"\b{_TAKEN_BACK} (?:(?:the|its|their|all|any|most|some|of|his|her) )*(?:[\w%-]+ ){{0,3}}$")
_BACK_AFTER = re.compile(
    rf"(?: [\w'’-]+){{0,5}} (?:was|were|is|are|be|been|being|have|has|had)(?: (?:not|been|being|be))? {_TAKEN_BACK}\b"
)


def _is_taken_back(event: Event, cited: Cited, record: Record) -> bool:
    """Say whether the words around a noun that names the act say that it was ended or did not come about.

    "Sanctions against Iran were lifted" tells of no sanction.
    """
    text, act = record.article.text, event.trigger
    return bool(
        _BACK_BEFORE.search(text, cited.span.start, act.start) or _BACK_AFTER.match(text, act.end, cited.span.end)
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


def _sentence_of(record: Record, event: Event) -> Span:
    """Return the sentence of an event's trigger; what else its evidence holds is left to the post."""
    holding = (span for span in (*record.sentences, *event.evidence) if span.covers(event.trigger))
    found = next(holding, event.trigger)
    return Span(start=found.start, end=found.end)


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

_PASSIVE = re.compile(r"\s+(?:was|were|is|are|ha(?:s|ve|d) been)\s+(?:\w+ly\s+)?(?!to\b|not\b)")


def _told_content(said: Attribution, text: str) -> list[Span]:
    """What is quoted of a statement: with the verb where the content is its object and no clause of its own.

    "Moscow: accusations that it had bought votes" would have Moscow accuse; it "rejected accusations that …". So with
    the verb after it: "a mission to Haiti was authorised".
    """
    first, *more = said.content
    cue = said.cue
    passive = _PASSIVE.match(text, first.end) if cue and said.kind != "direct" and first.end < cue.start else None
    if cue and passive and passive.end() in range(cue.start, cue.end):
        return [Span(start=first.start, end=cue.end), *more]
    if (
        said.kind == "direct"
        or cue is None
        or not 0 <= first.start - cue.end <= 1
        or first.of(text).startswith("that ")
    ):
        return [first, *more]
    return [Span(start=cue.start, end=first.end), *more]


def statement_sentence(record: Record, said: Attribution, posts: Posts) -> Draft | None:
    """Return the sentence for a statement: the speaker's own words where they are quoted, else the post's; `None`
    where nobody is named or too little is said."""
    text = record.article.text
    speaker = speaker_of(said, record)
    if speaker and (state := posts.states.get((said.speaker and said.speaker.code) or "")) == f"the {speaker.means}":
        speaker = replace(speaker, means=state)
    if speaker and BODY.search(speaker.means) and not ARTICLE.match(speaker.means):
        speaker = replace(speaker, means=f"the {speaker.means}")
    if (
        speaker is None
        or ANYBODY.match(speaker.means)
        or speaker.means.endswith(("'s", "’s"))
        or sum(len(span.of(text).split()) for span in said.content) < FEWEST_WORDS
    ):
        return None
    near = [span for span in (said.source, said.cue, *said.content) if span]
    hull = hull_of(near)
    span = hull if hull.end - hull.start <= 2 * LONGEST_QUOTE else hull_of(said.content)
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
    pieces = [quote(piece.of(text)) for piece in _told_content(said, text)]
    parts = [own(lead), pieces[0]]
    for piece in pieces[1:]:
        parts += [own(" … "), piece]
    cited = with_values((Cited(article=record.article.id, span=span),), values)
    return Draft(parts=tuple(parts), cited=cited, tellers=(record.article.id,))


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
    what = {
        "source": "who is said to have said it", "certainty": "how sure it is", "who": "who is said to do it",
        "what": "what it is about",
    }  # fmt: skip
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
