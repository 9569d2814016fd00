"""Offices for which the caller's account was named, and accounts that can be named for one."""

from __future__ import annotations

from uuid import UUID

from contracts.gateway.offices import ConfirmOffice, ListOwnOffices, ListPossibleHolders, OfficeView
from contracts.gateway.proofs import OwnersProof
from gateway.http.community_codes import checked
from gateway.http.owners_proof import check_owner
from gateway.http.routes import Routes, ask, dependencies
from vocabulary.permissions import Action

routes = Routes("offices", "任职 · Your offices", reads={"community": checked})

_ALL = "/api/v1/accounts/me/offices"


routes.asks("GET", _ALL, ListOwnOffices, may=Action.ACCOUNT_OWN)
routes.asks(
    "GET",
    "/api/v1/communities/<community>/accounts",
    ListPossibleHolders,
    may=Action.ACCOUNT_CHOOSE,
)


@routes.post(
    f"{_ALL}/<uuid:appointment_id>/confirmation",
    may=Action.ACCOUNT_OWN,
    takes=OwnersProof,
    answers=OfficeView,
)
def confirm_office(body: OwnersProof, appointment_id: UUID) -> OfficeView:
    """Confirm an office (确认任职); your account has its role from now on."""
    check_owner(body)
    answer = ask(ConfirmOffice(appointment_id=appointment_id))
    dependencies().callers.forget()
    return answer
