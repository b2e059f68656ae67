"""The tables of the store, as the newest migration leaves them.

Rows are appended and superseded, never edited: a post points at its current version and its current reading, and the
older ones stay. The numbered files in `migrations/versions` are what builds a store; a test proves that they end here.
"""

from __future__ import annotations

import sqlalchemy as sa

HEAD = "0009"
"""The newest migration. A store at this number opens without loading Alembic."""

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True)


posts = sa.Table(
    "posts",
    metadata,
    _number(),
    sa.Column("id", sa.Text(collation="C").with_variant(sa.Text(), "sqlite"), nullable=False, unique=True),
    sa.Column("published_at", sa.Text(collation="C").with_variant(sa.Text(), "sqlite")),
    sa.Column("version", sa.BigInteger),
    sa.Column("reading", sa.BigInteger),
    sa.Column("added_at", sa.Text, nullable=False),
    sa.Column("retracted_at", sa.Text),
    sa.Index("ix_posts_published_at_id", "published_at", "id"),
    sa.Index("ix_posts_version", "version"),
    sa.Index("ix_posts_reading", "reading"),
)
"""A post by its article id. `version` and `reading` are the numbers of its current ones."""

pages = sa.Table(
    "pages",
    metadata,
    _number(),
    sa.Column("digest", sa.Text, nullable=False, unique=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("charset", sa.Text),
    sa.Column("fetched_at", sa.Text),
)
"""The bytes that an article was taken from, compressed with zlib; `digest` is the SHA-256 of the bytes themselves."""

versions = sa.Table(
    "versions",
    metadata,
    _number(),
    sa.Column("post", sa.ForeignKey("posts.number"), nullable=False, index=True),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("url", sa.Text),
    sa.Column("title", sa.Text),
    sa.Column("publisher", sa.Text),
    sa.Column("byline", sa.Text),
    sa.Column("published_at", sa.Text),
    sa.Column("published_from", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("stored_at", sa.Text, nullable=False),
    sa.Column("page", sa.ForeignKey("pages.number"), index=True),
)
"""What a post said, each time that it changed. `digest` is the SHA-256 of the article's JSON."""

readers = sa.Table(
    "readers",
    metadata,
    _number(),
    sa.Column("gpulse", sa.Text, nullable=False),
    sa.Column("model", sa.Text),
    sa.Column("stages", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False, unique=True),
)
"""What read: the package's version, the model, and each stage's method and version (JSON)."""

readings = sa.Table(
    "readings",
    metadata,
    _number(),
    sa.Column("version", sa.ForeignKey("versions.number"), nullable=False, index=True),
    sa.Column("reader", sa.ForeignKey("readers.number"), nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("layers", sa.LargeBinary, nullable=False),
    sa.Column("read_at", sa.Text),
    sa.Column("stored_at", sa.Text, nullable=False),
)
"""What one reader took from one version: the record's JSON without article and meta, as `packing` writes it. `digest`
is the SHA-256 of that JSON before it is compressed."""

origins = sa.Table(
    "origins",
    metadata,
    sa.Column("reader", sa.ForeignKey("readers.number"), primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("method", sa.Text, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Which of a reader's stages fills each field, with its method and version."""

names = sa.Table(
    "names",
    metadata,
    sa.Column("kind", sa.Integer, primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("usual", sa.Text),
    sqlite_with_rowid=False,
)
"""What the values in a row of `fields` are called, by the row's kind and the value's place: `fields.KINDS`, a closed
list that migrations extend. An empty value in `fields` stands for `usual`, or where there is none for the words."""

fields = sa.Table(
    "fields",
    metadata,
    sa.Column("reading", sa.ForeignKey("readings.number"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Integer, nullable=False),
    sa.Column("item", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer),
    sa.Column("length", sa.Integer),
    *(sa.Column(name, sa.Text) for name in ("a", "b", "c", "d", "e", "f")),
    sqlite_with_rowid=False,
)
"""The normalised values of a reading: a row for those of one item that were read from one span. The view `provenance`
shows each value by itself, with its name, its words, the stage that read it, its method and version, and the model."""

facets = sa.Table(
    "facets",
    metadata,
    sa.Column("facet", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, primary_key=True),
    sa.Column("reading", sa.BigInteger, primary_key=True),
    sqlite_with_rowid=False,
)
"""The actors, places and event types of each reading: what search filters by. No foreign key: it would need an index
as large as the table; `gpulse check` looks after it."""

retractions = sa.Table(
    "retractions",
    metadata,
    _number(),
    sa.Column("id", sa.Text, nullable=False, index=True),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("retracted_at", sa.Text, nullable=False),
    sa.Column("lifted_at", sa.Text),
)
"""Posts taken back, by article id, so that adding them again brings nothing back until the retraction is lifted."""

rulings = sa.Table(
    "rulings",
    metadata,
    _number(),
    sa.Column("commitment", sa.Text, nullable=False, index=True),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("happened_on", sa.Text),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("evidence", sa.Text),
    sa.Column("ruled_at", sa.Text, nullable=False),
)
"""Outcomes that a person set by hand; the newest for a commitment holds, the older ones stay."""

statuses = sa.Table(
    "statuses",
    metadata,
    _number(),
    sa.Column("commitment", sa.Text, nullable=False, index=True),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("happened_on", sa.Text),
    sa.Column("why", sa.Text),
    sa.Column("as_of", sa.Text, nullable=False),
)
"""The status that the program gave a commitment, each time that it changed."""

story_edits = sa.Table(
    "story_edits",
    metadata,
    _number(),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("articles", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("edited_at", sa.Text, nullable=False),
)
"""Stories that a person merged or split by hand: the ids of the posts concerned, as a JSON list."""

feeds = sa.Table(
    "feeds",
    metadata,
    _number(),
    sa.Column("url", sa.Text, nullable=False, unique=True),
    sa.Column("title", sa.Text),
    sa.Column("folder", sa.Text),
    sa.Column("added_at", sa.Text, nullable=False),
    sa.Column("removed_at", sa.Text),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("last_tried_at", sa.Text),
    sa.Column("last_success_at", sa.Text),
    sa.Column("last_change_at", sa.Text),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("why", sa.Text),
    sa.Column("next_try_at", sa.Text, nullable=False),
)
"""A feed that is watched, and how it fares. `etag` and `last_modified` are kept only from a feed that could be read."""

entries = sa.Table(
    "entries",
    metadata,
    _number(),
    sa.Column("feed", sa.ForeignKey("feeds.number"), nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("mark", sa.Text, nullable=False),
    sa.Column("published_at", sa.Text),
    sa.Column("seen_at", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("post", sa.Text),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("why", sa.Text),
    sa.Column("next_try_at", sa.Text),
    sa.UniqueConstraint("feed", "key"),
    sa.Index("ix_entries_url", "url"),
    sa.Index("ix_entries_state", "state", "next_try_at"),
)
"""An item of a feed. `mark` changes where the feed says that the item did; `state` is "new", "kept" or "given up";
`post` the article id under which it is kept."""

users = sa.Table(
    "users",
    metadata,
    _number(),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("password", sa.Text, nullable=False),
    sa.Column("may_change", sa.Boolean, nullable=False),
    sa.Column("added_at", sa.Text, nullable=False),
)
"""Who may open the pages from elsewhere. `password` is an argon2id hash; `may_change` tells editors from readers."""

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("name", sa.Text),
    sa.Column("may_change", sa.Boolean, nullable=False),
    sa.Column("ends_at", sa.Text, nullable=False),
    info={"transferred": False},
)
"""Who is logged in: `digest` is the SHA-256 of the cookie's value; `name` is empty for the holder of the token."""

audit = sa.Table(
    "audit",
    metadata,
    _number(),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("address", sa.Text),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("about", sa.Text),
    sa.Column("detail", sa.Text),
)
"""A line for each change made through the pages, for each login and each refused one."""

summaries = sa.Table(
    "summaries",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("basis", sa.Text, nullable=False),
    sa.Column("as_of", sa.Text, nullable=False),
    sa.Column("posts", sa.Integer, nullable=False),
    sa.Column("seconds", sa.Float, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
    info={"transferred": False},
)
"""When the tables below were last made from the records ("ledger", "stories", "layers"), and from which state of the
store (`basis`). They hold nothing of their own: whatever is in them is made again from the readings and rulings."""

LAYERS = ("post", "event", "attribution", "commitment", "agreement")
"""The layers of `layer_items` and `layer_actors`, which hold their places in this list; "post" is the post itself."""

ROLES = ("actor", "recipient", "via", "speaker", "by", "to", "party")
"""The roles of `layer_actors`, which holds their places in this list."""

layer_items = sa.Table(
    "layer_items",
    metadata,
    sa.Column("reading", sa.BigInteger, primary_key=True),
    sa.Column("layer", sa.SmallInteger, primary_key=True),
    sa.Column("item", sa.Integer, primary_key=True),
    sa.Column("type", sa.Text),
    sa.Column("shade", sa.Text),
    sa.Column("earliest", sa.Text),
    sa.Column("latest", sa.Text),
    sa.Column("named", sa.Text),
    sa.Column("start", sa.Integer),
    sa.Column("end", sa.Integer),
    sa.Column("place", sa.Text),
    sa.Column("country", sa.Text),
    sa.Column("disputed", sa.Text),
    sa.Column("lat", sa.Float),
    sa.Column("lon", sa.Float),
    sa.Index(
        "ix_layer_items_placed",
        "earliest",
        "latest",
        sqlite_where=sa.text("lat IS NOT NULL"),
        postgresql_where=sa.text("lat IS NOT NULL"),
    ),
    info={"transferred": False},
    sqlite_with_rowid=False,
)
"""Events, attributions, commitments and agreements of the current readings, an item a row: for maps and for actors.
`named` are the words that name it (a trigger, a cue, a name); `start`, `end` the passage that
it rests on."""

layer_actors = sa.Table(
    "layer_actors",
    metadata,
    sa.Column("reading", sa.BigInteger, primary_key=True),
    sa.Column("layer", sa.SmallInteger, primary_key=True),
    sa.Column("item", sa.Integer, primary_key=True),
    sa.Column("role", sa.SmallInteger, primary_key=True),
    sa.Column("actor", sa.Integer, primary_key=True),
    sa.Column("day", sa.Integer),
    sa.Index("ix_layer_actors_newest", "actor", "layer", "day", "reading"),
    info={"transferred": False},
    sqlite_with_rowid=False,
)
"""Who is in each item, by the actor's number in `actor_counts`. `day` is that of publication, counted from
1 January of the year 1."""

actor_counts = sa.Table(
    "actor_counts",
    metadata,
    _number(),
    sa.Column("actor", sa.Text, nullable=False, unique=True),
    sa.Column("key", sa.Text, nullable=False, index=True),
    sa.Column("posts", sa.Integer, nullable=False),
    sa.Column("times", sa.Integer, nullable=False, index=True),
    info={"transferred": False},
)
"""Actors, each a code or else a name; in how many posts each is, and how many times. `key` is the actor as
`fields.fold` writes it."""

actor_types = sa.Table(
    "actor_types",
    metadata,
    sa.Column("actor", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
    sa.Column("type", sa.Text, primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    info={"transferred": False},
    sqlite_with_rowid=False,
)
"""How many events of each type an actor did ("actor") and received ("recipient")."""

actor_partners = sa.Table(
    "actor_partners",
    metadata,
    sa.Column("actor", sa.Text, primary_key=True),
    sa.Column("partner", sa.Text, primary_key=True),
    sa.Column("did", sa.Integer, nullable=False),
    sa.Column("received", sa.Integer, nullable=False),
    info={"transferred": False},
    sqlite_with_rowid=False,
)
"""How often an actor did or promised something to another, and the other way round."""

ledger_rows = sa.Table(
    "ledger_rows",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("said_on", sa.Text),
    sa.Column("latest", sa.Text, index=True),
    sa.Column("happened_on", sa.Text, index=True),
    sa.Column("searched", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    info={"transferred": False},
)
"""The ledger: `number` is the row's place in it, `content` its JSON, `searched` what it is searched by, case folded."""

ledger_facets = sa.Table(
    "ledger_facets",
    metadata,
    sa.Column("facet", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, primary_key=True),
    sa.Column("row", sa.Integer, primary_key=True),
    info={"transferred": False},
    sqlite_with_rowid=False,
)
"""What the ledger is filtered by: "by", "to", "speaker", "kind", "status", "type", "post"; `row` is a row's number."""

story_rows = sa.Table(
    "story_rows",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("first_on", sa.Text),
    sa.Column("last_on", sa.Text, index=True),
    sa.Column("posts", sa.Integer, nullable=False),
    sa.Column("origins", sa.Integer, nullable=False),
    sa.Column("conflicts", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    info={"transferred": False},
)
"""The stories: `content` is the story's JSON, compressed with zlib."""

story_posts = sa.Table(
    "story_posts",
    metadata,
    sa.Column("post", sa.Text, primary_key=True),
    sa.Column("story", sa.Text, nullable=False, index=True),
    info={"transferred": False},
    sqlite_with_rowid=False,
)
"""Which story a post belongs to."""

answers = sa.Table(
    "answers",
    metadata,
    sa.Column("question", sa.LargeBinary, primary_key=True),
    sa.Column("answer", sa.LargeBinary, nullable=False),
    info={"transferred": False},
    sqlite_with_rowid=False,
)
"""What the ledger model answered (`linking.ledger.answers` says how both are written). Nothing of its own: a question
whose answer is not here is asked again."""

alerts = sa.Table(
    "alerts",
    metadata,
    _number(),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("query", sa.Text, nullable=False),
    sa.Column("webhook", sa.Text),
    sa.Column("secret", sa.Text),
    sa.Column("added_at", sa.Text, nullable=False),
    sa.Column("first_after", sa.BigInteger, nullable=False),
    sa.Column("looked_until", sa.BigInteger, nullable=False),
)
"""A saved search: `query` is its JSON, `secret` what its webhook's messages are signed with. Posts numbered up to
`first_after` were there before it; `looked_until` is the number of the newest post that was looked at."""

deliveries = sa.Table(
    "deliveries",
    metadata,
    _number(),
    sa.Column("alert", sa.ForeignKey("alerts.number"), nullable=False),
    sa.Column("post", sa.Text, nullable=False),
    sa.Column("found_at", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("why", sa.Text),
    sa.Column("next_try_at", sa.Text),
    sa.UniqueConstraint("alert", "post"),
    sa.Index("ix_deliveries_state", "state", "next_try_at"),
)
"""A post, by its article id, that an alert's webhook is to hear of; `state` is "waiting", "sent" or "given up"."""
