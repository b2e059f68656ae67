"""Who acts on their own account, though a state was taken for them: a candidate, a father, a firm, a voter.

Who is to act is weighed among the states and bodies of a post, and where the words of the subject name nobody of them
the likeliest is a state. Of 110 commitments that were read in 298 articles of real news 22 were so given to a state.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gpulse.knowledge.actors import is_code
from gpulse.reading.actor.stand_ins import code_of
from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.clauses import Clause
from gpulse.reading.commitment.named_bodies import plain_name
from gpulse.reading.commitment.named_in import core_of
from gpulse.reading.commitment.no_politics import is_home_news
from gpulse.reading.commitment.open_acts import base_of
from gpulse.reading.commitment.private_acts import ON_THEIR_OWN, holds_office
from gpulse.reading.commitment.ruled_out import FIRMS, OF_NO_STATE, head_of
from gpulse.reading.commitment.speech import Saying
from gpulse.reading.language.cues import BE, HAVE, MODALS
from gpulse.reading.language.verb_groups import DETERMINERS, PREPOSITIONS, cue_lemma
from gpulse.reading.language.words import Word, word_set
from gpulse.record import Event, Mention, Record

OWN_AFFAIR_EXAMPLES: Final = (
    ("Nora Lind, a swimmer, trained in Lima. She will fly to Oslo in May.", "fly", ()),
    ("Peru's foreign minister spoke. She will fly to Oslo in May.", "fly", ("PER",)),
    ("Many supporters of the senator say they will march in Lima on Sunday.", "march", ()),
    ("The senator will vote for Maria Paz in the primary.", "vote", ()),
    ("In Lima and Cuzco people will vote in March.", "vote", ("PER",)),
    ("The Peruvian brokerage Futaba has agreed to sell its office in Oslo.", "sell", ("Futaba",)),
    ("Peru said it expects to receive 40 trucks next week.", "receive", ()),
    ("Peruvian senator Ana Rey plans to fly to Oslo in May.", "fly", ()),
    ("Peruvian senator Ana Rey plans to introduce a bill in May.", "introduce", ("PER",)),
    ("Peru's former president Ana Rey will fly to Oslo in May.", "fly", ()),
    ("Rival Ana Rey said: “I will define that tomorrow.”", "define", ()),
)
"""A text, an act of it, and who is left of those who were taken to act, where that was Peru."""


NAMED_EXAMPLES: Final = (
    ("At first Hamas will release 33 hostages; Israel will free others.", "release", ("ISR", "Hamas"), ("Hamas",)),
    ("On Friday the Kenyan government plans to pay the first claims.", "pay", ("KEN", "USA"), ("KEN",)),
    ("Kenya and Chad will send ships.", "send", ("KEN", "TCD"), ("KEN", "TCD")),
    ("With Chad, Kenya will send ships.", "send", ("KEN", "TCD"), ("KEN", "TCD")),
    ("The ships will sail in May.", "sail", ("KEN", "USA"), ("KEN", "USA")),
)
"""A sentence, an act, those who were taken to act, and who is left of them."""


def on_whose_account(
    record: Record, clause: Clause, act: Act, by: Sequence[str], event: Event | None
) -> tuple[str, ...]:
    """Return who acts: those who were chosen, a firm in place of its state, or nobody where somebody private does."""
    bodies = {m.actor for m in record.mentions if m.sector in _NO_STATE}
    if not by or not all(is_code(code) and code not in bodies for code in by) or act.family == "stand for election":
        return tuple(by)
    if _goes_to_the_polls(clause, act):
        return tuple(by)
    doer = _doer_of(record, clause, act)
    if is_home_news(record) and not _acts_by_office(record, clause, act, by, doer, event):
        return ()
    if firms := _firms_doing(by, event) or _firm_named(record, clause, act, doer):
        return firms
    private = (
        (is_campaign(clause, act) and not _names_state(clause, act))
        or _is_candidates(record, by, event)
        or (not act.passive and _is_private(record, clause, act, by, doer))
    )
    if _gets_something(act):
        return _givers(clause, act, doer, by)
    return () if private else tuple(by)


def _acts_by_office(
    record: Record, clause: Clause, act: Act, by: Sequence[str], doer: Mention | None, event: Event | None
) -> bool:
    """Say whether an act in news of one state's home affairs is done by an office of the state, by what does it."""
    named = _chain_of(record, doer) if doer is not None else []
    if doer is not None and doer.kind == "person":
        return any(m.sector in _IN_OFFICE or m.sector == "LEG" for m in named)
    start, end = core_of(clause, act)
    words = {w.low for w in clause.words[start:end]}
    if act.family in _VOTES or words & _OFFICES or any(m.sector in _IN_OFFICE for m in named):
        return True
    far = act.passive or act.form == "noun"
    named_here = [
        m for m in clause.mentions if far or (start < end and clause.words[start].start <= m.start < act.trigger.start)
    ]
    if any(code_of(m) in by and m.kind != "person" and not m.of(clause.text).islower() for m in named_here):
        return True
    return bool(event and any(p.sector in _IN_OFFICE and p.code in by for p in event.actors))


_VOTES: Final = frozenset(("elections", "hold elections", "go to the polls", "elect"))

_OFFICES: Final = word_set(
    "government ministry ministries minister ministers army military parliament congress senate authorities cabinet "
    "president presidency administration officials troops soldiers regime junta department republic state country "
    "people nation citizens general"
)
"""Words of a subject that is an office of the state."""


def _goes_to_the_polls(clause: Clause, act: Act) -> bool:
    """Say whether a country votes, as its state has it do: "people will vote in March", not "vote for the senator"."""
    head = head_of(clause, core_of(clause, act))
    after = clause.words[act.last + 1].low if act.last + 1 < len(clause.words) else ""
    votes = base_of(act.lemma.split()[0]) == base_of("vote") and after not in ("for", "against", "with")
    return votes and head is not None and head.low in ("people", "voters", "citizens", "residents")


_NO_STATE: Final = frozenset(("IGO", "REB", "UAF", "PRM"))
"""Sectors of bodies and armed groups, some of which bear names of three letters ("ELN")."""


def only_named(clause: Clause, act: Act, by: Sequence[str]) -> tuple[str, ...]:
    """Return who acts, without those taken from elsewhere where the subject names one of them: "as *Kabul* vows to"."""
    start, end = core_of(clause, act)
    if start >= end:
        return tuple(by)
    subject = [m for m in clause.mentions if clause.words[start].start <= m.start < clause.words[end - 1].end]
    named = {code for m in subject if (code := code_of(m))} & set(by)
    here = {code for m in clause.mentions if (code := code_of(m)) and m.end <= act.trigger.start}
    return tuple(by) if act.passive or _gets_something(act) or not named else tuple(c for c in by if c in named | here)


def _is_private(record: Record, clause: Clause, act: Act, by: Sequence[str], doer: Mention | None) -> bool:
    """Say whether those who do an act are nobody who acts for a state."""
    head = head_of(clause, core_of(clause, act))
    if head is not None and head.low in _PRIVATE:
        return True
    sworn = _sworn_by(clause, act)
    if sworn is not None and sworn.name is not None and _noun_of(sworn.name) in _PRIVATE:
        return True  # "opposition leaders and lawyers had vowed to *march*"
    if doer is None or doer.kind == "organisation":
        return False
    named = _chain_of(record, doer)
    if any(_noun_of(m.of(clause.text)) in _PRIVATE for m in named) or clause.word_before(doer.start) in _PRIVATE:
        return True  # "the Hungarian astronaut Nora Lind"
    words = doer.of(clause.text)
    if doer.kind != "person" or not (words.lower() in _HE or _is_name(words.split()[-1])):
        return False
    sectors = {m.sector for m in named}
    if sectors & _IN_OFFICE:
        return False
    if "LEG" in sectors:
        return not _LAWS.search(clause.text, act.trigger.start, _end_of(clause, act))
    if sectors & {"PTY", "OPP"} or _is_former(named, clause.text):
        return True
    if words.lower() in _HE and any(set(said.codes) >= set(by) for said in clause.sayings):
        return False  # "he would go there himself, the president declared"
    names = [m for m in named if _is_name(m.of(clause.text))]
    return bool(names) and not any(holds_office(record, m) for m in named)


_IN_OFFICE: Final = frozenset(("GOV", "MIL", "SPY", "JUD", "COP", "DIP"))
"""Sectors of those who act for a state by their office; a lawmaker does only by laws and votes."""

_LAWS: Final = re.compile(
    r"\b(?:vot\w+|pass\w*|introduc\w+|bills?|legislat\w+|amend\w*|ratif\w+|confirm\w*|approv\w+|overrid\w+|hearings?|"
    r"subpoena\w*|investigat\w+|committee|impeach\w*|Congress|Senate|House|parliament|resolution|sponsor\w*|laws?|"
    r"sessions?|adopt\w*|delegation)\b"
)
"""Words of an act by which a lawmaker acts for the state."""


def _sworn_by(clause: Clause, act: Act) -> Saying | None:
    """Return the words of saying right before an act: "*the lawyers vowed* to march"."""
    return next((s for s in clause.sayings if s.name and 0 <= act.trigger.start - s.span.end <= _TO), None)


_TO: Final = 4
"""Characters of "to", and the space behind it, between a verb of saying and what is sworn."""


def _firms_doing(by: Sequence[str], event: Event | None) -> tuple[str, ...]:
    """The firms that the reader has doing an act, where their states alone were taken."""
    firms = [p for p in event.actors if p.body and p.sector == "BUS"] if event else []
    return tuple(dict.fromkeys(p.body for p in firms if p.body)) if set(by) <= {p.code for p in firms} else ()


def _firm_named(record: Record, clause: Clause, act: Act, doer: Mention | None) -> tuple[str, ...]:
    """The firm that does an act: by the noun before its name, "the Japanese exchange *Futaba*", or as the post calls
    it elsewhere, "Futaba … the company"."""
    if doer is None or doer.kind != "organisation" or doer.actor or doer.sector not in _FIRM_SECTORS:
        return ()
    if act.passive and not (act.governor and act.governor.group == "pledge"):
        return ()
    named = _chain_of(record, doer)
    names = [name for m in named if (name := _name_of(m, clause))]
    nouns = {_noun_of(m.of(clause.text)) for m in named} | {clause.word_before(m.start) for m in named}
    known = any(m.sector in ("BUS", "JRN") for m in named) or nouns & (FIRMS | ON_THEIR_OWN)
    states = {m.of(clause.text) for m in record.mentions if m.actor or m.place}
    return (max(names, key=names.count),) if known and names and not states & set(names) else ()


_FIRM_SECTORS: Final = (None, "BUS", "JRN")


def _name_of(mention: Mention, clause: Clause) -> str:
    """The words of a mention from its last capital letter run on: "Futaba" of "the Japanese exchange Futaba"."""
    words = plain_name(mention.of(clause.text)).split()
    low = next((n for n in range(len(words) - 1, -1, -1) if not words[n][0].isupper()), -1)
    name = " ".join(words[low + 1 :])
    return "" if name.lower() in _PRONOUNS else name


def _gets_something(act: Act) -> bool:
    return base_of(act.lemma) in ("receive", "get", "obtain") and act.object[0] < act.object[1] and not act.passive


def _givers(clause: Clause, act: Act, doer: Mention | None, by: Sequence[str]) -> tuple[str, ...]:
    """Return who gives what is received, and nobody who is to have it: "*Peru* says that it will receive trucks"."""
    pronoun = doer is not None and doer.of(clause.text).lower() in _PRONOUNS
    speaking = {code for said in clause.sayings for code in said.codes} if pronoun else set()
    named = {code for m in clause.mentions_in(*act.subject) if (code := code_of(m))} | speaking
    return () if pronoun and not named else tuple(code for code in by if code not in named)


def _doer_of(record: Record, clause: Clause, act: Act) -> Mention | None:
    """The mention of those who do an act: the end of its subject, "she", "the father", whom "who" stands for, or the
    one who speaks, where it is "I" or no subject stands before the verb."""
    start, end = core_of(clause, act)
    words = list(clause.words[start:end])
    while words and (words[-1].low in _NO_NOUN or not words[-1].low[0].isalnum() or _is_verb(words)):
        words.pop()
    low = re.split(r"['’]", words[-1].low)[0] if words else ""
    if low in ("", "i", "we"):
        return None if act.form == "noun" else _speaking(record, act)
    if low == "who":
        before = [
            m
            for m in clause.mentions
            if m.end <= words[-1].start and not clause.text[m.end : words[-1].start].strip(" ,")
        ]
        return max(before, key=lambda m: m.end - m.start, default=None)
    for last in (words[-1], head_of(clause, (start, end))):
        ending = [m for m in clause.mentions if last and words[0].start <= m.start <= last.start < m.end]
        if ending and clause.word_before(min(m.start for m in ending)) not in PREPOSITIONS:
            return max(ending, key=lambda m: m.end - m.start)
    return None


def _is_verb(words: Sequence[Word]) -> bool:
    """Say whether words end with a verb of promising or saying: "he plans", and not "the state"."""
    return cue_lemma(words[-1].low) is not None and (len(words) == 1 or words[-2].low not in DETERMINERS)


_NO_NOUN: Final = frozenset((*BE, *HAVE, *MODALS, "to", "also", "probably", "not", "now", "then", "soon", "still"))
"""Words at the end of what is taken for a subject that are none of its own."""


def _speaking(record: Record, act: Act) -> Mention | None:
    """The person who says what holds an act, by the innermost statement."""
    holding = [
        (span.end - span.start, n)
        for n, a in enumerate(record.attributions)
        for span in a.content
        if a.source is not None and span.covers(act.trigger)
    ]
    source = record.attributions[min(holding)[1]].source if holding else None
    people = [m for m in record.mentions_at(source) if m.kind == "person"] if source else []
    return people[0] if people else None


def _chain_of(record: Record, mention: Mention) -> list[Mention]:
    return [mention] if mention.chain is None else [m for m in record.mentions if m.chain == mention.chain]


def _noun_of(words: str) -> str:
    """The noun of a description, in lower case: "supporters" of "many supporters of X who came to Lima".

    >>> _noun_of("many diehard supporters who came to Lima"), _noun_of("his son"), _noun_of("swimmer Nora Lind")
    ('supporters', 'son', 'swimmer')
    """
    told = _TAIL.split(words.strip(), maxsplit=1)[0].split()
    title = next((word for word in reversed(told) if word.islower()), "")
    return title if title and told[-1][0].isupper() else told[-1].lower()


_TAIL: Final = re.compile(r"(?<=\w),?\s+(?:who|whom|which|that|of|from|in|at|for|with|to)\b.*", re.DOTALL)


def _is_name(words: str) -> bool:
    return all(word[0].isupper() for word in words.split()) and words.lower() not in _PRONOUNS


_HE: Final = frozenset(("he", "she", "i", "who"))
_PRONOUNS: Final = _HE | {"they", "we", "it", "his", "her", "their", "him", "himself", "herself", "them", "my", "our"}

_PRIVATE: Final = (
    OF_NO_STATE
    | (ON_THEIR_OWN - {"company", "companies", "firm", "firms", "team"})  # "American firms", "a Kenyan team"
    | word_set(
        "father mother son daughter brother sister wife husband widow parents grandmother grandfather uncle aunt "
        "cousin girl boy baby child children astronaut swimmer singer actor actress author writer artist footballer "
        "player coach driver pastor bishop priest professor teacher student pupil nurse surgeon lawyer attorney "
        "columnist reporter supporters supporter voters voter respondents protesters protester demonstrators backers "
        "followers donors candidate candidates nominee challenger contender contenders hopefuls defendant defendants "
        "convict inmate"
    )
)
"""Nouns for those who act for themselves."""


def _is_candidates(record: Record, by: Sequence[str], event: Event | None) -> bool:
    """Say whether the reader has an act done by members of a party alone, who hold no office."""
    actors = event.actors if event else ()
    people = [p for p in actors if any(m.kind == "person" for m in record.mentions_at(p))]
    return bool(people) and all(p.sector == "PTY" and p.code in by and p in people for p in actors)


def _is_former(named: Sequence[Mention], text: str) -> bool:
    """Say whether somebody has left office, by what the post calls them."""
    return any(_FORMER.search(text, max(0, m.start - _BESIDE), m.end) for m in named)


_FORMER: Final = re.compile(r"\b(?:former|ex|retired|one-?time)[\s-]+(?:[\w.]+\s+){0,4}[\w.]*$", re.IGNORECASE)
_BESIDE: Final = 40


def is_campaign(clause: Clause, act: Act) -> bool:
    """Say whether an act is one of a campaign or a show: voting for somebody, a primary, a convention, a concert."""
    return bool(_CAMPAIGN.search(clause.text, act.trigger.start, _end_of(clause, act))) or bool(
        _RACES.fullmatch(act.trigger.of(clause.text))
    )


def _end_of(clause: Clause, act: Act) -> int:
    """Where the object of an act ends."""
    end = clause.words[act.object[1] - 1].end if act.object[0] < act.object[1] else 0
    return max(end, act.trigger.end)


_CAMPAIGN: Final = re.compile(
    r"\b(?:vot(?:e|es|ing) for (?=[A-Z])|cast\w* (?:\w+ ){0,3}(?:ballots?|votes?)|endors\w+|caucus(?:es)?|"
    r"(?:support|back)\w* (?:the )?[A-Z]\w+ campaign|campaign\w* (?:for|with|alongside)|"
    r"(?:[Nn]ational|[Pp]arty|Democratic|Republican|[Nn]ominating) [Cc]onvention|(?:at|before) the convention|"
    r"convention floor|pledged delegates|primaries|running mate|tax returns?|(?:medical|health) records|"
    r"(?:the|his|her|Democratic|Republican) (?:nomination|primary|candidacy|campaign|ticket)|"
    r"appear\w* [^.;]{0,60}(?:[Cc]ourt|[Jj]udge|[Mm]agistrate))\b"
)
"""Words of an act that is a candidate's, a voter's or a defendant's own."""

_RACES: Final = re.compile(
    r"contests?|caucus(?:es)?|primar(?:y|ies)|re-?election|concerts?|performances?|matche?s?|games?|premieres?",
    re.IGNORECASE,
)


def _names_state(clause: Clause, act: Act) -> bool:
    """Say whether the words before an act name a state or its office as the one who acts."""
    named = clause.mentions_in(act.subject[0], act.first)
    return any(m.kind != "person" and m.sector in ("GOV", "LEG", "MIL") for m in named)
