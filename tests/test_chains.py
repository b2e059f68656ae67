"""Coreference in a post: phrases, chains, and the scorer on worked examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from gpulse.errors import InputError
from gpulse.evaluation.coref import load_conllu, score_coref, tally_chains, tally_document
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.language.phrases import find_phrases
from gpulse.reading.pipeline import read_article
from gpulse.reading.sentences import find_sentences
from gpulse.record import Article, Mention


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


def chain_of(kit: Kit, text: str, words: str, nth: int = 0) -> list[str]:
    """The words of the chain that the nth mention of these words is in."""
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    one = [m for m in record.mentions if m.of(text) == words and m.chain is not None][nth]
    return [m.of(text) for m in record.mentions if m.chain == one.chain]


@pytest.mark.parametrize(
    ("sentence", "phrases"),
    [
        ("The two leaders signed the treaty.", ["The two leaders", "the treaty"]),
        ("He met his counterpart in Riga.", ["He", "his", "his counterpart", "Riga"]),
        ("Niger's army closed its borders.", ["Niger", "Niger's army", "its", "its borders"]),
    ],
)
def test_phrases_end_in_their_head(kit: Kit, sentence: str, phrases: list[str]) -> None:
    found = find_phrases(sentence, find_sentences(sentence), kit.word_classes)
    assert [phrase.of(sentence) for phrase in found] == phrases


@pytest.mark.parametrize(
    ("text", "words", "others"),
    [
        ("President Emmanuel Macron arrived in Kyiv. Macron said that he would return.", "he", {"Macron"}),
        ("The ministers signed a treaty on Monday. The treaty will last ten years.", "The treaty", {"a treaty"}),
        ("Ghana sent a convoy north. Ghana said the convoy carried grain.", "Ghana", {"Ghana"}),
        ("The company denied it. The workers left the company in May.", "the company", {"The company"}),
    ],
)
def test_who_stands_for_the_same_is_in_one_chain(kit: Kit, text: str, words: str, others: set[str]) -> None:
    assert others <= set(chain_of(kit, text, words))


def test_two_people_of_one_text_stay_apart(kit: Kit) -> None:
    text = "Prime Minister Jens Olsen met General Peter Brandt. Olsen thanked Brandt. Brandt left."
    assert not set(chain_of(kit, text, "Olsen")) & {"Brandt", "Peter Brandt"}


def test_the_president_is_who_holds_the_office_that_day(kit: Kit) -> None:
    text = (
        "Hillary Clinton spoke on Monday. The president, Barack Obama, praised Clinton. Donald Trump was away. "
        "The president said that all was well."
    )
    record = read_article(Article(id="t", text=text, published_at="2016-09-28"), kit)
    assert {m.name for m in record.mentions if m.of(text) == "The president"} == {"Barack Obama"}


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        (
            "The leaders of the two states met. The leaders of the two states left.",
            ["The leaders of the two states", "the two states", "The leaders of the two states", "the two states"],
        ),
        ("President Macron left. Macron's aides stayed with Macron.", ["President Macron", "Macron's", "Macron"]),
    ],
)
def test_mentions_of_a_chain_are_whole_phrases(kit: Kit, text: str, phrases: list[str]) -> None:
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    assert [m.of(text) for m in record.mentions if m.chain is not None] == phrases


def test_what_is_added_has_no_actor_of_its_own(kit: Kit) -> None:
    text = "Vladimir Putin spoke on Monday. He praised the army. He left."
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    pronouns = [m for m in record.mentions if m.of(text) == "He"]
    assert pronouns
    assert all(m.actor is None and m.chain is not None and m.name == "Vladimir Putin" for m in pronouns)


def test_a_description_of_a_place_is_no_name_of_one(kit: Kit) -> None:
    text = "Troops entered Goma on Monday. Goma fell within hours, and the city is quiet. It has no power."
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    assert {m.of(text) for m in record.mentions if m.kind == "place"} == {"Goma"}


def test_the_measures_on_the_example_of_luo_2005() -> None:
    gold = [frozenset({1, 2, 3, 4, 5}), frozenset({6, 7}), frozenset({8, 9, 10, 11, 12})]
    found = [frozenset({1, 2, 3, 4, 5}), frozenset({6, 7, 8, 9, 10, 11, 12})]
    scores = score_coref([tally_chains(gold, found)])
    assert scores["muc"] == 0.947  # recall 9/9, precision 9/10
    assert scores["b_cubed"] == 0.865  # recall 1, precision 16/21 ... 0.762
    assert scores["ceaf"] == 0.733  # (1 + 10/12) over 3 and 2 chains


GUM = """\
# newdoc id = GUM_news_own
# meta::dateCreated = 2024-06-28
# newpar
1\tMinister\tminister\tPROPN\tNNP\t_\t3\tx\t_\tEntity=(1-person-new-s-cf1-1,2-coref
2\tKoroma\tKoroma\tPROPN\tNNP\t_\t1\tx\t_\tEntity=1)
3\tresigned\tresign\tVERB\tVBD\t_\t0\tx\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tx\t_\t_

# newpar
1-2\tHe's\t_\t_\t_\t_\t_\t_\t_\t_
1\tHe\the\tPRON\tPRP\t_\t3\tx\t_\tEntity=(1-person-giv-s-cf1-1-coref)
2\t's\tbe\tAUX\tVBZ\t_\t3\tx\t_\t_
3\tgone\tgo\tVERB\tVBN\t_\t0\tx\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tx\t_\t_
"""


def test_conllu_is_read_with_contractions_paragraphs_and_heads(tmp_path: Path) -> None:
    file = tmp_path / "GUM_news_own.conllu"
    file.write_text(GUM, encoding="utf-8")
    gold = load_conllu(file)
    assert gold.text.strip() == "Minister Koroma resigned.\n\nHe's gone."
    assert [m.of(gold.text) for m in gold.mentions] == ["Minister Koroma", "He"]
    found = [
        Mention(start=9, end=15, kind="person", name="Koroma", chain=0),
        Mention(start=27, end=29, kind="person", name="Koroma", chain=0),
    ]
    assert score_coref([tally_document(gold, found)])["conll"] == 1.0
    assert score_coref([tally_document(gold, found, exact=True)])["conll"] < 0.5


def test_a_file_without_entities_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.conllu"
    file.write_text("1\ta\ta\tDET\tDT\t_\t0\tx\t_\t_\n", encoding="utf-8")
    with pytest.raises(InputError, match="marks no entities"):
        load_conllu(file)


def test_a_state_s_council_is_not_the_security_council_and_two_joined_are_two(kit: Kit) -> None:
    text = (
        "Venezuela's electoral council said that voters had backed it. Guyana turned to the Security Council. "
        "Ethiopia's government and the Tigray People's Liberation Front agreed to stop fighting."
    )
    record = read_article(Article(id="t", text=text, published_at="2023-12-06"), kit)
    chains = {m.of(text): m.chain for m in record.mentions}
    for one, other in (
        ("Venezuela's electoral council", "Security Council"),
        ("Ethiopia's government", "Tigray People's Liberation Front"),
    ):
        assert chains.get(one) is None or chains.get(one) != chains.get(other)
