"""Reaching a volunteer without an account: a sender asks for the contact when it sends.

As for applicants of appeals: only the system itself is answered, first with the ways, then with the
contact of one way, and each message that got a contact is recorded as a disclosure.
"""

from __future__ import annotations

from uuid import UUID

from contracts import fields
from contracts.registry import Answer, Request, request, shape
from contracts.volunteers.volunteers import CODE_LONGEST, OneRegistration, VolunteerView
from vocabulary.notices import NoticeChannel


@shape
class VolunteerReach(Answer):
    """How to reach the volunteer; contact and code are null unless asked for and known."""

    phone: str | None = fields.plain("The phone, for the way `webhook`.", default=None)
    email: str | None = fields.plain("The e-mail address; volunteers leave none.", default=None)
    tracking_code: str | None = fields.plain(
        "The person's code (查询码), for the message; with the contact only.", default=None
    )
    wants_notices: bool = fields.plain("Whether the person wants messages.")
    ways: list[NoticeChannel] = fields.choices(
        "The ways to reach the person; empty: there are none, or they want no messages.",
        NoticeChannel,
    )


@request("volunteers", "reach_volunteer", VolunteerReach)
class ReachVolunteer(Request[VolunteerReach]):
    """Get the contact of a volunteer for one message; the sender sends at once, keeping nothing."""

    volunteer_id: UUID = fields.plain("The volunteer, or the guest of an activity.")
    delivery_id: UUID = fields.plain(
        "The message; a repetition, as after a failure, counts as one use of the contact."
    )
    purpose: str = fields.pattern(
        "The kind of notice sent, such as `membership_offered_by_code`.",
        r"^[a-z][a-z_]{0,39}$",
        error="Must be a lower-case code.",
        example="membership_offered_by_code",
    )
    way: NoticeChannel | None = fields.choice(
        "Give the contact for this way; null: only say which ways there are.", default=None
    )


@shape
class MessagesWish(Answer):
    """Whether a volunteer wants messages."""

    wants_notices: bool = fields.plain("Whether the person wants messages.")


@request("volunteers", "choose_own_messages", MessagesWish)
class ChooseOwnMessages(Request[MessagesWish]):
    """Choose whether you want messages (短信提醒)."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))
    wants_notices: bool = fields.plain("Whether you want messages.")


@request("volunteers", "choose_messages", VolunteerView)
class ChooseMessages(OneRegistration, Request[VolunteerView]):
    """Write down for a volunteer whether they want messages."""

    wants_notices: bool = fields.plain("Whether the person wants messages.")
