"""What recruitment listens to about areas."""

from __future__ import annotations

from bus.entrypoints import Delivered, Service, Work, subscribe_many
from contracts.gateway.areas import AreaPublished
from services.recruitment.areas import operations


class AreasEntrypoints(Service):
    """The copy of the areas."""

    @subscribe_many(AreaPublished)
    def keep_area(self, work: Work, deliveries: list[Delivered[AreaPublished]]) -> None:
        operations.keep(work.session, [one.event for one in deliveries])
