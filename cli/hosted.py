"""The services there are, and where their classes live."""

from __future__ import annotations

import importlib
from typing import Any

from cli.loading import without_looking_for_garbage

#: Name → module and class; imported only when served, because some need a patched process.
SERVICES = {
    "recruitment": ("services.recruitment.service", "RecruitmentService"),
    "appeals": ("services.appeals.service", "AppealsService"),
    "appeals-intake": ("services.appeals.service", "AppealsIntakeService"),
    "volunteers": ("services.volunteers.service", "VolunteersService"),
    "street": ("services.street.service", "StreetService"),
    "incentives": ("services.incentives.service", "IncentivesService"),
    "gateway": ("gateway.service", "GatewayService"),
}


def service_class(name: str) -> Any:
    """The class of a service."""
    module, attribute = SERVICES[name]
    with without_looking_for_garbage():
        return getattr(importlib.import_module(module), attribute)


def databases_of(names: list[str]) -> list[str]:
    """The databases that these services own, each once."""
    return sorted({"appeals" if name == "appeals-intake" else name for name in names})
