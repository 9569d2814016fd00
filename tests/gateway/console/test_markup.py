"""Markup in any text that the interface answers stands on every page as words, and makes nothing."""

from __future__ import annotations

import contextlib
import re
from collections import deque
from collections.abc import Iterator
from enum import Enum
from html.parser import HTMLParser
from typing import Any, cast

import marshmallow
import pytest
from marshmallow import fields

from contracts.fields import ACCOUNT, PLACE
from contracts.registry import REQUESTS, Answer
from gateway.app import pages_by_rule
from gateway.http.operations import operations
from tests.gateway.answers import a_code
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG, SECRET, STREET
from tests.gateway.house import House
from tests.gateway.walking import walking
from vocabulary.actors import Role

_ID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
#: Ends an attribute, an element and an address, whichever it is put in.
_MARKUP = "javascript:alert(1)//\"'><img src=x data-evil onerror=alert(1)>"
_SHORT = "'\"><img data-evil>"
_PLAIN = ("code", DENGLIANG, "08:00", "13800138000", _ID, "0" * 64)
_AS_WORDS = "&lt;img src=x data-evil"
_LEADS = frozenset({"href", "src", "action", "formaction", "data"})
#: What stands for a name in the address of a page; an id for any other.
_GIVEN = {
    "community": DENGLIANG,
    "street": STREET,
    "int:at": "0",
    "name": "selection",
    "number": "〔2013〕17",
}


class _Elements(HTMLParser):
    """Notes what the markup has made of itself."""

    def __init__(self) -> None:
        super().__init__()
        self.evil: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            leads = name in _LEADS and (value or "").strip().lower().startswith("javascript:")
            if name == "data-evil" or name.startswith("on") or leads:
                self.evil.append(f"<{tag} {name}={value}>")


def _filled(schema: marshmallow.Schema, words: list[str]) -> dict[str, Any]:
    return {
        field.data_key or name: _value(field, field.data_key or name, words)
        for name, field in schema.fields.items()
    }


def _value(field: fields.Field[Any], name: str, words: list[str]) -> Any:
    if name == "possible":
        return words
    if field.metadata.get(PLACE):
        return DENGLIANG if not isinstance(field, fields.List) else [DENGLIANG]
    if field.metadata.get(ACCOUNT):
        return _ID
    match field:
        case fields.Enum():
            member = next(iter(cast("type[Enum]", field.enum)))
            return _taken(field, member.value, member.name)
        case fields.Nested():
            return _filled(field.schema, words)
        case fields.List():
            return [_value(field.inner, name, words)]
        case fields.Dict():
            return {}
        case fields.Boolean():
            return True
        case fields.Number():
            return 1
        case fields.UUID():
            return _ID
        case fields.Date():
            return "2013-05-04"
        case fields.DateTime():
            return "2013-05-04T01:30:00+00:00"
    # Markup; where the field takes none, what it does take.
    return _taken(field, _MARKUP, _SHORT, str(field.metadata.get("example", "文")), *_PLAIN)


def _taken(field: fields.Field[Any], *values: Any) -> Any:
    for value in values:
        with contextlib.suppress(marshmallow.ValidationError):
            field.deserialize(value)
            return value
    raise AssertionError(f"{field} takes none of {values}")


@pytest.fixture
def evil_house(quick_house: House) -> House:
    """A gateway behind which every service answers with markup in every text."""
    words = sorted({one.path.rpartition("/")[2] for one in operations(quick_house.gateway.app)})
    for asked in REQUESTS.values():
        answer: type[Answer] = asked.ANSWER
        quick_house.gateway.services.answers[asked] = answer.read(
            _filled(answer.schema(), [*words, "edit", "removal"])
        )
    return quick_house


def _pages() -> Iterator[str]:
    """Every page by its address."""
    for rule in pages_by_rule().map.iter_rules():
        if "GET" in (rule.methods or ()) and "path:" not in rule.rule:
            code = DENGLIANG if rule.rule.startswith("/communities") else a_code(SECRET)
            given = {**_GIVEN, "code": code}
            parts = rule.rule.replace(">", "<").split("<")
            yield "".join(
                part if at % 2 == 0 else given.get(part, _ID) for at, part in enumerate(parts)
            )


@pytest.mark.parametrize(
    ("role", "area"),
    [
        (Role.ADMINISTRATOR, STREET),
        (Role.WORKSTATION_STAFF, DENGLIANG),
        (Role.PARTY_COMMITTEE, DENGLIANG),
        (Role.COMMISSIONER, DENGLIANG),
    ],
)
def test_markup_in_any_text_makes_no_element_on_any_page(
    evil_house: House, role: Role, area: str
) -> None:
    visitor = Visitor(evil_house.gateway.app)
    visitor.signs_in(evil_house.person("somebody", role, area))
    evil_house.services.play_all()
    waiting, met, said = deque([*_pages(), "/desk/records"]), set[str](), 0
    with walking() as step:
        while waiting:
            address = waiting.popleft()
            pattern = re.sub(r"[0-9a-f-]{36}|\d{12}", "*", address.partition("?")[0])
            if pattern in met or not address.startswith("/") or address.startswith("/api/"):
                continue
            met.add(pattern)
            with step(address):
                page = visitor.opens(address)
                assert page.status < 500
                elements = _Elements()
                elements.feed(page.answer.text)
                assert elements.evil == []
                said += _AS_WORDS in page.answer.text
                waiting.extend(link for link in page.links if link.startswith("/desk/records"))
    assert said > 40
