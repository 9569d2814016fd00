"""The names of fields, values and operations in Chinese and English.

The code calls an outcome `explained`; a person reads 解释说服. Refusals, workbooks, prints and pages
take the words from here, and the interface's document prints them as `x-name`. It imports only the
standard library, so that rules and contracts may both use it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from contracts.words.fields import FIELDS, SHARED
from contracts.words.naming import Name
from contracts.words.operations import OPERATIONS
from contracts.words.values import VALUES

__all__ = [
    "Name",
    "field_name",
    "headings",
    "names_of",
    "operation_name",
    "part_name",
    "value_name",
    "value_names",
]


def field_name(shape: type, field: str) -> Name:
    """The name of this field of a shape; a shape takes the names of the shape it inherits from.

    A body takes the names of its request.

    Raises:
        LookupError: it has no name; give it one in `contracts/words/fields`.
    """
    for kind in getattr(shape, "BODY_OF", shape).__mro__:
        found = FIELDS.get(_service_of(kind), {}).get(f"{kind.__name__}.{field}")
        if found is not None:
            return Name(*found)
    found = _word(_service_of(shape), field)
    if found is None:
        raise LookupError(f"{shape.__name__}.{field} has no name in contracts/words/fields")
    return found


def part_name(part: str) -> Name:
    """What this part of an address is called that no request names: as the gateway's own fields.

    Raises:
        LookupError: it has no name; give it one in `contracts/words/fields`.
    """
    found = _word("gateway", part)
    if found is None:
        raise LookupError(f"{{{part}}} has no name in contracts/words/fields")
    return found


def _word(service: str, field: str) -> Name | None:
    found = FIELDS.get(service, {}).get(field) or SHARED.get(field)
    return None if found is None else Name(*found)


def value_name(value: Enum) -> Name:
    """The name of this value of an enumeration.

    Raises:
        LookupError: it has no name; give it one in `contracts/words/values`.
    """
    return value_names(type(value))[value.value]


def value_names(kind: type[Enum]) -> dict[str, Name]:
    """The names of the values of an enumeration, by value.

    Raises:
        LookupError: one has no name; give it one in `contracts/words/values`.
    """
    names = VALUES.get(_service_of(kind), {}).get(kind.__name__, {})
    missing = [member.value for member in kind if member.value not in names]
    if missing:
        raise LookupError(f"{kind.__name__} has no names for {missing} in contracts/words/values")
    return {member.value: Name(*names[member.value]) for member in kind}


def operation_name(operation: str) -> Name:
    """The name of an operation, by its id: the name of the request that it takes, if any.

    Raises:
        LookupError: it has no name; give it one in `contracts/words/operations`.
    """
    found = OPERATIONS.get(operation)
    if found is None:
        raise LookupError(f"{operation} has no name in contracts/words/operations")
    return Name(*found)


def names_of(values: Iterable[Enum]) -> Name:
    """Some values in a row, for a sentence that lists the choices."""
    names = [value_name(value) for value in values]
    return Name("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def headings(shape: type, *fields: str) -> list[str]:
    """The names of these fields of a shape, as headings of columns."""
    return [field_name(shape, field).heading for field in fields]


def _service_of(declared: type) -> str:
    """`appeals` of contracts.appeals.closing; `audit` of contracts.audit; `gateway` of its own."""
    return declared.__module__.removeprefix("contracts.").partition(".")[0]
