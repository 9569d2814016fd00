"""Certificates that people have in their hands are printed again as they were."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.recruitment.certificates import ListCertificates, PrintCertificate
from groundwork.printing import Template
from runtime.database import Database
from services.recruitment.certificates import queries
from services.recruitment.certificates.model import Certificate
from services.recruitment.templates import CERTIFICATE
from tests.builders import STAFF, done
from tests.papers import text_of
from tests.services.recruitment.appointing import DECIDED, a_post, appointed

#: The template of the first certificates, and nothing else of theirs.
_TEMPLATE = Path(__file__).parent / "printed_before" / "certificate.typ"
_MADE_AT = dt.datetime(2014, 5, 1, tzinfo=dt.UTC)
_FACTS = {
    "number": "〔2014〕12",
    "name": "李建华",
    "street": "南山街道",
    "community": "荔林社区",
    "post": "消防安全社区专员",
    "issuer": "荔林社区综合党委",
    "term_from": dt.date(2014, 5, 4),
    "term_to": dt.date(2015, 5, 3),
    "issued_on": dt.date(2014, 5, 4),
    "code": "7K3M-9QX2-B4TD-1V8H",
}
_QR = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


@pytest.mark.parametrize("given", [{"qr": None, "void": None}, {"qr": _QR, "void": "已作废"}])
def test_the_template_prints_them_byte_for_byte_as_before(given: dict[str, Any]) -> None:
    now = {"written_number": "〔2014〕12号", "address": None}
    before = Template(_TEMPLATE).pdf(_FACTS | given, made_at=_MADE_AT)

    assert CERTIFICATE.pdf(_FACTS | given | now, made_at=_MADE_AT) == before


def test_one_of_before_gets_no_address_when_it_is_printed_again(recruitment: Database) -> None:
    appointment = appointed(recruitment, a_post(recruitment), DECIDED)
    with recruitment.writing() as session:
        session.execute(sa.update(Certificate).values(shows_address=False))
    asked = ListCertificates(appointment_id=appointment.id)
    [certificate] = done(recruitment, queries.of_appointment, STAFF, asked).items

    with recruitment.reading() as session:
        request = PrintCertificate(
            certificate_id=certificate.id, origin="https://linli.example.gov.cn"
        )
        paper = text_of(queries.document(session, STAFF, request).as_bytes)

    assert "扫码查验真伪" in paper
    assert "核验网址" not in paper
    assert f"编号：{certificate.number}号" in paper
