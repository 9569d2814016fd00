"""What stands of a certificate once its person was erased: the mark of erasure is no name."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from contracts.recruitment.certificates import (
    CertificateView,
    CheckCertificate,
    ListCertificates,
    PrintCertificate,
)
from contracts.recruitment.own_data import EraseAppointment
from contracts.recruitment.words import AskedHow, CertificateState
from groundwork import retention as cleaning
from runtime import retention
from runtime.database import Database
from services.recruitment.certificates import queries
from services.recruitment.own_data import operations as own_data
from tests.builders import STAFF, done, refused
from tests.services.recruitment.appointing import a_post, appointed, proposed, seen
from vocabulary.problems import WrongState
from vocabulary.retention import read


def _of_somebody_asked_to_be_erased(database: Database) -> CertificateView:
    appointment = appointed(database, a_post(database))
    request = EraseAppointment(appointment_id=appointment.id, asked=AskedHow.IN_WRITING)
    done(database, own_data.erase_appointment, STAFF, request)
    return _certificate_of(database, appointment.id)


def _of_somebody_past_the_period(database: Database) -> CertificateView:
    appointment = appointed(database, a_post(database))
    retention.use(read(""))
    with database.writing() as session:
        cleaning.clean(session, own_data.CLEANED)
    return _certificate_of(database, appointment.id)


def _certificate_of(database: Database, appointment_id: UUID) -> CertificateView:
    with database.reading() as session:
        asked = ListCertificates(appointment_id=appointment_id)
        return queries.of_appointment(session, STAFF, asked).items[0]


@pytest.mark.parametrize("erased", [_of_somebody_asked_to_be_erased, _of_somebody_past_the_period])
def test_the_check_page_never_shows_the_mark_of_erasure_as_a_name(
    recruitment: Database, erased: Callable[[Database], CertificateView]
) -> None:
    """Anyone with the paper read “[已过保存期限删除]” where the name stands."""
    certificate = erased(recruitment)

    with recruitment.reading() as session:
        asked = CheckCertificate(number=certificate.number, code=certificate.code or "")
        checked = queries.check(session, asked)

    assert (checked.name, checked.state) == (None, CertificateState.EXPIRED)


def test_a_certificate_without_a_name_is_printed_no_more(recruitment: Database) -> None:
    certificate = _of_somebody_asked_to_be_erased(recruitment)

    def printed() -> None:
        with recruitment.reading() as session:
            queries.document(session, STAFF, PrintCertificate(certificate_id=certificate.id))

    assert isinstance(refused(printed), WrongState)


def test_the_mark_of_erasure_is_not_renewed_into_office(recruitment: Database) -> None:
    """The new appointment, its notice and its certificate would have borne the mark."""
    certificate = _of_somebody_asked_to_be_erased(recruitment)
    before = seen(recruitment, certificate.appointment_id)

    def renewed() -> None:
        proposed(recruitment, before.post_id, kind=before.kind, renews=before.id)

    problem = refused(renewed)
    anew = proposed(recruitment, before.post_id, commissioner=before.commissioner, happened_on=None)

    assert isinstance(problem, WrongState)
    assert "个人信息已删除" in problem.zh
    assert (anew.name, anew.renews) == ("李建华", None)
