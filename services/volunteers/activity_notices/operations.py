"""Asking for notices: accounts by their inbox, everybody else by their own code and phone."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from bus import outbox
from contracts.notice_kinds import NoticeKind
from contracts.volunteers.notices import NoticeRequested
from runtime.identifiers import new_id
from services.volunteers.activities.model import Activity, Shift
from services.volunteers.activities.queries import KIND
from services.volunteers.activity_notices import rules
from vocabulary.actors import Actor
from vocabulary.personal_text import hidden

#: The most people that one request for a notice names.
_TOLD_AT_ONCE = 200


def tell(
    session: Session,
    actor: Actor,
    kinds: tuple[NoticeKind, NoticeKind],
    activity: Activity,
    shift: Shift,
    *,
    accounts: Sequence[UUID],
    others: Sequence[UUID],
    **facts: str,
) -> None:
    """Ask for a notice about a shift, of the first kind to accounts, of the second by code."""
    with_account, by_code = kinds
    told = {
        "activity": hidden(activity.title),
        "when": rules.when(shift.starts_at),
        "place": hidden(activity.place),
        **facts,
    }
    wishes = [
        *((with_account, named, []) for named in _portions(accounts)),
        *((by_code, [], named) for named in _portions(others)),
    ]
    for kind, named, volunteers in wishes:
        wish = NoticeRequested(
            request_id=new_id(),
            kind=kind.name,
            area=activity.community,
            accounts=named,
            volunteers=volunteers,
            roles=[],
            facts=told,
            subject_kind=KIND,
            subject_id=str(activity.id),
            version=1,
        )
        outbox.add(session, wish, actor=actor)


def _portions(people: Sequence[UUID]) -> list[list[UUID]]:
    return [
        list(people[start : start + _TOLD_AT_ONCE])
        for start in range(0, len(people), _TOLD_AT_ONCE)
    ]
