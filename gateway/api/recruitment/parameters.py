"""The numbers that a street's regulations set."""

from __future__ import annotations

from contracts.recruitment.parameters import (
    ListParameters,
    ParameterBody,
    ParameterList,
    ParameterView,
    SetParameter,
    ShowParameter,
)
from contracts.recruitment.words import Parameter
from contracts.words import names_of
from gateway.api.recruitment.streets import checked
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

routes = Routes("parameters", "制度参数 · Parameters of the regulations")

_ALL = "/api/v1/streets/<street>/parameters"


@routes.get(_ALL, may=Action.PARAMETER_READ, answers=ParameterList)
def parameters(street: str) -> ParameterList:
    """List the numbers of a street: what counts today, and everything that was set."""
    return ask(ListParameters(street=checked(street)))


@routes.get(f"{_ALL}/<name>", may=Action.PARAMETER_READ, answers=ParameterView)
def parameter(street: str, name: str) -> ParameterView:
    """Show one number of a street."""
    return ask(ShowParameter(street=checked(street), name=_named(name)))


@routes.put(
    f"{_ALL}/<name>", may=Action.PARAMETER_MANAGE, takes=ParameterBody, answers=ParameterView
)
def set_parameter(body: ParameterBody, street: str, name: str) -> ParameterView:
    """Set one number from a day on; what was decided before stays."""
    return ask(SetParameter(street=checked(street), name=_named(name), **vars(body)))


def _named(name: str) -> Parameter:
    if name in list(Parameter):
        return Parameter(name)
    raise NotFound(
        f"没有制度参数“{name}”；有：{names_of(Parameter).zh}。",
        f"There is no parameter “{name}”; there are: {', '.join(Parameter)}.",
    )
