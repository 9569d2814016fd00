"""Two registrations with one phone (同号): one person twice, or two people."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.registry import Answer, Request, Shape, request, shape
from contracts.volunteers.words import AgeGroup, RegistrationState


@shape
class DoubleSide(Answer):
    """One of the two, the person masked."""

    registration_id: UUID = fields.plain("The registration.")
    number: str = fields.plain("Its number.")
    community: str = fields.place("The community.")
    state: RegistrationState = fields.choice("Where it stands.")
    name: str | None = fields.plain("Masked.", default=None)
    phone: str | None = fields.plain("Masked.", default=None)
    age_group: AgeGroup = fields.choice("How old.")
    applied_at: dt.datetime = fields.moment("When the person registered.")


@shape
class Double(Answer):
    """Two registrations of which somebody must say whether they are one person."""

    is_same_name: bool = fields.plain("Whether the names are alike too.")
    first: DoubleSide = fields.plain("The earlier one.")
    second: DoubleSide = fields.plain("The later one.")


@shape
class DoubleList(Answer):
    """Those that wait for a word, oldest first; at most a hundred."""

    items: list[Double] = fields.plain("The pairs.")


@shape
class TwoRegistrations(Shape):
    """The two."""

    kept_registration_id: UUID = fields.plain("The registration that stays as it is.")
    other_registration_id: UUID = fields.plain("The other one.")


@request("volunteers", "list_doubles", DoubleList)
class ListDoubles(Request[DoubleList]):
    """List registrations with one phone, of which nobody has said yet whether they are one person."""

    area: str | None = fields.area("Only this area.", default=None)


@request("volunteers", "merge_volunteers", DoubleSide)
class MergeVolunteers(TwoRegistrations, Request[DoubleSide]):
    """Make two registrations one person (合并); both codes lead there from then on.

    Memberships, sign-ups, hours and certificates go to the person who stays. What both had for the
    same time or team is kept once.
    """

    note: str | None = fields.words("A note.", longest=500, default=None)


@request("volunteers", "keep_volunteers_apart", DoubleSide)
class KeepVolunteersApart(TwoRegistrations, Request[DoubleSide]):
    """Say that two people have one phone; they are not asked about again."""

    reason: str = fields.words(
        "Why they are two people.", longest=200, example="夫妻共用一部手机。"
    )
