"""Records as JSON and back, and the JSON Schema generated from the domain model. The only import of msgspec.

msgspec reads and writes frozen dataclasses directly and validates types on the way in.
"""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, TypeVar

import msgspec

from gpulse.codes import CONTEXTS, EVENT_TYPES, MODES, SECTORS
from gpulse.errors import InputError
from gpulse.record import Record

T = TypeVar("T")

CODES: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {
        "event_type": EVENT_TYPES,
        "mode": tuple(sorted({mode for modes in MODES.values() for mode in modes})),
        "contexts": CONTEXTS,
        "sector": SECTORS,
    }
)
"""The closed list of each field that has one, whichever object it is in."""


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


def drop_unknown(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entries that have a value, for formats that leave out what is unknown.

    >>> drop_unknown({"title": "A visit", "language": None})
    {'title': 'A visit'}
    """
    return {key: value for key, value in values.items() if value is not None}


def digest(value: object) -> str:
    """Return the SHA-256 of a value's JSON, in hexadecimal: what tells one article, or one reader, from another."""
    return hashlib.sha256(encode(value)).hexdigest()


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
    """Return the JSON Schema (draft 2020-12) of a record, generated from the dataclasses.

    Fields with a closed list get it as an `enum`; descriptions are the classes' docstrings.
    """
    schema = msgspec.json.schema(Record)
    for part in schema["$defs"].values():
        if "description" in part:
            part["description"] = inspect.cleandoc(part["description"])
        for name, field in part.get("properties", {}).items():
            if name in CODES:
                _close(field, CODES[name])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "gpulse record", **schema}


def _close(field: dict[str, Any], codes: Sequence[str]) -> None:
    """Allow only `codes` in a field that holds a string, a list of them, or perhaps nothing."""
    for part in (field, field.get("items", {}), *field.get("anyOf", ())):
        if part.get("type") == "string":
            part["enum"] = list(codes)


def pretty(value: object) -> str:
    """Return `value` as indented JSON for people."""
    return json.dumps(builtins(value), ensure_ascii=False, indent=2)
