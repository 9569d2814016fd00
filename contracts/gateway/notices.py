"""Notices (通知): what services tell people, and the inbox of an account.

A service that wants to notify people publishes an event of its own, made of `NoticeWish`:

    @event("recruitment", subject="request_id", area="area")
    class NoticeRequested(NoticeWish, Event): …

The gateway listens to every event of this form. The service declares the kinds and their wording in
its contracts, see `contracts.notice_kinds`.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.lists import Listing, Page
from contracts.notice_kinds import NoticeKind, Parameter, Words, declare, in_each_language
from contracts.registry import Answer, Event, Request, Shape, event, request, shape
from contracts.words import value_name
from vocabulary.accounts import Language
from vocabulary.actors import Role

ANNOUNCEMENT = declare(
    NoticeKind(
        name="announcement",
        zh="工作提醒",
        en="Something to know",
        parameters=(
            Parameter("subject", "事项", "What it is about", example="五月培训"),
            Parameter("message", "内容", "What there is to say", example="周五上午九点在街道办。"),
        ),
        words={
            Language.ZH: Words("{subject}", "{area}：{subject}\n{message}", "{subject}：{message}"),
            Language.EN: Words("{subject}", "{area}: {subject}\n{message}", "{subject}: {message}"),
        },
    )
)


#: Kinds that an account gets with an office.
_ROLES = (Role.COMMISSIONER, Role.VOLUNTEER, Role.SOCIAL_WORKER)
OFFICE_NAMED = declare(
    NoticeKind(
        name="office_named",
        zh="任职待本人确认",
        en="An office waits for your confirmation",
        parameters=(
            Parameter(
                "role",
                "角色",
                "Role",
                example=Role.COMMISSIONER.value,
                words=in_each_language({role.value: value_name(role) for role in _ROLES}),
            ),
        ),
        words={
            Language.ZH: Words(
                "请确认任职：{area}{role}",
                "您的账号被填写为{area}{role}。请登录并以密码确认；确认前没有相应权限。"
                "如非本人，请不要确认，并告知管理员。",
                "您的账号被填写为{area}{role}，请登录确认。",
            ),
            Language.EN: Words(
                "Confirm your office: {role} of {area}",
                "Your account was named as {role} of {area}. Sign in and confirm it with your "
                "password; until then it gives you no rights. If this is not you, do not "
                "confirm it, and tell your administrator.",
                "Your account was named as {role} of {area}. Sign in and confirm it.",
            ),
        },
    )
)


ROLES_TOGETHER = declare(
    NoticeKind(
        name="roles_together",
        zh="一个账号兼有工作站和党委角色（街道）",
        en="One account for workstation and committee (street)",
        parameters=(Parameter("account", "账号", "The account", example="chen.gong"),),
        words={
            Language.ZH: Words(
                "账号{account}兼有工作站和党委角色",
                "{area}的账号{account}同时拥有工作站和党委的角色，经办和决定将由同一账号完成。"
                "请核实是否确有必要；如无必要，请管理员结束其中一个角色。",
                "{area}的账号{account}兼有工作站和党委角色，请核实。",
            ),
            Language.EN: Words(
                "{account} holds workstation and committee roles",
                "The account {account} of {area} holds roles of the workstation and of a party "
                "committee, so the same person prepares and decides. Ask whether this is needed; "
                "if not, have an administrator end one of the roles.",
                "The account {account} of {area} holds workstation and committee roles.",
            ),
        },
    )
)


_IF_NOT_YOU = (
    "如非本人操作，请立即修改密码并联系管理员。",
    "If this was not you, change your password at once and tell your administrator.",
)


def _of_account(name: str, zh: str, en: str, warning: tuple[str, str] = _IF_NOT_YOU) -> NoticeKind:
    """A change of the account that its owner must notice, because a thief would make it."""
    warn_zh, warn_en = warning
    return declare(
        NoticeKind(
            name=name,
            zh=f"账号安全：{zh}",
            en=f"Account security: {en}",
            words={
                Language.ZH: Words(f"您的账号{zh}", f"您的账号{zh}。{warn_zh}", f"您的账号{zh}。"),
                Language.EN: Words(
                    f"Your account: {en}", f"Your account: {en}. {warn_en}", f"Your account: {en}."
                ),
            },
        )
    )


API_KEY_MADE = _of_account("api_key_made", "新建了 API 密钥", "an API key was made")
API_KEY_WITHDRAWN = _of_account(
    "api_key_withdrawn",
    "有一个 API 密钥被管理员停用",
    "an administrator withdrew an API key",
    (
        "用这个密钥的程序不能再办理业务；原因请问管理员。",
        "The program that used it cannot act any more; ask your administrator why.",
    ),
)
SECOND_FACTOR_ENROLLED = _of_account(
    "second_factor_enrolled", "绑定了第二因素", "a second factor was enrolled"
)
IDENTITY_LINKED = _of_account(
    "identity_linked", "绑定了其他系统的身份", "an identity of another system was linked"
)
CONTACT_CHANGED = _of_account(
    "contact_changed", "修改了姓名或联系方式", "its name or contact was changed"
)


@shape
class NoticeWish(Shape):
    """A notice to people, sent in the ways that they want.

    Facts are short and name no person: they lie in the inbox as long as the notice.
    """

    request_id: UUID = fields.plain("Id of the request; the same id again sends nothing new.")
    kind: str = fields.pattern(
        "A declared kind of notice.",
        r"^[a-z][a-z_]{0,39}$",
        error="Must be a lower-case code.",
        example="announcement",
    )
    area: str = fields.area("The area it belongs to.")
    accounts: list[UUID] = fields.plain("To these accounts.", default=())
    volunteers: list[UUID] = fields.plain(
        "To these volunteers, who have no account; only of a kind for them.", default=()
    )
    roles: list[Role] = fields.choices(
        "To everyone who holds one of these roles in an area that covers this one; empty: only "
        "to `accounts`.",
        Role,
    )
    but_not: list[UUID] = fields.plain(
        "Blind ids of the people whom it concerns, of use to the gateway alone; they are not told, "
        "whatever roles they hold.",
        default=(),
    )
    facts: dict[str, str] = fields.plain("The kind's parameters, by name.")
    subject_kind: str | None = fields.text(
        "What it is about, such as `appointment`.", longest=40, default=None
    )
    subject_id: str | None = fields.text("Which one.", longest=100, default=None)
    not_before: dt.datetime | None = fields.moment(
        "No message leaves earlier; the inbox shows it at once.", default=None
    )
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("gateway", subject="request_id", area="area")
class AccountNoticeRequested(NoticeWish, Event):
    """The gateway itself notifies the owner of an account."""


@shape
class NoticeView(Answer):
    """One notice in the inbox of an account."""

    id: UUID = fields.plain("The notice.")
    kind: str = fields.plain("Which kind.")
    title: str = fields.plain("The title, in one line.")
    text: str = fields.plain("The full text.")
    area: str = fields.place("The area it belongs to.")
    subject_kind: str | None = fields.plain("What it is about, such as `appeal`.", default=None)
    subject_id: str | None = fields.plain("Which one.", default=None)
    link: str | None = fields.plain("The page to continue on.", default=None)
    created_at: dt.datetime = fields.moment("When it arrived.")
    read_at: dt.datetime | None = fields.moment("When it was read; null: not yet.", default=None)


@shape
class NoticePage(Page):
    """A page of your notices, newest first unless sorted otherwise."""

    items: list[NoticeView] = fields.plain("The notices.")
    unread: int = fields.plain("How many are unread, in all.")


@shape
class NoticesRead(Answer):
    """The result of marking notices as read."""

    marked: int = fields.plain("How many were marked as read.")
    unread: int = fields.plain("How many are still unread.")


@request("gateway", "list_notices", NoticePage)
class ListNotices(Listing, Request[NoticePage]):
    """List your own notices (通知), with the number of unread ones."""

    unread: bool | None = fields.plain(
        "true: only unread ones; false: only read ones.", default=None
    )
    kind: str | None = fields.text("Only this kind.", longest=40, default=None)
    created_from: dt.date | None = fields.plain(
        "From this day or later, Asia/Shanghai.", default=None
    )
    created_to: dt.date | None = fields.plain("From this day or earlier.", default=None)
    sort: str | None = fields.sorting("created_at")


@request("gateway", "show_notice", NoticeView)
class ShowNotice(Request[NoticeView]):
    """Show one of your notices; this does not mark it as read."""

    notice_id: UUID = fields.path("The notice.")


@request("gateway", "mark_notice", NoticeView)
class MarkNotice(Request[NoticeView]):
    """Mark one of your notices as read, or as unread again."""

    notice_id: UUID = fields.path("The notice.")
    is_read: bool = fields.plain("false: mark it as unread again.", default=True)


@request("gateway", "mark_all_notices", NoticesRead)
class MarkAllNotices(Request[NoticesRead]):
    """Mark all your notices as read."""

    until: dt.datetime | None = fields.moment(
        "Only notices that had arrived by this moment, so that later ones stay unread.",
        default=None,
    )
