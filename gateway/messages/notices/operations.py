"""Making notices out of what happened, and reading them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals import notices as appeals
from contracts.appeals.appeal import AppealFacts
from contracts.appeals.assignment import AppealAssigned
from contracts.appeals.closing import AppealClosed, AppealReopened
from contracts.appeals.deadlines import AppealDueSoon, AppealOverdue
from contracts.appeals.rating import AppealRated
from contracts.gateway.notices import (
    MarkAllNotices,
    MarkNotice,
    NoticesRead,
    NoticeView,
    NoticeWish,
)
from contracts.notice_kinds import KINDS, NoticeKind
from gateway.messages.notices import queries, rules
from gateway.messages.notices.model import Notice, NoticeDelivery
from gateway.messages.preferences import queries as preferences
from gateway.messages.preferences.rules import Preferences
from gateway.people.accounts import queries as accounts
from gateway.places.areas import queries as areas
from runtime import clock, retention
from runtime.database import Database, insert_new
from runtime.identifiers import new_id
from runtime.marks import blind_ids
from vocabulary.accounts import Language
from vocabulary.actors import Actor, Role
from vocabulary.notices import DeliveryState, NoticeChannel
from vocabulary.periods import day_of
from vocabulary.quiet_hours import USUAL, QuietHours

_NOTICE: Any = Notice.__table__
_DELIVERY: Any = NoticeDelivery.__table__
#: What is told once.
_ONCE = ("event_id", "recipient", "kind")
_A_PORTION = 1000
_CLEAN_MOST_SECONDS = 60.0

_OF_WORK = {
    appeals.RECEIVED.name,
    appeals.ASSIGNED.name,
    appeals.DUE_SOON.name,
    appeals.OVERDUE.name,
    appeals.CONTESTED.name,
}
_TO_APPLICANTS = {appeals.ANSWERED.name, appeals.DECLINED.name, appeals.RATING_REQUEST.name}
#: Notices of an appeal that are out of date once this has happened. Older messages of these kinds
#: that still wait, as for the morning, are not sent.
SUPERSEDES: Mapping[type[AppealFacts], Collection[str]] = {
    AppealAssigned: _OF_WORK,
    AppealDueSoon: {appeals.DUE_SOON.name},
    AppealOverdue: {appeals.DUE_SOON.name},
    AppealClosed: _OF_WORK | _TO_APPLICANTS,
    AppealReopened: _OF_WORK | _TO_APPLICANTS,
    AppealRated: {appeals.RATING_REQUEST.name},
}


#: What most notices are about, as `subject_kind` names it.
APPEAL = "appeal"


@dataclass(frozen=True)
class News:
    """Something that happened and that people must be told."""

    event_id: UUID
    kind: NoticeKind
    area: str
    facts: Mapping[str, str] = field(default_factory=dict)
    subject_kind: str | None = None
    subject_id: str | None = None
    #: Counts the subject's changes, so that something newer knows what is older.
    version: int | None = None
    not_before: dt.datetime | None = None


@dataclass(frozen=True)
class _Person:
    """The recipient of a notice: one of the three."""

    account: str | None = None
    applicant_of: UUID | None = None
    volunteer_id: UUID | None = None


def grant(
    session: Session,
    wish: NoticeWish,
    ways: Collection[NoticeChannel],
    *,
    quiet: QuietHours = USUAL,
) -> int:
    """Notify the people a service names, once for each request; returns how many are new.

    `quiet`: the quiet hours of people without an account.

    Raises:
        KeyError: the kind is not declared, as when the gateway is older than the service.
        ValueError: the kind is for other people than those that are named.
    """
    kind = KINDS[wish.kind]
    is_to_accounts = bool(wish.accounts or wish.roles)
    if kind.to_applicants or is_to_accounts == kind.to_volunteers:
        message = f"{kind.name} is not for these people"
        raise ValueError(message)
    known = frozenset(parameter.name for parameter in kind.parameters)
    news = News(
        event_id=wish.request_id,
        kind=kind,
        area=wish.area,
        facts=rules.kept_facts(wish.facts, known),
        subject_kind=wish.subject_kind,
        subject_id=wish.subject_id,
        not_before=wish.not_before,
    )
    if kind.to_volunteers:
        people = [_Person(volunteer_id=one) for one in rules.all_told([wish.volunteers])]
        return _tell_by_code(session, news, people, ways, quiet=quiet)
    holders = at_work(session, wish.roles, {wish.area})[wish.area] if wish.roles else []
    told = [one for one in [*wish.accounts, *holders] if not _is_concerned(wish, one)]
    return tell(session, [(news, told)], ways)


def _is_concerned(wish: NoticeWish, account: UUID) -> bool:
    """Whether a wish leaves this account out; one from before the blind ids names it plainly."""
    if not wish.but_not:
        return False
    return not {account, *blind_ids(account, within=wish.request_id, reader="gateway")}.isdisjoint(
        wish.but_not
    )


def at_work(
    session: Session, roles: Collection[Role], wanted: Collection[str]
) -> dict[str, list[UUID]]:
    """The people with one of the roles for each area, or for the area that took it over."""
    heirs = areas.heirs_today(session, wanted, day_of(clock.now()))
    around = {area: rules.places_around(heir) for area, heir in heirs.items()}
    held_at = sorted({place for places in around.values() for place in places})
    holders = accounts.holders(session, roles, held_at, most=rules.PEOPLE_MOST)
    return {
        area: rules.all_told(holders.get(place, ()) for place in places)
        for area, places in around.items()
    }


def tell(
    session: Session,
    told: Iterable[tuple[News, Iterable[UUID]]],
    ways: Collection[NoticeChannel],
) -> int:
    """Put news into the inboxes of their accounts, once; gives how many notices are new.

    Of many news at once it takes no more statements than of one. `ways`: by
    which notices can leave this system at all.
    """
    wanted = [(news, person) for news, people in told for person in rules.all_told([people])]
    if not wanted:
        return 0
    languages = accounts.languages(session, {person for _, person in wanted})
    chosen = preferences.of_accounts(session, [str(person) for person in languages])
    rows = [
        (news, _notice(news, _Person(account=str(person)), languages[person]))
        for news, person in wanted
        if person in languages
    ]
    return _keep(session, rows, chosen.__getitem__, ways)


def tell_applicant(
    session: Session,
    news: News,
    appeal_id: UUID,
    ways: Collection[NoticeChannel],
    *,
    quiet: QuietHours,
) -> int:
    """Send a message to the person who raised the appeal; returns how many are new."""
    return _tell_by_code(session, news, [_Person(applicant_of=appeal_id)], ways, quiet=quiet)


def _tell_by_code(
    session: Session,
    news: News,
    people: Iterable[_Person],
    ways: Collection[NoticeChannel],
    *,
    quiet: QuietHours,
) -> int:
    # They are not asked for a language; most read Chinese.
    rows = [(news, _notice(news, one, Language.ZH)) for one in people]
    every_way = Preferences(quiet, {news.kind.name: frozenset(NoticeChannel)})
    return _keep(session, rows, lambda _: every_way, ways)


def supersede(session: Session, event: AppealFacts) -> int:
    """Drop waiting messages of the appeal that are out of date; returns how many."""
    older = sa.select(Notice.id).where(
        Notice.subject_kind == APPEAL,
        Notice.subject_id == str(event.appeal_id),
        # An event that comes late leaves alone what is newer than it.
        Notice.subject_version < event.version,
        Notice.kind.in_(SUPERSEDES[type(event)]),
    )
    done: Any = session.execute(
        sa.update(_DELIVERY)
        .where(
            _DELIVERY.c.notice_id.in_(older),
            _DELIVERY.c.state == DeliveryState.WAITING,
        )
        .values(state=DeliveryState.DROPPED.value, next_at=None, last_error=rules.SUPERSEDED)
    )
    return int(done.rowcount)


def mark(session: Session, actor: Actor, request: MarkNotice, pages: str | None) -> NoticeView:
    """Mark one of the actor's own notices as read or unread.

    Raises:
        NotFound: it does not exist or is not the actor's.
    """
    notice = queries.own(session, actor, request.notice_id, for_change=True)
    if request.is_read is not (notice.read_at is not None):
        notice.read_at = clock.now() if request.is_read else None
        session.flush()
    return queries.shown(session, [notice], pages)[0]


def mark_all(session: Session, actor: Actor, request: MarkAllNotices) -> NoticesRead:
    """Mark all of the actor's own as read."""
    now = clock.now()
    reached = [queries.is_own(actor), Notice.read_at.is_(None)]
    if request.until is not None:
        reached.append(Notice.created_at <= request.until)
    done: Any = session.execute(
        sa.update(Notice)
        .where(*reached)
        .values(read_at=now)
        .execution_options(synchronize_session=False)
    )
    return NoticesRead(marked=done.rowcount, unread=queries.unread(session, actor))


def due(session: Session) -> dict[str, int]:
    """How many notices are past their period."""
    counted = sa.select(sa.func.count()).select_from(Notice).where(_is_over())
    return {"notice": session.scalar(counted) or 0}


def clean(session: Session) -> dict[str, int]:
    """Delete a portion of them, with their deliveries."""
    portion = list(session.scalars(sa.select(Notice.id).where(_is_over()).limit(_A_PORTION)))
    session.execute(sa.delete(_DELIVERY).where(_DELIVERY.c.notice_id.in_(portion)))
    session.execute(sa.delete(_NOTICE).where(_NOTICE.c.id.in_(portion)))
    return {"notice": len(portion)}


def clean_all(database: Database, is_stopping: Callable[[], bool]) -> int:
    """Delete all of them in separate portions within the time of a turn; returns how many."""
    until, cleaned = clock.monotonic() + _CLEAN_MOST_SECONDS, 0
    while clock.monotonic() < until and not is_stopping():
        with database.writing() as session:
            portion = clean(session)["notice"]
        cleaned += portion
        if portion < _A_PORTION:
            break
    return cleaned


def _is_over() -> sa.ColumnElement[bool]:
    return Notice.created_at < retention.limit("notice")


def _notice(news: News, to: _Person, language: Language) -> dict[str, Any]:
    return {
        "id": new_id(),
        "kind": news.kind.name,
        "event_id": news.event_id,
        "recipient": str(to.account or to.applicant_of or to.volunteer_id),
        "account": to.account,
        "applicant_of": to.applicant_of,
        "volunteer_id": to.volunteer_id,
        "area": news.area,
        "language": language.value,
        "facts": dict(news.facts),
        "subject_kind": news.subject_kind,
        "subject_id": news.subject_id,
        "subject_version": news.version,
        "created_at": clock.now(),
        "read_at": None,
    }


def _keep(
    session: Session,
    rows: Sequence[tuple[News, dict[str, Any]]],
    wants: Callable[[str], Preferences],
    ways: Collection[NoticeChannel],
) -> int:
    """Write the notices down that are new, and what is to be sent of them."""
    notices = [row for _, row in rows]
    new = set(insert_new(session, _NOTICE, notices, unique=_ONCE, returning="id"))
    deliveries = [
        _delivery(news, row, channel, wants(row["recipient"]))
        for news, row in rows
        if row["id"] in new
        for channel in sorted(wants(row["recipient"]).wanted(news.kind.name, news.kind.usual))
        if channel in ways
    ]
    insert_new(session, _DELIVERY, deliveries, unique=("notice_id", "channel"), returning="id")
    return len(new)


def _delivery(
    news: News, row: Mapping[str, Any], channel: NoticeChannel, wanted: Preferences
) -> dict[str, Any]:
    now = row["created_at"]
    return {
        "id": new_id(),
        "notice_id": row["id"],
        "channel": channel.value,
        "area": news.area,
        "kind": news.kind.name,
        "state": DeliveryState.WAITING.value,
        "attempts": 0,
        "next_at": rules.leaves_at(now, news.not_before, wanted.quiet),
        "last_error": None,
        "reference": None,
        "created_at": now,
        "sent_at": None,
    }
