"""What a resident says is not forgotten on its way: into the register, to those who handle it, back to the person."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from contracts.appeals.appeal import AppealView
from contracts.appeals.intake import PERSONAL, RecordAppeal, SubmitAppeal
from contracts.appeals.own_data import OwnData
from contracts.appeals.words import ApplicantGroup, RecordedChannel
from gateway.places.reference import Reference
from gateway.submissions.intake import Intake
from runtime.database import Database
from services.appeals.appeal import queries as appeals
from services.appeals.intake import operations
from services.appeals.own_data import queries as own_data
from tests.builders import DENGLIANG, an_actor, delivered, done
from tests.gateway.doubles import SECRET, Broker, known
from vocabulary.actors import RESIDENT, Role

_STATION = an_actor(Role.WORKSTATION_STAFF, DENGLIANG)
#: What is called otherwise once it is in the register.
_CALLED = {"notify": "wants_notices"}
#: Fields of a submission that do not reach every reader, each with its reason.
_NOT_READ: dict[str, str] = {}
_SAID = RecordAppeal(
    community=DENGLIANG,
    category="fire_safety",
    text="三栋楼道里的灭火器过期半年了。",
    applicant_group=ApplicantGroup.TENANT,
    contact_name="陈小姐",
    contact_phone="13800138000",
    contact_address="荔林路1号",
    contact_email="chen@example.cn",
    notify=True,
    received_at=dt.datetime(2013, 5, 4, 1, 30, tzinfo=dt.UTC),
    channel=RecordedChannel.PHONE,
)


def test_each_field_that_can_be_sent_is_given_here() -> None:
    fields = [one.name for one in dataclasses.fields(RecordAppeal)]

    assert [name for name in fields if getattr(_SAID, name) is None] == []
    assert {one.name for one in dataclasses.fields(SubmitAppeal)} <= set(fields)


@pytest.mark.one_database
def test_each_field_of_a_submission_reaches_those_who_handle_it_and_the_person(
    register: Database,
) -> None:
    view, own = _read_after_all(register)

    for name in {one.name for one in dataclasses.fields(RecordAppeal)} - set(_NOT_READ):
        said, called = getattr(_SAID, name), _CALLED.get(name, name)
        assert getattr(own, called) == said, name
        seen = getattr(view, called)
        assert seen is not None if name in PERSONAL else seen == said, name


def _read_after_all(register: Database) -> tuple[AppealView, OwnData]:
    """What is said at the gateway, as the workstation and the person read it in the end."""
    broker = Broker()
    intake = Intake(broker, Reference(known()), SECRET)
    receipt = intake.take(_SAID, actor=_STATION, correlation_id="tests", repeatable=None)
    [put] = broker.puts
    done(register, operations.take_in, RESIDENT, [delivered(put.event)])
    with register.reading() as session:
        appeal = appeals.one_for_the_system(session, receipt.id)
        return appeals.shown(appeal, _STATION), own_data.copy_of(session, appeal)
