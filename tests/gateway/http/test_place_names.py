"""Wherever the interface gives the code of an area to a person, its name stands beside."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any, cast

import pytest

from contracts.appeals.intake import AppealPage, ListAppeals
from contracts.audit import AuditPage, ReadAppealsAudit
from contracts.street.totals import ShowTotals, Totals
from gateway.app import openapi_document
from gateway.places.areas.rules import Name
from gateway.places.reference import Reference
from tests.gateway.actors import ADMINISTRATOR, STAFF
from tests.gateway.answers import an_appeal, answering_gateway, everything
from tests.gateway.doubles import DENGLIANG, DISSOLVED, STREET, Gateway, known

_CODES = {"community", "street", "area", "areas", "successor", "predecessors", "worded_by"}
#: What these hold is no code.
_NAMES_ALREADY = {
    ("CertificateCheck", "community"),
    ("HonourCheck", "community"),
    ("HourCertificateCheck", "community"),
}


def _shown_to_people() -> dict[str, dict[str, Any]]:
    """The shapes of answers, with what lies inside them."""
    document = openapi_document()
    schemas: dict[str, dict[str, Any]] = document["components"]["schemas"]
    found: dict[str, dict[str, Any]] = {}

    def add(part: Any) -> None:
        if isinstance(part, list):
            for one in part:
                add(one)
        elif isinstance(part, dict):
            name = str(part.get("$ref", "")).rpartition("/")[2]
            if name in schemas and name not in found:
                found[name] = schemas[name]
                add(schemas[name])
            for one in part.values():
                add(one)

    for item in document["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict):
                add(operation["responses"])
    return found


def test_every_code_of_an_area_in_an_answer_has_its_name_beside() -> None:
    found = [
        (name, field, list(shape["properties"]))
        for name, shape in _shown_to_people().items()
        for field in _CODES & shape.get("properties", {}).keys()
        if _is_text(shape["properties"][field]) and (name, field) not in _NAMES_ALREADY
    ]
    assert len(found) > 50

    for name, field, fields in found:
        place = fields.index(field)
        assert fields[place + 1 : place + 3] == [f"{field}_zh", f"{field}_en"], name


def _is_text(schema: dict[str, Any]) -> bool:
    """Or a list of texts. A successor in office is a person, and a UUID."""
    one = schema.get("items", schema)
    return "string" in one["type"] and "format" not in one


def _with_an_appeal_of(gateway: Gateway, community: str) -> None:
    items = [dataclasses.replace(an_appeal(), community=community)] * 3
    gateway.services.answers |= {ListAppeals: AppealPage(items=items)}


@pytest.mark.parametrize(
    ("community", "zh", "en"),
    [
        (DENGLIANG, "登良社区", "Dengliang Community"),
        (DISSOLVED, "老社区", "Old Community"),
        ("440305009001", None, None),
    ],
)
def test_the_name_is_the_one_of_today_or_the_last_one(
    gateway: Gateway, community: str, zh: str | None, en: str | None
) -> None:
    _with_an_appeal_of(gateway, community)

    shown = gateway.call("GET", "/api/v1/appeals", by=STAFF).json["items"]

    assert [(one["community_zh"], one["community_en"]) for one in shown] == [(zh, en)] * 3
    assert [type(asked.request) for asked in gateway.services.asked] == [ListAppeals]


def test_a_new_name_is_shown_from_its_day_on() -> None:
    tree = known()
    later = Name("新登良社区", "New Dengliang", dt.date(2013, 1, 1))
    renamed = dataclasses.replace(tree.areas[DENGLIANG], renamings=(later,))
    areas = {**tree.areas, DENGLIANG: renamed}
    gateway = answering_gateway(reference=Reference(dataclasses.replace(tree, areas=areas)))
    _with_an_appeal_of(gateway, DENGLIANG)

    [first, *_] = gateway.call("GET", "/api/v1/appeals", by=STAFF).json["items"]
    assert first["community_zh"] == "新登良社区"


def test_a_list_of_codes_has_a_list_of_names(gateway: Gateway) -> None:
    whole = cast("Totals", everything()[ShowTotals])
    totals = dataclasses.replace(whole, area=STREET, predecessors=[DISSOLVED, "440305009001"])
    gateway.services.answers |= {ShowTotals: totals}

    shown = gateway.call("GET", "/api/v1/public/street/totals").json

    assert (shown["area_zh"], shown["predecessors_zh"]) == ("南山街道", ["老社区", None])
    assert shown["by_community"][0]["community_en"] == "Dengliang Community"


def test_what_belongs_everywhere_has_no_name(gateway: Gateway) -> None:
    [entry] = cast("AuditPage", everything()[ReadAppealsAudit]).items
    everywhere = AuditPage(items=[dataclasses.replace(entry, area="*")])
    gateway.services.answers |= {ReadAppealsAudit: everywhere}

    [shown] = gateway.call("GET", "/api/v1/audit", by=ADMINISTRATOR).json["items"]

    assert (shown["area"], shown["area_zh"]) == ("*", None)


def test_an_answer_without_the_tree_is_given_all_the_same() -> None:
    """Names come from memory; while nothing could be read yet, codes are what there is."""
    gateway = answering_gateway(reference=Reference())
    _with_an_appeal_of(gateway, DENGLIANG)

    [first, *_] = gateway.call("GET", "/api/v1/appeals", by=STAFF).json["items"]

    assert (first["community"], first["community_zh"]) == (DENGLIANG, None)
