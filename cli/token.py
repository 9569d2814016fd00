"""`linli token`: signed tokens for people and programs."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from uuid import UUID

import click
from sqlalchemy.orm import Session

from cli import as_operator, settings_or_exit, told, use_keys
from gateway.people.identity import operations
from gateway.people.issued_tokens import operations as issued_tokens
from gateway.people.issued_tokens import queries
from runtime import clock
from runtime.database import Database
from runtime.settings import Settings
from vocabulary.actors import Actor, Grant, Role
from vocabulary.areas import is_area_code


class GrantType(click.ParamType[Grant]):
    """Reads ROLE@AREA."""

    name = "ROLE@AREA"

    def convert(
        self, value: str, param: click.Parameter | None, context: click.Context | None
    ) -> Grant:
        role, _, area = value.partition("@")
        if role not in set(Role) or not is_area_code(area):
            roles = ", ".join(Role)
            self.fail(f"{value!r} is not ROLE@AREA with one of the roles {roles}", param, context)
        return Grant(Role(role), area)


@click.group("token")
def command() -> None:
    """Bearer tokens."""


@command.command("issue")
@click.argument("account")
@click.option(
    "--grant",
    "grants",
    multiple=True,
    required=True,
    type=GrantType(),
    help="A role at an area, as workstation_staff@440305007003; may be repeated.",
)
@click.option(
    "--days",
    default=1,
    show_default=True,
    type=click.IntRange(1, operations.LONGEST_ISSUED.days),
)
def issue(account: str, grants: tuple[Grant, ...], days: int) -> None:
    """Print a token for ACCOUNT; `list` shows it, and `revoke` takes it back."""
    settings, actor = settings_or_exit(), Actor(account, grants)
    lifetime = dt.timedelta(days=days)
    with _writing(settings, "issue") as session:
        token_id = issued_tokens.keep(session, actor, lifetime)
    click.echo(operations.issue(settings.secret, actor, lifetime, token_id=token_id))


@command.command("list")
def list_() -> None:
    """Print the tokens that still hold: id, account, grants, and until when."""
    settings = settings_or_exit()
    with (
        contextlib.closing(Database(settings.database_url("gateway"))) as database,
        database.reading() as session,
    ):
        for row in queries.lasting(session, clock.now()):
            until = row.expires_at.isoformat(timespec="minutes")
            click.echo(f"{row.id}  {row.account}  {' '.join(row.grants)}  {until}")


@command.command("revoke")
@click.argument("token_id", type=click.UUID)
def revoke(token_id: UUID) -> None:
    """Take the token TOKEN_ID back; gateways refuse it within seconds."""
    with _writing(settings_or_exit(), "revoke") as session:
        issued_tokens.revoke(session, token_id)


@contextlib.contextmanager
def _writing(settings: Settings, deed: str) -> Iterator[Session]:
    use_keys(settings, "gateway")
    with (
        told(),
        contextlib.closing(Database(settings.database_url("gateway"))) as database,
        as_operator(f"token {deed}"),
        database.writing() as session,
    ):
        yield session
