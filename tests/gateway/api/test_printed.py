from __future__ import annotations

import pytest

from contracts.documents import PDF_TYPE, Document
from contracts.recruitment.handbooks import PrintHandbook
from contracts.recruitment.regulations import PrintRegulations
from gateway.app import openapi_document
from tests.gateway.doubles import DENGLIANG, STREET, Gateway
from vocabulary.problems import NotFound

_PDF = b"%PDF-1.7 \x00\xff of a test"
_HANDBOOK = f"/api/v1/public/handbooks/{DENGLIANG}.pdf"


def test_a_document_arrives_as_it_was_made(gateway: Gateway) -> None:
    gateway.services.answers[PrintHandbook] = Document.of('手册"第1版".pdf', _PDF)

    response = gateway.call("GET", _HANDBOOK)

    assert (response.status_code, response.data) == (200, _PDF)
    assert response.content_type == PDF_TYPE
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="____1__.pdf"; '
        "filename*=UTF-8''%E6%89%8B%E5%86%8C%22%E7%AC%AC1%E7%89%88%22.pdf"
    )
    assert response.headers["Cache-Control"] == "no-cache"


def test_whoever_has_a_public_document_is_not_sent_it_again(gateway: Gateway) -> None:
    gateway.services.answers[PrintHandbook] = Document.of("手册.pdf", _PDF)
    tag = gateway.call("GET", _HANDBOOK).headers["ETag"]

    again = gateway.call("GET", _HANDBOOK, headers={"If-None-Match": tag})
    gateway.services.answers[PrintHandbook] = Document.of("手册.pdf", _PDF + b" newer")
    newer = gateway.call("GET", _HANDBOOK, headers={"If-None-Match": tag})

    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert (newer.status_code, newer.data) == (200, _PDF + b" newer")


def test_what_cannot_be_printed_is_refused_as_everywhere(gateway: Gateway) -> None:
    gateway.services.answers[PrintHandbook] = NotFound("没有手册。", "There is no handbook.")

    response = gateway.call("GET", _HANDBOOK)

    assert (response.status_code, response.json["code"]) == (404, "not_found")


def test_the_day_is_handed_on(gateway: Gateway) -> None:
    gateway.services.answers[PrintRegulations] = Document.of("办法.pdf", _PDF)
    address = f"/api/v1/public/streets/{STREET}/regulations.pdf"

    assert gateway.call("GET", f"{address}?on=2013-05-04").status_code == 200
    assert str(gateway.services.asked[0].request.plain()["on"]) == "2013-05-04"
    assert gateway.call("GET", f"{address}?on=2013-02-30").status_code == 422


@pytest.mark.parametrize("street", ["440305007003", "12", "44030500700x"])
def test_where_no_street_can_be_nobody_is_asked(gateway: Gateway, street: str) -> None:
    response = gateway.call("GET", f"/api/v1/public/streets/{street}/regulations")

    assert (response.status_code, gateway.services.asked) == (404, [])


@pytest.mark.parametrize("name", ["pay", "Training", "-"])
def test_a_regulation_that_there_is_not_is_not_found(gateway: Gateway, name: str) -> None:
    response = gateway.call("GET", f"/api/v1/public/streets/{STREET}/regulations/{name}")

    assert (response.status_code, gateway.services.asked) == (404, [])


def test_the_interface_says_that_it_is_a_pdf() -> None:
    operation = openapi_document()["paths"]["/api/v1/public/handbooks/{community}.pdf"]["get"]

    assert operation["responses"]["200"]["content"] == {
        PDF_TYPE: {"schema": {"type": "string", "format": "binary"}}
    }
