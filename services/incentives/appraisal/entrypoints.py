"""The request about the sheet."""

from __future__ import annotations

from bus.entrypoints import Service, reads
from contracts.incentives.appraisal import ShowAppraisal
from services.incentives.appraisal import queries


class AppraisalEntrypoints(Service):
    """What the committee reads before it gives the grade."""

    show_appraisal = reads(ShowAppraisal, queries.sheet)
