"""A state that is only named as the one that a body is of."""

from gpulse.record import Mention


def is_owner(text: str, mention: Mention, following: Mention) -> bool:
    """Say whether a state is only named as the one that a body is of: "Colombia's ELN", "Sudan's Rapid Support
    Forces"."""
    own = following.kind == "organisation" and following.actor not in (None, mention.actor)
    return own and text[mention.end : following.start] in ("'s ", "\u2019s ")
