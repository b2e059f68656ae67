"""Every option of `ledger`, `ledger show`, `ledger set`, `due` and `record-of`, through the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import icalendar
import pytest
from typer.testing import CliRunner, Result

from gpulse.cli import build_app
from gpulse.codes import COMMITMENT_KINDS, OUTCOMES
from gpulse.errors import InputError, NotFound
from gpulse.knowledge.actors import load_country_names

Run = Callable[..., Result]
END = ("--as-of", "2025-08-01")


def rows_of(done: Result) -> list[dict[str, Any]]:
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_json_has_the_fields_of_the_format(gpulse: Run) -> None:
    rows = rows_of(gpulse("ledger", "--json", *END))
    assert rows
    for row in rows:
        assert row["kind"] in COMMITMENT_KINDS
        assert row["status"] in OUTCOMES
        assert row["why"]
        assert {"article", "url", "published_at", "quote", "start", "end"} <= set(row["evidence"][0])


def test_by_and_to_select_actors(gpulse: Run) -> None:
    by = rows_of(gpulse("ledger", "--by", "fra", "--json", *END))
    assert by
    assert all("FRA" in row["by"] for row in by)
    assert rows_of(gpulse("ledger", "--by", "JPN", "--json", *END)) == []
    assert all("FRA" not in row["to"] for row in rows_of(gpulse("ledger", "--to", "TCD", "--json", *END)))


def test_a_country_is_found_by_its_name_too(gpulse: Run) -> None:
    assert rows_of(gpulse("ledger", "--by", "France", "--json", *END)) == rows_of(
        gpulse("ledger", "--by", "FRA", "--json", *END)
    )
    by_name, by_code = (gpulse("record-of", who, *END).stdout for who in ("the France", "FRA"))
    assert by_name == by_code
    assert "no commitments" not in by_name


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("record-of", "Kenia"), "Nobody called 'Kenia'"),
        (("record-of", " "), "WHO is empty"),
        (("ledger", "--by", "Kenia"), "called 'Kenia' is known"),
        (("due", "--within", "99999999d"), "beyond the calendar"),
    ],
)
def test_who_or_what_is_not_known_is_told(gpulse: Run, words: tuple[str, ...], says: str) -> None:
    done = gpulse(*words, *END)
    assert done.exit_code
    assert isinstance(done.exception, InputError | NotFound)
    assert says in str(done.exception)


def test_the_table_has_names_where_the_record_has_codes(gpulse: Run) -> None:
    shown = gpulse("ledger", *END).stdout
    assert "France" in shown
    assert "FRA" not in shown


def test_kind_and_status_select_rows(gpulse: Run) -> None:
    ultimata = rows_of(gpulse("ledger", "--kind", "ultimatum", "--json", *END))
    assert [row["latest"] for row in ultimata] == ["2025-01-31"]
    kept = rows_of(gpulse("ledger", "--status", "kept", "--json", *END))
    assert kept
    assert all(row["outcome_evidence"] for row in kept)


def test_due_selects_by_the_last_day(gpulse: Run) -> None:
    before = rows_of(gpulse("ledger", "--due", "before", "2025-01-01", "--json", *END))
    after = rows_of(gpulse("ledger", "--due", "after", "2025-01-01", "--json", *END))
    assert "2024-12-26" in {row["latest"] for row in before}
    assert all(row["latest"] < "2025-01-01" for row in before)
    assert after
    assert all(row["latest"] > "2025-01-01" for row in after)


def test_as_of_uses_nothing_later(gpulse: Run) -> None:
    [row] = rows_of(gpulse("ledger", "--kind", "ultimatum", "--json", "--as-of", "2024-12-30"))
    assert row["status"] == "pending"
    [row] = rows_of(gpulse("ledger", "--kind", "ultimatum", "--json", "--as-of", "2025-02-01"))
    assert (row["status"], row["on"]) == ("kept", "2025-01-30")


def test_about_selects_by_words(gpulse: Run) -> None:
    [row] = rows_of(gpulse("ledger", "--about", "base Faya-Largeau", "--json", *END))
    assert "Faya-Largeau" in row["what"]


def test_refused_gives_the_reason_and_the_words(gpulse: Run) -> None:
    refused = rows_of(gpulse("ledger", "--refused", "--json", *END))
    assert any("study the decision" in one["quote"] for row in refused for one in row["evidence"])
    assert all(row["why"] for row in refused)
    assert "only studies" in gpulse("ledger", "--refused", *END).stdout


NAMES = load_country_names()


def test_csv_has_a_row_a_commitment(gpulse: Run) -> None:
    done = gpulse("ledger", "--csv", *END)
    table = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len(table) == len(rows_of(gpulse("ledger", "--json", *END)))
    assert {row["status"] for row in table} <= set(OUTCOMES)
    states = [row for row in table if row["by"] in NAMES]
    assert states
    assert all(row["by_names"] == NAMES[row["by"]] for row in states)


def test_the_calendar_is_read_by_another_library(gpulse: Run, tmp_path: Path) -> None:
    path = tmp_path / "due.ics"
    assert gpulse("ledger", "--ics", str(path), *END).exit_code == 0
    calendar = icalendar.Calendar.from_ical(path.read_text(encoding="utf-8"))
    days = {event.decoded("dtstart").isoformat() for event in calendar.walk("VEVENT")}
    assert "2025-01-31" in days
    assert all(len(line.encode()) <= 75 for line in path.read_bytes().decode().split("\r\n"))


def test_proposed_shows_what_is_too_weak_to_decide(gpulse: Run) -> None:
    rows = rows_of(gpulse("ledger", "--proposed", "--json", *END))
    assert all(row["proposed"]["score"] < 0.6 and not row["outcome_evidence"] for row in rows)


def test_the_table_fits_80_columns(gpulse: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for words in (("ledger",), ("due", "--within", "12m"), ("record-of", "FRA")):
        day = "2024-12-22" if words[0] == "due" else "2025-08-01"
        done = gpulse(*words, "--as-of", day)
        assert done.exit_code == 0, done.output
        assert max(map(len, done.stdout.splitlines())) <= 80
        assert "France" in done.stdout


def test_show_gives_words_evidence_and_history(gpulse: Run) -> None:
    [row] = rows_of(gpulse("ledger", "--kind", "ultimatum", "--json", *END))
    shown = gpulse("ledger", "show", row["id"], *END).stdout
    for words in ("must have withdrawn", "by 31 January", "told in", "what became of it", "history", "flew out"):
        assert words in shown
    whole = json.loads(gpulse("ledger", "show", row["id"][:5], "--json", *END).stdout)
    assert whole["history"][0]["evidence"] == []


def test_due_lists_open_rows_in_order(gpulse: Run) -> None:
    rows = rows_of(gpulse("due", "--within", "6w", "--as-of", "2024-12-22", "--json"))
    assert [row["latest"] for row in rows] == ["2024-12-26", "2025-01-31"]
    assert rows_of(gpulse("due", "--within", "2d", "--as-of", "2024-12-22", "--json")) == []


def test_record_of_counts_and_gives_no_share_below_five(gpulse: Run) -> None:
    record = json.loads(gpulse("record-of", "fra", "--json", *END).stdout)
    assert sum(record["counts"].values()) == len(record["rows"])
    closed = sum(record["counts"][status] for status in OUTCOMES if status not in ("pending", "withdrawn"))
    assert (record["share_kept"] is None) == (closed < 5)
    speaker = gpulse("record-of", "Ouattara", *END)
    assert "Ivory Coast" in speaker.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ledger", "--kind", "vow"), "There is no kind 'vow'"),
        (("ledger", "--status", "done"), "There is no status 'done'"),
        (("ledger", "--as-of", "soon"), "--as-of takes a day"),
        (("ledger", "--due", "around", "2025-01-01"), "--due takes"),
        (("ledger", "show", "zzz"), "No commitment has the id"),
        (("due", "--within", "a while"), "--within takes a span"),
        (("ledger", "set", "zzz", "done", "--because", "x"), "There is no status 'done'"),
    ],
)
def test_bad_input_is_told_in_a_sentence(gpulse: Run, words: tuple[str, ...], said: str) -> None:
    done = gpulse(*words)
    assert done.exit_code != 0
    assert said in str(done.exception or done.output)


def test_a_persons_word_is_kept_apart_from_what_the_program_found(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/store.db"
    post = tmp_path / "post.md"
    post.write_text(
        "---\ntitle: Soldiers\noutlet: Wire A\npublished: 2024-01-05\n---\nKigali will send 700 "
        "soldiers to Mozambique by June.\n"
    )

    def run(*words: str) -> Result:
        return CliRunner().invoke(build_app(), ["--store", address, *words])

    assert run("add", str(post)).exit_code == 0
    [row] = rows_of(run("ledger", "--json"))
    assert (row["status"], row["ruled"]) == ("overdue", False)
    done = run(
        "ledger", "set", row["id"], "late", "--because", "They came in July.", "--evidence", "https://wire-b.example/1",
        "--on", "2024-07-09",
    )  # fmt: skip
    assert done.exit_code == 0
    assert "the program found: overdue" in done.stdout
    [ruled] = rows_of(run("ledger", "--json"))
    assert (ruled["status"], ruled["on"], ruled["ruled"]) == ("late", "2024-07-09", True)
    assert ruled["why"] == "Set by a person: They came in July."
    assert ruled["history"] == row["history"]
    [before] = rows_of(run("ledger", "--json", "--as-of", "2024-02-01"))
    assert (before["status"], before["ruled"]) == ("pending", False)


def test_todays_ledger_is_kept_until_the_store_changes(
    gpulse: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert gpulse("backup", str(tmp_path / "store.db")).exit_code == 0

    def ask(*words: str) -> Result:
        return CliRunner().invoke(build_app(), ["--store", str(tmp_path / "store.db"), *words])

    built = rows_of(ask("ledger", "--json"))
    with monkeypatch.context() as patched:
        patched.setattr("gpulse.linking.commitments.build_ledger", lambda *_: pytest.fail("built again"))
        assert rows_of(ask("ledger", "--json")) == built
        assert rows_of(ask("ledger", "--by", "fra", "--status", built[0]["status"], "--json")) == [
            row for row in built if "FRA" in row["by"] and row["status"] == built[0]["status"]
        ]
        assert json.loads(ask("ledger", "show", built[0]["id"], "--json").stdout) == built[0]
        assert isinstance(ask("ledger", "--kind", "wish").exception, InputError)
    assert ask("retract", built[0]["evidence"][0]["article"], "--because", "A test.").exit_code == 0
    assert rows_of(ask("ledger", "--json")) != built
