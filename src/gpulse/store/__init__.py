"""Records kept in SQLite or PostgreSQL."""
