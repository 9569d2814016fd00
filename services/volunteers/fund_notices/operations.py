"""Asking for notices: the commissioner on the post; where there is none, the workstation."""

from __future__ import annotations

import datetime as dt
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from bus import outbox
from contracts.notice_kinds import NoticeKind
from contracts.volunteers.notices import NoticeRequested
from runtime.identifiers import as_uuid, new_id
from vocabulary.actors import Actor, Role
from vocabulary.permissions import Action, roles_for
from vocabulary.personal_text import hidden

#: What the notices are about.
KIND = "fund_application"


class Project(Protocol):
    """What a notice tells of an application."""

    @property
    def id(self) -> UUID: ...
    @property
    def number(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def community(self) -> str: ...
    @property
    def commissioner(self) -> str | None: ...
    @property
    def settle_by(self) -> dt.date | None: ...


def tell(
    session: Session,
    actor: Actor,
    kind: NoticeKind,
    project: Project,
    *,
    also: tuple[Role, ...] = (),
) -> None:
    """Tell the commissioner of a project; the reason stands on its page, never in a message."""
    commissioner = as_uuid(project.commissioner)
    known = {parameter.name for parameter in kind.parameters}
    facts = {
        "project": hidden(project.title),
        "number": project.number,
        "settle_by": str(project.settle_by),
    }
    wish = NoticeRequested(
        request_id=new_id(),
        kind=kind.name,
        area=project.community,
        accounts=[] if commissioner is None else [commissioner],
        volunteers=[],
        roles=[*(also or (() if commissioner else roles_for(Action.FUND_CHECK)))],
        facts={name: fact for name, fact in facts.items() if name in known},
        subject_kind=KIND,
        subject_id=str(project.id),
        version=1,
    )
    outbox.add(session, wish, actor=actor)
