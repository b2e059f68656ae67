"""How often a word names an act is weighed with the network's scores."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gpulse.model.pieces import Window, cut_pieces
from gpulse.model.trigger_words import TriggerWords, load_trigger_words, stem_of
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.sentences import find_sentences


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


TEXT = "Airstrikes hit the port of Zyxtown, and the process goes on."


def gains(words: TriggerWords, kit: Kit, text: str) -> dict[str, float]:
    """Return what the pieces that begin a word gain, by that word."""
    assert kit.network is not None
    pieces = cut_pieces(kit.network.tokenizer, text)
    found = words.gains(text, pieces, Window(first=0, own=0, last=len(pieces.ids)))
    return {text[start:].split()[0].strip(",."): float(x) for start, x in zip(pieces.starts, found, strict=True)}


def test_words_of_acts_gain_and_others_lose(kit: Kit) -> None:
    found = gains(load_trigger_words(), kit, TEXT)
    assert found["Airstrikes"] > 1
    assert found["of"] < found["process"] < -1


def test_a_word_never_met_gains_nothing(kit: Kit) -> None:
    found = gains(load_trigger_words(), kit, TEXT)
    assert found["Zyxtown"] == pytest.approx(0, abs=1e-6)


def test_a_letter_that_is_all_ending_does_not_stand_for_unknown_words(kit: Kit) -> None:
    counts = {"": (0, 900)}
    assert stem_of("e") == ""
    assert gains(TriggerWords(counts=counts), kit, TEXT)["Zyxtown"] == pytest.approx(0, abs=1e-6)


def test_a_word_loses_no_more_than_all_words_are_given(kit: Kit) -> None:
    assert kit.network is not None
    text = "Chad condemned the raid. Mali sent troops to the border."
    hardly = TriggerWords(counts=dict.fromkeys(("condemn", "raid", "sent", "send"), (0, 10_000)))
    found = replace(kit.network, words=hardly).read(text, find_sentences(text)).triggers
    assert [t.of(text) for t in found] == ["condemned", "raid", "sent"]


def test_without_counts_the_network_judges_alone(kit: Kit) -> None:
    assert kit.network is not None
    text = "Norway denounced the raid. Ghana sent troops to the coast."
    alone = replace(kit.network, words=None).read(text, find_sentences(text))
    assert replace(kit.network, words=TriggerWords(counts={})).read(text, find_sentences(text)) == alone
