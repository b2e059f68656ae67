"""The record for assistants, through the Model Context Protocol over standard input and output: read only, paged.

A small part of the protocol, in JSON-RPC 2.0, one message a line: `initialize`, `ping`, tools and resources. The
official package would bring a web server, cryptography and telemetry for that, so it is used in the tests alone, as the
client. Every answer is what another command prints too: sentences come with the words of posts, and what is not known
is `null`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import quote, unquote

from gpulse import __version__
from gpulse.codec import builtins
from gpulse.codes import COMMITMENT_KINDS, EVENT_TYPES, OUTCOMES
from gpulse.errors import GpulseError, InputError

VERSIONS = ("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05")
"""The versions of the protocol that this part of it is the same in, the newest first."""

PAGE = 20
"""Rows on a page: about 10,000 tokens of evidence at most."""

LINE = 1_000_000
"""The longest message that is read, in characters."""

INSTRUCTIONS = (
    "A record of what news posts report on states: who did what to whom, who says so, what was promised by when, and "
    "whether it was done. Every answer quotes the post it rests on: cite those words and the post's address. A null "
    "means that the posts do not say; do not fill it in. Lists come in pages: pass next_page on as page."
)

_Answer = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """Something an assistant may ask: `properties` is the JSON Schema of its arguments."""

    name: str
    what: str
    properties: Mapping[str, dict[str, Any]]
    required: tuple[str, ...]
    answer: Callable[[dict[str, Any]], object]

    def describe(self) -> _Answer:
        """Return the tool as the protocol lists it."""
        return {
            "name": self.name, "title": self.name.replace("_", " "), "description": self.what,
            "inputSchema": {
                "type": "object", "properties": dict(self.properties), "required": list(self.required),
                "additionalProperties": False,
            },
            "annotations": {"readOnlyHint": True, "idempotentHint": True, "openWorldHint": False},
        }  # fmt: skip


def text(what: str, **more: Any) -> dict[str, Any]:
    """Return the schema of a text argument."""
    return {"type": "string", "description": what, **more}


PAGE_ARGUMENT = {"type": "integer", "minimum": 1, "description": "Which page of the list, from 1."}


class Refused(Exception):
    """A request that cannot be answered: a JSON-RPC error with its code."""

    def __init__(self, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Answers requests. `read_post` returns a post for a resource; `list_posts` one page of posts (id, title,
    publisher, published_at) and whether more follow."""

    tools: tuple[Tool, ...]
    list_posts: Callable[[int], tuple[list[_Answer], bool]]
    read_post: Callable[[str], object]

    def answer(self, line: str) -> str | None:
        """Return the answer to one message, `None` where it asks for none."""
        try:
            message = json.loads(line)
        except ValueError:
            return _error(None, -32700, "This is not JSON.")
        if (
            not isinstance(message, dict)
            or message.get("jsonrpc") != "2.0"
            or not isinstance(message.get("method"), str)
        ):
            if isinstance(message, dict) and ("result" in message or "error" in message):
                return None
            return _error(None, -32600, "This is no JSON-RPC 2.0 request.")
        if "id" not in message:
            return None
        params = message.get("params") or {}
        try:
            if not isinstance(params, dict):
                raise Refused(-32602, "The parameters of a method are given by name.")
            return _line({"jsonrpc": "2.0", "id": message["id"], "result": self._result(message["method"], params)})
        except Refused as refusal:
            return _error(message["id"], refusal.code, str(refusal))
        except GpulseError as error:
            return _error(message["id"], -32603, str(error))

    def _result(self, method: str, params: dict[str, Any]) -> _Answer:
        if method == "initialize":
            asked = params.get("protocolVersion")
            return {
                "protocolVersion": asked if asked in VERSIONS else VERSIONS[0],
                "capabilities": {"tools": {}, "resources": {}},
                "serverInfo": {"name": "gpulse", "title": "Geopolitical Pulse", "version": __version__},
                "instructions": INSTRUCTIONS,
            }
        if method == "ping":
            return {}
        if method == "tools/list":
            return {"tools": [tool.describe() for tool in self.tools]}
        if method == "tools/call":
            return self._call(params)
        if method == "resources/list":
            return self._list(params)
        if method == "resources/templates/list":
            template = {
                "uriTemplate": "gpulse://post/{id}", "name": "post", "title": "A post with its record",
                "mimeType": "application/json",
            }  # fmt: skip
            return {"resourceTemplates": [template]}
        if method == "resources/read":
            return self._read(params)
        raise Refused(-32601, f"There is no method {method!r} here.")

    def _call(self, params: dict[str, Any]) -> _Answer:
        name, arguments = params.get("name"), params.get("arguments") or {}
        tool = next((tool for tool in self.tools if tool.name == name), None)
        if tool is None:
            raise Refused(-32602, f"There is no tool {name!r}; tools/list names them.")
        try:
            check_arguments(tool, arguments)
            found = builtins(tool.answer(arguments))
        except GpulseError as error:
            return {"content": [{"type": "text", "text": str(error)}], "isError": True}
        words = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
        answer: _Answer = {"content": [{"type": "text", "text": words}], "isError": False}
        if isinstance(found, dict):
            answer["structuredContent"] = found
        return answer

    def _list(self, params: dict[str, Any]) -> _Answer:
        cursor = params.get("cursor") or "1"
        if not (isinstance(cursor, str) and cursor.isascii() and cursor.isdigit() and len(cursor) < 10):
            raise Refused(-32602, f"There is no page {cursor!r}.")
        page = max(1, int(cursor))
        posts, more = self.list_posts(page)
        found = [
            {
                "uri": f"gpulse://post/{quote(post['id'], safe='')}", "name": post["id"],
                "title": post["title"] or post["id"], "mimeType": "application/json",
                "description": ", ".join(part for part in (post["publisher"], post["published_at"]) if part),
            }
            for post in posts
        ]  # fmt: skip
        return {"resources": found, **({"nextCursor": str(page + 1)} if more else {})}

    def _read(self, params: dict[str, Any]) -> _Answer:
        uri = params.get("uri")
        if not isinstance(uri, str) or not uri.startswith("gpulse://post/"):
            raise Refused(-32002, f"There is no resource {uri!r}.")
        try:
            found = self.read_post(unquote(uri.removeprefix("gpulse://post/")))
        except InputError as error:
            raise Refused(-32002, str(error)) from error
        shown = json.dumps(builtins(found), ensure_ascii=False)
        return {"contents": [{"uri": uri, "mimeType": "application/json", "text": shown}]}


def check_arguments(tool: Tool, arguments: object) -> None:
    """Raise `InputError` where arguments are not what the tool takes: an unknown name, a wrong type or value."""
    if not isinstance(arguments, dict):
        raise InputError(f"{tool.name} takes its arguments by name.")
    for name in tool.required:
        if name not in arguments:
            raise InputError(f"{tool.name} needs {name!r}.")
    for name, value in arguments.items():
        schema = tool.properties.get(name)
        if schema is None:
            raise InputError(f"{tool.name} takes no {name!r}; it takes {', '.join(tool.properties)}.")
        kind, called = {"string": (str, "text"), "integer": (int, "whole number")}[schema["type"]]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise InputError(f"{tool.name}: {name} is a {called}, not {value!r}.")
        if "enum" in schema and value not in schema["enum"]:
            raise InputError(f"{tool.name}: {name} is one of {', '.join(schema['enum'])}, not {value!r}.")
        if "minimum" in schema and value < schema["minimum"]:
            raise InputError(f"{tool.name}: {name} is at least {schema['minimum']}, not {value!r}.")


def serve(server: Server, requests: IO[str], answers: IO[str]) -> None:
    """Answer one message a line until the input ends."""
    for line in _lines(requests):
        made = (
            server.answer(line) if len(line) <= LINE else _error(None, -32600, f"A message has at most {LINE} letters.")
        )
        if made is not None:
            answers.write(made + "\n")
            answers.flush()


def _lines(requests: IO[str]) -> Iterator[str]:
    """Yield the lines that say something; of one that is too long only its beginning is kept."""
    while line := requests.readline(LINE + 2):
        whole = line
        while not whole.endswith("\n") and (whole := requests.readline(LINE)):
            pass
        if line.strip():
            yield line


def _line(answer: _Answer) -> str:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def _error(id: object, code: int, sentence: str) -> str:
    return _line({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": sentence}})


DAY = text("A day, such as 2024-07-31; today where left out. Nothing published later is used.")
KIND = text("What kind of commitment.", enum=list(COMMITMENT_KINDS))
STATUS = text("What became of it.", enum=list(OUTCOMES))
TYPE = text("A PLOVER event type.", enum=list(EVENT_TYPES))
