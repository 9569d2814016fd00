"""`linli street`: what the street office consumes."""

from __future__ import annotations

import contextlib
import gzip
import os
import sys
from pathlib import Path

import click
import pika

from bus import replaying, stream
from bus.naming import STREET_DIGESTS, STREET_FEED
from bus.rabbit import connection_parameters
from cli import settings_or_exit
from runtime.database import Database
from vocabulary.counted import counted

#: No service may read what it does not need.
_WHO = " to a user who may read it, as docs/guides/events.md says"


@click.group("street")
def command() -> None:
    """The street office's streams of events, all of them and the digests; and a recording of them."""


@command.command("tail")
@click.option(
    "--from",
    "start",
    default="last",
    show_default=True,
    help="first, last, next, an offset, or a moment in ISO 8601.",
)
@click.option("--until-idle", type=float, help="End when nothing came for so many seconds.")
@click.option("--digests", is_flag=True, help="Of the stream street.digests instead.")
def tail(start: str, until_idle: float | None, *, digests: bool) -> None:
    """Print the events of the stream street.feed, one a line: its offset, a tab, and the event as JSON."""
    settings = settings_or_exit()
    if settings.amqp_uri is None:
        raise click.UsageError(f"the feed is a RabbitMQ stream; set LINLI_AMQP_URI{_WHO}")
    try:
        offset = stream.offset_from(start)
    except ValueError:
        raise click.BadParameter(
            f"{start!r} is no place in a stream", param_hint="--from"
        ) from None
    name = STREET_DIGESTS if digests else STREET_FEED
    parameters = connection_parameters(
        settings.amqp_uri,
        name="linli-street-tail",
        heartbeat_seconds=settings.amqp_heartbeat_seconds,
        ssl_ca=settings.amqp_ssl_ca,
    )
    try:
        if isinstance(offset, int):
            stream.check_reaches(parameters, name, offset)
        for entry in stream.tail(parameters, name, offset, idle_seconds=until_idle):
            click.echo(f"{entry.offset}\t{entry.body.decode()}")
            sys.stdout.flush()
    except stream.BeyondTheEnd as end:
        raise click.ClickException(
            f"{name} 只到 {end}，{offset} 尚不存在；恢复后的新流请从 first 读取。"
            f"{name} ends before {end}, so nothing is at {offset} yet. If it was made anew, as after "
            "a restore, begin again with --from first."
        ) from None
    except pika.exceptions.ChannelClosedByBroker as refused:
        raise click.ClickException(
            f"the broker: {refused.reply_text}; set LINLI_AMQP_URI{_WHO}"
        ) from None
    except pika.exceptions.AMQPError as away:
        raise click.ClickException(f"the broker: {away!r}") from None
    except KeyboardInterrupt:
        sys.exit(0)


@command.command("record")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def record(file: Path) -> None:
    """Write every event of the logs into FILE, a line each as the feed has them, to develop against.

    It reads the databases and needs no broker, so that the demo can be recorded too. A FILE that ends
    with .gz is packed. examples/play_feed.py gives it to consumers.
    """
    settings = settings_or_exit()
    # It names the accounts of the people who handle.
    os.umask(0o077)
    written, new = 0, file.with_name(f"{file.name}.new")
    with contextlib.ExitStack() as held:
        logs = [
            held.enter_context(contextlib.closing(Database(settings.database_url(name))))
            for name in settings.databases
        ]
        opened = gzip.open if file.suffix == ".gz" else Path.open
        target = held.enter_context(opened(new, "wb"))
        for event in replaying.recorded(logs):
            target.write(event + b"\n")
            written += 1
    new.replace(file)
    click.echo(counted(written, "event", "events"))
