from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from contracts.gateway.consents import ConsentGiven, ConsentWithdrawn
from contracts.gateway.words import Purpose
from contracts.recruitment.consents import ConsentOfPerson, NamePersonOfConsent
from groundwork import areas
from groundwork import retention as cleaning
from runtime import clock, retention
from runtime.database import Database
from runtime.identifiers import new_id
from services.recruitment.consents import operations, queries
from services.recruitment.own_data.operations import CLEANED
from tests.builders import (
    ABROAD,
    DENGLIANG,
    LILIN,
    STAFF,
    STREET,
    YUELIANGWAN,
    an_actor,
    done,
    refused,
    shanghai,
)
from tests.services.recruitment.conftest import Arranged, an_area
from vocabulary.actors import Actor, Role
from vocabulary.problems import NotFound, WrongState
from vocabulary.retention import read

_PERSON, _OTHER = new_id(), new_id()
_GIVEN = shanghai(2013, 5, 4)


@pytest.fixture(autouse=True)
def _periods() -> Iterator[None]:
    yield
    retention.use(read(""))


def _given(database: Database, **changed: Any) -> ConsentGiven:
    usual: dict[str, Any] = {
        "consent_id": new_id(),
        "account": str(_PERSON),
        "area": LILIN,
        "purpose": Purpose.PUBLISH_PHONE,
        "given_at": _GIVEN,
        "version": 1,
    }
    event = ConsentGiven(**usual | changed)
    done(database, operations.keep, event)
    return event


def _withdrawal(given: ConsentGiven, at: dt.datetime | None = None) -> ConsentWithdrawn:
    return ConsentWithdrawn(
        consent_id=given.consent_id,
        account=given.account,
        area=given.area,
        purpose=given.purpose,
        withdrawn_at=at or clock.now(),
        version=2,
    )


def _agreeing(
    database: Database,
    purpose: Purpose = Purpose.PUBLISH_PHONE,
    at: dt.datetime | None = None,
    community: str = LILIN,
) -> frozenset[UUID]:
    return done(database, queries.agreeing, [_PERSON, _OTHER], purpose, community=community, at=at)


def _name(
    database: Database, consent_id: UUID, person_id: UUID = _OTHER, actor: Actor = STAFF
) -> ConsentOfPerson:
    request = NamePersonOfConsent(consent_id=consent_id, commissioner=person_id)
    return done(database, operations.name_person, actor, request)


def test_who_agreed_to_one_thing_agreed_to_no_other(recruitment: Database) -> None:
    """PIPL art. 14: each purpose by itself."""
    _given(recruitment)

    assert _agreeing(recruitment) == {_PERSON}
    assert _agreeing(recruitment, Purpose.PUBLISH_NAME) == frozenset()


def test_a_consent_counts_where_it_was_given(recruitment: Database) -> None:
    """A clerk of one street gives nobody leave to publish a name of another street's."""
    _given(recruitment, area=ABROAD)
    assert _agreeing(recruitment) == frozenset()

    _given(recruitment, area=STREET)
    assert _agreeing(recruitment) == _agreeing(recruitment, community=DENGLIANG) == {_PERSON}
    assert _agreeing(recruitment, community=ABROAD) == {_PERSON}


def test_a_consent_counts_in_the_community_that_took_its_own_over(recruitment: Database) -> None:
    """It was given for the residents who live there, whatever their community is called now."""
    _given(recruitment, area=LILIN)
    assert _agreeing(recruitment, community=DENGLIANG) == frozenset()

    merged = an_area(LILIN, valid_to=dt.date(2017, 12, 31), successor=YUELIANGWAN, version=2)
    again = an_area(YUELIANGWAN, valid_to=dt.date(2019, 12, 31), successor=DENGLIANG, version=2)
    done(recruitment, areas.keep, [merged, again])

    assert _agreeing(recruitment) == _agreeing(recruitment, community=YUELIANGWAN) == {_PERSON}
    assert _agreeing(recruitment, community=DENGLIANG) == {_PERSON}
    before = shanghai(2017, 6, 1)
    assert _agreeing(recruitment, community=DENGLIANG, at=before) == frozenset()


def test_a_consent_of_the_successor_does_not_reach_back(recruitment: Database) -> None:
    merged = an_area(LILIN, valid_to=dt.date(2017, 12, 31), successor=DENGLIANG, version=2)
    done(recruitment, areas.keep, [merged])
    _given(recruitment, area=DENGLIANG)

    assert _agreeing(recruitment, community=LILIN) == frozenset()


def test_a_withdrawal_counts_at_once(recruitment: Database) -> None:
    given = _given(recruitment)

    done(recruitment, operations.keep, _withdrawal(given))

    assert _agreeing(recruitment) == frozenset()


def test_a_withdrawal_counts_also_where_it_comes_first(recruitment: Database) -> None:
    """Events of two processes may change places on the way."""
    consent_id = new_id()
    given = ConsentGiven(
        consent_id=consent_id,
        account=str(_PERSON),
        area=LILIN,
        purpose=Purpose.PUBLISH_PHONE,
        given_at=_GIVEN,
        version=1,
    )
    done(recruitment, operations.keep, _withdrawal(given))
    done(recruitment, operations.keep, given)

    assert _agreeing(recruitment) == frozenset()


@pytest.mark.parametrize(
    ("at", "holds"),
    [
        (_GIVEN - dt.timedelta(seconds=1), False),
        (_GIVEN, True),
        (shanghai(2013, 6, 30, 23, 59), True),
        (shanghai(2013, 7, 1, 0, 0), False),
    ],
)
def test_a_consent_holds_in_its_time(
    recruitment: Database, at: dt.datetime, *, holds: bool
) -> None:
    _given(recruitment, valid_until=dt.date(2013, 6, 30))

    assert (_PERSON in _agreeing(recruitment, at=at)) is holds


def test_a_consent_on_paper_is_nobodys_until_staff_say_whose(arranged: Arranged) -> None:
    recruitment, given = arranged(_given, account=None)
    assert _agreeing(recruitment) == frozenset()

    shown = _name(recruitment, given.consent_id)

    assert (shown.commissioner, shown.holds) == (_OTHER, True)
    assert _agreeing(recruitment) == {_OTHER}
    done(recruitment, operations.keep, _withdrawal(given))
    assert _agreeing(recruitment) == frozenset()


def test_a_consent_never_becomes_another_persons(arranged: Arranged) -> None:
    recruitment, begun = arranged(_given, account=None)
    on_paper = begun.consent_id
    of_account = _given(recruitment).consent_id
    _name(recruitment, on_paper)

    assert isinstance(refused(_name, recruitment, on_paper, _PERSON), WrongState)
    assert isinstance(refused(_name, recruitment, of_account), WrongState)
    assert _name(recruitment, on_paper).commissioner == _OTHER


@pytest.mark.one_database
def test_people_of_elsewhere_say_nothing_of_it(arranged: Arranged) -> None:
    recruitment, begun = arranged(_given, account=None)
    consent_id = begun.consent_id
    elsewhere = an_actor(Role.WORKSTATION_STAFF, DENGLIANG)

    assert isinstance(refused(_name, recruitment, consent_id, _OTHER, elsewhere), NotFound)
    assert _agreeing(recruitment) == frozenset()


def test_what_proves_nothing_any_more_is_deleted(recruitment: Database) -> None:
    ended = _given(recruitment)
    _given(recruitment, account=str(_OTHER))
    done(recruitment, operations.keep, _withdrawal(ended, shanghai(2013, 5, 5)))

    consents = {"consent": CLEANED["consent"]}
    assert done(recruitment, cleaning.due, consents) == {"consent": 1}
    assert done(recruitment, cleaning.clean, consents) == {"consent": 1}
    assert _agreeing(recruitment) == {_OTHER}
