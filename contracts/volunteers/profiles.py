"""What a person brings along, and how they are reached: changed by the person, or by a clerk."""

from __future__ import annotations

from contracts import fields
from contracts.registry import Request, Shape, request, shape
from contracts.volunteers.volunteers import (
    CODE_LONGEST,
    CODES_MOST,
    NAME_LONGEST,
    ONE_CODE_LONGEST,
    OneRegistration,
    OwnVolunteer,
    VolunteerView,
)
from contracts.volunteers.words import FreeTime


@shape
class Profile(Shape):
    """What a person can do, likes to do, and when; what is left out is no longer so."""

    skills: list[str] = fields.texts(
        "What the person can do, as codes.",
        most=CODES_MOST,
        longest=ONE_CODE_LONGEST,
        example="first_aid",
    )
    interests: list[str] = fields.texts(
        "What the person likes to do, as codes.",
        most=CODES_MOST,
        longest=ONE_CODE_LONGEST,
        example="fire_safety",
    )
    free_times: list[FreeTime] = fields.choices("When the person usually has time.", FreeTime)


@request("volunteers", "set_volunteer_profile", VolunteerView)
class SetVolunteerProfile(Profile, OneRegistration, Request[VolunteerView]):
    """Write down what a volunteer can do, likes to do, and when (登记专长、兴趣和时间)."""


@request("volunteers", "set_own_profile", OwnVolunteer)
class SetOwnProfile(Profile, Request[OwnVolunteer]):
    """Say what you can do, like to do, and when you have time."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))


@request("volunteers", "change_own_contact", OwnVolunteer)
class ChangeOwnContact(Request[OwnVolunteer]):
    """Change your name or phone, with the phone until now as proof; what is left out stays."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))
    phone: str = fields.phone("Your phone until now, as proof.", example="13800138000")
    new_phone: str | None = fields.phone("Your new phone.", default=None)
    name: str | None = fields.name("Your name.", longest=NAME_LONGEST, default=None)
