"""The network's stage: read each article's sentences once, and hand on what it says."""

from __future__ import annotations

from dataclasses import replace

from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit


def add_tags(draft: Draft, kit: Kit) -> Draft:
    """Add the network's tags; without a network the draft stays as it is, and the stages after it abstain."""
    if kit.network is None:
        return draft
    return replace(draft, tags=kit.network.read(draft.text, draft.record.sentences))
