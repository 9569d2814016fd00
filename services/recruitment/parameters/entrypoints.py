"""Requests about parameters."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.recruitment.parameters import (
    ListParameters,
    SetParameter,
    ShowParameter,
)
from services.recruitment.parameters import operations, queries


class ParametersEntrypoints(Service):
    """Reading and setting the numbers of a street."""

    list_parameters = reads(ListParameters, queries.everything, "street")
    show_parameter = reads(ShowParameter, queries.one, "street", "name")
    set_parameter = writes(SetParameter, operations.put)
