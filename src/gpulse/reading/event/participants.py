"""Who fills the roles of an act: the network's words made whole, split into members, and resolved to whom they mean."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from gpulse.knowledge.actors import TITLES
from gpulse.reading.actor.owned import resolve_words
from gpulse.reading.actor.sides import find_sides
from gpulse.reading.kit import Kit
from gpulse.reading.language.phrases import read_sentence
from gpulse.reading.scene import Scene
from gpulse.reading.time.context import NUMBER_WORDS
from gpulse.record import Participant, Record, Span, within

_ARTICLE = re.compile(r"^(?:the|an?|its|his|her|their)\s+", re.IGNORECASE)
_OWNER = re.compile(r"(?<![\w’'])(its|his|her|their)\s+", re.IGNORECASE)
_THE = re.compile(r"\b(?:the|these|those|their)\s+$", re.IGNORECASE)
_NEXT_NAME = re.compile(r"\s+(?:and\s+)?|,\s+(?:and\s+)?")
_OPEN_END = re.compile(r"(?:['’]s)?(?:,?\s+(?:and|in|of|for|by|with|from|on|at|who|which|whom|that)|,)?\s*$")
"""What the network at times leaves at the end of a role: "Norway and", "parliament in", "Namibia's"."""
_BROKEN = re.compile(r"(?:^|\s)(?:of|of the|the|an?)\s?$", re.IGNORECASE)
_BODIES = frozenset(("organisation", "place"))
_OBJECT_PRONOUN = re.compile(r"\s+(them|him|her|it|us|both)(?=\s+(?:to|of|not|for|with|over)\b|[.,;])")
BEFORE_OBJECT = re.compile(r"\s+(?:the\s+)?")
_GOES_ON = re.compile(r"['’-]|\s+(?:[A-Z]|[a-z]+(?:s|ist|ian)\b)")
"""What makes a name after a verb the beginning of a longer phrase: "attacked Iran's port", "told Chad officials"."""


def find_participants(record: Record, roles: Sequence[Span], kit: Kit, scene: Scene) -> tuple[Participant, ...]:
    """Return one participant a role, or one a name where a role's words hold several ("Putin and Kim").

    Words for several states that name none ("both countries") give one participant for each state that they stand for.
    """
    text = record.article.text
    out: list[Participant] = []
    roles = _with_owners(text, _with_list(record, roles))
    for role in roles:
        if _OWNER.fullmatch(role.of(text) + " ") and any(other.start == role.end + 1 for other in roles):
            continue  # "its" of "its foreign ministry"
        if any(other is not role and _goes_on(text, other, role) for other in roles):
            continue  # "National Guard" of "ten thousand members of the" "National Guard"
        whole = _behind_place(record, _whole_words(text, _whole_names(record, _closed(record, role))))
        whole = _whole_phrase(record, whole, kit)
        if any(_in_apposition(text, other, whole) for other in roles if other is not role):
            continue  # "Asia" of "Lind, Asia's longest serving leader"
        for span in _parts(record, _with_names(record, whole)):
            who = resolve_words(record, span, kit, scene)
            name = _ARTICLE.sub("", span.of(text))
            sides = find_sides(record, Span(start=_with_article(text, span.start), end=span.end))
            person = Participant(start=span.start, end=span.end, name=name, sector=who.sector)
            states = kit.actors.states
            if sides is None:
                out.append(standing_for(person, who.code, states, who.home))
            else:
                out += [standing_for(person, code, states) for code in sides or (None,)]
    return tuple(out)


def standing_for(person: Participant, code: str | None, states: Container[str], home: str | None = None) -> Participant:
    """Return a participant who stands for a state, by its code, or for a body, by its name and the state it is of.

    >>> envoys = Participant(start=0, end=6, name="envoys")
    >>> standing_for(envoys, "KEN", {"KEN"}).code, standing_for(envoys, "African Union", {"KEN"}).body
    ('KEN', 'African Union')
    """
    if code is None or code in states:
        return replace(person, code=code, body=None)
    return replace(person, code=home, body=code)


def _goes_on(text: str, role: Span, next_role: Span) -> bool:
    """Say whether one role's words, which break off, go on with another's."""
    between = text[role.end : next_role.start]
    return next_role.start >= role.end and not between.strip() and bool(_BROKEN.search(role.of(text)))


_LISTED = re.compile(r"(?:,|,?\s+and)\s+(?:the\s+)?(?:[A-Z][\w().’'-]*\s+){0,5}")
_LAST = re.compile(r"\band\b")


def _with_list(record: Record, roles: Sequence[Span]) -> list[Span]:
    """Return the roles with the people whom a list names beside one of them: "Lind, Adisa, Brandt and Okoro were held".

    A list has three names or more, with titles between, and "and" before its last.
    """
    text = record.article.text
    out = list(roles)
    if not any(m.kind == "person" for r in roles for m in record.mentions_at(r)):
        return out
    people = [m for m in record.mentions if m.kind == "person" and text[m.start].isupper()]
    at = 0
    while at < len(people):
        names = people[at : at + 1]
        while at + len(names) < len(people) and _LISTED.fullmatch(text, names[-1].end, people[at + len(names)].start):
            names.append(people[at + len(names)])
            if _LAST.search(text, names[-2].end, names[-1].start):
                break
        at += len(names)
        ends = len(names) > 2 and _LAST.search(text, names[-2].end, names[-1].start)
        if ends and any(n.overlaps(r) for n in names for r in roles):
            out += [n for n in names if not any(n.overlaps(r) for r in roles)]
    return sorted(out, key=lambda r: r.start) if len(out) > len(roles) else out


_OWNS = re.compile(r"['’]s?\s+(?:\w+\s+)?")
_IN = re.compile(r"\s+in\s+")
_ORGAN = re.compile(
    r"\b(?:government|ministry|ministries|parliament|senate|assembly|authorities|army|navy|court|junta|guard|embassy|office|department)$",
    re.IGNORECASE,
)


_POSSESSIVE = re.compile(r"['’]s?$")


def _with_owners(text: str, roles: Sequence[Span]) -> list[Span]:
    """Return the roles, an owner and what is owned as one: "Chad" and "parliament" of "Chad's parliament".

    >>> words = "Chad's parliament agreed with Oslo."
    >>> roles = [Span(start=0, end=4), Span(start=7, end=17), Span(start=30, end=34)]
    >>> [role.of(words) for role in _with_owners(words, roles)]
    ["Chad's parliament", 'Oslo']
    >>> [role.of(words) for role in _with_owners(words, [Span(start=0, end=6), *roles[1:]])]
    ["Chad's parliament", 'Oslo']
    """
    out: list[Span] = []
    for role in sorted(roles, key=lambda r: r.start):
        last = out[-1] if out else role
        between = text[last.end : role.start] if last.end < role.start else None
        owned = between is not None and (
            _OWNS.fullmatch(between) or (between.isspace() and _POSSESSIVE.search(last.of(text)))
        )
        seated = last.end < role.start and _IN.fullmatch(text, last.end, role.start) and _ORGAN.search(last.of(text))
        if owned or seated:
            role = Span(start=out.pop().start, end=role.end)
        out.append(role)
    return out


_REST_OF_WORD = re.compile(r"-?[a-z][\w-]*")


def _whole_words(text: str, role: Span) -> Span:
    """Return a role with the whole of a hyphenated word that it breaks off in, where no name goes on.

    >>> words = "It told anti-graft groups of the DPRK-U.S. talks."
    >>> _whole_words(words, Span(start=8, end=13)).of(words), _whole_words(words, Span(start=33, end=37)).of(words)
    ('anti-graft', 'DPRK')
    """
    cut = role.of(text).endswith("-") or text[role.end : role.end + 1] == "-"
    rest = _REST_OF_WORD.match(text, role.end) if cut else None
    return Span(start=role.start, end=rest.end()) if rest else role


_NO_HEAD, _WITHIN = "amd", "amdN"
"""Classes of words (`word_classes`) that a noun phrase does not end in, and those between them and its head."""
_GOES_ON_PLAINLY = re.compile(r" [A-Za-z]")


_WHOLE = re.compile(r"\b(?:premier|general|official|representative|deputy|chief)$", re.IGNORECASE)
"""Words that name somebody, though they may stand before a noun too: "the *premier* voiced support"."""


def _whole_phrase(record: Record, role: Span, kit: Kit) -> Span:
    """Return a role that breaks off before the head of its noun phrase with the rest of it: "local" of "local firms".

    One that holds a name stands for itself ("Russian" of "Russian raids").
    """
    text = record.article.text
    if not _GOES_ON_PLAINLY.match(text, role.end) or record.mentions_at(role) or _WHOLE.search(role.of(text)):
        return role
    home = record.home_of(role)
    if home is None:
        return role
    tokens, letters = read_sentence(text, home, kit.word_classes)
    last = next((k for k, (_, end, _) in enumerate(tokens) if end == role.end), None)
    if last is None or letters[last] not in _NO_HEAD:
        return role
    for (_, end, _), letter in zip(tokens[last + 1 :], letters[last + 1 :], strict=True):
        if letter == "n":
            return Span(start=role.start, end=end)
        if letter not in _WITHIN:
            break
    return role


def before_verb(text: str, role: Span, kit: Kit) -> Span:
    """Return the words of somebody that stand before the next verb, which is not theirs.

    >>> from gpulse.reading.kit import load_kit
    >>> words = "A missile launched by the rebels flew over the strait."
    >>> before_verb(words, Span(start=22, end=42), load_kit()).of(words)
    'the rebels'
    """
    tokens, letters = read_sentence(text, role, kit.word_classes)
    cut = next((k for k in range(2, len(tokens)) if letters[k] == "v" and letters[k - 1] in "nN"), len(tokens))
    return Span(start=role.start, end=tokens[cut - 1][1]) if tokens else role


_ON_GOES = re.compile(r" (?=[a-z])(?!and\b|or\b)")


_DAY_FIRST = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|evening|night))?\s+(?=[A-Za-z])")


def _behind_place(record: Record, role: Span) -> Span:
    """Return a role without the place or day right before it: "in Geneva *officers* signed", "on Monday *Oslo*"."""
    text = record.article.text
    if day := _DAY_FIRST.match(text, role.start, role.end):
        return Span(start=day.end(), end=role.end)
    place = next((m for m in record.mentions if m.start == role.start and m.end < role.end and m.place), None)
    fronted = place and text[max(0, role.start - 3) : role.start].lower() == "in "
    if place is None or not fronted or not _ON_GOES.match(text, place.end):
        return role
    return Span(start=place.end + 1, end=role.end)


def _in_apposition(text: str, other: Span, role: Span) -> bool:
    """Whether a role is whose the other is, told right behind it: "Lind, *Asia*'s longest serving leader"."""
    return text[other.end : role.start] in (", ", ", the ") and text[role.end : role.end + 2] in ("’s", "'s")


def _closed(record: Record, role: Span) -> Span:
    """Return a role that breaks off after an article or "of" with the name that follows: "members of the" → "Guard"."""
    text = record.article.text
    if not _BROKEN.search(role.of(text)):
        return role
    named = next((m for m in record.mentions if 0 <= m.start - role.end <= 1 and not m.of(text).islower()), None)
    return Span(start=role.start, end=named.end) if named else role


def right_after(record: Record, trigger: Span, home: Span) -> Span | None:
    """Return the name or pronoun that is the object of a verb: "urged *them* to", "has lent *Cairo* $25 billion"."""
    text = record.article.text
    if pronoun := _OBJECT_PRONOUN.match(text, trigger.end, home.end):
        return Span(start=pronoun.start(1), end=pronoun.end(1))
    article = BEFORE_OBJECT.match(text, trigger.end, home.end)
    start = article.end() if article else trigger.end
    for m in record.mentions:
        named = (m.actor or m.kind == "person") and m.kind != "nationality" and text[m.start].isupper()
        if m.start == start and home.covers(m) and named:
            return None if _GOES_ON.match(text, m.end) else m
    return None


_TO_DO = re.compile(r"[,\s]+(?:not\s+|also\s+)?to\s+[“\"]?[a-z]")
_SOMETHING_AGAINST = re.compile(r"\s+(?:for\s+)?(?:[a-z-]+\s+){1,3}(?:on|against|from)\s+(?:the\s+)?")


def asked(text: str, trigger: Span, recipients: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return whom a demand is made to: not against whom something is asked for.

    >>> def whom(words: str, act: str, *names: str) -> list[str]:
    ...     people = [Participant(start=words.index(n), end=words.index(n) + len(n), name=n) for n in names]
    ...     return [p.name for p in asked(words, Span(start=words.index(act), end=words.index(act) + len(act)), people)]
    >>> whom("Lind called on Oslo to act against Moscow.", "called on", "Oslo", "Moscow")
    ['Oslo']
    >>> whom("A deputy urges sanctions on Moscow.", "urges", "Moscow")
    []
    """
    kept: list[Participant] = []
    for one in recipients:
        behind = any(other.end < one.start and _TO_DO.match(text, other.end, one.start) for other in kept)
        target = one.start > trigger.end and _SOMETHING_AGAINST.fullmatch(text, trigger.end, one.start)
        if not behind and not target:
            kept.append(one)
    return tuple(kept)


_GIVES = re.compile(
    r"(?:g[ai]ve[sn]?|giving|lent|lends?|lending|pa(?:id|ys?|ying)|grant\w*|offer\w*|sen[dt]s?|sending|owe\w*)$"
)
_SUM = re.compile(
    r"\s+(?:(?:about|some|nearly|roughly|almost|more than|up to|at least|another|a further)\s+)?(?=[$€£¥]|\d)"
)


_COUNT = re.compile(
    r"(?:(?:an?|the|another|further|some|about|around|nearly|almost|roughly|over|up\s+to|at\s+least|more\s+than|more|"
    rf"additional|extra|only|just|dozens?|hundred|thousand|[mb]illion|\d[\d,.]*|{'|'.join(NUMBER_WORDS)})(?:\s+|$))+",
    re.IGNORECASE,
)
"""Words that only count, and name nobody and nothing."""
_ORDINAL = re.compile(r"(?:the\s+)?(?:first|second|third|last|next|final|remaining|other)", re.IGNORECASE)


def _only_counts(words: str) -> bool:
    return bool(_COUNT.fullmatch(words) or _ORDINAL.fullmatch(words))


def joined_counts(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the words of roles, each with the count or rank right before it, where the network has that apart.

    >>> words = "They gave another 600 officers."
    >>> [span.of(words) for span in joined_counts(words, [Span(start=10, end=17), Span(start=18, end=30)])]
    ['another 600 officers']
    """
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        before = joined[-1] if joined else None
        if before and text[before.end : span.start].isspace() and _only_counts(before.of(text)):
            joined[-1] = Span(start=before.start, end=span.end)
        else:
            joined.append(span)
    return joined


_SENDS = re.compile(r"sen(?:d|ds|t|ding)|(?:deploy|dispatch|contribut)\w*", re.IGNORECASE)
_COUNTED = re.compile(rf"{_COUNT.pattern}[a-z]", re.IGNORECASE)


_THE_ONE = re.compile(r"\s+(?:(?:an?|its|the|his|her)\s+)?(?:\w+\s+)?")
_GOES = re.compile(
    r"(?:an?\s+|its\s+|the\s+)?(?:\w+\s+)?(?:delegations?|teams?|envoys?|missions?|mediators?|observers|inspectors)\b"
)
"""Those whom somebody sends to speak or act for them."""


def is_sent(text: str, trigger: Span, who: Span) -> bool:
    """Say whether somebody is whom an act sends, by their number right behind it, or as those who go for others.

    Nobody is given anything there.

    >>> words = "The Bahamas will send 150 people."
    >>> is_sent(words, Span(start=17, end=21), Span(start=22, end=32))
    True
    >>> words = "Oslo will send Kyiv 150 tanks."
    >>> is_sent(words, Span(start=10, end=14), Span(start=15, end=19))
    False
    """
    if not _SENDS.fullmatch(trigger.of(text)):
        return False
    between = text[trigger.end : who.start]
    directly = not between.strip() and _COUNTED.match(text, who.start, who.end)
    return bool(directly or (_THE_ONE.fullmatch(between) and _GOES.match(text, who.start, who.end)))


def receiver_in(text: str, trigger: Span, item: Span) -> Span | None:
    """Return who is given something, where the network has them as a part of what is given.

    >>> words = "Oslo has lent Nuuk $25 billion."
    >>> receiver_in(words, Span(start=9, end=13), Span(start=14, end=30)).of(words)
    'Nuuk'
    >>> words = "Oslo will send another 600 officers."
    >>> receiver_in(words, Span(start=10, end=14), Span(start=15, end=35))
    """
    words = item.of(text)
    amount = _SUM.search(words)
    between = text[trigger.end : item.start]
    directly = between.strip() in ("", "the", "its", "their", "his", "her")
    if not (amount and directly and words[0].isalpha() and _GIVES.search(trigger.of(text))):
        return None
    if _COUNT.fullmatch(words[: amount.start()]):
        return None
    return Span(start=item.start, end=item.start + amount.start())


def rest_of(item: Span, receiver: Span) -> Span:
    """Return an item without who receives it before it.

    >>> words = "Oslo has lent Nuuk $25 billion."
    >>> rest_of(Span(start=14, end=30), Span(start=14, end=18)).of(words)
    '$25 billion'
    """
    return Span(start=receiver.end + 1, end=item.end)


def _whole_names(record: Record, role: Span) -> Span:
    """Return a role's words with the whole of a name that they cut into: never "North" of "North Korean"."""
    cut = [m for m in record.mentions_at(role) if m.kind != "other" and not role.covers(m)]
    cut = [m for m in cut if not m.covers(role) or m.end - m.start <= 2 * (role.end - role.start) + 12]
    return Span(start=min([role.start, *(m.start for m in cut)]), end=max([role.end, *(m.end for m in cut)]))


def _with_names(record: Record, role: Span) -> Span:
    """Return a role that is a title alone with the names that it stands before: "Presidents Xi Jinping and Kim"."""
    text = record.article.text
    words = role.of(text).lower().split()
    if len(words) > 2 or words[-1].removesuffix("s") not in TITLES:
        return role
    end = role.end
    for m in record.mentions:
        if m.kind == "person" and m.start >= end and _NEXT_NAME.fullmatch(text, end, m.start):
            end = m.end
    return Span(start=role.start, end=end)


def _with_article(text: str, start: int) -> int:
    """Return where the article before an offset begins, or the offset."""
    article = _THE.search(text, max(0, start - 6), start)
    return article.start() if article else start


PAIR = 2


def _parts(record: Record, role: Span) -> list[Span]:
    """Split "A, B and C" into its members where each member holds a mention of its own.

    Two with nothing but a comma between them are one with an apposition ("the minister, Petra Lind"), unless both are
    states or bodies.
    """
    text = record.article.text
    words = role.of(text)
    end = role.start + len(_OPEN_END.sub("", words))
    role = Span(start=role.start, end=end)
    cuts = [m.span() for m in re.finditer(r",\s+(?:and\s+)?|\s+and\s+", role.of(text))]
    bounds = [role.start, *(role.start + x for pair in cuts for x in pair), role.end]
    parts = [Span(start=a, end=b) for a, b in zip(bounds[::2], bounds[1::2], strict=True) if b > a]
    inside = [[m for m in within(record.mentions, part) if m.actor] for part in parts]
    whole = all(
        any(m.kind in _BODIES and _is_all(text, part, m) for m in each)
        for part, each in zip(parts, inside, strict=True)
    )
    if len(parts) == PAIR and "and" not in role.of(text)[slice(*cuts[0])] and not inside[1]:
        named = next((m for m in inside[0] if m.kind in _BODIES and _is_all(text, parts[0], m)), None)
        if named:
            return parts[:1]  # "ECOWAS, the West African"
    listed = len(cuts) > 1 or (cuts and "and" in role.of(text)[slice(*cuts[0])])
    if not all(inside) or not (listed or whole):
        return [role]
    return parts


def _is_all(text: str, part: Span, mention: Span) -> bool:
    """Say whether a name is all of some words but an article."""
    return _ARTICLE.sub("", part.of(text)) == _ARTICLE.sub("", mention.of(text))
