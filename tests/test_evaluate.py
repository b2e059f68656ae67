"""The command `gpulse evaluate`: figures with digest and spread; bad input in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gpulse.cli import build_app
from gpulse.errors import InputError
from gpulse.evaluation.tasks import digest_of, evaluate
from gpulse.evaluation.wikievents import tally_document
from gpulse.reading.kit import load_kit
from gpulse.reading.sentences import find_sentences
from gpulse.record import Article, Event, Participant, Record, Span

OWN = Path(__file__).parent / "gold" / "timex-own.jsonl"


def test_figures_come_with_digest_seed_and_spread() -> None:
    done = CliRunner().invoke(build_app(), ["evaluate", "timex", str(OWN), "--limit", "20", "--json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["data"] == digest_of(OWN)
    assert found["figures"]["documents"] == 20
    low, high = found["spread"]["value_f1"]
    assert low <= found["figures"]["value_f1"] <= high


def test_the_text_form_has_one_figure_a_line() -> None:
    done = CliRunner().invoke(build_app(), ["evaluate", "timex", str(OWN), "--limit", "5"])
    assert done.exit_code == 0, done.output
    assert "value_f1" in done.stdout
    assert "resamples" in done.stdout


@pytest.mark.parametrize(
    ("name", "path", "part", "words"),
    [
        ("colours", OWN, "all", "There is no task colours"),
        ("timex", Path("no/such.jsonl"), "all", "does not exist"),
        ("timex", OWN, "best", "--part best is unknown"),
        ("actors", OWN, "held-out", "no split"),
    ],
)
def test_bad_input_is_told_in_a_sentence(name: str, path: Path, part: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        evaluate(name, path, load_kit(), part)


@pytest.mark.parametrize(
    ("name", "file", "content"),
    [
        ("timex", "gold.jsonl", b"\xff\xfe"),
        ("coref", "gold.conllu", b"\xff\xfe"),
        ("events", "gold.jsonl", b"not json"),
        ("wikievents", "gold.jsonl", b"not json"),
        ("actors", "gold.jsonl", b'{"a": 1}'),
        ("conll", "gold.txt", b"Chad sent troops."),
        ("plover", "gold.tsv", b"a\tb\n1\t2\n"),
        ("pairs", "gold.tsv", b"a\tb\n1\t2\n"),
        ("audit", "audit.tsv", b"\xff\xfe"),
        ("posts", "post/record.json", b"{"),
        ("ledger", "story/ledger.json", b"{"),
        ("stories", "story/ledger.json", b"{"),
    ],
)
def test_gold_of_another_form_is_told_in_a_sentence(name: str, file: str, content: bytes, tmp_path: Path) -> None:
    """These ended in a traceback."""
    gold = tmp_path / file
    gold.parent.mkdir(exist_ok=True)
    gold.write_bytes(content)
    (gold.parent / "post.txt").write_text("Chad sent troops.")
    (gold.parent / "reports").mkdir()
    done = CliRunner().invoke(build_app(), ["evaluate", name, str(gold if gold.parent == tmp_path else tmp_path)])
    assert isinstance(done.exception, InputError), done.exception
    assert "\n" not in str(done.exception).strip()


def test_the_digest_depends_on_names_and_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    first = digest_of(tmp_path)
    (tmp_path / "a").write_text("2")
    second = digest_of(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    assert len({first, second, digest_of(tmp_path)}) == 3


def test_a_death_is_one_act_with_its_attack_and_a_refusal_is_no_wrong_act() -> None:
    """WikiEvents counts deaths apart, and has no type for a refusal: neither tells how well acts are found."""
    sentences = ["Gunmen attacked the port , killing two guards .", "The mayor refused to talk ."]
    tokens, at = [], 0
    for text in sentences:
        words = text.split()
        starts = [at + sum(len(w) + 1 for w in words[:k]) for k in range(len(words))]
        tokens.append([[[w, s, s + len(w)] for w, s in zip(words, starts, strict=True)], text])
        at += len(text) + 1
    row = {
        "sentences": tokens,
        "entity_mentions": [{"id": "m1", "start": 0, "end": 1}, {"id": "m2", "start": 6, "end": 8}],
        "event_mentions": [
            {
                "event_type": "Conflict.Attack.Unspecified",
                "trigger": {"start": 1, "end": 2},
                "arguments": [{"entity_id": "m1", "role": "Attacker"}],
            },
            {
                "event_type": "Life.Die.Unspecified",
                "trigger": {"start": 5, "end": 6},
                "arguments": [{"entity_id": "m2", "role": "Victim"}],
            },
        ],
    }
    text = "\n".join(sentences)

    def act(words: str, kind: str, **roles: tuple[Participant, ...]) -> Event:
        start = text.index(words)
        return Event(id=words, trigger=Span(start=start, end=start + len(words)), event_type=kind, **roles)

    gunmen = Participant(start=0, end=6, name="Gunmen")
    guards = Participant(start=text.index("two guards"), end=text.index("two guards") + 10, name="two guards")
    record = Record(
        article=Article(id="t", text=text),
        sentences=find_sentences(text),
        events=(act("attacked", "ASSAULT", actors=(gunmen,), recipients=(guards,)), act("refused", "REJECT")),
    )
    tally = tally_document(row, record)
    assert (tally.triggers.right, tally.triggers.found, tally.triggers.gold) == (1, 1, 1)
    assert (tally.arguments.right, tally.arguments.found, tally.arguments.gold) == (2, 2, 2)
    assert (tally.plain.right, tally.plain.found, tally.plain.gold) == (1, 2, 2)
