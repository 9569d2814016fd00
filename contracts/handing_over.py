"""Hand-over (移交): how a source reports the work it passed on from a commissioner who left.

Each source that keeps work of commissioners listens to `appointment_ended` and answers with an
event of its own, made of `HandedOver`: for every appointment that ends, even if nothing was open,
and in several portions if there is much. Recruitment collects them in a list; it is complete when
each source has reported.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from contracts import fields
from contracts.registry import Shape, shape

#: The services that keep work of commissioners. The list does not wait for one that the
#: installation does not run (LINLI_ABSENT_SERVICES).
SOURCES: Final = ("appeals", "volunteers")


@shape
class HandedOver(Shape):
    """What a source reports of one appointment that ended, besides the things themselves."""

    appointment_id: UUID = fields.plain("The appointment that ended.")
    community: str = fields.area("Where.")
    commissioner: UUID = fields.plain("The person who had them.")
    successor: UUID | None = fields.plain(
        "The person who takes over open work; null: the workstation.", default=None
    )
    portions: int = fields.number("How many portions there are.", least=1, most=100_000)
    version: int = fields.number("Which portion, from 1.", least=1, most=100_000)
