"""Findings of a field action, on both databases. R61."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from bus.tables import OUTBOX
from contracts.appeals.intake import AppealReceived
from contracts.appeals.words import AppealChannel, ApplicantGroup, State
from contracts.volunteers.activities import ActivityView, HoldActivity, ListActivities
from contracts.volunteers.findings import (
    CheckFindingToPassOn,
    FindingView,
    ListFindings,
    PassFindingOn,
    RecordFinding,
    SettleFinding,
    ShowFinding,
    appeal_of,
)
from contracts.volunteers.words import FindingState
from runtime import clock
from runtime.database import Database
from services.volunteers.activities import operations as activities
from services.volunteers.activities import queries as activities_found
from services.volunteers.findings import operations, queries, rules
from services.volunteers.own_data.operations import CLEANED
from tests.builders import COMMISSIONER, DENGLIANG, LI, LILIN, STAFF, an_actor, field_of, refused
from tests.services.volunteers.serving import a_team, another_team, planned, published
from vocabulary.actors import Role

_CHECKLIST = ["楼道灭火器", "阁楼"]


@pytest.fixture
def under_way(volunteers: Database, monkeypatch: pytest.MonkeyPatch) -> ActivityView:
    """A field action with a check-list, which has begun."""
    made = published(
        volunteers, a_team(volunteers), checklist=_CHECKLIST, appeal_number="〔2026〕3"
    )
    begun = made.starts_at + dt.timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: begun)
    return made


def _finding(activity: ActivityView, **changed: Any) -> RecordFinding:
    usual: dict[str, Any] = {
        "activity_id": activity.id,
        "item": "楼道灭火器",
        "address": "荔林花园 3 栋 2 单元",
        "words": "灭火器已过期半年。",
    }
    return RecordFinding(**usual | changed)


def _found(database: Database, activity: ActivityView, **changed: Any) -> FindingView:
    with database.writing() as session:
        return operations.record(session, COMMISSIONER, _finding(activity, **changed))


def _received(finding_id: UUID) -> AppealReceived:
    return AppealReceived(
        appeal_id=appeal_of(finding_id),
        number="〔2026〕17",
        community=LILIN,
        category="fire_safety",
        applicant_group=ApplicantGroup.OTHER,
        channel=AppealChannel.OBSERVATION,
        state=State.RECEIVED,
        round=1,
        received_at=clock.now(),
        version=1,
    )


def test_a_finding_is_settled_on_the_spot_or_later(
    volunteers: Database, under_way: ActivityView
) -> None:
    at_once = _found(volunteers, under_way, settled="已更换。")
    later = _found(volunteers, under_way, item="阁楼")
    with volunteers.writing() as session:
        wanted = SettleFinding(finding_id=later.id, note="已清理。")
        settled = operations.settle(session, COMMISSIONER, wanted)
        again = refused(operations.settle, session, COMMISSIONER, wanted)

    assert (at_once.state, settled.state) == (FindingState.SETTLED, FindingState.SETTLED)
    assert [step.what for step in at_once.history or []] == ["found", "settled"]
    assert (later.possible, settled.possible, again.status) == (["settlement", "appeal"], [], 409)


def test_a_finding_passed_on_keeps_its_appeal_and_learns_the_number(
    volunteers: Database, under_way: ActivityView
) -> None:
    """Twice is once, and the number may be told before the gateway is done."""
    first, second = _found(volunteers, under_way), _found(volunteers, under_way, item="阁楼")
    with volunteers.writing() as session:
        operations.learn_number(session, _received(second.id))
    for one in (first, second, second):
        with volunteers.writing() as session:
            operations.check_to_pass_on(
                session, COMMISSIONER, CheckFindingToPassOn(finding_id=one.id)
            )
            operations.pass_on(
                session, COMMISSIONER, PassFindingOn(finding_id=one.id, category="fire_safety")
            )
    with volunteers.writing() as session:
        operations.learn_number(session, _received(first.id))
        operations.learn_number(session, _received(first.id))
    with volunteers.reading() as session:
        page = queries.page(session, STAFF, ListFindings(state=[FindingState.PASSED_ON], sort=None))
        shown = queries.show(session, STAFF, ShowFinding(finding_id=first.id))

    assert {one.appeal_id for one in page.items} == {appeal_of(first.id), appeal_of(second.id)}
    assert {one.appeal_number for one in page.items} == {"〔2026〕17"}
    assert [step.what for step in shown.history or []] == ["found", "passed_on", "numbered"]


def test_no_event_carries_the_words_of_a_finding(
    volunteers: Database, under_way: ActivityView
) -> None:
    _found(volunteers, under_way)
    with volunteers.reading() as session:
        told = [str(one) for one in session.scalars(sa.select(OUTBOX.c.envelope))]

    assert told
    assert not any("灭火器" in one or "荔林花园 3 栋" in one for one in told)


def test_what_cannot_be_found(volunteers: Database, under_way: ActivityView) -> None:
    other = an_actor(Role.COMMISSIONER, account=str(LI))
    elsewhere = an_actor(Role.WORKSTATION_STAFF, area=DENGLIANG)
    with volunteers.writing() as session:
        unknown = refused(
            operations.record, session, COMMISSIONER, _finding(under_way, item="电动车")
        )
        forbidden = refused(operations.record, session, other, _finding(under_way))
        far = refused(operations.record, session, elsewhere, _finding(under_way))
    with volunteers.writing() as session:
        activities.hold(session, STAFF, HoldActivity(activity_id=under_way.id))
    finding = _found(volunteers, under_way)
    with volunteers.reading() as session:
        hidden = refused(queries.show, session, elsewhere, ShowFinding(finding_id=finding.id))

    assert field_of(unknown) == ("item", "not_on_the_list")
    assert (forbidden.status, far.status, hidden.status) == (403, 404, 404)


def test_nothing_is_found_before_the_action_begins(volunteers: Database) -> None:
    made = published(
        volunteers, a_team(volunteers), checklist=_CHECKLIST, starts_in=dt.timedelta(hours=3)
    )
    draft = planned(volunteers, another_team(volunteers), checklist=_CHECKLIST)
    with volunteers.writing() as session:
        refusals = [
            refused(operations.record, session, STAFF, _finding(one)) for one in (made, draft)
        ]

    assert [one.status for one in refusals] == [409, 409]


def test_activities_planned_from_an_appeal_are_found_by_its_number(
    volunteers: Database, under_way: ActivityView
) -> None:
    with volunteers.reading() as session:
        found = activities_found.page(
            session,
            STAFF,
            ListActivities(state=None, sort=None, organiser=None, appeal_number="〔2026〕3"),
        )
        none = activities_found.page(
            session,
            STAFF,
            ListActivities(state=None, sort=None, organiser=None, appeal_number="〔2026〕4"),
        )

    assert [one.id for one in found.items] == [under_way.id]
    assert none.items == []


def test_words_of_old_findings_are_cleaned(
    volunteers: Database, under_way: ActivityView, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = _found(volunteers, under_way, settled="已更换。")
    later = clock.now() + dt.timedelta(days=5 * 365 + 1)
    monkeypatch.setattr(clock, "now", lambda: later)
    with volunteers.writing() as session:
        assert [one.clean(session) for one in CLEANED["finding"]] == [1]
    with volunteers.reading() as session:
        left = queries.show(session, STAFF, ShowFinding(finding_id=finding.id))

    assert (left.address, left.words, left.state) == (None, None, FindingState.SETTLED)


def test_the_table_is_the_one_in_the_docstring() -> None:
    drawn = " ".join(rules.TABLE.drawing().split())
    assert drawn in " ".join((rules.__doc__ or "").split())
