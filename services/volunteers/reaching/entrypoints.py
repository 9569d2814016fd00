"""The contact for one message, and the wish to get messages."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.volunteers.reaching import ChooseMessages, ChooseOwnMessages, ReachVolunteer
from services.volunteers.reaching import operations


class ReachingEntrypoints(Service):
    """Giving the contact for one message; stopping messages."""

    # No copy of the answer stays behind; the record itself knows the same message again.
    reach_volunteer = writes(ReachVolunteer, operations.reach, repeatable=False)
    choose_own_messages = writes(ChooseOwnMessages, operations.choose_own)
    choose_messages = writes(ChooseMessages, operations.choose)
