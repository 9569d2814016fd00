"""Accounts named in a request to recruitment, checked before it is passed on.

Recruitment knows no accounts. An account of another area must not become a person here: its own
administrator would find a role that somebody else gave.
"""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.gateway.offices import CheckOfficeHolder
from contracts.recruitment.appointments import ListAppointments
from contracts.registry import Request
from gateway.http.routes import A, dependencies


def check_account(account: UUID, community: str, *, field: str) -> None:
    """Let pass an account of the community or its street.

    Raises:
        Invalid: it is of another area, or there is none; names the field.
    """
    aside(CheckOfficeHolder(account=account, area=community, named_in=field))


def check_person(person: UUID, community: str, *, field: str) -> None:
    """Let pass such an account, or the id of a person without one in the community's appointments.

    Raises:
        Invalid: it is neither; names the field.
    """
    wanted = {"area": community, "commissioner": str(person), "limit": 1}
    known = aside(ListAppointments.read(wanted)).items
    if not known or known[0].has_account:
        check_account(person, community, field=field)


def aside(request: Request[A]) -> A:
    """Read on the caller's behalf beside the current request, without its conditions."""
    return dependencies().client.ask(flask.g.actor, request)
