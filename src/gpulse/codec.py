"""Records as JSON and back, and the JSON Schema generated from the domain model. The only import of msgspec.

msgspec reads and writes frozen dataclasses directly and validates types on the way in.
"""

from __future__ import annotations

import json
from typing import Any, TypeVar

import msgspec

from gpulse.errors import InputError
from gpulse.record import Record

T = TypeVar("T")


def encode(value: object) -> bytes:
    """Return `value` (a dataclass of the domain model, or plain containers of them) as one line of UTF-8 JSON."""
    return msgspec.json.encode(value)


def decode(raw: bytes | str, kind: type[T]) -> T:
    """Read one JSON value of type `kind`.

    Raises `InputError` where the JSON is malformed or does not fit the type.
    """
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.DecodeError as error:
        raise InputError(f"This JSON is not a {kind.__name__}: {error}; write it with `gpulse read --json`.") from error


def encode_record(record: Record) -> bytes:
    """Return the record as one line of JSON, the public format of docs/record.md."""
    return encode(record)


def decode_record(raw: bytes | str) -> Record:
    """Read a record from its JSON. Raises `InputError` where it does not fit the format."""
    return decode(raw, Record)


def builtins(value: object) -> Any:
    """Return `value` as plain dicts, lists, strings and numbers."""
    return msgspec.to_builtins(value)


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a record, generated from the dataclasses."""
    schema = msgspec.json.schema(Record)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "gpulse record", **schema}


def pretty(value: object) -> str:
    """Return `value` as indented JSON for people."""
    return json.dumps(builtins(value), ensure_ascii=False, indent=2)
