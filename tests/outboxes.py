"""What a service has told the world, as its outbox holds it."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from bus.tables import OUTBOX
from contracts import envelope
from contracts.envelope import Envelope
from contracts.gateway.notices import NoticeWish
from contracts.notice_kinds import NoticeKind
from contracts.registry import Event
from runtime.database import Database
from runtime.marks import blind_id


def envelopes(service: Database, aggregate: object) -> list[Envelope]:
    """Every event about one thing, in the order of writing, checked against its contract."""
    chosen = sa.select(OUTBOX.c.envelope).where(OUTBOX.c.aggregate == str(aggregate))
    with service.reading() as session:
        return [envelope.read(text) for text in session.scalars(chosen.order_by(OUTBOX.c.seq))]


def events(service: Database, aggregate: object) -> list[Event]:
    """The same without their envelopes."""
    return [found.event() for found in envelopes(service, aggregate)]


def wishes(service: Database, kind: NoticeKind) -> list[NoticeWish]:
    """Every notice of a kind that was asked for, in the order of asking."""
    with service.reading() as session:
        texts = session.scalars(sa.select(OUTBOX.c.envelope).order_by(OUTBOX.c.seq)).all()
    found = [envelope.read(text).event() for text in texts]
    return [one for one in found if isinstance(one, NoticeWish) and one.kind == kind.name]


def leaves_out(wish: NoticeWish, account: UUID) -> bool:
    """Whether a notice is kept from an account, which stands nowhere in what other systems read."""
    assert str(account) not in str(wish.plain())
    return blind_id(account, within=wish.request_id, reader="gateway") in wish.but_not
