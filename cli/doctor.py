"""`linli doctor`: what is wrong, on one page; it asks all processes and compares what is kept."""

from __future__ import annotations

import contextlib
import datetime as dt
import socket
import sys
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import click
import requests
import sqlalchemy as sa
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.orm import Session

from bus import clock_guard
from bus.tables import DEAD_LETTER, HEARD, INBOX, OUTBOX, OWED
from cli import settings_or_exit
from cli.hosted import SERVICES, databases_of
from runtime import clock, waiting
from runtime.database import Database
from runtime.logs import in_one_line
from runtime.settings import Settings
from services.appeals.appeal.model import Appeal
from services.street.totals.model import APPEAL_FACT
from vocabulary.counted import counted

_ANSWER_SECONDS = 10.0
#: Where each service of a deployment tells of itself.
_HEALTH_PORT = 8001
#: What is on its way for so long is late.
_LATE = dt.timedelta(seconds=60)
_IN_HAND_SECONDS = 60.0
#: More waits only behind somebody who does not take it.
_DEPTH = 10_000
_CLOCKS_SECONDS = 2.0
#: So long what the register has may be on its way to the street.
_LOOKS, _LOOK_SECONDS = 10, 1.0


@click.command("doctor")
@click.option(
    "--process",
    "addresses",
    multiple=True,
    metavar="URL",
    help="Ask the process at this address; several times for several. "
    "Without it: each service of the deployment by its name.",
)
def command(addresses: tuple[str, ...]) -> None:
    """Say what is wrong: processes, queues, databases, and whether register and street agree.

    Ends with 1 if anything is. docs/operations/troubles.md says what to do.
    """
    settings = settings_or_exit()
    found = [
        *_of_processes(addresses or _processes(settings)),
        *_of_databases(settings),
        *_of_figures(settings),
    ]
    for line in found:
        click.echo(f"✗ {line}")
    if found:
        click.echo(f"{counted(len(found), 'finding', 'findings')}: docs/operations/troubles.md")
        sys.exit(1)
    click.echo("✓ nothing is wrong")


def _processes(settings: Settings) -> list[str]:
    """Each process of each service; one of several replicas by its number alone."""
    if settings.is_embedded:
        port = settings.http_port if settings.health_port is None else settings.health_port
        return [f"http://127.0.0.1:{port}"]
    found = []
    for name in sorted(set(SERVICES) - settings.absent_services):
        try:
            known = socket.getaddrinfo(name, _HEALTH_PORT, type=socket.SOCK_STREAM)
        except OSError:
            known = []
        hosts = sorted({str(one[4][0]) for one in known}) or [name]
        found += [f"http://{host}:{_HEALTH_PORT}/#{name}" for host in hosts]
    return found


def _of_processes(addresses: Sequence[str]) -> Iterator[str]:
    for address in addresses:
        place = urlsplit(address)
        name = f"{place.fragment or 'process'} {place.netloc}".strip()
        root = f"{place.scheme}://{place.netloc}"
        try:
            report = requests.get(f"{root}/readyz", timeout=_ANSWER_SECONDS).json()
            figures = requests.get(f"{root}/metrics", timeout=_ANSWER_SECONDS).text
        except (requests.RequestException, ValueError) as failure:
            yield f"{name} does not answer: {in_one_line(failure)}"
            continue
        checks = {check: words for check, words in report["checks"].items() if words != "ok"}
        for what, words in {**checks, **report.get("advice", {})}.items():
            yield f"{name}: {what}: {words}"
        for words in of_figures(figures):
            yield f"{name}: {words}"


def of_figures(text: str) -> Iterator[str]:
    """What the metrics of a process say of queues; the rest is in its readiness and the databases."""
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            value = sample.value
            if sample.name == "linli_oldest_in_hand_seconds" and value > _IN_HAND_SECONDS:
                yield f"{sample.labels['consumer']} has held a message for {value:.0f} s"
            if sample.name == "linli_queue_depth" and value > _DEPTH:
                yield f"a long queue, {sample.labels['queue']}: {value:.0f}"


def _of_databases(settings: Settings) -> Iterator[str]:
    for name in settings.databases:
        try:
            with _opened(settings, name) as session:
                found = list(of_database(session))
        except sa.exc.SQLAlchemyError as failure:
            yield f"database {name}: {in_one_line(failure)}"
            continue
        for words in found:
            yield f"database {name}: {words}"


def of_database(session: Session) -> Iterator[str]:
    """What one service's own database shows."""
    late = clock.now() - _LATE
    waits = sa.select(sa.func.count(), sa.func.min(OUTBOX.c.created_at)).where(
        OUTBOX.c.pos.is_(None)
    )
    many, oldest = session.execute(waits).one()
    if oldest is not None and oldest < late:
        events = counted(many, "event waits", "events wait")
        yield f"{events} in the outbox, the oldest since {oldest:%Y-%m-%d %H:%M:%S}Z"
    owed = sa.select(OWED.c.target, sa.func.count()).group_by(OWED.c.target)
    for target, many in session.execute(owed.order_by(OWED.c.target)):
        yield f"{counted(many, 'event is', 'events are')} owed to {target}"
    dead = sa.select(DEAD_LETTER.c.consumer, sa.func.count()).where(DEAD_LETTER.c.settled.is_(None))
    dead = dead.group_by(DEAD_LETTER.c.consumer).order_by(DEAD_LETTER.c.consumer)
    for consumer, many in session.execute(dead):
        waiting_letters = counted(many, "dead letter waits", "dead letters wait")
        yield f"{waiting_letters} for a decision: {consumer}"
    overdue = sa.select(INBOX.c.consumer, sa.func.count()).where(
        INBOX.c.state == "retry", INBOX.c.due_at < late
    )
    for consumer, many in session.execute(overdue.group_by(INBOX.c.consumer)):
        yield f"{counted(many, 'message is', 'messages are')} overdue to be tried again: {consumer}"
    for row in session.execute(sa.select(HEARD).where(HEARD.c.missing > 0)):
        events = counted(row.missing, "event", "events")
        yield f"{row.consumer} did not hear {events} of {row.source}, {row.first} to {row.last}"
    theirs = clock_guard.database_time(session)
    ahead = (clock.wall() - theirs).total_seconds() if theirs is not None else 0.0
    if abs(ahead) > _CLOCKS_SECONDS:
        way = "ahead of" if ahead > 0 else "behind"
        yield f"this machine's clock is {abs(ahead):.0f} s {way} its clock"


def _of_figures(settings: Settings) -> Iterator[str]:
    """Register and street, once nothing is on its way between them any more."""
    if settings.absent_services & {*databases_of(["appeals", "street"])}:
        return
    register = street = 0
    try:
        for _ in range(_LOOKS):
            with _opened(settings, "street") as session:
                street = session.scalar(sa.select(sa.func.count()).select_from(APPEAL_FACT)) or 0
            with _opened(settings, "appeals") as session:
                register = session.scalar(sa.select(sa.func.count()).select_from(Appeal)) or 0
            if register == street:
                return
            waiting.pause(_LOOK_SECONDS)
    except sa.exc.SQLAlchemyError:
        # Told above.
        return
    yield f"register and street differ in appeals: {register} here, {street} there"


@contextlib.contextmanager
def _opened(settings: Settings, name: str) -> Iterator[Session]:
    with (
        contextlib.closing(Database(settings.database_url(name))) as database,
        database.reading() as session,
    ):
        yield session
