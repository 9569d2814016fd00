"""A person's own data: a copy of it, and its erasure."""

from __future__ import annotations

from contracts.appeals.own_data import (
    EraseAppeal,
    EraseOwnData,
    Erasure,
    ErasureWish,
    ExportOwnData,
    OwnData,
    Proof,
    Unproven,
)
from gateway.http.routes import Routes, ask
from gateway.http.tracking_codes import checked, not_stored_yet
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, NotFound, Problem, TooManyRequests

routes = Routes("own_data", "个人信息权利 · A person's own data")


@routes.post(
    "/api/v1/public/appeals/<tracking_code>/export",
    may=Action.ANYONE,
    takes=Proof,
    answers=OwnData,
    keyed=False,
)
def export_own_data(body: Proof, tracking_code: str) -> OwnData:
    """Get a copy of everything stored about the appeal (查阅、复制), with phone or e-mail as proof."""
    code = checked(tracking_code)
    try:
        answer = ask(ExportOwnData(tracking_code=code, **vars(body)), key_scope=f"{code}:")
    except NotFound:
        raise not_stored_yet() from None
    if answer.data is None:
        raise _refusal(answer.unproven)
    return answer.data


@routes.post(
    "/api/v1/public/appeals/<tracking_code>/erasure",
    may=Action.ANYONE,
    takes=ErasureWish,
    answers=Erasure,
)
def erase_own_data(body: ErasureWish, tracking_code: str) -> Erasure:
    """Erase text and contact for good (删除), with phone or e-mail as proof."""
    code = checked(tracking_code)
    try:
        answer = ask(EraseOwnData(tracking_code=code, **vars(body)), key_scope=f"{code}:")
    except NotFound:
        raise not_stored_yet() from None
    if answer.erasure is None:
        raise _refusal(answer.unproven)
    return answer.erasure


routes.asks(
    "POST", "/api/v1/appeals/<uuid:appeal_id>/erasure", EraseAppeal, may=Action.APPEAL_ERASE
)


def _refusal(unproven: Unproven | None) -> Problem:
    seconds = unproven and unproven.retry_after_seconds
    if seconds:
        return TooManyRequests(
            "核验失败次数过多，请稍后再试，或到社区工作站办理。",
            "Too many failed tries; try again later, or ask at the workstation.",
            retry_after_seconds=seconds,
        )
    return Forbidden(
        "查询码与手机号或邮箱不符，或提出诉求时没有留手机号或邮箱。请核对，或到社区工作站办理。",
        "The code does not match the phone or e-mail address, or the appeal was sent without "
        "them. Check them, or ask at the workstation.",
    )
