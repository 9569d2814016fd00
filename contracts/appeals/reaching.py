"""Reaching the applicant: who sends a message asks for the contact at the moment of sending.

So no phone and no address lies in a queue of messages. Only the system itself is
answered (`vocabulary.actors.SYSTEM`), no person and no program with an API key;
each answer that shows a contact is kept as a disclosure.
"""

from __future__ import annotations

from uuid import UUID

from contracts import fields
from contracts.registry import Answer, Request, request, shape


@shape
class ApplicantReach(Answer):
    """How the applicant is reached; phone, e-mail and code are null where no message may go."""

    phone: str | None = fields.plain("The phone.", default=None)
    email: str | None = fields.plain("The e-mail address.", default=None)
    tracking_code: str | None = fields.plain(
        "The whole code (查询码), for the link in the message.", default=None
    )
    number: str = fields.plain("Number in its community and year.")
    wants_notices: bool = fields.plain("Whether messages may go to the contact.")


@request("appeals", "reach_applicant", ApplicantReach)
class ReachApplicant(Request[ApplicantReach]):
    """The contact of one appeal, for one message; whoever has it sends at once and keeps nothing."""

    appeal_id: UUID = fields.plain("The appeal.")
    purpose: str = fields.pattern(
        "For which message, in one word: `answer`, `rating_request`, `receipt`.",
        r"^[a-z][a-z_]{0,39}$",
        error="Must be a lower-case code.",
        example="answer",
    )
