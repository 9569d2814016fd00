"""The issuing office's word in the numbers of a street's certificates (机关代字)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from marshmallow import ValidationError

from contracts.recruitment.certificates import (
    CertificateView,
    CertificateWordView,
    CheckCertificate,
    IssueCertificate,
    PrintCertificate,
    ReissueCertificate,
    SetCertificateWord,
)
from groundwork import printing
from runtime import clock
from runtime.database import Database
from services.recruitment.certificates import operations, queries
from tests.builders import STAFF, STREET, an_actor, done, refused
from tests.papers import text_of
from tests.services.recruitment.appointing import a_post, approved
from vocabulary.actors import Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound, PreconditionFailed

OFFICER = an_actor(Role.STREET_OFFICER, STREET)
_STRANGER = an_actor(Role.STREET_OFFICER, "440306001000")
_LATELY = day_of(clock.now()) - dt.timedelta(days=30)
_YEAR = _LATELY.year


def _set(
    database: Database, word: str | None = "南街聘字", by: Any = OFFICER, **changed: Any
) -> CertificateWordView:
    request = SetCertificateWord(
        **{"street": STREET, "word": word, "reason": "街道办公会议研究决定"} | changed
    )
    return done(database, operations.set_word, by, request)


def _issued(database: Database, **given: Any) -> CertificateView:
    appointment = approved(database, a_post(database), _LATELY, **given)
    request = IssueCertificate(appointment_id=appointment.id, issued_on=_LATELY)
    return done(database, operations.issue, STAFF, request)


def test_the_number_bears_the_word_of_the_street(recruitment: Database) -> None:
    """As 南街聘字〔2014〕第12号; one that was issued before keeps its number."""
    before = _issued(recruitment)
    shown = _set(recruitment)
    after = _issued(recruitment, name="王芳")
    _set(recruitment, word=None)
    without = _issued(recruitment, name="刘洋")

    assert (before.number, after.number) == (f"〔{_YEAR}〕1", f"南街聘字〔{_YEAR}〕第2号")
    assert without.number == f"〔{_YEAR}〕3"
    assert shown.sample == f"南街聘字〔{day_of(clock.now()).year}〕第12号"


def test_another_one_in_its_place_bears_it_too(recruitment: Database) -> None:
    old = _issued(recruitment)
    _set(recruitment)

    request = ReissueCertificate(certificate_id=old.id, reason="遗失", issued_on=_LATELY)
    new = done(recruitment, operations.reissue, STAFF, request)

    assert new.number == f"南街聘字〔{_YEAR}〕第2号"


@pytest.mark.parametrize("written", ["南街聘字〔{0}〕第1号", "〔{0}〕1", "{0}-1"])
def test_the_check_page_takes_the_number_with_the_word_and_without(
    recruitment: Database, written: str
) -> None:
    _set(recruitment)
    certificate = _issued(recruitment)

    with recruitment.reading() as session:
        asked = CheckCertificate(number=written.format(_YEAR), code=certificate.code or "")
        checked = queries.check(session, asked)

    assert checked.number == f"南街聘字〔{_YEAR}〕第1号"


def test_the_paper_bears_number_and_address_of_the_check_page(recruitment: Database) -> None:
    """Without a telephone that reads the QR code, the address is typed in."""
    _set(recruitment)
    certificate = _issued(recruitment)

    with recruitment.reading() as session:
        request = PrintCertificate(
            certificate_id=certificate.id, origin="https://linli.example.gov.cn"
        )
        paper = text_of(queries.document(session, STAFF, request).as_bytes)

    assert f"编号：南街聘字〔{_YEAR}〕第1号" in paper
    address = f"https://linli.example.gov.cn/certificates/{_YEAR}-1"
    assert f"{address}?code={certificate.code}" in paper.replace("\u200b", "")


def test_every_setting_is_kept(recruitment: Database) -> None:
    _set(recruitment)
    shown = _set(recruitment, word="南办聘字")

    assert [step.word for step in shown.steps] == ["南办聘字", "南街聘字"]
    assert [step.set_by for step in shown.steps] == [OFFICER.account] * 2
    assert (shown.word, shown.version) == ("南办聘字", 2)


@pytest.mark.one_database
def test_nobody_sets_it_over_what_another_one_set(recruitment: Database) -> None:
    _set(recruitment)

    assert isinstance(refused(_set, recruitment, expected_version=0), PreconditionFailed)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("by", "kind"),
    [(STAFF, Forbidden), (an_actor(Role.PARTY_COMMITTEE), Forbidden), (_STRANGER, NotFound)],
)
def test_only_the_own_street_office_sets_it(
    recruitment: Database, by: Any, kind: type[Exception]
) -> None:
    assert isinstance(refused(_set, recruitment, by=by), kind)


def test_a_word_can_always_be_printed() -> None:
    """Else every certificate of the street would have a box."""
    characters = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]

    assert printing.missing("".join(map(chr, characters))) == []


@pytest.mark.parametrize(
    "word", ["南街聘", "字", "南街3字", "南街３字", "NJ字", "南 街字", "南" * 12 + "字"]
)
def test_a_word_is_chinese_and_ends_with_zi(word: str) -> None:
    """Digits in it would be read as part of the number on the check page."""
    with pytest.raises(ValidationError):
        SetCertificateWord.body().read({"word": word, "reason": "决定"})
