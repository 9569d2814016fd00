"""A commissioner's own data: a copy at any time, and erasure after recruitment's. PIPL."""

from __future__ import annotations

from contracts.incentives.own_data import ExportOwnIncentives, OwnIncentives
from contracts.incentives.scorecards import WriteOwnWords
from contracts.recruitment.appointments import AppointmentErased
from contracts.recruitment.words import Kind
from runtime.database import Database
from services.incentives.own_data import operations
from services.incentives.own_words import operations as cards
from tests.builders import LILIN, an_actor
from tests.services.incentives.events import APPOINTMENT, HUA, POST
from tests.services.incentives.sharing import held, keep_office, written
from vocabulary.actors import Actor, Role
from vocabulary.erasure import BY_RETENTION

OWN = an_actor(Role.COMMISSIONER, account=str(HUA))


def test_a_former_commissioner_gets_a_copy_without_any_role(after_a_year: Database) -> None:
    _write(after_a_year)

    (card,) = _copy(after_a_year, Actor(str(HUA))).scorecards

    assert (card.appointment_id, card.days_in_office) == (APPOINTMENT, 334)
    assert [words.text for words in card.words] == ["两处隐患在跟进。"]
    assert _copy(after_a_year, an_actor(Role.WORKSTATION_STAFF)).scorecards == []


def test_the_words_go_with_the_appointment(after_a_year: Database) -> None:
    _write(after_a_year)
    told = AppointmentErased(
        appointment_id=APPOINTMENT,
        community=LILIN,
        post_id=POST,
        kind=Kind.GROUP_LEADER,
        version=12,
    )

    for _ in range(2):
        with after_a_year.writing() as session:
            operations.erase(session, [told])

    (card,) = _copy(after_a_year, OWN).scorecards
    assert [words.text for words in card.words] == [BY_RETENTION]


def test_what_was_told_is_copied_and_goes_with_the_appointment(incentives: Database) -> None:
    """A case names nobody, and stays."""
    keep_office(incentives)
    case = written(incentives, held(incentives))
    own = _copy(incentives, Actor(str(HUA)))
    assert [(one.theme, one.title) for one in own.told] == [
        ("楼道消防", "飞线充电清零"),
        ("楼道消防", "消防通道仍被占"),
    ]
    assert [one.id for one in own.cases] == [case.id]
    told = AppointmentErased(
        appointment_id=APPOINTMENT,
        community=LILIN,
        post_id=POST,
        kind=Kind.GROUP_LEADER,
        version=12,
    )

    with incentives.writing() as session:
        operations.erase(session, [told])

    own = _copy(incentives, Actor(str(HUA)))
    assert {one.title for one in own.told} == {BY_RETENTION}
    assert [one.title for one in own.cases] == [case.title]


def _write(database: Database) -> None:
    asked = WriteOwnWords(appointment_id=APPOINTMENT, quarter="2013Q2", text="两处隐患在跟进。")
    with database.writing() as session:
        cards.write(session, OWN, asked)


def _copy(database: Database, actor: Actor) -> OwnIncentives:
    with database.reading() as session:
        return operations.copy_of(session, actor, ExportOwnIncentives())
