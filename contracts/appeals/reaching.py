"""Reaching the applicant: a sender asks for the contact at the moment of sending.

So no phone and no address lies in a queue of messages. Only the system itself is answered
(`vocabulary.actors.SYSTEM`), never a person or a program with an API key. It first asks which ways
there are, then for the contact of one way. Each message that got a contact is recorded as a
disclosure.
"""

from __future__ import annotations

from uuid import UUID

from contracts import fields
from contracts.registry import Answer, Request, request, shape
from vocabulary.notices import NoticeChannel


@shape
class ApplicantReach(Answer):
    """How to reach the applicant; phone, e-mail and code are null unless asked for and known."""

    phone: str | None = fields.plain("The phone, for the way `webhook`.", default=None)
    email: str | None = fields.plain("The e-mail address, for the way `email`.", default=None)
    tracking_code: str | None = fields.plain(
        "The whole code (查询码), for the message; with the contact only.", default=None
    )
    number: str = fields.plain("Number in its community and year.")
    wants_notices: bool = fields.plain("Whether the applicant wants messages.")
    ways: list[NoticeChannel] = fields.choices(
        "The ways to reach the applicant; empty: there are none, or they want no messages.",
        NoticeChannel,
    )


@request("appeals", "reach_applicant", ApplicantReach)
class ReachApplicant(Request[ApplicantReach]):
    """Get the contact of one appeal for one message; the sender sends at once and keeps nothing."""

    appeal_id: UUID = fields.plain("The appeal.")
    delivery_id: UUID = fields.plain(
        "The message; a repetition, as after a failure, counts as one use of the contact."
    )
    purpose: str = fields.pattern(
        "The kind of notice sent, such as `appeal_answered`.",
        r"^[a-z][a-z_]{0,39}$",
        error="Must be a lower-case code.",
        example="appeal_answered",
    )
    way: NoticeChannel | None = fields.choice(
        "Give the contact for this way; null: only say which ways there are.", default=None
    )
