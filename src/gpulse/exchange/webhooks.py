"""Telling another program of new posts: signed messages after the Standard Webhooks specification, tried again with
growing pauses until they arrive or are given up.

Messages go through `gpulse.fetch`, so that an address on a private network is refused unless `allow_private` is set.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from gpulse.answer import Unfetched
from gpulse.errors import InputError, NotFound
from gpulse.fetch import Fetcher
from gpulse.record import Record
from gpulse.store.alerts import Alert, Delivery, load_due, note_failed, note_new_posts, note_sent
from gpulse.store.store import Store

PAUSES = (5, 300, 1800, 7200, 18_000, 36_000, 36_000)
"""Seconds to wait after each failed try, as the specification recommends; after eight tries a message is given up."""

PREFIX = "whsec_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of a message: `why` is `None` where it arrived; `given_up` where it will not be tried again."""

    alert: str
    post: str
    why: str | None = None
    given_up: bool = False


def make_secret() -> str:
    """Return a new secret of 24 random bytes, as the specification writes it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(24)).decode()


def sign(secret: str, id: str, timestamp: int, body: bytes) -> str:
    """Return the signature of a message: HMAC-SHA256 over "id.timestamp.body", base64, with its version before it.

    The specification's own example:

    >>> secret, id = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    >>> sign(secret, id, 1614265330, b'{"test": 2432232314}')
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='

    Raises `InputError` where the secret is no such secret.
    """
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise InputError("The webhook's secret is damaged: remove the alert and add it again.") from error
    mark = hmac.new(key, f"{id}.{timestamp}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(mark.digest()).decode()


def message(alert: Alert, record: Record, found_at: str) -> bytes:
    """Return the body of a message on one post."""
    article = record.article
    data: dict[str, Any] = {
        "alert": alert.name, "post": article.id, "url": article.url, "title": article.title,
        "publisher": article.publisher, "published_at": article.published_at,
        "events": len(record.events), "commitments": [
            {"kind": c.kind, "by": c.by, "to": c.to, "what": c.what, "earliest": c.earliest, "latest": c.latest,
             "quote": " … ".join(span.of(article.text) for span in c.evidence)}
            for c in record.commitments
        ],
    }  # fmt: skip
    return json.dumps({"type": "post.found", "timestamp": found_at, "data": data}, ensure_ascii=False).encode()


def send_alert(store: Store, alert: Alert, fetcher: Fetcher, clock: Callable[[], dt.datetime]) -> Iterator[Sent]:
    """Note the new posts of an alert and send all that is due; each result is kept before it is told."""
    note_new_posts(store, alert)
    if alert.webhook is None or alert.secret is None:
        return
    for delivery in load_due(store, alert, _instant(clock())):
        yield _send(store, alert, delivery, fetcher, clock())


def _send(store: Store, alert: Alert, delivery: Delivery, fetcher: Fetcher, at: dt.datetime) -> Sent:
    try:
        record = store.load_record(delivery.post)
    except NotFound as error:
        note_failed(store, delivery, str(error), None)
        return Sent(alert=alert.name, post=delivery.post, why=str(error), given_up=True)
    body = message(alert, record, delivery.found_at)
    id, timestamp = f"msg_{alert.number}_{delivery.number}", int(at.timestamp())
    headers = {
        "Content-Type": "application/json", "webhook-id": id, "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(alert.secret or "", id, timestamp, body),
    }  # fmt: skip
    try:
        fetcher.post(alert.webhook or "", body, headers)
    except Unfetched as error:
        wait = PAUSES[delivery.attempts] if delivery.attempts < len(PAUSES) else None
        if error.lasting:
            wait = None
        later = at + dt.timedelta(seconds=max(wait, error.after or 0)) if wait is not None else None
        note_failed(store, delivery, str(error), _instant(later) if later else None)
        return Sent(alert=alert.name, post=delivery.post, why=str(error), given_up=later is None)
    note_sent(store, delivery)
    return Sent(alert=alert.name, post=delivery.post)


def _instant(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
