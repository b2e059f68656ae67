"""The store: SQLite or PostgreSQL, one schema, numbered migrations.

    with open_store(None) as store:              # a path, ":memory:", a database URL, or None for the default place
        store.add_record(record)                 # "added" | "unchanged" | "changed"; durable once it returns
        for record in store.load_records("2024-07-31"): ...
        store.load_record(id)                    # raises NotFound

Several writes as one: `with store.transaction(): ...`. What people set by hand, and what the program said before:

    store.add_ruling(Ruling(commitment=id, status="kept", on="2024-10-21", why="…", evidence=address, ruled_at=now()))
    store.load_rulings()                         # oldest first; the last one on a commitment holds
    store.note_statuses([StatusChange(commitment=id, status="overdue", as_of="2024-08-01")])   # where it changed
    store.load_statuses(id)
    store.add_story_edit(StoryEdit(action="merge", articles=(a, b), why="…", edited_at=now()))
    store.load_story_edits()
"""

from gpulse.store.edits import Ruling, StatusChange, StoryEdit
from gpulse.store.store import Outcome, Store, now, open_store

__all__ = ["Outcome", "Ruling", "StatusChange", "Store", "StoryEdit", "now", "open_store"]
