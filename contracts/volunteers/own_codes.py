"""A person's code (查询码) made anew, at the workstation or by the person; the one before ends."""

from __future__ import annotations

from uuid import UUID

from contracts import fields
from contracts.registry import Answer, Request, Shape, request, shape
from contracts.volunteers.disclosures import DisclosingVolunteer
from contracts.volunteers.volunteers import CODE_LONGEST


@shape
class VolunteerCode(Answer):
    """A code to hand out; nobody at the desk sees it again."""

    code: str = fields.plain(
        "The person's code: it shows and changes everything that is theirs here."
    )


@shape
class HandedOutCode(VolunteerCode):
    """The same, with the registration that it was made for."""

    id: UUID = fields.plain("The registration.")
    number: str = fields.plain("Number by community and year.", example="〔2026〕12")


@request("volunteers", "renew_volunteer_code", HandedOutCode)
class RenewVolunteerCode(DisclosingVolunteer, Request[HandedOutCode]):
    """Hand a person a new code (换发查询码), as when they lost theirs; the old one ends.

    It is recorded with its reason and shown to the person, as a viewing of their contact is.
    """

    registration_id: UUID = fields.path("The registration.")
    new_code: str = fields.text("The code that the gateway made for it.", longest=CODE_LONGEST)


@shape
class RenewingOwnCode(Shape):
    """Your phone as proof."""

    phone: str = fields.phone(
        "The phone that was given at the registration.", example="13800138000"
    )


@request("volunteers", "renew_own_code", VolunteerCode)
class RenewOwnCode(RenewingOwnCode, Request[VolunteerCode]):
    """Get a new code, as when others saw yours; your phone is the proof, and the old code ends."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))
    new_code: str = fields.text("The code that the gateway made for it.", longest=CODE_LONGEST)
