"""Parameters (制度参数): the numbers that a street's regulations set and the system enforces."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.recruitment.words import Parameter
from contracts.registry import Answer, Event, Request, event, request, shape

VALUE_MOST = 10_000


@shape
class ParameterStep(Answer):
    """One value that was set."""

    version: int = fields.plain("Counts the settings, from 1.")
    value: int = fields.plain("The value.")
    effective_from: dt.date = fields.plain("First day.")
    reason: str = fields.plain("Why.")
    set_at: dt.datetime = fields.moment("When it was set.")
    set_by: str | None = fields.plain("The account that set it.", default=None)


@shape
class ParameterView(Answer):
    """One parameter as it stands today."""

    street: str = fields.place("The street.")
    name: Parameter = fields.choice("Which number.")
    value: int = fields.plain("The value today.")
    default: int = fields.plain("The default: the value while nothing is set.")
    least: int = fields.plain("The lowest value allowed.")
    most: int = fields.plain("The highest value allowed.")
    meaning_zh: str = fields.plain("Meaning and unit, in Chinese.")
    meaning_en: str = fields.plain("Meaning and unit, in English.")
    is_from_source: bool = fields.plain(
        "Whether the default is Nanshan Street's own practice; otherwise it is our proposal."
    )
    steps: list[ParameterStep] = fields.plain("Every setting, the newest first.")
    version: int = fields.plain("The newest setting; 0: nothing was ever set.")
    possible: list[str] = fields.possible()


@shape
class ParameterList(Answer):
    """All numbers of a street."""

    items: list[ParameterView] = fields.plain("The numbers.")


@request("recruitment", "list_parameters", ParameterList)
class ListParameters(Request[ParameterList]):
    """List the parameters of a street: their values today and every setting."""

    street: str = fields.path(fields.area("The street."))


@request("recruitment", "show_parameter", ParameterView)
class ShowParameter(Request[ParameterView]):
    """Show one parameter of a street."""

    street: str = fields.path(fields.area("The street."))
    name: Parameter = fields.path(fields.choice("Which number."))


@request("recruitment", "set_parameter", ParameterView)
class SetParameter(Change, Request[ParameterView]):
    """Set one parameter from a day on; earlier decisions stay."""

    street: str = fields.path(fields.area("The street."))
    name: Parameter = fields.path(fields.choice("Which number."))
    value: int = fields.number(
        "The new value, in the unit of the parameter.", least=0, most=VALUE_MOST, example=10
    )
    effective_from: dt.date | None = fields.plain(
        "First day on which it counts, today or later; today, if left out.", default=None
    )
    reason: str = fields.words(
        "Which decision of the street office this carries out.",
        longest=500,
        example="经街道办公会议研究，自新一届聘任起执行。",
    )


@event("recruitment", subject="parameter_id", area="street")
class ParameterSet(Event):
    """A street set one of its parameters."""

    parameter_id: UUID = fields.plain("The same for one number of one street, always.")
    street: str = fields.area("The street.")
    name: str = fields.plain("The parameter, such as `post_cap`.")
    value: int = fields.plain("The new value.")
    effective_from: dt.date = fields.plain("First day on which it counts.")
    version: int = fields.number("Counts the settings, from 1.", least=1, most=1_000_000)
