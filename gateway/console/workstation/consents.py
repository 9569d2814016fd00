"""Consents (同意书): to what people agreed, written down for them, and withdrawn for them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import flask

from contracts.gateway.consents import FindConsents, ListConsents, RecordConsent, WithdrawConsent
from gateway.console import api, deeds, forms, naming, pages
from gateway.console.api import Refused
from gateway.console.deeds import Deed
from gateway.console.known import Known
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown, told
from gateway.console.rights import may_somewhere
from gateway.console.workstation import territory
from vocabulary.permissions import Action

_ALL = "/api/v1/consents"
_HERE = "/desk/consents"
_RECORD = Deed(
    RecordConsent,
    without=("account",),
    leads=_HERE,
    hints={
        "phone": _("本人或监护人的电话，用来找到这份同意。"),
        "text_version": _("给本人看的是哪一版同意书。"),
        "paper": _("本人签字的纸放在哪里。"),
        "guardian": _("未成年人的同意由监护人给出。本人给出的不填。"),
    },
)
_WITHDRAW = Deed(WithdrawConsent)


@page(
    _HERE,
    may=Action.CONSENT_READ,
    title=_("同意书"),
    nav="appointments",
    methods=("GET", "POST"),
)
def desk_consents() -> Shown:
    """What people agreed to; found by phone, which travels in a form and never in an address."""
    tried = forms.filled(FindConsents.body())
    found = None
    if pages.is_sent():
        try:
            found = api.send("POST", f"{_ALL}/search", tried.body)["items"]
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
    every = listed(_ALL, ListConsents, tabs=(Tab("all", _("全部")),), filters=["purpose"])
    return shown(
        "workstation/consents.html",
        tried.status,
        people=people_of([*every.items, *(found or [])]),
        form=forms.form(tried.shape, tried, only=("phone",)),
        found=found,
        listed=every,
        may_record=may_somewhere(Action.CONSENT_RECORD),
        withdraw=_WITHDRAW,
    )


def people_of(consents: Sequence[api.Json]) -> dict[str, str]:
    """The giver of each consent, as far as the reader may know; a phone alone is never shown."""
    known, found = Known(), {}
    for one in consents:
        link = (
            known.named("account", one["account"], {"community": one["area"]})
            if one["account"]
            else None
        )
        found[one["id"]] = naming.NOTHING if link is None else link.text
    return found


@page(
    f"{_HERE}/new",
    may=Action.CONSENT_RECORD,
    title=_("登记同意"),
    nav="appointments",
    methods=("GET", "POST"),
)
def new_consent() -> Shown | flask.Response:
    """Write a consent down that somebody gave on paper or in person."""
    places = territory.communities()
    done, form, status = deeds.created(
        _RECORD,
        options={"community": places},
        start=territory.beginning(places),
    )
    return done or shown(
        "workstation/new.html", status, form=form, deed=_RECORD, back=(_HERE, _("同意书")), lead=""
    )


@page(
    f"{_HERE}/<uuid:consent_id>/withdrawal",
    may=Action.CONSENT_WITHDRAW,
    title=_("撤回同意"),
    nav="appointments",
    methods=("POST",),
)
def withdraw_consent_at_desk(consent_id: UUID) -> flask.Response:
    """Withdraw a consent for a person who asks for it."""
    _WITHDRAW.send({"consent_id": str(consent_id)}, {})
    return told(_HERE, _("同意已撤回。"))
