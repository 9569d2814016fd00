"""Requests about elections of residents' committees."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.incentives.committee_elections import (
    CorrectCommitteeElection,
    ListCommitteeElections,
    RecordCommitteeElection,
    ShowCommitteeElection,
    ShowCommitteeSeats,
)
from services.incentives.committee_elections import operations, queries


class CommitteeElectionsEntrypoints(Service):
    """Writing down and reading."""

    list_committee_elections = reads(ListCommitteeElections, queries.page)
    show_committee_election = reads(ShowCommitteeElection, queries.one)
    show_committee_seats = reads(ShowCommitteeSeats, queries.overview)
    record_committee_election = writes(RecordCommitteeElection, operations.record)
    correct_committee_election = writes(CorrectCommitteeElection, operations.correct)
