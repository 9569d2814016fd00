"""`linli replay`: deliver a service's published events again."""

from __future__ import annotations

import eventlet

# Before anything imports what it replaces.
eventlet.monkey_patch()

import contextlib  # noqa: E402
from collections.abc import Sequence  # noqa: E402

import click  # noqa: E402

from bus import replaying  # noqa: E402
from bus.messages import BrokerAway  # noqa: E402
from bus.naming import SubscriptionNames  # noqa: E402
from bus.process import Process  # noqa: E402
from bus.subscriptions import subscriptions_of  # noqa: E402
from cli import catching_up, settings_or_exit, told  # noqa: E402
from cli.catching_up import logs_of  # noqa: E402
from cli.counting_again import count_again, keep_again  # noqa: E402
from cli.hosted import SERVICES, service_class  # noqa: E402
from contracts import registry  # noqa: E402
from runtime.database import Database  # noqa: E402
from runtime.settings import DATABASES, Settings  # noqa: E402
from services.incentives.facts.entrypoints import FactsEntrypoints  # noqa: E402
from vocabulary.counted import counted  # noqa: E402


@click.group("replay")
def command() -> None:
    """Events that were published are delivered again, with the same ids and places."""


@command.command("to")
@click.argument("queue")
@click.option(
    "--source",
    required=True,
    type=click.Choice(DATABASES),
    help="The service whose events to deliver.",
)
@click.option("--from-pos", default=1, show_default=True, help="First place in the log.")
@click.option("--to-pos", type=int, help="Last place in the log; the newest, if left out.")
def replay_to(queue: str, source: str, from_pos: int, to_pos: int | None) -> None:
    """Deliver events of a source to one QUEUE of the broker, and to no other."""
    settings = settings_or_exit()
    if settings.is_embedded:
        raise click.UsageError(
            "only a RabbitMQ queue can be replayed to: set LINLI_AMQP_URI to a user that may put "
            "messages into queues, as docs/guides/events.md says"
        )
    database = Database(settings.database_url(source))
    process = Process(settings, name="replay")
    process.publisher.start()
    try:
        with told():
            sent = replaying.to_queue(
                database, process.publisher, queue, first=from_pos, last=to_pos
            )
    except BrokerAway as away:
        raise click.ClickException(
            f"消息系统拒绝或没有应答。The broker does not take it: {away}. The user of LINLI_AMQP_URI "
            "must be allowed to write to amq.default, see docs/guides/events.md."
        ) from None
    finally:
        process.publisher.stop()
        database.close()
    click.echo(counted(sent, "event", "events"))


@command.command("catch-up")
@click.argument("service", type=click.Choice(sorted(SERVICES)))
def catch_up(service: str) -> None:
    """Deliver earlier events to new subscriptions of SERVICE, once.

    They are handled between new events. Running it again delivers no event twice.
    """
    told = catching_up.catch_up(settings_or_exit(), service)
    click.echo(f"{counted(told, 'event', 'events')} will be told")


@command.command("rebuild-street")
def rebuild_street() -> None:
    """Count the street's figures again from the register's log, beside those that are shown.

    They stay in use, live events go on, and at the end what the log does not know is dropped.
    """
    with told():
        dropped = count_again(settings_or_exit(), lambda line: click.echo(line, err=True))
    click.echo(f"counted again; {counted(dropped, 'fact was', 'facts were')} not in the log")


@command.command("rebuild-incentives")
def rebuild_incentives() -> None:
    """Keep the facts behind scorecards again from the logs, beside those that are shown.

    They stay in use until all is read, and live events go on. Reports, ratings, honours and the
    words of people stay as they are.
    """
    settings = settings_or_exit()
    with told():
        gone, come = keep_again(settings, lambda line: click.echo(line, err=True))
    click.echo(
        f"kept again; {counted(gone, 'fact', 'facts')} went that the logs tell otherwise, "
        f"{counted(come, 'fact', 'facts')} came"
    )
    others = [
        one
        for one in subscriptions_of(service_class("incentives"))
        if one.queue.rpartition(".")[2] not in vars(FactsEntrypoints)
    ]
    _tell_again(settings, "incentives", others)


@command.command("commissioners")
def commissioners() -> None:
    """Tell the register again who came into office and who left, from recruitment's log.

    For commissioners from before the register kept their first days. Appeals handed over before are
    not handed over again.
    """
    found = subscriptions_of(service_class("appeals"))
    of_recruitment = [one for one in found if one.queue.startswith("evt-recruitment--")]
    _tell_again(settings_or_exit(), "appeals", of_recruitment)


def _tell_again(
    settings: Settings, service: str, subscriptions: Sequence[SubscriptionNames]
) -> None:
    """Let these subscriptions of a service hear of everything once more."""
    registry.load_all()
    with (
        logs_of(settings, subscriptions) as logs,
        contextlib.closing(Database(settings.database_url(service))) as database,
        database.writing() as session,
    ):
        queued = sum(replaying.into_inbox(session, logs, found) for found in subscriptions)
    click.echo(f"{counted(queued, 'event', 'events')} will be told again")
