"""Whose consent it is, where the gateway knows a phone only: an old commissioner on paper."""

from __future__ import annotations

from uuid import UUID

from contracts import fields
from contracts.gateway.words import Purpose
from contracts.registry import Answer, Request, request, shape


@shape
class ConsentOfPerson(Answer):
    """A consent and whose it is."""

    consent_id: UUID = fields.plain("The consent.")
    commissioner: UUID = fields.plain("Whose.")
    area: str = fields.place("The area where it was given.")
    purpose: Purpose = fields.choice("To what.")
    holds: bool = fields.plain("Whether it holds now.")


@request("recruitment", "name_person_of_consent", ConsentOfPerson)
class NamePersonOfConsent(Request[ConsentOfPerson]):
    """Say whose consent it is: of a commissioner who has no account."""

    consent_id: UUID = fields.path("The consent.")
    commissioner: UUID = fields.plain("The person, as appointments name them.")
