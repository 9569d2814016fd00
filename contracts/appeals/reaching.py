"""Reaching the applicant: who sends a message asks for the contact at the moment of sending.

So no phone and no address lies in a queue of messages. Only the system itself is
answered (`vocabulary.actors.SYSTEM`), no person and no program with an API key. It
asks first which ways there are, then for the contact of one way; each message that
got a contact is kept as a disclosure.
"""

from __future__ import annotations

from uuid import UUID

from contracts import fields
from contracts.registry import Answer, Request, request, shape
from vocabulary.notices import NoticeChannel


@shape
class ApplicantReach(Answer):
    """How the applicant is reached; phone, e-mail and code are null unless asked for and there."""

    phone: str | None = fields.plain("The phone, for the way `webhook`.", default=None)
    email: str | None = fields.plain("The e-mail address, for the way `email`.", default=None)
    tracking_code: str | None = fields.plain(
        "The whole code (查询码), for the message; with the contact only.", default=None
    )
    number: str = fields.plain("Number in its community and year.")
    wants_notices: bool = fields.plain("Whether the applicant wants messages.")
    ways: list[NoticeChannel] = fields.choices(
        "By which ways the applicant is reached; empty: by none, or no message is wanted.",
        NoticeChannel,
    )


@request("appeals", "reach_applicant", ApplicantReach)
class ReachApplicant(Request[ApplicantReach]):
    """The contact of one appeal, for one message; whoever has it sends at once and keeps nothing."""

    appeal_id: UUID = fields.plain("The appeal.")
    delivery_id: UUID = fields.plain(
        "The message; the same again, as after a failure, is one use of the contact."
    )
    purpose: str = fields.pattern(
        "For which message: its kind of notice, as `appeal_answered`.",
        r"^[a-z][a-z_]{0,39}$",
        error="Must be a lower-case code.",
        example="appeal_answered",
    )
    way: NoticeChannel | None = fields.choice(
        "Give the contact of this way; null: say only which ways there are.", default=None
    )
