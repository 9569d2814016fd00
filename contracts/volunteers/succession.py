"""People who could follow a commissioner (人才梯队), if they agree. R46."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.registry import Answer, Request, request, shape
from contracts.volunteers.volunteers import CODE_LONGEST
from contracts.volunteers.words import SuccessorReason


@shape
class SuccessionWish(Answer):
    """What a person said about following a commissioner."""

    may_succeed: bool = fields.plain(
        "Whether the person agrees to be shown as a possible successor."
    )


@request("volunteers", "choose_own_succession", SuccessionWish)
class ChooseOwnSuccession(Request[SuccessionWish]):
    """Say whether you agree to be shown as a possible successor of a commissioner (愿意接任)."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))
    may_succeed: bool = fields.plain("Whether you agree; you can change it at any time.")


@request("volunteers", "show_own_succession", SuccessionWish)
class ShowOwnSuccession(Request[SuccessionWish]):
    """Show what you said about following a commissioner."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))


@shape
class SuccessorGround(Answer):
    """One line of why a person could follow."""

    reason: SuccessorReason = fields.choice("What they did for a year.")
    since: dt.date = fields.plain("Since when.")


@shape
class Successor(Answer):
    """A person who could follow the commissioner of a team, masked."""

    volunteer_id: UUID = fields.plain("The person.")
    registration_id: UUID = fields.plain("The registration.")
    number: str = fields.plain("Number by community and year.")
    name: str | None = fields.plain("Masked.", default=None)
    grounds: list[SuccessorGround] = fields.plain("Why, line by line.")


@shape
class SuccessorList(Answer):
    """The people who could follow the commissioner of a team, the longest in service first."""

    items: list[Successor] = fields.plain("At most fifty people.")


@request("volunteers", "list_successors", SuccessorList)
class ListSuccessors(Request[SuccessorList]):
    """List people who led or served with a team for a year and agree to follow its commissioner."""

    team_id: UUID = fields.path("The team.")
