"""Everything that a person can read has a word, and no word stands for nothing."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from enum import Enum, EnumType
from typing import Any, TypeGuard

import pytest

import contracts
import gateway.app
from contracts import registry, words
from contracts.registry import REQUESTS, Shape
from contracts.words.fields import FIELDS, SHARED
from contracts.words.operations import OPERATIONS
from contracts.words.values import VALUES
from tests.architecture.sources import Chinese, sources
from tests.spoken import codes_in, enumerations_of, shapes

registry.load_all()


def test_every_field_has_a_name() -> None:
    missing = [
        f"{shape.__module__}.{shape.__name__}.{field}"
        for field, having in _fields().items()
        for shape in having
        if _name_of(shape, field) is None
    ]

    assert missing == []


def test_a_field_without_a_name_is_an_error() -> None:
    with pytest.raises(LookupError, match=r"AppealView\.unheard has no name"):
        words.field_name(_shape("AppealView"), "unheard")


def test_a_shape_may_call_a_field_otherwise_than_its_service() -> None:
    """And a service otherwise than the others."""
    assert words.field_name(_shape("ApplicationPage"), "total").zh == "总数"
    assert words.field_name(_shape("Card"), "total").zh == "总分"
    assert words.field_name(_shape("AppealView"), "received_at").zh == "提出时间"
    assert words.field_name(_shape("ApplicationView"), "received_at").zh == "报名时间"


def test_no_name_of_a_field_is_left_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that can go without any field being called otherwise stands for nothing, or twice."""
    found = _fields()
    left_over = []
    for table in (*FIELDS.values(), SHARED):
        for word in list(table):
            field = word.rpartition(".")[2]
            before = [_name_of(shape, field) for shape in found[field]]
            with monkeypatch.context() as without:
                without.delitem(table, word)
                if before == [_name_of(shape, field) for shape in found[field]]:
                    left_over.append(word)

    assert left_over == []


def test_every_value_has_a_name_and_no_name_of_a_value_is_left_over() -> None:
    """Also those of enumerations that stand in no shape yet."""
    known = {
        (_service_of(kind), kind.__name__): {member.value for member in kind}
        for kind in _enumerations()
    }
    named = {
        (service, kind): set(values)
        for service, kinds in VALUES.items()
        for kind, values in kinds.items()
    }

    assert named == known
    assert all(words.value_names(kind) for kind in _enumerations())


def test_every_operation_has_a_name_and_no_name_of_an_operation_is_left_over() -> None:
    known = {asked.__name__ for asked in REQUESTS.values()} | _ids_of_the_interface()

    assert set(OPERATIONS) == known
    with pytest.raises(LookupError, match="Unheard has no name"):
        words.operation_name("Unheard")


def test_no_operation_is_called_like_another() -> None:
    """Beside each other in a menu, or in a list of what an account may do."""
    for language in (0, 1):
        called = [name[language] for name in OPERATIONS.values()]
        assert sorted(set(called)) == sorted(called)


def test_names_are_words_and_no_codes() -> None:
    """English begins with a small letter, so that it can stand in a sentence as well."""
    tables = [*FIELDS.values(), SHARED, OPERATIONS]
    tables += [values for kinds in VALUES.values() for values in kinds.values()]
    for zh, en in (name for table in tables for name in table.values()):
        assert not zh.isascii() or zh == "API", zh
        assert zh == zh.strip("。 "), zh
        assert en == en.strip(". "), en
        assert "_" not in zh + en, en


def test_no_code_stands_in_a_chinese_sentence() -> None:
    """以“解释说服”办结, never 以 explained 办结: a person who reads it knows no codes."""
    assert [
        f"{source.name}:{found.line}: {told}"
        for source in sources(*_SPEAKING)
        for found in source.chinese
        for told in _codes_in(found)
        if source.name not in _NO_SENTENCES
    ] == []


def test_no_module_gives_a_name_to_a_word_that_an_enumeration_has() -> None:
    """A word stands once; two that stand apart need a test that they agree."""
    known = {(member.name, member.value) for kind in _enumerations() for member in kind}
    found = {
        (source.name, name)
        for source in sources("audit", "bus", "gateway", "groundwork", "runtime", "services")
        for name, word in source.constants
        if (name.lstrip("_"), word) in known
    }

    assert found == set(_OTHER_SENSE)


#: Words that mean something else than in the contracts.
_OTHER_SENSE = {
    ("gateway/console/committee/agenda.py", "_EVALUATION"): "the deed of an appraisal",
    ("gateway/messages/notices/operations.py", "APPEAL"): "what a notice is about",
    ("gateway/messages/notices/rules.py", "SUPERSEDED"): "why a message was dropped",
    ("groundwork/disclosures.py", "OTHER"): "the reason in words, of whichever enumeration",
    (
        "services/recruitment/applications/operations.py",
        "_APPLIED",
    ): "how a proposal was taken over",
}


def test_values_of_enumerations_are_compared_as_they_are() -> None:
    """A member is its word; `.value` hides from the types what is compared with what."""
    assert [
        f"{source.name}:{line}: {said}"
        for source in sources("audit", "bus", "cli", "gateway", "groundwork", "sample", "services")
        for line, said in source.compared_values
    ] == []


#: Texts for two languages at once have English words in them: two beside each other.
_ENGLISH = re.compile(r"[A-Za-z]+'?[a-z]* [a-z]+")
#: Where a sentence of a page takes a value in.
_PUT_IN = re.compile(r"%\(\w+\)s")
_SPEAKING = ("vocabulary", "contracts", "runtime", "bus", "services", "gateway")
_NO_SENTENCES = {
    "vocabulary/personal_text.py": "patterns that find numbers",
    "gateway/api/areas.py": "an example of a file, with the headings of its columns",
    "gateway/http/documentation.py": "a page for those who write programs",
    "gateway/places/areas/rules/template.py": "notes inside a file, in both languages",
}


def _codes_in(found: Chinese) -> Iterator[str]:
    if not _ENGLISH.search(found.text):
        yield from codes_in(_PUT_IN.sub("", found.text))
        yield from (code for code in found.put_in if code.endswith(".value"))


def _name_of(shape: type[Shape], field: str) -> words.Name | None:
    try:
        return words.field_name(shape, field)
    except LookupError:
        return None


def _fields() -> dict[str, list[type[Shape]]]:
    """Every name of a field, and the shapes that have it."""
    found: dict[str, list[type[Shape]]] = defaultdict(list)
    for shape in shapes(Shape):
        for name, field in shape.schema().fields.items():
            found[field.data_key or name].append(shape)
    return found


def _shape(name: str) -> type[Shape]:
    return next(shape for shape in shapes(Shape) if shape.__name__ == name)


def _enumerations() -> set[type[Enum]]:
    """All that a shape has, and all that the contracts declare."""
    in_shapes = {kind for shape in shapes(Shape) for kind in enumerations_of(shape)}
    return in_shapes | {*_in_contracts()}


def _in_contracts() -> Iterator[type[Enum]]:
    for found in pkgutil.walk_packages(contracts.__path__, "contracts."):
        if found.name.endswith(".words"):
            declared = vars(importlib.import_module(found.name)).values()
            yield from (thing for thing in declared if _is_enumeration(thing))


def _is_enumeration(thing: Any) -> TypeGuard[type[Enum]]:
    return isinstance(thing, EnumType) and len(thing) > 0


def _ids_of_the_interface() -> set[str]:
    """What a route is called that no single request stands behind, as `SignIn`."""
    return {
        operation["operationId"]
        for item in gateway.app.openapi_document()["paths"].values()
        for method, operation in item.items()
        if method != "parameters"
    }


def _service_of(kind: type[Enum]) -> str:
    return kind.__module__.removeprefix("contracts.").split(".")[0]
