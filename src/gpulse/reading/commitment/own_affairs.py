"""Who acts on their own account, though a state was taken for them: a candidate, a father, a firm, a voter.

Who is to act is weighed among the states and bodies of a post, and where the words of the subject name nobody of them
the likeliest is a state. Of 110 commitments that were read in 298 articles of real news 22 were so given to a state.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gpulse.knowledge.actors import is_code
from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.clauses import Clause
from gpulse.reading.commitment.named_bodies import plain_name
from gpulse.reading.commitment.named_in import core_of
from gpulse.reading.commitment.open_acts import base_of
from gpulse.reading.commitment.private_acts import ON_THEIR_OWN, holds_office
from gpulse.reading.commitment.ruled_out import FIRMS, OF_NO_STATE, head_of
from gpulse.reading.language.verb_groups import PREPOSITIONS
from gpulse.reading.language.words import word_set
from gpulse.record import Event, Mention, Record

OWN_AFFAIR_EXAMPLES: Final = (
    ("Nora Lind, a swimmer, trained in Lima. She will fly to Oslo in May.", "fly", ()),
    ("Peru's foreign minister spoke. She will fly to Oslo in May.", "fly", ("PER",)),
    ("Many supporters of the senator say they will march in Lima on Sunday.", "march", ()),
    ("The senator will vote for Maria Paz in the primary.", "vote", ()),
    ("The Peruvian brokerage Futaba has agreed to sell its office in Oslo.", "sell", ("Futaba",)),
    ("Peru said it expects to receive 40 trucks next week.", "receive", ()),
)
"""A text, an act of it, and who is left of those who were taken to act, where that was Peru."""


def on_whose_account(
    record: Record, clause: Clause, act: Act, by: Sequence[str], event: Event | None
) -> tuple[str, ...]:
    """Return who acts: those who were chosen, a firm in place of its state, or nobody where somebody private does."""
    bodies = {m.actor for m in record.mentions if m.sector in _NO_STATE}
    if not by or not all(is_code(code) and code not in bodies for code in by) or act.family == "stand for election":
        return tuple(by)
    subject = _subject_of(clause, act)
    firms = _firms_doing(by, event) or _firm_named(clause, act, subject)
    if firms:
        return firms
    private = (
        (_is_campaign(clause, act) and not _names_state(clause, act))
        or _is_candidates(record, by, event)
        or (not act.passive and (_is_private(record, clause, act, by, subject) or _gets(clause, act, subject, by)))
    )
    return () if private else tuple(by)


_NO_STATE: Final = frozenset(("IGO", "REB", "UAF", "PRM"))
"""Sectors of bodies and armed groups, some of which bear names of three letters ("ELN")."""


def _is_private(record: Record, clause: Clause, act: Act, by: Sequence[str], subject: Mention | None) -> bool:
    """Say whether the subject of an act is somebody who acts for no state."""
    head = head_of(clause, core_of(clause, act))
    if head is not None and head.low in _PRIVATE:
        return True
    said = next((s for s in clause.sayings if s.name and 0 <= act.trigger.start - s.span.end <= _TO), None)
    if said is not None and said.name is not None and _noun_of(said.name) in _PRIVATE:
        return True  # "opposition leaders and lawyers had vowed to *march*"
    if subject is None or subject.kind == "organisation":
        return False
    named = [subject] if subject.chain is None else [m for m in record.mentions if m.chain == subject.chain]
    if any(_noun_of(m.of(clause.text)) in _PRIVATE for m in named):
        return True
    if clause.word_before(subject.start) in _PRIVATE:
        return True  # "the Hungarian astronaut Nora Lind"
    words = subject.of(clause.text)
    if subject.kind != "person" or not (words.lower() in _HE or _is_name(words.split()[-1])):
        return False
    if _is_out_of_office(named, clause.text):
        return True
    if words.lower() in _HE and any(set(said.codes) >= set(by) for said in clause.sayings):
        return False  # "he would go there himself, the president declared"
    names = [m for m in named if _is_name(m.of(clause.text))]
    return bool(names) and not any(holds_office(record, m) for m in named)


_TO: Final = 4
"""Characters of "to", and the space behind it, between a verb of saying and what is sworn."""


def _firms_doing(by: Sequence[str], event: Event | None) -> tuple[str, ...]:
    """The firms that the reader has doing an act, where their states alone were taken."""
    firms = [p for p in event.actors if p.body and p.sector == "BUS"] if event else []
    return tuple(dict.fromkeys(p.body for p in firms if p.body)) if set(by) <= {p.code for p in firms} else ()


def _firm_named(clause: Clause, act: Act, subject: Mention | None) -> tuple[str, ...]:
    """The firm that is the subject by the noun before its name: "the Japanese exchange *Futaba* agreed to be sold"."""
    if subject is None or subject.kind != "organisation" or subject.sector not in (None, "BUS"):
        return ()
    if act.passive and not (act.governor and act.governor.group == "pledge"):
        return ()
    words = plain_name(subject.of(clause.text)).split()
    low = next((n for n in range(len(words) - 1, -1, -1) if not words[n][0].isupper()), -1)
    noun = words[low] if low >= 0 else clause.word_before(subject.start)
    return (" ".join(words[low + 1 :]),) if noun in FIRMS and words[low + 1 :] else ()


def _gets(clause: Clause, act: Act, subject: Mention | None, by: Sequence[str]) -> bool:
    """Say whether those who were taken to act are to be given something: "Peru says that it will receive 40 trucks"."""
    if base_of(act.lemma) not in ("receive", "get", "obtain") or act.object[0] >= act.object[1]:
        return False
    pronoun = subject is not None and subject.of(clause.text).lower() in ("it", "they", "we", "he", "she")
    speaking = {code for said in clause.sayings for code in said.codes}
    named = {m.actor for m in clause.mentions_in(*act.subject)}
    return set(by) <= named or (pronoun and (set(by) <= speaking or not named))


def _subject_of(clause: Clause, act: Act) -> Mention | None:
    """The mention with which the subject of an act ends: "she", "the father", "astronaut Nora Lind"."""
    start, end = core_of(clause, act)
    while end > start and not clause.words[end - 1].low[0].isalnum():
        end -= 1
    if start >= end:
        return None
    first = clause.words[start].start
    for last in (clause.words[end - 1], head_of(clause, (start, end))):
        ending = [m for m in clause.mentions if last and first <= m.start <= last.start < m.end]
        if ending and clause.word_before(min(m.start for m in ending)) not in PREPOSITIONS:
            return max(ending, key=lambda m: m.end - m.start)
    return None


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
    | (ON_THEIR_OWN - {"company", "companies", "firm", "firms"})  # "American firms" act as their state in the ledgers
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


def _is_out_of_office(named: Sequence[Mention], text: str) -> bool:
    """Say whether somebody only stands for an office or has left it, by all that the post calls them."""
    sectors = {m.sector for m in named}
    if sectors & {"GOV", "MIL", "SPY", "LEG", "JUD"}:
        return False
    return "PTY" in sectors or any(_FORMER.search(text, max(0, m.start - _BESIDE), m.end) for m in named)


_FORMER: Final = re.compile(r"\b(?:former|ex|retired|one-?time)[\s-]+(?:[\w.]+\s+){0,4}[\w.]*$", re.IGNORECASE)
_BESIDE: Final = 40


def _is_campaign(clause: Clause, act: Act) -> bool:
    """Say whether an act is one of a campaign or a party: voting for somebody, endorsing, a convention."""
    end = clause.words[act.object[1] - 1].end if act.object[0] < act.object[1] else act.trigger.end
    return bool(_CAMPAIGN.search(clause.text, act.trigger.start, max(end, act.trigger.end)))


_CAMPAIGN: Final = re.compile(
    r"\b(?:vot(?:e|es|ing) for (?=[A-Z])|endors\w+|(?:support|back)\w* (?:the )?[A-Z]\w+ campaign|caucus(?:es)?|"
    r"(?:[Nn]ational|[Pp]arty|Democratic|Republican|[Nn]ominating) [Cc]onvention|pledged delegates|primaries|"
    r"(?:the|his|her) (?:nomination|primary|candidacy|campaign)|running mate|tax returns|(?:medical|health) records)\b"
)


def _names_state(clause: Clause, act: Act) -> bool:
    """Say whether the words before an act name a state or its office as the one who acts."""
    named = clause.mentions_in(act.subject[0], act.first)
    return any(m.kind != "person" and m.sector in ("GOV", "LEG", "MIL") for m in named)
