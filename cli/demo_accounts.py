"""An account for each role of the sample, so that one can look around as each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from uuid import UUID

import sqlalchemy as sa
from rich.table import Table
from sqlalchemy.orm import Session

from cli import account, as_operator
from cli.demo import DemoFailed
from contracts.gateway.offices import ConfirmOffice
from gateway.people.accounts.model import ACCOUNT
from gateway.people.offices import operations, queries
from runtime import clock, waiting
from runtime.settings import Settings
from sample.accounts import logins
from sample.people import DENGLIANG, STREET
from sample.recruiting import NAMES
from vocabulary.actors import Actor, Grant, Role
from vocabulary.problems import WrongState

#: How long the news of an appointment may take to the gateway.
_OFFICE_SECONDS = 60


def make_all(settings: Settings) -> dict[str, str | None]:
    """Login → initial password; none where the account was made at an earlier play."""
    made: dict[str, str | None] = {}
    with as_operator("demo"), account.opened(settings) as (own, sign_in):
        for one in logins():
            # An office gives the commissioner's role.
            grants = [] if one.role is Role.COMMISSIONER else [Grant(one.role, one.area)]
            try:
                made[one.login] = account.make(
                    own,
                    sign_in,
                    one.login,
                    one.name,
                    grants,
                    area=one.area,
                    account_id=one.person,
                )
            except WrongState:
                made[one.login] = None
    return made


def any_was_made(session: Session) -> bool:
    """Whether a play was begun here: the ids of its accounts are the sample's own."""
    people = [one.person for one in logins()]
    return bool(session.scalar(sa.select(sa.exists().where(ACCOUNT.c.id.in_(people)))))


def known(settings: Settings) -> dict[str, UUID]:
    """Login → account."""
    names = [one.login for one in logins()]
    with account.opened(settings) as (own, _), own.reading() as session:
        chosen = sa.select(ACCOUNT.c.login, ACCOUNT.c.id).where(ACCOUNT.c.login.in_(names))
        return {row.login: row.id for row in session.execute(chosen)}


def confirm_offices(settings: Settings, communities: Collection[str] = tuple(NAMES)) -> None:
    """Confirm the offices of the communities' commissioners for them, once the gateway has heard.

    The printed passwords are initial ones, and signing in would change them.

    Raises:
        DemoFailed: the gateway did not hear of one in time.
    """
    accounts = known(settings)
    waiting_for = {
        one.login: Actor(str(accounts[one.login]))
        for one in logins()
        if one.role is Role.COMMISSIONER and one.area in communities
    }
    deadline = clock.monotonic() + _OFFICE_SECONDS
    pauses = waiting.growing_pauses(0.1, 1.0)
    with account.opened(settings) as (own, _):
        while True:
            with as_operator("demo"), own.writing() as session:
                for login, owner in list(waiting_for.items()):
                    if _is_confirmed(session, owner):
                        del waiting_for[login]
            if not waiting_for:
                return
            if clock.monotonic() > deadline:
                missing = ", ".join(waiting_for)
                raise DemoFailed(f"no office came to {missing} within {_OFFICE_SECONDS} s")
            waiting.pause(next(pauses))


def _is_confirmed(session: Session, owner: Actor) -> bool:
    """Confirm what there is; whether there was any office."""
    lasting = [one for one in queries.own(session, owner).items if one.ended_at is None]
    for office in lasting:
        if office.confirmed_at is None:
            operations.confirm(session, owner, ConfirmOffice(appointment_id=office.appointment_id))
    return bool(lasting)


def tables(passwords: Mapping[str, str | None]) -> Iterator[Table]:
    """What to sign in with and what for: first one community and the street, then the others."""
    first, others = Table(title="账号 Accounts"), Table(title="其他社区 Other communities")
    for heading in ("登录名 Login", "初始密码 Initial password", "可以做什么 What for"):
        first.add_column(heading)
    for heading in ("社区 Community", "登录名 Login", "初始密码 Initial password"):
        others.add_column(heading)
    for one in logins():
        again = f"以前已显示 shown before: linli account reset {one.login}"
        password = passwords[one.login] or again
        if one.area in (DENGLIANG, STREET):
            first.add_row(one.login, password, f"{one.name}: {one.use}")
        else:
            others.add_row(NAMES[one.area], one.login, password)
    yield first
    yield others
