"""The version that a request carries when it changes something others may change too."""

from __future__ import annotations

from contracts import fields
from contracts.registry import Shape, shape

VERSION_MOST = 1_000_000


@shape
class Change(Shape):
    """A change of one thing that counts its versions.

    The service compares inside its transaction, with the row locked:
    `vocabulary.problems.check_version`.
    """

    expected_version: int | None = fields.if_match(
        fields.number(
            "The version that the caller read (If-Match); null: any version.",
            least=0,
            most=VERSION_MOST,
        ),
        default=None,
    )
