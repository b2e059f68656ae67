"""Scorers for public gold sets; each names its protocol."""
