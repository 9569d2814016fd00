"""Offices and identities that others gave the reader, until the reader confirms them."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.gateway.openid import LinkingStart
from contracts.gateway.proofs import OwnersProof
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.languages import Sentence, _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.sign_in import not_asked
from vocabulary.permissions import Action

_ME = "/api/v1/accounts/me"
_OFFICES, _IDENTITIES = "/desk/account/offices", "/desk/account/identities"


@page(_OFFICES, may=Action.ACCOUNT_OWN, title=_("我的任职"), nav="account")
def offices() -> Shown:
    """For which offices the account was named, and which wait for a word of its owner."""
    return shown(
        "own/offices.html", items=api.get(f"{_ME}/offices")["items"], number=flask.g.actor.account
    )


@page(
    f"{_OFFICES}/<uuid:appointment_id>",
    may=Action.ACCOUNT_OWN,
    title=_("确认任职"),
    nav="account",
    methods=("GET", "POST"),
)
def office(appointment_id: UUID) -> Shown | flask.Response:
    """Confirm an office; from then on the account has its role."""
    at = f"{_ME}/offices/{appointment_id}/confirmation"
    return _proven(at, _OFFICES, _("任职已确认，角色已生效。"))


@page(
    _IDENTITIES,
    may=Action.ACCOUNT_OWN,
    title=_("统一身份认证"),
    nav="account",
    methods=("GET", "POST"),
)
def identities() -> Shown | flask.Response:
    """Which identities of the city's account system open this account; link another one."""
    tried = forms.filled(LinkingStart)
    offer = api.get("/api/v1/public/openid")
    if pages.is_sent():
        try:
            begun = api.send("POST", f"{_ME}/identities", {**tried.body, "next": _IDENTITIES})
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            # A form may lead nowhere else by our policy, a link may.
            return shown("own/linking.html", address=begun["address"], offer=offer)
    form = forms.form(LinkingStart, tried, without=("next", *not_asked()))
    items = api.get(f"{_ME}/identities")["items"]
    return shown("own/identities.html", tried.status, form=form, items=items, offer=offer)


@page(
    f"{_IDENTITIES}/<uuid:identity_id>",
    may=Action.ACCOUNT_OWN,
    title=_("确认绑定的身份"),
    nav="account",
    methods=("GET", "POST"),
)
def identity(identity_id: UUID) -> Shown | flask.Response:
    """Confirm an identity that somebody else linked."""
    at = f"{_ME}/identities/{identity_id}/confirmation"
    return _proven(at, _IDENTITIES, _("绑定已确认。"))


@page(
    f"{_IDENTITIES}/<uuid:identity_id>/removal",
    may=Action.ACCOUNT_OWN,
    title=_("解除绑定"),
    methods=("POST",),
)
def remove_identity(identity_id: UUID) -> flask.Response:
    """Let an identity open this account no more."""
    api.send("DELETE", f"{_ME}/identities/{identity_id}")
    return told(_IDENTITIES, _("绑定已解除。"))


def _proven(address: str, back: str, done: Sentence) -> Shown | flask.Response:
    tried = forms.filled(OwnersProof)
    if pages.is_sent():
        try:
            api.send("POST", address, tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(back, done)
    form = forms.form(OwnersProof, tried, without=not_asked())
    return shown("own/change.html", tried.status, form=form)
