"""`linli token`: signed tokens for people and programs."""

from __future__ import annotations

import datetime as dt

import click

from cli import settings_or_exit
from gateway.identity import operations
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
@click.option("--days", default=1, show_default=True, type=click.IntRange(1, 366))
def issue(account: str, grants: tuple[Grant, ...], days: int) -> None:
    """Print a token for ACCOUNT."""
    secret = settings_or_exit().secret
    actor = Actor(account, grants)
    click.echo(operations.issue(secret, actor, lifetime=dt.timedelta(days=days)))
