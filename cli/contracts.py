"""`linli contracts`: what the system promises to others, printed from the code."""

from __future__ import annotations

import json
from collections import defaultdict
from enum import Enum

import click

from cli.hosted import SERVICES, service_class
from contracts import registry
from runtime import settings


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
    """RabbitMQ's definitions file: exchanges, queues, policies and one user for each service.

    Passwords come from LINLI_BROKER_PASSWORD_«SERVICE».
    """
    from bus import topology as declared  # noqa: PLC0415 - only here

    registry.load_all()
    sources = {event.SOURCE for event in registry.EVENTS.values()}
    wanted = declared.of([service_class(name) for name in sorted(SERVICES)], sources)
    try:
        _print(declared.definitions(wanted, vhost=vhost))
    except KeyError as missing:
        raise click.ClickException(f"{missing.args[0]} is not set") from None


@command.command("settings")
def settings_table() -> None:
    """The settings, as a table in Markdown."""
    click.echo("| variable | default | meaning |")
    click.echo("|---|---|---|")
    for variable, default, meaning in settings.table():
        click.echo(f"| `{variable}` | {default} | {meaning} |")


@command.command("permissions")
def permissions_table() -> None:
    """Who may use which routes, as a table in Markdown."""
    from gateway.app import permissions_by_route  # noqa: PLC0415 - only here
    from gateway.identity.rules import ROLES  # noqa: PLC0415 - only here
    from vocabulary.actors import Role  # noqa: PLC0415 - only here

    routes: defaultdict[Enum, list[str]] = defaultdict(list)
    for (method, path), permission in sorted(
        permissions_by_route().items(), key=lambda it: it[0][::-1]
    ):
        if method not in {"HEAD", "OPTIONS"} and path.startswith("/api/"):
            routes[permission].append(f"`{method} {path.removeprefix('/api/v1')}`")
    short = {role: role.value.replace("_", " ") for role in Role}
    click.echo(f"| permission | {' | '.join(short.values())} | routes under `/api/v1` |")
    click.echo("|---|" + ":-:|" * len(short) + "---|")
    for permission, roles in ROLES.items():
        marks = " | ".join("×" if role in roles else "" for role in short)
        click.echo(f"| `{permission.name.lower()}` | {marks} | {'<br>'.join(routes[permission])} |")


def _print(document: object) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
