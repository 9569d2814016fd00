"""The audit as administrators see it: the rows of their own areas, filtered and paged."""

from __future__ import annotations

from typing import Any, ClassVar

import orjson
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Session

from audit.declaring import EVERYWHERE
from audit.tables import AUDIT, METADATA
from contracts.audit import AuditEntry, AuditPage, Change, FieldChange, ReadAudit
from runtime import paging
from runtime.narrowing import Conditions, any_of, on_days
from runtime.scope import begins_with_any, inside
from vocabulary import permissions
from vocabulary.actors import Actor
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden


class _Base(DeclarativeBase):
    metadata = METADATA


class Row(_Base):
    """One row of the audit, to be read."""

    __table__: ClassVar[Any] = AUDIT


_ROW: Any = Row  # its columns are the table's, which mypy cannot see
_ORDER = paging.Order(
    {"happened_at": _ROW.happened_at, "pos": _ROW.pos}, identity=_ROW.pos, usual="-happened_at"
)
#: Roles that may read rows without an area: those responsible for a whole city.
_CITY_DIGITS = 4


def page(session: Session, actor: Actor, request: ReadAudit) -> AuditPage:
    """A page of the audit, newest first unless sorted otherwise.

    Raises:
        Forbidden: the actor is no administrator.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    if not permissions.may_somewhere(actor, Action.AUDIT_READ):
        raise Forbidden("只有管理员可以查看审计记录。", "Only an administrator may read the audit.")
    visible = sa.select(Row).where(visible_to(actor), *_narrowed(request))
    found = paging.page(session, visible, _ORDER, request)
    return AuditPage(
        items=[_shown(row) for row in found.rows],
        **found.besides,
    )


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """The rows of areas whose audit the actor may read, and those that concern every area.

    Rows without an area are for administrators of a whole city or more.
    """
    reach = permissions.reach(actor, Action.AUDIT_READ)
    if not reach:
        return sa.false()
    column = AUDIT.c.area
    is_high = any(len(stem) <= _CITY_DIGITS for stem in reach.stems)
    placeless = [column.is_(None)] if is_high else []
    return sa.or_(column == EVERYWHERE, *placeless, begins_with_any(reach.stems, column))


def _narrowed(request: ReadAudit) -> Conditions:
    column = AUDIT.c
    asked = {
        column.kind: request.kind,
        column.identity: request.identity,
        column.account: request.account,
        column.action: request.action,
        column.correlation_id: request.correlation_id,
    }
    return [
        *(held == value for held, value in asked.items() if value is not None),
        *([inside(request.area, column.area)] if request.area is not None else []),
        *any_of(column.change, request.change),
        *on_days(column.happened_at, request.happened_from, request.happened_to),
    ]


def _shown(row: Any) -> AuditEntry:
    return AuditEntry(
        pos=row.pos,
        kind=row.kind,
        identity=row.identity,
        seq=row.seq,
        area=row.area,
        change=Change(row.change),
        action=row.action,
        happened_at=row.happened_at,
        account=row.account,
        role=row.role,
        on_behalf_of=row.on_behalf_of,
        address=row.address,
        program=row.program,
        correlation_id=row.correlation_id,
        changes=[_field(name, told) for name, told in orjson.loads(row.changes).items()],
        hash=row.hash,
    )


def _field(name: str, told: Any) -> FieldChange:
    if isinstance(told, dict):
        return FieldChange(field=name, hidden=True)
    before, after = told
    return FieldChange(field=name, before=before, after=after)
