"""What becomes of a line of the table: a new person, nothing, a change, or a fault.

A person is known by phone and name. Another name on a known phone is a second person, whom only a
reason lets in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.volunteers.volunteers.rules import check_guardian
from vocabulary.names import same_name
from vocabulary.phones import same_phone
from vocabulary.problems import FieldError, Invalid

#: What a line may say of a person besides name and phone.
TOLD = (
    "age_group",
    "minor_until_year",
    "guardian_name",
    "guardian_phone",
    "skills",
    "interests",
    "free_times",
    "insured_until",
    "national_number",
)
_READ = {"guardian_name": same_name, "guardian_phone": same_phone}

#: A person as a table knows them again: phone and name, however they are written.
Reading = tuple[str, str]


def reading_of(name: str, phone: str) -> Reading:
    """How a person is known again."""
    return same_phone(phone), same_name(name)


def told(of: Any) -> dict[str, Any]:
    """What a line, or the row of a person, tells besides name and phone, as rows keep it."""
    return {name: _plain(getattr(of, name)) for name in TOLD}


def faults_of_new(
    said: Mapping[str, Any], others: Mapping[Reading, int | None], *, has_reason: bool
) -> list[FieldError]:
    """What is wrong with a line about a new person.

    `others`: the people with this phone whom the community has already, or who stand in a line
    above; with that line, if they do. `has_reason`: the line says why they share the phone.
    """
    about_phone = [_phone_of_another(others)] if others and not has_reason else []
    return [*about_phone, *about_age(said)]


def repeated(above: int) -> FieldError:
    """The fault of a line about a person who stands in a line above."""
    return FieldError(
        "phone",
        "repeated",
        f"此人与第 {above} 行重复，请删去其中一行。",
        f"This person stands in line {above} too; take out one of the lines.",
    )


def about_age(person: Mapping[str, Any]) -> tuple[FieldError, ...]:
    """What is missing or too much for the age of a person."""
    try:
        check_guardian(
            person["age_group"],
            minor_until_year=person["minor_until_year"],
            guardian_name=person["guardian_name"],
            guardian_phone=person["guardian_phone"],
        )
    except Invalid as refused:
        return refused.fields
    return ()


def differences(there: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What a line says of a person that is not so; an empty cell says nothing."""
    return {
        name: value
        for name, value in said.items()
        if value not in (None, []) and _read(name, value) != _read(name, there[name])
    }


def _phone_of_another(others: Mapping[Reading, int | None]) -> FieldError:
    lines = sorted(line for line in others.values() if line is not None)
    where = (f"第 {lines[0]} 行", f"line {lines[0]}") if lines else ("在册义工", "the register")
    return FieldError(
        "phone",
        "phone_of_another",
        f"该电话已是{where[0]}另一人的；确为两人共用的，请填写同号原因，否则核对姓名和电话。",
        f"Another person in {where[1]} has this phone; tell why two people share it, or check "
        "name and phone.",
    )


def _plain(value: Any) -> Any:
    return [getattr(one, "value", one) for one in value] if isinstance(value, list) else value


def _read(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return sorted(value)
    return _READ[name](value) if name in _READ and value is not None else value
