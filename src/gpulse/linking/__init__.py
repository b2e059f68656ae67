"""Across posts: stories, lineage, happenings, commitments and their outcomes."""
