"""Requests about groups."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.groups import (
    CountGroups,
    DissolveGroup,
    EditGroup,
    ExportGroups,
    FoundGroup,
    ListGroups,
    PublicGroups,
    RestoreGroup,
    ShowGroup,
)
from services.volunteers.groups import operations, queries


class GroupsEntrypoints(Service):
    """Founding, dissolving, listing and counting groups."""

    found_group = writes(FoundGroup, operations.found)
    edit_group = writes(EditGroup, operations.edit)
    dissolve_group = writes(DissolveGroup, operations.dissolve)
    restore_group = writes(RestoreGroup, operations.restore)
    show_group = reads(ShowGroup, queries.show)
    list_groups = reads(ListGroups, queries.page)
    export_groups = reads(ExportGroups, queries.exported)
    count_groups = reads(CountGroups, queries.counted)
    public_groups = reads(PublicGroups, queries.public_page)
