"""Every text of every request, body and filter passes one door."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import marshmallow
import pytest
from marshmallow import fields as kinds

from contracts import fields, registry
from contracts.complaints import invalid_from
from contracts.registry import Answer, Shape, Told, shape
from contracts.wording import Text, as_kept
from tests.texts import NO_PHONES, PHONES, TEXTS, Kept, Refused, Written
from vocabulary.phones import written

registry.load_all()


@shape
class _Fields(Shape):
    prose: str | None = fields.text("Many lines.", longest=60, default=None)
    words: str | None = fields.words("A reason.", longest=60, default=None)
    line: str | None = fields.line("A title.", longest=60, default=None)
    name: str | None = fields.name("A name.", longest=60, default=None)
    secret: str | None = fields.secret("A password.", longest=60, default=None)
    phone: str | None = fields.phone("A phone.", default=None)
    any_text: str | None = fields.plain("Any text.", default=None)
    several: list[str] | None = fields.plain("Any texts.", default=None)


@shape
class _Told(Answer):
    text: str = fields.text("What was written.", longest=60)
    several: list[str] = fields.texts("What else.", most=3, longest=60)


@shape
class _Titled(Shape):
    title: str = fields.line("A title.", longest=60)
    options: list[str] = fields.texts("What can be chosen.", most=3, longest=60)


def _read(**given: Any) -> Kept:
    [field] = given
    try:
        kept: str = getattr(_Fields.read(given), field)
    except marshmallow.ValidationError as wrong:
        complaints = invalid_from(wrong).fields
        assert {one.field.partition(".")[0] for one in complaints} == {field}
        return Refused(complaints[-1].code)
    return kept


@pytest.mark.parametrize("case", TEXTS.values(), ids=TEXTS)
def test_what_becomes_of_a_text(case: Written) -> None:
    assert _read(prose=case.text) == case.prose
    assert _read(line=case.text) == case.line
    assert _read(name=case.text) == case.name


@pytest.mark.parametrize("case", TEXTS.values(), ids=TEXTS)
def test_what_was_read_is_read_the_same_by_the_next(case: Written) -> None:
    """The gateway hands on what it read, and the service reads it again."""
    for field in ("prose", "line", "name"):
        kept = _read(**{field: case.text})
        assert isinstance(kept, Refused) or _read(**{field: kept}) == kept


@pytest.mark.parametrize("case", TEXTS.values(), ids=TEXTS)
def test_a_text_of_no_kind_is_kept_as_it_is_or_refused(case: Written) -> None:
    expected = case.prose if case.prose == Refused("not_storable") else case.text

    assert _read(any_text=case.text) == expected
    assert _read(several=["a", case.text]) in (expected, ["a", expected])


@pytest.mark.parametrize(
    "text",
    ["\u200b", "\u3164", "。", "…", "---", "👍", "1", "２０", "①", "½", "\u0301", "≥ 3", "¥"],
)
def test_words_without_a_letter_are_no_reason(text: str) -> None:
    assert _read(words=text) in {Refused("no_letter"), Refused("blank")}


@pytest.mark.parametrize("text", ["·-·", "……。", "👍", "\u0301"])
def test_a_title_that_must_be_there_has_a_letter_or_a_digit(text: str) -> None:
    given = {"title": text, "options": ["1", text]}
    with pytest.raises(marshmallow.ValidationError) as wrong:
        _Titled.read(given)

    refused = {(one.field, one.code) for one in invalid_from(wrong.value).fields}
    assert refused == {("title", "no_letter"), ("options.1", "no_letter")}
    assert _Titled.read({"title": "2014", "options": ["1", "2"]}).title == "2014"
    with as_kept():
        assert _Titled.read(given).title == text


@pytest.mark.parametrize(
    "text", ["回访。", "ok", "ꆈ", "མ", "ئا", "王𮯰", "\U000323b0", "3栋", "\ue000"]
)
def test_words_of_any_script_are_words(text: str) -> None:
    """A character that is newer than our tables is taken for a letter."""
    assert _read(words=text) == text


def test_words_of_before_letters_were_asked_stay_readable() -> None:
    with as_kept():
        assert _read(words="。") == "。"


def test_every_character_of_a_password_counts() -> None:
    assert _read(secret=" a\u200b\u202eb ") == " a\u200b\u202eb "


@pytest.mark.parametrize("text", [text for texts in PHONES.values() for text in texts])
def test_a_phone_passes_in_every_writing(text: str) -> None:
    assert _read(phone=text) == written(text)


@pytest.mark.parametrize("text", NO_PHONES)
def test_what_is_no_phone_is_refused(text: str) -> None:
    assert isinstance(_read(phone=text), Refused)


def _shapes(of: type[Shape] = Shape) -> Iterator[type[Shape]]:
    """Whatever comes from outside: requests, bodies and filters of all contracts."""
    for found in of.__subclasses__():
        if not issubclass(found, Told):
            if found.__module__.startswith("contracts.") and "__dataclass_fields__" in vars(found):
                yield found
            yield from _shapes(found)


def _texts(schema: marshmallow.Schema) -> Iterator[tuple[str, Any]]:
    """The name of each text, and what to send for a wrong one."""
    for name, field in schema.fields.items():
        yield from _of_field(field.data_key or name, field)


def _of_field(name: str, field: Any) -> Iterator[tuple[str, Any]]:
    match field:
        case kinds.UUID() | kinds.Enum():
            return
        case kinds.String():
            assert isinstance(field, Text), f"{name} passes the door unread"
            yield name, "前\x07后"
        case kinds.List():
            for inner, sent in _of_field(f"{name}.0", field.inner):
                yield inner, [sent]
        case kinds.Nested():
            for inner, sent in _texts(field.schema):
                yield f"{name}.{inner}", {inner.partition(".")[0]: sent}


@pytest.mark.parametrize(
    "found", dict.fromkeys(_shapes()), ids=lambda found: f"{found.__module__}.{found.__qualname__}"
)
def test_no_text_of_a_request_holds_a_control_character(found: type[Shape]) -> None:
    """One in an anonymous survey answer made every later export fail."""
    for path, sent in _texts(found.schema()):
        with pytest.raises(marshmallow.ValidationError) as refusal:
            found.read({path.partition(".")[0]: sent})

        complaints = {(one.field, one.code) for one in invalid_from(refusal.value).fields}
        assert (path, "not_storable") in complaints


#: Required texts that nobody has to understand: names of things, codes, secrets, files.
_NO_WORDS = {
    "invitation",
    *("area", "category", "code", "commissioner", "content", "current_password", "issuer", "kind"),
    *("language", "login", "media_type", "name", "named_in", "new_password", "number", "password"),
    *(
        "calendar_code",
        "new_code",
        "refresh_token",
        "review_code",
        "slip_code",
        "subject",
        "template",
        "tracking_code",
    ),
    # Hours may be told in figures alone.
    "time_available",
}
#: A draft is looked through and not kept, and a promise of an edition was read before.
_READ_ELSEWHERE = {"Draft", "PublishedPromise"}


def test_words_that_must_be_given_hold_a_letter() -> None:
    """A point was enough for the reason of a dismissal, and of a consent to back entries."""
    silent = {
        f"{found.__name__}.{name}"
        for found in _shapes()
        if found.__name__ not in _READ_ELSEWHERE
        for name, field in found.schema().fields.items()
        if isinstance(field, Text) and field.required and name not in _NO_WORDS
        if _is_taken(field, "……。")
    }

    assert silent == set()


def _is_taken(field: Text, text: str) -> bool:
    try:
        field.deserialize(text)
    except marshmallow.ValidationError:
        return False
    return True


def test_the_walk_finds_what_is_nested() -> None:
    paths = {path for found in _shapes() for path, _ in _texts(found.schema())}

    assert {"text", "answers.0.text", "answers.0.choices.0", "questions.0.options.0.text"} <= paths


def test_what_was_kept_before_stays_readable() -> None:
    """Events of the log are read again for years, and answers tell what is stored."""
    told = {"text": "前\x07后", "several": ["\ufffe"]}

    read = _Told.read(told)

    assert (read.text, read.several) == ("前\x07后", ["\ufffe"])
    with pytest.raises(marshmallow.ValidationError):
        _Fields.read({"any_text": "前\x07后"})
