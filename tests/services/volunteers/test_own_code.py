"""A volunteer with an account gets to what is theirs, and nobody else does."""

from __future__ import annotations

from contracts.volunteers.own_data import EraseOwnVolunteer
from contracts.volunteers.volunteers import NameVolunteerAccount, ShowOwnCode, VolunteerReceipt
from runtime.database import Database
from runtime.identifiers import new_id
from services.volunteers.own_data import operations as own_data
from services.volunteers.registrations import operations as registrations
from services.volunteers.volunteers import queries
from tests.builders import STAFF
from tests.services.volunteers.serving import registered
from vocabulary.actors import RESIDENT, Actor


def _code(database: Database, actor: Actor) -> str | None:
    with database.reading() as session:
        return queries.code_of_account(session, actor, ShowOwnCode()).code


def _with_account(database: Database) -> tuple[VolunteerReceipt, Actor]:
    receipt, account = registered(database), new_id()
    named = NameVolunteerAccount(registration_id=receipt.id, account=account, expected_version=None)
    with database.writing() as session:
        registrations.name_account(session, STAFF, named)
    return receipt, Actor(str(account), ())


def test_only_the_account_of_a_volunteer_gets_their_code(volunteers: Database) -> None:
    receipt, person = _with_account(volunteers)
    registered(volunteers, name="王小芳", phone="13800138009")

    assert _code(volunteers, person) == receipt.code
    assert _code(volunteers, Actor(str(new_id()), ())) is None
    assert _code(volunteers, RESIDENT) is None


def test_the_account_of_an_erased_volunteer_gets_nothing(volunteers: Database) -> None:
    receipt, person = _with_account(volunteers)
    request = EraseOwnVolunteer(code=receipt.code, phone="13800138000")

    with volunteers.writing() as session:
        own_data.erase_own(session, RESIDENT, request)

    assert _code(volunteers, person) is None
