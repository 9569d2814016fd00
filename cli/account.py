"""`linli account`: the first administrator, and owners who lost everything."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from uuid import UUID

import click
import marshmallow
import sqlalchemy as sa

from cli import as_operator, settings_or_exit, told, use_keys
from cli.token import GrantType
from contracts.complaints import invalid_from
from contracts.gateway.accounts import NewAccount
from gateway.people.accounts import operations, rules
from gateway.people.accounts.model import ACCOUNT
from gateway.people.hashing import PasswordHashing, here
from gateway.people.own_database import OwnDatabase
from gateway.people.sign_in import rules as sign_in_rules
from gateway.people.sign_in.operations import SignIn
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from runtime.settings import Settings
from vocabulary.actors import Grant
from vocabulary.areas import level_of


@click.group("account")
def command() -> None:
    """Accounts, for an operator who has the gateway's database."""


@command.command("create")
@click.argument("login")
@click.option("--name", required=True, help="Name of its owner.")
@click.option(
    "--grant",
    "grants",
    multiple=True,
    required=True,
    type=GrantType(),
    help="A role at an area, as administrator@440305007000; may be repeated.",
)
def create(login: str, name: str, grants: tuple[Grant, ...]) -> None:
    """Make an account for LOGIN and print its initial password, once."""
    _refuse_wrong_levels(grants)
    with told(), as_operator("account create"), opened(settings_or_exit()) as (own, sign_in):
        click.echo(make(own, sign_in, login, name, grants))
    _explain()


def make(
    own: OwnDatabase,
    sign_in: SignIn,
    login: str,
    name: str,
    grants: Sequence[Grant],
    *,
    area: str | None = None,
    account_id: UUID | None = None,
) -> str | None:
    """Make an account with these roles; gives its initial password.

    `area`: where it is kept; left out, at the highest area of its roles. `account_id`: left out,
    a new one.

    Raises:
        Invalid: login or name have the wrong form.
        WrongState: the login is taken.
    """
    body = {
        "login": login,
        "display_name": name,
        "area": area or min((grant.area for grant in grants), key=lambda code: code.rstrip("0")),
        "roles": [{"role": grant.role.value, "area": grant.area} for grant in grants],
    }
    try:
        new = NewAccount.read(body)
    except marshmallow.ValidationError as wrong:
        raise invalid_from(wrong) from None
    account_id = account_id or new_id()
    with own.writing() as session:
        operations.insert(session, account_id, new, by=None)
    return sign_in.give_initial_password(account_id, by=None, first=True)


@command.command("reset")
@click.argument("login")
@click.option("--second-factor", is_flag=True, help="Also forget the authenticator app.")
def reset(login: str, *, second_factor: bool) -> None:
    """Give LOGIN a new initial password and print it, once; every sign-in ends."""
    with told(), as_operator("account reset"), opened(settings_or_exit()) as (own, sign_in):
        with own.writing() as session:
            chosen = sa.select(ACCOUNT.c.id, ACCOUNT.c.totp_confirmed_at)
            row = session.execute(chosen.where(ACCOUNT.c.login == login)).one_or_none()
            if row is None:
                raise click.ClickException(f"没有账号 There is no account {login}")
            account_id: UUID = row.id
            if second_factor and row.totp_confirmed_at is not None:
                operations.forget_second_factor(session, account_id, by=None)
        password = sign_in.give_initial_password(account_id, by=None, first=False)
        if password is None:
            raise click.ClickException(f"账号已注销 The account {login} is closed")
        click.echo(password)
    _explain()


@command.command("code")
@click.argument("login")
def code(login: str) -> None:
    """Print what LOGIN's authenticator app would show now; in the demo alone."""
    settings = settings_or_exit()
    if not settings.is_demo:
        raise click.ClickException(
            "这里不是演示系统 This is no demo; for a lost app: linli account reset LOGIN --second-factor"
        )
    with opened(settings) as (own, _), own.reading() as session:
        chosen = sa.select(ACCOUNT.c.totp_secret).where(ACCOUNT.c.login == login)
        secret = session.scalars(chosen).one_or_none()
    if secret is None:
        raise click.ClickException(f"{login} 没有绑定 has no authenticator app")
    click.echo(sign_in_rules.code_at(secret, clock.now()))


def _refuse_wrong_levels(grants: tuple[Grant, ...]) -> None:
    for grant in grants:
        if level_of(grant.area) not in rules.STANDARDS[grant.role].held_at:
            levels = ", ".join(sorted(rules.STANDARDS[grant.role].held_at))
            raise click.ClickException(
                f"{grant.role.value} 只能设在 is held at: {levels} (not {grant.area})"
            )


def _explain() -> None:
    days = rules.INITIAL_PASSWORD_DAYS
    click.echo(
        f"初始密码只显示一次，{days} 天内有效，首次登录须修改。\n"
        f"The initial password is shown this once, holds for {days} days and must be changed at "
        "the first sign-in.",
        err=True,
    )


@contextlib.contextmanager
def opened(settings: Settings) -> Iterator[tuple[OwnDatabase, SignIn]]:
    """The gateway's database and its door, for a command."""
    use_keys(settings, "gateway")
    with contextlib.closing(Database(settings.database_url("gateway"))) as database:
        own = OwnDatabase(database)
        yield own, SignIn(own, PasswordHashing(here), settings.secret)
