from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import marshmallow
import pytest
from hypothesis import given
from hypothesis import strategies as some

from contracts.appeals.intake import AppealFilter, RecordAppeal, SubmitAppeal
from contracts.appeals.rating import Rating
from contracts.appeals.receptions import ListReceptions, ReceptionPage
from contracts.complaints import WHOLE, invalid_from
from contracts.recruitment.campaigns import CampaignBody
from contracts.recruitment.posts import PostBody
from contracts.recruitment.surveys import SurveyBody
from contracts.registry import EVENTS, REQUESTS, Shape, load_all
from contracts.street.totals import TotalsFilter
from vocabulary.problems import Invalid

_GOOD = {"community": "440305007003", "category": "fire_safety", "text": "灭火器过期了"}


def refused(shape: type[Shape], sent: Any) -> Invalid:
    with pytest.raises(marshmallow.ValidationError) as refusal:
        shape.read(sent)
    return invalid_from(refusal.value)


@pytest.mark.parametrize(
    ("shape", "sent", "field", "code"),
    [
        (SubmitAppeal, {"community": "440305007003", "text": "灯坏了"}, "category", "required"),
        (SubmitAppeal, _GOOD | {"text": None}, "text", "null"),
        (SubmitAppeal, _GOOD | {"text": 17}, "text", "not_a_text"),
        (SubmitAppeal, _GOOD | {"text": "字" * 4001}, "text", "wrong_length"),
        (SubmitAppeal, _GOOD | {"text": "   "}, "text", "blank"),
        (SubmitAppeal, _GOOD | {"text": "前\x00后"}, "text", "not_storable"),
        (SubmitAppeal, _GOOD | {"community": "4403"}, "community", "not_an_area_code"),
        (SubmitAppeal, _GOOD | {"contact_phone": "喂"}, "contact_phone", "not_a_phone_number"),
        (SubmitAppeal, _GOOD | {"applicant_group": "x"}, "applicant_group", "not_one_of"),
        (SubmitAppeal, _GOOD | {"urgent": True}, "urgent", "unknown_field"),
        (SubmitAppeal, [_GOOD], WHOLE, "not_an_object"),
        (RecordAppeal, _GOOD | {"received_at": "gestern"}, "received_at", "not_a_moment"),
        (
            RecordAppeal,
            _GOOD | {"received_at": "2013-05-04T09:30"},
            "received_at",
            "offset_missing",
        ),
        (Rating, {"score": "5"}, "score", "not_a_whole_number"),
        (Rating, {"score": 6}, "score", "out_of_range"),
        (TotalsFilter, {"from": "2013-02-30"}, "from", "not_a_date"),
        (ListReceptions, {"limit": "x"}, "limit", "not_a_whole_number"),
        (ReceptionPage, {"items": 1}, "items", "not_a_list"),
    ],
)
def test_each_complaint_has_a_stable_code_and_both_languages(
    shape: type[Shape], sent: Any, field: str, code: str
) -> None:
    [complaint] = refused(shape, sent).fields

    assert (field, code) == (complaint.field, complaint.code)
    assert any("一" <= letter <= "鿿" for letter in complaint.zh)
    assert complaint.en.isascii()


def test_a_sentence_carries_the_limits() -> None:
    [complaint] = refused(Rating, {"score": 6}).fields

    assert (complaint.zh, complaint.en) == ("须在 1 到 5 之间。", "Must be between 1 and 5.")


_SURVEY = {"title": "问卷", "intro": "请回答。", "one_answer_per": "phone"}
_SEVERAL = {"channels": ["notice_board"] * 99, "posts": []}


@pytest.mark.parametrize(
    ("shape", "sent", "field", "zh", "en"),
    [
        (SubmitAppeal, _GOOD | {"text": "字" * 4001}, "text", "4000 个字", "4000 characters"),
        (CampaignBody, _SEVERAL, "posts", "1 到 50 项", "1 to 50 items"),
        (PostBody, {"promises": ["守约。"] * 21}, "promises", "0 到 20 项", "0 to 20 items"),
        (AppealFilter, {"state": []}, "state", "1 到 4 项", "1 to 4 items"),
    ],
)
def test_texts_are_counted_in_characters_and_lists_in_items(
    shape: type[Shape], sent: Any, field: str, zh: str, en: str
) -> None:
    """A list of too many promises was told to have too many characters."""
    [complaint] = [found for found in refused(shape, sent).fields if found.field == field]

    assert complaint.code == "wrong_length"
    assert zh in complaint.zh
    assert en in complaint.en


def test_no_list_is_counted_in_characters() -> None:
    load_all()
    lists = [
        (shape.__name__, name, field)
        for shape in (*EVENTS.values(), *REQUESTS.values())
        for name, field in _deep_fields(shape.schema())
        if isinstance(field, marshmallow.fields.List)
    ]
    assert lists

    for shape, name, field in lists:
        kinds = {type(check) for check in field.validators}
        assert marshmallow.validate.Length not in kinds, (shape, name)


def _deep_fields(schema: marshmallow.Schema) -> Iterator[tuple[str, Any]]:
    for name, field in schema.fields.items():
        yield name, field
        inner = getattr(field, "inner", field)
        if isinstance(inner, marshmallow.fields.Nested):
            yield from _deep_fields(inner.schema)


def test_nested_names_are_joined_with_dots() -> None:
    fields = {field.field for field in refused(ReceptionPage, {"items": [{"id": 1}, 5]}).fields}

    assert {"items.0.id", "items.0.visitors", "items.1"} <= fields


@pytest.mark.parametrize(
    ("shape", "sent", "zh", "en"),
    [
        (
            SubmitAppeal,
            _GOOD | {"text": None, "urgent": 1},
            "诉求内容、“urgent”",
            "what is asked for; “urgent”",
        ),
        (SubmitAppeal, [_GOOD], "请求内容", "the body"),
    ],
)
def test_the_summary_calls_each_field_by_its_name(
    shape: type[Shape], sent: Any, zh: str, en: str
) -> None:
    """What a caller made up is quoted as it came."""
    problem = refused(shape, sent)

    assert problem.zh == f"请求中有不符合要求的字段：{zh}。"
    assert problem.en == f"The request has fields that do not fit: {en}."


def test_a_name_inside_a_list_says_which_item() -> None:
    problem = refused(
        SurveyBody, _SURVEY | {"questions": [{"key": "a", "text": 5, "type": "text"}]}
    )

    assert "题目第 1 项的内容" in problem.zh
    assert "questions, item 1, text" in problem.en


def test_the_values_that_fit_are_words_in_chinese_and_codes_in_english() -> None:
    """Pages show the one to people; programs send the other."""
    [complaint] = refused(SubmitAppeal, _GOOD | {"applicant_group": "x"}).fields

    assert complaint.zh.startswith("只能是其中之一：居民、外来务工人员、")
    assert complaint.en.startswith("Must be one of: resident, migrant_worker, ")


def test_the_fields_of_a_sort_are_words_in_chinese_and_codes_in_english() -> None:
    [complaint] = refused(AppealFilter, {"sort": "mood"}).fields

    assert "提出时间、办结时间" in complaint.zh
    assert "received_at, closed_at" in complaint.en


def test_an_unknown_sentence_still_names_its_field() -> None:
    problem = invalid_from(marshmallow.ValidationError({"text": ["Sounds odd."]}))

    assert (
        problem.fields[0].field,
        problem.fields[0].code,
        problem.fields[0].en,
    ) == ("text", "invalid", "Sounds odd.")


@given(some.dictionaries(some.text(), some.none(), min_size=1, max_size=200))
def test_whatever_is_sent_the_answer_stays_small_and_can_be_encoded(sent: dict[str, Any]) -> None:
    problem = refused(SubmitAppeal, sent)

    assert len(problem.fields) <= 50
    assert problem.zh.encode()


def test_half_a_character_in_a_name_does_not_break_the_answer() -> None:
    problem = refused(SubmitAppeal, {"\ud800" * 500: 1})

    assert problem.en.encode()
