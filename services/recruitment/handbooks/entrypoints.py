"""Requests about handbooks."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.recruitment.consents import NamePersonOfConsent
from contracts.recruitment.handbooks import (
    CompleteEntry,
    PrintHandbook,
    PublishChannel,
    PublishHandbook,
    SetContactStation,
    ShowHandbook,
    ShowPublicHandbook,
)
from services.recruitment.handbooks import operations, queries


class HandbooksEntrypoints(Service):
    """Reading, writing, publishing and printing handbooks."""

    show_handbook = reads(ShowHandbook, queries.one, "community")
    set_contact_station = writes(SetContactStation, operations.set_station)
    publish_channel = writes(PublishChannel, operations.publish_channel)
    name_person_of_consent = writes(NamePersonOfConsent, operations.name_person)
    complete_entry = writes(CompleteEntry, operations.complete_entry)
    publish_handbook = writes(PublishHandbook, operations.publish)
    show_public_handbook = reads(ShowPublicHandbook, queries.public)
    print_handbook = reads(PrintHandbook, queries.printed)
