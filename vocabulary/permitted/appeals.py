"""Permissions in the register of appeals: appeals, receptions, categories."""

from __future__ import annotations

from collections.abc import Mapping

from vocabulary.permitted.actions import Action
from vocabulary.permitted.rows import OVERSIGHT, STAFF, WORKSTATION, Row, Scope, row

ROWS: Mapping[Action, Row] = {
    Action.APPEAL_READ: row(
        "查看诉求（联系方式已遮盖）",
        "Read appeals, contacts masked",
        STAFF,
        commissioner=Scope.COMMUNITY,
    ),
    Action.APPEAL_READ_CODE: row(
        "查看诉求的完整查询码，以便告知居民",
        "See the full tracking code of an appeal, to tell it to the resident again",
        WORKSTATION,
    ),
    Action.APPEAL_RECORD: row(
        "代居民登记诉求",
        "Write down an appeal for a resident",
        WORKSTATION,
        commissioner=Scope.COMMUNITY,
    ),
    Action.APPEAL_ACCEPT: row(
        "受理诉求",
        "Accept an appeal",
        WORKSTATION,
    ),
    Action.APPEAL_DECLINE: row(
        "不予受理，并说明理由",
        "Decline an appeal with a reason",
        WORKSTATION,
    ),
    Action.APPEAL_ASSIGN: row(
        "把诉求交给专员",
        "Assign an appeal to a commissioner",
        WORKSTATION,
    ),
    Action.APPEAL_ACT: row(
        "登记办理措施",
        "Record an action on an appeal",
        WORKSTATION,
        commissioner=Scope.OWN,
    ),
    Action.APPEAL_CLOSE: row(
        "办结诉求",
        "Close an appeal with its outcome",
        WORKSTATION,
        commissioner=Scope.OWN,
    ),
    Action.APPEAL_REOPEN: row(
        "重新办理已办结的诉求",
        "Open a closed appeal again",
        WORKSTATION,
    ),
    Action.APPEAL_RATE: row(
        "登记居民当面或电话给出的评价",
        "Write down a rating that a resident gave in person or by phone",
        WORKSTATION,
    ),
    Action.APPEAL_ERASE: row(
        "应本人要求删除诉求中的个人信息",
        "Erase the personal data of an appeal because the person asked for it",
        WORKSTATION,
    ),
    Action.CONTACT_DISCLOSE: row(
        "说明原因后按编号、查询码或电话查找诉求，查看完整联系方式",
        "Find appeals by number, tracking code or phone, and see full contact details, for a "
        "recorded reason",
        commissioner=Scope.OWN,
        workstation=Scope.COMMUNITY,
    ),
    Action.DISCLOSURE_READ: row(
        "查看谁看过联系方式",
        "See who saw a contact",
        OVERSIGHT,
        committee=Scope.COMMUNITY,
    ),
    Action.COMMISSIONER_READ: row(
        "查看在任专员及其在办诉求数（姓名按权限遮盖）",
        "See the commissioners in office and how many open appeals each has; names masked by right",
        STAFF,
    ),
    Action.RECEPTION_READ: row(
        "查看接待记录",
        "Read receptions",
        STAFF,
        commissioner=Scope.COMMUNITY,
    ),
    Action.RECEPTION_RECORD: row(
        "登记接待人次",
        "Write down receptions",
        WORKSTATION,
        commissioner=Scope.COMMUNITY,
    ),
    Action.CATEGORY_READ: row(
        "查看全部诉求分类，含停用的",
        "Read all categories, including those no longer used; one list for all",
        every_account=True,
    ),
    Action.CATEGORY_MANAGE: row(
        "维护诉求分类（全系统一份，限区级及以上的管理员）",
        "Manage the categories, one list for all; only for a whole district or more",
        administrator=Scope.DISTRICT,
    ),
}
