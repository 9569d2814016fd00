"""Setting the columns of a table, and fetching it with everybody's full details."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy.orm import Session

from audit.acting import act
from contracts.volunteers.national import (
    ExportNationalTable,
    NationalColumn,
    NationalColumns,
    NationalRow,
    NationalRows,
    SetNationalColumns,
)
from contracts.volunteers.notices import NATIONAL_RECORD
from contracts.volunteers.words import VolunteerSeenFor
from groundwork import counters, territories
from groundwork.kept import Kept
from runtime import clock
from runtime.identifiers import new_id
from services.volunteers.disclosures.model import Disclosure
from services.volunteers.national import queries, rules
from services.volunteers.national.model import NationalLayout
from services.volunteers.national.rules import Code, Column
from vocabulary.actors import Actor
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, check_version

_LAYOUTS = Kept(
    NationalLayout, "national_layout", "报送表栏目", "columns of a national table", place="street"
)


def set_columns(session: Session, actor: Actor, request: SetNationalColumns) -> NationalColumns:
    """Set all columns of a street's table.

    Raises:
        NotFound: not a street, or not one that the actor sees.
        Forbidden: the actor does not set the columns of this street.
        PreconditionFailed: they are at another version than expected.
        Invalid: a field that the table does not have, a heading or a word of ours twice.
    """
    street, action = request.street, Action.NATIONAL_TABLE_SET
    territories.check_street(session, actor, Action.VOLUNTEER_READ, street)
    if not may(actor, action, area=street):
        raise Forbidden(
            "只有街道可以设置全国志愿服务信息系统的报送表，请联系街道办。",
            "Only the street sets the tables for the national system; ask its office.",
        )
    act(session, actor, action, area=street)
    columns = [_column(one) for one in request.columns]
    rules.check_columns(request.table, columns)
    # Two who set a table for the first time at once wait for each other here.
    counters.hold(session, f"national_layout/{street}/{request.table}")
    layout = queries.layout_of(session, street, request.table)
    check_version(request.expected_version, 0 if layout is None else layout.version)
    what = "set" if layout is None else "changed"
    if layout is None:
        layout = NationalLayout(id=new_id(), street=street, kind=request.table, version=0)
        session.add(layout)
    layout.columns = [{**asdict(one), "field": one.field.value} for one in columns]
    _LAYOUTS.changed(session, actor, layout, what)
    session.flush()
    return queries.shown(session, street, request.table)


def _column(asked: NationalColumn) -> Column:
    return Column(
        asked.field,
        asked.heading,
        is_needed=asked.is_needed,
        longest=asked.longest,
        codes=[Code(one.word, one.code) for one in asked.codes],
    )


def export(session: Session, actor: Actor, request: ExportNationalTable) -> NationalRows:
    """The rows that are ready; each person in them sees that they were fetched.

    Raises:
        NotFound: not a community of which the actor sends tables.
        Invalid: see `queries.rows`.
    """
    action = Action.NATIONAL_TABLE_EXPORT
    territories.check_community(actor, action, request.community)
    role = act(session, actor, action, area=request.community)
    columns = queries.columns_in(session, request.community, request.table)
    ready = [one for one in queries.rows(session, request) if not one.troubles]
    seen, now = rules.seen(columns), clock.now()
    for volunteer_id in {one.person.id for one in ready} if seen else ():
        session.add(
            Disclosure(
                id=new_id(),
                volunteer_id=volunteer_id,
                fields=",".join(seen),
                community=request.community,
                reason=VolunteerSeenFor.NATIONAL_RECORD,
                purpose=NATIONAL_RECORD,
                disclosed_at=now,
                account=actor.account or "",
                role=role,
            )
        )
    return NationalRows(
        headings=[one.heading for one in columns],
        rows=[NationalRow(cells=one.cells) for one in ready],
    )
