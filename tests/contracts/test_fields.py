from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import marshmallow
import pytest

from contracts import fields, registry
from contracts.appeals.intake import ListAppeals, RecordAppeal, SubmitAppeal
from contracts.appeals.words import State
from contracts.changes import Change
from contracts.registry import Answer, Request, Shape, shape

_VISIT = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
_GOOD = {"community": "440305007003", "category": "fire_safety", "text": "灭火器过期了"}


@pytest.mark.parametrize("written", [["closed,received"], ["closed", "received"]])
def test_several_words_are_read_from_a_query_and_from_a_request(written: list[str]) -> None:
    read = ListAppeals.read({"state": written})

    assert read.state == [State.CLOSED, State.RECEIVED]
    assert ListAppeals.read(read.plain()) == read


@pytest.mark.parametrize(
    "written", [[], [""], ["closed,"], ["closed, received"], [3], "closed", {}]
)
def test_what_is_no_list_of_words_is_refused(written: Any) -> None:
    with pytest.raises(marshmallow.ValidationError, match="state"):
        ListAppeals.read({"state": written})


@pytest.mark.parametrize("sort", ["received_at", "-closed_at", "-closed_at,received_at,rating"])
def test_a_sort_names_fields_with_commas_between(sort: str) -> None:
    assert ListAppeals.read({"sort": sort}).sort == sort


@pytest.mark.parametrize("sort", ["", "text", "received_at,", "+closed_at", "closed_at rating"])
def test_what_is_no_sort_is_refused(sort: str) -> None:
    with pytest.raises(marshmallow.ValidationError, match="sort"):
        ListAppeals.read({"sort": sort})


def test_a_submission_needs_only_place_category_and_words() -> None:
    read = SubmitAppeal.read(_GOOD)

    assert read.text == "灭火器过期了"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", ""),
        ("text", " \n\t\u3000"),
        ("text", "a" * 4001),
        ("text", "前\x00后"),
        ("text", "\ud83d"),
        ("text", 17),
        ("community", "44030500700"),
        ("community", 440305007003),
        ("community", "440305007003\n"),
        ("community", "４４０３０５００７００３"),
        ("category", None),
        ("applicant_group", "alien"),
        ("contact_phone", "call me"),
    ],
)
def test_what_does_not_fit_is_refused_by_the_name_of_its_field(field: str, value: Any) -> None:
    with pytest.raises(marshmallow.ValidationError) as refusal:
        SubmitAppeal.read(_GOOD | {field: value})

    assert [field] == list(refusal.value.messages_dict)


def test_words_over_several_lines_are_taken_as_they_are() -> None:
    read = SubmitAppeal.read(_GOOD | {"text": "\n第一\n第二 😀"})

    assert read.text == "\n第一\n第二 😀"


@pytest.mark.parametrize(
    "moment",
    [
        "0001-01-01T00:00:00+08:00",
        "1899-12-31T23:59:59+00:00",
        "9999-12-31T23:59:59-08:00",
        "2013-05-04T09:30:00",
    ],
)
def test_a_moment_that_no_register_can_keep_is_refused_at_the_border(moment: str) -> None:
    """Once accepted it could not be stored, and an accepted appeal must never be lost."""
    with pytest.raises(marshmallow.ValidationError) as refusal:
        RecordAppeal.read(_GOOD | {"received_at": moment})

    assert list(refusal.value.messages_dict) == ["received_at"]


def test_a_body_is_the_request_without_what_comes_from_elsewhere() -> None:
    body = RecordAppealVisit.body()

    assert list(body.schema().fields) == ["note"]
    assert body.__doc__ == RecordAppealVisit.__doc__
    with pytest.raises(marshmallow.ValidationError, match="street"):
        body.read({"note": "看过", "street": "440305007000"})
    assert vars(body.read({"note": "看过"})) == {"note": "看过"}


def test_a_request_that_says_everything_itself_is_its_own_body() -> None:
    assert ListAppeals.body() is ListAppeals


def test_a_request_knows_what_its_address_says() -> None:
    assert RecordAppealVisit.takes_from(fields.Source.PATH) == {"street", "visit_id"}


def test_what_the_address_says_is_judged_as_any_other_field() -> None:
    with pytest.raises(marshmallow.ValidationError, match="twelve-digit"):
        RecordAppealVisit.read({"street": "44", "visit_id": _VISIT, "note": "看过"})


@shape
class RecordAppealVisit(Change, Request[Answer]):
    """Record a visit."""

    street: str = fields.path(fields.area("The street."))
    visit_id: UUID = fields.path("The visit.")
    note: str = fields.words("What was seen.", longest=100)


def test_words_of_an_enumeration_travel_by_their_values() -> None:
    """The categories of a course travelled by their names in Python, which no reader knows."""
    registry.load_all()
    asked = list(registry.REQUESTS.values())
    shapes: list[type[Shape]] = [*asked, *(one.ANSWER for one in asked), *registry.EVENTS.values()]

    by_name = {name for shape in shapes for name in _by_name(shape.schema())}

    assert by_name == set()


def _by_name(schema: marshmallow.Schema) -> Iterator[str]:
    for name, field in schema.fields.items():
        one = field.inner if isinstance(field, marshmallow.fields.List) else field
        if isinstance(one, marshmallow.fields.Enum) and not one.by_value:
            yield f"{type(schema).__name__}.{name}"
        if isinstance(one, marshmallow.fields.Nested):
            yield from _by_name(one.schema)
