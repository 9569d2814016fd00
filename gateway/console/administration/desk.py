"""The administrator's first page: what runs wrong, and the way to everything that is set here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gateway.console import api
from gateway.console.languages import Sentence, _
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.waiting import Waiting
from runtime import clock
from vocabulary.periods import day_of
from vocabulary.permissions import Action

_RECORDS = "/desk/records"
#: In these months of a year the office publishes the holidays of the next one.
_AUTUMN = 11


@dataclass(frozen=True)
class Door:
    """Where something is set, and what for."""

    label: Sentence
    address: str
    about: Sentence
    action: Action


_DOORS: Sequence[Door] = (
    Door(
        _("账号与角色"),
        "/desk/accounts",
        _("开设账号，给出和终止角色，重设密码，解除第二因素。初始密码只显示一次。"),
        Action.ACCOUNT_MANAGE,
    ),
    Door(
        _("区划"),
        f"{_RECORDS}/areas",
        _("增设、更名、合并、撤销街道和社区。"),
        Action.AREA_MANAGE,
    ),
    Door(
        _("导入区划表"),
        "/desk/administration/areas",
        _("新街道一次填好一张表：先检查，看清会改什么，再导入。"),
        Action.AREA_MANAGE,
    ),
    Door(
        _("诉求分类"),
        "/desk/categories",
        _("居民提诉求时选的类别；停用的不再供选，已有的不变。"),
        Action.CATEGORY_READ,
    ),
    Door(
        _("节假日"),
        "/desk/holidays",
        _("录入放假和调休；与国务院通知核对后，声明全年已录完。"),
        Action.HOLIDAY_READ,
    ),
    Door(
        _("通知模板"),
        "/desk/notice-templates",
        _("改通知的文字，先预览再保存；可以恢复原文。"),
        Action.NOTICE_TEMPLATE_MANAGE,
    ),
    Door(
        _("通知发送情况"),
        "/desk/notice-deliveries",
        _("哪些短信和邮件没有送达，为什么；可以重发。"),
        Action.NOTICE_DELIVERY_READ,
    ),
    Door(
        _("审计"),
        "/desk/audit",
        _("谁在什么时候对什么做了什么，从哪里来。"),
        Action.AUDIT_READ,
    ),
    Door(
        _("API 密钥"),
        "/desk/accounts/keys",
        _("谁有给其他系统用的密钥、最近什么时候用过；不该有的可以停用。"),
        Action.ACCOUNT_MANAGE,
    ),
)


@page(
    "/desk/administration",
    may=Action.ACCOUNT_MANAGE,
    title=_("系统管理"),
    nav="administration",
)
def administration() -> Shown:
    """What needs a look today, and everything that an administrator sets."""
    return shown(
        "administration/desk.html",
        waiting=[one for one in _waiting() if one.count],
        doors=[one for one in _DOORS if may_somewhere(one.action)],
    )


def _waiting() -> Iterator[Waiting]:
    counted = {"limit": 1, "total": "true"}
    if may_somewhere(Action.NOTICE_DELIVERY_READ):
        failed = api.get("/api/v1/notice-deliveries", {"state": "failed", **counted})["total"]
        yield Waiting(_("通知没有送达"), failed, "/desk/notice-deliveries?tab=failed", is_late=True)
    if may_somewhere(Action.HOLIDAY_READ):
        today = day_of(clock.now())
        # From autumn on people plan into the next year.
        year = today.year + (today.month >= _AUTUMN)
        found = api.part("/api/v1/holidays", {"year": year}, without={})
        if found.get("warning_zh"):
            label = _("%(year)s年的节假日还没有声明录完", year=year)
            yield Waiting(label, 1, f"/desk/holidays?year={year}")
