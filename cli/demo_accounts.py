"""An account for each role of the sample, so that one can look around as each of them."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from rich.table import Table

from cli import account, as_operator
from cli.demo import DemoFailed
from contracts.gateway.offices import ConfirmOffice
from gateway.people.accounts.model import ACCOUNT
from gateway.people.offices import operations, queries
from runtime import clock, waiting
from runtime.settings import Settings
from sample.people import DENGLIANG, STREET
from vocabulary.actors import Actor, Grant, Role
from vocabulary.problems import WrongState

_COMMISSIONER, _OFFICER = "zhuanyuan", "jiedaoban"
#: How long the news of an appointment may take to the gateway.
_OFFICE_SECONDS = 60
#: Role, login, name, area.
_ACCOUNTS = (
    (Role.COMMISSIONER, _COMMISSIONER, "社区专员", DENGLIANG),
    (Role.VOLUNTEER, "yigong", "义工", DENGLIANG),
    (Role.SOCIAL_WORKER, "shegong", "社工", DENGLIANG),
    (Role.WORKSTATION_STAFF, "gongzuozhan", "工作站工作人员", DENGLIANG),
    (Role.PARTY_COMMITTEE, "dangwei", "社区综合党委", DENGLIANG),
    (Role.STREET_OFFICER, _OFFICER, "街道办", STREET),
    (Role.STREET_PARTY_COMMITTEE, "danggongwei", "街道党工委", STREET),
    (Role.ADMINISTRATOR, "guanliyuan", "管理员", STREET),
)


def make_all(settings: Settings) -> dict[str, str | None]:
    """Login → initial password; none where the account was made at an earlier play."""
    made: dict[str, str | None] = {}
    with account.opened(settings) as (own, sign_in):
        for role, login, name, area in _ACCOUNTS:
            # An office gives the commissioner's role.
            grants = [] if login == _COMMISSIONER else [Grant(role, area)]
            try:
                made[login] = account.make(own, sign_in, login, name, grants, area=area)
            except WrongState:
                made[login] = None
    return made


def commissioner(settings: Settings) -> UUID:
    """The account that comes into office."""
    return _account(settings, _COMMISSIONER)


def officer(settings: Settings) -> UUID:
    """The account of the street office."""
    return _account(settings, _OFFICER)


def _account(settings: Settings, login: str) -> UUID:
    with account.opened(settings) as (own, _), own.reading() as session:
        chosen = sa.select(ACCOUNT.c.id).where(ACCOUNT.c.login == login)
        found: UUID = session.scalars(chosen).one()
        return found


def confirm_office(settings: Settings) -> None:
    """Confirm the commissioner's office for them, once the gateway has heard of it.

    The printed password is an initial one, and signing in would change it.

    Raises:
        DemoFailed: the gateway did not hear of it in time.
    """
    owner = Actor(str(commissioner(settings)))
    deadline = clock.monotonic() + _OFFICE_SECONDS
    pauses = waiting.growing_pauses(0.1, 1.0)
    with account.opened(settings) as (own, _):
        while True:
            with as_operator("demo"), own.writing() as session:
                lasting = [one for one in queries.own(session, owner).items if one.ended_at is None]
                for office in lasting:
                    if office.confirmed_at is None:
                        wish = ConfirmOffice(appointment_id=office.appointment_id)
                        operations.confirm(session, owner, wish)
            if lasting:
                return
            if clock.monotonic() > deadline:
                raise DemoFailed(f"no office came to {_COMMISSIONER} within {_OFFICE_SECONDS} s")
            waiting.pause(next(pauses))


def table(logins: dict[str, str | None], address: str) -> Table:
    """What to sign in with, and how a program does it."""
    body = '{"login": "…", "password": "…"}'
    caption = f"curl {address}/api/v1/tokens -H 'Content-Type: application/json' -d '{body}'"
    shown = Table(title="账号 Accounts", caption=caption)
    for heading in ("角色 Role", "登录名 Login", "初始密码 Initial password"):
        shown.add_column(heading)
    for role, login, name, _ in _ACCOUNTS:
        password = logins[login] or f"以前已显示 shown before; linli account reset {login}"
        shown.add_row(f"{name} {role.value}", login, password)
    return shown
