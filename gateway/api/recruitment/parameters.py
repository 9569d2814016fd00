"""The parameters that a street's regulations set."""

from __future__ import annotations

from contracts.recruitment.parameters import (
    ListParameters,
    SetParameter,
    ShowParameter,
)
from contracts.recruitment.words import Parameter
from contracts.words import names_of
from gateway.api.recruitment.streets import checked
from gateway.http.routes import Routes
from vocabulary.permissions import Action
from vocabulary.problems import NotFound


def _named(name: str) -> Parameter:
    if name in list(Parameter):
        return Parameter(name)
    raise NotFound(
        f"没有制度参数“{name}”；有：{names_of(Parameter).zh}。",
        f"There is no parameter “{name}”; there are: {', '.join(Parameter)}.",
    )


routes = Routes(
    "parameters",
    "制度参数 · Parameters of the regulations",
    reads={"street": checked, "name": _named},
)

_ALL = "/api/v1/streets/<street>/parameters"


routes.asks("GET", _ALL, ListParameters, may=Action.PARAMETER_READ)
routes.asks("GET", f"{_ALL}/<name>", ShowParameter, may=Action.PARAMETER_READ)
routes.asks("PUT", f"{_ALL}/<name>", SetParameter, may=Action.PARAMETER_MANAGE)
