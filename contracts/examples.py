"""An example of a shape for the documentation, from what its fields say of themselves.

Required fields have a value: the field's `example`, or the plainest of its type. Optional fields
are left out unless they have an example of their own.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, cast

import marshmallow
from marshmallow import fields, validate

from contracts.registry import REQUESTS, Shape, load_all

_UUID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
_DAY, _MOMENT = "2013-05-04", "2013-05-04T09:30:00+08:00"
#: What the texts of answers usually are that no request has, by the name of their field.
_USUAL: dict[str, str] = {
    "access_token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjLTEifQ.c2lnbmVk",
    "account": _UUID,
    "action": "appeals.accept_appeal",
    "activity": "百家宴",
    "area": "440305007003",
    "areas": "440305007000",
    "assessor": _UUID,
    "by": _UUID,
    "campaign": "荔林社区2013年社区专员招募",
    "category": "fire_safety",
    "category_en": "Fire safety",
    "category_zh": "消防安全",
    "certificates": "2014-12",
    "client": "Firefox",
    "codes": "7h2k-9m4q",
    "column": "yes",
    "columns": "yes",
    "contact": "13800138000",
    "correlation_id": _UUID,
    "course_title": "个人信息保护",
    "csrf_token": "Zm9yIHRoaXMgc2Vzc2lvbg",
    "en": "Advertised already",
    "example": "登良社区",
    "fault": "phone_of_another",
    "field": "state",
    "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "identity": _UUID,
    "includes": "first_aid",
    "initial_password": "m7rk-2xqd-9hfw",
    "interests": "fire_safety",
    "issuer": "https://id.example.cn",
    "meaning_en": "Working days of a public notice",
    "meaning_zh": "公示工作日",
    "media_type": "image/jpeg",
    "name": "李建华",
    "not_printable": "certificate",
    "number": "〔2013〕17",
    "sealed_account": "2.Zm9yIExpbmxpIGFsb25l",
    "checklist": "楼道灭火器",
    "needs_skills": "first_aid",
    "possible": "closing",
    "post": "荔林社区消防安全专员",
    "predecessors": "440305007009",
    "promises": "两个工作日内回访",
    "refresh_token": "c29tZXRoaW5nIHRoYXQgbm9ib2R5IGd1ZXNzZXM",
    "role": "workstation_staff",
    "row": "often",
    "rows": "2013-05-04",
    "scopes": "appeal.read",
    "secret": "JBSWY3DPEHPK3PXP",
    "seen": "contact_phone",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "skills": "first_aid",
    "skills_today": "first_aid",
    "state_zh": "有效",
    "status": "ok",
    "status_url": "/api/v1/public/appeals/7K3M-9QX2-B4TD-1V8H",
    "street": "440305007000",
    "team": "荔林消防安全团队",
    "tracking_code": "7K3M-9QX2-B4TD-1V8H",
    "uri": "otpauth://totp/Linli:li.jianhua?secret=JBSWY3DPEHPK3PXP&issuer=Linli",
    "what": "accepted",
    "zh": "已公告",
}


def example_of(shape: type[Shape]) -> dict[str, Any]:
    """Plain data that the shape can read.

    Raises:
        LookupError: a text that must be given has no example; give it one where it is declared.
    """
    return _of_schema(shape.schema(), {})


def example_of_answer(schema: marshmallow.Schema) -> dict[str, Any]:
    """Plain data as an answer of this form has it.

    A text without an example shows that of a request with a field of the same name, or what
    is usual for its name.

    Raises:
        LookupError: there is none either.
    """
    return _of_schema(schema, _said_of_names())


@functools.cache
def _said_of_names() -> Mapping[str, Any]:
    """Name of a field → its example in the requests, or in the table of answers."""
    load_all()
    # Sorted, so that every process tells the same.
    fields_of = (
        field for _, asked in sorted(REQUESTS.items()) for field in asked.schema().fields.values()
    )
    return {name: example for field in fields_of for name, example in _examples_in(field)} | _USUAL


def _examples_in(field: fields.Field[Any]) -> Iterator[tuple[str, Any]]:
    match field:
        case fields.Nested():
            for inside in field.schema.fields.values():
                yield from _examples_in(inside)
        case fields.List() if isinstance(field.inner, fields.Nested):
            yield from _examples_in(field.inner)
        case fields.String() if "example" in field.metadata:
            yield cast("str", field.name), field.metadata["example"]


def _of_schema(schema: marshmallow.Schema, said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        field.data_key or name: _value(name, field, said)
        for name, field in schema.fields.items()
        if field.required or _is_worth_showing(field)
    }


def _is_worth_showing(field: fields.Field[Any]) -> bool:
    # A moment is left out: now is what most callers mean.
    return "example" in field.metadata and not isinstance(field, fields.DateTime)


def _value(name: str, field: fields.Field[Any], said: Mapping[str, Any]) -> Any:
    if "example" in field.metadata:
        return field.metadata["example"]
    match field:
        case fields.Enum():
            return next(member.value for member in cast("type[Enum]", field.enum))
        case fields.Nested():
            return _of_schema(field.schema, said)
        case fields.List():
            return [_value(name, field.inner, said)]
        case fields.Dict():
            return {}
        case fields.Boolean():
            return True
        case fields.Integer():
            return _least(field)
        case fields.Float():
            return 97.5
        case fields.UUID():
            return _UUID
        case fields.Date():
            return _DAY
        case fields.DateTime():
            return _MOMENT
        case fields.String() if name in said:
            return said[name]
        case fields.Raw():
            return None
    raise LookupError(f"{name} must be given and has no example")


def _least(field: fields.Integer) -> int:
    limits = [check.min for check in field.validators if isinstance(check, validate.Range)]
    return next((int(least) for least in limits if least is not None), 1)
