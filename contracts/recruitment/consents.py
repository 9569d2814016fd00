"""The person of a consent for which only a phone is known: an old commissioner on paper."""

from __future__ import annotations

from uuid import UUID

from contracts import fields
from contracts.gateway.words import Purpose
from contracts.registry import Answer, Request, request, shape


@shape
class ConsentOfPerson(Answer):
    """A consent and its person."""

    consent_id: UUID = fields.plain("The consent.")
    commissioner: UUID = fields.plain("Whose.")
    area: str = fields.place("The area where it was given.")
    purpose: Purpose = fields.choice("To what.")
    holds: bool = fields.plain("Whether it holds now.")


@request("recruitment", "name_person_of_consent", ConsentOfPerson)
class NamePersonOfConsent(Request[ConsentOfPerson]):
    """Name the person of a consent: a commissioner who has no account."""

    consent_id: UUID = fields.path("The consent.")
    commissioner: UUID = fields.plain("The person, as appointments name them.")
