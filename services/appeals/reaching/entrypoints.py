"""The one request about reaching an applicant."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.appeals.reaching import ReachApplicant
from services.appeals.reaching import operations


class ReachingEntrypoints(Service):
    """Giving the contact for one message."""

    # No copy of the answer stays behind; the record itself knows the same message again.
    reach_applicant = writes(ReachApplicant, operations.reach, repeatable=False)
