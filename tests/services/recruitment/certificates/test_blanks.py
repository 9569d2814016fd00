"""A certificate for a name that no font prints: said early, issued with a blank, kept."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from contracts.recruitment.certificates import (
    CertificateView,
    IssueCertificate,
    PrintCertificate,
    ReissueCertificate,
)
from groundwork import history
from runtime import clock
from runtime.database import Database
from services.recruitment.certificates import operations, queries
from tests.builders import STAFF, STREET, an_actor, done, field_of, refused
from tests.papers import text_of
from tests.services.recruitment.appointing import a_post, approved, proposed, seen
from vocabulary.actors import Role
from vocabulary.periods import day_of

_LATELY = day_of(clock.now()) - dt.timedelta(days=30)
_RARE = "王𫰠"


def _issued(database: Database, appointment_id: UUID, **given: Any) -> CertificateView:
    request = IssueCertificate(appointment_id=appointment_id, **given)
    return done(database, operations.issue, STAFF, request)


def test_the_character_is_told_when_the_person_is_proposed(recruitment: Database) -> None:
    appointment = proposed(recruitment, a_post(recruitment), name=_RARE)

    assert appointment.not_printable == ["𫰠"]
    officer = an_actor(Role.STREET_OFFICER, STREET)
    assert seen(recruitment, appointment.id, officer).not_printable == []


def test_no_certificate_is_issued_with_a_box(recruitment: Database) -> None:
    appointment = approved(recruitment, a_post(recruitment), _LATELY, name=_RARE)

    problem = refused(_issued, recruitment, appointment.id)

    assert field_of(problem) == ("leaves_blanks", "not_printable")
    assert "𫰠（U+2BC20）" in problem.zh


def test_with_a_blank_for_the_brush_it_is_issued_and_the_history_says_so(
    recruitment: Database,
) -> None:
    """Nobody stays out of office for a font."""
    appointment = approved(recruitment, a_post(recruitment), _LATELY, name=_RARE)

    certificate = _issued(recruitment, appointment.id, leaves_blanks=True)

    assert certificate.leaves_blanks
    assert seen(recruitment, appointment.id).parts["certificate"]
    with recruitment.reading() as session:
        request = PrintCertificate(certificate_id=certificate.id)
        paper = text_of(queries.document(session, STAFF, request).as_bytes)
        [entry] = history.of(session, "certificate", certificate.id)
    assert "王同志：" in paper
    assert "〓" not in paper
    assert entry.note is not None
    assert entry.note.endswith("𫰠")


def test_a_usual_name_keeps_no_word_of_blanks(recruitment: Database) -> None:
    appointment = approved(recruitment, a_post(recruitment), _LATELY)

    certificate = _issued(recruitment, appointment.id, leaves_blanks=True)

    with recruitment.reading() as session:
        [entry] = history.of(session, "certificate", certificate.id)
    assert entry.note is None


def test_one_issued_before_is_reissued_with_a_blank(recruitment: Database) -> None:
    appointment = approved(recruitment, a_post(recruitment), _LATELY, name=_RARE)
    old = _issued(recruitment, appointment.id, leaves_blanks=True)
    request: dict[str, Any] = {"certificate_id": old.id, "reason": "遗失"}

    problem = refused(done, recruitment, operations.reissue, STAFF, ReissueCertificate(**request))
    new = done(
        recruitment,
        operations.reissue,
        STAFF,
        ReissueCertificate(**request, leaves_blanks=True),
    )

    assert field_of(problem) == ("leaves_blanks", "not_printable")
    assert new.replaces == old.id
