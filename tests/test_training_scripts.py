"""What one training script takes from another exists there; how examples are counted in a fit."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest

TRAINING = Path(__file__).parent.parent / "training"
TREES = {path.stem: ast.parse(path.read_text()) for path in sorted(TRAINING.glob("*.py"))}


def names_in(tree: ast.Module) -> set[str]:
    """The names that a script gives at its top level."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("name", TREES)
def test_choices_of_the_ledger_took_a_function_that_outcomes_no_longer_had(name: str) -> None:
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.ImportFrom) and node.module in TREES:
            missing = {alias.name for alias in node.names} - names_in(TREES[node.module])
            assert not missing, f"{name}.py takes {missing} from {node.module}.py"


def test_a_fit_counts_an_example_as_often_as_its_heft_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TRAINING))
    from fits import fit  # type: ignore[import-not-found]

    rows = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 1.0], [1.0, 0.0]])
    right = np.array([0.0, 1.0, 0.0, 1.0])
    names = ("bias", "fact")
    twice = fit(np.vstack([rows, rows[1:2]]), np.append(right, right[1]), names, ridge=1.0)
    heavy = fit(rows, right, names, ridge=1.0, heft=np.array([1.0, 2.0, 1.0, 1.0]))
    assert np.allclose(twice, heavy)


def test_a_fit_of_facts_keeps_what_is_rare_as_it_was_and_is_drawn_to_the_weights_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(TRAINING))
    from fits import fit_facts

    examples = [("bias", "by"), ("bias", "by"), ("bias", "to"), ("bias", "to", "rare")]
    right = np.array([1.0, 1.0, 0.0, 0.0])
    alone = fit_facts(examples, right, ridge=1.0, least=2)
    assert alone["by"] > 0 > alone["to"]
    assert "rare" not in alone
    drawn = fit_facts(examples, right, ridge=1e6, least=2, before={"by": -1.0, "rare": 3.0})
    assert drawn["rare"] == 3.0
    assert abs(drawn["by"] + 1.0) < 0.01
