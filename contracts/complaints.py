"""What a schema complains about, as one Problem with a sentence in both languages for each field.

HTTP bodies and RPC requests are refused in the same words, because both come
through here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from itertools import islice
from typing import Any

import marshmallow
from marshmallow import fields

from contracts import words
from contracts.json_schema import shape_of
from contracts.wording import SCHEMA
from contracts.words import Name
from vocabulary.problems import FieldError, Invalid

#: Stands for the whole request, where no single field is to blame.
WHOLE = "body"
_WHOLE = "_schema"
#: An answer must stay readable, whatever was sent.
_ERRORS_MOST = 50
_NAME_LONGEST = 100

#: The schema's sentence; our stable code; our sentences, with what the pattern caught.
_KNOWN: tuple[tuple[str, str, str, str], ...] = (
    (r"Missing data for required field\.", "required", "必须填写。", "Must be given."),
    (r"Field may not be null\.", "null", "不能为空值。", "Must not be null."),
    (r"Unknown field\.", "unknown_field", "没有这个字段。", "There is no such field."),
    (r"Not a valid string\.", "not_a_text", "必须是文本。", "Must be a text."),
    (r"Not a valid integer\.", "not_a_whole_number", "必须是整数。", "Must be a whole number."),
    (r"Not a valid number\.", "not_a_number", "必须是数字。", "Must be a number."),
    (r"Not a valid boolean\.", "not_a_boolean", "必须是 true 或 false。", "Must be true or false."),
    (r"Not a valid UUID\.", "not_a_uuid", "必须是 UUID。", "Must be a UUID."),
    (r"Not a valid list\.", "not_a_list", "必须是列表。", "Must be a list."),
    (r"Invalid input type\.", "not_an_object", "必须是 JSON 对象。", "Must be a JSON object."),
    (
        r"Not a valid date\.",
        "not_a_date",
        "必须是日期，例如 2013-05-04。",
        "Must be a date, as 2013-05-04.",
    ),
    (
        r"Not a valid datetime\.",
        "not_a_moment",
        "必须是带时区的时间，例如 2013-05-04T09:30:00+08:00。",
        "Must be a moment with its offset, as 2013-05-04T09:30:00+08:00.",
    ),
    (
        r"Not a valid aware datetime\.",
        "offset_missing",
        "时间缺少时区，例如 2013-05-04T09:30:00+08:00。",
        "The moment lacks its offset, as in 2013-05-04T09:30:00+08:00.",
    ),
    (
        r"Length must be between (\d+) and (\d+)\.",
        "wrong_length",
        "长度须在 {0} 到 {1} 个字之间。",
        "Must have {0} to {1} characters.",
    ),
    (
        r"Must have (\d+) to (\d+) items\.",
        "wrong_length",
        "须有 {0} 到 {1} 项。",
        "Must have {0} to {1} items.",
    ),
    (
        r"Must be greater than or equal to (\S+) and less than or equal to (\S+)\.",
        "out_of_range",
        "须在 {0} 到 {1} 之间。",
        "Must be between {0} and {1}.",
    ),
    (r"Must be one of: (.*)\.", "not_one_of", "只能是其中之一：{0}。", "Must be one of: {0}."),
    (
        r"Must lie between the years (\d+) and (\d+)\.",
        "out_of_range",
        "须在 {0} 年到 {1} 年之间。",
        "Must be between the years {0} and {1}.",
    ),
    (r"Must not be blank\.", "blank", "不能只有空白。", "Must not be blank."),
    (
        r"Must not hold the character (U\+[0-9A-F]{4,6})\.",
        "not_storable",
        "含有不能使用的控制字符 {0}，请删去后再提交。",
        "Must not contain the control character {0}; take it out.",
    ),
    (
        r"Must not hold the picture (.)\.",
        "picture",
        "名称中不能有表情或图形符号“{0}”。",
        "A name must not contain the picture “{0}”.",
    ),
    (
        r"Must hold a letter\.",
        "no_letter",
        "须含有文字，不能只有标点、符号或数字。",
        "Must hold a letter.",
    ),
    (
        r"Must be a twelve-digit area code\.",
        "not_an_area_code",
        "必须是十二位区划代码。",
        "Must be a twelve-digit area code.",
    ),
    (
        r"Must be a phone number\.",
        "not_a_phone_number",
        "必须是电话号码，例如 13800138000、0755-26561234 转 801 或 +852 9123 4567。",
        "Must be a phone number, as 13800138000, 0755-26561234 ext. 801 or +852 9123 4567.",
    ),
    (
        r"Must sort by one or more of: (.*)\.",
        "not_sortable",
        "只能按这些字段排序：{0}；多个字段用逗号隔开，前加 - 为降序。",
        "Sort by {0}: names with commas between; a - before a name sorts descending.",
    ),
    (
        r"Must be Chinese characters that end with 字\.",
        "not_an_office_word",
        "机关代字须为 2 到 12 个汉字，以“字”结尾，例如“南街聘字”。",
        "Must be 2 to 12 Chinese characters that end with 字 (zi), as 南街聘字.",
    ),
    (
        r"Must be an e-mail address\.",
        "not_an_email_address",
        "必须是电子邮箱地址。",
        "Must be an e-mail address.",
    ),
    (
        r"Must be a login name\.",
        "not_a_login",
        "登录名须以小写字母开头，由 3 到 40 个小写字母、数字、点、横线或下划线组成。",
        "3 to 40 small letters, digits, dots, dashes, underscores; the first must be a letter.",
    ),
    (r"Must be six digits\.", "not_a_code", "必须是六位数字。", "Must be six digits."),
    (
        r"Must be a lower-case code\.",
        "not_a_code",
        "必须是小写字母、数字和下划线组成的代码。",
        "Must be a code of lower-case letters, digits and underscores.",
    ),
)
_COMPILED = tuple((re.compile(sentence), code, zh, en) for sentence, code, zh, en in _KNOWN)


def invalid_from(error: marshmallow.ValidationError) -> Invalid:
    """The complaints of a schema as one Problem; nested names are joined with dots."""
    complaints: Mapping[Any, Any] = error.normalized_messages()  # type: ignore[no-untyped-call]  # untyped library
    read = error.kwargs.get(SCHEMA)
    found = list(islice(_complaints(complaints), _ERRORS_MOST))
    names = list(dict.fromkeys(_named(path, read) for path, _ in found))
    return Invalid(
        f"请求中有不符合要求的字段：{'、'.join(name.zh for name in names)}。",
        f"The request has fields that do not fit: {'; '.join(name.en for name in names)}.",
        fields=tuple(_field_error(path, sentence, read) for path, sentence in found),
    )


def _complaints(
    complaints: Mapping[Any, Any], above: tuple[Any, ...] = ()
) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Each sentence of the schema, and the way to what it is about."""
    for name, found in complaints.items():
        path = above if name == _WHOLE else (*above, name)
        if isinstance(found, Mapping):
            yield from _complaints(found, path)
        else:
            yield from ((path, str(sentence)) for sentence in found)


def _field_error(path: Sequence[Any], sentence: str, read: marshmallow.Schema | None) -> FieldError:
    field = ".".join(_shown(name) for name in path) or WHOLE
    for pattern, code, zh, en in _COMPILED:
        caught = pattern.fullmatch(sentence)
        if caught:
            said = caught.groups()
            return FieldError(
                field, code, zh.format(*_in_chinese(code, said, path, read)), en.format(*said)
            )
    # A check that has no sentence above: understandable in one language is better than silent.
    return FieldError(field, "invalid", f"不符合要求（{sentence}）。", sentence)


def _in_chinese(
    code: str, said: Sequence[str], path: Sequence[Any], read: marshmallow.Schema | None
) -> Sequence[str]:
    """The words for a Chinese sentence, where the English one has codes."""
    if code == "not_one_of":
        field = _found(path, read)[-1] if path else None
        return [_values_of(field)] if isinstance(field, fields.Enum) else said
    if code == "not_sortable":
        return ["、".join(_name_of(name, read).zh for name in said[0].split(", "))]
    return said


def _values_of(field: fields.Enum[Any]) -> str:
    kind: type[Enum] = field.enum
    return words.names_of(kind).zh


def _named(path: Sequence[Any], read: marshmallow.Schema | None) -> Name:
    """`promises.0.text` as 服务承诺第 1 项的内容, and in English from the outside in."""
    zh, en = "", list[str]()
    inside: marshmallow.Schema | None = read
    for part, field in zip(path, _found(path, read), strict=True):
        if isinstance(part, int):
            zh, en = f"{zh}第 {part + 1} 项", [*en, f"item {part + 1}"]
        else:
            name = _name_of(part, inside)
            zh, en = f"{zh}的{name.zh}" if zh else name.zh, [*en, name.en]
        inside = field.schema if isinstance(field, fields.Nested) else None
    return Name(zh, ", ".join(en)) if path else Name("请求内容", "the body")


def _name_of(part: Any, read: marshmallow.Schema | None) -> Name:
    """The name of a field; an unknown one is quoted as it came."""
    shape = None if read is None else shape_of(type(read))
    try:
        return words.field_name(shape or object, str(part))
    except LookupError:
        return Name(f"“{_shown(part)}”", f"“{_shown(part)}”")


def _found(path: Sequence[Any], read: marshmallow.Schema | None) -> list[Any]:
    """The field at each step of the way; None where there is none."""
    steps: list[Any] = []
    field: Any = read
    for part in path:
        if isinstance(field, fields.Nested):
            field = field.schema
        if isinstance(field, marshmallow.Schema):
            known = {one.data_key or name: one for name, one in field.fields.items()}
            field = known.get(part)
        else:
            field = field.inner if isinstance(field, fields.List) else None
        steps.append(field)
    return steps


def _shown(name: Any) -> str:
    # An unknown field is named by the caller, so it may be anything.
    return str(name)[:_NAME_LONGEST].encode(errors="replace").decode()
