"""What a saved search finds, as a feed."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from gpulse.exchange.feeds_out import Feed, Item, newest
from gpulse.record import Article
from gpulse.store.alerts import Alert
from gpulse.store.search import Found


def build_alert_feed(alert: Alert, found: Sequence[tuple[Found, Article]], self_url: str | None = None) -> Feed:
    """Return the feed of an alert; items without a day of publication carry the day on which the alert was added."""
    items = tuple(
        Item(
            id=f"urn:gpulse:post:{quote(one.id, safe='')}", title=one.title or one.id, url=article.url,
            updated=one.published_at or alert.added_at, author=one.publisher, summary=one.snippet,
        )
        for one, article in found
    )  # fmt: skip
    return Feed(
        id=f"urn:gpulse:alert:{quote(alert.name, safe='')}", title=alert.name, items=items,
        updated=newest(items, alert.added_at), self_url=self_url,
    )  # fmt: skip
