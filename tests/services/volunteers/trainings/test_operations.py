"""Writing trainings down, on both databases."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from contracts.volunteers.catalogue import PutCatalogueEntry
from contracts.volunteers.matching import MatchVolunteers
from contracts.volunteers.own_data import ExportOwnVolunteer
from contracts.volunteers.trainings import RecordVolunteerTraining, VolunteerTrainings
from contracts.volunteers.words import CatalogueKind, MatchReason, Presence
from runtime import clock
from runtime.database import Database
from services.volunteers.catalogue import operations as catalogue
from services.volunteers.matching import queries as matching
from services.volunteers.own_data import queries as own_data
from services.volunteers.trainings import operations
from tests.builders import COMMISSIONER, DENGLIANG, STAFF, STREET, an_actor, field_of, refused
from tests.services.volunteers.serving import a_team, checked_in, published, registered, signed_up
from vocabulary.actors import Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound

_DAY = dt.timedelta(days=1)


def _today() -> dt.date:
    return day_of(clock.now())


def _training(registration: UUID, **changed: Any) -> RecordVolunteerTraining:
    usual: dict[str, Any] = {"title": "急救培训", "trained_on": _today(), "skill": "first_aid"}
    return RecordVolunteerTraining(registration_id=registration, **usual | changed)


def _recorded(database: Database, registration: UUID, **changed: Any) -> VolunteerTrainings:
    with database.writing() as session:
        return operations.record(session, STAFF, _training(registration, **changed))


def _catalogue(database: Database) -> None:
    officer = an_actor(Role.STREET_OFFICER, STREET)
    with database.writing() as session:
        for code, includes, months in (("first_aid", [], 24), ("lifesaver", ["first_aid"], None)):
            entry = PutCatalogueEntry(
                street=STREET,
                kind=CatalogueKind.SKILL,
                code=code,
                name_zh=f"技能{code}",
                name_en=code,
                includes=includes,
                valid_months=months,
            )
            catalogue.put(session, officer, entry)


def test_a_training_proves_a_skill_while_it_lasts(volunteers: Database) -> None:
    """What wants proof is not had on a person's word; the copy of one's data holds trainings."""
    receipt = registered(volunteers, skills=["first_aid"])
    _catalogue(volunteers)

    over = _recorded(volunteers, receipt.id, trained_on=_today() - 1000 * _DAY)
    now = _recorded(volunteers, receipt.id)
    with volunteers.reading() as session:
        copied = own_data.copy_of(
            session, ExportOwnVolunteer(code=receipt.code, phone="13800138000")
        )

    assert (over.skills_today, now.skills_today) == ([], ["first_aid"])
    [newest, _] = now.items
    assert newest.valid_until is not None
    assert newest.valid_until > _today() + 700 * _DAY
    assert copied.trainings == now.items


def test_a_skill_learnt_is_had_with_what_it_includes(volunteers: Database) -> None:
    receipt = registered(volunteers, skills=[])
    _catalogue(volunteers)

    learnt = _recorded(volunteers, receipt.id, skill="lifesaver")

    assert learnt.skills_today == ["first_aid", "lifesaver"]
    assert learnt.items[0].valid_until is None


@pytest.mark.one_database
def test_a_training_that_does_not_fit_is_refused(volunteers: Database) -> None:
    receipt = registered(volunteers)
    _catalogue(volunteers)

    def attempt(actor: Any = STAFF, **changed: Any) -> Any:
        with volunteers.writing() as session:
            return refused(operations.record, session, actor, _training(receipt.id, **changed))

    early = _today() - _DAY
    assert field_of(attempt(trained_on=_today() + _DAY)) == ("trained_on", "in_the_future")
    assert field_of(attempt(valid_until=early)) == ("valid_until", "ends_before_it_begins")
    assert attempt(skill="flying").fields[0].code == "not_in_catalogue"
    assert isinstance(attempt(an_actor(Role.WORKSTATION_STAFF, DENGLIANG)), NotFound)
    assert isinstance(attempt(an_actor(Role.COMMISSIONER)), Forbidden)


def test_who_learnt_what_includes_a_skill_gets_the_place_that_asks_for_it(
    volunteers: Database,
) -> None:
    """A lifesaver is also a first-aider, in sign-up, check-in and matching alike."""
    _catalogue(volunteers)
    team = a_team(volunteers)
    activity = published(volunteers, team, needs_skills=["first_aid"])
    untrained = registered(volunteers, phone="13800138001", skills=["first_aid"])
    person = registered(volunteers, skills=["lifesaver"])
    with volunteers.reading() as session:
        wanted = MatchVolunteers(team_id=team.id, skill="first_aid", free_time=None)
        found = matching.propose(session, COMMISSIONER, wanted).items

    assert refused(signed_up, volunteers, activity, untrained).status == 409
    place = signed_up(volunteers, activity, person)
    assert checked_in(volunteers, place).presence is Presence.PRESENT
    assert [
        one.registration_id
        for one in found
        if MatchReason.SKILL in {why.reason for why in one.reasons}
    ] == [person.id]
