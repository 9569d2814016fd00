"""Rights to write down receptions."""

from __future__ import annotations

from vocabulary.actors import Actor, Role
from vocabulary.areas import Level, level_of
from vocabulary.permissions import Action, may
from vocabulary.problems import FieldError, Forbidden, wrong_field


def check_may_record(actor: Actor, community: str) -> None:
    """R55: staff and commissioners count the receptions of their own community.

    Raises:
        Invalid: not a community but a higher area.
        Forbidden: the actor records nothing there.
    """
    if level_of(community) is not Level.COMMUNITY:
        raise wrong_field(
            "community",
            "not_a_community",
            zh=f"{community} 不是社区，请填写接待所在社区的代码。",
            en=f"{community} is not a community; give the code of the one where it was.",
        )
    if not may(actor, Action.RECEPTION_RECORD, area=community):
        zh = f"您不能登记社区 {community} 的接待，只有该社区的工作站人员和社区专员可以。"
        en = (
            f"You may not record receptions of community {community}; its workstation staff "
            "and commissioners may."
        )
        raise Forbidden(zh, en, fields=(FieldError("community", "not_yours", zh, en),))


def received_by(actor: Actor, community: str, given: str | None) -> str | None:
    """The commissioner who met the residents: as given; a commissioner who says nothing, self."""
    if given is None and actor.holds(Role.COMMISSIONER, at=community):
        return actor.account
    return given


def is_self(actor: Actor, community: str, commissioner: str) -> bool:
    """Whether a commissioner of the community names only themselves."""
    return commissioner == actor.account and actor.holds(Role.COMMISSIONER, at=community)
