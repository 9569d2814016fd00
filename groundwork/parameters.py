"""The parameters that a street may set (制度参数), as every service knows them.

Recruitment keeps them and publishes each; a service that enforces one keeps this copy. `Parameter`
lists them with their defaults.

    days = parameters.value_on(session, community, Parameter.BACK_ENTRY_DAYS, today)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

from audit import AUDIT, Exempt
from bus.entrypoints import Delivered, Service, Work, subscribe_many
from contracts.recruitment.parameters import ParameterSet
from contracts.recruitment.words import Parameter
from runtime.database import insert_new, table_metadata
from vocabulary.areas import street_of

METADATA = table_metadata()

#: One row for each setting; none is ever changed.
STREET_PARAMETER = sa.Table(
    "street_parameter",
    METADATA,
    sa.Column("street", sa.String(12), primary_key=True),
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("value", sa.Integer(), nullable=False),
    sa.Column("effective_from", sa.Date(), nullable=False),
    info={AUDIT: Exempt("a copy of what recruitment audits")},
)


def create_v1() -> None:
    """The table as it was first released; a later change gets its own step."""
    op.create_table(
        "street_parameter",
        sa.Column("street", sa.String(12), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("street", "name", "version", name="pk_street_parameter"),
    )


class ParametersEntrypoints(Service):
    """The copy of the parameters."""

    @subscribe_many(ParameterSet)
    def keep_parameter(self, work: Work, deliveries: list[Delivered[ParameterSet]]) -> None:
        keep(work.session, [one.event for one in deliveries])


def keep(session: Session, events: Sequence[ParameterSet]) -> None:
    """Take parameters over, even with a name that only a later release will know."""
    rows = [
        {
            "street": event.street,
            "name": event.name,
            "version": event.version,
            "value": event.value,
            "effective_from": event.effective_from,
        }
        for event in events
    ]
    unique = ("street", "name", "version")
    insert_new(session, STREET_PARAMETER, rows, unique=unique, returning="version")


def value_on(session: Session, area: str, parameter: Parameter, day: dt.date) -> int:
    """The value on a day in the street of this area, in the parameter's unit."""
    row = STREET_PARAMETER.c
    chosen = sa.select(row.version, row.value, row.effective_from).where(
        row.street == street_of(area), row.name == parameter
    )
    return counted(parameter, (Step(*found) for found in session.execute(chosen)), day)


@dataclass(frozen=True)
class Step:
    """A value that was set; later ones have higher versions."""

    version: int
    value: int
    effective_from: dt.date


def counted(parameter: Parameter, steps: Iterable[Step], day: dt.date) -> int:
    """The value on a day: the newest setting that had begun by then, otherwise the default.

    A later setting overrides an earlier one from its own first day on, even one that was to begin
    after it.
    """
    begun = [step for step in steps if step.effective_from <= day]
    newest = max(begun, key=lambda step: step.version, default=None)
    return parameter.standard.default if newest is None else newest.value
