"""The scorers of stories, happenings and lineage: worked examples, protocols on small gold of our own, floors."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from gpulse.errors import InputError
from gpulse.evaluation.clusterings import b_cubed, ceaf_e, conll_f1, muc
from gpulse.evaluation.ecb import SENTENCES, load_ecb
from gpulse.evaluation.happenings import evaluate_happenings
from gpulse.evaluation.lineage import score_lineage, tally_lineage
from gpulse.evaluation.stories import score_stories, tally_stories
from gpulse.reading.kit import load_kit

KIT = load_kit()
STORIES = Path(__file__).parent / "stories"
KEY = {m: c for c, members in enumerate(["abcde", "fg", "hijkl"]) for m in members}


def test_figures_of_luos_example() -> None:
    """Luo 2005, figure 1, system responses (a) and (d), as far as the paper gives them in full."""
    joined = {m: 0 if m in "abcde" else 1 for m in "abcdefghijkl"}
    assert muc(KEY, joined) == pytest.approx(2 * (9 / 10) / (1 + 9 / 10))
    assert b_cubed(KEY, joined)["f1"] == pytest.approx(0.865, abs=0.001)
    assert ceaf_e(KEY, joined) == pytest.approx(0.733, abs=0.001)
    alone = {m: m for m in KEY}
    assert muc(KEY, alone) == 0
    assert ceaf_e(KEY, dict.fromkeys(KEY, 0)) == pytest.approx(0.294, abs=0.001)


def test_clustering_against_itself_is_perfect() -> None:
    order = random.Random(4)
    for _ in range(20):
        key = {k: order.randrange(12) for k in range(60)}
        key |= {100: 100, 101: 101, 102: 100}
        assert conll_f1(key, key)["conll"] == pytest.approx(1)


def ecb_file(sentences: list[str], actions: list[tuple[int, str]]) -> str:
    """Return an ECB+ file: tokens of the sentences, actions as (token, instance)."""
    tokens, number = [], 0
    for line, sentence in enumerate(sentences):
        for word in sentence.split():
            number += 1
            tokens.append(f'<token t_id="{number}" sentence="{line}" number="0">{word}</token>')
    marks = "".join(
        f'<ACTION_OCCURRENCE m_id="{k}"><token_anchor t_id="{at}"/></ACTION_OCCURRENCE>'
        for k, (at, _) in enumerate(actions)
    )
    links = "".join(
        f'<CROSS_DOC_COREF r_id="9{k}" note="{name}"><source m_id="{k}"/><target m_id="99"/></CROSS_DOC_COREF>'
        for k, (_, name) in enumerate(actions)
    )
    return f"<Document>{''.join(tokens)}<Markables>{marks}</Markables><Relations>{links}</Relations></Document>"


@pytest.fixture
def ecb(tmp_path: Path) -> Path:
    """Two topics of our own words: a blast told twice, a vote told twice."""
    texts = {
        "1_1ecb": (["A bomb exploded at the station of Lahore on Friday ."], [(3, "blast")]),
        "1_2ecb": (["The bomb that exploded in Lahore on Friday hit the station ."], [(4, "blast"), (9, "hit")]),
        "2_1ecbplus": (["Norway's parliament elected Olav Berg speaker in Oslo ."], [(3, "vote")]),
        "2_2ecbplus": (["Olav Berg was elected speaker of Norway's parliament ."], [(4, "vote")]),
    }
    rows = ["Topic,File,Sentence Number"]
    for name, (sentences, actions) in texts.items():
        topic, file = name.split("_")
        (tmp_path / "ecb" / topic).mkdir(parents=True, exist_ok=True)
        (tmp_path / "ecb" / topic / f"{name}.xml").write_text(ecb_file(sentences, actions), encoding="utf-8")
        rows.append(f"{topic},{file},0")
    (tmp_path / SENTENCES).write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path / "ecb"


def test_ecb_is_read(ecb: Path) -> None:
    posts = load_ecb(ecb)
    assert [(post.topic, post.story, len(post.mentions)) for post in posts] == [
        (1, "1", 1), (1, "1", 2), (2, "2+", 1), (2, "2+", 1),
    ]  # fmt: skip
    assert posts[0].mentions[0].span.of(posts[0].article.text) == "exploded"


def test_stories_and_happenings_of_small_topics(ecb: Path) -> None:
    assert score_stories(tally_stories(ecb, KIT))["b_cubed_f1"] == 1
    figures = evaluate_happenings(ecb, KIT)
    assert figures["given_conll"] == 1
    assert figures["mentions"] == 5
    assert figures["predicted_conll"] > 0.5


AFFAIRS = Path(__file__).parent / "affairs"
NEWSROOMS = Path(__file__).parent / "newsrooms"


@pytest.mark.parametrize(("part", "least"), [("read", 0.8), ("kept", 0.75)])
def test_affairs_of_the_same_parties_in_the_same_weeks_are_not_one_story(part: str, least: float) -> None:
    """B-cubed was .536 and .511 while every affair of two states was one story; .821 and .788 since. `kept` is only
    scored."""
    figures = score_stories(tally_stories(AFFAIRS / part, KIT))
    assert figures["b_cubed_f1"] >= least
    assert figures["pairs_recall"] >= 0.8


def test_posts_of_many_newsrooms_are_grouped_by_affair() -> None:
    figures = score_stories(tally_stories(NEWSROOMS, KIT, "development"))
    assert figures["gold"] == 20
    assert figures["b_cubed_f1"] >= 0.94
    assert figures["pairs_precision"] >= 0.95


def test_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no ECB"):
        load_ecb(tmp_path)
    with pytest.raises(InputError, match=r"ledger\.json"):
        tally_lineage(tmp_path, KIT)


FRESH = Path(__file__).parent / "ledger" / "fresh"
FLOORS = {"lineage": 0.97, "origins": 0.5, "conflicts": 0.85}
"""What our own seven stories must reach; docs/stories.md has the figures."""


def test_lineage_of_our_own_stories() -> None:
    figures = score_lineage(tally_lineage(STORIES, KIT))
    assert figures["stories"] == 7
    assert {name: figures[name] for name in FLOORS if figures[name] < FLOORS[name]} == {}


FRESH_FLOORS = {"lineage": 0.88, "origins": 0.8, "conflicts": 0.4}
"""What `tests/ledger/fresh` must reach. Lineage was .985 with weights fitted on these and 42 like them; now that
they are fitted on 28 more, told in other ways, it is .925 here, and where nothing was fitted .923 instead of .615.
One of 39 conflicts is lost (.462, before .487) since the weights of rival figures were fitted on more stories. Eight
that were only scored joined on the evening of 27 November (.9, .79 and .45 before): .89, .781 and .40 of 50. Eight
more with ten conflicts joined that night, of which none was found: .35 of 60, and .38 since they were read."""


@pytest.mark.timeout(900)
def test_lineage_of_stories_of_others() -> None:
    figures = score_lineage(tally_lineage(FRESH, KIT))
    assert figures["stories"] >= 32
    assert {name: figures[name] for name in FRESH_FLOORS if figures[name] < FRESH_FLOORS[name]} == {}


DISAGREEING = Path(__file__).parent / "conflict_stories"


@pytest.mark.parametrize(
    ("part", "stories", "least"),
    [
        ("read", 14, 0.29),
        ("kept", 4, 0.33),
        ("short-read", 5, 0.2),
        ("short-kept", 5, 0.17),
        ("slots-read", 7, 0.21),
        ("slots-kept", 7, 0.24),
    ],
)
def test_conflicts_of_posts_that_disagree(part: str, stories: int, least: float) -> None:
    """Floors: .30 and .39 on 28 November 2026, .10 and .22 at first; the short ones .21 and .18, before .14 and .18;
    the last ones .22 and .25, at first sight 0 and .08. Those kept are only scored."""
    figures = score_lineage(tally_lineage(DISAGREEING / part, KIT))
    assert figures["stories"] == stories
    assert figures["conflicts"] >= least


NEWSROOM_FLOORS = {"development": {"lineage": 0.93, "origins": 0.3, "conflicts": 0.3}, "held-out": {"lineage": 0.84}}
"""What `tests/newsrooms` must reach: its stories that were read, and those that are only scored."""


@pytest.mark.parametrize(("part", "count"), [("development", 20), ("held-out", 4)])
def test_lineage_of_stories_of_many_newsrooms(part: str, count: int) -> None:
    figures = score_lineage(tally_lineage(NEWSROOMS, KIT, part))
    assert figures["stories"] == count
    assert {name: figures[name] for name, least in NEWSROOM_FLOORS[part].items() if figures[name] < least} == {}
