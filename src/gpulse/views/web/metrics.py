"""Health and metrics, in Prometheus' text format. The only import of prometheus_client."""

from __future__ import annotations

from collections import Counter as Counts
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from gpulse.linking.summary.summary_notes import Summary

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 5.0)
"""Seconds; 0.2 is what the first page may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether the site can answer: `state` is "well" or "ill"."""

    state: str
    why: str | None
    at: str


class Metrics:
    """The counts of one running site."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "gpulse_requests", "Requests by route and status.", ["route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "gpulse_request_seconds", "Seconds that answers took, by route.", ["route"], buckets=BUCKETS,
            registry=self.registry,
        )  # fmt: skip
        self.posts = Gauge("gpulse_posts", "Posts in the store.", registry=self.registry)
        self.made = Gauge("gpulse_summary_seconds", "Seconds that a summary took.", ["name"], registry=self.registry)
        self.feeds = Gauge("gpulse_feeds", "Feeds that are watched, by state.", ["state"], registry=self.registry)

    def count(self, scope: MutableMapping[str, Any], status: int, seconds: float) -> None:
        """Count an answer. Routes are counted by their pattern, so that addresses make no new series."""
        route = getattr(scope.get("route"), "path", "static" if scope["path"].startswith("/static/") else "other")
        self.requests.labels(route=route, status=str(status)).inc()
        self.seconds.labels(route=route).observe(seconds)

    def tell(self, posts: int, summaries: Mapping[str, Summary], feeds: Sequence[str]) -> tuple[bytes, str]:
        """Return the metrics and their media type."""
        self.posts.set(posts)
        for name, summary in summaries.items():
            self.made.labels(name=name).set(summary.seconds)
        counts = Counts(feeds)
        for state in ("new", "sound", "failing", "dead"):
            self.feeds.labels(state=state).set(counts[state])
        return generate_latest(self.registry), CONTENT_TYPE_LATEST
