"""`linli street`: what the street office consumes."""

from __future__ import annotations

import sys

import click
import pika

from bus import stream
from bus.naming import STREET_DIGESTS, STREET_FEED
from bus.rabbit import connection_parameters
from cli import settings_or_exit

#: No service may read what it does not need.
_WHO = " to a user who may read it, as docs/guides/events.md says"


@click.group("street")
def command() -> None:
    """The street office's streams of events: all of them, and the digests."""


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
