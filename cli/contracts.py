"""`linli contracts`: what the system promises to others, printed from the code."""

from __future__ import annotations

import json

import click

from bus.naming import DIGESTS_READER
from cli import described, settings_or_exit
from cli.hosted import SERVICES
from runtime import settings

_GIGABYTE = 10**9


@click.group("contracts")
def command() -> None:
    """Documents generated from the code."""


@command.command("asyncapi")
def asyncapi() -> None:
    """The events, as AsyncAPI 3."""
    from contracts import asyncapi as generated  # noqa: PLC0415 - only here

    _print(generated.document())


@command.command("openapi")
def openapi() -> None:
    """The HTTP interface, as OpenAPI 3.1."""
    from gateway import app  # noqa: PLC0415 - only here

    _print(app.openapi_document())


@command.command("topology")
@click.option("--vhost", default="/", show_default=True)
def topology(vhost: str) -> None:
    """RabbitMQ's definitions file: exchanges, queues, policies, a user for each service and the office.

    Passwords come from LINLI_BROKER_PASSWORD_«SERVICE», or from the files that
    LINLI_BROKER_PASSWORD_«SERVICE»_FILE names; the office reads digests, as the service DIGESTS_READER.
    """
    from bus import topology as declared  # noqa: PLC0415 - only here

    try:
        passwords = settings.broker_passwords([*SERVICES, DIGESTS_READER])
    except settings.SettingsWrong as wrong:
        raise click.ClickException(str(wrong)) from None
    kept = settings_or_exit().feed_gb * _GIGABYTE
    _print(declared.definitions(described.read(), passwords, vhost=vhost, feed_bytes=kept))


@command.command("described")
def services_described() -> None:
    """What each service has on the broker, as the file from which processes learn it."""
    click.echo(described.text(), nl=False)


@command.command("signing-public-key")
def signing_public_key() -> None:
    """LINLI_SIGNING_PUBLIC_KEY for the services other than the gateway, whose LINLI_SIGNING_KEY is set."""
    from bus.signing import public_key_of  # noqa: PLC0415 - only here

    given = settings_or_exit().signing_key
    if given is None:
        raise click.UsageError("set LINLI_SIGNING_KEY, as `openssl rand -hex 32` makes one")
    click.echo(public_key_of(given))


@command.command("settings")
def settings_table() -> None:
    """The settings, as a table in Markdown."""
    click.echo("| variable | default | meaning |")
    click.echo("|---|---|---|")
    for variable, default, meaning in settings.table():
        click.echo(f"| `{variable}` | {default} | {meaning} |")


@command.command("permissions")
def permissions() -> None:
    """The table of permissions, as a page in Markdown."""
    from cli import permissions_page  # noqa: PLC0415 - only here

    click.echo(permissions_page.text(), nl=False)


@command.command("states")
def states() -> None:
    """The tables of states, as a page in Markdown."""
    from cli import states_page  # noqa: PLC0415 - only here

    click.echo(states_page.text(), nl=False)


def _print(document: object) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
