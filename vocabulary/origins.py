"""The origin of an action: where from, by which program, for whom. It travels with the actor."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """The origin of a piece of work; None where it is not known."""

    #: The client's address as the gateway saw it.
    address: str | None = None
    #: An API key, `http`, a command, a timer, or the event that led to it.
    program: str | None = None
    #: The party the actor acts for: an account, or a role such as `resident`.
    on_behalf_of: str | None = None


NOWHERE = Origin()


def to_text(origin: Origin) -> str:
    """The form in which an origin travels in message headers."""
    return json.dumps([origin.address, origin.program, origin.on_behalf_of], separators=(",", ":"))


def from_text(text: str | None) -> Origin:
    """Read `to_text` back; None means that it is not known.

    Raises:
        ValueError: the text was not written by `to_text`.
    """
    if not text:
        return NOWHERE
    found = json.loads(text)
    match found:
        case [str() | None, str() | None, str() | None]:
            return Origin(*found)
    raise ValueError(f"{text!r} is no origin")
