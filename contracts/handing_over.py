"""Hand-over (移交): how a source tells what of a commissioner who left went to somebody else.

Each source that keeps something of commissioners listens to `appointment_ended` and answers
with an event of its own, made of `HandedOver`: for every appointment that ends, also where
nothing was open, and in several portions where there is much. Recruitment makes the list of
all of them, and it is whole when each source has told.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from contracts import fields
from contracts.registry import Shape, shape

#: The services that keep something of commissioners. One that the installation does not run
#: (LINLI_ABSENT_SERVICES) is not waited for.
SOURCES: Final = ("appeals",)


@shape
class HandedOver(Shape):
    """What a source says of one appointment that ended, beside the things themselves."""

    appointment_id: UUID = fields.plain("The appointment that ended.")
    community: str = fields.area("Where.")
    commissioner: UUID = fields.plain("Who had them.")
    successor: UUID | None = fields.plain("Who has them now; null: the workstation.", default=None)
    portions: int = fields.number("How many portions there are.", least=1, most=100_000)
    version: int = fields.number("Which portion, from 1.", least=1, most=100_000)
