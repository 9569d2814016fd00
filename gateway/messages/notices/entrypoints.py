"""The events that people are told of, and the gateway's answers about inboxes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from bus.entrypoints import (
    Delivered,
    Service,
    Work,
    every_outside,
    rpc,
    subscribe,
    subscribe_many,
    writes,
)
from contracts import registry
from contracts.appeals import notices as appeals
from contracts.appeals.assignment import AppealAssigned
from contracts.appeals.closing import AppealClosed, AppealReopened
from contracts.appeals.deadlines import AppealDueSoon, AppealOverdue
from contracts.appeals.intake import AppealReceived
from contracts.appeals.rating import AppealRated
from contracts.appeals.words import Outcome
from contracts.envelope import Envelope
from contracts.gateway.notices import (
    ListNotices,
    MarkAllNotices,
    MarkNotice,
    NoticePage,
    NoticeView,
    NoticeWish,
    ShowNotice,
)
from contracts.notice_kinds import NoticeKind
from contracts.registry import Event
from gateway.messages.dispatch import Dispatch
from gateway.messages.notices import operations, queries, rules
from gateway.messages.notices.operations import News
from runtime import clock
from runtime.database import Database
from runtime.logs import logger
from vocabulary.actors import OFFICE

log = logger(__name__)

_CLEAN_SECONDS = 3600.0
_OfWork = AppealAssigned | AppealDueSoon | AppealOverdue | AppealReopened
_OfAppeal = _OfWork | AppealClosed | AppealRated


def _wishes() -> list[type[Event]]:
    """Every event by which a service asks for a notice; a new service needs nothing here."""
    registry.load_all()
    return [event for event in registry.EVENTS.values() if issubclass(event, NoticeWish)]


class NoticesEntrypoints(Service):
    """Making notices of events; reading your own inbox."""

    dispatch = Dispatch()

    @rpc(ListNotices)
    def list_notices(self, work: Work, request: ListNotices) -> NoticePage:
        return queries.page(work.session, work.actor, request, self.dispatch.pages)

    @rpc(ShowNotice)
    def show_notice(self, work: Work, request: ShowNotice) -> NoticeView:
        notice = queries.own(work.session, work.actor, request.notice_id)
        return queries.shown(work.session, [notice], self.dispatch.pages)[0]

    @rpc(MarkNotice, writes=True)
    def mark_notice(self, work: Work, request: MarkNotice) -> NoticeView:
        return operations.mark(work.session, work.actor, request, self.dispatch.pages)

    mark_all_notices = writes(MarkAllNotices, operations.mark_all)

    @subscribe_many(AppealReceived)
    def tell_workstation(self, work: Work, deliveries: list[Delivered[AppealReceived]]) -> None:
        """The office sees new appeals in its inbox."""
        now = clock.now()
        news = [
            _news(appeals.RECEIVED, one.event, one.envelope)
            for one in deliveries
            if rules.is_news(one.envelope.time, now)
        ]
        if not news:
            return
        offices = operations.at_work(work.session, OFFICE, {one.area for one in news})
        operations.tell(
            work.session, [(one, offices[one.area]) for one in news], self.dispatch.ways
        )

    # One lane for all of them, so that notices follow the order of events.
    @subscribe(
        AppealAssigned, AppealDueSoon, AppealOverdue, AppealClosed, AppealReopened, AppealRated
    )
    def tell_of_appeal(self, work: Work, event: _OfAppeal, envelope: Envelope) -> None:
        """The commissioner of the appeal and the person who raised it learn what happens to it."""
        if not rules.is_news(envelope.time, clock.now()):
            return
        operations.supersede(work.session, event)
        match event:
            case AppealClosed():
                self._tell_applicant(work, event, envelope)
            case AppealRated():
                pass
            case _:
                self._tell_workers(work, event, envelope)

    def _tell_workers(self, work: Work, event: _OfWork, envelope: Envelope) -> None:
        """The commissioner of the appeal; if it is urgent, the office too."""
        people = _accounts(event.commissioner)
        match event:
            case AppealAssigned():
                news = _news(appeals.ASSIGNED, event, envelope)
            case AppealDueSoon():
                news = _news(appeals.DUE_SOON, event, envelope, due_on=event.due_on.isoformat())
            case AppealOverdue():
                news = _news(appeals.OVERDUE, event, envelope, due_on=event.due_on.isoformat())
            case AppealReopened():
                if not event.by_resident:
                    return
                news = _news(appeals.CONTESTED, event, envelope)
        if isinstance(event, AppealOverdue | AppealReopened):
            place = event.community
            people = [*people, *operations.at_work(work.session, OFFICE, {place})[place]]
        operations.tell(work.session, [(news, people)], self.dispatch.ways)

    def _tell_applicant(self, work: Work, event: AppealClosed, envelope: Envelope) -> None:
        """The answer with a request to rate it (评议), and days later a reminder."""
        if event.outcome is Outcome.WITHDRAWN:
            # The applicant did it.
            return
        if event.outcome is Outcome.DECLINED:
            told = [_news(appeals.DECLINED, event, envelope)]
        else:
            outcome = "" if event.outcome is None else event.outcome.value
            reminder = _news(appeals.RATING_REQUEST, event, envelope)
            told = [
                _news(appeals.ANSWERED, event, envelope, outcome=outcome),
                replace(reminder, not_before=envelope.time + rules.RATING_REMINDER),
            ]
        for news in told:
            operations.tell_applicant(
                work.session, news, event.appeal_id, self.dispatch.ways, quiet=self.dispatch.quiet
            )

    @subscribe(*_wishes())
    def tell_as_asked(self, work: Work, event: NoticeWish, envelope: Envelope) -> None:
        """Any service may ask for a notice."""
        if rules.is_news(envelope.time, clock.now()):
            operations.grant(work.session, event, self.dispatch.ways, quiet=self.dispatch.quiet)

    @every_outside(_CLEAN_SECONDS)
    def clean_old_notices(self, database: Database, is_stopping: Callable[[], bool]) -> None:
        cleaned = operations.clean_all(database, is_stopping)
        if cleaned:
            log.info("retention", database="gateway", notice=cleaned)


def _news(
    kind: NoticeKind,
    event: AppealReceived | _OfAppeal,
    envelope: Envelope,
    **facts: str,
) -> News:
    return News(
        event_id=envelope.id,
        kind=kind,
        area=event.community,
        facts={"number": event.number, **facts},
        subject_kind=operations.APPEAL,
        subject_id=str(event.appeal_id),
        version=event.version,
    )


def _accounts(*names: str | None) -> Sequence[UUID]:
    """Those of them that are accounts; a commissioner may be called otherwise too."""
    found = []
    for name in names:
        try:
            found.append(UUID(name or ""))
        except ValueError:
            continue
    return found
