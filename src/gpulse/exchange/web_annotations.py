"""Every field of a record as a W3C Web Annotation (https://www.w3.org/TR/annotation-model/): the value as the body, the
words it was read from as the target, by a TextQuoteSelector and a TextPositionSelector.

Positions count Unicode code points of the article's text, as the model asks. A post without an address is targeted by
`urn:gpulse:` and its id.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from gpulse.record import Record
from gpulse.store.fields import Field, find_stage, list_fields

CONTEXT = 32
"""Characters before and after the words, by which they are found again where the page has changed."""


def write_annotations(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield an annotation collection with one page, as JSON-LD."""
    yield (
        b'{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:gpulse:annotations", '
        b'"type": "AnnotationCollection", "label": "Fields of gpulse records", "first": '
        b'{"id": "urn:gpulse:annotations:1", "type": "AnnotationPage", "partOf": "urn:gpulse:annotations", "items": ['
    )
    count = 0
    for record in records:
        for position, field in enumerate(list_fields(record)):
            if field.span is not None:
                text = json.dumps(annotation(record, field, position), ensure_ascii=False)
                yield (("," if count else "") + "\n" + text).encode()
                count += 1
    yield f'\n]}}, "total": {count}}}\n'.encode()


def annotation(record: Record, field: Field, position: int) -> dict[str, Any]:
    """Return one field as an annotation; `position` is its place among the record's fields.

    Raises `ValueError` where the field rests on no words.
    """
    article, span = record.article, field.span
    if span is None:
        raise ValueError("a field without words has nothing to annotate")
    source = article.url or f"urn:gpulse:post:{quote(article.id, safe='')}"
    stage = find_stage(field.name, record.meta.stages)
    method = record.meta.stages[stage] if stage is not None else None
    found: dict[str, Any] = {
        "id": f"urn:gpulse:annotation:{quote(article.id, safe='')}:{position}",
        "type": "Annotation",
        "motivation": "identifying" if field.name.startswith("mention.") else "classifying",
        "body": {
            "type": "TextualBody", "format": "text/plain", "purpose": "tagging", "value": f"{field.name}={field.value}",
        },
        "target": {
            "source": source,
            "selector": [
                {
                    "type": "TextQuoteSelector", "exact": span.of(article.text),
                    "prefix": article.text[max(0, span.start - CONTEXT) : span.start],
                    "suffix": article.text[span.end : span.end + CONTEXT],
                },
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            ],
        },
        "generator": {
            "type": "Software", "name": f"gpulse {record.meta.gpulse}"
            + (f", {method.stage} {method.version}: {method.method}" if method else ""),
        },
    }  # fmt: skip
    if record.meta.read_at:
        found["generated"] = record.meta.read_at
    return found
