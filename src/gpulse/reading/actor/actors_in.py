"""Who the mentions and words of a post stand for, read in their surroundings."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from gpulse.knowledge.names import find_words, fold, place_key
from gpulse.reading.actor.abroad import abroad_of
from gpulse.reading.actor.cast import Cast, find_cast
from gpulse.reading.actor.country_meant import country_meant
from gpulse.reading.actor.halves import find_halves
from gpulse.reading.actor.phrase_reader import CONTINENTAL_WORDS, ActorCode
from gpulse.reading.actor.whose import whose
from gpulse.reading.actors import clean_name, head_after, resolve_phrase
from gpulse.reading.agreement.paper_names import HEADS
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.reading.place.namesakes import CONTINENTAL
from gpulse.reading.places import is_of_river
from gpulse.reading.scene import OFFICES, WHOLE, Scene, about_states, find_scene
from gpulse.record import Mention, Record, Span, within


def add_actors(draft: Draft, kit: Kit) -> Draft:
    """Add to each mention whom it stands for as an actor; places that are only places get none."""
    text, record = draft.text, draft.record
    about = about_states(record.mentions, text, kit.actors)
    day = record.article.published_on
    cast = find_cast(record.mentions, text, kit.actors)
    out = []
    for mention in record.mentions:
        found = ActorCode()
        if (mention.place is None or mention.place.feature_code in WHOLE) and not is_of_river(text, mention):
            words = _described(mention, text, cast) + head_after(mention, text, kit.actors)
            found = resolve_phrase(words, kit.actors, kit.gazetteer, day=day, about=about, cast=cast)
        if (found.code, found.sector) != (mention.actor, mention.sector):
            mention = replace(mention, actor=found.code, sector=found.sector)
        key = fold(mention.of(text))
        if mention.kind == "person" and kit.actors.is_surname(key) and key not in cast.surnames and not found.name:
            mention = replace(mention, name=mention.of(text))  # nobody says whose surname it is
        out.append(mention)
    out = sorted((*out, *find_halves(text, out)), key=lambda m: m.start)
    known = {m.name: m for m in reversed(out) if m.kind == "person" and m.actor}  # what the post says of them once
    return draft.add(
        mentions=tuple(
            replace(m, actor=known[m.name].actor, sector=m.sector or known[m.name].sector)
            if m.kind == "person" and m.actor is None and m.name in known
            else m
            for m in out
        )
    )


_APPOSITION = re.compile(r", (?!(?:and|who|which|but|or)\b)(?:an? |the )?[^,.;:\n]{3,90}")


_WHOSE = re.compile(r" (?:of|from) (?:the )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*")
_OWNER = re.compile(r"(?<![\w'’.-])((?:[A-Z](?:[\w'’-]*|(?:\.[A-Z])+\.)\s)+(?:\w+\s){0,2})$")


_OFFICE_BEFORE = re.compile(
    r"\b[Tt]he (?P<office>(?:[a-z-]+ ){0,2}(?:president|premier|minister|chancellor|governor|mayor|leader|head|chief|"
    r"ambassador|speaker|chair(?:man|woman)?) (?:of|for) (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*), $"
)
_OWNED_OFFICE = re.compile(
    r"(?:^|[^\w-])(?P<office>(?:[A-Z][\w-]+\s){0,3}[A-Z][\w-]+['’]s?\s(?:new\s|then\s|acting\s)?(?:prime|foreign|defen[cs]e|interior|oil|trade|"
    r"finance|energy|economy|transport|justice|vice|deputy|army|police)?\s?(?:president|premier|minister|chancellor|ambassador|envoy|chief|"
    r"commissioner|spokes(?:man|woman|person))), $"
)
"""Before a name that is in apposition to an office: "*Argentina's defence minister*, Luis Petri, flew home"."""
_CLOSED = re.compile(r"[,.;)]")


def _described(mention: Mention, text: str, cast: Cast) -> str:
    """The mention's words with what describes them: the noun phrase before, and a person's apposition after."""
    lead = mention.role or ""
    if lead:  # the words that belong to the title: "Pentagon spokesperson", "Germany's foreign minister"
        before = text[max(0, mention.start - 80) : mention.start].removesuffix(lead + " ")
        owner = _OWNER.search(before)
        lead = f"{owner.group(1)}{lead}" if owner else lead
    words = mention.of(text)
    if mention.name.endswith(" " + words) and cast.has(mention.name):
        words = mention.name  # whose surname it is, the post has told
    phrase = f"{lead} {words}" if lead else words
    if mention.role and (whose := _WHOSE.match(text, mention.end)):
        phrase += whose.group()
    elif text[: mention.start].rstrip().endswith(","):
        # the name is the apposition, and ends it: "Guyana's president, Irfaan Ali, put the army on alert"
        start = max(0, mention.start - 90)
        office = _OFFICE_BEFORE.search(text, start, mention.start) or _OWNED_OFFICE.search(text, start, mention.start)
        if mention.kind == "person" and office and _CLOSED.match(text, mention.end):
            phrase += f", {office['office']}"
    elif mention.kind == "person" and (apposition := _APPOSITION.match(text, mention.end)):
        after = find_words(apposition.group())
        if after and not cast.length_at(after, 0):  # "Joe Biden, Mette Frederiksen and others" is a list
            phrase += apposition.group()
    return phrase


_STATES = re.compile(
    r"\b(?:countries|nations|governments|capitals|powers|states)$|\bheads of (?:state|government)\b", re.IGNORECASE
)
_OF_REGION = re.compile(
    r"\b(?:" + "|".join(sorted(CONTINENTAL)) + r"|Arab|Gulf|Nordic|Baltic|Balkan|Sahel(?:ian)?|Pacific|Western|"
    r"Scandinavian|Caribbean|West Africa|East Africa|Africa|Europe|Asia|Central Asia)\b(?! Union)"
)
"""Heads of words for several states, and regions of several, whose people are not of the one in which a post is set:
"Caribbean heads of government", "the heads of state of West Africa"."""


def resolve_at(record: Record, span: Span, kit: Kit, scene: Scene | None = None) -> ActorCode:
    """Return whom the words at `span` stand for, in the light of the whole record; `scene` is the record's, if at hand.

    The words themselves decide; then a coreference chain that runs through them; then, for whose state they are, where
    the sentence, the sentences before, and the post as a whole are set ("police", "the parliament", "six people").
    """
    if _is_paper(record, span):
        return ActorCode()
    scene = scene or find_scene(record, kit)
    found, asked = read_words(record, span, kit, scene)
    if asked is None:
        return found
    if (country := country_meant(record, span, scene, kit.actors.states)) is not None:
        return replace(found, code=country.code)
    foreign = abroad_of(record, span, scene)
    return replace(found, code=whose(record, asked.span, scene, kit.whose_weights, found.sector, asked.may_be, foreign))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The words of which only the post can tell whose they are, and which states may be meant."""

    span: Span
    may_be: Callable[[str], bool]


def read_words(record: Record, span: Span, kit: Kit, scene: Scene) -> tuple[ActorCode, Asked | None]:
    """Return whom words stand for by themselves and their chain, and what is left to ask of the post, if anything."""
    text = record.article.text
    about = scene.about
    day = record.article.published_on
    cast = scene.cast
    words = span.of(text)
    inside = record.mentions_at(span)
    head = next((m for m in inside if m.end == span.end and m.kind == "person"), None)
    found = resolve_phrase(words, kit.actors, kit.gazetteer, day=day, about=about, cast=cast)
    if found.code is None and head and not resolve_phrase(words[: head.start - span.start], kit.actors, kit.gazetteer):
        described = _described(head, text, cast)
        found = _or(found, resolve_phrase(described, kit.actors, kit.gazetteer, day=day, about=about, cast=cast))
    shared = words.isupper() and (found.code is None or found.code in kit.actors.states)
    if shared and (owner := _owner_told(record, words, kit)) and owner != found.code:
        return ActorCode(owner), None
    if found.sector is None and found.code in kit.actors.states:
        found = replace(found, sector=_sector_after(text, span, kit, words))
    for mention in sorted(inside, key=lambda m: (m.end != span.end, m.start)):
        if found.code and found.sector:
            return found, None
        if mention.chain is not None and (mention.end == span.end or mention.start == span.start):
            for other in record.mentions:
                if other.chain == mention.chain and other.actor:
                    found = _or(found, ActorCode(other.actor, other.sector, other.name))
            if found.code is None and mention.kind != "person":
                found = _or(found, _described_before(record, mention, kit))
    if found.code is None:  # a site or town that something is done to is of the state where it lies
        lying = (m.place.country for m in inside if m.place and clean_name(m.of(text)) == clean_name(words))
        found = replace(found, code=next((country for country in lying if country), None))
    bare = any(m.end == span.end and _is_bare_name(m, words, found) for m in inside)
    several = bare or any(name in fold(words) for name in CONTINENTAL_WORDS)
    several = several or bool(_STATES.search(words) or _OF_REGION.search(words))
    if found.code is None and (group := _group_meant(record, span)):
        group_code = resolve_phrase(group.of(text), kit.actors, kit.gazetteer, day=day, about=about, cast=cast)
        return _or(replace(group_code, code=group_code.code or group.actor), found), None
    if found.code is None and (body := body_meant(record, span, kit)):
        return _or(ActorCode(body.actor, body.sector, body.name), found), None
    if found.code is None and (nation := _nation_told(record, span, inside, kit)):
        return replace(found, code=nation, sector=found.sector or "BUS"), None
    if found.code is None and (firms := _firms_before(record, span, kit)):
        opens = next((f for f in firms if any(f.start == s.start for s in record.sentences)), None)
        return replace(found, code=opens.actor if opens else None, sector=found.sector or "BUS"), None
    if found.code is None and not several and found.sector != "IGO" and not _OF_ANYWHERE.fullmatch(words):
        if seat := _seat_behind(record, span, found.sector):
            return replace(found, code=seat), None
        chains = {m.chain for m in inside if m.chain is not None and m.end == span.end}
        same = (m for m in record.mentions if m.start < span.start and m.chain in chains and m.kind == "other")
        first = min(same, key=lambda m: m.start, default=span)  # a unit is of the state where it was first spoken of
        return found, Asked(span=first, may_be=_may_be(words, found.sector, kit))
    return found, None


_OWNS = re.compile(r"['’]s? |(?: [a-z]+){1,3} ")


def _owner_told(record: Record, name: str, kit: Kit) -> str | None:
    """Return the state that a post says an abbreviation is of, which bodies of several bear: "Serbia's *NIS*"."""
    text = record.article.text
    for owner in record.mentions:
        joint = _OWNS.match(text, owner.end) if owner.actor in kit.actors.states else None
        said = joint and (owner.kind == "nationality") != joint.group().startswith(("'", "’"))
        if joint and said and re.compile(rf"{re.escape(name)}\b").match(text, joint.end()):
            return owner.actor
    return None


_FIRMS = (
    "company|firm|group|maker|giant|bank|airline|operator|miner|utility|conglomerate|carrier|manufacturer|producer|"
    "retailer"
)
_A_FIRM = re.compile(rf"(?:(?:the|this|that)\s+)?(?:{_FIRMS})(?=$|,\s+(?:which|whose|a|an|the)\b)", re.IGNORECASE)
_NATION_BEFORE = re.compile(rf"\s+(?:[a-z-]+\s+){{0,3}}(?:{_FIRMS})\s+(?:the\s+)?")


def _nation_told(record: Record, span: Span, inside: Sequence[Mention], kit: Kit) -> str | None:
    """Return the state of a firm whose nation the post has told, by its name, the first word of it, or "the company".

    "The Indian company *Adani Power* sells electricity to Bangladesh. *Adani* halved its deliveries": a firm of India.
    """
    text = record.article.text
    firm = _A_FIRM.match(span.of(text))
    own = next((m for m in inside if m.end == span.end and m.kind in ("organisation", "person") and m.bare()), None)
    name = clean_name(own.of(text)).split()[0] if own else None
    told = None
    for nation in record.mentions:
        if nation.end > span.start or nation.kind != "nationality" or nation.actor not in kit.actors.states:
            continue
        before = _NATION_BEFORE.match(text, nation.end)
        if before is None or not text[before.end() : before.end() + 1].isupper():
            continue
        if firm or (name and text.startswith(name, before.end())):
            told = nation.actor
    return told


def _firms_before(record: Record, span: Span, kit: Kit) -> Sequence[Mention]:
    """Return who is named shortly before "the firm" and is of no state that is told: no state is to be guessed for it.

    "Rio Tinto signed a memorandum in Port Moresby. *The firm* has not agreed to pay."
    """
    home = record.sentence_at(span.start)
    start = record.article.text.rfind("The ", max(0, span.start - 4), span.start)
    words = Span(start=start if start >= 0 else span.start, end=span.end).of(record.article.text)
    if home is None or not _A_FIRM.fullmatch(words):
        return ()
    near = Span(start=record.sentences[max(0, home - 2)].start, end=span.start)
    named = (m for m in within(record.mentions, near) if m.kind == "organisation" and m.name[0].isupper())
    sectors = ("BUS",) if words.lower().endswith("group") else (None, "BUS")
    return [m for m in named if m.actor not in kit.actors.states and m.sector in sectors]


_PAPER_OPENS = re.compile(rf"(?:The|This|That|Their|An?)\s+(?:[\w’'-]+\s+){{0,4}}?{HEADS}(?!['’])\b")


def _is_paper(record: Record, span: Span) -> bool:
    """Whether "it" opens a sentence after one that a paper opens: "The accord ends the war. *It* calls for a truce"."""
    text = record.article.text
    home = record.sentence_at(span.start) if span.of(text) == "It" else None
    if not home or record.sentences[home].start != span.start:
        return False
    before = record.sentences[home - 1]
    return before.paragraph == record.sentences[home].paragraph and bool(_PAPER_OPENS.match(text, before.start))


_BODY_OF_STATE = frozenset("GOV LEG JUD SPY COP OPP PTY".split())
_SEAT = re.compile(r"\s+(?:in|of|from)\s+(?:the\s+)?")
_SENT = re.compile(r"\b(?:ambassador|envoy|diplomat|consul|delegat|embass|mission|visit|exile)", re.IGNORECASE)
"""Those who are in a place for another state."""
_SIDE = re.compile(r"\bon\s+(?:the|its)\s+$")


def _seat_behind(record: Record, span: Span, sector: str | None) -> str | None:
    """Return the state whose organ sits where the words behind it say: "the authorities *in Belgrade*", "officials *on
    the Kyrgyz side*". Soldiers and people may be anywhere, but on whose side.
    """
    text = record.article.text
    organ = sector in _BODY_OF_STATE and not _SENT.search(text, span.start, span.end)
    if not organ and sector != "MIL":
        return None
    for m in record.mentions:
        if m.start <= span.start or m.start > span.end + 12:
            continue
        code = m.place.country if m.place else m.actor if m.kind == "nationality" else None
        behind = organ and m.start > span.end and _SEAT.fullmatch(text, span.end, m.start)
        side = text.startswith(" side", m.end) and _SIDE.search(text, span.start, m.start)
        if code and (behind or side):
            return code
    return None


_HEAD_WORDS = re.compile(r"[^,(]*?(?=\s+(?:of|in|at|for|who|which|that|whose|under|from|to)\b|[,(]|$)")


def _may_be(words: str, sector: str | None, kit: Kit) -> Callable[[str], bool]:
    """Return which states may have what words name: "the king" is Jordan's, not Israel's."""
    head = _HEAD_WORDS.match(words.lower())
    office = head.group() if head and sector in OFFICES else ""
    return lambda code: kit.actors.may_have(office, code)


def _described_before(record: Record, mention: Mention, kit: Kit) -> ActorCode:
    """Whom the last description before it in its chain stands for: "the ministry", of "Azerbaijan's ministry"."""
    text = record.article.text
    for other in reversed([m for m in record.mentions if m.chain == mention.chain and m.start < mention.start]):
        if other.kind != "person" and (code := resolve_phrase(other.of(text), kit.actors, kit.gazetteer)).code:
            return code
    return ActorCode()


# Words for bodies of several states, and for bodies of any kind.
_BLOCS = frozenset("bloc alliance union grouping".split())
_BODIES = frozenset("body organisation organization institution agency".split())
_WORLD = "United Nations"
_A_BODY = re.compile(
    r"(?:(?:the|this|that) )?(?:(?:(?P<world>world|global)|regional|international|military|defence|defense|economic|"
    rf"transatlantic|(?:\w+-)+(?:member|nation|country|state)) )?(?P<kind>{'|'.join(sorted(_BLOCS | _BODIES))})",
    re.IGNORECASE,
)


_ARMED_GROUP = re.compile(
    r"(?:the|this|that) (?:(?:[a-z]+ist|armed|rebel|militant|shiite|sunni) )?"
    r"(?:militia|group|movement|militants|insurgents|jihadists|guerrillas|militiamen)",
    re.IGNORECASE,
)
_OF_ANYWHERE = re.compile(
    r"(?:(?:the|several|some|many|international|local|other) )?(?:(?:human )?rights|aid|relief) "
    r"(?:groups|organi[sz]ations|activists|campaigners|monitors|agencies)",
    re.IGNORECASE,
)
"""Those who watch a state from outside of it as well as from within: whose they are no name near them tells."""
_GROUP_SECTORS = frozenset(("UAF", "REB", "SEP", "INS"))


def _group_meant(record: Record, span: Span) -> Mention | None:
    """Return the armed group that "the militia" is: the one that opens the sentence before, in the same paragraph.

    "*Al-Shabaab* vowed to fight the deal. The Islamist militia attacks Ethiopian posts": not Ethiopia's militia.
    """
    text, here = record.article.text, record.sentence_at(span.start)
    article = text[max(0, span.start - len("the ")) : span.start].lower() == "the "
    whole = text[span.start - len("the ") if article else span.start : span.end]
    if not here or not _ARMED_GROUP.fullmatch(whole):
        return None
    before = record.sentences[here - 1]
    if before.paragraph != record.sentences[here].paragraph:
        return None
    named = (m for m in record.mentions if before.covers(m) and m.start - before.start <= len("The "))
    return next((m for m in named if m.sector in _GROUP_SECTORS), None)


_JUDGES = re.compile(r"(?:(?:the|its|\w+teen|\w+) )?(?:judges|court|tribunal)", re.IGNORECASE)
_COURT = re.compile(r"\b(?:Court|Tribunal)\b")


def _court_of_states(record: Record, span: Span, kit: Kit) -> Mention | None:
    """Return the court of several states whose "judges" are spoken of, where it is the court that was named last."""
    courts = [m for m in record.mentions if m.end <= span.start and m.actor and _COURT.search(m.name)]
    return courts[-1] if courts and courts[-1].actor not in kit.actors.states else None


def body_meant(record: Record, span: Span, kit: Kit) -> Mention | None:
    """Return the body that a word for bodies stands for, or a pronoun whose chain has such a word: the one named last.

    "The African Union condemned the coup in Niger. The bloc will send a mission": the bloc is no body of Niger's.
    """
    text = record.article.text
    own = (m for m in record.mentions_at(span) if m.start == span.start and m.end == span.end)
    chains = {m.chain for m in own if m.chain is not None}
    words: list[Span] = [span, *(m for m in record.mentions if m.chain in chains)] if chains else [span]
    if any(_JUDGES.fullmatch(text, w.start, w.end) for w in words):
        return _court_of_states(record, span, kit)
    found = next(((w, said) for w in words if (said := _A_BODY.fullmatch(text, w.start, w.end))), None)
    if found is None:
        return None
    states, several = kit.actors.states, found[1]["kind"].lower() in _BLOCS
    named = [
        m
        for m in record.mentions
        if m.end <= found[0].start and m.kind == "organisation" and m.actor and m.sector != "MED"
    ]
    fitting = [m for m in named if m.sector == "IGO" and m.actor not in states] if several else named
    if found[1]["world"] or several:  # "the world body" is the United Nations, which are no bloc
        fitting = [m for m in fitting if bool(found[1]["world"]) == (m.actor == _WORLD)]
    return max(fitting, key=lambda m: m.start, default=None)


def _is_bare_name(mention: Mention, words: str, found: ActorCode) -> bool:
    """Whether words are a body's name of which nothing else is told: where a post is set says not whose it is."""
    private = found.sector in (None, "JRN", "MED", "NGO", "BUS")
    return private and mention.kind == "organisation" and clean_name(words) == mention.name


def _or(first: ActorCode, other: ActorCode) -> ActorCode:
    if first.code is None:
        return ActorCode(other.code, first.sector or other.sector, other.name, other.home)
    return replace(first, sector=first.sector or other.sector)


def _sector_after(text: str, span: Span, kit: Kit, phrase: str) -> str | None:
    """For an adjective alone ("Russian" of "Russian airstrikes"): the sector of the noun after it, or GOV.

    Of other words nothing is guessed: "a Danish maker of pumps" and "a fan from Boston" are no government.
    """
    words = find_words(text, span.end, min(len(text), span.end + 40))
    for length in (2, 1):
        sector = kit.actors.agents.get(" ".join(word.key for word in words[:length]))
        if sector and words and text[span.end : words[0].start] in (" ", "-"):
            return sector
    name = clean_name(phrase)
    named = kit.actors.named(name)[:1]
    region = any(place.feature == "ADM1" for place in kit.gazetteer.find(place_key(name)))
    return "GOV" if region or any(e.kind in ("adjective", "state", "capital", "people") for e in named) else None
