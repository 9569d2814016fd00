"""Requests about hand-overs, and what the list is made from."""

from __future__ import annotations

from bus.entrypoints import Service, Work, reads, subscribe, writes
from contracts.appeals.handover import AppealsHandedOver
from contracts.envelope import Envelope
from contracts.recruitment.handovers import ConfirmHandover, ShowHandover
from contracts.volunteers.handover import TeamsHandedOver
from services.recruitment.handovers import operations, queries
from services.recruitment.handovers.operations import Thing


class HandoversEntrypoints(Service):
    """The list, and its two confirmations."""

    @subscribe(AppealsHandedOver)
    def keep_handed_over(self, work: Work, event: AppealsHandedOver, _envelope: Envelope) -> None:
        things = [Thing("appeal", one.appeal_id, one.number) for one in event.appeals]
        operations.keep(work.session, AppealsHandedOver.SOURCE, event, things)

    @subscribe(TeamsHandedOver)
    def keep_teams_handed_over(
        self, work: Work, event: TeamsHandedOver, _envelope: Envelope
    ) -> None:
        teams = [Thing("team", one.team_id, one.number) for one in event.teams]
        planned = [Thing("activity", one.activity_id, one.number) for one in event.activities]
        operations.keep(work.session, TeamsHandedOver.SOURCE, event, [*teams, *planned])

    show_handover = reads(ShowHandover, queries.show)
    confirm_handover = writes(ConfirmHandover, operations.confirm)
