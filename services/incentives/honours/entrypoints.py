"""Requests about honours."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.incentives.honours import (
    CheckHonour,
    ListHonours,
    PrintHonour,
    ReissueHonour,
    RevokeHonour,
    ShowHonour,
)
from services.incentives.honours import operations, queries


class HonoursEntrypoints(Service):
    """Honours and their certificates."""

    list_honours = reads(ListHonours, queries.listed)
    show_honour = reads(ShowHonour, queries.one)
    print_honour = reads(PrintHonour, queries.document)
    reissue_honour = writes(ReissueHonour, operations.reissue)
    revoke_honour = writes(RevokeHonour, operations.revoke)
    check_honour = reads(CheckHonour, queries.check)
