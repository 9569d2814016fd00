"""Work that must be done before the first request, event or turn of a timer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from nameko.extensions import Entrypoint, register_entrypoint

from bus.client import ServiceClient
from bus.process import Process

F = TypeVar("F", bound=Callable[..., Any])


class Prepared(Entrypoint):
    """Calls its method, `(service, process, client)`, while everything else is being set up.

    Nameko starts serving only after that. The client cannot ask yet.
    """

    def setup(self) -> None:
        """Make ready."""
        process: Process = self.container.config["process"]
        client = next(one for one in self.container.dependencies if isinstance(one, ServiceClient))
        getattr(self.container.service_cls(), self.method_name)(process, client)


def before_serving(method: F) -> F:
    """Call this method before the service listens to anything."""
    register_entrypoint(method, Prepared())
    return method
