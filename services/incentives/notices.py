"""Asking the gateway to tell people at work what waits for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bus import outbox
from contracts.incentives.notices import NoticeRequested
from contracts.notice_kinds import NoticeKind
from groundwork.kept import Kept
from runtime.identifiers import as_uuid, new_id
from runtime.marks import blind_id
from vocabulary.actors import SYSTEM, Actor
from vocabulary.permissions import Action, roles_for


def tell(
    session: Session,
    kind: NoticeKind,
    things: Kept[Any],
    thing: Any,
    *,
    accounts: Sequence[UUID] = (),
    may: Action | None = None,
    but_not: Collection[str] = (),
    facts: Mapping[str, str],
    actor: Actor = SYSTEM,
) -> None:
    """Tell these accounts, and those who may do this there, of a thing.

    `but_not`: the ids of the people whom it concerns, as events name them; they are not told,
    whatever roles they hold. Events are read by other systems, so the request names nobody.
    """
    request_id = new_id()
    concerned = (as_uuid(one) for one in but_not)
    wish = NoticeRequested(
        request_id=request_id,
        kind=kind.name,
        area=things.place_of(thing),
        accounts=list(accounts),
        roles=[] if may is None else [*roles_for(may)],
        but_not=sorted(
            blind_id(one, within=request_id, reader="gateway")
            for one in concerned
            if one is not None
        ),
        facts=dict(facts),
        subject_kind=things.kind,
        subject_id=str(thing.id),
        version=1,
    )
    outbox.add(session, wish, actor=actor)
