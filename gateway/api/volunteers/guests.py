"""Guests: residents without registration, and groups, who take places at activities."""

from __future__ import annotations

from contracts.volunteers.guests import (
    AcceptGuestSignUp,
    GuestBody,
    GuestReceipt,
    RecordGuest,
    ShowGuestSignUp,
    SignUpGuest,
    WithdrawGuestSignUp,
)
from contracts.volunteers.own_data import EraseOwnGuest, ExportOwnGuest
from gateway.api.guessed_codes import with_proof
from gateway.api.own_codes import new_code
from gateway.http.routes import Routes, ask
from gateway.http.tracking_codes import checked
from vocabulary.permissions import Action

routes = Routes("guests", "活动报名（未注册居民） · Guests", reads={"code": checked})

_PUBLIC = "/api/v1/public/sign-ups"
_OWN = f"{_PUBLIC}/<code>"


@routes.post(
    _PUBLIC,
    may=Action.ANYONE,
    takes=GuestBody,
    answers=GuestReceipt,
    creates="/api/v1/public/sign-ups/{code}",
    refuses=(404,),
)
def sign_up_guest(body: GuestBody) -> GuestReceipt:
    """Sign up for a shift without registration, for yourself or a group; keep the code."""
    code = new_code(b"guest", body.shift_id.bytes, body)
    return ask(SignUpGuest(code=code, **vars(body)), key_scope=f"{body.shift_id}:")


@routes.post(
    "/api/v1/sign-ups/guests",
    may=Action.SIGN_UP_RECORD,
    takes=GuestBody,
    answers=GuestReceipt,
    creates="/api/v1/sign-ups/{id}",
    refuses=(404,),
)
def record_guest(body: GuestBody) -> GuestReceipt:
    """Sign a resident or a group up, and give them the receipt with the code."""
    code = new_code(b"guest", body.shift_id.bytes, body)
    return ask(RecordGuest(code=code, **vars(body)))


routes.asks("GET", _OWN, ShowGuestSignUp, may=Action.ANYONE)
routes.asks("POST", f"{_OWN}/acceptance", AcceptGuestSignUp, may=Action.ANYONE)
routes.asks("POST", f"{_OWN}/withdrawal", WithdrawGuestSignUp, may=Action.ANYONE)
routes.asking("POST", f"{_OWN}/export", ExportOwnGuest, may=Action.ANYONE, keyed=False)(with_proof)
routes.asking("POST", f"{_OWN}/erasure", EraseOwnGuest, may=Action.ANYONE)(with_proof)
