"""Which one is meant: the tense of a clause, and the year, month or week that it points to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from gpulse.reading.time.context import Context, Hit, Tense
from gpulse.reading.time.grammar import BREAK, Token
from gpulse.reading.time.value import Period, existing_day, month
from gpulse.record import Anchor

PAST_VERBS = frozenset(
    "was were had did went came said told took gave got made met left held led won lost fell rose grew cut hit put "
    "sent spoke wrote began broke brought built bought caught chose drew fought flew found froze hid kept knew laid "
    "lay meant paid ran saw sat sold shook shot showed spent stood struck swore thought threw understood withdrew wore "
    "tore drove rode woke fed burst dealt dug drank hung lent quit shed slept sprang stuck swept swung wept wound blew "
    "overthrew sank sought set shut slid split spread stole taught became beat bound fled forbade forgot felt taken "
    "couldn didn wasn weren hadn".split()
)
COMING = frozenset("plans plan hopes hope expects expect intends intend aims promises vows pledges".split())
GOVERNORS = frozenset(
    "set planned plans plan planning scheduled expected expects due likely hopes hope hoping intends ready agreed "
    "agrees wants want vowed promised pledged threatened prepares preparing poised about pledges promises threatens is "
    "are".split()
)
"""Words after which an infinitive tells what is still to come: a plan, promise, threat or expectation."""
SCHEDULED = frozenset(
    "expires runs ends begins starts lapses wants leaves returns flies arrives convenes reconvenes resumes visits "
    "opens closes meets travels meet resume convene reconvene begin expire goes faces hosts".split()
)
"""Present forms that, with a weekday or a month, tell what is fixed to come."""
MODALS = frozenset("would will could can may might should must shall to 'll".split())
ARRANGED = frozenset(
    "meeting visiting travelling traveling flying holding heading returning leaving arriving hosting convening "
    "voting speaking addressing hearing stepping resigning retiring quitting".split()
)
"""What someone "is doing on Tuesday", so that it is arranged and still to come."""
NOT_PRESENT_AFTER = frozenset("to not did n't 't could would had have has who".split())
"""Words after which "begin", "resume" are no presents."""
VOTING = frozenset(
    "parliament council assembly senate house duma knesset bundestag congress cabinet committee union country state "
    "court public nation electorate lawmakers deputies which who".split()
)
"""Who "votes on Friday", so that the word is a verb."""
EXTENDING = frozenset(
    "extended postponed delayed given gave has have granted set prolonged renewed suspended adjourned put "
    "deferred said".split()
)
"""Past verbs after which "until" leads to a day that is still to come."""
LEADS = frozenset("of end beginning start middle the early late mid - noon midnight on in at a.m. p.m. est gmt".split())
NOT_VERBS = frozenset("united red shed sped indeed hundred sacred allied armed wounded used unprecedented".split())
NOT_PAST = frozenset(
    "need feed speed deed seed weed breed bleed heed greed reed creed steed exceed proceed succeed misdeed".split()
)
"""Words in -eed that are no past forms; "agreed", "freed" and "decreed" are."""
NOT_AFTER_TO = frozenset("the a an his her its their this that these those it him them us me which".split())
FAR = 75
"""Days within which the nearest such day is taken whatever the tense ("said the dividend is payable Dec. 15")."""
REACH = 30
"""Tokens on either side that are looked through for a verb; set by hand."""


def _verb(tokens: Sequence[Token], at: int) -> Tense | None:
    """Return the tense that the token speaks for, `None` where it is no verb that tells one."""
    word = tokens[at].word
    before = [tokens[at - step].word for step in (1, 2, 3) if at >= step]
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if word in ("will", "shall", "'ll", "wo", "would") or (word == "going" and following == "to"):
        return "future"
    if word in ("is", "are", "be") and following in (
        "to", "due", "scheduled", "expected", "set", "planned", "likely", "slated", "poised", "going"
    ):  # fmt: skip
        return "future"
    if word in ("due", "scheduled", "expected", "slated", "poised", "planned") or (
        word in COMING and following == "to"
    ):
        if before[:1] in (["was"], ["were"], ["originally"], ["previously"], ["initially"]):
            return "infinitive"  # it may be to come yet
        return "past" if before[:1] in (["been"], ["had"]) else "future"
    if word == "wouldn" and at + 3 < len(tokens):  # "would not say Tuesday" is told of Tuesday
        return "past" if tokens[at + 3].word in ("say", "comment", "discuss", "elaborate", "confirm") else "future"
    if word in ("was", "were") and following in ("to", "due", "scheduled", "expected"):
        return "future" if following in ("to", "expected") else "infinitive"
    if word == "could" and following.isalpha() and following not in ("have", "not", "only"):
        told = {token.word for token in tokens[max(at - 12, 0) : at]}
        return None if told & {"neither", "nor", "no", "none", "nobody", "what"} else "future"
    if before[:1] == ["have"] and before[1:2] and before[1] in MODALS and word.endswith(("ed", "en", "ne")):
        return "infinitive"  # "would have taken place on"
    if word == "set" and following == "for":
        return "future"
    if "be" in before[:2] and word.endswith(("ed", "id", "ld", "en", "nt")):
        return None  # "to be paid": the words before tell the tense
    if word in ("may", "might", "should", "must") and following.isalpha() and following != "have":
        return "future"
    if word in ("run", "runs", "last", "lasts", "continue", "continues") and following in ("until", "till", "through"):
        return "future"
    if word in ("is", "are") and following in ARRANGED:
        return "future"
    if word == "votes" and before[:1] and before[0] in VOTING:
        return "future"
    if word in SCHEDULED:
        return None if before[:1] and before[0] in NOT_PRESENT_AFTER else "future"
    if (
        following == "to"
        and word in GOVERNORS
        and not (
            at + 2 < len(tokens) and tokens[at + 2].word in NOT_AFTER_TO  # "agreed to the judges on Sunday"
        )
    ):
        return "future"
    if word in PAST_VERBS and before[:1] and before[0] in MODALS:
        return None  # "would cut it off by Monday": the modal tells the tense
    if word in PAST_VERBS or (
        word.endswith("ed")
        and len(word) > 3
        and word not in NOT_VERBS
        and word not in NOT_PAST
        and not word.startswith("un")
    ):
        return "past"
    if word in ("has", "have") and following != "to":
        return "past"
    if word.endswith("ing") and before[:1] in (["after"], ["since"]):
        return "past"
    if word == "to" and following.isalpha() and following not in NOT_AFTER_TO:
        nxt = tokens[at + 1]
        if nxt.char == "." and not following.endswith(("ing", "s", "ed")):
            if "been" in before:
                return "past"  # "had been due to expire"
            return "future" if before and before[0] in GOVERNORS else "infinitive"
    return None


def tense_at(tokens: Sequence[Token], first: int, last: int, is_name: Sequence[bool]) -> Tense | None:
    """Return the tense of the clause around the tokens from `first` to before `last`.

    The nearest verb before counts, then the nearest after. "Until" and "as early as" tell what is to come, unless a
    verb of the past other than one of extending stands before.
    """
    lead = _lead(tokens, first)
    before = _nearest_verb(tokens, range(first - 1, max(first - 1 - REACH, -1), -1), is_name)
    if lead in ("as soon as", "as early as"):
        return "future"
    if lead == "since":
        return "past"
    rest = [token.word for token in tokens[last : last + 3]]
    if rest[:1] == ["as"] and rest[2:] in (["deadline"], ["target"]):
        return "future"  # "set December 31 as a deadline"
    of_noun = first > 1 and tokens[first - 1].word in ("in", "on") and _verb(tokens, first - 2) is None
    if lead in ("to", "into") and any(
        token.word[:5] in PUT_OFF for token in tokens[max(first - REACH // 2, 0) : first]
    ):
        return "future"  # "extends the ban to September 30"
    if of_noun and rest[:1] in (["will"], ["shall"]):
        return "future"  # "the vote in May will be held by post"
    if lead in ("until", "till", "through"):
        if before is None:
            rest = [token.word for token in tokens[last : last + 8]]
            return "past" if "had" in rest or "was" in rest else "future"
        word, tense = before
        return "past" if tense == "past" and word not in EXTENDING else "future"
    if _is_awaited(tokens, first):
        return "infinitive"
    found = before or _nearest_verb(tokens, range(last, min(last + REACH, len(tokens))), is_name)
    owns = rest[:1] in (["'s"], ["'"], ["’"]) and before is None
    coming = [token.word.removesuffix("s") for token in tokens[last : last + 4]]
    kind = coming[:2] if coming[:1] and coming[0] in KINDS_OF_VOTE else coming[:1]
    if VOTES & {*kind, *(coming if coming[:1] == ["'"] else ())}:
        # "the November election", "November's presidential election"
        return "future" if found is not None and found[1] == "future" else "infinitive"
    if owns:
        return "future" if found is not None and found[0] in ("will", "shall") and "," not in rest else "past"
    if found is None:
        told = {token.word.removesuffix("s") for token in tokens[max(first - 4, 0) : first]}
        return "future" if lead == "by" else "infinitive" if VOTES & told else None
    if found[1] == "past" and found[0] != "had" and lead in ("by", "beginning", "starting", "effective", "into", "for"):
        return None  # the nearest
    return found[1]


VOTES = frozenset("election referendum vote ballot runoff summit game olympic".split())
"""What is mostly spoken of before it is held: a bare month beside it is the nearest."""


KINDS_OF_VOTE = frozenset(
    "presidential parliamentary general local regional legislative midterm municipal snap state federal primary "
    "congressional gubernatorial leader".split()
)
PUT_OFF = frozenset("exten delay postp prolo defer resch".split())
"""How verbs of moving a day begin: extend, delay, postpone, prolong, defer, reschedule."""
PREPARING = frozenset("planning preparing preparations preparation prepare campaigning bracing ready".split())
NEAR = 10
"""Tokens before a date within which such words tell that it was awaited; set by hand."""


def _is_awaited(tokens: Sequence[Token], first: int) -> bool:
    """Whether words before tell of what was to come: "ahead of the Nov. 5 vote", "planning for a summit in April"."""
    for at in range(first - 1, max(first - 1 - NEAR, 1), -1):
        if tokens[at].char == BREAK:
            return False
        word, before = tokens[at].word, tokens[at - 1].word
        if word in ("upcoming", "forthcoming") and at > first - 5:
            return True  # "the upcoming summit in August"
        if (word, before) in (("of", "ahead"), ("to", "up")) or (word == "for" and before in PREPARING):
            return word != "to" or tokens[at - 2].word in ("-", "run", "lead")
    return False


def _lead(tokens: Sequence[Token], first: int) -> str:
    """Return the preposition that leads to the expression, over "the end of", "noon on", "9 a.m."."""
    for step in range(1, 6):
        word = tokens[first - step].word if first >= step else ""
        if word in ("until", "till", "through", "by", "since", "to", "into", "effective"):
            return word
        if word == "for" and step == 1:
            return word
        if word in ("beginning", "starting") and tokens[first - step + 1].word != "of":
            return word
        if word == "as" and first > step + 1 and tokens[first - step - 1].word in ("soon", "early"):
            return f"as {tokens[first - step - 1].word} as"
        if word not in LEADS and not word[:1].isdigit():
            return ""
    return ""


def _nearest_verb(tokens: Sequence[Token], places: range, is_name: Sequence[bool]) -> tuple[str, Tense] | None:
    """Return the first verb form that tells a tense, in that order of places, within the sentence."""
    for at in places:
        if tokens[at].char == BREAK:
            return None
        if places.step < 0 and tokens[at].word == "because" and tokens[at + 1].word == "of":
            return "because", "past"
        found = _verb(tokens, at)
        if tokens[at].word in SCHEDULED and places.step < 0 and places.start - at > NEAR_PRESENT:
            continue
        if found == "future" and places.step < 0 and _closed(tokens, at, places.start):
            continue  # "found a box that would hold a gun, and shells, on Monday"
        if found and not (tokens[at].word == "to" and at + 1 < len(tokens) and is_name[at + 1]):
            return tokens[at].word, found
    return None


def _closed(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether the verb is of a relative clause that a comma closes before the expression."""
    relative = at > 0 and tokens[at - 1].word in ("that", "which", "who")
    return relative and any(token.word == "," for token in tokens[at:last])


NEAR_PRESENT = 8
"""Tokens within which "opens", "meets" tell that a date is to come; set by hand."""
STORY_DAY = 2
"""Sentences within which a weekday in a history is counted from the day told."""


def choose_weekday(number: int, ctx: Context) -> tuple[dt.date | None, Anchor | None]:
    """Return the day that a bare weekday names: the last one, or the next where the clause tells what is to come."""
    on, anchor = ctx.base
    told = ctx.referents.last_day
    near = told is not None and ctx.sentences_since_day() <= STORY_DAY
    if near and told is not None and ctx.published is not None and abs((ctx.published - told.end).days) < 7:
        near = False  # the day of publication, above an obituary
    if anchor == "previous" and ctx.published is not None and not near:
        on, anchor = ctx.published, "published"  # a weekday in a story points at a day just told, or is news after all
    if on is None:
        return None, None
    back, ahead = (on.weekday() - number) % 7, (number - on.weekday()) % 7
    if anchor == "previous" and ctx.narrative:
        return on + dt.timedelta(days=ahead), anchor
    to_come = ctx.tense() == "future"
    if back and anchor == "published":
        to_come = ctx.lies_ahead("weekday", back, ahead, to_come)
    return (on + dt.timedelta(days=ahead) if to_come else on - dt.timedelta(days=back)), anchor


def firmly_past(hit: Hit) -> bool:
    """Say whether a past form of what happened, not of speech, stands just before: "posted on January 23"."""
    place = 2 if hit.before() in ("on", "in", "since") else 1
    word = hit.before(place)
    if word in SPEECH or word in GOVERNORS or hit.before(place + 1) in ("is", "are", "be", "being", "-"):
        return False
    return word in PAST_VERBS or word.endswith("ed")


SPEECH = frozenset("said told added announced stated set scheduled delayed extended postponed".split())


def choose_month_day(
    number: int, of_month: int, ctx: Context, happened: bool = False, awaited: bool = False
) -> tuple[dt.date | None, Anchor | None]:
    """Return the day that "June 19" names: the nearest that the tense allows, or of the year that a story tells of.

    Where it is clear that it `happened`, no day to come is taken, however near, and no day past where it is `awaited`
    (as after "until", "before" and "from" in a clause of what is to come).
    """
    on, anchor = ctx.month_base
    if on is None:
        return None, None
    if anchor == "previous":
        return existing_day(_told_year(number, on, ctx), number, of_month), anchor
    near = [
        found
        for found in (existing_day(on.year + step, number, of_month) for step in (-1, 0, 1))
        if found is not None and abs((found - on).days) <= 366
    ]
    if not near:
        return None, None
    tense = ctx.tense()
    best = min(near, key=lambda found: abs((found - on).days))
    if tense == "past" and best > on and (happened or (best - on).days > FAR):
        best = max((found for found in near if found <= on), default=best)
    elif best < on and ((tense == "future" and (on - best).days > FAR) or (awaited and tense in AWAITING)):
        best = min((found for found in near if found >= on), default=best)
    behind, coming = max((d for d in near if d < on), default=None), min((d for d in near if d > on), default=None)
    if on not in near and behind and coming and not happened:
        to_come = ctx.lies_ahead("day", (on - behind).days, (coming - on).days, best > on)
        best = coming if to_come else behind
    return best, anchor


def _told_year(number: int, on: dt.date, ctx: Context) -> int:
    """Return the year of a month in a story told from `on`: "from November … In February", of the next year."""
    last = ctx.referents.last
    start = last.start if last else on
    return start.year + (last is not None and last.unit not in ("year", "decade") and start.month - number >= 8)


AWAITING: tuple[Tense, ...] = ("future", "infinitive")
SOON = 4
"""Months within which a bare month is to come where no verb tells; picked on Wikipedia's current events (2020–22)."""


def choose_month(number: int, ctx: Context) -> tuple[Period | None, Anchor | None]:
    """Return the month that a bare "May" names: the last one, the next in a clause of what is to come."""
    on, anchor = ctx.month_base
    if on is None:
        return None, None
    if anchor == "previous":
        return month(_told_year(number, on, ctx), number), anchor
    tense = ctx.tense()
    near_ahead = (number - on.month) % 12 <= 6
    soon = 1 <= (number - on.month) % 12 <= SOON
    to_come = tense == "future" or (tense == "infinitive" and near_ahead) or (tense is None and soon)
    last, coming = month(on.year - (number > on.month), number), month(on.year + (number < on.month), number)
    if number != on.month:
        to_come = ctx.lies_ahead("month", (on - last.start).days, (coming.start - on).days, to_come)
    return (coming if to_come else last), anchor
