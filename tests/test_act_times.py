"""Which act of a sentence a time belongs to, on sentences that the weights were not fitted on."""

from __future__ import annotations

import datetime as dt

import pytest

from gpulse.reading.event.weighed_times import LEAST, weigh_times
from gpulse.reading.kit import load_kit
from gpulse.reading.sentences import find_sentences
from gpulse.reading.times import find_timexes
from gpulse.record import Span

PAIRS = (
    ("Trade talks have stalled, said the envoy, who took office in March.", "stalled", "March", False),
    ("The raids on the port drew protests, but the minister spoke on Monday of progress.", "raids", "Monday", False),
    ("The envoy defended the strikes in a speech on Friday.", "defended", "Friday", True),
    ("On Friday the council condemned the strikes.", "condemned", "Friday", True),
    ("In March troops shelled the port.", "shelled", "March", True),
    ("The envoys met in Oslo on Friday and agreed on a truce.", "agreed", "Friday", True),
    ("The minister flew to Chad last week and asked for troops.", "asked", "last week", True),
)


@pytest.mark.parametrize(("words", "act", "time", "of_it"), PAIRS)
def test_a_time_belongs_to_the_act_beside_it(words: str, act: str, time: str, of_it: bool) -> None:
    kit, sentences = load_kit(), find_sentences(words)
    times = find_timexes(words, sentences, dt.date(2024, 6, 28), rules=kit.time_rules)
    at = words.index(act)
    odds = weigh_times(words, Span(start=at, end=at + len(act)), sentences[0], times, kit, ())
    assert [odds[t] >= LEAST for t in times if t.of(words).endswith(time)] == [of_it]
