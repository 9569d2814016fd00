"""What the owner of an account is told, so that nothing of it changes unseen."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from bus import outbox
from contracts.gateway.notices import AccountNoticeRequested
from contracts.notice_kinds import NoticeKind
from runtime.identifiers import new_id
from vocabulary.actors import SYSTEM


def tell_owner(
    session: Session,
    account_id: UUID,
    kind: NoticeKind,
    *,
    area: str,
    facts: Mapping[str, str] | None = None,
    about: UUID | None = None,
) -> None:
    """Ask for a notice to the owner; `about`: which thing of the kind's name it is."""
    wish = AccountNoticeRequested(
        request_id=new_id(),
        kind=kind.name,
        area=area,
        accounts=[account_id],
        roles=[],
        facts=dict(facts or {}),
        subject_kind=None if about is None else kind.name,
        subject_id=None if about is None else str(about),
        version=1,
    )
    outbox.add(session, wish, actor=SYSTEM)
