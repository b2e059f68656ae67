"""Words for people: actors, days, windows, quantities and shades, as every view says them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Sequence

from gpulse.knowledge.actors import load_country_names
from gpulse.linking.ledger.ledger_rows import Row
from gpulse.linking.wording import many_of
from gpulse.record import Article, Attribution, Commitment, Event, Item, Participant, Place, Quantity, Record, Span

NOTHING = "Nothing was found in this post that is done, said or promised by a political actor."


def day_words(day: str) -> str:
    """Return an ISO day as people write it.

    >>> day_words("2024-06-19")
    '19 June 2024'
    """
    date = dt.date.fromisoformat(day[:10])
    return f"{date.day} {date:%B %Y}"


_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def days_in_words(text: str) -> str:
    """Return a sentence with its ISO days as people write them.

    >>> days_in_words("The window closed on 2024-06-16.")
    'The window closed on 16 June 2024.'
    """
    return _DAY.sub(lambda day: day_words(day.group()), text)


def interval_words(earliest: str | None, latest: str | None) -> str | None:
    """Return an interval in words, at its own precision; `None` where both ends are unknown.

    >>> interval_words("2024-07-01", "2024-07-31"), interval_words(None, "2024-12-31")
    ('July 2024', 'by 31 December 2024')
    >>> interval_words("2024-06-15", "2024-06-16"), interval_words("2023-01-01", "2023-12-31")
    ('15 to 16 June 2024', '2023')
    >>> interval_words("9999-12-01", "9999-12-31")
    'December 9999'
    """
    if earliest and latest:
        first, last = dt.date.fromisoformat(earliest[:10]), dt.date.fromisoformat(latest[:10])
        ends_month = last.day == calendar.monthrange(last.year, last.month)[1]
        if first == last:
            return day_words(earliest)
        if first.day == 1 and ends_month and (first.year, first.month) == (last.year, last.month):
            return f"{first:%B %Y}"
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day} to {day_words(latest)}"
        if first.year == last.year:
            return f"{first.day} {first:%B} to {day_words(latest)}"
        return f"{day_words(earliest)} to {day_words(latest)}"
    if earliest:
        return f"from {day_words(earliest)}"
    return f"by {day_words(latest)}" if latest else None


_BY = re.compile(r"(?:by|before|until|till|within|not? later than|at the latest)\b", re.IGNORECASE)


_FROM = re.compile(r"(?:from|after|as of|as early as|as soon as|starting|beginning|not before)\b", re.IGNORECASE)


def window_start(row: Commitment | Row) -> str | None:
    """Return the first day of a window, where it says more than that it opened when the promise was told.

    >>> row = Commitment(id="c1", kind="plan", by=("KEN",), said_on="2023-07-29", earliest="2023-10-03")
    >>> from dataclasses import replace
    >>> window_start(replace(row, window_text="by 1 January 2024")), window_start(replace(row, window_text="in autumn"))
    (None, '2023-10-03')
    """
    opened = row.earliest == row.said_on and row.latest != row.said_on
    return None if opened or _BY.match(row.window_text or "") else row.earliest


def window_words(row: Commitment) -> str:
    """Return by when a commitment is to be kept, with the words of the post for it.

    >>> window_words(Commitment(id="c1", kind="plan", by=("KEN",), said_on="2024-10-11", earliest="2024-10-11"))
    'no deadline named'
    >>> window_words(Commitment(id="c1", kind="plan", by=("KEN",), window_text="within two months"))
    'a deadline whose day is not known (“within two months”)'
    >>> window_words(Commitment(id="c1", kind="plan", by=("KEN",), window_text="from midnight"))
    'no deadline named (“from midnight”)'
    """
    start = window_start(row)
    if not row.latest and not start and row.window_text and not _FROM.match(row.window_text):
        return f"a deadline whose day is not known (“{row.window_text}”)"
    if row.latest:
        words = interval_words(start, row.latest) or ""
    else:
        words = f"from {day_words(start)}, no deadline named" if start else "no deadline named"
    return words + (f" (“{row.window_text}”)" if row.window_text else "")


def publishers_words(known: int, unnamed: int) -> str:
    """Return how many publishers posts have, where of `unnamed` posts nobody knows whose they are.

    >>> publishers_words(1, 0), publishers_words(2, 3), publishers_words(0, 2)
    ('1 publisher', '2 publishers and others unknown', 'unknown publishers')
    """
    if not known:
        return "unknown publishers"
    return f"{known} publisher{'' if known == 1 else 's'}" + (" and others unknown" if unnamed else "")


def place_words(place: Place) -> str:
    """Return a place by its name, with its state where that is another.

    >>> from gpulse.record import Place
    >>> place_words(Place(name="Niamey", country="NER")), place_words(Place(name="Niger", country="NER"))
    ('Niamey (Niger)', 'Niger')
    """
    state = actors_words([place.country]) if place.country else ""
    return place.name if not state or state == place.name else f"{place.name} ({state})"


WHOSE_OR_WHAT = frozenset("it its them their this that these those his her our us".split())
"""Words that name nothing that is counted: "9,500 of its soldiers" is no number of its."""

_SLOTS = {
    "number": "how many", "share": "what share", "day": "which day", "place": "where", "who": "who did it",
    "who says so": "who says so",
}  # fmt: skip


def slot_words(slot: str) -> str:
    """Return what posts tell differently, as a person would ask for it.

    >>> [slot_words(slot) for slot in ("number: officer", "number", "share: voter", "day", "USD")]
    ['how many officers', 'how many', 'what share of voters', 'which day', 'how much in USD']
    >>> slot_words("number: its"), slot_words("number: person")
    ('how many', 'how many people')
    >>> slot_words("whether a ceasefire was agreed")
    'whether a ceasefire was agreed'
    """
    what, _, thing = slot.partition(": ")
    if thing in WHOSE_OR_WHAT:
        slot, thing = what, ""
    if thing and what in ("number", "share"):
        return f"{_SLOTS[what]} {'of ' if what == 'share' else ''}{many_of(thing)}"
    if re.fullmatch(r"[A-Z]{3}|[A-Za-z]{1,3}\d?", what) and what not in _SLOTS:
        return f"how much in {what}" + (f", {thing}" if thing else "")
    return _SLOTS.get(slot, slot)


ACT_WORDS = {
    "AGREE": "agreement", "CONSULT": "meeting or talks", "SUPPORT": "support", "CONCEDE": "concession",
    "COOPERATE": "cooperation", "AID": "aid", "RETREAT": "retreat, release or return", "REQUEST": "request",
    "ACCUSE": "accusation", "REJECT": "refusal", "THREATEN": "threat", "PROTEST": "protest",
    "SANCTION": "sanction", "MOBILIZE": "moving of forces", "COERCE": "force or restriction", "ASSAULT": "attack",
}  # fmt: skip
"""What PLOVER's event types are called on pages for people, where nothing else says it."""


def quantity_words(quantity: Quantity) -> str:
    """Return a quantity in words.

    >>> quantity_words(Quantity(low=1_900_000, high=2_000_000, unit="rounds", approximate=True))
    'about 1,900,000 to 2,000,000 rounds'
    >>> quantity_words(Quantity(low=7000, unit="people"))
    'at least 7,000 people'
    """
    low, high = quantity.low, quantity.high
    if low is not None and high is not None:
        words = f"{low:,.10g}" if low == high else f"{low:,.10g} to {high:,.10g}"
        words = f"about {words}" if quantity.approximate else words
    elif low is not None:
        words = f"at least {low:,.10g}"
    elif high is not None:
        words = f"at most {high:,.10g}"
    else:
        words = "an unknown number of"
    return f"{words} {quantity.unit}" if quantity.unit else words


def actors_words(actors: Iterable[str]) -> str:
    """Return actors, states by their names, joined.

    >>> actors_words(["KEN", "European Union"])
    'Kenya, European Union'
    """
    names = load_country_names()
    return ", ".join(names.get(actor, actor) for actor in actors)


def participants_words(participants: Iterable[Participant]) -> str:
    """Return participants by the post's names, and in brackets the state or body that each is of, joined.

    >>> from gpulse.record import Participant
    >>> generals = Participant(start=0, end=8, name="generals", code="NER")
    >>> participants_words([generals, Participant(start=9, end=14, name="Kenya", code="KEN")])
    'generals (Niger), Kenya'
    >>> both = [Participant(start=0, end=11, name="two leaders", code=code) for code in ("NER", "KEN")]
    >>> participants_words([*both, *both])
    'two leaders (Niger, Kenya)'
    """
    meant: dict[Span, list[Participant]] = {}
    for one in participants:
        meant.setdefault(one.bare(), []).append(one)
    words = (_participant_words(several[0], [p.whom for p in several if p.whom]) for several in meant.values())
    return ", ".join(dict.fromkeys(words))


def _participant_words(participant: Participant, states: Sequence[str]) -> str:
    whom = actors_words(dict.fromkeys(states))
    return participant.name if not whom or whom in participant.name else f"{participant.name} ({whom})"


def item_words(item: Item) -> str:
    """Return a thing in the post's words, with its quantity in brackets where those words do not say it.

    >>> from gpulse.record import Item
    >>> hundred = Quantity(low=100, high=100, unit="tanks")
    >>> told = ("100 old tanks", "100", "a hundred tanks")
    >>> [item_words(Item(start=0, end=9, text=text, quantity=hundred)) for text in told]
    ['100 old tanks', '100 tanks', 'a hundred tanks [100 tanks]']
    """
    if item.quantity is None:
        return item.text
    counted = quantity_words(item.quantity)
    if set(counted.split()) <= set(item.text.split()):
        return item.text
    return counted if re.fullmatch(r"[\d.,]+", item.text) else f"{item.text} [{counted}]"


def event_facts(event: Event, record: Record) -> tuple[str, ...]:
    """Return when and where an event was, how it is told and who says so; what the post leaves open is left out.

    Where nobody is named, the post itself says so.

    >>> event = Event(id="e1", trigger=Span(start=6, end=9), earliest="2024-06-19", latest="2024-06-19")
    >>> event_facts(event, Record(article=Article(id="a", text="Kenya met Haiti.")))
    ('19 June 2024', 'told as fact')
    """
    said = "; ".join(f"says {source_words(record.attributions[n], record.article)}" for n in event.attributions)
    where = place_words(event.place) if event.place else None
    facts = (interval_words(event.earliest, event.latest), where, certainty_words(event), said)
    return tuple(fact for fact in facts if fact)


def event_words(event: Event, article: Article) -> str:
    """Return who did what to whom, with the words of the text for what."""
    who = participants_words(event.actors) or "somebody not named"
    whom = f" → {participants_words(event.recipients)}" if event.recipients else ""
    via = f" through {participants_words(event.via)}" if event.via else ""
    things = ", ".join(map(item_words, event.items))
    act = re.sub(r"(?<=\w)\s+(?:the|an?|any|its|their|of)$", "", quoted(article, [event.trigger]))
    return f"{who}{whom}{via}: {act}{' · ' + things if things else ''}"


def certainty_words(event: Event) -> str:
    """Return how sure the text is of the event, and whether it is done: realis, polarity and certainty.

    >>> certainty_words(Event(id="e1", trigger=Span(start=0, end=1), realis="planned", certainty="probable"))
    'planned, probable'
    >>> certainty_words(Event(id="e1", trigger=Span(start=0, end=1)))
    'told as fact'
    """
    shades: list[str] = [] if event.realis == "actual" else [event.realis]
    if event.polarity == "negative":
        shades.append("not done" if event.realis == "actual" else "not to be done")
    if event.certainty != "certain":
        shades.append(event.certainty)
    return ", ".join(shades) or "told as fact"


_POINTS = re.compile(r"(?:it|so|this|that|them|him|her|the same)[.,]?", re.IGNORECASE)


def tells_something(attribution: Attribution, article: Article) -> bool:
    """Say whether the words of a statement tell something by themselves: "he announced it" needs what stands before.

    >>> said = Attribution(content=(Span(start=13, end=15),))
    >>> tells_something(said, Article(id="a", text="He announced it on Friday."))
    False
    """
    return not _POINTS.fullmatch(quoted(article, attribution.content))


def speaker_words(attribution: Attribution, article: Article) -> str:
    """Return who said it: the speaker's name and role, or the source's words."""
    speaker = attribution.speaker
    if speaker and speaker.name:
        return speaker.name + (f", {speaker.role}" if speaker.role else "")
    if attribution.source:
        return quoted(article, [attribution.source])
    return "a source that is not named"


def source_words(attribution: Attribution, article: Article) -> str:
    """Return who said it, and through which outlet or occasion."""
    return speaker_words(attribution, article) + (f", through {attribution.via}" if attribution.via else "")


def quoted(article: Article, spans: Iterable[Span]) -> str:
    """Return the words of spans, joined by an ellipsis, on one line."""
    return " … ".join(" ".join(span.of(article.text).split()) for span in spans)
