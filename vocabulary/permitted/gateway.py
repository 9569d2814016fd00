"""Permissions in the gateway: accounts, areas, attachments, consents, notices, the logs."""

from __future__ import annotations

from collections.abc import Mapping

from vocabulary.permitted.actions import Action
from vocabulary.permitted.rows import (
    ADMINISTRATORS,
    COMMUNITY_BODIES,
    EVERY_ROLE,
    ORGANISERS,
    OVERSIGHT,
    WORKSTATION,
    Row,
    Scope,
    row,
)

ROWS: Mapping[Action, Row] = {
    Action.ANYONE: row(
        "无需账号：查看公开信息，提出诉求，凭查询码跟踪、补充、评价和管理自己的诉求",
        "Without an account: read public pages, submit an appeal, and with its tracking code "
        "follow it, add to it, rate it, and copy or erase your own data",
    ),
    Action.ATTACHMENT_READ: row(
        "下载附件；只限本人可以查看的诉求、培训等事项的",
        "Fetch attachments; only of appeals, training sessions and others that you may see",
        EVERY_ROLE,
    ),
    Action.ATTACHMENT_ADD: row(
        "给诉求添加附件",
        "Add an attachment to an appeal",
        WORKSTATION,
        commissioner=Scope.OWN,
    ),
    Action.ATTACHMENT_REMOVE: row(
        "删除附件；只限可以添加附件的事项，专员只能删除自己上传的",
        "Remove an attachment where you may add; commissioners only those they sent",
        ORGANISERS,
        commissioner=Scope.OWN,
        social_worker=Scope.COMMUNITY,
        officer=Scope.STREET,
    ),
    Action.CONSENT_GIVE: row(
        "本人同意某一用途",
        "Agree to a purpose yourself",
        commissioner=Scope.OWN,
        volunteer=Scope.OWN,
        social_worker=Scope.OWN,
        workstation=Scope.OWN,
        committee=Scope.OWN,
        officer=Scope.OWN,
        street_committee=Scope.OWN,
        administrator=Scope.OWN,
    ),
    Action.CONSENT_READ_OWN: row(
        "查看本人的同意，卸任后也可以",
        "See your own consents, even after all your roles have ended",
        every_account=True,
    ),
    Action.CONSENT_WITHDRAW: row(
        "撤回同意：本人的，或应本人要求代为撤回",
        "Withdraw a consent: your own, or for a person who asks for it",
        ORGANISERS,
        every_account=True,
    ),
    Action.CONSENT_READ: row(
        "查看他人的同意",
        "Read and search other people's consents",
        ORGANISERS,
    ),
    Action.CONSENT_RECORD: row(
        "登记他人书面或当面给出的同意",
        "Write down a consent that a person gave on paper or in person",
        ORGANISERS,
    ),
    Action.EVENT_READ: row(
        "读取事件日志",
        "Read the log of events, for the systems of the street",
        OVERSIGHT,
    ),
    Action.AUDIT_READ: row(
        "查看审计记录",
        "Read the audit: who did what to what",
        ADMINISTRATORS,
    ),
    Action.AREA_MANAGE: row(
        "增设、更名、合并、撤销所辖区划",
        "Add, rename, merge and dissolve areas below your own",
        ADMINISTRATORS,
    ),
    Action.ACCOUNT_MANAGE: row(
        "管理账号和角色（须本人登录，API 密钥不可）",
        "Manage accounts and roles; in person, never by an API key",
        ADMINISTRATORS,
    ),
    Action.ACCOUNT_ERASE: row(
        "在保存期限内删除已注销账号的个人信息",
        "Erase the owner's data in a closed account before its retention period is over",
        ADMINISTRATORS,
    ),
    Action.ACCOUNT_CHOOSE: row(
        "为聘任人选挑选本社区或其街道的账号（姓名按权限遮盖）",
        "Choose an account of the community or its street for a person to be appointed",
        COMMUNITY_BODIES,
    ),
    Action.ACCOUNT_OWN: row(
        "管理本人的密码、第二因素、登录、统一身份认证的绑定和 API 密钥，复制或删除本人信息",
        "Manage your own password, second factor, sign-ins, linked identities and API keys; copy "
        "or erase the data stored about you",
        every_account=True,
    ),
    Action.NOTICE_READ_OWN: row(
        "查看本人收到的通知",
        "Read your own notices and mark them as read",
        every_account=True,
    ),
    Action.NOTICE_PREFER: row(
        "选择本人的通知方式和免打扰时段",
        "Choose how notices come, and when none is sent",
        every_account=True,
    ),
    Action.NOTICE_DELIVERY_READ: row(
        "查看通知的发送情况（不含地址）",
        "See what happened to messages, without addresses",
        ADMINISTRATORS,
    ),
    Action.NOTICE_DELIVERY_RETRY: row(
        "重新发送失败的通知",
        "Send a message again that failed",
        ADMINISTRATORS,
    ),
    Action.NOTICE_TEMPLATE_MANAGE: row(
        "维护所辖区划的通知模板",
        "Change the wording of your own area's notices",
        ADMINISTRATORS,
    ),
}
