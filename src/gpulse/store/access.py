"""Who may open the pages, who is logged in, and what was changed through them. Passwords are argon2id hashes; the only
import of argon2."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

import sqlalchemy as sa

from gpulse.errors import InputError, NotFound
from gpulse.store.store import Store, now
from gpulse.store.tables import audit, sessions, users

SHORTEST_PASSWORD = 12
"""Characters that a password has at least: NIST SP 800-63B asks for 8, and for 15 where it is the only factor."""

SESSION_HOURS = 12
"""How long a login holds: a working day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody with a password. Those who may not change anything only read."""

    name: str
    may_change: bool
    added_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody who is logged in; `name` is `None` for the holder of the token."""

    name: str | None
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the audit: who did what, when, from where."""

    number: int
    at: str
    who: str
    address: str | None
    action: str
    about: str | None
    detail: str | None


def add_user(store: Store, name: str, password: str, *, may_change: bool = True) -> None:
    """Add a user, or give one another password and other rights.

    Raises `InputError` where the name is empty or the password is short.
    """
    from argon2 import PasswordHasher

    if not name.strip() or name != name.strip():
        raise InputError(f"{name!r} is no user's name: it must not be empty nor begin or end with a space.")
    if len(password) < SHORTEST_PASSWORD:
        raise InputError(f"The password of {name} is too short: give at least {SHORTEST_PASSWORD} characters.")
    hashed = PasswordHasher().hash(password)
    with store.transaction() as connection:
        connection.execute(sa.delete(users).where(users.c.name == name))
        connection.execute(sa.delete(sessions).where(sessions.c.name == name))
        connection.execute(sa.insert(users).values(name=name, password=hashed, may_change=may_change, added_at=now()))


def remove_user(store: Store, name: str) -> None:
    """Remove a user and end their sessions. Raises `NotFound`."""
    with store.transaction() as connection:
        connection.execute(sa.delete(sessions).where(sessions.c.name == name))
        if not connection.execute(sa.delete(users).where(users.c.name == name)).rowcount:
            raise NotFound(f"There is no user {name!r}; `gpulse users list` prints them.")


def load_users(store: Store) -> tuple[User, ...]:
    """Return the users by name."""
    query = sa.select(users.c.name, users.c.may_change, users.c.added_at).order_by(users.c.name)
    with store.reading() as connection:
        return tuple(User(**row._mapping) for row in connection.execute(query))


def check_password(store: Store, name: str, password: str) -> User | None:
    """Return the user whose name and password these are; `None` otherwise, after the same time."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    with store.reading() as connection:
        row = connection.execute(sa.select(users).where(users.c.name == name)).one_or_none()
    hasher = PasswordHasher()
    try:
        hasher.verify(row.password if row else hasher.hash(secrets.token_hex()), password)
    except (VerificationError, InvalidHashError):
        return None
    return User(name=row.name, may_change=row.may_change, added_at=row.added_at) if row else None


def digest_of(secret: str) -> str:
    """Return what is kept of a secret that is random enough not to be guessed: its SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()


def open_session(store: Store, name: str | None, *, may_change: bool) -> str:
    """Log somebody in; return the value of their cookie, of which only a digest is kept."""
    secret = secrets.token_urlsafe(32)
    ends_at = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=SESSION_HOURS)).isoformat(timespec="seconds")
    with store.transaction() as connection:
        connection.execute(sa.delete(sessions).where(sessions.c.ends_at < now()))
        connection.execute(
            sa.insert(sessions).values(digest=digest_of(secret), name=name, may_change=may_change, ends_at=ends_at)
        )
    return secret


def find_session(store: Store, secret: str) -> Session | None:
    """Return who holds this cookie; `None` where nobody does, or does no more."""
    query = sa.select(sessions).where(sessions.c.digest == digest_of(secret), sessions.c.ends_at > now())
    with store.reading() as connection:
        row = connection.execute(query).one_or_none()
    return Session(name=row.name, may_change=row.may_change) if row else None


def close_session(store: Store, secret: str) -> None:
    """Log somebody out."""
    with store.transaction() as connection:
        connection.execute(sa.delete(sessions).where(sessions.c.digest == digest_of(secret)))


def note(
    store: Store,
    who: str,
    action: str,
    *,
    about: str | None = None,
    detail: str | None = None,
    address: str | None = None,
) -> None:
    """Append a line to the audit; in the caller's transaction, so that a change and its line stand or fall together."""
    with store.transaction() as connection:
        connection.execute(
            sa.insert(audit).values(at=now(), who=who, address=address, action=action, about=about, detail=detail)
        )


def load_audit(store: Store, limit: int = 100, before: int | None = None) -> tuple[Line, ...]:
    """Return the newest lines of the audit, or those before the line of this number, newest first."""
    query = sa.select(audit).order_by(audit.c.number.desc()).limit(limit)
    if before is not None:
        query = query.where(audit.c.number < before)
    with store.reading() as connection:
        return tuple(Line(**row._mapping) for row in connection.execute(query))
