from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pypdf
import pytest

from contracts.recruitment.certificates import (
    CertificateCheck,
    CertificateIssued,
    CertificateRevoked,
    CertificateView,
    CheckCertificate,
    IssueCertificate,
    ListCertificates,
    PrintCertificate,
    ReissueCertificate,
    RevokeCertificate,
)
from contracts.recruitment.proposing import WithdrawAppointment
from contracts.recruitment.terms import EndAppointment
from contracts.recruitment.words import (
    AppointmentState,
    CertificateState,
    EndReason,
    Kind,
    Leaving,
)
from runtime import clock
from runtime.database import Database
from services.recruitment.certificates import operations, queries, rules
from services.recruitment.certificates.rules import Kept
from services.recruitment.posts.model import Post
from services.recruitment.proposing import operations as proposing
from services.recruitment.terms import operations as terms
from tests.builders import LILIN, STAFF, STREET, an_actor, done, field_of, refused
from tests.outboxes import events
from tests.services.recruitment.appointing import (
    COMMITTEE,
    DECIDED,
    a_post,
    appointed,
    approved,
    in_notice,
    seen,
)
from tests.services.recruitment.conftest import Arranged
from vocabulary.actors import Actor, Grant, Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound, WrongState

TODAY = day_of(clock.now())
LATELY = TODAY - dt.timedelta(days=30)
OFFICER = an_actor(Role.STREET_OFFICER, STREET)


def _issue(
    database: Database, appointment_id: Any, by: Any = STAFF, **given: Any
) -> CertificateView:
    request = IssueCertificate(appointment_id=appointment_id, **given)
    return done(database, operations.issue, by, request)


def _the(database: Database, appointment_id: Any, by: Any = STAFF) -> list[CertificateView]:
    with database.reading() as session:
        request = ListCertificates(appointment_id=appointment_id)
        return queries.of_appointment(session, by, request).items


def _checked(database: Database, number: str, code: str | None) -> CertificateCheck:
    with database.reading() as session:
        return queries.check(session, CheckCertificate(number=number, code=code or ""))


def test_certificates_are_numbered_by_street_and_year(arranged: Arranged) -> None:
    recruitment, first = arranged.for_a_post(approved, LATELY)
    second = approved(recruitment, a_post(recruitment), LATELY, name="王芳")
    old = approved(recruitment, a_post(recruitment), DECIDED)

    numbers = [
        _issue(recruitment, first.id, issued_on=LATELY).number,
        _issue(recruitment, second.id, by=COMMITTEE, issued_on=LATELY).number,
        _issue(recruitment, old.id, issued_on=DECIDED).number,
    ]

    assert numbers == [f"〔{LATELY.year}〕1", f"〔{LATELY.year}〕2", "〔2013〕1"]
    assert seen(recruitment, first.id).parts["certificate"] == LATELY


@pytest.mark.parametrize("written", ["{}", "{}号", "2026-1", " [2026] 1 "])
def test_whoever_has_it_in_hand_checks_it(arranged: Arranged, written: str) -> None:
    recruitment, appointment = arranged.for_a_post(appointed, LATELY)
    [certificate] = _the(recruitment, appointment.id)
    written = written.replace("2026", str(LATELY.year)).format(certificate.number)

    checked = _checked(recruitment, written, (certificate.code or "").lower())

    assert (checked.state, checked.state_zh) == (CertificateState.VALID, "有效")
    assert (checked.name, checked.community) == ("李建华", "荔林社区")
    assert set(CertificateCheck.schema().fields) == {
        "number", "state", "state_zh", "name", "community", "post", "issuer",
        "term_from", "term_to", "issued_on", "back_entry",
    }  # fmt: skip


def test_a_number_alone_tells_nothing(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(appointed, LATELY)
    [certificate] = _the(recruitment, appointment.id)

    wrong_code = refused(_checked, recruitment, certificate.number, "0000-0000-0000-0000")
    wrong_number = refused(_checked, recruitment, "〔2013〕9", certificate.code)

    assert isinstance(wrong_code, NotFound)
    assert wrong_code.zh == wrong_number.zh


def test_a_certificate_expires_with_its_term(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(appointed, DECIDED)

    [certificate] = _the(recruitment, appointment.id)

    assert certificate.state is CertificateState.EXPIRED


@pytest.mark.parametrize(
    ("kept", "appointment", "reason", "today", "state"),
    [
        ("standing", "pending", None, "2013-05-05", "prepared"),
        ("standing", "in_office", None, "2014-05-04", "valid"),
        ("standing", "in_office", None, "2014-05-05", "expired"),
        ("standing", "ended", "term_over", "2014-05-05", "expired"),
        ("standing", "ended", "resigned", "2013-09-01", "ended"),
        ("standing", "withdrawn", None, "2013-05-05", "revoked"),
        ("replaced", "in_office", None, "2013-05-05", "replaced"),
        ("revoked", "ended", "term_over", "2014-05-05", "revoked"),
    ],
)
def test_what_a_certificate_counts_as(
    kept: str, appointment: str, reason: str | None, today: str, state: str
) -> None:
    found = rules.counts_as(
        Kept(kept),
        appointment=AppointmentState(appointment),
        term_to=dt.date(2014, 5, 4),
        end_reason=EndReason(reason) if reason else None,
        today=dt.date.fromisoformat(today),
    )

    assert found is CertificateState(state)


def test_one_that_was_lost_is_replaced(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(appointed, LATELY)
    [old] = _the(recruitment, appointment.id)

    new = done(
        recruitment,
        operations.reissue,
        STAFF,
        ReissueCertificate(certificate_id=old.id, reason="遗失"),
    )

    assert new.replaces == old.id
    assert _checked(recruitment, old.number, old.code).state is CertificateState.REPLACED
    assert _checked(recruitment, new.number, new.code).state is CertificateState.VALID
    again = ReissueCertificate(certificate_id=old.id, reason="遗失")
    assert isinstance(refused(done, recruitment, operations.reissue, STAFF, again), WrongState)
    [told] = [one for one in events(recruitment, new.id) if isinstance(one, CertificateIssued)]
    assert told.replaces == old.id


@pytest.mark.parametrize("decided", [DECIDED, LATELY])
def test_none_is_issued_in_its_place_once_the_appointment_is_over(
    recruitment: Database, decided: dt.date
) -> None:
    """A person whose term is over, or who left before, needs no new paper."""
    appointment = appointed(recruitment, a_post(recruitment), decided)
    if decided is LATELY:
        leave = EndAppointment(appointment_id=appointment.id, reason=Leaving.RESIGNED)
        done(recruitment, terms.leave, STAFF, leave)
    [certificate] = _the(recruitment, appointment.id)
    request = ReissueCertificate(certificate_id=certificate.id, reason="遗失")

    problem = refused(done, recruitment, operations.reissue, STAFF, request)

    assert isinstance(problem, WrongState)
    assert "不能补发" in problem.zh
    assert [one.id for one in _the(recruitment, appointment.id)] == [certificate.id]


def test_a_certificate_says_what_its_paper_says_when_the_post_is_renamed(
    arranged: Arranged,
) -> None:
    recruitment, appointment = arranged.for_a_post(approved, LATELY)
    post_id = appointment.post_id
    certificate = _issue(recruitment, appointment.id)
    before = _checked(recruitment, certificate.number, certificate.code)

    with recruitment.writing() as session:
        session.get_one(Post, post_id).title = "楼宇安全专员"

    after = _checked(recruitment, certificate.number, certificate.code)
    assert (after.post, after.issuer) == (before.post, "荔林社区综合党委")
    with recruitment.reading() as session:
        request = PrintCertificate(certificate_id=certificate.id)
        paper = queries.document(session, STAFF, request).as_bytes
    pages = pypdf.PdfReader(io.BytesIO(paper)).pages
    text = "".join(page.extract_text() for page in pages).replace("\n", "")
    assert before.post in text
    assert "楼宇安全专员" not in text


def test_one_is_revoked_once_its_appointment_is_over(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(approved, LATELY)
    certificate = _issue(recruitment, appointment.id)
    request = RevokeCertificate(certificate_id=certificate.id, reason="本人放弃")

    assert isinstance(refused(done, recruitment, operations.revoke, STAFF, request), WrongState)

    withdrawal = WithdrawAppointment(appointment_id=appointment.id, reason="本人放弃")
    done(recruitment, proposing.withdraw, COMMITTEE, withdrawal)
    revoked = done(recruitment, operations.revoke, STAFF, request)

    assert revoked.state is CertificateState.REVOKED
    assert isinstance(events(recruitment, certificate.id)[-1], CertificateRevoked)


def test_nothing_is_issued_before_the_decision_or_twice(arranged: Arranged) -> None:
    recruitment, candidate = arranged.for_a_post(in_notice)
    decided = approved(recruitment, a_post(recruitment), LATELY)
    _issue(recruitment, decided.id)

    assert isinstance(refused(_issue, recruitment, candidate.id), WrongState)
    assert isinstance(refused(_issue, recruitment, decided.id), WrongState)


def test_a_certificate_bears_no_day_before_the_decision(arranged: Arranged) -> None:
    recruitment, decided = arranged.for_a_post(approved, LATELY)

    problem = refused(_issue, recruitment, decided.id, issued_on=LATELY - dt.timedelta(days=1))

    assert field_of(problem) == ("issued_on", "out_of_range")


@pytest.mark.one_database
def test_the_street_issues_none_and_sees_no_code(arranged: Arranged) -> None:
    recruitment, decided = arranged.for_a_post(approved, LATELY)

    assert isinstance(refused(_issue, recruitment, decided.id, OFFICER), Forbidden)
    _issue(recruitment, decided.id)

    assert [one.code for one in _the(recruitment, decided.id, OFFICER)] == [None]


def test_who_sees_name_and_code_masked_does_not_print_them(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(appointed, LATELY)
    [certificate] = _the(recruitment, appointment.id)

    def pdf(by: Actor) -> bytes:
        with recruitment.reading() as session:
            request = PrintCertificate(certificate_id=certificate.id)
            return queries.document(session, by, request).as_bytes

    assert _the(recruitment, appointment.id, OFFICER)[0].code is None
    assert isinstance(refused(pdf, OFFICER), Forbidden)
    person = Actor(str(appointment.commissioner), (Grant(Role.COMMISSIONER, LILIN),))
    assert pdf(person).startswith(b"%PDF")


@pytest.mark.parametrize("origin", [None, "https://linli.example.gov.cn"])
def test_the_paper_says_what_the_check_page_says(arranged: Arranged, origin: str | None) -> None:
    recruitment, appointment = arranged.for_a_post(appointed, LATELY, kind=Kind.FOUND_FOR_NEED)
    [certificate] = _the(recruitment, appointment.id)

    with recruitment.reading() as session:
        request = PrintCertificate(certificate_id=certificate.id, origin=origin)
        paper = queries.document(session, STAFF, request)

    read = pypdf.PdfReader(io.BytesIO(paper.as_bytes))
    text = "".join(page.extract_text() for page in read.pages).replace("\n", "")
    assert len(read.pages) == 1
    assert {"李建华", "荔林社区综合党委"} <= {
        word for word in ("李建华", "荔林社区综合党委") if word in text
    }
    assert (certificate.code or "?") in text
    assert ("扫码查验真伪" in text) is (origin is not None)
    assert "13800138000" not in text
