"""Geopolitical Pulse: who did what to whom, who says so, what was promised by when, and whether it was done."""

__version__ = "0.1.0"
