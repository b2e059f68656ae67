"""The domain model: a record survives JSON, its schema holds, and every span slices back to its words."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gpulse import codec, codes, record
from gpulse.errors import InputError
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article, Event, Item, Mention, Record, Span

POSTS = (
    "Norway will send 14 F-16 jets to Ukraine by the end of March, its prime minister said on Monday.",
    "“We were not told,” the spokesman said. “Nobody was.”",
    "Kenya and Haiti signed an agreement in Nairobi on 1 March 2024 🕊️.",
    "If Ankara refuses, Stockholm “will draw its conclusions”, Paper B wrote last week.",
    "At least 180 people were killed in Cité Soleil, the United Nations said.",
    "The Group of 50 nations standing beside Ukraine met in Ramstein, Germany.",
    "- The Gazette\n- World\n- Oslo sends a ship\nOslo sends a ship",
    "俄罗斯 said ‏שלום‎ — and e\u0301te\u0301.",
)

numbers = st.floats(allow_nan=False, allow_infinity=False)
st.register_type_strategy(float, numbers)


def walk(value: Any) -> Iterator[Any]:
    """Yield every dataclass within a record."""
    if dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from walk(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from walk(part)


@cache
def kit() -> Kit:
    return load_kit()


def read(text: str, day: str | None = "2024-06-28") -> Record:
    return read_article(Article(id="a", text=text, published_at=day, published_from="given" if day else None), kit())


@cache
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(codec.record_schema())


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.from_type(Record))
def test_a_record_survives_the_round_trip(made: Record) -> None:
    line = codec.encode_record(made)
    assert b"\n" not in line
    assert codec.decode_record(line) == made
    assert codec.encode_record(codec.decode_record(line)) == line


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.one_of(st.sampled_from(POSTS), st.text(min_size=1, max_size=20)), min_size=1, max_size=8),
    st.sampled_from([" ", "\n", "\n\n", "\r\n", "\t", "\u00a0"]),
    st.sampled_from([None, "2024-06-28", "2024-06-28T22:15:00Z"]),
)
def test_every_span_of_a_reading_slices_back(parts: list[str], joint: str, day: str | None) -> None:
    text = joint.join(parts)
    made = read(text, day)
    assert made.article.text == text
    for value in walk(made):
        if isinstance(value, Span):
            assert 0 <= value.start <= value.end <= len(text)
            assert value.of(text).strip(), value
        if isinstance(value, Item):
            assert value.text == value.of(text)
        if isinstance(value, Event):
            assert all(number < len(made.attributions) for number in value.attributions)
    validator().validate(json.loads(codec.encode_record(made)))
    assert codec.decode_record(codec.encode_record(made)) == made


def test_an_undated_post_gets_no_day_from_today() -> None:
    made = read("Kenya said last week that it would send 600 officers to Haiti next month.", None)
    assert made.article.published_at is None
    days = {getattr(v, name, None) for v in walk(made) for name in ("earliest", "latest", "said_on", "signed_on")}
    assert days == {None}


def test_the_schema_is_sound_and_closed_where_the_lists_are() -> None:
    schema = codec.record_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    event = schema["$defs"]["Event"]["properties"]
    assert event["event_type"]["anyOf"][0]["enum"] == list(codes.EVENT_TYPES)
    assert event["contexts"]["items"]["enum"] == list(codes.CONTEXTS)
    assert event["realis"]["enum"] == sorted(codes.REALIS)
    assert schema["$defs"]["Mention"]["properties"]["sector"]["anyOf"][0]["enum"] == list(codes.SECTORS)


def test_the_schema_refuses_what_the_format_has_not() -> None:
    made = codec.builtins(read(POSTS[0]))
    for path, bad in (
        (("sentences", 0, "start"), "0"),
        (("article", "text"), None),
        (("mentions", 0, "kind"), "thing"),
    ):
        broken = json.loads(json.dumps(made))
        place = broken
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = bad
        with pytest.raises(jsonschema.ValidationError):
            validator().validate(broken)
        with pytest.raises(InputError, match="is not a Record"):
            codec.decode_record(json.dumps(broken))


@pytest.mark.parametrize("raw", ["", "{", "[]", '{"article": {}}', b"\xff\xfe", '{"article": {"id": "a", "text": 3}}'])
def test_json_that_is_no_record_is_said_so(raw: str | bytes) -> None:
    with pytest.raises(InputError, match=r"This JSON is not a Record: .*gpulse read --json"):
        codec.decode_record(raw)


def test_keys_of_the_public_format() -> None:
    """The keys that were published: adding one is fine, losing one needs an upgrade note (docs/upgrading.md)."""
    schema = codec.record_schema()["$defs"]
    published = {
        "Record": "article sentences mentions timexes attributions events commitments refused agreements blocs meta",
        "Article": "id url title publisher byline published_at language text",
        "Mention": "start end kind name actor sector place chain",
        "Place": "name geonameid country admin1 lat lon feature_code",
        "Timex": "start end type value earliest latest",
        "Attribution": "source cue content kind speaker via earliest latest",
        "Speaker": "name role code sector anonymous",
        "Event": "id trigger event_type mode contexts actors recipients via items place earliest latest realis "
        "polarity certainty attributions evidence score",
        "Participant": "start end name code sector",
        "Item": "start end text quantity",
        "Quantity": "low high unit approximate",
        "Commitment": "id kind by to event event_type what quantity place said_by said_on earliest latest window_text "
        "condition evidence",
        "Refusal": "evidence why",
        "Agreement": "name parties signed_on place clauses",
        "Clause": "trigger obliged duty evidence",
        "Bloc": "name members size approximate evidence",
        "Meta": "gpulse model read_at",
    }
    for name, keys in published.items():
        assert set(keys.split()) <= set(schema[name]["properties"]), name


def test_records_cannot_be_changed() -> None:
    for name, kind in vars(record).items():
        if dataclasses.is_dataclass(kind) and isinstance(kind, type):
            assert kind.__dataclass_params__.frozen, name  # type: ignore[attr-defined]
            assert "__slots__" in vars(kind), name
            assert all(field.kw_only for field in dataclasses.fields(kind)), name
    with pytest.raises(dataclasses.FrozenInstanceError):
        Mention(start=0, end=1, kind="person", name="A").name = "B"  # type: ignore[misc]
