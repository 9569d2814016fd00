"""The log of a service's events, for programs that keep a copy (design §3.12).

A service names its event `day_digested` and its request for the log, and has both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus import archiving, epochs, log, offering, outbox
from bus.entrypoints import Service, Work, every, rpc
from bus.offering import OfferAgain, Offered, Published, TellPublished
from contracts.feed import Digested, LoggedEvents, LogPlace
from runtime import clock
from runtime.scope import begins_with_any
from vocabulary import permissions
from vocabulary.actors import RESIDENT, Actor
from vocabulary.periods import day_of, start_of_day
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, WrongState
from vocabulary.texts import cleaned

#: A day is digested at most this long after it ended.
_SECONDS = 600.0


def page(session: Session, actor: Actor, request: LogPlace) -> LoggedEvents:
    """The events after a place: those of the actor's areas, and those of no area.

    Raises:
        Forbidden: the actor has no role that reads the log.
        WrongState: the place is of a log that was lost, as the database was restored since; or of
            events that were moved into files.
    """
    stems = permissions.reach(actor, Action.EVENT_READ).stems
    if not stems:
        raise Forbidden(
            "您的角色不能读取事件日志。", "Your roles do not allow reading the log of events."
        )
    ended = epochs.end_before(session, request.after)
    if ended is not None:
        raise WrongState(
            f"日志自备份恢复，第 {ended} 号之后到 {request.after} 号的事件已不存在；"
            "请清空您的副本，从 after=0 重新读取。",
            f"The log was restored from a backup: events after place {ended} up to "
            f"{request.after} are no longer in it. Empty your copy and read again with after=0.",
        )
    archived = archiving.last_place(session)
    if request.after < archived:
        raise WrongState(
            f"第 {archived} 号及以前的事件已移入归档文件；请运维人员用 linli replay 补发，"
            f"再从 after={archived} 继续。",
            f"Events up to place {archived} were moved into files: ask the operator to deliver them "
            f"by `linli replay`, and go on with after={archived}.",
        )
    scope = sa.or_(log.AREA.is_(None), begins_with_any(stems, log.AREA))
    found = log.page(session, after=request.after, limit=request.limit, scope=scope)
    return LoggedEvents(items=cleaned(found.items), last=found.last, more=found.more)


class Log(Service):
    """What the owner of a log of events tells other services of it."""

    @rpc(TellPublished)
    def tell_published(self, work: Work, asked: TellPublished) -> Published:
        return offering.published(work.session, asked)

    @rpc(OfferAgain, writes=True)
    def offer_again(self, work: Work, asked: OfferAgain) -> Offered:
        return offering.offer_again(work.session, asked, source=self.database_name)


def digests(event: type[Digested]) -> Callable[[Service, Work], None]:
    """The entry point that publishes the digest of a day once it has ended."""

    def digest_days(_service: Service, work: Work) -> None:
        digest(work.session, event, clock.now())

    return every(_SECONDS)(digest_days)


def digest(session: Session, event: type[Digested], now: dt.datetime) -> None:
    """Publish the digest of everything up to the end of yesterday, once, if there was anything.

    After days of standstill one digest holds them all.
    """
    today = day_of(now)
    if not log.claim_day(session, f"{event.SOURCE}.day_digested", today):
        return
    before = log.latest(session, event.cloud_type())
    first = before["last"] + 1 if before else 1
    last = log.last_before(session, start_of_day(today))
    if last < first:
        return
    found = log.digest(session, first, last)
    told = event(
        day=today - dt.timedelta(days=1),
        first=found.first,
        last=found.last,
        sha256=found.sha256,
        version=1,
    )
    outbox.add(session, told, actor=RESIDENT)
