"""The words that turn an act into something promised, planned, threatened, demanded or predicted. Data, no code.

Each governor is a verb, adjective or noun that takes an act as its complement ("agreed to withdraw", "a promise of
tanks"). The class is what the speaker does with the act.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from gpulse.reading.language.words import word_set


def _table(**classes: str) -> dict[str, str]:
    return {word: name for name, words in classes.items() for word in words.split()}


GOVERNOR_VERBS: Final = _table(
    pledge="promise pledge vow undertake commit agree swear guarantee assure consent oblige bind ensure secure",
    plan="plan intend aim mean want prepare decide propose arrange schedule wish resolve elect choose ready "
    "hope seek envisage announce set "
    "approve authorise authorize",
    threat="threaten warn",
    demand="demand order command require instruct tell ask summon request call insist give oblige urge press",
    predict="expect anticipate predict forecast foresee await",
    allow="allow permit enable authorise authorize let help",
    vague="try attempt consider continue urge study examine discuss work strive encourage mull ponder refuse "
    "decline fail tend like love "
    "appear seem happen claim use begin start stop hesitate learn threat push campaign struggle manage serve have",
)
"""Verbs that take "to" and an act, or an act noun as object."""

THAT_VERBS: Final = _table(
    demand="demand insist require order ask request oblige",
    plan="propose arrange decide agree",
    pledge="ensure see make promise pledge guarantee sure",
)
"""Verbs whose clause with "that" has a bare verb, or the present for what is to come."""

DIRECT_ONLY: Final = word_set("have use set call give tell ask press work like mean")
"""Verbs that govern an infinitive only in certain patterns, which `gpulse.reading.commitment.acts` spells out."""

GOVERNOR_ADJECTIVES: Final = _table(
    pledge="committed bound obliged obligated sworn",
    plan="due set scheduled planned poised ready willing prepared determined about going slated meant designed "
    "earmarked intended ready",
    predict="expected likely anticipated forecast predicted bound supposed certain sure projected",
    demand="required ordered told asked forced instructed summoned",
    vague="able unable eager keen reluctant afraid free unlikely unwilling happy glad possible impossible "
    "difficult easy hard necessary important right said reported believed alleged thought known",
)
"""Adjectives and participles between a form of "be" and "to"."""

GOVERNOR_NOUNS: Final = _table(
    pledge="promise pledge vow commitment undertaking assurance guarantee word agreement obligation offer",
    plan="plan intention decision proposal aim goal timetable schedule roadmap programme date preparation "
    "preparations move arrangement calendar "
    "bid",
    threat="threat warning",
    demand="ultimatum deadline order demand request call days weeks hours week month months day notice until",
    predict="expectation forecast prediction assessment prospect",
    vague="attempt effort efforts right chance refusal failure ability way reason opportunity need desire wish "
    "readiness willingness hope appeal ban inability power time cause opportunity case",
)
"""Nouns that take "to" and an act, or "of"/"for" and an act noun."""

Mood = Literal[
    "done", "present", "will", "would", "shall", "must", "should", "may", "is to", "governed", "gerund", "bare", "if"
]
"""How an act is told: as done, announced, owed, demanded …; "governed" is by another word (`GOVERNOR_VERBS` …)."""

MODALS: Final[Mapping[str, Mood]] = {
    "will": "will", "'ll": "will", "won't": "will", "shall": "shall", "would": "would", "wouldn't": "would",
    "must": "must", "should": "should", "shouldn't": "should", "may": "may", "might": "may", "could": "may",
    "can": "may", "cannot": "may", "can't": "may", "couldn't": "may", "mustn't": "must",
}  # fmt: skip

BE: Final = word_set("be is are was were been being am isn't aren't wasn't weren't 's 're")
HAVE: Final = word_set("have has had having haven't hasn't hadn't")
NEGATORS: Final = word_set(
    "not no never n't won't wouldn't cannot can't couldn't isn't aren't wasn't weren't neither nor without nobody none "
    "nothing hasn't haven't hadn't didn't doesn't don't mustn't shouldn't nowhere hardly"
)

SPEECH: Final = word_set(
    "say tell announce declare write add state explain report confirm claim warn promise vow pledge insist stress note "
    "remark comment repeat assure argue inform reveal disclose predict stipulate read maintain admit reply answer let "
    "recall acknowledge reiterate indicate suggest signal estimate reckon emphasise emphasize boast cry shout complain "
    "concede concur contend hint hold make observe point propose provide specify think believe expect threaten demand "
    "hear understand learn agree swear guarantee decide order"
)
"""Verbs with which somebody says something."""

ASSERTING_VERBS: Final = word_set(
    "say tell announce declare write add state explain report confirm claim warn promise vow pledge insist stress "
    "note remark comment repeat assure argue inform reveal disclose predict maintain admit reply answer recall "
    "acknowledge reiterate indicate suggest signal estimate reckon emphasise emphasize boast complain concede "
    "contend hint observe point believe expect think threaten guarantee swear agree assert allege accuse blame "
    "charge deny tweet post testify conclude find show cite quote describe mention refer know learn remember fear "
    "worry suspect read publish show identify continue respond speak echo recount relate hear see discover "
    "uncover detail broadcast document record caution cast portray label imply judge rule speculate project "
    "forecast foresee anticipate understand brief update outline clarify joke lament decry"
)
"""Verbs with which one tells that something is so, or will be; voting, protesting, hoping, opposing, asking are not.

Chosen by meaning among the 400 commonest words in the cues of PolNeAR's training part.
"""

ASSERTING_NOUNS: Final = word_set(
    "according statement report claim announcement warning accusation allegation message letter speech interview "
    "account testimony assertion prediction assessment estimate finding findings data figures reportedly "
    "allegedly promise pledge vow threat communique communiqué press words"
)
"""Nouns, and words like them, in cues that tell: "in a statement", "according to", "the claim of"."""

SUBORDINATORS: Final = word_set(
    "that because while although though whereas since when whenever which who whom whose where whether so if unless "
    "once until till but as after before than lest"
)

LIGHT_VERBS: Final = word_set(
    "take begin start go follow be happen come occur proceed open hold set schedule plan complete finish conclude "
    "expect postpone delay move fix launch carry resume last end run due make conduct organise organize call"
)
"""Verbs of which an act noun can be the subject: "the vote will take place", "the withdrawal is to be completed"."""

VAGUE_ACTS: Final = (
    ("support", r"(?:support|supporting|back|backing|stand by|standing by|stand with|stood by|assist|solidarity|"
        r"stand (?:at|on) the side|"
                r"be there for|side with|stand ready|help)"),
    ("urge", r"(?:urg(?:e|ing)|call(?:ing)? (?:for|on)|press(?:ing)?|push(?:ing)?|lobby(?:ing)?|appeal(?:ing)?|"
        r"advocat(?:e|ing)|"
             r"encourag(?:e|ing)|recommend(?:ing)?|campaign(?:ing)?)"),
    ("consequences", r"(?:[\w-]+ )?(?:consequences|repercussions|compounded|conclusions|respond|response|answer|"
                     r"react|retaliate|revenge|"
        r"reaction|retort|counter-?measures|"
                     r"decisions? that|measures|steps|held liable|held responsible|held to account|"
                     r"(?:go |be left |remain )?unpunished|pay (?:a|the|"
                     r"dearly|for)|price|regret|"
                     r"appropriate|accordingly|not stand idly|stand idle|look on|unanswered|lessons|hell|force "
                     r"if|whatever (?:was|is|it)|"
                     r"everything (?:possible|in|that|would|will|it)|all options|options)"),
    ("efforts", r"(?:efforts?|work(?:ing)? (?:towards?|for|to|hard|tirelessly|closely|together)|strive|"
        r"endeavour|obstacles|look for|search for|make good|make up for|keep in touch|stay in (?:touch|contact)|"
        r"spare no|redouble|work with|do all|go on (?:talking|working|"
        r"to)|do (?:its|their|his|her) "
                r"(?:best|utmost|part|bit)|seek|pursue|contribute to|strengthen|deepen|improve|promote|intensif|"
                r"step up|explore|enhance|"
                r"continue|speed up|accelerate|do more|every(?:thing| effort)|make sure|see to it|facilitat|"
                r"cooperat|foster|honou?r|abide by|fulfil|live up to|comply|"
                r"keep (?:to )?(?:its|their|his|her) (?:word|promises?|obligations|commitments)|"
                r"lead nowhere|use (?:all|every)|"
                r"(?:meet|carry out) (?:its|their|his|her) (?:obligations|commitments)|be there when)"),
    ("study", r"(?:study|studying|examin(?:e|ing)|consider(?:ing)?(?!ed\s+(?:as|an?|the)\b)|review(?:ing)?|"
        r"assess(?:ing)?|look(?:ing|ed)? (?:into|at)|weigh(?:ing)?|"
              r"mull(?:ing)?|discuss(?:ing|ed)?|explor(?:e|ing)|think(?:ing)? (?:about|over)|evaluat(?:e|ing)|"
              r"reconsider(?:ing)?|decide (?:about|on|whether|upon)|monitor|watch|keep an eye|follow (?:events|"
              r"the|closely)|"
              r"take note|think again)"),
    ("as long as", r"(?:as long as|however long|whatever it takes|at any price|for ever|until victory)"),
)  # fmt: skip
"""What names no act that could be rated: a name, and the pattern that its words match after a cue."""
