"""Identifiers: UUIDv7, sortable by time and made without coordination."""

from __future__ import annotations

from uuid import UUID, uuid4

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new identifier."""
    return uuid7()


def random_id() -> UUID:
    """A new identifier that does not reveal when it was made."""
    return uuid4()


def as_uuid(text: str | None) -> UUID | None:
    """The identifier written in a text; None where it is no identifier."""
    try:
        return None if text is None else UUID(text)
    except ValueError:
        return None
