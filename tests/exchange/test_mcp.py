"""The record for assistants: asked by the protocol's own client, and by a client that breaks every rule."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpulse import __version__
from gpulse.exchange.assistant_tools import build_server, build_tools
from gpulse.exchange.assistants import PAGE, VERSIONS, Server, serve
from gpulse.record import Record
from gpulse.store import Store

SOURCE = str(Path(__file__).parents[2] / "src")


def ask(server: Server, method: str, **params: Any) -> dict[str, Any]:
    """Ask once; return the answer."""
    line = server.answer(json.dumps({"jsonrpc": "2.0", "id": 7, "method": method, "params": params}))
    assert line is not None
    assert "\n" not in line
    answer: dict[str, Any] = json.loads(line)
    assert answer["id"] == 7
    return answer


def call(server: Server, name: str, **arguments: Any) -> dict[str, Any]:
    """Call a tool; return its result."""
    result: dict[str, Any] = ask(server, "tools/call", name=name, arguments=arguments)["result"]
    if not result["isError"] and "structuredContent" in result:
        assert json.loads(result["content"][0]["text"]) == result["structuredContent"]
    return result


@pytest.fixture
def server(store: Store) -> Server:
    return build_server(store)


def test_the_official_client_is_answered(store_path: str) -> None:
    pytest.importorskip("mcp", reason="the protocol's own client is not installed (pip install 'gpulse[formats]')")
    import anyio
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    parameters = StdioServerParameters(
        command=sys.executable, args=["-m", "gpulse", "--store", store_path, "mcp"],
        env={**os.environ, "PYTHONPATH": SOURCE},
    )  # fmt: skip

    async def talk() -> None:
        async with stdio_client(parameters) as (reading, writing), ClientSession(reading, writing) as session:
            hello = await session.initialize()
            assert hello.server_info.name == "gpulse"
            tools = await session.list_tools()
            assert {tool.name for tool in tools.tools} == {tool.name for tool in build_tools(None)}  # type: ignore[arg-type]
            found = await session.call_tool("search_posts", {"words": "engineers"})
            assert not found.is_error
            assert [post["id"] for post in found.structured_content["posts"]] == ["wire-2", "broadcaster-1"]
            due = await session.call_tool("list_commitments", {"by": "PRK", "as_of": "2024-07-01"})
            (row,) = (row for row in due.structured_content["rows"] if row["latest"])
            assert (row["status"], row["latest"]) == ("pending", "2024-07-31")
            assert row["evidence"][0]["quote"] == "North Korea will send military engineers to Donetsk in July"
            refused = await session.call_tool("read_post", {"id": "nobody"})
            assert refused.is_error
            posts = await session.list_resources()
            read = await session.read_resource(next(r.uri for r in posts.resources if r.name == "wire-1"))
            assert json.loads(read.contents[0].text)["events"][0]["event_type"] == "AGREE"
            await session.send_ping()

    anyio.run(talk)


def test_versions_are_agreed_on(server: Server) -> None:
    for asked in VERSIONS:
        assert ask(server, "initialize", protocolVersion=asked)["result"]["protocolVersion"] == asked
    hello = ask(server, "initialize", protocolVersion="1999-01-01")["result"]
    assert hello["protocolVersion"] == VERSIONS[0]
    assert hello["serverInfo"]["version"] == __version__


def test_tools_say_what_they_take(server: Server) -> None:
    for tool in ask(server, "tools/list")["result"]["tools"]:
        jsonschema.Draft202012Validator.check_schema(tool["inputSchema"])
        assert tool["annotations"]["readOnlyHint"] is True
        assert tool["description"]


def test_each_tool_answers(server: Server) -> None:
    post = call(server, "read_post", id="wire-1")["structuredContent"]
    assert post["article"]["title"] == "Treaty signed in Pyongyang"
    rows = call(server, "list_commitments", kind="prediction")["structuredContent"]
    assert rows["total"] == 1
    id = rows["rows"][0]["id"]
    assert rows["rows"][0]["status"] == "kept"
    full = call(server, "read_commitment", id=id[:6])["structuredContent"]
    assert full["history"]
    assert call(server, "read_commitment", id=id, as_of="2024-07-01")["structuredContent"]["status"] == "pending"
    record = call(server, "track_record", who="PRK", as_of="2024-07-01")["structuredContent"]
    assert record["counts"]["pending"] == 1  # the help that its leader promised: what is predicted of it is no promise
    stories = call(server, "list_stories")["structuredContent"]
    assert stories["total"] == len(stories["stories"]) >= 1
    story = call(server, "read_story", id="paper-1")["structuredContent"]
    assert "wire-1" in story["articles"]
    brief = call(server, "write_brief", as_of="2024-06-30", about="North Korea")["content"][0]["text"]
    assert "[^1]: Wire A, 19 June 2024" in brief


def test_filters_narrow(server: Server) -> None:
    def ids(**given: Any) -> list[str]:
        return [post["id"] for post in call(server, "search_posts", **given)["structuredContent"]["posts"]]

    assert ids(event_type="ASSAULT") == ["wire-2"]
    assert ids(actor="JPN") == ["broadcaster-1"]
    assert ids(since="2024-06-20", until="2024-06-21") == ["broadcaster-1", "paper-1"]
    for due, count in (("2024-07-31", 1), ("2024-08-01", 0)):
        for more in ({}, {"as_of": "2024-07-01"}):
            found = call(server, "list_commitments", due_from=due, **more)["structuredContent"]
            assert found["total"] == count


def test_lists_come_in_pages(store: Store, server: Server, records: list[Record]) -> None:
    for number in range(PAGE + 5):
        store.add_record(replace(records[0], article=replace(records[0].article, id=f"copy-{number:02}")))
    seen: list[str] = []
    page = 1
    while page:
        found = call(server, "search_posts", words="Pyongyang", page=page)["structuredContent"]
        assert len(found["posts"]) <= PAGE
        seen += [post["id"] for post in found["posts"]]
        page = found["next_page"]
    assert len(seen) == len(set(seen)) == PAGE + 5 + 2
    listed: list[str] = []
    cursor: str | None = "1"
    while cursor:
        result = ask(server, "resources/list", cursor=cursor)["result"]
        listed += [resource["uri"] for resource in result["resources"]]
        cursor = result.get("nextCursor")
    assert len(set(listed)) == PAGE + 5 + 4
    assert all("result" in ask(server, "resources/read", uri=uri) for uri in listed)


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("read_post", {}, "read_post needs 'id'"),
        ("read_post", {"id": 5}, "id is a text, not 5"),
        ("read_post", {"id": "nobody"}, "no post 'nobody'"),
        ("read_post", {"id": "wire-1", "please": "x"}, "takes no 'please'"),
        ("search_posts", {}, "The search is empty"),
        ("search_posts", {"words": "x", "page": 0}, "page is at least 1"),
        ("search_posts", {"words": "x", "page": True}, "page is a whole number"),
        ("search_posts", {"words": "x", "since": "soon"}, "since takes a day"),
        ("search_posts", {"event_type": "FIGHT"}, "event_type is one of"),
        ("list_commitments", {"status": "done"}, "status is one of"),
        ("read_story", {"id": "nobody"}, "No story has the id 'nobody'"),
        ("write_brief", {"since": "soon"}, "--since takes a span"),
    ],
)
def test_bad_arguments_are_told_in_a_sentence(name: str, arguments: dict[str, Any], says: str, server: Server) -> None:
    result = call(server, name, **arguments)
    assert result["isError"]
    assert says in result["content"][0]["text"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("not json", -32700),
        ("[1, 2]", -32600),
        ('{"jsonrpc": "1.0", "id": 1, "method": "ping"}', -32600),
        ('{"jsonrpc": "2.0", "id": 1, "method": "no/such"}', -32601),
        ('{"jsonrpc": "2.0", "id": 1, "method": "ping", "params": [1]}', -32602),
        ('{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "drop"}}', -32602),
        ('{"jsonrpc": "2.0", "id": 1, "method": "resources/read", "params": {"uri": "file:///etc/passwd"}}', -32002),
        ('{"jsonrpc": "2.0", "id": 1, "method": "resources/read", "params": {"uri": "gpulse://post/no"}}', -32002),
        ('{"jsonrpc": "2.0", "id": 1, "method": "resources/list", "params": {"cursor": "x"}}', -32602),
    ],
)
def test_broken_requests_get_the_code_of_the_protocol(line: str, code: int, server: Server) -> None:
    answer = server.answer(line)
    assert answer is not None
    assert json.loads(answer)["error"]["code"] == code


def test_notifications_and_answers_get_none(server: Server) -> None:
    assert server.answer('{"jsonrpc": "2.0", "method": "notifications/initialized"}') is None
    assert server.answer('{"jsonrpc": "2.0", "id": 3, "result": {}}') is None


def test_nothing_that_is_said_breaks_it() -> None:
    """Whatever comes in, each answer is one line of JSON-RPC, and the next request is answered."""
    quiet = Server(tools=(), list_posts=lambda _: ([], False), read_post=lambda _: {})

    @given(
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(),
            lambda v: (
                st.lists(v)
                | st.dictionaries(
                    st.sampled_from(["jsonrpc", "id", "method", "params", "name", "arguments", "uri", "x"]), v
                )
            ),
        )
        | st.text()
    )
    def check(said: Any) -> None:
        line = said if isinstance(said, str) else json.dumps(said)
        answer = quiet.answer(line)
        if answer is not None:
            assert json.loads(answer)["jsonrpc"] == "2.0"

    check()


def run(server: Server, text: str) -> list[dict[str, Any]]:
    answers = io.StringIO()
    serve(server, io.StringIO(text), answers)
    return [json.loads(line) for line in answers.getvalue().splitlines()]


def test_a_message_without_end_is_refused_and_the_next_answered(server: Server) -> None:
    ping = '{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n'
    answers = run(server, '"' + "x" * 3_000_000 + '"\n\n' + ping)
    assert [answer.get("error", {}).get("code") for answer in answers] == [-32600, None]
    assert answers[1]["result"] == {}


def test_reading_changes_no_record(store: Store, server: Server, records: list[Record]) -> None:
    before = list(store.load_records())
    for name, arguments in (
        ("list_commitments", {}),
        ("list_stories", {}),
        ("write_brief", {}),
        ("search_posts", {"words": "x"}),
    ):
        call(server, name, **arguments)
    assert list(store.load_records()) == before
    assert store.count_posts() == len(records)


def test_the_command_ends_with_its_input(store_path: str) -> None:
    command = [sys.executable, "-m", "gpulse", "--store", store_path, "mcp"]
    ping = b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n'
    done = subprocess.run(
        command, input=ping, capture_output=True, env={**os.environ, "PYTHONPATH": SOURCE}, timeout=60, check=False
    )
    assert (done.returncode, json.loads(done.stdout)["result"]) == (0, {})
