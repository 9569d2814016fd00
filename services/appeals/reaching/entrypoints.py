"""The one request about reaching an applicant."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.appeals.reaching import ApplicantReach, ReachApplicant
from services.appeals.reaching import operations


class ReachingEntrypoints(Service):
    """Giving the contact for one message."""

    # No copy of the answer stays behind; the record itself knows the same message again.
    @rpc(ReachApplicant, writes=True, repeatable=False)
    def reach_applicant(self, work: Work, request: ReachApplicant) -> ApplicantReach:
        return operations.reach(work.session, work.actor, request)
