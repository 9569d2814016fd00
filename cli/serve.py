"""`linli serve`: run services until told to stop."""

from __future__ import annotations

import fcntl
import gc
import os
import sys
from pathlib import Path

import eventlet

# Before anything imports what it replaces.
eventlet.monkey_patch()

import click  # noqa: E402

from cli import check_is_free, described, settings_or_exit, use_keys  # noqa: E402
from cli.hosted import SERVICES, databases_of, service_class  # noqa: E402
from cli.migrate import hear_of_before  # noqa: E402
from runtime import logs  # noqa: E402


@click.command("serve")
@click.argument("services", nargs=-1, type=click.Choice(sorted(SERVICES)))
def command(services: tuple[str, ...]) -> None:
    """Run SERVICES in this process; none named: all of them.

    Without LINLI_AMQP_URI everything runs on the embedded broker and SQLite, and
    the databases are brought up to date first.
    """
    # What is imported from here on stays: `bus.runner` looks for garbage once everything is there.
    gc.disable()
    logs.outlive_a_full_disk()
    settings = settings_or_exit()
    names = list(services) or sorted(SERVICES)
    if "gateway" in names:
        check_is_free(settings.http_host, settings.http_port, variable="LINLI_HTTP_PORT")
    if settings.health_port is not None:
        check_is_free(settings.health_host, settings.health_port, variable="LINLI_HEALTH_PORT")
    use_keys(settings, *databases_of(names))
    if settings.is_embedded:
        missing = sorted(set(SERVICES) - set(names))
        if missing:
            raise click.UsageError(
                f"the embedded broker lives in one process; also serve {', '.join(missing)}, "
                "or set LINLI_AMQP_URI"
            )
        from runtime import migrating  # noqa: PLC0415 - only here

        _keep_others_out(settings.data_dir)
        for database in databases_of(names):
            migrating.upgrade(database, settings.database_url(database))
        hear_of_before(settings)
    else:
        # The default would be a file of this one process, and nobody would notice for long.
        missing = [name for name in databases_of(names) if not settings.has_database(name)]
        if missing:
            variables = ", ".join(f"LINLI_{name.upper()}_DATABASE_URL" for name in missing)
            raise click.UsageError(f"with LINLI_AMQP_URI, set {variables} too")
        if "gateway" in names and not (settings.given_secret and settings.signing_key):
            raise click.UsageError(
                "the gateway needs LINLI_SECRET and LINLI_SIGNING_KEY with LINLI_AMQP_URI"
            )
    from bus import runner  # noqa: PLC0415 - heavy, and needs the patch above

    sys.exit(runner.serve(list(map(service_class, names)), settings, known=described.read()))


def _keep_others_out(data_dir: Path) -> None:
    """Two processes on one embedded broker would each lose what the other one has taken."""
    data_dir.mkdir(parents=True, exist_ok=True)
    # Open until the process ends, however it ends: then the lock is free again.
    lock = os.open(data_dir / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise click.ClickException(
            f"another process serves the data folder {data_dir}; stop it, or set LINLI_DATA_DIR"
        ) from None
