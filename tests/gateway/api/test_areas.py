from __future__ import annotations

import base64
import datetime as dt
from typing import Any

import pytest

from contracts.gateway.areas import (
    AreaDetail,
    DissolveArea,
    ImportAreas,
    ImportReport,
    MergeArea,
    PutArea,
)
from gateway.files import spreadsheets
from gateway.places.areas.rules import Area, Name
from gateway.places.reference import Known, Reference
from tests.gateway.actors import ADMINISTRATOR, STAFF
from tests.gateway.doubles import DENGLIANG, DISSOLVED, STREET, Gateway, known
from vocabulary.areas import Level

_AREAS = "/api/v1/public/areas"
_FILE = b"code,name_zh,name_en\n"


@pytest.fixture
def gateway() -> Gateway:
    """A gateway with a street that was renamed, and what lies around it."""
    areas = dict(known().areas)
    renamed = Name("新南山街道", "New Nanshan Street", dt.date(2015, 1, 1))
    areas[STREET] = Area(STREET, "南山街道", "Nanshan Street", renamings=(renamed,))
    areas[DISSOLVED] = Area(
        DISSOLVED, "老社区", "Old", valid_to=dt.date(2012, 12, 31), successor=DENGLIANG
    )
    areas["440305000000"] = Area("440305000000", "南山区", "Nanshan District")
    made = Gateway(reference=Reference(Known(dict(sorted(areas.items())), known().categories)))
    detail = AreaDetail(
        code=DENGLIANG,
        name_zh="登良社区",
        name_en="Dengliang Community",
        level=Level.COMMUNITY,
        is_sample=False,
        path=[],
        children=[],
        names=[],
        predecessors=[],
    )
    report = ImportReport(is_check=False, areas=0, unchanged=0, items=[])
    made.services.answers |= {
        PutArea: detail,
        DissolveArea: detail,
        MergeArea: detail,
        ImportAreas: report,
    }
    return made


def _codes(gateway: Gateway, query: str = "") -> list[str]:
    response = gateway.call("GET", f"{_AREAS}{query}")
    assert response.status_code == 200, response.json
    return [found["code"] for found in response.json["items"]]


def test_the_list_shows_what_is_in_force_on_the_day(gateway: Gateway) -> None:
    assert DISSOLVED not in _codes(gateway)
    assert DISSOLVED in _codes(gateway, "?on=2012-12-31")
    assert DISSOLVED not in _codes(gateway, "?on=2013-01-01")


def test_areas_come_in_pages_higher_ones_first(gateway: Gateway) -> None:
    whole = _codes(gateway)
    first = gateway.call("GET", f"{_AREAS}?limit=2&total=true").json
    second = gateway.call("GET", f"{_AREAS}?cursor={first['next_cursor']}").json

    assert [area["code"] for area in (*first["items"], *second["items"])] == whole == sorted(whole)
    assert first["total"] == len(whole)


def test_the_list_can_be_narrowed(gateway: Gateway) -> None:
    assert _codes(gateway, "?level=street") == [STREET]
    assert _codes(gateway, "?parent=440305000000") == [STREET]
    assert _codes(gateway, f"?parent={STREET}&level=community&on=2012-01-01") == [
        DENGLIANG,
        "440305007005",
        DISSOLVED,
    ]
    assert _codes(gateway, f"?parent={STREET}&level=street") == []


def test_names_are_those_of_the_day(gateway: Gateway) -> None:
    def name(query: str) -> str:
        found: str = gateway.call("GET", f"{_AREAS}/{STREET}{query}").json["name_zh"]
        return found

    assert (name("?on=2014-12-31"), name("")) == ("南山街道", "新南山街道")


def test_an_area_shows_what_is_around_it_in_it_and_before_it(gateway: Gateway) -> None:
    street = gateway.call("GET", f"{_AREAS}/{STREET}").json
    community = gateway.call("GET", f"{_AREAS}/{DENGLIANG}").json
    gone = gateway.call("GET", f"{_AREAS}/{DISSOLVED}").json

    assert [upper["code"] for upper in community["path"]] == [STREET, "440305000000"]
    assert [child["code"] for child in street["children"]] == [DENGLIANG, "440305007005"]
    assert street["kind"] == "subdistrict"
    assert [name["name_zh"] for name in street["names"]] == ["南山街道", "新南山街道"]
    assert community["predecessors"] == [DISSOLVED]
    assert gone["successor"] == DENGLIANG


@pytest.mark.parametrize("code", ["440305007099", "x", "4403"])
def test_an_area_that_never_was_is_not_found(gateway: Gateway, code: str) -> None:
    assert gateway.call("GET", f"{_AREAS}/{code}").status_code == 404


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?on=0001-01-01", "on"),
        ("?on=yesterday", "on"),
        ("?level=village", "level"),
        ("?parent=4403", "parent"),
        ("?tenant=440305007000", "tenant"),
    ],
)
def test_a_wrong_filter_is_named(gateway: Gateway, query: str, field: str) -> None:
    response = gateway.call("GET", f"{_AREAS}{query}")

    assert response.status_code == 422
    assert [error["field"] for error in response.json["errors"]] == [field]


@pytest.mark.parametrize(
    ("method", "path", "body", "request_"),
    [
        (
            "PUT",
            "",
            {"name_zh": "新", "name_en": "New", "from": "2015-01-01"},
            PutArea(code=DENGLIANG, name_zh="新", name_en="New", from_day=dt.date(2015, 1, 1)),
        ),
        (
            "POST",
            "/dissolution",
            {"from": "2015-01-01"},
            DissolveArea(code=DENGLIANG, from_day=dt.date(2015, 1, 1)),
        ),
        (
            "POST",
            "/merger",
            {"from": "2015-01-01", "into": STREET},
            MergeArea(code=DENGLIANG, from_day=dt.date(2015, 1, 1), into=STREET),
        ),
    ],
)
def test_administrators_change_areas(
    gateway: Gateway, method: str, path: str, body: dict[str, Any], request_: Any
) -> None:
    address = f"/api/v1/areas/{DENGLIANG}{path}"

    response = gateway.call(
        method, address, by=ADMINISTRATOR, json=body, headers={"Idempotency-Key": "k"}
    )

    assert response.status_code == 200
    [asked] = gateway.services.asked
    assert (asked.request, asked.idempotency_key) == (request_, "k")
    assert gateway.call(method, address, by=STAFF, json=body).status_code == 403
    assert gateway.call(method, address, json=body).status_code == 401
    missing = gateway.call(method, address, by=ADMINISTRATOR, json={})
    assert missing.status_code == 422


def _import(gateway: Gateway, content: bytes, content_type: str = "text/csv", **named: Any) -> Any:
    return gateway.call(
        "POST",
        f"/api/v1/areas/imports{named.pop('query', '')}",
        by=named.pop("by", ADMINISTRATOR),
        data=content,
        content_type=content_type,
    )


@pytest.mark.parametrize(
    "content_type", ["text/csv", "text/csv; charset=utf-8", spreadsheets.WORKBOOK_TYPE]
)
@pytest.mark.parametrize(("query", "check"), [("", False), ("?check=true", True)])
def test_a_file_is_handed_on_as_it_is(
    gateway: Gateway, content_type: str, query: str, *, check: bool
) -> None:
    response = _import(gateway, _FILE, content_type, query=query)

    assert response.status_code == 200, response.json
    [asked] = gateway.services.asked
    assert asked.request == ImportAreas(content=base64.b64encode(_FILE).decode(), check=check)


def test_a_file_of_another_kind_or_size_goes_no_further(gateway: Gateway) -> None:
    assert _import(gateway, _FILE, "application/json").status_code == 415
    assert _import(gateway, _FILE, "").status_code == 415
    large = b"x" * (spreadsheets.LARGEST_BYTES + 1)
    assert _import(gateway, large).status_code == 413
    assert _import(gateway, _FILE, by=STAFF).status_code == 403
    assert _import(gateway, _FILE, query="?check=perhaps").status_code == 422
    assert gateway.services.asked == []


def test_the_largest_file_fits_into_the_request(gateway: Gateway) -> None:
    response = _import(gateway, b"x" * spreadsheets.LARGEST_BYTES)

    assert response.status_code == 200
    [asked] = gateway.services.asked
    assert ImportAreas.read(asked.request.plain()) == asked.request


def test_anyone_fetches_a_template(gateway: Gateway) -> None:
    response = gateway.call("GET", f"{_AREAS}/template?model={STREET}&under=440305008000")

    assert response.status_code == 200
    assert response.content_type == spreadsheets.WORKBOOK_TYPE
    assert "areas.xlsx" in response.headers["Content-Disposition"]
    rows = spreadsheets.rows_of(response.data)
    assert [cells[0] for _, cells in rows[1:]] == ["440305008000", "440305008003", "440305008005"]


def test_a_template_after_no_model_says_why(gateway: Gateway) -> None:
    response = gateway.call("GET", f"{_AREAS}/template?model={DENGLIANG}")

    assert (response.status_code, response.json["errors"][0]["field"]) == (422, "model")
