"""What search engines and fact-checkers' tools read of a page: schema.org as JSON-LD."""

from __future__ import annotations

from typing import Any

from gpulse.codec import drop_unknown
from gpulse.linking.ledger.ledger_rows import Row
from gpulse.linking.story.story_rows import Story
from gpulse.record import Article

CONTEXT = "https://schema.org"
RESOLVED = ("kept", "late", "partial", "broken", "withdrawn")
"""The statuses for which a promise is reviewed: posts show what became of it."""

_Data = dict[str, Any]


def publisher_data(title: str, address: str | None) -> _Data:
    """Return who publishes the site."""
    return drop_unknown({"@type": "Organization", "name": title, "url": address})


def article_data(
    story: Story,
    headline: str,
    articles: list[Article],
    site: _Data,
    address: str | None,
    card: str | None,
) -> _Data:
    """Return a post of the site as a NewsArticle that cites the posts it rests on."""
    days = sorted(a.published_at for a in articles if a.published_at)
    return drop_unknown({
        "@context": CONTEXT, "@type": "NewsArticle", "headline": headline[:110], "url": address,
        "mainEntityOfPage": address, "datePublished": days[-1] if days else None,
        "dateModified": days[-1] if days else None, "author": site, "publisher": site, "image": card,
        "isAccessibleForFree": True, "citation": [
            drop_unknown({
                "@type": "NewsArticle", "headline": a.title, "url": a.url, "datePublished": a.published_at,
                "publisher": {"@type": "Organization", "name": a.publisher} if a.publisher else None,
            })
            for a in articles
        ],
        "mentions": [{"@type": "Claim", "text": story.claim.quote}],
    })  # fmt: skip


def claim_data(row: Row, speaker: str, site: _Data, address: str | None) -> _Data:
    """Return a commitment as a Claim, or as a ClaimReview of it where posts show what became of it."""
    addresses = [e.url for e in row.evidence if e.url]
    said = row.evidence[0].quote if row.evidence else row.what or row.kind
    claim = drop_unknown({
        "@type": "Claim", "text": said, "datePublished": row.said_on,
        "author": {"@type": "Person" if row.said_by else "Organization", "name": speaker},
        "appearance": [{"@type": "CreativeWork", "url": found} for found in addresses] or None,
        "firstAppearance": {"@type": "CreativeWork", "url": addresses[0]} if addresses else None,
    })  # fmt: skip
    if row.status not in RESOLVED or not row.outcome_evidence:
        return {"@context": CONTEXT, **claim, **({"url": address} if address else {})}
    told = [e.published_at for e in row.outcome_evidence if e.published_at]
    return drop_unknown({
        "@context": CONTEXT, "@type": "ClaimReview", "url": address, "claimReviewed": said, "author": site,
        "datePublished": min(told)[:10] if told else None, "itemReviewed": claim, "reviewBody": row.why,
        "reviewRating": {"@type": "Rating", "alternateName": row.status.capitalize()},
        "citation": [found for e in row.outcome_evidence if (found := e.url)] or None,
    })  # fmt: skip
