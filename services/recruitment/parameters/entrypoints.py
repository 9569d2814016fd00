"""Requests about parameters."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.parameters import (
    ListParameters,
    ParameterList,
    ParameterView,
    SetParameter,
    ShowParameter,
)
from services.recruitment.parameters import operations, queries


class ParametersEntrypoints(Service):
    """Reading and setting the numbers of a street."""

    @rpc(ListParameters)
    def list_parameters(self, work: Work, request: ListParameters) -> ParameterList:
        return queries.everything(work.session, work.actor, request.street)

    @rpc(ShowParameter)
    def show_parameter(self, work: Work, request: ShowParameter) -> ParameterView:
        return queries.one(work.session, work.actor, request.street, request.name)

    @rpc(SetParameter, writes=True)
    def set_parameter(self, work: Work, request: SetParameter) -> ParameterView:
        return operations.put(work.session, work.actor, request)
