"""The request about a group's files after an erasure."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.volunteers.groups import CheckGroupFiles
from services.volunteers.group_files import operations


class GroupFilesEntrypoints(Service):
    """Looking through what still names a person."""

    check_group_files = writes(CheckGroupFiles, operations.check)
