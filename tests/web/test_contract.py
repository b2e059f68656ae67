"""The site keeps to what its OpenAPI document says, whatever is asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from gpulse.config import Settings
from gpulse.store import open_store
from gpulse.views.web.access import Door, Limiter, Rate
from gpulse.views.web.app import create_app

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed (pip install schemathesis)")
TOKEN = "0123456789abcdef0123456789abcdef"


@pytest.fixture(scope="module")
def site(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The application over a copy of the store, with no limit to how fast it is asked."""
    import shutil

    path = tmp_path_factory.mktemp("contract") / "store.db"
    shutil.copy(filled, path)
    free = Limiter(rates={kind: Rate(burst=1e9, per_second=1e9) for kind in ("read", "change", "login")})
    with open_store(str(path)) as store:
        yield create_app(store, Settings(), Door(closed=False, token=TOKEN, limiter=free, names=("*",)), refresh=False)


@pytest.fixture(scope="module")
def document(site: Any) -> Any:
    return schemathesis.openapi.from_asgi("/openapi.json", site)


def test_every_page_has_its_data_in_the_document(site: Any) -> None:
    paths = TestClient(site).get("/openapi.json").json()["paths"]
    pages = {path for path, calls in paths.items() if "pages" in calls.get("get", {}).get("tags", ())}
    assert {"/now", "/ledger", "/ledger/{id}", "/stories/{id}", "/post", "/actor", "/map", "/search", "/feeds"} <= pages
    for page in pages - {"/", "/help"}:
        answer = paths[page + ".json"]["get"]["responses"]["200"]
        assert "$ref" in answer["content"]["application/json"]["schema"], page


EXAMPLES = 12
"""Requests of each kind for each address; `schemathesis run` by hand tries hundreds (docs/pages.md)."""


@pytest.mark.parametrize("kind", ["POSITIVE", "NEGATIVE"])
def test_nothing_that_is_asked_breaks_the_contract(document: Any, kind: str) -> None:
    """What fits the document and what does not is answered as the document says, and never with a fault."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis.errors import Unsatisfiable
    from schemathesis import GenerationMode

    asked = 0
    for found in document.get_all_operations():
        operation = found.ok()
        strategy = operation.as_strategy(generation_mode=GenerationMode[kind])

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=strategy)
        def check(case: Any) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(headers={"Authorization": f"Bearer {TOKEN}"} if asked % 2 else None)

        with suppress(Unsatisfiable):  # an address that takes nothing cannot be asked wrongly
            check()
    assert asked > 100
