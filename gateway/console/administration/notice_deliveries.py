"""What became of messages (通知发送情况): those that did not arrive, why, and once more."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.gateway.notice_deliveries import ListNoticeDeliveries
from gateway.console import api, naming
from gateway.console.administration import places
from gateway.console.languages import Sentence, _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown, told
from vocabulary.permissions import Action

_ALL, _HERE = "/api/v1/notice-deliveries", "/desk/notice-deliveries"
_TABS = (
    Tab("failed", _("没有送达"), {"state": "failed"}),
    Tab("waiting", _("等待发送"), {"state": "waiting"}),
    Tab("dropped", _("没有发"), {"state": "dropped"}),
    Tab("sent", _("已发出"), {"state": "sent"}),
)
#: What a code means, by how it begins; the whole list is the operators'.
_WHY: tuple[tuple[str, Sentence], ...] = (
    ("no_address", _("没有留电话或邮箱")),
    ("not_wanted", _("本人不要这类消息")),
    ("account_not_in_use", _("账号已停用或注销")),
    ("no_such", _("事情已经删除")),
    ("by_email", _("已经发了邮件，不再发短信")),
    ("superseded", _("情况有了变化，内容不再属实")),
    ("register_away", _("登记系统暂时没有回应，会自动再试")),
    ("recipient", _("对方邮箱不存在或拒收")),
    ("address_not_possible", _("地址写得不对")),
    ("message", _("对方服务器拒收这封邮件")),
    ("http_4", _("短信平台拒绝了，请联系运维人员")),
    ("SMTPAuthentication", _("邮件服务器的账号或密码不对，请联系运维人员")),
)
_OTHERWISE = _("服务器没有回应，请联系运维人员")


@page(_HERE, may=Action.NOTICE_DELIVERY_READ, title=_("通知发送情况"), nav="administration")
def notice_deliveries() -> Shown:
    """The messages of your areas; first those that did not arrive."""
    found = listed(
        _ALL,
        ListNoticeDeliveries,
        tabs=_TABS,
        filters=["created_from", "created_to", "channel", "area"],
        options={"area": places.offered()},
    )
    return shown(
        "administration/notice_deliveries.html",
        found.status,
        listed=found,
        why=why,
        kind=naming.kind_called,
    )


@page(
    f"{_HERE}/<uuid:delivery_id>/retry",
    may=Action.NOTICE_DELIVERY_RETRY,
    title=_("重新发送"),
    nav="administration",
    methods=("POST",),
)
def retry_delivery(delivery_id: UUID) -> flask.Response:
    """Send one again."""
    api.send("POST", f"{_ALL}/{delivery_id}/retry", {})
    return told(f"{_HERE}?tab=waiting", _("已排队重新发送。"))


def why(code: str | None) -> str:
    """Why a message did not arrive, in words."""
    if not code:
        return naming.NOTHING
    return str(next((said for begins, said in _WHY if code.startswith(begins)), _OTHERWISE))
